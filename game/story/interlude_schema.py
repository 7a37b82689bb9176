"""The shape of an interlude's file: somebody asks, James Walton answers.

levels/interludes/2-deposition.toml
    title, chapter, room, asker, questions …   the keys of Header
    [[open]] [[close]]                         Passage: what is said before the first question and after the last
    [[card]]                                   Card: evidence that can be laid on the table
    [[question]]                               Question
    [[decision]]                               Decision: what the asker may do in the end
    [lines]                                    line id -> Line
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from .names import TEXT_LIMIT, CardName, ChapterName, FlagName, NewId, OwnLine, QuestionName, RoomName
from .schema import FactId, Strict

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
    chapter: ChapterName
    room: RoomName
    asker: Person
    questions: Annotated[int, Meta(ge=1, le=12)]
    least: Annotated[int, Meta(ge=0, le=12)] | None = None
    seconds: Annotated[int, Meta(ge=0, le=600)] = 0
    brings: tuple[FlagName, ...] = ()
    carries: tuple[FlagName, ...] = ()


class Condition(Strict, frozen=True, kw_only=True):
    """Exactly one of these.

    flag      it is set
    any-flag  at least one of these is set
    card      this card lies on the table
    asked     this question has been asked
    said      this line has been said
    turn      the question that is being asked is the first, second, … of the scene
    """

    flag: FlagName | None = None
    any_flag: Annotated[tuple[FlagName, ...], Meta(min_length=1)] | None = None
    card: CardName | None = None
    asked: QuestionName | None = None
    said: OwnLine | None = None
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
    say: tuple[OwnLine, ...]
    sets: tuple[FlagName, ...] = ()


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
    sign: OwnLine | None = None
    if_: tuple[Condition, ...] = msgspec.field(default=(), name="if")
    reply: tuple[Passage, ...] = ()


class Question(Strict, frozen=True, kw_only=True):
    """One question. `answer`: the first passage whose conditions hold; the last must have none.

    fact  the facts of the story that it stages
    """

    id: NewId
    line: OwnLine
    fact: tuple[FactId, ...] = ()
    if_: tuple[Condition, ...] = msgspec.field(default=(), name="if")
    sets: tuple[FlagName, ...] = ()
    answer: tuple[Passage, ...]


class Decision(Strict, frozen=True, kw_only=True):
    """What the asker may do in the end. `then`: every passage whose conditions hold."""

    id: NewId
    line: OwnLine
    note: OwnLine | None = None
    sets: tuple[FlagName, ...] = ()
    then: tuple[Passage, ...] = ()


class Line(Strict, frozen=True, kw_only=True):
    """One line. `who` is walton, the asker, or sound, sign, option, note; `pause` is a silence's least time [s]."""

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
