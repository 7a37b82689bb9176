"""Late pictures lose what only decorates, step by step; it comes back when there is time, and does not flap."""

from __future__ import annotations

import numpy as np

from game.render.atlas import Atlas
from game.render.camera import Lens
from game.render.detail import FULL, LATE, LOOK, MANY_LATE, PATIENCE, STEPS, Governor
from game.render.drawlist import DrawList
from game.render.particles import Particles

QUICK, SLOW = 0.004, LATE + 0.002  # [s]


def turns(governor: Governor, count: int, seconds: float) -> None:
    for _ in range(count):
        governor.note(seconds)


def test_a_late_turn_alone_changes_nothing() -> None:
    governor = Governor()
    for _ in range(20):
        turns(governor, LOOK - 1, QUICK)
        governor.note(0.1)
    assert governor.detail is FULL


def test_late_turns_take_a_step_each_time_and_calm_gives_it_back() -> None:
    governor = Governor()
    turns(governor, MANY_LATE, SLOW)
    assert governor.detail is STEPS[1]
    turns(governor, 100, SLOW)
    assert governor.detail is STEPS[-1]
    turns(governor, PATIENCE * LOOK * len(STEPS), QUICK)
    assert governor.detail is FULL


def test_who_comes_back_too_soon_waits_longer_the_next_time() -> None:
    governor = Governor()
    turns(governor, MANY_LATE, SLOW)
    turns(governor, PATIENCE * LOOK, QUICK)
    assert governor.detail is FULL
    turns(governor, MANY_LATE, SLOW)
    turns(governor, PATIENCE * LOOK, QUICK)
    assert governor.detail is STEPS[1], "the same patience again would flap"
    turns(governor, PATIENCE * LOOK, QUICK)
    assert governor.detail is FULL


def test_what_the_player_wishes_stands() -> None:
    governor = Governor("full")
    turns(governor, 100, SLOW)
    assert governor.detail is FULL
    assert Governor("low").detail is STEPS[-1]


def test_the_same_sparks_stay_as_long_as_they_live(atlas: Atlas) -> None:
    """And what covers, as smoke does, is never left out."""
    particles, lens = Particles(atlas.ids), Lens(1.0, 640.0, 360.0, 1280, 720)
    particles.emit("sparks", 0.0, 0.0, count=200)

    def drawn(share: float) -> tuple[int, np.ndarray]:
        solid, glowing = DrawList(atlas), DrawList(atlas)
        particles.draw(solid, glowing, lens, share)
        return solid.n, glowing.rows[:, 6:9].copy()

    assert len(drawn(1.0)[1]) == 200
    few = drawn(0.5)[1]
    assert 60 < len(few) < 140
    particles.erase(np.arange(200) % 2 == 0)
    particles.update(0.0)
    assert len(drawn(0.5)[1]) < len(few)
    particles.clear()
    particles.emit("smoke", 0.0, 0.0, count=40)
    assert drawn(0.0)[0] == drawn(1.0)[0] > 0
