"""The command line. Scripts rely on it: names, options and exit codes are a contract (see CONTRIBUTING.md).

A command imports what it needs when it runs, so that `callister check` never waits for a window's libraries.
Exit codes: 0 done (or won), 1 not won or problems found, 2 bad input or no way to run.
"""

from __future__ import annotations

import argparse
import errno
import importlib.util
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from game.resources import BrokenInstallError

if TYPE_CHECKING:
    from game.lab.recording import Recording
    from game.play.app import App
    from game.story.level import Level

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


def main(argv: Sequence[str] | None = None) -> int:
    """Run `callister ARGV`; returns the exit code."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # what the program prints is its own
    try:
        options = build_parser().parse_args(argv)
        return int(options.run(options))
    except (BadInputError, BrokenInstallError) as problem:
        print(f"callister: {problem}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        _below_the_bar()
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
    _add_user_dir(parser, None)
    parser.set_defaults(
        run=run_title, level=None, bot=None, seed=None, difficulty=None, renderer=None, fullscreen=False
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    _add_play(commands)
    _add_edit(commands)
    _add_sim(commands)
    _add_campaign(commands)
    _add_replay(commands)
    _add_check(commands)
    _add_making(commands)
    _add_shot(commands)
    _add_gallery(commands)
    _add_schema(commands)
    _add_bench(commands)
    _add_balance(commands)
    return parser


class ShowVersion(argparse.Action):
    """Looks the version up only when asked: reading package metadata costs more than parsing all options."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from game import __version__

        print(f"callister {__version__}")
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
    parser.add_argument("--difficulty", choices=DIFFICULTIES, help="instead of that of the settings")
    parser.add_argument("--renderer", choices=RENDERERS)
    parser.add_argument("--fullscreen", action="store_true")
    parser.set_defaults(run=run_play)


def _add_edit(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "edit", "open a level in the editor: its map, its script, its words")
    parser.add_argument("level", metavar="LEVEL")
    parser.add_argument("--renderer", choices=RENDERERS)
    parser.add_argument("--fullscreen", action="store_true")
    parser.set_defaults(run=run_edit)


