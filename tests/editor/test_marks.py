"""Names on the editor's map."""

from __future__ import annotations

import pytest

from game.editor.marks import NAMED, PLATE
from game.editor.overlay import INKS
from game.render import palette


@pytest.mark.parametrize("kind", NAMED)
def test_names_can_be_read_over_a_white_ground(kind: str) -> None:
    plate = tuple(PLATE * dark + (1.0 - PLATE) for dark in palette.rgb("void"))
    assert palette.contrast(palette.rgb(INKS[kind][0]), plate) >= 4.5
