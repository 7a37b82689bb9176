"""Witnesses: players who saw what was done to one of them, and are about to tell Moderation.

It takes each kind its time to tell (`Kind.tells`); until then one can be put to sleep, and has dreamt it. What is told
is where it happened, not who it was: Moderation comes to look. A borrowed name is what it was told, and is spent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from game.sim import orders
from game.sim.events import Event
from game.sim.kinds import T_PLAYERS
from game.sim.ships import NUMBERS

if TYPE_CHECKING:
    from game.sim.world import World

HEARD = 1500.0  # Moderation within this of the place comes to look [u]


class Report(NamedTuple):
    """Who will tell, at what time [s], of what happened where."""

    due: float
    who: int
    x: float
    y: float


@dataclass
class Witnesses:
    """`waiting` are the reports to come, the soonest first; a witness has one at a time."""

    waiting: list[Report] = field(default_factory=list)

    def snapshot(self) -> list[tuple[Any, ...]]:
        return [tuple(report) for report in self.waiting]

    @classmethod
    def restore(cls, data: list[Any]) -> Witnesses:
        return cls([Report(*one) for one in data])

    def crime(self, world: World, victim: int, x: float, y: float) -> None:
        """The player's ship wronged the player of Infinity in row `victim`, at (x, y): who sees it will tell."""
        ships, me = world.ships, world.player_row
        if me < 0:
            return
        tells = NUMBERS.tells[ships.kind]
        sees = (tells > 0.0) & (ships.team == T_PLAYERS) & (ships.asleep <= world.time)
        sees[victim] &= NUMBERS.calls[ships.kind[victim]]
        sees &= np.abs(ships.place - ships.place[me]) < ships.traits.sight
        rows = sees.nonzero()[0]
        if rows.size == 0:
            return
        there, here = ships.place[rows], np.full(rows.size, ships.place[me])
        rows = rows[world.terrain.clear_line(there.real, there.imag, here.real, here.imag)]
        telling = {report.who for report in self.waiting}
        for row in rows.tolist():
            who = int(ships.id[row])
            if who not in telling:
                self.waiting.append(Report(world.time + float(tells[row]), who, x, y))
                world.emit(Event("witness", who, world.player, float(ships.x[row]), float(ships.y[row]), tells[row]))
        self.waiting.sort()

    def update(self, world: World) -> None:
        """Once a tick while somebody is about to tell."""
        for report in list(self.waiting):
            row = world.ships.row_of(report.who)
            if row < 0 or world.ships.asleep[row] > world.time:
                self.waiting.remove(report)
                world.emit(Event("witness.silenced", report.who, world.player, report.x, report.y))
            elif world.time >= report.due:
                self.waiting.remove(report)
                self._tell(world, report)

    @staticmethod
    def _tell(world: World, report: Report) -> None:
        world.emit(Event("reported", report.who, world.player, report.x, report.y))
        if world.spoof.on:
            world.spoof.take_off(world, "caught")
            return
        orders.alarm(world, report.x, report.y, HEARD)
        world.response.called(world, report.x, report.y)
