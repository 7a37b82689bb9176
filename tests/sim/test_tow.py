"""A pod in tow: it follows, it swings, it strikes, and its rope bears only so much."""

import numpy as np
import pytest

from game.lab.scenes import fly
from game.sim import abilities, damage, placing, spawning, tow
from game.sim.abilities import ABILITIES
from game.sim.command import IDLE, Command, Held, Press
from game.sim.terrain import Rock, Terrain
from game.sim.tow import BUMP, STRAINED, TAKES
from game.sim.world import World

BOUNDS = (-6000.0, -6000.0, 6000.0, 6000.0)
STILL = Command.of(held=Held.BRAKE)


def to(x, y, boost=False):
    return Command.of(move=(x, y), held=Held.DIRECT | (Held.BOOST if boost else 0))


def block(x, y, half=80.0):
    ring = np.array([[-half, -half], [half, -half], [half, half], [-half, half]])
    return Rock("sofa", ring + np.array([x, y]))


def stage(*rocks, pod=(-180.0, 0.0), difficulty="standard", length=200.0):
    world = World(1, Terrain(BOUNDS, rocks), difficulty=difficulty)
    for ability in ABILITIES:
        abilities.grant(world, ability)
    spawning.spawn(world, "callister", 0.0, 0.0)
    who = spawning.spawn(world, "pod", *pod)
    assert tow.take(world, who, length)
    return world, who


def gap(world):
    return abs(world.ships.place[0] - world.ships.place[1])


def happen(world, command, seconds):
    return [e for _ in range(round(seconds * 60)) for e in world.step(command)]


def test_it_follows_no_further_than_its_rope():
    world, _ = stage()
    fly(world, to(1, 0), 4.0)
    assert world.ships.x[1] > 900
    assert gap(world) == pytest.approx(200, abs=8)
    assert world.tow.tension > 0


def test_a_slack_rope_pulls_at_nobody():
    world, _ = stage(pod=(-100.0, 0.0))
    fly(world, IDLE, 1.0)
    assert world.tow.tension < 1
    assert world.ships.x[1] == pytest.approx(-100, abs=1)


def test_a_pod_makes_a_heavy_ship():
    towing, _ = stage()
    alone = World(1, Terrain(BOUNDS))
    for ability in ABILITIES:
        abilities.grant(alone, ability)
    spawning.spawn(alone, "callister", 0.0, 0.0)
    fly(towing, to(1, 0), 0.8)
    fly(alone, to(1, 0), 0.8)
    assert towing.ships.vx[0] < 0.85 * alone.ships.vx[0]


def test_a_rope_that_is_too_long_is_drawn_in():
    world, _ = stage(pod=(-420.0, 0.0))
    assert world.tow.reach == pytest.approx(420)
    fly(world, STILL, 4.0)
    assert world.tow.reach == 200
    assert gap(world) < 215


def test_nothing_far_off_is_taken_nor_the_ship_itself():
    world, who = stage()
    tow.let_go(world)
    far = spawning.spawn(world, "pod", -TAKES - 50.0, 0.0)
    assert not tow.take(world, far, 200.0)
    assert not tow.take(world, world.player, 200.0)
    assert tow.take(world, who, 200.0)


def test_it_swings_on_when_the_ship_turns():
    world, _ = stage()
    fly(world, to(1, 0), 2.0)
    before = world.ships.place[1] - world.ships.place[0]
    fly(world, to(0, 1), 1.2)
    after = world.ships.place[1] - world.ships.place[0]
    assert before.real < -150
    assert after.real > before.real + 100, "it goes on the way that it went"


def test_a_bend_in_a_hurry_strains_the_rope_and_a_wide_one_does_not():
    def round_bends(speed):
        world, _ = stage()
        fly(world, to(speed, 0), 2.5)
        told = []
        for i in range(60 * 6):
            turn = i / 60 * 2.4
            told += world.step(to(speed * np.cos(turn), speed * np.sin(turn)))
        return [e.kind for e in told]

    assert "tow.strained" in round_bends(1.0)
    assert "tow.strained" not in round_bends(0.55)


