"""The carrier as it is drawn: where its hull hangs, what is lettered on it, and how its lights are announced.

Its shadow lies where the world says; its hull hangs nearer to the eye, moved aside, so that the shadow shows. Who
flies under what is drawn of it sees through it.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from game.render import overhead, palette, strokefont
from game.render.canvas import Canvas, faded
from game.render.drawlist import DrawList
from game.render.moment import Moment
from game.render.overhead import Overhead
from game.sim import carrier as rules
from game.sim.carrier import Carrier

NEARER = 1.125  # how much larger it is drawn than it is
LIFT = 440.0  # how far its picture is moved aside, to the side that is more up the screen [units]
SOLID, GHOST = 1.0, 0.86  # how much of it is seen from beside it, and from under it
DIM_SOLID, DIM_GHOST = 0.30, 0.42  # what is left of who is under it
FADES = 0.45  # s
NEAR_EDGE = 60.0  # so far before its drawn edge it begins to be seen through [units]
ROOM = 300.0  # the radius of what it leaves free round the ship [units]
CAP = 34.0  # of the lettering on its hull [units]
LINE_EVERY = 1.62  # of two lines, in caps
COLUMN, GUTTER = 860.0, 62.0  # how wide a clause is set at most, and what is left between two [units]
CLAUSE_AT = 70.0 / NEARER + 26.0  # across, where a clause begins [units]
BOW_FREE, STERN_FREE = 560.0, 170.0  # of its length there is no clause at bow and stern [units]
INK, INK_GAIN = "blush", 0.62
HOT = "hot-core"  # in its own lights
SHAFT = 620.0  # how far one sees a lamp's light fall, and how wide it is there [units of the picture]
SHAFT_WIDE = 430.0
STRAIGHT = (600.0, 240.0)  # of its length its sides are not straight at stern and bow [units]
POOL = (520.0, 230.0)  # where it meets the floor [units]
GUIDE, GAP = 26.0, 22.0  # dashes along the edge of the shadow [px at 720p]
CHEVRONS = 7  # that announce a strip, over the width of the hull
CHEVRON = 30.0  # [px at 720p]


class OverheadView:
    """Keeps how far one sees through the hull."""

    def __init__(self) -> None:
        self._through = 0.0  # 0 from beside, 1 from under it

    def update(
        self, carrier: Carrier | None, here: tuple[float, float], centre: tuple[float, float], dt: float
    ) -> None:
        """`here` is the ship, `centre` the middle of the picture [units]."""
        if carrier is None:
            self._through = 0.0
            return
        x, y = _beneath(carrier, here, centre)
        inside = abs(x) < rules.HALF + NEAR_EDGE and abs(y) < rules.BEAM + NEAR_EDGE
        step = dt / FADES
        self._through = min(1.0, self._through + step) if inside else max(0.0, self._through - step)

    def draw(self, moment: Moment, lines) -> None:
        """Tell the frame of it, and add what is drawn in strokes. `lines`: the level's, by id."""
        carrier = moment.world.carrier
        if carrier is None:
            return
        hull = moment.frame.overhead = self._hull(moment, carrier)
        self._letter(moment, carrier, hull, lines)
        _lamps(moment, hull)
        _guide(moment, hull)
        _strip_edges(moment, carrier, hull)
        _announce(moment, carrier, hull)
        if carrier.looking and moment.player >= 0:
            _stare(moment, carrier, hull)

    def _hull(self, moment: Moment, carrier: Carrier) -> Overhead:
        k, lens = moment.alpha, moment.lens
        x, y = (a + (b - a) * k for a, b in ((carrier.was_x, carrier.x), (carrier.was_y, carrier.y)))
        nx = carrier.was_nose_x + (carrier.nose_x - carrier.was_nose_x) * k
        ny = carrier.was_nose_y + (carrier.nose_y - carrier.was_nose_y) * k
        long = math.hypot(nx, ny) or 1.0
        cx, cy = lens.centre
        scale = lens.scale
        aside_x, aside_y = _aside(nx / long, ny / long)
        ease = self._through * self._through * (3 - 2 * self._through)
        ship = (lens.x(moment.here[0]), lens.y(moment.here[1]), ROOM * scale) if moment.player >= 0 else None
        return Overhead(
            "carrier", lens.x(x), lens.y(y), nx / long, ny / long, scale, rules.HALF, rules.BEAM, rules.FLANK,
            lens.width / 2 + ((x - cx) * NEARER + aside_x) * scale,
            lens.height / 2 + ((y - cy) * NEARER + aside_y) * scale,
            NEARER * scale, SOLID + (GHOST - SOLID) * ease, DIM_SOLID + (DIM_GHOST - DIM_SOLID) * ease,
            ship, carrier.strips(),
        )  # fmt: skip

    def _letter(self, moment: Moment, carrier: Carrier, hull: Overhead, lines) -> None:
        """Its clauses, from bow to stern, the right way up. They are rastered at one size, whatever the zoom."""
        cap = max(5, round(CAP * NEARER * moment.lens.ui))
        unit = cap / CAP  # px a unit of the picture at that size
        turn = math.atan2(hull.nose_y, hull.nose_x)
        upside_down = math.cos(turn) < 0.0
        fx, every = moment.frame.fx, (rules.LENGTH - BOW_FREE - STERN_FREE) / max(1, len(carrier.prints))
        column = min(COLUMN, every - GUTTER)
        colour = palette.light(INK, INK_GAIN * hull.cover)
        for i, line in enumerate(carrier.prints):
            text = lines[line].text if line in lines else ""
            left = rules.HALF - BOW_FREE - (i + 0.5) * every - column / 2
            for j, row in enumerate(wrapped(text, cap, column * unit)):
                along, across = left, CLAUSE_AT + j * LINE_EVERY * CAP
                if upside_down:
                    along, across = left + column, -across
                x, y = hull.hull_at(along, across)
                if _far_off(moment, x, y, column * hull.hull_scale):
                    continue
                start = fx.n
                fx.text(cap, row, x, y, colour, rotation=turn_up(turn))
                rows = fx.rows[start:]
                rows[:, 1:3] = (x, y) + (rows[:, 1:3] - (x, y)) * (hull.hull_scale / unit)
                rows[:, 3:5] *= hull.hull_scale / unit
                _stand_back(rows, hull)


