"""The carrier overhead: its shadow hides, its lights look, and it keeps to its plan."""

import math

import numpy as np
import pytest

from game.lab.scenes import fly, fly_until
from game.sim import abilities, carrier, placing, rig, roster, spawning
from game.sim.abilities import ABILITIES
from game.sim.carrier import BEAM, FLANK, HALF, LENGTH, Leg
from game.sim.command import IDLE, Command, Held, Press
from game.sim.heat import ANNOUNCE, IDENTIFY
from game.sim.terrain import Rock, Terrain
from game.sim.world import World

THRUST = Command.of(thrust=1.0)
PATH = np.array([[0.0, 0.0], [9000.0, 0.0]])  # it comes in with its middle at (-HALF, 0)
PLAN = [Leg(True, 4.0), Leg(False, 6.0), Leg(True, 5.0)]


def scene(x=-HALF, y=0.0, plan=PLAN, *, terrain=None, path=PATH, light="turns", speed=120.0):
    """The player at (x, y), heading +x, and the carrier with its bow at the origin."""
    world = World(3, terrain or Terrain((-12000, -6000, 12000, 6000)))
    spawning.spawn(world, "callister", x, y)
    for ability in ABILITIES:
        abilities.grant(world, ability)
    carrier.call(world, path, speed, plan, ["a", "b"], light)
    return world


def kinds(events):
    return [event.kind for event in events]


def times(world, seconds, command=IDLE):
    """Kind of event -> the seconds at which it came."""
    found = {}
    for tick in range(1, round(seconds * 60) + 1):
        for event in world.step(command):
            found.setdefault(event.kind, []).append(tick / 60)
    return found


# -- where it is -----------------------------------------------------------------------------------------


def test_it_comes_in_with_its_bow_where_the_path_begins():
    world = scene()
    ship = world.carrier
    assert ship.place(0.0, 0.0) == pytest.approx((HALF, 0.0))
    assert (ship.nose_x, ship.nose_y) == pytest.approx((1.0, 0.0))
    assert "carrier.came" in kinds(world.step(IDLE))


def test_it_goes_at_its_speed_and_nobody_strikes_it():
    world = scene()
    events = fly(world, IDLE, 3.0)
    assert world.carrier.x == pytest.approx(-HALF + 360.0, abs=4)
    assert "collided" not in kinds(events)


def test_its_nose_turns_with_its_path():
    path = np.array([[0.0, 0.0], [2000.0, 0.0], [2000.0, 9000.0]])
    world = scene(path=path, plan=[Leg(True, 99.0)], speed=600.0)
    fly(world, IDLE, 4.0)
    assert 0.05 < world.carrier.nose_y < 0.95
    before = world.carrier
    assert math.hypot(before.nose_x, before.nose_y) == pytest.approx(1.0)
    fly(world, IDLE, 8.0)
    assert (world.carrier.nose_x, world.carrier.nose_y) == pytest.approx((0.0, 1.0), abs=1e-6)


def test_it_never_jumps():
    path = np.array([[0.0, 0.0], [1500.0, 300.0], [2000.0, 2500.0]])
    world = scene(path=path)
    for _ in range(20 * 60):
        ship = world.carrier
        at = ship.x, ship.y
        world.step(IDLE)
        assert math.dist(at, (ship.x, ship.y)) < 6.0
        assert (ship.was_x, ship.was_y) == at


def test_it_is_gone_when_it_has_left_its_path_and_the_player():
    world = scene(y=4000.0, path=np.array([[0.0, 0.0], [500.0, 0.0]]), plan=[Leg(True, 2.0)], speed=800.0)
    _, events = fly_until(world, lambda w: w.carrier is None, IDLE, 12)
    assert kinds(events)[-1] == "carrier.gone"
    assert world.carrier is None


def test_sent_off_it_leaves_a_stop_and_goes_faster():
    world = scene()
    fly(world, IDLE, 6.0)
    assert world.carrier.pace == pytest.approx(0.0, abs=1e-6)
    assert carrier.dismiss(world)
    events = fly(world, IDLE, 4.0)
    assert "carrier.halt-over" in kinds(events)
    assert world.carrier.pace == pytest.approx(120.0 * carrier.LEAVES)


def test_there_is_nobody_to_send_off_without_it():
    assert carrier.dismiss(World(1)) is False


# -- its plan --------------------------------------------------------------------------------------------


