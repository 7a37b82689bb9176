"""The garage as far as it moves: a face that comes together, a lamp that follows, and what is left of the light."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from game.render.atlas import Atlas
from game.render.garage_view import FIRST_ON, screens_of
from game.render.sprites import SCREEN
from game.sim import placing
from game.story import library
from game.story.state import Line, Presence
from tests.render import staged


@pytest.fixture
def stage(atlas: Atlas) -> staged.Staged:
    level = replace(library.load("07-the-garage"), beats={}, retries=())
    made = staged.Staged(atlas, level, at=(3400.0, 280.0, -math.pi / 2))
    return made.fly(0.2)


def present(stage: staged.Staged, **how) -> Presence:
    presence = stage.state.presence = Presence(**how)
    presence.shown = presence.shows
    return presence


def shown(stage: staged.Staged) -> set[str]:
    """The names of what is on screens that are on, as they are drawn now."""
    stage.view.camera.cut()
    stage.fly(1 / 60)
    atlas = stage.view.atlas
    rows = stage.view.frame(1.0).fx.rows
    names = (atlas.sprites[int(index)].name for index in rows[:, 0])
    return {name.removeprefix(SCREEN) for name in names if name.startswith(SCREEN)}


def look_up(stage: staged.Staged) -> None:
    """At the wall, so far away that all of it is in the picture."""
    from game.story.state import CameraCue

    stage.state.camera = CameraCue(3400.0, -150.0, 0, 0.4, duration=9999)
    stage.fly(2.0)


def test_nobody_is_on_the_screens_until_he_shows(stage: staged.Staged) -> None:
    look_up(stage)
    assert shown(stage) == set()


def test_the_face_comes_together_piece_by_piece(stage: staged.Staged) -> None:
    look_up(stage)
    counts = []
    for share in (0.1, 0.4, 0.7, 1.0):
        present(stage, shows=share)
        pieces = {screen.name for screen in screens_of() if any(name.startswith(screen.name) for name in shown(stage))}
        counts.append(len(pieces & set(FIRST_ON)))
    assert counts == sorted(counts)
    assert 0 < counts[0] < counts[2] < counts[3] == len(FIRST_ON)


@pytest.mark.parametrize("mood", ["host", "hurt", "god", "empty"])
def test_every_mood_has_all_its_pieces(stage: staged.Staged, mood: str) -> None:
    look_up(stage)
    present(stage, shows=1.0, mood=mood)
    assert any(name.startswith(f"mouth-{mood}") for name in shown(stage))
    for look in ("l", "m", "r", "shut"):
        assert f"{SCREEN}eye-left-{mood}-{look}" in stage.view.atlas
    for opening in range(4):
        assert f"{SCREEN}mouth-{mood}-{opening}" in stage.view.atlas


def test_his_mouth_moves_while_he_speaks_and_rests_while_he_does_not(stage: staged.Staged) -> None:
    look_up(stage)
    present(stage, shows=1.0)

    def mouths() -> set[str]:
        seen: set[str] = set()
        for _ in range(40):
            if stage.state.talk.line is not None:
                stage.state.talk.line.age = 20
            seen |= {name for name in shown(stage) if name.startswith("mouth")}
        return seen

    assert mouths() == {"mouth-host-0"}
    stage.state.talk.line = Line("x", "nate", "That isn't a lamp.", "say", 20, 4000)
    assert mouths() == {"mouth-host-0"}
    stage.state.talk.line = Line("x", "daly", "You knocked.", "say", 20, 4000)
    assert len(mouths()) > 2


def test_his_eyes_go_where_the_ship_goes(stage: staged.Staged) -> None:
    look_up(stage)
    present(stage, shows=1.0)
    looks = []
    for x in (2700.0, 3300.0, 4200.0):
        placing.place_player(stage.world, x, 300.0, 0.0)
        seen: set[str] = set()
        for _ in range(30):
            seen |= {name for name in shown(stage) if name.startswith("eye-left-host") and not name.endswith("shut")}
        looks.append(seen)
    assert looks == [{"eye-left-host-l"}, {"eye-left-host-m"}, {"eye-left-host-r"}]


def test_the_lamp_turns_its_head_to_the_ship_and_back(stage: staged.Staged) -> None:
    garage = stage.view.garage
    rest = garage.lamp.angle
    assert garage._angle == rest
    present(stage, follows=True, dark=0.5)
    stage.fly(4.0)
    x, y = garage.lamp.pos
    assert garage._angle == pytest.approx(math.atan2(280.0 - y, 3400.0 - x), abs=0.05)
    present(stage)
    stage.fly(4.0)
    assert garage._angle == pytest.approx(rest, abs=0.05)


def test_it_takes_the_light_along_and_leaves_it_on_the_ship(stage: staged.Staged) -> None:
    assert stage.view.frame(1.0).dark is None
    present(stage, follows=True, dark=0.6)
    stage.fly(2.0)
    dark = stage.view.frame(1.0).dark
    assert dark.share == pytest.approx(0.6, abs=0.02)
    lens = stage.view.camera.lens((1280, 720))
    x, y, reach, _ = dark.lights[0]
    assert (x, y) == pytest.approx((lens.x(3400.0), lens.y(280.0)), abs=3.0)
    assert reach > 100.0


def test_sprites_are_lit_from_where_the_lamp_is(stage: staged.Staged) -> None:
    def towards() -> np.ndarray:
        stage.fly(0.1)
        return np.array(stage.view.frame(1.0).light.direction[:2])

    east = towards()
    placing.place_player(stage.world, 800.0, 1500.0, 0.0)
    west = towards()
    assert east[0] < 0 < west[0]  # it stands between
    assert west[1] < 0


def test_what_is_painted_is_not_drawn_once_more(stage: staged.Staged) -> None:
    painted = {name for name, rock in stage.episode.level.map.rocks.items() if rock.art is None}
    assert painted
    assert not painted & {prop.name for prop in stage.view.terrain.props}
    assert {"kept-cup", "kept-ship"} <= {prop.name for prop in stage.view.terrain.props}


def test_elsewhere_is_a_picture_with_nothing_of_the_world_in_it(stage: staged.Staged) -> None:
    stage.state.backdrop = "hill"
    stage.fly(1.2)
    frame = stage.view.frame(1.0)
    assert frame.backdrop == "hill"
    assert len(frame.world.rows) == 0
    assert (frame.camera.x, frame.camera.y) == (0.0, 0.0)
