"""An interlude's file: somebody asks, James Walton answers. Its shape, its reading, and everything that may be wrong.

    levels/interludes/2-deposition.toml
        title, chapter, room, asker, questions …   the keys of Header
        [[open]] [[close]]                         Passage: what is said before the first question and after the last
        [[card]]                                   Card: evidence that can be laid on the table
        [[question]]                               Question
        [[decision]]                               Decision: what the asker may do in the end
        [lines]                                    line id -> Line

Like a level it is data only, read strictly: every mistake is noted at its file, line and column.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec
from msgspec import Meta

from game import resources

from .document import Document
from .fields import Field, plain
from .names import TEXT_LIMIT, NewId
from .positions import KeyPath
from .problems import LevelError, Problem
from .schema import FactId, Strict
from .suggest import did_you_mean
from .tables import Reader

SILENT = ("sound", "sign", "option", "note")  # who, when nobody says it
LABEL_LIMIT = 28  # characters of a card's heading
PAUSE_LIMIT = 8.0  # s: a longer silence is taken for a fault
LISTS = ("open", "close", "card", "question", "decision")

Text = Annotated[str, Meta(min_length=1, max_length=TEXT_LIMIT, description=f"at most {TEXT_LIMIT} characters")]
Mood = Literal["neutral", "worried", "wry", "angry"]


class Person(Strict, frozen=True, kw_only=True):
    """Who asks: `who` as lines call them, and how they are introduced."""

    who: NewId
    name: Annotated[str, Meta(min_length=1, max_length=28)]
    role: Annotated[str, Meta(max_length=28)] = ""


class Header(Strict, frozen=True, kw_only=True):
    """The keys at the top of the file.

    chapter    the level after which it is played
    room       the picture that it is played before: a folder of assets/backdrops, once for each mood
    questions  how many may be asked
    least      how many must be asked before it can be left; as many as may be, unless said
    seconds    how long he has given us, for the clock in the picture; 0: no clock runs
    brings     flags that are set elsewhere and read here
    carries    flags that are set here
    """

    title: Annotated[str, Meta(min_length=1, max_length=60)]
    chapter: NewId
    room: NewId
    asker: Person
    questions: Annotated[int, Meta(ge=1, le=12)]
    least: Annotated[int, Meta(ge=0, le=12)] | None = None
    seconds: Annotated[int, Meta(ge=0, le=600)] = 0
    brings: tuple[NewId, ...] = ()
    carries: tuple[NewId, ...] = ()


class Condition(Strict, frozen=True, kw_only=True):
    """Exactly one of these.

    flag      it is set
    any-flag  at least one of these is set
    card      this card lies on the table
    asked     this question has been asked
    said      this line has been said
    turn      the question that is being asked is the first, second, … of the scene
    """

    flag: NewId | None = None
    any_flag: Annotated[tuple[NewId, ...], Meta(min_length=1)] | None = None
    card: NewId | None = None
    asked: NewId | None = None
    said: NewId | None = None
    turn: Annotated[int, Meta(ge=1, le=12)] | None = None

    def problem(self) -> str:
        given = [getattr(self, name) is not None for name in self.__struct_fields__]
        return "" if sum(given) == 1 else "a condition says one thing: flag, any-flag, card, asked, said or turn"

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags of which one must be set; none when it is about something else."""
        return (self.flag,) if self.flag is not None else self.any_flag or ()


class Passage(Strict, frozen=True, kw_only=True):
    """Lines that are said in order, if all conditions hold; flags are set as they begin."""

    if_: tuple[Condition, ...] = msgspec.field(default=(), name="if")
    say: tuple[NewId, ...]
    sets: tuple[NewId, ...] = ()


