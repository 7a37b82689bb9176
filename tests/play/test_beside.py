"""A second process that draws: the same pictures as one, whatever happens to it."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pygame
import pytest

from game.play import beside, painter
from game.play.app import App
from game.play.beside import REHEARSED, Beside
from game.play.journal import log
from game.play.scenes.title import Title
from game.render import atlas as atlas_module
from game.render.atlas import Atlas
from game.render.frame import Frame
from game.render.software import SoftwareRenderer

SIZE = (320, 180)
LONG = 30.0  # for a process to come up on a machine that has other things to do [s]


def until(true: Callable[[], object]) -> None:
    """Wait for something that comes in time of its own."""
    end = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def alone(atlas: Atlas, size: tuple[int, int] = SIZE) -> SoftwareRenderer:
    return SoftwareRenderer(atlas, pygame.Surface(size, depth=32), live=True)


def scene(atlas: Atlas, size: tuple[int, int] = SIZE, words: str = "Round the little moon, please.") -> Frame:
    """Lit art, light, a panel, words."""
    frame = Frame.of(atlas)
    w, h = size
    frame.clear = (0.05, 0.02, 0.08)
    frame.world.sprite("callister", w / 2, h / 2, 120.0, 0.4)
    frame.fx.glow(w / 3, h / 3, 60.0, (0.6, 0.1, 0.2))
    frame.hud.box(4, h - 24, w - 8, 20, (0.0, 0.0, 0.0, 0.8))
    frame.hud.text(10.0, words, 10.0, h - 20.0)
    return frame


def pixels(renderer: Beside | SoftwareRenderer) -> np.ndarray:
    return pygame.surfarray.array3d(renderer.image())


def drawn(renderer: Beside | SoftwareRenderer, frame: Frame, times: int = 12) -> np.ndarray:
    """The picture once every sprite has been made, some a frame."""
    for _ in range(times):
        renderer.draw(frame)
        renderer.present()
    return pixels(renderer)


def settled(renderer: Beside, frame: Frame) -> Beside:
    until(lambda: drawn(renderer, frame, 1) is not None and renderer.apart)
    return renderer


def painters() -> set[multiprocessing.process.BaseProcess]:
    return {child for child in multiprocessing.active_children() if child.name == "painter"}


def stretched(picture: pygame.Surface, size: tuple[int, int]) -> np.ndarray:
    return pygame.surfarray.array3d(pygame.transform.smoothscale(picture, size))


@contextmanager
def two() -> Iterator[Beside]:
    before, atlas = painters(), Atlas()
    made = settled(Beside(alone(atlas), begins=0), scene(atlas))
    yield made
    made.close()
    assert painters() == before


@pytest.fixture(scope="module")
def renderer() -> Iterator[Beside]:
    """For tests that leave it as good as they find it."""
    with two() as made:
        yield made


@pytest.fixture
def lost() -> Iterator[Beside]:
    """For tests that do not."""
    with two() as made:
        yield made


@pytest.fixture
def words(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What comes into the log, wherever it is written to."""
    log.addHandler(caplog.handler)
    caplog.set_level(logging.INFO, log.name)
    yield caplog
    log.removeHandler(caplog.handler)


def test_its_pictures_are_those_of_one_process(renderer: Beside, words: pytest.LogCaptureFixture) -> None:
    """With letters, outlines, colours and a size that came after the process had."""
    atlas = renderer.atlas
    other = Atlas()
    assert np.array_equal(drawn(renderer, scene(atlas)), drawn(alone(other), scene(other)))
    assert renderer.beside > 0.0
    assert renderer.kept[0] > 0
    assert renderer.most_mb >= renderer.own_mb > 0.0 or not sys.platform.startswith("linux")

    ring = np.array([[0.0, 0.0], [200.0, 0.0], [150.0, 160.0], [20.0, 120.0]])
    size, paint = (240, 200), {"#FF4F6D": "#00FF00"}
    for each in (atlas, other):
        each.repaint(paint)
    renderer.resize(size)

    def later(which: Atlas) -> Frame:
        frame = scene(which, size, "Don't touch it. It's still wet: 0123?")
        frame.world.sprite(which.stones([ring])[0], 60.0, 60.0, 80.0)
        return frame

    picture = drawn(renderer, later(atlas))
    assert picture.shape[:2] == size
    assert np.array_equal(picture, drawn(alone(other, size), later(other)))
    assert renderer.apart
    assert not words.records


