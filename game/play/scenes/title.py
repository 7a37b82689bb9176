"""The title screen: thirty million lights on their endless road, one ship beside it, and what one may do now."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from game.play import crash, known, settings
from game.play.journal import log
from game.play.pace import Beat
from game.play.scenes import dark_screen
from game.play.scenes.page import menu_hints
from game.play.scenes.traffic import Traffic
from game.render import palette
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.drawlist import PAST
from game.render.frame import Camera, Frame
from game.ui.hints import draw_hints, fit_hints
from game.ui.menu import Menu
from game.ui.theme import THEME
from game.ui.widgets import Button

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.saves import Save

NAME, SUBTITLE = "CALLISTER", "INTO INFINITY"
NAME_SIZE, SUBTITLE_SIZE = 72.0, 26.0  # cap heights [units]
NAME_TOP = 92.0
LEFT = 84.0
UNWRITTEN = "Nothing can be kept in {}, neither saves nor settings: {}."
ONLINE = "30,000,000 PLAYERS ONLINE.  NOT YOU."
SOMEONE, HOME = "SOMEONE IS IN.", "freedom"  # afterwards: what is said, and after which ending
SCREEN = (66.0, 96.0)  # the dark one's middle, from the right and from the foot [units]
MENU_TOP, MENU_BOTTOM, MENU_WIDTH = 332.0, 640.0, 400.0
MENU_RISES, NAME_RISES = 84.0, 34.0  # at 200 %: the menu needs more room under the name
ROWS = replace(THEME, row_height=38.0, room_grows=-0.3)  # all eight of them, at 200 % too
FOOT = 672.0
NOTE_SIZE, NOTE_LEADS, NOTE_SHARE = 11.0, 1.8, 0.42  # of what is said there: its letters, its lines, of the width
NOTE_GROWS = 1.6  # no further: the ship and her road stand there
NOTE_INSET, NOTE_APART = 14.0, 14.0  # round it, and under it [units]
WAITS = 30.0  # nobody touches anything for so long: flights play [s]
ARRIVAL = 3.2  # the ship slides in along its curve [s]
DAWN = 0.9  # the picture comes up out of the dark [s]
LIGHTS = {"gl": (6000, 0.6), "software": (3000, 1.0)}  # how many a back end can pay for, and how bright each is


class Title:
    """Menu, composition and music of the first screen."""

    name = "title"
    music = "title"

    def __init__(self, app: App) -> None:
        self.app = app
        self.time = 0.0
        self.traffic = Traffic(*LIGHTS[app.renderer.kind])
        self.frame = Frame.of(app.atlas)
        self.note = ""
        self._alone = 0.0  # seconds since somebody touched something
        self.ending = ""  # that the newest save has come to
        self.menu = self._menu()

    # --- what one may do ---

    def _menu(self) -> Menu:
        save = self._latest()
        self.ending = self.app.saves.ending() if save is not None else ""
        entries = []
        if save is not None:
            entries.append(Button("CONTINUE", lambda: resume(self.app, save), note=place_name(save)))
        entries.append(Button("NEW GAME", self._new_game))
        if save is not None or known.load(self.app.user_folder).chapters:
            entries.append(Button("CHAPTERS", self._chapters))
        if save is not None:
            entries.append(Button("LOAD", self._load))
        entries.append(Button("LEVELS", self._levels))  # for everybody: behind it is the editor, too
        entries += [
            Button("OPTIONS", self._options),
            Button("CREDITS", self._credits),
            Button("QUIT", self.app.quit),
        ]
        return Menu(entries, heard=self.app.heard, bare=True, theme=ROWS)

    def _latest(self) -> Save | None:
        try:
            return self.app.saves.latest()
        except OSError as error:
            log.info("saves cannot be read: %s", error)
            return None

    def _new_game(self) -> None:
        """At once, unless there is a game that is kept."""
        from game.play.scenes import way
        from game.play.scenes.new_game import NewGame

        if self.app.saves.held():
            self.app.push(NewGame(self.app, self))
        else:
            way.begin(self.app)

    def _options(self) -> None:
        from game.play.scenes.options import Options

        self.app.push(Options(self.app, self))

    def _chapters(self) -> None:
        from game.play.scenes.chapter_list import ChapterList

        self.app.push(ChapterList(self.app, self))

    def _load(self) -> None:
        from game.play.scenes.load import Load

        self.app.push(Load(self.app, self))

    def _levels(self) -> None:
        from game.play.scenes.levels import LevelList

        self.app.push(LevelList(self.app, self))

    def _credits(self) -> None:
        from game.play.scenes.credits import Credits

        self.app.push(Credits(self.app, self))

    def _attract(self) -> None:
        from game.play.scenes.attract import Attract

        self.app.push(Attract(self.app, self))

    # --- scene ---

    def enter(self) -> None:
        # only now: the flight that was left for this title had to leave first
        self.note = self.note or crash.last_words(self.app.user_folder) or "  ".join(self.app.saves.notes)
        self.note = self.note or settings.in_short(self.app.notes)
        if self.app.unwritten:
            self.note = UNWRITTEN.format(self.app.user_folder, self.app.unwritten)
        focus = self.menu.focus
        self.menu = self._menu()
        self.menu.focus = min(focus, len(self.menu.widgets) - 1)
        if self.app.audio:
            self.app.audio.quiet()  # what was left may have announced more
        self.app.music(self.music)
        self.app.pace.speed = 1.0
        self._alone, self.app.touched = 0.0, False

    def leave(self) -> None:
        """Nothing is held."""

    def update(self, beat: Beat) -> None:
        self.advance(beat.dt)
        self.menu.handle(self.app.devices.intents(beat.dt))
        self._alone = 0.0 if self.app.touched else self._alone + beat.dt
        self.app.touched = False
        if self._alone >= WAITS and self.app.scenes and self.app.scenes[-1] is self:
            self._attract()

    def advance(self, dt: float) -> None:
        """Let the picture live, also while a menu stands before it."""
        self.time += dt
        self.traffic.update(dt)
        if self.app.audio:
            self.app.audio.update(dt)

    def picture(self, alpha: float) -> Frame:
        frame = self.scenery()
        canvas = self._canvas(frame)
        self._draw_menu(canvas)
        return frame

    # --- picture ---

    def scenery(self, words: bool = True, alone: bool = False) -> Frame:
        """The composition without the menu; without `words` the name is left away, for menus that stand before it.

        alone  only the road, and nobody beside it
        """
        frame, size = self.frame, self.app.size
        frame.clear_lists()
        frame.time = self.time
        frame.backdrop = "title"
        unit = max(size[0] / 1280.0, size[1] / 720.0)
        frame.camera = Camera(6.0 * math.sin(self.time * 0.11), 3.0 * math.sin(self.time * 0.08), 1.02 * unit)
        frame.post.bloom, frame.post.threshold, frame.post.vignette = 0.6, 0.6, 0.4
        frame.post.scan = 0.03
        dawn = min(1.0, self.time / DAWN)
        frame.post.fade, frame.post.fade_hud = (1.0 - dawn) ** 2, 0.0
        left, top = (size[0] - 1280.0 * unit) / 2, (size[1] - 720.0 * unit) / 2
        self.traffic.draw(frame.fx, unit, left, top)
        if alone:
            return frame
        self._darken_left(frame, size)
        self._draw_ship(frame, self._canvas(frame).unit)
        if words:
            self._draw_name(frame)
        canvas = self._canvas(frame)
        x, y = (canvas.width - SCREEN[0]) * canvas.unit, (canvas.height - SCREEN[1]) * canvas.unit
        dark_screen.draw(frame.hud, frame.fx, x, y, canvas.unit, self.ending, self.time)
        return frame

    def _canvas(self, frame: Frame) -> Canvas:
        return Canvas(frame.hud, Lens(1.0, 0.0, 0.0, *self.app.size))

    def _darken_left(self, frame: Frame, size: tuple[int, int]) -> None:
        """Letters stand on the left: the picture steps back there."""
        wide = size[0] * 0.52
        out = wide * (PAST - 1.0)
        frame.fx.add("ramp", (wide - out) / 2, size[1] / 2, wide + out, size[1] * PAST, math.pi, (0.0, 0.0, 0.0, 0.72))

    def _draw_ship(self, frame: Frame, unit: float) -> None:
        """She slides in from the lower left on a long curve towards the crossing, and never gets there."""
        arrived = 1.0 - (1.0 - min(1.0, self.time / ARRIVAL)) ** 3
        drift = 4.0 * math.sin(self.time * 0.5)
        t = np.linspace(max(0.0, arrived - 0.75), arrived, 48)
        x = (40.0 + t * 452.0) * unit
        y = (748.0 - t * 226.0 - 34.0 * np.sin(t * 2.6) + drift * t) * unit
        heading = math.atan2(y[-1] - y[-2], x[-1] - x[-2])
        tail = np.linspace(0.0, 1.0, 47) ** 2
        rgba = np.concatenate([np.outer(tail, np.array(palette.rgb("ring")) * 0.9), np.zeros((47, 1))], axis=1)
        frame.fx.polyline(np.stack([x, y], axis=1), np.linspace(0.8, 2.8, 47) * unit, rgba, sprite="line")
        length = 84.0 * unit
        nose = float(x[-1]) + 0.42 * length * math.cos(heading), float(y[-1]) + 0.42 * length * math.sin(heading)
        frame.fx.glow(float(x[-1]), float(y[-1]), length * 1.1, tuple(0.35 * c for c in palette.rgb("ring")))
        frame.fx.sprite("callister", *nose, length, heading, lit=False)
        ring = nose[0] - 0.23 * length * math.cos(heading), nose[1] - 0.23 * length * math.sin(heading)
        pulse = 0.55 + 0.15 * math.sin(self.time * 2.2)
        frame.fx.glow(*ring, length * 0.5, tuple(pulse * c for c in palette.rgb("ring")))

    def _draw_name(self, frame: Frame) -> None:
        canvas = self._canvas(frame)
        unit, fx = canvas.unit, frame.fx
        top = NAME_TOP - NAME_RISES * (self.app.text_scale - 1.0)
        pearl, ring = palette.rgb("pearl"), palette.rgb("ring")
        width = fx.text_width(NAME_SIZE * unit, NAME)
        # Once as light, so that it blooms, and more than once behind the glass: sharp, and bolder than any text.
        fx.text(NAME_SIZE * unit, NAME, LEFT * unit, top * unit, (*pearl, 1.0))
        bolder = max(1.0, 1.2 * unit)
        for dx, dy in ((-bolder, 0.0), (bolder, 0.0), (0.0, -bolder), (0.0, bolder)):
            frame.hud.text(NAME_SIZE * unit, NAME, LEFT * unit + dx, top * unit + dy, (*pearl, 1.0))
        canvas.rect(LEFT, top + 97.0, width / unit, 2.0, palette.ink("hot", 0.9))
        natural = fx.text_width(SUBTITLE_SIZE * unit, SUBTITLE)
        spacing = round((width - natural) / (len(SUBTITLE) - 1))
        for layer in (fx, frame.hud):
            layer.text(SUBTITLE_SIZE * unit, SUBTITLE, LEFT * unit, (top + 117.0) * unit, (*ring, 1.0), spacing=spacing)

    def _draw_menu(self, canvas: Canvas) -> None:
        scale = self.app.text_scale
        top = MENU_TOP - MENU_RISES * (scale - 1.0)
        self.menu.draw(canvas, LEFT - 16.0, top, MENU_WIDTH * min(1.5, scale), MENU_BOTTOM - top, scale)
        foot = canvas.height - (720.0 - FOOT)
        size = 10.0 * scale
        hints = menu_hints(self.app, back=False)
        small = fit_hints(canvas, hints, size, canvas.width * 0.42)
        draw_hints(canvas, LEFT, foot, hints, small)
        tone = palette.ink("dim")
        home = self.ending == HOME
        words, ink = (SOMEONE, palette.ink("select")) if home else (ONLINE, tone)
        canvas.text(canvas.width - 28.0, foot, words, size, ink, "right")
        if self.note:
            self._draw_note(canvas, foot - NOTE_APART - size)

    def _draw_note(self, canvas: Canvas, foot: float) -> None:
        """What the last sitting left to say, beside the dark screen: the menu needs all of its own side."""
        size = NOTE_SIZE * min(NOTE_GROWS, self.app.text_scale)
        rows = canvas.wrap(self.note, size, canvas.width * NOTE_SHARE)
        wide = max(canvas.measure(row, size) for row in rows) + 2 * NOTE_INSET
        high = size * (NOTE_LEADS * (len(rows) - 1) + 1.0) + 2 * NOTE_INSET
        x, y = canvas.width - 2 * SCREEN[0] - wide, foot - high
        canvas.panel(x, y, wide, high)
        canvas.rect(x, y, 3.0, high, palette.ink("amber"))
        for number, row in enumerate(rows):
            top = y + NOTE_INSET + number * size * NOTE_LEADS
            canvas.text(x + NOTE_INSET, top, row, size, palette.ink("amber"))


def begin(app: App) -> None:
    """The first screen of the program; before that, once, a few questions."""
    title = Title(app)
    app.go(title)
    if app.first_run:
        from game.play.scenes.first_run import FirstRun

        app.first_run = False
        app.push(FirstRun(app, title))


def resume(app: App, save: Save) -> None:
    """Go on from a save, in its chapter or at its place along the road."""
    from game.play.scenes import chapters, way

    if save.level or save.progress is None:
        chapters.take_up(app, save)
    else:
        way.go_on(app, save.progress, resumed=True)


def place_name(save: Save) -> str:
    """Where CONTINUE leads."""
    return chapter_name(save.level, save.title) if save.level else chapter_name(save.checkpoint, save.title)


def chapter_name(level: str, title: str) -> str:
    """`01  NO GAMERTAG`: the number from the level's name, when it has one."""
    number = level.split("-", 1)[0]
    return f"{number}  {title.upper()}" if number.isdigit() else title.upper()


def slug(level: str) -> str:
    """What a level's name says of it: `04-the-back-door` -> `the back door`. Titles stand in files that are long."""
    number, _, words = level.partition("-")
    return (words if number.isdigit() and words else level).replace("-", " ")
