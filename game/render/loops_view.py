"""The loop as it is drawn: selves in their colours with their clocks, courses that shorten, terminals, who goes round.

Three selves, three colours, three clocks: two pasts and the one who flies now. A number stands at each, for those to
whom colours say nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from game.render import palette, strokefont
from game.render.atlas import Atlas
from game.render.canvas import LABEL, Canvas, faded
from game.render.drawlist import LIT
from game.render.moment import Moment
from game.render.rects import Rect, overlap, overlaps
from game.render.steps import faced, stepped
from game.sim.clock import DT, TICK_HZ
from game.sim.kinds import KINDS, PLAYER
from game.sim.loops import GONE, STRIDE, Past
from game.sim.terminals import Post

COLOURS = ("past-1", "past-2")  # of the pasts; the recording is that of who flies now
NOW = "now"
CLOCK = 66.0  # radius of the clock round a self [u]
DOTS = 60  # of a clock, and of a terminal's ring
_TURN = np.arange(DOTS) * (math.tau / DOTS) - math.pi / 2
_DOT_X, _DOT_Y = np.cos(_TURN), np.sin(_TURN)
START = 54.0  # radius of the ring where a recording began [u]
RAIL = 8.0  # from the middle of a course to its rails [u]
SLEEPER, ARROW, STAMP = 3, 10, 20  # marks (of STRIDE ticks) from one sleeper, arrowhead or time to the next
APART = 70.0  # two times stand so far from each other, and from the end [u]
FAINT = 0.34  # how bright a course is whose self is gone
ECHOES, ECHO = 4, 5  # images behind a past self, ticks from one to the next
THREAD = 46.0  # the light from a self to a terminal begins so far ahead of her middle [u]
BASE = 1.75  # width of the plate under a terminal, as a share of its own
KIOSK = KINDS["terminal"]
FOOT = 34.0  # the plate's middle is so far below a terminal's own [u]
SCREEN = 24.0  # the middle of a terminal's screen is so far above its own [u]
WORDS = "while (loop) hold(you);    if (self == past) keep(self);    "  # what is written round whoever goes round
WRITTEN = 150.0  # radius of those words [u]
TURNING = 0.11  # how fast they go round [rad/s]
ROW, WIDE, FIGURE = 17.0, 112.0, 58.0  # of the clocks on the glass [units]
BLOCK = WIDE + FIGURE + 44.0  # how wide they are with all they say


def draw_ground(moment: Moment) -> None:
    """Courses, and the rings of terminals: light on the ground, under the ships."""
    world = moment.world
    if world.terminals is not None:
        _terminals(moment)
    loops = world.loops
    if loops is None:
        return
    for past in loops.pasts:
        gone = max(0, past.due - world.tick) if not past.who else 0
        _course(moment, past.marks, past.at if past.who else 0, COLOURS[past.number], FAINT if gone else 0.8)
        _beginning(moment, past, gone)
    if loops.reel is not None:
        marks = np.concatenate([loops.reel.marks, [[*moment.here, 0.0]]])
        _course(moment, marks, 0, NOW, 1.0)
        _ring(moment, loops.reel.start.x, loops.reel.start.y, START, NOW, 1.0, 0.5)


def draw_world(moment: Moment) -> None:
    """Round and behind the selves themselves."""
    loops, lens = moment.world.loops, moment.lens
    if loops is None:
        return
    for past in loops.pasts:
        row = moment.world.ships.row_of(past.who)
        if row >= 0 and moment.poses.seen[row]:
            x, y = float(moment.poses.x[row]), float(moment.poses.y[row])
            _echoes(moment, past)
            size = 150.0 * lens.scale
            glow = palette.light(COLOURS[past.number], 0.3)
            moment.frame.fx.add("glow", lens.x(x), lens.y(y), size, size, 0.0, glow)
            left = 1.0 - past.at / max(1, past.reel.ticks)
            _ring(moment, x, y, CLOCK, COLOURS[past.number], left, 0.95)
    if loops.reel is not None and moment.player >= 0:
        _ring(moment, *moment.here, CLOCK, NOW, 1.0 - loops.recorded / loops.length, 0.95)
    for one in loops.rounds:
        row = moment.world.ships.row_of(one.who)
        if row >= 0:
            _written(moment, float(moment.poses.x[row]), float(moment.poses.y[row]), one.at / len(one.frames))


def tint(past: Past | None) -> tuple[float, float, float, float]:
    """What the hull of a past self is multiplied by: seen through, in her colour, lit as ours."""
    r, g, b = palette.rgb(COLOURS[past.number] if past is not None else NOW)
    cover = 0.62
    return (0.35 + 0.65 * r) * cover, (0.35 + 0.65 * g) * cover, (0.35 + 0.65 * b) * cover, cover + LIT


# -- selves ----------------------------------------------------------------------------------------------


def _echoes(moment: Moment, past: Past) -> None:
    """Where she was a moment ago, paler each time."""
    lens, colour = moment.lens, palette.rgb(COLOURS[past.number])
    wide = PLAYER.length * lens.scale
    for k in range(ECHOES, 0, -1):
        at = past.at - k * ECHO
        if at < 0:
            continue
        place, angle = past.place(at)
        power = 0.34 * (1.0 - k / (ECHOES + 1.0))
        light = (colour[0] * power, colour[1] * power, colour[2] * power, 0.0)
        moment.frame.fx.add("callister", lens.x(place.real), lens.y(place.imag), wide, None, float(faced(angle)), light)


def _beginning(moment: Moment, past: Past, gone: int) -> None:
    """The ring where she begins; while she is gone, it fills until she does."""
    start = past.reel.start
    share = 1.0 - gone / (GONE * TICK_HZ) if gone else 1.0
    _ring(moment, start.x, start.y, START, COLOURS[past.number], share, 0.9 if gone else 0.4)
    if gone:
        lens = moment.lens
        size = 96.0 * lens.scale
        pulse = 0.22 + 0.10 * math.sin(moment.time * 6.0)
        light = palette.light(COLOURS[past.number], pulse)
        moment.frame.fx.add("glow", lens.x(start.x), lens.y(start.y), size, size, 0.0, light)


def _ring(moment: Moment, x: float, y: float, radius: float, colour: str, share: float, power: float) -> None:
    """A ring of points of which a share, clockwise from the top, is bright."""
    lens = moment.lens
    at_x, at_y, wide = lens.x(x), lens.y(y), (radius + 20.0) * lens.scale
    if not (-wide < at_x < lens.width + wide and -wide < at_y < lens.height + wide):
        return
    light = np.zeros((DOTS, 4), np.float32)
    light[:, :3] = np.array(palette.rgb(colour)) * power
    light[round(share * DOTS) :] *= 0.22
    size, far = stepped(max(4.5, radius * 0.085 * lens.scale), 1.0), radius * lens.scale
    moment.frame.fx.add("dot", at_x + _DOT_X * far, at_y + _DOT_Y * far, size, size, 0.0, light)


# -- courses ---------------------------------------------------------------------------------------------


def _course(moment: Moment, marks: np.ndarray, at: int, colour: str, power: float) -> None:
    """Two rails with sleepers, from tick `at` to the end, and arrowheads that say which way."""
    first = at // STRIDE
    if len(marks) - first < 2:
        return
    lens, fx = moment.lens, moment.frame.fx
    x, y = marks[first:, 0], marks[first:, 1]
    dx, dy = np.diff(x), np.diff(y)
    long = np.hypot(dx, dy)
    middle_x, middle_y = (x[1:] + x[:-1]) / 2, (y[1:] + y[:-1]) / 2
    show = (lens.sees(middle_x, middle_y, 40.0) & (long > 0.5)).nonzero()[0]
    if not show.size:
        return
    number, long = first + show, long[show]
    middle_x, middle_y, dx, dy = middle_x[show], middle_y[show], dx[show] / long, dy[show] / long
    angle = np.arctan2(dy, dx)
    light = np.zeros((show.size, 4), np.float32)
    fade = stepped(np.minimum(1.0, (show + 2.0) / 6.0) * power, 0.125)  # it is eaten up from where she is
    light[:, :3] = np.array(palette.rgb(colour)) * fade[:, None]
    size = stepped(long * lens.scale + 1.0, 1.0)
    for side in (-RAIL, RAIL):
        at_x, at_y = lens.x(middle_x - dy * side), lens.y(middle_y + dx * side)
        fx.add("line", at_x, at_y, size, 2.6 * lens.ui, angle, light * 0.55)
    at_x, at_y = lens.x(middle_x), lens.y(middle_y)
    fx.add("beam", at_x, at_y, size, 46.0 * lens.scale, faced(angle), light * 0.16)
    sleepers = number % SLEEPER == 0
    if sleepers.any():
        across = stepped(2 * RAIL * lens.scale, 1.0)
        turn = faced(angle[sleepers] + math.pi / 2)
        fx.add("line", at_x[sleepers], at_y[sleepers], across, 2.2 * lens.ui, turn, light[sleepers] * 0.38)
    heads = number % ARROW == ARROW // 2
    if heads.any():
        wide = 12.0 * lens.scale
        fx.add("triangle", at_x[heads], at_y[heads], wide, wide * 0.9, angle[heads] + math.pi, light[heads] * 0.9)


# -- terminals, and who goes round -----------------------------------------------------------------------


def _terminals(moment: Moment) -> None:
    """Each one's ring, which fills in the colour of whoever is within; a held one glows."""
    world, lens = moment.world, moment.lens
    terminals = world.terminals
    for post in terminals.posts:
        row = world.ships.row_of(post.who)
        if row < 0 or not moment.poses.seen[row]:
            continue
        x, y = float(moment.poses.x[row]), float(moment.poses.y[row])
        colour = colour_of(world, post)
        share = 1.0 if post.held else post.share
        slipping = post.held and not post.by
        power = 1.0 if share else 0.75
        if slipping and math.sin(moment.time * 30.0) < 0.0:
            power = 0.35
        wide = 2.0 * terminals.ring * lens.scale
        moment.frame.floor.patch(lens.x(x), lens.y(y), wide * 1.15, wide * 1.15, 0.5)
        moment.frame.floor.sprite("terminal_base", lens.x(x), lens.y(y + FOOT), KIOSK.length * BASE * lens.scale)
        _ring(moment, x, y, terminals.ring, colour, share, power)
        if post.held:
            beat = 0.30 + 0.05 * math.sin(moment.time * 5.0)
            moment.frame.floor.add(
                "glow", lens.x(x), lens.y(y), wide * 1.3, wide * 1.3, 0.0, palette.light(colour, beat)
            )
            size = wide * 1.02 / 0.93
            moment.frame.fx.add("ring", lens.x(x), lens.y(y), size, size, 0.0, palette.light(colour, 0.35))
        lamp = 0.28 + 0.5 * share
        size = 92.0 * lens.scale
        at = lens.x(x), lens.y(y - SCREEN)
        moment.frame.fx.add("glow", *at, size, size * 0.82, 0.0, palette.light(colour, lamp))
        if post.by:
            _hand_over(moment, row, post.by, colour)


