"""The flight: the one scene in which ticks pass. Hands or a pilot make commands; view and sound follow the episode."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pygame

from game.lab import proof
from game.lab.recorder import Recorder
from game.lab.recording import SUFFIX, Recording, RecordingError
from game.lab.reel import Clip
from game.play import crash, known
from game.play.console import Console
from game.play.journal import log
from game.play.memory import Trim
from game.play.pace import Beat
from game.play.saves import Save
from game.play.scenes import ahead
from game.play.scenes.heard import draw_heard
from game.play.scenes.keepsakes import MOMENTS, Keepsakes
from game.play.scenes.reload import Reload
from game.play.scenes.tube import Tube
from game.play.settings import assists_of
from game.render import kitchen_clock, palette
from game.render.camera import Lens
from game.render.canvas import BODY, LABEL, Canvas
from game.render.frame import Frame
from game.render.rects import Rect, nearest, overlaps
from game.render.view import Comfort, View
from game.sim.command import Command, Press
from game.story.campaign import Progress
from game.story.episode import RETRY_TICKS, Episode, Happening
from game.story.state import STORY_EVENTS, StoryEvent
from game.story.television import shown
from game.ui.hints import draw_hints, hints_width
from game.ui.intents import Pointer

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.settings import Settings
    from game.sim.loadout import Assists


class Pilot(Protocol):
    """Whoever flies instead of hands: a bot, or a recording."""

    def command(self) -> Command: ...

    def hear(self, events: Sequence[Happening]) -> None: ...


PATIENCE_TICKS = 84  # a lost run goes on by itself after this long: back in the fight within two seconds
LAST_LOOK = 1.6  # between the end of a chapter and its figures [s]
NOTED = ("beat", "objective.added", "objective.done", "objective.failed", "retried", "lost")  # in the log
CRASH_SECONDS = 60.0  # of input that a crash leaves behind
KEEP_EVERY = 10.0  # [s]
TOLD = 8.0  # for which it is told that a save could not be written, or taken up [s]
RETICLE = 9.0  # [units]
AROUND_PRINT = 8.0  # what lies on a page keeps so far from what is typed there, and from the edges [units]
AGAIN_ABOVE = 46.0  # how far over what is said last the way on is written [units]
LOOKS_FIRST = 45  # ticks that a question has stood before a press on an answer gives it: nobody shoots an answer


class Flight:
    """One episode, flown."""

    name = "flight"

    def __init__(
        self,
        app: App,
        episode: Episode,
        wanted: str,
        *,
        pilot: Pilot | None = None,
        bot: str = "",
        progress: Progress | None = None,
        moments: Mapping[str, str] | None = None,
    ) -> None:
        """`wanted` is how the level was asked for; with a pilot, hands only watch: `bot` is its name.

        `progress` is where the campaign stands; None when the level is flown for itself. `moments` are those of this
        flight that were kept before it was taken up.
        """
        self.app = app
        self.episode = episode
        self.wanted = wanted
        self.pilot = pilot
        self.progress = progress
        self._asked = app.settings.difficulty, assists_of(app.settings)
        self.recorder = Recorder(episode, bot=bot)
        self.keepsakes = Keepsakes(episode, app.user_folder / MOMENTS, moments or {})
        answers = app.devices.bindings.answers(app.devices.last_used)
        self.view = View(app.atlas, episode, comfort_of(app.settings), self._key_name, answers)
        self.console = Console(app, self)
        self.tube: Tube | None = None  # until there is a television
        self._waited = 0  # ticks since the run was lost
        self._ended = 0.0  # seconds since the chapter ended
        self._told, self._telling = "", 0.0  # what is told of how the flight began, and for how long yet [s]
        self._unsaved = 0.0  # seconds for which it is still told that a checkpoint could not be written
        self._unkept = KEEP_EVERY - 2.0  # seconds flown since the last minute was written down
        self._keeper: threading.Thread | None = None
        self._trim = Trim()
        own = pilot is None and not episode.outcome and proof.is_own(episode.level)
        self.reload = Reload(episode.level.folder) if own else None
        row = episode.world.player_row
        if row >= 0:
            app.devices.face(float(episode.world.ships.angle[row]))
        if app.audio:
            app.audio.quiet()
        ahead.level(app.renderer, episode.level)
        if not app.windowless:
            ahead.scenery(self.view, ahead.view_unit(app.renderer) * comfort_of(app.settings).text)

    # --- scene ---

    @property
    def caption(self) -> str:
        return self.episode.level.title

    def enter(self) -> None:
        self.app.devices.lost = ""  # what is lost from now on matters here
        self.view.comfort = comfort_of(self.app.settings)
        self._heed_settings()
        self._show_pointer(False)
        if not self.app.windowless:
            crash.flight_begins(self.app.user_folder)  # here, as another flight that is left takes its marker along

    @property
    def difficulty(self) -> str:
        """That of the next tick: what the options say now counts from then on."""
        wish = self._wish()
        return self.episode.world.difficulty if wish is None else wish[0]

    def _wish(self) -> tuple[str, Assists] | None:
        """Difficulty and assists that were chosen since this flight last asked; None where there is nothing new."""
        if self.pilot is not None or self.episode.outcome:
            return None
        wish = self.app.settings.difficulty, assists_of(self.app.settings)
        return None if wish == self._asked else wish

    def _heed_settings(self) -> None:
        """Difficulty and assists may change at any time: the flight goes on with them, in a new recording."""
        wish = self._wish()
        if wish is None:
            return
        self._asked = difficulty, assists = wish
        self.keepsakes.set_aside(self.episode)
        self.episode.ask(difficulty, assists)
        self.recorder = Recorder(self.episode)
        self.keepsakes.begin_anew(self.episode)
        log.info("from here on %s, %s", difficulty, assists)

    def leave(self) -> None:
        """The chapter is left for good: wait for the last save."""
        self._show_pointer(True)
        self.app.pace.speed = 1.0
        if self._keeper:
            self._keeper.join()
        if not self.app.windowless:
            crash.flight_ends(self.app.user_folder)

    def reread(self, dt: float) -> Flight:
        """Whoever flies from here on: another flight in the place of this one when its level's files were saved."""
        fresh = self.reload.look(self.episode, dt) if self.reload is not None and not self.episode.outcome else None
        if fresh is None:
            return self
        flight = Flight(self.app, fresh, self.wanted, progress=self.progress, moments=self.keepsakes.sure)
        flight.reload = self.reload
        self.leave()
        self.app.scenes[self.app.scenes.index(self)] = flight
        if self.app.scenes[-1] is flight:
            flight.enter()
        return flight

    def update(self, beat: Beat) -> None:
        app, episode = self.app, self.episode
        if self.reread(beat.dt) is not self:
            return  # the next turn is the new one's
        self._tend_hands(beat)
        if app.devices.paused and not episode.outcome:
            app.devices.paused = False
            self.pause()  # which says what became of a pad that is lost
            return
        app.pace.speed = app.settings.speed / 100.0 * episode.director.time_scale
        happened: list[Happening] = []
        for _ in range(beat.ticks):
            happened += self.tick()
        self.view.update(happened, beat.flown)
        self._watch_tube(beat.dt)
        self._let_feel()
        if app.audio:
            app.audio.follow(episode, happened, beat.dt, shown=self.view.typed)
        self._answer(happened)
        self._keep_last_seconds(beat.dt)
        self._unsaved -= beat.dt
        self._telling -= beat.dt
        self._trim.update(beat.dt)
        if episode.outcome:
            self._ended += beat.dt
            if self._ended >= LAST_LOOK:
                self._show_figures()

    def _watch_tube(self, dt: float) -> None:
        """A television shows moments of this player's own flights, if there is one."""
        director = self.episode.director
        television = director.television
        if television is None:
            return
        if self.tube is None:
            from game.play.scenes import way

            clips, meanwhile = way.clips(self.app, self.progress), not self.app.windowless
            self.tube = self.view.tube = Tube(self.app.atlas, clips, self.app.user_folder, ahead=meanwhile)
            self.view.thanks = self.progress.met if self.progress else ()
        self.tube.watch(shown(television.channel, director.flags) if television.on else "", dt)

    def picture(self, alpha: float) -> Frame:
        devices = self.app.devices
        self.view.glass.choice_keys = devices.bindings.answers(devices.last_used)  # hands change, and bindings
        frame = self.view.frame(alpha, self.app.size)
        canvas = Canvas(frame.hud, Lens(1.0, 0.0, 0.0, *self.app.size), self.app.text_scale)
        if self.episode.waiting_retry:
            self._draw_lost(canvas)
        elif self.console.shown:
            self.console.draw(frame.hud, canvas.lens, self.view.time)
        elif self._aims_by_pointer():
            self._draw_pointed(canvas)
            self._draw_reticle(canvas)
        if self.reload is not None:
            scale = self.app.text_scale
            head = [(x * scale, y * scale, w * scale, h * scale) for x, y, w, h in self.view.glass.instruments]
            told = self.reload.draw(Canvas(frame.hud, Lens(1.0, 0.0, 0.0, *self.app.size)), scale, head)
            if told is not None:
                self.view.glass.taken.append((told[0] / scale, told[1] / scale, told[2] / scale, told[3] / scale))
        draw_heard(canvas, self.app, canvas.height, self.view.glass.taken)
        if self._unsaved > 0.0:  # whoever flies on ought to know that it will have been for nothing
            self._draw_told(canvas, f"Not saved: {self.app.unwritten}")
        elif self._telling > 0.0:
            self._draw_told(canvas, self._told)
        return frame

    def tell(self, words: str) -> None:
        """Say it over the flight for a while."""
        self._told, self._telling = words, TOLD

    def _draw_told(self, canvas: Canvas, words: str) -> None:
        words = words.upper()
        wide, high = canvas.measure(words, LABEL) + 10.0, LABEL + 9.0
        left, taken = (canvas.width - wide) / 2, self.view.glass.taken
        tops = range(12, int(canvas.height - high), 12)
        top = next((top for top in tops if not overlaps((left, top - 4.0, wide, high), taken)), tops[0])
        canvas.label(canvas.width / 2, top, words, palette.ink("amber"), "center")

    def _aims_by_pointer(self) -> bool:
        devices = self.app.devices
        return self.tube is None and devices.pointer_aims and self.pilot is None and devices.scheme == "direct"

    def pause(self) -> None:
        from game.play.scenes.pause import Pause

        self._show_pointer(True)
        self.app.push(Pause(self.app, self))

    # --- ticks ---

    def tick(self) -> list[Happening]:
        command = self._command()
        happened = self.episode.step(command)
        self.recorder.note(self.episode, command)
        self.keepsakes.note(self.episode, command, happened)
        if self.pilot:
            self.pilot.hear(happened)
        self.app.devices.answered(happened, self.episode.world.player)
        return happened

    def _command(self) -> Command:
        hands = self.app.devices.command(self._ship_on_screen())
        self._waited = self._waited + 1 if self.episode.waiting_retry else 0
        if self._waited and not self.pilot:
            return self._again(hands)
        if self.pilot:
            return self.pilot.command()
        return self.console.next_command() or (_answering(hands) if self.console.shown else hands)

    def _presses_sheet(self, wish: object) -> bool:
        """Whether the pointer was pressed on the console that lies before the ship."""
        sheet = self.view.glass.console_sheet
        if sheet is None or not isinstance(wish, Pointer) or wish.kind != "press":
            return False
        x, y, wide, high = sheet
        return x <= wish.x <= x + wide and y <= wish.y <= y + high

    def _answer_at(self, x: float, y: float) -> int | None:
        """The answer of an open question that lies at a place of the window, the first is 0."""
        choice = self.episode.director.choice
        if choice is None or choice.age < LOOKS_FIRST:
            return None
        for number, (left, top, wide, high) in enumerate(self.view.glass.answers):
            if left <= x <= left + wide and top <= y <= top + high:
                return None if choice.options[number].closed else number
        return None

    def _tend_hands(self, beat: Beat) -> None:
        """A pointer on answers, hands on the console; where that is put away, menus' wishes mean nothing."""
        asked, devices = self.app.devices.intents(beat.dt), self.app.devices
        if self.pilot is not None or self.episode.outcome:
            devices.consoled = False
            return
        for wish in asked:
            if isinstance(wish, Pointer) and wish.kind == "press":
                number = self._answer_at(wish.x, wish.y)
                if number is not None:
                    devices.answer(number)
        if not self.console.shown and any(self._presses_sheet(wish) for wish in asked):
            devices.consoled = True
        if devices.consoled or (self.console.shown and devices.paused):
            devices.consoled = devices.paused = False
            self.console.toggle()
            self._show_pointer(self.console.shown)
        elif self.console.shown:
            self.console.handle(asked)
            self._show_pointer(self.console.shown)
        self.view.glass.console_away = not self.console.shown  # whoever put it away
        self.view.glass.console_lies = self.console.lies
        self.view.camera.beside = self.console.reach

    def _again(self, hands: Command) -> Command:
        """A lost run: a press takes it up at once, patience does so soon."""
        ready = self._waited >= RETRY_TICKS
        wished = hands.pressed & (Press.RETRY | Press.SKIP)
        if ready and (wished or self._waited >= PATIENCE_TICKS):
            return Command.of(pressed=Press.RETRY)
        return Command()

    def _ship_on_screen(self) -> tuple[float, float] | None:
        world = self.episode.world
        row = world.player_row
        if row < 0:
            return None
        lens = self.view.camera.lens(self.app.size)
        return float(lens.x(float(world.ships.x[row]))), float(lens.y(float(world.ships.y[row])))

    # --- what follows from what happened ---

    def _answer(self, happened: list[Happening]) -> None:
        for event in happened:
            if event.kind == "checkpoint":
                self._save(event.name)
            elif event.kind == "won":
                self._advance(event.name)
            elif event.kind == "gate.opened" and event.name in self.episode.world.gates:
                ahead.behind(self.app.renderer, self.episode.level, self.episode.world.gates[event.name])
            elif event.kind in NOTED and (isinstance(event, StoryEvent) or event.kind not in STORY_EVENTS):
                log.info("%s %s at %.1f s", event.kind, event.name, self.episode.frame / 60.0)
                if event.kind == "lost" and self.episode.ending and self._counts:
                    known.ended(self.app.user_folder, self.episode.ending)
            elif event.kind == "report":
                log.info("the story: %s", event.text if hasattr(event, "text") else event.name)

    @property
    def _counts(self) -> bool:
        """Whether it is flown in the game's own campaign."""
        return self.progress is not None and not self.progress.campaign

    def _advance(self, ending: str) -> None:
        """A chapter of the campaign is won: that is kept before anything else happens."""
        log.info("won %s at %.1f s", ending, self.episode.frame / 60.0)
        self._prove()
        if self.progress is not None:
            from game.play.scenes import way

            if self._keeper:
                self._keeper.join()
            self.progress = way.won(self.app, self.episode, self.progress, self.keepsakes)

    def _prove(self) -> None:
        """Whoever finishes a level of their own has proved that it can be: that is kept in its folder."""
        level = self.episode.level
        if self.pilot is not None:
            return
        try:
            if proof.is_own(level) and proof.keep(self.recorder.recording(), level):
                log.info("proved: %s", level.folder / proof.FILE)
        except (OSError, RecordingError) as error:
            log.info("the proof could not be written: %s", error)

    def _save(self, checkpoint: str) -> None:
        """Keep the checkpoint, off the loop's thread: a slow disk must not cost a frame."""
        if self.pilot is not None:
            return  # watching costs nobody their own saves
        recording = self.recorder.recording().cut(0.0)
        if self._keeper:
            self._keeper.join()
        clips = self.keepsakes.until_now(self.episode) if self.progress is not None else []
        self._keeper = threading.Thread(target=self._keep, args=(checkpoint, recording, clips), name="save")
        self._keeper.start()

    def _keep(self, checkpoint: str, recording: Recording, clips: Sequence[Clip] = ()) -> None:
        title = self.episode.level.title
        moments = self.keepsakes.put_away(clips, dict(self.keepsakes.sure))
        self.app.keep_save(Save(self.wanted, title, checkpoint, recording.pack(), self.progress, moments))
        self._unsaved = TOLD if self.app.unwritten else 0.0

    def keep_recording(self, name: str) -> Path | None:
        """Write the last minute into the player's folder; None when that fails."""
        path = self.app.user_folder / "recordings" / f"{name}{SUFFIX}"
        return path if write_recording(self.recorder.recording(), path) else None

    def _keep_last_seconds(self, dt: float) -> None:
        """Every now and then, off the loop's thread: an end without a word leaves this behind."""
        self._unkept += dt
        if self._unkept < KEEP_EVERY or self.pilot or self.app.windowless:
            return
        self._unkept = 0.0
        path = self.app.user_folder / crash.LAST
        threading.Thread(target=write_recording, args=(self.recorder.recording(), path), name="recording").start()

    def _let_feel(self) -> None:
        if self.view.hold > 0.0:
            self.app.pace.hold(self.view.hold)
            self.view.held(self.view.hold)
        low, high, seconds = self.view.take_rumble()
        strength = self.app.settings.rumble / 100.0
        if seconds > 0.0 and strength > 0.0:
            self.app.devices.rumble(low * strength, high * strength, seconds)

    def _show_figures(self) -> None:
        from game.play.scenes.chapter_end import ChapterEnd
        from game.play.scenes.ending import Ending

        self._ended = float("-inf")
        if self.progress is not None and self.episode.ending:  # no figures after that
            self.app.go(Ending(self.app, self.episode.ending))
            return
        self._show_pointer(True)
        self.app.push(ChapterEnd(self.app, self))

    # --- glass ---

    def _key_name(self, lesson: str) -> str:
        devices = self.app.devices
        return devices.bindings.lesson(lesson, devices.scheme, devices.last_used)

    def _draw_lost(self, canvas: Canvas) -> None:
        frame_dark = min(0.55, self._waited / 60.0)
        canvas.rect(0.0, 0.0, canvas.width, canvas.height, palette.ink("void", frame_dark))
        if self._waited >= RETRY_TICKS:
            devices = self.app.devices
            hints = [(devices.bindings.name("retry", devices.last_used), "ONCE MORE")]
            wide = hints_width(canvas, hints, BODY)
            spoken = self.view.glass.foot / self.app.text_scale  # what is said last stays where it is
            x, y = (canvas.width - wide) / 2, min(canvas.height * 0.62, canvas.height - spoken - AGAIN_ABOVE)
            panel = x - 20.0, y - 18.0, wide + 40.0, BODY + 36.0
            page = self.episode.director.page
            if page is not None:  # every word of it is read: under what is typed, or beside its last rows
                panel = _off_print(canvas, panel, [row.rect for row in kitchen_clock.page_rows(canvas, page.lines)])
                x, y = panel[0] + 20.0, panel[1] + 18.0
            canvas.panel(*panel)
            self.view.glass.taken.append(panel)
            draw_hints(canvas, x, y, hints, BODY)

    def _draw_pointed(self, canvas: Canvas) -> None:
        """A frame round the answer that a press would give."""
        number = self._answer_at(*self.app.devices.pointer)
        if number is not None:
            x, y, wide, high = (value / canvas.unit for value in self.view.glass.answers[number])
            corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
            canvas.path(corners, 2.0, palette.ink("select"), closed=True)

    def _draw_reticle(self, canvas: Canvas) -> None:
        x, y = (value / canvas.unit for value in self.app.devices.pointer)
        for width, tone in ((4.2, palette.ink("panel", 0.7)), (1.6, palette.ink("ring"))):  # it has to show on canvas
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                canvas.line(x + dx * 4, y + dy * 4, x + dx * RETICLE, y + dy * RETICLE, width, tone)

    def _show_pointer(self, shown: bool) -> None:
        if not self.app.windowless:
            pygame.mouse.set_visible(shown)


