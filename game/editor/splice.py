"""Changing a value where it stands in a TOML text, and nothing else: comments, layout and order stay as they are."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

import tomli

from game.story.positions import KeyPath, Positions

from . import wording

Cut = tuple[int, int, str]  # from, to, what stands there instead

_AFTER_ITEM = re.compile(r"[ \t]*,[ \t]*")
_DOTTED = re.compile(r"""[ \t]*(?:(?:[A-Za-z0-9_-]+|"[^"\\\n]*"|'[^'\n]*')[ \t]*\.[ \t]*)+""")  # keys before the last
_REST_OF_LINE = re.compile(r"[ \t]*,?[ \t]*(#[^\n]*)?\r?\n")


class CannotSpliceError(Exception):
    """The text is laid out in a way that no small change can serve: write it anew."""


def patch(text: str, old: Any, new: Any, base: KeyPath = ()) -> tuple[str, Any]:
    """`text` with the value at `base`, which is `old`, changed to `new`; and `new` in the order in which it is written.

    CannotSpliceError when that cannot be done.
    """
    cuts, last = _Cuts(text, Positions(text)), text[-1:]
    cuts.change(base, old, new)
    for start, end, words in sorted(cuts.found, reverse=True):
        text = text[:start] + words + text[end:]
    if last != "\n":  # of several lines that went at the end, each took the break behind it
        text = text.rstrip("\r\n")
    try:
        made: Any = tomli.loads(text)
        for step in base:
            made = made[step]
    except (tomli.TOMLDecodeError, KeyError, IndexError) as error:
        raise CannotSpliceError(str(error)) from None
    if not wording.same(made, new):
        raise CannotSpliceError("it reads differently than it should")
    return text, made


