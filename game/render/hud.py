"""The instruments: hull and shield, heat and what cools it, the order, the lesson. Marks in the world are elsewhere.

It comes on with the first command and grows with what the ship may do; a bar that is not there is one less to read.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from game.render import palette
from game.render.berth import Berth
from game.render.canvas import BODY, LABEL, Canvas, faded
from game.render.palette import RGBA
from game.render.rects import Rect, nearest, overlaps
from game.sim import heat as heat_rules
from game.sim.crew import CREW

MARGIN = 30.0  # units from the edges
HEAT_HIGH = 47.0  # the block of the heat [units]
FEWEST = 2  # bars that are shown however large the text is: hull and shield
BAR = 146.0
BAR_HIGH = 5.0
ROW = 21.0
LABEL_WIDTH = 66.0
GHOST_FADE = 0.45  # share of the bar a second by which lost hull runs out
CHIP, CHIP_WIDE, CHIP_GAP = 19.0, 50.0, 6.0  # of a helper
CHIP_ROOM = 8.0  # over and under its letters, together
NAME_GAP = 8.0  # between a name and what begins beside it, at least
APPEAR = 0.7  # s
PROMPT_AT, PROMPT_HIGH, PROMPT_GAP = 0.64, 44.0, 6.0  # its top as a share of the picture, its size, and room round it
PROMPT_ABOVE = 0.24  # its top where the ship is in its way
SCAN_RIM = 8.0  # from the edges to how far a scan is, at least [units]
DECOY_BAR, TORPEDO_BAR = 4, 4  # that fill their bars

PROMPT_WORDS = {
    "thrust": "PUSH",
    "turn": "TURN",
    "brake": "BRAKE",
    "boost": "BOOST",
    "fire": "FIRE",
    "assist": "ASSIST",
    "tractor": "HOLD: THE BEAM",
    "spike": "SPIKE",
    "hack": "TETHER",
    "decoy": "DECOY",
    "spoof": "BORROWED NAME",
    "torpedo": "TORPEDO",
    "loop": "LOOP",
    "knock": "KNOCK",
    "console": "CONSOLE",
    "nate": "ASK NATE",
    "elena": "ASK ELENA",
    "karl": "ASK KARL",
    "kabir": "ASK KABIR",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One bar."""

    name: str
    share: float
    colour: str
    warns: bool = False
    figure: str = ""  # beside the bar, where its length does not say it


def readings(world, row: int) -> list[Reading]:
    """The bars of the player's ship, top to bottom."""
    ships, abilities = world.ships, world.abilities
    hull = float(ships.hull[row]) / max(1e-9, float(ships.hull_max[row]))
    shield = float(ships.shield[row]) / max(1e-9, float(ships.shield_max[row]))
    bars = [Reading("HULL", hull, "pearl", hull < 0.35), Reading("SHIELD", shield, "data", shield <= 0.0)]
    if "fire" in abilities:
        energy = float(ships.energy[row])
        bars.append(Reading("GUNS", energy, "select", energy < 0.12))
    if "boost" in abilities:
        boost = float(ships.boost[row])
        bars.append(Reading("BOOST", boost, "ring", boost < 0.2))
    hold = world.hold
    if "tractor" in abilities or hold.value > 0.0:
        bars.append(Reading("HOLD", hold.fill, "data", hold.full, f"{hold.worth:.0f} CR"))
    if "torpedo" in abilities:
        left = world.torpedoes
        bars.append(Reading("TORPEDO", min(1.0, left / TORPEDO_BAR), "hot", not left, f"{left}"))
    if "decoy" in abilities:
        left = world.decoys.left
        bars.append(Reading("DECOYS", min(1.0, left / DECOY_BAR), "mustard", not left, f"{left}"))
    return bars


def wanted(world, row: int) -> bool:
    """Whether anybody looks at the bars: where the rules are open nothing can be lost, until something hits."""
    ships = world.ships
    whole = ships.hull[row] >= ships.hull_max[row] and ships.shield[row] >= ships.shield_max[row]
    return world.sandbox is None or not whole


