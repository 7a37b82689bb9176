"""Baked backdrops: folders of tiles under assets/backdrops, drawn by both back ends.

A folder holds `index.toml` and its tiles `<column>-<row>.<format>` (0-0 is the upper left):

    size = [3840, 1800]      # whole picture [px]
    tile = 512               # tile side [px]; tiles of the last column and row are cut to size
    scale = 1.0              # pixels a world unit
    origin = [6000, -900]    # world position of its upper left corner
    parallax = 1.0           # 1 = moves with the world, 0 = stands still
    repeat = "x"             # "", "x", "y" or "xy"
    clear = "#060913"        # colour outside the picture
    format = "png"           # ending of the tiles

Tiles load when they come near: a worker reads ahead in play, pictures without a window load what they show.
"""

from __future__ import annotations

import logging
import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Generic, NamedTuple, TypeVar

import pygame

from game import resources
from game.render import palette
from game.render.frame import Camera, Frame

log = logging.getLogger("callister")

AHEAD = 320.0  # how far outside the screen tiles are read ahead [px]
LOOKS = 8  # pictures between two looks at what lies there: even at boost the ship needs longer to get to it
REST = 30  # pictures that a tile of 1 MB is kept for after it was last seen or near
ASIDE = 0.12  # of a crossfade, until which a ground whose tiles are not at hand is left out
LAPSE = 3600  # pictures that a tile asked for by name is kept for: the place behind a gate waits for the ship

T = TypeVar("T")


class Placed(NamedTuple):
    """A tile on screen: which one, its left upper corner [px], and screen px a tile px."""

    column: int
    row: int
    x: float
    y: float
    factor: float


@dataclass(frozen=True, slots=True)
class Backdrop:
    """The index of one folder."""

    name: str
    folder: Path
    size: tuple[int, int]
    tile: int
    scale: float = 1.0
    origin: tuple[float, float] = (0.0, 0.0)
    parallax: float = 1.0
    repeat: str = ""
    clear: tuple[float, float, float] = (0.0, 0.0, 0.0)
    format: str = "png"
    _files: dict[tuple[int, int], Path] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def load(cls, folder: Path) -> Backdrop:
        """Read a folder's index. ValueError names the file and the field, BrokenInstallError the file."""
        path = folder / "index.toml"
        table = resources.table(path)
        known = {"size", "tile", "scale", "origin", "parallax", "repeat", "clear", "format"}
        for key in ("size", "tile"):
            if key not in table:
                raise ValueError(f"{path}: {key} is missing")
        values = {key: value for key, value in table.items() if key in known}
        for key in ("size", "origin"):
            if key in values:
                values[key] = tuple(values[key])
        if isinstance(values.get("clear"), str):
            values["clear"] = palette.from_hex(values["clear"])
        return cls(name=folder.name, folder=folder, **values)

    def file(self, column: int, row: int) -> Path:
        """The file of a tile: the same object each time, as making and hashing paths takes longer than a blit."""
        path = self._files.get((column, row))
        if path is None:
            path = self._files[column, row] = self.folder / f"{column}-{row}.{self.format}"
        return path

    def placed(self, camera: Camera, screen: tuple[int, int], margin: float = 0.0) -> Iterator[Placed]:
        """The tiles under the screen (and `margin` px around it), left to right, top to bottom."""
        zoom = 1.0 + (camera.zoom - 1.0) * self.parallax
        factor = zoom / self.scale
        step = self.tile * factor
        left, top = self._corner(camera, screen, zoom)
        columns, rows = math.ceil(self.size[0] / self.tile), math.ceil(self.size[1] / self.tile)
        for row, y, _ in self._line(top, step, self.size[1] * factor, screen[1], margin, rows, "y" in self.repeat):
            for column, x, _ in self._line(
                left, step, self.size[0] * factor, screen[0], margin, columns, "x" in self.repeat
            ):
                yield Placed(column, row, x, y, factor)

    def covers(self, placed: list[Placed], screen: tuple[int, int]) -> bool:
        """Whether the tiles that `placed` gave leave nothing of the screen free."""
        if not placed:
            return False
        first, last = placed[0], placed[-1]
        right = self.tile if last.column < self.size[0] // self.tile else self.size[0] % self.tile
        low = self.tile if last.row < self.size[1] // self.tile else self.size[1] % self.tile
        end = last.x + right * last.factor, last.y + low * last.factor
        return first.x <= 0 and first.y <= 0 and end[0] >= screen[0] and end[1] >= screen[1]

    def _corner(self, camera: Camera, screen: tuple[int, int], zoom: float) -> tuple[float, float]:
        """Screen position of the picture's corner. With parallax it stands where it belongs when its middle is."""
        at = []
        for axis, eye in enumerate((camera.x, camera.y)):
            middle = self.origin[axis] + self.size[axis] / self.scale / 2
            away = self.origin[axis] - middle - (eye - middle) * self.parallax
            at.append(screen[axis] / 2 + away * zoom + camera.shake[axis])
        return at[0], at[1]

    @staticmethod
    def _line(
        start: float, step: float, length: float, screen: int, margin: float, count: int, repeats: bool
    ) -> Iterator[tuple[int, float, int]]:
        turns: range = range(1)
        if repeats:
            turns = range(math.floor((-margin - start) / length), math.floor((screen + margin - start) / length) + 1)
        for turn in turns:
            base = start + turn * length
            first = max(0, math.floor((-margin - base) / step))
            last = min(count - 1, math.floor((screen + margin - base) / step))
            for index in range(first, last + 1):
                yield index, base + index * step, turn


