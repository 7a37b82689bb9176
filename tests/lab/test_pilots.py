"""Pilots see what a player sees, act by hands, are rows of skills, and can be copied in flight."""

from __future__ import annotations

import ast
import copy
import math
import random
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from game.cli import build_parser
from game.lab.arena import arena
from game.lab.pilots import CLUMSY, EVERYDAY, GOOD, PILOTS, ROWS, make_pilot
from game.lab.pilots.chart import Chart
from game.lab.pilots.hands import Hands
from game.lab.pilots.intent import Intent
from game.lab.pilots.pilot import Row, SkilledPilot
from game.lab.pilots.senses import RADAR, Contact, Senses
from game.lab.pilots.skills import DoLesson, Evade, Fight, Skill, TakeUpRun, Wait
from game.sim import damage, spawning
from game.sim.command import IDLE, Command, Held, Press
from game.sim.events import Event
from game.sim.senses import VIEW
from game.sim.terrain import Rock, Terrain, Wall
from game.story import library
from game.story.episode import Episode
from game.story.state import Choice, Objective, Option

PILOT_FILES = sorted(Path("game/lab/pilots").rglob("*.py"))
LOOKS = {"senses.py"}  # the only file that looks at an episode
FLIES = {"senses.py", "pilot.py", "monkey.py", "idle.py", "__init__.py"}  # and those that are given one

FIGHT = "callister@0,0 griefer*2@500,0,180:attack watcher@-200,300,-90:attack rock@-250,-200,90 rock@250,220,70"


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


def test_the_pacifist_does_all_that_others_do_but_harm():
    """A new skill is one of its own as well, or has a peaceful one beside it."""
    assert set(EVERYDAY) - set(ROWS["pacifist"].skills) == {Fight, DoLesson, Evade}


# -- senses ----------------------------------------------------------------------------------------------


def test_ships_outside_the_picture_are_blips_and_beyond_the_radar_nothing(episode):
    world = episode.world
    row = world.player_row
    x, y = float(world.ships.x[row]), float(world.ships.y[row])
    near = spawning.spawn(world, "hound", x + VIEW[0] / 2 - 20, y)
    far = spawning.spawn(world, "hound", x + VIEW[0] / 2 + 60, y)
    spawning.spawn(world, "hound", x + RADAR + 80, y)
    sight = Senses(episode).look()
    assert [ship.id for ship in sight.ships] == [near]
    assert [round(blip[0] - x) for blip in sight.blips if blip[2] == 2] == [700]
    assert world.ships.row_of(far) >= 0


def test_a_contact_says_nothing_of_what_it_means_to_do():
    assert not {"state", "target", "order", "goal", "mind"} & set(Contact.__dataclass_fields__)


def test_who_shoots_at_us_is_hostile_for_a_while_and_who_bumps_us_is_not(episode):
    world = episode.world
    row = world.player_row
    who = spawning.spawn(world, "grinder", float(world.ships.x[row]) + 200, float(world.ships.y[row]))
    senses = Senses(episode)
    senses.hear([Event("hit", world.player, who)])
    assert not senses.look().foes()
    senses.hear([Event("fired", who), Event("hit", world.player, who)])
    assert [foe.id for foe in senses.look().foes()] == [who]
    world.time += 20.0
    assert not senses.look().foes()


def test_the_mark_lies_on_the_nearest_ship_of_an_order(episode):
    world = episode.world
    row = world.player_row
    x, y = float(world.ships.x[row]), float(world.ships.y[row])
    spawning.spawn(world, "griefer", x + 900, y, group="gang")
    near = spawning.spawn(world, "griefer", x - 300, y, group="gang")
    episode.director.objectives.extend(
        [Objective("place", "", marker=(5.0, 6.0)), Objective("beat", "", group="gang")],
    )
    sight = Senses(episode).look()
    assert (sight.order, sight.quarry) == ("beat", near)
    assert sight.marker == pytest.approx((x - 300, y))
    episode.director.objectives[-1].state = "done"
    sight = Senses(episode).look()
    assert (sight.order, sight.quarry, sight.marker) == ("place", 0, (5.0, 6.0))


def test_whoever_was_after_us_is_forgotten_with_a_lost_run(episode):
    world = episode.world
    row = world.player_row
    who = spawning.spawn(world, "grinder", float(world.ships.x[row]) + 200, float(world.ships.y[row]))
    senses = Senses(episode)
    senses.hear([Event("chasing", who, world.player)])
    assert senses.look().threatened
    episode.director.state.cause = "shot"
    assert senses.look().lost
    episode.director.state.cause = ""
    assert not senses.look().threatened


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


