"""Space that loads and unloads, gravity, a tow, knocks and signals in level files: what beats hear, what they do."""

import pytest

from game.sim import damage, placing
from game.sim.command import IDLE, Command, Held, Press
from game.story import check, loader
from game.story.episode import Episode
from tests.story.conftest import HEADER, LINES, MAP, write

KNOCK = Command.of(pressed=Press.KNOCK)
EAST = Command.of(move=(1.0, 0.0), held=Held.DIRECT)
BRAKE = Command.of(held=Held.BRAKE)
GRANT = '{ do = "grant", ability = "knock" }'
POD = '{ do = "spawn", what = "pod", name = "walt", place = "beside" }'
TOW = f'{POD}, {{ at = 0.1, do = "tow", who = "walt", length = 200 }}'
UNLOAD = '{ do = "unload", path = "out", speed = 300, behind = 300 }'
DEEP = """
loading = { near = 500 }
gravity = [{ id = "down", rect = [-600, -600, 600, 600], pull = [0, 120] }]
"""
MORE = (
    MAP.replace(
        'rock = [{ id = "moon", pos = [800, 0], radius = 100 }]',
        'rock = [{ id = "moon", pos = [800, 0], radius = 100 },'
        ' { id = "draft", pos = [0, -900], radius = 60, loads = true }]',
    )
    .replace(
        'path = [{ id = "lane", points = [[-900, -900], [900, -900]] }]',
        'path = [{ id = "lane", points = [[-900, -900], [900, -900]] },'
        ' { id = "out", points = [[-1000, 0], [1900, 0]] }]',
    )
    .replace(
        '{ id = "far", pos = [-1500, 0] },',
        '{ id = "far", pos = [-1500, 0] },\n  { id = "beside", pos = [-150, 40] },',
    )
    + DEEP
)


@pytest.fixture
def flown(tmp_path):
    """`flown(when, setup)`: a level whose beat `b` waits for this, over the map above."""

    def build(when, setup, then='{ do = "flag", set = "seen" }'):
        beats = f'[[beat]]\nid = "begin"\nwhen = {{ on = "start" }}\nthen = [{setup}]\n'
        beats += f'[[beat]]\nid = "b"\nwhen = {when}\nthen = [{then}]\n'
        write(tmp_path, HEADER + beats, MORE, LINES)
        draft = loader.read(tmp_path)
        check.playable(draft)
        return Flown(Episode(loader.level_of(draft), 5))

    return build


class Flown:
    def __init__(self, episode):
        self.episode, self.told = episode, []

    @property
    def world(self):
        return self.episode.world

    def run(self, seconds, command=IDLE):
        for _ in range(round(seconds * 60)):
            self.told += self.episode.step(command)
        return self

    @property
    def fired(self):
        return any(id == "b" for _, id in self.episode.director.history)


# -- what beats hear -----------------------------------------------------------------------------------


def test_a_knock_is_heard_and_counted(flown):
    one, two = flown('{ on = "knock" }', GRANT), flown('{ on = "knock", count = 2 }', GRANT)
    for play in (one, two):
        play.run(0.2)
        assert not play.fired
        play.run(1 / 60, KNOCK).run(0.1)
    assert one.fired
    assert not two.fired
    two.run(1 / 60, KNOCK).run(0.1)
    assert two.fired


@pytest.mark.parametrize(
    ("part", "seconds", "command", "fires"),
    [
        ("taken", 0.3, BRAKE, True),
        ("strained", 3.0, BRAKE, False),
        ("bumped", 3.0, BRAKE, False),
        ("broken", 3.0, BRAKE, False),
        ("bumped", 4.0, EAST, True),
    ],
)
def test_beats_hear_what_befalls_what_is_in_tow(flown, part, seconds, command, fires):
    play = flown(f'{{ on = "tow", part = "{part}" }}', TOW)
    play.run(0.3, BRAKE)
    if part == "bumped" and fires:  # it swings on into the moon, as the ship stops before it
        play.run(1.6, EAST).run(0.9, Command.of(move=(0.1, -1.0), held=Held.DIRECT)).run(1.0, BRAKE)
    else:
        play.run(seconds, command)
    assert play.fired == fires


def test_beats_hear_that_a_pod_is_no_more(flown):
    play = flown('{ on = "tow", part = "broken" }', TOW).run(0.3)
    damage.hurt(play.world, play.world.tow.who, 500.0)
    assert play.run(0.1).fired


@pytest.mark.parametrize(
    ("when", "seconds", "fires"),
    [
        ('part = "piece"', 2.0, False),
        ('part = "piece", region = "field"', 2.0, False),
        ('part = "piece", region = "field"', 3.2, True),
        ('part = "piece", region = "east"', 3.2, False),
        ('part = "piece", who = "kevin"', 2.4, True),
        ('part = "piece", terrain = "moon"', 3.0, False),
        ('part = "near"', 2.0, False),
        ('part = "near"', 4.0, True),
        ('part = "caught"', 4.0, False),
        ('part = "caught"', 4.8, True),
    ],
)
def test_beats_hear_that_space_unloads(flown, when, seconds, fires):
    kevin = '{ do = "spawn", what = "griefer", name = "kevin", place = "far", order = "hold" }, '
    play = flown(f'{{ on = "unload", {when} }}', (kevin if "kevin" in when else "") + UNLOAD)
    assert play.run(seconds, BRAKE).fired == fires


