"""Files from strangers, read without waiting and within bounds, whatever stands at their place."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def read(path: Path, most: int) -> bytes:
    """What a file holds; of one that is larger than `most` bytes the first `most` + 1.

    OSError: it cannot be read. A folder, a pipe, a device is no file: a pipe that nobody writes to would be waited for
    for ever, and a device has no end. What a file says of its size is not believed: it may grow while it is read.
    """
    if stat.S_ISREG(os.stat(path).st_mode):  # opening a device may do something
        handle = os.open(path, _FLAGS)
        try:
            if stat.S_ISREG(os.fstat(handle).st_mode):
                return _read(handle, most)
        finally:
            os.close(handle)
    raise OSError(errno.EINVAL, "it is a folder, a pipe or a device, and no file")


def _read(handle: int, most: int) -> bytes:
    parts: list[bytes] = []
    left = most + 1
    while left:
        part = os.read(handle, min(left, 1 << 20))
        if not part:
            break
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