def test_another_level_with_other_rocks_shows_those(renderer: Beside) -> None:
    """Names of outlines are given anew when there is no room beside those that were before."""
    atlas, pictures = renderer.atlas, []
    for side in (100.0, 20.0):
        ring = np.array([[0.0, 0.0], [100.0, 0.0], [side, 100.0], [0.0, 100.0]])
        atlas._stones.clear()  # as when there are too many
        atlas._forget_stones()
        frame = Frame.of(atlas)
        assert atlas.stones([ring]) == ["stone/0"]
        frame.world.sprite("stone/0", 100.0, 90.0, 120.0)
        pictures.append(drawn(renderer, frame))
    assert not np.array_equal(*pictures)


def test_outlines_given_anew_by_level_after_level_all_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also by one with fewer rocks than those before, that only takes names nobody has any more."""
    monkeypatch.setattr(atlas_module, "STONES", 3)
    here, there = Atlas(), Atlas()
    known, side = here.stage(), 10.0
    for rocks in (3, 2, 1):
        sides = [side := side + 10.0 for _ in range(rocks)]
        here.stones([np.array([[0.0, 0.0], [100.0, 0.0], [one, 100.0], [0.0, 100.0]]) for one in sides])
        now = here.stage()
        assert now != known
        there.grow(here.growth(known, now))
        known = now
        assert len(there) == len(here)
        assert all(np.array_equal(*pair) for pair in zip(there._rings, here._rings, strict=True))


def test_what_a_thread_adds_meanwhile_reaches_it_once() -> None:
    here, there = Atlas(), Atlas()
    known = here.stage()
    here.letter("a", 10)
    now = here.stage()
    here.letter("b", 10)
    there.grow(here.growth(known, now))
    there.grow(here.growth(now, here.stage()))
    assert there.ids == here.ids


def test_what_a_thread_is_about_when_it_takes_over_it_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    atlas, wishes = Atlas(), []
    monkeypatch.setattr(atlas, "surface", lambda _: atlas.hand_over(lambda *wish: wishes.append(wish)))
    atlas.warm(["moon", "rock_a", "callister"])
    assert wishes == [("warm", (["rock_a", "callister"],))]


def test_what_is_wished_for_is_made_there_and_not_here(renderer: Beside) -> None:
    atlas = renderer.atlas
    assert not atlas.made_so_far()
    for wish in ("warm", "warm_later", "look_forward"):
        getattr(atlas, wish)(["rock_a", "moon"])
    atlas.forget("figure")
    atlas.turn_over()
    renderer.prewarm_later([("callister", 50.0)])
    drawn(renderer, scene(atlas))
    assert renderer.apart, "it could do all that"
    assert not atlas.made_so_far()


def test_a_picture_comes_in_its_own_turn_where_there_is_time(renderer: Beside) -> None:
    frame = scene(renderer.atlas)
    drawn(renderer, frame)
    frame.hud.clear()
    frame.world.clear()
    before = pygame.surfarray.array3d(renderer._near.canvas)
    renderer.draw(frame)
    assert np.array_equal(pygame.surfarray.array3d(renderer._near.canvas), before)
    renderer.meanwhile(LONG)
    assert not np.array_equal(pygame.surfarray.array3d(renderer._near.canvas), before)


def test_a_window_that_was_resized_shows_the_last_picture_until_the_next_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = pygame.Surface(SIZE, depth=32)
    monkeypatch.setattr(pygame.display, "get_surface", lambda: shown)
    monkeypatch.setattr(pygame.display, "flip", lambda: None)
    atlas = Atlas()
    near = alone(atlas)
    near.window = True
    renderer = settled(Beside(near, begins=0), scene(atlas))
    try:
        for late in (False, True):  # the last one may have been shown, or still be under way
            drawn(renderer, scene(atlas))
            renderer.draw(scene(atlas))
            if not late:
                renderer.meanwhile(LONG)
            last = pygame.Surface(shown.get_size(), depth=32)
            last.blit(shown, (0, 0))
            shown = pygame.Surface((300, 170) if late else (200, 160), depth=32)
            renderer.resize(shown.get_size())
            renderer.draw(scene(atlas, shown.get_size()))
            assert np.array_equal(pygame.surfarray.array3d(shown), stretched(last, shown.get_size()))
            renderer.meanwhile(LONG)
            assert not np.array_equal(pygame.surfarray.array3d(shown), stretched(last, shown.get_size()))
            assert renderer.apart
    finally:
        renderer.close()


def test_a_larger_window_shows_it_enlarged_by_the_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """And one that is made larger than there was room for gets another process."""
    shown = pygame.Surface((480, 270), depth=32)
    monkeypatch.setattr(pygame.display, "get_surface", lambda: shown)
    monkeypatch.setattr(pygame.display, "flip", lambda: None)
    atlas, other = Atlas(), Atlas()
    near, far = alone(atlas), alone(other)
    near.window = True
    renderer = settled(Beside(near, begins=0), scene(atlas))
    try:
        picture = drawn(renderer, scene(atlas))
        assert np.array_equal(picture, drawn(far, scene(other))), "it is kept as it was drawn"
        canvas, near.canvas = near.canvas, pygame.Surface((100, 80), depth=32)  # as when the window was just resized
        assert renderer.image().get_size() == (100, 80)
        near.canvas = canvas
        assert renderer.apart
        renderer.draw(scene(atlas))
        renderer.meanwhile(LONG)
        enlarged = pygame.transform.smoothscale(far.canvas, shown.get_size())
        assert np.array_equal(pygame.surfarray.array3d(shown), pygame.surfarray.array3d(enlarged))
        first = painters()
        shown = pygame.Surface((800, 450), depth=32)
        drawn(renderer, scene(atlas), 1)
        assert not renderer.apart
        settled(renderer, scene(atlas))
        assert painters() != first
        renderer.draw(scene(atlas))
        renderer.meanwhile(LONG)
        assert pygame.surfarray.array3d(shown).max() > 100
    finally:
        renderer.close()


def test_one_that_is_lost_is_done_without(lost: Beside, words: pytest.LogCaptureFixture) -> None:
    frame = scene(lost.atlas)
    whole = drawn(lost, frame)
    assert lost._painter is not None
    lost._painter._process.kill()
    lost._painter._process.join(LONG)
    assert np.array_equal(drawn(lost, frame, 30), whole)
    assert not lost.apart
    assert "given up" in words.text
    lost.atlas.warm(["moon"])
    assert "moon" in lost.atlas.made_so_far(), "here again"


def test_what_goes_wrong_there_is_said_and_drawn_here(lost: Beside, words: pytest.LogCaptureFixture) -> None:
    frame = scene(lost.atlas)
    lost._tell("resize", "no size")
    assert drawn(lost, frame).max() > 100
    assert not lost.apart
    assert "Traceback" in words.text


def test_what_it_has_to_say_comes_into_the_log(renderer: Beside, words: pytest.LogCaptureFixture) -> None:
    frame = scene(renderer.atlas)
    frame.backdrop = "nowhere"
    drawn(renderer, frame)
    assert renderer.apart
    assert "no backdrop nowhere" in words.text


def test_a_picture_that_never_comes_is_not_waited_for_for_ever(lost: Beside, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = scene(lost.atlas)
    monkeypatch.setattr(painter.Painter, "drawn", lambda self, seconds=0.0: None)
    assert drawn(lost, frame).max() > 100
    assert not lost.apart


@pytest.mark.skipif(os.name != "posix", reason="no process can be stopped here")
def test_one_that_hangs_does_not_make_us_hang(monkeypatch: pytest.MonkeyPatch, words: pytest.LogCaptureFixture) -> None:
    """It takes nothing any more of what a level's thread asks it for, and the pipe is full."""
    monkeypatch.setattr(painter, "PATIENCE", 1)
    atlas = Atlas()
    hung = settled(Beside(alone(atlas), begins=0), scene(atlas))
    child = hung._painter._process.pid
    try:
        os.kill(child, signal.SIGSTOP)
        asks = threading.Thread(target=hung._tell, args=("wish", "warm_later", ([b"much" * 1_000_000],)), daemon=True)
        asks.start()
        asks.join(LONG)
        assert not asks.is_alive()
        assert drawn(hung, scene(atlas)).max() > 100
        assert not hung.apart
        assert "cannot be reached" in words.text
    finally:
        hung.close()


