"""What a flight in the environment is worth, part by part."""

from __future__ import annotations

import math

import numpy as np
import pytest

from game.lab import layout
from game.lab.arena import arena
from game.lab.environment import LevelEnv
from game.lab.observation import Target
from game.lab.rewards import Rewards, Tally
from game.lab.training import TRAINING
from game.sim import damage
from game.story import library
from game.story.episode import Episode
from game.story.state import StoryEvent


@pytest.fixture
def tally():
    return Tally(Episode(library.load(TRAINING["beacons"]), 1), Rewards(second=0.5, kill=2.0))


def at(distance, key=("a", 0)):
    return Target(key, 0.0, 0.0), distance


def test_progress_is_the_distance_made_good(tally):
    assert tally.take(*at(1000.0), lost=False)["progress"] == 0.0
    assert tally.take(*at(700.0), lost=False)["progress"] == pytest.approx(0.3)
    assert tally.take(*at(900.0), lost=False)["progress"] == pytest.approx(-0.2)


def test_flying_to_and_fro_gains_nothing_nor_does_another_life(tally):
    gained = [tally.take(*at(far), lost=False)["progress"] for far in (1000.0, 200.0)]
    gained.append(tally.take(None, 0.0, lost=True)["progress"])  # gone
    gained += [tally.take(*at(far), lost=False)["progress"] for far in (1000.0, 200.0, 1000.0)]
    assert sum(gained) == pytest.approx(0.0)


def test_another_mark_is_measured_anew(tally):
    tally.take(*at(50.0), lost=False)
    assert tally.take(*at(2000.0, ("b", 0)), lost=False)["progress"] == 0.0
    assert tally.take(*at(1500.0, ("b", 7)), lost=False)["progress"] == 0.0  # another ship of its group
    assert tally.take(*at(1400.0, ("b", 7)), lost=False)["progress"] == pytest.approx(0.1)


def test_what_happens_in_the_story_counts_once(tally):
    tally.hear([StoryEvent("beat", "one"), StoryEvent("beat", "two"), StoryEvent("objective.done", "out")])
    tally.hear([StoryEvent("beat", "one"), StoryEvent("objective.failed", "in"), StoryEvent("flag", "x")])
    parts = tally.take(None, 0.0, lost=False)
    assert {part: parts[part] for part in ("beat", "objective", "failed")} == {
        "beat": pytest.approx(0.2), "objective": 1.0, "failed": -1.0,
    }  # fmt: skip
    tally.hear([StoryEvent("beat", "one"), StoryEvent("objective.done", "out")])  # after a retry
    assert tally.take(None, 0.0, lost=True) == {**dict.fromkeys(parts, 0.0), "lost": -5.0}


@pytest.mark.parametrize("how", ["blow", "blows", "sweep"])
def test_a_ship_that_is_lost_has_lost_what_it_had(how):
    """Whatever is left over of the last blow did no harm; and a sweep, which is told of in steps, takes it all."""
    env = LevelEnv(arena("callister@0,0").names.level, rewards={"lost": 0.0, "beat": 0.0}, frame_skip=1)
    env.reset(seed=1)
    world = env.episode.world
    row = world.player_row
    had = float(world.ships.hull[row] + world.ships.shield[row])
    if how == "sweep":  # no shield helps
        had = float(world.ships.hull[row])
        world.sweep.start(world, -100.0, 0.0, 0.0, 300.0, 3000.0)
    cost, over = 0.0, False
    while not over:
        if how != "sweep":
            damage.hurt(world, world.player, 5000.0 if how == "blow" else 30.0)
        _, reward, over, *_, info = env.step([0, 0, 0, 0, 0])
        cost -= reward
    step = damage.STEP if how == "sweep" else 1e-6
    assert info["stats"]["damage_taken"] == pytest.approx(had, abs=step)
    assert cost == pytest.approx(0.01 * had, abs=0.01 * step)


def test_damage_kills_and_time(tally):
    tally._episode.stats.update(damage_taken=30.0, kills=2)
    tally._episode.frame += 120
    parts = tally.take(None, 0.0, lost=False)
    assert (parts["damage"], parts["kill"], parts["second"]) == (pytest.approx(-0.3), 4.0, pytest.approx(1.0))
    assert not any(tally.take(None, 0.0, lost=False).values())


def test_weights_may_be_a_few_or_all():
    assert Rewards.of({"kill": 1.0}) == Rewards(kill=1.0)
    assert Rewards.of(None) == Rewards()
    assert Rewards.of(Rewards(won=1.0)).won == 1.0


def test_a_whole_flight_adds_up():
    """Straight through the six rings: six objectives, seven beats, the win, and the distances between them."""
    env = LevelEnv("beacons", action="continuous", rewards={"damage": 0.0})
    observation, info = env.reset(seed=1)
    total, parts = 0.0, dict.fromkeys(info["rewards"], 0.0)
    over = False
    while not over:
        x, y = layout.named(observation)["objective"][1:3]
        observation, reward, over, _, info = env.step([x, y, x, y, -1, -1, -1])
        assert reward == math.fsum(info["rewards"].values())
        total += reward
        parts = {part: parts[part] + one for part, one in info["rewards"].items()}
    assert info["outcome"] == "won"
    assert parts["objective"] == 6.0
    assert parts["beat"] == pytest.approx(0.7)
    assert parts["won"] == 10.0
    marks = np.array([[0, 0], *(env.level.spot(name) for name in "abcdef")])
    legs = np.hypot(*np.diff(marks, axis=0).T)
    assert parts["progress"] == pytest.approx((legs.sum() - 6 * 110) / 1000, abs=0.7)  # the rings are 110 wide
    assert total == pytest.approx(sum(parts.values()))
