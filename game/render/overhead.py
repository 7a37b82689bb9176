"""Something colossal between the plane of play and the eye: what back ends are told of it.

It is drawn twice. On the floor lies its shadow, in which its strips of light and beside which its flank lights are what
is bright. Over everything hangs its picture, larger than it is for it is nearer, and lifted up the screen, so that the
shadow shows under its edge: the shadow is the way to fly, and the hull is what makes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from game.render.palette import RGB

# What is left of the floor (a factor), and what is added to it.
SHADE: RGB = (0.12, 0.13, 0.20)  # in the shadow
STRIP: RGB = (0.96, 1.00, 0.84)  # in a strip of light, at its brightest: the floor's own wine, made paler
STRIP_HAZE: RGB = (0.115, 0.088, 0.045)
STRIP_SOFT, STRIP_SIDES = 26.0, 0.62  # its edges' half softness [units]; what is left of its light at the hull's sides
FLANK: RGB = (0.66, 0.56, 0.34)  # beside it, more than the floor's own light, next to the hull
FLANK_HAZE: RGB = (0.086, 0.062, 0.030)
LAMP: RGB = (1.0, 0.69, 0.36)  # what its lamps burn in
FAR = 0.45  # share of that at the end of its reach
BETWEEN = 0.28  # share of that between the cones of two lamps
SOFT = 16.0  # of the shadow's edge [units]
UNDER_EDGE, EDGE_DEEP = 0.62, 84.0  # how dark the floor is beside its picture, and how far from it [units]
EDGE_ENDS, EDGE_FADES = 240.0, 220.0  # and not so near its ends [units], over such a length coming in
SHADED = 0.5  # of their light is left to things that stand in the shadow
BRIM, STEPS = 60.0, 3  # within this of its edge [units], in so many steps: software keeps a picture for each
LAMP_EVERY, LAMP_FIRST = 560.0 / 1.125, -1920.0 + 420.0 / 1.125  # of its flank lights, along it [units]
LAMP_WIDE, LAMP_SPREAD = 70.0, 0.42  # half width of a cone at the lamp [units], and by how much it grows a unit
BAND_EVERY, BAND_SPEED = 150.0, 90.0  # of the bars of light that run outwards [units, u/s]
ROOM_FROM, ROOM_LEFT = 0.40, 0.12  # share of the room's radius that is all free, and what is left of the hull there
# Half of its outline, without the notches: from the stern, and in from its side [shares of its picture's height].
OUTLINE = (
    (0.032, 0.0853), (0.071, 0.0533), (0.1333, 0.0355), (0.599, 0.0), (3.6178, 0.0), (3.8044, 0.2222), (3.8347, 0.3933),
)  # fmt: skip


@dataclass(slots=True)
class Overhead:
    """A hull over the picture, in screen pixels and in units along (stern to bow) and across it (to starboard)."""

    name: str  # a folder of assets/hulls
    x: float  # middle of its shadow
    y: float
    nose_x: float
    nose_y: float
    scale: float  # px a unit, on the floor
    half: float  # half length and half width of the shadow [units]
    beam: float
    flank: float  # how far its flank lights reach [units]
    hull_x: float  # middle of its picture
    hull_y: float
    hull_scale: float  # px a unit, of its picture
    cover: float = 1.0  # how much of the picture is seen, 0..1
    dim: float = 0.5  # what its picture leaves of what is under it
    room: tuple[float, float, float] | None = None  # x, y, radius of what it leaves free
    strips: list[tuple[float, float]] = field(default_factory=list)  # lit: from, to, along it [units]

    def at(self, along: float, across: float) -> tuple[float, float]:
        """Where a place of the floor is on the screen."""
        k = self.scale
        return (
            self.x + (along * self.nose_x - across * self.nose_y) * k,
            self.y + (along * self.nose_y + across * self.nose_x) * k,
        )

    def hull_at(self, along: float, across: float) -> tuple[float, float]:
        """Where a place of its picture is on the screen."""
        k = self.hull_scale
        return (
            self.hull_x + (along * self.nose_x - across * self.nose_y) * k,
            self.hull_y + (along * self.nose_y + across * self.nose_x) * k,
        )

    def above(self, along: float) -> float:
        """How far along its picture is what is drawn over a place of the floor."""
        aside = (self.x - self.hull_x) * self.nose_x + (self.y - self.hull_y) * self.nose_y
        return (along * self.scale + aside) / self.hull_scale

    def corners(self, along: tuple[float, float], across: tuple[float, float]) -> list[tuple[float, float]]:
        """Screen corners of a rectangle of the floor."""
        (a, b), (c, d) = along, across
        return [self.at(a, c), self.at(b, c), self.at(b, d), self.at(a, d)]

    def light_at(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """How much light things at screen places (n,) get, SHADED..1, in steps: those in the shadow get less."""
        dx, dy = (x - self.x) / self.scale, (y - self.y) / self.scale
        along, across = dx * self.nose_x + dy * self.nose_y, dy * self.nose_x - dx * self.nose_y
        deep = np.minimum(self.half - np.abs(along), self.beam - np.abs(across))
        for low, high in self.strips:
            deep[(along > low) & (along < high)] = -BRIM
        dark = np.clip((deep + BRIM) / (2 * BRIM), 0.0, 1.0)
        return 1.0 - (1.0 - SHADED) * np.rint(dark * STEPS) / STEPS

    def span(self, screen: tuple[int, int]) -> tuple[float, float, float, float]:
        """What of it the screen may show: least and most along, least and most across [units]."""
        w, h = screen
        x = (np.array([0.0, w, w, 0.0]) - self.x) / self.scale
        y = (np.array([0.0, 0.0, h, h]) - self.y) / self.scale
        along, across = x * self.nose_x + y * self.nose_y, y * self.nose_x - x * self.nose_y
        return float(along.min()), float(along.max()), float(across.min()), float(across.max())
