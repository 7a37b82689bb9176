"""What moves, as stencils that are laid on a chart: a few small grids for each piece, made once and only shifted."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.sim.motions import Mover
from game.sim.movers import Movers
from game.sim.tables import Complex, Flag
from game.sim.terrain import inside_ring

Bits = NDArray[np.uint8]

CELL = 16.0  # side of a chart square [u]
WIDE, TIGHT, BARE, PATIENT = 1, 2, 4, 8  # bits of a square: too near for each berth; too near even for who can wait
BERTHS = {WIDE: 56.0, TIGHT: 40.0, BARE: 0.0}  # what a pilot likes to give, what just lets the ship through, none [u]
WIDEST = BERTHS[WIDE]
AHEAD = (0.0, 0.35, 0.7)  # a pilot reckons with what moves where it is, and where it will be then [s]
SPIN_AHEAD = (0.0, 0.2, 0.4, 0.6)  # what goes round is as near as that between two of these [s]
COMES, COMES_MOST = 380.0, 5.0  # how fast one comes to a place, and how far ahead one reckons [u/s, s]
ROUND_REACH = 1050.0  # how far round the ship what spins is kept in mind [u]
ROUND = -1  # number of all that goes round, taken as one piece
SLIDE_AHEAD = 2  # of these: who waits for a slide to shut no more than it must gets through


def grown(solid: Flag, berth: float) -> Flag:
    """Squares whose middle is within `berth` of a solid square's middle."""
    reach = int(berth / CELL)
    beside = [int(math.sqrt((berth / CELL) ** 2 - down * down)) for down in range(reach + 1)]  # so far in each line
    along, lines = solid.copy(), {}
    for far in range(reach + 1):
        if far:
            along[:, far:] |= solid[:, :-far]
            along[:, :-far] |= solid[:, far:]
        if far in beside:
            lines[far] = along.copy()
    out = lines[beside[0]].copy()
    for down, far in enumerate(beside[1:], 1):
        out[down:] |= lines[far][:-down]
        out[:-down] |= lines[far][down:]
    return out


def charted(solid: Flag) -> Bits:
    """Which squares are too near to a solid one, in bits. Nobody can wait for what stands to go away."""
    out = np.zeros(solid.shape, np.uint8)
    for bit, berth in BERTHS.items():
        out |= grown(solid, berth) * np.uint8(bit | PATIENT if bit == TIGHT else bit)
    return out


def stencil(mover: Mover, turns: bool) -> Bits:
    """Squares round a piece's middle, which lies in the middle one, as `charted`: a square of an odd size."""
    rings = [ring - mover.middle for ring in mover.piece.rings()]
    far = max(float(np.hypot(*ring.T).max()) for ring in rings)
    reach = math.ceil((far + WIDEST) / CELL) + 1
    quarter = (np.arange(-2 * reach, 2 * reach + 2) - 0.5) * (CELL / 2)  # a square is solid where a quarter of it is
    x, y = quarter[None, :], quarter[:, None]
    if turns:
        inside = np.hypot(x, y) < far
    else:
        inside = np.logical_or.reduce([inside_ring(ring, *np.broadcast_arrays(x, y)) for ring in rings])
    half = inside[::2] | inside[1::2]
    solid: Flag = half[:, ::2] | half[:, 1::2]
    return charted(solid)


class Sighting(NamedTuple):
    number: int  # of the piece
    stencil: Bits
    middle: complex


def _dotted(mover: Mover) -> Complex:
    """Places along a piece's outline, nearer to each other than two squares, round its middle, (k,)."""
    found = []
    for ring in mover.piece.rings():
        begin = (ring - mover.middle) @ np.array([1.0, 1.0j])
        leg = np.roll(begin, -1) - begin
        steps = np.arange(int(float(np.abs(leg).max()) / (CELL * 0.6)) + 1.0)
        found.append((begin[:, None] + leg[:, None] * (steps / steps.size)).ravel())
    dots: Complex = np.concatenate(found)
    return dots


