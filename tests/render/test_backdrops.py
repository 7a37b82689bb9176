"""Baked backdrops are whole, seamless where they repeat, dark enough for ships, and small enough to hold."""

from __future__ import annotations

import math
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pygame
import pytest

from game import resources
from game.story import interlude_file

FOLDER = resources.assets() / "backdrops"
NAMES = sorted(p.parent.name for p in FOLDER.glob("*/index.toml"))
ROOMS = {"bridge", "hill", "sofa", "ward", *(interlude_file.load(name).header.room for name in interlude_file.names())}
FLOWN = [name for name in NAMES if name.split("-")[0] not in ROOMS]  # no ship is ever seen before a room
LUMA = np.array([0.2126, 0.7152, 0.0722])

BRIGHTEST = {
    "pocket": 0.86,  # his sky is pale on purpose; only the ship is paler
    # chosen by who flies before them: white is white, and a sun is a sun
    "sky-morning": 0.90, "sky-sea": 0.97, "sky-sunset": 0.89, "sky-white": 0.94,
}  # fmt: skip
PLAIN = ("sky-black", "sky-white")  # nothing is to be seen there
BRIGHTEST_ELSEWHERE = 0.70
BYTES_ON_DISK = 26_000_000
BYTES_IN_MEMORY = 68_000_000  # of a chapter's backdrops, decoded to 4 bytes a pixel; tiles left plain are never shown
CHAPTERS = {
    "01": ("pocket", "avenue", "poster", "behind"), "02": ("wrecks",), "03": ("checkpoint",), "04": ("convoy",),
    "05": ("strata",), "07": ("garage",),
}  # fmt: skip


@cache
def index(name: str) -> dict:
    return tomllib.loads((FOLDER / name / "index.toml").read_text())


def tile_path(name: str, column: int, row: int) -> Path:
    return FOLDER / name / f"{column}-{row}.{index(name)['format']}"


def pixels(path: Path) -> np.ndarray:
    """(height, width, 3) uint8."""
    image = pygame.image.load(path)
    return np.frombuffer(pygame.image.tobytes(image, "RGB"), np.uint8).reshape(*image.get_size()[::-1], 3)


@cache
def picture(name: str) -> np.ndarray:
    """The whole backdrop, (height, width, 3) uint8, put together from its tiles as the game does."""
    about = index(name)
    (width, height), tile = about["size"], about["tile"]
    whole = np.zeros((height, width, 3), np.uint8)
    for row in range(math.ceil(height / tile)):
        for column in range(math.ceil(width / tile)):
            part = pixels(tile_path(name, column, row))
            assert part.shape[:2] == (min(tile, height - row * tile), min(tile, width - column * tile))
            whole[row * tile : row * tile + tile, column * tile : column * tile + tile] = part
    return whole


def tiles(name: str) -> Iterator[np.ndarray]:
    """The parts of the picture that are loaded one by one."""
    whole, side = picture(name), index(name)["tile"]
    for row in range(0, whole.shape[0], side):
        for column in range(0, whole.shape[1], side):
            yield whole[row : row + side, column : column + side]


def shown(tile: np.ndarray) -> bool:
    """Whether it is more than one colour; by a quarter of its pixels, which is quicker."""
    return bool(tile[::2, ::2].std(axis=(0, 1)).max() > 0.5)


