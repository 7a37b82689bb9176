"""A frame on its way to another process: its rows through memory that both share, the rest of it pickled.

The rows are most of it: two thousand of them lie there, ready to be read, before a pipe would have taken them in.
"""

from __future__ import annotations

import pickle
from dataclasses import fields
from typing import Any

import numpy as np

from game.render.atlas import Atlas
from game.render.drawlist import COLUMNS, DrawList
from game.render.frame import Frame, Inset

ROWS = 24_000  # that the shared memory has room for; what is beyond goes with the rest
LISTS = ("floor", "world", "fx", "hud")
_FIELDS = tuple(f.name for f in fields(Frame) if f.name not in (*LISTS, "inset", "detail"))
_PLACE = ("x", "y", "w", "h")  # of an inset

Letter = tuple[list[int], list[bytes], list[Any], Any]  # rows of each list, those beyond the room, fields, inset


def room() -> int:
    """Bytes of the memory for rows."""
    return ROWS * COLUMNS * np.dtype(np.float32).itemsize


def rows_in(memory: Any) -> np.ndarray:
    """That memory, for `pack` and `Unpacker`: (ROWS, COLUMNS) float32."""
    return np.frombuffer(memory, dtype=np.float32).reshape(ROWS, COLUMNS)


def pack(frame: Frame, rows: np.ndarray) -> bytes:
    """Lay a frame's rows down in `rows`; returns the rest of it."""
    return pickle.dumps(_letter(frame, rows, 0)[0], protocol=5)


def _letter(frame: Frame, rows: np.ndarray, at: int) -> tuple[Letter, int]:
    counts, beyond = [], []
    for name in LISTS:
        found = getattr(frame, name).rows
        counts.append(len(found))
        if at + len(found) <= len(rows):
            rows[at : at + len(found)] = found
            at += len(found)
        else:
            counts[-1] = -1
            beyond.append(found.tobytes())
    within, inset = None, frame.inset
    if inset is not None:
        letter, at = _letter(inset.frame, rows, at)
        within = letter, [getattr(inset, name) for name in _PLACE]
    return (counts, beyond, [getattr(frame, name) for name in _FIELDS], within), at


class Unpacker:
    """Makes frames of what `pack` gave: the same ones again and again, whose lists are read where they lie."""

    def __init__(self, atlas: Atlas, rows: np.ndarray) -> None:
        self._atlas, self._rows = atlas, rows
        self._frame = Frame(*(DrawList(atlas, 0) for _ in LISTS))
        self._within: Unpacker | None = None

    def unpack(self, letter: bytes) -> Frame:
        """The frame; valid until the next one is packed."""
        return self._read(pickle.loads(letter), 0)[0]

    def _read(self, letter: Letter, at: int) -> tuple[Frame, int]:
        counts, beyond, values, within = letter
        frame, others = self._frame, iter(beyond)
        for name, count in zip(LISTS, counts, strict=True):
            each = getattr(frame, name)
            if count < 0:
                each.data = np.frombuffer(next(others), dtype=np.float32).reshape(-1, COLUMNS)
            else:
                each.data = self._rows[at : at + count]
                at += count
            each.n = len(each.data)
        for name, value in zip(_FIELDS, values, strict=True):
            setattr(frame, name, value)
        frame.inset = None
        if within is not None:
            self._within = self._within or Unpacker(self._atlas, self._rows)
            inner, at = self._within._read(within[0], at)
            frame.inset = Inset(inner, *within[1])
        return frame, at
