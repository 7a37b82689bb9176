"""Photo mode: the flight stands still, and the picture goes wherever one likes. Photos lie in the user's folder."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from game.play.bindings import PHOTO
from game.play.journal import log
from game.play.pace import Beat
from game.play.scenes.panel import glass
from game.play.still import write_still
from game.render.camera import NOMINAL, ZOOM_STEP, Lens
from game.render.canvas import Canvas
from game.render.frame import Frame, Post
from game.render.palette import RGB, ink
from game.ui.hints import fit_size
from game.ui.intents import Pointer, Shot
from game.ui.strip import Key, Strip
from game.ui.theme import THEME

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.flight import Flight

FOLDER = "photos"
NEAREST, FARTHEST = 3.0, 0.5  # zoom
DRIFT = 620.0  # of the picture, while a direction is held [units/s at zoom 1]
ZOOMS = 1.9  # times nearer in a second
NOTCH = 1.12  # times nearer by a notch of the wheel
BEYOND = 240.0  # the picture's middle may leave the map by so much [units]
SHUTTER = 0.35  # the picture goes dark when it is taken [s]
SAYS = 6.0  # where it lies stands for so long [s]


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is finished; what is None stays as the place has it."""

    name: str
    saturation: float | None = None
    gain: RGB | None = None
    lift: RGB | None = None
    vignette: float | None = None
    scan: float | None = None
    grain: float | None = None
    bloom: float | None = None

    def finish(self, post: Post) -> None:
        for part in ("saturation", "gain", "lift", "vignette", "scan", "grain", "bloom"):
            value = getattr(self, part)
            if value is not None:
                setattr(post, part, value)


LOOKS = (
    Look("AS IT IS"),
    Look("POSTCARD", lift=(0.030, 0.014, 0.0), vignette=0.10, scan=0.0, grain=0.0, bloom=0.85),
    Look("NOIR", saturation=0.0, lift=(0.024, 0.024, 0.024), vignette=0.5, scan=0.0, grain=0.03, bloom=0.8),
    Look("PHOSPHOR", saturation=0.0, gain=(0.42, 1.0, 0.50), lift=(0.0, 0.022, 0.006), vignette=0.55, scan=0.08),
    Look("EMBER", saturation=0.55, gain=(1.0, 0.78, 0.56), lift=(0.026, 0.004, 0.0), vignette=0.55, scan=0.0),
    Look("COLD CASE", saturation=0.5, gain=(0.74, 0.92, 1.0), lift=(0.004, 0.012, 0.034), vignette=0.3, scan=0.02),
)


