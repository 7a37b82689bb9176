"""He sits for his portrait: a face in greys, for every mood, look, lid and width of mouth. Units of a sheet of SIZE."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from canvas import Canvas
from scipy import ndimage

SIZE = (1000, 640)
FINE = 1.4  # pixels a unit of that sheet
CX, CY = 500.0, 318.0
EYES = 118.0  # from the middle of the face to that of an eye


@dataclass(frozen=True)
class Mood:
    """How the face is held. `lid` 0 shut to 1 wide; `brow` > 0: the inner ends go up; `smile` > 0: the corners do."""

    lid: float
    brow: float
    frown: float
    smile: float
    pupil: float
    wet: float


MOODS = {
    "host": Mood(lid=0.62, brow=0.55, frown=0.15, smile=0.55, pupil=1.0, wet=0.7),
    "hurt": Mood(lid=0.52, brow=1.15, frown=0.75, smile=-0.75, pupil=1.15, wet=1.0),
    "god": Mood(lid=0.98, brow=-1.0, frown=0.6, smile=-0.15, pupil=0.62, wet=0.3),
    "empty": Mood(lid=0.74, brow=0.15, frown=0.0, smile=-0.30, pupil=1.3, wet=0.45),
}


def _grey(v: float) -> str:
    level = max(0, min(255, int(v * 255)))
    return f"#{level:02x}{level:02x}{level:02x}"


def _sheet() -> Canvas:
    return Canvas(round(SIZE[0] * FINE), round(SIZE[1] * FINE))


def _over(below: np.ndarray, canvas: Canvas, blur: float) -> np.ndarray:
    """A layer of greys laid over another, out of focus by `blur` units."""
    rgba = canvas.colours()
    cover = ndimage.gaussian_filter(rgba[..., 3], blur * FINE)
    tone = ndimage.gaussian_filter(rgba[..., 0] * rgba[..., 3], blur * FINE) / np.maximum(cover, 1e-3)
    return below * (1 - cover) + tone * cover


def _flesh(mood: Mood) -> np.ndarray:
    """Everything but eyes and mouth: skull, hair, the soft forms of a face lit from above its screen."""
    back = _sheet()
    with back.moved(0, 0, scale=FINE):
        back.rect(0, 0, *SIZE, _grey(0.05))
        back.path("M40 640C100 560 290 566 356 516L644 516C710 566 900 560 960 640Z", _grey(0.17))
        tone = back.linear(0, 10, 0, 610, _grey(0.40), _grey(0.56), _grey(0.66), _grey(0.36))
        back.path(
            f"M{CX - 246} {CY - 40}C{CX - 258} {CY - 226} {CX - 130} {CY - 304} {CX} {CY - 304}C{CX + 130} "
            f"{CY - 304} {CX + 256} "
            f"{CY - 226} {CX + 246} {CY - 40}C{CX + 248} {CY + 120} {CX + 160} {CY + 250} {CX + 86} {CY + 280}"
            f"C{CX + 40} {CY + 298} "
            f"{CX - 40} {CY + 298} {CX - 86} {CY + 280}C{CX - 160} {CY + 250} {CX - 248} {CY + 120} {CX - 246} "
            f"{CY - 40}Z", tone,
        )  # fmt: skip
        for side in (-1, 1):
            back.ellipse(CX + side * 252, CY + 30, 24, 56, _grey(0.34))
    out = ndimage.gaussian_filter(back.colours()[..., 0], 4 * FINE)
    soft = _sheet()
    with soft.moved(0, 0, scale=FINE):
        spots = (  # where light lies on a face, and where it does not
            (CX, CY - 190, 150, 66, 0.80, 0.50), (CX, CY + 240, 170, 66, 0.16, 0.62),
            (CX - 156, CY + 70, 74, 74, 0.88, 0.55),
            (CX + 156, CY + 70, 70, 74, 0.82, 0.48), (CX - EYES, CY - 12, 88, 52, 0.14, 0.72),
            (CX + EYES, CY - 12, 88, 52, 0.13, 0.74),
            (CX, CY + 22, 20, 84, 0.86, 0.50), (CX, CY + 104, 32, 20, 0.90, 0.55),
            (CX - 40, CY + 108, 20, 14, 0.16, 0.55),
            (CX + 40, CY + 108, 20, 14, 0.15, 0.55), (CX, CY + 136, 60, 12, 0.22, 0.50),
            (CX, CY + 250, 56, 30, 0.74, 0.42),
            (CX, CY + 218, 80, 12, 0.16, 0.55), (CX - 216, CY + 130, 52, 120, 0.12, 0.66),
            (CX + 220, CY + 130, 50, 126, 0.10, 0.62),
            (CX - 52, CY + 40, 16, 60, 0.26, 0.45), (CX + 52, CY + 40, 16, 60, 0.24, 0.45),
        )  # fmt: skip
        for x, y, rx, ry, tone, op in spots:
            soft.ellipse(x, y, rx, ry, _grey(tone), op=op)
    out = _over(out, soft, 15)
    lines = _sheet()
    with lines.moved(0, 0, scale=FINE):
        for side in (-1, 1):
            x = CX + side * EYES
            for k, dark in ((0, 0.24), (1, 0.30)):  # what lies under his eyes
                lines.path(
                    f"M{x - side * 52} {CY + 50 + k * 14}C{x - side * 20} {CY + 70 + k * 14} {x + side * 30} "
                    f"{CY + 68 + k * 13} "
                    f"{x + side * 62} {CY + 40 + k * 14}", stroke=_grey(dark), width=5 - k, op=0.75,
                )  # fmt: skip
            fold = 10 * mood.smile
            lines.path(
                f"M{CX + side * 54} {CY + 104}C{CX + side * 92} {CY + 124} {CX + side * (112 + fold)} {CY + 156} "
                f"{CX + side * (104 + fold)} "
                f"{CY + 204}", stroke=_grey(0.24), width=5, op=0.62,
            )  # fmt: skip
            lines.path(
                f"M{CX + side * 22} {CY + 112}C{CX + side * 40} {CY + 124} {CX + side * 52} {CY + 100} "
                f"{CX + side * 44} {CY + 84}",
                stroke=_grey(0.20),
                width=5,
            )
        lines.path(
            f"M{CX - 22} {CY + 118}C{CX - 8} {CY + 128} {CX + 8} {CY + 128} {CX + 22} {CY + 118}",
            stroke=_grey(0.20),
            width=4,
        )
        for k in range(3):
            bend = 10 * mood.brow
            y = CY - 148 - k * 26
            lines.path(
                f"M{CX - 112} {y + 8}C{CX - 50} {y - bend} {CX + 50} {y - bend} {CX + 112} {y + 8}",
                stroke=_grey(0.30),
                width=3.6,
                op=0.55,
            )
        for side in (-1, 1):
            if mood.frown > 0:
                lines.line(
                    [(CX + side * 18, CY - 84), (CX + side * 14, CY - 44)], _grey(0.22), 5, op=min(1.0, mood.frown)
                )
    out = _over(out, lines, 1.4)
    hair = _sheet()
    with hair.moved(0, 0, scale=FINE):
        hair.path(  # a school photograph's parting; it has gone back a good way since
            f"M{CX - 254} {CY + 6}C{CX - 284} {CY - 232} {CX - 150} {CY - 330} {CX} {CY - 328}C{CX + 150} "
            f"{CY - 330} {CX + 284} {CY - 232} "
            f"{CX + 254} {CY + 6}C{CX + 246} {CY - 96} {CX + 236} {CY - 176} {CX + 168} {CY - 212}C{CX + 120} "
            f"{CY - 250} {CX + 30} {CY - 236} "
            f"{CX - 64} {CY - 246}C{CX - 120} {CY - 244} {CX - 190} {CY - 214} {CX - 218} {CY - 150}C{CX - 240} "
            f"{CY - 110} {CX - 250} {CY - 60} "
            f"{CX - 254} {CY + 6}Z", _grey(0.075),
        )  # fmt: skip
        for i in range(26):
            t = i / 25
            hair.path(
                f"M{CX - 70 + 8 * t} {CY - 250}C{CX + 20 + 120 * t} {CY - 300 + 26 * t} {CX + 120 + 110 * t} "
                f"{CY - 262 + 70 * t} "
                f"{CX + 170 + 80 * t} {CY - 206 + 150 * t}", stroke=_grey(0.16 + 0.16 * (i % 3)), width=2.6, op=0.7,
            )  # fmt: skip
        for side in (-1, 1):
            x = CX + side * EYES
            inner, outer = CY - 50 - 22 * mood.brow, CY - 48 + 15 * mood.brow
            hair.path(
                f"M{x - side * 62} {inner + 12}C{x - side * 30} {inner - 12} {x + side * 26} "
                f"{(inner + outer) / 2 - 18} {x + side * 72} {outer + 16}"
                f"C{x + side * 26} {(inner + outer) / 2 - 2} {x - side * 26} {inner + 8} {x - side * 62} "
                f"{inner + 12}Z", _grey(0.10),
            )  # fmt: skip
    return _over(out, hair, 2.0)


def _eye(canvas: Canvas, side: int, mood: Mood, look: float, lid: float) -> None:
    x, y = CX + side * EYES, CY + 2
    wide, up, low = 66.0, 40.0, 27.0
    canvas.path(
        f"M{x - wide} {y + 4}C{x - 36} {y - up} {x + 36} {y - up} {x + wide} {y + 4}C{x + 36} {y + low} {x - 36} "
        f"{y + low} {x - wide} {y + 4}Z",
        _grey(0.78),
    )
    canvas.path(
        f"M{x - wide} {y + 4}C{x - 36} {y - up} {x + 36} {y - up} {x + wide} {y + 4}C{x + 30} {y - 8} {x - 30} "
        f"{y - 8} {x - wide} {y + 4}Z",
        _grey(0.42),
        op=0.8,
    )
    ix, iy = x + look * 25 - side * 3, y - 2
    canvas.circle(ix, iy, 23, _grey(0.30))
    for i in range(22):
        a = i * math.tau / 22
        canvas.line(
            [(ix + 12 * math.cos(a), iy + 12 * math.sin(a)), (ix + 21 * math.cos(a), iy + 21 * math.sin(a))],
            _grey(0.52 if i % 2 else 0.42),
            2.2,
        )
    canvas.circle(ix, iy, 23, stroke=_grey(0.07), width=4.5)
    canvas.circle(ix, iy, 12 * mood.pupil, _grey(0.015))
    canvas.circle(ix - 9, iy - 9, 6.5, _grey(1.0))
    canvas.circle(ix + 10, iy + 9, 3.2, _grey(0.86))
    # the lower lid and what stands on it
    canvas.path(
        f"M{x - wide + 4} {y + 8}C{x - 34} {y + low + 4} {x + 34} {y + low + 4} {x + wide - 4} {y + 8}",
        stroke=_grey(0.22),
        width=4,
    )
    if mood.wet > 0.4:
        canvas.path(
            f"M{x - 40} {y + low - 6}C{x - 16} {y + low + 1} {x + 18} {y + low + 1} {x + 42} {y + low - 7}",
            stroke=_grey(0.98),
            width=3.4 * mood.wet,
            op=0.9,
        )
    # the upper lid comes down over it all, heavier on the outside
    edge = y - up + (up + low - 4) * (1.0 - lid) + 6
    canvas.path(
        f"M{x - wide - 6} {y + 4}C{x - 40} {y - up - 22} {x + 40} {y - up - 22} {x + wide + 6} {y + 4}C{x + 38} "
        f"{edge} {x - 38} {edge} {x - wide - 6} {y + 4}Z",
        _grey(0.50),
    )
    canvas.path(
        f"M{x - wide - 4} {y + 4}C{x - 38} {edge} {x + 38} {edge} {x + wide + 4} {y + 4}", stroke=_grey(0.05), width=6
    )
    canvas.path(
        f"M{x - wide + 6} {y - 20}C{x - 34} {y - up - 12} {x + 34} {y - up - 12} {x + wide - 6} {y - 18}",
        stroke=_grey(0.24),
        width=4,
        op=0.8,
    )


def _mouth(canvas: Canvas, mood: Mood, open_: float) -> None:
    """Lips that know how to smile, and do not quite."""
    y = CY + 178
    rise, gap = 19 * mood.smile, 36 * open_
    left, right = (CX - 58, y + 8 - rise * 0.8), (CX + 57, y + 5 - rise * 1.2)
    bottom = y + 30 + gap + 6 * mood.smile
    canvas.path(
        f"M{left[0]} {left[1]}C{CX - 31} {y + 4} {CX + 31} {y + 4} {right[0]} {right[1]}C{CX + 31} {bottom + 2} "
        f"{CX - 31} {bottom + 2} {left[0]} {left[1]}Z",
        _grey(0.03),
    )
    if open_ > 0.2:
        canvas.path(
            f"M{CX - 36} {y + 6}C{CX - 16} {y + 10} {CX + 16} {y + 10} {CX + 36} {y + 5}C{CX + 24} "
            f"{y + 12 + gap * 0.26} {CX - 24} {y + 12 + gap * 0.26} {CX - 36} {y + 6}Z",
            _grey(0.80),
        )
    if open_ > 0.5:
        canvas.ellipse(CX, bottom - 15, 25, 9, _grey(0.24))
    # upper lip, with its bow
    canvas.path(
        f"M{left[0]} {left[1]}C{CX - 34} {y - 12} {CX - 17} {y - 14} {CX} {y - 6}C{CX + 17} {y - 14} {CX + 34} "
        f"{y - 13} {right[0]} {right[1]}"
        f"C{CX + 31} {y + 6} {CX + 13} {y + 8} {CX} {y + 7}C{CX - 13} {y + 8} {CX - 31} {y + 7} {left[0]} "
        f"{left[1]}Z", _grey(0.30),
    )  # fmt: skip
    # lower lip, wet
    canvas.path(
        f"M{left[0] + 10} {left[1] + 6}C{CX - 28} {y + 14 + gap} {CX + 28} {y + 14 + gap} {right[0] - 10} "
        f"{right[1] + 6}"
        f"C{CX + 31} {bottom + 8} {CX - 31} {bottom + 8} {left[0] + 10} {left[1] + 6}Z", _grey(0.44),
    )  # fmt: skip
    canvas.path(
        f"M{CX - 20} {bottom - 6}C{CX - 8} {bottom - 2} {CX + 12} {bottom - 2} {CX + 22} {bottom - 7}",
        stroke=_grey(0.92),
        width=4,
        op=0.75,
    )
    canvas.path(
        f"M{left[0]} {left[1]}C{CX - 31} {y + 7} {CX + 31} {y + 7} {right[0]} {right[1]}", stroke=_grey(0.03), width=4.5
    )
    for (x, at), side in ((left, -1), (right, 1)):  # corners that are held
        canvas.path(
            f"M{x} {at}C{x + side * 10} {at - 4 - rise * 0.3} {x + side * 14} {at + 4} {x + side * 12} "
            f"{at + 14 - rise}",
            stroke=_grey(0.12),
            width=5,
            op=0.85,
        )
    canvas.path(
        f"M{CX - 31} {bottom + 16}C{CX - 13} {bottom + 24} {CX + 13} {bottom + 24} {CX + 31} {bottom + 15}",
        stroke=_grey(0.18),
        width=7,
        op=0.5,
    )


class Sitter:
    """The face in any state; flesh is painted once a mood."""

    def __init__(self) -> None:
        self._flesh = {name: _flesh(mood) for name, mood in MOODS.items()}

    def face(self, mood: str, look: float = 0.0, lid: float | None = None, mouth: float = 0.0) -> np.ndarray:
        """(height, width) float32 in 0..1."""
        how = MOODS[mood]
        parts = _sheet()
        with parts.moved(0, 0, scale=FINE):
            for side in (-1, 1):
                # his right lid hangs a little lower, as it always has
                _eye(parts, side, how, look, (how.lid if lid is None else lid) - (0.05 if side < 0 else 0.0))
            _mouth(parts, how, mouth)
        return _over(self._flesh[mood], parts, 1.0)
