"""Pictures drawn in SVG: how large they are, the colours they carry, and their rasters."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pygame

from game import resources

log = logging.getLogger("callister")

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b")
_VIEW_BOX = re.compile(r'viewBox="\s*([-\d.]+)[ ,]+([-\d.]+)[ ,]+([-\d.]+)[ ,]+([-\d.]+)')


def view_box(path: Path) -> tuple[float, float]:
    """Width and height of an SVG's view box. ValueError when it has none."""
    found = _VIEW_BOX.search(path.read_text(encoding="utf-8"))
    if not found:
        raise ValueError(f'{path}: no viewBox="x y width height" on the svg element')
    return float(found[3]), float(found[4])


def raster(text: str, size: tuple[int, int]) -> pygame.Surface:
    """SVG text at exactly (w, h), straight alpha."""
    picture = pygame.image.load_sized_svg(io.BytesIO(text.encode()), size)
    return picture if picture.get_size() == size else pygame.transform.smoothscale(picture, size)


def read_skins(path: Path) -> dict[str, list[list[str]]]:
    """Picture -> skin -> its colours; {} without the file, or when it is damaged."""
    try:
        table = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return {name: skins for name, skins in table.items() if isinstance(skins, list) and skins}
    except (OSError, ValueError, AttributeError) as error:
        left_out(path, error)
        return {}


def in_skin(text: str, skins: list[list[str]], skin: int) -> str:
    """The SVG with the colours of skin 0 replaced by those of `skin`."""
    for i, colour in enumerate(skins[0]):
        text = re.sub(re.escape(colour), f"@{i}@", text, flags=re.IGNORECASE)
    for i, colour in enumerate(skins[skin]):
        text = text.replace(f"@{i}@", colour)
    return text


def in_paint(text: str, paints: Mapping[str, str]) -> str:
    """An SVG, or a colour, with its colours (upper case) as they are painted."""
    return _COLOUR.sub(lambda found: paints.get(found[0].upper(), found[0]), text) if paints else text


@cache
def colours_in(source: Path) -> frozenset[str]:
    """The colours that a picture spells, upper case; none when it cannot be read."""
    try:
        return frozenset(found.upper() for found in _COLOUR.findall(source.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return frozenset()


def left_out(path: Path | None, error: Exception) -> None:
    """Say of a picture that cannot be read how to get it back; the game is drawn without it."""
    why = str(error).removeprefix(f"{path}: ")
    log.warning("%s: left out, it cannot be read (%s): %s", path, why, resources.AGAIN)
