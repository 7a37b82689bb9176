"""Hunting: a monkey is set on a level until something goes wrong; the flight is shrunk to the few keys that it takes.

    caught = hunt("01", 1, lambda episode, events: episode.world.heat.level > 3 and "heat over 3")
    print(caught)                          # holds thrust for 3 s, then does nothing for 2 s: heat over 3 ...
    caught.recording.save(Path("caught.rec"))

Hypothesis draws the flights and shrinks the first that fails. The same call in the same program finds the same thing,
and leaves nothing on the disk.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from game.lab.invariants import Invariants
from game.lab.pilots import make_pilot
from game.lab.pilots.monkey import TICKS, MonkeyPilot, Segment, any_segment
from game.lab.recorder import Recorder
from game.lab.recording import Recording
from game.lab.run import Watcher
from game.sim.clock import TICK_HZ
from game.story import library
from game.story.episode import Episode, Happening
from game.story.level import Level

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Wrong = Callable[[Episode, Sequence[Happening]], object]
EFFORT = 400  # flights that shrinking may take
FULL = (0.0, 0.25, 0.5, 1.0)  # shares of a flight in which the monkey is busy at least


class Trouble(NamedTuple):
    """What went wrong on a flight; shrinking keeps to one `kind`."""

    kind: str
    what: str
    frame: int
    error: Exception | None = None


@dataclass(frozen=True)
class Catch:
    """A flight on which something went wrong, as short and simple as it could be made.

    what       what was wrong: the words of the predicate, or of the error that was raised
    frame      the frame at which it was, counted from the start of the level
    segments   what the monkey did; the last one is cut off where it went wrong
    recording  of the monkey's part: `callister replay F --watch`
    error      what was raised, if anything was
    """

    level: str
    seed: int
    what: str
    frame: int
    segments: tuple[Segment, ...]
    recording: Recording
    error: Exception | None = None

    def __str__(self) -> str:
        did = ", then ".join(map(str, self.segments)) or "does nothing"
        return (
            f"{self.what}\n  in {self.level}, seed {self.seed}, at {self.frame / TICK_HZ:.2f} s (tick {self.frame}), "
            f"when the monkey {did}"
        )


def hunt(
    level: str | Path | Level,
    seed: int | None = None,
    wrong: Wrong | None = None,
    *,
    flights: int = 100,
    seconds: float = 60.0,
    after: float = 0.0,
    bot: str = "pilot",
    watch: Callable[[Episode], Iterable[Watcher]] = lambda episode: [Invariants(episode)],
    effort: int = EFFORT,
    difficulty: str = "standard",
    flags: Iterable[str] = (),
    user_dir: Path | None = None,
) -> Catch | None:
    """Look for a flight on which something goes wrong; the simplest that was found, or None after `flights` flights.

    wrong    asked after every tick; true (its words, or True) means that it must not be so
    seconds  of each flight
    after    `bot` flies for so many seconds before the monkey gets the controls
    watch    watchers for a flight, told of every tick; what they raise is caught. Left out: the invariants
    effort   flights that shrinking may take

    ModuleNotFoundError: hypothesis is not installed. LevelError: the level cannot be loaded. ValueError: it is over
    before the monkey gets the controls.
    """
    try:
        import hypothesis
    except ModuleNotFoundError:
        raise ModuleNotFoundError("the monkey needs hypothesis; install it: pip install 'callister[lab]'") from None

    here = level if isinstance(level, Level) else library.load(level, user_dir)
    ground = Ground(here, seed, wrong, watch, seconds, difficulty, tuple(flags))
    ground.begin(bot, after)
    settings = hypothesis.settings(
        max_examples=flights,
        database=None,
        deadline=None,
        print_blob=False,
        phases=(hypothesis.Phase.generate, hypothesis.Phase.shrink),
    )
    judge = Judge(ground, effort)
    try:
        with _notes_elsewhere():
            found = hypothesis.find(flights_of(seconds), judge, settings=settings, random=random.Random(ground.seed))
    except hypothesis.errors.NoSuchExample:
        return None
    return ground.catch(found)


@contextmanager
def _notes_elsewhere() -> Iterator[None]:
    """Hypothesis keeps notes in the working folder; those of a hunt go where they are forgotten."""
    from hypothesis import configuration

    before = getattr(configuration, "__hypothesis_home_directory", None)
    with tempfile.TemporaryDirectory(prefix="callister-") as folder:
        configuration.set_hypothesis_home_dir(folder)
        try:
            yield
        finally:
            configuration.set_hypothesis_home_dir(before)


def flights_of(seconds: float) -> SearchStrategy[list[Segment]]:
    """Flights of up to so many seconds. They shrink to few segments, those to short ones that hold little."""
    from hypothesis import strategies

    @strategies.composite
    def segment(draw: Callable[[Any], Any]) -> Segment:
        return any_segment(lambda options: draw(strategies.sampled_from(options)))

    most = max(1, round(seconds * TICK_HZ / (sum(TICKS) / len(TICKS))))
    # a list that may be short mostly is; one whose least length shrinks is mostly long, and need not be
    return strategies.sampled_from([int(share * most) for share in FULL]).flatmap(
        lambda least: strategies.lists(segment(), min_size=least, max_size=max(1, 2 * most))
    )


class Ground:
    """Where flights begin: at the start of a level, or where a pilot has left it."""

    def __init__(
        self,
        level: Level,
        seed: int | None,
        wrong: Wrong | None,
        watch: Callable[[Episode], Iterable[Watcher]],
        seconds: float,
        difficulty: str,
        flags: tuple[str, ...],
    ) -> None:
        self.level, self.seed = level, level.seed if seed is None else seed
        self._wrong, self._watch = wrong, watch
        self._ticks = round(seconds * TICK_HZ)
        self._difficulty, self._flags = difficulty, flags
        self._start: dict[str, Any] | None = None

    def begin(self, bot: str, seconds: float) -> None:
        """Let a pilot fly first. ValueError: it left nothing to fly."""
        if seconds <= 0.0:
            return
        episode = self._episode()
        pilot = make_pilot(bot, episode)
        while episode.frame < seconds * TICK_HZ and episode.outcome is None:
            pilot.hear(episode.step(pilot.command()))
        if episode.outcome is not None:
            ended = f"the {bot} had {episode.outcome} {self.level.id} at {episode.frame / TICK_HZ:.2f} s"
            raise ValueError(f"after={seconds:g}: {ended}; the monkey takes over before that")
        self._start = episode.snapshot()

    def _episode(self) -> Episode:
        episode = Episode(self.level, self.seed, difficulty=self._difficulty, flags=self._flags)
        if self._start is not None:
            episode.restore(self._start)
        return episode

    def fly(self, segments: Sequence[Segment], recorders: list[Recorder] | None = None) -> Trouble | None:
        """What goes wrong on this flight; a recorder of it is added to `recorders`."""
        episode = self._episode()
        pilot = MonkeyPilot(episode, segments)
        recorder = Recorder(episode, bot="monkey") if recorders is not None else None
        if recorders is not None and recorder is not None:
            recorders.append(recorder)
        watchers = list(self._watch(episode))
        last = episode.frame + self._ticks
        while episode.frame < last and episode.outcome is None:
            try:
                command = pilot.command()
                events = episode.step(command)
                if recorder is not None:
                    recorder.note(episode, command, events)
                for watcher in watchers:
                    watcher.note(episode, command, events)
                what = self._wrong(episode, events) if self._wrong is not None else None
            except Exception as error:
                kind = f"{type(error).__name__} {getattr(error, 'rule', '')}"
                return Trouble(kind, f"{type(error).__name__}: {error}", episode.frame, error)
            if what:
                return Trouble("", what if isinstance(what, str) else "what must not be", episode.frame)
        return None

    def catch(self, segments: Sequence[Segment]) -> Catch:
        """Fly it once more, to keep it."""
        recorders: list[Recorder] = []
        trouble = self.fly(segments, recorders)
        if trouble is None:
            raise RuntimeError(f"a flight of {self.level.id} with seed {self.seed} went wrong, but not when repeated")
        recording = recorders[0].recording()
        played = tuple(played_until(segments, trouble.frame - recording.first))
        return Catch(self.level.id, self.seed, trouble.what, trouble.frame, played, recording, trouble.error)


def played_until(segments: Iterable[Segment], ticks: int) -> Iterable[Segment]:
    """The segments of the first so many ticks; what the hands did after the last is a segment too."""
    for segment in segments:
        if ticks <= 0:
            return
        yield Segment(min(segment.ticks, ticks), segment.holds, segment.aim, segment.press)
        ticks -= segment.ticks
    if ticks > 0:
        yield Segment(ticks)


class Judge:
    """Whether a flight goes wrong, and in the way in which the first one did; after enough flights: no more."""

    def __init__(self, ground: Ground, effort: int) -> None:
        self._ground = ground
        self._left = effort
        self._kind: str | None = None
        self._known: dict[tuple[Segment, ...], bool] = {}

    def __call__(self, segments: list[Segment]) -> bool:
        key = tuple(segments)
        if key not in self._known:
            if self._kind is not None:
                self._left -= 1
                if self._left < 0:
                    return False
            trouble = self._ground.fly(segments)
            if trouble is not None and self._kind is None:
                self._kind = trouble.kind
            self._known[key] = trouble is not None and trouble.kind == self._kind
        return self._known[key]


__all__ = ["Catch", "flights_of", "hunt"]
