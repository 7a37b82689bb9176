"""Each trigger, in a level with one beat that waits for it."""

from __future__ import annotations

import itertools
import math

import pytest

from game.sim import damage, placing, roster, spawning
from game.sim.command import Command, Held, Press
from game.sim.events import Event
from game.story.document import Document
from game.story.tables import Reader
from game.story.triggers import TRIGGERS
from game.story.verbs import SLOW


class about:  # noqa: N801 (reads as a word of the assertion)
    """Ticks, each not before its time and at most a look later: what changes slowly is looked at every few ticks."""

    def __init__(self, *ticks: int) -> None:
        self.ticks = ticks

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, list)
            and len(other) == len(self.ticks)
            and all(want <= tick < want + SLOW for tick, want in zip(other, self.ticks, strict=True))
        )

    def __repr__(self) -> str:
        return f"about{self.ticks}"


FORWARD = Command.of(thrust=1.0)
KEVIN = '{ do = "spawn", what = "griefer", name = "kevin", group = "three", place = "far", order = "hold" }'
THREE = '{ do = "spawn", what = "griefer", count = 3, group = "three", place = "far", order = "hold", respawn = false }'


def test_start_fires_on_the_first_tick_and_once(waits):
    play = waits('{ on = "start" }').run(1)
    assert play.fired() == about(1)


def test_timer_counts_from_the_start(waits):
    assert waits('{ on = "timer", after = 0.5 }').run(1).fired() == about(31)


def test_timer_counts_from_another_beat(waits):
    beats = "after = []"
    play = waits('{ on = "timer", after = 0.5, beat = "begin" }', beat=beats).run(1)
    assert play.fired() == about(31)


def test_timer_of_a_beat_that_has_not_fired_does_not_run(scene):
    play = scene(
        '[[beat]]\nid = "never"\nwhen = { on = "flag", flag = "x" }\nthen = [{ do = "flag", set = "x" }]\n'
        '[[beat]]\nid = "b"\nwhen = { on = "timer", after = 0.1, beat = "never" }\nthen = [{ do = "win" }]\n'
    ).run(1)
    assert play.fired() == []


def test_a_named_timer_rings_and_a_stopped_one_does_not(waits):
    started = '{ do = "timer", name = "t", seconds = 0.5 }'
    assert waits('{ on = "timer", name = "t" }', setup=started).run(1).fired() == about(31)
    stopped = started + ', { at = 0.2, do = "timer", stop = "t" }'
    assert waits('{ on = "timer", name = "t" }', setup=stopped).run(1).fired() == []


def test_beat_waits_for_another_beat(scene):
    play = scene(
        '[[beat]]\nid = "b"\nwhen = { on = "beat", beat = "a" }\nthen = [{ do = "win" }]\n'
        '[[beat]]\nid = "a"\nwhen = { on = "timer", after = 0.2 }\nthen = [{ do = "letterbox", on = true }]\n'
    ).run(1)
    assert play.fired("b") == about(play.fired("a")[0] + 1)


def test_said_at_the_end_and_at_the_start_of_a_line(waits):
    say = '{ do = "say", line = "hello" }'
    end = waits('{ on = "said", line = "hello" }', setup=say).run(5)
    assert end.fired() == about(end.director.state.talk.ended["hello"])
    start = waits('{ on = "said", line = "hello", part = "start" }', setup=say).run(5)
    assert start.fired() == about(start.director.state.talk.begun["hello"])
    assert end.fired()[0] - start.fired()[0] > 60


def test_flag(waits):
    assert waits('{ on = "flag", flag = "x" }', setup='{ at = 0.2, do = "flag", set = "x" }').run(1).fired() == about(
        13
    )


def test_counter(waits):
    setup = '{ do = "counter", counter = "n" }, { at = 0.2, do = "counter", counter = "n", add = 2 }'
    assert waits('{ on = "counter", counter = "n", at-least = 3 }', setup=setup).run(1).fired() == about(13)
    assert waits('{ on = "counter", counter = "n", at-least = 4 }', setup=setup).run(1).fired() == []


