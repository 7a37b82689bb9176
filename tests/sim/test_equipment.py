"""What the crew has bought and what the player has asked for, as one sees them from outside."""

import math

import pytest

from game.lab.scenes import arena, fly
from game.sim import abilities, harm, loadout, spawning
from game.sim.command import Command, Held
from game.sim.kinds import Team
from game.sim.loadout import Assists, Loadout
from game.sim.world import World

FIRE = Command.of(held=Held.FIRE)


def test_what_was_bought_is_aboard():
    plain, bought = arena("@"), arena("@")
    loadout.equip(bought, Loadout(hull_bonus=30, shield_bonus=25, tractor_reach=80, spike_seconds=2.5, credits=120))
    assert bought.ships.hull[0] == bought.ships.hull_max[0] == plain.ships.hull_max[0] + 30
    assert bought.ships.shield[0] == plain.ships.shield_max[0] + 25
    assert bought.tractor.reach == plain.tractor.reach + 80
    assert bought.spike_sleep == plain.spike_sleep + 2.5
    assert bought.hold.credits == 120


@pytest.mark.parametrize("share", [1.0, 0.5, 0.25])
def test_less_damage_reaches_a_ship_that_asked_for_less(share):
    world = arena("@ .. h")
    harm.ask(world, "outlaw", Assists(damage=share))
    fly(world, Command(), 0.1)
    whole = arena("@ .. h")
    harm.ask(whole, "outlaw", Assists())
    assert world.harm[world.ships.team[1:2]] == pytest.approx(whole.harm[whole.ships.team[1:2]] * share)
    assert world.harm[world.ships.team[:1]] == 1.0, "the crew's own shots are what they are"


def test_handshakes_wait_as_long_as_asked():
    world = arena("@")
    harm.ask(world, "standard", Assists(hacking=2.5))
    assert world.hacking.generosity == 2.5


def hits(aim, off):
    world = World(2)
    spawning.spawn(world, "callister", 0, 0)
    abilities.grant(world, "fire")
    harm.ask(world, "standard", Assists(aim=aim))
    foe = spawning.spawn(world, "griefer", 400 * math.cos(off), 400 * math.sin(off), order="hold")
    return sum(event.kind == "hit" and event.who == foe for event in fly(world, FIRE, 1.0))


def test_bolts_bend_towards_what_they_are_nearly_aimed_at_when_asked_to():
    off = math.radians(9)
    assert hits(0.0, off) == 0
    assert hits(1.0, off) > 2
    assert hits(1.0, math.radians(40)) == 0, "who looks elsewhere shoots elsewhere"


def test_what_was_asked_for_and_bought_is_state():
    world = arena("@")
    loadout.equip(world, Loadout(hull_bonus=30, tractor_reach=80, spike_seconds=2.5, credits=120))
    harm.ask(world, "story", Assists(damage=0.5, hacking=2.0, aim=0.6))
    world.reseat()
    other = World.restore(world.snapshot())
    assert other.digest() == world.digest()
    assert (other.difficulty, other.assists) == ("story", Assists(damage=0.5, hacking=2.0, aim=0.6))
    assert other.harm[Team.PLAYERS] == pytest.approx(0.25)
