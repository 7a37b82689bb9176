"""The last passes over a picture of the software back end: the colours of the place, its edge, glitches and fades."""

from __future__ import annotations

import numpy as np
import pygame

from game.render.frame import Post

BAND = 60  # px of the picture that are finished at a time: they fit into the processor's cache
GLITCH_BANDS = 7
KEPT = 2  # overlays
UNSEEN = 1  # of 255: so little light more is not worth a pass over the picture
FAINT = 16  # of 255: light less than this may be added before the picture is graded; more would end at the colour
GREYER = 0.9  # saturation from which on the loss of colour is worth 2 ms


class SoftFinish:
    """Finishes pictures of one size. `spare` is a surface of that size, whose content is lost."""

    def __init__(self, spare: pygame.Surface) -> None:
        self._spare = spare
        self._corners = _vignette()
        self._overlays: dict[tuple[int, int], pygame.Surface] = {}
        self._grade_of: pygame.Surface | None = None
        self._grade: tuple[tuple[int, ...], pygame.Surface] = (), spare

    def draw(self, canvas: pygame.Surface, post: Post, now: float, tube: float) -> None:
        """`now` is the time [s], `tube` how strong the lines of a cathode ray tube are."""
        if post.glitch > 0.01:
            _glitch(canvas, post.glitch, now)
        light = [max(0, min(255, int((a + b) * 255))) for a, b in zip(post.lift, post.flash, strict=True)]
        gain = tuple(min(255, int(g * 255)) for g in post.gain)
        overlay = self._overlay(post, tube)
        graded = min(post.gain) < 0.995
        if graded and max(light) < FAINT:  # one factor for both, and what is added goes before it
            overlay, graded = self._graded(overlay, gain), False
            light = [round(more * 255 / max(1, left)) for more, left in zip(light, gain, strict=True)]
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
            band.blit(overlay, (0, 0), area, special_flags=pygame.BLEND_RGB_MULT)
        if post.fade > 0.004:
            fade(canvas, post.fade, post.fade_to)

    def _overlay(self, post: Post, tube: float) -> pygame.Surface:
        """Vignette and scan lines as one factor a pixel, cheap enough for a vignette that breathes."""
        key = (round(post.vignette * 40), round(post.scan * tube * 100))
        found = self._overlays.pop(key, None)
        if found is None:
            w, h = self._spare.get_size()
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
            if len(self._overlays) >= KEPT:
                del self._overlays[next(iter(self._overlays))]
        self._overlays[key] = found
        return found

    def _graded(self, overlay: pygame.Surface, gain: tuple[int, ...]) -> pygame.Surface:
        """The overlay with the colour of the place in it; kept, as both change seldom."""
        if self._grade_of is not overlay or self._grade[0] != gain:
            toned = overlay.copy()
            toned.fill(gain, special_flags=pygame.BLEND_RGB_MULT)
            self._grade_of, self._grade = overlay, (gain, toned)
        return self._grade[1]


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


def _vignette() -> pygame.Surface:
    """How dark a full vignette makes each part of the picture; small, as it is smooth."""
    x, y = np.linspace(-1, 1, 256)[:, None], np.linspace(-1, 1, 144)[None]
    t = np.clip(((x * x + y * y) * 1.1 - 0.25) / 1.75, 0, 1)
    dark = (t * t * (3 - 2 * t) * 255).astype(np.uint8)
    return pygame.surfarray.make_surface(np.repeat(dark[..., None], 3, axis=2)).convert(
        pygame.Surface((1, 1), depth=32)
    )
