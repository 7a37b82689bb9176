"""The room with the set: a lamp, a rug, a porthole, six people on a sofa from behind, and the screen from the bridge.

Three pictures: nobody in the middle and the glass dark; somebody in the middle; the set switched on. What the set shows
is drawn while one watches, in GLASS. Measures are units of 1280 x 720, as `game/render/sofa_view.py` has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from canvas import Canvas, mix, shade
from relief import Lamp, Lighting, lit
from scipy import ndimage
from tiles import Place

SCALE = 1.5
WIDTH, HEIGHT = int(1280 * SCALE), int(720 * SCALE)
PLACE = Place(origin=(-640.0, -360.0), scale=SCALE, clear="#0a0b12")

GLASS = (470.0, 84.0, 312.0, 236.0)  # left, top, width, height
PORTHOLE = (1074.0, 190.0, 92.0)
LAMP = (128.0, 172.0)
WALL, WOOD, BRASS, INK = "#6f6474", "#7a4c2a", "#b98a34", "#161a2c"
SOFA = "#a0483c"

Light = tuple[tuple[float, float, float], tuple[float, float, float], float]  # place, colour, reach


def moods() -> Iterator[tuple[str, np.ndarray]]:
    """(name, picture): without her, with her, with the set on."""
    for name, joined, on in (("gap", False, False), ("dark", True, False), ("on", True, True)):
        yield name, _paint(joined, on)


def _paint(joined: bool, on: bool) -> np.ndarray:
    picture = _room(on)
    for draw, radius in _people(joined):
        picture = _figure(picture, draw, radius, on)
    return _finish(picture, on)


# --- the room ---


def _room(on: bool) -> np.ndarray:
    canvas = Canvas(WIDTH, HEIGHT)
    with canvas.moved(0, 0, scale=SCALE):
        _draw_wall(canvas)
        _draw_porthole(canvas)
        _draw_things(canvas)
        _draw_lamp(canvas)
        _draw_set(canvas, on)

    def lamp(x: float, y: float, z: float, colour: tuple[float, float, float], reach: float) -> Lamp:
        return Lamp(x * SCALE, y * SCALE, z * SCALE, colour, reach * SCALE)

    tube = (lamp(626, 250, 150, (1.00, 1.22, 1.55), 290), lamp(626, 500, 120, (0.40, 0.46, 0.58), 170)) if on else ()
    light = Lighting(
        relief=70, ambient=(0.105, 0.102, 0.145), sun_colour=(0.0, 0.0, 0.0), bump=0.9, occlusion=0.026, grain=0.035,
        spill=0.9, halo=0.5, ceiling=0.86,
        lamps=(lamp(LAMP[0], LAMP[1] + 18, 78, (1.75, 1.04, 0.50), 205), *tube),
    )  # fmt: skip
    return lit(canvas.colours()[..., :3], canvas.heights(), canvas.glows(), light)


def _draw_wall(canvas: Canvas) -> None:
    canvas.rect(-10, -10, 1300, 480, WALL, ht=0.10)
    for k in range(21):
        canvas.line([(k * 64, 0), (k * 64, 452)], shade(WALL, 0.78), 1.6, ht=0.085)
    canvas.rect(-10, 448, 1300, 14, shade(WOOD, 0.7), ht=0.16)
    canvas.rect(-10, 462, 1300, 280, "#6b4f3e", ht=0.02)
    for k in range(9):
        y = 464 + k * k * 3.6
        canvas.line([(0, y), (1280, y)], "#4d372b", 1.2 + k * 0.2)
    for rx, ry, tone in ((480, 98, "#8a4f4a"), (448, 88, "#b07a62"), (410, 76, "#8a4f4a"), (300, 54, "#a8685a")):
        canvas.ellipse(640, 566, rx, ry, tone, ht=0.035)
    canvas.path("M-10 34C60 58 130 58 200 36C270 60 350 60 420 34C500 62 580 58 650 32C730 60 810 60 880 34"
                "C960 60 1040 58 1110 34C1170 56 1230 54 1290 "
                "34", None, stroke="#2c2430", width=1.8, ht=0.13)  # fmt: skip


def _draw_porthole(canvas: Canvas) -> None:
    """Outside it is evening, on a hill of their own."""
    x, y, r = PORTHOLE
    canvas.circle(x, y, r + 24, "#4a4456", ht=0.22)
    canvas.circle(x, y, r + 12, "#97909f", ht=0.28)
    canvas.circle(x, y, r, "#0c1430", ht=0.04, glow="#0a1028")
    for k, tone in enumerate(("#101b40", "#1b2a55", "#31406c", "#57567c", "#8a6a80")):
        w = (r * r - (k * 17 - 20) ** 2) ** 0.5
        level = y - 20 + k * 17
        canvas.path(f"M{x - w:.0f} {level}L{x + w:.0f} {level}A{r} {r} 0 0 1 {x - w:.0f} {level}Z",
                    tone, ht=0.04, glow=shade(tone, 0.5))  # fmt: skip
    canvas.path(f"M{x - r * 0.93:.0f} {y + 34}C{x - 50} {y + 8} {x + 20} {y + 26} {x + r * 0.92:.0f} {y + 36}"
                f"A{r} {r} 0 0 1 {x - r * 0.93:.0f} {y + 34}Z", "#16241f", ht=0.05)  # fmt: skip
    rng = np.random.default_rng(5)
    for _ in range(26):
        a, far = rng.uniform(3.3, 6.1), r * rng.uniform(0.2, 0.92)
        canvas.circle(x + far * np.cos(a), y + far * np.sin(a) * 0.9, rng.uniform(0.5, 1.4), "#cfdcf4", glow="#8fa0c8")
    for k in range(10):
        a = k * 0.628
        canvas.circle(x + (r + 6) * np.cos(a), y + (r + 6) * np.sin(a), 3.4, "#3a3648", ht=0.32)
    canvas.path(
        f"M{x - 60} {y - 52}A{r - 12} {r - 12} 0 0 1 {x - 8} {y - 78}", None, stroke="#dfe8f4", width=3, op=0.35
    )


def _draw_things(canvas: Canvas) -> None:
    for x, y, w, h, tone in (
        (322, 112, 78, 92, "#c98a5a"),
        (236, 176, 62, 48, "#5a8a9a"),
        (890, 92, 56, 70, "#3f6f74"),
    ):
        canvas.rect(x - w / 2 - 7, y - h / 2 - 7, w + 14, h + 14, "#3a2a22", ht=0.24)
        canvas.rect(x - w / 2, y - h / 2, w, h, "#e8dcc4", ht=0.18)
        canvas.rect(x - w / 2 + 7, y - h / 2 + 7, w - 14, h - 14, tone, ht=0.17)
    canvas.path("M292 142L314 110L328 126L340 104L352 142Z", "#7a3f3a", ht=0.17)
    canvas.circle(338, 90, 8, "#f4e2a8", ht=0.17)
    canvas.path("M214 184C226 172 240 190 260 178", None, stroke="#e8dcc4", width=3, ht=0.17)
    canvas.circle(890, 86, 12, None, stroke="#86f7de", width=3, ht=0.18)
    canvas.path("M876 106L912 98L904 106L912 114Z", "#f4efe2", ht=0.19)
    canvas.rect(846, 204, 110, 8, shade(WOOD, 0.7), ht=0.36)
    for k, (tone, h) in enumerate((("#7a3b3b", 40), ("#3b5a7a", 46), ("#c2a04a", 36), ("#5a7a4a", 44))):
        canvas.rect(852 + k * 11, 204 - h, 9, h, tone, ht=0.32)
    canvas.path("M904 193L946 187L942 197Z", "#f4efe2", ht=0.4)
    canvas.circle(912, 192, 8, None, stroke="#cfd8d6", width=2.4, ht=0.42)
    canvas.path("M196 522L204 464H254L262 522Z", "#9a5a44", ht=0.34)
    rng = np.random.default_rng(9)
    for k in range(13):
        t = -1.57 + (k - 6) * 0.24
        far = rng.uniform(84, 128)
        x, y = 229 + np.cos(t) * far, 470 + np.sin(t) * far
        mx, my = 229 + np.cos(t) * far * 0.5, 470 + np.sin(t) * far * 0.6
        tone = ("#4a7a54", "#3c6a4c", "#5a8a58")[k % 3]
        canvas.path(
            f"M229 470Q{mx - 12:.0f} {my:.0f} {x:.0f} {y:.0f}Q{mx + 12:.0f} {my:.0f} 229 470Z", tone, ht=0.4 + 0.02 * k
        )


def _draw_lamp(canvas: Canvas) -> None:
    x, y = LAMP
    canvas.rect(x - 3, y + 26, 6, 322, "#2c2230", ht=0.3)
    canvas.ellipse(x, y + 350, 46, 10, "#2c2230", ht=0.12)
    canvas.path(f"M{x - 34} {y - 52}H{x + 34}L{x + 56} {y + 44}H{x - 56}Z", "#ffdca0", ht=0.5, glow="#b87a34")
    canvas.path(f"M{x - 34} {y - 52}H{x + 34}L{x + 35} {y - 46}H{x - 35}Z", "#c98a4a", ht=0.52)
    canvas.path(f"M{x - 55} {y + 38}H{x + 55}L{x + 56} {y + 44}H{x - 56}Z", "#c98a4a", ht=0.52)
    canvas.line([(x + 20, y + 44), (x + 20, y + 68)], "#d9a43a", 1.6, ht=0.4)
    canvas.circle(x + 20, y + 70, 3, "#d9a43a", ht=0.42)


def _draw_set(canvas: Canvas, on: bool) -> None:
    """The dark one from the bridge's wall, on a cabinet: wood, brass, a round-cornered glass, and now a dial."""
    x, y, w, h = GLASS
    canvas.rect(426, 352, 434, 114, "#8a5a3a", round_=6, ht=0.44)
    canvas.rect(426, 352, 434, 10, "#a26c46", round_=4, ht=0.5)
    for px in (456, 654):
        canvas.rect(px, 372, 176, 82, None, round_=3, stroke="#4f3220", width=2.4, ht=0.4)
    canvas.circle(628, 412, 4, "#d8b070", ht=0.5)
    canvas.circle(658, 412, 4, "#d8b070", ht=0.5)
    canvas.line([(620, 66), (556, -6)], "#b9bcc4", 3, ht=0.4)
    canvas.line([(630, 66), (720, 2)], "#b9bcc4", 3, ht=0.4)
    canvas.ellipse(626, 66, 34, 10, "#3a2a22", ht=0.5)
    canvas.rect(x - 30, y - 24, w + 118, h + 52, "#3a2416", round_=28, ht=0.52)
    canvas.rect(x - 24, y - 19, w + 106, h + 40, mix(WOOD, "#9a6a44", 0.6), round_=24, ht=0.66)
    canvas.rect(x - 15, y - 13, w + 30, h + 26, BRASS, round_=36, ht=0.72)
    canvas.rect(x - 9, y - 8, w + 18, h + 16, "#17141a", round_=26, ht=0.5)
    canvas.rect(x, y, w, h, "#07090b" if not on else "#2c3c50", round_=30, ht=0.42, glow="#24364c" if on else None)
    if not on:
        canvas.path(f"M{x + 18} {y + 40}Q{x + 24} {y + 14} {x + 58} {y + 12}L{x + 150} {y + 10}L{x + 66} {y + h - 18}"
                    f"L{x + 30} {y + h - 20}"
                    f"Q{x + 16} {y + h - 24} {x + 15} {y + h - 50}Z", "#12191c", ht=0.43)  # fmt: skip
    for k in range(2):
        canvas.circle(x + w + 49, y + 40 + k * 50, 17, "#2a2024", ht=0.78)
        canvas.circle(x + w + 49, y + 40 + k * 50, 13, "#d8c49a", ht=0.84)
        canvas.circle(x + w + 49, y + 40 + k * 50, 9, "#3a2e28", ht=0.88)
        canvas.line([(x + w + 49, y + 40 + k * 50), (x + w + 56, y + 33 + k * 50)], "#f1e2b4", 2.6, ht=0.92)
    for k in range(8):
        canvas.line([(x + w + 33, y + 138 + k * 11), (x + w + 65, y + 138 + k * 11)], "#2a1c14", 4, ht=0.6)
    for k in range(3):
        canvas.circle(x + w - 30 + k * 14, y + h + 21, 3, shade(BRASS, 0.6), ht=0.76)


