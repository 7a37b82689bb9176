"""How menus look: every measure and colour of the widget kit, as `assets/theme.toml` has them.

Measures are HUD units (1 px at 1280x720); text sizes are cap heights and grow with the player's text size.
Colours are roles of the palette. A screen of its own kind takes the theme and replaces what it needs otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from game import resources
from game.resources import AGAIN, BrokenInstallError

FILE = "theme.toml"
Paint = tuple[str, float]  # a role of the palette, and how much it covers


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One way to look; what each part is for stands in the file."""

    text: Paint
    chosen: Paint
    dim: Paint
    faint: Paint
    disabled: Paint
    accent: Paint
    mark: Paint
    warning: Paint
    panel: Paint
    row: Paint
    line: Paint
    groove: Paint
    veil: Paint
    cap: Paint
    cap_edge: Paint
    cap_text: Paint

    sheet_size: float
    heading_size: float
    entry_size: float
    small_size: float
    hint_size: float
    row_height: float
    room_grows: float
    row_inset: float
    nudge: float
    mark_width: float
    slider_width: float
    padding: float

    def pitch(self, text_scale: float) -> float:
        """From one row to the next [units]."""
        room = self.row_height - self.entry_size
        return self.entry_size * text_scale + room * (1.0 + self.room_grows * (text_scale - 1.0))


def read(path: Path) -> Theme:
    """A theme from its file. BrokenInstallError says what is missing in it, or too much."""
    parts: dict[str, Any] = {name: part for section in resources.table(path).values() for name, part in section.items()}
    known = {field.name for field in fields(Theme)}
    if parts.keys() != known:
        odd = ", ".join(sorted(parts.keys() ^ known))
        raise BrokenInstallError(f"{path}: missing or unknown: {odd}: {AGAIN}")
    return Theme(**{name: tuple(part) if isinstance(part, list) else float(part) for name, part in parts.items()})


THEME = read(resources.assets() / FILE)
