"""What one sees of an open world: every sky and colour has its picture, the line its beat, and nothing else changes."""

from __future__ import annotations

import numpy as np
import pytest

from game import resources
from game.render import hud, sandbox_view, scene_light
from game.render.atlas import Atlas
from game.render.backdrop import Backdrops
from game.render.berth import PATIENCE, Berth, room_round
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.drawlist import DrawList
from game.render.frame import Light, Post
from game.render.moment import Moment
from game.render.rects import overlap
from game.render.view import View
from game.sim import abilities, spawning
from game.sim.command import IDLE
from game.sim.edits import Edit, Op
from game.sim.kinds import KINDS
from game.sim.rules import INDEX, RULE
from game.story import library
from game.story.episode import Episode
from tests.render import staged

SKIES = RULE["sky"].words
HORIZONS = ("stars", "sunset", "morning", "sea")


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


def opened() -> Episode:
    episode = Episode(library.load("09-private-server"), 1)
    abilities.grant(episode.world, "console")
    return episode


def turn(name: str, value: float | str) -> Edit:
    rule = RULE[name]
    return Edit(Op.SET, INDEX[name], rule.words.index(value) if isinstance(value, str) else rule.steps(value))


@pytest.mark.parametrize("word", SKIES)
def test_every_sky_has_its_picture_and_its_light(word):
    name = sandbox_view.SKY + word
    assert (resources.assets() / "backdrops" / name / "index.toml").is_file()
    assert Backdrops().get(name) is not None
    place = scene_light.SCENES[name]
    assert not place.watched
    assert place.shadow == 0.0 or word == "white", "a sky has no floor for a shadow to lie on"


def test_every_word_for_colours_does_something_but_the_first():
    assert set(sandbox_view.GRADES) == set(RULE["colours"].words)
    own = sandbox_view.GRADES["own"]
    assert own == sandbox_view.Grade()
    assert all(grade != own for word, grade in sandbox_view.GRADES.items() if word != "own")


def test_colours_turn_the_light_and_the_finish_and_only_where_rules_are_open():
    shut = Episode(library.load("02-data-pirates"), 1).world
    light, post = Light(), Post()
    assert sandbox_view.grade_light(light, shut) is light
    sandbox_view.grade_post(post, shut)
    assert post == Post()
    episode = opened()
    episode.step(turn("colours", "grey").command())
    sandbox_view.grade_post(post, episode.world)
    assert post.saturation == 0.0


@pytest.mark.parametrize("word", SKIES)
def test_the_view_shows_the_sky_of_the_rules(atlas, word):
    episode = opened()
    view = View(atlas, episode)
    view.update(episode.step(turn("sky", word).command()), 1 / 60)
    for _ in range(90):
        view.update(episode.step(IDLE), 1 / 60)
    assert view.frame(1.0).backdrop == sandbox_view.SKY + word


def test_nobody_reads_bars_where_nothing_can_be_lost_until_something_hits():
    world = opened().world
    row = world.player_row
    assert not hud.wanted(world, row)
    world.ships.hull[row] -= 5.0
    assert hud.wanted(world, row)


def test_bars_come_in_the_picture_after_a_hit_and_go_when_all_is_whole(atlas: Atlas) -> None:
    """Though what is read is not drawn anew in every picture."""
    episode = opened()
    ships, row = episode.world.ships, episode.world.player_row
    view = View(atlas, episode)

    def bars() -> bool:
        view.update(episode.step(IDLE), 1 / 60)
        view.frame(1.0)
        return bool(view.glass._instruments[0].rects)

    for _ in range(120):
        assert not bars()
    for _ in range(5):
        ships.hull[row] -= 5.0
        assert bars()
        ships.hull[row], ships.shield[row] = ships.hull_max[row], ships.shield_max[row]
        assert not bars()


def test_ships_are_drawn_as_large_as_the_rule_says(atlas):
    episode = opened()
    view = View(atlas, episode)

    def widest() -> float:
        view.update(episode.step(IDLE), 1 / 60)
        frame = view.frame(1.0)
        own = frame.world.rows[frame.world.rows[:, 0] == atlas.id("callister")]
        return float(own[:, 3].max())

    before = widest()
    episode.step(turn("scale", 2.0).command())
    assert widest() == pytest.approx(2 * before, rel=0.02)


def test_the_line_goes_from_edge_to_edge_and_its_beat_travels(atlas):
    episode = opened()
    view = View(atlas, episode)
    lines = (atlas.id("line"), atlas.id("bar"))

    def stroke() -> np.ndarray:
        view.update(episode.step(IDLE), 1 / 60)
        rows = view.frame(1.0).world.rows
        return rows[np.isin(rows[:, 0], lines) & (rows[:, 3] < 60.0)]  # short ones: the edge of the map is long

    bare = len(stroke())
    spawning.spawn(episode.world, "lifeline", 200.0, 0.0)
    seen = stroke()
    assert len(seen) > bare + 60
    assert seen[:, 2].min() < 10
    assert seen[:, 2].max() > 710
    spans = []
    for _ in range(40):
        rows = stroke()
        spans.append(float(np.ptp(rows[:, 1])))
    assert max(spans) > min(spans) + 8, "it swings out as it goes"


def test_a_picture_changes_no_tick(atlas):
    seen, unseen = opened(), opened()
    view = View(atlas, seen)
    for edit in (turn("sky", "sea"), turn("colours", "neon"), turn("scale", 1.5)):
        for episode in (seen, unseen):
            episode.step(edit.command())
        view.update([], 1 / 60)
        view.frame(1.0)
    for _ in range(60):
        view.update(seen.step(IDLE), 1 / 60)
        view.frame(1.0)
        unseen.step(IDLE)
    assert seen.digest() == unseen.digest()


def test_the_console_makes_way_for_what_stands_by_the_ship(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    """In 09 it lay on the door that somebody listened to."""
    stage = staged.Staged(atlas, at=(9900.0, 0.0, 0.0))
    moments: list[Moment] = []
    monkeypatch.setattr(stage.view.glass, "draw", lambda moment, *rest: moments.append(moment))
    canvas, berth = Canvas(DrawList(atlas), Lens(1.0, 640.0 - 9900.0, 360.0, 1280, 720)), Berth()

    def lies() -> tuple[float, float, float, float]:
        stage.fly(1 / 60).view.frame(1.0)
        found = sandbox_view.draw_glass(canvas, moments[-1], "0", True, 1.0, berth, [])
        assert found is not None
        return found

    assert 640.0 < lies()[0] < 900.0, "before her"
    spawning.spawn(stage.world, "door", 10_040.0, 0.0)
    for _ in range(round((PATIENCE + 0.2) * 60)):
        lies()
    door = room_round(canvas, (10_040.0, 0.0), KINDS["door"].length / 2)
    assert not overlap(lies(), door)
    assert not overlap(lies(), room_round(canvas, moments[-1].here, KINDS["callister"].radius))
    assert sandbox_view.draw_glass(canvas, moments[-1], "0", False, 1.0, berth, []) is None