# --- people ---

Draw = Callable[[Canvas], None]


def _people(joined: bool) -> list[tuple[Draw, float]]:
    """From the back of the picture to its front; each with how round it is."""
    people: list[tuple[Draw, float]] = [
        (_walt, 14), (_karl, 16), (_elena, 10), (_elena_face, 2), (_kabir, 12), (_nate_body, 14), (_nate, 15),
    ]  # fmt: skip
    if joined:
        people += [(_nanette, 12)]
    return [*people, (_sofa, 11), (_seams, 1.5), (_blanket, 7), (_arm, 6), (_mug, 6)]


def _shoulders(
    canvas: Canvas, x: float, y: float, w: float, tone: str, skin: str, neck: float = 20, tilt: float = 0
) -> None:
    with canvas.moved(x, y, tilt):
        canvas.path(f"M{-neck} 26L{-neck} 72L0 94L{neck} 72L{neck} 26Z", skin)
        canvas.path(f"M{-neck - 4} 64C{-neck - 24} 82 {-w + 16} 86 {-w} 134L{-w - 12} 330H{w + 12}L{w} 134"
                    f"C{w - 16} 86 {neck + 24} 82 {neck + 4} 64C{neck - 4} 82 {-neck + 4} 82 {-neck - 4} "
                    f"64Z", tone)  # fmt: skip


