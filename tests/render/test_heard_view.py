"""Sounds for the eye: where captions stand, which way they point, and what an alarm looks like."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest

from game.render import heard_view, palette, pointers
from game.render.atlas import Atlas
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.render.glass import Comfort
from game.render.rects import overlap
from tests.render import staged

BARS = (14.0, 496.0, 116.0, 140.0)
HEAT = (14.0, 14.0, 96.0, 34.0)
TALK = (130.0, 646.0, 380.0, 30.0)


def caption(text: str, bearing: float | None = None, alerts: bool = False, age: float = 0.1) -> SimpleNamespace:
    return SimpleNamespace(text=text, bearing=bearing, alerts=alerts, age=age, known=age)


def glass(atlas: Atlas, text: float = 1.0) -> tuple[Frame, Canvas]:
    frame = Frame.of(atlas)
    return frame, Canvas(frame.hud, Lens(1.0, 0.0, 0.0, 1280, 720), text)


def boxes(frame: Frame, canvas: Canvas) -> list[tuple[float, float, float, float]]:
    """Everything drawn, as x, y, w, h [units]."""
    rows = frame.hud.rows / canvas.unit
    return [(x - w / 2, y - h / 2, w, h) for x, y, w, h in rows[:, 1:5].tolist()]


@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_captions_keep_off_the_instruments(text: float, atlas: Atlas) -> None:
    frame, canvas = glass(atlas, text)
    bars = (14.0, canvas.height - 224.0, 116.0, 140.0)
    shown = [caption(f"sound {n}", 0.3 * n) for n in range(4)]
    heard_view.draw_captions(canvas, shown, canvas.height, [HEAT, bars, TALK])
    assert frame.hud.n > 0
    for box in boxes(frame, canvas):
        assert not overlap(box, bars)
        assert not overlap(box, HEAT)


@pytest.mark.parametrize("text", [1.0, 1.5])
@pytest.mark.parametrize("turn", [0.6, 0.75, 0.9, 1.0, 1.1])
def test_captions_keep_off_the_arrow_to_the_objective(
    text: float, turn: float, atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which comes from anywhere on the left [half turns]."""
    filled: list[tuple[float, float, float, float]] = []
    draw = pointers.draw_objective

    def heed(*given) -> list[tuple[float, float, float, float]]:
        filled[:] = draw(*given)
        return list(filled)

    monkeypatch.setattr(pointers, "draw_objective", heed)
    stage = staged.Staged(atlas, at=(9900.0, 0.0, 0.0)).grant()
    stage.view.comfort = Comfort(text=text)
    way = turn * math.pi
    stage.order("Wake the ship", (9900.0 + 3000.0 * math.cos(way), 3000.0 * math.sin(way)))
    stage.fly(1.0, each=lambda stage: stage.view.frame(1.0))
    frame, canvas = glass(atlas, text)
    shown = [caption(f"sound {n}", 0.3 * n) for n in range(4)]
    heard_view.draw_captions(canvas, shown, canvas.height, stage.view.glass.taken)
    assert len(filled) == 2, "the mark and how far it is"
    assert not any(overlap(box, rect) for box in boxes(frame, canvas) for rect in filled)


def test_what_large_text_leaves_no_room_for_on_the_left_stands_on_the_right(atlas: Atlas) -> None:
    frame, canvas = glass(atlas, 2.0)
    filled = [(14.0, 14.0, 196.0, 52.0), (14.0, 118.0, 234.0, 166.0), (520.0, 200.0, 100.0, 100.0)]
    heard_view.draw_captions(canvas, [caption(f"sound {n}") for n in range(4)], canvas.height, filled)
    drawn = boxes(frame, canvas)
    assert min(x for x, *_ in drawn) > canvas.width / 2
    assert max(x + w for x, _, w, _ in drawn) <= canvas.width
    assert len({round(y) for _, y, w, _ in drawn if w > 60.0}) >= 4, "all of them"
    assert not any(overlap(box, other) for box in drawn for other in filled)


def test_where_both_sides_are_full_an_alarm_stands_between_them(atlas: Atlas) -> None:
    """Large letters, bars, a radar, a choice: no answer may be covered."""
    frame, canvas = glass(atlas, 2.0)
    filled = [(20.0, 20.0, 196.0, 47.0), (20.0, 76.0, 238.0, 96.0), (40.0, 180.0, 560.0, 160.0)]
    filled += [(500.0, 20.0, 118.0, 150.0), (-90.0, 67.0, 60.0, 9.0)]  # and somebody outside the picture
    heard_view.draw_captions(canvas, [caption("shots"), caption("hull", alerts=True)], canvas.height, filled)
    drawn = boxes(frame, canvas)
    assert len(drawn) > 4
    assert min(x for x, *_ in drawn) > 0.0
    assert not any(overlap(box, other) for box in drawn for other in filled)


def test_where_words_stand_all_along_the_edge_a_mark_covers_as_little_as_it_can(atlas: Atlas) -> None:
    frame, canvas = glass(atlas, 2.0)
    talk, bars = (0.0, 100.0, 640.0, 260.0), (0.0, 0.0, 640.0, 70.0)
    heard_view.draw_alerts(canvas, [caption("hull", 0.8, alerts=True)], canvas.height, words=False, taken=[talk, bars])
    foot = max(y + h for _, y, _, h in boxes(frame, canvas))
    assert foot < talk[1] + 30.0