def test_choice_by_option(waits):
    setup = '{ do = "choice", choice = "c", ask = "hello", options = [{ line = "drop" }, { line = "stand" }] }'
    play = waits('{ on = "choice", choice = "c", option = 2 }', setup=setup).run(0.5)
    assert play.fired() == []
    play.tick(Command.of(pressed=Press.CHOICE_2))
    assert play.fired() == about(31)
    other = waits('{ on = "choice", choice = "c", option = 2 }', setup=setup).run(0.5)
    other.run(0.5, Command.of(pressed=Press.CHOICE_1))
    assert other.fired() == []


def test_enter_is_true_from_inside_and_not_outside(waits):
    assert waits('{ on = "enter", region = "ring" }').run(0.1).fired() == about(1)
    play = waits('{ on = "enter", region = "east" }').run(0.5)
    assert play.fired() == []
    play.run(4, FORWARD)
    assert len(play.fired()) == 1


def test_enter_by_somebody_else(waits):
    play = waits('{ on = "enter", region = "east", by = "kevin" }', setup=KEVIN).run(0.2)
    assert play.fired() == []
    kevin = play.director.stage.ships("kevin")[0]
    roster.remove(play.world, kevin)
    play.director.stage.enrol(play.spawn(x=500), play.director.state.cast[kevin])
    play.run(0.1)
    assert len(play.fired()) == 1


def test_leave_needs_to_have_been_inside(waits):
    assert waits('{ on = "leave", region = "east" }').run(0.5).fired() == []
    play = waits('{ on = "leave", region = "ring" }').run(0.5)
    assert play.fired() == []
    play.run(3, FORWARD)
    assert len(play.fired()) == 1


@pytest.mark.parametrize(("within", "count"), [(599, 0), (601, 1)])
def test_near_a_point(waits, within, count):
    assert len(waits(f'{{ on = "near", point = "south", within = {within} }}').run(0.2).fired()) == count


def test_near_a_ship_and_a_group(waits):
    assert len(waits('{ on = "near", who = "kevin", within = 1600 }', setup=KEVIN).run(0.2).fired()) == 1
    assert len(waits('{ on = "near", group = "three", within = 1400 }', setup=KEVIN).run(0.2).fired()) == 0


def test_who_is_gone_is_near_nothing_and_the_others_are_where_they_were(waits):
    play = waits('{ on = "start" }', setup=THREE).run(0.2)
    stage, world = play.episode.director.stage, play.world
    first, *others = stage.ships("three")
    placing.put(world, world.ships.row_of(first), world.ships.x[world.player_row] + 300.0, 0.0)
    assert len(others) == 2
    assert stage.distance("three") == pytest.approx(300, abs=1)
    roster.remove(world, first)
    assert set(stage.ships("three")) == set(others)
    assert 1200 < stage.distance("three") < 1700
    late = spawning.spawn(world, "griefer", 0, 200, group="three", order="hold")
    assert set(stage.ships("three")) == {*others, late}
    assert stage.distance("three") == pytest.approx(200, abs=1)


def test_near_the_sweep(waits):
    setup = '{ do = "sweep", place = "far", speed = 500, to = 1800 }'
    play = waits('{ on = "near", sweep = true, within = 700 }', setup=setup).run(1)
    assert play.fired() == []
    assert len(play.run(1).fired()) == 1
    assert 600 < play.director.stage.sweep_distance() + 500 < 1300


def test_reached_wants_a_slow_ship(waits):
    when = '{ on = "reached", point = "start", within = 400, speed = 100 }'
    assert waits(when).run(0.1).fired() == about(1)
    fast = waits(when.replace("400", "150"))
    placing.place_player(fast.world, -800, 0, 0.0, speed=400)
    fast.run(4, FORWARD)
    assert fast.fired() == []


@pytest.mark.parametrize(("nose", "to", "away"), [(0.0, [], [1]), (math.pi, [1], []), (math.pi / 2, [], [])])
def test_facing_asks_where_the_nose_points(waits, nose, to, away):
    for when, fired in (("", to), ("away = true, ", away)):
        play = waits(f'{{ on = "facing", point = "start", {when}within = 0.5 }}')
        x, y = play.director.stage.level.spot("start")
        placing.place_player(play.world, x + 300, y, nose)
        assert play.run(0.3).fired() == about(*fired)