def helpers(world) -> list[tuple[str, float]]:
    """Who of the crew can be asked for help, and how far each is from being ready again, 0..1 = ready."""
    out = []
    for who, help in CREW.items():
        if who in world.abilities:
            left = max(0.0, world.crew.ready.get(who, 0.0) - world.time)
            out.append((who, 1.0 - left / help.every))
    return out


def heat_words(level: int, seen_by: int, unseen: float, suspicion: float, swarmed: bool = False) -> tuple[str, str]:
    """What the heat block says, and in which colour. Whom a swarm is after is seen, but by nobody who tells of it."""
    if seen_by:
        return ("SEEN" if seen_by == 1 else f"SEEN BY {seen_by}"), "blush"
    if suspicion > 0.0:
        return "THEIR SCAN RUNS DOWN", "select"
    if level:
        told = "NOT REPORTED" if swarmed else "UNSEEN"
        return f"{told}: COOLER IN {max(1, math.ceil(heat_rules.COOL - unseen))}", "tagged"
    return ("NOT REPORTED" if swarmed else "UNSEEN"), "dim"


class Hud:
    """Keeps what fades in and what runs out slowly; `draw` once a picture."""

    def __init__(self) -> None:
        self.shown = 0.0
        self._ghost: dict[str, float] = {}
        self._objective = ""
        self._fresh = 0.0  # s since the order changed
        self._elapsed = 0.0  # s since the bars were drawn
        self._lesson = Berth()

    def update(self, dt: float, awake: bool) -> None:
        """`awake`: whether the instruments shall be seen."""
        step = dt / APPEAR
        self.shown = min(1.0, self.shown + step) if awake else max(0.0, self.shown - step)
        self._fresh += dt
        self._elapsed += dt

    def draw_bars(self, canvas: Canvas, world, row: int, time: float, talk: tuple | None, head: float = 0.0) -> tuple:
        """Bottom left, above the panel of `talk` where they would meet; returns the block's rectangle (x, y, w, h).

        What large text leaves no room for below `head` is left out: the helpers first, then the last of the bars.
        """
        bars, crew = readings(world, row), helpers(world)
        x, low = MARGIN, canvas.height - MARGIN
        # in a small window letters stay as large as can be read, and what they stand on grows with them
        names = max([LABEL_WIDTH, *(canvas.measure(bar.name, LABEL) + NAME_GAP for bar in bars)])
        written = [canvas.measure(who.upper(), LABEL - 1) for who, _ in crew]
        round_each = max(NAME_GAP, CHIP_WIDE - sum(written) / len(crew)) if crew else 0.0  # as much for each name
        chips = [wide + round_each for wide in written]
        tall = max(LABEL, canvas.cap(LABEL) / canvas.unit)
        chip_high = max(CHIP, tall + CHIP_ROOM)
        block = max(names + BAR + 26, sum(chips) + len(crew) * CHIP_GAP + 14)
        if talk is not None and talk[0] < x + block - 6:
            low = min(low, talk[1] - 8)
        if len(bars) * ROW + chip_high + 20 > low - head:
            crew = []
        while len(bars) > FEWEST and len(bars) * ROW + 12 > low - head:
            bars.pop()
        high = len(bars) * ROW + 12 + (chip_high + 8 if crew else 0.0)
        y = low - high
        canvas.panel(x - 10, y, block, high, shown=self.shown)
        for i, bar in enumerate(bars):
            top = y + 9 + i * ROW
            ghost = self._ghost_of(bar)
            alarm = bar.warns and math.sin(time * math.tau * 1.5) > 0.0
            word = palette.ink("hot") if alarm else palette.ink("dim", gain=1.15)
            canvas.text(x, top, bar.name, LABEL, faded(word, self.shown))
            left, mid = x + names, top + (tall - BAR_HIGH) / 2
            canvas.rect(left, mid, BAR, BAR_HIGH, faded(palette.ink("line", 0.9), self.shown))
            canvas.rect(left, mid, max(0.01, BAR * ghost), BAR_HIGH, faded(palette.ink("ember", 0.9), self.shown))
            if bar.share > 0.0:
                colour = palette.ink("hot" if bar.warns and bar.name == "HULL" else bar.colour)
                canvas.rect(left, mid, BAR * min(1.0, bar.share), BAR_HIGH, faded(colour, self.shown))
            if bar.figure:
                wide = canvas.measure(bar.figure, LABEL)
                canvas.rect(
                    left + BAR - wide - 8, top - 1, wide + 8, LABEL + 3, faded(palette.ink("panel"), self.shown)
                )
                canvas.text(left + BAR, top, bar.figure, LABEL, faded(palette.ink("credit"), self.shown), "right")
        left = x
        for (who, ready), chip in zip(crew, chips, strict=False):  # those that there is no room for are left out
            self._draw_helper(canvas, left, y + high - chip_high - 6, (chip, chip_high), who, ready)
            left += chip + CHIP_GAP
        self._elapsed = 0.0
        return x - 10, y, block, high

    def _draw_helper(
        self, canvas: Canvas, x: float, y: float, size: tuple[float, float], who: str, ready: float
    ) -> None:
        """A chip with a name in the colour of whoever it is; it fills until they can help again."""
        able, (wide, high) = ready >= 1.0, size
        canvas.rect(x, y, wide, high, faded(palette.ink("line", 0.9), self.shown))
        canvas.rect(x, y, max(0.01, wide * ready), high, faded(palette.ink("good" if able else "dim", 0.8), self.shown))
        word = palette.ink("void" if able else "text")
        canvas.text(x + wide / 2, y + 4, who.upper(), LABEL - 1, faded(word, self.shown), "center")

    def _ghost_of(self, bar: Reading) -> float:
        ghost = max(bar.share, self._ghost.get(bar.name, bar.share) - GHOST_FADE * self._elapsed)
        self._ghost[bar.name] = ghost
        return ghost

    def draw_heat(
        self, canvas: Canvas, heat, time: float, hidden: tuple[str, str] | None = None, swarmed: bool = False
    ) -> tuple:
        """Top left: five hexagons, who sees the ship, and what cools it; or else `hidden`: words and their colour."""
        unseen = float(getattr(heat, "unseen", 0.0))
        words, colour = heat_words(heat.level, heat.seen_by, unseen, heat.suspicion, swarmed)
        if hidden is not None and not heat.seen_by:
            words, colour = hidden
        wide = max(196.0, canvas.measure(words, LABEL) + 24)
        x, y, high = MARGIN - 10, MARGIN - 10, HEAT_HIGH
        canvas.panel(x, y, wide, high, shown=self.shown)
        canvas.text(MARGIN, y + 9, "HEAT", LABEL, faded(palette.ink("dim", gain=1.15), self.shown))
        for i in range(heat_rules.HIGHEST):
            cx, cy = MARGIN + LABEL_WIDTH + 8 + i * 22, y + 14
            lit = i < heat.level
            edge, core = ("blush", "brand") if lit else ("dim", "panel")
            canvas.shape("hexagon", cx, cy, 17.0, None, faded(palette.ink(edge, 1.0 if lit else 0.7), self.shown))
            canvas.shape("hexagon", cx, cy, 13.0, None, faded(palette.ink(core), self.shown))
        pulse = 0.85 + 0.15 * math.sin(time * 7.0) if heat.seen_by else 1.0  # it can be read at its faintest
        canvas.text(MARGIN, y + 28, words, LABEL, faded(palette.ink(colour, pulse), self.shown))
        return x, y, wide, high

    def draw_order(
        self,
        canvas: Canvas,
        chapter: str,
        order: str,
        distance: float | None,
        clock: tuple[float, float] | None = None,
        behind: int = 0,
        follows: str = "SWEEP",
    ) -> tuple:
        """Top right: chapter, order, and the `distance` of what `follows` while something does, or a clock:
        (left, whole) [s], or how many of a flock are after the ship."""
        if order != self._objective:
            self._objective, self._fresh = order, 0.0
        right, y = canvas.width - MARGIN, MARGIN - 10
        lines = canvas.wrap(order, BODY - 1, min(430.0, canvas.width * 0.45), even=True) if order else []
        wide = max([canvas.measure(chapter, LABEL), *(canvas.measure(line, BODY - 1) for line in lines), 90.0])
        measured = distance is not None or clock is not None or behind > 0
        wide = max(wide, 190.0) if clock is not None else wide
        high = 29.0 + 22.0 * len(lines) + (26.0 if measured else 0.0)
        canvas.panel(right - wide - 12, y, wide + 24, high, shown=self.shown)
        canvas.text(right, y + 9, chapter, LABEL, faded(palette.ink("dim", gain=1.15), self.shown), "right")
        glow = max(0.0, 1.0 - self._fresh / 1.6)
        colour: RGBA = palette.ink("select" if glow > 0.0 and math.sin(self._fresh * 12) > -0.2 else "text")
        for i, line in enumerate(lines):
            canvas.text(right, y + 29 + 22 * i, line, BODY - 1, faded(colour, self.shown), "right")
        if distance is not None:
            self._draw_distance(canvas, right, y + 31 + 22 * len(lines), wide, distance, follows)
        elif clock is not None:
            self._draw_clock(canvas, right, y + 31 + 22 * len(lines), wide, *clock)
        elif behind:
            words = faded(palette.ink("brand", gain=1.15), self.shown)
            canvas.text(right, y + 31 + 22 * len(lines), f"BEHIND YOU {behind}", LABEL, words, "right")
        return right - wide - 12, y, wide + 24, high

    def _draw_distance(
        self, canvas: Canvas, right: float, y: float, wide: float, distance: float, follows: str
    ) -> None:
        near = distance < 160.0
        words = f"{follows} {max(0, round(distance)):d}" if distance > 0 else f"{follows}: INSIDE"
        colour = palette.ink("hot" if near else "warm")
        text = canvas.text(right, y, words, LABEL, faded(colour, self.shown), "right")
        left = right - wide
        room = wide - text - 12
        share = min(1.0, max(0.0, distance / 800.0))
        canvas.bar(left, y + 3, room, 4.0, share, colour, self.shown)

    def _draw_clock(self, canvas: Canvas, right: float, y: float, wide: float, left: float, whole: float) -> None:
        """What is left, as a number; the bar fills towards the end of it."""
        text = canvas.text(
            right, y, f"{max(0, math.ceil(left)):d} S", LABEL, faded(palette.ink("select"), self.shown), "right"
        )
        share = 1.0 - min(1.0, max(0.0, left / max(whole, 1e-6)))
        canvas.bar(right - wide, y + 3, wide - text - 12, 4.0, share, palette.ink("select"), self.shown)

    def draw_prompt(
        self, canvas: Canvas, action: str, key: str, age: float, bare: bool, panels: Sequence[Rect], ship: Rect
    ) -> Rect:
        """The key that the lesson waits for, on a key cap under the ship; `bare`: and not what it is for.

        It makes way for `panels`, and then not onto the ship: with large letters, what is said comes up to there.
        Where the ship stays under it, it goes up.
        """
        word = "" if bare else PROMPT_WORDS.get(action, action.upper())
        key_wide, word_wide = canvas.measure(key, BODY) + 22, canvas.measure(word, BODY)
        wide = key_wide + word_wide + (24 if bare else 44)
        low, high = _prompt_place(canvas, wide, panels, ship), ((canvas.width - wide) / 2, canvas.height * PROMPT_ABOVE)
        spots = [(*corner, wide, PROMPT_HIGH) for corner in (low, high)]
        x, y, _, _ = self._lesson.place(action, spots, [ship], list(panels), age)
        shown = min(1.0, age / 0.4)
        canvas.panel(x, y, wide, PROMPT_HIGH, shown=shown)
        sink = 1.5 if math.sin(age * math.tau / 1.1) > 0.35 else 0.0  # a key that is pressed now and then
        canvas.rect(x + 12, y + 9, key_wide, 28, faded(palette.ink("line"), shown))
        canvas.rect(x + 12, y + 8 + sink, key_wide, 25, faded(palette.ink("select"), shown))
        canvas.text(x + 12 + key_wide / 2, y + 14 + sink, key, BODY, faded(palette.ink("void"), shown), "center")
        canvas.text(x + 28 + key_wide, y + 15, word, BODY, faded(palette.ink("text"), shown))
        return x, y, wide, PROMPT_HIGH