def _add_sim(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "sim", "fly a level without a window, as fast as it goes (exit 0 won, 1 not won)")
    parser.add_argument("level", metavar="LEVEL")
    parser.add_argument(
        "--bot",
        metavar="NAME",
        default="pilot",
        help="who flies: pilot (default), clumsy, pacifist, fugitive, monkey or idle",
    )
    parser.add_argument("--seed", type=_seed, metavar="N")
    parser.add_argument("--difficulty", choices=DIFFICULTIES, default="standard", help="(default: standard)")
    parser.add_argument("--choose", action="append", type=_choice, default=[], metavar="CHOICE=OPTION")
    parser.add_argument("--limit", type=_seconds, metavar="S", help="give up after that many seconds of flight")
    parser.add_argument("--record", type=Path, metavar="F", help="write the recording to this file")
    parser.add_argument(
        "--proof", action="store_true", help="instead: fly the level's proof.rec again (exit 0 it wins)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run_sim)


def _add_campaign(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "campaign", "fly every chapter in order without a window (exit 0 all won, 1 not)")
    parser.add_argument("folder", nargs="?", default="", metavar="CAMPAIGN", help="a campaign of somebody's own")
    parser.add_argument("--bot", metavar="NAME", default="pilot", help="who flies (default: pilot)")
    parser.add_argument("--ending", metavar="ENDING", help=f"answer so that it ends like this: {', '.join(ENDINGS)}")
    parser.add_argument("--seed", type=_seed, metavar="N", help="of every chapter, instead of its own")
    parser.add_argument("--difficulty", choices=DIFFICULTIES, default="standard", help="(default: standard)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run_campaign)


def _add_replay(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "replay", "run a recording again")
    parser.add_argument("file", type=Path, metavar="F")
    parser.add_argument("--verify", action="store_true", help="name the first tick and subsystem that differ")
    parser.add_argument("--level", default="", metavar="LEVEL", help="where its level lies now, if not under its name")
    parser.add_argument("--watch", action="store_true", help="see it in the window")
    parser.add_argument("--from", dest="start", type=_seconds, default=0.0, metavar="S", help="watch from this second")
    parser.add_argument("--split", type=Path, metavar="DIR", help="keep each part, checkpoint to checkpoint, there")
    parser.add_argument(
        "--clip", type=Path, metavar="OUT", help="write it as moving (.gif, .webp) or still picture (.png)"
    )
    parser.add_argument("--seconds", type=_duration, default=6.0, metavar="N", help="of the clip (default: 6)")
    parser.add_argument(
        "--size", type=_size, metavar="WxH",
        help="of the clip (default: .gif 480x270, .webp 640x360, a picture 1280x720)",
    )  # fmt: skip
    parser.add_argument("--renderer", choices=RENDERERS, help="that watches, or draws the clip")
    parser.set_defaults(run=run_replay)


def _add_check(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(
        commands, "check", "check level folders and rule sets (exit 0 clean, 1 problems); without a path, all levels"
    )
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--json", action="store_true", help="print a list of {file line column message}")
    parser.set_defaults(run=run_check)


def _add_making(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "new", "a level to begin from, commented and playable, in a new folder here")
    parser.add_argument("name", metavar="NAME", help="the folder's name, such as mine, or a path that ends in it")
    parser.add_argument("--title", default="", metavar="T", help="as the game shows it (default: from the name)")
    parser.add_argument("--own", action="store_true", help="make it among your own levels (--user-dir), not here")
    parser.set_defaults(run=run_new)
    parser = _command(commands, "pack", "write a level or a campaign without mistakes into one file, to be sent")
    parser.add_argument("level", metavar="LEVEL")
    parser.add_argument("-o", dest="output", type=Path, metavar="F", help="(default: NAME.callister)")
    parser.set_defaults(run=run_pack)
    parser = _command(commands, "install", "check a packed level or campaign, and put it among your own")
    parser.add_argument("file", type=Path, metavar="F")
    parser.add_argument("--replace", action="store_true", help="in the place of the one of that name")
    parser.set_defaults(run=run_install)
    parser = _command(commands, "import-tiled", "make a level's map of a map of the editor Tiled (.tmj)")
    parser.add_argument("file", type=Path, metavar="MAP.tmj")
    parser.add_argument(
        "-o", dest="output", type=Path, required=True, metavar="FOLDER", help="a new level, or map.toml of one"
    )
    parser.add_argument(
        "--scale", type=_scale, default=1.0, metavar="N", help="units to a pixel of Tiled's (default: 1)"
    )
    parser.set_defaults(run=run_import_tiled)


def _add_shot(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "shot", "write a picture of a moment of a level, without a window")
    parser.add_argument("level", nargs="?", metavar="LEVEL")
    parser.add_argument("--at", type=_seconds, default=0.0, metavar="S", help="second of the flight")
    parser.add_argument("--bot", metavar="NAME", default="pilot", help="who flies there (default: pilot)")
    parser.add_argument("--seed", type=_seed, metavar="N")
    parser.add_argument(
        "--scene",
        metavar="NAME",
        help="title, attract, new-game, chapters, load, levels, credits, set-up, ending-freedom, interlude-1 to 4, "
        "recess, bridge-b01 to b09; options, options-sound (and its other pages), controls; or with a level dialogue, "
        "pause, photo, console, said, recording, intermission, problems, end, editor",
    )
    parser.add_argument("--size", type=_size, default=(1280, 720), metavar="WxH")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="a setting, as colours=deutan or text_size=200"
    )
    parser.add_argument("--renderer", choices=RENDERERS, default="auto")
    parser.add_argument("-o", dest="output", type=Path, required=True, metavar="F.png")
    parser.set_defaults(run=run_shot)


def _add_gallery(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "gallery", "write one sheet of every ship, thing, face, letter, ground and screen")
    parser.add_argument("--renderer", choices=RENDERERS[1:], default="software", help="(default: software)")
    parser.add_argument("-o", dest="output", type=Path, required=True, metavar="F.png")
    parser.set_defaults(run=run_gallery)


def _add_schema(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "schema", "the JSON Schemas of a level's files, for editors: one object, file by file")
    parser.add_argument("-o", dest="output", type=Path, metavar="FOLDER", help="write them there instead")
    parser.set_defaults(run=run_schema)


def _add_bench(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "bench", "measure ticks, frames, waits and memory of this game on this machine")
    long = parser.add_mutually_exclusive_group()
    long.add_argument(
        "--soak", type=_duration, metavar="TIME", help="instead: fly the stress scene so long (5m), and time every turn"
    )
    long.add_argument(
        "--hour", nargs="?", type=_duration, const=3600.0, metavar="TIME",
        help="instead: an hour of play (or TIME), faster than time: how much memory it takes, and whether that grows",
    )  # fmt: skip
    parser.add_argument("--renderer", choices=RENDERERS[1:], default="software", help="of --soak and --hour")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run_bench)


def _add_balance(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(
        commands, "balance", "fly a level over many seeds: outcomes, damage, and deaths on a picture of its map"
    )
    parser.add_argument("level", metavar="LEVEL")
    parser.add_argument(
        "--runs", type=_count, default=64, metavar="N", help="flights for each pilot at each difficulty (default: 64)"
    )
    parser.add_argument("--jobs", type=_count, metavar="J", help="processes (default: one for each core)")
    parser.add_argument("--bots", type=_names, metavar="A,B", help="who flies (default: pilot,clumsy)")
    parser.add_argument(
        "--difficulties", type=_names, default=["standard"], metavar="A,B",
        help=f"of {', '.join(DIFFICULTIES)} (default: standard)",
    )  # fmt: skip
    parser.add_argument("--first-seed", type=_seed, default=1, metavar="N", help="the others follow it (default: 1)")
    parser.add_argument("--limit", type=_seconds, metavar="S", help="give a flight up after that many seconds")
    parser.add_argument(
        "-o", dest="output", type=Path, metavar="PLACE",
        help="the report: F.html, F.png, or a folder for both with the figures (default: balance-LEVEL.html)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object; report only with -o")
    parser.set_defaults(run=run_balance)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:8]) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of them; give a whole number such as 64")
    return int(text)


