"""A form for any table of a level, made from the struct that reads it: what can be set there, how, and within what.

A form is a list of slots, one a line, in the order of the struct's declaration; nested tables stand indented. Data are
plain tables as TOML gives them, and are never changed: `edits` gives new ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
from msgspec import Meta

from game.story.actions_hiding import Leg
from game.story.actions_talk import ChoiceOption
from game.story.combinations import COMBINATIONS, AllOf, AnyOf, Not
from game.story.conditions import Condition
from game.story.fields import Field, fields, plain
from game.story.loader import MAP_KEYS
from game.story.positions import KeyPath
from game.story.schema import ACTIONS, CAST, LINE_KINDS, MAP_LISTS, TRIGGERS, Beat, Header, LineText, Loading, Retry
from game.story.verbs import Action, Trigger

MANY = 9  # a table with more keys than this shows only those that it has, and offers the others
_KEY = re.compile(r"    ([a-z-]+)  +(\S.*)")
STRANGE = "this key means nothing here: take it away"
UNITS = (  # how the description of a number begins -> its unit
    ("units a second", "u/s"), ("units", "u"), ("seconds", "s"), ("radians a second", "rad/s"), ("radians", "rad"),
    ("credits", "credits"),
)  # fmt: skip
OF_LISTS = {"then": "what it does, in this order", "if": "conditions that must all hold"}
MANNERS = {"objective done": ("objective", "done"), "objective fail": ("objective", "fail")}  # words -> verb, its key
OFFERED = tuple(each for word in ACTIONS for each in (word, *(m for m, (verb, _) in MANNERS.items() if verb == word)))
TABLES: dict[str, type[msgspec.Struct]] = {
    "beat": Beat, "retry": Retry, "line": LineText, "top": Header, "loading": Loading, **MAP_LISTS,
}  # fmt: skip


class Kind(StrEnum):
    """How a slot is set."""

    TEXT = "text"
    NUMBER = "number"
    SWITCH = "switch"  # true or false
    CHOICE = "choice"  # one of a few words
    NAME = "name"  # the name of something, completed from what there is
    NUMBERS = "numbers"  # so many of them: a place, a circle
    NAMES = "names"  # a list of words or names
    POINTS = "points"  # corners: drawn on the map, told here
    VERB = "verb"  # which trigger or action
    LIST = "list"  # the head of a list of tables, each of which follows indented
    ITEM = "item"  # the head of one table of a list
    TABLE = "table"  # the head of a table that may be left out
    MORE = "more"  # keys that may be added


@dataclass(frozen=True, slots=True)
class Control:
    """What the type of a key asks of whoever sets it. `above`: `low` itself is too little."""

    kind: Kind
    low: float | None = None
    high: float | None = None
    above: bool = False
    whole: bool = False
    unit: str = ""
    choices: tuple[Any, ...] = ()
    words: bool = False  # a number for which one of `choices` may stand
    refs: tuple[str, ...] = ()  # kinds of thing of which it names one
    makes: str = ""
    count: int = 0  # of numbers in a list
    limit: int = 0  # characters
    pattern: str = ""  # that a name has
    struct: type[msgspec.Struct] | None = None  # of tables


@dataclass(frozen=True, slots=True)
class Slot:
    """One line of a form. `path` leads from the row's data to its value; `given`: the value is written there."""

    path: KeyPath
    label: str
    control: Control
    depth: int = 0
    value: Any = None
    given: bool = True
    required: bool = False
    default: Any = None
    says: str = ""
    offers: tuple[str, ...] = ()  # of MORE: keys; of VERB: words
    struct: type[msgspec.Struct] | None = field(default=None, repr=False)

    @property
    def kind(self) -> Kind:
        return self.control.kind

    @property
    def removable(self) -> bool:
        """Whether its key or item may go."""
        return self.given and not self.required and self.kind not in (Kind.MORE, Kind.VERB)


