"""From an episode to a frame: poses between ticks, what is culled, what the story shows."""

from __future__ import annotations

import math

import numpy as np
import pytest

from game.render import air, pane
from game.render.atlas import Atlas
from game.render.camera import Lens
from game.render.glass import chapter
from game.render.moment import poses_of, turn_between
from game.render.rects import overlap
from game.sim import damage, gates, placing, spawning
from game.sim.command import Command
from game.sim.events import Event
from game.sim.kinds import KIND_INDEX, KINDS
from game.story.state import Choice, Fade, Line, Option, Pane, Sign, Title
from tests.render import staged

LENS = Lens(1.0, 0.0, 0.0, 1280, 720)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


def test_a_ship_is_drawn_between_its_last_two_ticks(atlas):
    stage = staged.Staged(atlas).grant().fly(0.5, staged.FORWARD)
    ships = stage.world.ships
    then, now = float(ships.px[0]), float(ships.x[0])
    assert then < now
    assert poses_of(ships, LENS, 0.0).x[0] == then
    assert poses_of(ships, LENS, 1.0).x[0] == now
    assert poses_of(ships, LENS, 0.25).x[0] == pytest.approx(then + 0.25 * (now - then))


def test_a_nose_that_crosses_half_a_turn_goes_the_short_way():
    half = turn_between(np.array([math.pi - 0.1]), np.array([-math.pi + 0.1]), 0.5)
    assert math.cos(half[0]) == pytest.approx(-1.0)


def test_the_ship_glides_evenly_over_the_ground_between_ticks(atlas):
    stage = staged.Staged(atlas).grant().fly(1.0, staged.FORWARD)
    view, ships = stage.view, stage.world.ships
    seen = []
    for alpha in (0.0, 0.25, 0.5, 0.75, 1.0):
        lens = view._lens(alpha, (1280, 720))
        seen.append(lens.x(float(poses_of(ships, lens, alpha).x[0])))
    assert max(seen) - min(seen) <= 1.0  # it stands in the picture; the ground moves


def test_what_is_far_away_costs_no_rows(atlas):
    near = staged.Staged(atlas, at=(9900.0, 0.0, 0.0)).grant()
    before = near.fly(0.1).view.frame(1.0)
    rows = before.world.n
    lane = np.array([[15000.0, 0.0], [16000.0, 0.0]])
    near.world.traffic.add(near.world, lane, 300, 100.0, 30.0)
    for i in range(30):
        spawning.spawn(near.world, "griefer", 15000.0 + 30 * i, 100.0)
    assert near.fly(0.1).view.frame(1.0).world.n == rows


def test_drawing_twice_draws_the_same(atlas):
    stage = staged.fight(atlas)
    first = [rows.rows.copy() for rows in _lists(stage.view.frame(0.5))]
    second = [rows.rows for rows in _lists(stage.view.frame(0.5))]
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def _lists(frame):
    return frame.floor, frame.world, frame.fx, frame.hud


def test_no_instruments_until_the_first_command_has_been_answered(atlas):
    stage = staged.Staged(atlas).fly(1.0)
    assert stage.view.frame(1.0).hud.n == 0
    stage.grant("thrust").fly(1.0, staged.FORWARD)
    assert stage.view.frame(1.0).hud.n > 0


def test_the_crew_speaks_large_in_peace_and_small_in_a_fight(atlas):
    def lowest_panel(stage) -> float:
        stage.say("karl", "Shields eat the first bit.", mood="worried")
        rows = stage.view.frame(1.0).hud.rows
        boxes = rows[(rows[:, 0] == atlas.ids["white"]) & (rows[:, 3] > 300)]
        return float(boxes[:, 4].max())

    assert lowest_panel(staged.Staged(atlas).grant().fly(0.2)) == 128.0
    assert lowest_panel(staged.three_hunters(atlas).fly(0.2)) < 60.0


def test_the_ship_keeps_off_a_notice(atlas: Atlas) -> None:
    """Moderation writes at the picture's head, where she is at the upper end of a place."""
    stage = staged.Staged(atlas, at=(9900.0, 0.0, 0.0)).grant()
    top = stage.episode.level.map.zone_at(9900.0, 0.0).rect[1]

    def head() -> float:
        """The ship's upper end in the picture."""
        placing.place_player(stage.world, 9900.0, top + 130.0, 0.0)
        stage.fly(2.0, each=lambda stage: stage.view.frame(1.0))
        lens, ships = stage.view.camera.lens((1280, 720)), stage.world.ships
        return float(lens.y(ships.y[stage.world.player_row])) - KINDS["callister"].radius * lens.scale

    usual = head()
    stage.state.talk.line = Line("x", "moderation", "You are welcome here.", "moderation", 60, 600)
    kept = head()
    notice = stage.view.glass.taken[0]
    assert usual < notice[1] + notice[3] < kept


