"""Pilots see what a player sees, and fly by it."""

from __future__ import annotations

import ast
import math
from pathlib import Path

import numpy as np
import pytest

from game.lab import run
from game.lab.pilots import PILOTS, make_pilot
from game.lab.pilots.chart import Chart
from game.lab.pilots.fight import Gunner, dodge_way
from game.lab.pilots.intent import REACTION, Hands, Intent
from game.lab.pilots.navigate import Navigator
from game.lab.pilots.senses import RADAR, Contact, Senses, Sight
from game.lab.scenes import arena
from game.sim.command import IDLE, Command, Held, Press
from game.sim.events import Event
from game.sim.terrain import Rock, Terrain, Wall
from game.sim.world import VIEW
from game.story import library
from game.story.episode import Episode


@pytest.fixture(scope="module")
def level():
    return library.load("01")


@pytest.fixture
def episode(level):
    return Episode(level, 1)


class Still:
    """Chance that never strays."""

    @staticmethod
    def gauss(middle, _):
        return middle


# -- senses ----------------------------------------------------------------------------------------------


def test_ships_outside_the_picture_are_blips_and_beyond_the_radar_nothing(episode):
    world = episode.world
    row = world.player_row
    x, y = float(world.ships.x[row]), float(world.ships.y[row])
    near = world.spawn("hound", x + VIEW[0] / 2 - 20, y)
    far = world.spawn("hound", x + VIEW[0] / 2 + 60, y)
    world.spawn("hound", x + RADAR + 80, y)
    sight = Senses(episode).look()
    assert [ship.id for ship in sight.ships] == [near]
    assert [round(blip[0] - x) for blip in sight.blips if blip[2] == 2] == [700]
    assert world.ships.row_of(far) >= 0


def test_a_contact_says_nothing_of_what_it_means_to_do(episode):
    assert not {"state", "target", "order", "goal", "mind"} & set(Contact.__dataclass_fields__)


def test_who_shoots_at_us_is_hostile_for_a_while_and_who_bumps_us_is_not(episode):
    world = episode.world
    row = world.player_row
    who = world.spawn("grinder", float(world.ships.x[row]) + 200, float(world.ships.y[row]))
    senses = Senses(episode)
    senses.hear([Event("hit", world.player, who)])
    assert not senses.look().foes()
    senses.hear([Event("fired", who), Event("hit", world.player, who)])
    assert [foe.id for foe in senses.look().foes()] == [who]
    world.time += 20.0
    assert not senses.look().foes()


def test_terrain_is_known_once_it_has_been_in_the_picture():
    rock = Rock("r", np.array([[900.0, -100.0], [1100.0, -100.0], [1100.0, 100.0], [900.0, 100.0]]))
    terrain = Terrain(rocks=(rock,))
    chart = Chart(terrain.bounds)
    chart.reveal(terrain, -640, -360, 640, 360)
    assert chart.clear(0, 0, 1000, 0), "it has not seen that far"
    chart.reveal(terrain, 400, -360, 1600, 360)
    assert not chart.clear(0, 0, 1000, 0)
    terrain.remove("r")
    chart.reveal(terrain, -640, -360, 640, 360)
    assert chart.clear(0, 0, 1000, 0), "that it went was to be seen"


def test_pilots_read_no_hidden_columns():
    """Neither minds' columns nor the director's plans appear in their source."""
    hidden = {"state", "target", "goal_x", "goal_y", "order", "known_x", "shown", "scan", "pending", "ears", "fired"}
    world_words = {"ships", "director", "world"}
    for path in Path("game/lab/pilots").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and node.attr in hidden:
                base = node.value
                name = base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")
                assert name not in world_words, f"{path}:{node.lineno} reads {name}.{node.attr}"


# -- hands -----------------------------------------------------------------------------------------------


def test_hands_are_late_by_the_reaction_time():
    hands = Hands(Still())
    hands.mean(10, Intent(move=(1.0, 0.0)))
    assert [hands.at(10 + t) == IDLE for t in range(REACTION)] == [True] * REACTION
    assert hands.at(10 + REACTION).move_x == 127


def test_a_press_lasts_one_tick_and_what_is_held_goes_on():
    hands = Hands(Still())
    hands.mean(0, Intent(move=(1.0, 0.0), fire=True, press=int(Press.CHOICE_2)))
    first, second = hands.at(REACTION), hands.at(REACTION + 1)
    assert first.pressed == Press.CHOICE_2
    assert second.pressed == 0
    assert second.held == first.held == int(Held.DIRECT | Held.FIRE)


# -- skills ----------------------------------------------------------------------------------------------


def navigate(terrain, goal, start=(0.0, 0.0), seconds=14.0):
    """Fly a bare world with the navigator's hands; returns the least distance to the goal and the collisions."""
    world = arena("@")
    from game.sim.world import ABILITIES, World

    world = World(0, terrain)
    for ability in ABILITIES:
        world.grant(ability)
    world.spawn("callister", *start)
    chart = Chart(terrain.bounds)
    navigator, hands = Navigator(chart), Hands(Still())
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


