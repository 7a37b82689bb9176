"""JSON Schemas of the three files of a level, for editors that complete and lint TOML. Written from the structs."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import msgspec

from .actions_talk import ChoiceOption
from .combinations import COMBINATIONS
from .conditions import Condition
from .schema import ACTIONS, MAP_LISTS, TRIGGERS, Beat, Bounds, Drift, Header, LineText, Loading, Retry, Slide, Spin
from .verbs import Action, Trigger

DRAFT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def json_schema() -> dict[str, Schema]:
    """File name -> schema: level.schema.json, map.schema.json, lines.schema.json."""
    return {"level.schema.json": _level(), "map.schema.json": _map(), "lines.schema.json": _lines()}


def write(folder: Path) -> list[Path]:
    """Write the schemas into a folder; returns their paths."""
    paths = []
    for name, schema in json_schema().items():
        path = Path(folder) / name
        path.write_text(json.dumps(schema, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


def _level() -> Schema:
    definitions = _definitions(
        Beat, Retry, Condition, ChoiceOption, *TRIGGERS.values(), *ACTIONS.values(), Header, Trigger, Action
    )
    header = definitions.pop("Header")
    definitions["Trigger"] = {"anyOf": [*_refs(TRIGGERS.values()), *(_combination(word) for word in COMBINATIONS)]}
    definitions["Action"] = {"anyOf": _refs(ACTIONS.values())}
    header["properties"] |= {
        "beat": {"type": "array", "items": _ref("Beat")},
        "retry": {"type": "array", "items": _ref("Retry")},
    }
    return {"$schema": DRAFT, "title": "level.toml", **header, "$defs": definitions}


def _map() -> Schema:
    properties: Schema = {"bounds": msgspec.json.schema(Bounds), "loading": _ref("Loading")}
    properties |= {name: {"type": "array", "items": _ref(struct.__name__)} for name, struct in MAP_LISTS.items()}
    return {
        "$schema": DRAFT, "title": "map.toml", "type": "object", "required": ["bounds"],
        "additionalProperties": False, "properties": properties,
        "$defs": _definitions(*MAP_LISTS.values(), Drift, Loading, Slide, Spin),
    }  # fmt: skip


def _lines() -> Schema:
    return {
        "$schema": DRAFT, "title": "lines.toml", "type": "object",
        "additionalProperties": _ref("LineText"), "$defs": _definitions(LineText),
    }  # fmt: skip


def _definitions(*structs: type[msgspec.Struct]) -> dict[str, Schema]:
    _, found = msgspec.json.schema_components(structs, ref_template="#/$defs/{name}")
    definitions: dict[str, Schema] = {}
    for name, definition in found.items():
        definition.pop("title", None)
        definitions[name] = _without_null(definition)
    for struct in structs:
        definitions[struct.__name__]["description"] = inspect.cleandoc(struct.__doc__ or "")
    return definitions


def _without_null(schema: Any) -> Any:
    """TOML has no null: a key that may be left out is left out."""
    if isinstance(schema, list | tuple):
        return [_without_null(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _without_null(value) for key, value in schema.items() if key != "default" or value is not None}
    choices = [one for one in kept.get("anyOf", []) if one != {"type": "null"}]
    if "anyOf" in kept and len(choices) == 1:
        del kept["anyOf"]
        return choices[0] | kept
    return kept


def _refs(structs: Any) -> list[Schema]:
    return [_ref(struct.__name__) for struct in structs]


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _combination(word: str) -> Schema:
    inner = _ref("Trigger") if word == "not" else {"type": "array", "minItems": 1, "items": _ref("Trigger")}
    return {"type": "object", "required": [word], "additionalProperties": False, "properties": {word: inner}}
