"""How one picture of a sprite is made for the software back end: scaled, tinted, lit and turned, bit by bit.

`spritecache` keeps what is made here, and knows when there is time for it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from concurrent.futures import Future

import numpy as np
import pygame

from game.render.atlas import Atlas
from game.render.frame import Light
from game.render.lighting import Lighting
from game.render.spritekeys import BOX, ROTATIONS, Look, is_loose
from game.render.workshop import Workshop

TRIMMED = 24 * 24  # [px] larger surfaces lose the empty rows and columns round what they show
WORTH_TRIMMING = 0.9  # of a surface's pixels, if no more than these show something
KEPT_WHOLE = 512 * 512  # [px] larger ones are seldom, and not copied for the memory
QUARTER = ROTATIONS // 4
LARGE = 96 * 96  # [px] larger soft shapes may be turned small and enlarged
SPARE_DETAIL = 1.25  # for which they are left so many times the size of their rasters
SMOOTH = ("shape", "soft")  # kinds without edges that a small raster would show

APART = 256 * 256  # [px] what is larger is turned by another thread, if there is one

# What a surface is made by, bit by bit; it yields what it waits for, if another thread is at it.
Bits = Future[pygame.Surface] | None
Work = Generator[Bits, None, tuple[pygame.Surface, float, float, bool]]


class SpriteMaker:
    """Makes pictures of one atlas."""

    def __init__(self, atlas: Atlas, workshop: Workshop | None = None) -> None:
        self._atlas = atlas
        self._lighting = Lighting(atlas)
        self._workshop = workshop or Workshop(live=False)

    def making(self, look: Look, light: Light, panel: pygame.Surface | None = None) -> Work:
        """The surface, its placing, and whether it took the key light; bit by bit. A box may be painted on `panel`."""
        r, g, b, a = look.colour
        lit, k = False, 1
        if look.sprite == BOX:
            picture = panel or pygame.Surface((look.width, look.height), pygame.SRCALPHA, 32)
            picture.fill((_byte(r), _byte(g), _byte(b), _byte(a)))
        else:
            k = self._share(look)
            small = look if k == 1 else look._replace(width=-(-look.width // k), height=-(-look.height // k))
            picture, lit = yield from self._painting(small, light)
        if a == 0 and picture.get_flags() & pygame.SRCALPHA:
            picture = _on_black(picture)
        if k > 1:
            picture = pygame.transform.smoothscale_by(picture, k)
        width, height = picture.get_size()
        left, top = 0, 0
        if width * height > TRIMMED:
            yield
            picture, left, top = _trimmed(picture, a == 0)
        return picture, width / 2 - 0.5 - left, height / 2 - 0.5 - top, lit

    def _share(self, look: Look) -> int:
        """What is much larger than its raster is turned at this part of its size: it holds nothing that would show."""
        sprite = self._atlas.sprites[look.sprite]
        if look.turn % QUARTER == 0 or look.width * look.height < LARGE or not is_loose(sprite):
            return 1
        return max(1, int(min(look.width / sprite.width, look.height / sprite.height) / SPARE_DETAIL))

    def _apart(self, pixels: int, make: Callable[[], pygame.Surface]) -> Generator[Bits, None, pygame.Surface]:
        """What takes longest of making a picture of so many pixels."""
        order = self._workshop.order(make) if pixels > APART else None
        if order is None:
            return make()
        yield order
        return order.result()

    def _painting(self, look: Look, light: Light) -> Generator[Bits, None, tuple[pygame.Surface, bool]]:
        """The sprite scaled, tinted, lit for its turn, and turned; and whether it was lit. Bit by bit."""
        r, g, b, a = look.colour
        if look.lit:
            turn = look.turn * math.tau / ROTATIONS
            size = look.width, look.height
            picture = yield from self._lighting.lighting(look.sprite, *size, turn, (r, g, b), light)
            if picture is not None:
                if a < 1:
                    picture.fill((255, 255, 255, _byte(a)), special_flags=pygame.BLEND_RGBA_MULT)
                yield
                lit = picture
                turned = yield from self._apart(look.width * look.height, lambda: _turned(lit, look.turn, exact=False))
                return turned, True
        sprite = self._atlas.sprites[look.sprite]
        exact, upright = sprite.kind == "shape", look.turn % QUARTER == 0
        grown = sprite.width * sprite.height < look.width * look.height
        if sprite.kind in SMOOTH and grown and max(r, g, b) <= 1.0:
            small = _tinted(self._atlas.surface(look.sprite), r, g, b, a)  # fewer pixels than of the large one
            if a == 0 and upright:
                small = _on_black(small)
            yield
            if not (exact and upright):
                large = scaled(small, look.width, look.height)
                yield
                return _turned(large, look.turn, exact), False
            small = _turned(small, look.turn, exact)
            lies = look.turn % (2 * QUARTER) != 0
            return scaled(small, *((look.height, look.width) if lies else (look.width, look.height))), False
        picture = _tinted(self._plain(look.sprite, look.width, look.height), r, g, b, a)
        yield
        return _turned(picture, look.turn, exact), False

    def _plain(self, index: int, w: int, h: int) -> pygame.Surface:
        raster = self._atlas.surface(index)
        if self._atlas.sprites[index].kind == "letter" and abs(raster.get_width() - w) < 4:
            return raster  # the squeezed size is a little off; letters must stay sharp
        return scaled(raster, w, h)


def _turned(picture: pygame.Surface, turn: int, exact: bool) -> pygame.Surface:
    """The picture turned by so many steps; where it may be `exact`, by quarters at a tenth of the price.

    That lies half a pixel beside its neighbours in turn: nobody sees it of light, but of a ship that turns.
    """
    if turn == 0:
        return picture
    angle = -turn * 360 / ROTATIONS
    if exact and turn % QUARTER == 0:
        return pygame.transform.rotate(picture, angle)
    return pygame.transform.rotozoom(picture, angle, 1.0)


def scaled(picture: pygame.Surface, w: int, h: int) -> pygame.Surface:
    return picture if picture.get_size() == (w, h) else pygame.transform.smoothscale(picture, (w, h))


def _byte(value: float) -> int:
    return min(255, int(value * 255 + 0.5))


def _on_black(picture: pygame.Surface) -> pygame.Surface:
    """What adds light needs no alpha: without it the blit is the cheaper one."""
    black = pygame.Surface(picture.get_size(), depth=32)
    black.blit(picture, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
    return black


def _trimmed(picture: pygame.Surface, adds: bool) -> tuple[pygame.Surface, int, int]:
    """The part that shows something, and where it begins: a turned or blurred sprite is a third of nothing."""
    shown = _shown(picture, adds)
    if not shown or shown.w * shown.h > WORTH_TRIMMING * picture.get_width() * picture.get_height():
        return picture, 0, 0
    part = picture.subsurface(shown)  # which keeps the whole; to touch new memory is what copying a large one costs
    return part if shown.w * shown.h > KEPT_WHOLE else part.copy(), shown.left, shown.top


def _shown(picture: pygame.Surface, adds: bool) -> pygame.Rect:
    """The rectangle outside which nothing shows. Of large pictures all rows and columns are looked through at once."""
    if picture.get_width() * picture.get_height() > LARGE:
        red, green, blue, alpha = picture.get_masks()
        pixels, mask = pygame.surfarray.pixels2d(picture).T, np.uint32(red | green | blue if adds else alpha)
        across, down = (np.flatnonzero(np.bitwise_or.reduce(pixels, axis=axis) & mask) for axis in (0, 1))
        if not across.size:
            return pygame.Rect(0, 0, 0, 0)
        return pygame.Rect(across[0], down[0], across[-1] + 1 - across[0], down[-1] + 1 - down[0])
    if adds:
        picture.set_colorkey(0)
    shown = picture.get_bounding_rect()
    if adds:
        picture.set_colorkey(None)
    return shown


def _tinted(picture: pygame.Surface, r: float, g: float, b: float, a: float) -> pygame.Surface:
    """A tinted copy, premultiplied. Gains over 1 are added on top: hot sprites saturate as they would bloom."""
    top = max(r, g, b, 1.0)
    out = picture.copy()
    out.fill((_byte(r / top), _byte(g / top), _byte(b / top), _byte(a)), special_flags=pygame.BLEND_RGBA_MULT)
    if top > 1.02:
        more = out.copy()
        k = _byte(top - 1.0)
        more.fill((k, k, k, 0), special_flags=pygame.BLEND_RGBA_MULT)
        out.blit(more, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
    return out
