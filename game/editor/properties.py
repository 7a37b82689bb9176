"""What is chosen, as a form: one row, several of a kind at once, or, with nothing chosen, the level's own keys."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import msgspec

from game.render.canvas import Canvas
from game.render.palette import ink
from game.story.actions_show import Print
from game.story.check_lines import USES
from game.story.loader import MAP_KEYS
from game.story.positions import KeyPath
from game.ui.events import Box, Event, Press
from game.ui.textfield import cut

from . import glyphs, wording
from .changes import Edit
from .desk import Desk
from .document import LEVEL, MAP, Row
from .faults import locate
from .flagnames import offered
from .formview import FormView
from .lines import AGAIN, new_line, unmissed
from .links import Links
from .overlay import INKS
from .renaming import KINDS, mixed_up, rename
from .script import Script
from .sheet import HEADER
from .things import SIGNS

HEAD = 26.0  # over the form [units]
SIZE = 8.0  # cap height [units]
KIND = 22.0  # a line of how many of a kind are chosen [units]
FOOT = 17.0  # a line of who uses it [units]
USERS = 4  # beats named below a place
WRITERS = {"say": "", "chat": "@somebody"}  # kind of line -> who "speaks" a new one; others are written by their kind
OF = {"terrain": ("rock", "wall")}  # a reference that means rows of other kinds


class Properties:
    """A panel. Listens for "field" (key, path): somebody wants to see that very key."""

    title = "Properties"

    def __init__(self, desk: Desk, script: Script) -> None:
        self.desk, self.script = desk, script
        self.links = Links(desk.document)
        self.form = FormView(self._edit, script.names, self._follow, desk.say, partial(offered, script))
        self.form.changes.makers["line"] = self._new_line
        self.form.changes.taken = self._taken
        self._faults: dict[int, dict[KeyPath, str]] = {}
        self._top: tuple[int, dict[str, Any]] = (-1, {})
        self._users: list[tuple[Box, int]] = []
        self._kinds: list[tuple[Box, str]] = []
        desk.listen("selection", self.form.begin)
        desk.listen("problems", self._judge)
        desk.listen("field", self._field)

    # -- what is chosen

    def _rows(self) -> list[Row]:
        document = self.desk.document
        return [document.row(key) for key in sorted(self.desk.selection) if key in document]

    def _judge(self) -> None:
        self._faults = {}
        for fault in locate(self.desk.document, self.desk.problems):
            if fault.key is not None:
                self._faults.setdefault(fault.key, {}).setdefault(fault.path, fault.problem.message)

    def _wrong(self, row: Row) -> dict[KeyPath, str]:
        """The row's faults: those of its shape at once, all others when the level has been checked."""
        found = dict(self._faults.get(row.key, {}))
        if row.kind == "beat":
            found |= dict(self.script.read(row.key).wrong)
        return found

    def _field(self, key: int, path: KeyPath) -> None:
        self.desk.select([key])
        self.form.reveal(path)

    def _follow(self, refs: tuple[str, ...], name: str) -> None:
        document = self.desk.document
        for kind in [kind for ref in refs for kind in OF.get(ref, (ref,))]:
            row = document.find(kind, name)
            if row is not None:
                if kind in ("beat", "line"):
                    self.desk.select([row.key])
                self.desk.show(row.key)
                return
        self.desk.say(f"{name} has no place of its own")

    def _new_line(self, struct: type[msgspec.Struct] | None, key: str) -> str:
        """A line for the beat that is chosen, in the same step as the action that asks for it; its name.

        It is of the kind that the key of such a table shows.
        """
        rows = self._rows()
        shown = USES.get(struct, {}) if struct is not None else {}
        kind = shown[key][0][0] if key in shown else "sign" if struct is Print else "say"
        stem = (rows[0].id or AGAIN) if rows else ""  # whatever has no name is said again
        row = new_line(self.desk.document, stem, WRITERS.get(kind, kind))
        return self.desk.document.row(row).id

    def _taken(self, name: str) -> bool:
        """Whether another thing is called so from which the one that is chosen could not be told apart."""
        rows, document = self._rows(), self.desk.document
        if len(rows) != 1:
            return False
        return any(
            row.id == name and row is not rows[0] for kind in mixed_up(rows[0].kind) for row in document.rows(kind)
        )

    # -- changes

    def _edit(self, title: str, change: Edit) -> None:
        rows, document = self._rows(), self.desk.document
        if not rows:
            self._edit_top(title, change)
            return
        what = rows[0].id or rows[0].kind if len(rows) == 1 else f"{len(rows)} {rows[0].kind}s"
        said = f"{title} of {what}"
        with document.change(said), unmissed(document):
            try:
                made = {row.key: change(row.data) for row in rows}
            except (KeyError, IndexError):
                return  # one of several has no such key
            first, name = rows[0], made[rows[0].key].get("id")
            others, another = 0, bool(first.id) and isinstance(name, str) and name != first.id
            if another and first.kind in KINDS:
                others = rename(document, first.key, str(name))
            else:
                document.put_all(made)
            if another:
                said = f"{first.id} is {name} now" + (f", in {others} more place{'s'[: others > 1]}" if others else "")
        self.desk.say(said)
        self.desk.look()

    def _level(self) -> dict[str, Any]:
        """The keys at the top of level.toml and of map.toml: those of one have no names of the other."""
        document = self.desk.document
        return {**document.header(LEVEL), **document.header(MAP)}

    def _edit_top(self, title: str, change: Edit) -> None:
        document = self.desk.document
        old = self._level()
        new = change(old)
        with document.change(title):
            for name in {**old, **new}:
                if old.get(name) != new.get(name):
                    document.put_header(name, new.get(name), MAP if name in MAP_KEYS else LEVEL)
        self.desk.say(title)
        self.desk.look()

    # -- picture and hands

    def draw(self, canvas: Canvas, box: Box) -> None:
        rows = self._rows()
        kinds = sorted({row.kind for row in rows})
        self.form.time = self.desk.time
        self._users, self._kinds = [], []
        if len(kinds) > 1:
            self._draw_kinds(canvas, box, rows)
            return
        self._draw_head(canvas, box, rows, self._show(rows))
        kind = kinds[0] if kinds else ""
        users = self.links.beats(rows[0].key) if len(rows) == 1 and kind in INKS else []
        foot = (min(len(users), USERS) + 1) * FOOT + 8 if users else 0.0
        self.form.draw(canvas, Box(box.x, box.y + HEAD, box.width, box.height - HEAD - foot))
        if users:
            self._draw_users(canvas, Box(box.x, box.foot - foot, box.width, foot), users)

    def _draw_kinds(self, canvas: Canvas, box: Box, rows: list[Row]) -> None:
        """Of several kinds: how many of each; pressed, a kind is all that stays chosen, and has a form."""
        canvas.text(box.x + 12, box.y + 10, f"{len(rows)} chosen. Keep only:", SIZE, ink("text"))
        counts = Counter(row.kind for row in rows)
        for number, kind in enumerate(sorted(counts)):
            line = Box(box.x + 6, box.y + HEAD + 4 + number * KIND, box.width - 12, KIND - 2)
            canvas.rect(line.x, line.y, line.width, line.height, ink("line", 0.34))
            sign = kind if kind in INKS else SIGNS.get(kind, "")
            if sign:
                glyphs.draw(canvas, sign, line.x + 6, line.y + 3, 14, ink(INKS.get(kind, ("dim", 1.0))[0]))
            canvas.text(line.x + 28, line.y + (line.height - SIZE) / 2, kind, SIZE, ink("text"))
            top = line.y + (line.height - SIZE) / 2
            canvas.text(line.right - 8, top, f"{counts[kind]}", SIZE, ink("dim"), "right")
            self._kinds.append((line, kind))

    @staticmethod
    def _draw_head(canvas: Canvas, box: Box, rows: list[Row], words: str) -> None:
        left, kind = box.x + 10, rows[0].kind if rows else ""
        if kind in INKS:
            glyphs.draw(canvas, kind, box.x + 8, box.y + 5, 15, ink(INKS[kind][0]))
            left += 20
        left += canvas.text(left, box.y + 9, cut(canvas, words, SIZE, box.width - 90), SIZE, ink("white"))
        canvas.text(left + 8, box.y + 9.5, kind, 7.0, ink("dim"))
        canvas.rect(box.x, box.y + HEAD - 1, box.width, 1, ink("line"))

    def _show(self, rows: list[Row]) -> str:
        """Give the form what is chosen; returns what that is called."""
        if not rows:
            version = self.desk.document.version
            if self._top[0] != version:
                self._top = version, self._level()
            rows_ = [*self.desk.document.in_file(LEVEL), *self.desk.document.in_file(MAP)]
            keys = {row.id: row.key for row in rows_ if row.kind == HEADER}
            faults = {(id,): next(iter(self._faults[key].values())) for id, key in keys.items() if key in self._faults}
            self.form.show("top", self._top[1], faults)
            return "The level"
        first = rows[0]
        if len(rows) == 1:
            self.form.show(first.kind, first.data, self._wrong(first))
            return first.id or first.kind
        self.form.show(first.kind, first.data, {}, mixed(rows))
        return f"{len(rows)} chosen"

    def _draw_users(self, canvas: Canvas, box: Box, users: list[int]) -> None:
        """The beats that name a place: a click goes there."""
        canvas.rect(box.x, box.y, box.width, 1, ink("line"))
        more = f", the first {USERS}" if len(users) > USERS else ""
        words = f"used by {len(users)} beat{'s' if len(users) > 1 else ''}{more}"
        canvas.text(box.x + 12, box.y + 9, words, 7, ink("dim"))
        for number, key in enumerate(users[:USERS]):
            line = Box(box.x + 8, box.y + 5 + (number + 1) * FOOT, box.width - 16, FOOT)
            glyphs.draw(canvas, "play", line.x + 4, line.y + 2, 11, ink("ring"))
            canvas.text(line.x + 20, line.y + 4, self.desk.document.row(key).id, 7.6, ink("text"))
            self._users.append((line, key))

    @property
    def tip(self) -> tuple[Box, str] | None:
        return None if self._kinds else self.form.tip

    @property
    def typing(self) -> bool:
        return self.form.typing

    def settle(self) -> None:
        """What was typed counts, and one goes on typing."""
        self.form.settle()

    def leave(self) -> None:
        """Something else was pressed: what was typed counts."""
        self.form.leave()

    def handle(self, event: Event) -> bool:
        if isinstance(event, Press):
            kept = next((kind for line, kind in self._kinds if line.holds(event.x, event.y)), "")
            if kept:
                self.desk.select(row.key for row in self._rows() if row.kind == kept)
                return True
            for line, key in self._users:
                if line.holds(event.x, event.y):
                    self.form.leave()
                    self.desk.select([key])
                    self.desk.show(key)
                    return True
        return self.form.handle(event)


def mixed(rows: list[Row]) -> set[str]:
    """The keys in which rows differ; what some lack counts as different."""
    names = {name for row in rows for name in row.data}
    return {
        name
        for name in names
        if any(name not in row.data or not wording.same(row.data[name], rows[0].data.get(name)) for row in rows)
    }
