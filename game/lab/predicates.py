"""Predicates: named questions about a flight, asked after every tick.

    player.dead | softlock(idle="20s")      either
    objective("hold") & ~player.dead        both, not
    (player.hull < 0.5).lasting("3s")       for so long without a break
    event("fired").times(3)                 for the third time

A predicate is a description: it can be a constant of a module and be used in many runs. `begin` makes what asks: a
function of the moment that keeps whatever memory the question needs. Its name stands in failures as it was written.

A predicate that nobody asks would be a test that cannot fail, so the ones made while a test runs are counted: what was
made and never given to a run is a failure, and so is `bool(predicate)`, by which `and`, `or`, `assert` would lose it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from game.lab import spans
from game.lab.spans import Span
from game.story.episode import Episode, Happening
from game.story.level import Level
from game.story.suggest import did_you_mean


class Moment(NamedTuple):
    """After a tick: the episode as it stands, and what happened in the tick. `frame` is the run's clock in ticks."""

    episode: Episode
    events: Sequence[Happening]
    frame: int


class Names(NamedTuple):
    """A level, and what its files define: kind of name -> names."""

    level: Level
    defined: Mapping[str, set[str]]

    def must_know(self, name: str, *kinds: str) -> None:
        """PredicateError when the level has nothing of that name among the kinds."""
        known = set().union(*(self.defined.get(kind, set()) for kind in kinds))
        if name not in known:
            what = " or ".join(kinds)
            raise PredicateError(f"{self.level.id} has no {what} called {name!r}{did_you_mean(name, known)}")


_JOINT = frozenset("|&<>=!")  # a name with one of these is put in brackets inside another
Ask = Callable[[Moment], int]  # whether it holds; of what is heard, how often it was in this tick
Begin = Callable[[Names], Ask]
Tell = Callable[[Episode], str]


class PredicateError(AssertionError):
    """A predicate that cannot be asked: its name means nothing here, or it was used as a truth value."""


@dataclass(eq=False)
class Predicate:
    """A named question.

    name     how it is written
    begin    makes the asking function for a run of a level; PredicateError when a name means nothing there
    tell     says how things stand, for failures; '' when there is nothing to add
    parts    the predicates that it is made of
    heard    it can be answered from what happened in a tick alone, so also for ticks that have passed
    memory   it needs more than one moment to tell
    either   it holds when one of its parts does
    counted  it holds for good once it does: how often it came about is told by this event, as one writes it
    """

    name: str
    begin: Begin
    tell: Tell | None = None
    parts: tuple[Predicate, ...] = ()
    heard: bool = False
    memory: bool = False
    either: bool = False
    counted: str = ""
    asked: bool = field(default=False, init=False)  # by some run, or as a part of what was

    def __post_init__(self) -> None:
        if _MADE is not None:
            _MADE.append(self)

    @property
    def alternatives(self) -> tuple[Predicate, ...]:
        """The predicates of which any one makes this one true."""
        return tuple(one for part in self.parts for one in part.alternatives) if self.either else (self,)

    def __or__(self, other: Predicate) -> Predicate:
        return _joined(" | ", any, self, other)

    def __and__(self, other: Predicate) -> Predicate:
        return _joined(" & ", all, self, other)

    def __invert__(self) -> Predicate:
        def begin(names: Names) -> Ask:
            ask = self.begin(names)
            return lambda moment: not ask(moment)

        return Predicate(f"~{_bracketed(self)}", begin, self.tell, (self,), memory=self.memory)

    def __bool__(self) -> bool:
        raise PredicateError(
            f"{self.name} is a question, not an answer: give it to run.until, run.never, run.expect or run.holds, "
            "and join questions with | & ~ instead of or, and, not"
        )

    def lasting(self, span: Span) -> Predicate:
        """It has been so for so long, without a break."""
        need = spans.ticks(span)

        def begin(names: Names) -> Ask:
            ask = self.begin(names)
            since: list[int] = []

            def lasts(moment: Moment) -> bool:
                if not ask(moment):
                    since.clear()
                elif not since:
                    since.append(moment.frame)
                return bool(since) and moment.frame - since[0] >= need

            return lasts

        return Predicate(f"{_bracketed(self)}.lasting({span!r})", begin, self.tell, (self,), memory=True)

    def times(self, count: int) -> Predicate:
        """It came true so many times: a moment each tick, a situation each time that it begins."""
        if not isinstance(count, int) or isinstance(count, bool) or count < 1:
            raise PredicateError(f"{self.name}.times({count!r}): how often is a whole number from 1 on")
        if count > 1 and self.counted:
            raise PredicateError(
                f"{self.name}.times({count}) never comes: what has been so once is so for good; "
                f"count {self.counted}.times({count})"
            )

        def begin(names: Names) -> Ask:
            ask = self.begin(names)
            seen, before = 0, False

            def counted(moment: Moment) -> bool:
                nonlocal seen, before
                now = ask(moment)
                seen += int(now) if self.heard else bool(now and not before)
                before = bool(now)
                return seen >= count

            return counted

        return Predicate(f"{_bracketed(self)}.times({count})", begin, self.tell, (self,), self.heard, memory=True)

    def named(self, name: str) -> Predicate:
        """The same question under another name."""
        return Predicate(name, self.begin, self.tell, (self,), self.heard, self.memory, counted=self.counted)

    def __repr__(self) -> str:
        return self.name


