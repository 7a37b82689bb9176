"""Each action, in a level that does it at the start."""

from __future__ import annotations

import pytest

from game.sim import damage, placing, roster
from game.sim.command import Command, Press
from game.sim.events import Event
from game.sim.kinds import KIND_INDEX
from game.sim.states import Order
from game.story.actions import ACTIONS
from game.story.document import Document
from game.story.tables import Reader

KEVIN = (
    '{ do = "spawn", what = "griefer", name = "kevin", group = "three", place = "far",'
    ' tags = ["kevin_d"], order = "hold" }'
)


def row_of(play, name: str) -> int:
    return play.world.ships.row_of(play.director.stage.ships(name)[0])


def test_say_and_silence(does):
    play = does('{ do = "silence", seconds = 1 }, { do = "say", line = "hello" }').run(0.9)
    assert play.director.line is None
    play.run(0.5)
    assert (play.director.line.id, play.director.line.who, play.director.line.kind) == ("hello", "nate", "say")


def test_a_silence_may_come_before_what_waits(does):
    """Put in backwards: the answer, the pause before it, and what it answers."""
    play = does(
        '{ do = "say", line = "again1" }, { at = 0.5, do = "say", line = "again2" },'
        ' { at = 1, do = "say", line = "answer", turn = "next" },'
        ' { at = 1, do = "silence", seconds = 2, turn = "next" },'
        ' { at = 1, do = "say", line = "hello", turn = "next" }'
    ).run(30)
    said = [line for _, line in play.director.log]
    assert said == ["again1", "hello", "answer", "again2"]
    begun = {line: tick for tick, line in play.director.log}
    asked = play.director.state.talk.ended["hello"]
    assert begun["answer"] - asked >= 2 * 60
    assert begun["again2"] - play.director.state.talk.ended["answer"] < 60


def test_quiet_drops_what_waits_and_cut_ends_the_line(does):
    play = does('{ do = "say", line = "hello" }, { do = "say", line = "answer" }, { at = 1, do = "quiet" }').run(6)
    assert [line for _, line in play.director.log] == ["hello"]
    assert "answer" in play.director.state.talk.ended
    cut = does('{ do = "say", line = "hello" }, { at = 1, do = "quiet", cut = true }').run(1.1)
    assert cut.director.line is None


def test_chat_is_shown_above_its_ship(does):
    play = does(KEVIN + ', { do = "chat", who = "kevin", line = "dibs" }').run(0.2)
    (caption,) = play.director.captions
    assert caption.ship == play.director.stage.ships("kevin")[0]
    assert (caption.who, caption.text) == ("kevin", "dibs")


def test_chat_of_a_ship_just_destroyed_stays_where_it_was(does):
    play = does(KEVIN + ', { at = 1, do = "chat", who = "kevin", line = "dibs" }').run(0.2)
    row = row_of(play, "kevin")
    there = float(play.world.ships.x[row]), float(play.world.ships.y[row])
    damage.hurt(play.world, play.director.stage.ships("kevin")[0], 1e4)
    play.run(1)
    (caption,) = play.director.captions
    assert caption.ship == 0
    assert (caption.x, caption.y) == pytest.approx(there, abs=30)


def test_chat_of_nobody_in_particular_goes_to_a_passing_ship(does):
    traffic = '{ do = "traffic", path = "lane", count = 8, speed = 60 }'
    play = does(traffic + ', { at = 0.5, do = "chat", line = "chat" }')
    placing.place_player(play.world, 0, -850, 0.0)
    play.run(0.7)
    (caption,) = play.director.captions
    assert caption.ship == 0
    assert 0 <= caption.row < 8


def test_sign(does):
    play = does('{ do = "sign", line = "sign", place = "south", seconds = 1 }').run(0.5)
    (sign,) = play.director.signs
    assert (sign.text, sign.x, sign.y) == ("BELOVED", 0, 600)
    assert play.run(1).director.signs == []


def test_a_sign_beside_a_ship_that_is_gone_stands_where_it_ended(scene):
    """And not in the middle of the map, wherever that is."""
    sign = '{ do = "sign", line = "sign", beside = [30, -20] }'
    play = scene(f'[[beat]]\nid = "b"\nwhen = {{ on = "destroyed", who = "callister" }}\nthen = [{sign}]\n')
    placing.place_player(play.world, 400, -850, 0.0)
    play.run(0.2)
    damage.hurt(play.world, play.world.player, 1e4)
    play.run(0.1)
    (shown,) = play.told("sign")
    assert (shown.x, shown.y) == pytest.approx((430, -870), abs=5)


