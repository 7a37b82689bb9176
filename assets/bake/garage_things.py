"""What lies about in the garage that nobody has to find: somebody's whole life, at the size of a country."""

from __future__ import annotations

import math

from canvas import shade
from garage_bench import Bench, arc, curve, level, oblong, raised, wedge

WOOD = "#845a38"
KEYS = ("1234567890-=", "QWERTYUIOP[]", "ASDFGHJKL;", "ZXCVBNM,./")
KEYBOARD = (2480.0, 2340.0, 1240.0, 462.0, -8.0)  # middle, width, depth, turn
KEY = 1.32  # how much larger than life its keys are
BOARD = (4170.0, 1930.0, 640.0, 470.0, 7.0)
PIZZA = (700.0, 1990.0, 430.0, 410.0, -9.0)
FAN = (760.0, 470.0)
FOOT = (1860.0, 330.0, 128.0)  # of the lamp: middle and radius
IRON = ((3130.0, 2210.0), (3520.0, 1985.0))  # the soldering iron: end of its grip, and its tip
CHIPS = (  # on the board: middle, size, height
    (-180, -130, 112, 104, 42), (20, -130, 168, 68, 34), (196, -104, 80, 128, 68), (-196, 52, 88, 140, 30),
    (-36, 36, 132, 132, 56), (144, 84, 140, 60, 38), (168, 168, 88, 52, 26), (-84, 172, 120, 44, 22),
)  # fmt: skip
CHIP_NAMES = ("CREW", "8086", "", "CREW", "", "Z80", "NPC", "GRAVITY")


def draw_top(b: Bench, top: float, bottom: float, right: float) -> None:
    """The boards themselves: grain, seams, rings of cups, scratches, knots."""
    on, rng = b.on, b.rng
    tone = on.linear(0, top, right, bottom, "#7c5535", "#946842", "#6f4b2f")
    on.rect(0, top, right, bottom - top, tone, ht=level(0))
    for _ in range(1100):
        x, y, long, bend = rng.uniform(-200, right), rng.uniform(top, bottom), rng.uniform(160, 760), rng.normal(0, 9)
        colour = ("#5d3f28", "#9a7048", "#533722", "#a67a50")[int(rng.integers(4))]
        on.path(
            f"M{x:.0f} {y:.0f}C{x + long * 0.3:.0f} {y + bend:.0f} {x + long * 0.6:.0f} {y - bend:.0f} "
            f"{x + long:.0f} {y + bend * 0.5:.0f}", stroke=colour, width=rng.uniform(1, 4), op=0.42,
        )  # fmt: skip
    for i, y in enumerate(range(int(top) + 250, int(bottom), 290)):
        on.line([(0, y), (right, y + 8)], "#36230f", 5, ht=level(-7))
        for x in (700 + 420 * (i % 3), 2900 + 350 * (i % 4), 5200 - 300 * (i % 2)):
            on.line([(x, y - 290 if i else top), (x + 2, y)], "#3a2613", 4, ht=level(-5))
            for dy in (-24, -266):  # nails
                on.circle(x + 30, y + dy, 6, "#4b4038", ht=level(2))
    for x, y, r in (
        (1750, 1720, 64),
        (2120, 620, 58),
        (3060, 640, 60),
        (4560, 2500, 60),
        (960, 1420, 62),
        (1990, 900, 60),
    ):
        on.circle(x, y, r, stroke="#3b2412", width=8, op=0.5)
        on.circle(x + 5, y + 2, r - 4, stroke="#3b2412", width=3, op=0.4)
    for _ in range(330):
        x, y, a, long = rng.uniform(200, right), rng.uniform(top, bottom), rng.uniform(0, 3.1), rng.uniform(12, 76)
        on.line([(x, y), (x + long * math.cos(a), y + long * math.sin(a))], "#c0935f", 1.4, op=0.42)
    for _ in range(26):
        x, y = rng.uniform(100, right), rng.uniform(top + 100, bottom - 60)
        on.ellipse(x, y, 17, 11, "#22150c", op=0.75)
        on.ellipse(x, y, 28, 17, stroke="#4a2f1a", width=3, op=0.6)