# -- controls --------------------------------------------------------------------------------------------


@cache
def controls(struct: type[msgspec.Struct]) -> dict[str, Control]:
    """Key -> control of every key of a struct."""
    return {key: _control(field.type) for key, field in fields(struct).items()}


def fields_of(struct: type[msgspec.Struct]) -> dict[str, Field]:
    """Its keys, as they are declared."""
    return fields(struct)


def _control(kind: Any) -> Control:
    inner, metas = _bare(kind)
    said = next((meta.description for meta in metas if meta.description), "") or ""
    extra: dict[str, Any] = {}
    for meta in metas:
        extra |= meta.extra or {}
    refs, makes = tuple(extra.get("ref", ())), str(extra.get("makes", ""))
    limit = next((meta.max_length for meta in metas if meta.max_length), 0) or 0
    origin = get_origin(inner)
    if inner is bool:
        return Control(Kind.SWITCH)
    if inner in (int, float):
        return _number(inner is int, metas, said)
    if inner is str:
        kinds = Kind.NAME if refs or makes else Kind.TEXT
        pattern = next((meta.pattern for meta in metas if meta.pattern), "") or ""
        return Control(kinds, refs=refs, makes=makes, limit=limit, pattern=pattern)
    if origin is Literal:
        return Control(Kind.CHOICE, choices=get_args(inner))
    if origin in (list, tuple):
        return _list(get_args(inner)[0], metas)
    if origin is Union:
        return _either(get_args(inner))
    if isinstance(inner, type) and issubclass(inner, Trigger):
        return Control(Kind.VERB, struct=Trigger)
    if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
        return Control(Kind.TABLE, struct=inner)
    return Control(Kind.TEXT)


def _bare(kind: Any) -> tuple[Any, list[Meta]]:
    """The type without what annotates it, and the annotations, the outer ones first."""
    kind, metas = plain(kind), []
    while get_origin(kind) is Annotated:
        first, *rest = get_args(kind)
        metas += [meta for meta in rest if isinstance(meta, Meta)]
        kind = plain(first)
    return kind, metas


def _number(whole: bool, metas: list[Meta], said: str) -> Control:
    low = high = None
    above = False
    for meta in metas:
        if meta.ge is not None or meta.gt is not None:
            low, above = float(meta.ge if meta.ge is not None else meta.gt or 0.0), meta.ge is None
        if meta.le is not None or meta.lt is not None:
            high = float(meta.le if meta.le is not None else meta.lt or 0.0)
    unit = next((unit for words, unit in UNITS if said.startswith(words)), "")
    return Control(Kind.NUMBER, low, high, above, whole, unit)


def _list(item: Any, metas: list[Meta]) -> Control:
    inner, of = _bare(item)
    sizes = [meta.max_length for meta in metas if meta.max_length and meta.max_length == meta.min_length]
    if inner in (int, float):
        number = _number(inner is int, of, "")
        return replace(number, kind=Kind.NUMBERS, count=sizes[0] if sizes else 0)
    if get_origin(inner) in (list, tuple):
        return Control(Kind.POINTS)
    if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
        return Control(Kind.LIST, struct=Action if issubclass(inner, Action) else inner)
    one = _control(item)
    return replace(one, kind=Kind.NAMES)


def _either(parts: tuple[Any, ...]) -> Control:
    """A number or a word; or one of several lists of words."""
    found = [_control(part) for part in parts]
    number = next((one for one in found if one.kind is Kind.NUMBER), None)
    words = tuple(word for one in found for word in one.choices)
    if number is not None:
        return replace(number, choices=words, words=True)
    return Control(Kind.CHOICE, choices=words)


# -- forms -----------------------------------------------------------------------------------------------


BOUNDS = Control(Kind.NUMBERS, -100_000.0, 100_000.0, count=4)