def test_it_is_told_a_second_before_it_stops_and_before_it_goes():
    found = times(scene(y=3000.0), 16.0)
    assert found["carrier.stops"] == [pytest.approx(4.0 - carrier.KNOCK, abs=0.04)]
    assert found["carrier.halt"] == [pytest.approx(4.0, abs=0.04)]
    assert found["carrier.light"] == [pytest.approx(4.0 + carrier.TELL, abs=0.04)]
    assert found["carrier.goes"] == [pytest.approx(10.0 - carrier.KNOCK, abs=0.04)]
    assert found["carrier.halt-over"] == [pytest.approx(10.0, abs=0.04)]


def test_stops_in_a_row_are_told_one_by_one():
    world = scene(y=3000.0, plan=[Leg(True, 2.0), Leg(False, 5.0), Leg(False, 5.0), Leg(False, 5.0)])
    events = fly(world, IDLE, 20.0)
    assert [e.value for e in events if e.kind == "carrier.stops"] == [1.0, 2.0, 3.0]
    assert [e.value for e in events if e.kind == "carrier.goes"] == [3.0]
    assert kinds(events).count("carrier.light") == 3


def test_its_light_passes_every_place_under_it_once_and_takes_long_enough():
    world = scene(y=3000.0)
    lit = np.zeros(80)
    places = np.linspace(-HALF + 5, HALF - 5, 80)
    rises = np.zeros(80)
    before = np.zeros(80, bool)
    for _ in range(11 * 60):
        world.step(IDLE)
        now = np.zeros(80, bool)
        for low, high in world.carrier.strips():
            now |= (places >= low) & (places <= high)
        lit += now / 60
        rises += now & ~before
        before = now
    assert (rises == 1).all()
    assert lit.min() > carrier.KNOWN


def test_its_light_goes_to_the_stern_and_then_to_the_bow():
    world = scene(y=3000.0, plan=[Leg(True, 2.0), Leg(False, 5.0), Leg(False, 5.0)])
    ways = []
    for _ in range(2):
        _, _ = fly_until(world, lambda w: bool(w.carrier.strips()), IDLE, 8)
        fly(world, IDLE, 1.0)
        first = world.carrier.strips()[0][0]
        fly(world, IDLE, 0.5)
        ways.append(world.carrier.strips()[0][0] > first)
        fly_until(world, lambda w: not w.carrier.strips(), IDLE, 8)
    assert ways == [False, True]


def test_a_dark_carrier_looks_at_nobody_under_it():
    world = scene(light="none")
    fly(world, IDLE, 3.0)
    events = fly(world, THRUST, 8.0)
    assert not {"scan.began", "carrier.light"} & {*kinds(events)}


# -- its shadow ------------------------------------------------------------------------------------------


def test_the_ship_comes_under_it_and_leaves_it():
    world = scene(x=300.0, plan=[Leg(True, 99.0)], speed=600.0)
    _, events = fly_until(world, lambda w: w.carrier.under, IDLE, 5)
    assert kinds(events)[-1] == "carrier.under"
    _, events = fly_until(world, lambda w: not w.carrier.under, IDLE, 12)
    assert kinds(events)[-1] == "carrier.left"


@pytest.mark.parametrize("under", [True, False])
def test_in_its_shadow_nobody_else_sees_the_ship(under):
    world = scene(y=0.0 if under else 2200.0, plan=[Leg(True, 99.0)])
    spawning.spawn(world, "watcher", -HALF + 300, 0.0 if under else 2200.0, math.pi, order="guard")
    events = fly(world, IDLE, 4.0)
    assert ("scan.began" in kinds(events)) is not under
    assert ("identified" in kinds(events)) is not under


def test_under_it_one_is_hidden_while_it_goes_however_fast_one_flies():
    world = scene(plan=[Leg(True, 99.0)])
    events = fly(world, THRUST, 3.0)
    assert world.carrier.under
    assert "scan.began" not in kinds(events)
    assert world.heat.suspicion == 0.0


def test_who_lies_still_in_its_light_is_not_seen():
    world = scene()
    events = fly(world, IDLE, 11.0)
    assert "carrier.light" in kinds(events)
    assert "scan.began" not in kinds(events)
    assert world.heat.level == 0


def test_who_moves_in_its_light_is_identified_after_it_was_announced():
    found = times(scene(), 11.0, Command.of(thrust=0.4))
    announced = found["carrier.stops"][0]
    assert found["scan.began"][0] >= announced + 1.0
    assert found["scan.began"][0] > found["carrier.light"][0]
    assert found["identified"][0] - found["scan.began"][0] < carrier.KNOWN
    assert found["carrier.seen"] == found["identified"]


