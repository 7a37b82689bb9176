"""The bridge of the Callister, seen from where her captain stands: a television set that flies.

Measures are HUD units of a picture of 1280 x 720; `game/play/scenes/bridge_set.py` puts people where this leaves room
for them: behind the top edges of the consoles, each a level line. What stands in the window is `skies`.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import skies
from canvas import Canvas, mix, shade
from relief import Lamp, Lighting, lit
from scipy import ndimage
from tiles import Place

SCALE = 1.25
WIDTH, HEIGHT = int(1280 * SCALE), int(720 * SCALE)
PLACE = Place(origin=(-640.0, -360.0), scale=SCALE, clear="#05060c")

INK, PEARL, SHADE, MUSTARD, BRASS = "#161a2c", "#e4ddcc", "#a49e92", "#d9a43a", "#b98a34"
WALL, PANEL, DECK = "#4a4466", "#39344f", "#2a2840"
WINDOW = (300.0, 62.0, 680.0, 284.0)  # left, top, width, height
SCREEN = (78.0, 116.0, 178.0, 124.0)
# name, colour, middle, top edge, width, height: as bridge_set.py has them
CONSOLES = (
    ("CODE", "#4c57a0", 400.0, 428.0, 176.0, 128.0),
    ("ENGINES", "#b85a26", 838.0, 428.0, 176.0, 128.0),
    ("", "#6a6470", 978.0, 428.0, 122.0, 128.0),
    ("HELM", "#c08a26", 160.0, 520.0, 290.0, 190.0),
    ("COMMS", "#b03c2c", 1128.0, 520.0, 284.0, 190.0),
)
TABLE = (640.0, 584.0, 214.0, 48.0)  # middle, radii
CHAIR = (556.0, 470.0)


def moods() -> Iterator[tuple[str, np.ndarray]]:
    """(name of the sky, picture) of each."""
    for sky in skies.SKIES:
        yield sky, paint(sky)


def paint(sky: str) -> np.ndarray:
    """The room with one of the skies in its window, (height, width, 3) in 0..1."""
    place = skies.SKIES[sky]
    canvas = Canvas(WIDTH, HEIGHT)
    rng = np.random.default_rng(11)
    with canvas.moved(0, 0, scale=SCALE):
        _draw_wall(canvas, place)
        _draw_screen(canvas, place)
        if place.screen == "gone":
            _draw_door(canvas)
        _draw_right_wall(canvas, rng)
        _draw_deck(canvas)
        _draw_window(canvas, place)
        for console in CONSOLES[:3]:
            _draw_seat(canvas, console, place)
            _draw_console(canvas, console, rng, place)
        _draw_chair(canvas, place)
        _draw_table(canvas)
        for console in CONSOLES[3:]:
            _draw_seat(canvas, console, place)
            _draw_console(canvas, console, rng, place)
    light = _light(place)
    picture = lit(canvas.colours()[..., :3], canvas.heights(), canvas.glows(), light)
    return _with_window(picture, place)


def _light(place: skies.Sky) -> Lighting:
    def lamp(x: float, y: float, z: float, colour: tuple[float, float, float], reach: float) -> Lamp:
        return Lamp(x * SCALE, y * SCALE, z * SCALE, colour, reach * SCALE)

    r, g, b = place.light
    return Lighting(
        relief=64, ambient=place.ambient, sun=(0.0, -0.62, 0.7), sun_colour=(r * 0.42, g * 0.42, b * 0.42),
        softness=2.0, bump=0.9, occlusion=0.028, grain=0.035, spill=0.9, halo=0.42, ceiling=0.68,
        lamps=(
            lamp(640, 210, 150, (r * 1.5, g * 1.5, b * 1.5), 250),
            lamp(640, 470, 170, (0.62, 0.50, 0.30), 120),
            lamp(40, 300, 120, tuple(0.95 * c for c in place.left), 150),
            lamp(1240, 300, 120, tuple(0.95 * c for c in place.right), 150),
        ),
    )  # fmt: skip


# --- the set ---


def _draw_wall(canvas: Canvas, place: skies.Sky) -> None:
    canvas.rect(-20, -20, 1320, 780, WALL, ht=0.18)
    canvas.rect(-20, -20, 1320, 66, shade(WALL, 0.42), ht=0.62)
    for x in (-6, 268, 1000, 1262):
        canvas.rect(x - 13, 0, 30, 470, shade(WALL, 0.9), round_=8, ht=0.46)
        canvas.rect(x - 3, 0, 8, 470, shade(WALL, 1.18), round_=4, ht=0.56)
    canvas.path("M-20 58Q640 -22 1300 58L1300 70Q640 -10 -20 70Z", BRASS, ht=0.74)
    for x in (170, 640, 1110):
        y = 34 - 26 * (1 - ((x - 640) / 640) ** 2)
        canvas.line([(x, y - 20), (x, y + 22)], INK, 3, ht=0.6)
        canvas.path(f"M{x - 46} {y + 34}Q{x} {y + 2} {x + 46} {y + 34}Z", shade(PEARL, 0.75), ht=0.8)
        canvas.ellipse(x, y + 34, 46, 7, "#fff0cf", ht=0.7, glow="#8a6a3c" if place.lamps else None)
    canvas.rect(-20, 372, 1320, 12, BRASS, ht=0.56)
    canvas.rect(-20, 384, 1320, 120, PANEL, ht=0.24)
    for x in range(-10, 1300, 46):
        canvas.line([(x, 388), (x, 500)], shade(PANEL, 0.6), 2.4, ht=0.19)


def _draw_screen(canvas: Canvas, place: skies.Sky) -> None:
    """The dark one on the wall. It has no inputs, and once it was somebody's."""
    x, y, w, h = SCREEN
    if place.screen == "gone":  # a clean patch, paler than the rest
        canvas.rect(x - 8, y - 8, w + 16, h + 16, mix(WALL, "#8a86a0", 0.5), round_=14, ht=0.17)
        for dx in (0, w):
            for dy in (0, h):
                canvas.circle(x + dx, y + dy, 3, INK, ht=0.14)
        return
    canvas.rect(x - 16, y - 14, w + 32, h + 30, shade("#7a4c2a", 0.8), round_=18, ht=0.52)
    canvas.rect(x - 9, y - 8, w + 18, h + 18, BRASS, round_=15, ht=0.62)
    canvas.rect(x, y, w, h, "#07090b", round_=22, ht=0.4)
    canvas.path(f"M{x + 10} {y + 24}Q{x + 16} {y + 8} {x + 36} {y + 7}L{x + 96} {y + 6}L{x + 40} {y + h - 10}"
                f"L{x + 16} {y + h - 12}Q{x + 8} {y + h - 14} {x + 8} {y + h - 30}Z", "#131a1c", ht=0.41)  # fmt: skip
    for k in range(3):
        canvas.circle(x + w - 30 + k * 14, y + h + 12, 3, shade(BRASS, 0.5), ht=0.68)
    if place.screen == "warm":
        canvas.rect(x + 3, y + 3, w - 6, h - 6, None, round_=20, stroke="#16301a", width=3, glow="#0e2412")