def draw_sawdust(b: Bench) -> None:
    """Sawdust in the middle of the bench, and small footprints in it: to the row of chairs, and no further."""
    on, rng = b.on, b.rng
    for _ in range(2600):
        x, y = rng.normal(2880, 420), rng.normal(1640, 120)
        tone = ("#d9b27a", "#c79a62", "#e6c795")[int(rng.integers(3))]
        on.ellipse(x, y, rng.uniform(2, 6), rng.uniform(1.5, 3.5), tone, op=0.55, ht=level(rng.uniform(1, 5)))
    for i in range(26):
        t = i / 25
        x, y = 3720 - 1240 * t, 1600 + 70 * math.sin(t * 5.0)
        side = 15 if i % 2 else -15
        with on.moved(x, y + side, 180 + 20 * math.cos(t * 5.0)):
            on.ellipse(0, 0, 15, 7, "#5a3c22", op=0.85, ht=level(-3))
            on.ellipse(-19, 0, 7, 6, "#5a3c22", op=0.85, ht=level(-3))


def draw_keyboard(b: Bench) -> None:
    """An old keyboard, like a city in terraces; two keys have gone, and somebody has rubbed the name off one."""
    x, y, w, d, turn = KEYBOARD
    b.box(x, y, w, d, 26, "#cfc7b2", turn)
    on = b.on
    w, d = w / KEY, d / KEY
    left, top = -w / 2 + 22, -d / 2 + 18
    with on.moved(*raised((x, y), 26), turn, KEY):
        on.rect(left - 8, top - 8, w - 28, d - 22, "#4e4a42", round_=8, ht=level(18))
        for row in range(5):
            at = left + row * 12
            for k in range(14 if row < 4 else 6):
                wide = 60.0 if row < 4 else (80, 80, 400, 80, 80, 80)[k]
                if at + wide > w / 2 - 10:
                    break
                ky, lift = top + row * 62, 52 + (8 if row == 0 else 0) - row * 3
                if (row, k) in ((1, 9), (2, 5)):
                    on.rect(at, ky, wide - 6, 54, "#262420", ht=level(14))
                    on.rect(at + 18, ky + 16, 20, 20, "#8a7a4a", ht=level(30))
                else:
                    tone = "#e9e3d2" if 0 < k < 12 and row < 4 else "#a8a396"
                    tone = "#cf4f3b" if (row, k) == (0, 0) else tone
                    on.rect(at, ky, wide - 6, 54, shade(tone, 0.58), round_=6, ht=level(lift - 16))
                    on.rect(at + 7, ky + 3, wide - 20, 40, tone, round_=7, ht=level(lift))
                    on.rect(at + 11, ky + 7, wide - 28, 30, shade(tone, 1.05), round_=6, ht=level(lift - 3))
                    if row < 4 and 0 <= k - 1 < len(KEYS[row]) and (row, k) != (3, 6):
                        on.text(KEYS[row][k - 1], at + 18, ky + 12, 17, "#4a463c", weight=0.9)
                at += wide
    b.coil(
        [(1910, 2230), (1830, 2160), (1740, 2170), (1680, 2240), (1600, 2330), (1400, 2300), (1250, 2330)],
        9,
        "#3a3236",
        19,
        17,
    )


