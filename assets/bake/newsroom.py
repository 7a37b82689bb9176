"""Ines Marr's desk by daylight: a telephone on loudspeaker, a clock, his picture on her screen. He is a voice only."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from daylight import HEIGHT, PLACE, SCALE, WIDTH, Sheet, blurred, figure, finish, mirrored, over, shadow, spill

__all__ = ["PLACE", "moods"]

EDGE = 432  # the desk's far edge [units]
SCREEN = (908.0, 176.0, 300.0, 196.0)  # of her monitor: left, top, width, height


def moods() -> Iterator[tuple[str, np.ndarray]]:
    """One picture: nobody sees his face."""
    picture = _far()
    picture = _partition(picture)
    picture = _desk(picture)
    picture = _monitor(picture)
    picture = _paper(picture)
    picture = _telephone(picture)
    picture = _mug(picture)
    yield "", finish(picture, middle=(560, 300), dark=0.6)


def _far() -> np.ndarray:
    """The floor of the paper: windows all along the left, desks in rows, people who are busy."""
    sheet = Sheet()
    sheet.rect(0, 0, 1280, 720, sheet.linear(0, 0, 1280, 0, "#c3ccd0", "#98a4ac"))
    sheet.polygon([(0, 0), (1280, 0), (1280, 70), (0, 22)], "#d9dedd")
    for i in range(9):
        x = i * 160
        sheet.polygon([(x, 0), (x + 90, 0), (x + 96, 30 + x * 0.03), (x + 20, 26 + x * 0.03)], "#eef1ee", op=0.8)
    sky = sheet.linear(0, 60, 0, 330, "#dbe8ee", "#f3f6f3", "#fbf8f0")
    for i in range(5):
        x = -30 + i * 172
        sheet.rect(x, 66 + i * 5, 158, 262 - i * 4, sky)
        for k, (dx, w, h) in enumerate(((8, 40, 120), (54, 34, 170), (96, 46, 96))):
            sheet.rect(x + dx, 328 - h + ((i * 37 + k * 53) % 60), w, h, "#c3d1d8")
        sheet.rect(x + 76, 66 + i * 5, 5, 262, "#9aa8b0")
        sheet.rect(x - 12, 56, 12, 282, "#8997a0")
    sheet.rect(0, 326, 850, 14, "#e6e9e6")
    sheet.rect(836, 60, 444, 300, "#93a0a8")
    picture = over(np.zeros((HEIGHT, WIDTH, 3), np.float32), blurred(sheet.colours(), 5))
    rows = Sheet()
    for i, x in enumerate((70, 250, 452, 640, 800)):
        y = 352 + (i % 2) * 14
        rows.rect(x - 80, y + 26, 170, 60, "#6f7c86")
        rows.rect(x - 84, y + 20, 178, 8, "#c8cfd0")
        rows.rect(x - 34, y - 22, 70, 42, "#39434d", round_=3)
        rows.rect(x - 30, y - 18, 62, 34, "#a9c3d0", round_=2)
    for x, y, coat, hair, tall in (
        (160, 330, "#57687a", "#3a3038", 1.0),
        (352, 336, "#8a6a58", "#22242c", 0.95),
        (560, 300, "#4d6a62", "#5a4636", 1.35),
        (742, 338, "#7d7487", "#2c2428", 0.95),
    ):
        rows.ellipse(x, y + 44 * tall, 34 * tall, 46 * tall, coat)
        rows.circle(x, y - 10 * tall, 16 * tall, "#c99c7e" if x != 742 else "#7a5240")
        rows.path(
            f"M {x - 17 * tall} {y - 8 * tall} A {17 * tall} {17 * tall} 0 0 1 "
            f"{x + 17 * tall} {y - 14 * tall} L {x + 6 * tall} {y - 16 * tall} Z",
            hair,
        )
    picture = over(picture, blurred(rows.colours(), 4.2))
    picture = spill(picture, 0.5, above=0.66, radius=34)
    clock = Sheet()
    clock.circle(880, 122, 37, "#39434d")
    clock.circle(880, 122, 32, "#f3f4ef")
    for hour in range(12):
        turn = hour * np.pi / 6
        c, s = np.sin(turn), -np.cos(turn)
        clock.line([(880 + 25 * c, 122 + 25 * s), (880 + 29 * c, 122 + 29 * s)], "#39434d", 2.2)
    clock.line([(880, 122), (880 + 15, 122 - 8)], "#22282e", 4)
    clock.line([(880, 122), (880 - 4, 122 - 25)], "#22282e", 3)
    layer = clock.colours()
    picture = shadow(picture, layer, 6, 7, 6, 0.35)
    return over(picture, blurred(layer, 1.6))


def _partition(picture: np.ndarray) -> np.ndarray:
    """Grey felt round her desk, and what she has pinned to it."""
    sheet = Sheet()
    sheet.polygon([(0, 372), (1280, 352), (1280, 470), (0, 470)], sheet.linear(0, 352, 0, 440, "#7d8890", "#5d6871"))
    sheet.polygon([(0, 368), (1280, 348), (1280, 353), (0, 373)], "#b9c1c4")
    layer = sheet.colours()
    picture = shadow(picture, layer, 0, -6, 12, 0.2)
    picture = over(picture, blurred(layer, 1.2))
    notes = Sheet()
    for x, y, w, h, turn, paper in (
        (352, 382, 50, 40, -4, "#efe6b8"),
        (418, 386, 38, 44, 3, "#f2f1ea"),
        (474, 380, 62, 42, -2, "#f2f1ea"),
        (792, 372, 44, 44, 4, "#e8d2c2"),
    ):
        with notes.moved(x, y, turn):
            notes.rect(0, 0, w, h, paper)
            for row in range(3):
                notes.line([(6, 12 + row * 9), (w - 8 - row * 7, 12 + row * 9)], "#8f979b", 1.4)
            notes.circle(w / 2, 4, 2.6, "#a8483e")
    with notes.moved(562, 374, 2):  # a postcard from the sea: she has not been
        notes.rect(0, 0, 70, 48, "#f6f4ee")
        notes.rect(4, 4, 62, 24, "#9fc4d4")
        notes.rect(4, 26, 62, 18, "#d8c08e")
        notes.path("M 4 26 C 20 22 40 30 66 25 L 66 30 L 4 30 Z", "#5f93a8")
    layer = notes.colours()
    picture = shadow(picture, layer, 3, 4, 4, 0.4)
    return over(picture, blurred(layer, 0.7))


def _desk(picture: np.ndarray) -> np.ndarray:
    sheet = Sheet()
    wood = sheet.linear(0, EDGE, 0, 720, "#cbbda6", "#b29f86", "#8b7864", "#675848")
    sheet.rect(0, EDGE, 1280, 720 - EDGE, wood)
    layer = sheet.colours()
    picture = mirrored(over(picture, layer), picture, EDGE, layer[..., 3], 0.26)
    light = Sheet()
    for x in (-120, 120, 360, 600):  # the windows' light, lying across it
        light.polygon([(x, EDGE), (x + 150, EDGE), (x + 460, 720), (x + 270, 720)], "#fffaf0", op=0.30)
    picture = over(picture, blurred(light.colours(), 8))
    grain = Sheet()
    for i in range(34):
        y = EDGE + 6 + i * 8.6 + (i * i % 7)
        grain.path(
            f"M 0 {y} C 300 {y + (i % 5) - 2} 800 {y - (i % 4) + 1} 1280 {y + (i % 3)}",
            stroke="#5a4836",
            width=0.8,
            op=0.13,
        )
    rim = Sheet()
    rim.rect(0, EDGE - 1, 1280, 2.4, "#f2eadb", op=0.8)
    return over(over(picture, blurred(grain.colours(), 0.7)), rim.colours())


def _monitor(picture: np.ndarray) -> np.ndarray:
    """Her page: the man in his press picture, columns of grey, a gap where his answer goes."""
    left, top, wide, high = SCREEN
    stand = Sheet()
    stand.polygon([(1030, 380), (1086, 380), (1098, 452), (1018, 452)], "#3a424a")
    stand.ellipse(1058, 456, 78, 11, "#2f363d")
    layer = stand.colours()
    picture = shadow(picture, layer, 22, 8, 9, 0.4)
    picture = over(picture, layer)
    case = Sheet()
    case.rect(left - 12, top - 12, wide + 24, high + 30, "#2b3138", round_=7)
    case.rect(left - 12, top - 12, wide + 24, 3, "#6c7780", round_=2)
    case.rect(left, top, wide, high, case.linear(left, top, left + wide, top + high, "#f4f6f4", "#dfe5e6"))
    case.rect(left, top, wide, 20, "#34505f")
    case.text("BUSINESS", left + 10, top + 6, 8, "#eef3f4", align=0.0)
    case.rect(left + 12, top + 30, 172, 9, "#2c3338")
    case.rect(left + 12, top + 44, 128, 9, "#2c3338")
    for column in range(2):
        for row in range(13):
            w = 78 - ((row * 7 + column * 5) % 5) * 5 - (34 if row == 12 else 0)
            if column == 1 and 6 <= row <= 8:
                continue
            case.rect(left + 12 + column * 92, top + 64 + row * 9.4, w, 3.6, "#a9b2b6")
    case.rect(left + 104, top + 118, 2, 12, "#b8483c")  # the cursor, waiting
    case.rect(left + 198, top + 30, 92, 112, "#c9d2d8")
    for row in range(3):
        case.rect(left + 198, top + 150 + row * 9, 92 - row * 16, 3.6, "#a9b2b6")
    layer = case.colours()
    picture = shadow(picture, layer, 20, 16, 18, 0.4)
    picture = over(picture, layer)
    face = figure("walton_wry", left + 188, top + 34, 0.37)
    face = _cropped(face, left + 198, top + 30, 92, 112)
    grey = face[..., :3] @ np.array([0.3, 0.55, 0.15], np.float32)
    face[..., :3] = 0.35 * face[..., :3] + 0.65 * grey[..., None] * np.array([0.98, 1.0, 1.03], np.float32)
    picture = over(picture, face)
    shine = Sheet()
    shine.polygon([(left, top), (left + 120, top), (left + 20, top + high), (left, top + high)], "#ffffff", op=0.16)
    return over(picture, blurred(shine.colours(), 6))


def _cropped(layer: np.ndarray, x: float, y: float, w: float, h: float) -> np.ndarray:
    left, top, right, low = (round(v * SCALE) for v in (x, y, x + w, y + h))
    keep = np.zeros_like(layer)
    keep[top:low, left:right] = layer[top:low, left:right]
    return keep


def _paper(picture: np.ndarray) -> np.ndarray:
    """Yesterday's papers, a pencil pot."""
    sheet = Sheet()
    for i in range(5):
        y = 470 - i * 9
        sheet.polygon(
            [(40 + i * 3, y + 8), (300 - i * 4, y), (318 - i * 4, y + 16), (30 + i * 3, y + 26)],
            "#d6d5cc" if i % 2 else "#e6e4da",
        )
    sheet.polygon([(54, 436), (282, 428), (298, 442), (44, 452)], "#efede4")
    sheet.polygon([(62, 437), (214, 432), (220, 438), (60, 443)], "#4a5258")
    for row in range(2):
        sheet.line([(60 - row * 2, 446 + row * 3), (290 + row * 3, 438 + row * 2)], "#a9abaa", 1.4)
    layer = sheet.colours()
    picture = shadow(picture, layer, 14, 8, 9, 0.45)
    picture = over(picture, layer)
    pot = Sheet()
    for x0, x1, y1, colour in (
        (396, 388, 396, "#b8483c"),
        (404, 406, 384, "#3f5f74"),
        (412, 424, 392, "#c9a24a"),
        (400, 398, 402, "#39434d"),
    ):
        pot.line([(x0, 460), (x1, y1)], colour, 5)
    pot.path(
        "M 380 440 L 384 496 C 386 501 422 501 424 496 L 428 440 Z", pot.linear(380, 0, 428, 0, "#9fb0b4", "#5e6f76")
    )
    pot.ellipse(404, 440, 24, 5, "#4d5b62")
    layer = pot.colours()
    picture = shadow(picture, layer, 16, 8, 8, 0.45)
    return over(picture, layer)


