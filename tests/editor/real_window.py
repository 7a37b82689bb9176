"""The level editor in a real window on an X server without a screen, with hands of its own.

    from tests.editor.real_window import RealWindow

    window = RealWindow("levels/12-mine", "/tmp/room")  # opens it, or takes up the one that is open in that room
    window.draw("rock", (0, 0), (200, 40), (120, 260))  # corners, on the map
    window.drag((1700, 0), (2020, 0), tool="region")    # a round one; marks=("shift",) makes it square
    window.click("Beats"); window.sign("add")           # what is written; a sign that has no words
    window.fill("id", "trap"); window.keys("ctrl+s")
    print(window.told()); window.picture("/tmp/room/a.png")
    window.close()                                      # else it stays open for the next

Everything goes through the window: the mouse, keys and letters are xdotool's, pictures are what the server shows.
The program only says where things stand (see `watched`), and answers once it has taken up what hands did.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from game.play import settings

PATIENCE = 90.0  # for anything that shall happen [s]
PAUSE = 0.45  # longer than a double click takes [s]
SIZE = 1280, 720  # of the window [px]
STEPS = 6  # moves of the mouse in a drag
HAND, INTO = 5, 8  # where in a word and in a field is pressed, from its left [px]
MISSING = [tool for tool in ("Xvfb", "xdotool", "import") if shutil.which(tool) is None]

Place = tuple[float, float]


class RealWindow:
    """One editor, its X server and a hand. Places are those of the map, pixels where it says so.

    `room` is a folder for the socket, the user's files and what is needed to take it up again.
    """

    def __init__(
        self,
        level: Path | str,
        room: Path | str,
        size: tuple[int, int] = SIZE,
        renderer: str = "software",
        **chosen: Any,
    ) -> None:
        """`chosen` are settings (text_size=200, colours=…) of a window that is opened anew."""
        self.level, self.room, self.size = Path(level).resolve(), Path(room).resolve(), size
        self.user_folder, self._socket = self.room / "user", self.room / "eyes"
        self.room.mkdir(parents=True, exist_ok=True)
        self._last: dict[str, Any] = {}
        if not self._take_up():
            self._open(renderer, chosen)
        self.wait(lambda: self.look()["scene"] == "editor", "the editor")
        self._focus()

    # -- opening and closing

    def _take_up(self) -> bool:
        """The window that is open already."""
        with contextlib.suppress(OSError, ValueError, KeyError, AssertionError):
            kept = json.loads((self.room / "window.json").read_text())
            if kept["level"] == str(self.level):
                assert _lives(kept["program"])
                self._pids, self.environment = (kept["program"], kept["server"]), self._display(kept["display"])
                self.look()
                return True
        return False

    def _display(self, number: str) -> dict[str, str]:
        return {**os.environ, "DISPLAY": number, "SDL_AUDIODRIVER": "dummy", "SDL_VIDEODRIVER": "x11"}

    def _open(self, renderer: str, chosen: dict[str, Any]) -> None:
        self.user_folder.mkdir(parents=True, exist_ok=True)
        kept = settings.Settings(renderer=renderer, **chosen)
        (self.user_folder / settings.FILE).write_text(settings.to_toml(kept), encoding="utf-8")
        read, write = os.pipe()
        wide, high = (max(SIZE[i], self.size[i]) for i in (0, 1))
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{wide}x{high}x24", "-nolisten", "tcp"],
            pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as pipe:
            display = f":{pipe.readline().strip()}"
        self.environment = self._display(display)
        self._socket.unlink(missing_ok=True)
        program = self._start(["edit", str(self.level)])
        self._pids = program, server.pid
        kept_ids = {"level": str(self.level), "display": display, "program": program, "server": server.pid}
        (self.room / "window.json").write_text(json.dumps(kept_ids))
        self.wait(self._socket.exists, "its window")
        if self.size != SIZE:
            self.look()
            self.hand("search", "--class", "callister", "windowsize", str(self.size[0]), str(self.size[1]))
            self.wait(lambda: self.look()["size"] == list(self.size), "its size")

    def _start(self, arguments: list[str]) -> int:
        command = [sys.executable, "-m", "tests.editor.watched", str(self._socket)]
        command += ["--user-dir", str(self.user_folder), *arguments]
        with (self.room / "said.txt").open("ab") as said:
            program = subprocess.Popen(command, env=self.environment, stdout=said, stderr=said, start_new_session=True)
        return program.pid

    def close(self) -> str:
        """End both; what the program had to say."""
        for pid in self._pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
            end = time.monotonic() + PATIENCE
            while _lives(pid):
                assert time.monotonic() < end, "it does not end"
                time.sleep(0.05)
        (self.room / "window.json").unlink(missing_ok=True)
        return (self.room / "said.txt").read_text(encoding="utf-8")

    # -- eyes

    def look(self) -> dict[str, Any]:
        """What stands in the window now, after all that hands have done: see `watched`."""
        self._last = self._ask("look")
        return self._last

    def settle(self) -> dict[str, Any]:
        """Until all that hands have done has been taken up and drawn; which scene that is."""
        return self._ask("settle")

    def _ask(self, question: str) -> dict[str, Any]:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(PATIENCE)
            line.connect(str(self._socket))
            line.sendall(f"{question}\n".encode())
            with line.makefile() as answer:
                told = json.loads(answer.readline())
        assert "broke" not in told, told
        return told

    def told(self, part: str = "") -> str:
        """The words of a part of the window, as lines from the top: left, right, foot, map, bar, status; or of all."""
        seen = self.look()
        if not part:
            parts = [name for name in seen["boxes"] if not name.startswith("button")]
            return "\n".join(f"-- {name}\n{_lines(seen, name)}" for name in parts)
        return _lines(seen, part)

    def picture(self, path: Path | str) -> None:
        """What the server shows, as a PNG."""
        self.settle()
        crop = f"{self.size[0]}x{self.size[1]}+0+0"
        command = ["import", "-window", "root", "-crop", crop, "+repage", str(path)]
        subprocess.run(command, env=self.environment, check=True, timeout=60)

    def wait(self, done: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        end = time.monotonic() + patience
        while time.monotonic() < end:
            with contextlib.suppress(ConnectionError, FileNotFoundError, json.JSONDecodeError):
                if done():
                    return
            if not _lives(getattr(self, "_pids", (os.getpid(),))[0]):
                break
            time.sleep(0.05)
        said = (self.room / "said.txt").read_text(encoding="utf-8") if (self.room / "said.txt").exists() else ""
        raise AssertionError(f"never came: {what}; it said:\n{said}")

    def checked(self) -> list[str]:
        """The problems of the level as it stands, once it has been checked."""
        self.wait(lambda: self.look()["checked"], "the check")
        return self._last["problems"]

    def find(self, words: str, part: str = "", which: int = 0) -> list[int]:
        """The box of words that stand in the window [px]: just so, in other letters, their beginning, or a part."""
        seen = self.look()
        within = seen["boxes"].get(part)
        all_ = [word for word in seen["words"] if within is None or _holds(within, word)]
        low = words.lower()
        for fits in (
            lambda word: word == words,
            lambda word: word.lower() == low,
            lambda word: word.lower().startswith(low),
            lambda word: low in word.lower(),
        ):
            found = [word[1:] for word in all_ if fits(word[0])]
            if found:
                return found[which]
        raise AssertionError(f"{words!r} does not stand in the window; there is:\n{self.told(part)}")

    # -- hands

    def hand(self, *orders: Any) -> None:
        """Orders for xdotool."""
        command = ["xdotool", *(str(order) for order in orders)]
        subprocess.run(command, env=self.environment, check=True, timeout=60, stdout=subprocess.DEVNULL)

    def _focus(self) -> None:
        """Without a window manager nobody gives the keyboard to a new window."""
        self.hand("search", "--class", "callister", "windowfocus")
        self.settle()

    def keys(self, *keys: str) -> None:
        """One after the other, each as xdotool calls it: "ctrl+s", "Return", "F5", "bracketright"."""
        self.hand("key", "--delay", 30, *keys)
        self.settle()

    def type(self, words: str) -> None:
        self.hand("type", "--delay", 8, "--", words)
        self.settle()

    def at(self, x: float, y: float) -> tuple[int, int]:
        """The pixel of a place of the map, which must be in sight: `frame` brings all of it there."""
        (left, top, scale), middle = self.look()["lens"], self._last["boxes"]["map"]
        pixel = round(left + x * scale), round(top + y * scale)
        assert _holds(middle, ("", *pixel)), f"{x:g}, {y:g} is not in sight"
        return pixel

    def frame(self) -> None:
        """All of the level in sight, with nothing chosen."""
        x, y, wide, high = self.look()["boxes"]["map"]
        self.move_to(x + wide / 2, y + high - 8)
        for _ in range(3):
            self.press(x + wide / 2, y + high - 8, button=3)
            self.keys("Escape")
        self.keys("f")

    def move_to(self, x: float, y: float) -> None:
        """The mouse to a pixel."""
        self.hand("mousemove", x, y)
        self.settle()

    def press(self, x: float, y: float, button: int = 1, marks: Sequence[str] = (), times: int = 1) -> None:
        """A click on a pixel, with keys held."""
        held = [order for mark in marks for order in ("keydown", mark)]
        let_go = [order for mark in marks for order in ("keyup", mark)]
        click = ["click", "--repeat", times, "--delay", 60, button]
        self.hand("mousemove", round(x), round(y), "sleep", "0.04", *held, *click, *let_go)
        self.settle()

    def click(self, words: str, part: str = "", which: int = 0, times: int = 1, marks: Sequence[str] = ()) -> None:
        """On words that stand in the window."""
        x, y, wide, high = self.find(words, part, which)
        self.press(x + min(HAND, wide / 2), y + high / 2, times=times, marks=marks)

    def button(self, name: str) -> None:
        """Of the toolbar, by its command: "undo", "tool rock", "foot"."""
        x, y, wide, high = self.look()["boxes"][f"button {name}"]
        self.press(x + wide / 2, y + high / 2)

    def sign(self, name: str, part: str = "left", which: int = 0) -> None:
        """A sign without words, by its name in `glyphs`."""
        seen = self.look()
        found = [sign[1:] for sign in seen["signs"] if sign[0] == name and _holds(seen["boxes"][part], sign)]
        assert found, f"no sign {name!r} at the {part}: {sorted({sign[0] for sign in seen['signs']})}"
        x, y, wide, high = found[which]
        self.press(x + wide / 2, y + high / 2)

    def wheel(self, notches: int, x: float, y: float, marks: Sequence[str] = ()) -> None:
        """At a pixel; up is more."""
        self.move_to(x, y)
        held = [order for mark in marks for order in ("keydown", mark)]
        let_go = [order for mark in marks for order in ("keyup", mark)]
        self.hand(*held, "click", "--repeat", abs(notches), "--delay", 20, 4 if notches > 0 else 5, *let_go)
        self.settle()

    # -- on the map

    def point(self, x: float, y: float, button: int = 1, marks: Sequence[str] = (), times: int = 1) -> None:
        """A click on a place of the map."""
        self.press(*self.at(x, y), button, marks, times)

    def drag(self, *places: Place, button: int = 1, marks: Sequence[str] = (), tool: str = "") -> None:
        """From place to place of the map with the button down."""
        if tool:
            self.button(f"tool {tool}")
        self.drag_pixels([self.at(*place) for place in places], button, marks)

    def drag_pixels(self, pixels: Sequence[Place], button: int = 1, marks: Sequence[str] = ()) -> None:
        (x, y), *more = pixels
        self.move_to(x, y)
        orders: list[Any] = [order for mark in marks for order in ("keydown", mark)]
        orders += ["mousedown", button]
        for to in more:
            for step in range(1, STEPS + 1):
                share = step / STEPS
                orders += [
                    "mousemove",
                    round(x + (to[0] - x) * share),
                    round(y + (to[1] - y) * share),
                    "sleep",
                    "0.012",
                ]
            x, y = to
        self.hand(*orders)
        self.settle()
        self.hand("mouseup", button, *(order for mark in marks for order in ("keyup", mark)))
        self.settle()

    def draw(self, tool: str, *corners: Place, closed: bool = False) -> None:
        """A thing by the corners that are clicked, and Enter; one corner only for points and pictures."""
        self.button(f"tool {tool}")
        for corner in corners:
            self.point(*corner)
        if len(corners) > 1 and closed:
            time.sleep(PAUSE)
            self.point(*corners[0])
        elif len(corners) > 1:
            self.keys("Return")

    # -- forms

    def slot(self, path: str) -> list[int]:
        """The box of a value of the form that is open [px], by its path: "id", "when.on", "then.0.line", "then.0+"."""
        for attempt in range(40):
            seen = self.look()
            found = [slot for slot in seen["slots"] if slot[0] == path] or [s for s in seen["slots"] if s[1] == path]
            if found:
                return found[0][3:]
            x, y, wide, high = seen["boxes"].get("right") or seen["boxes"]["both"]
            self.wheel(20 if attempt == 0 else -2, x + wide / 2, y + high / 2)
        raise AssertionError(f"no {path!r} in the form; there is {[slot[:3] for slot in seen['slots']]}")

    def fill(self, path: str, words: str) -> None:
        """Press a value of the form, type, Enter."""
        x, y, _, high = self.slot(path)
        self.press(x + INTO, y + high / 2)
        self.keys("ctrl+a")
        self.type(words)
        self.keys("Return")

    def add(self, path: str, key: str, words: str) -> None:
        """A key more in the table at a path ("" is the whole row), and what it says."""
        self.fill(f"{path}+", key)
        self.keys("ctrl+a")
        self.type(words)
        self.keys("Return")

    def toggle(self, path: str) -> None:
        x, y, _, high = self.slot(path)
        self.press(x + INTO, y + high / 2)

    def slot_sign(self, path: str, name: str) -> None:
        """One of the small signs at the right of a value: add, close, higher, lower, duplicate, folded, look."""
        x, y, wide, high = self.slot(path)
        self.move_to(x + wide / 2, y + high / 2)
        for sign, *box in self.look()["signs"]:
            if sign == name and y <= box[1] + box[3] / 2 < y + high:
                self.press(box[0] + box[2] / 2, box[1] + box[3] / 2)
                return
        raise AssertionError(f"no sign {name!r} beside {path!r}")

    def field(self, hint: str, words: str) -> None:
        """Type into a field of a panel, found by what it says while it is empty."""
        found = [field for field in self.look()["fields"] if field[0].startswith(hint)]
        assert found, f"no field {hint!r}: {self._last['fields']}"
        *_, x, y, _, high = found[0]
        self.press(x + INTO, y + high / 2)
        self.keys("ctrl+a")
        self.type(words)
        self.keys("Return")


def _lines(seen: dict[str, Any], part: str) -> str:
    lines: list[list[list[Any]]] = []
    words = [word for word in seen["words"] if _holds(seen["boxes"][part], word)]
    for word in sorted(words, key=lambda word: (word[2], word[1])):
        if lines and abs(lines[-1][0][2] - word[2]) < 5:
            lines[-1].append(word)
        else:
            lines.append([word])
    return "\n".join("  ".join(word[0] for word in sorted(line, key=lambda word: word[1])) for line in lines)


def _holds(box: Sequence[int], word: Sequence[Any]) -> bool:
    x, y = word[1], word[2]
    return box[0] <= x < box[0] + box[2] and box[1] <= y < box[1] + box[3]


def _lives(pid: int) -> bool:
    """Whether a program still runs; one of ours that has ended is let go of."""
    with contextlib.suppress(ChildProcessError):
        if os.waitpid(pid, os.WNOHANG)[0]:
            return False
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
