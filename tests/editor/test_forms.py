"""Forms made from what reads a level: every key of every verb can be set, and a mistake shows where it was made."""

from __future__ import annotations

import pytest

from game.editor import edits
from game.editor.faults import locate
from game.editor.forms import Kind, controls, form
from game.editor.script import Script
from game.editor.spelling import RefusedError, as_text, read
from game.story.actions_talk import Offer
from game.story.fields import fields
from game.story.loader import FILES
from game.story.schema import ACTIONS, MAP_LISTS, TRIGGERS, Beat, Rock
from game.story.triggers_place import Near

BEAT = {"id": "b", "when": {"on": "start"}, "then": [{"do": "say", "line": "half"}]}


def paths(table, data):
    return {slot.path for slot in form(table, data) if slot.kind is not Kind.MORE}


def test_every_key_of_every_verb_has_a_slot_that_can_be_set():
    for word, verb in TRIGGERS.items():
        data = {**BEAT, "when": edits.trigger(word)}
        slots = form("beat", data)
        offered = {key for slot in slots if slot.kind is Kind.MORE for key in slot.offers}
        assert set(fields(verb)) <= {slot.path[-1] for slot in slots if len(slot.path) == 2} | offered
    for word, verb in ACTIONS.items():
        slots = form("beat", {**BEAT, "then": [edits.action(word)]})
        offered = {key for slot in slots if slot.kind is Kind.MORE for key in slot.offers}
        assert set(fields(verb)) <= {slot.path[-1] for slot in slots if len(slot.path) == 3} | offered


def test_a_new_verb_is_whole_as_it_stands(hop):
    script = Script(hop)
    beat = hop.rows("beat")[0]
    known = edits.Known(script.known)
    for word in TRIGGERS:
        hop.put(beat.key, {**beat.data, "when": edits.trigger(word, {"on": "start"}, known)})
        assert script.read(beat.key).wrong == ()
    for word in ACTIONS:
        hop.put(beat.key, {**beat.data, "then": [edits.action(word, {"do": "say"}, known)]})
        assert script.read(beat.key).wrong == ()


def test_numbers_know_their_bounds_and_units():
    within = controls(Near)["within"]
    assert (within.unit, within.low, within.above) == ("u", 0.0, True)
    with pytest.raises(RefusedError, match="more than 0"):
        read(within, "0")
    assert read(within, "350") == 350
    assert controls(Rock)["pos"].count == 2
    with pytest.raises(RefusedError, match="needs 2 numbers"):
        read(controls(Rock)["pos"], "4")
    assert read(controls(Rock)["pos"], "4, -2.5") == [4, -2.5]


def test_a_trigger_becomes_part_of_a_combination_and_comes_out_again():
    start = {"on": "enter", "region": "half"}
    both = edits.trigger("all", start)
    assert both == {"all": [start]}
    both = edits.insert({"when": both}, ("when", "all"), 1, {"on": "start"})["when"]
    assert edits.trigger("any", both) == {"any": [start, {"on": "start"}]}
    assert edits.trigger("not", both) == {"not": start}
    assert edits.trigger("leave", both) == {"on": "leave", "region": "half"}
    assert {("when", "all", 0, "region"), ("when", "all", 1)} <= paths("beat", {**BEAT, "when": both})


def test_a_verb_that_is_changed_keeps_what_both_have():
    say = {"at": 1.5, "do": "say", "line": "half", "if": [{"flag": "f"}]}
    assert edits.action("sign", say) == {
        "at": 1.5,
        "do": "sign",
        "if": [{"flag": "f"}],
        "line": "half",
        "place": "plinth",
    }


def test_lists_of_tables_are_edited_item_by_item():
    data = {**BEAT, "then": [edits.action("choice")]}
    slots = {slot.path: slot for slot in form("beat", data)}
    assert slots["then", 0, "options"].control.struct is not Offer
    assert slots["then", 0, "options", 1, "line"].control.refs == ("line",)
    more, path = edits.twice(data, ("then", 0, "options", 1))
    assert path == ("then", 0, "options", 2)
    assert len(more["then"][0]["options"]) == 3
    assert len(data["then"][0]["options"]) == 2  # the old data are as they were
    moved, path = edits.shift(more, path, -2)
    assert path[-1] == 0
    assert moved["then"][0]["options"][0] == data["then"][0]["options"][1]
    assert "if" not in edits.drop({**BEAT, "if": [{"flag": "f"}]}, ("if", 0))


def test_where_a_condition_offers_many_keys_only_those_it_has_are_shown():
    data = {**BEAT, "if": [{"flag": "f"}]}
    assert ("if", 0, "flag") in paths("beat", data)
    assert ("if", 0, "hull-below") not in paths("beat", data)
    more = next(slot for slot in form("beat", data) if slot.kind is Kind.MORE and slot.path == ("if", 0))
    assert "hull-below" in more.offers


def test_every_kind_of_row_has_a_form_that_writes_what_it_shows(hop):
    for name in FILES:
        for row in hop.in_file(name):
            for slot in form(row.kind, row.data):
                if slot.given and slot.kind in (Kind.NUMBER, Kind.NUMBERS, Kind.CHOICE, Kind.NAMES, Kind.NAME):
                    assert read(slot.control, as_text(slot)) == slot.value
    assert {"id", "when", "then", "if", "after"} & set(fields(Beat))
    assert all(form(kind, {}) for kind in MAP_LISTS)


def test_mistakes_are_found_at_the_key_that_makes_them(hop):
    half = hop.find("beat", "half")
    hop.put(half.key, {**half.data, "when": {"on": "enter", "region": "halv"}})
    stone = hop.find("rock", "stone")
    hop.put(stone.key, {**stone.data, "radius": -4})
    order = hop.find("line", "order")
    hop.put(order.key, {**order.data, "who": "ordr"})
    found = {(fault.key, fault.path) for fault in locate(hop, hop.problems())}
    assert {(half.key, ("when", "region")), (stone.key, ("radius",)), (order.key, ("who",))} <= found


def test_names_are_completed_from_what_stands_in_the_level(hop):
    script = Script(hop)
    assert script.names(("region",)) == ["goal-near", "half", "pit"]
    assert script.names(("objective",)) == ["hop"]
    begin = hop.find("beat", "begin")
    hop.put(begin.key, {**begin.data, "then": [*begin.data["then"], {"do": "flag", "set": "met"}]})
    assert script.names(("flag",)) == ["met"]
    assert script.rounds["gate"] > script.rounds["half"] == script.rounds["begin"] == 0
