"""What the environment's observation tells: what a player sees, in its units, and nothing that only the game knows."""

from __future__ import annotations

import math

import numpy as np
import pytest

from game.lab import layout
from game.lab.layout import NAMES, RAYS, SIZE, named, place
from game.lab.observation import FEW, Observer
from game.lab.pilots import make_pilot
from game.lab.rays import Rays
from game.lab.training import TRAINING
from game.sim import abilities, damage, gates, placing, roster, spawning
from game.sim.abilities import ABILITIES
from game.sim.command import IDLE, Command, Held
from game.sim.events import Event
from game.sim.kinds import PLAYER
from game.sim.terrain import Rock, Terrain
from game.story import library
from game.story.episode import Episode
from game.story.state import Objective, Prompt, Timer


@pytest.fixture(scope="module")
def beacons():
    return library.load(TRAINING["beacons"])


@pytest.fixture
def episode(beacons):
    """An arena with rocks; the ship lies at (0, 0) and heads +x; nobody else is there."""
    return Episode(beacons, 1)


def look(episode, *events):
    """What is seen now: by section, in units."""
    observer = Observer(episode)
    observer.hear(events)
    return named(observer.look() / layout.SHARE)


def shoot(world, x, y, vx, vy, team=2):
    world.shots.add(1, x=x, y=y, vx=vx, vy=vy, life=5.0, damage=5.0, owner=0, team=team)


# -- the table -------------------------------------------------------------------------------------------


def test_the_table_covers_the_observation_once():
    assert len(NAMES) == len(set(NAMES)) == SIZE == sum(section.size for section in layout.LAYOUT)
    ends = [(where.start, where.stop) for where in layout.SLICES.values()]
    assert [start for start, _ in ends] == [0, *(stop for _, stop in ends[:-1])]
    assert ends[-1][1] == SIZE
    assert named(np.zeros((5, SIZE), np.float32))["contacts"].shape == (5, 8, 13)


def test_numbers_are_found_by_name():
    observation = np.arange(SIZE, dtype=np.float32)
    parts = named(observation)
    assert observation[place("own.hull")] == parts["own"][6]
    assert observation[place("contacts.2.hostile")] == parts["contacts"][2, 12]
    assert observation[place("rays.3.free")] == parts["rays"][3]
    with pytest.raises(KeyError, match=r"'own\.hul'; names look like own\.hull"):
        place("own.hul")


def test_everything_a_chapter_shows_is_within_the_space():
    """The pilot flies chapter 01; on the way every kind of thing is seen."""
    episode = Episode(library.load("01"), 411)
    observer, pilot = Observer(episode), make_pilot("pilot", episode)
    seen = []
    while episode.outcome is None and episode.frame < 60 * 330:
        events = episode.step(pilot.command())
        pilot.hear(events)
        observer.hear(events)
        if episode.frame % 20 == 0:
            seen.append(observer.look())
    all_seen = np.array(seen)
    assert np.isfinite(all_seen).all()
    assert (all_seen >= layout.LOW).all()
    assert (all_seen <= layout.HIGH).all()
    most = dict(zip(NAMES, all_seen.max(axis=0), strict=True))
    for name in (
        "able.boost", "prompt.thrust", "objective.near", "sweep.active", "heat.scan", "heat.seen", "gate.open",
        "contacts.0.hostile", "contacts.0.player", "contacts.0.moderation", "contacts.0.armed", "shots.0.there",
    ):  # fmt: skip
        assert most[name] > 0.0, name
    rays = all_seen[:, layout.SLICES["rays"]]
    assert 0.0 < rays.min() < 0.2
    assert rays.max() == 1.0


# -- one by one ------------------------------------------------------------------------------------------


def test_its_own_ship(episode):
    world = episode.world
    row = world.player_row
    placing.place_player(world, 0.0, 0.0, math.pi / 2, speed=300.0)
    world.ships.hull[row], world.ships.shield[row] = 25.0, 0.0
    world.ships.energy[row], world.ships.boost[row] = 0.5, 0.25
    own = look(episode)["own"]
    assert own == pytest.approx([1, 0, 300, 0, 1, 0, 0.25, 0, 0.5, 0.25, 1], abs=1e-3)
    assert own[6] == 25.0 / PLAYER.hull


def test_nothing_is_left_of_a_ship_that_is_gone(episode):
    roster.remove(episode.world, episode.world.player)
    assert not Observer(episode).look().any()