def _draw_door(canvas: Canvas) -> None:
    """Left open: it is warm outside."""
    canvas.rect(-24, 254, 86, 262, shade(PEARL, 0.55), round_=16, ht=0.5)
    canvas.rect(-24, 266, 74, 252, "#8fb8c8", round_=10, ht=0.1, glow="#26363c")
    canvas.path("M-24 420Q14 398 50 412L50 518L-24 518Z", "#557a4e", ht=0.1, glow="#0a120a")


def _lights(canvas: Canvas, x: float, y: float, columns: int, rows: int, rng: np.random.Generator, step: float) -> None:
    tones = ("#86f7de", "#ffd65c", "#ff7a6a", "#9fd8ff", "#f4efe2")
    for row in range(rows):
        for column in range(columns):
            px, py = x + column * step, y + row * step
            lit_up = rng.random() < 0.46
            tone = tones[int(rng.integers(len(tones)))]
            canvas.rect(px, py, step * 0.62, step * 0.52, tone if lit_up else "#262a42", round_=2, ht=0.5,
                        glow=shade(tone, 0.5) if lit_up else None)  # fmt: skip


def _draw_right_wall(canvas: Canvas, rng: np.random.Generator) -> None:
    """The log's screen, a board of lamps over each shoulder of the window, the locker, and a mug on a hook."""
    for x, columns in ((284, 0), (1016, 4)):
        if columns:
            canvas.rect(x, 104, 62, 74, INK, round_=8, ht=0.42)
            _lights(canvas, x + 9, 114, columns, 5, rng, 12)
    canvas.rect(1092, 110, 140, 100, shade(PEARL, 0.5), round_=12, ht=0.5)
    canvas.rect(1100, 118, 124, 84, "#0a1626", round_=7, ht=0.42, glow="#071a2c")
    for k, wide in enumerate((88, 70, 96, 52, 80)):
        canvas.rect(1110, 128 + k * 14, wide, 5, "#4fb4ff", ht=0.43, glow="#16486e")
    canvas.rect(1190, 252, 84, 214, shade(WALL, 0.75), round_=8, ht=0.48)
    for k in range(4):
        canvas.rect(1197, 262 + k * 50, 70, 42, shade(PEARL, 0.55 - 0.03 * k), round_=5, ht=0.56)
        canvas.rect(1222, 280 + k * 50, 20, 5, INK, round_=2, ht=0.6)
    canvas.line([(1040, 300), (1040, 312), (1046, 316), (1052, 312)], BRASS, 3, ht=0.56)
    canvas.rect(1036, 316, 22, 26, PEARL, round_=4, ht=0.6)
    canvas.path("M1058 320q12 0 11 9q-1 9 -11 9", stroke=PEARL, width=4, ht=0.58)
    canvas.line([(1040, 328), (1054, 328)], "#d8452f", 3, ht=0.61)


