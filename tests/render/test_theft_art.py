"""What piracy looks like: a spike in flight, a hook on a hull, a strongbox that stands open."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pygame
import pytest

from game.render import palette, theft_view
from game.render.atlas import Atlas
from game.render.backend import Renderer
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.drawlist import DrawList
from game.render.glass import Comfort
from game.render.moment import Moment, poses_of
from game.render.rects import overlap
from game.sim import spawning
from game.sim.command import Command, Press
from game.sim.hacking import Handshake
from game.sim.witnesses import Report
from tests.render import paintings, staged

OPEN_SPACE = (9900.0, 0.0, 0.0)


def drawn(stage: staged.Staged, name: str) -> np.ndarray:
    """Rows of the plane of play that show this picture: (k, columns)."""
    frame = stage.view.frame(1.0)
    rows = frame.world.rows
    return rows[rows[:, 0] == frame.world.atlas.id(name)]


def test_a_vault_that_was_emptied_stands_open(atlas: Atlas) -> None:
    stage = staged.Staged(atlas, at=OPEN_SPACE).grant()
    spawning.spawn(stage.world, "vault", 10_100.0, 60.0)
    stage.fly(0.1)
    shut = drawn(stage, "vault")
    assert len(shut) == 1
    assert len(drawn(stage, "vault_open")) == 0
    ships = stage.world.ships
    ships.hacked[ships.n - 1] = True
    opened = drawn(stage, "vault_open")
    assert len(opened) == 1
    assert len(drawn(stage, "vault")) == 0
    assert opened[0, 1:5] == pytest.approx(shut[0, 1:5]), "the same place and size"


def test_the_hook_holds_the_near_side_of_the_hull(atlas: Atlas) -> None:
    stage = staged.Staged(atlas, at=OPEN_SPACE).grant()
    who = spawning.spawn(stage.world, "newcomer", 10_100.0, 0.0)
    stage.fly(0.1)
    assert len(drawn(stage, "tether_hook")) == 0
    stage.world.hacking.shake = Handshake(who, [0, 1], 9.0, 9.0)
    hook = drawn(stage, "tether_hook")
    assert len(hook) == 1
    lens = stage.view._lens(1.0, (1280, 720))
    ships = stage.world.ships
    here, there = float(ships.x[stage.world.player_row]), float(ships.x[ships.row_of(who)])
    assert lens.x(here) < hook[0, 1] < lens.x(there)
    assert lens.x(there) - hook[0, 1] < 60 * lens.scale
    assert math.cos(float(hook[0, 5])) > 0.9, "it points at whom it holds"


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_a_handshake_lies_over_no_words_and_no_ship(atlas: Atlas, text: float) -> None:
    stage = staged.Staged(atlas, at=OPEN_SPACE).grant()
    stage.view.comfort = Comfort(text=text)
    who = spawning.spawn(stage.world, "newcomer", 10_060.0, 0.0, order="hold")
    stage.say("kabir", "The spike puts a ship to sleep. Nine seconds. It wakes up cross.", age=60, duration=600)
    stage.world.hacking.shake = Handshake(who, [3, 1, 0, 2, 1, 0, 0], 9.0, 9.0)
    for seconds in (0.5, 0.5, 0.5):
        stage.world.hacking.shake.left = 9.0
        stage.fly(seconds, each=lambda stage: stage.view.frame(1.0))
    canvas = Canvas(DrawList(atlas), stage.view._lens(1.0, (1280, 720)), text)
    ship = canvas.place(*(float(a[stage.world.player_row]) for a in (stage.world.ships.x, stage.world.ships.y)))
    panels = [rect for rect in stage.view.glass.taken if not _holds(rect, ship) or rect[2] > 150.0]
    assert len(panels) >= 4
    assert not any(_holds(rect, ship) for rect in panels)
    for one, other in itertools.combinations(panels, 2):
        assert not overlap(one, other), (one, other)


def test_how_long_a_ship_sleeps_is_read_beside_the_panels(atlas: Atlas) -> None:
    stage = staged.Staged(atlas, at=OPEN_SPACE).grant()
    who = spawning.spawn(stage.world, "newcomer", 10_060.0, 0.0, order="hold")
    stage.fly(0.1)
    stage.world.ships.asleep[stage.world.ships.row_of(who)] = stage.world.time + 7.0
    world, lens = stage.world, stage.view.camera.lens((1280, 720))
    poses = poses_of(world.ships, lens, 1.0)
    moment = Moment(world, stage.view.frame(1.0), lens, poses, 1.0, 0.0, (0.0, 0.0), 0.5, world.player_row)

    def read(panels: list[tuple[float, float, float, float]]) -> np.ndarray:
        rows = DrawList(atlas)
        theft_view.draw_sleepers(Canvas(rows, lens), moment, 1.0, panels)
        return letters(rows, atlas)

    above = read([])
    assert len(above) == len("ASLEEP7")
    x, y = above[:, 1].mean(), above[:, 2].mean()
    panel = (x - 200.0, y - 30.0, 400.0, 60.0)
    beside = read([panel])
    assert len(beside) == len(above)
    assert not any(_holds(panel, (row[1], row[2])) for row in beside)


def test_a_mistake_in_a_handshake_is_told_by_shape_too(atlas: Atlas) -> None:
    """Of what was whole an edge is left: nobody has to know red from blue."""

    def cores(misses: int) -> int:
        rows = DrawList(atlas)
        shake = Handshake(1, [3, 1, 0], 9.0, 9.0, misses=misses)
        theft_view._draw_misses(Canvas(rows, Lens(1.0, 0.0, 0.0, 1280, 720)), shake, 400.0, 300.0)
        panel = palette.light("panel")[:3]
        return sum(bool(np.allclose(row[6:9], panel, atol=0.01)) for row in rows.rows[: rows.n])

    assert [cores(misses) for misses in range(4)] == [0, 1, 2, 3]


def letters(rows: DrawList, atlas: Atlas) -> np.ndarray:
    return rows.rows[[i for i, row in enumerate(rows.rows) if atlas.sprites[int(row[0])].kind == "letter"]]


def _holds(rect: tuple[float, float, float, float], point: tuple[float, float]) -> bool:
    return rect[0] < point[0] < rect[0] + rect[2] and rect[1] < point[1] < rect[1] + rect[3]


def test_an_eye_stands_over_a_witness_until_it_has_told(atlas: Atlas) -> None:
    stage = staged.Staged(atlas, at=OPEN_SPACE).grant()
    who = spawning.spawn(stage.world, "grinder", 10_100.0, 60.0, order="hold")
    stage.fly(0.1)
    before = eyes(stage)
    stage.world.witnesses.waiting.append(Report(stage.world.time + 2.0, who, 0.0, 0.0))
    stage.fly(0.1)
    assert eyes(stage) > before
    stage.fly(2.5)
    assert eyes(stage) == before


def eyes(stage: staged.Staged) -> int:
    """Discs on the glass."""
    rows = stage.view.frame(1.0).hud.rows
    return int(np.count_nonzero(rows[:, 0] == stage.view.frame(1.0).hud.atlas.id("disc")))


def test_a_spike_flies_point_first(atlas: Atlas) -> None:
    stage = staged.Staged(atlas, at=(9900.0, 0.0, 1.2)).grant("spike").fly(0.1)
    stage.fly(1 / 60, Command(pressed=int(Press.SPIKE)))
    stage.fly(0.1)
    spike = drawn(stage, "spike_bolt")
    assert len(spike) == 1
    assert float(spike[0, 5]) == pytest.approx(1.2, abs=0.05)


@pytest.mark.parametrize(
    "things", [paintings.SHELF, paintings.CHECKPOINT_SHELF, paintings.CONVOY_SHELF], ids=["02", "03", "04"]
)
def test_everything_on_the_shelf_is_drawn_by_both_back_ends(renderer: Renderer, atlas: Atlas, things) -> None:
    """Each thing shows, lit, where it lies: none is left out, black, or lost in the ground."""
    frame, places = paintings.shelf(atlas, things=things)
    renderer.draw(frame)
    full = pygame.surfarray.array3d(renderer.image()).astype(int)
    frame.world.clear()
    renderer.draw(frame)
    bare = pygame.surfarray.array3d(renderer.image()).astype(int)
    changed = np.abs(full - bare).max(axis=2) > 24
    for name, width in things:
        x, y = places[name]
        half = width * 0.62 / 2
        high = half * atlas.aspect(name)
        across, down = slice(int(x - half), int(x + half) + 1), slice(int(y - high), int(y + high) + 1)
        assert changed[across, down].mean() > 0.2, f"{name} is not seen"
        assert full[across, down].max() > 90, f"{name} takes no light"