def _kabir(canvas: Canvas) -> None:
    """Tufts, the arms of his glasses, a hood."""
    _shoulders(canvas, 306, 430, 88, "#5a66b8", "#8a5a42", 18, -2)
    with canvas.moved(306, 424, 5):
        canvas.ellipse(-41, 10, 8, 13, "#8a5a42")
        canvas.ellipse(41, 10, 8, 13, "#8a5a42")
        canvas.path("M-38 14C-50 -14 -44 -44 -30 -52L-34 -66L-18 -60L-14 -76L2 -64L14 -78L20 -62L36 -66L32 -50"
                    "C46 -40 48 -10 38 14C36 34 26 48 0 52C-26 48 -36 34 -38 14Z", "#2a3164")  # fmt: skip
        canvas.line([(-50, 2), (-36, 4)], "#14131c", 3)
        canvas.line([(50, 2), (36, 4)], "#14131c", 3)
    canvas.path("M258 508C270 486 342 486 354 508C360 528 346 544 306 546C266 544 252 528 258 508Z", "#4a55a0")


def _nate_body(canvas: Canvas) -> None:
    _shoulders(canvas, 430, 446, 84, "#d0982c", "#d9a688", 17, -6)


def _nate(canvas: Canvas) -> None:
    """Curls, his head leaning on the shoulder beside him."""
    with canvas.moved(416, 434, -16):
        canvas.ellipse(0, -4, 48, 50, "#8a3c1c")
        rng = np.random.default_rng(9)
        for k in range(40):
            t, q = k * 0.157, 48 + rng.uniform(-2, 3)
            tone = "#9c4620" if k % 2 else "#8a3c1c"
            canvas.circle(np.cos(t) * q, np.sin(t) * q * 1.03 - 4, rng.uniform(6, 9), tone)
        for _ in range(170):
            t, q = rng.uniform(0, 6.28), 50 * rng.random() ** 0.5
            x, y, k = np.cos(t) * q, np.sin(t) * q - 4, rng.uniform(4, 8)
            tone = ("#c8642e", "#6a2c14", "#b0542a", "#e08648")[int(rng.integers(4))]
            canvas.path(f"M{x:.1f} {y:.1f}q{k * 0.2:.1f} {-k:.1f} {k:.1f} {-k * 0.6:.1f}t{k * 0.3:.1f} {k:.1f}", None,
                        stroke=tone, width=1.7)  # fmt: skip


