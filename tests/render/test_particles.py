"""Particles are many, but never more than their room, and nobody else's business."""

from __future__ import annotations

import numpy as np
import pytest

from game.render.atlas import Atlas
from game.render.camera import Camera, Subject
from game.render.drawlist import DrawList
from game.render.particle_styles import STYLES
from game.render.particles import Particles


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


def centred_lens():
    camera = Camera()
    camera.update(Subject(0.0, 0.0), 1 / 60)
    return camera.lens((1280, 720))


def test_a_storm_stops_at_its_capacity(atlas):
    particles = Particles(atlas.ids, capacity=500)
    for _ in range(100):
        particles.emit("embers", 0.0, 0.0)
    assert particles.n == 500
    assert particles.emit("embers", 0.0, 0.0) == 0


@pytest.mark.parametrize("style", STYLES)
def test_every_style_flies_and_dies(atlas, style: str):
    particles = Particles(atlas.ids)
    assert particles.emit(style, 10.0, 20.0, 1.0, (30.0, 0.0)) == STYLES[style].count
    solid, glowing = DrawList(atlas), DrawList(atlas)
    particles.draw(solid, glowing, centred_lens())
    assert solid.n + glowing.n == STYLES[style].count
    assert (glowing.rows[:, 9] == 0.0).all()
    for _ in range(round(STYLES[style].life[1] * 60) + 2):
        particles.update(1 / 60)
    assert particles.n == 0


def test_those_out_of_the_picture_are_not_drawn(atlas):
    particles = Particles(atlas.ids)
    particles.emit("sparks", 9000.0, 0.0)
    lists = DrawList(atlas), DrawList(atlas)
    particles.draw(*lists, centred_lens())
    assert lists[0].n + lists[1].n == 0


def test_bursts_come_with_the_next_update_each_at_its_place(atlas):
    particles = Particles(atlas.ids)
    for x in (0.0, 500.0, 900.0):
        particles.burst("chips", x, 0.0, 0.0, (0.0, 0.0))
    assert particles.n == 0
    particles.update(0.0)
    places, counts = np.unique(particles.column("x"), return_counts=True)
    assert places.tolist() == [0.0, 500.0, 900.0]
    assert counts.tolist() == [STYLES["chips"].count] * 3
    particles.burst("chips", 0.0, 0.0, 0.0, (0.0, 0.0))
    particles.clear()
    particles.update(0.0)
    assert particles.n == 0, "what was cleared away does not come after all"


def test_a_burst_from_many_points_spreads_over_them(atlas):
    particles = Particles(atlas.ids)
    points = np.array([0.0, 100.0, 200.0])
    particles.emit("exhaust", points, points, count=2)
    assert particles.n == 6
    assert sorted(set(particles.column("x").tolist())) == [0.0, 100.0, 200.0]


def test_their_chance_is_their_own(atlas):
    np.random.seed(4)
    before = np.random.get_state()[1].copy()
    particles = Particles(atlas.ids)
    particles.emit("blast", 0.0, 0.0)
    assert (np.random.get_state()[1] == before).all()
