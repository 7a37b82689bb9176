"""Short-lived things that only decorate: sparks, debris, exhaust, dust, flakes of paint, motes of data.

Numpy columns with their own random generator, never the world's: an effect must not be able to change a tick.
"""

from __future__ import annotations

import math

import numpy as np

from game.render import palette
from game.render.camera import Lens
from game.render.drawlist import LIT, DrawList
from game.render.particle_styles import STYLES, Style
from game.render.steps import faced, stepped

CAPACITY = 4096  # when full, the youngest wish loses: what already flies is not torn out of the picture


COLUMNS = (
    "x", "y", "vx", "vy", "life", "size", "angle", "spin", "age", "grow", "stretch", "drag", "r", "g", "b", "a",
)  # fmt: skip
INDEX = {name: i for i, name in enumerate(COLUMNS)}
X, Y, VX, VY, ANGLE, RED, BLUE = (INDEX[name] for name in ("x", "y", "vx", "vy", "angle", "r", "b"))
DRAWN = slice(INDEX["life"], INDEX["spin"] + 1)  # columns that differ from one to the next, evenly within a range


class _Kind:
    """A style in columns, worked out once: `born` (16, 1) is the least of each, `spans` (4, 1) what comes on top."""

    def __init__(self, style: Style, ids: dict[str, int]) -> None:
        self.style = style
        self.sprites = np.array([ids[s] for s in style.sprite.split()], np.int32)
        light = style.gain * style.alpha
        self._light = np.float32(light)
        self.repaint()
        turned = 0.0 if style.stretch or style.upright else math.tau
        ranges = (style.life, style.size, (0.0, turned), (-style.spin, style.spin))
        alpha = 0.0 if style.additive else style.alpha + (LIT if style.lit else 0.0)
        born = {"grow": style.grow, "stretch": style.stretch, "drag": style.drag, "a": alpha}
        self.born = np.array([[born.get(name, 0.0)] for name in COLUMNS], np.float32)
        self.born[DRAWN, 0] = [least for least, _ in ranges]
        self.spans = np.array([[most - least] for least, most in ranges], np.float32)

    def repaint(self) -> None:
        """The palette shows other colours."""
        self.colours = np.array([palette.rgb(c) for c in self.style.colours], np.float32).T * self._light


def _of_point(value: float | np.ndarray, pick: np.ndarray) -> float | np.ndarray:
    """A value for each particle from one for each point, or for all."""
    return value[pick] if isinstance(value, np.ndarray) else value


