"""The last passes over a picture of the software back end: the colours of the place, its edge, glitches and fades."""

from __future__ import annotations

import numpy as np
import pygame

from game.render.frame import Post

BAND = 60  # px of the picture that are finished at a time: they fit into the processor's cache
GLITCH_BANDS = 7
STEPS = 40  # of a vignette's strength
UNSEEN = 1  # of 255: so little light more is not worth a pass over the picture
FAINT = 16  # of 255: light less than this may be added before the picture is graded; more would end at the colour
GREYER = 0.9  # saturation from which on the loss of colour is worth 2 ms


class SoftFinish:
    """Finishes pictures of one size. `spare` is a surface of that size, whose content is lost."""

    def __init__(self, spare: pygame.Surface) -> None:
        self._spare = spare
        self._corners = _vignette(spare.get_size())
        self._overlay = pygame.Surface(spare.get_size(), depth=32)
        self._overlay_for: tuple[int, ...] = ()

    def draw(self, canvas: pygame.Surface, post: Post, now: float, tube: float) -> None:
        """`now` is the time [s], `tube` how strong the lines of a cathode ray tube are."""
        if post.glitch > 0.01:
            _glitch(canvas, post.glitch, now)
        light = [max(0, min(255, int((a + b) * 255))) for a, b in zip(post.lift, post.flash, strict=True)]
        gain = tuple(min(255, int(g * 255)) for g in post.gain)
        graded, within = min(post.gain) < 0.995, (255, 255, 255)
        if graded and max(light) < FAINT:  # one factor for both, and what is added goes before it
            graded, within = False, gain
            light = [round(more * 255 / max(1, left)) for more, left in zip(light, gain, strict=True)]
        self._lay_over(post, tube, within)
        wide, high = canvas.get_size()
        for top in range(0, high, BAND):  # what one step has written is still near when the next one reads it
            area = pygame.Rect(0, top, wide, min(BAND, high - top))
            band = canvas.subsurface(area)
            if post.saturation < GREYER:
                _drain(band, 1.0 - post.saturation, self._spare.subsurface((0, 0, *area.size)))
            if graded:
                band.fill(gain, special_flags=pygame.BLEND_RGB_MULT)
            if max(light) > UNSEEN:
                band.fill(light, special_flags=pygame.BLEND_RGB_ADD)
            band.blit(self._overlay, (0, 0), area, special_flags=pygame.BLEND_RGB_MULT)
        if post.fade > 0.004:
            fade(canvas, post.fade, post.fade_to)

    def _lay_over(self, post: Post, tube: float, gain: tuple[int, ...]) -> None:
        """Vignette, scan lines and the colour of the place as one factor a pixel, made anew as often as one changes.

        The vignette has 256 shades: to colour a picture by a palette costs a tenth of scaling one.
        """
        dark, left = round(post.vignette * STEPS) / STEPS, round((1 - post.scan * tube) * 100) / 100
        key = (round(dark * STEPS), round(left * 100), *gain)
        if key == self._overlay_for:
            return
        self._overlay_for = key
        shades = np.maximum(0.0, 1.0 - np.arange(256)[:, None] / 255 * dark) * gain
        self._corners.set_palette(shades.astype(int).tolist())
        self._overlay.blit(self._corners, (0, 0))
        k = int(left * 255)
        if k < 255:
            wide, high = self._overlay.get_size()
            for y in range(2, high, 3):
                self._overlay.fill((k, k, k), (0, y, wide, 1), special_flags=pygame.BLEND_RGB_MULT)


def _glitch(canvas: pygame.Surface, strength: float, now: float) -> None:
    """Some bands slip sideways; the same bands for a twelfth of a second."""
    w, h = canvas.get_size()
    rng = np.random.default_rng(int(now * 12))
    for _ in range(int(GLITCH_BANDS * strength) + 1):
        top, tall = int(rng.integers(0, h - 8)), int(rng.integers(4, max(5, h // 18)))
        slip = int(rng.normal() * 0.03 * strength * w)
        band = canvas.subsurface((0, top, w, min(tall, h - top))).copy()
        canvas.blit(band, (slip, top))


def fade(canvas: pygame.Surface, share: float, to: tuple[float, float, float]) -> None:
    """Let a share of the picture go over into a colour, each 0..1."""
    keep = max(0, int((1 - share) * 255))
    canvas.fill((keep, keep, keep), special_flags=pygame.BLEND_RGB_MULT)
    if any(to):
        canvas.fill([int(min(1.0, v * share) * 255) for v in to], special_flags=pygame.BLEND_RGB_ADD)


def _drain(picture: pygame.Surface, share: float, spare: pygame.Surface) -> None:
    """Take colour out of a picture. Three plain passes cost half of a blended one. `spare` is of its size, and lost."""
    grey = pygame.transform.grayscale(picture, spare)
    k = int(min(1.0, share) * 255)
    grey.fill((k, k, k), special_flags=pygame.BLEND_RGB_MULT)
    k = 255 - k
    picture.fill((k, k, k), special_flags=pygame.BLEND_RGB_MULT)
    picture.blit(grey, (0, 0), special_flags=pygame.BLEND_RGB_ADD)


def _vignette(size: tuple[int, int]) -> pygame.Surface:
    """How dark a full vignette makes each pixel, of 255: 8 bits, to be coloured by a palette."""
    x, y = np.linspace(-1, 1, 256)[:, None], np.linspace(-1, 1, 144)[None]
    t = np.clip(((x * x + y * y) * 1.1 - 0.25) / 1.75, 0, 1)
    dark = (t * t * (3 - 2 * t) * 255).astype(np.uint8)
    small = pygame.surfarray.make_surface(np.repeat(dark[..., None], 3, axis=2))
    whole = pygame.Surface(size, depth=8)
    pygame.surfarray.pixels2d(whole)[:] = pygame.surfarray.pixels_red(pygame.transform.smoothscale(small, size))
    return whole
