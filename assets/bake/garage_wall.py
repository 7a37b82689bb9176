"""The garage's back wall, seen from the front: a pile of monitors, a shelf, posters, tools, and the way out."""

from __future__ import annotations

import math

import numpy as np
from canvas import shade
from garage_bench import Bench, arc, level
from garage_finds import draw_clock, draw_sunset
from garage_screens import SCREENS, WALL

CASES = ("#8f8a7c", "#77736a", "#5d5f66", "#9a917c", "#6a6c74")
CLOCK = (1260.0, -300.0, 165.0)
SUNSET = (5020.0, -410.0)
DOOR = (5480.0, 5900.0)  # the back door, from left to right
FLAP = (5690.0, -46.0)  # the letterbox in it


def draw_wall(b: Bench, left: float, top: float, right: float) -> None:
    on, rng = b.on, np.random.default_rng(31)
    on.rect(left, top, right - left, 66 - top, on.linear(0, top, 0, 66, "#2b2622", "#4a3d33", "#57483a"), ht=level(-20))
    for i in range(int((right - left) / 120)):  # boards
        x = left + 120 * i
        on.line([(x, top), (x + rng.normal(0, 2), 66)], "#241d18", 4, ht=level(-26))
        for _ in range(3):
            y = rng.uniform(top, 40)
            on.line([(x + 20, y), (x + 24 + rng.normal(0, 5), y + rng.uniform(60, 240))], "#6a5644", 2, op=0.4)
    _draw_pegs(b)
    _draw_poster(b, 760, -420)
    draw_clock(b, *CLOCK)
    _draw_shelf(b, 1500, 2360)
    _draw_monitors(b)
    _draw_calendar(b, 4590, -470)
    draw_sunset(b, *SUNSET)
    _draw_door(b, top)
    pile = WALL[0] - 40, WALL[0] + 1880
    for x0, x1 in ((left, pile[0]), (pile[1], right)):  # the moulding where wall and bench meet
        on.rect(x0, 44, x1 - x0, 30, "#33241a", ht=level(26))
        on.rect(x0, 44, x1 - x0, 8, "#6a4c34", ht=level(34))


def _draw_pegs(b: Bench) -> None:
    """A board of tools in the west, each in the outline that somebody drew for it; one has gone."""
    on = b.on
    on.rect(40, -640, 480, 470, "#7a6448", round_=4, ht=level(-8))
    for i in range(15):
        for j in range(14):
            on.circle(60 + i * 32, -620 + j * 33, 3.6, "#33271b")
    for x, long, colour in ((110, 250, "#c23b34"), (190, 300, "#d8a02c"), (270, 220, "#3f7a52")):
        on.rect(x - 13, -600, 26, 110, colour, round_=10, ht=level(22))
        on.rect(x - 5, -490, 10, long - 120, "#b9c0cc", ht=level(14))
    on.path("M340 -600h60v40h-18v190h-24v-190h-18Z", "#8f969f", ht=level(24))
    on.path("M440 -600h44v260h-14v-200h-16v200h-14Z", stroke="#e6dcc0", width=3, dash="8 7")


def _draw_poster(b: Bench, x: float, y: float) -> None:
    """SPACE FLEET: a captain with his arm out, and five who look at him."""
    on = b.on
    on.rect(x - 170, y - 250, 340, 480, "#131a38", ht=level(-8))
    on.rect(
        x - 158, y - 238, 316, 456, on.linear(x, y - 238, x, y + 218, "#1c2a66", "#6a2f6a", "#d8683c"), ht=level(-7)
    )
    for i in range(34):
        a = i * 2.399
        on.circle(x + 150 * math.cos(a) * (i / 34), y - 120 + 100 * math.sin(a) * (i / 34), 1.8, "#ffffff", op=0.8)
    on.circle(x + 70, y - 130, 60, "#e9b13b", op=0.9)
    on.path(f"M{x - 40} {y + 218}C{x - 44} {y + 60} {x + 44} {y + 60} {x + 40} {y + 218}Z", "#e9b13b")
    on.circle(x, y + 40, 30, "#e0b088")
    on.line([(x + 20, y + 96), (x + 118, y + 30)], "#e9b13b", 24)
    for i in range(5):
        px = x - 130 + i * 62 + (30 if i > 1 else 0)
        on.path(
            f"M{px - 26} {y + 218}C{px - 26} {y + 130} {px + 26} {y + 130} {px + 26} {y + 218}Z",
            ("#25a6a6", "#d8452f", "#4a66ff")[i % 3],
        )
        on.circle(px, y + 128, 18, "#d8a884")
    on.text("SPACE FLEET", x, y - 218, 29, "#ffe9a8", weight=1.2)
    on.text("THE CAPTAIN KNOWS BEST", x, y + 192, 15, "#ffe9a8", weight=1.0)