def test_a_way_leads_round_what_is_known_and_none_through_a_shut_ring():
    wall = Wall("w", np.array([[300.0, -400.0], [300.0, 250.0]]))
    terrain = Terrain((-600.0, -600.0, 1000.0, 600.0), walls=(wall,))
    chart = Chart(terrain.bounds)
    assert not chart.route(0, 0, 0, 0), "it is there"
    chart.reveal(terrain, -600, -600, 1000, 600)
    corners = chart.route(0, 0, 600, 0)
    assert not chart.clear(0, 0, 600, 0)
    assert all(chart.clear(*a, *b) for a, b in pairwise([(0.0, 0.0), *corners, (600.0, 0.0)]))
    assert max(y for _, y in corners) > 250, "by the nearer end"
    ring = np.array([[-200.0, -200.0], [200.0, -200.0], [200.0, 200.0], [-200.0, 200.0], [-200.0, -200.0]])
    shut = Terrain(terrain.bounds, walls=(Wall("ring", ring),))
    chart = Chart(shut.bounds)
    chart.reveal(shut, -600, -600, 1000, 600)
    assert chart.route(0, 0, 600, 0) == []


def test_pilots_read_no_hidden_columns():
    """Neither minds' columns nor the director's plans appear in their source."""
    hidden = {"state", "target", "goal_x", "goal_y", "order", "known_x", "shown", "scan", "pending", "ears", "fired"}
    world_words = {"ships", "director", "world"}
    for path in PILOT_FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in hidden:
                base = node.value
                name = base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")
                assert name not in world_words, f"{path}:{node.lineno} reads {name}.{node.attr}"


def test_only_the_senses_look_at_the_episode():
    """A skill knows what `Sight` shows it: no world, no director."""
    seen = set()
    for path in PILOT_FILES:
        words = {node.attr for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if _attribute(node)}
        looks, flies = words & {"world", "director", "level"}, words & {"episode", "_episode"}
        assert not looks or path.name in LOOKS, f"{path} looks at {looks}"
        assert not flies or path.name in FLIES, f"{path} holds an episode"
        seen |= looks
    assert seen == {"world", "director", "level"}, "the test looks for the right words"


def _attribute(node):
    return isinstance(node, ast.Attribute)


# -- hands -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nature", [GOOD, CLUMSY], ids=["good", "clumsy"])
def test_hands_are_late_by_the_reaction_time(nature):
    hands = Hands(nature, Still())
    late = nature.reaction
    hands.mean(10, Intent(move=(1.0, 0.0)))
    assert [hands.at(10 + t) == IDLE for t in range(late)] == [True] * late
    assert hands.at(10 + late).move_x == 127


def test_clumsy_hands_are_as_late_as_a_slow_player():
    assert CLUMSY.reaction / 60 == pytest.approx(0.35, abs=0.01)


def test_a_press_lasts_one_tick_and_what_is_held_goes_on():
    hands = Hands(GOOD, Still())
    hands.mean(0, Intent(move=(1.0, 0.0), fire=True, press=int(Press.CHOICE_2)))
    first, second = hands.at(GOOD.reaction), hands.at(GOOD.reaction + 1)
    assert first.pressed == Press.CHOICE_2
    assert second.pressed == 0
    assert second.held == first.held == int(Held.DIRECT | Held.FIRE)


def test_some_hold_the_trigger_too_long():
    def fires(nature):
        hands = Hands(nature, Still())
        hands.mean(0, Intent(fire=True))
        hands.mean(12, Intent())
        hands.mean(40, Intent())
        return [bool(hands.at(t + nature.reaction).held & Held.FIRE) for t in (0, 12, 40)]

    assert fires(GOOD) == [True, False, False]
    assert fires(replace(GOOD, linger=24)) == [True, True, False]


def test_some_turn_too_far_and_come_back():
    def aims(nature):
        hands = Hands(nature, Still())
        hands.mean(0, Intent(aim=1.0))
        hands.mean(10, Intent(aim=1.0))
        return [hands.at(t + nature.reaction).aim_radians for t in (0, 10)]

    assert aims(GOOD) == pytest.approx([1.0, 1.0], abs=1e-3)
    assert aims(replace(GOOD, overshoot=0.5)) == pytest.approx([1.5, 1.0], abs=1e-3)


def test_a_hand_that_strays_keeps_the_length_of_a_wish():
    hands = Hands(replace(GOOD, stray=0.3), random.Random(3))
    ways = []
    for tick in range(0, 600, 10):
        hands.mean(tick, Intent(move=(0.6, 0.0)))
        command = hands.at(tick + GOOD.reaction)
        ways.append(math.atan2(command.move_y, command.move_x))
        assert math.hypot(command.move_x, command.move_y) == pytest.approx(0.6 * 127, abs=1.5)
    assert 0.2 < np.std(ways) < 0.4


