"""Commands that open the window: the title, play, edit."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.common import DIFFICULTIES, RENDERERS, BadInputError, Commands, command, must_load, parse_seed, user_dir

if TYPE_CHECKING:
    from game.play.app import App

WITHOUT = "callister sim 01, or callister shot 01 --at 30 -o F.png"  # what takes no window


def add(commands: Commands) -> None:
    _add_play(commands)
    _add_edit(commands)


def _add_play(commands: Commands) -> None:
    parser = command(commands, "play", "open the window at a level; with --bot, watch it flown")
    parser.add_argument("level", nargs="?", metavar="LEVEL")
    parser.add_argument("--bot", metavar="NAME", help="who flies instead of you, such as pilot")
    parser.add_argument("--seed", type=parse_seed, metavar="N")
    parser.add_argument("--difficulty", choices=DIFFICULTIES, help="instead of that of the settings")
    parser.add_argument("--renderer", choices=RENDERERS)
    parser.add_argument("--fullscreen", action="store_true")
    parser.set_defaults(run=run_play)


def _add_edit(commands: Commands) -> None:
    parser = command(commands, "edit", "open a level in the editor: its map, its script, its words")
    parser.add_argument("level", metavar="LEVEL")
    parser.add_argument("--renderer", choices=RENDERERS)
    parser.add_argument("--fullscreen", action="store_true")
    parser.set_defaults(run=run_edit)


def run_title(options: argparse.Namespace) -> int:
    return open_window(options, _title)


def run_play(options: argparse.Namespace) -> int:
    if options.level is None and options.bot is None:
        return open_window(options, _title)
    level = options.level or "01"
    own = _own_campaign(level, options)
    if own is not None:
        return open_window(options, own)
    must_load(level, options)

    def begin(app: App) -> None:
        from game.play.scenes import chapters

        try:
            chapters.begin(app, level, seed=options.seed, bot=options.bot, difficulty=options.difficulty)
        except ValueError as error:
            raise BadInputError(str(error)) from None

    return open_window(options, begin)


def _own_campaign(name: str, options: argparse.Namespace) -> Callable[[App], None] | None:
    """How to begin the campaign of somebody's own that a name means; None when it means none."""
    from game.story import campaign_folder

    folder = campaign_folder.find(name, user_dir(options))
    if folder is None:
        return None

    def begin(app: App) -> None:
        from game.play.scenes import way

        way.begin_own(app, folder)

    return begin


def run_edit(options: argparse.Namespace) -> int:
    must_load(options.level, options)

    def begin(app: App) -> None:
        from game.editor import shell

        try:
            shell.open_level(app, options.level)
        except ValueError as error:
            raise BadInputError(str(error)) from None

    return open_window(options, begin)


def open_window(options: argparse.Namespace, begin: Callable[[App], None], without: str = WITHOUT) -> int:
    """Open the window, let `begin` put the first scene on the stage, and run.

    Where there is no display it is told what does as much `without` a window.
    """
    from game.play.app import App
    from game.render.backend import NoDisplayError

    try:
        app = App(user_dir(options), renderer=_renderer(options), full_screen=getattr(options, "fullscreen", False))
    except NoDisplayError as error:
        raise BadInputError(f"{error}\n  without a window: {without}") from None
    app.edit_level = _edit_level
    try:
        begin(app)
    except BaseException:
        app.close()
        raise
    return app.run()


def _edit_level(app: App, folder: Path) -> None:
    from game.editor import shell

    shell.open_folder(app, folder)


def _renderer(options: argparse.Namespace) -> str | None:
    return getattr(options, "renderer", None)


def _title(app: App) -> None:
    from game.play.scenes.title import begin

    begin(app)