def test_what_may_be_done_and_what_is_asked(episode):
    abilities.revoke(episode.world, "turn")
    episode.director.state.prompt = Prompt("boost")
    seen = look(episode)
    able = {name for name, on in zip(ABILITIES, seen["able"], strict=True) if on}
    assert able == {"thrust", "brake", "boost"}
    asked = [column.name for column, on in zip(layout.SECTIONS["prompt"].columns, seen["prompt"], strict=True) if on]
    assert asked == ["boost"]


def test_the_newest_open_objective_is_pointed_at(episode):
    world, state = episode.world, episode.director.state
    state.objectives = [Objective("old", "", marker=(0.0, -500.0)), Objective("new", "", marker=(300.0, 400.0))]
    assert look(episode)["objective"] == pytest.approx([1, 0.6, 0.8, 500, 500], rel=1e-3)
    state.objectives[1].state = "done"
    assert look(episode)["objective"] == pytest.approx([1, 0, -1, 500, 500], rel=1e-3)
    spawning.spawn(world, "hound", -700.0, 0.0, group="pack")
    spawning.spawn(world, "hound", 0.0, 600.0, group="pack")
    state.objectives = [Objective("hunt", "", group="pack")]
    assert look(episode)["objective"] == pytest.approx([1, 0, 1, 600, 600], rel=1e-3)  # the nearest of them
    state.objectives = [Objective("hunt", "", group="nobody")]
    assert not look(episode)["objective"].any()


def test_sweep_heat_gate_and_clock(episode):
    world, state = episode.world, episode.director.state
    seen = look(episode)
    assert not any(seen[name].any() for name in ("sweep", "heat", "gate", "clock"))
    world.sweep.start(world, -400.0, 0.0, 0.0, 300.0, 1500.0)
    world.heat.level, world.heat.suspicion, world.heat.seen_by, world.heat.unseen = 3, 0.5, 2, 4.5
    gates.set_up(world, "near", 200.0, 100.0, 0.0, 120.0, (0.0, 0.0, 0.0))
    state.timers = {"hidden": Timer(0, 60), "fight": Timer(0, state.tick + 600, shown=True)}
    seen = look(episode)
    assert seen["sweep"] == pytest.approx([1, 400, 1, 0])
    assert seen["heat"] == pytest.approx([3, 0.5, 2, 4.5])
    assert seen["gate"] == pytest.approx([1, 200, 100])
    assert seen["clock"] == pytest.approx([1, 10])
    world.gates["near"].x = 700.0  # out of the picture
    assert not look(episode)["gate"].any()


# -- rays ------------------------------------------------------------------------------------------------


def square(x, y, half=40.0):
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], float)
    return Rock(f"rock {x},{y}", corners * half + [x, y])


PICTURE = (-640.0, -360.0, 640.0, 360.0)


def test_rays_end_at_rock_and_see_nothing_else():
    terrain = Terrain((-1000, -1000, 1000, 1000), (square(240, 0), square(0, -160)))
    free = Rays().look(terrain, 0.0, 0.0, PICTURE)
    assert free[0] == pytest.approx(200, abs=16)
    assert free[18] == pytest.approx(120, abs=16)  # up
    assert free[6] == free[12] == layout.RAY_LENGTH
    assert len(free) == RAYS


def test_rays_end_at_the_edge_of_the_picture():
    terrain = Terrain((-1000, -1000, 1000, 1000), (square(700, 0), square(0, 500)))
    assert Rays().look(terrain, 0.0, 0.0, PICTURE) == [layout.RAY_LENGTH] * RAYS
    led = (-500.0, -360.0, 780.0, 360.0)
    assert Rays().look(terrain, 0.0, 0.0, led)[0] == pytest.approx(660, abs=16)


def test_rays_agree_with_the_terrain_wherever_the_ship_is(beacons):
    terrain, rays, chance = beacons.terrain.fresh(), Rays(), np.random.default_rng(3)
    turn = np.arange(RAYS) * (math.tau / RAYS)
    along = np.arange(2.0, 849.0, 2.0)
    exact, apart = 0, []
    for x, y in chance.uniform((-1700, -1200), (1700, 1200), (400, 2)):
        if terrain.solid(x + 40 * np.cos(turn), y + 40 * np.sin(turn)).any():
            continue  # no ship gets there
        solid = terrain.solid(x + np.cos(turn)[:, None] * along, y + np.sin(turn)[:, None] * along)
        truth = np.where(solid.any(axis=1), along[solid.argmax(axis=1)], layout.RAY_LENGTH)
        found = np.array(rays.look(terrain, x, y, (-np.inf, -np.inf, np.inf, np.inf)))
        apart += np.abs(found - truth).tolist()
        exact += 1
    assert exact > 250
    assert np.mean(np.array(apart) <= 20.0) > 0.98  # the others graze a corner


