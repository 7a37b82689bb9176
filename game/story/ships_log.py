"""The ship's log, as `levels/bridge/log.toml` has it: a line a chapter, by what was done there."""

from __future__ import annotations

from functools import cache

import msgspec

from . import hub
from .campaign import Brought, Progress
from .names import NewId
from .nested import whole_file
from .schema import Strict


class Entry(Strict, frozen=True, kw_only=True):
    """A line of the log, written once its chapter has been flown."""

    chapter: NewId
    if_: tuple[hub.Held, ...] = msgspec.field(default=(), name="if")
    line: hub.Line


class Log(Strict, frozen=True, kw_only=True):
    entry: tuple[Entry, ...]


def read_log() -> Log:
    """The log as it comes with the game. LevelError when somebody broke it."""
    return whole_file(hub.folder() / "log.toml", Log)[0]


log = cache(read_log)


def written(progress: Progress, brought: Brought) -> list[hub.Line]:
    """The log's pages so far, in order."""
    flown = {each.level for each in progress.flown}
    return [e.line for e in log().entry if e.chapter in flown and all(held.holds(brought) for held in e.if_)]
