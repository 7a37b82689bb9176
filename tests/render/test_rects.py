"""Rectangles of the glass: the batch says what the plain questions say."""

from __future__ import annotations

import numpy as np

from game.render.rects import Rect, boxes, free, overlap, overlaps, shared, take_free


def some(count: int, seed: int) -> list[Rect]:
    chance = np.random.default_rng(seed)
    corners, sides = chance.integers(0, 300, (count, 2)), chance.integers(1, 80, (count, 2))
    return [tuple(rect) for rect in np.hstack([corners, sides]).astype(float).tolist()]


def test_what_meets_shares_an_area_and_edges_do_not_meet() -> None:
    for a in some(20, 1):
        for b in some(20, 2):
            assert overlap(a, b) == overlap(b, a) == (shared(a, b) > 0.0)
    assert not overlap((0.0, 0.0, 10.0, 10.0), (10.0, 0.0, 10.0, 10.0))


def test_many_are_asked_at_once_as_one_is() -> None:
    rects, taken = some(60, 3), some(9, 4)
    alone = [not overlaps(rect, taken) for rect in rects]
    assert 0 < sum(alone) < 60
    assert free(np.array(rects), taken).tolist() == alone
    assert free(np.array(rects), []).all()


def test_who_comes_first_takes_the_room() -> None:
    rects, taken = some(60, 3), some(9, 4)
    by_hand: list[int] = []
    room = list(taken)
    for at, rect in enumerate(rects):
        if not overlaps(rect, room):
            by_hand.append(at)
            room.append(rect)
    assert take_free(np.array(rects), taken) == by_hand
    assert taken == room


def test_sides_may_be_one_for_all() -> None:
    x, y = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    assert boxes(x, y, np.array([5.0, 6.0]), 7.0).tolist() == [[1.0, 3.0, 5.0, 7.0], [2.0, 4.0, 6.0, 7.0]]
