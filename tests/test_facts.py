"""Every fact of the story is staged somewhere, in a beat that can fire; seeds/facts.toml says where."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from game import resources
from game.story import interlude_file, plot_reach
from game.story.interlude_schema import Script
from game.story.level import Level
from game.story.library import load

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
IDS = [f"S{number:02d}" for number in range(1, 25)]

# What the chapters still to come will stage, each by its name. A chapter that stages a fact takes it out of here.
UNSTAGED: frozenset[str] = frozenset()


@cache
def facts() -> dict[str, Any]:
    return tomllib.loads((SEEDS / "facts.toml").read_text(encoding="utf-8"))


@cache
def levels() -> dict[str, Level]:
    """Every bundled level by the name of its folder."""
    return {path.parent.name: load(path.parent) for path in sorted(resources.levels().glob("*/level.toml"))}


@cache
def interludes() -> dict[str, Script]:
    return {name: interlude_file.load(name) for name in interlude_file.names()}


@cache
def can_fire(level: str) -> frozenset[str]:
    """The beats that can fire when the flags of earlier chapters may or may not have been set."""
    found = levels()[level]
    given = [("flag", flag) for flag in found.header.brings] + [("ability", one) for one in found.header.allow]
    return frozenset(plot_reach.explore(found.beats.values(), given).fired)


def staged_in_levels() -> set[tuple[str, str, str]]:
    """(fact, level, beat) as the level files say it."""
    return {
        (fact, name, beat.id) for name, found in levels().items() for beat in found.beats.values() for fact in beat.fact
    }


def test_the_table_knows_every_fact_once():
    assert list(facts()) == IDS
    assert all(facts()[fact]["title"].strip() for fact in IDS)


def test_every_fact_is_told_in_the_seed():
    told = re.findall(r"^\*\*(S\d\d)\*\*", (SEEDS / "into-infinity.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert told == IDS


@pytest.mark.parametrize("fact", IDS)
def test_a_fact_is_staged_or_known_to_be_missing(fact):
    staged = facts()[fact]["staged"]
    if fact in UNSTAGED:
        assert not staged, f"{fact} is staged now: take it out of UNSTAGED"
    else:
        assert staged, f"{fact} is staged nowhere"


@pytest.mark.parametrize("fact", [fact for fact in IDS if fact not in UNSTAGED])
def test_where_a_fact_is_staged_a_beat_can_fire(fact):
    for where in facts()[fact]["staged"]:
        if "interlude" in where:  # that each question can be asked is proved in tests/story/test_interlude.py
            continue
        assert set(where) == {"level", "beat"}, f"{fact}: a place this test does not know: {where}"
        level, beat = where["level"], where["beat"]
        assert level in levels(), f"{fact}: no level is called {level!r}"
        assert beat in levels()[level].beats, f"{fact}: {level} has no beat {beat!r}"
        assert beat in can_fire(level), f"{fact}: beat {beat!r} of {level} can never fire"


def test_table_and_levels_say_the_same():
    table = {
        (fact, where["level"], where["beat"]) for fact in IDS for where in facts()[fact]["staged"] if "beat" in where
    }
    assert table == staged_in_levels()


def test_table_and_interludes_say_the_same():
    table = {
        (fact, where["interlude"], where["question"])
        for fact in IDS
        for where in facts()[fact]["staged"]
        if "interlude" in where
    }
    staged = {
        (fact, name, question.id)
        for name, script in interludes().items()
        for question in script.questions.values()
        for fact in question.fact
    }
    assert table == staged
