"""Pictures adrift: what somebody remembers, in pairs that join only where nobody hurries.

The ship draws a picture after it when it flies gently past. Two of one pair become one when they hang side by side at
the same speed for a moment; met in a hurry, both draw away. While there are pictures the drive is gentle, too.
Pictures have no bodies: nothing is struck, nothing can be lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from game.sim.clock import DT
from game.sim.events import Event
from game.sim.tables import Byte, Complex, Float, Table

if TYPE_CHECKING:
    from game.sim.world import World

DRIVE = 0.42  # share of its speed and pull that the ship has among pictures
EVERY = 3  # ticks between two looks
STEP = EVERY * DT  # [s]

TAKES = 190.0  # the ship draws a picture that is nearer than this [u]
GENTLE = 95.0  # and that it passes no faster than this [u/s]
TAKEN = 0.35  # after so long [s]
HANGS = 125.0  # what is drawn hangs so far from the ship [u]
PULL = 2.6  # how hard it is drawn there [1/s2]
DRAG = 2.4  # and how it takes the ship's own speed [1/s]
SNAPS = 420.0  # further away it is left behind [u]
HASTY, LEAVES = 150.0, 2.0  # and so it is by a ship that is faster than this [u/s] for so long [s]

BESIDE = 180.0  # side by side: no further apart than this [u]
SAME = 34.0  # at the same speed: within this [u/s]
JOINS = 1.3  # for so long [s]
TOUCHES = 150.0  # two of a pair that are nearer than this [u]
PUSHES = 80.0  # and close in faster than this [u/s] draw away from each other
NEAR = 130.0  # the ship hurries at a picture that is nearer than this [u]
HURRIES = 135.0  # at more than this [u/s]
SHY = 3.0  # for so long they keep away [s]
FLEES = 170.0  # how fast they go [u/s]
HOMES = 0.12  # what is adrift comes home: acceleration for each unit that it is away [1/s2]
CALMS = 0.9  # and loses its speed [1/s]
WANDERS, ROUND = 16.0, 0.21  # it sways about its home as fast as this [u/s], so many radians a second
SWAY = 0.12  # how hard two of a pair that hang side by side draw each other [1/s2]
HEARD, AGAIN = 520.0, 3.6  # one that sounds is heard from so far [u], every so often [s]

ADRIFT, DRAWN, AWAY, JOINED = 0, 1, 2, 3  # states


class Rows(Table):
    """[u], [u/s], [s]. `held` counts what a state is about to become, `until` is the time at which it is over.

    dark   nothing is seen of it
    waits  its pair hangs side by side and is joined by somebody's word only
    home   where it comes back to
    """

    x: Float
    y: Float
    vx: Float
    vy: Float
    home_x: Float
    home_y: Float
    pair: Byte
    state: Byte
    dark: Byte
    waits: Byte
    held: Float
    until: Float
    sounds: Float  # time of its next sound; a negative one makes none

    place: Complex
    velocity: Complex
    home: Complex
    BLOCKS: ClassVar[dict[str, tuple[str, ...]]] = {"block": ("x", "y", "vx", "vy", "home_x", "home_y")}
    PAIRS: ClassVar[dict[str, tuple[str, int]]] = {
        "place": ("block", 0), "velocity": ("block", 2), "home": ("block", 4),
    }  # fmt: skip


class Pictures:
    """All of them. `arts` and `voices` name what each row shows and how it sounds; rows stay where they are."""

    def __init__(self) -> None:
        self.rows = Rows(16)
        self.arts: list[str] = []
        self.voices: list[str] = []
        self.drawn = -1  # row of the one that follows the ship
        self.joined = 0  # pairs

    def snapshot(self) -> dict[str, Any]:
        return {
            "rows": self.rows.snapshot(), "arts": list(self.arts), "voices": list(self.voices),
            "drawn": self.drawn, "joined": self.joined,
        }  # fmt: skip

    @classmethod
    def restore(cls, data: dict[str, Any]) -> Pictures:
        made = cls()
        made.rows.restore(data["rows"])
        made.arts, made.voices = list(data["arts"]), list(data["voices"])
        made.drawn, made.joined = data["drawn"], data["joined"]
        return made

    def digest(self) -> tuple[Any, ...]:
        return self.rows.digest(), self.arts, self.voices, self.drawn, self.joined

    # -- staging

    def add(
        self, art: str, pair: int, x: float, y: float, *, voice: str = "", dark: bool = False, waits: bool = False
    ) -> int:
        """Bring a picture of a pair; returns its row."""
        row: int = self.rows.add(
            x=x, y=y, home_x=x, home_y=y, pair=pair, dark=dark, waits=waits, sounds=0.0 if voice else -1.0
        ).start
        self.arts.append(art)
        self.voices.append(voice)
        return row

    def pair(self, number: int) -> list[int]:
        """Rows of a pair, in the order in which they came."""
        rows: list[int] = (self.rows.pair == number).nonzero()[0].tolist()
        return rows

    def light(self, number: int) -> None:
        """From now on the pictures of a pair are seen."""
        self.rows.dark[self.rows.pair == number] = 0

    def join(self, world: World, number: int) -> bool:
        """Two of a pair become one, wherever they are; False when they cannot."""
        pair = [row for row in self.pair(number) if self.rows.state.item(row) != JOINED]
        if len(pair) != 2:
            return False
        rows = self.rows
        middle = rows.place[pair].mean()
        if self.drawn in pair:
            self.drawn = -1
        rows.place[pair], rows.velocity[pair], rows.state[pair] = middle, 0.0, JOINED
        self.joined += 1
        self._tell(world, "picture.joined", pair[0], float(self.joined), str(number))
        return True

    # -- the tick

    def update(self, world: World) -> None:
        """They move every tick; every few ticks they look at the ship and at each other."""
        rows = self.rows
        rows.place += rows.velocity * DT
        if world.tick % EVERY:
            return
        here, speed = self._ship(world)
        self._drift(world.time)
        if here is not None:
            self._shy_of(world, here, speed)
            self._draw(world, here, speed)
        self._meet(world)
        self._sound(world, here)

    @staticmethod
    def _ship(world: World) -> tuple[complex | None, complex]:
        row = world.player_row
        if row < 0:
            return None, 0j
        return world.ships.place.item(row), world.ships.velocity.item(row)

    def _drift(self, time: float) -> None:
        """Home, swaying; who draws away only slows down."""
        rows = self.rows
        free = rows.state != DRAWN
        turn = ROUND * time + 1.7 * np.arange(rows.n)
        pull = (rows.home - rows.place) * HOMES + (WANDERS * np.exp(1j * turn) - rows.velocity) * CALMS
        away = rows.state == AWAY
        pull[away] = -0.5 * rows.velocity[away]
        pull[rows.state == JOINED] = -rows.velocity[rows.state == JOINED] * CALMS
        rows.velocity[free] += pull[free] * STEP
        back = away & (rows.until <= time)
        rows.state[back] = ADRIFT

    def _shy_of(self, world: World, here: complex, speed: complex) -> None:
        """A ship in a hurry is not waited for."""
        rows = self.rows
        off = rows.place - here
        fast = np.abs(rows.velocity - speed) > HURRIES
        scared = (rows.state == ADRIFT) & (np.abs(off) < NEAR) & fast
        for row in scared.nonzero()[0].tolist():
            self._flee(row, off.item(row), world.time)
            self._tell(world, "picture.shy", row)

    def _draw(self, world: World, here: complex, speed: complex) -> None:
        """The one that follows; or the nearest, when the ship is gentle for a moment."""
        rows = self.rows
        if self.drawn >= 0:
            row = self.drawn
            off = rows.place.item(row) - here
            far = abs(off)
            rows.held[row] = rows.held.item(row) + STEP if abs(speed) > HASTY else 0.0
            if far > SNAPS or rows.held.item(row) > LEAVES:
                self._let_go(world, "picture.left")
                return
            hang = here + off / max(far, 1e-6) * HANGS
            pull = (hang - rows.place.item(row)) * PULL + (speed - rows.velocity.item(row)) * DRAG
            rows.velocity[row] += pull * STEP
            return
        apart = np.abs(rows.place - here)
        near = (rows.state == ADRIFT) & (apart < TAKES) & (np.abs(rows.velocity - speed) < GENTLE)
        rows.held[(rows.state == ADRIFT) & ~near] = 0.0
        if not near.any():
            return
        row = int(np.where(near, apart, np.inf).argmin())
        rows.held[row] += STEP
        if rows.held.item(row) >= TAKEN:
            rows.state[row], rows.held[row] = DRAWN, 0.0
            self.drawn = row
            self._tell(world, "picture.drawn", row)

    def _meet(self, world: World) -> None:
        """The one that is drawn, and its other."""
        rows, row = self.rows, self.drawn
        if row < 0:
            return
        other = next((each for each in self.pair(rows.pair.item(row)) if each != row), -1)
        if other < 0 or rows.state.item(other) != ADRIFT:
            return
        off = rows.place.item(other) - rows.place.item(row)
        far, apart = abs(off), rows.velocity.item(other) - rows.velocity.item(row)
        closing = -(apart * off.conjugate()).real / max(far, 1e-6)
        if far < TOUCHES and closing > PUSHES:
            self._let_go(world, "")
            self._flee(row, -off, world.time)
            self._flee(other, off, world.time)
            self._tell(world, "picture.withdrew", row)
        elif far < BESIDE and abs(apart) < SAME:
            rows.held[other] += STEP
            rows.velocity[other] -= off * (SWAY * STEP)
            if rows.held.item(other) >= JOINS:
                self._beside(world, row, other)
        else:
            rows.held[other] = 0.0

    def _beside(self, world: World, row: int, other: int) -> None:
        rows = self.rows
        rows.held[other] = 0.0
        if not rows.waits.item(row):
            self.join(world, rows.pair.item(row))
            return
        self._let_go(world, "")
        middle = (rows.place.item(row) + rows.place.item(other)) / 2
        aside = (rows.place.item(other) - rows.place.item(row)) / max(1e-6, abs(rows.place.item(other) - middle)) / 4
        for each, side in ((row, -1.0), (other, 1.0)):  # they stay there, with a gap between them
            rows.home[each] = middle + aside * side * HANGS
            rows.state[each], rows.until[each] = AWAY, np.inf
            rows.velocity[each] = 0.0
        self._tell(world, "picture.beside", row)

    def _flee(self, row: int, off: complex, time: float) -> None:
        rows = self.rows
        rows.velocity[row] = off / max(abs(off), 1e-6) * FLEES
        rows.state[row], rows.until[row], rows.held[row] = AWAY, time + SHY, 0.0

    def _let_go(self, world: World, kind: str) -> None:
        row, self.drawn = self.drawn, -1
        self.rows.state[row], self.rows.held[row] = ADRIFT, 0.0
        if kind:
            self._tell(world, kind, row)

    def _sound(self, world: World, here: complex | None) -> None:
        rows = self.rows
        due = (rows.sounds >= 0.0) & (rows.sounds <= world.time) & (rows.state != JOINED)
        if here is None or not due.any():
            return
        for row in (due & (np.abs(rows.place - here) < HEARD)).nonzero()[0].tolist():
            rows.sounds[row] = world.time + AGAIN
            self._tell(world, "picture.heard", row, name=self.voices[row])

    def _tell(self, world: World, kind: str, row: int, value: float | None = None, name: str | None = None) -> None:
        rows = self.rows
        pair = float(rows.pair.item(row))
        value, name = pair if value is None else value, str(int(pair)) if name is None else name
        world.emit(Event(kind, world.player, 0, rows.x.item(row), rows.y.item(row), value, name))
