"""An ending that is not saved is remembered until something newer is."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

from game.play import afterwards
from game.play.app import App
from game.play.saves import Save
from game.play.scenes.title import Title


def test_it_is_told_for_the_save_that_it_went_on_from(tmp_path):
    assert afterwards.ending(tmp_path, 7) == ""
    afterwards.note(tmp_path, "companion", 7)
    assert afterwards.ending(tmp_path, 7) == "companion"
    assert afterwards.ending(tmp_path, 8) == ""  # somebody went on, and said no


def test_a_damaged_file_is_no_ending(tmp_path):
    afterwards.note(tmp_path, "companion", 7)
    (tmp_path / afterwards.FILE).write_bytes(b"{")
    assert afterwards.ending(tmp_path, 7) == ""


def test_the_title_shows_it_and_goes_on_from_before_the_answer(tmp_path):
    app = App(tmp_path, renderer="software", picture=(320, 180))
    try:
        kept = app.saves.keep(Save("07-the-garage", "The Garage", "answer"))
        assert Title(app).ending == ""
        afterwards.note(tmp_path, "companion", kept.serial)
        title = Title(app)
        assert title.ending == "companion"
        assert title.menu.widgets[0].label == "CONTINUE"
        app.saves.keep(Save("07-the-garage", "The Garage", "lamp"))
        assert Title(app).ending == ""
    finally:
        app.renderer.close()
