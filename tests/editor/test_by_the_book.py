"""What the tutorial draws is what it writes."""

from __future__ import annotations

from pathlib import Path

from game import cli, resources
from game.story import library
from tests.editor import by_the_book
from tests.editor.unseen import Unseen
from tests.lab.test_tutorial import BLOCK, type_in


def is_the_tutorials(drawn: Path) -> None:
    """The level in a folder is the one that the tutorial writes by text; comments of the new level are still there."""
    folder = drawn.parent / "written"
    assert cli.main(["new", str(folder), "--title", "Toll Road"]) == 0
    page = (resources.root() / "levels" / "TUTORIAL.md").read_text(encoding="utf-8")
    for kind, block in BLOCK.findall(page):
        if kind == "toml":
            type_in(folder, block)
    there, written = library.load(str(drawn)), library.load(str(folder))
    assert list(there.beats) == list(written.beats) == ["begin", "through", "trap", "paid"]
    for part in ("header", "beats", "retries", "lines", "map"):
        assert getattr(there, part) == getattr(written, part), part
    assert "# The ship is 118 long" in (drawn / "map.toml").read_text(encoding="utf-8")


def test_every_step_that_is_drawn_does_what_it_says(tmp_path):
    assert cli.main(["new", str(tmp_path / "ambush"), "--title", "Toll Road"]) == 0
    window = Unseen(tmp_path / "ambush", tmp_path / "user")
    try:
        for step in by_the_book.steps():
            by_the_book.do(window, step)
        assert window.checked() == []
    finally:
        window.close()
    is_the_tutorials(tmp_path / "ambush")
