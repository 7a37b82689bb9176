"""Keys and buttons: what each action is bound to, and how to change it.

A control that another action has is asked for twice: the screen says first whose it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.play.bindings import ACTION, ACTIONS, FLIGHT, MENU, PHOTO, WATCH, WINDOW, Bindings, conflicts, control_name
from game.play.journal import log
from game.play.pace import Beat
from game.play.scenes.options import Behind, backdrop, draw_pages, page_hints
from game.play.scenes.panel import glass
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.render.palette import ink
from game.ui.menu import Row, fitting
from game.ui.pages import Page, Pages
from game.ui.theme import THEME
from game.ui.widgets import Button, Text, Widget

if TYPE_CHECKING:
    from game.play.app import App

CANCEL = "key ESCAPE"
PATIENCE = 8.0  # [s] after which nothing is changed: hands without an ESC key need no other way out
TITLES = {FLIGHT: "FLIGHT", MENU: "MENUS", WATCH: "RECORDINGS", PHOTO: "PHOTO MODE", WINDOW: "WINDOW"}
KINDS = ("key", "mouse", "pad")
COLUMNS = (0.36, 0.61, 0.75)  # where keys, mouse and pad begin, as shares of a row's width
NOTHING = "·"


def _sentence(words: str) -> str:
    """With a capital at the start, and those of names as they are: capitalize() makes them small."""
    return words[0].upper() + words[1:]


@dataclass
class Bound(Button):
    """An action and what its controls are called, by kind: keys, mouse, pad."""

    controls: Sequence[Sequence[str]] = ((), (), ())


class Table(Pages):
    """Rows with a column for each kind of control."""

    def _label_room(self, canvas: Canvas, widget: Widget, width: float, text_scale: float) -> float:
        if isinstance(widget, Bound):
            return width * COLUMNS[0] - 2.5 * self.theme.row_inset
        return super()._label_room(canvas, widget, width, text_scale)

    def _draw_value(self, canvas: Canvas, row: Row, widget: Widget, chosen: bool, text_scale: float) -> None:
        if not isinstance(widget, Bound) or widget.value:
            super()._draw_value(canvas, row, widget, chosen, text_scale)
            return
        tone = ink(*(self.theme.mark if not widget.focusable else self.theme.accent if chosen else self.theme.dim))
        whole = self.theme.small_size * text_scale
        for names, left, right in zip(widget.controls, COLUMNS, (*COLUMNS[1:], 1.0), strict=True):
            room = row.width * (right - left) - self.theme.row_inset
            words = _as_many(canvas, names, whole, room)
            size = fitting(canvas, words, whole, room)
            canvas.text(row.x + row.width * left, row.y + (row.height - size) / 2, words, size, tone)


def _as_many(canvas: Canvas, names: Sequence[str], size: float, room: float) -> str:
    """The first of the names, as many as fit into a width, and how many more there are."""
    for shown in range(len(names), 0, -1):
        more = f"  +{len(names) - shown}" if shown < len(names) else ""
        words = "  ".join(names[:shown]) + more
        if canvas.measure(words, size) <= room or shown == 1:
            return words
    return NOTHING


class Controls:
    """One row an action; choosing it waits for the new control."""

    name = "controls"

    def __init__(self, app: App, behind: Behind) -> None:
        self.app = app
        self.behind = behind
        self.waiting = ""  # the action that wants a control
        self.asked = ""  # the control that has to be pressed once more, as another action has it
        self._left = 0.0  # seconds until the wait is over
        self.said = Text("")
        self._rest()
        self.rows = {each.name: Bound(_sentence(each.does), self._wait_for(each.name)) for each in ACTIONS}
        pages = [Page(title, tuple(self._page(context))) for context, title in TITLES.items()]
        self.menu = Table(pages, back=app.pop, heard=app.heard, theme=THEME)
        self._name_all()

    def _page(self, context: str) -> list[Widget]:
        rows: list[Widget] = [self.rows[action.name] for action in ACTIONS if action.context == context]
        heads = Bound("", controls=(["KEYS"], ["MOUSE"], ["PAD"]), focusable=False)
        return [heads, *rows, Button("As it was made", self._reset), Button("Back", self.app.pop)]

    # --- changing one ---

    def _wait_for(self, action: str):
        def wait() -> None:
            self.waiting, self.asked, self._left = action, "", PATIENCE
            self._listen()
            self._say(f"Press the control for: {ACTION[action].does}.  ESC, or waiting, leaves it as it is.", "warning")
            self.rows[action].note = "press its control"
            log.info("waits for a control: %s", action)

        return wait

    def _listen(self) -> None:
        self.app.devices.listening, self.app.devices.heard = True, ""

    def _say(self, words: str, tone: str) -> None:
        self.said.label, self.said.tone = words, tone

    def _rest(self) -> None:
        """What is said when nobody waits for anything; in a file that was edited by hand, two may want the same."""
        for control, winner, loser in conflicts(self.app.devices.bindings):
            called = control_name(control, exact=True)
            self._say(
                f"{called} asks for two things: {ACTION[winner].does}, which gets it, and {ACTION[loser].does}.",
                "warning",
            )
            return
        self._say("Choose an action, then press its new key, mouse button or pad control.", "accent")

    def _take(self, control: str) -> None:
        """A control was pressed: take it, or ask once more."""
        action, bindings = self.waiting, self.app.devices.bindings
        if control == CANCEL and action != "pause":
            self._stop("As before.")
            return
        called = control_name(control, bindings.family, exact=True)
        holders = bindings.holders(action, control)
        if holders and control != self.asked:
            self.asked, self._left = control, PATIENCE
            whose = " and ".join(ACTION[holder].does for holder in holders)
            self._say(f"{called} is taken: {whose}. Press it again to have it here, ESC to leave it there.", "warning")
            self._listen()
            return
        bindings, loser = bindings.rebind(action, control)
        self._use(bindings)
        log.info("%s is %s", action, ", ".join(bindings.inputs(action)))
        if loser:
            left = [control_name(other, bindings.family, exact=True) for other in bindings.inputs(loser)]
            instead = ", ".join(left) or "nothing"
            self._stop(f"{called}: {ACTION[action].does}. Taken from: {ACTION[loser].does}, which has {instead}.")
            self.said.tone = "warning"
        else:
            self._stop(f"{called}: {ACTION[action].does}.")

    def _stop(self, words: str) -> None:
        """No more waiting."""
        self.waiting = self.asked = ""
        self.app.devices.listening = False
        self._name_all()
        self._say(words, "accent")

    def _reset(self) -> None:
        self._use(Bindings(family=self.app.devices.bindings.family))
        self._say("Everything is bound as it was made.", "accent")

    def _use(self, bindings: Bindings) -> None:
        self.app.settings.bindings = dict(bindings.changed)
        self.app.apply_settings()
        self._name_all()

    def _name_all(self) -> None:
        bindings = self.app.devices.bindings
        for name, row in self.rows.items():
            row.note = ""
            by_kind = []
            for kind in KINDS:
                controls = [c for c in bindings.inputs(name) if c.startswith(kind + " ")]
                names = [control_name(c, bindings.family, exact=True) for c in controls]
                if kind == "mouse":  # which stands at the column's head
                    names = [name.replace("MOUSE ", "").replace(" BUTTON", "") for name in names]
                by_kind.append(names)
            row.controls = by_kind

    # --- scene ---

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
        if not self.waiting:
            self.menu.handle(asked)
            return
        self._left -= beat.dt
        if devices.heard:
            self._take(devices.heard)
            devices.change_scene()
        elif self._left <= 0.0:
            self._stop("As before.")

    def picture(self, alpha: float) -> Frame:
        frame = backdrop(self.behind, self.app.size, wide=True)
        canvas = glass(frame, self.app.size)
        hints = page_hints(self.app, "CHANGE")
        if self.waiting:  # every other key is an answer now
            hints = [(control_name(CANCEL), "LEAVE IT")] if self.waiting != "pause" else []
        scale = self.app.text_scale
        draw_pages(canvas, "KEYS AND BUTTONS", self.menu, scale, hints, self.said.label, self.said.tone, wide=1110.0)
        return frame
