"""What the environment's observation holds: one table, from which the space, the code that fills it and the page come.

A number of the observation is something that a player sees, measured in its unit, divided by `full`, and kept within
-1..1 (or 0..1 where it has no sign).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.lab.pilots.senses import RADAR
from game.sim.abilities import ABILITIES
from game.sim.flight import BOOST_SPEED
from game.sim.heat import COOL, HIGHEST
from game.sim.kinds import PLAYER
from game.sim.tables import Single
from game.story.stage import ACTIONS

RAYS = 24  # directions in which walls are looked for, evenly round, the first to the right
RAY_LENGTH = 848.0  # no corner of the picture is much further [u]
RAY_STEP = 16.0  # to which they are told: a multiple of the terrain's squares [u]
CONTACTS = 8  # ships, the nearest
SHOTS = 6  # bolts, the soonest
FAST = 1000.0  # a relative velocity that becomes 1 [u/s]
LARGEST = 150.0  # a radius that becomes 1 [u]
MISS = 200.0  # a bolt that passes this far off becomes 1 [u]
LOOKOUT = 1.0  # how far ahead in time bolts are looked at [s]
WIDE = 20_000.0  # a distance that becomes 1 in `far` [u]
MINUTE = 60.0  # [s]
WATCHERS = 4.0  # drones that see the ship; as many and more are 1


@dataclass(frozen=True, slots=True)
class Column:
    """One number. `full` is what becomes 1, in `unit`; what is `signed` goes down to -1, all else to 0."""

    name: str
    says: str
    full: float = 1.0
    unit: str = ""
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Columns that belong together, once or for each of some rows."""

    name: str
    says: str
    columns: tuple[Column, ...]
    rows: int = 1

    @property
    def size(self) -> int:
        return self.rows * len(self.columns)

    @property
    def shape(self) -> tuple[int, ...]:
        lengths = (self.rows, len(self.columns))
        return tuple(length for length in lengths if length > 1) or (1,)


def _pair(name: str, says: str, full: float = 1.0, unit: str = "") -> tuple[Column, Column]:
    """A vector of the plane: to the right and down the picture."""
    x, y = (f"{name}_x", f"{name}_y") if name else ("x", "y")
    return Column(x, f"{says}, to the right", full, unit, True), Column(y, f"{says}, down", full, unit, True)


def _flag(name: str, says: str) -> Column:
    return Column(name, says)


