"""Everything between the eye and the picture: instruments, marks, talk, titles, and who makes room for whom.

Order of importance: the crew's words, instruments, titles, marks of ships, signs, chat, names. Whatever comes later
finds the rectangles of what came before in `taken` and keeps off them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from game.render import (
    answer_cards,
    bridge_inset,
    daly_view,
    dialogue_panel,
    hud,
    kitchen_clock,
    loops_view,
    overhead_view,
    pane,
    people_view,
    pointers,
    radar,
    sandbox_view,
    tags,
    theft_view,
    threats,
    title_card,
    tow_view,
)
from game.render.berth import SHIP_ROOM, Berth, room_round
from game.render.camera import HALF_A_SHIP, NOMINAL
from game.render.canvas import Canvas
from game.render.captions import ABOVE, Captions
from game.render.hunters import Hunters
from game.render.moment import Moment
from game.render.rects import Rect, boxes, free, overlap
from game.render.ships_view import ShipsView
from game.sim.kinds import KIND_INDEX, KIND_NAMES, KINDS, Team
from game.story.mark import Mark

FIGHT_LINGERS = 3.0  # s the small dialogue stays after the last hunter
QUIET = ("moderation", "sound")  # kinds of lines that have forms of their own
PALE = 0.35  # a picture that has faded further than this has no instruments
APART = 8.0  # what is said between the bars and the radar, from either [units]
LARGE = 80.0  # a mark does not lie on whoever has such a radius [world units]
HEAD = 1.6  # of the radius of whoever speaks, that the words stand over the middle
STOOD = 3.0  # s for which a clock that was stopped is still looked at; then the danger is over
LOW = 0.7  # of the picture's height: bars, or a radar, that begin above that stand where the ship may be
HEAD_BEGINS = 40.0  # what begins above that stands at the picture's head [units]
ROOMY = 500.0  # a glass of fewer units in height has large letters: room is made for what is read
COMES_OUT = 3.0  # who owns the room is wholly out from under the order when it hides one part in so many of him
LOOPS = 64.0  # how high the clocks of the selves are at most [units]
PLATES = {"statue": "THE CAPTAIN. BELOVED."}  # what is written on those whose picture has words, whole or fallen
PAINTED = {"avenue": "INFINITY: BE ANYONE"}  # and on grounds, in letters as large as a house
AROUND_SHIP = (60.0, 42.0)  # half size of what labels leave free round the player's ship [world units]


@dataclass
class Comfort:
    """The player's settings that change the picture. Shares 0..1, text 1..2."""

    shake: float = 1.0
    flash: float = 1.0
    text: float = 1.0
    sound_captions: bool = True
    dialogue_speed: float = 1.0


class Part(NamedTuple):
    """A part of the instruments as it was drawn: rows of a draw list, the rectangles they fill, and when [s]."""

    rows: np.ndarray
    rects: list[Rect]
    at: float


