"""Level files come from strangers: whatever they hold, there is a list of problems and never a traceback."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.story import library
from game.story.check import check
from game.story.document import SIZE_LIMIT
from game.story.positions import Positions
from game.story.problems import LevelError

SMALL = Path(__file__).parent / "data" / "small"
FILES = ("level.toml", "map.toml", "lines.toml")
GOOD = {name: (SMALL / name).read_text(encoding="utf-8") for name in FILES}


def check_with(name: str, content: bytes | str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        for file, text in GOOD.items():
            (path / file).write_text(text, encoding="utf-8")
        (path / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        problems = check(path)
        for problem in problems:
            assert problem.line >= 1
            assert problem.column >= 1
            assert problem.message
        with contextlib.suppress(LevelError):
            library.load(path)  # what can be played may still be incomplete
        return [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[" * 100_000, "nested deeper"),
        ("a = " + "[" * 20_000 + "]" * 20_000, "nested deeper"),
        ("a = " + "[" * 40 + "]" * 40, "nested deeper"),
        ("x = {" + "a = {" * 5_000, "nested deeper"),
        ("seed = " + "9" * 10_000, "too large to be exact"),
        ("minutes = 0x" + "f" * 10_000, "too large to be exact"),
        ("[" + ".".join("a" * 20_000) + "]", "nested deeper"),
        (".".join("a" * 60) + " = 1", "nested deeper"),
        (".".join("a" * 70_000) + " = 1", "nested deeper"),
        (".".join("a" * 490_000) + " = 1", "more than 150,000 values"),
        ("x = [" + "1, " * 151_000 + "]", "more than 150,000 values"),
        ("x" * 2_000 + " = 1", "it has 300 characters or more"),
        ("seed = " + "9" * 400, "it has 300 characters or more"),
        (
            'title = "x"\nstart = "a"\n'
            + "".join(
                f'[[beat]]\nid = "x{i}"\nwhen = {{ on = "start" }}\nthen = [{{ do = "win" }}]\n' for i in range(1_001)
            ),
            "more than 1,000 in the list 'beat'",
        ),
        ('seed = 1\nseed = 2\n"\\uzzzz\\UFFFFFFFF" = 1', "line 1 already"),
        ("seed = 1e999", "inf"),
        ("seed = -nan", "nan"),
        ("x = 0001-01-01T99:00:00Z", "not TOML"),
        (b"\xff\xfe\x00t", "not UTF-8"),
        (b"title = '" + b"x" * 5_000 + b"'", "longer than 1000"),
        (b"#" * (SIZE_LIMIT + 1), "larger than"),
        ("", "'title' is missing"),
        ("title = 1\nbeat = 2\nretry = {}", "list of tables"),
        ("beat = [1, 'x', [], {}]", "expected a table"),
        (
            '[[beat]]\nid = "x"\nwhen = { all = [' + "{ not = { all = [" * 8 + "]}}" * 8 + "] }\nthen = [1]",
            "nested deeper",
        ),
    ],
)
def test_a_hostile_script_is_refused_with_a_reason(content, says):
    assert any(says in message for message in check_with("level.toml", content))


def test_a_level_of_too_many_ships_is_not_even_flown(tmp_path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    horde = '\n[[beat]]\nid = "horde"\nwhen = { on = "start" }\nthen = ['
    horde += '{ do = "spawn", what = "hound", place = "start", count = 300 }, ' * 2 + "]\n"
    (tmp_path / "level.toml").write_text(GOOD["level.toml"] + horde)
    with pytest.raises(LevelError, match="more than 500 ships in one level"):
        library.load(tmp_path)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("bounds = [-1e5, -1e5, 1e5, 1e5]", "larger than 400 million"),
        ("bounds = [0, 0, 0, 0]", "left < right"),
        ('bounds = [-9, -9, 9, 9]\nrock = [{ id = "../../etc/passwd", pos = [0, 0], radius = 1 }]', "letters, digits"),
        ('bounds = [-9, -9, 9, 9]\nrock = [{ id = "a", pos = [0, 0], art = "../x", size = 4 }]', "letters, digits"),
        ('bounds = [-9, -9, 9, 9]\nrock = [{ id = "a", pos = [0, 0], radius = 0 }]', "> 0"),
        (
            "bounds = [-9, -9, 9, 9]\nrock = [" + '{ id = "a", pos = [0, 0], radius = 1 },' * 6_000 + "]",
            "more than 5000",
        ),
        ("bounds = [0, 0, 9000, 9]\npoint = [" + '{ id = "a", pos = [0, 0] },' * 2_001 + "]", "more than 2,000 in the"),
        ('bounds = [0, 0, 9000, 9000]\nrock = [{ id = "a", pos = [4500, 4500], radius = 4000 }]', "is too large"),
        (
            "bounds = [0, 0, 900, 900]\ndecor = ["
            + ", ".join(f'{{ id = "d{i}", art = "lantern", pos = [9, 9], size = {i + 20} }}' for i in range(501))
            + "]",
            "more than 500 different pictures",
        ),
        (
            "bounds = [0, 0, 9000, 9000]\ndecor = ["
            + ", ".join(f'{{ id = "d{i}", art = "lantern", pos = [9, 9], size = {i + 4000} }}' for i in range(4))
            + "]",
            "too many and too large together",
        ),
    ],
)
def test_a_hostile_map_is_refused_with_a_reason(content, says):
    assert any(says in message for message in check_with("map.toml", content))


def test_a_level_file_that_is_a_folder(tmp_path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "lines.toml").unlink()
    (tmp_path / "lines.toml").mkdir()
    assert any("no file" in problem.message for problem in check(tmp_path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are no files here")
@pytest.mark.parametrize("kind", ["pipe", "endless", "huge", "ring"])
def test_what_never_ends_or_never_begins_is_not_waited_for(kind, tmp_path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "map.toml"
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "huge":
        path.touch()
        os.truncate(path, 1 << 30)
    else:
        path.symlink_to("/dev/zero" if kind == "endless" else "map.toml")
    assert [problem.message for problem in check(tmp_path) if problem.file == str(path)]


keys = st.sampled_from(
    ["title", "seed", "start", "beat", "id", "when", "then", "on", "do", "if", "all", "not", "line", "who", "text",
     "rock", "pos", "poly", "options", "bounds", "circle", "rect", "at", "after", "place", "count", "lines", "x y", ""]
)  # fmt: skip
values = st.recursive(
    st.one_of(
        st.integers(-(2**70), 2**70), st.floats(), st.booleans(), st.text(max_size=8),
        st.sampled_from(["say", "spawn", "enter", "start", "wake.time", "moon", "griefer", "choice", "three", "gate"]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=5)),
    max_leaves=12,
)  # fmt: skip


def toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return (
            '"'
            + "".join(f"\\U{ord(c):08X}" if not c.isalnum() and c not in " -." else c for c in value if c < "\ud800")
            + '"'
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    assert isinstance(value, dict)
    return "{" + ", ".join(f"{toml(k)} = {toml(v)}" for k, v in value.items()) + "}"


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(FILES), st.dictionaries(keys, values, max_size=5))
def test_any_tables_give_problems_and_no_traceback(name, tables):
    check_with(name, "\n".join(f"{toml(key)} = {toml(value)}" for key, value in tables.items()))


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(FILES),
    st.integers(0, 10**6),
    st.sampled_from([*"[]{}=,\"'.#\n0-x", "nan", "\\", "é", "[[", "''' "]),
    st.booleans(),
)
def test_a_slip_of_the_finger_gives_problems_and_no_traceback(name, where, slip, replace):
    text = GOOD[name]
    where %= len(text)
    check_with(name, text[:where] + slip + text[where + (1 if replace else 0) :])


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab.=[]{}\"'\\,\n #1", max_size=80))
def test_the_position_scanner_ends_on_any_text(text):
    place = Positions(text).place(("a", 0, "b"))
    assert place >= (1, 1)


def test_a_map_of_too_many_corners_is_refused_before_anything_looks_through_it(tmp_path):
    legs = ", ".join(f"[{i % 90}, {i % 7}]" for i in range(1_400))
    walls = "".join(f'{{ id = "w{i}", line = [{legs}] }},\n' for i in range(20))
    (tmp_path / "level.toml").write_text('title = "x"\nstart = "a"\n')
    (tmp_path / "lines.toml").write_text("")
    (tmp_path / "map.toml").write_text(
        f'bounds = [0, 0, 99, 99]\nwall = [\n{walls}]\npoint = [{{ id = "a", pos = [5, 5] }}]'
    )
    messages = [problem.message for problem in check(tmp_path)]
    assert any("more than 25,000 corners" in message for message in messages)
    assert not any("rock or wall" in message for message in messages)


def test_no_message_holds_what_a_terminal_would_obey():
    messages = check_with("lines.toml", '"\\u001b[31mX\\u202e" = { who = "nate", text = "x" }\n"a.b" = 1')
    assert any("control characters" in message for message in messages)
    assert all(message.isprintable() for message in messages)


@pytest.mark.parametrize("side", [1, 20, 31])
def test_a_map_smaller_than_a_square_is_looked_at_like_any_other(side, tmp_path):
    (tmp_path / "level.toml").write_text('title = "x"\nstart = "a"\n')
    (tmp_path / "lines.toml").write_text("")
    middle = side / 2
    (tmp_path / "map.toml").write_text(
        f'bounds = [0, 0, {side}, {side}]\npoint = [{{ id = "a", pos = [{middle}, {middle}] }}]'
    )
    assert all(problem.message for problem in check(tmp_path))
