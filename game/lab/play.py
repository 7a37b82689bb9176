"""`play`: what a test calls to get a run. One for each test; it knows all the runs that the test made."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from game.lab import shelf
from game.lab.answers import answers, brought, seed_of
from game.lab.arena import arena
from game.lab.invariants import Invariants
from game.lab.keeping import keep, watch_command
from game.lab.played import Origin, PilotMaker, Played, PlayError
from game.lab.predicates import Ask, Ledger, Moment, Names, Predicate, must_be_asked
from game.lab.recording import RecordingError
from game.lab.run import Watcher
from game.lab.spans import Span, seconds, ticks
from game.sim.command import Command
from game.story import library
from game.story.episode import Episode, Happening
from game.story.level import Level
from game.story.problems import LevelError

HANDS = "idle"  # who sits in an arena unless a pilot is asked for: nobody, so that the test flies
_FIT = re.compile(r"[^A-Za-z0-9_.=-]+")
NAME_LONGEST = 100  # of a recording [characters]


def _file_name(label: str) -> str:
    """The label as a name of a file, less its brackets; where more is lost, a digest keeps two labels apart."""
    plain = label.replace("[", "-").rstrip("]")
    name = _FIT.sub("-", plain).strip("-")[-NAME_LONGEST:]
    return name if name == plain else f"{name}-{zlib.crc32(label.encode()):08x}"


class Asked:
    """A watcher that raises when a predicate comes true."""

    def __init__(self, never: Predicate, ask: Ask) -> None:
        self._never, self._ask = never, ask

    def note(self, episode: Episode, command: Command, events: Sequence[Happening]) -> None:
        if self._ask(Moment(episode, events, episode.frame)):
            raise PlayError(f"never({self._never.name})")


class Play:
    """Makes runs.

    label     names the recordings, such as the test's id
    folder    where recordings go
    places    folders from which a level's relative path is looked up, in order
    seed      of runs that name none; None: the level's own
    """

    def __init__(
        self,
        *,
        label: str = "play",
        folder: Path = Path(".callister"),
        places: Sequence[Path] = (),
        seed: int | None = None,
        user_dir: Path | None = None,
    ) -> None:
        self.label = _file_name(label)
        self.folder, self.places, self.seed, self.user_dir = Path(folder), tuple(places), seed, user_dir
        self.ledger = Ledger()
        self.runs: list[Played] = []

    def __call__(
        self,
        level: str | Path | Level,
        *,
        seed: int | None = None,
        bot: str | PilotMaker = "pilot",
        difficulty: str = "standard",
        flags: Iterable[str] = (),
        choose: Mapping[str, int | str] | None = None,
    ) -> Played:
        """A run of a level, at its beginning. `level`: a name, the beginning of one, or a folder's path.

        bot     a pilot's name, or what makes one: (episode, choose) -> Pilot
        choose  choice -> the option's number from 1, or a word of its line's id

        LevelError: the level cannot be loaded. ValueError: an unknown pilot, or an answer or a flag that the level does
        not take.
        """
        names = shelf.take(self._find(level), self.user_dir)
        return self._run(names, seed, bot, difficulty, brought(names.level, flags), answers(names.level, choose))

    def monkey(
        self,
        level: str | Path | Level,
        never: Predicate | None = None,
        *,
        seed: int | None = None,
        flights: int = 60,
        span: Span = "30s",
        after: Span = "0s",
        difficulty: str = "standard",
    ) -> None:
        """Set the monkey on a level, until a flight breaks an invariant, raises, or makes `never` come true.

        flights  that it tries at most, each of a `span`, after the pilot has flown for `after`

        PlayError tells the shortest flight that was found, as keys that are held, and keeps its recording. ValueError:
        there is nothing to fly.
        """
        __tracebackhide__ = True
        from game.lab.monkey import hunt

        if not isinstance(flights, int) or flights < 1 or ticks(span) < 1:
            raise ValueError(f"monkey(flights={flights!r}, span={span!r}): one flight or more, of one tick or more")
        names = shelf.take(self._find(level), self.user_dir)
        if never is not None:
            must_be_asked(never)
            never.begin(names)  # its names are refused now, not in the middle of a flight

        def watch(episode: Episode) -> list[Watcher]:
            asked: list[Watcher] = [Asked(never, never.begin(names))] if never is not None else []
            return [Invariants(episode), *asked]

        caught = hunt(
            names.level,
            seed_of(self.seed if seed is None else seed),
            flights=flights,
            seconds=seconds(span),
            after=seconds(after),
            watch=watch,
            difficulty=difficulty,
        )
        if caught is not None:
            found = str(caught).removeprefix(f"{PlayError.__name__}: ")
            try:
                path = keep(caught.recording, self.folder, f"{self.label}-monkey")
            except RecordingError as problem:
                raise PlayError(f"{found}\n  watch  not possible: {problem}") from None
            raise PlayError(f"{found}\n  watch  {watch_command(path, caught.recording, names.level)}")

    def arena(
        self,
        drawing: str,
        *,
        seed: int | None = None,
        bot: str | PilotMaker = HANDS,
        difficulty: str = "standard",
    ) -> Played:
        """A run in a bare place, such as "callister@0,0 hound@300,0:attack"; see `game.lab.arena`."""
        made = arena(" ".join(drawing.split()))
        return self._run(made.names, seed, bot, difficulty, (), {}, made.write)

    def _run(
        self,
        names: Names,
        seed: int | None,
        bot: str | PilotMaker,
        difficulty: str,
        flags: tuple[str, ...],
        choose: Mapping[str, int | str],
        write: Callable[[Path], Path] | None = None,
    ) -> Played:
        origin = Origin(names, difficulty, flags, choose, self.label, self.folder, write, self.user_dir, self.runs)
        return Played(origin, self.seed if seed is None else seed, bot)

    def _find(self, level: str | Path | Level) -> str | Path | Level:
        if isinstance(level, Level):
            return level
        for place in self.places:
            if (place / level / "level.toml").is_file():
                return place / level
        try:
            return library.find(str(level), self.user_dir)
        except LevelError as problem:
            beside = f"; nor is there one in {self.places[0] / level}" if self.places else ""
            raise LevelError(f"{problem}{beside}") from None

    def finish(self, proof: str = "end") -> None:
        """After a test that passed: nothing it asked was lost, and every run repeats. PlayError says what is not."""
        __tracebackhide__ = True
        lost = self.ledger.lost()
        if lost:
            raise PlayError(f"{lost[0].name} was never asked: give it to run.until, run.never, run.expect or run.holds")
        for run in self.runs:
            run.finish(proof)
