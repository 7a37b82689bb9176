"""A file of the editor Tiled's (.tmj), as it is read: bounded, and with every mistake at its place."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from . import plain_file

FILE_LIMIT = 4 << 20  # bytes
LAYER_DEPTH = 8  # groups in each other


class TiledError(Exception):
    """The map cannot be taken over; the message says which file, layer and object, and what would be right."""


class Corner(msgspec.Struct):
    x: float
    y: float


class Property(msgspec.Struct):
    name: str
    value: Any = None


class Object(msgspec.Struct):
    id: int = 0
    name: str = ""
    type: str = ""
    class_: str = msgspec.field(default="", name="class")
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0
    rotation: float = 0.0
    ellipse: bool = False
    capsule: bool = False
    point: bool = False
    polygon: list[Corner] | None = None
    polyline: list[Corner] | None = None
    gid: int | None = None
    text: Any = None
    template: str = ""
    properties: list[Property] = []


class Layer(msgspec.Struct):
    type: str = ""
    name: str = ""
    class_: str = msgspec.field(default="", name="class")
    objects: list[Object] = []
    layers: list[Layer] = []
    offsetx: float = 0.0
    offsety: float = 0.0
    parallaxx: float = 1.0
    parallaxy: float = 1.0
    visible: bool = True


class Map(msgspec.Struct):
    layers: list[Layer]
    orientation: str = "orthogonal"
    infinite: bool = False
    width: float = 0.0
    height: float = 0.0
    tilewidth: float = 0.0
    tileheight: float = 0.0
    properties: list[Property] = []


def read(file: Path) -> Map:
    try:
        data = plain_file.read(file, FILE_LIMIT)
        if len(data) > FILE_LIMIT:
            raise TiledError(f"{file}: is larger than {FILE_LIMIT >> 20} MB")
    except OSError as error:
        raise TiledError(f"{file}: cannot be read ({error.strerror or error})") from None
    data = data.removeprefix(codecs.BOM_UTF8)
    if data.lstrip()[:1] == b"<":
        raise TiledError(f"{file}: is XML: in Tiled, File / Export As, JSON map files (.tmj)")
    try:
        source = msgspec.json.decode(data, type=Map)
    except msgspec.ValidationError as error:
        raise TiledError(f"{file}: is no map of Tiled's: {error}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise TiledError(f"{file}: is no JSON: {error}") from None
    if source.orientation != "orthogonal":
        raise TiledError(f"{file}: a map of the kind {source.orientation[:40]!r}: space is flat, make it orthogonal")
    return source


def each_layer(layers: list[Layer], file: Path, x: float = 0.0, y: float = 0.0, depth: int = 0) -> Iterator[Any]:
    """Every layer, with where it is moved to; those in groups too."""
    if depth > LAYER_DEPTH:
        raise TiledError(f"{file}: groups of layers nested deeper than {LAYER_DEPTH}")
    for layer in layers:
        at = x + layer.offsetx, y + layer.offsety
        yield layer, *at
        yield from each_layer(layer.layers, file, *at, depth + 1)
