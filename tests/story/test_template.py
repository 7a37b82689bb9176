"""A new level can be played as it stands, and its editor knows its schemas."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from game.lab.run import run
from game.story import library, template
from game.story.check import check
from game.story.loader import FILES
from game.story.problems import LevelError


def test_it_is_whole_commented_and_won(tmp_path: Path) -> None:
    template.make(tmp_path / "mine")
    assert check(tmp_path / "mine") == []
    for name in FILES:
        text = (tmp_path / "mine" / name).read_text(encoding="utf-8")
        first, *rest = text.splitlines()
        assert (tmp_path / "mine" / first.removeprefix("#:schema ")).is_file()
        assert sum(line.startswith("# ") for line in rest) >= 2
    assert run(tmp_path / "mine").outcome == "won"


@pytest.mark.parametrize("title", ["", "Zwölf Uhr", 'Say "so"', "a\\b", "関卡 1", "\\1"])
def test_its_title_is_what_was_said(title: str, tmp_path: Path) -> None:
    template.make(tmp_path / "07-my-moon", title)
    assert library.load(tmp_path / "07-my-moon").title == (title or "My Moon")
    assert tomllib.loads((tmp_path / "07-my-moon" / "level.toml").read_text(encoding="utf-8"))["author"] == ""


@pytest.mark.parametrize("name", ["My Level", "nul", "x" * 60, "a_b", "ärger", "-a", "a-", "Ünï"])
def test_a_name_that_is_none_is_met_with_one(name: str, tmp_path: Path) -> None:
    with pytest.raises(LevelError, match=r"small letters|device"):
        template.make(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_nothing_is_written_over(tmp_path: Path) -> None:
    template.make(tmp_path / "mine")
    with pytest.raises(LevelError, match="there already"):
        template.make(tmp_path / "mine")
