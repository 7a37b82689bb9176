"""A hospital room, seen from above through dark glass: one green light far down, and with each pair of pictures nearer.

The room is drawn once at its own size, lit twice (by the monitor, by the morning), and then looked at from seven
distances: small, blurred and green at first; near, clear and light at the end. Two more pictures are what she sees when
she wakes: a ceiling, a blind, rain, and a hand in another hand.
Measures are units of 1280 x 720; the bed stands in the middle.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from canvas import Canvas, mix, shade
from daylight import Sheet, blurred, finish, over, shadow, spill
from relief import Lamp, Lighting, lit
from scipy import ndimage
from tiles import Place

SCALE = 1.5
WIDTH, HEIGHT = int(1280 * SCALE), int(720 * SCALE)
PLACE = Place(origin=(-640.0, -360.0), scale=SCALE, clear="#04090a")
# how large the room is, how far out of focus [units], how far it is morning, and how bright it is
DEPTHS = (
    (0.19, 4.0, 0.00, 2.30),
    (0.28, 3.4, 0.05, 1.90),
    (0.39, 2.9, 0.13, 1.60),
    (0.54, 2.2, 0.27, 1.35),
    (0.73, 1.5, 0.46, 1.15),
    (0.95, 0.9, 0.70, 0.96),
    (1.16, 0.4, 0.94, 0.84),
)
BED = (640.0, 372.0)
MONITOR = (792.0, 214.0)
SKIN, HAIR = "#9a6244", "#3a2636"
GLASS = np.array([0.010, 0.022, 0.022], np.float32)


def moods() -> Iterator[tuple[str, np.ndarray]]:
    """(name, picture) of each distance, and of waking."""
    night, morning = _lit()
    for number, (size, soft, share, gain) in enumerate(DEPTHS):
        yield str(number), _through_glass(night, morning, size, soft, share, gain)
    yield "wake", _waking(False)
    yield "woken", _waking(True)


# --- the room from above ---


def _lit() -> tuple[np.ndarray, np.ndarray]:
    canvas = Canvas(WIDTH, HEIGHT)
    with canvas.moved(0, 0, scale=SCALE):
        _draw_floor(canvas)
        _draw_window(canvas)
        _draw_furniture(canvas)
        _draw_bed(canvas)
        _draw_monitor(canvas)
    colours, heights, glows = canvas.colours()[..., :3], canvas.heights(), canvas.glows()

    def lamp(x: float, y: float, z: float, colour: tuple[float, float, float], reach: float) -> Lamp:
        return Lamp(x * SCALE, y * SCALE, z * SCALE, colour, reach * SCALE)

    night = Lighting(
        relief=60, ambient=(0.05, 0.075, 0.085), sun_colour=(0.0, 0.0, 0.0), bump=1.0, grain=0.03, spill=1.5, halo=0.8,
        ceiling=0.95,
        lamps=(
            lamp(MONITOR[0] - 14, MONITOR[1] + 40, 70, (0.30, 1.55, 0.80), 130),
            lamp(640, 40, 120, (0.05, 0.09, 0.13), 240),
        ),
    )  # fmt: skip
    day = Lighting(
        relief=60, ambient=(0.42, 0.42, 0.42), sun=(-0.12, -0.80, 0.42), sun_colour=(1.02, 0.74, 0.44), softness=3.4,
        bump=1.0, grain=0.03, spill=0.4, halo=0.2, ceiling=0.93,
        lamps=(lamp(MONITOR[0] - 14, MONITOR[1] + 40, 70, (0.08, 0.34, 0.18), 110),),
    )  # fmt: skip
    dark = lit(colours, heights, glows, night)
    bright = lit(colours, heights, glows * np.float32(0.5), day) * _blind()[..., None]
    return dark.astype(np.float32), bright.astype(np.float32)


def _blind() -> np.ndarray:
    """The blind's stripes on the floor, widest near the window; rain blurs them."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32) / np.float32(SCALE)
    across = (x - 640 - (y - 60) * 0.15) / (360 + (y - 60) * 0.10)
    inside = np.clip((1.02 - np.abs(across)) * 9, 0, 1)
    slats = 0.5 + 0.5 * np.sin((y - 60) / (7.0 + y * 0.012) * 2.2)
    fall = np.clip(1.15 - (y - 60) / 640, 0.0, 1.0)
    return 0.62 + inside * fall * (0.30 + 0.26 * slats)


