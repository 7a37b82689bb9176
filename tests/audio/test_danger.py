"""What the ears take from the world: how much the music worries, and everything that lasts."""

from __future__ import annotations

import pytest

from game.audio.danger import CALM, CHASED, KNOWN, LOOKED_AT, danger
from game.audio.ears import MOST_HUMS, listen
from game.sim import placing, roster, spawning
from game.sim.states import State
from game.sim.world import World


def quiet_world() -> World:
    world = World(seed=1)
    spawning.spawn(world, "callister", 0, 0)
    return world


def meet(world: World, kind: str, state: State, x: float = 300.0) -> int:
    """A ship in a state of mind towards the player; returns its row."""
    row = world.ships.row_of(spawning.spawn(world, kind, x, 0))
    world.ships.state[row] = int(state)
    world.ships.target[row] = world.player
    return row


def test_alone_is_calm() -> None:
    assert danger(quiet_world()) == CALM


def test_ships_that_mind_their_business_are_no_danger() -> None:
    world = quiet_world()
    for kind in ("watcher", "griefer", "newcomer"):
        meet(world, kind, State.PATROL)
    assert danger(world) == CALM


@pytest.mark.parametrize(
    ("kind", "state", "level"),
    [
        ("watcher", State.NOTICE, LOOKED_AT),
        ("hound", State.SEARCH, LOOKED_AT),
        ("griefer", State.ATTACK, KNOWN),
        ("grinder", State.CHASE, KNOWN),
        ("hound", State.CHASE, CHASED),
        ("warden", State.ATTACK, CHASED),
    ],
)
def test_what_a_mind_does_about_us_is_heard(kind: str, state: State, level: int) -> None:
    world = quiet_world()
    meet(world, kind, state)
    assert danger(world) == level


def test_who_hunts_somebody_else_is_no_danger() -> None:
    world = quiet_world()
    row = meet(world, "hound", State.ATTACK)
    world.ships.target[row] = spawning.spawn(world, "newcomer", 500, 0)
    assert danger(world) == CALM


def test_three_griefers_are_a_chase() -> None:
    world = quiet_world()
    for x in (200, 300, 400):
        meet(world, "griefer", State.ATTACK, x)
    assert danger(world) == CHASED


def test_a_scan_is_a_look() -> None:
    world = quiet_world()
    row = meet(world, "watcher", State.PATROL)
    world.ships.scan[row] = 0.2
    assert danger(world) == LOOKED_AT


@pytest.mark.parametrize(("heat", "level"), [(0, CALM), (1, LOOKED_AT), (2, KNOWN), (3, CHASED), (5, CHASED)])
def test_attention_is_heard_even_when_nobody_is_near(heat: int, level: int) -> None:
    world = quiet_world()
    world.heat.level = heat
    assert danger(world) == level


def test_the_sweep_is_a_chase_and_the_dead_are_not_hunted() -> None:
    world = quiet_world()
    world.sweep.start(world, -900, 0, 0.1, 300, 5000)
    assert danger(world) == CHASED
    roster.remove(world, world.player)
    assert danger(world) == CALM
    assert not listen(world).alive


def test_the_wall_is_heard_from_its_side_and_by_its_distance() -> None:
    world = quiet_world()
    assert listen(world).sweep_ahead is None
    world.sweep.start(world, -900, 0, 0.0, 300, 5000)
    ears = listen(world)
    assert ears.sweep_ahead == pytest.approx(900)
    assert ears.sweep_side < 0


def test_the_nearest_ships_hum_and_a_crowd_does_not_roar() -> None:
    world = quiet_world()
    for i in range(12):
        spawning.spawn(world, "newcomer", 100.0 * (i + 1), 0)
    spawning.spawn(world, "statue-small", 50, 0)
    spawning.spawn(world, "hound", 60, 0)
    hums = listen(world).hums
    assert len(hums) == MOST_HUMS
    assert hums[0].loop == "hound_idle"
    assert all(hum.x <= 300 for hum in hums)


def test_the_scan_that_is_farthest_is_heard_with_its_side() -> None:
    world = quiet_world()
    left, right = (meet(world, "watcher", State.PATROL, x) for x in (-400, 400))
    world.ships.scan[left], world.ships.scan[right] = 0.7, 0.2
    ears = listen(world)
    assert ears.scan == pytest.approx(0.7)
    assert ears.scan_x < 0


def test_listening_changes_nothing() -> None:
    world = quiet_world()
    meet(world, "hound", State.ATTACK)
    world.sweep.start(world, -900, 0, 0.1, 300, 5000)
    before = world.digest()
    danger(world), listen(world)
    assert world.digest() == before


def test_a_swarm_has_one_voice_that_grows_as_it_comes() -> None:
    world = quiet_world()
    assert listen(world).swarm == 0.0
    for i in range(80):
        spawning.spawn(world, "mite", 700.0 + 10.0 * (i % 9), 10.0 * (i // 9))
    far = listen(world)
    assert far.swarm_side > 600
    assert far.hums == ()
    placing.place_player(world, 600.0, 40.0, 0.0)
    near = listen(world)
    assert near.swarm > far.swarm > 0.05
    assert near.swarm <= 1.0
