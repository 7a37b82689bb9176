"""Trying a level out: every moment can be gone back to, and a changed level is flown again by the same hands."""

from __future__ import annotations

import math

import pytest

from game.editor import playtest
from game.editor.document import Document
from game.editor.playtest import KEEP, Playtest, Rerun
from game.editor.touched import since
from game.lab.replay import verify
from game.sim.command import IDLE, Command
from game.sim.events import Event
from game.story import library
from game.story.jump import Beginning, leading
from game.story.state import StoryEvent

RIGHT = Command.of(thrust=1.0)


def flown(hop: Document, seconds: float = 12.0, command: Command = RIGHT, **how) -> Playtest:
    test = Playtest(hop.level(), **how)
    for _ in range(round(seconds * 60)):
        test.step(command)
    return test


def moved(hop: Document, kind: str, id: str, **keys) -> None:
    row = hop.find(kind, id)
    hop.put(row.key, {**row.data, **keys})


def again(old: Playtest, hop: Document) -> Rerun:
    rerun = Rerun(old, hop.level())
    while not rerun.done:
        rerun.work(1.0)
    return rerun


def test_every_moment_of_a_flight_can_be_gone_back_to_and_is_what_it_was(hop):
    test, seen = Playtest(hop.level()), {}
    for _ in range(KEEP + 130):
        test.step(Command.of(thrust=0.5, turn=0.7))
        seen[test.frame] = test.episode.digest()
    for frame in (KEEP + 7, 3, KEEP, KEEP - 1, KEEP + 130):
        test.go(frame)
        assert test.episode.digest() == seen[frame]


def test_in_a_crowd_checkpoints_are_nearer_and_when_there_are_too_many_rarer(hop, monkeypatch):
    monkeypatch.setattr(playtest, "FLOWN", 90)  # of one ship
    test = flown(hop, 5.0, IDLE)
    assert [one.frame for one in test.recording().checkpoints] == [0, 90, 180, 270]
    monkeypatch.setattr(playtest, "FULL", 1)
    test = flown(hop, 8.5, IDLE)
    assert [one.frame for one in test.recording().checkpoints] == [0, 480]
    assert verify(test.recording(), test.level) is None


def test_who_flies_on_from_an_earlier_moment_forgets_what_came_after(hop):
    test = flown(hop, 6.0)
    test.go(120)
    test.step(IDLE)
    assert (test.frame, test.last) == (121, 121)
    assert len(test.recording().commands) == 121
    test.step(IDLE)
    assert verify(test.recording(), test.level) is None  # what is left is a flight of its own, bit for bit


def test_a_level_won_in_a_playtest_leaves_a_recording_that_proves_it(hop):
    test = flown(hop)
    assert test.over
    assert test.recording().header.outcome == "won"
    assert verify(test.recording(), test.level) is None
    before = test.last
    test.step(RIGHT)
    assert test.last == before


def test_the_path_and_the_beats_are_known_without_flying_again(hop):
    test = flown(hop)
    half = test.track.fired()["half"]
    x, y = test.track.at(half)
    assert math.hypot(x - 500, y) < 130  # in the ring that it waits for
    path = test.track.path(0, test.last, 10)
    assert path[0].tolist() == [0.0, 0.0]
    assert path[-1][0] > 900


def test_a_playtest_begins_at_the_cursor_and_with_flags(hop):
    test = Playtest(hop.level(), Beginning(place=(300.0, -40.0, 0.5), flags=frozenset({"seen"})))
    assert test.track.at(test.first) == pytest.approx((300.0, -40.0), abs=1.0)
    assert "seen" in test.episode.director.flags
    assert any("300" in words for words in test.assumed)
    assert any("seen" in words for words in test.assumed)
    test.step(IDLE)
    assert "begin" in test.track.fired()  # the level's own beginning comes, too


def test_a_playtest_from_a_beat_takes_what_leads_up_to_it_as_done(hop):
    test = Playtest(hop.level(), Beginning(beat="gate"))
    assert test.episode.director.state.fired.keys() == {"begin", "half", "gate"}
    assert [objective.id for objective in test.episode.director.objectives] == ["hop"]
    assert test.episode.director.line is None  # what was said is over
    assert "out" in test.episode.world.gates
    assert "begin, half" in " ".join(test.assumed)


def test_whoever_was_fought_before_a_beat_is_gone_when_it_is_played_from(hop):
    spawn = {"do": "spawn", "what": "griefer", "place": "gate", "count": 3, "group": "dogs"}
    hop.add("beat", {"id": "dogs", "when": {"on": "start"}, "then": [spawn]})
    fought = {"on": "destroyed", "group": "dogs", "count": 2}
    hop.add("beat", {"id": "fought", "when": fought, "then": [{"do": "say", "line": "half"}]})
    test = Playtest(hop.level(), Beginning(beat="fought"))
    assert len(test.episode.director.stage.ships("dogs")) == 1
    assert "these were fought: dogs" in test.assumed


