"""Words can be read: the contrast of every run of letters, measured on pictures of whole screens."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pygame
import pytest

from game.play.scenes.chapter_list import ChapterList
from game.play.scenes.credits import Credits
from game.play.scenes.options import Options
from game.play.scenes.pause import Pause
from game.render import palette
from tests.play.stage import Keyboard, Stage, short_level
from tests.play.test_console import Open

LEAST = 4.5
SLICE = 40  # the ground may change under a long line: each piece of it counts [px]


class Run(NamedTuple):
    """Letters side by side of one size and colour; `contrast` is that of its worst piece."""

    words: str
    contrast: float


def runs(stage: Stage) -> list[Run]:
    """Everything that is written on the glass of the picture on the stage, against what it stands on."""
    renderer, atlas = stage.app.renderer, stage.app.atlas
    frame = stage.scene.picture(1.0)
    rows = frame.hud.rows
    at = np.array([i for i, row in enumerate(rows) if atlas.sprites[int(row[0])].kind == "letter"], int)
    letters = rows[at].copy()
    rows[at, 6:] = 0.0
    renderer.draw(frame)  # as it is without a word
    ground = pygame.surfarray.array3d(renderer.image()) / 255.0
    apart = [0, *(k for k in range(1, len(at)) if _breaks(letters[k - 1], letters[k], at[k] - at[k - 1])), len(at)]
    return [_measured(letters[a:b], ground, atlas) for a, b in itertools.pairwise(apart)]


def _breaks(one: np.ndarray, other: np.ndarray, step: int) -> bool:
    beside = abs(one[2] - other[2]) < one[4] and 0.0 < other[1] - one[1] < 3.0 * one[4]
    return step > 1 or not beside or not np.array_equal(one[6:], other[6:])


def _measured(letters: np.ndarray, ground: np.ndarray, atlas) -> Run:
    x, y, wide, high = letters[:, 1:5].T
    left, right = max(0, int((x - wide / 2).min())), int((x + wide / 2).max()) + 1
    area = ground[left:right, max(0, int((y - high / 2).min())) : int((y + high / 2).max()) + 1]
    worst = 21.0
    for piece in np.array_split(area, max(1, (right - left) // SLICE)):
        under = piece.reshape(-1, 3).mean(axis=0)
        ink = letters[0, 6:9] + under * (1.0 - letters[0, 9])
        worst = min(worst, palette.contrast(np.minimum(ink, 1.0), under))
    return Run("".join(atlas.sprites[int(letter)].char for letter in letters[:, 0]), round(worst, 2))


def faint(stage: Stage) -> list[Run]:
    found = runs(stage)
    assert sum(len(run.words) for run in found) > 60, "this is a screen full of words"
    return [run for run in found if run.contrast < LEAST]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    short_level(tmp_path / "user" / "levels" / "01-no-gamertag")
    return Stage(tmp_path / "user")


def test_every_page_of_the_options_can_be_read(stage: Stage) -> None:
    stage.play(60)
    assert faint(stage) == []
    stage.app.push(Options(stage.app, stage.scene))
    for _ in stage.scene.menu.pages:
        assert faint(stage) == []
        stage.scene.menu.turn(1)


def test_a_pause_can_be_read_over_a_flight(stage: Stage) -> None:
    Keyboard().choose(stage, "NEW GAME")
    stage.play(60)
    stage.app.push(Pause(stage.app, stage.scene))
    assert faint(stage) == []


@pytest.mark.parametrize("text_size", [100, 200])
def test_the_console_can_be_read_on_its_paper(text_size: int, tmp_path: Path) -> None:
    opened = Open(tmp_path)
    opened.stage.app.settings.text_size = text_size
    opened.console.toggle()
    opened.stage.play(90)  # until everything has come
    for page in ("rules", "things"):
        opened.page(page)
        assert faint(opened.stage) == []


def test_credits_can_be_read_as_they_come_and_go_and_chapters_that_are_not_yet(stage: Stage) -> None:
    front = stage.scene
    front.advance(2.0)  # it is day
    stage.app.push(Credits(stage.app, front))
    for _ in range(6):
        assert [run for run in runs(stage) if run.contrast < LEAST] == []
        stage.scene.rolled += 67.0
    stage.app.push(ChapterList(stage.app, front))
    stage.scene.menu.focus = 4
    assert faint(stage) == []
