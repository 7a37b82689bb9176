"""Late pictures lose what only decorates, step by step; it comes back when there is time, and does not flap."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from game.render.atlas import Atlas
from game.render.camera import Lens
from game.render.detail import FULL, LATE, LOOK, MANY_LATE, PATIENCE, STEPS, Detail, Governor
from game.render.drawlist import DrawList
from game.render.particles import Particles
from game.sim.kinds import Team
from tests.render import staged

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
    """And of what covers, as smoke does, a share of its own is drawn."""
    particles, lens = Particles(atlas.ids), Lens(1.0, 640.0, 360.0, 1280, 720)
    particles.emit("sparks", 0.0, 0.0, count=200)

    def drawn(share: float, dust: float = 1.0) -> tuple[int, np.ndarray]:
        solid, glowing = DrawList(atlas), DrawList(atlas)
        particles.draw(solid, glowing, lens, share, dust)
        return solid.n, glowing.rows[:, 6:9].copy()

    assert len(drawn(1.0)[1]) == 200
    few = drawn(0.5)[1]
    assert 60 < len(few) < 140
    particles.erase(np.arange(200) % 2 == 0)
    particles.update(0.0)
    assert len(drawn(0.5)[1]) < len(few)
    particles.clear()
    particles.emit("smoke", 0.0, 0.0, count=40)
    particles.emit("sparks", 0.0, 0.0, count=40)
    assert drawn(0.0)[0] == drawn(1.0)[0] == 40
    some, glowing = drawn(1.0, 0.3)
    assert 4 < some < 24
    assert len(glowing) == 40


def test_at_the_last_step_each_shot_is_one_stroke_of_its_colour(atlas: Atlas) -> None:
    stage = staged.Staged(atlas).fly(0.1)
    ships, row = stage.world.ships, stage.world.player_row
    there = np.full(40, float(ships.x[row])), np.full(40, float(ships.y[row]))
    stage.world.shots.add(40, x=there[0], y=there[1], vx=300.0, vy=0.0, life=1.0, team=Team.PLAYERS)

    def bolts(step: Detail) -> np.ndarray:
        stage.view.frame(1.0).detail = step
        frame = stage.view.frame(1.0)
        return frame.fx.rows[frame.fx.rows[:, 0] == atlas.id("bolt")]

    rows = bolts(STEPS[-1])
    assert len(rows) == 40
    assert len(bolts(FULL)) == 2 * 40
    red, _, blue = rows[0, 6:9]
    assert red > 2 * blue, "hostile is hot"
    heads = stage.view.frame(1.0).fx.rows
    assert (heads[:, 0] == atlas.id("dot")).sum() >= 40, "and has a head: shape tells it too"


def test_at_no_step_is_anything_left_out_that_the_step_before_had_left_out_less_of() -> None:
    for more, less in pairwise(STEPS):
        assert more.particles >= less.particles
        assert more.dust >= less.dust
        assert more.ribbon <= less.ribbon
        assert more.heads >= less.heads
        assert more.halos >= less.halos
        assert more.tagged >= less.tagged
        assert more.read <= less.read
        assert more.makes >= less.makes
        assert (more.bloom, more.cones, more.light) <= (less.bloom, less.cones, less.light)
        assert more.swept >= less.swept
