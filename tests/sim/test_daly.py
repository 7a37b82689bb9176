"""Daly's clone: what he tells before it strikes, whom it catches, and who gets away."""

import math
from itertools import pairwise

import numpy as np
import pytest

from game.sim import abilities, damage, ground, loops, spawning
from game.sim.command import IDLE, Command, Held, Press
from game.sim.daly import GONE
from game.sim.harm import DIFFICULTY
from game.sim.motions import Mover, Slide
from game.sim.powers import PHASES, POWERS, TOLD_LEAST
from game.sim.terrain import Rock, Terrain
from game.sim.world import World

BOUNDS = (-3000, -3000, 3000, 3000)
EAST, WEST, NORTH = (Command.of(move=way, held=Held.DIRECT) for way in ((1.0, 0.0), (-1.0, 0.0), (0.0, -1.0)))


def block(name, x, y, wide=80.0, high=80.0):
    half = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]]) / 2
    return Rock(name, half + np.array([x, y]))


def scene(rocks=(), movers=(), seed=3, at=(0.0, 0.0), him=(600.0, 0.0), difficulty="standard"):
    """The ship at a place, and Daly at another, who does nothing but what he is told to."""
    world = World(seed, Terrain(BOUNDS, tuple(rocks), movers=tuple(movers)), difficulty=difficulty)
    spawning.spawn(world, "callister", *at)
    for ability in ("thrust", "turn", "brake", "fire", "hack", "boost"):
        abilities.grant(world, ability)
    spawning.spawn(world, "daly", *him)
    world.daly.be(world, "empty")
    return world


def fly(world, seconds, command=IDLE):
    return [event for _ in range(round(seconds * 60)) for event in world.step(command)]


def kinds(events, kind, name=None):
    return [event for event in events if event.kind == kind and name in (None, event.name)]


def hull(world):
    row = world.player_row
    return float(world.ships.hull[row] + world.ships.shield[row])


# -- tells -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("phase", [phase for phase, how in PHASES.items() if how.powers])
@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_he_does_is_told_half_a_second_before_it_strikes(phase, seed):
    """Read from the events alone, in every phase, with copies to heal from and things to move."""
    slide = Mover(block("bench", -700, 0, 90, 500), Slide((500.0, 0.0)), (-700.0, 0.0))
    world = scene([block(f"mug-{i}", 300 * math.cos(i), 300 * math.sin(i), 70, 70) for i in range(5)], [slide], seed)
    world.daly.cover, world.daly.slides = [f"mug-{i}" for i in range(5)], ["bench"]
    spawning.spawn(world, "backup", 0.0, -900.0)
    world.daly.be(world, phase)
    row = world.ships.row_of(world.daly.who)
    world.ships.hull[row] *= 0.4
    told: dict[str, float] = {}
    struck: list[str] = []
    for _ in range(60 * 120):
        damage.heal(world, world.player)
        for event in world.step(IDLE):
            if event.kind == "tell":
                assert event.value >= TOLD_LEAST
                told[event.name] = world.time
            elif event.kind == "power":
                assert world.time - told.pop(event.name) >= TOLD_LEAST, f"{event.name} came too soon"
                struck.append(event.name)
    assert set(struck) == set(PHASES[phase].powers) | ({"heal"} if phase == "backups" else set())
    assert all(a != b for a, b in pairwise(struck)), "never the same twice in a row"


def test_every_power_says_how_long_it_is_told():
    assert all(power.tell >= TOLD_LEAST for power in POWERS.values())


def test_nobody_is_hurt_between_a_tell_and_its_strike():
    world = scene()
    world.daly.use(world, "delete")
    events = fly(world, POWERS["delete"].tell - 0.05)
    assert kinds(events, "tell")
    assert not kinds(events, "power")
    assert not kinds(events, "hit")


# -- freeze ----------------------------------------------------------------------------------------------


def test_who_is_seen_is_frozen_and_cannot_move():
    world = scene()
    world.daly.use(world, "freeze")
    events = fly(world, 1.3, EAST)
    assert kinds(events, "frozen")
    x = float(world.ships.x[world.player_row])
    fly(world, 1.0, WEST)
    assert abs(float(world.ships.x[world.player_row]) - x) < 2.0
    fly(world, 1.5, WEST)
    assert float(world.ships.x[world.player_row]) < x - 100.0, "it wears off"


def test_behind_something_solid_nobody_is_frozen():
    world = scene([block("mug", 300, 0)])
    world.daly.use(world, "freeze")
    events = fly(world, 2.0)
    assert kinds(events, "power", "freeze")
    assert not kinds(events, "frozen")
    assert kinds(events, "power.missed", "freeze")


