"""What is done to beats as a whole: new ones, copies, their order, and what they are about in a few words."""

from __future__ import annotations

import copy
from typing import Any

from game.story.combinations import COMBINATIONS

from . import edits
from .document import Document, Row
from .forms import verb_of
from .lines import AGAIN, free_name, new_line
from .script import tables

LONGEST = 3_600.0  # no action waits longer [s]
KEPT = ("at", "do", "on", "if", "id", "example")


def add(document: Document, known: edits.Known, after: int | None = None) -> int:
    """A beat behind another: it waits for that one, and for a second to pass. Its key."""
    taken = {row.id for row in document.rows("beat")}
    before = document.row(after) if after is not None and after in document else None
    data: dict[str, Any] = {"id": free_name(taken, f"{before.id}-then" if before else "beat")}
    if before:
        data["after"] = [before.id]
    region = known.first(("region",))
    data["when"] = {"on": "timer", "after": 1} if before or not region else {"on": "enter", "region": region}
    data["then"] = []
    return document.add("beat", data, after)


def add_retry(document: Document) -> int:
    """What is said when a lost run is taken up again, with a line of its own. Its key."""
    with document.change("New retry"):
        line = document.row(new_line(document, AGAIN))
        return document.add("retry", {"lines": [line.id]})


def duplicate(document: Document, key: int) -> int:
    """The same beat once more, under another name, behind it."""
    row = document.row(key)
    taken = {each.id for each in document.rows("beat")}
    data = copy.deepcopy(row.data)
    if row.kind == "beat":
        data["id"] = free_name(taken, row.id)
    return document.add(row.kind, data, key)


def move(document: Document, key: int, by: int) -> None:
    """Let a beat stand earlier or later in the file: those that may fire in one tick fire in that order."""
    rows = document.rows(document.row(key).kind)
    at = next(i for i, row in enumerate(rows) if row.key == key)
    to = max(0, min(len(rows) - 1, at + by))
    step = 1 if to > at else -1
    with document.change(f"Move {name(rows[at])}"):
        for i in range(at, to, step):
            document.swap(key, rows[i + step].key)


def name(row: Row) -> str:
    """How a beat is called in lists, or a retry, which has no name."""
    if row.kind == "beat":
        return row.id or "no name"
    cause = row.data.get("cause")
    return f"once more, after {' or '.join(map(str, cause))}" if isinstance(cause, list) and cause else "once more"


def brief(row: Row) -> str:
    """When a beat fires: `enter half`, `all of 2`, `timer 3`; what a retry says."""
    if row.kind == "retry":
        lines = row.data.get("lines")
        return " ".join(map(str, lines)) if isinstance(lines, list) else ""
    when = row.data.get("when")
    return told(when) if isinstance(when, dict) else ""


def told(trigger: dict[str, Any]) -> str:
    """A trigger in a few words."""
    word = verb_of(trigger)
    if word in COMBINATIONS:
        inner = trigger[word]
        parts = inner if isinstance(inner, list) else [inner]
        return f" {'+' if word == 'all' else 'or' if word == 'any' else ''} ".join(
            ("not " if word == "not" else "") + told(part) for part in parts if isinstance(part, dict)
        )
    more = [_short(key, value) for key, value in trigger.items() if key not in KEPT]
    return " ".join([word, *[words for words in more if words]])


def _short(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return key if value else ""
    if isinstance(value, int | float):
        return f"{value:g}"
    return value if isinstance(value, str) else key


def words(row: Row) -> str:
    """All that one may look for in a beat: names and texts, however deep."""
    found, rest = [], [row.data]
    while rest:
        one: Any = rest.pop()
        if isinstance(one, dict):
            rest += one.values()
        elif isinstance(one, list):
            rest += one
        elif isinstance(one, str):
            found.append(one)
    return " ".join(found).lower()


def actions(row: Row) -> list[tuple[int, float, dict[str, Any]]]:
    """A beat's actions: number, second at which each is done, and its table."""
    return [(i, seconds(action.get("at", 0)), action) for i, action in tables(row.data.get("then"))]


def seconds(value: Any) -> float:
    """What a file says for a time, as it can be drawn: whatever is no time is 0."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(min(value, LONGEST)) if number and value > 0 else 0.0  # NaN is not more than 0