def _nanette(canvas: Canvas) -> None:
    """The sweep of her hair, her collar, a ring of light at one ear."""
    _shoulders(canvas, 560, 438, 86, "#2a8a8e", "#9a6244", 17, 1)
    with canvas.moved(560, 428, 3):
        canvas.path("M-19 62C-8 72 10 72 21 62L28 84C12 98 -12 98 -26 84Z", "#efe9da")
        canvas.ellipse(-39, 12, 7, 12, "#9a6244")
        canvas.ellipse(38, 12, 7, 12, "#9a6244")
        canvas.path("M-37 16C-42 -22 -30 -58 2 -62C44 -66 58 -42 50 -20C46 -6 42 2 37 16C35 34 24 48 0 52"
                    "C-24 48 -35 34 -37 16Z", "#43293f")  # fmt: skip
        canvas.path("M-30 -20C-20 -52 14 -62 48 -36", None, stroke="#7c5a72", width=3)
        canvas.path("M-26 -4C-14 -38 20 -48 50 -24", None, stroke="#62425a", width=2.4)
        canvas.circle(38, 24, 3, "#e9b13b")


def _elena(canvas: Canvas) -> None:
    """Half turned to whoever is beside her."""
    _shoulders(canvas, 690, 440, 82, "#b8412f", "#b98a70", 17, -2)
    with canvas.moved(688, 430, -4, 0.94):
        canvas.path("M-12 50L-6 96L34 96L30 40Z", "#b98a70")
        canvas.path("M-20 -56C-40 -50 -50 -30 -50 -12C-50 -6 -52 -2 -54 2C-57 8 -65 17 -67 22C-67 27 -60 28 -57 29"
                    "L-60 36L-57 40L-59 45C-56 49 -54 52 -55 58C-54 68 -42 72 -30 70C-14 66 0 54 8 40L24 0L0 "
                    "-50Z", "#d9a688")  # fmt: skip
        canvas.circle(64, -38, 24, "#4a2438")
        canvas.path("M-24 -59C2 -74 50 -62 58 -12C62 24 46 46 26 58C18 42 8 26 0 6C-8 -16 -28 -30 -45 -26"
                    "C-43 -44 -36 -54 -24 -59Z", "#4a2438")  # fmt: skip
        canvas.path("M-38 -46C-10 -62 30 -54 46 -20", None, stroke="#7a4660", width=2.6)
        canvas.circle(6, 16, 13, "#20242e")
        canvas.circle(6, 16, 8, "#c9d2d8")
        canvas.path("M0 28C-14 44 -32 52 -46 50", None, stroke="#20242e", width=2.6)