def test_rock_that_is_gone_hides_nothing():
    terrain, rays = Terrain((-1000, -1000, 1000, 1000), (square(240, 0), square(440, 0))), Rays()
    assert rays.look(terrain, 0.0, 0.0, PICTURE)[0] == pytest.approx(200, abs=16)
    terrain.remove("rock 240,0")
    assert rays.look(terrain, 0.0, 0.0, PICTURE)[0] == pytest.approx(400, abs=16)
    assert rays.look(Terrain(), 0.0, 0.0, PICTURE) == [layout.RAY_LENGTH] * RAYS


# -- others ----------------------------------------------------------------------------------------------


def test_the_nearest_ships_come_first_and_those_on_the_radar_tell_less(episode):
    world = episode.world
    far = spawning.spawn(world, "griefer", 900.0, 0.0)
    near = spawning.spawn(world, "hound", 0.0, -200.0, math.pi / 2)
    world.ships.velocity[world.ships.row_of(near)] = 30 + 40j
    world.ships.velocity[world.ships.row_of(far)] = 30 + 40j
    spawning.spawn(world, "hound", 0.0, 1600.0)  # beyond the radar
    contacts = look(episode)["contacts"]
    assert contacts[0] == pytest.approx([1, 1, 0, -200, 30, 40, 0, 1, 20, 1, 1, 0, 0], abs=1e-3)
    assert contacts[1] == pytest.approx([1, 0, 900, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0], abs=1e-3)
    assert not contacts[2:].any()


def test_whoever_is_in_the_picture_is_told_of_though_many_who_do_not_count_are_nearer(episode):
    for number in range(40):
        spawning.spawn(episode.world, "statue-small", -40.0 + 2.0 * number, -420.0)  # above the picture
    spawning.spawn(episode.world, "hound", 600.0, 0.0)
    assert look(episode)["contacts"][:2, :4].tolist() == [[1, 1, pytest.approx(600), 0], [0, 0, 0, 0]]


def test_statues_are_in_the_picture_only(episode):
    spawning.spawn(episode.world, "statue-small", 500.0, 0.0)
    assert look(episode)["contacts"][0, :4] == pytest.approx([1, 1, 500, 0])
    episode.world.ships.x[-1] = 900.0
    assert not look(episode)["contacts"].any()


def test_more_ships_than_rows_leave_the_nearest(episode):
    for distance in range(12, 0, -1):
        spawning.spawn(episode.world, "hound", distance * 50.0, 0.0)
    assert look(episode)["contacts"][:, 2].tolist() == pytest.approx([50.0 * i for i in range(1, 9)])


def test_hostile_is_who_has_shown_it(episode):
    world = episode.world
    hound, griefer = spawning.spawn(world, "hound", 100.0, 0.0), spawning.spawn(world, "griefer", 200.0, 0.0)
    me = world.player

    def hostile(*events):
        return look(episode, *events)["contacts"][:2, 12].tolist()

    assert hostile() == [0, 0]
    assert hostile(Event("chasing", hound, me)) == [1, 0]
    assert hostile(Event("chasing", hound, griefer)) == [0, 0]
    assert hostile(Event("near-miss", me, griefer)) == [0, 1]
    assert hostile(Event("fired", griefer), Event("hit", me, griefer)) == [0, 1]
    assert hostile(Event("hit", me, griefer)) == [0, 0]  # it did not fire: a bump
    assert hostile(Event("chasing", hound, me), Event("retried", me)) == [0, 0]


def test_a_grudge_is_forgotten(episode):
    world = episode.world
    hound = spawning.spawn(world, "hound", 600.0, 0.0, order="hold")
    observer = Observer(episode)
    observer.hear([Event("chasing", hound, world.player)])
    where = place("contacts.0.hostile")
    assert observer.look()[where] == 1
    for _ in range(9 * 60 + 1):
        observer.hear(episode.step(IDLE))
    assert observer.look()[where] == 0


