"""The editor's window: toolbar, panels at the sides, the map in the middle, the status line; and who hears what."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from game.play.pace import Beat
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.render.palette import ink
from game.story import library
from game.story.problems import LevelError
from game.ui.events import Box, Event, Key, Move, Press, Release, Wheel, Words
from game.ui.intents import Intent
from game.ui.tooltip import Tooltip

from . import keeping, parts, statusline
from .commands import command_of
from .desk import Desk
from .dock import Dock
from .document import Document
from .doing import Doing
from .flying import take_off
from .hands import Hands
from .keys_page import KeysPage
from .mapview import MapView
from .panel import Panel
from .question import Question
from .scenery import Scenery
from .toolbar import HEIGHT as BAR
from .toolbar import Toolbar

if TYPE_CHECKING:
    from game.play.app import App

SIDE_LEFT, SIDE_RIGHT = 214.0, 262.0  # widths [units]
FOOT = 236.0  # height of what is open below the map [units]
FOOT_MOST = 0.52  # of the room between toolbar and status line
NARROW = 900.0  # units of window from which down one side serves for both
LEAST_UNIT = 0.75  # px: letters get no smaller in a small window, so neither do the lines that they stand on
KEEPS = 10.0  # unsaved work is put away this often [s]
WATCHES = 0.5  # the level's files are looked at this often: another program may write them [s]
REFRESH = 0.5  # a panel that nothing happened to is drawn anew so often, for carets [s]


def open_level(app: App, name: str) -> None:
    """Put a level on the desk, by its name or its folder. ValueError says why it cannot be edited."""
    try:
        open_folder(app, library.find(name, app.user_folder))
    except LevelError as error:
        raise ValueError(str(error)) from None


def open_folder(app: App, folder: Path) -> None:
    """The same with the level of a folder, over whatever is on the stage. LevelError: it is no TOML at all."""
    app.push(Editor(app, folder))


class Editor:
    """A scene of the program."""

    name = "editor"

    def __init__(self, app: App, folder: Path) -> None:
        """LevelError when the level cannot be read as TOML at all."""
        self.app = app
        self.document = Document.open(folder, keeping.place(app.user_folder, folder))
        self.desk = Desk(self.document, threads=not app.windowless)
        self.map = MapView(self.desk)
        self.scenery = Scenery(self.document, app.atlas, threads=not app.windowless)
        left, right, below = parts.panels(self.desk, partial(take_off, app), threads=not app.windowless)
        self.left, self.right = Dock(left), Dock(right)
        self.foot = Dock(below) if below else None
        self.both = Dock([*self.left.panels, *self.right.panels])  # of a window that has room for one side only
        self.foot_open = False
        self.desk.listen("open", self._open)
        self.desk.listen("selection", self._selected)
        self.helps, self.keys = False, KeysPage()
        self.hands = Hands()
        self.doing = Doing(self)
        self.do = self.doing.do
        self.toolbar = Toolbar(self.do, self.doing.is_on, self.doing.can)
        self.tooltip = Tooltip()
        self.frame = Frame.of(app.atlas)
        self.focus: Panel | None = self.map
        self.asks: Question | None = None
        self._boxes: dict[str, Box] = {}
        self._caught: Panel | Toolbar | None = None  # whose press is not let go of yet
        self._caught_by = 0  # by which button
        self._under: Panel | Toolbar | Dock | None = None  # where the mouse is
        self._stirred = 0
        self._keep, self._watch = KEEPS, WATCHES
        if self.document.keeping.unsaved() is not None:
            found = "Unsaved work of an earlier session was found."
            self.asks = Question(found, {"return": "recover", "delete": "forget"})
        count = f"{len(self.map.places.all)} things, {len(self.document.rows('beat'))} beats"
        self.desk.say(f"{count} · F1: keys and mouse · F5: fly it")

    # -- the scene

    def enter(self) -> None:
        if not self.app.windowless:
            pygame.key.start_text_input()
        self.hands.let_go()
        self._stirred += 1

    def leave(self) -> None:
        leave = getattr(self.focus, "leave", None)
        try:
            leave() if leave is not None else None  # what is being typed counts
        finally:
            self._keep_unsaved()

    def _keep_unsaved(self) -> None:
        """What was found of an earlier session stays where it is until somebody says what shall become of it."""
        if self.asks is None or self.asks.may_wait:
            self.desk.keep_unsaved()

    def take(self, event: pygame.Event) -> bool:
        """One of pygame's events, before anybody else; True when it was for the editor."""
        mine = self.hands.take(event, self.desk.time)
        if mine is None:
            return event.type in (pygame.KEYDOWN, pygame.KEYUP)
        self._heard(mine)
        return True

    def _heard(self, event: Event) -> None:
        self._stirred += 1
        self.hear(event)
        self.desk.look()

    def update(self, beat: Beat) -> None:
        self._heed_pad(beat.dt)
        again = self.hands.repeat(beat.dt)
        if again is not None:
            self._heard(again)
        self.desk.update(beat.dt)
        self.scenery.update(beat.dt, busy=self._caught is self.map)
        self._follow_files(beat.dt)
        self._keep -= beat.dt
        if self._keep <= 0.0:
            self._keep = KEEPS
            self._keep_unsaved()

    def _heed_pad(self, dt: float) -> None:
        """Nobody draws a level by pad; but who came in by pad gets out."""
        for wish in self.app.devices.intents(dt):
            if wish is Intent.BACK or (wish is Intent.ACCEPT and self.asks is not None):
                self._heard(Key("escape" if wish is Intent.BACK else "return"))

    def _follow_files(self, dt: float) -> None:
        """Another program has saved the level: it is taken up; whoever has unsaved work in the same file is asked.

        Nobody is asked in the midst of a word or of a shape: ENTER is meant for that.
        """
        self._watch -= dt
        if self._watch > 0.0 or self.asks is not None or self._caught is not None:
            return
        if self.map.draws or getattr(self.focus, "typing", False):
            return
        self._watch = WATCHES
        broken, texts = self.document.keeping.broken, self.document.changed_outside()
        if self.document.keeping.broken not in ("", broken):
            self.desk.say(f"Another program's file cannot be read. {self.document.keeping.broken}")
        contested = self.document.contested() if texts else {}
        theirs = {name: text for name, text in texts.items() if name not in contested}
        if theirs:
            self.document.take_files(theirs)
            self.desk.say(f"Read again: {', '.join(theirs)}")
        if contested:
            self._ask_whose()

    def _ask_whose(self) -> None:
        words = "Another program has saved this level, too."
        self.asks = Question(words, {"return": "take theirs", "escape": "keep mine"})

    def save(self) -> bool:
        """False when the disk refused, or where another program's save would be written over: that is asked first."""
        if self.document.contested():
            self._ask_whose()
            return False
        return self.desk.save()

    # -- hands

    def hear(self, event: Event) -> None:
        """One event goes to whom it is for."""
        if self.helps and self.keys.turned(event):
            return
        if self._must_answer(event):
            return
        if self._caught is not None and self._pulls(event, self._caught):
            return
        if isinstance(event, Key | Words):
            self._type(event)
            return
        if isinstance(event, Release):
            return
        self.toolbar.hover = ""
        part = next((part for part, box in self._parts() if box.holds(event.x, event.y)), None)
        left, self._under = self._under, part
        if left is not part and left is not None and left is not self.map and isinstance(event, Move):
            self._point(left, event)  # nothing there is under the mouse any more
        if part is not None:
            self._point(part, event)

    def _pulls(self, event: Event, caught: Panel | Toolbar) -> bool:
        """Whether an event is for whoever was pressed; until it is let go of, other buttons and keys do nothing."""
        held = self._caught_by in self.hands.held
        if isinstance(event, Release) and event.button == self._caught_by:
            self._caught = None
            caught.handle(event)
        elif isinstance(event, Move):
            if not event.held and caught is self.map:  # it was let go of where nobody heard it
                self._caught = None
                self.map.let_go()
            caught.handle(event)
        elif isinstance(event, Key) and caught is self.map and held and event.name == "escape":
            self.map.handle(event)
        else:
            return held and (isinstance(event, Press | Release) or caught is self.map)
        return True

    def _parts(self) -> list[tuple[Panel | Toolbar | Dock, Box]]:
        docks = [dock for dock in (self.left, self.right, self.both, self.foot) if dock is not None and dock.box.width]
        return [(self.toolbar, self._boxes.get("bar", Box(0, 0, 0, 0))), *((dock, dock.box) for dock in docks),
                (self.map, self._boxes.get("map", Box(0, 0, 0, 0)))]  # fmt: skip

    def _point(self, part: Panel | Toolbar | Dock, event: Press | Move | Wheel) -> None:
        if isinstance(event, Press) and (self._answered(event) or self.helps):
            self.helps = False
            return
        if isinstance(event, Press):
            self._put_off()
            self.tooltip.hush()
        if isinstance(part, Dock):
            if part.tabs.handle(event):
                self.focus = part.open
                return
            part = part.open
        if isinstance(event, Press):
            if self.focus is not part and self.focus is not None and self.focus is not self.map:
                leave = getattr(self.focus, "leave", None)  # a field that is left accepts what was typed
                leave() if leave is not None else self.focus.handle(event)
            if not isinstance(part, Toolbar):
                self.focus = part
            if part.handle(event):
                self._caught, self._caught_by = part, event.button
        else:
            part.handle(event)

    def _type(self, event: Key | Words) -> None:
        if self.helps and isinstance(event, Key) and event.name in ("escape", "return", "f1"):
            self.helps = False
            return
        if self._answered(event):
            return
        if self.focus is not None and self.focus.handle(event):
            return
        if isinstance(event, Key):
            command = command_of(event)
            if command:
                self._put_off()
                self._settle(command)
                self.do(command)
            elif self.focus is not self.map and event.name in ("escape", "left", "right", "up", "down"):
                self.focus = self.map
                self.map.handle(event)
            elif event.name == "escape":
                self.doing.ask_to_leave()

    def _settle(self, command: str) -> None:
        """What is being typed counts when a command comes by its key, as it does when a button is pressed."""
        settle = getattr(self.focus, "settle", None)
        if settle is not None and command not in ("undo", "redo"):  # to do something again, nothing new may be done
            settle()

    # -- what others ask

    def _selected(self) -> None:
        """Where one side serves for both, what is chosen on the map is shown there."""
        if self.both.box.width and self.focus is self.map and self.desk.selection:
            self._open("Properties")

    def _open(self, title: str) -> None:
        """Bring a panel to the front, wherever it stands."""
        for dock in (self.left, self.right, self.both, self.foot):
            for at, panel in enumerate(dock.panels if dock is not None else ()):
                if panel.title == title and dock is not None:
                    dock.tabs.at = at
                    self.foot_open = self.foot_open or dock is self.foot

    def leave_for_good(self) -> None:
        """Back to where one came from, or to the title."""
        self.app.pop()
        if not self.app.scenes:
            from game.play.scenes.title import Title

            self.app.go(Title(self.app))

    # -- questions

    def _answered(self, event: Event) -> bool:
        """Whether a question was asked and this answers it."""
        answer = self.asks.answer(event) if self.asks is not None else ""
        if answer:
            self.asks = None
            self._answer(answer)
        return bool(answer)

    def _must_answer(self, event: Event) -> bool:
        """Whether a question stands that cannot wait: hands do nothing else until it has been answered."""
        if self.asks is None or self.asks.may_wait or not isinstance(event, Key | Words | Press):
            return False
        if not self._answered(event) and not isinstance(event, Words):
            self.desk.say("That has to be answered first")
        return True

    def _put_off(self) -> None:
        """Somebody does something else."""
        if self.asks is not None and self.asks.may_wait:
            self.asks = None

    def _answer(self, answer: str) -> None:
        if answer == "recover":
            self.document.recover()
            self.desk.say("Recovered; undo takes it back")
        elif answer == "forget":
            self.desk.keep_unsaved()
        elif answer == "take theirs":
            self.document.take_files(self.document.changed_outside())
            self.desk.say("Read again; undo has what was here")
        elif answer == "keep mine":
            self.document.keep_mine(self.document.contested())
        elif answer == "save and leave":
            if self.save():
                self.leave_for_good()
        elif answer == "leave":
            self.leave_for_good()
        elif answer == "discard":
            self.document.give_up()
            self.leave_for_good()

    # -- the picture

    def picture(self, alpha: float) -> Frame:
        frame = self.frame
        frame.clear_lists()
        glass = Lens(1.0, 0.0, 0.0, *self.app.size)
        canvas = Canvas(frame.hud, glass, max(self.app.text_scale, LEAST_UNIT / glass.ui))
        self.hands.unit = canvas.unit
        self._lay_out(canvas)
        middle = self._boxes["map"]
        lens = self.map.eye.look(canvas, middle)
        self.scenery.draw(frame, lens, (self.map.eye.x, self.map.eye.y), self.desk.time)
        self.map.draw(canvas, middle)
        self._draw_sides(canvas)
        self.toolbar.draw(canvas, self._boxes["bar"])
        statusline.draw(canvas, self._boxes["status"], self.desk, self.map)
        if self.asks is not None:
            self.asks.draw(canvas, middle)
        if self.helps:
            self.keys.draw(canvas, self._boxes["all"])
        self._rest()
        if not self.helps:
            self.tooltip.draw(canvas, self.desk.time)
        return frame

    def _rest(self) -> None:
        """The words beside what the mouse rests on: a button, or a sign of a panel."""
        tip = getattr(self._under.open, "tip", None) if isinstance(self._under, Dock) else None
        if tip is not None:
            self.tooltip.rest(*tip, "", self.desk.time)
            return
        next_ = dict(zip(("undo", "redo"), self.document.next_steps, strict=True))
        self.toolbar.rest(self.tooltip, self.desk.time, next_.get(self.toolbar.hover, ""))

    def _lay_out(self, canvas: Canvas) -> None:
        wide, high = canvas.width, canvas.height
        top, foot = BAR, high - statusline.HEIGHT
        narrow = wide < NARROW
        left = 0.0 if narrow else SIDE_LEFT
        right = min(SIDE_RIGHT, wide * 0.45)
        body = foot - top
        below = min(FOOT, FOOT_MOST * body) if self.foot is not None and self.foot_open else 0.0
        self._boxes = {
            "bar": Box(0, 0, wide, BAR),
            "all": Box(0, top, wide, body),
            "left": Box(0, top, left, body),
            "right": Box(wide - right, top, right, body),
            "foot": Box(left, foot - below, wide - left - right, below),
            "map": Box(left, top, wide - left - right, body - below),
            "status": Box(0, foot, wide, statusline.HEIGHT),
        }
        self._boxes["both"] = Box(0, 0, 0, 0)
        if narrow:
            self._boxes["both"], self._boxes["right"] = self._boxes["right"], Box(0, 0, 0, 0)

    def _draw_sides(self, canvas: Canvas) -> None:
        state = (
            self._stirred, self.document.version, len(self.desk.problems), self.desk.selection,
            int(self.desk.time / REFRESH),
        )  # fmt: skip
        docks = {"left": self.left, "right": self.right, "both": self.both, "foot": self.foot}
        for name, dock in docks.items():
            box = self._boxes[name]
            if dock is None:
                continue
            if box.width > 0 and box.height > 0:
                dock.draw(canvas, box, state)
            else:
                dock.box = Box(0, 0, 0, 0)
        for name, edge in (("left", "right"), ("right", "x"), ("both", "x")):
            box = self._boxes[name]
            if box.width:
                canvas.rect(getattr(box, edge) - (edge == "right"), box.y, 1, box.height, ink("line"))
