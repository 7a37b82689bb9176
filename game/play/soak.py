"""Long flights of the whole program without anybody's window: does it stay even, and does it stay the same size?

`stress` flies the fight that is more than the campaign ever shows, at its own pace, and times every turn of the loop.
`hour` plays as somebody does who tries everything, faster than time: round after round through the title, a menu and
every chapter, with a lost run in each, and reads what memory the process holds.
`waits` measures what a player waits for: a chapter's first picture, and being back after a lost run.
"""

from __future__ import annotations

import gc
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import numpy as np

from game.lab import pictures
from game.play.app import App
from game.play.memory import EVERY, Trim, peak_mb, resident_mb
from game.play.pace import TICK, Beat, Pace
from game.play.scenes import chapters
from game.play.scenes.flight import Flight
from game.play.scenes.options import Options
from game.play.scenes.title import Title
from game.render.backend import Renderer
from game.sim.command import Command, Held
from game.story import library

BUDGET, HITCH = 1000.0 / 60.0, 33.0  # [ms]
SETTLING = 3.0  # a soak's first seconds, which are loading, do not count
WALL_FAR = 700.0  # the sweep is started anew when it is so far past [units]
READ_AHEAD = 60  # turns of the title: the sound is opened, and what flying needs is read by a thread
HOUR = 3600.0  # of play [s]
ROUNDS = 4  # through every place, so that its second half sees each place twice
AT_TITLE, IN_MENU = 4.0, 2.0  # [s] of a round
STEP = 4  # ticks that pass between two looks of the view at the world in fast-forward
SPARSE = 3  # such looks between two pictures
LONGEST = 900.0  # of a flight [s]
LOST_AT = 0.5  # share of a stay in a chapter after which its run is lost

Progress = Callable[[float, float], None]


@contextmanager
def program(renderer: str, size: tuple[int, int] = pictures.SIZE) -> Iterator[App]:
    """The game in a window of SDL's offscreen driver, with settings of a first start."""
    with tempfile.TemporaryDirectory(prefix="callister-soak-") as folder:
        app = App(Path(folder), renderer=renderer)
        try:
            app.go(Title(app))
            for _ in range(READ_AHEAD):
                app.turn()
            yield app
        finally:
            app.quit()
            app.close()


class Stopping(Pace):
    """A pace that knows how long each turn worked: from its beginning to its wait, or as long as its picture was drawn
    by another process, if that took longer; and for how long of that this thread, or that one, had a processor."""

    def __init__(self, prepare: Callable[[], None], renderer: Renderer) -> None:
        super().__init__()
        self._renderer = renderer
        self.worked: list[float] = []  # [ms]
        self.own: list[float] = []  # [ms]
        self._prepare = prepare
        self._began = self._before = 0.0

    def begin(self) -> Beat:
        self._prepare()
        self._began, self._before = time.perf_counter(), time.thread_time()
        return super().begin()

    def wait(self, meanwhile: Callable[[float], None] | None = None) -> None:
        worked, own = time.perf_counter() - self._began, time.thread_time() - self._before
        super().wait(meanwhile)
        self.worked.append(max(worked, self._renderer.beside) * 1e3)
        self.own.append(max(own, getattr(self._renderer, "busy", 0.0)) * 1e3)

    def forget(self) -> None:
        """The turns so far do not count."""
        self.worked.clear()
        self.own.clear()


class Circling:
    """Who flies in the stress scene: round and round, firing."""

    def command(self) -> Command:
        return Command.of(thrust=0.5, turn=0.6, held=Held.FIRE)

    def hear(self, events: object) -> None:
        """Nothing makes a difference."""


