"""Terminals: held by being near, several at once by one ship and her pasts."""

import math

import pytest

from game.lab.scenes import fly, fly_until
from game.sim import abilities, damage, placing, roster, spawning, terminals
from game.sim.command import IDLE, Command, Held, Press
from game.sim.terrain import Terrain
from game.sim.world import World

LOOP = Command.of(pressed=Press.LOOP)
PLACES = ((600.0, 0.0), (0.0, 600.0), (-600.0, 0.0))


def scene():
    world = World(3, Terrain((-4000, -4000, 4000, 4000)))
    spawning.spawn(world, "callister", 0, 0)
    for ability in ("thrust", "turn", "brake", "loop"):
        abilities.grant(world, ability)
    return world, [spawning.spawn(world, "terminal", x, y, group="posts") for x, y in PLACES]


def go(world, x, y, seconds=2.0):
    """Put the ship's own drive to work until it rests beside a place; then stay for some seconds."""
    events = []
    for _ in range(round(seconds * 60) + 300):
        row = world.player_row
        gap = complex(x, y) - complex(world.ships.place[row])
        rest = abs(gap) - 85.0
        want = gap / abs(gap) * min(1.0, max(0.0, rest) / 140.0)
        held = Held.DIRECT | (Held.BRAKE if rest < 5.0 else 0)
        aim = math.atan2(gap.imag, gap.real)
        events += world.step(Command.of(move=(want.real, want.imag), aim=aim, held=held))
        if rest < 20.0:
            seconds -= 1 / 60
        if seconds <= 0.0:
            break
    return events


def named(events, kind):
    return [event for event in events if event.kind == kind]


def test_one_is_held_by_being_near_and_lost_by_leaving():
    world, (post, *_) = scene()
    events = go(world, *PLACES[0], seconds=2.0)
    assert [event.who for event in named(events, "terminal.began")] == [post]
    assert [(event.who, event.other, event.value) for event in named(events, "terminal.held")] == [
        (post, world.player, 1.0)
    ]
    placing.place_player(world, 0.0, -900.0, 0.0)
    _, events = fly_until(world, lambda w: not w.terminals.held(), IDLE, 3)
    assert [event.who for event in named(events, "terminal.lost")] == [post]
    fly(world, IDLE, 2.0)
    assert world.terminals.posts[0].share == 0.0


def test_a_moment_beside_one_does_not_hold_it():
    world, _ = scene()
    placing.place_player(world, 600.0, 100.0, 0.0)
    fly(world, IDLE, terminals.FILLS * 0.6)
    assert 0.4 < world.terminals.posts[0].share < 0.8
    assert not world.terminals.held()
    placing.place_player(world, 0.0, -900.0, 0.0)
    fly(world, IDLE, 2.0)
    assert world.terminals.posts[0].share == 0.0


def test_one_ship_and_two_pasts_hold_three():
    world, posts = scene()
    events = []
    for place in PLACES[:2]:
        placing.place_player(world, 0.0, 0.0, 0.0)
        world.step(LOOP)
        events += go(world, *place, seconds=9.0)
        events += world.step(LOOP)
    placing.place_player(world, 0.0, 0.0, 0.0)
    for _ in range(3):
        events += go(world, *PLACES[2], seconds=6.0)
        if len(world.terminals.held()) == 3:
            break
    assert sorted(post.who for post in world.terminals.held()) == sorted(posts)
    assert max(event.value for event in named(events, "terminal.held")) == 3.0
    assert {post.by for post in world.terminals.posts} == {world.player, *(p.who for p in world.loops.pasts)}


def test_nobody_else_holds_one_and_no_shot_breaks_one():
    world, (post, *_) = scene()
    spawning.spawn(world, "griefer", 600.0, 90.0, order="hold")
    damage.hurt(world, post, 5000.0)
    fly(world, IDLE, 3.0)
    assert not world.terminals.held()
    assert world.ships.row_of(post) >= 0


def test_it_is_saved_with_the_rest():
    world, _ = scene()
    go(world, *PLACES[0], seconds=0.8)
    world.reseat()
    twin = World.restore(world.snapshot(), world.terrain)
    for _ in range(90):
        assert world.step(IDLE) == twin.step(IDLE)
        assert world.digest() == twin.digest()
    assert [post.held for post in twin.terminals.posts] == [True, False, False]


def test_a_terminal_that_is_taken_away_is_no_more():
    world, (post, *_) = scene()
    roster.remove(world, post)
    fly(world, IDLE, 0.2)
    assert len(world.terminals.posts) == 2
    assert world.terminals.held([post]) == []


@pytest.mark.parametrize("ring", [90.0, 300.0])
def test_how_near_is_near_is_the_level_s_to_say(ring):
    world, _ = scene()
    world.terminals.ring = ring
    placing.place_player(world, 600.0, 200.0, 0.0)
    fly(world, IDLE, 3.0)
    assert len(world.terminals.held()) == (ring > 200.0)
