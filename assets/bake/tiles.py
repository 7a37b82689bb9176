"""Cuts a picture into tiles and writes the index that the game reads."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pygame

TILE = 512
BACKDROPS = Path(__file__).resolve().parent.parent / "backdrops"
HULLS = BACKDROPS.with_name("hulls")


@dataclass(frozen=True)
class Place:
    """Where a backdrop lies: `origin` is its top-left corner in the world, `scale` its pixels per unit."""

    origin: tuple[float, float]
    scale: float
    repeat: str = ""  # "", "x" or "xy"
    parallax: float = 1.0
    clear: str = "#060913"  # beyond its edges


def write(name: str, picture: np.ndarray, place: Place, into: Path = BACKDROPS) -> None:
    """Write `picture` (height, width, 3 in 0..1) as JPEG tiles and `index.toml`; an older bake is removed first."""
    folder = into / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pixels = np.ascontiguousarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))
    height, width = pixels.shape[:2]
    for row in range(0, height, TILE):
        for column in range(0, width, TILE):
            part = np.ascontiguousarray(pixels[row : row + TILE, column : column + TILE])
            surface = pygame.image.frombuffer(part.tobytes(), (part.shape[1], part.shape[0]), "RGB")
            pygame.image.save(surface, str(folder / f"{column // TILE}-{row // TILE}.jpg"))
    (folder / "index.toml").write_text(
        "# Written by assets/bake/build.py. size and tile in pixels, origin in the world, scale in pixels per unit.\n"
        f"size = [{width}, {height}]\n"
        f"tile = {TILE}\n"
        f"scale = {place.scale}\n"
        f"origin = [{place.origin[0]:.1f}, {place.origin[1]:.1f}]\n"
        f'repeat = "{place.repeat}"\n'
        f"parallax = {place.parallax}\n"
        f'clear = "{place.clear}"\n'
        'format = "jpg"\n',
        encoding="utf-8",
    )