def _draw_shelf(b: Bench, left: float, right: float) -> None:
    """A shelf of trophies that nobody gave him, jars of screws, a radio, and the model of the first ship."""
    on, rng = b.on, np.random.default_rng(8)
    on.rect(left, -250, right - left, 26, "#8a6038", ht=level(70))
    on.rect(left, -224, right - left, 12, "#4a3220", ht=level(40))
    for x in (left + 60, right - 60):
        on.polygon([(x - 8, -224), (x + 8, -224), (x + 8, -120), (x - 2, -132)], "#5d6068", ht=level(50))
    for i in range(4):
        x = left + 70 + i * 76
        on.rect(x - 30, -352, 60, 102, "#9fb4b0", round_=10, ht=level(56))
        for _ in range(26):
            on.circle(x + rng.uniform(-23, 23), -262 - rng.uniform(0, 62), 4, ("#b87333", "#c9ced8", "#8a6a3a")[i % 3])
        on.rect(x - 32, -366, 64, 20, ("#c23b34", "#3f7a52", "#d8a02c", "#3b5a7a")[i], round_=5, ht=level(62))
    x = left + 470
    on.rect(x - 96, -380, 192, 130, "#6a4a34", round_=10, ht=level(60))
    on.circle(x - 40, -316, 42, "#2a1e16", ht=level(50))
    for r in (34, 24, 14):
        on.circle(x - 40, -316, r, stroke="#5a4433", width=4)
    on.rect(x + 16, -362, 66, 40, "#e8c982", round_=3, glow="#2a1c08")
    on.line([(x + 56, -362), (x + 56, -322)], "#b8382a", 3)
    on.circle(x + 50, -286, 17, "#c9a24e", ht=level(70))
    _draw_first_ship(b, left + 720, -330)


def _draw_first_ship(b: Bench, x: float, y: float) -> None:
    """The first Callister, in card and balsa, on a stand of wire: a ring, a spine, and the maker's thumbprints."""
    on = b.on
    on.line([(x - 4, -252), (x, y + 10)], "#c9a24e", 9, ht=level(64))
    on.rect(x - 60, -268, 120, 18, "#3a2416", round_=4, ht=level(80))
    with on.moved(x, y, -12):
        on.path(
            "M-124 -14C-70 -32 60 -30 122 -4L132 2L122 8C60 30 -70 30 -124 16Z",
            "#efe8d6",
            stroke="#8a8272",
            width=3,
            ht=level(90),
        )
        on.path("M-110 -8C-60 -20 50 -18 110 -2C50 0 -60 2 -110 0Z", "#fffaf0", op=0.7)
        on.circle(-42, 0, 62, stroke="#d9cfb8", width=17, ht=level(104))
        on.circle(-42, 0, 62, stroke="#fff6e0", width=5, op=0.8)
        on.rect(44, -18, 16, 36, "#d8452f", ht=level(96))
        on.polygon([(-124, -14), (-158, -46), (-104, -20)], "#d8452f", ht=level(92))
        on.polygon([(-124, 16), (-158, 46), (-104, 22)], "#b8352a", ht=level(84))
        for px in (74, 92):
            on.circle(px, 0, 6, "#25a6a6", ht=level(100))
    on.text("MY FIRST", x, -246, 13, "#f0e2c0", weight=0.9)


