"""An interlude as it is played: questions, evidence, answers. No clock and no chance: the same moves, the same words.

interlude = Interlude(load("2"), flags)
interlude.begin()
while not interlude.over:
    if interlude.line:                       # somebody speaks: show it, then
        interlude.advance()
    else:                                    # it is the asker's turn
        interlude.do(choose(interlude.moves()))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from .interlude_file import after, load, names
from .interlude_schema import Condition, Line, Passage, Script

__all__ = ["Interlude", "Memory", "Move", "Options", "Outcome", "after", "in_order", "load", "names", "play_through"]

LEAVE = "leave"


class Move(NamedTuple):
    """What the asker can do. A `reason` says why it cannot be done now; `note` is what a decision costs."""

    kind: Literal["ask", "lay", "decide", "leave"]
    id: str
    text: str
    note: str = ""
    reason: str = ""


class Options(NamedTuple):
    """Everything on the asker's side of the table, also what cannot be done now."""

    questions: tuple[Move, ...]
    cards: tuple[Move, ...]
    decisions: tuple[Move, ...]


class Outcome(NamedTuple):
    """How it went: the flags that were set, in order, and the ids of the lines that were said, in order."""

    flags: tuple[str, ...]
    lines: tuple[str, ...]


class Memory(msgspec.Struct):
    """All that a running interlude remembers, as plain data."""

    given: list[str] = []  # flags from before
    set: list[str] = []  # flags set here, in order
    asked: list[str] = []
    laid: list[str] = []
    decided: str = ""
    said: list[str] = []  # line ids, in order, the one being said included
    waiting: list[str] = []  # line ids still to be said before it is anybody's turn
    begun: bool = False
    closed: bool = False  # the closing words have been put behind what waits


