"""A hull overhead in software: its shadow and lights as soft layers painted small, its picture as tiles that add light.

Both layers are painted at a quarter of the size and drawn out, which makes their edges soft and any turn cheap.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
import pygame

from game.render import hulls, overhead
from game.render.backdrop import AHEAD, TileStore
from game.render.hulls import Tile
from game.render.overhead import Overhead
from game.render.palette import RGB
from game.render.softtiles import stretch
from game.render.workshop import Workshop

SHARE = 4  # layers are painted at this part of the size
TURNS = 256  # steps of a whole turn at which a picture may lie
SETTLED = 10  # pictures that size and turn must stand before tiles are scaled smoothly
KEPT = 28  # turned or scaled tiles
ROOM_SIDE = 256  # of the one picture of the room left free [px]
HAZE = (34, 28, 23)  # of 255: how much of the light hangs over the floor

SLICES, LANES = (0.06, 0.3, 0.7, 0.94), (0.25, 0.55, 0.8, 1.0)  # in which a strip that is turned is painted
BLUNT = 2.0  # steps of the outline, in from the side [px of the screen]

Polygon = list[tuple[float, float]]


class SoftOverhead:
    """Keeps its two layers, and the tiles as they are turned and scaled."""

    def __init__(self, size: tuple[int, int], workshop: Workshop, live: bool = True) -> None:
        self._live = live
        self._workshop = workshop
        self._small_size = -(-size[0] // SHARE), -(-size[1] // SHARE)
        self._small = pygame.Surface(self._small_size, depth=32)
        self._layer = pygame.Surface(size, depth=32)
        self._hulls = hulls.hulls()
        self._made: dict[tuple[int, int, float, int], pygame.Surface] = {}
        self._steady: tuple[float, int, int] = (0.0, 0, 0)  # size, turn, pictures since they changed
        self._clear, self._clear_for = pygame.Surface((1, 1), depth=32), (0, 0)
        self._less = self._clear  # as large, and painted over
        self._sides_for, self._sides = (0, 0, 0, 0), _sides(2, 2, 2, 0)
        self._strip_for, self._strip = (0, 0, 0), _strip(8, 8, 2)

    # -- the floor

    def shade(self, canvas: pygame.Surface, hull: Overhead, time: float, spare: pygame.Surface) -> None:
        """Darken the floor in the shadow, brighten what is lit. `spare` is as large as the canvas; it is lost."""
        screen = canvas.get_rect()
        least, most, left, right = hull.span(screen.size)
        if most <= -hull.half or least >= hull.half:
            return
        for side in (-1, 1):
            if (right > hull.beam) if side > 0 else (left < -hull.beam):
                area = self._box(hull, (-hull.half, hull.half), side, screen)
                if area:
                    self._light_flank(canvas, hull, side, (least, most), time, spare, area)
        if _turn(hull) == 0:
            self._darken_sides(canvas, hull)
        if right <= -hull.beam or left >= hull.beam:
            return
        lit = [(a, b) for a, b in hull.strips if b > least and a < most and b - a > 1.0]
        if _turn(hull) == 0:
            self._shade_straight(canvas, hull, lit)
        else:
            self._shade_turned(canvas, hull, lit)

    def _shade_straight(self, canvas: pygame.Surface, hull: Overhead, lit: list[tuple[float, float]]) -> None:
        """Its sides lie along the screen's: plain rectangles do, between the strips and in them."""
        screen = canvas.get_rect()
        soft = overhead.STRIP_SOFT
        edges = [-hull.half]
        for low, high in sorted(lit):
            start, end = max(-hull.half, low - soft), min(hull.half, high + soft)
            edges += [start, end]
            whole, area = _between(hull, low - soft, high + soft), _between(hull, start, end).clip(screen)
            if not area:
                continue
            key = whole.w, whole.h, max(1, round(2 * soft * hull.scale))
            if key != self._strip_for:
                self._strip_for, self._strip = key, _strip(*key)
            part = area.move(-whole.x, -whole.y)
            canvas.blit(self._strip[0], area, part, special_flags=pygame.BLEND_RGB_MULT)
            canvas.blit(self._strip[1], area, part, special_flags=pygame.BLEND_RGB_ADD)
        edges.append(hull.half)
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            area = _between(hull, start, end).clip(screen)
            if area:
                canvas.fill(_bytes(overhead.SHADE), area, special_flags=pygame.BLEND_RGB_MULT)

    def _darken_sides(self, canvas: pygame.Surface, hull: Overhead) -> None:
        """A soft dark beside its picture: it hangs far above the floor. Only where it lies along the screen."""
        k, screen = hull.hull_scale, canvas.get_rect()
        deep, ramp = max(2, round(overhead.EDGE_DEEP * k)), max(2, round(overhead.EDGE_FADES * k))
        key = screen.w, deep, ramp, round(overhead.UNDER_EDGE * hull.cover * 16)
        if key != self._sides_for:
            self._sides_for, self._sides = key, _sides(*key)
        reach = round((hull.half - overhead.EDGE_ENDS) * k)
        stern, bow = round(hull.hull_x) - reach, round(hull.hull_x) + reach
        for side, shades in zip((-1, 1), self._sides, strict=True):
            top = round(hull.hull_y + side * hull.beam * k) - (deep if side < 0 else 0)
            for shade, (start, end) in zip(shades, pairwise((stern, stern + ramp, bow - ramp, bow)), strict=True):
                area = pygame.Rect(start, top, end - start, deep)
                shown = area.clip(screen)
                if shown:  # the middle one looks the same all along
                    left = shown.x - area.x if end - start == ramp else 0
                    part = left, shown.y - area.y, shown.w, shown.h
                    canvas.blit(shade, shown, part, special_flags=pygame.BLEND_RGB_MULT)

    def _shade_turned(self, canvas: pygame.Surface, hull: Overhead, lit: list[tuple[float, float]]) -> None:
        small, layer = self._small, self._layer
        small.fill((255, 255, 255))
        _polygon(small, hull.corners((-hull.half, hull.half), (-hull.beam, hull.beam)), _bytes(overhead.SHADE))
        for strip in lit:
            _paint_strip(small, hull, strip, overhead.SHADE, overhead.STRIP)
        pygame.transform.smoothscale(small, layer.get_size(), layer)
        canvas.blit(layer, (0, 0), special_flags=pygame.BLEND_RGB_MULT)
        if lit:
            small.fill((0, 0, 0))
            for strip in lit:
                _paint_strip(small, hull, strip, (0.0, 0.0, 0.0), overhead.STRIP_HAZE)
            pygame.transform.smoothscale(small, layer.get_size(), layer)
            canvas.blit(layer, (0, 0), special_flags=pygame.BLEND_RGB_ADD)

    def _light_flank(
        self,
        canvas: pygame.Surface,
        hull: Overhead,
        side: int,
        seen: tuple[float, float],
        time: float,
        spare: pygame.Surface,
        area: pygame.Rect,
    ) -> None:
        """Brighten what lies in the flank lights of one side."""
        small = pygame.Rect(area.x // SHARE, area.y // SHARE, area.w // SHARE, area.h // SHARE)
        self._small.fill((0, 0, 0), small, special_flags=pygame.BLEND_RGB_MULT)
        self._small.set_clip(small)
        self._paint_flank(hull, side, seen, time, overhead.FLANK)
        self._small.set_clip(None)
        self._draw_out(canvas, area, spare)

    def _draw_out(self, canvas: pygame.Surface, area: pygame.Rect, spare: pygame.Surface) -> None:
        """Add to a part of the canvas what the small layer says: a share of its own light, and a little haze."""
        part = self._small.subsurface((area.x // SHARE, area.y // SHARE, area.w // SHARE, area.h // SHARE))
        light = self._layer.subsurface((0, 0, *area.size))
        pygame.transform.smoothscale(part, area.size, light)
        more = spare.subsurface((0, 0, *area.size))
        more.blit(canvas, (0, 0), area)
        more.blit(light, (0, 0), special_flags=pygame.BLEND_RGB_MULT)
        canvas.blit(more, area, special_flags=pygame.BLEND_RGB_ADD)
        light.fill(HAZE, special_flags=pygame.BLEND_RGB_MULT)
        canvas.blit(light, area, special_flags=pygame.BLEND_RGB_ADD)

    @staticmethod
    def _box(hull: Overhead, along: tuple[float, float], side: int, screen: pygame.Rect) -> pygame.Rect:
        """What the flank lights of one side may light on the screen, on the grid of the small layer."""
        points = hull.corners(along, (side * hull.beam, side * (hull.beam + hull.flank)))
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = pygame.Rect(math.floor(min(xs)), math.floor(min(ys)), 0, 0)
        box.size = math.ceil(max(xs)) - box.x, math.ceil(max(ys)) - box.y
        box = box.clip(screen)
        right, low = -(-box.right // SHARE) * SHARE, -(-box.bottom // SHARE) * SHARE
        corner = box.x // SHARE * SHARE, box.y // SHARE * SHARE
        whole = pygame.Rect(0, 0, screen.w // SHARE * SHARE, screen.h // SHARE * SHARE)
        return pygame.Rect(*corner, right - corner[0], low - corner[1]).clip(whole)

    def _paint_flank(self, hull: Overhead, side: int, seen: tuple[float, float], time: float, colour: RGB) -> None:
        """Cones of the lamps of one side, fading outwards, and the bars that run out along them."""
        small, beam, flank = self._small, hull.beam, hull.flank
        low, high = max(-hull.half, seen[0]), min(hull.half, seen[1])
        if low >= high:
            return
        first = math.floor((low - overhead.LAMP_FIRST) / overhead.LAMP_EVERY) - 1
        last = math.ceil((high - overhead.LAMP_FIRST) / overhead.LAMP_EVERY) + 1
        steps = 6
        for i in range(steps):
            near, far = (beam + flank * (i + k) / steps for k in (0, 1))
            fall = 1.0 - (1.0 - overhead.FAR) * (i + 0.5) / steps
            across = (side * near, side * far)
            _polygon(small, hull.corners((low, high), across), _bytes(colour, fall * overhead.BETWEEN))
            for number in range(first, last + 1):
                lamp = overhead.LAMP_FIRST + number * overhead.LAMP_EVERY
                if not -hull.half < lamp < hull.half:
                    continue
                a, b = (overhead.LAMP_WIDE + (away - beam) * overhead.LAMP_SPREAD for away in (near, far))
                shape = [(lamp - a, near), (lamp + a, near), (lamp + b, far), (lamp - b, far)]
                corners = [hull.at(min(hull.half, max(-hull.half, u)), side * v) for u, v in shape]
                _polygon(small, corners, _bytes(colour, fall))
        part = small.get_clip()
        small.blit(pygame.transform.box_blur(small.subsurface(part), 1), part)  # at this size their sides are steps
        for away in np.arange(time * overhead.BAND_SPEED % overhead.BAND_EVERY, flank, overhead.BAND_EVERY).tolist():
            fall = 1.25 * (1.0 - (1.0 - overhead.FAR) * away / flank)
            ends = [hull.at(along, side * (beam + away)) for along in (low, high)]
            pygame.draw.line(small, _bytes(colour, fall), *(tuple(v / SHARE for v in end) for end in ends), 1)

    # -- the hull

    def cover(
        self, canvas: pygame.Surface, hull: Overhead, store: TileStore[pygame.Surface], spare: pygame.Surface
    ) -> None:
        """Dim what is under the picture and add it. `spare` as for `shade`."""
        picture = self._hulls.get(hull.name)
        if picture is None or hull.cover < 0.01:
            return
        screen = canvas.get_size()
        turn = _turn(hull)
        shown = list(hulls.tiles(picture, hull, screen))
        for tile in hulls.tiles(picture, hull, screen, AHEAD):
            store.want(picture.file(tile.column, tile.row))
        if not shown:
            return
        steady = self._settle(shown[0].factor, turn)
        if turn == 0:
            area = self._straight_area(hull, picture.size, shown[0].factor, screen)
        else:
            area = pygame.Rect(0, 0, *screen)
            spare.fill((0, 0, 0))
        if not area:
            return
        for tile in shown:
            surface = store.get(picture.file(tile.column, tile.row))
            made = self._fitted(surface, tile, turn, steady)
            if made is None:  # whole it would be scaled for the little that shows of it
                wide, high = surface.get_size()
                left, top = tile.x - wide * tile.factor / 2, tile.y - high * tile.factor / 2
                stretch(spare, surface, left, top, tile.factor)
                continue
            w, h = made.get_size()
            place = round(tile.x - w / 2), round(tile.y - h / 2)
            spare.blit(made, place, special_flags=pygame.BLEND_RGB_ADD if turn else 0)
        if hull.cover < 0.99:
            k = int(hull.cover * 255)
            spare.fill((k, k, k), area, special_flags=pygame.BLEND_RGB_MULT)
        self._leave_room(spare, hull)
        dim = int((1.0 - (1.0 - hull.dim) * hull.cover) * 255)
        if turn == 0:
            self._dim_straight(canvas, hull, picture.size, shown[0].factor, dim)
        else:
            small = self._small
            small.fill((255, 255, 255))
            _polygon(small, _outline(hull), (dim, dim, dim))
            if hull.room is not None:
                x, y, radius = hull.room
                clear = self._cleared(max(1, round(radius * 2 / SHARE)), dim)
                half = clear.get_width() / 2
                small.blit(
                    clear, (round(x / SHARE - half), round(y / SHARE - half)), special_flags=pygame.BLEND_RGB_MAX
                )
            pygame.transform.smoothscale(small, self._layer.get_size(), self._layer)
            canvas.blit(self._layer, (0, 0), special_flags=pygame.BLEND_RGB_MULT)
        canvas.blit(spare, area, area, special_flags=pygame.BLEND_RGB_ADD)

    def _settle(self, factor: float, turn: int) -> bool:
        size, last, pictures = self._steady
        same = abs(size - factor) < 1e-4 and last == turn
        self._steady = (size, last, pictures + 1) if same else (factor, turn, 0)
        if not same:
            self._made.clear()
        return self._steady[2] >= SETTLED or not self._live

    def _fitted(self, surface: pygame.Surface, tile: Tile, turn: int, steady: bool) -> pygame.Surface | None:
        """The tile as large and as turned as it is drawn; None: its nearest pixels must do, and it is not turned."""
        if turn == 0 and abs(tile.factor - 1.0) < 1e-3:
            return surface
        key = tile.column, tile.row, round(tile.factor, 4), turn if steady else -turn - 1
        made = self._made.pop(key, None)
        if made is None and steady:
            made = self._workshop.ask(key, surface, lambda picture: _turned(picture, tile.factor, turn, smooth=True))
            if made is None:
                return self._fitted(surface, tile, turn, steady=False)
        if made is None:
            if turn == 0:
                return None
            made = _turned(surface, tile.factor, turn, smooth=False)
        self._made[key] = made
        if len(self._made) > KEPT:
            del self._made[next(iter(self._made))]
        return made

    @staticmethod
    def _straight_area(hull: Overhead, size: tuple[int, int], factor: float, screen: tuple[int, int]) -> pygame.Rect:
        wide, high = size[0] * factor, size[1] * factor
        area = pygame.Rect(round(hull.hull_x - wide / 2), round(hull.hull_y - high / 2), round(wide), round(high))
        return area.clip((0, 0, *screen))

    def _dim_straight(
        self, canvas: pygame.Surface, hull: Overhead, size: tuple[int, int], factor: float, dim: int
    ) -> None:
        """Dim what is under a picture that is not turned: its outline in rectangles, and less round the ship."""
        screen, tone = canvas.get_rect(), (dim, dim, dim)
        left, top = hull.hull_x - size[0] * factor / 2, hull.hull_y - size[1] * factor / 2
        columns = [
            column for part in _columns(round(size[1] * factor)) if (column := part.move(left, top)).colliderect(screen)
        ]
        if hull.room is None:
            for column in columns:
                canvas.fill(tone, column, special_flags=pygame.BLEND_RGB_MULT)
            return
        x, y, radius = hull.room
        clear = self._cleared(_room_side(radius), dim)
        side = clear.get_width()
        box = pygame.Rect(round(x) - side // 2, round(y) - side // 2, side, side)
        for part in _around(box, screen):
            for column in columns:
                shown = column.clip(part)
                if shown:
                    canvas.fill(tone, shown, special_flags=pygame.BLEND_RGB_MULT)
        for column in columns:
            shown = column.clip(box)
            if shown:
                canvas.blit(clear, shown, shown.move(-box.x, -box.y), special_flags=pygame.BLEND_RGB_MULT)

    def _cleared(self, side: int, dim: int) -> pygame.Surface:
        """What a picture leaves round the ship of what is under it, where elsewhere `dim` of 255 is left."""
        if self._clear_for != (side, dim):
            if self._clear.get_width() != side:
                self._clear, self._less = (pygame.Surface((side, side), depth=32) for _ in range(2))
            self._less.blit(_room(side), (0, 0))
            self._less.fill((255 - dim, 255 - dim, 255 - dim), special_flags=pygame.BLEND_RGB_MULT)
            self._clear.fill((255, 255, 255))
            self._clear.blit(self._less, (0, 0), special_flags=pygame.BLEND_RGB_SUB)
            self._clear_for = side, dim
        return self._clear

    def _leave_room(self, spare: pygame.Surface, hull: Overhead) -> None:
        """Darken the picture round the ship, so that nothing is brighter there than the ship."""
        if hull.room is None:
            return
        x, y, radius = hull.room
        side = _room_side(radius)
        spare.blit(_room(side), (round(x) - side // 2, round(y) - side // 2), special_flags=pygame.BLEND_RGB_MULT)


def _room_side(radius: float) -> int:
    return max(8, int(radius * 2 / 8) * 8)


@lru_cache(maxsize=2)
def _room(side: int) -> pygame.Surface:
    """What is left round the ship of what covers it, as a factor, so many px a side. Nobody paints on it: while a hull
    comes or goes, every picture wants it."""
    return pygame.transform.smoothscale(_round_room(), (side, side))


@cache
def _round_room() -> pygame.Surface:
    x = (np.arange(ROOM_SIDE, dtype=np.float32) + 0.5) / ROOM_SIDE * 2 - 1
    away = np.sqrt(x[:, None] ** 2 + x[None] ** 2)
    t = np.clip((away - overhead.ROOM_FROM) / (1.0 - overhead.ROOM_FROM), 0.0, 1.0)
    left = overhead.ROOM_LEFT
    shade = ((left + (1.0 - left) * t * t * (3 - 2 * t)) * 255).astype(np.uint8)
    out = pygame.Surface((ROOM_SIDE, ROOM_SIDE), depth=32)
    pygame.surfarray.blit_array(out, np.repeat(shade[..., None], 3, axis=2))
    return out


def _turned(picture: pygame.Surface, factor: float, turn: int, smooth: bool) -> pygame.Surface:
    """A tile scaled, and turned by so many steps."""
    scale: Callable[..., pygame.Surface] = pygame.transform.smoothscale_by if smooth else pygame.transform.scale_by
    made = scale(picture, factor) if abs(factor - 1.0) > 1e-3 else picture
    if not turn:
        return made
    made = made.copy()
    made.set_colorkey((0, 0, 0))  # what the turned picture leaves free is black, too
    made = pygame.transform.rotate(made, -turn * 360 / TURNS)
    made.set_colorkey(None)
    return made


def _turn(hull: Overhead) -> int:
    return round(math.atan2(hull.nose_y, hull.nose_x) / math.tau * TURNS) % TURNS


def _between(hull: Overhead, start: float, end: float) -> pygame.Rect:
    """The screen's rectangle of a stretch of the shadow of a hull that is not turned."""
    (x0, y0), (x1, y1) = hull.at(start, -hull.beam), hull.at(end, hull.beam)
    return pygame.Rect(round(x0), round(y0), round(x1) - round(x0), round(y1) - round(y0))


def _sides(wide: int, deep: int, ramp: int, strength: int) -> tuple[list[pygame.Surface], list[pygame.Surface]]:
    """Factors for the floor above and below a picture, dark next to it, each at the stern, between, and at the bow.

    `strength` is in sixteenths; over `ramp` px at both ends the dark comes in.
    """
    dark = strength / 16 * (1.0 - (np.arange(deep, dtype=np.float32) + 0.5) / deep) ** 1.5
    t = (np.arange(ramp, dtype=np.float32) + 0.5) / ramp
    coming = t * t * (3 - 2 * t)
    stern, column, bow = (
        _grey(1.0 - along[:, None] * dark) for along in (coming, np.ones(1, np.float32), coming[::-1])
    )
    below = [stern, pygame.transform.scale(column, (wide, deep)), bow]
    return [pygame.transform.flip(shade, False, True) for shade in below], below


def _grey(values: np.ndarray) -> pygame.Surface:
    out = pygame.Surface(values.shape, depth=32)
    pygame.surfarray.blit_array(out, np.repeat((values * 255).astype(np.uint8)[..., None], 3, axis=2))
    return out


def _strip(wide: int, high: int, ramp: int) -> tuple[pygame.Surface, pygame.Surface]:
    """What a strip of light leaves of the floor, and the haze in it: `ramp` px soft at both ends, less at its sides."""
    w, h = max(2, wide // SHARE), max(2, high // SHARE)
    x = (np.arange(w, dtype=np.float32) + 0.5) / w * wide
    t = np.clip(np.minimum(x, wide - x) / ramp, 0.0, 1.0)
    y = (np.arange(h, dtype=np.float32) + 0.5) / h * 2 - 1
    light = np.outer(t * t * (3 - 2 * t), 1.0 - (1.0 - overhead.STRIP_SIDES) * y * y)[..., None]
    shade, strip, haze = (np.array(each) for each in (overhead.SHADE, overhead.STRIP, overhead.STRIP_HAZE))
    found = []
    for values in (shade + (strip - shade) * light, haze * light):
        small = pygame.Surface((w, h), depth=32)
        pygame.surfarray.blit_array(small, (values * 255 + 0.5).astype(np.uint8))
        found.append(pygame.transform.smoothscale(small, (max(1, wide), max(1, high))))
    return found[0], found[1]


def _paint_strip(small: pygame.Surface, hull: Overhead, strip: tuple[float, float], dark: RGB, lit: RGB) -> None:
    """A strip of a hull that is turned, from `dark` at its ends to `lit`: narrower and narrower polygons."""
    soft = overhead.STRIP_SOFT
    for light in SLICES:
        inset = (2 * light - 1) * soft
        low, high = max(-hull.half, strip[0] + inset), min(hull.half, strip[1] - inset)
        if low >= high:
            return
        for lane in reversed(LANES):
            share = light * (1.0 - (1.0 - overhead.STRIP_SIDES) * (lane - 0.12) ** 2)
            r, g, b = (d + (v - d) * share for d, v in zip(dark, lit, strict=True))
            _polygon(small, hull.corners((low, high), (-hull.beam * lane, hull.beam * lane)), _bytes((r, g, b)))


@lru_cache(maxsize=8)
def _columns(high: int) -> list[pygame.Rect]:
    """The outline of a hull `high` px from side to side as rectangles, from the stern; it is not turned."""
    found = []
    for (x0, y0), (x1, y1) in pairwise(overhead.OUTLINE):
        steps = max(1, math.ceil(abs(y1 - y0) * high / BLUNT))
        for i in range(steps):
            start, end = (round((x0 + (x1 - x0) * k / steps) * high) for k in (i, i + 1))
            inset = round((y0 + (y1 - y0) * (i + 0.5) / steps) * high)
            found.append(pygame.Rect(start, inset, end - start, high - 2 * inset))
    return found


def _around(box: pygame.Rect, screen: pygame.Rect) -> list[pygame.Rect]:
    """The screen without a box: above, below, to the left and to the right of it."""
    box = box.clip(screen)
    return [
        pygame.Rect(0, 0, screen.w, box.top),
        pygame.Rect(0, box.bottom, screen.w, screen.h - box.bottom),
        pygame.Rect(0, box.top, box.left, box.h),
        pygame.Rect(box.right, box.top, screen.w - box.right, box.h),
    ]


def _outline(hull: Overhead) -> Polygon:
    """Screen corners of the outline of a turned picture."""
    wide = 2 * hull.beam
    there = [(along * wide - hull.half, (across - 0.5) * wide) for along, across in overhead.OUTLINE]
    return [hull.hull_at(*place) for place in (*there, *((along, -across) for along, across in reversed(there)))]


def _polygon(small: pygame.Surface, corners: Polygon, colour: tuple[int, int, int]) -> None:
    pygame.draw.polygon(small, colour, [(x / SHARE, y / SHARE) for x, y in corners])


def _bytes(colour: RGB, gain: float = 1.0) -> tuple[int, int, int]:
    r, g, b = (max(0, min(255, int(value * gain * 255 + 0.5))) for value in colour)
    return r, g, b