def test_objective_from_added_to_done(does):
    play = does(
        '{ do = "objective", add = "o", line = "order", point = "south" }, { at = 0.5, do = "objective", done = "o" }'
    ).run(0.2)
    (objective,) = play.director.objectives
    assert (objective.text, objective.state, objective.marker) == ("Wake the ship", "add", (0, 600))
    play.run(0.5)
    assert play.director.objectives[0].state == "done"
    assert [len(play.told(f"objective.{kind}")) for kind in ("added", "done", "failed")] == [1, 1, 0]


def test_objective_that_follows_a_group_and_fails(does):
    then = (
        '{ do = "objective", add = "o", line = "order", group = "three" }, { at = 0.5, do = "objective", fail = "o" }'
    )
    play = does(KEVIN + "," + then).run(1)
    assert (play.director.objectives[0].group, play.director.objectives[0].state) == ("three", "fail")


def test_prompt_stays_until_the_action_comes(does):
    play = does('{ do = "prompt", action = "thrust" }').run(1, Command.of(turn=1.0))
    assert play.director.prompt.action == "thrust"
    play.tick(Command.of(thrust=1.0))
    assert play.director.prompt is None
    off = does('{ do = "prompt", action = "thrust" }, { at = 0.5, do = "prompt", off = true }').run(1)
    assert off.director.prompt is None


def test_title(does):
    play = does('{ do = "title", line = "sign", seconds = 1 }').run(0.5)
    assert play.director.title.text == "BELOVED"
    assert play.run(1).director.title is None


def test_choice_sets_the_flag_of_the_option_taken(does):
    then = (
        '{ do = "choice", ask = "hello", options = [{ line = "drop", note = "note", set = "dropped" },'
        ' { line = "stand", set = "stood" }] }'
    )
    play = does(then).run(0.5)
    assert [option.text for option in play.director.choice.options] == ["DROP IT", "STAND"]
    assert play.director.choice.options[0].note == "It may cost more."
    play.tick(Command.of(pressed=Press.CHOICE_3))  # there is no third option
    assert play.director.choice is not None
    play.tick(Command.of(pressed=Press.CHOICE_2))
    assert play.director.flags == {"stood"}
    assert play.director.choice is None
    assert play.told("chosen")[0].name == "hello"


def test_an_option_that_needs_a_flag_is_greyed_without_it(does):
    ask = (
        '{ do = "choice", choice = "c", ask = "hello", options = ['
        '{ line = "drop", needs = "stood", closed = "note", set = "dropped" }, { line = "stand", set = "stood" }] }'
    )
    play = does(ask).run(0.1)
    shut, open_ = play.director.choice.options
    assert (shut.closed, open_.closed) == ("It may cost more.", "")
    assert [play.director.choice.open(number) for number in (0, 1)] == [1, 1]
    play.tick(Command.of(pressed=Press.CHOICE_1))
    assert play.director.choice is not None, "it cannot be taken"
    play.tick(Command.of(pressed=Press.CHOICE_2))
    assert play.director.flags == {"stood"}
    again = does('{ do = "flag", set = "stood" }, ' + ask).run(0.1)
    again.tick(Command.of(pressed=Press.CHOICE_1))
    assert again.director.flags == {"stood", "dropped"}


def test_a_second_choice_while_one_is_open_is_reported(does):
    one = '{ do = "choice", choice = "x", ask = "hello", options = [{ line = "drop" }, { line = "stand" }] }'
    play = does(one + "," + one.replace('"x"', '"y"')).run(0.1)
    assert play.director.choice.id == "x"
    assert "still waits" in play.director.reports[0]


def test_spawn_abreast_named_and_grouped(does):
    then = (
        '{ do = "spawn", what = "griefer", count = 3, group = "three", place = "north", spread = 100,'
        ' tags = ["a", "b", "c"], skins = [2, 1, 0], order = "hold" }'
    )
    play = does(then)
    play.tick()
    ships, rows = play.world.ships, [play.world.ships.row_of(i) for i in roster.group(play.world, "three")]
    assert sorted(float(ships.x[row]) for row in rows) == pytest.approx([-100, 0, 100], abs=1)
    assert [roster.tag_of(play.world, row) for row in rows] == ["a", "b", "c"]
    assert [int(ships.skin[row]) for row in rows] == [2, 1, 0]