class Glass:
    """Keeps what fades in and out; `update` and `draw` once a picture."""

    def __init__(
        self,
        episode,
        ships: ShipsView,
        hunters: Hunters,
        key_name: Callable[[str], str],
        choice_keys: tuple[str, ...],
    ) -> None:
        self.episode = episode
        self.ships = ships
        self.hunters = hunters
        self.key_name = key_name
        self.choice_keys = choice_keys
        self.hud = hud.Hud()
        self.captions = Captions()
        self._letterbox = 0.0
        self.words = 0.0  # how far words have come that are read in the dark too: what is said, a title
        self._fight = 0.0  # s until the talk may be large again
        self._stood = 0.0  # s since the kitchen clock was stopped
        self._instruments: list[Part] = []
        self._drawn_for: tuple = ()
        self.bars = 0.0  # how far from the left they reach at the ship's height, as last drawn [px at 720p]
        self.dial = 0.0  # and the radar from the right
        self.head = 0.0  # and a notice, or large letters, from the picture's head
        self._radar: Rect | None = None  # where it was last drawn
        self._gave_way = ""  # the question for which it is left out
        self._foot = 0.0  # as the panel there was last drawn [px at 720p]
        self._heard = 0.0  # as a caption of something heard reached, when it was last drawn [px at 720p]
        self._stripped = False  # a handshake is part of it
        self._tight = False  # letters are large, and there is more to be seen than the ship: talk is small
        self._said_small = False  # as it was when talk was last drawn
        self._scan = 0.0  # of the player's ship, the furthest 0..1
        self._large = False  # letters are so large that most of the picture is words
        self._notice: Rect | None = None  # of Moderation, where it was last drawn
        self._asked: Rect | None = None  # what a question whose answers are cards fills
        self.answers: list[Rect] = []  # of an open question, as they were last drawn [px]
        self.taken: list[Rect] = []  # what was filled by the last drawing, for who draws over it [units]
        self.console_away = True  # nobody has the console open
        self.console_lies: Rect | None = None  # where it lies open: nothing is written under it [px]
        self.console_sheet: Rect | None = None  # where it lies, to be opened by a press [px]
        self._tags = tags.Tags()
        self._choice, self._aside, self._handshake, self._print = Berth(), Berth(), Berth(), Berth()
        self._sheet = Berth()
        self._plates: set[str] = set()  # words of those that were in this flight

    def update(self, dt: float, hunted: bool) -> None:
        director, world = self.episode.director, self.episode.world
        stopped = director.kitchen_clock is not None and director.kitchen_clock.stands
        self._stood = self._stood + dt if stopped else 0.0
        quiet = director.letterbox or world.pictures is not None or bool(self._muted)
        quiet |= director.fade > PALE or self._stood > STOOD
        self.hud.update(dt, bool(world.abilities) and not quiet)
        self._letterbox = title_card.towards(self._letterbox, bool(director.letterbox), dt)
        self.words = title_card.towards(self.words, self._reads, dt)
        self._fight = FIGHT_LINGERS if hunted else max(0.0, self._fight - dt)

    def repaint(self) -> None:
        """The palette shows other colours: the instruments are drawn anew, also while nothing moves."""
        self._drawn_for = ()

    @property
    def instruments(self) -> list[Rect]:
        """What they filled when they were last drawn [units]."""
        return [rect for part in self._instruments for rect in part.rects]

    @property
    def _reads(self) -> bool:
        director = self.episode.director
        return director.line is not None or director.title is not None

    @property
    def _muted(self) -> list[str]:
        presence = self.episode.director.presence
        return presence.muted if presence is not None else []

    @property
    def foot(self) -> float:
        """How high what is said, asked or heard at the foot of the picture reaches; 0: it is small [px at 720p]."""
        director = self.episode.director
        line = director.line
        if self._stripped or (self._large and line is not None and (line.kind == "sound" or self._said_small)):
            return self._foot
        talks = line is not None and not self._fight and line.who != "moderation" and line.kind not in QUIET
        if not talks and (director.choice is None or director.choice.cards):
            return self._heard  # cards leave the ship its place between them
        return max(dialogue_panel.BOTTOM + dialogue_panel.HIGH, self._foot)

    def draw(self, moment: Moment, comfort: Comfort, watched: bool, bare: bool = False) -> None:
        """`watched`: whether anybody looks in this place; elsewhere there is no heat to read.

        bare  nothing of the world is shown, so nothing of it is marked
        """
        canvas = Canvas(moment.frame.hud, moment.lens, comfort.text)
        self._large = canvas.height < ROOMY
        director = self.episode.director
        if director.page is not None:
            self.taken, self._foot = [kitchen_clock.draw_page(canvas, director.page.lines)], 0.0
            return
        title_card.draw_letterbox(canvas, self._letterbox)
        busy = daly_view.looked_at(moment.world) is not None or moment.world.hacking.shake is not None
        self._tight = self._large and busy
        if moment.player >= 0:
            self._draw_scan(canvas, moment)  # under all that is read
        nobody = bare or (director.fade > title_card.NIGHT and self._reads)  # is shown, so nobody is marked
        hunted = self._mark_hunters(canvas, moment) if moment.player >= 0 and not nobody else []  # there, too
        taken = self.taken = []
        talk = self._draw_talk(canvas, moment, comfort, taken)
        strip = self._draw_strip(canvas, moment, talk)
        if strip is not None:
            taken.append(strip)
            talk = strip if talk is None else _round(strip, talk)
        self._foot = (canvas.height - talk[1]) * comfort.text if talk is not None else 0.0
        if self.console_lies is not None:
            x, y, wide, high = (side / canvas.unit for side in self.console_lies)
            taken.append((x, y, wide, high))
        if self._muted and not director.letterbox:
            foot = min([rect[1] for rect in (talk, self._asked) if rect is not None], default=canvas.height)
            taken.append(bridge_inset.draw(canvas, self._muted, moment.time, foot=foot))
        mark = director.mark(*moment.here)
        target = mark.place if mark is not None else None
        self.bars = self.dial = 0.0
        notice = self._notice[1] + self._notice[3] if self._notice is not None else 0.0
        self.head = notice * comfort.text
        if moment.player >= 0 and self.hud.shown > 0.0 and not self._titled:
            taken += self._keep_instruments(canvas, moment, talk, target, watched)
            if hud.wanted(moment.world, moment.player):  # they are the first of the instruments
                left, top, wide, _ = self._instruments[0].rects[0]
                self.bars = (left + wide) * comfort.text if top < LOW * canvas.height else 0.0
            dials = [self._radar] if self._radar is not None else []
            dials += self._instruments[1].rects[1:] if self._large else []  # the kitchen clock
            reach = [canvas.width - x for x, y, _, _ in dials if y < LOW * canvas.height]
            self.dial = max(reach, default=0.0) * comfort.text
            if self._large:
                above = [y + high for _, y, _, high in self.instruments if y < HEAD_BEGINS]
                self.head = max([notice, *above]) * comfort.text
                aside = self._beside_order(canvas, moment, self.bars / comfort.text)
                self.dial = max(self.dial, aside * comfort.text)
        if director.pane is not None:
            ships = _ship_rooms(canvas, moment)
            laid = pane.draw(canvas, director.pane, self._print, ships, taken, moment.time)
            if director.pane.sketch and self._large:  # it stands where the ship would be, beside the bars
                self.dial = max(self.dial, (canvas.width - laid[0][0]) * comfort.text)
            taken += laid
        else:
            self._print.leave()
        if director.title is not None:
            under = self._notice[1] + self._notice[3] + 14.0 if self._notice is not None else 0.0
            head = under if self._titled else title_card.UNDER_ORDER
            taken.append(title_card.draw_title(canvas, director.title, head))
        if nobody:
            return
        pointed = self._draw_marks(canvas, moment, taken, mark, hunted) if moment.player >= 0 else []
        title = director.title.text if director.title is not None else ""
        self._plates |= {words for kind, words in PLATES.items() if (moment.world.ships.kind == KIND_INDEX[kind]).any()}
        read = title, PAINTED.get(moment.frame.backdrop, ""), *self._plates
        signs = [sign for sign in director.signs if sign.text not in read]  # nobody reads the same words twice
        taken += self.captions.draw_signs(canvas, signs, taken)
        captions = director.captions
        taken += self.captions.draw_chat(
            canvas,
            captions,
            lambda caption: _speaks_at(caption, moment),
            [*taken, *pointed],
            lambda caption: _lift(caption, moment),
        )
        self._tags.draw(canvas, moment.world, moment.here, taken, 1.0, moment.frame.detail.tagged)
        taken += pointed  # a name may stand in the mark, what is drawn over the glass may not

    def _keep_instruments(
        self,
        canvas: Canvas,
        moment: Moment,
        talk: Rect | None,
        target: tuple[float, float] | None,
        watched: bool,
    ) -> list[Rect]:
        """Draw the instruments anew, or as they were a moment ago; returns the rectangles they fill.

        Each part has pictures of its own in which it is drawn anew: at once they would make every third one late.
        """
        rows, now, every = moment.frame.hud, moment.time, moment.frame.detail.read
        bars = hud.wanted(moment.world, moment.player)
        wanted = talk, self._notice, watched, bars, canvas.unit, canvas.width, canvas.height, self.hud.shown
        kept, self._instruments = self._instruments, []
        due = [not 0.0 <= now - part.at < every for part in kept]
        anew = wanted != self._drawn_for or all(due)
        self._drawn_for = wanted
        taken: list[Rect] = []
        draws = (
            lambda: self._draw_readings(canvas, moment, talk, watched),
            lambda: self._draw_order(canvas, moment),
            lambda: self._draw_radar(canvas, moment, talk, target, taken),
        )
        for number, draw in enumerate(draws):
            if anew or due[number]:
                start = rows.n
                rects = draw()
                ago = every * number / len(draws) if anew else 0.0  # from now on they take turns
                part = Part(rows.rows[start:].copy(), rects, now - ago)
            else:
                part = kept[number]
                rows.repeat(part.rows)
            self._instruments.append(part)
            taken += part.rects
        return taken

    def _beside_order(self, canvas: Canvas, moment: Moment, bars: float) -> float:
        """How far from the right the ship stays, so that who owns the room comes out from under the order [units]."""
        him = daly_view.stands(moment)
        if him is None:
            return 0.0
        x, y, wide, _ = room_round(canvas, *him)
        left, top, _, high = self._instruments[1].rects[0]
        under = min(1.0, max(0.0, COMES_OUT * (top + high - y) / wide))  # by and by: no jump
        aside = x + wide / 2 - canvas.place(*moment.here)[0]
        most = canvas.width - bars - 2.0 * HALF_A_SHIP * canvas.width / NOMINAL[0]
        return under * max(0.0, min(canvas.width - left + aside, most))

    def _draw_readings(self, canvas: Canvas, moment: Moment, talk: Rect | None, watched: bool) -> list[Rect]:
        """On the left, the bars first; the heat only where there is one."""
        taken: list[Rect] = []
        world, row = moment.world, moment.player
        locked = [people_view.lockdown_words(canvas)] if world.lives.lockdown.on else []
        if hud.wanted(world, row):
            head = hud.MARGIN + hud.HEAT_HIGH - 4.0 if watched else 0.0
            head = max([head, *(y + high + 6.0 for _, y, _, high in locked)])
            head = max(head, self._notice[1] + self._notice[3] + 6.0) if self._notice is not None else head
            taken.append(self.hud.draw_bars(canvas, world, row, moment.time, talk, head))
        if watched:
            overhead = overhead_view.shadow_words(world.carrier, moment.here)
            swarmed = world.flock is not None and world.flock.behind > 0
            taken.append(self.hud.draw_heat(canvas, world.heat, moment.time, overhead, swarmed))
        return taken + locked

    def _draw_order(self, canvas: Canvas, moment: Moment) -> list[Rect]:
        """On the right, the order first; a kitchen clock stands under it."""
        world, objectives = moment.world, self.episode.director.objectives
        order = next((o.text for o in reversed(objectives) if o.state == "add"), "")
        distance, follows = _followed_by(moment)
        clock = self.episode.director.clock
        behind = world.flock.behind if world.flock is not None else 0
        ordered = self.hud.draw_order(canvas, chapter(self.episode.level), order, distance, clock, behind, follows)
        kitchen = self.episode.director.kitchen_clock
        if kitchen is None:
            return [ordered]
        spot = ordered[0] + ordered[2], ordered[1] + ordered[3] + 8
        return [ordered, kitchen_clock.draw(canvas, kitchen, *spot, moment.time, self.hud.shown)]

    def _draw_radar(
        self,
        canvas: Canvas,
        moment: Moment,
        talk: Rect | None,
        target: tuple[float, float] | None,
        others: list[Rect],
    ) -> list[Rect]:
        """The radar and the clocks of the selves, in what the `others` leave free; the order is known by then."""
        world, row, taken = moment.world, moment.player, list(others)
        x, y = radar.centre(canvas, talk)
        around = x - radar.RADIUS - 8, y - radar.RADIUS - 8, 2 * radar.RADIUS + 16, 2 * radar.RADIUS + 16
        self._radar = None
        pane = self.episode.director.pane
        drawn = self._large and pane is not None and bool(pane.sketch)  # what Kabir draws has its place
        choice = self.episode.director.choice if self._large else None
        if choice is None or self._gave_way != choice.id:  # then until it is answered: the picture moves after it
            self._gave_way = choice.id if choice is not None and _hides_friends(canvas, moment, around) else ""
        drawn |= bool(self._gave_way)  # and so has who is asked about
        if world.sandbox is None and not drawn and not any(overlap(around, rect) for rect in taken):  # or large text
            self._radar = around
            hunters, heading = self.hunters.rows(world, *moment.here), float(moment.poses.angle[row])
            signal = self.episode.director.signal
            radar.draw(canvas, (x, y), world, moment.here, heading, hunters, target, self.hud.shown, signal)
            taken.append(around)
        (_, top, _, high), under = (self._instruments[1].rects[place] for place in (0, -1))
        right, left = canvas.width - hud.MARGIN + 10, hud.MARGIN - 10 + loops_view.BLOCK
        head = max([hud.MARGIN - 10, *(y + tall + 8 for x, y, _, tall in taken if x < left and y < hud.MARGIN)])
        corners = (right, around[1] - 6), (under[0] - 8, top + high + 8 + LOOPS), (left, head + LOOPS)
        said = [rect for rect in (talk, self._notice) if rect is not None]
        clocks = loops_view.draw_clocks(
            canvas, world, corners, [*taken, *said, *_ship_rooms(canvas, moment)], self.hud.shown
        )
        if clocks is not None:
            taken.append(clocks)
        return taken[len(others) :]

    def _draw_scan(self, canvas: Canvas, moment: Moment) -> None:
        """Round the player's ship: how far the furthest scan of Moderation is."""
        world = moment.world
        scans = world.ships.scan[world.ships.team == Team.MODERATION]
        self._scan = max(float(scans.max(initial=0.0)), world.carrier.scan if world.carrier is not None else 0.0)
        if self._scan > 0.0:
            hud.draw_scan(canvas, moment.here, self._scan)

    def _mark_hunters(self, canvas: Canvas, moment: Moment) -> list[Rect]:
        """Who is after the ship, in the picture; returns what their marks fill."""
        return threats.draw(canvas, moment, self.hunters.rows(moment.world, *moment.here), self.hud.shown)

    def _draw_marks(
        self, canvas: Canvas, moment: Moment, taken: list[Rect], mark: Mark | None, hunted: list[Rect]
    ) -> list[Rect]:
        """Returns what the mark of the objective fills; what else is filled comes to what is `taken`.

        hunted  what the marks of hunters fill: letters stand beside them, marks and pointers may stand in them
        """
        target = mark.place if mark is not None else None
        world, director, shown, here = moment.world, self.episode.director, self.hud.shown, moment.here
        panels, pointed = list(taken), []
        x, y = canvas.place(*here)
        wide, high = (half * canvas.world_unit for half in AROUND_SHIP)
        ship = x - wide, y - high, 2 * wide, 2 * high
        taken.append(ship)
        worn = theft_view.draw_name(canvas, moment, shown, panels)
        if worn is not None:
            taken.append(worn)
        if self._scan > 0.0:
            taken.append(hud.name_scan(canvas, here, self._scan, [*taken, *hunted]))
        hunters = self.hunters.rows(world, *here)
        if "fire" in world.abilities:
            self.ships.draw_aim(moment)
        self.ships.draw_marks(canvas, moment, hunters, taken, shown, panels)
        pointers.draw_threats(canvas, world.ships, hunters, here, taken)
        if target is not None and shown > 0.0:
            far, pulse = math.hypot(target[0] - here[0], target[1] - here[1]), math.sin(moment.time * 4.0)
            large = _large(mark.ship, moment) if mark is not None else 0.0
            pointed = pointers.draw_objective(canvas, target, far, shown, pulse, taken, panels, [ship], large)
        theft_view.draw_sleepers(canvas, moment, shown, panels)
        theft_view.draw_witnesses(canvas, moment, shown)
        people_view.draw_glass(canvas, moment, shown)
        named = loops_view.draw_posts(canvas, moment, shown, panels)
        loops_view.draw_marks(canvas, moment, shown, [*panels, *pointed, *named])
        tow_view.draw_on_glass(canvas, moment, shown)
        lesson = director.prompt
        asked = self.console_away and lesson is not None and lesson.action == "console"
        asked |= self.console_away and any(order.state == "add" and order.dial for order in director.objectives)
        self.console_sheet = sandbox_view.draw_glass(
            canvas, moment, self.key_name("console"), asked, shown, self._sheet, panels
        )
        if self._stripped:
            return pointed  # hands are full
        handshake = theft_view.draw_handshake(canvas, moment, self.choice_keys, self._handshake, panels)
        if handshake is not None:
            taken.append(handshake)
        elif lesson is not None and (lesson.action != "console" or "console" in world.abilities):
            key, age, bare = self.key_name(lesson.action), lesson.age / 60.0, lesson.bare is True
            taken.append(self.hud.draw_prompt(canvas, lesson.action, key, age, bare, panels, ship))
        return pointed

    def _draw_talk(self, canvas: Canvas, moment: Moment, comfort: Comfort, taken: list[Rect]) -> Rect | None:
        """Returns the rectangle of the panel at the foot of the picture, if there is one."""
        director = self.episode.director
        line, panel = director.line, None
        self.answers, self._notice, self._heard, self._said_small = [], None, 0.0, False
        chosen = self._draw_choice(canvas, moment, taken) if director.choice is not None else None
        self._asked = chosen if director.choice is not None and director.choice.cards is True else None
        if line is not None and (director.choice is None or line.text != director.choice.ask):
            # else it stands over the answers, and nobody reads the same words twice
            if line.kind == "moderation" or line.who == "moderation":
                above = self._instruments[1].rects[:1] if self._instruments and self.hud.shown > 0.0 else []
                locked = [people_view.lockdown_words(canvas)] if moment.world.lives.lockdown.on else []
                above = sorted([*above, *locked], key=lambda rect: rect[1] + rect[3])
                self._notice = self.captions.draw_notice(canvas, line, self._titled, above)
                taken.append(self._notice)
            elif line.kind == "sound":
                if comfort.sound_captions:
                    low = chosen is not None and chosen[1] > canvas.height / 2
                    foot = chosen[1] - 8 if chosen is not None and low else canvas.height - 40
                    heard = self.captions.draw_sound(canvas, line, foot)
                    taken.append(heard)
                    self._heard = (canvas.height - heard[1]) * comfort.text if not low else 0.0
                    panel = heard if self._large else None
            elif director.choice is None or chosen is None:
                tender = moment.world.pictures is not None  # such scenes have no panels
                self._said_small = tender or self._tight or self._fight > 0.0
                if self._said_small:
                    between = self._between_instruments(canvas, moment)
                    panel = dialogue_panel.draw_small(canvas, line, comfort.dialogue_speed, between)
                else:
                    panel = dialogue_panel.draw(canvas, line, comfort.dialogue_speed)
                taken.append(panel)
            else:
                panel = dialogue_panel.draw_small(
                    canvas, line, comfort.dialogue_speed, self._beside_choice(canvas, moment, chosen, line.id)
                )
                taken.append(panel)
        low = [rect for rect in (chosen, panel) if rect is not None and rect[1] + rect[3] / 2 > canvas.height / 2]
        return max(low, key=lambda rect: rect[2], default=None)

    @property
    def _titled(self) -> bool:
        """Whether a title has all of the picture for itself, as it needs with large letters."""
        return self._large and self.episode.director.title is not None

    def _draw_strip(self, canvas: Canvas, moment: Moment, talk: Rect | None) -> Rect | None:
        """A handshake with large letters: at the foot of the picture, over what is said there."""
        self._stripped = False
        if not self._large or moment.player < 0:
            return None
        foot = talk[1] - 6.0 if talk is not None else canvas.height - hud.MARGIN + 10.0
        strip = theft_view.draw_strip(canvas, moment, self.choice_keys, foot)
        self._stripped = strip is not None
        return strip

    def _draw_choice(self, canvas: Canvas, moment: Moment, taken: list[Rect]) -> Rect:
        choice = self.episode.director.choice
        if choice.cards is True:
            said = (line.who for line in self.episode.level.lines.values() if line.text == choice.ask)
            taken.append(answer_cards.draw(canvas, choice, list(self.choice_keys), next(said, "")))
            self._keep_answers(canvas, answer_cards.cards(canvas, choice))
            return taken[-1]
        laid = dialogue_panel.ChoicePanel(canvas, choice)
        ships = _ship_rooms(canvas, moment)
        spots = laid.spots(canvas)
        x, y, _, _ = self._choice.place(choice.id, spots, ships, taken, moment.time)
        said = (line.who for line in self.episode.level.lines.values() if line.text == choice.ask)
        rect = laid.draw(canvas, x, y, list(self.choice_keys), next(said, ""))
        self._keep_answers(canvas, laid.rects(x, y))
        taken.append(rect)
        return rect

    def _keep_answers(self, canvas: Canvas, rects: list[Rect]) -> None:
        u = canvas.unit
        self.answers = [(x * u, y * u, wide * u, high * u) for x, y, wide, high in rects]

    def _between_instruments(self, canvas: Canvas, moment: Moment) -> Callable[[float, float], Rect]:
        """Where something short is said at the foot of the picture: in its middle, or as near as the bars leave free.

        They would go up for it, and down again after it, while somebody reads them.
        """
        bars = (
            moment.player >= 0
            and self._instruments
            and self.hud.shown > 0.0
            and hud.wanted(moment.world, moment.player)
        )
        left = self._instruments[0].rects[0][0] + self._instruments[0].rects[0][2] + APART if bars else 0.0
        right = self._radar[0] - APART if self._radar is not None else canvas.width

        def at(wide: float, high: float) -> Rect:
            x = (canvas.width - wide) / 2
            if wide <= right - left:
                x = min(max(x, left), right - wide)
            return x, canvas.height - dialogue_panel.BOTTOM - dialogue_panel.SMALL_ABOVE - high, wide, high

        return at

    def _beside_choice(self, canvas: Canvas, moment: Moment, chosen: Rect, line: str) -> Callable[..., Rect]:
        """Where something said while a choice is open goes: next to it, or along the top."""

        def at(wide: float, high: float) -> Rect:
            x, foot = (canvas.width - wide) / 2, canvas.height - dialogue_panel.BOTTOM - high
            above, below = chosen[1] - 10 - high, chosen[1] + chosen[3] + 10
            heights = [above, min(below, foot), *dialogue_panel.HEADS]
            ships = _ship_rooms(canvas, moment)
            spots = [(x, max(20.0, y), wide, high) for y in heights]
            return self._aside.place(line, spots, ships, [chosen, chosen], moment.time)

        return at