def _draw_floor(canvas: Canvas) -> None:
    canvas.rect(-10, -10, 1300, 740, "#1c2224", ht=0.55)
    canvas.rect(120, 60, 1040, 640, "#7f8d8a", ht=0.0)
    for k in range(14):
        canvas.line([(120 + k * 80, 60), (120 + k * 80, 700)], "#6f7d7b", 1.2)
    for k in range(9):
        canvas.line([(120, 60 + k * 80), (1160, 60 + k * 80)], "#6f7d7b", 1.2)
    canvas.rect(112, 52, 8, 656, "#39423f", ht=0.6)
    canvas.rect(1160, 52, 8, 656, "#39423f", ht=0.6)
    canvas.rect(112, 700, 1056, 10, "#39423f", ht=0.6)
    canvas.path("M1160 470L1160 620L1020 640Z", "#8d7a5c", op=0.25)  # how far the door swings
    canvas.rect(1150, 468, 22, 156, "#8d7a5c", ht=0.5)


def _draw_window(canvas: Canvas) -> None:
    canvas.rect(112, 30, 1056, 30, "#525d5c", ht=0.7)
    canvas.rect(300, 26, 680, 38, "#cfd8d6", ht=0.72, glow="#0a1214")
    for k in range(23):
        canvas.rect(304 + k * 29.4, 28, 25, 34, "#e8eeea", ht=0.76)
    canvas.rect(300, 62, 680, 8, "#b9c3bf", ht=0.5)
    for x, tone in ((352, "#7c9a6a"), (384, "#8fae7a"), (900, "#c9a24a")):  # cards and a plant on the sill
        canvas.rect(x, 58, 22, 10, tone, ht=0.62)
    canvas.circle(864, 66, 11, "#9a5a44", ht=0.62)
    for a in range(7):
        dx, dy = 15 * np.cos(a * 0.9), 15 * np.sin(a * 0.9)
        canvas.ellipse(864 + dx, 66 + dy * 0.7, 7, 4, "#4f7d55", ht=0.7)


def _draw_furniture(canvas: Canvas) -> None:
    """The nurse's chair with her cardigan, her shoes, the trolley that comes by, a curtain drawn back."""
    canvas.rect(436, 268, 92, 88, "#2c3a44", round_=16, ht=0.24)
    canvas.rect(424, 262, 20, 100, "#23303a", round_=9, ht=0.42)
    canvas.path("M440 276C470 266 512 268 522 284C530 312 522 340 508 350C476 358 450 352 444 340Z", "#c98a3c", ht=0.33)
    canvas.path("M508 350C520 362 516 388 500 396C490 386 492 368 488 352Z", "#b67a32", ht=0.2)
    for k in range(4):
        canvas.circle(480 + k * 2, 292 + k * 15, 2.6, "#f1e2c0", ht=0.36)
    for x, turn in ((470, -8), (502, 7)):
        with canvas.moved(x, 446, turn):
            canvas.path("M-10 -26C-14 -6 -12 18 -8 26C-4 31 6 31 9 26C13 16 13 -8 9 -26C4 -33 -6 -33 -10 -26Z",
                        "#eef0ea", ht=0.14)  # fmt: skip
            canvas.path("M-6 -18C-8 -6 -6 2 0 4C6 2 8 -6 6 -18C2 -23 -3 -23 -6 -18Z", "#8f9a98", ht=0.08)
            canvas.line([(-6, 8), (6, 8)], "#b9c0bc", 1.6)
    canvas.rect(868, 404, 128, 176, "#aeb8b6", round_=8, ht=0.46)
    canvas.rect(876, 412, 112, 160, "#c9d2cf", round_=5, ht=0.42)
    canvas.circle(908, 446, 21, "#e7ebe6", ht=0.5)
    canvas.circle(908, 446, 15, "#6a4630", ht=0.47)
    canvas.rect(938, 432, 38, 50, "#f4f1e4", round_=2, ht=0.45)
    for k in range(4):
        canvas.line([(943, 442 + k * 9), (970 - k * 4, 442 + k * 9)], "#8d9690", 1.6)
    for k, tone in enumerate(("#d8e4e2", "#c9533f", "#d8e4e2")):
        canvas.circle(900 + k * 28, 506, 10, tone, ht=0.54)
    canvas.rect(888, 532, 90, 26, "#5d8f96", round_=4, ht=0.48)
    for x in (868, 996):
        for y in (410, 574):
            canvas.circle(x, y, 6, "#1d2322", ht=0.2)
    for k in range(9):
        canvas.ellipse(
            168 + 6 * np.sin(k * 2.1), 120 + k * 34, 15, 22, mix("#7fa69a", "#a9c6ba", (k % 2) * 0.7), ht=0.8
        )


