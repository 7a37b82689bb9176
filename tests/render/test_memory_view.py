"""Pictures adrift as they are drawn: green at first and clearer with each pair; dark ones as a dark card."""

from __future__ import annotations

import numpy as np
import pytest

from game.render.atlas import Atlas
from game.render.view import View
from game.sim.command import IDLE
from game.sim.pictures import Pictures
from game.story import library
from game.story.episode import Episode


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


def scene(atlas: Atlas, *, dark: bool = False) -> tuple[Episode, View]:
    """The ship, and the two of a pair beside her."""
    episode = Episode(library.load("10-two-bodies"), 1)
    pictures = episode.world.pictures = Pictures()
    x, y = float(episode.world.ships.x[0]), float(episode.world.ships.y[0])
    pictures.add("memory_bus", 1, x - 220.0, y, dark=dark)
    pictures.add("memory_moon", 1, x + 220.0, y, dark=dark)
    return episode, View(atlas, episode)


def rows(view: View, name: str) -> np.ndarray:
    """What was drawn of a sprite in the world."""
    listed = view.frame(1.0, (1280, 720)).world.rows
    return listed[listed[:, 0] == view.atlas.id(name)]


def test_each_is_drawn_where_it_is(atlas: Atlas):
    _, view = scene(atlas)
    view.update([], 0.1)
    (bus,), (moon,) = rows(view, "memory_bus"), rows(view, "memory_moon")
    assert bus[1] < 640 < moon[1]
    assert bus[3] == moon[3] > 180
    assert bus[7] > 1.2 * bus[6], "green, by the light there is"


def test_towards_morning_they_are_clearer(atlas: Atlas):
    episode, view = scene(atlas)
    view.update([], 0.1)
    night = rows(view, "memory_bus")[0, 6:9].copy()
    episode.world.pictures.joined = 6
    for _ in range(100):
        view.update([], 0.1)
    morning = rows(view, "memory_bus")[0, 6:9]
    assert (morning > night).all()
    assert morning.max() - morning.min() < 0.1, "and have their own colours"


def test_of_a_dark_one_nothing_is_seen_but_a_card(atlas: Atlas):
    _, view = scene(atlas, dark=True)
    view.update([], 0.1)
    assert len(rows(view, "memory_bus")) == 0
    cards = rows(view, "white")
    assert len(cards) == 4
    paper, picture = cards[0::2], cards[1::2]
    assert picture[:, 6:9].max() < 0.05
    assert paper[:, 6:9].max() < 0.25
    assert np.all(picture[:, 3] < paper[:, 3]), "with paper round it"


def test_two_that_join_are_gone_into_a_light(atlas: Atlas):
    episode, view = scene(atlas)
    view.update([], 0.1)
    assert episode.world.pictures.join(episode.world, 1)
    view.update([], 0.4)
    assert 0.0 < rows(view, "memory_bus")[0, 9] < 1.0, "they fade as they meet"
    for _ in range(30):
        view.update([], 0.1)
    assert len(rows(view, "memory_bus")) == 0
    assert rows(view, "memory_moon").size == 0


def test_no_instruments_and_no_digest(atlas: Atlas):
    seen, view = scene(atlas)
    unseen, _ = scene(atlas)
    for _ in range(60):
        view.update(seen.step(IDLE), 1 / 60)
        view.frame(1.0, (1280, 720))
        unseen.step(IDLE)
    assert view.glass.hud.shown == 0.0
    assert seen.digest() == unseen.digest()
