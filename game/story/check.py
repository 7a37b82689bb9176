"""`callister check`: proves that a level is whole. Every mistake at once, each at its file, line and column.

The steps are a list; each notes its problems in the draft's documents. Those that need a map or a script without
problems (is it open to a ship, what stands in its way) come before all that only finds something superfluous.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from . import check_deep, check_lines, check_map, check_names, check_partners, check_plot, check_spawns
from .loader import Draft, read
from .problems import LevelError, Problem
from .readings import Readings

NAMES = (check_names.shared_names, check_names.references)
SHAPES = (
    check_map.outlines,
    check_map.sizes,
    check_map.pictures,
    check_map.shapes,
    check_map.in_bounds,
    check_map.movers,
    check_spawns.counts,
)
WHOLE = (
    check_spawns.spawns,
    check_spawns.enough,
    check_spawns.heard,
    check_map.reachable,
    check_names.unused,
    check_lines.speakers,
    check_lines.letters,
    check_lines.fitting,
    check_lines.tagged,
    check_lines.filled,
    check_plot.carried,
    check_plot.fires,
    check_plot.wins,
    check_plot.choices,
    check_plot.options_exist,
    check_plot.causes,
    check_plot.conditions,
    check_partners.partners,
    check_partners.shut_gates,
    check_partners.retries,
    check_partners.pairs,
    check_map.slides,
    check_map.gates,
    check_map.sweeps,
    check_map.painted,
    check_map.deletable,
    check_map.loads,
    check_deep.fields,
    check_deep.towed,
)


def check(folder: Path, texts: Mapping[str, str] | None = None, readings: Readings | None = None) -> list[Problem]:
    """All problems of the level in a folder, in file order; none means that it is whole. For the others see `read`."""
    return judge(read(folder, texts, readings))


def judge(draft: Draft) -> list[Problem]:
    """The same of a level that has been read."""
    _take(draft, (*NAMES, *SHAPES, *WHOLE))
    return draft.problems


def playable(draft: Draft) -> None:
    """Raise LevelError with every problem that would keep the level from being played."""
    _take(draft, (*NAMES, *SHAPES))
    if draft.problems:
        raise LevelError(draft.problems)


def _take(draft: Draft, steps: Iterable[Callable[[Draft], None]]) -> None:
    for step in steps:
        if draft.full:
            return
        step(draft)
