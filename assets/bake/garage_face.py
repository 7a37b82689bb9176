"""His face in pieces: what each monitor of the pile shows when it is on, for every mood, look and width of mouth.

The face is painted in greys on one sheet, as a picture tube would have it, and cut up by where the monitors stand. Each
piece gets its own tint, sag of the tube and lines. `write` leaves JPEGs and their index in assets/screens.
"""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import numpy as np
import pygame
from garage_screens import FACE, SCREENS, UNIT, WALL, Screen
from garage_sitter import CX, CY, EYES, FINE, MOODS, Sitter
from scipy import ndimage

SCREENS_FOLDER = Path(__file__).resolve().parent.parent / "screens"
SPOT = (165.0, -95.0, 0.95)  # where the face's sheet lies among the steps of `garage_screens`, and how large
LOOKS = {"l": -1.0, "m": 0.0, "r": 1.0}
OPENINGS = (0.0, 0.35, 0.7, 1.0)
RAMP = np.array(  # phosphor: dark, dim, lit, bright, burnt
    [(0.012, 0.035, 0.028), (0.055, 0.20, 0.145), (0.18, 0.52, 0.36), (0.50, 0.90, 0.66), (0.90, 1.0, 0.90)], np.float32
)


def _piece(
    screen: Screen, face: np.ndarray, rng: np.random.Generator, zoom: float, spot: tuple[float, float]
) -> np.ndarray:
    """What a tube makes of its part of the face about `spot` (on the face's sheet): (height, width, 3)."""
    _, _, wide, high = screen.glass
    h, w = round(high), round(wide)
    k = FINE / (UNIT * SPOT[2]) / zoom
    ys, xs = np.mgrid[0:h, 0:w].astype(np.float32)
    u, v = (xs / (w - 1) - 0.5) * 2, (ys / (h - 1) - 0.5) * 2
    bulge = 1.0 + 0.035 * (u * u + v * v)
    px, py = spot[0] * FINE + (xs - w / 2) * k * bulge, spot[1] * FINE + (ys - h / 2) * k * bulge
    grey = ndimage.map_coordinates(face, [py, px], order=1, mode="constant", cval=0.05)
    return _tube(grey, rng)


def _tube(grey: np.ndarray, rng: np.random.Generator, gain: float = 1.0) -> np.ndarray:
    """Phosphor, lines, a band of hum, dark corners, and the reflection of a lamp in the glass."""
    h, w = grey.shape
    ys, xs = np.mgrid[0:h, 0:w].astype(np.float32)
    u, v = (xs / (w - 1) - 0.5) * 2, (ys / (h - 1) - 0.5) * 2
    grey = np.clip(grey * rng.uniform(0.92, 1.08) * gain, 0, 1)
    grey *= 1.0 + 0.20 * np.exp(-(((v - rng.uniform(-1, 1)) / 0.14) ** 2))
    grey *= 0.91 + 0.09 * np.cos(ys * np.float32(math.tau / 3))
    grey = np.clip(grey + ndimage.gaussian_filter(grey, 7) * 0.10 + rng.normal(0, 0.012, grey.shape), 0, 1)
    steps = np.linspace(0, 1, len(RAMP))
    out = np.stack([np.interp(grey, steps, RAMP[:, c]) for c in range(3)], -1)
    out *= np.array(((1, 1, 1), (1.12, 0.99, 0.78), (0.82, 0.97, 1.24), (0.95, 1.02, 0.9))[int(rng.integers(4))])
    out *= (1.0 - 0.34 * (u**4 + v**4))[..., None]
    corner = np.clip((1.05 - np.abs(u) ** 7 - np.abs(v) ** 7) * 12, 0, 1)
    shine = np.exp(-(((u + 0.62) / 0.34) ** 2) - (((v + 0.70) / 0.16) ** 2)) * 0.05
    return np.clip((out + shine[..., None]) * corner[..., None], 0, 1)


def _written(screen: Screen, rng: np.random.Generator) -> np.ndarray:
    """Lines of text that nobody reads."""
    _, _, wide, high = screen.glass
    grey = np.full((round(high), round(wide)), 0.05, np.float32)
    for y in range(10, grey.shape[0] - 12, 11):
        x = 12 + int(rng.integers(3)) * 12
        while x < grey.shape[1] - 20:
            long = int(rng.integers(6, 28))
            if rng.random() < 0.62:
                grey[y : y + 4, x : min(grey.shape[1] - 12, x + long)] = rng.uniform(0.30, 0.52)
            x += long + 7
            if rng.random() < 0.2:
                break
    return _tube(ndimage.gaussian_filter(grey, 0.7), rng, 0.8)


