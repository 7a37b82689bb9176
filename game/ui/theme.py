"""How menus look: every measure and colour of the widget kit, in one table.

Measures are HUD units (1 px at 1280x720); text sizes are cap heights and grow with the player's text size.
Colours are roles of the palette.
"""

from __future__ import annotations

from dataclasses import dataclass

Paint = tuple[str, float]  # a role of the palette, and how much it covers


@dataclass(frozen=True, slots=True)
class Theme:
    """The game's one theme; tests and the editor may bring their own."""

    text: Paint = ("text", 1.0)
    chosen: Paint = ("white", 1.0)
    dim: Paint = ("rest", 1.0)
    faint: Paint = ("dim", 1.0)
    disabled: Paint = ("rock-high", 0.8)
    accent: Paint = ("ring", 1.0)  # values, subtitles
    mark: Paint = ("hot", 1.0)  # the bar beside what is chosen
    warning: Paint = ("amber", 1.0)
    panel: Paint = ("panel", 0.92)
    row: Paint = ("line", 0.72)  # behind the chosen row
    line: Paint = ("line", 1.0)
    groove: Paint = ("rock-low", 1.0)
    veil: Paint = ("void", 0.6)  # over what a menu covers
    cap: Paint = ("line", 0.85)  # a control that is named
    cap_edge: Paint = ("rock-high", 0.9)
    cap_text: Paint = ("text", 1.0)

    sheet_size: float = 34.0  # the heading of a whole screen
    heading_size: float = 26.0
    entry_size: float = 17.0
    small_size: float = 12.0
    hint_size: float = 10.0
    row_height: float = 40.0  # at 100 %; with larger letters the room between the rows grows less than they do
    room_grows: float = 0.3  # share of it
    row_inset: float = 16.0  # from the chosen row's edge to its text
    nudge: float = 40.0  # how far the chosen entry of a bare list steps in, to let the ship stand before it
    mark_width: float = 3.0
    slider_width: float = 150.0
    padding: float = 28.0  # of a panel

    def pitch(self, text_scale: float) -> float:
        """From one row to the next [units]."""
        room = self.row_height - self.entry_size
        return self.entry_size * text_scale + room * (1.0 + self.room_grows * (text_scale - 1.0))


THEME = Theme()
