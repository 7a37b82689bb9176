"""Barks, chat and notices: what is said about what just happened, chosen out of the words that a level has.

The director asks after its beats. In a tick in which nothing happened that costs a few comparisons. In any other:
1. each event meets the occasions that hear its kind (`occasions`);
2. of an occasion's rows those are left that were not said in this chapter and whose conditions hold;
3. the row with the most conditions wins; between equals a hash of seed and tick decides;
4. a remark becomes a caption above its ship; a bark and a notice wait for a moment in which nobody speaks, or are
   forgotten.

All that it remembers is the state's `small_talk`.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from game.sim.clock import TICK_HZ
from game.sim.events import Event
from game.sim.kinds import KIND_NAMES, Team

from .actions_talk import Chat, Say
from .dialogue import CHAT_TURN, reading_ticks
from .heard import Heard, tag_of
from .lookout import Lookout
from .occasions import ARCHETYPES, CASES, OCCASIONS, Occasion
from .stage import Stage
from .state import Entry, SaidBy, SmallTalk, StoryEvent
from .words import ANYONE, AUDIENCE, Bark, Notice, Remark, Row

LOOK = TICK_HZ  # ticks between two looks round
IDLE = 15 * TICK_HZ  # ticks without a command that are worth a word
CHAT_GAP = round(2.5 * TICK_HZ)  # ticks between two remarks; small talk gives way sooner
CHAT_PATIENCE = 3 * TICK_HZ  # ticks after which a remark is stale
NOTICE_GAP = 12 * TICK_HZ  # ticks from one notice to the next
NOTICE_PATIENCE = 6 * TICK_HZ  # ticks that a notice waits for a silence
NEAR = 4  # ships, the nearest first, of whom one may say what concerns them all
DARK = 0.5  # how far the picture is faded when nobody makes conversation any more
SLOT = 0xFFFF  # of a ship's id: whoever comes back mostly has it again
# 05, 07, 10 and 11 have a tone of their own, and in 08 another has the floor
NAMED_ONLY, NO_BARKS = frozenset({5, 7, 10, 11}), frozenset({8})

R = TypeVar("R", bound=Row)


class Chatter:
    """Works on the state of a stage; keeps nothing of its own but who hears what."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.stage = stage
        self._lookout = Lookout(stage)
        self._rows = stage.level.words.rows
        tags = stage.level.words.tags
        self._silent = {tag.tag for tag in tags if tag.silent}
        self._free: dict[str, list[str]] = {}  # kind of player -> names for those who bring none
        for tag in tags:
            if not tag.story and not tag.silent:
                self._free.setdefault(tag.who, []).append(tag.tag)
        mine = {row.id for row in stage.level.words}
        own = (line.who for id, line in stage.level.lines.items() if id not in mine)
        # players who have lines of their own in the level
        self._voices = frozenset(who.removeprefix("@") for who in own if who.startswith("@"))
        self._chapter = stage.level.header.chapter or 0
        self._hearers: dict[str, list[Occasion]] = {}
        for occasion in OCCASIONS:
            if (occasion.family, occasion.word) in self._rows:
                self._hearers.setdefault(occasion.hears, []).append(occasion)
        stage.state.small_talk = SmallTalk(seed)

    @property
    def memory(self) -> SmallTalk:
        state = self.stage.state
        if not isinstance(state.small_talk, SmallTalk):  # the level had no words when this story was saved
            state.small_talk = SmallTalk()
        return state.small_talk

    # -- the tick --------------------------------------------------------------------------------------

    def update(self, events: Sequence[Event]) -> None:
        """One tick, after the world's events and all that the story did."""
        stage, memory = self.stage, self.memory
        if memory.bark:
            self._give_bark(memory)
        if memory.notice:
            self._give_notice(memory)
        happened: list[Event | StoryEvent] = [*events, *stage.told]
        if stage.tick % LOOK == 0:
            happened += self._lookout.look(memory)
        if stage.state.idle == IDLE:
            happened.append(Event("idle"))
        if memory.taken_up:
            memory.taken_up = False
            happened.append(Event("taken-up", value=stage.counter("retries")))
        if happened and not stage.state.cause and not stage.state.outcome:
            self._answer(happened, memory)

    def _answer(self, happened: list[Event | StoryEvent], memory: SmallTalk) -> None:
        barks: list[tuple[Bark, Occasion]] = []
        notices: list[Notice] = []
        remarks: list[tuple[Remark, SaidBy]] = []
        for event in happened:  # grows while it is gone through: one thing brings about another
            happened += self._lookout.note(event, memory)
            if event.kind == "choice":  # what was about to be said has nothing to do with the answer
                barks.clear()
                memory.bark = ""
            for occasion in self._hearers.get(event.kind, ()):
                heard = Heard(self.stage, memory, event)
                if not occasion.when(heard):
                    continue
                if occasion.family == "bark":
                    barks += [(row, occasion) for row in self._barks(occasion, heard)]
                elif occasion.family == "notice":
                    notices += self._notices(occasion)
                elif not remarks:
                    remarks = self._remarks(occasion, heard)
        if barks:
            bark = self._best([row for row, _ in barks])
            self._raise_bark(memory, bark, next(occasion for row, occasion in barks if row is bark))
        if notices and not memory.notice and self.stage.tick >= memory.notice_after:
            memory.notice = self._best(notices).id
            memory.notice_until = self.stage.tick + NOTICE_PATIENCE
        for remark, by in remarks:
            expires = self.stage.tick + CHAT_PATIENCE
            self.stage.talk.aside(Entry(remark.id, chat=True, expires=expires, said_by=by))

    # -- which row -------------------------------------------------------------------------------------

    def _open(self, occasion: Occasion) -> list[Row]:
        """The rows of an occasion that were not said in this chapter, do not wait to be, and whose conditions hold."""
        talk, memory = self.stage.state.talk, self.memory
        waiting = {entry.line for entry in (*talk.barks, *talk.asides, *talk.queue)} | {memory.bark, memory.notice}
        return [
            row
            for row in self._rows[occasion.family, occasion.word]
            if row.id not in talk.begun
            and row.id not in memory.heard
            and row.id not in waiting
            and all(condition.holds(self.stage) for condition in row.if_)
        ]

    def _best(self, rows: Sequence[R]) -> R:
        """The most particular; between equals the hash of seed and tick decides, so that no two flights sound alike."""
        most = max(row.particular for row in rows)
        equals = [row for row in rows if row.particular == most]
        return equals[self._chance(len(equals))]

    def _chance(self, count: int) -> int:
        return zlib.crc32(b"%d %d" % (self.memory.seed, self.stage.tick)) % count

    def _rests(self, occasion: Occasion) -> bool:
        return self.stage.tick < self.memory.rests.get(f"{occasion.family} {occasion.word}", 0)

    def _rest(self, memory: SmallTalk, occasion: Occasion) -> None:
        if occasion.rest:
            memory.rests[f"{occasion.family} {occasion.word}"] = self.stage.tick + round(occasion.rest * TICK_HZ)

    # -- barks -----------------------------------------------------------------------------------------

    def _barks(self, occasion: Occasion, heard: Heard) -> list[Bark]:
        """The rows that would do. The occasion counts whether or not anybody speaks of it."""
        names = heard.names(self._whose(occasion, heard))
        counts = self._count(occasion.word, names)
        if self._chapter in NO_BARKS or self._rests(occasion):
            return []
        return [row for row in self._open(occasion) if isinstance(row, Bark) and self._fits(row, heard, names, counts)]

    def _raise_bark(self, memory: SmallTalk, bark: Bark, occasion: Occasion) -> None:
        """It waits for a silence, in the place of one that waits already but cannot wait as long."""
        patience = round(occasion.patience * TICK_HZ)
        if memory.bark and memory.bark_patience > patience:
            return
        self._rest(memory, occasion)
        memory.bark, memory.bark_until, memory.bark_patience = bark.id, self.stage.tick + patience, patience
        self._give_bark(memory)

    def _give_bark(self, memory: SmallTalk) -> None:
        """Hand the bark that waits to the talk, as soon as it would speak it."""
        tick = self.stage.tick
        if tick > memory.bark_until:
            memory.bark = ""
        elif tick >= self.stage.state.talk.bark_after and self._is_silent() and not self._is_due(memory.bark):
            self.stage.talk.say(Entry(memory.bark), "bark")
            memory.bark = ""

    def _is_silent(self) -> bool:
        """Nobody speaks or is about to, no silence is being kept, no question is open, and no scene is shown."""
        talk = self.stage.state.talk
        if talk.line or talk.queue or talk.barks or talk.silence or self.stage.state.choice or self._is_shown():
            return False
        return self.stage.tick - talk.last_caption >= CHAT_TURN  # a caption is read before it is answered

    def _is_due(self, line: str) -> bool:
        """A beat that has fired speaks before this would be over."""
        state, beats = self.stage.state, self.stage.level.beats
        said = self.stage.level.lines[line]
        over = self.stage.tick + reading_ticks(said.text, said.who)
        for pending in state.pending:
            if pending.tick < over and pending.beat in beats:
                action = beats[pending.beat].then[pending.index]
                if isinstance(action, Say | Chat) and all(condition.holds(self.stage) for condition in action.if_):
                    return True
        return False

    def _is_shown(self) -> bool:
        """A scene that is only watched: bars above and below the picture, or the dark."""
        return self.stage.state.letterbox or self.stage.darkness() > DARK

    def _count(self, word: str, names: list[str]) -> dict[str, int]:
        """How often it has come about with this time: at all (''), and to each of those names."""
        counted = self.memory.counts
        now = {}
        for name in ("", *names):
            key = f"{word} {name}".rstrip()
            now[name] = counted[key] = counted.get(key, 0) + 1
        return now

    def _fits(self, row: Bark, heard: Heard, names: list[str], counts: dict[str, int]) -> bool:
        if row.of is not None and row.of not in names:
            return False
        if row.time is not None and row.time != counts[row.of or ""]:
            return False
        if self._chapter in NAMED_ONLY and not row.names_chapter:
            return False
        if row.chapter is not None and row.chapter != self._chapter:
            return False
        if row.chapter_at_least is not None and self._chapter < row.chapter_at_least:
            return False
        return row.case is None or CASES[row.case](heard)

    def _whose(self, occasion: Occasion, heard: Heard) -> int:
        """The ship whose affair it is, or 0."""
        if occasion.of == "who":
            return heard.who
        if occasion.of == "other":
            return heard.other if heard.who == heard.player or occasion.hears != "collided" else heard.who
        if occasion.of == "speaker":
            return next((c.ship for c in self.stage.state.talk.captions if c.id == heard.event.name), 0)
        return 0

    # -- notices ---------------------------------------------------------------------------------------

    def _notices(self, occasion: Occasion) -> list[Notice]:
        if self.stage.tick < self.memory.notice_after:
            return []
        level = self.stage.world.heat.level
        return [row for row in self._open(occasion) if isinstance(row, Notice) and row.heat in (None, level)]

    def _give_notice(self, memory: SmallTalk) -> None:
        """Say the notice that waits as soon as nobody else speaks, or wants to; forget it when that takes too long."""
        tick = self.stage.tick
        if tick > memory.notice_until:
            memory.notice = ""
        elif self._is_silent() and not self._is_due(memory.notice):
            self.stage.talk.say(Entry(memory.notice), "queue")
            memory.notice, memory.notice_after = "", tick + NOTICE_GAP

    # -- chat ------------------------------------------------------------------------------------------

    def _remarks(self, occasion: Occasion, heard: Heard) -> list[tuple[Remark, SaidBy]]:
        """Who says what; a streamer's audience answers at once."""
        stage, memory = self.stage, self.memory
        if stage.tick < memory.chat_after or stage.state.talk.asides or self._rests(occasion) or self._is_shown():
            return []
        rows = [row for row in self._open(occasion) if isinstance(row, Remark)]
        speakers = (self._near() if occasion.near else self._concerned(occasion, heard)) if rows else []
        speakers = [(kind, by) for kind, by in speakers if by.tag not in self._silent]
        if not occasion.known:
            speakers = [(kind, by) for kind, by in speakers if by.tag not in self._voices]
        choices: list[tuple[Remark, SaidBy]] = []
        for kind, by in speakers:
            mine = (kind, ANYONE) if occasion.near else (kind,)
            choices += [(row, by) for row in rows if row.who in mine]
        if occasion.near and not choices:
            choices = [(row, by) for by in self._passer_by() for row in rows if row.who == ANYONE]
        said = self._pick(choices)
        streamer = next((by for kind, by in speakers if kind == "streamer"), None)
        if streamer is not None and (not said or said[0][1] is streamer):
            answer = SaidBy(streamer.ship, AUDIENCE, streamer.x, streamer.y)
            said += self._pick([(row, answer) for row in rows if row.who == AUDIENCE])
        if said:
            memory.chat_after = stage.tick + (CHAT_TURN if occasion.hears == "look" else CHAT_GAP)
            self._rest(memory, occasion)
        return said

    def _pick(self, choices: list[tuple[Remark, SaidBy]]) -> list[tuple[Remark, SaidBy]]:
        """The most particular row of some, with who says it; none of none."""
        if not choices:
            return []
        most = max(row.particular for row, _ in choices)
        equals = [choice for choice in choices if choice[0].particular == most]
        return [equals[self._chance(len(equals))]]

    def _concerned(self, occasion: Occasion, heard: Heard) -> list[tuple[str, SaidBy]]:
        """The ship whose affair it is, if it is a player's, and in the picture."""
        ship = self._whose(occasion, heard)
        kind = heard.kind(ship)
        if kind not in ARCHETYPES:
            return []
        ships = self.stage.world.ships
        row = ships.row_of(ship)
        if row >= 0 and not ships.mind[row]:
            return []  # a ship with nobody in it
        event = heard.event
        x, y = (ships.x.item(row), ships.y.item(row)) if row >= 0 else (event.x, event.y)
        return [(kind, SaidBy(ship, self._name(ship, kind), x, y))] if self._lookout.in_picture(x, y) else []

    def _near(self) -> list[tuple[str, SaidBy]]:
        """Some players in the picture, the nearest first."""
        world = self.stage.world
        ships, me = world.ships, world.player_row
        if me < 0:
            return []
        rows = (self._lookout.seen() & (ships.team == int(Team.PLAYERS)) & ships.traits.minded).nonzero()[0]
        rows = rows[np.argsort(np.abs(ships.place[rows] - ships.place[me]), kind="stable")][:NEAR]
        found = []
        for row in rows.tolist():
            ship, kind = ships.id.item(row), KIND_NAMES[ships.kind.item(row)]
            found.append((kind, SaidBy(ship, self._name(ship, kind), ships.x.item(row), ships.y.item(row))))
        return found

    def _passer_by(self) -> list[SaidBy]:
        """Somebody of the crowd, when there is one."""
        rows = self.stage.world.traffic.rows
        x0, y0, x1, y1 = self._lookout.picture()
        seen = (rows.x > x0) & (rows.x < x1) & (rows.y > y0) & (rows.y < y1)
        names = self._free.get(ANYONE)
        return [SaidBy(0, names[self._chance(len(names))])] if names and bool(seen.any()) else []

    def _name(self, ship: int, kind: str) -> str:
        """The gamertag of a ship; one that brings none goes by a name of its kind, the same one each time."""
        free = self._free.get(kind, [kind])
        return tag_of(self.stage, ship) or free[(self.memory.seed + (ship & SLOT)) % len(free)]

    # -- a run that is taken up again ------------------------------------------------------------------

    def said(self) -> list[str]:
        """The rows that were said in this chapter, whichever runs are forgotten."""
        mine = {row.id for rows in self._rows.values() for row in rows}
        heard = self.memory.heard
        return [*heard, *(line for line in self.stage.state.talk.begun if line in mine and line not in heard)]

    def taken_up(self, said: list[str]) -> None:
        """The story stands at its checkpoint again, but nobody unhears what was said."""
        self.memory.heard = said
        self.memory.taken_up = True