class TileStore(Generic[T]):
    """Tiles ready to draw, until they have been out of sight. `prepare` turns a loaded surface into what is drawn.

    With `anywhere` the worker prepares as well; what must be done by the thread that draws is not.
    Each picture says `begin`; tiles of one picture never push each other out, however many a wide view shows.
    With `ahead`, a worker thread decodes what `want` asked for; `get` still loads a missing tile at once.
    """

    def __init__(self, prepare: Callable[[pygame.Surface], T], ahead: bool, anywhere: bool = False) -> None:
        self._prepare = prepare
        self._anywhere = anywhere
        self._tiles: OrderedDict[Path, T] = OrderedDict()  # the one out of sight for longest first
        self._seen: dict[Path, int] = {}  # picture
        self._decoded: dict[Path, pygame.Surface] = {}
        self._ready: dict[Path, T] = {}  # prepared before anybody has asked
        self._asked: dict[Path, int] = {}  # until which picture it is worth keeping
        self._frame = 0
        self._queue: SimpleQueue[Path | None] = SimpleQueue()
        self._worker: threading.Thread | None = None
        if ahead:
            self._worker = threading.Thread(target=self._read, name="backdrop tiles", daemon=True)
            self._worker.start()

    def __len__(self) -> int:
        return len(self._tiles)

    def _read(self) -> None:
        while (path := self._queue.get()) is not None:
            try:
                picture = pygame.image.load(path)
            except (OSError, pygame.error):
                continue  # `get` says so when the tile is really needed
            if path not in self._asked:
                continue
            if self._anywhere:
                self._ready[path] = self._prepare(picture)
            else:
                self._decoded[path] = picture

    def begin(self) -> None:
        """A new picture: what was not needed for a while is given up."""
        self._frame += 1
        while self._tiles and self._seen[oldest := next(iter(self._tiles))] < self._frame - REST:
            del self._tiles[oldest], self._seen[oldest]
        for path in [path for path, until in self._asked.items() if until < self._frame]:
            del self._asked[path]
            self._decoded.pop(path, None)
            self._ready.pop(path, None)

    def want(self, path: Path, kept: int = LAPSE) -> None:
        """Read this tile ahead, if there is a worker, and keep it for so many pictures."""
        if path in self._tiles:
            self._see(path)
        elif self._worker:
            if path not in self._asked:
                self._queue.put(path)
            self._asked[path] = max(self._frame + kept, self._asked.get(path, 0))

    def look_ahead(self, backdrop: Backdrop, camera: Camera, screen: tuple[int, int]) -> None:
        """Read what lies round the screen. Called every picture; does nothing without a worker."""
        if self._worker and self._frame % LOOKS == 0:
            for tile in backdrop.placed(camera, screen, AHEAD):
                self.want(backdrop.file(tile.column, tile.row), REST)

    def at_hand(self, backdrop: Backdrop | None, camera: Camera, screen: tuple[int, int]) -> bool:
        """Whether a picture of it waits for nothing; what is not ready a worker reads, if there is one."""
        if not self._worker or backdrop is None:
            return True
        paths = [backdrop.file(tile.column, tile.row) for tile in backdrop.placed(camera, screen)]
        for path in paths:  # also those that are there: they would lapse while the others are waited for
            self.want(path, REST)
        return all(path in self._tiles or path in self._ready for path in paths)

    def prepare_next(self) -> None:
        """Prepare one that the worker has decoded, in time that a picture leaves: its first sight is dear else."""
        for path in list(self._decoded)[:1]:
            surface = self._decoded.pop(path)
            if path in self._asked:
                self._ready[path] = self._prepare(surface)

    def get(self, path: Path) -> T:
        """The tile, loaded now if it must be; a black one when its file is missing or damaged."""
        if path not in self._tiles:
            tile, surface = self._ready.pop(path, None), self._decoded.pop(path, None)
            if tile is not None or surface is not None:  # else the worker may still come with it: it lapses
                self._asked.pop(path, None)
            if tile is None:
                tile = self._prepare(surface if surface is not None else _load(path))
            self._tiles[path] = tile
        self._see(path)
        return self._tiles[path]

    def _see(self, path: Path) -> None:
        self._seen[path] = self._frame
        self._tiles.move_to_end(path)

    def close(self) -> None:
        if self._worker:
            self._queue.put(None)
            self._worker = None


def _load(path: Path) -> pygame.Surface:
    try:
        return pygame.image.load(path)
    except (OSError, pygame.error) as error:
        log.warning("%s: left black, it cannot be read (%s): %s", path, error, resources.AGAIN)
        return pygame.Surface((1, 1))


def _index(folder: Path) -> Backdrop | None:
    try:
        return Backdrop.load(folder)
    except (ValueError, TypeError, resources.BrokenInstallError) as error:
        log.warning("no backdrop %s: %s", folder.name, error)
        return None


class Backdrops:
    """All indexes by name, read when first shown."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or resources.assets() / "backdrops"
        self._known: dict[str, Backdrop | None] = {}

    def get(self, name: str) -> Backdrop | None:
        """The backdrop, or None for "" and for a folder that is not there."""
        if not name:
            return None
        if name not in self._known:
            folder = self.folder / name
            self._known[name] = _index(folder)
        return self._known[name]

    def ground(self, frame: Frame) -> tuple[float, float, float]:
        """The colour under everything: the backdrop's own, or the frame's without one."""
        here, there = self.get(frame.backdrop), self.get(frame.backdrop_next)
        colour = here.clear if here else frame.clear
        if there and frame.backdrop_mix > 0:
            k = frame.backdrop_mix
            r, g, b = (a * (1 - k) + z * k for a, z in zip(colour, there.clear, strict=True))
            return r, g, b
        return colour
