"""A level is built in the window by mouse and keys: what is drawn is written, what is moved moves, nothing is lost."""

from __future__ import annotations

import math

import pygame
import pytest

from game.editor import clip, shapes
from game.editor.keys_page import KeysPage
from game.play.app import App
from game.play.pace import TICK, Beat
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.ui import clipboard
from game.ui.events import Box, Key, Press
from tests.editor.watched import Eyes
from tests.editor.window import Window, program
from tests.play.hands import click


@pytest.fixture
def window(tmp_path):
    return Window(tmp_path)


def data(window, kind, id):
    return window.document.find(kind, id).data


def test_a_rock_is_dragged_onto_the_grid_and_put_back(window):
    window.drag((0, 700), (60, 660), (143, 655))
    assert window.chosen == ["stone"]
    assert data(window, "rock", "stone")["pos"] == [140, 650]
    window.key(pygame.K_z, "ctrl")
    assert data(window, "rock", "stone")["pos"] == [0, 700]
    window.key(pygame.K_y, "ctrl")
    assert data(window, "rock", "stone")["pos"] == [140, 650]


def test_what_is_dragged_with_ctrl_is_a_copy(window):
    window.hold("ctrl")
    window.drag((0, 700), (60, 660), (140, 650))
    window.hold("ctrl", down=False)
    assert window.chosen == ["stone-2"]
    assert data(window, "rock", "stone-2")["pos"] == [140, 650]
    assert data(window, "rock", "stone")["pos"] == [0, 700]


def test_without_the_grid_it_lands_where_it_is_put(window):
    window.button("snap")
    window.drag((0, 700), (60, 660), (143, 655))
    x, y = data(window, "rock", "stone")["pos"]
    assert abs(x - 143) < 5
    assert abs(y - 655) < 5
    assert (x % 10, y % 10) != (0, 0)


def test_shift_chooses_more_and_a_box_what_lies_in_it(window):
    window.click(0, 0)
    assert window.chosen == ["start"]
    window.take(pygame.Event(pygame.KEYDOWN, key=pygame.K_LSHIFT, mod=pygame.KMOD_SHIFT, unicode="", scancode=0))
    window.click(0, 700)
    window.take(pygame.Event(pygame.KEYUP, key=pygame.K_LSHIFT, mod=0, scancode=0))
    assert window.chosen == ["start", "stone"]
    window.key(pygame.K_ESCAPE)
    assert window.chosen == []
    window.drag((300, -200), (500, 100), (1300, 200))
    assert window.chosen == ["goal", "goal-near", "half"]


def test_a_key_that_is_held_repeats_and_one_that_was_tapped_in_a_slow_moment_does_not(window):
    window.click(0, 700)
    window.take(pygame.Event(pygame.KEYDOWN, key=pygame.K_RIGHT, mod=0, unicode="", scancode=0))
    window.editor.update(Beat(1, 1.0, TICK, 0.9))
    assert data(window, "rock", "stone")["pos"] == [10, 700]
    window.wait(45)
    assert data(window, "rock", "stone")["pos"][0] > 60
    window.take(pygame.Event(pygame.KEYUP, key=pygame.K_RIGHT, mod=0, scancode=0))
    there = data(window, "rock", "stone")["pos"]
    window.wait(45)
    assert data(window, "rock", "stone")["pos"] == there


def test_names_that_could_not_be_told_apart_are_refused(window):
    window.click(0, 0)
    form = window.editor.right.panels[0].form
    window.look()
    line = next(line for line in form.paper.lines if line.slot.label == "id")
    window.press_at(line.box.right - 60, line.box.y + 8)
    window.key(pygame.K_a, "ctrl")
    window.type("half")  # a region's
    window.key(pygame.K_RETURN)
    assert window.chosen == ["start"]
    assert "taken" in window.editor.desk.said
    window.key(pygame.K_a, "ctrl")
    window.type("begins")
    window.key(pygame.K_RETURN)
    assert window.chosen == ["begins"]
    assert window.document.header()["start"] == "begins"


