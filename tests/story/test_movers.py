"""What moves in a level: as the map says, and when the script says so."""

from __future__ import annotations

import pytest

from game.sim import placing
from game.sim.command import Command, Press
from game.sim.motions import TELL
from game.story import check, loader
from game.story.episode import Episode
from game.story.level import stands

from .conftest import HEADER, LINES, write
from .conftest import MAP as TINY

MAP = """
wall = [
  { id = "shutter", line = [[-900, 300], [-900, 500]], width = 20, slide = { by = [0, 300] } },
  { id = "clock", line = [[1200, -200], [1200, 200]], slide = { by = [0, -450], every = 4, first = 0.5, moves = 0.5 } },
  { id = "fixed", line = [[1500, -200], [1500, 200]] },
]
"""
ROCK = '{ id = "raft", pos = [-900, -900], radius = 60, drift = { path = "lane", speed = 90, turn = 0.2 } }'


@pytest.fixture
def moves(does):
    def build(then: str, more: str = "", **others: object):
        return does(then, more, map=MAP, **others)

    return build


def middle(play, name: str) -> complex:
    return play.world.movers.place.item(play.world.movers.names.index(name))


def test_a_map_says_what_moves(moves):
    play = moves('{ do = "flag", set = "seen" }').run(1.6)
    movers = play.world.movers
    assert movers.names == ["shutter", "clock"]
    assert middle(play, "shutter") == -900 + 400j
    assert middle(play, "clock") == 1200 - 450j
    assert [wall.name for wall in play.world.terrain.walls] == ["fixed"]
    assert [stands(wall) for wall in play.episode.level.map.walls.values()] == [False, False, True]


def test_a_rock_drifts_along_a_path_of_the_map(tmp_path):
    rock = f"rock = [{ROCK}]"
    beat = '[[beat]]\nid = "b"\nwhen = { on = "start" }\nthen = [{ do = "win" }]\n'
    moon = next(row for row in TINY.splitlines() if row.startswith("rock"))
    write(tmp_path, HEADER + beat, TINY.replace(moon, rock), LINES)
    draft = loader.read(tmp_path)
    check.playable(draft)
    world = Episode(loader.level_of(draft)).world
    for _ in range(60):
        world.step(Command())
    assert world.movers.place[0] == pytest.approx(-810 - 900j, abs=1)
    assert world.movers.angle[0] == pytest.approx(0.2)


def test_the_script_slides_a_wall_there_and_back(moves):
    back = '{ at = 4, do = "slide", what = "shutter", to = 0, seconds = 1 }'
    play = moves(f'{{ do = "slide", what = "shutter", seconds = 2 }}, {back}').run(TELL)
    assert middle(play, "shutter") == -900 + 400j
    assert play.world.movers.lamps[0]
    play.run(2.1)
    assert middle(play, "shutter") == -900 + 700j
    play.run(3.0)
    assert middle(play, "shutter") == -900 + 400j
    assert not play.director.reports


@pytest.mark.parametrize(
    ("then", "name"),
    [
        ('{ do = "slide", what = "clock" }', "clock"),
        ('{ do = "slide", what = "fixed" }', "fixed"),
        ('{ do = "remove-terrain", terrain = "shutter" }, { at = 1, do = "slide", what = "shutter" }', "shutter"),
    ],
)
def test_what_cannot_slide_is_reported(moves, then: str, name: str):
    (report,) = moves(then).run(1.5).director.reports
    assert f"{name!r} cannot slide" in report


def test_a_run_that_is_taken_up_again_finds_its_walls_as_they_were(moves):
    then = '{ do = "slide", what = "shutter", seconds = 1 }, { at = 1.0, do = "checkpoint" }, { at = 3, do = "lose" }'
    play = moves(then)
    play.run(1.1)
    half_way, clock = middle(play, "shutter"), middle(play, "clock")
    play.run(2.6)
    assert play.episode.waiting_retry
    assert middle(play, "shutter") == -900 + 700j
    play.tick(Command(pressed=int(Press.RETRY)))
    assert abs(middle(play, "shutter") - half_way) < 40, "no further than at the checkpoint"
    assert abs(middle(play, "clock") - clock) < 60
    assert play.run(1.0).world.movers.place[0] == -900 + 700j


def test_touching_what_moves_is_told_by_its_name(moves):
    more = (
        '[[beat]]\nid = "touch"\nwhen = { on = "touched", terrain = "shutter" }\n'
        'then = [{ do = "flag", set = "felt" }]\n'
    )
    play = moves('{ do = "slide", what = "shutter", seconds = 1 }', more)
    placing.place_player(play.world, -900, 545, 0.0)
    play.run(2.0)
    assert play.fired("touch")
