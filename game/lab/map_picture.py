"""A level's map, drawn: what is solid, regions and ways by name, and on it what happened to many flights.

x grows to the right and y down, as in map.toml; the numbers at the edges are its coordinates.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from game.lab import balance_style as style
from game.lab import map_legend
from game.lab.balance_figures import NEAR, Figures
from game.lab.balance_style import POINT, SMALL, WIDTH
from game.lab.flights import Flight
from game.lab.map_legend import LINE
from game.lab.map_panels import LISTS, MARGIN, Panel, Rectangle, laid_out, pieces, strips
from game.lab.map_traces import Glow, draw_deaths, draw_ways
from game.story.level import Level, region_extent, wall_points

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAME_WIDE = 6.1  # of a letter of a region's name [px]


def draw_map(level: Level, flights: Sequence[Flight], group: Figures, title: str) -> style.Pixels:
    """The map with the ways, hits and deaths of these flights, and the lists that belong to it.

    group   their figures: `balance_figures.group_figures`
    """
    flown = np.concatenate([flight.track[:, :2] for flight in flights]).astype(np.float64)
    panels, height = laid_out([strip for piece in pieces(level.map, flown) for strip in strips(piece)])
    beside = next((panel for panel in panels if _room_beside(panel, panels)), None)
    below = 0.0 if beside else map_legend.height(group)
    glow = Glow(flights, panels)
    with style.picture(height + below) as figure:
        map_legend.draw_legend(figure, title, flights, glow)
        for panel in panels:
            view = style.axes(figure, panel.x, panel.y, panel.width, panel.height)
            _ground(view, panel, level)
            glow.draw(view, panel)
            _solids(view, panel, level)
            draw_ways(view, flights)
            _events(view, panel, level, flights, group["places"])
            _frame(view, panel)
        if beside:
            x = beside.x + beside.width + MARGIN
            map_legend.list_places(figure, x, beside.y, group["places"])
            map_legend.list_harm(figure, x, beside.y + LINE * (len(group["places"]) + 2.5), group)
        else:
            map_legend.list_places(figure, MARGIN, height + LINE / 2, group["places"])
            map_legend.list_harm(figure, WIDTH / 2 + MARGIN / 2, height + LINE / 2, group)
        return style.pixels(figure)


def _room_beside(panel: Panel, panels: Sequence[Panel]) -> bool:
    """Whether the lists fit to the right of a panel."""
    last = not any(other.y == panel.y and other.x > panel.x for other in panels)
    return last and panel.x + panel.width + MARGIN + LISTS <= WIDTH - MARGIN


def _frame(view: Axes, panel: Panel) -> None:
    """The panel shows its part of the map, y down, with coordinates at its edges."""
    part = panel.part
    view.set_xlim(part.left, part.right)
    view.set_ylim(part.bottom, part.top)
    step = 500.0 if panel.scale > 0.25 else 1000.0 if panel.scale > 0.08 else 5000.0
    view.set_xticks(np.arange(math.ceil(part.left / step), math.floor(part.right / step) + 1) * step)
    step = min(step, 500.0 if panel.scale > 0.15 else step)  # figures above each other take less room
    view.set_yticks(np.arange(math.ceil(part.top / step), math.floor(part.bottom / step) + 1) * step)
    view.tick_params(length=3, width=0.8, pad=2)
    for side in ("top", "right"):
        view.spines[side].set_visible(True)
    view.grid(color=style.LINE, alpha=0.22, linewidth=0.6, zorder=0)
    view.set_axisbelow(True)


def _ground(view: Axes, panel: Panel, level: Level) -> None:
    """Ways, and regions with their names."""
    from matplotlib.patches import Circle, Polygon
    from matplotlib.patches import Rectangle as Box

    view.set_facecolor(style.DUSK)
    for name in level.map.paths:
        points = level.path(name)
        view.plot(
            points[:, 0], points[:, 1], color=style.LINE, alpha=0.45, linewidth=0.7, linestyle=(0, (1, 3)), zorder=1
        )
    taken: list[tuple[float, float]] = []
    for name, region in level.map.regions.items():
        looks: dict[str, Any] = {
            "fill": False, "edgecolor": style.DIM, "alpha": 0.5, "linewidth": 0.7, "linestyle": (0, (5, 4)),
            "zorder": 1.2,
        }  # fmt: skip
        left, top, right, bottom = region_extent(region)
        if region.circle is not None:
            view.add_patch(Circle((region.circle[0], region.circle[1]), region.circle[2], **looks))
            left += region.circle[2] * 0.5  # the name stands under the rim, not in the corner outside
        elif region.rect is not None:
            view.add_patch(Box((left, top), right - left, bottom - top, **looks))
        else:
            view.add_patch(Polygon(np.asarray(region.poly), **looks))
        _name_region(view, panel, name, Rectangle(left, top, right, bottom), taken)


def _name_region(view: Axes, panel: Panel, name: str, extent: Rectangle, taken: list[tuple[float, float]]) -> None:
    """In the upper left corner of what the panel shows of it, one under the other where corners meet."""
    seen = extent.common(panel.part)
    if seen.width * panel.scale < len(name) * NAME_WIDE or seen.height <= 0:
        return
    x, y, line = seen.left + 5 / panel.scale, seen.top + 4 / panel.scale, 12 / panel.scale
    while any(abs(x - other) < 90 / panel.scale and abs(y - down) < line for other, down in taken):
        y += line
    taken.append((x, y))
    _label(view, x, y, name, style.DIM, va="top", clip_on=True, zorder=4)


def _label(view: Axes, x: float, y: float, text: str, colour: str, **looks: Any) -> None:
    """Small lettering that reads on anything: it keeps a dark rim."""
    from matplotlib.patheffects import Stroke, withStroke

    rim: Stroke = withStroke(linewidth=2.2, foreground=style.DUSK)
    view.text(x, y, text, fontsize=SMALL * POINT, color=colour, path_effects=[rim], **looks)


def _solids(view: Axes, panel: Panel, level: Level) -> None:
    """Rocks and walls in their true sizes; what a sweep takes away is outlined in dashes."""
    for name, ring in level.rings.items():
        unnamed = level.map.rocks[name].unnamed
        view.fill(
            ring[:, 0], ring[:, 1], facecolor=style.ROCK_LOW, edgecolor=style.ROCK_HIGH, linewidth=0.8,
            linestyle=(0, (2, 2)) if unnamed else "solid", zorder=3,
        )  # fmt: skip
    for wall in level.map.walls.values():
        points = wall_points(wall)
        wide = max(1.2, wall.width * panel.scale) * POINT
        view.plot(points[:, 0], points[:, 1], color=style.ROCK, linewidth=wide, solid_joinstyle="miter", zorder=3)


def _events(view: Axes, panel: Panel, level: Level, flights: Sequence[Flight], places: Sequence[Figures]) -> None:
    from matplotlib.patches import Circle

    sweeps = [at for flight in flights for at in flight.sweeps]
    if sweeps:
        _sweep(view, panel, float(np.median([x for x, _ in sweeps])))
    start = level.point(level.header.start)
    _start(view, panel, start.x, start.y)
    draw_deaths(view, flights)
    for number, place in enumerate(places, 1):
        x, y = place["x"], place["y"]
        if not panel.part.holds(np.array(x), np.array(y)):
            continue
        view.add_patch(Circle((x, y), NEAR, fill=False, edgecolor=style.HOT, alpha=0.35, linewidth=0.8, zorder=5))
        aside = NEAR * 0.7071
        _badge(view, min(max(x - aside, panel.part.left + 12 / panel.scale), panel.part.right),
               max(y - aside, panel.part.top + 12 / panel.scale), number)  # fmt: skip


def _badge(view: Axes, x: float, y: float, number: int) -> None:
    view.text(
        x, y, str(number), fontsize=SMALL * POINT, color=style.VOID, ha="center", va="center", zorder=8,
        fontweight="bold", bbox={"boxstyle": "circle,pad=0.25", "facecolor": style.HOT, "edgecolor": style.VOID},
    )  # fmt: skip


def _start(view: Axes, panel: Panel, x: float, y: float) -> None:
    if panel.part.holds(np.array(x), np.array(y)):
        view.scatter([x], [y], marker="o", s=52, facecolor="none", edgecolor=style.PEARL, linewidth=2.2, zorder=7)
        _label(view, x, y + 12 / panel.scale, "start", style.PEARL, ha="center", va="top", zorder=7)


def _sweep(view: Axes, panel: Panel, x: float) -> None:
    """Where the wall of a moderation sweep begins, and which way it goes."""
    part = panel.part
    if not part.left <= x <= part.right:
        return
    view.plot([x, x], [part.top, part.bottom], color=style.TAGGED, linewidth=2.0, alpha=0.8, zorder=2.5)
    for step, alpha in ((1, 0.5), (2, 0.3), (3, 0.15)):
        aside = x + step * 9 / panel.scale
        view.plot([aside] * 2, [part.top, part.bottom], color=style.TAGGED, linewidth=1.0, alpha=alpha, zorder=2.5)
    x, y = x + 34 / panel.scale, part.bottom - 18 / panel.scale
    _label(view, x, y, "sweep \N{RIGHTWARDS ARROW}", style.TAGGED, va="bottom", zorder=7, clip_on=True)
