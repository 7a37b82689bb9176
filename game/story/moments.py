"""Moments of a flight that are worth seeing again, found by what happened in it.

MOMENTS is the table: in which chapter, by which sign, and how many seconds before and after it. A `Finder` listens to a
flight as it is flown and knows at its end which moments there were; what was pictured only (a run that was taken up
again) does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.sim.clock import TICK_HZ

if TYPE_CHECKING:
    from .episode import Episode, Happening

SEEN = "seen-"  # begins the flag that says that there is a moment
LOOKS = 6  # ticks between two looks at what is measured
LEADS = 900.0  # nobody counts a lead over the sweep's wall that is longer than the picture [u]


Sign = tuple[str, str]  # kind of an event of world or story, and its name ('': any)


@dataclass(frozen=True, slots=True)
class Moment:
    """One row. The first of `signs` that comes is its sign, unless `nearest` measures it.

    ends     what ends it, however long it takes
    before   seconds shown before the sign
    after    and after it, or after its end
    most     it is never longer [s]
    nearest  the sign is when the sweep's wall was nearest
    """

    id: str
    level: str
    does: str
    signs: tuple[Sign, ...] = ()
    ends: tuple[Sign, ...] = ()
    before: float = 6.0
    after: float = 8.0
    most: float = 24.0
    nearest: bool = False


def _said(*lines: str) -> tuple[Sign, ...]:
    return tuple(("say", line) for line in lines)


MOMENTS: tuple[Moment, ...] = (
    Moment("sweep", "01-no-gamertag", "the wall, at its nearest", nearest=True, before=8.0),
    Moment("stand", "02-data-pirates", "they stand", (("chat", "stand.bea"),), before=9.0, after=11.0),
    Moment("drop", "02-data-pirates", "the hold is cut loose", (("beat", "drop"),), before=3.0, after=15.0),
    Moment("crossing", "03-sweep", "under the carrier, from its shadow to the lee",
           (("carrier.under", ""),), (("beat", "through"),), before=3.0, after=2.0, most=120.0),
    Moment("key", "04-the-back-door", "the key is taken", (("beat", "banned"),), before=9.0, after=7.0),
    Moment("vault", "04-the-back-door", "the vault comes open", (("beat", "vault-open"),), before=10.0),
    Moment("house", "05-deep-strata", "a house goes out", _said("unload.kitchen"), before=8.0, after=6.0),
    Moment("squad", "06-to-the-heart", "a squad turns across the pipe", _said("trunk.kind3"), before=7.0),
    Moment("selves", "08-the-core", "every self is at its post", _said("loop.hold3"), before=12.0, after=5.0),
)  # fmt: skip
MOMENT: dict[str, Moment] = {moment.id: moment for moment in MOMENTS}
FLAGS: dict[str, str] = {SEEN + moment.id: f"{moment.level[:2]}, its recording: {moment.does}" for moment in MOMENTS}


@dataclass(frozen=True, slots=True)
class Found:
    """A moment of one flight, in its frames: both ends belong to it."""

    id: str
    start: int
    stop: int


@dataclass(slots=True)
class _Trail:
    """What is known of a moment so far; frames, -1 before."""

    sign: int = -1
    end: int = -1
    value: float = 0.0


class Finder:
    """Call `note` after each tick of a flight; `found` says what there was."""

    def __init__(self, level: str) -> None:
        self._rows = [moment for moment in MOMENTS if moment.level == level]
        self._trails = {moment.id: _Trail() for moment in self._rows}
        self._kept: dict[str, _Trail] = {}
        self._measures = [moment for moment in self._rows if moment.nearest]
        self._signs = {sign for row in self._rows for sign in (*row.signs, *row.ends)}

    def note(self, episode: Episode, told: Sequence[Happening]) -> None:
        """After each tick."""
        if not self._rows:
            return
        for event in told:
            kind = event.kind
            if (kind, event.name) in self._signs or (kind, "") in self._signs:
                self._sign({(kind, event.name), (kind, "")}, episode.frame)
            if kind == "checkpoint":
                self._kept = {id: _copy(trail) for id, trail in self._trails.items()}
            elif kind == "retried":
                self._trails = {id: _copy(self._kept.get(id, _Trail())) for id in self._trails}
        self.measure(episode)

    def measure(self, episode: Episode) -> None:
        """After a tick in which nothing happened."""
        if self._measures and episode.frame % LOOKS == 0:
            self._measure(episode)

    def _sign(self, told: set[Sign], frame: int) -> None:
        for row in self._rows:
            trail = self._trails[row.id]
            if trail.sign < 0 and told & set(row.signs):
                trail.sign = frame
            elif trail.sign >= 0 and trail.end < 0 and told & set(row.ends):
                trail.end = frame

    def _measure(self, episode: Episode) -> None:
        world = episode.world
        row = world.player_row
        if row < 0 or not world.sweep.active:
            return
        ahead = float(world.sweep.distance_to(world.ships.x.item(row), world.ships.y.item(row)))
        if not 0.0 <= ahead < LEADS:
            return
        for moment in self._measures:
            trail = self._trails[moment.id]
            if trail.sign < 0 or ahead < trail.value:
                trail.sign, trail.value = episode.frame, ahead

    def found(self, first: int, last: int) -> list[Found]:
        """What there was between two frames of the flight, in the table's order."""
        out = []
        for row in self._rows:
            trail = self._trails[row.id]
            if trail.sign < 0:
                continue
            over = trail.end if trail.end >= 0 else trail.sign
            start = max(first, trail.sign - round(row.before * TICK_HZ))
            stop = min(last, over + round(row.after * TICK_HZ), start + round(row.most * TICK_HZ))
            if stop > start:
                out.append(Found(row.id, start, stop))
        return out


def _copy(trail: _Trail) -> _Trail:
    return _Trail(trail.sign, trail.end, trail.value)
