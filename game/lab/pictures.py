"""What a frame costs in each back end: in three scenes, and in the busiest moment of every chapter.

Needs the program's libraries.

*sweep* is flown: the richest minute of chapter 01, from the wall's first sight on, with the pilot at the helm.
*crowd* is staged, and more than the campaign ever shows: 60 ships, 500 shots and 3000 particles round the player, with
ten scan cones, 240 others, the sweep, the instruments and a line of talk.
*carrier* is staged: the crew under the carrier, at the edge of its shadow, while it goes and while its lights pass.
*chapter-01* and so on are flown to what `busiest` found.
Imports of the picture stay inside functions: the lab itself needs none.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from statistics import median
from typing import Any, NamedTuple

import numpy as np

from game.lab.busiest import MOMENTS, SEED
from game.lab.pilots import Pilot, make_pilot
from game.sim import carrier, damage, placing, spawning
from game.sim.carrier import Leg
from game.sim.clock import DT
from game.sim.command import Command
from game.story import library
from game.story.episode import Episode
from game.story.level import Level

SIZE = (1280, 720)
LEVEL = "01"
SHIPS, SHOTS, PARTICLES = 60, 500, 3000
PLACE = (11_000.0, 0.0)  # in the avenue
SWEEP_FLOWN = 2.0  # into the sweep before the first frame is measured [s]
SWEEP_LIMIT = 400.0  # within which the pilot must have met it [s]
STYLES = {"embers": 0.5, "sparks": 0.5, "chips": 0.5, "dust": 1.0}  # of those still missing
BACK_ENDS = ("software", "gl")
WARM_UP, FRAMES = 90, 200
BEFORE = 3.0  # a chapter is drawn from so long before its busiest moment on, which warms the caches too [s]
FEWEST, BUDGET = 12, 15.0  # a back end too slow to play on gets fewer frames after so many seconds


class Staged(NamedTuple):
    """A scene at its beginning: who flies on from there, and whether shots and particles are kept at their number."""

    episode: Episode
    pilot: Pilot
    keep_full: bool = False


def crowd_scene(level: str = LEVEL) -> Staged:
    """An episode whose ship stands in the middle of everything."""
    episode = Episode(library.load(level), 1)
    world = episode.world
    chance = np.random.Generator(np.random.PCG64(5))
    placing.place_player(world, *PLACE, 0.0)
    kinds = ("griefer", "hound", "watcher", "grinder", "newcomer", "warden")
    for i in range(SHIPS):
        x, y = PLACE[0] + chance.uniform(-600, 600), chance.uniform(-330, 330)
        spawning.spawn(
            world, kinds[i % len(kinds)], x, y, float(chance.uniform(-3, 3)), tag="moonpie", skin=i % 3, order="guard"
        )
    world.traffic.add(world, np.array([[9_000.0, -60.0], [13_000.0, -60.0]]), 120, 140.0, spread=40.0)
    world.traffic.add(world, np.array([[13_000.0, 60.0], [9_000.0, 60.0]]), 120, 140.0, spread=40.0)
    world.sweep.start(world, PLACE[0] - 520.0, 0.0, 0.12, 30.0, 22_000.0)
    return Staged(episode, make_pilot("idle", episode), keep_full=True)


def sweep_scene(level: str = LEVEL) -> Staged:
    """An episode flown by the pilot until the wall has been on its way for a moment."""
    episode = Episode(library.load(level), 1)
    pilot = make_pilot("pilot", episode)
    since = 0.0
    while since < SWEEP_FLOWN and episode.world.time < SWEEP_LIMIT:
        pilot.hear(episode.step(pilot.command()))
        since = since + DT if episode.world.sweep.active else 0.0
    return Staged(episode, pilot)


def chapter_scene(level: str) -> Staged:
    """An episode flown by the pilot until shortly before the chapter's busiest moment."""
    episode = Episode(library.load(level), SEED)
    pilot = make_pilot("pilot", episode)
    while episode.outcome is None and episode.world.time < MOMENTS[level] - BEFORE:
        pilot.hear(episode.step(pilot.command()))
    return Staged(episode, pilot)


