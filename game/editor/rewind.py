"""The playtest's time line: go to any moment of it, see what happened when, fly on from there."""

from __future__ import annotations

from game.render.canvas import Canvas
from game.render.palette import ink
from game.sim.clock import TICK_HZ
from game.ui.events import LEFT, Box, Event, Key, Move, Press, Release, Wheel
from game.ui.textfield import TextField, cut

from . import flagnames, glyphs
from .beats_panel import clock
from .desk import Desk
from .offers import Offers
from .playing import Playing
from .script import Script
from .track import Mark, Track

SIZE, SMALL = 7.6, 6.6  # cap heights [units]
BAR = 30.0  # of the buttons [units]
MARGIN = 16.0  # beside the time line [units]
GROOVE = 6.0
ROWS = 4  # of names over the time line, two where there is less room than
LOW = 175.0  # height of the panel [units]
ROW = 13.0  # [units]
STEP = 5 * TICK_HZ  # ticks of an arrow key
GRASP = 14.0  # round the line within which it is held [units]
BUTTONS = (
    ("start", "play", "From the level's beginning (F5)"), ("on", "here", "Fly on from this moment (Enter)"),
    ("run", "", "Run it (Space)"), ("again", "redo", "The same hands in the level as it stands"),
)  # fmt: skip
TONES = {"beat": "hot", "lost": "red", "won": "lime", "checkpoint": "pearl", "retried": "amber"}
HOW = "F5 plays the level from its beginning, F6 from where the mouse is, a double click on a beat from there."


