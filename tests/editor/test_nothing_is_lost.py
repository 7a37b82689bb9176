"""What was typed, drawn or found is there afterwards: whatever else is saved, pressed, closed or refused meanwhile."""

from __future__ import annotations

import shutil

import pytest

from game import cli
from game.editor.document import Document
from tests.editor.unseen import Unseen


@pytest.fixture
def folder(tmp_path):
    assert cli.main(["new", str(tmp_path / "toll"), "--title", "Toll Gate"]) == 0
    return tmp_path / "toll"


@pytest.fixture
def window(folder, tmp_path):
    window = Unseen(folder, tmp_path / "user")
    yield window
    window.close()


def reopened(window):
    window.close()
    return Unseen(window.editor.document.folder, window.app.user_folder)


def begin_to_type(window, path, words):
    """Into a value of the form, without Enter."""
    x, y, _, high = window.slot(path)
    window.press(x + 8, y + high / 2)
    window.keys("ctrl+a")
    window.type(words)


def written(window, name):
    return (window.editor.document.folder / name).read_text(encoding="utf-8")


def rewrite(window, name, old, new, seconds=1.0):
    """Another program saves the level, and so many pass."""
    path = window.editor.document.folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    window.pause(seconds)


def test_what_is_being_typed_is_saved_with_the_rest_and_typed_on(window):
    begin_to_type(window, "title", "Toll Ro")
    window.keys("ctrl+s")
    assert 'title = "Toll Ro"' in written(window, "level.toml")
    window.type("ad")
    window.keys("ctrl+s")
    assert 'title = "Toll Road"' in written(window, "level.toml")
    assert not window.look()["dirty"]


def test_what_is_being_typed_is_asked_about_before_one_leaves(window):
    window.click("begin.there", "left")
    begin_to_type(window, "text", "Nobody is there.")
    window.keys("ctrl+q")
    assert window.look()["asks"] == "Save before you leave?"
    window.keys("Return")
    assert "Nobody is there." in written(window, "lines.toml")


def test_a_word_that_is_taken_is_no_name_by_saving_it(window):
    window.click("slab", "left")
    begin_to_type(window, "id", "ball")
    window.keys("ctrl+s")
    assert written(window, "map.toml").count('id = "ball"') == 1
    window.type("-too")
    window.keys("Return")
    assert window.look()["chosen"] == ["ball-too"]


def test_undo_in_the_midst_of_a_word_takes_back_the_word(window):
    window.drag((700, 240), (700, 340))
    window.click("begin.there", "left")
    before = window.editor.document.texts()
    begin_to_type(window, "text", "Nobody")
    window.keys("ctrl+z")
    assert window.editor.document.texts() == before
    assert "There is a lane ahead. It looks empty." in [field[1] for field in window.look()["fields"]]
    window.keys("ctrl+z")
    assert window.look()["said"] == "Undone: Move slab"


def test_another_program_waits_for_whoever_types(window):
    window.click("begin.there", "left")
    begin_to_type(window, "text", "Nobody is there.")
    rewrite(window, "lines.toml", "Drive them off", "Drive them out")
    window.type(" Go.")
    assert window.look()["asks"] == ""
    window.keys("Return")
    window.pause(1.0)
    assert "another program" in window.look()["asks"].lower()
    window.keys("Escape")
    window.keys("ctrl+s")
    assert "Nobody is there. Go." in written(window, "lines.toml")


def test_saving_writes_over_nothing_that_nobody_was_asked_about(window):
    window.click("begin.there", "left")
    begin_to_type(window, "text", "Nobody is there.")
    rewrite(window, "lines.toml", "Drive them off", "Drive them out")
    rewrite(window, "level.toml", "minutes = 1", "minutes = 2")
    window.keys("ctrl+s")
    assert "another program" in window.look()["asks"].lower()
    assert "Drive them out" in written(window, "lines.toml")
    window.keys("Escape")
    rewrite(window, "lines.toml", "Drive them out", "Drive them away", seconds=0.0)
    window.keys("ctrl+q")
    assert window.look()["asks"] == "Save before you leave?"
    window.keys("Return")
    assert "another program" in window.look()["asks"].lower()
    assert "Drive them away" in written(window, "lines.toml")
    window.keys("Escape", "ctrl+s")
    assert "Nobody is there." in written(window, "lines.toml")
    assert "minutes = 2" in written(window, "level.toml")


def test_the_map_is_drawn_here_while_the_script_is_written_elsewhere(window):
    window.drag((700, 240), (700, 340))
    rewrite(window, "level.toml", "minutes = 1", "minutes = 2")
    assert window.look()["asks"] == ""
    assert window.editor.document.header()["minutes"] == 2
    assert window.look()["dirty"]
    window.keys("ctrl+s")
    assert "minutes = 2" in written(window, "level.toml")
    assert "pos = [700, 240]" in written(window, "map.toml")


def test_another_program_waits_for_whoever_draws(window):
    window.drag((700, 240), (700, 340))
    window.button("tool rock")
    for corner in ((300, 300), (500, 300), (500, 500)):
        window.point(*corner)
    rewrite(window, "map.toml", "radius = 140", "radius = 150")
    window.keys("Return")
    assert window.look()["chosen"] == ["rock-1"]
    window.pause(1.0)
    assert window.look()["asks"]


