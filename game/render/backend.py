"""Choosing how to draw: OpenGL when it is real and healthy, otherwise software. Nothing else knows which it is.

Rules, in order: a window needs a display; a marker file left by a start that died while making its GL context means
software; asking for vsync may fail and is asked again without; a software rasteriser posing as a GPU is passed over
under "auto", as our own blits are faster, and remembered for a week, as asking costs a quarter of a second; a context
that cannot be made falls back.
"""

from __future__ import annotations

import contextlib
import os
import time
import warnings
from pathlib import Path
from typing import Protocol, runtime_checkable

import pygame

from game import resources
from game.render.atlas import Atlas
from game.render.detail import Governor
from game.render.frame import Camera, Frame, Light

SLOW_GL = ("llvmpipe", "softpipe", "swiftshader", "gdi generic", "basic render", "software rasterizer")
PREFERENCES = ("auto", "gl", "software")
MARKER = "gl-starting"
SLOW_NOTE = "gl-slow"  # beside the marker: the name of a GL that auto passed over
SLOW_NOTE_LIFE = 7 * 24 * 3600.0  # [s] then it is asked again: a driver may have been installed
SMALLEST_WINDOW = (640, 360)  # [px] with smaller ones letters that can be read run into each other
LARGEST_SOFTWARE = 1280 * 720  # pixels: larger windows are drawn at this size and enlarged
LEAST_SOFTWARE = (64, 36)  # [px] drawn: blurs and slipping bands need some to be made of
NO_WINDOW_DRIVERS = ("dummy", "offscreen")


class NoDisplayError(RuntimeError):
    """There is no display to open a window on."""


@runtime_checkable
class Renderer(Protocol):
    """What both back ends can do."""

    kind: str
    atlas: Atlas
    governor: Governor  # told what turns cost, it says how much is drawn
    tube: float  # how much of the finish of an old set there is: 1 is as made; scan lines, fringes, grain

    @property
    def beside(self) -> float:
        """What the last picture took on another processor than this one [s]."""
        ...

    @property
    def size(self) -> tuple[int, int]:
        """Pixels that draw lists address."""
        ...

    def draw(self, frame: Frame) -> None: ...

    def present(self) -> None: ...

    def meanwhile(self, seconds: float) -> None:
        """Time that a turn has left: what is under way may be waited for, no longer than that."""
        ...

    def image(self) -> pygame.Surface: ...

    def resize(self, size: tuple[int, int]) -> None: ...

    def prewarm(self, sprites: list[tuple[str, float]], light: Light | None = None, turns: bool = True) -> None: ...

    def prewarm_later(self, sprites: list[tuple[str, float]]) -> None: ...

    def preload(self, name: str, camera: Camera) -> None: ...

    def close(self) -> None: ...


def marker_file() -> Path:
    """Stands while a GL context is being made; a start that finds it takes software."""
    return resources.cache_folder() / MARKER


def open_renderer(
    prefer: str = "auto",
    size: tuple[int, int] = (1280, 720),
    flags: int = 0,
    *,
    headless: bool = False,
    live: bool = False,
    atlas: Atlas | None = None,
    vsync: bool = True,
    marker: Path | None = None,
) -> Renderer:
    """Open a renderer, with a window unless `headless`. One without a window draws each picture whole, whatever it
    costs, unless it is `live`: then it keeps to the budgets of play.

    `prefer` is auto, gl or software; `flags` are pygame display flags (RESIZABLE, FULLSCREEN). Raises NoDisplayError
    when a window is wanted and there is no display, ValueError for an unknown preference. "gl" takes any GL there is,
    software rasterisers too, and still falls back when there is none.
    """
    if prefer not in PREFERENCES:
        raise ValueError(f"renderer {prefer!r} is not one of {', '.join(PREFERENCES)}")
    atlas = atlas or Atlas()
    atlas.suit(small=False)
    if headless:
        return _headless(prefer, size, atlas, live)
    _need_display()
    marker = marker or marker_file()
    if prefer == "software" or os.path.exists(marker) or (prefer == "auto" and _known_slow(marker)):
        _take_away(marker)  # the next start may try again
        return _software_window(size, flags, atlas)
    return _gl_window(prefer, size, flags, atlas, vsync, marker) or _software_window(size, flags, atlas)


def _take_away(marker: Path) -> None:
    """Whether it is there or not, and whatever the folder is like: it only protects."""
    with contextlib.suppress(OSError):
        marker.unlink()


def _known_slow(marker: Path) -> bool:
    note = marker.with_name(SLOW_NOTE)
    try:
        return time.time() - note.stat().st_mtime < SLOW_NOTE_LIFE
    except OSError:
        return False


