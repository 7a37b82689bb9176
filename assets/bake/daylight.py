"""Real rooms by daylight: sheets of flat drawing, laid over each other as a lens would see them.

What makes a photograph of them: what is far is out of focus, everything stands in its own soft shadow and is mirrored
in a polished table, the window's light spills over the edges before it, the corners are darker, and there is grain.
Positions are units of 1280 x 720; pictures are (1080, 1920, 3) float32 in 0..1.
"""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import numpy as np
import pygame
from canvas import Canvas
from scipy import ndimage
from tiles import Place

WIDTH, HEIGHT, SCALE = 1920, 1080, 1.5
PLACE = Place(origin=(-640, -360), scale=SCALE, clear="#3a424c")
PEOPLE = Path(__file__).resolve().parent.parent / "people"
ART = PEOPLE.parent / "art"
PORTRAIT = 300  # units a portrait is drawn in
MOODS = ("neutral", "worried", "wry", "angry")  # of whoever answers

_GROUP = re.compile(r"<!-- (.*?) -->\n(.*?)(?=<!-- |</svg>)", re.DOTALL)


class Sheet(Canvas):
    """A canvas of 1280 x 720 units that is rastered at the size of the picture."""

    def __init__(self) -> None:
        super().__init__(1280, 720)

    def raw(self, svg: str) -> None:
        """Elements that are SVG already."""
        self._colour.append(svg)

    def define(self, svg: str) -> None:
        self._defs.append(svg)

    def _raster(self, body: list[str]) -> np.ndarray:
        document = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}"><defs>{"".join(self._defs)}</defs>{"".join(body)}</svg>'
        )
        return _pixels(pygame.image.load_sized_svg(io.BytesIO(document.encode()), (WIDTH, HEIGHT)))


@cache
def drawn(name: str) -> tuple[str, dict[str, str]]:
    """A drawing of assets/people: its gradients, and its groups by the comment above each."""
    text = (PEOPLE / f"{name}.svg").read_text(encoding="utf-8")
    defs = text[text.index("<defs>") + 6 : text.index("</defs>")] if "<defs>" in text else ""
    return defs, {title: body for title, body in _GROUP.findall(text) if body.strip()}


def group(name: str, *titles: str) -> np.ndarray:
    """Some groups of a room's drawing, as a layer (1080, 1920, 4)."""
    sheet = Sheet()
    defs, groups = drawn(name)
    sheet.define(defs)
    for title in titles:
        sheet.raw(groups[title])
    return sheet.colours()


def figure(name: str, x: float, y: float, scale: float, *, flipped: bool = False, down: float = 0.0) -> np.ndarray:
    """A portrait in the room, as a layer; (x, y) is where its upper left corner stands.

    `down`: its lower edge is drawn on by so many units, for a body that goes on behind a table.
    """
    side = round(PORTRAIT * scale * SCALE)
    part = _pixels(pygame.image.load_sized_svg(str(PEOPLE / f"{name}.svg"), (side, side)))
    part = part[:, ::-1] if flipped else part
    part = np.concatenate([part[:-2], np.repeat(part[-3:-2], round(down * SCALE) + 2, axis=0)])
    layer = np.zeros((HEIGHT, WIDTH, 4), np.float32)
    left, top = round(x * SCALE), round(y * SCALE)
    high, wide = min(len(part), HEIGHT - top), min(side, WIDTH - left)
    layer[top : top + high, left : left + wide] = part[:high, :wide]
    return layer


def thing(path: Path, x: float, y: float, wide: float, degrees: float = 0.0) -> np.ndarray:
    """A drawing of the art folder with its middle at (x, y), turned counter-clockwise, as a layer."""
    surface = pygame.image.load(str(path))
    size = round(wide * SCALE), round(wide * SCALE * surface.height / surface.width)
    surface = pygame.transform.rotozoom(pygame.image.load_sized_svg(str(path), size), degrees, 1.0)
    part = _pixels(surface)
    layer = np.zeros((HEIGHT, WIDTH, 4), np.float32)
    left, top = round(x * SCALE) - part.shape[1] // 2, round(y * SCALE) - part.shape[0] // 2
    layer[top : top + part.shape[0], left : left + part.shape[1]] = part
    return layer


