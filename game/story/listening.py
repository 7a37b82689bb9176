"""Which beats are asked in which tick: most wait for something that has not happened, and need not be asked.

A beat is left alone
1. until the beats in its `after` have fired,
2. when its trigger waits for events only, in ticks without one of those,
3. when parts of it wait for something slow (being somewhere), but for every few ticks, the first at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from game.sim.events import Event

from .combinations import hears, patience
from .schema import Beat
from .state import State


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
        self._asking: list[Turn] = []  # those of them that do not only wait for events
        self._known = -1  # beats that had fired when the last tick began; -1 = look anew

    def take_up(self, state: State) -> None:
        self._open = [turn for turn in self._all if turn.beat.id not in state.deaf]
        self._known = -1

    def stop(self, beat: Beat) -> None:
        self._open = [turn for turn in self._open if turn.beat is not beat]
        self._sort([turn for turn in self._awake if turn.beat is not beat])

    def _sort(self, awake: list[Turn]) -> None:
        self._awake = awake
        self._asking = [turn for turn in awake if turn.patience is not None]

    def turns(self, state: State, tick: int, events: list[Event], attend: Callable[[Beat], bool]) -> Iterator[Beat]:
        """The beats to ask in this tick, in file order. `attend` wakes or stops a beat; it says whether it listens.

        Whatever fires may wake or stop others: those later in the file in this very tick, the others in the next.
        """
        history = state.history
        known, self._known = self._known, len(history)
        kinds = {event.kind for event in events}
        at = 0
        if known == len(history):
            for turn in tuple(self._awake if kinds else self._asking):
                if turn.due(state, tick, kinds):
                    yield turn.beat
                    if len(history) != known:
                        at = turn.place + 1
                        break
            else:
                return
        for turn in tuple(self._open):
            if turn.place >= at and attend(turn.beat) and turn.due(state, tick, kinds):
                yield turn.beat
        self._sort([turn for turn in self._open if turn.beat.id in state.ears])
