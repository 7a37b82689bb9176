"""The ten things in the garage that say who lives there, each to be known at a glance for what it is."""

from __future__ import annotations

import math

from canvas import shade
from garage_bench import Bench, arc, level, raised

CUPS = (1560.0, 1230.0)
CHAIRS = (2440.0, 1500.0)
NAMES = ("KARL", "ELENA", "NANETTE", "NATE", "KABIR")
LIST = (620.0, 1130.0)
TAPES = (1200.0, 2560.0)
DRAWER = (3660.0, 3085.0, 720.0, 300.0)  # middle, width, depth: pulled out over the front edge
SCREEN = (4930.0, 1330.0, 260.0, 150.0, 210.0)  # the small monitor: middle, width, depth, height
BOX = (5330.0, 760.0, 520.0, 300.0, 250.0)
PHOTO = (5300.0, 2380.0, -7.0)


def draw_cups(b: Bench) -> None:
    """A tray: five cups upside down in a row, and one the right way up, with tape on it."""
    x, y = CUPS
    on = b.on
    b.box(x, y, 640, 250, 12, "#6f7f86", top="#93a4ab")
    with on.moved(*raised((x, y), 12)):
        on.rect(-300, -108, 600, 216, stroke="#b9c6cc", width=5, ht=level(20))
    for i in range(5):
        cx, cy = x - 236 + i * 100, y + 26
        # upside down: the foot's rim is on top, and there is no inside to be seen
        b.drum(cx, cy, 42, 62, "#cfd8d6", "#dfe6e2", base=12, widens=0.72)
        fx, fy = raised((cx, cy), 74)
        on.circle(fx, fy, 22, "#b9c3c0", stroke="#f2f5f0", width=5, ht=level(80))
        hx, hy = raised((cx + 40, cy + 8), 46)
        on.path(f"M{hx} {hy - 15}q24 2 22 18t-24 10", stroke="#b8c2bf", width=9, ht=level(50))
    cx, cy = x + 264, y - 10
    hx, hy = raised((cx + 54, cy + 14), 52)
    on.circle(hx, hy, 24, stroke="#c9a06a", width=10, ht=level(50))
    b.drum(cx, cy, 44, 78, "#e9c48a", "#f6e3bd", base=12, widens=1.18)
    ix, iy = raised((cx, cy), 90)
    on.circle(ix, iy, 45, "#8a6238", ht=level(70))
    on.circle(ix, iy + 3, 40, "#a8622c", ht=level(66))
    on.ellipse(ix - 12, iy - 10, 14, 6, "#f6d8a0", op=0.6)
    on.rect(cx - 38, cy - 30, 74, 24, "#f2ead2", round_=2, ht=level(62))  # a strip of tape, and a name in pen
    on.text("NANETTE", cx - 1, cy - 25, 12, "#33424e", weight=1.0)
    # the kettle beside it
    kx, ky = x - 430, y - 30
    b.drum(kx, ky, 92, 120, "#8f9aa2", "#b9c4cc", widens=0.82)
    tx, ty = raised((kx, ky), 120)
    b.drum(kx, ky, 30, 20, "#23272c", base=120)
    on.path(f"M{tx + 60} {ty + 34}q74 -6 92 -56", stroke="#9aa5ad", width=22, ht=level(100))
    on.path(f"M{tx - 78} {ty + 10}q78 -96 156 -4", stroke="#1d2125", width=17, ht=level(190))


