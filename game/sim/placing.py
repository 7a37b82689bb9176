"""Ships are somewhere else at once: column, body, and what is in tow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from game.sim.tow import Tow
    from game.sim.world import World


def put(world: World, row: int, x: float, y: float) -> None:
    """Put a ship somewhere else at once, and at rest; it heads as it did."""
    ships, angle = world.ships, float(world.ships.angle[row])
    world.physics.move(row, x, y, 0.0, 0.0, angle, 0.0)
    ships.x[row], ships.y[row], ships.vx[row], ships.vy[row], ships.spin[row] = x, y, 0.0, 0.0, 0.0
    ships.px[row], ships.py[row] = x, y
    ships.home_x[row], ships.home_y[row], ships.goal_x[row], ships.goal_y[row] = x, y, x, y


def place_player(world: World, x: float, y: float, angle: float, *, speed: float = 0.0) -> None:
    """Put the player's ship somewhere else at once; hull and shields stay as they are."""
    row, ships = world.player_row, world.ships
    if row < 0:
        return
    vx, vy = float(np.cos(angle)) * speed, float(np.sin(angle)) * speed
    if world.tow is not None:
        _bring_along(world, world.tow, x - ships.x.item(row), y - ships.y.item(row), vx, vy)
    _set_down(world, row, x, y, vx, vy, angle)
    ships.nose_x[row], ships.nose_y[row] = ships.face_x[row], ships.face_y[row] = np.cos(angle), np.sin(angle)


def _bring_along(world: World, tow: Tow, dx: float, dy: float, vx: float, vy: float) -> None:
    """What is in tow goes where the ship goes, or the rope would pull it through all that is between."""
    row, ships = world.ships.row_of(tow.who), world.ships
    _set_down(world, row, ships.x.item(row) + dx, ships.y.item(row) + dy, vx, vy, ships.angle.item(row))


def _set_down(world: World, row: int, x: float, y: float, vx: float, vy: float, angle: float) -> None:
    """It was there before this tick too: no picture shows it on the way."""
    ships = world.ships
    world.physics.move(row, x, y, vx, vy, angle)
    ships.x[row], ships.y[row], ships.angle[row], ships.vx[row], ships.vy[row] = x, y, angle, vx, vy
    ships.px[row], ships.py[row], ships.pangle[row] = x, y, angle
