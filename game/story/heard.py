"""What occasions ask of an event: who did it to whom, how, and how things stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from game.sim import roster, senses
from game.sim.events import Event
from game.sim.kinds import KIND_NAMES, KINDS, Team
from game.sim.states import Order

if TYPE_CHECKING:
    from .stage import Stage
    from .state import SmallTalk, StoryEvent

RAM = 120.0  # slower contacts are not worth a word [u/s]
FAR_SCAN = 350.0  # a drone that scans from farther than this asks one to stay [u]
CROWD = 30  # ships of the traffic in the picture that make company
CALM = 6.0  # so long after a blow the ship has no ear for small talk [s]
PAUSE = 240  # ticks after a caption before which nobody makes small talk
AGAIN = 900  # ticks into a chapter before which its checkpoints are nothing to remark on


@dataclass(slots=True)
class Heard:
    """An event, and what one must know to judge it."""

    stage: Stage
    memory: SmallTalk
    event: Event | StoryEvent

    @property
    def player(self) -> int:
        return self.stage.state.player

    @property
    def who(self) -> int:
        return self.event.who if isinstance(self.event, Event) else 0

    @property
    def other(self) -> int:
        return self.event.other if isinstance(self.event, Event) else 0

    @property
    def heat(self) -> int:
        return self.stage.world.heat.level

    def kind(self, ship: int) -> str:
        """Of a ship that lives or was destroyed just now; '' when it is neither."""
        if self.event.kind == "destroyed" and ship == self.who:
            return KIND_NAMES[int(self.event.value)]
        return roster.kind_of(self.stage.world, ship) if ship else ""

    def of_team(self, ship: int, team: Team) -> bool:
        kind = self.kind(ship)
        return bool(kind) and KINDS[kind].team == team

    def names(self, ship: int) -> list[str]:
        """All that a row may call a ship: its kind, its name in the story, its gamertag."""
        role = self.stage.state.cast.get(ship)
        found = {self.kind(ship), role.name if role else "", tag_of(self.stage, ship)}
        return sorted(found - {""})


def tag_of(stage: Stage, ship: int) -> str:
    """The gamertag of a ship that lives, or that the story knew; '' when it has none."""
    row = stage.world.ships.row_of(ship)
    role = stage.state.cast.get(ship)
    return roster.tag_of(stage.world, row) if row >= 0 else role.tag if role else ""


Test = Callable[[Heard], bool]


def ours(h: Heard) -> bool:
    """It befell, or was done by, the player's ship."""
    return h.who == h.player


def by_us(h: Heard) -> bool:
    """Done by the player's ship to somebody, or done by somebody to the player's ship: it is the `other`."""
    return h.other == h.player


def who_is(*kinds: str) -> Test:
    return lambda h: h.kind(h.who) in kinds


def other_is(*kinds: str) -> Test:
    return lambda h: h.kind(h.other) in kinds


def flies(h: Heard) -> bool:
    """It is a ship, and not a vault or a statue."""
    return not h.of_team(h.who, Team.NEUTRAL)


def a_player(h: Heard) -> bool:
    return h.of_team(h.who, Team.PLAYERS)


def a_drone(h: Heard) -> bool:
    return h.of_team(h.who, Team.MODERATION)


def named(*names: str) -> Test:
    return lambda h: h.event.name in names


def worth(value: float) -> Test:
    return lambda h: int(h.event.value) == value


def all_of(*tests: Test) -> Test:
    return lambda h: all(test(h) for test in tests)


def at_heat(*levels: int) -> Test:
    return lambda h: h.heat in levels


def up_to(level: int) -> Test:
    return all_of(named("up"), worth(level))


def slips_away(h: Heard) -> bool:
    return h.event.name not in ("gone", "let go")


def against(what: str) -> Test:
    """Struck hard enough to speak of: a rock or a wall of the map."""

    def test(h: Heard) -> bool:
        wall = h.event.name in h.stage.level.map.walls
        return ours(h) and h.other == 0 and h.event.value > RAM and wall == (what == "wall")

    return test


def touched_a_player(h: Heard) -> bool:
    if h.event.value <= RAM or h.player not in (h.who, h.other):
        return False
    return h.of_team(h.other if ours(h) else h.who, Team.PLAYERS)


def first_of_all(h: Heard) -> bool:
    return a_player(h) and by_us(h) and h.stage.counter("players-hurt") == 1


def calm(h: Heard) -> bool:
    """Nobody speaks, nobody hunts, nobody shot at the ship just now: a moment for small talk."""
    talk, world = h.stage.state.talk, h.stage.world
    spoken = talk.line is not None or talk.queue or h.stage.tick - talk.last_caption < PAUSE
    if spoken or h.heat > 1 or h.stage.state.choice is not None or world.player_row < 0:
        return False
    return world.time - world.ships.hurt.item(world.player_row) > CALM


def hears_a(lines: frozenset[str]) -> Test:
    return lambda h: h.event.name in lines


def from_afar(h: Heard) -> bool:
    ships, me = h.stage.world.ships, h.stage.world.player_row
    row = ships.row_of(h.who)
    return by_us(h) and row >= 0 and me >= 0 and abs(ships.place.item(row) - ships.place.item(me)) > FAR_SCAN


def in_company(h: Heard) -> bool:
    x0, y0, x1, y1 = senses.view_of_player(h.stage.world)
    rows = h.stage.world.traffic.rows
    seen = (rows.x > x0) & (rows.x < x1) & (rows.y > y0) & (rows.y < y1)
    return int(np.count_nonzero(seen)) >= CROWD


def unseen(h: Heard) -> bool:
    return h.stage.world.heat.seen_by == 0


def planned_before(h: Heard) -> bool:
    """An order that comes while another still stands."""
    return any(o.state == "add" and o.id != h.event.name for o in h.stage.state.objectives)


def some_way_in(h: Heard) -> bool:
    return h.stage.tick > AGAIN


def follows(h: Heard) -> bool:
    ships = h.stage.world.ships
    row = ships.row_of(h.who)
    return a_player(h) and row >= 0 and int(ships.order[row]) == int(Order.FOLLOW)


def half_full(h: Heard) -> bool:
    return h.stage.world.hold.fill >= 0.5


def too_poor(h: Heard) -> bool:
    """A question is asked with an answer that one has not the credits for: its reason says what one has."""
    choice, purse = h.stage.state.choice, rf"\b{round(h.stage.world.hold.worth)}\b"
    return choice is not None and any(re.search(purse, option.closed) for option in choice.options)


def agreed_to_a_bout(h: Heard) -> bool:
    """The player's ship has fought it, and both had said yes."""
    return h.who in h.stage.world.lives.bouts.agreed
