"""Where people and things stand on the bridge, and how they are drawn so that they live.

Measures are HUD units of a picture of 1280 x 720, as `assets/bake/bridge.py` painted it: whoever sits is seen down to
the level top edge of a console.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from game.render import palette
from game.render.drawlist import DrawList
from game.render.figures import BODY_BOX, SIDE
from game.render.frame import Frame
from game.render.speakers import MOODS
from game.render.sprites import MIRRORED

MIDDLE = (640.0, 360.0)
WINDOW = (300.0, 62.0, 680.0, 284.0)
TABLE = (640.0, 584.0, 214.0, 48.0)
BLINK = 0.13  # s that eyes stay shut
LOOK = 1.4  # s that somebody looks up who has nothing more to say


@dataclass(frozen=True, slots=True)
class Station:
    """Somebody's place: the middle of the body, the edge it is seen down to, and its scale (1: a portrait's 300)."""

    who: str
    x: float
    edge: float
    scale: float
    reach: float = 430.0  # of the body, in the portrait's measures
    mirrored: bool = False  # looks to the left
    breath: float = 4.2  # s a breath takes
    seed: float = 0.0


STATIONS: dict[str, Station] = {
    station.who: station
    for station in (
        Station("kabir", 400.0, 428.0, 0.42, breath=3.6, seed=1.7),
        Station("karl", 838.0, 428.0, 0.42, mirrored=True, breath=5.0, seed=3.1),
        Station("walt", 978.0, 428.0, 0.40, mirrored=True, breath=4.6, seed=4.4),
        Station("nanette", 715.0, 535.0, 0.47, reach=470.0, breath=4.0, seed=0.6),
        Station("nate", 160.0, 520.0, 0.54, breath=3.8, seed=2.3),
        Station("elena", 1128.0, 520.0, 0.54, mirrored=True, breath=4.4, seed=5.2),
    )
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Something that can be chosen: the box round it, and where its name stands."""

    id: str
    label: str
    box: tuple[float, float, float, float]  # left, top, width, height

    @property
    def foot(self) -> tuple[float, float]:
        return self.box[0] + self.box[2] / 2, self.box[1] + self.box[3]


SPOTS: tuple[Spot, ...] = (  # as one walks them, from left to right
    Spot("nate", "NATE", (86.0, 290.0, 150.0, 226.0)),
    Spot("screen", "THE DARK SCREEN", (60.0, 100.0, 214.0, 156.0)),
    Spot("kabir", "KABIR", (342.0, 252.0, 116.0, 172.0)),
    Spot("chair", "THE CHAIR", (484.0, 352.0, 146.0, 182.0)),
    Spot("chart", "THE CHART", (422.0, 530.0, 436.0, 106.0)),
    Spot("karl", "KARL", (776.0, 256.0, 124.0, 168.0)),
    Spot("walt", "WALT", (920.0, 264.0, 116.0, 160.0)),
    Spot("log", "THE LOG", (1086.0, 102.0, 152.0, 116.0)),
    Spot("stores", "STORES", (1186.0, 246.0, 90.0, 224.0)),
    Spot("elena", "ELENA", (1054.0, 290.0, 150.0, 226.0)),
)
SPOT: dict[str, Spot] = {spot.id: spot for spot in SPOTS}


@dataclass(frozen=True, slots=True)
class Stand:
    """How the set lies in the window: pixels a unit, and the pixel of its left upper corner."""

    unit: float
    left: float
    top: float

    @classmethod
    def within(cls, size: tuple[int, int], sway: tuple[float, float] = (0.0, 0.0)) -> Stand:
        """As large as it goes without losing the people at its sides; `sway` [units] moves it."""
        width, height = size
        unit = max(min(width / 1280.0, height / 720.0), min(max(width / 1280.0, height / 720.0), width / 1160.0))
        return cls(unit, width / 2 - (MIDDLE[0] + sway[0]) * unit, height / 2 - (MIDDLE[1] + sway[1]) * unit)

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.left + x * self.unit, self.top + y * self.unit


def blinking(station: Station, time: float) -> bool:
    """Eyes close every few seconds, now and then twice; never two people at once for long."""
    turn = 3.1 + 0.37 * station.seed
    t = (time + 2.7 * station.seed) % (turn * 3)
    return any(start < t < start + BLINK for start in (0.4, 0.4 + turn, 0.4 + turn * 2, 0.62 + turn * 2))


