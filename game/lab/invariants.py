"""What holds after every tick of every flight, whatever the level, the pilot and the seed.

`Invariants` is a watcher: told of each tick, it raises InvariantError when world or story cannot be as they stand.
It reads; it never changes anything. RULES names each rule once: the name stands in the message.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from game.sim import roster
from game.sim.clock import TICK_HZ
from game.sim.command import Command
from game.sim.events import EVENTS, Event
from game.sim.tables import Float, Single
from game.sim.terrain import APRON
from game.sim.world import World
from game.story.episode import Episode, Happening
from game.story.state import STORY_EVENTS, Pending, pack, unpack

OUT_OF_BOUNDS = 600.0  # a ship that leaves the map is turned back within this [u]
FLOAT_SLACK = 1e-9  # what rounding may add to a gauge
SAVED = 240  # ticks between two times of writing the story down
SELDOM = 6  # ticks between two looks at what takes many ticks to go wrong
LASTS = 30  # ticks that a ship may have its middle in terrain: a heap of ships can press one in for a moment

# events whose `other` is somebody who may be dead by now: bolts outlive their guns, names outlive their ships
OF_THE_DEAD = frozenset({
    "hit", "hit.solid", "near-miss", "shield.broken", "hull.low", "spike.hit", "spiked", "destroyed", "respawned",
    "collided",
})  # fmt: skip
# events whose `other` counts past selves, and is no ship
OF_SELVES = frozenset({"loop.rest", "loop.broken", "loop.dropped"})


class InvariantError(AssertionError):
    """Something that may never be; the message names rule, tick, and who."""

    def __init__(self, rule: str, tick: int, what: str) -> None:
        super().__init__(f"{rule}: {what}, at tick {tick} ({tick / TICK_HZ:.2f} s)")
        self.rule, self.tick, self.what = rule, tick, what


class Invariants:
    """Watches one episode. `note` after each tick; raises InvariantError."""

    def __init__(self, episode: Episode) -> None:
        self._begin(episode)

    def _begin(self, episode: Episode) -> None:
        """Take a moment as given: at the start, and when a run was taken up again."""
        world = episode.world
        self._world = world
        self._tick = world.tick
        self._before = self._alive = set(world.ships.id.tolist())
        self._known = set(self._alive)
        self._known |= set(world.shots.owner.tolist()) | set(episode.director.state.cast)
        self._known |= {one["old"] for one in world.respawns.waiting}
        untold = {who for event in world.untold for who in (event.who, event.other)}
        self._before, self._known = self._before | untold, self._known | untold
        self._given = world.ships.given()
        self._pending = list(map(_key, episode.director.state.pending))
        self._reports = len(episode.director.reports)
        self._sunk: dict[int, int] = {}  # ship -> tick since which its middle has been in terrain

    def note(self, episode: Episode, command: Command, events: Sequence[Happening]) -> None:
        """Look at what a tick has made. InvariantError names the first rule that does not hold."""
        world = episode.world
        if world is not self._world:  # the run was taken up again from a checkpoint: another world, an earlier tick
            self._begin(episode)
            return
        tick = world.tick
        if tick == self._tick:  # the level is over, or waits to be taken up
            return
        self._tick = tick
        for rule in RULES:
            if tick % rule.every == 0:
                wrong = rule.broken(self, episode, events)
                if wrong:
                    raise InvariantError(rule.name, episode.frame, wrong)

    # -- the rules: each says what is wrong, or nothing ------------------------------------------------------

    def _finite(self, episode: Episode, events: Sequence[Happening]) -> str:
        world = self._world
        for name, numbers in (
            ("ship", world.ships.motion),
            ("shot", world.shots.place),
            ("shot", world.shots.velocity),
        ):
            # one sum tells of any NaN or infinity among many
            if numbers.size and not math.isfinite(np.add.reduce(numbers, axis=None)):
                row = int((~np.isfinite(numbers)).nonzero()[0][0])
                who = _ship(world, row) if name == "ship" else f"{name} in row {row}"
                return f"{who} has {numbers[row]}"
        return ""

    def _in_bounds(self, episode: Episode, events: Sequence[Happening]) -> str:
        world = self._world
        ships, shots = world.ships, world.shots
        bounds = world.terrain.bounds
        row = _outside(bounds, ships.x, ships.y, OUT_OF_BOUNDS)
        if row >= 0:
            return f"{_ship(world, row)} is out of the map at ({ships.x[row]:.0f}, {ships.y[row]:.0f})"
        row = _outside(bounds, shots.x, shots.y, APRON)
        if row >= 0:
            return f"shot in row {row} is out of the map at ({shots.x[row]:.0f}, {shots.y[row]:.0f})"
        return ""

    def _free(self, episode: Episode, events: Sequence[Happening]) -> str:
        """No ship's middle lies in rock or wall for longer than it takes to be pushed out."""
        world = self._world
        ships = world.ships
        if world.terrain.empty:
            return ""
        inside = world.terrain.solid(ships.x, ships.y)
        sunk: dict[int, int] = {}
        for row in inside.nonzero()[0].tolist():
            if ships.anchored[row]:
                continue  # it was put there to stay
            who = int(ships.id[row])
            since = sunk[who] = self._sunk.get(who, world.tick)
            if world.tick - since > LASTS:
                return f"{_ship(world, row)} is inside {self._piece(row)}"
        self._sunk = sunk
        return ""

    def _piece(self, row: int) -> str:
        ships, terrain = self._world.ships, self._world.terrain
        piece = int(terrain.piece_at(ships.x[row : row + 1], ships.y[row : row + 1])[0])
        return f"{terrain.name_of(piece)!r} at ({ships.x[row]:.0f}, {ships.y[row]:.0f})"

    def _gauges(self, episode: Episode, events: Sequence[Happening]) -> str:
        ships = self._world.ships
        if ships.n == 0:
            return ""
        least, most = np.minimum.reduce, np.maximum.reduce
        # written so that a NaN is not fine
        fine = least(ships.hull) > 0.0 and not np.count_nonzero(ships.hull > ships.hull_max + FLOAT_SLACK)
        fine = fine and least(ships.shield) >= -FLOAT_SLACK
        fine = fine and not np.count_nonzero(ships.shield > ships.shield_max + FLOAT_SLACK)
        for gauge in (ships.energy, ships.boost):
            fine = fine and least(gauge) >= -FLOAT_SLACK and most(gauge) <= 1.0 + FLOAT_SLACK
        return "" if fine else self._gauge()

    def _gauge(self) -> str:
        """Which gauge it is."""
        ships = self._world.ships
        dead = ships.hull <= 0.0
        if np.count_nonzero(dead):
            return f"{_ship(self._world, int(dead.nonzero()[0][0]))} has no hull left and is still there"
        one = np.ones(ships.n)
        for name, gauge, full in (
            ("hull", ships.hull, ships.hull_max),
            ("shield", ships.shield, ships.shield_max),
            ("energy", ships.energy, one),
            ("boost", ships.boost, one),
        ):
            wrong = ~((gauge >= -FLOAT_SLACK) & (gauge <= full + FLOAT_SLACK))
            if np.count_nonzero(wrong):
                row = int(wrong.nonzero()[0][0])
                return f"{_ship(self._world, row)} has {name} {gauge[row]:g}, which lies between 0 and {full[row]:g}"
        return ""

    def _ids(self, episode: Episode, events: Sequence[Happening]) -> str:
        """Whoever an event speaks of is there, was there two ticks ago, or may be dead by what the event says.

        What a beat does comes after its tick, and what follows from it is told with the next one: it may bring in
        somebody and destroy them, and of a flock only the first is said to have come.
        """
        if not events:
            self._before = self._alive
            return ""
        alive = set(self._world.ships.id.tolist())
        self._known |= alive
        spawned = {e.who for e in events if isinstance(e, Event) and (e.kind == "spawned" or self._was_brief(e.who))}
        there = self._before | self._alive | alive | spawned
        self._before, self._alive = self._alive, alive
        self._known |= there
        for event in events:
            if not isinstance(event, Event):
                if event.kind not in STORY_EVENTS:
                    return f"an event of the unknown kind {event.kind!r}"
                continue
            if event.kind not in EVENTS:
                return f"an event of the unknown kind {event.kind!r}"
            if event.who and event.who not in there:
                return f"the event {event.kind!r} speaks of ship {event.who}, which is not there"
            others = self._known if event.kind in OF_THE_DEAD else there
            if event.other and event.kind not in OF_SELVES and event.other not in others:
                return f"the event {event.kind!r} speaks of ship {event.other}, which is not there"
        return ""

    def _was_brief(self, who: int) -> bool:
        """Whether a ship came and went between two looks: it is not known, and has been."""
        return who not in self._known and self._world.ships.has_been(who, self._given)

    def _actions(self, episode: Episode, events: Sequence[Happening]) -> str:
        """Every action of a beat that fired is done at its time, or waits; one that could not act is reported."""
        state = episode.director.state
        fired = [event.name for event in events if event.kind == "beat"]
        if not (fired or self._pending or state.pending):
            return ""
        tick, beats = state.tick, episode.level.beats
        expected = list(self._pending)
        for beat in fired:
            expected += [(tick + round(a.at * TICK_HZ), beat, i) for i, a in enumerate(beats[beat].then)]
        expected = [key for key in expected if key[0] > tick]
        self._pending = list(map(_key, state.pending))
        if sorted(expected) != sorted(self._pending):
            lost = [key for key in expected if key not in self._pending]
            over = [key for key in self._pending if key not in expected]
            for when, beat, index in lost[:1]:
                return f"action {index + 1} of beat {beat!r}, due at {when / TICK_HZ:.2f} s, was dropped"
            for when, beat, index in over[:1]:
                return f"action {index + 1} of beat {beat!r}, due at {when / TICK_HZ:.2f} s, is not done"
        return ""

    def _told(self, episode: Episode, events: Sequence[Happening]) -> str:
        """What the story reports is told as an event too: nobody misses it."""
        reports = episode.director.reports
        told = sum(event.kind == "report" for event in events)
        grown = len(reports) - self._reports
        self._reports = len(reports)
        if told != grown and len(reports) < REPORTS_MOST:
            return f"{grown} reports were written and {told} told"
        return ""

    def _saved(self, episode: Episode, events: Sequence[Happening]) -> str:
        """What the story remembers is the same after it was written down: else no save and no replay goes on alike."""
        state = episode.director.state
        packed = pack(state)
        again = unpack(packed)
        if pack(again) == packed:
            return ""
        fields = [name for name in state.__struct_fields__ if repr(getattr(state, name)) != repr(getattr(again, name))]
        return f"the story's {', '.join(fields)} is not what was saved"


