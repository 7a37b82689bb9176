"""Commands of level makers: check, new, pack, install, import-tiled, schema."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from game import resources
from game.cli.common import NOT_WON, OK, BadInputError, Commands, command, parse_scale, place_for, print_json, user_dir

if TYPE_CHECKING:
    pass


def add(commands: Commands) -> None:
    _add_check(commands)
    _add_making(commands)
    _add_schema(commands)


def _add_check(commands: Commands) -> None:
    parser = command(
        commands, "check", "check level folders and rule sets (exit 0 clean, 1 problems); without a path, all levels"
    )
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--json", action="store_true", help="print a list of {file line column message}")
    parser.set_defaults(run=run_check)


def run_check(options: argparse.Namespace) -> int:
    gc.disable()  # many objects and hardly a ring of them: to look for rings takes a tenth of the time
    try:
        return _check(options)
    finally:
        gc.enable()


def _check(options: argparse.Namespace) -> int:
    from game.story import campaign_check, campaign_folder, interlude_file, library, ruleset, words
    from game.story.check import check
    from game.story.loader import FILES
    from game.story.problems import LevelError, Problem
    from game.story.readings import Readings
    from game.story.verdicts import Verdicts

    for path in options.paths:
        campaign = campaign_folder.holder(Path(path))
        if campaign is not None:
            raise BadInputError(f"{path!r} is a file of a campaign, which is checked as a whole: check {campaign}")
    try:
        sets = [Path(path) for path in options.paths if _is_rule_set(path)]
        rest = [path for path in options.paths if not _is_rule_set(path)]
        roads = {path: campaign_folder.find(path, user_dir(options)) for path in rest}
        folders = [library.find(path, user_dir(options)) for path in rest if roads[path] is None]
    except LevelError as error:
        raise BadInputError(str(error)) from None
    folders = folders or ([] if options.paths else list(library.folders(user_dir(options)).values()))
    readings, verdicts = Readings(), Verdicts(_cache(options))
    problems: list[Problem] = []
    for folder in folders:
        files = [folder / name for name in FILES]
        problems += verdicts.of(files, lambda folder=folder: check(folder, readings=readings))  # type: ignore[misc]
    campaigns = [folder for folder in roads.values() if folder is not None]
    for folder in campaigns:
        problems += campaign_folder.check(folder)
        folders += campaign_folder.levels(folder).values()
    sets += [] if options.paths else ruleset.bundled()
    problems += [problem for path in sets for problem in ruleset.check(path)]
    if not options.paths:
        road = sorted(resources.levels().rglob("*.toml"))
        problems += verdicts.of(
            road, lambda: [*words.check(), *interlude_file.check(), *campaign_check.check(readings)]
        )
    verdicts.keep()
    if options.json:
        print_json([problem._asdict() for problem in problems])
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


def _cache(options: argparse.Namespace) -> Path:
    """Where what can be found out again is kept."""
    if options.user_dir is not None:
        return user_dir(options) / "cache"
    return resources.cache_folder()


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


def _add_making(commands: Commands) -> None:
    parser = command(commands, "new", "a level to begin from, commented and playable, in a new folder here")
    parser.add_argument("name", metavar="NAME", help="the folder's name, such as mine, or a path that ends in it")
    parser.add_argument("--title", default="", metavar="T", help="as the game shows it (default: from the name)")
    parser.add_argument("--own", action="store_true", help="make it among your own levels (--user-dir), not here")
    parser.set_defaults(run=run_new)
    parser = command(commands, "pack", "write a level or a campaign without mistakes into one file, to be sent")
    parser.add_argument("level", metavar="LEVEL")
    parser.add_argument("-o", dest="output", type=Path, metavar="F", help="(default: NAME.callister)")
    parser.set_defaults(run=run_pack)
    parser = command(commands, "install", "check a packed level or campaign, and put it among your own")
    parser.add_argument("file", type=Path, metavar="F")
    parser.add_argument("--replace", action="store_true", help="in the place of the one of that name")
    parser.set_defaults(run=run_install)
    parser = command(commands, "import-tiled", "make a level's map of a map of the editor Tiled (.tmj)")
    parser.add_argument("file", type=Path, metavar="MAP.tmj")
    parser.add_argument(
        "-o", dest="output", type=Path, required=True, metavar="FOLDER", help="a new level, or map.toml of one"
    )
    parser.add_argument(
        "--scale", type=parse_scale, default=1.0, metavar="N", help="units to a pixel of Tiled's (default: 1)"
    )
    parser.set_defaults(run=run_import_tiled)


def run_new(options: argparse.Namespace) -> int:
    from game.cli import making

    levels = user_dir(options) / "levels" if options.own else None
    try:
        user = user_dir(options)
    except BadInputError:  # who has no home has no levels there
        user = None
    return _made(lambda: making.new(options.name, options.title, levels, user, options.user_dir))


def run_pack(options: argparse.Namespace) -> int:
    from game.cli import making

    if options.output is not None:
        place_for(options.output)
    return _made(lambda: making.pack(_folder_of(options.level, options), options.output))


def run_install(options: argparse.Namespace) -> int:
    from game.cli import making

    return _made(lambda: making.install(options.file, user_dir(options) / "levels", options.replace, options.user_dir))


def run_import_tiled(options: argparse.Namespace) -> int:
    from game.cli import making

    return _made(lambda: making.import_tiled(options.file, options.output, options.scale))


def _made(make: Callable[[], str]) -> int:
    from game.cli.making import RefusedError

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


def _add_schema(commands: Commands) -> None:
    parser = command(commands, "schema", "the JSON Schemas of a level's files, for editors: one object, file by file")
    parser.add_argument("-o", dest="output", type=Path, metavar="FOLDER", help="write them there instead")
    parser.set_defaults(run=run_schema)


def run_schema(options: argparse.Namespace) -> int:
    from game.story.jsonschema import json_schema, write

    if options.output is None:
        print_json(json_schema())
        return OK
    try:
        options.output.mkdir(parents=True, exist_ok=True)
        written = write(options.output)
    except OSError as error:
        raise BadInputError(f"{options.output}: cannot be written ({error.strerror})") from None
    for path in written:
        print(path)
    return OK
