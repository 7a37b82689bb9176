"""Figures are portraits taken apart: the layers make up the whole again, and closed eyes cover open ones."""

from __future__ import annotations

import re

import numpy as np
import pygame
import pytest

from game import resources
from game.play.scenes import bridge_set
from game.render import figures
from game.render.atlas import Atlas
from game.render.glpages import GAPS
from game.render.sprites import MIRRORED

MOODS = ("neutral", "worried", "wry", "angry")
FACES = [f"{who}_{mood}" for who in figures.ABOARD for mood in MOODS]


def svg(face: str) -> str:
    return (resources.assets() / "people" / f"{face}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("face", FACES)
def test_every_path_of_a_portrait_is_in_one_layer(face: str) -> None:
    whole = re.findall(r"<path [^>]*/>", svg(face))
    parts = [
        path
        for name in ("neck", "torso", "head")
        for path in re.findall(r"<path [^>]*/>", figures.layer(svg(face), name))
    ]
    assert sorted(parts) == sorted(whole)


@pytest.mark.parametrize("face", FACES)
def test_two_eyes_close(face: str) -> None:
    lids = figures.layer(svg(face), "lids")
    assert lids.count("<path") == 4, "a lid and its lashes, twice"


def test_a_portrait_without_parts_says_so() -> None:
    with pytest.raises(ValueError, match="no parts"):
        figures.layer("<svg><path/></svg>", "head")


def test_everybody_aboard_has_a_body_and_can_look_either_way() -> None:
    atlas = Atlas()
    for who in figures.ABOARD:
        one, other = (atlas.surface(atlas.id(f"body/{who}{side}")) for side in ("", MIRRORED))
        assert np.array_equal(pygame.surfarray.array3d(one)[::-1], pygame.surfarray.array3d(other))
        assert pygame.surfarray.array_alpha(one).max() == 255


def test_every_kind_of_sprite_has_its_place_on_a_page_of_gl() -> None:
    assert {sprite.kind for sprite in Atlas().sprites} <= set(GAPS)


def test_the_bridge_names_faces_that_exist() -> None:
    atlas = Atlas()
    assert all(name in atlas for name in bridge_set.faces(list(bridge_set.STATIONS.values())))


def test_what_is_forgotten_is_made_again() -> None:
    atlas = Atlas()
    face, body = atlas.id("figure/nate_wry/head"), atlas.id("body/nate")
    before = pygame.image.tobytes(atlas.surface(face), "RGBA")
    atlas.surface(body)
    atlas.forget("figure")
    assert (atlas.made(face), atlas.made(body)) == (False, True)
    assert pygame.image.tobytes(atlas.surface(face), "RGBA") == before


def test_closed_eyes_hide_the_whites() -> None:
    """Where an eye is open the face has its whites and its darkest ink; shut, neither is left in the middle of it."""
    atlas = Atlas()
    for who in ("nate", "karl", "walt"):
        head, lids = (atlas.surface(atlas.id(f"figure/{who}_neutral/{part}")) for part in ("head", "lids"))
        shut = head.copy()
        shut.blit(lids, (0, 0), special_flags=pygame.BLEND_PREMULTIPLIED)
        covered = pygame.surfarray.array_alpha(lids) > 250
        bright = pygame.surfarray.array3d(head)[covered].min(axis=1) > 190
        still = pygame.surfarray.array3d(shut)[covered].min(axis=1) > 190
        assert bright.sum() > 20, who
        assert still.sum() == 0, who
