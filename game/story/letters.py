"""What the game's own lettering can write; `game.render.strokefont` draws it, and a test holds the two together."""

from __future__ import annotations

import unicodedata
from typing import Any

from .document import Document
from .positions import KeyPath

LETTERS = frozenset(map(chr, range(32, 127))) | frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĪīİıĽľŁłŃńŇňŌōŐőŒœ"
    "ŔŕŘřŚśŞşŠšŢţŤťŪūŮůŰűŸŹźŻżŽžȘșȚț"
    "¡£«°·»¿²×÷–—‘’‚“”„•…€←↑→↓−✓"
)


def unwritten(text: str) -> str:
    """The first character of a text that would be drawn as a question mark, or ''."""
    return next((letter for letter in text if letter not in LETTERS), "")


def named(letter: str) -> str:
    """A letter in letters that can be drawn: in the editor's own lettering the strange one is a question mark too."""
    return unicodedata.name(letter, f"U+{ord(letter):04X}").lower()


SHOWN = frozenset({"text", "title", "name", "role", "label", "says"})  # keys, outside of levels, of what is shown


def refuse(document: Document, path: KeyPath, text: object) -> None:
    """Note what stands in a text that cannot be drawn."""
    strange = unwritten(text) if isinstance(text, str) else ""
    if strange and path not in document.unfit:
        document.wrong(
            path, f"the game has no letter {strange!r} ({named(strange)}): it would be drawn as a question mark"
        )


def refuse_all(document: Document) -> None:
    """The same of every text that is shown, of a file whose tables tell by their keys which that are."""
    stack: list[tuple[KeyPath, Any]] = [((), document.tables)]
    while stack:
        path, value = stack.pop()
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(inner, dict | list):
                stack.append(((*path, key), inner))
            elif key in SHOWN:
                refuse(document, (*path, key), inner)
