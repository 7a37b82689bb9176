"""A frame that another process draws is the same frame."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from game.render import parcel
from game.render.atlas import Atlas
from game.render.detail import FULL
from game.render.frame import Frame, Inset
from game.sim import carrier
from game.sim.carrier import Leg
from tests.render import staged

LISTS = ("floor", "world", "fx", "hud")


def same(one: object, other: object) -> bool:
    if isinstance(one, np.ndarray):
        return isinstance(other, np.ndarray) and one.dtype == other.dtype and np.array_equal(one, other)
    if isinstance(one, list):
        return isinstance(other, list) and len(one) == len(other) and all(map(same, one, other))
    if hasattr(one, "__slots__") and hasattr(one, "__dataclass_fields__"):
        return all(same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    return one == other


def assert_same(one: Frame, other: Frame) -> None:
    for f in fields(Frame):
        mine, others = getattr(one, f.name), getattr(other, f.name)
        if f.name in LISTS:
            assert np.array_equal(mine.rows, others.rows), f.name
        elif f.name == "inset" and mine is not None:
            assert (mine.x, mine.y, mine.w, mine.h) == (others.x, others.y, others.w, others.h)
            assert_same(mine.frame, others.frame)
        elif f.name != "detail":  # whoever draws has its own
            assert same(mine, others), f.name


@pytest.fixture
def rows() -> np.ndarray:
    return parcel.rows_in(bytearray(parcel.room()))


@pytest.fixture
def crowded(atlas: Atlas) -> Frame:
    """Under the carrier, with cones, the sweep and a few hundred sprites; and a picture within it."""
    stage = staged.Staged(atlas).grant().fly(0.1)
    world = stage.world
    x, y = float(world.ships.x[world.player_row]), float(world.ships.y[world.player_row])
    course = np.array([[x + 1500.0, y - 330.0], [x + 6000.0, y - 330.0]])
    carrier.call(world, course, 120.0, [Leg(True, 3.0), Leg(False, 6.0)])
    world.sweep.start(world, x - 100.0, 0.0, 0.1, 30.0, 20_000.0)
    frame = stage.fly(0.2).view.frame(1.0)
    assert frame.overhead is not None
    assert frame.sweep is not None
    within = Frame.of(atlas)
    within.hud.box(1, 2, 3, 4, (0.1, 0.2, 0.3, 1.0))
    frame.inset = Inset(within, 10.0, 20.0, 300.0, 200.0)
    return frame


def test_nothing_of_it_is_lost_on_the_way(atlas: Atlas, rows: np.ndarray, crowded: Frame) -> None:
    unpacker = parcel.Unpacker(atlas, rows)
    assert_same(crowded, unpacker.unpack(parcel.pack(crowded, rows)))
    plain = Frame.of(atlas)
    again = unpacker.unpack(parcel.pack(plain, rows))
    assert_same(plain, again)
    assert again.inset is None
    assert again.detail is FULL


def test_rows_lie_where_both_can_read_them(atlas: Atlas, rows: np.ndarray, crowded: Frame) -> None:
    letter = parcel.pack(crowded, rows)
    assert len(letter) < 20_000
    assert np.shares_memory(parcel.Unpacker(atlas, rows).unpack(letter).world.rows, rows)


def test_what_the_memory_has_no_room_for_goes_with_the_letter(atlas: Atlas, crowded: Frame) -> None:
    few = np.zeros((crowded.floor.n + 3, 10), np.float32)
    letter = parcel.pack(crowded, few)
    assert_same(crowded, parcel.Unpacker(atlas, few).unpack(letter))
