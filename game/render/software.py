"""The software back end: the same draw lists through pygame blits, at play speed on a machine without a GPU.

What it leaves out is what a CPU cannot pay for: high dynamic range (it adds a bloom from the bright parts), cone light
on hulls, and roll of the backdrop.
"""

from __future__ import annotations

import time
from collections import deque
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pygame

from game.render import softsweep
from game.render.atlas import Atlas
from game.render.backdrop import AHEAD, ASIDE, Backdrops, TileStore
from game.render.backend import software_size
from game.render.detail import FULL, Governor
from game.render.drawlist import DrawList
from game.render.frame import Camera, Frame, Inset, Light
from game.render.softbloom import SoftBloom
from game.render.softcone import SoftCones
from game.render.softdark import SoftDark
from game.render.softfinish import SoftFinish, fade
from game.render.softglare import SoftGlare
from game.render.softoverhead import SoftOverhead
from game.render.softtiles import ScaledTiles, stretch
from game.render.spritecache import SpriteCache
from game.render.spritekeys import COARSE, ROTATIONS
from game.render.workshop import Workshop

DEAR = 100 * 100  # [px] what covers and is larger is made before it comes into sight, if there is time
SPARE = 0.008  # [s] a frame that took less rasters pictures for later until then
TURNING = 0.010  # [s] and turns ships until then, each of which takes less time
COMING = 0.012  # [s] and makes, bit by bit, what comes into sight: later it would cost a frame all of its time at once


class Sprites(NamedTuple):
    """A list ready to be blitted: pictures, corners [px], whether each adds light, and where that changes."""

    pictures: list[pygame.Surface]
    left: list[int]
    top: list[int]
    adds: np.ndarray
    turns: list[int]