def test_it_is_waited_for_turn_by_turn(renderer: Beside, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+Z stops both: after it the clock says that a picture is late, and it is not."""
    wait, late = painter.Painter.drawn, iter((True, True))
    monkeypatch.setattr(
        painter.Painter, "drawn", lambda self, seconds: None if next(late, False) else wait(self, seconds)
    )
    drawn(renderer, scene(renderer.atlas), 1)
    assert next(late, None) is None
    assert renderer.apart


def test_whoever_may_start_no_process_draws_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    near = alone(Atlas())
    monkeypatch.setattr(beside, "processors", lambda: 2)
    monkeypatch.setitem(multiprocessing.current_process()._config, "daemon", True)  # a worker of somebody's pool
    assert beside.beside(near) is near


def test_until_it_is_there_everything_is_drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    before, atlas = painters(), Atlas()
    near = alone(atlas)
    renderer = Beside(near, begins=3)
    shown: list[np.ndarray] = []
    monkeypatch.setattr(near, "show", shown.append)
    try:
        drawn(renderer, scene(atlas), 2)
        renderer.resize(SIZE)  # somebody drags the window: this may go on
        for _ in range(3):
            drawn(renderer, scene(atlas), 1)
            assert painters() == before
        drawn(renderer, scene(atlas), 1)
        assert len(painters()) == len(before) + 1
        assert not renderer.apart
        assert renderer.beside == 0.0
        until(lambda: drawn(renderer, scene(atlas), 1) is not None and renderer._rehearsed > 0)
        atlas.warm(["moon"])  # a level begins before it draws
        assert renderer._painter is not None
        asked: list[tuple[Any, ...]] = []
        ask = renderer._painter.ask
        monkeypatch.setattr(renderer._painter, "ask", lambda *what: (asked.append(what), ask(*what)))

        def moved_out() -> bool:
            renderer.draw(scene(atlas))
            renderer.present()
            return renderer.apart

        until(moved_out)
        assert not shown, "a rehearsal may be older than what was shown last"
        assert "moon" in next(given for _, what, given in (each for each in asked if each[0] == "wish"))[0]
    finally:
        renderer.close()
    assert painters() == before


def test_where_none_can_be_started_one_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(beside, "Painter", refuse)
    atlas = Atlas()
    renderer = Beside(alone(atlas), begins=0)
    assert drawn(renderer, scene(atlas), REHEARSED + 5).max() > 100
    assert not renderer.apart
    renderer.close()


@pytest.mark.parametrize(
    ("processors", "wish", "kind"), [(2, True, Beside), (1, True, SoftwareRenderer), (2, False, SoftwareRenderer)]
)
def test_a_window_has_one_where_there_is_a_processor_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processors: int, wish: bool, kind: type
) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "offscreen")
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    monkeypatch.setattr(beside, "processors", lambda: processors)
    (tmp_path / "settings.toml").write_text(f"[window]\nbeside = {str(wish).lower()}\n")
    app = App(tmp_path, renderer="software")
    try:
        app.go(Title(app))
        app.turn()
        assert type(app.renderer) is kind
    finally:
        app.quit()
        app.close()


PROGRAM = """
import sys
print("begun", flush=True)
from pathlib import Path
from typing import Any
from game.play.app import App
from game.play.scenes.title import Title
app = App(Path(sys.argv[1]), renderer="software")
app.go(Title(app))
import multiprocessing, os, signal
while not app.renderer.apart and not app.renderer._alone:
    app.turn()
    for painter in multiprocessing.active_children():
        os.kill(painter.pid, signal.SIGINT)  # as Ctrl+C does, at any time
print(multiprocessing.active_children()[0].pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(painter.processors() < 2 or sys.platform == "win32", reason="one processor, or no such signal")
def test_it_neither_runs_a_strangers_scripts_nor_hears_ctrl_c_nor_outlives_us(tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    (here / "struct.py").write_text("raise SystemExit('not the library')\n")
    script = tmp_path / "script.py"
    script.write_text(PROGRAM)
    nobody = {**os.environ, "SDL_VIDEODRIVER": "offscreen", "SDL_AUDIODRIVER": "dummy"}
    run = [sys.executable, str(script), str(tmp_path)]
    done = subprocess.run(run, capture_output=True, text=True, timeout=60, check=False, env=nobody, cwd=here)
    begun, pid = (line for line in done.stdout.splitlines() if line == "begun" or line.isdigit())
    assert begun == "begun"
    assert done.returncode == -signal.SIGKILL
    assert not done.stderr

    def gone() -> bool:
        try:
            os.kill(int(pid), 0)
        except ProcessLookupError:
            return True
        return Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z"

    until(gone)
