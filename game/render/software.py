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
from game.render.backdrop import AHEAD, Backdrops, Placed, TileStore
from game.render.detail import FULL, Governor
from game.render.drawlist import DrawList
from game.render.frame import Camera, Frame, Inset, Light, Post
from game.render.softcone import SoftCones
from game.render.softdark import SoftDark
from game.render.softoverhead import SoftOverhead
from game.render.softtiles import WHOLE, stretch, tile_at
from game.render.spritecache import SpriteCache
from game.render.spritekeys import COARSE, ROTATIONS

SCALINGS = 1  # tiles scaled smoothly in one frame of play; the others wait as their nearest pixels for spare time
SETTLED = 10  # frames a zoom must stand before tiles are scaled smoothly and kept: its steps last five
SCALED = 512 * 1024  # [px] of scaled tiles kept beyond those of this frame: a few behind the ship
BLOOM_SHARE = 8  # bloom is computed at an eighth of the size
BLOOM_CUT = 0.85  # of the threshold: an eight-bit picture has nothing above 1
BLOOM_GAIN = 3.0
BAND = 60  # px of the picture that are finished at a time: they fit into the processor's cache
PATCH, APART = (
    11,
    6,
)  # px of the small picture: rows enlarged at a time, and dark columns between two stretches of light
MOSTLY = 0.4  # of a picture: from there on its light is enlarged in one piece, as the pieces cost more than they save
GLITCH_BANDS = 7
KEPT_FINISHES = 2
UNSEEN = 1  # of 255: so little light more is not worth a pass over the picture
FAINT = 16  # of 255: light less than this may be added before the picture is graded; more would end at the colour
GREYER = 0.9  # saturation from which on the loss of colour is worth 2 ms
DEAR = 100 * 100  # [px] what covers and is larger is made before it comes into sight, if there is time
SPARE = 0.008  # [s] a frame that took less rasters pictures for later until then
TURNING = 0.010  # [s] and turns ships until then, each of which takes less time
COMING = 0.012  # [s] and makes, bit by bit, what comes into sight: later it would cost a frame all of its time at once


Scaled = tuple[str, int, int, float, int]  # a tile: its backdrop, column and row, px a px, and how bright of 255


class Sprites(NamedTuple):
    """A list ready to be blitted: pictures, corners [px], whether each adds light, and where that changes."""

    pictures: list[pygame.Surface]
    left: list[int]
    top: list[int]
    adds: np.ndarray
    turns: list[int]


