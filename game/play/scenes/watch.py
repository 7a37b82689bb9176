"""Watching a recording: run it at any speed, stop it, take it frame by frame, wind it either way.

The scene never flies. It shows stills of a film (see `game.play.film`) in an episode of its own, which view and sound
follow as they follow a flight. Nothing is kept of it: no save, no note, no setting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.play.bindings import WATCH
from game.play.film import Film
from game.play.journal import log
from game.play.memory import Trim
from game.play.pace import TICK, Beat
from game.play.scenes import ahead
from game.play.scenes.deck import Deck, Reading
from game.play.scenes.flight import comfort_of
from game.play.scenes.heard import draw_heard
from game.play.scenes.projector import Projector
from game.render.camera import Lens
from game.render.canvas import BODY, Canvas
from game.render.frame import Frame
from game.render.glass import chapter
from game.render.palette import ink
from game.sim.clock import TICK_HZ
from game.story.episode import Happening
from game.ui.intents import Pointer, Transport

if TYPE_CHECKING:
    from game.play.app import App
    from game.render.view import View

SPEEDS = ((1, 8), (1, 4), (1, 2), (1, 1), (2, 1), (4, 1), (8, 1))  # as fractions
AS_FLOWN = SPEEDS.index((1, 1))
JUMP = 5 * TICK_HZ  # ticks of one press of rewind or forward
HOLD_AFTER = 0.38  # a control that is held longer than this winds on [s]
WINDS = 8.0  # times as fast as it was flown
ASIDE, URGENT = 0.004, 0.016  # of each picture for the film: while it is there, and while it is waited for [s]
LOST_DARK = 0.4


class Watch:
    """One recording, on the screen above the deck."""

    name = "watch"
    context = WATCH

    def __init__(self, app: App, film: Film) -> None:
        self.app = app
        self.film = film
        self.projector = Projector(app, film)
        self.episode = self.projector.episode
        self.frame = film.wanted  # where the recording shall be; it is shown as soon as it has been flown to
        self.running = True
        self.deck = Deck(lambda wish: app.devices.bindings.name(f"watch_{wish.name.lower()}", app.devices.last_used))
        self._speed = AS_FLOWN
        self._owed = 0.0  # ticks, less than one of them while it runs
        self._pressed: Transport | None = None  # the button that the mouse holds
        self._held = 0.0  # seconds for which rewind or forward has been held
        self._dragging = False
        self._loud = False
        self._trim = Trim()
        if app.audio:
            app.audio.quiet()
        ahead.level(app.renderer, film.level, self._unit())
        ahead.scenery(self.projector.view)
        header = film.recording.header
        log.info("watching %s, seed %d, %s, from tick %d", header.level, header.seed, header.bot or "hands", self.frame)

    # --- scene ---

    @property
    def caption(self) -> str:
        return f"{self.film.level.title} (recording)"

    def enter(self) -> None:
        self.view.comfort = comfort_of(self.app.settings)
        if not self.app.windowless:
            pygame.mouse.set_visible(True)

    def leave(self) -> None:
        log.info("no longer watched, at tick %d of %d", self.frame, self.film.last)
        for words in (self._warning(), *self.film.trouble.values()):
            if words:
                log.info("the recording: %s", words)
        if self.app.audio:
            self.app.audio.quiet()

    def update(self, beat: Beat) -> None:
        app = self.app
        app.devices.paused = False  # a lost keyboard matters only to who flies
        for wish in app.devices.intents(beat.dt):
            self._obey(wish)
            if app.scenes[-1] is not self:
                self._be_quiet()
                return
        self._hold(beat.dt)
        seconds = self._run(beat)
        self.film.want(self.frame, self._winding or int(self.running))
        self.film.work(ASIDE if self.film.at(self.frame) else URGENT)
        told = self._follow(seconds)
        self._sound(told, beat.dt)
        self._trim.update(beat.dt)

    def picture(self, alpha: float) -> Frame:
        """The loop's `alpha` is another clock's: this one runs at speeds of its own."""
        width, height = self.app.size
        foot = self._foot()
        between = min(1.0, self._owed) if self.running and not self._winding and self.there else 1.0
        frame = self.view.frame(between, (width, height - foot))
        frame.camera.shake = (0.0, -foot / 2)  # back ends lay the ground round the middle of the window
        glass = Canvas(frame.hud, Lens(1.0, 0.0, 0.0, width, height), self.app.text_scale)
        self._draw_over(frame, glass, foot / glass.unit)
        self.deck.draw(glass, self._reading(), self.app.devices.pointer)
        return frame

    # --- what hands ask for ---

    @property
    def view(self) -> View:
        return self.projector.view

    @property
    def there(self) -> bool:
        """Whether it is shown where it shall be, and all that leads up to it."""
        return self.projector.whole and self.projector.shown == self.frame

    @property
    def ended(self) -> bool:
        return self.frame >= self.film.last

    @property
    def speed(self) -> float:
        """Times as fast as it was flown, when it runs."""
        over, under = SPEEDS[self._speed]
        return over / under

    @property
    def _winding(self) -> int:
        """-1 back, 1 on, 0 not."""
        if self._held < HOLD_AFTER:
            return 0
        return -1 if self._holds(Transport.REWIND) else 1

    def _holds(self, wish: Transport) -> bool:
        return self._pressed is wish or self.app.devices.holds(wish)

    def _obey(self, wish: object) -> None:
        if isinstance(wish, Pointer):
            self._point(wish)
        elif isinstance(wish, Transport):
            self._do(wish)

    def _do(self, wish: Transport) -> None:
        frame, film = self.frame, self.film
        marks = [film.first, *(c.frame for c in film.recording.checkpoints), film.last]
        if wish is Transport.RUN:
            self._run_or_pause()
        elif wish in (Transport.FRAME_BACK, Transport.FRAME_ON):
            self.running = False
            self.go(frame + (1 if wish is Transport.FRAME_ON else -1))
        elif wish in (Transport.REWIND, Transport.FORWARD):
            self.go(frame + (JUMP if wish is Transport.FORWARD else -JUMP))
        elif wish in (Transport.SLOWER, Transport.FASTER):
            self._change_speed(1 if wish is Transport.FASTER else -1)
        elif wish is Transport.PREVIOUS:
            late = JUMP // 5 if self.running else 0  # it runs on while one presses again
            self.go(max((mark for mark in marks if mark < frame - late), default=film.first))
        elif wish is Transport.NEXT:
            self.go(min((mark for mark in marks if mark > frame), default=film.last))
        elif wish in (Transport.START, Transport.END):
            self.go(film.first if wish is Transport.START else film.last)
        else:
            self.menu()

    def _run_or_pause(self) -> None:
        """At the end it begins again."""
        if self.ended:
            self.go(self.film.first)
        self.running = not self.running
        self._be_quiet()
        self.app.heard("choose" if self.running else "pause")

    def _change_speed(self, step: int) -> None:
        wanted = max(0, min(len(SPEEDS) - 1, self._speed + step))
        if wanted != self._speed:
            self._speed = wanted
            self._be_quiet()
            self.app.heard("change")

    def go(self, frame: int) -> None:
        """Be at a frame, or at the end that is nearer."""
        self.frame = max(self.film.first, min(frame, self.film.last))
        self._owed = 0.0
        self.running = self.running and not self.ended

    def menu(self) -> None:
        from game.play.scenes.intermission import Intermission

        self.app.push(Intermission(self.app, self))

    def _point(self, pointer: Pointer) -> None:
        """Buttons and timeline; a press on the picture itself runs or pauses, the wheel turns frame by frame."""
        x, y = pointer.x, pointer.y
        if pointer.kind == "release":
            self._pressed, self._dragging = None, False
        elif pointer.kind == "move" and self._dragging:
            self.go(self.deck.frame_at(x))
        elif pointer.kind == "wheel":
            self._do(Transport.FRAME_BACK if pointer.amount > 0 else Transport.FRAME_ON)
        elif pointer.kind == "other":
            self.menu()
        elif pointer.kind == "press":
            self._press(x, y)

    def _press(self, x: float, y: float) -> None:
        wish = self.deck.button(x, y)
        if wish is not None:
            self._pressed = wish
            self._do(wish)
        elif self.deck.on_line(x, y):
            self._dragging = True
            self.go(self.deck.frame_at(x))
        elif not self.deck.covers(y):
            self._do(Transport.RUN)

    def _hold(self, dt: float) -> None:
        held = self._holds(Transport.REWIND) != self._holds(Transport.FORWARD)
        self._held = self._held + dt if held else 0.0

    # --- time ---

    def _run(self, beat: Beat) -> float:
        """Let the recording run or wind; returns the seconds of flight that passed."""
        wind = self._winding
        if self._dragging or not (wind or self.running):
            return 0.0
        speed = wind * WINDS if wind else self.speed * self.episode.director.time_scale
        self._owed += (beat.dt if wind else beat.flown) * abs(speed) * TICK_HZ
        ticks = int(self._owed + 1e-9)
        self._owed = max(0.0, self._owed - ticks)
        if wind < 0:
            self.frame = max(self.film.first, self.frame - ticks)
            return ticks * TICK
        goal = min(self.frame + ticks, self.film.last)
        if self.projector.shown == self.frame:  # whoever waits for a place does not run away from it
            self.frame = self.film.roll(self.frame, goal)
        if self.ended:
            self.running, self._owed = False, 0.0
        return abs(speed) * (beat.dt if wind else beat.flown)

    # --- what is seen ---

    def _follow(self, seconds: float) -> list[Happening]:
        """Bring the view to where the recording is, as far as it is there; returns what happened on the way."""
        projector = self.projector
        restless = self._dragging or self._winding < 0
        if restless or self.film.at(self.frame) is None:
            nearest = self.film.near(self.frame)
            farther = abs(projector.shown - self.frame)
            if nearest is not None and (restless or abs(nearest.frame - self.frame) < farther):
                projector.peek(nearest)
            return []
        before = projector.view
        told = projector.follow(self.frame, seconds)
        if projector.view is not before and self.app.audio:
            self.app.audio.quiet()  # what went on at another place
        if self._loud:
            self.app.pace.hold(projector.view.hold)  # the held breath of a hit belongs to the speed it was flown at
        projector.let_go()
        for event in told:
            if event.kind == "gate.opened" and event.name in self.episode.world.gates:
                ahead.behind(self.app.renderer, self.film.level, self.episode.world.gates[event.name], self._unit())
        return told

    def _unit(self) -> float:
        """Pixels a unit of the world has at zoom 1, above the deck."""
        width, height = self.app.size
        return Lens(1.0, 0.0, 0.0, width, height - self._foot()).ui

    def _foot(self) -> int:
        """How high the deck is [px]."""
        lens = Lens(1.0, 0.0, 0.0, *self.app.size)
        unit = lens.ui * self.app.text_scale
        return round(self.deck.height(lens.width / unit) * unit)

    # --- what is heard ---

    def _sound(self, told: list[Happening], dt: float) -> None:
        """Only a recording that runs as it was flown is heard."""
        audio = self.app.audio
        at_pace = self._speed == AS_FLOWN and not self._winding and not self._dragging
        if self.running and self.there and at_pace:
            self._be_loud()
            if audio:
                audio.follow(self.episode, told, dt, shown=self.view.typed)
            return
        self._be_quiet()
        if audio:
            audio.update(dt)

    def _be_loud(self) -> None:
        if self._loud:
            return
        self._loud = True
        director = self.episode.director
        if self.app.audio and director.music_hush_until <= self.episode.world.tick:
            self.app.audio.play_music(director.music)

    def _be_quiet(self) -> None:
        if not self._loud:
            return
        self._loud = False
        if self.app.audio:
            self.app.audio.quiet()
            self.app.audio.hush(sweep=False)
            self.app.audio.captions.shown.clear()

    # --- glass ---

    def _draw_over(self, frame: Frame, glass: Canvas, foot: float) -> None:
        """What darkens the picture must leave the deck alone."""
        high = glass.height - foot
        if frame.post.fade_hud > 0.0:
            glass.rect(0.0, 0.0, glass.width, high, (0.0, 0.0, 0.0, frame.post.fade_hud))
            frame.post.fade_hud = 0.0
        if self.episode.waiting_retry:
            glass.rect(0.0, 0.0, glass.width, high, ink("void", LOST_DARK))
            glass.label(glass.width / 2, high * 0.62, "LOST", ink("text"), "center", size=BODY)
        wide = glass.lens.width
        unit = Lens(1.0, 0.0, 0.0, wide, round(high * glass.unit)).ui / glass.lens.ui  # it is lower than the window
        taken = [(x * unit, y * unit, w * unit, h * unit) for x, y, w, h in self.view.glass.taken]
        draw_heard(glass, self.app, high, taken)

    def _reading(self) -> Reading:
        film, header = self.film, self.film.recording.header
        place = chapter(film.level)
        names = {c.frame: c for c in film.recording.checkpoints}
        over, under = SPEEDS[self._speed]
        flown = f"FLOWN BY {header.bot.upper()}" if header.bot else "FLOWN BY HAND"
        return Reading(
            first=film.first,
            last=film.last,
            frame=self.frame,
            running=self.running,
            backwards=self._winding < 0,
            speed=f"{over}×" if under == 1 else f"{over}/{under}×",
            status=self._status(),
            about=(f"{place}   SEED {header.seed}", f"SEED {header.seed}"),
            flown_by=flown if header.difficulty == "standard" else f"{flown}, {header.difficulty.upper()}",
            outcome=header.outcome,
            ready=(film.low, film.high),
            marks=sorted(frame for frame in names if frame > film.first),
            name=lambda frame: film.name(names[frame]) or "checkpoint",
            losses=film.landmarks.losses,
            warning=self._warning(),
        )

    def _status(self) -> str:
        if self._winding:
            return f"{'REWINDING' if self._winding < 0 else 'WINDING ON'}  {WINDS:.0f}×"
        if self.film.at(self.frame) is None:
            return f"SEEKING  {100 * self.film.reached():.0f} %"
        if self.ended:
            return "AT THE END"
        return "RUNNING" if self.running else "PAUSED"

    def _warning(self) -> str:
        strayed, trouble = self.film.landmarks.strayed, self.film.trouble
        if strayed is not None:
            return f"NOT AS RECORDED FROM TICK {strayed} ON"
        return f"THE CHECKPOINT AT TICK {min(trouble)} IS DAMAGED" if trouble else ""
