"""A window, no frame, full screen; its size; and no more frames than the player wants."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pygame
import pytest

from game.play import settings
from game.play.app import HELD_ELSEWHERE, TITLE, App
from game.play.scenes import chapters
from game.play.scenes.title import Title
from game.render.backend import LARGEST_SOFTWARE, SMALLEST_WINDOW, open_renderer
from tests.play.hands import key_down
from tests.play.stage import short_level


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    pygame.display.quit()
    settings.save(settings.Settings(renderer="software", size="960 x 540"), tmp_path)
    app = App(tmp_path)
    yield app
    app.renderer.close()
    pygame.display.quit()


def test_the_window_follows_its_settings_and_f11(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[tuple[int, int], int]] = []

    def opened(wish: str, size: tuple[int, int], flags: int, **more):
        asked.append((size, flags))
        return open_renderer(wish, size, flags, **more)

    monkeypatch.setattr("game.play.app.open_renderer", opened)
    desktop = pygame.display.get_desktop_sizes()[0]
    assert app.size == (960, 540)
    app.settings.window = settings.BORDERLESS
    app.follow_window_settings()
    assert asked[-1] == (desktop, pygame.NOFRAME)
    app.take(pygame.Event(pygame.KEYDOWN, key=pygame.K_F11, mod=0))
    assert asked[-1] == (desktop, pygame.FULLSCREEN)
    assert settings.load(tmp_path)[0].window == settings.FULL
    app.take(pygame.Event(pygame.KEYDOWN, key=pygame.K_F11, mod=0))
    assert asked[-1] == ((960, 540), pygame.RESIZABLE)
    assert settings.load(tmp_path)[0].window == settings.WINDOWED


def test_a_window_that_was_dragged_keeps_its_size_when_something_else_is_chosen(app: App) -> None:
    pygame.display.set_mode((800, 500), pygame.RESIZABLE)
    app.take(pygame.Event(pygame.VIDEORESIZE, w=800, h=500, size=(800, 500)))
    app.settings.vsync = False
    app.follow_window_settings()
    assert app.size == (800, 500)
    app.settings.size = "960 x 540"
    app.follow_window_settings()
    assert app.size == (800, 500), "that was chosen before"
    app.settings.size = "1280 x 720"
    app.follow_window_settings()
    assert app.size != (800, 500)


def test_a_window_is_never_larger_than_the_desktop(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pygame.display, "get_desktop_sizes", lambda: [(1366, 768)])
    assert app._window_size((1920, 1080)) == (1366, 768)
    assert app._window_size((960, 540)) == (960, 540)
    app.shown_in = settings.BORDERLESS
    assert app._window_size((960, 540)) == (1366, 768)


@pytest.mark.parametrize(("wish", "shown"), [("display", 144), ("30", 30), ("120", 120), ("240", 144)])
def test_frames_are_capped_at_once(wish: str, shown: int, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_display_rate", lambda: 144.0)
    app.pace.speed = 0.5
    app.settings.frames = wish
    app.apply_settings()
    assert app.pace.period == pytest.approx(1 / shown)
    assert app.pace.speed == 0.5, "a slow motion goes on"


def test_a_window_that_stays_as_large_as_the_screen_is_made_smaller(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that leaves full screen may."""

    def opened(wish: str, size: tuple[int, int], flags: int, **more):
        return open_renderer(wish, (1600, 900), flags, **more)

    monkeypatch.setattr("game.play.app.open_renderer", opened)
    app.reopen_window((960, 540))
    assert pygame.display.get_window_size() == app.size == (960, 540)


def test_no_hand_drags_the_window_to_where_nothing_can_be_read(app: App) -> None:
    with pytest.warns(DeprecationWarning, match="Window"):
        assert pygame.Window.from_display_module().minimum_size == SMALLEST_WINDOW


def test_the_window_is_named_after_what_is_flown(app: App, tmp_path: Path) -> None:
    def name() -> str:
        return pygame.display.get_caption()[0]

    app.go(Title(app))
    assert name() == TITLE
    chapters.begin(app, str(short_level(tmp_path / "levels" / "hop")))
    assert name() == "Callister: A Short Hop"
    app.scenes[-1].pause()
    app.toggle_full_screen()
    assert name() == "Callister: A Short Hop"
    app.go(Title(app))
    assert name() == TITLE


def test_a_window_that_was_refused_first_has_its_name_and_icon(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """pygame forgets both of a window that could not be opened, as GL's with vsync on many a machine."""
    icons: list[pygame.Surface] = []

    def opened(*asked, **more):
        pygame.display.set_caption("pygame window")
        icons.clear()
        return open_renderer(*asked, **more)

    monkeypatch.setattr("game.play.app.open_renderer", opened)
    monkeypatch.setattr("pygame.display.set_icon", icons.append)
    app.reopen_window()
    assert pygame.display.get_caption()[0] == TITLE
    assert icons, "not pygame's own"


@pytest.mark.parametrize("size", [(1920, 1080), (1000, 1000), (3440, 600), (800, 500)])
def test_a_software_window_of_any_size_is_filled_and_the_mouse_finds_its_place(size: tuple[int, int], app: App) -> None:
    app.go(Title(app))
    screen = pygame.display.set_mode(size, pygame.RESIZABLE)
    app.take(pygame.Event(pygame.VIDEORESIZE, w=size[0], h=size[1], size=size))
    for _ in range(3):
        app.turn()
    picture = pygame.surfarray.array3d(pygame.transform.smoothscale(app.renderer.image(), size))
    assert app.size[0] / app.size[1] == pytest.approx(size[0] / size[1], rel=0.01)
    assert app.size[0] * app.size[1] < 1.01 * LARGEST_SOFTWARE
    shown = pygame.surfarray.array3d(screen)
    assert np.abs(shown.astype(int) - picture).mean() < 0.5
    assert shown[-40:, :200].max() > 0, "to its right edge"
    app.take(pygame.Event(pygame.MOUSEMOTION, pos=(size[0] // 2, size[1] // 4), rel=(9, 9), buttons=(0, 0, 0)))
    assert app.devices.pointer == pytest.approx((app.size[0] / 2, app.size[1] / 4), abs=1.0)


def test_a_window_too_small_to_be_seen_is_survived(app: App) -> None:
    """Some window managers make it as small as they like."""
    app.go(Title(app))
    for size in ((1, 1), (9, 9), (1, 400), (400, 3), (960, 540)):
        pygame.display.set_mode(size, pygame.RESIZABLE)
        app.take(pygame.Event(pygame.VIDEORESIZE, w=size[0], h=size[1], size=size))
        app.turn()
        app.scenes[-1].frame.post.glitch = 1.0
        app.renderer.draw(app.scenes[-1].frame)
    assert app.size == (960, 540)


def test_a_key_that_was_pressed_in_another_window_chooses_nothing_in_this_one(app: App) -> None:
    """What is held when the window finds the keyboard is told a picture later, as if it were pressed then."""
    app.go(Title(app))
    app.turn()
    at = app.scenes[-1].menu.focus
    app.take(pygame.Event(pygame.WINDOWFOCUSGAINED))
    app.turn()
    for held in (pygame.K_DOWN, pygame.K_RETURN):
        app.take(key_down(held))
    app.turn()
    assert app.scenes[-1].name == "title"
    assert app.scenes[-1].menu.focus == at
    come_back = time.monotonic() + 1.5 * HELD_ELSEWHERE
    while time.monotonic() < come_back:
        app.turn()
    app.take(key_down(pygame.K_DOWN))
    app.turn()
    assert app.scenes[-1].menu.focus == at + 1, "what is pressed here counts"
