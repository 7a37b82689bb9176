"""What stands in a level is rastered where the picture begins; what stands far off comes in its own time."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest

from game.play.scenes import ahead
from game.render.atlas import Atlas
from game.render.terrain_view import NEAR, TerrainView
from game.story import library

POSTER = (21_450.0, 0.0)


def test_what_is_far_from_the_ship_waits_and_nothing_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    level, atlas = library.load("01-no-gamertag"), Atlas()
    warmed: list[str] = []
    monkeypatch.setattr(atlas, "warm", warmed.extend)
    at_home = TerrainView(level, atlas, (0.0, 0.0))
    assert "poster_smile" in at_home.far, "it takes a tenth of a second, and is seen minutes later"
    assert set(warmed).isdisjoint(at_home.far)
    assert {*warmed, *at_home.far} == {prop.art for prop in at_home.props}
    warmed.clear()
    before_it = TerrainView(level, atlas, (POSTER[0] - NEAR, POSTER[1]))
    assert "poster_smile" in warmed
    assert "poster_smile" not in before_it.far
    warmed.clear()
    assert TerrainView(level, atlas).far == [], "where nobody says where it begins, all of it is there"
    assert "poster_smile" in warmed


def test_a_thread_brings_it() -> None:
    atlas = Atlas()
    line = SimpleNamespace(who="nate", mood="worried", text="So it is.")
    level = SimpleNamespace(lines={"first": line}, map=SimpleNamespace(zones={}), beats={})
    terrain = SimpleNamespace(far=["debris_a", "no-such-picture"])
    ahead.scenery(SimpleNamespace(atlas=atlas, terrain=terrain, episode=SimpleNamespace(level=level)))
    for thread in threading.enumerate():
        if thread.name == "scenery":
            thread.join(10)
    assert atlas.made(atlas.id("debris_a"))
    assert atlas.made(atlas.id("people/nate_worried")), "a face costs half a frame when it is first seen"
    assert all(atlas.made(atlas.letter(char, cap)) for char in "Soits." for cap in (10, 12, 13, 15)), "words, too"


def test_what_was_rastered_while_the_colours_changed_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    atlas = Atlas()
    which, raster = atlas.id("debris_a"), atlas._raster_or_nothing

    def slowly(sprite):
        picture = raster(sprite)
        atlas.repaint({"#FFFFFF": "#000000"})
        return picture

    monkeypatch.setattr(atlas, "_raster_or_nothing", slowly)
    assert atlas.surface(which) is not None
    assert not atlas.made(which)
    assert atlas.surface(which) is atlas.surface(which), "the second time they stay"
