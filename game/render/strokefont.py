"""The game's own lettering: polylines on a grid 4 wide and 6 tall, drawn as round strokes at any size and weight.

Coordinates are pairs of digits (x, y), y down: 0 is cap height, 2 x-height, 6 the baseline, 8 the descender.
Strokes of a glyph are separated by spaces; a stroke of one repeated point is a dot. Sizes are cap heights in pixels.
"""

from __future__ import annotations

import io
import math
from functools import cache, lru_cache
from typing import NamedTuple

import pygame

UNITS = 6  # grid units in a cap height
GAP = 1.7  # between letters [units]
SPACE = 2.0  # width of a space [units]
KEPT = 4096  # letters and cap heights whose measures are kept
ENDS, SENTENCE = ".?!", 0.7  # of sentences; a break there may leave the longer line so much longer: times its inverse

STROKES: dict[str, str] = {
    "A": "060110304146 0343",
    "B": "003041423303 3344453606 0600",
    "C": "4130100105163645",
    "D": "00204244260600",
    "E": "40000646 0333",
    "F": "400006 0333",
    "G": "41301001051636454323",
    "H": "0006 4046 0343",
    "I": "1030 1636 2026",
    "J": "4045361605",
    "K": "0006 401303 1346",
    "L": "000646",
    "M": "0600224046",
    "N": "06004640",
    "O": "100105163645413010",
    "P": "06003041423303",
    "Q": "100105163645413010 2446",
    "R": "06003041423303 2346",
    "S": "413010010213334445361605",
    "T": "0040 2026",
    "U": "000516364540",
    "V": "0003264340",
    "W": "0006244640",
    "X": "0046 4006",
    "Y": "002240 2226",
    "Z": "00400646",
    "0": "100105163645413010 1531",
    "1": "112026 0646",
    "2": "01103041420646",
    "3": "01103041423313 334445361605",
    "4": "36300444",
    "5": "400003334445361605",
    "6": "30100105163645443303",
    "7": "00402326",
    "8": "100102133342413010 1304051636454433",
    "9": "16364541301001021343",
    "a": "1232434616051444",
    "b": "00063645433202",
    "c": "421203051646",
    "d": "40461605031242",
    "e": "044443321203051646",
    "f": "30201116 0232",
    "g": "42473808 421203051646",
    "h": "0006 02324346",
    "i": "0206 0000",
    "j": "22271808 2020",
    "k": "0006 320436",
    "l": "000516",
    "m": "0602324346 2226",
    "n": "0602324346",
    "o": "120305163645433212",
    "p": "08023243453606",
    "q": "48421203051646",
    "r": "0602 031232",
    "s": "4212031434453606",
    "t": "10152636 0232",
    "u": "0205164642",
    "v": "022642",
    "w": "0216233642",
    "x": "0246 4206",
    "y": "02051646 42473808",
    "z": "02420646",
    ".": "0606",
    ",": "1607",
    ":": "0202 0505",
    ";": "1212 1507",
    "!": "0004 0606",
    "?": "01103041422324 2626",
    "'": "0001",
    '"': "0001 2021",
    "`": "0011",
    "-": "0333",
    "+": "2125 0343",
    "=": "0242 0444",
    "_": "0646",
    "*": "2125 0244 0442",
    "/": "0640",
    "\\": "0046",
    "|": "0007",
    "%": "0640 0010110100 3545463635",
    "(": "20111526",
    ")": "00111506",
    "[": "20000626",
    "]": "00202606",
    "{": "3020120304142636",
    "}": "0010122324141606",
    "<": "300336",
    ">": "003306",
    "#": "1016 3036 0242 0444",
    "&": "4613112031321405163644",
    "^": "022042",
    "~": "0413324341",
    "@": "43231424344341301001051646",
    "$": "413010010213334445361605 2026",
    "’": "1002",
    "‘": "0012",
    "“": "0012 2032",
    "”": "1002 3022",
    "„": "1608 3628",
    "‚": "1608",
    "«": "120314 322334",
    "»": "021304 223324",
    "–": "0343",
    "—": "0363",
    "−": "0343",
    "…": "0606 2626 4646",
    "·": "0303",
    "•": "0303 1303 1404 0404",
    "²": "0020210323",
    "×": "0145 4105",
    "÷": "0343 2121 2525",
    "°": "0010110100",
    "¡": "0408 0202",
    "¿": "4536160504 2322 2020",
    "€": "4130200105163645 0222 0424",
    "£": "41301104 0333 041646 0646",
    "ß": "0601103041323445361626",
    "æ": "022233361605146463524233 354666",
    "Æ": "06011070 303676 0363",
    "ø": "120305163645433212 0642",
    "Ø": "100105163645413010 0640",
    "œ": "5232120305163666 3236 34646352",
    "Œ": "70301001051636760 4046 4373",
    "ł": "000516 0422",
    "Ł": "000646 0422",
    "đ": "40461605031242 3151",
    "Đ": "00204244260600 0323",
    "ď": "40461605031242 6061",
    "ť": "10152636 0232 4041",
    "ľ": "000516 2021",
    "Ľ": "000646 2021",
    "ı": "0206",
    "←": "0343 2103 2503",
    "→": "0343 2143 2543",
    "↑": "2026 0220 4220",
    "↓": "2026 0426 4426",
    "✓": "031640",
}  # fmt: skip