def carrier_scene(level: str = LEVEL) -> Staged:
    """An episode whose ship lies under the carrier, with its lights about to pass, and traffic beside it."""
    episode = Episode(library.load(level), 1)
    world, (x, y) = episode.world, PLACE
    placing.place_player(world, x, y, 0.0)
    world.traffic.add(world, np.array([[x - 2000.0, y + 250.0], [x + 2000.0, y + 250.0]]), 60, 140.0, spread=40.0)
    course = np.array([[x + 1500.0, y - 330.0], [x + 6000.0, y - 330.0]])
    carrier.call(world, course, 120.0, [Leg(True, 3.0), Leg(False, 6.0)])
    return Staged(episode, make_pilot("idle", episode))


def keep(episode: Episode, views: Sequence[Any], chance: np.random.Generator) -> None:
    """Shots, particles and ships back to their number."""
    world = episode.world
    damage.heal(world, world.player)
    missing = SHOTS - world.shots.n
    if missing > 0:
        turn = chance.uniform(-np.pi, np.pi, missing)
        world.shots.add(
            missing,
            x=PLACE[0] + chance.uniform(-620, 620, missing),
            y=chance.uniform(-340, 340, missing),
            vx=np.cos(turn) * 500.0,
            vy=np.sin(turn) * 500.0,
            life=chance.uniform(0.4, 1.0, missing),
            team=2,
        )
    for view in views:
        for style, share in STYLES.items():
            short = round((PARTICLES - view.particles.n) * share)
            if short > 0:
                x, y = PLACE[0] + chance.uniform(-600, 600, short), chance.uniform(-330, 330, short)
                view.particles.emit(style, x, y, count=1)


SCENES: dict[str, Callable[[], Staged]] = {
    "sweep": sweep_scene,
    "crowd": crowd_scene,
    "carrier": carrier_scene,
    **{f"chapter-{level}": partial(chapter_scene, level) for level in MOMENTS},
}


class Times(NamedTuple):
    """What the drawing, the pictures and the turns of a back end took [ms]; `own`: for how long of a picture, or of its
    drawing, the program had a processor, which is all that it takes on a machine that has nothing else to do."""

    drawing: list[float]
    frames: list[float]
    turns: list[float]
    own: list[float]
    own_drawing: list[float]


def measure(scene: str) -> dict[str, dict[str, Any]]:
    """{back end: {size, median_ms, p99_ms, own_p99_ms, drawing_p99_ms, own_drawing_p99_ms, turn_p99_ms}}, of those
    that can be had.

    A frame is its view and its drawing, for GL: what it submits; a turn is that with the tick before it. Each back end
    draws the same flight, one after the other, as in play: where another process draws in software, a frame takes what
    it costs here, or what its drawing takes there, whichever is longer.

    For GL the time is that of building and submitting the frame: what the graphics card does meanwhile is its own.
    Where GL is a software rasteriser, which does the card's work on our time, the frame is only rehearsed.
    """
    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    os.environ.setdefault("LP_NUM_THREADS", "0")  # Mesa's rasteriser: waking its threads is no driver's work
    from game.render.atlas import Atlas
    from game.render.backend import is_slow, open_renderer
    from game.render.gl import GLRenderer

    flight = Flight.of(SCENES[scene]())
    found = {}
    for prefer in BACK_ENDS:
        renderer = open_renderer(prefer, SIZE, atlas=Atlas(), headless=True, live=True)
        if renderer.kind != prefer:
            renderer.close()
            continue
        if isinstance(renderer, GLRenderer) and is_slow(str(renderer.context.info.get("GL_RENDERER", ""))):
            renderer.rehearse()
        renderer = as_played(renderer)
        try:
            times = _draw(flight, renderer)
        finally:
            renderer.close()
        found[prefer] = {
            "size": "x".join(map(str, SIZE)),
            "median_ms": round(median(times.frames), 3),
            "p99_ms": round(late(times.frames), 3),
            "own_p99_ms": round(late(times.own), 3),
            "drawing_p99_ms": round(late(times.drawing), 3),
            "own_drawing_p99_ms": round(late(times.own_drawing), 3),
            "turn_p99_ms": round(late(times.turns), 3),
        }
    return found


