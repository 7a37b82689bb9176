"""Before the first title: how it shall read, feel and steer. Everything is set sensibly; one press leaves it so."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import TYPE_CHECKING

from game.play.pace import Beat
from game.play.scenes.options import setting_row
from game.play.scenes.page import menu_hints
from game.play.scenes.panel import glass
from game.play.settings import CHOICES
from game.render import dialogue_panel
from game.render.camera import Camera, Lens
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.render.palette import ink
from game.render.speakers import speaker
from game.ui.hints import Hint
from game.ui.menu import Menu
from game.ui.sheet import ROWS, draw_facts, draw_sheet, rows_at, shade
from game.ui.widgets import Button, Widget

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.title import Title

ASKED = ("text_size", "captions", "shake", "flash", "scheme", "difficulty")  # settings, in this order
ASKS = "Can you read me? Say yes even if you can't."
SAMPLE = SimpleNamespace(who="nate", mood="wry", text=ASKS, age=600, duration=0)
HEARD = "A door, far off →"
BLOW = 1.8  # between two blows, while shaking or flashing is chosen [s]
FACED = 1.3  # up to that text scale there is room for a face beside the words
SHIP = 150.0  # [units]
LOW = 0.8  # of the room's height: where she flies under words that are very large
FLASH_FADES = 0.35  # [s]


class FirstRun:
    """A few settings, and at their side what they do."""

    name = "set-up"

    def __init__(self, app: App, title: Title) -> None:
        self.app = app
        self.title = title
        self.time = 0.0
        self._camera = Camera()
        self._blow = 0.0
        self._flash = 0.0
        rows: list[Widget] = [Button("Play", self._done, note="as it stands")]
        rows += [setting_row(app, name) for name in ASKED]
        self._names = ("", *ASKED)
        self.menu = Menu(rows, back=self._done, heard=app.heard, theme=ROWS)

    @property
    def chosen(self) -> str:
        """The setting that has the focus; '' on the button."""
        return self._names[self.menu.focus]

    def _done(self) -> None:
        self.app.pop()

    def enter(self) -> None:
        """Nothing to prepare."""

    def leave(self) -> None:
        self.app.keep_settings()  # and with that there is a first run no more

    def update(self, beat: Beat) -> None:
        self.time += beat.dt
        self.title.advance(beat.dt)
        self._strike(beat.dt)
        self.menu.handle(self.app.devices.intents(beat.dt))

    def _strike(self, dt: float) -> None:
        """What shaking and flashing are like, as strong as they are set."""
        self._camera.shake_scale = self.app.settings.shake / 100.0
        self._camera.trauma = max(0.0, self._camera.trauma - 1.5 * dt)
        self._camera._clock += dt
        self._flash = max(0.0, self._flash - dt / FLASH_FADES)
        self._blow = self._blow + dt if self.chosen in ("shake", "flash") else BLOW
        if self._blow >= BLOW and self.chosen in ("shake", "flash"):
            self._blow = 0.0
            if self.chosen == "shake":
                self._camera.hit(0.75, 1.0, 0.3)
            else:
                self._flash = self.app.settings.flash / 100.0

    # --- picture ---

    def picture(self, alpha: float) -> Frame:
        frame = self.title.scenery(alone=True)
        level = 0.4 * self._flash
        frame.post.flash = (level, level, level)
        canvas = glass(frame, self.app.size)
        shade(frame, canvas, self.app.text_scale)
        scale = self.app.text_scale
        self.menu.theme = rows_at(scale)
        box = draw_sheet(canvas, "FIRST, A FEW THINGS", self.menu, scale, self._hints())
        self._draw_sample(frame, canvas, box)
        return frame

    def _hints(self) -> list[Hint]:
        keys, device = self.app.devices.bindings, self.app.devices.last_used
        less, more = keys.name("menu_left", device), keys.name("menu_right", device)
        changes = less if less == more else f"{less} / {more}"
        return [*menu_hints(self.app, back=False), (changes, "CHANGE")]

    def _draw_sample(self, frame: Frame, canvas: Canvas, box: tuple[float, float, float, float]) -> None:
        """What the choice does, beside the choices; very large letters leave no room for a face."""
        x, y, wide, high = box
        scale = self.app.text_scale
        name = self.chosen
        label, about = "As it stands", "All of it can be changed at any time, in the options."
        if name:
            label, about = CHOICES[name].label, CHOICES[name].means(getattr(self.app.settings, name))
        draw_facts(canvas, (x, y, wide, 0.0), label, [], scale, about)
        if scale > FACED and name == "captions":
            self._draw_heard(frame, x, y + high, scale)
        elif scale > FACED and name in ("", "text_size"):
            someone = speaker(SAMPLE.who)
            draw_facts(canvas, box, someone.name, [], scale, ASKS, letters=dialogue_panel.WORDS)
        elif scale > FACED:
            self._draw_ship(frame, canvas, x + wide / 2, y + high * LOW)
        else:
            self._draw_ship(frame, canvas, x + wide / 2, y + high * 0.46)
            self._draw_words(frame, x, y + high, wide, scale)

    def _draw_ship(self, frame: Frame, canvas: Canvas, x: float, y: float) -> None:
        dx, dy = self._camera.shake()
        turn = 0.35 * math.sin(self.time * 0.7) if self.app.settings.scheme == "helm" else 0.0
        drift = 16.0 * math.sin(self.time * 0.9) if not turn else 0.0
        canvas.shape("callister", x + dx + drift, y + dy, SHIP, None, (1.0, 1.0, 1.0, 1.0), turn)

    def _draw_words(self, frame: Frame, x: float, foot: float, wide: float, scale: float) -> None:
        """A line as the crew says it, and over it what is heard."""
        lens = Lens(1.0, 0.0, 0.0, *self.app.size)
        inner = Canvas(frame.hud, lens, scale)
        left, low, width = x / scale, foot / scale, wide / scale
        *_, high = dialogue_panel.draw(inner, SAMPLE, room=(left, low, width))
        self._draw_heard(frame, x, foot - (high + 12.0) * scale, scale)

    def _draw_heard(self, frame: Frame, x: float, foot: float, scale: float) -> None:
        """A sound as it is written, for whoever wants that."""
        if self.app.settings.captions:
            inner = Canvas(frame.hud, Lens(1.0, 0.0, 0.0, *self.app.size), scale)
            inner.label(x / scale + 5.0, foot / scale - 18.0, HEARD, ink("text"))