def test_chapter_01_has_its_places() -> None:
    assert {"pocket", "avenue", "poster", "behind", "title", "stars"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_backdrop_is_whole_and_shows_something(name: str) -> None:
    whole = picture(name)
    assert whole[::4, ::4].std() > 3 or name in PLAIN, "one flat colour"
    about = index(name)
    files = {p.name for p in (FOLDER / name).iterdir()} - {"index.toml"}
    columns, rows = (math.ceil(side / about["tile"]) for side in about["size"])
    assert len(files) == columns * rows, "tiles are left over from an older bake"


@pytest.mark.parametrize("name", FLOWN)
def test_scenery_stays_darker_than_ships(name: str) -> None:
    luma = picture(name)[::2, ::2] @ LUMA / 255
    assert np.percentile(luma, 99.99) < BRIGHTEST.get(name, BRIGHTEST_ELSEWHERE)
    if name not in BRIGHTEST:
        assert luma.mean() < 0.25


@pytest.mark.parametrize(
    ("name", "axis"), [(n, a) for n in NAMES for a, letter in ((1, "x"), (0, "y")) if letter in index(n)["repeat"]]
)
def test_a_repeating_backdrop_has_no_seam(name: str, axis: int) -> None:
    whole = np.moveaxis(picture(name), axis, 0)

    def step(row: int, other: int) -> float:
        return float(np.abs(whole[row].astype(np.float64) - whole[other]).mean())

    across = step(0, -1)
    # tiles are compressed one by one, so the honest measure is their own borders, not any two columns
    borders = [step(k, k - 1) for k in range(512, len(whole), 512)]
    assert across <= max(borders) * 1.35 + 0.5, f"{across:.2f} at the seam, {max(borders):.2f} between tiles"


def test_the_avenue_leaves_room_for_the_ship() -> None:
    whole = picture("avenue") @ LUMA / 255
    x = np.arange(whole.shape[1])
    middle = (900 + 26 * np.sin(2 * np.pi * x / 1920)).astype(int)
    lane = np.stack([whole[middle + d, x] for d in range(-110, 111, 5)])
    roofs = np.concatenate([whole[middle + s * d, x] for s in (-1, 1) for d in range(180, 760, 20)])
    assert lane.mean() < 0.09
    assert np.percentile(lane, 99.5) < 0.25
    assert roofs.mean() > 1.7 * lane.mean(), "the lane must be the dark, clean place"
    rails = np.stack([whole[middle + s * 150, x] for s in (-1, 1)])
    assert rails.mean() > 4 * lane.mean()


def test_the_checkpoint_is_lit_where_one_is_watched_and_its_deck_shows_a_shadow() -> None:
    about, whole = index("checkpoint"), picture("checkpoint")

    def of(left: float, top: float, right: float, bottom: float) -> np.ndarray:
        x0, x1 = (round((x - about["origin"][0]) * about["scale"]) for x in (left, right))
        y0, y1 = (round((y - about["origin"][1]) * about["scale"]) for y in (top, bottom))
        return whole[y0:y1, x0:x1] @ LUMA / 255

    lane, hall = of(0, -440, 5000, -80), of(4400, 150, 5600, 900)
    street, lay_by = of(3300, 580, 4150, 840), of(4450, 1120, 5200, 1400)
    assert lane.mean() > hall.mean() > 2 * street.mean()
    assert hall.mean() > 2 * lay_by.mean()
    for left in range(6100, 11200, 640):  # under the carrier's course: pale enough to be darkened, and never empty
        strip = of(left, 2380, left + 640, 3320)
        assert 0.10 < strip.mean() < 0.30
        assert strip.std() > 0.02


def test_the_couriers_lane_leaves_room_for_the_ship() -> None:
    about = tomllib.loads((resources.levels() / "04-the-back-door" / "map.toml").read_text())
    way = np.array(next(path["points"] for path in about["path"] if path["id"] == "lane"), float)
    steps = np.roll(way, -1, 0) - way
    share = np.linspace(0, 1, 20, endpoint=False)[:, None, None]
    points = (way + steps * share).reshape(-1, 2)
    ahead = np.broadcast_to(steps / np.hypot(*steps.T)[:, None], (20, *steps.shape)).reshape(-1, 2)
    whole, where = picture("convoy"), index("convoy")

    def beside(off: float) -> np.ndarray:
        x, y = (points + np.stack([-ahead[:, 1], ahead[:, 0]], -1) * off).T
        left, top = where["origin"]
        return whole[((y - top) * where["scale"]).astype(int), ((x - left) * where["scale"]).astype(int)] @ LUMA / 255

    deck = np.concatenate([beside(side * off) for side in (-1, 1) for off in (100, 150, 200, 240)])
    rails = np.concatenate([beside(-48), beside(48)])
    assert deck.mean() < 0.2
    assert rails.mean() > 2 * deck.mean(), "the rails lead the eye"
    north = (points[:, 1] == 900) & (points[:, 0] > 4000)
    shaded, sunny = beside(-200)[north], beside(200)[north]
    assert sunny.mean() > 1.1 * shaded.mean(), "noon comes over the north wall: its shadow lies on the deck"


def test_the_strata_have_relief_and_one_flat_place() -> None:
    """Hills that one sees from afar; and the rock with the house is level, and pale where the chalk is."""
    about, whole = index("strata"), picture("strata")

    def of(left: float, top: float, right: float, bottom: float) -> np.ndarray:
        x0, x1 = (round((x - about["origin"][0]) * about["scale"]) for x in (left, right))
        y0, y1 = (round((y - about["origin"][1]) * about["scale"]) for y in (top, bottom))
        return whole[y0:y1, x0:x1] @ LUMA / 255

    for left in range(400, 6600, 620):
        part = of(left, 300, left + 620, 1900)
        assert part.std() > 0.06
        assert np.percentile(part, 95) > 3 * np.percentile(part, 20)
    bare, wall = of(7680, 1000, 7800, 1080), of(7100, 1474, 7900, 1486)
    assert bare.std() < 0.05
    assert np.percentile(wall, 60) > 1.7 * np.median(bare)
    assert np.percentile(of(-1500, 2200, 200, 2500), 99) < 0.12, "far beyond the last line there is nothing"


def test_backdrops_fit_on_disk_and_in_memory() -> None:
    assert sum(p.stat().st_size for p in FOLDER.rglob("*") if p.is_file()) < BYTES_ON_DISK
    for chapter, names in CHAPTERS.items():
        decoded = sum(tile.size // 3 * 4 for name in names for tile in tiles(name) if shown(tile))
        assert decoded < BYTES_IN_MEMORY, f"chapter {chapter}"


@pytest.mark.parametrize("name", NAMES)
def test_an_index_says_where_the_backdrop_lies(name: str) -> None:
    about = index(name)
    assert about["tile"] == 512
    assert set(about["repeat"]) <= {"x", "y"}
    assert 0 <= about["parallax"] <= 1
    assert about["scale"] > 0
    if name == "pocket":
        assert about["origin"] == [-1800, -1800]
        assert about["size"][0] / about["scale"] == pytest.approx(3600)
    if name == "avenue":
        assert about["origin"] == [6000, -900]
        assert [side / about["scale"] for side in about["size"]] == [3840, 1800]


def test_a_bake_gives_the_same_bytes_every_time(tmp_path: Path) -> None:
    pytest.importorskip("scipy")
    bake = resources.assets() / "bake"
    code = (
        f"import sys; sys.path.insert(0, {str(bake)!r})\n"
        "import hashlib, stars\n"
        "print(hashlib.sha256(stars.paint().tobytes()).hexdigest())"
    )
    runs = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(runs) == 1