# Letters with a mark: base letter and mark. Marks are drawn over x-height or over cap height, tails under the baseline.
COMPOSED: dict[str, str] = {
    "á": "aacute", "à": "agrave", "â": "acircle", "ä": "adots", "ã": "atilde", "å": "aring", "é": "eacute",
    "è": "egrave", "ê": "ecircle", "ë": "edots", "í": "ıacute", "ì": "ıgrave", "î": "ıcircle", "ï": "ıdots",
    "ó": "oacute", "ò": "ograve", "ô": "ocircle", "ö": "odots", "õ": "otilde", "ú": "uacute", "ù": "ugrave",
    "û": "ucircle", "ü": "udots", "ñ": "ntilde", "ç": "ctail", "Á": "Aacute", "À": "Agrave", "Â": "Acircle",
    "Ä": "Adots", "Å": "Aring", "É": "Eacute", "È": "Egrave", "Ê": "Ecircle", "Ë": "Edots", "Í": "Iacute",
    "Î": "Icircle", "Ó": "Oacute", "Ô": "Ocircle", "Ö": "Odots", "Õ": "Otilde", "Ú": "Uacute", "Ü": "Udots",
    "Ñ": "Ntilde", "Ç": "Ctail", "Ã": "Atilde", "Ì": "Igrave", "Ò": "Ograve", "Ù": "Ugrave", "Û": "Ucircle",
    "Ï": "Idots", "ý": "yacute", "Ý": "Yacute", "ÿ": "ydots", "Ÿ": "Ydots", "ć": "cacute", "Ć": "Cacute",
    "ń": "nacute", "Ń": "Nacute", "ś": "sacute", "Ś": "Sacute", "ź": "zacute", "Ź": "Zacute", "ŕ": "racute",
    "Ŕ": "Racute", "č": "ccaron", "Č": "Ccaron", "Ď": "Dcaron", "ě": "ecaron", "Ě": "Ecaron", "ň": "ncaron",
    "Ň": "Ncaron", "ř": "rcaron", "Ř": "Rcaron", "š": "scaron", "Š": "Scaron", "Ť": "Tcaron", "ž": "zcaron",
    "Ž": "Zcaron", "ż": "zdot", "Ż": "Zdot", "ė": "edot", "Ė": "Edot", "İ": "Idot", "ğ": "gbreve", "Ğ": "Gbreve",
    "ă": "abreve", "Ă": "Abreve", "ő": "odouble", "Ő": "Odouble", "ű": "udouble", "Ű": "Udouble", "ů": "uring",
    "Ů": "Uring", "ā": "amacron", "Ā": "Amacron", "ē": "emacron", "Ē": "Emacron", "ī": "ımacron", "Ī": "Imacron",
    "ō": "omacron", "Ō": "Omacron", "ū": "umacron", "Ū": "Umacron", "ą": "ahook", "Ą": "Ahook", "ę": "ehook",
    "Ę": "Ehook", "ş": "stail", "Ş": "Stail", "ţ": "ttail", "Ţ": "Ttail", "ș": "stail", "Ș": "Stail", "ț": "ttail",
    "Ț": "Ttail",
}  # fmt: skip

