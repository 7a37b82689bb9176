"""Where a level's texts are kept: its files, the states they had before, and work that was not saved yet."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import zlib
from collections.abc import Mapping
from pathlib import Path

import tomli

from game.story import plain_file
from game.story.document import SIZE_LIMIT
from game.story.loader import FILES
from game.story.problems import Problem

BACKUPS = 10  # states kept of a level
UNSAVED = "unsaved.json"
BOM = "\ufeff"


def place(user_folder: Path, level: Path) -> Path:
    """Where a user's editor keeps the backups of a level's folder."""
    path = Path(level).resolve()
    return Path(user_folder) / "editor" / f"{path.name}-{zlib.crc32(str(path).encode()):08x}"


class Keeping:
    """The files of one level. `backups` is a folder, numbered states in it: the highest is the last one replaced."""

    def __init__(self, folder: Path, backups: Path | None = None) -> None:
        self.folder = Path(folder)
        self.backups = backups
        self._marked: set[str] = set()  # files that begin with a byte order mark
        self._on_disk: dict[str, str] = {}  # as last read or written
        self.broken = ""  # what is wrong with a file that another program wrote
        self._stamps: dict[str, tuple[int, int]] = {}  # of files that are known to be as they were

    def read(self, name: str) -> tuple[str, list[Problem]]:
        """The text of a file, its line ends as they are; empty when there is none of that name."""
        path = self.folder / name
        text, problems = "", []
        try:
            if os.path.lexists(path):
                data = plain_file.read(path, SIZE_LIMIT)
                if len(data) > SIZE_LIMIT:
                    problems.append(Problem(str(path), 1, 1, f"the file is larger than {SIZE_LIMIT:,} bytes"))
                else:
                    text = data.decode("utf-8")
        except UnicodeDecodeError:
            problems.append(Problem(str(path), 1, 1, "the file is not UTF-8 text: save it as UTF-8"))
        except OSError as error:
            problems.append(Problem(str(path), 1, 1, f"the file cannot be read: {error.strerror or error}"))
        if text.startswith(BOM):
            self._marked.add(name)
            text = text.removeprefix(BOM)
        self._on_disk[name] = text
        return text, problems

    def differ(self, texts: Mapping[str, str]) -> list[str]:
        """The names of files that are to be written: one that nothing was changed in here is left to others."""
        found = []
        for name, text in texts.items():
            held = self._held(name)
            if held is None or (text != self._on_disk.get(name, "") and held != self._bytes(name, text)):
                found.append(name)
        return found

    def save(self, texts: Mapping[str, str]) -> str:
        """Write what differs from the files; what they held goes to the backups first. OSError: the disk refuses.

        That nothing could be put into the backups is no reason not to save; the words that are returned say why.
        """
        changed = {name: texts[name] for name in self.differ(texts)}
        why = ""
        if changed:
            try:
                self._back_up()
            except OSError as error:
                why = error.strerror or str(error)
            for name, text in changed.items():
                _write(self.folder / name, self._bytes(name, text))
        self._on_disk.update(texts)
        with contextlib.suppress(OSError):
            self.keep_unsaved(None)
        return why

    def changed_outside(self) -> dict[str, str]:
        """The texts of files that another program has written since.

        One that cannot be read as TOML is left out until it can; `broken` says why.
        """
        found: dict[str, str] = {}
        stamps = {name: self._stamp(name) for name in FILES}
        if stamps == self._stamps:
            return found
        self.broken = ""
        for name in FILES:
            known = self._on_disk.get(name, "")
            held = self._held(name)
            if held is None or held == self._bytes(name, known):
                continue
            try:
                text = held.decode("utf-8").removeprefix(BOM)
                tomli.loads(text)
                found[name] = text
            except UnicodeDecodeError:
                self.broken = f"{name} is not UTF-8 text"
            except (tomli.TOMLDecodeError, RecursionError, ValueError) as error:
                self.broken = f"{name}: {error}"
        if not found:
            self._stamps = stamps
        return found

    def _stamp(self, name: str) -> tuple[int, int]:
        """What changes when a file is written."""
        try:
            told = (self.folder / name).stat()
        except OSError:
            return 0, 0
        return told.st_mtime_ns, told.st_size

    def seen(self, texts: Mapping[str, str]) -> None:
        """These are the files now: what another program wrote has been looked at."""
        self._on_disk.update(texts)

    def _bytes(self, name: str, text: str) -> bytes:
        return ((BOM if name in self._marked else "") + text).encode("utf-8")

    def _held(self, name: str) -> bytes | None:
        try:
            return plain_file.read(self.folder / name, SIZE_LIMIT)
        except OSError:
            return None

    # -- backups

    def states(self) -> list[Path]:
        """The folders of older states, the last one first."""
        if self.backups is None or not self.backups.is_dir():
            return []
        found = [path for path in self.backups.iterdir() if path.is_dir() and path.name.isdecimal()]
        return sorted(found, key=lambda path: int(path.name), reverse=True)

    def texts_of(self, state: Path) -> dict[str, str]:
        """The texts of an older state; files that it has not, or that cannot be read, are left out."""
        found = {}
        for name in FILES:
            with contextlib.suppress(OSError, UnicodeDecodeError, tomli.TOMLDecodeError):
                text = (state / name).read_bytes().decode("utf-8").removeprefix(BOM)
                tomli.loads(text)
                found[name] = text
        return found

    def _back_up(self) -> None:
        if self.backups is None:
            return
        states = self.states()
        held = {name: data for name in FILES if (data := self._held(name)) is not None}
        if not held:
            return
        folder = self.backups / str(int(states[0].name) + 1 if states else 1)
        folder.mkdir(parents=True)
        for name, data in held.items():
            _write(folder / name, data)
        for old in states[BACKUPS - 1 :]:
            shutil.rmtree(old, ignore_errors=True)

    # -- work that is not saved

    def keep_unsaved(self, texts: Mapping[str, str] | None) -> None:
        """Keep these texts in case the program dies; None when all is saved. OSError: the disk refuses."""
        if self.backups is None:
            return
        path = self.backups / UNSAVED
        if texts is None:
            if path.exists():
                path.unlink()
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, json.dumps(dict(texts), ensure_ascii=False).encode("utf-8"))

    def unsaved(self) -> dict[str, str] | None:
        """What a crash left behind: texts by file name, all of them TOML; None when there is nothing of use."""
        if self.backups is None:
            return None
        try:
            texts = json.loads((self.backups / UNSAVED).read_bytes().decode("utf-8"))
            found = {name: texts[name] for name in FILES}
            for text in found.values():
                tomli.loads(text)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return None if found == {name: self._on_disk.get(name, "") for name in FILES} else found


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    fresh = path.with_name(path.name + ".new")
    try:
        with open(fresh, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
