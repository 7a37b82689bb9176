"""The bridge between chapters: people to talk to, things to buy, the chart, the log, and a dark screen on the wall.

Nothing ticks here. What happens is progress: rows heard, steps bought; it is saved when something was bought and when
one leaves. Whatever is said can be skipped and never holds the hands: the focus moves while somebody talks.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from game.play.journal import log
from game.play.pace import Beat
from game.play.scenes import bridge_set, way
from game.play.scenes.bridge_set import SPOTS, STATIONS, Stand, Station
from game.play.scenes.heard import draw_heard
from game.play.scenes.panel import draw_panel, glass
from game.play.scenes.said import Transcript
from game.render import dialogue_panel, palette
from game.render.camera import Lens
from game.render.canvas import LABEL, Canvas
from game.render.captions import Captions
from game.render.frame import Camera, Frame
from game.render.rects import Rect
from game.render.speakers import speaker
from game.story import campaign, hub, ships_log, upgrades
from game.story import state as story
from game.story.campaign import Progress
from game.story.dialogue import reading_ticks
from game.story.problems import LevelError
from game.ui.hints import draw_hints, fit_hints, hints_width
from game.ui.intents import Intent, Pointer
from game.ui.menu import Menu
from game.ui.spots import Spots
from game.ui.theme import THEME
from game.ui.widgets import Button, Text, Widget

if TYPE_CHECKING:
    from game.play.app import App
    from game.story.road import Step

DAWN = 0.8  # the picture comes up out of the dark [s]
HUSH = 0.9  # before anybody says anything [s]
SILENCE = 2.5  # what is only heard stays at least so long: the shortest that an interlude has [s]
LOOKS_FIRST = 0.5  # after the last line was skipped, before a press chooses: who skips is not leaving [s]
TICKS = 60.0  # of a line's age, a second
PANEL_WIDTH = 700.0
LINE_ROOM = 150.0  # at the picture's foot, for who speaks while a panel stands open [units]
TALKED_OVER = ("STORES", "THE CHART")  # panels to which somebody says something
SILENT = "sound"  # who, when it is only heard
SOUND_FOOT = 54.0  # what is only heard stands so far above the picture's foot [units]
SIDE, HINTS = 24.0, 22.0  # the controls and the purse, from the picture's edge and top [units]


class Bridge:
    """One hub, walked with any of keys, mouse and pad."""

    name = "bridge"

    def __init__(self, app: App, progress: Progress, id: str) -> None:
        """Raises LevelError when the bridge's file has mistakes, or those of the stores and the log."""
        upgrades.shop()
        ships_log.log()
        self.app = app
        self.progress = progress
        self.id = id
        self.way = way.road_of(app, progress)
        self.hub = hub.load(id, self.way.root)
        self.music = self.hub.music
        self.charted = self.way.chapters if progress.campaign else way.charted()
        self.brought = campaign.brought(progress, self.way, id)
        self.factor = self.hub.price_factor(self.brought)
        self.time = 0.0
        self.line: story.Line | None = None
        self.panel: Menu | None = None
        self.heading = ""
        self.frame = Frame.of(app.atlas)
        self.people: list[Station] = [STATIONS[who] for who in STATIONS if who in self._aboard()]
        self.spots = self._spots()
        self._spoken: deque[tuple[hub.Line, str]] = deque()  # with the row that a line ends, '' for the others
        self._offer: hub.Line | None = None  # what is said over the stores, when nobody else speaks
        self._selling = False  # whether it is such a line that is said now
        self._still = 0.0  # since anybody spoke [s]
        self._cut = -LOOKS_FIRST  # when the last line was skipped [s]
        self._arrived = False
        self._said: list[tuple[str, str]] = []  # speaker and words, as the log has them
        self._talked_from = self.spots.focus  # where the focus was when the talk began
        self._pitched = ""  # the upgrade that was talked about last
        self._up: dict[str, float] = {}  # who looks up -> seconds left
        self._kept = progress
        self._unmade = deque(bridge_set.faces(self.people))  # moods nobody has worn yet: made one a frame
        if app.renderer.kind == "gl":
            app.renderer.prewarm_later([(name, 0.0) for name in self._unmade])

    def _aboard(self) -> tuple[str, ...]:
        return (*self.hub.crew, "nanette") if self.hub.crew else ()

    # --- what one may do ---

    @property
    def menu(self) -> Menu:
        """Who has the focus: a panel that stands open, or the room."""
        return self.panel or self.spots

    def _spots(self) -> Spots:
        widgets: list[Widget] = []
        self._ids: list[str] = []
        for spot in SPOTS:
            action = self._action(spot.id)
            if action is not None:
                someone = speaker(spot.id)
                label = f"{someone.name}  {someone.role}" if spot.id in self.hub.crew else spot.label
                widgets.append(Button(label, action))
                self._ids.append(spot.id)
        return Spots(widgets, back=self._leave_asked, heard=self.app.heard, focus=self._ids.index("chart"))

    def _action(self, id: str) -> Callable[[], None] | None:
        """What choosing a spot does; None when it cannot be chosen on this bridge."""
        if id == "chart":
            return self.open_chart
        if not self.hub.crew:
            return None  # the chart is the only thing that works
        if id in self.hub.crew:
            return lambda: self.talk(id)
        if id == "stores":
            return self.open_stores
        if id == "log":
            return self.open_log
        return (lambda: self.talk(id)) if self.hub.has(id) else None

    def talk(self, who: str) -> None:
        """Somebody's next row; nothing left to say is a look up and no line."""
        row = self.hub.talk(who, self.brought, self.progress.heard.get(self.id, ()))
        self._up[who] = bridge_set.LOOK
        if row is not None:
            self._play([row])
            self._arrived = False  # whoever was talking to all goes on when this is over

    def _play(self, rows: list[hub.Row]) -> None:
        self._spoken.clear()
        self.line = self._offer = None
        self._talked_from = self.spots.focus
        for row in rows:
            self._spoken.extend((line, row.id if line is row.lines[-1] else "") for line in row.lines)
        if rows:
            self._go_on_talking(0.0)

    def _arrive(self) -> None:
        """They speak to whoever comes in, unless somebody was spoken to before; then it waits until that is over."""
        self._arrived = True
        heard = self.progress.heard.get(self.id, ())
        self._play([row for row in self.hub.rows("arrive", self.brought) if row.id not in heard])

    # --- panels ---

    def open_chart(self) -> None:
        self.talk("chart")
        step = way.ahead(self.app, self.progress)
        rows: list[Widget] = []
        if step is not None:
            rows.append(Button("FLY ON", self._fly_on, note=self._name(step)))
        else:
            rows.append(Text("Nothing is charted beyond this yet.", tone="dim"))
        flown = [step for step in self.way.steps if step.id in {each.level for each in self.progress.flown}]
        if flown:
            rows.append(Text("FLY AGAIN, AS IT WAS", tone="mark"))
        rows += [Button(self._name(step), lambda step=step: self._fly_again(step)) for step in flown]
        self._open("THE CHART", [*rows, Button("BACK", self._shut)])  # as chapters are written

    def open_log(self) -> None:
        pages = ships_log.written(self.progress, self.brought)
        rows: list[Widget] = [Text(page.text, tone="text") for page in pages]
        self._open("THE LOG", [*(rows or [Text("Nothing is written yet.", tone="dim")]), Button("Back", self._shut)])

    def open_stores(self) -> None:
        self._pitched = ""
        self._open("STORES", self._wares())
        self._pitch()

    def _wares(self) -> list[Widget]:
        rows: list[Widget] = [Text("In the purse", tone="text", figure=f"{self.progress.credits} credits")]
        for upgrade in upgrades.shop().upgrade:
            due = upgrades.price(upgrade, self.progress, self.factor)
            why = upgrades.refusal(upgrade, self.progress, self.factor)
            label = f"{upgrade.name} {self.progress.bought.get(upgrade.id, 0)}/{len(upgrade.prices)}"
            price = f"{due} credits" if not why else ""
            rows.append(Button(label, lambda u=upgrade: self._buy(u), note=upgrade.says, figure=price, reason=why))
        return [*rows, Button("Back", self._shut)]

    def _buy(self, upgrade: upgrades.Upgrade) -> None:
        self.progress = upgrades.buy(upgrade, self.progress, self.factor)
        log.info("bought %s for the bridge %s; %d credits left", upgrade.id, self.id, self.progress.credits)
        self._say(upgrades.shop().sold)
        self._keep()
        focus = self.menu.focus
        self._open("STORES", self._wares(), focus)

    def _ware(self) -> upgrades.Upgrade | None:
        """The upgrade that has the focus."""
        if self.heading != "STORES" or self.panel is None:
            return None
        wares = upgrades.shop().upgrade
        at = self.panel.focus - 1
        return wares[at] if 0 <= at < len(wares) else None

    def _heard_in_stores(self, act: str) -> None:
        """The seller answers: a pitch when one looks at something, a word when it cannot be had."""
        self.app.heard(act)
        ware = self._ware()
        if ware is None:
            return
        if act == "refuse":
            bought_out = upgrades.price(ware, self.progress) is None
            self._say(upgrades.shop().full if bought_out else upgrades.shop().poor)
        elif act == "move":
            self._pitch()

    def _pitch(self) -> None:
        ware = self._ware()
        if ware is not None and ware.id != self._pitched:
            self._pitched = ware.id
            self._say(ware.line)

    def _say(self, line: hub.Line) -> None:
        """What the seller says, in place of what they said last; it waits until the others have finished."""
        self._offer = line
        if self._selling:
            self.line = None

    def _open(self, heading: str, rows: list[Widget], focus: int = 0) -> None:
        heard = self._heard_in_stores if heading == "STORES" else self.app.heard
        self.heading = heading
        self.panel = Menu(rows, back=self._shut, heard=heard, focus=focus)

    def _shut(self) -> None:
        self.panel, self.heading = None, ""
        self._offer = None  # nobody sells to a back

    def _leave_asked(self) -> None:
        rows: list[Widget] = [
            Button("STAY", self._shut),
            Button("WHAT WAS SAID", self._read),
            Button("OPTIONS", self._options),
            Button("TITLE", self._title),
            Button("QUIT", self.app.quit),
        ]
        self._open("PAUSE", rows)

    def _read(self) -> None:
        self.app.push(Transcript(self.app, self))

    def spoken(self) -> list[tuple[str, str]]:
        """(speaker, words) of all that was said on this visit, for the log."""
        return self._said

    def room(self) -> Frame:
        """What its log stands before."""
        return self.scenery()

    def _options(self) -> None:
        from game.play.scenes.options import Options

        self.app.push(Options(self.app, self))

    def _title(self) -> None:
        from game.play.scenes.title import Title

        self.app.go(Title(self.app))

    def _name(self, step: Step) -> str:
        from game.play.scenes.title import chapter_name

        return chapter_name(step.id, way.title_of(self.app, step, self.progress))

    def _fly_on(self) -> None:
        self._keep()
        way.fly_on(self.app, self.progress)

    def _fly_again(self, step: Step) -> None:
        from game.play.scenes import chapters

        self._keep()
        chapters.begin(self.app, self.way.level(step.id), progress=self.progress)

    def _keep(self) -> None:
        """Save what has changed since the last time."""
        if self.progress != self._kept:
            self._kept = self.progress
            way.keep(self.app, self.progress)

    # --- scene ---

    def enter(self) -> None:
        self.app.pace.speed = 1.0
        if self.music:
            self.app.music(self.music)

    def leave(self) -> None:
        """Left for good: what was heard is kept, and the crew's pictures make room."""
        self._keep()
        self.app.atlas.forget("figure", "body")

    def update(self, beat: Beat) -> None:
        self.advance(beat.dt)
        devices = self.app.devices
        asked = devices.intents(beat.dt)
        if devices.paused and self.panel is None and Intent.BACK not in asked:  # which would only put it away again
            self._leave_asked()  # asked for, or the window lost the keyboard: nobody talks to an empty chair
        devices.paused = False
        for wish in asked:
            if not self._skips(wish):
                self.menu.handle([wish])

    def advance(self, dt: float) -> None:
        """Let the room live, also while a menu stands before it."""
        self.time += dt
        self._still = 0.0 if self.line or self._spoken or self._offer or self._covered else self._still + dt
        if self._still >= HUSH and not self._arrived:
            self._arrive()
        self._up = {who: left - dt for who, left in self._up.items() if left > dt}
        if not self._covered:
            self._go_on_talking(dt)
        if self._unmade:
            self.app.atlas.warm([self._unmade.popleft()])
        if self.app.audio:
            line = self.line
            if line is not None and not self._covered:
                shown = dialogue_panel.typed(line.text, line.age, line.duration, self._pace)
                self.app.audio.say(dt, line.id, line.who, line.kind, line.text, shown)
            self.app.audio.update(dt)

    @property
    def _covered(self) -> bool:
        """Whether something stands before who speaks: nobody talks to a page. Over stores and chart they do."""
        paged = self.panel is not None and self.heading not in TALKED_OVER
        return paged or self.app.scenes[-1] is not self

    @property
    def _pace(self) -> float:
        return self.app.settings.talk_speed / 100.0

    def _skips(self, wish: object) -> bool:
        """While somebody talks and no panel is open, ACCEPT and a click ask for the next line.

        But whoever has turned to something else meanwhile, or clicks on it, wants that. A press that comes too late for
        the last line asks for nothing.
        """
        if self.panel is not None or not self._asks_to_go_on(wish):
            return False
        if not (self.line or self._spoken):
            return self.time - self._cut < LOOKS_FIRST
        self.line = None
        self._go_on_talking(0.0)
        if self.line is None:
            self._cut = self.time
        return True

    def _asks_to_go_on(self, wish: object) -> bool:
        if isinstance(wish, Pointer):
            return wish.kind == "press" and self.spots.at(wish) in (None, self._talked_from)
        return wish is Intent.ACCEPT and self.spots.focus == self._talked_from

    def _go_on_talking(self, dt: float) -> None:
        if self.line is not None:
            self.line.age += round(dt * TICKS) or (1 if dt else 0)
            if self.line.age >= self.line.duration:
                self.line = None
        if self.line is None and (self._spoken or self._offer):
            self._selling = not self._spoken
            said, ends = self._spoken.popleft() if self._spoken else (self._offer, "")
            if self._selling:
                self._offer = None
                self._talked_from = self.spots.focus
            if ends:
                self.progress = campaign.heard(self.progress, self.id, ends)
            kind = "sound" if said.who == SILENT else "say"
            seconds = reading_ticks(said.text) / TICKS / min(1.0, self._pace)  # written faster, it is not read faster
            duration = round(max(seconds, SILENCE if kind == "sound" else 0.0) * TICKS)
            self.line = story.Line(said.id, said.who, said.text, kind, 0, duration, said.mood or "")
            self._up[said.who] = 0.5
            self._said.append(("" if kind == "sound" else speaker(said.who).name, said.text))

    # --- picture ---

    def picture(self, alpha: float) -> Frame:
        frame = self.scenery()
        room = glass(frame, self.app.size)
        self._place_spots(room)
        if self.panel is not None:
            width = PANEL_WIDTH if self.heading != "PAUSE" else 480.0
            talks = self.line is not None and self.heading in TALKED_OVER
            below = LINE_ROOM * self.app.text_scale if talks else 0.0
            draw_panel(
                room, self.heading, self.panel, THEME,
                width=width, text_scale=self.app.text_scale, below=below,
            )  # fmt: skip
        elif self.line is None or self.spots.focus != self._talked_from:
            self.spots.draw_focus(room, math.sin(self.time * 3.0), self.app.text_scale)
        canvas = Canvas(frame.hud, Lens(1.0, 0.0, 0.0, *self.app.size), self.app.text_scale)
        if self.panel is None and self.line is None:
            self._draw_foot(canvas)
        taken = []
        if self.line is not None and (self.panel is None or self.heading in TALKED_OVER):
            taken.append(self._draw_line(canvas, self.line))
        draw_heard(canvas, self.app, canvas.height, taken)
        return frame

    def scenery(self, words: bool = True) -> Frame:
        """The room and who is in it; there are no words in it."""
        frame, size = self.frame, self.app.size
        frame.clear_lists()
        frame.time = self.time
        sway = 1.6 * math.sin(self.time * 0.23), 0.9 * math.sin(self.time * 0.31)
        stand = Stand.within(size, sway)
        frame.backdrop = self.hub.sky
        frame.camera = Camera(sway[0], sway[1], stand.unit)
        frame.post.bloom, frame.post.threshold = 0.45, 0.72
        frame.post.vignette, frame.post.scan = 0.42, 0.035
        frame.post.fade = (1.0 - min(1.0, self.time / DAWN)) ** 2
        bridge_set.draw_outside(frame, stand, self.hub.sky, self.time)
        speaking = self.line.who if self.line else ""
        for station in self.people:
            mood = self.line.mood if self.line and station.who == speaking and self.line.mood else "neutral"
            typing = self.line is not None and station.who == speaking and self.line.age < 0.6 * self.line.duration
            up = min(1.0, self._up.get(station.who, 0.0) / 0.4)
            bridge_set.draw_person(
                frame.world, stand, station, self.time, mood=mood, speaking=typing, up=up,
                turned=bridge_set.turns(station, speaking),
                tint=bridge_set.tint_of(self.hub.sky),
            )  # fmt: skip
        flown = {each.level for each in self.progress.flown}
        bridge_set.draw_chart(frame.fx, stand, self.charted, flown, self.time, self.heading == "THE CHART")
        bridge_set.draw_lamps(frame.fx, stand, self.time)
        return frame

    def _place_spots(self, canvas: Canvas) -> None:
        stand = Stand.within(self.app.size)
        boxes = []
        for id in self._ids:
            x, y, w, h = bridge_set.SPOT[id].box
            px, py = stand.at(x, y)
            u = canvas.unit
            boxes.append((px / u, py / u, w * stand.unit / u, h * stand.unit / u))
        self.spots.place(boxes, canvas.unit)

    def _draw_line(self, canvas: Canvas, line: story.Line) -> Rect:
        """Returns what it fills."""
        if line.kind == "sound":
            return Captions.draw_sound(canvas, line, canvas.height - SOUND_FOOT)
        return dialogue_panel.draw(canvas, line, self._pace)

    def _draw_foot(self, canvas: Canvas) -> None:
        """Which keys do what, and what is in the purse."""
        keys, last = self.app.devices.bindings, self.app.devices.last_used
        names = ("menu_accept", "menu_left", "menu_right", "menu_back")
        accept, left, right, back = (keys.name(action, last) for action in names)
        hints = [(accept, "CHOOSE"), (left if left == right else f"{left} / {right}", "LOOK ROUND"), (back, "PAUSE")]
        purse = f"{self.progress.credits} CREDITS"
        room = canvas.width - 3 * SIDE - canvas.measure(purse, LABEL)
        size = fit_hints(canvas, hints, THEME.hint_size, room)
        canvas.panel(SIDE - 8.0, HINTS - 12.0, hints_width(canvas, hints, size) + 16.0, size + 25.0)
        draw_hints(canvas, SIDE, HINTS, hints, size)
        canvas.label(canvas.width - SIDE, HINTS, purse, palette.ink("credit"), "right")


def opened(app: App, progress: Progress, id: str) -> Bridge | None:
    """The bridge, or None and a word in the log when its file has mistakes."""
    try:
        return Bridge(app, progress, id)
    except LevelError as error:
        log.info("the bridge %s cannot be shown:\n%s", id, error)
        return None
