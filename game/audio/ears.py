"""What can be heard in a world at this moment, apart from what just happened: read once a frame, changed never."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from game.audio.danger import danger
from game.audio.heard import HUMS
from game.audio.hearing import REACH
from game.sim.carrier import BEAM, HALF
from game.sim.kinds import KIND_NAMES, Mind

if TYPE_CHECKING:
    from game.sim.world import World

MOST_HUMS = 4  # the nearest ships; more would be a roar and take the voices of everything else
HULL_LOW = 0.25
IDLE_BEAM = 0.6  # a beam that holds nothing
SWARM = 60  # mites quite near are as loud as a swarm gets
FEW_MITES = 4  # up to so many hum one by one
SLIPPING = 0.4  # a tether that slips
CREAKS = 0.15  # strain from which a rope is heard
HUMMING = np.array([name in HUMS for name in KIND_NAMES])  # by kind
MITE = int(Mind.MITE)


class Hum(NamedTuple):
    """A ship near enough to be heard."""

    ship: int
    loop: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Ears:
    """The listener and everything that lasts. World units; shares are 0..1."""

    x: float = 0.0
    y: float = 0.0
    alive: bool = False
    thrust: float = 0.0
    boosting: bool = False
    shield: float = 0.0
    hull: float = 1.0
    scan: float = 0.0  # how far the farthest scan of us is
    scan_x: float = 0.0  # where it comes from
    scan_y: float = 0.0
    sweep_ahead: float | None = None  # how far we are ahead of the wall; None: no sweep
    sweep_side: float = 0.0  # the side it comes from, -1 .. 1
    sweep_bearing: float = 0.0  # and the way to it [rad]
    hums: tuple[Hum, ...] = ()
    danger: int = 0
    beam: float = 0.0  # how hard the tractor beam works; 0 is off
    tether: float = 0.0  # how firmly the tether holds, or how strained a rope is; 0: there is none, or it is at ease
    fraying: bool = False  # a borrowed name is about to be over
    recording: bool = False  # a loop
    swarm: float = 0.0  # how loud a swarm of mites is, by how many there are and how near
    swarm_side: float = 0.0  # how far to the right of us its middle is [u]
    carrier: float | None = None  # how far beside the carrier's shadow we are [u], 0 in it; None: there is none
    carrier_side: float = 0.0  # how far to the right of us its nearest part is [u]
    carrier_pace: float = 0.0  # how fast it goes, as a share of its full speed
    sofa: bool = False  # indoors, before a television: nothing of the ship is heard
    snow: bool = False  # on it
    tape: bool = False  # one of our own flights is on it
    rain: bool = False  # a window is open
    gentle: bool = False  # among pictures: the engine is a breath


def listen(world: World) -> Ears:
    """Everything that lasts, heard from the player's ship; silence when there is none."""
    row = world.player_row
    if row < 0:
        return Ears()
    ships = world.ships
    x, y = float(ships.x[row]), float(ships.y[row])
    scanning = np.where(ships.rows("target") == world.player, ships.rows("scan"), 0.0)
    eye = int(scanning.argmax())
    sweep = world.sweep
    scan, scan_x, scan_y = float(scanning[eye]), float(ships.x[eye]), float(ships.y[eye])
    if world.carrier is not None and world.carrier.scan > scan:
        scan, scan_x, scan_y = world.carrier.scan, x, y  # from above
    beside, side, pace = _carrier(world, x, y)
    swarm, swarm_side = _swarm(world, x, y)
    return Ears(
        x=x,
        y=y,
        alive=True,
        thrust=float(ships.thrusting[row]),
        boosting=bool(ships.boosting[row]),
        shield=float(ships.shield[row] / max(ships.shield_max[row], 1e-9)),
        hull=float(ships.hull[row] / max(ships.hull_max[row], 1e-9)),
        scan=scan,
        scan_x=scan_x,
        scan_y=scan_y,
        sweep_ahead=float(sweep.distance_to(x, y)) if sweep.active else None,
        sweep_side=-float(sweep.nx),
        sweep_bearing=math.atan2(-float(sweep.ny), -float(sweep.nx)),
        hums=_hums(world, x, y),
        danger=danger(world),
        beam=(1.0 if world.tractor.pulling else IDLE_BEAM) if world.tractor.on else 0.0,
        tether=_tether(world),
        fraying=world.spoof.on and world.spoof.warned,
        recording=world.loops is not None and world.loops.reel is not None,
        swarm=swarm,
        swarm_side=swarm_side,
        carrier=beside,
        carrier_side=side,
        carrier_pace=pace,
        gentle=world.pictures is not None,
    )


def _tether(world: World) -> float:
    """How firmly the tether holds; or how hard the rope to what is in tow is strained, which sounds alike."""
    if world.hacking.shake is not None:
        return SLIPPING if world.hacking.shake.why else 1.0
    return world.tow.strain if world.tow is not None and world.tow.strain > CREAKS else 0.0


def _carrier(world: World, x: float, y: float) -> tuple[float | None, float, float]:
    """How far away the carrier's shadow is, how far to the right its nearest part, and its share of full speed."""
    carrier = world.carrier
    if carrier is None:
        return None, 0.0, 0.0
    along, across = carrier.place(x, y)
    out_along = max(-HALF, min(HALF, along)) - along
    out_across = max(-BEAM, min(BEAM, across)) - across
    side = out_along * carrier.nose_x - out_across * carrier.nose_y
    return float(np.hypot(out_along, out_across)), side, min(1.0, carrier.pace / max(carrier.speed, 1e-6))


def _swarm(world: World, x: float, y: float) -> tuple[float, float]:
    """How loud the mites are together, 0..1, and how far to the right the middle of what is heard of them is."""
    ships = world.ships
    rows = ships.traits.mites
    if rows.size <= FEW_MITES:
        return 0.0, 0.0
    dx = ships.x[rows] - x
    loud = np.maximum(0.0, 1.0 - np.hypot(dx, ships.y[rows] - y) / REACH) ** 2
    whole = float(loud.sum())
    return min(1.0, whole / SWARM), float((dx * loud).sum() / max(whole, 1e-9))


def _hums(world: World, x: float, y: float) -> tuple[Hum, ...]:
    ships = world.ships
    away = np.hypot(ships.rows("x") - x, ships.rows("y") - y)
    heard = HUMMING[ships.rows("kind")] & (away < REACH)
    if ships.traits.mites.size > FEW_MITES:  # a swarm has a voice of its own
        heard &= ships.rows("mind") != MITE
    rows = np.flatnonzero(heard)
    nearest = rows[np.argsort(away[rows], kind="stable")[:MOST_HUMS]]
    return tuple(
        Hum(int(ships.id[row]), HUMS[KIND_NAMES[int(ships.kind[row])]], float(ships.x[row]), float(ships.y[row]))
        for row in nearest.tolist()
    )