def stress(seconds: float, renderer: str = "software", progress: Progress | None = None) -> dict[str, Any]:
    """{scene, renderer, seconds, frames, median_ms, p99_ms, worst_ms, over_16_6, over_33, own_worst_ms, own_over_33}:
    whole turns of the loop, by the clock; `own`: the time for which the program had a processor, which is all that a
    turn takes on a machine that has nothing else to do."""
    chance = np.random.Generator(np.random.PCG64(6))
    with program(renderer) as app:
        staged = pictures.crowd_scene()
        flight = Flight(app, staged.episode, pictures.LEVEL, pilot=Circling(), bot="circling")

        def keep_full() -> None:
            world = staged.episode.world
            pictures.keep(staged.episode, [flight.view], chance)
            if not world.sweep.active or world.sweep.distance_to(*pictures.PLACE) < -WALL_FAR:
                world.sweep.start(world, pictures.PLACE[0] - 520.0, 0.0, 0.12, 30.0, 22_000.0)

        app.go(flight)
        app.pace = stopping = Stopping(keep_full, app.renderer)
        began = time.perf_counter()
        while (passed := time.perf_counter() - began) < SETTLING + seconds or not stopping.worked:
            if passed < SETTLING:
                stopping.forget()
            app.turn()
            if progress and app.frames % 60 == 0:
                progress(max(0.0, passed - SETTLING), seconds)
        kind, worked, own = app.renderer.kind, stopping.worked, stopping.own
    return {
        "scene": "crowd",
        "renderer": kind,
        "seconds": round(seconds, 1),
        "frames": len(worked),
        "median_ms": round(median(worked), 2),
        "p99_ms": round(pictures.late(worked), 2),
        "worst_ms": round(max(worked), 2),
        "over_16_6": sum(took > BUDGET for took in worked),
        "over_33": sum(took > HITCH for took in worked),
        "own_worst_ms": round(max(own), 2),
        "own_over_33": sum(took > HITCH for took in own),
    }