def draw_chairs(b: Bench) -> None:
    """Doll's chairs in a row, a name on each back; the middle one has been sat in till it shone."""
    x, y = CHAIRS
    on = b.on
    for i, name in enumerate(NAMES):
        cx = x + (i - 2) * 184
        mine = name == "NANETTE"
        wood = "#c9803f" if mine else ("#8a5630", "#7d5a38", "#94603a")[i % 3]
        for dx in (-44, 44):
            for dy in (-40, 30):
                b.box(cx + dx, y + dy, 13, 13, 58, shade(wood, 0.8))
        b.box(cx, y - 6, 112, 88, 12, wood, base=52, top=shade(wood, 1.25 if mine else 1.0))
        if mine:
            on.ellipse(*raised((cx, y - 12), 64), 38, 24, "#ffe2b0", op=0.6)
        for dx in (-50, 50):
            b.box(cx + dx, y + 44, 14, 14, 190, shade(wood, 0.95))
            on.circle(*raised((cx + dx, y + 44), 196), 10, shade(wood, 1.3), ht=level(196))
        b.box(cx, y + 46, 100, 8, 16, wood, base=84)  # two rails, and air between them
        b.box(cx, y + 46, 100, 10, 52, wood, base=124)
        px, py = raised((cx, y + 52), 150)
        on.rect(px - 48, py - 11, 96, 25, shade(wood, 1.45), round_=4, ht=level(152))
        on.text(name, px, py - 5, 14 if len(name) < 7 else 12, "#2c1a0c", weight=1.05)


def draw_list(b: Bench) -> None:
    """A sheet taped to the bench. The third line has been gone over again and again."""
    x, y = LIST
    on = b.on
    b.paper(x, y, 340, 400, -6, "#f3edd8", 4)
    with on.moved(x, y, -6):
        for i in range(9):
            on.line([(-150, -88 + i * 33), (150, -88 + i * 33)], "#b9c6d8", 1.6)
        on.line([(-118, -196), (-118, 190)], "#d89a9a", 2)
        on.text("WHEN THEY COME", 8, -160, 25, "#2b3a66", weight=1.0)
        on.line([(-138, -124), (150, -128)], "#2b3a66", 3)
        on.text("1  KETTLE", -100, -78, 24, "#2b3a66", align=0.0, weight=0.9)
        on.text("2  DON'T CRY", -100, -12, 24, "#2b3a66", align=0.0, weight=0.9)
        for dx, dy in ((0, 0), (2, 2), (-2, 3), (3, -2), (-1, -3)):
            on.text("3", -100 + dx, 54 + dy, 26, "#18224c", align=0.0, weight=1.5)
        on.text("LET HER", -58, 54, 24, "#2b3a66", align=0.0, weight=0.9)
        on.text("TALK FIRST", -58, 104, 24, "#2b3a66", align=0.0, weight=0.9)
        on.circle(104, -14, 26, stroke="#8a5630", width=5, op=0.35)  # where a cup stood, or something fell
        for px, py, turn in ((-150, -186, -40), (150, -186, 38)):
            with on.moved(px, py, turn):
                on.rect(-42, -15, 84, 30, "#e6dcae", op=0.75)
    on.line([(x + 190, y + 150), (x + 250, y + 20)], "#1d3a7a", 15, ht=level(18))
    on.line([(x + 246, y + 28), (x + 258, y - 2)], "#c9a23a", 9, ht=level(16))


def draw_tapes(b: Bench) -> None:
    """Three video tapes one on the other, and what is written on their backs."""
    x, y = TAPES
    on = b.on
    rows = (("NANETTE, BRIDGE, NIGHT", 3), ("NANETTE, BRIDGE, NIGHT", -2), ("NANETTE, ASLEEP", 5))
    for i, (words, turn) in enumerate(rows[::-1]):
        base = 62.0 * i
        b.box(x + 6 * i, y, 420, 210, 56, "#26262c", turn, base=base, top="#303038")
        with on.moved(*raised((x + 6 * i, y + 106), base + 30), turn):
            on.rect(-186, -11, 372, 22, "#efe6cc", round_=2)
            on.text(words, 0, -6, 13, "#2b3040", weight=1.0)
    with on.moved(*raised((x + 12, y), 62 * 3), 3):
        on.rect(-120, -46, 240, 84, "#15151a", round_=8, ht=level(180))
        for dx in (-72, 72):
            on.circle(dx, -4, 30, "#dfe3e8", ht=level(178))
            on.circle(dx, -4, 12, "#15151a")
            for k in range(6):
                a = k * math.tau / 6
                on.line(
                    [(dx + 12 * math.cos(a), -4 + 12 * math.sin(a)), (dx + 19 * math.cos(a), -4 + 19 * math.sin(a))],
                    "#15151a",
                    4,
                )
        on.rect(-190, 52, 380, 34, "#efe6cc", ht=level(190))
        on.text("N. C.  NIGHT 212", 0, 61, 17, "#2b3040", weight=1.0)


