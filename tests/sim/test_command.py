"""Commands survive anything a device may say."""

import math

from hypothesis import given
from hypothesis import strategies as st

from game.lab.scenes import arena, fly
from game.sim.command import AXIS, SIZE, Command, Held

numbers = st.floats(allow_nan=True, allow_infinity=True)


@given(numbers, numbers, numbers, numbers, numbers, st.integers(0, 15), st.integers(0, 255))
def test_any_number_makes_a_command_that_packs_and_comes_back(thrust, turn, x, y, aim, held, pressed):
    command = Command.of(thrust, turn, (x, y), aim, held, pressed)
    assert max(abs(command.thrust), abs(command.turn), abs(command.move_x), abs(command.move_y)) <= AXIS
    packed = command.pack()
    assert len(packed) == SIZE
    assert Command.unpack(packed) == command


def test_not_a_number_is_no_wish():
    nan = math.nan
    world = arena("@")
    fly(world, Command.of(nan, nan, (nan, nan), nan), 0.5)
    ships, row = world.ships, world.player_row
    assert (ships.x[row], ships.y[row], ships.angle[row]) == (0, 0, 0)


def test_infinite_axes_are_full_axes():
    assert Command.of(thrust=math.inf, turn=-math.inf) == Command.of(thrust=1, turn=-1)


def test_aim_comes_back_in_radians():
    assert Command.of(aim=-math.pi / 2).aim_radians == 1.5 * math.pi


def test_the_scheme_alone_is_idle():
    assert Command.of(held=Held.DIRECT).idle
    assert not Command.of(held=Held.FIRE).idle
    assert not Command.of(thrust=0.01).idle