class Interlude:
    """One scene. Wrong moves raise ValueError and change nothing."""

    def __init__(self, script: Script, flags: Iterable[str] = ()) -> None:
        """`flags` are those of the campaign so far."""
        self.script = script
        self.memory = Memory(given=sorted(set(flags)))

    # -- what is so ------------------------------------------------------------------------------------

    @property
    def line(self) -> Line | None:
        """What is being said, or None when the asker may move or it is over."""
        return self.script.lines[self.memory.waiting[0]] if self.memory.waiting else None

    @property
    def line_id(self) -> str:
        return self.memory.waiting[0] if self.memory.waiting else ""

    @property
    def over(self) -> bool:
        return self.memory.closed and not self.memory.waiting

    @property
    def flags(self) -> frozenset[str]:
        """All that hold: those given and those set here."""
        return frozenset(self.memory.given) | frozenset(self.memory.set)

    @property
    def left(self) -> int:
        """How many questions may still be asked."""
        return self.script.header.questions - len(self.memory.asked)

    @property
    def outcome(self) -> Outcome:
        return Outcome(tuple(self.memory.set), tuple(self.memory.said))

    # -- what may be done ------------------------------------------------------------------------------

    def options(self) -> Options:
        """Questions, cards and decisions with their words, each greyed with its reason when it cannot be chosen."""
        script, memory = self.script, self.memory
        questions = [
            Move("ask", id, script.lines[question.line].text, reason=self._unasked(id))
            for id, question in script.questions.items()
            if self._all(question.if_)
        ]
        cards = [
            Move("lay", id, card.label, reason="on the table" if id in memory.laid else "")
            for id, card in script.cards.items()
            if self._all(card.if_)
        ]
        decisions = [
            Move("decide", id, script.lines[each.line].text, script.lines[each.note].text if each.note else "")
            for id, each in script.decisions.items()
            if self._deciding
        ]
        return Options(tuple(questions), tuple(cards), tuple(decisions))

    def moves(self) -> list[Move]:
        """What can be done now: nothing while somebody speaks; and in the end, or where it is allowed, to leave it."""
        if not self.memory.begun or self.memory.waiting or self.memory.closed:
            return []
        options = self.options()
        found = [move for group in options for move in group if not move.reason]
        if self._may_leave:
            found.append(Move("leave", LEAVE, ""))
        return found

    @property
    def _may_leave(self) -> bool:
        return len(self.memory.asked) >= self.script.least and not self.script.decisions

    @property
    def _deciding(self) -> bool:
        return self.left == 0 and not self.memory.decided

    def _unasked(self, id: str) -> str:
        if id in self.memory.asked:
            return "asked"
        return "no more questions" if self.left == 0 else ""

    def _all(self, conditions: Iterable[Condition]) -> bool:
        return all(self._holds(condition) for condition in conditions)

    def _holds(self, condition: Condition) -> bool:
        memory = self.memory
        if condition.flags:
            return any(flag in self.flags for flag in condition.flags)
        if condition.card is not None:
            return condition.card in memory.laid
        if condition.asked is not None:
            return condition.asked in memory.asked
        if condition.said is not None:
            return condition.said in memory.said
        return condition.turn == len(memory.asked)

    # -- doing it --------------------------------------------------------------------------------------

    def begin(self) -> None:
        """The opening words."""
        if self.memory.begun:
            raise ValueError("it has begun already")
        self.memory.begun = True
        for passage in self.script.open:
            self._say(passage)
        self._settle()

    def do(self, move: Move) -> None:
        """Any of `moves()`."""
        if move.kind == "leave":
            self.leave()
        else:
            {"ask": self.ask, "lay": self.lay, "decide": self.decide}[move.kind](move.id)

    def ask(self, id: str) -> None:
        """Put a question; its answer follows."""
        self._require("ask", id)
        question = self.script.questions[id]
        self.memory.asked.append(id)
        self._set(question.sets)
        self._queue([question.line])
        self._first(question.answer)
        self._settle()

    def lay(self, id: str) -> None:
        """Put a card on the table; its lettering and what is said to it follow."""
        self._require("lay", id)
        card = self.script.cards[id]
        self.memory.laid.append(id)
        if card.sign is not None:
            self._queue([card.sign])
        self._first(card.reply)
        self._settle()

    def decide(self, id: str) -> None:
        self._require("decide", id)
        decision = self.script.decisions[id]
        self.memory.decided = id
        self._set(decision.sets)
        for passage in decision.then:
            if self._all(passage.if_):
                self._say(passage)
        self._settle()

    def leave(self) -> None:
        """No further questions."""
        self._require("leave", LEAVE)
        self._close()

    def advance(self) -> None:
        """The line has been heard: on to the next one."""
        if not self.memory.waiting:
            raise ValueError("nobody is speaking: make a move")
        del self.memory.waiting[0]
        self._note()
        self._settle()

    def _require(self, kind: str, id: str) -> None:
        moves = self.moves()
        if not any(move.kind == kind and move.id == id for move in moves):
            able = ", ".join(f"{move.kind} {move.id}" for move in moves) or "nothing but to listen"
            raise ValueError(f"cannot {kind} {id!r} now; there is {able}")

    def _first(self, passages: Sequence[Passage]) -> None:
        for passage in passages:
            if self._all(passage.if_):
                self._say(passage)
                return

    def _say(self, passage: Passage) -> None:
        self._set(passage.sets)
        self._queue(passage.say)

    def _set(self, flags: Iterable[str]) -> None:
        self.memory.set += [flag for flag in flags if flag not in self.memory.set]

    def _queue(self, lines: Sequence[str]) -> None:
        idle = not self.memory.waiting
        self.memory.waiting += lines
        if idle:
            self._note()

    def _note(self) -> None:
        if self.memory.waiting:
            self.memory.said.append(self.memory.waiting[0])

    def _settle(self) -> None:
        """When nothing more can be done that changes a word, it closes by itself."""
        memory = self.memory
        if memory.waiting or memory.closed:
            return
        done = bool(memory.decided) if self.script.decisions else self._exhausted()
        if done:
            self._close()

    def _exhausted(self) -> bool:
        """No question left, and no card to which anybody would say anything."""
        options = self.options()
        if any(not move.reason for move in options.questions):
            return False
        return not any(self._matters(move.id) for move in options.cards if not move.reason)

    def _matters(self, card: str) -> bool:
        found = self.script.cards[card]
        opens = any(condition.card == card for each in self.script.questions.values() for condition in each.if_)
        return opens or any(self._all(passage.if_) for passage in found.reply)

    def _close(self) -> None:
        self.memory.closed = True
        for passage in self.script.close:
            if self._all(passage.if_):
                self._say(passage)

    # -- kept ------------------------------------------------------------------------------------------

    def snapshot(self) -> dict[str, object]:
        """All that it remembers, as plain data."""
        data = msgspec.to_builtins(self.memory)
        assert isinstance(data, dict)
        return data

    @classmethod
    def restore(cls, script: Script, data: object) -> Interlude:
        """One that goes on from a snapshot. Raises msgspec.ValidationError when it is none."""
        interlude = cls(script)
        interlude.memory = msgspec.convert(data, Memory)
        return interlude


Choose = Callable[[Interlude, Sequence[Move]], Move]


def in_order(interlude: Interlude, moves: Sequence[Move]) -> Move:
    """The first question on the list that may be asked, every card before it; then the first decision."""
    order = {"lay": 0, "ask": 1, "decide": 2, "leave": 3}
    return min(moves, key=lambda move: order[move.kind])


def play_through(name: str, flags: Iterable[str] = (), choose: Choose = in_order, root: Path | None = None) -> Outcome:
    """Play an interlude without a window. `choose` picks one of the moves whenever it is the asker's turn.

    Raises LevelError when there is no such interlude, ValueError when `choose` picks what cannot be done.
    """
    interlude = Interlude(load(name, root), flags)
    interlude.begin()
    while not interlude.over:
        if interlude.line is not None:
            interlude.advance()
        else:
            interlude.do(choose(interlude, interlude.moves()))
    return interlude.outcome
