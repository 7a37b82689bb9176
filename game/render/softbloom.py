"""The glow of what is bright, for the software back end: gathered small, blurred by scaling, and added where it is."""

from __future__ import annotations

import numpy as np
import pygame

from game.render.detail import Detail
from game.render.frame import Post

SHARE = 8  # it is computed at an eighth of the size
CUT = 0.85  # of the threshold: an eight-bit picture has nothing above 1
GAIN = 3.0
PATCH = 11  # rows of the small picture that are enlarged at a time
APART = 6  # its dark columns between two stretches of light
MOSTLY = 0.4  # of a picture: from there on its light is enlarged in one piece, as the pieces cost more than they save


class SoftBloom:
    """The light of pictures of one size. `spare` is a surface of that size, whose content is lost."""

    def __init__(self, spare: pygame.Surface) -> None:
        wide, high = spare.get_size()
        small = max(1, wide // SHARE), max(1, high // SHARE)
        self._spare = spare
        self._half = pygame.Surface((max(1, wide // 2), max(1, high // 2)), depth=32)
        self._small = pygame.Surface(small, depth=32)
        self._tiny = pygame.Surface((max(1, small[0] // 4), max(1, small[1] // 4)), depth=32)
        self._near = pygame.Surface(small, depth=32)
        self._large: pygame.Surface | None = None  # that light as large as the picture, once it is to be kept
        self._patches: list[tuple[int, int, int, int]] = []  # of it, what holds light (left, top, width, height)
        self._middling = max(1, small[0] // 2), max(1, small[1] // 2)

    def add(self, canvas: pygame.Surface, post: Post, detail: Detail, picture: int) -> None:
        """What is bright on the canvas spills over, in two widths. `picture` is its number.

        Where it is not made anew for every picture, one picture makes its first half and the next its second.
        """
        turn = picture % detail.bloom
        if turn == 0:
            self._gather(canvas, post)
        if turn == min(1, detail.bloom - 1):
            self._spread()
            if detail.bloom > 1:
                self._large = self._large or pygame.Surface(canvas.get_size(), depth=32)
                self._patches = self._spill(canvas, detail.spill, self._large)
                return
            self._patches = []
        if self._large is not None and self._patches:
            for left, top, wide, high in self._patches:
                canvas.blit(self._large, (left, top), (left, top, wide, high), special_flags=pygame.BLEND_RGB_ADD)
        else:
            self._spill(canvas, detail.spill)

    def _gather(self, canvas: pygame.Surface, post: Post) -> None:
        """The bright parts of the canvas, small. Halving by nearest pixels first costs a sixth; nobody sees it."""
        small = self._small
        pygame.transform.scale(canvas, self._half.get_size(), self._half)
        pygame.transform.smoothscale(self._half, small.get_size(), small)
        _keep_bright(small, int(min(0.9, post.threshold * CUT) * 255))
        # what was cut off leaves little to spread; raised before it is blurred, as eight bits raised later show steps
        gain = post.bloom * GAIN
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

    def _spill(
        self, canvas: pygame.Surface, bits: int, keep: pygame.Surface | None = None
    ) -> list[tuple[int, int, int, int]]:
        """Add the small picture of light to the canvas, but for where there is none: that is half of most pictures.

        Returns where it lies; there `keep`, of the canvas's size, holds it as it was added.
        """
        light, patches = self._near, []
        wide, high = light.get_size()
        pixels = pygame.surfarray.pixels2d(light)
        lit = (pixels & (bits * 0x010101)) != 0
        del pixels
        rows = PATCH if lit.mean() < MOSTLY else high - 1
        for top in range(0, high - 1, rows):
            tall = min(rows, high - 1 - top)
            columns = np.flatnonzero(lit[:, top : top + tall + 1].any(axis=1))
            for left, right in _stretches(columns, wide - 1):
                patch = light.subsurface((left, top, right - left + 1, tall + 1))
                place = SHARE * left + SHARE // 2, SHARE * top + SHARE // 2, SHARE * (right - left), SHARE * tall
                spill = enlarged(patch, SHARE, self._spare if keep is None else keep.subsurface(place))
                canvas.blit(spill, place, special_flags=pygame.BLEND_RGB_ADD)
                patches.append(place)
        return patches


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
