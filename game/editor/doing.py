"""What the commands of the editor's table do: each `_do_…` is one of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from game.ui import clipboard

from . import clip, shapes
from .places import ORDER
from .question import Question

if TYPE_CHECKING:
    from .shell import Editor

GRID_STEPS = (1.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 250.0, 500.0)
TURN = math.pi / 12  # of one press [rad]


class Doing:
    """Works on what is on an editor's desk."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.desk, self.document = editor.desk, editor.document
        self.map, self.scenery = editor.map, editor.scenery
        self._last_beat = 0  # that one came to from a place

    def do(self, name: str) -> None:
        """A command of the table of commands."""
        if name.startswith("tool "):
            self.map.use(name.removeprefix("tool "))
            self.editor.focus = self.map
            return
        getattr(self, "_do_" + name.replace(" ", "_"))()

    def is_on(self, name: str) -> bool:
        """Whether a command is switched on."""
        view = self.map
        return {
            "grid": view.grid_shown, "snap": view.snaps, "names": view.names_shown, "look": self.scenery.shown,
            "help": self.editor.helps, "foot": self.editor.foot_open,
        }.get(name, name == f"tool {view.tool_name}")  # fmt: skip

    def can(self, name: str) -> bool:
        """Whether it would do something now."""
        undo, redo = self.document.next_steps
        if name in ("copy", "duplicate", "delete", "turn left", "turn right", "flip x", "flip y"):
            return bool(self.desk.selection)
        return {"undo": bool(undo), "redo": bool(redo), "save": self.document.dirty}.get(name, True)

    def _do_save(self) -> None:
        self.editor.save()

    def _do_undo(self) -> None:
        self.desk.undo()

    def _do_redo(self) -> None:
        self.desk.redo()

    def _do_copy(self) -> None:
        rows = clip.chosen(self.document, self.desk.selection)
        if rows:
            clipboard.put(clip.written(rows))
            self.desk.say(f"{len(rows)} copied, as text")

    def _do_cut(self) -> None:
        self._do_copy()
        self.map.remove_chosen()

    def _do_paste(self) -> None:
        rows = clip.without_known_lines(self.document, clip.read(clipboard.get()))
        if not rows:
            self.desk.say("There is nothing of a level to paste")
            return
        dx, dy = self._paste_offset(rows)
        self.map.put_rows(rows, f"Paste {len(rows)}", dx, dy)
        self.desk.say(f"{len(rows)} pasted")

    def _paste_offset(self, rows: clip.Rows) -> tuple[float, float]:
        """So that the middle of what is pasted comes to lie under the mouse."""
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
        self.map.turn_chosen(-TURN)

    def _do_turn_right(self) -> None:
        self.map.turn_chosen(TURN)

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

    def _do_links(self) -> None:
        """From a beat to all its places; from a place to a beat that names it, the next one each time."""
        links, chosen = self.map.links, [key for key in self.desk.selection if key in self.document]
        places = {place for key in chosen if self.document.row(key).kind == "beat" for place in links.places(key)}
        if places:
            self.desk.select(places)
            self.map.frame_chosen()
            self.desk.say(f"{len(places)} place{'s' if len(places) != 1 else ''} of the beat")
            return
        beats = [beat for key in sorted(chosen) for beat in links.beats(key)]
        if not beats:
            self.desk.say("Nothing leads from there" if chosen else "Choose a beat or a place first")
            return
        at = (beats.index(self._last_beat) + 1) % len(beats) if self._last_beat in beats else 0
        self._last_beat = beats[at]
        self.desk.select([beats[at]])
        self.desk.say(f"{self.document.row(beats[at]).id}: {at + 1} of {len(beats)} beats that name it")

    def _do_find(self) -> None:
        self.editor.left.tabs.at = self.editor.both.tabs.at = 0
        self.editor.focus = self.editor.left.panels[0]
        self.editor.focus.field.focus()  # type: ignore[attr-defined]

    def _do_play(self) -> None:
        self.desk.tell("play", None)

    def _do_play_here(self) -> None:
        self.desk.tell("play", self.desk.cursor)

    def _do_play_beat(self) -> None:
        rows = [self.document.row(key) for key in self.desk.selection if key in self.document]
        beats = [row.id for row in rows if row.kind == "beat"]
        if len(beats) == 1:
            self.desk.tell("play from", beats[0])
        else:
            self.desk.say("Choose a beat first")

    def _do_play_on(self) -> None:
        self.desk.tell("play on")

    def _do_play_again(self) -> None:
        self.desk.tell("play again")

    def _do_help(self) -> None:
        self.editor.helps = not self.editor.helps

    def _do_foot(self) -> None:
        if self.editor.foot is not None:
            self.editor.foot_open = not self.editor.foot_open

    def ask_to_leave(self) -> None:
        """ESC, where there was nothing else to give up: it may have been meant for something else."""
        if self.document.dirty:
            self._do_leave()
        else:
            self.editor.asks = Question("Leave the editor?", {"return": "leave", "escape": "stay"}, may_wait=True)

    def _do_leave(self) -> None:
        if self.document.dirty:
            answers = {"return": "save and leave", "delete": "discard", "escape": "stay"}
            self.editor.asks = Question("Save before you leave?", answers, may_wait=True)
        else:
            self.editor.leave_for_good()
