"""Walls that are arcs or go round, lamps of the firewall, and flocks, drawn."""

from __future__ import annotations

import math

import numpy as np
import pytest

from game.lab.arena import arena
from game.render import palette
from game.render.atlas import Atlas
from game.sim import flock, ground
from game.sim.command import Command
from tests.render.staged import Staged

SCENE = "callister@0,0 wheel@300,0,260,30,330,0.8"


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


@pytest.fixture
def stage(atlas) -> Staged:
    return Staged(atlas, arena(SCENE).names.level)


def rows_of(target, sprite) -> np.ndarray:
    return target.rows[target.rows[:, 0] == sprite]


def picture(stage: Staged, alpha: float = 1.0):
    return stage.view.frame(alpha), stage.view._lens(alpha, (1280, 720))


def angles(rows, lens) -> np.ndarray:
    """Where rows lie, seen from the middle of the wheel."""
    x, y = (rows[:, 1] - lens.x(300.0)) / lens.scale, (rows[:, 2] - lens.y(0.0)) / lens.scale
    assert np.allclose(np.hypot(x, y), 260.0, atol=6.0), "they lie on the ring"
    return np.degrees(np.arctan2(y, x)) % 360.0


def test_plates_lie_along_an_arc_and_lamps_on_its_ends(atlas, stage):
    stage.fly(0.1)
    frame, lens = picture(stage)
    turned = math.degrees(stage.world.movers.angle[0])
    plates = angles(rows_of(frame.world, atlas.id("wall_plate")), lens)
    assert plates.size > 20
    assert not np.any((plates > 331.0 + turned) | (plates < 29.0 + turned)), "none in the gap"
    caps = sorted(angles(rows_of(frame.world, atlas.id("wall_cap")), lens).tolist())
    assert caps == pytest.approx([30.0 + turned, 330.0 + turned], abs=0.5)


def test_between_two_ticks_they_are_between_their_places(atlas, stage):
    stage.fly(1.0)
    places = []
    for alpha in (0.0, 0.5, 1.0):
        frame, lens = picture(stage, alpha)
        places.append(sorted(angles(rows_of(frame.world, atlas.id("wall_cap")), lens).tolist())[0])
    step = math.degrees(0.8 / 60)
    assert np.diff(places) == pytest.approx([step / 2, step / 2], abs=step * 0.2)


def test_a_wave_of_light_runs_the_way_that_it_goes(atlas, stage):
    """The strip is not equally bright, and its brightest place goes on."""
    stage.fly(0.1)
    first, _ = picture(stage)
    line = rows_of(first.world, atlas.id("line"))
    assert np.ptp(line[:, 6:9].sum(axis=1)) > 0.2
    before = line[:, 6:9].sum(axis=1).copy()
    stage.fly(0.5)
    then, _ = picture(stage)
    after = rows_of(then.world, atlas.id("line"))[:, 6:9].sum(axis=1)
    assert before.size == after.size
    assert np.abs(before - after).max() > 0.1


def test_what_is_gone_is_not_drawn(atlas, stage):
    ground.remove(stage.world, "wheel-0")
    stage.fly(0.1)
    frame, _ = picture(stage)
    assert rows_of(frame.world, atlas.id("wall_plate")).size == 0
    assert rows_of(frame.world, atlas.id("wall_cap")).size == 0


def test_a_lamp_throws_its_beam_into_the_picture_from_outside_of_it(atlas):
    stage = Staged(atlas, arena("callister@0,0 searchlight@900,0,180:hold").names.level)
    stage.fly(0.2)
    frame, lens = picture(stage)
    (beam,) = frame.cones
    assert beam.x > 1280.0
    assert beam.length == pytest.approx(1100.0 * lens.scale)
    assert beam.colour[0] > beam.colour[2], "it is warm"
    dim = beam.edge
    stage.world.ships.scan[1] = 1.0
    (beam,) = picture(stage)[0].cones
    assert sum(beam.edge) > sum(dim), "whiter when it holds somebody"


def test_a_flock_streams_and_whitens_near_the_ship(atlas):
    stage = Staged(atlas, arena("callister@0,0").names.level)
    near, far = -90.0 + 20.0j * np.arange(-3, 3), -520.0 + 30.0j * np.arange(-3, 3)
    flock.come(stage.world, np.concatenate([near, far]), np.zeros(12), "flock", group="swarm")
    ships = stage.world.ships
    ships.vx[ships.traits.flock] = 400.0
    frame, _ = picture(stage)
    streaks = rows_of(frame.fx, atlas.id("flare"))
    streaks = streaks[np.argsort(streaks[:, 1])][:12]
    assert len(streaks) == 12
    blue = streaks[:, 8] / np.maximum(streaks[:, 6], 1e-6)
    pink = palette.rgb("brand")
    assert blue[:6] == pytest.approx(np.full(6, pink[2] / pink[0]), abs=0.02), "far ones are pink"
    assert blue[6:].min() > blue[:6].max() + 0.05


def test_as_moderation_loses_interest_some_of_a_flock_go_white(atlas):
    stage = Staged(atlas, arena("callister@0,0").names.level)
    flock.come(stage.world, -560.0 + 8.0j * np.arange(-25, 25), np.zeros(50), "flock", group="swarm")
    ships = stage.world.ships
    ships.vx[ships.traits.flock] = 400.0

    def white(heat: int) -> int:
        stage.world.heat.level = heat
        streaks = rows_of(picture(stage)[0].fx, atlas.id("flare"))
        return int((streaks[:, 8] > 1.5 * streaks[:, 6] * palette.rgb("brand")[2] / palette.rgb("brand")[0]).sum())

    assert [white(heat) for heat in (4, 2, 0)] == [0, 2, 4]


def test_the_instruments_count_who_is_behind(atlas):
    stage = Staged(atlas, arena("callister@0,0").names.level)
    flock.come(stage.world, -900.0 + 30.0j * np.arange(-10, 10), np.zeros(20), "flock", group="swarm")
    stage.fly(0.2, Command())
    assert stage.world.flock.behind == 20
