"""The garage, as far as it moves: a lamp that turns its head, a face on a pile of monitors, a fan, a pulse, steam.

What is painted stands in the ground (assets/bake/garage*); where it stands is told by the decor of the level's map and
by assets/screens/index.toml, as both were made for one another. Reads the director's `presence`; changes nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from game import resources
from game.render import palette
from game.render.atlas import Atlas
from game.render.dark import Dark
from game.render.drawlist import LIT
from game.render.moment import Moment
from game.render.sprites import SCREEN
from game.sim.kinds import KIND_INDEX

HEAD, FAN = "garage_lamp", "garage_fan"
DRAWN_HERE = (HEAD, FAN)  # pictures of decor that this view draws itself
NECK, MOUTH = (
    143.0 / 430.0,
    308.0 / 430.0,
)  # from the lamp's joint to the middle of its head and to its rim, as shares of its width
FOOT, ELBOW = (1860.0, 306.0), (2040.0, 420.0)  # of its arm, as seen
ARM = 27.0  # thick [units]
TURNS = 1.5  # of the head [rad/s]
EASES = 1.2  # s until the room's light has followed it
SPOT, SPOT_GAIN = 560.0, 1.0  # the light on the ship: how far it goes [units], and how bright
LIGHT, OWN_LIGHT = KIND_INDEX["light"], 210.0  # small lights on the bench, and how far each shines [units]
FACE_LIGHT = 1150.0  # of the pile, on the room [units]
BEARINGS = 24  # directions that sprites are lit from: software lights each anew
FAN_RATE = 8.0  # [rad/s]
PULSE_AT, PULSE_WIDE, PULSE_HIGH = (4930.0, 1352.0), 190.0, 20.0  # of bed 4 [units]
PULSE_S = 1.6
STEAM_AT = (1824.0, 1176.0)
CLOCK_AT, CLOCK = (1260.0, -300.0), 165.0  # of the kitchen clock on the wall, as painted: middle and radius [units]
SECONDS = 0.66, -0.2  # its hand, from the middle to both ends, as shares of the radius
RED = (0.55, 0.15, 0.09)
KICKS, RINGS_FOR = 0.35, 0.22  # how far the hand springs over its mark, as a share of its step, and for how long [s]
FIRST_ON = (  # in which order the face comes together: an eye, an ear's side, a cheek …
    "eye-right", "cheek-left", "jaw-right", "mouth", "brow-left", "nose", "cheek-right", "frown", "eye-left",
    "jaw-left", "brow-right", "chin", "parting",
)  # fmt: skip
LATE = 0.5  # eyes beside the face open when this much of it shows
COMES = 0.03  # share of the face in which one screen stops flickering
BLINKS, SHUT = 4.3, 0.15  # s between two blinks, and how long one takes
GLANCE = 240.0  # units that the ship is to a side of an eye before it looks there
MOUTHS = 4
TALKS = 0.62  # share of a line's time in which he says it


@dataclass(frozen=True, slots=True)
class Screen:
    name: str
    shows: str
    x: float
    y: float
    wide: float
    high: float
    turn: float
    comes: float  # at which share of the face it comes on
    phase: float  # 0..1, its own


def screens_of(folder=None) -> list[Screen]:
    """The monitors of the pile in the world, from assets/screens; none when they are not there."""
    path = (folder or resources.assets() / "screens") / "index.toml"
    if not path.exists():
        return []
    table = resources.table(path)
    left, top = table["pile"]
    rows = table["screen"]
    others = [row for row in rows if row["name"] not in FIRST_ON]
    found = []
    for row in rows:
        name = row["name"]
        if name in FIRST_ON:
            comes = 0.02 + 0.94 * FIRST_ON.index(name) / len(FIRST_ON)
        else:
            share = (others.index(row) * 7 % len(others)) / len(others)
            comes = LATE + 0.45 * share if row["shows"] == "eye" else 0.04 + 0.7 * share
        x, y = row["middle"]
        phase = (len(found) * 0.381966) % 1.0
        found.append(Screen(name, row["shows"], left + x, top + y, *map(float, row["size"]), row["turn"], comes, phase))
    return found


class GarageView:
    """Keeps how far the lamp's head has turned and how dark it is; `update` and `draw` once a picture."""

    def __init__(self, level, atlas: Atlas) -> None:
        decor = {each.art: each for each in level.map.decor.values() if each.art in DRAWN_HERE}
        self.lamp, self.fan = decor.get(HEAD), decor.get(FAN)
        self.screens = screens_of() if self.lamp is not None else []
        self.atlas = atlas
        self._angle = self.lamp.angle if self.lamp is not None else 0.0
        self._dark = 0.0
        self._ids: dict[str, int] = {}

    @property
    def here(self) -> bool:
        """Whether this level has any of it."""
        return self.lamp is not None

    def bearing(self, x: float, y: float) -> float:
        """The direction of the lamp from a place [rad], in steps."""
        assert self.lamp is not None
        px, py = self._mouth()
        step = math.tau / BEARINGS
        return round(math.atan2(py - y, px - x) / step) * step

    def update(self, presence, here: tuple[float, float], dt: float) -> None:
        if self.lamp is None:
            return
        follows = presence is not None and presence.follows
        wanted = self.lamp.angle
        if follows:
            wanted = math.atan2(here[1] - self.lamp.pos[1], here[0] - self.lamp.pos[0])
        off = (wanted - self._angle + math.pi) % math.tau - math.pi
        self._angle += math.copysign(min(abs(off), TURNS * dt * min(1.0, 0.25 + abs(off))), off)
        dark = presence.dark if presence is not None else 0.0
        self._dark += max(-dt / EASES, min(dt / EASES, dark - self._dark))

    # -- the picture

    def draw_floor(self, moment: Moment) -> None:
        """What turns and shines in the plane of the bench."""
        if self.lamp is None:
            return
        if self.fan is not None:
            self._draw_fan(moment)
        self._draw_seconds(moment)

    def draw_over(self, moment: Moment, director) -> None:
        """What has a light of its own, and what hangs over the bench."""
        if self.lamp is None:
            return
        self._draw_pulse(moment)
        self._draw_steam(moment)
        presence = director.presence
        share = presence.share(moment.world.tick) if presence is not None else 0.0
        if presence is not None and share > 0.0:
            self._draw_face(moment, director, presence.mood, share)
        self._draw_lamp(moment)

    def darkness(self, moment: Moment, director) -> Dark | None:
        """What the lamp leaves of the room's light: the ship in its spot, and what the screens throw."""
        if self.lamp is None or self._dark < 0.01:
            return None
        lens = moment.lens
        x, y = moment.here
        lights = [(lens.x(x), lens.y(y), SPOT * lens.scale, SPOT_GAIN)]
        presence = director.presence
        share = presence.share(moment.world.tick) if presence is not None else 0.0
        if share > 0.0 and self.screens:
            eyes = [each for each in self.screens if each.shows in ("eye-left", "eye-right")]
            px, py = (sum(v) / len(eyes) for v in zip(*((each.x, each.y) for each in eyes), strict=True))
            lights.append((lens.x(px), lens.y(py + 250.0), FACE_LIGHT * lens.scale, 0.5 * share))
        ships, poses = moment.world.ships, moment.poses
        for row in np.flatnonzero(poses.seen & (ships.kind == LIGHT)).tolist():
            lights.append((lens.x(float(poses.x[row])), lens.y(float(poses.y[row])), OWN_LIGHT * lens.scale, 0.8))
        mx, my = self._mouth()
        lights.append((lens.x(mx), lens.y(my), 300.0 * lens.scale, 0.8))
        return Dark(self._dark, None, lights)

    def _mouth(self) -> tuple[float, float]:
        reach = self.lamp.size * MOUTH
        return self.lamp.pos[0] + reach * math.cos(self._angle), self.lamp.pos[1] + reach * math.sin(self._angle)

    def _draw_fan(self, moment: Moment) -> None:
        lens, fan = moment.lens, self.fan
        if not lens.sees(fan.pos[0], fan.pos[1], fan.size):
            return
        for behind, cover in ((0.30, 0.35), (0.15, 0.5), (0.0, 0.8)):  # blades that one cannot count
            turn = (moment.time * FAN_RATE - behind) % math.tau
            colour = (cover, cover, cover, cover + LIT)
            moment.frame.floor.add(
                FAN, lens.x(fan.pos[0]), lens.y(fan.pos[1]), fan.size * lens.scale, None, turn, colour
            )

    def _draw_seconds(self, moment: Moment) -> None:
        """The one clock that is right: its thin hand goes from mark to mark, and trembles on each."""
        lens, (x, y) = moment.lens, CLOCK_AT
        if not lens.sees(x, y, CLOCK):
            return
        now = max(0.0, moment.world.time - moment.behind)
        since = now % 1.0
        spring = KICKS * math.cos(since * 46.0) * max(0.0, 1.0 - since / RINGS_FOR)
        turn = (math.floor(now) + spring) * math.tau / 60.0 - math.pi / 2
        c, s, floor = math.cos(turn) * CLOCK, math.sin(turn) * CLOCK, moment.frame.floor
        for (dx, dy), ink in (((5.0, 9.0), (0.0, 0.0, 0.0, 0.30)), ((0.0, 0.0), (*RED, 1.0))):
            ends = [v for k in SECONDS for v in (lens.x(x + dx + c * k), lens.y(y + dy + s * k))]
            floor.line(*ends, 4.0 * lens.scale, ink)
        floor.add("disc", lens.x(x), lens.y(y), 22.0 * lens.scale, 22.0 * lens.scale, 0.0, (*RED, 1.0))

    def _draw_pulse(self, moment: Moment) -> None:
        lens = moment.lens
        if not lens.sees(*PULSE_AT, PULSE_WIDE):
            return
        t = np.linspace(0.0, 1.0, 44)
        beat = (moment.time / PULSE_S) % 1.0
        x = lens.x(PULSE_AT[0] + (t - 0.5) * PULSE_WIDE)
        spike = np.exp(-(((t - 0.46) / 0.018) ** 2)) - 0.5 * np.exp(-(((t - 0.50) / 0.022) ** 2))
        y = lens.y(PULSE_AT[1] - spike * PULSE_HIGH)
        age = (beat - t) % 1.0
        bright = (0.12 + 0.88 * np.exp(-age * 5.0))[:-1, None] * np.asarray(palette.rgb("phosphor"))[None, :]
        moment.frame.fx.polyline(
            np.stack([x, y], axis=1),
            2.2 * lens.ui,
            np.concatenate([bright, np.zeros((len(bright), 1))], axis=1),
            sprite="beam",
        )
        glow = 0.10 + 0.22 * math.exp(-((beat - 0.48) % 1.0) * 4.0)
        light = tuple(glow * c for c in palette.rgb("phosphor"))
        moment.frame.fx.glow(lens.x(PULSE_AT[0]), lens.y(PULSE_AT[1]), 260.0 * lens.scale, light)

    def _draw_steam(self, moment: Moment) -> None:
        lens = moment.lens
        if not lens.sees(*STEAM_AT, 260.0):
            return
        t = (np.arange(9) / 9.0 + moment.time * 0.11) % 1.0
        x = STEAM_AT[0] + 15.0 * np.sin(t * 7.0 + moment.time * 0.5) + 24.0 * t
        y = STEAM_AT[1] - 170.0 * t
        size = (34.0 + 70.0 * t) * lens.scale
        thick = (0.085 * np.sin(np.pi * t))[:, None] * np.array([[1.0, 0.84, 0.62]])
        moment.frame.fx.glow(lens.x(x), lens.y(y), size, thick, sprite="soft")

    def _draw_lamp(self, moment: Moment) -> None:
        lens, lamp, fx = moment.lens, self.lamp, moment.frame.fx
        x, y = lamp.pos
        if not lens.sees(x, y, 900.0):
            return
        mx, my = self._mouth()
        if self._dark > 0.01:
            self._draw_beam(moment, mx, my)
        for (ax, ay), (bx, by) in ((FOOT, ELBOW), (ELBOW, (x, y))):
            for thick, tone in ((ARM, 0.055), (ARM * 0.66, 0.13), (ARM * 0.16, 0.30)):
                lift = -ARM * 0.16 if tone > 0.2 else 0.0
                ends = lens.x(ax), lens.y(ay + lift), lens.x(bx), lens.y(by + lift)
                fx.line(*ends, thick * lens.scale, (tone * 0.9, tone, tone * 1.06, 1.0))
        fx.glow(lens.x(ELBOW[0]), lens.y(ELBOW[1]), 50 * lens.scale, (0.02, 0.02, 0.022))
        k = lamp.size * NECK
        hx, hy = x + k * math.cos(self._angle), y + k * math.sin(self._angle)
        wide = lamp.size * lens.scale
        fx.shadow(HEAD, lens.x(hx + 46), lens.y(hy + 60), wide, self._angle, 0.34)
        fx.add(HEAD, lens.x(hx), lens.y(hy), wide, None, self._angle, (0.92, 0.92, 0.92, 1.0 + LIT))
        for size, light in ((460.0, (0.115, 0.085, 0.045)), (190.0, (0.40, 0.31, 0.17))):
            fx.glow(lens.x(mx), lens.y(my), size * lens.scale, light)

    def _draw_beam(self, moment: Moment, mx: float, my: float) -> None:
        """The light in the air, from the shade to the ship."""
        lens = moment.lens
        x, y = moment.here
        far = max(60.0, math.hypot(x - mx, y - my))
        turn = math.atan2(y - my, x - mx)
        k = self._dark * 0.22 * min(1.0, far / 900.0)  # near by, the shade's own light is enough
        for wide, share in ((0.62, 0.5), (0.34, 0.8)):
            light = (k * share * 1.0, k * share * 0.74, k * share * 0.42, 0.0)
            moment.frame.fx.add(
                "ramp",
                lens.x((x + mx) / 2),
                lens.y((y + my) / 2),
                far * lens.scale,
                220.0 * wide * lens.scale,
                turn + math.pi,
                light,
            )
        moment.frame.fx.glow(lens.x(x), lens.y(y), 620.0 * lens.scale, (k * 0.26, k * 0.21, k * 0.13), sprite="soft")

    # -- the face

    def _draw_face(self, moment: Moment, director, mood: str, share: float) -> None:
        lens, fx, now = moment.lens, moment.frame.fx, moment.time
        line = director.line
        talks = line is not None and line.who == "daly" and line.age < line.duration * TALKS
        opening = int(MOUTHS * abs(math.sin(now * 10.3) * math.sin(now * 4.1 + 1.0)) * 0.999) if talks else 0
        blink = now % BLINKS < SHUT
        hx, _ = moment.here
        lit = 0.0
        for screen in self.screens:
            if share < screen.comes or not lens.sees(screen.x, screen.y, screen.wide):
                continue
            bright = min(1.0, (share - screen.comes) / COMES + 0.15)
            if bright < 1.0 and math.sin(now * 61.0 + screen.phase * 40.0) < 0.2:
                bright *= 0.4
            if screen.shows in ("text", "snow"):
                bright *= 0.80 + 0.20 * math.sin(now * (7.0 + 9.0 * screen.phase) + screen.phase * 30.0)
            name = self._name(screen, mood, hx - screen.x, blink, opening, now)
            x, y = lens.x(screen.x), lens.y(screen.y)
            fx.add(
                self._id(name),
                x,
                y,
                screen.wide * lens.scale,
                screen.high * lens.scale,
                screen.turn,
                (bright, bright, bright, 1.0),
            )
            lit += bright
        spill = lit / max(1, len(self.screens)) * (0.94 + 0.06 * math.sin(now * 5.3))
        if self.screens and spill > 0.0:
            cx = sum(each.x for each in self.screens) / len(self.screens)
            low = max(each.y for each in self.screens)
            fx.add(
                "soft",
                lens.x(cx),
                lens.y(low + 190.0),
                2300.0 * lens.scale,
                620.0 * lens.scale,
                0.0,
                (0.030 * spill, 0.115 * spill, 0.080 * spill, 0.0),
            )
            fx.add(
                "soft",
                lens.x(cx),
                lens.y(low - 300.0),
                2000.0 * lens.scale,
                1000.0 * lens.scale,
                0.0,
                (0.016 * spill, 0.060 * spill, 0.044 * spill, 0.0),
            )

    @staticmethod
    def _name(screen: Screen, mood: str, aside: float, blink: bool, opening: int, now: float) -> str:
        if screen.shows in ("text", "snow"):
            return screen.name
        look = "l" if aside < -GLANCE else "r" if aside > GLANCE else "m"
        if screen.shows == "eye":  # each blinks by itself
            shut = (now * (0.7 + 0.6 * screen.phase) + screen.phase * BLINKS) % BLINKS < SHUT
            return f"{screen.name}-{'shut' if shut else look}"
        if screen.shows in ("eye-left", "eye-right"):
            return f"{screen.name}-{mood}-{'shut' if blink else look}"
        if screen.shows == "mouth":
            return f"{screen.name}-{mood}-{opening}"
        return f"{screen.name}-{mood}"

    def _id(self, name: str) -> int:
        index = self._ids.get(name)
        if index is None:
            index = self._ids[name] = self.atlas.id(SCREEN + name)
        return index
