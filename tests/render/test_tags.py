"""Who has a name: where what is written about ships stands."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from game.render import tags
from game.render.atlas import Atlas
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.captions import overlap
from game.render.frame import Frame

SHIP = (1000.0, 500.0)
EVERYWHERE = (0.0, 0.0, 4000.0, 4000.0)


def written(
    atlas: Atlas, text: float, taken: list[tuple[float, float, float, float]]
) -> tuple[float, float, float, float]:
    """The panel of NO TAG while the wall comes and has read nobody, as x, y, w, h [units]."""
    frame = Frame.of(atlas)
    canvas = Canvas(frame.hud, Lens(1.0, 0.0, 0.0, 1280, 720), text)
    nobody = SimpleNamespace(tagged=np.zeros(0, bool), x=np.zeros(0), y=np.zeros(0), radius=np.zeros(0))
    sweep = SimpleNamespace(active=True, distance_to=lambda x, y: 300.0)
    tags.draw(canvas, SimpleNamespace(traffic=nobody, ships=nobody, sweep=sweep, player=1), SHIP, taken, 1.0)
    rows = frame.hud.rows / canvas.unit
    x, y, w, h = next(rows[i, 1:5].tolist() for i in range(len(rows)) if rows[i, 3] > 30.0 and rows[i, 4] > 10.0)
    return (x - w / 2, y - h / 2, w, h)


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_that_the_ship_has_no_name_is_written_where_no_instrument_is(text: float, atlas: Atlas) -> None:
    usual = written(atlas, text, [])
    spots, taken = [usual], [usual]
    for _ in range(3):
        spots.append(written(atlas, text, taken))
        assert not any(overlap(spots[-1], other) for other in taken)
        taken.append(spots[-1])
    assert written(atlas, text, [EVERYWHERE]) == usual, "it is never left out"