class Particles:
    """A bounded crowd. Positions in world units; `update` moves, `draw` appends to a draw list."""

    def __init__(self, ids: dict[str, int], capacity: int = CAPACITY, seed: int = 1) -> None:
        self.capacity = capacity
        self.n = 0
        self._random = np.random.default_rng(seed)
        self._columns = np.zeros((len(COLUMNS), capacity), np.float32)
        self._sprite = np.zeros(capacity, np.int32)
        self._additive = np.zeros(capacity, bool)
        self._spare = np.empty(capacity, np.float32)
        self._kinds = {name: _Kind(style, ids) for name, style in STYLES.items()}
        self._bursts: dict[str, list[tuple[float, float, float, float, float]]] = {}

    def repaint(self) -> None:
        """The palette shows other colours: what is born from now on has them."""
        for kind in self._kinds.values():
            kind.repaint()

    def clear(self) -> None:
        self.n = 0
        self._bursts.clear()

    def column(self, name: str) -> np.ndarray:
        """View of one column, shape (n,), float32."""
        return self._columns[INDEX[name], : self.n]

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
        kind = self._kinds[name]
        style = kind.style
        points = x.size if isinstance(x, np.ndarray) else 1
        many = min(points * (style.count if count is None else count), self.capacity - self.n)
        if many <= 0:
            return 0
        rng, rows = self._random, slice(self.n, self.n + many)
        if points > 1:
            pick = np.arange(many) % points
            x, y, direction, *velocity = (_of_point(v, pick) for v in (x, y, direction, *velocity))
        put, chance = self._columns[:, rows], rng.random((7, many), dtype=np.float32)
        put[:] = kind.born
        put[DRAWN] += kind.spans * chance[:4]  # life, size, turn and its speed; the widths of what is drawn evenly
        heading = direction + (chance[4] * 2.0 - 1.0) * style.spread
        speed = style.speed[0] + chance[5] * (style.speed[1] - style.speed[0])
        put[X], put[Y] = x, y
        if style.scatter:
            put[X : Y + 1] += rng.normal(0.0, style.scatter, (2, many))
        np.multiply(np.cos(heading), speed, out=put[VX])
        np.multiply(np.sin(heading), speed, out=put[VY])
        if style.inherit:
            put[VX] += np.multiply(velocity[0], style.inherit)
            put[VY] += np.multiply(velocity[1], style.inherit)
        if style.stretch and not style.upright:
            put[ANGLE] = heading
        if tint:
            put[RED : BLUE + 1] = np.array(tint, np.float32)[:, None] * (style.gain * style.alpha)
        else:
            put[RED : BLUE + 1] = kind.colours.take((chance[6] * kind.colours.shape[1]).astype(np.intp), axis=1)
        self._sprite[rows] = kind.sprites if len(kind.sprites) == 1 else rng.choice(kind.sprites, many)
        self._additive[rows] = style.additive
        self.n += many
        return many

    def burst(self, name: str, x: float, y: float, direction: float, velocity: tuple[float, float]) -> None:
        """A burst with the next `update`: all of one style together cost little more than one alone."""
        self._bursts.setdefault(name, []).append((x, y, direction, *velocity))

    def update(self, dt: float) -> None:
        for name, bursts in self._bursts.items():
            x, y, direction, vx, vy = np.array(bursts).T
            self.emit(name, x, y, direction, (vx, vy))
        self._bursts.clear()
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

    def draw(self, solid: DrawList, glowing: DrawList, lens: Lens, share: float = 1.0, dust: float = 1.0) -> None:
        """Append to `solid` a share, `dust`, of what covers (smoke, debris), to `glowing` a `share` of what adds light.

        The same ones are left out as long as they live.
        """
        if not self.n:
            return
        c = self.column
        seen = lens.sees(c("x"), c("y"), 80.0)
        adds = self._additive[: self.n]
        if min(share, dust) < 1.0:
            lot = c("life") * np.float32(997.0) % 1.0  # a life has a length of its own
            seen &= lot < np.where(adds, np.float32(share), np.float32(dust))
        for target, mask in ((solid, seen & ~adds), (glowing, seen & adds)):
            rows = np.flatnonzero(mask)
            if rows.size:
                self._append(target, rows, lens)

    def _append(self, target: DrawList, rows: np.ndarray, lens: Lens) -> None:
        data = self._columns[:, rows]
        col = {name: data[i] for name, i in INDEX.items()}
        part = col["age"] / col["life"]
        fade = stepped(1.0 - part * part, 1 / 7)
        size = col["size"] * (1.0 + (col["grow"] - 1.0) * part) * lens.scale
        long = size + np.hypot(col["vx"], col["vy"]) * col["stretch"] * lens.scale
        size = np.where(size < 8.0, stepped(size, 1.0), stepped(size, 4.0))
        long = np.where(col["stretch"] > 0.0, stepped(long, 6.0), size)
        lit = col["a"] >= 2.0
        alpha = (col["a"] - 2.0 * lit) * fade + 2.0 * lit
        colour = np.stack([col["r"] * fade, col["g"] * fade, col["b"] * fade, alpha], axis=1)
        angle = faced(col["angle"])
        target.add(self._sprite[rows], lens.x(col["x"]), lens.y(col["y"]), long, size, angle, colour)