def _pixels(surface: pygame.Surface) -> np.ndarray:
    flat = np.frombuffer(pygame.image.tobytes(surface, "RGBA"), np.uint8)
    return flat.reshape(surface.height, surface.width, 4).astype(np.float32) / np.float32(255)


def blurred(layer: np.ndarray, radius: float) -> np.ndarray:
    """A layer out of focus by `radius` units. Colours are weighed by their alpha, so that no edge turns dark."""
    sigma = radius * SCALE
    alpha = ndimage.gaussian_filter(layer[..., 3], sigma)
    colour = [ndimage.gaussian_filter(layer[..., c] * layer[..., 3], sigma) for c in range(3)]
    return np.stack([*(part / np.maximum(alpha, 1e-4) for part in colour), alpha], -1).astype(np.float32)


def over(picture: np.ndarray, layer: np.ndarray, strength: float = 1.0) -> np.ndarray:
    alpha = layer[..., 3:] * np.float32(strength)
    return picture * (1 - alpha) + layer[..., :3] * alpha


def shadow(picture: np.ndarray, layer: np.ndarray, dx: float, dy: float, radius: float, strength: float) -> np.ndarray:
    """The soft dark shape of a layer, moved by (dx, dy) units."""
    shape = ndimage.shift(layer[..., 3], (dy * SCALE, dx * SCALE), order=1)
    dark = ndimage.gaussian_filter(shape, radius * SCALE) * np.float32(strength)
    return picture * (1 - dark[..., None] * np.array([1.0, 0.96, 0.90], np.float32))


def mirrored(picture: np.ndarray, behind: np.ndarray, edge: float, mask: np.ndarray, strength: float) -> np.ndarray:
    """`behind` upside down in a polished table (`mask`), brightest at its far edge (y = `edge` units)."""
    row = round(edge * SCALE)
    below = HEIGHT - row
    image = np.zeros_like(picture)
    image[row:] = behind[row - below : row][::-1]
    image = np.stack([ndimage.gaussian_filter(image[..., c], (12 * SCALE, 5 * SCALE)) for c in range(3)], -1)
    fade = np.clip(1 - (np.arange(HEIGHT, dtype=np.float32) - row) / below, 0, 1) ** 1.4
    weight = (mask * fade[:, None] * np.float32(strength))[..., None]
    return picture * (1 - weight) + image * weight


def spill(picture: np.ndarray, strength: float = 0.35, above: float = 0.62, radius: float = 26.0) -> np.ndarray:
    """Bright daylight spills over what stands before it."""
    bright = np.clip(picture - above, 0, None) / (1 - above)
    soft = sum(
        share * np.stack([ndimage.gaussian_filter(bright[..., c], radius * size * SCALE) for c in range(3)], -1)
        for share, size in ((0.6, 0.35), (0.4, 1.6))
    )
    return 1 - (1 - np.clip(picture, 0, 1)) * (1 - np.clip(soft * strength, 0, 0.9))


def finish(picture: np.ndarray, *, middle: tuple[float, float] = (640, 320), dark: float = 0.5) -> np.ndarray:
    """Darker corners, and grain."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32) / np.float32(SCALE)
    away = np.hypot((x - middle[0]) / 860, (y - middle[1]) / 560)
    picture = picture * (1 - dark * np.clip(away - 0.45, 0, 1)[..., None] ** 1.5)
    grain = np.random.default_rng(4).normal(0, 0.011, (HEIGHT, WIDTH, 1)).astype(np.float32)
    return np.clip(picture + grain, 0, 1)
