"""One picture in the making: the world between two ticks, the lens, and the lists to fill."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from game.render.camera import Lens
from game.render.frame import Frame
from game.sim.clock import DT

NEAR = 420.0  # how far out of the picture a ship still counts as seen: its shadow and light may reach in [units]


@dataclass(slots=True)
class Poses:
    """Where the ships are drawn: columns (n,), rows as in the ships table."""

    x: np.ndarray
    y: np.ndarray
    angle: np.ndarray
    seen: np.ndarray  # mask: on screen or near it


@dataclass(slots=True)
class Moment:
    world: object
    frame: Frame
    lens: Lens
    poses: Poses
    alpha: float  # how far the picture is between the last tick (0) and this one (1)
    time: float  # s, runs on while the world holds its breath
    shade: tuple[float, float]  # where shadows fall for a thing of unit height [units]
    dark: float  # how dark shadows are, 0..1
    player: int  # row of the player's ship, -1 while there is none

    @property
    def behind(self) -> float:
        """Seconds by which the picture lags the world's columns: free flyers are drawn at x - vx * behind."""
        return (1.0 - self.alpha) * DT

    @property
    def here(self) -> tuple[float, float]:
        """The player's drawn position; the picture's middle while there is none."""
        if self.player < 0:
            return self.lens.centre
        return float(self.poses.x[self.player]), float(self.poses.y[self.player])


def between(then: np.ndarray, now: np.ndarray, alpha: float) -> np.ndarray:
    """Linear blend of two columns."""
    return then + (now - then) * alpha


def turn_between(then: np.ndarray, now: np.ndarray, alpha: float) -> np.ndarray:
    """Blend of two columns of angles [rad] the short way round."""
    return then + ((now - then + math.pi) % math.tau - math.pi) * alpha


def poses_of(ships, lens: Lens, alpha: float) -> Poses:
    """The ships' poses between their last two ticks."""
    if alpha >= 1.0:
        return Poses(ships.x, ships.y, ships.angle, lens.sees(ships.x, ships.y, NEAR))
    x, y = between(ships.px, ships.x, alpha), between(ships.py, ships.y, alpha)
    return Poses(x, y, turn_between(ships.pangle, ships.angle, alpha), lens.sees(x, y, NEAR))
