"""What a tube shows that is nobody's flight: a test card, the news, the sea, snow, a room that is mirrored in it.

Each is drawn into a frame of its own, in the pixels of the glass. `finish` is what makes any picture one of a tube's:
lines, a bulge of dark at its rim, rounded corners.
"""

from __future__ import annotations

import math

import numpy as np

from game.render import palette, strokefont
from game.render.frame import Camera, Frame, Post

WIDE, HIGH = 312.0, 236.0  # of the glass [units]: what is drawn by hand is drawn in these
CHAT_WIDE, CHAT_LEADING = 0.86, 1.9  # of the glass's width; from one line to the next, in capitals' heights
SNOW = 420  # flecks
GREYS = 5
BANDS = 44  # of sky, and of sea
HORIZON = 0.55  # of the picture's height
SUN = (0.46, 0.43)  # its middle, as shares
GLINTS = 74
LAMP_TURN = 0.55  # of its head, down to the bench [rad]
MOTES = 22
WORN = "worn out. they know it by heart"
BEZEL = (0.090, 0.078, 0.102, 1.0)  # round the glass
HEADLINE = 26.0  # high [units]


def begin(frame: Frame, time: float) -> None:
    """An empty picture."""
    frame.clear_lists()
    frame.backdrop, frame.backdrop_mix, frame.camera = "", 0.0, Camera()
    frame.clear = (0.012, 0.016, 0.02)
    frame.time = time
    frame.post = Post(bloom=0.0, vignette=0.0, scan=0.0)


def finish(frame: Frame, size: tuple[int, int], warm: float = 1.0, bezel: palette.RGBA = BEZEL) -> None:
    """Over whatever picture: the tube. `warm` 0..1: how far it has come on; `bezel`: the colour round the glass."""
    post = frame.post
    post.scan, post.grain, post.aberration = 0.08, 0.03, 0.0012
    post.bloom = max(post.bloom, 0.30)
    post.vignette = 0.5
    post.fade = max(post.fade, 1.0 - warm)
    post.fade_hud = 0.0
    post.flash = (0.0, 0.0, 0.0)
    w, h = size
    frame.hud.add("tv_glass", w / 2, h / 2, w, h)
    frame.hud.add("tv_corners", w / 2, h / 2, w + 4, h + 4, 0.0, bezel)  # its own soft edge lies outside


def snow(frame: Frame, size: tuple[int, int], time: float) -> None:
    """Nothing was kept."""
    w, h = size
    rng = np.random.default_rng(int(time * 24.0) % 997)
    frame.clear = (0.10, 0.11, 0.125)
    level = rng.integers(1, GREYS + 1, SNOW) / GREYS
    rgba = np.empty((SNOW, 4), np.float32)
    rgba[:, :3] = (level * 0.62)[:, None] * np.array((0.92, 0.98, 1.06))
    rgba[:, 3] = 1.0
    unit = h / HIGH
    wide = np.rint(np.array((3.0, 6.0, 11.0))[rng.integers(0, 3, SNOW)] * unit)
    high = np.full(SNOW, max(1.0, round(1.6 * unit)))
    frame.floor.boxes(rng.random(SNOW) * w, np.rint(rng.random(SNOW) * h / 2.0) * 2.0, wide, high, rgba)
    roll = (time * 0.23) % 1.0  # a bar that goes up
    frame.fx.add("soft", w / 2, h * (1.1 - 1.2 * roll), w * 1.5, h * 0.3, 0.0, (0.05, 0.055, 0.06, 0.0))


def card(frame: Frame, size: tuple[int, int]) -> None:
    """Somebody's idea of five people on a bench."""
    w, h = size
    frame.floor.add("tv_card", w / 2, h / 2, w, h)


