"""Who threatens is marked, who does not is left alone; what drifts is drawn; nobody hides the player's ship."""

from __future__ import annotations

import numpy as np
import pytest

from game.render import palette, threats
from game.render.atlas import Atlas
from game.sim import spawning
from game.sim.states import State
from game.story.state import Sign, Title
from tests.render import staged


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


def of(drawlist, atlas: Atlas, name: str) -> np.ndarray:
    return drawlist.rows[drawlist.rows[:, 0] == atlas.id(name)]


def hunted(atlas: Atlas, state: State):
    """One griefer beside the player in this state of mind; returns (stage, frame)."""
    stage = staged.Staged(atlas, at=(9000.0, 0.0, 0.0)).grant()
    who = spawning.spawn(stage.world, "griefer", 9200.0, 0.0)
    stage.fly(0.8)  # until the instruments are there
    row = stage.world.ships.row_of(who)
    stage.world.ships.state[row], stage.world.ships.target[row] = state, stage.world.player
    stage.view.hunters.forget()
    return stage, stage.view.frame(1.0)


def wedges(frame, atlas: Atlas) -> int:
    """Triangles on the glass in the colour of danger, bigger than the radar's."""
    rows = of(frame.hud, atlas, "triangle")
    return int(((rows[:, 3] > 10.0) & (rows[:, 6] > 0.9) & (rows[:, 8] < 0.4)).sum())


def test_a_hunter_carries_three_wedges(atlas):
    _, frame = hunted(atlas, State.CHASE)
    assert wedges(frame, atlas) == 3


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_the_hexagon_of_a_hunter_lies_under_all_that_is_read(atlas, text: float):
    """It reaches into the panel of what is said, and shows as little there as the drone itself."""
    stage = staged.Staged(atlas, at=(9000.0, 0.0, 0.0)).grant()
    stage.view.comfort.text = text
    stage.fly(0.8)
    stage.say("elena", "Not the kind it can read.")
    stage.view.frame(1.0)
    panel = next(rect for rect in stage.view.glass.taken if rect[1] > 720 / text / 2 and rect[2] > 400)
    lens = stage.view.camera.lens((1280, 720))
    over = lens.world((panel[0] + panel[2] / 2) * text, (panel[1] - 10.0) * text)
    who = spawning.spawn(stage.world, "watcher", *over)
    row = stage.world.ships.row_of(who)
    stage.world.ships.state[row], stage.world.ships.target[row] = State.CHASE, stage.world.player
    stage.view.hunters.forget()
    rows = stage.view.frame(1.0).hud.rows
    x, y = stage.view.camera.lens((1280, 720)).x(over[0]), stage.view.camera.lens((1280, 720)).y(over[1])
    near = np.hypot(rows[:, 1] - x, rows[:, 2] - y) < 2 * threats.NEAREST * text
    edges = np.flatnonzero(near & (np.abs(rows[:, 6:9] - palette.light("brand")[:3]) < 0.02).all(axis=1))
    letters = [i for i, each in enumerate(rows) if atlas.sprites[int(each[0])].kind == "letter"]
    assert edges.size == 6
    assert edges.max() < min(letters)


def test_how_far_a_scan_is_stands_beside_the_mark_of_who_reads(atlas):
    stage = staged.Staged(atlas, at=(9000.0, 0.0, 0.0)).grant().fly(0.8)
    lens = stage.view.camera.lens((1280, 720))
    ships = stage.world.ships
    here = lens.x(ships.x[stage.world.player_row]), lens.y(ships.y[stage.world.player_row])
    over = lens.world(here[0], here[1] - 105.0)  # where it would stand
    row = ships.row_of(spawning.spawn(stage.world, "watcher", *over))
    ships.state[row], ships.target[row], ships.scan[row] = State.CHASE, stage.world.player, 0.67
    stage.view.hunters.forget()
    rows = stage.view.frame(1.0).hud.rows
    figures = [each for each in rows if atlas.sprites[int(each[0])].char == "7" and each[2] < 600.0]
    (x, y), *more = [each[1:3] for each in figures]
    assert not more
    assert np.hypot(x - here[0], y - (here[1] - 105.0)) > threats.NEAREST


