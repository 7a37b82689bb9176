"""Burnt patches: where they lie on each hull, so that none floats beside it, and what they look like.

Each picture has its own places, for hulls are rings, spears and shields: a place that suits one is thin air on another.
"""

from __future__ import annotations

import numpy as np

# (along, across: from the middle, as shares of the length and of the height; size as a share of the length; turn [rad])
Scar = tuple[float, float, float, float]

SCORCH = ("soft/debris_a", "soft/debris_b", "soft/debris_d", "soft/debris_c")
FLAT = 0.72  # their height as a share of their width
SOOT = (0.02, 0.012, 0.012, 0.82)  # the seams of the hull are guessed through it
AT = 0.2 * np.arange(1, len(SCORCH) + 1)  # the share of the hull lost for each

PLACES: dict[str, tuple[Scar, ...]] = {
    "callister": ((0.01, 0.13, 0.36, 0.7), (-0.03, -0.24, 0.29, 2.1), (0.22, 0.0, 0.34, 4.0), (-0.24, 0.36, 0.25, 5.2)),
    "drone_watcher": (
        (-0.03, 0.13, 0.36, 0.7),
        (-0.07, -0.16, 0.42, 2.1),
        (0.22, 0.0, 0.34, 4.0),
        (-0.24, 0.16, 0.36, 5.2),
    ),
    "drone_hound": (
        (0.05, 0.13, 0.36, 0.7),
        (-0.15, -0.12, 0.42, 2.1),
        (0.14, -0.16, 0.24, 4.0),
        (-0.24, 0.28, 0.31, 5.2),
    ),
    "drone_warden": (
        (-0.03, 0.17, 0.36, 0.7),
        (-0.03, -0.16, 0.42, 2.1),
        (0.10, 0.0, 0.34, 4.0),
        (-0.28, 0.12, 0.36, 5.2),
    ),
    "courier": ((0.05, 0.17, 0.36, 0.7), (-0.15, -0.12, 0.29, 2.1), (0.26, 0.0, 0.34, 4.0), (-0.32, 0.08, 0.31, 5.2)),
    "player_newcomer": (
        (0.05, 0.17, 0.36, 0.7),
        (-0.07, -0.20, 0.42, 2.1),
        (0.22, 0.0, 0.34, 4.0),
        (-0.28, 0.32, 0.36, 5.2),
    ),
    "player_grinder": (
        (0.05, 0.17, 0.36, 0.7),
        (-0.11, -0.20, 0.42, 2.1),
        (0.22, 0.0, 0.34, 4.0),
        (-0.36, 0.28, 0.36, 5.2),
    ),
    "player_griefer": (
        (-0.03, 0.17, 0.36, 0.7),
        (-0.03, -0.12, 0.42, 2.1),
        (0.22, 0.0, 0.34, 4.0),
        (-0.20, 0.32, 0.20, 5.2),
    ),
    "player_trader": (
        (0.05, 0.17, 0.36, 0.7),
        (-0.03, -0.24, 0.42, 2.1),
        (0.22, 0.0, 0.34, 4.0),
        (-0.24, 0.24, 0.36, 5.2),
    ),
    "player_duelist": (
        (-0.03, 0.01, 0.36, 0.7),
        (-0.07, -0.28, 0.23, 2.1),
        (0.22, 0.0, 0.29, 4.0),
        (-0.12, 0.24, 0.20, 5.2),
    ),
}
SPINE: tuple[Scar, ...] = (
    (0.05, 0.05, 0.3, 0.7),
    (-0.1, -0.05, 0.3, 2.1),
    (0.2, 0.0, 0.28, 4.0),
    (-0.2, 0.0, 0.28, 5.2),
)


def places(art: str) -> tuple[Scar, ...]:
    """Where this hull burns, in order; along its middle, where nobody has looked for better places."""
    return PLACES.get(art, SPINE)