def label(frame: Frame, size: tuple[int, int], does: str, time: float) -> None:
    """The label of a tape that has been played too often: what was on it, by hand. Nobody needs to see it to know."""
    w, h = size
    u = h / HIGH
    frame.clear = (0.030, 0.040, 0.090)
    for k in range(7):  # of the tape's own snow, a few streaks
        run = (time * (0.11 + 0.03 * k) + k * 0.37) % 1.0
        frame.fx.add("beam", w / 2, h * run, w * 1.1, (2.0 + k % 3) * u, 0.0, (0.05, 0.06, 0.09, 0.0))
    left, top, wide, high = 30.0 * u, 62.0 * u, w - 60.0 * u, 96.0 * u
    frame.world.box(left, top, wide, high, (0.56, 0.53, 0.45, 1.0))
    frame.world.box(left, top, wide, 5.0 * u, (0.62, 0.17, 0.14, 1.0))
    frame.world.box(left, top + 8.0 * u, wide, 3.0 * u, (0.12, 0.42, 0.42, 1.0))
    cap = max(7.0, 10.0 * u)
    rows = strokefont.wrap(does.upper(), cap, wide - 24.0 * u)[:2]
    for i, row in enumerate(rows):
        at = top + (50.0 + 22.0 * i - 11.0 * (len(rows) - 1)) * u
        frame.hud.text(cap, row, w / 2, at, (0.05, 0.06, 0.12, 1.0), "center")
        frame.world.box(
            left + 12.0 * u, at + cap + 5.0 * u, wide - 24.0 * u, max(1.0, u * 0.8), (0.40, 0.39, 0.40, 1.0)
        )
    small = max(7.0, 8.0 * u)
    frame.hud.text(small, WORN, w / 2, top + high + 20.0 * u, (0.62, 0.68, 0.80, 1.0), "center")


def news(frame: Frame, size: tuple[int, int], time: float, still: bool) -> None:
    """One reader; a still of a man with a coat over his hands, once he is spoken of."""
    w, h = size
    u = h / HIGH
    frame.clear = (0.05, 0.09, 0.16)
    for k in range(9):
        tone = 0.06 + 0.012 * k
        frame.floor.box(0, h * k / 9, w, h / 9 + 1, (tone * 0.6, tone, tone * 1.7, 1.0))
    drift = 8.0 * math.sin(time * 0.2)
    for k in range(5):
        x = ((k * 83.0 + time * 6.0) % 420.0 - 60.0) * u
        frame.floor.add("beam", x, h * 0.42, h * 1.3, 34.0 * u, 1.1, (0.02, 0.035, 0.06, 0.0))
    if still:
        frame.world.add("tv_still", 222 * u, 84 * u, 122 * u)
    else:
        frame.world.add("ring", 222 * u + drift * 0.2, 84 * u, 96 * u, 96 * u, 0.0, (0.10, 0.20, 0.32, 0.0))
        frame.world.add("ring", 222 * u - drift * 0.2, 84 * u, 62 * u, 62 * u, 0.0, (0.12, 0.26, 0.40, 0.0))
    nod = 0.8 * math.sin(time * 5.1) * max(0.0, math.sin(time * 0.9))
    frame.world.add("tv_reader", 92 * u, (122 + nod) * u, 148 * u)
    top = (HIGH - HEADLINE - 14.0) * u
    frame.fx.box(0, top, w, HEADLINE * u, (0.55, 0.08, 0.12, 1.0))
    frame.fx.box(0, top - 3 * u, w, 3 * u, (0.95, 0.93, 0.88, 1.0))
    frame.fx.text(10.0 * u, "WALTON REMANDED", 40 * u, top + 8 * u, (0.97, 0.96, 0.93, 1.0))