def _draw_deck(canvas: Canvas) -> None:
    canvas.rect(-20, 504, 1320, 240, DECK, ht=0.06)
    for k in range(9):
        y = 504 + k * k * 3.2
        canvas.line([(-20, y), (1300, y)], shade(DECK, 0.72), 2, ht=0.03)
    canvas.ellipse(640, 600, 470, 112, shade(DECK, 1.16), ht=0.10)
    canvas.path("M170 600a470 112 0 1 0 940 0a470 112 0 1 0 -940 0Z", None, stroke=BRASS, width=4, ht=0.14)


def _draw_window(canvas: Canvas, place: skies.Sky) -> None:
    x, y, w, h = WINDOW
    canvas.rect(x - 26, y - 22, w + 52, h + 48, shade(PEARL, 0.62), round_=66, ht=0.54)
    canvas.rect(x - 14, y - 12, w + 28, h + 26, BRASS, round_=56, ht=0.66)
    glow = "#" + "".join(f"{int(min(1.0, c * 0.30) * 255):02x}" for c in place.light)
    canvas.rect(x, y, w, h, "#0a0c18", round_=46, ht=0.2, glow=glow)
    for k in (1, 2):
        mx = x + w * k / 3
        canvas.rect(mx - 6, y - 6, 12, h + 12, shade(PEARL, 0.42), round_=4, ht=0.62)


def _seat(console: tuple, place: skies.Sky) -> tuple[float, float, float, float, float]:
    """Where a chair's back shows: left, top, width, height, and how round it is."""
    _, _, cx, top, w, _ = console
    k = 1.3 if w > 200 else 1.0
    wide, tall = 66 * k, 112 * k
    if place.turned:  # all of them face the dark screen
        wide, cx = wide * 0.6, cx - 14 * k
    return cx - wide / 2, top - tall, wide, tall + 26, 28 * k


def _draw_seat(canvas: Canvas, console: tuple, place: skies.Sky) -> None:
    """The back of a chair that shows behind whoever sits there, or that nobody sits there."""
    x, y, wide, tall, round_ = _seat(console, place)
    canvas.rect(x - 4, y - 4, wide + 8, tall + 4, INK, round_=round_ + 2, ht=0.40)
    canvas.rect(x, y, wide, tall, shade(PEARL, 0.8), round_=round_, ht=0.50)
    if not console[0] or place.turned:
        tone = console[1] if console[0] else "#5e5a66"
        canvas.rect(x + 9, y + 12, wide - 18, tall - 30, tone, round_=round_ * 0.7, ht=0.44)