def test_moved_counts_the_way_flown(waits):
    play = waits('{ on = "moved", units = 300 }').run(1)
    assert play.fired() == []
    play.run(3, FORWARD)
    assert len(play.fired()) == 1
    assert play.director.stage.where("callister")[0] > 300


def test_moved_counts_no_jump(waits):
    play = waits('{ on = "moved", units = 300 }', setup='{ at = 0.5, do = "place", point = "far" }').run(1)
    assert play.fired() == []
    assert len(play.run(3, FORWARD).fired()) == 1


def test_a_sweep_without_a_way_is_reported(waits):
    sweep = '{ do = "sweep", behind = 10, to = -5000 }'
    play = waits('{ on = "sweep", part = "began" }', setup=sweep).run(0.2)
    assert "travels to the right" in play.director.reports[0]


def test_touched_twice(waits):
    play = waits('{ on = "touched", terrain = "moon", count = 2 }')
    touch = Event("collided", play.world.player, 0, 0, 0, 100, "moon")
    for gap in (1, 90, 10):  # the second contact follows at once: it is the same touch
        assert play.fired() == []
        play.world.emit(touch)
        play.run(gap / 60)
    assert len(play.fired()) == 1


def test_touching_rock_by_flying_into_it(waits):
    play = waits('{ on = "touched", terrain = "moon" }').run(4, FORWARD)
    assert len(play.fired()) == 1


def test_gate_opened_and_passed(waits):
    setup = '{ do = "gate", name = "out", place = "south", to = "far" }'
    opened = waits('{ on = "gate", name = "out", part = "opened" }', setup=setup).run(0.2)
    assert len(opened.fired()) == 1
    passed = waits('{ on = "gate", name = "out" }', setup=setup).run(0.2)
    assert passed.fired() == []
    placing.place_player(passed.world, 0, 560, math.pi / 2)
    passed.run(0.2)
    assert len(passed.fired()) == 1
    assert passed.director.stage.where("callister")[0] < -1400


@pytest.mark.parametrize(("count", "needed"), [('"first"', 1), ("2", 2), ('"all"', 3)])
def test_destroyed(waits, count, needed):
    play = waits(f'{{ on = "destroyed", group = "three", count = {count} }}', setup=THREE).run(0.2)
    for i, ship in enumerate(play.director.stage.ships("three")):
        assert len(play.fired()) == (1 if i >= needed else 0)
        damage.hurt(play.world, ship, 1e4)
        play.run(0.1)
    assert len(play.fired()) == 1


def test_destroyed_by_somebody(waits):
    play = waits('{ on = "destroyed", who = "kevin", by = "callister" }', setup=KEVIN).run(0.2)
    play.world.emit(Event("destroyed", play.director.stage.ships("kevin")[0], 77, name="ram"))
    assert play.run(0.1).fired() == []
    play.world.emit(Event("destroyed", play.director.stage.ships("kevin")[0], play.world.player, name="shot"))
    assert len(play.run(0.1).fired()) == 1


def test_hit(waits):
    play = waits('{ on = "hit", who = "kevin", count = 2 }', setup=KEVIN).run(0.2)
    for expected in (0, 1):
        damage.hurt(play.world, play.director.stage.ships("kevin")[0], 3.0)
        assert len(play.run(0.1).fired()) == expected


def test_health(waits):
    play = waits('{ on = "health", who = "kevin", below = 0.5 }', setup=KEVIN).run(0.2)
    assert play.fired() == []
    kevin = play.director.stage.ships("kevin")[0]
    row = play.world.ships.row_of(kevin)
    damage.hurt(play.world, kevin, float(play.world.ships.shield[row] + play.world.ships.hull[row] * 0.6))
    assert len(play.run(0.1).fired()) == 1


def test_respawned_keeps_its_name(waits):
    play = waits('{ on = "respawned", who = "kevin" }', setup=KEVIN).run(0.2)
    before = play.director.stage.ships("kevin")
    damage.hurt(play.world, before[0], 1e4)
    play.run(4)
    assert play.fired() == []
    play.run(2)
    assert len(play.fired()) == 1
    after = play.director.stage.ships("kevin")
    assert len(after) == 1
    assert after != before


