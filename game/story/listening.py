"""Which beats are asked in which tick: most wait for something that has not happened, and need not be asked.

A beat is left alone
1. until the beats in its `after` have fired,
2. when its trigger waits for events only, in ticks without one of those (that a beat fired counts as one),
3. when parts of it wait for something slow (being somewhere), but for every few ticks, the first at once.

So whoever is asked in a tick without events follows from the tick's number alone: a rota says it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .combinations import hears, patience
from .schema import Beat
from .state import State
from .verbs import BEAT


class Turn(NamedTuple):
    """A beat that may still fire; `place` is its number in the level file, which is the order of asking."""

    beat: Beat
    place: int
    hears: frozenset[str]
    patience: int | None

    def due(self, state: State, tick: int, kinds: set[str]) -> bool:
        if self.hears and not self.hears.isdisjoint(kinds):
            return True
        return self.patience is not None and (tick - state.ears[self.beat.id].memory.since) % self.patience == 0


class Listening:
    """The turns of a level. Holds nothing that does not follow from the state."""

    def __init__(self, beats: list[Beat]) -> None:
        self._all = [Turn(beat, i, hears(beat.when), patience(beat.when)) for i, beat in enumerate(beats)]
        self._open = list(self._all)
        self._awake: list[Turn] = []  # those that listen
        self._round = math.lcm(*(turn.patience or 1 for turn in self._all))  # ticks after which the rota repeats
        self._rota: list[list[Turn]] = [[] for _ in range(self._round)]  # who of them is asked without an event
        self._heard: dict[str, list[Turn]] = {}  # kind of event -> those of them that listen for it
        self._known = -1  # beats that had fired when the last tick began; -1 = look anew

    def take_up(self, state: State) -> None:
        """Go on from a state as who has come to it would: a beat that is asked too often may fire too early."""
        self._open = [turn for turn in self._all if turn.beat.id not in state.deaf]
        self.arrange(state)
        just = sum(tick == state.tick for tick, _ in state.history)
        self._known = -1 if any(_has_to_turn(turn.beat, state) for turn in self._open) else len(state.history) - just

    def stop(self, beat: Beat) -> None:
        self._open = [turn for turn in self._open if turn.beat is not beat]
        self._awake = [turn for turn in self._awake if turn.beat is not beat]
        for row in (*self._rota, *self._heard.values()):
            row[:] = [turn for turn in row if turn.beat is not beat]

    def arrange(self, state: State) -> None:
        """Write the rota, when beats woke or began to count anew."""
        self._awake = [turn for turn in self._open if turn.beat.id in state.ears]
        self._heard = {}
        for turn in self._awake:
            for kind in turn.hears:
                self._heard.setdefault(kind, []).append(turn)
        for row in self._rota:
            row.clear()
        for turn in self._awake:
            if turn.patience is not None:
                first = state.ears[turn.beat.id].memory.since % turn.patience
                for row in self._rota[first :: turn.patience]:
                    row.append(turn)

    def nobody(self, state: State, tick: int) -> bool:
        """Whether in this tick, in which no event came, there is nobody to ask."""
        return self._known == len(state.history) and not self._rota[tick % self._round]

    def turns(self, state: State, tick: int, kinds: set[str], attend: Callable[[Beat], bool]) -> Iterator[Beat]:
        """The beats to ask in this tick, in which events of some kinds came, in file order.

        `attend` wakes or stops a beat; it says whether it listens.

        Whatever fires may wake or stop others: those later in the file in this very tick, the others in the next.
        """
        history = state.history
        known, self._known = self._known, len(history)
        at = 0
        if known == len(history):
            for turn in self._due(tick, kinds):
                yield turn.beat
                if len(history) != known:
                    at = turn.place + 1
                    break
            else:
                return
        kinds = kinds | {BEAT}
        for turn in tuple(self._open):
            if turn.place >= at and attend(turn.beat) and turn.due(state, tick, kinds):
                yield turn.beat
        self.arrange(state)

    def _due(self, tick: int, kinds: set[str]) -> tuple[Turn, ...]:
        """Who is asked when no beat has fired since the last tick."""
        rota, heard = self._rota[tick % self._round], self._heard
        called = [turn for kind in kinds if kind in heard for turn in heard[kind]] if kinds else None
        if not called:
            return tuple(rota)
        asked = {turn.place: turn for turn in (*rota, *called)}
        return tuple(asked[place] for place in sorted(asked))


def _has_to_turn(beat: Beat, state: State) -> bool:
    """Whether a beat is to be woken or stopped: at the beginning, after one that fired, or in a level that was changed.

    All of them are looked at then, which is what happens in the tick after a beat has fired.
    """
    wakes = beat.id not in state.ears and all(other in state.fired for other in beat.after)
    return wakes or not state.fired.keys().isdisjoint(beat.until)