class SoftwareRenderer:
    """Draws frames on `canvas`, a plain surface or the window's. `live` reads backdrop tiles ahead and bounds makes.

    For a large window it draws a smaller picture of the same shape, and enlarges that itself, smoothly: SDL's own
    scaling (SCALED) takes four times as long without a GPU, knows whole factors only, and follows no new size.
    """

    kind = "software"
    tube = 1.0
    beside = 0.0

    def __init__(self, atlas: Atlas, canvas: pygame.Surface, live: bool = True, window: bool = False) -> None:
        self.atlas = atlas
        self.window = window
        self.canvas = self._picture_for(canvas) if window else canvas
        self.live = live
        self._painted = atlas.painted
        self.backdrops = Backdrops()
        self.tiles = self._new_tiles()
        self._workshop = Workshop(live)
        self.cache = SpriteCache(atlas, FULL.makes if live else None, self._workshop)
        self._scaled = ScaledTiles(self._workshop, live)
        self._sweep = softsweep.SoftSweep()
        self._later: deque[tuple[str, float, int]] = deque()
        self._coming: np.ndarray | None = None  # rows of large things just outside the last picture
        self._began = 0.0  # when the last picture was begun [s]
        self.governor = Governor()
        self._detail = FULL  # of this picture
        self._pictures = 0
        self._within: SoftwareRenderer | None = None  # made when there is a picture within the picture
        self._fit(self.size)

    @property
    def size(self) -> tuple[int, int]:
        """Pixels that draw lists address."""
        return self.canvas.get_size()

    def _new_tiles(self) -> TileStore[pygame.Surface]:
        return TileStore(lambda picture: picture.convert(self.canvas), ahead=self.live, anywhere=True)

    @property
    def kept(self) -> tuple[int, int]:
        """How many sprites are kept, and how many bytes that is."""
        return len(self.cache), self.cache.bytes

    def _fit(self, size: tuple[int, int]) -> None:
        w, h = size
        self._wide = pygame.Surface((w, h), depth=32)
        self._bloom, self._finish = SoftBloom(self._wide), SoftFinish(self._wide)
        self._cones = SoftCones((w, h), self._detail.light)
        self._glare = SoftGlare((w, h))
        self._overhead: SoftOverhead | None = None  # made when there is something overhead
        self._dark: SoftDark | None = None  # and when it is dark

    def resize(self, size: tuple[int, int]) -> None:
        """Follow the window: takes its new surface, or makes a canvas of this size without one."""
        surface = pygame.display.get_surface() if self.window else None
        self.canvas = pygame.Surface(size, depth=32) if surface is None else self._picture_for(surface)
        self._fit(self.size)

    @staticmethod
    def _picture_for(screen: pygame.Surface) -> pygame.Surface:
        """What to draw on for a window: itself, or a surface beside it that has fewer pixels, or plainer ones."""
        drawn = software_size(screen.get_size())
        return screen if drawn == screen.get_size() and _plain(screen) else pygame.Surface(drawn, depth=32)

    def prewarm(self, sprites: list[tuple[str, float]], light: Light | None = None, turns: bool = True) -> None:
        """Make lit sprites (name, drawn width px) at all rotations ahead of play."""
        for name, width in sprites:
            if name in self.atlas:
                self.cache.warm(self.atlas.id(name), width, light or Light(), turns)

    def prewarm_later(self, sprites: list[tuple[str, float]]) -> None:
        """Make these (name, drawn width px) at all rotations in the frames that have time left, and no others.

        What takes no light, as faces do not, is left to its first sight.
        """
        atlas, steps = self.atlas, range(0, ROTATIONS, COARSE)
        turning = [one for one in sprites if one[0] in atlas and atlas.sprites[atlas.id(one[0])].kind == "art"]
        self._later = deque((name, width, step) for name, width in turning for step in steps)

    def _use_spare_time(self) -> None:
        """First what will be seen at once or not at all; turns of ships have others to stand in for them."""
        if time.perf_counter() >= self._began + COMING:
            return  # looking at what there is to do takes time as well
        if self._coming is not None:
            self.cache.make_ahead(self._coming, self._began + COMING)
        if time.perf_counter() < self._began + SPARE:
            self.atlas.warm_next()
        while self._later and time.perf_counter() < self._began + TURNING:
            name, width, step = self._later.popleft()
            self.cache.make_turn(self.atlas.id(name), width, step)

    def preload(self, name: str, camera: Camera) -> None:
        """Load the tiles of a backdrop that this camera will see, and those near: by the worker in play, else now."""
        backdrop = self.backdrops.get(name)
        load = self.tiles.want if self.live else self.tiles.get
        if backdrop:
            for tile in backdrop.placed(camera, self.size, AHEAD):
                load(backdrop.file(tile.column, tile.row))

    # -- a frame

    def draw(self, frame: Frame) -> None:
        """Draw everything; `present` shows it."""
        self._began = time.perf_counter()
        canvas = self.canvas
        if canvas.get_size() != self._wide.get_size():
            self._fit(canvas.get_size())  # the window's surface follows the window on some platforms
        if self._painted != self.atlas.painted:  # pictures in colours of before
            self._painted = self.atlas.painted
            self.cache = SpriteCache(self.atlas, self.cache.budget, self._workshop)
        self._keep_to(frame)
        self.cache.begin(frame.light)
        floor, world, fx, hud = self._find((frame.floor, frame.world, frame.fx, frame.hud))
        self.tiles.begin()
        self._backdrops(frame)
        if frame.inset is not None:
            self._lay(frame.inset)
        self._blit(floor)
        for glare in frame.glares:
            self._glare.add(canvas, glare, self._wide)
        hull = frame.overhead
        if hull:
            self._overhead = self._overhead or SoftOverhead(canvas.get_size(), self._workshop, self.live)
            self._overhead.shade(canvas, hull, frame.time, self._wide)
        self._sweep.begin(frame.sweep is not None)
        if frame.sweep:
            self._sweep.grade(canvas, frame.sweep, self._wide, whole=self._detail.swept)
        self._blit(world)
        if frame.dark:
            self._dark = self._dark or SoftDark(canvas.get_size())
            self._dark.draw(canvas, frame.dark)
        self._cones.show(canvas, frame.cones, frame.occluders, frame.time, self._detail.cones)
        if frame.sweep:
            self._sweep.shine(canvas, frame.sweep, frame.time)
        if hull and self._overhead:
            self._overhead.cover(canvas, hull, self.tiles, self._wide)
        self._blit(fx)
        if frame.post.bloom > 0.02:
            self._bloom.add(canvas, frame.post, self._detail, self._pictures)
        self._finish.draw(canvas, frame.post, frame.time, self.tube)
        self._blit(hud)
        if frame.post.fade_hud > 0:
            fade(canvas, frame.post.fade_hud, frame.post.fade_to)
        if self.window:
            self._enlarge()

    def _enlarge(self) -> None:
        """Bring a picture that was drawn beside the window into it."""
        screen = self._screen()
        if screen is self.canvas:
            return
        if _plain(screen):
            pygame.transform.smoothscale(self.canvas, screen.get_size(), screen)
        else:
            screen.blit(pygame.transform.smoothscale(self.canvas, screen.get_size()), (0, 0))

    def _keep_to(self, frame: Frame) -> None:
        """The detail that can be paid for now."""
        detail = frame.detail = self.governor.detail
        if detail is not self._detail:
            if self.live:
                self.cache.budget = detail.makes
            if detail.light != self._detail.light:
                self._cones = SoftCones(self.size, detail.light)
            self._detail = detail
        self._pictures += 1

    def _lay(self, inset: Inset) -> None:
        """A picture within the picture, drawn by a renderer of its own."""
        if self._within is None:
            self._within = SoftwareRenderer(self.atlas, pygame.Surface(inset.size, depth=32), live=self.live)
        elif self._within.size != inset.size:
            self._within.resize(inset.size)
        self._within.governor = self.governor
        self._within.draw(inset.frame)
        self.canvas.blit(self._within.canvas, (round(inset.x), round(inset.y)))

    def present(self) -> None:
        """Show the picture in the window, if there is one; first use what time the frame has left for later ones."""
        if self.live:
            self._use_spare_time()
        if self.window:
            pygame.display.flip()

    def meanwhile(self, seconds: float) -> None:
        """Nothing is under way between two pictures."""

    @property
    def shown_size(self) -> tuple[int, int]:
        """Pixels of the window, or of the picture where there is none."""
        return self._screen().get_size()

    def _screen(self) -> pygame.Surface:
        return (self.window and pygame.display.get_surface()) or self.canvas

    def show(self, pixels: np.ndarray) -> None:
        """Show a picture (h, w) uint32 that was drawn elsewhere; one for a window of another size is stretched."""
        screen = shown = self._screen()
        size, whole = pixels.shape[::-1], screen.get_size()
        if size != whole or not _plain(screen):
            shown = self.canvas if size == whole == self.size else pygame.Surface(size, depth=32)
        np.copyto(pygame.surfarray.pixels2d(shown).T, pixels)
        if shown is not screen:
            screen.blit(shown if size == whole else pygame.transform.smoothscale(shown, whole), (0, 0))
        if self.window:
            pygame.display.flip()

    def take(self, pixels: np.ndarray) -> None:
        """The same for one of this renderer's size, which is not shown: for `image`."""
        np.copyto(pygame.surfarray.pixels2d(self.canvas).T, pixels)

    def rest(self) -> None:
        """Let go of all that is kept for drawing, as somebody else draws."""
        self.tiles.close()
        self.tiles = self._new_tiles()
        self.cache = SpriteCache(self.atlas, self.cache.budget, self._workshop)
        self._scaled.clear()
        self._later.clear()
        self._coming = None
        if self._within is not None:
            self._within.close()
            self._within = None
        self._fit((1, 1))  # the next picture that is drawn here fits it to the canvas again

    def image(self) -> pygame.Surface:
        """A copy of the last picture, 24 bits."""
        out = pygame.Surface(self.size, depth=24)
        out.blit(self.canvas, (0, 0))
        return out

    def close(self) -> None:
        self._workshop.close()
        self.tiles.close()
        if self._within is not None:
            self._within.close()

    # -- sprites

    def _find(self, lists: tuple[DrawList, ...]) -> list[Sprites]:
        """The surfaces and places of all lists in one batch: looking them up costs by the call, not by the row."""
        rows = np.concatenate([each.rows for each in lists])
        columns = np.ascontiguousarray(rows.T)
        x, y, wide, high = columns[1:5]
        w, h = self.size
        reach = np.maximum(wide, high) * np.float32(0.71) + np.float32(2)
        seen = (x > -reach) & (x < reach + w) & (y > -reach) & (y < reach + h) & (wide >= 0.4) & (high >= 0.4)
        ends = np.cumsum([each.n for each in lists])
        self._coming = None
        if not seen.all():
            if self.live:
                coming = ~seen & (columns[9] > 0.0) & (wide * high > DEAR)
                self._coming = rows[coming] if coming.any() else None
            columns = np.compress(seen, columns, axis=1)
            ends = np.concatenate([[0], np.cumsum(seen)])[ends]
        self.cache.keys.settle(columns)
        slots = self.cache.find_all(columns.T)
        left = np.floor(columns[1] - self.cache.dx.take(slots)).astype(np.int32).tolist()
        top = np.floor(columns[2] - self.cache.dy.take(slots)).astype(np.int32).tolist()
        adds, pictures = self.cache.adds.take(slots), self.cache.surfaces.take(slots).tolist()
        found, start = [], 0
        for end in ends.tolist():
            mine = adds[start:end]
            turns = [0, *(np.flatnonzero(mine[1:] != mine[:-1]) + 1).tolist(), end - start]
            found.append(Sprites(pictures[start:end], left[start:end], top[start:end], mine, turns))
            start = end
        return found

    def _blit(self, sprites: Sprites) -> None:
        """Draw a list in its order: what adds light and what covers in runs."""
        pictures = sprites.pictures
        places = zip(sprites.left, sprites.top, strict=True)  # each run takes its share
        for start, end in pairwise(sprites.turns):
            if start < end:
                mode = pygame.BLEND_RGB_ADD if sprites.adds[start] else pygame.BLEND_PREMULTIPLIED
                self.canvas.fblits(zip(pictures[start:end], places, strict=False), mode)

    # -- backdrop

    def _backdrops(self, frame: Frame) -> None:
        """The ground, or the colour of nothing where none lies."""
        self._workshop.begin()
        used = self._backdrop(self.canvas, frame.backdrop, frame)
        if frame.backdrop_mix > 0.004 and self._may_mix(frame):
            other = self._wide
            used += self._backdrop(other, frame.backdrop_next, frame)
            other.set_alpha(int(frame.backdrop_mix * 255))
            self.canvas.blit(other, (0, 0))
            other.set_alpha(None)
        gain = min(255, max(0, int(frame.backdrop_gain * 255)))
        if gain < 255:
            self.canvas.fill((gain, gain, gain), special_flags=pygame.BLEND_RGB_MULT)
        self._scaled.forget(used)

    def _may_mix(self, frame: Frame) -> bool:
        following = self.backdrops.get(frame.backdrop_next)
        return frame.backdrop_mix > ASIDE or self.tiles.at_hand(following, frame.camera, self.size)

    def _backdrop(self, target: pygame.Surface, name: str, frame: Frame) -> int:
        """Lay the tiles that `target` shows; returns how many of them were scaled."""
        backdrop, size, camera = self.backdrops.get(name), target.get_size(), frame.camera
        placed = list(backdrop.placed(camera, size)) if backdrop else []
        if backdrop is None or not backdrop.covers(placed, size):
            target.fill([min(255, int(v * 255)) for v in self.backdrops.ground(frame)])
        if backdrop is None:
            return 0
        steady = self._scaled.steady(camera.zoom)
        used = 0
        for tile in placed:
            picture = self.tiles.get(backdrop.file(tile.column, tile.row))
            if abs(tile.factor - 1) < 1e-3:
                target.blit(picture, (round(tile.x), round(tile.y)))
                continue
            key = backdrop.name, tile.column, tile.row, round(tile.factor, 4)
            scaled = self._scaled.get(key, picture) if steady else None
            if scaled is None:
                stretch(target, picture, tile.x, tile.y, tile.factor)
            else:
                target.blit(scaled, (int(tile.x // 1), int(tile.y // 1)))
                used += 1
        self.tiles.look_ahead(backdrop, camera, size)
        return used


def _plain(surface: pygame.Surface) -> bool:
    """Whether pixels lie in it as in every picture here: 32 bits, of which 8 are red, 8 green and 8 blue. A display of
    fewer colours has others."""
    return surface.get_bitsize() == 32 and surface.get_masks()[:3] == (0xFF0000, 0xFF00, 0xFF)
