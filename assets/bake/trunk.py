"""The ground of chapter 06's second half: the trunk line, a pipe of glass with galleries along it, and its last door.

Its floor is dark and runs with light the way one flies; on both sides sit whoever thinks that this is an event. Outside
of that it is deep, and the walls of the firewall turn there. Where the line ends the floor is a kitchen's.
World units throughout.
"""

from __future__ import annotations

import math

import numpy as np
from canvas import Canvas, mix, shade
from firewall_map import VOID, Sheet, hexagons, place, skin, trunk
from noise import clouds, smooth
from relief import Lamp, Lighting, lit
from scipy import ndimage
from tiles import Place

SCALE = 0.4
LEFT, TOP, RIGHT, BOTTOM = -7600.0, 2240.0, 7800.0, 7100.0
PLACE = Place(origin=(LEFT, TOP), scale=SCALE, clear=VOID)
STEP = 8  # the field of distances is that much coarser
HALF = 230.0  # of the pipe's width
NEAR, TIER, TIERS = 262.0, 64.0, 4  # where the galleries begin, and their rows [units from the middle]
HALL = (6600.0, 5930.0, 7560.0, 6870.0)
LUNCH = (3700.0, 3590.0, 4700.0, 4050.0)
CROWD = ("#b14dff", "#4a66ff", "#8dff2e", "#ffb400", "#ff6ad5", "#16c7a0", "#aeb5c6")
LIGHT = Lighting(
    relief=120 * SCALE, ambient=(0.46, 0.38, 0.46), sun=(-0.30, -0.80, 0.50), sun_colour=(0.62, 0.50, 0.56),
    softness=2.0, bump=1.0, occlusion=0.04, grain=0.05, spill=1.7, halo=0.8, ceiling=0.66,
)  # fmt: skip


class Line:
    """The middle of the line, its points `every` units apart."""

    def __init__(self, every: float = 20.0) -> None:
        line = np.array(trunk())
        far = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        at = np.arange(0.0, far[-1], every)
        self.points = np.stack([np.interp(at, far, line[:, k]) for k in (0, 1)], -1)
        self.points = ndimage.gaussian_filter1d(self.points, 2.0, axis=0, mode="nearest")
        ahead = np.gradient(self.points, axis=0)
        self.ahead = ahead / np.hypot(*ahead.T)[:, None]

    def __len__(self) -> int:
        return len(self.points)

    def at(self, i: int, off: float = 0.0) -> tuple[float, float]:
        """A point `off` units to the right of the way."""
        i = min(max(i, 0), len(self) - 1)
        (x, y), (dx, dy) = self.points[i], self.ahead[i]
        return float(x - dy * off), float(y + dx * off)

    def side(self, start: int, count: int, off: float) -> list[tuple[float, float]]:
        return [self.at(i, off) for i in range(start, start + count + 1)]

    def turn(self, i: int) -> float:
        """Degrees."""
        dx, dy = self.ahead[min(i, len(self) - 1)]
        return math.degrees(math.atan2(dy, dx))

    def straight(self, i: int, ahead: int = 14) -> bool:
        """Whether it does not bend just here."""
        a, b = self.ahead[max(0, i - ahead)], self.ahead[min(len(self) - 1, i + ahead)]
        return float(a @ b) > 0.985


def paint(sheet: Sheet | None = None) -> np.ndarray:
    sheet = sheet or Sheet(LEFT, TOP, RIGHT, BOTTOM, SCALE)
    x, y = sheet.mesh()
    line, rng = Line(), np.random.default_rng(16)
    inside, outside = _fields(x, y)
    deck = sheet.canvas()
    with sheet.drawing(deck):
        _draw_galleries(deck, line, rng)
        _draw_floor(deck, line, rng)
        _draw_lunch(deck)
        _draw_hall(deck)
        _draw_glass(deck, line, rng)
    drawn, glow = deck.colours(), deck.glows()
    cover = drawn[..., 3:]
    number, rim = hexagons(x, y, 46.0)
    plate = np.array([0.085, 0.040, 0.060], np.float32) * (0.5 + 0.8 * number * smooth(rim, 1.0, 6.0))[..., None]
    colour = plate * (1 - cover) + drawn[..., :3] * cover
    height = np.where(cover[..., 0] > 0.5, deck.heights(), 0.05 * number)
    top = lit(colour, height, glow, _lights(sheet, line))
    seat = 1.0 - smooth(outside, NEAR - HALF + TIERS * TIER, NEAR - HALF + TIERS * TIER + 46.0)
    out = top * seat[..., None] + _below(sheet, x, y) * (1 - seat)[..., None]
    return np.clip(out + _air(sheet, inside, outside, x, y), 0, LIGHT.ceiling)


