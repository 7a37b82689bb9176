"""A room for depositions, by daylight: Mr Osei, James Walton, a stenographer, water, a recorder; once for each mood."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from arms import forearm
from daylight import MOODS, PLACE, Sheet, blurred, figure, finish, group, mirrored, over, shadow, spill

__all__ = ["PLACE", "moods"]

ROOM = "interlude_deposition"
EDGE = 476  # the table's far edge [units]


def moods() -> Iterator[tuple[str, np.ndarray]]:
    """(mood, picture) for each."""
    room = _room()
    for mood in MOODS:
        yield mood, _people(room, mood)


def _room() -> np.ndarray:
    picture = np.zeros((1080, 1920, 3), np.float32)
    defs_wall = Sheet()
    wall = defs_wall.linear(0, 0, 0, 520, "#8794a0", "#b2bdc4")
    defs_wall.rect(0, 0, 1280, 720, wall)
    picture = over(picture, defs_wall.colours())
    back = group(ROOM, "window: the only light")
    picture = over(picture, blurred(back, 0.9))
    writer = group(ROOM, "stenographer")
    picture = shadow(picture, writer, 10, 6, 12, 0.25)
    picture = over(picture, blurred(writer, 1.5))
    picture = spill(picture, 0.40)
    chairs = group(ROOM, "chairs")
    picture = shadow(picture, chairs, 0, 8, 16, 0.3)
    return over(picture, blurred(chairs, 0.8))


def _people(room: np.ndarray, mood: str) -> np.ndarray:
    picture = room
    for who, layer in (
        ("osei", figure("osei_neutral", 84, 48, 1.36, down=40)),
        ("walton", figure(f"walton_{mood}", 800, 50, 1.36, flipped=True, down=40)),
    ):
        side = 1 if who == "osei" else -1
        picture = shadow(picture, layer, -14 * side, 10, 18, 0.34)
        picture = over(picture, layer)
    picture = spill(picture, 0.22, above=0.72, radius=18)
    picture = _table(picture)
    picture = forearm(picture, "osei")
    picture = forearm(picture, "walton", dx=12, flipped=True)
    picture = _things(picture)
    return finish(picture, dark=0.62)


def _table(picture: np.ndarray) -> np.ndarray:
    sheet = Sheet()
    wood = sheet.linear(0, EDGE, 0, 720, "#8a8580", "#6a6460", "#4c474a", "#332f36")
    sheet.polygon([(30, EDGE), (1250, EDGE), (1560, 720), (-280, 720)], wood)
    layer = sheet.colours()
    picture = mirrored(over(picture, layer), picture, EDGE, layer[..., 3], 0.42)
    light = Sheet()
    for x0, x1, low0, low1, op in ((470, 636, 352, 628, 0.26), (648, 812, 652, 930, 0.26)):
        light.polygon([(x0, EDGE), (x1, EDGE), (low1, 720), (low0, 720)], "#f2f5f4", op=op)
    picture = over(picture, blurred(light.colours(), 7))
    grain = Sheet()
    for i in range(26):
        x = -260 + i * 72
        far = 640 + (x - 640) * 0.66
        grain.line([(far, EDGE), (x + (i % 3) * 9, 720)], "#2a2628", 0.9, op=0.10)
    rim = Sheet()
    rim.line([(30, EDGE), (1250, EDGE)], "#eef0ec", 2.2, op=0.75)
    return over(over(picture, blurred(grain.colours(), 0.8)), rim.colours())


def _things(picture: np.ndarray) -> np.ndarray:
    """A recorder between them, and a glass of water in front of him."""
    sheet = Sheet()
    sheet.polygon([(592, 492), (664, 492), (670, 510), (586, 510)], "#2e343c")
    sheet.polygon([(586, 510), (670, 510), (670, 517), (586, 517)], "#1a1e24")
    sheet.rect(600, 496, 34, 8, "#93a6ae", round_=1)
    sheet.circle(652, 501, 3.4, "#b8483c")
    layer = sheet.colours()
    picture = shadow(picture, layer, 2, 7, 6, 0.5)
    picture = over(picture, layer)
    glass = Sheet()
    glass.path("M 806 466 L 812 536 C 814 541 846 541 848 536 L 854 466 Z", "#e9f1f3", op=0.34)
    glass.path("M 809 496 L 812 535 C 815 540 845 540 848 535 L 851 496 Z", "#bcd0d8", op=0.62)
    glass.ellipse(830, 496, 21, 4.2, "#eef6f8", op=0.9)
    glass.ellipse(830, 466, 24, 4.6, stroke="#f6fbfb", width=1.5, op=0.9)
    glass.path("M 812 474 L 817 532", stroke="#ffffff", width=3, op=0.75)
    glass.path("M 846 474 L 843 530", stroke="#ffffff", width=1.4, op=0.55)
    glass.path("M 814 536 C 822 541 838 541 846 536", stroke="#5e707c", width=1.6, op=0.7)
    layer = glass.colours()
    picture = shadow(picture, layer, 10, 14, 8, 0.45)
    return over(picture, layer)
