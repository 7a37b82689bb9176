"""From raw tables to structs: every mistake of a table is noted, not only the first one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec

from .actions import ACTIONS
from .actions_hiding import Leg
from .actions_talk import ChoiceOption
from .combinations import COMBINATIONS, AllOf, AnyOf, Not
from .conditions import Condition
from .document import INTEGER_LIMIT, TOO_LARGE, Document
from .fields import Field, describe, fields, plain
from .positions import KeyPath
from .suggest import did_you_mean, nearest
from .triggers import TRIGGERS
from .verbs import Action, Trigger

S = TypeVar("S", bound=msgspec.Struct)

_AT = re.compile(r" - at `\$(.*)`$")
_TYPES = re.compile(r"`([a-z| ]+)`")
ANY = "[...]"  # what stands for the key of a table whose keys are free
_STEP = re.compile(r"\[(\d+)\]|(\[\.\.\.\])|\.([^.\[]+)")
VERBS = {"on": "it names a trigger, for when", "do": "it names an action, for then"}
_WORDS = {
    "str": "text", "int": "a whole number", "float": "a number", "bool": "true or false", "array": "a list",
    "object": "a table",
}  # fmt: skip


@dataclass(slots=True)
class Found:
    """A table as it stands in a file; `value` is None when something in it is wrong."""

    struct: type[msgspec.Struct]
    raw: dict[str, Any]  # a misspelt key is called here as it was meant
    path: KeyPath
    document: Document
    value: Any = None
    guessed: frozenset[str] = frozenset()  # keys of `raw` that are misspelt in the file


class Reader:
    """Builds structs out of one document and keeps every table that it met in `found`."""

    def __init__(self, document: Document, elsewhere: Mapping[str, str] | None = None) -> None:
        """`elsewhere`: keys at the top of other files -> which file that is."""
        self.document = document
        self.elsewhere = elsewhere or {}
        self.found: list[Found] = []
        self.lost: set[str] = set()  # names in tables that nobody can read: whatever they define or use

    def build(
        self,
        struct: type[S],
        raw: Any,
        path: KeyPath,
        *,
        ignore: tuple[str, ...] = (),
        top: type[msgspec.Struct] | None = None,
    ) -> S | None:
        """The struct that a table says, or None when anything in it is wrong.

        ignore  keys that are read elsewhere
        top     the struct of the keys at the top of the file, to which a key may have slipped from
        """
        if not isinstance(raw, dict):
            self.document.wrong(path, f"expected a table {{ … }}, found {_called(raw)}")
            return None
        made, meant = self._at_once(struct, raw, ignore), raw
        if made is None:
            meant = self._meant(fields(struct), raw, ignore)
        found = Found(struct, meant, path, self.document, guessed=frozenset(meant.keys() - raw.keys()))
        self.found.append(found)
        if made is None:
            made = self._key_by_key(struct, raw, path, ignore, top)
        if made is None:
            return None
        why = made.problem() if hasattr(made, "problem") else ""
        if why:
            self.document.wrong(path, why)
            return None
        found.value = made
        return made

    def _at_once(self, struct: type[S], raw: dict[str, Any], ignore: tuple[str, ...]) -> S | None:
        """The struct of a table without mistakes and without tables in it: most are, and key by key takes long."""
        if not self._parted(struct).isdisjoint(raw) or not _allowed(struct, ignore).issuperset(raw):
            return None
        try:
            return msgspec.convert(raw, struct)
        except msgspec.ValidationError:
            return None

    @classmethod
    @cache
    def _parted(cls, struct: type[msgspec.Struct]) -> frozenset[str]:
        """The keys of a struct whose values are tables that are built by themselves."""
        return frozenset(field.key for field in fields(struct).values() if cls._holds_tables(field))

    @classmethod
    def _holds_tables(cls, field: Field) -> bool:
        kind = plain(field.type)
        several = get_origin(kind) is tuple and get_args(kind)[0] in (Action, Condition, Trigger, Leg)
        return kind is Trigger or several or field.key == "options"

    def _key_by_key(
        self,
        struct: type[S],
        raw: dict[str, Any],
        path: KeyPath,
        ignore: tuple[str, ...],
        top: type[msgspec.Struct] | None,
    ) -> S | None:
        known = fields(struct)
        good = self._keys(known, raw, path, ignore, fields(top) if top else {})
        values: dict[str, Any] = {}
        for attribute, field in zip(struct.__struct_fields__, known.values(), strict=True):
            if field.key in raw:
                value, where = raw[field.key], (*path, field.key)
                parted = field.key in self._parted(struct)
                values[attribute], fine = (
                    self._tables(field, value, where) if parted else self._plain(field, value, where)
                )
                good = good and fine
        return struct(**values) if good else None

    def _meant(self, known: dict[str, Field], raw: dict[str, Any], ignore: tuple[str, ...]) -> dict[str, Any]:
        """The table with its misspelt keys put right, so that no second mistake follows from one."""
        meant: dict[str, Any] = {}
        for key, value in raw.items():
            near = key if key in known or key in ignore else _near(key, [*known, *ignore])
            if near and (near == key or near not in raw):
                meant[near] = value
            else:
                self.lost |= texts(value)
        return meant

    def _keys(
        self,
        known: dict[str, Field],
        raw: dict[str, Any],
        path: KeyPath,
        ignore: tuple[str, ...],
        top: dict[str, Field],
    ) -> bool:
        good = True
        for key in raw:
            if key not in known and key not in ignore:
                hint = did_you_mean(key, [*known, *ignore])
                if key in top:
                    hint = ": it belongs at the top of the file, before the first [[…]]"
                elif not path and key in self.elsewhere:
                    hint = f": it belongs in {self.elsewhere[key]}"
                elif key in VERBS:
                    hint = f": {VERBS[key]}"
                self.document.wrong((*path, key), f"unknown key {key!r}{hint}", key=True)
                good = False
        for field in known.values():
            if field.required and field.key not in raw and self._slipped(field, known, raw, ignore):
                good = False
            elif field.required and field.key not in raw:
                self.document.wrong(path, f"{field.key!r} is missing ({field.says.partition(': see ')[0]})")
                good = False
        return good

    @staticmethod
    def _slipped(field: Field, known: dict[str, Field], raw: dict[str, Any], ignore: tuple[str, ...]) -> bool:
        """Whether a missing key is there, misspelt: that has been said."""
        strange = [key for key in raw if key not in known and key not in ignore]
        return any(_near(key, [*known, *ignore]) == field.key for key in strange)

    def _tables(self, field: Field, raw: Any, path: KeyPath) -> tuple[Any, bool]:
        """What the tables say that a field holds, and whether all of it is right."""
        kind = plain(field.type)
        if kind is Trigger:
            trigger = self.trigger(raw, path)
            return trigger, trigger is not None
        return self._options(raw, path) if field.key == "options" else self._each(get_args(kind)[0], raw, path)

    def _each(self, kind: Any, raw: Any, path: KeyPath) -> tuple[tuple[Any, ...], bool]:
        if not isinstance(raw, list):
            self.document.wrong(path, f"expected a list [ … ], found {_called(raw)}")
            if isinstance(raw, dict):
                self._each(kind, [raw], path)  # its names count as read
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

    def _plain(self, field: Field, raw: Any, path: KeyPath) -> tuple[Any, bool]:
        try:
            return msgspec.convert(raw, field.type), True
        except msgspec.ValidationError as error:
            steps, why = _explain(error, raw, field.type)
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
        if isinstance(raw, dict) and isinstance(raw.get(key), str) and raw[key] in table:
            return table[raw[key]]
        self.lost |= texts(raw)
        what = "action" if key == "do" else "trigger"
        if not isinstance(raw, dict):
            self.document.wrong(path, f'expected a table {{ {key} = "…" }}, found {_called(raw)}')
        elif key not in raw:
            self.document.wrong(path, f"{key!r} is missing: it names the {what}{_hint_of_verb(raw, key)}")
        elif not isinstance(raw[key], str):
            self.document.wrong((*path, key), f"expected the name of one {what}, found {_called(raw[key])}")
        else:
            word = raw[key]
            other = TRIGGERS if key == "do" else ACTIONS
            hint = f"; {word!r} is {'a trigger, for when' if key == 'do' else 'an action, for then'}"
            hint = hint if word in other else did_you_mean(word, table, few=0)
            self.document.wrong((*path, key), f"no {what} is called {word!r}{hint}")
        return None


def _near(key: str, known: Iterable[str]) -> str:
    """The key that was meant by one that is not known, or ''. What names a verb is no slip of another key."""
    return "" if key in VERBS else nearest(key, known)


@cache
def _allowed(struct: type[msgspec.Struct], ignore: tuple[str, ...]) -> frozenset[str]:
    """The keys that may stand in a table of a struct."""
    return frozenset((*fields(struct), *ignore))


def texts(value: Any) -> set[str]:
    """Every text in a value, however deep."""
    found, rest = set(), [value]
    while rest:
        each = rest.pop()
        if isinstance(each, str):
            found.add(each)
        elif isinstance(each, dict | list):
            rest += each.values() if isinstance(each, dict) else each
    return found


def _hint_of_verb(raw: dict[str, Any], key: str) -> str:
    if key == "on":
        words = [word for word in COMBINATIONS if word in raw]
        if "do" in raw:
            return "; 'do' is for actions"
        return f"; {words[0]!r} stands alone in its table" if words else " (or one of all, any, not)"
    return "; 'on' is for triggers" if "on" in raw else ""


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
        steps = tuple(int(step[1]) if step[1] else step[2] or step[3] for step in _STEP.finditer(found[1]))
    if steps[:1] == (ANY,):  # of a table of answers: which of them is not told
        steps = tuple(key for key, one in raw.items() if not _converts(one, get_args(plain(kind))[1]))[:1]
    value = raw
    for step in steps:
        value = value[step]
    if isinstance(value, int) and abs(value) > INTEGER_LIMIT:  # Python refuses to write out the largest
        return steps, TOO_LARGE
    if "matching regex" in message:
        strange = isinstance(value, str) and not value.isascii()
        return steps, f"{value!r} is not {_pattern(kind)}{' (letters are a to z)' if strange else ''}"
    if "Invalid enum value" in message:
        words = [str(word) for word in _literals(kind)]
        if get_origin(plain(kind)) is not Literal:
            return steps, f"expected {describe(kind)}, found {value!r}"
        return steps, f"{value!r} is not one of {', '.join(words)}{did_you_mean(str(value), words, few=0)}"
    if " | " in message and "null" not in message and not steps:
        return steps, f"expected {describe(kind)}, found {_called(value)}"
    if value == "":
        return steps, "the text is empty"
    message = _TYPES.sub(
        lambda types: " or ".join(_WORDS.get(t, t) for t in types[1].split(" | ") if t != "null"), message
    )
    message = message.replace("Expected", "expected")
    message = message.replace(" of length <= ", " of at most ").replace(" of length >= ", " of at least ")
    if " of at " in message:
        said = describe(kind) if not steps and isinstance(value, list) else ""
        message += f" characters, found {len(value)}" if isinstance(value, str) else f", found {len(value)}"
        return steps, f"{message}: {said}" if said.startswith("[") else message
    if ", got" in message:
        return steps, message.replace(", got ", ", found ")
    said = describe(kind) if not steps else ""
    in_degrees = f": {said}; 180 degrees are 3.14" if said.startswith("radians") else ""
    return steps, f"{message}, found {value!r}{in_degrees}"


def _converts(value: Any, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _pattern(kind: Any) -> str:
    says = describe(kind).removeprefix("list of: ")
    return says if "fact" in says else "a name: letters, digits, dots and dashes"


def _literals(kind: Any) -> list[Any]:
    kind = plain(kind)
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    return [word for part in get_args(kind) if part is not type(None) for word in _literals(part)]
