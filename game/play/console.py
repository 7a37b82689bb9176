"""The console of an open world: dials with their live values, a palette of things, rule sets that are kept and shared.

It stands beside the flight, which goes on: what is turned is seen at once. Keys, mouse and pad do all of it. Whatever
is done becomes edits (`game.sim.edits`), one a tick, which the flight flies as its commands: so they are recorded.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from game.play.journal import log
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.drawlist import DrawList
from game.render.palette import ink
from game.sim.command import Command
from game.sim.edits import Edit, Op, place, tell
from game.sim.rules import RULES, UNDO_MOST, Rule
from game.sim.sandbox import THINGS, Sandbox
from game.story import ruleset
from game.story.problems import LevelError
from game.ui.intents import Intent, Pointer, Transport
from game.ui.menu import Menu, Row, fitting
from game.ui.theme import THEME
from game.ui.widgets import Button, Picker, Slider, Text, Widget

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.flight import Flight

FOLDER = "rules"  # of the user's folder: rule sets that were saved, or came from others
PAGES = ("rules", "things", "sets")
STEPS = 40  # presses of a key from one end of a dial to the other, at most
SETS_MOST = 40  # that are listed
AHEAD = 200.0  # from the ship to what is placed without a pointer [u]
REACH = 18.0  # how near a pointer must come to a thing [u]
NEAREST = 900.0  # how far the nearest thing may be that keys and pad take hold of [u]
WIDE, MARGIN, FOOT = 404.0, 20.0, 74.0  # of the panel; its foot says what the chosen dial does [HUD units]
NARROWER, LOWER, TIGHTER = 0.2, 26.0, 3.0  # with letters of twice the size: a share, its foot, each row [HUD units]
ABOUT, ABOUT_STEP = 10.5, 16.0  # letters of its foot, and from one line to the next
TALK = 160.0  # left free at the foot of the picture, where people speak [HUD units at the size of their words]
PAPER = replace(
    THEME,
    text=("ink", 1.0), chosen=("ink", 1.0), dim=("ink", 0.86), faint=("rock-low", 1.0), disabled=("rock", 0.95),
    accent=("teal-low", 1.0), mark=("teal-low", 1.0), panel=("white", 0.96), row=("steel", 0.75),
    line=("rock-high", 0.6), groove=("rock-high", 0.55),
    entry_size=10.5, small_size=10.0, row_height=24.0, row_inset=12.0, slider_width=132.0,
)  # fmt: skip
MIND = "NOT AVAILABLE"


@dataclass
class Dial(Slider):
    """A rule that is an amount. It counts in the rule's own steps; the pointer reaches each, keys go in larger ones."""

    rule: Rule = field(default_factory=lambda: RULES[0])

    @property
    def value(self) -> str:
        return self.rule.shown(self.get())

    def point(self, share: float) -> bool:
        return self._move(round(share * self.high))


@dataclass
class Undo(Button):
    """Says how far back one can go."""

    steps: Callable[[], int] = int

    @property
    def value(self) -> str:
        steps = self.steps()
        return f"{steps} TO TAKE BACK" if steps else ""


