"""A flight that a test drives: it flies on, asks predicates after every tick, and fails with a recording.

Every tick of every run is watched by the invariants. Times that verbs take are spans ("2s", see `spans`); `run.time`
is the run's clock, which starts with the level and goes on in branches.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, NoReturn

from game.lab import spans
from game.lab.answers import seed_of
from game.lab.hands import HOLDS, holding, pressing
from game.lab.invariants import InvariantError, Invariants
from game.lab.keeping import keep, watch_command
from game.lab.pilots import Pilot, make_pilot
from game.lab.predicates import Ask, Moment, Names, Predicate, PredicateError, must_be_asked
from game.lab.recorder import Recorder
from game.lab.recording import Checkpoint, Recording, RecordingError
from game.lab.replay import verify
from game.lab.spans import Span
from game.lab.vocabulary import must_be_a_kind
from game.sim.chance import Streams
from game.sim.clock import TICK_HZ
from game.sim.command import IDLE, Command
from game.sim.world import World
from game.story.episode import Episode, Happening
from game.story.suggest import did_you_mean

PATIENCE = 4.0  # a level is given up after this many times the length that it says it has
PROVED = 20.0  # of a run's end that is flown again to prove that it repeats [s]
BEATS_TOLD = 3

PilotMaker = Callable[[Episode, Mapping[str, int | str]], Pilot]


class PlayError(AssertionError):
    """A run did not do what the test expects; the message names what, when, where, and how to watch it."""


@dataclass
class Guard:
    """A predicate that must never come true."""

    whole: Predicate  # as it was written
    part: Predicate  # one of its alternatives
    ask: Ask
    since: int  # tick
    before: Guard | None = None  # the one that it goes on from, in the run that this one branches off
    asked: bool = False

    def mark(self) -> None:
        """It has been asked, and with it those that it goes on from: what is never so in a branch is never so."""
        self.asked = True
        if self.before is not None and not self.before.asked:
            self.before.mark()


class Branch(NamedTuple):
    """A moment from which runs go on: state, and the pilot as it was."""

    frame: int
    state: Checkpoint
    pilot: Pilot | None
    episode: Episode  # that the pilot was aboard of
    bot: str | PilotMaker


@dataclass
class Origin:
    """Where a run came from and where its recordings go; shared by its branches.

    label   what its recordings are called
    folder  where they are written
    write   writes the level's folder beside them, for levels that lie nowhere
    """

    names: Names
    difficulty: str
    flags: tuple[str, ...]
    choose: Mapping[str, int | str]
    label: str
    folder: Path
    write: Callable[[Path], Path] | None = None
    user_dir: Path | None = None
    runs: list[Played] = field(default_factory=list)


class Stats:
    """The episode's figures as attributes: damage_taken, shots_fired, hits, kills, distance [u], retries."""

    def __init__(self, episode: Episode) -> None:
        self._episode = episode

    def __repr__(self) -> str:
        return ", ".join(f"{name} {value:g}" for name, value in self._episode.stats.items())

    def __getattr__(self, name: str) -> float:
        stats = self._episode.stats
        if name not in stats:
            raise AttributeError(f"there is no figure {name!r}{did_you_mean(name, stats)}")
        return stats[name]