def _hand_over(moment: Moment, row: int, by: int, colour: str) -> None:
    """A thread of light from whoever holds it, from her nose, to its screen."""
    ships, lens, poses = moment.world.ships, moment.lens, moment.poses
    holder = ships.row_of(by)
    if holder < 0:
        return
    here = complex(float(poses.x[holder]), float(poses.y[holder]))
    gap = complex(float(poses.x[row]), float(poses.y[row]) - SCREEN) - here
    long = abs(gap)
    if long < 1.2 * THREAD:
        return
    here += gap * (THREAD / long)
    middle, turn = here + gap * (0.5 - THREAD / (2.0 * long)), math.atan2(gap.imag, gap.real)
    size = float(stepped((long - THREAD) * lens.scale, 2.0))
    power = float(stepped(0.55 + 0.15 * math.sin(moment.time * 17.0), 0.125))
    fx, x, y = moment.frame.fx, lens.x(middle.real), lens.y(middle.imag)
    fx.add("beam", x, y, size, 26.0 * lens.ui, turn, palette.light(colour, power))
    fx.add("line", x, y, size, 4.0 * lens.ui, turn, palette.light("core", power))


def colour_of(world, post: Post) -> str:
    """The colour of the self that holds a terminal, or of one that nobody holds."""
    if not post.by:
        return NOW if post.held else "data"
    past = world.loops.past(post.by) if world.loops is not None else None
    return COLOURS[past.number] if past is not None else NOW