def sea(frame: Frame, size: tuple[int, int], time: float) -> None:
    """Sun, water, nobody. It is only nice."""
    w, h = size
    level = h * HORIZON
    k = (np.arange(BANDS) + 0.5) / BANDS
    edges = np.arange(BANDS)
    zero, full = np.zeros(BANDS), np.full(BANDS, float(w))
    sky = _blend(k**0.9, ((0.13, 0.28, 0.54), (0.32, 0.42, 0.62), (0.78, 0.52, 0.38), (0.88, 0.62, 0.42)))
    frame.floor.boxes(zero, edges / BANDS * level, full, np.full(BANDS, level / BANDS + 1.5), sky)
    sx, sy = SUN[0] * w, SUN[1] * h
    breath = 1.0 + 0.015 * math.sin(time * 0.5)
    for wide, gain in ((1.9, 0.07), (0.95, 0.11), (0.5, 0.16)):
        frame.floor.add(
            "glow", sx, sy, h * wide * breath, h * wide * breath, 0.0, (gain, gain * 0.66, gain * 0.36, 0.0)
        )
    frame.floor.add("disc", sx, sy, h * 0.25, h * 0.25, 0.0, (1.0, 0.93, 0.76, 1.0))
    for n, (cx, cy, wide) in enumerate(((0.16, 0.20, 0.5), (0.78, 0.14, 0.62), (0.62, 0.30, 0.4), (0.24, 0.37, 0.5))):
        x = ((cx + time * 0.0035 * (1 + n % 2)) % 1.3 - 0.15) * w
        frame.floor.add("soft", x, cy * h, wide * w, 0.075 * h, 0.0, (0.11, 0.065, 0.05, 0.0))
        frame.floor.add("soft", x + 0.08 * w, (cy + 0.02) * h, wide * 0.6 * w, 0.05 * h, 0.0, (0.10, 0.06, 0.045, 0.0))
    water = _blend(k**0.7, ((0.86, 0.62, 0.48), (0.40, 0.46, 0.56), (0.14, 0.30, 0.44), (0.06, 0.17, 0.30)))
    deep = h - level
    frame.world.boxes(zero, level + edges / BANDS * deep, full, np.full(BANDS, deep / BANDS + 1.5), water)
    _glints(frame, w, h, level, sx, time)
    for n in range(3):  # swell, from far to near
        y = level + deep * (0.25 + 0.28 * n + 0.02 * math.sin(time * 0.4 + n))
        frame.fx.add(
            "soft", w * (0.5 + 0.08 * math.sin(time * 0.13 + n)), y, w * 1.3, deep * 0.12, 0.0, (0.0, 0.015, 0.03, 0.10)
        )
    for n, (cx, cy) in enumerate(((0.66, 0.26), (0.705, 0.235), (0.74, 0.275))):
        x, y = (cx + 0.02 * math.sin(time * 0.11)) * w, (cy + 0.006 * math.sin(time * 0.7 + n)) * h
        lift = 2.2 * math.sin(time * 2.6 + n * 1.7) * h / HIGH
        frame.fx.polyline([(x - 5, y - lift), (x, y), (x + 5, y - lift)], 1.4 * h / HIGH, (0.12, 0.14, 0.20, 1.0))


def lamp(frame: Frame, size: tuple[int, int], time: float) -> None:
    """A desk lamp over a workbench. It does not go out."""
    w, h = size
    u = h / HIGH
    frame.clear = (0.030, 0.020, 0.014)
    breath = 1.0 + 0.012 * math.sin(time * 0.9) + 0.006 * math.sin(time * 7.3)
    for n in range(9):  # the boards of the bench, from far to near
        y = h * (0.52 + 0.48 * (n / 9.0) ** 1.35)
        tone = 0.10 + 0.010 * n + 0.012 * math.sin(n * 2.3)
        frame.floor.box(0, y, w, h - y, (tone, tone * 0.62, tone * 0.40, 1.0))
        frame.floor.box(0, y, w, max(1.0, u), (0.02, 0.012, 0.008, 1.0))
    head_x, head_y, foot_x, foot_y = w * 0.44, h * 0.34, w * 0.27, h * 0.80
    pool = (0.62 * breath, 0.43 * breath, 0.22 * breath, 0.0)
    frame.floor.add("soft", w * 0.56, h * 0.80, w * 0.72, h * 0.42, 0.0, pool)
    frame.floor.add("soft", w * 0.56, h * 0.80, w * 0.34, h * 0.18, 0.0, pool)
    frame.world.add("soft", foot_x + 8.0 * u, foot_y + 5.0 * u, 96.0 * u, 22.0 * u, 0.0, (0.0, 0.0, 0.0, 0.6))
    elbow_x, elbow_y = w * 0.19, h * 0.46
    for thick, tone in ((9.0, 0.10), (6.0, 0.24), (2.0, 0.44)):
        ink = (tone, tone * 0.96, tone * 0.92, 1.0)
        frame.world.polyline([(foot_x, foot_y), (elbow_x, elbow_y), (head_x - 30.0 * u, head_y)], thick * u, ink)
    frame.world.add("disc", foot_x, foot_y, 58.0 * u, 16.0 * u, 0.0, (0.20, 0.07, 0.06, 1.0))
    frame.world.add("disc", foot_x, foot_y - 3.0 * u, 50.0 * u, 11.0 * u, 0.0, (0.42, 0.14, 0.11, 1.0))
    frame.world.add("garage_lamp", head_x, head_y, 92.0 * u, None, LAMP_TURN, (1.0, 1.0, 1.0, 1.0))
    frame.world.add("core_mug", w * 0.74, h * 0.78, 40.0 * u, None, 0.0, (0.85, 0.72, 0.58, 1.0))
    at = head_x + 42.0 * u, head_y + 22.0 * u
    frame.fx.glow(*at, h * 0.62 * breath, (0.55, 0.40, 0.20))
    frame.fx.glow(*at, h * 0.22 * breath, (0.9, 0.74, 0.46))
    for n in range(MOTES):  # dust in its light
        run = (time * (0.010 + 0.004 * (n % 5)) + n * 0.618) % 1.0
        x = w * (0.46 + 0.34 * ((n * 0.7548) % 1.0)) + 6.0 * u * math.sin(time * 0.3 + n)
        y = h * (0.46 + 0.34 * run)
        glow = 0.35 * math.sin(math.pi * run)
        frame.fx.add("disc", x, y, 1.6 * u, 1.6 * u, 0.0, (glow, glow * 0.8, glow * 0.5, 0.0))


