"""What pilots can do, skill by skill."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from game.lab import run
from game.lab.arena import arena
from game.lab.pilots import CLUMSY, GOOD, make_pilot
from game.lab.pilots.chart import Chart
from game.lab.pilots.cover import Cover, eyes_of_guns, eyes_of_moderation
from game.lab.pilots.dodge import QUIET, Dodger, dodge_way
from game.lab.pilots.gunner import Gunner
from game.lab.pilots.hands import Hands
from game.lab.pilots.intent import Intent
from game.lab.pilots.navigate import HANGS, SHAKES, Navigator
from game.lab.pilots.pilot import Row, SkilledPilot
from game.lab.pilots.senses import Contact, Senses, Sight
from game.lab.pilots.skills import (
    BreakLineOfSight,
    DoLesson,
    Faculties,
    FightIfMust,
    LessonInPeace,
    OutrunSweep,
    TakeCover,
    TakeUpRun,
    Wait,
)
from game.lab.pilots.skills.hide import PERSISTS, RESTS
from game.lab.pilots.skills.outrun import OutrunFlock
from game.lab.pilots.skills.travel import OVERSHOT, GoToMarker
from game.sim import abilities, orders, roster, spawning
from game.sim.abilities import ABILITIES
from game.sim.clock import TICK_HZ
from game.sim.command import IDLE
from game.sim.kinds import Team
from game.sim.terrain import Rock, Terrain, Wall
from game.sim.world import World
from game.story.episode import Episode
from game.story.state import Objective

BOUNDS = (-4000.0, -2000.0, 4000.0, 2000.0)
RING = Path(__file__).parent / "data" / "ring-of-stones"


class Still:
    """Chance that never strays."""

    @staticmethod
    def gauss(middle, _):
        return middle


def block(name, x, y, half_x, half_y):
    ring = np.array([[-half_x, -half_y], [half_x, -half_y], [half_x, half_y], [-half_x, half_y]])
    return Rock(name, ring + np.array([x, y]))


def charted(*rocks):
    """A chart on which everything round (0, 0) is known."""
    terrain = Terrain(BOUNDS, rocks)
    chart = Chart(BOUNDS)
    chart.reveal(terrain, -1500, -1500, 1500, 1500)
    return chart


def faculties(chart=None, nature=GOOD):
    chart, chance = chart or Chart(BOUNDS), random.Random(1)
    return Faculties(
        nature, chance, chart, Navigator(chart, nature.reaction), Gunner(nature, chart), Dodger(nature, chance), {}
    )


def a_sight(**gauges):
    sight = Sight(alive=True, able=frozenset(ABILITIES))
    for name, value in gauges.items():
        setattr(sight, name, value)
    return sight


def a_foe(x, y, vx=0.0, vy=0.0, *, kind="griefer", team=Team.PLAYERS, nose=(-1.0, 0.0), hostile=True):
    return Contact(9, kind, team, x, y, vx, vy, *nose, hostile)


def a_watcher(x, y, nose=(-1.0, 0.0), **more):
    return a_foe(x, y, kind="watcher", team=Team.MODERATION, nose=nose, hostile=False, **more)


def bolt(y, tick=0):
    column = np.array
    return a_sight(
        tick=tick,
        shot_x=column([300.0], np.float32), shot_y=column([y], np.float32),
        shot_vx=column([-700.0], np.float32), shot_vy=column([0.0], np.float32),
    )  # fmt: skip


# -- getting there ---------------------------------------------------------------------------------------


def navigate(terrain, goal, start=(0.0, 0.0), seconds=14.0):
    """Fly a bare world with the navigator's hands; returns the least distance to the goal and the collisions."""
    world = World(0, terrain)
    for ability in ABILITIES:
        abilities.grant(world, ability)
    spawning.spawn(world, "callister", *start)
    chart = Chart(terrain.bounds)
    navigator, hands = Navigator(chart, GOOD.reaction), Hands(GOOD, Still())
    nearest, bumps = math.inf, 0
    for tick in range(round(seconds * 60)):
        row, ships = world.player_row, world.ships
        x, y = float(ships.x[row]), float(ships.y[row])
        nearest = min(nearest, math.dist((x, y), goal))
        if nearest < 40:
            break
        if tick % 6 == 0:
            sight = Sight(tick=tick, alive=True, x=x, y=y, vx=float(ships.vx[row]), vy=float(ships.vy[row]))
            sight.able = frozenset(world.abilities)
            chart.reveal(world.terrain, x - 640, y - 360, x + 640, y + 360)
            hands.mean(tick, navigator.go(sight, *goal))
        bumps += sum(event.kind == "collided" for event in world.step(hands.at(tick)))
    return nearest, bumps


