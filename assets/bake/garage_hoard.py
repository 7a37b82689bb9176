"""What somebody keeps who throws nothing away: small things in heaps between the large ones."""

from __future__ import annotations

import math

from canvas import shade
from garage_bench import Bench, arc, curve, level, raised


def draw_floppy(b: Bench, x: float, y: float, turn: float, colour: str, words: str) -> None:
    on = b.on
    with on.moved(x, y, turn):
        on.path("M-58 -58H46L58 -46V58H-58Z", colour, stroke=shade(colour, 0.6), width=2, ht=level(9))
        on.rect(-28, -58, 60, 40, "#b9c0cc", ht=level(13))
        on.rect(6, -54, 14, 30, shade(colour, 0.5))
        on.rect(-44, -2, 88, 60, "#efe8d4", ht=level(11))
        for i, row in enumerate(words.split("/")):
            on.text(row, 0, 10 + 20 * i, 12, "#3a3a44")


def draw_cassette(b: Bench, x: float, y: float, turn: float, colour: str, words: str) -> None:
    b.box(x, y, 150, 96, 20, "#3a3b44", turn)
    on = b.on
    with on.moved(*raised((x, y), 20), turn):
        on.rect(-64, -38, 128, 60, colour, round_=4, ht=level(24))
        on.rect(-64, -38, 128, 18, "#efe8d4")
        on.text(words, 0, -35, 10, "#3a3a44")
        for dx in (-30, 30):
            on.circle(dx, 2, 13, "#15151a", stroke="#e8e8e8", width=4)


def draw_figure(b: Bench, x: float, y: float, shirt: str, hair: str, arm: float) -> None:
    """A painted figure of the fleet, saluting; `arm` in degrees."""
    on = b.on
    b.drum(x, y, 34, 10, "#2a3a30", "#3c5244")
    b.drum(x, y, 17, 46, "#23262e", "#23262e", base=10, rings=8)
    b.drum(x, y, 19, 46, shirt, shirt, base=56, widens=1.15, rings=10)
    px, py = raised((x, y), 96)
    a = math.radians(arm)
    on.line([(px, py), (px + 36 * math.cos(a), py + 36 * math.sin(a))], shirt, 12, ht=level(100))
    b.drum(x, y, 17, 26, "#d8a884", hair, base=102, rings=8)


def draw_battery(b: Bench, x: float, y: float, turn: float, colour: str) -> None:
    on = b.on
    with on.moved(x, y, turn):
        on.rect(-58, -19, 112, 38, "#23262c", round_=8, ht=level(18))
        on.rect(-58, -12, 112, 22, "#343840", round_=8, ht=level(34))
        on.rect(14, -19, 40, 38, colour, round_=4, ht=level(30))
        on.rect(54, -8, 9, 16, "#c9ced8", ht=level(26))


