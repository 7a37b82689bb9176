"""The world: one deterministic tick at a time.

`World.step(command)` is the only way time passes. The same seed, terrain, staging and commands give the same state,
tick by tick, on one kind of machine. Units: [u] world units, [s], [rad]; y points down.

Who stages a world asks the file of what is meant, whose functions take the world: `spawning.spawn(world, …)`,
`orders.give`, `placing.place_player`, `damage.hurt`, `ground.remove`, `abilities.grant`, `roster.remove`. Where a part
of the world has the state, that part is asked: `world.sweep.start(world, …)`.
"""

from __future__ import annotations

from typing import Any

from game.sim import (
    carrier,
    crushing,
    damage,
    flight,
    gates,
    ground,
    harm,
    keeping,
    minds,
    motes,
    rig,
    roster,
    shots,
    swarm,
    sweep,
)
from game.sim.carrier import Carrier
from game.sim.chance import Streams
from game.sim.clock import DT
from game.sim.command import IDLE, Command, Held, Press
from game.sim.crew import Crew
from game.sim.daly import Daly
from game.sim.events import Event
from game.sim.flock import Flock
from game.sim.gates import Gate
from game.sim.gravity import Gravity
from game.sim.hacking import Hacking
from game.sim.heat import Heat
from game.sim.hiding import Decoys, Spoof
from game.sim.hitgrid import SQUARE, HitGrid
from game.sim.hold import Hold
from game.sim.lives import Lives
from game.sim.loading import Loading
from game.sim.loadout import UNASSISTED
from game.sim.lockdown import SHUN
from game.sim.loops import LENGTH, Loops
from game.sim.motes import Motes
from game.sim.physics import Physics
from game.sim.pictures import Pictures
from game.sim.respawns import Respawns
from game.sim.response import Response
from game.sim.sandbox import Sandbox
from game.sim.ships import Ships
from game.sim.shots import Shots
from game.sim.states import AIM
from game.sim.sweep import Sweep
from game.sim.tables import Float
from game.sim.terminals import Terminals
from game.sim.terrain import Terrain
from game.sim.tow import Tow
from game.sim.tractor import Tractor
from game.sim.traffic import SHY, Traffic
from game.sim.unloading import Front
from game.sim.witnesses import Witnesses

SLOW = 6  # ticks between two steps of what nobody could tell from continuous: shields
_TRACTOR = int(Held.TRACTOR)
_KNOCK, _EDIT = int(Press.KNOCK), int(Press.EDIT)


