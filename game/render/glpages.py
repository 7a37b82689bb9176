"""The atlas on the GPU: sprites placed in the layers of two texture arrays as they are first drawn."""

from __future__ import annotations

import time

import moderngl
import numpy as np
import pygame

from game.render.atlas import CAPACITY, Atlas
from game.render.pages import PAGE, Packer
from game.render.shapes import SHAPES
from game.render.sprites import PAINTED
from game.sim.tables import distinct

MIPS = 4
# [px] of nothing around a sprite, for its mips
GAPS = {"letter": 1, "shape": 2, "art": 6, "people": 2, "screen": 2, "figure": 2, "body": 2, "soft": 4, "stone": 6}


class SpritePages:
    """Colours, and normals at half size. `ensure` what will be drawn, then `use`."""

    def __init__(self, context: moderngl.Context, atlas: Atlas) -> None:
        self.context = context
        self.atlas = atlas
        self.packer = Packer()
        self.there = np.zeros(CAPACITY, dtype=bool)
        self.rects = np.zeros((CAPACITY, 4), dtype=np.float32)
        self._places: dict[int, tuple[int, int, int]] = {}
        self._coming: set[int] = set()  # will be drawn soon
        self._painted = atlas.painted
        self._layers = 0
        self.mips = True  # whether smaller copies are made: a graphics card's work, left out of rehearsals
        self._mips_due = False
        self._rects_due = True
        self.rect_texture = context.texture((CAPACITY, 1), 4, dtype="f4")
        self.rect_texture.filter = (moderngl.NEAREST, moderngl.NEAREST)
        self.colours: moderngl.TextureArray | None = None
        self.slopes: moderngl.TextureArray | None = None
        # the first corner stays empty: what has no place yet shows nothing
        self.packer.place(8, 8, 0)
        self._grow(1)

    def make_room(self) -> None:
        """A page more once the last one is half full: for when a level begins, as growing in flight costs a frame."""
        self._grow(self.packer.pages + (self.packer.floor > PAGE // 2))

    def _grow(self, layers: int) -> None:
        """Room for so many pages; what lies on those that are there is taken along."""
        if layers <= self._layers:
            return
        half, more = PAGE // 2, layers - self._layers
        self.colours = self._larger(self.colours, PAGE, layers, 4, bytes(PAGE * PAGE * 4 * more))
        self.slopes = self._larger(self.slopes, half, layers, 2, b"\x80" * (half * half * 2 * more))
        self.slopes.filter = (moderngl.LINEAR, moderngl.LINEAR)
        self._layers = layers
        self._mips_due = True

    def _larger(
        self, old: moderngl.TextureArray | None, side: int, layers: int, channels: int, empty: bytes
    ) -> moderngl.TextureArray:
        there = b""
        if old is not None:
            there = old.read(alignment=1)
            old.release()
        new = self.context.texture_array((side, side, layers), channels, there + empty, alignment=1)
        new.repeat_x = new.repeat_y = False
        return new

    def ensure(self, rows: np.ndarray, deadline: float, screen: tuple[int, int]) -> None:
        """Bring the sprites of these rows to the GPU, as many as the deadline (perf_counter) allows.

        What lies outside the screen [px] can wait for `bring_coming`.
        """
        index = rows[:, 0].astype(np.intp)
        missing = ~self.there[index]
        if not missing.any():
            return
        index, (x, y, wide, high) = index[missing], rows[missing, 1:5].T
        reach = np.maximum(wide, high) * 0.71
        seen = (x > -reach) & (x < screen[0] + reach) & (y > -reach) & (y < screen[1] + reach)
        for each in distinct(index[seen]):
            if time.perf_counter() > deadline:
                return
            self.bring(each)
        self._coming.update(index[~seen].tolist())

    def bring_coming(self) -> None:
        """Bring one of those that lay just outside the screen: for the time that a picture leaves."""
        if self._coming:
            self.bring(self._coming.pop())

    def bring(self, index: int) -> None:
        """Raster, place and upload one sprite."""
        if self.there[index]:
            return
        sprite = self.atlas.sprites[index]
        place = self.packer.place(sprite.width, sprite.height, GAPS[sprite.kind])
        self._places[index] = place
        self._grow(self.packer.pages)
        self._write(index, place)
        inset_x, inset_y = SHAPES[sprite.name].inset if sprite.kind == "shape" else (0, 0)
        page, x, y = place
        self.rects[index] = (
            page * PAGE + x + inset_x,
            y + inset_y,
            sprite.width - 2 * inset_x,
            sprite.height - 2 * inset_y,
        )
        self.there[index] = True
        self._rects_due = True
        self._mips_due |= sprite.kind != "letter"

    def repaint(self) -> None:
        """Bring those again that the atlas has painted with other colours since they were brought."""
        if self._painted == self.atlas.painted:
            return
        self._painted = self.atlas.painted
        for index, place in self._places.items():
            if self.atlas.sprites[index].kind in (*PAINTED, "stone", "soft") and not self.atlas.made(index):
                self._write(index, place)
        self._mips_due = True

    def _write(self, index: int, place: tuple[int, int, int]) -> None:
        assert self.colours is not None
        assert self.slopes is not None
        page, x, y = place
        picture = self.atlas.surface(index)
        w, h = picture.get_size()
        self.colours.write(pygame.image.tobytes(picture, "RGBA"), viewport=(x, y, page, w, h, 1), alignment=1)
        slopes = self.atlas.normals(index)
        if slopes is not None:
            tall, wide = slopes.shape[:2]
            data = np.ascontiguousarray(slopes).tobytes()
            self.slopes.write(data, viewport=(x // 2, y // 2, page, wide, tall, 1), alignment=1)

    def use(self) -> None:
        """Bind, after finishing what was brought since the last time."""
        assert self.colours is not None
        assert self.slopes is not None
        if self._rects_due:
            self.rect_texture.write(self.rects.tobytes())
            self._rects_due = False
        if self._mips_due and self.mips:
            self.colours.build_mipmaps(max_level=MIPS)
            self.colours.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
            self._mips_due = False
        self.colours.use(0)
        self.rect_texture.use(1)
        self.slopes.use(2)