def block(name, x, y, half_x, half_y):
    ring = np.array([[-half_x, -half_y], [half_x, -half_y], [half_x, half_y], [-half_x, half_y]])
    return Rock(name, ring + np.array([x, y]))


BOUNDS = (-4000.0, -2000.0, 4000.0, 2000.0)


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


def a_sight(**gauges):
    sight = Sight(alive=True, able=frozenset({"thrust", "turn", "brake", "boost", "fire"}))
    for name, value in gauges.items():
        setattr(sight, name, value)
    return sight


def a_foe(x, y, vx=0.0, vy=0.0):
    return Contact(9, "griefer", 1, x, y, vx, vy, -1.0, 0.0, True)


def test_the_gunner_leads_who_crosses():
    gunner = Gunner(Chart(BOUNDS))
    straight, far = gunner.aim(a_sight(), a_foe(400, 0))
    ahead, _ = gunner.aim(a_sight(), a_foe(400, 0, vy=300))
    assert (straight, far) == (0.0, 400.0)
    assert ahead == pytest.approx(math.asin(300 / 1050), abs=0.02)


def test_the_gunner_holds_fire_at_what_stands_behind_rock_or_far_away():
    terrain = Terrain(BOUNDS, (block("r", 200, 0, 30, 60),))
    chart = Chart(BOUNDS)
    gunner = Gunner(chart)
    assert gunner.should_fire(a_sight(), a_foe(400, 0), 0.0, 400.0)
    assert not gunner.should_fire(a_sight(), a_foe(2000, 0), 0.0, 2000.0)
    assert not gunner.should_fire(a_sight(angle=1.0), a_foe(400, 0), 0.0, 400.0)
    assert not gunner.should_fire(a_sight(able=frozenset()), a_foe(400, 0), 0.0, 400.0)
    chart.reveal(terrain, -640, -360, 640, 360)
    assert not gunner.should_fire(a_sight(), a_foe(400, 0), 0.0, 400.0)


def test_bolts_are_dodged_sideways_and_only_when_they_come_near():
    def bolt(y):
        column = np.array
        return a_sight(
            shot_x=column([300.0], np.float32), shot_y=column([y], np.float32),
            shot_vx=column([-700.0], np.float32), shot_vy=column([0.0], np.float32),
        )  # fmt: skip

    assert dodge_way(bolt(40.0)) == pytest.approx((0, -1), abs=1e-3)
    assert dodge_way(bolt(-40.0)) == pytest.approx((0, 1), abs=1e-3)
    assert abs(dodge_way(bolt(0.0))[1]) == pytest.approx(1, abs=1e-3)
    assert dodge_way(bolt(300.0)) is None
    assert dodge_way(a_sight()) is None


# -- the registry ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PILOTS)
def test_every_pilot_can_be_given_the_controls(name, level):
    episode = Episode(level, 4)
    pilot = make_pilot(name, episode)
    for _ in range(240):
        command = pilot.command()
        assert isinstance(command, Command)
        pilot.hear(episode.step(command))


def test_the_idle_pilot_touches_nothing(episode):
    pilot = make_pilot("idle", episode)
    assert {pilot.command() for _ in range(10)} == {IDLE}


def test_a_choice_is_read_then_answered_as_asked(episode):
    from game.story.state import Choice, Option

    def answers(wish):
        pilot = make_pilot("pilot", episode, {"hold": wish} if wish else {})
        options = [Option("hold.drop", "Drop it"), Option("hold.stand", "Stand")]
        episode.director.state.choice = Choice("hold", "Well?", options, age=200)
        pressed = 0
        for tick in range(120):
            episode.frame = tick
            pressed |= pilot.command().pressed
        return pressed

    assert answers(None) == Press.CHOICE_1
    assert answers(2) == Press.CHOICE_2
    assert answers("stand") == Press.CHOICE_2
    assert answers("2") == Press.CHOICE_2


def test_the_pilot_takes_up_a_lost_run(episode):
    pilot = make_pilot("pilot", episode)
    episode.world.hurt(episode.world.player, 1000.0)
    episode.step(IDLE)
    assert episode.waiting_retry
    for _ in range(200):
        pilot.hear(episode.step(pilot.command()))
    assert not episode.waiting_retry
    assert episode.stats["retries"] == 1


@pytest.mark.parametrize("seed", [1, 3, 11])
def test_two_who_hunt_each_other_do_not_fly_round_and_round(seed):
    """In an open arena the pilot and those behind it used to circle until the time was up."""
    result = run(Path(__file__).parent / "data" / "ring-of-stones", seed=seed, bot="pilot")
    assert result.outcome == "won"
    assert result.sim_seconds < 150
