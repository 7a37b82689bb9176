"""His office in the evening: a coat, a cardboard box half packed, and on the sill a model ship with a ring."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from daylight import (
    ART,
    HEIGHT,
    MOODS,
    PLACE,
    WIDTH,
    Sheet,
    blurred,
    figure,
    finish,
    mirrored,
    over,
    shadow,
    spill,
    thing,
)

__all__ = ["PLACE", "moods"]

EDGE = 520  # the desk's far edge [units]
SILL = 404


def moods() -> Iterator[tuple[str, np.ndarray]]:
    """(mood, picture) for each; the last is when they have gone: the lights are out, and the ship has been turned."""
    room = _room(-9)
    for mood in MOODS:
        yield mood, _evening(room, mood)
    yield "gone", _left(_room(84))


def _room(nose: float) -> np.ndarray:
    """Without him. `nose` is where the ship's points to [degrees]."""
    sheet = Sheet()
    sheet.rect(0, 0, 1280, 720, sheet.linear(0, 0, 0, 560, "#4d4d57", "#5d5855"))
    sheet.rect(96, 40, 860, SILL - 40, sheet.linear(0, 40, 0, SILL, "#46597a", "#8791a3", "#d8ad8c", "#f0bd83"))
    rng = np.random.default_rng(11)
    for x, w, h in (
        (100, 74, 130),
        (168, 58, 206),
        (232, 90, 96),
        (316, 60, 238),
        (384, 84, 150),
        (470, 52, 264),
        (524, 96, 118),
        (622, 64, 196),
        (690, 92, 142),
        (784, 58, 230),
        (846, 110, 104),
    ):
        sheet.rect(x, SILL - h, w, h, "#4b5468")
        sheet.rect(x, SILL - h, 4, h, "#8c7c79")
        for row in range(int(h // 15)):
            for column in range(int(w // 13)):
                if rng.random() < 0.34:
                    sheet.rect(
                        x + 7 + column * 13,
                        SILL - h + 8 + row * 15,
                        6,
                        7,
                        "#f4cf92" if rng.random() < 0.8 else "#cfdbe4",
                    )
    picture = over(np.zeros((HEIGHT, WIDTH, 3), np.float32), blurred(sheet.colours(), 3.0))
    picture = spill(picture, 0.4, above=0.62, radius=30)
    frame = Sheet()
    for x, y, w, h in ((84, 28, 884, 14), (84, 28, 14, 386), (954, 28, 14, 386), (380, 40, 9, 366), (668, 40, 9, 366)):
        frame.rect(x, y, w, h, "#2f3138")
    frame.rect(56, SILL, 940, 16, frame.linear(0, SILL, 0, SILL + 16, "#d8bfa6", "#8f7f74"))
    frame.rect(56, SILL + 16, 940, 8, "#3a363a")
    for i in range(3):  # shelves, cleared but for what is not worth taking
        y = 110 + i * 104
        frame.rect(1030, y, 250, 9, "#3b332f")
        frame.rect(1030, y + 9, 250, 4, "#24201f")
    for x, h, tone in ((1214, 70, "#6a5148"), (1232, 78, "#4e5a62"), (1252, 64, "#7c6c4c")):
        frame.rect(x, 214 - h, 15, h, tone)
    frame.path("M 1100 318 L 1104 300 L 1128 300 L 1132 318 Z", "#8e8474")
    frame.circle(1116, 290, 12, "#b59a5c")
    layer = frame.colours()
    picture = over(shadow(picture, layer, 4, 8, 8, 0.4), blurred(layer, 1.0))
    return _model(picture, nose)


def _model(picture: np.ndarray, nose: float) -> np.ndarray:
    """The ship. He built it; the man in the coat kept it."""
    stand = Sheet()
    stand.path("M 232 404 L 248 396 L 312 396 L 328 404 Z", "#241f1e")
    stand.path("M 276 398 L 280 362 L 284 362 L 288 398 Z", "#8a8078")
    ship = thing(ART / "callister.svg", 280, 342, 150, nose)
    grey = ship[..., :3] @ np.array([0.3, 0.5, 0.2], np.float32)
    ship[..., :3] = (0.55 * ship[..., :3] + 0.45 * grey[..., None]) * np.array([0.80, 0.72, 0.68], np.float32)
    layer = stand.colours()
    picture = over(shadow(picture, layer, 6, 4, 5, 0.5), layer)
    return over(shadow(picture, ship, 10, 12, 7, 0.35), ship)


def _evening(room: np.ndarray, mood: str) -> np.ndarray:
    man = figure(f"walton_{mood}", 716, 92, 1.42, flipped=True, down=60)
    man[..., :3] = np.clip(man[..., :3] * np.array([0.97, 0.88, 0.82], np.float32), 0, 1)
    picture = over(shadow(room, man, 16, 8, 20, 0.45), man)
    picture = _coat(picture)
    picture = spill(picture, 0.2, above=0.72, radius=18)
    picture = _desk(picture)
    picture = _box(picture)
    return finish(picture, dark=0.78)


def _left(room: np.ndarray) -> np.ndarray:
    """Lit by the window alone."""
    picture = spill(room, 0.2, above=0.72, radius=18)
    picture = _box(_desk(picture))
    return finish(picture * np.array([0.62, 0.62, 0.70], np.float32), dark=0.78)


def _coat(picture: np.ndarray) -> np.ndarray:
    """He has it on already: collar up, lapels over the suit."""
    sheet = Sheet()
    dark, base, light = "#2e2a28", "#4a4038", "#8a7460"
    # right of the picture: the shadowed half
    sheet.path(
        "M 1016 428 C 1060 440 1112 452 1142 476 C 1160 494 1168 520 1170 560 L 966 560 C 972 510 986 466 1016 428 Z",
        dark,
    )
    sheet.path(
        "M 1004 424 C 1018 414 1032 424 1040 436 C 1020 468 1000 510 984 560 L 948 560 C 960 510 978 462 1004 424 Z",
        base,
    )
    sheet.path("M 1004 424 C 1018 414 1032 424 1040 436 C 1030 434 1018 432 1008 438 Z", "#5f5248")
    # left: the window's half
    sheet.path(
        "M 866 432 C 824 446 772 460 742 484 C 726 500 718 524 716 560 L 910 560 C 904 512 892 470 866 432 Z", base
    )
    sheet.path(
        "M 866 432 C 824 446 772 460 742 484 C 726 500 718 524 716 560 L 724 560 C 728 528 736 "
        "504 752 490 C 786 470 830 458 868 446 Z",
        light,
    )
    sheet.path(
        "M 876 426 C 862 416 850 426 842 440 C 862 470 878 512 890 560 L 924 560 C 912 512 898 466 876 426 Z", "#5d5045"
    )
    sheet.path("M 876 426 C 862 416 850 426 842 440 L 850 446 C 858 436 866 432 878 438 Z", light)
    for x0, y0, x1, y1 in ((780, 492, 790, 556), (1110, 488, 1098, 556)):
        sheet.line([(x0, y0), (x1, y1)], "#1f1c1b", 2.0, op=0.55)
    sheet.circle(918, 540, 4.2, "#241f1c")
    layer = sheet.colours()
    return over(shadow(picture, layer, 2, 4, 6, 0.45), layer)


def _desk(picture: np.ndarray) -> np.ndarray:
    sheet = Sheet()
    sheet.rect(0, EDGE, 1280, 720 - EDGE, sheet.linear(0, EDGE, 0, 720, "#7b6658", "#574840", "#39302d", "#272222"))
    layer = sheet.colours()
    picture = mirrored(over(picture, layer), picture, EDGE, layer[..., 3], 0.34)
    light = Sheet()
    for x in (130, 410, 690):
        light.polygon([(x, EDGE), (x + 230, EDGE), (x + 330, 720), (x - 20, 720)], "#f6c48e", op=0.18)
    picture = over(picture, blurred(light.colours(), 10))
    rim = Sheet()
    rim.rect(0, EDGE - 1, 1280, 2.4, "#e2bf9a", op=0.7)
    return over(picture, rim.colours())


def _box(picture: np.ndarray) -> np.ndarray:
    """What one takes along: a lamp, a frame with its back to us, a plant that has had enough."""
    inside = Sheet()
    inside.path("M 470 470 L 474 392 C 476 382 486 378 494 384 L 534 420", stroke="#23262b", width=6)
    inside.path("M 522 410 L 552 398 L 566 430 L 534 440 Z", "#2e3238")
    with inside.moved(590, 400, 8):
        inside.rect(0, 0, 66, 86, "#3a2c22")
        inside.rect(5, 5, 56, 76, "#6d5b4a")
        inside.path("M 33 24 L 44 78 L 22 78 Z", "#57483a")
    for dx, dy, turn in ((0, 0, -30), (6, -6, -4), (10, 2, 26), (2, 4, -58), (14, 6, 52)):
        with inside.moved(430 + dx, 446 + dy, turn):
            inside.path("M 0 0 C -10 -26 -6 -50 0 -62 C 8 -48 10 -24 0 0 Z", "#56684c")
            inside.line([(0, 0), (0, -56)], "#7d8d66", 1.2)
    layer = inside.colours()
    picture = over(shadow(picture, layer, 8, 6, 6, 0.4), layer)
    box = Sheet()
    box.polygon(
        [(388, 462), (676, 462), (664, 596), (400, 596)], box.linear(388, 0, 676, 0, "#b08a62", "#94704d", "#775a3e")
    )
    box.polygon([(388, 462), (676, 462), (675, 476), (389, 476)], "#6b5038", op=0.55)
    box.polygon([(388, 462), (352, 500), (372, 512), (399, 478)], "#a17c57")
    box.polygon([(676, 462), (716, 496), (694, 510), (668, 478)], "#7c5e42")
    box.path("M 500 520 C 500 510 564 510 564 520 C 564 530 500 530 500 520 Z", "#3c2c1f")
    box.line([(400, 580), (664, 580)], "#6b5038", 1.4, op=0.6)
    box.rect(524, 462, 16, 134, "#c6a57c", op=0.55)
    layer = box.colours()
    picture = shadow(picture, layer, 10, 12, 12, 0.55)
    return over(picture, layer)
