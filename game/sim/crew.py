"""What each of the crew can do for the ship, each at a cooldown: Nate, Elena, Karl, Kabir.

An ability is a row here and a function; the level grants it by the name of whoever has it. The four are asked by the
four presses that otherwise answer choices and prompts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from game.sim import damage
from game.sim.command import Press
from game.sim.events import Event
from game.sim.kinds import T_CREW, T_NEUTRAL
from game.sim.states import ATTACK, NOTICE, SEARCH

if TYPE_CHECKING:
    from game.sim.world import World

SIDEWAYS = 620.0  # what Nate throws the ship at, across its way [u/s]
EARS, EARS_FOR = 820.0, 4.5  # Elena fills the ears of who is so near [u], for so long [s]
DOORS, DOORS_FOR = 420.0, 4.0  # Kabir asks the doors of who is so near [u], and they stop for so long [s]


def _sideways(world: World) -> None:
    """Across the way she goes, away from the bolt or foe that is nearest, without losing what speed she has."""
    ships, me = world.ships, world.player_row
    nose = ships.heading.item(me)
    across = nose * 1j
    foes = ((ships.team != T_CREW) & (ships.team != T_NEUTRAL)).nonzero()[0]
    if foes.size:
        gap = ships.place[foes] - ships.place[me]
        nearest = gap[int(np.argmin(np.abs(gap)))]
        if (nearest * across.conjugate()).real > 0:
            across = -across
    way = ships.velocity.item(me) + across * SIDEWAYS
    place = ships.place.item(me)
    world.physics.move(me, place.real, place.imag, way.real, way.imag, float(ships.angle[me]))
    ships.velocity[me] = way


def _ears(world: World) -> None:
    """Whoever hunts us near by loses us, and sees nobody for a while."""
    ships, me = world.ships, world.player_row
    near = (np.abs(ships.place - ships.place[me]) < EARS) & (ships.mind > 0)
    ships.blind[near] = world.time + EARS_FOR
    after = (near & (ships.state >= NOTICE) & (ships.state <= ATTACK)).nonzero()[0]
    ships.state[after], ships.since[after], ships.trigger[after] = SEARCH, world.time, False
    ships.scan[near] = 0.0


def _coil(world: World) -> None:
    """What Karl has put by: all shields, all energy, all boost."""
    ships, me = world.ships, world.player_row
    ships.shield[me] = ships.shield_max[me]
    ships.energy[me] = ships.boost[me] = 1.0


def _doors(world: World) -> None:
    """Every ship near by that can be hacked stops to look at its shoes."""
    ships, me = world.ships, world.player_row
    near = (np.abs(ships.place - ships.place[me]) < DOORS) & (ships.traits.hackable > 0) & (ships.mind > 0)
    for who in ships.id[near].tolist():
        damage.put_to_sleep(world, who, DOORS_FOR, world.player)


class Help(NamedTuple):
    """Who helps, by which press, how often, and how."""

    press: Press
    every: float  # [s]
    does: Callable[[World], None]


CREW: dict[str, Help] = {
    "nate": Help(Press.CHOICE_1, 7.0, _sideways),
    "elena": Help(Press.CHOICE_2, 26.0, _ears),
    "karl": Help(Press.CHOICE_3, 34.0, _coil),
    "kabir": Help(Press.CHOICE_4, 38.0, _doors),
}
ANY = sum(int(help.press) for help in CREW.values())


@dataclass
class Crew:
    """`ready` is the time from which each helps again [s]."""

    ready: dict[str, float] = field(default_factory=dict)

    def snapshot(self) -> dict[str, Any]:
        return asdict(self)

    def update(self, world: World, pressed: int) -> None:
        """Once a tick: who is asked helps, or says that it is too soon; who can help again says so."""
        for who, when in list(self.ready.items()):
            if world.time >= when:
                del self.ready[who]
                world.emit(Event("crew.ready", world.player, name=who))
        if not pressed & ANY or world.player_row < 0:
            return
        for who, help in CREW.items():
            if not pressed & help.press or who not in world.abilities:
                continue
            if who in self.ready:
                world.emit(Event("crew.wait", world.player, value=self.ready[who] - world.time, name=who))
                continue
            self.ready[who] = world.time + help.every
            x, y = float(world.ships.x[world.player_row]), float(world.ships.y[world.player_row])
            world.emit(Event("crew", world.player, 0, x, y, help.every, who))
            help.does(world)
