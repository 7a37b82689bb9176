"""Daly in level files: what beats hear of him, what they have him do, the kitchen clock, cries, and the plain page."""

import pytest

from game.sim import damage, placing
from game.sim.command import IDLE, Command, Press
from game.story import check, loader
from game.story.episode import Episode
from tests.story.conftest import HEADER, LINES, MAP, write

DALY = '{ do = "spawn", what = "daly", name = "daly", place = "north", order = "hold" }'
STILL = '{ do = "daly", phase = "empty" }'
FREEZE = '{ at = 0.2, do = "power", power = "freeze" }'


@pytest.mark.parametrize(
    ("when", "fires"),
    [
        ('part = "tell"', True),
        ('power = "freeze", part = "tell"', True),
        ('power = "delete", part = "tell"', False),
        ('power = "freeze"', True),
        ('power = "freeze", part = "caught"', True),
        ('part = "missed"', False),
    ],
)
def test_a_beat_hears_of_a_power(waits, when, fires):
    play = waits(f'{{ on = "power", {when} }}', setup=f"{DALY}, {STILL}, {FREEZE}")
    play.run(2.5)
    assert bool(play.fired()) == fires


def test_a_tell_is_heard_half_a_second_before_the_strike(scene):
    play = scene(
        f'[[beat]]\nid = "begin"\nwhen = {{ on = "start" }}\nthen = [{DALY}, {STILL}, {FREEZE}]\n'
        '[[beat]]\nid = "told"\nwhen = { on = "power", part = "tell" }\nthen = [{ do = "flag", set = "a" }]\n'
        '[[beat]]\nid = "struck"\nwhen = { on = "power" }\nthen = [{ do = "win" }]\n'
    ).run(2.5)
    assert play.fired("struck")[0] - play.fired("told")[0] >= 30


def test_strikes_that_miss_are_counted_in_a_row(waits):
    again = ", ".join(f'{{ at = {at}, do = "power", power = "freeze" }}' for at in (0.2, 4.2))
    play = waits('{ on = "power", part = "missed", row = 2 }', setup=f"{DALY}, {STILL}, {again}")
    placing.place_player(play.world, 1500.0, 600.0, 0.0)  # the moon is between
    play.run(4.0)
    assert not play.fired()
    play.run(2.0)
    assert play.fired()


def test_a_beat_hears_that_he_is_down(waits):
    play = waits('{ on = "daly", part = "down" }', setup=f"{DALY}, {STILL}").run(0.2)
    damage.hurt(play.world, play.world.daly.who, 9000.0)
    play.run(0.2)
    assert play.fired()


def test_a_beat_hears_what_he_deleted(waits):
    setup = f'{DALY}, {STILL}, {{ do = "daly", cover = ["moon"], spare = 1 }}'
    play = waits('{ on = "daly", part = "deleted" }', setup=setup).run(0.1)
    play.world.daly.spare = 0
    placing.place_player(play.world, 680.0, 0.0, 0.0)
    play.world.daly.use(play.world, "delete")
    play.run(1.5)
    assert play.fired()
    assert not play.world.terrain.has("moon")


def test_what_he_is_and_has_is_the_level_s_to_say(does):
    play = does(f'{DALY}, {{ do = "daly", phase = "backups", cover = ["moon"], spare = 2 }}').run(0.1)
    daly = play.world.daly
    assert (daly.phase, daly.cover, daly.spare) == ("backups", ["moon"], 2)
    assert play.world.ships.skin[play.world.ships.row_of(daly.who)] == 1


@pytest.mark.parametrize(
    "action",
    [
        '{ do = "daly", phase = "rules" }',
        '{ do = "power", power = "heal" }',
        '{ do = "ring", gap = "far" }',
        '{ do = "clock", add = 5 }',
    ],
)
def test_what_nobody_is_there_for_is_reported(does, action):
    play = does(action).run(0.1)
    assert len(play.director.reports) == 1


def test_a_power_without_anything_to_do_is_reported(does):
    play = does(f'{DALY}, {STILL}, {{ at = 0.2, do = "power", power = "heal" }}').run(0.4)
    assert len(play.director.reports) == 1


def test_a_ring_opens_towards_a_point_and_goes(does):
    play = does(f'{DALY}, {{ do = "ring", gap = "south" }}, {{ at = 1, do = "ring", off = true }}').run(0.1)
    assert play.world.daly.gap == pytest.approx(1.5708, abs=1e-3)
    play.run(1.0)
    assert play.world.daly.gap is None


# -- the clock -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "fires", "at"),
    [("left = 2", True, 4.0), ("left = 0", True, 6.0), ("share = 0.5", True, 3.0), ("left = 9", False, 0.0)],
)
def test_the_clock_is_heard_where_it_stands(waits, when, fires, at):
    play = waits(f'{{ on = "clock", {when} }}', setup='{ do = "clock", seconds = 6 }').run(7.0)
    assert bool(play.fired()) == fires
    if fires:
        assert play.fired()[0] / 60 == pytest.approx(at, abs=0.2)


def test_what_costs_time_costs_it(does):
    play = does('{ do = "clock", seconds = 60 }, { at = 1, do = "clock", add = -15 }').run(1.2)
    assert play.director.kitchen_clock.left / 60 == pytest.approx(43.8, abs=0.1)


def test_a_clock_may_be_given_a_least_and_stopped(does):
    play = does(
        '{ do = "clock", seconds = 10 }, { at = 1, do = "clock", least = 30 }, { at = 2, do = "clock", stop = true }'
    ).run(2.5)
    left = play.director.kitchen_clock.left
    assert left / 60 == pytest.approx(29.0, abs=0.1)
    assert play.run(3.0).director.kitchen_clock.left == left


