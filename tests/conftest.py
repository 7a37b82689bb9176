"""What all tests may use: pytester runs tests of tests. Nothing that is kept to save time is kept in anyone's home."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator

import pytest

pytest_plugins = ["pytester"]

# Bytecode is kept even where the environment says otherwise: without it every worker of every run rewrites all asserts
# again, and every process that a test starts compiles the game.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Thousands of tests stay until the end: the collector is not sent through them again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield
