"""Actions that keep the plot: flags, counters, timers, checkpoints, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from game.sim.clock import TICK_HZ

from .names import ClearFlag, NewId, Number, Seconds, SetCounter, SetFlag, SetTimer, StopTimer
from .state import Timer
from .verbs import Action

if TYPE_CHECKING:
    from .stage import Stage


class FlagAction(Action, frozen=True, kw_only=True, tag="flag"):
    """Set or clear a flag."""

    example: ClassVar[str] = '{ do = "flag", set = "statue-down" }'
    set: SetFlag | None = None
    clear: ClearFlag | None = None

    def problem(self) -> str:
        return "" if (self.set is None) != (self.clear is None) else "needs either 'set' or 'clear'"

    def act(self, stage: Stage) -> None:
        if self.set is not None:
            stage.set_flag(self.set)
        elif self.clear is not None:
            stage.state.flags.discard(self.clear)
            stage.emit("flag", self.clear, value=0.0)


class CounterAction(Action, frozen=True, kw_only=True, tag="counter"):
    """Add to a counter (1 unless said), or set it."""

    example: ClassVar[str] = '{ do = "counter", counter = "lessons", add = 1 }'
    counter: SetCounter
    add: Number = 1
    set: Number | None = None

    def act(self, stage: Stage) -> None:
        counters = stage.state.counters
        counters[self.counter] = self.set if self.set is not None else counters.get(self.counter, 0) + self.add


class TimerAction(Action, frozen=True, kw_only=True, tag="timer"):
    """Start a timer that a beat waits for (`on = "timer", name = …`), shown as a clock or not; or stop it."""

    example: ClassVar[str] = '{ do = "timer", name = "fight", seconds = 70 }'
    name: SetTimer | None = None
    seconds: Seconds | None = None
    show: bool = False
    stop: StopTimer | None = None

    def problem(self) -> str:
        if self.stop is not None:
            return "" if self.name is None and self.seconds is None else "'stop' stands alone"
        return "" if self.name is not None and self.seconds is not None else "needs 'name' and 'seconds' (or 'stop')"

    def act(self, stage: Stage) -> None:
        if self.stop is not None:
            if stage.state.timers.pop(self.stop, None) is None:
                stage.report(f"timer {self.stop!r} does not run")
            else:
                stage.state.timers_rung.pop(self.stop, None)  # it ran out before it was started anew
        elif self.name is not None and self.seconds is not None:
            ends = stage.tick + max(1, round(self.seconds * TICK_HZ))
            stage.state.timers[self.name] = Timer(stage.tick, ends, self.show)


class Checkpoint(Action, frozen=True, kw_only=True, tag="checkpoint"):
    """From here the run can be taken up again after a defeat. In the tick in which a run is lost none can be set."""

    example: ClassVar[str] = '{ do = "checkpoint" }'

    def act(self, stage: Stage) -> None:
        if stage.world.player == 0:
            stage.report("a checkpoint cannot be set while the ship is destroyed")
        else:
            stage.ask_checkpoint()


class Win(Action, frozen=True, kw_only=True, tag="win"):
    """The level is won, even in the tick in which the run would be lost."""

    example: ClassVar[str] = '{ do = "win" }'

    def act(self, stage: Stage) -> None:
        stage.finish("won")


class Lose(Action, frozen=True, kw_only=True, tag="lose"):
    """The run is lost for a reason (see `[[retry]]`), and is taken up again; with `final` it is over."""

    example: ClassVar[str] = '{ do = "lose", cause = "sweep" }'
    cause: NewId = "story"
    final: bool = False

    def act(self, stage: Stage) -> None:
        if self.final:
            stage.finish("lost", self.cause)
        else:
            stage.fail(self.cause)


class Ending(Action, frozen=True, kw_only=True, tag="ending"):
    """Name the ending that this level comes to; `win` or `lose` then ends it."""

    example: ClassVar[str] = '{ do = "ending", ending = "freedom" }'
    ending: NewId

    def act(self, stage: Stage) -> None:
        stage.state.ending = self.ending


PLOT_ACTIONS: tuple[type[Action], ...] = (FlagAction, CounterAction, TimerAction, Checkpoint, Win, Lose, Ending)
