"""The avenue of Infinity: a module of roofs, 3840 units long, that repeats in x. One flies over it.

Three depths: the lights at the bottom of the avenue (blurred, cool), decks and roofs that lean away from it, and, on
the roofs, what people with nothing else put there. The avenue stays dark and clean: it belongs to the ship.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from canvas import Canvas, Point, mix, shade
from city import AMBER, CORAL, CYAN, LIME, PINK, VIOLET, Block, draw_block, draw_person, glowing
from noise import clouds
from relief import Lighting, blurred, lit
from tiles import Place

PERIOD, HEIGHT = 3840, 1800
MIDDLE = HEIGHT / 2
RAIL = 150  # half the avenue's width
FLOOR = 104  # half of what one sees of its bottom; between the two, its walls
CANYONS = (500, 1460, 2420, 3380)  # cross streets: the decks are cut here
CANYON = 34  # half their width

# (nearest edge from the axis, depth, lowest and highest building) of each row of buildings, on both sides
ROWS = (
    (180, 116, 0.06, 0.16),
    (338, 128, 0.14, 0.36),
    (486, 124, 0.26, 0.52),
    (656, 140, 0.36, 0.72),
    (812, 130, 0.5, 0.85),
)
ROADS = (317, 633)
SIGNS = (
    "VIP",
    "RAID",
    "LOOT",
    "XP x2",
    "GG",
    "PETS",
    "SKINS",
    "AFK",
    "BOOST",
    "DUELS",
    "WIN",
    "INFINITY+",
    "HATS",
    "NEW!",
)
ROOFS = ("bare", "bare", "ribs", "tank", "pool", "dance", "star", "garden", "dish", "lamps", "sofa", "cat", "court",
         "doughnut", "duck", "crown")  # fmt: skip
QUIET_ROOFS = ("bare", "bare", "ribs", "ribs", "tank", "lamps", "pool", "garden", "star", "dish")
BODIES = ("#3a3556", "#403a60", "#35334f", "#463a5c", "#303650")
# neon of the districts between the canyons, north and south of the avenue
DISTRICTS = (
    ((PINK, VIOLET, PINK), (CYAN, VIOLET, CYAN)),
    ((CYAN, CYAN, VIOLET), (AMBER, PINK, AMBER)),
    ((AMBER, CORAL, VIOLET), (VIOLET, PINK, VIOLET)),
    ((VIOLET, PINK, CYAN), (PINK, AMBER, LIME)),
)
# (side, x0, x1, near, far): ground kept free for a landmark
LANDMARKS = ((-1, 590, 1390, 330, 640), (1, 2640, 3200, 330, 800))

PLACE = Place(origin=(6000, -900), scale=1.0, repeat="x")
LIGHT = Lighting(
    relief=96, ambient=(0.30, 0.26, 0.52), sun=(-0.62, -0.42, 0.46), sun_colour=(0.98, 0.84, 1.16), softness=1.8,
    occlusion=0.022, grain=0.05, spill=1.9, halo=0.8, ceiling=0.64, wrap_x=True,
)  # fmt: skip


def axis(x: float) -> float:
    """The avenue's middle, in pixels of the sheet."""
    return MIDDLE + 26 * math.sin(math.tau * x / 1920)


def along(offset: float, x0: float = -40, x1: float = PERIOD + 40) -> list[Point]:
    """A line that follows the avenue at a distance from its middle."""
    count = max(2, int((x1 - x0) / 20) + 1)
    return [(x, axis(x) + offset) for x in np.linspace(x0, x1, count)]


def paint() -> np.ndarray:
    rng = np.random.default_rng(71)
    canvas = Canvas(PERIOD, HEIGHT, PERIOD)
    _draw_walls_of_avenue(canvas, rng)
    for side in (-1, 1):
        _draw_deck(canvas, side, rng)
        _draw_roads(canvas, side)
    _draw_crowd(canvas, rng)
    _draw_rails(canvas)
    for block in sorted(_blocks(rng), key=lambda b: -abs(b.y + b.h / 2 - axis(b.x + b.w / 2))):
        draw_block(canvas, block, axis(block.x + block.w / 2), rng)
    _draw_letters(canvas)
    _draw_arena(canvas, rng)
    above, height, glow = canvas.colours(), canvas.heights(), canvas.glows()
    deep, deep_glow = _bottom()
    cover = above[..., 3:]
    colour = above[..., :3] * cover + deep * (1 - cover)
    return lit(colour, height, glow * cover + deep_glow * (1 - cover), LIGHT)