def test_cover_helps_only_while_it_stands():
    world = scene([block("mug", 300, 0)])
    world.daly.use(world, "freeze")
    fly(world, 0.5)
    ground.remove(world, "mug")
    assert kinds(fly(world, 1.0), "frozen")


def test_the_frozen_may_answer_and_nothing_else():
    world = scene()
    world.daly.frozen = world.tick + 100
    bound = world.daly.bind(world, Command.of(thrust=1.0, held=Held.FIRE, pressed=Press.CHOICE_2 | Press.HACK))
    assert bound.pressed == Press.CHOICE_2
    assert bound.held == Held.BRAKE
    assert not bound.thrust


# -- delete ----------------------------------------------------------------------------------------------


def test_who_stays_in_the_box_loses_most_of_a_ship():
    world = scene()
    before = hull(world)
    world.daly.use(world, "delete")
    events = fly(world, 1.3)
    assert hull(world) < before - 0.9 * GONE
    assert fly(world, 0.5) is not None
    assert not kinds(events, "destroyed"), "a whole ship bears it once"


def test_a_worn_ship_is_deleted():
    world = scene()
    damage.hurt(world, world.player, 100.0)
    world.daly.use(world, "delete")
    assert kinds(fly(world, 1.3), "destroyed", "deleted")


def test_who_leaves_the_box_is_not_touched():
    world = scene()
    before = hull(world)
    world.daly.use(world, "delete")
    events = fly(world, 2.0, NORTH)
    assert hull(world) == before
    assert kinds(events, "power.missed", "delete")


def test_cover_in_the_box_goes_but_some_is_spared():
    names = ["a", "b", "c"]
    world = scene([block(name, -60.0 + 70 * i, 120.0, 40, 40) for i, name in enumerate(names)])
    world.daly.cover, world.daly.spare = list(names), 2
    world.daly.use(world, "delete")
    events = fly(world, 1.5)
    assert len(kinds(events, "deleted")) == 1
    assert sum(world.terrain.has(name) for name in names) == 2


def test_other_rock_is_not_his_to_delete():
    world = scene([block("wall", 60.0, 100.0, 40, 40)])
    world.daly.use(world, "delete")
    fly(world, 1.5)
    assert world.terrain.has("wall")


def test_bolts_in_the_box_go_too():
    world = scene(at=(0.0, 0.0))
    world.daly.use(world, "delete")
    fly(world, POWERS["delete"].tell - 0.05)
    world.shots.add(1, x=10.0, y=10.0, vx=0.0, vy=0.0, life=3.0, damage=1.0, owner=0, team=1, weapon=0)
    fly(world, 0.1)
    assert world.shots.n == 0


@pytest.mark.parametrize("difficulty", list(DIFFICULTY))
def test_difficulty_weighs_what_he_does(difficulty):
    world = scene(difficulty=difficulty)
    before = hull(world)
    world.daly.use(world, "delete")
    fly(world, 1.3)
    assert before - hull(world) == pytest.approx(GONE * DIFFICULTY[difficulty], abs=0.5)


# -- move ------------------------------------------------------------------------------------------------


def bench(x=-300.0, by=(600.0, 0.0)):
    return Mover(block("bench", x, 0, 90, 400), Slide(by), (x, 0.0))


def test_a_part_of_the_room_goes_to_the_other_end_of_its_way_and_back():
    world = scene(movers=[bench()], him=(0.0, -900.0))
    world.daly.slides = ["bench"]
    for share in (1.0, 0.0):
        assert world.daly.use(world, "move")
        events = fly(world, 4.0)
        assert kinds(events, "power", "move")
        assert world.movers.share[0] == share


def test_it_begins_to_move_when_the_tell_is_over():
    world = scene(movers=[bench()], him=(0.0, -900.0), at=(0.0, 300.0))
    world.daly.slides = ["bench"]
    world.daly.use(world, "move")
    fly(world, POWERS["move"].tell - 0.02)
    assert world.movers.share[0] == 0.0
    fly(world, 0.3)
    assert world.movers.share[0] > 0.0


def test_who_goes_with_it_is_only_pushed():
    world = scene(movers=[bench()], him=(0.0, -900.0))
    world.daly.slides = ["bench"]
    world.daly.use(world, "move")
    before = hull(world)
    fly(world, 3.5, EAST)
    assert float(world.ships.x[world.player_row]) > 200.0
    assert hull(world) > before - 10.0


def test_who_stays_between_it_and_a_wall_is_crushed():
    world = scene([block("end", 400, 0, 80, 500)], [bench()], him=(0.0, -900.0), at=(250.0, 0.0))
    world.daly.slides = ["bench"]
    world.daly.use(world, "move")
    assert kinds(fly(world, 3.5), "crushed")


