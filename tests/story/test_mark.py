"""What the newest order points at."""

from __future__ import annotations

import pytest

from game.sim import loot, roster, spawning
from game.sim.world import World
from game.story.mark import mark
from game.story.state import Objective, Role, State


class Stage:
    """As much of a stage as a mark needs."""

    def __init__(self):
        self.world = World(1)
        spawning.spawn(self.world, "callister", 0, 0)
        self.state = State()

    def ship(self, x, y, name="", group=""):
        who = spawning.spawn(self.world, "newcomer", x, y, group=group)
        self.state.cast[who] = Role(name, group, "")
        return who

    def ships(self, name):
        alive = [(who, role) for who, role in self.state.cast.items() if self.world.ships.row_of(who) >= 0]
        named = [who for who, role in alive if role.name == name]
        return named or roster.group(self.world, name)

    def order(self, id, **points):
        self.state.objectives.append(Objective(id, id, **points))


@pytest.fixture
def stage():
    return Stage()


def test_the_newest_open_order_counts(stage):
    stage.order("old", marker=(1.0, 2.0))
    stage.order("new", marker=(3.0, 4.0))
    assert mark(stage, 0, 0).place == (3.0, 4.0)
    stage.state.objectives[-1].state = "done"
    assert mark(stage, 0, 0).order == "old"


def test_of_a_group_the_nearest_and_of_those_who_were_robbed_nobody(stage):
    near, far = stage.ship(100, 0, group="marks"), stage.ship(900, 0, group="marks")
    stage.order("rob", group="marks")
    assert mark(stage, 0, 0).ship == near
    assert mark(stage, 2_000, 0).ship == far
    stage.world.ships.hacked[stage.world.ships.row_of(near)] = True
    assert mark(stage, 0, 0).ship == far
    stage.world.ships.hacked[stage.world.ships.row_of(far)] = True
    assert mark(stage, 0, 0).ship == near, "when all have been, it is still somewhere"


def test_one_ship_by_its_name(stage):
    stage.ship(50, 0, name="other")
    who = stage.ship(700, 70, name="bea")
    stage.order("find", group="bea")
    assert (mark(stage, 0, 0).ship, mark(stage, 0, 0).place) == (who, (700.0, 70.0))
    roster.remove(stage.world, who)
    assert mark(stage, 0, 0) is None


def test_the_nearest_data_as_long_as_there_is_any(stage):
    stage.order("walk", marker=(9.0, 9.0))
    stage.order("fill", motes=True)
    assert mark(stage, 0, 0).order == "walk", "nothing is adrift: the order before it is what can be done"
    loot.scatter(stage.world, 300, 0, 5, 3, 3)
    loot.scatter(stage.world, -100, 0, 5, 3, 3)
    assert mark(stage, 0, 0).x == pytest.approx(-100, abs=6)
    assert mark(stage, 250, 0).x == pytest.approx(300, abs=6)