def _fields(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How far each place is inside the line's skin, and how far outside of it [units]."""
    k = SCALE / STEP
    rough = Canvas(int((RIGHT - LEFT) * k) + 1, int((BOTTOM - TOP) * k) + 1)
    with rough.moved(-LEFT * k, -TOP * k, scale=k):
        rough.polygon(skin(), "#ffffff", ht=1.0)
    floor = rough.heights() > 0.5
    found = []
    for field in (ndimage.distance_transform_edt(floor), ndimage.distance_transform_edt(~floor)):
        rows, columns = (y[:, 0] - TOP) * k - 0.5, (x[0] - LEFT) * k - 0.5
        grid = np.meshgrid(rows, columns, indexing="ij")
        found.append(ndimage.map_coordinates(field, grid, order=1, mode="nearest").astype(np.float32) / k)
    return found[0], found[1]


def _lights(sheet: Sheet, line: Line) -> Lighting:
    def lamp(x: float, y: float, z: float, colour: tuple[float, float, float], reach: float) -> Lamp:
        return Lamp(*sheet.at(x, y), z * SCALE, colour, reach * SCALE)

    lamps = [lamp(*place("mouth"), 200, (1.6, 1.0, 0.8), 300)]
    lamps += [lamp(*place("napkin"), 170, (2.2, 1.5, 0.8), 240)]
    lamps += [lamp(HALL[2] - 90, y, 120, (2.6, 1.7, 0.8), 330) for y in (6750.0,)]
    return Lighting(
        **{name: getattr(LIGHT, name) for name in LIGHT.__dataclass_fields__ if name != "lamps"}, lamps=tuple(lamps)
    )


# ---- the pipe --------------------------------------------------------------------------------------------------------


def _draw_floor(canvas: Canvas, line: Line, rng: np.random.Generator) -> None:
    """Dark plates, seams across, light along the edges, and long strokes that the eye runs along."""
    canvas.polygon(skin(), "#15131f", ht=0.06)
    count = len(line)
    for i in range(0, count - 6, 6):
        for low, high in ((-HALF + 6, -78), (-78, 78), (78, HALF - 6)):
            tone = ("#191723", "#1d1a28", "#15141e", "#201c2c")[int(rng.integers(4))]
            canvas.polygon(line.side(i, 6, low) + line.side(i, 6, high)[::-1], tone, ht=0.07 + 0.012 * rng.random())
    for i in range(0, count, 6):
        canvas.line([line.at(i, -HALF), line.at(i, HALF)], "#08070c", 6, ht=0.05)
        canvas.line([line.at(i + 1, -HALF + 20), line.at(i + 1, HALF - 20)], "#3a3444", 2, op=0.7)
    for off in (-84, 84):
        canvas.line(line.side(0, count, off), "#07060a", 10, ht=0.03)
        canvas.line(line.side(0, count, off), "#ff7a4a", 3, dash="160 60 30 60", glow="#a03a20")
    for i in range(8, count - 10, 15):  # arrows, lit: the way it goes
        nose, wings = line.at(i + 3, 0), [line.at(i, off) for off in (-58, 58)]
        canvas.line([wings[0], nose, wings[1]], "#54475c", 9, op=0.9)
        canvas.line([wings[0], nose, wings[1]], "#ff9a70", 3, op=0.5, glow="#5a2416")
    for _ in range(2 * count // 3):  # speed, drawn
        i, off, long = int(rng.integers(count)), rng.uniform(-HALF + 24, HALF - 24), int(rng.integers(5, 22))
        tone = mix("#5a4a66", "#ffd8c0", rng.random() ** 2)
        canvas.line(line.side(i, long, off), tone, rng.uniform(1.6, 3.6), op=round(0.12 + 0.4 * rng.random() ** 2, 2))
        if rng.random() < 0.4:
            canvas.line(line.side(i + long, long // 2, off), "#ff9a70", 3, op=0.5, glow="#7a3420")
    for sign in (-1, 1):
        canvas.line(line.side(0, count, sign * (HALF - 18)), "#3a1420", 24, ht=0.20)
        canvas.line(line.side(0, count, sign * (HALF - 34)), "#3a1218", 22, op=0.8, glow="#6a2412")
        canvas.line(line.side(0, count, sign * (HALF - 30)), "#ff8a56", 8, glow="#ff7a44")
        canvas.line(line.side(0, count, sign * (HALF - 14)), "#ffb890", 4, dash="16 44", glow="#ff9a66")


def _draw_glass(canvas: Canvas, line: Line, rng: np.random.Generator) -> None:
    """Panes along both sides, with what they mirror."""
    count = len(line)
    for sign in (-1, 1):
        canvas.line(line.side(0, count, sign * 250), "#c8d8e8", 5, op=0.30, ht=0.30)
        canvas.line(line.side(0, count, sign * 244), "#ffffff", 2, op=0.34, dash="120 26 40 14")
        for i in range(0, count, 10):
            canvas.line([line.at(i, sign * 236), line.at(i, sign * 262)], "#2a1a26", 12, ht=0.40)
            canvas.circle(*line.at(i, sign * 250), 5, "#ffdcc8", glow="#c8765a")
            if line.straight(i) and rng.random() < 0.5:
                a, b = line.at(i + 3, sign * 238), line.at(i + 4, sign * 260)
                canvas.line([a, b], "#e8f4ff", 7, op=0.22)


# ---- galleries -------------------------------------------------------------------------------------------------------


def _draw_galleries(canvas: Canvas, line: Line, rng: np.random.Generator) -> None:
    """Tiers along the glass, and on them whoever came: rows of ships, lamps, banners, now and then a screen."""
    count = len(line)
    for row in range(TIERS):
        for sign in (-1, 1):
            off = sign * (NEAR + (row + 0.5) * TIER)
            tone = mix("#2c1626", "#120810", row / TIERS)
            canvas.line(line.side(0, count, off), shade(tone, 0.5), TIER, ht=0.10 + 0.07 * row)
            canvas.line(line.side(0, count, off), tone, TIER - 8, ht=0.12 + 0.07 * row)
            edge = mix("#b14dff", "#ff6ad5", rng.random())
            canvas.line(line.side(0, count, off - sign * 28), edge, 2, op=0.5, dash="70 22", glow="#2a1236")
    for row in range(TIERS):
        for sign in (-1, 1):
            i = float(rng.uniform(0, 2))
            while i < count - 2:
                k = int(i)
                thick = 0.5 + 0.5 * math.sin(k * 0.021 + sign) + 0.3 * math.sin(k * 0.09 + row)
                seat = line.at(k, sign * (NEAR + (row + 0.5) * TIER))
                if rng.random() < 0.30 + 0.45 * max(0.0, thick) and not _is_inside(*seat):
                    _draw_fan(canvas, line, k, sign, row, rng)
                i += rng.uniform(1.3, 2.3)
    for n, i in enumerate(range(40, count - 40, 61)):
        sign = 1 if n % 2 else -1
        if line.straight(i, 30):
            _draw_banner(canvas, line, i, sign, n)


def _is_inside(x: float, y: float) -> bool:
    """Whether a seat would be in the right fork, or in the hall."""
    return (HALL[0] - 20 < x and y > HALL[1] - 30) or (2300 < x < LUNCH[2] + 60 and 3360 < y < LUNCH[3] + 30)


def _draw_fan(canvas: Canvas, line: Line, i: int, sign: int, row: int, rng: np.random.Generator) -> None:
    """One who looks on: a small ship with its nose to the glass, its light on the tier before it."""
    x, y = line.at(i, sign * (NEAR + (row + 0.5) * TIER + rng.uniform(-9, 9)))
    tone = CROWD[int(rng.integers(len(CROWD)))]
    size = rng.uniform(13, 22)
    with canvas.moved(x, y, line.turn(i) - sign * 90 + rng.uniform(-24, 24)):
        canvas.ellipse(4, 4, size * 1.1, size * 0.8, "#06030a", op=0.6)
        kind = int(rng.integers(3))
        if kind == 0:
            canvas.polygon([(size, 0), (-size, -size * 0.7), (-size * 0.5, 0), (-size, size * 0.7)], tone, ht=0.46)
        elif kind == 1:
            canvas.circle(0, 0, size * 0.75, tone, ht=0.46)
            canvas.circle(size * 0.2, 0, size * 0.34, "#f4f8ff", ht=0.5)
        else:
            canvas.rect(-size, -size * 0.5, size * 1.8, size, tone, round_=4, ht=0.46)
            canvas.rect(-size * 0.2, -size * 0.9, size * 0.5, size * 1.8, shade(tone, 0.7), round_=3, ht=0.44)
        canvas.circle(size * 0.9, 0, 4.5, "#ffffff", glow=shade(tone, 0.9))
        if rng.random() < 0.10:  # somebody films it
            canvas.circle(size * 1.4, 0, 5, "#ffffff", glow="#ffffff")


def _draw_banner(canvas: Canvas, line: Line, i: int, sign: int, number: int) -> None:
    """What is hung over the rail for an event that nobody announced."""
    words = (
        "WHAT EVENT", "FRONT ROW", "SNACKS", "GO", "SEASON 4", "WAVE", "NO REFUNDS", "SIT DOWN AT THE FRONT",
        "ITS A BIT", "LOUDER", "HAPPY BDAY GARY", "WHO ARE THEY",
    )  # fmt: skip
    text = words[number % len(words)]
    tone = CROWD[number % 6]
    turn = line.turn(i)
    flipped = 180 if abs(turn) > 90 else 0
    x, y = line.at(i, sign * (NEAR + TIER * 2.5))
    if _is_inside(x, y):
        return
    wide = 34 + 25 * len(text)
    with canvas.moved(x, y, turn + flipped):
        canvas.rect(-wide / 2 - 6, -33, wide + 12, 66, "#08040c", round_=6, ht=0.5)
        canvas.rect(-wide / 2, -27, wide, 54, shade(tone, 0.22), round_=4, ht=0.54)
        canvas.rect(-wide / 2, -27, wide, 54, stroke=tone, width=3, round_=4, glow=shade(tone, 0.5))
        canvas.text(text, 0, -14, 28, "#fff4f8", weight=0.8, glow=shade(tone, 0.75))


# ---- where the lunch ended up, and the door --------------------------------------------------------------------------


def _draw_lunch(canvas: Canvas) -> None:
    """A tablecloth, at the end of the wrong fork; and who lunched there left the chairs as they were."""
    x0, y0, x1, y1 = LUNCH
    for k in range(18):  # the fork's floor, and what light it has
        canvas.rect(2900 + k * 48, y0 + 4, 44, y1 - y0 - 8, ("#191723", "#15141e")[k % 2], ht=0.06)
    canvas.rect(x0 + 330, y0 + 26, x1 - x0 - 380, y1 - y0 - 52, "#7a6a5a", round_=8, ht=0.14)
    for column in range(14):
        for row in range(9):
            if (column + row) % 2:
                canvas.rect(x0 + 336 + column * 43.5, y0 + 32 + row * 43.5, 43.5, 43.5, "#8a2a30", ht=0.14)
    for cx, cy in ((x0 + 480, y0 + 90), (x0 + 500, y1 - 80), (x1 - 130, y1 - 90)):
        for reach, tone in ((52, "#2a1a14"), (48, "#d8d0c4"), (36, "#b8ae9e"), (30, "#cfc6b8")):
            canvas.circle(cx, cy, reach, tone, ht=0.2)
        canvas.circle(cx + 8, cy + 5, 14, "#6a3a1a", op=0.7)
        canvas.line([(cx + 66, cy - 30), (cx + 66, cy + 34)], "#c8ccd8", 5, ht=0.2)
    for cx, cy in ((x1 - 120, y0 + 84), (x0 + 640, y0 + 70)):
        canvas.circle(cx, cy, 22, "#e8f0f8", op=0.5)
        canvas.circle(cx, cy, 18, "#7a1830", ht=0.2)
        canvas.circle(cx - 5, cy - 5, 5, "#ffd8d8", op=0.7)


def _draw_hall(canvas: Canvas) -> None:
    """Lino, swept; the end of the plates; a line of chalk that nobody in there has ever crossed."""
    x0, y0, x1, y1 = HALL
    canvas.polygon([(x0, 6170), (x0 + 100, y0), (x1, y0), (x1, y1), (x0 + 100, y1), (x0, 6630)], "#3a2a1e", ht=0.07)
    size = 78.0
    for column in range(11):
        for row in range(12):
            x, y = x0 + 112 + column * size, y0 + 2 + row * size
            tone = ("#6a4a30", "#7e5c3c")[(column + row) % 2]
            tone = shade(tone, 0.86 + 0.1 * ((column * 7 + row * 5) % 3))
            canvas.rect(x + 1.5, y + 1.5, min(size, x1 - x) - 3, size - 3, tone, round_=2, ht=0.08)
    canvas.line([(x0 + 104, y0 + 4), (x0 + 104, y1 - 4)], "#1c100a", 9, ht=0.10)
    rng = np.random.default_rng(9)
    for k in range(3):  # chalk: drawn by hand, gone over twice
        ys = np.linspace(y0 + 262 - 8 * k, y1 - 262 + 6 * k, 26)
        canvas.line([(x0 + 62 + rng.normal(0, 2.4) + 3 * k, float(y)) for y in ys], "#f4ece4", 5 - k, op=0.8, ht=0.08)
    for _ in range(60):
        canvas.circle(
            x0 + 62 + rng.normal(0, 12), rng.uniform(y0 + 250, y1 - 250), rng.uniform(1.5, 4), "#f4ece4", op=0.4
        )
    pool = canvas.radial(x1 - 230, y1 - 40, 620, ("#ffd08a", 0.50), ("#ffb05a", 0.18), ("#ffb05a", 0.0))
    canvas.rect(x0 + 112, y0, x1 - x0 - 112, y1 - y0, pool, op=0.99)
    canvas.rect(x1 - 470, y1 - 60, 480, 50, "#5a4a3a", round_=6, ht=0.12)  # a mat
    canvas.rect(x1 - 460, y1 - 54, 460, 38, "#7a6a50", round_=4, ht=0.13)


# ---- far below -------------------------------------------------------------------------------------------------------


def _below(sheet: Sheet, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Beyond the seats: the firewall from its side, ring in ring, out of focus and far down."""
    rng = np.random.default_rng(61)
    step = 4
    canvas = sheet.canvas(step)
    with sheet.drawing(canvas, step):
        canvas.rect(LEFT - 10, TOP - 10, RIGHT - LEFT + 20, BOTTOM - TOP + 20, "#0a0408", ht=0.0)
        for hx, hy, most in ((-3000, 2300, 3400), (4200, 4100, 2600), (-6600, 5600, 2600), (1500, 7300, 2400)):
            for radius in np.arange(most, 300, -260):
                hue = mix("#5a1020", "#ffb08c", 0.5 * (1 - radius / most))
                ring = [(hx + radius * math.cos(a), hy + radius * math.sin(a)) for a in np.linspace(0, math.tau, 160)]
                canvas.line(ring, shade(hue, 0.34), 90)
                canvas.line(ring, shade(hue, 0.55), 34)
                dash = f"{int(rng.integers(50, 120))} {int(rng.integers(40, 90))}"
                canvas.line(ring, hue, 9, dash=dash, glow=shade(hue, 0.7))
    colour, glow = canvas.colours()[..., :3], canvas.glows()
    rgb = colour * 0.72 + glow * 0.8
    rgb += np.stack([ndimage.gaussian_filter(glow[..., c], 7) for c in range(3)], -1) * 1.3
    return np.stack([sheet.grown(ndimage.gaussian_filter(rgb[..., c], 1.6), step) for c in range(3)], -1)


def _air(sheet: Sheet, inside: np.ndarray, outside: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Light from the glass on the front rows, and haze; warm where the kitchen is."""
    haze = clouds(sheet.shape, 2.1, 52)[..., None]
    rail = (np.exp(-outside / 120) * (inside < 1))[..., None] * np.array([0.100, 0.036, 0.030], np.float32)
    warm = (smooth(x, 6300, 7300) * (y > 5800) * (inside > 0))[..., None] * np.array([0.085, 0.048, 0.018], np.float32)
    return (rail + warm + np.array([0.010, 0.004, 0.008], np.float32)) * (0.5 + haze)