class World:
    """Everything that is simulated: its parts, and the order in which a tick asks them."""

    def __init__(
        self, seed: int = 0, terrain: Terrain | None = None, *, difficulty: str = "standard", seated: bool = True
    ) -> None:
        """Without `seated` it has no bodies and no ground until `reseat`."""
        if difficulty not in harm.DIFFICULTY:
            raise ValueError(f"difficulty {difficulty!r}: one of {', '.join(harm.DIFFICULTY)}")
        self.tick = 0
        self.time = 0.0
        self.random = Streams(seed)
        self.terrain = (terrain or Terrain()).fresh()
        self.movers = self.terrain.moving  # None: nothing here moves but what flies
        self.physics = Physics(self.terrain if seated else None)
        self.hit_grid = HitGrid(self.terrain.bounds, self.terrain.coarse(SQUARE))
        self.untold: list[Event] = []  # what has happened since the tick, as what a beat does: told with the next one

        # what there are many of, and what their columns point into
        self.ships = Ships(128)
        self.shots = Shots(4096)
        self.motes = Motes(256)
        self.traffic = Traffic()
        self.tags: list[str] = []
        self.groups: list[str] = []
        self.paths: list[Float] = []

        # the player's ship, and what it may do
        self.player = 0
        self.player_row = -1
        self.helm_spin = 0.0  # spin the helm asks for this tick [rad/s]; 0 lets the nose follow `face`
        self.assist = True
        self.abilities: set[str] = set()
        self.ability_changes = 0  # how often abilities came or went: for who keeps what follows from them
        self.scarred = False  # it bears the hard vault's mark
        self.hold = Hold()
        self.torpedoes = 0
        self.torpedo_ready = 0.0  # time from which the next one can be fired [s]
        self.spike_ready = 0.0  # time from which the next spike can be fired [s]
        self.spike_sleep = damage.SPIKE_SLEEP
        self.loop_length = LENGTH  # a loop is at most so long [s]
        self.tractor = Tractor()
        self.hacking = Hacking()
        self.decoys = Decoys()
        self.spoof = Spoof()
        self.crew = Crew()
        self.rigged = False  # the rig is at work even when nothing is asked of it

        # what others do about it
        self.heat = Heat()
        self.response = Response()
        self.sweep = Sweep()
        self.gates: dict[str, Gate] = {}
        self.respawns = Respawns()
        self.witnesses = Witnesses()
        self.lives = Lives()

        # what few worlds have
        self.loading = Loading(self.terrain) if self.terrain.loads else None
        self.gravity = Gravity(self.terrain.fields) if self.terrain.fields else None
        self.carrier: Carrier | None = None
        self.loops: Loops | None = None  # until something here may go round
        self.flock: Flock | None = None  # until mites come that are one
        self.terminals: Terminals | None = None  # until there is one
        self.sandbox: Sandbox | None = None  # until its rules are open
        self.front: Front | None = None  # while space unloads behind one
        self.tow: Tow | None = None  # while something is in tow
        self.daly: Daly | None = None  # until he is there
        self.pictures: Pictures | None = None  # until there is one

        self.difficulty = difficulty
        self.assists = UNASSISTED
        self.harm: Float  # by team: what the damage of its shots is multiplied by
        harm.weigh(self)

    # -- the tick --------------------------------------------------------------------------------------

    def step(self, command: Command) -> list[Event]:
        """Advance one tick of DT seconds. Returns what happened, in order; the list is the caller's to keep."""
        ships = self.ships
        self.tick += 1
        self.time = self.tick * DT
        if command.pressed & _EDIT:
            command = self.sandbox.edit(self, command) if self.sandbox is not None else IDLE
        ships.before[:] = ships.motion
        if self.daly is not None:
            command = self.daly.bind(self, command)
        if self.movers is not None:
            self.movers.advance(self)
        if self.loops is not None:
            self.loops.update(self, command)
        if self.gravity is not None:
            self.gravity.update(self)
        flight.steer(self, command, DT)
        if self.tick % AIM == 0:
            minds.think(self)
        fresh = flight.push(self, DT)
        if self.loops is not None:
            self.loops.push(self)
        if self.sandbox is not None:
            self.sandbox.govern(self, fresh)
        contacts = self.physics.step(ships, DT)
        shots.fire(self)
        if command.pressed:
            if command.pressed & _KNOCK:
                rig.knock(self)
            if self.sandbox is None or self.sandbox.armed:
                shots.spike(self, command)
                shots.torpedo(self, command)
        if self.shots.n and self.movers is not None:
            self.movers.mark(self.hit_grid)
        blows = shots.fly(self) if self.shots.n else []
        if contacts:
            blows += damage.collide(self, contacts)
        if self.tow is not None:
            blows += self.tow.update(self, contacts, DT)
        if self.movers is not None:
            blows += crushing.press(self, self.movers)
        if self.tick % AIM == 0 and ships.traits.mites.size:
            blows += swarm.bite(self)
            if self.flock is not None:
                blows += self.flock.bite(self)
        if self.sweep.active:
            blows += sweep.advance(self, DT)
        if self.loading is not None:
            self.loading.update(self)
        if self.front is not None:
            self.front.advance(self, DT)
        if self.carrier is not None:
            carrier.fly(self, self.carrier, DT)
        if self.daly is not None:
            blows += self.daly.update(self)
        if self.response.on:
            blows += self.response.update(self, DT)
        if self.tick % SLOW == 0:
            damage.regenerate(self, DT * SLOW)
        if blows:
            damage.apply(self, blows)
        if self.motes.n:
            motes.drift(self.motes, self.tick, DT)
        if self.rigged or command.pressed or command.held & _TRACTOR:
            rig.use(self, command)
        if self.traffic.rows.n:
            row = self.player_row
            shy = SHUN if self.lives.lockdown.on else SHY
            self.traffic.step(self.tick, DT, ships.place.item(row) if row >= 0 else None, shy)
        if self.terminals is not None:
            self.terminals.update(self)
        if self.pictures is not None:
            self.pictures.update(self)
        if self.gates:
            gates.pass_through(self)
        if self.respawns.waiting:
            self.respawns.put_back(self)
        if self.witnesses.waiting:
            self.witnesses.update(self)
        self.lives.update(self, self.untold)
        if self.sandbox is not None:
            self.sandbox.update(self, self.untold)
        events, self.untold = self.untold, []
        return events

    def emit(self, event: Event) -> None:
        self.untold.append(event)

    # -- state -----------------------------------------------------------------------------------------

    def digest(self) -> dict[str, int]:
        """CRC-32 per subsystem: a run that differs names its culprit."""
        return keeping.digest(self)

    def mark(self) -> int:
        """16 bits that tell where ships and shots are: cheap enough for every tick, where a digest is not."""
        return keeping.mark(self)

    def snapshot(self) -> dict[str, Any]:
        """All state as plain data and arrays; see `restore`. Take it after `reseat`, or the copy will drift."""
        return keeping.snapshot(self)

    @classmethod
    def restore(cls, snapshot: dict[str, Any], terrain: Terrain | None = None) -> World:
        """A world that continues exactly as the one that was reseated and then snapshot would."""
        world = cls(0, terrain, difficulty=snapshot["difficulty"], seated=False)
        world.terrain.become(set(snapshot["gone"]))
        world.mirror(snapshot)
        world.reseat()
        return world

    def mirror(self, snapshot: dict[str, Any]) -> None:
        """Look as a world of the same terrain did: its columns without its bodies. To be read, never to be stepped."""
        keeping.mirror(self, snapshot)
        self.time = self.tick * DT
        self.ability_changes += 1
        harm.weigh(self)
        rig.see_to(self)
        roster.find_player(self)

    def reseat(self) -> None:
        """Rebuild the physics space from the columns. Cached contact impulses are lost, here as in every copy."""
        if self.sandbox is not None:
            self.sandbox.lay(self.physics)
        self.physics.reseat(self.ships, self.terrain)
        if self.tow is not None:
            self.tow.tie(self)
        ground.mark(self)
