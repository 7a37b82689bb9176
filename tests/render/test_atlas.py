"""Every picture can be drawn, and the normals baked ahead belong to the pictures as they are now."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pygame
import pytest

from game import resources
from game.play.scenes.ahead import sights
from game.render import normals
from game.render.atlas import Atlas
from game.render.normals import NormalsFile, half
from game.render.pages import Packer, PagesFullError
from game.render.raster_sizes import SMALL_SHARE
from game.render.relief import edge_distance
from game.story import library


def test_everything_in_the_folders_has_a_name(atlas: Atlas) -> None:
    art = {path.stem for path in (resources.assets() / "art").glob("*.svg")}
    assert art <= set(atlas.ids)
    people = {path.stem for path in (resources.assets() / "people").glob("*_*.svg") if "interlude" not in path.stem}
    assert {f"people/{name}" for name in people} <= set(atlas.ids)
    for name, skins in json.loads((resources.assets() / "art" / "skins.json").read_text()).items():
        assert {f"{name}#{i}" for i in range(1, len(skins))} <= set(atlas.ids)


def test_every_picture_shows_something(atlas: Atlas) -> None:
    for index, sprite in enumerate(list(atlas.sprites)):
        if sprite.kind in ("art", "shape"):
            picture = atlas.surface(index)
            assert picture.get_size() == (sprite.width, sprite.height)
            assert picture.get_bounding_rect(min_alpha=8).size > (1, 1), f"{sprite.name} is empty"


def test_a_skin_changes_colours_only(atlas: Atlas) -> None:
    plain, skin = (atlas.surface(atlas.id(name)) for name in ("player_griefer", "player_griefer#1"))
    alpha = [pygame.surfarray.array_alpha(s).astype(int) for s in (plain, skin)]
    colour = [pygame.surfarray.array3d(s).astype(int) for s in (plain, skin)]
    assert abs(alpha[0] - alpha[1]).mean() < 1
    assert abs(colour[0] - colour[1]).mean() > 5


def test_a_portrait_fills_its_square(atlas: Atlas) -> None:
    for name in ("people/nate_worried", "people/nate_worried@head"):
        alpha = pygame.surfarray.array_alpha(atlas.surface(atlas.id(name)))
        assert alpha.min() == 255


def test_baked_normals_are_not_stale() -> None:
    """After changing a picture: python assets/bake/normals.py."""
    assets = resources.assets()
    assert NormalsFile(assets / "normals.npz").stale(assets / "art") == []


def test_normals_of_a_changed_picture_are_made_anew(tmp_path: Path) -> None:
    art = tmp_path / "art"
    art.mkdir()
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
    square = head + '<path d="M{0} {0}H90V90H{0}Z" fill="#888"/></svg>'
    (art / "crate.svg").write_text(square.format(10))
    normals.bake(Atlas(tmp_path))
    before = Atlas(tmp_path).normals(Atlas(tmp_path).id("crate"))
    (art / "crate.svg").write_text(square.format(40))
    assert NormalsFile(tmp_path / "normals.npz").stale(art) == ["crate"]
    after = Atlas(tmp_path).normals(Atlas(tmp_path).id("crate"))
    assert before is not None
    assert after is not None
    assert not np.array_equal(before, after)


def test_normals_lean_outwards_at_the_edges(atlas: Atlas) -> None:
    index = atlas.id("rock_a")
    slopes = atlas.normals(index)
    assert slopes is not None
    sprite = atlas.sprites[index]
    assert slopes.shape[1::-1] == half(sprite.width, sprite.height)
    x = slopes[..., 0].astype(float) - 128
    y = slopes[..., 1].astype(float) - 128
    h, w = x.shape
    assert x[:, : w // 4].mean() < -5 < 5 < x[:, -w // 4 :].mean()
    assert y[: h // 4].mean() < -5 < 5 < y[-h // 4 :].mean()


def test_distance_to_the_edge_is_exact() -> None:
    rng = np.random.default_rng(4)
    inside = rng.random((30, 40)) < 0.97
    padded = np.pad(inside, 1)
    outside = np.argwhere(~padded)
    grid = np.argwhere(padded)
    nearest = np.sqrt(((grid[:, None] - outside[None]) ** 2).sum(-1).min(1))
    expected = np.zeros(padded.shape)
    expected[padded] = np.minimum(nearest, 8)
    assert np.allclose(edge_distance(inside, 8), expected[1:-1, 1:-1], atol=1e-4)


def test_a_name_that_is_not_there_is_answered_with_one_that_is(atlas: Atlas) -> None:
    with pytest.raises(KeyError, match="callister"):
        atlas.id("calister")


def test_places_in_the_pages_never_overlap() -> None:
    packer = Packer(side=256)
    rng = np.random.default_rng(1)
    taken: list[tuple[int, int, int, int, int]] = []
    for _ in range(150):
        w, h = (int(v) for v in rng.integers(4, 90, 2))
        page, x, y = packer.place(w, h, gap=2)
        assert x % 2 == 0, "normals lie at half the place"
        assert y % 2 == 0
        assert x - 2 >= 0 <= y - 2
        assert x + w + 2 <= 256 >= y + h + 2
        for other, ax, ay, aw, ah in taken:
            assert page != other or x >= ax + aw + 2 or ax >= x + w + 2 or y >= ay + ah + 2 or ay >= y + h + 2
        taken.append((page, x, y, w, h))
    assert packer.pages == max(t[0] for t in taken) + 1


def test_a_picture_larger_than_a_page_is_refused_by_its_size() -> None:
    with pytest.raises(PagesFullError, match="400x20"):
        Packer(side=256).place(400, 20, gap=1)


def test_small_pictures_take_smaller_rasters() -> None:
    atlas = Atlas()
    tower, statue = atlas.id("tower_b"), atlas.id("statue")
    large = {index: atlas.surface(index).get_width() for index in (tower, statue)}
    aspect = atlas.aspect(tower)
    atlas.suit(small=True)
    assert atlas.surface(tower).get_width() == round(large[tower] * SMALL_SHARE)
    assert atlas.normals(tower).shape[1] == atlas.surface(tower).get_width() // 2
    assert atlas.surface(statue).get_width() == large[statue], "it is drawn nearly as large as it is rastered"
    assert atlas.aspect(tower) == aspect
    atlas.suit(small=False)
    assert atlas.surface(tower).get_width() == large[tower]


def test_spare_time_goes_first_to_what_a_level_will_show() -> None:
    atlas = Atlas()
    names = sights(library.load("01"))
    assert "people/nate_neutral" in names
    assert "soft/strut" in names, "it hangs before the avenue"
    assert "statue" in names, "it comes in when the level has begun, and takes 40 ms"
    atlas.look_forward([*names, "soft/nothing-like-it"])
    for name in names[:3]:
        assert not atlas.made(atlas.id(name))
        atlas.warm_next()
        assert atlas.made(atlas.id(name))


def test_what_a_level_no_longer_wants_is_let_go_when_the_next_one_has_begun() -> None:
    atlas = Atlas()
    tower, star = atlas.id("tower_b"), atlas.id("star")
    atlas.turn_over()
    for index in (tower, star):
        assert atlas.surface(index)
    atlas.turn_over()
    assert atlas.made(tower), "the level that began wanted it just before"
    atlas.surface(star)
    atlas.turn_over()
    assert atlas.made(star)
    assert not atlas.made(tower)


def test_what_another_process_makes_is_not_made_here() -> None:
    atlas, heard = Atlas(), []
    atlas.surface(atlas.id("moon"))
    atlas.hand_over(lambda what, given: heard.append((what, given)))
    assert not atlas.made_so_far()
    given = {"forget": ("figure",), "turn_over": ()}
    for wish in Atlas.WISHES:
        getattr(atlas, wish)(*given.get(wish, (["rock_a"],)))
    assert heard == [(wish, given.get(wish, (["rock_a"],))) for wish in Atlas.WISHES]
    assert not atlas.made_so_far()
    atlas.hand_over(None)
    atlas.warm(["rock_a"])
    assert atlas.made_so_far() == ["rock_a"]
