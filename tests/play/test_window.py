"""The real program in a real window, flown with real keys: title, first chapter, past its first order, and out.

Needs an X server without a screen (Xvfb) and a hand (xdotool); continuous integration installs both.
What the program does is read from where a player could read it: its log, its saves, its exit code.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from game.lab.recording import Recording
from game.play import crash
from game.play.saves import Saves

MISSING = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

PATIENCE = 60.0  # for anything that shall happen; a busy machine may be slow, a broken program never gets there [s]
AFTER_TURN = 0.85  # from the lesson in turning, the course down through the ring of light begins this much later [s]


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of our own on a free number."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x720x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(timeout=20)


class Window:
    """The program and a hand on its keyboard."""

    def __init__(self, display: str, user_folder: Path) -> None:
        self.run(display, user_folder, [sys.executable, "-m", "game.cli", "--user-dir", str(user_folder)])

    def run(self, display: str, user_folder: Path, command: list[str], stdin: int | None = None) -> None:
        self.user_folder = user_folder
        self.environment = {**os.environ, "DISPLAY": display, "SDL_AUDIODRIVER": "dummy", "SDL_VIDEODRIVER": "x11"}
        self.program = subprocess.Popen(command, env=self.environment, stdin=stdin, stderr=subprocess.PIPE, text=True)

    def key(self, act: str, *keys: str) -> None:
        """`act` is key, keydown or keyup."""
        subprocess.run(["xdotool", act, *keys], env=self.environment, check=True, timeout=30)

    def log(self) -> str:
        path = self.user_folder / "callister.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def wait(self, words: str, patience: float = PATIENCE) -> bool:
        return self.wait_until(lambda: words in self.log(), patience)

    def wait_until(self, done: Callable[[], bool], patience: float = PATIENCE) -> bool:
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if done():
                return True
            if self.program.poll() is not None:
                return done()
            time.sleep(0.02)
        return False

    def begin(self) -> None:
        """Past what is asked before the first title, as it stands, to the title's first entry: a new game."""
        self.must("scene set-up")
        self.choose("scene title", 2)
        self.choose("chapter 01-no-gamertag begins")

    def choose(self, leads_to: str, times: int = 1) -> None:
        """ENTER, until the log has said so. Without a window manager the keyboard comes to a new window some time
        after its first picture, and now and then not at all: a press before that reaches nobody, so it is led there."""
        self.must("first picture")
        for _ in range(8):
            search = ["xdotool", "search", "--pid", str(self.program.pid), "windowfocus"]
            subprocess.run(search, env=self.environment, timeout=30, capture_output=True)
            self.key("key", "Return")
            if self.wait_until(lambda: self.log().count(leads_to) >= times, 6.0):
                return
        self.must(leads_to)

    def must(self, words: str) -> None:
        if self.wait(words):
            return
        ended = self.program.poll()
        last = self.program.communicate(timeout=20)[1] if ended is not None else "it still runs"
        raise AssertionError(f"never came to {words!r} ({ended}, {last!r}); the log:\n{self.log()}")


@pytest.fixture
def window(display: str, tmp_path: Path) -> Iterator[Window]:
    window = Window(display, tmp_path)
    yield window
    if window.program.poll() is None:
        window.program.kill()
    window.program.communicate(timeout=20)


def find_the_ring(window: Window) -> None:
    """Through the ring of light: right past the moon, then down; if that missed, back and forth across it."""
    window.key("keydown", "Right")
    window.must("beat thrust")
    window.must("beat turn ")
    time.sleep(AFTER_TURN)
    window.key("keyup", "Right")
    for number in range(12):
        course = "Down" if number % 2 == 0 else "Up"
        aside = ("Left", "Right")[number // 2 % 2]
        window.key("keydown", course)
        found = window.wait("beat ringed", 3.5)
        window.key("keyup", course)
        if found:
            return
        window.key("keydown", aside)
        found = window.wait("beat ringed", 0.3)
        window.key("keyup", aside)
        if found:
            return
    raise AssertionError(f"the ring of light was never found; the log:\n{window.log()}")


@pytest.mark.by_hand  # half a minute of the first chapter; `test_hands_on` does as much in a level of seconds
def test_from_the_title_past_the_first_order_and_out(window: Window) -> None:
    window.begin()
    window.must("chapter 01-no-gamertag begins")
    window.must("beat wake")
    find_the_ring(window)
    window.must("beat brake")
    window.key("keydown", "x")
    window.must("beat brake-good")
    window.key("keyup", "x")
    window.must("beat boost")
    window.key("keydown", "shift")
    window.must("objective.done wake")
    window.key("keyup", "shift")

    window.must("beat gate")
    for _ in range(60):  # the crew talk it over; whoever knows it by heart may skip lines
        window.key("key", "e")
        if window.wait("saved at", 0.4):
            break
    window.must("saved at gate-yes")
    saved = Saves(window.user_folder).latest()
    assert saved is not None
    assert saved.level == "01-no-gamertag"

    window.key("key", "Escape")
    window.must("scene pause")
    window.key("key", "Up")  # the last entry: back to the title
    window.key("key", "Return")
    assert window.wait_until(lambda: window.log().count("scene title") == 3), window.log()
    window.key("key", "Up")  # the last entry: quit
    window.key("key", "Return")
    assert window.program.wait(timeout=PATIENCE) == 0
    assert window.program.stderr.read() == ""
    assert "closed after" in window.log()


def test_a_session_that_ends_closes_in_good_order(window: Window, tmp_path: Path) -> None:
    window.begin()
    window.must("beat wake")
    window.program.terminate()
    assert window.program.wait(timeout=PATIENCE) == 0
    assert "closed after" in window.log()
    assert crash.last_words(tmp_path) == ""


def test_an_end_without_a_word_is_noticed_and_its_flight_kept(window: Window, tmp_path: Path) -> None:
    """As if a driver had taken the program down: the next start knows, and the last minute is on disk."""
    window.begin()
    assert window.wait_until(lambda: (tmp_path / crash.LAST).exists()), window.log()
    window.program.kill()
    window.program.wait(timeout=PATIENCE)
    assert Recording.load(tmp_path / crash.LAST).last > 0
    assert "without a word" in crash.last_words(tmp_path)
    assert crash.last_words(tmp_path) == "", "said once"
