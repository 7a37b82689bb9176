"""Keys and buttons: what each action is bound to, and how to change it. A conflict says who loses the control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.play.bindings import ACTION, ACTIONS, FLIGHT, Bindings, control_name
from game.play.pace import Beat
from game.play.scenes.options import COMPACT, Behind
from game.play.scenes.panel import draw_panel, glass
from game.render.frame import Frame
from game.ui.menu import Menu
from game.ui.widgets import Button, Text, Widget

if TYPE_CHECKING:
    from game.play.app import App

CANCEL = "key ESCAPE"


class Controls:
    """One row an action; choosing it waits for the new control."""

    name = "controls"

    def __init__(self, app: App, behind: Behind) -> None:
        self.app = app
        self.behind = behind
        self.waiting = ""  # the action that wants a control
        self.said = Text("Choose an action, then press its new key, mouse button or pad control.")
        self.rows = {action.name: Button(action.does.capitalize(), self._wait_for(action.name)) for action in ACTIONS
                     if action.context == FLIGHT}  # fmt: skip
        widgets: list[Widget] = [self.said, *self.rows.values()]
        widgets += [Button("As it was made", self._reset), Button("Back", app.pop)]
        self.menu = Menu(widgets, back=app.pop, heard=app.heard, theme=COMPACT)
        self._name_all()

    def _wait_for(self, action: str):
        def wait() -> None:
            self.waiting = action
            self.app.devices.listening, self.app.devices.heard = True, ""
            self.said.label, self.said.tone = f"Press the control for: {ACTION[action].does} (ESC: leave it)", "warning"
            self.rows[action].note = "press its control  (ESC: leave it)"  # the list may be scrolled

        return wait

    def _name_all(self) -> None:
        bindings = self.app.devices.bindings
        for name, row in self.rows.items():
            row.note = "  ".join(dict.fromkeys(map(control_name, bindings.inputs(name)))) or "nothing"

    def _take(self, control: str) -> None:
        action, self.waiting = self.waiting, ""
        self.said.label, self.said.tone = "As before.", "dim"
        self._name_all()
        if control == CANCEL and action != "pause":
            return
        bindings, loser = self.app.devices.bindings.rebind(action, control)
        self.said.label = f"{control_name(control)} is now: {ACTION[action].does}."
        if loser:
            self.said.label = (
                f"{control_name(control)} is now: {ACTION[action].does}. Taken from: {ACTION[loser].does}!"
            )
            self.said.tone = "warning"
        self._use(bindings)

    def _reset(self) -> None:
        self._use(Bindings())
        self.said.label, self.said.tone = "Everything is bound as it was made.", "dim"

    def _use(self, bindings: Bindings) -> None:
        self.app.settings.bindings = dict(bindings.changed)
        self.app.apply_settings()
        self._name_all()

    def enter(self) -> None:
        """Nothing to prepare."""

    def leave(self) -> None:
        self.app.devices.listening = False
        self.app.keep_settings()

    def update(self, beat: Beat) -> None:
        advance = getattr(self.behind, "advance", None)
        if advance:
            advance(beat.dt)
        devices = self.app.devices
        asked = devices.intents(beat.dt)
        if self.waiting:
            if devices.heard:
                self._take(devices.heard)
                devices.change_scene()
            return
        self.menu.handle(asked)

    def picture(self, alpha: float) -> Frame:
        scenery = getattr(self.behind, "scenery", None)
        frame = scenery(words=False) if scenery else self.behind.picture(1.0)
        canvas = glass(frame, self.app.size)
        draw_panel(canvas, "KEYS AND BUTTONS", self.menu, COMPACT, width=900.0, text_scale=self.app.text_scale)
        return frame