@pytest.mark.parametrize("part", ["broken", "restored"])
def test_shield(waits, part):
    play = waits(f'{{ on = "shield", who = "callister", part = "{part}" }}').run(0.2)
    play.world.emit(Event("shield.restored" if part == "broken" else "shield.broken", play.world.player))
    assert play.run(0.1).fired() == []
    play.world.emit(Event(f"shield.{part}", play.world.player))
    assert len(play.run(0.1).fired()) == 1


@pytest.mark.parametrize(("trigger", "event"), [("identified", "identified"), ("scanned", "scan.began")])
def test_seen_by_a_drone(waits, trigger, event):
    play = waits(f'{{ on = "{trigger}" }}').run(0.2)
    play.world.emit(Event(event, 999, 12345))
    assert play.run(0.1).fired() == []
    play.world.emit(Event(event, 999, play.world.player))
    assert len(play.run(0.1).fired()) == 1


def test_heat(waits):
    assert waits('{ on = "heat", at-least = 2 }', setup='{ at = 0.2, do = "heat", level = 2 }').run(1).fired() == about(
        13
    )


@pytest.mark.parametrize(
    ("action", "command"),
    [
        ("thrust", FORWARD),
        ("thrust", Command.of(move=(0, 1), held=Held.DIRECT)),
        ("turn", Command.of(turn=-0.5)),
        ("turn", Command.of(aim=2.0, held=Held.DIRECT)),
        ("brake", Command.of(held=Held.BRAKE)),
        ("boost", Command.of(held=Held.BOOST)),
        ("fire", Command.of(held=Held.FIRE)),
        ("any", Command.of(pressed=Press.SKIP)),
        ("any", Command.of(turn=1.0)),
    ],
)
def test_command(waits, action, command):
    play = waits(f'{{ on = "command", action = "{action}" }}').run(0.5)
    assert play.fired() == []
    play.tick(command)
    assert play.fired() == about(31)


def test_a_command_held_for_a_time(waits):
    play = waits('{ on = "command", action = "thrust", hold = 0.5 }')
    play.run(0.4, FORWARD).run(0.1)
    play.run(0.4, FORWARD)
    assert play.fired() == []
    play.run(0.2, FORWARD)
    assert len(play.fired()) == 1


def test_a_command_for_an_ability_that_the_ship_lacks_does_not_count(waits):
    play = waits('{ on = "command", action = "boost" }', setup='{ do = "revoke", ability = "boost" }').run(0.1)
    assert play.run(1, Command.of(held=Held.BOOST)).fired() == []


def test_idle_starts_again_with_every_command(waits):
    play = waits('{ on = "idle", seconds = 1 }').run(0.8).run(0.1, FORWARD).run(0.8)
    assert play.fired() == []
    assert len(play.run(0.3).fired()) == 1


def test_sweep_began_ended_and_erased(waits):
    rock = 'wall = [{ id = "page", line = [[-1200, -300], [-1200, -250]], unnamed = true }]'
    setup = '{ do = "sweep", place = "far", speed = 600, to = -900 }'
    for when, count in (
        ('{ on = "sweep", part = "began" }', 1),
        ('{ on = "sweep", part = "ended" }', 1),
        ('{ on = "sweep", part = "erased", terrain = "page" }', 1),
        ('{ on = "sweep", part = "erased", terrain = "moon" }', 0),
    ):
        assert len(waits(when, setup=setup, map=rock).run(2).fired()) == count, when


def test_all_remembers_moments_until_the_rest_is_true(waits):
    when = '{ all = [{ on = "command", action = "fire" }, { on = "flag", flag = "x" }] }'
    play = waits(when, setup='{ at = 1.0, do = "flag", set = "x" }')
    play.run(0.1, Command.of(held=Held.FIRE)).run(0.8)
    assert play.fired() == []
    assert play.run(0.2).fired() == about(61)


def test_any_and_not(waits):
    when = '{ any = [{ on = "timer", after = 5 }, { not = { on = "enter", region = "ring" } }] }'
    play = waits(when).run(0.5)
    assert play.fired() == []
    assert len(play.run(3, FORWARD).fired()) == 1