class Console:
    """`shown`: it is open, and hands are on it instead of the helm."""

    def __init__(self, app: App, flight: Flight) -> None:
        self.app = app
        self.flight = flight
        self.shown = False
        self.page = PAGES[0]
        self.said = ""  # what came of saving, sharing, loading
        self._edits: deque[Edit] = deque()
        self._what = 0  # place in THINGS of what is placed next
        self._turned = -1  # rule that is being turned: all of one turn is one step back
        self._held = 0  # number of the thing in hand
        self._carried = False  # it has been moved since it was taken
        self._panel = (0.0, 0.0, 0.0, 0.0)  # as last drawn [px]
        self._menu = self._rules()

    # -- open and shut -------------------------------------------------------------------------------------

    @property
    def sandbox(self) -> Sandbox | None:
        return self.flight.episode.world.sandbox

    def toggle(self) -> None:
        """Open it, or put it away. Where there is none yet, but its mark blinks, the key is heard all the same."""
        if self.sandbox is None or "console" not in self.flight.episode.world.abilities:
            prompt = self.flight.episode.director.prompt
            if prompt is not None and prompt.action == "console":
                self._edits.append(tell("opened"))
            return
        self.shown = not self.shown
        self._held = 0
        self._edits.append(tell("opened" if self.shown else "closed"))
        self.app.heard("choose" if self.shown else "back")
        if self.shown:
            self.turn_to(self.page)

    def turn_to(self, page: str) -> None:
        self.page, self.said = page, ""
        self._menu = {"rules": self._rules, "things": self._things, "sets": self._sets}[page]()

    def next_command(self) -> Command | None:
        """What was done at it last, one act a tick; None: nothing."""
        return self._edits.popleft().command() if self._edits else None

    # -- pages ---------------------------------------------------------------------------------------------

    def _page(self, widgets: Sequence[Widget]) -> Menu:
        pages = Picker("CONSOLE", options=PAGES, get=lambda: self.page, set=self.turn_to)
        away = Button("PUT IT AWAY", action=self.toggle, note=self.app.devices.bindings.name("console"))
        return _Sheet([pages, *widgets, away], back=self.toggle, heard=self.app.heard, theme=PAPER)

    def _rules(self) -> Menu:
        rows: list[Widget] = [self._dial(index, rule) for index, rule in enumerate(RULES)]
        rows.append(Button("MAKE A MIND", reason=MIND))
        rows.append(Undo("UNDO ONE STEP", action=lambda: self._undo(1), steps=self._steps_back))
        return self._page(rows)

    def _dial(self, index: int, rule: Rule) -> Widget:
        def now() -> int:
            return self.sandbox.rules.steps[index] if self.sandbox is not None else rule.at_rest

        if rule.words:
            return Picker(
                rule.title, options=rule.words, get=lambda: rule.word(now()),
                set=lambda word: self._set(index, rule.words.index(word)),
            )  # fmt: skip
        return Dial(
            rule.title, low=0, high=rule.most, step=max(1, round(rule.most / STEPS)), rule=rule, get=now,
            set=lambda steps: self._set(index, steps),
        )  # fmt: skip

    def _things(self) -> Menu:
        names = [thing.title for thing in THINGS]
        rows: list[Widget] = [
            Picker("WHAT", options=names, get=lambda: names[self._what], set=self._choose),
            Button("PLACE IT BEFORE THE SHIP", action=self._place_ahead),
            Button("BRING THE NEAREST HERE", action=self._bring),
            Button("TAKE THE NEAREST AWAY", action=self._take),
            Undo("UNDO ONE STEP", action=lambda: self._undo(1), steps=self._steps_back),
            Button("UNDO EVERYTHING", action=lambda: self._undo(UNDO_MOST)),
            Button("TAKE EVERYTHING AWAY", action=lambda: self._edits.append(Edit(Op.CLEAR))),
            Text("POINTER: a press places it, a drag moves what is there, the other button takes it away."),
        ]
        return self._page(rows)

    def _sets(self) -> Menu:
        rows: list[Widget] = [
            Button("SAVE THIS", action=self._save),
            Button("SHARE THIS", action=self._share),
            Text("KEPT"),
        ]
        for path in self._kept():
            try:
                title = ruleset.read(path).title
                rows.append(Button(title, action=lambda path=path: self._load(path), note=path.stem))
            except LevelError as error:
                place = error.problems[0] if error.problems else None
                where = f"LINE {place.line}: {place.message}" if place else "CANNOT BE READ"
                rows.append(Button(path.stem, reason=where[:40]))
        if len(rows) == 3:
            rows.append(Text("nothing yet"))
        return self._page(rows)

    # -- what is done --------------------------------------------------------------------------------------

    def _set(self, index: int, steps: int) -> None:
        joined = self._turned == index and self._menu.dragging
        last = self._edits[-1] if self._edits else None
        if last is not None and last.op is Op.SET and last.what == index:  # the hand is faster than the ticks
            self._edits[-1] = last._replace(x=steps)
        else:
            self._edits.append(Edit(Op.SET, index, steps, joined=joined))
        self._turned = index

    def _steps_back(self) -> int:
        return len(self.sandbox.history) if self.sandbox is not None else 0

    def _undo(self, steps: int) -> None:
        self._edits.append(Edit(Op.UNDO, steps))

    def _choose(self, title: str) -> None:
        self._what = next(i for i, thing in enumerate(THINGS) if thing.title == title)

    def _here(self) -> tuple[float, float]:
        """Before the ship's nose."""
        ships, row = self.flight.episode.world.ships, self.flight.episode.world.player_row
        if row < 0:
            return 0.0, 0.0
        return (
            float(ships.x[row] + ships.nose_x[row] * AHEAD),
            float(ships.y[row] + ships.nose_y[row] * AHEAD),
        )

    def _place_ahead(self) -> None:
        self._edits.append(place(self._what, *self._here()))

    def _nearest(self) -> int:
        return self.sandbox.at(self.flight.episode.world, *self._here(), NEAREST) if self.sandbox is not None else 0

    def _bring(self) -> None:
        number, (x, y) = self._nearest(), self._here()
        if number:
            self._edits.append(Edit(Op.MOVE, number, round(x), round(y)))

    def _take(self) -> None:
        number = self._nearest()
        if number:
            self._edits.append(Edit(Op.REMOVE, number))

    # -- rule sets -----------------------------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        return self.app.user_folder / FOLDER

    def _kept(self) -> list[Path]:
        try:
            own = sorted(self.folder.glob(f"*{ruleset.SUFFIX}"))
        except OSError:
            own = []
        return [*own, *ruleset.bundled()][:SETS_MOST]

    def _write(self) -> Path | None:
        """Keep what the world is now, under a name that is free."""
        number = 1
        while os.path.exists(path := self.folder / f"weather-{number:02}{ruleset.SUFFIX}"):
            number += 1
        rules = ruleset.of(self.flight.episode.world, self._title(number))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path.write_text(ruleset.text(rules), encoding="utf-8")
        except OSError as error:
            log.info("the rule set could not be written: %s", error)
            self.said = f"Could not be written: {error.strerror or error}"
            return None
        return path

    def _title(self, number: int) -> str:
        """By what one would call it, going by its sky."""
        sky = self.sandbox.rules.word("sky") if self.sandbox is not None else ""
        return f"{sky.capitalize() or 'Weather'}, the {number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number, 'th') }"

    def _save(self) -> None:
        path = self._write()
        if path is not None:
            self._edits.append(tell("saved"))
            self.turn_to("sets")
            self.said = f"Saved as {path.name}"

    def _share(self) -> None:
        """A file to hand on, and its text in the clipboard where there is one."""
        path = self._write()
        if path is None:
            return
        self._edits.append(tell("shared"))
        self.turn_to("sets")
        self.said = f"To hand on: {path}"
        try:
            if not self.app.windowless:
                pygame.scrap.put_text(path.read_text(encoding="utf-8"))
        except (OSError, pygame.error) as error:
            log.info("no clipboard: %s", error)

    def _load(self, path: Path) -> None:
        try:
            rules = ruleset.read(path)
        except LevelError as error:  # it was changed since it was listed
            self.said = str(error).splitlines()[0]
            return
        self._edits += [*ruleset.edits(rules), tell("loaded")]
        self.said = f"Loaded: {rules.title}"

    # -- hands ---------------------------------------------------------------------------------------------

    def handle(self, asked: Sequence[Intent | Transport | Pointer]) -> None:
        """What hands ask for while it is open."""
        for wish in asked:
            if isinstance(wish, Pointer) and not self._on_panel(wish):
                self._point(wish)
            elif not isinstance(wish, Transport):
                if isinstance(wish, Pointer) and wish.kind == "release":
                    self._held = 0
                self._menu.handle([wish])

    def _on_panel(self, pointer: Pointer) -> bool:
        x, y, wide, high = self._panel
        inside = x <= pointer.x <= x + wide and y <= pointer.y <= y + high
        return (inside and not self._held) or self._menu.dragging

    def _point(self, pointer: Pointer) -> None:
        """In the world: place, move, take away; on the page of things only."""
        if self.page != "things" or self.sandbox is None:
            return
        world = self.flight.episode.world
        x, y = self.flight.view.camera.lens(self.app.size).world(pointer.x, pointer.y)
        if pointer.kind == "press":
            self._held, self._carried = self.sandbox.at(world, x, y, REACH), False
            if not self._held:
                self._edits.append(place(self._what, x, y))
        elif pointer.kind == "move" and self._held:
            self._carry(x, y)
        elif pointer.kind == "release":
            self._held = 0
        elif pointer.kind == "other":
            number = self.sandbox.at(world, x, y, REACH)
            if number:
                self._edits.append(Edit(Op.REMOVE, number))
        elif pointer.kind == "wheel":
            self._what = (self._what + (-1 if pointer.amount > 0 else 1)) % len(THINGS)

    def _carry(self, x: float, y: float) -> None:
        last = self._edits[-1] if self._edits else None
        if last is not None and last.op is Op.MOVE and last.what == self._held:
            self._edits[-1] = last._replace(x=round(x), y=round(y))
        else:
            self._edits.append(Edit(Op.MOVE, self._held, round(x), round(y), joined=self._carried))
        self._carried = True

    # -- picture -------------------------------------------------------------------------------------------

    @property
    def reach(self) -> float:
        """How far it lies over the picture from the left [px at 720p]; 0 while it is put away."""
        return (self._wide + MARGIN) * self._scale if self.shown else 0.0

    @property
    def lies(self) -> tuple[float, float, float, float] | None:
        """What it covers of the window, as last drawn [px]; None while it is put away."""
        return self._panel if self.shown and self._panel[2] else None

    @property
    def _scale(self) -> float:
        return self.app.text_scale

    @property
    def _wide(self) -> float:
        """Of the panel [HUD units]."""
        return WIDE * (1.0 - NARROWER * (self._scale - 1.0))

    def draw(self, rows: DrawList, lens: Lens, time: float) -> None:
        """The panel at the left; `time` [s] lets the mark of what is asked for breathe."""
        if not self.shown:
            return
        canvas = Canvas(rows, lens, self._scale)
        talk = max(TALK * self.app.text_scale, self.flight.view.glass.foot + 8.0) / self._scale
        wide = min(self._wide, canvas.width - 2 * MARGIN)
        grown = self._scale - 1.0
        slider, row = PAPER.slider_width - (WIDE - wide), PAPER.row_height - TIGHTER * grown
        self._menu.theme = replace(PAPER, slider_width=slider, row_height=row)
        foot = FOOT - LOWER * grown
        rows = self._menu.height(canvas, wide - 28, 1.0)
        high = min(rows + foot + 22.0, canvas.height - MARGIN - talk)
        x, y = MARGIN, MARGIN
        u = canvas.unit
        self._panel = x * u, y * u, wide * u, high * u
        canvas.rect(x + 5, y + 8, wide, high, ink("ink", 0.14))
        canvas.rect(x, y, wide, high, ink(*PAPER.panel))
        canvas.rect(x, y, wide, 3.0, ink("teal"))
        self._menu.draw(canvas, x + 14, y + 12, wide - 28, high - foot - 14, 1.0)
        self._draw_asked(canvas, time)
        self._draw_foot(canvas, x + 26, y + high - foot + 8, wide - 52, foot - 8)

    def _draw_asked(self, canvas: Canvas, time: float) -> None:
        """A mark beside the dial that somebody waits for."""
        asked = {order.dial for order in self.flight.episode.director.objectives if order.state == "add" and order.dial}
        titles = {rule.title for rule in RULES if rule.name in asked}
        if any(str(dial).startswith("thing:") for dial in asked):
            titles |= {"WHAT"} if self.page == "things" else {"CONSOLE"}
        if titles and not any(w.label in titles for w in self._menu.widgets):
            titles = {"CONSOLE"}
        breath = 0.55 + 0.45 * abs((time * 0.9) % 2.0 - 1.0)
        for row in self._menu.rows:
            if self._menu.widgets[row.index].label in titles:
                canvas.shape("soft", row.x + 2, row.y + row.height / 2, 26.0, None, ink("mustard", 0.5 * breath))
                canvas.shape("disc", row.x + 2, row.y + row.height / 2, 8.0, None, ink("mustard"))

    def _draw_foot(self, canvas: Canvas, x: float, y: float, wide: float, high: float) -> None:
        """What the chosen one does."""
        canvas.rect(x - 12, y - 8, wide + 24, 1.0, ink(*PAPER.line))
        words, share = self.said or self._about(), 1.0
        while len(lines := canvas.wrap(words, share * ABOUT, wide)) * share * ABOUT_STEP > high and share > 0.6:
            share *= 0.92
        for number, line in enumerate(lines):
            canvas.text(x, y + number * share * ABOUT_STEP, line, share * ABOUT, ink(*PAPER.faint))

    def _about(self) -> str:
        label = self._menu.focused.label
        about = {rule.title: rule.does for rule in RULES}
        about["MAKE A MIND"] = "Nobody in here was asked."
        about["UNDO ONE STEP"] = "As many steps as the dial UNDO allows."
        about["CONSOLE"] = "Left and right: rules, things to place, sets that are kept."
        about["SHARE THIS"] = "A small file, with a note: change anything."
        return about.get(label, "")