def _draw_bed(canvas: Canvas) -> None:
    x, y = BED
    canvas.rect(x - 96, y - 196, 192, 408, "#49555a", round_=14, ht=0.34)
    canvas.rect(x - 86, y - 186, 172, 388, "#e9ece6", round_=12, ht=0.46)
    canvas.rect(x - 100, y - 206, 200, 18, "#b9c2c0", round_=8, ht=0.66)
    canvas.rect(x - 66, y - 176, 132, 84, "#f6f7f2", round_=26, ht=0.58)
    canvas.path(f"M{x - 50} {y - 160}q40 -12 96 4", None, stroke="#d5dbd6", width=3)
    # the sleeper: her head to one side, hair in a sweep, one arm out upon the blanket
    canvas.path(f"M{x - 44} {y - 64}C{x - 56} {y - 20} {x - 52} {y + 30} {x - 44} {y + 60}L{x + 46} {y + 60}"
                f"C{x + 54} {y + 20} {x + 56} {y - 30} {x + 42} {y - 66}"
                f"C{x + 20} {y - 80} {x - 20} {y - 80} {x - 44} {y - 64}Z",
                "#bcd0cc", ht=0.62)  # fmt: skip
    canvas.path(f"M{x - 12} {y - 96}L{x - 14} {y - 66}L{x + 16} {y - 66}L{x + 14} {y - 96}Z", SKIN, ht=0.62)
    canvas.ellipse(x + 1, y - 120, 29, 35, SKIN, ht=0.72)
    canvas.path(f"M{x - 30} {y - 110}C{x - 44} {y - 152} {x - 14} {y - 172} {x + 14} {y - 166}"
                f"C{x + 44} {y - 162} {x + 46} {y - 126} "
                f"{x + 30} {y - 104}C{x + 30} {y - 128} {x + 20} {y - 142} {x - 2} {y - 142}"
                f"C{x - 20} {y - 142} {x - 28} {y - 128} "
                f"{x - 30} {y - 110}Z", HAIR, ht=0.76)  # fmt: skip
    canvas.path(
        f"M{x - 22} {y - 158}C{x - 4} {y - 168} {x + 20} {y - 162} {x + 32} {y - 146}",
        None,
        stroke="#7c5a72",
        width=2.4,
    )
    for side in (-1, 1):
        canvas.path(f"M{x + 2 + side * 12 - 6} {y - 118}q6 4 12 0", None, stroke="#4a2a20", width=2.2)
    canvas.path(f"M{x - 6} {y - 98}q8 4 15 0", None, stroke="#6a3428", width=2.2)
    canvas.path(f"M{x - 86} {y - 26}C{x - 40} {y - 44} {x + 40} {y - 40} {x + 86} {y - 28}L{x + 86} {y + 196}"
                f"C{x + 30} {y + 206} {x - 30} {y + 206} {x - 86} {y + 196}Z", "#5d8f96", ht=0.60)  # fmt: skip
    canvas.path(f"M{x - 86} {y - 26}C{x - 40} {y - 44} {x + 40} {y - 40} {x + 86} {y - 28}L{x + 86} {y - 2}"
                f"C{x + 40} {y - 14} {x - 40} {y - 16} {x - 86} {y - 2}Z", "#dfe7e2", ht=0.64)  # fmt: skip
    for dx in (-34, 4, 36):
        canvas.path(f"M{x + dx} {y + 8}C{x + dx - 8} {y + 70} {x + dx + 12} {y + 120} {x + dx - 2} {y + 190}", None,
                    stroke=shade("#5d8f96", 0.82), width=4, ht=0.57)  # fmt: skip
    canvas.path(f"M{x - 40} {y - 62}C{x - 62} {y - 30} {x - 70} {y + 6} {x - 74} {y + 30}L{x - 54} {y + 34}"
                f"C{x - 48} {y + 4} {x - 36} {y - 24} {x - 22} {y - 44}Z", "#c6d8d4", ht=0.70)  # fmt: skip
    canvas.path(f"M{x - 76} {y + 28}C{x - 84} {y + 44} {x - 84} {y + 60} {x - 76} {y + 68}"
                f"C{x - 68} {y + 74} {x - 56} {y + 66} "
                f"{x - 54} {y + 50}L{x - 54} {y + 32}Z", SKIN, ht=0.72)  # fmt: skip
    canvas.path(
        f"M{x - 79} {y + 66}l-3 8M{x - 72} {y + 70}l-1 9M{x - 65} {y + 69}l1 8", None, stroke=SKIN, width=5, ht=0.72
    )
    for side in (-1, 1):
        canvas.rect(x + side * 98 - 4, y - 60, 8, 210, "#d5dcd8", round_=4, ht=0.82)
        for k in range(4):
            canvas.rect(x + side * 98 - 6, y - 56 + k * 66, 12, 8, "#aab4b0", round_=3, ht=0.84)
    canvas.path(f"M{x + 18} {y - 66}C{x + 70} {y - 90} {x + 110} {y - 110} {MONITOR[0] - 24} {MONITOR[1] + 26}", None,
                stroke="#e9f2ee", width=2.2, ht=0.66)  # fmt: skip