def _telephone(picture: np.ndarray) -> np.ndarray:
    """On loudspeaker. Its display is left dark: the seconds are written into it while he speaks."""
    sheet = Sheet()
    body = sheet.linear(0, 474, 0, 590, "#4a535b", "#2c3239", "#20252b")
    sheet.path(
        "M 566 486 C 570 476 580 472 592 472 L 752 472 C 764 472 772 476 776 486 L 802 574 C 805 "
        "588 798 594 784 594 L 558 594 C 544 594 537 588 540 574 Z",
        body,
    )
    sheet.path(
        "M 540 574 C 537 588 544 594 558 594 L 784 594 C 798 594 805 588 802 574 L 803 584 C 804 "
        "598 796 603 784 603 L 558 603 C 544 603 538 598 539 584 Z",
        "#14181c",
    )
    sheet.path(
        "M 572 484 C 576 478 582 476 592 476 L 752 476 C 760 476 766 478 770 484", stroke="#8a959d", width=1.6, op=0.8
    )
    sheet.path("M 578 486 L 620 486 L 606 582 L 556 582 Z", "#191d22")  # the cradle, empty
    sheet.path("M 582 492 C 590 488 606 488 612 492 L 604 520 C 594 524 582 524 574 520 Z", "#2f363d")
    sheet.path("M 570 548 C 580 544 596 544 602 548 L 596 576 C 584 580 570 580 562 576 Z", "#2f363d")
    sheet.rect(634, 484, 106, 34, "#0f1a1c", round_=3)
    sheet.rect(637, 487, 100, 28, "#16282a", round_=2)
    for row in range(4):
        for column in range(3):
            x, y = 640 + column * 26 - row * 1.2, 528 + row * 14.5
            sheet.rect(x, y, 20, 9.5, "#7f8b93", round_=2.4)
            sheet.rect(x, y, 20, 4, "#a9b4ba", round_=2.0)
    for row in range(3):
        for column in range(4):
            sheet.circle(738 + column * 11 + row * 1.2, 532 + row * 11, 2.6, "#0d1013")
    sheet.circle(764, 500, 5.5, "#2c5a3a")
    sheet.circle(764, 500, 3.6, "#9fe6a8")
    cord = Sheet()
    cord.path("M 556 590 C 500 600 470 560 500 520 C 520 496 480 470 440 478", stroke="#23282d", width=5)
    layer = cord.colours()
    picture = over(shadow(picture, layer, 6, 5, 4, 0.4), layer)
    layer = sheet.colours()
    picture = shadow(picture, layer, 20, 10, 11, 0.5)
    picture = shadow(picture, layer, 2, 4, 3, 0.4)
    picture = over(picture, layer)
    lamp = Sheet()
    lamp.circle(764, 500, 8, "#9fe6a8", op=0.5)
    return over(picture, blurred(lamp.colours(), 5))


def _mug(picture: np.ndarray) -> np.ndarray:
    sheet = Sheet()
    sheet.path("M 890 478 C 914 476 918 512 888 512", stroke="#d8dcd8", width=7)
    sheet.path(
        "M 838 466 L 842 522 C 844 530 886 530 888 522 L 892 466 Z",
        sheet.linear(838, 0, 892, 0, "#f4f3ec", "#dfe2de", "#a9b2b4"),
    )
    sheet.ellipse(865, 466, 27, 6, "#cdd2d0")
    sheet.ellipse(865, 467, 23, 4.6, "#4a3426")
    sheet.rect(841, 490, 49, 7, "#b8483c", op=0.85)
    layer = sheet.colours()
    picture = shadow(picture, layer, 18, 9, 9, 0.45)
    return over(picture, layer)