ANSWERS = int(Press.CHOICE_1 | Press.CHOICE_2 | Press.CHOICE_3 | Press.CHOICE_4)


def _off_print(canvas: Canvas, panel: Rect, rows: Sequence[Rect]) -> Rect:
    """Where a panel goes on a page that has such rows of print: under them, or as near to there as none is covered."""
    room, foot = AROUND_PRINT, max((y + high for _, y, _, high in rows), default=panel[1])
    read = [(x - room, y - room, wide + 2 * room, high + 2 * room) for x, y, wide, high in rows]
    return nearest((panel[0], foot + room, *panel[2:]), (canvas.width, canvas.height), read, room)


def _answering(hands: Command) -> Command:
    """What hands on the console mean for the flight: answers, and nothing else."""
    return Command(pressed=hands.pressed & ANSWERS)


def comfort_of(settings: Settings) -> Comfort:
    """The settings that change the picture, as the view wants them."""
    return Comfort(
        shake=settings.shake / 100.0,
        flash=settings.flash / 100.0,
        text=settings.text_size / 100.0,
        dialogue_speed=settings.talk_speed / 100.0,
    )


def write_recording(recording: Recording, path: Path) -> bool:
    """Keep the last minute of a flight; False, and a line in the log, when the disk refuses."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        recording.cut(CRASH_SECONDS).save(path)
    except (OSError, RecordingError) as error:
        log.info("the recording could not be written: %s", error)
        return False
    return True
