"""OGG Vorbis files that are the same bytes every time."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import soundfile
from dsp import SR

CHUNK = 65_536  # longer single writes overflow libsndfile's Vorbis encoder stack


def write(path: Path, x: np.ndarray, quality: float = 0.45) -> None:
    """Encode; then give the stream a serial number made from its name (libsndfile's is random)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    channels = 1 if x.ndim == 1 else x.shape[1]
    with soundfile.SoundFile(
        path, "w", SR, channels, format="OGG", subtype="VORBIS", compression_level=1 - quality
    ) as f:
        for start in range(0, len(x), CHUNK):
            f.write(np.ascontiguousarray(x[start : start + CHUNK], dtype=np.float32))
    path.write_bytes(_reserialised(path.read_bytes(), zlib.crc32(path.name.encode())))


def read(path: Path) -> np.ndarray:
    return soundfile.read(path, dtype="float64")[0]


def _crc_table() -> list[int]:
    table = []
    for i in range(256):
        r = i << 24
        for _ in range(8):
            r = ((r << 1) ^ 0x04C11DB7 if r & 0x80000000 else r << 1) & 0xFFFFFFFF
        table.append(r)
    return table


_CRC = _crc_table()


def _reserialised(data: bytes, serial: int) -> bytes:
    out, at = bytearray(data), 0
    while at < len(out):
        assert out[at : at + 4] == b"OggS", f"not an Ogg page at byte {at}"
        segments = out[at + 26]
        size = 27 + segments + sum(out[at + 27 : at + 27 + segments])
        out[at + 14 : at + 18] = struct.pack("<I", serial)
        out[at + 22 : at + 26] = b"\0\0\0\0"
        crc = 0
        for byte in out[at : at + size]:
            crc = ((crc << 8) & 0xFFFFFFFF) ^ _CRC[(crc >> 24) ^ byte]
        out[at + 22 : at + 26] = struct.pack("<I", crc)
        at += size
    return bytes(out)
