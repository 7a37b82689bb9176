"""The tutorial's level, drawn by mouse and keys in a real window: then checked, flown, packed, sent and flown again."""

from __future__ import annotations

import re
import shutil
import sys
import tomllib

import pytest

from game import cli, resources
from tests.editor import by_the_book, by_the_script
from tests.editor.real_window import MISSING, RealWindow
from tests.editor.test_by_the_book import is_the_tutorials
from tests.play.test_window import Window, display

__all__ = ["display"]  # a fixture
pytestmark = [
    pytest.mark.by_hand,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]


@pytest.fixture
def window(tmp_path):
    assert cli.main(["new", str(tmp_path / "ambush"), "--title", "Toll Road"]) == 0
    window = RealWindow(tmp_path / "ambush", tmp_path / "room")
    yield window
    assert window.close().strip() == ""


def test_the_tutorial_is_drawn_flown_packed_sent_and_flown_again(window, display, tmp_path, capsys):
    for step in by_the_book.steps():
        by_the_book.do(window, step)
    assert window.checked() == []
    assert not window.look()["dirty"]
    is_the_tutorials(tmp_path / "ambush")

    here, there = tmp_path / "here", tmp_path / "there"
    pack = tmp_path / "ambush.callister"
    for words in (
        ["--user-dir", here, "check", tmp_path / "ambush"],
        ["--user-dir", here, "sim", tmp_path / "ambush", "--bot", "pilot"],
        ["--user-dir", here, "pack", tmp_path / "ambush", "-o", pack],
        ["--user-dir", there, "install", pack],
        ["--user-dir", there, "check", "ambush"],
        ["--user-dir", there, "sim", "ambush", "--bot", "pilot"],
    ):
        assert cli.main([str(word) for word in words]) == 0, capsys.readouterr()
    first, again = re.findall(r"ambush: won .* digest (\w+)", capsys.readouterr().out)
    assert first == again

    flown = Window.__new__(Window)
    flown.run(display, there, [sys.executable, "-m", "game.cli", "--user-dir", str(there), "play", "ambush"])
    try:
        flown.must("beat begin")
        flown.key("search", "--class", "callister", "windowfocus")
        flown.key("keydown", "Right")
        flown.must("beat trap")
        flown.key("keyup", "Right")
        assert flown.program.poll() is None
    finally:
        flown.program.terminate()
        flown.program.communicate(timeout=60)
    assert "closed after" in flown.log()


def test_a_playtest_is_flown_by_hand_and_again_when_the_level_has_changed(window):
    window.frame()
    window.keys("F5")
    window.wait(lambda: window.settle()["scene"] == "playtest", "the playtest")
    window.hand("keydown", "Right")
    window.wait(lambda: window.settle()["tick"] > 150, "two seconds and a half of flight")
    window.hand("keyup", "Right")
    window.keys("Escape")
    window.wait(lambda: window.settle()["scene"] == "editor", "the desk")
    assert "flown" in window.look()["said"]
    window.frame()
    window.drag((-200, 0), (-200, 200))
    window.wait(lambda: "Flown again by the same hands: another way" in window.look()["said"], "the same hands")


def test_the_script_of_the_bonus_level_is_made_by_hands(tmp_path, capsys):
    """Some minutes: some fifty beats of 180 actions. Its map and its words were drawn and typed so before."""
    bonus = "12-open-to-everyone"
    level = shutil.copytree(resources.root() / "levels" / bonus, tmp_path / bonus)
    whole = (level / "level.toml").read_text(encoding="utf-8")
    (level / "level.toml").write_text(whole[: whole.index("[[beat]]")], encoding="utf-8")
    window = RealWindow(level, tmp_path / "room")
    try:
        window.button("look")  # without the game's own picture of the map hands wait less
        by_the_script.make(window, *(tomllib.loads(whole)[kind] for kind in ("beat", "retry")))
        window.keys("ctrl+s")
        assert window.checked() == []
    finally:
        assert window.close().strip() == ""
    assert tomllib.loads((level / "level.toml").read_text(encoding="utf-8")) == tomllib.loads(whole)
    for folder in (bonus, str(level)):
        assert cli.main(["--user-dir", str(tmp_path / "u"), "sim", folder, "--bot", "pilot"]) == 0
    first, again = re.findall(r"won .* digest (\w+)", capsys.readouterr().out)
    assert first == again