def test_bolts_that_come_nearer_are_told_the_soonest_first(episode):
    world = episode.world
    shoot(world, 400.0, 0.0, -800.0, 0.0)  # here in half a second
    shoot(world, 0.0, -100.0, 0.0, 500.0)  # in a fifth
    shoot(world, 300.0, 100.0, -600.0, 0.0)  # passes 100 below, in half a second
    shoot(world, 200.0, 0.0, 800.0, 0.0)  # flies away
    shoot(world, 300.0, 0.0, -800.0, 0.0, team=0)  # our own
    shoot(world, 700.0, 0.0, -2000.0, 0.0)  # out of the picture
    shots = look(episode)["shots"]
    assert shots[0] == pytest.approx([1, 0, -100, 0, 500, 0.2, 0, 0], abs=1e-3)
    assert sorted(shots[1:3, 7].tolist()) == pytest.approx([0, 100], abs=1e-3)
    assert shots[1:3, 5] == pytest.approx([0.5, 0.5])
    assert not shots[3:].any()


def test_many_bolts_are_told_like_few(episode):
    chance, world = np.random.default_rng(2), episode.world
    count = FEW * 6
    at, way = chance.uniform(-900, 900, (count, 2)), chance.uniform(-700, 700, (count, 2))
    for (x, y), (vx, vy), team in zip(at, way, chance.integers(0, 3, count), strict=True):
        shoot(world, x, y, vx, vy, team)
    many = look(episode)["shots"]
    columns = [world.shots.x, world.shots.y, world.shots.vx, world.shots.vy, world.shots.team]
    truth = []
    for x, y, vx, vy, team in zip(*(column.astype(float) for column in columns), strict=True):
        time = -(x * vx + y * vy) / (vx * vx + vy * vy)
        if team and abs(x) < 640 and abs(y) < 360 and 0 < time < 1.0:
            truth.append((time, x, y))
    assert [(row[5], row[1], row[2]) for row in many.tolist()] == [
        pytest.approx(one, rel=1e-4, abs=1e-3) for one in sorted(truth)[:6]
    ]


# -- nothing else ----------------------------------------------------------------------------------------


def battle_after(seconds):
    episode = Episode(library.load(TRAINING["battle"]), 3)
    observer = Observer(episode)
    for tick in range(round(seconds * 60)):
        damage.heal(episode.world, episode.world.player)
        command = Command.of(move=(math.cos(tick / 60), math.sin(tick / 60)), held=Held.DIRECT | Held.FIRE)
        observer.hear(episode.step(command))
    return episode, observer


def test_what_minds_intend_is_not_seen():
    episode, observer = battle_after(6.0)
    before = observer.look()
    assert before[place("contacts.7.there")]
    ships = episode.world.ships
    others = np.arange(ships.n) != episode.world.player_row
    hidden = (
        "state", "since", "target", "seen", "shown", "known", "home", "goal", "order", "order_until", "order_next",
        "want", "face", "accel", "trigger", "ready", "hull", "shield", "scan", "path", "leg", "group", "born",
    )  # fmt: skip
    for name in hidden:
        column = getattr(ships, name)
        column[others] = np.roll(column[others], 1, axis=0) + (1 if column.dtype != bool else True)
    assert np.array_equal(observer.look(), before)


def test_what_is_out_of_sight_is_not_seen():
    episode, observer = battle_after(6.0)
    ships, world = episode.world.ships, episode.world
    off = ships.place - ships.place[world.player_row]
    unseen = np.abs(off) > 900  # on the radar at most
    assert unseen.any()
    before = observer.look()
    ships.velocity[unseen] += 50.0
    ships.angle[unseen] += 1.0
    shots = world.shots
    away = np.abs(shots.x - ships.x[world.player_row]) > 900
    shots.vx[away] = 0.0
    assert np.array_equal(observer.look(), before)
    beyond = np.abs(off) > 1600
    ships.x[beyond] += 30.0
    assert np.array_equal(observer.look(), before)


def test_what_the_director_plans_is_not_seen(episode):
    before = Observer(episode).look()
    state = episode.director.state
    state.flags.add("planned")
    state.counters["retries"] = 5
    state.timers["ambush"] = Timer(0, state.tick + 60)  # not shown
    assert np.array_equal(Observer(episode).look(), before)
