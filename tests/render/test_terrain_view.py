"""What stands in a level is rastered where the picture begins; what stands far off comes in its own time."""

from __future__ import annotations

import math
import threading
from types import SimpleNamespace

import pytest

from game.play.scenes import ahead
from game.render import ships_view
from game.render.atlas import Atlas
from game.render.terrain_view import NEAR, TerrainView
from game.sim import placing, spawning, tow
from game.story import library
from tests.render import staged

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


def test_what_is_in_tow_is_seen_through_what_hides_it(atlas: Atlas) -> None:
    level = library.load("05-deep-strata")
    x, y = level.map.decor["poster-under"].pos
    stage = staged.Staged(atlas, level, at=(x - 120.0, y, 0.0))
    pod = spawning.spawn(stage.world, "pod", x, y, 0.0)
    assert tow.take(stage.world, pod, 190.0)
    row = stage.world.ships.row_of(pod)

    def seen(at: float) -> int:
        """How many pods lie over all that hangs there."""
        stage.world.ships.x[row], stage.world.ships.y[row] = at, y
        placing.place_player(stage.world, at - 120.0, y, math.pi)
        stage.view.cut()
        stage.view.update([], 1 / 60)
        rows = stage.view.frame(1.0).fx.rows
        return int((rows[:, 0] == atlas.id("walt_pod")).sum())

    assert seen(x) == 1
    assert seen(x + 900.0) == 0


def test_the_ship_is_seen_through_what_hides_her(atlas: Atlas) -> None:
    level = library.load("05-deep-strata")
    x, y = level.map.decor["poster-under"].pos
    stage = staged.Staged(atlas, level, at=(x, y, 0.0))
    stage.fly(0.1)

    def seen(x: float, y: float) -> float:
        """How much of her lies over all that hangs there."""
        placing.place_player(stage.world, x, y, 0.0)
        stage.fly(1 / 60)
        frame = stage.view.frame(1.0)
        rows = frame.fx.rows[frame.fx.rows[:, 0] == atlas.id("callister")]
        return float(rows[:, 6].sum())

    assert seen(x, y) == pytest.approx(ships_view.THROUGH, abs=0.01)
    assert seen(x + 900.0, y) == 0.0
    assert stage.view.terrain.hides(x + 900.0, y) == 0.0
    assert 0.0 < stage.view.terrain.hides(x + 190.0, y) <= 1.0
