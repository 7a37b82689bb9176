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
from game.story import library
from game.story.episode import Episode

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


class Painter(NamedTuple):
    """A back end, what it shows of the scene, and what its drawing, its pictures and its turns took [ms]."""

    renderer: Any
    view: Any
    drawing: list[float]
    frames: list[float]
    turns: list[float]


def measure(scene: str) -> dict[str, dict[str, Any]]:
    """{back end: {size, median_ms, p99_ms, drawing_p99_ms, turn_p99_ms}}, of those that can be had.

    A frame is its view and its drawing, for GL: what it submits; a turn is that with the tick before it. All back ends
    draw the same flight, in turn, as flying there is half of the work.

    For GL the time is that of building and submitting the frame: what the graphics card does meanwhile is its own.
    Where GL is a software rasteriser, which does the card's work on our time, the frame is only rehearsed.
    """
    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    os.environ.setdefault("LP_NUM_THREADS", "0")  # Mesa's rasteriser: waking its threads is no driver's work
    from game.render.atlas import Atlas
    from game.render.backend import is_slow, open_renderer
    from game.render.gl import GLRenderer
    from game.render.view import View

    staged = SCENES[scene]()
    painters: list[Painter] = []
    try:
        for prefer in BACK_ENDS:
            atlas = Atlas()
            renderer = open_renderer(prefer, SIZE, atlas=atlas, headless=True, live=True)
            painters.append(Painter(renderer, View(atlas, staged.episode), [], [], []))
            if isinstance(renderer, GLRenderer) and is_slow(str(renderer.context.info.get("GL_RENDERER", ""))):
                renderer.rehearse()
        there = [each for each, prefer in zip(painters, BACK_ENDS, strict=True) if each.renderer.kind == prefer]
        _draw(staged, there)
    finally:
        for each in painters:
            each.renderer.close()
    return {
        each.renderer.kind: {
            "size": "x".join(map(str, SIZE)),
            "median_ms": round(median(each.frames), 3),
            "p99_ms": round(late(each.frames), 3),
            "drawing_p99_ms": round(late(each.drawing), 3),
            "turn_p99_ms": round(late(each.turns), 3),
        }
        for each in there
    }


def late(times: list[float]) -> float:
    """The 99th percentile."""
    return sorted(times)[int(len(times) * 0.99)]


def _draw(staged: Staged, painters: list[Painter]) -> None:
    """Fly on, and let each draw every picture; with the garbage collector set as in play."""
    from game.play.pace import settle_memory
    from game.play.scenes import ahead

    episode, pilot, keep_full = staged
    for each in painters:
        ahead.level(each.renderer, episode.level)
        each.renderer.atlas.warm(ahead.later(each.view))  # in play a thread has long done that
    chance = np.random.Generator(np.random.PCG64(6))
    settle_memory()
    until = time.perf_counter() + BUDGET
    for number in range(WARM_UP + FRAMES):
        if time.perf_counter() > until and all(len(each.frames) >= FEWEST for each in painters):
            break
        command = pilot.command()
        ticked = time.perf_counter()
        events = episode.step(command)
        ticked = time.perf_counter() - ticked
        pilot.hear(events)
        if keep_full:
            keep(episode, [each.view for each in painters], chance)
        for each in painters:
            began = time.perf_counter()
            each.view.update(events, DT)
            frame = each.view.frame(1.0, SIZE)
            seen = time.perf_counter()
            each.renderer.draw(frame)
            drawn = time.perf_counter()
            took = drawn - began
            each.renderer.governor.note(took + ticked)
            if number >= WARM_UP or began + took > until:
                each.drawing.append((drawn - seen) * 1e3)
                each.frames.append(took * 1e3)
                each.turns.append((took + ticked) * 1e3)
            each.renderer.present()  # where a live renderer makes ready what comes later
