"""Short-lived things that only decorate: sparks, debris, exhaust, dust, flakes of paint, motes of data.

Numpy columns with their own random generator, never the world's: an effect must not be able to change a tick.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from game.render import palette

CAPACITY = 4096  # when full, the youngest wish loses: what already flies is not torn out of the picture


@dataclass(frozen=True, slots=True)
class Style:
    """One row a kind of particle. Ranges are (least, most), uniform."""

    sprite: str  # one of these, parted by spaces
    count: int  # in one burst
    speed: tuple[float, float]  # u/s, away from the burst's direction within `spread`
    life: tuple[float, float]  # s
    size: tuple[float, float]  # units at birth
    colours: tuple[str, ...]  # palette roles
    spread: float = math.pi  # half angle round the burst's direction [rad]
    grow: float = 1.0  # size at death / size at birth
    stretch: float = 0.0  # s of flight that lengthen it along its velocity
    drag: float = 1.5  # share of velocity lost a second
    spin: float = 0.0  # rad/s, either way
    gain: float = 1.0  # brightness; over 1 it blooms
    additive: bool = True
    alpha: float = 1.0
    lit: bool = False
    inherit: float = 0.0  # share of the source's velocity
    scatter: float = 0.0  # units round the point


STYLES: dict[str, Style] = {
    "sparks": Style(
        "bolt", 11, (120, 520), (0.14, 0.42), (4, 7), ("select", "hot", "hot-core"), 1.1, 0.3, 0.035, 3.0, gain=1.5
    ),
    "sparks-few": Style("bolt", 5, (90, 320), (0.10, 0.30), (3, 6), ("select", "hot"), 1.2, 0.3, 0.03, 3.0, gain=1.3),
    "chips": Style(
        "shard",
        4,
        (60, 260),
        (0.4, 0.9),
        (4, 8),
        ("steel", "rock-high"),
        1.4,
        0.6,
        0.0,
        1.2,
        9.0,
        additive=False,
        lit=True,
    ),
    "shield-sparks": Style("bolt", 9, (80, 380), (0.12, 0.34), (4, 7), ("data", "core"), 1.2, 0.2, 0.03, 3.5, gain=1.4),
    "shield-shards": Style(
        "shard",
        22,
        (120, 420),
        (0.3, 0.8),
        (8, 18),
        ("data", "core"),
        math.pi,
        0.2,
        0.0,
        2.2,
        8.0,
        gain=0.9,
        scatter=44.0,
    ),
    "blast": Style(
        "glow",
        9,
        (10, 130),
        (0.16, 0.5),
        (40, 96),
        ("hot-core", "hot", "ember"),
        grow=1.9,
        drag=3.0,
        gain=1.1,
        inherit=0.4,
        scatter=16.0,
    ),
    "embers": Style(
        "dot",
        34,
        (60, 460),
        (0.4, 1.3),
        (2.5, 5.5),
        ("hot", "hot-core", "ember"),
        drag=1.6,
        grow=0.3,
        stretch=0.02,
        gain=1.7,
        inherit=0.5,
    ),
    "debris": Style(
        "debris_a debris_b debris_c debris_d",
        9,
        (40, 240),
        (0.9, 2.2),
        (11, 24),
        ("white",),
        drag=0.6,
        spin=5.0,
        grow=0.8,
        additive=False,
        lit=True,
        inherit=0.6,
        scatter=12.0,
    ),
    "smoke": Style(
        "soft",
        10,
        (8, 70),
        (0.7, 1.7),
        (30, 70),
        ("ink",),
        drag=1.6,
        grow=2.4,
        additive=False,
        alpha=0.5,
        inherit=0.3,
        scatter=18.0,
    ),
    "hull-smoke": Style(
        "soft",
        1,
        (6, 30),
        (0.6, 1.2),
        (10, 20),
        ("ink",),
        drag=1.0,
        grow=2.6,
        additive=False,
        alpha=0.42,
        inherit=0.15,
        scatter=10.0,
    ),
    "hull-sparks": Style(
        "bolt",
        3,
        (60, 220),
        (0.12, 0.3),
        (3, 5),
        ("select", "hot"),
        1.6,
        0.3,
        0.03,
        3.0,
        gain=1.4,
        inherit=0.6,
        scatter=14.0,
    ),
    "pearl": Style(
        "shard",
        18,
        (50, 320),
        (0.9, 2.4),
        (8, 22),
        ("pearl", "mustard", "red", "teal"),
        drag=0.7,
        spin=6.0,
        additive=False,
        lit=True,
        inherit=0.6,
        scatter=20.0,
    ),
    "dust": Style("soft", 6, (20, 110), (0.4, 0.9), (12, 26), ("rock",), 1.2, 2.2, drag=2.4, additive=False, alpha=0.4),
    "dust-pale": Style(
        "soft", 7, (20, 120), (0.5, 1.1), (12, 28), ("shade",), 1.2, 2.4, drag=2.2, additive=False, alpha=0.45
    ),
    "paint": Style(
        "shard",
        14,
        (40, 240),
        (0.7, 1.7),
        (5, 12),
        ("pearl", "shade", "steel"),
        1.3,
        0.8,
        drag=1.3,
        spin=8.0,
        additive=False,
        lit=True,
    ),
    "canvas": Style(
        "shard",
        13,
        (30, 200),
        (0.9, 2.0),
        (8, 20),
        ("shade", "pearl", "rock-high"),
        1.3,
        0.8,
        drag=1.6,
        spin=5.0,
        additive=False,
        lit=True,
    ),
    "exhaust": Style(
        "glow", 1, (40, 130), (0.16, 0.34), (9, 15), ("ring", "data"), 0.18, 0.35, drag=2.0, gain=0.8, inherit=0.55
    ),
    "boost": Style(
        "bolt",
        2,
        (160, 420),
        (0.18, 0.4),
        (6, 11),
        ("ring", "core", "white"),
        0.3,
        0.25,
        0.05,
        1.6,
        gain=1.5,
        inherit=0.4,
        scatter=10.0,
    ),
    "kick": Style(
        "glow", 12, (90, 380), (0.18, 0.42), (16, 34), ("ring", "core"), 0.7, 1.6, drag=4.0, gain=0.9, inherit=0.4
    ),
    "brake": Style("soft", 1, (60, 160), (0.14, 0.3), (8, 14), ("steel",), 0.35, 2.0, drag=3.0, gain=0.35, inherit=0.9),
    "exhaust-other": Style(
        "glow", 1, (30, 90), (0.12, 0.26), (7, 12), ("hot", "hot-core"), 0.2, 0.3, drag=2.0, gain=0.6, inherit=0.5
    ),
    "muzzle": Style("glow", 2, (20, 60), (0.05, 0.08), (26, 38), ("ring", "white"), 0.1, 0.5, gain=0.9, inherit=1.0),
    "muzzle-hot": Style(
        "glow", 2, (20, 60), (0.05, 0.08), (24, 36), ("hot", "hot-core"), 0.1, 0.5, gain=0.9, inherit=1.0
    ),
    "muzzle-brand": Style(
        "glow", 2, (20, 60), (0.05, 0.08), (24, 36), ("brand", "blush"), 0.1, 0.5, gain=0.9, inherit=1.0
    ),
    "motes": Style(
        "white",
        26,
        (20, 190),
        (0.5, 1.6),
        (2.5, 6.0),
        ("core", "select", "tagged"),
        grow=0.4,
        drag=1.2,
        gain=1.3,
        scatter=38.0,
    ),
    "wall-motes": Style(
        "white", 1, (30, 240), (0.4, 1.3), (2.0, 5.5), ("hot-core", "select", "white"), 0.9, 0.3, drag=1.4, gain=1.4
    ),
    "wall-motes-green": Style("white", 1, (10, 90), (0.5, 1.6), (2.0, 5.0), ("tagged",), 1.2, 0.3, drag=1.4, gain=1.1),
    "tagged": Style(
        "white", 7, (30, 120), (0.25, 0.6), (2.0, 4.5), ("tagged", "white"), grow=0.3, drag=2.2, gain=1.4, scatter=14.0
    ),
    "arrival": Style(
        "glow", 16, (60, 260), (0.25, 0.6), (10, 26), ("data", "violet", "white"), grow=0.4, drag=3.0, gain=1.0
    ),
    "air": Style("dot", 1, (0, 8), (1.6, 3.2), (1.4, 3.0), ("steel",), grow=1.0, drag=0.0, gain=0.35),
}


class Particles:
    """A bounded crowd. Positions in world units; `update` moves, `draw` appends to a draw list."""

    COLUMNS = (
        "x",
        "y",
        "vx",
        "vy",
        "age",
        "life",
        "size",
        "grow",
        "stretch",
        "drag",
        "angle",
        "spin",
        "r",
        "g",
        "b",
        "a",
    )

    def __init__(self, ids: dict[str, int], capacity: int = CAPACITY, seed: int = 1) -> None:
        self.capacity = capacity
        self.n = 0
        self._random = np.random.default_rng(seed)
        self._columns = np.zeros((len(self.COLUMNS), capacity), np.float32)
        self._index = {name: i for i, name in enumerate(self.COLUMNS)}
        self._sprite = np.zeros(capacity, np.int32)
        self._additive = np.zeros(capacity, bool)
        self._spare = np.empty(capacity, np.float32)
        self._styles = {
            name: (
                style,
                np.array([ids[s] for s in style.sprite.split()], np.int32),
                np.array([palette.rgb(c) for c in style.colours], np.float32),
            )
            for name, style in STYLES.items()
        }

    def clear(self) -> None:
        self.n = 0

    def column(self, name: str) -> np.ndarray:
        """View of one column, shape (n,), float32."""
        return self._columns[self._index[name], : self.n]

    def emit(
        self,
        name: str,
        x: float | np.ndarray,
        y: float | np.ndarray,
        direction: float | np.ndarray = 0.0,
        velocity: tuple = (0.0, 0.0),
        count: int | None = None,
        tint: tuple[float, float, float] | None = None,
    ) -> int:
        """A burst of style `name`; x, y, direction (radians) and velocity (u/s) may be arrays of one length.

        Returns how many found room. `count` overrides the style's (a burst a point, when x is an array).
        """
        style, sprites, colours = self._styles[name]
        points = np.size(x)
        many = min(points * (style.count if count is None else count), self.capacity - self.n)
        if many <= 0:
            return 0
        rng, rows = self._random, slice(self.n, self.n + many)
        pick = np.arange(many) % points
        put = self._columns
        at = self._index
        heading = np.broadcast_to(direction, points)[pick] + rng.uniform(-style.spread, style.spread, many)
        speed = rng.uniform(*style.speed, many)
        spread_x, spread_y = rng.normal(0.0, style.scatter, (2, many)) if style.scatter else (0.0, 0.0)
        put[at["x"], rows] = np.broadcast_to(x, points)[pick] + spread_x
        put[at["y"], rows] = np.broadcast_to(y, points)[pick] + spread_y
        put[at["vx"], rows] = np.cos(heading) * speed + np.broadcast_to(velocity[0], points)[pick] * style.inherit
        put[at["vy"], rows] = np.sin(heading) * speed + np.broadcast_to(velocity[1], points)[pick] * style.inherit
        put[at["age"], rows] = 0.0
        put[at["life"], rows] = rng.uniform(*style.life, many)
        put[at["size"], rows] = rng.uniform(*style.size, many)
        put[at["grow"], rows] = style.grow
        put[at["stretch"], rows] = style.stretch
        put[at["drag"], rows] = style.drag
        put[at["angle"], rows] = heading if style.stretch else rng.uniform(0.0, math.tau, many)
        put[at["spin"], rows] = rng.uniform(-style.spin, style.spin, many)
        colour = (np.asarray(tint, np.float32) if tint else colours[rng.integers(0, len(colours), many)]) * style.gain
        put[at["r"] : at["b"] + 1, rows] = np.broadcast_to(colour, (many, 3)).T * style.alpha
        put[at["a"], rows] = 0.0 if style.additive else style.alpha + (2.0 if style.lit else 0.0)
        self._sprite[rows] = sprites[rng.integers(0, len(sprites), many)]
        self._additive[rows] = style.additive
        self.n += many
        return many

    def update(self, dt: float) -> None:
        if not self.n:
            return
        n, spare = self.n, self._spare[: self.n]
        c = self.column
        np.multiply(c("vx"), dt, out=spare)
        c("x")[:] += spare
        np.multiply(c("vy"), dt, out=spare)
        c("y")[:] += spare
        np.multiply(c("drag"), -dt, out=spare)
        np.exp(spare, out=spare)
        c("vx")[:] *= spare
        c("vy")[:] *= spare
        np.multiply(c("spin"), dt, out=spare)
        c("angle")[:] += spare
        c("age")[:] += dt
        alive = c("age") < c("life")
        kept = int(np.count_nonzero(alive))
        if kept < n:
            self._columns[:, :kept] = self._columns[:, :n][:, alive]
            self._sprite[:kept] = self._sprite[:n][alive]
            self._additive[:kept] = self._additive[:n][alive]
            self.n = kept

    def erase(self, mask: np.ndarray) -> None:
        """Let those of `mask` (shape (n,)) die now: the sweep takes wakes that have no name."""
        self.column("age")[mask] = self.column("life")[mask]

    def draw(self, solid, glowing, lens) -> None:
        """Append to `solid` what covers (smoke, debris) and to `glowing` what only adds light."""
        if not self.n:
            return
        c = self.column
        seen = lens.sees(c("x"), c("y"), 80.0)
        for target, mask in ((solid, seen & ~self._additive[: self.n]), (glowing, seen & self._additive[: self.n])):
            rows = np.flatnonzero(mask)
            if rows.size:
                self._append(target, rows, lens)

    def _append(self, target, rows: np.ndarray, lens) -> None:
        data = self._columns[:, rows]
        col = {name: data[i] for name, i in self._index.items()}
        part = col["age"] / col["life"]
        fade = 1.0 - part * part
        size = col["size"] * (1.0 + (col["grow"] - 1.0) * part) * lens.scale
        long = size + np.hypot(col["vx"], col["vy"]) * col["stretch"] * lens.scale
        lit = col["a"] >= 2.0
        alpha = (col["a"] - 2.0 * lit) * fade + 2.0 * lit
        colour = np.stack([col["r"] * fade, col["g"] * fade, col["b"] * fade, alpha], axis=1)
        target.add(self._sprite[rows], lens.x(col["x"]), lens.y(col["y"]), long, size, col["angle"], colour)