def _draw_monitors(b: Bench) -> None:
    """The pile. All are off; what they show when they come on is the game's."""
    on, rng = b.on, np.random.default_rng(21)
    left, top = WALL
    on.rect(left - 30, top - 60, 1900, 842, "#17181c", ht=level(-18))
    for _ in range(30):  # cables behind
        x = left + rng.uniform(0, 1820)
        on.line([(x, top), (x + rng.normal(0, 30), top + rng.uniform(200, 700))], "#0d0e11", 9, ht=level(-8))
    for screen in SCREENS:
        x, y = left + screen.x, top + screen.y
        case = CASES[int(rng.integers(len(CASES)))]
        w, h = screen.w, screen.h
        with on.moved(x + w / 2, y + h / 2, screen.turn):
            on.rect(-w / 2, -h / 2, w, h, shade(case, 0.62), round_=11, ht=level(80))
            on.rect(-w / 2 + 4, -h / 2 + 3, w - 8, h - 9, case, round_=10, ht=level(96))
            sx, sy, sw, sh = screen.glass
            on.rect(sx - w / 2 - 6, sy - h / 2 - 6, sw + 12, sh + 12, shade(case, 0.4), round_=17, ht=level(70))
            on.rect(sx - w / 2, sy - h / 2, sw, sh, "#07090a", round_=16, ht=level(56))
            on.path(
                f"M{sx - w / 2 + 12} {sy - h / 2 + sh * 0.5}V{sy - h / 2 + 16}Q{sx - w / 2 + 12} {sy - h / 2 + 10} "
                f"{sx - w / 2 + 20} "
                f"{sy - h / 2 + 10}H{sx - w / 2 + sw * 0.5}Z", "#2a3432", op=0.5,
            )  # fmt: skip
            for k in range(2):
                on.circle(w / 2 - 22 - 17 * k, h / 2 - 11, 4, "#26272a", ht=level(104))
            on.circle(-w / 2 + 22, h / 2 - 11, 3, "#ff6a4a", glow="#5a1408")
    for i in range(17):  # the cables come down over the edge, and run out over the bench like roots
        x = left + 60 + 106 * i + rng.normal(0, 16)
        side = -1 if x < left + 910 else 1
        reach = rng.uniform(60, 330)
        points = [
            (x, 64),
            (x + rng.normal(0, 8), 96),
            (x + side * 60, 120 + reach * 0.4),
            (x + side * (130 + reach), 130 + reach * 0.5),
        ]
        b.cable(points, rng.uniform(9, 16), ("#17181c", "#24262c", "#3a2226", "#1f2a36")[i % 4])


def _draw_calendar(b: Bench, x: float, y: float) -> None:
    """A calendar on which every day is crossed out, and the month is always the same."""
    on = b.on
    on.rect(x - 110, y - 150, 220, 300, "#e9e0c8", ht=level(-6))
    on.rect(x - 110, y - 150, 220, 78, "#a33a26")
    on.text("DECEMBER", x, y - 128, 26, "#f4e8cc", weight=1.0)
    for i in range(31):
        px, py = x - 84 + (i % 7) * 28, y - 44 + (i // 7) * 36
        on.text(str(i + 1), px, py - 6, 11, "#4a4640")
        on.line([(px - 9, py - 9), (px + 9, py + 9)], "#b8382a", 2.4)


def _draw_door(b: Bench, top: float) -> None:
    """The back door: painted shut long ago, a letterbox in it through which some daylight comes."""
    on = b.on
    left, right = DOOR
    on.rect(left - 40, top, right - left + 80, 66 - top, "#2a2019", ht=level(-4))
    on.rect(left, top, right - left, 62 - top, "#4f6a5a", ht=level(-24))
    for x in (left + 60, (left + right) / 2 + 14):
        on.rect(x, top + 20, (right - left) / 2 - 84, 300, stroke="#3a5044", width=11, ht=level(-34))
        on.rect(x, -330, (right - left) / 2 - 84, 220, stroke="#3a5044", width=11, ht=level(-34))
    on.circle(left + 44, -200, 22, "#c9a24e", ht=level(30))
    x, y = FLAP
    on.rect(x - 84, y - 30, 168, 60, "#b8923e", round_=6, ht=level(4))
    on.rect(x - 68, y - 16, 136, 32, "#0a0d12", round_=3, ht=level(-24))
    on.rect(x - 68, y + 7, 136, 8, "#dfeaff", glow="#a8c0ff")
    on.rect(x - 68, y - 16, 136, 19, "#9a7a34", round_=3, ht=level(14))
    on.line(arc(x, y - 4, 20, 20, 160), "#f0d890", 4)