def test_the_if_of_a_moment_is_asked_at_that_moment(waits):
    setup = '{ at = 1.0, do = "flag", set = "x" }'
    once = waits('{ on = "timer", after = 0.5 }', beat='if = [{ flag = "x" }]', setup=setup).run(3)
    assert once.fired() == []
    hits = waits('{ on = "command", action = "fire" }', beat='if = [{ flag = "x" }]', setup=setup)
    hits.run(0.1, Command.of(held=Held.FIRE)).run(2)
    assert hits.fired() == []
    assert len(hits.run(0.1, Command.of(held=Held.FIRE)).fired()) == 1


def test_the_if_of_a_situation_is_asked_as_long_as_it_lasts(waits):
    setup = '{ at = 1.0, do = "flag", set = "x" }'
    play = waits('{ on = "enter", region = "ring" }', beat='if = [{ flag = "x" }]', setup=setup)
    assert play.run(2).fired() == about(61)


def test_after_and_until(waits):
    play = waits('{ on = "timer", after = 0.5 }', beat='after = ["begin"]').run(2)
    assert play.fired() == about(31)
    assert waits('{ on = "timer", after = 0.5 }', beat='until = ["begin"]').run(2).fired() == []


def test_repeat_of_a_situation_waits_until_it_has_ended(waits):
    play = waits('{ on = "enter", region = "ring" }', beat="repeat = true").run(1)
    assert len(play.fired()) == 1
    placing.place_player(play.world, 0, 600, 0.0)
    play.run(0.2)
    placing.place_player(play.world, 0, 0, 0.0)
    assert len(play.run(0.2).fired()) == 2


MIXED = '{ any = [{ on = "enter", region = "ring" }, { on = "command", action = "fire" }] }'


def test_repeat_of_any_waits_until_its_situation_has_ended_and_hears_its_moments(waits):
    play = waits(MIXED, beat="repeat = true").run(1)
    assert len(play.fired()) == 1  # one is inside all the time
    play.run(0.1, Command.of(held=Held.FIRE)).run(1)
    assert len(play.fired()) == 2
    placing.place_player(play.world, 0, 600, 0.0)
    play.run(0.2).run(0.1, Command.of(held=Held.FIRE)).run(0.2)
    assert len(play.fired()) == 3
    placing.place_player(play.world, 0, 0, 0.0)
    assert len(play.run(1).fired()) == 4


def test_any_that_a_condition_refused_asks_it_as_long_as_its_situation_lasts(waits):
    setup = (
        '{ at = 0.5, do = "flag", set = "x" }, { at = 2, do = "flag", set = "x" }, { at = 1, do = "flag", clear = "x" }'
    )
    play = waits(MIXED, beat='if = [{ flag = "x" }]\nrepeat = true', setup=setup).run(1.5)
    assert play.fired() == about(31)
    play.run(0.1, Command.of(held=Held.FIRE)).run(1.4)  # refused; and one that was answered is not asked again
    assert play.fired() == about(31)


def test_any_does_not_forget_what_is_no_longer_so_when_it_fires(waits):
    when = '{ any = [{ not = { on = "hit", who = "kevin", count = 2 } }, { on = "command", action = "fire" }] }'
    play = waits(when, beat="repeat = true", setup=KEVIN).run(0.2)
    for fired in (1, 1):
        damage.hurt(play.world, play.director.stage.ships("kevin")[0], 3.0)
        assert len(play.run(0.2).fired()) == fired
    play.run(0.1, Command.of(held=Held.FIRE)).run(0.5)
    assert len(play.fired()) == 2  # he has been struck twice, and that stays so


AGAIN = """
[[beat]]
id = "again"
when = { on = "timer", name = "t" }
then = [{ do = "timer", name = "t", seconds = 1.0 }%s]
"""


@pytest.mark.parametrize(("stopped", "ticks"), [("", [91]), (', { at = 0.5, do = "timer", stop = "t" }', [])])
def test_who_begins_to_listen_to_a_timer_that_was_started_anew_waits_for_that(waits, scene, stopped, ticks):
    begin = '[[beat]]\nid = "begin"\nwhen = { on = "start" }\nthen = [{ do = "timer", name = "t", seconds = 0.5 }]\n'
    late = '[[beat]]\nid = "b"\nafter = ["again"]\nwhen = { on = "timer", name = "t" }\nthen = [{ do = "win" }]\n'
    assert scene(begin + AGAIN % stopped + late).run(3).fired() == about(*ticks)


