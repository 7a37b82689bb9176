"""Flocks of mites, searchlights and walls that go round in level files: what stages them, what waits for them."""

from __future__ import annotations

import numpy as np
import pytest

from game.sim import placing, roster
from game.sim.command import Command, Held, Press
from game.sim.flock import PITCH
from game.sim.lives import Life
from game.story import berths, check, loader
from game.story.episode import Episode
from game.story.level import turns_about

from .conftest import HEADER, LINES, Play, write

MAP = """
bounds = [-2000, -2000, 2000, 2000]
rock = [{ id = "moon", pos = [800, 0], radius = 100 }]
wall = [{ id = "crown", arc = [0, -1500, 300, 0.5, 5.5], width = 20, spin = { rate = -0.4 } }]
path = [
  { id = "loop", points = [[600, -900], [900, -600], [600, -300], [300, -600]], loop = true },
  { id = "off", points = [[-900, 900], [900, 900]] },
]
point = [
  { id = "start", pos = [0, 0] },
  { id = "den", pos = [600, 600], angle = 1.57 },
  { id = "lamp", pos = [-300, 0], angle = 3.14 },
]
region = [{ id = "pen", rect = [-900, 500, -500, 900] }, { id = "bowl", circle = [-700, -700, 220] }]
"""
SLEEP = '{ do = "spawn", what = "mite", count = 60, group = "wall", place = "PLACE", goal = "sleep" }'


def level(then: str, more: str = "") -> str:
    return f'{HEADER}[[beat]]\nid = "b"\nwhen = {{ on = "start" }}\nthen = [{then}]\n{more}'


@pytest.fixture
def stages(tmp_path):
    """`stages(actions)`: a level with the map above that does this at the start."""

    def build(then: str, more: str = "") -> Play:
        draft = loader.read(write(tmp_path, level(then, more), MAP, LINES))
        check.playable(draft)
        return Play(Episode(loader.level_of(draft)))

    return build


def mites(play) -> np.ndarray:
    ships = play.world.ships
    return ships.place[ships.traits.flock]


def nearest(places: np.ndarray) -> np.ndarray:
    apart = np.abs(places[:, None] - places) + np.eye(places.size) * 1e9
    return apart.min(axis=1)


@pytest.mark.parametrize(
    ("place", "holds"),
    [
        ("pen", lambda z: (abs(z.real + 700) <= 200) & (abs(z.imag - 700) <= 200)),
        ("bowl", lambda z: abs(z + 700 + 700j) <= 221),
        ("den", lambda z: abs(z - 600 - 600j) <= 8 * PITCH),
        ("loop", lambda z: abs(abs(z.real - 600) + abs(z.imag + 600) - 300) <= 50),
    ],
)
def test_they_fill_the_place_side_by_side(stages, place, holds):
    play = stages(SLEEP.replace("PLACE", place)).run(0.05)
    there = mites(play)
    assert there.size == 60
    assert holds(there).all()
    assert nearest(there).min() > 0.5 * PITCH
    assert len(roster.group(play.world, "wall")) == 60


def test_they_are_told_to_wake_and_to_sleep(stages):
    wake = '{ at = 0.5, do = "order", group = "wall", order = "wake", path = "off" }'
    sleep = '{ at = 4, do = "order", group = "wall", order = "sleep" }'
    hears = "".join(
        f'[[beat]]\nid = "{part}"\nwhen = {{ on = "flock", part = "{part}" }}\n'
        f'then = [{{ do = "flag", set = "{part}" }}]\n'
        for part in ("wakes", "stops")
    )
    play = stages(f"{SLEEP.replace('PLACE', 'pen')}, {wake}, {sleep}", hears)
    play.run(0.4)
    life = play.world.ships.life
    assert (life[play.world.ships.traits.flock] == Life.SLEEP).all()
    play.run(2.6)
    assert (play.world.ships.life[play.world.ships.traits.flock] == Life.FLOCK).all()
    assert play.fired("wakes")
    play.run(1.5)
    assert (play.world.ships.life[play.world.ships.traits.flock] == Life.SLEEP).all()
    assert play.fired("stops")
    assert not play.director.reports


def test_who_is_no_flock_is_reported(stages):
    play = stages(
        '{ do = "spawn", what = "hound", group = "wall", place = "den", order = "hold" },'
        f" {SLEEP.replace('PLACE', 'pen').replace(chr(34) + 'wall', chr(34) + 'pack')},"
        ' { at = 0.2, do = "order", group = "wall", order = "wake" }'
    ).run(0.5)
    (report,) = play.director.reports
    assert "can wake" in report