def _names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",")]
    if not all(names):
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of names; give some such as pilot,clumsy")
    return names


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


def _duration(text: str) -> float:
    unit = {"s": 1.0, "m": 60.0, "h": 3600.0}.get(text[-1:].lower())
    try:
        seconds = float(text[:-1] if unit else text) * (unit or 1.0)
    except ValueError:
        seconds = -1.0
    if not 1.0 <= seconds <= 86_400.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time; give one such as 90s, 5m or 1h")
    return seconds


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not 0.01 <= scale <= 100.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a scale; give one from 0.01 to 100, such as 4")
    return scale


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


# --- what the commands do ---


def user_dir(options: argparse.Namespace) -> Path:
    from game.play.user_folder import user_folder

    return user_folder(options.user_dir)


def run_title(options: argparse.Namespace) -> int:
    return _window(options, _title)


def run_play(options: argparse.Namespace) -> int:
    if options.level is None and options.bot is None:
        return _window(options, _title)
    level = options.level or "01"
    own = _own_campaign(level, options)
    if own is not None:
        return _window(options, own)
    _must_load(level, options)

    def begin(app: App) -> None:
        from game.play.scenes import chapters

        try:
            chapters.begin(app, level, seed=options.seed, bot=options.bot, difficulty=options.difficulty)
        except ValueError as error:
            raise BadInputError(str(error)) from None

    return _window(options, begin)


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
    _must_load(options.level, options)

    def begin(app: App) -> None:
        from game.editor import shell

        try:
            shell.open_level(app, options.level)
        except ValueError as error:
            raise BadInputError(str(error)) from None

    return _window(options, begin)


