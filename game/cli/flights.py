"""Commands that fly: sim, campaign, replay."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.common import (
    DIFFICULTIES,
    ENDINGS,
    NOT_WON,
    OK,
    RENDERERS,
    BadInputError,
    Commands,
    command,
    parse_choice,
    parse_duration,
    parse_seconds,
    parse_seed,
    parse_size,
    place_for,
    print_json,
    progress_bar,
    user_dir,
)
from game.cli.windows import open_window

if TYPE_CHECKING:
    from game.lab.recording import Recording
    from game.play.app import App
    from game.story.level import Level

CLIP = 6.0  # how long a clip is that nobody gave a length [s]
REPORTS_SHOWN = 20  # of what the story could not do: a beat may try again and again


def add(commands: Commands) -> None:
    _add_sim(commands)
    _add_campaign(commands)
    _add_replay(commands)


def _add_sim(commands: Commands) -> None:
    parser = command(commands, "sim", "fly a level without a window, as fast as it goes (exit 0 won, 1 not won)")
    parser.add_argument("level", metavar="LEVEL")
    parser.add_argument(
        "--bot",
        metavar="NAME",
        default="pilot",
        help="who flies: pilot (default), clumsy, pacifist, fugitive, monkey or idle",
    )
    parser.add_argument("--seed", type=parse_seed, metavar="N")
    parser.add_argument("--difficulty", choices=DIFFICULTIES, default="standard", help="(default: standard)")
    parser.add_argument("--choose", action="append", type=parse_choice, default=[], metavar="CHOICE=OPTION")
    parser.add_argument("--limit", type=parse_seconds, metavar="S", help="give up after that many seconds of flight")
    parser.add_argument("--record", type=Path, metavar="F", help="write the recording to this file")
    parser.add_argument(
        "--proof", action="store_true", help="instead: fly the level's proof.rec again (exit 0 it wins)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run_sim)


def run_sim(options: argparse.Namespace) -> int:
    from game.lab.recording import RecordingError
    from game.lab.run import run
    from game.story import library
    from game.story.problems import LevelError

    if options.proof:
        return _proof(options)
    if options.record is not None:
        place_for(options.record)
    progress = None if options.json else progress_bar()
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
        print_json(result.as_dict())
    else:
        print(
            f"{result.level}: {result.outcome} after {result.sim_seconds:.1f} s of flight, "
            f"{result.wall_seconds:.1f} s by the clock ({result.realtime:.0f} times as fast), digest {result.digest}"
        )
        for report in result.reports[:REPORTS_SHOWN]:
            print(f"  {report['t']:.1f} s  {report['text']}")
        if len(result.reports) > REPORTS_SHOWN:
            print(f"  and {len(result.reports) - REPORTS_SHOWN} more: see --json")
    return OK if result.outcome == "won" else NOT_WON


def _proof(options: argparse.Namespace) -> int:
    from game.cli import making

    try:
        won, words = making.fly_proof(options.level, user_dir(options))
    except making.RefusedError as error:
        raise BadInputError(str(error)) from None
    if options.json:
        print_json({"level": options.level, "outcome": "won" if won else "not proved", "message": words})
    else:
        print(words)
    return OK if won else NOT_WON


def _known_choices(level: Level, given: Sequence[tuple[str, str]]) -> None:
    """Every answer of --choose is one that the level asks for."""
    from game.lab.answers import must_be_offered

    for choice, option in given:
        try:
            must_be_offered(level, choice, option)
        except ValueError as problem:
            raise BadInputError(f"--choose {choice}={option}: {problem}") from None


def _add_campaign(commands: Commands) -> None:
    parser = command(commands, "campaign", "fly every chapter in order without a window (exit 0 all won, 1 not)")
    parser.add_argument("folder", nargs="?", default="", metavar="CAMPAIGN", help="a campaign of somebody's own")
    parser.add_argument("--bot", metavar="NAME", default="pilot", help="who flies (default: pilot)")
    parser.add_argument("--ending", metavar="ENDING", help=f"answer so that it ends like this: {', '.join(ENDINGS)}")
    parser.add_argument("--seed", type=parse_seed, metavar="N", help="of every chapter, instead of its own")
    parser.add_argument("--difficulty", choices=DIFFICULTIES, default="standard", help="(default: standard)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run_campaign)


def run_campaign(options: argparse.Namespace) -> int:
    from game.lab import campaign
    from game.story import road
    from game.story.problems import LevelError

    progress = None if options.json else progress_bar()
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
        print_json(result.as_dict())
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


def _add_replay(commands: Commands) -> None:
    parser = command(commands, "replay", "run a recording again")
    parser.add_argument("file", type=Path, metavar="F")
    does = parser.add_mutually_exclusive_group()
    does.add_argument("--verify", action="store_true", help="name the first tick and subsystem that differ")
    parser.add_argument("--level", default="", metavar="LEVEL", help="where its level lies now, if not under its name")
    does.add_argument("--watch", action="store_true", help="see it in the window")
    parser.add_argument("--from", dest="start", type=parse_seconds, metavar="S", help="watch, or cut, from this second")
    does.add_argument("--split", type=Path, metavar="DIR", help="keep each part, checkpoint to checkpoint, there")
    does.add_argument(
        "--clip", type=Path, metavar="OUT", help="write it as moving (.gif, .webp) or still picture (.png)"
    )
    parser.add_argument("--seconds", type=parse_duration, metavar="N", help=f"of the clip (default: {CLIP:g})")
    parser.add_argument(
        "--size", type=parse_size, metavar="WxH",
        help="of the clip (default: .gif 480x270, .webp 640x360, a picture 1280x720)",
    )  # fmt: skip
    parser.add_argument("--renderer", choices=RENDERERS, help="that watches, or draws the clip")
    parser.set_defaults(run=run_replay)


def run_replay(options: argparse.Namespace) -> int:
    from game.lab.recording import Recording, RecordingError
    from game.lab.replay import Replay, level_of, prove_checkpoints, verify

    _must_be_of_use(options)
    try:
        recording = Recording.load(options.file)
        try:
            level = level_of(recording, user_dir(options), options.level)
        except RecordingError as error:
            raise BadInputError(f"{options.file}: {error}") from None
        if options.start is not None and options.start * 60 > recording.last:
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
            prove_checkpoints(recording, level)
            begins = f"{recording.first / 60:.1f} to " if recording.first else ""
            print(f"{options.file}: {begins}{recording.last / 60:.1f} s of {level.id}, every digest agrees")
            return OK
        replay = Replay(recording, level)
        while not replay.ended:
            replay.step()
    except RecordingError as error:
        said = str(error)
        raise BadInputError(said if said.startswith(f"{options.file}:") else f"{options.file}: {said}") from None
    outcome = replay.episode.outcome or "not over"
    print(f"{options.file}: {level.id}, {outcome} after {replay.frame / 60:.1f} s")
    return OK if outcome == "won" else NOT_WON


def _must_be_of_use(options: argparse.Namespace) -> None:
    """What says how to watch or to cut a clip goes with that."""
    for option, given, shown, of in (
        ("--from", options.start, options.clip or options.watch, "--watch or --clip OUT"),
        ("--renderer", options.renderer, options.clip or options.watch, "--watch or --clip OUT"),
        ("--seconds", options.seconds, options.clip, "--clip OUT"),
        ("--size", options.size, options.clip, "--clip OUT"),
    ):
        if given is not None and not shown:
            raise BadInputError(f"{option} says nothing without {of}")


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


def _watch(options: argparse.Namespace, recording: Recording, level: Level) -> int:
    """What is wrong with a recording is said before a window opens."""
    from game.lab.recording import RecordingError
    from game.play.film import Film
    from game.sim.clock import TICK_HZ

    try:
        film = Film(recording, level, round((options.start or 0.0) * TICK_HZ))
    except RecordingError as error:
        raise BadInputError(f"{options.file}: {error}") from None

    def begin(app: App) -> None:
        from game.play.scenes import chapters

        chapters.watch(app, film)

    lies = ["--level", options.level] if options.level else []
    without = shlex.join(["callister", "replay", str(options.file), *lies, "--clip", "OUT.gif"])
    return open_window(options, begin, without)


def _clip(options: argparse.Namespace, recording: Recording, level: Level) -> int:
    from game.play.export import ExportError, export

    place_for(options.clip)
    try:
        pictures = export(
            recording,
            level,
            options.clip,
            start=options.start or 0.0,
            seconds=options.seconds or CLIP,
            size=options.size,
            renderer=options.renderer or "auto",
            user_folder=user_dir(options),
            progress=progress_bar(),
        )
    except ExportError as error:
        raise BadInputError(str(error)) from None
    of = "a picture" if pictures == 1 else f"{pictures} pictures"
    print(f"{options.clip}: {of}, {options.clip.stat().st_size / 1e6:.1f} MB")
    return OK