def draw_drawer(b: Bench) -> None:
    """A drawer, pulled out: ten tapes in a row, and a space for one more."""
    x, y, w, d = DRAWER
    on = b.on
    on.rect(x - w / 2 - 16, y - d / 2 - 18, w + 32, d + 34, "#4d311c", ht=level(-16))
    on.rect(x - w / 2, y - d / 2, w, d - 26, "#2a190d", ht=level(-110))
    on.rect(x - w / 2, y + d / 2 - 26, w, 40, "#7c5230", ht=level(-10))
    on.circle(x, y + d / 2 - 4, 17, "#c9a24e", ht=level(10))
    slot = (w - 40) / 11
    for i in range(11):
        px = x - w / 2 + 20 + slot * (i + 0.5)
        if i == 10:
            on.rect(px - slot / 2 + 5, y - d / 2 + 16, slot - 10, d - 62, "#160c06", ht=level(-120))
            on.rect(px - slot / 2 + 5, y - d / 2 + 16, slot - 10, d - 62, stroke="#8a6a3a", width=3, dash="9 8")
            continue
        on.rect(px - slot / 2 + 4, y - d / 2 + 14, slot - 8, d - 56, "#3c3f48", round_=4, ht=level(-34))
        on.rect(px - slot / 2 + 9, y - d / 2 + 22, slot - 18, 92, "#efe6cc", round_=2, ht=level(-31))
        on.text("N.C.", px, y - d / 2 + 34, 12, "#2b3040", weight=1.0)
        on.text(str(i + 1), px, y - d / 2 + 66, 24, "#2b3040", weight=1.1)
        for dy in (150, 198):
            on.circle(px, y - d / 2 + dy, 13, "#15171c", ht=level(-40))
            on.circle(px, y - d / 2 + dy, 5, "#c9ced8")
        on.circle(px, y - d / 2 + 228, 4, "#ffb400", glow="#c07a10")  # paused


def draw_screen(b: Bench) -> None:
    """A small monitor that is on. What pulses on it is the game's; its name is stuck under it."""
    x, y, w, d, high = SCREEN
    on = b.on
    b.box(x, y, w, d, high, "#b9b29c")
    for i in range(7):
        px = x - w * 0.34 + i * w * 0.113
        on.line([(px, y - high * 0.45 - 50), (px, y - high * 0.45 + 26)], "#6e6a5c", 7, ht=level(high - 14))
    foot = y + d / 2
    front = high * 0.45
    on.rect(x - w / 2 + 8, foot - front + 6, w - 16, front - 10, "#a39c86", round_=8, ht=level(high * 0.5))
    on.rect(x - w / 2 + 24, foot - front + 14, w - 48, front - 38, "#060d0a", round_=10, ht=level(high * 0.4))
    on.rect(x - 54, foot - 20, 108, 22, "#efe6cc", round_=2, ht=level(20))
    on.text("BED 4", x, foot - 15, 13, "#2b3040", weight=1.0)
    b.cable(
        [(x + w / 2, foot - 40), (x + 190, foot - 90), (x + 260, foot - 260), (x + 250, 700), (x + 180, 60)],
        12,
        "#1e2227",
    )


