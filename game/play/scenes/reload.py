"""A level of one's own is read again whenever one of its files is saved, in the middle of the flight.

With no mistakes in them the flight goes on in the new version: where the ship was, as fast as it was, with everybody
around it if the new version still knows them all. With mistakes the last good version goes on, and they stand in the
picture with file, line and remedy until they are mended.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from game.play.journal import log
from game.render.canvas import BODY, Canvas
from game.render.palette import ink
from game.render.rects import Rect
from game.sim import placing
from game.sim.command import Command
from game.story import geometry, jump, library
from game.story.episode import Episode
from game.story.jump import Beginning
from game.story.level import Level
from game.story.loader import FILES
from game.story.problems import LevelError
from game.story.readings import Readings
from game.ui.theme import THEME

POLL = 0.2  # how often the folder is looked at [s]
SAID = 2.5  # how long it is said that a new version flies [s]
TRIED = 2  # ticks that a state must stand in the new version before it is flown on
SHOWN = 4  # mistakes at most; the others are counted
TOP = 104.0  # of the panel, where nothing above it needs more room [units]
CLEAR = 0.44  # of the picture's height: the ship is below it
WIDE, PADDING, GAP = 760.0, 14.0, 8.0
LINE = 1.75  # from one line to the next, in letters' heights
GONE = "the folder is not there any more"

Stamp = tuple[tuple[int, int], ...]


class Reload:
    """The files of the level that is flown. `look` says what to fly now, when one of them was saved."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mistakes: list[str] = []
        self.seconds = 0.0  # that the last reading took
        self._readings = Readings()
        self._said = 0.0
        self._wait = POLL
        self._seen = self._last = self._stamp()

    def look(self, episode: Episode, dt: float) -> Episode | None:
        """Once in a while: the new version, taken up where this flight is. None: nothing new, or nothing good."""
        self._said = max(0.0, self._said - dt)
        self._wait -= dt
        if self._wait > 0.0:
            return None
        self._wait = POLL
        stamp, before = self._stamp(), self._last
        self._last = stamp
        if stamp == self._seen or stamp != before:  # nothing new, or still being written
            return None
        self._seen = stamp
        began = time.perf_counter()
        level = self._read()
        if level is None or level.hash == episode.level.hash:
            return None
        level.keep_of(episode.level)
        fresh = carried(episode, level)
        self.seconds, self._said = time.perf_counter() - began, SAID
        log.info("%s is read again: %.0f ms", level.id, self.seconds * 1000)
        return fresh

    def _read(self) -> Level | None:
        """The new version; None, with its mistakes noted, when it cannot be flown."""
        try:
            level = library.load(self.folder, readings=self._readings)
        except LevelError as error:
            there = bool(self._stamp())
            self.mistakes = [_short(str(one), self.folder) for one in error.problems] or [str(error) if there else GONE]
            log.info("%s cannot be flown as it was saved:\n%s", self.folder, error)
            return None
        self.mistakes = []
        return level

    def _stamp(self) -> Stamp:
        """What changes when a file of the level is saved."""
        found = []
        for name in FILES:
            try:
                stat = (self.folder / name).stat()
            except OSError:
                continue
            found.append((stat.st_mtime_ns, stat.st_size))
        return tuple(found)

    def draw(self, canvas: Canvas, scale: float, taken: Sequence[Rect] = ()) -> Rect | None:
        """The mistakes, or a word that a new version flies; under what is `taken` at the head of the picture.

        Returns where mistakes stand.
        """
        size = BODY * 0.8 * min(1.5, scale)
        top = max([TOP, *(y + high + GAP for _, y, _, high in taken if y < TOP)])
        if not self.mistakes:
            if self._said > 0.0:
                canvas.label(canvas.width / 2, top, "READ AGAIN", ink(*THEME.accent), "center", size=size)
            return None
        wide = min(canvas.width - 2 * PADDING, WIDE * min(1.5, scale))
        x, step, room = (canvas.width - wide) / 2, size * LINE, wide - 2 * PADDING
        rows = self._told(canvas, size, room, int((canvas.height * CLEAR - top - 2 * PADDING) / step) - 1)
        high = (len(rows) + 1) * step + 2 * PADDING
        canvas.rect(x, top, wide, high, ink(*THEME.panel))
        canvas.rect(x, top, wide, 2.0, ink(*THEME.warning))
        count = len(self.mistakes)
        heading = f"{count} MISTAKE{'S' if count > 1 else ''}. THE LAST GOOD VERSION GOES ON"
        canvas.text(x + PADDING, top + PADDING, heading, size, ink(*THEME.warning))
        for number, (words, tone) in enumerate(rows, 1):
            canvas.text(x + PADDING, top + PADDING + number * step, words, size, ink(*getattr(THEME, tone)))
        return x, top, wide, high

    def _told(self, canvas: Canvas, size: float, room: float, most: int) -> list[tuple[str, str]]:
        """The rows of the first mistakes, of which `most` keep off the ship; one of them stands there anyhow."""
        rows: list[tuple[str, str]] = []
        left = len(self.mistakes)
        for one in self.mistakes[:SHOWN]:
            more = _rows(canvas, one, size, room)
            if rows and len(rows) + len(more) + (left > 1) > most:
                break
            rows += more
            left -= 1
        return [*rows, (f"and {left} more", "text")] if left else rows