def _glints(frame: Frame, w: int, h: int, level: float, sx: float, time: float) -> None:
    """The sun's path on the water: each glint opens and shuts in its own time."""
    n = np.arange(GLINTS)
    row = ((n * 0.61803) % 1.0) ** 1.25
    beat = 0.5 + 0.5 * np.sin(time * (1.1 + 1.4 * ((n * 0.377) % 1.0)) + n * 2.399)
    spread = 0.030 + 0.20 * row
    x = sx + w * spread * (2.0 * ((n * 0.7548) % 1.0) - 1.0) + 3.0 * np.sin(time * 0.6 + n)
    y = level + (h - level) * (0.015 + 0.97 * row)
    wide = np.maximum(1.0, np.rint(w * (0.012 + 0.085 * row) * beat))
    high = np.maximum(1.0, np.rint(h * (0.006 + 0.011 * row)))
    power = np.rint((0.25 + 0.75 * beat) * (1.0 - 0.45 * row) * 6.0) / 6.0
    rgba = np.zeros((GLINTS, 4), np.float32)
    rgba[:, :3] = power[:, None] * np.array((1.0, 0.80, 0.52))
    frame.world.boxes(x - wide / 2, y, wide, high, rgba)
    frame.world.add("soft", sx, level + (h - level) * 0.45, w * 0.34, (h - level) * 1.2, 0.0, (0.26, 0.17, 0.09, 0.0))


def dark(frame: Frame, size: tuple[int, int], mirrored: float) -> None:
    """Switched off. What is mirrored in it is a room that nobody here is in."""
    w, h = size
    frame.clear = (0.016, 0.022, 0.026)
    if mirrored > 0.0:
        faint = round(0.55 * mirrored * 12.0) / 12.0
        frame.floor.add("tv_bedroom", w / 2, h / 2, w, h, 0.0, (faint, faint, faint, faint))


def mirror(frame: Frame, size: tuple[int, int], share: float) -> None:
    """The same room over a picture that runs, fainter."""
    w, h = size
    faint = round(0.62 * share * 12.0) / 12.0
    if faint > 0.0:
        frame.hud.box(0, 0, w, h, (0.0, 0.0, 0.0, 0.7 * faint))
        frame.hud.add("tv_bedroom", w / 2, h / 2, w, h, 0.0, (faint, faint, faint, faint))


def chat(frame: Frame, size: tuple[int, int], words: str, text: float = 1.0) -> None:
    """On the set's last line, very small, on a dark strip; letters that are `text` times as large need more lines."""
    w, h = size
    cap = max(5.0, 6.5 * text * h / HIGH)
    rows = strokefont.wrap(words, cap, w * CHAT_WIDE)
    foot = h - 26.0 * h / HIGH + cap
    for i, row in enumerate(reversed(rows)):
        top = foot - cap - i * cap * CHAT_LEADING
        across = frame.hud.text_width(cap, row) + cap
        strip = (0.02, 0.02, 0.03, 0.72)
        frame.hud.box((w - across) / 2, top - cap * 0.4, across, cap * CHAT_LEADING, strip)
        frame.hud.text(cap, row, w * 0.5, top, palette.ink("select", 0.95), "center")


def _blend(share: np.ndarray, stops: tuple[tuple[float, float, float], ...]) -> np.ndarray:
    """Colours (n, 4) along evenly spaced stops."""
    at = np.clip(share, 0.0, 1.0) * (len(stops) - 1)
    table = np.array(stops)
    rgba = np.ones((len(share), 4), np.float32)
    for channel in range(3):
        rgba[:, channel] = np.interp(at, np.arange(len(stops)), table[:, channel])
    return rgba