def test_a_sign_that_is_typed_is_no_command(window):
    window.click(0, 0)
    form = window.editor.right.panels[0].form
    window.look()
    line = next(line for line in form.paper.lines if line.slot.label == "angle")
    zoom = window.editor.map.eye.zoom
    window.press_at(line.box.right - 60, line.box.y + 8)
    window.key(pygame.K_MINUS)
    window.type("-1")
    window.key(pygame.K_LEFTBRACKET)
    window.key(pygame.K_RETURN)
    assert window.editor.map.eye.zoom == zoom
    assert data(window, "point", "start")["angle"] == -1


def test_rows_of_a_list_are_chosen_by_the_stretch_one_by_one_and_all(window):
    beats = window.editor.left.panels[1]
    window.editor.left.tabs.at = 1
    window.look()

    def press(row, **mark):
        window.editor.focus = beats
        beats.list.chosen(row, Press(0, 0, **mark))

    press(1)
    press(3, shift=True)
    assert window.chosen == ["gate", "half", "pit"]
    press(2, ctrl=True)
    assert window.chosen == ["half", "pit"]
    window.key(pygame.K_a, "ctrl")
    assert len(window.chosen) == len(beats._rows)
    window.key(pygame.K_DELETE)
    assert not window.document.rows("beat")


def test_a_region_is_chosen_by_a_click_in_its_midst_and_a_box_may_begin_there(window):
    window.click(-1200, 600)
    assert window.chosen == ["pit"]
    window.key(pygame.K_ESCAPE)
    window.drag((-1200, 600), (-500, 850), (100, 880))
    assert window.chosen == ["stone"]
    assert data(window, "region", "pit")["rect"] == [-1500, 450, 1500, 900]


def test_corners_make_a_rock_and_its_corners_can_be_changed(window):
    window.key(pygame.K_r)
    for corner in ((-600, -600), (-200, -600), (-200, -300), (-600, -300)):
        window.click(*corner)
        window.wait()
    window.key(pygame.K_RETURN)
    assert window.chosen == ["rock-1"]
    made = data(window, "rock", "rock-1")
    ring = shapes.outline("rock", made).points
    assert sorted(map(tuple, ring.round().tolist())) == [(-600, -600), (-600, -300), (-200, -600), (-200, -300)]
    window.key(pygame.K_v)
    window.drag((-200, -300), (-150, -250), (-100, -200))
    assert (-100, -200) in [
        tuple(p) for p in shapes.outline("rock", data(window, "rock", "rock-1")).points.round().tolist()
    ]
    window.double(-400, -600)  # on an edge
    assert len(data(window, "rock", "rock-1")["poly"]) == 5
    window.click(-400, -600)
    window.key(pygame.K_DELETE)
    assert len(data(window, "rock", "rock-1")["poly"]) == 4
    window.wait()
    assert not any("rock-1" in problem.message for problem in window.editor.desk.problems)


def test_every_kind_of_thing_can_be_drawn(window):
    before = {kind: len(window.document.rows(kind)) for kind in shapes.KINDS}
    for key, places in (
        (pygame.K_w, [(-1600, -700), (-1500, -600)]),
        (pygame.K_p, [(-1800, -600), (-1600, -500)]),
        (pygame.K_e, [(-1800, -300), (-1700, -300)]),
        (pygame.K_z, [(-1900, 0), (-1600, 200)]),
        (pygame.K_y, [(-1700, 350), (-1600, 350)]),
        (pygame.K_o, [(-1800, 800), (-1600, 800)]),
        (pygame.K_d, [(1700, 700), (1800, 700)]),
        (pygame.K_r, [(1700, -700), (1800, -700)]),
    ):
        window.key(key)
        window.drag(*places)
    after = {kind: len(window.document.rows(kind)) for kind in shapes.KINDS}
    assert {kind: after[kind] - before[kind] for kind in after} == dict.fromkeys(shapes.KINDS, 1) | {"path": 0}
    window.key(pygame.K_p)
    for place in ((-1800, -600), (-1600, -500)):
        window.click(*place)
        window.wait()
    window.key(pygame.K_RETURN)
    assert data(window, "path", "path-1") == {"id": "path-1", "points": [[-1800, -600], [-1600, -500]]}
    assert not [problem for problem in window.document.problems() if "unknown" in problem.message]
    assert window.document.level().map.walls["wall-1"].circle[:2] == [-1600, -700]


