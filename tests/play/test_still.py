"""Pictures as files: whole, or not there and told of."""

from __future__ import annotations

import os
from pathlib import Path

import pygame
import pytest

from game.play.scenes import chapters
from game.play.scenes.photo import Photo
from game.play.still import write_still
from tests.play.hands import tap
from tests.play.stage import Stage, short_level

FULL = Path("/dev/full")  # takes nothing, as a disk that is full
needs_full = pytest.mark.skipif(not FULL.exists(), reason="no such device here")


def full_disk(folder: Path) -> Path:
    """A file that can be begun, and not be written."""
    path = folder / "full.png"
    path.symlink_to(FULL)
    return path


@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_it_is_what_its_name_says(tmp_path: Path, ending: str) -> None:
    picture = pygame.Surface((60, 40), depth=32)
    picture.fill((200, 40, 40))
    write_still(picture, tmp_path / f"red.{ending}")
    head = (tmp_path / f"red.{ending}").read_bytes()[:4]
    assert head == (b"\x89PNG" if ending == "png" else b"\xff\xd8\xff\xe0")
    read = pygame.image.load(tmp_path / f"red.{ending}")
    assert read.get_size() == (60, 40)
    assert read.get_at((30, 20)).r == pytest.approx(200, abs=6)


@needs_full
def test_half_a_picture_is_none(tmp_path: Path) -> None:
    path = full_disk(tmp_path)
    with pytest.raises(OSError, match="No space left"):
        write_still(pygame.Surface((60, 40), depth=32), path)
    assert not os.path.lexists(path)


@needs_full
def test_a_photo_that_finds_no_room_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short_level(tmp_path / "user" / "levels" / "hop")
    stage = Stage(tmp_path / "user")
    chapters.begin(stage.app, "hop")
    stage.play(2)
    stage.app.push(Photo(stage.app, stage.scene))
    path = full_disk(tmp_path)
    monkeypatch.setattr(stage.scene, "_free", lambda: path)
    stage.play(events=tap(pygame.K_RETURN))
    assert stage.scene.said == "IT COULD NOT BE WRITTEN: No space left on device"