def turn_up(turn: float) -> float:
    """The same direction or the other way round, whichever can be read; nothing for next to nothing."""
    if math.cos(turn) < 0.0:
        turn -= math.copysign(math.pi, turn)
    return turn if abs(turn) > 1e-3 else 0.0


@lru_cache(maxsize=64)
def wrapped(text: str, cap: int, width: float) -> tuple[str, ...]:
    """Words in lines no longer than `width` px, or one word a line."""
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and strokefont.measure(longer, cap, 0.0) <= width:
            found[-1] = longer
        else:
            found.append(word)
    return tuple(found)


def _beneath(carrier: Carrier, here: tuple[float, float], centre: tuple[float, float]) -> tuple[float, float]:
    """Under which place of the drawn hull the ship is [units along and across]."""
    aside_x, aside_y = _aside(carrier.nose_x, carrier.nose_y)
    x = centre[0] + (here[0] - centre[0] - aside_x) / NEARER
    y = centre[1] + (here[1] - centre[1] - aside_y) / NEARER
    return carrier.place(x, y)


def _aside(nose_x: float, nose_y: float) -> tuple[float, float]:
    """Where its picture is moved, square to its way [units]: whichever side of it shows more of the shadow."""
    side = LIFT if nose_x >= 0.0 else -LIFT
    return side * nose_y, -side * nose_x


def _far_off(moment: Moment, x: float, y: float, margin: float) -> bool:
    lens = moment.lens
    return not (-margin < x < lens.width + margin and -margin < y < lens.height + margin)


def _stand_back(rows: np.ndarray, hull: Overhead) -> None:
    """Letters near the ship are as dark as the hull is there; in eighths, for software keeps a picture for each."""
    if hull.room is None:
        return
    x, y, radius = hull.room
    away = np.hypot(rows[:, 1] - x, rows[:, 2] - y) / radius
    share = np.floor(np.clip((away - 0.35) / 0.65, 0.0, 1.0) * 8) / 8
    rows[:, 6:9] *= (0.15 + 0.85 * share)[:, None]


def _lamps(moment: Moment, hull: Overhead) -> None:
    """The flank lights burn on the hull, and their shafts come down to where they light the floor."""
    fx, k = moment.frame.fx, hull.hull_scale
    lee = (hull.y - hull.hull_y) * hull.nose_x - (hull.x - hull.hull_x) * hull.nose_y
    number = math.ceil((-hull.half + 60.0 - overhead.LAMP_FIRST) / overhead.LAMP_EVERY)
    while (along := overhead.LAMP_FIRST + number * overhead.LAMP_EVERY) < hull.half - 320.0:
        number += 1
        for side in (-1, 1):
            x, y = hull.hull_at(along, side * (hull.beam - 18.0))
            if _far_off(moment, x, y, 700.0 * k):
                continue
            turn = math.atan2(hull.nose_y, hull.nose_x)
            beat = (0.92 + 0.08 * math.sin(moment.time * 2.1 + number * 1.7)) * hull.cover
            if side * lee > 0.0:  # on its other side its picture hides what they light
                floor = hull.at(along, side * (hull.beam + POOL[1] / 2))
                down = math.atan2(floor[1] - y, floor[0] - x)
                middle_x, middle_y = x + math.cos(down) * SHAFT / 2 * k, y + math.sin(down) * SHAFT / 2 * k
                fx.add("shaft", middle_x, middle_y, SHAFT * k, SHAFT_WIDE * k, down, _warm(0.75))
                if not _far_off(moment, *floor, POOL[0] * hull.scale):
                    wide, deep = POOL[0] * hull.scale, POOL[1] * hull.scale
                    fx.add("soft", *floor, wide, deep, turn_up(turn), _warm(0.25))
            size = 210.0 * k
            fx.add("glow", x, y, size, size, 0.0, _warm(0.62 * beat))
            fx.add("glow", x, y, 92.0 * k, 46.0 * k, turn_up(turn), palette.light(HOT, 1.15 * beat))
            fx.add("beam", x, y, 330.0 * k, 26.0 * k, turn_up(turn), _warm(0.50 * hull.cover))


