"""OGG to samples, a third of a second at a time.

SDL_mixer locks the whole device while it decodes a file: half a minute of music at once would stop everything that
sounds, and the next call to the mixer, for a tenth of a second. An Ogg page can be decoded on its own when the page
before it goes along to prime the decoder; what comes out is bit for bit what the whole file gives.
"""

from __future__ import annotations

import io
import struct
import threading
import time
from pathlib import Path

import numpy as np
import pygame

PAGES = 2  # at once: 3 ms of decoding
BREATH_S = 0.001  # between two pieces, for whoever waits for the device
FRAME_BYTES = 4  # 16 bit, two channels
HEADER = struct.Struct("<4sBBq")  # capture, version, flags, granule: samples up to the end of the page
CONTINUED = 1
_DECODER = threading.Lock()  # two threads in SDL_mixer's decoders at once break the heap, one start in thirty


def decode(path: Path) -> pygame.mixer.Sound:
    """The sound of an OGG file; raises OSError (not there) or pygame.error (no Vorbis). Safe on any thread."""
    data = path.read_bytes()
    pages = split(data)
    first = next((i for i, page in enumerate(pages) if granule(page) > 0), 0)
    if len(pages) - first <= PAGES or any(page[5] & CONTINUED for page in pages):
        return _sound(data)
    samples = bytearray()  # one piece after the other: a list of them, joined, would hold the whole twice
    for begin in range(first, len(pages), PAGES):
        piece = pages[begin : begin + PAGES]
        primed = pages[max(first, begin - 1) : begin]
        raw = _sound(b"".join([*pages[:first], *primed, *piece])).get_raw()
        frames = granule(piece[-1]) - granule(pages[begin - 1])
        samples += raw[-frames * FRAME_BYTES :]
        time.sleep(BREATH_S)
    return pygame.mixer.Sound(buffer=samples)


def close_mixer() -> None:
    """Let go of the device, whoever plays or decodes; must be done before pygame quits.

    pygame waits there for the device without letting other threads run Python. Who has the device then must not need
    that: a decoder does, as it reads its file through Python, and a channel that comes to its end.
    """
    if pygame.mixer.get_init() is not None:
        with _DECODER:
            pygame.mixer.stop()
            pygame.mixer.quit()


def fold(sound: pygame.mixer.Sound) -> None:
    """Both channels of a sound become what they are together, in place: it may be playing."""
    samples = pygame.sndarray.samples(sound)
    samples[:] = ((samples[:, :1].astype(np.int32) + samples[:, 1:]) >> 1).astype(np.int16)


def _sound(data: bytes) -> pygame.mixer.Sound:
    with _DECODER:
        return pygame.mixer.Sound(io.BytesIO(data))


def split(data: bytes) -> list[bytes]:
    """The pages of an Ogg stream; empty for anything else."""
    pages, at = [], 0
    while data[at : at + 4] == b"OggS" and len(data) >= at + 27:
        lacing = data[at + 27 : at + 27 + data[at + 26]]
        size = 27 + len(lacing) + sum(lacing)
        pages.append(data[at : at + size])
        at += size
    return pages


def granule(page: bytes) -> int:
    """Samples from the start of the stream to the end of this page; 0 for the headers."""
    return int(HEADER.unpack_from(page)[3])