def test_he_moves_nothing_that_is_far_away():
    world = scene(movers=[bench(-2000.0)], him=(0.0, -900.0))
    world.daly.slides = ["bench"]
    assert not world.daly.use(world, "move")


# -- throw, heal -----------------------------------------------------------------------------------------


def test_what_he_throws_flies_where_it_was_told_and_hits_who_stays():
    world = scene()
    world.daly.use(world, "throw")
    events = fly(world, 2.5)
    assert len(kinds(events, "fired", "throw")) == 1
    assert any(event.other == world.daly.who for event in kinds(events, "hit"))


def test_he_heals_only_as_long_as_there_are_copies():
    world = scene()
    drive = spawning.spawn(world, "backup", 0.0, 120.0)
    row = world.ships.row_of(world.daly.who)
    world.ships.hull[row] = 100.0
    assert world.daly.use(world, "heal")
    fly(world, 2.0)
    assert world.ships.hull[row] == world.ships.hull_max[row]
    world.ships.hacked[world.ships.row_of(drive)] = True
    assert world.daly.copies(world) == 0
    assert not world.daly.use(world, "heal")


def test_a_drive_is_cut_by_the_tether_and_by_nothing_else():
    world = scene()
    drive = spawning.spawn(world, "backup", 0.0, -150.0)
    damage.hurt(world, drive, 500.0)
    assert world.ships.row_of(drive) >= 0
    events = world.step(Command.of(pressed=Press.HACK))
    for _ in range(600):
        shake = world.hacking.shake
        if shake is None:
            break
        events += world.step(Command.of(pressed=(16, 32, 64, 128)[shake.prompts[shake.at]]))
    cut = kinds(events, "cut")
    assert len(cut) == 1
    assert (cut[0].who, cut[0].value) == (drive, 0.0)


# -- himself ---------------------------------------------------------------------------------------------


def test_he_is_put_down_and_never_destroyed():
    world = scene()
    for _ in range(3):
        damage.hurt(world, world.daly.who, 5000.0)
    events = fly(world, 0.1)
    assert len(kinds(events, "daly.down")) == 1
    assert world.ships.row_of(world.daly.who) >= 0
    assert kinds(fly(world, 4.0), "daly.up")


def test_with_copies_he_gets_up_by_healing():
    world = scene()
    spawning.spawn(world, "backup", 0.0, -900.0)
    world.daly.be(world, "backups")
    damage.hurt(world, world.daly.who, 5000.0)
    events = fly(world, 5.5)
    assert kinds(events, "tell", "heal")
    assert not kinds(events, "daly.up")
    row = world.ships.row_of(world.daly.who)
    assert world.ships.hull[row] == world.ships.hull_max[row]


def test_put_down_he_drops_what_he_was_about():
    world = scene()
    world.daly.use(world, "delete")
    fly(world, 0.5)
    damage.hurt(world, world.daly.who, 5000.0)
    assert not kinds(fly(world, 2.0), "power")


def test_in_a_loop_he_does_nothing_of_his_own():
    world = scene()
    ours = loops.of(world)
    ours.keep(world.daly.who, 4.0)
    world.daly.be(world, "loop")
    fly(world, 6.0)
    assert ours.close_round(world, world.daly.who, 4.0)
    damage.heal(world, world.player)
    events = fly(world, 20.0)
    assert not kinds(events, "tell")
    assert len(kinds(events, "loop.round")) >= 4


def test_a_ring_is_open_towards_a_place():
    world = scene()
    world.daly.open_ring(world, (0.0, 0.0))
    assert abs(abs(world.daly.gap) - math.pi) < 1e-6
    world.daly.open_ring(world, None)
    assert world.daly.gap is None


@pytest.mark.parametrize("seconds", [3.0, 7.4, 12.0])
def test_a_copy_goes_on_as_he_does(seconds):
    """In the middle of whatever he is about: told, struck, or at rest."""
    world = scene([block(f"mug-{i}", 200.0 + 90 * i, 150.0, 60, 60) for i in range(4)], [bench(-500.0)], seed=9)
    world.daly.cover, world.daly.slides = [f"mug-{i}" for i in range(4)], ["bench"]
    world.daly.be(world, "loop")
    damage.heal(world, world.player)
    fly(world, seconds)
    world.reseat()
    twin = World.restore(world.snapshot(), Terrain(BOUNDS, world.terrain.rocks, movers=world.terrain.movers))
    for _ in range(60 * 12):
        assert world.step(IDLE) == twin.step(IDLE)
        assert world.digest() == twin.digest()


def test_an_unknown_phase_or_power_is_refused():
    world = scene()
    with pytest.raises(KeyError):
        world.daly.be(world, "polite")
    with pytest.raises(KeyError):
        world.daly.use(world, "apologise")