def test_who_is_lost_in_a_playtest_from_a_beat_goes_on_from_there(hop):
    test = Playtest(hop.level(), Beginning(beat="gate", place=(600.0, 500.0, 0.0)))
    for _ in range(120):
        test.step(IDLE if not test.episode.waiting_retry else Command.of(pressed=4))
    assert any(mark.kind == "retried" for mark in test.track.marks)
    assert "gate" in test.episode.director.state.fired


def test_what_leads_up_to_a_beat_of_a_chapter_is_a_road_through_it():
    level = library.load("01")
    before = leading(level, "sweep-run")
    assert before[0] == "wake"
    assert {"gate", "infinity"} <= set(before)
    assert before.index("gate") < before.index("infinity")
    assert "sweep-run" not in before


def test_a_change_is_felt_from_the_moment_that_asks_for_it(hop):
    test = flown(hop)
    level, fired = hop.level(), test.track.fired()
    moved(hop, "line", "half", text="Half.")
    assert since(level, hop.level(), test.track) == fired["half"]
    hop.undo()
    moved(hop, "beat", "gate", when={"on": "timer", "after": 0.5})
    assert since(level, hop.level(), test.track) == fired["half"]  # it listens from then on
    hop.undo()
    moved(hop, "region", "pit", rect=[-1500, 500, 1500, 900])
    assert since(level, hop.level(), test.track) == test.first  # it is waited for all the time
    hop.undo()
    hop.put_header("title", "Another Hop")
    assert since(level, hop.level(), test.track) == math.inf


def test_the_same_hands_fly_through_the_changed_level_and_part_from_the_old_path(hop):
    old = flown(hop, 6.0)
    moved(hop, "rock", "stone", pos=[400, 0])  # in the way
    rerun = again(old, hop)
    assert rerun.base == old.first
    assert rerun.new.last == old.last or rerun.new.over
    parted = rerun.parted()
    assert parted is not None
    assert old.track.at(parted)[0] > 250
    assert rerun.new.track.at(rerun.new.last) != old.track.at(old.last)


def test_a_change_far_on_is_flown_from_the_checkpoint_before_it(hop):
    old = flown(hop)
    end = old.track.fired()["end"]
    moved(hop, "beat", "end", then=[{"do": "lose", "final": True}])
    rerun = again(old, hop)
    assert old.first < rerun.base < end
    assert rerun.new.track.path(0, rerun.base, 1).tolist() == old.track.path(0, rerun.base, 1).tolist()
    assert rerun.new.episode.outcome == "lost"
    assert rerun.new.last == end
    assert verify(rerun.new.recording(), hop.level()) is None  # it is a flight through the new level from its start


def test_undo_goes_on_as_if_nobody_had_flown(hop):
    before = hop.texts()
    moved(hop, "rock", "stone", pos=[400, 0])
    test = flown(hop, 1.0)
    test.go(30)
    assert hop.undo() == "Change rock stone"
    assert hop.texts() == before
    assert hop.redo() == "Change rock stone"


CHANGES = {  # what is done to the level -> row and keys
    "a line is longer": ("line", "half", {"text": "Half of it, and then some more of it."}),
    "a beat does more": ("beat", "end", {"then": [{"do": "hurt", "who": "callister", "amount": 5}, {"do": "win"}]}),
    "a beat waits longer": ("beat", "gate", {"when": {"on": "timer", "after": 0.7}}),
    "a region moves": ("region", "goal-near", {"circle": [900, 0, 120]}),
    "a point moves that a beat uses": ("point", "gate", {"pos": [-400, 300]}),
    "a beat listens earlier": ("beat", "gate", {"after": ["begin"]}),
    "a beat is new": None,
    "what is said after a defeat": ("retry", "", {"lines": ["half"]}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_taken_up_in_the_middle_or_flown_from_the_start_it_is_the_same_flight(hop, change):
    old = flown(hop, 2.0)
    old.go(old.last)
    if change is None:
        hop.add(
            "beat", {"id": "new", "after": ["half"], "when": {"on": "timer", "after": 0.2}, "then": [{"do": "win"}]}
        )
    else:
        kind, id, keys = change
        row = next(row for row in hop.rows(kind) if row.id == id)
        hop.put(row.key, {**row.data, **keys})
    rerun = again(old, hop)
    whole = Playtest(hop.level())
    for command in old.commands(old.first):
        whole.step(command)
        if whole.over or whole.frame == old.last:
            break
    assert rerun.new.frame == whole.frame
    assert rerun.new.episode.digest() == whole.episode.digest()
    assert rerun.new.track.marks == whole.track.marks


def test_only_a_lost_run_leaves_the_mark_of_one(hop):
    """A drone that has lost sight of somebody is called the same."""
    test = flown(hop, 0.5)
    before = len(test.track.marks)
    test.track.note(test.episode, [Event("lost", 2, test.episode.director.state.player)])
    assert len(test.track.marks) == before
    test.track.note(test.episode, [StoryEvent("lost", "pit"), Event("retried", 1)])
    assert [(mark.kind, mark.name) for mark in test.track.marks[before:]] == [("lost", "pit"), ("retried", "")]