def run_sim(options: argparse.Namespace) -> int:
    from game.lab.recording import RecordingError
    from game.lab.run import run
    from game.story import library
    from game.story.problems import LevelError

    if options.proof:
        return _proof(options)
    if options.record is not None:
        _place_for(options.record)
    progress = None if options.json else _progress_bar()
    try:
        level = library.load(options.level, user_dir(options))
        _known_choices(level, options.choose)
        result = run(
            level,
            options.seed,
            options.bot,
            limit=options.limit,
            choose=dict(options.choose),
            record=options.record,
            difficulty=options.difficulty,
            progress=progress,
        )
    except (LevelError, RecordingError, ValueError) as error:
        raise BadInputError(str(error)) from None
    if options.json:
        _print_json(result.as_dict())
    else:
        print(
            f"{result.level}: {result.outcome} after {result.sim_seconds:.1f} s of flight, "
            f"{result.wall_seconds:.1f} s by the clock ({result.realtime:.0f} times as fast), digest {result.digest}"
        )
    return OK if result.outcome == "won" else NOT_WON


def _proof(options: argparse.Namespace) -> int:
    from game import level_commands

    try:
        won, words = level_commands.fly_proof(options.level, user_dir(options))
    except level_commands.RefusedError as error:
        raise BadInputError(str(error)) from None
    if options.json:
        _print_json({"level": options.level, "outcome": "won" if won else "not proved", "message": words})
    else:
        print(words)
    return OK if won else NOT_WON


def run_new(options: argparse.Namespace) -> int:
    from game import level_commands

    levels = user_dir(options) / "levels" if options.own else None
    return _made(lambda: level_commands.new(options.name, options.title, levels))


def run_pack(options: argparse.Namespace) -> int:
    from game import level_commands

    if options.output is not None:
        _place_for(options.output)
    return _made(lambda: level_commands.pack(_folder_of(options.level, options), options.output))


def run_install(options: argparse.Namespace) -> int:
    from game import level_commands

    return _made(lambda: level_commands.install(options.file, user_dir(options) / "levels", options.replace))


def run_import_tiled(options: argparse.Namespace) -> int:
    from game import level_commands

    return _made(lambda: level_commands.import_tiled(options.file, options.output, options.scale))


def _made(make: Callable[[], str]) -> int:
    from game.level_commands import RefusedError

    try:
        print(make())
    except RefusedError as error:
        raise BadInputError(str(error)) from None
    return OK


def _folder_of(name: str, options: argparse.Namespace) -> Path:
    """The folder of a level, or of a campaign."""
    from game.story import campaign_folder, library
    from game.story.problems import LevelError

    try:
        return campaign_folder.find(name, user_dir(options)) or library.find(name, user_dir(options))
    except LevelError as error:
        raise BadInputError(str(error)) from None


def run_campaign(options: argparse.Namespace) -> int:
    from game.lab import campaign
    from game.story import road
    from game.story.problems import LevelError

    progress = None if options.json else _progress_bar()
    try:
        result = campaign.fly(
            road.load(user_dir(options), root=_campaign(options)),
            options.bot,
            seed=options.seed,
            ending=options.ending,
            difficulty=options.difficulty,
            user_dir=user_dir(options),
            progress=progress,
        )
    except (LevelError, campaign.CampaignError, ValueError) as error:
        raise BadInputError(str(error)) from None
    if options.json:
        _print_json(result.as_dict())
    else:
        for level in result.levels:
            print(f"{level.level}: {level.outcome} after {level.sim_seconds:.1f} s of flight, digest {level.digest}")
        ending = f"ending {result.ending}" if result.ending else "no ending yet"
        purse = f"{result.progress.credits} credits left"
        print(f"{ending}, {purse}, {result.wall_seconds:.1f} s by the clock, digest {result.digest}")
    return OK if result.won and options.ending in (None, result.ending) else NOT_WON


