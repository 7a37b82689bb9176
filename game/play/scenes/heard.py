"""Captions and marks for what is heard, on every screen where something is: as the player wishes to see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.play.settings import BY_SOUND
from game.render import heard_view
from game.render.canvas import Canvas
from game.render.rects import Rect

if TYPE_CHECKING:
    from game.play.app import App


def draw_heard(canvas: Canvas, app: App, height: float, taken: Sequence[Rect] = ()) -> None:
    """What is heard, for those who do not hear, as they wish to see it: beside the rectangles that are `taken`.

    `height` [units] is that of the picture, which may end above the canvas.
    """
    if app.audio is None:
        return
    shown, chosen = app.audio.captions.shown, app.settings
    if chosen.alerts != BY_SOUND:
        taken = heard_view.draw_alerts(canvas, shown, height, not chosen.captions, taken)
    if chosen.captions:
        heard_view.draw_captions(canvas, shown, height, taken)
