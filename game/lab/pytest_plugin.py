"""The pytest plugin: gameplay tests of anybody's levels. It is there once the package is installed.

    @pytest.mark.seeds(16, at_least=0.95)
    def test_beatable(play, seed):
        run = play("levels/02-data-pirates", seed=seed, bot="pilot")
        run.never(player.dead | softlock(idle="20s"))
        run.until(won, within="300s")

Fixtures: `play` makes runs (`game.lab.play.Play`), `seed` is the seed of this test. The marker `seeds(n)` runs a test
with the seeds 1 to n, each a test of its own; with `at_least`, so large a share of them must pass, and the few others
are reported as expected failures. A test that used `play` fails too when it asked something that was never asked, when
a run does not repeat, and when something raised where Python can only print it, as in a callback of the physics.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from operator import index
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from game.lab.play import Play

FOLDER = ".callister"  # where recordings of failures go, under the root of the tests
SECTION = "callister"
SEEDS = "callister_seeds"  # where a report carries its group, how many of it are flown, and the share that must pass
SEEDS_MOST = 10_000  # tests that one may become
SEED = 1  # of a test that asks for a seed and names none
_PLAY = pytest.StashKey["Play"]()
_GROUPS = pytest.StashKey[dict[str, int]]()


def _a_seed(text: str) -> int:
    """A seed of the command line. ArgumentTypeError says what one is."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is no seed: a whole number from 0 on")
    return int(text)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("callister", "gameplay tests")
    group.addoption("--callister-seed", type=_a_seed, metavar="N", help="fly every test with this seed alone")
    group.addoption(
        "--callister-dir",
        metavar="FOLDER",
        help=f"where recordings of failures go (default: {FOLDER} under the root)",
    )
    group.addoption(
        "--callister-proof",
        choices=("end", "whole", "off"),
        default="end",
        help="how much of each run is flown again, to see that it repeats (default: its end)",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "seeds(n, *, first=1, at_least=1.0): fly the test with n seeds (or a list of them); so large a share must pass",
    )
    if not hasattr(config, "workerinput"):  # a worker's reports are judged by who started it
        config.pluginmanager.register(Tally(), "callister-tally")


# -- seeds -----------------------------------------------------------------------------------------------


@dataclass
class Wish:
    """What a `seeds` marker says."""

    seeds: list[int]
    at_least: float