class Photo:
    """A camera of one's own over a flight that waits."""

    name = "photo"
    context = PHOTO

    def __init__(self, app: App, flight: Flight) -> None:
        self.app = app
        self.flight = flight
        self.strip = Strip()
        self.look = 0
        self.glass = False  # instruments and talk
        self.said = ""
        self._said = 0.0  # seconds left for it
        self._dark = 0.0  # of the shutter
        self._held: tuple[float, float] | None = None  # where the mouse holds the picture [px]
        self._writes: threading.Thread | None = None
        self._centre()

    def _centre(self) -> None:
        camera = self.flight.view.camera
        self.x, self.y, self.zoom = camera.x, camera.y, camera.zoom

    # --- scene ---

    def enter(self) -> None:
        """Nothing to prepare."""

    def leave(self) -> None:
        if self._writes:
            self._writes.join()

    def update(self, beat: Beat) -> None:
        app, dt = self.app, beat.dt
        if app.audio:
            app.audio.update(dt)
        self._dark = max(0.0, self._dark - dt / SHUTTER)
        self._said = max(0.0, self._said - dt)
        for wish in app.devices.intents(dt):
            if isinstance(wish, Pointer):
                self._point(wish)
            elif isinstance(wish, Shot):
                self._do(wish)
            if app.scenes[-1] is not self:
                return
        pushed = app.devices.pushed
        step = DRIFT * dt / self.zoom
        self._move(step * pushed("photo_left", "photo_right"), step * pushed("photo_up", "photo_down"))
        self._nearer(ZOOMS ** (dt * pushed("photo_out", "photo_in")))

    def _point(self, pointer: Pointer) -> None:
        if pointer.kind == "wheel":
            self._nearer(NOTCH**pointer.amount)
        elif pointer.kind == "press":
            wish = self.strip.at(pointer.x, pointer.y)
            if isinstance(wish, Shot):
                self._do(wish)
            else:
                self._held = pointer.x, pointer.y
        elif pointer.kind == "other":
            self._do(Shot.LEAVE)
        elif pointer.kind == "release":
            self._held = None
        elif pointer.kind == "move" and self._held is not None:
            scale = self._lens().scale
            self._move((self._held[0] - pointer.x) / scale, (self._held[1] - pointer.y) / scale)
            self._held = pointer.x, pointer.y

    def _do(self, wish: Shot) -> None:
        if wish is Shot.LEAVE:
            self.app.heard("back")
            self.app.pop()
        elif wish is Shot.TAKE:
            self.snap()
        elif wish is Shot.LOOK:
            self.look = (self.look + 1) % len(LOOKS)
            self.app.heard("change")
        elif wish is Shot.GLASS:
            self.glass = not self.glass
            self.app.heard("change")
        elif wish is Shot.CENTRE:
            self._centre()
            self.app.heard("move")

    def _move(self, dx: float, dy: float) -> None:
        left, top, right, bottom = self.flight.episode.level.map.bounds
        self.x = min(max(self.x + dx, left - BEYOND), right + BEYOND)
        self.y = min(max(self.y + dy, top - BEYOND), bottom + BEYOND)

    def _nearer(self, times: float) -> None:
        self.zoom = min(NEAREST, max(FARTHEST, self.zoom * times))

    # --- the picture that is taken ---

    def shot(self) -> Frame:
        """What is in the picture: nothing of this screen."""
        frame = self.flight.view.frame(1.0, self.app.size, lens=self._lens(), glass=self.glass)
        LOOKS[self.look].finish(frame.post)
        return frame

    def _lens(self) -> Lens:
        width, height = self.app.size
        zoom = round(self.zoom / ZOOM_STEP) * ZOOM_STEP
        scale = min(width / NOMINAL[0], height / NOMINAL[1]) * zoom
        left, top = round(width / 2 - self.x * scale), round(height / 2 - self.y * scale)
        return Lens(scale, float(left), float(top), width, height)

    def snap(self) -> Path:
        """Write it, aside, and say where; returns where."""
        renderer = self.app.renderer
        renderer.draw(self.shot())
        image = renderer.image()
        path = self._free()
        self._say(f"TAKEN: {path}")
        self._dark = 1.0
        self.app.heard("choose")
        if self._writes:
            self._writes.join()
        self._writes = threading.Thread(target=self._write, args=(image, path), name="photo")
        self._writes.start()
        if self.app.windowless:
            self._writes.join()
        return path

    def _free(self) -> Path:
        """A name that nothing has yet."""
        folder = self.app.user_folder / FOLDER
        stem = f"{self.flight.episode.level.id}-{time.strftime('%Y%m%d-%H%M%S')}"
        names = (f"{stem}{extra}.png" for extra in ("", *(f"-{number}" for number in range(2, 1000))))
        return next(path for path in (folder / name for name in names) if not os.path.exists(path))

    def _write(self, image: pygame.Surface, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_still(image, path)
            log.info("photo %s", path)
        except (OSError, pygame.error) as error:
            self._say(f"IT COULD NOT BE WRITTEN: {getattr(error, 'strerror', None) or error}")
            log.info("the photo %s could not be written: %s", path, error)

    def _say(self, words: str) -> None:
        self.said, self._said = words, SAYS

    # --- picture ---

    def picture(self, alpha: float) -> Frame:
        frame = self.shot()
        canvas = glass(frame, self.app.size)
        if self._dark > 0.0:
            canvas.rect(0.0, 0.0, canvas.width, canvas.height, (0.0, 0.0, 0.0, self._dark**2))
        self._draw_strip(canvas)
        if self._said:
            size = THEME.small_size * min(1.5, self.app.text_scale)
            for number, row in enumerate(broken(canvas, self.said, size, canvas.width - 160.0)):
                canvas.label(canvas.width / 2, 40.0 + number * size * 2.0, row, ink("select"), "center", size=size)
        return frame

    def _draw_strip(self, canvas: Canvas) -> None:
        name = lambda wish: self.app.devices.bindings.name(  # noqa: E731
            f"photo_{wish.name.lower()}", self.app.devices.last_used
        )
        keys = [
            Key(Shot.TAKE, name(Shot.TAKE), "TAKE IT"),
            Key(Shot.LOOK, name(Shot.LOOK), f"LOOK: {LOOKS[self.look].name}"),
            Key(Shot.GLASS, name(Shot.GLASS), f"INSTRUMENTS: {'ON' if self.glass else 'OFF'}"),
            Key(Shot.CENTRE, name(Shot.CENTRE), "TO THE SHIP"),
            Key(Shot.LEAVE, name(Shot.LEAVE), "LEAVE"),
        ]
        size = THEME.hint_size * self.app.text_scale
        room = canvas.width - 60.0
        size = fit_size(lambda each: self.strip.width(canvas, keys, each), size, room)
        high = size + 36.0
        top = canvas.height - high
        canvas.rect(0.0, top, canvas.width, high, ink("panel", 0.9))
        canvas.rect(0.0, top, canvas.width, 2.0, ink(*THEME.mark))
        wide = self.strip.width(canvas, keys, size)
        self.strip.draw(canvas, keys, (canvas.width - wide) / 2, top + 18.0, size, self.app.devices.pointer)
        self._draw_frame(canvas, top)

    def _draw_frame(self, canvas: Canvas, foot: float) -> None:
        """Corners of a viewfinder, and how near it looks."""
        middle, tone = (canvas.width / 2, foot / 2), ink("white", 0.7)
        canvas.brackets(*middle, canvas.width / 2 - 26.0, foot / 2 - 22.0, 26.0, 2.0, tone)
        size = THEME.hint_size * min(1.5, self.app.text_scale)
        devices = self.app.devices
        nearer, farther = (devices.bindings.name(f"photo_{way}", devices.last_used) for way in ("in", "out"))
        words = f"{self.zoom:.1f}X   {farther} / {nearer}"
        canvas.label(canvas.width - 44.0, foot - 40.0 - size, words, ink("text"), "right", size=size)


def broken(canvas: Canvas, words: str, size: float, width: float) -> list[str]:
    """Wrapped; a path may be broken behind each of its folders."""
    after = f"{os.sep} "
    return [row.replace(after, os.sep) for row in canvas.wrap(words.replace(os.sep, after), size, width)]
