"""Chapter 01, lost and taken up again: every cause has its words, and none of them twice."""

from __future__ import annotations

import numpy as np

from game.sim import damage
from game.sim.command import Command, Held, Press
from tests.story.chapter01 import SECOND, Sitting, at, drift, level, to


def lose(sitting: Sitting, cause: str) -> Sitting:
    """End the run at once, the way that `cause` would."""
    world = sitting.episode.world
    world.ships.hull[world.player_row] = 0.5
    world.ships.shield[world.player_row] = 0.0
    damage.hurt(world, world.player, 1.0, cause)
    sitting.tick()
    assert sitting.episode.waiting_retry
    return sitting


def test_the_picture_stops_for_half_a_second():
    sitting = lose(at("three"), "shot")
    moment = sitting.episode.world.tick
    sitting.wait(0.4, Command.of(pressed=Press.RETRY))
    assert sitting.episode.waiting_retry
    assert sitting.episode.world.tick == moment
    sitting.wait(0.2, Command.of(pressed=Press.RETRY))
    assert not sitting.episode.waiting_retry


def test_nate_pictures_each_defeat_once():
    sitting = at("run", listen=True)
    said = []
    for _ in range(4):
        lose(sitting, "sweep").retry()
        sitting.wait(0.2)
        said.append(next((line for line in sitting.heard if line.startswith("fail.")), ""))
        sitting.heard.clear()
    assert said == ["fail.sweep1", "fail.sweep2", "fail.sweep3", ""]


def test_the_words_fit_the_cause_and_the_place():
    for place, cause, lines in (
        ("three", "shot", ["fail.three1", "fail.three2"]),
        ("three", "ram", ["fail.three1"]),
        ("asked", "solid", ["fail.sky"]),
        ("run", "solid", ["fail.solid1", "fail.solid2"]),
    ):
        sitting = at(place, listen=True)
        for line in lines:
            lose(sitting, cause).retry().wait(0.8)
            assert [said for said in sitting.heard if said.startswith("fail.")][-1] == line


def test_the_wall_itself_ends_the_run_and_the_chase_begins_again_with_room():
    sitting = at("run").until_lost(drift, 40)
    assert sitting.episode.director.state.cause == "sweep"
    sitting.retry()
    assert "sweep-run" in sitting.fired
    assert sitting.sweep_distance() > 200
    assert sitting.episode.world.ships.hull[sitting.episode.world.player_row] > 0


def test_the_sky_can_be_hit_too_hard():
    sitting = at("learnt")

    def ram(flown: Sitting) -> Command:
        seconds = flown.episode.frame // SECOND % 4
        return to(0, -3000, Held.BOOST)(flown) if seconds < 2 else to(0, 0)(flown)

    assert sitting.until_lost(ram, 85).episode.director.state.cause == "solid"


def test_a_defeat_among_the_three_does_not_mean_hearing_them_out_again():
    sitting = at("three", listen=True).wait(17)
    before = [line for line in sitting.heard if line.startswith("three.")]
    lose(sitting, "shot").retry()
    sitting.heard.clear()
    sitting.wait(17)
    assert "three.dunk" in before
    assert "three.dunk" not in sitting.heard


def test_every_checkpoint_leaves_the_ship_free_to_move():
    for place in ("asked", "infinity", "three", "armed", "sweep", "run"):
        sitting = lose(at(place), "shot").retry()
        x, y = sitting.place
        assert not sitting.episode.world.terrain.solid(np.array([x]), np.array([y])).any(), place
        sitting.wait(1, to(x + 500, y)(sitting))
        assert abs(sitting.place[0] - x) + abs(sitting.place[1] - y) > 60, place


def test_there_are_words_for_every_way_to_end():
    causes = {cause for retry in level().retries for cause in retry.cause}
    assert {"shot", "ram", "solid", "sweep"} <= causes
