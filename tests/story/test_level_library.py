"""Finding levels by name, prefix and folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from game.story import library
from game.story.problems import LevelError

SMALL = Path(__file__).parent / "data" / "small"


@pytest.fixture
def user(tmp_path: Path) -> Path:
    for name in ("90-my-moon", "90-my-sun", "91-alone"):
        shutil.copytree(SMALL, tmp_path / "levels" / name)
    (tmp_path / "levels" / "not-a-level").mkdir()
    return tmp_path


def test_names_of_bundled_and_user_levels_in_order(user):
    names = list(library.folders(user))
    assert names == sorted(names)
    assert {"90-my-moon", "90-my-sun", "91-alone"} <= set(names)
    assert "not-a-level" not in names


@pytest.mark.parametrize("name", ["91-alone", "91", "91-al"])
def test_a_name_or_a_unique_prefix(user, name):
    assert library.find(name, user) == user / "levels" / "91-alone"


def test_a_prefix_of_two_names_them_both(user):
    with pytest.raises(LevelError, match="90-my-moon, 90-my-sun"):
        library.find("90", user)


def test_an_unknown_name_is_met_with_what_was_meant(user):
    with pytest.raises(LevelError, match="did you mean '91-alone'"):
        library.find("91-alnoe", user)


def test_a_folder(user, tmp_path):
    assert library.load(tmp_path / "levels" / "91-alone").title == "The Small One"
    with pytest.raises(LevelError, match=r"no level\.toml"):
        library.find(str(tmp_path / "levels" / "not-a-level"))
    with pytest.raises(LevelError, match="no folder"):
        library.find(str(tmp_path / "gone" / "level"))


def test_a_users_level_hides_a_bundled_one_of_the_same_name(tmp_path):
    for name in list(library.folders())[:1]:
        shutil.copytree(SMALL, tmp_path / "levels" / name)
        assert library.find(name, tmp_path) == tmp_path / "levels" / name


@pytest.mark.parametrize("name", ["", ".", "..", "../..", "/", "\x00", "x" * 5000])
def test_strange_names_are_refused(user, name):
    with pytest.raises(LevelError):
        library.find(name, user)