def _campaign(options: argparse.Namespace) -> Path | None:
    """The folder of the campaign that is meant; None for the game's own."""
    from game.story import campaign_folder

    if not options.folder:
        return None
    folder = campaign_folder.find(options.folder, user_dir(options))
    if folder is None:
        raise BadInputError(f"no campaign {options.folder!r}: it is a folder that holds a campaign.toml")
    return folder


def run_replay(options: argparse.Namespace) -> int:
    from game.lab.recording import Recording, RecordingError
    from game.lab.replay import Replay, level_of, verify

    try:
        recording = Recording.load(options.file)
        try:
            level = level_of(recording, user_dir(options), options.level)
        except RecordingError as error:
            raise BadInputError(f"{options.file}: {error}") from None
        if options.start * 60 > recording.last:
            raise BadInputError(f"--from {options.start:g}: {options.file} ends after {recording.last / 60:.1f} s")
        if options.watch:
            return _watch(options, recording, level)
        if options.clip is not None:
            return _clip(options, recording, level)
        if options.split is not None:
            return _split(options, recording)
        if options.verify:
            difference = verify(recording, level)
            if difference is not None:
                print(f"{options.file}: {difference}")
                return NOT_WON
            print(f"{options.file}: {recording.last / 60:.1f} s of {level.id}, every digest agrees")
            return OK
        replay = Replay(recording, level)
        while not replay.ended:
            replay.step()
    except RecordingError as error:
        raise BadInputError(str(error)) from None
    outcome = replay.episode.outcome or "not over"
    print(f"{options.file}: {level.id}, {outcome} after {replay.frame / 60:.1f} s")
    return OK if outcome == "won" else NOT_WON


def _split(options: argparse.Namespace, recording: Recording) -> int:
    """Each part of the recording as a file of its own, numbered in order."""
    try:
        options.split.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInputError(f"{options.split}: cannot be made ({error.strerror})") from None
    for number, part in enumerate(recording.parts(), 1):
        path = options.split / f"{options.file.stem}.{number}{options.file.suffix}"
        part.save(path)
        print(f"{path}: {part.first / 60:.1f} to {part.last / 60:.1f} s")
    return OK


def run_check(options: argparse.Namespace) -> int:
    from game.story import campaign_check, campaign_folder, interlude_file, library, ruleset, words
    from game.story.check import check
    from game.story.problems import LevelError

    try:
        sets = [Path(path) for path in options.paths if _is_rule_set(path)]
        rest = [path for path in options.paths if not _is_rule_set(path)]
        roads = {path: campaign_folder.find(path, user_dir(options)) for path in rest}
        folders = [library.find(path, user_dir(options)) for path in rest if roads[path] is None]
    except LevelError as error:
        raise BadInputError(str(error)) from None
    folders = folders or ([] if options.paths else list(library.folders(user_dir(options)).values()))
    problems = [problem for folder in folders for problem in check(folder)]
    campaigns = [folder for folder in roads.values() if folder is not None]
    for folder in campaigns:
        problems += campaign_folder.check(folder)
        folders += campaign_folder.levels(folder).values()
    sets += [] if options.paths else ruleset.bundled()
    problems += [problem for path in sets for problem in ruleset.check(path)]
    problems += [] if options.paths else [*words.check(), *interlude_file.check(), *campaign_check.check()]
    if options.json:
        _print_json([problem._asdict() for problem in problems])
    else:
        for problem in problems:
            print(problem)
        _note_proofs(folders)
        levels = "1 level" if len(folders) == 1 else f"{len(folders)} levels"
        if sets and options.paths:
            levels = f"{len(sets)} rule set{'s' if len(sets) > 1 else ''}" + (f", {levels}" if folders else "")
        found = "no problems" if not problems else f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
        print(f"{levels}, {found}", file=sys.stderr)
    return NOT_WON if problems else OK


