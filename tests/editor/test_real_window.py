"""The tutorial's level, drawn by mouse and keys in a real window: then checked, flown, packed, sent and flown again."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from game import cli, resources
from game.story import library
from game.story.level import Level
from tests.editor.real_window import MISSING, RealWindow
from tests.lab.test_tutorial import BLOCK, type_in
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


def empty(window: RealWindow) -> None:
    """Nothing of the new level's own places, beats and words is needed here."""
    window.frame()
    window.keys("ctrl+a", "Delete")
    window.click("Beats")
    window.click("begin", "left")
    window.keys("ctrl+a", "Delete")
    window.click("Things")
    window.click("level.title", "left")
    window.keys("ctrl+a", "Delete")


def draw_the_places(window: RealWindow) -> None:
    window.fill("bounds", "-600, -700, 3800, 700")
    window.fill("author", "you")
    window.frame()
    window.draw("wall", (-540, -640), (3740, -640), (3740, 640), (-540, 640), closed=True)
    window.fill("id", "fence")
    window.draw("rock", (1900, 260), (2140, 280), (2160, 460), (1880, 480))
    window.fill("id", "tollhouse")
    window.draw("point", (-200, 0))
    window.fill("id", "berth")
    window.drag((3200, -560), (3660, 560), tool="region", marks=("shift",))
    window.fill("id", "gate")
    window.drag((-600, -700), (3800, 700), tool="zone")
    window.fill("id", "all")


def beat(window: RealWindow, name: str, when: str, behind: str = "") -> None:
    """A beat of its own that waits for something; with `behind`, for that beat first."""
    window.click("Beats")
    if behind:
        window.click(behind, "left")
    window.sign("add")
    window.fill("id", name)
    window.fill("when", when)


def words(window: RealWindow, of: str, path: str, name: str, text: str, who: str = "") -> None:
    """What an action of a beat says: its line is opened, and the beat again."""
    window.slot_sign(path, "look")
    window.fill("id", name)
    if who:
        window.fill("who", who)
    window.fill("text", text)
    window.click("Beats")
    window.click(of, "left")


def write_the_script(window: RealWindow) -> None:
    beat(window, "begin", "start")
    window.fill("then", "checkpoint")
    window.fill("then", "say")
    words(window, "begin", "then.1.line", "begin.road", "A road with nobody on it. I've paid for less.", "karl")
    window.fill("then", "objective")
    window.fill("then.2.add", "through")
    words(window, "begin", "then.2.line", "order.through", "Through the gate in the east")
    window.slot_sign("then.2", "folded")
    window.slot_sign("then.2.point", "close")
    window.add("then.2", "region", "gate")

    beat(window, "through", "enter", behind="begin")
    window.slot_sign("after", "close")
    window.fill("when.region", "gate")
    window.fill("then", "objective done")
    window.fill("then", "win")
    window.sign("redo")
    window.slot_sign("lines", "look")
    window.fill("id", "retry.one")
    window.fill("who", "nate")
    window.fill("text", "I only pictured it.")


def set_the_trap(window: RealWindow) -> None:
    window.frame()
    window.draw("point", (2420, 360))
    window.fill("id", "behind")
    window.fill("angle", "3.9")
    window.draw("point", (2450, -380))
    window.fill("id", "across")
    window.fill("angle", "2.4")
    window.drag((1700, 0), (2020, 0), tool="region")
    window.fill("id", "throat")

    beat(window, "trap", "enter", behind="through")
    window.slot_sign("after", "close")
    window.fill("when.region", "throat")
    window.fill("then", "checkpoint")
    for number, count, name, place, tags in (
        (1, "", "collector", "behind", "toll_pls"),
        (2, "2", "", "across", "ur_gold, all_of_it"),
    ):
        window.fill("then", "spawn")
        window.fill(f"then.{number}.what", "griefer")
        window.fill(f"then.{number}.place", place)
        for key, value in (("group", "toll"), ("name", name), ("count", count), ("tags", tags), ("order", "attack")):
            if value:
                window.add(f"then.{number}", key, value)
        window.slot_sign(f"then.{number}", "unfolded")
    window.fill("then", "chat")
    window.fill("then.3.at", "0.6")
    window.fill("then.3.who", "collector")
    words(window, "trap", "then.3.line", "trap.toll", "toll pls", "@toll_pls")
    window.fill("then", "say")
    window.fill("then.4.at", "1.8")
    words(window, "trap", "then.4.line", "trap.three", "Three. One behind the house.", "elena")
    window.fill("then", "objective")
    window.fill("then.5.add", "fight")
    words(window, "trap", "then.5.line", "order.fight", "Pay nobody")
    window.slot_sign("then.5", "folded")
    window.slot_sign("then.5.point", "close")
    window.add("then.5", "group", "toll")

    beat(window, "paid", "destroyed", behind="trap")
    window.fill("when.group", "toll")
    window.fill("when.count", "3")
    window.fill("then", "objective done")
    window.fill("then.0.done", "fight")
    window.fill("then", "checkpoint")
    window.fill("then", "say")
    words(window, "paid", "then.2.line", "paid.change", "Keep the change.", "karl")


def bar_the_gate(window: RealWindow) -> None:
    """Whoever flees must not win: the gate opens to those who fought."""
    window.click("through", "left")
    window.add("", "after", "paid")


def as_written(folder: Path) -> Level:
    """The same level as the tutorial writes it, by text."""
    assert cli.main(["new", str(folder), "--title", "Toll Road"]) == 0
    page = (resources.root() / "levels" / "TUTORIAL.md").read_text(encoding="utf-8")
    for kind, block in BLOCK.findall(page):
        if kind == "toml":
            type_in(folder, block)
    return library.load(str(folder))


def test_the_tutorial_is_drawn_flown_packed_sent_and_flown_again(window, display, tmp_path, capsys):
    empty(window)
    draw_the_places(window)
    write_the_script(window)
    set_the_trap(window)
    bar_the_gate(window)
    assert window.checked() == []
    window.keys("ctrl+s")
    assert not window.look()["dirty"]

    drawn, written = library.load(str(tmp_path / "ambush")), as_written(tmp_path / "written")
    assert list(drawn.beats) == list(written.beats) == ["begin", "through", "trap", "paid"]
    for part in ("header", "beats", "retries", "lines", "map"):
        assert getattr(drawn, part) == getattr(written, part), part
    assert "# The ship is 118 long" in (tmp_path / "ambush" / "map.toml").read_text()

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
    window.click("berth", "left")
    window.drag((-200, 0), (-200, 200))
    window.wait(lambda: "Flown again by the same hands: another way" in window.look()["said"], "the same hands")
