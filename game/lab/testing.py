"""What a test of a level imports: `from game.lab.testing import player, won, objective`.

The fixtures `play` and `seed` and the marker `seeds` come with the pytest plugin, which is there once the package is
installed. Without pytest, `Play()` makes runs all the same.
"""

from __future__ import annotations

from game.lab.arena import ArenaError
from game.lab.invariants import InvariantError
from game.lab.play import Play
from game.lab.played import Played, PlayError
from game.lab.predicates import Predicate, PredicateError, Quantity
from game.lab.vocabulary import (
    alive,
    beat,
    chosen,
    clock,
    counter,
    destroyed,
    event,
    flag,
    heat,
    lost,
    objective,
    over,
    player,
    reports,
    said,
    softlock,
    won,
)  # fmt: skip

__all__ = [
    "ArenaError", "InvariantError", "Play", "PlayError", "Played", "Predicate", "PredicateError", "Quantity",
    "alive", "beat", "chosen", "clock", "counter", "destroyed", "event", "flag", "heat", "lost", "objective", "over",
    "player", "reports", "said", "softlock", "won",
]  # fmt: skip
