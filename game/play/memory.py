"""Memory that was large and is free goes back to the system."""

from __future__ import annotations

import ctypes
import sys

M_MMAP_THRESHOLD = -3  # from glibc's malloc.h
LARGE = 1 << 20  # [bytes]


def give_back_large() -> bool:
    """Keep blocks of LARGE and more out of the heap, where they would leave holes; False where malloc cannot be told.

    glibc raises its threshold with every large block that is freed; pictures and arrays of some MB then come to lie
    between small things that stay: a flight of six minutes held tens of MB that nobody used.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        return bool(ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE))
    except (OSError, AttributeError):  # another C library
        return False