def _round(movers: Movers, dots: dict[int, Complex], rows: list[int], middle: complex) -> Sighting:
    """One sighting of all that spins and is known, as far round as a way is sought: where it will be when one comes
    there, about, and a moment before and after."""
    reach = math.ceil(ROUND_REACH / CELL)
    solid = np.zeros((2 * reach + 1, 2 * reach + 1), bool)
    for row in rows:
        turn, place = movers.turn.item(row), movers.place.item(row) - middle
        angle = movers.angle.item(row)
        now = dots[row] * complex(math.cos(angle), math.sin(angle))
        first = np.minimum(np.maximum(np.abs(now + place) * (1.0 / COMES) - 0.5 * SPIN_AHEAD[-1], 0.0), COMES_MOST)
        turned = turn * first
        now *= np.cos(turned) + 1j * np.sin(turned)
        later = np.array([complex(math.cos(turn * seconds), math.sin(turn * seconds)) for seconds in SPIN_AHEAD])
        at = (now * later[:, None]).ravel() + place
        column, line = np.floor(at.real / CELL + 0.5) + reach, np.floor(at.imag / CELL + 0.5) + reach
        seen = (column >= 0) & (column <= 2 * reach) & (line >= 0) & (line <= 2 * reach)
        solid[line[seen].astype(np.int64), column[seen].astype(np.int64)] = True
    return Sighting(ROUND, charted(solid), middle)


class Sightings:
    """What moves, as far as a pilot has seen it: what is in the picture, and shut slides that have been.

    A slide that opens by itself is forgotten when it is out of sight: by the time one is there, it may be open. What
    spins, and has been seen, goes on as it went.
    """

    def __init__(self, movers: Movers) -> None:
        self._stencils = [
            stencil(one, bool(turn)) if not movers.spins(row) else np.zeros((1, 1), np.uint8)
            for row, (one, turn) in enumerate(zip(movers.pieces, movers.turn, strict=True))
        ]
        self._known: set[int] = set()  # what spins, and has been seen: one reckons with all of it from then on
        self._dots = {row: _dotted(one) for row, one in enumerate(movers.pieces) if movers.spins(row)}
        self._opens = [movers.opens_by_itself(row) for row in range(len(self._stencils))]
        for opens, one in zip(self._opens, self._stencils, strict=True):
            if opens:
                one &= ~np.uint8(PATIENT)
        self._last: dict[int, list[complex]] = {}  # those that are kept in mind: where they were

    def look(self, movers: Movers, x0: float, y0: float, x1: float, y1: float) -> list[Sighting]:
        """Each place that something takes, or will soon."""
        px, py = movers.place.real, movers.place.imag
        shown = (px + movers.right > x0) & (px + movers.left < x1) & (py + movers.bottom > y0) & (py + movers.top < y1)
        shown &= movers.standing
        found = []
        places = [movers.ahead(seconds) for seconds in AHEAD] if shown.any() else []
        for row in self._dots:
            if shown[row]:
                at = movers.place.item(row) + self._dots[row] * complex(
                    math.cos(movers.angle[row]), math.sin(movers.angle[row])
                )
                if np.count_nonzero((at.real > x0) & (at.real < x1) & (at.imag > y0) & (at.imag < y1)):
                    self._known.add(row)
                shown[row] = False
        middle = complex((x0 + x1) / 2, (y0 + y1) / 2)
        known = [
            row
            for row in sorted(self._known)
            if movers.standing[row] and abs(movers.place.item(row) - middle) < movers.right[row] + 1.5 * ROUND_REACH
        ]
        if known:
            found.append(_round(movers, self._dots, known, middle))
        for row in shown.nonzero()[0].tolist():
            slides = bool(movers.by[row])
            mine = list(dict.fromkeys(place.item(row) for place in places[: SLIDE_AHEAD if slides else len(AHEAD)]))
            if slides and not self._opens[row]:
                self._last[row] = mine
            found += [Sighting(row, self._stencils[row], middle) for middle in mine]
        for row, mine in self._last.items():
            if not shown[row] and movers.standing[row]:
                found += [Sighting(row, self._stencils[row], middle) for middle in mine]
        return found