def hour(seconds: float = HOUR, renderer: str = "software", progress: Progress | None = None) -> dict[str, Any]:
    """{renderer, seconds, peak_mb, at_once_mb, half_mb, end_mb, growth}: memory over `seconds` of play, faster than
    time.

    Where another process draws, what it holds is part of all of them. `peak_mb` is then the sum of the most that each
    ever held, though that may not have come at one time; `at_once_mb` the most that was seen at one, after a picture.

    `growth` is that of the second half: the median, over all places, of what is held there in the last round against
    the round in the middle. None where the system does not tell what a process holds.
    """
    levels = list(library.folders())
    stay = max(2.0, seconds / ROUNDS - AT_TITLE - IN_MENU) / len(levels)
    held: list[dict[str, float]] = []
    trim = Trim()
    at_once = 0.0
    with program(renderer) as app:

        def weigh() -> None:
            nonlocal at_once
            at_once = max(at_once, _held(app))

        for number in range(ROUNDS):
            held.append({})
            app.go(Title(app))
            _watch(app, AT_TITLE, weigh)
            app.push(Options(app, app.scenes[-1]))
            _watch(app, IN_MENU, weigh)
            app.pop()
            for place, level in enumerate(levels):
                chapters.begin(app, level, bot="pilot")
                _watch(app, stay * LOST_AT, weigh)
                flight = app.scenes[-1]
                if isinstance(flight, Flight) and flight.episode.outcome is None:
                    flight.episode.director.stage.fail("soak")
                _watch(app, stay * (1.0 - LOST_AT), weigh)
                gc.collect()
                trim.update(EVERY)  # what is free goes back now, not at any moment of the next two seconds
                held[-1][level] = _held(app)
                if progress:
                    progress((number + (place + 1) / len(levels)) / ROUNDS * seconds, seconds)
        kind, most = app.renderer.kind, _most(app)
    middle, last = held[ROUNDS // 2 - 1], held[-1]
    known = resident_mb() is not None
    return {
        "renderer": kind,
        "seconds": seconds,
        "peak_mb": most,
        "at_once_mb": round(at_once, 1) if known else None,
        "half_mb": round(max(middle.values()), 1) if known else None,
        "end_mb": round(max(last.values()), 1) if known else None,
        "growth": round(median(last[level] / middle[level] for level in levels) - 1.0, 4) if known else None,
    }


def _held(app: App) -> float:
    """What is held here, and by a process that draws beside this one [MB]; without the system's word, 0."""
    return (resident_mb() or 0.0) + getattr(app.renderer, "own_mb", 0.0)


def _most(app: App) -> float | None:
    """The most that was held here, and by a process that draws beside this one [MB]."""
    here = peak_mb()
    return None if here is None else round(here + getattr(app.renderer, "most_mb", 0.0), 1)


def _watch(app: App, seconds: float, after: Callable[[], None] | None = None) -> None:
    """Let whatever is on the stage go on, faster than time, drawn now and then; `after` follows each picture."""
    for look in range(round(seconds / TICK / STEP)):
        if not app.scenes:
            return
        app.scenes[-1].update(Beat(STEP, 1.0, STEP * TICK, STEP * TICK))
        if app.scenes and look % SPARSE == 0:
            app.renderer.draw(app.scenes[-1].picture(1.0))
            app.renderer.present()
            if after:
                after()


def chapter(level: str, renderer: str = "software") -> float | None:
    """The most memory held while a chapter is flown whole, seen and heard [MB]; None on Windows."""
    with program(renderer) as app:
        chapters.begin(app, level, bot="pilot")
        flight = app.scenes[-1]
        assert isinstance(flight, Flight)
        while flight.episode.outcome is None and flight.episode.frame * TICK < LONGEST:
            _watch(app, 1.0)
        return _most(app)


def waits(renderer: str = "software") -> dict[str, Any]:
    """{levels: {name: seconds}, worst_level_seconds, retry_seconds}: from the wish to the picture that answers it.

    Each chapter is entered from the title once, as a player does; retrying is measured in each of them as well.
    """
    entered: dict[str, float] = {}
    again: list[float] = []
    with program(renderer) as app:
        for level in library.folders():
            app.go(Title(app))
            for _ in range(8):
                app.turn()
            began = time.perf_counter()
            chapters.begin(app, level, bot="pilot")
            _show(app)
            entered[level] = round(time.perf_counter() - began, 3)
            flight = app.scenes[-1]
            assert isinstance(flight, Flight)
            _watch(app, 3.0)
            flight.episode.director.stage.fail("bench")
            while flight.episode.waiting_retry:  # the tick in which the pilot's press is answered is the last of them
                began = time.perf_counter()
                flight.update(Beat(1, 1.0, TICK, TICK))
            _show(app)
            again.append(time.perf_counter() - began)
    return {
        "levels": entered,
        "worst_level_seconds": max(entered.values()),
        "retry_seconds": round(max(again), 3),
    }


def _show(app: App) -> None:
    app.renderer.draw(app.scenes[-1].picture(1.0))
    app.renderer.present()


def as_text(found: dict[str, Any]) -> str:
    """What a soak found, for a reader."""
    if "frames" in found:
        return (
            f"{found['scene']}, {found['renderer']}: {found['frames']} turns in {found['seconds']:.0f} s, "
            f"median {found['median_ms']:.1f} ms, p99 {found['p99_ms']:.1f} ms, worst {found['worst_ms']:.1f} ms, "
            f"{found['over_16_6']} over 16.7 ms, {found['over_33']} over 33 ms; by its own work "
            f"{found['own_worst_ms']:.1f} ms at worst, {found['own_over_33']} over 33 ms"
        )
    played = f"{found['seconds'] / 60:.0f} minutes of play, {found['renderer']}"
    if found["growth"] is None:
        return f"{played}: unknown here" if found["peak_mb"] is None else f"{played}: {found['peak_mb']:.0f} MB at most"
    return (
        f"{played}: {found['end_mb']:.0f} MB at its end, {found['growth']:+.1%} in its second half, "
        f"{found['at_once_mb']:.0f} at most at one time (the most of each process: {found['peak_mb']:.0f})"
    )