def _warm(gain: float) -> tuple[float, float, float, float]:
    """The light round its lamps."""
    r, g, b = overhead.LAMP
    return r * gain, g * gain, b * gain, 0.0


def _stare(moment: Moment, carrier: Carrier, hull: Overhead) -> None:
    """Who sees the ship: the lamp next to it turns to it, and burns the brighter the further the scan is."""
    x, y = moment.here
    along, across = carrier.place(x, y)
    number = round((along - overhead.LAMP_FIRST) / overhead.LAMP_EVERY)
    lamp = max(-hull.half + 120.0, min(hull.half - 340.0, overhead.LAMP_FIRST + number * overhead.LAMP_EVERY))
    at = hull.hull_at(lamp, math.copysign(hull.beam - 18.0, across))
    lens, fx = moment.lens, moment.frame.fx
    gain = 0.25 + 0.5 * carrier.scan
    fx.line(*at, lens.x(x), lens.y(y), 5.0 * lens.ui, palette.light("blush", gain), sprite="beam")
    size = (150.0 + 120.0 * carrier.scan) * hull.hull_scale
    fx.add("glow", *at, size, size, 0.0, palette.light("blush", 0.7))


def _guide(moment: Moment, hull: Overhead) -> None:
    """Dashes along the edge of the shadow: how far it is safe."""
    lens, fx = moment.lens, moment.frame.fx
    least, most, left, right = hull.span((lens.width, lens.height))
    unit = hull.scale
    dash, gap = GUIDE * lens.ui / unit, GAP * lens.ui / unit
    colour = palette.light("blush", 0.75)
    low, high = max(-hull.half, least), min(hull.half, most)
    for side in (-1, 1):
        if low < high and left < side * hull.beam < right:
            start = math.floor((low + hull.half) / (dash + gap)) * (dash + gap) - hull.half
            ends = [hull.at(start, side * hull.beam), hull.at(high, side * hull.beam)]
            fx.dashes(ends, dash * unit, gap * unit, 1.6 * lens.ui, colour)
    for end in (-1, 1):
        if least < end * hull.half < most:
            ends = [hull.at(end * hull.half, -hull.beam), hull.at(end * hull.half, hull.beam)]
            fx.dashes(ends, dash * unit, gap * unit, 1.6 * lens.ui, colour)


def _strip_edges(moment: Moment, carrier: Carrier, hull: Overhead) -> None:
    """A soft bright front, and at the hull's side the bar of lamps that it comes from."""
    fx, ui = moment.frame.fx, moment.lens.ui
    for a, b in hull.strips:
        if b - a < 1.0:
            continue
        front, back = (b, a) if carrier.stern_first else (a, b)
        for along, width, gain in ((front, 7.0, 0.42), (back, 5.0, 0.12)):
            ends = [hull.at(along, across) for across in (-hull.beam, hull.beam)]
            fx.line(*ends[0], *ends[1], width * ui, palette.light(HOT, gain), sprite="beam")
        low, high = (min(max(hull.above(along), -hull.half + STRAIGHT[0]), hull.half - STRAIGHT[1]) for along in (a, b))
        if high - low < 1.0:
            continue
        long, k = (high - low) * hull.hull_scale, hull.hull_scale
        turn = turn_up(math.atan2(hull.nose_y, hull.nose_x))
        for side in (-1, 1):
            x, y = hull.hull_at((low + high) / 2, side * (hull.beam - 5.0))
            fx.add("soft", x, y, long * 1.25, 84.0 * k, turn, _warm(0.4))
            fx.add("soft", x, y, long * 1.05, 20.0 * k, turn, palette.light(HOT, 0.75))


