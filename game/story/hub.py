"""A bridge between chapters: who is there, what they say, by what happened; read strictly from `levels/bridge`.

    levels/bridge/b02.toml
        title, sky, crew, brings …   the keys of Hub
        [[row]]                      Row: something somebody says, when it holds
        [[dearer]]                   what makes the shop dearer here

Rows with = "arrive" play by themselves when one comes in, all that hold, in their order. Everybody else says one row a
talk: the most particular that holds first, then the next, then nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from game import resources

from . import catalog
from .campaign import COUNTERS, Brought
from .conditions import range_problem
from .document import Document
from .names import (
    TEXT_LIMIT,
    AboardName,
    BackdropId,
    ChapterName,
    CounterName,
    CueId,
    FlagName,
    NewId,
    PlaceAboard,
    SpeakerName,
)
from .nested import whole_file
from .problems import LevelError
from .schema import CAST, Strict
from .suggest import did_you_mean, nearest

Mood = Literal["neutral", "worried", "wry", "angry"]
SHARED = ("shop", "log")  # files beside the bridges that are none
PLACES = ("arrive", "screen", "chair", "chart")  # what has rows and is nobody
CREW = ("nate", "elena", "karl", "kabir", "nanette", "walt")


class Held(Strict, frozen=True, kw_only=True):
    """`{ flag = "stood" }`, `{ not = "unseen" }`, `{ counter = "players-hurt", at-least = 6 }`."""

    flag: FlagName | None = None
    not_: FlagName | None = msgspec.field(default=None, name="not")
    counter: CounterName | None = None
    at_least: int | None = None
    at_most: int | None = None

    def problem(self) -> str:
        named = sum(each is not None for each in (self.flag, self.not_, self.counter))
        bounds = self.at_least is not None or self.at_most is not None
        if named != 1:
            return "a condition names one of flag, not and counter"
        if bounds != (self.counter is not None):
            return "a counter is compared with 'at-least' or 'at-most'; nothing else is"
        if self.counter is not None and self.counter not in COUNTERS:
            return f"no counter {self.counter!r} goes from chapter to chapter{did_you_mean(self.counter, COUNTERS)}"
        return range_problem(self.at_least, self.at_most)

    def holds(self, brought: Brought) -> bool:
        if self.counter is not None:
            value = brought.counters.get(self.counter, 0)
            return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)
        return self.flag in brought.flags if self.flag is not None else self.not_ not in brought.flags


class Line(Strict, frozen=True, kw_only=True):
    """`who` is one of the cast, or `sound` for what is only heard."""

    id: NewId
    who: SpeakerName
    text: Annotated[str, Meta(min_length=1, max_length=TEXT_LIMIT, description=f"at most {TEXT_LIMIT} characters")]
    mood: Mood | None = None


class Row(Strict, frozen=True, kw_only=True):
    """What is said at once: a line, or a short exchange.

    Those with = "arrive" play by themselves when one comes in, all that hold, in their order. Everybody else says one
    a talk: the most particular that holds first, then the next, then nothing more.
    """

    with_: PlaceAboard = msgspec.field(name="with")
    if_: tuple[Held, ...] = msgspec.field(default=(), name="if")
    lines: tuple[Line, ...]

    def problem(self) -> str:
        return "" if self.lines else "a row without lines says nothing"

    @property
    def id(self) -> str:
        return self.lines[0].id

    def holds(self, brought: Brought) -> bool:
        return all(held.holds(brought) for held in self.if_)


class Dearer(Strict, frozen=True, kw_only=True):
    """What makes the shop dearer: prices are multiplied by `by` when the conditions hold."""

    if_: tuple[Held, ...] = msgspec.field(name="if")
    by: Annotated[float, Meta(ge=1.0, le=4.0)]


class Hub(Strict, frozen=True, kw_only=True):
    """The keys at the top of a bridge's file.

    after   the chapter that was flown before it
    sky     what stands in the front window: a folder of assets/backdrops
    music   the cue
    crew    who is there, in the order in which they are walked
    brings  flags that are read here
    """

    title: Annotated[str, Meta(min_length=1, max_length=60)]
    after: ChapterName
    sky: BackdropId
    music: CueId | None = None
    crew: tuple[AboardName, ...] = ()
    brings: tuple[FlagName, ...] = ()
    dearer: tuple[Dearer, ...] = ()
    row: tuple[Row, ...]

    def rows(self, who: str, brought: Brought) -> list[Row]:
        """All that somebody could say now, the most particular first; on arrival as they stand."""
        fits = [row for row in self.row if row.with_ == who and row.holds(brought)]
        return fits if who == "arrive" else sorted(fits, key=lambda row: -len(row.if_))

    def talk(self, who: str, brought: Brought, heard: Iterable[str]) -> Row | None:
        """The next thing somebody says; None when they only look up."""
        known = set(heard)
        return next((row for row in self.rows(who, brought) if row.id not in known), None)

    def price_factor(self, brought: Brought) -> float:
        """What prices are multiplied by here."""
        factor = 1.0
        for dearer in self.dearer:
            if all(held.holds(brought) for held in dearer.if_):
                factor *= dearer.by
        return factor

    def has(self, who: str) -> bool:
        """Whether anybody (or anything) of that name ever says something here."""
        return any(row.with_ == who for row in self.row)


def folder(root: Path | None = None) -> Path:
    return (root or resources.levels()) / "bridge"


def load(name: str, root: Path | None = None) -> Hub:
    """The bridge of that name, such as `b01`, of the campaign in `root` or of the game's own.

    LevelError when there is none, or with every mistake in it.
    """
    path = folder(root) / f"{name}.toml"
    known = sorted(each.stem for each in folder(root).glob("*.toml") if each.stem not in SHARED)
    if name not in known:
        raise LevelError(f"no bridge is called {name!r}{did_you_mean(name, known)}")
    return read(path)


def read(path: Path) -> Hub:
    """Read and check one file. LevelError lists every mistake with file, line, column and remedy."""
    hub, document = whole_file(path, Hub)
    seen: set[str] = set()
    asked: set[str] = set()
    _brought_along(document, hub)
    for i, who in enumerate(hub.crew):
        if who not in CREW:
            document.wrong(("crew", i), f"nobody aboard is called {who!r}{did_you_mean(who, CREW)}")
    for i, row in enumerate(hub.row):
        if row.with_ not in (*hub.crew, *PLACES):
            known = [*hub.crew, *PLACES]
            document.wrong(("row", i, "with"), f"{row.with_!r} is not on this bridge{did_you_mean(row.with_, known)}")
        for k, line in enumerate(row.lines):
            if line.who not in CAST:
                place = ("row", i, "lines", k, "who")
                document.wrong(place, f"nobody is called {line.who!r}{did_you_mean(line.who, CAST)}")
            if line.id in seen:
                document.wrong(("row", i, "lines", k, "id"), f"there is a line called {line.id!r} already")
            seen.add(line.id)
    for _, conditions in _conditions(hub):
        asked |= {flag for held in conditions if (flag := held.flag or held.not_)}
    idle = set(hub.brings) - asked
    for where, conditions in _conditions(hub):
        for k, held in enumerate(conditions):
            flag = held.flag or held.not_
            if flag and flag not in hub.brings:
                instead = nearest(flag, idle)
                idle.discard(instead)  # one of the two is misspelt: that is told once
                there = f", where {instead!r} stands" if instead else ""
                document.wrong((*where, "if", k), f"flag {flag!r} is read here: name it in 'brings' at the top{there}")
    for i, flag in enumerate(hub.brings):
        if flag in idle:
            document.wrong(("brings", i), f"flag {flag!r} is brought in but never read{did_you_mean(flag, asked)}")
    if document.problems:
        raise LevelError(document.problems)
    return hub


def _brought_along(document: Document, hub: Hub) -> None:
    """What the bridge shows and plays is there."""
    known = catalog.names()
    for key, kind, called, name in (("sky", "backdrop", "backdrop", hub.sky), ("music", "cue", "music cue", hub.music)):
        if name is not None and name not in known.get(kind, (name,)):
            document.wrong((key,), f"no {called} is called {name!r}{did_you_mean(name, known[kind])}")


def _conditions(hub: Hub) -> list[tuple[tuple[str, int], tuple[Held, ...]]]:
    rows = [(("row", i), row.if_) for i, row in enumerate(hub.row)]
    return [*rows, *((("dearer", i), dearer.if_) for i, dearer in enumerate(hub.dearer))]