@pytest.mark.parametrize(
    ("terrain", "goal"),
    [
        (Terrain(BOUNDS), (2000.0, 300.0)),
        (Terrain(BOUNDS, (block("a", 900, 0, 120, 200),)), (2000.0, 0.0)),
        (Terrain(BOUNDS, (block("a", 700, -60, 90, 250), block("b", 1300, 120, 90, 250))), (2100.0, 0.0)),
        (
            Terrain(
                BOUNDS,
                walls=(
                    Wall("above", np.array([[1200.0, -1500.0], [1200.0, 200.0]]), 30.0),
                    Wall("below", np.array([[1200.0, 390.0], [1200.0, 1500.0]]), 30.0),
                ),
            ),
            (2000.0, 0.0),
        ),
        (
            Terrain(
                BOUNDS,
                (block("back", 800, 0, 30, 300), block("up", 600, -300, 200, 30), block("down", 600, 300, 200, 30)),
            ),
            (1500.0, 0.0),
        ),
    ],
    ids=["open", "rock", "slalom", "gap in a wall", "dead end"],
)
def test_the_navigator_arrives_without_touching(terrain, goal):
    nearest, bumps = navigate(terrain, goal)
    assert nearest < 60
    assert bumps == 0


def test_the_navigator_finds_its_way_out_of_an_alley_longer_than_it_looks_round():
    """Its mouth is 1,500 units behind, the goal 500 ahead beyond its end."""
    alley = (block("end", 300, 0, 30, 330), block("up", -600, -300, 900, 30), block("down", -600, 300, 900, 30))
    nearest, bumps = navigate(Terrain((-3000, -1500, 3000, 1500), alley), (800.0, 0.0), seconds=60.0)
    assert nearest < 60
    assert bumps == 0


def towards(navigator: Navigator, ticks, able=("thrust",)) -> list[float]:
    """How far each wish of a ship that does not move points to a goal at its right, asked at these ticks."""
    sights = [replace(a_sight(tick=tick), able=frozenset(able)) for tick in ticks]
    return [navigator.go(sight, 1000.0, 0.0).move[0] for sight in sights]


