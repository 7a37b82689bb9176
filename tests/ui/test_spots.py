"""What is chosen in a picture: its brackets and its name are seen whole, wherever it stands."""

from __future__ import annotations

import pytest

from game.render.atlas import Atlas
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.drawlist import DrawList
from game.ui.spots import Spots
from game.ui.widgets import Button

KEEPS_OFF = 3.0  # of the picture's edge, with the soft ends of strokes [units]


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(1280, 720), (800, 600)])
@pytest.mark.parametrize(
    "box", [(1185.0, 245.0, 95.0, 225.0), (0.0, 100.0, 220.0, 155.0), (500.0, 600.0, 300.0, 119.0)]
)
def test_brackets_and_name_are_seen_whole_at_the_edge(box, size, scale: float, atlas: Atlas) -> None:
    spots = Spots([Button("THE DARK SCREEN")])
    for breath in (-1.0, 1.0):
        rows = DrawList(atlas)
        canvas = Canvas(rows, Lens(1.0, 0.0, 0.0, *size))
        spots.place([box], canvas.unit)
        spots.draw_focus(canvas, breath, scale)
        found, off = rows.rows, KEEPS_OFF * canvas.unit
        for axis, length in ((1, size[0]), (2, size[1])):
            assert (found[:, axis] - found[:, axis + 2] / 2).min() >= off
            assert (found[:, axis] + found[:, axis + 2] / 2).max() <= length - off