def test_an_alarm_in_words_does_not_lie_on_its_mark(atlas: Atlas) -> None:
    frame, canvas = glass(atlas)
    alarm = [caption("hull", math.pi, alerts=True)]
    filled = heard_view.draw_alerts(canvas, alarm, canvas.height, words=False, taken=[HEAT])
    marks = boxes(frame, canvas)
    assert filled[0] == HEAT
    assert all(any(overlap(box, rect) for rect in filled[1:]) for box in marks)
    frame.hud.clear()
    column = [(0.0, 0.0, 270.0, 330.0), (0.0, 430.0, 270.0, 290.0), (900.0, 0.0, 380.0, 720.0)]
    heard_view.draw_captions(canvas, alarm, canvas.height, [*column, *filled[1:]])
    words = boxes(frame, canvas)
    assert words
    assert not any(overlap(word, mark) for word in words for mark in marks)


def test_where_there_is_no_room_at_all_an_alarm_hides_as_little_as_it_can(atlas: Atlas) -> None:
    frame, canvas = glass(atlas, 2.0)
    answers = (10.0, 140.0, 620.0, 210.0)
    full = [(0.0, 0.0, 640.0, 30.0), (0.0, 48.0, 640.0, 60.0), answers]
    heard_view.draw_captions(canvas, [caption("hull", alerts=True)], canvas.height, full)
    drawn = boxes(frame, canvas)
    assert drawn
    assert not any(overlap(box, answers) for box in drawn)


def test_where_there_is_room_for_one_it_is_the_alarm(atlas: Atlas) -> None:
    def drawn(*shown: SimpleNamespace) -> np.ndarray:
        frame, canvas = glass(atlas)
        tight = [(14.0, 60.0, 100.0, 200.0), (14.0, 300.0, 100.0, 380.0)]
        tight += [(1100.0, y, w, h) for _, y, w, h in tight]
        heard_view.draw_captions(canvas, shown, canvas.height, tight)
        return frame.hud.rows.copy()

    alarm, noise = caption("SHIELD DOWN", alerts=True, age=1.0), caption("rock is struck")
    assert np.array_equal(drawn(alarm, noise), drawn(alarm))


@pytest.mark.parametrize("bearing", [0.0, 1.0, math.pi / 2, 2.5, math.pi, -2.0, -math.pi / 2])
def test_an_alarm_stands_at_the_edge_that_it_comes_from(bearing: float, atlas: Atlas) -> None:
    frame, canvas = glass(atlas)
    heard_view.draw_alerts(canvas, [caption("hound attacks", bearing, alerts=True)], canvas.height, words=False)
    x, y = np.mean(frame.hud.rows[:, 1:3], axis=0)
    way = math.atan2(y - 360.0, x - 640.0)
    assert math.cos(way - bearing) > 0.9
    assert x < 110 or x > 1170 or y < 110 or y > 610


def test_what_is_no_alarm_and_what_is_long_known_leave_no_mark(atlas: Atlas) -> None:
    frame, canvas = glass(atlas)
    old = caption("SHIELD DOWN", alerts=True, age=5.0)
    heard_view.draw_alerts(canvas, [caption("rock is struck", 1.0), old], canvas.height, words=True)
    assert frame.hud.n == 0


def test_alarms_from_one_way_share_a_mark_and_keep_off_what_is_read(atlas: Atlas) -> None:
    frame, canvas = glass(atlas)
    low = [caption("watcher opens", 1.5, alerts=True), caption("SCAN BEGINS", 1.6, alerts=True)]
    heard_view.draw_alerts(canvas, low, canvas.height, words=True, taken=[(300.0, 640.0, 700.0, 60.0)])
    hot = np.abs(frame.hud.rows[:, 6:9] - np.array(palette.rgb("hot"))).max(axis=1) < 0.01
    marks = frame.hud.rows[hot][:, 1:3]
    assert np.ptp(marks, axis=0).max() < 60, "one mark"
    for box in boxes(frame, canvas):
        assert not overlap(box, (300.0, 642.0, 700.0, 56.0))


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_an_alarm_aboard_in_words_goes_wherever_there_is_room(text: float, atlas: Atlas) -> None:
    """No row in the middle is free, as the order and what is said fill them: it stands aside, and covers neither."""
    frame, canvas = glass(atlas, text)
    middle = (canvas.width * 0.25, 0.0, canvas.width * 0.75, canvas.height)
    filled = heard_view.draw_alerts(canvas, [caption("hull", None, alerts=True)], canvas.height, True, [middle])
    assert not overlap(filled[-1], middle)
    assert filled[-1][0] >= 0.0
    letters = [box for box in boxes(frame, canvas) if box[3] < 20.0 and overlap(box, filled[-1])]
    assert letters
    assert not any(overlap(box, middle) for box in letters)


def test_alarms_too_wide_to_be_read_at_once_stand_each_for_itself(atlas: Atlas) -> None:
    _, canvas = glass(atlas, 2.0)
    many = [caption(f"A LONG ALARM {n}", None, alerts=True) for n in range(3)]
    filled = heard_view.draw_alerts(canvas, many, canvas.height, True, [])
    assert len(filled) == 3
    assert not any(overlap(a, b) for i, a in enumerate(filled) for b in filled[:i])
