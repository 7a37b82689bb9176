"""Heat: what Moderation knows of the Callister, in five levels that decide who comes.

Seeing is not knowing. A drone that holds the ship in its cone first announces a scan; only a finished scan identifies
and raises heat. Out of every cone the scan runs down, and heat cools a level at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from game.sim.events import Event
from game.sim.kinds import ANNOUNCE, IDENTIFY, M_STREAMER
from game.sim.states import O_LEAVE
from game.sim.tables import any_set

if TYPE_CHECKING:
    from game.sim.tables import Flag
    from game.sim.world import World

HIGHEST = 5
HUNTED = 2  # from this level on, hounds and wardens act on sight
FORGET = 2.5  # a scan runs down from full in this time out of the light [s]
COOL = 9.0  # unseen for this long, heat falls one level [s]


@dataclass
class Heat:
    level: int = 0
    suspicion: float = 0.0  # the furthest scan of all, 0..1
    seen_by: int = 0  # drones that hold the ship in sight now
    unseen: float = 0.0  # [s]
    watched: bool = False  # somebody who would tell looks at the ship now

    def snapshot(self) -> dict[str, Any]:
        return dict(self.__dict__)

    def set(self, world: World, level: int) -> None:
        """From here on it cools anew, also from the level that it had."""
        level = max(0, min(HIGHEST, level))
        self.unseen = 0.0
        if level != self.level:
            name = "up" if level > self.level else "down"
            self.level = level
            world.emit(Event("heat", world.player, value=float(level), name=name))

    def scan(self, world: World, visible: Flag, dt: float) -> None:
        """Run every watcher's scan on; `visible` (n,) says which ships see their target now."""
        ships = world.ships
        drones = ships.traits.watches
        ours = visible & (ships.target == world.player)  # a decoy is looked at by others
        ours &= ships.order != O_LEAVE  # who has been called off looks no more
        looking = ours & drones
        self.seen_by = int(np.count_nonzero(ours & ships.traits.moderates))
        carrier = world.carrier
        if carrier is not None:
            self.seen_by += carrier.looking
        self.watched = bool(self.seen_by) or any_set(looking)
        if self.seen_by:
            self.unseen = 0.0
        elif self.level:
            self.unseen += dt
            if self.unseen >= COOL:
                self.set(world, self.level - 1)
        before = ships.scan
        if not any_set(looking) and not np.count_nonzero(before):
            self.suspicion = carrier.scan if carrier is not None else 0.0
            return
        # from 0 to ANNOUNCE the scan is only announced; the column counts both spans as one, 0..1
        after = np.where(looking, before + dt / ships.traits.scan_time, np.where(drones, before - dt / FORGET, 0.0))
        np.minimum(np.maximum(after, 0.0, out=after), 1.0, out=after)
        changed = (before != after).nonzero()[0]  # few: in plain numbers
        steps = list(zip(changed.tolist(), before[changed].tolist(), after[changed].tolist(), strict=True))
        for row in [row for row, was, _ in steps if was == 0.0]:
            self._tell(world, "scan.began", row)
        for row in [row for row, _, now in steps if now == 0.0]:
            self._tell(world, "scan.lost", row)
        known = [row for row, _, now in steps if now >= 1.0]
        ships.scan[:] = after
        self.suspicion = max(float(after.max()), carrier.scan if carrier is not None else 0.0)
        for row in known:
            told_to = 0 if ships.mind[row] == M_STREAMER else HUNTED  # an audience is not Moderation, yet
            if not self.know(world, int(ships.id[row]), float(ships.x[row]), float(ships.y[row]), told_to):
                ships.scan[row] = 0.0

    def know(self, world: World, who: int, x: float, y: float, told_to: int = HUNTED) -> bool:
        """Ship `who` (0: the carrier), at (x, y), has finished a scan; says whether it knows the ship now.

        It may read a borrowed name, and is content with that for as long as it takes to read it again.
        """
        if world.spoof.on:
            world.emit(Event("spoof.read", who, world.player, x, y))
            return False
        world.emit(Event("identified", who, world.player, x, y))
        self.set(world, max(told_to, self.level + 1))
        return True

    @staticmethod
    def _tell(world: World, kind: str, row: int) -> None:
        ships = world.ships
        world.emit(Event(kind, int(ships.id[row]), world.player, float(ships.x[row]), float(ships.y[row])))


__all__ = ["ANNOUNCE", "COOL", "HIGHEST", "HUNTED", "IDENTIFY", "Heat"]
