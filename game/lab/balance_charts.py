"""The charts of a balance report: how flights end, how it goes on the way, and what each stage costs.

One row, panel or dot for each pilot at each difficulty, in the order in which they were asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from game.lab import balance_style as style
from game.lab.balance_figures import Figures
from game.lab.balance_style import POINT, SMALL, WIDTH, write
from game.lab.flights import Flight
from game.sim.heat import HIGHEST
from game.sim.kinds import PLAYER
from game.story.geometry import GOLDEN

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# layout [px]
LEFT, RIGHT, HEAD, FOOT, GAP = 150.0, 24.0, 50.0, 40.0, 28.0
ROW = 56.0  # of a group, where groups are rows
PANEL_TALL, PANEL_GAP, PANELS_WIDE = 150.0, 48.0, 3  # over time
STAGE_ROW = 15.0  # of a group in a stage
STAGE_LEFT = 190.0
KEYS, KEY_LINE = 5, 18.0  # groups named in a line, and the line's height
STAGE_AIR = 10.0  # between two stages
WHOLE = PLAYER.hull + PLAYER.shield  # [points]
SCATTER = 0.26  # how far dots stray from their row, of its height
MANY = 120  # dots from which on they are drawn fainter
RETRY_NAMES = ("none", "1", "2", "3-4", "5+")
RETRY_EDGES = (0, 1, 2, 3, 5)  # the least number of retries of each

Groups = Sequence[tuple[Figures, Sequence[Flight]]]


def label_of(group: Figures) -> str:
    return f"{group['bot']}, {group['difficulty']}"


# -- how it ends -----------------------------------------------------------------------------------------


def draw_outcomes(groups: Groups) -> style.Pixels:
    """Shares of outcomes with their interval, time to win, damage and retries; a row for each group."""
    columns = ("outcome", "seconds to win", "damage taken", "retries")
    wide = (WIDTH - LEFT - RIGHT - GAP * 3) / 4
    tall = ROW * len(groups)
    with style.picture(HEAD + tall + FOOT) as figure:
        views = [style.axes(figure, LEFT + i * (wide + GAP), HEAD, wide, tall) for i in range(4)]
        for i, name in enumerate(columns):
            write(figure, LEFT + i * (wide + GAP), 14, name, color=style.DIM)
        for row, (group, flights) in enumerate(groups):
            _name_row(figure, HEAD + (row + 0.5) * ROW, group)
            _outcome_bar(views[0], row, group)
            colour = style.pilot_colour(group["bot"])
            _dots(views[1], row, [flight.seconds for flight in flights if flight.won], group["time_to_win"], colour)
            _dots(views[2], row, [flight.damage for flight in flights], group["damage"], colour)
            _retry_bar(views[3], row, flights)
        for view in views:
            view.set_ylim(len(groups) - 0.5, -0.5)
            view.set_yticks([])
            view.spines["left"].set_visible(False)
            view.tick_params(length=3)
        for view in (views[0], views[3]):
            _as_shares(view)
        views[2].set_xlim(left=0)
        for view in views[1:3]:
            view.grid(axis="x", color=style.LINE, alpha=0.4, linewidth=0.6)
            view.set_axisbelow(True)
        _retry_key(figure, LEFT + 3 * (wide + GAP), HEAD + tall + 24, wide)
        _outcome_key(figure, LEFT, HEAD + tall + 24)
        return style.pixels(figure)


def _name_row(figure: Figure, y: float, group: Figures) -> None:
    write(figure, 24, y - 16, group["bot"], style.LARGE, color=style.pilot_colour(group["bot"]))
    write(figure, 24, y + 4, f"{group['difficulty']}, {group['runs']} runs", SMALL, color=style.DIM)


def _as_shares(view: Axes) -> None:
    view.set_xlim(0, 1)
    view.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])


def _outcome_bar(view: Axes, row: int, group: Figures) -> None:
    """Won from the left, then lost, then given up; the line over it is the 95 % interval of the share won."""
    at = 0.0
    for outcome, colour in style.OUTCOME_COLOURS.items():
        share = group["outcomes"][outcome]["share"]
        view.barh(row, share, left=at, height=0.42, color=colour)
        at += share
    won = group["outcomes"]["won"]
    looks: dict[str, Any] = {"color": style.PEARL, "linewidth": 1.6, "solid_capstyle": "butt", "clip_on": False}
    view.plot([won["low"], won["high"]], [row, row], **looks)
    for end in (won["low"], won["high"]):
        view.plot([end, end], [row - 0.12, row + 0.12], **looks)
    words = f"{won['share']:.0%} won ({won['low']:.0%} to {won['high']:.0%})"
    view.text(0, row - 0.27, words, fontsize=SMALL * POINT, color=style.TEXT, va="bottom")


def _outcome_key(figure: Figure, x: float, y: float) -> None:
    for outcome, colour in style.OUTCOME_COLOURS.items():
        write(figure, x, y, "\N{BLACK SQUARE}", SMALL, color=colour)
        write(figure, x + 12, y, outcome, SMALL, color=style.DIM)
        x += 30 + len(outcome) * 6.2


def _dots(view: Axes, row: int, values: Sequence[float], spread: Figures | None, colour: str) -> None:
    """Every flight a dot, the quartiles a bar, the median a line with its figure."""
    if not spread:
        view.text(0.5, row, "none", transform=view.get_yaxis_transform(), color=style.DIM, ha="center", va="center")
        return
    stray = ((np.arange(len(values)) * GOLDEN) % 1.0 - 0.5) * 2 * SCATTER  # even, and the same every time
    alpha = min(0.8, max(0.15, 0.8 * (MANY / len(values)) ** 0.5))
    view.scatter(sorted(values), row + 0.06 + stray, s=9, color=colour, alpha=alpha, linewidth=0)
    view.plot(
        [spread["q1"], spread["q3"]], [row + 0.06] * 2, color=colour, alpha=0.3, linewidth=13, solid_capstyle="butt"
    )
    view.plot([spread["median"]] * 2, [row - 0.2, row + 0.32], color=style.PEARL, linewidth=2)
    view.text(
        spread["median"], row - 0.27, f"{spread['median']:.0f}", fontsize=SMALL * POINT, color=style.TEXT, ha="center",
        va="bottom",
    )  # fmt: skip


def _retry_bar(view: Axes, row: int, flights: Sequence[Flight]) -> None:
    kinds = np.searchsorted(RETRY_EDGES, [flight.retries for flight in flights], side="right") - 1
    at = 0.0
    for kind, count in enumerate(np.bincount(kinds, minlength=len(RETRY_NAMES)).tolist()):
        share = count / len(flights)
        view.barh(row, share, left=at, height=0.42, color=style.RETRY_COLOURS[kind])
        at += share
    clean = sum(flight.won and not flight.retries for flight in flights)
    words = f"{clean / len(flights):.0%} won at the first try"
    view.text(0, row - 0.27, words, fontsize=SMALL * POINT, color=style.TEXT, va="bottom")


def _retry_key(figure: Figure, x: float, y: float, wide: float) -> None:
    step = wide / len(RETRY_NAMES)
    for i, name in enumerate(RETRY_NAMES):
        write(figure, x + i * step, y, "\N{BLACK SQUARE}", SMALL, color=style.RETRY_COLOURS[i])
        write(figure, x + i * step + 12, y, name, SMALL, color=style.DIM)


# -- on the way ------------------------------------------------------------------------------------------


def draw_over_time(groups: Groups) -> style.Pixels:
    """Median and quartiles of heat, and of hull and shield, over the time of the sitting; a panel each group."""
    columns = min(PANELS_WIDE, len({group["difficulty"] for group, _ in groups}))
    columns = columns if columns > 1 else min(PANELS_WIDE, len(groups))  # pilots below, difficulties beside each other
    rows = -(-len(groups) // columns)
    left = 64.0
    wide = (WIDTH - left - RIGHT - PANEL_GAP * (columns - 1)) / columns
    block = HEAD + 2 * PANEL_TALL + GAP + FOOT
    with style.picture(rows * block) as figure:
        for i, (group, _) in enumerate(groups):
            x, y = left + (i % columns) * (wide + PANEL_GAP), (i // columns) * block
            write(figure, x, y + 12, label_of(group), style.LARGE, color=style.pilot_colour(group["bot"]))
            heat = style.axes(figure, x, y + HEAD, wide, PANEL_TALL)
            hull = style.axes(figure, x, y + HEAD + PANEL_TALL + GAP, wide, PANEL_TALL)
            _heat_panel(heat, group)
            _hull_panel(hull, group)
            for view in (heat, hull):
                view.set_xlim(0, _longest(groups, group["bot"]))
                view.grid(color=style.LINE, alpha=0.4, linewidth=0.6)
        return style.pixels(figure)


def _longest(groups: Groups, bot: str) -> float:
    """The last second shown of any group of a pilot: its panels have one scale."""
    return max(float((group["heat"]["over_time"]["seconds"] or [1])[-1]) for group, _ in groups if group["bot"] == bot)


def _heat_panel(view: Axes, group: Figures) -> None:
    heat = group["heat"]["over_time"]
    _band(view, heat, style.HOT)
    view.plot(heat["seconds"], heat["mean"], color=style.HOT_CORE, linewidth=1.0, linestyle=(0, (3, 2)))
    view.set_ylim(-0.1, HIGHEST + 0.1)
    view.set_xticklabels([])
    _name_panel(view, "heat, median and quartiles", style.HOT)
    _name_panel(view, "mean", style.HOT_CORE, right=True)


def _hull_panel(view: Axes, group: Figures) -> None:
    _band(view, group["strength"]["hull_and_shield"], style.RING)
    _line(view, group["strength"]["hull"], style.MUSTARD)
    view.set_ylim(0, WHOLE * 1.04)
    view.set_xlabel("seconds of flight", fontsize=SMALL * POINT)
    _name_panel(view, "hull and shield", style.RING)
    _name_panel(view, "hull alone", style.MUSTARD, right=True)


def _band(view: Axes, series: Figures, colour: str) -> None:
    """Quartiles as a band, the median as a line."""
    view.fill_between(series["seconds"], series["q1"], series["q3"], color=colour, alpha=0.22, linewidth=0)
    _line(view, series, colour)


def _line(view: Axes, series: Figures, colour: str) -> None:
    view.plot(series["seconds"], series["median"], color=colour, linewidth=1.6)


def _name_panel(view: Axes, name: str, colour: str, right: bool = False) -> None:
    side, align = (1.0, "right") if right else (0.0, "left")
    view.text(
        side, 1.03, name, transform=view.transAxes, color=colour, fontsize=SMALL * POINT, va="bottom", ha=align
    )  # fmt: skip


# -- stage by stage --------------------------------------------------------------------------------------


def draw_stages(order: Sequence[str], groups: Groups) -> style.Pixels:
    """Seconds spent, damage taken and deaths a flight in every stage; a bar for each group."""
    tall = (STAGE_ROW * len(groups) + STAGE_AIR) * len(order)
    wide = (WIDTH - STAGE_LEFT - RIGHT - GAP * 3) / 4
    measures: tuple[tuple[str, Any], ...] = (
        ("seconds (median, quartiles)", _stage_seconds),
        ("damage a flight (mean)", _stage_damage),
        ("deaths a flight", _stage_deaths),
        ("reached by", _stage_reached),
    )
    head = HEAD + KEY_LINE * ((len(groups) - 1) // KEYS)
    with style.picture(head + tall + FOOT) as figure:
        _stage_key(figure, groups)
        for column, (name, draw) in enumerate(measures):
            x = STAGE_LEFT + column * (wide + GAP)
            view = style.axes(figure, x, head, wide, tall)
            write(figure, x, head - 18, name, SMALL, color=style.DIM)
            for place in range(len(order)):
                for row, (group, _) in enumerate(groups):
                    y = place * (STAGE_ROW * len(groups) + STAGE_AIR) + STAGE_AIR / 2 + (row + 0.5) * STAGE_ROW
                    draw(view, y, group["stages"][place], _looks(group), group["runs"])
            view.set_ylim(tall, 0)
            view.set_yticks([])
            view.grid(axis="x", color=style.LINE, alpha=0.4, linewidth=0.6)
            view.set_axisbelow(True)
            view.set_xlim(left=0)
            if draw is _stage_reached:
                _as_shares(view)
        for place, stage in enumerate(order):
            y = head + (place + 0.5) * (STAGE_ROW * len(groups) + STAGE_AIR)
            write(figure, STAGE_LEFT - 12, y, stage[:22], color=style.TEXT, ha="right", va="center")
        return style.pixels(figure)


def _stage_key(figure: Figure, groups: Groups) -> None:
    for i, (group, _) in enumerate(groups):
        x, y = 24 + (i % KEYS) * (WIDTH - 48) / KEYS, 8 + (i // KEYS) * KEY_LINE
        write(figure, x, y, "\N{BLACK SQUARE}", **_looks(group))
        write(figure, x + 13, y, label_of(group), color=style.pilot_colour(group["bot"]))


def _looks(group: Figures) -> Figures:
    """A colour for the pilot, deeper the harder it is."""
    return {"color": style.pilot_colour(group["bot"]), "alpha": style.DIFFICULTY_ALPHA[group["difficulty"]]}


def _stage_seconds(view: Axes, y: float, stage: Figures, looks: Figures, runs: int) -> None:
    if stage["seconds"]:
        view.barh(y, stage["seconds"]["median"], height=STAGE_ROW * 0.62, **looks)
        view.plot([stage["seconds"]["q1"], stage["seconds"]["q3"]], [y, y], color=style.PEARL, linewidth=1.2)


def _stage_damage(view: Axes, y: float, stage: Figures, looks: Figures, runs: int) -> None:
    if stage["damage"]:
        view.barh(y, stage["damage"]["mean"], height=STAGE_ROW * 0.62, **looks)


def _stage_deaths(view: Axes, y: float, stage: Figures, looks: Figures, runs: int) -> None:
    view.barh(y, stage["deaths"] / runs, height=STAGE_ROW * 0.62, **looks)
    if stage["deaths"]:
        view.text(
            stage["deaths"] / runs, y, f" {stage['deaths']}", va="center", color=style.TEXT, fontsize=SMALL * POINT
        )


def _stage_reached(view: Axes, y: float, stage: Figures, looks: Figures, runs: int) -> None:
    view.barh(y, stage["reached"]["share"], height=STAGE_ROW * 0.62, **looks)
