"""A balance report as files: one page of HTML that needs nothing else, one tall picture, or a folder with all of it.

Neither dates nor wall clocks stand in them: the same flights give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from game.lab import balance_style as style
from game.lab.balance_charts import draw_outcomes, draw_over_time, draw_stages, label_of
from game.lab.balance_figures import Figures
from game.lab.balance_page import SECTION, TABLE, image, page
from game.lab.balance_style import Pixels, png, write
from game.lab.map_picture import draw_map
from game.lab.pacing import LONG

if TYPE_CHECKING:
    from game.lab.balance import Report

PAGE, PICTURE, FIGURES = "report.html", "report.png", "figures.json"  # in a folder
KINDS = {".html": "html", ".htm": "html", ".png": "png"}  # what an ending asks for
COMMAND = "command"  # the column of commands
HEAD_TALL, AIR, WORST_ROW = 130.0, 36.0, 20.0  # of the tall picture [px]


class Table(NamedTuple):
    """Figures beside a picture; the first column names the row."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


class Section(NamedTuple):
    title: str
    says: str  # how to read it
    pictures: Sequence[tuple[str, Pixels]]  # name, picture
    tables: Sequence[Table]


def save(report: Report, path: Path) -> list[Path]:
    """Write the report as the ending of `path` asks for: .html, .png, or a folder with both and the figures.

    Returns the files written. OSError: they cannot be. ValueError: another ending.
    """
    kind = kind_of(path)
    sections = list(_sections(report))
    if kind == "html":
        return [_written(path, as_html(report, sections).encode())]
    if kind == "png":
        return [_written(path, as_picture(report, sections))]
    path.mkdir(parents=True, exist_ok=True)
    return [
        _written(path / PAGE, as_html(report, sections).encode()),
        _written(path / PICTURE, as_picture(report, sections)),
        _written(path / FIGURES, as_json(report.figures).encode()),
        *(_written(path / f"{name}.png", png(picture)) for part in sections for name, picture in part.pictures),
    ]


def kind_of(path: Path) -> str:
    """html, png or folder. ValueError for an ending that means none of them."""
    kind = KINDS.get(path.suffix.lower(), "folder")
    if path.is_dir():
        return "folder"
    if kind == "folder" and (path.suffix or path.is_file()):
        raise ValueError(f"{path}: a report is a file .html or .png, or a folder (a name without an ending)")
    return kind


def as_json(figures: Figures) -> str:
    return json.dumps(figures, indent=1, ensure_ascii=False) + "\n"


def _written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


# -- what stands in it -----------------------------------------------------------------------------------


def _sections(report: Report) -> Iterator[Section]:
    """In the order of the page."""
    figures = report.figures
    groups = [(group, report.groups[group["bot"], group["difficulty"]]) for group in figures["groups"]]
    yield Section(
        "How it ends",
        "Every dot is a flight, the bar behind the dots holds the middle half of them, the bright line is the median. "
        "The line over the outcomes is the 95 % interval of the share of wins (Wilson).",
        [("outcomes", draw_outcomes(groups))],
        [_outcome_table(figures["groups"])],
    )
    for group, flights in groups:
        yield Section(
            f"Where: {label_of(group)}",
            "Numbered rings hold the places that cost most, called after the nearest point or region of the map. "
            "The edges carry the coordinates of map.toml: x to the right, y down.",
            [(f"map-{group['bot']}-{group['difficulty']}", draw_map(report.level, flights, group, label_of(group)))],
            [_cause_table(group)],
        )
    yield Section(
        "On the way",
        "Moment by moment, of the flights still under way, until half of them are over. Time runs on through retries.",
        [("over-time", draw_over_time(groups))],
        [_heat_table(figures["groups"])],
    )
    yield Section(
        "Stage by stage",
        "A stage begins with a beat that sets a checkpoint or changes an objective. "
        "What a retry costs counts for the stage that is flown again.",
        [("stages", draw_stages(figures["stages"], groups))],
        [_stage_table(group) for group in figures["groups"]],
    )
    yield Section(
        "Where nothing happens",
        f"Stretches of {LONG:g} seconds and more in which a player would notice nothing, by the beat that fired last.",
        [],
        [_quiet_table(group) for group in figures["groups"]],
    )
    yield Section(
        "The worst flights",
        "Not won, or the most retries, or the most damage. The command shows the flight.",
        [],
        [_worst_table(group) for group in figures["groups"]],
    )


def _outcome_table(groups: Sequence[Figures]) -> Table:
    columns = (
        "pilot", "won", "95 %", "lost", "timeout", "at first try", "seconds to win", "damage", "retries",
        "shots that hit", "kills",
    )  # fmt: skip
    rows = []
    for group in groups:
        outcomes, won = group["outcomes"], group["outcomes"]["won"]
        rows.append([
            label_of(group), f"{won['count']} of {group['runs']}", f"{won['low']:.0%}\N{EN DASH}{won['high']:.0%}",
            str(outcomes["lost"]["count"]), str(outcomes["timeout"]["count"]), f"{group['won_at_first']['share']:.0%}",
            _range(group["time_to_win"]), _range(group["damage"]), _range(group["retries"], 1),
            "-" if group["accuracy"] is None else f"{group['accuracy']:.0%}", _range(group["kills"], 1),
        ])  # fmt: skip
    return Table(columns, rows)


def _cause_table(group: Figures) -> Table:
    deaths = group["deaths"]
    rows = [[cause["cause"], cause["by"] or "-", str(cause["count"])] for cause in deaths["causes"]]
    share = deaths["flights"]
    rows.append(["all", f"in {share['count']} of {group['runs']} flights", str(deaths["count"])])
    return Table(("deaths by", "of", "count"), rows)


