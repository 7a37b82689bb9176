"""What was found whole is not looked through again until it changes, or what judges it does.

Kept is a list of digests and nothing else: each of the bytes of some files, and of everything that has a say in how
they are judged. Whatever has a mistake is never among them, so no message is ever an old one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import msgspec
import numpy
import tomli

from game import resources

from . import catalog, plain_file
from .document import SIZE_LIMIT
from .problems import Problem

FILE = "whole.txt"
KEPT = 500  # digests, the latest
DIGITS = 64  # of each
SIZE_MOST = 100_000  # bytes of the file; what is behind them is not ours


class Verdicts:
    """Those that are kept in a folder; a folder that cannot be read or written to keeps none."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._whole: dict[str, None] = dict.fromkeys(self._read())
        self._new = False

    def of(self, files: Sequence[Path], judge: Callable[[], list[Problem]]) -> list[Problem]:
        """What `judge` finds wrong with some files; it is not asked if they were whole as they are now."""
        digest = digest_of(files)
        if digest and digest in self._whole:
            self._whole[digest] = self._whole.pop(digest)  # asked for last, forgotten last
            return []
        problems = judge()
        if digest and not problems and digest == digest_of(files):  # nobody has saved one meanwhile
            self._whole[digest], self._new = None, True
        return problems

    def keep(self) -> None:
        """Write down what was found whole. A disk that refuses costs no more than the time to look again."""
        if not self._new:
            return
        fresh = self._file.with_name(f"{FILE}.{os.getpid()}")
        with contextlib.suppress(OSError):
            fresh.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text("\n".join([*self._whole][-KEPT:]), encoding="ascii")
            os.replace(fresh, self._file)

    def _read(self) -> list[str]:
        with contextlib.suppress(OSError, ValueError):
            words = plain_file.read(self._file, SIZE_MOST).decode("ascii").split()
            return [word for word in words if len(word) == DIGITS]
        return []


def digest_of(files: Sequence[Path]) -> str:
    """64 hex digits of names and bytes of some files and of who judges them; nothing where that cannot be known."""
    judges = _judges()
    if not judges:
        return ""
    digest = hashlib.sha256(judges)
    with contextlib.suppress(OSError):
        for file in files:
            content = plain_file.read(file, SIZE_LIMIT)
            digest.update(f"{file.parent.name}/{file.name} {len(content)}\n".encode("utf-8", "surrogatepass"))
            digest.update(content)
        return digest.hexdigest()
    return ""


@cache
def _judges() -> bytes:
    """Of the program, the libraries under it, the words and names that levels may use; nothing without its source."""
    program = Path(__file__).resolve().parents[1]
    source = [path for part in (".", "story", "sim") for path in sorted((program / part).glob("*.py"))]
    shared = [resources.assets() / "art" / "outlines.toml", *sorted((resources.levels() / "words").glob("*.toml"))]
    if not source:
        return b""
    versions = sys.version, numpy.__version__, msgspec.__version__, tomli.__version__
    digest = hashlib.sha256(repr((versions, {kind: sorted(names) for kind, names in catalog.names().items()})).encode())
    try:
        for path in (*source, *shared):
            content = path.read_bytes()
            digest.update(f"{path.name} {len(content)}\n".encode())
            digest.update(content)
    except OSError:
        return b""
    return digest.digest()
