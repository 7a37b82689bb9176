"""What a player has come to, over every game that was begun: chapters, how they went, endings, whom they met.

Saves are few and are written over; this is not. It holds what happened, and nothing that a flight depends on.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from game.play import safekeeping
from game.play.journal import log

FILE = "known.json"


class Visit(msgspec.Struct, frozen=True):
    """One chapter: how often it was begun and won, and the best of those flights."""

    begun: int = 0
    won: int = 0
    seconds: float = 0.0  # of the quickest
    retries: int = 0  # of the one with the fewest


class Known(msgspec.Struct, frozen=True):
    """`met`: gamertags of whoever had something to say, in the order in which they did."""

    chapters: dict[str, Visit] = {}
    endings: list[str] = []
    met: list[str] = []


def load(user_folder: Path) -> Known:
    """Nothing at all when there is nothing, or nothing that can be read."""
    content = None
    with contextlib.suppress(OSError):
        content, _ = safekeeping.read(user_folder / FILE, _is_whole)
    return msgspec.json.decode(content, type=Known) if content is not None else Known()


def begun(user_folder: Path, chapter: str) -> None:
    """A chapter was begun."""
    known = load(user_folder)
    visit = known.chapters.get(chapter, Visit())
    _keep(user_folder, _with(known, chapter, msgspec.structs.replace(visit, begun=visit.begun + 1)))


def won(
    user_folder: Path, chapter: str, seconds: float, retries: int, ending: str = "", met: Iterable[str] = ()
) -> None:
    """A chapter was won; `ending` when that was the end."""
    known = load(user_folder)
    before = known.chapters.get(chapter, Visit())
    best = before.won > 0
    visit = Visit(
        before.begun,
        before.won + 1,
        min(before.seconds, seconds) if best else seconds,
        min(before.retries, retries) if best else retries,
    )
    known = msgspec.structs.replace(
        _with(known, chapter, visit),
        endings=list(dict.fromkeys((*known.endings, *filter(None, (ending,))))),
        met=list(dict.fromkeys((*known.met, *met))),
    )
    _keep(user_folder, known)


def ended(user_folder: Path, ending: str) -> None:
    """An ending was come to by losing: the run is taken up again, but it has been seen."""
    known = load(user_folder)
    if ending not in known.endings:
        _keep(user_folder, msgspec.structs.replace(known, endings=[*known.endings, ending]))


def _with(known: Known, chapter: str, visit: Visit) -> Known:
    return msgspec.structs.replace(known, chapters={**known.chapters, chapter: visit})


def _keep(user_folder: Path, known: Known) -> None:
    try:
        safekeeping.write(user_folder / FILE, msgspec.json.encode(known), _is_whole)
    except OSError as error:
        log.info("what is known could not be kept: %s", error)


def _is_whole(content: bytes) -> bool:
    try:
        msgspec.json.decode(content, type=Known)
    except msgspec.MsgspecError:
        return False
    return True
