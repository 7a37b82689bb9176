"""The reference of the level vocabulary, written from the verbs themselves."""

from __future__ import annotations

import inspect

import msgspec

from .combinations import AllOf, AnyOf, Not
from .conditions import Condition
from .fields import fields
from .schema import ACTIONS, CAST, COUNTERS, LINE_KINDS, MAP_LISTS, TRIGGERS, Beat, Header, LineText, Retry

BEGIN = "<!-- reference: written by `callister schema`, proved by a test -->"


def markdown() -> str:
    """Every table and verb with its keys: type, default and one example each."""
    parts = [BEGIN, "", "## level.toml", "", *_table("At the top", Header), *_table("`[[beat]]`", Beat)]
    parts += [*_table("`[[retry]]`", Retry), *_table("`if`", Condition)]
    parts += ["## Triggers: `when = { on = … }`", ""]
    for combination in (AllOf, AnyOf, Not):
        parts += [f"- {_doc(combination)}"]
    parts += [""]
    for name, trigger in TRIGGERS.items():
        parts += _verb(name, trigger, trigger.example)
    parts += [
        "## Actions: `then = [{ do = … }]`",
        "",
        "Every action also takes `at` (seconds after the beat fires) and",
    ]
    parts += ["`if` (a list of conditions, asked when its time has come).", ""]
    for name, action in ACTIONS.items():
        parts += _verb(name, action, action.example)
    parts += ["## map.toml", "", "`bounds = [left, top, right, bottom]`, and lists of:", ""]
    for name, struct in MAP_LISTS.items():
        parts += _table(f"`{name}`", struct)
    parts += ["## lines.toml", "", *_table('`"line.id" = { … }`', LineText)]
    parts += [f"Cast: {', '.join(CAST)}, or `@gamertag`. Other texts: {', '.join(LINE_KINDS)}.", ""]
    parts += [f"Counters that count by themselves: {', '.join(COUNTERS)}.", ""]
    return "\n".join(parts)


def _doc(struct: type[msgspec.Struct]) -> str:
    return inspect.cleandoc(struct.__doc__ or "")


def _verb(name: str, struct: type[msgspec.Struct], example: str) -> list[str]:
    return [*_table(f"`{name}`", struct, skip=("at", "if")), "```toml", example, "```", ""]


def _table(title: str, struct: type[msgspec.Struct], skip: tuple[str, ...] = ()) -> list[str]:
    summary, _, rest = _doc(struct).partition("\n\n")
    rows = [f"### {title}", "", summary.replace("\n", " "), ""]
    if rest:
        rows += ["```text", rest, "```", ""]
    shown = [field for key, field in fields(struct).items() if key not in skip]
    if shown:
        rows += ["| key | what | default |", "|---|---|---|"]
    for field in shown:
        rows.append(
            f"| `{field.key}` | {field.says} | {'**required**' if field.required else _default(field.default)} |"
        )
    return [*rows, ""] if shown else rows


def _default(value: object) -> str:
    if value is None or value == () or value == []:
        return "-"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def renew(page: str) -> str:
    """The page with its reference written anew; what stands before the mark is kept."""
    return page.partition(BEGIN)[0] + markdown()