def test_a_passer_by_carries_none(atlas):
    _, frame = hunted(atlas, State.PATROL)
    assert wedges(frame, atlas) == 0


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_the_sign_of_who_looks_for_the_ship_does_not_lie_on_her(atlas, text: float):
    """It stands over them, and under them where that is her place."""
    stage = staged.Staged(atlas, at=(9000.0, 0.0, 0.0)).grant()
    stage.view.comfort.text = text
    who = spawning.spawn(stage.world, "griefer", 9000.0, 40.0 * text)
    stage.fly(0.8)
    ships, row, mine = stage.world.ships, stage.world.ships.row_of(who), stage.world.player_row
    ships.state[row] = State.NOTICE
    letters = stage.view.frame(1.0).hud.rows
    (x, y), *more = [letter[1:3] for letter in letters if atlas.sprites[int(letter[0])].char == "!"]
    lens = stage.view.camera.lens((1280, 720))
    assert not more
    away = np.hypot(x - lens.x(ships.x[mine]), y - lens.y(ships.y[mine]))
    assert away > 10.5 * text + ships.radius[mine] * lens.scale


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_the_name_of_a_hunter_at_the_foot_of_the_picture_is_not_cut(atlas, text: float):
    """It stands under them, and over them where the picture ends."""
    stage = staged.Staged(atlas, at=(9000.0, 0.0, 0.0)).grant()
    stage.view.comfort.text = text
    who = spawning.spawn(stage.world, "griefer", 9100.0, 0.0, tag="flat_out_phil")
    stage.fly(0.8)
    ships, row = stage.world.ships, stage.world.ships.row_of(who)
    ships.state[row], ships.target[row] = State.CHASE, stage.world.player
    stage.view.hunters.forget()
    for foot in (400.0, 30.0, 2.0):  # so far its ship is from it [px]
        lens = stage.view.camera.lens((1280, 720))
        ships.x[row], ships.y[row] = lens.world(800.0, 720.0 - foot)
        stage.view.repaint()
        rows = stage.view.frame(1.0).hud.rows
        letters = np.array([letter[:6] for letter in rows if atlas.sprites[int(letter[0])].char == "p"])
        name = letters[np.abs(letters[:, 1] - 800.0) < 100.0 * text]
        assert len(name) == 1
        assert name[0, 2] + name[0, 4] / 2 <= 720.0
        assert (name[0, 2] > 720.0 - foot) == (foot > 100.0)


def test_the_ground_glows_under_a_hunter(atlas):
    _, frame = hunted(atlas, State.ATTACK)
    _, calm = hunted(atlas, State.PATROL)
    assert len(of(frame.floor, atlas, "glow")) == len(of(calm.floor, atlas, "glow")) + 1


def test_motes_on_screen_are_drawn_and_far_ones_are_not(atlas):
    stage = staged.Staged(atlas, at=(9000.0, 0.0, 0.0)).grant().fly(0.1)
    stage.world.motes.add(3, x=np.array([9050.0, 9100.0, 20000.0]), y=np.zeros(3), value=np.ones(3))
    assert len(of(stage.view.frame(1.0).world, atlas, "mote_data")) == 2


def test_the_players_ship_lies_over_what_stands_in_its_way(atlas):
    stage = staged.Staged(atlas).grant()
    ship = stage.world.ships
    spawning.spawn(stage.world, "statue", float(ship.x[0]), float(ship.y[0]) + 40.0)
    stage.fly(0.05)
    order = stage.view.frame(1.0).world.rows[:, 0].tolist()
    assert order.index(atlas.id("callister")) > order.index(atlas.id("statue"))


def test_a_sign_does_not_repeat_the_title(atlas):
    stage = staged.Staged(atlas, at=(9000.0, 0.0, 0.0)).grant().fly(0.3)
    stage.state.talk.signs.append(Sign("s", "BE ANYONE", 9000.0, -200.0, 60, 300))
    with_sign = stage.view.frame(1.0).hud.n
    stage.state.title = Title("BE ANYONE", "", 60, 300)
    stage.state.talk.signs.clear()
    only_title = stage.view.frame(1.0).hud.n
    stage.state.talk.signs.append(Sign("s", "BE ANYONE", 9000.0, -200.0, 60, 300))
    assert stage.view.frame(1.0).hud.n == only_title
    stage.state.title = None
    assert stage.view.frame(1.0).hud.n == with_sign


def test_no_green_bracket_lies_over_an_instrument(atlas):
    stage = staged.Staged(atlas, at=(9000.0, 0.0, 0.0)).grant().fly(0.8)
    stage.world.sweep.start(stage.world, 8000.0, 0.0, 0.0, 0.0, 20000.0)
    stage.fly(0.1)
    at = stage.view.camera.lens((1280, 720)).world
    x, y = at(120.0, 650.0)  # under the bars
    stage.world.traffic.add(stage.world, np.array([[x, y], [x + 1.0, y]]), 1, 0.0, 0.0)
    traffic = stage.world.traffic
    bare = stage.view.frame(1.0).hud.n
    traffic.tagged[:] = True
    assert stage.view.frame(1.0).hud.n == bare
    traffic.x[:], traffic.y[:] = at(400.0, 450.0)
    assert stage.view.frame(1.0).hud.n > bare
