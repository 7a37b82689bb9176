"""The tutorial's level, drawn by mouse and keys in a real window: then checked, flown, packed, sent and flown again."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from game import cli, resources
from game.lab.run import run
from game.story import library
from tests.editor.real_window import MISSING, RealWindow
from tests.lab.test_tutorial import BLOCK, type_in

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
    window.fill("then.2+", "region")
    window.keys("Return")

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
    window.button("tool point")
    window.point(2420, 360)
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
                window.fill(f"then.{number}.{key}", value)
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
    window.fill("then.5+", "group")
    window.fill("then.5.group", "toll")

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
    window.fill("+", "after")
    window.fill("after", "paid")


def test_the_tutorial_is_drawn(window, tmp_path, capsys):
    begun = time.monotonic()
    empty(window)
    draw_the_places(window)
    write_the_script(window)
    window.keys("ctrl+s")
    print(window.told("right"), window.checked(), time.monotonic() - begun)