def draw_box(b: Bench) -> None:
    """A carton: ONE TELEVISION, FAMILY SIZE."""
    x, y, w, d, high = BOX
    on = b.on
    b.box(x, y, w, d, high, "#b98c58", -3, top="#c79a64")
    with on.moved(*raised((x, y), high), -3):
        on.line([(-w / 2, 0), (w / 2, 0)], "#8a6438", 5)
        on.rect(-w / 2, -26, w, 52, "#dcc58e", op=0.6)
        for sx in (-1, 1):
            on.line([(sx * 120, -d / 2), (sx * 120, d / 2)], "#a67c4a", 2)
        on.text("FOR THE CREW", 0, 52, 26, "#6a3a1c", weight=1.0)
        on.text("FOR AFTER", 0, 94, 22, "#6a3a1c", weight=0.9)
    with on.moved(*raised((x, y + d / 2), high / 2), -3):
        on.rect(-232, -42, 176, 84, stroke="#5a3216", width=6)
        on.rect(-214, -32, 112, 62, stroke="#5a3216", width=4)
        for dy in (-20, -2, 16):
            on.circle(-80, dy, 6, stroke="#5a3216", width=3)
        on.text("1 TELEVISION", 94, -34, 24, "#5a3216", weight=1.0)
        on.text("FAMILY SIZE", 94, 8, 24, "#5a3216", weight=1.0)


def draw_photo(b: Bench) -> None:
    """An office party, from outside it: everybody's back; and in the dark window somebody holds the camera."""
    x, y, turn = PHOTO
    on = b.on
    b.paper(x, y, 430, 350, turn, "#f4efe2", 5)
    with on.moved(x, y, turn):
        on.rect(-192, -150, 384, 256, "#20243c", ht=level(7))
        on.rect(-192, 40, 384, 66, "#57402c")
        on.rect(58, -132, 118, 122, "#0a1020", stroke="#8a93a8", width=6)  # the window, at night
        on.line([(117, -132), (117, -10)], "#8a93a8", 4)
        for i, (px, tone) in enumerate(((-150, "#7a3b3b"), (-84, "#25746a"), (-18, "#c2a04a"), (40, "#4a4a86"))):
            top = -40 - 12 * (i % 2)
            on.path(f"M{px - 44} 106C{px - 42} {top + 30} {px + 42} {top + 30} {px + 44} 106Z", tone)
            hair = ("#2a1a12", "#6a3a1c", "#15161c", "#3a2a20")[i]
            on.circle(px, top - 6, 27, hair)
            on.rect(px - 8, top + 16, 16, 12, "#c98f6a")
        for i in range(7):  # streamers, a hat
            px = -180 + i * 40
            on.path(f"M{px} -150q12 22 24 0", stroke=("#d8483a", "#e9b13b", "#25a6a6")[i % 3], width=5)
        on.polygon([(-32, -72), (-4, -72), (-18, -124)], "#d8483a")
        on.path("M88 -10C90 -50 146 -50 148 -10Z", "#3a4a58")  # who takes it, in the glass
        on.circle(117, -62, 21, "#7d8894")
        on.rect(98, -64, 38, 24, "#20262c", round_=3)
        on.circle(117, -52, 9, "#ffffff", glow="#d8e4ff")
        on.text("XMAS. EVERYONE.", 0, 124, 21, "#4a4640", weight=0.9)
        for px, py, t in ((-205, -168, -38), (205, -168, 42)):
            with on.moved(px, py, t):
                on.rect(-40, -14, 80, 28, "#e6dcae", op=0.7)


