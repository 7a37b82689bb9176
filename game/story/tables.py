"""From raw tables to structs: every mistake of a table is noted, not only the first one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec

from .actions import ACTIONS
from .actions_talk import ChoiceOption
from .combinations import COMBINATIONS, AllOf, AnyOf, Not
from .conditions import Condition
from .document import Document
from .fields import Field, describe, fields, plain
from .positions import KeyPath
from .suggest import did_you_mean
from .triggers import TRIGGERS
from .verbs import Action, Trigger

S = TypeVar("S", bound=msgspec.Struct)

_AT = re.compile(r" - at `\$(.*)`$")
_STEP = re.compile(r"\[(\d+)\]|\.([^.\[]+)")
_WORDS = {
    "`str`": "text", "`int`": "a whole number", "`float`": "a number", "`bool`": "true or false",
    "`array`": "a list", "`object`": "a table", "`null`": "nothing",
}  # fmt: skip


@dataclass(slots=True)
class Found:
    """A table as it stands in a file; `value` is None when something in it is wrong."""

    struct: type[msgspec.Struct]
    raw: dict[str, Any]
    path: KeyPath
    document: Document
    value: Any = None


class Reader:
    """Builds structs out of one document and keeps every table that it met in `found`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found: list[Found] = []

    def build(self, struct: type[S], raw: Any, path: KeyPath, *, ignore: tuple[str, ...] = ()) -> S | None:
        """The struct that a table says, or None when anything in it is wrong; `ignore` names keys read elsewhere."""
        if not isinstance(raw, dict):
            self.document.wrong(path, f"expected a table {{ … }}, found {_called(raw)}")
            return None
        known = fields(struct)
        found = Found(struct, raw, path, self.document)
        self.found.append(found)
        good = self._keys(known, raw, path, ignore)
        values: dict[str, Any] = {}
        for attribute, field in zip(struct.__struct_fields__, known.values(), strict=True):
            if field.key in raw:
                value, fine = self._value(field, raw[field.key], (*path, field.key))
                good = good and fine
                values[attribute] = value
        if not good:
            return None
        made = struct(**values)
        why = made.problem() if hasattr(made, "problem") else ""
        if why:
            self.document.wrong(path, why)
            return None
        found.value = made
        return made

    def _keys(self, known: dict[str, Field], raw: dict[str, Any], path: KeyPath, ignore: tuple[str, ...]) -> bool:
        good = True
        for key in raw:
            if key not in known and key not in ignore:
                self.document.wrong((*path, key), f"unknown key {key!r}{did_you_mean(key, known)}", key=True)
                good = False
        for field in known.values():
            if field.required and field.key not in raw:
                self.document.wrong(path, f"{field.key!r} is missing ({field.says})")
                good = False
        return good

    def _value(self, field: Field, raw: Any, path: KeyPath) -> tuple[Any, bool]:
        kind = plain(field.type)
        if kind is Trigger:
            trigger = self.trigger(raw, path)
            return trigger, trigger is not None
        if get_origin(kind) is tuple and get_args(kind)[0] in (Action, Condition, Trigger):
            return self._each(get_args(kind)[0], raw, path)
        if field.key == "options":
            return self._options(raw, path)
        return self._plain(field.type, raw, path)

    def _each(self, kind: Any, raw: Any, path: KeyPath) -> tuple[tuple[Any, ...], bool]:
        if not isinstance(raw, list):
            self.document.wrong(path, f"expected a list [ … ], found {_called(raw)}")
            return (), False
        built: list[Any] = []
        for i, item in enumerate(raw):
            where = (*path, i)
            if kind is Action:
                built.append(self.action(item, where))
            elif kind is Trigger:
                built.append(self.trigger(item, where))
            else:
                built.append(self.build(kind, item, where))
        if not raw and kind is not Condition:
            self.document.wrong(path, "the list is empty")
            return (), False
        return tuple(one for one in built if one is not None), None not in built

    def _options(self, raw: Any, path: KeyPath) -> tuple[Any, bool]:
        options = raw if isinstance(raw, list) else []
        built = [self.build(ChoiceOption, item, (*path, i)) for i, item in enumerate(options)]
        fine = 2 <= len(options) <= 4
        if not fine:
            self.document.wrong(path, "a choice has two to four options: [{ line = … }, { line = … }]")
        return built, fine and None not in built

    def _plain(self, kind: Any, raw: Any, path: KeyPath) -> tuple[Any, bool]:
        try:
            return msgspec.convert(raw, kind), True
        except msgspec.ValidationError as error:
            steps, why = _explain(error, raw, kind)
            if not any(unfit[: len(path)] == path for unfit in self.document.unfit):
                self.document.wrong((*path, *steps), why)
            return None, False

    # -- verbs -----------------------------------------------------------------------------------------

    def action(self, raw: Any, path: KeyPath) -> Action | None:
        verb = self._verb(raw, path, "do", ACTIONS)
        return self.build(verb, raw, path, ignore=("do",)) if verb else None

    def trigger(self, raw: Any, path: KeyPath) -> Trigger | None:
        if isinstance(raw, dict) and "on" not in raw and len(raw) == 1 and next(iter(raw)) in COMBINATIONS:
            word = next(iter(raw))
            if word == "not":
                part = self.trigger(raw[word], (*path, word))
                return Not(not_=part) if part is not None else None
            parts, good = self._each(Trigger, raw[word], (*path, word))
            if not good:
                return None
            return AllOf(all_=parts) if word == "all" else AnyOf(any_=parts)
        verb = self._verb(raw, path, "on", TRIGGERS)
        return self.build(verb, raw, path, ignore=("on",)) if verb else None

    def _verb(self, raw: Any, path: KeyPath, key: str, table: dict[str, type[S]]) -> type[S] | None:
        what = "action" if key == "do" else "trigger"
        if not isinstance(raw, dict):
            self.document.wrong(path, f'expected a table {{ {key} = "…" }}, found {_called(raw)}')
        elif key not in raw:
            extra = " (or one of all, any, not)" if key == "on" else ""
            self.document.wrong(path, f"{key!r} is missing: it names the {what}{extra}")
        elif not isinstance(raw[key], str) or raw[key] not in table:
            word = str(raw[key])
            self.document.wrong((*path, key), f"no {what} is called {word!r}{did_you_mean(word, table, few=0)}")
        else:
            return table[raw[key]]
        return None