def test_what_was_chosen_stays_so_when_another_program_saves(window):
    for name in ("ambush", "begin.there", "slab"):
        window.click(name, "left")
        rewrite(window, "level.toml", "seed = 1", "seed = 11")
        rewrite(window, "lines.toml", "It ", "It really ")
        rewrite(window, "map.toml", "[700, 1", "[700, 11")
        seen = window.look()
        assert seen["chosen"] == [name]
        assert not seen["dirty"]
    assert window.editor.document.find("rock", "slab").data["pos"] == [700, 111140]


def test_the_files_differ_from_mine_wherever_undo_leads(window):
    window.drag((700, 240), (700, 340))
    rewrite(window, "map.toml", "radius = 140", "radius = 150")
    window.keys("Escape")
    window.keys("ctrl+z")
    assert window.look()["dirty"]
    window.keys("ctrl+s")
    assert "radius = 140" in written(window, "map.toml")
    assert not window.look()["dirty"]


def test_a_file_that_another_program_left_unfinished_is_told_of_and_left_to_it(window):
    rewrite(window, "lines.toml", '"Drive them off" }', '"Drive them')
    assert window.look()["said"].startswith("Another program's file cannot be read. lines.toml: ")
    window.drag((700, 240), (700, 340))
    window.keys("ctrl+s")
    assert '"Drive them\n' in written(window, "lines.toml")
    assert "slab" in written(window, "map.toml")
    seen = window.look()
    assert not seen["dirty"]
    assert seen["said"].startswith("Saved, but for what another program wrote and nobody can read: lines.toml: ")
    rewrite(window, "lines.toml", '"Drive them\n', '"Drive them out" }\n')
    assert window.editor.document.find("line", "order.fight").data["text"] == "Drive them out"
    assert not window.look()["dirty"]
    window.drag((700, 340), (700, 240))
    window.keys("ctrl+s")
    assert window.look()["said"] == "Saved"


def test_what_was_found_waits_for_an_answer(window):
    window.drag((700, 240), (700, 340))
    window.pause(11.0)
    changed = window.editor.document.texts()
    again = reopened(window)
    assert again.look()["asks"]
    again.keys("Escape", "F5", "ctrl+s")
    again.drag((-200, 0), (-200, 100))
    again.pause(11.0)
    assert again.look()["asks"]
    assert not again.look()["dirty"]
    again.editor.leave()  # the window is closed
    third = reopened(again)
    third.keys("Return")
    assert third.editor.document.texts() == changed
    third.close()


def test_where_nothing_can_be_kept_one_works_and_saves_all_the_same(window, tmp_path):
    shutil.rmtree(tmp_path / "user", ignore_errors=True)
    (tmp_path / "user").write_text("in the way")
    window.drag((700, 240), (700, 340))
    window.pause(11.0)
    assert "cannot be kept" in window.look()["said"]
    window.keys("ctrl+s")
    assert window.look()["said"].startswith("Saved; what stood there before could not be kept")
    assert Document.open(window.editor.document.folder).texts() == window.editor.document.texts()
    assert not window.look()["dirty"]


@pytest.mark.parametrize("text_size", [100, 150, 200])
def test_what_is_asked_and_every_answer_can_be_read(window, text_size):
    window.app.settings.text_size = text_size
    window.frame()
    window.drag((700, 240), (700, 340))
    window.keys("ctrl+q")
    seen = window.look()
    x, y, wide, _ = seen["boxes"]["map"]
    within = [word for word in seen["words"] if y <= word[2] < y + 180 and word[1] < x + wide and word[1] + word[3] > x]
    asked = [word for word in within if word[0] in "Save before you leave?" or word[0].endswith(")")]
    assert " ".join(word[0] for word in sorted(asked, key=lambda word: (word[2] // 10, word[1]))) == (
        "Save before you leave? Save and leave  (Enter) Discard  (Delete) Stay  (Esc)"
    )
    assert all(x <= left and left + long <= x + wide for _, left, _, long, _ in asked)
    window.click("Stay", "map")
    assert window.look()["asks"] == ""


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # numpy's, of sums with them
@pytest.mark.parametrize("number", ["inf", "nan", "1e308", "-1e308", "-1e9", "9" * 299])
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("level.toml", '{ at = 1.0, do = "say"', '{ at = {}, do = "say"'),
        ("level.toml", 'line = "begin.there" }', 'line = "begin.there", seconds = {} }'),
        ("map.toml", "bounds = [-600, -800, 3400, 800]", "bounds = [-600, {}, 3400, 800]"),
        ("map.toml", "pos = [1250, -320]", "pos = [1250, {}]"),
    ],
)
def test_a_number_that_no_level_may_hold_can_be_seen_and_put_right(folder, tmp_path, file, old, new, number):
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new.replace("{}", number)), encoding="utf-8")
    window = Unseen(folder, tmp_path / "user")
    assert window.checked()
    window.keys("ctrl+b")
    for beat in window.editor.document.rows("beat"):  # the time line shows each
        window.editor.desk.select([beat.key])
        window.look()
    window.keys("ctrl+a")
    window.keys("f")
    window.look()
    window.close()