Point = tuple[float, float]

# Drawn around x = 0, y = 0 at the top edge of the letter.
MARKS: dict[str, tuple[tuple[Point, ...], ...]] = {
    "acute": (((-0.4, -0.9), (0.7, -2.0)),),
    "grave": (((0.4, -0.9), (-0.7, -2.0)),),
    "circle": (((-1.0, -0.9), (0.0, -1.9), (1.0, -0.9)),),
    "dots": (((-1.0, -1.4), (-1.0, -1.4)), ((1.0, -1.4), (1.0, -1.4))),
    "tilde": (((-1.2, -1.0), (-0.5, -1.6), (0.5, -1.0), (1.2, -1.6)),),
    "caron": (((-1.0, -1.9), (0.0, -0.9), (1.0, -1.9)),),
    "breve": (((-1.0, -1.9), (-0.6, -1.1), (0.6, -1.1), (1.0, -1.9)),),
    "dot": (((0.0, -1.4), (0.0, -1.4)),),
    "double": (((-1.0, -0.9), (-0.3, -2.0)), ((0.6, -0.9), (1.3, -2.0))),
    "macron": (((-1.1, -1.4), (1.1, -1.4)),),
    "ring": (((-0.6, -1.5), (0.0, -2.1), (0.6, -1.5), (0.0, -0.9), (-0.6, -1.5)),),
}
# Drawn around x = 0 under the baseline.
TAILS: dict[str, tuple[Point, ...]] = {
    "tail": ((0.0, 6.0), (0.3, 7.0), (-0.8, 7.6)),
    "hook": ((1.4, 6.0), (0.7, 7.2), (1.6, 7.6)),
}


class Glyph(NamedTuple):
    """One letter in grid units: strokes moved to x = 0, the width the eye sees, and the box it is rastered in."""

    strokes: tuple[tuple[Point, ...], ...]
    width: float
    top: float
    bottom: float


def _digits(text: str) -> list[list[Point]]:
    return [[(float(stroke[i]), float(stroke[i + 1])) for i in range(0, len(stroke) - 1, 2)] for stroke in text.split()]


def _with_mark(spec: str) -> list[list[Point]]:
    base, mark = spec[0], spec[1:]
    strokes = _digits(STROKES[base])
    xs = [x for stroke in strokes for x, _ in stroke]
    middle = (min(xs) + max(xs)) / 2
    if mark in TAILS:
        return [*strokes, [(x + middle, y) for x, y in TAILS[mark]]]
    top = 0.0 if base.isupper() else 2.0
    return strokes + [[(x + middle, y + top) for x, y in part] for part in MARKS[mark]]


def has(char: str) -> bool:
    """Whether the font can draw this character (a space counts)."""
    return char == " " or char in STROKES or char in COMPOSED


@cache
def glyph(char: str) -> Glyph:
    """The letter in grid units; an unknown character is drawn as a question mark."""
    if char == " ":
        return Glyph((), SPACE, 0.0, 6.0)
    strokes = _with_mark(COMPOSED[char]) if char in COMPOSED else _digits(STROKES.get(char, STROKES["?"]))
    xs = [x for stroke in strokes for x, _ in stroke]
    ys = [y for stroke in strokes for _, y in stroke]
    left = min(xs)
    moved = tuple(tuple((x - left, y) for x, y in stroke) for stroke in strokes)
    return Glyph(moved, max(xs) - left, min(ys), max(ys))


