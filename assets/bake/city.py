"""The roofs of Infinity from above: blocks that lean away from the avenue, what stands on them, and who is up there."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from canvas import Canvas, Point, mix, shade

PINK, CYAN, VIOLET, AMBER, LIME, CORAL = "#ff3fa4", "#28c8ff", "#9a5cff", "#ffab2e", "#7dff3a", "#ff5f5f"
WARM_WINDOW = "#ffd898"
PEOPLE = ("#ff6ad5", "#8dff2e", "#ffd65c", "#7ae0ff", "#f0f0ff", "#ff8f5e")
LEAN = 0.30  # how much farther from the avenue a roof of height 1 is drawn than its foot
SLANT = 46.0  # and how much farther right [px]


@dataclass(frozen=True)
class Block:
    """A building's foot: its corner, size, height 0..1, neon colour, and what is on the roof."""

    x: float
    y: float
    w: float
    h: float
    ht: float
    neon: str
    body: str
    shape: int
    roof: str
    sign: str = ""
    outlined: bool = True


@dataclass(frozen=True)
class Roof:
    """Where a roof is on the sheet, for those who furnish it."""

    x: float
    y: float
    w: float
    h: float
    ht: float
    neon: str
    body: str

    @property
    def middle(self) -> Point:
        return self.x + self.w / 2, self.y + self.h / 2


def glowing(colour: str, k: float) -> str:
    """A neon colour at strength k, for the glow sheet."""
    return shade(colour, k)


def draw_block(canvas: Canvas, block: Block, axis: float, rng: np.random.Generator) -> None:
    """Walls towards the avenue, then the roof and its furniture. `axis` is the avenue's y here."""
    rise = LEAN * block.ht

    def up(p: Point, t: float = 1.0) -> Point:
        return p[0] + SLANT * block.ht * t, axis + (p[1] - axis) * (1 + rise * t)

    foot = _plan(block)
    top = [up(p) for p in foot]
    xs = [p[0] for p in foot + top]
    with canvas.spanning(min(xs) - 20, max(xs) + 20):
        _draw_walls(canvas, block, foot, top, axis, rng)
        canvas.polygon(top, block.body, ht=block.ht)
        inner = _inset(top, 5)
        canvas.polygon(inner, stroke=shade(block.body, 0.62), width=2.0, ht=block.ht - 0.03)
        if block.outlined:
            canvas.polygon(top, stroke=shade(block.neon, 0.8), width=2.0, glow=glowing(block.neon, 0.5))
        left, high = up((block.x, block.y))
        roof = Roof(left, high, block.w, block.h * (1 + rise), block.ht, block.neon, block.body)
        if block.sign:
            above_sign = replace(roof, h=roof.h - sign_cap(roof, block.sign) - 22)
            FURNITURE[block.roof](canvas, above_sign, rng)
            draw_sign(canvas, roof, block.sign)
        else:
            FURNITURE[block.roof](canvas, roof, rng)


def _plan(block: Block) -> list[Point]:
    """The foot's corners, clockwise on screen."""
    x, y, w, h = block.x, block.y, block.w, block.h
    c = min(w, h) * 0.22
    if block.shape == 1:
        return [(x + c, y), (x + w - c, y), (x + w, y + c), (x + w, y + h - c), (x + w - c, y + h), (x + c, y + h),
                (x, y + h - c), (x, y + c)]  # fmt: skip
    if block.shape == 2:
        return [(x, y), (x + w - c * 1.7, y), (x + w, y + c * 1.7), (x + w, y + h), (x, y + h)]
    if block.shape == 3:
        return [(x, y), (x + w, y), (x + w, y + h), (x + c * 1.7, y + h), (x, y + h - c * 1.7)]
    return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]


def _inset(points: list[Point], d: float) -> list[Point]:
    cx = sum(p[0] for p in points) / len(points)
    cy = sum(p[1] for p in points) / len(points)
    return [
        (x - math.copysign(min(d, abs(x - cx)), x - cx), y - math.copysign(min(d, abs(y - cy)), y - cy))
        for x, y in points
    ]