def _prompt_place(canvas: Canvas, wide: float, panels: Sequence[Rect], ship: Rect) -> tuple[float, float]:
    """In the middle, or no further up, and then aside, than it takes to be free."""
    middle, low = (canvas.width - wide) / 2, canvas.height * PROMPT_AT
    taken = [*panels, ship] if overlaps((middle, low, wide, PROMPT_HIGH), panels) else []
    ups = sorted((up for _, top, _, _ in taken if 0.0 < (up := top - PROMPT_HIGH - PROMPT_GAP) < low), reverse=True)
    sides = [side for left, _, across, _ in taken for side in (left + across + PROMPT_GAP, left - PROMPT_GAP - wide)]
    sides = sorted((side for side in sides if 0.0 < side < canvas.width - wide), key=lambda side: abs(side - middle))
    for y in (low, *ups):
        for x in (middle, *sides):
            if not overlaps((x, y, wide, PROMPT_HIGH), taken):
                return x, y
    return middle, low


def draw_scan(canvas: Canvas, here: tuple[float, float], scan: float) -> None:
    """The hexagon round the ship that fills as a drone reads it: thin while the scan is only announced, thick after."""
    x, y = canvas.place(*here)
    radius = _scan_radius(canvas)
    canvas.hexagon(x, y, radius, 1.2, palette.ink("brand", 0.35))
    if not _is_announced(scan):
        canvas.hexagon(x, y, radius, 5.0, palette.ink("brand"), scan)
    canvas.hexagon(x, y, radius, 2.0, palette.ink("blush"), scan)


