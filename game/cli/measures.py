"""Commands that measure: bench, balance."""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.common import (
    DIFFICULTIES,
    NOT_WON,
    OK,
    RENDERERS,
    BadInputError,
    Commands,
    below_the_bar,
    command,
    parse_count,
    parse_duration,
    parse_names,
    parse_seconds,
    parse_seed,
    place_for,
    print_json,
    progress_bar,
    user_dir,
)

if TYPE_CHECKING:
    pass


def add(commands: Commands) -> None:
    _add_bench(commands)
    _add_balance(commands)


def _add_bench(commands: Commands) -> None:
    parser = command(commands, "bench", "measure ticks, frames, waits and memory of this game on this machine")
    long = parser.add_mutually_exclusive_group()
    long.add_argument(
        "--soak",
        type=parse_duration,
        metavar="TIME",
        help="instead: fly the stress scene so long (5m), and time every turn",
    )
    long.add_argument(
        "--hour", nargs="?", type=parse_duration, const=3600.0, metavar="TIME",
        help="instead: an hour of play (or TIME), faster than time: how much memory it takes, and whether that grows",
    )  # fmt: skip
    parser.add_argument("--renderer", choices=RENDERERS[1:], default="software", help="of --soak and --hour")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run_bench)


def run_bench(options: argparse.Namespace) -> int:
    from game.lab import bench

    if options.soak is not None or options.hour is not None:
        return _soak(options)
    try:
        bar = None if options.json else progress_bar()
        result = bench.run(bar, None if options.json else _tell)
    except bench.BenchError as error:
        raise BadInputError(str(error)) from None
    if options.json:
        print_json(result)
    return OK


def _tell(line: str) -> None:
    """A line of the bench as soon as it is known, over the bar."""
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    print(line, flush=True)


def _soak(options: argparse.Namespace) -> int:
    from game.play import soak

    fly, seconds = (soak.stress, options.soak) if options.soak is not None else (soak.hour, options.hour)
    found = fly(seconds, options.renderer, progress=None if options.json else progress_bar())
    if options.json:
        print_json(found)
    else:
        print(soak.as_text(found))
    return OK


def _add_balance(commands: Commands) -> None:
    parser = command(
        commands, "balance", "fly a level over many seeds: outcomes, damage, and deaths on a picture of its map"
    )
    parser.add_argument("level", metavar="LEVEL")
    parser.add_argument(
        "--runs",
        type=parse_count,
        default=64,
        metavar="N",
        help="flights for each pilot at each difficulty (default: 64)",
    )
    parser.add_argument(
        "--jobs", type=parse_count, metavar="J", help="processes (default, and at most: one for each core)"
    )
    parser.add_argument("--bots", type=parse_names, metavar="A,B", help="who flies (default: pilot,clumsy)")
    parser.add_argument(
        "--difficulties", type=parse_names, default=["standard"], metavar="A,B",
        help=f"of {', '.join(DIFFICULTIES)} (default: standard)",
    )  # fmt: skip
    parser.add_argument(
        "--first-seed", type=parse_seed, default=1, metavar="N", help="the others follow it (default: 1)"
    )
    parser.add_argument("--limit", type=parse_seconds, metavar="S", help="give a flight up after that many seconds")
    parser.add_argument(
        "-o", dest="output", type=Path, metavar="PLACE",
        help="the report: F.html, F.png, or a folder for both with the figures (default: balance-LEVEL.html)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object; report only with -o")
    parser.set_defaults(run=run_balance)


def run_balance(options: argparse.Namespace) -> int:
    from game.lab.balance import EXTRA, FlightError, balance
    from game.lab.balance_report import kind_of
    from game.story import library
    from game.story.problems import LevelError

    missing = [needed for needed in ("joblib", "matplotlib") if importlib.util.find_spec(needed) is None]
    if missing:
        raise BadInputError(f"balance needs {' and '.join(missing)}; {EXTRA}")
    if options.limit == 0:
        raise BadInputError("--limit 0: nothing would be flown; give more than 0 seconds")
    began = time.monotonic()
    try:
        folder = library.find(options.level, user_dir(options))
        name = folder.resolve().name
        typed = options.user_dir is not None and folder.is_relative_to(options.user_dir)
        output = options.output or (None if options.json else Path(f"balance-{name}.html"))
        if output is not None:
            place_for(output if kind_of(output) != "folder" else output / "report.html")
        report = balance(
            folder if typed else options.level,  # as the report's commands can name it
            options.runs,
            bots=options.bots,
            difficulties=options.difficulties,
            first_seed=options.first_seed,
            limit=options.limit,
            jobs=min(options.jobs, os.cpu_count() or 1) if options.jobs else -1,
            user_dir=user_dir(options),
            progress=progress_bar(remaining=True),
        )
    except (LevelError, ValueError) as error:
        raise BadInputError(str(error)) from None
    except FlightError as error:
        below_the_bar()
        print(f"callister: a flight failed: {error}", file=sys.stderr)
        return NOT_WON
    if options.json:
        print_json(report.figures)
    else:
        print(report.text())
        flown = "1 flight" if len(report.flights) == 1 else f"{len(report.flights)} flights"
        print(f"{flown} in {time.monotonic() - began:.1f} s by the clock")
    try:  # only now: what cost so many flights is told, whatever becomes of the file
        written = report.save(output) if output is not None else []
    except OSError as error:
        raise BadInputError(f"{output}: cannot be written ({error.strerror or error})") from None
    if not options.json:
        for path in written:
            print(path)
    return OK