def _draw_walls(
    canvas: Canvas, block: Block, foot: list[Point], top: list[Point], axis: float, rng: np.random.Generator
) -> None:
    for i, j in ((k, (k + 1) % len(foot)) for k in range(len(foot))):
        quad = [foot[i], foot[j], top[j], top[i]]
        if _signed_area(quad) <= 0:
            continue
        sideways = abs(foot[j][1] - foot[i][1]) > abs(foot[j][0] - foot[i][0])
        canvas.polygon(quad, shade(block.body, 0.40 if sideways else 0.56), ht=block.ht * 0.5)
        span = math.hypot(foot[j][0] - foot[i][0], foot[j][1] - foot[i][1])
        tall = math.hypot(top[i][0] - foot[i][0], top[i][1] - foot[i][1])
        rows = min(5, int(tall / 11))
        if span < 24 or rows < 1:
            continue
        for row in range(rows):
            t = (row + 0.7) / (rows + 0.4)
            a, b = _between(foot[i], top[i], t), _between(foot[j], top[j], t)
            a, b = _between(a, b, 7 / span), _between(b, a, 7 / span)
            colour = WARM_WINDOW if rng.random() < 0.6 else block.neon
            dash = ("4 12 4 30", "3 17", "4 9 4 9 4 40", "5 26")[int(rng.integers(4))]
            canvas.line([a, b], shade(block.body, 0.34), 3.4)
            canvas.line([a, b], shade(colour, 0.5), 2.2, dash=dash, glow=glowing(colour, 0.36))


def _signed_area(points: list[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True)) / 2


