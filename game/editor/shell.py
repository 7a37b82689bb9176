"""The editor's window: toolbar, panels at the sides, the map in the middle, the status line; and who hears what."""

from __future__ import annotations

import math
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
from game.ui import clipboard
from game.ui.events import Box, Event, Key, Move, Press, Release, Wheel, Words
from game.ui.tabs import HEIGHT as TAB
from game.ui.tabs import Tabs
from game.ui.textfield import cut
from game.ui.tooltip import Tooltip

from . import clip, keeping, keys_page, parts
from .commands import command_of
from .desk import Desk
from .document import Document
from .flying import take_off
from .hands import Hands
from .mapview import MapView
from .panel import Panel
from .places import ORDER
from .scenery import Scenery
from .toolbar import HEIGHT as BAR
from .toolbar import Toolbar

if TYPE_CHECKING:
    from game.play.app import App

STATUS = 21.0  # height of the status line [units]
SIDE_LEFT, SIDE_RIGHT = 214.0, 262.0  # widths [units]
FOOT = 236.0  # height of what is open below the map [units]
FOOT_MOST = 0.52  # of the room between toolbar and status line
NARROW = 900.0  # units of window from which down one side serves for both
KEEPS = 10.0  # unsaved work is put away this often [s]
WATCHES = 0.5  # the level's files are looked at this often: another program may write them [s]
REFRESH = 0.5  # a panel that nothing happened to is drawn anew so often, for carets [s]
NOTICE = 30.0  # height of a question over the map [units]
GRID_STEPS = (1.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 250.0, 500.0)
KEY_REPEATS = 350, 45  # of a held key: first, then [ms]


def open_level(app: App, name: str) -> None:
    """Put a level on the desk, by its name or its folder. ValueError says why it cannot be edited."""
    try:
        app.push(Editor(app, library.find(name, app.user_folder)))
    except LevelError as error:
        raise ValueError(str(error)) from None