def _elena_face(canvas: Canvas) -> None:
    """Her eyes are on the set, and her mouth is not annoyed."""
    with canvas.moved(688, 430, -4, 0.94):
        canvas.path("M-50 3C-46 7 -41 7 -36 3", None, stroke="#1c1016", width=3)
        canvas.path("M-52 -10C-46 -14 -40 -14 -35 -11", None, stroke="#2a1a20", width=3)
        canvas.path("M-58 41C-53 46 -47 45 -42 39", None, stroke="#6a2a2c", width=2.6)


def _karl(canvas: Canvas) -> None:
    """Large, with the strap of his goggles."""
    _shoulders(canvas, 838, 420, 124, "#c86a2a", "#5a3626", 27, -1)
    with canvas.moved(836, 406, -3):
        canvas.ellipse(-49, 12, 9, 15, "#5a3626")
        canvas.ellipse(49, 12, 9, 15, "#5a3626")
        canvas.path(
            "M-46 16C-52 -34 -34 -60 0 -60C34 -60 52 -34 46 16C44 40 30 54 0 56C-30 54 -44 40 -46 16Z", "#241a1a"
        )
        canvas.path("M-38 34C-24 56 24 56 38 34L34 60H-34Z", "#5a3626")
        canvas.path("M-48 -12C-20 -22 20 -22 48 -12L48 0C20 -10 -20 -10 -48 0Z", "#6a5238")
        canvas.rect(-12, -19, 24, 15, "#d9a43a", round_=3)


