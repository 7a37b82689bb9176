"""From the environment's actions to commands."""

from __future__ import annotations

import math

import numpy as np
import pytest

from game.lab.controls import AIMS, CONTINUOUS, DISCRETE, KINDS, MOVES, Continuous, Discrete, controls
from game.lab.environment import LevelEnv
from game.sim.command import AXIS, Held


@pytest.mark.parametrize("kind", KINDS)
def test_the_space_is_the_table(kind):
    env = LevelEnv("beacons", action=kind)
    action = env.action_space.sample()
    assert action.shape == (len(KINDS[kind]),)
    env.reset(seed=1)
    env.step(action)
    if kind == "discrete":
        assert env.action_space.nvec.tolist() == [control.choices for control in DISCRETE]


def test_moves_go_clockwise_from_the_right_at_full_speed():
    ways = [Discrete().command([move, 0, 0, 0, 0]) for move in range(MOVES + 1)]
    assert (ways[0].move_x, ways[0].move_y) == (0, 0)
    assert (ways[1].move_x, ways[1].move_y) == (AXIS, 0)
    assert (ways[3].move_x, ways[3].move_y) == (0, AXIS)  # down
    assert (ways[5].move_x, ways[5].move_y) == (-AXIS, 0)
    assert all(math.hypot(way.move_x, way.move_y) == pytest.approx(AXIS, abs=1) for way in ways[1:])


def test_aims_go_clockwise_from_the_right():
    aims = [Discrete().command([0, aim, 0, 0, 0]).aim_radians for aim in range(AIMS)]
    assert aims == pytest.approx([aim * math.tau / AIMS for aim in range(AIMS)], abs=1e-4)


@pytest.mark.parametrize(("entry", "held"), [(2, Held.FIRE), (3, Held.BOOST), (4, Held.BRAKE)])
def test_buttons_are_held(entry, held):
    whole = [0, 0, 0, 0, 0]
    assert Discrete().command(np.array(whole)).held == Held.DIRECT
    whole[entry] = 1
    assert Discrete().command(np.array(whole)).held == Held.DIRECT | held
    shares = [0.0] * len(CONTINUOUS)
    shares[entry + 2] = 0.01
    assert Continuous().command(np.array(shares)).held == Held.DIRECT | held


def test_a_continuous_wish_keeps_its_length_and_is_brought_back_when_it_is_too_long():
    command = Continuous().command([0.5, -0.25, 0, 0, 0, 0, 0])
    assert (command.move_x, command.move_y) == (round(0.5 * AXIS), round(-0.25 * AXIS))
    assert Continuous().command([9, -9, 0, 0, 0, 0, 0]).move_x == AXIS
    assert Continuous().command([math.nan, 0, math.nan, 0, math.nan, 0, 0]).idle


def test_a_short_aim_leaves_the_nose_where_it_was():
    hands = Continuous()
    hands.begin(math.pi / 2)
    assert hands.command([0, 0, 0.05, 0.05, 0, 0, 0]).aim_radians == pytest.approx(math.pi / 2, abs=1e-3)
    assert hands.command([0, 0, -0.5, 0, 0, 0, 0]).aim_radians == pytest.approx(math.pi, abs=1e-3)
    assert hands.command([0, 0, 0, 0, 0, 0, 0]).aim_radians == pytest.approx(math.pi, abs=1e-3)


@pytest.mark.parametrize(
    ("kind", "action", "message"),
    [
        ("discrete", [9, 0, 0, 0, 0], r"\(9, 0, 0, 0, 0\) is not in \(9, 32, 2, 2, 2\): move, aim"),
        ("discrete", [0, 0, 0, 0], "is not in"),
        ("discrete", [0, -1, 0, 0, 0], "is not in"),
        ("discrete", [0.5, 0, 0, 0, 0], "is not in"),
        ("continuous", [0.0, 0.0], "is not 7 numbers: move_x, move_y"),
        ("discrete", 3, "action 3 is not 5 whole numbers: move, aim"),
        ("discrete", np.array(3), "is not 5 whole numbers"),
        ("discrete", [[0, 0, 0, 0, 0]], "is not 5 whole numbers"),
        ("continuous", 3.0, "is not 7 numbers"),
        ("continuous", np.zeros((7, 1)), "is not 7 numbers"),
    ],
)
def test_actions_that_are_none_are_named(kind, action, message):
    with pytest.raises(ValueError, match=message):
        controls(kind).command(action)
