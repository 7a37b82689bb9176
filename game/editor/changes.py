"""What hands on a form change: a value typed or picked, a key or an item more or less, as functions of the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from game.story.positions import KeyPath
from game.story.verbs import Action

from . import edits
from .forms import Control, Kind, Slot, controls, fields_of
from .spelling import RefusedError, as_text, read

Edit = Callable[[dict[str, Any]], dict[str, Any]]
Change = tuple[str, Edit]  # what it is called, and how it is done
Ask = Callable[[tuple[str, ...]], list[str]]  # kinds of thing -> their names

NEW = "+ new "  # before a kind of thing, offered where one may be named


class Changes:
    """`names` are those of the document. `makers`: kind of thing -> makes one for a key of a kind of table; its name.

    `taken` says of a name whether something else has it already.
    """

    def __init__(self, names: Ask) -> None:
        self.names = names
        self.makers: dict[str, Callable[[type[msgspec.Struct] | None, str], str]] = {}
        self.taken: Callable[[str], bool] = lambda name: False

    def typed(self, slot: Slot, text: str) -> Change | None:
        """What was typed into a slot or picked for it; None when that changes nothing. RefusedError: it cannot be."""
        path = slot.path
        if slot.kind in (Kind.MORE, Kind.LIST):
            if text not in slot.offers:
                return None
            return self._key(slot, text) if slot.kind is Kind.MORE else self._item(slot, text)
        if slot.kind is Kind.VERB:
            return self._verb(slot, text) if text in slot.offers and text != slot.value else None
        if not text and not slot.required:
            return (f"Take {slot.label} away", lambda data: edits.drop(data, path)) if slot.given else None
        *before, last = [one.strip() for one in text.split(",")] if slot.kind is Kind.NAMES else [text]
        make = self.makers.get(last.removeprefix(NEW)) if last.startswith(NEW) else None
        if make is not None:
            others = read(slot.control, ", ".join(before)) if before else []

            def change(data: dict[str, Any]) -> dict[str, Any]:
                name = make(slot.struct, str(path[-1]))
                return edits.put(data, path, [*others, name] if slot.kind is Kind.NAMES else name, slot.struct)

            return f"New {slot.label}", change
        if text == as_text(slot) and slot.given:
            return None
        value = read(slot.control, text)
        if path == ("id",) and self.taken(text):
            raise RefusedError(f"{text!r} is taken already")
        return f"Change {slot.label}", lambda data: edits.put(data, path, value, slot.struct)

    def pressed(self, button: str, slot: Slot) -> Change | None:
        """One of the small signs beside a slot."""
        path = slot.path
        if button == "close":
            return f"Take {slot.label} away", lambda data: edits.drop(data, path)
        if button == "duplicate":
            return f"Duplicate {slot.label}", lambda data: edits.twice(data, path)[0]
        if button in ("higher", "lower"):
            by = -1 if button == "higher" else 1
            return f"Move {slot.label}", lambda data: edits.shift(data, path, by)[0]
        if button == "add":
            return self._table(slot)
        return None

    def nudged(self, slot: Slot, step: float) -> Change:
        """A number a little more or less. RefusedError: it cannot be."""
        value = slot.value if isinstance(slot.value, int | float) else slot.default or 0
        made = read(slot.control, f"{round(value + step, 3):g}")
        return f"Change {slot.label}", lambda data: edits.put(data, slot.path, made)

    # -- each of them

    def _verb(self, slot: Slot, word: str) -> Change:
        """Another trigger or action in its place."""
        path, known = slot.path, _Names(self)
        how = edits.action if is_action(path) else edits.trigger
        return f"Change to {word}", lambda data: edits.put(data, path, how(word, _old(data, path), known))

    def _key(self, slot: Slot, key: str) -> Change:
        """A key more in a table."""
        control = controls(slot.struct)[key] if slot.struct else Control(Kind.TEXT)
        default = fields_of(slot.struct)[key].default if slot.struct else None
        path = (*slot.path, key)

        def change(data: dict[str, Any]) -> dict[str, Any]:
            made = edits.blank(control, default, _Names(self, slot.struct, key))
            return edits.put(data, path, made, slot.struct)

        return f"Add {key}", change

    def _item(self, slot: Slot, word: str) -> Change:
        """A verb more in a list of them."""
        path, known, at = slot.path, _Names(self), _end(slot)
        how = edits.action if slot.control.struct is Action else edits.trigger
        return f"Add {word}", lambda data: edits.insert(data, path, at, how(word, None, known))

    def _table(self, slot: Slot) -> Change | None:
        """A table more in a list, or a table where there was none."""
        struct, path, at = slot.control.struct, slot.path, _end(slot)
        if struct is None:
            return None

        def change(data: dict[str, Any]) -> dict[str, Any]:
            known = _Names(self)
            if slot.kind is Kind.TABLE:
                return edits.put(data, path, edits.blank(slot.control, slot.default, known))
            return edits.insert(data, path, at, edits.fresh(struct, known))

        return f"Add {slot.label}", change


class _Names(edits.Known):
    """Names of the document, as new tables ask for them; what can be made, is made new for them."""

    def __init__(self, changes: Changes, struct: type[msgspec.Struct] | None = None, key: str = "") -> None:
        super().__init__()
        self._changes, self._struct, self._key = changes, struct, key

    def at(self, struct: type[msgspec.Struct], key: str) -> edits.Known:
        return _Names(self._changes, struct, key)

    def has(self, refs: Iterable[str], name: str) -> bool:
        return name in self._changes.names(tuple(refs))

    def first(self, refs: Iterable[str]) -> str:
        refs = tuple(refs)
        make = next((self._changes.makers[ref] for ref in refs if ref in self._changes.makers), None)
        if make is not None:
            return make(self._struct, self._key)
        return next((name for name in self._changes.names(refs) if name != "callister"), "")


def is_action(path: KeyPath) -> bool:
    """Whether a path leads to an action of a beat, not into one."""
    return len(path) == 2 and path[0] == "then"


def _old(data: dict[str, Any], path: KeyPath) -> dict[str, Any]:
    try:
        found = edits.value_at(data, path)
    except (KeyError, IndexError):
        return {}
    return found if isinstance(found, dict) else {}


def _end(slot: Slot) -> int:
    return len(slot.value) if isinstance(slot.value, list) else 0
