"""Collision outlines of everything solid, traced from the silhouettes of its SVG into assets/art/outlines.toml.

A point's unit is the drawn width; the origin is the middle of the picture, y points down; points run clockwise on
screen.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import numpy as np
import pygame
from scipy import ndimage

ART = Path(__file__).resolve().parent.parent / "art"
SIDE = 320  # raster for tracing [px]
MOST_POINTS = 16
SOLID_ALPHA = 140  # soft shadows and halos are not solid
NOTCH, SPIKE = 28, 20  # narrower gaps are filled, narrower points cut off: nobody should hang on an aerial [px of SIDE]

SOLIDS: tuple[str, ...] = (
    "rock_a", "rock_b", "rock_c", "moon",
    "tower_a", "tower_b", "tower_c", "hoarding_a", "hoarding_b", "arch_leg", "strut",
    "statue", "statue_broken", "statue_small",
    "vault", "server_tower", "terminal", "wreck_hull", "wreck_wing", "wreck_plate",
    "wreck_a", "wreck_b", "wreck_c", "wreck_d", "wreck_e", "wreck_f", "hulk_bow", "hulk_side", "fuel_pump", "ore_rock",
    "booth", "office_a", "office_b", "hoarding_c", "hoarding_d", "mooring", "rock_tagged", "cargo_stack",
    "trench_ram", "tunnel_portal", "bridge_pier", "junk_heap", "junk_radio",
    "broker_stall", "vault_post", "moon_bea", "hex_tower",
    "draft_a", "draft_b", "draft_c", "draft_d", "draft_rock", "draft_low",
    "keep_window", "keep_radio", "keep_flower", "keep_ship", "keep_cup",
)  # fmt: skip

Points = np.ndarray  # (k, 2) float64


def silhouette(name: str, side: int = SIDE) -> tuple[pygame.mask.Mask, tuple[int, int]]:
    """The solid pixels of an SVG drawn `side` px at its longest, and the size of that picture."""
    source = (ART / f"{name}.svg").read_bytes()
    width, height = pygame.image.load(io.BytesIO(source), f"{name}.svg").get_size()
    k = side / max(width, height)
    size = (max(1, round(width * k)), max(1, round(height * k)))
    surface = pygame.image.load_sized_svg(io.BytesIO(source), size)
    return pygame.mask.from_surface(surface, SOLID_ALPHA), size


def trace(name: str) -> Points:
    """The outline of the largest solid part, at most MOST_POINTS points."""
    mask, (width, height) = silhouette(name)
    mask = _rounded(mask)
    ring = np.array(mask.connected_component().outline(), np.float64) + 0.5 - NOTCH
    if area(ring) < 0:
        ring = ring[::-1]
    tolerance = 1.0
    while len(simple := simplified(ring, tolerance)) > MOST_POINTS:
        tolerance *= 1.25
    return (simple - (width / 2, height / 2)) / width


def _rounded(mask: pygame.mask.Mask) -> pygame.mask.Mask:
    """Closed, then opened, on a sheet with NOTCH px of margin."""
    width, height = mask.get_size()
    sheet = np.zeros((width + 2 * NOTCH, height + 2 * NOTCH), bool)
    surface = mask.to_surface(setcolor="white", unsetcolor="black")
    sheet[NOTCH:-NOTCH, NOTCH:-NOTCH] = pygame.surfarray.array_red(surface) > 0
    sheet = ndimage.binary_closing(sheet, _disc(NOTCH // 2))
    sheet = ndimage.binary_opening(sheet, _disc(SPIKE // 2))
    smooth = pygame.mask.Mask(sheet.shape)
    for x, y in np.argwhere(sheet):
        smooth.set_at((int(x), int(y)))
    return smooth


def _disc(radius: int) -> np.ndarray:
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    return x * x + y * y <= radius * radius


def area(ring: Points) -> float:
    """Signed area; positive is clockwise on a screen whose y points down."""
    x, y = ring[:, 0], ring[:, 1]
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)


def simplified(ring: Points, tolerance: float) -> Points:
    """Douglas and Peucker on a closed ring, split at its two points farthest apart."""
    first = int(np.argmax(np.hypot(*(ring - ring.mean(0)).T)))
    ring = np.roll(ring, -first, 0)
    far = int(np.argmax(np.hypot(*(ring - ring[0]).T)))
    halves = (ring[: far + 1], np.vstack([ring[far:], ring[:1]]))
    return np.vstack([_thinned(half, tolerance)[:-1] for half in halves])


def _thinned(line: Points, tolerance: float) -> Points:
    a, b = line[0], line[-1]
    length = np.hypot(*(b - a)) or 1.0
    off = np.abs((b[0] - a[0]) * (line[:, 1] - a[1]) - (b[1] - a[1]) * (line[:, 0] - a[0])) / length
    k = int(np.argmax(off))
    if len(line) < 3 or off[k] <= tolerance:
        return np.array([a, b])
    return np.vstack([_thinned(line[: k + 1], tolerance)[:-1], _thinned(line[k:], tolerance)])


def write() -> Path:
    lines = [
        "# Written by assets/bake/build.py outlines. Unit: drawn width; origin: middle; y down; clockwise on screen.\n"
    ]
    for name in SOLIDS:
        points = ", ".join(f"[{x:.4f}, {y:.4f}]" for x, y in trace(name))
        lines.append(f"{name} = [{points}]\n")
    path = ART / "outlines.toml"
    path.write_text("".join(lines), encoding="utf-8")
    return path
