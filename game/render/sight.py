"""Colours for eyes that tell fewer of them apart: one table, and what an eye makes of a colour.

A scheme names other values for the roles that say whose something is; every other colour stays as it is. Pictures of
`assets/art` that carry those values are painted with the new ones when they are rastered (`Atlas.repaint`), so both
back ends draw the same. Shape tells the same as colour in all of them: crew round, hunters triangles, Moderation
hexagons. For eyes weak in red or green Moderation goes over to the blue side, or it would sink into rust and rock.

What is baked stays as it was painted: grounds, rooms and the carrier's hull are scenery, which says nothing by colour
alone; what they do is told by what is drawn over them (lights, marks, cones), and that wears the scheme. The sweep
stays green too: it is a line of light with the dark behind it and the warm before it, which every eye tells apart.

The three ways of seeing are those of Machado, Oliveira and Fernandes (2009) at full strength; distances are those of
OKLab (Ottosson 2020) times a hundred, of which two is just to be seen and ten is told at a glance.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from game.render import palette

ALL, PROTAN, DEUTAN, TRITAN = "all", "protan", "deutan", "tritan"

# role of the palette -> whose it is; any two of them must be told apart by every eye
SIGNALS: dict[str, str] = {
    "ring": "the crew",
    "hot": "players who hunt",
    "starter": "players who do not",
    "brand": "Moderation",
    "phosphor": "Daly",
    "data": "what can be taken",
    "tagged": "what has been read",
}
# and the three selves of a loop among themselves
SELVES = ("past-1", "past-2", "now")

SCHEMES: dict[str, dict[str, str]] = {
    ALL: {},
    PROTAN: {
        "ring": "#71F8FE", "phosphor": "#A8D23D", "data": "#A550FB",
        "brand": "#FF5CC0", "low": "#BD398B", "wine": "#872863", "deep": "#491435", "blush": "#FAD7E8",
    },
    DEUTAN: {
        "ring": "#67F3FE", "starter": "#698393", "phosphor": "#58A54A", "data": "#4BA3FF", "tagged": "#50FF9A",
        "brand": "#FF5CC0", "low": "#BD398B", "wine": "#872863", "deep": "#491435", "blush": "#FAD7E8",
    },
    TRITAN: {
        "ring": "#74FCE5", "hot": "#FD9551", "starter": "#9B90A0", "phosphor": "#C7DF45", "data": "#51B2FF",
        "tagged": "#F6FFE8",
        "brand": "#FF0038", "low": "#C70026", "wine": "#8E001A", "deep": "#4D040C", "blush": "#FFD6D3",
    },
}  # fmt: skip

# linear sRGB as an eye without one kind of cone sees it
EYES: dict[str, np.ndarray] = {
    ALL: np.eye(3),
    PROTAN: np.array([
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
    ]),
    DEUTAN: np.array([
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
    ]),
    TRITAN: np.array([
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900],
    ]),
}  # fmt: skip

_TO_CONES = np.array([
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
])  # fmt: skip
_TO_LAB = np.array([
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
])  # fmt: skip


def wear(scheme: str) -> dict[str, str]:
    """Let the palette show the colours of a scheme; returns {value as drawn in the art: value now}.

    Raises KeyError for a scheme that the table lacks.
    """
    changed = SCHEMES[scheme]
    palette.repaint(changed)
    return {palette.HEX[role]: value for role, value in changed.items() if palette.HEX[role] != value}


def seen(colour: Sequence[float] | np.ndarray, eye: str) -> np.ndarray:
    """sRGB colours (..., 3) in 0..1 as that eye sees them, in sRGB again: for looking at pictures."""
    linear = np.clip(_linear(colour) @ EYES[eye].T, 0.0, 1.0)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def apart(a: Sequence[float], b: Sequence[float], eye: str = ALL) -> float:
    """How far apart two sRGB colours are to an eye [OKLab x 100]."""
    labs = [_TO_LAB @ np.cbrt(_TO_CONES @ np.clip(EYES[eye] @ _linear(colour), 0.0, 1.0)) for colour in (a, b)]
    return float(100.0 * np.linalg.norm(labs[0] - labs[1]))


def _linear(colour: Sequence[float] | np.ndarray) -> np.ndarray:
    c = np.asarray(colour, dtype=float)
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
