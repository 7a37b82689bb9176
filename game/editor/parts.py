"""Which panels stand where in the editor's window: one row a panel, in the order of their tabs."""

from __future__ import annotations

from .desk import Desk
from .panel import Panel
from .problems_panel import ProblemsPanel
from .properties import Properties
from .things import Things


def left(desk: Desk) -> list[Panel]:
    """What one looks for."""
    return [Things(desk)]


def right(desk: Desk) -> list[Panel]:
    """What one changes."""
    return [Properties(desk), ProblemsPanel(desk)]


def foot(desk: Desk) -> list[Panel]:
    """What needs the whole width; shown by its tab."""
    return []