def test_shift_and_alt_count_until_the_mouse_is_let_go_of(window):
    window.key(pygame.K_e)
    window.hold("shift")
    window.drag((-1800, -700), (-1700, -600), (-1600, -500))
    assert data(window, "region", "region-1")["rect"] == [-1800, -700, -1600, -500]
    window.hold("shift", down=False)
    window.key(pygame.K_v)
    window.hold("shift")
    window.drag((0, 0), (100, 20), (203, 41))  # along one axis
    assert data(window, "point", "start")["pos"] == [200, 0]
    window.hold("shift", down=False)
    window.hold("alt")
    window.drag((200, 0), (240, 20), (263, 44))  # off the grid
    x, y = data(window, "point", "start")["pos"]
    assert (x % 10, y % 10) != (0, 0)


def test_what_is_chosen_turns_by_its_knob_and_flips(window):
    window.click(-900, 0)
    window.key(pygame.K_RIGHTBRACKET)
    assert data(window, "point", "gate")["angle"] == pytest.approx(math.pi / 12, abs=1e-3)
    window.key(pygame.K_h, "shift")
    assert data(window, "point", "gate")["angle"] == pytest.approx(math.pi - math.pi / 12, abs=1e-3)
    window.drag((-1100, -100), (1300, 400))
    window.editor.desk.select([window.document.find("region", name).key for name in ("half", "goal-near")])
    x, y, *_ = window.editor.map.tool.knob()
    mx, my = window.editor.map.middle_of_chosen()
    far = math.hypot(x - mx, y - my)
    window.drag((x, y), (mx + far, my - 1), (mx + far, my))
    assert data(window, "region", "half")["circle"] == [800, -300, 120]
    assert data(window, "region", "goal-near")["circle"] == [800, 300, 120]


def test_what_is_pulled_is_disturbed_by_no_key_and_no_other_button(window):
    window.drag((0, 700), (60, 660), (140, 650))
    window.key(pygame.K_z, "ctrl")
    begin, end = click(*window.pixel(0, 700))[0], click(*window.pixel(100, 600))[1]
    window.move(0, 700)
    window.take(begin)
    window.move(40, 700)
    window.key(pygame.K_z, "ctrl", "shift")
    window.key(pygame.K_DELETE)
    window.take(*click(*window.pixel(40, 700), 3))
    window.move(100, 600)
    assert data(window, "rock", "stone")["pos"] == [0, 700]
    window.take(end)
    assert data(window, "rock", "stone")["pos"] == [100, 600]
    assert window.document.history == (["Move stone"], [])


def test_a_corner_that_is_pulled_goes_back_on_escape_and_where_nobody_heard_that_it_was_let_go_of(window):
    window.key(pygame.K_r)
    for corner in ((-400, -400), (-200, -400), (-200, -200)):
        window.click(*corner)
        window.wait()
    window.key(pygame.K_RETURN)
    window.key(pygame.K_v)
    texts = window.document.texts()
    for lost in (lambda: window.key(pygame.K_ESCAPE), lambda: window.take(pygame.Event(pygame.WINDOWFOCUSLOST))):
        begin, end = click(*window.pixel(-400, -400))
        window.move(-400, -400)
        window.take(begin)
        window.move(-460, -440)
        lost()
        window.move(-500, -500)
        window.take(end)
        window.look()
        assert window.document.texts() == texts
        assert window.chosen == ["rock-1"]


def test_what_is_copied_is_text_and_pastes_into_another_level(window, tmp_path):
    window.click(0, 700)
    window.key(pygame.K_c, "ctrl")
    text = clipboard.get()
    assert clip.read(text) == [("rock", {"id": "stone", "pos": [0, 700], "radius": 60})]
    other = Window(tmp_path / "other")
    other.document.put_header("title", "Another")
    other.move(-1500, -800)
    other.key(pygame.K_v, "ctrl")
    assert other.chosen == ["stone-2"]
    assert data(other, "rock", "stone-2")["pos"] == [-1500, -800]
    clipboard.put("Dear diary")
    other.key(pygame.K_v, "ctrl")
    assert other.editor.desk.said == "There is nothing of a level to paste"


