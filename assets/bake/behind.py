"""Behind the poster: struts, plywood, dust, and one cone of light through the missing tooth. In world units."""

from __future__ import annotations

import math

import numpy as np
from canvas import Canvas, Point, mix, shade
from noise import clouds, smooth
from relief import Lamp, Lighting, lit
from tiles import Place

SCALE = 0.64
LEFT, RIGHT, TOP, BOTTOM = 21900.0, 24150.0, -900.0, 900.0
WIDTH, HEIGHT = int((RIGHT - LEFT) * SCALE), int((BOTTOM - TOP) * SCALE)
HOLE: Point = (22040.0, 90.0)  # where the light comes in
BACK = 22110.0  # the sheet's back face ends here
STEEL, RUST, PLY = "#3d465c", "#5a4438", "#55483c"

PLACE = Place(origin=(LEFT, TOP), scale=SCALE, clear="#05060b")
LIGHT = Lighting(
    relief=120, ambient=(0.30, 0.32, 0.43), sun=(-0.86, 0.06, 0.34), sun_colour=(0.46, 0.46, 0.66), softness=2.2,
    bump=1.0, occlusion=0.02, grain=0.07, spill=1.0, halo=0.5, ceiling=0.6,
    lamps=(
        Lamp(x=(HOLE[0] + 60 - LEFT) * SCALE, y=(HOLE[1] - TOP) * SCALE, z=70, colour=(1.5, 0.72, 1.15), reach=210),
        Lamp(x=(23270 - LEFT) * SCALE, y=(-330 - TOP) * SCALE, z=60, colour=(1.25, 0.88, 0.42), reach=80),
    ),
)  # fmt: skip


def paint() -> np.ndarray:
    rng = np.random.default_rng(33)
    canvas = Canvas(WIDTH - WIDTH % 4, HEIGHT - HEIGHT % 4)
    with canvas.moved(-LEFT * SCALE, -TOP * SCALE, scale=SCALE):
        _draw_ground(canvas, rng)
        _draw_struts(canvas, rng)
        _draw_back_of_sheet(canvas, rng)
        _draw_somebody_was_here(canvas)
    picture = lit(canvas.colours()[..., :3], canvas.heights(), canvas.glows(), LIGHT)
    return np.clip(picture + _beam() + _dust(), 0, LIGHT.ceiling)


def _draw_ground(canvas: Canvas, rng: np.random.Generator) -> None:
    """Far below: planks, cables, nothing anybody was meant to see."""
    canvas.rect(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP, "#14161f", ht=0.0)
    for k in range(20):
        y = TOP + k * 96 + rng.uniform(-8, 8)
        canvas.rect(LEFT, y, RIGHT - LEFT, 88, mix("#222533", "#181a26", rng.random()), ht=0.03)
        for _ in range(4):
            x = rng.uniform(LEFT, RIGHT)
            canvas.line([(x, y), (x, y + 88)], "#0c0d13", 4, ht=0.01)
    for k in range(5):
        y = -700 + k * 330
        wave = [(x, y + 60 * math.sin(x / (190 + 30 * k) + k)) for x in np.arange(LEFT, RIGHT, 30)]
        canvas.line(wave, "#0a0b10", 16, ht=0.06)
        canvas.line(wave, "#262b3a", 10, ht=0.09)


def _beam_of(canvas: Canvas, a: Point, b: Point, width: float, ht: float, colour: str = STEEL) -> None:
    """A lattice girder from a to b."""
    length = math.hypot(b[0] - a[0], b[1] - a[1])
    with canvas.moved(*a, math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))):
        step = width * 0.9
        zigzag = [(k * step, (-1) ** k * width * 0.36) for k in range(int(length / step) + 1)]
        canvas.line(zigzag, shade(colour, 0.4), width * 0.24, ht=ht - 0.05)
        canvas.line(zigzag, shade(colour, 0.8), width * 0.15, ht=ht - 0.03)
        for side in (-1, 1):
            canvas.rect(-8, side * width * 0.42 - width * 0.1, length + 16, width * 0.2, colour, ht=ht)
            for k in range(int(length / 70)):
                canvas.circle(30 + k * 70, side * width * 0.42, width * 0.045, shade(colour, 0.5), ht=ht + 0.03)


def _draw_struts(canvas: Canvas, rng: np.random.Generator) -> None:
    """What holds a smile up: long legs from the sheet back into the dark, and cross members. The lane stays free."""
    for y0, y1 in ((-860, -560), (-560, -860), (-300, -700), (470, 820), (760, 470), (300, 640)):
        _beam_of(canvas, (BACK - 10, y0), (RIGHT + 60, y1 + (y1 - y0) * 0.4), 62, 0.5)
    for x in (22620, 23190, 23760):
        _beam_of(canvas, (x, TOP - 40), (x + 30, -260), 44, 0.62, RUST)
        _beam_of(canvas, (x + 60, 330), (x + 20, BOTTOM + 40), 44, 0.62, RUST)
    for x, y in ((22620, -420), (23190, -600), (22680, 560), (23250, 700), (23790, -420)):
        canvas.rect(x - 34, y - 34, 68, 68, shade(STEEL, 1.1), round_=6, ht=0.7)
        for dx in (-20, 20):
            for dy in (-20, 20):
                canvas.circle(x + dx, y + dy, 6, "#20242f", ht=0.74)
    for x, y in ((22420, -170), (23020, -230), (23560, -150)):
        canvas.line([(x, y - 200 if y < 0 else y + 200), (x + 12, y)], "#7a705c", 4, ht=0.5)
        canvas.path(f"M{x - 14} {y}q-26 46 2 66q26 14 44 -10q6 -34 -20 -58Z", "#6a5c48", ht=0.44)


