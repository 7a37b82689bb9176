"""Beats as a list and a timeline, and lines: made, moved, renamed, dragged, each a step that can be undone."""

from __future__ import annotations

import math

import numpy as np
import pytest

from game.editor import beats, edits
from game.editor.beats_panel import BeatsPanel
from game.editor.flagnames import offered
from game.editor.forms import TABLES, Kind, controls
from game.editor.lines import free_name, new_line, users
from game.editor.lines_panel import LinesPanel
from game.editor.mapview import MapView
from game.editor.properties import Properties
from game.editor.renaming import rename
from game.editor.script import Script
from game.editor.timeline import Timeline
from game.render.palette import ink
from game.story.conditions import Condition
from game.story.schema import ACTIONS
from game.ui.events import Box, Key, Move, Press, Release, Wheel, Words

BOX = Box(0, 0, 800, 240)
SIDE = Box(0, 0, 262, 640)


def ids(hop):
    return [row.id for row in hop.rows("beat")]


def test_beats_change_places_with_the_comments_above_them(hop):
    before = hop.texts()["level.toml"]
    beats.move(hop, hop.find("beat", "gate").key, -2)
    assert ids(hop) == ["gate", "begin", "half", "pit", "end"]
    hop.undo()
    assert hop.texts()["level.toml"] == before


def test_a_comment_right_above_a_beat_goes_with_it(hop):
    text = hop.texts()["level.toml"].replace('[[beat]]\nid = "pit"', '# deep\n[[beat]]\nid = "pit"')
    hop.replace_texts({"level.toml": text}, "comment")
    beats.move(hop, hop.find("beat", "pit").key, 1)
    assert '# deep\n[[beat]]\nid = "pit"' in hop.texts()["level.toml"]
    assert ids(hop)[-1] == "pit"


def test_what_starts_a_beat_is_apart_from_how_much_it_does(desk, paper, monkeypatch):
    """Also where it just fits its row: the count is not read as its end."""
    least = math.inf
    for long in range(20, 60):
        monkeypatch.setattr(beats, "brief", lambda row, long=long: "n" * long)
        canvas = paper()
        BeatsPanel(desk, Script(desk.document)).draw(canvas, SIDE)
        rows = [row for row in canvas.rows.rows if np.allclose(row[6:9], ink("rock-high")[:3])]
        low = max(row[2] for row in rows)
        last = [row[1] + row[3] / 2 for row in rows if abs(row[2] - low) < 5]
        count = [row[1] - row[3] / 2 for row in rows if row[1] > SIDE.width - 16]
        told = [end for end in last if end < min(count)]
        least = min(least, min(count) - max(told))
    assert 8.0 < least < 30.0


def test_what_is_renamed_is_renamed_wherever_it_is_named(hop):
    before = hop.problems()
    assert rename(hop, hop.find("beat", "half").key, "middle") == 1
    assert hop.find("beat", "gate").data["after"] == ["middle"]
    assert rename(hop, hop.find("region", "half").key, "ring") == 1
    assert rename(hop, hop.find("line", "half").key, "middle.nate") == 1
    assert rename(hop, hop.find("point", "start").key, "here") == 1
    assert hop.header()["start"] == "here"
    assert hop.find("beat", "middle").data["when"] == {"on": "enter", "region": "ring"}
    assert hop.problems() == before
    assert hop.undo() == "Rename point start"
    assert hop.header()["start"] == "start"


def test_a_new_beat_waits_for_the_one_before_it_and_is_played_from_by_a_double_click(desk, paper):
    panel = BeatsPanel(desk, Script(desk.document))
    played = []
    desk.listen("play from", played.append)
    panel.draw(paper(), SIDE)
    panel.handle(Press(40, 70 + 30))  # the second row
    assert panel.at == desk.document.find("beat", "half").key
    panel.do("add")
    assert desk.document.row(panel.at).data["after"] == ["half"]
    assert ids(desk.document).index("half-then") == ids(desk.document).index("half") + 1
    panel.draw(paper(), SIDE)
    panel.handle(Press(40, 70 + 30, clicks=2))
    assert played == ["half"]
    panel.field.focus()
    panel.handle(Words("goal-near"))
    assert [row.id for row in panel._rows] == ["end"]


