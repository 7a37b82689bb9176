"""Whose something is can be told by every eye, and both back ends show the scheme that the player chose."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pygame
import pytest

from game.render import palette, sight
from game.render.atlas import Atlas
from game.render.backend import open_renderer
from game.render.canvas import PANEL_ALPHA
from game.render.frame import Frame, Post
from game.render.palette import contrast, rgb
from game.render.sight import ALL, EYES, SCHEMES, SELVES, SIGNALS, apart, seen
from game.sim import damage, spawning
from tests.render import paintings, staged
from tests.render.conftest import Renderer

AT_A_GLANCE = 10.0  # OKLab x 100
NEAR = 0.09  # of full scale: rastered and blended edges are not counted


@pytest.fixture(autouse=True)
def _own_colours_afterwards() -> Iterator[None]:
    yield
    sight.wear(ALL)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_whose_something_is_can_be_told_by_the_eye_it_is_made_for(scheme: str) -> None:
    sight.wear(scheme)
    for group in (SIGNALS, SELVES):
        for a, b in itertools.combinations(group, 2):
            for eye in (scheme, ALL):
                assert apart(rgb(a), rgb(b), eye) >= AT_A_GLANCE, f"{a} and {b} to {eye}"


@pytest.mark.parametrize("scheme", ["protan", "deutan"])
def test_moderation_stands_out_from_rust_for_eyes_weak_in_red_or_green(scheme: str) -> None:
    """Its own pink does not: to such an eye it is another brown."""
    rust = [palette.from_hex(value) for value in ("#8A4A2C", "#B5603A", "#5A2A1C")]  # of the graveyard of chapter 02
    own = min(apart(rgb("brand"), ground, scheme) for ground in rust)
    sight.wear(scheme)
    assert min(apart(rgb("brand"), ground, scheme) for ground in rust) > max(own * 1.8, 15.0)


def test_the_games_own_colours_are_not_enough_for_every_eye() -> None:
    """Else the schemes would be for nothing."""
    for eye in set(EYES) - {ALL}:
        worst = min(apart(rgb(a), rgb(b), eye) for a, b in itertools.combinations(SIGNALS, 2))
        assert worst < AT_A_GLANCE, eye


@pytest.mark.parametrize("scheme", SCHEMES)
def test_each_can_be_read_on_a_panel_by_that_eye(scheme: str) -> None:
    sight.wear(scheme)
    for name in SIGNALS:
        assert contrast(seen(rgb(name), scheme), seen(rgb("panel"), scheme)) >= 4.5, name


@pytest.mark.parametrize("scheme", SCHEMES)
def test_who_sleeps_is_named_in_letters_that_are_read_over_any_ground(scheme: str, atlas: Atlas) -> None:
    stage = staged.Staged(atlas, at=(9000.0, 0.0, 0.0)).grant()
    who = spawning.spawn(stage.world, "griefer", 9200.0, 0.0)
    damage.put_to_sleep(stage.world, who, 30.0)
    stage.fly(0.8)
    sight.wear(scheme)
    rows = stage.view.frame(1.0).hud.rows
    said = [row for row in rows if atlas.sprites[int(row[0])].char == "P"]
    assert len(said) == 1, "ASLEEP"
    white = [PANEL_ALPHA * part + (1.0 - PANEL_ALPHA) for part in rgb("panel")]
    assert contrast(said[0][6:9], white) >= 4.5


def test_a_scheme_changes_roles_that_there_are_and_the_last_one_leaves_nothing_behind() -> None:
    own = dict(palette.COLOURS)
    for scheme, changed in SCHEMES.items():
        assert changed.keys() <= palette.HEX.keys(), scheme
        assert bool(sight.wear(scheme)) == (scheme != ALL)
    sight.wear(ALL)
    assert own == palette.COLOURS


@pytest.mark.parametrize("scheme", [scheme for scheme in SCHEMES if scheme != ALL])
def test_art_on_the_screen_changes_with_the_scheme_and_back(scheme: str, renderer: Renderer) -> None:
    """A drone and a portrait: drawn, painted over, drawn again by a back end that had kept their pictures."""
    own = rgb("brand")
    other = palette.from_hex(SCHEMES[scheme]["brand"])
    before = _shown(renderer)
    renderer.atlas.repaint(sight.wear(scheme))
    during = _shown(renderer)
    renderer.atlas.repaint(sight.wear(ALL))
    after = _shown(renderer)
    for side in (0, 1):
        assert _share(before[side], own) > _share(during[side], own) * 5 + 0.002
        assert _share(during[side], other) > 0.002
        assert _share(after[side], own) == pytest.approx(_share(before[side], own), rel=0.02)


@pytest.fixture(scope="module")
def swept(atlas: Atlas) -> np.ndarray:
    """A wall and the ground on both sides of it, without anything that flies."""
    renderer = open_renderer("software", (1280, 720), atlas=atlas, headless=True)
    frame = paintings.sweep(atlas)
    for each in (frame.world, frame.fx, frame.hud):
        each.clear()
    frame.post = Post(bloom=0.0, vignette=0.0, scan=0.0, aberration=0.0, grain=0.0)
    renderer.draw(frame)
    picture = pygame.surfarray.array3d(renderer.image()) / 255.0
    renderer.close()
    return picture


def _shown(renderer: Renderer) -> tuple[np.ndarray, np.ndarray]:
    """The pixels round a drone, and round Moderation's face."""
    frame = Frame.of(renderer.atlas)
    frame.hud.add("drone_hound", 200, 200, 200, 200, 0.0, (1.0, 1.0, 1.0, 1.0))
    frame.hud.add("people/moderation_noticed", 500, 200, 200, 200, 0.0, (1.0, 1.0, 1.0, 1.0))
    renderer.draw(frame)
    pixels = pygame.surfarray.array3d(renderer.image()) / 255.0
    return pixels[100:300, 100:300], pixels[400:600, 100:300]


