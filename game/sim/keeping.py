"""What of a world is kept: snapshots as plain data, digests of its parts, and a world made from a snapshot.

A part of the world that remembers something stands in one of the tables below; all else follows from them.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from game.sim.carrier import Carrier
from game.sim.crew import Crew
from game.sim.daly import Daly
from game.sim.events import Event
from game.sim.flock import Flock
from game.sim.gates import Gate
from game.sim.hacking import Hacking
from game.sim.heat import Heat
from game.sim.hiding import Decoys, Spoof
from game.sim.hold import Hold
from game.sim.lives import Lives
from game.sim.loadout import Assists
from game.sim.loops import Loops
from game.sim.pictures import Pictures
from game.sim.respawns import Respawns
from game.sim.response import Response
from game.sim.sandbox import Sandbox
from game.sim.sweep import Sweep
from game.sim.terminals import Terminals
from game.sim.tow import Tow
from game.sim.tractor import Tractor
from game.sim.unloading import Front
from game.sim.witnesses import Witnesses

if TYPE_CHECKING:
    from game.sim.world import World

# tables of rows, which restore themselves in place
TABLES = ("ships", "shots", "motes", "traffic", "random")
# attribute of the world -> what makes it of its snapshot
PARTS: dict[str, Callable[[Any], Any]] = {
    "heat": lambda data: Heat(**data),
    "sweep": lambda data: Sweep(**data),
    "hold": lambda data: Hold(**data),
    "tractor": lambda data: Tractor(**data),
    "hacking": Hacking.restore,
    "decoys": Decoys.restore,
    "spoof": lambda data: Spoof(**data),
    "response": Response.restore,
    "crew": lambda data: Crew(dict(data["ready"])),
    "respawns": Respawns,
    "witnesses": Witnesses.restore,
    "lives": Lives.restore,
}
# parts that a world has only once it needs them
OPTIONAL: dict[str, Callable[[Any], Any]] = {
    "carrier": Carrier.restore,
    "flock": lambda data: Flock(**data),
    "loops": Loops.restore,
    "pictures": Pictures.restore,
    "terminals": Terminals.restore,
    "sandbox": Sandbox.restore,
    "front": lambda data: Front(**data),
    "tow": lambda data: Tow(**data),
    "daly": Daly.restore,
}
# parts that a world has when its terrain declares something for them
DECLARED = ("loading", "gravity")
# plain values, copied as they are
VALUES = (
    "tick", "difficulty", "loop_length", "scarred", "torpedoes", "torpedo_ready", "spike_ready", "spike_sleep",
    "assist", "player",
)  # fmt: skip


def digest(world: World) -> dict[str, int]:
    """CRC-32 per subsystem: a run that differs names its culprit."""
    carrier, movers, terminals, loops = world.carrier, world.movers, world.terminals, world.loops
    return {
        "clock": world.tick,
        "ships": world.ships.digest(),
        "shots": world.shots.digest(),
        "motes": world.motes.digest(),
        "traffic": world.traffic.rows.digest(),
        "heat": _crc(world.heat.snapshot()),
        "sweep": _crc(world.sweep.snapshot() if carrier is None else (world.sweep.snapshot(), carrier.snapshot())),
        "theft": _crc((
            world.hold.snapshot(), world.tractor.snapshot(), world.hacking.snapshot(), world.spike_ready,
            world.spike_sleep, world.torpedoes, world.torpedo_ready,
        )),
        "hiding": _crc((
            world.decoys.snapshot(), world.spoof.snapshot(), world.response.snapshot(), world.crew.snapshot(),
            *((world.lives.snapshot(),) if world.lives.kept else ()),
            *((world.flock.snapshot(),) if world.flock is not None else ()),
        )),
        "places": _crc((
            sorted(world.terrain.gone), [(name, gate.snapshot()) for name, gate in sorted(world.gates.items())],
            sorted(world.abilities), world.assist, world.tags, world.groups, world.difficulty, asdict(world.assists),
            *(movers.snapshot() if movers is not None else ()),
            *((world.scarred,) if world.scarred else ()),
            *((terminals.snapshot(),) if terminals is not None else ()),
            *((world.sandbox.snapshot(),) if world.sandbox is not None else ()),
            *((loops.digest(),) if loops is not None else ()),
            *(part.snapshot() for part in (world.loading, world.gravity, world.front, world.tow) if part is not None),
            *((world.daly.snapshot(),) if world.daly is not None else ()),
            *((world.pictures.digest(),) if world.pictures is not None else ()),
        )),
        "random": _crc(world.random.snapshot()),
        "respawns": _crc((world.respawns.waiting, world.witnesses.snapshot())),
    }  # fmt: skip


def mark(world: World) -> int:
    """16 bits that tell where ships and shots are: cheap enough for every tick, where a digest is not."""
    return zlib.crc32(world.shots.place.data, zlib.crc32(world.ships.motion.data, world.ships.n)) & 0xFFFF


def snapshot(world: World) -> dict[str, Any]:
    """All state as plain data and arrays."""
    optional = {name: getattr(world, name) for name in OPTIONAL}
    return {
        **{name: getattr(world, name) for name in VALUES},
        **{name: getattr(world, name).snapshot() for name in (*TABLES, *PARTS)},
        **{name: part.snapshot() if part is not None else None for name, part in optional.items()},
        "assists": asdict(world.assists),
        "gates": {name: gate.snapshot() for name, gate in world.gates.items()},
        "gone": sorted(world.terrain.gone),
        **({"slides": world.movers.snapshot()} if world.movers is not None else {}),
        **{name: getattr(world, name).snapshot() for name in DECLARED if getattr(world, name) is not None},
        "paths": [path.copy() for path in world.paths],
        "tags": list(world.tags),
        "groups": list(world.groups),
        "abilities": sorted(world.abilities),
        **({"untold": [list(event) for event in world.untold]} if world.untold else {}),
    }


def mirror(world: World, data: dict[str, Any]) -> None:
    """Write a snapshot of a world of the same terrain into `world`, but for its bodies."""
    for name in VALUES:
        setattr(world, name, data[name])
    for name in TABLES:
        getattr(world, name).restore(data[name])
    for name, make in PARTS.items():
        setattr(world, name, make(data[name]))
    for name, make in OPTIONAL.items():
        setattr(world, name, make(data[name]) if data.get(name) is not None else None)
    world.assists = Assists(**data["assists"])
    world.gates = {name: Gate(**{**gate, "to": tuple(gate["to"])}) for name, gate in data["gates"].items()}
    world.terrain.gone = set(data["gone"])
    if world.movers is not None:
        world.movers.restore(data["slides"], world.terrain.gone, world.tick)
    for name in DECLARED:
        if getattr(world, name) is not None:
            getattr(world, name).restore(data[name])
    world.paths = [np.asarray(path, np.float64) for path in data["paths"]]
    world.tags, world.groups = list(data["tags"]), list(data["groups"])
    world.abilities = set(data["abilities"])
    world.untold = [Event(*event) for event in data.get("untold", ())]


def _crc(value: Any) -> int:
    return zlib.crc32(repr(value).encode())