def _rows(canvas: Canvas, words: str, size: float, room: float) -> list[tuple[str, str]]:
    rows = canvas.wrap(words, size, room)
    return [(row if number == 0 else f"  {row}", "text") for number, row in enumerate(rows)]


def _short(problem: str, folder: Path) -> str:
    """Whoever edits a level knows where it lies: only the file's name."""
    return problem.removeprefix(f"{folder}/").removeprefix(f"{folder}\\")


def carried(old: Episode, level: Level) -> Episode:
    """A flight through a new version, from where the old one is: exactly, or as nearly as the new one allows.

    1. The whole state fits: everybody is where they were.
    2. It does not: the beat that fired last has just fired, and the ship is where it was, as fast as it was.
    3. There is rock by now: the ship is where that beat puts it, or at the beginning.
    """
    blocked = _is_blocked(old, level)
    if not blocked:
        try:
            return _fitting(old, level)
        except Exception as error:  # whatever a state may break in a version that it was not made for
            log.info("the state does not fit the new version: %r", error)
    fresh = _fresh(old, level)
    world, row = old.world, old.world.player_row
    last = next((beat for _, beat in reversed(old.director.history) if beat in level.beats), "")
    place = None
    if row >= 0 and not blocked:
        place = world.ships.x.item(row), world.ships.y.item(row), world.ships.angle.item(row)
    try:
        jump.begin(fresh, Beginning(last, place, frozenset(old.director.flags)))
    except Exception as error:
        log.info("the beat %s cannot be come to: %r", last, error)
        fresh = _fresh(old, level)
    if place is not None:
        _fly_as_fast(fresh, place, world.ships.vx.item(row), world.ships.vy.item(row))
    return fresh


def _fresh(old: Episode, level: Level) -> Episode:
    return Episode(
        level, old.seed, difficulty=old.world.difficulty, counters=old.brought, loadout=old.loadout, assists=old.assists
    )


def _fitting(old: Episode, level: Level) -> Episode:
    """The old state in the new version, in which a few ticks were tried; any error: it does not fit.

    A world that has just been reseated goes on as its copies do: where the terrain is the same it goes on itself.
    """
    goes_on = level.terrain is old.level.terrain
    state = old.snapshot(leaving=not goes_on)
    if not level.holds_all_of(old.level):
        _try(Episode.taken_up(old, level, state))
    return Episode.taken_up(old, level, state, old.world if goes_on else None)


def _try(fresh: Episode) -> None:
    state = fresh.director.state
    unknown = set(state.fired) - set(fresh.level.beats)
    if unknown:
        raise LookupError(f"beats that fired are gone: {', '.join(sorted(unknown))}")
    for pending in state.pending:
        fresh.level.beats[pending.beat].then[pending.index]
    for _ in range(TRIED):
        fresh.step(Command())


def _is_blocked(old: Episode, level: Level) -> bool:
    """Whether there is rock, or nothing at all, where the ship is."""
    row, ships = old.world.player_row, old.world.ships
    if row < 0:
        return True
    x, y = ships.x.item(row), ships.y.item(row)
    left, top, right, bottom = level.map.bounds
    return not (left < x < right and top < y < bottom) or any(
        geometry.in_ring(ring.tolist(), x, y) for ring in level.rings.values()
    )


def _fly_as_fast(fresh: Episode, place: tuple[float, float, float], vx: float, vy: float) -> None:
    world = fresh.world
    placing.place_player(world, *place)
    row = world.player_row
    world.physics.move(row, place[0], place[1], vx, vy, place[2])
    world.ships.vx[row], world.ships.vy[row] = vx, vy
    fresh.begin_here()
