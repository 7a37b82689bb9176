"""A sheet drawn three times from one list of draw calls: colours, heights and what shines by itself.

Every draw call takes `ht` (0..1, how high the thing stands; None leaves the height as it is) and `glow` (a colour that
is added after lighting; None for nothing). The three lists become three SVG documents, so all depths stay in register.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import numpy as np
import pygame
from lettering import strokes

Point = tuple[float, float]


def closed(points: Sequence[Point]) -> str:
    """Path data of a polygon."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def opened(points: Sequence[Point]) -> str:
    """Path data of a polyline."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def shade(colour: str, k: float) -> str:
    """`#rrggbb` times k, clipped."""
    return "#" + "".join(f"{max(0, min(255, int(int(colour[i : i + 2], 16) * k))):02x}" for i in (1, 3, 5))


def mix(a: str, b: str, t: float) -> str:
    return "#" + "".join(f"{int(int(a[i : i + 2], 16) * (1 - t) + int(b[i : i + 2], 16) * t):02x}" for i in (1, 3, 5))


def _grey(ht: float) -> str:
    level = int(max(0.0, min(1.0, ht)) * 255 + 0.5)
    return f"#{level:02x}{level:02x}{level:02x}"


class Canvas:
    """`width` x `height` pixels. With `period`, whatever is drawn inside `spanning` also appears one period aside."""

    def __init__(self, width: int, height: int, period: int = 0) -> None:
        self.width, self.height, self.period = width, height, period
        self._colour: list[str] = []
        self._height: list[str] = []
        self._glow: list[str] = []
        self._defs: list[str] = []

    # ---- drawing -------------------------------------------------------------------------------------------------

    def element(
        self,
        tag: str,
        geometry: str,
        fill: str | None = None,
        *,
        stroke: str | None = None,
        width: float = 1.0,
        op: float | None = None,
        ht: float | None = None,
        glow: str | None = None,
        dash: str = "",
    ) -> None:
        """One shape. A stroke without a fill is also what is raised or shines; a filled shape shines whole."""
        ends = f' stroke-width="{width:.2f}" stroke-linecap="round" stroke-linejoin="round"'
        ends += f' stroke-dasharray="{dash}"' if dash else ""
        see = "" if op is None else f' fill-opacity="{op}" stroke-opacity="{op}"'
        edge = f' stroke="{stroke}"{ends}' if stroke else ""
        if fill or stroke:
            self._colour.append(f'<{tag} {geometry} fill="{fill or "none"}"{edge}{see}/>')
        line_only = not fill and stroke
        if ht is not None:
            level = _grey(ht)
            paint = f'fill="none" stroke="{level}"{ends}' if line_only else f'fill="{level}"'
            self._height.append(f"<{tag} {geometry} {paint}/>")
        if glow:
            paint = f'fill="none" stroke="{glow}"{ends}' if stroke else f'fill="{glow}"'
            self._glow.append(f"<{tag} {geometry} {paint}{see}/>")
        elif fill and op is None:
            # what stands in front hides the light behind it
            self._glow.append(f'<{tag} {geometry} fill="#000000"/>')

    def path(self, data: str, fill: str | None = None, **how) -> None:
        self.element("path", f'd="{data}"', fill, **how)

    def polygon(self, points: Sequence[Point], fill: str | None = None, **how) -> None:
        self.path(closed(points), fill, **how)

    def line(self, points: Sequence[Point], stroke: str, width: float = 1.0, **how) -> None:
        self.path(opened(points), stroke=stroke, width=width, **how)

    def rect(
        self, x: float, y: float, w: float, h: float, fill: str | None = None, *, round_: float = 0, **how
    ) -> None:
        self.element("rect", f'x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="{round_}"', fill, **how)

    def circle(self, x: float, y: float, r: float, fill: str | None = None, **how) -> None:
        self.element("circle", f'cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"', fill, **how)

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: str | None = None, **how) -> None:
        self.element("ellipse", f'cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}"', fill, **how)

    def text(
        self, words: str, x: float, y: float, cap: float, colour: str, *, weight: float = 0.8, align: float = 0.5, **how
    ) -> None:
        """Stroke lettering, cap height `cap`, its top at y; align 0 left, .5 centred, 1 right."""
        data = strokes(words, x, y, cap, align)
        if data:
            self.path(data, stroke=colour, width=weight * cap / 6, **how)

    def linear(self, x1: float, y1: float, x2: float, y2: float, *stops: str) -> str:
        return self._gradient("linearGradient", f'x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"', stops)

    def radial(self, x: float, y: float, r: float, *stops: str | tuple[str, float]) -> str:
        return self._gradient("radialGradient", f'cx="{x}" cy="{y}" r="{r}"', stops)

    def _gradient(self, tag: str, where: str, stops: Sequence[str | tuple[str, float]]) -> str:
        name = f"g{len(self._defs)}"
        inner = ""
        for i, stop in enumerate(stops):
            colour, opacity = stop if isinstance(stop, tuple) else (stop, 1.0)
            at = 100 * i / max(1, len(stops) - 1)
            inner += f'<stop offset="{at:.1f}%" stop-color="{colour}" stop-opacity="{opacity}"/>'
        self._defs.append(f'<{tag} id="{name}" gradientUnits="userSpaceOnUse" {where}>{inner}</{tag}>')
        return f"url(#{name})"

    @contextmanager
    def moved(self, x: float, y: float, degrees: float = 0.0, scale: float = 1.0) -> Iterator[None]:
        group = f'<g transform="translate({x:.2f} {y:.2f}) rotate({degrees:.2f}) scale({scale:.3f})">'
        for part in (self._colour, self._height, self._glow):
            part.append(group)
        yield
        for part in (self._colour, self._height, self._glow):
            part.append("</g>")

    @contextmanager
    def spanning(self, x0: float, x1: float) -> Iterator[None]:
        """What is drawn inside reaches from x0 to x1: repeat it across the seam where it crosses one."""
        starts = [len(part) for part in (self._colour, self._height, self._glow)]
        yield
        if not self.period:
            return
        for part, start in zip((self._colour, self._height, self._glow), starts, strict=True):
            own = part[start:]
            for side in (-self.period, self.period):
                if x1 + side > 0 and x0 + side < self.width:
                    part.extend([f'<g transform="translate({side} 0)">', *own, "</g>"])

    # ---- rasters -------------------------------------------------------------------------------------------------

    def colours(self) -> np.ndarray:
        """(height, width, 4) float32 in 0..1, straight alpha."""
        return self._raster(self._colour)

    def heights(self) -> np.ndarray:
        """(height, width) float32 in 0..1."""
        return self._raster([self._ground("#000000"), *self._height])[..., 0].copy()

    def glows(self) -> np.ndarray:
        """(height, width, 3) float32 in 0..1."""
        return self._raster([self._ground("#000000"), *self._glow])[..., :3].copy()

    def _ground(self, colour: str) -> str:
        return f'<rect width="{self.width}" height="{self.height}" fill="{colour}"/>'

    def _raster(self, body: list[str]) -> np.ndarray:
        document = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}"><defs>{"".join(self._defs)}</defs>{"".join(body)}</svg>'
        )
        surface = pygame.image.load_sized_svg(io.BytesIO(document.encode()), (self.width, self.height))
        flat = np.frombuffer(pygame.image.tobytes(surface, "RGBA"), np.uint8)
        return flat.reshape(self.height, self.width, 4).astype(np.float32) / np.float32(255)
