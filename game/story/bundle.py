"""A level, or a campaign of several, as one file: made by `callister pack`, unpacked by `callister install`.

It is a zip with one top folder, the level's or campaign's name. Nothing else about it is trusted: what stands in it is
counted, measured and named before a byte is unpacked, unpacked in memory within bounds, and written beside its place
and moved there when all of it is whole and its levels pass their checks.

    NAME/level.toml, map.toml, lines.toml        a level; its proof.rec may lie beside them
    NAME/campaign.toml, bridge/*.toml,            a campaign
    interludes/*.toml, LEVEL/level.toml, …
"""

from __future__ import annotations

import io
import os
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from . import campaign_folder, plain_file
from .check import check
from .loader import FILES
from .problems import LevelError
from .template import name_problem

SUFFIX = ".callister"
FILE_LIMIT = 32 << 20  # bytes of a bundle
WHOLE_LIMIT = 64 << 20  # bytes of all that is in it, unpacked
COUNT_LIMIT = 400  # files in it
RATIO_LIMIT = 200  # how many times smaller a file may have become: text does 10, a bomb 1000
LEVEL_FILES = {  # what may lie in a level's folder: name -> most bytes
    **dict.fromkeys(FILES, 1_000_000),
    "proof.rec": 16 << 20,
}
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
TEXT_LIMIT = 1_000_000  # bytes of a file of a campaign
EPOCH = (1980, 1, 1, 0, 0, 0)  # equal content makes an equal file
_NUMBERED = re.compile(r"[a-z0-9][a-z0-9-]{0,47}\.toml")
Content = dict[str, bytes]  # path under the top folder -> bytes


class BundleError(Exception):
    """What cannot be packed or installed; the message says what, where and why."""


# --- packing ---


def pack(folder: Path, output: Path) -> list[str]:
    """Write a level or a campaign into one file; the paths in it. BundleError: it has mistakes, or is too large."""
    folder = Path(folder).resolve()
    wrong = name_problem(folder.name)
    if wrong:
        raise BundleError(wrong)
    names = sorted(_listed(folder))
    if not names:
        raise BundleError(f"{folder}: holds no level.toml and no campaign.toml")
    content = {name: _read(folder, name) for name in names}
    _judge(content, str(folder))
    _must_pass(folder)
    fresh = output.with_name(output.name + ".part")
    try:
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as file:
            for name in names:
                file.writestr(zipfile.ZipInfo(f"{folder.name}/{name}", EPOCH), content[name], zipfile.ZIP_DEFLATED)
        if fresh.stat().st_size > FILE_LIMIT:
            raise BundleError(f"{output}: would be larger than {FILE_LIMIT >> 20} MB")
        os.replace(fresh, output)
    except OSError as error:
        raise BundleError(f"{output}: cannot be written ({error.strerror or error})") from None
    finally:
        fresh.unlink(missing_ok=True)
    return [f"{folder.name}/{name}" for name in names]


def _listed(folder: Path) -> Iterator[str]:
    """What of a folder goes into its bundle: known files only, so that no note or key of somebody travels along."""
    if (folder / campaign_folder.FILE).is_file():
        yield campaign_folder.FILE
        for part in campaign_folder.PARTS:
            yield from (f"{part}/{path.name}" for path in (folder / part).glob("*.toml") if path.is_file())
        for level in campaign_folder.levels(folder).values():
            yield from (f"{level.name}/{name}" for name in LEVEL_FILES if (level / name).is_file())
    elif (folder / "level.toml").is_file():
        yield from (name for name in LEVEL_FILES if (folder / name).is_file())


def _read(folder: Path, name: str) -> bytes:
    path = folder / name
    limit = _limit(name)
    try:
        if path.is_symlink() or not path.resolve().is_relative_to(folder):
            raise BundleError(f"{path}: is a link; a bundle holds files only")
        data = plain_file.read(path, limit)
        if len(data) > limit:
            raise BundleError(f"{path}: is larger than {limit:,} bytes")
        return data
    except OSError as error:
        raise BundleError(f"{path}: cannot be read ({error.strerror or error})") from None


# --- installing ---


def install(file: Path, levels: Path, *, replace: bool = False) -> Path:
    """Unpack a bundle into a folder of levels; the folder that it became.

    `replace` lets it take the place of one of that name. BundleError: it is refused, and nothing was written.
    """
    file, levels = Path(file), Path(levels)
    name, content = read(file)
    target = levels / name
    if target.exists() and not replace:
        raise BundleError(f"{name!r} is installed already, in {target}: to put this one in its place, add --replace")
    try:
        levels.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".install-", dir=levels))
    except OSError as error:
        raise BundleError(f"{levels}: cannot be written ({error.strerror or error})") from None
    try:
        _write(content, work / name)
        content.clear()
        _must_pass(work / name)
        _put(work / name, target, work / ".before")
    except OSError as error:
        raise BundleError(f"{target}: cannot be written ({error.strerror or error})") from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return target


