"""The command line. Scripts rely on it: names, options and exit codes are a contract (see CONTRIBUTING.md).

A command imports what it needs when it runs, so that `callister check` never waits for a window's libraries.
Exit codes: 0 done (or won), 1 not won or problems found, 2 bad input or no way to run.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from game.cli import flights, levels, measures, pictures, windows
from game.cli.common import BAD_INPUT, ENDINGS, OK, BadInputError, Parser, add_user_dir, below_the_bar, say_which
from game.resources import BrokenInstallError

__all__ = ["ENDINGS", "build_parser", "main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run `callister ARGV`; returns the exit code."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # what the program prints is its own
    # Nothing here multiplies matrices of a size for threads, and those that numpy's library starts for that are busy
    # waiting while a process begins: a third of what it takes to import numpy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _print_any_letter()
    try:
        options = build_parser().parse_args(argv)
        say_which(options)
        return int(options.run(options))
    except (BadInputError, BrokenInstallError) as problem:
        print(f"callister: {problem}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        below_the_bar()
        print("callister: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our pipe has seen enough
        sys.stderr.close()
        return OK
    except OSError as problem:
        if problem.errno != errno.ENOSPC:
            raise
        print("callister: the disk is full: what should be written is not whole", file=sys.stderr)
        return BAD_INPUT


def build_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="callister",
        description="Callister: Into Infinity. Without a command: the game's title screen.",
        epilog="LEVEL is a level's name (01-no-gamertag), the beginning of one (01), or a folder's path.",
    )
    parser.add_argument("--version", action=ShowVersion, nargs=0, help="print the version")
    add_user_dir(parser, None)
    parser.set_defaults(
        run=windows.run_title, level=None, bot=None, seed=None, difficulty=None, renderer=None, fullscreen=False
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    for group in (windows, flights, levels, pictures, measures):
        group.add(commands)
    return parser


def _print_any_letter() -> None:
    """What a terminal has no letter for is printed as its number: a level may bear any name, in a folder of any."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class ShowVersion(argparse.Action):
    """Looks the version up only when asked: reading package metadata costs more than parsing all options."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from game import __version__

        print(f"callister {__version__}")
        parser.exit(OK)
