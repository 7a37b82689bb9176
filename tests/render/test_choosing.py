"""Which back end a start gets: real GL, or software whenever GL is slow, broken, or killed us last time."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pygame
import pytest

from game.render import backend, gl
from game.render.atlas import Atlas
from game.render.backend import NoDisplayError, is_slow, open_renderer, software_size
from game.render.frame import Frame


class FakeGL:
    """Stands in for the GL renderer: what it was made with, nothing drawn."""

    kind = "gl"

    def __init__(self, atlas: Atlas, size, context, live=True, window=False, marker: Path | None = None) -> None:
        self.marker = marker


@pytest.fixture
def driver(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A machine whose GL is named `name`; set `broken` to make its context fail."""
    state = SimpleNamespace(name="NVIDIA GeForce", broken=False, released=0, modes=[])

    def set_mode(size, flags, vsync):
        state.modes.append(flags)
        return pygame.Surface(size, depth=32)

    def current():
        if state.broken:
            raise gl.GLUnavailableError("no context")

        def release() -> None:
            state.released += 1

        return SimpleNamespace(info={"GL_RENDERER": state.name}, release=release)

    monkeypatch.setattr(backend, "set_mode", set_mode)
    monkeypatch.setattr(gl, "current", current)
    monkeypatch.setattr(gl, "GLRenderer", FakeGL)
    monkeypatch.setattr(pygame.display, "get_window_size", lambda: (1280, 720))
    return state


def opened(prefer: str, atlas: Atlas, marker: Path):
    return open_renderer(prefer, (320, 200), atlas=atlas, marker=marker)


def test_a_real_gpu_is_used(driver: SimpleNamespace, atlas: Atlas, tmp_path: Path) -> None:
    assert opened("auto", atlas, tmp_path / "marker").kind == "gl"


@pytest.mark.parametrize(
    "name",
    [
        "llvmpipe (LLVM 15.0.7, 256 bits)",
        "Google SwiftShader",
        "GDI Generic",
        "Microsoft Basic Render Driver",
        "softpipe",
    ],
)
def test_a_software_rasteriser_is_passed_over(driver: SimpleNamespace, atlas: Atlas, tmp_path: Path, name: str) -> None:
    driver.name = name
    assert is_slow(name)
    assert opened("auto", atlas, tmp_path / "marker").kind == "software"
    assert driver.released == 1
    assert not (tmp_path / "marker").exists()


def test_a_slow_gl_is_not_asked_twice(driver: SimpleNamespace, atlas: Atlas, tmp_path: Path) -> None:
    driver.name = "llvmpipe"
    opened("auto", atlas, tmp_path / "marker")
    asked = driver.released
    assert opened("auto", atlas, tmp_path / "marker").kind == "software"
    assert driver.released == asked
    assert opened("gl", atlas, tmp_path / "marker").kind == "gl", "but whoever insists gets it"


def test_a_context_that_fails_falls_back(driver: SimpleNamespace, atlas: Atlas, tmp_path: Path) -> None:
    driver.broken = True
    for prefer in ("auto", "gl"):
        assert opened(prefer, atlas, tmp_path / "marker").kind == "software"
        assert not (tmp_path / "marker").exists(), "a refusal is no crash"


def test_a_start_that_died_in_gl_is_followed_by_one_in_software(
    driver: SimpleNamespace, atlas: Atlas, tmp_path: Path
) -> None:
    marker = tmp_path / "deep" / "marker"
    first = opened("auto", atlas, marker)
    assert first.kind == "gl"
    assert marker.exists(), "it stands until the first good frame"
    assert opened("auto", atlas, marker).kind == "software"
    assert opened("auto", atlas, marker).kind == "gl", "one bad start costs one start"


@pytest.mark.parametrize(("prefer", "broken"), [("software", False), ("auto", False), ("auto", True)])
def test_a_cache_folder_that_may_not_be_entered_costs_only_the_protection(
    driver: SimpleNamespace, atlas: Atlas, tmp_path: Path, prefer: str, broken: bool
) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    driver.name, driver.broken = "llvmpipe", broken
    assert opened(prefer, atlas, tmp_path / "cache" / "marker").kind == "software"


def test_the_marker_goes_with_the_first_good_frame(
    atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        context = gl.standalone()
    except gl.GLUnavailableError:
        pytest.skip("no OpenGL 3.3 context without a window here (on Debian: libegl1 and libgl1-mesa-dri)")
    marker = tmp_path / "marker"
    marker.touch()
    monkeypatch.setattr(pygame.display, "flip", lambda: None)
    renderer = gl.GLRenderer(atlas, (64, 64), context, live=False, window=True, marker=marker)
    renderer.screen = context.simple_framebuffer((64, 64))  # stands in for the window's
    renderer.draw(Frame.of(atlas))
    assert marker.exists()
    renderer.present()
    assert not marker.exists()


def test_software_never_touches_gl(driver: SimpleNamespace, atlas: Atlas, tmp_path: Path) -> None:
    assert opened("software", atlas, tmp_path / "marker").kind == "software"
    assert not any(flags & pygame.OPENGL for flags in driver.modes)


def test_vsync_that_is_refused_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def set_mode(size, flags, **more):
        asked.append(more)
        if more.get("vsync"):
            raise pygame.error("regular vsync requested but not available")
        return pygame.Surface(size)

    monkeypatch.setattr(pygame.display, "set_mode", set_mode)
    assert backend.set_mode((64, 64), 0, True).get_size() == (64, 64)
    assert asked == [{"vsync": 1}, {}]


def test_without_a_display_there_is_a_clear_error(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    def init() -> None:
        raise pygame.error("No available video device")

    monkeypatch.setattr(pygame.display, "init", init)
    with pytest.raises(NoDisplayError, match="No available video device"):
        open_renderer("auto", atlas=atlas)


def test_pictures_need_no_display(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pygame.display, "init", lambda: pytest.fail("a display was asked for"))
    renderer = open_renderer("auto", (64, 64), headless=True, atlas=atlas)
    renderer.draw(Frame.of(atlas))
    assert renderer.image().get_size() == (64, 64)


def test_an_unknown_preference_is_refused(atlas: Atlas) -> None:
    with pytest.raises(ValueError, match="vulkan"):
        open_renderer("vulkan", atlas=atlas)


def test_a_large_window_is_drawn_small_and_in_shape() -> None:
    w, h = software_size((2560, 1440))
    assert (w, h) == (1280, 720)
    assert software_size((800, 600)) == (800, 600)
