"""Pictures adrift: drawn gently, joined side by side at the same speed, shy of whoever hurries."""

from __future__ import annotations

import pytest

from game.sim import abilities, pictures, placing, spawning
from game.sim.command import IDLE, Command, Held
from game.sim.pictures import ADRIFT, AWAY, DRAWN, JOINED, Pictures
from game.sim.terrain import Terrain
from game.sim.world import World

LEFT, RIGHT = (Command.of(move=(x, 0.0), held=Held.DIRECT) for x in (-1.0, 1.0))
SLOWLY = Command.of(move=(0.35, 0.0), held=Held.DIRECT)


def scene(*places: tuple[float, float, int], **how) -> World:
    """A ship at rest in the middle, and pictures (x, y, pair)."""
    world = World(4, Terrain((-3000, -2000, 3000, 2000)))
    spawning.spawn(world, "callister", 0, 0)
    for ability in ("thrust", "turn", "brake"):
        abilities.grant(world, ability)
    world.pictures = Pictures()
    for x, y, pair in places:
        world.pictures.add("moon", pair, x, y, **how)
    return world


def fly(world: World, command: Command = IDLE, seconds: float = 1.0) -> list[str]:
    return [event.kind for _ in range(round(seconds * 60)) for event in world.step(command)]


def test_a_ship_that_rests_near_a_picture_draws_it_after_it():
    world = scene((150.0, 0.0, 1))
    assert "picture.drawn" in fly(world, seconds=1.0)
    assert world.pictures.rows.state[0] == DRAWN
    fly(world, Command.of(move=(0.0, 0.4), held=Held.DIRECT), 5.0)
    off = complex(world.pictures.rows.place[0]) - complex(world.ships.place[world.player_row])
    assert abs(off) == pytest.approx(pictures.HANGS, abs=60.0), "it hangs behind the ship"
    assert world.pictures.rows.y[0] > 80.0, "and came along"


def test_among_pictures_the_drive_is_gentle():
    world, other = scene((2000.0, 0.0, 1)), World(4, Terrain((-3000, -2000, 3000, 2000)))
    spawning.spawn(other, "callister", 0, 0)
    abilities.grant(other, "thrust")
    for each in (world, other):
        fly(each, RIGHT, 4.0)
    speeds = [abs(complex(each.ships.velocity[each.player_row])) for each in (world, other)]
    assert speeds[0] == pytest.approx(speeds[1] * pictures.DRIVE, rel=0.02)


def test_a_ship_in_a_hurry_frightens_a_picture_and_it_comes_home_again():
    world = scene((700.0, 20.0, 1))
    told = fly(world, RIGHT, 5.0)
    assert "picture.shy" in told
    assert "picture.drawn" not in told
    away = abs(complex(world.pictures.rows.place[0]) - complex(700.0, 20.0))
    assert away > 60.0
    placing.place_player(world, -1500.0, 0.0, 0.0)
    fly(world, seconds=16.0)
    assert world.pictures.rows.state[0] == ADRIFT
    assert abs(complex(world.pictures.rows.place[0]) - complex(700.0, 20.0)) < 60.0


def beside(speed: float, pair: int = 1) -> World:
    """A picture that is drawn and comes towards another one at a speed [u/s]."""
    world = scene((150.0, 0.0, 1), (400.0, 0.0, pair))
    fly(world, seconds=1.0)
    rows = world.pictures.rows
    rows.x[0], rows.vx[0], rows.vy[0] = 400.0 - pictures.TOUCHES + 5.0, speed, 0.0
    placing.place_player(world, 400.0 - pictures.TOUCHES - pictures.HANGS, 0.0, 0.0)
    return world


def test_two_of_a_pair_join_when_they_hang_side_by_side_at_the_same_speed():
    world = beside(5.0)
    events = [event for _ in range(240) for event in world.step(IDLE)]
    joined = [event for event in events if event.kind == "picture.joined"]
    assert [(event.value, event.name) for event in joined] == [(1.0, "1")]
    assert world.pictures.rows.state.tolist() == [JOINED, JOINED]
    assert world.pictures.drawn == -1
    assert world.pictures.joined == 1


def test_met_in_a_hurry_both_draw_away():
    world = beside(160.0)
    assert "picture.withdrew" in fly(world, seconds=0.2)
    assert world.pictures.rows.state.tolist() == [AWAY, AWAY]
    assert world.pictures.rows.vx[1] > 60.0 > -60.0 > world.pictures.rows.vx[0]


def test_pictures_of_two_pairs_are_nothing_to_each_other():
    world = beside(5.0, pair=2)
    told = fly(world, seconds=5.0)
    assert not {"picture.joined", "picture.withdrew"} & set(told)


def test_who_waits_is_joined_by_a_word_only():
    world = scene((150.0, 0.0, 1), (400.0, 0.0, 1), waits=True)
    fly(world, seconds=1.0)
    rows = world.pictures.rows
    rows.x[0], rows.vx[0] = 290.0, 0.0
    placing.place_player(world, 170.0, 0.0, 0.0)
    assert "picture.beside" in fly(world, seconds=4.0)
    assert "picture.joined" not in fly(world, seconds=6.0)
    assert rows.state.tolist() == [AWAY, AWAY]
    assert world.pictures.join(world, 1)
    assert not world.pictures.join(world, 1), "only once"


def test_one_that_sounds_is_heard_from_near_only():
    world = scene((400.0, 0.0, 1), voice="memory_lift", dark=True)
    told = fly(world, seconds=9.0)
    assert told.count("picture.heard") == 3, "again and again"
    placing.place_player(world, -2000.0, 0.0, 0.0)
    fly(world, seconds=0.2)
    assert "picture.heard" not in fly(world, seconds=9.0)


def test_too_far_ahead_it_is_left_behind():
    world = scene((150.0, 0.0, 1))
    fly(world, seconds=1.0)
    placing.place_player(world, -700.0, 0.0, 0.0)
    assert "picture.left" in fly(world, seconds=0.2)
    assert world.pictures.drawn == -1


def test_who_hurries_away_leaves_it_behind():
    world = scene((150.0, 0.0, 1))
    fly(world, seconds=1.0)
    assert "picture.left" in fly(world, LEFT, 4.0)


def test_a_copy_goes_on_exactly():
    world = beside(40.0)
    world.reseat()
    copy = World.restore(world.snapshot(), world.terrain)
    for command in [SLOWLY] * 120 + [LEFT] * 60 + [IDLE] * 120:
        world.step(command)
        copy.step(command)
        assert world.mark() == copy.mark()
    assert world.digest() == copy.digest()
    assert world.pictures.snapshot()["rows"]["x"].tolist() == copy.pictures.snapshot()["rows"]["x"].tolist()


def test_a_world_without_them_has_none_in_its_digest():
    one, other = World(4), World(4)
    other.pictures = Pictures()
    assert one.digest()["places"] != other.digest()["places"]
    assert {name for name, value in one.digest().items() if value != other.digest()[name]} == {"places"}
