"""The director: hears what happened, fires beats, runs their actions when their time comes.

It is a function of state, level, commands and events; all that it remembers is `state`, plain data that is part of
every snapshot and digest.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import msgspec

from game.sim.clock import TICK_HZ
from game.sim.command import Command, Press
from game.sim.events import Event
from game.sim.world import World

from .chatter import Chatter
from .combinations import anew, comes, lasts, recurs
from .level import Level
from .listening import Listening
from .mark import Mark, mark
from .schema import Beat
from .stage import Stage, shade
from .state import (
    CameraCue,
    Caption,
    Choice,
    Clock,
    Ear,
    Fade,
    Line,
    Memory,
    Objective,
    Page,
    Pane,
    Pending,
    Presence,
    Prompt,
    Sign,
    Signal,
    State,
    StoryEvent,
    Television,
    Title,
    pack,
    unpack,
)  # fmt: skip
from .television import watch
from .verbs import COMMAND

ANSWERS = tuple(int(press) for press in (Press.CHOICE_1, Press.CHOICE_2, Press.CHOICE_3, Press.CHOICE_4))
SKIP = int(Press.SKIP)
LOUD = 20 * TICK_HZ + 1  # ticks before it strikes, from which each second of the kitchen clock is heard


class Director:
    """Stages a level on a world. Read it with the properties below; all times are ticks."""

    def __init__(self, level: Level, world: World, flags: Iterable[str] = (), seed: int = 0) -> None:
        self.level = level
        self.state = State(
            tick=world.tick,
            flags=set(flags) & {*level.header.brings, *level.words.flags},
            music=level.header.music or "",
            player=world.player,
        )
        self.stage = Stage(level, world, self.state)
        self._chatter = Chatter(self.stage, seed) if level.words else None
        self._listening = Listening(list(level.beats.values()))

    # -- the tick --------------------------------------------------------------------------------------

    def update(self, command: Command, events: list[Event]) -> list[StoryEvent]:
        """One tick, after the world's own. Returns what the story did, in order."""
        stage, state = self.stage, self.state
        stage.begin(command, events)
        if state.timers:
            self._ring_timers()
        if state.choice is not None:
            self._answer(command, state.choice)
        if state.television is not msgspec.UNSET:
            watch(stage, state.television, command)
        stage.talk.update(bool(command.pressed & SKIP))
        self._age(state)
        if state.clock is not msgspec.UNSET and state.clock.left and not state.clock.stands:
            self._run_clock(state.clock)
        if state.pending:
            self._run_due()
        end = self._end(events) if events else None
        kinds: set[str] = {event.kind for event in events} if events else set()
        for action in stage.changed:
            kinds.add(COMMAND + action)
        if kinds or not self._listening.nobody(state, state.tick):
            for beat in self._listening.turns(state, state.tick, kinds, self._attend):
                if end is None or not lasts(beat.when):  # without a ship nothing is near, and all that is not is so
                    self._ask(beat, state.ears[beat.id])
        if self._chatter is not None and end is None:
            self._chatter.update(events)
        if end is not None:
            stage.fail(end.name or "shot")
        if state.cause:
            stage.close()
        return stage.told

    def _end(self, events: list[Event]) -> Event | None:
        """The destruction of the player's ship, if it is among the events."""
        return next((e for e in events if e.kind == "destroyed" and e.who == self.state.player), None)

    def _ring_timers(self) -> None:
        state, tick = self.state, self.stage.tick
        for name in [name for name, timer in state.timers.items() if timer.ends <= tick]:
            del state.timers[name]
            state.timers_rung[name] = tick

    def _answer(self, command: Command, choice: Choice) -> None:
        choice.age += 1
        for number in range(len(choice.options)):
            if command.pressed & ANSWERS[number]:
                self.choose(number)
                return

    def choose(self, number: int) -> None:
        """Take option `number` (from 0) of the choice that is offered."""
        state, choice = self.state, self.state.choice
        if choice is None:
            return
        option = choice.options[number]
        if option.closed:
            return
        state.choice = None
        state.chosen[choice.id] = number
        self.stage.talk.note(option.line)
        self.stage.emit("chosen", choice.id, text=option.text, value=float(number))
        if option.set:
            self.stage.set_flag(option.set)

    def _run_clock(self, clock: Clock) -> None:
        clock.left -= 1
        if clock.left < LOUD and clock.left % TICK_HZ == 0:
            self.stage.emit("clock", "tick", value=clock.left / TICK_HZ)

    def _age(self, state: State) -> None:
        if state.prompt is not None:
            state.prompt.age += 1
            if state.prompt.action in self.stage.commanded:
                state.prompt = None
                self.stage.emit("prompt")
        if state.title is not None:
            state.title.age += 1
            state.title = state.title if state.title.age < state.title.duration else None
        if state.pane is not msgspec.UNSET:
            self._age_pane(state.pane)
        if state.signal is not msgspec.UNSET:
            self._knock(state.signal)
        if state.camera is not None:
            state.camera.age += 1
            if state.camera.age >= state.camera.duration:
                state.camera = None
                self.stage.emit("camera")
        if state.fade is not None:
            self._age_fade(state, state.fade)
        if state.slow is not None:
            state.slow.left -= 1
            if state.slow.left <= 0:
                state.slow = None
                self.stage.emit("slow", value=1.0)

    def _knock(self, signal: Signal) -> None:
        if signal.age % round(signal.every * TICK_HZ) == 0:
            self.stage.emit("signal", x=signal.x, y=signal.y, value=signal.every)
        signal.age += 1

    @staticmethod
    def _age_fade(state: State, fade: Fade) -> None:
        if fade.age < fade.duration:
            fade.age += 1
        elif fade.to == 0.0:  # the picture is clear, and needs nobody to keep it so
            state.fade = None

    @staticmethod
    def _age_pane(pane: Pane) -> None:
        for printed in pane.prints:
            printed.age += 1
        pane.prints = [printed for printed in pane.prints if printed.age < printed.duration]
        if pane.sketch:
            pane.age += 1
            pane.sketch = pane.sketch if pane.age < pane.duration else ""

    def _attend(self, beat: Beat) -> bool:
        """Wake a beat once those before it have fired, stop it when one has that ends it. Says whether it listens."""
        state = self.state
        if beat.id not in state.ears:
            if beat.after and not all(other in state.fired for other in beat.after):
                return False
            state.ears[beat.id] = Ear(Memory(since=self.stage.tick))
        if beat.until and not state.fired.keys().isdisjoint(beat.until):
            self._stop(beat)
            return False
        return True

    def _ask(self, beat: Beat, ear: Ear) -> None:
        if not comes(beat.when, self.stage, ear.memory):
            ear.heard = False
        elif not ear.heard and all(condition.holds(self.stage) for condition in beat.if_):
            self._fire(beat, ear)
        elif not ear.heard and not lasts(beat.when):
            self._missed(beat, ear)

    def _fire(self, beat: Beat, ear: Ear) -> None:
        state = self.state
        state.fired[beat.id] = self.stage.tick
        state.history.append((self.stage.tick, beat.id))
        self.stage.emit("beat", beat.id)
        if not beat.repeat:
            self._stop(beat)
        elif lasts(beat.when):
            ear.heard = True  # the situation must end before it counts again
        else:
            ear.memory = anew(beat.when, self.stage, ear.memory, fired=True)
        for index, action in enumerate(beat.then):
            state.pending.append(Pending(self.stage.tick + round(action.at * TICK_HZ), beat.id, index))
        self._run_due()

    def _missed(self, beat: Beat, ear: Ear) -> None:
        """The moment came and the conditions did not hold: wait for the next one, if there can be one."""
        if beat.repeat or recurs(beat.when):
            ear.memory = anew(beat.when, self.stage, ear.memory, fired=False)
            self._listening.arrange(self.state)
        else:
            self._stop(beat)

    def _stop(self, beat: Beat) -> None:
        self.state.ears.pop(beat.id, None)
        self.state.deaf.add(beat.id)
        self._listening.stop(beat)

    def _run_due(self) -> None:
        """Run the actions whose time has come, the earlier first, then in the order in which they were asked for."""
        state, tick = self.state, self.stage.tick
        due = [one for one in state.pending if one.tick <= tick]
        if not due:
            return
        state.pending = [one for one in state.pending if one.tick > tick]
        for one in sorted(due, key=lambda pending: pending.tick):
            self._run(one)

    def _run(self, pending: Pending) -> None:
        beat = self.level.beats.get(pending.beat)
        if beat is None or pending.index >= len(beat.then):  # the level was repaired under a running story
            self.stage.report(f"beat {pending.beat!r} has no action {pending.index + 1} any more")
            return
        action = beat.then[pending.index]
        self.stage.beat = beat.id
        if all(condition.holds(self.stage) for condition in action.if_):
            action.act(self.stage)
        self.stage.beat = ""

    # -- state -----------------------------------------------------------------------------------------

    def take_up(self, world: World, data: bytes) -> None:
        """Go on from a snapshot on a restored world."""
        self.state = unpack(data)
        self.stage.take_up(world, self.state)
        self._listening.take_up(self.state)

    def retry(self, world: World, data: bytes, retries: int) -> None:
        """Take up a lost run again from the snapshot of its checkpoint."""
        said = self._chatter.said() if self._chatter is not None else []
        self.take_up(world, data)
        self.counters["retries"] = retries
        if self._chatter is not None:
            self._chatter.taken_up(said)

    def snapshot(self) -> bytes:
        return pack(self.state)

    def digest(self) -> int:
        """CRC-32 of all that the story remembers."""
        return zlib.crc32(pack(self.state))

    # -- for eyes, ears and pilots ---------------------------------------------------------------------

    @property
    def line(self) -> Line | None:
        return self.state.talk.line

    @property
    def captions(self) -> list[Caption]:
        return self.state.talk.captions

    @property
    def signs(self) -> list[Sign]:
        return self.state.talk.signs

    @property
    def log(self) -> list[tuple[int, str]]:
        """(tick, line id) of all that was said or shown, in order."""
        return self.state.talk.log

    def who_said(self, line: str) -> str:
        """Whose line it was, as `who` in lines.toml; of shared chat, the gamertag of the ship that said it."""
        small_talk = self.state.small_talk
        tag = small_talk.voices.get(line) if small_talk else None
        return f"@{tag}" if tag else self.level.lines[line].who

    @property
    def history(self) -> list[tuple[int, str]]:
        """(tick, beat id) of all beats that fired, in order."""
        return self.state.history

    @property
    def objectives(self) -> list[Objective]:
        return self.state.objectives

    def mark(self, x: float, y: float) -> Mark | None:
        """Where the instruments of someone at (x, y) point; see `mark.mark`."""
        return mark(self.stage, x, y)

    @property
    def prompt(self) -> Prompt | None:
        return self.state.prompt

    @property
    def title(self) -> Title | None:
        return self.state.title

    @property
    def pane(self) -> Pane | None:
        """What is on the glass besides the instruments, if anything ever was."""
        return None if self.state.pane is msgspec.UNSET else self.state.pane

    @property
    def presence(self) -> Presence | None:
        """Who else is in the room, if anybody has made himself felt."""
        return None if self.state.presence is msgspec.UNSET else self.state.presence

    @property
    def television(self) -> Television | None:
        """The set that the player sits before, if there is one."""
        return None if self.state.television is msgspec.UNSET else self.state.television

    @property
    def signal(self) -> Signal | None:
        """What knocks somewhere, if anything does."""
        return None if self.state.signal is msgspec.UNSET else self.state.signal

    @property
    def camera(self) -> CameraCue | None:
        return self.state.camera

    @property
    def choice(self) -> Choice | None:
        return self.state.choice

    @property
    def flags(self) -> set[str]:
        return self.state.flags

    @property
    def counters(self) -> dict[str, int]:
        return self.state.counters

    @property
    def timers(self) -> dict[str, float]:
        """Seconds left of the timers that are shown as clocks."""
        return {name: (t.ends - self.stage.tick) / TICK_HZ for name, t in self.state.timers.items() if t.shown}

    @property
    def clock(self) -> tuple[float, float] | None:
        """What is left, and the whole, of the shown timer that ends first [s]; None when none is shown."""
        shown = [timer for timer in self.state.timers.values() if timer.shown]
        if not shown:
            return None
        timer = min(shown, key=lambda timer: timer.ends)
        return (timer.ends - self.stage.tick) / TICK_HZ, (timer.ends - timer.started) / TICK_HZ

    @property
    def kitchen_clock(self) -> Clock | None:
        """The clock that runs out, if one was wound up."""
        return None if self.state.clock is msgspec.UNSET else self.state.clock

    @property
    def page(self) -> Page | None:
        """The plain page that lies over everything, if one does."""
        return None if self.state.page is msgspec.UNSET else self.state.page

    @property
    def music(self) -> str:
        return self.state.music

    @property
    def music_hush_until(self) -> int:
        """Tick until which there is no music."""
        return self.state.music_hush_until

    @property
    def fade(self) -> float:
        """0 clear, 1 black."""
        return shade(self.state.fade)

    @property
    def whitens(self) -> bool:
        """Whether the picture fades to white instead of black."""
        return self.state.fade is not None and self.state.fade.white is True

    @property
    def letterbox(self) -> bool:
        return self.state.letterbox

    @property
    def time_scale(self) -> float:
        """At which rate the window lets time run."""
        sandbox = self.stage.world.sandbox
        pace = sandbox.pace if sandbox is not None else 1.0
        return pace * (self.state.slow.scale if self.state.slow else 1.0)

    @property
    def backdrop(self) -> str:
        """The backdrop that an action asked for, or '': the map's own."""
        return self.state.backdrop

    @property
    def reports(self) -> list[str]:
        """Actions that could not act, oldest first."""
        return self.state.reports
