"""Getting past those who look: what a pilot dares in the light, and how it keeps under the carrier."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from game.lab.pilots import GOOD
from game.lab.pilots.chart import Chart
from game.lab.pilots.dodge import Dodger
from game.lab.pilots.gunner import Gunner
from game.lab.pilots.intent import Intent
from game.lab.pilots.navigate import Navigator
from game.lab.pilots.senses import Light, Overhead, Senses, Sight
from game.lab.pilots.skills import DoLesson, Faculties, Shadow, Sneak
from game.lab.pilots.skills.sneak import BEHIND_BOW
from game.sim import placing
from game.sim.abilities import ABILITIES
from game.sim.carrier import BEAM, HALF
from game.sim.command import IDLE, Press
from game.sim.terrain import Rock, Terrain
from game.story import library
from game.story.episode import Episode

BOUNDS = (-3000.0, -2000.0, 3000.0, 2000.0)
UNARMED = frozenset(ABILITIES) - {"fire"}
BLOCK = Rock("block", np.array([[-60.0, -60.0], [60.0, -60.0], [60.0, 60.0], [-60.0, 60.0]]) + np.array([0.0, -260.0]))
ACROSS = Light(500.0, 0.0, 0.0, 0.0, -1.0, 0.0, 520.0, math.radians(35.0))  # it looks at the ship along its way


def faculties(*rocks: Rock) -> Faculties:
    chart, chance = Chart(BOUNDS), random.Random(1)
    chart.reveal(Terrain(BOUNDS, rocks), -1500, -1500, 1500, 1500)
    navigator = Navigator(chart, GOOD.reaction)
    return Faculties(GOOD, chance, chart, navigator, Gunner(GOOD, chart), Dodger(GOOD, chance), {})


def sight(**gauges) -> Sight:
    seen = Sight(alive=True, able=UNARMED, marker=(900.0, 0.0))
    for name, value in gauges.items():
        setattr(seen, name, value)
    return seen


def goes_on(intent) -> bool:
    return intent is not None and intent.move[0] > 0.5


def test_it_does_not_fly_into_a_light_that_would_rest_on_it():
    assert not goes_on(Sneak(faculties(BLOCK)).act(sight(lights=[ACROSS])))


@pytest.mark.parametrize(
    "light",
    [
        Light(500.0, 300.0, 0.0, 0.0, 0.0, 1.0, 520.0, math.radians(35.0)),  # looks away
        Light(450.0, -500.0, 0.0, 0.0, 0.0, -1.0, 520.0, math.radians(35.0)),  # beside the way, the other way
    ],
)
def test_it_goes_where_nobody_looks(light):
    assert goes_on(Sneak(faculties()).act(sight(lights=[light])))


def test_what_has_been_scanned_counts():
    """A light that it would only brush is too much for whoever is nearly known."""
    brushed = Light(300.0, 530.0, 0.0, 0.0, 0.0, -1.0, 520.0, math.radians(5.0))
    assert goes_on(Sneak(faculties()).act(sight(lights=[brushed])))
    assert not goes_on(Sneak(faculties()).act(sight(lights=[brushed], scan=0.8)))
    assert goes_on(Sneak(faculties()).act(sight(lights=[brushed], scan=1.0))), "who is known has nothing to lose"


def test_who_may_shoot_or_wears_a_name_or_is_sent_nowhere_does_not_sneak():
    assert Sneak(faculties()).act(sight(lights=[ACROSS], able=frozenset(ABILITIES))) is None
    assert Sneak(faculties()).act(sight(lights=[ACROSS], wears=True)) is None
    assert Sneak(faculties()).act(sight(lights=[ACROSS], marker=None)) is None
    assert Sneak(faculties()).act(sight()) is None


def test_where_the_way_is_free_but_for_eyes_it_throws_a_decoy_and_goes_after_it():
    skill = Sneak(faculties(BLOCK))
    intent = skill.act(sight(tick=1, lights=[ACROSS], decoys=1))
    assert intent.press == Press.DECOY
    assert goes_on(skill.act(sight(tick=60, lights=[ACROSS], decoys=0))), "while it is looked at"


def test_it_throws_none_against_a_shut_door_nor_sideways():
    door = Rock("door", np.array([[250.0, -900.0], [280.0, -900.0], [280.0, 900.0], [250.0, 900.0]]))
    assert not Sneak(faculties(door)).act(sight(lights=[ACROSS], decoys=1)).press
    turned = Sneak(faculties(BLOCK)).act(sight(lights=[ACROSS], decoys=1, angle=2.0))
    assert not turned.press
    assert turned.aim == pytest.approx(0.0), "it turns first"


def test_the_longer_it_waits_the_more_it_dares():
    skill = Sneak(faculties(BLOCK))
    skill.act(sight(tick=1, lights=[ACROSS]))
    assert skill._dares(sight(tick=600)) > skill._dares(sight(tick=2))


def box(name, x0, y0, x1, y1):
    return Rock(name, np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float64))


def test_from_a_cleft_out_of_which_it_can_picture_no_way_it_goes_on_after_a_while_all_the_same():
    """A flight of 03 waited behind its rock until its time was up."""
    cleft = [box("end", 40, -300, 160, 300), box("above", -90, -100, 40, -40), box("below", -90, 40, 40, 100)]
    skill = Sneak(faculties(*cleft))
    assert not skill.faculties.chart.route(0.0, 0.0, 900.0, 0.0)
    moves = [skill.act(sight(tick=tick, lights=[ACROSS])).move for tick in range(1, 1200, 15)]
    first = next(number for number, move in enumerate(moves) if math.hypot(*move) > 0.5)
    assert 1.0 < first * 15 / 60 < 15.0, "not at once, and not never"


# -- under the carrier -------------------------------------------------------------------------------------------


def overhead(along: float, across: float, *, stops: bool) -> Overhead:
    """The ship is at (0, 0), and the carrier's nose points right."""
    return Overhead(along, across, -along, -across, 1.0, 0.0, stops)


