"""A folder of three files becomes a level, or a list of everything that is wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FolderPath
from typing import Any, TypeVar

import msgspec
import numpy as np

from . import catalog, words
from .document import LIST_LIMIT, Document
from .fields import fields
from .level import Level, Map, rock_ring
from .nested import NestedReader
from .problems import LevelError, Problem
from .readings import Part, Readings
from .schema import MAP_LISTS, Beat, Bounds, Header, LineText, Loading, Retry
from .suggest import did_you_mean
from .tables import Found, Reader

T = TypeVar("T")

FILES = ("level.toml", "map.toml", "lines.toml")
SCRIPT_LISTS = ("beat", "retry")
ROUND_CORNERS = 4  # what a piece that is no polygon counts for
CORNER_LIMIT = 25_000  # of all pieces and places together: twenty times the most of our own maps
CORNERED = (("rock", "poly"), ("wall", "line"), ("path", "points"), ("region", "poly"), ("gravity", "poly"))
LIMITS = {"beat": 1_000, "retry": 200, "point": 2_000, "region": 1_000, "path": 500}  # ten times the most of our own
MAP_KEYS = ("bounds", "loading")  # of map.toml, besides its lists
SCRIPT_KEYS = frozenset((*SCRIPT_LISTS, *fields(Header)))


@dataclass
class Draft:
    """A level as far as it could be read, with every table and every mistake found so far."""

    folder: FolderPath
    script: Document
    geometry: Document
    dialogue: Document
    found: list[Found] = field(default_factory=list)
    header: Header | None = None
    beats: list[tuple[int, Beat]] = field(default_factory=list)  # index in the file, beat
    retries: list[Retry] = field(default_factory=list)
    lines: dict[str, LineText] = field(default_factory=dict)
    unquoted: dict[str, list[str]] = field(default_factory=dict)  # line ids that lack their quotes, by their beginning
    lost: set[str] = field(default_factory=set)  # names in tables of the script that nobody can read
    shapes: dict[str, dict[str, Any]] = field(default_factory=dict)  # list -> id -> table
    bounds: tuple[float, float, float, float] | None = None
    loading: Loading | None = None
    _made: dict[object, Any] = field(default_factory=dict)

    def once(self, make: Callable[[Draft], T]) -> T:
        """What `make` finds in this draft: made once, for all who ask. It must note no mistakes."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    @property
    def documents(self) -> tuple[Document, Document, Document]:
        return self.script, self.geometry, self.dialogue

    @property
    def full(self) -> bool:
        """Whether so much is wrong with one of its files that further looks are not worth while."""
        return any(document.full for document in self.documents)

    @property
    def problems(self) -> list[Problem]:
        return [problem for document in self.documents for problem in document.problems]

    def ids(self, name: str) -> list[str]:
        """The ids of a list of tables as written, whether or not the rest of the table is right."""
        raw = (self.script if name in SCRIPT_LISTS else self.geometry).tables.get(name)
        tables = raw if isinstance(raw, list) else [raw]
        return [t["id"] for t in tables if isinstance(t, dict) and isinstance(t.get("id"), str)]


def read(folder: FolderPath, texts: Mapping[str, str] | None = None, readings: Readings | None = None) -> Draft:
    """Read the three files; mistakes are noted in the draft, never raised.

    `texts` goes before what a file holds; a file that says what it said in `readings` is not read again.
    """
    folder = FolderPath(folder)
    readings = readings if readings is not None else Readings()
    script, geometry, dialogue = (
        readings.read(folder / name, part, (texts or {}).get(name)) for name, part in zip(FILES, PARTS, strict=True)
    )
    return Draft(
        folder,
        script.document,
        geometry.document,
        dialogue.document,
        found=[*script.found, *geometry.found, *dialogue.found],
        lost=script.lost,
        **script.holds,
        **geometry.holds,
        **dialogue.holds,
    )