def _announce(moment: Moment, carrier: Carrier, hull: Overhead) -> None:
    """Before the strips set off: where they will begin, and which way they will go."""
    tell = carrier.tell()
    if tell <= 0.0:
        return
    fx, ui = moment.frame.fx, moment.lens.ui
    fore = carrier.stern_first
    turn = math.atan2(hull.nose_y, hull.nose_x) + (0.0 if fore else math.pi)
    beat = 0.55 + 0.45 * math.sin(moment.time * 16.0)
    for lamp in range(rules.LAMPS):
        edge = -hull.half + (lamp if fore else lamp + 1) * rules.STRETCH
        ends = [hull.at(edge, across) for across in (-hull.beam, hull.beam)]
        if all(_far_off(moment, *hull.at(edge, across), 80.0) for across in (-hull.beam, 0.0, hull.beam)) and (
            _misses(moment, ends)
        ):
            continue
        fx.dashes(ends, 18.0 * ui, 10.0 * ui, 2.4 * ui, palette.light("white", 0.35 + 0.65 * beat))
        for i in range(CHEVRONS):
            across = hull.beam * (2 * (i + 0.5) / CHEVRONS - 1)
            for j in range(3):
                if tell * 3.4 < j:
                    continue
                along = edge + (1 if fore else -1) * (26.0 + 26.0 * j)
                _chevron(fx, *hull.at(along, across), CHEVRON * ui, turn, 3.2 * ui, beat)


def _misses(moment: Moment, ends: list[tuple[float, float]]) -> bool:
    """Whether a line across the hull passes the screen by."""
    (ax, ay), (bx, by) = ends
    lens = moment.lens
    xs, ys = sorted((ax, bx)), sorted((ay, by))
    return xs[1] < -80 or xs[0] > lens.width + 80 or ys[1] < -80 or ys[0] > lens.height + 80


def _chevron(fx: DrawList, x: float, y: float, size: float, turn: float, width: float, beat: float) -> None:
    k, s = math.cos(turn) * size / 2, math.sin(turn) * size / 2
    points = [(x - k * 0.5 + s, y - s * 0.5 - k), (x + k * 0.5, y + s * 0.5), (x - k * 0.5 - s, y - s * 0.5 + k)]
    fx.polyline(points, width, palette.light("blush", 0.5 + 0.6 * beat))


# -- the instruments -------------------------------------------------------------------------------------


def draw_on_radar(
    canvas: Canvas, world, here: tuple[float, float], centre: tuple[float, float], radius: float, reach: float,
    shown: float,
) -> None:  # fmt: skip
    """Its outline in the round picture, as far as it lies in it."""
    carrier = world.carrier
    if carrier is None:
        return
    k = radius / reach
    corners = []
    for along, across in ((rules.HALF, -rules.BEAM), (rules.HALF, rules.BEAM), (-rules.HALF, rules.BEAM),
                          (-rules.HALF, -rules.BEAM)):  # fmt: skip
        x = carrier.x + along * carrier.nose_x - across * carrier.nose_y - here[0]
        y = carrier.y + along * carrier.nose_y + across * carrier.nose_x - here[1]
        corners.append((x * k, y * k))
    colour = faded(palette.ink("blush", 0.9), shown)
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
        part = in_circle(ax, ay, bx, by, radius)
        if part is not None:
            canvas.line(*(v + c for v, c in zip(part, centre * 2, strict=True)), 1.4, colour)


def in_circle(ax: float, ay: float, bx: float, by: float, radius: float) -> tuple[float, float, float, float] | None:
    """The part of a stroke inside a circle round nothing, or None."""
    dx, dy = bx - ax, by - ay
    a, b, c = dx * dx + dy * dy, ax * dx + ay * dy, ax * ax + ay * ay - radius * radius
    under = b * b - a * c
    if a <= 0.0 or under <= 0.0:
        return None
    root = math.sqrt(under)
    start, end = max(0.0, (-b - root) / a), min(1.0, (-b + root) / a)
    if start >= end:
        return None
    return ax + dx * start, ay + dy * start, ax + dx * end, ay + dy * end


def shadow_words(carrier: Carrier | None, here: tuple[float, float]) -> tuple[str, str] | None:
    """What the heat block says while the carrier is near, and in which colour; None: what it always says."""
    if carrier is None or carrier.looking:
        return None
    along, across = carrier.place(*here)
    away = math.hypot(max(0.0, abs(along) - rules.HALF), max(0.0, abs(across) - rules.BEAM))
    if not carrier.under:
        return (f"SHADOW {round(away):d}", "select") if away < rules.FLANK else None
    if carrier.tell() or carrier.strips() or _stops_soon(carrier):
        return "IN ITS SHADOW: BE STILL", "blush"
    return "IN ITS SHADOW", "tagged"


def _stops_soon(carrier: Carrier) -> bool:
    """Whether the two knocks that announce a stop have been heard."""
    following = carrier.leg + 1
    return carrier.told and following < len(carrier.plan) and not carrier.plan[following].going
