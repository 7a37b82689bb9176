"""The pilot and somebody who owns the room: it heeds what it is told, by what it sees and hears alone."""

import math

import numpy as np
import pytest

from game.lab.pilots import make_pilot
from game.lab.pilots.senses import Senses
from game.sim import damage, placing
from game.story import loader
from game.story.episode import Episode
from tests.story.conftest import HEADER, LINES, write

MAP = """
bounds = [-2000, -2000, 2000, 2000]
rock = [
  { id = "mug", pos = [-260, 60], radius = 90 },
  { id = "tin", pos = [-200, -330], radius = 90 },
  { id = "bench", pos = [-1300, 0], poly = [[-45, -90], [45, -90], [45, 90], [-45, 90]], slide = { by = [400, 0] } },
]
wall = [{ id = "edge", line = [[-1950, -1950], [1950, -1950], [1950, 1950], [-1950, 1950]], closed = true }]
point = [{ id = "start", pos = [-520, -140] }, { id = "throne", pos = [300, 0] }]
zone = [{ id = "all", rect = [-2000, -2000, 2000, 2000], backdrop = "stars" }]
"""
BEAT = (
    '[[beat]]\nid = "b"\nwhen = { on = "start" }\nthen = [\n'
    '  { do = "spawn", what = "daly", name = "daly", place = "throne", order = "hold" },\n'
    '  { do = "daly", phase = "PHASE", cover = ["mug", "tin"], spare = 2, slides = ["bench"] },\n'
    '  { do = "objective", add = "him", line = "order", who = "daly" },\n]\n'
)


def scene(tmp_path, phase="empty", seed=3):
    write(tmp_path, HEADER + BEAT.replace("PHASE", phase), MAP, LINES)
    episode = Episode(loader.level_of(loader.read(tmp_path)), seed)
    return episode, make_pilot("pilot", episode)


def fly(episode, pilot, seconds):
    events = []
    for _ in range(round(seconds * 60)):
        happened = episode.step(pilot.command())
        pilot.hear(happened)
        events += happened
    return events


def kinds(events, kind, name=None):
    return [event for event in events if event.kind == kind and name in (None, event.name)]


@pytest.mark.parametrize("spot", [(-330.0, -60.0), (-250.0, -160.0), (-300.0, -230.0)])
def test_with_cover_near_it_hides_from_his_eyes(tmp_path, spot):
    episode, pilot = scene(tmp_path)
    fly(episode, pilot, 3.0)  # it has seen what stands there
    placing.place_player(episode.world, *spot, 0.0)
    assert episode.world.daly.use(episode.world, "freeze")
    events = fly(episode, pilot, 1.8)
    assert kinds(events, "power", "freeze")
    assert not kinds(events, "frozen")


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_it_leaves_the_box(tmp_path, seed):
    episode, pilot = scene(tmp_path, seed=seed)
    fly(episode, pilot, 2.0)
    episode.world.daly.use(episode.world, "delete")
    assert kinds(fly(episode, pilot, 2.0), "power.missed", "delete")


@pytest.mark.parametrize("seed", [1, 2])
def test_it_is_not_crushed_by_what_he_moves(tmp_path, seed):
    episode, pilot = scene(tmp_path, seed=seed)
    placing.place_player(episode.world, -1100.0, 40.0, 0.0)
    fly(episode, pilot, 0.5)
    assert episode.world.daly.use(episode.world, "move")
    assert not kinds(fly(episode, pilot, 4.0), "crushed")


def test_it_shoots_at_him_when_the_mark_lies_on_him(tmp_path):
    episode, pilot = scene(tmp_path)
    events = fly(episode, pilot, 8.0)
    him = episode.world.daly.who
    assert any(event.who == him and event.other == episode.world.player for event in kinds(events, "hit"))


def test_what_it_sees_of_a_tell_is_what_is_drawn(tmp_path):
    episode, _ = scene(tmp_path)
    episode.step(make_pilot("idle", episode).command())
    senses = Senses(episode)
    assert senses.look().tell is None
    episode.world.daly.use(episode.world, "delete")
    tell = senses.look().tell
    assert (tell.power, tell.box) == ("delete", episode.world.daly.box)
    assert tell.left == pytest.approx(1.2, abs=0.05)


def test_in_a_long_duel_most_of_what_he_does_misses(tmp_path):
    caught = missed = 0
    for seed in range(3):
        episode, pilot = scene(tmp_path, "rules", seed)
        for _ in range(60):
            events = fly(episode, pilot, 1.0)
            caught += len(kinds(events, "power.caught"))
            missed += len(kinds(events, "power.missed"))
            damage.heal(episode.world, episode.world.player)
            damage.heal(episode.world, episode.world.daly.who)
    assert missed > caught
    assert missed + caught > 20


def test_it_can_be_copied_in_the_middle(tmp_path):
    import copy

    episode, pilot = scene(tmp_path, "rules")
    fly(episode, pilot, 5.0)
    twin = Episode(episode.level, 3)
    twin.restore(episode.snapshot())
    other = copy.deepcopy(pilot, {id(episode): twin})
    for _ in range(600):
        one, two = pilot.command(), other.command()
        assert one == two
        pilot.hear(episode.step(one))
        other.hear(twin.step(two))
    assert np.isfinite(float(episode.world.ships.x[episode.world.player_row]))
    assert math.isclose(
        float(twin.world.ships.x[twin.world.player_row]), float(episode.world.ships.x[episode.world.player_row])
    )
