"""Scenes that tests and measurements share."""

from __future__ import annotations

import numpy as np
import pytest

from game.lab import battle, bench, floor, pictures
from game.lab.scenes import FIGHTS, Fight, arena, fly
from game.sim import roster


def test_an_arena_is_as_it_is_drawn():
    world = arena("#.@.h\n....w")
    ships = world.ships
    assert [(roster.kind_of(world, int(who)), x, y) for who, x, y in zip(ships.id, ships.x, ships.y, strict=True)] == [
        ("callister", 0, 0), ("hound", 200, 0), ("watcher", 200, 100),
    ]  # fmt: skip
    assert world.terrain.solid(np.array([-200.0, -120.0]), np.zeros(2)).tolist() == [True, False]
    assert roster.group(world, "hound") == [int(ships.id[1])]


def test_without_a_player_the_middle_is_the_middle():
    world = arena("w.w")
    assert sorted(world.ships.x) == [-100, 100]
    assert world.player == 0


@pytest.mark.parametrize("name", FIGHTS)
def test_fights_keep_their_number_and_really_fight(name):
    fight = FIGHTS[name]()
    kinds = set()
    for _ in range(150):
        events = fight.step()
        kinds |= {event.kind for event in events}
        assert fight.shots <= fight.world.shots.n < fight.shots + 20, "refilled, and what guns fire comes on top"
        assert fight.world.ships.n == fight.drones + fight.players + fight.flock + 1
        assert fight.world.motes.n == fight.motes
    wanted = {"fired", "hit", "chasing", "near-miss"}
    assert wanted | ({"destroyed"} if fight.order == "attack" else set()) <= kinds


def test_a_fight_is_the_same_every_time():
    def end():
        fight = Fight(drones=10, shots=200, motes=10, size=1500.0, seed=3)
        for _ in range(120):
            fight.step()
        return fight.world.digest()

    assert end() == end()


def test_the_floor_is_under_the_tick():
    """Not how fast, only that both are measured and one holds the other."""
    found = floor.measure(Fight(drones=8, shots=200, motes=20, size=1500.0), blocks=1)
    assert set(found) == {"tick_ms", "floor_ms", "ratio", "entities"}
    assert 0 < found["floor_ms"] < found["tick_ms"]
    assert 229 <= found["entities"] < 240


def test_measuring_does_not_disturb_the_scene():
    def digest(measured):
        fight = Fight(drones=8, shots=100, motes=5, size=1500.0, seed=2)
        for _ in range(30):
            under = floor.Floor(fight) if measured else None
            if under:
                under.note()
            fight.step()
            if under:
                under.take_forces()
                under.step()
        return fight.world.digest()

    assert digest(True) == digest(False)


def test_a_failing_measurement_says_its_last_words():
    with pytest.raises(bench.BenchError, match="ValueError: no such luck"):
        bench._ask("raise ValueError('no such luck')")


FOUND = {
    "scenes": {"sortie": {"tick_ms": 0.31, "floor_ms": 0.15, "ratio": 2.07, "entities": 3041}},
    "frames": {
        "crowd-software": {
            "renderer": "software", "size": "1280x720", "median_ms": 9.5, "p99_ms": 14.0,
            "own_p99_ms": 12.5, "drawing_p99_ms": 11.0, "own_drawing_p99_ms": 9.5, "turn_p99_ms": 15.5,
        }
    },
    "start_seconds": 0.8,
    "waits": {"levels": {"01": 0.41, "06": 0.38}, "worst_level_seconds": 0.41, "retry_seconds": 0.06},
    "peak_mb": None,
}  # fmt: skip


def test_the_result_reads_well():
    text = bench.as_text(FOUND)
    assert "sortie" in text
    assert "2.07 times the floor" in text
    assert "p99 14.0 ms, its drawing 11.0 ms (own work 12.5 and 9.5), with its tick 15.5 ms" in text
    assert "0.80 s to the title" in text
    assert "0.41 s into a level at most (01), 0.060 s to be back" in text


def test_whoever_measures_tells_each_line_as_soon_as_it_is_known(monkeypatch):
    """And what was told is what the whole result says."""
    asked = {"pictures": {"software": FOUND["frames"]["crowd-software"]}, "battle": None, "App.turn": 1.0,
             "soak.waits": FOUND["waits"], "soak.chapter": 210.0, "crowded": {},
             "rereading": {"01": {"ms": 12.0, "ratio": 1.5}}}  # fmt: skip
    monkeypatch.setattr(bench, "_ask", lambda program: next(v for k, v in asked.items() if k in program))
    monkeypatch.setattr(bench, "environments", dict)
    monkeypatch.setattr(bench, "start_seconds", lambda folder: 0.8)
    monkeypatch.setattr(bench.floor, "measure", lambda fight: FOUND["scenes"]["sortie"])
    monkeypatch.setattr(bench, "FIGHTS", {"sortie": lambda: None})
    told, steps = [], []
    result = bench.run(lambda done, whole: steps.append((done, whole, len(told))), told.append)
    assert "\n".join(told) == bench.as_text(result)
    assert steps[0][2] == 1, "the first line waits for no other"
    assert steps[-1][0] == steps[-1][1]
    assert set(result["frames"]) == {f"{scene}-software" for scene in bench.PICTURES}


def test_fly_holds_a_command_for_a_time():
    world = arena("@")
    fly(world, seconds=0.5)
    assert world.tick == 30


def test_the_pictures_that_are_measured_show_what_they_say():
    flown, staged = pictures.sweep_scene().episode, pictures.crowd_scene().episode
    assert flown.world.sweep.active
    assert flown.outcome is None
    assert 0.0 < flown.world.sweep.distance_to(*_player_at(flown.world)) < 3_000.0
    assert staged.world.ships.n >= pictures.SHIPS
    assert staged.world.sweep.active


def _player_at(world):
    return float(world.ships.x[world.player_row]), float(world.ships.y[world.player_row])


def test_the_battle_is_measured_through_the_environment_and_bare():
    """Not how fast, only that both are measured and one holds the other."""
    found = battle.measure(blocks=2, windows=3)
    assert 0 < found["slowest"] <= found["steps_per_second"] <= found["fastest"]
    assert found["ratio"] > 1.0
    text = bench.as_text({**FOUND, "env": {"battle": found}})
    assert f"{found['steps_per_second']:.0f} steps of the environment a second" in text
