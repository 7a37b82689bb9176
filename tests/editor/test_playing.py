"""Play from here, and back: a playtest from the desk, along its time line, and again when the level changes."""

from __future__ import annotations

import pytest

from game.editor.beats_panel import clock
from game.editor.playing import RESTS, SETTLES, Playing
from game.editor.rewind import RewindPanel
from game.editor.script import Script
from game.editor.trail import Trail
from game.lab import proof
from game.sim.command import IDLE, Command
from game.ui.events import Box, Key, Move, Press, Release, Words
from tests.editor.window import Window

RIGHT = Command.of(thrust=1.0)
FOOT = Box(0, 0, 800, 210)


@pytest.fixture
def playing(desk):
    """Hands that fly to the right for five seconds whenever they get the ship."""
    flights = []

    def fly(playing):
        flights.append(playing.test.frame)
        for _ in range(300):
            playing.test.step(RIGHT)
        playing.landed()

    made = Playing(desk, fly)
    made.flights = flights
    return made


def wait(desk, seconds):
    for _ in range(round(seconds * 60)):
        desk.update(1 / 60)


def test_it_is_played_from_the_beginning_from_the_mouse_and_from_a_beat(desk, playing):
    desk.tell("play", None)
    assert playing.flights == [0]
    assert playing.test.beginning.plain
    desk.tell("play", (200.0, 50.0))
    assert playing.test.track.at(playing.test.first) == pytest.approx((200.0, 50.0), abs=1.0)
    half = playing.test.track.fired()["half"]
    x, y = playing.test.track.at(half)
    desk.tell("play from", "half")
    assert playing.test.beginning.beat == "half"
    assert playing.test.beginning.place[:2] == (x, y)  # where the ship was when it fired
    assert "half has just fired" in "; ".join(playing.test.assumed)


def test_a_level_that_cannot_be_played_says_why(desk, playing):
    half = desk.document.find("region", "half")
    desk.document.put(half.key, {**half.data, "circle": [1, 2]})
    opened = []
    desk.listen("open", opened.append)
    desk.tell("play", None)
    assert playing.test is None
    assert opened == ["Problems"]
    assert "cannot be played" in desk.said


def test_one_goes_along_the_time_line_and_flies_on_from_there(desk, playing):
    desk.tell("play", None)
    last = playing.frame
    playing.scrub(40)
    assert not playing.there
    wait(desk, SETTLES + 0.05)
    assert playing.there
    x, _ = playing.test.track.at(40)
    ships, row = playing.test.episode.world.ships, playing.test.episode.world.player_row
    assert float(ships.x[row]) == x
    playing.scrub(40)
    playing.take_off()
    assert playing.flights[-1] == 40
    assert playing.test.last == 40 + 300 or playing.test.over
    assert last in (300, playing.test.last)


def test_the_changed_level_is_flown_again_and_undo_takes_the_change_back(desk, playing):
    desk.tell("play", None)
    old = playing.test
    stone = desk.document.find("rock", "stone")
    desk.document.put(stone.key, {**stone.data, "pos": [300, 0]})
    wait(desk, RESTS + 0.5)
    while playing.rerun is not None:
        desk.update(1 / 60)
    assert playing.before is old.track
    assert playing.test.track.at(playing.test.last) != old.track.at(old.last)
    assert playing.parted is not None
    desk.undo()
    wait(desk, RESTS + 0.5)
    while playing.rerun is not None:
        desk.update(1 / 60)
    assert playing.test.track.at(playing.test.last) == old.track.at(old.last)  # as it was before


