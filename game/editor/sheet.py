"""One file of a level as rows with the layout between them: what is not a changed row is written as it was read.

A row is a table of a list (`rock = [{ … }]`, `[[beat]]`), a line of lines.toml, or a key at the top of a file. All text
between two rows belongs to the later one (`before`); the last row of a sheet is its end and holds only that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import tomli

from game.story.positions import KeyPath, Positions

from . import wording
from .numerals import renumbered
from .splice import CannotSpliceError, patch

HEADER, LINE, END = "header", "line", ""  # kinds of row besides the names of lists
INLINE, BLOCK, PAIR, TABLE = "inline", "block", "pair", "table"  # how a row is written
INDENT = "  "

_HEADING = re.compile(r"""(\[[ \t]*)("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*\]""")  # of one name
_OWN_LINE = re.compile(r"[ \t]*,?[ \t]*(#[^\n]*)?\r?\n")
_COMMA = re.compile(r"[ \t]*,[ \t]*")
_LAST_GAP = re.compile(r".*\r?\n\r?\n", re.DOTALL)
_TRAILING_COMMA = re.compile(r",[ \t]*$")


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One thing of a level. `data` is shared: copy it before you change it. Lines and headers have their `id` in it.

    Its values stand in the order in which `text` has them.
    """

    key: int  # the same as long as the document is open, whatever happens to the row
    kind: str  # "rock", "beat", … a name of a list; "line"; "header"
    data: dict[str, Any]
    text: str  # as it stands in the file
    before: str  # the text between the row before it and this one
    form: str
    sheet: Sheet
    known: dict[str, Any] = field(init=False, default_factory=dict)  # what follows from it, kept by whoever asked

    @property
    def id(self) -> str:
        """Its name, or nothing: not every row has one."""
        id = self.data.get("id", "")
        return id if isinstance(id, str) else ""

    @property
    def file(self) -> str:
        return self.sheet.name

    @property
    def line(self) -> int:
        """The line of its file in which it begins, from 1."""
        return self.sheet.line(self.key)


Keys = Callable[[], int]


class Sheet:
    """The rows of one file. Every change gives a new list of rows; rows themselves never change."""

    def __init__(self, name: str, text: str, lists: Iterable[str], keys: Keys) -> None:
        """`lists` are the names of its lists of tables; without any, every table at its top is a line."""
        self.name = name
        self.lists = tuple(lists)
        self._next = keys
        self.rows: list[Row] = []
        self._lines: dict[int, int] | None = None
        self._lines_of: list[Row] | None = None
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.rows = list(self.read(text))

    @property
    def text(self) -> str:
        return "".join([part for row in self.rows for part in (row.before, row.text)])

    def line(self, key: int) -> int:
        if self._lines_of is not self.rows or self._lines is None:
            self._lines, self._lines_of, line = {}, self.rows, 1
            for row in self.rows:
                line += row.before.count("\n")
                self._lines[row.key] = line
                line += row.text.count("\n")
        return self._lines.get(key, 1)

    # -- reading

    def read(self, text: str) -> Iterator[Row]:
        """The rows of a text that is TOML."""
        tables, at = tomli.loads(text), 0
        for start, end, kind, form, data in sorted(self._found(text, tables), key=lambda each: each[0]):
            if start < at:
                continue  # inside of another: a file that is laid out strangely keeps the outer one
            yield Row(self._next(), kind, data, text[start:end], text[at:start], form, self)
            at = end
        yield Row(self._next(), END, {}, "", text[at:], "", self)

    def _found(self, text: str, tables: dict[str, Any]) -> Iterator[tuple[int, int, str, str, dict[str, Any]]]:
        positions = Positions(text)
        last: dict[KeyPath, int] = {}  # of everything at the top, or in a list at the top: where its last value ends
        for path, end in positions.ends.items():
            for top in (path[:1], path[:2]):
                last[top] = max(last.get(top, 0), end)
        for name, value in tables.items():
            if name in self.lists and isinstance(value, list):
                yield from self._found_list(text, positions, last, name, value)
                continue
            start = positions.keys.get((name,))
            if start is None:
                continue
            heading = text.startswith("[", start)
            end = _end_of_line(text, last[(name,)]) if heading else last.get((name,), start)
            kind, form = (LINE if not self.lists else HEADER), (TABLE if heading else PAIR)
            if kind == LINE and not isinstance(value, dict):
                kind = HEADER  # no line, whatever it is: the check says so
            yield start, end, kind, form, {"id": name, **value} if kind == LINE else {"id": name, "value": value}

    def _found_list(
        self, text: str, positions: Positions, last: dict[KeyPath, int], name: str, value: list[Any]
    ) -> Iterator[tuple[int, int, str, str, dict[str, Any]]]:
        for i, one in enumerate(value):
            start = positions.values.get((name, i))
            if start is None or not isinstance(one, dict):
                continue
            if text.startswith("[", start):
                yield start, _end_of_line(text, last[(name, i)]), name, BLOCK, one
            else:
                yield start, positions.ends[(name, i)], name, INLINE, one

    # -- changing a row

    def changed(self, row: Row, data: dict[str, Any]) -> Row:
        """The row with other data: only what differs is written anew. The row itself when nothing does."""
        if row.form in (PAIR, TABLE) and data.get("id") != row.id:
            return self._renamed(row, data)
        moved = renumbered(row.text, row.data, data)
        if moved == row.text or (moved is None and wording.same(row.data, data)):
            return row
        if moved is not None:
            return Row(row.key, row.kind, data, moved, row.before, row.form, self)
        scan, base, shift = row.text, (), 0
        if row.form == INLINE:
            scan, base, shift = f"_ = {row.text}", ("_",), 4
        elif row.form == BLOCK:
            base = (row.kind, 0)
        elif row.form in (PAIR, TABLE):
            base = (row.id,)
        try:
            text, content = patch(scan, _content(row.kind, row.data), _content(row.kind, data), base)
            text, data = text[shift:], _data(row.kind, data, content)
        except CannotSpliceError:
            text = self.written(row.kind, data, row.form)
        if row.form == BLOCK:
            text = self._in_lines(text, row, data)
        return replace(row, data=data, text=text)

    def _in_lines(self, text: str, row: Row, data: dict[str, Any]) -> str:
        """A list of tables that has become too long for its line gets a line for each of them."""
        for name, value in data.items():
            if wording.same(row.data.get(name), value) or not wording.is_tables(value):
                continue
            at, path = Positions(text), (row.kind, 0, name)
            start, end = at.keys.get(path, -1), at.ends.get(path, -1)
            if start >= 0 and "\n" not in text[start:end] and end - start > wording.LONGEST:
                text = text[:start] + wording.long_pair(name, value, self.newline) + text[end:]
        return text

    def _renamed(self, row: Row, data: dict[str, Any]) -> Row:
        """A key of a file renamed: its text is kept behind the new name when it has one."""
        start = Positions(row.text).values.get((row.id,), 0)
        heading = _HEADING.match(row.text)
        if row.form == TABLE and heading and row.text.count("\n[") == 0:
            name = wording.key(data["id"])
            text = f"{heading[1]}{name}{row.text[heading.end(2) :]}"
            return self.changed(replace(row, data={**row.data, "id": data["id"]}, text=text), data)
        if row.form != PAIR or start == 0:
            return replace(row, data=data, text=self.written(row.kind, data, row.form))
        named = replace(
            row, data={**row.data, "id": data["id"]}, text=f"{wording.key(data['id'])} = {row.text[start:]}"
        )
        return self.changed(named, data)

    def written(self, kind: str, data: dict[str, Any], form: str) -> str:
        """The text of a row that has none yet."""
        content = _content(kind, data)
        if form == INLINE:
            return wording.value(content)
        if form == PAIR:
            return wording.pair(data["id"], content)
        heading = f"[[{wording.key(kind)}]]" if form == BLOCK else f"[{wording.key(data['id'])}]"
        return self.newline.join([heading, *(wording.long_pair(*pair, self.newline) for pair in content.items())])

    # -- rows come and go: each gives the new list of rows

    def with_row(self, kind: str, data: dict[str, Any], after: int | None) -> tuple[list[Row], Row]:
        """A new row behind the row `after`, or behind the last of its kind."""
        rows = self.rows
        place = next((i for i, row in enumerate(rows) if row.key == after and row.kind == kind), -1)
        if place < 0:
            place = max((i for i, row in enumerate(rows) if row.kind == kind), default=-1)
        if place < 0:
            return self._first(kind, data)
        model, following = rows[place], rows[place + 1]
        form = model.form
        before, rest = self._gap_inline(model, following) if form == INLINE else self._gap_line(model, following)
        made = Row(self._next(), kind, data, self.written(kind, data, form), before, form, self)
        return [*rows[: place + 1], made, replace(following, before=rest), *rows[place + 2 :]], made

    def with_rows(self, kind: str, all_data: list[dict[str, Any]], after: int | None) -> tuple[list[Row], list[Row]]:
        """The same for several, each behind the one before it."""
        rows, first = self.with_row(kind, all_data[0], after)
        place = next(i for i, row in enumerate(rows) if row is first)
        made, following = [first], rows[place + 1]
        gap = self._gap_inline if first.form == INLINE else self._gap_line
        for data in all_data[1:]:
            before, rest = gap(made[-1], following)
            made.append(Row(self._next(), kind, data, self.written(kind, data, first.form), before, first.form, self))
            following = replace(following, before=rest)
        return [*rows[:place], *made, following, *rows[place + 2 :]], made

    def _gap_inline(self, model: Row, following: Row) -> tuple[str, str]:
        """What stands before a new item, and what then stands behind it."""
        lead = model.before[model.before.rfind("\n") + 1 :]
        if "\n" not in model.before or lead.strip():
            return ", ", following.before
        rest = _OWN_LINE.match(following.before)
        if rest is None or not rest[1]:
            return f",{self.newline}{lead}", following.before
        kept = following.before[: rest.end()]  # a comment behind the item stays behind it
        if "," not in kept[: rest.start(1)]:
            return f",{kept}{lead}", self.newline + following.before[rest.end() :]
        return kept + lead, f",{self.newline}" + following.before[rest.end() :]

    def _gap_line(self, model: Row, following: Row) -> tuple[str, str]:
        """The same for a row on lines of its own."""
        gap = self.newline if model.form == PAIR else 2 * self.newline
        if model.form == PAIR:
            rest = re.compile(r"[ \t]*#[^\n]*").match(following.before)
            if rest:  # a comment behind the row stays behind it
                return rest[0].rstrip("\r") + gap, following.before[len(rest[0].rstrip("\r")) :]
        return gap, following.before

    def _first(self, kind: str, data: dict[str, Any]) -> tuple[list[Row], Row]:
        """The first row of its kind: into an empty list, or at the end of the file."""
        rows, end = self.rows, self.rows[-1]
        for i, row in enumerate(rows):
            found = re.compile(rf"(?m)^[ \t]*{re.escape(kind)}[ \t]*=[ \t]*\[").search(row.before)
            if found and kind in self.lists:
                made = Row(
                    self._next(), kind, data, self.written(kind, data, INLINE), row.before[: found.end()], INLINE, self
                )
                gap = self.newline + INDENT
                made = replace(made, before=made.before + gap)
                rest = row.before[found.end() :]
                if not rest.lstrip(" \t").startswith(("\n", "\r")):
                    rest = self.newline + rest.lstrip(" \t")
                return [*rows[:i], made, replace(row, before="," + rest), *rows[i + 1 :]], made
        if kind == HEADER:
            return self._first_header(data)
        headed = any(row.form in (BLOCK, TABLE) for row in rows)
        form = PAIR if kind == LINE and not headed else TABLE if kind == LINE else INLINE
        if kind in self.lists and (headed or self.name == "level.toml"):
            form = BLOCK
        before = end.before.rstrip("\r\n")
        before += 2 * self.newline if before or len(rows) > 1 else ""
        if form == INLINE:
            before += f"{kind} = [{self.newline}{INDENT}"
        made = Row(self._next(), kind, data, self.written(kind, data, form), before, form, self)
        tail = f",{self.newline}]{self.newline}" if form == INLINE else self.newline
        return [*rows[:-1], made, replace(end, before=tail)], made

    def _first_header(self, data: dict[str, Any]) -> tuple[list[Row], Row]:
        """A key at the top of a file that has none: before its first heading."""
        first = self.rows[0]
        place = first.before.rfind("\n") + 1
        made = Row(self._next(), HEADER, data, self.written(HEADER, data, PAIR), first.before[:place], PAIR, self)
        rest = 2 * self.newline + first.before[place:]
        return [made, replace(first, before=rest), *self.rows[1:]], made

    @staticmethod
    def own_comment(row: Row) -> tuple[str, str]:
        """What stands before a row, in two parts: what belongs to the place, and the comment right above the row."""
        if row.form == INLINE:
            return row.before, ""
        gap = _LAST_GAP.match(row.before)
        at = gap.end() if gap else len(row.before)
        own = row.before[at:]
        return (row.before[:at], own) if own.startswith("#") else (row.before, "")

    def without(self, keys: set[int]) -> list[Row]:
        """The rows without some of them. Comments stay, but for one on the very line of a row that goes."""
        kept: list[Row] = []
        gap: str | None = None  # what stands where rows have gone, up to the row at hand
        form = BLOCK  # of the last that went
        for row in self.rows:
            if gap is not None:
                row = replace(row, before=self._closed(gap, form, row.before))
                gap = None
            if row.key in keys and row.kind != END:
                gap, form = row.before, row.form
            else:
                kept.append(row)
        return kept

    def _closed(self, before: str, form: str, after: str) -> str:
        """The text between two rows once the row between `before` and `after` has gone."""
        lead = before[before.rfind("\n") + 1 :]
        alone = ("\n" in before or not before) and not lead.strip()
        if form == INLINE:
            rest = _OWN_LINE.match(after)
            if alone and rest:
                return before[: len(before) - len(lead)] + after[rest.end() :]
            comma = _COMMA.match(after)
            if comma:
                return before + after[comma.end() :]
            return _TRAILING_COMMA.sub("", before) + after
        rest = re.compile(r"[ \t]*(#[^\n]*)?(\r?\n|$)").match(after)
        more = after[rest.end() :] if rest else after
        if form in (BLOCK, TABLE) and before.endswith(("\n\n", "\r\n\r\n")):
            more = re.sub(r"^\r?\n", "", more) if more.strip() or len(more) < 3 else more
        return before + more


def _content(kind: str, data: dict[str, Any]) -> Any:
    """What is written for a row's data."""
    if kind == HEADER:
        return data["value"]
    if kind == LINE:
        return {name: value for name, value in data.items() if name != "id"}
    return data


def _data(kind: str, data: dict[str, Any], content: Any) -> dict[str, Any]:
    """A row's data with its values in the order of `content`, in which they stand in the file."""
    if kind == HEADER:
        return {**data, "value": content}
    return {"id": data["id"], **content} if kind == LINE else content


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    if end < 0:
        return len(text)
    return end - 1 if text[end - 1 : end] == "\r" else end