def _draw_console(canvas: Canvas, console: tuple, rng: np.random.Generator, place: skies.Sky) -> None:
    """A desk seen from its front: a level top edge, a coloured face, its lamps, its name."""
    name, colour, cx, top, w, h = console
    x0, x1, foot = cx - w / 2, cx + w / 2, top + h
    dead = not name
    canvas.path(f"M{x0 - 2} {top - 2}L{x1 + 2} {top - 2}L{x1 - w * 0.05} {foot}L{x0 + w * 0.05} {foot}Z", INK, ht=0.6)
    canvas.path(f"M{x0 + 4} {top + 16}L{x1 - 4} {top + 16}L{x1 - w * 0.07} {foot - 8}L{x0 + w * 0.07} {foot - 8}Z",
                colour, ht=0.76)  # fmt: skip
    canvas.path(f"M{x0 + w * 0.05} {top + h * 0.52}L{x1 - w * 0.05} {top + h * 0.52}L{x1 - w * 0.062} {top + h * 0.62}"
                f"L{x0 + w * 0.062} {top + h * 0.62}Z", shade(colour, 0.62), ht=0.70)  # fmt: skip
    canvas.rect(x0 - 8, top, w + 16, 17, PEARL if not dead else shade(PEARL, 0.7), round_=7, ht=0.92)
    canvas.rect(x0 - 8, top + 11, w + 16, 5, SHADE, round_=3, ht=0.86)
    if not dead:
        count = int(w / 26)
        tones = ("#86f7de", "#ffd65c", "#ff7a6a", "#9fd8ff")
        for k in range(count):
            tone = tones[int(rng.integers(4))]
            px = cx + (k - (count - 1) / 2) * 22
            canvas.rect(px - 7, top + 24, 14, 7, tone, round_=3, ht=0.84, glow=shade(tone, 0.45))
        cap = 11 if w > 200 else 8.5
        canvas.text(name, cx, top + h * 0.36, cap, "#f4efe2", weight=0.8, ht=0.8)
    else:
        canvas.rect(cx - 30, top + 24, 60, 6, "#2a2c3a", round_=3, ht=0.8)


def _draw_chair(canvas: Canvas, place: skies.Sky) -> None:
    """The captain's, empty: nobody has ever sat in it."""
    x, y = CHAIR
    if place.turned:
        x += 58  # pulled out
    canvas.ellipse(x, y + 96, 52, 12, "#12131f", ht=0.12)
    canvas.rect(x - 8, y + 30, 16, 70, SHADE, ht=0.4)
    shell = _arch(x, y, 62, 34, 74, 60, 46, 118)
    canvas.path(shell, INK, stroke=INK, width=6, ht=0.52)
    canvas.path(shell, PEARL, ht=0.66)
    canvas.path(_arch(x, y, 43, 10, 52, 52, 32, 96), "#c8402c", ht=0.58)
    for k in range(1, 4):
        canvas.line([(x - 40 + k, y - 70 + k * 24), (x + 40 - k, y - 70 + k * 24)], "#8a2a24", 2, ht=0.55)
    canvas.path(
        f"M{x - 54} {y + 8}Q{x} {y + 36} {x + 54} {y + 8}L{x + 50} {y + 42}Q{x} {y + 58} {x - 50} {y + 42}Z",
        "#a8342a",
        ht=0.74,
    )
    for side in (-1, 1):
        canvas.rect(x + side * 68 - 15, y - 16, 30, 54, INK, round_=13, ht=0.70)
        canvas.rect(x + side * 68 - 12, y - 13, 24, 48, PEARL, round_=11, ht=0.84)
        canvas.rect(x + side * 68 - 9, y - 10, 18, 12, "#c8402c", round_=6, ht=0.88)


def _arch(x: float, y: float, foot: float, down: float, bulge: float, at: float, neck: float, top: float) -> str:
    """Path data of a rounded back: from its feet, `down` under y, over its bulge to its top."""
    return (
        f"M{x - foot} {y + down}C{x - bulge} {y - at} {x - neck} {y - top} {x} {y - top}"
        f"C{x + neck} {y - top} {x + bulge} {y - at} {x + foot} {y + down}Z"
    )


