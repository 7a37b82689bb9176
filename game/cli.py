"""The command line. Scripts rely on it: names, options and exit codes are a contract (see CONTRIBUTING.md).

A command imports what it needs when it runs, so that `callister check` never waits for a window's libraries.
Exit codes: 0 done (or won), 1 not won or problems found, 2 bad input or no way to run.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

OK, NOT_WON, BAD_INPUT = 0, 1, 2
RENDERERS = ("auto", "gl", "software")


class BadInputError(Exception):
    """Something on the command line or in a file cannot be used; the message says what, where and what to do."""


class Parser(argparse.ArgumentParser):
    """argparse, with one clear line instead of the usage block."""

    def error(self, message: str) -> NoReturn:
        raise BadInputError(f"{message}\n  see: {self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run `callister ARGV`; returns the exit code."""
    try:
        options = build_parser().parse_args(argv)
        return int(options.run(options))
    except BadInputError as problem:
        print(f"callister: {problem}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("callister: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our pipe has seen enough
        sys.stderr.close()
        return OK


def build_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="callister",
        description="Callister: Into Infinity. Without a command: the game's title screen.",
        epilog="LEVEL is a level's name (01-no-gamertag), the beginning of one (01), or a folder's path.",
    )
    parser.add_argument("--version", action=ShowVersion, nargs=0, help="print the version")
    _add_user_dir(parser, None)
    parser.set_defaults(run=run_title, level=None, bot=None, seed=None, renderer=None, fullscreen=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    _add_play(commands)
    _add_sim(commands)
    _add_replay(commands)
    _add_check(commands)
    _add_shot(commands)
    _add_schema(commands)
    _add_bench(commands)
    return parser


class ShowVersion(argparse.Action):
    """Looks the version up only when asked: reading package metadata costs more than parsing all options."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from game import version

        print(f"callister {version()}")
        parser.exit(OK)


# --- options ---


def _add_user_dir(parser: argparse.ArgumentParser, default: object) -> None:
    parser.add_argument(
        "--user-dir", metavar="D", type=Path, default=default, help="folder for saves, settings and own levels"
    )


def _command(commands: argparse._SubParsersAction[Parser], name: str, does: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=does, description=does)
    # SUPPRESS: the command's own default must not undo a --user-dir that stood before its name.
    _add_user_dir(parser, argparse.SUPPRESS)
    return parser


def _add_play(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "play", "open the window at a level; with --bot, watch it flown")
    parser.add_argument("level", nargs="?", metavar="LEVEL")
    parser.add_argument("--bot", metavar="NAME", help="who flies instead of you, such as pilot")
    parser.add_argument("--seed", type=_seed, metavar="N")
    parser.add_argument("--renderer", choices=RENDERERS)
    parser.add_argument("--fullscreen", action="store_true")
    parser.set_defaults(run=run_play)


def _add_sim(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "sim", "fly a level without a window, as fast as it goes (exit 0 won, 1 not won)")
    parser.add_argument("level", metavar="LEVEL")
    parser.add_argument("--bot", metavar="NAME", default="pilot", help="who flies (default: pilot)")
    parser.add_argument("--seed", type=_seed, metavar="N")
    parser.add_argument("--choose", action="append", type=_choice, default=[], metavar="CHOICE=OPTION")
    parser.add_argument("--limit", type=_seconds, metavar="S", help="give up after that many seconds of flight")
    parser.add_argument("--record", type=Path, metavar="F", help="write the recording to this file")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run_sim)


def _add_replay(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "replay", "run a recording again")
    parser.add_argument("file", type=Path, metavar="F")
    parser.add_argument("--verify", action="store_true", help="name the first tick and subsystem that differ")
    parser.add_argument("--watch", action="store_true", help="see it in the window")
    parser.add_argument("--from", dest="start", type=_seconds, default=0.0, metavar="S", help="watch from this second")
    parser.set_defaults(run=run_replay)


def _add_check(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "check", "check level folders (exit 0 clean, 1 problems); without a path, all levels")
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--json", action="store_true", help="print a list of {file line column message}")
    parser.set_defaults(run=run_check)


def _add_shot(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "shot", "write a picture of a moment of a level, without a window")
    parser.add_argument("level", nargs="?", metavar="LEVEL")
    parser.add_argument("--at", type=_seconds, default=0.0, metavar="S", help="second of the flight")
    parser.add_argument("--bot", metavar="NAME", default="pilot", help="who flies there (default: pilot)")
    parser.add_argument("--seed", type=_seed, metavar="N")
    parser.add_argument("--scene", metavar="NAME", help="a screen instead of the flight: title, pause, options, end")
    parser.add_argument("--size", type=_size, default=(1280, 720), metavar="WxH")
    parser.add_argument("--renderer", choices=RENDERERS, default="auto")
    parser.add_argument("-o", dest="output", type=Path, required=True, metavar="F.png")
    parser.set_defaults(run=run_shot)


def _add_schema(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "schema", "print the JSON Schema of level files, for editors")
    parser.set_defaults(run=run_schema)


def _add_bench(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "bench", "measure ticks and frames against the floor")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run_bench)


def _seed(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise argparse.ArgumentTypeError(f"{text!r} is not a seed; give a whole number such as 7")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0.0 <= seconds <= 86_400.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time; give seconds such as 42.5")
    return seconds


def _choice(text: str) -> tuple[str, str]:
    choice, equals, option = text.partition("=")
    if not (choice and equals and option):
        raise argparse.ArgumentTypeError(f"{text!r} is not an answer; give CHOICE=OPTION such as cargo=stand")
    return choice, option


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal() and 160 <= int(width) <= 7680 and 120 <= int(height) <= 4320):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a size; give WIDTHxHEIGHT such as 1280x720 (at most 7680x4320)"
        )
    return int(width), int(height)
