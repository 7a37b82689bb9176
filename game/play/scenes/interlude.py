"""An interlude: a real room by daylight, somebody who answers, and the questions and evidence of whoever asks.

Nothing flies and no tick passes. `game.story.interlude` says what may be done and what follows; this shows it, lets the
hands choose, and gives each line its time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from game import resources
from game.play.pace import Beat
from game.play.scenes.heard import draw_heard
from game.play.scenes.panel import glass
from game.render import evidence, palette
from game.render import interlude_table as table
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.dialogue_panel import typed
from game.render.frame import Camera, Frame
from game.render.rects import overlaps
from game.render.speakers import face
from game.story import interlude as story
from game.story.dialogue import reading_ticks
from game.story.interlude import Move, Outcome
from game.story.interlude_schema import Line
from game.ui.intents import Intent, Pointer, Transport

if TYPE_CHECKING:
    from game.play.app import App

MUSIC = "room"  # its tone, and nothing else
FADE = 0.9  # into the picture and out of it [s]
TURN = 0.35  # his face changes, the pad comes and goes [s]
LOOKS_FIRST = 0.75  # after the last word, before a press chooses: who skips to its end has not asked anything [s]
LEAVE = "NO FURTHER QUESTIONS"
MENU = "MENU"  # for hands that have only a mouse
GONE = "gone"  # the picture of a room in which nobody is left; not every room has one
LAST_LOOK = 1.2  # of the room, when all is said [s]
PULSE = 1.6  # of a lamp [s]
HEARD = 0.3  # of the picture, from its top: what is heard is written there
TOUCH = 6.0  # so far a card in hand may reach over one on the table [units]


@dataclass(frozen=True, slots=True)
class Room:
    """Where things are in a room's picture. Anchors are shares of the picture; a lamp is in its units of 720p.

    his, ours  beside whom the words stand, and on which side of them he and we are (-1 left, 1 right, 0 below)
    laid       where the first card on the table lies
    voice      nobody sees his face: his portrait stands beside his words
    clock      where the seconds that are left are shown, and how high their letters are
    """

    his: tuple[float, float, int]
    ours: tuple[float, float, int]
    laid: tuple[float, float]
    voice: bool = False
    lamp: tuple[float, float, str] | None = None
    clock: tuple[float, float, float] | None = None


ROOMS: dict[str, Room] = {
    "newsroom": Room(
        (0.52, 0.44, 0), (0.25, 0.80, 0), (0.74, 0.70), voice=True, lamp=(764, 500, "jade"), clock=(687, 493, 15.0)
    ),
    "deposition": Room((0.705, 0.52, 1), (0.30, 0.52, -1), (0.452, 0.752), lamp=(652, 501, "red")),
    "boardroom": Room((0.705, 0.52, 1), (0.25, 0.80, 0), (0.47, 0.745)),
    "office": Room((0.66, 0.50, 1), (0.25, 0.80, 0), (0.60, 0.765)),
}


class Interlude:
    """One interlude, shown. `then` gets its outcome when the picture has gone dark."""

    name = "interlude"
    music = MUSIC

    def __init__(
        self,
        app: App,
        name: str,
        flags: Iterable[str] = (),
        then: Callable[[Outcome], None] | None = None,
        root: Path | None = None,
    ) -> None:
        """Raises LevelError when there is no interlude of that name, or its file has mistakes."""
        self.app = app
        self.script = story.load(name, root)
        self.given = frozenset(flags)
        self.then = then or (lambda outcome: app.pop())
        self.place = ROOMS.get(self.script.header.room, Room((0.7, 0.5, 1), (0.1, 0.6, 0), (0.44, 0.74)))
        self.frame = Frame.of(app.atlas)
        moods = {line.mood or "neutral" for line in self.script.lines.values() if line.who == "walton"}
        faces = {self._backdrop(mood) for mood in moods}
        left = self._backdrop(GONE)
        self._faces = sorted(faces | {left} if left != self.script.header.room else faces)
        if app.audio:
            app.audio.quiet()
        self.begin()

    @property
    def title(self) -> str:
        return self.script.header.title.upper()

    def begin(self) -> None:
        """From the first word."""
        self.interlude = story.Interlude(self.script, self.given)
        self.interlude.begin()
        self.time = 0.0
        self.dark = 0.0  # seconds that the picture has been fading at the end
        self.age = 0.0  # of the line that is said [s]
        self.turn = 0.0  # since it became the asker's turn [s]
        self.quiet = 0.0  # since the last word of anybody [s]
        self.slid = evidence.TURN_S  # since a card was laid down [s]
        self.focus: Move | None = None
        self.mood, self.next_mood, self.mixed = "neutral", "neutral", 1.0
        self._menu: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
        self._layout: table.Layout | None = None
        self._unit = 1.0
        self._hear_line()

    def spoken(self) -> list[tuple[str, str]]:
        """(speaker, words) of all that was said so far, for the log."""
        names = {self.script.header.asker.who: self.script.header.asker.name, "sound": "", "sign": ""}
        lines = [self.script.lines[id] for id in self.interlude.memory.said]
        return [(names.get(line.who, line.who.upper()), line.text) for line in lines]

    # --- scene ---

    def enter(self) -> None:
        self.app.pace.speed = 1.0
        self.app.music(self.music)

    def leave(self) -> None:
        """Nothing is held."""

    def update(self, beat: Beat) -> None:
        if self.app.devices.paused:  # asked for, or the window lost the keyboard: nobody talks to an empty chair
            self.app.devices.paused = False
            self.pause()
            return
        self.advance(beat.dt)
        if not self.interlude.over:
            for wish in self.app.devices.intents(beat.dt):
                if self._answer(wish):
                    break
        else:
            self.app.devices.intents(beat.dt)
        self._sound(beat.dt)
        if self.interlude.over and self.dark >= LAST_LOOK + FADE:
            self.dark = float("-inf")
            self.then(self.interlude.outcome)

    def advance(self, dt: float) -> None:
        """Time passes: lines end by themselves, faces turn, cards slide."""
        self.time += dt
        self.mixed = min(1.0, self.mixed + dt / TURN)
        self.slid += dt
        if self.interlude.over:
            self.dark += dt
            return
        line = self.interlude.line
        if line is None:
            self.turn += dt
            self.quiet += dt
            return
        if self._in_the_dark:
            return
        self.age += dt
        if self.age >= self.lasts(line):
            self._next()

    @property
    def _in_the_dark(self) -> bool:
        """Nobody speaks before the room is there to be seen, unless that is asked for."""
        return self.time < FADE and self.age == 0.0

    def lasts(self, line: Line) -> float:
        """How long a line stays when nobody skips it [s]: a silence, too, until its words have been read."""
        return max(line.pause or 0.0, reading_ticks(line.text) / 60.0)

    def picture(self, alpha: float) -> Frame:
        frame = self.room()
        canvas = glass(frame, self.app.size)
        self._unit = canvas.unit
        scale = self.app.text_scale
        line = self.interlude.line
        asks = line is None and not self.interlude.over
        laid = [self.script.cards[id] for id in self.interlude.memory.laid]
        if self.next_mood == GONE or (asks and self._hand_hides(canvas, len(laid), scale)):
            laid = []
        evidence.draw_laid(canvas, [(card.label, card.kind) for card in laid], self.slid, self.place.laid)
        if line is not None and not self._in_the_dark:
            self._draw_line(canvas, line, scale)
        elif asks:
            self._draw_turn(canvas, scale)
        self._draw_menu(canvas, scale)
        words = Canvas(frame.hud, Lens(1.0, 0.0, 0.0, *self.app.size), scale)
        people = (0.0, words.height * HEARD, words.width, words.height)  # what is heard stands over them and the table
        draw_heard(words, self.app, words.height, [people])
        return frame

    # --- hands ---

    def shown(self) -> list[Move]:
        """Everything that can be walked to: questions (or decisions), the way out, cards."""
        options = self.interlude.options()
        leave = self._leave()
        rows = [*options.decisions] or [*options.questions, *([leave] if leave else [])]
        return [*rows, *options.cards] if not options.decisions else rows

    def _leave(self) -> Move | None:
        found = next((move for move in self.interlude.moves() if move.kind == "leave"), None)
        return found._replace(text=LEAVE) if found else None

    def _answer(self, wish: Intent | Transport | Pointer) -> bool:
        """Do what was asked; True when the rest of what was asked is void."""
        if wish is Intent.BACK or (isinstance(wish, Pointer) and self._on_menu(wish)):
            self.pause()
            return True
        if self.interlude.line is not None:
            if wish is Intent.ACCEPT or (isinstance(wish, Pointer) and wish.kind == "press"):
                self._skip()
            return False
        if isinstance(wish, Pointer):
            self._point(wish)
        elif wish is Intent.ACCEPT:
            self._choose()
        elif isinstance(wish, Intent):
            self._walk(wish)
        return False

    def pause(self) -> None:
        from game.play.scenes.recess import Recess

        self.app.push(Recess(self.app, self))

    def _on_menu(self, pointer: Pointer) -> bool:
        """On the button that a mouse has for it, or with its other button anywhere."""
        if pointer.kind == "other":
            return True
        x, y, w, h = self._menu
        at = pointer.x / self._unit - x, pointer.y / self._unit - y
        return pointer.kind == "press" and 0 <= at[0] < w and 0 <= at[1] < h

    def _walk(self, wish: Intent) -> None:
        moves = self.shown()
        here = self._index(moves)
        first_card = next((i for i, move in enumerate(moves) if move.kind == "lay"), len(moves))
        if wish is Intent.RIGHT and here < first_card < len(moves):
            here = first_card
        elif wish is Intent.LEFT and here >= first_card:
            here = here - 1 if here > first_card else 0
        else:
            here = (here + (1 if wish in (Intent.DOWN, Intent.RIGHT) else -1)) % len(moves)
        self._look_at(moves[here])

    def _index(self, moves: list[Move]) -> int:
        focus = self.focus
        return next((i for i, move in enumerate(moves) if focus and move[:2] == focus[:2]), 0)

    def _look_at(self, move: Move) -> None:
        if self.focus is None or move[:2] != self.focus[:2]:
            self.app.heard("move")
        self.focus = move

    def _point(self, pointer: Pointer) -> None:
        if pointer.kind == "wheel":
            self._walk(Intent.UP if pointer.amount > 0 else Intent.DOWN)
            return
        under = self._layout.at(pointer.x / self._unit, pointer.y / self._unit) if self._layout else None
        if under is None:
            return
        self._look_at(under)
        if pointer.kind == "press":
            self._choose()

    def _choose(self) -> None:
        if self.quiet < LOOKS_FIRST:
            return
        moves = self.shown()
        move = moves[self._index(moves)]
        if move.reason:
            self.app.heard("refuse")
            return
        self.app.heard("choose")
        self.choose(move)

    def choose(self, move: Move) -> None:
        """One of the interlude's moves is made."""
        self.focus = move
        if move.kind == "lay":
            self.slid = 0.0
        self.interlude.do(move)
        self._hear_line()
        if self.interlude.line is None:
            self._our_turn()

    # --- lines ---

    def _skip(self) -> None:
        line = self.interlude.line
        if line is None:
            return
        if line.pause is None and self._typed(line) < len(line.text):
            self.age = self.lasts(line) * 0.6  # by then it is all there
            return
        self._next()

    def _typed(self, line: Line) -> int:
        return typed(line.text, self.age * 60.0, self.lasts(line) * 60.0, self.app.settings.talk_speed / 100.0)

    def _next(self) -> None:
        self.interlude.advance()
        self.quiet = 0.0
        self._hear_line()
        if self.interlude.line is None:
            self._our_turn()

    def _our_turn(self) -> None:
        """The focus goes to the next thing that can be done; to the way out only when nothing else is left."""
        self.turn = 0.0
        moves = self.shown()
        here = self._index(moves)
        able = [move for move in (*moves[here:], *moves[:here]) if not move.reason]
        self.focus = next((move for move in able if move.kind != "leave"), able[0] if able else None)

    def _hear_line(self) -> None:
        self.age = 0.0
        self._read_ahead()
        line = self.interlude.line
        if line is not None and line.who == "walton":
            self._turn_to(line.mood or "neutral")
        elif self._left_alone and self._backdrop(GONE) != self.script.header.room:
            self._turn_to(GONE)

    def _turn_to(self, mood: str) -> None:
        if mood != self.next_mood:
            self.mood, self.next_mood, self.mixed = self.next_mood, mood, 0.0

    @property
    def _left_alone(self) -> bool:
        """Whether nobody says anything here any more: what is still to come is heard and seen."""
        memory = self.interlude.memory
        to_come = [self.script.lines[id].who for id in memory.waiting]
        return memory.closed and bool(to_come) and all(who in ("sound", "sign") for who in to_come)

    def _read_ahead(self) -> None:
        """Every face that he may show next is decoded while somebody talks, so that none comes with a hitch."""
        if not self.app.windowless:
            for name in self._faces:
                self.app.renderer.preload(name, self._camera())

    def _sound(self, dt: float) -> None:
        if not self.app.audio:
            return
        line = None if self._in_the_dark else self.interlude.line
        if line is not None and line.who == "walton":  # who asks is us: we have no voice but what we choose
            self.app.audio.say(dt, self.interlude.line_id, "walton", "say", line.text, self._typed(line))
        else:
            self.app.audio.say(dt, "", "", "", "", 0)
        self.app.audio.update(dt)

    # --- picture ---

    def room(self) -> Frame:
        """The room as it is now, without words."""
        frame = self.frame
        frame.clear_lists()
        frame.time = self.time
        frame.backdrop, frame.backdrop_next = self._backdrop(self.mood), self._backdrop(self.next_mood)
        frame.backdrop_mix = self.mixed if frame.backdrop != frame.backdrop_next else 0.0
        if self.mixed >= 1.0:
            frame.backdrop, frame.backdrop_mix = frame.backdrop_next, 0.0
        frame.camera = self._camera()
        unit = frame.camera.zoom
        post = frame.post
        post.bloom, post.vignette, post.scan, post.aberration, post.grain = 0.0, 0.0, 0.0, 0.0, 0.0
        post.fade = max(0.0, 1.0 - self.time / FADE)
        if self.dark:
            post.fade = min(1.0, max(0.0, (self.dark - LAST_LOOK) / FADE)) if self.dark > 0.0 else 1.0
        self._draw_lamp(frame, unit)
        self._draw_clock(frame, unit)
        return frame

    def _camera(self) -> Camera:
        """The one fixed angle: the picture covers the window."""
        width, height = self.app.size
        return Camera(0.0, 0.0, max(width / 1280.0, height / 720.0))

    def _backdrop(self, mood: str) -> str:
        """The room's picture with that face in it, or the only one there is."""
        room = self.script.header.room
        name = f"{room}-{mood}"
        return name if (resources.assets() / "backdrops" / name).is_dir() else room

    def _on_screen(self, x: float, y: float, unit: float) -> tuple[float, float]:
        """Where a point of the room's picture [units of 720p] lies [px]."""
        width, height = self.app.size
        return width / 2 + (x - 640.0) * unit, height / 2 + (y - 360.0) * unit

    def _draw_lamp(self, frame: Frame, unit: float) -> None:
        """Somebody records, or the line is open: one small light that lives."""
        if self.place.lamp is None:
            return
        x, y, colour = self.place.lamp
        lit = 0.35 if (self.time % PULSE) < PULSE / 2 else 0.08
        px, py = self._on_screen(x, y, unit)
        frame.fx.glow(px, py, 30.0 * unit, tuple(lit * part for part in palette.rgb(colour)))

    def _draw_clock(self, frame: Frame, unit: float) -> None:
        if self.place.clock is None or not self.script.header.seconds:
            return
        x, y, size = self.place.clock
        px, py = self._on_screen(x, y, unit)
        seconds = round(self.seconds_left())
        words = f"{seconds // 60}:{seconds % 60:02d}"
        frame.fx.text(size * unit, words, px, py, palette.ink("tagged", 0.9), "center")

    def seconds_left(self) -> float:
        """Of the time that he has given us: each question with its answer takes its share of it."""
        header = self.script.header
        asked = len(self.interlude.memory.asked)
        share = header.seconds / header.questions
        line = self.interlude.line
        going = 0.0
        if asked and line is not None and line.who == "walton" and not self.interlude.memory.closed:
            going = 1.0 - min(1.0, self.age / self.lasts(line))
        elif asked and line is not None and not self.interlude.memory.closed:
            going = 1.0
        return max(0.0, header.seconds - share * (asked - going))

    def _draw_line(self, canvas: Canvas, line: Line, scale: float) -> None:
        if line.who == "sound":
            shown = min(1.0, self.age / 0.4, max(0.0, (self.lasts(line) - self.age) / 0.4))
            table.draw_silence(canvas, line.text, scale, max(0.05, shown))
            return
        if line.who == "sign":
            heading, _, words = line.text.partition(": ")
            if not words:
                table.draw_silence(canvas, line.text, scale, min(1.0, self.age / 0.6))
                return
            cards = self.script.cards.values()
            kind = next((card.kind for card in cards if card.sign == self.interlude.line_id), "form")
            evidence.draw_sign(canvas, heading, words, kind, scale, self.age)
            return
        asker = self.script.header.asker
        ours = line.who == asker.who
        x, y, tail = self.place.ours if ours else self.place.his
        portrait = face("walton", line.mood or "") if self.place.voice and not ours else ""
        name, role = (asker.name, asker.role) if ours else ("JAMES WALTON", "")
        speech = table.Speech(name, role, line.text, self._typed(line), (x, y), tail, portrait, ours)
        table.draw_speech(canvas, speech, scale)

    def _lay_out(self, canvas: Canvas, scale: float) -> tuple[table.Layout, Move]:
        """Pad and hand as they are now, and what has the focus."""
        moves = self.shown()
        focus = moves[self._index(moves)]
        return table.lay_out(canvas, self.interlude.options(), self._leave(), focus, scale), focus

    def _hand_hides(self, canvas: Canvas, count: int, scale: float) -> bool:
        """Whether the hand needs the room of the cards on the table: slivers of them between its own say nothing, and
        it names itself what lies there."""
        layout, _ = self._lay_out(canvas, scale)
        boxes = evidence.laid_boxes(canvas, count, self.place.laid)
        hand = [(x + TOUCH, y + TOUCH, w - 2 * TOUCH, h - 2 * TOUCH) for _, x, y, w, h, *_ in layout.cards]
        return any(overlaps(box, hand) for box in boxes)

    def _draw_turn(self, canvas: Canvas, scale: float) -> None:
        self._layout, focus = self._lay_out(canvas, scale)
        rise = min(1.0, self.turn / TURN)
        kinds = {id: card.kind for id, card in self.script.cards.items()}
        table.draw_hand(canvas, self._layout, kinds, focus, scale, rise)
        table.draw_pad(canvas, self._layout, focus, self.heading, scale, rise)

    @property
    def heading(self) -> str:
        """What stands on the pad's head."""
        header, left = self.script.header, self.interlude.left
        if self.interlude.options().decisions:
            return "YOUR DECISION"
        if self.script.least < header.questions:
            return "QUESTIONS"
        return {0: "NO MORE QUESTIONS", 1: "ONE MORE QUESTION"}.get(left, f"{left} MORE QUESTIONS")

    def _draw_menu(self, canvas: Canvas, scale: float) -> None:
        size = 9.0 * scale
        wide = canvas.measure(MENU, size) + 20.0
        self._menu = canvas.width - wide - 14.0, 12.0, wide, size + 16.0
        x, y, w, h = self._menu
        canvas.rect(x, y, w, h, palette.ink("ink", 0.75))
        canvas.text(x + 10.0, y + 8.0, MENU, size, palette.ink("pearl"))