REPORTS_MOST = 200  # the story keeps no more: then they no longer grow


class Rule(NamedTuple):
    """`broken(invariants, episode, events)` says what is wrong, or ''; asked every so many ticks."""

    name: str
    every: int
    broken: Callable[[Invariants, Episode, Sequence[Happening]], str]


RULES: tuple[Rule, ...] = (
    Rule("positions are finite", 1, Invariants._finite),
    Rule("everything is on the map", SELDOM, Invariants._in_bounds),
    Rule("nothing is inside rock", SELDOM, Invariants._free),
    Rule("gauges are in range", 1, Invariants._gauges),
    Rule("events speak of ships that are there", 1, Invariants._ids),
    Rule("every action is done or reported", 1, Invariants._actions),
    Rule("reports are told", 1, Invariants._told),
    Rule("the story can be saved", SAVED, Invariants._saved),
)


def _key(pending: Pending) -> tuple[int, str, int]:
    return pending.tick, pending.beat, pending.index


def _ship(world: World, row: int) -> str:
    who = int(world.ships.id[row])
    tag = roster.tag_of(world, row)
    return f"ship {who} ({roster.kind_of(world, who)}{' ' + tag if tag else ''})"


def _outside(bounds: tuple[float, float, float, float], x: Float | Single, y: Float | Single, slack: float) -> int:
    """The row of a point further than `slack` out of the bounds; -1 when there is none."""
    if not x.size:
        return -1
    x0, y0, x1, y1 = bounds
    if x.min() >= x0 - slack and x.max() <= x1 + slack and y.min() >= y0 - slack and y.max() <= y1 + slack:
        return -1
    inside = (x >= x0 - slack) & (x <= x1 + slack) & (y >= y0 - slack) & (y <= y1 + slack)
    return int((~inside).nonzero()[0][0])