def test_overtaken_is_a_way_to_lose_with_lines_of_its_own(stages):
    flock = '{ do = "spawn", what = "mite", count = 80, group = "swarm", place = "bowl", goal = "flock" }'
    retry = '[[retry]]\ncause = ["swarm"]\nlines = ["again1"]\n'
    play = stages(f'{{ do = "checkpoint" }}, {flock}', retry)
    placing.place_player(play.world, -420.0, -420.0, 0.0)
    play.run(9.0)
    assert play.episode.waiting_retry
    assert play.director.state.cause == "swarm"
    play.tick(Command(pressed=int(Press.RETRY)))
    assert not play.episode.waiting_retry


def test_a_run_that_is_taken_up_again_finds_them_asleep(stages):
    then = f'{SLEEP.replace("PLACE", "pen")}, {{ at = 0.3, do = "checkpoint" }},'
    then += ' { at = 0.6, do = "order", group = "wall", order = "wake" }, { at = 2.5, do = "lose" }'
    play = stages(then).run(3.4)
    assert play.episode.waiting_retry
    play.tick(Command(pressed=int(Press.RETRY)))
    ships = play.world.ships
    assert ships.traits.flock.size == 60
    assert (ships.life[ships.traits.flock] == Life.SLEEP).all()


def test_a_searchlight_looks_as_its_point_does_and_identifies_who_is_warm(stages):
    beat = '[[beat]]\nid = "seen"\nwhen = { on = "identified", who = "callister" }\n'
    beat += 'then = [{ do = "flag", set = "lit" }]\n'
    play = stages('{ do = "spawn", what = "searchlight", group = "lamps", place = "lamp" }', beat)
    placing.place_player(play.world, -900.0, 40.0, 0.0)
    play.run(0.1)
    (lamp,) = roster.group(play.world, "lamps")
    row = play.world.ships.row_of(lamp)
    assert play.world.ships.heading[row].real == pytest.approx(-1.0, abs=0.1)
    for i in range(60 * 6):
        play.tick(Command.of(move=(0.0, 0.5 if i // 30 % 2 else -0.5), held=Held.DIRECT))
    assert play.fired("seen")


def test_a_map_says_what_goes_round_what(stages):
    play = stages('{ do = "flag", set = "seen" }').run(1.0)
    movers = play.world.movers
    assert movers.names == ["crown"]
    assert movers.place[0] == -1500j
    assert movers.angle[0] == pytest.approx(-0.4, abs=0.01)
    assert turns_about(play.episode.level.map.walls["crown"]) == (0, -1500)


@pytest.mark.parametrize(
    ("then", "says"),
    [
        ('{ do = "spawn", what = "griefer", place = "den", goal = "flock" }', "for mites"),
        ('{ do = "spawn", what = "mite", place = "den", goal = "roam" }', "there are sleep and flock"),
        ('{ do = "spawn", what = "mite", place = "den", goal = "sleep", order = "attack" }', "no 'order'"),
        ('{ do = "order", group = "wall", order = "sleep", point = "den" }', "sleep where they are"),
        ('{ do = "order", group = "wall", order = "wake", seconds = 3 }', "for good"),
    ],
)
def test_what_makes_no_sense_is_said_where_it_stands(tmp_path, then, says):
    win = '[[beat]]\nid = "w"\nwhen = { on = "start" }\nthen = [{ do = "win" }]\n'
    write(tmp_path, level(f"{SLEEP.replace('PLACE', 'pen')}, {then}", win), MAP, LINES)
    problems = [p for p in check.check(tmp_path) if says in p.message]
    assert problems
    assert problems[0].line > 1


def test_who_waits_for_a_flock_that_never_comes_waits_in_vain(tmp_path):
    more = '[[beat]]\nid = "f"\nwhen = { on = "flock" }\nthen = [{ do = "win" }]\n'
    write(tmp_path, level('{ do = "flag", set = "seen" }', more), MAP, LINES)
    assert any("no mites are ever spawned with a goal" in p.message for p in check.check(tmp_path))


@pytest.mark.parametrize("rect", [(0, 0, 2000, 1), (0, 0, 1, 900), (0, 0, 1, 1), (0, 0, 400, 300)])
@pytest.mark.parametrize("count", [1, 5, 500])
def test_a_flock_fills_the_thinnest_region(rect, count):
    def holds(spots):
        left, top, right, bottom = rect
        return (spots.real >= left) & (spots.real <= right) & (spots.imag >= top) & (spots.imag <= bottom)

    places, angles = berths.filling(rect, holds, count)
    assert holds(places).all()
    assert len(places) == len(angles) == count


def test_a_flock_finds_a_place_where_a_region_holds_none():
    places, _ = berths.filling((0, 0, 100, 100), lambda spots: np.zeros(spots.shape, bool), 3)
    assert list(places) == [50 + 50j] * 3