def weight_for(cap: float) -> float:
    """Stroke width in grid units: small letters need more ink to keep their contrast, titles less."""
    for size, weight in ((8, 0.95), (10, 0.84), (12, 0.78), (14, 0.72), (18, 0.68), (26, 0.64)):
        if cap <= size:
            return weight
    return 0.62


def across(cap: float) -> float:
    """Pixels a horizontal grid unit: a letter 4 units wide gets a whole number, so that both its stems are sharp."""
    return max(0.5, round(4 * cap / UNITS) / 4)


@lru_cache(KEPT)
def advance(char: str, cap: float) -> int:
    """Pixels from one letter to the next, whole, so that the same pair always stands the same."""
    return max(1, round(glyph(char).width * across(cap) + GAP * cap / UNITS))


def margin(cap: float) -> float:
    """Room around a letter's grid in its raster [px]; the half puts stems on the middle of pixels."""
    return max(1, int(cap / UNITS)) + 0.5


@lru_cache(KEPT)
def box(char: str, cap: float) -> tuple[int, int, int]:
    """Width and height of a letter's raster [px] and how far its grid's first row lies under cap height [px]."""
    shape, unit, pad = glyph(char), cap / UNITS, margin(cap)
    top = math.floor(shape.top * unit)
    return (
        math.ceil(shape.width * across(cap) + 2 * pad),
        math.ceil(shape.bottom * unit - top + 2 * pad),
        top,
    )


def measure(text: str, cap: float, spacing: float = 0.0) -> float:
    """Width of a line in pixels at this cap height; `spacing` is extra pixels between letters."""
    if not text:
        return 0.0
    return sum(advance(char, cap) + spacing for char in text) - round(GAP * cap / UNITS) - spacing


def wrap(text: str, cap: float, width: float) -> list[str]:
    """Break a text into lines no wider than `width` pixels; a word longer than that stands alone."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if line and measure(longer, cap) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def wrap_even(text: str, cap: float, width: float) -> list[str]:
    """As many lines as `wrap` breaks it into, as even as they can be: no word is left alone in the last.

    Two lines rather break where a sentence ends.
    """
    lines = wrap(text, cap, width)
    if len(lines) == 2 and "\n" not in text:
        words = text.split()
        halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
        wide = [max(measure(half, cap) for half in two) for two in halves]
        dear = [w * (SENTENCE if two[0][-1] in ENDS else 1.0) for w, two in zip(wide, halves, strict=True)]
        fits = [(cost, two) for cost, w, two in zip(dear, wide, halves, strict=True) if w <= width]
        return list(min(fits)[1]) if fits else lines
    if len(lines) > 2:
        low, high = 0.0, width
        while high - low > 1.0:
            middle = (low + high) / 2
            low, high = (low, middle) if len(wrap(text, cap, middle)) <= len(lines) else (middle, high)
        lines = wrap(text, cap, high)
    return lines


def raster(char: str, cap: float, weight: float | None = None) -> pygame.Surface:
    """A letter as a white surface with alpha, sized as `box` tells; its grid starts `margin` px in from the corner."""
    shape, unit = glyph(char), cap / UNITS
    wide, tall, top = box(char, cap)
    pad, step = margin(cap), across(cap)
    stroke = (weight_for(cap) if weight is None else weight) * unit
    lines, dots = [], []
    for points in shape.strokes:
        placed = [(x * step + pad, y * unit - top + pad) for x, y in points]
        if len(set(points)) == 1:
            x, y = placed[0]
            dots.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{max(0.8, stroke * 0.72):.2f}" fill="#fff"/>')
        else:
            lines.append("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in placed))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}" viewBox="0 0 {wide} {tall}">'
        f'<path d="{" ".join(lines)}" fill="none" stroke="#fff" stroke-width="{max(1.0, stroke):.2f}" '
        f'stroke-linecap="round" stroke-linejoin="round"/>{"".join(dots)}</svg>'
    )
    return pygame.image.load_sized_svg(io.BytesIO(svg.encode()), (wide, tall))
