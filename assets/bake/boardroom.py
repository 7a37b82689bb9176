"""A boardroom late in the day: a table that leaves the frame on both sides, four of the board, a figure on the wall."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from arms import forearm
from daylight import HEIGHT, MOODS, PLACE, WIDTH, Sheet, blurred, figure, finish, mirrored, over, shadow, spill

__all__ = ["PLACE", "moods"]

EDGE = 488  # the table's far edge [units]
WALL = (300.0, 74.0, 452.0, 232.0)  # the display: left, top, width, height


def moods() -> Iterator[tuple[str, np.ndarray]]:
    """(mood, picture) for each."""
    room = _room()
    for mood in MOODS:
        yield mood, _meeting(room, mood)


def _room() -> np.ndarray:
    sheet = Sheet()
    sheet.rect(0, 0, 1280, 720, sheet.linear(0, 0, 1280, 0, "#6e665f", "#8d8379", "#b5a797"))
    for i in range(9):  # panels of walnut
        x = -20 + i * 104
        sheet.rect(x, 0, 100, 470, sheet.linear(x, 0, x + 100, 0, "#6a5444", "#7c6350", "#6f5847"))
        sheet.rect(x + 100, 0, 4, 470, "#463629")
    sky = sheet.linear(0, 0, 0, 440, "#a9bfce", "#d8d9cf", "#f3e0bd", "#f6d7a4")
    sheet.rect(880, 0, 400, 444, sky)
    for x, w, h in (
        (884, 60, 170),
        (936, 40, 250),
        (984, 72, 130),
        (1052, 50, 214),
        (1098, 78, 156),
        (1180, 44, 280),
        (1222, 60, 190),
    ):
        sheet.rect(x, 444 - h, w, h, "#a3a6a8")
        sheet.rect(x, 444 - h, w * 0.35, h, "#c2b59d")
    for x in (872, 1010, 1148):
        sheet.rect(x, 0, 13, 452, "#3c3631")
    sheet.rect(866, 440, 420, 12, "#d9cbb4")
    sheet.rect(0, 452, 1280, 60, "#3d342d")
    picture = over(np.zeros((HEIGHT, WIDTH, 3), np.float32), blurred(sheet.colours(), 2.2))
    picture = _display(picture)
    return _board(spill(picture, 0.42, above=0.68, radius=30))


def _display(picture: np.ndarray) -> np.ndarray:
    """What the wall counts. It is the only lettering in the room."""
    left, top, wide, high = WALL
    sheet = Sheet()
    sheet.rect(left - 8, top - 8, wide + 16, high + 16, "#1d1f22", round_=4)
    sheet.rect(left, top, wide, high, sheet.linear(left, top, left + wide, top + high, "#2c363e", "#38444c"))
    sheet.text("ACTIVE MINDS, UNTAGGED", left + wide / 2, top + 30, 17, "#dfe6e6", weight=0.62)
    sheet.text("6", left + wide / 2, top + 76, 104, "#f4efe2", weight=0.5)
    sheet.rect(left + 40, top + 60, wide - 80, 1.4, "#7d8a90")
    sheet.rect(left + 40, top + 206, wide - 80, 1.4, "#7d8a90")
    for i in range(6):
        sheet.circle(left + wide / 2 - 50 + i * 20, top + 217, 3.4, "#dfe6e6")
    layer = sheet.colours()
    picture = shadow(picture, layer, -8, 10, 10, 0.45)
    picture = over(picture, blurred(layer, 0.7))
    shine = Sheet()
    shine.polygon(
        [
            (left + 250, top),
            (left + wide, top),
            (left + wide, top + 150),
            (left + 340, top + high),
            (left + 160, top + high),
        ],
        "#fff4de",
        op=0.10,
    )
    return over(picture, blurred(shine.colours(), 5))


def _board(picture: np.ndarray) -> np.ndarray:
    """They listen, out of focus; one looks at the papers, one out of the window, nobody at the wall."""
    for x, y, scale, coat, shirt, skin, hair, turn in (
        (596, 384, 0.86, "#3d4652", "#c9d0d2", "#c79c80", "#6b665f", 9),
        (430, 372, 0.98, "#5a3d3f", "#e6dfd2", "#8a5d44", "#241d1d", -7),
        (232, 360, 1.12, "#40503f", "#dfe2da", "#d9b294", "#b9b3a8", 12),
        (46, 348, 1.26, "#343842", "#cfd5d8", "#b98566", "#3a2c24", 4),
    ):
        chair = Sheet()
        with chair.moved(x, y, 0, scale):
            chair.path("M -66 130 C -70 40 -66 -2 -52 -16 C -30 -26 30 -26 52 -16 C 66 -2 70 40 66 130 Z", "#2a2421")
        person = Sheet()
        with person.moved(x, y, 0, scale):
            person.path("M -92 130 C -92 70 -84 34 -50 20 C -20 8 20 8 50 20 C 84 34 92 70 92 130 Z", coat)
            person.path("M 4 130 C 6 80 12 40 20 14 C 34 14 44 16 50 20 C 84 34 92 70 92 130 Z", "#ffffff", op=0.10)
            person.path("M -16 12 L 0 58 L 18 12 Z", shirt)
            person.path("M -14 -8 L -14 20 C -6 28 8 28 15 20 L 15 -8 Z", skin)
            with person.moved(0, -34, turn):
                person.ellipse(0, 0, 30, 38, skin)
                person.path("M 6 -36 C 26 -32 32 -8 29 8 C 26 26 16 36 4 37 C 18 20 20 -12 6 -36 Z", "#ffe9cf", op=0.32)
                person.path(
                    "M -32 2 C -38 -30 -20 -46 2 -45 C 26 -44 36 -26 31 -2 C 28 -16 20 -26 4 -26 C -14 -26 "
                    "-26 -18 -32 2 Z",
                    hair,
                )
                person.ellipse(-9, -1, 3.2, 2.2, "#3a2a24", op=0.8)
                person.ellipse(12, -1, 3.2, 2.2, "#3a2a24", op=0.8)
                person.line([(-4, 18), (10, 18)], "#7a4a3c", 2.0, op=0.7)
        back, front = chair.colours(), person.colours()
        picture = over(picture, blurred(back, 2.2))
        picture = shadow(picture, front, -10, 6, 12, 0.4)
        picture = over(picture, blurred(front, 1.9 + 0.5 * scale))
    return picture


def _meeting(room: np.ndarray, mood: str) -> np.ndarray:
    chair = Sheet()
    chair.path(
        "M 1090 520 C 1088 380 1092 318 1108 306 C 1130 294 1178 294 1200 306 C 1216 318 1220 380 1218 520 Z", "#2a2421"
    )
    picture = over(shadow(room, chair.colours(), -8, 8, 14, 0.35), blurred(chair.colours(), 0.8))
    man = figure(f"walton_{mood}", 806, 62, 1.36, flipped=True, down=40)
    picture = over(shadow(picture, man, -14, 8, 18, 0.4), _warm(man))
    picture = spill(picture, 0.2, above=0.74, radius=18)
    picture = _table(picture)
    picture = forearm(picture, "walton", dx=6, dy=12, flipped=True)
    return finish(_papers(picture), dark=0.66)


def _warm(layer: np.ndarray) -> np.ndarray:
    """The low sun comes from behind him."""
    out = layer.copy()
    out[..., :3] = np.clip(out[..., :3] * np.array([1.02, 0.98, 0.92], np.float32), 0, 1)
    return out


def _table(picture: np.ndarray) -> np.ndarray:
    sheet = Sheet()
    sheet.rect(0, EDGE, 1280, 720 - EDGE, sheet.linear(0, EDGE, 0, 720, "#84654c", "#5f4534", "#3d2c23", "#2a1f1a"))
    layer = sheet.colours()
    picture = mirrored(over(picture, layer), picture, EDGE, layer[..., 3], 0.46)
    light = Sheet()
    for x in (900, 1040, 1180):
        light.polygon([(x, EDGE), (x + 104, EDGE), (x - 70, 720), (x - 250, 720)], "#ffe2b4", op=0.22)
    picture = over(picture, blurred(light.colours(), 8))
    rim = Sheet()
    rim.rect(0, EDGE - 1, 1280, 2.4, "#f0dcbc", op=0.75)
    return over(picture, rim.colours())


def _papers(picture: np.ndarray) -> np.ndarray:
    """The report, as thick as every year; a carafe; glasses that nobody has touched."""
    sheet = Sheet()
    for i in range(7):
        y = 556 - i * 3.2
        sheet.polygon([(642, y - 26), (780, y - 28), (798, y + 4), (632, y + 8)], "#ddd6c8" if i % 2 else "#efe9dc")
    sheet.polygon([(642, 508), (780, 506), (797, 536), (633, 540)], "#f5f0e4")
    sheet.rect(664, 514, 88, 3.4, "#6b5d50")
    for row in range(2):
        sheet.rect(662 - row, 522 + row * 6, 104 - row * 24, 1.8, "#a99d8e")
    layer = sheet.colours()
    picture = over(shadow(picture, layer, -8, 8, 8, 0.5), layer)
    glass = Sheet()
    for x, y, s in ((500, 500, 0.8), (300, 506, 0.9), (566, 494, 1.5)):
        with glass.moved(x, y, 0, s):
            glass.path("M -16 -30 L -13 12 C -11 16 11 16 13 12 L 16 -30 Z", "#eef0ea", op=0.30)
            glass.path("M -14.6 -12 L -13 12 C -11 16 11 16 13 12 L 14.6 -12 Z", "#c9d3d2", op=0.5)
            glass.ellipse(0, -30, 16, 3, stroke="#fbf4e6", width=1.1, op=0.9)
            glass.path("M 11 -26 L 9 8", stroke="#fff6e2", width=2, op=0.8)
    layer = glass.colours()
    return over(shadow(picture, layer, -10, 8, 7, 0.4), blurred(layer, 0.5))
