"""Players of Infinity come back: the same name, the same ship, the same place, some seconds later."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from game.sim import orders, roster, spawning
from game.sim.events import Event
from game.sim.kinds import KIND_NAMES
from game.sim.lives import ELSEWHERE, Life, begin, spot_near
from game.sim.states import Order

if TYPE_CHECKING:
    from game.sim.world import World

FORGOTTEN = ("drift", "hold")  # orders of a moment, which nobody comes back with


class Respawns:
    """Who waits to be put back, in the order in which they were destroyed. Plain data."""

    def __init__(self, waiting: list[dict[str, Any]] | None = None) -> None:
        self.waiting = [dict(one) for one in waiting or []]

    def expect(self, world: World, row: int, logged_out: float = 0.0) -> None:
        """Remember all that makes the ship of a row itself; one that logged out comes in after so long [s]."""
        ships = world.ships
        who = int(ships.id[row])
        order = Order(int(ships.order[row])).name.lower()
        life = {}
        if ships.life[row]:
            life = {"life": Life(int(ships.life[row])).name.lower(), "tally": int(ships.tally[row])}
            life |= {"logs": bool(ships.outing[row]), "logged_out": logged_out > 0.0}
        self.waiting.append(
            {
                "at": world.time + (logged_out or float(ships.respawn[row])),
                "old": who,
                "kind": KIND_NAMES[int(ships.kind[row])],
                "x": float(ships.home_x[row]),
                "y": float(ships.home_y[row]),
                "tag": roster.tag_of(world, row),
                "skin": int(ships.skin[row]),
                "group": roster.group_of(world, who),
                "order": "patrol" if order in FORGOTTEN else order,
                "path": int(ships.path[row]),
                **life,
            }
        )

    def cancel(self, group: str = "") -> None:
        """Whoever of `group` (all when '') waits to come back, does not."""
        self.waiting = [one for one in self.waiting if group and one["group"] != group]

    def put_back(self, world: World) -> None:
        """Those whose time has come enter the world, nose down, with the orders they had."""
        if not self.waiting:
            return
        due = [one for one in self.waiting if one["at"] <= world.time]
        self.waiting = [one for one in self.waiting if one["at"] > world.time]
        for one in due:
            path = world.paths[one["path"]] if one["path"] >= 0 else None
            home = complex(one["x"], one["y"])
            spot = (spot_near(world, home, ELSEWHERE) if one.get("logged_out") else None) or home
            who = spawning.spawn(
                world,
                one["kind"],
                spot.real,
                spot.imag,
                math.pi / 2,
                tag=one["tag"],
                skin=one["skin"],
                group=one["group"],
                path=path,
            )
            if one.get("life"):
                row = world.ships.row_of(who)
                world.ships.home_place[row] = home
                begin(world, row, one["life"], tally=one["tally"], logs_out=one["logs"])
            orders.give(world, who, one["order"])
            kind = "logged.in" if one.get("logged_out") else "respawned"
            world.emit(Event(kind, who, one["old"], spot.real, spot.imag, 0.0, one["tag"]))

    def snapshot(self) -> list[dict[str, Any]]:
        return [dict(one) for one in self.waiting]
