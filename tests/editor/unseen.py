"""The editor without a window, for the same hands: what xdotool would do comes as pygame's events."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pygame

from game.editor.shell import Editor
from game.play.pace import TICK, Beat
from tests.editor.driver import Driver
from tests.editor.watched import Eyes
from tests.editor.window import MARKS, program
from tests.play.hands import click, key_down, key_up, mouse_to

MODS = {"ctrl": pygame.KMOD_CTRL, "shift": pygame.KMOD_SHIFT, "alt": pygame.KMOD_ALT}


class Unseen(Driver):
    """A level on the desk. `close` lets go of the eyes."""

    def __init__(self, folder: Path, user_folder: Path) -> None:
        self.app = program()
        self.app.user_folder = user_folder
        self.app.settings.text_size = 100
        self.eyes = Eyes()
        self.editor = Editor(self.app, folder)
        self.app.go(self.editor)
        self._at = (0, 0)
        self._seen, self._did = False, ""  # whether there was a picture since hands did anything; what they did last
        self.settle()

    def close(self) -> None:
        self.eyes.close()

    def look(self) -> dict[str, Any]:
        self._seen = True
        self._last = {"scene": "editor"} | self.eyes.look(self.editor)
        return self._last

    def settle(self) -> dict[str, Any]:
        self.pause(TICK)
        return {"scene": self.app.scenes[-1].name}

    def pause(self, seconds: float) -> None:
        self.editor.update(Beat(1, 1.0, seconds, seconds))

    def checked(self) -> list[str]:
        """The problems of the level as it stands."""
        self.pause(1.0)
        return self.look()["problems"]

    def hand(self, *orders: Any) -> None:
        rest = [str(order) for order in orders]
        while rest:
            order = rest.pop(0)
            if not self._seen and (order == "mousemove" or order == self._did == "key"):
                self.editor.picture(1.0)  # hands see where things are before they move, and what a key has done
            self._seen = self._seen and order == "mousemove"
            self._did = order
            getattr(self, f"_{order}")(rest)

    # -- xdotool's orders: each takes what is its own from those that are left

    def _sleep(self, rest: list[str]) -> None:
        self.pause(float(rest.pop(0)))

    def _mousemove(self, rest: list[str]) -> None:
        self._at = round(float(rest.pop(0))), round(float(rest.pop(0)))
        self.app.take(mouse_to(*self._at))

    def _mousedown(self, rest: list[str]) -> None:
        self.app.take(click(*self._at, int(rest.pop(0)))[0])

    def _mouseup(self, rest: list[str]) -> None:
        self.app.take(click(*self._at, int(rest.pop(0)))[1])

    def _click(self, rest: list[str]) -> None:
        times, button = int(rest[1]), int(rest[4])
        del rest[:5]  # --repeat N --delay N BUTTON
        for _ in range(times):
            if button in (4, 5):
                self.app.take(pygame.Event(pygame.MOUSEWHEEL, x=0, y=9 - 2 * button, flipped=False))
                continue
            for event in click(*self._at, button):
                self.app.take(event)

    def _keydown(self, rest: list[str]) -> None:
        self.app.take(key_down(MARKS[rest.pop(0)]))

    def _keyup(self, rest: list[str]) -> None:
        self.app.take(key_up(MARKS[rest.pop(0)]))

    def _key(self, rest: list[str]) -> None:
        for key in rest[2:]:  # --delay N KEYS
            *marks, name = key.split("+")
            for mark in marks:
                self.app.take(key_down(MARKS[mark]))
            code = getattr(pygame, f"K_{name if len(name) == 1 else name.upper()}")
            mods = sum(MODS[mark] for mark in marks)
            self.app.take(pygame.Event(pygame.KEYDOWN, key=code, mod=mods, unicode="", scancode=0))
            self.app.take(key_up(code))
            for mark in marks:
                self.app.take(key_up(MARKS[mark]))
        rest.clear()

    def _type(self, rest: list[str]) -> None:
        for letter in rest[3]:  # --delay N -- WORDS
            self.app.take(pygame.Event(pygame.TEXTINPUT, text=letter))
        rest.clear()
