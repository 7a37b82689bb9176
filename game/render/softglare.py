"""A glare in software: the outline of what it lights, ring in ring, painted small and drawn out; and its rays.

It looks like what `Glare.lay` gives, 64 shafts of light, which would be 64 large pictures to turn and to blit.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pygame

from game.render.frame import SHAFT_WIDE, Glare
from game.render.shapes import shaft

SHARE = 4  # it is painted at this part of the size: its edges are soft
RINGS = 16  # steps in which it fades outwards
NEAR = 0.4  # of the way, where shafts overlap so that rays are seen
SIDE = 256  # of the one picture of rays [px]

Colour = tuple[int, int, int]


class SoftGlare:
    """Adds glares to pictures of one size; keeps the small layer, and the rays as they were coloured last."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._small, self._soft = (pygame.Surface((-(-size[0] // SHARE), -(-size[1] // SHARE)), depth=32) for _ in "ab")
        self._rays_for: tuple[int, int, Colour] = (0, 0, (0, 0, 0))
        self._rays = pygame.Surface((0, 0))

    def add(self, canvas: pygame.Surface, glare: Glare, spare: pygame.Surface) -> None:
        """`spare` is as large as the canvas; it is lost."""
        small, ways = self._small, len(glare.reach)
        turn = np.arange(ways)[:, None] * (math.tau / ways) + (-math.pi / ways, math.pi / ways)
        ends = np.exp(1j * turn) * (glare.reach[:, None] / SHARE)  # both of each wedge
        eye = complex(glare.x, glare.y) / SHARE
        small.fill((0, 0, 0))
        for ring, level in enumerate(_levels(ways)):
            corners = (eye + ends * (1.0 - ring / RINGS)).view(np.float64).reshape(-1, 2)
            pygame.draw.polygon(small, _colour(glare, level), corners.tolist())
        pygame.transform.box_blur(small, 1, dest_surface=self._soft)  # at this size its edges are steps
        pygame.transform.smoothscale(self._soft, canvas.get_size(), spare)
        canvas.blit(spare, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
        radius = round(min(NEAR * float(glare.reach.max()), float(glare.reach.min())))
        if radius > 0:
            rays = self._coloured(radius, ways, _colour(glare, 1.0))
            canvas.blit(rays, (round(glare.x) - radius, round(glare.y) - radius), special_flags=pygame.BLEND_RGB_ADD)

    def _coloured(self, radius: int, ways: int, colour: Colour) -> pygame.Surface:
        if self._rays_for != (radius, ways, colour):
            self._rays_for = radius, ways, colour
            self._rays = pygame.transform.smoothscale(_rays(ways), (2 * radius, 2 * radius))
            self._rays.fill(colour, special_flags=pygame.BLEND_RGB_MULT)
        return self._rays


def _colour(glare: Glare, level: float) -> Colour:
    r, g, b = (min(255, int(part * level * 255 + 0.5)) for part in glare.colour)
    return r, g, b


def _together(away: np.ndarray, off: np.ndarray, ways: int) -> np.ndarray:
    """What shafts of length 1 give together, so far from their lamp and so many radians off the nearest of them."""
    step, high = math.tau / ways, SHAFT_WIDE * math.tan(math.pi / ways) / 2.0
    light = np.zeros_like(away)
    for beside in (-1, 0, 1):
        along, across = away * np.cos(off - beside * step), away * np.sin(off - beside * step)
        light += shaft(2.0 * along - 1.0, across / high)
    return light


@cache
def _levels(ways: int) -> tuple[float, ...]:
    """How bright each ring is, from the outermost on: as the middle of a shaft, or in the mean where they part."""
    away = 1.0 - (np.arange(RINGS) + 0.5) / RINGS
    off = np.linspace(-math.pi / ways, math.pi / ways, 33)
    mean = _together(away[:, None] + np.zeros_like(off), off, ways).mean(axis=1)
    return tuple(np.minimum(mean, shaft(2.0 * away - 1.0, np.zeros(RINGS))).tolist())


@cache
def _rays(ways: int) -> pygame.Surface:
    """What shafts give together near their lamp, beyond the light of one of them."""
    axis = np.arange(SIDE // 2, dtype=np.float32) + np.float32(0.5)  # of a quarter: the others are its mirror
    away = np.hypot(axis[:, None], axis[None]) * (2.0 * NEAR / SIDE)
    angle = np.arctan2(axis[None], axis[:, None]) / (math.tau / ways)
    light = _together(away, (angle - np.round(angle)) * (math.tau / ways), ways)
    light -= shaft(2.0 * away - 1.0, np.zeros_like(away))
    light *= np.clip((NEAR - away) / (NEAR / 2.0), 0.0, 1.0)
    quarter = np.clip(light * 255.0, 0.0, 255.0).astype(np.uint32) * 0x010101
    half = np.concatenate([quarter[::-1], quarter])
    found = pygame.Surface((SIDE, SIDE), depth=32)
    pygame.surfarray.pixels2d(found)[:] = np.concatenate([half[:, ::-1], half], axis=1)
    return found
