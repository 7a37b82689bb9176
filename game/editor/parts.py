"""Which panels stand where in the editor's window: one row a panel, in the order of their tabs."""

from __future__ import annotations

from .beats_panel import BeatsPanel
from .desk import Desk
from .lines_panel import LinesPanel
from .panel import Panel
from .problems_panel import ProblemsPanel
from .properties import Properties
from .script import Script
from .things import Things
from .timeline import Timeline


def panels(desk: Desk) -> tuple[list[Panel], list[Panel], list[Panel]]:
    """What one looks for, at the left; what one changes, at the right; what needs the whole width, below the map."""
    script = Script(desk.document)
    left: list[Panel] = [Things(desk), BeatsPanel(desk, script)]
    right: list[Panel] = [Properties(desk, script), ProblemsPanel(desk)]
    return left, right, [Timeline(desk, script), LinesPanel(desk)]
