"""A level's script made once more by hands: every key of every trigger, action and condition through the forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.editor.driver import Driver

Table = dict[str, Any]
Lines = dict[str, tuple[bool, Any]]  # key -> whether it is written, value: of the lines of a form

VERBS = ("do", "on")  # said when an action or a trigger is picked


def make(window: Driver, beats: Iterable[Table], retries: Iterable[Table]) -> None:
    """Each behind the one before it, in a window whose level has none of them."""
    window.click("Beats", "left")
    for sign, rows in (("add", beats), ("redo", retries)):
        for row in rows:
            window.sign(sign)
            _fill_in(window, "", row)


def _fill_in(window: Driver, path: str, table: Table) -> None:
    """The table at a path becomes this one: what a new one has and this has not is taken away."""
    lines = _lines(window, path)
    for key, (given, value) in lines.items():
        if given and key not in table and value:
            window.slot_sign(_join(path, key), "close")
    for key, value in table.items():
        if key not in VERBS and lines.get(key) != (True, value):
            _set(window, path, key, value, lines)


def _set(window: Driver, path: str, key: str, value: Any, lines: Lines) -> None:
    at = _join(path, key)
    if isinstance(value, dict):  # a trigger
        window.fill(at, value["on"])
        _fill_in(window, at, value)
    elif isinstance(value, list) and isinstance(value[0], dict):
        _fill_list(window, at, value, len(lines[key][1] or ()))
    elif isinstance(value, bool):
        if key not in lines:
            window.fill(f"{path}+", key)
        if _lines(window, path)[key][1] is not value:
            window.toggle(at)
    elif key in lines:
        window.fill(at, _typed(value))
    else:
        window.add(path, key, _typed(value))


def _fill_list(window: Driver, path: str, items: list[Table], had: int) -> None:
    """Actions or conditions, instead of those that there were."""
    for at in reversed(range(had)):
        window.slot_sign(f"{path}.{at}", "close")
    for at, item in enumerate(items):
        if "do" in item:
            window.fill(path, _word(item))
        else:
            window.slot_sign(path, "add")
        _fill_in(window, f"{path}.{at}", item)
        if "do" in item:
            window.fold(f"{path}.{at}")


def _word(action: Table) -> str:
    """What the list of offers calls it."""
    manner = next((manner for manner in ("done", "fail") if action["do"] == "objective" and manner in action), "")
    return f"{action['do']} {manner}".strip()


def _typed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _lines(window: Driver, path: str) -> Lines:
    """Those of the keys of the table at a path."""
    return {key: (given, value) for head, key, given, value in window.look()["form"] if head == path}
