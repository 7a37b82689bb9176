"""Which picture of a kind a ship wears: other colours, a drawing of its own, or the first one."""

from __future__ import annotations

import numpy as np
import pytest

from game.render.atlas import Atlas
from game.sim import spawning
from tests.render import staged


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


@pytest.mark.parametrize(
    ("kind", "skin", "picture"),
    [
        ("griefer", 0, "player_griefer"),
        ("griefer", 2, "player_griefer#2"),
        ("griefer", 5, "player_griefer"),
        ("courier", 0, "courier"),
        ("courier", 4, "courier_4"),
        ("hound", 3, "drone_hound"),
    ],
)
def test_a_skin_has_its_picture(atlas: Atlas, kind: str, skin: int, picture: str) -> None:
    stage = staged.Staged(atlas)
    ship = stage.world.ships
    spawning.spawn(stage.world, kind, float(ship.x[0]) + 200.0, float(ship.y[0]), skin=skin)
    frame = stage.fly(1 / 60).view.frame(1.0)
    assert (frame.world.rows[:, 0] == atlas.id(picture)).any()
    others = [atlas.id(name) for name in atlas.ids if name.startswith(picture.split("#")[0]) and name != picture]
    assert not np.isin(frame.world.rows[:, 0], others).any()
