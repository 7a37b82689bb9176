"""A picture of the editor, for `callister shot LEVEL --scene editor`."""

from __future__ import annotations

from game.play.app import App
from game.play.pace import TICK, Beat
from game.play.shot import ShotError

from . import shell

SCENE = "editor"
RESTS = 1.0  # the level has been looked at for this long: it is checked, and its ground is there [s]


def stage(app: App, *, level: str | None, **_: object) -> None:
    """Put the editor on the stage with a level on its desk. ShotError says why not."""
    if level is None:
        raise ShotError("a picture of the editor needs a LEVEL such as 01")
    try:
        shell.open_level(app, level)
    except ValueError as error:
        raise ShotError(str(error)) from None
    editor = app.scenes[-1]
    editor.picture(1.0)
    for _ in range(round(RESTS / TICK)):
        editor.update(Beat(1, 1.0, TICK, TICK))