@pytest.mark.parametrize(("place", "inside"), [("ring", 150), ("field", 600), ("lane", 950), ("east", 400)])
def test_spawn_over_a_region_or_along_a_path(does, place, inside):
    play = does(f'{{ do = "spawn", what = "newcomer", count = 5, group = "g", place = "{place}", order = "hold" }}')
    play.tick()
    spots = {
        (round(float(play.world.ships.x[r])), round(float(play.world.ships.y[r])))
        for r in (play.world.ships.row_of(i) for i in roster.group(play.world, "g"))
    }
    assert len(spots) == 5
    x, y = play.episode.level.spot(place)
    assert all(abs(px - x) <= inside and abs(py - y) <= inside for px, py in spots)


def test_remove_takes_ships_away_for_good(does):
    play = does(KEVIN + ', { at = 0.5, do = "remove", group = "three" }').run(1)
    assert roster.group(play.world, "three") == []
    wrecked = does(KEVIN + ', { at = 1, do = "remove", who = "kevin" }').run(0.1)
    damage.hurt(wrecked.world, wrecked.director.stage.ships("kevin")[0], 1e4)
    wrecked.run(2)
    assert "no ship called 'kevin'" in wrecked.director.reports[0]


def test_a_group_that_leaves_does_not_come_back_from_its_wrecks(does):
    play = does(KEVIN + ', { at = 1, do = "remove", group = "three" }').run(0.1)
    damage.hurt(play.world, play.director.stage.ships("kevin")[0], 1e4)
    assert roster.group(play.run(8).world, "three") == []


def test_order_for_some_seconds(does):
    play = does(KEVIN + ', { at = 0.2, do = "order", who = "kevin", order = "drift", seconds = 1 }').run(0.5)
    assert play.world.ships.order[row_of(play, "kevin")] == Order.DRIFT
    play.run(1.5)
    assert play.world.ships.order[row_of(play, "kevin")] != Order.DRIFT


def test_order_with_a_target_and_a_point(does):
    mark = '{ do = "spawn", what = "newcomer", name = "bea", place = "south", order = "hold" }'
    play = does(f'{KEVIN}, {mark}, {{ do = "order", who = "kevin", order = "follow", target = "bea" }}').run(0.1)
    assert int(play.world.ships.target[row_of(play, "kevin")]) == play.director.stage.ships("bea")[0]
    lost = does(
        f'{KEVIN}, {mark}, {{ do = "remove", who = "bea" }},'
        '{ do = "order", who = "kevin", order = "follow", target = "bea" }'
    ).run(0.1)
    assert "no ship called 'bea'" in lost.director.reports[0]


def test_gate_opens_and_closes(does):
    then = '{ do = "gate", name = "out", place = "south", to = "far", radius = 90 }'
    play = does(then + ', { at = 0.5, do = "gate", close = "out" }').run(0.2)
    gate = play.world.gates["out"]
    assert (gate.open, gate.x, gate.y, gate.radius, gate.to) == (True, 0, 600, 90, (-1500, 0, 0))
    play.run(0.5)
    assert not play.world.gates["out"].open


def test_sweep_starts_and_stops(does):
    play = does('{ do = "sweep", place = "far", speed = 300, to = 900 }, { at = 1, do = "sweep", stop = true }').run(
        0.5
    )
    assert play.world.sweep.active
    assert -1500 < play.world.sweep.x < -1200
    assert not play.run(0.6).world.sweep.active


def test_traffic(does):
    assert does('{ do = "traffic", path = "lane", count = 12, speed = 90 }').run(0.1).world.traffic.rows.n == 12


def test_grant_and_revoke(does):
    play = does('{ do = "revoke", ability = "boost" }, { at = 0.5, do = "grant", ability = "boost" }').run(0.2)
    assert "boost" not in play.world.abilities
    assert "boost" in play.run(0.5).world.abilities


def test_heat_is_told_of(does):
    play = does('{ do = "heat", level = 3 }').run(0.1)
    assert play.world.heat.level == 3
    assert [e.value for _, e in play.events if e.kind == "heat"] == [3.0]