def test_between_two_lines_of_a_talk_the_picture_stays(atlas: Atlas) -> None:
    """The ship makes room for what is said; it sank and rose again at each breath."""
    stage = staged.Staged(atlas, at=(9900.0, 0.0, -math.pi / 2)).grant()
    stage.view.comfort.text = 2.0
    stage.say("nate", "It's warm.", duration=600).fly(2.5, each=lambda stage: stage.view.frame(1.0))
    before = stage.view.camera.y
    stage.state.talk.line = None
    stage.fly(0.5, each=lambda stage: stage.view.frame(1.0))
    assert stage.view.camera.y == pytest.approx(before, abs=1.0)
    stage.fly(2.5, each=lambda stage: stage.view.frame(1.0))
    assert stage.view.camera.y < before - 30.0, "nobody goes on"


def test_the_bars_stay_where_they_are_while_something_short_is_said(atlas):
    """However wide it is: they went up for it and down again."""
    stage = staged.Staged(atlas).grant().fly(1.0)
    glass = stage.view.glass
    glass._fight = 60.0
    stage.view.frame(1.0)
    before = glass.instruments[0]
    stage.say("nate", "It's warm. I can feel it through the hull. It's like somebody's kitchen.")
    stage.view.repaint()
    stage.view.frame(1.0)
    assert glass.instruments[0] == before
    said = glass.taken[0]
    assert said[2] > 700.0
    assert not any(overlap(said, rect) for rect in glass.instruments)


def test_the_ship_keeps_off_what_is_heard(atlas):
    """A caption of a sound lies at the foot of the picture, where she comes while she flies up."""
    stage = staged.Staged(atlas, at=(9900.0, 0.0, -math.pi / 2)).grant()
    stage.view.comfort.sound_captions = True
    stage.say("", "a bolt. Then, some time later, the bolt again", kind="sound", age=0, duration=600)
    stage.fly(2.5, Command.of(thrust=1.0), each=lambda stage: stage.view.frame(1.0))
    lens = stage.view.camera.lens((1280, 720))
    row = stage.world.player_row
    caption = stage.view.glass.taken[0]
    assert stage.view.glass.foot == 720.0 - caption[1]
    feet = lens.y(float(stage.world.ships.y[row])) + KINDS["callister"].radius * lens.scale
    assert feet < caption[1]


def test_a_fade_covers_the_picture_and_the_glass(atlas):
    stage = staged.Staged(atlas)
    stage.state.fade = Fade(0.0, 1.0, 60, 60)
    post = stage.view.frame(1.0).post
    assert post.fade == post.fade_hud == 1.0


def test_what_is_to_be_read_is_read_in_the_dark_too(atlas):
    dark = staged.Staged(atlas).grant("thrust").order("Find the door", (600.0, 0.0)).fly(1.0)
    dark.state.fade = Fade(0.0, 1.0, 60, 60)
    dark.fly(1.0)
    nothing = dark.view.frame(1.0).hud.n
    dark.say("nate", "Morning.").fly(1.0)
    frame = dark.view.frame(1.0)
    assert (frame.post.fade, frame.post.fade_hud) == (1.0, 0.0)
    assert frame.hud.n > 0
    dark.state.talk.line = None
    dark.fly(1.0)
    assert dark.view.frame(1.0).post.fade_hud == 1.0, "and with the words goes the light"
    assert dark.view.frame(1.0).hud.n == nothing


def test_in_the_dark_a_title_stands_alone(atlas):
    stage = staged.Staged(atlas).order("Find the door", (600.0, 0.0)).fly(1.0)
    stage.state.fade = Fade(0.0, 1.0, 60, 60)
    stage.state.title = Title("TEN PAST FOUR", "", 1, 600)
    stage.fly(1.0)
    frame = stage.view.frame(1.0)
    alone = frame.hud.n
    assert frame.post.fade_hud == 0.0
    stage.state.objectives.clear()
    assert stage.view.frame(1.0).hud.n == alone > 0