def name_scan(canvas: Canvas, here: tuple[float, float], scan: float, taken: Sequence[Rect]) -> Rect:
    """How far it is in words, over the hexagon, or where nothing that is `taken` is in the way; returns their place.

    That is under it or beside it; where large letters leave none of these free, as near to it as anything is.
    """
    x, y = canvas.place(*here)
    words = "SCAN BEGINS" if _is_announced(scan) else f"SCAN {round(scan * 100):d}"
    radius, wide, high = _scan_radius(canvas), canvas.measure(words, LABEL) + 10, LABEL + 9
    aside, level = radius + 8 + wide / 2, y - high / 2
    spots = ((x, y - radius - 24), (x, y + radius + 10), (x - aside, level), (x + aside, level))
    places = [(middle - wide / 2, top, wide, high) for middle, top in spots]
    inside = [each for each in places if 0.0 <= each[1] <= canvas.height - high] or places
    place = next((each for each in inside if not overlaps(each, taken)), None)
    if place is None:
        size = canvas.width, canvas.height
        moved = [(each, nearest(each, size, taken, SCAN_RIM)) for each in inside]
        _, place = min(moved, key=lambda pair: math.dist(pair[0][:2], pair[1][:2]))
    canvas.label(place[0] + 5, place[1] + 4, words, palette.ink("blush"))
    return place


def _scan_radius(canvas: Canvas) -> float:
    return max(70.0, 92.0 * canvas.world_unit)


def _is_announced(scan: float) -> bool:
    return scan < heat_rules.ANNOUNCE / (heat_rules.ANNOUNCE + heat_rules.IDENTIFY)
