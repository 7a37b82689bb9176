"""What verbs can see and touch: the world, the level, the story's state, and this tick's commands and events."""

from __future__ import annotations

import math

import msgspec
import numpy as np

from game.sim import loops, orders, roster, senses
from game.sim.command import Command, Held, Press
from game.sim.crew import CREW
from game.sim.events import Event
from game.sim.kinds import KIND_NAMES, KINDS, Team
from game.sim.sums import added
from game.sim.world import World

from .dialogue import Dialogue
from .level import Level
from .names import PLAYER_NAME
from .state import Entry, Fade, Given, Pane, Presence, Role, State, StoryEvent
from .verbs import BRIEF

REPORTS_KEPT = 200
MOMENT = BRIEF  # ticks for which a command that has ended may still be noticed
DIRECT = int(Held.DIRECT)
# the actions that a command can give, as bits: those that are held as in `Held`, and two more
BRAKE, BOOST, FIRE, TRACTOR = int(Held.BRAKE), int(Held.BOOST), int(Held.FIRE), int(Held.TRACTOR)
THRUST, TURN = 8, 32  # 8 is DIRECT, which is no action
PRESSES = {  # actions that are pressed, not held
    "spike": Press.SPIKE, "hack": Press.HACK, "decoy": Press.DECOY, "spoof": Press.SPOOF, "torpedo": Press.TORPEDO,
    "loop": Press.LOOP, "knock": Press.KNOCK, "console": Press.EDIT,
    **{who: help.press for who, help in CREW.items()},
}  # fmt: skip
ACTIONS = {
    "brake": BRAKE, "boost": BOOST, "fire": FIRE, "tractor": TRACTOR, "thrust": THRUST, "turn": TURN,
    **{name: 64 << i for i, name in enumerate(PRESSES)},
}  # fmt: skip
PRESSED = [(int(press), ACTIONS[name]) for name, press in PRESSES.items()]  # bit of a command, bit of an action
ANY, NOTHING = frozenset({"any"}), frozenset[str]()