class Card(Strict, frozen=True, kw_only=True):
    """Evidence. It can be laid down once.

    label  its heading
    kind   what it looks like
    sign   the lettering on it, read out by the captions as it is laid down
    if     only then is it in the folder at all
    reply  what follows at once: the first passage whose conditions hold, or nothing
    """

    id: NewId
    label: Annotated[str, Meta(min_length=1, max_length=LABEL_LIMIT)]
    kind: Literal["form", "visitors", "bill", "photograph", "letter"] = "form"
    sign: NewId | None = None
    if_: tuple[Condition, ...] = msgspec.field(default=(), name="if")
    reply: tuple[Passage, ...] = ()


class Question(Strict, frozen=True, kw_only=True):
    """One question. `answer`: the first passage whose conditions hold; the last must have none.

    fact  the facts of the story that it stages
    """

    id: NewId
    line: NewId
    fact: tuple[FactId, ...] = ()
    if_: tuple[Condition, ...] = msgspec.field(default=(), name="if")
    sets: tuple[NewId, ...] = ()
    answer: tuple[Passage, ...]


class Decision(Strict, frozen=True, kw_only=True):
    """What the asker may do in the end. `then`: every passage whose conditions hold."""

    id: NewId
    line: NewId
    note: NewId | None = None
    sets: tuple[NewId, ...] = ()
    then: tuple[Passage, ...] = ()


class Line(Strict, frozen=True, kw_only=True):
    """One line. `who` is walton, the asker, or sound, sign, option, note; `pause` is how long a silence lasts [s]."""

    who: Annotated[str, Meta(min_length=1, max_length=24)]
    text: Text
    mood: Mood | None = None
    pause: Annotated[float, Meta(gt=0, le=PAUSE_LIMIT)] | None = None


class Script(msgspec.Struct, frozen=True):
    """A whole interlude, checked."""

    id: str
    header: Header
    open: tuple[Passage, ...]
    close: tuple[Passage, ...]
    cards: dict[str, Card]
    questions: dict[str, Question]
    decisions: dict[str, Decision]
    lines: dict[str, Line]

    @property
    def least(self) -> int:
        """Questions that must be asked before it can be left."""
        return self.header.questions if self.header.least is None else self.header.least


# -- where they are ------------------------------------------------------------------------------------------


def folder() -> Path:
    return resources.levels() / "interludes"


def names() -> list[str]:
    """The interludes that come with the game, in order."""
    return sorted(path.stem for path in folder().glob("*.toml"))


def load(name: str) -> Script:
    """The interlude of that name, or of the only one that begins so (`2`). LevelError lists every mistake."""
    known = names()
    fits = [one for one in known if one == name] or [one for one in known if name and one.startswith(name)]
    if len(fits) != 1:
        raise LevelError(f"no interlude is called {name!r}{did_you_mean(name, known)}")
    return read(folder() / f"{fits[0]}.toml")


def after(chapter: str) -> str:
    """The name of the interlude that is played after a level, or ''."""
    return next((name for name in names() if load(name).header.chapter == chapter), "")


def check() -> list[Problem]:
    """Every mistake in the interludes that come with the game."""
    problems: list[Problem] = []
    for name in names():
        try:
            load(name)
        except LevelError as error:
            problems += error.problems
    return problems


def read(path: Path) -> Script:
    """Read and check one file. LevelError lists every mistake with file, line, column and remedy."""
    document = Document(path)
    script = _Draft(document).script() if document.readable else None
    if document.problems or script is None:
        raise LevelError(document.problems or f"{path}: the file is empty")
    return script


# -- reading -------------------------------------------------------------------------------------------------


class _Tables(Reader):
    """A reader that also builds lists of tables inside tables, so that every mistake in them has its place."""

    def _value(self, field: Field, raw: Any, path: KeyPath) -> tuple[Any, bool]:
        kind = plain(field.type)
        inner = get_args(kind)[0] if get_origin(kind) is tuple else kind
        if not (isinstance(inner, type) and issubclass(inner, Strict)):
            return self._plain(field.type, raw, path)
        if inner is kind:
            built = self.build(inner, raw, path)
            return built, built is not None
        if not isinstance(raw, list):
            self.document.wrong(path, f"{field.key!r} is a list of tables: [{{ … }}]")
            return (), False
        each = [self.build(inner, one, (*path, i)) for i, one in enumerate(raw)]
        return tuple(one for one in each if one is not None), None not in each