def test_the_sky_stays_in_the_picture_at_its_edge(atlas):
    stage = staged.Staged(atlas, at=(1440.0, 0.0, 0.0)).grant().fly(2.0, Command())
    assert stage.view.frame(1.0).camera.x + 640.0 <= 1801.0


def test_a_gate_is_a_cut(atlas):
    stage = staged.Staged(atlas, at=(1200.0, -180.0, 0.0)).grant()
    gates.set_up(stage.world, "gate", 1340.0, -180.0, 0.0, 90.0, (6250.0, 0.0, 0.0))
    stage.fly(0.6, staged.BOOST)
    assert stage.world.ships.x[0] > 6000.0
    assert abs(stage.view.frame(1.0).camera.x - stage.world.ships.x[0]) < 640.0
    assert stage.view.frame(1.0).backdrop == "avenue"


def test_the_wall_is_drawn_where_the_world_has_it(atlas):
    stage = staged.sweep_310(atlas)
    frame = stage.view.frame(1.0)
    ship = stage.world.ships
    x, y = float(ship.x[0]), float(ship.y[0])
    lens = stage.view._lens(1.0, (1280, 720))
    assert frame.sweep is not None
    drawn = frame.sweep.ahead(lens.x(x), lens.y(y)) / lens.scale
    assert drawn == pytest.approx(stage.world.sweep.distance_to(x, y), abs=2.0)


def test_a_notice_of_moderation_stands_above_and_the_crew_below(atlas):
    stage = staged.Staged(atlas).grant().fly(0.1)
    stage.state.talk.line = Line("x", "moderation", "You are welcome here.", "moderation", 60, 240)
    rows = stage.view.frame(1.0).hud.rows
    letters = rows[rows[:, 0] >= len(atlas.sprites) - 200]
    assert letters.size
    wide = rows[(rows[:, 0] == atlas.ids["white"]) & (rows[:, 3] > 200) & (rows[:, 4] > 30)]
    assert wide[:, 2].min() < 200.0


def test_who_draws_over_the_picture_knows_where_somebody_chats(atlas):
    stage = staged.arrival(atlas)
    stage.view.frame(1.0)
    silent = stage.view.glass.taken
    while stage.state.talk.captions:
        stage.state.talk.captions.pop()
    talks, silent = silent, (stage.view.frame(1.0), stage.view.glass.taken)[1]
    assert len(talks) > len(silent)


def test_what_moderation_asks_is_read_once(atlas):
    """The answers stand under the question: no notice says it a second time."""

    def letters(text: str) -> int:
        stage = staged.Staged(atlas).grant().fly(0.1)
        stage.state.talk.line = Line("x", "moderation", text, "moderation", 60, 240)
        stage.state.choice = Choice("booth", "Your first ship?", [Option("a", "Gravy"), Option("b", "None")], 60)
        rows = stage.view.frame(1.0).hud.rows
        return sum(atlas.sprites[int(row[0])].char in tuple("Yourfirstship?") for row in rows)

    asked = len("Your first ship?".replace(" ", ""))
    assert letters("Your first ship?") < letters("Your other ship?") - asked / 2


def test_the_chapter_is_named_by_its_folder(atlas):
    assert chapter(staged.Staged(atlas).episode.level) == "01  NO GAMERTAG"


def test_the_statue_leaves_its_boots_and_a_retry_puts_it_back(atlas):
    stage = staged.statue(atlas)
    broken = atlas.ids["statue_broken"]

    def boots() -> int:
        return int(np.count_nonzero(stage.view.frame(1.0).world.rows[:, 0] == broken))

    assert boots() == 0
    statue = int(stage.world.ships.id[stage.world.ships.kind == KIND_INDEX["statue"]][0])
    damage.hurt(stage.world, statue, 1000.0)
    stage.fly(0.1)
    assert boots() == 1
    stage.view.remains.rewind(stage.world.tick - 60)
    assert boots() == 0


def test_dust_does_not_tear_across_the_picture_when_the_camera_jumps(atlas):
    """A cut is no flight: streaks as long as the jump cost a fifth of a second to make, too."""
    stage = staged.Staged(atlas, at=(11_000.0, 0.0, 0.0))

    def longest() -> float:
        rows = stage.view.frame(1.0).fx.rows
        return float(rows[rows[:, 0] == atlas.id("dot"), 3].max())

    stage.fly(1 / 60)
    first = longest()
    stage.fly(0.5)
    assert first <= 2 * longest() < 60.0
    placing.place_player(stage.world, 2_000.0, 0.0, 0.0)
    stage.pending.append(Event("gate.passed", stage.world.player))
    stage.fly(1 / 60)
    assert longest() <= 2 * first
    placing.place_player(stage.world, 11_000.0, 0.0, 0.0)  # and nobody tells of it
    stage.fly(1 / 60)
    assert longest() <= air.LONGEST + 10.0