def _draw_monitor(canvas: Canvas) -> None:
    x, y = MONITOR
    canvas.circle(x, y, 44, "#3a4444", ht=0.12)
    for k in range(5):
        a = k * 1.2566 + 0.3
        canvas.line([(x, y), (x + 44 * np.cos(a), y + 44 * np.sin(a))], "#56625f", 7, ht=0.16)
    with canvas.moved(x, y, 24):
        canvas.rect(-50, -20, 100, 34, "#d5dcd6", round_=6, ht=0.84)
        canvas.rect(-46, 10, 92, 10, "#0d1a14", round_=3, ht=0.80, glow="#2fae6a")
        canvas.path("M-40 15h18l4 -4l5 8l5 -12l5 10l4 -2h34", None, stroke="#b9ffd6", width=1.8, glow="#b9ffd6")
    canvas.circle(x + 96, y - 26, 20, "#49524f", ht=0.1)
    canvas.circle(x + 96, y - 26, 5, "#d5dcd6", ht=0.9)
    canvas.ellipse(x + 78, y - 18, 13, 17, "#cfe4e0", ht=0.94, op=0.8)


# --- how far away it is ---


def _through_glass(
    night: np.ndarray, morning: np.ndarray, size: float, soft: float, share: float, gain: float
) -> np.ndarray:
    """The room at a size about its bed, out of focus, under dark glass."""
    room = night * np.float32(1.0 - share) * np.array([0.72, 1.06, 0.88], np.float32) + morning * np.float32(share)
    yy, xx = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    cx, cy = BED[0] * SCALE, BED[1] * SCALE
    sy, sx = (yy - HEIGHT / 2) / size + cy, (xx - WIDTH / 2) / size + cx
    before = ndimage.gaussian_filter(room, (0.5 / size, 0.5 / size, 0)) if size < 0.7 else room
    picture = np.stack(
        [ndimage.map_coordinates(before[..., c], (sy, sx), order=1, mode="constant") for c in range(3)], -1
    ).astype(np.float32)
    edge = np.clip(np.minimum(np.minimum(sx, WIDTH - sx), np.minimum(sy, HEIGHT - sy)) / (150 * SCALE), 0, 1)
    picture *= (edge * edge * (3 - 2 * edge))[..., None] * np.float32(gain)
    picture = ndimage.gaussian_filter(picture, (soft * SCALE, soft * SCALE, 0))
    small = picture[::4, ::4]
    glow = ndimage.gaussian_filter(small, (15, 15, 0)) + 0.7 * ndimage.gaussian_filter(small, (42, 42, 0))
    picture = picture + ndimage.zoom(glow, (4, 4, 1), order=1)[:HEIGHT, :WIDTH] * np.float32(0.55)
    rng = np.random.default_rng(12)
    murk = ndimage.zoom(rng.random((9, 16)), (HEIGHT / 9, WIDTH / 16), order=3)[:HEIGHT, :WIDTH]
    depth = np.hypot((xx - WIDTH / 2) / WIDTH, (yy - HEIGHT / 2) / HEIGHT * 0.8)
    veil = GLASS * (0.5 + 1.3 * murk[..., None]) * (1.15 - depth[..., None]) * np.float32(2.3)
    picture = picture + veil.astype(np.float32)
    picture *= (1.0 - 0.55 * np.clip(depth - 0.28, 0, 1) ** 1.2)[..., None]
    grain = rng.normal(0, 0.006, (HEIGHT, WIDTH, 1)).astype(np.float32)
    return np.clip(picture + grain, 0, 0.97)