def _snow(screen: Screen, rng: np.random.Generator) -> np.ndarray:
    _, _, wide, high = screen.glass
    return _tube((rng.random((round(high), round(wide))) ** 3 * 0.42).astype(np.float32), rng)


def _spot_of(screen: Screen) -> tuple[float, float]:
    """The place on the face's sheet that lies behind a monitor."""
    x, y = screen.middle
    return (x / UNIT - SPOT[0]) / SPOT[2], (y / UNIT - 40 - SPOT[1]) / SPOT[2]


def pictures() -> dict[str, np.ndarray]:
    """Every piece by its name. A screen's variants share their tint, hum and shift: only what they show changes."""
    sitter = Sitter()
    found: dict[str, np.ndarray] = {}
    names = {row[0] for row in FACE}
    for number, screen in enumerate(SCREENS):
        shift = np.random.default_rng(70 + number)
        zoom, x, y = 1.0 + shift.normal(0, 0.03), *_spot_of(screen)
        spot = (x + shift.normal(0, 3.5), y + shift.normal(0, 3.0))

        def piece(
            face: np.ndarray, z: float = zoom, at: tuple[float, float] = spot, n: int = number, s: Screen = screen
        ) -> np.ndarray:
            return _piece(s, face, np.random.default_rng(n), z, at)

        if screen.shows in ("eye-left", "eye-right"):
            for mood in MOODS:
                for look, turn in LOOKS.items():
                    found[f"{screen.name}-{mood}-{look}"] = piece(sitter.face(mood, turn))
                found[f"{screen.name}-{mood}-shut"] = piece(sitter.face(mood, 0.0, 0.04))
        elif screen.shows == "mouth":
            for mood in MOODS:
                for i, open_ in enumerate(OPENINGS):
                    found[f"{screen.name}-{mood}-{i}"] = piece(sitter.face(mood, mouth=open_))
        elif screen.shows in names:
            for mood in MOODS:
                found[f"{screen.name}-{mood}"] = piece(sitter.face(mood))
        elif screen.shows == "eye":
            which = (CX + EYES * (1 if number % 2 else -1), CY)
            for look, turn in LOOKS.items():
                found[f"{screen.name}-{look}"] = 0.62 * piece(
                    sitter.face("host", turn), 0.62 + 0.1 * (number % 3), which
                )
            found[f"{screen.name}-shut"] = 0.62 * piece(
                sitter.face("host", 0.0, 0.04), 0.62 + 0.1 * (number % 3), which
            )
        elif screen.shows == "text":
            found[screen.name] = _written(screen, np.random.default_rng(number))
        elif screen.shows == "snow":
            found[screen.name] = _snow(screen, np.random.default_rng(number))
    return found


def write() -> None:
    """All pieces as JPEGs, and `index.toml`: where each screen's glass lies, and what it shows."""
    shutil.rmtree(SCREENS_FOLDER, ignore_errors=True)
    SCREENS_FOLDER.mkdir()
    for name, picture in pictures().items():
        pixels = np.ascontiguousarray((picture * 255 + 0.5).astype(np.uint8))
        surface = pygame.image.frombuffer(pixels.tobytes(), (pixels.shape[1], pixels.shape[0]), "RGB")
        pygame.image.save(surface, str(SCREENS_FOLDER / f"{name}.jpg"))
    rows = ["# Written by assets/bake/build.py: the glass of each monitor, in units from the upper left of the pile."]
    rows.append(f"pile = [{WALL[0]}, {WALL[1]}]")
    for screen in SCREENS:
        if screen.shows == "dark":
            continue
        (x, y), (_, _, wide, high) = screen.middle, screen.glass
        rows += [
            "", "[[screen]]", f'name = "{screen.name}"', f'shows = "{screen.shows}"',
            f"middle = [{x:.1f}, {y:.1f}]", f"size = [{round(wide)}, {round(high)}]",
            f"turn = {math.radians(screen.turn):.4f}",
        ]  # fmt: skip
    (SCREENS_FOLDER / "index.toml").write_text("\n".join(rows) + "\n", encoding="utf-8")