class _Cuts:
    """Collects what must be cut out and put in."""

    def __init__(self, text: str, positions: Positions) -> None:
        self.text = text
        self.at = positions
        self.found: list[Cut] = []
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def change(self, path: KeyPath, old: Any, new: Any) -> None:
        if wording.same(old, new):
            return
        if isinstance(old, dict) and isinstance(new, dict):
            self._table(path, old, new)
        elif isinstance(old, list) and isinstance(new, list) and self._opens(path, "["):
            self._list(path, old, new)
        elif isinstance(old, list) and isinstance(new, list) and self._is_heading(path):
            self._headed(path, old, new)
        else:
            start, end = self._span(path)
            self.found.append((start, end, wording.value(new)))

    def _span(self, path: KeyPath) -> tuple[int, int]:
        start, end = self.at.values.get(path), self.at.ends.get(path)
        if start is None or end is None or self._is_heading(path):
            raise CannotSpliceError(f"{path} has no value of its own")
        return start, end

    def _opens(self, path: KeyPath, mark: str) -> bool:
        start = self.at.values.get(path)
        return start is not None and self.text.startswith(mark, start) and not self._is_heading(path)

    def _is_heading(self, path: KeyPath) -> bool:
        """Whether the value is a table (or a list of them) under a heading of its own."""
        return bool(path) and self.at.keys.get(path) == self.at.values.get(path)

    # -- tables

    def _table(self, path: KeyPath, old: dict[str, Any], new: dict[str, Any]) -> None:
        for name in old:
            if name in new:
                self.change((*path, name), old[name], new[name])
        gone = [name for name in old if name not in new]
        come = [name for name in new if name not in old]
        if not gone and not come:
            return
        kept = [name for name in old if name in new]
        if self._opens(path, "{"):
            self._inline(path, list(old), gone, new, come, bool(kept))
            return
        lead = self._lead(path, list(old))
        if come and not kept:  # in the place of what stood there first
            (start, end), *_ = sorted(self._pair_span((*path, name)) for name in gone)
            first = min(gone, key=lambda name: self.at.keys[*path, name])
            words = f"{self.newline}{lead}".join(wording.long_pair(name, new[name], self.newline) for name in come)
            self.found.append((start, end, words))
            gone.remove(first)
            come = []
        for name in gone:
            self._drop_line((*path, name))
        for before, names in _places(new, come, kept):
            pairs = [wording.long_pair(name, new[name], self.newline) for name in names]
            plain = before and not self._is_headed((*path, before))
            end = self._end_of_pairs(path, [before] if plain else kept)
            self.found.append((end, end, "".join(f"{self.newline}{lead}{pair}" for pair in pairs)))

    def _lead(self, path: KeyPath, names: list[str]) -> str:
        """What stands before the keys of a table in lines: blanks, and `when.` where it is written with dots."""
        at = next((self.at.keys[*path, name] for name in names if (*path, name) in self.at.keys), 0)
        lead = self.text[self.text.rfind("\n", 0, at) + 1 : at]
        return lead if not lead.strip() or _DOTTED.fullmatch(lead) else ""

    def _pair_span(self, path: KeyPath) -> tuple[int, int]:
        start, end = self.at.keys.get(path), self.at.ends.get(path)
        if start is None or end is None or self._is_heading(path):
            raise CannotSpliceError(f"{path} is no plain pair")
        equals = self.text[start : self.at.values[path]]
        if "\n" in equals:
            raise CannotSpliceError(f"{path} is no plain pair")
        return start, end

    def _inline(
        self, path: KeyPath, names: list[str], gone: list[str], new: dict[str, Any], come: list[str], some_left: bool
    ) -> None:
        spans = {name: self._pair_span((*path, name)) for name in names}
        if not some_left:  # nothing of it stays
            start, end = self._span(path)
            self.found.append((start, end, wording.value({name: new[name] for name in come})))
            return
        order = sorted(names, key=lambda name: spans[name])
        first_kept = next(name for name in order if name not in gone)
        for name in gone:
            i = order.index(name)
            if i < order.index(first_kept):  # with the comma after it
                self.found.append((spans[name][0], spans[order[i + 1]][0], ""))
            else:  # with the comma before it
                self.found.append((spans[order[i - 1]][1], spans[name][1], ""))
        for before, some in _places(new, come, [name for name in order if name not in gone]):
            pairs = [wording.pair(name, new[name]) for name in some]
            if before:
                at = spans[before][1]
                self.found.append((at, at, "".join(f", {pair}" for pair in pairs)))
            else:
                at = spans[first_kept][0]
                self.found.append((at, at, "".join(f"{pair}, " for pair in pairs)))

    def _drop_line(self, path: KeyPath) -> None:
        if path not in self.at.ends and path in self.at.keys and not self._is_headed(path):
            for inner in [inner for inner in self.at.keys if inner[:-1] == path]:  # it is written with dots
                self._drop_line(inner)
            return
        start, end = self._pair_span(path)
        rest = re.compile(r"[ \t]*(#[^\n]*)?(\r?\n|$)").match(self.text, end)
        begin = self.text.rfind("\n", 0, start) + 1
        lead = self.text[begin:start]
        if rest is None or (lead.strip() and not _DOTTED.fullmatch(lead)):
            raise CannotSpliceError(f"{path} does not stand on a line of its own")
        if rest.end() == len(self.text) and begin:  # the last line goes with the break before it
            begin -= 2 if self.text.startswith("\r\n", begin - 2) else 1
        self.found.append((begin, rest.end(), ""))

    def _end_of_pairs(self, path: KeyPath, names: list[str]) -> int:
        """Where a new pair of a table that stands in lines is put: after the line of the last of these pairs."""
        ends = [self._last_of((*path, name)) for name in names if not self._is_headed((*path, name))]
        if path in self.at.ends:
            ends.append(self.at.ends[path])  # its heading
        if not ends:
            raise CannotSpliceError("there is nothing to put it after")
        return self._end_of_line(max(ends))

    def _last_of(self, path: KeyPath) -> int:
        """Where a value ends, or the last one of a table that is written with dots or under headings."""
        if path in self.at.ends and not self._is_heading(path):
            return self.at.ends[path]
        return max((end for inner, end in self.at.ends.items() if inner[: len(path)] == path), default=-1)

    def _is_headed(self, path: KeyPath) -> bool:
        """Whether a value stands under a heading of its own, not with dots."""
        return self._is_heading(path) and self.text.startswith("[", self.at.keys[path])

    def _end_of_line(self, at: int) -> int:
        end = self.text.find("\n", at)
        if end < 0:
            return len(self.text)
        return end - 1 if self.text[end - 1] == "\r" else end

    # -- lists

    def _headed(self, path: KeyPath, old: list[Any], new: list[Any]) -> None:
        """A list whose every table stands under a heading: `[[beat.then]]`."""
        heads = [self.at.keys.get((*path, i), -1) for i in range(len(old))]
        if not new or not all(isinstance(one, dict) for one in new) or any(head < 0 for head in heads):
            raise CannotSpliceError(f"{path} does not stand under headings")
        heading = re.compile(r"\[\[[^\n]*?\]\]").match(self.text, heads[0])
        spans = [
            (self.text.rfind("\n", 0, head) + 1, self._end_of_line(self._last_of((*path, i))))
            for i, head in enumerate(heads)
        ]
        if heading is None or any(self.text[begin:head].strip() for (begin, _), head in zip(spans, heads, strict=True)):
            raise CannotSpliceError(f"{path} does not stand under headings")
        before, after = ([wording.value(one) for one in each] for each in (old, new))
        if before != after and sorted(before) == sorted(after):  # in another order: each takes along what is said in it
            texts: dict[str, list[str]] = {}
            for words, (begin, end) in zip(before, spans, strict=True):
                texts.setdefault(words, []).append(self.text[begin:end])
            self.found += [(*span, texts[words].pop(0)) for span, words in zip(spans, after, strict=True)]
            return
        lead = self.text[spans[0][0] : heads[0]]
        for _, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            both = min(last - first, end - start)
            for i in range(both):
                self.change((*path, first + i), old[first + i], new[start + i])
            for begin, until in spans[first + both : last]:
                rest = _REST_OF_LINE.match(self.text, until)
                self.found.append((begin, rest.end() if rest else until, ""))
            come = [self._block(f"{lead}{heading[0]}", lead, one) for one in new[start + both : end]]
            if come and first + both:
                at = spans[first + both - 1][1]
                self.found.append((at, at, "".join(self.newline + block for block in come)))
            elif come:
                self.found.append((spans[0][0], spans[0][0], "".join(block + self.newline for block in come)))

    def _block(self, heading: str, lead: str, table: dict[str, Any]) -> str:
        """A table under a heading, its keys behind the same blanks."""
        pairs = (f"{lead}{wording.long_pair(*pair, self.newline)}" for pair in table.items())
        return self.newline.join([heading, *pairs])

    def _list(self, path: KeyPath, old: list[Any], new: list[Any]) -> None:
        if not old or not new:
            start, end = self._span(path)
            self.found.append((start, end, wording.value(new)))
            return
        if len(old) == len(new) and not any(isinstance(one, dict) for one in old):
            for i, (was, becomes) in enumerate(zip(old, new, strict=True)):  # places, corners: each stays itself
                self.change((*path, i), was, becomes)
            return
        spans = [self._item_span((*path, i)) for i in range(len(old))]
        before, after = ([wording.value(one) for one in each] for each in (old, new))
        if before != after and sorted(before) == sorted(after) and self._reorder(spans, before, after):
            return
        for _, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            self._items(path, spans, old[first:last], new[start:end], first)

    def _reorder(self, spans: list[tuple[int, int]], before: list[str], after: list[str]) -> bool:
        """The same items in another order: each takes its line along, with what is said of it there.

        False where they do not stand on lines of their own.
        """
        found = [_REST_OF_LINE.match(self.text, end) for _, end in spans]
        rests = [rest for rest in found if rest is not None]
        begins = [self._line_before(start) for start, _ in spans]
        if any(begin < 0 for begin in begins) or len(rests) < len(spans):
            return False
        lines: dict[str, list[str]] = {}
        moved = [i for i, words in enumerate(before) if words != after[i]]
        for i in moved:
            rest, end = rests[i], spans[i][1]
            comma = "" if "," in self.text[end : rest.start(1) if rest[1] else rest.end()] else ","
            lines.setdefault(before[i], []).append(f"{self.text[begins[i] : end]}{comma}{rest[0]}")
        for i in moved:
            self.found.append((begins[i], rests[i].end(), lines[after[i]].pop(0)))
        return True

    def _items(self, path: KeyPath, spans: list[tuple[int, int]], old: list[Any], new: list[Any], at: int) -> None:
        """The run of items `old`, the first of which is item `at`, becomes `new`."""
        both = min(len(old), len(new))
        for i in range(both):
            self.change((*path, at + i), old[i], new[i])
        for i in range(at + both, at + len(old)):
            self.found.append(self._without(spans, i, at + both, at + len(old)))
        if len(new) > both:
            self._insert(spans, at + both, new[both:])

    def _item_span(self, path: KeyPath) -> tuple[int, int]:
        start, end = self.at.values.get(path), self.at.ends.get(path)
        if start is None or end is None:
            raise CannotSpliceError(f"{path} is not in the list")
        return start, end

    def _line_before(self, start: int) -> int:
        """Where the line of an item begins, when nothing stands on it before the item; else -1."""
        begin = self.text.rfind("\n", 0, start) + 1
        return begin if begin and not self.text[begin:start].strip() else -1

    def _without(self, spans: list[tuple[int, int]], i: int, first: int, last: int) -> Cut:
        """The cut that takes out item i of a run first..last that all goes."""
        start, end = spans[i]
        begin, rest = self._line_before(start), _REST_OF_LINE.match(self.text, end)
        if begin >= 0 and rest:
            return begin, rest.end(), ""
        if last < len(spans):  # somebody stays after the run: each goes with the comma after it
            comma = _AFTER_ITEM.match(self.text, end)
            if comma is None:
                raise CannotSpliceError("no comma where one should be")
            return start, comma.end(), ""
        return spans[i - 1][1], end, ""  # with the comma before it: somebody stays there

    def _insert(self, spans: list[tuple[int, int]], at: int, items: list[Any]) -> None:
        words = [wording.value(one) for one in items]
        if at < len(spans) and at == 0:  # before the first
            start = spans[0][0]
            begin = self._line_before(start)
            gap = f",{self.newline}{self.text[begin:start]}" if begin >= 0 else ", "
            self.found.append((start, start, "".join(one + gap for one in words)))
            return
        start, end = spans[at - 1]
        begin = self._line_before(start)
        gap = f",{self.newline}{self.text[begin:start]}" if begin >= 0 else ", "
        rest = _REST_OF_LINE.match(self.text, end)
        put = "".join(gap + one for one in words)
        if begin >= 0 and rest and rest[1]:  # a comment behind the item stays behind it
            comma = "" if "," in self.text[end : rest.start(1)] else ","
            more = "," if not comma else ""
            lines = "".join(f"{self.text[begin:start]}{one},{self.newline}" for one in words)
            if not more and at == len(spans):
                lines = lines[: -len(self.newline) - 1] + self.newline
            self.found.append((end, end, comma))
            self.found.append((rest.end(), rest.end(), lines))
            return
        self.found.append((end, end, put))


def _places(new: dict[str, Any], come: list[str], kept: list[str]) -> list[tuple[str, list[str]]]:
    """Keys that are new in a table, each behind the one before it that was there already; "" where none was."""
    found: dict[str, list[str]] = {}
    before = ""
    for name in new:
        if name in come:
            found.setdefault(before, []).append(name)
        elif name in kept:
            before = name
    return list(found.items())
