"""The carrier in level files: what calls it, what waits for it, and what is wrong when it is written wrongly."""

from __future__ import annotations

import pytest

from game.sim import damage, placing
from game.sim.carrier import HALF, Leg
from game.sim.command import Command, Press
from game.sim.events import EVENTS, Event
from game.story import check

from .conftest import HEADER, LINES, MAP, write

CALL = '{ do = "carrier", path = "lane", plan = [{ go = 4 }, { stop = 5 }, { go = 3 }], speed = 100, print = ["sign"] }'
PARTS = ("came", "under", "left", "goes", "stops", "halt", "light", "seen", "halt-over", "gone")


def called(what=CALL):
    return f'[[beat]]\nid = "begin"\nwhen = {{ on = "start" }}\nthen = [{what}]\n'


def waiting(when, condition=""):
    return f'[[beat]]\nid = "b"\nwhen = {when}\n{condition}\nthen = [{{ do = "flag", set = "seen" }}]\n'


def test_it_comes_along_its_path_by_its_plan(scene):
    play = scene(called()).run(0.1)
    ship = play.world.carrier
    assert ship.plan == [Leg(True, 4.0), Leg(False, 5.0), Leg(True, 3.0)]
    assert ship.prints == ["sign"]
    assert ship.speed == 100.0
    assert ship.place(-900.0, -900.0)[0] == pytest.approx(HALF, abs=12)


def test_it_is_sent_off(scene):
    leave = '[[beat]]\nid = "b"\nwhen = { on = "timer", after = 1 }\nthen = [{ do = "carrier", leave = true }]\n'
    assert scene(called() + leave).run(1.5).world.carrier.leaving


def test_whom_nobody_called_nobody_sends_off(scene):
    play = scene(called('{ do = "carrier", leave = true }')).run(0.1)
    assert "no carrier to send off" in play.director.reports[0]


@pytest.mark.parametrize("part", PARTS)
def test_a_beat_waits_for_each_of_its_parts(scene, part):
    play = scene(called() + waiting(f'{{ on = "carrier", part = "{part}" }}')).run(0.2)
    assert bool(play.fired()) is (part == "came")
    play.world.emit(Event(f"carrier.{part}"))
    play.tick()
    assert play.fired()


@pytest.mark.parametrize("under", [True, False])
def test_a_condition_asks_whether_the_ship_is_under_it(scene, under):
    asked = waiting('{ on = "timer", after = 1 }', 'if = [{ under = "carrier" }]')
    play = scene(called(CALL) + asked)
    if under:
        placing.place_player(play.run(0.2).world, -1200.0, -900.0, 0.0)
    assert bool(play.run(2.0).fired()) is under


@pytest.mark.parametrize(
    ("call", "at", "says"),
    [
        ('{ do = "carrier", path = "lnae", plan = [{ go = 4 }] }', '"lnae"', "no path is called 'lnae'; did you mean"),
        ('{ do = "carrier", path = "lane", plan = [] }', "[]", "the list is empty"),
        ('{ do = "carrier", path = "lane" }', '{ do = "carrier"', "needs 'path' and 'plan'"),
        ('{ do = "carrier", path = "lane", plan = [{ go = 4 }], print = ["sgin"] }', '"sgin"', "no line is called"),
        ('{ do = "carrier", path = "lane", plan = [{ go = 4 }], print = ["hello"] }', '"hello"', 'who = "sign"'),
        ('{ do = "carrier", path = "lane", plan = [{ go = 4 }, { stop = 2 }] }', "{ stop", "at least 4 seconds"),
        ('{ do = "carrier", path = "lane", plan = [{ go = 1 }] }', "{ go", "at least 2 seconds"),
        ('{ do = "carrier", path = "lane", plan = [{ go = 4, stop = 5 }] }', "{ go", "either { go"),
        ('{ do = "carrier", path = "lane", plan = [{ goo = 4 }] }', "goo", "did you mean 'go'?"),
        ('{ do = "carrier", path = "lane", plan = [{ stop = 5 }] }', '{ do = "carrier"', "begins with { go"),
        ('{ do = "carrier", path = "lane", plan = [{ go = 5 }], light = "frore" }', '"frore"', "did you mean 'fore'?"),
        ('{ do = "carrier", leave = true, path = "lane" }', '{ do = "carrier"', "stands alone"),
    ],
)
def test_each_mistake_is_said_where_it_stands(tmp_path, call, at, says):
    script = HEADER + called(call) + waiting('{ on = "start" }')
    write(tmp_path, script, MAP, LINES)
    found = [p for p in check.check(tmp_path) if p.file.endswith("level.toml") and says in p.message]
    assert len(found) == 1, [str(p) for p in check.check(tmp_path)]
    (row,) = [row for row in script.splitlines() if call in row]
    assert found[0].column == row.index(at, row.index(call)) + 1


def test_a_beat_that_waits_for_a_carrier_that_never_comes_is_silent(tmp_path):
    write(tmp_path, HEADER + waiting('{ on = "carrier", part = "under" }'), MAP, LINES)
    assert any("no carrier ever comes" in problem.message for problem in check.check(tmp_path))


def test_a_checkpoint_under_its_light_brings_it_back_as_it_was(scene):
    save = '[[beat]]\nid = "b"\nwhen = { on = "carrier", part = "light" }\nthen = [{ do = "checkpoint" }]\n'
    play = scene(called() + save).run(5.3)
    assert play.fired()
    then = play.world.carrier.snapshot()
    play.run(6.0)
    assert play.world.carrier.going
    damage.hurt(play.world, play.world.player, 1e5)
    play.run(2.0)
    play.tick(Command.of(pressed=Press.RETRY))
    back = play.world.carrier
    assert back.strips()
    assert back.plan == [Leg(True, 4.0), Leg(False, 5.0), Leg(True, 3.0)]
    assert back.s == pytest.approx(then["s"])
    assert "carrier.goes" in [event.kind for _, event in play.run(4.0).events]


def test_every_part_is_an_event_of_the_world():
    assert {f"carrier.{part}" for part in PARTS} == {kind for kind in EVENTS if kind.startswith("carrier.")}