# -- rows ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PILOTS)
def test_every_pilot_can_be_given_the_controls(name, level):
    episode = Episode(level, 4)
    pilot = make_pilot(name, episode)
    for _ in range(240):
        command = pilot.command()
        assert isinstance(command, Command)
        pilot.hear(episode.step(command))


def test_the_command_line_names_every_pilot():
    sim = next(action for action in build_parser()._subparsers._group_actions if "sim" in action.choices).choices["sim"]
    told = set(re.findall(r"\w+", sim.format_help()))
    assert set(PILOTS) <= told


def test_the_idle_pilot_touches_nothing(episode):
    pilot = make_pilot("idle", episode)
    assert {pilot.command() for _ in range(10)} == {IDLE}


class Wave(Skill):
    """A skill of somebody's own."""

    def act(self, sight):
        return Intent(fire=True) if sight.tick < 300 else None


class Whistle(Skill):
    def beside(self, sight, intent):
        intent.brake = True
        return intent


def test_a_new_skill_is_a_class_and_a_word_in_a_row(level):
    def held(*skills):
        episode = Episode(level, 1)
        pilot = SkilledPilot(Row((TakeUpRun, *skills), GOOD), episode, {})
        commands = []
        for _ in range(400):
            commands.append(pilot.command())
            episode.step(commands[-1])
        return commands[200].held & ~Held.DIRECT, commands[-1].held & ~Held.DIRECT

    assert held(Wave) == (Held.FIRE, 0)
    assert held(Wave, Whistle) == (Held.FIRE | Held.BRAKE, 0)
    assert held(Whistle, Wave) == (Held.FIRE, 0), "what stands before the one that acts is not asked beside it"


def test_every_row_ends_with_somebody_who_always_knows(level):
    """A row without an answer would leave the ship to itself."""
    for name, row in ROWS.items():
        waits = [skill for skill in row.skills if issubclass(skill, Wait)]
        assert waits, name


def test_a_choice_is_read_then_answered_as_asked(episode):
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
    assert answers("nowhere") == Press.CHOICE_1


def test_a_greyed_option_is_not_answered_with(episode):
    for wish in ({}, {"hold": 1}):
        pilot = make_pilot("pilot", episode, wish)
        options = [Option("hold.drop", "Drop it", closed="Not now"), Option("hold.stand", "Stand")]
        episode.director.state.choice = Choice("hold", "Well?", options, age=200)
        pressed = 0
        for tick in range(120):
            episode.frame = tick
            pressed |= pilot.command().pressed
        assert pressed == Press.CHOICE_2


@pytest.mark.parametrize("name", [*ROWS, "monkey"])
def test_a_lost_run_is_taken_up(name, episode):
    pilot = make_pilot(name, episode)
    damage.hurt(episode.world, episode.world.player, 1000.0)
    episode.step(IDLE)
    assert episode.waiting_retry
    for _ in range(240):
        pilot.hear(episode.step(pilot.command()))
    assert not episode.waiting_retry
    assert episode.stats["retries"] == 1


def test_a_run_that_failed_is_not_flown_in_the_same_way_again():
    """It would fail in the same way, for ever."""
    episode = Episode(arena(FIGHT).names.level, 1)
    pilot = make_pilot("pilot", episode)

    def again():
        damage.hurt(episode.world, episode.world.player, 1000.0)
        path = []
        while len(path) < 300:
            pilot.hear(episode.step(pilot.command()))
            if not episode.waiting_retry and episode.world.player:
                path.append(episode.world.ships.place[episode.world.player_row])
        return path

    flown = [again() for _ in range(4)]
    assert len({tuple(path) for path in flown}) > 1


# -- copies ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PILOTS)
@pytest.mark.parametrize("place", ["chapter", "fight"])
def test_a_copy_flies_on_as_the_pilot_would(name, place, level):
    """Branching: a copy for an episode that stands where its own does knows nothing of the old one."""
    here = level if place == "chapter" else arena(FIGHT).names.level
    episode = Episode(here, 7)
    pilot = make_pilot(name, episode)
    for _ in range(400):
        pilot.hear(episode.step(pilot.command()))
    twin_episode = Episode(here, 7)
    twin_episode.restore(episode.snapshot())
    twin = copy.deepcopy(pilot, {id(episode): twin_episode})
    # the first flies far ahead before the copy begins: whatever the two still shared would show
    flown = [fly_on(episode, pilot) for _ in range(600)]
    flown_by_twin = [fly_on(twin_episode, twin) for _ in range(600)]
    assert flown_by_twin == flown
    assert twin_episode.digest() == episode.digest()


def fly_on(episode, pilot):
    command = pilot.command()
    pilot.hear(episode.step(command))
    return command