def test_beats_bring_their_places_and_lines_into_another_level_and_speak_of_the_copies(window, tmp_path):
    keys = [window.document.find(kind, "half").key for kind in ("beat", "region")]
    window.editor.desk.select(keys)
    window.key(pygame.K_c, "ctrl")
    window.key(pygame.K_v, "ctrl")  # where the line is known it is not said twice
    assert data(window, "beat", "half-2")["then"][1]["line"] == "half"
    assert window.document.find("line", "half-2") is None
    other = Window(tmp_path / "other")
    line = other.document.find("line", "half")
    other.document.put(line.key, {**line.data, "text": "Something else."})
    other.key(pygame.K_v, "ctrl")
    assert data(other, "beat", "half-2")["when"]["region"] == "half-2"
    assert data(other, "beat", "half-2")["then"][1]["line"] == "half-2"
    assert data(other, "line", "half-2")["text"] == "Half of it."


def test_pasted_text_that_no_level_may_hold_is_a_problem_and_no_more(window):
    clipboard.put(
        'rock = [{ id = 3, pos = [0, 0], radius = 5 }, { pos = "x" }, { id = "ü", radius = nan, pos = [inf, 0] }]'
    )
    window.key(pygame.K_v, "ctrl")
    window.wait()
    assert len(window.editor.desk.problems) > 2
    window.key(pygame.K_a, "ctrl")
    window.key(pygame.K_LEFT)
    window.key(pygame.K_z, "ctrl")
    window.key(pygame.K_z, "ctrl")
    assert [row.id for row in window.document.rows("rock")] == ["stone"]


def test_the_list_finds_and_goes_there(window):
    window.key(pygame.K_f, "ctrl")
    window.type("goal p")
    window.look()
    window.key(pygame.K_RETURN)
    things = window.editor.left.panels[0]
    assert [row.id for row in things._rows] == ["goal"]
    box = things.list._box
    window.press_at(box.x + 30, box.y + 8)
    assert window.chosen == ["goal"]
    window.look()
    x, y = window.pixel(1100, 0)
    view = window.editor._boxes["map"]
    assert view.holds(x, y)


def test_a_beat_lights_its_places_and_they_know_it(window):
    beat = window.document.find("beat", "gate")
    window.editor.desk.select([beat.key])
    lit = sorted(window.document.row(key).id for key in window.editor.desk.lit)
    assert lit == ["gate", "goal"]
    links = window.editor.map.links
    assert [window.document.row(key).id for key in links.beats(window.document.find("point", "goal").key)] == [
        "begin",
        "gate",
    ]


def test_a_key_leads_from_a_beat_to_its_places_and_back(window):
    window.document.add("beat", {"id": "too", "when": {"on": "enter", "region": "half"}, "then": []})
    window.editor.desk.select([window.document.find("beat", "gate").key])
    window.key(pygame.K_j)
    assert window.chosen == ["gate", "goal"]
    window.editor.desk.select([window.document.find("region", "half").key])
    window.key(pygame.K_j)
    assert window.chosen == ["half"]
    window.key(pygame.K_j)  # its place
    window.key(pygame.K_j)
    assert window.chosen == ["too"]


def test_the_place_under_the_mouse_stays_when_one_looks_closer(window):
    window.move(500, 300)
    before, pixel = window.editor.map.eye.place(*window.editor.hands.at), 1.0 / window.editor.map.eye.lens.scale
    window.take(pygame.Event(pygame.MOUSEWHEEL, x=0, y=3, flipped=False))
    window.look()
    after = window.editor.map.eye.place(*window.editor.hands.at)
    assert after == pytest.approx(before, abs=pixel)
    middle = window.editor.map.eye.x
    window.drag((500, 300), (400, 300), button=3)
    assert window.editor.map.eye.x > middle


def test_saving_asks_nothing_and_leaving_asks_once(window):
    window.drag((0, 700), (60, 660), (140, 650))
    window.key(pygame.K_q, "ctrl")
    window.look()
    assert window.app.scenes == [window.editor]
    window.key(pygame.K_ESCAPE)
    window.key(pygame.K_s, "ctrl")
    assert "pos = [140, 650]" in (window.document.folder / "map.toml").read_text()
    window.key(pygame.K_q, "ctrl")
    assert window.app.scenes[-1].name == "title"