def test_the_ship_behind_the_front_is_lost_to_it_and_the_run_is_taken_up_again(flown):
    play = flown('{ on = "unload", part = "caught" }', UNLOAD)
    play.run(6.0, BRAKE)
    assert play.episode.waiting_retry
    assert play.episode.director.state.cause == "edge"
    play.run(1 / 60, Command.of(pressed=Press.RETRY))
    assert play.world.player
    assert play.world.front is None, "as at the beginning"


# -- what they do --------------------------------------------------------------------------------------


def test_down_changes_its_mind(flown):
    turn = '{ do = "gravity", what = "down", pull = [-160, 0], seconds = 0.5 }'
    play = flown('{ on = "timer", after = 0.5 }', GRANT, turn)
    play.run(0.5)
    assert play.world.ships.vy[0] > 20
    play.run(1.5)
    assert play.world.gravity.pulls[0] == -160
    assert play.world.ships.vx[0] < -60


def test_a_tow_is_taken_off_and_what_is_not_there_is_reported(flown):
    off = '{ do = "tow", off = true }, { at = 0.1, do = "tow", off = true }, { at = 0.1, do = "unload", stop = true }'
    play = flown('{ on = "timer", after = 0.5 }', TOW, off).run(0.3)
    assert play.world.tow is not None
    play.run(1.0)
    assert play.world.tow is None
    assert any("nothing is in tow" in report for report in play.episode.director.reports)
    assert any("nothing unloads" in report for report in play.episode.director.reports)


def test_a_pod_too_far_off_is_reported(flown):
    far = POD.replace("beside", "far") + ', { do = "tow", who = "walt" }'
    play = flown('{ on = "timer", after = 9 }', far).run(0.2)
    assert play.world.tow is None
    assert "within 600 units" in play.episode.director.reports[0]


def test_a_front_changes_its_pace_and_stops(flown):
    pace = '{ do = "unload", pace = 30 }, { at = 1.0, do = "unload", stop = true }'
    play = flown('{ on = "timer", after = 1 }', UNLOAD, pace).run(0.9)
    assert play.world.front.speed == 300
    play.run(0.5)
    assert play.world.front.speed == 30
    play.run(1.0)
    assert play.world.front is None


def test_a_signal_knocks_every_so_often_until_it_is_off(flown):
    setup = '{ do = "signal", place = "north", every = 2 }'
    play = flown('{ on = "timer", after = 5 }', setup, '{ do = "signal", off = true }').run(4.9)
    knocks = [event for event in play.told if event.kind == "signal"]
    assert len(knocks) == 3
    assert {(event.x, event.y, event.value) for event in knocks} == {(0.0, -600.0, 2.0)}
    assert play.episode.director.signal is not None
    kept = play.episode.director.snapshot()
    play.run(3.0)
    assert play.episode.director.signal is None
    assert len([event for event in play.told if event.kind == "signal"]) == 3
    assert b"signal" in kept
    assert b"signal" not in play.episode.director.snapshot(), "left out where there is none"


def test_what_loads_comes_in_when_the_ship_is_near(flown):
    play = flown('{ on = "timer", after = 9 }', GRANT).run(0.3)
    assert not play.world.terrain.has("draft")
    placing.place_player(play.world, 0.0, -450.0, 0.0)
    play.run(0.3, BRAKE)
    assert play.world.terrain.has("draft")


def test_what_is_removed_before_it_came_in_never_comes_and_that_is_no_mistake(flown):
    play = flown('{ on = "timer", after = 9 }', f'{GRANT}, {{ do = "remove-terrain", terrain = "draft" }}').run(0.2)
    assert play.episode.director.reports == []
    placing.place_player(play.world, 0.0, -450.0, 0.0)
    play.run(0.5, BRAKE)
    assert not play.world.terrain.has("draft")


def test_what_loads_counts_as_there_for_the_checks(tmp_path):
    """A region that a piece walls off is not reachable, whether or not it has come in yet."""
    bare = (
        'bounds = [-1000, -1000, 1000, 1000]\npoint = [{ id = "start", pos = [0, 0] }]\nloading = { near = 300 }\n'
        'region = [{ id = "field", circle = [700, 700, 90] }]\nwall = [\n'
        '  { id = "edge", line = [[-990, -990], [990, -990], [990, 990], [-990, 990]], closed = true },\n'
        '  { id = "cage", line = CAGE, closed = true, loads = true },\n]\n'
    )
    beats = '[[beat]]\nid = "b"\nwhen = { on = "enter", region = "field" }\nthen = [{ do = "win" }]\n'
    round_it, elsewhere = "[[500, 500], [900, 500], [900, 900], [500, 900]]", "[[-500, 500], [-400, 500], [-400, 600]]"
    for cage, reached in ((elsewhere, True), (round_it, False)):
        write(tmp_path, HEADER + beats, bare.replace("CAGE", cage), "")
        said = [problem.message for problem in check.check(tmp_path)]
        assert any("cannot get to the region 'field'" in message for message in said) != reached, said


