"""How a value of a form is written in a field, and read from one."""

from __future__ import annotations

import math
import re
from typing import Any

from .forms import Control, Kind, Slot


class RefusedError(ValueError):
    """What was typed cannot stand there; the message says what can."""


def as_text(slot: Slot) -> str:
    """The value as it is typed."""
    value = slot.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}" if abs(value) < 1e6 else str(value)
    if isinstance(value, list):
        return ", ".join(f"{one:g}" if isinstance(one, int | float) else str(one) for one in value)
    return "" if value is None else str(value)


def told(slot: Slot) -> tuple[str, str]:
    """The value as it is shown, and in which colour; of one that is not given, what then holds."""
    if slot.kind is Kind.POINTS:
        count = len(slot.value) if isinstance(slot.value, list) else 0
        return (f"{count} corners, on the map", "dim") if count else ("-", "rock-high")
    if slot.kind in (Kind.LIST, Kind.ITEM, Kind.TABLE):
        count = len(slot.value) if isinstance(slot.value, list) else 0
        return (f"{count}" if count else "", "dim")
    if not slot.given and slot.required:
        return "needed", "amber"
    if not slot.given:
        default = slot.default
        if default in (None, "", (), []):
            return "-", "rock-high"
        if isinstance(default, list | tuple):
            return ", ".join(map(str, default)), "rock-high"
        return f"{default:g}" if isinstance(default, int | float) else str(default), "rock-high"
    return as_text(slot), "text"


def read(control: Control, text: str) -> Any:
    """The value that a text means. RefusedError says what would be right."""
    if control.kind is Kind.NUMBER:
        if control.words and text in [str(choice) for choice in control.choices]:
            return text
        return number(control, text)
    if control.kind is Kind.NUMBERS:
        parts = [part for part in text.replace(",", " ").split() if part]
        if control.count and len(parts) != control.count:
            raise RefusedError(f"needs {control.count} numbers, found {len(parts)}")
        return [number(control, part) for part in parts]
    if control.kind is Kind.NAMES:
        return [_name(control, part.strip()) for part in text.split(",") if part.strip()]
    if control.kind is Kind.CHOICE:
        found = [choice for choice in control.choices if str(choice) == text]
        if not found:
            raise RefusedError(f"is one of {', '.join(map(str, control.choices))}")
        return found[0]
    if not text:
        raise RefusedError("is left empty")
    return _name(control, text)


def _name(control: Control, text: str) -> str:
    """A word that has the letters which a name may have, where one is asked for."""
    if control.pattern and not re.search(control.pattern, text):
        raise RefusedError(f"{text!r} is not a name: letters, digits, dots and dashes")
    return text


def number(control: Control, text: str) -> float | int:
    """A number within its bounds; a whole one stays whole."""
    try:
        value = float(text.strip())
    except ValueError:
        raise RefusedError(f"{text!r} is no number") from None
    if not math.isfinite(value):
        raise RefusedError(f"{text!r} is no place and no time")
    if control.whole and value != int(value):
        raise RefusedError(f"{text} is not a whole number")
    low, high = control.low, control.high
    if low is not None and (value < low or (control.above and value == low)):
        raise RefusedError(f"{'more than' if control.above else 'at least'} {low:g}")
    if high is not None and value > high:
        raise RefusedError(f"at most {high:g}")
    return int(value) if value == int(value) else value


def spelled(action: dict[str, Any]) -> str:
    """What an action says besides its verb and its time, in a few words."""
    if not isinstance(action, dict):  # written wrongly: the check says so
        return ""
    words: list[str] = []
    for key, value in action.items():
        if key in ("do", "at", "if"):
            continue
        if isinstance(value, bool):
            words.append(key if value else f"no {key}")
        elif isinstance(value, int | float):
            words.append(f"{key} {value:g}")
        elif isinstance(value, str):
            words.append(value)
        else:
            words.append(key)
    return "  ".join(words)
