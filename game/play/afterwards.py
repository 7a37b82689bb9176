"""What is remembered of an ending that leaves no save behind it: which it was, and which save it went on from.

Such an ending is over when something newer is saved; until then the title shows it, and goes on from before it.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from game.play import safekeeping

FILE = "afterwards.json"


class Afterwards(msgspec.Struct, frozen=True):
    """`save` is the serial number of the newest save when it ended."""

    ending: str
    save: int


def note(user_folder: Path, ending: str, save: int) -> None:
    """Remember an ending. Raises OSError when the disk refuses."""
    safekeeping.write(user_folder / FILE, msgspec.json.encode(Afterwards(ending, save)), _is_whole)


def ending(user_folder: Path, save: int) -> str:
    """The ending that was come to from the save of that serial number, or ''."""
    content, _ = safekeeping.read(user_folder / FILE, _is_whole)
    if content is None:
        return ""
    last = msgspec.json.decode(content, type=Afterwards)
    return last.ending if last.save == save else ""


def _is_whole(content: bytes) -> bool:
    try:
        msgspec.json.decode(content, type=Afterwards)
    except msgspec.MsgspecError:
        return False
    return True