def draw_board(b: Bench) -> None:
    """The cutting mat is plains, and on it lies the city that all rules come from: the circuit board."""
    x, y, w, d, turn = BOARD
    on, rng = b.on, b.rng
    with on.moved(x, y, turn):
        on.rect(-420, -310, 840, 620, "#1d5a4b", round_=14, stroke="#123b32", width=4, ht=level(5))
        for i in range(1, 21):
            on.line([(-420 + i * 40, -308), (-420 + i * 40, 308)], "#58a892", 2.6 if i % 5 == 0 else 1.2, op=0.55)
        for i in range(1, 16):
            on.line([(-418, -310 + i * 40), (418, -310 + i * 40)], "#58a892", 2.6 if i % 5 == 0 else 1.2, op=0.55)
    b.box(x, y, w, d, 14, "#1b7048", turn)
    with on.moved(*raised((x, y), 14), turn):
        for _ in range(90):
            px, py = rng.integers(-15, 16) * 20, rng.integers(-11, 12) * 20
            qx = float(max(-306, min(306, px + rng.integers(2, 9) * 20 * rng.choice((-1, 1)))))
            qy = float(max(-220, min(220, py + rng.integers(1, 6) * 20 * rng.choice((-1, 1)))))
            m = min(abs(qx - px), abs(qy - py))
            sx, sy = math.copysign(m, qx - px), math.copysign(m, qy - py)
            trace = "#e0bc60" if rng.random() < 0.45 else "#45b87a"
            on.line([(px, py), (qx - sx, py), (qx, py + sy), (qx, qy)], trace, 3.2, op=0.9, ht=level(16))
            for cx, cy in ((px, py), (qx, qy)):
                on.circle(cx, cy, 5.5, "#f0d68c", ht=level(17))
                on.circle(cx, cy, 2.2, "#2a2418")
        on.text("INFINITY MK.1", -296, 206, 17, "#eef6dd", align=0.0)
        for hx, hy in ((-300, -215), (300, -215), (300, 215)):
            on.circle(hx, hy, 11, "#b9a35a", ht=level(18))
            on.circle(hx, hy, 6, "#0c2a1c", ht=level(6))
    k, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    for (u, v, cw, cd, high), name in sorted(zip(CHIPS, CHIP_NAMES, strict=True), key=lambda row: row[0][1]):
        cx, cy = x + u * k - v * s, y + u * s + v * k
        with on.moved(*raised((cx, cy), 16), turn):
            for i in range(int(cw // 15)):
                for side in (-1, 1):
                    on.rect(-cw / 2 + 8 + i * 15, side * (cd / 2 + 5) - 6, 7, 12, "#dfe2e8", ht=level(24))
        b.box(cx, cy, cw, cd, high, "#2b2c34", turn, base=14)
        with on.moved(*raised((cx, cy), 14 + high), turn):
            if high > 50:  # fins
                for i in range(int(cw // 17)):
                    on.rect(-cw / 2 + 6 + i * 17, -cd / 2 + 5, 9, cd - 10, "#9aa2b2", ht=level(high + 44))
            else:
                on.text(name, 0, -8, 16, "#b4bac6")
                on.circle(-cw / 2 + 12, cd / 2 - 12, 5, "#5d6068")
    cans = (
        (-288, -196, 24, 120, "#3d66c0"), (-236, -204, 20, 96, "#3d66c0"), (-286, -140, 18, 84, "#3d66c0"),
        (272, 20, 26, 132, "#34373f"), (284, -190, 20, 92, "#3d66c0"), (72, 186, 17, 88, "#c0a53d"),
        (100, -36, 15, 66, "#c05c3d"), (128, -24, 15, 72, "#c05c3d"),
    )  # fmt: skip
    for u, v, r, high, colour in sorted(cans, key=lambda row: row[1]):
        cx, cy = x + u * k - v * s, y + u * s + v * k
        tx, ty = b.drum(cx, cy, r, high, colour, "#d4d9e2", base=14, rings=14)
        on.line([(tx - r * 0.6, ty), (tx + r * 0.6, ty)], "#6d7480", 2)
        on.line([(tx, ty - r * 0.6), (tx, ty + r * 0.6)], "#6d7480", 2)
    for _ in range(26):
        u, v = rng.uniform(-290, 290), rng.uniform(-205, 205)
        cx, cy = raised((x + u * k - v * s, y + u * s + v * k), 22)
        light = ("#ff5540", "#58f0a0", "#58a8ff")[int(rng.integers(3))]
        on.circle(cx, cy, 4.5, light, glow=light)
    for dx, colour in ((-8, "#b04040"), (8, "#d0a840"), (24, "#4070b0")):
        b.cable([(3880 + dx, 1700), (3870 + dx, 1620), (3900 + dx * 2, 1560), (3860 + dx, 1500)], 12, colour, 40)


def draw_pizza(b: Bench) -> None:
    """A pizza box, open; a slice with a bite out of it, and three more for later."""
    x, y, w, d, turn = PIZZA
    on, rng = b.on, b.rng
    b.box(x, y, w, d, 30, "#c9a26b", turn)
    with on.moved(*raised((x, y), 30), turn):
        on.rect(-w / 2 + 10, -d / 2 + 10, w - 20, d - 20, "#b18a55", round_=4, ht=level(12))
        on.circle(0, 6, 178, "#d4b07a", ht=level(13))
        on.circle(-16, 14, 120, "#a67840", op=0.45)
        for start, end in ((20, 96), (112, 196), (252, 296)):
            on.path(wedge(0, 6, 166, start, end), "#ecbc50", stroke="#b9722e", width=6, ht=level(24))
            on.line(arc(0, 6, 162, start, end), "#cd9140", 20, ht=level(36))
            on.line(arc(0, 6, 158, start, end), "#dda858", 8, ht=level(39))
            for reach, share in ((62, 0.5), (112, 0.24), (118, 0.76)):
                a = math.radians(start + (end - start) * share)
                on.circle(
                    reach * math.cos(a), 6 + reach * math.sin(a), 17, "#b8382a", stroke="#8e2a1e", width=3, ht=level(29)
                )
                on.circle(reach * math.cos(a) - 5, reach * math.sin(a), 5, "#d8604a")
        for px, py, r in ((104, 112, 30), (128, 132, 26), (96, 144, 24), (142, 106, 20)):  # the bite
            on.circle(px, py, r, "#d4b07a", ht=level(13))
        for _ in range(46):
            on.circle(rng.normal(0, 90), rng.normal(6, 80), rng.uniform(2, 5), "#e4b866", ht=level(15))
    # the lid stands up behind it
    lid = oblong(x - 30, y - 250, w, 34, turn)
    b.prism(lid, 150, "#d8b27a")
    with on.moved(*raised((x - 30, y - 226), 92), turn):
        on.text("MARIO'S", 0, -26, 46, "#a33a26", weight=1.1)
        on.text("SINCE ALWAYS", 0, 32, 16, "#8a5a38")


def draw_fan(b: Bench) -> None:
    """A desk fan on its back: its foot and its cage. The blades turn, so the game draws them."""
    x, y = FAN
    on = b.on
    b.drum(x, y + 20, 168, 26, "#4a5a66", "#33414c")
    with on.moved(*raised((x, y + 20), 26)):
        on.circle(0, 0, 150, "#12181d", ht=level(8))
        for i in range(20):
            a = i * math.tau / 20
            on.line([(30 * math.cos(a), 30 * math.sin(a)), (150 * math.cos(a), 150 * math.sin(a))], "#1f2930", 4)
        on.circle(0, 0, 156, stroke="#8fa0ac", width=9, ht=level(40))
    b.cable([(640, 560), (520, 620), (420, 560), (300, 600), (120, 560), (-60, 590)], 16, "#23282e")


def draw_lamp_foot(b: Bench) -> None:
    x, y, r = FOOT
    b.drum(x, y, r, 34, "#3d4d56", "#4b5d68")
    b.drum(x, y, 40, 30, "#2c363c", base=34)
    b.cable(
        [(x - 60, y + 90), (x - 240, y + 190), (x - 420, y + 90), (x - 560, y - 20), (x - 600, y - 280)], 15, "#20262b"
    )


def draw_iron(b: Bench) -> None:
    """A soldering iron in its wire stand, and on. Its tip is what glows."""
    (gx, gy), (tx, ty) = IRON
    on = b.on
    turn = math.degrees(math.atan2(ty - gy, tx - gx))
    far = math.hypot(tx - gx, ty - gy)
    b.cable([(gx, gy), (gx - 160, gy + 60), (gx - 240, gy + 220), (gx - 80, gy + 380), (gx - 160, 3000)], 15, "#1e2227")
    b.box(tx - 60, ty + 70, 190, 120, 20, "#3a3d44", turn)
    with on.moved(*raised((tx - 60, ty + 70), 20), turn):
        on.rect(-52, -34, 70, 68, "#d8b84a", round_=8, ht=level(28))  # the wet sponge
        for px, py in ((-36, -20), (-12, 8), (-30, 16), (2, -14)):
            on.circle(px, py, 6, "#8a7020", ht=level(20))
    with on.moved(gx, gy, turn):
        on.rect(0, -24, far * 0.46, 48, "#22262c", round_=22, ht=level(44))
        on.rect(6, -15, far * 0.44, 22, "#343a42", round_=11, ht=level(56))
        on.rect(far * 0.16, -25, 34, 50, "#d9a43a", round_=6, ht=level(58))
        for i in range(7):  # the spring that it stands in
            on.circle(far * 0.52 + i * 17, 0, 27, stroke="#b4bcc6", width=4, ht=level(50))
        on.rect(far * 0.46, -9, far * 0.44, 18, "#9aa2ae", ht=level(40))
        on.path(f"M{far * 0.88} -9L{far} -2V2L{far * 0.88} 9Z", "#ff9a4a", glow="#ff6a20", ht=level(38))
        on.rect(far * 0.78, -9, far * 0.12, 18, "#c4623a", glow="#5a1c08")


def draw_mug(b: Bench, x: float, y: float, r: float, high: float, colour: str, inside: str) -> None:
    on = b.on
    hx, hy = raised((x + r * 1.1, y + r * 0.3), high * 0.6)
    on.circle(hx, hy, r * 0.5, stroke=shade(colour, 0.7), width=19, ht=level(high * 0.6))
    b.drum(x, y, r, high, colour, colour)
    cx, cy = raised((x, y), high)
    on.circle(cx, cy, r * 0.85, shade(colour, 0.4), ht=level(high * 0.7))
    ix, iy = raised((x, y), high * 0.82)
    on.circle(ix, iy + 2, r * 0.78, inside, ht=level(high * 0.62))
    on.ellipse(ix - r * 0.25, iy - r * 0.3, r * 0.3, r * 0.14, "#ffffff", op=0.2)


def draw_can(b: Bench, x: float, y: float, colour: str, words: str) -> None:
    """A drink, upright; its label is on the side that one sees."""
    on = b.on
    tx, ty = b.drum(x, y, 46, 150, colour, "#cdd3dc", rings=26)
    on.text(words, x, y - 8, 21, "#f4efe2", weight=1.0)
    on.circle(tx, ty, 35, stroke="#8a9098", width=3)
    on.ellipse(tx, ty - 9, 13, 9, "#33363d", ht=level(140))


def draw_driver(b: Bench, x: float, y: float, turn: float, colour: str, long: float) -> None:
    on = b.on
    with on.moved(x, y, turn):
        on.rect(0, -7, long, 14, "#b9c0cc", ht=level(22))
        on.path(f"M{long} -7L{long + 26} -11L{long + 26} 11L{long} 7Z", "#9aa2b0", ht=level(20))
        on.rect(0, -4, long, 4, "#f0f4fa")
        on.rect(-190, -28, 190, 56, colour, round_=22, ht=level(36))
        on.rect(-186, -18, 180, 30, shade(colour, 1.2), round_=15, ht=level(50))
        for y_ in (-15, 0, 15):
            on.line([(-172, y_), (-36, y_)], shade(colour, 0.6), 4)
        on.rect(-16, -17, 24, 34, shade(colour, 0.5), round_=3, ht=level(40))


def draw_noodles(b: Bench, x: float, y: float) -> None:
    on, rng = b.on, b.rng
    b.drum(x, y, 70, 104, "#e8e2d8", widens=1.22)
    cx, cy = raised((x, y), 104)
    on.circle(cx, cy, 74, "#c98a3c", ht=level(86))
    for _ in range(26):
        a, r = rng.uniform(0, math.tau), rng.uniform(6, 50)
        px, py = cx + r * math.cos(a), cy + r * math.sin(a)
        on.path(f"M{px:.0f} {py:.0f}q16 -18 28 0t24 4", stroke="#f0d890", width=6, ht=level(94))
    on.circle(cx - 20, cy + 16, 17, "#ece6d6", ht=level(98))
    on.circle(cx - 20, cy + 16, 6, "#e0789a")
    for dx in (0, 17):
        on.line([(cx - 26 + dx, cy + 22), (cx + 150 + dx * 0.6, cy - 128 + dx)], "#b88a58", 9, ht=level(130))


def draw_books(b: Bench, x: float, y: float) -> None:
    for i, (w, d, colour, turn, words) in enumerate((
        (260, 180, "#7a3b3b", -5, "HOW TO BE LIKED"), (240, 170, "#3b5a7a", 4, "SPACE FLEET ANNUAL"),
        (226, 160, "#c2a04a", -9, "Z80 FOR BOYS"), (210, 150, "#4f6b45", 2, ""),
    )):  # fmt: skip
        b.box(x, y, w, d, 34, colour, turn, base=36 * i)
        if words:
            with b.on.moved(*raised((x, y + d / 2), 36 * i + 17), turn):
                b.on.text(words, 0, -5, 11, "#f0e2c0", weight=0.9)


def draw_shelf(b: Bench, left: float, top: float, bottom: float, right: float) -> None:
    """The east end: a rack of tapes and boxes, their backs towards the bench, cut by the picture's edge."""
    on = b.on
    b.prism([(left, top), (right, top), (right, bottom), (left, bottom)], 230, "#4c3220")
    rows = (
        ("SPACE FLEET S1", "#7a2f4a"), ("SPACE FLEET S2", "#27506a"), ("SPACE FLEET S3", "#5a3a70"),
        ("TAPES", "#6a6027"),
        ("ROMS", "#3a3f4a"), ("BUILD 1-8,000", "#25574a"), ("BUILD 8,001-", "#25574a"), ("MUM", "#8a4a22"),
        ("XMAS", "#7a2626"), ("DO NOT OPEN", "#444a55"), ("SPARE PEOPLE", "#6a2f5a"),
    )  # fmt: skip
    y = top + 60
    for words, colour in rows:
        high = (bottom - top - 120) / len(rows) - 14
        on.rect(left + 34, y - 230 * 0.45, right - left, high, shade(colour, 0.5), round_=6, ht=level(236))
        on.rect(left + 46, y + 6 - 230 * 0.45, right - left, high - 16, colour, round_=6, ht=level(300))
        on.text(words, left + 62, y + high * 0.36 - 230 * 0.45, 19, "#f4e8cc", align=0.0, weight=0.9)
        y += high + 14


def draw_west(b: Bench, left: float, top: float, bottom: float) -> None:
    """The west end: a board with a hole gnawed in it, through which one comes in, and which shuts."""
    on = b.on
    on.rect(left, top - 20, -left, bottom - top + 20, "#3b2818", ht=level(230))
    on.rect(-34, top - 20, 34, bottom - top + 20, "#5d4128", ht=level(244))
    for y in range(int(top), int(bottom), 170):
        on.line([(left, y), (-36, y + 6)], "#2a1b0f", 5, ht=level(224))
    hole = [
        (2, 1372),
        (-40, 1366),
        (-92, 1384),
        (-128, 1424),
        (-140, 1500),
        (-126, 1576),
        (-90, 1616),
        (-42, 1634),
        (2, 1628),
    ]
    on.polygon(hole, "#050404", stroke="#8a6a44", width=8, ht=level(0))
    for x, y, turn in ((30, 1352, 24), (60, 1660, -40), (26, 1690, 10), (84, 1330, 70)):  # what was gnawed off
        with on.moved(x, y, turn):
            on.rect(-24, -4, 48, 8, "#c79a62", ht=level(7))


def draw_scrap(b: Bench) -> None:
    """Screws, resistors, crumpled drafts: what collects on a bench."""
    on, rng = b.on, b.rng
    for _ in range(120):
        x, y, turn = rng.uniform(250, 5650), rng.uniform(300, 2850), rng.uniform(0, 180)
        kind = int(rng.integers(4))
        with on.moved(x, y, turn):
            if kind == 0:
                on.line([(-26, 0), (26, 0)], "#c9ced8", 2.6, ht=level(8))
                on.rect(-13, -6, 26, 12, "#d8b48a", round_=5, ht=level(14))
                on.rect(-7, -6, 4, 12, "#b03020")
                on.rect(2, -6, 4, 12, "#3050a0")
            elif kind == 1:
                on.rect(-4, -3, 30, 6, "#aab0ba", ht=level(8))
                on.circle(-8, 0, 9, "#c4cad4", ht=level(16))
                on.line([(-13, 0), (-3, 0)], "#5a606a", 2.4)
            elif kind == 2:
                on.rect(-9, -9, 18, 18, "#8e949e", ht=level(10))
                on.circle(0, 0, 5, "#3a2613", ht=level(2))
            else:
                on.line(curve([(-20, 0), (-5, -9), (8, 6), (22, -4)]), "#b87333", 3, ht=level(6))
    for x, y, r in ((1830, 1880, 40), (3010, 2690, 36), (4830, 1760, 42), (1180, 1850, 32), (5120, 1560, 36)):
        for k in range(8):
            a = rng.uniform(0, math.tau)
            reach = r * rng.uniform(0.6, 1.1, 6)
            points = [(x + reach[j] * math.cos(a + j * 1.05), y + reach[j] * math.sin(a + j * 1.05)) for j in range(6)]
            on.polygon(points, ("#efeade", "#d9d2c2", "#c4bcab")[k % 3], ht=level(10 + 7 * k))
