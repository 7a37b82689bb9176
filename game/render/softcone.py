"""Scan cones in software: a sector of light cut short by rock, faded by one radial sprite, added to the picture."""

from __future__ import annotations

from functools import cache

import numpy as np
import pygame

from game.render.frame import Cone

RAYS = 24
PERIOD = 70.0  # between the bands that run out along a cone [px]
BAND_SPEED = 60.0  # [px/s]
START = 16.0  # where the light begins, in front of the lens [px]
AREA, EDGE, BAND = 0.23, 0.80, 0.15  # brightness next to the lens
NOMINAL = 520.0  # length for which START holds [px]
FADE_SIDE = 512  # of the one picture of the fade [px]
STEP = 16  # lengths are rounded to this, so that few fades exist [px]
KEPT = 4
_scratch: dict[tuple[int, int], pygame.Surface] = {}
_fades: dict[int, pygame.Surface] = {}


def reach(cone: Cone, occluders: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """How far light gets along each ray [px]: a little way over the face of the first rock, or the cone's length.

    `occluders` is (k, 3): x, y, radius. Shape (len(angles),).
    """
    far = np.full(len(angles), cone.length, dtype=np.float32)
    if len(occluders):
        dx, dy = occluders[:, 0] - cone.x, occluders[:, 1] - cone.y
        k, s = np.cos(angles)[:, None], np.sin(angles)[:, None]
        along = dx * k + dy * s
        off = np.abs(dy * k - dx * s)
        radius = occluders[:, 2]
        entry = along - np.sqrt(np.maximum(radius * radius - off * off, 0)) * 0.55
        blocked = (off < radius) & (along > radius * 0.5)
        far = np.minimum(far, np.where(blocked, entry, np.inf).min(axis=1)).astype(np.float32)
    return far


def draw(canvas: pygame.Surface, cone: Cone, occluders: np.ndarray, time: float) -> None:
    """Add one cone's light to the canvas."""
    angles = cone.angle + np.linspace(-cone.half, cone.half, RAYS)
    far = reach(cone, occluders, angles)
    unit = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    eye = np.array([cone.x, cone.y])
    rim = unit * far[:, None] + eye
    area = pygame.Rect(np.floor(np.minimum(rim.min(axis=0), eye)).tolist(), (0, 0))
    area.size = (np.ceil(np.maximum(rim.max(axis=0), eye)) + 2 - area.topleft).tolist()
    area = area.clip(canvas.get_rect())
    if not area:
        return
    layer = _layer(area.size)
    eye = eye - area.topleft
    power = cone.strength * (1 + 0.5 * cone.alarm)
    pygame.draw.polygon(
        layer, _colour(cone.colour, AREA * power), [eye.tolist(), *(unit * far[:, None] + eye).tolist()]
    )
    _running_bands(layer, cone, far, unit, eye, power, time)
    for side in (0, -1):
        start, end = eye + unit[side] * START, eye + unit[side] * far[side]
        pygame.draw.aaline(layer, _colour(cone.edge, EDGE * power), start.tolist(), end.tolist())
    fade = _fade(cone.length)
    middle = fade.get_width() // 2
    corner = round(cone.x) - area.x - middle, round(cone.y) - area.y - middle
    layer.blit(fade, corner, special_flags=pygame.BLEND_RGB_MULT)
    canvas.blit(layer, area, ((0, 0), area.size), special_flags=pygame.BLEND_RGB_ADD)


def _running_bands(
    layer: pygame.Surface, cone: Cone, far: np.ndarray, unit: np.ndarray, eye: np.ndarray, power: float, time: float
) -> None:
    """Arcs that run outwards. They replace what they cover, so their colour holds the cone's own light too."""
    r, g, b = (e * BAND * power + c * AREA * power for e, c in zip(cone.edge, cone.colour, strict=True))
    colour = _colour((r, g, b), 1.0)
    distances = np.arange((time * BAND_SPEED) % PERIOD, cone.length, PERIOD)
    arcs = (eye + unit[None] * distances[:, None, None]).tolist()
    nearest = float(far.min())
    for distance, points in zip(distances.tolist(), arcs, strict=True):
        if distance < nearest:
            pygame.draw.lines(layer, colour, False, points, 3)
        else:
            for start, end in _runs((far > distance).tolist()):
                if end - start > 1:
                    pygame.draw.lines(layer, colour, False, points[start:end], 3)


def _runs(flags: list[bool]) -> list[tuple[int, int]]:
    """Start and end of each run of true flags."""
    if all(flags):
        return [(0, len(flags))]
    edges = [i for i in range(len(flags) + 1) if (i < len(flags) and flags[i]) != (i > 0 and flags[i - 1])]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _fade(length: float) -> pygame.Surface:
    """How light falls off from the lens, in every direction: a factor, scaled once a length from one small picture."""
    radius = int(length / STEP + 1) * STEP
    found = _fades.get(radius)
    if found is None:
        if len(_fades) >= KEPT:
            del _fades[next(iter(_fades))]
        found = _fades[radius] = pygame.transform.smoothscale(_falloff(), (2 * radius, 2 * radius))
    return found


@cache
def _falloff() -> pygame.Surface:
    """The fade of a cone of nominal length, at half its size."""
    x = np.arange(-FADE_SIDE // 2, FADE_SIDE // 2, dtype=np.float32) + 0.5
    away = np.sqrt(x[:, None] ** 2 + x[None] ** 2) * np.float32(2 * NOMINAL / FADE_SIDE)
    factor = np.clip(1 - away / NOMINAL, 0, 1) ** 0.8 * np.clip((away - START) / 28, 0, 1)
    shade = (factor * 255).astype(np.uint8)
    small = pygame.Surface((FADE_SIDE, FADE_SIDE), depth=32)
    pygame.surfarray.blit_array(small, np.repeat(shade[..., None], 3, axis=2))
    return small


def _layer(size: tuple[int, int]) -> pygame.Surface:
    """A black surface of at least this size, reused; rounded up so that few sizes exist."""
    width, height = size
    rounded = (width + 127) // 128 * 128, (height + 127) // 128 * 128
    layer = _scratch.get(rounded)
    if layer is None:
        if len(_scratch) > 12:
            _scratch.clear()
        layer = _scratch[rounded] = pygame.Surface(rounded, depth=32)
    layer.fill(0, (0, 0, width, height))
    return layer


def _colour(colour: tuple[float, float, float], level: float) -> tuple[int, int, int]:
    r, g, b = colour
    k = level * 255
    return min(255, int(r * k + 0.5)), min(255, int(g * k + 0.5)), min(255, int(b * k + 0.5))
