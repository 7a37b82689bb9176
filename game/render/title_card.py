"""What lies over the whole picture: a chapter's title, black bars of a staged moment, fades."""

from __future__ import annotations

from game.render import palette
from game.render.canvas import Canvas, faded

TICKS = 60.0
IN, OUT = 0.7, 0.9  # s
BAR_SHARE = 0.085  # of the height, each
BAR_TIME = 0.5  # s
NIGHT = 0.75  # a picture darker than this takes all along that is not read: nothing is marked in the dark
SIZE, SUBTITLE, SPREAD = 40.0, 16.0, 4.0  # cap heights, and between the letters of the smaller line [units]
TALL, SMALL = 0.07, 0.039  # of the picture's height, that they have at most: they are large at 100 % already
DARKS = ((70.0, 0.8), (180.0, 0.8), (420.0, 0.85))  # soft patches under them: how far round [units at 100 %], how dark
UNDER_ORDER = 104.0  # units: lower than the instruments at the top, whatever the text size


def presence(age: float, duration: float) -> float:
    return max(0.0, min(1.0, age / TICKS / IN, (duration - age) / TICKS / OUT))


def draw_title(canvas: Canvas, title, head: float = UNDER_ORDER) -> tuple[float, float, float, float]:
    """Letters that stand wide, a rule that grows under them, the smaller line below; upper third of the picture.

    head  what ends above it [units]. Returns the rectangle that labels leave free.
    """
    shown = presence(title.age, title.duration)
    if shown <= 0.0:
        return 0.0, 0.0, 0.0, 0.0
    size, small = min(SIZE, TALL * canvas.height), min(SUBTITLE, SMALL * canvas.height)
    while size > 16 and canvas.measure(title.text, size) > canvas.width - 160:
        size -= 4
    u = canvas.unit
    middle, y = canvas.width / 2, max(canvas.height * 0.24, head)
    wide = canvas.measure(title.text, size)
    under = canvas.measure(title.subtitle, small) + SPREAD * len(title.subtitle)
    high = size + (30.0 + small if title.subtitle else 16.0)
    for beyond, dark in DARKS:
        room = beyond * canvas.height / 720.0
        across = max(wide, under) + 2.6 * room
        canvas.rows.patch(middle * u, (y + high / 2) * u, across * u, (high + room) * u, dark * shown)
    spacing = (1.0 - shown) * 5.0 * u
    cap = canvas.cap(size)
    canvas.rows.text(cap, title.text, middle * u, y * u, faded(palette.ink("white"), shown), "center", spacing)
    rule = (wide + 20) * min(1.0, title.age / TICKS / 1.1)
    canvas.rect(middle - rule / 2, y + size + 14, max(0.02, rule), 2.0, faded(palette.ink("red"), shown))
    if title.subtitle:
        tone = faded(palette.ink("ring"), shown)
        canvas.rows.text(canvas.cap(small), title.subtitle, middle * u, (y + size + 30) * u, tone, "center", SPREAD * u)
    return middle - wide / 2 - 20, y - 16, wide + 40, size + 60


def draw_letterbox(canvas: Canvas, share: float) -> float:
    """Black bars, `share` 0..1 of the way in; returns their height in units."""
    high = canvas.height * BAR_SHARE * share
    if high > 0.1:
        canvas.rect(0, 0, canvas.width, high, (0.0, 0.0, 0.0, 1.0))
        canvas.rect(0, canvas.height - high, canvas.width, high, (0.0, 0.0, 0.0, 1.0))
    return high


def veil(fade: float, words: float) -> float:
    """How far the glass is dark with a picture that is faded so far, where words to be read are in so far; all 0..1."""
    return max(0.0, (fade - NIGHT) / (1.0 - NIGHT)) * (1.0 - words)


def towards(share: float, wanted: bool, dt: float) -> float:
    """One step of the bars' way in or out."""
    step = dt / BAR_TIME
    return min(1.0, share + step) if wanted else max(0.0, share - step)
