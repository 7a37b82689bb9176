"""An ending that is not saved is remembered until something newer is."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import pygame

from game.play.app import App
from game.play.saves import ENDING, Save, Saves
from game.play.scenes.ending import LIGHTS, STANDS, Ending
from game.play.scenes.title import Title
from tests.play.hands import tap
from tests.play.stage import Stage


def test_it_is_told_for_the_save_that_it_went_on_from(tmp_path):
    saves = Saves(tmp_path)
    assert saves.ending() == ""
    saves.keep(Save("07-the-garage", "The Garage", "answer"))
    saves.remember("companion")
    assert Saves(tmp_path).ending() == "companion"
    saves.keep(Save("07-the-garage", "The Garage", "lamp"))
    assert Saves(tmp_path).ending() == "", "somebody went on, and said no"


def test_a_damaged_file_is_no_ending(tmp_path):
    saves = Saves(tmp_path)
    saves.keep(Save("07-the-garage", "The Garage", "answer"))
    saves.remember("companion")
    for damage in (b"", b"\xff\xfe{", b"companion", b"9 companion"):
        (saves.folder / ENDING).write_bytes(damage)
        assert saves.ending() == ""


def test_the_title_shows_it_and_goes_on_from_before_the_answer(tmp_path):
    app = App(tmp_path, renderer="software", picture=(320, 180))
    try:
        app.saves.keep(Save("07-the-garage", "The Garage", "answer"))
        assert Title(app).ending == ""
        app.saves.remember("companion")
        title = Title(app)
        assert title.ending == "companion"
        assert title.menu.widgets[0].label == "CONTINUE"
        app.saves.keep(Save("07-the-garage", "The Garage", "lamp"))
        assert Title(app).ending == ""
    finally:
        app.renderer.close()


def test_the_screen_comes_on_before_a_press_goes_on(tmp_path):
    stage = Stage(tmp_path)
    ending = Ending(stage.app, "companion")
    stage.app.go(ending)
    for _ in range(round(LIGHTS * 60) - 1):  # the last keys of a flight, pressed on and on
        stage.play(events=tap(pygame.K_RETURN))
    assert ending._going == 0.0
    stage.play(30)
    assert stage.name == "ending", "it stands until somebody asks to go on"
    stage.play(events=tap(pygame.K_RETURN))
    stage.until(lambda: stage.name == "title", 120)


def test_an_ending_goes_by_itself(tmp_path):
    stage = Stage(tmp_path)
    stage.app.go(Ending(stage.app, "freedom"))
    stage.play(round(STANDS * 60) - 2)
    assert stage.name == "ending"
    stage.until(lambda: stage.name == "title", 120)
