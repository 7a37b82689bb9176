"""The west end of chapter 05: a shaft of boards behind the poster, and the lock at its end, where a lamp burns."""

from __future__ import annotations

import numpy as np
from canvas import Canvas, shade
from noise import smooth
from strata_map import POINTS, SHAFT

BOARD = "#4a3d2e"
WARM = np.array([1.0, 0.80, 0.50], np.float32)
LAMP = (-980.0, 640.0)


def draw(canvas: Canvas) -> None:
    left, top, right, bottom = SHAFT
    rng = np.random.default_rng(71)
    canvas.rect(left - 40, top - 40, right - left + 40, bottom - top + 80, "#15120f")
    y = top
    while y < bottom - 1:
        x = left
        while x < right - 1:
            long = min(float(rng.uniform(170, 330)), right - x)
            canvas.rect(x + 2, y + 2, long - 4, 48, shade(BOARD, float(rng.uniform(0.72, 1.08))))
            canvas.line([(x + 8, y + 15), (x + long - 10, y + 14 + rng.uniform(-4, 4))], shade(BOARD, 0.62), 2, op=0.6)
            canvas.circle(x + 12, y + 26, 3.4, "#1c1712")
            x += long
        y += 52
    for x in np.arange(left + 150, right, 240):  # frames across
        canvas.rect(x, top - 26, 26, bottom - top + 52, "#231b14")
        canvas.rect(x + 3, top - 26, 17, bottom - top + 52, "#6a553c")
    for edge in (top - 22, bottom + 4):
        canvas.rect(left - 20, edge, right - left + 20, 20, "#6a553c")
    x, y = POINTS["lock"]
    # where she lies: a ring on the deck, five stations beside it, one of them never sat in
    canvas.circle(x, y, 196, "#241d16", op=0.8)
    canvas.circle(x, y, 190, stroke="#e9b13b", width=6, op=0.8, dash="40 18")
    canvas.circle(x, y, 150, stroke="#25a6a6", width=4, op=0.8)
    for k in range(5):
        px, py = left + 60 + 0 * k, top + 60 + k * 96
        canvas.rect(px - 26, py - 24, 52, 48, "#1b1f2c", round_=9)
        if k < 4:
            canvas.rect(px - 20, py - 18, 40, 36, ("#c9793a", "#c2455a", "#d8a03a", "#3a8ea0")[k], round_=7)
            canvas.rect(px - 14, py - 4, 28, 18, shade("#c9bfa6", 0.6), round_=5)
        else:
            canvas.rect(px - 20, py - 18, 40, 36, "#57607a", round_=7)
    px, py = left + 150, top + 60 + 4 * 96  # a mug, not washed
    canvas.circle(px, py, 13, "#20263a")
    canvas.circle(px, py, 10.5, "#e9dfc4")
    canvas.circle(px, py, 6.5, "#4a2f1c")
    canvas.circle(*LAMP, 15, "#3a2a12")
    canvas.circle(*LAMP, 10, "#ffe2a0", glow="#c98a34")


def beside(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Round the shaft there is nothing to be seen, 0..1."""
    left, top, right, bottom = SHAFT
    apart = np.maximum(np.maximum(left - x, x - right), np.maximum(top - y, y - bottom))
    return 1.0 - 0.96 * smooth(apart, 20.0, 70.0) * (1.0 - smooth(x, right - 60.0, right + 40.0))


def daylight(x: np.ndarray, y: np.ndarray, picture: np.ndarray) -> np.ndarray:
    """Light that is added: the lock's lamp, the tear in the poster, and neon that leaks round the signs above."""
    lamp = np.exp(-((np.hypot(x - LAMP[0], y - LAMP[1]) / 420.0) ** 2))
    tear = np.exp(-((np.hypot(x + 120, y - 850) / 240.0) ** 2)) * smooth(x, 420.0, -60.0)
    left, top, right, bottom = SHAFT
    here = ((x > left - 40) & (x < right + 40) & (y > top - 40) & (y < bottom + 40)).astype(np.float32)
    shine = (1.3 * lamp * here + 0.9 * tear * (0.5 + 0.5 * here))[..., None] * WARM
    out = picture * shine + ((0.05 * lamp + 0.06 * tear) * here)[..., None] * WARM
    for cx, cy, colour in (
        (330, 380, (0.76, 0.22, 0.52)),
        (640, 900, (0.09, 0.65, 0.62)),
        (160, 1120, (0.76, 0.22, 0.52)),
        (900, 300, (0.09, 0.65, 0.62)),
    ):
        leak = np.exp(-((np.hypot(x - cx, y - cy) / 250.0) ** 2))[..., None]
        out += leak * (picture * 0.9 + 0.02) * np.array(colour, np.float32)
    return out.astype(np.float32)
