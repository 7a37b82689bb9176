"""The real program in a real window, used as somebody would with a keyboard, a mouse and a pad within one minute.

The pad is SDL's own virtual one, so what arrives are a pad's real events; keys and mouse come from xdotool. In GL a
processor that draws for itself is far too slow to fly by hand: there it is run by `pytest -m by_hand`.
"""

from __future__ import annotations

import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.play import settings
from game.play.saves import Saves
from game.play.scenes.title import LEFT, MENU_TOP, ROWS

from .stage import short_level
from .test_window import MISSING, Window, display

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

__all__ = ["display"]  # a fixture

PAUSE = 0.15  # from one key to the next [s]


class Hands(Window):
    """A window with a mouse and a pad as well."""

    def __init__(self, display: str, user_folder: Path) -> None:
        command = [sys.executable, "-m", "tests.play.virtual_pad", "--user-dir", str(user_folder)]
        self.run(display, user_folder, command, stdin=subprocess.PIPE)
        self.must("first picture")
        time.sleep(0.5)
        self.pad("plug")

    def pad(self, line: str) -> None:
        self.program.stdin.write(f"{line}\n")
        self.program.stdin.flush()

    def tap(self, *buttons: str) -> None:
        for button in buttons:
            self.pad(f"tap {button}")

    def click(self, row: int) -> None:
        """On a row of the title's menu."""
        x, y = LEFT + 60.0, MENU_TOP + ROWS.row_height * (row + 0.5)
        command = ["xdotool", "mousemove", str(round(x)), str(round(y)), "sleep", "0.2", "click", "1"]
        subprocess.run(command, env=self.environment, check=True, timeout=30)

    def keys(self, *keys: str) -> None:
        """One after the other, as fast as a hand."""
        subprocess.run(["xdotool", "search", "--pid", str(self.program.pid), "windowfocus"],
                       env=self.environment, timeout=30, capture_output=True)  # fmt: skip
        for key in keys:
            self.key("key", key)
            time.sleep(PAUSE)

    def times(self, words: str, count: int) -> None:
        assert self.wait_until(lambda: self.log().count(words) >= count), f"{count} times {words!r}:\n{self.log()}"

    def chosen(self) -> dict:
        """Every setting that is kept, and every binding."""
        sections = tomllib.loads((self.user_folder / settings.FILE).read_text(encoding="utf-8"))
        return {name: value for section in sections.values() for name, value in section.items()}


@pytest.fixture(params=["software", pytest.param("gl", marks=pytest.mark.by_hand)])
def hands(request: pytest.FixtureRequest, display: str, tmp_path: Path) -> Iterator[Hands]:
    short_level(tmp_path / "levels" / "hop")
    chosen = settings.Settings(renderer=request.param)
    (tmp_path / settings.FILE).write_text(settings.to_toml(chosen), encoding="utf-8")
    hands = Hands(display, tmp_path)
    assert f"renderer {request.param}" in hands.log()
    yield hands
    if hands.program.poll() is None:
        hands.program.kill()
    hands.program.communicate(timeout=20)


def test_options_a_remap_a_save_a_retry_and_out(hands: Hands) -> None:
    hands.click(2)  # NEW GAME, LEVELS, OPTIONS
    hands.must("scene options")
    hands.keys("Right", "Next", "Down", "Down", "Down", "Down", "Down", "Return")
    hands.must("scene controls")
    hands.keys("Down", "Down", "Down", "Return")
    hands.must("waits for a control: right")
    hands.keys("F9")
    hands.must("right is ")
    hands.keys("Escape")
    hands.times("scene options", 2)
    hands.keys("Escape")
    hands.times("scene title", 2)
    assert hands.chosen()["difficulty"] == "outlaw"
    assert "key F9" in hands.chosen()["right"]

    hands.tap("DPAD_UP", "A")
    hands.must("scene levels")
    hands.tap("DPAD_UP", "DPAD_UP", "DPAD_UP", "A")  # one's own stand last, before the workshop and the way back
    hands.must("chapter hop begins")
    hands.must("beat begin")
    hands.keys("Return")
    hands.key("keydown", "F9")
    hands.must("saved at half")
    hands.key("keyup", "F9")
    saved = Saves(hands.user_folder).latest()
    assert saved is not None
    assert (saved.level, saved.checkpoint) == ("hop", "half")

    hands.pad("tilt LEFTY 1.0")  # down, into the pit
    hands.must("lost")
    hands.pad("tilt LEFTY 0.0")
    for _ in range(8):
        hands.tap("A")
        if hands.wait("retried", 2.0):
            break
    hands.must("retried")

    hands.tap("START")
    hands.must("scene pause")
    hands.tap("DPAD_UP", "A")  # the last entry: back to the title
    hands.times("scene title", 3)
    hands.keys("Up", "Return")  # the last entry: quit
    assert hands.program.wait(timeout=60) == 0
    assert "closed after" in hands.log()