def draw_clock(b: Bench, x: float, y: float, r: float) -> None:
    """A kitchen clock on the wall: ten past four."""
    on = b.on
    on.circle(x, y, r, "#c8452f", ht=level(60))
    on.circle(x, y, r * 0.9, "#e6694e", ht=level(70))
    on.circle(x, y, r * 0.8, "#f4edd8", ht=level(50))
    for i in range(60):
        a = i * math.tau / 60
        near = 0.66 if i % 5 == 0 else 0.72
        on.line(
            [(x + r * near * math.cos(a), y + r * near * math.sin(a)),
            (x + r * 0.76 * math.cos(a), y + r * 0.76 * math.sin(a))],
            "#3a3a44", 6 if i % 5 == 0 else 2,
        )  # fmt: skip
    for i in range(12):
        a = (i + 1) * math.tau / 12 - math.pi / 2
        on.text(str(i + 1), x + r * 0.54 * math.cos(a), y + r * 0.54 * math.sin(a) - 10, 21, "#3a3a44", weight=1.0)
    hour, minute = math.radians((4 + 10 / 60) * 30 - 90), math.radians(60 - 90)
    on.line([(x, y), (x + r * 0.40 * math.cos(hour), y + r * 0.40 * math.sin(hour))], "#20222c", 13, ht=level(62))
    on.line([(x, y), (x + r * 0.62 * math.cos(minute), y + r * 0.62 * math.sin(minute))], "#20222c", 8, ht=level(66))
    on.circle(x, y, 12, "#c8452f", ht=level(72))


def draw_sunset(b: Bench, x: float, y: float) -> None:
    """A window painted on card, pinned to the wall: sun over water. Under it, on a hook, a small coat."""
    on = b.on
    on.rect(x - 200, y - 150, 400, 300, "#d8cba6", round_=4, ht=level(14))
    sky = on.linear(x, y - 136, x, y + 20, "#2c3a6a", "#8a4a6a", "#e8803c", "#f6b45a")
    on.rect(x - 184, y - 136, 368, 156, sky, ht=level(15))
    on.path(f"M{x - 62} {y + 20}A62 62 0 0 1 {x + 62} {y + 20}Z", "#ffd27a", glow="#5a3210")
    for i in range(8):
        a = math.radians(180 + 20 * (i + 0.5))
        on.line(
            [(x + 76 * math.cos(a), y + 20 + 76 * math.sin(a)), (x + 104 * math.cos(a), y + 20 + 104 * math.sin(a))],
            "#ffcf86",
            5,
        )
    on.rect(x - 184, y + 20, 368, 116, on.linear(x, y + 20, x, y + 136, "#c8683c", "#3a3a66", "#1d2448"))
    for i in range(9):
        half = 60 - i * 5
        on.line([(x - half, y + 30 + i * 11), (x + half, y + 30 + i * 11)], "#ffc070", 4, op=0.75)
    for px in (x - 184, x, x + 184):
        on.line([(px, y - 140), (px, y + 140)], "#f2ead6", 11, ht=level(22))
    for py in (y - 138, y + 2, y + 138):
        on.line([(x - 188, py), (x + 188, py)], "#f2ead6", 11, ht=level(22))
    on.text("8,412", x + 150, y + 122, 15, "#6a3a1c")
    hx, hy = x - 20, y + 190
    on.path(f"M{hx} {hy - 8}q0 22 18 18", stroke="#c9a24e", width=8, ht=level(40))
    coat = "#7d4a5c"
    on.path(
        f"M{hx - 16} {hy}C{hx - 60} {hy + 16} {hx - 76} {hy + 50} {hx - 70} {hy + 128}L{hx - 46} {hy + 132}"
        f"L{hx - 54} {hy + 176}H{hx + 58}L{hx + 46} {hy + 132}L{hx + 72} {hy + 126}C{hx + 76} {hy + 46} {hx + 56} "
        f"{hy + 14} {hx + 16} {hy}Z",
        coat, ht=level(44),
    )  # fmt: skip
    on.line([(hx, hy + 8), (hx + 2, hy + 174)], shade(coat, 0.6), 5)
    for dy in (50, 84, 118):
        on.circle(hx + 14, hy + dy, 6, "#e0c48a", ht=level(50))
    on.line(arc(hx, hy + 8, 20, 20, 160), shade(coat, 1.35), 8)