WRONG = [
    ("then", '{ do = "gravity", what = "dwn", pull = [0, 1] }', "did you mean 'down'"),
    ("then", '{ do = "gravity", what = "down", pull = [0, 9000] }', "<= 600"),
    ("then", '{ do = "unload" }', "needs one of: 'path'"),
    ("then", '{ do = "unload", path = "out", stop = true }', "needs one of: 'path'"),
    ("then", '{ do = "tow" }', "needs 'who'"),
    ("then", '{ do = "tow", who = "callister" }', "what tows"),
    ("then", '{ do = "tow", who = "walt", off = true }', "stands alone"),
    ("then", '{ do = "tow", who = "walt", length = 20 }', ">= 90"),
    ("then", '{ do = "signal" }', "needs 'place'"),
    ("then", '{ do = "signal", place = "north", off = true }', "needs 'place'"),
    ("when", '{ on = "unload", part = "near", region = "east" }', "go with part"),
    ("when", '{ on = "unload", part = "piece", region = "east", who = "walt" }', "needs one of 'region'"),
    ("when", '{ on = "unload", part = "near" }', "nothing ever unloads"),
    ("when", '{ on = "tow", part = "broken" }', "nothing is ever taken in tow"),
    ("when", '{ on = "tow", part = "brocken" }', "did you mean 'broken'"),
    ("when", '{ on = "knock" }', "grants the ability 'knock'"),
]


@pytest.mark.parametrize(("where", "wrong", "says"), WRONG)
def test_a_mistake_with_any_of_it_is_found_where_it_stands(tmp_path, where, wrong, says):
    when = wrong if where == "when" else '{ on = "start" }'
    then = wrong if where == "then" else '{ do = "win" }'
    beats = (
        f'[[beat]]\nid = "begin"\nwhen = {{ on = "start" }}\nthen = [{POD}]\n'
        '[[beat]]\nid = "won"\nwhen = { on = "timer", after = 9 }\nthen = [{ do = "win" }]\n'
        f'[[beat]]\nid = "b"\nwhen = {when}\nthen = [{then}]\n'
    )
    write(tmp_path, HEADER + beats, MORE, LINES)
    (found,) = [problem for problem in check.check(tmp_path) if says in problem.message]
    row = next(i for i, row in enumerate((HEADER + beats).splitlines(), 1) if wrong in row)
    assert found.line == (row - 1 if "can never fire" in found.message else row)


def test_what_cannot_be_moved_is_not_taken_in_tow(tmp_path):
    stall = '{ do = "spawn", what = "stall", name = "shop", place = "beside" }, { do = "tow", who = "shop" }'
    write(tmp_path, HEADER + f'[[beat]]\nid = "b"\nwhen = {{ on = "start" }}\nthen = [{stall}]\n', MORE, LINES)
    assert any("a stall cannot be moved" in problem.message for problem in check.check(tmp_path))


def test_there_are_not_too_many_fields(tmp_path):
    fields = "".join(f'  {{ id = "f{i}", circle = [0, 0, 90], pull = [0, 9] }},\n' for i in range(40))
    text = MORE.replace("gravity = [{", f"gravity = [\n{fields}  {{")
    write(tmp_path, HEADER + '[[beat]]\nid = "b"\nwhen = { on = "start" }\nthen = [{ do = "win" }]\n', text, LINES)
    (found,) = [problem for problem in check.check(tmp_path) if "more than 40 fields" in problem.message]
    assert 'id = "down"' in text.splitlines()[found.line - 1], "the last one written"


WRONG_MAPS = [
    ("loading = { near = 500 }", "", "how near is near?", "loads = true"),
    ("loading = { near = 500 }", "loading = { near = 5 }", ">= 200", "loading"),
    ("loading = { near = 500 }", "loadin = { near = 500 }", "did you mean 'loading'", "loadin"),
    (", loads = true", "", "nothing in this map loads", "loading"),
    ("loads = true", 'loads = true, drift = { path = "lane", speed = 9 }', "stands where it is", "loads"),
    ("rect = [-600, -600, 600, 600], pull", "pull", "one shape", "gravity"),
    ("pull = [0, 120]", "pull = [0]", "at least 2", "gravity"),
    ("rect = [-600, -600, 600, 600], pull", "circle = [1900, 0, 400], pull", "outside the bounds", "gravity"),
]


@pytest.mark.parametrize(("old", "new", "says", "at"), WRONG_MAPS)
def test_a_mistake_of_the_map_is_found_where_it_stands(tmp_path, old, new, says, at):
    assert MORE.count(old) == 1
    text = MORE.replace(old, new)
    beats = '[[beat]]\nid = "b"\nwhen = { on = "start" }\nthen = [{ do = "win" }]\n'
    write(tmp_path, HEADER + beats, text, LINES)
    (found,) = [problem for problem in check.check(tmp_path) if says in problem.message]
    assert found.file.endswith("map.toml")
    assert at in text.splitlines()[found.line - 1]