def _followed_by(moment: Moment) -> tuple[float | None, str]:
    """What comes after the ship and must not reach her: how far behind [u], and what it is called."""
    world = moment.world
    if world.sweep.active:
        return world.sweep.distance_to(*moment.here), "SWEEP"
    if world.front is not None and world.daly is None:  # a room that folds has a clock of its own
        return max(1.0, world.front.gap(*moment.here)), "UNLOADS"
    return None, ""


def _hides_friends(canvas: Canvas, moment: Moment, rect: Rect) -> bool:
    """Whether a panel there would lie over somebody of the crew who is not on board."""
    ships, poses = moment.world.ships, moment.poses
    rows = np.flatnonzero((ships.team == Team.CREW) & poses.seen & (ships.id != moment.world.player))
    half = ships.radius[rows] * canvas.world_unit
    x, y = canvas.place(poses.x[rows], poses.y[rows])
    return not free(boxes(x - half, y - half, 2 * half, 2 * half), [rect]).all()


def _round(a: Rect, b: Rect) -> Rect:
    """Round both of two rectangles."""
    x, y = min(a[0], b[0]), min(a[1], b[1])
    return x, y, max(a[0] + a[2], b[0] + b[2]) - x, max(a[1] + a[3], b[1] + b[3]) - y


def _ship_rooms(canvas: Canvas, moment: Moment) -> list[Rect]:
    """What panels leave free round the player's ship, if there is one."""
    return [room_round(canvas, moment.here, SHIP_ROOM)] if moment.player >= 0 else []