def faces(people: Sequence[Station]) -> list[str]:
    """The heads that these people show in each of their moods, the calm ones first."""
    return [
        f"figure/{station.who}_{mood}/{layer}{MIRRORED if station.mirrored else ''}"
        for mood in MOODS
        for station in people
        for layer in ("head", "neck")
    ]


def turns(station: Station, speaking: str) -> bool:
    """Whether somebody turns their head round to whoever speaks behind them."""
    if speaking not in STATIONS or speaking == station.who:
        return False
    return (STATIONS[speaking].x < station.x) != station.mirrored


def draw_person(
    rows: DrawList,
    stand: Stand,
    station: Station,
    time: float,
    *,
    mood: str = "neutral",
    speaking: bool = False,
    up: float = 0.0,
    turned: bool = False,
    tint: Sequence[float] = (1.0, 1.0, 1.0),
) -> None:
    """One of the crew. `up` 0..1: the head is lifted towards whoever came; `turned`: it looks the other way."""
    phase = math.sin(math.tau * (time / station.breath + 0.13 * station.seed))
    drift = math.sin(time * 0.53 + station.seed * 2.1) + 0.6 * math.sin(time * 0.91 + station.seed)
    nod = 1.4 * math.sin(time * 7.3 + station.seed) * math.sin(time * 2.9) if speaking else 0.0
    scale, colour, centre_x = station.scale, (*tint, 1.0), station.x

    def put(
        name: str, box: tuple[float, float, float, float], dx: float, dy: float, turn: float, swell: float, over: bool
    ) -> None:
        left, upper, width, height = box
        side, end = (-1.0, MIRRORED) if station.mirrored != over else (1.0, "")
        x = centre_x + side * (left + width / 2 - SIDE / 2 + dx) * scale
        y = station.edge + (upper + height / 2 + dy - station.reach) * swell * scale
        px, py = stand.at(x, y)
        k = scale * stand.unit
        rows.add(name + end, px, py, width * k, height * swell * k, side * turn, colour)

    square = (0.0, 0.0, SIDE, SIDE)
    swell = 1.0 + 0.006 * phase  # the shoulders rise, the desk's edge stays where it is
    head = 1.1 * drift + 2.0 * up, -0.9 * phase - 5.0 * up + nod, 0.012 * drift - 0.05 * up, 1.0, turned
    figure = f"figure/{station.who}_{mood}"
    put(f"{figure}/neck", square, *head)
    put(f"body/{station.who}", BODY_BOX, 0.0, 0.0, 0.0, swell, False)
    put(f"{figure}/torso", square, 0.0, 0.0, 0.0, swell, False)
    put(f"{figure}/head", square, *head)
    if blinking(station, time):
        put(f"{figure}/lids", square, *head)


# --- the room's own life ---

TINTS: dict[str, tuple[float, float, float]] = {  # what each place's light makes of people
    "bridge-avenue": (0.90, 0.82, 0.94),
    "bridge-graveyard": (0.92, 0.86, 0.82),
    "bridge-carrier": (0.92, 0.80, 0.86),
    "bridge-works": (0.88, 0.94, 1.0),
    "bridge-strata": (0.80, 0.90, 0.90),
    "bridge-door": (0.96, 0.88, 0.80),
    "bridge-garage": (0.90, 0.82, 0.70),
    "bridge-hill": (1.0, 0.98, 0.94),
}
PASSING: dict[str, tuple[str, ...]] = {  # lights that pass outside, far off
    "bridge-avenue": ("gum", "ring", "amber", "violet", "lime"),
    "bridge-graveyard": ("data",),
    "bridge-carrier": ("blush", "brand"),
    "bridge-works": ("data", "credit"),
}
LAMPS = ((170.0, 30.0), (640.0, 10.0), (1110.0, 30.0))


def tint_of(sky: str) -> tuple[float, float, float]:
    return TINTS.get(sky, (1.0, 1.0, 1.0))


