"""The game's stroke font as SVG path data, for signs that are painted into backdrops."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from game.render import strokefont


def width(words: str, cap: float) -> float:
    """Pixels from the first stroke to the last at cap height `cap`."""
    unit = cap / strokefont.UNITS
    return (sum(strokefont.glyph(c).width + strokefont.GAP for c in words) - strokefont.GAP) * unit


def strokes(words: str, x: float, y: float, cap: float, align: float = 0.0) -> str:
    """Path data of one line, its top at y; align 0 starts at x, .5 is centred on it, 1 ends there."""
    unit = cap / strokefont.UNITS
    x -= width(words, cap) * align
    data = ""
    for char in words:
        glyph = strokefont.glyph(char)
        for stroke in glyph.strokes:
            points = [f"{x + px * unit:.2f} {y + py * unit:.2f}" for px, py in stroke]
            data += "M" + ("L".join(points) if len(set(points)) > 1 else points[0] + "l0.6 0")
        x += (glyph.width + strokefont.GAP) * unit
    return data
