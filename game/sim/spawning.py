"""How a ship comes into the world: its row, its body, and whatever else its kind brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim import courses, lives, roster, searchlights, shots
from game.sim.clock import TICK_HZ
from game.sim.daly import Daly
from game.sim.events import Event
from game.sim.kinds import KIND_INDEX, KINDS, Mind
from game.sim.physics import circle_inertia
from game.sim.states import ORDERS
from game.sim.terminals import Post, Terminals

if TYPE_CHECKING:
    from game.sim.tables import Float
    from game.sim.world import World

LONG_AGO = -1e9
DALY_RESTS = 2 * TICK_HZ  # before the first thing that he does [ticks]


def spawn(
    world: World,
    kind: str,
    x: float,
    y: float,
    angle: float = 0.0,
    *,
    tag: str = "",
    skin: int = 0,
    group: str = "",
    order: str = "patrol",
    path: Float | None = None,
    respawn: bool | None = None,
    life: str = "",
    tally: int = 0,
    logs_out: bool = False,
) -> int:
    """Bring a ship into the world; returns its id. KeyError names an unknown kind, order or life."""
    if kind not in KINDS:
        raise KeyError(f"no kind of ship is called {kind!r}; there are {', '.join(KINDS)}")
    what, ships = KINDS[kind], world.ships
    back = what.respawn if respawn in (None, True) else 0.0
    row = ships.append(
        kind=KIND_INDEX[kind], team=int(what.team), mind=int(what.mind),
        x=x, y=y, px=x, py=y, angle=angle, pangle=angle, nose_x=np.cos(angle), nose_y=np.sin(angle),
        radius=what.radius if world.sandbox is None else what.radius * world.sandbox.size,
        margin=shots.NEAR_MISS if kind == "callister" else shots.SHOT_RADIUS,
        mass=what.mass, inertia=circle_inertia(what.mass, what.radius), anchored=what.anchored,
        face_x=np.cos(angle), face_y=np.sin(angle), turn=what.turn, accel=what.accel,
        hull=what.hull, hull_max=what.hull, shield=what.shield, shield_max=what.shield,
        hurt=LONG_AGO, energy=1.0, boost=1.0, since=world.time, seen=LONG_AGO,
        target=world.player, known_x=x, known_y=y, home_x=x, home_y=y, goal_x=x, goal_y=y,
        order=int(ORDERS[order]), order_until=np.inf,
        tag=roster.number(world.tags, tag), skin=skin, group=roster.number(world.groups, group),
        path=-1, respawn=back, born=world.time,
    )  # fmt: skip
    world.physics.add(ships, (row,))
    who = int(ships.id[row])
    if kind == "callister":
        world.player = who
        ships.target[ships.mind > 0] = who
    roster.find_player(world)
    if what.mind == Mind.LIGHT:
        searchlights.settle(world, row)
    if kind == "terminal":
        world.terminals = world.terminals or Terminals()
        world.terminals.posts.append(Post(who))
    if kind == "daly":
        world.daly = Daly(who, (x, y), rests_until=world.tick + DALY_RESTS)
    if path is not None:
        courses.follow(world, row, path)
    if life:
        lives.begin(world, row, life, tally=tally, logs_out=logs_out)
    world.emit(Event("spawned", who, x=x, y=y, name=kind))
    return who
