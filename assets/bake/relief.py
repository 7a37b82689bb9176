"""Light on a height field: normals, ambient occlusion, marched soft shadows, lamps, a sun, and neon's own light.

Colours are worked in display space, as the reference pictures are. Arrays are (height, width[, 3]) float32; lengths in
pixels; heights run 0..1 and are multiplied by `relief` (pixels at height 1).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy import ndimage

SHADOW_STEPS = 60
LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)


@dataclass(frozen=True)
class Lamp:
    """A point light at (x, y), z pixels above the ground; it has fallen to half at `reach` pixels."""

    x: float
    y: float
    z: float
    colour: tuple[float, float, float]
    reach: float


@dataclass(frozen=True)
class Lighting:
    relief: float = 60.0
    ambient: tuple[float, float, float] = (0.4, 0.36, 0.5)
    sun: tuple[float, float, float] = (-0.5, -0.6, 0.6)  # towards it: x, y (down), z
    sun_colour: tuple[float, float, float] = (0.5, 0.5, 0.6)
    softness: float = 1.4
    bump: float = 0.9
    occlusion: float = 0.03
    grain: float = 0.06
    spill: float = 1.0  # how strongly glow lights its surroundings
    halo: float = 0.5  # how far it bleeds in the air
    ceiling: float = 0.66  # no pixel's luminance passes this
    wrap_x: bool = False
    lamps: tuple[Lamp, ...] = field(default=())


def lit(colour: np.ndarray, height: np.ndarray, glow: np.ndarray, light: Lighting, seed: int = 1) -> np.ndarray:
    """The picture, (height, width, 3) in 0..1. `colour` and `glow` are (height, width, 3)."""
    mode = ("nearest", "wrap" if light.wrap_x else "nearest")
    tall = ndimage.gaussian_filter(height, 1.0, mode=mode) * np.float32(light.relief)
    normal_x, normal_y, normal_z = _normals(tall, light.bump, mode)
    hollow = _occlusion(tall, light.occlusion, mode)
    rng = np.random.default_rng(seed)
    speckle = ndimage.gaussian_filter(rng.normal(size=height.shape).astype(np.float32), 0.7, mode=mode)
    base = colour * (1.0 + light.grain * speckle)[..., None]

    out = base * np.array(light.ambient, np.float32) * (hollow * (0.75 + 0.25 * normal_z))[..., None]
    if any(light.sun_colour):
        sunshine = _sunshine(tall, (normal_x, normal_y, normal_z), light)
        out += base * sunshine[..., None] * np.array(light.sun_colour, "f4")
    for lamp in light.lamps:
        _add_lamp(out, base, tall, (normal_x, normal_y, normal_z), lamp)
    out += _neon(base, glow, hollow, light, mode)
    return under_ceiling(np.maximum(out, 0.0), light.ceiling)


def _normals(tall: np.ndarray, bump: float, mode: tuple[str, str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Fine edges and broad forms together; steepness is compressed so that walls do not turn black."""
    broad = ndimage.gaussian_filter(tall, 5.0, mode=mode)
    slopes = []
    for axis in (1, 0):
        kernel_mode = mode[axis]
        fine = ndimage.correlate1d(tall, [-0.5, 0, 0.5], axis=axis, mode=kernel_mode)
        wide = ndimage.correlate1d(broad, [-0.5, 0, 0.5], axis=axis, mode=kernel_mode)
        slopes.append((fine + 0.6 * wide) * bump)
    steep = 1.0 + 0.5 * np.hypot(*slopes)
    gx, gy = slopes[0] / steep, slopes[1] / steep
    nz = 1.0 / np.sqrt(gx * gx + gy * gy + 1.0)
    return -gx * nz, -gy * nz, nz


def _occlusion(tall: np.ndarray, strength: float, mode: tuple[str, str]) -> np.ndarray:
    near = ndimage.gaussian_filter(tall, 8.0, mode=mode)
    far = blurred(tall, 24.0, mode)
    return np.clip(1.0 - strength * (np.maximum(near - tall, 0) + 0.8 * np.maximum(far - tall, 0)), 0.25, 1.0)


def _sunshine(tall: np.ndarray, normals: tuple[np.ndarray, ...], light: Lighting) -> np.ndarray:
    """Lambert times a shadow marched towards the sun; penumbras widen with the distance to what casts them."""
    direction = np.array(light.sun, np.float64)
    direction /= np.linalg.norm(direction)
    flat = float(np.hypot(direction[0], direction[1]))
    reach = light.relief / max(direction[2], 1e-3)
    shadow = np.ones_like(tall)
    for i in range(SHADOW_STEPS):
        t = ((i + 0.6) / SHADOW_STEPS) ** 2 * reach
        over = _shifted(tall, round(direction[0] * t), round(direction[1] * t), light.wrap_x)
        over = over - (tall + np.float32(0.6 + direction[2] * t))
        np.minimum(shadow, 1.0 - np.clip(over / np.float32(light.softness * t * flat * 0.05 + 1.2), 0, 1), out=shadow)
    shadow = ndimage.gaussian_filter(shadow, 0.9, mode=("nearest", "wrap" if light.wrap_x else "nearest"))
    facing = normals[0] * direction[0] + normals[1] * direction[1] + normals[2] * direction[2]
    return np.maximum(facing, 0.0).astype(np.float32) * shadow


