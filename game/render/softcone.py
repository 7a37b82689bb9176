"""Scan cones in software: sectors of light cut short by rock, faded by one radial sprite, added to the picture.

They are soft, so all of them are painted at half the size and added at once: ten cones cost what three would.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import pygame

from game.render.frame import Cone

SHARE = 2  # cones are painted at this part of the size, unless there is no time for it
RAYS = 25
SPARSE = 3  # of a cone that nothing cuts short every so-manieth ray does: the last one is among them
PERIOD = 70.0  # between the bands that run out along a cone [px]
BAND_SPEED = 60.0  # [px/s]
START = 16.0  # where the light begins, in front of the lens [px]
AREA, EDGE, BAND = 0.23, 0.80, 0.15  # brightness next to the lens
NOMINAL = 520.0  # length for which START holds [px]
FADE_SIDE = 512  # of the one picture of the fade [px]
STEP = 16  # lengths are rounded to this, so that few fades exist [px]
KEPT = 4
ASTRAY = 6.0  # [px] cones that went so far apart from one another are painted anew: light laid again lies as it did
_fades: dict[int, pygame.Surface] = {}


def reaches(cones: list[Cone], occluders: np.ndarray, cosine: np.ndarray, sine: np.ndarray) -> np.ndarray:
    """How far light gets along each ray [px]: a little way over the face of the first rock, or the cone's length.

    Rays (cones, rays) are given by the cosines and sines of their angles, `occluders` (k, 3) as x, y, radius.
    The same shape as the rays.
    """
    length = np.array([[cone.length] for cone in cones], dtype=np.float32)
    far = np.broadcast_to(length, cosine.shape)
    if len(occluders):
        eye = _eyes_of(cones)
        dx, dy = (occluders[:, axis] - eye[:, axis, None, None] for axis in (0, 1))  # (cones, 1, occluders)
        k, s, radius = cosine[..., None], sine[..., None], occluders[:, 2]
        along, off = dx * k + dy * s, np.abs(dy * k - dx * s)
        entry = along - np.sqrt(np.maximum(radius * radius - off * off, 0)) * 0.55
        blocked = (off < radius) & (along > radius * 0.5)
        far = np.minimum(far, np.where(blocked, entry, np.inf).min(axis=2))
    return far.astype(np.float32)


def _eyes_of(cones: list[Cone]) -> np.ndarray:
    return np.array([(cone.x, cone.y) for cone in cones], dtype=np.float32)


class Round(NamedTuple):
    """Cones as they were in one picture, ready to be painted. Lengths in the small layers' pixels."""

    cones: list[Cone]
    time: float  # of the picture [s]
    corners: np.ndarray  # where they begin [px]
    eyes: np.ndarray  # and on the layers
    unit: np.ndarray  # along each ray
    far: np.ndarray  # how far it reaches
    rims: np.ndarray  # and where to
    free: list[bool]  # nothing cuts it short
    areas: list[pygame.Rect]
    lit: list[int]  # those that are seen