def draw_ruler(b: Bench, x: float, y: float, turn: float, long: float) -> None:
    on = b.on
    with on.moved(x, y, turn):
        on.rect(-long / 2, -27, long, 54, "#e2c07a", stroke="#a07a3a", width=2, ht=level(6))
        for i in range(int(long / 12)):
            deep = 22 if i % 10 == 0 else 15 if i % 5 == 0 else 9
            on.line([(-long / 2 + 8 + i * 12, -26), (-long / 2 + 8 + i * 12, -26 + deep)], "#5a4020", 1.8)
            if i % 10 == 0:
                on.text(str(i // 10), -long / 2 + 12 + i * 12, 2, 13, "#5a4020", align=0.0)


def draw_joystick(b: Bench, x: float, y: float, turn: float) -> None:
    b.box(x, y, 170, 150, 44, "#2a2b31", turn)
    on = b.on
    with on.moved(*raised((x, y), 44), turn):
        on.circle(0, 6, 44, "#17181c", ht=level(52))
        on.circle(-58, -50, 17, "#d8452f", ht=level(60))
    b.drum(x, y + 4, 15, 90, "#17181c", base=44, rings=10)
    px, py = raised((x, y + 4), 134)
    on.circle(px, py, 28, "#d8452f", ht=level(150))
    on.circle(px - 8, py - 9, 9, "#ff9a84", op=0.8)
    b.cable([(x + 60, y - 70), (x + 140, y - 150), (x + 260, y - 140), (x + 330, y - 220)], 11, "#1c1e23")


def draw_strip(b: Bench, x: float, y: float, turn: float) -> None:
    """Sockets in a row, most of them taken."""
    b.box(x, y, 430, 84, 30, "#e0dccb", turn)
    on = b.on
    with on.moved(*raised((x, y), 30), turn):
        for i in range(5):
            on.circle(-150 + i * 72, 0, 28, "#c4bfae", ht=level(24))
            if i in (0, 2, 3):
                on.rect(-172 + i * 72, -21, 44, 42, "#2a2b31", round_=8, ht=level(72))
        on.rect(170, -14, 34, 28, "#ff6a4a", round_=4, glow="#8a2410", ht=level(38))


def draw_blueprint(b: Bench, x: float, y: float, turn: float, w: float, d: float, words: str) -> None:
    """A plan of the ship, in white on blue, with arrows at everything."""
    b.paper(x, y, w, d, turn, "#2a4a7a", 3)
    on = b.on
    ink = "#c4dcf6"
    with on.moved(x, y, turn):
        for i in range(1, 10):
            on.line([(-w / 2 + i * w / 10, -d / 2 + 8), (-w / 2 + i * w / 10, d / 2 - 8)], "#3c639a", 1.4)
        for i in range(1, 7):
            on.line([(-w / 2 + 8, -d / 2 + i * d / 7), (w / 2 - 8, -d / 2 + i * d / 7)], "#3c639a", 1.4)
        k = w / 460
        on.path(
            f"M{-150 * k} {-14 * k}C{-70 * k} {-40 * k} {80 * k} {-38 * k} {160 * k} 0C{80 * k} {38 * k} {-70 * k} "
            f"{40 * k} {-150 * k} {14 * k}Z",
            stroke=ink, width=3,
        )  # fmt: skip
        on.circle(-50 * k, 0, 74 * k, stroke=ink, width=3)
        on.circle(-50 * k, 0, 56 * k, stroke=ink, width=1.6, dash="8 6")
        on.line([(-200 * k, 0), (200 * k, 0)], ink, 1.2, dash="16 6 3 6")
        for px, py, qx, qy in ((-50, -74, -110, -112), (120, -16, 150, -90), (-150, 10, -180, 90)):
            on.line([(px * k, py * k), (qx * k, qy * k)], ink, 1.6)
            on.circle(px * k, py * k, 4, ink)
            on.rect(qx * k - 26, qy * k - 6, 52, 10, ink, op=0.5)
        on.text(words, w / 2 - 14, d / 2 - 34, 15, ink, align=1.0)


def draw_drafts(b: Bench, x: float, y: float, turn: float) -> None:
    """Sheets in a heap, written over."""
    on = b.on
    for i in range(4):
        b.paper(
            x + 9 * i,
            y - 7 * i,
            210,
            280,
            turn + (i * 37) % 23 - 10,
            ("#e8e1cc", "#efe9d8", "#dcd4bd", "#f3eede")[i],
            3 + 4 * i,
        )
    with on.moved(x + 27, y - 21, turn + 1):
        for i in range(11):
            long = 150 - (i * 53) % 60
            on.line([(-84, -110 + i * 20), (-84 + long, -110 + i * 20)], "#5a5a72", 3, op=0.8)
        on.line([(-90, -60), (80, 70)], "#b8382a", 7, op=0.8)
        on.line([(-90, 70), (80, -60)], "#b8382a", 7, op=0.8)


def draw_jars(b: Bench, x: float, y: float, colours: tuple[str, ...]) -> None:
    """Little jars of paint, lids on but for one."""
    for i, colour in enumerate(colours):
        px, py = x + (i % 4) * 78, y + (i // 4) * 84
        b.drum(px, py, 31, 46, "#b9c4c8", colour)
        cx, cy = raised((px, py), 46)
        b.on.circle(cx, cy, 23, shade(colour, 0.82 if i != 2 else 1.2), ht=level(50 if i != 2 else 40))


def draw_tape_roll(b: Bench, x: float, y: float, colour: str) -> None:
    b.drum(x, y, 62, 40, colour)
    cx, cy = raised((x, y), 40)
    b.on.circle(cx, cy, 46, shade(colour, 0.7), ht=level(40))
    b.on.circle(cx, cy + 6, 34, "#5a3a20", ht=level(0))


def draw_glass(b: Bench, x: float, y: float, turn: float) -> None:
    """A magnifying glass: what lies under it is larger, and has a spot of sun in it."""
    on = b.on
    with on.moved(x, y, turn):
        on.rect(78, -15, 170, 30, "#2a1a12", round_=14, ht=level(34))
        on.rect(70, -9, 40, 18, "#c9a24e", ht=level(30))
        on.circle(0, 0, 82, "#a8c8c4", op=0.22)
        on.circle(0, 0, 82, stroke="#c9a24e", width=13, ht=level(34))
        on.ellipse(-24, -30, 34, 20, "#ffffff", op=0.35)
        on.circle(26, 30, 13, "#fff2c8", glow="#c07a2a")


def draw_plant(b: Bench, x: float, y: float) -> None:
    """A plant in a pot. It has been dead for some time."""
    on = b.on
    b.drum(x, y, 62, 104, "#a8583a", "#b8664a", widens=1.25)
    cx, cy = raised((x, y), 104)
    on.circle(cx, cy, 66, "#2c1c12", ht=level(96))
    for i in range(9):
        a = i * 0.7 + 0.2
        long = 90 + (i * 41) % 60
        tip = (cx + long * math.cos(a), cy + long * 0.7 * math.sin(a) - 30)
        way = curve([(cx, cy), (cx + (tip[0] - cx) * 0.5, cy + (tip[1] - cy) * 0.5 - 46), tip])
        on.line(way, "#6a5a2a", 6, ht=level(150))
        with on.moved(*tip, math.degrees(a) + 40):
            on.ellipse(14, 0, 28, 10, ("#7a6a30", "#5f5a2a", "#8a6a34")[i % 3], ht=level(130))


def draw_plate(b: Bench, x: float, y: float) -> None:
    """A plate with crumbs, and most of a biscuit."""
    on = b.on
    on.circle(x, y, 128, "#d9dfe2", ht=level(16))
    on.circle(x, y, 120, "#c2cacf", ht=level(22))
    on.circle(x, y, 88, "#e4e9eb", ht=level(12))
    on.circle(x, y, 104, stroke="#6f8fb0", width=3)
    on.circle(x + 10, y + 6, 50, "#c88f48", ht=level(30))
    for px, py, r in ((48, -26, 22), (60, -4, 18), (30, -44, 18)):
        on.circle(x + px, y + py, r, "#e4e9eb", ht=level(12))
    for i in range(9):
        a = i * 2.4
        on.circle(x + 10 + 30 * math.cos(a), y + 8 + 28 * math.sin(a), 4, "#6a3f18")
    for i in range(22):
        a, r = i * 2.399, 20 + i * 4.4
        on.circle(x + r * math.cos(a), y + r * math.sin(a), 3, "#d8a868", ht=level(18))


def draw_toolbox(b: Bench, x: float, y: float, turn: float, colour: str) -> None:
    b.box(x, y, 360, 190, 130, colour, turn)
    on = b.on
    with on.moved(*raised((x, y), 130), turn):
        on.rect(-170, -84, 340, 168, shade(colour, 1.12), round_=10, ht=level(136))
        on.rect(-84, -17, 168, 34, "#22252b", round_=16, ht=level(170))
        for sx in (-130, 130):
            on.rect(sx - 18, 62, 36, 30, "#c9ced8", round_=4, ht=level(142))


def draw_scope(b: Bench, x: float, y: float, turn: float = 0.0) -> None:
    """An oscilloscope, left on: somebody's pulse, or a clock's."""
    w, d, high = 330.0, 190.0, 190.0
    b.box(x, y, w, d, high, "#5f6c78", turn)
    on = b.on
    top = y + d / 2 - high * 0.45
    on.rect(x - w / 2 + 8, top + 5, w - 16, high * 0.45 - 10, "#4a5661", round_=5, ht=level(96))
    on.rect(x - w / 2 + 22, top + 12, 150, high * 0.45 - 24, "#07140d", round_=8, ht=level(80))
    wave = [
        (x - w / 2 + 30 + i * 3.4, top + 42 - 20 * math.sin(i * 0.42) * math.exp(-(((i - 20) / 12) ** 2)))
        for i in range(40)
    ]
    on.line(wave, "#7dffa8", 3, glow="#5af08a")
    for i in range(6):
        on.circle(
            x + 44 + (i % 3) * 40, top + 26 + (i // 3) * 34, 12, "#c9ced8", stroke="#22252b", width=3, ht=level(110)
        )
    for i in range(8):
        on.line(
            [(x - 120 + i * 34, y - high * 0.45 - 60), (x - 120 + i * 34, y - high * 0.45 + 20)],
            "#3a444e",
            8,
            ht=level(high - 10),
        )


def draw_sprue(b: Bench, x: float, y: float, turn: float, colour: str) -> None:
    """A frame of a model kit, half of its parts twisted off."""
    on = b.on
    with on.moved(x, y, turn):
        on.rect(-190, -120, 380, 240, stroke=colour, width=8, ht=level(10))
        for i in range(1, 5):
            on.line([(-190 + i * 76, -120), (-190 + i * 76, 120)], colour, 6, ht=level(9))
        on.line([(-190, 0), (190, 0)], colour, 6, ht=level(9))
        for px, py, kind in ((-152, -60, 0), (0, -62, 1), (76, 58, 0), (-76, 60, 2), (152, -58, 2)):
            if kind == 0:
                on.circle(px, py, 26, stroke=colour, width=10, ht=level(14))
            elif kind == 1:
                on.path(f"M{px - 26} {py + 40}L{px} {py - 44}L{px + 26} {py + 40}Z", colour, ht=level(14))
            else:
                on.rect(px - 24, py - 34, 48, 68, colour, round_=10, ht=level(14))


def draw_matches(b: Bench, x: float, y: float, turn: float) -> None:
    on = b.on
    b.box(x, y, 120, 74, 26, "#c23b34", turn, top="#e0b44a")
    with on.moved(*raised((x, y), 26), turn):
        on.text("SAFETY", 0, -8, 15, "#7a1e18", weight=1.1)
    for i in range(5):
        with on.moved(x + 130 + i * 12, y + 20 + (i * 29) % 44, turn + i * 31):
            on.rect(-34, -3, 64, 6, "#e2c690", ht=level(8))
            on.circle(32, 0, 6, "#c23b34" if i else "#1a1614", ht=level(10))


def draw_spool(b: Bench, x: float, y: float, colour: str) -> None:
    b.drum(x, y, 62, 12, "#c9a26b")
    b.drum(x, y, 46, 60, colour, base=12, rings=16)
    cx, cy = b.drum(x, y, 62, 10, "#c9a26b", "#d8b27a", base=72)
    b.on.circle(cx, cy, 13, "#2a1c10", ht=level(20))
    b.on.line(
        curve([(x + 44, y + 16), (x + 120, y + 60), (x + 190, y + 20), (x + 270, y + 80)]), colour, 4, ht=level(6)
    )


def draw_duck(b: Bench, x: float, y: float, turn: float = 0.0) -> None:
    """A duck in a party hat. Thirty million people have one; he kept the first."""
    on = b.on
    with on.moved(x, y, turn):
        on.ellipse(0, 10, 64, 46, "#d8a818", ht=level(36))
        on.ellipse(-4, 4, 54, 36, "#f4cf3a", ht=level(58))
        on.path("M-56 -2q-28 -8 -34 -26q22 2 42 12Z", "#e4b828", ht=level(60))
        on.circle(38, -20, 34, "#f4cf3a", ht=level(96))
        on.circle(32, -26, 22, "#ffe068", ht=level(104))
        on.path("M64 -22l30 6l-30 12Z", "#e8742a", ht=level(90))
        on.circle(48, -28, 6, "#1a1614")
        on.polygon([(22, -46), (48, -48), (30, -98)], "#d8483a", ht=level(120))
        on.line([(24, -58), (46, -62)], "#f4efe2", 5)


def draw_remote(b: Bench, x: float, y: float, turn: float) -> None:
    b.box(x, y, 74, 230, 24, "#2a2b31", turn)
    with b.on.moved(*raised((x, y), 24), turn):
        for i in range(15):
            b.on.circle(-20 + (i % 3) * 20, -70 + (i // 3) * 27, 7, ("#d8452f" if i == 0 else "#8a9098"), ht=level(30))


def draw_globe(b: Bench, x: float, y: float) -> None:
    """A snow globe: an office, with the lights on."""
    on = b.on
    b.drum(x, y, 76, 40, "#4a2a1c")
    cx, cy = raised((x, y), 110)
    on.circle(cx, cy, 84, "#20304a", ht=level(120))
    on.rect(cx - 44, cy - 34, 88, 80, "#55606e")
    for i in range(9):
        lit = i in (1, 3, 8)
        tone = "#ffd884" if lit else "#2a333e"
        on.rect(cx - 34 + (i % 3) * 25, cy - 26 + (i // 3) * 23, 17, 15, tone, glow="#7a5a20" if lit else None)
    on.ellipse(cx, cy + 52, 66, 22, "#e8eef4")
    for i in range(24):
        a, r = i * 2.399, 14 * math.sqrt(i)
        on.circle(cx + r * math.cos(a), cy + r * math.sin(a), 2.6, "#ffffff", op=0.8)
    on.line(arc(cx, cy, 72, 200, 260), "#ffffff", 9, op=0.45)
    on.circle(cx, cy, 84, stroke="#8aa0b8", width=4)


def draw_bulb(b: Bench, x: float, y: float, turn: float) -> None:
    on = b.on
    with on.moved(x, y, turn):
        on.circle(0, 0, 46, "#8a98a0", op=0.45, ht=level(46))
        on.rect(38, -20, 50, 40, "#b4bac4", round_=6, ht=level(34))
        for i in range(4):
            on.line([(44 + i * 11, -20), (44 + i * 11, 20)], "#6a707a", 4)
        on.path("M38 -8L-6 -16L2 0L-6 16L38 8", stroke="#3a3a3a", width=2.4)
        on.ellipse(-14, -18, 16, 10, "#ffffff", op=0.5)


def draw_phones(b: Bench, x: float, y: float) -> None:
    """Headphones, put down."""
    on = b.on
    on.line(arc(x, y, 104, 170, 370, 30), "#22252b", 24, ht=level(40))
    on.line(arc(x, y, 104, 175, 365, 30), "#3a3f48", 10, ht=level(52))
    for sx in (-1, 1):
        with on.moved(x + sx * 104, y + 30, sx * 12):
            on.ellipse(0, 0, 40, 56, "#15171b", ht=level(44))
            on.ellipse(-sx * 6, -2, 27, 42, "#3a2a2a", ht=level(56))
    b.coil([(x - 100, y + 86), (x - 40, y + 150), (x + 60, y + 130), (x + 150, y + 190)], 8, "#1b1d22", 13, 13)


def draw_console(b: Bench, x: float, y: float, turn: float) -> None:
    """A games console from the eighties, a cartridge in it."""
    b.box(x, y, 430, 270, 54, "#3a3029", turn)
    on = b.on
    with on.moved(*raised((x, y), 54), turn):
        on.rect(-205, 10, 410, 112, "#8a5a34", round_=4, ht=level(60))
        for i in range(9):
            on.line([(-200, 18 + i * 12), (200, 20 + i * 12)], "#6a4426", 2)
        on.rect(-190, -112, 380, 96, "#1c1815", round_=6, ht=level(58))
        for i in range(6):
            on.rect(-176 + i * 62, -100, 15, 40, "#d9a43a", round_=3, ht=level(76))
        on.rect(-60, -60, 130, 52, "#d8452f", round_=4, ht=level(120))
        on.text("CAPTAIN", 5, -44, 17, "#fff0d0", weight=1.0)
