"""Memory goes back to the system when it is free."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import numpy as np
from game.play.memory import give_back_large
assert give_back_large()
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
keep = []
for _ in range(40):  # large things come and go, and small ones that stay fall between them
    large = np.ones(3_000_000, np.uint8)
    keep.append(bytearray(2_000))
    del large
before = resident()
large = [np.ones(3_000_000, np.uint8) for _ in range(20)]
keep += [bytearray(2_000) for _ in range(200)]
del large
print(resident() - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="tells glibc's malloc, which is Linux's")
def test_large_blocks_are_given_back():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=True)
    assert int(done.stdout) < 10_000_000, "sixty megabytes were freed"


HOLES = """
from game.play.memory import EVERY, Trim
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
many = [bytearray(20_000) for _ in range(3_000)]
del many[::2], many[1::10]  # what stays lies all over the place
trim = Trim()
before = resident()
trim.update(EVERY / 2)
assert resident() >= before, "not yet"
trim.update(EVERY / 2)
print(before - resident())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="tells glibc's malloc, which is Linux's")
def test_holes_between_small_things_are_given_back():
    done = subprocess.run([sys.executable, "-c", HOLES], capture_output=True, text=True, timeout=60, check=True)
    assert int(done.stdout) > 10_000_000, "thirty megabytes were free"