def _walt(canvas: Canvas) -> None:
    """Long hair with a white streak; he sits very straight at the end."""
    _shoulders(canvas, 990, 436, 82, "#8a7a58", "#c9a08a", 18, 2)
    with canvas.moved(988, 424, 2):
        canvas.path(
            "M-42 62C-52 20 -52 -30 -28 -54C-12 -66 18 -66 32 -52C52 -30 52 20 44 64C30 74 -28 74 -42 62Z", "#6a6268"
        )
        canvas.path(
            "M8 -62C24 -58 34 -44 36 -20C38 10 34 40 38 66L26 70C24 40 26 10 22 -16C18 -40 10 -52 -4 -60Z", "#d9d4d6"
        )
        for k in (-30, -18, -4):
            canvas.path(f"M{k} -50C{k - 8} -10 {k - 6} 30 {k - 2} 68", None, stroke="#8a8288", width=2)


def _sofa(canvas: Canvas) -> None:
    canvas.path("M176 740L166 556C164 528 188 518 214 520L420 526C540 520 740 520 860 526L1066 520"
                "C1092 518 1114 528 1114 556L1104 740Z", SOFA)  # fmt: skip
    canvas.path("M112 740L102 574C102 542 178 538 186 572L196 740Z", shade(SOFA, 0.88))
    canvas.path("M1168 740L1178 574C1178 542 1102 538 1094 572L1084 740Z", shade(SOFA, 0.88))


def _seams(canvas: Canvas) -> None:
    for x in (408, 640, 872):
        canvas.path(
            f"M{x} 530Q{x + 3} 620 {x + (x - 640) * 0.02:.0f} 740", None, stroke=shade(SOFA, 0.4), width=4, op=0.7
        )
    for y in (604, 672):
        for x in (292, 524, 756, 988):
            canvas.circle(x, y, 4, shade(SOFA, 0.4), op=0.8)
            canvas.path(
                f"M{x - 28} {y - 6}Q{x} {y + 6} {x + 28} {y - 6}", None, stroke=shade(SOFA, 0.5), width=2, op=0.5
            )


def _blanket(canvas: Canvas) -> None:
    canvas.path("M262 516C316 508 396 512 446 520L458 640C446 652 428 640 416 650C396 660 376 642 356 652"
                "C332 662 306 644 276 652Z", "#4a6a5a")  # fmt: skip
    for k in range(5):
        tone = "#d8c08a" if k % 2 else "#b0563a"
        canvas.path(f"M{264 + k * 3} {540 + k * 22}C316 {532 + k * 22} "
                    f"396 {536 + k * 22} {448 + k * 2} {542 + k * 22}", None,
                    stroke=tone, width=6)  # fmt: skip
    for k in range(15):
        canvas.line([(280 + k * 12, 648), (279 + k * 12, 660)], "#d8c08a", 2)


def _arm(canvas: Canvas) -> None:
    """Karl's, along the back of the sofa behind two of them."""
    canvas.path("M930 566C900 524 846 512 790 514C756 516 726 516 700 512C688 509 684 518 692 526C704 536 744 "
                "542 782 542"
                "C830 542 874 560 900 604Z", "#c86a2a")  # fmt: skip
    canvas.path("M708 512C692 503 672 500 662 507C658 513 662 518 670 518C662 522 664 529 672 529C668 535 676 "
                "540 684 536"
                "C694 541 706 539 714 535Z", "#5a3626")  # fmt: skip


def _mug(canvas: Canvas) -> None:
    canvas.path("M1116 500H1156L1152 548H1120Z", "#d8d0c0")
    canvas.circle(1162, 520, 11, None, stroke="#d8d0c0", width=5)
    canvas.path("M1117 512H1155", None, stroke="#d8452f", width=4)