def _note_proofs(folders: Sequence[Path]) -> None:
    """A stale proof is a note, and no problem: the level is whole, only nobody has flown it as it is now."""
    with_proof = [folder for folder in folders if (folder / "proof.rec").is_file()]
    if with_proof:
        from game.lab import proof

        for note in filter(None, map(proof.note, with_proof)):
            print(note, file=sys.stderr)


def _is_rule_set(path: str) -> bool:
    """A plain file: levels are folders."""
    name = Path(path).name
    return name.endswith(".toml") and name not in ("level.toml", "map.toml", "lines.toml") and Path(path).is_file()


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


def run_gallery(options: argparse.Namespace) -> int:
    from game.play.gallery import make
    from game.play.shot import ShotError

    _place_for(options.output)
    try:
        sheet = make(options.output, options.renderer, progress=_progress_bar())
    except ShotError as error:
        raise BadInputError(str(error)) from None
    print(f"{options.output}: {sheet.get_width()}x{sheet.get_height()}")
    return OK


def run_schema(options: argparse.Namespace) -> int:
    from game.story.jsonschema import json_schema, write

    if options.output is None:
        _print_json(json_schema())
        return OK
    try:
        options.output.mkdir(parents=True, exist_ok=True)
        written = write(options.output)
    except OSError as error:
        raise BadInputError(f"{options.output}: cannot be written ({error.strerror})") from None
    for path in written:
        print(path)
    return OK


def run_bench(options: argparse.Namespace) -> int:
    from game.lab import bench

    if options.soak is not None or options.hour is not None:
        return _soak(options)
    try:
        result = bench.run(progress=None if options.json else _progress_bar())
    except bench.BenchError as error:
        raise BadInputError(str(error)) from None
    if options.json:
        _print_json(result)
    else:
        print(bench.as_text(result))
    return OK


def _soak(options: argparse.Namespace) -> int:
    from game.play import soak

    fly, seconds = (soak.stress, options.soak) if options.soak is not None else (soak.hour, options.hour)
    found = fly(seconds, options.renderer, progress=None if options.json else _progress_bar())
    if options.json:
        _print_json(found)
    else:
        print(soak.as_text(found))
    return OK


def run_balance(options: argparse.Namespace) -> int:
    from game.lab.balance import EXTRA, FlightError, balance
    from game.lab.balance_report import kind_of
    from game.story import library
    from game.story.problems import LevelError

    missing = [needed for needed in ("joblib", "matplotlib") if importlib.util.find_spec(needed) is None]
    if missing:
        raise BadInputError(f"balance needs {' and '.join(missing)}; {EXTRA}")
    began = time.monotonic()
    try:
        name = library.find(options.level, user_dir(options)).resolve().name
        output = options.output or (None if options.json else Path(f"balance-{name}.html"))
        if output is not None:
            _place_for(output if kind_of(output) != "folder" else output / "report.html")
        report = balance(
            options.level,
            options.runs,
            bots=options.bots,
            difficulties=options.difficulties,
            first_seed=options.first_seed,
            limit=options.limit,
            jobs=options.jobs or -1,
            user_dir=user_dir(options),
            progress=_progress_bar(remaining=True),
        )
        written = report.save(output) if output is not None else []
    except (LevelError, ValueError) as error:
        raise BadInputError(str(error)) from None
    except FlightError as error:
        _below_the_bar()
        print(f"callister: a flight failed: {error}", file=sys.stderr)
        return NOT_WON
    if options.json:
        _print_json(report.figures)
        return OK
    print(report.text())
    print(f"{len(report.flights)} flights in {time.monotonic() - began:.1f} s by the clock")
    for path in written:
        print(path)
    return OK


# --- helpers of the commands ---


