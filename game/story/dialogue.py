"""The talk: one spoken line at a time, at reading pace; captions above ships; silences; story before barks.

Cases, in this order of right:
1. a line that cuts in (`now`) ends the one being spoken, and is next;
2. `next` goes before what waits; `queue` goes behind it;
3. a caption in the queue takes its turn but holds the queue for a breath only;
4. an aside waits for a moment without the beginning of a line, and never breaks a silence;
5. a bark speaks only when nothing else wants to, and is forgotten otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.clock import TICK_HZ

from .state import Caption, Entry, Line, Talk

if TYPE_CHECKING:
    from .stage import Stage

READING = 15.0  # characters a second
READING_START = 0.9  # to find the line and its speaker [s]
SHORTEST = 1.6  # [s]
NOTICE = 3.0  # a notice of Moderation stays at least this long [s]
BREATH = 9  # ticks between two lines
CHAT_TURN = 60  # ticks for which a caption holds the queue, and between two captions
CHAT_SHORTEST = 2.0  # [s]
LINE_START = 30  # ticks at the beginning of a line over which no caption comes
AFTER_CAPTION = 24  # ticks after a caption before a line begins
BARK_GAP = 360  # ticks between two barks
WORDLESS = "…"  # what is left of a line whose speaker has been turned down
BARK_PATIENCE = 120  # ticks after which an unspoken bark is forgotten


def reading_ticks(text: str, kind: str = "say") -> int:
    """How long a line stays on screen."""
    shortest = {"moderation": NOTICE, "chat": CHAT_SHORTEST}.get(kind, SHORTEST)
    return round(max(shortest, len(text) / READING + READING_START) * TICK_HZ)


class Dialogue:
    """Works on the talk of the stage's state; keeps nothing of its own."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    @property
    def talk(self) -> Talk:
        return self.stage.state.talk

    # -- what verbs ask for ----------------------------------------------------------------------------

    def say(self, entry: Entry, turn: str) -> None:
        if turn == "bark":
            entry.expires = entry.expires or self.stage.tick + BARK_PATIENCE
            self.talk.barks.append(entry)
        elif turn == "queue":
            self.talk.queue.append(entry)
        else:
            self.talk.queue.insert(0, entry)
            if turn == "now":
                self._end_line()
                self.talk.hold = 0

    def before_all(self, entry: Entry) -> None:
        """Said at once by whoever speaks of a run that was lost; the scene goes on behind it where it was taken up.

        1. A line of the story of which most was still to be read is said again: its answer waits behind it.
        2. A line that was as good as over, a bark and a notice are not.
        3. A silence is kept for as long as was left of it.
        """
        talk, line = self.talk, self.talk.line
        if line is not None and line.age * 2 < line.duration and line.id not in self.stage.level.words.lines:
            talk.queue.insert(0, Entry(line.id, duration=line.duration))
            talk.line = None
        elif line is None and talk.silence:
            talk.queue.insert(0, Entry("", duration=talk.hold))
        self.say(entry, "now")

    def cry(self, entry: Entry) -> None:
        """Called out: nobody waits for anybody."""
        self._caption(entry)

    def aside(self, entry: Entry) -> None:
        self.talk.asides.append(entry)

    def quiet(self, cut: bool) -> None:
        """Drop all that waits."""
        talk = self.talk
        for entry in (*talk.queue, *talk.asides, *talk.barks):
            self._drop(entry)
        talk.queue, talk.asides, talk.barks = [], [], []
        small_talk = self.stage.state.small_talk
        if small_talk:
            small_talk.bark = small_talk.notice = ""
        if cut:
            self._end_line()
            talk.hold, talk.silence = 0, False

    def note(self, line: str) -> None:
        """A line that is shown, not spoken: it is begun and over at once."""
        tick = self.stage.tick
        self.talk.begun[line] = self.talk.ended[line] = tick
        self.talk.log.append((tick, line))

    # -- the tick --------------------------------------------------------------------------------------

    def update(self, skip: bool) -> None:
        talk = self.talk
        self._age(talk)
        if skip:
            self._end_line()
            talk.hold, talk.silence = 0, False
        elif talk.line is not None and talk.line.age >= talk.line.duration:
            self._end_line()
            talk.hold = BREATH
        elif talk.hold > 0 and talk.line is None:
            talk.hold -= 1
            talk.silence = talk.silence and talk.hold > 0
        if talk.line is None and talk.hold == 0:
            self._next()
        if talk.asides:
            self._asides()

    def _age(self, talk: Talk) -> None:
        if talk.line is not None:
            talk.line.age += 1
        over = False
        for sign in talk.signs:
            sign.age += 1
            over = over or sign.age == sign.duration
        if over:
            talk.signs = [s for s in talk.signs if s.duration == 0 or s.age < s.duration]
        for caption in talk.captions:
            caption.age += 1
            if caption.age >= caption.duration:
                talk.ended[caption.id] = self.stage.tick
                over = True
        if over:
            talk.captions = [c for c in talk.captions if c.age < c.duration]

    def _next(self) -> None:
        talk = self.talk
        while talk.queue:
            entry = talk.queue[0]
            if self._stale(entry):
                self._drop(talk.queue.pop(0))
                continue
            if not entry.chat and entry.line and self.stage.tick - talk.last_caption < AFTER_CAPTION:
                return
            talk.queue.pop(0)
            if not entry.line:
                talk.hold, talk.silence = entry.duration, True
            elif entry.chat:
                self._caption(entry)
                talk.hold = CHAT_TURN
            else:
                self._speak(entry)
            return
        self._bark()

    def _bark(self) -> None:
        talk = self.talk
        while talk.barks:
            entry = talk.barks.pop(0)
            if not self._stale(entry) and self.stage.tick >= talk.bark_after and self.stage.state.choice is None:
                self._speak(entry)
                talk.bark_after = self.stage.tick + BARK_GAP
                return
            self._drop(entry)

    def _asides(self) -> None:
        talk = self.talk
        while talk.asides and self._stale(talk.asides[0]):
            self._drop(talk.asides.pop(0))
        clear = talk.line is None or talk.line.age >= LINE_START
        if talk.asides and clear and not talk.silence and self.stage.tick - talk.last_caption >= CHAT_TURN:
            self._caption(talk.asides.pop(0))

    def _stale(self, entry: Entry) -> bool:
        return entry.expires > 0 and self.stage.tick > entry.expires

    def _drop(self, entry: Entry) -> None:
        """Not said any more; whoever waits for it need not wait longer."""
        if entry.line:
            self.talk.ended[entry.line] = self.stage.tick

    def _end_line(self) -> None:
        talk = self.talk
        if talk.line is not None:
            talk.ended[talk.line.id] = self.stage.tick
            talk.line = None

    def _begin(self, entry: Entry) -> None:
        self.talk.begun[entry.line] = self.stage.tick
        self.talk.log.append((self.stage.tick, entry.line))

    def _speak(self, entry: Entry) -> None:
        said = self.stage.level.lines[entry.line]
        duration = entry.duration or reading_ticks(said.text, said.who)
        text = WORDLESS if self.stage.is_muted(said.who) else said.text
        self.talk.line = Line(entry.line, said.who, text, said.kind, 0, duration, said.mood or "")
        self._begin(entry)
        self.stage.emit("say", entry.line, text=text, who=said.who, value=duration / TICK_HZ)

    def _caption(self, entry: Entry) -> None:
        said = self.stage.level.lines[entry.line]
        ship, row, x, y = self.stage.speaker(entry)
        duration = entry.duration or reading_ticks(said.text, "chat")
        who = said.who.removeprefix("@") if said.kind == "chat" else said.who.upper()
        small_talk = self.stage.state.small_talk
        if entry.said_by and small_talk:
            who = small_talk.voices[entry.line] = entry.said_by.tag
        self.talk.captions.append(Caption(entry.line, who, said.text, ship, row, x, y, 0, duration))
        self.talk.last_caption = self.stage.tick
        self._begin(entry)
        self.stage.emit("chat", entry.line, text=said.text, who=who, x=x, y=y, value=duration / TICK_HZ)