def test_two_knocks_mean_still():
    intent = Shadow(faculties()).act(sight(vx=110.0, carrier=overhead(900.0, 0.0, stops=True)))
    assert intent.brake
    assert intent.move == (0.0, 0.0)


def test_one_knock_means_on_and_it_keeps_behind_the_bow():
    skill = Shadow(faculties())
    assert skill.act(sight(carrier=overhead(0.0, 0.0, stops=False))).move[0] > 0.5
    there = skill.act(sight(carrier=overhead(HALF - BEHIND_BOW, 0.0, stops=False)))
    assert math.hypot(*there.move) < 0.1, "no further"


def test_it_comes_back_under_it_even_while_it_stops():
    intent = Shadow(faculties()).act(sight(carrier=overhead(800.0, BEAM + 150.0, stops=True)))
    assert intent.move[1] < -0.3


def test_it_waits_for_what_comes():
    assert Shadow(faculties()).act(sight(carrier=overhead(HALF + 300.0, 0.0, stops=False))).move == (0.0, 0.0)


def test_round_a_pylon_it_stays_in_the_shadow():
    pylon = Rock("pylon", np.array([[200.0, -90.0], [320.0, -90.0], [320.0, 90.0], [200.0, 90.0]]))
    skill = Shadow(faculties(pylon))
    seen = sight(carrier=overhead(0.0, 0.0, stops=False))
    x, y = skill._spot(seen, seen.carrier)
    assert abs(y) > 100, "in another lane"
    assert abs(y) < BEAM - 60
    assert skill.faculties.chart.clear(0.0, 0.0, x, y)


# -- what it sees ------------------------------------------------------------------------------------------------


def test_a_light_is_seen_by_whom_it_falls_on_even_when_its_drone_is_not():
    episode = Episode(library.load("03-sweep"), 1)
    for _ in range(30):
        episode.step(IDLE)
    world = episode.world
    watcher = world.ships.row_of(episode.director.stage.ships("searchlights")[0])
    place = world.ships.place[watcher]
    placing.place_player(world, float(place.real) - 900.0, float(place.imag) + 700.0, 0.0)
    episode.step(IDLE)
    seen = Senses(episode).look()
    drawn = {(round(light.x), round(light.y)) for light in seen.lights}
    shown = {(round(ship.x), round(ship.y)) for ship in seen.ships if ship.kind == "watcher"}
    assert drawn - shown, "above the picture, and its light in it"


def test_a_lesson_of_one_press_is_pressed_once():
    """A second press would take the name off again."""
    skill = DoLesson(faculties())
    presses = [skill.beside(sight(tick=tick, prompt="spoof"), Intent()).press for tick in range(0, 90, 7)]
    assert presses.count(int(Press.SPOOF)) == 1
