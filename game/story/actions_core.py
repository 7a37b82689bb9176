"""Actions of the core: Daly's clone and his powers, the clock that runs out, words called out, and the plain page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from game.sim.clock import TICK_HZ

from .names import Count, PointId, Seconds, ShipId, SpokenLine, TerrainId
from .state import Clock, Entry, Page
from .verbs import Action

if TYPE_CHECKING:
    from game.sim.daly import Daly

    from .stage import Stage

Pieces = Annotated[tuple[TerrainId, ...], Meta(max_length=60)]
PhaseName = Literal["rules", "backups", "loop", "empty"]
PowerName = Literal["freeze", "delete", "move", "heal", "throw"]
Delay = Annotated[float, Meta(ge=-600, le=600, description="seconds, -600 to 600")]


def host(stage: Stage) -> Daly | None:
    """Daly, or None and a report: nobody has spawned him, or he is gone."""
    him = stage.world.daly
    if him is None or stage.world.ships.row_of(him.who) < 0:
        stage.report('Daly is not there: spawn a ship of the kind "daly" first')
        return None
    return him


class SetDaly(Action, frozen=True, kw_only=True, tag="daly"):
    """How Daly is from here on (spawn him: `what = "daly"`), and what of the room is his to use.

    phase   rules: he freezes, deletes and moves. backups: the same, and he heals as long as a ship of the kind `backup`
            has not been cut by the tether. loop: he throws things as well. empty: he does nothing any more
    cover   rocks that he may delete
    spare   of which he leaves so many
    slides  rocks and walls (with a `slide` that has no `every`) that he moves
    """

    example: ClassVar[str] = '{ do = "daly", phase = "rules" }'
    phase: PhaseName | None = None
    cover: Pieces = ()
    spare: Count | None = None
    slides: Pieces = ()

    def problem(self) -> str:
        said = self.phase is not None or self.cover or self.slides or self.spare is not None
        return "" if said else "needs 'phase', 'cover', 'spare' or 'slides'"

    def speaks_to(self) -> list[tuple[str, str]]:
        return [("daly", "")]

    def act(self, stage: Stage) -> None:
        him = host(stage)
        if him is None:
            return
        him.cover = list(self.cover) or him.cover
        him.slides = list(self.slides) or him.slides
        him.spare = self.spare if self.spare is not None else him.spare
        if self.phase is not None:
            him.be(stage.world, self.phase)


class UsePower(Action, frozen=True, kw_only=True, tag="power"):
    """Daly uses a power now: it is told first, as always, and drops what he was about.

    freeze  whoever he sees stands still for a while; something solid between is cover
    delete  a box is drawn round the ship, and what is in it goes
    move    one of his `slides` that is near goes to the other end of its way
    heal    he is whole again, as long as there is a `backup`
    throw   things fly at whoever he sees
    """

    example: ClassVar[str] = '{ do = "power", power = "freeze" }'
    power: PowerName

    def speaks_to(self) -> list[tuple[str, str]]:
        return [("daly", "")]

    def act(self, stage: Stage) -> None:
        him = host(stage)
        if him is not None and not him.use(stage.world, self.power):
            stage.report(f"the power {self.power!r} has nothing to do here")


class SetRing(Action, frozen=True, kw_only=True, tag="ring"):
    """A ring of light stands round Daly, open towards a point by a ship's width; or (`off`) it is gone.

    Closing it is a `loop` round him, when the ship has flown through the gap.
    """

    example: ClassVar[str] = '{ do = "ring", gap = "north" }'
    gap: PointId | None = None
    off: bool = False

    def problem(self) -> str:
        return "" if (self.gap is None) == self.off else "needs either 'gap' (a point) or off = true"

    def speaks_to(self) -> list[tuple[str, str]]:
        return [("daly", "")]

    def act(self, stage: Stage) -> None:
        him = host(stage)
        if him is not None:
            him.open_ring(stage.world, stage.level.spot(self.gap) if self.gap is not None else None)


class Cry(Action, frozen=True, kw_only=True, tag="cry"):
    """A word above a ship at once, whatever is being said: the first of `lines` the first time, then any of them."""

    example: ClassVar[str] = '{ do = "cry", who = "kevin", lines = ["dibs"] }'
    who: ShipId
    lines: Annotated[tuple[SpokenLine, ...], Meta(min_length=1, max_length=20)]
    seconds: Seconds = 1.6

    def act(self, stage: Stage) -> None:
        ships = stage.ships(self.who)
        if not ships:
            stage.report(f"no ship called {self.who!r} is in the world")
            return
        talk = stage.state.talk
        known = all(line in talk.begun for line in self.lines[:1])
        pick = int(stage.world.random.ai.integers(len(self.lines))) if known and len(self.lines) > 1 else 0
        talk.captions = [caption for caption in talk.captions if caption.ship != ships[0]]
        stage.talk.cry(Entry(self.lines[pick], chat=True, who=self.who, duration=round(self.seconds * TICK_HZ)))


class SetClock(Action, frozen=True, kw_only=True, tag="clock"):
    """The kitchen clock: it runs from eleven past four to five, and is always seen. What follows is for beats to say.

    seconds  it is wound up, and strikes after so long
    add      it strikes so much later (less than 0: sooner)
    least    there is at least so much left from here on
    stop     it stands; what it shows stays
    """

    example: ClassVar[str] = '{ do = "clock", seconds = 600 }'
    seconds: Seconds | None = None
    add: Delay | None = None
    least: Seconds | None = None
    stop: bool = False

    def problem(self) -> str:
        said = (self.seconds, self.add, self.least, self.stop or None)
        alone = sum(one is not None for one in said) == 1
        return "" if alone else "needs exactly one of: seconds, add, least, stop = true"

    def makes(self) -> list[tuple[str, str]]:
        return [("clock", "")] if self.seconds is not None else []

    def speaks_to(self) -> list[tuple[str, str]]:
        return [] if self.seconds is not None else [("clock", "")]

    def act(self, stage: Stage) -> None:
        if self.seconds is not None:
            stage.state.clock = Clock(round(self.seconds * TICK_HZ), round(self.seconds * TICK_HZ))
            return
        clock = stage.state.clock
        if clock is msgspec.UNSET:
            stage.report("no clock has been wound up")
        elif self.stop:
            clock.stands = True
        elif self.add is not None:
            clock.left = max(1, clock.left + round(self.add * TICK_HZ))
            stage.emit("clock", "moved", value=self.add)
        elif self.least is not None:
            clock.left = max(clock.left, round(self.least * TICK_HZ))


class ShowPage(Action, frozen=True, kw_only=True, tag="page"):
    """A plain page covers picture and instruments, from one frame to the next, without a sound; its lines stand below
    each other in the order in which they come. Or (`off`) it is gone.
    """

    example: ClassVar[str] = '{ do = "page", line = "sign" }'
    line: SpokenLine | None = None
    off: bool = False

    def problem(self) -> str:
        return "" if (self.line is None) == self.off else "needs either 'line' or off = true"

    def act(self, stage: Stage) -> None:
        if self.line is None:
            stage.state.page = msgspec.UNSET
            stage.emit("page")
            return
        text = stage.level.text(self.line)
        page = Page() if stage.state.page is msgspec.UNSET else stage.state.page
        page.lines.append(text)
        stage.state.page = page
        stage.talk.note(self.line)
        stage.emit("page", self.line, text=text)


CORE_ACTIONS: tuple[type[Action], ...] = (SetDaly, UsePower, SetRing, Cry, SetClock, ShowPage)
