"""A question is answered by its key, or by a press on the answer: with the mouse, as on every other screen."""

from __future__ import annotations

from collections.abc import Callable

import pygame
import pytest

from game.play.scenes import chapters
from tests.play.hands import click, tap
from tests.play.stage import LEVEL, Stage

ASKS = """
[[beat]]
id = "asks"
when = { on = "start" }
then = [{ do = "choice", choice = "door", ask = "ask", cards = CARDS, options = [
  { line = "no", note = "no.note", set = "refused" },
  { line = "stay", note = "stay.note", set = "stayed" },
] }]
"""
WORDS = """
"ask" = { who = "daly", text = "It has to be you, saying it." }
"no" = { who = "option", text = "NO" }
"no.note" = { who = "note", text = "All of you, or none." }
"stay" = { who = "option", text = "STAY" }
"stay.note" = { who = "note", text = "You never leave." }
"""


@pytest.fixture(params=[True, False], ids=["cards", "rows"])
def asked(request, tmp_path) -> Stage:
    folder = tmp_path / "door"
    folder.mkdir()
    for name, text in LEVEL.items():
        more = {"level.toml": ASKS.replace("CARDS", str(request.param).lower()), "lines.toml": WORDS}.get(name, "")
        (folder / name).write_text(text + more)
    stage = Stage(tmp_path / "user")
    chapters.begin(stage.app, str(folder))
    stage.play(60)
    stage.look()
    return stage


def pressed(stage: Stage, number: int) -> list[pygame.Event]:
    x, y, wide, high = stage.scene.view.glass.answers[number]
    return click(round(x + wide / 2), round(y + high / 2))


HANDS: dict[str, Callable[[Stage, int], list[pygame.Event]]] = {
    "keys": lambda stage, number: tap((pygame.K_1, pygame.K_2)[number]),
    "mouse": pressed,
}


@pytest.mark.parametrize("hands", HANDS)
@pytest.mark.parametrize(("number", "flag"), [(0, "refused"), (1, "stayed")])
def test_each_answer_can_be_given(asked: Stage, hands: str, number: int, flag: str) -> None:
    world = asked.scene.episode.world
    asked.play(4, events=HANDS[hands](asked, number))
    assert flag in asked.scene.episode.director.flags
    assert world.shots.n == 0, "an answer is no shot"
    assert asked.scene.episode.director.choice is None


def test_a_press_beside_the_answers_gives_none_and_fires(asked: Stage) -> None:
    asked.play(4, events=click(640, 90))
    assert asked.scene.episode.director.choice is not None
    assert asked.scene.episode.world.shots.n > 0


def test_who_is_still_shooting_when_it_is_asked_has_not_answered(tmp_path, asked: Stage) -> None:
    choice = asked.scene.episode.director.choice
    choice.age = 10
    asked.play(4, events=pressed(asked, 0))
    assert asked.scene.episode.director.choice is not None
