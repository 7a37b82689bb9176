"""What all commands share: exit codes, how bad input is said, the kinds of words on a command line, bars and JSON."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeAlias

OK, NOT_WON, BAD_INPUT = 0, 1, 2
RENDERERS = ("auto", "gl", "software")
DIFFICULTIES = ("story", "standard", "outlaw")  # of game.sim.world, which a parser need not load
ENDINGS = ("freedom", "companion", "purged")  # of levels/campaign.toml


class BadInputError(Exception):
    """Something on the command line or in a file cannot be used; the message says what, where and what to do."""


class Parser(argparse.ArgumentParser):
    """argparse, with one clear line instead of the usage block."""

    def error(self, message: str) -> NoReturn:
        raise BadInputError(f"{message}\n  see: {self.prog} --help")


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def add_user_dir(parser: argparse.ArgumentParser, default: object) -> None:
    parser.add_argument(
        "--user-dir", metavar="D", type=Path, default=default, help="folder for saves, settings and own levels"
    )


def command(commands: Commands, name: str, does: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=does, description=does)
    # SUPPRESS: the command's own default must not undo a --user-dir that stood before its name.
    add_user_dir(parser, argparse.SUPPRESS)
    return parser


def user_dir(options: argparse.Namespace) -> Path:
    from game.play.user_folder import user_folder

    try:
        return user_folder(options.user_dir)
    except RuntimeError:  # whose home?
        which = "of this user" if options.user_dir is None else f"that {str(options.user_dir)!r} means"
        raise BadInputError(
            f"there is no home folder {which}: name a folder for saves and levels with --user-dir, or set HOME"
        ) from None


def parse_count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:8]) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of them; give a whole number such as 64")
    return int(text)


def parse_names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",")]
    if not all(names):
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of names; give some such as pilot,clumsy")
    return names


def parse_seed(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise argparse.ArgumentTypeError(f"{text!r} is not a seed; give a whole number such as 7")
    return int(text)


def parse_seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0.0 <= seconds <= 86_400.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time; give seconds such as 42.5")
    return seconds


def parse_duration(text: str) -> float:
    unit = {"s": 1.0, "m": 60.0, "h": 3600.0}.get(text[-1:].lower())
    try:
        seconds = float(text[:-1] if unit else text) * (unit or 1.0)
    except ValueError:
        seconds = -1.0
    if not 1.0 <= seconds <= 86_400.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time; give one such as 90s, 5m or 1h")
    return seconds


def parse_scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not 0.01 <= scale <= 100.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a scale; give one from 0.01 to 100, such as 4")
    return scale


def parse_choice(text: str) -> tuple[str, str]:
    choice, equals, option = text.partition("=")
    if not (choice and equals and option):
        raise argparse.ArgumentTypeError(f"{text!r} is not an answer; give CHOICE=OPTION such as cargo=stand")
    return choice, option


def parse_size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal() and 160 <= int(width) <= 7680 and 120 <= int(height) <= 4320):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a size; give WIDTHxHEIGHT such as 1280x720 (at most 7680x4320)"
        )
    return int(width), int(height)


def place_for(file: Path) -> None:
    """Before a long flight: the folder of what it shall write is there, or can be made."""
    if file.is_dir() or not file.name:
        raise BadInputError(f"{file}: is a folder; name a file in it")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInputError(f"{file}: cannot be written ({error.strerror}); choose another place") from None
    if not os.access(file.parent, os.W_OK):
        raise BadInputError(f"{file}: its folder cannot be written to; choose another place")


def say_which(options: argparse.Namespace) -> None:
    """A name goes before a folder here of the same name: whoever means the folder is told how to say so."""
    for name in {getattr(options, "level", None) or "", *getattr(options, "paths", ())}:
        here = Path(name)
        if len(here.parts) == 1 and name == here.name and (here / "level.toml").is_file():
            from game.story import library

            known = library.folders(user_dir(options)).get(name)
            if known is not None and not known.samefile(here):
                other = os.path.join(os.curdir, name)
                print(f"callister: {name} is the level in {known}; the folder here is {other}", file=sys.stderr)


def must_load(level: str, options: argparse.Namespace) -> None:
    """A name that means nothing is bad input; a level with mistakes opens the window and shows them."""
    from game.story import library
    from game.story.problems import LevelError

    try:
        library.find(level, user_dir(options))
    except LevelError as error:
        raise BadInputError(str(error)) from None


def print_json(value: object) -> None:
    import json

    print(json.dumps(value, indent=2, ensure_ascii=False))


def progress_bar(remaining: bool = False) -> Callable[[float, float], None] | None:
    """A bar on a terminal, nothing in a pipe; on request with the time that is left if it goes on like this."""
    if not sys.stderr.isatty():
        return None
    began = time.monotonic()

    def show(done: float, whole: float) -> None:
        share = min(1.0, done / whole) if whole else 0.0
        filled = round(share * 30)
        left = ""
        if remaining:
            seconds = (time.monotonic() - began) * (1 / share - 1) if share else 0.0
            left = f"  {done:.0f} of {whole:.0f}" + (f", {seconds:.0f} s left" if 0 < share < 1 else "") + " " * 12
        end = "\n" if share >= 1.0 else ""
        print(f"\r[{'=' * filled}{' ' * (30 - filled)}] {share:4.0%}{left}", end=end, file=sys.stderr, flush=True)

    return show


def below_the_bar() -> None:
    """What is said when a bar stands half full begins on a line of its own."""
    if sys.stderr.isatty():
        print(file=sys.stderr)
