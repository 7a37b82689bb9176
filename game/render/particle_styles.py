"""What each kind of particle is: one row a kind, read by `particles`."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """One row a kind of particle. Ranges are (least, most), uniform."""

    sprite: str  # one of these, parted by spaces
    count: int  # in one burst
    speed: tuple[float, float]  # u/s, away from the burst's direction within `spread`
    life: tuple[float, float]  # s
    size: tuple[float, float]  # units at birth
    colours: tuple[str, ...]  # palette roles
    spread: float = math.pi  # half angle round the burst's direction [rad]
    grow: float = 1.0  # size at death / size at birth
    stretch: float = 0.0  # s of flight that lengthen it along its velocity
    drag: float = 1.5  # share of velocity lost a second
    spin: float = 0.0  # rad/s, either way
    gain: float = 1.0  # brightness; over 1 it blooms
    additive: bool = True
    alpha: float = 1.0
    lit: bool = False
    inherit: float = 0.0  # share of the source's velocity
    scatter: float = 0.0  # units round the point
    upright: bool = False  # never turned: squares of code


STYLES: dict[str, Style] = {
    "sparks": Style(
        "bolt", 11, (120, 520), (0.14, 0.42), (4, 7), ("select", "hot", "hot-core"), 1.1, 0.3, 0.035, 3.0, gain=1.5
    ),
    "sparks-few": Style("bolt", 5, (90, 320), (0.10, 0.30), (3, 6), ("select", "hot"), 1.2, 0.3, 0.03, 3.0, gain=1.3),
    "chips": Style(
        "shard",
        4,
        (60, 260),
        (0.4, 0.9),
        (4, 8),
        ("steel", "rock-high"),
        1.4,
        0.6,
        0.0,
        1.2,
        9.0,
        additive=False,
        lit=True,
    ),
    "shield-sparks": Style("bolt", 9, (80, 380), (0.12, 0.34), (4, 7), ("data", "core"), 1.2, 0.2, 0.03, 3.5, gain=1.4),
    "shield-shards": Style(
        "shard",
        22,
        (120, 420),
        (0.3, 0.8),
        (8, 18),
        ("data", "core"),
        math.pi,
        0.2,
        0.0,
        2.2,
        8.0,
        gain=0.9,
        scatter=44.0,
    ),
    "blast": Style(
        "glow",
        3,
        (10, 60),
        (0.10, 0.24),
        (90, 150),
        ("hot-core", "hot", "hot"),
        grow=1.9,
        drag=3.0,
        gain=0.75,
        inherit=0.4,
        scatter=10.0,
    ),
    "fire": Style(
        "smoke",
        14,
        (40, 230),
        (0.35, 0.95),
        (24, 58),
        ("hot", "hot", "ember", "ember"),
        grow=2.1,
        drag=2.6,
        spin=1.5,
        gain=0.75,
        inherit=0.4,
        scatter=24.0,
    ),
    "streaks": Style(
        "bolt",
        12,
        (240, 640),
        (0.3, 0.7),
        (6, 10),
        ("hot-core", "hot"),
        grow=0.3,
        stretch=0.06,
        drag=2.6,
        gain=1.3,
        inherit=0.5,
    ),
    "embers": Style(
        "dot",
        34,
        (40, 380),
        (0.6, 1.7),
        (2.5, 5.5),
        ("hot", "hot-core", "ember"),
        grow=0.3,
        stretch=0.02,
        drag=1.5,
        gain=1.6,
        inherit=0.5,
    ),
    "debris": Style(
        "debris_a debris_b debris_c debris_d",
        9,
        (40, 240),
        (0.9, 2.2),
        (11, 24),
        ("white",),
        drag=0.6,
        spin=5.0,
        grow=0.8,
        additive=False,
        lit=True,
        inherit=0.6,
        scatter=12.0,
    ),
    "smoke": Style(
        "soft",
        10,
        (8, 70),
        (0.7, 1.7),
        (30, 70),
        ("rock-low", "ink"),
        drag=1.6,
        grow=2.4,
        additive=False,
        alpha=0.5,
        inherit=0.3,
        scatter=18.0,
    ),
    "hull-smoke": Style(
        "soft",
        1,
        (6, 30),
        (0.6, 1.2),
        (10, 20),
        ("rock", "rock-low"),
        drag=1.0,
        grow=2.6,
        additive=False,
        alpha=0.30,
        inherit=0.15,
        scatter=10.0,
    ),
    "hull-sparks": Style(
        "bolt",
        3,
        (60, 220),
        (0.12, 0.3),
        (3, 5),
        ("select", "hot"),
        1.6,
        0.3,
        0.03,
        3.0,
        gain=1.4,
        inherit=0.6,
        scatter=14.0,
    ),
    "pearl": Style(
        "shard",
        18,
        (50, 320),
        (0.9, 2.4),
        (8, 22),
        ("pearl", "mustard", "red", "teal"),
        drag=0.7,
        spin=6.0,
        additive=False,
        lit=True,
        inherit=0.6,
        scatter=20.0,
    ),
    "dust": Style("soft", 6, (20, 110), (0.4, 0.9), (12, 26), ("rock",), 1.2, 2.2, drag=2.4, additive=False, alpha=0.4),
    "dust-pale": Style(
        "soft", 7, (20, 120), (0.5, 1.1), (12, 28), ("shade",), 1.2, 2.4, drag=2.2, additive=False, alpha=0.45
    ),
    "paint": Style(
        "shard",
        14,
        (40, 240),
        (0.7, 1.7),
        (5, 12),
        ("pearl", "shade", "steel"),
        1.3,
        0.8,
        drag=1.3,
        spin=8.0,
        additive=False,
        lit=True,
    ),
    "canvas": Style(
        "shard",
        13,
        (30, 200),
        (0.9, 2.0),
        (8, 20),
        ("shade", "pearl", "rock-high"),
        1.3,
        0.8,
        drag=1.6,
        spin=5.0,
        additive=False,
        lit=True,
    ),
    "plaster": Style(
        "shard",
        64,
        (20, 260),
        (0.9, 2.6),
        (10, 34),
        ("pearl", "shade", "pearl"),
        grow=0.9,
        drag=1.1,
        spin=4.0,
        additive=False,
        lit=True,
        scatter=120.0,
    ),
    "plaster-dust": Style(
        "soft",
        22,
        (10, 120),
        (0.9, 2.4),
        (60, 130),
        ("shade",),
        grow=2.0,
        drag=1.4,
        additive=False,
        alpha=0.5,
        scatter=120.0,
    ),
    "exhaust": Style(
        "glow", 1, (40, 130), (0.16, 0.34), (9, 15), ("ring", "data"), 0.18, 0.35, drag=2.0, gain=0.8, inherit=0.55
    ),
    "boost": Style(
        "bolt",
        2,
        (160, 420),
        (0.18, 0.4),
        (6, 11),
        ("ring", "core", "white"),
        0.3,
        0.25,
        0.05,
        1.6,
        gain=1.5,
        inherit=0.4,
        scatter=10.0,
    ),
    "kick": Style(
        "bolt", 16, (120, 420), (0.14, 0.34), (7, 12), ("ring", "core"), 0.5, 0.4, 0.05, 3.0, gain=1.1, inherit=0.75
    ),
    "brake": Style(
        "glow", 1, (120, 260), (0.14, 0.34), (10, 18), ("ring", "steel"), 0.45, 1.8, drag=3.5, gain=0.55, inherit=0.9
    ),
    "exhaust-other": Style(
        "glow", 1, (30, 90), (0.12, 0.26), (7, 12), ("hot", "hot-core"), 0.2, 0.3, drag=2.0, gain=0.6, inherit=0.5
    ),
    "muzzle": Style("glow", 2, (20, 60), (0.05, 0.08), (26, 38), ("ring", "white"), 0.1, 0.5, gain=0.9, inherit=1.0),
    "muzzle-hot": Style(
        "glow", 2, (20, 60), (0.05, 0.08), (24, 36), ("hot", "hot-core"), 0.1, 0.5, gain=0.9, inherit=1.0
    ),
    "muzzle-brand": Style(
        "glow", 2, (20, 60), (0.05, 0.08), (24, 36), ("brand", "blush"), 0.1, 0.5, gain=0.9, inherit=1.0
    ),
    "motes": Style(
        "white",
        26,
        (20, 190),
        (0.5, 1.6),
        (2.5, 6.0),
        ("core", "select", "tagged"),
        grow=0.4,
        drag=1.2,
        gain=1.3,
        scatter=38.0,
        upright=True,
    ),
    "wall-motes": Style(
        "white",
        1,
        (30, 240),
        (0.4, 1.3),
        (2.0, 5.5),
        ("hot-core", "select", "white"),
        0.9,
        0.3,
        drag=1.4,
        gain=1.4,
        upright=True,
    ),
    "wall-motes-green": Style(
        "white", 1, (10, 90), (0.5, 1.6), (2.0, 5.0), ("tagged",), 1.2, 0.3, drag=1.4, gain=1.1, upright=True
    ),
    "tagged": Style(
        "white",
        7,
        (30, 120),
        (0.25, 0.6),
        (2.0, 4.5),
        ("tagged", "white"),
        grow=0.3,
        drag=2.2,
        gain=1.4,
        scatter=14.0,
        upright=True,
    ),
    "arrival": Style(
        "glow", 16, (60, 260), (0.25, 0.6), (10, 26), ("data", "violet", "white"), grow=0.4, drag=3.0, gain=1.0
    ),
    "air": Style("dot", 1, (0, 8), (1.6, 3.2), (1.4, 3.0), ("steel",), grow=1.0, drag=0.0, gain=0.35),
}