# ---- far below -------------------------------------------------------------------------------------------------------


def _bottom() -> tuple[np.ndarray, np.ndarray]:
    """What lies at the bottom: streets nobody has been to, out of focus. Colour and glow, full size."""
    rng = np.random.default_rng(5)
    half = Canvas(PERIOD // 2, HEIGHT // 2, PERIOD // 2)
    half.rect(0, 0, half.width, half.height, "#090a1a")
    for _ in range(420):
        x, y, w, h = rng.uniform(0, half.width), rng.uniform(0, half.height), rng.uniform(14, 60), rng.uniform(10, 34)
        with half.spanning(x, x + w):
            half.rect(x, y, w, h, ("#0c0d20", "#0e0f24", "#0b0c1e")[int(rng.integers(3))])
    for y, colour in ((-34, CYAN), (-15, VIOLET), (12, PINK), (31, AMBER)):
        points = [(x / 2, axis(x) / 2 + y) for x in range(0, PERIOD + 1, 24)]
        half.line(points, shade(colour, 0.12), 1.4, dash="10 14 4 20", glow=glowing(colour, 0.30))
    for x in CANYONS:
        for dx, colour in ((-6, CYAN), (6, PINK)):
            half.line(
                [(x / 2 + dx, 0), (x / 2 + dx, half.height)],
                shade(colour, 0.12),
                1.6,
                dash="6 12",
                glow=glowing(colour, 0.4),
            )
    for _ in range(700):
        x, y = rng.uniform(0, half.width), rng.uniform(0, half.height)
        colour = (CYAN, VIOLET, PINK, AMBER)[int(rng.integers(4))]
        half.circle(x, y, rng.uniform(0.5, 1.3), shade(colour, 0.2), glow=glowing(colour, rng.uniform(0.1, 0.42)))
    layers = []
    for layer in (half.colours()[..., :3], half.glows()):
        soft = np.stack([blurred(layer[..., c], 2.6, ("nearest", "wrap")) for c in range(3)], -1)
        layers.append(np.repeat(np.repeat(soft, 2, 0), 2, 1))
    haze = clouds((HEIGHT, PERIOD), 1.8, 12)[..., None]
    tint = np.array([0.050, 0.040, 0.115], np.float32)
    colour = layers[0] + tint * haze
    return colour, np.stack([blurred(layers[1][..., c], 2.0, ("nearest", "wrap")) for c in range(3)], -1) * 0.9


def _draw_walls_of_avenue(canvas: Canvas, rng: np.random.Generator) -> None:
    """From the decks down to the bottom: floors and windows that grow dim and blue."""
    steps = 5
    for side in (-1, 1):
        for k in range(steps):
            near, far = (RAIL - (RAIL - FLOOR) * t for t in (k / steps, (k + 1) / steps))
            band = along(side * near) + along(side * (far - 1))[::-1]
            canvas.polygon(band, mix("#1a1730", "#0a0b1c", k / (steps - 1)), ht=0.05 * (1 - k / steps))
            line = along(side * (near + far) / 2)
            for colour, dash, strength in ((AMBER, "3 19 3 61 3 17", 0.26), (CYAN, "3 83 5 157", 0.30)):
                dim = strength * (1 - k / steps) ** 1.3
                shift = [(x + rng.uniform(0, 40), y) for x, y in line]
                canvas.line(shift, shade(colour, dim), 1.8, dash=dash, glow=glowing(colour, dim))


# ---- decks -----------------------------------------------------------------------------------------------------------


def _draw_deck(canvas: Canvas, side: int, rng: np.random.Generator) -> None:
    edge = side * HEIGHT
    for left, right in zip(CANYONS, (*CANYONS[1:], CANYONS[0] + PERIOD), strict=True):
        x0, x1 = left + CANYON, right - CANYON
        with canvas.spanning(x0, x1):
            canvas.polygon([*along(side * RAIL, x0, x1), (x1, MIDDLE + edge), (x0, MIDDLE + edge)], "#221e36", ht=0.08)
            for x in np.arange(x0 + 60, x1 - 20, 64):
                canvas.line([(x, axis(x) + side * (RAIL + 8)), (x, MIDDLE + edge)], "#171426", 1.6, ht=0.072)
            for y in (172, 240, 306, 330, 470, 560, 622, 646, 760):
                canvas.line(along(side * y, x0, x1), "#171426", 1.4, ht=0.072)
            for x in (x0 + 3, x1 - 3):
                canvas.line([(x, axis(x) + side * RAIL), (x, MIDDLE + edge)], "#4a4468", 3, ht=0.11)
            _draw_bays(canvas, side, x0, x1, rng)
    for x in CANYONS:
        for y in (250, 420, 600, 780):
            at = axis(x) + side * y
            with canvas.spanning(x - CANYON, x + CANYON):
                canvas.rect(x - CANYON - 6, at - 7, 2 * CANYON + 12, 14, "#2c2844", ht=0.12)
                canvas.line(
                    [(x - CANYON, at - 7), (x + CANYON, at - 7)], shade(CYAN, 0.6), 1.4, glow=glowing(CYAN, 0.3)
                )
                draw_person(canvas, x + rng.uniform(-20, 20), at, 0.12, rng)


def _draw_bays(canvas: Canvas, side: int, x0: float, x1: float, rng: np.random.Generator) -> None:
    """Arrows, parking strokes and lamps on the kerb behind the rail."""
    for x in np.arange(x0 + 90, x1 - 60, 240):
        y = axis(x) + side * (RAIL + 14)
        for k in range(3):
            u = x + k * 13
            canvas.path(f"M{u:.0f} {y - 5:.0f}l7 5l-7 5", stroke="#5a5478", width=2.4)
        lamp = (x + 120, axis(x + 120) + side * (RAIL + 13))
        canvas.circle(*lamp, 5, "#3a3454", ht=0.2)
        canvas.circle(*lamp, 2.4, "#ffe0a8", ht=0.24, glow="#c89a58")


def _draw_roads(canvas: Canvas, side: int) -> None:
    for i, offset in enumerate(ROADS):
        canvas.polygon(along(side * (offset - 13)) + along(side * (offset + 13))[::-1], "#151224", ht=0.06)
        colour = (CYAN, PINK)[(i + (side > 0)) % 2]
        for d, dash in ((-5, "18 22"), (5, "7 33")):
            canvas.line(along(side * (offset + d)), shade(colour, 0.4), 1.8, dash=dash, glow=glowing(colour, 0.34))


def _draw_crowd(canvas: Canvas, rng: np.random.Generator) -> None:
    """Clumps of people at the rail, watching whoever flies by; more where a canyon meets the avenue."""
    for _ in range(46):
        x, side = rng.uniform(0, PERIOD), (-1, 1)[int(rng.integers(2))]
        for _ in range(int(rng.integers(2, 9))):
            px = x + rng.normal(0, 13)
            if any(abs((px - c + PERIOD / 2) % PERIOD - PERIOD / 2) < CANYON + 6 for c in CANYONS):
                continue
            draw_person(canvas, px % PERIOD, axis(px) + side * (RAIL + rng.uniform(9, 26)), 0.08, rng)


def _draw_rails(canvas: Canvas) -> None:
    for side, colour in ((-1, CYAN), (1, PINK)):
        canvas.line(along(side * (RAIL - 5)), "#14122a", 7, ht=0.10)
        canvas.line(along(side * (RAIL + 5)), "#3c3656", 4, ht=0.16)
        canvas.line(along(side * RAIL), shade(colour, 0.95), 3.4, ht=0.17, glow=glowing(colour, 0.74))
        for x in range(30, PERIOD, 60):
            canvas.circle(x, axis(x) + side * (RAIL + 5), 3, "#5a5478", ht=0.2)


# ---- buildings -------------------------------------------------------------------------------------------------------


def _blocks(rng: np.random.Generator) -> list[Block]:
    blocks = []
    signs = 0
    bag: list[str] = []
    for side in (-1, 1):
        for row, (near, depth, low, high) in enumerate(ROWS):
            for district, left in enumerate(CANYONS):
                x, end = left + CANYON + 16, left + PERIOD / 4 - CANYON - 16
                while x < end - 70:
                    w = min(float(rng.choice([96, 124, 150, 184, 230])), end - x)
                    if end - x - w < 80:
                        w = end - x
                    if not bag:
                        bag = [str(name) for name in rng.permutation(ROOFS)]
                    small = row == 0 or w < 120
                    roof = str(rng.choice(QUIET_ROOFS)) if small else bag.pop()
                    block = _block(side, row, near, depth, low, high, district, x, w, roof, rng)
                    if block and _free(block, side):
                        if block.w > 96 and row < 3 and rng.random() < (0.42, 0.5, 0.3)[row]:
                            words = SIGNS[signs % len(SIGNS)]
                            signs += 1
                            block = replace(block, sign=words)
                        blocks.append(block)
                    x += w + float(rng.choice([14, 20, 30]))
    return blocks


def _block(
    side: int, row: int, near: float, depth: float, low: float, high: float, district: int, x: float, w: float,
    roof: str, rng: np.random.Generator,
) -> Block | None:  # fmt: skip
    if rng.random() < 0.03:
        return None  # a yard
    h = depth * rng.uniform(0.78, 1.0)
    ht = low + (high - low) * rng.random() ** 1.6
    neon = DISTRICTS[district][side > 0][int(rng.integers(3))]
    body = mix(BODIES[int(rng.integers(len(BODIES)))], neon, 0.07)
    y = axis(x + w / 2) + (near if side > 0 else -near - h)
    return Block(
        x % PERIOD, y, w, h, ht, neon, shade(body, 0.86 + 0.06 * row), int(rng.integers(5)),
        roof, outlined=bool(rng.random() < (0.5, 0.72, 0.6, 0.5, 0.4)[row]),
    )  # fmt: skip


def _free(block: Block, side: int) -> bool:
    away = abs(block.y + block.h / 2 - axis(block.x + block.w / 2))
    for ground_side, x0, x1, near, far in LANDMARKS:
        if side == ground_side and near < away < far and block.x + block.w > x0 - 10 and block.x < x1 + 10:
            return False
    return True


# ---- landmarks -------------------------------------------------------------------------------------------------------


def _draw_letters(canvas: Canvas) -> None:
    """INFINITY in tubes as high as a house, on a scaffold above a square."""
    _, x0, x1, near, far = LANDMARKS[0]
    top, bottom = axis(990) - far - 40, axis(990) - near - 12
    canvas.rect(x0, top, x1 - x0, bottom - top, "#2a2340", round_=10, ht=0.14)
    canvas.rect(x0 + 8, top + 8, x1 - x0 - 16, bottom - top - 16, stroke="#171426", width=2, round_=8, ht=0.12)
    for i in range(1, 13):
        canvas.line([(x0 + i * 61, top + 12), (x0 + i * 58, bottom - 12)], "#201a34", 1.5)
    base = bottom - 84
    for k in range(9):
        x = x0 + 40 + k * (x1 - x0 - 80) / 8
        canvas.line([(x, base + 34), (x, base - 150)], "#1a1630", 5, ht=0.3)
    for y in (base + 14, base - 66, base - 140):
        canvas.line([(x0 + 30, y), (x1 - 30, y)], "#3c3458", 4, ht=0.34)
    for dx, dy, colour, ht in ((7, 9, "#0c0818", 0.3), (0, 0, "#5a1440", 0.46)):
        canvas.text("INFINITY", 990 + dx, base - 126 + dy, 114, colour, weight=1.15, ht=ht)
    canvas.text("INFINITY", 990, base - 126, 114, shade(PINK, 0.9), weight=0.34, glow=glowing(PINK, 0.85))
    canvas.text("BE ANYONE", 990, bottom - 44, 24, CYAN, weight=0.8, glow=glowing(CYAN, 0.6))
    rng = np.random.default_rng(8)
    for _ in range(34):
        draw_person(canvas, rng.uniform(x0 + 20, x1 - 20), rng.uniform(bottom - 14, bottom - 4), 0.14, rng)


def _draw_arena(canvas: Canvas, rng: np.random.Generator) -> None:
    """A bowl full of people who watch two dots."""
    _, x0, x1, near, far = LANDMARKS[1]
    x, y = (x0 + x1) / 2, axis(2920) + (near + far) / 2 - 20
    rx, ry = (x1 - x0) / 2 - 14, (far - near) / 2 + 10
    for k in range(10):
        t = 1 - k * 0.058
        canvas.ellipse(x, y, rx * t, ry * t, mix("#4a3f66", "#1c1830", k / 9), ht=0.5 - 0.045 * k)
    canvas.ellipse(x, y, rx, ry, stroke=shade(AMBER, 0.85), width=3, glow=glowing(AMBER, 0.55))
    canvas.ellipse(
        x, y, rx * 0.94, ry * 0.94, stroke=shade(CORAL, 0.5), width=1.6, dash="14 9", glow=glowing(CORAL, 0.3)
    )
    for _ in range(1500):
        t = 0.52 + 0.058 * int(rng.integers(7)) + rng.uniform(-0.008, 0.008)  # people sit in rows
        a = rng.uniform(0, math.tau)
        if min(abs(a - k * math.tau / 8) for k in range(9)) < 0.045:
            continue  # the stairs
        colour = ("#ff6ad5", "#ffd65c", "#7ae0ff", "#b8a8e0", "#8dff2e")[int(rng.integers(5))]
        canvas.circle(x + rx * t * math.cos(a), y + ry * t * math.sin(a), 1.8, shade(colour, rng.uniform(0.25, 0.7)))
    field = 0.46
    canvas.ellipse(x, y, rx * field, ry * field, "#33272f", ht=0.05)
    for k in range(-6, 7):
        half = ry * field * math.sqrt(1 - (k / 7) ** 2) - 4
        canvas.line([(x + k * rx * field / 7, y - half), (x + k * rx * field / 7, y + half)], "#2b2029", 7, op=0.8)
    canvas.ellipse(x, y, rx * field, ry * field, stroke=shade(AMBER, 0.6), width=2, glow=glowing(AMBER, 0.4))
    canvas.ellipse(x, y, rx * 0.13, ry * 0.13, stroke="#8a6a48", width=2)
    for dx, colour in ((-34, CYAN), (30, PINK)):
        canvas.circle(x + dx, y, 26, shade(colour, 0.16), op=0.6, glow=glowing(colour, 0.07))
        turn = 1 if dx < 0 else -1
        canvas.path(f"M{x + dx - 8 * turn:.0f} {y - 7:.0f}l{18 * turn} 7l{-18 * turn} 7l{5 * turn} -7Z", colour, ht=0.1,
                    glow=glowing(colour, 0.4))  # fmt: skip
    for sx in (-1, 1):
        for sy in (-1, 1):
            mast = (x + sx * rx * 0.74, y + sy * ry * 0.74)
            canvas.circle(*mast, 9, "#2a2440", ht=0.66)
            canvas.circle(*mast, 4.4, "#ffe9c0", ht=0.7, glow="#d0a868")
    _draw_stalls(canvas, rng)
    canvas.rect(x - 96, y + ry * 0.6, 192, 40, "#0b0816", ht=0.56)
    canvas.rect(x - 96, y + ry * 0.6, 192, 40, stroke=shade(AMBER, 0.85), width=2, glow=glowing(AMBER, 0.5))
    canvas.text("DUELS", x, y + ry * 0.6 + 9, 22, AMBER, weight=0.95, glow=glowing(AMBER, 0.62))


def _draw_stalls(canvas: Canvas, rng: np.random.Generator) -> None:
    """Outside the arena: striped stalls, a queue at each, somebody who has dropped something."""
    _, x0, x1, near, far = LANDMARKS[1]
    for i, (u, v) in enumerate(
        ((0.03, 0.1), (0.04, 0.84), (0.14, 0.95), (0.9, 0.07), (0.955, 0.2), (0.94, 0.9), (0.84, 0.97))
    ):
        x = x0 + u * (x1 - x0)
        y = axis(x) + near + v * (far - near)
        colour = (PINK, CYAN, AMBER, LIME)[i % 4]
        canvas.rect(x - 22, y - 14, 44, 28, "#e0d8f0", round_=3, ht=0.16)
        for k in range(0, 44, 11):
            canvas.rect(x - 22 + k, y - 14, 5.5, 28, shade(colour, 0.7), ht=0.16)
        canvas.rect(x - 22, y - 14, 44, 28, stroke=shade(colour, 0.7), width=1.6, round_=3, glow=glowing(colour, 0.3))
        for k in range(int(rng.integers(3, 8))):
            draw_person(canvas, x + 30 + k * 8 + rng.normal(0, 1.5), y + 8 + rng.normal(0, 2.0), 0.08, rng)