class _Draft:
    """A file on its way to a script."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.reader = _Tables(document)
        self.id = document.path.stem

    def script(self) -> Script | None:
        tables = self.document.tables
        header = self.reader.build(Header, tables, (), ignore=(*LISTS, "lines"))
        opening, closing = self._list("open", Passage), self._list("close", Passage)
        cards, questions = self._list("card", Card), self._list("question", Question)
        decisions = self._list("decision", Decision)
        lines = self._lines()
        if header is None or self.document.problems:
            return None
        script = Script(
            self.id, header, tuple(opening), tuple(closing),
            {card.id: card for card in cards}, {question.id: question for question in questions},
            {decision.id: decision for decision in decisions}, lines,
        )  # fmt: skip
        _Checks(self.document, script).run()
        return script

    def _list(self, name: str, struct: type[Any]) -> list[Any]:
        raw = self.document.tables.get(name, [])
        if not isinstance(raw, list):
            self.document.wrong((name,), f"{name!r} is a list of tables: it has the heading [[{name}]]")
            return []
        built = [self.reader.build(struct, one, (name, i)) for i, one in enumerate(raw)]
        seen: set[str] = set()
        for i, one in enumerate(built):
            id = getattr(one, "id", None)
            if id in seen:
                self.document.wrong((name, i, "id"), f"there is a {name} called {id!r} already: ids are unique")
            elif id is not None:
                seen.add(id)
        return [one for one in built if one is not None]

    def _lines(self) -> dict[str, Line]:
        raw = self.document.tables.get("lines")
        if not isinstance(raw, dict) or not raw:
            self.document.wrong((), 'the words are missing: [lines], and in it "id" = { who = "…", text = "…" }')
            return {}
        built = {id: self.reader.build(Line, one, ("lines", id)) for id, one in raw.items()}
        return {id: line for id, line in built.items() if line is not None}


# -- checks --------------------------------------------------------------------------------------------------


class _Checks:
    """Names that mean something, flags that are declared, words that are used, and a scene that can be played."""

    def __init__(self, document: Document, script: Script) -> None:
        self.document = document
        self.script = script
        self.used: set[str] = set()
        self.set_: set[str] = set()
        self.read: set[str] = set()

    def run(self) -> None:
        for path, table in self._tables():
            self._table(path, table)
        for path, passage in self._passages():
            self._say(path, passage)
        for path, condition in self._conditions():
            self._condition(path, condition)
        self._answers()
        self._numbers()
        self._lines()
        self._flags()

    def _tables(self) -> Iterator[tuple[KeyPath, Card | Question | Decision]]:
        script = self.script
        yield from ((("card", i), card) for i, card in enumerate(script.cards.values()))
        yield from ((("question", i), question) for i, question in enumerate(script.questions.values()))
        yield from ((("decision", i), decision) for i, decision in enumerate(script.decisions.values()))

    def _passages(self) -> Iterator[tuple[KeyPath, Passage]]:
        for name, passages in (("open", self.script.open), ("close", self.script.close)):
            yield from (((name, i), passage) for i, passage in enumerate(passages))
        for path, table in self._tables():
            key = {Card: "reply", Question: "answer", Decision: "then"}[type(table)]
            yield from (((*path, key, i), passage) for i, passage in enumerate(getattr(table, key)))

    def _conditions(self) -> Iterator[tuple[KeyPath, Condition]]:
        holders: list[tuple[KeyPath, Any]] = [*self._passages()]
        holders += [(path, table) for path, table in self._tables() if not isinstance(table, Decision)]
        for path, holder in holders:
            yield from (((*path, "if", i), condition) for i, condition in enumerate(holder.if_))

    def _table(self, path: KeyPath, table: Card | Question | Decision) -> None:
        if isinstance(table, Card):
            if table.sign is not None:
                self._line((*path, "sign"), table.sign, ("sign",))
            return
        self.set_ |= set(table.sets)
        if isinstance(table, Question):
            self._line((*path, "line"), table.line, (self.script.header.asker.who,))
            return
        self._line((*path, "line"), table.line, ("option",))
        if table.note is not None:
            self._line((*path, "note"), table.note, ("note",))

    def _say(self, path: KeyPath, passage: Passage) -> None:
        self.set_ |= set(passage.sets)
        for i, id in enumerate(passage.say):
            self._line((*path, "say", i), id, ("walton", self.script.header.asker.who, "sound", "sign"))

    def _line(self, path: KeyPath, id: str, whose: tuple[str, ...]) -> None:
        self.used.add(id)
        line = self.script.lines.get(id)
        if line is None:
            self.document.wrong(path, f"no line is called {id!r}{did_you_mean(id, self.script.lines)}")
        elif line.who not in whose:
            self.document.wrong(path, f"line {id!r} is of {line.who!r}: here stands a line of {' or '.join(whose)}")

    def _condition(self, path: KeyPath, condition: Condition) -> None:
        self.read |= set(condition.flags)
        known: tuple[tuple[str, str | None, Any], ...] = (
            ("card", condition.card, self.script.cards),
            ("asked", condition.asked, self.script.questions),
            ("said", condition.said, self.script.lines),
        )
        for key, name, group in known:
            if name is not None and name not in group:
                what = {"card": "card", "asked": "question", "said": "line"}[key]
                self.document.wrong((*path, key), f"no {what} is called {name!r}{did_you_mean(name, group)}")
        if condition.turn is not None and condition.turn > self.script.header.questions:
            most = self.script.header.questions
            self.document.wrong((*path, "turn"), f"there is no turn {condition.turn}: {most} questions may be asked")

    def _answers(self) -> None:
        for i, question in enumerate(self.script.questions.values()):
            free = [n for n, passage in enumerate(question.answer) if not passage.if_]
            if free != [len(question.answer) - 1]:
                self.document.wrong(
                    ("question", i, "answer"),
                    "the last answer has no 'if', and only the last: then there is one for every case",
                )

    def _numbers(self) -> None:
        header, asked = self.script.header, len(self.script.questions)
        if header.questions > asked:
            self.document.wrong(("questions",), f"{header.questions} may be asked, and there are {asked}: write fewer")
        if header.least is not None and header.least > header.questions:
            self.document.wrong(("least",), f"'least' is at most 'questions', which is {header.questions}")
        if not self.script.close:
            self.document.wrong((), "it has no end: [[close]], and in it say = [ … ]")

    def _lines(self) -> None:
        people = ("walton", self.script.header.asker.who)
        for id, line in self.script.lines.items():
            where = ("lines", id)
            if line.who not in (*people, *SILENT):
                known = did_you_mean(line.who, (*people, *SILENT))
                self.document.wrong((*where, "who"), f"nobody here is called {line.who!r}{known}")
            if line.mood is not None and line.who not in people:
                self.document.wrong((*where, "mood"), "a mood is a person's: leave it away")
            if (line.pause is not None) != (line.who == "sound"):
                self.document.wrong(where, "a silence has a 'pause' in seconds, and nothing else has one")
            if id not in self.used:
                self.document.wrong(where, f"line {id!r} is never said", key=True)

    def _flags(self) -> None:
        header = self.script.header
        for flag in sorted(self.set_ - set(header.carries)):
            self.document.wrong(("carries",), f"{flag!r} is set here: declare it in 'carries'")
        for flag in sorted(self.read - self.set_ - set(header.brings)):
            self.document.wrong(("brings",), f"{flag!r} is read and not set here: declare it in 'brings'")
        for i, flag in enumerate(header.carries):
            if flag not in self.set_:
                self.document.wrong(("carries", i), f"{flag!r} is never set{did_you_mean(flag, self.set_, few=0)}")
        for i, flag in enumerate(header.brings):
            if flag not in self.read:
                self.document.wrong(("brings", i), f"{flag!r} is never read{did_you_mean(flag, self.read, few=0)}")
