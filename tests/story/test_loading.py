"""From a folder to a level: what is built, what its hash depends on, where positions point."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from game.sim.world import World
from game.story import catalog, library
from game.story.geometry import doubled_area, ring_problem
from game.story.level import Level
from game.story.positions import Positions
from game.story.problems import LevelError

SMALL = Path(__file__).parent / "data" / "small"


@pytest.fixture
def level() -> Level:
    return library.load(SMALL)


def test_a_level_holds_what_its_files_say(level):
    assert (level.id, level.title, level.seed) == ("small", "The Small One", 7)
    assert list(level.beats)[:3] == ["wake", "thrust", "moon"]
    assert level.lines["three.kevin"].kind == "chat"
    assert level.text("ask.drop") == "CUT THE HOLD LOOSE"
    assert level.point("roof").angle == 1.57
    assert level.path("lane").shape == (2, 2)


def test_its_terrain_is_solid_where_the_map_says(level):
    terrain = World(1, level.terrain).terrain
    x, y = np.array([0.0, 205.0, 300.0, 1500.0, 3625.0]), np.array([0.0, 0.0, 0.0, 0.0, 430.0])
    assert terrain.solid(x, y).tolist() == [True, True, False, True, True]


def test_a_rock_without_a_shape_takes_the_outline_of_its_picture(tmp_path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "map.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("radius = 210 }", 'art = "rock_a", size = 300, angle = 0.5 }'), encoding="utf-8")
    ring = library.load(tmp_path).rings["moon"]
    drawn = np.array(catalog.outlines()["rock_a"])
    assert ring.shape == drawn.shape
    assert np.hypot(*ring.T) == pytest.approx(np.hypot(*drawn.T) * 300)
    assert ring[0] != pytest.approx(drawn[0] * 300)  # turned


def test_the_outlines_of_the_project_are_whole():
    assert {name: why for name, ring in catalog.outlines().items() if (why := ring_problem(ring_at(ring)))} == {}


def ring_at(ring: list[list[float]]) -> list[list[float]]:
    return [[x * 100, y * 100] for x, y in ring]


def test_the_hash_ignores_comments_and_layout_but_not_content(tmp_path, level):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "lines.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text("# a comment\n\n" + text.replace(" = {", "   =   {"), encoding="utf-8")
    assert library.load(tmp_path).hash == level.hash
    path.write_text(text.replace("dibs", "mine"), encoding="utf-8")
    assert library.load(tmp_path).hash != level.hash


def test_a_level_with_mistakes_is_refused_with_all_of_them(tmp_path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "level.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"wake.time"', '"wake.tim"').replace('"gate.kabir"', '"gate.kabi"'), encoding="utf-8")
    with pytest.raises(LevelError) as caught:
        library.load(tmp_path)
    assert len(caught.value.problems) == 2
    assert str(caught.value.problems[0]).startswith(f"{path}:16:24: no line is called 'wake.tim'; did you mean")


def test_an_unused_line_does_not_keep_a_level_from_being_played(tmp_path):
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "lines.toml").open("a", encoding="utf-8") as file:
        file.write('"spare" = { who = "nate", text = "Oh." }\n')
    assert "spare" in library.load(tmp_path).lines


def test_every_bundled_level_is_whole():
    from game.story.check import check

    found = {name: [str(p) for p in check(folder)] for name, folder in library.folders().items()}
    assert found == {name: [] for name in found}


POSITIONS = '''# a comment with = and [
title = "a # b"
"quoted.key" = 'x'
a.b = [1,
  [2, """
three""", 4], # five
  { c = 1, d = { e = "\\u0041]" } },
]
[[beat]]
id = "one"
[[beat]]
id = "two"
then = [{ do = "x" }, { do = "y", line = [
  "z" ] }]
[[beat.part]]
deep = true
[table.inner]
k = -1.5e3
'''


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("title",), (2, 9)),
        (("quoted.key",), (3, 16)),
        (("a", "b"), (4, 7)),
        (("a", "b", 0), (4, 8)),
        (("a", "b", 1, 1), (5, 7)),
        (("a", "b", 1, 2), (6, 11)),
        (("a", "b", 2, "d", "e"), (7, 22)),
        (("beat", 0, "id"), (10, 6)),
        (("beat", 1), (11, 1)),
        (("beat", 1, "then", 1, "line", 0), (14, 3)),
        (("beat", 1, "part", 0, "deep"), (16, 8)),
        (("table", "inner", "k"), (18, 5)),
        (("beat", 1, "missing"), (11, 1)),
        (("nowhere",), (1, 1)),
    ],
)
def test_positions(path, place):
    assert Positions(POSITIONS).place(path) == place


def test_positions_of_keys():
    positions = Positions(POSITIONS)
    assert positions.place(("a", "b", 2, "d"), key=True) == (7, 12)
    assert positions.place(("beat", 1, "then"), key=True) == (13, 1)


def test_rings():
    square = [[0, 0], [10, 0], [10, 10], [0, 10]]
    assert ring_problem(square) == ""
    assert doubled_area(square) == 200
    assert "clockwise" in ring_problem(square[::-1])
    assert "crosses" in ring_problem([[0, 0], [10, 10], [10, 0], [0, 10]])
    assert "repeats" in ring_problem([*square, [0, 0]])
    assert ring_problem([[0, 0], [10, 0], [10, 10], [5, 0.0], [0, 10]]) != ""  # touches its own edge