def _heat_table(groups: Sequence[Figures]) -> Table:
    levels = list(groups[0]["heat"]["shares"])
    rows = [[label_of(g), *(f"{g['heat']['shares'][level]:.1%}" for level in levels)] for g in groups]
    return Table(("time at heat", *levels), rows)


def _stage_table(group: Figures) -> Table:
    columns = (label_of(group), "reached", "at second", "seconds", "damage", "deaths")
    return Table(
        columns,
        [
            [
                stage["stage"], f"{stage['reached']['share']:.0%}", _range(stage["at"]), _range(stage["seconds"]),
                _range(stage["damage"]), str(stage["deaths"]),
            ]
            for stage in group["stages"]
        ],
    )  # fmt: skip


def _quiet_table(group: Figures) -> Table:
    """The longest of all first; the last row sums up."""
    pace = group["pace"]
    rows = [
        [one["after"] or "(the beginning)", str(one["count"]), _range(one["at"]), _range(one["seconds"], 1)]
        for one in pace["quiet"]
    ]
    rows.append(["a flight's longest stretch", str(group["runs"]), "", _range(pace["longest"], 1)])
    return Table((label_of(group), "count", "at second", "seconds"), rows)


def _worst_table(group: Figures) -> Table:
    columns = (label_of(group), "outcome", "seconds", "damage", "retries", COMMAND)
    return Table(
        columns,
        [
            [
                f"seed {one['seed']}", one["outcome"], f"{one['seconds']:.0f}", f"{one['damage']:.0f}",
                str(one["retries"]), one["watch"],
            ]
            for one in group["worst"]
        ],
    )  # fmt: skip


def _range(spread: Figures | None, digits: int = 0) -> str:
    """Median (quartiles)."""
    if not spread:
        return "-"
    return f"{spread['median']:.{digits}f} ({spread['q1']:.{digits}f}\N{EN DASH}{spread['q3']:.{digits}f})"


def _facts(figures: Figures) -> list[tuple[str, str]]:
    """What was flown, for the head of the report."""
    runs = figures["groups"][0]["runs"]
    first = figures["first_seed"]
    limit = "" if figures["limit"] is None else f", at most {figures['limit']:g} s each"
    return [
        ("level", f"{figures['level']}, {figures['hash']}"),
        ("flights", f"{sum(group['runs'] for group in figures['groups'])}: seeds {first} to {first + runs - 1}{limit}"),
        ("flown by", f"Callister {figures['version']} on {', '.join(figures['machines'])}"),
    ]


# -- the page --------------------------------------------------------------------------------------------


def as_html(report: Report, sections: Sequence[Section]) -> str:
    """One page without scripts, styles or pictures from elsewhere."""
    figures = report.figures
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in _facts(figures))
    body = "".join(
        SECTION.format(
            title=escape(part.title),
            says=escape(part.says),
            pictures="".join(image(escape(part.title), png(picture)) for _, picture in part.pictures),
            tables="".join(_html_table(table) for table in part.tables),
        )
        for part in sections
    )
    return page(escape(figures["title"]), facts, body)


def _html_table(table: Table) -> str:
    head = "".join(_html_cell(name, "th") for name in table.columns)
    rows = "".join(
        f"<tr><th>{escape(row[0])}</th>" + "".join(_html_cell(cell) for cell in row[1:]) + "</tr>" for row in table.rows
    )
    return TABLE.format(head=head, rows=rows)


def _html_cell(text: str, tag: str = "td") -> str:
    """Commands, and the head of their column, stand to the left."""
    if text == COMMAND:
        return f'<{tag} class="command">{text}</{tag}>'
    if text.startswith("callister "):
        return f'<{tag} class="command"><code>{escape(text)}</code></{tag}>'
    return f"<{tag}>{escape(text)}</{tag}>"


# -- the picture -----------------------------------------------------------------------------------------


def as_picture(report: Report, sections: Sequence[Section]) -> bytes:
    """All pictures below each other, with a head, and the worst flights in words."""
    parts = [_head(report.figures)]
    for part in sections:
        for _, picture in part.pictures:
            parts += [picture, _air()]
    parts.append(_foot(report.figures))
    return png(np.concatenate(parts))


def _air() -> Pixels:
    with style.picture(AIR) as figure:
        return style.pixels(figure)


def _head(figures: Figures) -> Pixels:
    with style.picture(HEAD_TALL) as figure:
        write(figure, 24, 20, figures["title"].upper(), 26.0, color=style.PEARL)
        for line, (name, value) in enumerate(_facts(figures)):
            write(figure, 24, 64 + line * 18, name, style.NORMAL, color=style.DIM)
            write(figure, 110, 64 + line * 18, value, style.NORMAL, color=style.TEXT)
        return style.pixels(figure)


def _foot(figures: Figures) -> Pixels:
    """The worst flights of each group."""
    lines = sum(len(group["worst"]) + 1 for group in figures["groups"])
    with style.picture(60 + lines * WORST_ROW) as figure:
        write(figure, 24, 14, "THE WORST FLIGHTS", style.LARGE, color=style.PEARL)
        y = 44.0
        for group in figures["groups"]:
            write(figure, 24, y, label_of(group), style.SMALL, color=style.pilot_colour(group["bot"]))
            y += WORST_ROW
            for one in group["worst"]:
                words = (
                    f"{one['outcome']}, {one['seconds']:.0f} s, damage {one['damage']:.0f}, retries {one['retries']}"
                )
                write(figure, 24, y, words, style.SMALL, color=style.DIM)
                write(figure, 350, y, one["watch"], style.SMALL, color=style.TEXT)
                y += WORST_ROW
        return style.pixels(figure)