def test_whoever_does_something_else_stays_and_is_kept_before_a_flight(window):
    window.drag((0, 700), (60, 660), (140, 650))
    window.key(pygame.K_q, "ctrl")
    assert window.editor.asks
    window.key(pygame.K_F5)
    assert window.editor.asks is None
    assert window.app.scenes[-1].name == "playtest"
    assert "140, 650" in str(window.document.keeping.unsaved())


def test_what_was_not_saved_comes_back_after_a_crash(window, tmp_path):
    window.drag((0, 700), (60, 660), (140, 650))
    window.wait(700)
    from game.editor.shell import Editor

    again = Editor(window.app, window.document.folder)
    again.picture(1.0)
    assert again.asks
    again.hear(Key("return"))
    assert again.document.find("rock", "stone").data["pos"] == [140, 650]
    assert again.document.dirty


def test_large_text_keeps_every_part_of_the_window(tmp_path):
    window = Window(tmp_path, text_size=200)
    boxes = window.editor._boxes
    assert boxes["map"].width > 300
    window.drag((0, 700), (60, 660), (140, 650))
    assert data(window, "rock", "stone")["pos"] == [140, 650]
    window.button("undo")
    assert data(window, "rock", "stone")["pos"] == [0, 700]


def test_in_a_small_window_letters_keep_their_size_and_what_was_said_goes_before_figures(tmp_path, monkeypatch):
    eyes = Eyes()
    try:
        window = Window(tmp_path)
        window.editor.desk.say("That has to be answered first")
        monkeypatch.setattr(App, "size", (400, 300))
        seen = eyes.look(window.editor)
    finally:
        eyes.close()
    assert window.editor.hands.unit == pytest.approx(0.75)
    x, y, wide, _ = seen["boxes"]["status"]
    foot = sorted((word for word in seen["words"] if word[2] >= y), key=lambda word: word[1])
    assert [word[0] for word in foot][:2] == ["hop", "That has to be answered first"]
    ends = [word[1] + word[3] for word in foot]
    assert all(end <= word[1] for end, word in zip(ends, foot[1:], strict=False))
    assert ends[-1] <= x + wide


def test_what_another_program_saves_is_read_again_and_unsaved_work_is_asked_about(window):
    path = window.document.folder / "map.toml"
    text = path.read_text()
    path.write_text(text.replace("radius = 60", "radius = 75"))
    window.wait(60)
    assert data(window, "rock", "stone")["radius"] == 75
    assert not window.document.dirty
    window.drag((0, 700), (60, 660), (140, 650))
    path.write_text(text.replace("radius = 60", "radius = 90"))
    window.wait(60)
    assert data(window, "rock", "stone") == {"id": "stone", "pos": [140, 650], "radius": 75}
    window.key(pygame.K_RETURN)
    assert data(window, "rock", "stone") == {"id": "stone", "pos": [0, 700], "radius": 90}
    window.key(pygame.K_z, "ctrl")
    assert data(window, "rock", "stone") == {"id": "stone", "pos": [140, 650], "radius": 75}


def test_kinds_that_are_hidden_are_not_touched(window):
    things = window.editor.left.panels[0]
    window.look()
    chip = next(box for box, kind in things._chips if kind == "rock")
    window.press_at(chip.x + 5, chip.y + 5)
    window.click(0, 700)
    assert window.chosen == ["pit"]
    window.press_at(chip.x + 5, chip.y + 5)
    window.click(0, 700)
    assert window.chosen == ["stone"]


def test_fields_change_all_that_is_chosen(window):
    window.editor.desk.select([row.key for row in window.document.rows("point")])
    window.look()
    form = window.editor.right.panels[0].form
    line = next(line for line in form.paper.lines if line.slot.label == "angle")
    window.press_at(line.box.right - 60, line.box.y + 8)
    window.type("1.5")
    window.key(pygame.K_RETURN)
    assert {row.data["angle"] for row in window.document.rows("point")} == {1.5}
    window.key(pygame.K_ESCAPE)
    window.key(pygame.K_z, "ctrl")
    assert [row.data.get("angle") for row in window.document.rows("point")] == [None] * 3


