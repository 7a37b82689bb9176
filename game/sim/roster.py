"""Who is here: ships by their tags and groups, and how one leaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.sim.events import Event
from game.sim.kinds import KIND_NAMES

if TYPE_CHECKING:
    from game.sim.world import World


def number(names: list[str], name: str) -> int:
    """The place of a tag or group among those known, which a column holds; -1 for ''. A new one comes last."""
    if not name:
        return -1
    if name not in names:
        names.append(name)
    return names.index(name)


def tag_of(world: World, row: int) -> str:
    tag = int(world.ships.tag[row])
    return world.tags[tag] if tag >= 0 else ""


def kind_of(world: World, who: int) -> str:
    """The name of a ship's kind; '' when it is gone."""
    row = world.ships.row_of(who)
    return KIND_NAMES[int(world.ships.kind[row])] if row >= 0 else ""


def group_of(world: World, who: int) -> str:
    ships = world.ships
    row = ships.row_of(who)
    return world.groups[int(ships.group[row])] if row >= 0 and ships.group[row] >= 0 else ""


def group(world: World, name: str) -> list[int]:
    """Ids of the living ships of a group, oldest row first."""
    if name not in world.groups:
        return []
    ids: list[int] = world.ships.id[world.ships.group == world.groups.index(name)].tolist()
    return ids


def find_player(world: World) -> None:
    """Look up anew which row the player's ship has: after rows came or went."""
    world.player_row = world.ships.row_of(world.player) if world.player else -1
    if world.player_row < 0:
        world.player = 0


def remove(world: World, who: int, quiet: bool = True) -> bool:
    """Take a ship away without its dying; False when it is gone already."""
    ships = world.ships
    row = ships.row_of(who)
    if row < 0:
        return False
    if not quiet:
        world.emit(Event("removed", who, x=float(ships.x[row]), y=float(ships.y[row])))
    forget(world, row)
    return True


def remove_all(world: World, who: Sequence[int]) -> None:
    """Take ships away without their dying, one after the other; some may be gone already."""
    here = [one for one in dict.fromkeys(who) if world.ships.row_of(one) >= 0]
    if not here:
        return
    if world.tow is not None:
        for one in here:
            world.tow.loses(world, one)
    world.physics.drop(world.ships.drop_all(here))
    find_player(world)


def forget(world: World, row: int) -> None:
    """Drop a row and its body, whatever the reason."""
    if world.tow is not None:
        world.tow.loses(world, world.ships.id.item(row))
    world.physics.drop((row,))
    world.ships.drop(row)
    find_player(world)