def test_hurt_and_heal(does):
    play = does('{ do = "hurt", who = "callister", amount = 120 }, { at = 1, do = "heal", who = "callister" }').run(0.5)
    assert play.director.stage.hull() < 0.9
    assert play.run(1).director.stage.hull() == 1.0


def test_place(does):
    play = does('{ do = "place", point = "north" }').run(0.1)
    assert play.director.stage.where("callister") == pytest.approx((0, -600), abs=2)


def test_remove_terrain_and_the_report_when_it_is_gone(does):
    play = does('{ do = "remove-terrain", terrain = "moon" }, { at = 0.5, do = "remove-terrain", terrain = "moon" }')
    play.run(1)
    assert play.world.terrain.gone == {"moon"}
    assert "moon" in play.director.reports[0]
    assert play.told("report")[0].name == "b"


def test_music_and_hush(does):
    play = does('{ do = "music", cue = "infinity" }, { at = 0.5, do = "music", hush = 2 }').run(0.2)
    assert (play.director.music, play.director.music_hush_until) == ("infinity", 0)
    play.run(0.5)
    assert play.director.music_hush_until == 31 + 120
    assert [event.name for event in play.told("music")] == ["infinity", "hush"]


def test_sound_at_a_place(does):
    (sound,) = does('{ do = "sound", name = "gate_open", place = "south" }').run(0.1).told("sound")
    assert (sound.name, sound.y, sound.value) == ("gate_open", 600, 1)


def test_camera(does):
    play = does('{ do = "camera", look = "south", zoom = 0.8, hold = 1 }').run(0.5)
    cue = play.director.camera
    assert (cue.x, cue.y, cue.ship, cue.zoom) == (0, 600, 0, 0.8)
    assert play.run(1).director.camera is None
    ship = does(KEVIN + ', { do = "camera", look = "kevin" }').run(0.1)
    assert ship.director.camera.ship == ship.director.stage.ships("kevin")[0]
    own = does('{ do = "camera", zoom = 0.7, hold = 2 }').run(0.1)
    assert (own.director.camera.ship, own.director.camera.zoom) == (-1, 0.7)


def test_a_camera_that_comes_as_her_ship_is_lost_has_nothing_to_report(scene):
    camera = '{ do = "camera", zoom = 0.7, hold = 2 }'
    play = scene(f'[[beat]]\nid = "b"\nwhen = {{ on = "destroyed", who = "callister" }}\nthen = [{camera}]\n').run(0.2)
    damage.hurt(play.world, play.world.player, 1e4)
    play.run(0.1)
    assert "b" in play.director.state.fired
    assert play.director.state.reports == []


def test_fade_letterbox_shake_backdrop(does):
    play = does(
        '{ do = "fade", to = 1.0, seconds = 1 }, { do = "letterbox", on = true }, { do = "shake", strength = 0.3 },'
        '{ do = "backdrop", name = "avenue" }, { at = 2, do = "backdrop", off = true }'
    ).run(0.5)
    assert 0.4 < play.director.fade < 0.6
    assert play.director.letterbox
    assert play.told("shake")[0].value == 0.3
    assert play.director.backdrop == "avenue"
    play.run(2)
    assert (play.director.fade, play.director.backdrop) == (1.0, "")


def test_slow_lasts_in_the_players_time(does):
    play = does('{ do = "slow", scale = 0.5, seconds = 1 }')
    play.tick()
    assert play.director.time_scale == 0.5
    play.run(0.4)
    assert play.director.time_scale == 0.5
    assert play.run(0.2).director.time_scale == 1.0


def test_flag_set_and_cleared(does):
    play = does('{ do = "flag", set = "x" }, { at = 0.5, do = "flag", clear = "x" }').run(0.2)
    assert play.director.flags == {"x"}
    assert play.run(0.5).director.flags == set()


def test_a_timer_that_is_shown(does):
    play = does('{ do = "timer", name = "t", seconds = 2, show = true }').run(1)
    assert play.director.timers["t"] == pytest.approx(1.0, abs=0.05)


def test_an_action_with_a_condition_of_its_own(does):
    play = does(
        '{ do = "flag", set = "x" }, { do = "say", line = "hello", if = [{ flag = "x" }] },'
        '{ do = "say", line = "answer", if = [{ not = "x" }] }'
    ).run(6)
    assert [line for _, line in play.director.log] == ["hello"]