def _joined(sign: str, join: Callable[[list[int]], bool], one: Predicate, other: Predicate) -> Predicate:
    if not isinstance(other, Predicate):
        return NotImplemented
    both = (one, other)

    def begin(names: Names) -> Ask:
        asks = [part.begin(names) for part in both]
        # every part is asked at every moment: those with a memory would miss what they are not shown
        return lambda moment: join([ask(moment) for ask in asks])

    def tell(episode: Episode) -> str:
        return "; ".join(filter(None, (part.tell(episode) for part in both if part.tell)))

    name = sign.join(part.name if sign == " | " and " & " not in part.name else _bracketed(part) for part in both)
    heard, memory = one.heard and other.heard, one.memory or other.memory
    counted = f"({one.counted}{sign}{other.counted})" if one.counted and other.counted else ""
    return Predicate(name, begin, tell, both, heard, memory, either=join is any, counted=counted)


def _bracketed(predicate: Predicate) -> str:
    outside = predicate.name.split("(")[0] if predicate.name.endswith(")") else predicate.name
    return f"({predicate.name})" if _JOINT & set(outside) else predicate.name


@dataclass(eq=False, repr=False)
class Quantity:
    """A number of a flight: compare it to get a predicate. `check` may refuse names that the level does not have."""

    name: str
    read: Callable[[Episode], float]
    check: Callable[[Names], None] | None = None

    def _compare(self, sign: str, limit: object, holds: Callable[[float], bool]) -> Predicate:
        if not isinstance(limit, (int, float)) or math.isnan(limit):
            raise PredicateError(f"{self.name} is compared with a number, not with {limit!r}")

        def begin(names: Names) -> Ask:
            if self.check:
                self.check(names)
            return lambda moment: holds(self.read(moment.episode))

        return Predicate(f"{self.name} {sign} {limit:g}", begin, self.tell)

    def __repr__(self) -> str:
        return self.name

    def tell(self, episode: Episode) -> str:
        return f"{self.name} is {self.read(episode):.6g}"

    def __lt__(self, limit: float) -> Predicate:
        return self._compare("<", limit, lambda value: value < limit)

    def __le__(self, limit: float) -> Predicate:
        return self._compare("<=", limit, lambda value: value <= limit)

    def __gt__(self, limit: float) -> Predicate:
        return self._compare(">", limit, lambda value: value > limit)

    def __ge__(self, limit: float) -> Predicate:
        return self._compare(">=", limit, lambda value: value >= limit)

    def __eq__(self, limit: object) -> Predicate:  # type: ignore[override]
        return self._compare("==", limit, lambda value: value == limit)

    def __ne__(self, limit: object) -> Predicate:  # type: ignore[override]
        return self._compare("!=", limit, lambda value: value != limit)

    __hash__ = object.__hash__

    def __bool__(self) -> bool:
        raise PredicateError(f"{self.name} is a quantity of a run, not a number: compare it, such as {self.name} > 1")


# -- nothing is lost ----------------------------------------------------------------------------------------

_MADE: list[Predicate] | None = None  # those made since a test began; None outside of tests


def must_be_asked(predicate: object) -> None:
    """A run asks it. PredicateError: it is nothing that can be asked."""
    if not isinstance(predicate, Predicate):
        what = getattr(predicate, "__qualname__", None) or repr(predicate)
        hint = f": compare it, such as {what} > 1" if isinstance(predicate, Quantity) else ""
        raise PredicateError(f"{what} is no predicate{hint or ': see game.lab.vocabulary for what can be asked'}")
    use(predicate)


def use(predicate: Predicate) -> None:
    """A run asks it, and with it all its parts."""
    if not predicate.asked:
        predicate.asked = True
        for part in predicate.parts:
            use(part)


@dataclass
class Ledger:
    """The predicates that a test made."""

    made: list[Predicate] = field(default_factory=list)
    _outer: list[Predicate] | None = None

    def open(self) -> None:
        """From now on what is made is written down here; `close` gives the pen back to whoever had it."""
        global _MADE
        self._outer, _MADE = _MADE, self.made

    def close(self) -> None:
        global _MADE
        _MADE = self._outer

    def lost(self) -> list[Predicate]:
        """Those that no run was given, whoever made it; not the parts of others, which are named with the whole."""
        parts = {id(part) for whole in self.made for part in whole.parts}
        return [one for one in self.made if not one.asked and id(one) not in parts]
