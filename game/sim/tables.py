"""Struct-of-arrays tables: what there are many of lives in columns, never in objects.

A table is declared by annotating columns:

    class Shots(Table):
        x: Single
        life: Single

`table.x` is always the live part of the column, a view of shape (n,). Views are renewed whenever rows come or go, so
fetch them afresh after `add` or `remove`. Removal swaps the last row in; order is state and part of every digest.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Single = NDArray[np.float32]
Complex = NDArray[np.complex128]  # vectors of the plane: x + y j; one operation where two columns take two
Plane = NDArray[np.complex64]  # the same of two `Single` columns
Int = NDArray[np.int64]
Short = NDArray[np.int16]
Byte = NDArray[np.int8]
Flag = NDArray[np.bool_]

FEW = 3  # up to this many rows are moved one by one: that is quicker
_WIDE = {"f": np.float64, "i": np.int64, "b": np.int64}
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd, its bits evenly mixed: a difference in a low bit reaches the high ones
_DTYPES = {"Float": "f8", "Single": "f4", "Int": "i8", "Short": "i2", "Byte": "i1", "Flag": "?"}


def any_set(flags: Flag) -> bool:
    """Whether any of them is set. A few bytes are searched in a third of the time that numpy takes to count them."""
    return 1 in flags.tobytes()


def all_set(flags: Flag) -> bool:
    """Whether all of them are set."""
    return 0 not in flags.tobytes()


def distinct(values: NDArray[Any]) -> list[Any]:
    """Each value once, in order. numpy's `unique` loads its masked arrays when it is first called: 40 ms of play."""
    return sorted(set(values.ravel().tolist()))


def _as_complex(two: NDArray[Any]) -> NDArray[Any]:
    """Two columns of floats (n, 2) as one of complex numbers (n,), of the same memory."""
    one: NDArray[Any] = two.view(np.result_type(two, np.complex64))[:, 0]
    return one


class Cells:
    """Columns as memory, out of which a plain number is read, and into which it is written, in half the time that numpy
    takes. Nothing looks whether there is such a row; fetch them afresh when columns are."""

    if TYPE_CHECKING:

        def __getattr__(self, column: str) -> memoryview[Any]: ...

    def __init__(self, columns: dict[str, NDArray[Any]]) -> None:
        self.__dict__.update((name, column.data) for name, column in columns.items())