def test_an_action_is_dragged_to_another_second(desk, paper):
    script = Script(desk.document)
    line = Timeline(desk, script)
    half = desk.document.find("beat", "half")
    desk.select([half.key])
    line.draw(paper(), BOX)
    _, chip = next(each for each in line.lanes.actions if each[0] == 0)
    x, y = chip.x + 4, chip.y + 4
    line.handle(Press(x, y))
    line.handle(Move(x + 2.04 * line.lanes.scale, y, held=(1,)))
    line.draw(paper(), BOX)
    line.handle(Release(x, y))
    assert desk.document.row(half.key).data["then"][0] == {"at": 2, "do": "checkpoint"}
    assert desk.document.undo() == "checkpoint of half at 2 s"


def test_a_beat_in_which_nobody_speaks_stands_there_like_any_other(desk, paper):
    row = desk.document.find("beat", "half")
    desk.document.put(row.key, {**row.data, "then": [{"do": "checkpoint"}, {"at": 1.0, "do": "fade", "to": 1.0}]})
    line = Timeline(desk, Script(desk.document))
    desk.select([row.key])
    line.draw(paper(), BOX)
    assert [i for i, _ in line.lanes.actions] == [0, 1]


def test_the_timeline_stands_in_the_order_of_what_can_fire(desk, paper):
    line = Timeline(desk, Script(desk.document))
    line.draw(paper(), BOX)
    assert [[row.id for row in column] for column in line._columns] == [["begin", "half", "pit", "end"], ["gate"]]
    desk.select([desk.document.find("beat", "gate").key])
    line.handle(Key("left"))
    assert line.beat.id in ("begin", "half")


def test_the_timeline_is_looked_at_from_closer_and_farther(desk, paper):
    line = Timeline(desk, Script(desk.document))
    desk.select([desk.document.find("beat", "begin").key])
    line.draw(paper(), BOX)
    before, chip = line.column, line._chips[0][1]
    line.handle(Wheel(100, 20, -2, ctrl=True))
    line.draw(paper(), BOX)
    assert line.column < before
    assert line._chips[0][1].height < chip.height  # more of them are in sight
    line.handle(Move(300, 20))
    line.handle(Key("plus"))
    line.handle(Key("plus"))
    assert line.column == before
    second = line.lanes.since + (400 - line.lanes._origin) / line.lanes.scale
    line.handle(Wheel(400, BOX.foot - 20, 4, ctrl=True))
    line.draw(paper(), BOX)
    assert line.lanes.since + (400 - line.lanes._origin) / line.lanes.scale == pytest.approx(second)
    since = line.lanes.since
    line.handle(Press(400, BOX.foot - 30))
    line.handle(Move(380, BOX.foot - 30, held=(1,)))
    line.handle(Release(380, BOX.foot - 30))
    assert line.lanes.since == pytest.approx(since + 20 / line.lanes.scale)


def test_a_form_is_worked_by_hands(desk, paper):
    panel = Properties(desk, Script(desk.document))
    half = desk.document.find("beat", "half")
    desk.select([half.key])

    def press(path, label=""):
        panel.draw(paper(), SIDE)
        line = next(each for each in panel.form.paper.lines if each.slot.path == path and label in each.slot.label)
        panel.handle(Move(line.box.x + 150, line.box.y + 9))
        panel.handle(Press(line.box.x + 150, line.box.y + 9))

    press(("when", "region"))
    panel.handle(Words("pi"))
    panel.handle(Key("return"))
    assert desk.document.row(half.key).data["when"]["region"] == "pit"
    press(("when",))
    panel.handle(Words("timer"))
    panel.handle(Key("return"))
    assert desk.document.row(half.key).data["when"]["on"] == "timer"
    press(("when", "after"))
    panel.handle(Words("-3"))
    panel.handle(Key("return"))
    assert "0" in panel.form.field.wrong  # refused, at the field
    panel.handle(Key("escape"))
    press((), "more")
    panel.handle(Words("repeat"))
    panel.handle(Key("return"))
    assert desk.document.row(half.key).data["repeat"] is True
    panel.draw(paper(), SIDE)
    then = next(each for each in panel.form.paper.lines if each.slot.path == ("then",))
    add = dict(then.buttons)["add"]
    panel.handle(Press(add.x + 3, add.y + 3))
    panel.handle(Words("say"))
    panel.handle(Key("return"))
    assert desk.document.row(half.key).data["then"][-1]["do"] == "say"
    assert desk.document.row(half.key).data["then"][-1]["line"] == "half.nate"
    assert desk.document.find("line", "half.nate").data["text"] == "…"
    press(("then", 2, "line"))
    panel.handle(Words("+ new"))
    panel.handle(Key("return"))
    assert desk.document.row(half.key).data["then"][-1]["line"] == "half.nate.2"
    desk.undo()
    desk.undo()  # line and action are one step
    assert desk.document.find("line", "half.nate") is None


