"""What a back end is asked to draw: lists in screen pixels and the few settings that are not sprites.

Order of drawing: backdrop, a picture within the picture, floor, glares, a hull's shadow, sweep's grade, world (lit),
the dark, cones, the sweep's light, the hull overhead, fx, bloom and composite (grade, glitch, vignette), fade, hud. The
HUD is after the bloom, so text stays sharp.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from game.render.detail import FULL, Detail
from game.render.drawlist import DrawList
from game.render.overhead import Overhead
from game.render.palette import RGB

if TYPE_CHECKING:
    from game.render.dark import Dark

SHAFT_WIDE = 2.35  # of a glare: times as wide as the room between two directions
MAX_CONES = 12
MAX_OCCLUDERS = 24
SOFT_EDGE = 0.08  # of a cone, where less and less of its light falls [rad]


@dataclass(slots=True)
class Camera:
    """Where the view looks: world units at the middle of the screen, screen pixels a unit, roll [rad], shake [px].

    The lists are already in screen pixels with roll and shake applied; back ends use this for the backdrop only.
    """

    x: float = 0.0
    y: float = 0.0
    zoom: float = 1.0
    roll: float = 0.0
    shake: tuple[float, float] = (0.0, 0.0)


@dataclass(slots=True)
class Cone:
    """A scan cone [screen px, rad]. `half` is its half angle. `alarm` 0..1 makes it brighter as it has somebody."""

    x: float
    y: float
    angle: float
    half: float
    length: float
    colour: RGB = (1.0, 0.15, 0.38)
    edge: RGB = (1.0, 0.50, 0.64)
    strength: float = 1.0
    alarm: float = 0.0

    def falls_on(self, x: float, y: float) -> float:
        """How much of its light reaches a point, 0..1, if nothing is in the way."""
        away = math.hypot(x - self.x, y - self.y)
        off = abs(math.remainder(math.atan2(y - self.y, x - self.x) - self.angle, math.tau))
        return self.strength * max(0.0, 1.0 - away / self.length) * min(1.0, max(0.0, (self.half - off) / SOFT_EDGE))


@dataclass(slots=True)
class Glare:
    """Light that falls from a place in all directions, as far along each as nothing solid is in its way [screen px].

    `reach` (n,) is that of n directions, the first to the right, the others clockwise at equal angles. In each of them
    the light fades to nothing at its end.
    """

    x: float
    y: float
    reach: np.ndarray
    colour: RGB

    def lay(self, floor: DrawList) -> None:
        """As sprites: a shaft a direction, which overlap their neighbours."""
        turn = np.arange(len(self.reach)) * (math.tau / len(self.reach))
        x, y = self.x + np.cos(turn) * self.reach / 2, self.y + np.sin(turn) * self.reach / 2
        high = SHAFT_WIDE * self.reach * math.tan(math.pi / len(self.reach))
        floor.add("shaft", x, y, self.reach, high, turn, (*self.colour, 0.0))


@dataclass(slots=True)
class SweepWall:
    """The moderation sweep on screen: a line through (x, y) with unit normal (nx, ny), which points where it travels.

    `scale` is screen px a unit; `scroll` the world position of the screen's upper left corner, which the scanned
    grid is pinned to; `strength` 0..1 fades it in and out.
    """

    x: float
    y: float
    nx: float = 1.0
    ny: float = 0.0
    scale: float = 1.0
    scroll: tuple[float, float] = (0.0, 0.0)
    strength: float = 1.0

    def ahead(self, x: np.ndarray | float, y: np.ndarray | float) -> np.ndarray | float:
        """Distance [px] of points ahead of the wall; negative behind it."""
        return (x - self.x) * self.nx + (y - self.y) * self.ny


@dataclass(slots=True)
class Post:
    """The finish of the picture. Shake and flash settings are the view's business; this is drawn as told."""

    bloom: float = 0.55
    threshold: float = 0.8
    vignette: float = 0.35
    scan: float = 0.04  # darkness of the scan lines, up to .08
    aberration: float = 0.0004
    grain: float = 0.012
    gain: RGB = (1.0, 1.0, 1.0)
    lift: RGB = (0.0, 0.0, 0.0)
    saturation: float = 1.0
    glitch: float = 0.0  # 0..1
    flash: RGB = (0.0, 0.0, 0.0)  # added over everything but the HUD
    fade: float = 0.0  # 0..1 towards `fade_to`, under the HUD
    fade_to: RGB = (0.0, 0.0, 0.0)
    fade_hud: float = 0.0  # 0..1, over the HUD too


@dataclass(slots=True)
class Light:
    """The key light of a scene: direction towards the light (x right, y down, z to the viewer) and colours."""

    direction: tuple[float, float, float] = (-0.62, -0.62, 0.55)
    colour: RGB = (0.82, 0.76, 0.66)
    ambient: RGB = (0.34, 0.37, 0.45)


@dataclass(slots=True)
class Inset:
    """A picture within the picture, over the backdrop and under everything else: with lists and a finish of its own.

    Its upper left corner and its size are screen px; its lists address its own pixels.
    """

    frame: Frame
    x: float
    y: float
    w: float
    h: float

    @property
    def size(self) -> tuple[int, int]:
        return max(1, round(self.w)), max(1, round(self.h))


@dataclass(slots=True)
class Frame:
    """One picture. Make the lists once (`Frame.of(atlas)`), clear and fill them every frame."""

    floor: DrawList
    world: DrawList
    fx: DrawList
    hud: DrawList
    camera: Camera = field(default_factory=Camera)
    backdrop: str = ""  # a folder of assets/backdrops, or "" for the clear colour
    backdrop_next: str = ""  # crossfades by `backdrop_mix` 0..1
    backdrop_mix: float = 0.0
    backdrop_gain: float = 1.0
    clear: RGB = (0.012, 0.016, 0.036)
    light: Light = field(default_factory=Light)
    cones: list[Cone] = field(default_factory=list)
    glares: list[Glare] = field(default_factory=list)
    occluders: np.ndarray = field(default_factory=lambda: np.zeros((0, 3), dtype=np.float32))  # x, y, radius [px]
    sweep: SweepWall | None = None
    overhead: Overhead | None = None
    inset: Inset | None = None
    dark: Dark | None = None
    post: Post = field(default_factory=Post)
    time: float = 0.0  # seconds, for what shimmers
    detail: Detail = FULL  # what the back end can pay for: it says so when it draws, and the next picture keeps to it

    @classmethod
    def of(cls, atlas: object) -> Frame:
        """An empty frame with four lists over this atlas."""
        from game.render.atlas import Atlas

        assert isinstance(atlas, Atlas)
        return cls(*(DrawList(atlas, capacity) for capacity in (2048, 4096, 8192, 4096)))

    def clear_lists(self) -> None:
        """Forget last frame's sprites, cones, glares and wall; settings stay."""
        for each in (self.floor, self.world, self.fx, self.hud):
            each.clear()
        self.cones.clear()
        self.glares.clear()
        self.occluders = self.occluders[:0]
        self.sweep = self.overhead = self.dark = None
        self.inset = None
