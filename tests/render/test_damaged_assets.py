"""Pictures that are damaged or missing are left out; the game is drawn without them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pygame
import pytest

from game import resources
from game.render.atlas import Atlas
from game.render.backdrop import Backdrops, TileStore


@pytest.mark.parametrize("content", [b"", b"<svg><not closed", b"\xff\xfe\x00", b'<svg viewBox="0 0 9 9"><pa'])
def test_a_damaged_picture_is_left_out_or_empty(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "art").mkdir()
    shutil.copy(resources.assets() / "art" / "rock_a.svg", tmp_path / "art")
    (tmp_path / "art" / "moon.svg").write_bytes(content)
    (tmp_path / "art" / "skins.json").write_text("{")
    atlas = Atlas(tmp_path)
    atlas.warm(["rock_a", "moon"])
    assert atlas.surface(atlas.id("rock_a")).get_bounding_rect().width > 0


def test_a_damaged_tile_is_black_and_a_damaged_index_no_backdrop(tmp_path: Path) -> None:
    (tmp_path / "sea").mkdir()
    (tmp_path / "sea" / "index.toml").write_text("= broken")
    (tmp_path / "sea" / "0-0.jpg").write_bytes(b"no picture")
    assert Backdrops(tmp_path).get("sea") is None
    tiles: TileStore[pygame.Surface] = TileStore(lambda surface: surface, ahead=False)
    assert tiles.get(tmp_path / "sea" / "0-0.jpg").get_at((0, 0))[:3] == (0, 0, 0)
    assert tiles.get(tmp_path / "sea" / "1-0.jpg").get_at((0, 0))[:3] == (0, 0, 0)


def test_what_is_missing_is_named_with_its_remedy(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "art").mkdir()
    shutil.copy(resources.assets() / "art" / "rock_a.svg", tmp_path / "art")
    Atlas(tmp_path).expect(["rock_a", "callister"])
    assert Backdrops(tmp_path).get("nowhere") is None
    said = caplog.text
    assert "callister.svg" in said
    assert "rock_a.svg" not in said
    assert str(tmp_path / "people") in said
    assert "nowhere" in said
    assert resources.AGAIN in said
