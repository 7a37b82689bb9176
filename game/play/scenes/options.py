"""The options: every setting of the table, each seen or heard at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from game.play.pace import Beat
from game.play.scenes.panel import draw_panel, glass
from game.play.settings import CHOICES, SECTIONS, Choice
from game.render.frame import Frame
from game.ui.menu import Menu
from game.ui.theme import THEME
from game.ui.widgets import Button, Picker, Slider, Text, Toggle, Widget

if TYPE_CHECKING:
    from game.play.app import App

COMPACT = replace(THEME, row_height=28.5, entry_size=13.5, small_size=11.0, heading_size=22.0, padding=24.0)
WINDOW = ("renderer", "full_screen", "vsync")  # these need another window


class Behind(Protocol):
    """The scene whose picture stands behind."""

    def picture(self, alpha: float) -> Frame: ...


class Options:
    """One column of settings under their headings."""

    name = "options"

    def __init__(self, app: App, behind: Behind) -> None:
        self.app = app
        self.behind = behind
        self._window = self._window_wishes()
        rows: list[Widget] = []
        for section in SECTIONS:
            rows.append(Text(section.upper(), tone="mark"))
            rows += [self._row(name, choice) for name, choice in CHOICES.items() if choice.section == section]
            if section == "flight":
                rows.append(Button("Keys and buttons", self._controls))
        rows.append(Button("Back", self._back))
        self.menu = Menu(rows, back=self._back, heard=app.heard, theme=COMPACT)

    def _row(self, name: str, choice: Choice) -> Widget:
        settings = self.app.settings

        def get():
            return getattr(settings, name)

        def put(value: object) -> None:
            settings.change(name, value)
            self.app.apply_settings()

        if choice.options:
            return Picker(choice.label, choice.options, get, put)
        if isinstance(get(), bool):
            return Toggle(choice.label, get, put)
        return Slider(choice.label, choice.low, choice.high, choice.step, choice.unit, get, put)

    def enter(self) -> None:
        """Nothing to prepare."""

    def leave(self) -> None:
        self.app.keep_settings()

    def update(self, beat: Beat) -> None:
        advance = getattr(self.behind, "advance", None)
        if advance:
            advance(beat.dt)
        elif self.app.audio:
            self.app.audio.update(beat.dt)
        self.menu.handle(self.app.devices.intents(beat.dt))

    def picture(self, alpha: float) -> Frame:
        scenery = getattr(self.behind, "scenery", None)
        frame = scenery(words=False) if scenery else self.behind.picture(1.0)
        canvas = glass(frame, self.app.size)
        draw_panel(canvas, "OPTIONS", self.menu, COMPACT, width=640.0, text_scale=self.app.text_scale)
        return frame

    def _controls(self) -> None:
        from game.play.scenes.controls import Controls

        self.app.push(Controls(self.app, self.behind))

    def _window_wishes(self) -> tuple[object, ...]:
        return tuple(getattr(self.app.settings, name) for name in WINDOW)

    def _back(self) -> None:
        changed = self._window_wishes() != self._window
        self.app.pop()
        if changed:
            self.app.follow_window_settings()
