"""Flights as parcels: a pure function from plain data to plain data, so that any machine may fly any of them.

`fly(parcel, plan)` needs nothing but its arguments: the level travels along, and what comes back is a record of the
whole flight. The same arguments give the same record (but for the wall clock in `Flight.result`), wherever and in
whatever order they are flown.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

import game
from game.lab.recording import machine
from game.lab.run import Result, run
from game.sim import sweep
from game.sim.clock import DT, TICK_HZ
from game.sim.command import Command
from game.sim.events import Event
from game.story.episode import Episode, Happening
from game.story.level import Level
from game.story.state import StoryEvent

TRACK_HZ = 4  # samples of a flight a second
EVERY = TICK_HZ // TRACK_HZ  # ticks between two of them
TRACK = ("x", "y", "hull", "shield", "heat")  # columns of a track: [u], [u], points, points, level 0..5
LEVELS_KEPT = 4  # unpacked levels that a worker keeps

Track = NDArray[np.float32]


class FlightError(Exception):
    """A flight that could not be flown to its end; the message says which one and why."""


@dataclass(frozen=True)
class Parcel:
    """A level on its way to workers that may not see its folder, with the version of the game that it was read by."""

    level: str
    hash: str
    version: str
    body: bytes


@dataclass(frozen=True)
class FlightPlan:
    """One flight to be flown. `limit` [s]: None leaves it to the level's own length (see `game.lab.run.PATIENCE`)."""

    seed: int
    bot: str = "pilot"
    difficulty: str = "standard"
    limit: float | None = None

    def __str__(self) -> str:
        return f"seed {self.seed}, bot {self.bot}, {self.difficulty}"


class Death(NamedTuple):
    """A run was lost at (x, y), `second` into the sitting; `by` is a kind of ship, terrain, sweep, or '': the story."""

    x: float
    y: float
    second: float
    cause: str  # shot, ram, solid, sweep, or what the level's own lose action calls it
    by: str


class Hit(NamedTuple):
    """The player's ship lost `amount` of shield or hull at (x, y); `by` is a kind of ship, terrain or sweep."""

    x: float
    y: float
    second: float
    amount: float
    by: str


@dataclass(frozen=True)
class Flight:
    """What a flight came to, and what happened on the way. Seconds are of the sitting: retries do not set them back.

    track  (k, 5) float32: the columns of TRACK, TRACK_HZ times a second
    beats  (second, id) of every beat that fired, in order; one fires again after a retry from before it
    back   (second, id of the beat that set the checkpoint, or '') of every retry
    sweeps (x, y) where moderation sweeps began
    machine  the class of the machine that flew it: see `game.lab.recording.machine`
    """

    plan: FlightPlan
    result: Result
    deaths: list[Death]
    hits: list[Hit]
    beats: list[tuple[float, str]]
    back: list[tuple[float, str]]
    sweeps: list[tuple[float, float]]
    track: Track
    machine: str

    @property
    def won(self) -> bool:
        return self.result.outcome == "won"

    @property
    def seconds(self) -> float:
        return self.result.sim_seconds

    @property
    def damage(self) -> float:
        return float(self.result.stats["damage_taken"])

    @property
    def retries(self) -> int:
        return int(self.result.stats["retries"])


class Logbook:
    """A watcher that writes down what a report needs; most ticks cost it a comparison."""

    def __init__(self) -> None:
        self.deaths: list[Death] = []
        self.hits: list[Hit] = []
        self.beats: list[tuple[float, str]] = []
        self.back: list[tuple[float, str]] = []
        self.sweeps: list[tuple[float, float]] = []
        self._rows: list[tuple[float, float, float, float, float]] = []
        self._kinds: dict[int, str] = {}  # of every ship that came: whoever rams may be gone by the time it is told
        self._place = (0.0, 0.0)

    @property
    def track(self) -> Track:
        return np.array(self._rows, np.float32).reshape(-1, len(TRACK))

    def note(self, episode: Episode, command: Command, events: Sequence[Happening]) -> None:
        if events:
            self._hear(episode, events)
        if episode.frame % EVERY == 0:
            self._sample(episode)

    def _hear(self, episode: Episode, events: Sequence[Happening]) -> None:
        player, second = episode.director.state.player, episode.frame * DT
        end: Event | None = None
        for event in events:
            kind = event.kind
            if isinstance(event, StoryEvent):
                if kind == "beat":
                    self.beats.append((round(second, 3), event.name))
                elif kind == "lost":
                    self._die(episode, second, event.name, end)
            elif kind == "hit" and event.who == player:
                by = self._culprit(episode, event)
                self.hits.append(Hit(event.x, event.y, round(second, 3), sweep.harm(event), by))
            elif kind == "destroyed" and event.who == player:
                end, self._place = event, (event.x, event.y)
            elif kind == "spawned":
                self._kinds[event.who] = event.name
            elif kind == "retried":
                self.back.append((round(second, 3), episode.director.state.checkpoint))
            elif kind == "sweep.began":
                self.sweeps.append((event.x, event.y))

    def _die(self, episode: Episode, second: float, cause: str, end: Event | None) -> None:
        by = self._culprit(episode, end) if end else ""
        self.deaths.append(Death(*self._where(episode), round(second, 3), cause, by))

    def _culprit(self, episode: Episode, event: Event) -> str:
        """Who or what did the harm. What nobody shot is the sweep's, for whoever is behind it, or the terrain's."""
        if event.other:
            return self._kinds.get(event.other, "")
        wall = episode.world.sweep
        return "sweep" if wall.active and wall.distance_to(event.x, event.y) <= 0 else "terrain"

    def _where(self, episode: Episode) -> tuple[float, float]:
        """The player's place, or where the ship was last seen when it is destroyed."""
        row = episode.world.player_row
        if row >= 0:
            place = episode.world.ships.place.item(row)
            self._place = (place.real, place.imag)
        return self._place

    def _sample(self, episode: Episode) -> None:
        world, row = episode.world, episode.world.player_row
        hull, shield = (world.ships.hull.item(row), world.ships.shield.item(row)) if row >= 0 else (0.0, 0.0)
        self._rows.append((*self._where(episode), hull, shield, world.heat.level))


def pack(level: Level) -> Parcel:
    """The level without what every worker works out for itself."""
    body = pickle.dumps(replace(level))  # a fresh copy has not worked out its terrain yet
    return Parcel(level.id, level.hash, game.__version__, body)


@lru_cache(maxsize=LEVELS_KEPT)
def unpack(parcel: Parcel) -> Level:
    """Once per process: a worker flies many flights through one level. FlightError: another version packed it."""
    if parcel.version != game.__version__:
        raise FlightError(
            f"{parcel.level}: this worker has Callister {game.__version__}, the flight is for {parcel.version}; "
            "install the same version on every machine"
        )
    level: Any = pickle.loads(parcel.body)
    assert isinstance(level, Level)
    return level


def fly(parcel: Parcel, plan: FlightPlan) -> Flight:
    """Fly one flight from start to end. FlightError names the flight that raised and what it raised."""
    book = Logbook()
    try:
        result = run(unpack(parcel), plan.seed, plan.bot, difficulty=plan.difficulty, limit=plan.limit, watchers=[book])
    except FlightError:
        raise
    except Exception as error:
        raise FlightError(f"{parcel.level}, {plan}: {type(error).__name__}: {error}") from error
    return Flight(plan, result, book.deaths, book.hits, book.beats, book.back, book.sweeps, book.track, machine())
