"""An ending that is not saved is remembered until something newer is."""

from __future__ import annotations

from game.play import afterwards


def test_it_is_told_for_the_save_that_it_went_on_from(tmp_path):
    assert afterwards.ending(tmp_path, 7) == ""
    afterwards.note(tmp_path, "companion", 7)
    assert afterwards.ending(tmp_path, 7) == "companion"
    assert afterwards.ending(tmp_path, 8) == ""  # somebody went on, and said no


def test_a_damaged_file_is_no_ending(tmp_path):
    afterwards.note(tmp_path, "companion", 7)
    (tmp_path / afterwards.FILE).write_bytes(b"{")
    assert afterwards.ending(tmp_path, 7) == ""