def test_what_is_wrong_is_said_at_the_foot_and_moves_no_line(desk, paper):
    panel = Properties(desk, Script(desk.document))
    half = desk.document.find("beat", "half")
    desk.select([half.key])
    panel.draw(paper(), SIDE)
    before = [(line.slot.path, line.box) for line in panel.form.paper.lines]
    panel._edit("Change region", lambda data: edits.put(data, ("when", "region"), "halv"))
    desk.update(1.0)
    panel.draw(paper(), SIDE)
    assert "halv" in panel.form.paper._says()[0]
    assert [(line.slot.path, line.box) for line in panel.form.paper.lines] == before
    other = next(line.box for line in panel.form.paper.lines if line.slot.path == ("id",))
    panel.handle(Move(other.x + 150, other.y + 9))
    assert panel.form.paper._says()[0] == ""  # nothing is wrong with that one


def test_a_name_that_is_none_is_refused_at_its_field(desk, paper):
    panel = Properties(desk, Script(desk.document))
    desk.select([desk.document.find("beat", "half").key])
    panel.draw(paper(), SIDE)
    panel.form.type_into(panel.form.slots[0])
    panel.form.field.put("half way")
    panel.handle(Key("return"))
    assert "letters, digits, dots and dashes" in panel.form.field.wrong
    assert desk.document.find("beat", "half") is not None


def test_of_several_kinds_one_is_kept(desk, paper):
    panel = Properties(desk, Script(desk.document))
    points = desk.document.rows("point")
    desk.select([row.key for row in [*points, *desk.document.rows("region")]])
    panel.draw(paper(), SIDE)
    line = next(line for line, kind in panel._kinds if kind == "point")
    panel.handle(Press(line.x + 20, line.y + 5))
    assert desk.selection == {row.key for row in points}


def test_several_things_are_changed_at_once(desk, paper):
    panel = Properties(desk, Script(desk.document))
    desk.select([row.key for row in desk.document.rows("point")])
    panel.draw(paper(), SIDE)
    assert panel.form.mixed == {"id", "pos"}
    panel._edit("Change angle", lambda data: edits.put(data, ("angle",), 1.5))
    assert {row.data["angle"] for row in desk.document.rows("point")} == {1.5}
    desk.undo()
    assert not any("angle" in row.data for row in desk.document.rows("point"))


def test_a_line_makes_its_name_and_is_seen_in_the_dialogue_box(desk, paper):
    panel = LinesPanel(desk)
    desk.select([desk.document.find("line", "half").key])
    panel.do("add")
    assert panel.row.id == "half.nate"
    panel.do("add")
    assert panel.row.id == "half.nate.2"
    panel.handle(Words("Another half."))
    panel.handle(Key("return"))
    assert panel.row.data["text"] == "Another half."
    canvas = paper()
    panel.draw(canvas, BOX)
    empty = canvas.rows.n
    desk.time += 1.0
    canvas = paper()
    panel.draw(canvas, BOX)
    assert canvas.rows.n > empty  # it is typed out
    assert users(desk.document, "half") == [desk.document.find("beat", "half").key]


def test_names_that_are_taken_are_counted_on():
    assert free_name({"a"}, "b") == "b"
    assert free_name({"a", "a-2"}, "a") == "a-3"
    assert free_name({"a-2"}, "a-2") == "a-3"


def test_a_line_of_a_new_beat_stands_behind_those_of_its_kind(hop):
    key = new_line(hop, "half")
    assert [row.id for row in hop.rows("line")][:3] == ["begin", "half", "half.nate"]
    assert hop.row(key).data["who"] == "nate"