def form(table: str, data: dict[str, Any]) -> list[Slot]:
    """The slots of a row: `table` is its kind ("beat", "line", "rock", …), or "top" for the keys of level.toml."""
    struct = TABLES.get(table)
    if struct is None:
        return []
    own = {key: value for key, value in data.items() if key not in MAP_KEYS} if table == "top" else data
    slots = list(_table(struct, own, (), 0, every=table not in ("beat",)))
    if table == "top":
        slots += _map_keys(data)
    if table == "line":
        who = Control(Kind.TEXT, choices=(*CAST, *LINE_KINDS), limit=24)
        slots = [replace(slot, control=who) if slot.path == ("who",) else slot for slot in slots]
        id_ = replace(controls(Beat)["id"], kind=Kind.NAME, makes="line")
        slots.insert(0, Slot(("id",), "id", id_, value=data.get("id", ""), required=True))
    return slots


def _map_keys(data: dict[str, Any]) -> Iterator[Slot]:
    """What stands at the top of map.toml: it belongs to the level as a whole, too."""
    value = data.get("bounds")
    says = "bounds: where the level ends. [left, top, right, bottom]"
    yield Slot(("bounds",), "bounds", BOUNDS, 0, value, "bounds" in data, True, says=says, struct=Loading)
    value, says = data.get("loading"), "loading: how what 'loads' comes into the world"
    yield Slot(("loading",), "loading", Control(Kind.TABLE, struct=Loading), 0, value, value is not None, says=says)
    if isinstance(value, dict):
        yield from _table(Loading, value, ("loading",), 1)


def _table(
    struct: type[msgspec.Struct], data: dict[str, Any], path: KeyPath, depth: int, *, every: bool | None = None
) -> Iterator[Slot]:
    """The slots of a table's keys. With `every`, also of those that it leaves out."""
    known, how = fields(struct), controls(struct)
    every = len(known) <= MANY if every is None else every
    late: list[str] = []
    for key, one in known.items():
        given = key in data
        if not (given or one.required or every or _always(one, how[key])):
            late.append(key)
            continue
        yield from _slot(struct, key, one, how[key], data.get(key), given, (*path, key), depth)
    for key in data:
        if key not in known and not (key == "id" and struct is LineText) and key not in ("do", "on", *COMBINATIONS):
            yield Slot(
                (*path, key),
                key,
                Control(Kind.TEXT),
                depth,
                data[key],
                says="this key means nothing here: take it away",
            )
    if late:
        control = Control(Kind.MORE)
        yield Slot(path, "more", control, depth, given=False, offers=tuple(late), struct=struct)


def _always(one: Field, control: Control) -> bool:
    """Keys that are shown even where they are left out of a long table."""
    return one.key in ("at", "if", "then") or control.kind is Kind.LIST


def _slot(
    struct: type[msgspec.Struct],
    key: str,
    one: Field,
    control: Control,
    value: Any,
    given: bool,
    path: KeyPath,
    depth: int,
) -> Iterator[Slot]:
    more = helps(struct).get(key, "")
    means = OF_LISTS.get(key, one.says.replace("list of: ", "each ", 1))
    says = f"{key}: {more}. {means}" if more else f"{key}: {means}"
    default = None if one.default is msgspec.NODEFAULT else one.default
    base = Slot(path, key, control, depth, value, given, one.required, default, says, struct=struct)
    if control.kind is Kind.VERB:
        yield from _trigger(value if isinstance(value, dict) else {}, path, depth, key)
    elif control.kind is Kind.LIST:
        yield replace(base, offers=OFFERED) if control.struct is Action else base
        for i, item in enumerate(value if isinstance(value, list) else []):
            yield from _item(control, item if isinstance(item, dict) else {}, (*path, i), depth + 1)
    elif control.kind is Kind.TABLE:
        yield base
        if given and isinstance(value, dict) and control.struct:
            yield from _table(control.struct, value, path, depth + 1)
    else:
        yield base