def _wish(marker: pytest.Mark, test: str) -> Wish:
    """UsageError when the marker says what nobody can do."""

    def ask(count: int | Sequence[int], *, first: int = 1, at_least: float = 1.0) -> Wish:
        listed = range(first, first + count) if isinstance(count, int) else [*map(index, count)]
        if not 0 < len(listed) <= SEEDS_MOST or min(listed) < 0:
            raise ValueError(f"needs a number of seeds, or a list of them, none below 0, at most {SEEDS_MOST:,}")
        seeds = list(dict.fromkeys(listed))  # one that is listed twice has one say
        if not 0.0 < at_least <= 1.0:
            raise ValueError(f"at_least={at_least!r} is a share: above 0, at most 1")
        return Wish(seeds, float(at_least))

    try:
        return ask(*marker.args, **marker.kwargs)
    except TypeError:
        problem = "takes a number of seeds or a list of them, and beside it first (a seed) and at_least (a share)"
    except ValueError as refused:
        problem = str(refused)
    raise pytest.UsageError(f"{test}: @pytest.mark.seeds(16, at_least=0.95): {problem}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marker = metafunc.definition.get_closest_marker("seeds")
    if marker is None:
        return
    test = metafunc.definition.nodeid
    if not {"play", "seed"} & set(metafunc.fixturenames):
        raise pytest.UsageError(f"{test}: seeds are for tests that use the fixtures play or seed")
    wish = _wish(marker, test)
    only = metafunc.config.getoption("--callister-seed")
    seeds = wish.seeds if only is None else [only]
    if "seed" not in metafunc.fixturenames:
        metafunc.fixturenames.append("seed")
    metafunc.parametrize("seed", seeds, ids=list(map(_id, seeds)))


def _group_of(item: pytest.Item) -> str:
    """What the tests that differ only in their seed have in common; the same words in every worker.

    By the ids of their parameters: how an object reads may change from process to process.
    """
    if not (isinstance(item, pytest.Function) and hasattr(item, "callspec")):
        return item.nodeid
    others, seed = item.callspec.id.split("-"), _id(item.callspec.params.get("seed"))
    if seed in others:
        others.remove(seed)
    return item.nodeid.partition("[")[0] + (f"[{'-'.join(others)}]" if others else "")


def _id(seed: object) -> str:
    """How a seed stands in the name of a test."""
    return f"seed{seed}"


def pytest_collection_finish(session: pytest.Session) -> None:
    """How many tests of each group are flown: the allowance goes by those, not by those deselected."""
    groups: dict[str, int] = {}
    for item in session.items:
        if item.get_closest_marker("seeds"):
            groups[_group_of(item)] = groups.get(_group_of(item), 0) + 1
    session.config.stash[_GROUPS] = groups


@dataclass
class Group:
    """One test over its seeds, as far as it has been reported."""

    flown: int  # but for those that were skipped
    at_least: float
    failed: list[str] = field(default_factory=list)  # ids of its tests
    passed: set[str] = field(default_factory=set)  # likewise; those that never came to be flown are in neither

    @property
    def allowed(self) -> int:
        """How many of all may fail."""
        return math.floor(self.flown * (1.0 - self.at_least) + 1e-9)

    @property
    def enough(self) -> bool:
        return len(self.failed) <= self.allowed


def _by_number(test: str) -> tuple[int, str]:
    """Workers report seeds as they come; they are told from the lowest on."""
    number = re.search(r"(\d+)\]$", test)
    return int(number[1]) if number else 0, test


class Tally:
    """Counts each group's failures where all reports arrive: with workers, in the process that started them."""

    def __init__(self) -> None:
        self.groups: dict[str, Group] = {}

    def take(self, report: pytest.TestReport) -> None:
        """A failure within its group's allowance becomes an expected one; what is skipped has no say."""
        name, flown, at_least = report.__dict__.get(SEEDS, ("", 0, 1.0))
        if not name:
            return
        group = self.groups.setdefault(name, Group(flown, at_least))
        if report.skipped and not hasattr(report, "wasxfail"):
            group.flown -= 1
        if report.when == "call" and report.passed:
            group.passed.add(report.nodeid)
        if report.when == "call" and report.failed:
            if report.nodeid not in group.failed:  # a subtest, and then the test that it is of
                group.failed.append(report.nodeid)
            if group.enough:
                report.outcome = "skipped"
                report.wasxfail = f"{group.allowed} of {group.flown} seeds may fail (at_least={at_least:g})"

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> Generator[None, None, None]:
        self.take(report)
        return (yield)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """What was allowed may have become too much, when others were skipped after it."""
        if session.exitstatus == pytest.ExitCode.OK and not all(group.enough for group in self.groups.values()):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Which seeds failed, allowed or not: a share that passes must not hide them."""
        for name, group in self.groups.items():
            if not group.failed:
                continue
            passed = len(group.passed.difference(group.failed))
            verdict = "enough" if group.enough else "not enough"
            which = ", ".join(one.rpartition("[")[2].rstrip("]") for one in sorted(group.failed, key=_by_number))
            terminalreporter.write_line(
                f"seeds: {name}: {passed} of {group.flown} passed ({verdict}: at least {group.at_least:g} was asked), "
                f"failed: {which}"
            )


# -- fixtures ----------------------------------------------------------------------------------------------


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """The seed of this test: of its `seeds` marker, of --callister-seed, or 1."""
    only = request.config.getoption("--callister-seed")
    return SEED if only is None else int(only)


@pytest.fixture
def play(request: pytest.FixtureRequest) -> Generator[Play, None, None]:
    """Makes runs: play("levels/02", bot="pilot"), play.arena("callister@0,0 hound@300,0")."""
    from game.lab.play import Play

    node, config = request.node, request.config
    wanted = config.getoption("--callister-dir")
    params = node.callspec.params if hasattr(node, "callspec") else {}
    named: int | None = None  # left to the level unless the test or the command line speaks of seeds
    if "seed" in params:
        named = params["seed"]
    elif "seed" in node.fixturenames or config.getoption("--callister-seed") is not None:
        named = request.getfixturevalue("seed")
    here = Path(node.path).parent
    made = Play(
        label=node.nodeid.replace("/", ".").replace("::", "-"),
        folder=Path(wanted) if wanted else config.rootpath / FOLDER,
        places=(here, config.rootpath, Path.cwd()),
        seed=named,
    )
    node.stash[_PLAY] = made
    made.ledger.open()
    yield made
    made.ledger.close()


# -- verdicts ----------------------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """The test, and after it what it could not see for itself."""
    __tracebackhide__ = True
    made = pyfuncitem.stash.get(_PLAY, None)
    with Unraisable(all=made is not None) as swallowed:
        done = yield
        swallowed.raise_first()
        if made is not None:
            made.finish(pyfuncitem.config.getoption("--callister-proof"))
    swallowed.raise_first()
    return done


class Unraisable:
    """Keeps what is raised where nobody can catch it while a test runs: in callbacks of the physics.

    all  and anywhere else, such as in finalisers
    """

    def __init__(self, *, all: bool) -> None:
        self._all = all
        self.faults: list[BaseException] = []

    def __enter__(self) -> Unraisable:
        self._before = sys.unraisablehook
        sys.unraisablehook = self._keep
        return self

    def _keep(self, unraisable: Any) -> None:
        if unraisable.exc_value is not None and (self._all or "cffi callback" in (unraisable.err_msg or "")):
            self.faults.append(unraisable.exc_value)
        else:
            self._before(unraisable)

    def __exit__(self, *_: object) -> None:
        sys.unraisablehook = self._before

    def raise_first(self) -> None:
        """The test fails with what was swallowed."""
        __tracebackhide__ = True
        if self.faults:
            raise self.faults[0]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    marker = item.get_closest_marker("seeds")
    if marker is not None:
        group = _group_of(item)
        wish = _wish(marker, item.nodeid)
        report.__dict__[SEEDS] = (group, item.config.stash[_GROUPS].get(group, 1), wish.at_least)
    made = item.stash.get(_PLAY, None)
    if report.failed and report.when == "call" and made is not None and made.runs:
        words = _describe(made, call)
        if words:
            report.sections.append((SECTION, words))
    return report


def _describe(made: Play, call: pytest.CallInfo[None]) -> str:
    """How each run stood when the test failed, but for what the message itself says."""
    said = str(call.excinfo.value) if call.excinfo else ""
    told = []
    for run in made.runs:
        try:
            words = run.describe()
        except Exception as problem:  # the report of a failure must not be lost to another one
            words = f"  its recording could not be written: {problem}"
        if words not in said:
            told.append(words)
    return "\n".join(told)