class Dock:
    """Panels behind tabs in one box."""

    def __init__(self, panels: list[Panel]) -> None:
        self.panels = panels
        self.tabs = Tabs([panel.title for panel in panels])
        self.box = Box(0, 0, 0, 0)
        self._kept: tuple[object, object] | None = None

    @property
    def open(self) -> Panel:
        return self.panels[self.tabs.at]

    @property
    def inner(self) -> Box:
        return self.box.below(TAB)

    def draw(self, canvas: Canvas, box: Box, state: object) -> None:
        """`state` changes when the panel may look otherwise: else the strokes of the last picture are drawn again."""
        self.box = box
        self.tabs.counts = {i: getattr(panel, "count", 0) for i, panel in enumerate(self.panels)}
        key = (state, box, self.tabs.at, canvas.unit)
        live = getattr(self.open, "live", False)
        if not live and self._kept is not None and self._kept[0] == key:
            canvas.rows.repeat(self._kept[1])  # type: ignore[arg-type]
            return
        begin = canvas.rows.n
        canvas.rect(box.x, box.y, box.width, box.height, ink("panel"))
        self.tabs.draw(canvas, box.top(TAB))
        self.open.draw(canvas, self.inner)
        self._kept = key, canvas.rows.rows[begin:].copy()


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
        self.helps = False
        self.hands = Hands()
        self.toolbar = Toolbar(self.do, self.is_on, self.can)
        self.tooltip = Tooltip()
        self.frame = Frame.of(app.atlas)
        self.focus: Panel | None = self.map
        self.asks: tuple[str, dict[str, str]] | None = None  # a question over the map, and its answers by key
        self._boxes: dict[str, Box] = {}
        self._caught: Panel | Toolbar | None = None
        self._stirred = 0
        self._keep, self._watch = KEEPS, WATCHES
        self._answers: dict[str, Box] = {}
        if self.document.keeping.unsaved() is not None:
            self.asks = "Unsaved work of an earlier session was found.", {"Return": "recover", "Escape": "forget"}
        self.desk.say(f"{folder.name}: {len(self.map.places.all)} things, {len(self.document.rows('beat'))} beats")

    # -- the scene

    def enter(self) -> None:
        if not self.app.windowless:
            pygame.key.set_repeat(*KEY_REPEATS)
            pygame.key.start_text_input()
        self._stirred += 1

    def leave(self) -> None:
        self.document.keep_unsaved()
        if not self.app.windowless:
            pygame.key.set_repeat()

    def take(self, event: pygame.Event) -> bool:
        """One of pygame's events, before anybody else; True when it was for the editor."""
        mine = self.hands.take(event, self.desk.time)
        if mine is None:
            return event.type in (pygame.KEYDOWN, pygame.KEYUP)
        self._stirred += 1
        self.hear(mine)
        self.desk.look()
        return True

    def update(self, beat: Beat) -> None:
        self.app.devices.intents(beat.dt)  # nobody here walks menus by pad
        self.desk.update(beat.dt)
        self.scenery.update(beat.dt, busy=self._caught is self.map)
        self._follow_files(beat.dt)
        self._keep -= beat.dt
        if self._keep <= 0.0:
            self._keep = KEEPS
            if self.asks is None:
                self.document.keep_unsaved()

    def _follow_files(self, dt: float) -> None:
        """Another program has saved the level: it is taken up; whoever has unsaved work is asked."""
        self._watch -= dt
        if self._watch > 0.0 or self.asks is not None or self._caught is not None:
            return
        self._watch = WATCHES
        texts = self.document.changed_outside()
        if texts and self.document.dirty:
            self.asks = "Another program has saved this level, too.", {"Return": "take theirs", "Escape": "keep mine"}
        elif texts:
            self.document.take_files(texts)
            self.desk.say(f"Read again: {', '.join(texts)}")

    # -- hands

    def hear(self, event: Event) -> None:
        """One event goes to whom it is for."""
        if isinstance(event, Key | Words):
            self._type(event)
            return
        if isinstance(event, Release):
            caught, self._caught = self._caught, None
            if caught is not None:
                caught.handle(event)
            return
        if isinstance(event, Move) and self._caught is not None:
            self._caught.handle(event)
            return
        self.toolbar.hover = ""
        for part, box in self._parts():
            if box.holds(event.x, event.y):
                self._point(part, event)
                return

    def _parts(self) -> list[tuple[Panel | Toolbar | Dock, Box]]:
        docks = [dock for dock in (self.left, self.right, self.both, self.foot) if dock is not None and dock.box.width]
        return [(self.toolbar, self._boxes.get("bar", Box(0, 0, 0, 0))), *((dock, dock.box) for dock in docks),
                (self.map, self._boxes.get("map", Box(0, 0, 0, 0)))]  # fmt: skip

    def _point(self, part: Panel | Toolbar | Dock, event: Press | Move | Wheel) -> None:
        if isinstance(event, Press) and (self._answer_at(event) or self.helps):
            self.helps = False
            return
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
                self._caught = part
        else:
            part.handle(event)

    def _type(self, event: Key | Words) -> None:
        if self.helps and isinstance(event, Key) and event.name in ("escape", "return", "f1"):
            self.helps = False
            return
        if self.asks is not None and isinstance(event, Key):
            answer = self.asks[1].get(event.name.capitalize())
            if answer:
                self._answer(answer)
                return
        if self.focus is not None and self.focus.handle(event):
            return
        if isinstance(event, Key):
            command = command_of(event)
            if command:
                self.do(command)
            elif self.focus is not self.map and event.name in ("escape", "left", "right", "up", "down"):
                self.focus = self.map
                self.map.handle(event)

    # -- commands

    def do(self, name: str) -> None:
        """A command of the table of commands."""
        if name.startswith("tool "):
            self.map.use(name.removeprefix("tool "))
            self.focus = self.map
            return
        getattr(self, "_do_" + name.replace(" ", "_"))()

    def is_on(self, name: str) -> bool:
        view = self.map
        return {
            "grid": view.grid_shown, "snap": view.snaps, "names": view.names_shown, "look": self.scenery.shown,
            "help": self.helps, "foot": self.foot_open,
        }.get(name, name == f"tool {view.tool_name}")  # fmt: skip

    def can(self, name: str) -> bool:
        done, undone = self.document.history
        if name in ("copy", "duplicate", "delete", "turn left", "turn right", "flip x", "flip y"):
            return bool(self.desk.selection)
        return {"undo": bool(done), "redo": bool(undone), "save": self.document.dirty}.get(name, True)

    def _do_save(self) -> None:
        self.desk.save()

    def _do_undo(self) -> None:
        self.desk.undo()

    def _do_redo(self) -> None:
        self.desk.redo()

    def _do_copy(self) -> None:
        rows = [self.document.row(key) for key in sorted(self.desk.selection)]
        rows = [row for row in rows if row.kind in clip.KINDS]
        if rows:
            clipboard.put(clip.written(rows))
            self.desk.say(f"{len(rows)} copied, as text")

    def _do_cut(self) -> None:
        self._do_copy()
        self.map.remove_chosen()

    def _do_paste(self) -> None:
        rows = clip.read(clipboard.get())
        if not rows:
            self.desk.say("There is nothing of a level to paste")
            return
        dx, dy = self._paste_offset(rows)
        self.map.put_rows(rows, f"Paste {len(rows)}", dx, dy)
        self.desk.say(f"{len(rows)} pasted")

    def _paste_offset(self, rows: clip.Rows) -> tuple[float, float]:
        """So that the middle of what is pasted comes to lie under the mouse."""
        from . import shapes

        spots = [spot for kind, data in rows if kind in ORDER and (spot := shapes.middle(kind, data)) is not None]
        if not spots:
            return 0.0, 0.0
        x, y = (sum(spot[i] for spot in spots) / len(spots) for i in (0, 1))
        to = self.map.on_grid(*self.desk.cursor) if self.map.snaps else self.desk.cursor
        return round(to[0] - x), round(to[1] - y)

    def _do_duplicate(self) -> None:
        self.map.duplicate()

    def _do_delete(self) -> None:
        self.map.remove_chosen()

    def _do_turn_left(self) -> None:
        self.map.turn_chosen(-math.pi / 12)

    def _do_turn_right(self) -> None:
        self.map.turn_chosen(math.pi / 12)

    def _do_flip_x(self) -> None:
        self.map.flip_chosen(upright=False)

    def _do_flip_y(self) -> None:
        self.map.flip_chosen(upright=True)

    def _do_grid(self) -> None:
        self.map.grid_shown = not self.map.grid_shown

    def _do_snap(self) -> None:
        self.map.snaps = not self.map.snaps
        self.desk.say(f"Things land on every {self.map.step:g} units" if self.map.snaps else "Things land anywhere")

    def _do_names(self) -> None:
        self.map.names_shown = not self.map.names_shown

    def _do_look(self) -> None:
        self.scenery.shown = not self.scenery.shown

    def _do_frame(self) -> None:
        self.map.frame_chosen()

    def _do_closer(self) -> None:
        self.map.eye.closer(2)

    def _do_farther(self) -> None:
        self.map.eye.closer(-2)

    def _do_coarser(self) -> None:
        self._grid_step(1)

    def _do_finer(self) -> None:
        self._grid_step(-1)

    def _grid_step(self, way: int) -> None:
        at = min(range(len(GRID_STEPS)), key=lambda i: abs(GRID_STEPS[i] - self.map.step)) + way
        self.map.step = GRID_STEPS[max(0, min(len(GRID_STEPS) - 1, at))]
        self.desk.say(f"Things land on every {self.map.step:g} units")

    def _do_choose_all(self) -> None:
        places = self.map.places
        self.desk.select(places.keys[~self.map.hidden[places.kind]].tolist())
        self.desk.say(f"{len(self.desk.selection)} chosen")

    def _do_find(self) -> None:
        self.left.tabs.at = self.both.tabs.at = 0
        self.focus = self.left.panels[0]
        self.focus.field.focus()  # type: ignore[attr-defined]

    def _do_play(self) -> None:
        self.desk.tell("play", None)

    def _do_play_here(self) -> None:
        self.desk.tell("play", self.desk.cursor)

    def _do_help(self) -> None:
        self.helps = not self.helps

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

    def _do_foot(self) -> None:
        if self.foot is not None:
            self.foot_open = not self.foot_open

    def _do_leave(self) -> None:
        if self.document.dirty:
            self.asks = "Save before you leave?", {"Return": "save and leave", "Delete": "discard", "Escape": "stay"}
        else:
            self._leave()

    def _leave(self) -> None:
        self.app.pop()
        if not self.app.scenes:
            from game.play.scenes.title import Title

            self.app.go(Title(self.app))

    # -- questions

    def _answer(self, answer: str) -> None:
        self.asks = None
        if answer == "recover":
            self.document.recover()
            self.desk.say("Recovered; undo takes it back")
        elif answer == "forget":
            self.document.keep_unsaved()
        elif answer == "take theirs":
            self.document.take_files(self.document.changed_outside())
            self.desk.say("Read again; undo has what was here")
        elif answer == "keep mine":
            self.document.keep_mine(self.document.changed_outside())
        elif answer == "save and leave":
            if self.desk.save():
                self._leave()
        elif answer == "discard":
            while self.document.dirty and self.document.undo():
                pass
            self._leave()

    def _answer_at(self, press: Press) -> bool:
        for answer, box in self._answers.items():
            if self.asks is not None and box.holds(press.x, press.y):
                self._answer(answer)
                return True
        return False

    # -- the picture

    def picture(self, alpha: float) -> Frame:
        frame = self.frame
        frame.clear_lists()
        canvas = Canvas(frame.hud, Lens(1.0, 0.0, 0.0, *self.app.size), self.app.text_scale)
        self.hands.unit = canvas.unit
        self._lay_out(canvas)
        middle = self._boxes["map"]
        lens = self.map.eye.look(canvas, middle)
        self.scenery.draw(frame, lens, (self.map.eye.x, self.map.eye.y), self.desk.time)
        self.map.draw(canvas, middle)
        self._draw_sides(canvas)
        self.toolbar.draw(canvas, self._boxes["bar"])
        self._draw_status(canvas, self._boxes["status"])
        if self.asks is not None:
            self._draw_question(canvas, middle)
        if self.helps:
            keys_page.draw(canvas, middle)
        done, undone = self.document.history
        next_ = {"undo": done[:1], "redo": undone[:1]}.get(self.toolbar.hover, [])
        self.toolbar.rest(self.tooltip, self.desk.time, "".join(next_))
        self.tooltip.draw(canvas, self.desk.time)
        return frame

    def _lay_out(self, canvas: Canvas) -> None:
        wide, high = canvas.width, canvas.height
        top, foot = BAR, high - STATUS
        narrow = wide < NARROW
        left = 0.0 if narrow else SIDE_LEFT
        right = min(SIDE_RIGHT, wide * 0.45)
        body = foot - top
        below = min(FOOT, FOOT_MOST * body) if self.foot is not None and self.foot_open else 0.0
        self._boxes = {
            "bar": Box(0, 0, wide, BAR),
            "left": Box(0, top, left, body),
            "right": Box(wide - right, top, right, body),
            "foot": Box(left, foot - below, wide - left - right, below),
            "map": Box(left, top, wide - left - right, body - below),
            "status": Box(0, foot, wide, STATUS),
        }
        self._boxes["both"] = Box(0, 0, 0, 0)
        if narrow:
            self._boxes["both"], self._boxes["right"] = self._boxes["right"], Box(0, 0, 0, 0)

    def _draw_sides(self, canvas: Canvas) -> None:
        state = (
            self._stirred, self.document.version, len(self.desk.problems), frozenset(self.desk.selection),
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

    def _draw_status(self, canvas: Canvas, box: Box) -> None:
        canvas.rect(box.x, box.y, box.width, box.height, ink("void"))
        canvas.rect(box.x, box.y, box.width, 1, ink("line"))
        top, size = box.y + (box.height - 7.4) / 2, 7.4
        x, y = self.desk.cursor
        zoom = self.map.eye.zoom * 100
        parts_ = [f"{x:.0f}, {y:.0f}", f"{zoom:.0f} %", f"grid {self.map.step:g}" if self.map.snaps else "free"]
        if self.desk.selection:
            parts_.append(f"{len(self.desk.selection)} chosen")
        right = box.right - 10.0
        count = len(self.desk.problems)
        words = f"{count} problem{'s' if count != 1 else ''}" if count else "✓ whole"
        right -= canvas.text(right, top, words, size, ink("amber" if count else "good"), "right") + 16
        for words in reversed(parts_):
            right -= canvas.text(right, top, words, size, ink("starter"), "right") + 16
        left = box.x + 10.0
        mark = "● " if self.document.dirty else ""
        name = f"{self.document.folder.name}"
        if mark:
            canvas.shape("dot", left + 3, box.y + box.height / 2, 11, None, ink("hot"))
            left += 11
        left += canvas.text(left, top, name, size, ink("white")) + 14
        canvas.text(left, top, cut(canvas, self.desk.said, size, right - left - 8), size, ink("dim"))

    def _draw_question(self, canvas: Canvas, middle: Box) -> None:
        assert self.asks is not None
        words, answers = self.asks
        box = Box(middle.x + 8, middle.y + 8, middle.width - 16, NOTICE)
        canvas.rect(box.x, box.y, box.width, box.height, ink("panel"))
        canvas.rect(box.x, box.y, 3, box.height, ink("amber"))
        top = box.y + (box.height - 8) / 2
        self._answers = {}
        right = box.right - 10
        for key, answer in reversed(answers.items()):
            label = f"{answer.capitalize()}  ({'Enter' if key == 'Return' else 'Esc' if key == 'Escape' else key})"
            wide = canvas.measure(label, 7.6) + 16
            self._answers[answer] = Box(right - wide, box.y + 5, wide, box.height - 10)
            canvas.rect(right - wide, box.y + 5, wide, box.height - 10, ink("line"))
            canvas.text(right - wide + 8, top, label, 7.6, ink("white"))
            right -= wide + 8
        canvas.text(box.x + 14, top, cut(canvas, words, 8, right - box.x - 24), 8, ink("text"))
