"""Tiles lie where the world puts them, come when they are near, and are forgotten again."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pygame
import pytest

from game.render.atlas import Atlas
from game.render.backdrop import LAPSE, REST, Backdrop, Backdrops, TileStore
from game.render.frame import Camera, Frame
from game.render.softtiles import tile_at
from game.render.software import SoftwareRenderer
from tests.render import paintings

SCREEN = (1280, 720)


def ground(**changes: object) -> Backdrop:
    return Backdrop(**{"name": "g", "folder": Path("g"), "size": (2048, 1024), "tile": 512, **changes})  # type: ignore[arg-type]


def covered(backdrop: Backdrop, camera: Camera) -> float:
    """Share of the screen under tiles."""
    mask = pygame.mask.Mask(SCREEN)
    for tile in backdrop.placed(camera, SCREEN):
        side = round(backdrop.tile * tile.factor) + 1
        mask.draw(pygame.mask.Mask((side, side), fill=True), (round(tile.x), round(tile.y)))
    return mask.count() / (SCREEN[0] * SCREEN[1])


def test_the_origin_is_where_the_world_says() -> None:
    tiles = list(ground(origin=(100.0, 50.0)).placed(Camera(740, 410), SCREEN))
    assert (tiles[0].column, tiles[0].row, tiles[0].x, tiles[0].y) == (0, 0, 0.0, 0.0)
    assert {(t.column, t.row) for t in tiles} == {(c, r) for c in range(3) for r in range(2)}


def test_only_what_is_on_screen_is_listed() -> None:
    assert list(ground().placed(Camera(9000, 9000), SCREEN)) == []


def test_scale_and_zoom_make_tiles_larger() -> None:
    tile = next(iter(ground(scale=0.5).placed(Camera(1000, 500, zoom=1.5), SCREEN)))
    assert tile.factor == pytest.approx(3.0)


def test_a_repeating_ground_has_no_end() -> None:
    backdrop = ground(repeat="xy")
    for x, y in ((0, 0), (-70_000, 33_000), (12_345.6, -9_876.5)):
        assert covered(backdrop, Camera(x, y)) > 0.999


def test_the_same_place_comes_back_after_one_period() -> None:
    backdrop = ground(repeat="x", size=(2000, 1024))
    at = [(t.column, t.row, round(t.x, 3)) for t in backdrop.placed(Camera(300, 500), SCREEN)]
    later = [(t.column, t.row, round(t.x, 3)) for t in backdrop.placed(Camera(2300, 500), SCREEN)]
    assert at == later


def test_what_is_far_moves_less() -> None:
    far = ground(parallax=0.1, repeat="xy")
    x = [next(t.x for t in far.placed(Camera(eye, 500), SCREEN) if (t.column, t.row) == (2, 0)) for eye in (1000, 1100)]
    assert x[0] - x[1] == pytest.approx(10)


def test_an_index_without_its_size_says_so(tmp_path: Path) -> None:
    (tmp_path / "index.toml").write_text("tile = 512\n")
    with pytest.raises(ValueError, match=r"index\.toml: size is missing"):
        Backdrop.load(tmp_path)


def test_a_folder_that_is_not_there_is_no_backdrop(tmp_path: Path) -> None:
    backdrops = Backdrops(tmp_path)
    assert backdrops.get("nothing") is None
    assert backdrops.get("") is None


@pytest.mark.parametrize("anywhere", [False, True])
def test_tiles_are_read_ahead_and_prepared_by_whom_they_may(tmp_path: Path, anywhere: bool) -> None:
    folder = paintings.nebula(tmp_path)
    path = folder / "0-0.png"
    by: list[str] = []

    def prepare(surface: pygame.Surface) -> pygame.Surface:
        by.append(threading.current_thread().name)
        return surface

    store = TileStore(prepare, ahead=True, anywhere=anywhere)
    store.want(path)
    for _ in range(200):
        if path in store._decoded or path in store._ready:
            break
        time.sleep(0.01)
    assert store.get(path).get_width() == 320
    assert by == ["backdrop tiles" if anywhere else threading.current_thread().name]
    assert not store._decoded
    assert not store._ready
    store.close()


@pytest.mark.parametrize("kept", [REST, LAPSE])
def test_what_is_read_ahead_in_vain_is_given_up(tmp_path: Path, kept: int) -> None:
    path = paintings.nebula(tmp_path) / "0-0.png"
    store = TileStore(lambda surface: surface, ahead=False)
    store._worker = threading.Thread()  # nobody reads: the tile is laid there by hand
    store.want(path, kept)
    store._decoded[path] = pygame.Surface((1, 1))
    for _ in range(kept):
        store.begin()
    assert path in store._decoded, "it is still worth keeping"
    store.begin()
    assert not store._decoded


def test_what_was_decoded_is_prepared_one_a_picture_before_it_is_seen(tmp_path: Path) -> None:
    folder = paintings.nebula(tmp_path)
    prepared: list[pygame.Surface] = []
    store = TileStore(lambda surface: prepared.append(surface) or surface, ahead=False)
    store._worker = threading.Thread()  # nobody reads: tiles are laid there by hand
    paths = [folder / "0-0.png", folder / "1-0.png"]
    for path in paths:
        store.want(path, 1)
        store._decoded[path] = pygame.Surface((1, 1))
    store.prepare_next()
    assert len(prepared) == 1
    store.get(paths[0])
    assert len(prepared) == 1, "it was ready"
    store.get(paths[1])
    assert len(prepared) == 2
    store._decoded[folder / "0-1.png"] = pygame.Surface((1, 1))  # the worker comes with it when it has lapsed
    store.prepare_next()
    assert (len(prepared), store._decoded) == (2, {})


def test_a_ground_is_at_hand_once_the_worker_has_read_it(tmp_path: Path) -> None:
    paintings.nebula(tmp_path)
    backdrop, camera = Backdrops(tmp_path).get("nebula"), Camera(300.0, 200.0)
    assert backdrop is not None
    store = TileStore(lambda surface: surface, ahead=True, anywhere=True)
    asked = 0
    while not store.at_hand(backdrop, camera, SCREEN):
        asked += 1
        assert asked < 2000
        time.sleep(0.005)
    assert asked > 0
    paths = {backdrop.file(tile.column, tile.row) for tile in backdrop.placed(camera, SCREEN)}
    assert paths == set(store._ready)
    assert store.at_hand(None, camera, SCREEN)
    store.close()
    now = TileStore(lambda surface: surface, ahead=False)
    assert now.at_hand(backdrop, camera, SCREEN), "without a worker everything waits for the disk"


def test_what_is_there_of_a_ground_stays_until_the_rest_has_come(tmp_path: Path) -> None:
    paintings.nebula(tmp_path)
    backdrop, camera = Backdrops(tmp_path).get("nebula"), Camera(300.0, 200.0)
    assert backdrop is not None
    store = TileStore(lambda surface: surface, ahead=False, anywhere=True)
    store._worker = threading.Thread()  # nobody reads: tiles are laid there by hand
    paths = dict.fromkeys(backdrop.file(tile.column, tile.row) for tile in backdrop.placed(camera, SCREEN))
    for path in paths:
        for _ in range(REST):
            assert not store.at_hand(backdrop, camera, SCREEN)
            store.begin()
        store._ready[path] = pygame.Surface((1, 1))
    assert store.at_hand(backdrop, camera, SCREEN)


def test_a_crossfade_begins_when_its_ground_can_be_had(atlas: Atlas, tmp_path: Path) -> None:
    paintings.nebula(tmp_path)
    renderer = SoftwareRenderer(atlas, pygame.Surface(SCREEN, depth=32), live=True)
    renderer.backdrops = Backdrops(tmp_path)
    frame = Frame.of(atlas)
    frame.camera, frame.clear, frame.backdrop_next, frame.backdrop_mix = Camera(300.0, 200.0), (0, 0, 0), "nebula", 0.1
    frame.post.vignette = 0.0

    def light() -> float:
        renderer.draw(frame)
        return float(pygame.surfarray.array3d(renderer.image()).mean())

    assert light() == 0.0, "nothing of it is read yet"
    pictures = 1
    while light() == 0.0:
        pictures += 1
        assert pictures < 2000
        time.sleep(0.005)
    renderer.tiles.close()
    renderer.tiles, frame.backdrop_mix = renderer._new_tiles(), 0.5
    assert light() > 0.0, "so far on it waits for nothing"
    renderer.close()


def test_tiles_out_of_sight_are_forgotten(tmp_path: Path) -> None:
    folder = paintings.nebula(tmp_path)
    gone, near, shown = (folder / name for name in ("0-0.png", "0-1.png", "1-0.png"))
    store = TileStore(lambda surface: surface, ahead=False)
    for path in (gone, near, shown):
        store.get(path)
    for _ in range(REST + 1):
        store.begin()
        store.want(near)
        store.get(shown)
    assert list(store._tiles) == [near, shown]


def test_every_tile_of_the_shipped_backdrops_is_there() -> None:
    backdrops = Backdrops()
    found = 0
    for index in sorted(backdrops.folder.glob("*/index.toml")):
        backdrop = backdrops.get(index.parent.name)
        assert backdrop is not None
        for column in range(-(-backdrop.size[0] // backdrop.tile)):
            for row in range(-(-backdrop.size[1] // backdrop.tile)):
                assert backdrop.file(column, row).exists(), backdrop.file(column, row)
                found += 1
    assert found


@pytest.mark.parametrize("factor", [0.62, 4 / 3, 1.9])
def test_a_scaled_tile_meets_its_neighbour(factor: float) -> None:
    """Software scales each tile by itself: what lies near its end is where it belongs, and its last pixels go on."""
    picture = pygame.Surface((512, 16), depth=32)
    picture.fill("white", (480, 0, 32, 16))
    found = pygame.surfarray.array3d(tile_at(picture, factor))[:, 4, 0].astype(float)
    assert np.interp(127.5, found[: round(500 * factor)], np.arange(round(500 * factor)) + 0.5) == pytest.approx(
        480 * factor, abs=0.75
    )
    assert found.size >= 512 * factor + 1.0
    assert found[-4:].min() > 250.0