def _called(raw: Any) -> str:
    names = {
        str: "text",
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(raw), "something else")


def _explain(error: msgspec.ValidationError, raw: Any, kind: Any) -> tuple[KeyPath, str]:
    """Where inside the value the mistake is, and what it is in the words of a level maker."""
    message = str(error)
    steps: KeyPath = ()
    found = _AT.search(message)
    if found:
        message = message[: found.start()]
        steps = tuple(int(step[1]) if step[1] else step[2] for step in _STEP.finditer(found[1]))
    value = raw
    for step in steps:
        value = value[step]
    if "matching regex" in message:
        return steps, f"{value!r} is not {_pattern(kind)}"
    if "Invalid enum value" in message:
        words = [str(word) for word in _literals(kind)]
        return steps, f"{value!r} is not one of {', '.join(words)}{did_you_mean(str(value), words, few=0)}"
    for code, word in _WORDS.items():
        message = message.replace(code, word)
    message = message.replace("Expected", "expected").replace("`", "")
    message = message.replace(" of length <= ", " of at most ").replace(" of length >= ", " of at least ")
    if ", got" not in message:
        message += f", found {len(value)}" if " of at " in message else f", found {value!r}"
    return steps, message.replace(", got ", ", found ")


def _pattern(kind: Any) -> str:
    says = describe(kind).removeprefix("list of: ")
    return says if "fact" in says else "a name: letters, digits, dots and dashes"


def _literals(kind: Any) -> list[Any]:
    kind = plain(kind)
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    return [word for part in get_args(kind) if part is not type(None) for word in _literals(part)]