@pytest.mark.parametrize("speed", [46.0, 60.0, 80.0, 120.0, 200.0, 420.0, 700.0])
def test_nobody_is_too_fast_for_a_light_that_comes_towards_it(speed):
    world = scene()
    world.assist = False
    placing.place_player(world, -HALF - speed * 6.5 + 480.0, 0.0, 0.0, speed=speed)
    assert "carrier.seen" in kinds(fly(world, IDLE, 11.0))


def test_who_stops_in_time_is_forgotten():
    world = scene()
    _, events = fly_until(world, lambda w: w.carrier.scan > 0.3, Command.of(thrust=0.4), 11)
    assert "scan.began" in kinds(events)
    fly(world, Command.of(held=Held.BRAKE), 5.0)
    assert world.carrier.scan == 0.0
    assert world.heat.level == 0


def test_identified_by_it_is_heat_as_from_any_watcher():
    world = scene()
    _, events = fly_until(world, lambda w: w.heat.level > 0, Command.of(thrust=0.4), 11)
    assert world.heat.level == 2
    assert "identified" in kinds(events)


# -- beside it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("across", "seen"), [(BEAM + 300, True), (-BEAM - 300, True), (BEAM + FLANK + 60, False)])
def test_its_flank_lights_scan_as_a_watcher_does(across, seen):
    found = times(scene(y=across, plan=[Leg(True, 99.0)]), 4.0)
    assert ("identified" in found) is seen
    if seen:
        assert found["identified"][0] - found["scan.began"][0] == pytest.approx(ANNOUNCE + IDENTIFY, abs=0.1)


def test_ahead_of_its_bow_is_no_light():
    world = scene(x=400.0, plan=[Leg(True, 99.0)], speed=20.0)
    assert "scan.began" not in kinds(fly(world, IDLE, 4.0))


def test_rock_hides_from_its_flank_lights():
    ring = np.array([[-400.0, 0.0], [400.0, 0.0], [400.0, 80.0], [-400.0, 80.0]])
    ring += (-HALF, BEAM + 200)
    terrain = Terrain((-12000, -6000, 12000, 6000), rocks=(Rock("r", ring),))
    world = scene(y=BEAM + 400, plan=[Leg(True, 99.0)], terrain=terrain, speed=20.0)
    assert "scan.began" not in kinds(fly(world, IDLE, 4.0))


def test_the_instruments_say_that_it_looks():
    world = scene(y=BEAM + 300, plan=[Leg(True, 99.0)])
    fly(world, IDLE, 2.0)
    assert world.heat.seen_by == 1
    assert world.heat.suspicion == pytest.approx(world.carrier.scan, abs=0.11)


# -- being somebody else ---------------------------------------------------------------------------------


def test_a_borrowed_name_satisfies_it():
    world = scene(y=BEAM + 300, plan=[Leg(True, 99.0)])
    world.hacking.names = ["lord_biscuit"]
    world.spoof.name, world.spoof.left = "lord_biscuit", 90.0
    rig.see_to(world)
    events = fly(world, IDLE, 3.0)
    assert "spoof.read" in kinds(events)
    assert "identified" not in kinds(events)
    assert world.heat.level == 0


def test_a_decoy_in_its_light_is_looked_at_instead():
    world = scene(y=BEAM + 300, plan=[Leg(True, 99.0)])
    fly(world, IDLE, 1.0)
    assert world.carrier.looking
    world.decoys.left = 1
    world.step(Command.of(pressed=Press.DECOY))
    world.step(IDLE)
    assert not world.carrier.looking
    fly(world, IDLE, 3.0)
    assert world.carrier.scan == 0.0


# -- state -----------------------------------------------------------------------------------------------


def test_a_snapshot_taken_under_it_goes_on_as_the_flight_did():
    world = scene()
    fly(world, Command.of(thrust=0.4), 6.3)
    world.reseat()
    twin = World.restore(world.snapshot(), Terrain((-12000, -6000, 12000, 6000)))
    assert twin.digest() == world.digest()
    for _ in range(10 * 60):
        assert world.step(THRUST) == twin.step(THRUST)
    assert twin.digest() == world.digest()


def test_two_carriers_that_differ_have_two_digests():
    one, other = scene(), scene(speed=121.0)
    one.step(IDLE)
    other.step(IDLE)
    assert one.digest()["sweep"] != other.digest()["sweep"]


def test_without_a_ship_it_flies_on():
    world = scene()
    roster.remove(world, world.player)
    fly(world, IDLE, 3.0)
    assert world.carrier.x > -HALF
    assert LENGTH == 2 * HALF