def _written(moment: Moment, x: float, y: float, share: float) -> None:
    """Round whoever goes round: two rings, and between them what holds it, letter by letter."""
    lens = moment.lens
    if not lens.sees(np.array([x]), np.array([y]), 2.0 * WRITTEN)[0]:
        return
    for radius, power in ((WRITTEN * 0.90, 0.35), (WRITTEN * 1.13, 0.6)):
        size = 2.0 * radius / 0.93 * lens.scale
        moment.frame.fx.add("ring", lens.x(x), lens.y(y), size, size, 0.0, palette.light("brass", power))
    _ring(moment, x, y, WRITTEN * 1.28, "brass", share, 1.0)
    letters, places, boxes = _letters(moment.frame.fx.atlas, max(7, round(15.0 * lens.scale)))
    turn = places + moment.time * TURNING
    far = WRITTEN * lens.scale
    at_x, at_y = lens.x(x) + np.cos(turn) * far, lens.y(y) + np.sin(turn) * far
    moment.frame.fx.add(letters, at_x, at_y, boxes[:, 0], boxes[:, 1], turn + math.pi / 2, palette.light("warm", 0.8))


@lru_cache(maxsize=8)
def _letters(atlas: Atlas, cap: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sprites of the words that go round, their bearings [rad], and their sizes (k, 2) [px]."""
    found = [(i, letter, atlas.letter(letter, cap)) for i, letter in enumerate(WORDS)]
    shown = [(i, letter, sprite) for i, letter, sprite in found if sprite >= 0]
    boxes = np.array([strokefont.box(letter, cap)[:2] for _, letter, _ in shown], np.float64)
    places = np.array([i * (math.tau / len(WORDS)) - math.pi / 2 for i, _, _ in shown])
    return np.array([sprite for _, _, sprite in shown]), places, boxes


# -- on the glass ----------------------------------------------------------------------------------------


def draw_marks(canvas: Canvas, moment: Moment, shown: float, panels: Sequence[Rect] = ()) -> None:
    """The number over each self, and times along the courses; nothing is written under one of `panels`, nor twice in
    one place, as where she came back the way she went."""
    world, taken = moment.world, list(panels)
    loops = world.loops
    if loops is None:
        return
    posted = {post.by for post in world.terminals.posts} if world.terminals is not None else set()  # named there
    for past in loops.pasts:
        ink = palette.ink(COLOURS[past.number])
        row = world.ships.row_of(past.who)
        if row >= 0 and moment.poses.seen[row] and past.who not in posted:
            x, y = canvas.place(float(moment.poses.x[row]), float(moment.poses.y[row]))
            top = y - (CLOCK + 10.0) * canvas.world_unit - LABEL - 6
            if _take(canvas, x, top, _number(past), taken):
                canvas.label(x, top, _number(past), ink, "center", shown)
        elif row < 0:
            x, y = canvas.place(past.reel.start.x, past.reel.start.y)
            left = math.ceil(max(0, past.due - world.tick) * DT)
            words, top = f"{_number(past)}  BACK IN {left}", y + (START + 8.0) * canvas.world_unit
            if _take(canvas, x, top, words, taken):
                canvas.label(x, top, words, ink, "center", shown)
    if loops.reel is not None:
        x, y = canvas.place(loops.reel.start.x, loops.reel.start.y)
        words, far = faded(palette.ink(NOW, 0.8), shown), (START + 10.0) * canvas.world_unit
        for top in (y - far - LABEL, y + far):
            if _take(canvas, x, top, "START", taken):
                canvas.text(x, top, "START", LABEL - 1, words, "center")
                break
        _stamps(canvas, loops.reel.marks, 0, NOW, shown, taken)
    for past in loops.pasts:
        _stamps(canvas, past.marks, past.at if past.who else 0, COLOURS[past.number], shown, taken)


def draw_posts(canvas: Canvas, moment: Moment, shown: float, panels: Sequence[Rect] = ()) -> list[Rect]:
    """Over each terminal that somebody holds, or under it where a panel lies over that: who. Returns where."""
    world, taken = moment.world, list(panels)
    if world.terminals is None:
        return []
    for post in world.terminals.posts:
        row = world.ships.row_of(post.who)
        if row < 0 or not post.by or not moment.poses.seen[row]:
            continue
        past = world.loops.past(post.by) if world.loops is not None else None
        words = f"LOOP {_number(past)}" if past is not None else "NOW"
        x, y = canvas.place(float(moment.poses.x[row]), float(moment.poses.y[row]))
        far = (world.terminals.ring + 8.0) * canvas.world_unit
        for top in (y - far - LABEL - 4, y + far):
            if top > 4.0 and _take(canvas, x, top, words, taken):
                canvas.label(x, top, words, palette.ink(colour_of(world, post)), "center", shown)
                break
    return taken[len(panels) :]


def _take(canvas: Canvas, x: float, y: float, words: str, taken: list[Rect]) -> bool:
    """Whether words centred there lie over nothing that is `taken`, which grows by them then."""
    wide = canvas.measure(words, LABEL) + 10.0
    rect = x - wide / 2, y - 4.0, wide, LABEL + 9.0
    if overlaps(rect, taken):
        return False
    taken.append(rect)
    return True


def _stamps(canvas: Canvas, marks: np.ndarray, at: int, colour: str, shown: float, taken: list[Rect]) -> None:
    """Every few seconds of a course, which second it is; not where she only waited."""
    written: tuple[float, float] | None = None
    for mark in range(max(STAMP, (at // STRIDE // STAMP + 1) * STAMP), len(marks), STAMP):
        place = float(marks[mark, 0]), float(marks[mark, 1])
        x, y = canvas.place(*place)
        apart = APART if written is None else math.dist(place, written)
        here = math.dist(place, (float(marks[-1, 0]), float(marks[-1, 1])))
        if apart < APART or here < APART or not (0.0 < x < canvas.width and 0.0 < y < canvas.height):
            continue
        words = f"0:{mark * STRIDE // TICK_HZ:02d}"
        if _take(canvas, x + 25, y + 11, words, taken):
            canvas.label(x + 11, y + 11, words, palette.ink(colour), shown=shown, size=LABEL - 1)
            written = place


def draw_clocks(
    canvas: Canvas, world, corners: Sequence[tuple[float, float]], panels: Sequence[Rect], shown: float
) -> Rect | None:
    """A line for each self: how far each is in its loop. `corners` are lower right ends of the block, the best first;
    it stands at the first where it lies over none of `panels`.

    Returns the rectangle, or None while there is no loop, or no room.
    """
    rows = clocks(world) if world.loops is not None else []
    wide, high = BLOCK, len(rows) * ROW + 12.0
    blocks = [(right - wide, foot - high, wide, high) for right, foot in corners]
    block = next((each for each in blocks if not any(overlap(each, panel) for panel in panels)), None)
    if not rows or block is None:
        return None
    x, y = block[:2]
    canvas.panel(x, y, wide, high, shown=shown)
    for i, (name, share, colour, figure) in enumerate(rows):
        top = y + 9 + i * ROW
        ink = faded(palette.ink(colour), shown)
        canvas.text(x + 10, top, name, LABEL, ink)
        left, mid = x + 28, top + LABEL / 2
        canvas.rect(left, mid - 0.5, WIDE, 1.0, faded(palette.ink("line"), shown))
        canvas.rect(left, mid - 1.5, WIDE * min(1.0, share), 3.0, ink)
        canvas.rect(left + WIDE * min(1.0, share) - 1.0, mid - 4.0, 2.0, 8.0, ink)
        canvas.text(x + wide - 10, top, figure, LABEL, ink, "right")
    return x, y, wide, high


def clocks(world) -> list[tuple[str, float, str, str]]:
    """Number, share of its loop, colour and words of each self: pasts, then the recording."""
    loops, out = world.loops, []
    for past in sorted(loops.pasts, key=lambda past: past.number):
        if past.who:
            share, words = past.at / max(1, past.reel.ticks), f"{(past.reel.ticks - past.at) * DT:.0f} S"
        else:
            share, words = 0.0, f"BACK IN {math.ceil(max(0, past.due - world.tick) * DT)}"
        out.append((_number(past), share, COLOURS[past.number], words))
    if loops.reel is not None:
        out.append((str(len(out) + 1), loops.recorded / loops.length, NOW, f"REC {loops.recorded:.0f} S"))
    return out


def _number(past: Past) -> str:
    return str(past.number + 1)
