"""Which panels stand where in the editor's window: one row a panel, in the order of their tabs."""

from __future__ import annotations

from collections.abc import Callable

from .beats_panel import BeatsPanel
from .desk import Desk
from .history import History
from .lines_panel import LinesPanel
from .panel import Panel
from .pictures import Pictures
from .playing import Playing
from .problems_panel import ProblemsPanel
from .properties import Properties
from .rewind import RewindPanel
from .script import Script
from .things import Things
from .timeline import Timeline
from .trail import Trail


def panels(
    desk: Desk, fly: Callable[[Playing], None] | None = None, threads: bool = False
) -> tuple[list[Panel], list[Panel], list[Panel]]:
    """What one looks for, at the left; what one changes, at the right; what needs the whole width, below the map.

    `fly` takes the player's hands to a playtest; with `threads` a changed level is read beside the window.
    """
    script = Script(desk.document)
    playing = Playing(desk, fly, threads)
    desk.over.append(Trail(playing).draw)
    left: list[Panel] = [Things(desk), BeatsPanel(desk, script), Pictures(desk)]
    right: list[Panel] = [Properties(desk, script), ProblemsPanel(desk), History(desk)]
    return left, right, [Timeline(desk, script), LinesPanel(desk), RewindPanel(desk, playing, script)]
