"""Changing plain tables by the slots of a form: every function gives new data and leaves the old as they were."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

import msgspec
import tomli

from game.story.combinations import COMBINATIONS
from game.story.conditions import Condition
from game.story.fields import fields
from game.story.positions import KeyPath
from game.story.schema import ACTIONS, TRIGGERS
from game.story.verbs import Action, Trigger

from .forms import MANNERS, Control, Kind, controls, verb_of

Table = dict[str, Any]
FIRST = ("at", "do", "on", "id")  # keys that stand first in a table, in this order


def value_at(data: Any, path: KeyPath) -> Any:
    """What stands there; KeyError or IndexError when nothing does."""
    for step in path:
        data = data[step]
    return data


def put(data: Table, path: KeyPath, value: Any, struct: type[msgspec.Struct] | None = None) -> Table:
    """The data with another value at a path; a key that is new stands where a struct declares it, or such keys do."""
    made = copy.deepcopy(data)
    where, key = value_at(made, path[:-1]), path[-1]
    order = [*FIRST, *(fields(struct) if struct is not None else ())]
    if not isinstance(where, dict) or key in where or key not in order:
        where[key] = value
        return made
    later = order[order.index(key) + 1 :]
    rest = dict(where)
    at = next((i for i, name in enumerate(rest) if name in later), len(rest))
    names = [*list(rest)[:at], key, *list(rest)[at:]]
    where.clear()
    where.update({name: value if name == key else rest[name] for name in names})
    return made


def drop(data: Table, path: KeyPath) -> Table:
    """The data without a key or an item; an empty list of conditions goes with its last one."""
    made = copy.deepcopy(data)
    where = value_at(made, path[:-1])
    del where[path[-1]]
    if isinstance(where, list) and not where and path[-2] == "if":
        return drop(made, path[:-1])
    return made


def insert(data: Table, path: KeyPath, at: int, value: Any) -> Table:
    """The data with one item more in the list at a path; where there is none, it begins one."""
    made = copy.deepcopy(data)
    where, last = value_at(made, path[:-1]), path[-1]
    there = where.get(last) if isinstance(where, dict) else where[last]
    where[last] = (
        [*there[:at], copy.deepcopy(value), *there[at:]] if isinstance(there, list) else [copy.deepcopy(value)]
    )
    return made


def shift(data: Table, path: KeyPath, by: int) -> tuple[Table, KeyPath]:
    """An item moved within its list; the data, and where it is now."""
    made = copy.deepcopy(data)
    items, at = value_at(made, path[:-1]), int(path[-1])
    to = max(0, min(len(items) - 1, at + by))
    items.insert(to, items.pop(at))
    return made, (*path[:-1], to)


def twice(data: Table, path: KeyPath) -> tuple[Table, KeyPath]:
    """An item once more, behind itself."""
    at = int(path[-1]) + 1
    return insert(data, path[:-1], at, value_at(data, path)), (*path[:-1], at)


# -- what is new --------------------------------------------------------------------------------------------


class Known:
    """Names that a new table may use: kind of thing -> names. Who has none leaves blanks."""

    def __init__(self, names: dict[str, set[str]] | None = None) -> None:
        self.names = names or {}

    def at(self, struct: type[msgspec.Struct], key: str) -> Known:
        """Those for a key of a kind of table."""
        return self

    def has(self, refs: Iterable[str], name: str) -> bool:
        """Whether a name may stand there."""
        return any(name in self.names.get(ref, ()) for ref in refs)

    def first(self, refs: Iterable[str]) -> str:
        """One that may stand there, or nothing."""
        found = sorted({name for ref in refs for name in self.names.get(ref, ())} - {"callister"})
        return found[0] if found else ""


def blank(control: Control, default: Any = None, known: Known | None = None) -> Any:
    """What a key holds when it has just been added."""
    if control.kind is Kind.SWITCH:
        return not default
    default = None if default is msgspec.NODEFAULT else default
    if control.kind is Kind.NUMBER:
        value = default if isinstance(default, int | float) and not isinstance(default, bool) else 1.0
        low, high = control.low, control.high
        value = max(value, low + (1.0 if control.above else 0.0)) if low is not None else value
        value = min(value, high) if high is not None else value
        return int(value) if control.whole else value
    if control.kind is Kind.CHOICE:
        others = [choice for choice in control.choices if choice != default]
        return (others or [""])[0]
    if control.kind is Kind.NAME:
        return (known or Known()).first(control.refs)
    if control.kind is Kind.NUMBERS:
        return list(default) if default else [1 if i == 2 and control.count == 3 else 0 for i in range(control.count)]
    if control.kind is Kind.NAMES:
        one = control.choices[0] if control.choices else (known or Known()).first(control.refs)
        return [one] if one else []
    if control.kind is Kind.POINTS:
        return [[0, 0], [100, 0], [100, 100]]
    if control.kind is Kind.LIST:
        return []
    if control.kind is Kind.TABLE and control.struct:
        return fresh(control.struct, known)
    return ""


def fresh(struct: type[msgspec.Struct], known: Known | None = None) -> Table:
    """A new table of a kind: only what it must have; of a condition, the first flag."""
    if struct is Condition:
        flag = (known or Known()).first(("flag",))
        return {"flag": flag} if flag else {"hull-below": 0.5}
    how, known = controls(struct), known or Known()
    return {
        key: blank(how[key], one.default, known.at(struct, key)) for key, one in fields(struct).items() if one.required
    }


def action(word: str, old: Table | None = None, known: Known | None = None) -> Table:
    """An action by its word: it keeps what it has in common with the old one.

    What it must have besides is taken from the verb's own example, names from those that there are.
    """
    if word in MANNERS:
        verb, key = MANNERS[word]
        made = {"at": old["at"]} if old and "at" in old else {}
        return made | {"do": verb, key: blank(controls(ACTIONS[verb])[key], None, known)}
    return _verb("do", word, ACTIONS[word], old or {}, known)


def trigger(word: str, old: Table | None = None, known: Known | None = None) -> Table:
    """The same for a trigger. A combination is made of the old one; of a combination the first part stays."""
    old = old or {}
    if word in COMBINATIONS:
        return _combined(word, old)
    inner = _parts(old)
    if inner:  # of a combination, the first part
        old = inner[0]
    return _verb("on", word, TRIGGERS[word], old, known)


def _verb(tag: str, word: str, struct: type[Action | Trigger], old: Table, known: Known | None) -> Table:
    """The least that is whole: the keys that it must have; where they are not enough, those of its example as well."""
    example = tomli.loads(f"x = {struct.example}")["x"] if struct.example else {}
    made: Table = {"at": old["at"]} if "at" in old and tag == "do" else {}
    made[tag] = word
    how, declared, known = controls(struct), fields(struct), known or Known()
    for key, one in declared.items():
        if key in old and key not in ("at", tag) and (key == "if" or _fits(how[key], old[key])):
            made[key] = copy.deepcopy(old[key])
        elif one.required and key != tag:
            made[key] = _exemplary(how[key], example.get(key), one.default, known.at(struct, key))
    if not _whole(struct, made):
        for key in declared:
            if key in example and key not in made and key != tag:
                made[key] = _exemplary(how[key], example[key], None, known.at(struct, key))
    return made


def _whole(struct: type[Action | Trigger], table: Table) -> bool:
    """Whether these keys go together. What they name is another matter."""
    try:
        return not msgspec.convert(table, struct).problem()
    except msgspec.ValidationError:
        return all(key in table for key, one in fields(struct).items() if one.required)


def _exemplary(control: Control, example: Any, default: Any, known: Known) -> Any:
    if control.refs:
        if isinstance(example, str) and known.has(control.refs, example):
            return example
        name = known.first(control.refs) or example or ""
        return [name] if control.kind is Kind.NAMES else name
    if control.kind is Kind.LIST and control.struct is not None and isinstance(example, list):
        struct, how = control.struct, controls(control.struct)
        return [
            {key: _exemplary(how[key], value, None, known.at(struct, key)) for key, value in one.items()}
            for one in example
        ]
    return copy.deepcopy(example) if example is not None else blank(control, default, known)


def _fits(control: Control, value: Any) -> bool:
    """Whether a value of another verb's key of that name may be kept."""
    kinds: dict[Kind, type | tuple[type, ...]] = {
        Kind.TEXT: str, Kind.NAME: str, Kind.SWITCH: bool, Kind.NUMBER: (int, float), Kind.NAMES: list, Kind.LIST: list,
    }  # fmt: skip
    if control.kind is Kind.CHOICE:
        return value in control.choices
    return isinstance(value, kinds.get(control.kind, ()))


def _parts(trigger: Table) -> list[Table]:
    word = verb_of(trigger)
    if word not in COMBINATIONS:
        return []
    inner = trigger[word]
    return [part for part in (inner if isinstance(inner, list) else [inner]) if isinstance(part, dict)]


def _combined(word: str, old: Table) -> Table:
    """The old trigger becomes a part; a combination becomes another of the same parts."""
    parts = _parts(old) or ([copy.deepcopy(old)] if old else [{"on": "start"}])
    return {"not": parts[0]} if word == "not" else {word: copy.deepcopy(parts)}