def _write(content: Content, folder: Path) -> None:
    for name, data in content.items():
        path = folder.joinpath(*PurePosixPath(name).parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _put(fresh: Path, target: Path, aside: Path) -> None:
    """Move a whole folder to its place; where that fails, what was there stands there again."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise BundleError(f"{target}: is no folder; it is left as it is")
    if target.exists():
        os.replace(target, aside)
    try:
        os.replace(fresh, target)
    except OSError:
        if aside.exists():
            os.replace(aside, target)
        raise


def read(file: Path) -> tuple[str, Content]:
    """The name of what is in a bundle, and its files, in memory. BundleError: it is none, or holds what it must not."""
    try:
        data = plain_file.read(file, FILE_LIMIT)
        if len(data) > FILE_LIMIT:
            raise BundleError(f"{file}: is larger than {FILE_LIMIT >> 20} MB")
        with zipfile.ZipFile(io.BytesIO(data)) as bundle:
            return _content(file, bundle)
    except OSError as error:
        raise BundleError(f"{file}: cannot be read ({error.strerror or error})") from None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise BundleError(
            f"{file}: is no bundle, or is damaged ({error}); make one with: callister pack LEVEL"
        ) from None


def _content(file: Path, bundle: zipfile.ZipFile) -> tuple[str, Content]:
    members = [member for member in bundle.infolist() if not member.is_dir()]
    if not members:
        raise BundleError(f"{file}: is empty")
    if len(members) > COUNT_LIMIT:
        raise BundleError(f"{file}: holds {len(members):,} files; {COUNT_LIMIT} are the most")
    if sum(member.file_size for member in members) > WHOLE_LIMIT:
        raise BundleError(f"{file}: would unpack to more than {WHOLE_LIMIT >> 20} MB")
    top = members[0].filename.partition("/")[0]
    wrong = name_problem(top)
    if wrong:
        raise BundleError(f"{file}: {wrong}")
    content: Content = {}
    for member in members:
        name = _name_of(file, member, top)
        if name in content:
            raise BundleError(f"{file}: {member.filename!r} stands in it twice")
        content[name] = _unpacked(file, bundle, member, _limit(name))
    _judge(content, str(file))
    return top, content


def _name_of(file: Path, member: zipfile.ZipInfo, top: str) -> str:
    """Where a member belongs under the top folder. Only names that a level or a campaign has are let in."""
    said = member.orig_filename if len(member.orig_filename) < 200 else member.orig_filename[:200] + "…"
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise BundleError(f"{file}: {said!r} is a link or a device; a bundle holds files only")
    if member.flag_bits & 0x1:
        raise BundleError(f"{file}: {said!r} is encrypted")
    if member.compress_type not in METHODS:  # others take as much memory as the file says
        raise BundleError(f"{file}: {said!r} is packed in another way than by deflate")
    first, _, name = member.orig_filename.partition("/")
    if first != top or not _is_known(name):
        raise BundleError(f"{file}: {said!r} is no file of a level or campaign named {top!r}")
    return name


def _is_known(name: str) -> bool:
    """By a list of what there may be, not of what there must not: no `..`, no drive, no other script's slashes."""
    folder, slash, file = name.rpartition("/")
    if not slash:
        return name in LEVEL_FILES or name == campaign_folder.FILE
    if folder in campaign_folder.PARTS:
        return _NUMBERED.fullmatch(file) is not None and not name_problem(file.removesuffix(".toml"))
    return file in LEVEL_FILES and not name_problem(folder)


def _limit(name: str) -> int:
    return LEVEL_FILES.get(name.rpartition("/")[2], TEXT_LIMIT)


def _unpacked(file: Path, bundle: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    """A member's bytes. What it says of its own size is believed only to refuse it."""
    if member.file_size > limit:
        raise BundleError(f"{file}: {member.filename!r} is larger than {limit:,} bytes")
    if member.file_size > max(4096, member.compress_size * RATIO_LIMIT):
        raise BundleError(f"{file}: {member.filename!r} is packed more than {RATIO_LIMIT} times smaller than it is")
    with bundle.open(member) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit or len(data) != member.file_size:
        raise BundleError(f"{file}: {member.filename!r} is not of the size that it says")
    return data


# --- what both ask ---


def _judge(content: Content, where: str) -> None:
    """A level or a campaign, not half of each."""
    whole = campaign_folder.FILE in content
    loose = any("/" not in name and name in LEVEL_FILES for name in content)
    nested = any("/" in name for name in content)
    if len(content) > COUNT_LIMIT or sum(map(len, content.values())) > WHOLE_LIMIT:
        raise BundleError(f"{where}: is more than {COUNT_LIMIT} files or {WHOLE_LIMIT >> 20} MB")
    if whole == loose or (nested and not whole):
        raise BundleError(f"{where}: is neither a level (level.toml) nor a campaign (campaign.toml and its levels)")
    for name, data in content.items():
        if name.endswith(".rec") and not data.startswith(b"CALLREC\n"):
            raise BundleError(f"{where}: {name!r} is no recording")


def _must_pass(folder: Path) -> None:
    """Levels with mistakes are neither sent nor let in."""
    try:
        is_campaign = (folder / campaign_folder.FILE).is_file()
        problems = campaign_folder.check(folder) if is_campaign else check(folder)
    except LevelError as error:
        raise BundleError(str(error)) from None
    if problems:
        listed = "\n".join(f"  {problem._replace(file=_short(problem.file, folder))}" for problem in problems[:12])
        more = f"\n  and {len(problems) - 12} more" if len(problems) > 12 else ""
        raise BundleError(f"{folder.name}: has mistakes:\n{listed}{more}")


def _short(file: str, folder: Path) -> str:
    path = Path(file)
    return path.relative_to(folder.parent).as_posix() if path.is_relative_to(folder.parent) else file
