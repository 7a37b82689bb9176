"""What the game's own lettering can write; `game.render.strokefont` draws it, and a test holds the two together."""

from __future__ import annotations

LETTERS = frozenset(map(chr, range(32, 127))) | frozenset(
    "¡£«°·»¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖ×ØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõö÷øùúûüı–—‘’‚“”„•…€←↑→↓−✓"
)


def unwritten(text: str) -> str:
    """The first character of a text that would be drawn as a question mark, or ''."""
    return next((letter for letter in text if letter not in LETTERS), "")