def test_a_rope_that_bears_too_much_for_long_breaks():
    world, who = stage()
    told = []
    for i in range(60 * 30):
        turn = i / 60 * 2.6
        told += world.step(to(np.cos(turn), np.sin(turn), boost=True))
        if world.tow is None:
            break
    kinds = [e.kind for e in told]
    assert kinds.index("tow.strained") < kinds.index("tow.broken")
    broken = next(e for e in told if e.kind == "tow.broken")
    assert (broken.who, broken.name) == (who, "strain")
    assert next(e for e in told if e.kind == "tow.strained").value >= STRAINED
    assert world.ships.row_of(who) >= 0, "it is adrift, not lost"


def drag_along(world):
    """Aside before the rock, so late that what follows swings into it."""
    fly(world, to(1, 0), 2.2)
    return happen(world, to(0.1, 1), 2.0)


def test_it_bears_two_bumps():
    world, who = stage(block(1010.0, 0.0))
    told = drag_along(world)
    bumps = [e for e in told if e.kind == "tow.bumped"]
    assert bumps
    assert bumps[0].name == "sofa"
    assert bumps[0].value > 55
    assert world.ships.hull[world.ships.row_of(who)] <= 100 - BUMP
    damage.hurt(world, who, 100.0)
    told = world.step(IDLE)
    broken = next(e for e in told if e.kind == "tow.broken")
    assert broken.name == "destroyed"
    assert world.tow is None
    fly(world, to(1, 0), 1.0)


def test_a_soft_touch_is_no_bump_and_the_ship_and_its_pod_do_each_other_no_harm():
    world, who = stage(pod=(-110.0, 0.0))
    told = happen(world, to(-0.9, 0.0), 1.5)
    assert any(e.kind == "collided" for e in told)
    assert not [e for e in told if e.kind in ("tow.bumped", "hit")]
    assert world.ships.row_of(who) >= 0


@pytest.mark.parametrize(("difficulty", "share"), [("story", 0.5), ("outlaw", 1.4)])
def test_a_bump_costs_what_the_difficulty_says(difficulty, share):
    world, who = stage(block(1010.0, 0.0), difficulty=difficulty)
    told = drag_along(world)
    costs = [e.value for e in told if e.kind == "hit" and e.who == who]
    assert any(cost == pytest.approx(BUMP * share, abs=0.01) for cost in costs)


def test_it_comes_along_through_a_gate():
    world, _ = stage()
    placing.place_player(world, 3000.0, 1000.0, 0.0)
    assert gap(world) == pytest.approx(180, abs=1)
    world.step(IDLE)
    told = happen(world, IDLE, 1.0)
    assert not [e for e in told if e.kind.startswith("tow.")]


def test_when_the_ship_is_lost_nothing_is_in_tow():
    world, who = stage()
    damage.destroy(world, world.player_row, 0, "shot")
    told = world.step(IDLE)
    assert [e.name for e in told if e.kind == "tow.broken"] == ["lost"]
    fly(world, IDLE, 0.5)
    assert world.ships.row_of(who) >= 0


def test_a_world_with_a_pod_in_tow_goes_on_alike_from_a_snapshot():
    world, _ = stage(block(1400.0, 0.0))
    fly(world, to(1, 0), 1.5)
    world.reseat()
    twin = World.restore(world.snapshot(), world.terrain.fresh())
    for i in range(60 * 5):
        command = to(0.6 * np.cos(i / 90), 0.6 * np.sin(i / 90))
        assert world.step(command) == twin.step(command)
    assert twin.digest() == world.digest()
    assert twin.tow.snapshot() == world.tow.snapshot()


def test_a_knock_is_heard_only_from_who_may():
    world, _ = stage()
    told = world.step(Command.of(pressed=Press.KNOCK))
    assert [e.who for e in told if e.kind == "knock"] == [world.player]
    abilities.revoke(world, "knock")
    assert not [e for e in world.step(Command.of(pressed=Press.KNOCK)) if e.kind == "knock"]
