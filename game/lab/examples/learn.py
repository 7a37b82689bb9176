"""Teach a small policy to fly, with nothing but numpy: `python -m game.lab.examples.learn -o curve.png`.

Augmented random search (Mania, Guy and Recht 2018, variant V2-t): the policy is one matrix from the observation,
normalised by what has been seen so far, to the action. Each generation flies pairs of policies that are a little off it
in opposite directions, and the matrix moves along the directions whose better side did best. Flights are pure functions
of policy and seed, so joblib carries them to all cores (and by `joblib.parallel_config` to a cluster).
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass, fields, replace
from functools import cached_property, lru_cache
from itertools import count
from pathlib import Path
from statistics import mean
from typing import Any

import gymnasium
import msgspec
import numpy as np
from joblib import Parallel, delayed

from game.lab.controls import CONTINUOUS
from game.lab.environment import ID
from game.lab.layout import SIZE, SLICES
from game.sim.tables import Float, Int
from game.story.problems import LevelError

MINUTES = 2.0
PAIRS = 12  # policies tried a generation, each with its opposite
BEST = 6  # of them that the policy learns from
SPREAD = 0.1  # how far off the policies that are tried are
STEP = 0.1  # how far the policy moves a generation
FRAME_SKIP = 6  # ten decisions a second
LIMIT = 30.0  # of a flight [s]
TRIALS = 4  # flights by which policies are compared before and after
REST = 0.0  # of an entry of the action that the policy does not give: no wish, nothing held
LEAST_SPREAD = 1e-2  # of a number of the observation; what varies less is only shifted


@dataclass(frozen=True)
class Task:
    """What is learned, as plain data, so that it travels to workers.

    sees  sections of the observation that the policy takes in: fewer are learned from sooner
    does  entries of the continuous action that it gives; the others stay at rest
    """

    level: str
    sees: tuple[str, ...] = tuple(SLICES)
    does: tuple[str, ...] = tuple(control.name for control in CONTINUOUS)
    rewards: tuple[tuple[str, float], ...] = ()
    limit: float = LIMIT

    @property
    def inputs(self) -> Int:
        """Where in the observation they stand, (k,)."""
        return np.concatenate([np.arange(SIZE)[SLICES[name]] for name in self.sees])

    @property
    def outputs(self) -> Int:
        """Where in the action they stand, (a,)."""
        return np.array([place for place, control in enumerate(CONTINUOUS) if control.name in self.does])

    def environment(self, **more: Any) -> gymnasium.Env[Any, Any]:
        return gymnasium.make(
            ID, level=self.level, action="continuous", frame_skip=FRAME_SKIP, limit=self.limit,
            rewards=dict(self.rewards), **more,
        )  # fmt: skip


TASKS: dict[str, Task] = {
    task.level: task
    for task in (
        Task("beacons", ("own", "objective"), ("move_x", "move_y", "boost"), (("second", -0.1),)),
        Task(
            "battle",
            ("own", "contacts"),
            ("move_x", "move_y", "aim_x", "aim_y", "fire"),
            (("damage", 0.0), ("kill", 1.0), ("second", 0.5)),  # who lives long is hit often: that is no shame
        ),
    )
}


@dataclass(frozen=True)
class Policy:
    """outputs = clip(weights @ ((inputs - mean) / spread)): weights (a, k), mean and spread (k,)."""

    task: Task
    weights: Float
    mean: Float
    spread: Float

    @classmethod
    def fresh(cls, task: Task) -> Policy:
        """One that does nothing yet."""
        size = task.inputs.size
        return cls(task, np.zeros((task.outputs.size, size)), np.zeros(size), np.ones(size))

    def act(self, observation: Float) -> Float:
        """Of an observation (SIZE,), the action (7,)."""
        action = np.full(len(CONTINUOUS), REST)
        wish = self.weights @ ((observation[self._inputs] - self.mean) / self.spread)
        action[self._outputs] = np.clip(wish, -1.0, 1.0)
        return action

    @cached_property
    def _inputs(self) -> Int:
        return self.task.inputs

    @cached_property
    def _outputs(self) -> Int:
        return self.task.outputs

    def save(self, path: Path) -> None:
        task = json.dumps(asdict(self.task))
        np.savez(path, task=task, weights=self.weights, mean=self.mean, spread=self.spread)

    @classmethod
    def load(cls, path: Path) -> Policy:
        """ValueError: the file holds something else."""
        try:
            with np.load(path, allow_pickle=False) as file:
                task = msgspec.json.decode(file["task"].item(), type=Task)
                return cls(task, file["weights"], file["mean"], file["spread"])
        except (OSError, KeyError, ValueError, msgspec.MsgspecError) as error:
            raise ValueError(f"{path}: holds no policy of this program ({error})") from None


@dataclass(frozen=True)
class Flown:
    """What came of a flight. `sums` (2, size): of the observations and of their squares."""

    total: float
    steps: int
    won: bool
    sums: Float


@lru_cache(maxsize=1)
def _environment(task: Task) -> gymnasium.Env[Any, Any]:
    """A worker keeps its environment: loading a level takes longer than most flights."""
    return task.environment()


def fly(task: Task, policy: Policy | None, seed: int) -> Flown:
    """One flight; without a policy, with actions drawn by chance."""
    env = _environment(task)
    observation, info = env.reset(seed=seed)
    env.action_space.seed(seed)
    inputs = task.inputs
    sums = np.zeros((2, inputs.size))
    total, steps, over = 0.0, 0, False
    while not over:
        sums[0] += observation[inputs]
        sums[1] += np.square(observation[inputs])
        action = policy.act(observation) if policy else env.action_space.sample()
        observation, reward, terminated, truncated, info = env.step(action)
        total, steps, over = total + float(reward), steps + 1, terminated or truncated
    return Flown(total, steps, info["outcome"] == "won", sums)


@dataclass(frozen=True)
class Generation:
    """A row of the learning curve. `total` is the return of the policy itself, `tried` the mean of those tried."""

    number: int
    steps: int
    seconds: float
    total: float
    tried: float


def learn(task: Task, jobs: int, seed: int = 1) -> Iterator[tuple[Generation, Policy]]:
    """Endless generations, each with the policy as it stood when the row was flown."""
    chance = np.random.default_rng(seed)
    policy = Policy.fresh(task)
    began, steps, seen = time.perf_counter(), 0, 0
    sums = np.zeros((2, policy.mean.size))
    with Parallel(n_jobs=jobs) as parallel:
        for number in count():
            ways = chance.standard_normal((PAIRS, *policy.weights.shape))
            seeds = chance.integers(1 << 31, size=PAIRS).tolist()
            tried = [
                (replace(policy, weights=policy.weights + side * SPREAD * way), seed)
                for way, seed in zip(ways, seeds, strict=True)
                for side in (1.0, -1.0)
            ]
            flown: list[Flown] = parallel(delayed(fly)(task, *one) for one in [(policy, seeds[0]), *tried])
            steps += sum(one.steps for one in flown)
            totals = np.array([one.total for one in flown[1:]]).reshape(PAIRS, 2)
            row = Generation(number, steps, time.perf_counter() - began, flown[0].total, float(totals.mean()))
            yield row, policy
            seen += sum(one.steps for one in flown)
            sums += sum(one.sums for one in flown)
            policy = _moved(policy, ways, totals)
            middle = sums[0] / seen
            spread = np.sqrt(np.maximum(sums[1] / seen - middle**2, 0.0))
            policy = replace(policy, mean=middle, spread=np.where(spread < LEAST_SPREAD, 1.0, spread))


def _moved(policy: Policy, ways: Float, totals: Float) -> Policy:
    """Along the ways whose better side was best, by how much the two sides differed."""
    best = np.argsort(-totals.max(axis=1), kind="stable")[:BEST]
    scale = totals[best].std()
    if scale == 0.0:
        return policy
    gain = (totals[best, 0] - totals[best, 1]) / (BEST * scale)
    return replace(policy, weights=policy.weights + STEP * np.tensordot(gain, ways[best], axes=1))


# -- what came of it -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Trial:
    """Flights of one kind, on seeds that nobody has learned from."""

    name: str
    total: float
    won: int


def trial(name: str, task: Task, policy: Policy | None) -> Trial:
    flown = [fly(task, policy, seed) for seed in range(TRIALS)]
    return Trial(name, mean(one.total for one in flown), sum(one.won for one in flown))


def save_curve(rows: Sequence[Generation], path: Path) -> None:
    """The rows as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow([one.name for one in fields(Generation)])
        table.writerows(astuple(row) for row in rows)


