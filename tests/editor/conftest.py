"""A level of our own on the desk."""

from __future__ import annotations

import pytest

from game.editor.desk import Desk
from game.editor.document import Document
from tests.play.stage import short_level


@pytest.fixture
def hop(tmp_path):
    """A short level in a folder of its own, open."""
    return Document.open(short_level(tmp_path / "hop"), tmp_path / "backups")


@pytest.fixture
def desk(hop):
    return Desk(hop)