def _between(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def sign_cap(roof: Roof, words: str) -> float:
    """How tall the letters of a sign can be."""
    return min(22.0, roof.h * 0.26, (roof.w - 34) / (len(words) * 0.95))


def draw_sign(canvas: Canvas, roof: Roof, words: str) -> None:
    """A lettered box on the roof's front edge, neon all round."""
    cap = sign_cap(roof, words)
    x, w = roof.x + 12, roof.w - 24
    y = roof.y + roof.h - cap - 24
    canvas.rect(x, y, w, cap + 14, "#0b0816", ht=roof.ht + 0.16)
    canvas.rect(x, y, w, cap + 14, stroke=shade(roof.neon, 0.85), width=2, glow=glowing(roof.neon, 0.5))
    canvas.text(words, x + w / 2, y + 7, cap, roof.neon, weight=0.95, glow=glowing(roof.neon, 0.62))


def draw_person(canvas: Canvas, x: float, y: float, ht: float, rng: np.random.Generator) -> None:
    """Shoulders and a head, from above."""
    colour = PEOPLE[int(rng.integers(len(PEOPLE)))]
    canvas.ellipse(x, y, 3.4, 2.2, shade(colour, 0.75), ht=ht + 0.05)
    canvas.circle(x, y - 0.4, 1.4, ("#3a2420", "#c89878", "#6a4432")[int(rng.integers(3))], ht=ht + 0.08)


# ---- what stands on roofs: each draws inside `roof` ------------------------------------------------------------------


def bare(canvas: Canvas, roof: Roof, rng: np.random.Generator) -> None:
    x, y = roof.x + roof.w * 0.68, roof.y + roof.h * 0.34
    canvas.rect(x, y, min(30, roof.w * 0.2), min(24, roof.h * 0.24), shade(roof.body, 1.2), round_=2, ht=roof.ht + 0.08)


def ribs(canvas: Canvas, roof: Roof, rng: np.random.Generator) -> None:
    x = roof.x + roof.w * 0.16
    while x < roof.x + roof.w * 0.84:
        canvas.rect(x, roof.y + roof.h * 0.18, 7, roof.h * 0.44, shade(roof.body, 0.55), round_=2, ht=roof.ht + 0.05)
        x += 14


def tank(canvas: Canvas, roof: Roof, rng: np.random.Generator) -> None:
    x, y = roof.middle
    r = min(roof.w, roof.h) * 0.26
    y -= roof.h * 0.1
    canvas.circle(x, y, r, shade(roof.body, 0.6), ht=roof.ht + 0.08)
    canvas.circle(x, y, r, stroke=shade(roof.neon, 0.7), width=1.6, glow=glowing(roof.neon, 0.34))
    canvas.circle(x, y, r * 0.62, shade(roof.body, 1.3), ht=roof.ht + 0.15)


def pool(canvas: Canvas, roof: Roof, rng: np.random.Generator) -> None:
    """Water, somebody in a rubber ring, somebody else on a lounger."""
    x, y, w, h = roof.x + roof.w * 0.18, roof.y + roof.h * 0.2, roof.w * 0.64, roof.h * 0.46
    corner = min(w, h) * float(rng.choice([0.1, 0.5]))
    canvas.rect(x - 5, y - 5, w + 10, h + 10, shade(roof.body, 1.25), round_=corner + 4, ht=roof.ht + 0.03)
    canvas.rect(x, y, w, h, "#0d4a62", round_=corner, ht=roof.ht - 0.03, glow="#02131b")
    canvas.rect(x + 4, y + 4, w - 8, h - 8, stroke="#2a88a0", width=1.6, round_=max(0.0, corner - 3), op=0.8)
    for _ in range(int(w / 18)):
        u, v = x + rng.uniform(8, w - 18), y + rng.uniform(7, h - 5)
        canvas.path(f"M{u:.0f} {v:.0f}q4 -3 8 0", stroke="#3f9cb2", width=1.2)
    ring = (x + w * rng.uniform(0.25, 0.75), y + h * rng.uniform(0.35, 0.65))
    tube = ("#d8447c", "#e0a030", "#8a5cd8")[int(rng.integers(3))]
    canvas.circle(*ring, 6, stroke=tube, width=3.4, ht=roof.ht + 0.03)
    draw_person(canvas, *ring, roof.ht, rng)
    for k in range(int(rng.integers(2, 5))):
        lounger = PEOPLE[int(rng.integers(6))]
        canvas.rect(x + 6 + k * 15, y + h + 8, 8, 13, shade(lounger, 0.6), round_=2, ht=roof.ht + 0.04)
        if rng.random() < 0.4:
            draw_person(canvas, x + 10 + k * 15, y + h + 13, roof.ht + 0.03, rng)


def dance(canvas: Canvas, roof: Roof, rng: np.random.Generator) -> None:
    side = min(roof.w * 0.62, roof.h * 0.5)
    n = 5
    cell = side / n
    x0, y0 = roof.x + (roof.w - side) / 2, roof.y + roof.h * 0.14
    for i in range(n * n):
        hue = (PINK, CYAN, VIOLET, AMBER)[int(rng.integers(4))]
        on = rng.random() < 0.55
        canvas.rect(x0 + i % n * cell, y0 + i // n * cell, cell - 1.5, cell - 1.5, shade(hue, 0.42 if on else 0.14),
                    ht=roof.ht + 0.02, glow=glowing(hue, 0.26) if on else None)  # fmt: skip
    for _ in range(7):
        draw_person(canvas, x0 + rng.uniform(4, side - 4), y0 + rng.uniform(4, side - 4), roof.ht, rng)


def star_pad(canvas: Canvas, roof: Roof, rng: np.random.Generator) -> None:
    x, y = roof.middle
    y -= roof.h * 0.08
    r = min(roof.w, roof.h) * 0.3
    points = [((r if i % 2 == 0 else r * 0.45) * math.sin(i * math.pi / 5) + x,
               -(r if i % 2 == 0 else r * 0.45) * math.cos(i * math.pi / 5) + y) for i in range(10)]  # fmt: skip
    canvas.polygon(points, mix(roof.body, roof.neon, 0.25), ht=roof.ht + 0.03)
    canvas.polygon(points, stroke=shade(roof.neon, 0.7), width=1.8, glow=glowing(roof.neon, 0.36))


def garden(canvas: Canvas, roof: Roof, rng: np.random.Generator) -> None:
    canvas.rect(roof.x + roof.w * 0.12, roof.y + roof.h * 0.14, roof.w * 0.76, roof.h * 0.48, "#143c3a", round_=5,
                ht=roof.ht + 0.02)  # fmt: skip
    for _ in range(max(3, int(roof.w / 26))):
        x, y = roof.x + rng.uniform(0.2, 0.8) * roof.w, roof.y + rng.uniform(0.22, 0.54) * roof.h
        r = rng.uniform(6, 11)
        for k in range(6):
            a = k * math.pi / 3 + rng.uniform(0, 0.4)
            canvas.line([(x, y), (x + r * math.cos(a), y + r * math.sin(a))], "#1f7a66", 3.2, ht=roof.ht + 0.12)
    draw_person(canvas, roof.x + roof.w * 0.5, roof.y + roof.h * 0.5, roof.ht, rng)


def dish(canvas: Canvas, roof: Roof, rng: np.random.Generator) -> None:
    x, y = roof.middle
    y -= roof.h * 0.1
    r = min(roof.w, roof.h) * 0.28
    canvas.circle(x, y, r, shade(roof.body, 1.15), ht=roof.ht + 0.1)
    canvas.circle(x, y, r * 0.8, shade(roof.body, 0.7), ht=roof.ht + 0.04)
    canvas.line([(x, y), (x + r * 0.9, y - r * 0.5)], "#8d86ad", 3, ht=roof.ht + 0.24)
    canvas.circle(x + r * 0.9, y - r * 0.5, 3, roof.neon, glow=glowing(roof.neon, 0.5))


def lamps(canvas: Canvas, roof: Roof, rng: np.random.Generator) -> None:
    x, y = roof.middle
    for k in (-1, 0, 1):
        canvas.circle(x + k * roof.w * 0.2, y - roof.h * 0.12, min(roof.w, roof.h) * 0.085, shade(roof.neon, 0.75),
                      ht=roof.ht + 0.06, glow=glowing(roof.neon, 0.42))  # fmt: skip


def duck(canvas: Canvas, roof: Roof, rng: np.random.Generator) -> None:
    """An inflatable duck, tied down at four corners, larger than the building deserves."""
    x, y = roof.middle
    r = min(roof.w, roof.h) * 0.36
    for sx in (-1, 1):
        for sy in (-1, 1):
            canvas.line([(x, y), (x + sx * roof.w * 0.42, y + sy * roof.h * 0.4)], "#1a1428", 1.6)
    canvas.ellipse(x - r * 0.15, y, r * 1.2, r * 0.9, "#c8941a", ht=roof.ht + 0.16)
    canvas.ellipse(x - r * 0.2, y - r * 0.06, r * 0.95, r * 0.66, "#dcaa26", ht=roof.ht + 0.22)
    canvas.ellipse(x + r * 1.1, y, r * 0.34, r * 0.24, "#d0601a", ht=roof.ht + 0.24)
    canvas.circle(x + r * 0.62, y, r * 0.5, "#e2b430", ht=roof.ht + 0.32)
    for s in (-1, 1):
        canvas.circle(x + r * 0.8, y + s * r * 0.24, r * 0.09, "#181020")


def doughnut(canvas: Canvas, roof: Roof, rng: np.random.Generator) -> None:
    x, y = roof.middle
    r = min(roof.w, roof.h) * 0.34
    canvas.circle(x, y, r * 0.7, stroke="#8a5a2a", width=r * 0.66, ht=roof.ht + 0.14)
    canvas.circle(x, y, r * 0.7, stroke="#c0408a", width=r * 0.46, ht=roof.ht + 0.2)
    for k in range(14):
        a, q = k * math.tau / 14 + rng.uniform(-0.1, 0.1), r * rng.uniform(0.55, 0.85)
        px, py = x + q * math.cos(a), y + q * math.sin(a)
        t = rng.uniform(0, math.tau)
        colour = (AMBER, CYAN, LIME, "#e8e4f4")[k % 4]
        canvas.line(
            [(px, py), (px + 5 * math.cos(t), py + 5 * math.sin(t))],
            shade(colour, 0.8),
            2.6,
            glow=glowing(colour, 0.14),
        )


def crown(canvas: Canvas, roof: Roof, rng: np.random.Generator) -> None:
    x, y = roof.middle
    r = min(roof.w, roof.h) * 0.33
    canvas.circle(x, y, r, "#8a6218", ht=roof.ht + 0.1)
    for k in range(8):
        a = k * math.tau / 8
        tip = (x + r * 1.35 * math.cos(a), y + r * 1.35 * math.sin(a))
        sides = [(x + r * math.cos(a + d), y + r * math.sin(a + d)) for d in (-0.3, 0.3)]
        canvas.polygon([sides[0], tip, sides[1]], "#b8862a", ht=roof.ht + 0.22)
        canvas.circle(*tip, 3.4, CORAL, glow=glowing(CORAL, 0.3))
    canvas.circle(x, y, r * 0.74, "#5a1a3c", ht=roof.ht + 0.16)
    canvas.circle(x, y, r, stroke=shade(AMBER, 0.8), width=2.4, glow=glowing(AMBER, 0.34))


def sofa(canvas: Canvas, roof: Roof, rng: np.random.Generator) -> None:
    """A sofa, a lamp, a carpet, and somebody who has been there all day."""
    x, y = roof.x + roof.w * 0.3, roof.y + roof.h * 0.22
    canvas.ellipse(x + 28, y + 26, 40, 22, "#5a2048", ht=roof.ht + 0.01)
    canvas.rect(x, y, 56, 15, "#8a3050", round_=5, ht=roof.ht + 0.12)
    canvas.rect(x + 3, y + 9, 50, 15, "#a8405c", round_=4, ht=roof.ht + 0.07)
    draw_person(canvas, x + 20, y + 14, roof.ht + 0.06, rng)
    canvas.circle(x + 68, y + 6, 7, "#d8a850", ht=roof.ht + 0.2, glow="#5a4218")


CAT: tuple[tuple[str, tuple[Point, ...]], ...] = (  # path commands and their points, in radii
    ("M", ((-1, 0.5),)),
    ("C", ((-1.5, -0.9), (0.4, -1.1), (0.7, -0.3))),
    ("L", ((0.8, -0.65), (1.05, -0.45), (1.25, -0.45), (1.5, -0.65), (1.55, -0.15))),
    ("C", ((1.6, 0.7), (0.6, 0.8), (0.2, 0.6))),
    ("C", ((-0.2, 0.9), (-0.7, 0.8), (-1, 0.5))),
    ("Z", ()),
)


def cat(canvas: Canvas, roof: Roof, rng: np.random.Generator) -> None:
    """A cat the size of a flat, asleep, in light tubes."""
    x, y = roof.middle
    r = min(roof.w, roof.h) * 0.3
    y -= roof.h * 0.06
    outline = "".join(
        letter + " ".join(f"{x + u * r:.1f} {y + v * r:.1f}" for u, v in points) for letter, points in CAT
    )
    canvas.path(outline, shade(roof.body, 0.5), ht=roof.ht + 0.05)
    canvas.path(outline, stroke=shade(roof.neon, 0.8), width=2.6, glow=glowing(roof.neon, 0.5))
    for k in (0.85, 1.2):
        canvas.path(
            f"M{x + r * k - 4:.1f} {y + r * 0.2:.1f}q4 4 8 0", stroke=roof.neon, width=2, glow=glowing(roof.neon, 0.5)
        )


def court(canvas: Canvas, roof: Roof, rng: np.random.Generator) -> None:
    x, y, w, h = roof.x + roof.w * 0.14, roof.y + roof.h * 0.16, roof.w * 0.72, roof.h * 0.48
    canvas.rect(x, y, w, h, "#5a2e2a", ht=roof.ht + 0.01)
    canvas.rect(x + 4, y + 4, w - 8, h - 8, stroke="#b8907a", width=1.4)
    canvas.line([(x + w / 2, y + 4), (x + w / 2, y + h - 4)], "#b8907a", 1.4)
    canvas.circle(x + w / 2, y + h / 2, h * 0.18, stroke="#b8907a", width=1.4)
    for _ in range(5):
        draw_person(canvas, x + rng.uniform(8, w - 8), y + rng.uniform(6, h - 6), roof.ht, rng)


FURNITURE: dict[str, Callable[[Canvas, Roof, np.random.Generator], None]] = {
    "bare": bare, "ribs": ribs, "tank": tank, "pool": pool, "dance": dance, "star": star_pad, "garden": garden,
    "dish": dish, "lamps": lamps, "duck": duck, "doughnut": doughnut, "crown": crown, "sofa": sofa, "cat": cat,
    "court": court,
}  # fmt: skip
