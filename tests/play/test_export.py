"""A flight becomes something that one can send: a still, or a short moving picture that is in time."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.cli import main
from game.lab.run import run
from tests.play.stage import short_level


@pytest.fixture(scope="module")
def flight(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A level and the recording of a flight through it."""
    folder = tmp_path_factory.mktemp("flight")
    level = short_level(folder / "hop")
    run(level, record=folder / "a.rec", limit=3.0)
    return level, folder / "a.rec"


def clip(flight: tuple[Path, Path], tmp_path: Path, name: str, *more: str) -> int:
    level, recording = flight
    common = ["replay", str(recording), "--level", str(level), "--renderer", "software", "--user-dir", str(tmp_path)]
    return main([*common, "--clip", str(tmp_path / name), *more])


def test_a_moment_becomes_a_picture(flight, tmp_path: Path, capsys) -> None:
    assert clip(flight, tmp_path, "a.png", "--from", "2", "--size", "320x180") == 0
    assert "a picture" in capsys.readouterr().out
    picture = pygame.image.load(tmp_path / "a.png")
    assert picture.get_size() == (320, 180)
    assert len({tuple(picture.get_at((x, y))) for x in range(0, 320, 16) for y in range(0, 180, 9)}) > 20


@pytest.mark.parametrize(("name", "asked", "pictures"), [("a.gif", "10", 15), ("a.webp", "1", 30)])
def test_the_last_second_of_a_flight_takes_a_second(flight, tmp_path: Path, name: str, asked: str, pictures) -> None:
    image = pytest.importorskip("PIL.Image")
    assert clip(flight, tmp_path, name, "--from", "2", "--seconds", asked, "--size", "160x120") == 0
    moving = image.open(tmp_path / name)
    assert moving.size == (160, 120)
    assert moving.n_frames == pictures
    shown, seen = 0, set()
    for number in range(pictures):
        moving.seek(number)
        moving.load()
        shown += moving.info["duration"]
        seen.add(moving.convert("RGB").tobytes())
    assert shown == 1000
    assert len(seen) > pictures / 2, "it moves"


def test_what_cannot_be_written_is_said_before_anything_is_drawn(flight, tmp_path: Path, capsys, monkeypatch) -> None:
    assert clip(flight, tmp_path, "a.avi") == 2
    assert ".gif, .webp" in capsys.readouterr().err
    assert clip(flight, tmp_path, "a.gif", "--from", "60") == 2
    assert "ends after 3.0 s" in capsys.readouterr().err
    assert clip(flight, tmp_path, "a.gif", "--seconds", "600") == 2
    assert "at most 60 s" in capsys.readouterr().err
    monkeypatch.setattr("game.play.export.find_spec", lambda name: None)
    assert clip(flight, tmp_path, "a.gif") == 2
    assert 'pip install "callister[clip]"' in capsys.readouterr().err
