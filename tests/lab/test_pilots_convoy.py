"""A pilot beside somebody who does not slow down."""

from __future__ import annotations

import math
import random

import pytest

from game.lab.pilots import GOOD
from game.lab.pilots.chart import Chart
from game.lab.pilots.dodge import Dodger
from game.lab.pilots.gunner import Gunner
from game.lab.pilots.navigate import Navigator
from game.lab.pilots.senses import Contact, Prompt, Sight
from game.lab.pilots.skills import Convoy, Faculties
from game.sim.abilities import ABILITIES
from game.sim.command import Press
from game.sim.kinds import KINDS, Team

SPEED = KINDS["courier"].speed
BOUNDS = (-4000.0, -2000.0, 4000.0, 2000.0)


def skill():
    chart, chance = Chart(BOUNDS), random.Random(1)
    navigator = Navigator(chart, GOOD.reaction)
    return Convoy(Faculties(GOOD, chance, chart, navigator, Gunner(GOOD, chart), Dodger(GOOD, chance), {}))


def courier(id, x, y=0.0, speed=SPEED):
    return Contact(id, "courier", int(Team.NEUTRAL), x, y, speed, 0.0, 1.0, 0.0, False)


def a_sight(*ships, quarry=1, **gauges):
    sight = Sight(alive=True, able=frozenset(ABILITIES), ships=list(ships), quarry=quarry, tick=600)
    sight.marker = next(((ship.x, ship.y) for ship in ships if ship.id == quarry), None)
    for name, value in gauges.items():
        setattr(sight, name, value)
    return sight


def test_it_leaves_alone_who_does_not_run():
    assert skill().act(a_sight(courier(1, 200.0, speed=60.0))) is None
    assert skill().act(a_sight(courier(1, 200.0), able=frozenset({"thrust"}))) is None


def test_from_far_behind_it_boosts_and_not_when_there_is_hardly_any_left():
    behind = {"vx": 380.0, "y": 130.0}
    assert skill().act(a_sight(courier(1, 550.0), boost=1.0, **behind)).boost
    assert not skill().act(a_sight(courier(1, 550.0), boost=0.3, **behind)).boost
    assert not skill().act(a_sight(courier(1, 150.0), boost=1.0, **behind)).boost


def test_alongside_it_flies_as_fast_as_the_other_and_throws_the_tether():
    intent = skill().act(a_sight(courier(1, 0.0), vx=SPEED, y=160.0))
    assert math.hypot(*intent.move) == pytest.approx(SPEED / 420.0, abs=0.08)
    assert intent.move[0] > 0.8
    assert intent.press & int(Press.HACK)


def test_too_fast_for_the_tether_it_waits_with_it():
    intent = skill().act(a_sight(courier(1, 0.0), vx=SPEED + 300.0, y=160.0))
    assert not intent.press & int(Press.HACK)


def test_it_answers_while_it_keeps_alongside():
    convoy = skill()
    sight = a_sight(courier(1, 0.0), vx=SPEED, y=160.0, handshake=Prompt(1, 0, 2))
    convoy.act(sight)
    sight.tick += GOOD.prompt + 1
    intent = convoy.act(sight)
    assert intent.press & int(Press.CHOICE_3)
    assert intent.move[0] > 0.8


def test_it_goes_round_the_one_in_between():
    straight = skill().act(a_sight(courier(1, 600.0, 170.0), vx=380.0))
    round_it = skill().act(a_sight(courier(1, 600.0, 170.0), courier(2, 150.0, 20.0), vx=380.0))
    assert abs(round_it.move[1] - straight.move[1]) > 0.15


def test_a_mark_out_of_the_picture_that_runs_is_chased_where_it_goes():
    convoy = skill()
    assert convoy.act(a_sight(marker=(900.0, 0.0))) is None
    sight = a_sight(marker=(900.0 + SPEED * 0.1, 0.0), boost=1.0, vx=380.0)
    sight.tick += 6
    intent = convoy.act(sight)
    assert intent.move[0] > 0.9
    assert intent.boost


def test_who_still_comes_is_met_where_it_will_be():
    convoy = skill()
    convoy.act(a_sight(marker=(-1200.0, 600.0)))
    sight = a_sight(marker=(-1200.0 + SPEED * 0.1, 600.0), boost=1.0)
    sight.tick += 6
    intent = convoy.act(sight)
    assert not intent.boost
    assert intent.move[1] > 0.9
