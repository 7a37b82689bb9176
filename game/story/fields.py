"""What the declared types of a struct's fields say: names, ranges, and which names they refer to or make."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
from msgspec import Meta


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a table of a level file."""

    key: str  # as it is written in the file
    type: Any
    required: bool
    default: Any
    ref: tuple[str, ...] = ()  # kinds of thing of which it must name one
    makes: str = ""
    needs: str = ""
    many: bool = False  # a list of such names
    says: str = ""


@cache
def fields(struct: type[msgspec.Struct]) -> dict[str, Field]:
    """The keys that a table of this kind may have, in their declared order."""
    return {f.encode_name: _field(f) for f in msgspec.structs.fields(struct)}


def _field(info: msgspec.structs.FieldInfo) -> Field:
    meta, many = _reference(info.type)
    extra = meta.extra or {} if meta else {}
    default = info.default
    if info.default_factory is not msgspec.NODEFAULT:
        default = info.default_factory()
    return Field(
        info.encode_name,
        info.type,
        info.required,
        default,
        ref=extra.get("ref", ()),
        makes=extra.get("makes", ""),
        needs=extra.get("needs", ""),
        many=many,
        says=describe(info.type),
    )


def _reference(kind: Any) -> tuple[Meta | None, bool]:
    """The declaration that says what a string, or each string of a list, names."""
    kind = plain(kind)
    if get_origin(kind) is Annotated:
        inner, *metas = get_args(kind)
        for meta in metas:
            if isinstance(meta, Meta) and meta.extra:
                return meta, False
        return _reference(inner)
    if get_origin(kind) in (list, tuple):
        return _reference(get_args(kind)[0])[0], True
    return None, False


def plain(kind: Any) -> Any:
    """The type without `| None`."""
    if get_origin(kind) in (Union, UnionType):
        rest = [part for part in get_args(kind) if part is not NoneType]
        if len(rest) == 1:
            return rest[0]
    return kind


def describe(kind: Any) -> str:
    """A type in the words of a level maker: `number 0 to 1`, `a region of map.toml`, `"a" or "b"`, `list of …`."""
    kind = plain(kind)
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *metas = get_args(kind)
        said = next((m.description for m in metas if isinstance(m, Meta) and m.description), None)
        return said or _ranged(describe(inner), [m for m in metas if isinstance(m, Meta)])
    if origin in (Union, UnionType):
        return " or ".join(describe(part) for part in get_args(kind))
    if origin is Literal:
        return " or ".join(f'"{value}"' if isinstance(value, str) else str(value) for value in get_args(kind))
    if origin in (list, tuple):
        return f"list of: {describe(get_args(kind)[0])}"
    return {str: "text", int: "whole number", float: "number", bool: "true or false"}.get(kind, _named(kind))


def _named(kind: Any) -> str:
    return {
        "Condition": "conditions",
        "Action": "actions",
        "Trigger": "a trigger",
        "ChoiceOption": "options",
        "Leg": "legs",
        "Held": "conditions",
        "Line": "lines",
        "Passage": "passages",
    }.get(getattr(kind, "__name__", ""), "table")


def _ranged(text: str, metas: list[Meta]) -> str:
    for meta in metas:
        low, high = (meta.ge if meta.ge is not None else meta.gt), (meta.le if meta.le is not None else meta.lt)
        if low is not None and high is not None:
            more = "more than " if meta.gt is not None else ""
            text += f", {more}{low:g} to {high:g}"
    return text
