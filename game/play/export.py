"""From a recording to something one can send: a picture of a moment, or a short moving picture of a flight.

It is flown again as it was, and drawn as the player's settings have it. Moving pictures are written by Pillow, which
the extra `clip` brings: GIF goes everywhere, WebP is a third of the size with all its colours.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import numpy as np
import pygame

from game.lab.recording import Recording
from game.lab.replay import Replay
from game.play.app import App
from game.play.scenes.flight import comfort_of
from game.play.still import write_still
from game.render.view import View
from game.sim.clock import DT
from game.story.level import Level

if TYPE_CHECKING:
    from PIL import Image

STILL = (".png", ".jpg", ".bmp")
EVERY = {".gif": 4, ".webp": 2}  # ticks between two pictures: 15 and 30 a second
SIZES = {".gif": (480, 270), ".webp": (640, 360)}  # [px], unless told
LED = 1.5  # the view follows the flight so long before the first picture: camera and trails need it [s]
LONGEST = 60.0  # [s]
FINER = 2  # drawn so many times as large, and scaled down: edges and letters stay smooth
COLOURS = 192  # of a GIF
LOOKED_AT = 12  # pictures, from which they are taken
COARSE = 8  # colours nearer than this, of 255, count as one there
RARE = 0.5  # a colour weighs by its pixels to this power: the ship is small, and wants to keep its teal
STEADY = 10  # a pixel that has changed by no more than this, of 255, stays: it would only shimmer, and cost
WEBP_QUALITY = 80
EXTRA = 'a moving picture needs Pillow: pip install "callister[clip]"'

Progress = Callable[[float, float], None]


class ExportError(Exception):
    """It cannot be written; the message says why."""


def export(
    recording: Recording,
    level: Level,
    output: Path,
    *,
    start: float = 0.0,
    seconds: float = 6.0,
    size: tuple[int, int] | None = None,
    renderer: str = "auto",
    user_folder: Path,
    progress: Progress | None = None,
) -> int:
    """Write second `start` as a picture, or `seconds` from there as a moving one; returns how many pictures it has.

    `size` [px] is 1280 x 720 for a picture and by SIZES for a moving one, unless told. ExportError: it cannot be
    written. RecordingError: the recording cannot be flown.
    """
    kind = output.suffix.lower()
    if kind not in (*STILL, *EVERY):
        raise ExportError(f"{output}: a clip ends in {', '.join(EVERY)}, a picture in {', '.join(STILL)}")
    moving = kind in EVERY
    if moving and seconds > LONGEST:
        raise ExportError(f"{output}: {seconds:g} s would be a film; a clip has at most {LONGEST:g} s")
    if moving and find_spec("PIL") is None:
        raise ExportError(EXTRA)
    wide, high = size or SIZES.get(kind, (1280, 720))
    finer = FINER if moving else 1
    app = App(user_folder, renderer=renderer, picture=(wide * finer, high * finer))
    try:
        pictures = _pictures(app, recording, level, start, seconds if moving else 0.0, EVERY.get(kind, 1), progress)
        try:
            output.parent.mkdir(parents=True, exist_ok=True)
            if not moving:
                write_still(next(pictures), output)
                return 1
            small = (pygame.transform.smoothscale(picture, (wide, high)) for picture in pictures)
            return _write(output, [pygame.surfarray.array3d(each).swapaxes(0, 1) for each in small], EVERY[kind])
        except (OSError, pygame.error) as error:
            raise ExportError(f"{output}: cannot be written ({error})") from None
    finally:
        app.renderer.close()


def _pictures(
    app: App, recording: Recording, level: Level, start: float, seconds: float, every: int, progress: Progress | None
) -> Iterator[pygame.Surface]:
    """The flight from `start` [s] on, drawn each `every` ticks; it ends with the recording."""
    first = min(round(start / DT), recording.last)
    last = min(first + round(seconds / DT), recording.last)
    replay = Replay(recording, level)
    replay.seek(first - round(LED / DT))
    keys = app.devices.bindings
    answers = tuple(keys.name(f"choice_{number}") for number in (1, 2, 3, 4))

    def key_name(lesson: str) -> str:
        return keys.lesson(lesson, app.settings.scheme, app.devices.last_used)

    view = View(app.atlas, replay.episode, comfort_of(app.settings), key_name, answers)
    view.update([], 0.0)
    while replay.frame < last or replay.frame <= first:
        if replay.frame >= first and (replay.frame - first) % every == 0:
            app.renderer.draw(view.frame(1.0, app.size))
            yield app.renderer.image()
            if progress:
                progress(replay.frame - first, max(1, last - first))
        if replay.ended:
            return
        view.update(replay.step(), DT)


def _write(output: Path, pictures: list[np.ndarray], every: int) -> int:
    """Moving pictures (height, width, 3) uint8, `every` ticks each."""
    from PIL import Image

    more: dict[str, Any] = {"save_all": True, "loop": 0}
    if output.suffix.lower() == ".gif":
        frames = _in_few_colours(pictures)
        more |= {"optimize": False, "disposal": 1, "duration": _shown(len(frames), every, 10)}
    else:
        frames = [Image.fromarray(each) for each in pictures]
        more |= {"quality": WEBP_QUALITY, "method": 4, "duration": _shown(len(frames), every, 1)}
    frames[0].save(output, append_images=frames[1:], **more)
    return len(frames)


def _shown(count: int, every: int, unit: int) -> list[int]:
    """How long each picture stands [ms], in whole units: unequal by one of them, so that all together are in time."""
    ends = [round(number * every * DT * 1000 / unit) * unit for number in range(count + 1)]
    return [after - before for before, after in pairwise(ends)]


def _in_few_colours(pictures: list[np.ndarray]) -> list[Image.Image]:
    """With one palette for all of them; what stands still stays the same."""
    from PIL import Image

    palette = _palette(np.concatenate(pictures[:: max(1, len(pictures) // LOOKED_AT)]))
    frames = []
    held = pictures[0]
    for picture in pictures:
        moved = np.abs(picture.astype(np.int16) - held).max(axis=2, keepdims=True) > STEADY
        held = np.where(moved, picture, held)
        frames.append(Image.fromarray(held).quantize(palette=palette, dither=Image.Dither.NONE))
    return frames


def _palette(sample: np.ndarray) -> Image.Image:
    """COLOURS for a sample (height, width, 3) in which rare colours count for more than their share."""
    from PIL import Image

    found, counts = np.unique((sample // COARSE).reshape(-1, 3), axis=0, return_counts=True)
    weighed = np.repeat(found * COARSE + COARSE // 2, np.ceil(counts**RARE).astype(int), axis=0)
    return Image.fromarray(weighed[None].astype(np.uint8)).quantize(COLOURS, Image.Quantize.MEDIANCUT)