def test_win_and_ending(does):
    play = does('{ do = "ending", ending = "freedom" }, { at = 0.5, do = "win" }').run(1)
    assert (play.episode.outcome, play.episode.ending) == ("won", "freedom")
    tick = play.world.tick
    play.run(0.5)
    assert play.world.tick == tick  # a level that is over stands still


def test_lose_for_good(does):
    play = does('{ do = "lose", cause = "purge", final = true }').run(0.5)
    assert (play.episode.outcome, play.episode.waiting_retry) == ("lost", False)


def test_actions_run_in_the_order_of_their_time(does):
    play = does(
        '{ at = 0.4, do = "flag", set = "c" }, { do = "flag", set = "a" }, { at = 0.2, do = "flag", set = "b" }'
    ).run(1)
    assert [event.name for event in play.told("flag")] == ["a", "b", "c"]


def test_players_hurt_are_counted(does):
    play = does(KEVIN + ', { do = "spawn", what = "watcher", name = "w", place = "south", order = "hold" }').run(0.1)
    for name, kind, by in (
        ("kevin", "griefer", play.world.player),
        ("kevin", "griefer", 0),
        ("w", "watcher", play.world.player),
    ):
        ship = play.director.stage.ships(name)[0]
        play.world.emit(Event("destroyed", ship, by, value=float(KIND_INDEX[kind]), name="shot"))
    assert play.run(0.1).director.counters["players-hurt"] == 1


@pytest.mark.parametrize("name", ACTIONS)
def test_the_example_of_each_action_is_right(name, tmp_path):
    (tmp_path / "level.toml").write_text(f"then = [{ACTIONS[name].example}]", encoding="utf-8")
    document = Document(tmp_path / "level.toml")
    assert isinstance(Reader(document).action(document.tables["then"][0], ("then", 0)), ACTIONS[name])
    assert document.problems == []


# -- players, gates and the swarm ------------------------------------------------------------------------


def test_a_ban_is_for_good_and_can_be_waited_for(does):
    watch = (
        '[[beat]]\nid = "gone"\nwhen = { on = "banned", who = "kevin" }\nthen = [{ do = "flag", set = "gone" }]\n'
        '[[beat]]\nid = "read"\nwhen = { on = "flag", flag = "gone" }\nthen = [{ do = "say", line = "hello" }]\n'
    )
    play = does(KEVIN + ', { do = "ban", who = "kevin" }', watch).run(8)
    assert "gone" in play.director.flags
    assert play.director.stage.ships("kevin") == []
    assert play.world.respawns.waiting == []


def test_a_spawn_with_a_goal_lives_for_it(does):
    play = does(
        '{ do = "spawn", what = "grinder", name = "ore", place = "far", goal = "mine", tally = 4997, logs-out = true }'
    ).run(0.5)
    ships, row = play.world.ships, row_of(play, "ore")
    assert (ships.life[row], ships.tally[row]) == (1, 4997)
    assert ships.outing[row] > play.world.time


def test_whoever_logs_in_again_is_called_what_they_were_called(does):
    play = does('{ do = "spawn", what = "newcomer", name = "bea", place = "far", goal = "roam", logs-out = true }')
    play.run(0.5)
    first = play.director.stage.ships("bea")
    play.world.ships.outing[row_of(play, "bea")] = play.world.time
    play.run(3)
    assert play.director.stage.ships("bea") == []
    play.run(27)
    again = play.director.stage.ships("bea")
    assert len(again) == 1
    assert again != first


def test_a_gate_with_a_lock_is_shut_until_it_is_talked_to(does):
    play = does(
        '{ do = "spawn", what = "gate-lock", name = "lock", place = "far" },'
        ' { do = "gate", name = "out", place = "far", to = "start", shut = true, lock = "lock" }'
    ).run(0.5)
    gate = play.world.gates["out"]
    assert not gate.open
    assert gate.lock == play.director.stage.ships("lock")[0]


def test_a_response_may_let_the_swarm_loose(does):
    assert does('{ do = "response", swarm = true }').run(0.1).world.response.swarm
    assert not does('{ do = "response" }').run(0.1).world.response.swarm