LAYOUT: tuple[Section, ...] = (
    Section(
        "own",
        "The ship itself. While there is none, the whole observation is zero.",
        (
            _flag("alive", "there is a ship"),
            *_pair("velocity", "its velocity", BOOST_SPEED, "u/s"),
            *_pair("nose", "the way its nose points"),
            Column("spin", "how fast it turns, clockwise", PLAYER.turn, "rad/s", True),
            Column("hull", "hull left", 1.0, "share"),
            Column("shield", "shield left", 1.0, "share"),
            Column("energy", "the guns' energy", 1.0, "share"),
            Column("boost", "boost left", 1.0, "share"),
            _flag("assist", "flight assist is on"),
        ),
    ),
    Section("able", "What the ship may do.", tuple(_flag(name, f"{name} is granted") for name in ABILITIES)),
    Section("prompt", "What a lesson waits for.", tuple(_flag(name, f"asks for {name}") for name in ACTIONS)),
    Section(
        "objective",
        "Where the newest open objective points: a place, the nearest ship of a group, or the nearest data adrift.",
        (
            _flag("open", "there is one with a mark"),
            *_pair("way", "the way there, of length 1"),
            Column("near", "how far it is", RADAR, "u"),
            Column("far", "the same on a larger scale", WIDE, "u"),
        ),
    ),
    Section(
        "sweep",
        "The moderation sweep.",
        (
            _flag("active", "one is under way"),
            Column("ahead", "how far the ship is ahead of it", RADAR, "u", True),
            *_pair("way", "the way it travels, of length 1"),
        ),
    ),
    Section(
        "heat",
        "What Moderation knows.",
        (
            Column("level", "its level of attention", float(HIGHEST)),
            Column("scan", "how far the furthest scan of the ship has got", 1.0, "share"),
            Column("seen", "drones that see it now", WATCHERS),
            Column("unseen", "how long nobody has: attention cools at the end", COOL, "s"),
        ),
    ),
    Section(
        "gate",
        "An open gate in the picture.",
        (_flag("open", "there is one"), *_pair("", "from the ship to it", RADAR, "u")),
    ),
    Section(
        "clock",
        "The timer that is shown and runs out first.",
        (_flag("shown", "there is one"), Column("left", "time left", MINUTE, "s")),
    ),
    Section(
        "contacts",
        f"The {CONTACTS} nearest ships in the picture or on the radar, the nearest first; rows without one are zero.",
        (
            _flag("there", "there is one"),
            _flag("seen", "it is in the picture; on the radar alone, what is marked * stays zero"),
            *_pair("", "from the ship to it", RADAR, "u"),
            *_pair("velocity", "its velocity past the ship *", FAST, "u/s"),
            *_pair("nose", "the way its nose points *"),
            Column("radius", "its size *", LARGEST, "u"),
            _flag("armed", "its kind carries a gun *"),
            _flag("moderation", "it is a drone of Moderation"),
            _flag("player", "it is a player of Infinity"),
            _flag("hostile", "it has shot at, hit or begun to chase the ship in the last nine seconds"),
        ),
        CONTACTS,
    ),
    Section(
        "shots",
        f"The {SHOTS} bolts of others in the picture that will pass the ship soonest; rows without one are zero.",
        (
            _flag("there", "there is one"),
            *_pair("", "from the ship to it", RADAR, "u"),
            *_pair("velocity", "its velocity past the ship", FAST, "u/s"),
            Column("time", "until it is nearest", LOOKOUT, "s"),
            *_pair("miss", "from the ship to where it will be then", MISS, "u"),
        ),
        SHOTS,
    ),
    Section(
        "rays",
        f"{RAYS} rays, clockwise, the first to the right: how far it is to rock or wall, inside the picture.",
        (Column("free", f"distance, to {RAY_STEP:g} units; 1: nothing solid is in the picture", RAY_LENGTH, "u"),),
        RAYS,
    ),
)

SECTIONS: dict[str, Section] = {section.name: section for section in LAYOUT}
SIZE = sum(section.size for section in LAYOUT)


def _slices() -> dict[str, slice]:
    slices, start = {}, 0
    for section in LAYOUT:
        slices[section.name] = slice(start, start + section.size)
        start += section.size
    return slices


SLICES = _slices()
NAMES: tuple[str, ...] = tuple(
    f"{section.name}.{row}.{column.name}" if section.rows > 1 else f"{section.name}.{column.name}"
    for section in LAYOUT
    for row in range(section.rows)
    for column in section.columns
)
_COLUMNS = [column for section in LAYOUT for _ in range(section.rows) for column in section.columns]
LOW: Single = np.array([-1.0 if column.signed else 0.0 for column in _COLUMNS], np.float32)
HIGH: Single = np.ones(SIZE, np.float32)
SHARE: Single = np.array([1.0 / column.full for column in _COLUMNS], np.float32)  # of a full one, for one unit


def named(observation: Single) -> dict[str, Single]:
    """An observation (SIZE,), or a batch of them (..., SIZE), by section: views, (..., rows, columns) or (..., n)."""
    ahead = observation.shape[:-1]
    return {name: observation[..., SLICES[name]].reshape(*ahead, *section.shape) for name, section in SECTIONS.items()}


def place(name: str) -> int:
    """Where a number of that name (see NAMES) stands. KeyError names it."""
    if name not in NAMES:
        raise KeyError(f"no number of the observation is called {name!r}; names look like own.hull or rays.3.free")
    return NAMES.index(name)
