"""The normals of lit art: carved by `relief`, baked ahead into a file, carved anew for what changed since.

They are kept at half a raster's size, as they are smooth and the back ends interpolate; the largest are kept smaller.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pygame

from game.render import relief, svg

if TYPE_CHECKING:
    from game.render.atlas import Atlas

BAKED = "normals.npz"
LARGEST_BAKED = 224  # longest side of baked normals [px]
_DAMAGED = (OSError, KeyError, ValueError, EOFError, zlib.error, zipfile.BadZipFile)


class NormalsFile:
    """Baked normals by sprite, each with the checksum of its SVG; what is missing or stale is computed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: np.lib.npyio.NpzFile | None = None
        self._sums: dict[str, int] | None = None

    def _open(self) -> dict[str, int]:
        if self._sums is None:
            self._sums = {}
            try:
                # as a whole: it is small, and no file stays open for as long as there is an atlas
                self._file = np.load(io.BytesIO(self.path.read_bytes()))
                self._sums = json.loads(bytes(self._file["sums"]).decode())
            except _DAMAGED:
                self._file = None  # nothing baked here: computed below
        return self._sums

    def read(self, source: Path, size: tuple[int, int]) -> np.ndarray:
        """Normals of an SVG at exactly (w, h), uint8 (h, w, 2): from the file when it is fresh."""
        return _resized(self._read(source, size), size)

    def _read(self, source: Path, size: tuple[int, int]) -> np.ndarray:
        """The same; the largest come smaller than asked."""
        text = source.read_bytes()
        if self._open().get(source.stem) == _checksum(text) and self._file is not None:
            try:
                return self._file[source.stem]
            except _DAMAGED:
                self._file = None  # damaged
        return _carve(text.decode(), source.stem, size)

    def stale(self, folder: Path) -> list[str]:
        """Names of pictures in `folder` whose baked normals are missing or older than the picture."""
        sums = self._open()
        return [p.stem for p in sorted(folder.glob("*.svg")) if sums.get(p.stem) != _checksum(p.read_bytes())]


def bake(atlas: Atlas) -> Path:
    """Write the normals of an atlas' art into its folder."""
    arrays: dict[str, np.ndarray] = {}
    sums: dict[str, int] = {}
    for sprite in atlas.sprites:
        if sprite.kind == "art" and not sprite.skin and sprite.source is not None:
            text = sprite.source.read_bytes()
            sums[sprite.name] = _checksum(text)
            arrays[sprite.name] = _carve(text.decode(), sprite.name, half(sprite.width, sprite.height))
    arrays["sums"] = np.frombuffer(json.dumps(sums).encode(), dtype=np.uint8)
    path = atlas.folder / BAKED
    np.savez_compressed(path, **arrays)
    return path


def half(width: int, height: int) -> tuple[int, int]:
    """The size normals are kept at, of a raster."""
    return max(2, width // 2), max(2, height // 2)


def _checksum(data: bytes) -> int:
    return zlib.crc32(data.replace(b"\r\n", b"\n"))


def _carve(text: str, name: str, size: tuple[int, int]) -> np.ndarray:
    """Normals of an SVG at (w, h), or smaller for the largest pictures."""
    k = min(1.0, LARGEST_BAKED / max(size))
    picture = svg.raster(text, (max(2, round(size[0] * k)), max(2, round(size[1] * k))))
    colour = pygame.surfarray.array3d(picture).swapaxes(0, 1) / 255.0
    alpha = pygame.surfarray.array_alpha(picture).T / 255.0
    return relief.normals(colour, alpha, *relief.settings(name))


def _resized(normals: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Normals at exactly (w, h)."""
    if normals.shape[1::-1] == size:
        return normals
    padded = np.full((*normals.shape[:2], 3), 128, dtype=np.uint8)
    padded[..., :2] = normals
    picture = pygame.image.frombuffer(padded.tobytes(), normals.shape[1::-1], "RGB")
    scaled = pygame.surfarray.array3d(pygame.transform.smoothscale(picture, size))
    return np.ascontiguousarray(scaled[..., :2].swapaxes(0, 1))
