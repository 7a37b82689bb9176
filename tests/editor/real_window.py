"""The level editor in a real window on an X server without a screen, with hands of its own.

    from tests.editor.real_window import RealWindow

    window = RealWindow("levels/12-mine", room)  # opens it, or takes up the one that is open in that room
    window.draw("rock", (0, 0), (200, 40), (120, 260))  # corners, on the map
    window.drag((1700, 0), (2020, 0), tool="region")    # a round one; marks=("shift",) makes it square
    window.click("Beats"); window.sign("add")           # what is written; a sign that has no words
    window.fill("id", "trap"); window.keys("ctrl+s")
    print(window.told()); window.picture(room / "a.png")
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
from collections.abc import Callable
from pathlib import Path
from typing import Any

from game.play import settings
from tests.editor.driver import Driver

PATIENCE = 90.0  # for anything that shall happen [s]
SIZE = 1280, 720  # of the window [px]
MISSING = [tool for tool in ("Xvfb", "xdotool", "import") if shutil.which(tool) is None]


class RealWindow(Driver):
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

    # -- hands

    def hand(self, *orders: Any) -> None:
        """Orders for xdotool."""
        command = ["xdotool", *(str(order) for order in orders)]
        subprocess.run(command, env=self.environment, check=True, timeout=60, stdout=subprocess.DEVNULL)

    def is_open(self, y: float, high: float) -> bool:
        focused = [field[4] for field in self.look()["fields"] if field[2]]
        if focused and not any(y - 2 <= top < y + high for top in focused):
            self.keys("Escape")  # another one: leave it as it is
        return any(y - 2 <= top < y + high for top in focused)

    def _focus(self) -> None:
        """Without a window manager nobody gives the keyboard to a new window."""
        self.hand("search", "--class", "callister", "windowfocus")
        self.settle()


def _lives(pid: int) -> bool:
    """Whether a program still runs; one of ours that has ended is let go of."""
    with contextlib.suppress(ChildProcessError):
        if os.waitpid(pid, os.WNOHANG)[0]:
            return False
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
