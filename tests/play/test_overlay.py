"""The developers' overlay: everything it times exists, its costs add up, and nothing of it reaches the world."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pygame
import pytest

from game.play import overlay
from game.play.overlay import Overlay
from game.play.scenes import chapters
from game.play.stopwatch import REST, SYSTEMS, TIMED, Stopwatch
from game.render.camera import Lens
from game.render.canvas import Canvas
from tests.play.hands import tap
from tests.play.stage import Stage, short_level


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path / "user")
    chapters.begin(stage.app, str(short_level(tmp_path / "hop")))
    return stage


@pytest.mark.parametrize(("module", "kind", "name"), [row[:3] for row in TIMED], ids=lambda part: part or "-")
def test_everything_that_is_timed_is_there(module: str, kind: str, name: str) -> None:
    owner = importlib.import_module(module)
    assert callable(vars(getattr(owner, kind) if kind else owner)[name])


def test_a_system_pays_only_for_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    from game.play import stopwatch

    class Works:
        def outer(self) -> None:
            clock.now += 2.0
            self.inner()
            clock.now += 1.0

        def inner(self) -> None:
            clock.now += 4.0

    class Clock:
        now = 0.0

        def __call__(self) -> float:
            return self.now

    clock, module = Clock(), type(stopwatch)("works")
    module.Works = Works
    monkeypatch.setitem(sys.modules, "works", module)
    monkeypatch.setattr(
        stopwatch, "TIMED", (("works", "Works", "outer", "world"), ("works", "Works", "inner", "light"))
    )
    watch = Stopwatch(clock)
    watch.hang()
    Works().outer()
    clock.now += 0.5
    watch.turn()
    assert (watch.costs["world"], watch.costs["light"], watch.costs[REST]) == (3000.0, 4000.0, 500.0)
    assert list(watch.turns) == [7500.0]
    watch.take_down()
    assert not watch.hangs
    assert Works.outer.__name__ == "outer"
    assert not hasattr(Works.outer, "__wrapped__")


def test_its_key_brings_it_and_takes_it_away_without_a_trace(stage: Stage) -> None:
    from game.sim.world import World

    plain = World.step
    assert not stage.app.overlay.shown, "off by default"
    stage.play(events=tap(pygame.K_F3))
    assert stage.app.overlay.shown
    assert World.step is not plain
    stage.play(events=tap(pygame.K_F3))
    assert not stage.app.overlay.shown
    assert World.step is plain


def test_it_shows_what_things_cost_and_how_many_there_are(stage: Stage) -> None:
    app = stage.app
    app.overlay.toggle()
    try:
        for _ in range(3):
            stage.play()
            frame = stage.scene.picture(1.0)
            before = frame.hud.n
            app.overlay.draw(frame)
            app.renderer.draw(frame)
            app.overlay.turn()
        assert frame.hud.n > before + 20
        costs = app.overlay.watch.costs
        assert min(costs[system] for system in ("flight", "physics", "world", "story", "lists", "sprites")) > 0.0
        counted = dict(app.overlay._counts(frame))
        assert counted["SHIPS"] == str(stage.scene.episode.world.ships.n)
        assert int(counted["ROWS"]) > 20
    finally:
        app.overlay.toggle()


def test_no_count_runs_into_its_name(stage: Stage) -> None:
    frame = stage.scene.picture(1.0)
    canvas = Canvas(frame.hud, Lens(1.0, 0.0, 0.0, *stage.app.size))
    for name, _ in stage.app.overlay._counts(frame):
        figures = "99" if name == "KEPT MB" else "999"  # of megabytes there are not so many
        assert canvas.measure(name, overlay.SIZE) + canvas.measure(figures, overlay.SIZE) + 4.0 < overlay.COLUMN, name
    dear = canvas.measure(overlay._figures(171.46, 2), overlay.SIZE)
    assert all(canvas.measure(system.upper(), overlay.SIZE) + dear + 4.0 < overlay.FIGURES for system in SYSTEMS)


def test_a_flight_is_the_same_with_it_and_without(tmp_path: Path) -> None:
    def flown(shown: bool) -> dict[str, int]:
        stage = Stage(tmp_path / str(shown))
        chapters.begin(stage.app, str(short_level(tmp_path / "hop")))
        overlay: Overlay = stage.app.overlay
        if shown:
            overlay.toggle()
        for _ in range(90):
            stage.play(events=tap(pygame.K_SPACE))
            overlay.turn()
        digest = stage.scene.episode.digest()
        stage.app.close()
        return digest

    assert flown(True) == flown(False)
