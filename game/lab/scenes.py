"""Scenes written once, for tests and for measuring.

`arena` stages a small world from a drawing; `sortie` and `stress` are fights of a fixed size that never end: whoever
falls is replaced and shots are topped up, so that every measured tick does the same amount of work.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from game.sim import damage, flock, roster, spawning
from game.sim.abilities import ABILITIES, grant
from game.sim.command import IDLE, Command, Held
from game.sim.events import Event
from game.sim.kinds import Team
from game.sim.motions import Mover, Spin
from game.sim.tables import Float
from game.sim.terrain import Rock, Terrain, Wall
from game.sim.world import World

LETTERS = {
    "@": "callister",
    "w": "watcher",
    "h": "hound",
    "W": "warden",
    "n": "newcomer",
    "m": "grinder",
    "g": "griefer",
    "i": "mite",
    "t": "trader",
    "d": "duelist",
    "S": "statue",
}
CELL = 100.0  # side of one letter of a drawing [u]
ARMED = tuple(ability for ability in ABILITIES if ability != "console")  # which opens a world with other rules


def arena(
    drawing: str = "@",
    *,
    seed: int = 0,
    cell: float = CELL,
    order: str = "patrol",
    abilities: tuple[str, ...] = ARMED,
    difficulty: str = "standard",
) -> World:
    """A world from a drawing: `#` is rock, the letters of LETTERS are ships heading +x, anything else is space.

    The player `@` lies at (0, 0), or the drawing's middle does when there is none; every letter is `cell` units apart.
    Ships get `order` and a group named after their kind; each block of rock is called "rock <column>,<row>".
    """
    lines = drawing.strip("\n").splitlines()
    spots = [(column, row, letter) for row, line in enumerate(lines) for column, letter in enumerate(line)]
    here = next(((c, r) for c, r, letter in spots if letter == "@"), None)
    middle = here or ((max(map(len, lines)) - 1) / 2, (len(lines) - 1) / 2)

    def place(column: int, row: int) -> tuple[float, float]:
        return (column - middle[0]) * cell, (row - middle[1]) * cell

    half = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]]) * cell
    rocks = tuple(Rock(f"rock {c},{r}", half + place(c, r)) for c, r, letter in spots if letter == "#")
    world = World(seed, Terrain(rocks=rocks), difficulty=difficulty)
    for ability in abilities:
        grant(world, ability)
    ships = sorted(
        (s for s in spots if s[2] in LETTERS), key=lambda s: s[2] != "@"
    )  # the player first: others aim at it
    for column, row, letter in ships:
        kind = LETTERS[letter]
        x, y = place(column, row)
        spawning.spawn(world, kind, x, y, group=kind, order=order if letter != "@" else "patrol")
    return world


def fly(world: World, command: Command = IDLE, seconds: float = 1.0) -> list[Event]:
    """Hold one command for a time; returns everything that happened."""
    return [event for _ in range(round(seconds * 60)) for event in world.step(command)]


def fly_until(
    world: World, done: Callable[[World], bool], command: Command = IDLE, limit: float = 20.0
) -> tuple[float, list[Event]]:
    """Hold one command until `done`; returns the seconds it took (inf when `limit` passed first) and what happened."""
    events: list[Event] = []
    for tick in range(1, round(limit * 60) + 1):
        events += world.step(command)
        if done(world):
            return tick / 60, events
    return float("inf"), events


# -- fights of a fixed size ------------------------------------------------------------------------------

CREW_SHARE = 0.15  # of all shots: one ship against many, as in the game
FIGHT = {"watcher": 0.2, "hound": 0.6, "warden": 0.2}  # who the drones are
CROWD = {"newcomer": 0.4, "grinder": 0.3, "griefer": 0.2, "streamer": 0.1}  # and the players
NEAR = 300.0  # drones come in at least this far from the player [u]
LIFE = (0.4, 4.0)  # of refilled shots [s]


@dataclass
class Fight:
    """A never-ending fight in a square of side `size`: `drones` of Moderation, `shots` in the air, `motes` adrift."""

    drones: int
    shots: int
    motes: int
    size: float
    seed: int = 1
    rocks: int = 20
    players: int = 0  # ships of players that go about their own business
    order: str = "attack"  # what the drones are told
    who: dict[str, float] = field(default_factory=lambda: dict(FIGHT))  # the drones' kinds, as shares
    flock: int = 0  # mites that are one flock, and flow to the middle and after the player
    wheels: int = 0  # walls with gaps that go round the middle
    world: World = field(init=False)

    def __post_init__(self) -> None:
        # chance of our own: the scene's refilling must not draw from the world's streams
        self._random = np.random.Generator(np.random.PCG64(self.seed))
        world = self.world = World(self.seed, self._terrain())
        for ability in ARMED:
            if ability != "tractor":  # who has no beam finds no loot: the number of things stays what was asked for
                grant(world, ability)
        spawning.spawn(world, "callister", 0.0, 0.0)
        world.heat.set(world, 5)
        self._kinds = [k for k, share in self.who.items() for _ in range(round(share * self.drones))]
        self._kinds += [k for k, share in CROWD.items() for _ in range(round(share * self.players))]
        half = self.size / 2
        draw = self._random.uniform
        world.motes.add(
            self.motes,
            x=draw(-half, half, self.motes),
            y=draw(-half, half, self.motes),
            vx=draw(-30, 30, self.motes),
            vy=draw(-30, 30, self.motes),
            value=1.0,
        )
        self.refill()

    def _terrain(self) -> Terrain:
        rocks = []
        for i in range(self.rocks):
            x, y = self._random.uniform(-self.size / 2, self.size / 2, 2)
            if x * x + y * y < 500.0**2:
                continue
            turn = np.arange(7) * (np.pi * 2 / 7)
            reach = self._random.uniform(50, 120, 7)
            rocks.append(Rock(f"rock {i}", np.stack([x + np.cos(turn) * reach, y + np.sin(turn) * reach], axis=1)))
        half = self.size / 2 + 400.0
        self._to_the_middle = np.array([[-self.size / 2, 0.0], [0.0, 0.0]])
        movers = tuple(self._wheel(number) for number in range(self.wheels))
        return Terrain((-half, -half, half, half), tuple(rocks), movers=movers)

    def _wheel(self, number: int) -> Mover:
        """An arc with a gap, each further out than the one before and the other way round."""
        radius = self.size * (0.22 + 0.08 * number)
        turns = np.linspace(number, number + 4.6, 48)
        ring = Wall(f"wheel {number}", np.stack([radius * np.cos(turns), radius * np.sin(turns)], axis=1), 40.0)
        return Mover(ring, Spin(0.2 if number % 2 else -0.25), (0.0, 0.0))

    @property
    def entities(self) -> int:
        return self.world.ships.n + self.world.shots.n + self.world.motes.n

    def command(self) -> Command:
        """The player circles and fires."""
        return Command.of(thrust=1.0, turn=0.3, held=Held.FIRE)

    def step(self) -> list[Event]:
        """One tick, then everything is brought back to its number."""
        events = self.world.step(self.command())
        self.refill()
        return events

    def refill(self) -> None:
        """Bring drones, shots and the player back to full number and strength. Not part of what is measured."""
        world, half, draw = self.world, self.size / 2, self._random.uniform
        damage.heal(world, world.player)
        if self.flock:
            self._refill_flock()
        world.heat.unseen = 0.0
        world.respawns.cancel()  # whoever is missing comes back here
        there = [roster.kind_of(world, int(who)) for who in world.ships.id]
        for kind in (*self.who, *CROWD):
            order = self.order if kind in self.who else "patrol"
            for _ in range(self._kinds.count(kind) - there.count(kind)):
                x, y = self._free_spot()
                spawning.spawn(world, kind, x, y, float(draw(-np.pi, np.pi)), group="drones", order=order)
        while (missing := self.shots - world.shots.n) > 0:
            x, y = draw(-half, half, (2, missing))
            free = ~world.terrain.solid(x, y)
            self._add_shots(x[free], y[free])

    def _refill_flock(self) -> None:
        """Who broke on a hull comes in anew at the rim; nobody is overtaken for good."""
        world = self.world
        missing = self.flock - int(world.ships.traits.flock.size)
        if missing:
            turn = self._random.uniform(-np.pi, np.pi, missing)
            far = self.size * (0.38 + 0.1 * self._random.random(missing))
            flock.come(world, far * np.exp(1j * turn), turn + np.pi, "flock", group="flock", path=self._to_the_middle)
        if world.flock is not None:
            world.flock.midst = 0.0

    def _add_shots(self, x: Float, y: Float) -> None:
        world, count = self.world, len(x)
        turn, crew = self._random.uniform(-np.pi, np.pi, count), self._random.random(count) < CREW_SHARE
        world.shots.add(
            count,
            x=x,
            y=y,
            vx=np.cos(turn) * 800.0,
            vy=np.sin(turn) * 800.0,
            life=self._random.uniform(*LIFE, count),
            damage=8.0,
            owner=world.player,
            team=np.where(crew, int(Team.CREW), int(Team.MODERATION)),
        )

    def _free_spot(self) -> tuple[float, float]:
        world, half = self.world, self.size / 2
        row = world.player_row
        while True:
            turn, far = self._random.uniform(-np.pi, np.pi), self._random.uniform(NEAR, half)
            x, y = world.ships.x[row] + far * np.cos(turn), world.ships.y[row] + far * np.sin(turn)
            if max(abs(x), abs(y)) < half and not world.terrain.solid(x, y):
                return float(x), float(y)


def sortie(seed: int = 1) -> Fight:
    """An ordinary big moment: 40 drones, 3000 shots."""
    return Fight(drones=40, shots=3_000, motes=0, size=2_400.0, seed=seed, rocks=6)


def stress(seed: int = 1) -> Fight:
    """More than the campaign ever shows: 100 drones, 10 000 shots, 2000 motes."""
    return Fight(drones=100, shots=10_000, motes=2_000, size=5_000.0, seed=seed)


def crowd(seed: int = 1) -> Fight:
    """A whole map of Infinity: 300 players who go about their business, 60 drones on patrol, lines of sight for all."""
    return Fight(drones=60, shots=400, motes=400, size=6_000.0, seed=seed, rocks=60, players=300, order="patrol")


def swarm(seed: int = 1) -> Fight:
    """The swarm of chapter 06: 500 mites that flock after one ship, among 60 others and walls that go round."""
    return Fight(drones=0, shots=200, motes=0, size=2_400.0, seed=seed, rocks=12, players=60, flock=500, wheels=3)


FIGHTS: dict[str, Callable[[], Fight]] = {"sortie": sortie, "stress": stress, "crowd": crowd, "swarm": swarm}