def _shifted(field_: np.ndarray, dx: int, dy: int, wrap_x: bool) -> np.ndarray:
    """field_[y + dy, x + dx], edges clamped (or wrapped in x)."""
    rows = np.clip(np.arange(field_.shape[0]) + dy, 0, field_.shape[0] - 1)
    columns = np.arange(field_.shape[1]) + dx
    columns = columns % field_.shape[1] if wrap_x else np.clip(columns, 0, field_.shape[1] - 1)
    return field_[rows][:, columns]


def _add_lamp(out: np.ndarray, base: np.ndarray, tall: np.ndarray, normals: tuple[np.ndarray, ...], lamp: Lamp) -> None:
    """One point light with marched shadows, only inside four times its reach."""
    span = lamp.reach * 4
    y0, y1 = max(0, int(lamp.y - span)), min(tall.shape[0], int(lamp.y + span))
    x0, x1 = max(0, int(lamp.x - span)), min(tall.shape[1], int(lamp.x + span))
    if y0 >= y1 or x0 >= x1:
        return
    ys, xs = np.mgrid[y0:y1, x0:x1].astype(np.float32)
    here = tall[y0:y1, x0:x1]
    dx, dy, dz = lamp.x - xs, lamp.y - ys, lamp.z - here
    distance = np.sqrt(dx * dx + dy * dy + dz * dz) + 1e-3
    shadow = np.ones_like(here)
    for i in range(28):
        t = (i + 0.7) / 28
        px = np.clip((xs + dx * t).astype(np.int32), 0, tall.shape[1] - 1)
        py = np.clip((ys + dy * t).astype(np.int32), 0, tall.shape[0] - 1)
        over = tall[py, px] - (here + dz * t + 0.6)
        np.minimum(shadow, 1.0 - np.clip(over / (1.2 + 0.03 * t * distance), 0, 1), out=shadow)
    facing = sum(n[y0:y1, x0:x1] * d for n, d in zip(normals, (dx, dy, dz), strict=True)) / distance
    fade = 1.0 / (1.0 + (distance / lamp.reach) ** 2) * np.clip(1.2 - distance / span, 0, 1)
    amount = np.maximum(facing, 0.0) * shadow * fade
    out[y0:y1, x0:x1] += base[y0:y1, x0:x1] * amount[..., None] * np.array(lamp.colour, np.float32)


def _neon(base: np.ndarray, glow: np.ndarray, hollow: np.ndarray, light: Lighting, mode: tuple[str, str]) -> np.ndarray:
    """Glow itself, its light on the surfaces round it, and a thin halo in the air."""
    near, mid, far = (np.stack([blurred(glow[..., c], s, mode) for c in range(3)], -1) for s in (5.0, 22.0, 70.0))
    light_on = near * 0.8 + mid * 2.6 + far * 3.2
    air = near * 0.35 + mid * 0.22
    return glow + light.spill * light_on * (base + 0.02) * hollow[..., None] + light.halo * air


def blurred(field_: np.ndarray, sigma: float, mode: tuple[str, str]) -> np.ndarray:
    """Gaussian blur; wide ones are done at a quarter of the size."""
    if sigma < 12 or field_.shape[0] % 4 or field_.shape[1] % 4:
        return ndimage.gaussian_filter(field_, sigma, mode=mode)
    rows, columns = field_.shape
    small = field_.reshape(rows // 4, 4, columns // 4, 4).mean((1, 3))
    small = ndimage.gaussian_filter(small, sigma / 4, mode=mode)
    big = np.repeat(np.repeat(small, 4, 0), 4, 1)
    return ndimage.uniform_filter(big, 4, mode=mode)


def under_ceiling(picture: np.ndarray, ceiling: float) -> np.ndarray:
    """Bend luminance so that it never passes `ceiling`; hue is kept, what is darker than most of it is untouched."""
    luma = picture @ LUMA
    knee = ceiling * 0.84
    room = ceiling - knee
    bent = np.where(luma > knee, knee + room * (1.0 - np.exp(-(luma - knee) / room)), luma)
    return np.clip(picture * (bent / np.maximum(luma, 1e-4))[..., None], 0.0, 1.0)