def draw_curve(rows: Sequence[Generation], trials: Sequence[Trial], task: Task, path: Path) -> None:
    """The rows as a picture, with what the trials came to as lines across it."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8.0, 4.5), dpi=120, layout="constrained")
    axes = figure.add_subplot()
    steps = [row.steps / 1000 for row in rows]
    axes.plot(steps, [row.tried for row in rows], color="#9aa4b8", linewidth=1.2, label="mean of the policies tried")
    axes.plot(steps, [row.total for row in rows], color="#1f6fb4", linewidth=1.8, label="the policy")
    for one, colour in zip(trials, ("#b4461f", "#777777", "#1f9a54"), strict=True):
        axes.axhline(one.total, color=colour, linestyle="--", linewidth=1.0, label=f"{one.name}: {one.total:.1f}")
    axes.set_xlabel("steps of the environment [thousands]")
    axes.set_ylabel("return of a flight")
    axes.set_title(f"{task.level}: {len(rows)} generations, {rows[-1].seconds:.0f} s", loc="left")
    axes.grid(alpha=0.25)
    axes.legend(loc="best", frameon=False)
    figure.savefig(path)


def show(policy: Policy) -> None:
    """One flight in a window."""
    env = policy.task.environment(render_mode="human")
    observation, _ = env.reset(seed=0)
    over = False
    while not over:
        observation, _, terminated, truncated, _ = env.step(policy.act(observation))
        over = terminated or truncated
    env.close()


def train(task: Task, minutes: float, jobs: int, seed: int) -> tuple[list[Generation], Policy]:
    """Learn for that long; returns the curve, and the policy that did best on the way."""
    rows: list[Generation] = []
    best, policy = -np.inf, Policy.fresh(task)
    for row, learned in learn(task, jobs, seed):
        rows.append(row)
        if row.total > best:
            best, policy = row.total, learned
        _tell_progress(row, best, minutes * 60.0)
        if row.seconds >= minutes * 60.0:
            break
    return rows, policy


def _tell_progress(row: Generation, best: float, whole: float) -> None:
    """A line on a terminal, nothing in a pipe."""
    if sys.stderr.isatty():
        share = min(1.0, row.seconds / whole) if whole else 1.0
        bar = "=" * round(share * 30)
        text = f"generation {row.number}, return {row.total:.1f}, best {best:.1f}"
        print(f"\r[{bar:30}] {text:50}", end="\n" if share >= 1.0 else "", file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m game.lab.examples.learn", description=(__doc__ or "").split(":")[0]
    )
    parser.add_argument("--level", default="beacons", help="a level's name or folder (default: beacons)")
    parser.add_argument("--minutes", type=float, default=MINUTES, help=f"to learn for (default: {MINUTES:g})")
    parser.add_argument("--jobs", type=int, default=2, help="cores to use (default: 2)")
    parser.add_argument("--seed", type=int, default=1, help="of the search (default: 1)")
    parser.add_argument("--show", action="store_true", help="then watch the policy fly, in a window")
    parser.add_argument("--policy", type=Path, metavar="F.npz", help="take this one instead of learning")
    parser.add_argument(
        "-o", dest="output", type=Path, default=Path("curve.png"), metavar="F.png",
        help="the learning curve; F.csv and F.npz, the policy, are put beside it (default: curve.png)",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    try:
        if options.policy is None:
            task = TASKS.get(options.level, Task(options.level))
            rows, policy = train(task, options.minutes, options.jobs, options.seed)
            _report(rows, policy, options.output)
        else:
            policy = Policy.load(options.policy)
        if options.show:
            show(policy)
    except (ValueError, LevelError, RuntimeError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _report(rows: list[Generation], policy: Policy, output: Path) -> None:
    task = policy.task
    trials = [trial("by chance", task, None), trial("before", task, Policy.fresh(task)), trial("after", task, policy)]
    policy.save(output.with_suffix(".npz"))
    save_curve(rows, output.with_suffix(".csv"))
    draw_curve(rows, trials, task, output)
    for one in trials:
        print(f"{one.name:10} mean return {one.total:8.2f}, won {one.won} of {TRIALS}")
    print(f"{rows[-1].steps} steps in {rows[-1].seconds:.0f} s; see {output}")


if __name__ == "__main__":
    from game.lab.examples.learn import main as by_its_name  # where workers find what they are sent

    sys.exit(by_its_name())
