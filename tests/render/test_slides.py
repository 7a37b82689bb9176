"""What moves, drawn: between its ticks, with its shadow, and with lamps that tell before it moves."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pygame
import pytest

from game.lab.arena import arena
from game.render import palette, scene_light
from game.render.atlas import Atlas
from game.render.drawlist import DrawList
from game.render.spritecache import SpriteCache
from game.sim import ground
from game.sim.command import Command
from game.sim.motions import MOVES, REST, WARNS
from tests.render.staged import Staged

SCENE = "callister@0,0 raft@-300,200,300,200,70,120 door@250,-150,250,150,0,-300,4"


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


@pytest.fixture
def stage(atlas) -> Staged:
    return Staged(atlas, arena(SCENE).names.level)


def rows_of(target, sprites) -> np.ndarray:
    """Rows of a draw list that show one of some sprites."""
    return target.rows[np.isin(target.rows[:, 0], sprites)]


def picture(stage: Staged, alpha: float = 1.0):
    return stage.view.frame(alpha), stage.view._lens(alpha, (1280, 720))


def test_a_drifting_rock_is_drawn_between_its_last_two_ticks(atlas, stage):
    stage.fly(1.0)
    movers = stage.world.movers
    rocks = [atlas.id(name) for name in ("rock_a", "rock_b", "rock_c")]
    for alpha in (0.0, 0.5, 1.0):
        frame, lens = picture(stage, alpha)
        (drawn,) = rows_of(frame.world, rocks)
        place = movers.before[0] + (movers.place[0] - movers.before[0]) * alpha
        assert drawn[1] == pytest.approx(lens.x(place.real), abs=0.6)
        assert drawn[2] == pytest.approx(lens.y(place.imag), abs=0.6)
    assert abs(movers.place[0] - movers.before[0]) == pytest.approx(2.0, abs=0.01)


def test_it_takes_its_shadow_along(atlas, stage):
    soft = [atlas.id(f"soft/{name}") for name in ("rock_a", "rock_b", "rock_c")]
    gaps = []
    for _ in range(3):
        stage.fly(1.0)
        frame, lens = picture(stage)
        (shadow,) = rows_of(frame.floor, soft)
        gaps.append((shadow[1:3] - (lens.x(stage.world.movers.place[0].real), lens.y(200.0))).tolist())
    assert gaps[0] == pytest.approx(gaps[2], abs=1.5)
    assert max(map(abs, gaps[0])) > 3.0


def test_it_has_a_shadow_where_the_ground_shows_those_of_what_stands(atlas, stage):
    """Large rocks throw none on a painted ground that has theirs; no painting knows where a drifting one will be."""
    stage.state.backdrop = "checkpoint"
    stage.fly(0.1)
    frame, _ = picture(stage)
    soft = [atlas.id(f"soft/{name}") for name in ("rock_a", "rock_b", "rock_c")]
    (shadow,) = rows_of(frame.floor, soft)
    assert shadow[3] > scene_light.scene("checkpoint").casts


def leaf(frame, atlas) -> np.ndarray:
    """Rows of the plate of the door."""
    rows = rows_of(frame.world, [atlas.id("line")])
    return rows[np.isclose(rows[:, 6:10], palette.ink("ink"), atol=1e-3).all(axis=1)]


def test_the_leaf_of_a_slide_goes_with_it_and_its_track_stays(atlas, stage):
    stage.fly(3.5)
    frame, lens = picture(stage)
    shut, track = leaf(frame, atlas)[:, 2].mean() - lens.y(0.0), len(rows_of(frame.floor, [atlas.id("line")]))
    stage.fly(1.0)
    assert stage.world.movers.share[1] == 1.0
    frame, lens = picture(stage)
    opened = leaf(frame, atlas)[:, 2].mean() - lens.y(0.0)
    assert opened - shut == pytest.approx(-300.0 * lens.scale, abs=2.0)
    assert len(rows_of(frame.floor, [atlas.id("line")])) == track


def brightness(stage: Staged, atlas: Atlas) -> float:
    """Of the lamps, all together."""
    frame, _ = picture(stage)
    rows = rows_of(frame.fx, [atlas.id("glow")])
    hot = rows[(rows[:, 6] > 0) & (rows[:, 6] > rows[:, 8] * 2)]  # warm ones
    return float(hot[:, 6].sum())


def test_the_lamps_tell_half_a_second_before_it_moves(atlas, stage):
    told: dict[int, list[float]] = {REST: [], WARNS: [], MOVES: []}
    changes: list[tuple[int, int]] = []
    for tick in range(60 * 5):
        stage.fly(1 / 60)
        lamps = int(stage.world.movers.lamps[1])
        if not changes or changes[-1][1] != lamps:
            changes.append((tick, lamps))
        told[lamps].append(brightness(stage, atlas))
    assert min(told[MOVES]) > 2.0 * max(told[REST])
    assert np.mean(told[WARNS]) > 1.5 * np.mean(told[REST])
    moved = [(before, now) for before, now in pairwise(changes) if now[1] == MOVES]
    assert len(moved) >= 2
    assert all(before[1] == WARNS and now[0] - before[0] >= 30 for before, now in moved)


def test_a_slide_that_is_gone_leaves_nothing(atlas, stage):
    stage.fly(0.5)
    assert len(leaf(picture(stage)[0], atlas))
    ground.remove(stage.world, "door-0")
    stage.fly(0.1)
    frame, _ = picture(stage)
    assert not len(leaf(frame, atlas))
    assert not len(rows_of(frame.floor, [atlas.id("line")]))


def test_drawing_it_changes_nothing_of_the_flight(atlas):
    level = arena(SCENE).names.level
    seen, unseen = Staged(atlas, level), Staged(atlas, level)
    seen.fly(2.0, Command.of(thrust=0.5), each=lambda staged: staged.view.frame(0.5))
    for _ in range(120):
        unseen.episode.step(Command.of(thrust=0.5))
    assert seen.world.digest() == unseen.world.digest()


def test_thick_strokes_are_as_thick_in_software_as_they_are_drawn(atlas):
    drawn, cache = DrawList(atlas), SpriteCache(atlas, budget=None)
    for thick in (6.0, 24.0, 60.0):
        drawn.clear()
        drawn.line(100.0, 100.0, 300.0, 100.0, thick, (1.0, 1.0, 1.0, 1.0))
        surface = cache.surfaces[cache.find_all(drawn.rows)[0]]
        high = np.count_nonzero(pygame.surfarray.array_alpha(surface)[surface.get_width() // 2] > 127)
        assert high == pytest.approx(thick, abs=1.5)
