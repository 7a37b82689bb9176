"""Menus that stand before another picture: a veil, a panel, a heading, and a column of choices."""

from __future__ import annotations

from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.render.palette import ink
from game.ui.menu import Menu
from game.ui.theme import Theme

MARGIN = 24.0  # between the panel and the picture's edge at least [units]


def glass(frame: Frame, size: tuple[int, int]) -> Canvas:
    """A canvas over the whole picture in units of 720p; text scale is the caller's."""
    return Canvas(frame.hud, Lens(1.0, 0.0, 0.0, *size))


def draw_panel(
    canvas: Canvas,
    heading: str,
    menu: Menu,
    theme: Theme,
    *,
    width: float,
    text_scale: float,
    hint: str = "",
    below: float = 0.0,
) -> None:
    """A centred panel that holds the menu, as high as it needs and the picture allows.

    `below` [units] at the picture's foot are left to somebody else.
    """
    scale = text_scale
    head = theme.padding + (theme.heading_size + 20.0) * scale
    foot = theme.padding + (theme.small_size + 14.0 if hint else 0.0) * scale
    wide = min(canvas.width - 2 * MARGIN, width * scale)
    room = canvas.height - below - 2 * MARGIN - head - foot
    inner = min(room, menu.height(canvas, wide - 2 * theme.padding, scale))
    high = head + inner + foot
    x, y = (canvas.width - wide) / 2, max(MARGIN, (canvas.height - below - high) / 2)
    canvas.rect(0.0, 0.0, canvas.width, canvas.height, ink(*theme.veil))
    canvas.rect(x, y, wide, high, ink(*theme.panel))
    canvas.rect(x, y, wide, 2.0, ink(*theme.mark))
    canvas.text(x + theme.padding, y + theme.padding, heading, theme.heading_size * scale, ink(*theme.chosen))
    menu.draw(canvas, x + theme.padding, y + head, wide - 2 * theme.padding, inner, scale)
    if hint:
        size = theme.small_size * 0.9 * scale
        canvas.text(x + theme.padding, y + high - theme.padding * 0.7 - size, hint, size, ink(*theme.faint))