def test_no_sign_repeats_what_is_written_on_the_statue(atlas: Atlas) -> None:
    def signs(stage: staged.Staged) -> int:
        """What a sign adds to the glass."""
        stage.state.talk.signs.clear()
        without = stage.view.frame(1.0).hud.n
        stage.state.talk.signs.append(Sign("s", "THE CAPTAIN. BELOVED.", -820.0, 1040.0, 60, 0))
        return int(stage.view.frame(1.0).hud.n - without)

    bare = staged.Staged(atlas, at=(-500.0, 900.0, 2.5)).grant().fly(0.2)
    assert signs(bare) > 10, "where there is no statue it is a sign as any other"
    statue = spawning.spawn(bare.world, "statue", -820.0, 760.0)
    bare.fly(0.1)
    assert signs(bare) == 0
    damage.hurt(bare.world, statue, 500.0)
    bare.fly(0.1)
    assert signs(bare) == 0, "it lies there, and its plate is whole"


def test_no_sign_repeats_the_letters_of_the_avenue(atlas: Atlas) -> None:
    stage = staged.Staged(atlas, at=(6900.0, 0.0, 0.0)).grant().fly(0.2)
    without = stage.view.frame(1.0).hud.n
    stage.state.talk.signs.append(Sign("s", "INFINITY: BE ANYONE", 6900.0, -330.0, 60, 0))
    assert stage.view.frame(1.0).hud.n == without
    stage.state.talk.signs.append(Sign("t", "LOST: ONE DRAGON.", 6900.0, -130.0, 60, 0))
    assert stage.view.frame(1.0).hud.n > without


def test_the_ship_keeps_her_colours_in_the_light_of_a_scan(atlas: Atlas) -> None:
    """Light that is added to a pale hull made all of it white, just when everybody looks at it."""
    stage = staged.Staged(atlas, at=(9900.0, 0.0, 0.0)).grant()
    spawning.spawn(stage.world, "watcher", 10150.0, 0.0, math.pi)

    def clear(x: float, y: float) -> list[float]:
        """How much of the ship is drawn once more over the light, with her at a place."""
        placing.place_player(stage.world, x, y, 0.0)
        stage.view.update([], 1 / 60)
        rows = stage.view.frame(1.0).fx.rows
        return rows[rows[:, 0] == atlas.ids["callister"], 6].tolist()

    near, far = clear(9950.0, 0.0), clear(9700.0, 0.0)
    assert len(near) == len(far) == 1
    assert 0.0 < far[0] < near[0] <= 1.0, "the weaker the light"
    assert clear(9950.0, 400.0) == [], "out of it"


def test_in_large_letters_the_ship_stays_above_what_is_said_in_a_fight(atlas: Atlas) -> None:
    stage = staged.Staged(atlas, at=(9900.0, 300.0, -math.pi / 2)).grant()
    stage.view.comfort.text, stage.view.glass._fight = 2.0, 60.0
    stage.say("walt", "Fifth wants three tags. Borrow them off whoever's near, and don't ask twice.", duration=600)
    stage.fly(1.0, staged.BOOST, each=lambda stage: stage.view.frame(1.0))
    said = stage.view.glass.taken[0]
    assert 2.0 * said[3] < 140.0, "it is said in small"
    lens, ships = stage.view.camera.lens((1280, 720)), stage.world.ships
    feet = lens.y(float(ships.y[stage.world.player_row])) + KINDS["callister"].radius * lens.scale
    assert feet < 2.0 * said[1]


def test_in_large_letters_the_ship_stays_beside_what_kabir_draws(atlas: Atlas) -> None:
    stage = staged.Staged(atlas, at=(9900.0, 0.0, math.pi)).grant()
    stage.view.comfort.text = 2.0
    stage.state.pane = Pane([], "lights", 60, 6000)
    stage.fly(3.0, each=lambda stage: stage.view.frame(1.0))
    lens, ships = stage.view.camera.lens((1280, 720)), stage.world.ships
    x = lens.x(float(ships.x[stage.world.player_row]))
    sketch = 1280.0 * pane.MIDDLE_X - pane.RADIUS
    assert x + KINDS["callister"].radius * lens.scale < sketch