class _Sheet(Menu):
    """The console's rows: a hairline with a notch where the rule is at rest, filled from there to where it stands."""

    @property
    def dragging(self) -> bool:
        return self._dragged is not None

    def _draw_value(self, canvas: Canvas, row: Row, widget: Widget, chosen: bool, text_scale: float) -> None:
        theme = self.theme
        right, middle, size = row.x + row.width - theme.row_inset, row.y + row.height / 2, theme.small_size
        if not isinstance(widget, Dial):
            if isinstance(widget, Picker):
                free = row.width - canvas.measure(widget.label, theme.entry_size) - 3 * theme.row_inset
                wished = canvas.measure(widget.value, size) + 30.0
                width = max(theme.slider_width, min(wished, free))
                size = fitting(canvas, widget.value, size, width - 26)
                tone = ink(*(theme.chosen if chosen else theme.faint))
                canvas.text(right - width / 2, middle - size / 2, widget.value, size, tone, "center")
                for at, way in ((right - width + 5, 3.14159), (right - 5, 0.0)):
                    canvas.chevron(at, middle, 4.2, way, 1.4, ink(*(theme.mark if chosen else theme.line)))
            elif widget.value:
                room = row.width - canvas.measure(widget.label, theme.entry_size) - 4 * theme.row_inset
                size = fitting(canvas, widget.value, theme.small_size, room)
                tone = ink(*(theme.faint if widget.enabled else theme.disabled))
                canvas.text(right, middle - size / 2, widget.value, size, tone, "right")
            return
        left, wide = right - theme.slider_width, theme.slider_width
        rest = left + wide * widget.rule.at_rest / max(1, widget.high)
        here = left + wide * widget.share
        canvas.rect(left, middle - 0.6, wide, 1.2, ink(*theme.groove))
        canvas.rect(rest - 0.6, middle - 5, 1.2, 10, ink(*theme.groove))
        if abs(here - rest) > 1.0:
            canvas.rect(min(here, rest), middle - 1.5, abs(here - rest), 3.0, ink(*theme.accent))
        canvas.shape("disc", here, middle, 15.0, None, ink("ink"))
        canvas.shape("disc", here, middle, 10.5, None, ink(*(theme.accent if chosen else ("white", 1.0))))
        tone = ink(*(theme.chosen if here != rest else theme.faint))
        size = fitting(canvas, widget.value, size, 84.0)
        canvas.text(left - 14, middle - size / 2, widget.value, size, tone, "right")
