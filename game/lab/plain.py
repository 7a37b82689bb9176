"""Plain data to bytes and back, exactly: dicts, lists, tuples, sets, numbers of any size, text, bytes and numpy arrays.

msgpack carries most of it; what it cannot carry (arrays, tuples, sets, numpy scalars, integers beyond 64 bits) travels
in extension types. Decoding builds data and nothing else, and refuses what does not add up.
"""

from __future__ import annotations

import math
from typing import Any

import msgspec
import numpy as np
from msgspec.msgpack import Ext

ARRAY, BIG, TUPLE, SET, SCALAR = 1, 2, 3, 4, 5
DTYPES = ("<f8", "<f4", "<i8", "<i4", "<i2", "|i1", "<u8", "<u4", "<u2", "|u1", "|b1")
DEPTH = 40  # of nested containers
_MOST = 1 << 63


class PlainError(Exception):
    """Bytes that are not plain data, or data that is not plain."""


def encode(value: Any) -> bytes:
    """PlainError names the type of what cannot be carried."""
    return msgspec.msgpack.encode(_out(value, 0))


def decode(data: bytes) -> Any:
    """The inverse of `encode`; PlainError when the bytes are not."""
    try:
        return _in(msgspec.msgpack.decode(data), 0)
    except (msgspec.MsgspecError, ValueError, TypeError, RecursionError, OverflowError) as problem:
        raise PlainError(str(problem) or type(problem).__name__) from problem


def _out(value: Any, depth: int) -> Any:
    if depth > DEPTH:
        raise PlainError(f"nested deeper than {DEPTH}")
    kind = type(value)
    if value is None or kind in (bool, float, str, bytes):
        return value
    if kind is int:
        return (
            value
            if -_MOST <= value < _MOST
            else Ext(BIG, value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True))
        )
    if kind is dict:
        return {_out(key, depth + 1): _out(item, depth + 1) for key, item in value.items()}
    if kind is list:
        return [_out(item, depth + 1) for item in value]
    if kind is tuple:
        return Ext(TUPLE, msgspec.msgpack.encode([_out(item, depth + 1) for item in value]))
    if kind in (set, frozenset):
        return Ext(SET, msgspec.msgpack.encode([_out(item, depth + 1) for item in sorted(value)]))
    if isinstance(value, np.ndarray):
        return Ext(ARRAY, _array_out(value))
    if isinstance(value, np.generic):
        return Ext(SCALAR, _array_out(np.asarray(value)))
    raise PlainError(f"{kind.__name__} is not plain data")


def _array_out(array: np.ndarray[Any, Any]) -> bytes:
    name = array.dtype.newbyteorder("<").str
    if name not in DTYPES:
        raise PlainError(f"arrays of {array.dtype} are not plain data")
    return msgspec.msgpack.encode((name, list(array.shape), array.astype(name, copy=False).tobytes()))


def _in(value: Any, depth: int) -> Any:
    if depth > DEPTH:
        raise PlainError(f"nested deeper than {DEPTH}")
    if isinstance(value, dict):
        return {_in(key, depth + 1): _in(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_in(item, depth + 1) for item in value]
    if not isinstance(value, Ext):
        return value
    if value.code == BIG:
        return int.from_bytes(value.data, "little", signed=True)
    if value.code in (TUPLE, SET):
        items = [_in(item, depth + 1) for item in msgspec.msgpack.decode(value.data, type=list[Any])]
        return tuple(items) if value.code == TUPLE else set(items)
    if value.code in (ARRAY, SCALAR):
        array = _array_in(bytes(value.data))
        return array if value.code == ARRAY else array[()]
    raise PlainError(f"unknown kind of data {value.code}")


def _array_in(data: bytes) -> np.ndarray[Any, Any]:
    name, shape, body = msgspec.msgpack.decode(data, type=tuple[str, list[int], bytes])
    if name not in DTYPES:
        raise PlainError(f"arrays of {name!r} are not plain data")
    dtype = np.dtype(name)
    if any(side < 0 for side in shape) or math.prod(shape) * dtype.itemsize != len(body):
        raise PlainError(f"an array of shape {shape} does not fit its {len(body)} bytes")
    return np.frombuffer(body, dtype).reshape(shape).copy()