def _draw_back_of_sheet(canvas: Canvas, rng: np.random.Generator) -> None:
    """The back face: plywood, battens, a stencil, and the edge of a hole with somebody's bite marks of light."""
    for half, y0, y1 in ((-1, TOP, HOLE[1] - 95), (1, HOLE[1] + 95, BOTTOM)):
        canvas.rect(LEFT, y0, BACK - LEFT, y1 - y0, PLY, ht=0.82)
        y = y0
        while y < y1:
            canvas.line([(LEFT, y), (BACK, y)], shade(PLY, 0.5), 4, ht=0.80)
            for k in range(3):
                canvas.circle(22090, min(y + 40 + k * 90, y1), 5, "#8a8f9c", ht=0.84)
            y += 262
        canvas.rect(BACK - 46, y0, 34, y1 - y0, "#6a5844", ht=0.93)
        canvas.rect(22040, y0, 22, y1 - y0, "#6a5844", ht=0.9)
        edge = HOLE[1] + half * 95
        for k in range(9):
            x = LEFT + 6 + k * 24
            splinter = [(x, edge), (x + 12, edge - half * rng.uniform(8, 26)), (x + 24, edge)]
            canvas.polygon(splinter, "#7a6a5a", ht=0.8)
        canvas.line([(LEFT, edge), (BACK, edge)], "#b890a4", 3, ht=0.84, glow="#481a34")
    with canvas.moved(22094, -430, -90):
        canvas.text("THIS SIDE BACK", 0, -52, 40, "#2c241c", weight=0.95)
    with canvas.moved(22094, 520, -90):
        canvas.text("SMILE 4 OF 9", 0, -52, 34, "#2c241c", weight=0.95)


def _draw_somebody_was_here(canvas: Canvas) -> None:
    """A folding chair, a thermos, a radio with its light on: whoever hangs posters takes breaks."""
    x, y = 23250, -330
    canvas.ellipse(x, y + 10, 130, 86, "#232634", ht=0.1)
    canvas.rect(x - 70, y - 24, 64, 56, "#6a3434", round_=6, ht=0.3)
    canvas.rect(x - 82, y - 28, 16, 64, "#8a4444", round_=6, ht=0.46)
    for dx, dy in ((-64, -30), (-10, -30), (-64, 36), (-10, 36)):
        canvas.circle(x + dx, y + dy, 5, "#8a93a8", ht=0.34)
    canvas.circle(x + 34, y - 16, 13, "#2f6a6a", ht=0.36)
    canvas.circle(x + 34, y - 16, 8, "#c8ccd4", ht=0.42)
    canvas.rect(x + 22, y + 16, 44, 24, "#3a3044", round_=4, ht=0.26)
    canvas.circle(x + 34, y + 28, 7, "#211b28", ht=0.28)
    canvas.circle(x + 56, y + 22, 3.4, "#ffd65c", ht=0.3, glow="#c89a3a")
    canvas.rect(x - 52, y - 10, 30, 22, "#d8d0bc", ht=0.34)
    canvas.text("BRB", x - 37, y - 4, 9, "#3a3044", weight=0.9)


def _grid() -> tuple[np.ndarray, np.ndarray]:
    y, x = np.mgrid[0 : HEIGHT - HEIGHT % 4, 0 : WIDTH - WIDTH % 4].astype(np.float32)
    return x / SCALE + LEFT, y / SCALE + TOP


def _beam() -> np.ndarray:
    """Neon from the front, thrown through the hole as a cone: pink above, blue below, dust in it."""
    x, y = _grid()
    forward, across = x - HOLE[0] + 260, y - HOLE[1]
    spread = across / np.maximum(forward * 0.37, 1)
    inside = smooth(1.0 - np.abs(spread), 0.0, 0.35) * smooth(x, HOLE[0] - 10, HOLE[0] + 40)
    fade = np.exp(-np.maximum(x - HOLE[0], 0) / 780)
    motes = 0.65 + 0.7 * clouds(x.shape, 1.5, 6)
    strength = inside * fade * motes
    tilt = np.clip(spread * 0.5 + 0.5, 0, 1)[..., None]
    tint = np.array([0.50, 0.17, 0.40], np.float32) * (1 - tilt) + np.array([0.16, 0.25, 0.52], np.float32) * tilt
    return strength[..., None] * tint


def _dust() -> np.ndarray:
    """A faint haze that keeps the dark from being empty."""
    haze = clouds((HEIGHT - HEIGHT % 4, WIDTH - WIDTH % 4), 1.9, 9)
    return (smooth(haze, 0.45, 0.95) * 0.05)[..., None] * np.array([0.7, 0.75, 1.2], np.float32)