def _draw_table(canvas: Canvas) -> None:
    """The chart: what is over it is drawn while one looks."""
    x, y, rx, ry = TABLE
    canvas.path(f"M{x - 60} {y + 30}L{x + 60} {y + 30}L{x + 84} 730L{x - 84} 730Z", shade(PANEL, 0.8), ht=0.5)
    canvas.ellipse(x, y + 10, rx + 8, ry + 8, INK, ht=0.8)
    canvas.ellipse(x, y + 7, rx + 4, ry + 5, SHADE, ht=0.86)
    canvas.ellipse(x, y, rx + 4, ry + 4, PEARL, ht=0.94)
    canvas.ellipse(x, y, rx - 10, ry - 6, "#06131c", ht=0.82, glow="#05202a")
    for k in (0.9, 0.62, 0.34):
        canvas.path(f"M{x - (rx - 14) * k} {y}a{(rx - 14) * k} {(ry - 8) * k} 0 1 0 {2 * (rx - 14) * k} 0"
                    f"a{(rx - 14) * k} {(ry - 8) * k} 0 1 0 {-2 * (rx - 14) * k} 0Z",
                    None, stroke="#1c5a66", width=1.4, glow="#0f4450")  # fmt: skip
    for k in range(12):
        a = k * np.pi / 6
        canvas.line([(x + 30 * np.cos(a), y + 7 * np.sin(a)), (x + (rx - 16) * np.cos(a), y + (ry - 9) * np.sin(a))],
                    "#123c48", 1.0, glow="#0a2a34")  # fmt: skip


# --- what stands outside ---


def _with_window(picture: np.ndarray, place: skies.Sky) -> np.ndarray:
    """The sky behind the glass: as bright as it is, untouched by the room's light, but for a reflection."""
    x, y, w, h = WINDOW
    glass = Canvas(WIDTH, HEIGHT)
    with glass.moved(0, 0, scale=SCALE):
        glass.rect(x + 3, y + 3, w - 6, h - 6, "#ffffff", round_=44)
        for k in (1, 2):
            glass.rect(x + w * k / 3 - 7, y - 6, 14, h + 12, "#000000", round_=4)
    drawn = glass.colours()
    mask = (drawn[..., 0] * drawn[..., 3])[..., None]
    hidden = _things_before_the_window(place)
    mask = mask * (1.0 - hidden[..., None])
    top, left = int(y * SCALE), int(x * SCALE)
    size = int(h * SCALE) // 4 * 4 + 4, int(w * SCALE) // 4 * 4 + 4
    outside = np.zeros_like(picture)
    view = place.paint(size)
    outside[top : top + size[0], left : left + size[1]] = view[: HEIGHT - top, : WIDTH - left]
    reach = ndimage.gaussian_filter(mask[..., 0], 9.0 * SCALE)
    inner = np.clip((reach - 0.5) * 2.2, 0, 1)[..., None]  # the rim of the glass is darker: it has a depth
    sheen = np.zeros((HEIGHT, WIDTH), np.float32)
    yy, xx = np.mgrid[0:HEIGHT, 0:WIDTH] / SCALE
    for at, wide in ((440.0, 60.0), (520.0, 16.0), (860.0, 46.0)):
        sheen += np.clip(1.0 - np.abs(xx + 0.55 * yy - at - 90.0) / wide, 0, 1) * 0.030
    behind = outside * (0.55 + 0.45 * inner) + sheen[..., None]
    return np.clip(picture * (1 - mask) + behind * mask, 0, 0.82)


def _things_before_the_window(place: skies.Sky) -> np.ndarray:
    """What of the set covers glass: chairs."""
    canvas = Canvas(WIDTH, HEIGHT)
    with canvas.moved(0, 0, scale=SCALE):
        for console in CONSOLES[:3]:
            x, y, wide, tall, round_ = _seat(console, place)
            canvas.rect(x - 4, y - 4, wide + 8, tall + 4, "#ffffff", round_=round_ + 2)
    drawn = canvas.colours()
    return drawn[..., 0] * drawn[..., 3]
