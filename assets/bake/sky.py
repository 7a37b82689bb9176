"""The skies of the private server: what is behind everything, for whoever turns the dial. Each repeats sideways.

Where there is a horizon it lies a little under the middle, and very far away. Nothing in them is as bright as what
flies before them, but for the white, which is meant to be nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from noise import clouds, smooth
from tiles import Place

WIDE, HIGH = 2048, 2304  # as high as the largest screens need, wherever the ship is [px]
HORIZON = HIGH // 2 + 118  # row of it [px]
PLACE = Place(origin=(-WIDE / 2, -HIGH / 2), scale=1.0, repeat="x", parallax=0.05, clear="#efeeeb")

Picture = np.ndarray
Y, X = np.mgrid[0:HIGH, 0:WIDE].astype(np.float32)
UP = (HORIZON - Y) / HORIZON  # 1 at the top, 0 at the horizon, below zero under it
DOWN = (Y - HORIZON) / (HIGH - HORIZON)


def moods() -> Iterator[tuple[str, Picture]]:
    """Each sky by the word of its rule."""
    for name, paint in (
        ("white", white), ("black", black), ("stars", stars), ("sunset", sunset), ("morning", morning), ("sea", sea),
    ):  # fmt: skip
        yield name, paint() if name == "white" else grained(paint())


def grained(picture: Picture) -> Picture:
    """Noise of less than a step: a slow gradient must not show its steps."""
    rng = np.random.default_rng(7)
    return picture + rng.uniform(-1.0, 1.0, (HIGH, WIDE, 1)).astype(np.float32) * (0.9 / 255)


def gradient(at: Picture, *stops: tuple[float, tuple[float, float, float]]) -> Picture:
    """Colours along a value, smoothly from one stop to the next."""
    places = [place for place, _ in stops]
    return np.stack([np.interp(at, places, [c[i] for _, c in stops]) for i in range(3)], axis=-1).astype(np.float32)


def around(x: float) -> Picture:
    """Distance to a column, the short way round: the picture repeats."""
    far = np.abs(X - x)
    return np.minimum(far, WIDE - far)


def laid(picture: Picture, over: tuple[float, float, float] | Picture, share: Picture) -> Picture:
    return picture + (np.asarray(over, np.float32) - picture) * share[..., None]


# -- without a horizon -------------------------------------------------------------------------------------------


def white() -> Picture:
    """Nothing, lit from nowhere: the same everywhere, or it would be a wall."""
    return np.ones((HIGH, WIDE, 1), np.float32) * np.array([0.937, 0.933, 0.922], np.float32)


def black() -> Picture:
    n = clouds((HIGH, WIDE), 2.6, 12)
    return (0.012 + 0.006 * n)[..., None] * np.array([0.9, 0.95, 1.15], np.float32)


# -- with one ----------------------------------------------------------------------------------------------------


def hills(seed: int, height: float, rough: float = 1.9) -> Picture:
    """How far each column of a range of hills reaches above the horizon [px], (WIDE,)."""
    rng = np.random.default_rng(seed)
    waves = np.zeros(WIDE, np.float32)
    x = np.arange(WIDE) / WIDE * 2 * np.pi
    for k in range(1, 90):
        waves += (rng.normal() * np.cos(k * x) + rng.normal() * np.sin(k * x)).astype(np.float32) * k**-rough
    waves -= waves.min()
    return waves / waves.max() * height


def range_of(picture: Picture, tops: np.ndarray, colour: Picture | tuple[float, float, float]) -> Picture:
    edge = np.clip(tops[None, :] - (HORIZON - Y), 0.0, 1.0) * (Y < HORIZON)
    return laid(picture, colour, edge)


def water(sky: Picture, deep: tuple[float, float, float], seed: int, calm: float = 1.0) -> Picture:
    """What lies under the horizon gives the sky back, darker the nearer it is, in ripples that grow towards us."""
    picture = sky.copy()
    rows = np.arange(HORIZON, HIGH)
    depth = (rows - HORIZON).astype(np.float32)
    n = clouds((HIGH, WIDE), 1.15, seed, stretch=7.0)
    wobble = (n - n.mean()) / n.std()
    for row, down in zip(rows.tolist(), depth.tolist(), strict=True):
        shift = wobble[(row * 3) % HIGH] * (2.0 + 0.10 * down) * calm
        source = np.clip(HORIZON - 2 - down * 0.55 + shift * 1.6, 0, HORIZON - 2).astype(int)
        picture[row] = sky[source, np.arange(WIDE)]
    share = np.clip(0.30 + 0.62 * np.clip(DOWN * 2.1, 0, 1) ** 0.7, 0, 0.94) * (Y >= HORIZON)
    picture = laid(picture, deep, share)
    crest = smooth(wobble, 0.9, 2.4) * np.clip(DOWN * 6.0, 0, 1) * np.clip(1.2 - DOWN * 2.2, 0.1, 1.0) * (Y >= HORIZON)
    return picture + crest[..., None] * (sky[HORIZON - 30].mean(axis=0) * 0.22)


def banks(seed: int, low: float, high: float, stretch: float = 4.5) -> Picture:
    """Long clouds, thinner the nearer they lie to the horizon, 0..1."""
    n = clouds((HIGH, WIDE), 1.75, seed, stretch=stretch)
    fine = clouds((HIGH, WIDE), 1.35, seed + 1, stretch=stretch * 1.6)
    value = 0.72 * n + 0.28 * fine
    value = (value - value.min()) / (value.max() - value.min())
    value = (value - value.mean()) / value.std()
    return smooth(value, 0.15, 1.9) * smooth(UP, low, low + 0.06) * (1.0 - smooth(UP, high - 0.25, high))


def sunset() -> Picture:
    sun_x, sun_y = WIDE * 0.60, HORIZON - 22.0
    sky = gradient(
        UP,
        (-1.0, (0.98, 0.70, 0.38)), (0.0, (0.98, 0.70, 0.38)), (0.055, (0.95, 0.53, 0.32)), (0.14, (0.83, 0.37, 0.33)),
        (0.26, (0.60, 0.27, 0.38)), (0.42, (0.37, 0.21, 0.40)), (0.66, (0.20, 0.15, 0.34)), (1.0, (0.09, 0.08, 0.22)),
    )  # fmt: skip
    dx, dy = around(sun_x), Y - sun_y
    far = np.hypot(dx, dy)
    sky += np.exp(-np.hypot(dx * 0.7, dy) / 150.0)[..., None] * np.array([0.26, 0.17, 0.06], np.float32)
    sky += np.exp(-np.hypot(dx * 0.32, dy * 1.5) / 300.0)[..., None] * np.array([0.10, 0.035, 0.01], np.float32)
    cover = banks(21, 0.04, 0.95, 3.4)
    lit = np.exp(-UP * 3.4) * (0.55 + 0.45 * np.exp(-dx / 620.0))
    dark = gradient(UP, (0.0, (0.62, 0.26, 0.32)), (0.2, (0.34, 0.15, 0.32)), (1.0, (0.10, 0.07, 0.20)))
    bright = np.array([1.0, 0.56, 0.34], np.float32)
    below = np.clip(cover - np.roll(cover, -9, axis=0), 0, 1) * 6.0  # the side that looks down at the sun
    sky = laid(sky, dark, cover * 0.80)
    sky = laid(sky, bright, np.clip(below * lit, 0, 0.85))
    sky = range_of(sky, hills(31, 46.0) * smooth(around(sun_x), 240.0, 560.0)[0], (0.56, 0.29, 0.36))
    sky = range_of(sky, hills(32, 30.0) * smooth(around(sun_x), 420.0, 760.0)[0], (0.36, 0.19, 0.32))
    picture = water(sky, (0.10, 0.07, 0.18), 33)
    disc = smooth(-far, -58.0, -55.5) * (Y < HORIZON)  # half of it gone
    picture = laid(picture, (1.0, 0.87, 0.60), disc)
    n = clouds((HIGH, WIDE), 0.9, 34, stretch=9.0)
    glints = smooth((n - n.mean()) / n.std(), 0.25, 1.6)
    road = np.exp(-dx / (26.0 + 210.0 * np.clip(DOWN, 0, 1))) * np.clip(1.1 - DOWN * 1.5, 0, 1) * (Y >= HORIZON)
    return picture + (glints * road)[..., None] * np.array([0.75, 0.42, 0.17], np.float32)


def morning() -> Picture:
    sky = gradient(
        UP,
        (-1.0, (0.96, 0.87, 0.78)), (0.0, (0.96, 0.87, 0.78)), (0.10, (0.93, 0.80, 0.76)), (0.26, (0.80, 0.76, 0.82)),
        (0.55, (0.60, 0.70, 0.84)), (1.0, (0.42, 0.57, 0.78)),
    )  # fmt: skip
    sun = WIDE * 0.36
    sky += np.exp(-np.hypot(around(sun) * 0.6, (Y - HORIZON + 40.0)) / 240.0)[..., None] * np.array([0.10, 0.07, 0.02])
    sky = laid(sky, (0.99, 0.93, 0.88), banks(41, 0.10, 0.9, 3.2) * 0.55)
    tones = ((0.78, 0.76, 0.82), (0.63, 0.67, 0.77), (0.47, 0.56, 0.68), (0.31, 0.42, 0.53))
    for i, tone in enumerate(tones):
        tops = hills(51 + i, 150.0 - 34.0 * i, 1.55 + 0.12 * i) * (1.0 - 0.12 * i) + 16.0 - 5.0 * i
        mist = np.clip((HORIZON - Y) / (90.0 - 14.0 * i), 0, 1)[..., None]
        low = np.array([0.90, 0.84, 0.82], np.float32)
        sky = range_of(sky, tops, low + (np.array(tone, np.float32) - low) * mist)
    ground = gradient(DOWN, (-1.0, (0.86, 0.81, 0.78)), (0.0, (0.86, 0.81, 0.78)), (0.06, (0.66, 0.70, 0.68)),
                      (0.22, (0.44, 0.55, 0.52)), (1.0, (0.22, 0.33, 0.34)))  # fmt: skip
    n = clouds((HIGH, WIDE), 1.5, 61, stretch=6.0)
    ground *= (0.93 + 0.14 * n)[..., None]
    return laid(sky, ground, (Y >= HORIZON).astype(np.float32))


def sea() -> Picture:
    sky = gradient(
        UP,
        (-1.0, (0.80, 0.90, 0.92)), (0.0, (0.80, 0.90, 0.92)), (0.10, (0.60, 0.80, 0.90)), (0.34, (0.36, 0.63, 0.84)),
        (1.0, (0.15, 0.38, 0.68)),
    )  # fmt: skip
    n = clouds((HIGH, WIDE), 2.05, 71, stretch=1.7)
    fine = clouds((HIGH, WIDE), 1.5, 72, stretch=1.4)
    value = 0.74 * n + 0.26 * fine
    value = (value - value.min()) / (value.max() - value.min())
    value = (value - value.mean()) / value.std()
    heap = smooth(value - 3.4 * np.abs(UP - 0.17) - 5.0 * np.clip(UP - 0.26, 0, 1), 0.10, 0.75) * smooth(
        UP, 0.035, 0.075
    )
    shade = smooth(np.roll(value, 18, axis=0) - value, -0.25, 0.75)  # the side away from the light
    body = gradient(shade, (0.0, (0.985, 0.975, 0.945)), (1.0, (0.70, 0.78, 0.86)))
    sky = laid(sky, body, heap * 0.95)
    sky = laid(sky, (0.93, 0.97, 0.97), banks(73, 0.30, 1.0, 5.5) * 0.26)
    sky = range_of(sky, hills(74, 22.0) * smooth(around(WIDE * 0.2), 520.0, 300.0)[0], (0.47, 0.62, 0.70))
    picture = water(sky, (0.05, 0.25, 0.34), 75, 1.2)
    n = clouds((HIGH, WIDE), 0.8, 76, stretch=8.0)
    spark = smooth((n - n.mean()) / n.std(), 2.0, 3.0) * np.clip(DOWN * 7, 0, 1) * np.clip(1 - DOWN * 1.8, 0, 1)
    return picture + (spark * (Y >= HORIZON))[..., None] * np.array([0.5, 0.5, 0.45], np.float32)


def stars() -> Picture:
    sky = gradient(UP, (-1.0, (0.085, 0.13, 0.19)), (0.0, (0.15, 0.21, 0.27)), (0.10, (0.075, 0.11, 0.19)),
                   (0.40, (0.022, 0.032, 0.082)), (1.0, (0.010, 0.014, 0.048)))  # fmt: skip
    n, m = clouds((HIGH, WIDE), 1.8, 81), clouds((HIGH, WIDE), 1.5, 82)
    middle = HORIZON * 0.72 + 230.0 * np.sin(X / WIDE * 2 * np.pi)
    band = np.exp(-(((Y - middle) / 210.0) ** 2)) * (0.35 + 0.9 * n)
    lanes = smooth(m, 0.50, 0.72) * np.exp(-(((Y - middle) / 90.0) ** 2))
    sky += band[..., None] * np.array([0.22, 0.19, 0.27], np.float32) * (1.0 - 0.72 * lanes[..., None])
    rng = np.random.default_rng(83)
    weight = (0.25 + band / band.max()).ravel()
    weight[(Y >= HORIZON - 3).ravel()] = 0.0
    spots = rng.choice(weight.size, 5200, p=weight / weight.sum())
    tints = np.array([(0.75, 0.85, 1.0), (1.0, 0.88, 0.72), (1.0, 1.0, 1.0), (0.86, 0.78, 1.0)], np.float32)
    for spot in spots.tolist():
        row, column = divmod(spot, WIDE)
        size = rng.random() ** 9
        light = (0.12 + 0.34 * rng.random() + 0.6 * size) * tints[int(rng.integers(4))]
        reach = 1 + int(6 * size)
        span = np.arange(-reach, reach + 1)
        shape = np.exp(-(span[:, None] ** 2 + span[None, :] ** 2) / (0.5 + 1.6 * size))
        rows = row + span
        keep = (rows >= 0) & (rows < HORIZON - 2)
        sky[np.ix_(rows[keep], (column + span) % WIDE)] += shape[keep][..., None].astype(np.float32) * light
    sky = np.clip(sky, 0, 0.70)
    sky = range_of(sky, hills(84, 74.0, 1.7), (0.030, 0.048, 0.082))
    sky = range_of(sky, hills(85, 40.0, 1.7), (0.016, 0.026, 0.050))
    return water(sky, (0.006, 0.011, 0.026), 86, 0.7)
