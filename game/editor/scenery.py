"""The game's own picture of the level under the editor's lines, so that a map looks as it will play.

It is made anew when the hands rest: until then it shows what was there before, and the lines show what is there now.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import numpy as np

from game.render import palette, scene_light
from game.render.atlas import Atlas
from game.render.backdrop import Backdrops
from game.render.camera import Lens
from game.render.frame import Camera as FrameCamera
from game.render.frame import Frame, Light, Post
from game.render.moment import Moment, Poses
from game.render.terrain_view import TerrainView
from game.sim.movers import Movers
from game.story import catalog, loader
from game.story.level import Level, Map, rock_ring
from game.story.schema import Header, Zone

from .aside import Aside
from .desk import RESTS
from .document import Document

TILES, PLACES = 150, 400  # of a ground that is shown: how many different tiles, and how often any
SMALLEST = 12.0  # px across of a tile
PROPS = 0.04  # the same for rocks and pictures
MOST = 700  # of them in one picture
GROWN = 1.09  # of a ground that hardly moves: as `view` has it
HEADER = 'title = "map"\nstart = "start"\n'


def picture_level(folder: Path, texts: dict[str, str]) -> Level:
    """As much of a level as can be drawn: its map and its words, whatever is wrong with the rest."""
    draft = loader.read(folder, texts | {loader.FILES[0]: HEADER})
    shapes: dict[str, dict[str, Any]] = {name: dict(draft.shapes.get(name, {})) for name in loader.MAP_LISTS}
    shapes["rock"] = {id: _standing(rock, shapes) for id, rock in shapes["rock"].items()}
    rings = {
        id: ring for id, rock in shapes["rock"].items() if (ring := rock_ring(rock, catalog.outlines())) is not None
    }
    shapes["rock"] = {id: rock for id, rock in shapes["rock"].items() if id in rings}
    bounds = draft.bounds or (-2_000.0, -2_000.0, 2_000.0, 2_000.0)
    lists = (shapes[name] for name in ("rock", "wall", "path", "region", "point", "decor", "zone", "gravity"))
    where = Map(bounds, *lists)
    header = Header(title="map", start="start")
    level = Level("map", folder, "", header, {}, (), draft.lines, where, rings)
    assert level.terrain  # made here, and not when it is drawn
    return level


def _standing(rock: Any, shapes: dict[str, dict[str, Any]]) -> Any:
    """A rock that drifts along a path that is not there stands."""
    if rock.drift is not None and rock.drift.path not in shapes["path"]:
        return msgspec.structs.replace(rock, drift=None)
    return rock


class Scenery:
    """Fills a frame's lists with what the level looks like through a lens."""

    def __init__(self, document: Document, atlas: Atlas, threads: bool = False) -> None:
        self.document = document
        self.atlas = atlas
        self.shown = True
        self._grounds = Backdrops()
        self._map = ""  # the text that the picture was made of
        self._version = -1
        self._seen = document.version
        self._rested = RESTS
        self._none = np.zeros(0)
        self._aside: Aside[Level] = Aside(threads)
        self._take_up(picture_level(document.folder, document.texts()))
        self._version, self._map = document.version, document.texts()[loader.FILES[1]]

    def update(self, dt: float, busy: bool) -> None:
        """Follow the document when it has rested, and no drag is under way."""
        if self._seen != self.document.version:
            self._seen, self._rested = self.document.version, 0.0
        self._rested += dt
        if self._version != self._seen and self._rested >= RESTS and not busy and not self._aside.busy:
            self._version = self.document.version
            texts = self.document.texts()
            if texts[loader.FILES[1]] != self._map:
                self._map = texts[loader.FILES[1]]
                self._aside.ask(lambda: picture_level(self.document.folder, texts))
        level = self._aside.take()
        if level is not None:
            self._take_up(level)

    def _take_up(self, level: Level) -> None:
        self.level = level
        self.view = TerrainView(self.level, self.atlas)
        self._at = np.array([(prop.x, prop.y) for prop in self.view.props]).reshape(-1, 2)
        terrain = self.level.terrain
        moving = Movers(terrain.movers) if terrain.movers else None
        self._world = SimpleNamespace(terrain=terrain, movers=moving, gates={}, loading=None, tick=0)

    def zone(self, x: float, y: float) -> Zone | None:
        """The zone at a place, or the first there is."""
        here = self.level.map.zone_at(x, y)
        return here or next(iter(self.level.map.zones.values()), None)

    def draw(self, frame: Frame, lens: Lens, middle: tuple[float, float], time: float) -> None:
        """The picture for a map whose middle is looked at."""
        zone = self.zone(*middle)
        backdrop = zone.backdrop if zone else ""
        place = scene_light.scene(backdrop)
        x, y = lens.centre
        frame.camera = FrameCamera(x, y, lens.scale)
        frame.clear = palette.rgb("void")
        frame.backdrop, frame.backdrop_next, frame.backdrop_mix = "", "", 0.0
        frame.post = Post(bloom=0.0, vignette=0.0, scan=0.0, aberration=0.0, grain=0.0)
        frame.light, frame.time = Light(), time
        zoom = lens.scale / lens.ui
        if not self.shown:
            return
        frame.clear = place.clear
        frame.light = scene_light.light(place, zone.light if zone else None, zone.tint if zone else None, None)
        frame.backdrop_gain = place.ground
        if place.far < 1.0 or place.bare:
            covers = max(lens.width / 1280.0, lens.height / 720.0) * GROWN
            frame.camera = FrameCamera(x * place.far, y * place.far, covers)
            frame.backdrop = backdrop
        elif self._fits(backdrop, frame.camera, (lens.width, lens.height)):
            frame.backdrop = backdrop
        self._other_zones(frame, lens, zone)
        if zoom >= PROPS:
            self._things(frame, lens, backdrop, place, time)

    def _fits(self, backdrop: str, camera: FrameCamera, screen: tuple[int, int]) -> bool:
        """Whether a ground is not too many tiles: from far off it would fill the memory."""
        ground = self._grounds.get(backdrop)
        if ground is None or camera.zoom * min(ground.tile / ground.scale, *ground.size) < SMALLEST:
            return False
        placed = list(islice(ground.placed(camera, screen), PLACES + 1))
        return len(placed) <= PLACES and len({(tile.column, tile.row) for tile in placed}) <= TILES

    def _other_zones(self, frame: Frame, lens: Lens, here: Zone | None) -> None:
        """One ground is shown at a time; where zones have another there is its colour."""
        for zone in self.level.map.zones.values():
            if here is not None and zone.backdrop == here.backdrop and frame.backdrop:
                continue
            tone = (*scene_light.scene(zone.backdrop).clear, 1.0)
            for left, top, right, low in _beside(
                zone.rect, here.rect if here is not None and zone is not here else None
            ):
                x0, x1 = (min(float(lens.width), max(0.0, float(lens.x(v)))) for v in (left, right))
                y0, y1 = (min(float(lens.height), max(0.0, float(lens.y(v)))) for v in (top, low))
                if x1 > x0 and y1 > y0:
                    frame.floor.box(x0, y0, x1 - x0, y1 - y0, tone)

    def _things(self, frame: Frame, lens: Lens, backdrop: str, place: scene_light.SceneLight, time: float) -> None:
        left, top, right, low = lens.rect(120.0)
        x, y = self._at.T
        if np.count_nonzero((x > left) & (x < right) & (y > top) & (y < low)) > MOST:
            return
        poses = Poses(self._none, self._none, self._none, np.zeros(0, bool))
        shade = scene_light.shade(place, frame.light)
        moment = Moment(self._world, frame, lens, poses, 1.0, time, shade, place.shadow, -1)
        self.view.draw(moment, backdrop, [])
        self.view.draw_over(moment)


def _beside(rect: Sequence[float], hole: Sequence[float] | None) -> list[tuple[float, float, float, float]]:
    """What of a rectangle lies outside of another, as rectangles."""
    left, top, right, low = rect
    if hole is None or hole[0] >= right or hole[2] <= left or hole[1] >= low or hole[3] <= top:
        return [(left, top, right, low)]
    x0, y0, x1, y1 = max(left, hole[0]), max(top, hole[1]), min(right, hole[2]), min(low, hole[3])
    found = [(left, top, right, y0), (left, y1, right, low), (left, y0, x0, y1), (x1, y0, right, y1)]
    return [each for each in found if each[0] < each[2] and each[1] < each[3]]