def late(times: list[float]) -> float:
    """The 99th percentile."""
    return sorted(times)[int(len(times) * 0.99)]


class Flight(NamedTuple):
    """A scene from its beginning on, to be flown again as often as is asked for."""

    level: Level
    begins: dict[str, Any]  # its snapshot
    commands: list[Command]
    keep_full: bool

    @classmethod
    def of(cls, staged: Staged) -> Flight:
        """What the pilot of a scene does in it; where it is kept full, none looks at what is done to that end."""
        episode, pilot, keep_full = staged
        episode.begin_here()  # or what was staged in the first frame would not be in it
        begins, commands = episode.snapshot(), []
        for _ in range(WARM_UP + FRAMES):
            commands.append(pilot.command())
            pilot.hear(episode.step(commands[-1]))
        return cls(episode.level, begins, commands, keep_full)

    def again(self) -> Episode:
        episode = Episode(self.level, self.begins["seed"])
        episode.restore(self.begins)
        return episode


def as_played(near: Any) -> Any:
    """A back end as a window has it: with another process beside one that draws in software, if there can be one."""
    from game.play.beside import beside

    return beside(near) if near.kind == "software" else near


def settle(renderer: Any, frame: Any) -> None:
    """Draw until another process does, if one shall; where none can be had, this one does."""
    until = time.perf_counter() + BUDGET
    while not getattr(renderer, "apart", True) and time.perf_counter() < until:
        renderer.draw(frame)
        renderer.present()
        time.sleep(DT)


def _draw(flight: Flight, renderer: Any) -> Times:
    """Fly, and draw every picture; with the garbage collector set as in play."""
    from game.play.pace import Pace, settle_memory
    from game.play.scenes import ahead
    from game.render.view import View

    pace, beside = Pace(), hasattr(renderer, "apart")  # whoever draws there does what else there is to do between two
    episode, times = flight.again(), Times([], [], [], [], [])
    view = View(renderer.atlas, episode)
    settle(renderer, view.frame(1.0, SIZE))
    ahead.level(renderer, episode.level)
    renderer.atlas.warm(ahead.later(view))  # in play a thread has long done that
    chance = np.random.Generator(np.random.PCG64(6))
    settle_memory()
    pace.restart()
    until = time.perf_counter() + BUDGET
    for number, command in enumerate(flight.commands):
        if time.perf_counter() > until and len(times.frames) >= FEWEST:
            break
        began = time.perf_counter()
        events = episode.step(command)
        ticked = time.perf_counter()
        if flight.keep_full:
            keep(episode, [view], chance)
        looked, before = time.perf_counter(), time.thread_time()
        view.update(events, DT)
        frame = view.frame(1.0, SIZE)
        seen, between = time.perf_counter(), time.thread_time()
        renderer.draw(frame)
        drawn, after = time.perf_counter(), time.thread_time()
        renderer.governor.note(max(drawn - looked + ticked - began, renderer.beside))
        renderer.present()  # where a live renderer makes ready what comes later
        if beside:
            pace.wait(renderer.meanwhile)
        if number >= WARM_UP or drawn > until:
            busy = getattr(renderer, "busy", 0.0)
            times.own.append(max(after - before, busy) * 1e3)
            times.own_drawing.append(max(after - between, busy) * 1e3)
            times.drawing.append(max(drawn - seen, renderer.beside) * 1e3)
            times.frames.append(max(drawn - looked, renderer.beside) * 1e3)
            times.turns.append(max(drawn - looked + ticked - began, renderer.beside) * 1e3)
    return times
