"""A level folder that is being edited: three texts, their rows, and every step back and forth.

A change is a splice: the text outside a changed row stays byte for byte. Rows never change, they are replaced, so a
step keeps only the rows that it exchanged, and going back costs as little as going on.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from game.story import check, loader
from game.story.document import Document as Source
from game.story.level import Level
from game.story.problems import LevelError, Problem
from game.story.schema import MAP_LISTS

from . import wording
from .keeping import Keeping
from .sheet import HEADER, LINE, Row, Sheet

__all__ = ["Document", "Row"]

LEVEL, MAP, LINES = loader.FILES
LISTS = {LEVEL: loader.SCRIPT_LISTS, MAP: tuple(MAP_LISTS), LINES: ()}


@dataclass(frozen=True, slots=True)
class Exchange:
    """Rows of a sheet from `at` on, before and after a step."""

    sheet: str
    at: int
    old: tuple[Row, ...]
    new: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One change with its title, as it is undone and done again."""

    title: str
    exchanges: tuple[Exchange, ...]


class Document:
    """One level folder, being edited. `version` grows with every change, undo and redo."""

    def __init__(self, folder: Path, texts: Mapping[str, str], keeping: Keeping | None = None) -> None:
        """`texts` by the names of files, as TOML. See `open`."""
        self.folder = Path(folder)
        self.version = 0
        self.keeping = keeping or Keeping(self.folder)
        keys = itertools.count(1)
        self._sheets = {
            name: Sheet(name, texts.get(name, ""), LISTS[name], lambda: next(keys)) for name in loader.FILES
        }
        self._by_key: dict[int, Row] = {row.key: row for sheet in self._sheets.values() for row in sheet.rows}
        self._by_kind: dict[str, list[Row]] = {}
        self._by_kind_at = -1
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._saved: Step | None = None  # the last step that the files know
        self._before: dict[str, list[Row]] | None = None  # while a change is being made
        self._problems: tuple[int, list[Problem]] | None = None

    @classmethod
    def open(cls, folder: Path, backups: Path | None = None) -> Document:
        """The level of a folder; a file that is missing is empty. LevelError when one cannot be read as TOML at all.

        `backups` is where older states and unsaved work are kept; without it there are none.
        """
        folder, texts, problems = Path(folder), {}, []
        keeping = Keeping(folder, backups)
        for name in loader.FILES:
            text, wrong = keeping.read(name)
            source = Source(folder / name, text)
            problems += wrong or ([] if source.readable or not text.strip() else source.problems)
            texts[name] = text
        if problems:
            raise LevelError(problems)
        return cls(folder, texts, keeping)

    # -- reading

    def rows(self, kind: str) -> list[Row]:
        """All rows of a kind in file order: a name of a list of map.toml or level.toml, "line" or "header"."""
        if self._by_kind_at != self.version or self._before is not None:
            self._by_kind, self._by_kind_at = {}, self.version
            for sheet in self._sheets.values():
                for row in sheet.rows:
                    self._by_kind.setdefault(row.kind, []).append(row)
        return list(self._by_kind.get(kind, ()))

    def in_file(self, name: str) -> list[Row]:
        """All rows of a file in their order."""
        return self._sheets[name].rows[:-1]

    def row(self, key: int) -> Row:
        """KeyError when it has gone."""
        return self._by_key[key]

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def find(self, kind: str, id: str) -> Row | None:
        """The row of a kind that has that name."""
        return next((row for row in self.rows(kind) if row.id == id), None)

    def header(self, file: str = LEVEL) -> dict[str, Any]:
        """The keys at the top of a file: title, seed, music … of level.toml; bounds and loading of map.toml."""
        return {row.id: row.data["value"] for row in self.rows(HEADER) if row.file == file}

    def texts(self) -> dict[str, str]:
        """File name -> its text as it would be written."""
        return {name: sheet.text for name, sheet in self._sheets.items()}

    def problems(self) -> list[Problem]:
        """What `callister check` would say of the texts as they stand; kept until the next change."""
        if self._problems is None or self._problems[0] != self.version:
            self._problems = self.version, check.check(self.folder, self._as_read())
        return self._problems[1]

    def to_check(self) -> Callable[[], list[Problem]]:
        """What `problems` does, to be done by another thread: the texts are those of now."""
        folder, texts = self.folder, self._as_read()
        return lambda: check.check(folder, texts)

    def level(self) -> Level:
        """The level as it stands. LevelError when it cannot be played."""
        draft = loader.read(self.folder, self._as_read())
        check.playable(draft)
        return loader.level_of(draft)

    def _as_read(self) -> dict[str, str]:
        return {name: text.replace("\r\n", "\n").removeprefix("\ufeff") for name, text in self.texts().items()}

    # -- changing

    @contextmanager
    def change(self, title: str) -> Iterator[None]:
        """All that is changed within is one step, under this title. An error takes all of it back."""
        if self._before is not None:  # within another: part of it
            yield
            return
        self._before = {name: sheet.rows for name, sheet in self._sheets.items()}
        try:
            yield
        except BaseException:
            before, self._before = self._before, None
            for name, rows in before.items():
                self._exchange(self._difference(name, self._sheets[name].rows, rows))
            self.version += 1
            raise
        before, self._before = self._before, None
        found = [self._difference(name, rows, self._sheets[name].rows) for name, rows in before.items()]
        exchanges = tuple(each for each in found if each.old or each.new)
        if exchanges:
            self._done.append(Step(title, exchanges))
            self._undone.clear()
            self.version += 1

    def put(self, key: int, data: dict[str, Any]) -> None:
        """Give a row other data. Only what differs is written anew. A line keeps clear of the names of others."""
        row = self._by_key[key]
        if wording.same(row.data, data):
            return
        with self.change(f"Change {row.kind} {row.id}".rstrip()):
            sheet = row.sheet
            made = sheet.changed(row, self._apart(sheet, row.kind, wording.copied(data), row.key))
            rows = list(sheet.rows)
            rows[self._place(sheet, row)] = made
            self._set(sheet, rows, [made])

    def put_all(self, changes: Mapping[int, dict[str, Any]]) -> None:
        """The same for many rows at once. The tables are the document's from now on: nobody changes them any more."""
        by_sheet: dict[str, dict[int, dict[str, Any]]] = {}
        for key, data in changes.items():
            by_sheet.setdefault(self._by_key[key].file, {})[key] = data
        with self.change(f"Change {len(changes)} things"):
            for name, each in by_sheet.items():
                sheet, made = self._sheets[name], []
                rows = list(sheet.rows)
                for i, row in enumerate(rows):
                    if row.key in each:
                        rows[i] = sheet.changed(row, self._apart(sheet, row.kind, each[row.key], row.key))
                        sheet.rows = rows  # whoever comes next sees its name
                        made.append(rows[i])
                self._set(sheet, rows, made)

    def add(self, kind: str, data: dict[str, Any], after: int | None = None) -> int:
        """A new row behind another of its kind, or behind the last of its kind. Returns its key.

        A line's `data` holds its name under `id`, like everybody's.
        """
        sheet = self._sheet_for(kind)
        with self.change(f"Add {kind} {data.get('id', '')}".rstrip()):
            rows, made = sheet.with_row(kind, self._apart(sheet, kind, wording.copied(data)), after)
            self._set(sheet, rows, rows)
        return made.key

    def add_all(self, things: Iterable[tuple[str, dict[str, Any]]]) -> list[int]:
        """New rows (kind and data), each behind the last of its kind. Returns their keys in the same order."""
        by_kind: dict[str, list[tuple[int, dict[str, Any]]]] = {}
        for at, (kind, data) in enumerate(things):
            by_kind.setdefault(kind, []).append((at, wording.copied(data)))
        keys: dict[int, int] = {}
        with self.change(f"Add {sum(map(len, by_kind.values()))} things"):
            for kind, each in by_kind.items():
                sheet = self._sheet_for(kind)
                if kind == LINE:
                    keys |= {at: self.add(kind, data) for at, data in each}
                    continue
                rows, made = sheet.with_rows(kind, [data for _, data in each], None)
                self._set(sheet, rows, rows)
                keys |= {at: row.key for (at, _), row in zip(each, made, strict=True)}
        return [keys[at] for at in range(len(keys))]

    def remove(self, keys: Iterable[int]) -> None:
        """Take rows away; those that have gone already do not matter."""
        gone = {key for key in keys if key in self._by_key}
        with self.change(f"Delete {len(gone)} things" if len(gone) != 1 else "Delete"):
            for sheet in self._sheets.values():
                here = {row.key for row in sheet.rows if row.key in gone}
                if here:
                    self._set(sheet, sheet.without(here), ())
                    for key in here:
                        self._by_key.pop(key, None)
            self._reindex()

    def swap(self, one: int, other: int) -> None:
        """Let two rows of a kind change places; a comment that stands right above a row goes with it."""
        a, b = self._by_key[one], self._by_key[other]
        sheet = a.sheet
        with self.change(f"Move {a.kind} {a.id}".rstrip()):
            rows = list(sheet.rows)
            i, j = self._place(sheet, a), self._place(sheet, b)
            (before_a, own_a), (before_b, own_b) = sheet.own_comment(a), sheet.own_comment(b)
            rows[i], rows[j] = replace(b, before=before_a + own_b), replace(a, before=before_b + own_a)
            self._set(sheet, rows, (rows[i], rows[j]))

    def put_header(self, name: str, value: Any, file: str = LEVEL) -> None:
        """Set a key at the top of a file, or (None) take it away."""
        row = next((row for row in self._sheets[file].rows if row.kind == HEADER and row.id == name), None)
        with self.change(f"Change {name}"):
            if value is None:
                self.remove([row.key] if row else [])
            elif row:
                self.put(row.key, {"id": name, "value": value})
            else:
                sheet = self._sheets[file]
                rows, _ = sheet.with_row(HEADER, {"id": name, "value": copy.deepcopy(value)}, None)
                self._set(sheet, rows, rows)

    def replace_texts(self, texts: Mapping[str, str], title: str) -> None:
        """Take other texts of files as one step: recovered work, or what another program saved."""
        with self.change(title):
            for name, text in texts.items():
                sheet = self._sheets[name]
                if text != sheet.text:
                    self._set(sheet, _known_again(sheet.rows, sheet.read(text)), ())
            self._reindex()

    @staticmethod
    def _apart(sheet: Sheet, kind: str, data: dict[str, Any], key: int = 0) -> dict[str, Any]:
        """A line is a key of its file, and a key stands once: who takes another's name gets one beside it."""
        if kind != LINE:
            return data
        taken = {row.id for row in sheet.rows if row.key != key}
        id = str(data.get("id", ""))
        names = (id, *(f"{id}-{n}" for n in range(2, len(taken) + 3)))
        return data | {"id": next(name for name in names if name not in taken)}

    def _sheet_for(self, kind: str) -> Sheet:
        for name, lists in LISTS.items():
            if kind in lists:
                return self._sheets[name]
        if kind == LINE:
            return self._sheets[LINES]
        raise KeyError(f"a level has no {kind!r}")

    @staticmethod
    def _place(sheet: Sheet, row: Row) -> int:
        return next(i for i, each in enumerate(sheet.rows) if each is row)

    def _set(self, sheet: Sheet, rows: list[Row], known: Iterable[Row]) -> None:
        sheet.rows = rows
        for row in known:
            self._by_key[row.key] = row

    def _reindex(self) -> None:
        self._by_key = {row.key: row for sheet in self._sheets.values() for row in sheet.rows}

    # -- back and forth

    def undo(self) -> str | None:
        """Take the last step back; its title, or None when there is none."""
        if not self._done:
            return None
        step = self._done.pop()
        for each in reversed(step.exchanges):
            self._exchange(Exchange(each.sheet, each.at, each.new, each.old))
        self._undone.append(step)
        self.version += 1
        return step.title

    def redo(self) -> str | None:
        """Do the last step again that was taken back."""
        if not self._undone:
            return None
        step = self._undone.pop()
        for each in step.exchanges:
            self._exchange(each)
        self._done.append(step)
        self.version += 1
        return step.title

    @property
    def next_steps(self) -> tuple[str, str]:
        """Titles of the steps that undo would take back and that redo would do again; empty where there is none."""
        return self._done[-1].title if self._done else "", self._undone[-1].title if self._undone else ""

    @property
    def history(self) -> tuple[list[str], list[str]]:
        """Titles of the steps that can be taken back, the last one first, and of those that can be done again."""
        return [step.title for step in reversed(self._done)], [step.title for step in reversed(self._undone)]

    @staticmethod
    def _difference(name: str, old: list[Row], new: list[Row]) -> Exchange:
        head, most = 0, min(len(old), len(new))
        while head < most and old[head] is new[head]:
            head += 1
        tail = 0
        while tail < most - head and old[-1 - tail] is new[-1 - tail]:
            tail += 1
        return Exchange(name, head, tuple(old[head : len(old) - tail]), tuple(new[head : len(new) - tail]))

    def _exchange(self, each: Exchange) -> None:
        sheet = self._sheets[each.sheet]
        rows = list(sheet.rows)
        rows[each.at : each.at + len(each.old)] = each.new
        sheet.rows = rows
        for row in each.old:
            self._by_key.pop(row.key, None)
        for row in each.new:
            self._by_key[row.key] = row

    # -- files

    @property
    def dirty(self) -> bool:
        """Whether something is not in the files yet."""
        return (self._done[-1] if self._done else None) is not self._saved

    def save(self) -> str:
        """Write the files that differ, each whole or not at all. OSError tells why not.

        What they held is kept; where that could not be, the words say why.
        """
        texts = self.texts()
        for name in self.keeping.differ(texts):
            source = Source(self.folder / name, self._as_read()[name])
            if source.text.strip() and not source.readable:
                raise OSError(f"{name} could not be opened again: {source.problems[0].message}")
        why = self.keeping.save(texts)
        self._saved = self._done[-1] if self._done else None
        return why

    def give_up(self) -> None:
        """What is not saved shall be lost."""
        self._saved = self._done[-1] if self._done else None

    def changed_outside(self) -> dict[str, str]:
        """The texts of files that another program has written since they were read or saved here."""
        return self.keeping.changed_outside()

    def contested(self) -> dict[str, str]:
        """Those of them that were changed here as well."""
        mine = self.keeping.differ(self.texts())
        return {name: text for name, text in self.changed_outside().items() if name in mine}

    def take_files(self, texts: Mapping[str, str]) -> None:
        """Take up what another program wrote, as a step: undo has what was here before."""
        clean = not self.dirty
        self.replace_texts(texts, "Read what another program saved")
        self.keeping.seen(texts)
        if clean:
            self._saved = self._done[-1] if self._done else None

    def keep_mine(self, texts: Mapping[str, str]) -> None:
        """Leave what another program wrote: saving will write over it, and keep it among the older states."""
        self.keeping.seen(texts)
        self._saved = Step("no step of ours", ())  # wherever undo leads to, the files hold something else

    def keep_unsaved(self) -> None:
        """Put unsaved work where `recovered` finds it after a crash; called now and then."""
        self.keeping.keep_unsaved(self.texts() if self.dirty else None)

    def recover(self) -> bool:
        """Take up the work that a crash left unsaved, as a step that can be undone; False when there is none."""
        texts = self.keeping.unsaved()
        if texts is None:
            return False
        self.replace_texts(texts, "Recover unsaved work")
        return self.dirty


def _known_again(old: Iterable[Row], new: Iterable[Row]) -> list[Row]:
    """New rows under the keys of old ones that have their name, or (where they have none) their text.

    Whatever was chosen stays so; what reads as before is the very row that it was.
    """
    known: dict[tuple[str, str, str], Row] = {}
    for row in old:
        known.setdefault(_named(row), row)
    found = []
    for row in new:
        was = known.pop(_named(row), None)
        if was is None:
            found.append(row)
        elif (was.text, was.before, was.form) == (row.text, row.before, row.form):
            found.append(was)
        else:
            found.append(replace(row, key=was.key))
    return found


def _named(row: Row) -> tuple[str, str, str]:
    return row.kind, row.id, "" if row.id else row.text