class _Seldom:
    """A column that is cut to its live part when it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, table: Table, kind: type[Table]) -> NDArray[Any]:
        return table._store[self._name][: table.n]

    def __set__(self, table: Table, value: NDArray[Any]) -> None:
        raise AttributeError(f"write into {self._name}, which is a column: {self._name}[:] = ...")


class Table:
    """Columns of equal length with spare room; grows by doubling."""

    COLUMNS: ClassVar[dict[str, str]] = {}
    BLOCKS: ClassVar[dict[str, tuple[str, ...]]] = {}  # columns of one type, side by side, to be moved in one piece
    PAIRS: ClassVar[dict[str, tuple[str, int]]] = {}  # (block, first column): two columns as one of complex numbers
    UNHASHED: ClassVar[frozenset[str]] = frozenset()  # columns that only pictures read
    SELDOM: ClassVar[frozenset[str]] = frozenset()  # columns that few ask for: not renewed whenever rows come or go
    # state of a few rows in a few places: hashed where anything of it is not zero, so that what was recorded where
    # there is none of it still holds
    SPARSE: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        hints = cls.__annotations__.items()
        views = {*cls.BLOCKS, *cls.PAIRS}
        own = {name: _DTYPES[hint] for name, hint in hints if hint in _DTYPES and name not in views}
        cls.COLUMNS = {**cls.COLUMNS, **own}
        for name in cls.SELDOM:
            setattr(cls, name, _Seldom(name))

    def __init__(self, capacity: int = 64) -> None:
        self.n = 0
        self.capacity = capacity
        self._store: dict[str, NDArray[Any]] = {}
        self._views: dict[str, NDArray[Any]] = {}
        self._pieces: list[NDArray[Any]] = []
        self._often: list[tuple[str, NDArray[Any]]] = []
        self._allocate()
        self._renew()

    def _allocate(self) -> None:
        self._store = {name: np.zeros(self.capacity, dtype) for name, dtype in self.COLUMNS.items()}
        for block, names in self.BLOCKS.items():
            self._views[block] = whole = np.zeros((self.capacity, len(names)), self.COLUMNS[names[0]])
            self._store.update((name, whole[:, i]) for i, name in enumerate(names))
        for pair, (block, first) in self.PAIRS.items():
            self._views[pair] = _as_complex(self._views[block][:, first : first + 2])
        self.cells = Cells(self._store)
        columns = {**self._store, **self._views}.items()
        self._often = [(name, column) for name, column in columns if name not in self.SELDOM]
        inside = {name for names in self.BLOCKS.values() for name in names}
        blocks = [self._views[block] for block in self.BLOCKS]
        # what a whole row is made of; two columns go as one of complex numbers, in half the time
        self._pieces = [
            *(_as_complex(block) if block.shape[1] == 2 else block for block in blocks),
            *(column for name, column in self._store.items() if name not in inside),
        ]

    def __len__(self) -> int:
        return self.n

    def rows(self, column: str) -> NDArray[Any]:
        """The live part of a column by name."""
        return self._store[column][: self.n]

    def _renew(self) -> None:
        n, own = self.n, self.__dict__
        for name, column in self._often:
            own[name] = column[:n]

    def reserve(self, capacity: int) -> None:
        """Make room for `capacity` rows in all."""
        if capacity <= self.capacity:
            return
        self.capacity = max(capacity, self.capacity * 2)
        before = self._store
        self._allocate()
        for name, column in before.items():
            self._store[name][: self.n] = column[: self.n]

    def add(self, count: int = 1, **values: Any) -> slice:
        """Append `count` rows; columns not named are zero. Returns where they are."""
        first, last = self.n, self.n + count
        self.reserve(last)
        for name, column in self._store.items():
            column[first:last] = values.get(name, 0)
        self.n = last
        self._renew()
        return slice(first, last)

    def append(self, **values: Any) -> int:
        """`add` for one row of plain numbers, in a third of the time. Returns where it is."""
        row = self.n
        self.reserve(row + 1)
        for name, cell in self.cells.__dict__.items():
            cell[row] = values.get(name, 0)
        self.n = row + 1
        self._renew()
        return row

    def keep(self, mask: Flag) -> None:
        """Drop the rows where `mask` is false: each hole takes a survivor from the end, so little moves."""
        dead = (~mask).nonzero()[0]
        if dead.size == 0:
            return
        left = self.n - dead.size
        if dead.size <= FEW:
            gone = dead.tolist()
            last = [row for row in range(left, self.n) if row not in gone]
            for hole, row in zip(gone, last, strict=False):  # holes at the end itself need nobody
                for column in self._pieces:
                    column[hole] = column[row]
        else:
            holes, tail = dead[dead < left], mask[left:].nonzero()[0] + left
            for column in self._pieces:
                column[holes] = column[tail]
        self.n = left
        self._renew()

    def clear(self) -> None:
        self.n = 0
        self._renew()

    def digest(self) -> int:
        """CRC-32 over every column that is state, in declaration order."""
        crc = self.n
        for name in self._state():
            crc = zlib.crc32(np.ascontiguousarray(self._store[name][: self.n]).data, crc)
        return crc

    def _state(self) -> list[str]:
        """The columns that are state, in declaration order."""
        return [
            name
            for name in self.COLUMNS
            if name not in self.UNHASHED and (name not in self.SPARSE or np.count_nonzero(self._store[name][: self.n]))
        ]

    def fingerprints(self) -> NDArray[np.uint16]:
        """16 bits a row over every column that is state: they name the rows in which two tables differ. Shape (n,)."""
        mixed = np.zeros(self.n, np.uint64)
        for name in self._state():
            column = self._store[name][: self.n]
            wide = column if column.dtype.itemsize == 8 else column.astype(_WIDE[column.dtype.kind])
            mixed ^= wide.view(np.uint64)
            mixed *= _SPREAD
        return (mixed >> np.uint64(48)).astype(np.uint16)

    def snapshot(self) -> dict[str, Any]:
        return {name: self._store[name][: self.n].copy() for name in self.COLUMNS}

    def restore(self, snapshot: dict[str, Any]) -> None:
        self.n = 0
        self.add(len(next(iter(snapshot.values()))), **snapshot)


_SLOT_BITS = 16
_SLOTS = 1 << _SLOT_BITS


class IdTable(Table):
    """A table whose rows have ids that stay theirs: slot in the low 16 bits, generation above. Id 0 is nobody."""

    id: Int

    def __init__(self, capacity: int = 64) -> None:
        self._row = np.full(_SLOTS, -1, np.int64)  # slot -> row
        self._row_in = self._row.data
        self._generation = np.ones(_SLOTS, np.int32)
        self._free: list[int] = []
        self._used = 0  # slots ever used
        super().__init__(capacity)

    def add(self, count: int = 1, **values: Any) -> slice:
        where = super().add(count, **values)
        for row in range(where.start, where.stop):
            self._enrol(row)
        return where

    def append(self, **values: Any) -> int:
        row = super().append(**values)
        self._enrol(row)
        return row

    def _enrol(self, row: int) -> None:
        """Give a new row its id."""
        slot = self._free.pop() if self._free else self._used
        self._used = max(self._used, slot + 1)
        if slot >= _SLOTS:
            raise OverflowError(f"more than {_SLOTS} rows alive at once")
        self._row[slot] = row
        self._store["id"][row] = (int(self._generation[slot]) << _SLOT_BITS) | slot

    def drop(self, row: int) -> None:
        """Remove one row; the last one takes its place."""
        slot = int(self._store["id"][row]) & (_SLOTS - 1)
        last = self.n - 1
        if row != last:
            for column in self._pieces:
                column[row] = column[last]
            self._row[int(self._store["id"][row]) & (_SLOTS - 1)] = row
        self._row[slot] = -1
        self._generation[slot] += 1
        self._free.append(slot)
        self.n = last
        self._renew()

    def drop_all(self, who: Sequence[int]) -> list[int]:
        """`drop` one after the other those of some ids, all of them there; columns are moved once, at the end. Returns
        the row that each had when its turn came."""
        slots, ids, left = self._row_in, self.cells.id, self.n
        stays, turns = list(range(left)), []  # which row from before is where
        for entity in who:
            slot, left = entity & (_SLOTS - 1), left - 1
            row, last = slots[slot], stays[left]
            stays[row], slots[ids[last] & (_SLOTS - 1)] = last, row
            slots[slot] = -1
            self._generation[slot] += 1
            self._free.append(slot)
            turns.append(row)
        there = np.array(stays[:left], np.int64)
        holes = (there != np.arange(left)).nonzero()[0]
        for column in self._pieces:
            column[holes] = column[there[holes]]
        self.n = left
        self._renew()
        return turns

    def keep(self, mask: Flag) -> None:
        dead = self.id[~mask]
        if dead.size:
            self.drop_all(dead[::-1].tolist())  # from the end: the fewest move

    def row_of(self, entity: int) -> int:
        """Row of an id, or -1 when it is gone (or was never)."""
        row: int = self._row_in[entity & (_SLOTS - 1)]
        return row if row >= 0 and self.cells.id[row] == entity else -1

    def rows_of(self, entities: Int) -> Int:
        """Rows of many ids at once, -1 for those gone. Shape (k,) in, (k,) out."""
        if self.n == 0:
            return np.full(entities.shape, -1, np.int64)
        rows: Int = self._row[entities & (_SLOTS - 1)]
        rows[self.id[rows] != entities] = -1  # a slot without a row reads the last id, which is not that of the slot
        return rows

    def given(self) -> Int:
        """How many rows each slot has had so far, (slots,): generations up to this one have been."""
        return self._generation - np.int64(1) + (self._row >= 0)

    def has_been(self, entity: int, since: Int) -> bool:
        """Whether an id has been given to a row after `since`, which is what `given` said then."""
        slot = entity & (_SLOTS - 1)
        return bool(since[slot] < entity >> _SLOT_BITS <= self.given()[slot])

    def snapshot(self) -> dict[str, Any]:
        state = super().snapshot()
        state["$free"] = np.array(self._free, np.int64)
        state["$generation"] = self._generation[: self._used].copy()
        return state

    def restore(self, snapshot: dict[str, Any]) -> None:
        columns = {name: column for name, column in snapshot.items() if not name.startswith("$")}
        self.n = 0
        Table.add(self, len(columns["id"]), **columns)
        generation = snapshot["$generation"]
        self._used = len(generation)
        self._generation[:] = 1
        self._generation[: self._used] = generation
        self._free = snapshot["$free"].tolist()
        self._row[:] = -1
        self._row[self.id & (_SLOTS - 1)] = np.arange(self.n)
