"""Commands that draw without a window: shot, gallery."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.common import (
    OK,
    RENDERERS,
    BadInputError,
    Commands,
    command,
    parse_seconds,
    parse_seed,
    parse_size,
    place_for,
    progress_bar,
    user_dir,
)

if TYPE_CHECKING:
    pass


def add(commands: Commands) -> None:
    _add_shot(commands)
    _add_gallery(commands)


def _add_shot(commands: Commands) -> None:
    parser = command(commands, "shot", "write a picture of a moment of a level, without a window")
    parser.add_argument("level", nargs="?", metavar="LEVEL")
    parser.add_argument("--at", type=parse_seconds, default=0.0, metavar="S", help="second of the flight")
    parser.add_argument("--bot", metavar="NAME", default="pilot", help="who flies there (default: pilot)")
    parser.add_argument("--seed", type=parse_seed, metavar="N")
    parser.add_argument(
        "--scene",
        metavar="NAME",
        help="title, attract, new-game, chapters, load, levels, workshop, copy-level, credits, set-up, "
        "ending-freedom, interlude-1 to 4, recess, bridge-b01 to b09; options, options-sound (and its other pages), "
        "controls; or with a level dialogue, pause, photo, console, said, recording, intermission, problems, end, "
        "editor; with a campaign of your own, its interlude-NAME and bridge-NAME",
    )
    parser.add_argument("--size", type=parse_size, default=(1280, 720), metavar="WxH")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="a setting, as colours=deutan or text_size=200"
    )
    parser.add_argument("--renderer", choices=RENDERERS, default="auto")
    parser.add_argument("-o", dest="output", type=Path, required=True, metavar="F.png")
    parser.set_defaults(run=run_shot)


def run_shot(options: argparse.Namespace) -> int:
    from game.play.shot import ShotError, take

    if options.level is None and options.scene is None:
        raise BadInputError(
            "shot needs a LEVEL such as 01, or --scene title, or --scene interlude-1\n  see: callister shot --help"
        )
    staged = None
    if options.scene == "editor":
        from game.editor.picture import stage as staged
    try:
        take(
            options.output,
            level=options.level,
            at=options.at,
            bot=options.bot,
            seed=options.seed,
            scene=options.scene,
            size=options.size,
            renderer=options.renderer,
            user_folder=user_dir(options),
            chosen=options.set,
            staged=staged,
        )
    except ShotError as error:
        raise BadInputError(str(error)) from None
    return OK


def _add_gallery(commands: Commands) -> None:
    parser = command(commands, "gallery", "write one sheet of every ship, thing, face, letter, ground and screen")
    parser.add_argument("--renderer", choices=RENDERERS[1:], default="software", help="(default: software)")
    parser.add_argument("-o", dest="output", type=Path, required=True, metavar="F.png")
    parser.set_defaults(run=run_gallery)


def run_gallery(options: argparse.Namespace) -> int:
    from game.play.gallery import make
    from game.play.shot import ShotError

    place_for(options.output)
    try:
        sheet = make(options.output, options.renderer, progress=progress_bar())
    except ShotError as error:
        raise BadInputError(str(error)) from None
    print(f"{options.output}: {sheet.get_width()}x{sheet.get_height()}")
    return OK
