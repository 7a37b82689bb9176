"""Layers of music on a clock of our own: they enter on bar lines, leave slowly, and fall silent at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from game.audio.layers import EARLY_S, HUSH_S, LEAVING_BARS, PATIENCE_S, Layers

BAR = 2.0
FRAME = 1 / 60


def play(
    layers: Layers, start: float, end: float, danger: int | Callable[[float], int]
) -> Iterator[tuple[float, list[float]]]:
    """(time, volumes) frame by frame."""
    for frame in range(round(start / FRAME), round(end / FRAME)):
        at = frame * FRAME
        yield at, layers.update(at, danger(at) if callable(danger) else danger)


def last(frames: Iterator[tuple[float, list[float]]]) -> list[float]:
    """The volumes at the end."""
    return list(frames)[-1][1]


def test_calm_sounds_alone_while_there_is_no_danger() -> None:
    assert last(play(Layers(4, BAR), 0, 10, 0)) == [1, 0, 0, 0]


@pytest.mark.parametrize("danger", [1, 2, 3])
def test_layers_enter_within_60_ms_of_the_next_bar_line(danger: int) -> None:
    layers = Layers(4, BAR)
    for at, volumes in play(layers, 0, 6.2, lambda at: danger if at > 4.7 else 0):
        inside = volumes[1 : danger + 1]
        if at < 6.0 - EARLY_S - 1e-9:
            assert sum(volumes[1:]) == 0, f"early at {at}"
        elif at >= 6.0 + 0.060:
            assert inside == [1.0] * danger
        assert volumes[danger + 1 :] == [0.0] * (3 - danger)


def test_a_danger_that_is_over_before_the_bar_line_is_never_heard() -> None:
    layers = Layers(4, BAR)
    assert all(sum(volumes[1:]) == 0 for _, volumes in play(layers, 0, 8, lambda at: 3 if 4.2 < at < 5.5 else 0))


def test_layers_leave_one_at_a_time_over_two_bars_after_six_seconds() -> None:
    layers = Layers(4, BAR)
    last(play(layers, 0, 4, 3))
    leaving = LEAVING_BARS * BAR
    gone = [4 + PATIENCE_S + leaving * (k + 1) for k in range(3)]  # chase, danger, tension
    for at, (_, tension, danger, chase) in play(layers, 4, gone[2] + 1, 0):
        if at < 4 + PATIENCE_S - FRAME:
            assert (tension, danger, chase) == (1, 1, 1)
        if at < gone[0] - FRAME:
            assert (tension, danger) == (1, 1)
        if gone[0] + 2 * FRAME < at < gone[1] - 3 * FRAME:
            assert (tension, chase) == (1, 0)
            assert 0 < danger <= 1
        if at > gone[2] + 4 * FRAME:
            assert (tension, danger, chase) == (0, 0, 0)


@pytest.mark.parametrize("noticed", [4.7, 5.99, 6.0])
def test_a_layer_that_enters_is_there_in_no_fewer_than_six_steps(noticed: float) -> None:
    """In two steps it clicked: a layer has sounded all the while, and at a bar line it is loud."""
    layers, before = Layers(4, BAR), [1.0, 0.0, 0.0, 0.0]
    for _, volumes in play(layers, 0, 8.5, lambda at: 3 if at >= noticed else 0):
        assert all(abs(a - b) < 0.17 for a, b in zip(volumes, before, strict=True))
        before = volumes
    assert before[3] == 1


@pytest.mark.parametrize("called", [8.5, 9.97])
def test_music_that_comes_back_from_a_hush_does_so_in_no_fewer_than_six_steps(called: float) -> None:
    layers = Layers(4, BAR)
    last(play(layers, 0, 5, 3))
    layers.hush(5.0)
    before = last(play(layers, 5, called, 3))
    layers.resume(called)
    for _, volumes in play(layers, called, 12, 3):
        assert all(abs(a - b) < 0.17 for a, b in zip(volumes, before, strict=True))
        before = volumes
    assert before[1:] == [1, 1, 1]


def test_a_layer_that_leaves_never_jumps() -> None:
    layers = Layers(4, BAR)
    before = last(play(layers, 0, 4, 3))
    for _, volumes in play(layers, 4, 30, 0):
        assert all(abs(a - b) < 0.02 for a, b in zip(volumes, before, strict=True))
        before = volumes


def test_new_cause_calls_a_leaving_layer_back_at_a_bar_line() -> None:
    layers = Layers(4, BAR)
    last(play(layers, 0, 4, 2))
    half_gone = last(play(layers, 4, 4 + PATIENCE_S + BAR * 1.5, 0))[2]
    assert 0 < half_gone < 1
    back = last(play(layers, 4 + PATIENCE_S + BAR * 1.5, 4 + PATIENCE_S + BAR * 3, 2))
    assert back[1:] == [1, 1, 0]


def test_a_hush_takes_everything_away_in_120_ms_and_the_return_is_on_a_bar_line() -> None:
    layers = Layers(4, BAR)
    last(play(layers, 0, 5, 3))
    layers.hush(5.0)
    for at, volumes in play(layers, 5, 8.5, 3):
        if at >= 5 + HUSH_S:
            assert sum(volumes) == 0, f"still heard at {at}"
    layers.resume(8.5)
    for at, volumes in play(layers, 8.5, 10.5, 3):
        if at < 10.0 - EARLY_S - 1e-9:
            assert sum(volumes) == 0
        elif at > 10.06:
            assert volumes[1:] == [1, 1, 1]


def test_calm_gives_its_floor_to_danger() -> None:
    layers = Layers(4, BAR)
    calm, *_ = last(play(layers, 0, 4, 2))
    assert 0.65 < calm < 0.75


def test_a_cue_of_one_layer_does_not_mind_danger() -> None:
    assert last(play(Layers(1, BAR), 0, 10, 3)) == [1]


def test_a_hush_before_the_return_is_no_moment_of_music() -> None:
    layers = Layers(2, BAR)
    last(play(layers, 0, 5, 0))
    layers.hush(5.0)
    last(play(layers, 5, 6.1, 0))
    layers.resume(6.1)
    last(play(layers, 6.1, 6.5, 0))
    layers.hush(6.5)
    assert all(volumes == [0.0, 0.0] for _, volumes in play(layers, 6.5, 10, 0))
