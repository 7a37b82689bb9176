"""Balance: many flights through one level, and what they say about it.

    from game.lab.balance import balance

    report = balance("01", runs=64, jobs=2)
    print(report.text())
    report.save("balance.html")

Flights are carried by joblib, which takes its orders from whoever calls: under `joblib.parallel_config(backend="dask")`
or `"ray"` the same call flies on a cluster. The figures do not depend on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

import game
from game.lab import flights as air
from game.lab.balance_figures import Figures, group_figures, milestones, stages
from game.lab.flights import Flight, FlightError, FlightPlan, Parcel
from game.lab.pilots import PILOTS
from game.lab.run import must_be_a_limit
from game.sim.harm import DIFFICULTY
from game.story import library
from game.story.level import Level
from game.story.suggest import did_you_mean

RUNS = 64  # per pilot and difficulty, unless said
MOST_RUNS = 1_000_000  # per pilot and difficulty
FIRST_SEED = 1
DEFAULT_BOTS = ("pilot", "clumsy")  # of those that there are
DEFAULT_DIFFICULTIES = ("standard",)
EXTRA = "install what it needs: pip install 'callister[lab]'"

Progress = Callable[[float, float], None]


@dataclass(frozen=True)
class Report:
    """What the flights came to. `flights` are ordered by pilot, difficulty and seed, as they were asked for.

    reference     the level as the caller named it: commands in the report repeat it
    figures       all figures, plain data: see `figures.json` of a saved folder
    """

    level: Level
    reference: str
    flights: tuple[Flight, ...]

    @cached_property
    def groups(self) -> dict[tuple[str, str], list[Flight]]:
        """(bot, difficulty) -> its flights."""
        out: dict[tuple[str, str], list[Flight]] = {}
        for flight in self.flights:
            out.setdefault((flight.plan.bot, flight.plan.difficulty), []).append(flight)
        return out

    @cached_property
    def figures(self) -> Figures:
        order = stages(milestones(self.level), self.flights)
        return {
            "level": self.level.id,
            "title": self.level.title,
            "hash": self.level.hash,
            "version": game.__version__,
            "machines": sorted({flight.machine for flight in self.flights}),
            "first_seed": min(flight.plan.seed for flight in self.flights),
            "limit": self.flights[0].plan.limit,
            "stages": order,
            "groups": [group_figures(self.level, self.reference, order, some) for some in self.groups.values()],
        }

    def text(self) -> str:
        """One line for each pilot and difficulty."""
        return "\n".join(_line(group) for group in self.figures["groups"])

    def save(self, path: str | Path) -> list[Path]:
        """Write the report: one .html or .png file, or (any other name) a folder with both and the figures as JSON.

        Returns the files written. The same flights give the same bytes. ImportError: matplotlib is not installed.
        """
        from game.lab.balance_report import save

        return save(self, Path(path))


def balance(
    level: str | Path | Level,
    runs: int = RUNS,
    *,
    bots: Sequence[str] | None = None,
    difficulties: Sequence[str] = DEFAULT_DIFFICULTIES,
    first_seed: int = FIRST_SEED,
    limit: float | None = None,
    jobs: int | None = None,
    user_dir: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Fly a level `runs` times, over seeds from `first_seed` on, for every pilot at every difficulty.

    bots      names of `game.lab.pilots`; None: those of DEFAULT_BOTS that there are
    limit     a flight is given up after so many seconds; None: see `game.lab.run`
    jobs      processes (-1: one for each core); None: what the surrounding `joblib.parallel_config` says, or this one
    progress  called with (flights done, flights in all), perhaps from another thread

    LevelError: the level cannot be loaded. ValueError: an unknown pilot or difficulty, or nothing to fly. FlightError:
    a flight raised; it names which. ImportError: joblib is not installed.
    """
    here = level if isinstance(level, Level) else library.load(level, user_dir)
    reference = here.id if isinstance(level, Level) else str(level)
    plans = plan(runs, bots, difficulties, first_seed, limit)
    return Report(here, reference, tuple(_carry(air.pack(here), plans, jobs, progress)))


def plan(
    runs: int,
    bots: Sequence[str] | None = None,
    difficulties: Sequence[str] = DEFAULT_DIFFICULTIES,
    first_seed: int = FIRST_SEED,
    limit: float | None = None,
) -> list[FlightPlan]:
    """The flights to fly, pilot by pilot, difficulty by difficulty, seed by seed. ValueError says what is wrong."""
    if not 1 <= runs <= MOST_RUNS:
        raise ValueError(f"{runs} runs: from 1 to {MOST_RUNS}")
    if first_seed < 0:
        raise ValueError(f"first seed {first_seed}: seeds are whole numbers from 0 on")
    must_be_a_limit(limit)
    flown_by = _known("pilot", [bot for bot in DEFAULT_BOTS if bot in PILOTS] if bots is None else bots, PILOTS)
    at = _known("difficulty", difficulties, DIFFICULTY)
    seeds = range(first_seed, first_seed + runs)
    return [FlightPlan(seed, bot, difficulty, limit) for bot, difficulty, seed in product(flown_by, at, seeds)]


def _known(what: str, names: Sequence[str], known: Sequence[str] | dict[str, Any]) -> list[str]:
    """The names without repetition. ValueError when there is none, or one that nobody knows."""
    if isinstance(names, str):
        names = [names]
    for name in names:
        if name not in known:
            raise ValueError(f"no {what} is called {name!r}{did_you_mean(name, known)}")
    if not names:
        raise ValueError(f"name at least one {what}: there are {', '.join(known)}")
    return list(dict.fromkeys(names))


def _carry(parcel: Parcel, plans: Sequence[FlightPlan], jobs: int | None, progress: Progress | None) -> list[Flight]:
    """Give the flights to joblib, whole and one by one: whoever is done takes the next, so that all cores end together.

    No backend and no number of jobs is chosen here unless the caller did: the surrounding configuration decides.
    """
    try:
        from joblib import Parallel, delayed
    except ImportError:
        raise ImportError(f"balance carries its flights by joblib; {EXTRA}") from None

    carrier = Parallel() if jobs is None else Parallel(n_jobs=jobs)  # to joblib 1.3, n_jobs=None is one
    if progress:
        # joblib calls this after every batch, in whatever backend; its generators, the other way, Ray has not got
        carrier.print_progress = lambda: progress(carrier.n_completed_tasks, len(plans))
        progress(0, len(plans))
    flights: list[Flight] = carrier(delayed(air.fly)(parcel, one) for one in plans)
    if progress:
        progress(len(plans), len(plans))
    return flights


def _line(group: Figures) -> str:
    won, time, deaths = group["outcomes"]["won"], group["time_to_win"], group["deaths"]["count"]
    took = f", in {time['median']:.0f} s ({time['q1']:.0f} to {time['q3']:.0f})" if time else ""
    return (
        f"{group['bot']}, {group['difficulty']}: won {won['count']} of {group['runs']} "
        f"({won['share']:.0%}, {won['low']:.0%} to {won['high']:.0%}){took}, "
        f"damage {group['damage']['median']:.0f}, {deaths} death{'s' if deaths != 1 else ''}"
    )


__all__ = ["Flight", "FlightError", "FlightPlan", "Report", "balance", "milestones", "plan"]
