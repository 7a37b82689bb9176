"""The editor's window without a display, worked by events as a keyboard and a mouse send them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pygame

from game.editor.shell import Editor
from game.play.app import App
from tests.play.hands import click, key_down, key_up, mouse_to
from tests.play.stage import FRAME, short_level

MARKS = {"ctrl": pygame.K_LCTRL, "shift": pygame.K_LSHIFT, "alt": pygame.K_LALT}


@cache
def program() -> App:
    """One for all windows of a run: reading the pictures takes longer than any of these tests."""
    return App(Path("nowhere"), renderer="software", picture=(1280, 720))


class Window:
    """Places are those of the level unless they say `at`: pixels of the window."""

    def __init__(self, folder: Path, text_size: int = 100) -> None:
        self.app = program()
        self.app.user_folder = folder / "user"
        self.app.settings.text_size = text_size
        self.editor = Editor(self.app, short_level(folder / "hop"))
        self.app.go(self.editor)
        self.look()

    @property
    def document(self):
        return self.editor.document

    @property
    def chosen(self) -> list[str]:
        return sorted(self.document.row(key).id for key in self.editor.desk.selection)

    def look(self) -> None:
        """Lay a picture out: buttons know where they are once they have been seen."""
        self.editor.picture(1.0)

    def wait(self, frames: int = 30) -> None:
        for _ in range(frames):
            self.editor.update(FRAME)
        self.look()

    def pixel(self, x: float, y: float) -> tuple[int, int]:
        lens = self.editor.map.eye.lens
        return round(float(lens.x(x))), round(float(lens.y(y)))

    def take(self, *events: pygame.Event) -> None:
        for event in events:
            self.app.take(event)

    def move(self, x: float, y: float) -> None:
        self.take(mouse_to(*self.pixel(x, y)))

    def click(self, x: float, y: float, button: int = 1) -> None:
        self.move(x, y)
        self.take(*click(*self.pixel(x, y), button))

    def double(self, x: float, y: float) -> None:
        self.click(x, y)
        self.click(x, y)
        self.wait()

    def hold(self, mark: str, down: bool = True) -> None:
        """A key for the mouse's sake."""
        self.take(key_down(MARKS[mark]) if down else key_up(MARKS[mark]))

    def drag(self, *places: tuple[float, float], button: int = 1) -> None:
        self.move(*places[0])
        down, _ = click(*self.pixel(*places[0]), button)
        self.take(down)
        for place in places[1:]:
            self.move(*place)
        self.take(click(*self.pixel(*places[-1]), button)[1])

    def press_at(self, x: float, y: float) -> None:
        """A click on a point of the window [HUD units]."""
        unit = self.editor.hands.unit
        self.take(mouse_to(round(x * unit), round(y * unit)), *click(round(x * unit), round(y * unit)))

    def button(self, name: str) -> None:
        """A click on a button of the toolbar."""
        self.look()
        box = self.editor.toolbar._boxes[name]
        self.press_at(box.x + box.width / 2, box.y + box.height / 2)

    def key(self, key: int, *marks: str) -> None:
        for mark in marks:
            self.take(key_down(MARKS[mark]))
        mods = sum({"ctrl": pygame.KMOD_CTRL, "shift": pygame.KMOD_SHIFT, "alt": pygame.KMOD_ALT}[m] for m in marks)
        self.take(pygame.Event(pygame.KEYDOWN, key=key, mod=mods, unicode="", scancode=0), key_up(key))
        for mark in reversed(marks):
            self.take(key_up(MARKS[mark]))

    def type(self, words: str) -> None:
        for letter in words:
            self.take(pygame.Event(pygame.TEXTINPUT, text=letter))
