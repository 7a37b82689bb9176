"""Pilots that do what is called: cold under lights, backwards through a gate, down a line without slowing down."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from game.lab.pilots import GOOD
from game.lab.pilots.chart import Chart
from game.lab.pilots.dodge import Dodger
from game.lab.pilots.gunner import Gunner
from game.lab.pilots.navigate import Navigator
from game.lab.pilots.senses import Light, Sight
from game.lab.pilots.skills import Faculties, Heed
from game.sim.abilities import ABILITIES
from game.sim.terrain import Terrain, Wall

BOUNDS = (-3000.0, -2000.0, 3000.0, 2000.0)


def heed(*walls: list[tuple[float, float]]) -> Heed:
    """The skill, on a chart on which everything round (0, 0) is known."""
    pieces = tuple(Wall(f"wall-{n}", np.array(points, float), 28.0) for n, points in enumerate(walls))
    chart = Chart(BOUNDS)
    chart.reveal(Terrain(BOUNDS, (), pieces), -2000, -1500, 2000, 1500)
    chance = random.Random(1)
    return Heed(
        Faculties(
            GOOD, chance, chart, Navigator(chart, GOOD.reaction), Gunner(GOOD, chart), Dodger(GOOD, chance), {}
        )
    )  # fmt: skip


def sight(told: str, **gauges) -> Sight:
    seen = Sight(alive=True, able=frozenset(ABILITIES), told=told, order=told)
    for name, value in gauges.items():
        setattr(seen, name, value)
    return seen


def light(x: float, y: float) -> Light:
    return Light(x, y, 0.0, 0.0, -1.0, 0.0, 1100.0, 0.16)


def test_any_other_order_is_no_business_of_its():
    assert heed().act(sight("one", marker=(500.0, 0.0))) is None
    assert heed().act(sight("cold")) is None, "nor one without a mark"


def test_it_turns_its_nose_away_and_goes_on():
    intent = heed().act(sight("backwards", marker=(500.0, 0.0)))
    assert intent.move[0] > 0.3
    assert abs(intent.aim) == pytest.approx(math.pi)
    assert heed().act(sight("backwards", marker=(2000.0, 0.0))).aim is None, "but not before it comes near"


def test_under_lights_it_burns_briefly_drifts_and_waits_until_it_is_forgotten():
    skill = heed()

    def does(**gauges):
        return skill.act(sight("cold", marker=(1500.0, 0.0), lights=[light(900.0, 0.0)], **gauges)).move != (0.0, 0.0)

    assert does(vx=100.0)
    assert not does(vx=380.0), "fast enough"
    assert not does(vx=200.0)
    assert not does(vx=40.0, scan=0.3), "slow, but not forgotten"
    assert does(vx=40.0)
    assert not does(vx=200.0, scan=0.6), "a scan has come far"


def test_it_brakes_when_it_would_drift_into_a_wall():
    skill = heed([(260.0, -300.0), (260.0, 300.0)])
    seen = sight("cold", marker=(1500.0, 0.0), lights=[light(900.0, 0.0)], vx=380.0, scan=0.6)
    assert skill.act(seen).brake


def test_without_a_light_in_reach_it_just_goes():
    far = [light(2900.0, 1500.0)]
    assert heed().act(sight("cold", marker=(1500.0, 0.0), lights=far, vx=400.0)).move[0] > 0.9


def test_it_goes_down_the_middle_as_fast_as_it_can():
    intent = heed().act(sight("down", marker=(800.0, 0.0), boost=1.0))
    assert intent.boost
    assert intent.move[0] > 0.9


def pipe() -> Heed:
    """East along y = 0, 460 wide, and at x = 600 the end of it; one way out, to the north."""
    return heed(
        [(-1500.0, -230.0), (370.0, -230.0), (370.0, -1400.0)], [(-1500.0, 230.0), (830.0, 230.0), (830.0, -1400.0)]
    )


def test_it_runs_where_the_way_is_free_the_furthest():
    skill = pipe()
    straight = skill.act(sight("run", x=-900.0, vx=420.0, boost=1.0))
    assert straight.move[0] > 0.9
    assert straight.boost
    corner = skill.act(sight("run", x=560.0, vx=300.0, vy=-60.0, boost=1.0))
    assert corner.move[1] < -0.3


def test_it_does_not_turn_back_from_where_it_stands_still():
    skill = pipe()
    for x in np.arange(-1400.0, 601.0, 100.0):
        skill.act(sight("run", x=float(x), vx=420.0))
    assert skill.act(sight("run", x=600.0, angle=math.pi)).move[1] < -0.3
    skill.forget()
    assert skill.act(sight("run", x=600.0, angle=math.pi)).move[0] < -0.3, "it does not know, when it is put there"
