"""Shields, hull, death, and what comes back."""

import pytest

from game.lab.scenes import arena, fly, fly_until
from game.sim import damage, placing, roster, spawning
from game.sim.command import IDLE, Command, Held
from game.sim.kinds import KINDS, PLAYER

AHEAD = Command.of(thrust=1.0)


def of_kind(events, kind):
    return [e for e in events if e.kind == kind]


def me(world, column):
    return float(getattr(world.ships, column)[world.player_row])


def test_shields_go_first_then_the_hull_then_the_ship():
    world = arena("@")
    who = world.player
    damage.hurt(world, who, PLAYER.shield - 1)
    assert me(world, "hull") == PLAYER.hull
    assert me(world, "shield") == pytest.approx(1)
    damage.hurt(world, who, 31)
    events = world.step(IDLE)
    assert me(world, "hull") == pytest.approx(PLAYER.hull - 30)
    assert me(world, "shield") == 0
    assert [e.name for e in of_kind(events, "hit")] == ["shield", "shield", "hull"]
    assert len(of_kind(events, "shield.broken")) == 1
    damage.hurt(world, who, 50)
    assert len(of_kind(world.step(IDLE), "hull.low")) == 1
    damage.hurt(world, who, 50, "ram")
    died = of_kind(world.step(IDLE), "destroyed")
    assert [(e.who, e.name) for e in died] == [(who, "ram")]
    assert world.player == 0
    assert world.player_row == -1
    fly(world, AHEAD, 1)  # nobody to fly, and nothing breaks


def test_shields_return_after_three_and_a_half_quiet_seconds_and_fill_in_five():
    world = arena("@")
    damage.hurt(world, world.player, PLAYER.shield)
    began, _ = fly_until(world, lambda w: me(w, "shield") > 0)
    assert began == pytest.approx(3.5, abs=0.15)
    took, events = fly_until(world, lambda w: me(w, "shield") >= PLAYER.shield)
    assert took == pytest.approx(5.0, abs=0.15)
    assert len(of_kind(events, "shield.restored")) == 1


def test_being_hit_again_makes_them_wait_again():
    world = arena("@")
    damage.hurt(world, world.player, PLAYER.shield)
    fly(world, IDLE, 3)
    damage.hurt(world, world.player, 1)
    fly(world, IDLE, 3)
    assert me(world, "shield") == 0


def test_the_hull_does_not_grow_back():
    world = arena("@")
    damage.hurt(world, world.player, PLAYER.shield + 40)
    fly(world, IDLE, 12)
    assert me(world, "hull") == pytest.approx(PLAYER.hull - 40)
    assert me(world, "shield") == PLAYER.shield


def test_ramming_hurts_both_and_a_nudge_hurts_nobody():
    def crash(speed):
        world = arena("@.....m", order="hold")
        placing.place_player(world, 0, 0, 0, speed=speed)
        events = fly(world, Command.of(thrust=speed / 420), 6)
        return world, {e.who for e in of_kind(events, "hit")}, of_kind(events, "collided")

    world, hurt, met = crash(420)
    assert hurt == {world.player, roster.group(world, "grinder")[0]}
    assert met
    world, hurt, met = crash(120)
    assert not hurt
    assert met


def test_a_hard_wall_scrapes_the_shield():
    world = arena("@...#")
    placing.place_player(world, 100, 0, 0, speed=700)
    fly(world, Command.of(held=Held.BOOST), 0.6)
    assert me(world, "shield") < PLAYER.shield


def test_a_player_of_infinity_is_put_back_after_five_seconds_the_same():
    world = arena("@")
    old = spawning.spawn(world, "griefer", 300, 0, tag="dunk_tank", skin=2, group="three")
    damage.hurt(world, old, 500)
    took, events = fly_until(world, lambda w: bool(roster.group(w, "three")))
    assert took == pytest.approx(KINDS["griefer"].respawn, abs=0.05)
    back = of_kind(events, "respawned")[0]
    row = world.ships.row_of(back.who)
    assert back.other == old != back.who
    assert roster.tag_of(world, row) == "dunk_tank"
    assert world.ships.skin[row] == 2
    assert (world.ships.x[row], world.ships.y[row]) == (300, 0)


def test_nobody_else_is_blamed_for_a_death():
    """The last ship takes the row of the one that dies: it was not hit."""
    world = arena("@\n..m\n.....n.......h", order="hold")
    dying, bystander = roster.group(world, "grinder")[0], roster.group(world, "hound")[0]
    row_of_the_dead = world.ships.row_of(dying)
    world.ships.target[world.ships.row_of(bystander)] = 0
    damage.apply(world, [damage.Blow(dying, world.player, 500.0, 0.0, 0.0, "shot")])
    assert world.ships.row_of(dying) == -1
    assert world.ships.row_of(bystander) == row_of_the_dead
    assert world.ships.target[world.ships.row_of(bystander)] == 0


def test_drones_stay_dead():
    world = arena("@.w")
    damage.hurt(world, roster.group(world, "watcher")[0], 500)
    fly(world, IDLE, 8)
    assert world.ships.n == 1


def test_story_is_kinder_and_outlaw_harder():
    def left(difficulty):
        world = arena("@", difficulty=difficulty)
        spawning.spawn(world, "hound", 200, 0, 3.14, order="attack")
        world.ships.shown[:] = 9
        fly(world, IDLE, 2.5)
        return me(world, "shield") + me(world, "hull")

    assert left("story") > left("standard") > left("outlaw")