def _item(control: Control, data: dict[str, Any], path: KeyPath, depth: int) -> Iterator[Slot]:
    """One table of a list: an action has a verb; others are numbered."""
    if control.struct is Action:
        word = str(data.get("do", ""))
        struct: type[msgspec.Struct] = ACTIONS.get(word, Action)
        at = data.get("at", 0)
        label = f"{at:g} s" if isinstance(at, int | float) else "do"
        yield Slot(
            path, label, Control(Kind.VERB, struct=Action), depth, word, offers=OFFERED, struct=struct,
            says=summary(struct),
        )  # fmt: skip
        yield from _table(struct, data, path, depth + 1)
    elif control.struct is not None:
        yield Slot(path, _called(control.struct, path), Control(Kind.ITEM), depth, data, struct=control.struct)
        yield from _table(control.struct, data, path, depth + 1)


def _called(struct: type[msgspec.Struct], path: KeyPath) -> str:
    word = {Condition: "condition", ChoiceOption: "option", Leg: "leg"}.get(struct, "item")
    return f"{word} {int(path[-1]) + 1}"


def _trigger(data: dict[str, Any], path: KeyPath, depth: int, label: str) -> Iterator[Slot]:
    """A trigger, or a combination of them, each part indented."""
    word = verb_of(data)
    struct: type[msgspec.Struct] = TRIGGERS.get(word) or COMBINED.get(word, Trigger)
    offers = (*COMBINATIONS, *TRIGGERS)
    yield Slot(
        path, label, Control(Kind.VERB, struct=Trigger), depth, word, required=len(path) < 2 or path[-1] == "not",
        says=summary(struct), offers=offers, struct=struct,
    )  # fmt: skip
    if word == "not":
        inner = data["not"]
        yield from _trigger(inner if isinstance(inner, dict) else {}, (*path, "not"), depth + 1, "of")
    elif word in COMBINATIONS:
        inner = data[word]
        for i, part in enumerate(inner if isinstance(inner, list) else []):
            yield from _trigger(part if isinstance(part, dict) else {}, (*path, word, i), depth + 1, f"{i + 1}")
        yield Slot((*path, word), "another", Control(Kind.LIST, struct=Trigger), depth + 1, inner, offers=offers)
    elif word in TRIGGERS:
        yield from _table(TRIGGERS[word], data, path, depth + 1)


COMBINED: dict[str, type[msgspec.Struct]] = {"all": AllOf, "any": AnyOf, "not": Not}


def verb_of(data: dict[str, Any]) -> str:
    """The word of a trigger: its `on`, or the combination that it is."""
    return next((word for word in COMBINATIONS if word in data), str(data.get("on", "")))


@cache
def helps(struct: type[msgspec.Struct]) -> dict[str, str]:
    """Key -> what its struct's description says of it."""
    found: dict[str, str] = {}
    key = ""
    for line in (struct.__doc__ or "").split("\n\n", 1)[-1].splitlines():
        begins = _KEY.match(line)
        if begins and begins[1] in fields(struct):
            key = begins[1]
            found[key] = begins[2]
        elif key and line.startswith("             ") and line.strip():
            found[key] += " " + line.strip()
        else:
            key = ""
    return found


def summary(struct: type[msgspec.Struct]) -> str:
    """What a verb does, in the first words of its description."""
    return " ".join((struct.__doc__ or "").split("\n\n")[0].split())


def advice(slot: Slot, word: str) -> str:
    """What one of the words that are offered for a slot would mean."""
    if slot.kind is Kind.MORE:
        struct = slot.struct
        more, one = (helps(struct).get(word, ""), fields(struct).get(word)) if struct else ("", None)
        return f"{word}: {more or (one.says if one else '')}"
    verb = word.split(" ")[0]
    found = (ACTIONS if slot.control.struct is Action else TRIGGERS | COMBINED).get(verb)
    return f"{word}: {summary(found)}" if found is not None else ""