# --- waking ---


def _waking(moved: bool) -> np.ndarray:
    """From the pillow: a white ceiling, a blind, rain, a rail; and close by a hand in another hand."""
    sheet = Sheet()
    sheet.rect(0, 0, 1280, 720, sheet.linear(0, 0, 640, 720, "#e4e7e2", "#d2d8d4", "#b3bdba"))
    sheet.polygon([(0, 0), (1280, 0), (1280, 92), (430, 150), (0, 118)], "#f1f2ec")
    sheet.polygon([(640, 18), (900, 12), (930, 62), (640, 76)], "#fbfbf4")  # the lamp above, off
    picture = over(np.zeros((HEIGHT, WIDTH, 3), np.float32), blurred(sheet.colours(), 7))
    window = Sheet()
    window.polygon([(96, 136), (470, 168), (470, 470), (96, 520)], "#9fb2b8")
    window.polygon(
        [(104, 146), (462, 176), (462, 462), (104, 510)], window.linear(0, 140, 0, 520, "#cfdde0", "#a9bcc0")
    )
    rng = np.random.default_rng(3)
    for _ in range(150):
        x, y = rng.uniform(106, 458), rng.uniform(150, 490)
        window.line(
            [(x, y), (x + rng.uniform(-2, 2), y + rng.uniform(6, 26))], "#eef6f6", rng.uniform(0.8, 2.6), op=0.6
        )
    for x, h in ((120, 120), (176, 190), (236, 90), (300, 150), (372, 110), (420, 170)):
        window.rect(x, 500 - h, 52, h - 30, "#8fa3a8", op=0.6)
    picture = over(picture, blurred(window.colours(), 5))
    blind = Sheet()
    for k in range(13):
        y0, y1 = 140 + k * 18, 172 + k * 15.4
        blind.polygon([(96, y0), (470, y1), (470, y1 + 7), (96, y0 + 9)], "#f4f4ec")
        blind.polygon([(96, y0 + 9), (470, y1 + 7), (470, y1 + 9), (96, y0 + 11)], "#aab4b2")
    for x in (150, 410):
        blind.line([(x, 140), (x, 420)], "#cfd6d2", 2)
    picture = over(picture, blurred(blind.colours(), 3.4))
    picture = spill(picture, 0.55, above=0.66, radius=34)
    far = Sheet()
    far.rect(1010, 120, 110, 600, "#8d9a98", round_=10)
    far.rect(1026, 150, 170, 120, "#37433f", round_=10)
    far.rect(1036, 160, 150, 96, "#14261d", round_=6)
    far.path("M1040 214h34l8 -10l12 34l12 -52l10 40l8 -12h62", stroke="#7fe0a6", width=4)
    far.path("M620 640C700 520 760 470 800 452C850 432 900 440 930 470L1010 720L600 720Z", "#3f6f78")  # who sits there
    picture = over(picture, blurred(far.colours(), 6))
    bed = Sheet()
    bed.path("M0 560C200 516 430 520 640 548C860 578 1080 560 1280 530L1280 720L0 720Z",
             bed.linear(0, 520, 0, 720, "#f6f6f0", "#d5dcd8", "#aab6b4"))  # fmt: skip
    for d in (
        "M60 600C240 560 380 580 520 640",
        "M700 640C820 590 980 590 1180 620",
        "M240 690C420 650 620 660 760 700",
    ):
        bed.path(d, stroke="#b9c4c1", width=9, op=0.7)
        bed.path(d, stroke="#ffffff", width=3, op=0.5)
    layer = bed.colours()
    picture = shadow(picture, layer, 0, -10, 16, 0.35)
    picture = over(picture, blurred(layer, 1.6))
    picture = _hands(picture, moved)
    rail = Sheet()
    rail.path("M-20 664L1300 616", stroke="#8d9996", width=26)
    rail.path("M-20 658L1300 610", stroke="#e9eeea", width=12)
    rail.path("M-20 654L1300 606", stroke="#ffffff", width=4, op=0.8)
    layer = rail.colours()
    picture = shadow(picture, layer, 4, 16, 12, 0.35)
    picture = over(picture, blurred(layer, 4.5))
    return finish(picture, middle=(600, 330), dark=0.42)