def _figure(picture: np.ndarray, draw: Draw, radius: float, on: bool) -> np.ndarray:
    """Lay somebody over the picture, rounded, lit by the set behind them and the lamp beside them."""
    canvas = Canvas(WIDTH, HEIGHT)
    with canvas.moved(0, 0, scale=SCALE):
        draw(canvas)
    colours = canvas.colours()
    alpha = colours[..., 3]
    rows, columns = np.flatnonzero(alpha.max(axis=1)), np.flatnonzero(alpha.max(axis=0))
    pad = 60
    y0, y1 = max(0, rows[0] - pad), min(HEIGHT, rows[-1] + pad)
    x0, x1 = max(0, columns[0] - pad), min(WIDTH, columns[-1] + pad)
    part, base = alpha[y0:y1, x0:x1], colours[y0:y1, x0:x1, :3]
    if radius < 3:  # a line on something that is lit already
        under = picture[y0:y1, x0:x1]
        dim = under.mean(axis=2, keepdims=True) * 1.5 + 0.05
        picture[y0:y1, x0:x1] = under * (1 - part[..., None]) + base * np.clip(dim, 0, 1) * part[..., None]
        return picture
    round_ = np.clip((ndimage.gaussian_filter(part, radius * SCALE) - 0.42) / 0.58, 0, 1) ** 0.55 * part
    tall = ndimage.gaussian_filter(round_, 1.2 * SCALE) * np.float32(46 * SCALE)
    gy, gx = np.gradient(tall)
    nz = 1.0 / np.sqrt(gx * gx + gy * gy + 1.0)
    nx, ny = -gx * nz, -gy * nz
    ys, xs = np.mgrid[y0:y1, x0:x1].astype(np.float32)
    light = np.zeros((*part.shape, 3), np.float32)
    light += np.array((0.100, 0.092, 0.125), np.float32)
    for (lx, ly, lz), colour, reach in _lights(on):
        dx, dy, dz = lx * SCALE - xs, ly * SCALE - ys, lz * SCALE - tall
        far = np.sqrt(dx * dx + dy * dy + dz * dz) + 1e-3
        facing = np.maximum(0.0, (nx * dx + ny * dy + nz * dz) / far)
        light += (facing / (1.0 + (far / (reach * SCALE)) ** 2))[..., None] * np.array(colour, np.float32)
    shaded = base * light
    shaded = shaded / np.maximum(1.0, shaded.max(axis=2, keepdims=True) / 0.9)
    dark = ndimage.gaussian_filter(part, 16 * SCALE)  # its shadow on what is behind
    under = picture[y0:y1, x0:x1] * (1.0 - 0.34 * dark[..., None])
    picture[y0:y1, x0:x1] = under * (1 - part[..., None]) + shaded * part[..., None]
    return picture


def _lights(on: bool) -> list[Light]:
    tube: list[Light] = [((626, 166, -24), (5.4, 6.3, 7.6), 220.0)] if on else []
    lamp: list[Light] = [((40, 300, 30), (3.3, 1.85, 0.78), 330.0), ((128, 150, 160), (0.50, 0.30, 0.14), 500.0)]
    return [*tube, *lamp, ((640, -200, 500), (0.20, 0.20, 0.28), 900.0)]


def _finish(picture: np.ndarray, on: bool) -> np.ndarray:
    """Haze round what shines, darker corners, a little grain."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32) / np.float32(SCALE)
    far = np.hypot(x - LAMP[0], y - LAMP[1] - 10)
    picture = picture + (np.exp(-far / 70) * 0.30 + np.exp(-far / 240) * 0.13)[..., None] * np.array(
        (1.0, 0.58, 0.24), np.float32
    )
    if on:
        far = np.hypot((x - 626) * 0.8, y - 202)
        haze = np.exp(-far / 150) * 0.10 + np.exp(-far / 420) * 0.075
        picture = picture + haze[..., None] * np.array((0.62, 0.76, 1.0), np.float32)
    away = np.hypot((x - 600) / 830, (y - 320) / 560)
    picture = picture * (1 - 0.62 * np.clip(away - 0.42, 0, 1) ** 1.4)[..., None]
    picture = picture * np.array((1.03, 1.0, 0.98), np.float32) + np.array((0.010, 0.007, 0.013), np.float32)
    grain = np.random.default_rng(4).normal(0, 0.009, (HEIGHT, WIDTH, 1)).astype(np.float32)
    return np.clip(picture + grain, 0, 1)
