"""No window is opened here: pictures are painted on surfaces, and in a GL context of its own where there is one."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

from collections.abc import Iterator
from pathlib import Path

import pytest

from game.render.atlas import Atlas
from game.render.backdrop import Backdrops
from game.render.backend import Renderer, open_renderer
from tests.render import paintings


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return Atlas()


@pytest.fixture(scope="session")
def grounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small backdrops painted for the tests."""
    folder = tmp_path_factory.mktemp("backdrops")
    paintings.nebula(folder)
    paintings.roofs(folder)
    return folder


@pytest.fixture(scope="session", params=["software", "gl"])
def renderer(request: pytest.FixtureRequest, atlas: Atlas, grounds: Path) -> Iterator[Renderer]:
    """Each back end in turn, without a window."""
    made = open_renderer(request.param, headless=True, atlas=atlas)
    if made.kind != request.param:
        pytest.skip("no OpenGL 3.3 context without a window here (on Debian: libegl1 and libgl1-mesa-dri)")
    made.backdrops = Backdrops(grounds)
    yield made
    made.close()