class SoftwareRenderer:
    """Draws frames on `canvas`, a plain surface or the window's. `live` reads backdrop tiles ahead and bounds makes."""

    kind = "software"
    tube = 1.0

    def __init__(self, atlas: Atlas, canvas: pygame.Surface, live: bool = True, window: bool = False) -> None:
        self.atlas = atlas
        self.canvas = canvas
        self.window = window
        self.live = live
        self.cache = SpriteCache(atlas, FULL.makes if live else None)
        self._painted = atlas.painted
        self.backdrops = Backdrops()
        self.tiles: TileStore[pygame.Surface] = TileStore(lambda s: s.convert(self.canvas), ahead=live, anywhere=True)
        self._scaled: dict[Scaled, pygame.Surface] = {}
        self._scalings = 0  # of tiles, in this frame
        self._unscaled: list[tuple[Scaled, pygame.Surface, float]] = []  # tiles that wait for it
        self._zoom = (0.0, 0)
        self._sweep = softsweep.SoftSweep()
        self._later: deque[tuple[str, float, int]] = deque()
        self._coming: np.ndarray | None = None  # rows of large things just outside the last picture
        self._began = 0.0  # when the last picture was begun [s]
        self.governor = Governor()
        self._detail = FULL  # of this picture
        self._pictures = 0
        self._within: SoftwareRenderer | None = None  # made when there is a picture within the picture
        self._fit()

    @property
    def size(self) -> tuple[int, int]:
        """Pixels that draw lists address."""
        return self.canvas.get_size()

    def _fit(self) -> None:
        w, h = self.size
        small = max(1, w // BLOOM_SHARE), max(1, h // BLOOM_SHARE)
        self._half = pygame.Surface((max(1, w // 2), max(1, h // 2)), depth=32)
        self._small = pygame.Surface(small, depth=32)
        self._tiny = pygame.Surface((max(1, small[0] // 4), max(1, small[1] // 4)), depth=32)
        self._near = pygame.Surface(small, depth=32)
        self._middling = max(1, small[0] // 2), max(1, small[1] // 2)
        self._wide = pygame.Surface((w, h), depth=32)
        self._corners = _vignette()
        self._finish: dict[tuple[int, int], pygame.Surface] = {}
        self._grade_of: pygame.Surface | None = None
        self._grade: tuple[tuple[int, ...], pygame.Surface] = (), self._wide
        self._cones = SoftCones((w, h), self._detail.light)
        self._overhead: SoftOverhead | None = None  # made when there is something overhead
        self._dark: SoftDark | None = None  # and when it is dark

    def resize(self, size: tuple[int, int]) -> None:
        """Follow the window: takes its new surface, or makes a canvas of this size without one."""
        surface = pygame.display.get_surface() if self.window else None
        self.canvas = surface if surface is not None else pygame.Surface(size, depth=32)
        self._fit()

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
        """First what is seen roughly, then what will be seen at once or not at all; turns of ships have others to stand
        in for them."""
        for key, picture, factor in self._unscaled:
            if time.perf_counter() >= self._began + COMING:
                break
            self._scaled[key] = tile_at(picture, factor, key[-1])
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
            self._fit()  # the window's surface follows the window on some platforms
        if self._painted != self.atlas.painted:  # pictures in colours of before
            self._painted = self.atlas.painted
            self.cache = SpriteCache(self.atlas, self.cache.budget)
        self._keep_to(frame)
        self.cache.begin(frame.light)
        floor, world, fx, hud = self._find((frame.floor, frame.world, frame.fx, frame.hud))
        self.tiles.begin()
        self._backdrops(frame)
        if frame.inset is not None:
            self._lay(frame.inset)
        self._blit(floor)
        hull = frame.overhead
        if hull:
            self._overhead = self._overhead or SoftOverhead(canvas.get_size(), self.live)
            self._overhead.shade(canvas, hull, frame.time, self._wide)
        self._sweep.begin(frame.sweep is not None)
        if frame.sweep:
            self._sweep.grade(canvas, frame.sweep, self._wide, whole=self._detail.swept)
        self._blit(world)
        if frame.dark:
            self._dark = self._dark or SoftDark(canvas.get_size())
            self._dark.draw(canvas, frame.dark)
        if self._pictures % self._detail.cones == 0 or not self._cones.lay_again(canvas, frame.cones):
            self._cones.draw(canvas, frame.cones, frame.occluders, frame.time)
        if frame.sweep:
            self._sweep.shine(canvas, frame.sweep, frame.time)
        if hull and self._overhead:
            self._overhead.cover(canvas, hull, self.tiles, self._wide)
        self._blit(fx)
        self._post(frame.post, frame.time)
        self._blit(hud)
        if frame.post.fade_hud > 0:
            self._fade(frame.post.fade_hud, frame.post.fade_to)

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

    def image(self) -> pygame.Surface:
        """A copy of the last picture, 24 bits."""
        out = pygame.Surface(self.size, depth=24)
        out.blit(self.canvas, (0, 0))
        return out

    def close(self) -> None:
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
        self._scalings = 0
        self._unscaled.clear()
        mixed, gain = frame.backdrop_mix > 0.004, min(WHOLE, max(0, int(frame.backdrop_gain * WHOLE)))
        used = self._backdrop(self.canvas, frame.backdrop, frame, WHOLE if mixed else gain)
        if mixed:
            other = self._wide
            used += self._backdrop(other, frame.backdrop_next, frame)
            other.set_alpha(int(frame.backdrop_mix * 255))
            self.canvas.blit(other, (0, 0))
            other.set_alpha(None)
            if gain < WHOLE:
                self.canvas.fill((gain, gain, gain), special_flags=pygame.BLEND_RGB_MULT)
        self._forget_tiles(used)

    def _backdrop(self, target: pygame.Surface, name: str, frame: Frame, gain: int = WHOLE) -> int:
        """Lay the tiles that `target` shows, so many of 255 parts as bright; returns how many of them were scaled."""
        backdrop, size, camera = self.backdrops.get(name), target.get_size(), frame.camera
        placed = list(backdrop.placed(camera, size)) if backdrop else []
        if backdrop is None or not backdrop.covers(placed, size):
            target.fill([min(255, int(v * 255)) * gain // WHOLE for v in self.backdrops.ground(frame)])
        if backdrop is None:
            return 0
        steady = self._steady(camera.zoom)
        used = 0
        for tile in placed:
            picture = self.tiles.get(backdrop.file(tile.column, tile.row))
            straight = abs(tile.factor - 1) < 1e-3
            if not straight and steady and (scaled := self._smooth(backdrop.name, tile, picture, gain)):
                target.blit(scaled, (int(tile.x // 1), int(tile.y // 1)))
                used += 1
                continue
            if straight:
                laid = target.blit(picture, (round(tile.x), round(tile.y)))
            else:
                laid = stretch(target, picture, tile.x, tile.y, tile.factor)
            if gain < WHOLE:
                target.fill((gain, gain, gain), laid, special_flags=pygame.BLEND_RGB_MULT)
        self.tiles.look_ahead(backdrop, camera, size)
        return used

    def _forget_tiles(self, used: int) -> None:
        """Scaled tiles stand in the order of their last use, those of this frame last; the oldest others go."""
        others = list(self._scaled)[: max(0, len(self._scaled) - used)]
        pixels = [self._scaled[key].get_width() * self._scaled[key].get_height() for key in others]
        excess = sum(pixels) - SCALED
        for key, size in zip(others, pixels, strict=True):
            if excess <= 0:
                break
            del self._scaled[key]
            excess -= size

    def _steady(self, zoom: float) -> bool:
        last, frames = self._zoom
        if abs(zoom - last) < 1e-4:
            self._zoom = (last, frames + 1)
        else:
            self._zoom = (zoom, 0)
            self._scaled.clear()
        return self._zoom[1] >= SETTLED or not self.live

    def _smooth(self, name: str, tile: Placed, picture: pygame.Surface, gain: int) -> pygame.Surface | None:
        """The tile scaled and as bright as it should be; None when this frame has scaled enough."""
        key = (name, tile.column, tile.row, round(tile.factor, 4), gain)
        found = self._scaled.pop(key, None)
        if found is None:
            if self.live and self._scalings >= SCALINGS:
                self._unscaled.append((key, picture, tile.factor))
                return None
            self._scalings += 1
            found = tile_at(picture, tile.factor, gain)
        self._scaled[key] = found
        return found

    # -- finish

    def _post(self, post: Post, now: float) -> None:
        canvas = self.canvas
        if post.bloom > 0.02:
            self._bloom(post)
        if post.glitch > 0.01:
            self._glitch(post.glitch, now)
        light = [max(0, min(255, int((a + b) * 255))) for a, b in zip(post.lift, post.flash, strict=True)]
        gain = tuple(min(255, int(g * 255)) for g in post.gain)
        overlay = self._overlay(post)
        graded = min(post.gain) < 0.995
        if graded and max(light) < FAINT:  # one factor for both, and what is added goes before it
            overlay, graded = self._graded(overlay, gain), False
            light = [round(more * 255 / max(1, left)) for more, left in zip(light, gain, strict=True)]
        wide, high = canvas.get_size()
        for top in range(0, high, BAND):  # what one step has written is still near when the next one reads it
            area = pygame.Rect(0, top, wide, min(BAND, high - top))
            band = canvas.subsurface(area)
            if post.saturation < GREYER:
                _drain(band, 1.0 - post.saturation, self._wide.subsurface((0, 0, *area.size)))
            if graded:
                band.fill(gain, special_flags=pygame.BLEND_RGB_MULT)
            if max(light) > UNSEEN:
                band.fill(light, special_flags=pygame.BLEND_RGB_ADD)
            band.blit(overlay, (0, 0), area, special_flags=pygame.BLEND_RGB_MULT)
        if post.fade > 0.004:
            self._fade(post.fade, post.fade_to)

    def _bloom(self, post: Post) -> None:
        """What is bright spills over, in two widths.

        Where it is not made anew for every picture, one picture makes its first half and the next its second.
        """
        turn = (self._pictures + 1) % self._detail.bloom  # its dear half never in one with the cones, which are as dear
        if turn == 0:
            self._gather(post)
        if turn == min(1, self._detail.bloom - 1):
            self._spread()
        self._spill(self._near)

    def _gather(self, post: Post) -> None:
        """The bright parts of the canvas, small. Halving by nearest pixels first costs a sixth; nobody sees it."""
        small = self._small
        pygame.transform.scale(self.canvas, self._half.get_size(), self._half)
        pygame.transform.smoothscale(self._half, small.get_size(), small)
        _keep_bright(small, int(min(0.9, post.threshold * BLOOM_CUT) * 255))
        # what was cut off leaves little to spread; raised before it is blurred, as eight bits raised later show steps
        gain = post.bloom * BLOOM_GAIN
        while gain > 1:
            small.blit(small.copy(), (0, 0), special_flags=pygame.BLEND_RGB_ADD)  # onto itself it would be slow
            gain /= 2
        k = int(gain * 255)
        small.fill((k, k, k), special_flags=pygame.BLEND_RGB_MULT)

    def _spread(self) -> None:
        """Blurred by scaling down and up again: a tenth of the price of a box filter."""
        smooth, small, tiny, near = pygame.transform.smoothscale, self._small, self._tiny, self._near
        for corner in (0, 1):  # half a pixel to the left and up, then back
            half = smooth(small if corner == 0 else near, self._middling)
            near.fill((0, 0, 0), special_flags=pygame.BLEND_RGB_MULT)
            near.blit(enlarged(half, 2), (corner, corner), special_flags=pygame.BLEND_RGB_ADD)
        smooth(near.subsurface((0, 0, 4 * tiny.get_width(), 4 * tiny.get_height())), tiny.get_size(), tiny)
        wide = pygame.transform.box_blur(pygame.transform.box_blur(tiny, 1), 1)
        wide.fill((75, 75, 75), special_flags=pygame.BLEND_RGB_MULT)
        far = enlarged(wide, 4)
        for corner in (1, 2):  # it belongs between the two
            near.blit(far, (corner, corner), special_flags=pygame.BLEND_RGB_ADD)

    def _spill(self, light: pygame.Surface) -> None:
        """Add a small picture of light to the canvas, but for where there is none: that is half of most pictures."""
        wide, high = light.get_size()
        pixels = pygame.surfarray.pixels2d(light)
        lit = (pixels & (self._detail.spill * 0x010101)) != 0
        del pixels
        rows = PATCH if lit.mean() < MOSTLY else high - 1
        for top in range(0, high - 1, rows):
            tall = min(rows, high - 1 - top)
            columns = np.flatnonzero(lit[:, top : top + tall + 1].any(axis=1))
            for left, right in _stretches(columns, wide - 1):
                patch = light.subsurface((left, top, right - left + 1, tall + 1))
                spill = enlarged(patch, BLOOM_SHARE, self._wide)
                corner = BLOOM_SHARE * left + BLOOM_SHARE // 2, BLOOM_SHARE * top + BLOOM_SHARE // 2
                self.canvas.blit(spill, corner, special_flags=pygame.BLEND_RGB_ADD)

    def _overlay(self, post: Post) -> pygame.Surface:
        """Vignette and scan lines as one factor a pixel, cheap enough for a vignette that breathes."""
        key = (round(post.vignette * 40), round(post.scan * self.tube * 100))
        found = self._finish.pop(key, None)
        if found is None:
            w, h = self.size
            dark = self._corners.copy()
            k = min(255, int(key[0] / 40 * 255))
            dark.fill((k, k, k), special_flags=pygame.BLEND_RGB_MULT)
            small = pygame.Surface(dark.get_size(), depth=32)
            small.fill((255, 255, 255))
            small.blit(dark, (0, 0), special_flags=pygame.BLEND_RGB_SUB)
            found = pygame.transform.smoothscale(small, (w, h))
            k = int((1 - key[1] / 100) * 255)
            for y in range(2, h, 3):
                found.fill((k, k, k), (0, y, w, 1), special_flags=pygame.BLEND_RGB_MULT)
            if len(self._finish) >= KEPT_FINISHES:
                del self._finish[next(iter(self._finish))]
        self._finish[key] = found
        return found

    def _graded(self, overlay: pygame.Surface, gain: tuple[int, ...]) -> pygame.Surface:
        """The overlay with the colour of the place in it; kept, as both change seldom."""
        if self._grade_of is not overlay or self._grade[0] != gain:
            toned = overlay.copy()
            toned.fill(gain, special_flags=pygame.BLEND_RGB_MULT)
            self._grade_of, self._grade = overlay, (gain, toned)
        return self._grade[1]

    def _glitch(self, strength: float, now: float) -> None:
        """Some bands slip sideways; the same bands for a twelfth of a second."""
        w, h = self.size
        rng = np.random.default_rng(int(now * 12))
        for _ in range(int(GLITCH_BANDS * strength) + 1):
            top, tall = int(rng.integers(0, h - 8)), int(rng.integers(4, max(5, h // 18)))
            slip = int(rng.normal() * 0.03 * strength * w)
            band = self.canvas.subsurface((0, top, w, min(tall, h - top))).copy()
            self.canvas.blit(band, (slip, top))

    def _fade(self, share: float, to: tuple[float, float, float]) -> None:
        keep = max(0, int((1 - share) * 255))
        self.canvas.fill((keep, keep, keep), special_flags=pygame.BLEND_RGB_MULT)
        if any(to):
            self.canvas.fill([int(min(1.0, v * share) * 255) for v in to], special_flags=pygame.BLEND_RGB_ADD)


def enlarged(picture: pygame.Surface, k: int, into: pygame.Surface | None = None) -> pygame.Surface:
    """A picture `k` times as large, smooth, whose pixels' middles lie exactly `k` px apart: put it (k - 1) / 2 px in.

    `smoothscale` takes pixel x from place x * (w - 1) / W of what it enlarges. Over a whole screen, three times in a
    row, that put a glow 30 px beside its lamp. `into` is a surface large enough to be used, else there is a new one.
    """
    size = max(1, (picture.get_width() - 1) * k), max(1, (picture.get_height() - 1) * k)
    if into is None:
        return pygame.transform.smoothscale(picture, size)
    return pygame.transform.smoothscale(picture, size, into.subsurface((0, 0, *size)))


def _stretches(columns: np.ndarray, end: int) -> list[tuple[int, int]]:
    """Where light lies, as (left, right) with a dark column on either side; those that nearly meet are one."""
    if not columns.size:
        return []
    breaks = np.flatnonzero(np.diff(columns) > APART)
    lefts = [int(columns[0]), *columns[breaks + 1].tolist()]
    rights = [*columns[breaks].tolist(), int(columns[-1])]
    return [(max(0, a - 1), min(end, b + 1)) for a, b in zip(lefts, rights, strict=True) if a < end]


def _drain(picture: pygame.Surface, share: float, spare: pygame.Surface) -> None:
    """Take colour out of a picture. Three plain passes cost half of a blended one. `spare` is of its size, and lost."""
    grey = pygame.transform.grayscale(picture, spare)
    k = int(min(1.0, share) * 255)
    grey.fill((k, k, k), special_flags=pygame.BLEND_RGB_MULT)
    k = 255 - k
    picture.fill((k, k, k), special_flags=pygame.BLEND_RGB_MULT)
    picture.blit(grey, (0, 0), special_flags=pygame.BLEND_RGB_ADD)


def _vignette() -> pygame.Surface:
    """How dark a full vignette makes each part of the picture; small, as it is smooth."""
    x, y = np.linspace(-1, 1, 256)[:, None], np.linspace(-1, 1, 144)[None]
    t = np.clip(((x * x + y * y) * 1.1 - 0.25) / 1.75, 0, 1)
    dark = (t * t * (3 - 2 * t) * 255).astype(np.uint8)
    return pygame.surfarray.make_surface(np.repeat(dark[..., None], 3, axis=2)).convert(
        pygame.Surface((1, 1), depth=32)
    )


def _keep_bright(picture: pygame.Surface, cut: int) -> None:
    """What is over the cut, in its own hue: cut from each colour alone, a warm lamp would spill red."""
    pixels = pygame.surfarray.pixels2d(picture).T  # row by row, as they lie
    colours = pixels & 255, (pixels >> 8) & 255, (pixels >> 16) & 255
    top = np.maximum(np.maximum(*colours[:2]), colours[2])
    bright = top > cut
    some = top[bright]
    share = (((some - cut) << 8) // some).astype(np.uint32)  # of 256
    pixels[...] = 0
    blue, green, red = (colour[bright] * share >> 8 for colour in colours)
    pixels[bright] = blue | green << 8 | red << 16
