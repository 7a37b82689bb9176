"""Another name for a thing, wherever the level speaks of it."""

from __future__ import annotations

from typing import Any

import msgspec

from game.story.check_names import PLACES
from game.story.combinations import COMBINATIONS
from game.story.schema import ACTIONS, TRIGGERS
from game.story.verbs import Action, Trigger

from . import wording
from .document import Document
from .forms import TABLES, Control, Kind, controls, verb_of
from .sheet import HEADER

CALLED = {"rock": "terrain", "wall": "terrain"}  # a kind of row -> how references call it, where that differs
KINDS = ("beat", "line", "point", "region", "path", "gravity", "rock", "wall")  # whose names are spoken of
TOGETHER = (PLACES, ("rock", "wall"))  # kinds that have no name in common
SPEAK = ("beat", "retry", "rock", "decor")  # rows that speak of others


def rename(document: Document, key: int, name: str) -> int:
    """Give a row another name as one step; returns how many other rows speak of it and were changed with it."""
    row = document.row(key)
    kind, old = CALLED.get(row.kind, row.kind), row.id
    changes = {}
    for each in (other for speaks in SPEAK for other in document.rows(speaks)):
        made = renamed(TABLES[each.kind], each.data, kind, old, name)
        if not wording.same(made, each.data):
            changes[each.key] = made
    others = len(changes) - (key in changes)
    changes[key] = {**changes.get(key, row.data), "id": name}
    with document.change(f"Rename {row.kind} {old}"):
        document.put_all(changes)
        for top in document.rows(HEADER):
            how = controls(TABLES["top"]).get(top.id)
            if how is not None and kind in how.refs and top.data["value"] == old:
                document.put(top.key, {**top.data, "value": name})
                others += 1
    return others


def mixed_up(kind: str) -> tuple[str, ...]:
    """The kinds among which a name of this kind is unique."""
    return next((kinds for kinds in TOGETHER if kind in kinds), (kind,))


def names(struct: type[msgspec.Struct], table: dict[str, Any], kind: str, name: str) -> bool:
    """Whether a table speaks of the thing of that kind and name."""
    return not wording.same(renamed(struct, table, kind, name, f"{name}-"), table)


def renamed(struct: type[msgspec.Struct], table: dict[str, Any], kind: str, old: str, new: str) -> dict[str, Any]:
    """A table with the name of a kind of thing replaced, in all that it holds."""
    made = dict(table)
    for key, control in controls(struct).items():
        if key in made:
            made[key] = _value(control, made[key], kind, old, new)
    return made


def _value(control: Control, value: Any, kind: str, old: str, new: str) -> Any:
    if control.kind in (Kind.NAME, Kind.NAMES):
        if kind not in control.refs:
            return value
        return (
            [new if one == old else one for one in value] if isinstance(value, list) else new if value == old else value
        )
    if control.kind is Kind.VERB and isinstance(value, dict):
        return _trigger(value, kind, old, new)
    if control.kind is Kind.TABLE and isinstance(value, dict) and control.struct:
        return renamed(control.struct, value, kind, old, new)
    if control.kind is Kind.LIST and isinstance(value, list) and control.struct:
        return [_item(control.struct, one, kind, old, new) if isinstance(one, dict) else one for one in value]
    return value


def _item(struct: type[msgspec.Struct], item: dict[str, Any], kind: str, old: str, new: str) -> dict[str, Any]:
    inner = ACTIONS.get(str(item.get("do"))) if struct is Action else struct
    return renamed(inner, item, kind, old, new) if inner is not None and inner is not Trigger else item


def _trigger(trigger: dict[str, Any], kind: str, old: str, new: str) -> dict[str, Any]:
    word = verb_of(trigger)
    if word in COMBINATIONS:
        inner = trigger[word]
        if isinstance(inner, dict):
            return {word: _trigger(inner, kind, old, new)}
        parts = inner if isinstance(inner, list) else []
        return {word: [_trigger(part, kind, old, new) if isinstance(part, dict) else part for part in parts]}
    struct = TRIGGERS.get(word)
    return renamed(struct, trigger, kind, old, new) if struct is not None else trigger
