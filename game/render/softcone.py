"""Scan cones in software: sectors of light cut short by rock, drawn as nested polygons and added to the picture."""

from __future__ import annotations

import numpy as np
import pygame

from game.render.frame import Cone

RAYS = 40
BANDS = 9
PERIOD = 70.0  # between the bands that run out along a cone [px]
START = 0.05  # share of the length at which the light begins
_scratch: dict[tuple[int, int], pygame.Surface] = {}


def reach(cone: Cone, occluders: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """How far light gets along each ray [px]: to the middle of the first rock it meets, or the cone's length.

    `occluders` is (k, 3): x, y, radius. Shape (len(angles),).
    """
    far = np.full(len(angles), cone.length, dtype=np.float32)
    if len(occluders):
        dx, dy = occluders[:, 0] - cone.x, occluders[:, 1] - cone.y
        k, s = np.cos(angles)[:, None], np.sin(angles)[:, None]
        along = dx * k + dy * s
        off = np.abs(dy * k - dx * s)
        radius = occluders[:, 2]
        # light wraps a little way over the lit face: half the depth of the chord
        entry = along - np.sqrt(np.maximum(radius * radius - off * off, 0)) * 0.55
        blocked = (off < radius) & (along > radius * 0.5)
        far = np.minimum(far, np.where(blocked, entry, np.inf).min(axis=1)).astype(np.float32)
    return far


def draw(canvas: pygame.Surface, cone: Cone, occluders: np.ndarray, time: float) -> None:
    """Add one cone's light to the canvas."""
    angles = cone.angle + np.linspace(-cone.half, cone.half, RAYS)
    far = reach(cone, occluders, angles)
    unit = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    rim = unit * far[:, None] + (cone.x, cone.y)
    w, h = canvas.get_size()
    left, top = np.floor(np.minimum(rim.min(axis=0), (cone.x, cone.y))).astype(int)
    right, bottom = np.ceil(np.maximum(rim.max(axis=0), (cone.x, cone.y))).astype(int) + 1
    left, top, right, bottom = max(0, left), max(0, top), min(w, right), min(h, bottom)
    if right <= left or bottom <= top:
        return
    layer = _layer(right - left, bottom - top)
    shift = np.array([left, top])
    eye = np.array([[cone.x, cone.y]]) - shift
    power = cone.strength * (1 + 0.5 * cone.alarm)
    for band in range(BANDS):
        share = 1 - band / BANDS
        ends = np.minimum(far, cone.length * share)
        level = 0.20 * power * (1 - share * 0.93) ** 0.8
        points = np.concatenate([eye, unit * ends[:, None] + eye])
        pygame.draw.polygon(layer, _colour(cone.colour, level), points.tolist())
    _running_bands(layer, cone, far, unit, eye[0], power, time)
    for side in (0, -1):
        start = eye[0] + unit[side] * cone.length * START
        pygame.draw.aaline(layer, _colour(cone.edge, 0.62 * power), start.tolist(), (eye[0] + unit[side] * far[side]).tolist())
    canvas.blit(layer, (left, top), (0, 0, right - left, bottom - top), special_flags=pygame.BLEND_RGB_ADD)


def _running_bands(
    layer: pygame.Surface, cone: Cone, far: np.ndarray, unit: np.ndarray, eye: np.ndarray, power: float, time: float
) -> None:
    offset = (time * 60.0) % PERIOD
    distance = offset if offset > cone.length * START else offset + PERIOD
    while distance < cone.length:
        seen = far >= distance - 1
        level = (0.20 + 0.10 * (1 - distance / cone.length)) * power * (1 - distance / cone.length) ** 0.5
        points = eye + unit * distance
        for a, b in _runs(seen.tolist()):
            if b - a > 1:
                pygame.draw.lines(layer, _colour(cone.edge, level), False, points[a:b].tolist(), 2)
        distance += PERIOD


def _runs(flags: list[bool]) -> list[tuple[int, int]]:
    """Start and end of each run of true flags."""
    if all(flags):
        return [(0, len(flags))]
    edges = [i for i in range(len(flags) + 1) if (i < len(flags) and flags[i]) != (i > 0 and flags[i - 1])]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _layer(width: int, height: int) -> pygame.Surface:
    """A black surface of at least this size, reused; rounded up so that few sizes exist."""
    size = (width + 127) // 128 * 128, (height + 127) // 128 * 128
    layer = _scratch.get(size)
    if layer is None:
        if len(_scratch) > 12:
            _scratch.clear()
        layer = _scratch[size] = pygame.Surface(size, depth=32)
    layer.fill(0, (0, 0, width, height))
    return layer


def _colour(colour: tuple[float, float, float], level: float) -> tuple[int, int, int]:
    r, g, b = colour
    k = level * 255
    return min(255, int(r * k + 0.9)), min(255, int(g * k + 0.9)), min(255, int(b * k + 0.9))
