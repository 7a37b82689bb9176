"""What is solid changes: the terrain, the bodies of its pieces, and the grid in which shots look for it, all three."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.hitgrid import SQUARE

if TYPE_CHECKING:
    from game.sim.world import World


def remove(world: World, name: str) -> bool:
    """Take a piece away; False when it is not there."""
    if world.loading is not None and world.loading.strike(name):
        return True  # nobody has seen it, and nobody will
    if not world.terrain.has(name):
        return False
    take(world, [name])
    return True


def take(world: World, names: Iterable[str]) -> None:
    """Pieces and scenery are there no longer, all at once."""
    names = list(names)
    world.terrain.take(names)
    for name in names:
        world.physics.remove_terrain(name)
    mark(world)


def bring(world: World, names: Iterable[str]) -> None:
    """Pieces that stand, and scenery, come in."""
    new = set(names)
    world.terrain.bring(new)
    for piece in world.terrain.declared():
        if piece.name in new:
            world.physics.add_terrain(piece)
    mark(world)


def slide(world: World, name: str, to: float, seconds: float) -> bool:
    """Tell a rock or wall that slides to go to a share of its way, 0 shut .. 1 open, in so many seconds.

    It warns for `motions.TELL` first. False when it is gone, does not slide, or slides by itself.
    """
    return world.movers is not None and world.movers.order(name, to, seconds, world.tick)


def mark(world: World) -> None:
    """The grid of hits learns anew what stands where."""
    world.hit_grid.mark_solid(world.terrain.coarse(SQUARE))