class Stage:
    """`tick` is the world's; `events` are this tick's; `told` collects what the story did."""

    def __init__(self, level: Level, world: World, state: State) -> None:
        self.level = level
        self.world = world
        self.state = state
        self.talk = Dialogue(self)
        self.command = Command()
        self.commanded: frozenset[str] = frozenset()
        self.changed: frozenset[str] = NOTHING  # actions whose command began or ended with this tick
        self._settled: Command | None = None  # one that gives the same actions again: a pilot's lasts many ticks
        self.events: list[Event] = []
        self.told: list[StoryEvent] = []
        self.beat = ""  # the beat whose action runs, for reports
        self.checkpoint_asked = False
        self._changes = -1  # of the abilities, at which `_allowed` was made
        self._allowed: dict[int, frozenset[str]] = {}  # bits of ACTIONS -> those of them that may be given
        self._called: dict[str, list[int]] | None = None  # name -> ships of the cast; None when the cast has changed
        self._seats: dict[str, list[int]] = {}  # name -> rows of those ships, while nobody comes or goes
        self._seating = -1  # changes of the ships for which that holds

    def take_up(self, world: World, state: State) -> None:
        """Go on with another world and another memory."""
        self.world, self.state, self._called = world, state, None
        self._changes = self._seating = -1
        self._settled = None
        self.commanded = frozenset(action for action, given in state.given.items() if given.last < 0)

    @property
    def tick(self) -> int:
        return self.world.tick

    # -- the tick --------------------------------------------------------------------------------------

    def begin(self, command: Command, events: list[Event]) -> None:
        """Take in what was commanded and what happened."""
        state, world = self.state, self.world
        self.events, self.told, self.checkpoint_asked = events, [], False
        state.tick = world.tick
        self.changed = NOTHING
        if command is not self._settled or self._changes != world.ability_changes:
            self._settled = command if command.aim == state.aim else None
            actions = self._actions(command)
            if actions != self.commanded:
                self.changed = actions ^ self.commanded
                self._note_given(actions)
        self.command = command
        state.idle = 0 if self.commanded or not command.idle else state.idle + 1
        state.player = world.player or state.player
        state.aim = command.aim
        for event in events:
            if event.kind in ("respawned", "logged.in"):
                self._rejoin(event)
            elif event.kind == "destroyed":
                self._fallen(event)
            elif event.kind == "hacked" or event.kind == "spiked":
                self._spared(event)

    def _actions(self, command: Command) -> frozenset[str]:
        """The names of the actions that a command gives, of those that the ship can do."""
        bits = command.held & (BRAKE | BOOST | FIRE | TRACTOR)
        direct = command.held & DIRECT
        if command.thrust > 0 or (direct and (command.move_x or command.move_y)):
            bits |= THRUST
        if command.turn or (direct and command.aim != self.state.aim):
            bits |= TURN
        if command.pressed:
            bits |= sum(bit for pressed, bit in PRESSED if command.pressed & pressed)
        elif not bits:
            return NOTHING
        if self._changes != self.world.ability_changes:
            self._changes = self.world.ability_changes
            self._allowed.clear()
        given = self._allowed.get(bits)
        if given is None:
            able = self.world.abilities
            given = frozenset(name for name, bit in ACTIONS.items() if bits & bit and name in able) | ANY
            self._allowed[bits] = given
        return given

    def _note_given(self, actions: frozenset[str]) -> None:
        """Some command began or ended with this tick."""
        state, before, self.commanded = self.state, self.commanded, actions
        for action in sorted(actions - before):
            state.given[action] = Given(first=state.tick)
        for action in before - actions:
            state.given[action].last = state.tick - 1

    def _rejoin(self, event: Event) -> None:
        """A ship that comes back keeps the name by which the story calls it."""
        role = self.state.cast.pop(event.other, None)
        if role is not None:
            self.enrol(event.who, role)

    def enrol(self, ship: int, role: Role) -> None:
        """From now on the story calls a ship so."""
        self.state.cast[ship] = role
        self._called, self._seating = None, -1
        seconds = self.level.looped.get(role.name)
        if seconds is not None:
            loops.of(self.world).keep(ship, seconds)

    def _fallen(self, event: Event) -> None:
        role = self.state.cast.get(event.who)
        if role is not None:
            role.x, role.y = event.x, event.y
        kind = KINDS[KIND_NAMES[int(event.value)]]
        ours = (
            event.other == self.state.player or roster.kind_of(self.world, event.other) == "ghost"
        )  # or of who we were
        if kind.team == Team.PLAYERS and event.other and ours:
            self.state.counters["players-hurt"] = self.counter("players-hurt") + 1

    def _spared(self, event: Event) -> None:
        """A player's ship that was put to sleep or robbed, and left whole, counts once."""
        ships = self.world.ships
        row = ships.row_of(event.who)
        if row < 0 or event.other != self.state.player or ships.team[row] != Team.PLAYERS:
            return
        if event.who not in self.state.spared:
            self.state.spared.append(event.who)
            self.state.counters["players-spared"] = self.counter("players-spared") + 1

    # -- asking ----------------------------------------------------------------------------------------

    def ships(self, name: str) -> list[int]:
        """Ids of the living ships called so: the player's, the one with that name, or a group."""
        ids = self.world.ships.cells.id
        return [ids[row] for row in self._rows(name)]

    def _rows(self, name: str) -> list[int]:
        """The same ships by their rows, which is what most questions are about."""
        world = self.world
        if name == PLAYER_NAME:
            return [world.player_row] if world.player_row >= 0 else []
        if self._seating != world.ships.changes:
            self._seating = world.ships.changes
            self._seats.clear()
        rows = self._seats.get(name)
        if rows is None:
            rows = self._seats[name] = self._look_for(name)
        return rows

    def _look_for(self, name: str) -> list[int]:
        """`_rows` of anybody but the player."""
        if self._called is None:
            self._called = {}
            for ship, role in self.state.cast.items():
                self._called.setdefault(role.name, []).append(ship)
        row_of = self.world.ships.row_of
        named = [row for ship in self._called.get(name, ()) if (row := row_of(ship)) >= 0]
        return named or [row_of(ship) for ship in roster.group(self.world, name)]

    def commanded_for(self, action: str, since: int) -> int:
        """Ticks for which an action, counted from tick `since`, is being commanded or was until a moment ago."""
        given = self.state.given.get(action)
        if given is None:
            return 0
        last = self.tick if given.last < 0 else given.last
        return last + 1 - max(given.first, since) if last > self.tick - MOMENT else 0

    def rung(self, timer: str, since: int) -> int | None:
        """When a timer last ran out. Who listens from tick `since` on, and it was started anew before that, waits."""
        rung, running = self.state.timers_rung.get(timer), self.state.timers.get(timer)
        stale = rung is not None and running is not None and rung <= running.started <= since
        return None if stale else rung

    def given_since(self, action: str, since: int) -> bool:
        """Whether the player last began to command an action at tick `since` or later."""
        given = self.state.given.get(action)
        return given is not None and given.first >= since

    def is_called(self, ship: int, name: str) -> bool:
        """Whether a ship, alive or just destroyed, has this name or belongs to this group."""
        if name == PLAYER_NAME:
            return ship != 0 and ship == self.state.player
        role = self.state.cast.get(ship)
        return role is not None and name in (role.name, role.group)

    def where(self, name: str) -> tuple[float, float] | None:
        """The place of a point, region or path, of a ship, or the middle of a group; None when it is not there."""
        where = self.level.map
        if name in where.points or name in where.regions or name in where.paths:
            return self.level.spot(name)
        rows, ships = self._rows(name), self.world.ships.cells
        if not rows:
            return None
        return added(ships.x[row] for row in rows) / len(rows), added(ships.y[row] for row in rows) / len(rows)

    def here(self) -> tuple[float, float]:
        """Where the player's ship is, or, in the tick of its end, was; after that the start of the level."""
        ended = [event for event in self.events if event.kind == "destroyed" and event.who == self.state.player]
        there = (ended[-1].x, ended[-1].y) if ended else self.level.spot(self.level.header.start)
        return self.where(PLAYER_NAME) or there

    def _spot(self, ship: int) -> tuple[float, float]:
        ships = self.world.ships
        row = ships.row_of(ship)
        return ships.cells.x[row], ships.cells.y[row]

    def inside(self, name: str, region: str) -> bool:
        ships, inside = self.world.ships.cells, self.level.inside
        return any(inside(region, ships.x[row], ships.y[row]) for row in self._rows(name))

    def distance(self, name: str) -> float | None:
        """From the player's ship to a place, or to the nearest ship of that name; None when either is gone."""
        row, ships = self.world.player_row, self.world.ships.cells
        if row < 0:
            return None
        x, y = ships.x[row], ships.y[row]
        point = self.level.map.points.get(name)
        if point is not None:
            return math.hypot(point.x - x, point.y - y)
        nearest: float | None = None
        for other in self._rows(name):
            far = math.hypot(ships.x[other] - x, ships.y[other] - y)
            if nearest is None or far < nearest:
                nearest = far
        return nearest

    def bearing(self, point: str) -> float | None:
        """How far the player's nose points past a point, either way [rad], 0..pi; None when there is no ship."""
        row = self.world.player_row
        if row < 0:
            return None
        to = self.level.map.points[point]
        ships = self.world.ships.cells
        dx, dy = to.x - ships.x[row], to.y - ships.y[row]
        nose_x, nose_y = ships.nose_x[row], ships.nose_y[row]
        return abs(math.atan2(nose_x * dy - nose_y * dx, nose_x * dx + nose_y * dy))

    def sweep_distance(self) -> float | None:
        """How far the wall of a running sweep is behind the player's ship."""
        if not self.world.sweep.active or not self.world.player:
            return None
        return self.world.sweep.distance_to(*self._spot(self.world.player))

    def is_under_carrier(self) -> bool:
        """Whether the player's ship is in the carrier's shadow."""
        return self.world.carrier is not None and self.world.carrier.under

    def speed(self) -> float:
        row = self.world.player_row
        return abs(self.world.ships.velocity.item(row)) if row >= 0 else 0.0

    def hull(self) -> float:
        return min(self.hulls(PLAYER_NAME), default=0.0)

    def hulls(self, name: str) -> list[float]:
        """Share of their hulls that the living ships called so have left, 0..1."""
        ships = self.world.ships.cells
        return [ships.hull[row] / ships.hull_max[row] for row in self._rows(name)]

    def counter(self, name: str) -> int:
        return self.state.counters.get(name, 0)

    def has_terrain(self, name: str) -> bool:
        loading = self.world.loading
        return self.world.terrain.has(name) or (loading is not None and loading.waits(name))

    def pane(self) -> Pane:
        """What is on the glass, from now on something that is saved."""
        if self.state.pane is msgspec.UNSET:
            self.state.pane = Pane()
        return self.state.pane

    def presence(self) -> Presence:
        """Who else is in the room, from now on something that is saved."""
        if self.state.presence is msgspec.UNSET:
            self.state.presence = Presence()
        return self.state.presence

    def is_muted(self, who: str) -> bool:
        """Whether somebody has taken this speaker's words."""
        return self.state.presence is not msgspec.UNSET and who in self.state.presence.muted

    def darkness(self) -> float:
        """How far the picture is faded now, 0 clear to 1 black."""
        return shade(self.state.fade)

    def speaker(self, entry: Entry) -> tuple[int, int, float, float]:
        """Above what a caption is shown: ship id (or 0), traffic row (or -1), and where that is now."""
        if entry.said_by and entry.said_by.ship:
            by = entry.said_by
            return (by.ship, -1, *self._spot(by.ship)) if self.world.ships.row_of(by.ship) >= 0 else (0, -1, by.x, by.y)
        if entry.who:
            ships = self.ships(entry.who)
            if ships:
                return (ships[0], -1, *self._spot(ships[0]))
            fallen = next((role for role in self.state.cast.values() if role.name == entry.who), None)
            if fallen is not None:  # someone just destroyed may still have a word
                return 0, -1, fallen.x, fallen.y
            if not entry.place:
                self.report(f"line {entry.line!r}: no ship called {entry.who!r} is in the world to say it")
        if entry.place:
            return (0, -1, *self.level.spot(entry.place))
        row = self._passer_by()
        if row >= 0:
            return 0, row, float(self.world.traffic.x[row]), float(self.world.traffic.y[row])
        x, y = self.here()
        return 0, -1, x, y - 160.0

    def _passer_by(self) -> int:
        """The nearest ship of the traffic in view that says nothing yet, or -1."""
        rows = self.world.traffic.rows
        if rows.n == 0 or not self.world.player:
            return -1
        x0, y0, x1, y1 = senses.view_of_player(self.world)
        seen = (rows.x > x0) & (rows.x < x1) & (rows.y > y0) & (rows.y < y1)
        for caption in self.state.talk.captions:
            if 0 <= caption.row < rows.n:
                seen[caption.row] = False
        candidates = np.flatnonzero(seen)
        if candidates.size == 0:
            return -1
        x, y = self._spot(self.world.player)
        apart = (rows.x[candidates] - x) ** 2 + (rows.y[candidates] - y) ** 2
        return int(candidates[int(np.argmin(apart))])

    # -- doing -----------------------------------------------------------------------------------------

    def command_ships(
        self,
        ship: int,
        order: str,
        *,
        target: str | None = None,
        path: str | None = None,
        point: str | None = None,
        seconds: float | None = None,
    ) -> None:
        at = 0
        if target is not None:
            found = self.ships(target)
            if not found:
                self.report(f"order {order!r}: no ship called {target!r} is in the world")
                return
            at = found[0]
        orders.give(
            self.world,
            ship,
            order,
            target=at,
            path=self.level.path(path) if path else None,
            point=self.level.spot(point) if point else None,
            seconds=seconds,
        )

    def set_flag(self, flag: str) -> None:
        if flag not in self.state.flags:
            self.state.flags.add(flag)
            self.emit("flag", flag, value=1.0)

    def ask_checkpoint(self) -> None:
        """The episode takes its snapshot when the tick is over."""
        self.state.checkpoint = self.beat
        self.checkpoint_asked = True
        self.emit("checkpoint", self.beat)

    def finish(self, outcome: str, cause: str = "") -> None:
        if not self.state.outcome:
            self.state.outcome = outcome
            self.emit(outcome, self.state.ending if outcome == "won" else cause)

    def fail(self, cause: str) -> None:
        """The run is lost, and can be taken up again; it is told when the tick is over, see `close`."""
        if not self.state.outcome and not self.state.cause:
            self.state.cause = cause

    def close(self) -> None:
        """What a tick comes to in which the run was lost.

        1. The level was won or lost for good in it as well: that holds, whichever came first, and only that is told.
        2. A checkpoint was asked for in it as well: it is not taken, or every run from there would be lost at once.
        """
        state = self.state
        if state.outcome:
            state.cause = ""
            return
        if self.checkpoint_asked:
            self.checkpoint_asked = False
            self.told = [event for event in self.told if event.kind != "checkpoint"]
            self.report(f"a checkpoint of beat {state.checkpoint!r} cannot be set in the tick in which the run is lost")
        self.emit("lost", state.cause)

    def emit(
        self, kind: str, name: str = "", *, text: str = "", who: str = "", x: float = 0, y: float = 0, value: float = 0
    ) -> None:
        self.told.append(StoryEvent(kind, name, text, who, x, y, value))

    def report(self, why: str) -> None:
        """An action could not act: say so where a level maker sees it."""
        text = f"{self.beat}: {why}" if self.beat else why
        self.state.reports = [*self.state.reports, text][-REPORTS_KEPT:]
        self.emit("report", self.beat, text=text)


def shade(fade: Fade | None) -> float:
    if fade is None:
        return 0.0
    return fade.start + (fade.to - fade.start) * min(1.0, fade.age / fade.duration)