class RewindPanel:
    title = "Playtest"

    def __init__(self, desk: Desk, playing: Playing, script: Script) -> None:
        self.desk, self.playing = desk, playing
        self.script = script
        self.flags = TextField(
            hint="Flags that are set: a, b", accepted=self._set_flags, changed=self._offer, size=SMALL
        )
        self.offers = Offers()
        self._boxes: dict[str, Box] = {}
        self._hover = ""
        self._line = Box(0, 0, 1, 1)
        self._span = (0, 1)
        self._marks: list[tuple[Mark, Box]] = []
        self._drags = False
        self._rows = ROWS
        self._pointed: tuple[float, float] | None = None

    @property
    def live(self) -> bool:
        """Whether something moves."""
        playing = self.playing
        return playing.runs or playing.rerun is not None or self._drags

    def _set_flags(self, text: str) -> None:
        self.playing.flags = frozenset(part.strip() for part in text.split(",") if part.strip())
        names = ", ".join(sorted(self.playing.flags))
        self.desk.say(f"The next playtest begins with {names}" if names else "The next playtest begins without flags")

    # -- flags

    def _offer(self, text: str) -> None:
        """Those that there are, and do not stand there already."""
        there, (*before, last) = flagnames.all_of(self.script), (part.strip() for part in text.split(","))
        whole = last in there
        self.offers.open([flag for flag in there if flag not in (*before, last)], "" if whole else last, strict=False)
        self.offers.at = -1  # what is typed stands for itself until one goes down to an offer

    def _pick(self, flag: str) -> None:
        """Put a flag behind those that stand there, in the place of what was being typed."""
        there, (*before, last) = flagnames.all_of(self.script), (part.strip() for part in self.flags.text.split(","))
        self.flags.put(", ".join([*before, *([last] if last in there else []), flag]))
        self._set_flags(self.flags.text)
        self.offers.close()

    def _type_flags(self, event: Event) -> bool:
        if isinstance(event, Key):
            if self.offers.handle(event):
                return True
            if event.name in ("return", "kp_enter") and self.offers.at >= 0:
                self._pick(self.offers.words[self.offers.at])
                return True
            if event.name in ("return", "kp_enter", "escape"):
                self.offers.close()
            if event.name == "down":
                self._offer(self.flags.text)
                return True
        return self.flags.handle(event)

    # -- picture

    def draw(self, canvas: Canvas, box: Box) -> None:
        self._boxes, self._marks = {}, []
        bar = Box(box.x + 8, box.y + 7, box.width - 16, BAR - 6)
        self._draw_bar(canvas, bar)
        self._draw_rest(canvas, box)
        self.offers.draw(canvas, box)

    def _draw_rest(self, canvas: Canvas, box: Box) -> None:
        playing, test = self.playing, self.playing.test
        if test is None:
            for i, row in enumerate(canvas.wrap(HOW, SIZE, box.width - 32)):
                canvas.text(box.x + MARGIN, box.y + BAR + 20 + i * 13, row, SIZE, ink("dim"))
            return
        rerun = playing.rerun
        track = rerun.new.track if rerun is not None else test.track
        before = rerun.old.track if rerun is not None else playing.before
        last = max(track.last, before.last if before else 0, test.last)
        self._span = test.first, max(test.first + 1, last)
        self._rows = ROWS if box.height > LOW else 2
        y = box.y + BAR + 12 + self._rows * ROW
        self._line = Box(box.x + MARGIN, y, box.width - 2 * MARGIN, GROOVE)
        self._draw_times(canvas)
        if before is not None:
            self._draw_before(canvas, before, y + 26)
        self._draw_line(canvas, track, rerun is not None)
        self._draw_facts(canvas, Box(box.x + MARGIN, y + 54, box.width - 2 * MARGIN, box.foot - y - 58))

    def _draw_bar(self, canvas: Canvas, bar: Box) -> None:
        x = bar.x
        for name, sign, _ in BUTTONS:
            at = Box(x, bar.y, 34, bar.height)
            self._boxes[name] = at
            can = name == "start" or self.playing.test is not None
            lit = name == self._hover and can
            if lit:
                canvas.rect(at.x, at.y, at.width, at.height, ink("line", 0.6))
            tone = ink("rock-low" if not can else "white" if lit else "ring")
            sign = sign or ("stop" if self.playing.runs else "run")
            glyphs.draw(canvas, sign, at.x + 9, at.y + (at.height - 15) / 2, 15, tone)
            x += 37
        field = Box(bar.right - 190, bar.y + 1, 190, bar.height - 2)
        self.flags.draw(canvas, field, self.desk.time)
        self.offers.below(field)
        hint = next((words for name, _, words in BUTTONS if name == self._hover), "")
        words = hint or self._status()
        canvas.text(
            x + 6, bar.y + (bar.height - SIZE) / 2, cut(canvas, words, SIZE, field.x - x - 14), SIZE, ink("text")
        )

    def _status(self) -> str:
        playing, test = self.playing, self.playing.test
        if test is None:
            return ""
        if playing.rerun is not None:
            return f"The same hands fly the changed level: {100 * playing.rerun.share:.0f} %"
        end = {"won": "won", "lost": "lost"}.get(test.recording().header.outcome, "")
        words = [f"{clock(playing.frame / TICK_HZ)} of {clock(test.last / TICK_HZ)}", end]
        count = len(test.track.fired())
        words.append(f"{count} beat{'s' if count != 1 else ''}")
        if playing.stale:
            words.append("the level has changed since")
        if playing.before is not None:
            apart = playing.parted
            words.append("as before" if apart is None else f"apart from {clock(apart / TICK_HZ)} on")
        return "   ".join(word for word in words if word)

    def _x(self, frame: float) -> float:
        first, last = self._span
        return self._line.x + self._line.width * (frame - first) / (last - first)

    def _draw_times(self, canvas: Canvas) -> None:
        seconds = (self._span[1] - self._span[0]) / TICK_HZ
        step = next(s for s in (1, 2, 5, 10, 30, 60, 120, 300, 600) if seconds / s <= 14 or s == 600)
        n = int(self._span[0] / TICK_HZ / step) + 1
        while n * step * TICK_HZ <= self._span[1]:
            x = self._x(n * step * TICK_HZ)
            canvas.rect(x, self._line.y - 3, 1, GROOVE + 6, ink("rock-low"))
            canvas.text(x, self._line.foot + 7, clock(n * step).removesuffix(".0"), 5.6, ink("rock-high"), "center")
            n += 1

    def _draw_line(self, canvas: Canvas, track: Track, flies: bool) -> None:
        line, frame = self._line, self.playing.frame
        canvas.rect(line.x, line.y, line.width, line.height, ink("line", 0.5))
        canvas.rect(line.x, line.y, self._x(track.last) - line.x, line.height, ink("rock"))
        canvas.rect(line.x, line.y, self._x(min(frame, track.last)) - line.x, line.height, ink("ring"))
        self._draw_marks(canvas, track)
        x = self._x(track.last if flies else frame)
        canvas.rect(x - 1, line.y - self._rows * ROW - 4, 2, self._rows * ROW + GROOVE + 10, ink("white"))
        canvas.shape("callister", x, line.y + GROOVE / 2, 26.0, None)
        if self._pointed is not None:
            at = self._frame_at(self._pointed[0])
            canvas.label(self._x(at), line.foot + 16, clock(at / TICK_HZ), ink("white"), "center", size=SMALL)

    def _draw_marks(self, canvas: Canvas, track: Track) -> None:
        """Beats with their names, as many as there is room for; what was lost and won."""
        line, free = self._line, [0.0] * self._rows
        for mark in track.marks:
            if mark.kind not in TONES:
                continue
            x, tone = self._x(mark.frame), TONES[mark.kind]
            high = 5.0 if mark.kind == "beat" else 9.0
            canvas.rect(x - 0.75, line.y - high, 1.5, high + GROOVE, ink(tone))
            self._marks.append((mark, Box(x - 4, line.y - 10, 8, 22)))
            if mark.kind == "checkpoint":
                continue
            name = mark.name if mark.kind == "beat" else mark.kind
            wide = canvas.measure(name, SMALL)
            left = min(x, line.right + MARGIN - wide - 6)  # at the end it stands before its mark
            row = next((n for n in range(self._rows) if free[n] <= left), -1)
            if row < 0:
                continue
            free[row] = left + wide + 9
            y = line.y - 17 - row * ROW
            canvas.rect(x - 0.5, y + SMALL, 1, line.y - y - SMALL, ink(tone, 0.3))
            chosen = mark.kind == "beat" and self._is_chosen(mark.name)
            canvas.text(left + 2, y, name, SMALL, ink("white" if chosen else "text" if mark.kind == "beat" else tone))
            self._marks.append((mark, Box(left, y - 3, wide + 4, SMALL + 6)))

    def _is_chosen(self, beat: str) -> bool:
        row = self.desk.document.find("beat", beat)
        return row is not None and row.key in self.desk.selection

    def _draw_before(self, canvas: Canvas, before: Track, y: float) -> None:
        """The flight before the level was changed, below."""
        x0, x1 = self._x(before.first), self._x(before.last)
        canvas.rect(x0, y, x1 - x0, 4, ink("past-2", 0.5))
        for mark in before.marks:
            if mark.kind in TONES:
                canvas.rect(self._x(mark.frame) - 0.75, y - 2, 1.5, 8, ink("past-2"))
        if self.playing.parted is not None:
            x = self._x(self.playing.parted)
            canvas.circle(x, y + 2, 6.0, 1.4, ink("past-2"))
        canvas.text(x0, y + 9, "before the change", 5.8, ink("past-2"))

    def _draw_facts(self, canvas: Canvas, box: Box) -> None:
        """What was taken for granted, and what is being said at this moment."""
        test = self.playing.test
        assert test is not None
        y = box.y
        said = [mark for mark in test.track.near(self.playing.frame, 4 * TICK_HZ) if mark.kind in ("say", "chat")]
        said = [mark for mark in said if mark.frame <= self.playing.frame][-1:]
        for mark in said if y + SIZE < box.foot else ():
            row = self.desk.document.find("line", mark.name)
            if row is not None:
                words = f"{row.data.get('who', '')}: {row.data.get('text', '')}"
                canvas.text(box.x, y, cut(canvas, words, SIZE, box.width), SIZE, ink("select"))
        y += 14
        words = "Taken for granted: " + "; ".join(test.assumed) if test.assumed else ""
        for i, row_ in enumerate(canvas.wrap(words, SMALL, box.width)[: max(0, int((box.foot - y) / 11))]):
            canvas.text(box.x, y + i * 11, row_, SMALL, ink("dim"))

    # -- hands

    def _frame_at(self, x: float) -> int:
        first, last = self._span
        share = (x - self._line.x) / max(1.0, self._line.width)
        frame = round(first + max(0.0, min(1.0, share)) * (last - first))
        test = self.playing.test
        return min(frame, test.last) if test is not None else frame

    def _on_line(self, event: Press | Move) -> bool:
        line = self._line
        around = Box(line.x - GRASP, line.y - GRASP, line.width + 2 * GRASP, GROOVE + 2 * GRASP)
        return self.playing.test is not None and around.holds(event.x, event.y)

    def do(self, name: str) -> None:
        """One of BUTTONS."""
        playing = self.playing
        if name == "start":
            self.desk.tell("play", None)
        elif playing.test is None:
            self.desk.say("Nothing was flown yet")
        elif name == "on":
            playing.take_off()
        elif name == "run":
            if not playing.runs and playing.frame >= playing.test.last:
                playing.scrub(playing.test.first)
            playing.runs = not playing.runs
        elif name == "again":
            playing.again()

    def settle(self) -> None:
        """Flags that were typed count, and one goes on typing."""
        self.flags.settle()

    def leave(self) -> None:
        self.offers.close()
        self.flags.blur()

    def handle(self, event: Event) -> bool:
        if isinstance(event, Press):
            return self._press(event)
        if isinstance(event, Move | Wheel) and self.offers.handle(event):
            return True
        if isinstance(event, Move):
            self._hover = next((name for name, box in self._boxes.items() if box.holds(event.x, event.y)), "")
            self._pointed = (event.x, event.y) if self._on_line(event) else None
            if self._drags:
                self.playing.scrub(self._frame_at(event.x))
            return self._drags
        if isinstance(event, Release):
            drags, self._drags = self._drags, False
            return drags
        if isinstance(event, Wheel):
            self.playing.scrub(self.playing.frame - round(event.notches * TICK_HZ / (6 if event.shift else 1)))
            return True
        if self.flags.focused:
            return self._type_flags(event)
        return isinstance(event, Key) and self._key(event)

    def _press(self, press: Press) -> bool:
        picked = self.offers.pressed(press)
        if picked is not None:
            self._pick(picked)
            return True
        before = self.flags.focused
        if self.flags.handle(press):
            if not before:
                self._offer(self.flags.text)
            return True
        self.offers.close()
        if self._hover and press.button == LEFT and self._boxes[self._hover].holds(press.x, press.y):
            self.do(self._hover)
            return True
        for mark, box in reversed(self._marks):
            if box.holds(press.x, press.y):
                self.playing.scrub(mark.frame)
                self._drags, self.playing.runs = self._on_line(press), False
                row = self.desk.document.find("beat", mark.name) if mark.kind in ("beat", "checkpoint") else None
                if row is not None:
                    self.desk.select([row.key])
                return True
        if self._on_line(press):
            self._drags, self.playing.runs = True, False
            self.playing.scrub(self._frame_at(press.x))
        return True

    def _key(self, key: Key) -> bool:
        playing = self.playing
        if key.name == "space":
            self.do("run")
        elif key.name in ("return", "kp_enter"):
            self.do("on")
        elif key.name in ("left", "right") and not key.ctrl:
            step = 1 if key.shift else STEP
            playing.scrub(playing.frame + (step if key.name == "right" else -step))
        elif key.name in ("home", "end") and playing.test is not None:
            playing.scrub(playing.test.first if key.name == "home" else playing.test.last)
        else:
            return False
        return True