def _share(pixels: np.ndarray, colour: palette.RGB) -> float:
    return float((np.abs(pixels - np.array(colour)).max(axis=-1) < NEAR).mean())


@pytest.mark.parametrize("eye", [eye for eye in EYES if eye != ALL])
def test_the_sweep_keeps_its_colours_for_every_eye_tells_its_sides_by_light(eye: str, swept: np.ndarray) -> None:
    behind, near, wall = swept[60:250, 100:620], swept[430:500, 100:620], swept[385:400, 355:365]
    sides = [seen(side.reshape(-1, 3).mean(axis=0), eye) for side in (behind, near, wall)]
    for a, b in itertools.combinations(sides, 2):
        assert apart(a, b) >= AT_A_GLANCE


def test_no_colour_is_fetched_when_the_game_is_loaded() -> None:
    """Such a one would stay as it was when the player chooses other colours."""
    frozen = []
    game = Path(sight.__file__).parents[1]
    for path in (path for folder in ("render", "ui", "play") for path in (game / folder).rglob("*.py")):
        if path.name == "palette.py":
            continue
        for line in _loaded(ast.parse(path.read_text(encoding="utf-8")).body):
            frozen.append(f"{path.name}:{line}")
    assert frozen == []


def _loaded(body: list[ast.stmt]) -> Iterator[int]:
    """Lines of calls for colours that run when a module is loaded: outside functions, and in their defaults."""
    for node in body:
        if isinstance(node, ast.FunctionDef):
            outside: list[ast.AST] = [*node.args.defaults, *(each for each in node.args.kw_defaults if each)]
        elif isinstance(node, ast.ClassDef):
            yield from _loaded(node.body)
            continue
        else:
            outside = [node]
        for call in (each for part in outside for each in ast.walk(part) if isinstance(each, ast.Call)):
            if ast.unparse(call.func).removeprefix("palette.") in ("rgb", "ink", "light"):
                yield call.lineno