def _script(document: Document) -> Part:
    reader = Reader(document, dict.fromkeys((*MAP_LISTS, *MAP_KEYS), "map.toml"))
    header = reader.build(Header, document.tables, (), ignore=SCRIPT_LISTS)
    beats, retries = [], []
    for i, raw in _tables(document, "beat"):
        beat = reader.build(Beat, raw, ("beat", i), top=Header)
        if beat is not None:
            beats.append((i, beat))
    for i, raw in _tables(document, "retry"):
        retry = reader.build(Retry, raw, ("retry", i), top=Header)
        if retry is not None:
            retries.append(retry)
    _unique(document, "beat")
    return Part(document, reader.found, reader.lost, {"header": header, "beats": beats, "retries": retries})


def _map(document: Document) -> Part:
    reader = NestedReader(document)
    for key in document.tables if not document.full else ():
        if key not in MAP_LISTS and key not in MAP_KEYS:
            hint = ": it belongs in level.toml" if key in SCRIPT_KEYS else did_you_mean(key, [*MAP_LISTS, *MAP_KEYS])
            document.wrong((key,), f"unknown key {key!r}{hint}", key=True)
    bounds, loading = _bounds(document), None
    if "loading" in document.tables:
        loading = reader.build(Loading, document.tables["loading"], ("loading",))
    shapes: dict[str, dict[str, Any]] = {}
    for name, struct in MAP_LISTS.items():
        list_ = shapes.setdefault(name, {})
        for i, raw in _tables(document, name):
            shape: Any = reader.build(struct, raw, (name, i))
            if shape is not None:
                list_[shape.id] = shape
        _unique(document, name)
    _bound_corners(document, shapes)
    return Part(document, reader.found, reader.lost, {"shapes": shapes, "bounds": bounds, "loading": loading})


def _bound_corners(document: Document, shapes: dict[str, dict[str, Any]]) -> None:
    """Refuse a map that would take seconds to be looked through, though each of its pieces is small enough."""
    count = 0
    for name, key in CORNERED:
        for i, piece in enumerate(shapes[name].values()):
            count += _corners(piece, key)
            if count > CORNER_LIMIT:
                document.give_up((name, i), f"more than {CORNER_LIMIT:,} corners in the map up to here: draw fewer")
                shapes.update({name: {} for name, _ in CORNERED})  # nothing further looks through them
                return


def corners(shapes: dict[str, dict[str, Any]]) -> int:
    """How many corners the pieces of a map have, all together."""
    return sum(_corners(piece, key) for name, key in CORNERED for piece in shapes.get(name, {}).values())


def _corners(piece: Any, key: str) -> int:
    return len(getattr(piece, key) or ()) or ROUND_CORNERS


def _bounds(document: Document) -> tuple[float, float, float, float] | None:
    raw = document.tables.get("bounds")
    if raw is None:
        document.wrong((), "'bounds' is missing: [left, top, right, bottom]")
        return None
    try:
        left, top, right, bottom = msgspec.convert(raw, Bounds)
    except msgspec.ValidationError:
        document.wrong(("bounds",), "bounds are four numbers: [left, top, right, bottom]")
        return None
    if left >= right or top >= bottom:
        document.wrong(("bounds",), "bounds are [left, top, right, bottom]: left < right and top < bottom")
    elif (right - left) * (bottom - top) > 4e8:
        document.wrong(("bounds",), "the map is larger than 400 million square units: keep it smaller")
    else:
        return left, top, right, bottom
    return None


def _lines(document: Document) -> Part:
    reader = Reader(document)
    lines, unquoted = {}, {}
    for id, raw in document.tables.items():
        if document.full:
            break
        if isinstance(raw, list) or _wraps(id, raw):
            document.wrong(
                (id,), 'lines stand at the top of the file, each under its own id: "line.id" = { … }', key=True
            )
            inner = raw if isinstance(raw, dict) else [one.get("id") for one in raw if isinstance(one, dict)]
            unquoted[id] = [name for name in inner if isinstance(name, str)]
            continue
        dotted = _meant(id, raw)
        if dotted:
            document.wrong((id,), f'a line id with a dot stands in quotes: "{dotted[0]}" = {{ … }}', key=True)
            unquoted[id] = dotted
            continue
        line = reader.build(LineText, raw, (id,))
        if line is not None:
            lines[id] = line
    return Part(document, reader.found, reader.lost, {"lines": lines, "unquoted": unquoted})


