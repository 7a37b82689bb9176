"""The options: every setting of the table on its page, seen or heard at once; under them what the chosen one does."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from game.play.pace import Beat
from game.play.scenes.panel import glass
from game.play.settings import CHOICES, CONTROLS, PICTURE, SECTIONS
from game.render.canvas import Canvas
from game.render.drawlist import PAST
from game.render.frame import Frame
from game.render.palette import ink
from game.ui.hints import SMALLEST, Hint, draw_hints, fit_hints
from game.ui.pages import Page, Pages
from game.ui.sheet import LEFT, RIGHT, draw_heading
from game.ui.theme import THEME, Theme
from game.ui.widgets import Button, Picker, Slider, Text, Toggle, Widget

if TYPE_CHECKING:
    from game.play.app import App

COMPACT = replace(THEME, row_height=37.0, entry_size=14.5, small_size=12.0)
VALUES = 230.0  # width of a slider, and of what is picked [units at 100 %]
ROWS = 820.0  # width of the rows [units at 100 %]
FOOT, LOWER = 44.0, 10.0  # from the hints' capitals to the picture's edge, and how much less with large ones [units]
SAID, SAID_LEADS = 2, 1.5  # lines of what is said of the chosen row, and from one to the next, in cap heights
UNDER_RULE = 10.0  # from the line under the rows to what is said of the chosen one [units]
BESIDE = 1.1  # up to this size of text there is room beside the rows
VEIL, VEILS, RAMP = 0.76, 0.84, 0.9  # how dark the picture behind it becomes, and its left on top of that
WINDOW = ("renderer", "beside", "window", "size", "vsync")  # these need another window

SWATCH, LINE = 17.0, 21.5  # height of a swatch, and from one line of them to the next [units at 100 %]

# what the colours of the player's scheme say, as they are drawn in play: role, shape, words
SWATCHES = (
    ("ring", "disc", "CREW"),
    ("starter", "triangle", "PLAYERS"),
    ("hot", "triangle", "HUNTERS"),
    ("brand", "hexagon", "MODERATION"),
    ("phosphor", "tube", "DALY"),
    ("data", "diamond", "DATA"),
    ("tagged", "tag", "READ"),
)


class Behind(Protocol):
    """The scene whose picture stands behind."""

    def picture(self, alpha: float) -> Frame: ...


class Options:
    """Pages of settings, one a section of the table."""

    name = "options"

    def __init__(self, app: App, behind: Behind, page: str = SECTIONS[0]) -> None:
        self.app = app
        self.behind = behind
        self._window = self._window_wishes()
        self._named: dict[int, str] = {}  # widgets by identity -> the setting that they change
        pages = [Page(section.upper(), tuple(self._page(section))) for section in SECTIONS]
        self.menu = Pages(pages, back=self._back, heard=app.heard, theme=COMPACT, page=SECTIONS.index(page))

    def _page(self, section: str) -> Iterator[Widget]:
        for name, choice in CHOICES.items():
            if choice.section != section:
                continue
            if choice.group:
                yield Text(choice.group.upper(), tone="mark")
            row = setting_row(self.app, name)
            self._named[id(row)] = name
            yield row
        if section == CONTROLS:
            yield Button("Keys and buttons", self._controls)
        yield Button("Back", self._back)

    @property
    def chosen(self) -> str:
        """The setting whose row has the focus, or ''."""
        return self._named.get(id(self.menu.focused), "")

    def enter(self) -> None:
        """Nothing to prepare."""

    def leave(self) -> None:
        self.app.keep_settings()

    def update(self, beat: Beat) -> None:
        advance = getattr(self.behind, "advance", None)
        if advance:
            advance(beat.dt)
        elif self.app.audio:
            self.app.audio.update(beat.dt)
        self.menu.handle(self.app.devices.intents(beat.dt))

    # --- picture ---

    def picture(self, alpha: float) -> Frame:
        frame = backdrop(self.behind, self.app.size, self.app.text_scale > BESIDE)
        canvas = glass(frame, self.app.size)
        name = self.chosen
        swatches = name == "colours" and self.app.text_scale > BESIDE  # they say it where there is no room for both
        about = CHOICES[name].means(getattr(self.app.settings, name)) if name and not swatches else ""
        foot = draw_pages(canvas, "OPTIONS", self.menu, self.app.text_scale, self._hints(), about)
        beside = self.app.text_scale <= BESIDE
        if name == "colours" or (beside and self.menu.pages[self.menu.page].title == PICTURE.upper()):
            draw_swatches(canvas, self.app.text_scale, beside, foot)
        return frame

    def _hints(self) -> list[Hint]:
        return page_hints(self.app, "CHANGE")

    # --- ways out ---

    def _controls(self) -> None:
        from game.play.scenes.controls import Controls

        self.app.push(Controls(self.app, self.behind))

    def _window_wishes(self) -> tuple[object, ...]:
        return tuple(getattr(self.app.settings, name) for name in WINDOW)

    def _back(self) -> None:
        changed = self._window_wishes() != self._window
        self.app.pop()
        if changed:
            self.app.follow_window_settings()


def setting_row(app: App, name: str) -> Widget:
    """The widget that changes a setting, at once."""
    choice, settings = CHOICES[name], app.settings

    def get():
        return getattr(settings, name)

    def put(value: object) -> None:
        settings.change(name, value)
        app.apply_settings()

    if choice.options:
        return Picker(choice.label, choice.options, get, put, says=lambda value: choice.name(value).upper())
    if isinstance(get(), bool):
        return Toggle(choice.label, get, put)
    return Slider(choice.label, choice.low, choice.high, choice.step, choice.unit, get, put)


def backdrop(behind: Behind, size: tuple[int, int], wide: bool) -> Frame:
    """The picture of the scene that stands behind, without its words where it can do without, and shaded: more where
    the rows are as `wide` as the picture."""
    scenery, view = getattr(behind, "scenery", None), getattr(behind, "view", None)
    if scenery is not None:
        frame = scenery(words=False)
    elif view is not None:
        frame = view.frame(1.0, size, glass=False)
    else:
        frame = behind.picture(1.0)
    width, height = size
    frame.hud.box(0.0, 0.0, width, height, ink("void", VEILS if wide else VEIL))
    frame.hud.add("ramp", width * 0.45, height / 2, width * PAST, height * PAST, math.pi, (0.0, 0.0, 0.0, RAMP))
    return frame


def page_hints(app: App, accept: str) -> list[Hint]:
    """The controls of a screen with pages, as they are called on the device in hand."""
    bindings, device = app.devices.bindings, app.devices.last_used

    def name(action: str) -> str:
        return bindings.name(action, device)

    turns = f"{name('menu_page_back')}  {name('menu_page_on')}"
    return [(name("menu_accept"), accept), (turns, "PAGE"), (name("menu_back"), "BACK")]


def pages_theme(scale: float) -> Theme:
    """For letters of that size."""
    return replace(COMPACT, slider_width=VALUES * scale)


def draw_pages(
    canvas: Canvas,
    heading: str,
    menu: Pages,
    scale: float,
    hints: list[Hint],
    about: str = "",
    tone: str = "accent",
    wide: float = ROWS,
) -> float:
    """A whole screen: heading, tabs, rows, a line about the chosen row, and the hints. Returns where the rows end."""
    theme = menu.theme = pages_theme(scale)
    top = draw_heading(canvas, heading, "", min(1.2, scale), theme)
    room = canvas.width - LEFT - RIGHT
    hint = fit_hints(canvas, hints, theme.hint_size * scale, room)
    foot = canvas.height - FOOT + LOWER * (scale - 1.0) - hint
    draw_hints(canvas, LEFT, foot, hints, hint, theme)
    size = theme.small_size * scale
    foot -= 30.0 + SAID * size * SAID_LEADS
    lines = canvas.wrap(about, size, room) if about else []
    while len(lines) > SAID and size > SMALLEST:  # a warning names all that it is about
        size *= 0.92
        lines = canvas.wrap(about, size, room)
    for number, line in enumerate(lines):
        low = foot + UNDER_RULE + number * size * SAID_LEADS
        canvas.text(LEFT, low, line, size, ink(*getattr(theme, tone)))
    wide = min(room, wide * scale)
    left = LEFT - theme.row_inset
    canvas.rect(left, foot, wide + theme.row_inset, 1.0, ink(*theme.groove))  # what is said is not one more row
    menu.draw(canvas, left, top, wide + theme.row_inset, foot - top, scale)
    return foot


def draw_swatches(canvas: Canvas, scale: float, beside: bool, foot: float) -> None:
    """Whose something is, by colour and by shape: as it looks with the scheme that is chosen.

    In a column beside the rows, or in two lines in the place of what is said of the chosen one, under their `foot`.
    """
    grown = min(1.5, scale)
    size = 11.0 * grown
    if beside:
        x0, y0, columns, wide, step = canvas.width - RIGHT - 200.0, 186.0, 1, 0.0, 33.0
    else:
        columns, step = 4, LINE * grown
        x0, y0, wide = LEFT, foot + UNDER_RULE + SWATCH / 2 * grown, (canvas.width - LEFT - RIGHT) / columns
    if beside:
        canvas.panel(x0 - 16.0, y0 - 26.0, 210.0, step * (len(SWATCHES) - 1) + 52.0)
    for number, (role, shape, words) in enumerate(SWATCHES):
        x, y = x0 + 12.0 + wide * (number % columns), y0 + step * (number // columns)
        _swatch(canvas, x, y, grown, role, shape)
        canvas.text(x + 22.0 * grown, y - size / 2, words, size, ink("text"))


def _swatch(canvas: Canvas, x: float, y: float, grown: float, role: str, shape: str) -> None:
    colour = ink(role)
    if shape == "diamond":
        canvas.diamond(x, y, 7.0 * grown, 2.4, colour)
    elif shape == "tube":
        canvas.rect(x - 9.0 * grown, y - 7.0 * grown, 18.0 * grown, 14.0 * grown, colour)
        canvas.rect(x - 6.5 * grown, y - 4.5 * grown, 13.0 * grown, 9.0 * grown, ink("panel"))
    elif shape == "tag":
        canvas.brackets(x, y, 9.0 * grown, 7.0 * grown, 4.0 * grown, 2.2, colour)
    elif shape == "triangle":
        canvas.arrowhead(x, y, 17.0 * grown, 14.0 * grown, colour, -math.pi / 2)
    else:
        canvas.shape(shape, x, y, SWATCH * grown, None, colour)