def _need_display() -> None:
    try:
        pygame.display.init()
    except pygame.error as error:
        raise NoDisplayError(f"no display to open a window on ({error})") from None
    if pygame.display.get_driver() in NO_WINDOW_DRIVERS and not os.environ.get("SDL_VIDEODRIVER"):
        raise NoDisplayError("no display to open a window on")


def _headless(prefer: str, size: tuple[int, int], atlas: Atlas, live: bool) -> Renderer:
    from game.render.software import SoftwareRenderer

    if prefer == "gl":
        from game.render.gl import GLRenderer, GLUnavailableError, standalone

        try:
            return GLRenderer(atlas, size, standalone(), live=live)
        except GLUnavailableError:
            pass  # drawn in software, as a window would be
    atlas.suit(small=software_size(size) == size)
    return SoftwareRenderer(atlas, pygame.Surface(size, depth=32), live=live)


def set_mode(size: tuple[int, int], flags: int, vsync: bool) -> pygame.Surface:
    """Open the window; some drivers refuse vsync, which is then left out."""
    if vsync:
        try:
            return pygame.display.set_mode(size, flags, vsync=1)
        except pygame.error:
            pass  # asked again without
    return pygame.display.set_mode(size, flags)


def software_size(size: tuple[int, int]) -> tuple[int, int]:
    """The size drawn for a window of `size`: the same shape, at most LARGEST_SOFTWARE pixels.

    A window so small that nobody sees it is drawn larger.
    """
    w, h = size
    k = min(1.0, (LARGEST_SOFTWARE / max(1, w * h)) ** 0.5)
    return max(LEAST_SOFTWARE[0], round(w * k)), max(LEAST_SOFTWARE[1], round(h * k))


def _software_window(size: tuple[int, int], flags: int, atlas: Atlas) -> Renderer:
    from game.render.software import SoftwareRenderer

    flags &= ~(pygame.OPENGL | pygame.DOUBLEBUF)
    if flags & pygame.FULLSCREEN:
        desktop = pygame.display.get_desktop_sizes()
        size = desktop[0] if desktop else size
    # SDL would send a plain window's pixels through a texture: without a GPU that costs 10 ms a picture, this .3
    os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
    surface = set_mode(size, flags, vsync=False)
    atlas.suit(small=True)
    return SoftwareRenderer(atlas, surface, live=True, window=True)


def fit_window(size: tuple[int, int]) -> None:
    """Give the window this size, as one that leaves full screen may stay as large as the screen; and let no hand drag
    it to where nothing in it can be read."""
    with warnings.catch_warnings(), contextlib.suppress(pygame.error):
        warnings.simplefilter("ignore", DeprecationWarning)
        window = pygame.Window.from_display_module()
        if window.size != size:
            window.size = size
        window.minimum_size = SMALLEST_WINDOW


def to_corner() -> None:
    """Put a window without a frame where the desktop begins."""
    with warnings.catch_warnings(), contextlib.suppress(pygame.error):
        warnings.simplefilter("ignore", DeprecationWarning)
        pygame.Window.from_display_module().position = (0, 0)


def _gl_window(
    prefer: str, size: tuple[int, int], flags: int, atlas: Atlas, vsync: bool, marker: Path
) -> Renderer | None:
    from game.render.gl import GLRenderer, GLUnavailableError, current

    with contextlib.suppress(OSError):  # a cache folder that cannot be written only costs the protection
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.touch()
    try:
        for name, value in GL_ATTRIBUTES:
            pygame.display.gl_set_attribute(getattr(pygame, name), value)
        set_mode(size, flags | pygame.OPENGL | pygame.DOUBLEBUF, vsync)
        context = current()
        name = str(context.info.get("GL_RENDERER", ""))
        if prefer == "auto" and is_slow(name):
            context.release()
            with contextlib.suppress(OSError):
                marker.with_name(SLOW_NOTE).write_text(name)
            _take_away(marker)
            return None
        renderer = GLRenderer(atlas, pygame.display.get_window_size(), context, live=True, window=True, marker=marker)
    except (pygame.error, GLUnavailableError):
        _take_away(marker)
        return None
    return renderer


GL_ATTRIBUTES = (
    ("GL_CONTEXT_MAJOR_VERSION", 3),
    ("GL_CONTEXT_MINOR_VERSION", 3),
    ("GL_CONTEXT_PROFILE_MASK", 1),  # core
)


def is_slow(name: str) -> bool:
    """Whether a GL_RENDERER string names a software rasteriser."""
    return any(slow in name.lower() for slow in SLOW_GL)