def test_repeat_of_a_command_waits_until_it_is_given_anew(waits):
    fire = Command.of(held=Held.FIRE)
    play = waits('{ on = "command", action = "fire" }', beat="repeat = true").run(0.5)
    assert len(play.run(1, fire).run(0.5).fired()) == 1
    assert len(play.run(1, fire).run(0.5).fired()) == 2
    play = waits('{ on = "command", action = "fire", hold = 0.3 }', beat="repeat = true").run(0.5)
    assert len(play.run(1, fire).run(0.5).fired()) == 3  # a third of a second three times


def test_repeat_of_a_choice_waits_for_another_answer(waits):
    hold = '{ %s do = "choice", choice = "hold", ask = "hello", options = [{ line = "drop" }, { line = "stand" }] }'
    play = waits('{ on = "choice", choice = "hold" }', beat="repeat = true", setup=f"{hold % ''}, {hold % 'at = 1,'}")
    play.run(0.5).tick(Command.of(pressed=Press.CHOICE_1))
    play.run(1.5)
    assert len(play.fired()) == 1
    play.tick(Command.of(pressed=Press.CHOICE_2))
    play.run(0.5)
    assert len(play.fired()) == 2


def test_a_choice_that_a_condition_refused_is_waited_for_again(waits):
    hold = '{ %s do = "choice", choice = "hold", ask = "hello", options = [{ line = "drop" }, { line = "stand" }] }'
    setup = f"""{hold % ""}, {hold % "at = 1,"}, {{ at = 0.8, do = "flag", set = "late" }}"""
    play = waits('{ on = "choice", choice = "hold" }', beat='if = [{ flag = "late" }]', setup=setup)
    play.run(0.5).tick(Command.of(pressed=Press.CHOICE_1))
    play.run(1.5)
    assert not play.fired()
    play.tick(Command.of(pressed=Press.CHOICE_2))
    assert len(play.fired()) == 1


def test_repeat_of_a_moment_and_of_a_timer(waits):
    play = waits('{ on = "timer", after = 0.5 }', beat="repeat = true").run(1.7)
    assert len(play.fired()) == 3
    assert all(30 <= b - a <= 30 + SLOW for a, b in itertools.pairwise(play.fired()))
    said = waits('{ on = "said", line = "answer" }', beat="repeat = true", setup='{ do = "say", line = "answer" }')
    assert len(said.run(4).fired()) == 1


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ('{ flag = "x" }', True),
        ('{ not = "x" }', False),
        ('{ counter = "n", at-least = 2 }', True),
        ('{ counter = "n", at-least = 1, at-most = 1 }', False),
        ("{ hull-below = 0.5 }", False),
        ("{ hull-at-least = 0.5 }", True),
        ("{ heat-below = 1 }", True),
        ("{ heat-at-least = 1 }", False),
        ('{ ability = "boost" }', True),
        ('{ alive = "kevin" }', True),
        ('{ gone = "kevin" }', False),
        ('{ fired = "begin" }', True),
        ('{ unfired = "begin" }', False),
    ],
)
def test_conditions(waits, condition, holds):
    setup = '{ do = "flag", set = "x" }, { do = "counter", counter = "n", set = 2 },' + KEVIN
    play = waits('{ on = "timer", after = 0.2 }', beat=f"if = [{condition}]", setup=setup).run(1)
    assert bool(play.fired()) is holds


@pytest.mark.parametrize("name", TRIGGERS)
def test_the_example_of_each_trigger_is_right(name, tmp_path):
    (tmp_path / "level.toml").write_text(f"when = {TRIGGERS[name].example}", encoding="utf-8")
    document = Document(tmp_path / "level.toml")
    assert isinstance(Reader(document).trigger(document.tables["when"], ("when",)), TRIGGERS[name])
    assert document.problems == []


@pytest.mark.parametrize("phase", range(7))
def test_without_a_ship_nothing_is_far_from_anything(waits, phase):
    """In the tick in which it is destroyed it is near nothing: that is no reason for a beat that waits to be far."""
    play = waits('{ not = { on = "near", point = "far", within = 5000 } }').run((12 + phase) / 60)
    damage.hurt(play.world, play.world.player, 1e6)
    play.run(0.3)
    assert play.episode.waiting_retry
    assert play.fired() == []
