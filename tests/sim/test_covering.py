"""The grid that shots and sight read: which squares rocks and walls cover."""

from __future__ import annotations

import numpy as np

from game.sim.terrain import CELL, Rock, Terrain, Wall, distance_to_segment, inside_ring

BOUNDS = (-400.0, -300.0, 500.0, 420.0)
MIDST = (slice(170, 330), slice(170, 330))  # squares that are asked one by one: all in bounds, and some out of them


def pieces(seed: int) -> tuple[tuple[Rock, ...], tuple[Wall, ...]]:
    """Rocks, hollow ones too, and walls, some of them on the lines of the grid, some over its edge."""
    random = np.random.default_rng(seed)
    rocks = []
    for number in range(6):
        turns = np.sort(random.uniform(0.0, 2 * np.pi, 9))
        reach = random.uniform(8.0, 130.0, (9, 1))
        around = random.uniform(-400.0, 500.0, 2)
        rocks.append(Rock(f"rock {number}", around + reach * np.stack([np.cos(turns), np.sin(turns)], axis=1)))
    rocks.append(Rock("slab", np.array([[-80.0, -40.0], [120.0, -40.0], [120.0, 12.0], [-80.0, 12.0]])))
    walls = [
        Wall(f"wall {number}", random.uniform(-400.0, 500.0, (5, 2)), random.uniform(2.0, 70.0)) for number in range(5)
    ]
    walls.append(Wall("level", np.array([[-390.0, 100.0], [490.0, 100.0], [490.0, 100.0], [490.0, -2900.0]]), 56.0))
    return tuple(rocks), tuple(walls)


def as_said(terrain: Terrain) -> np.ndarray:
    """The number + 1 of the last piece that covers the middle of each square, asked one by one."""
    x0, y0 = terrain.corner
    rows, columns = np.indices(terrain.squares[MIDST].shape) + MIDST[0].start
    x, y = x0 + (columns + 0.5) * CELL, y0 + (rows + 0.5) * CELL
    said = np.zeros(x.shape, int)
    for number, piece in enumerate(terrain.declared()):
        if isinstance(piece, Rock):
            covered = inside_ring(piece.points, x, y)
        else:
            legs = zip(piece.points[:-1], piece.points[1:], strict=True)
            reach = max(piece.width / 2, CELL * 0.75)
            covered = np.logical_or.reduce([distance_to_segment(a, b, x, y) <= reach for a, b in legs])
        said[covered & terrain.has(piece.name)] = number + 1
    return said


def test_a_square_is_its_last_pieces_whose_outline_holds_its_middle() -> None:
    terrain = Terrain(BOUNDS, *pieces(seed=1))
    assert (terrain.squares[MIDST] == as_said(terrain)).all()
    for name in ("slab", "wall 2", "rock 4"):
        terrain.remove(name)
    terrain.bring(["wall 2"])
    assert (terrain.squares[MIDST] == as_said(terrain)).all()


def test_a_large_square_is_near_when_a_solid_one_is_at_most_three_small_ones_away() -> None:
    terrain = Terrain(BOUNDS, *pieces(4))
    terrain.coarse(64.0)
    terrain.remove("slab")  # what was asked before is looked at again
    rows, columns = terrain.squares.nonzero()
    edge = round((BOUNDS[0] - terrain.corner[0]) / CELL)
    for size in (CELL, 24.0, 64.0):
        near = terrain.coarse(size)
        side = size / CELL
        wanted = np.zeros_like(near)
        for down in (-3, 0, 3):
            for right in (-3, 0, 3):
                row, column = (rows - edge + down) // side, (columns - edge + right) // side
                here = (row >= 0) & (row < near.shape[0]) & (column >= 0) & (column < near.shape[1])
                inside = (rows >= edge) & (rows < terrain.squares.shape[0] - edge)
                inside &= (columns >= edge) & (columns < terrain.squares.shape[1] - edge) & here
                wanted[row[inside].astype(int), column[inside].astype(int)] = True
        assert (near == wanted).all()