def test_flags_are_offered_that_the_level_asks_for_and_that_the_campaign_has(desk):
    document = desk.document
    document.add("beat", {"id": "ask", "if": [{"not": "asked"}], "when": {"on": "start"}, "then": []})
    document.add("beat", {"id": "set", "when": {"on": "start"}, "then": [{"do": "flag", "set": "mine"}]})
    script = Script(document)
    assert offered(script, controls(Condition)["flag"], "flag")[:2] == ["asked", "mine"]
    assert offered(script, controls(ACTIONS["flag"])["set"], "set")[0] == "asked"  # nobody sets it yet
    brings = offered(script, controls(TABLES["top"])["brings"], "brings")
    assert brings[0] == "asked"
    assert "mine" not in brings
    assert "kevin-spared" in brings
    assert offered(script, controls(Condition)["fired"], "fired") is None


def offered_form(desk, paper, key):
    panel = Properties(desk, Script(desk.document))
    desk.select([key])
    panel.draw(paper(), SIDE)
    return panel


def type_at(panel, paper, path, words, *keys):
    """Into the slot at a path, or picked there."""
    panel.draw(paper(), SIDE)
    panel.form.type_into(next(slot for slot in panel.form.slots if slot.path == path and slot.kind is not Kind.MORE))
    panel.handle(Words(words))
    for key in (*keys, "return"):
        panel.handle(Key(key))


@pytest.mark.parametrize("word", [word for word, verb in ACTIONS.items() if "line" in str(controls(verb))])
def test_a_new_action_comes_with_lines_that_it_can_show(desk, paper, word):
    half = desk.document.find("beat", "half")
    panel = offered_form(desk, paper, half.key)
    type_at(panel, paper, ("then",), word)
    assert desk.document.row(half.key).data["then"][-1]["do"] == word
    about_lines = [
        problem.message
        for problem in desk.document.problems()
        if problem.message.startswith("line ") or "no line is called" in problem.message
    ]
    assert about_lines == []


def test_a_question_comes_with_somebody_who_asks_and_answers_of_its_own(desk, paper):
    half = desk.document.find("beat", "half")
    panel = offered_form(desk, paper, half.key)
    type_at(panel, paper, ("then",), "choice")
    offer = desk.document.row(half.key).data["then"][-1]
    asks, *answers = (desk.document.find("line", id) for id in (offer["ask"], *(o["line"] for o in offer["options"])))
    assert asks.data["who"] == "nate"
    assert [row.data["who"] for row in answers] == ["option", "option"]
    assert len({row.id for row in answers}) == 2
    desk.undo()
    assert desk.document.find("line", asks.id) is None


def test_a_new_line_more_stands_in_a_list_of_them(desk, paper):
    retry = desk.document.rows("retry")[0]
    panel = offered_form(desk, paper, retry.key)
    type_at(panel, paper, ("lines",), "again, + new")
    assert desk.document.row(retry.key).data["lines"] == ["again", "again.karl"]
    assert desk.document.find("line", "again.karl").data["who"] == "karl"


@pytest.mark.parametrize("how", ["panel", "map"])
def test_a_line_that_says_nothing_yet_goes_with_the_beat_that_named_it_and_comes_back_with_it(desk, how):
    document = desk.document
    before = document.texts()
    beat = beats.add(document, edits.Known({}), None)
    document.put(beat, document.row(beat).data | {"then": [{"do": "say", "line": line} for line in "abc"]})
    for id, text in (("a", "…"), ("b", "Morning."), ("c", "…"), ("d", "…")):
        document.add("line", {"id": id, "who": "nate", "text": text})
    half = document.find("beat", "half")
    document.put(half.key, half.data | {"then": [*half.data["then"], {"do": "say", "line": "c"}]})
    desk.select([beat])
    if how == "panel":
        BeatsPanel(desk, Script(document)).do("delete")
    else:
        MapView(desk).remove_chosen()
    assert [bool(document.find("line", id)) for id in "abcd"] == [False, True, True, True]
    desk.undo()
    assert document.find("line", "a") is not None
    assert beat in document
    while document.undo():
        pass
    assert document.texts() == before