def test_every_button_does_something_and_every_key_has_one_meaning():
    from game.editor.commands import COMMANDS, KEYS
    from game.editor.doing import Doing
    from game.editor.glyphs import SIGNS

    assert len(KEYS) >= len([command for command in COMMANDS if command.key])
    for command in COMMANDS:
        assert not command.group or command.sign in SIGNS
        assert command.name.startswith("tool ") or hasattr(Doing, "_do_" + command.name.replace(" ", "_"))


def test_five_thousand_things_are_one_list_of_strokes(tmp_path):
    from game.editor import crowded
    from game.editor.document import Document
    from game.editor.places import Places

    document = Document.open(crowded.write(tmp_path / "many", 200))
    places = Places(document)
    row = document.rows("rock")[7]
    before = places.segments.copy()
    document.put(row.key, shapes.moved("rock", row.data, 5, 0))
    places.update()
    changed = (places.segments != before).any(axis=1)
    assert set(places.keys[places.owner[changed]].tolist()) == {row.key}
    document.undo()
    places.update()
    assert (places.segments == before).all()


def test_a_picture_of_the_editor_is_made_without_a_window(tmp_path):
    from game.editor.picture import stage
    from game.play.shot import ShotError
    from tests.editor.window import program
    from tests.play.stage import short_level

    app = program()
    app.user_folder = tmp_path / "user"
    stage(app, level=str(short_level(tmp_path / "hop")), scene="editor")
    assert app.scenes[-1].name == "editor"
    assert app.scenes[-1].picture(1.0).hud.n > 500
    with pytest.raises(ShotError, match="LEVEL"):
        stage(app, level=None)


def test_a_picture_is_given_to_what_is_chosen_or_to_what_is_set_next(window):
    panel = next(panel for panel in window.editor.left.panels if panel.title == "Pictures")
    window.editor.left.tabs.at = window.editor.left.panels.index(panel)
    panel.field.text = "lamp_post"
    panel._sift()
    window.look()
    cell, name = panel._cells[0]
    assert name == "lamp_post"
    window.press_at(cell.x + 20, cell.y + 20)
    window.click(-1700, 800)
    assert data(window, "decor", "decor-1") == {"id": "decor-1", "art": "lamp_post", "size": 120, "pos": [-1700, 800]}
    window.key(pygame.K_v)
    window.click(0, 700)
    window.look()
    window.press_at(cell.x + 20, cell.y + 20)
    assert data(window, "rock", "stone") == {"id": "stone", "pos": [0, 700], "radius": 60, "art": "lamp_post"}


def test_one_goes_back_to_any_step_and_to_any_state_that_was_saved(window):
    panel = next(panel for panel in window.editor.right.panels if panel.title == "History")
    window.editor.right.tabs.at = window.editor.right.panels.index(panel)
    first = window.document.texts()
    for x in (100, 200, 300):
        stone = window.document.rows("rock")[0]
        window.document.put(stone.key, {**stone.data, "pos": [x, 700]})
        window.key(pygame.K_s, "ctrl")
    window.wait(130)

    def press(row):
        window.press_at(panel.list._box.x + 40, panel.list._box.y + (row + 0.5) * panel.list.row)
        window.look()

    press(2)
    assert data(window, "rock", "stone")["pos"] == [100, 700]
    press(0)
    assert data(window, "rock", "stone")["pos"] == [300, 700]
    press(len(panel._rows) - 1)
    assert window.document.texts() == first
    window.key(pygame.K_z, "ctrl")
    assert data(window, "rock", "stone")["pos"] == [300, 700]


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_no_line_of_the_page_of_keys_is_cut(text: float):
    frame = Frame.of(program().atlas)
    canvas = Canvas(frame.hud, Lens(1.0, 0.0, 0.0, 1280, 720), text)
    page = KeysPage()
    for _ in range(3):
        page.draw(canvas, Box(0.0, 34.0, canvas.width, canvas.height - 54.0))
        page.turned(Key("right"))
    written = {program().atlas.sprites[int(row[0])].char for row in frame.hud.rows if row[3] > 0}
    assert {"K", "y"} <= written
    assert "…" not in written
