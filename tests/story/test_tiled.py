"""Maps of Tiled's: one that Debian's tiled exported, and what is wrong with others."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from game.story import library, template, tiled
from game.story.check import check
from game.story.geometry import doubled_area
from game.story.tiled import TiledError

YARD = Path(__file__).parent / "data" / "tiled" / "yard.tmj"  # tiled --export-map json yard.tmx yard.tmj


def layer(*objects: dict[str, Any], name: str = "rocks", **keys: Any) -> dict[str, Any]:
    return {"type": "objectgroup", "name": name, "objects": list(objects), **keys}


def write(path: Path, *layers: dict[str, Any], **keys: Any) -> Path:
    size = {"width": 100, "height": 50, "tilewidth": 32, "tileheight": 32}
    path.write_text(json.dumps({"layers": list(layers), **size, **keys}))
    return path


def test_a_map_that_tiled_exported_is_a_level(tmp_path: Path) -> None:
    made = tiled.convert(YARD, tmp_path / "yard")
    assert made.counts == {"rock": 3, "wall": 2, "path": 1, "region": 3, "point": 2}
    where = library.load(tmp_path / "yard").map
    assert where.rocks["box"].unnamed
    corners = where.rocks["box"].poly
    assert corners is not None
    assert corners[1] == pytest.approx([200 * math.cos(math.pi / 6), 200 * math.sin(math.pi / 6)], abs=0.01)
    assert where.rocks["rock-2"].radius == 100
    assert where.walls["fence"].closed
    assert where.walls["spur"].width == 24
    assert where.regions["exit"].rect == [2800, 600, 3000, 1000]
    assert where.regions["lane"].circle == [1820, 820, 120]
    assert where.points["gap"].angle == pytest.approx(math.pi, abs=1e-3)
    assert all("never used" in problem.message for problem in check(tmp_path / "yard"))


def test_an_endless_map_of_groups_and_turned_things_comes_over_with_words_for_the_rest(tmp_path: Path) -> None:
    made = tiled.convert(YARD.with_name("odd.tmj"), tmp_path / "odd")
    assert made.counts == {"rock": 5, "wall": 1, "path": 1, "region": 2, "point": 1}
    where = library.load(tmp_path / "odd").map
    assert where.rocks["tilted"].pos == [480, 360]  # its group and its layer are moved
    assert len(where.rocks["egg"].poly) == 24
    assert where.rocks["round"].radius == 60
    assert where.walls["fence"].line == [[101, 52], [101, 152], [1, 152]]  # in a group in a group, turned by a quarter
    assert where.regions["area-one"].poly is not None
    assert where.regions["ubung"].rect == [800, 60, 1000, 140]
    assert where.points["berth"].angle == pytest.approx(math.pi / 2, abs=1e-3)
    said = "\n".join(made.notes)
    for words in ("'sign': a text", "'rocks': is hidden", "'inner': its parallax", "'picture': images"):
        assert words in said


@pytest.mark.parametrize(("wide", "high", "turn"), [(300, 100, 0.0), (100, 300, 30.0)])
def test_a_capsule_is_a_ring_with_round_ends(tmp_path: Path, wide: float, high: float, turn: float) -> None:
    pill = {"id": 1, "name": "a", "x": 50, "y": 80, "width": wide, "height": high, "rotation": turn, "capsule": True}
    start = layer({"id": 2, "name": "berth", "x": 800, "y": 800, "point": True}, name="points")
    tiled.convert(write(tmp_path / "m.tmj", layer(pill), start), tmp_path / "mine")
    ring = library.load(tmp_path / "mine").map.rocks["a"].poly
    assert doubled_area(ring) / 2 == pytest.approx(200 * 100 + math.pi * 50**2, rel=0.01)


def test_the_map_of_a_level_is_kept_when_another_takes_its_place(tmp_path: Path) -> None:
    template.make(tmp_path / "mine")
    before = (tmp_path / "mine" / "map.toml").read_text()
    script = (tmp_path / "mine" / "level.toml").read_text()
    tiled.convert(YARD, tmp_path / "mine")
    assert (tmp_path / "mine" / "map.toml.before").read_text() == before
    assert (tmp_path / "mine" / "level.toml").read_text() == script


def test_layers_move_what_is_in_them_and_a_scale_makes_it_larger(tmp_path: Path) -> None:
    square = {"id": 1, "name": "a", "x": 10, "y": 20, "width": 50, "height": 50}
    start = layer({"id": 2, "name": "berth", "x": 800, "y": 800, "point": True}, name="things")
    group = {"type": "group", "name": "g", "offsetx": 100, "layers": [layer(square, offsety=5)]}
    tiled.convert(write(tmp_path / "m.tmj", group, start), tmp_path / "mine", scale=2.0)
    rock = library.load(tmp_path / "mine").map.rocks["a"]
    assert rock.pos == [220, 50]
    assert rock.poly == [[0, 0], [100, 0], [100, 100], [0, 100]]


def test_corners_against_the_clock_are_turned_round(tmp_path: Path) -> None:
    ring = [{"x": x, "y": y} for x, y in ((0, 0), (0, 90), (90, 90), (90, 0), (0, 0))]
    start = layer({"id": 2, "name": "berth", "x": 800, "y": 800, "point": True}, name="points")
    tiled.convert(write(tmp_path / "m.tmj", layer({"id": 1, "name": "a", "polygon": ring}), start), tmp_path / "mine")
    assert library.load(tmp_path / "mine").map.rocks["a"].poly == [[90, 0], [90, 90], [0, 90], [0, 0]]


BOW = [{"x": x, "y": y} for x, y in ((0, 0), (90, 90), (90, 0), (0, 90))]
WRONG = {
    "no-class": (layer({"id": 7, "name": "a", "width": 9}, name="Object Layer 1"), "object 7 'a': what is it"),
    "class": (layer({"id": 7, "type": "rok", "width": 9, "height": 9}), "did you mean 'rock'"),
    "crosses": (layer({"id": 7, "polygon": BOW}), "object 7: the outline crosses itself"),
    "open": (layer({"id": 7, "polyline": BOW}), "open line"),
    "flat": (layer({"id": 7, "width": 0, "height": 9}), "no size"),
    "property": (
        layer({"id": 7, "width": 9, "height": 9, "properties": [{"name": "unamed", "value": True}]}),
        "did you mean 'unnamed'",
    ),
    "far": (layer({"id": 7, "x": 1e8, "width": 9, "height": 9}), "farther out"),
    "text": (layer({"id": 7, "width": "9"}), "Expected `float`, got `str`"),
    "template": (layer({"id": 7, "template": "../x.tx"}), "Detach"),
    "corners": (layer({"id": 7, "polygon": [{"x": i, "y": i * i} for i in range(900)]}), "900 corners"),
    "line-point": (layer({"id": 7, "polyline": BOW}, name="points"), "no spot"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_its_layer_and_object(case: str, tmp_path: Path) -> None:
    wrong, says = WRONG[case]
    with pytest.raises(TiledError) as raised:
        tiled.convert(write(tmp_path / "m.tmj", wrong), tmp_path / "mine")
    assert says in str(raised.value)
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize(
    "text",
    [
        "", "{}", "[]", "[" * 100_000, '{"layers":' * 5_000, '{"layers": NaN}', '{"layers": [1e999]}', "<map/>",
        "\ud83d",         '{"layers": [], "orientation": "isometric"}', '{"layers": []}',
        '{"layers": [' + '{"layers": [' * 40 + "]}" * 40 + "]}",
    ],
)  # fmt: skip
def test_what_is_no_map_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "m.tmj").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(TiledError, match=r"m\.tmj"):
        tiled.convert(tmp_path / "m.tmj", tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


def test_too_many_corners_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiled, "CORNER_LIMIT", 9)
    corners = [{"x": 0, "y": 0}, {"x": 9, "y": 0}, {"x": 9, "y": 9}, {"x": 0, "y": 9}]
    rocks = layer(*({"id": n, "x": 90.0 * n, "y": 50.0, "polygon": corners} for n in (1, 2, 3)))
    with pytest.raises(TiledError, match="object 3: more than 9 corners"):
        tiled.convert(write(tmp_path / "m.tmj", rocks), tmp_path / "mine")


def test_too_many_objects_are_refused(tmp_path: Path) -> None:
    many = layer(*({"id": i, "width": 1, "height": 1} for i in range(tiled.OBJECT_LIMIT + 1)))
    with pytest.raises(TiledError, match="more than 5000"):
        tiled.convert(write(tmp_path / "m.tmj", many), tmp_path / "mine")
