"""Chapter 01 in the hands of a test: a steady, unhurried pilot that flies from beat to beat."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from game import resources
from game.sim.command import IDLE, Command, Held, Press
from game.story.episode import Episode
from game.story.level import Level
from game.story.library import load

CHAPTER = "01-no-gamertag"
SECOND = 60  # ticks
Fly = Callable[["Sitting"], Command]


@cache
def level() -> Level:
    return load(resources.levels() / CHAPTER)


class Sitting:
    """One episode, what it said, and a few ways to fly it. Talk is skipped unless `listen`."""

    def __init__(self, snapshot: dict | None = None, *, listen: bool = False) -> None:
        self.episode = Episode(level())
        self.listen = listen
        self.heard: list[str] = []
        self.told: list[tuple[str, str]] = []  # (kind, name) of all events
        if snapshot is not None:
            self.episode.restore(snapshot)

    # -- what stands where -----------------------------------------------------------------------------

    @property
    def fired(self) -> dict[str, int]:
        return self.episode.director.state.fired

    @property
    def flags(self) -> set[str]:
        return self.episode.director.flags

    @property
    def abilities(self) -> set[str]:
        return self.episode.world.abilities

    @property
    def place(self) -> tuple[float, float]:
        world = self.episode.world
        return float(world.ships.x[world.player_row]), float(world.ships.y[world.player_row])

    def order_of(self, *beats: str) -> list[int]:
        """The ticks at which beats fired; KeyError names one that did not."""
        return [self.fired[beat] for beat in beats]

    def ship(self, name: str) -> tuple[float, float] | None:
        ids = self.episode.director.stage.ships(name)
        if not ids:
            return None
        ships = self.episode.world.ships
        row = ships.row_of(ids[0])
        return float(ships.x[row]), float(ships.y[row])

    def sweep_distance(self) -> float:
        return self.episode.world.sweep.distance_to(*self.place)

    # -- time passes -----------------------------------------------------------------------------------

    def tick(self, command: Command = IDLE) -> None:
        if not self.listen and self.episode.frame % 6 == 0:
            command = replace(command, pressed=command.pressed | int(Press.SKIP))
        for event in self.episode.step(command):
            self.told.append((event.kind, event.name))
            if event.kind in ("say", "chat", "sign"):
                self.heard.append(event.name)

    def wait(self, seconds: float, command: Command = IDLE) -> Sitting:
        for _ in range(round(seconds * SECOND)):
            self.tick(command)
        return self

    def until(self, beat: str, fly: Fly, limit: float = 60.0) -> Sitting:
        """Fly on until a beat fires; fails after `limit` seconds."""
        for _ in range(round(limit * SECOND)):
            if beat in self.fired:
                return self
            if self.episode.waiting_retry:
                raise AssertionError(f"lost by {self.episode.director.state.cause} on the way to {beat!r}")
            self.tick(fly(self))
        raise AssertionError(f"{beat!r} did not fire within {limit} s; last: {list(self.fired)[-3:]}")

    def until_lost(self, fly: Fly, limit: float = 60.0) -> Sitting:
        for _ in range(round(limit * SECOND)):
            if self.episode.waiting_retry:
                return self
            self.tick(fly(self))
        raise AssertionError("still alive")

    def retry(self) -> Sitting:
        self.wait(0.5)
        self.tick(Command.of(pressed=Press.RETRY))
        return self

    def moment(self) -> dict:
        return self.episode.snapshot()


# -- ways to fly -------------------------------------------------------------------------------------------


def to(x: float, y: float, held: Held = Held.NONE) -> Fly:
    """Straight there, at full thrust."""

    def fly(sitting: Sitting) -> Command:
        px, py = sitting.place
        dx, dy = x - px, y - py
        far = max(1.0, math.hypot(dx, dy))
        return Command.of(move=(dx / far, dy / far), aim=math.atan2(dy, dx), held=Held.DIRECT | held)

    return fly


def near(x: float, y: float, within: float = 90.0) -> Fly:
    """There, and stay."""

    def fly(sitting: Sitting) -> Command:
        px, py = sitting.place
        return to(x, y)(sitting) if math.hypot(x - px, y - py) > within else Command.of(held=Held.BRAKE)

    return fly


def along(path: str, ahead: float = 240.0, boost_within: float = 0.0) -> Fly:
    """Down a lane of the map, with boost when the wall is nearer than `boost_within`."""
    lane = level().path(path)

    def fly(sitting: Sitting) -> Command:
        x, _ = sitting.place
        burn = Held.BOOST if sitting.sweep_distance() < boost_within else Held.NONE
        beyond = x + ahead * (1.5 if burn else 1.0)
        for i in range(len(lane) - 1):
            if lane[i][0] <= beyond <= lane[i + 1][0]:
                part = (beyond - lane[i][0]) / (lane[i + 1][0] - lane[i][0])
                return to(beyond, float(lane[i][1] + (lane[i + 1][1] - lane[i][1]) * part), burn)(sitting)
        return to(22100, 92, burn)(sitting)

    return fly


def hunt(*names: str) -> Fly:
    """Go round the first of these ships that is alive, and shoot at it."""

    def fly(sitting: Sitting) -> Command:
        x, y = sitting.place
        target = next((spot for spot in map(sitting.ship, names) if spot), None)
        if target is None:
            return near(10200, 0, 300)(sitting)
        dx, dy = target[0] - x, target[1] - y
        far = max(1.0, math.hypot(dx, dy))
        move = (dx / far, dy / far) if far > 320 else (-dy / far, dx / far)
        return Command.of(move=move, aim=math.atan2(dy, dx), held=Held.DIRECT | Held.FIRE)

    return fly


def finish(name: str) -> Fly:
    """Up to this ship, stop, and shoot until it is gone."""

    def fly(sitting: Sitting) -> Command:
        x, y = sitting.place
        tx, ty = sitting.ship(name) or (x, y)
        if math.hypot(tx - x, ty - y) > 260:
            return to(tx, ty)(sitting)
        return Command.of(aim=math.atan2(ty - y, tx - x), held=Held.DIRECT | Held.FIRE | Held.BRAKE)

    return fly


def drift(_: Sitting) -> Command:
    return IDLE


# -- the chapter, beat by beat; each step's end is kept, so that a test may begin there ---------------------


def learn(sitting: Sitting) -> Sitting:
    """The lessons, at an easy pace."""
    sitting.until("thrust", drift)
    sitting.until("turn", lambda _: Command.of(thrust=1))
    sitting.until("ringed", lambda s: to(430, 330)(s) if s.place[0] > 300 else to(420, -340)(s))
    sitting.until("brake", lambda _: Command.of(thrust=1))
    sitting.until("brake-good", lambda _: Command.of(held=Held.BRAKE))
    sitting.until("boost", drift)
    return sitting.until("boost-did", to(600, 0, Held.BOOST))


@cache
def _moment(name: str) -> dict:
    before, beat, fly = STEPS[name]
    sitting = Sitting(_moment(before) if before else None)
    return (learn(sitting) if fly is None else sitting.until(beat, fly, 90)).moment()


def at(name: str, *, listen: bool = False) -> Sitting:
    """A sitting that stands at the end of one of STEPS."""
    return Sitting(_moment(name), listen=listen)


def round_the_fence(sitting: Sitting) -> Command:
    """To the fence, and through where it opens."""
    x, y = sitting.place
    if "infinity-way-round" not in sitting.fired:
        return near(8650, 300)(sitting)
    if x < 8940 and not (abs(y - 305) < 60 and x > 8800):
        return to(8900, 305)(sitting) if y > 200 or x < 8700 else to(8700, 305)(sitting)
    return to(9700, 305)(sitting)


# name: (from where, until which beat, flown how)
STEPS: dict[str, tuple[str, str, Fly | None]] = {
    "learnt": ("", "boost-did", None),
    "asked": ("learnt", "gate-yes", near(600, -100)),
    "infinity": ("asked", "infinity", to(1340, -180)),
    "three": ("infinity", "three", round_the_fence),
    "armed": ("three", "three-fire", near(10000, 0, 200)),
    "toast": ("armed", "toast", hunt("kevin")),
    "back": ("armed", "back", hunt("dunk", "sorry")),
    "sweep": ("back", "sweep", hunt("kevin", "sorry", "dunk")),
    "run": ("sweep", "sweep-run", drift),
    "tooth": ("run", "tooth", along("lane-out", boost_within=320)),
}
