"""`callister check` proves the campaign as a whole: what comes with the game is clean, what is broken has a place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from game import resources
from game.story import campaign_check


@pytest.fixture
def levels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the game's levels that may be broken."""
    copy = tmp_path / "levels"
    shutil.copytree(resources.levels(), copy)
    monkeypatch.setattr(resources, "levels", lambda: copy)
    return copy


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(levels: Path) -> list[str]:
    return [str(problem).replace(f"{levels}/", "") for problem in campaign_check.check()]


def test_what_comes_with_the_game_is_clean() -> None:
    assert campaign_check.check() == []


def test_a_flag_that_nothing_carried_there_is_found(levels: Path) -> None:
    change(levels / "bridge" / "b01.toml", 'brings = ["', 'brings = ["soup-hot", "')
    change(levels / "bridge" / "b01.toml", "if = [{ flag", 'if = [{ flag = "soup-hot" }, { flag')
    found = problems(levels)
    assert len(found) == 1
    assert found[0].startswith("bridge/b01.toml:")
    assert "'soup-hot' is read here, and nothing before it on the road carries it" in found[0]


def test_behind_a_chapter_that_is_missing_nothing_is_said(levels: Path) -> None:
    for folder in levels.glob("0[2-9]-*"):
        shutil.rmtree(folder)
    change(levels / "bridge" / "b02.toml", 'brings = ["', 'brings = ["soup-hot", "')
    change(levels / "bridge" / "b02.toml", "if = [{ flag", 'if = [{ flag = "soup-hot" }, { flag')
    assert problems(levels) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("bridge/shop.toml", 'effect = "hull_bonus"', 'effect = "hull"', "is not one of hull_bonus"),
        ("bridge/log.toml", "chapter =", "chaptr =", "did you mean 'chapter'"),
        ("bridge/b03.toml", 'with = "nate"', 'with = "nat"', "did you mean 'nate'"),
        ("campaign.toml", 'hub = "b01"', 'hubb = "b01"', "did you mean 'hub'"),
    ],
)
def test_every_file_is_read(levels: Path, file: str, old: str, new: str, says: str) -> None:
    change(levels / file, old, new)
    found = problems(levels)
    assert any(problem.startswith(f"{file}:") and says in problem for problem in found), found
