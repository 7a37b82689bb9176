"""The words that all levels share: barks of the crew, chat of players, notices of Moderation. One row a line of data.

`levels/words` holds them in three files. A level has those that its header asks for with `words`. Which row is said
when is for `chatter`; what brings a row about stands in `occasions`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from game import resources
from game.sim.kinds import KINDS

from .conditions import Condition
from .document import Document
from .flags import FLAGS
from .names import TEXT_LIMIT, HeatLevel, NewId
from .occasions import ARCHETYPES, CASES, WORDS
from .positions import KeyPath
from .problems import LevelError, Problem
from .schema import ABILITIES, CAST, COUNTERS, FAMILIES, Chapter, LineText, Strict
from .suggest import did_you_mean
from .tables import Reader

FOLDER = "words"  # in `levels`
LONGEST_REMARK = 9  # words of a line of chat
NAMED = ("kevin", "wisp", "welcome")  # people and things whom a row may be about, besides kinds of ships
AUDIENCE, ANYONE, GONE = "chat", "anyone", "gone"  # who says chat, or says it no more, besides kinds of players
TAGS = "tag"  # the list of gamertags, beside the chat
CREW = ("nanette", "nate", "elena", "karl", "kabir", "walt")
TO_THE_CREW_IT_IS_NO_GAME = re.compile(r"\b(game|gamer|level|npc|respawn|boss)", re.IGNORECASE)
NEVER_SAID_BY_MODERATION = re.compile(r"\b(ban|kill|sorry)", re.IGNORECASE)
OF_A_LEVEL = ("alive", "gone", "fired", "unfired")  # what conditions can only ask within one level


class Row(Strict, frozen=True, kw_only=True):
    """A line, and when it is said. The more it asks for, the sooner it wins."""

    id: NewId
    on: NewId
    if_: tuple[Condition, ...] = msgspec.field(default=(), name="if")
    text: Annotated[
        str, Meta(min_length=1, max_length=TEXT_LIMIT, description=f"what is said, at most {TEXT_LIMIT} characters")
    ]

    @property
    def speaker(self) -> str:
        """`who` as in a line of lines.toml."""
        raise NotImplementedError

    @property
    def prefix(self) -> str:
        """What its id begins with, so that nobody has to look for a row."""
        raise NotImplementedError

    @property
    def particular(self) -> int:
        """How many conditions it sets."""
        return sum(len(asked(condition)) for condition in self.if_)


class Bark(Row, frozen=True, kw_only=True):
    """What one of the crew says.

    of       whom it befell, or who did it: a kind of ship, or somebody with a name
    time     which time it is in this chapter (with `of`: that it befell one of those)
    case     how it was
    chapter  the chapter in which it is said; or `chapter-at-least`
    """

    who: str
    of: str | None = None
    time: Annotated[int, Meta(ge=1, le=99)] | None = None
    case: str | None = None
    chapter: Chapter | None = None
    chapter_at_least: Chapter | None = None

    def problem(self) -> str:
        both = self.chapter is not None and self.chapter_at_least is not None
        return "a row names one chapter: 'chapter' or 'chapter-at-least'" if both else ""

    @property
    def speaker(self) -> str:
        return self.who

    @property
    def prefix(self) -> str:
        return f"bark.{self.on}."

    @property
    def names_chapter(self) -> bool:
        return self.chapter is not None or self.chapter_at_least is not None

    @property
    def particular(self) -> int:
        """Somebody with a name goes before all that is said of his kind."""
        own = (self.of, self.time, self.case, self.chapter, self.chapter_at_least)
        return super().particular + sum(one is not None for one in own) + 2 * (self.of in NAMED)


class Remark(Row, frozen=True, kw_only=True):
    """What a player says. `who` is a kind of player, `anyone`, or `chat`: the audience of a streamer."""

    who: str

    @property
    def speaker(self) -> str:
        return f"@{self.who}"

    @property
    def prefix(self) -> str:
        return f"chat.{self.who}.{self.on}."


class Notice(Row, frozen=True, kw_only=True):
    """What Moderation lets one know, at the level of attention `heat`, or at any."""

    heat: HeatLevel | None = None

    @property
    def speaker(self) -> str:
        return "moderation"

    @property
    def prefix(self) -> str:
        return f"mod.{'any' if self.heat is None else self.heat}.{self.on}"

    @property
    def particular(self) -> int:
        return super().particular + (self.heat is not None)


class Gamertag(Strict, frozen=True, kw_only=True):
    """Somebody of Infinity.

    who     what kind of player; `anyone` is of the crowd, `gone` has not been here for long
    feel    what one should feel who meets them
    story   has a part in a chapter: the name is given to nobody else
    silent  says nothing
    """

    tag: Annotated[str, Meta(min_length=1, max_length=24, description="a gamertag")]
    who: str
    feel: str
    story: bool = False
    silent: bool = False


@dataclass(frozen=True)
class Shelf:
    """One of the three files: its list, and what a row of it is."""

    file: str
    list: str
    row: type[Row]
    family: str


SHELVES: tuple[Shelf, ...] = (
    Shelf("barks.toml", "bark", Bark, "bark"),
    Shelf("chat.toml", "chat", Remark, "chat"),
    Shelf("notices.toml", "notice", Notice, "notice"),
)
_ASKED = {"barks": "bark", "chat": "chat", "notices": "notice"}  # word of a level's header -> family
assert tuple(_ASKED) == FAMILIES


def asked(condition: Condition) -> list[str]:
    """The things that a condition asks for; the bounds of a counter are a part of it."""
    names = (name for name in condition.__struct_fields__ if name not in ("at_least", "at_most"))
    return [name for name in names if getattr(condition, name) is not None]


@dataclass(frozen=True)
class Words:
    """The rows that a level has, by family and occasion, in file order. False when it has none."""

    rows: Mapping[tuple[str, str], tuple[Any, ...]] = field(default_factory=dict)
    tags: tuple[Gamertag, ...] = ()
    hash: str = ""  # the same for the same words

    def __bool__(self) -> bool:
        return bool(self.rows)

    def __iter__(self) -> Iterator[Row]:
        for rows in self.rows.values():
            yield from rows

    @property
    def lines(self) -> dict[str, LineText]:
        """As lines of a level."""
        return {row.id: LineText(who=row.speaker, text=row.text) for row in self}

    def without(self, ids: Container[str]) -> Words:
        """The rows but for those: a level that has a line of the same id says it itself."""
        left = {key: tuple(row for row in rows if row.id not in ids) for key, rows in self.rows.items()}
        return replace(self, rows={key: rows for key, rows in left.items() if rows})

    @property
    def flags(self) -> set[str]:
        """The flags for which some row asks."""
        conditions = [condition for row in self for condition in row.if_]
        return {flag for one in conditions for flag in (one.flag, one.not_) if flag is not None}


NO_WORDS = Words()


def of_level(families: Iterable[str]) -> Words:
    """The words that a header asks for. LevelError when their files are not as they should be."""
    wanted = frozenset(families)
    return _of_level(wanted) if wanted else NO_WORDS


@cache
def _of_level(families: frozenset[str]) -> Words:
    wanted = {_ASKED[family] for family in families}
    return read(resources.levels() / FOLDER, wanted)


def read(folder: Path, families: Iterable[str] = ("bark", "chat", "notice")) -> Words:
    """The rows of the files in a folder. LevelError holds all that is wrong with them."""
    drafts = [_Draft(folder, shelf) for shelf in SHELVES if shelf.family in set(families)]
    problems = [problem for draft in drafts for problem in draft.document.problems]
    if problems:
        raise LevelError(problems)
    rows: dict[tuple[str, str], list[Row]] = {}
    for draft in drafts:
        for _, row in draft.rows:
            rows.setdefault((draft.shelf.family, row.on), []).append(row)
    content = msgspec.json.encode([draft.document.tables for draft in drafts], order="sorted")
    return Words(
        {key: tuple(found) for key, found in rows.items()},
        tuple(tag for draft in drafts for tag in draft.tags),
        hashlib.sha256(content).hexdigest()[:16],
    )


def asked_flags(families: Iterable[str]) -> set[str]:
    """The flags for which some row of these asks; none when their files are not as they should be."""
    try:
        return of_level(families).flags
    except LevelError:
        return set()


def check(folder: Path | None = None) -> list[Problem]:
    """Everything that is wrong with the three files, each in file order."""
    folder = folder or resources.levels() / FOLDER
    return [problem for shelf in SHELVES for problem in _Draft(folder, shelf).document.problems]


class _Draft:
    """One file as far as it could be read; what is wrong with it is noted in its document."""

    def __init__(self, folder: Path, shelf: Shelf) -> None:
        self.shelf = shelf
        self.document = Document(folder / shelf.file)
        self.rows: list[tuple[KeyPath, Any]] = []
        self.tags: list[Gamertag] = []
        if self.document.readable:
            self._read()
            self._check()

    def wrong(self, path: KeyPath, message: str) -> None:
        self.document.wrong(path, message)

    def _read(self) -> None:
        tables, name = self.document.tables, self.shelf.list
        keys = [name, *([TAGS] if self.shelf.row is Remark else [])]
        for key in tables:
            if key not in keys:
                self.document.wrong((key,), f"unknown key {key!r}{did_you_mean(key, keys)}", key=True)
        raw = tables.get(name, [])
        if not isinstance(raw, list) or not raw:
            self.wrong((name,), f"the rows stand in a list: {name} = [ {{ id = …, on = …, text = … }}, … ]")
            return
        reader = Reader(self.document)
        for i, table in enumerate(raw):
            row = reader.build(self.shelf.row, table, (name, i))
            if row is not None:
                self.rows.append(((name, i), row))
        self._read_tags(reader, tables.get(TAGS, []))

    def _read_tags(self, reader: Reader, raw: Any) -> None:
        known = (*ARCHETYPES, ANYONE, GONE)
        for i, table in enumerate(raw if isinstance(raw, list) else [raw]):
            tag = reader.build(Gamertag, table, (TAGS, i))
            if tag is None:
                continue
            if tag.who not in known:
                self.wrong((TAGS, i, "who"), f"no players are called {tag.who!r}{did_you_mean(tag.who, known)}")
            if tag.tag in [other.tag for other in self.tags]:
                self.wrong((TAGS, i, "tag"), f"there is a {tag.tag!r} already")
            self.tags.append(tag)

    def _check(self) -> None:
        ids: dict[str, KeyPath] = {}
        texts: dict[str, str] = {}
        for path, row in self.rows:
            if row.id in ids:
                line, _ = self.document.positions.place((*ids[row.id], "id"))
                self.wrong((*path, "id"), f"there is a row called {row.id!r} already, in line {line}: ids are unique")
            ids.setdefault(row.id, path)
            if self._check_occasion(path, row):
                self._check_id(path, row)
            self._check_text(path, row)
            for i, condition in enumerate(row.if_):
                self._check_condition((*path, "if", i), condition)
            if isinstance(row, Bark):
                self._check_bark(path, row)
            elif isinstance(row, Remark) and row.who not in (*ARCHETYPES, AUDIENCE, ANYONE):
                known = (*ARCHETYPES, AUDIENCE, ANYONE)
                self.wrong((*path, "who"), f"no players are called {row.who!r}{did_you_mean(row.who, known)}")
            again = texts.setdefault(row.text, row.id)
            if again != row.id:
                self.wrong((*path, "text"), f"{again!r} says the same: nobody should hear it twice")

    def _check_id(self, path: KeyPath, row: Row) -> None:
        rest = row.id.removeprefix(row.prefix)
        fits = row.id.startswith(row.prefix) and (rest.isdecimal() if row.prefix.endswith(".") else not rest)
        if not fits:
            meant = f"{row.prefix}1, {row.prefix}2, …" if row.prefix.endswith(".") else row.prefix
            self.wrong((*path, "id"), f"{row.id!r} is not called after what it answers: expected {meant}")

    def _check_occasion(self, path: KeyPath, row: Row) -> bool:
        """Whether there is such an occasion."""
        known = WORDS[self.shelf.family]
        if row.on not in known:
            why = f"{self.shelf.list}s answer no {row.on!r}{did_you_mean(row.on, known, few=0)}"
            self.wrong((*path, "on"), f"{why} (occasions stand in game/story/occasions.py)")
        return row.on in known

    def _check_text(self, path: KeyPath, row: Row) -> None:
        words = len(row.text.split())
        if isinstance(row, Remark) and words > LONGEST_REMARK:
            self.wrong((*path, "text"), f"players say {LONGEST_REMARK} words at most, found {words}")
        said = TO_THE_CREW_IT_IS_NO_GAME.search(row.text)
        if said and row.speaker in CREW:
            self.wrong((*path, "text"), f"to {row.speaker} it is no game: say it without {said[0]!r}")
        said = NEVER_SAID_BY_MODERATION.search(row.text)
        if said and isinstance(row, Notice):
            self.wrong((*path, "text"), f"Moderation never says {said[0]!r}: say it passively, and pleasantly")

    def _check_condition(self, path: KeyPath, condition: Condition) -> None:
        for key, flag in (("flag", condition.flag), ("not", condition.not_)):
            if flag is not None and flag not in FLAGS:
                self.wrong(
                    (*path, key), f"no flag of the campaign is called {flag!r}{did_you_mean(flag, FLAGS, few=0)}"
                )
        if condition.counter is not None and condition.counter not in COUNTERS:
            hint = did_you_mean(condition.counter, COUNTERS)
            self.wrong((*path, "counter"), f"no counter that every level has is called {condition.counter!r}{hint}")
        if condition.ability is not None and condition.ability not in ABILITIES:
            hint = did_you_mean(condition.ability, ABILITIES)
            self.wrong((*path, "ability"), f"no ability is called {condition.ability!r}{hint}")
        for name in OF_A_LEVEL:
            if getattr(condition, name) is not None:
                self.wrong((*path, name), f"words belong to no level: {name!r} can only be asked in one")

    def _check_bark(self, path: KeyPath, row: Bark) -> None:
        if row.who not in CAST:
            self.wrong((*path, "who"), f"nobody is called {row.who!r}{did_you_mean(row.who, CAST)}")
        if row.of is not None and row.of not in (*KINDS, *ARCHETYPES, *NAMED):
            known = [*KINDS, *ARCHETYPES, *NAMED]
            self.wrong(
                (*path, "of"), f"neither a kind of ship nor anybody: {row.of!r}{did_you_mean(row.of, known, few=0)}"
            )
        if row.case is not None and row.case not in CASES:
            self.wrong((*path, "case"), f"no case is called {row.case!r}{did_you_mean(row.case, CASES, few=20)}")
