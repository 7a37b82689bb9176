"""A window that nobody sees: the real program without a display, played by synthetic hands, a frame at a time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pygame

from game.editor import shell
from game.play.app import App
from game.play.pace import TICK, Beat
from game.play.scenes.title import Title
from game.render.atlas import CAPACITY, Atlas
from tests.play.hands import click, mouse_to, pad_tap, tap

FRAME = Beat(1, 1.0, TICK, TICK)

LEVEL = {
    "level.toml": """
title = "A Short Hop"
seed = 3
start = "start"
allow = ["thrust", "turn", "brake", "boost", "fire", "assist"]

[[beat]]
id = "begin"
when = { on = "start" }
then = [{ do = "say", line = "begin" }, { do = "objective", add = "hop", line = "order", point = "goal" }]

[[beat]]
id = "half"
when = { on = "enter", region = "half" }
then = [{ do = "checkpoint" }, { do = "say", line = "half" }]

[[beat]]
id = "gate"
after = ["half"]
when = { on = "timer", after = 0.3 }
then = [{ do = "gate", name = "out", place = "gate", to = "goal", radius = 60 }]

[[beat]]
id = "pit"
when = { on = "enter", region = "pit" }
then = [{ do = "lose", cause = "pit" }]

[[beat]]
id = "end"
when = { on = "enter", region = "goal-near" }
then = [{ do = "objective", done = "hop" }, { do = "win" }]

[[retry]]
lines = ["again"]
""",
    "map.toml": """
bounds = [-2000, -1000, 2000, 1000]
rock = [{ id = "stone", pos = [0, 700], radius = 60 }]
region = [
  { id = "half", circle = [500, 0, 120] },
  { id = "pit", rect = [-1500, 450, 1500, 900] },
  { id = "goal-near", circle = [1100, 0, 120] },
]
point = [{ id = "start", pos = [0, 0] }, { id = "goal", pos = [1100, 0] }, { id = "gate", pos = [-900, 0] }]
zone = [{ id = "all", rect = [-2000, -1000, 2000, 1000], backdrop = "stars" }]
""",
    "lines.toml": """
"begin" = { who = "nate", text = "Straight on. Not down." }
"half" = { who = "nate", text = "Half of it." }
"again" = { who = "karl", text = "Not that way." }
"order" = { who = "order", text = "Hop" }
""",
}


def short_level(folder: Path) -> Path:
    """A level of a few seconds: fly right to win, a checkpoint half way, a pit below it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in LEVEL.items():
        (folder / name).write_text(text)
    return folder


_atlases: list[Atlas] = []


def atlas() -> Atlas:
    """One for all programs of a test run, as long as it has room; each paints its pictures in its own colours."""
    if not _atlases or len(_atlases[0]) > CAPACITY * 3 // 4:
        _atlases[:] = [Atlas()]
    return _atlases[0]


class Stage:
    """The program with its title screen; `play` lets frames pass, `scene` is what stands on top."""

    def __init__(self, user_folder: Path, size: tuple[int, int] = (1280, 720)) -> None:
        self.app = App(user_folder, renderer="software", picture=size, atlas=atlas())
        self.app.edit_level = shell.open_folder
        self.app.go(Title(self.app))

    @property
    def scene(self):
        return self.app.scenes[-1] if self.app.scenes else None

    @property
    def name(self) -> str:
        return self.scene.name if self.scene else ""

    def play(self, frames: int = 1, events: Iterable[pygame.Event] = ()) -> None:
        """Events arrive in the first of `frames`."""
        for event in events:
            self.app.take(event)
        for _ in range(frames):
            if self.scene:
                self.scene.update(FRAME)

    def look(self) -> None:
        """Paint a picture: menus know where their rows are once they have been seen."""
        self.scene.picture(1.0)

    def until(self, done, limit: int = 1200) -> None:
        """Let frames pass until `done()`; fails loudly after `limit`."""
        for _ in range(limit):
            if done():
                return
            self.play()
        raise AssertionError(f"still {self.name} after {limit} frames")


def page_of(menu, label: str) -> int:
    """How many pages on from the open one a row of that name stands; 0 in a menu of a single page."""
    pages = getattr(menu, "pages", ())
    for on in range(len(pages)):
        if any(widget.label == label for widget in pages[(menu.page + on) % len(pages)].widgets):
            return on
    return 0


class Keyboard:
    """Walks menus with arrows and ENTER."""

    step = staticmethod(lambda: tap(pygame.K_DOWN))
    page = staticmethod(lambda: tap(pygame.K_PAGEDOWN))
    accept = staticmethod(lambda: tap(pygame.K_RETURN))
    leave = staticmethod(lambda: tap(pygame.K_ESCAPE))

    def choose(self, stage: Stage, label: str) -> None:
        menu = stage.scene.menu
        for _ in range(page_of(menu, label)):
            stage.play(events=self.page())
        for _ in menu.widgets:
            if menu.focused.label == label:
                stage.play(events=self.accept())
                return
            stage.play(events=self.step())
        raise AssertionError(f"{label!r} is not within reach of {[w.label for w in menu.widgets]}")

    def back(self, stage: Stage) -> None:
        stage.play(events=self.leave())


class Pad(Keyboard):
    """Walks menus with the D-pad, A and B."""

    step = staticmethod(lambda: pad_tap(pygame.CONTROLLER_BUTTON_DPAD_DOWN))
    page = staticmethod(lambda: pad_tap(pygame.CONTROLLER_BUTTON_RIGHTSHOULDER))
    accept = staticmethod(lambda: pad_tap(pygame.CONTROLLER_BUTTON_A))
    leave = staticmethod(lambda: pad_tap(pygame.CONTROLLER_BUTTON_B))


class Mouse:
    """Clicks on what it sees, scrolling with the wheel where a list goes on."""

    def choose(self, stage: Stage, label: str) -> None:
        menu = stage.scene.menu
        on = page_of(menu, label)
        if on:
            stage.look()
            left, right = menu.spans[(menu.page + on) % len(menu.pages)]
            tabs, unit = menu.rows[0], stage.app.size[1] / 720.0
            at = round((left + right) / 2 * unit), round((tabs.y + tabs.height / 2) * unit)
            stage.play(events=[mouse_to(*at), *click(*at)])
        index = next(i for i, widget in enumerate(menu.widgets) if widget.label == label)
        for _ in menu.widgets:
            stage.look()
            row = next((row for row in menu.rows if row.index == index), None)
            if row is not None:
                unit = stage.app.size[1] / 720.0
                at = round((row.x + row.width / 2) * unit), round((row.y + row.height / 2) * unit)
                stage.play(events=[mouse_to(*at), *click(*at)])
                return
            stage.play(events=[pygame.Event(pygame.MOUSEWHEEL, x=0, y=-1, flipped=False)])
        raise AssertionError(f"{label!r} never came into view")

    def back(self, stage: Stage) -> None:
        label = next(w.label for w in stage.scene.menu.widgets if w.label in ("Back", "BACK", "GO ON"))
        self.choose(stage, label)
