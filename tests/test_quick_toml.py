"""The quick reader of plain TOML says what `tomllib` says, or nothing."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

import pytest

from game import quick_toml
from game.resources import levels

SAME = (
    "",
    "a = 1\n\n[[b]]\nc = [1, -2.5, 1e3, [true, false]] # words\n[[b]]\n[t]\nx-1 = -0\n",
    '"a.b" = { who = "nate", text = "It\'s, well, = [fine] { #1 }" }\n"" = ""',
    "list = [\n  # first\n  { id = 'quoted' },\n]",
    'list = [\n  1, # one\n  2,\n]\nnames = ["null", "NaN", "{", "a # b"]',
    "x = {}\ny = []\nz = [[], [ ]]\n",
)
OTHER = (
    "a = 1\na = 2", "[[a]]\n[a]", "a = [1]\n[[a]]", "a = {b = 1,}", "a = {b = 1\n}", "a = 01", "a = 1.", "a = .5",
    "a = null", "a = [null]", "a = [NaN, Infinity]", 'a = [{"b": 1}]', "a = 1 b = 2", "a = \"x\ty\"\rb = 1", "a = tru",
    'a = ["\\/"]', 'a = "\x7f"', "a = [1, 2", "a", "[a", "= 1", '"a" "b" = 1', "a = 1_000", "a = +1", "a.b = 1\na = 2",
    'a = """x"""', "a = 1979-05-27", "a = 0x10", "a = inf", "a = '''x'''", f"a = {'[' * 4000}", "a = [1] ]", "[a]]\n",
)  # fmt: skip
BITS = (
    '"',
    "[",
    "]",
    "{",
    "}",
    "=",
    ",",
    "#",
    "\n",
    ".",
    "-",
    "\\",
    "'",
    "null",
    '"""',
    "[[x]]\n",
    ",]",
    "0",
    "e5",
    "é",
)


def judged(text: str) -> str:
    try:
        return repr(tomllib.loads(text))
    except (ValueError, RecursionError):
        return "refused"


@pytest.mark.parametrize("text", [*SAME, *OTHER])
def test_it_reads_as_tomllib_does_or_leaves_it_to_it(text: str) -> None:
    found = quick_toml.plain(text)
    assert found is None or repr(found) == judged(text)


@pytest.mark.parametrize(
    "name", ["06-to-the-heart/map.toml", "02-data-pirates/lines.toml", "12-open-to-everyone/level.toml"]
)
def test_it_is_our_own_levels_that_it_reads(name: str) -> None:
    text = (levels() / name).read_text(encoding="utf-8")
    assert repr(quick_toml.plain(text)) == judged(text)


def test_no_slip_is_read_as_something_else() -> None:
    """A few hundred levels with a sign too many or too few: what it takes, `tomllib` takes, and for the same."""
    chance = random.Random(6)
    text = (Path(__file__).parents[1] / "assets/new-level/level.toml").read_text(encoding="utf-8")
    read = 0
    for _ in range(300):
        slipped = text
        for _ in range(chance.randint(1, 2)):
            at = chance.randrange(len(slipped))
            slipped = slipped[:at] + chance.choice(("", *BITS)) + slipped[at + chance.randint(0, 2) :]
        found = quick_toml.plain(slipped)
        assert found is None or repr(found) == judged(slipped)
        read += found is not None
    assert 30 < read < 270