def _place_for(file: Path) -> None:
    """Before a long flight: the folder of what it shall write is there, or can be made."""
    if file.is_dir() or not file.name:
        raise BadInputError(f"{file}: is a folder; name a file in it")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInputError(f"{file}: cannot be written ({error.strerror}); choose another place") from None
    if not os.access(file.parent, os.W_OK):
        raise BadInputError(f"{file}: its folder cannot be written to; choose another place")


def _known_choices(level: Level, given: Sequence[tuple[str, str]]) -> None:
    """Every answer of --choose is one that the level asks for."""
    from game.story.actions_talk import Offer
    from game.story.suggest import did_you_mean

    offers = {a.name: a for beat in level.beats.values() for a in beat.then if isinstance(a, Offer)}
    for choice, option in given:
        if choice not in offers:
            none = "" if offers else "; it asks nothing"
            hint = did_you_mean(choice, offers) or none
            raise BadInputError(f"--choose {choice}={option}: {level.id} has no choice {choice!r}{hint}")
        lines = [one.line for one in offers[choice].options]
        numbers = [str(number) for number, _ in enumerate(lines, 1)]
        words = [line.rsplit(".", 1)[-1] for line in lines]
        if option not in numbers and option not in lines and option not in words:
            raise BadInputError(
                f"--choose {choice}={option}: the answers to {choice!r} are "
                + ", ".join(f"{number} ({line})" for number, line in zip(numbers, lines, strict=True))
            )


def _must_load(level: str, options: argparse.Namespace) -> None:
    """A name that means nothing is bad input; a level with mistakes opens the window and shows them."""
    from game.story import library
    from game.story.problems import LevelError

    try:
        library.find(level, user_dir(options))
    except LevelError as error:
        raise BadInputError(str(error)) from None


def _window(options: argparse.Namespace, begin: Callable[[App], None]) -> int:
    """Open the window, let `begin` put the first scene on the stage, and run."""
    from game.play.app import App
    from game.render.backend import NoDisplayError

    try:
        app = App(user_dir(options), renderer=_renderer(options), full_screen=getattr(options, "fullscreen", False))
    except NoDisplayError as error:
        raise BadInputError(
            f"{error}\n  without a window: callister sim 01, or callister shot 01 --at 30 -o F.png"
        ) from None
    try:
        begin(app)
    except BaseException:
        app.close()
        raise
    return app.run()


def _renderer(options: argparse.Namespace) -> str | None:
    return getattr(options, "renderer", None)


def _title(app: App) -> None:
    from game.play.scenes.title import begin

    begin(app)


def _watch(options: argparse.Namespace, recording: Recording, level: Level) -> int:
    """What is wrong with a recording is said before a window opens."""
    from game.lab.recording import RecordingError
    from game.play.film import Film
    from game.sim.world import TICK_HZ

    try:
        film = Film(recording, level, round(options.start * TICK_HZ))
    except RecordingError as error:
        raise BadInputError(f"{options.file}: {error}") from None

    def begin(app: App) -> None:
        from game.play.scenes import chapters

        chapters.watch(app, film)

    return _window(options, begin)


def _clip(options: argparse.Namespace, recording: Recording, level: Level) -> int:
    from game.play.export import ExportError, export

    _place_for(options.clip)
    try:
        pictures = export(
            recording,
            level,
            options.clip,
            start=options.start,
            seconds=options.seconds,
            size=options.size,
            renderer=options.renderer or "auto",
            user_folder=user_dir(options),
            progress=_progress_bar(),
        )
    except ExportError as error:
        raise BadInputError(str(error)) from None
    of = "a picture" if pictures == 1 else f"{pictures} pictures"
    print(f"{options.clip}: {of}, {options.clip.stat().st_size / 1e6:.1f} MB")
    return OK


def _print_json(value: object) -> None:
    import json

    print(json.dumps(value, indent=2, ensure_ascii=False))


def _progress_bar(remaining: bool = False) -> Callable[[float, float], None] | None:
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


def _below_the_bar() -> None:
    """What is said when a bar stands half full begins on a line of its own."""
    if sys.stderr.isatty():
        print(file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
