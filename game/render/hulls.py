"""The pictures of hulls overhead: folders of tiles under assets/hulls, as backdrops are, placed as a hull lies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from game import resources
from game.render.backdrop import Backdrop, Backdrops
from game.render.overhead import Overhead


class Tile(NamedTuple):
    """A tile of a hull on screen: its middle [px], its size [px of the file], and screen px a px of the file."""

    column: int
    row: int
    x: float
    y: float
    width: int
    height: int
    factor: float


def hulls() -> Backdrops:
    return Backdrops(resources.assets() / "hulls")


def tiles(picture: Backdrop, hull: Overhead, screen: tuple[int, int], margin: float = 0.0) -> Iterator[Tile]:
    """The tiles of a hull's picture that lie on the screen, or within `margin` px of it."""
    factor = hull.hull_scale / picture.scale
    side, (wide, high) = picture.tile, picture.size
    reach = side * factor * 0.71 + margin
    for row in range(-(-high // side)):
        for column in range(-(-wide // side)):
            w, h = min(side, wide - column * side), min(side, high - row * side)
            dx = (column * side + w / 2 - wide / 2) * factor
            dy = (row * side + h / 2 - high / 2) * factor
            x = hull.hull_x + dx * hull.nose_x - dy * hull.nose_y
            y = hull.hull_y + dx * hull.nose_y + dy * hull.nose_x
            if -reach < x < screen[0] + reach and -reach < y < screen[1] + reach:
                yield Tile(column, row, x, y, w, h, factor)
