"""The words beside a map: what its marks mean, where most of it happens, and who does the harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from game.lab import balance_style as style
from game.lab.balance_figures import Figures
from game.lab.balance_style import POINT, SMALL, WIDTH, write
from game.lab.flights import Flight
from game.lab.map_panels import LISTS, MARGIN
from game.lab.map_traces import MARKS, SQUARE, Glow, mark_of, ramp

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LINE = 19.0  # [px], as all below
COLUMNS = (0.0, 20.0, 262.0, 318.0, 380.0, LISTS)  # of the lists: number, name, x, y, deaths, damage
NAME_LONG = 26  # letters of a name at most
HARM_NAME, HARM_BAR = 120.0, 160.0  # room for who does harm, and the longest bar
HARMS = 9  # lines about who does harm


def draw_legend(figure: Figure, title: str, flights: Sequence[Flight], glow: Glow) -> None:
    """The title, and what the marks mean with how many there are of each."""
    write(figure, MARGIN, 8, title.upper(), style.LARGE, color=style.PEARL)
    y, x = 44.0, MARGIN
    view = style.axes(figure, 0, y - 10, WIDTH, 20)
    view.set_axis_off()
    view.set_xlim(0, WIDTH)
    view.set_ylim(20, 0)
    counts = Counter(mark_of(death.cause) for flight in flights for death in flight.deaths)
    entries = [(*MARKS[cause], counts[cause]) for cause in MARKS if cause in counts]
    if not entries:
        x = _word(view, x, "no deaths", style.TEAL)
    for shape, colour, name, count in entries:
        view.scatter([x + 6], [10], marker=shape, s=46, facecolor=colour, edgecolor=style.VOID, linewidth=0.7)
        x = _word(view, x + 18, f"{name} {count}", style.TEXT)
    view.plot([x, x + 26], [10, 10], color=style.RING, linewidth=1.4)
    x = _word(view, x + 34, "way flown", style.DIM)
    if glow.most > 0:
        view.imshow(np.linspace(0, 1, 64)[None, :], cmap=ramp(), extent=(x, x + 70, 15, 5), aspect="auto")
        view.set_xlim(0, WIDTH)
        view.set_ylim(20, 0)
        _word(view, x + 78, f"damage taken: none to {glow.most:.2g} a flight in {SQUARE:.0f} units square", style.DIM)


def _word(view: Axes, x: float, text: str, colour: str) -> float:
    """Writes it; returns where the next thing goes (the type is as wide everywhere)."""
    view.text(x, 10.5, text, fontsize=SMALL * POINT, color=colour, va="center")
    return x + len(text) * SMALL * 0.605 + 26


def list_places(figure: Figure, x: float, y: float, places: Sequence[Figures]) -> None:
    """Number, name, deaths and damage of each place."""
    _row(figure, x, y, ("", "where it happens", "x", "y", "deaths", "damage/flight"), style.DIM)
    for number, place in enumerate(places, 1):
        cells = ("", place["near"] or "open space", place["x"], place["y"], place["deaths"], f"{place['damage']:.1f}")
        _row(figure, x, y + number * LINE, cells, style.TEXT)
        write(figure, x, y + number * LINE, str(number), color=style.HOT, fontweight="bold")


def list_harm(figure: Figure, x: float, y: float, group: Figures) -> None:
    """Kind of ship, deaths and damage, with the damage as a bar."""
    from matplotlib.patches import Rectangle as Box

    _row(figure, x, y, ("", "what does it", "", "", "deaths", "damage/flight"), style.DIM)
    wide, tall = figure.get_size_inches() * style.INCH
    most = max(group["damage_by"].values(), default=0.0)
    for number, (name, deaths, damage) in enumerate(harm(group)[:HARMS], 1):
        down = y + number * LINE
        length = HARM_BAR * damage / most if most else 0.0
        figure.add_artist(
            Box(
                ((x + COLUMNS[1] + HARM_NAME) / wide, 1 - (down + 10.5) / tall),
                length / wide,
                7 / tall,
                color=style.HOT,
            )
        )
        _row(figure, x, down, ("", name, "", "", deaths, f"{damage:.1f}"), style.TEXT)


def height(group: Figures) -> float:
    """Of the longer list, with some air [px]."""
    return LINE * (max(len(group["places"]), min(HARMS, len(harm(group)))) + 2)


def harm(group: Figures) -> list[tuple[str, int, float]]:
    """(who or what, deaths, damage a flight), the most damage first."""
    deaths: dict[str, int] = {}
    for cause in group["deaths"]["causes"]:
        deaths[cause["by"]] = deaths.get(cause["by"], 0) + cause["count"]
    kinds = [*group["damage_by"], *(by for by in deaths if by not in group["damage_by"])]
    return [(by or "the story", deaths.get(by, 0), group["damage_by"].get(by, 0.0)) for by in kinds]


def _row(figure: Figure, x: float, y: float, cells: Sequence[object], colour: str) -> None:
    """A line of a list: words to the left, figures to the right of their columns."""
    for at, cell in zip(COLUMNS, cells, strict=True):
        words = at <= COLUMNS[1]
        text = str(cell)[:NAME_LONG] if words else str(cell)
        write(figure, x + at, y, text, SMALL + 1, color=colour, ha="left" if words else "right")