def _wraps(id: str, raw: Any) -> bool:
    """Whether a table holds lines, as those of bridges and interludes stand under the heading `[lines]`."""
    tables = isinstance(raw, dict) and bool(raw) and all(isinstance(inner, dict) for inner in raw.values())
    return tables and (id in ("line", "lines") or any("." in name for name in raw))


PARTS = (_script, _map, _lines)  # who reads each of FILES


def _meant(id: str, raw: Any) -> list[str]:
    """The line ids that are meant where TOML reads tables in tables: `wake.time = { … }` without quotes."""
    if not isinstance(raw, dict) or not raw or not all(isinstance(inner, dict) for inner in raw.values()):
        return []
    return [whole for key, inner in raw.items() for whole in _meant(f"{id}.{key}", inner) or [f"{id}.{key}"]]


def _tables(document: Document, name: str) -> Iterator[tuple[int, Any]]:
    """The tables of a list with their numbers; no more once there are too many of them, or too many mistakes."""
    raw = document.tables.get(name, [])
    if not isinstance(raw, list):
        document.wrong((name,), f"{name!r} is a list of tables: each has the heading [[{name}]]")
        if isinstance(raw, dict):
            yield 0, raw  # its names count as read
        return
    most = LIMITS.get(name, LIST_LIMIT)
    if len(raw) > most:
        document.give_up((name, most), f"more than {most:,} in the list {name!r}")
    for i, table in enumerate(raw):
        if document.full:
            return
        yield i, table


def _unique(document: Document, name: str) -> None:
    raw = document.tables.get(name, [])
    seen: set[str] = set()
    for i, table in enumerate(raw if isinstance(raw, list) else []):
        id = table.get("id") if isinstance(table, dict) else None
        if isinstance(id, str):
            if id in seen:
                document.wrong((name, i, "id"), f"there is a {name} called {id!r} already")
            seen.add(id)


def level_of(draft: Draft) -> Level:
    """The level that a draft without problems describes. LevelError when it has some."""
    if draft.problems:
        raise LevelError(draft.problems)
    if draft.header is None or draft.bounds is None:
        raise LevelError(f"{draft.folder}: level.toml or map.toml is empty")
    rings = {id: rock_ring(rock, catalog.outlines()) for id, rock in draft.shapes["rock"].items()}
    missing = [id for id, ring in rings.items() if ring is None]
    if missing:
        raise LevelError(f"{draft.folder}: no outline for the rocks {', '.join(missing)}")
    shapes = draft.shapes
    where = Map(
        draft.bounds, shapes["rock"], shapes["wall"], shapes["path"], shapes["region"], shapes["point"],
        shapes["decor"], shapes["zone"], shapes["gravity"], draft.loading,
    )  # fmt: skip
    said = words.of_level(draft.header.words).without(draft.lines)
    solid = {id: np.asarray(ring, np.float64) for id, ring in rings.items() if ring is not None}
    return Level(
        id=draft.folder.resolve().name,
        folder=draft.folder,
        hash=content_hash(draft, solid, said),
        header=draft.header,
        beats={beat.id: beat for _, beat in draft.beats},
        retries=tuple(draft.retries),
        lines={**said.lines, **draft.lines},
        map=where,
        rings=solid,
        words=said,
    )


def content_hash(draft: Draft, rings: dict[str, Any], said: words.Words) -> str:
    """16 hex digits of what the files say (its words, too) and how large rocks are; not of comments, order, layout."""
    content = msgspec.json.encode([document.tables for document in draft.documents], order="sorted")
    digest = hashlib.sha256(content)
    for id in sorted(rings):
        digest.update(rings[id].round(3).tobytes())
    digest.update(said.hash.encode())
    return digest.hexdigest()[:16]
