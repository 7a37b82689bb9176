"""How pieces of terrain move: rocks that drift along a path, rocks and walls that slide aside or go round a place.

What each does is told once, and laid out tick by tick or step by step, so that where one is is a look-up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from game.sim.clock import DT, TICK_HZ
from game.sim.tables import Byte, Complex, Float, Int

if TYPE_CHECKING:
    from game.sim.terrain import Rock, Wall

TELL = 0.6  # a piece that slides shows by its lamps for so long that it will [s]
TELL_TICKS = round(TELL * TICK_HZ)
JERK, JERKS = 0.3, 0.12  # a slide that counts jerks for so long [s], by this share of its way
ROUNDING = np.linspace(-0.6, 0.6, 5)  # a drifting rock is where it is on average at these times: it rounds corners [s]
SPACING = 8.0  # of the places that are known of a way, at most: between two of them it is straight [u]
LEAD = TELL_TICKS + 1  # ticks of a clock before it first strikes: at rest, then warning
REST, WARNS, MOVES = 0, 1, 2  # what a slide's lamps say


@dataclass(frozen=True)
class Drift:
    """Its middle follows `way` (k, 2) [u]: round one that ends where it begins, there and back along an open one."""

    way: Float
    speed: float  # [u/s]
    at: float = 0.0  # share of the way at which it begins
    turn: float = 0.0  # [rad/s]


@dataclass(frozen=True)
class Slide:
    """It moves aside by `by` [u] and back. Times in [s]; without `every` it moves when it is told to.

    Before it opens it `counts`: so many jerks, a beat apart, the next of which would be its opening.
    """

    by: tuple[float, float]
    every: float = 0.0
    open: float = 1.0
    first: float = 0.0
    moves: float = 0.35
    counts: int = 0


@dataclass(frozen=True)
class Spin:
    """It goes round its middle for ever, at `rate` [rad/s]; that is the place about which it turns."""

    rate: float


@dataclass(frozen=True)
class Mover:
    """A piece of terrain as it stands at the beginning (a slide: shut), its middle, and how it moves."""

    piece: Rock | Wall
    motion: Drift | Slide | Spin
    middle: tuple[float, float]


class Clock(NamedTuple):
    """What a slide does by itself, tick by tick: LEAD ticks before it first opens, then one whole period."""

    begin: int  # tick at which the first period begins
    share: Float
    lamps: Byte
    stays: Int  # ticks until the next entry that is another


def clock_of(slide: Slide) -> Clock:
    period = max(1, round(slide.every * TICK_HZ))
    phase: Float = np.arange(-LEAD, period, dtype=np.float64) * DT
    back = slide.moves + slide.open  # when it sets off home
    opened: Float = phase / slide.moves
    shut: Float = (phase - back) / slide.moves
    moving = (phase >= 0.0) & ((opened < 1.0) | ((shut >= 0.0) & (shut < 1.0)))
    next_ = np.where(phase < 0.0, -phase, np.where(phase < back, back - phase, slide.every - phase))
    lamps = np.where(moving, MOVES, np.where(next_ <= TELL, WARNS, REST)).astype(np.int8)
    share = (_ease(opened) - _ease(shut)) * (phase >= 0.0)
    if slide.counts:  # a jerk on every beat but that of the opening, and lamps only with those
        beat = slide.every / (slide.counts + 1.0)
        late = phase % beat
        jerk = (phase >= beat) & (late < JERK)
        share += jerk * (JERKS * np.sin(late * (np.pi / JERK)) ** 2)
        lamps = np.where(moving, MOVES, np.where(jerk, WARNS, REST)).astype(np.int8)
    stays = np.ones(phase.size, np.int64)
    after = LEAD  # the entry that follows the last one
    for entry in reversed(range(phase.size)):
        same = share[entry] == share[after] and lamps[entry] == lamps[after]
        stays[entry] = stays[after] + 1 if same and after > entry else 1
        after = entry
    return Clock(round(slide.first * TICK_HZ), share, lamps, stays)


def round_trip(drift: Drift) -> tuple[Complex, float, float]:
    """Places at even steps all the way until it is where it began, its beginning as a share of that, its length [u]."""
    way = np.ascontiguousarray(drift.way, np.float64).view(np.complex128)[:, 0]
    legs = np.diff(way)
    long = np.abs(legs)
    ends = np.concatenate([[0.0], np.cumsum(long)])
    total = ends.item(-1)
    closed = way[0] == way[-1]
    round_ = total if closed else 2.0 * total
    steps = math.ceil(round_ / SPACING)
    far = (np.arange(steps + 1) * (round_ / steps))[:, None] + drift.speed * ROUNDING
    far = far % total if closed else total - np.abs(total - far % round_)
    leg = np.minimum(np.searchsorted(ends[1:], far), legs.size - 1)
    places = way[leg] + legs[leg] / np.maximum(long[leg], 1e-9) * (far - ends[leg])
    middles: Complex = np.add.reduce(places, axis=1) * (1.0 / ROUNDING.size)
    return middles, drift.at * total / round_, round_


def _ease(share: Float) -> Float:
    """From 0 to 1 with a soft beginning and end, whatever lies outside."""
    share = np.minimum(np.maximum(share, 0.0), 1.0)
    out: Float = share * share * (3.0 - 2.0 * share)
    return out