def test_its_last_seconds_are_told_one_by_one(does):
    play = does('{ do = "clock", seconds = 3 }').run(3.5)
    assert [event.value for event in play.told("clock")] == [2.0, 1.0, 0.0]


def test_the_clock_is_taken_up_where_the_checkpoint_had_it(does):
    play = does('{ do = "clock", seconds = 60 }, { do = "checkpoint" }, { at = 5, do = "lose", cause = "purged" }')
    play.run(6.0)
    play.tick(Command.of(pressed=Press.RETRY))
    assert play.director.kitchen_clock.left / 60 == pytest.approx(60.0, abs=0.1)


def test_levels_without_a_clock_or_a_page_remember_none(does):
    play = does('{ do = "flag", set = "seen" }').run(0.2)
    assert b"clock" not in play.director.snapshot()
    assert b"page" not in play.director.snapshot()


# -- cries, and the page ---------------------------------------------------------------------------------


def test_a_cry_comes_at_once_whatever_is_said(does):
    play = does(
        f'{DALY}, {{ do = "say", line = "hello" }}, {{ at = 0.5, do = "cry", who = "daly", lines = ["answer"] }}',
    ).run(0.6)
    assert play.director.line.id == "hello"
    assert [caption.text for caption in play.director.captions] == ["Yes."]


def test_the_first_cry_is_the_first_line_then_any(does):
    cries = ", ".join(
        f'{{ at = {1 + i}, do = "cry", who = "daly", lines = ["answer", "hello"], seconds = 0.5 }}' for i in range(8)
    )
    play = does(f"{DALY}, {STILL}, {cries}").run(9.0)
    said = [event.name for event in play.told("chat")]
    assert said[0] == "answer"
    assert set(said) == {"answer", "hello"}
    assert len(said) == 8


def test_lines_come_onto_the_page_below_each_other(does):
    log = '"one" = { who = "log", text = "05:00:00" }\n"two" = { who = "log", text = "05:00:01" }\n'
    play = does(
        '{ do = "page", line = "one" }, { at = 1, do = "page", line = "two" }, { at = 2, do = "page", off = true }',
        lines=log,
    ).run(1.2)
    assert play.director.page.lines == ["05:00:00", "05:00:01"]
    assert play.run(1.0).director.page is None


# -- mistakes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "says"),
    [
        ('{ do = "daly" }', "needs 'phase', 'cover', 'spare' or 'slides'"),
        ('{ do = "daly", phase = "rage" }', "'rage' is not one of rules, backups, loop, empty"),
        ('{ do = "daly", cover = ["mooon"] }', "did you mean 'moon'?"),
        ('{ do = "daly", cover = ["door"] }', "'door' is no cover that he can delete"),
        ('{ do = "daly", slides = ["moon"] }', "'moon' does not slide"),
        ('{ do = "power", power = "frieze" }', "did you mean 'freeze'?"),
        ('{ do = "ring" }', "needs either 'gap'"),
        ('{ do = "clock", seconds = 5, add = 2 }', "needs exactly one of"),
        ('{ do = "clock", add = 9000 }', "<= 600"),
        ('{ do = "cry", who = "daly", lines = ["order"] }', "a cry is a line that somebody says"),
        ('{ do = "page", line = "hello" }', "what stands on a page"),
    ],
)
def test_a_mistake_is_named_where_it_stands(tmp_path, action, says):
    beat = f'[[beat]]\nid = "b"\nwhen = {{ on = "start" }}\nthen = [\n  {DALY},\n  {action},\n  {{ do = "win" }},\n]\n'
    door = 'wall = [{ id = "door", line = [[1500, -100], [1500, 100]], slide = { by = [0, 200], every = 4 } }]\n'
    write(tmp_path, HEADER + beat, MAP + door, LINES)
    found = [problem for problem in check.check(tmp_path) if "never used" not in problem.message]
    found = [problem for problem in found if "never said" not in problem.message]
    assert [problem for problem in found if says in problem.message and problem.line == 10], found


@pytest.mark.parametrize("when", ['on = "power"', 'on = "daly"', 'on = "clock", left = 3'])
def test_waiting_for_what_is_never_there_is_a_mistake(tmp_path, when):
    beats = f'[[beat]]\nid = "b"\nwhen = {{ {when} }}\nthen = [{{ do = "win" }}]\n'
    write(tmp_path, HEADER + beats, MAP, LINES)
    assert any("can never fire" in problem.message for problem in check.check(tmp_path))


def test_a_saved_moment_with_all_of_it_goes_on_the_same(tmp_path):
    page = '{ at = 2, do = "page", line = "log" }'
    then = f'{DALY}, {{ do = "daly", phase = "loop", cover = ["moon"] }}, {{ do = "clock", seconds = 30 }}, {page}'
    write(
        tmp_path,
        HEADER + f'[[beat]]\nid = "b"\nwhen = {{ on = "start" }}\nthen = [{then}]\n',
        MAP,
        LINES + '"log" = { who = "log", text = "05:00:00" }\n',
    )
    level = loader.level_of(loader.read(tmp_path))
    one = Episode(level, 5)
    for _ in range(200):
        one.step(IDLE)
    two = Episode(level, 5)
    two.restore(one.snapshot())
    for _ in range(600):
        one.step(IDLE)
        two.step(IDLE)
        assert one.digest() == two.digest()
