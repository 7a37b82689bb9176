"""Rule sets: what a world is like, in a file that comes from strangers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.cli import main
from game.sim import abilities, spawning
from game.sim.command import IDLE
from game.sim.edits import FAR, Edit, Op, place
from game.sim.rules import INDEX, RULE, RULES
from game.sim.sandbox import THING_INDEX, THINGS, THINGS_MOST
from game.sim.world import World
from game.story import ruleset
from game.story.problems import LevelError
from game.story.ruleset import RuleSet

WHOLE = 'title = "Evening"\n\n[rules]\nsky = "sunset"\ngravity = 120\n\n[[thing]]\nwhat = "door"\npos = [190, 40]\n'
FILES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(folder: Path, text: str) -> Path:
    path = folder / "set.toml"
    path.write_text(text, encoding="utf-8")
    return path


def opened() -> World:
    world = World(1)
    spawning.spawn(world, "callister", 0, 0)
    abilities.grant(world, "console")
    return world


def load(world: World, rules: RuleSet) -> None:
    for edit in ruleset.edits(rules):
        world.step(edit.command())


def test_a_set_is_read(tmp_path):
    rules = ruleset.read(written(tmp_path, WHOLE))
    assert rules.title == "Evening"
    assert rules.steps == {"sky": 3, "gravity": RULE["gravity"].steps(120)}
    assert rules.things == ((THING_INDEX["door"], 190, 40, 0.0),)


@pytest.mark.parametrize("path", ruleset.bundled(), ids=lambda path: path.stem)
def test_the_sets_that_come_with_the_game_are_whole_and_fly(path):
    rules = ruleset.read(path)
    world = opened()
    load(world, rules)
    for _ in range(300):
        world.step(IDLE)
    assert world.sandbox is not None
    assert ruleset.of(world, rules.title).steps == rules.steps
    assert len(world.sandbox.things) >= len(rules.things) - 2, "little of it breaks by itself"


@FILES
@given(
    st.dictionaries(st.sampled_from([rule.name for rule in RULES]), st.floats(0, 1), max_size=len(RULES)),
    st.lists(
        st.tuples(st.integers(0, len(THINGS) - 1), st.integers(-2000, 2000), st.integers(-900, 500),
                  st.integers(0, 255).map(lambda n: n / 256)),
        max_size=12,
    ),
)  # fmt: skip
def test_what_is_written_is_what_is_read(tmp_path, shares, things):
    steps = {name: round(share * RULE[name].most) for name, share in shares.items()}
    rules = RuleSet("A set", steps, tuple(things))
    assert ruleset.read(written(tmp_path, ruleset.text(rules))) == rules


def test_a_world_becomes_what_another_was_and_one_step_takes_it_back(tmp_path):
    world = opened()
    undo = Edit(Op.SET, INDEX["undo"], 10)
    for edit in (
        undo, Edit(Op.SET, INDEX["sky"], 2), Edit(Op.SET, INDEX["drag"], 0), place(THING_INDEX["crag"], 400, 100, 0.25),
        place(THING_INDEX["motes"], -300, 0),
    ):  # fmt: skip
        world.step(edit.command())
    kept = ruleset.of(world, "Quiet")
    other = opened()
    other.step(undo.command())
    other.step(Edit(Op.SET, INDEX["bounce"], 19).command())
    other.step(place(THING_INDEX["rock"], 0, 300).command())
    load(other, ruleset.read(written(tmp_path, ruleset.text(kept))))
    assert ruleset.of(other, "Quiet") == kept
    other.step(Edit(Op.UNDO, 1).command())
    assert other.sandbox is not None
    assert other.sandbox.rules.changed() == {"bounce": RULE["bounce"].value(19), "undo": 10.0}
    assert [THINGS[placed.thing].name for placed in other.sandbox.things.values()] == ["rock"]


@pytest.mark.parametrize(("text", "at", "says"), [
    ("", None, "title"),
    ('title = "x"\n[rules]\ngravty = 1\n', (3, 1), "did you mean 'gravity'"),
    ('title = "x"\n[rules]\ngravity = 601\n', (3, 11), "between -600 and 600"),
    ('title = "x"\n[rules]\ngravity = "up"\n', (3, 11), "is a number"),
    ('title = "x"\n[rules]\ngravity = true\n', (3, 11), "is a number"),
    ('title = "x"\n[rules]\ngravity = nan\n', (3, 11), "write a number"),
    ('title = "x"\n[rules]\ngravity = inf\n', (3, 11), "write a number"),
    ('title = "x"\n[rules]\nsky = 3\n', (3, 7), "one of"),
    ('title = "x"\n[rules]\nsky = "sunst"\n', (3, 7), "did you mean 'sunset'"),
    ('title = "x"\n[[thing]]\nwhat = "dor"\npos = [0, 0]\n', (3, 8), "did you mean 'door'"),
    ('title = "x"\n[[thing]]\nwhat = "door"\npos = [0, 99999]\n', (4, 7), "further out"),
    ('title = "x"\n[[thing]]\nwhat = "door"\npos = [0]\n', (4, 7), ""),
    ('title = "x"\n[[thing]]\nwhat = "door"\n', (2, 1), "pos"),
    ('title = "x"\n[[thing]]\nwhat = "door"\npos = [0, 0]\nturn = 2\n', (5, 8), "1"),
    ('title = "x"\nrun = "rm"\n', (2, 1), "run"),
    ('title = "x"\nrules = 3\n', (2, 9), ""),
    ('title = "x"\nthing = 3\n', (2, 9), ""),
    ("title = " + "[" * 400 + "]" * 400, (1, 29), "nested deeper"),
    ('title = "x\n', (1, 11), "not TOML"),
])  # fmt: skip
def test_a_mistake_is_told_where_it_is_with_what_would_be_right(tmp_path, text, at, says):
    with pytest.raises(LevelError) as error:
        ruleset.read(written(tmp_path, text))
    told = str(error.value)
    assert says in told
    if at is not None:
        assert at in {(p.line, p.column) for p in error.value.problems}, told


def test_too_many_things_are_too_many(tmp_path):
    many = "".join(f'[[thing]]\nwhat = "mite"\npos = [{i}, 0]\n' for i in range(THINGS_MOST + 2))
    with pytest.raises(LevelError, match="a world holds no more"):
        ruleset.read(written(tmp_path, 'title = "x"\n' + many))


def test_what_is_no_text_or_not_there_or_far_too_large_is_refused(tmp_path):
    path = tmp_path / "set.toml"
    for data in (b"\xff\xfe\x00", b"title = 'x'\n#" + b"x" * 2_000_000):
        path.write_bytes(data)
        with pytest.raises(LevelError):
            ruleset.read(path)
    with pytest.raises(LevelError):
        ruleset.read(tmp_path / "nothing.toml")


@FILES
@given(st.text(max_size=300))
def test_whatever_stands_in_a_file_it_is_read_or_refused(tmp_path, text):
    path = tmp_path / "set.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        rules = ruleset.read(path)
    except LevelError:
        return
    assert all(0 <= steps <= RULE[name].most for name, steps in rules.steps.items())


@FILES
@given(st.text(max_size=200))
def test_any_title_makes_a_file_that_can_be_read(tmp_path, title):
    text = ruleset.text(RuleSet(title, {}, ((0, FAR, -FAR, 0.5),)))
    assert ruleset.read(written(tmp_path, text)).things == ((0, FAR, -FAR, 0.5),)


def test_the_command_line_checks_them(tmp_path, capsys):
    path = written(tmp_path, WHOLE)
    assert main(["check", str(path)]) == 0
    assert "1 rule set, no problems" in capsys.readouterr().err
    path.write_text(WHOLE.replace("gravity", "gravty"))
    assert main(["check", str(path)]) == 1
    assert f"{path}:5:1: no rule is called 'gravty'" in capsys.readouterr().out
