"""What all tests may use: pytester runs tests of tests. Nothing that is kept to save time is kept in anyone's home."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

# Files that take ten seconds and more, the longest first: they go first, so that no worker flies on alone at the end.
LONG = (
    "story/test_chapter06.py", "lab/test_golden.py", "lab/test_pages.py", "story/test_chapter08.py",
    "play/test_watch.py", "story/test_chapter07.py", "story/test_chapter04.py", "lab/test_pilots_flights.py",
    "sim/test_rules.py", "lab/test_balance.py", "render/test_overhead.py", "render/test_backdrops.py",
    "lab/test_monkey.py", "lab/test_research.py", "play/test_television.py", "story/test_chapter01.py",
    "story/test_chapter09.py", "story/test_chapter02.py", "story/test_chapter05.py", "lab/test_play.py",
    "audio/test_files.py",
)  # fmt: skip

# Bytecode is kept even where the environment says otherwise: without it every worker of every run rewrites all asserts
# again, and every process that a test starts compiles the game.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# As the program has it (see game.cli): hundreds of processes are started here that import numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Thousands of tests stay until the end: the collector is not sent through them again and again, and looks at what
    is new as seldom as in a flight (see game.play.pace)."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()
        gc.set_threshold(50_000, 20, 100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    begins = {Path(__file__).parent / name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: begins.get(item.path, len(LONG)))


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield
