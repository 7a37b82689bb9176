"""Memory that is free goes back to the system."""

from __future__ import annotations

import ctypes
import os
import sys

M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -2, -3, -8  # from glibc's malloc.h
LARGE = 1 << 20  # [bytes]
SLACK = 2 << 20  # free at the heap's end that stays until `Trim` looks: the next picture wants it again [bytes]
EVERY = 2.0  # between two looks for what is free [s]


def give_back_large() -> bool:
    """Keep blocks of LARGE and more out of the heap, where they would leave holes, and all threads in one heap, whose
    holes are not each thread's own. False where malloc cannot be told.

    glibc raises its threshold with every large block that is freed; pictures and arrays of some MB then come to lie
    between small things that stay: a flight of six minutes held tens of MB that nobody used. Told of one threshold it
    gives back what is free at the heap's end after every picture, and asks for it again with the next.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        malloc = ctypes.CDLL(None)
        told = ((M_MMAP_THRESHOLD, LARGE), (M_ARENA_MAX, 1), (M_TRIM_THRESHOLD, SLACK), (M_TOP_PAD, LARGE))
        return min(malloc.mallopt(what, value) for what, value in told) > 0
    except (OSError, AttributeError):  # another C library
        return False


def resident_mb() -> float | None:
    """What this process holds of the machine's memory now [MB]; None where nobody tells."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE") / (1 << 20)
    except (OSError, AttributeError):
        return None


def peak_mb() -> float | None:
    """The most that this process ever held [MB]; None on Windows."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10), 1)


def own_mb() -> float:
    """What this process holds and shares with no other [MB], programs and libraries left out; 0 where nobody tells."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            _, resident, shared, *_ = file.read().split()
        return (int(resident) - int(shared)) * os.sysconf("SC_PAGESIZE") / (1 << 20)
    except (OSError, AttributeError):
        return 0.0


class Trim:
    """Gives what is free among small blocks back now and then, a millisecond's work.

    The software back end's sprites come and go in thousands; glibc keeps their holes, forty MB after a chapter.
    """

    def __init__(self) -> None:
        self._waited = 0.0
        self._trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform.startswith("linux") else None

    def update(self, dt: float) -> None:
        """`dt` more seconds have been flown."""
        self._waited += dt
        if self._waited >= EVERY and self._trim is not None:
            self._waited = 0.0
            self._trim(0)
