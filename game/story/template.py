"""A new level, under a name and a title of its own: the commented one of `assets/new-level`, or a copy of another."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from pathlib import Path

from game import resources

from . import jsonschema, plain_file
from .loader import FILES
from .problems import LevelError

FOLDER = "new-level"  # of assets
# Names are folders on every system, and typed without quotes.
NAME_LIMIT = 48  # characters
NAME = re.compile(rf"[a-z0-9](?:[a-z0-9-]{{0,{NAME_LIMIT - 2}}}[a-z0-9])?")
DEVICES = frozenset(  # what Windows takes for a device, whatever folder it stands in
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
TITLE_LIMIT = 60
TITLE_WITHIN = 1 << 16  # bytes of the file in which its title is looked for
_TITLE_LINE = re.compile(r'^title = "(.*)"', re.MULTILINE)


def name_problem(name: str) -> str:
    """Why this cannot be a level's name, or nothing."""
    if name in DEVICES:
        return f"{name!r} is a device on Windows, and no folder there: call it something else"
    if NAME.fullmatch(name):
        return ""
    plain = unicodedata.normalize("NFKD", name[: 2 * NAME_LIMIT].lower()).encode("ascii", "ignore").decode()
    fit = re.sub(r"[^a-z0-9]+", "-", plain[:NAME_LIMIT]).strip("-")
    meant = f"; {fit!r} would do" if fit and fit not in DEVICES else ""
    said = repr(name if len(name) <= NAME_LIMIT else f"{name[:NAME_LIMIT]}…")
    return f"{said} is no name for a level: small letters, digits and dashes, at most {NAME_LIMIT}{meant}"


def make(folder: Path, title: str = "") -> list[Path]:
    """Write the level into a folder that is not there yet, with the schemas beside it; what was written.

    LevelError: the name cannot be one, the title cannot, or something is there already. OSError: the disk refuses.
    """
    return _make(Path(folder), title, resources.assets() / FOLDER)


def copy(source: Path, folder: Path, title: str = "") -> list[Path]:
    """The same with the files of another level, byte for byte but for the title. Errors as of `make`."""
    return _make(Path(folder), title, source)


def title_of(folder: Path) -> str:
    """A level's title, as its file has it, without reading all of the level; its folder's name where it has none."""
    try:
        found = _TITLE_LINE.search(plain_file.read(folder / FILES[0], TITLE_WITHIN).decode("utf-8", "replace"))
    except OSError:
        found = None
    return found[1][:TITLE_LIMIT] if found else folder.name


def free_folder(levels: Path, stem: str) -> Path:
    """A folder that is not there yet: `stem`, or with a number behind it."""
    return next(path for n in range(1, 1_000_000) if not (path := levels / (f"{stem}-{n}" if n > 1 else stem)).exists())


def _make(folder: Path, title: str, source: Path) -> list[Path]:
    wrong = name_problem(folder.name)
    if wrong:
        raise LevelError(wrong)
    title = title or folder.name.lstrip("0123456789").replace("-", " ").strip().title() or folder.name
    if len(title) > TITLE_LIMIT or not title.strip() or not title.isprintable():
        raise LevelError(f"a title is 1 to {TITLE_LIMIT} printable characters")
    if folder.exists():
        raise LevelError(f"{str(folder)!r} is there already: a new level never writes over anything")
    folder.mkdir(parents=True)
    try:
        return [*(_write(source, folder, name, title) for name in FILES), *jsonschema.write(folder)]
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)  # it was not there before
        raise


def _write(source: Path, folder: Path, name: str, title: str) -> Path:
    text = (source / name).read_text(encoding="utf-8")
    if name == "level.toml":
        text = _TITLE_LINE.sub(lambda _: f"title = {json.dumps(title, ensure_ascii=False)}", text, count=1)
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