def _speaks_at(caption, moment: Moment) -> tuple[float, float] | None:
    """Where a chat line belongs: its ship as it is drawn, its row of the crowd, or its place."""
    if caption.ship:
        row = moment.world.ships.row_of(caption.ship)
        return (float(moment.poses.x[row]), float(moment.poses.y[row])) if row >= 0 else None
    crowd, row, lag = moment.world.traffic, caption.row, moment.behind
    if 0 <= row < crowd.n:
        return float(crowd.x[row] - crowd.vx[row] * lag), float(crowd.y[row] - crowd.vy[row] * lag)
    return (caption.x, caption.y) if caption.x or caption.y else None


def _large(ship: int, moment: Moment) -> float:
    """The radius of a ship that is large [world units]; 0: it is not, or there is none."""
    row = moment.world.ships.row_of(ship) if ship else -1
    radius = KINDS[KIND_NAMES[int(moment.world.ships.kind[row])]].radius if row >= 0 else 0.0
    return radius if radius > LARGE else 0.0


def _lift(caption, moment: Moment) -> float:
    """How far over whoever speaks the words stand [world units]: what is large is not written over."""
    row = moment.world.ships.row_of(caption.ship) if caption.ship else -1
    if row < 0:
        return ABOVE
    return max(ABOVE, HEAD * KINDS[KIND_NAMES[int(moment.world.ships.kind[row])]].radius)


def chapter(level) -> str:
    """`01  NO GAMERTAG`: the number from the folder's name, the title from the level."""
    number = level.id.split("-", 1)[0]
    return f"{number}  {level.title.upper()}" if number.isdigit() else level.title.upper()
