"""The room with the set, as it is seen: what is baked, what lives in it, and what the tube shows.

Measures are units of a picture of 1280 x 720, as `assets/bake/sofa.py` painted it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from game.render import dialogue_panel, palette, title_card, tube_view
from game.render.camera import Lens
from game.render.canvas import LABEL, Canvas, faded
from game.render.captions import Captions
from game.render.drawlist import PAST
from game.render.frame import Camera, Frame, Inset, Post
from game.render.rects import Rect
from game.render.speakers import SPEAKERS
from game.story.moments import MOMENT
from game.story.state import Television
from game.story.television import NEWS, SEA, TEST_CARD, shown

GLASS = (470.0, 84.0, 312.0, 236.0)  # left, top, width, height
BEZEL = (0.173, 0.212, 0.290, 1.0)  # round the glass, as the room that the set lights is painted
PORTHOLE = (1074.0, 190.0, 92.0)
LAMP = (128.0, 172.0)
MUG = (1136.0, 496.0)
DROPS = 40  # of rain
_PLACE, _PACE, _START = np.random.default_rng(3).random((3, DROPS))
FAIRY = 26  # lights along the ceiling
ON, SIT = 1.6, 2.4  # s in which the tube comes on, and she sits down
TURNS = 0.42  # s of snow between two channels
WARMS = 1.3  # s until a tube is bright
MIRRORS = 6.0  # s in which the other room comes up in the glass
ASIDE = 190.0  # the picture makes so much room for the credits [units]
DARK_FROM = 0.845  # of the picture's width: where the room ends then
ROOM = 1280.0, 720.0
HINT_AFTER = 4.0  # s after which the keys are named, if nobody has turned the dial
GENTLE = 0.35  # s in which lights come and go

CREW = (  # who, their whole names, and as whom
    ("nanette", "NANETTE COLE", "herself"), ("nate", "NATE PACKER", "himself"), ("elena", "ELENA TULASKA", "herself"),
    ("karl", "KARL PLOWMAN", "himself"), ("kabir", "KABIR DUDANI", "himself"), ("walt", "WALT", "himself"),
)  # fmt: skip
ROW = 30.0  # of the credits [units]
THANKED_MOST = 48  # tags


class Tube(Protocol):
    """Whoever flies moments again: the frame of one now, or None while there is nothing to see of it; and whether
    there never will be."""

    def frame(self, moment: str, size: tuple[int, int]) -> Frame | None: ...

    def worn(self, moment: str) -> bool: ...


class Row:
    """A line of the credits: words, how large, which colour; a gap where there is a width and no words."""

    __slots__ = ("colour", "gap", "size", "words")

    def __init__(self, words: str = "", size: float = 11.0, colour: str = "text", gap: int = 0) -> None:
        self.words, self.size, self.colour, self.gap = words, size, colour, gap


def credit_rows(thanks: Sequence[str], left_out: str = "") -> list[Row]:
    """The crew as themselves; the tags of whoever was met, and a gap of the right length for one of them."""
    rows = [Row("CALLISTER", 17.0, "pearl"), Row("INTO INFINITY", 10.0, "ring"), Row(), Row()]
    for who, name, as_whom in CREW:
        rows += [Row(name, 12.0, SPEAKERS[who].colour), Row(as_whom, 9.0, "dim"), Row()]
    rows += [Row(), Row("THANKS", 13.0, "pearl"), Row()]
    for tag in list(thanks)[:THANKED_MOST]:
        rows.append(Row(gap=len(tag)) if tag == left_out else Row(tag, 10.0, "text"))
    return rows


class SofaView:
    """`update` once a picture, then `frame`."""

    def __init__(self, frame: Frame, key_name: Callable[[str], str]) -> None:
        self._frame = frame
        self._within = Frame.of(frame.floor.atlas)
        self._key_name = key_name
        self.captions = Captions()
        self.time = 0.0
        self._lit = 0.0  # how far the set lights the room, 0..1
        self._joined = 0.0  # how far she sits there
        self._channel, self._snow, self._warm = 0, 0.0, 0.0
        self._turned = False
        self._free = 0.0  # seconds for which the dial has been free
        self._stands = 0.0
        self.said: list[Rect] = []  # where words stand

    def update(self, television: Television, dt: float) -> None:
        """Everything that comes on or goes slowly."""
        self.time += dt
        self._lit = _towards(self._lit, 1.0 if television.on else 0.0, dt / ON)
        self._joined = _towards(self._joined, 1.0 if "nanette" in television.marks else 0.0, dt / SIT)
        self._stands = _towards(self._stands, 1.0 if "standing" in television.marks else 0.0, dt / 0.8)
        self._warm = _towards(self._warm, 1.0 if television.on else 0.0, dt / WARMS)
        self._free = self._free + dt if television.dial else 0.0
        if television.channel != self._channel:
            self._turned = self._turned or bool(self._channel and television.dial)
            self._channel, self._snow = television.channel, TURNS
        self._snow = max(0.0, self._snow - dt)

    def frame(
        self,
        director,
        television: Television,
        size: tuple[int, int],
        tube: Tube | None,
        thanks: Sequence[str],
        text: float,
        speed: float,
        words: float,
    ) -> Frame:
        """`words`: how far what is said is in, which is read in the dark too, 0..1."""
        frame = self._frame
        frame.clear_lists()
        frame.time = self.time
        tick = director.state.tick
        aside = _ease(min(1.0, (tick - television.credits) / 240.0)) if television.credits else 0.0
        lens = Lens(1.0, 0.0, 0.0, *size)
        unit = max(size[0] / ROOM[0], size[1] / ROOM[1])
        frame.camera = Camera(ASIDE * aside, 0.0, unit)
        frame.clear = (0.020, 0.020, 0.030)
        frame.post = Post(bloom=0.42, threshold=0.72, vignette=0.18, scan=0.0, grain=0.012, aberration=0.0)
        frame.post.fade = float(director.fade)
        frame.post.fade_hud = title_card.veil(frame.post.fade, words)
        left, top = size[0] / 2 - (640.0 + ASIDE * aside) * unit, size[1] / 2 - 360.0 * unit
        at = lambda x, y: (left + x * unit, top + y * unit)  # noqa: E731
        self._room(frame)
        self._inset(frame, at, unit, director, television, tube, text)
        self._lights(frame, at, unit, television, tick)
        canvas = Canvas(frame.hud, lens, text)
        if television.credits:
            self._credits(frame, canvas, director, television, thanks, aside)
        self.said = self._talk(canvas, director, speed)
        if television.dial and not self._turned and self._free > HINT_AFTER and director.line is None:
            self._hint(canvas)
        return frame

    # --- the room ---

    def _room(self, frame: Frame) -> None:
        """Three paintings: without her, with her, with the set on."""
        if self._lit > 0.0:
            frame.backdrop, frame.backdrop_next = "sofa-dark", "sofa-on"
            frame.backdrop_mix = _ease(self._lit)
        else:
            frame.backdrop, frame.backdrop_next = "sofa-gap", "sofa-dark"
            frame.backdrop_mix = _ease(self._joined)
        if frame.backdrop_mix >= 1.0:
            frame.backdrop, frame.backdrop_next, frame.backdrop_mix = frame.backdrop_next, "", 0.0

    def _lights(self, frame: Frame, at, unit: float, television: Television, tick: int) -> None:
        fx, t = frame.fx, self.time
        k = np.arange(FAIRY)
        x = 20.0 + k * (1240.0 / (FAIRY - 1))
        y = 40.0 + 14.0 * np.sin(k * 0.75) ** 2
        power = np.rint((0.55 + 0.30 * np.sin(t * 0.7 + k * 2.4)) * 8.0) / 8.0
        rgba = np.zeros((FAIRY, 4), np.float32)
        rgba[:, :3] = power[:, None] * np.array((1.0, 0.60, 0.26))
        px, py = at(x, y)
        fx.add("glow", px, py, 40.0 * unit, 40.0 * unit, 0.0, rgba * 0.34)
        fx.add("dot", px, py, 5.0 * unit, 5.0 * unit, 0.0, rgba * 1.1)
        breath = round((0.06 + 0.012 * math.sin(t * 0.9)) * 200.0) / 200.0
        fx.add("soft", *at(*LAMP), 330.0 * unit, 330.0 * unit, 0.0, (breath, breath * 0.6, breath * 0.28, 0.0))
        self._steam(frame, at, unit)
        if self._lit > 0.05:
            self._spill(frame, at, unit)
        if "window" in television.marks:
            self._rain(frame, at, unit, tick - television.marks["window"])
        if "lights" in television.marks:
            self._ten(frame, at, unit, (tick - television.marks["lights"]) / 60.0)
        if self._stands > 0.0:
            self._somebody_up(frame, at, unit)

    def _steam(self, frame: Frame, at, unit: float) -> None:
        for k in range(6):
            run = (self.time * 0.16 + k / 6.0) % 1.0
            faint = round(0.05 * math.sin(run * math.pi) * 40.0) / 40.0 * (0.5 + self._lit / 2)
            x, y = MUG[0] + 7.0 * math.sin(run * 5.0 + k), MUG[1] - 70.0 * run
            wide = (16.0 + 26.0 * run) * unit
            frame.fx.add("soft", *at(x, y), wide, wide * 1.4, 0.0, (0.8 * faint, 0.9 * faint, faint, 0.0))

    def _spill(self, frame: Frame, at, unit: float) -> None:
        """The set's light flickers on what is before it, and dust hangs in it."""
        t = self.time
        flicker = 0.5 + 0.5 * math.sin(t * 7.3) * math.sin(t * 3.1 + 1.0)
        gain = round(self._lit * (0.035 + 0.02 * flicker) * 200.0) / 200.0
        frame.fx.add(
            "soft", *at(626.0, 330.0), 900.0 * unit, 560.0 * unit, 0.0, (0.75 * gain, 0.9 * gain, 1.2 * gain, 0.0)
        )
        k = np.arange(46)
        x = 626.0 + 330.0 * np.sin(k * 1.93 + t * 0.05 * (1 + k % 3))
        y = 220.0 + 210.0 * np.sin(k * 2.71 + t * 0.04 * (1 + k % 2))
        near = np.exp(-np.hypot(x - 626.0, y - 200.0) / 220.0)
        power = np.rint(near * (0.4 + 0.4 * np.sin(t * 0.8 + k)) * 6.0) / 6.0 * self._lit
        rgba = np.zeros((46, 4), np.float32)
        rgba[:, :3] = np.maximum(power, 0.0)[:, None] * np.array((0.30, 0.36, 0.46))
        px, py = at(x, y)
        frame.fx.add("dot", px, py, 3.0 * unit, 3.0 * unit, 0.0, rgba)

    def _rain(self, frame: Frame, at, unit: float, age: int) -> None:
        """It rains out there, or in there: one of them has a window in both."""
        cx, cy, r = PORTHOLE
        share = min(1.0, age / 180.0)
        fall = (self.time * (0.8 + 0.5 * _PACE) + _START) % 1.0
        x = cx + r * 0.9 * (2.0 * _PLACE - 1.0)
        half = np.sqrt(np.maximum(0.0, (r * 0.94) ** 2 - (x - cx) ** 2))
        y = cy - half + 2.0 * half * fall
        power = 0.16 * share * (half > 14.0)
        rgba = np.zeros((DROPS, 4), np.float32)
        rgba[:, :3] = power[:, None] * np.array((0.8, 0.95, 1.1))
        px, py = at(x, y)
        px2, py2 = at(x - 1.5, np.minimum(y + 15.0, cy + half))
        frame.fx.line(px, py, px2, py2, 1.1 * unit, rgba)

    def _ten(self, frame: Frame, at, unit: float, age: float) -> None:
        """Ten small lights, one after the other."""
        cx, cy, r = PORTHOLE
        for k in range(10):
            come = min(1.0, max(0.0, (age - 0.35 * k) / 1.6))
            if come <= 0.0:
                continue
            turn = k * math.tau / 10 + 0.4
            far = r * (1.5 - 0.95 * _ease(come))
            x, y = cx + far * math.cos(turn), cy + far * math.sin(turn) * 0.8 + 2.0 * math.sin(self.time + k)
            if math.hypot(x - cx, y - cy) > r * 0.92:
                continue
            gain = round(come * (0.7 + 0.2 * math.sin(self.time * 1.3 + k * 2.0)) * 8.0) / 8.0
            frame.fx.glow(*at(x, y), 26.0 * unit, (0.42 * gain, 0.36 * gain, 0.22 * gain))
            frame.fx.glow(*at(x, y), 8.0 * unit, (1.1 * gain, 0.95 * gain, 0.66 * gain))

    def _somebody_up(self, frame: Frame, at, unit: float) -> None:
        """Karl stands up and walks out of the light: what is seen is his shadow over the set's."""
        share = _ease(self._stands)
        x = 836.0 + 260.0 * share
        frame.fx.add(
            "soft", *at(x, 430.0), 300.0 * unit, 620.0 * unit, 0.0, (0.0, 0.0, 0.0, round(0.6 * share * 12) / 12)
        )

    # --- the tube ---

    def _inset(
        self, frame: Frame, at, unit: float, director, television: Television, tube: Tube | None, text: float
    ) -> None:
        x, y = at(GLASS[0], GLASS[1])
        inset = Inset(self._within, x, y, GLASS[2] * unit, GLASS[3] * unit)
        asleep = television.marks.get("asleep")
        mirrored = min(1.0, (director.state.tick - asleep) / 60.0 / MIRRORS) if asleep is not None else 0.0
        if not television.on and self._warm <= 0.0 and not mirrored:
            return
        within = self._picture(inset.size, director, television, tube)
        if television.on and mirrored:
            tube_view.mirror(within, inset.size, _ease(mirrored))
        elif mirrored:
            tube_view.dark(within, inset.size, _ease(mirrored))
        if "chat" in television.marks:
            words = next((sign.text for sign in director.signs if sign.id == "rain.chat"), "")
            tube_view.chat(within, inset.size, words, text)
        tube_view.finish(within, inset.size, self._warm if television.on else 1.0, BEZEL)
        frame.inset = Inset(within, inset.x, inset.y, inset.w, inset.h)

    def _picture(self, size: tuple[int, int], director, television: Television, tube: Tube | None) -> Frame:
        """What the set shows now, before it is a tube's."""
        within, channel = self._within, television.channel
        if television.on and not self._snow:
            moment = shown(channel, director.flags)
            flown = tube.frame(moment, size) if moment and tube is not None else None
            if flown is not None:
                flown.hud.clear()
                return flown
            if moment and (tube is None or tube.worn(moment)):
                tube_view.begin(within, self.time)
                tube_view.label(within, size, MOMENT[moment].does, self.time)
                return within
        tube_view.begin(within, self.time)
        if not television.on:
            return within
        if self._snow or channel not in (TEST_CARD, NEWS, SEA):
            tube_view.snow(within, size, self.time)
        elif channel == TEST_CARD:
            tube_view.card(within, size)
        elif channel == NEWS:
            tube_view.news(within, size, self.time, "news.walt" in director.state.talk.begun)
        else:
            tube_view.sea(within, size, self.time)
        return within

    # --- words ---

    def _talk(self, canvas: Canvas, director, speed: float) -> list[Rect]:
        line = director.line
        if line is None:
            return []
        if line.kind == "sound":
            return [self.captions.draw_sound(canvas, line, canvas.height - 34.0)]
        return [dialogue_panel.draw_small(canvas, line, speed)]

    def _hint(self, canvas: Canvas) -> None:
        """Which control turns the dial, until it has been turned."""
        fresh = min(1.0, (self._free - HINT_AFTER) / 1.2)
        words = f"{self._key_name('dial')}   TURN THE DIAL"
        canvas.label(canvas.width / 2, canvas.height - 52.0, words, palette.ink("select"), "center", shown=fresh)

    def _credits(
        self, frame: Frame, canvas: Canvas, director, television: Television, thanks: Sequence[str], aside: float
    ) -> None:
        """They run beside the room; nobody gets up."""
        wide, high = canvas.lens.width, canvas.lens.height
        dark, edge = round(0.96 * aside * 16) / 16, round(wide * DARK_FROM)
        frame.fx.add("ramp", edge - wide * 0.16, high / 2, wide * 0.32, high * PAST, 0.0, (0.0, 0.0, 0.0, dark))
        frame.fx.box(edge, 0, wide - edge, high, (0.0, 0.0, 0.0, dark))
        left_out = "bea_on_break" if "bea-key" in director.flags else ""
        rows = credit_rows(thanks, left_out)
        run = (director.state.tick - television.credits) / max(1, television.credits_last)
        x = canvas.width - 158.0
        whole = ROW * len(rows) + canvas.height * 0.66
        y = canvas.height + 10.0 - run * whole
        for row in rows:
            edge = min(1.0, max(0.0, (y - 24.0) / 90.0), max(0.0, (canvas.height - 20.0 - y) / 90.0))
            if edge > 0.0 and row.words:
                canvas.text(x, y, row.words, row.size, faded(palette.ink(row.colour), edge), "center")
            elif edge > 0.0 and row.gap:
                half = canvas.measure("n" * row.gap, 10.0) / 2
                canvas.rect(x - half, y + 15.0, 2 * half, 1.0, faded(palette.ink("line"), edge))
            y += ROW * (0.62 if row.size < 10.0 else 1.0)
        last = next((sign for sign in director.signs if sign.id == "credits.last"), None)
        if last is not None:
            come = min(1.0, last.age / 90.0) if last.age else 1.0
            canvas.text(x, canvas.height / 2 - 6.0, last.text, LABEL + 2, faded(palette.ink("pearl"), come), "center")


def _towards(value: float, goal: float, step: float) -> float:
    return min(goal, value + step) if value < goal else max(goal, value - step)


def _ease(share: float) -> float:
    share = min(1.0, max(0.0, share))
    return share * share * (3.0 - 2.0 * share)
