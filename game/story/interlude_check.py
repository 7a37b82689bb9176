"""Checks of an interlude: names mean something, flags are declared, every word is used, the scene can be played."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from . import catalog
from .document import Document
from .interlude_schema import SILENT, Card, Condition, Decision, Mood, Passage, Question, Script
from .positions import KeyPath
from .suggest import did_you_mean, nearest

MOODS = get_args(Mood)
ROOMS = ("newsroom",)  # with one picture for all moods


def whole(document: Document, script: Script) -> None:
    """Note everything that is wrong with a script in the document that it was read from."""
    _Checks(document, script).run()


class _Checks:
    """Names that mean something, flags that are declared, words that are used, and a scene that can be played."""

    def __init__(self, document: Document, script: Script) -> None:
        self.document = document
        self.script = script
        self.used: set[str] = set()
        self.set_: dict[str, KeyPath] = {}  # flag -> where that is done first
        self.read: dict[str, KeyPath] = {}
        self.people = ("walton", script.header.asker.who, *SILENT)

    def run(self) -> None:
        for path, table in self._tables():
            self._table(path, table)
        for path, passage in self._passages():
            self._say(path, passage)
        for path, condition in self._conditions():
            self._condition(path, condition)
        self._order()
        self._answers()
        self._room()
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
        self._sets(path, table.sets)
        if isinstance(table, Question):
            self._line((*path, "line"), table.line, (self.script.header.asker.who,))
            return
        self._line((*path, "line"), table.line, ("option",))
        if table.note is not None:
            self._line((*path, "note"), table.note, ("note",))

    def _say(self, path: KeyPath, passage: Passage) -> None:
        self._sets(path, passage.sets)
        for i, id in enumerate(passage.say):
            self._line((*path, "say", i), id, ("walton", self.script.header.asker.who, "sound", "sign"))

    def _sets(self, path: KeyPath, flags: tuple[str, ...]) -> None:
        for i, flag in enumerate(flags):
            self.set_.setdefault(flag, (*path, "sets", i))

    def _line(self, path: KeyPath, id: str, whose: tuple[str, ...]) -> None:
        self.used.add(id)
        line = self.script.lines.get(id)
        if line is None:
            self.used.add(nearest(id, self.script.lines))  # nor is it never said
            self.document.wrong(path, f"no line is called {id!r}{did_you_mean(id, self.script.lines)}")
        elif line.who not in whose and line.who in self.people:
            self.document.wrong(path, f"line {id!r} is of {line.who!r}: here stands a line of {' or '.join(whose)}")

    def _condition(self, path: KeyPath, condition: Condition) -> None:
        if condition.flag is not None:
            self.read.setdefault(condition.flag, (*path, "flag"))
        for i, flag in enumerate(condition.any_flag or ()):
            self.read.setdefault(flag, (*path, "any-flag", i))
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

    def _order(self) -> None:
        """Every question can be asked: none waits for itself to have been, nor do some for each other."""
        waits = {id: {other.asked for other in one.if_} - {None} for id, one in self.script.questions.items()}
        asked = {id for id in waits if not waits[id] <= waits.keys()}  # no such question: that has been said
        while able := {id for id, others in waits.items() if others <= asked} - asked:
            asked |= able
        for i, id in enumerate(waits):
            if id not in asked:
                self.document.wrong(("question", i, "if"), f"{id!r} is never asked: it waits until it has been")

    def _answers(self) -> None:
        for i, question in enumerate(self.script.questions.values()):
            free = [n for n, passage in enumerate(question.answer) if not passage.if_]
            if free != [len(question.answer) - 1]:
                self.document.wrong(
                    ("question", i, "answer"),
                    "the last answer has no 'if', and only the last: then there is one for every case",
                )

    def _room(self) -> None:
        """The picture that it is played before is there: one for each mood, or one for all."""
        pictures = catalog.names().get("backdrop")
        room = self.script.header.room
        if pictures is not None and room not in pictures and any(f"{room}-{mood}" not in pictures for mood in MOODS):
            rooms = [name.removesuffix("-neutral") for name in pictures if name.endswith("-neutral")]
            hint = did_you_mean(room, [*rooms, *ROOMS])
            self.document.wrong(("room",), f"no room is called {room!r}{hint}")

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
            if line.who not in self.people:
                known = did_you_mean(line.who, self.people)
                self.document.wrong((*where, "who"), f"nobody here is called {line.who!r}{known}")
            if line.mood is not None and line.who not in people:
                self.document.wrong((*where, "mood"), "a mood is a person's: leave it away")
            if (line.pause is not None) != (line.who == "sound"):
                self.document.wrong(where, "a silence has a 'pause' in seconds, and nothing else has one")
            if id not in self.used:
                self.document.wrong(where, f"line {id!r} is never said", key=True)

    def _flags(self) -> None:
        header = self.script.header
        carried = self._declared("carries", header.carries, set(self.set_), "set")
        for flag in sorted(self.set_.keys() - carried):
            self.document.wrong(self.set_[flag], f"{flag!r} is set here: declare it in 'carries'")
        brought = self._declared("brings", header.brings, set(self.read), "read")
        for flag in sorted(self.read.keys() - self.set_.keys() - brought):
            self.document.wrong(self.read[flag], f"{flag!r} is read and not set here: declare it in 'brings'")

    def _declared(self, key: str, flags: tuple[str, ...], used: set[str], what: str) -> set[str]:
        """The flags that a list at the top declares, and those that it was probably meant to."""
        declared = set(flags)
        for i, flag in enumerate(flags):
            if flag not in used:
                meant = nearest(flag, used - set(flags))
                declared.add(meant)
                hint = f"; did you mean {meant!r}?" if meant else ""
                self.document.wrong((key, i), f"{flag!r} is never {what}{hint}")
        return declared
