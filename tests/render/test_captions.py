"""Labels in the world: never over each other, never over the instruments, never hopping."""

from __future__ import annotations

import numpy as np
import pytest

from game.render.captions import Layout, Wish, overlap, presence

W, H = 1280.0, 720.0
PANELS = [(20.0, 590.0, 240.0, 100.0), (1070.0, 20.0, 190.0, 60.0), (270.0, 568.0, 740.0, 128.0)]


def wish(key: str, x: float, y: float, w: float = 180.0, h: float = 26.0) -> Wish:
    return Wish(key, x, y, w, h, 36.0)


@pytest.mark.parametrize("seed", range(12))
def test_no_label_touches_another_or_a_panel(seed: int):
    rng = np.random.default_rng(seed)
    many = [
        wish(str(i), rng.uniform(-100, W + 100), rng.uniform(-100, H + 100), rng.uniform(60, 260), rng.choice([26, 42]))
        for i in range(40)
    ]
    placed = list(Layout().place(many, PANELS, W, H).values())
    assert len(placed) > 10
    for i, rect in enumerate(placed):
        assert not any(overlap(rect, other) for other in placed[i + 1 :] + PANELS)
        assert rect[0] >= 0
        assert rect[1] >= 0
        assert rect[0] + rect[2] <= W
        assert rect[1] + rect[3] <= H


def test_a_label_stands_over_its_ship():
    rect = Layout().place([wish("a", 600.0, 400.0)], [], W, H)["a"]
    assert rect[0] + rect[2] / 2 == pytest.approx(600.0)
    assert rect[1] + rect[3] < 400.0


def test_one_without_room_hides():
    everywhere = [(0.0, 0.0, W, H)]
    assert Layout().place([wish("a", 600.0, 400.0)], everywhere, W, H) == {}


def test_a_label_keeps_its_place_when_its_neighbour_goes():
    layout = Layout()
    both = [wish("first", 600.0, 400.0), wish("second", 610.0, 400.0)]
    before = layout.place(both, [], W, H)["second"]
    assert layout.place(both[1:], [], W, H)["second"] == before


def test_words_come_and_go_softly():
    assert presence(0, 240) < 0.5
    assert presence(60, 240) == 1.0
    assert 0.0 < presence(230, 240) < 1.0
    assert presence(240, 240) == 0.0
    assert presence(10_000, 0) == 1.0  # a duration of 0 stays