class Played:
    """One run of a level. Verbs return the run, so that they chain; see `vocabulary` for what can be asked."""

    def __init__(self, origin: Origin, seed: int | None, bot: str | PilotMaker, at: Branch | None = None) -> None:
        self._origin = origin
        self.names = origin.names
        self.level = origin.names.level
        seed = seed_of(seed)
        self.episode = Episode(self.level, seed, difficulty=origin.difficulty, flags=origin.flags)
        self._flown_by = bot
        self.bot = bot if isinstance(bot, str) else getattr(bot, "__name__", type(bot).__name__)
        if at is not None:
            self._take_up(at, seed)
        self._pilot = self._aboard(bot, at)
        self._recorder = Recorder(self.episode, bot=self.bot)
        self._invariants = Invariants(self.episode)
        self._guards: list[Guard] = []
        self._branches: dict[str, Branch] = {}
        self._log: list[tuple[int, Sequence[Happening]]] = []  # ticks in which something happened
        self._before: list[tuple[int, Sequence[Happening]]] = []  # the same, in the runs that this one branches off
        self._mark = self.episode.frame  # tick of the last expectation that was met
        self._last: Sequence[Happening] = ()
        self._kept: Path | None = None
        self._kept_until = 0  # tick
        self.stats = Stats(self.episode)
        origin.runs.append(self)

    def __repr__(self) -> str:
        return f"<{self.level.id}, seed {self.seed}, {self.bot}, at {spans.text(self.tick)}>"

    # -- how it stands -----------------------------------------------------------------------------------

    @property
    def world(self) -> World:
        return self.episode.world

    @property
    def seed(self) -> int:
        return self.episode.seed

    @property
    def tick(self) -> int:
        return self.episode.frame

    @property
    def time(self) -> float:
        """Seconds on the run's clock."""
        return self.episode.frame / TICK_HZ

    @property
    def outcome(self) -> str | None:
        return self.episode.outcome

    @property
    def ending(self) -> str:
        """The ending that the level has named so far, or ''."""
        return self.episode.ending

    @property
    def flags(self) -> set[str]:
        return self.episode.director.flags

    @property
    def reports(self) -> list[str]:
        """Actions that could not act, oldest first."""
        return self.episode.director.reports

    def events(self, kind: str) -> list[tuple[float, Happening]]:
        """Everything of a kind that has happened in this run, with its second. PredicateError: no such kind."""
        must_be_a_kind(kind)
        return [(tick / TICK_HZ, event) for tick, events in self._log for event in events if event.kind == kind]

    def holds(self, predicate: Predicate) -> bool:
        """Whether it is so now, or happened in this very tick. PredicateError for those that need time to tell."""
        must_be_asked(predicate)
        if predicate.memory:
            raise PredicateError(f"{predicate.name} needs more than one moment: give it to until, expect or never")
        return bool(self._begin(predicate)(Moment(self.episode, self._last, self.tick)))

    # -- flying ------------------------------------------------------------------------------------------

    def fly(self, span: Span) -> Played:
        """Let the pilot fly for so long, or until the level is over."""
        __tracebackhide__ = True
        return self._for(spans.ticks(span), None)

    def to_the_end(self, within: Span | None = None) -> Played:
        """Let the pilot fly until the level is over; PlayError when it is not over in time."""
        __tracebackhide__ = True
        limit = self._limit(within)
        while self.episode.outcome is None:
            if self.tick >= limit:
                self._fail(f"the level was not over within {spans.text(limit)}")
            self._tick()
        return self

    def hold(self, *actions: str, span: Span | None = None, aim: float | None = None) -> Played:
        """Fly by hand: hold("thrust", "fire", "1.2s"); the last word is the span. See `hands.holding`."""
        __tracebackhide__ = True
        if span is None:
            if not actions or actions[-1] in HOLDS:
                raise ValueError("hold what, and for how long? Such as hold('thrust', '1.2s')")
            *actions, span = actions  # type: ignore[assignment]
        return self._for(spans.ticks(span), holding(*actions, aim=aim))

    def press(self, action: str) -> Played:
        """Press a key for one tick: skip, retry, choice-1, assist."""
        __tracebackhide__ = True
        return self._for(1, pressing(action))

    def wait(self, span: Span) -> Played:
        """Hands off, pilot and all, for so long."""
        __tracebackhide__ = True
        return self._for(spans.ticks(span), IDLE)

    def give(self, command: Command, span: Span) -> Played:
        """Give one command for so long."""
        __tracebackhide__ = True
        return self._for(spans.ticks(span), command)

    def _for(self, count: int, command: Command | None) -> Played:
        __tracebackhide__ = True
        for _ in range(count):
            if self.episode.outcome is not None:
                break
            self._tick(command)
        return self

    def _tick(self, command: Command | None = None) -> None:
        __tracebackhide__ = True
        given = self._pilot.command() if command is None else command
        episode = self.episode
        events = episode.step(given)
        self._recorder.note(episode, given, events)
        if events:
            self._pilot.hear(events)
            self._log.append((episode.frame, events))
        self._last = events
        try:
            self._invariants.note(episode, given, events)
        except InvariantError as wrong:
            self._fail(f"invariant broken, {wrong}", cause=wrong)
        if self._guards:
            moment = Moment(episode, events, episode.frame)
            for guard in self._guards:
                if not guard.asked:
                    guard.mark()
                if guard.ask(moment):
                    came = "it" if guard.part is guard.whole else guard.part.name
                    self._fail(f"never({guard.whole.name}): {came} came true", guard.part)

    # -- asking ------------------------------------------------------------------------------------------

    def never(self, predicate: Predicate) -> Played:
        """From now on, in this run and its branches, it must not come true."""
        __tracebackhide__ = True
        must_be_asked(predicate)
        for part in predicate.alternatives:
            self._guards.append(Guard(predicate, part, self._begin(part), self.tick))
        return self

    def always(self, predicate: Predicate) -> Played:
        """From now on it must stay true."""
        __tracebackhide__ = True
        must_be_asked(predicate)
        return self.never((~predicate).named(f"not {predicate.name}"))

    def until(self, predicate: Predicate, within: Span | None = None) -> Played:
        """Fly until it is so; PlayError when that takes longer, or when the level is over first.

        What happens counts from now on; a state that holds already is met at once.
        """
        __tracebackhide__ = True
        return self._until("until", predicate, within)

    def _until(self, verb: str, predicate: Predicate, within: Span | None) -> Played:
        __tracebackhide__ = True
        ask = self._begin(predicate)
        start, limit = self.tick, self._limit(within)
        met = bool(ask(Moment(self.episode, (), start)))
        while not met:
            self._still_flying(verb, predicate)
            if self.tick >= limit:
                took = spans.text(limit - start)
                self._fail(f"{verb}({predicate.name}): did not come true within {took}", predicate, since=start)
            self._tick()
            met = bool(ask(Moment(self.episode, self._last, self.tick)))
        self._mark = self.tick
        return self

    def expect(self, predicate: Predicate, at: Span | None = None, within: Span | None = None) -> Played:
        """It comes true, at a time of the run's clock ("1.9s±0.2s"), or within a span from now.

        With `at`, what has happened since the last expectation counts too: coming too early fails as well. A state that
        holds already fails: nobody knows since when.
        """
        __tracebackhide__ = True
        if (at is None) == (within is None):
            raise ValueError("expect(predicate, at='1.9s±0.2s') or expect(predicate, within='2s')")
        if at is None:
            return self._until("expect", predicate, within)
        first, last = spans.window(at)
        came = self._comes(predicate, last)
        if came < first:
            early = f"came at {spans.text(came)}, before {spans.text(first)}"
            self._fail(f"expect({predicate.name}, at={at!r}): {early}", predicate)
        self._mark = came
        return self

    def _comes(self, predicate: Predicate, last: int) -> int:
        """The tick in which it comes true; for what is heard, also one since the last expectation."""
        __tracebackhide__ = True
        ask = self._begin(predicate)
        if predicate.heard:
            for tick, events in self._log:
                if self._mark < tick <= last and ask(Moment(self.episode, events, tick)):
                    return tick
        elif ask(Moment(self.episode, (), self.tick)):
            if self.tick > 0:
                late = f"it is so already at {spans.text(self.tick)}, and nobody asked when it began"
                self._fail(f"expect({predicate.name}): {late}; ask before that, or assert run.holds(...)", predicate)
            return self.tick
        while self.tick < last:
            self._still_flying("expect", predicate)
            self._tick()
            if ask(Moment(self.episode, self._last, self.tick)):
                return self.tick
        self._fail(f"expect({predicate.name}): did not come by {spans.text(last)}", predicate)

    def _begin(self, predicate: Predicate) -> Ask:
        __tracebackhide__ = True
        must_be_asked(predicate)
        return predicate.begin(self.names)

    def _still_flying(self, verb: str, predicate: Predicate) -> None:
        __tracebackhide__ = True
        if self.episode.outcome is not None:
            self._fail(f"{verb}({predicate.name}): the level was {self.episode.outcome} before it came true", predicate)

    def _limit(self, within: Span | None) -> int:
        """The tick until which one waits: `within` from now, or as long as the level may take."""
        if within is not None:
            return self.tick + spans.ticks(within)
        return max(self.tick, round(self.level.header.minutes * 60.0 * PATIENCE * TICK_HZ))

    # -- branches ----------------------------------------------------------------------------------------

    def checkpoint(self, name: str) -> Played:
        """Remember this moment: `branch(name)` goes on from here as often as you like, without flying up to it."""
        if name in self._branches:
            raise ValueError(f"there is a checkpoint {name!r} already, at {spans.text(self._branches[name].frame)}")
        self._recorder.keep()
        state = self._recorder.recording().checkpoints[-1]
        pilot = copy.deepcopy(self._pilot, {id(self.episode): self.episode})
        self._branches[name] = Branch(self.tick, state, pilot, self.episode, self._flown_by)
        return self

    def branch(self, name: str, *, bot: str | PilotMaker | None = None, seed: int | None = None) -> Played:
        """A run that goes on from a checkpoint, with its guards; the same pilot goes on, or another takes over.

        seed   chance begins anew with it; left out, everything goes on as it would have
        """
        if name not in self._branches:
            raise ValueError(f"there is no checkpoint {name!r}{did_you_mean(name, self._branches)}")
        at = self._branches[name]
        if bot is None:
            run = Played(self._origin, seed, at.bot, at)
        else:
            run = Played(self._origin, seed, bot, at._replace(pilot=None))
        run._before = [(tick, events) for tick, events in [*self._before, *self._log] if tick <= at.frame]
        run._guards = [run._go_on(guard) for guard in self._guards]
        return run

    def _go_on(self, guard: Guard) -> Guard:
        """The guard of another run, in this one that branches off: it has heard what had happened by then."""
        ask = self._begin(guard.part)
        if guard.part.heard:
            for tick, events in self._before:
                if tick > guard.since:
                    ask(Moment(self.episode, events, tick))
        return Guard(guard.whole, guard.part, ask, guard.since, guard)

    def _take_up(self, at: Branch, seed: int | None) -> None:
        self.episode.restore(at.state.snapshot())
        if seed is not None:
            self.episode.seed = seed
            self.episode.world.random = Streams(seed)

    def _aboard(self, bot: str | PilotMaker, at: Branch | None) -> Pilot:
        if at is not None and at.pilot is not None:
            return copy.deepcopy(at.pilot, {id(at.episode): self.episode})
        if isinstance(bot, str):
            return make_pilot(bot, self.episode, self._origin.choose)
        if not callable(bot):
            raise ValueError(f"bot={bot!r}: the name of a pilot, or what makes one of an episode and its answers")
        return bot(self.episode, self._origin.choose)

    # -- proof -------------------------------------------------------------------------------------------

    def recording(self) -> Recording:
        """The flight so far; of a branch, from its checkpoint on."""
        return self._recorder.recording()

    def finish(self, proof: str = "end") -> None:
        """After the test: every guard was asked, and the run repeats bit for bit when it is flown again.

        proof  how much of it: its "end" from the last checkpoint 20 s before it, the "whole", or none ("off")
        """
        __tracebackhide__ = True
        idle = [guard for guard in self._guards if not guard.asked]
        if idle:
            raise PlayError(f"never({idle[0].whole.name}) was never asked: no tick was flown after it")
        if proof != "off":
            flown = self.recording()
            wrong = verify(flown if proof == "whole" else flown.cut(PROVED), self.level)
            if wrong is not None:
                self._fail(f"the flight does not repeat: flown again, it {wrong}")

    def keep(self) -> str:
        """Write the recording, unless it is written up to here; returns the command that watches it."""
        origin, recording = self._origin, self.recording()
        if self._kept is None or self._kept_until != self.tick:
            number = origin.runs.index(self)
            self._kept = keep(recording, origin.folder, origin.label + (f"-{number + 1}" if number else ""))
            self._kept_until = self.tick
        return watch_command(self._kept, recording, self.level, origin.write)

    def describe(self) -> str:
        """Where it stands, in lines: when, which flight, what the story did last, and how to watch it."""
        who = f"seed {self.seed}, {self.bot}, {self._origin.difficulty}"
        lines = [f"  when   {spans.text(self.tick)} (tick {self.tick}) of {self.level.id}, {who}"]
        history = self.episode.director.history
        if history:
            told = [f"{beat} {spans.text(tick)}" for tick, beat in history[-BEATS_TOLD:]]
            lines.append(f"  beats  {', '.join(told)}")
        lines += [f"  report {text}" for text in self.reports[-BEATS_TOLD:]]
        try:
            watch = self.keep()
        except RecordingError as problem:  # what went wrong is told in any case
            watch = f"not possible: {problem}"
        return "\n".join([*lines, f"  watch  {watch}"])

    def _fail(
        self, what: str, predicate: Predicate | None = None, *, since: int | None = None, cause: Exception | None = None
    ) -> NoReturn:
        __tracebackhide__ = True
        lines = [what]
        if predicate is not None:
            stands = predicate.tell(self.episode) if predicate.tell else ""
            lines += [f"  stands {stands}"] if stands else []
            lines += self._just_before(predicate, since)
        raise PlayError("\n".join([*lines, self.describe()])) from cause

    def _just_before(self, predicate: Predicate, since: int | None) -> list[str]:
        """A moment in the very tick from which one waits has passed: say so, as the test may mean it."""
        if since is None or not predicate.heard:
            return []
        ask = predicate.begin(self.names)
        for tick, events in self._log:
            if tick <= since and ask(Moment(self.episode, events, tick)):
                return [f"  note   it came before, at {spans.text(tick)}: what happens counts from the call on"]
        return []