class SoftCones:
    """Paints the cones of a frame, at a `share` of its size; keeps its two small layers, and the light laid last."""

    def __init__(self, size: tuple[int, int], share: int = SHARE) -> None:
        small = (size[0] + share - 1) // share, (size[1] + share - 1) // share
        self._share = share
        self._sum = pygame.Surface(small, depth=32)  # all cones
        self._one = pygame.Surface(small, depth=32)  # one at a time
        self._light: pygame.Surface | None = None  # of the canvas's size, once there were cones
        self._place: pygame.Rect | None = None  # of what was laid last
        self._eyes = np.zeros((0, 2), dtype=np.float32)  # where its cones began [px]
        self._round: Round | None = None  # what is being painted for later pictures
        self._painted = 0  # cones of it

    def show(
        self, canvas: pygame.Surface, cones: list[Cone], occluders: np.ndarray, time: float, parts: int = 1
    ) -> None:
        """Add the cones' light to the canvas. With several `parts` so many pictures share the work of painting it: each
        shows what was finished last, moved along, and paints its part of what comes next."""
        if parts == 1 or not self.lay_again(canvas, cones):
            self.draw(canvas, cones, occluders, time)
            return
        if self._round is None:
            self._begin(cones, occluders, time)
        if self._round is not None:
            self._paint_some(self._round, -(-len(self._round.lit) // parts))
            if self._painted == len(self._round.lit):
                self._finish(self._round, canvas.get_rect())

    def lay_again(self, canvas: pygame.Surface, cones: list[Cone]) -> bool:
        """Add the light finished last, moved as the cones were; False where it is of others, or would lie wrong."""
        if self._light is None or self._place is None or len(cones) != len(self._eyes):
            return False
        moved = _eyes_of(cones) - self._eyes
        middle = moved.mean(axis=0)
        if np.abs(moved - middle).max() > ASTRAY:
            return False
        corner = self._place.x + round(float(middle[0])), self._place.y + round(float(middle[1]))
        canvas.blit(self._light, corner, (0, 0, *self._place.size), special_flags=pygame.BLEND_RGB_ADD)
        return True

    def draw(self, canvas: pygame.Surface, cones: list[Cone], occluders: np.ndarray, time: float) -> None:
        """Paint the cones' light, and add it to the canvas."""
        self._place = None
        self._begin(cones, occluders, time)
        if self._round is None:
            return
        self._paint_some(self._round, len(self._round.lit))
        self._finish(self._round, canvas.get_rect())
        if self._light is not None and self._place is not None:
            canvas.blit(self._light, self._place, (0, 0, *self._place.size), special_flags=pygame.BLEND_RGB_ADD)

    def _begin(self, cones: list[Cone], occluders: np.ndarray, time: float) -> None:
        """Work out where the light goes, and empty the layer it is gathered on."""
        self._round, self._painted = None, 0
        if not cones:
            return
        share = self._share
        turn = np.array([cone.angle for cone in cones])[:, None]
        half = np.array([cone.half for cone in cones])[:, None]
        angles = turn + half * np.linspace(-1.0, 1.0, RAYS)
        unit = np.stack([np.cos(angles), np.sin(angles)], axis=2).astype(np.float32)
        far = reaches(cones, occluders, unit[..., 0], unit[..., 1]) / share
        corners = _eyes_of(cones)
        eyes = corners / share
        rims = unit * far[..., None] + eyes[:, None]
        free = (far.min(axis=1) * share >= [cone.length for cone in cones]).tolist()
        low = np.floor(np.minimum(rims.min(axis=1), eyes)).astype(int).tolist()
        high = (np.ceil(np.maximum(rims.max(axis=1), eyes)) + 2).astype(int).tolist()
        whole = self._sum.get_rect()
        areas = [pygame.Rect(a, b, c - a, d - b).clip(whole) for (a, b), (c, d) in zip(low, high, strict=True)]
        lit = [i for i, area in enumerate(areas) if area]
        if lit:
            self._round = Round(list(cones), time, corners, eyes, unit, far, rims, free, areas, lit)
            _clear(self._sum, _around(self._round))

    def _paint_some(self, some: Round, count: int) -> None:
        """The next `count` cones."""
        for i in some.lit[self._painted : self._painted + count]:
            rays = slice(None, None, SPARSE if some.free[i] else None)
            where = some.areas[i], some.eyes[i], some.unit[i, rays], some.far[i, rays], some.rims[i, rays]
            self._paint(some.cones[i], *where, some.time)
        self._painted = min(len(some.lit), self._painted + count)

    def _finish(self, some: Round, canvas: pygame.Rect) -> None:
        """Enlarge what was gathered: from now on it is what is laid."""
        share, touched = self._share, _around(some)
        place = pygame.Rect(*(v * share for v in touched)).clip(canvas)
        part = self._sum.subsurface((*touched.topleft, -(-place.w // share), -(-place.h // share)))
        if self._light is None:
            self._light = pygame.Surface(canvas.size, depth=32)
        pygame.transform.smoothscale(part, place.size, self._light.subsurface((0, 0, place.w, place.h)))
        self._place, self._eyes, self._round = place, some.corners, None

    def _paint(
        self,
        cone: Cone,
        area: pygame.Rect,
        eye: np.ndarray,
        unit: np.ndarray,
        far: np.ndarray,
        rim: np.ndarray,
        time: float,
    ) -> None:
        """One cone on the empty layer, faded, then added to the others. Lengths in the layer's pixels."""
        layer, power = self._one, cone.strength * (1 + 0.5 * cone.alarm)
        _clear(layer, area)
        layer.set_clip(area)
        middle, corners = eye.tolist(), rim.tolist()
        pygame.draw.polygon(layer, _colour(cone.colour, AREA * power), [middle, *corners])
        _running_bands(layer, cone, far, unit, eye, power, time, self._share)
        edge = _colour(cone.edge, EDGE * power)
        for side in (0, -1):
            start = (eye + unit[side] * (START / self._share)).tolist()
            pygame.draw.aaline(layer, edge, start, corners[side])
        fade = _fade(cone.length / self._share)
        radius = fade.get_width() // 2
        corner = round(middle[0]) - radius, round(middle[1]) - radius
        layer.blit(fade, corner, special_flags=pygame.BLEND_RGB_MULT)
        layer.set_clip(None)
        self._sum.blit(layer, area, area, special_flags=pygame.BLEND_RGB_ADD)


def _around(some: Round) -> pygame.Rect:
    """What its cones fill of the layer."""
    first, *others = (some.areas[i] for i in some.lit)
    return first.unionall(others)


def _clear(layer: pygame.Surface, area: pygame.Rect) -> None:
    """Paint it black. A plain fill of a part writes round the processor's cache: four times the price, and the next
    step waits for the memory."""
    layer.fill((0, 0, 0), area, special_flags=pygame.BLEND_RGB_MULT)


def _running_bands(
    layer: pygame.Surface,
    cone: Cone,
    far: np.ndarray,
    unit: np.ndarray,
    eye: np.ndarray,
    power: float,
    time: float,
    share: int,
) -> None:
    """Arcs that run outwards. They replace what they cover, so their colour holds the cone's own light too."""
    r, g, b = (e * BAND * power + c * AREA * power for e, c in zip(cone.edge, cone.colour, strict=True))
    colour = _colour((r, g, b), 1.0)
    distances = np.arange((time * BAND_SPEED) % PERIOD, cone.length, PERIOD, dtype=np.float32) / share
    arcs = (eye + unit * distances[:, None, None]).tolist()
    nearest, wide = float(far.min()), 2 if share < 4 else 1
    for distance, points in zip(distances.tolist(), arcs, strict=True):
        if distance < nearest:
            pygame.draw.lines(layer, colour, False, points, wide)
        else:
            for start, end in _runs((far > distance).tolist()):
                if end - start > 1:
                    pygame.draw.lines(layer, colour, False, points[start:end], wide)


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
    x = np.arange(FADE_SIDE // 2, dtype=np.float32) + 0.5  # of a quarter: the others are its mirror
    away = np.sqrt(x[:, None] ** 2 + x[None] ** 2) * np.float32(2 * NOMINAL / FADE_SIDE)
    factor = np.clip(1 - away / NOMINAL, 0, 1) ** 0.8 * np.clip((away - START) / 28, 0, 1)
    shade = (factor * 255).astype(np.uint8)
    shade = np.concatenate([shade[::-1], shade])
    shade = np.concatenate([shade[:, ::-1], shade], axis=1)
    small = pygame.Surface((FADE_SIDE, FADE_SIDE), depth=32)
    pygame.surfarray.pixels2d(small)[:] = shade.astype(np.uint32) * 0x010101
    return small


def _colour(colour: tuple[float, float, float], level: float) -> tuple[int, int, int]:
    r, g, b = colour
    k = level * 255
    return min(255, int(r * k + 0.5)), min(255, int(g * k + 0.5)), min(255, int(b * k + 0.5))
