"""Rocks of any outline, drawn as the artist draws hers: a dark rim, flat facets round a plateau, a few pits.

Whoever makes a level gives corners; what one sees must be what one hits. There is no light in these pictures: like all
art they take the engine's, by normals carved from them.
"""

from __future__ import annotations

import io

import numpy as np
import pygame

from game.render import relief

SIDE = 256  # of a raster [px]: an outline fills it, whatever its shape
BORDER = 0.02  # of the outline that lies outside of it, all round
FEWEST, MOST = 5, 9  # facets round the plateau
PLATEAU = (0.44, 0.60)  # how far out its corners lie, as shares of the way from the middle to the outline
RIM = 0.94  # where the facets end
PITS = 4
GRID = 24  # places tried across, for the middle
BODY, EDGE = "#3c4458", "#232838"
FACETS = ("#68728b", "#566078", "#4a5369", "#434b60", "#5f6880")
TOPS = ("#7e88a2", "#747e98", "#6c7690")
PIT, DEEP = "#4a5369", "#3c4458"


def picture(ring: np.ndarray) -> pygame.Surface:
    """A rock of this outline (k, 2), SIDE px square, premultiplied: the outline's box fills it."""
    low, high = ring.min(axis=0), ring.max(axis=0)
    room = SIDE / (1.0 + BORDER)
    points = (SIDE - room) / 2 + (ring - low) / np.maximum(high - low, 1e-6) * room
    stone = _drawn(_facets(points))
    stone.blit(_drawn(_path(points, "#ffffff")), (0, 0), special_flags=pygame.BLEND_RGBA_MULT)  # nothing beside it
    stone.blit(_drawn(_path(points, "none", EDGE, 5.0)), (0, 0))
    return stone.premul_alpha()


def slopes(ring: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Normals of such a rock at (w, h), uint8 (h, w, 2)."""
    small = pygame.transform.smoothscale(picture(ring), size)
    colour = pygame.surfarray.array3d(small).swapaxes(0, 1) / 255.0
    alpha = pygame.surfarray.array_alpha(small).T / 255.0
    return relief.normals(colour, alpha, *relief.settings("rock"))


def middle(points: np.ndarray) -> np.ndarray:
    """The place within a ring (k, 2) that is farthest from its edge, about."""
    low, high = points.min(axis=0), points.max(axis=0)
    x, y = np.meshgrid(*(np.linspace(low[i], high[i], GRID + 2)[1:-1] for i in (0, 1)))
    spots = np.stack([x.ravel(), y.ravel()], axis=1)
    a, b = points, np.roll(points, -1, axis=0)
    way = b - a
    off = spots[:, None] - a
    share = np.clip((off * way).sum(axis=2) / np.maximum((way * way).sum(axis=1), 1e-9), 0.0, 1.0)
    far = np.hypot(*(off - share[..., None] * way).transpose(2, 0, 1)).min(axis=1)
    crosses = (a[:, 1] > spots[:, 1:]) != (b[:, 1] > spots[:, 1:])
    with np.errstate(divide="ignore", invalid="ignore"):
        at = a[:, 0] + (spots[:, 1:] - a[:, 1]) / way[:, 1] * way[:, 0]
    inside = np.count_nonzero(crosses & (spots[:, :1] < at), axis=1) % 2 == 1
    return spots[np.where(inside, far, -1.0).argmax()]


def _facets(points: np.ndarray) -> str:
    """The inside of a stone: the same every time, by its own shape."""
    chance = np.random.default_rng(int(abs(points).sum()) % 2**31)
    pole = middle(points)
    count = int(np.clip(len(points), FEWEST, MOST))
    along = np.linspace(0.0, len(points), count, endpoint=False)
    corners = np.stack([_at(points, place) for place in along])
    inner = pole + (corners - pole) * chance.uniform(*PLATEAU, (count, 1))
    parts = [_path(points, BODY)]
    tone = int(chance.integers(len(FACETS)))
    for i in range(count):
        begin, end = along[i], along[i + 1] if i + 1 < count else float(len(points))
        between = np.arange(np.floor(begin) + 1, np.ceil(end))
        outer = np.stack([_at(points, place) for place in (begin, *between, end)])
        outer = pole + (outer - pole) * RIM
        tone += 1 + int(chance.integers(len(FACETS) - 1))
        parts.append(_path(np.concatenate([outer, inner[[(i + 1) % count, i]]]), FACETS[tone % len(FACETS)]))
    cut = count // 2
    for share, part in zip(TOPS, (inner[: cut + 1], inner[[*range(cut, count), 0]]), strict=False):
        parts.append(_path(np.concatenate([part, pole[None]]), share))
    wide = np.hypot(*(inner - pole).T).mean()
    for _ in range(PITS):
        turn, far, size = chance.uniform(0, 2 * np.pi), chance.uniform(0.2, 1.3), chance.uniform(0.09, 0.22)
        x, y = pole + wide * far * np.array([np.cos(turn), np.sin(turn)])
        for fill, k in ((PIT, 1.0), (DEEP, 0.72)):
            rx, ry = wide * size * k, wide * size * k * 0.74
            parts.append(
                f'<ellipse cx="{x + rx / 10:.1f}" cy="{y + rx / 10:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{fill}"/>'
            )
    return "".join(parts)


def _at(points: np.ndarray, place: float) -> np.ndarray:
    """A place on a ring, counted in corners."""
    i = int(place) % len(points)
    return points[i] + (points[(i + 1) % len(points)] - points[i]) * (place - int(place))


def _path(points: np.ndarray, fill: str, stroke: str = "none", width: float = 0.0) -> str:
    way = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path d="M{way}Z" fill="{fill}" stroke="{stroke}" stroke-width="{width}" stroke-linejoin="round"/>'


def _drawn(parts: str) -> pygame.Surface:
    size = f'width="{SIDE}" height="{SIDE}" viewBox="0 0 {SIDE} {SIDE}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{parts}</svg>'
    return pygame.image.load_sized_svg(io.BytesIO(svg.encode()), (SIDE, SIDE))
