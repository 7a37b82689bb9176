"""Levels with mistakes in them: each is refused with a message that says where, or flies within the invariants.

Hypothesis takes a sound level apart and puts one to three things in it that do not belong: values from elsewhere in the
level, values from nowhere, tables that come twice or not at all. What it finds, it shrinks.

    CALLISTER_MISTAKES=5000 pytest -n 0 tests/lab/test_level_fuzz.py    that many of each level, other ones every time
"""

from __future__ import annotations

import copy
import math
import os
import tomllib
from pathlib import Path

import pytest
import tomlkit
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from game.lab.invariants import Invariants
from game.lab.pilots import make_pilot
from game.story import library
from game.story.episode import Episode
from game.story.loader import FILES
from game.story.problems import LevelError

TICKS = 600
MISTAKES = int(os.environ.get("CALLISTER_MISTAKES", "0"))  # instead of the few of every run
DATA = Path(__file__).parent / "data"
LEVELS = {
    "ring": DATA / "ring-of-stones",
    "small": Path(__file__).parent.parent / "story" / "data" / "small",
    "chapter": Path(__file__).parents[2] / "levels" / "01-no-gamertag",
}


def tables(folder):
    return {name: tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in FILES}


SOUND = {name: tables(folder) for name, folder in LEVELS.items()}


def paths(value, at=()):
    """Every place in nested tables and lists, the outermost first."""
    found = [at] if at else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found += paths(inner, (*at, key))
    return found


PLACES = {name: paths(content) for name, content in SOUND.items()}
PLACES = {name: [place for place in places if len(place) > 1] for name, places in PLACES.items()}  # no whole files


def get(content, place):
    for key in place:
        content = content[key]
    return content


LEAVES = {
    name: [v for v in (get(SOUND[name], p) for p in places) if not isinstance(v, (dict, list))]
    for name, places in PLACES.items()
}

NUDGES = (-1.0, 0.0, 0.3, 0.9, 1.2, 3.0, 10.0)
STRANGE = st.one_of(
    st.sampled_from([0, -1, 1, 2, 1e9, -1e9, 1e308, math.nan, math.inf, -0.0, 2**53, True, False]),
    st.floats(-5_000, 5_000),
    st.integers(-10, 600),
    st.sampled_from(["", "callister", "nobody", "a b", "@", "🚀", "x" * 2_000, "start", "../etc", "hound"]),
    st.sampled_from([[], {}, [[]], [[0, 0]], [0, 0], [[0, 0], [0, 0], [0, 0]], [1e9, 1e9], {"do": "win"}]),
)


@st.composite
def mistakes(draw, level):
    """A list of (what, place, value, other place, factor): how a level is spoiled."""
    one = st.tuples(
        st.sampled_from(["nudge", "nudge", "swap", "drop", "twice", "set"]),
        st.sampled_from(PLACES[level]),
        st.one_of(STRANGE, st.sampled_from(LEAVES[level])),
        st.sampled_from(PLACES[level]),
        st.sampled_from(NUDGES),
    )
    return draw(st.lists(one, min_size=1, max_size=3))


def spoil(content, what, place, value, other, factor):
    """Make one mistake, in place; False when there is nothing there any more to make it with."""
    try:
        holder, key = get(content, place[:-1]), place[-1]
        there = holder[key]
        if what == "drop":
            del holder[key]
        elif what == "twice" and isinstance(holder, list):
            holder.insert(key, copy.deepcopy(there))
        elif what == "nudge":
            if not isinstance(there, (int, float)) or isinstance(there, bool):
                return False
            holder[key] = type(there)(there * factor)
        elif what == "swap":
            elsewhere = get(content, other[:-1])
            inside = place == other[: len(place)] or other == place[: len(other)]
            if inside:
                return False
            holder[key], elsewhere[other[-1]] = elsewhere[other[-1]], there
        else:
            holder[key] = copy.deepcopy(value)
    except (KeyError, IndexError, TypeError):
        return False
    return True


def write(content, folder):
    folder.mkdir(exist_ok=True)
    for name in FILES:
        (folder / name).write_text(tomlkit.dumps(content[name]), encoding="utf-8")


def judge(folder):
    """Refused with located messages, or flown within the invariants."""
    try:
        level = library.load(folder)
    except LevelError as refusal:
        problems = refusal.problems
    else:
        fly(level)
        return "flown"
    assert problems, "refused without a place"
    for problem in problems:
        assert Path(problem.file).parent == folder
        assert problem.line >= 1
        assert problem.column >= 1
        assert len(problem.message) > 8
    return "refused"


def fly(level):
    episode = Episode(level, 3)
    pilot, invariants = make_pilot("monkey", episode), Invariants(episode)
    for _ in range(TICKS):
        command = pilot.command()
        events = episode.step(command)
        pilot.hear(events)
        invariants.note(episode, command, events)


@pytest.mark.parametrize(("level", "examples"), [("ring", 60), ("small", 40), ("chapter", 4)])
def test_a_spoiled_level_is_refused_with_a_place_or_flies(level, examples, tmp_path):
    seen = set()

    @settings(
        max_examples=MISTAKES or examples,
        deadline=None,
        database=None,
        derandomize=not MISTAKES,
        suppress_health_check=list(HealthCheck),
    )
    @given(mistakes(level))
    def spoiled(made):
        content = copy.deepcopy(SOUND[level])
        done = [spoil(content, *mistake) for mistake in made]
        assume(any(done))
        folder = tmp_path / "spoiled"
        try:
            write(content, folder)
        except (ValueError, TypeError, UnicodeError):  # no TOML can say this
            assume(False)
        seen.add(judge(folder))

    spoiled()
    assert seen == {"refused", "flown"} or level == "chapter", "the mistakes are all too bad, or all too small"


@pytest.mark.parametrize("level", LEVELS)
def test_unspoiled_they_fly(level, tmp_path):
    write(SOUND[level], tmp_path / "sound")
    assert judge(tmp_path / "sound") == "flown"