def draw_outside(frame: Frame, stand: Stand, sky: str, time: float) -> None:
    """Small lights that cross the window, each on its own line and in its own time; between the bars only.

    Strengths and sizes go in steps, here and below: a software rasteriser makes a sprite anew for every new one.
    """
    tones = PASSING.get(sky, ())
    left, top, width, height = WINDOW
    for k in range(3 * len(tones)):
        lane = 0.22 + 0.5 * ((k * 0.618) % 1.0)
        speed = 0.018 + 0.03 * ((k * 0.377) % 1.0)
        way = (time * speed + k * 0.271) % 1.0
        way = way if k % 2 else 1.0 - way
        x = left + 30.0 + way * (width - 60.0)
        y = top + height * (lane + 0.05 * math.sin(way * 5.0 + k))
        bar = min(abs(x - left - width / 3), abs(x - left - 2 * width / 3))
        shown = min(1.0, bar / 12.0) * min(1.0, (x - left - 26.0) / 30.0, (left + width - 26.0 - x) / 30.0)
        if shown > 0.0 and not behind_somebody(x, y):
            shown = math.ceil(shown * 4.0) / 4.0
            px, py = stand.at(x, y)
            tone = palette.rgb(tones[k % len(tones)])
            frame.floor.glow(px, py, 9.0 * stand.unit, tuple(0.5 * shown * c for c in tone))
            frame.floor.glow(px, py, 3.0 * stand.unit, tuple(0.9 * shown * c for c in tone))


def behind_somebody(x: float, y: float) -> bool:
    """Whether a chair of the set hides this place of the window."""
    return y > 306.0 and any(abs(x - place) < 46.0 for place in (400.0, 838.0, 978.0))


def draw_lamps(rows: DrawList, stand: Stand, time: float) -> None:
    """Light under the ceiling's lamps; one of them is not well."""
    for k, (x, y) in enumerate(LAMPS):
        px, py = stand.at(x, y + 34.0)
        flicker = 0.75 if k == 2 and math.sin(time * 1.3) > 0.96 and math.sin(time * 47.0) > 0.0 else 1.0
        strength = 0.10 * flicker
        rows.glow(px, py, 150.0 * stand.unit, (strength, 0.82 * strength, 0.52 * strength))


def draw_chart(
    rows: DrawList, stand: Stand, chapters: Sequence[str], flown: Collection[str], time: float, lit: bool
) -> None:
    """Over the table: the road as a string of lights, what was flown bright and joined, and a ring where one is."""
    if not chapters:
        return
    x, y, rx, _ = TABLE
    unit, gain = stand.unit, 1.0 if lit else 0.72
    rows.add("soft", *stand.at(x, y - 40.0), 2 * rx * unit, 150.0 * unit, 0.0, (0.02, 0.06 * gain, 0.065 * gain, 0.0))
    nodes = []
    for k in range(len(chapters)):
        t = k / max(1, len(chapters) - 1)
        px, py = x + (t - 0.5) * 1.56 * rx, y - 44.0 - 17.0 * math.sin(5.2 * t + 0.5)
        nodes.append(stand.at(px, py + 2.5 * math.sin(time * 1.1 + k)))
    ring, dim = palette.rgb("ring"), palette.rgb("data")
    for k, ((ax, ay), name) in enumerate(zip(nodes, chapters, strict=True)):
        done = name in flown
        colour = ring if done else dim
        rows.line(ax, ay, ax, stand.at(0.0, y)[1], 1.0 * unit, (*(0.18 * gain * c for c in colour), 0.0))
        if k:
            strength, width = (0.9, 2.2) if done else (0.22, 1.2)
            rows.line(*nodes[k - 1], ax, ay, width * unit, (*(strength * gain * c for c in colour), 0.0))
        rows.glow(ax, ay, (30.0 if done else 14.0) * unit, tuple((0.55 if done else 0.3) * gain * c for c in colour))
        rows.glow(ax, ay, (11.0 if done else 6.0) * unit, tuple((1.3 if done else 0.5) * gain * c for c in colour))
    here = max((k for k, name in enumerate(chapters) if name in flown), default=0)
    pulse = round(1.5 + 1.5 * math.sin(time * 3.0)) / 3.0
    gold = palette.rgb("credit")
    rows.glow(*nodes[here], (26.0 + 6.0 * pulse) * unit, tuple(0.8 * gain * c for c in gold), sprite="ring")
