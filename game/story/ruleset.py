"""Rule sets: what the rules of an open world are, and what stands in it, as a small file that people hand around.

    title = "Long evening"

    [rules]
    sky = "sunset"
    gravity = 120

    [[thing]]
    what = "door"
    pos = [190, 40]

They come from strangers: they hold names and numbers, are checked like levels (every mistake at its line and column,
and what would be right), and can do nothing but what hands could do at the console.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from game import resources
from game.sim.edits import FAR, TURNS, Edit, Op, place
from game.sim.rules import INDEX, RULE, RULES
from game.sim.sandbox import THING_INDEX, THINGS, THINGS_MOST
from game.sim.world import World

from .document import Document
from .names import Position
from .nested import NestedReader
from .problems import LevelError, Problem
from .schema import Strict
from .suggest import did_you_mean

SUFFIX = ".toml"
NOTE = "# A rule set for the private server. Change anything. `callister check FILE` says what is wrong with it."
TITLE_MOST = 60


class ThingRow(Strict, frozen=True, kw_only=True):
    """One thing: what it is, where it stands, and its turn as a share of a circle."""

    what: Annotated[str, Meta(min_length=1, max_length=64)]
    pos: Position  # [u], y grows downwards
    turn: Annotated[float, Meta(ge=0, le=1, description="0 to 1")] = 0.0


class RuleFile(Strict, frozen=True, kw_only=True):
    """A whole file."""

    title: Annotated[str, Meta(min_length=1, max_length=TITLE_MOST)]
    rules: dict[str, Any] = msgspec.field(default_factory=dict)  # what each may be is told by `_steps`
    thing: tuple[ThingRow, ...] = ()


@dataclass(frozen=True)
class RuleSet:
    """`steps`: rule -> how many steps from its lower bound, of those that are not at their default. Things as rows of
    (place in THINGS, x, y [u], turn as a share of a circle)."""

    title: str
    steps: dict[str, int] = field(default_factory=dict)
    things: tuple[tuple[int, int, int, float], ...] = ()


def bundled() -> list[Path]:
    """The sets that come with the game, in the order of their names."""
    return sorted((resources.levels() / "rules").glob(f"*{SUFFIX}"))


def read(path: Path) -> RuleSet:
    """Read and check a file. LevelError lists every mistake with file, line, column and remedy."""
    document = Document(path)
    made = NestedReader(document).build(RuleFile, document.tables, ()) if document.readable else None
    # names and bounds are looked at in the raw tables, so that one mistake hides no other
    raw, rows = document.tables.get("rules"), document.tables.get("thing")
    steps = {name: _steps(document, name, value) for name, value in raw.items()} if isinstance(raw, dict) else {}
    for i, row in enumerate(rows if isinstance(rows, list) else []):
        if isinstance(row, dict):
            _look_at(document, i, row.get("what"), row.get("pos"))
    if document.problems or made is None:
        raise LevelError(document.problems or f"{path}: the file is empty")
    things = tuple((THING_INDEX[row.what], round(row.pos[0]), round(row.pos[1]), row.turn) for row in made.thing)
    return RuleSet(made.title, {name: at for name, at in steps.items() if at is not None}, things)


def check(path: Path) -> list[Problem]:
    """All mistakes of a file; none means that it can be loaded."""
    try:
        read(path)
    except LevelError as error:
        return error.problems or [Problem(str(path), 1, 1, str(error))]
    return []


def _look_at(document: Document, i: int, what: object, pos: object) -> None:
    """Whether a thing is one that there is, in a place that there is."""
    if i == THINGS_MOST:
        document.wrong(("thing", i), f"more than {THINGS_MOST} things: a world holds no more")
    if isinstance(what, str) and what not in THING_INDEX:
        hint = did_you_mean(what, THING_INDEX)
        document.wrong(("thing", i, "what"), f"nothing that can be placed is called {what!r}{hint}")
    numbers = [value for value in pos if isinstance(value, int | float)] if isinstance(pos, list) else []
    if numbers and max(map(abs, numbers)) > FAR:
        document.wrong(("thing", i, "pos"), f"is further out than {FAR:,} units: nothing can be placed there")


def _steps(document: Document, name: str, value: object) -> int | None:
    """The step of a value, or None when it was refused."""
    where = ("rules", name)
    if where in document.unfit:
        return None
    if name not in RULE:
        document.wrong(where, f"no rule is called {name!r}{did_you_mean(name, RULE)}", key=True)
        return None
    rule = RULE[name]
    if rule.words:
        if value in rule.words:
            return rule.words.index(str(value))
        hint = did_you_mean(value, rule.words) if isinstance(value, str) else ""
        document.wrong(where, f"{name} is one of {', '.join(map(repr, rule.words))}{hint}")
        return None
    if not isinstance(value, int | float) or isinstance(value, bool):
        document.wrong(where, f"{name} is a number, {rule.low:g} to {rule.high:g}")
        return None
    if not rule.low <= value <= rule.high:
        document.wrong(where, f"{name} lies between {rule.low:g} and {rule.high:g}: {value:g} is out of that")
        return None
    return rule.steps(value)


# -- out of a world, and into one ----------------------------------------------------------------------------


def of(world: World, title: str) -> RuleSet:
    """What stands in an open world now. ValueError: its rules are not open."""
    sandbox = world.sandbox
    if sandbox is None:
        raise ValueError("the rules of this world are not open")
    steps = {r.name: at for r, at in zip(RULES, sandbox.rules.steps, strict=True) if at != r.at_rest}
    things = []
    for number, placed in sandbox.things.items():
        x, y = sandbox.where(world, number)
        things.append((placed.thing, round(x), round(y), round(placed.turn / math.tau % 1.0 * TURNS) / TURNS))
    return RuleSet(title, steps, tuple(things))


def text(rules: RuleSet) -> str:
    """The file of a rule set; reading it gives the same set."""
    title = "".join(c for c in rules.title if c.isprintable() and c not in '"\\')[:TITLE_MOST] or "Weather"
    rows = [NOTE, "", f'title = "{title}"', "", "[rules]"]
    for name, at in rules.steps.items():
        rule = RULE[name]
        rows.append(f'{name} = "{rule.word(at)}"' if rule.words else f"{name} = {rule.value(at):g}")
    for thing, x, y, turn in rules.things:
        rows += ["", "[[thing]]", f'what = "{THINGS[thing].name}"', f"pos = [{x}, {y}]"]
        rows += [f"turn = {turn!r}"] if turn else []
    return "\n".join(rows) + "\n"


def edits(rules: RuleSet) -> list[Edit]:
    """What makes a world be like a rule set: one step, however many edits it takes. How much can be undone stays as
    it is unless the set says otherwise."""
    made = [Edit(Op.CLEAR)]
    for rule in RULES:
        wanted = rules.steps.get(rule.name, rule.at_rest)
        if rule.name != "undo" or rule.name in rules.steps:
            made.append(Edit(Op.SET, INDEX[rule.name], wanted, joined=True))
    made += [place(thing, x, y, turn, joined=True) for thing, x, y, turn in rules.things]
    return made
