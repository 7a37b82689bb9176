"""Which panels stand where in the editor's window: one row a panel, in the order of their tabs."""

from __future__ import annotations

from .desk import Desk
from .panel import Panel
from .problems_panel import ProblemsPanel
from .properties import Properties
from .script import Script
from .things import Things


def panels(desk: Desk) -> tuple[list[Panel], list[Panel], list[Panel]]:
    """What one looks for, at the left; what one changes, at the right; what needs the whole width, below the map."""
    script = Script(desk.document)
    return [Things(desk)], [Properties(desk, script), ProblemsPanel(desk)], []