def test_the_panel_is_worked_by_hands(desk, playing, paper):
    panel = RewindPanel(desk, playing, Script(desk.document))
    panel.draw(paper(), FOOT)
    desk.tell("play", None)
    panel.draw(paper(), FOOT)
    line, half = panel._line, playing.test.track.fired()["half"]
    panel.handle(Move(line.x + line.width * 0.5, line.y + 2))
    panel.handle(Press(line.x + line.width * 0.5, line.y + 2))
    middle = playing.frame
    assert abs(middle - playing.test.last / 2) < 3
    panel.handle(Move(line.x + line.width * 0.25, line.y + 2, held=(1,)))
    panel.handle(Release(0, 0))
    assert playing.frame < middle
    name = next(box for mark, box in reversed(panel._marks) if mark.name == "half")
    panel.handle(Press(name.x + 2, name.y + 2))
    assert playing.frame == half
    assert desk.selection == {desk.document.find("beat", "half").key}
    panel.handle(Key("right", shift=True))
    assert playing.frame == half + 1
    panel.handle(Key("space"))
    wait(desk, 0.5)
    assert playing.frame >= half + 29
    panel.flags.focus()
    panel.handle(Words("met, seen"))
    panel.handle(Key("return"))
    assert playing.flags == {"met", "seen"}


def test_the_map_shows_the_way_and_what_happened_on_it(desk, playing, paper):
    canvas = paper()
    Trail(playing).draw(canvas, canvas.lens)
    assert canvas.rows.n == 0
    desk.tell("play", None)
    Trail(playing).draw(canvas, canvas.lens)
    assert canvas.rows.n > 10
    assert clock(62.34) == "1:02.3"


def test_f5_flies_the_level_on_the_desk_and_escape_comes_back_with_its_time_line(tmp_path):
    window = Window(tmp_path)
    window.editor.do("play")
    flight = window.app.scenes[-1]
    assert flight.name == "playtest"
    for _ in range(90):
        flight._command = lambda: RIGHT
        flight.tick()
    flight.picture(1.0)
    flight.pause()
    assert window.app.scenes[-1] is window.editor
    assert window.editor.foot_open
    panel = window.editor.foot.open
    assert panel.title == "Playtest"
    assert panel.playing.test.last == 90
    assert "half" in panel.playing.test.track.fired()
    window.look()
    panel.playing.test.go(30)
    panel.playing.test.step(IDLE)
    assert panel.playing.test.last == 31


def test_keys_play_from_the_chosen_beat_and_fly_on(tmp_path):
    window = Window(tmp_path)
    window.editor.do("play on")
    assert "Nothing was flown yet" in window.editor.desk.said
    window.editor.desk.select([window.document.find("beat", "half").key])
    window.editor.do("play beat")
    flight = window.app.scenes[-1]
    assert flight.test.beginning.beat == "half"
    flight.tick()
    flight.pause()
    window.editor.do("play on")
    assert window.app.scenes[-1].test is flight.test
    window.app.scenes[-1].pause()


def test_finishing_a_level_that_is_saved_leaves_its_proof(desk, playing):
    stone = desk.document.find("rock", "stone")
    desk.document.put(stone.key, {**stone.data, "radius": 50})
    desk.look()
    desk.tell("play", None)
    assert playing.test.episode.outcome == "won"
    desk.update(1 / 60)
    assert not (desk.document.folder / proof.FILE).exists()  # not as it stands in its files
    desk.save()
    desk.update(1 / 60)
    assert proof.look(desk.document.folder).state == proof.FRESH
    assert proof.fly(desk.document.level()).won


def test_flags_of_a_playtest_are_picked_from_those_that_there_are(desk, playing, paper):
    desk.document.add("beat", {"id": "ask", "if": [{"flag": "asked"}], "when": {"on": "start"}, "then": []})
    panel = RewindPanel(desk, playing, Script(desk.document))

    def press(box) -> None:
        panel.handle(Press(box.x + 20, box.y + box.height / 2))
        panel.draw(paper(), Box(0, 500, 900, 200))

    panel.draw(paper(), Box(0, 500, 900, 200))
    press(panel.flags._box)
    assert panel.offers.words[0] == "asked"
    assert "kevin-spared" in panel.offers.words  # the campaign carries it
    press(panel.offers._box.top(16))
    assert playing.flags == {"asked"}
    panel.handle(Key("end"))
    for letter in ", spar":
        panel.handle(Words(letter))
    panel.handle(Key("down"))
    panel.handle(Key("return"))
    assert playing.flags == {"asked", "kevin-spared"}
