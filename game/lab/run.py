"""Flights without a window: an episode, a pilot, and what came of it."""

from __future__ import annotations

import gc
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from game.lab.answers import answers, seed_of
from game.lab.pacing import Pacing
from game.lab.pilots import make_pilot
from game.lab.recorder import Recorder
from game.sim.clock import DT, TICK_HZ
from game.sim.command import Command
from game.sim.loadout import PLAIN, Loadout
from game.story import library
from game.story.episode import Episode, Happening
from game.story.level import Level
from game.story.stage import REPORTS_KEPT
from game.story.state import StoryEvent

FINGERPRINT = 1200  # frames between two looks at the whole state; whole seconds
COLLECT = (50_000, 20, 100)  # how seldom garbage is looked for while a level is loaded and flown
LONGEST = 24 * 3600.0  # that a flight may be asked to take [s]
PATIENCE = 4.0  # a flight is given up after this many times the length that the level says it has


@dataclass
class Result:
    """What `sim --json` prints: its fields are a contract.

    outcome   won, lost or timeout
    digest    over the digests of the whole flight: equal only for flights that were the same all the way
    beats     [{"id", "t"}], seconds of the story's clock, in order
    realtime  how many times faster than it plays
    pace      how often something happened, and where nothing did: see `game.lab.pacing`
    reports   [{"t", "text"}] of what the story could not do, and which beat wanted it
    """

    level: str
    seed: int
    bot: str
    outcome: str
    ending: str
    ticks: int
    sim_seconds: float
    wall_seconds: float
    realtime: float
    digest: str
    objectives: list[dict[str, str]] = field(default_factory=list)
    beats: list[dict[str, Any]] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    stats: dict[str, float] = field(default_factory=dict)
    pace: dict[str, Any] = field(default_factory=lambda: Pacing().as_dict())
    reports: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class Watcher(Protocol):
    """Somebody who looks at every tick of a flight and never changes one."""

    def note(self, episode: Episode, command: Command, events: Sequence[Happening]) -> None: ...


class Reports:
    """A watcher that keeps what the story could not do: the first of it, since a beat may try again and again."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []

    def note(self, episode: Episode, command: Command, events: Sequence[Happening]) -> None:
        for event in events:
            if isinstance(event, StoryEvent) and event.kind == "report" and len(self.told) < REPORTS_KEPT:
                self.told.append({"t": round(episode.director.state.tick * DT, 3), "text": event.text})


class Fingerprint:
    """A running digest over an episode: where ships and shots are, often, and all of its state, more seldom."""

    def __init__(self) -> None:
        self._hash = hashlib.blake2b(digest_size=8)

    def take(self, episode: Episode) -> None:
        self._hash.update(repr(list(episode.digest().items())).encode())

    def glance(self, episode: Episode) -> None:
        self._hash.update(episode.world.mark().to_bytes(2, "little"))

    def __str__(self) -> str:
        return self._hash.hexdigest()


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """A level is many objects that stay: looking through them over and over would take half of the time of loading."""
    before = gc.get_threshold()
    gc.set_threshold(*COLLECT)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_seldom_collected()
def run(
    level: str | Path | Level,
    seed: int | None = None,
    bot: str = "pilot",
    *,
    limit: float | None = None,
    choose: Mapping[str, int | str] | None = None,
    record: Path | None = None,
    difficulty: str = "standard",
    flags: Iterable[str] = (),
    counters: Mapping[str, int] | None = None,
    loadout: Loadout = PLAIN,
    user_dir: Path | None = None,
    watchers: Sequence[Watcher] = (),
    progress: Callable[[float, float], None] | None = None,
    begun: Callable[[Episode], None] | None = None,
    until: str = "",
) -> Result:
    """Fly a level with a pilot until it is over, or for `limit` seconds.

    choose    choice -> the option's number from 1, a word of its line's id, or `never`; the pilot picks the others
    record    write the recording to this file
    watchers  told of every tick after it
    progress  called about once a second of flight with (seconds flown, seconds expected)
    begun     called with the episode before its first tick
    until     an ending that comes by being lost: the flight is over, and lost, when it has come

    LevelError: the level cannot be loaded. ValueError: an unknown pilot, no such limit or seed, or an answer that the
    level does not take. RecordingError: the file cannot be written.
    """
    must_be_a_limit(limit)
    began = time.perf_counter()
    here = level if isinstance(level, Level) else library.load(level, user_dir)
    answered = answers(here, choose)
    episode = Episode(here, seed_of(seed), difficulty=difficulty, flags=flags, counters=counters, loadout=loadout)
    pilot = make_pilot(bot, episode, choose=answered)
    if begun:
        begun(episode)
    recorder = Recorder(episode, bot=bot) if record else None
    expected = here.header.minutes * 60.0
    last = round((limit if limit is not None else expected * PATIENCE) * TICK_HZ)
    fingerprint = Fingerprint()
    pacing, reports = Pacing(), Reports()
    looking: list[Watcher] = [pacing, reports, *([recorder] if recorder else []), *watchers]
    while episode.outcome is None and episode.frame < last and not _lost_to(episode, until):
        command = pilot.command()
        events = episode.step(command)
        if events:
            pilot.hear(events)
        for watcher in looking:
            watcher.note(episode, command, events)
        if episode.frame % TICK_HZ == 0:
            fingerprint.glance(episode)
            if episode.frame % FINGERPRINT == 0:
                fingerprint.take(episode)
            if progress:
                progress(episode.frame * DT, expected)
    fingerprint.take(episode)
    if recorder and record:
        recorder.recording().save(record)
    result = summary(episode, bot, str(fingerprint), time.perf_counter() - began, pacing, reports)
    return replace(result, outcome="lost") if _lost_to(episode, until) else result


def must_be_a_limit(limit: float | None) -> None:
    """ValueError when no flight can be given up after so many seconds."""
    if limit is not None and not (isinstance(limit, int | float) and 0.0 <= limit <= LONGEST):
        raise ValueError(f"limit={limit!r}: seconds from 0 to a day, or None")


def _lost_to(episode: Episode, ending: str) -> bool:
    """Whether a lost run waits to be taken up again, and has come to that ending."""
    return bool(ending) and episode.waiting_retry and episode.ending == ending


def summary(episode: Episode, bot: str, digest: str, wall: float, pacing: Pacing, reports: Reports) -> Result:
    """What a flight came to."""
    director = episode.director
    seconds = episode.frame * DT
    return Result(
        level=episode.level.id,
        seed=episode.seed,
        bot=bot,
        outcome=episode.outcome or "timeout",
        ending=episode.ending,
        ticks=episode.frame,
        sim_seconds=round(seconds, 3),
        wall_seconds=round(wall, 3),
        realtime=round(seconds / max(wall, 1e-9), 1),
        digest=digest,
        objectives=[{"id": o.id, "text": o.text, "state": o.state} for o in director.objectives],
        beats=[{"id": beat, "t": round(tick * DT, 3)} for tick, beat in director.history],
        flags=sorted(director.flags),
        stats=dict(episode.stats),
        pace=pacing.as_dict(),
        reports=reports.told,
    )
