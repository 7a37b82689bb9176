"""A player's choices survive a restart, an edit by hand, and a damaged file."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from game.play import settings
from game.play.bindings import Bindings
from game.play.settings import CHOICES, Settings
from tests.play.stage import Stage


def test_what_was_chosen_is_there_after_a_restart(tmp_path: Path) -> None:
    chosen = Settings(volume=30, scheme="helm", text_size=150, window="borderless", colours="deutan", shake=0)
    chosen.bindings = {"boost": ("key C", "pad A")}
    settings.save(chosen, tmp_path)
    read, notes = settings.load(tmp_path)
    assert read == chosen
    assert notes == []
    assert Bindings(read.bindings).name("boost") == "C"


def test_a_first_start_has_defaults_and_nothing_to_say(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == (Settings(), [])


def test_every_setting_is_declared_with_a_default_that_it_allows() -> None:
    for name, choice in CHOICES.items():
        default = getattr(Settings(), name)
        assert choice.problem(default, default) == "", name
        assert choice.label


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("volume = 130", "must lie between 0 and 100"),
        ('volume = "loud"', "must be a whole number from 0 to 100"),
        ("volume = true", "must be a whole number"),
    ],
)
def test_one_bad_value_costs_only_itself(line: str, says: str, tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_text(f"[sound]\n{line}\nmusic = 20\n")
    read, notes = settings.load(tmp_path)
    assert read.volume == Settings().volume
    assert read.music == 20
    assert any(says in note and "volume" in note for note in notes)


def test_a_torn_file_keeps_the_lines_that_can_be_read(tmp_path: Path) -> None:
    whole = settings.to_toml(Settings(hacking=300, scheme="helm", text_size=200))
    torn = whole[: whole.index("text_size") + len("text_size = 20")].replace("speed = 100", "spe\x00ed = = 80", 1)
    (tmp_path / settings.FILE).write_text(torn)
    read, notes = settings.load(tmp_path)
    assert read.hacking == 300
    assert read.scheme == "helm"
    assert read.text_size == Settings().text_size, "20 is not a text size"
    assert any(f"{settings.FILE}:" in note for note in notes)
    assert (tmp_path / f"{settings.FILE}.damaged-1").read_text() == torn


def test_a_damaged_file_is_reported_once_and_never_saved_over(tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_bytes(b"\xff\xfe not toml at all [[[")
    read, notes = settings.load(tmp_path)
    assert notes
    settings.save(read, tmp_path)
    assert settings.load(tmp_path) == (Settings(), [])
    assert list(tmp_path.glob("*.damaged-*"))


def test_unknown_names_are_named(tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_text('[sound]\nvolumme = 3\n[bindings]\nwarp = ["key W"]\nfire = "key W"\n')
    read, notes = settings.load(tmp_path)
    assert read == Settings()
    assert any("volumme" in note for note in notes)
    assert any("warp is not an action" in note for note in notes)
    assert any("fire must be a list" in note for note in notes)


def test_the_file_is_plain_toml(tmp_path: Path) -> None:
    settings.save(Settings(), tmp_path)
    document = tomllib.loads((tmp_path / settings.FILE).read_text())
    assert document["controls"]["scheme"] == "direct"


def test_a_wrong_change_is_refused_with_the_reason() -> None:
    with pytest.raises(ValueError, match="must be one of direct, helm"):
        Settings().change("scheme", "autopilot")


def test_what_an_older_file_says_is_understood(tmp_path: Path) -> None:
    """Settings have moved to other headings since, and full screen has become one of three."""
    (tmp_path / settings.FILE).write_text('[flight]\nscheme = "helm"\n[picture]\nfull_screen = true\n')
    read, notes = settings.load(tmp_path)
    assert (read.scheme, read.window) == ("helm", "full screen")
    assert notes == []


def test_every_option_has_a_name_and_every_setting_says_what_it_is_for() -> None:
    for name, choice in CHOICES.items():
        assert not choice.names or len(choice.names) == len(choice.options), name
        said = [choice.means(option) for option in choice.options] or [choice.about]
        assert all(said) or name == "music", name
        assert not choice.each or len(set(said)) == len(choice.options), name


def test_each_difficulty_is_told_by_what_it_does() -> None:
    told = {option: CHOICES["difficulty"].means(option) for option in CHOICES["difficulty"].options}
    assert "half the harm" in told["story"]
    assert "half as much again" in told["outlaw"]
    assert CHOICES["scheme"].means("helm") == CHOICES["scheme"].means("direct") == CHOICES["scheme"].about


def test_the_size_of_the_window_is_a_size() -> None:
    for size in settings.SIZES:
        width, height = settings.size_of(Settings(size=size))
        assert width / height == pytest.approx(16 / 9)


def test_what_is_no_control_is_refused(tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_text(
        '[bindings]\nfire = ["pedal 3"]\nboost = ["key "]\nbrake = ["pad BUTTON14"]\n'
    )
    read, notes = settings.load(tmp_path)
    assert read.bindings == {"brake": ("pad BUTTON14",)}
    assert sum("must be a list such as" in note for note in notes) == 2


def test_a_damaged_file_is_spoken_of_on_the_title_and_what_was_left_of_it_stays(tmp_path: Path) -> None:
    settings.save(Settings(music=70), tmp_path)
    settings.save(Settings(music=20), tmp_path)  # so that there is an older copy
    path = tmp_path / settings.FILE
    path.write_text(path.read_text().replace("volume = 80", "volume = 999"))
    stage = Stage(tmp_path)
    assert "volume = 999 must lie between 0 and 100; using 80" in stage.scene.note
    stage.look()
    again, notes = settings.load(tmp_path)
    assert (again.music, notes) == (20, [])
    assert Stage(tmp_path).scene.note == ""
