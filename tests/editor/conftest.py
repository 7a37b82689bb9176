"""A level of our own on the desk."""

from __future__ import annotations

import pytest

from game.editor.desk import Desk
from game.editor.document import Document
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.frame import Frame
from tests.editor.window import program
from tests.play.stage import short_level


@pytest.fixture
def hop(tmp_path):
    """A short level in a folder of its own, open."""
    return Document.open(short_level(tmp_path / "hop"), tmp_path / "backups")


@pytest.fixture
def desk(hop):
    return Desk(hop)


@pytest.fixture
def paper():
    """Makes something to draw on."""

    def fresh():
        frame = Frame.of(program().atlas)
        frame.clear_lists()
        return Canvas(frame.hud, Lens(1.0, 0.0, 0.0, 1280, 720))

    return fresh