def _hands(picture: np.ndarray, moved: bool) -> np.ndarray:
    """Hers lies open on the sheet; the nurse's holds it from below, its thumb over her fingers."""
    under = Sheet()
    sleeve = under.linear(960, 470, 760, 560, "#356a74", "#24505a")
    under.path("M1040 404C960 412 880 446 812 492L836 572C900 548 990 520 1080 512Z", sleeve)
    under.path("M836 470L812 492L836 572L862 560C846 532 838 500 846 470Z", "#e9efec")
    tone = under.linear(700, 470, 700, 590, "#d9a27c", "#c08560", "#96603f")
    under.path("M838 482C800 474 760 486 726 506C690 514 640 520 606 536C588 546 590 562 610 562L700 560"
               "C690 572 694 584 716 582C770 588 812 580 846 564C852 536 850 506 838 482Z", tone)  # fmt: skip
    layer = under.colours()
    picture = shadow(picture, layer, 4, 14, 12, 0.45)
    picture = over(picture, layer)
    hers = Sheet()
    cuff = hers.linear(120, 520, 330, 560, "#cfdedb", "#b3c6c2", "#8fa5a2")
    hers.path("M-20 604C90 560 220 524 330 510L352 574C240 592 110 634 -20 690Z", cuff)
    hers.path("M318 512C330 530 338 552 338 578L356 572C356 546 348 524 338 508Z", "#e6efec")
    skin = hers.linear(420, 480, 420, 580, "#a86c4a", "#8f5a3e", "#6a3f2c")
    hers.path("M338 514C390 494 440 484 492 486C530 486 560 494 590 500L600 520C606 540 596 556 574 558"
              "C530 570 480 578 430 576C400 576 372 576 350 574Z", skin)  # fmt: skip
    lift = -26 if moved else 0
    fingers = (
        (582, 496, 700, 494 + lift, 716, 500 + lift),
        (590, 512, 712, 520, 726, 526),
        (588, 530, 704, 542, 716, 548),
        (574, 546, 676, 560, 688, 564),
    )
    for x0, y0, x1, y1, tx, ty in fingers:
        bend = (x0 + x1) / 2, (y0 + y1) / 2 - 12
        hers.path(f"M{x0 - 20} {y0}Q{bend[0]} {bend[1]} {x1} {y1}", stroke="#5d3626", width=25)
        hers.path(f"M{x0 - 20} {y0 - 1}Q{bend[0]} {bend[1] - 2} {x1} {y1 - 1}", stroke="#9a6244", width=21)
        hers.path(f"M{x0 - 8} {y0 - 6}Q{bend[0]} {bend[1] - 8} {x1 - 8} {y1 - 6}", stroke="#c08a66", width=5, op=0.6)
        hers.path(f"M{x1 - 4} {y1 - 7}L{tx - 8} {ty - 10}", stroke="#e0b496", width=5, op=0.8)
    hers.path("M430 494C470 470 520 462 560 470C574 474 572 488 556 490C530 494 500 502 476 514Z", "#9a6244")
    hers.path("M440 492C476 474 520 468 552 474", stroke="#c08a66", width=4, op=0.7)
    hers.path("M392 512l30 10M400 528l26 4", stroke="#e9f2ee", width=12, op=0.9)  # the tape over the needle
    layer = hers.colours()
    picture = shadow(picture, layer, 3, 12, 10, 0.45)
    picture = over(picture, layer)
    thumb = Sheet()
    tone = thumb.linear(700, 470, 700, 540, "#e3b08a", "#c98d66", "#a06a48")
    thumb.path("M816 486C780 474 734 476 700 490C676 496 648 498 632 506C622 514 628 526 644 526C690 526 736 524 "
               "772 520"
               "C800 516 818 504 816 486Z", tone)  # fmt: skip
    thumb.path("M634 510C646 504 658 504 666 508", stroke="#f3d2b8", width=7, op=0.7)
    thumb.path("M700 496C730 486 770 484 800 490", stroke="#f0c6a4", width=4, op=0.6)
    layer = thumb.colours()
    picture = shadow(picture, layer, 2, 9, 8, 0.4)
    return over(picture, layer)