def test_who_hangs_on_something_backs_off_each_time_another_way():
    navigator = Navigator(charted(), GOOD.reaction)
    wishes = towards(navigator, range(0, 600, 6))
    away = [at for at, wish in enumerate(wishes) if wish < 0.0]
    assert all(wish > 0.9 for wish in wishes[: away[0]])
    assert away[0] * 6 == pytest.approx(HANGS, abs=6)
    begins = [at for at in away if at - 1 not in away]
    assert len(begins) == 4, "it tries again in between"
    assert all((at + 3 in away) and (at + SHAKES // 6 + 2 not in away) for at in begins)
    assert len({round(wishes[at], 3) for at in begins}) == 2, "straight back, and to either side"


def test_who_cannot_move_or_has_not_been_asked_to_hangs_on_nothing():
    assert min(towards(Navigator(charted(), GOOD.reaction), range(0, 600, 6), able=())) > 0.9
    asked_seldom = range(0, 6000, HANGS)
    assert min(towards(Navigator(charted(), GOOD.reaction), asked_seldom)) > 0.9


def test_there_is_no_room_for_a_boost_towards_rock_or_for_a_nudge():
    navigator = Navigator(charted(block("r", 450, 0, 60, 400)), GOOD.reaction)
    assert navigator.has_room(a_sight(), (-1.0, 0.0))
    assert not navigator.has_room(a_sight(), (1.0, 0.0))
    assert not navigator.has_room(a_sight(), (-0.5, 0.0))


def test_a_sweep_is_run_from_along_its_way_or_to_the_marker():
    runs = OutrunSweep(faculties())
    assert runs.act(a_sight(marker=(900.0, 0.0))) is None
    away = runs.act(a_sight(sweep=500.0, marker=(0.0, 900.0)))
    assert away.move == pytest.approx((0.0, 1.0), abs=0.01)
    assert away.boost
    assert not runs.act(a_sight(sweep=2000.0, marker=(900.0, 0.0))).boost
    assert runs.act(a_sight(sweep=900.0)) is None, "nobody has said that it must be run from"
    assert runs.act(a_sight(sweep=200.0, sweep_way=(0.0, -1.0))).move == pytest.approx((0.0, -1.0), abs=0.01)


# -- fighting --------------------------------------------------------------------------------------------


def test_the_gunner_leads_who_crosses():
    gunner = Gunner(GOOD, Chart(BOUNDS))
    straight, far = gunner.aim(a_sight(), a_foe(400, 0))
    ahead, _ = gunner.aim(a_sight(), a_foe(400, 0, vy=300))
    assert (straight, far) == (0.0, 400.0)
    assert ahead == pytest.approx(math.asin(300 / 1050), abs=0.02)
    behind, _ = Gunner(CLUMSY, Chart(BOUNDS)).aim(a_sight(), a_foe(400, 0, vy=300))
    assert 0.3 * ahead < behind < 0.7 * ahead


def test_the_gunner_holds_fire_at_what_stands_behind_rock_or_far_away():
    terrain = Terrain(BOUNDS, (block("r", 200, 0, 30, 60),))
    chart = Chart(BOUNDS)
    gunner = Gunner(GOOD, chart)
    assert gunner.should_fire(a_sight(), a_foe(400, 0), 0.0, 400.0)
    assert not gunner.should_fire(a_sight(), a_foe(2000, 0), 0.0, 2000.0)
    assert not gunner.should_fire(a_sight(angle=1.0), a_foe(400, 0), 0.0, 400.0)
    assert not gunner.should_fire(a_sight(able=frozenset()), a_foe(400, 0), 0.0, 400.0)
    chart.reveal(terrain, -640, -360, 640, 360)
    assert not gunner.should_fire(a_sight(), a_foe(400, 0), 0.0, 400.0)


def test_bolts_are_dodged_sideways_and_only_when_they_come_near():
    assert dodge_way(bolt(40.0)) == pytest.approx((0, -1), abs=1e-3)
    assert dodge_way(bolt(-40.0)) == pytest.approx((0, 1), abs=1e-3)
    assert abs(dodge_way(bolt(0.0))[1]) == pytest.approx(1, abs=1e-3)
    assert dodge_way(bolt(300.0)) is None
    assert dodge_way(a_sight()) is None


def dodges(nature, seed=1, volleys=200):
    """First answer of each of many volleys, far enough apart to be a surprise each: way in y, or None."""
    dodger = Dodger(nature, random.Random(seed))
    return [way and way[1] for way in (dodger.way(bolt(40.0, tick=n * QUIET)) for n in range(volleys))]


def test_a_good_pilot_dodges_every_volley_at_once_and_the_right_way():
    assert dodges(GOOD, volleys=20) == pytest.approx([-1.0] * 20, abs=1e-3)


def test_some_see_a_volley_late():
    dodger = Dodger(replace(GOOD, startle=18), random.Random(1))
    seen = [dodger.way(bolt(40.0, tick)) is not None for tick in range(0, 40, 6)]
    assert seen == [False, False, False, True, True, True, True]


def test_some_do_not_see_a_volley_and_some_dodge_into_it():
    ways = dodges(replace(GOOD, unseen=0.25, misread=0.2))
    assert 0.15 < ways.count(None) / len(ways) < 0.35
    wrong = sum(way is not None and way > 0 for way in ways) / len(ways)
    assert 0.1 < wrong < 0.3


@pytest.mark.parametrize("seed", [1, 3, 11])
def test_two_who_hunt_each_other_do_not_fly_round_and_round(seed):
    """In an open arena the pilot and those behind it used to circle until the time was up."""
    result = run(RING, seed=seed, bot="pilot")
    assert result.outcome == "won"
    assert result.sim_seconds < 150


def test_what_lies_beyond_a_reached_marker_is_given_up_when_it_cannot_be_reached():
    """Rock stood where the pilot meant to fly on to: it came back for it again and again, for a quarter of an hour."""
    go = GoToMarker(faculties())
    marker = (1000.0, 0.0)
    sight = a_sight(x=980.0, vx=400.0, marker=marker)
    go.act(sight)
    assert go._goal(sight, marker) != marker, "nothing happened at the marker: it flies on"
    later = a_sight(x=1200.0, marker=marker, tick=OVERSHOT + 1)
    go._goal(later, marker)
    assert go._goal(later, marker) == marker


# -- peace -----------------------------------------------------------------------------------------------


def test_a_pacifist_fights_only_whom_the_order_names_and_who_means_harm():
    skill = FightIfMust(faculties())
    ship = a_foe(300, 0)
    assert skill.act(a_sight(ships=[ship])) is None, "self-defence is not asked for"
    assert skill.act(a_sight(ships=[ship], order="find", marker=(300.0, 0.0))) is None, "the mark is a place"
    friend = a_foe(300, 0, hostile=False)
    assert skill.act(a_sight(ships=[friend], order="guard", marker=(300.0, 0.0), quarry=9)) is None
    assert skill.act(a_sight(ships=[ship], order="beat", marker=(300.0, 0.0), quarry=9)).fire
    assert skill.act(a_sight(ships=[ship], order="guard", marker=(300.0, 0.0))) is None, "another order"


def test_a_lesson_in_firing_is_done_where_nobody_is():
    chance = faculties()
    lesson, peaceful = DoLesson(chance), LessonInPeace(chance)
    ships = [a_foe(300, 0), a_foe(0, 300)]

    def fired(skill):
        for tick in range(0, 200, 6):
            angle = 0.0 if tick < 100 else -2.3
            intent = skill.beside(a_sight(prompt="fire", tick=tick, ships=ships, angle=angle), intent_ahead())
            if intent.fire:
                return tick, intent.aim
        return None

    assert fired(lesson)[0] < 100, "the nose points at somebody"
    tick, aim = fired(peaceful)
    assert tick > 100
    assert math.cos(aim) < -0.5
    assert math.sin(aim) < -0.5


def intent_ahead():
    return Intent(move=(1.0, 0.0))


def test_a_pacifist_wins_where_only_a_fight_can_win():
    result = run(RING, seed=2, bot="pacifist")
    assert result.outcome == "won"
    assert result.stats["shots_fired"] > 0


# -- robbing, or not ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("foe", "able"), [("hound", ("hack", "spike")), ("griefer", ("hack", "spike")), ("griefer", ("hack",))]
)
def test_who_is_to_be_shot_down_is_shot_down_though_there_is_a_tether(foe, able):
    """Who is still the order's mark after a handshake is to be beaten, and so is who lets nobody in."""
    episode = Episode(arena(f"callister@0,0 {foe}*2@900,-300,180:attack").names.level, 1)
    for ability in {"hack", "spike"} - set(able):
        abilities.revoke(episode.world, ability)
    episode.director.state.objectives.append(Objective("beat", "Beat them", group=foe))
    pilot = make_pilot("pilot", episode)
    pilot.hear(episode.step(IDLE))
    while episode.director.stage.ships(foe) and not episode.waiting_retry and episode.frame < 60 * TICK_HZ:
        pilot.hear(episode.step(pilot.command()))
    assert not episode.director.stage.ships(foe)


# -- hiding ----------------------------------------------------------------------------------------------


DRONE = [a_watcher(0.0, -150.0, nose=(0.0, 1.0))]
ALL_ROUND = [a_foe(0.0, -250.0, kind="hound", team=Team.MODERATION, hostile=False)]


def cover_from(ships, chart):
    return Cover(chart).find(a_sight(), eyes_of_moderation(a_sight(ships=ships)))


def test_cover_from_a_cone_is_beside_it():
    x, y = cover_from(DRONE, Chart(BOUNDS))
    assert abs(math.atan2(x, y + 150)) > math.radians(35)
    assert math.hypot(x, y) < 250


def test_cover_from_who_looks_all_round_is_behind_known_rock_or_far_away():
    x, y = cover_from(ALL_ROUND, charted(block("r", 0, 150, 120, 40)))
    assert y > 190
    assert abs(x) < 200
    assert math.hypot(x, y) < 350
    far_x, far_y = cover_from(ALL_ROUND, Chart(BOUNDS))
    assert math.hypot(far_x, far_y + 250) > 700


def test_rock_that_was_never_seen_hides_nobody():
    terrain = Terrain(BOUNDS, (block("r", 0, 150, 120, 40),))
    unknown, known = Chart(BOUNDS), Chart(BOUNDS)
    known.reveal(terrain, -640, -360, 640, 360)
    place, eye = (np.array([0.0]), np.array([250.0])), (np.array([0.0]), np.array([-350.0]))
    assert known.sheltered(*place, *eye).tolist() == [[True]]
    assert unknown.sheltered(*place, *eye).tolist() == [[False]]


def test_nobody_hides_in_the_sweep_or_off_the_map():
    eyes = eyes_of_moderation(a_sight(ships=[a_watcher(400.0, 0.0)]))
    sight = a_sight(sweep=450.0, sweep_way=(1.0, 0.0))
    assert Cover(Chart(BOUNDS)).find(sight, eyes)[0] > -60
    narrow = Chart((-100.0, -2000.0, 2000.0, 2000.0))
    assert Cover(narrow).find(a_sight(), eyes)[0] >= -100


def test_guns_reach_as_far_as_their_bolts():
    eyes = eyes_of_guns(a_sight(ships=[a_foe(400.0, 0.0), a_watcher(0.0, 300.0)]))
    assert eyes.x.tolist() == [400.0, 400.0], "now, and a second from now"
    lit = eyes.light(np.array([0.0, -400.0]), np.array([0.0, 0.0]))
    assert lit.tolist() == [[True, False]] * 2


def test_it_hides_from_scans_and_when_hunted_and_not_from_who_only_looks():
    def hides(**gauges):
        return BreakLineOfSight(faculties()).act(a_sight(marker=(900.0, 0.0), **gauges)) is not None

    assert hides(seen_by=1, scan=0.1)
    assert hides(seen_by=1, heat=2)
    assert hides(scan=0.6)
    assert not hides(seen_by=1), "a hound that nobody has sent"
    assert not hides(scan=0.1), "it runs down by itself"
    assert not hides(heat=2), "there is something to do"


def test_whoever_hides_in_vain_goes_on_after_a_while_and_tries_again_later():
    skill = BreakLineOfSight(faculties())
    hidden = [
        skill.act(a_sight(tick=tick, seen_by=1, heat=3, ships=DRONE, marker=(9e3, 0.0))) is not None
        for tick in range(1, PERSISTS + RESTS + 120, 12)
    ]
    assert hidden[0]
    assert not hidden[PERSISTS // 12 + 2]
    assert hidden[-1]


ARENAS = {
    "one, rock behind": "callister@0,0 watcher@300,0,180:guard rock@-250,200,80",
    "two": "callister@0,0 watcher@300,0,180:attack watcher@-300,150,0:attack rock@0,320,90 rock@-350,-250,70",
    "three in a field": "callister@0,0 watcher@350,60,180:attack watcher@-320,-100,0:attack watcher@0,-380,90:attack "
    "rock@220,260,80 rock@-260,220,90 rock@-150,-330,70 rock@300,-250,60",
    "nothing to hide behind": "callister@0,0 watcher@260,0,180:attack watcher@-260,0,0:attack",
    "a corner": "callister@0,0 watcher@300,-60,180:attack watcher@300,60,180:attack wall@-200,-200,-200,200 "
    "wall@-200,200,200,200 wall@-200,-200,200,-200 rock@90,120,40",
    "with a warden": "callister@0,0 watcher@300,0,180:attack warden@-400,100,0:attack "
    "rock@0,300,120 rock@-300,-250,100",
}
SHY = Row((TakeUpRun, BreakLineOfSight, TakeCover, Wait), GOOD)
IDENTIFIED = 240  # ticks of keeping still, after which they know
LIMIT, PROOF = 20 * 60, 90  # within which it must have got away, and for how long it must stay so


def escape(drawing, heat, row, seed=5):
    """Ticks until nobody sees the ship, every scan has run down, and it stays so; None when that takes too long."""
    episode = Episode(arena(drawing).names.level, seed)
    for _ in range(IDENTIFIED):
        episode.step(IDLE)
    assert episode.world.heat.seen_by, "it begins in the light"
    episode.world.heat.set(episode.world, heat)
    pilot = SkilledPilot(row, episode, {}) if row else make_pilot("idle", episode)
    dark = 0
    for tick in range(LIMIT + PROOF):
        pilot.hear(episode.step(pilot.command()))
        assert not episode.waiting_retry
        lit = episode.world.heat.seen_by or episode.world.heat.suspicion > 0.0
        dark = 0 if lit else dark + 1
        if dark == PROOF:
            return tick - PROOF
    return None


@pytest.mark.parametrize("heat", range(6))
@pytest.mark.parametrize("place", ARENAS)
def test_from_every_heat_it_is_out_of_sight_within_twenty_seconds(place, heat):
    ticks = escape(ARENAS[place], heat, SHY)
    assert ticks is not None
    assert ticks < LIMIT


@pytest.mark.parametrize("place", ["two", "three in a field"])
def test_who_does_not_try_is_seen_all_the_time(place):
    assert escape(ARENAS[place], 3, None) is None


# -- a swarm ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2])
def test_a_few_mites_are_shot_one_by_one(seed):
    episode = Episode(arena("callister@0,0 mite*10@700,0,180").names.level, seed)
    pilot, world = make_pilot("pilot", episode), episode.world
    pilot.hear(episode.step(pilot.command()))
    for who in roster.group(world, "mite"):
        orders.give(world, who, "attack", target=world.player)
    while roster.group(world, "mite") and episode.frame < 60 * 25:
        pilot.hear(episode.step(pilot.command()))
    assert roster.group(world, "mite") == []
    assert world.ships.hull[world.player_row] > 80


# -- a flock at the heels --------------------------------------------------------------------------------


def test_who_has_a_flock_behind_goes_on_boosts_and_never_brakes():
    episode = Episode(arena("callister@0,0").names.level, 1)
    pilot = SkilledPilot(Row((OutrunFlock,), GOOD), episode, {})
    skill, sight = pilot._skills[0], Senses(episode).look()
    sight.marker = (3000.0, 0.0)
    assert skill.act(sight) is None, "there is nobody"
    sight.swarm_x, sight.swarm_y = np.full(40, -400.0), np.linspace(-150.0, 150.0, 40)
    intent = skill.act(sight)
    assert intent is not None
    assert intent.boost
    assert not intent.brake
    assert intent.move[0] > 0.9
    sight.swarm_x = np.full(40, -900.0)
    assert skill.act(sight) is None, "they are far behind"
