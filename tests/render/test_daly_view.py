"""Daly in the picture: a shape for each power, cords to his copies, a clock, a page, a floor that folds."""

from __future__ import annotations

import math

import numpy as np
import pytest

from game.render import kitchen_clock, palette
from game.render.atlas import Atlas
from game.render.daly_view import ROOM
from game.render.fold_view import TILE
from game.render.frame import Frame
from game.render.glass import Comfort
from game.render.rects import overlaps
from game.sim import placing, spawning
from game.sim.command import Command, Held
from game.sim.hacking import Handshake
from game.sim.powers import PHASES
from game.sim.unloading import Front
from game.story.state import Caption, Clock, Line, Page
from tests.render import staged

SPACE = (9900.0, 0.0, 0.0)
STILL = Command.of(move=(0.0, 0.0), held=Held.DIRECT)


@pytest.fixture
def stage(atlas: Atlas) -> staged.Staged:
    stage = staged.Staged(atlas, at=SPACE).grant("thrust", "turn")
    spawning.spawn(stage.world, "daly", SPACE[0] + 300.0, SPACE[1])
    stage.world.daly.be(stage.world, "empty")
    return stage.fly(0.5, STILL)


def with_glares(stage: staged.Staged) -> Frame:
    """A picture whose glares lie on the floor as sprites."""
    frame = stage.view.frame(1.0)
    for glare in frame.glares:
        glare.lay(frame.floor)
    return frame


def rows(stage: staged.Staged, layer: str, name: str) -> np.ndarray:
    frame = with_glares(stage)
    found = getattr(frame, layer).rows
    return found[found[:, 0] == frame.fx.atlas.id(name)].copy()


def told(stage: staged.Staged, power: str, share: float) -> None:
    """As if a power were so far told."""
    daly = stage.world.daly
    daly.power, daly.struck, daly.told = power, False, stage.world.tick - 60
    daly.strikes = daly.told + round(60 / share)
    x, y = SPACE[0], SPACE[1]
    daly.box, daly.way, daly.mark = (x - 200, y - 150, x + 200, y + 150), (300.0, 0.0), (x, y)


def counted(stage: staged.Staged) -> dict[str, int]:
    """How many rows of each sprite there are, on floor and in the light over all."""
    frame = with_glares(stage)
    found: dict[str, int] = {}
    for layer in (frame.floor, frame.fx):
        for sprite in layer.rows[:, 0].astype(int).tolist():
            found[str(sprite)] = found.get(str(sprite), 0) + 1
    return found


@pytest.mark.parametrize(
    ("power", "layer", "sprite"),
    [
        ("freeze", "floor", "shaft"),
        ("delete", "fx", "white"),
        ("move", "floor", "triangle"),
        ("throw", "fx", "ring"),
        ("heal", "fx", "halo"),
    ],
)
def test_each_power_has_a_shape_of_its_own(stage: staged.Staged, power: str, layer: str, sprite: str) -> None:
    before = len(rows(stage, layer, sprite))
    shapes = {}
    for each in ("freeze", "delete", "move", "throw", "heal"):
        told(stage, each, 0.6)
        shapes[each] = len(rows(stage, layer, sprite)) - before
    assert shapes[power] > 0
    assert shapes[power] == max(shapes.values())


def test_no_two_powers_look_alike(stage: staged.Staged) -> None:
    looks = []
    for power in ("freeze", "delete", "move", "throw", "heal"):
        told(stage, power, 0.6)
        looks.append(counted(stage))
    assert all(a != b for i, a in enumerate(looks) for b in looks[:i])


def test_the_light_of_his_eyes_ends_at_what_is_solid(stage: staged.Staged) -> None:
    told(stage, "freeze", 0.5)
    free = stage.view.frame(1.0).glares[0].reach.sum()
    placing.place_player(stage.world, *SPACE)
    row = stage.world.ships.row_of(stage.world.daly.who)
    moon = next(iter(stage.episode.level.map.rocks.values()))
    stage.world.physics.move(row, moon.pos[0] - 320.0, moon.pos[1], 0.0, 0.0, 0.0)
    stage.world.ships.x[row], stage.world.ships.y[row] = moon.pos[0] - 320.0, moon.pos[1]
    placing.place_player(stage.world, moon.pos[0] - 500.0, moon.pos[1], 0.0)
    assert stage.view.frame(1.0).glares[0].reach.sum() < free


def test_the_box_is_drawn_where_it_will_strike(stage: staged.Staged) -> None:
    told(stage, "delete", 0.9)
    handles = rows(stage, "fx", "white")
    lens = stage.view.camera.lens((1280, 720))
    left, top, right, bottom = stage.world.daly.box
    assert handles[:, 1].min() == pytest.approx(lens.x(left), abs=2.0)
    assert handles[:, 1].max() == pytest.approx(lens.x(right), abs=2.0)
    assert handles[:, 2].min() == pytest.approx(lens.y(top), abs=2.0)
    assert handles[:, 2].max() == pytest.approx(lens.y(bottom), abs=2.0)


def test_a_copy_hangs_on_a_cord_until_it_is_cut(stage: staged.Staged) -> None:
    none = len(rows(stage, "floor", "line"))
    drive = spawning.spawn(stage.world, "backup", SPACE[0] + 100.0, SPACE[1] - 250.0)
    stage.fly(0.1, STILL)
    corded = len(rows(stage, "floor", "line"))
    assert corded > none
    stage.world.ships.hacked[stage.world.ships.row_of(drive)] = True
    assert len(rows(stage, "floor", "line")) == none


def test_who_is_frozen_wears_a_clock(stage: staged.Staged) -> None:
    before = len(rows(stage, "fx", "line"))
    stage.world.daly.frozen = stage.world.tick + 60
    assert len(rows(stage, "fx", "line")) > before


def test_an_open_ring_has_its_gap_where_it_is(stage: staged.Staged) -> None:
    before = rows(stage, "fx", "line")
    stage.world.daly.gap = 0.0
    arcs = rows(stage, "fx", "line")[len(before) :]
    lens = stage.view.camera.lens((1280, 720))
    row = stage.world.ships.row_of(stage.world.daly.who)
    x, y = lens.x(float(stage.world.ships.x[row])), lens.y(float(stage.world.ships.y[row]))
    bearing = np.arctan2(arcs[:, 2] - y, arcs[:, 1] - x)
    far = np.hypot(arcs[:, 2] - y, arcs[:, 1] - x)
    rails = far > 1.05 * far.min()
    assert np.abs(bearing[rails]).min() > 0.3
    assert np.abs(bearing[rails]).max() > math.pi - 0.4


def test_the_room_has_a_light_for_each_of_his_phases(stage: staged.Staged) -> None:
    assert set(ROOM) == set(PHASES)
    stage.world.daly.phase = "rules"
    bright = stage.view.frame(1.0).backdrop_gain
    stage.world.daly.phase = "loop"
    assert stage.view.frame(1.0).backdrop_gain < bright


def test_he_is_another_in_each_phase(stage: staged.Staged, atlas: Atlas) -> None:
    for phase, art in (("rules", "daly_clone"), ("backups", "daly_clone_1"), ("loop", "daly_clone_2")):
        stage.world.daly.be(stage.world, phase)
        assert len(rows(stage, "world", art)) == 1


def test_the_floor_goes_tile_by_tile_behind_the_front(stage: staged.Staged) -> None:
    before = len(rows(stage, "floor", "white"))
    x, y = SPACE[0], SPACE[1]
    stage.world.front = Front([[x - 900, y], [x + 900, y]], 0.0, 700.0)
    early = len(rows(stage, "floor", "white"))
    stage.world.front = Front([[x - 900, y], [x + 900, y]], 0.0, 1100.0)
    late = len(rows(stage, "floor", "white"))
    assert before < early < late
    assert TILE > 100.0


# -- the glass -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("left", "hour", "minute"), [(600, 4, 11), (300, 4, 35), (0, 5, 0)])
def test_the_clock_goes_from_eleven_past_four_to_five(left: float, hour: int, minute: int) -> None:
    shown = kitchen_clock.minutes(left, 600.0)
    assert (int(shown // 60), int(shown % 60)) == (hour, minute)


def test_the_clock_is_on_the_glass_and_keeps_its_place_free(stage: staged.Staged) -> None:
    none = len(rows(stage, "hud", "disc"))
    stage.state.clock = Clock(36000, 18000)
    stage.view.repaint()
    assert len(rows(stage, "hud", "disc")) >= none + 4


def test_a_page_covers_everything(stage: staged.Staged) -> None:
    stage.state.page = Page(["05:00:00 CLEANING BEGUN."])
    frame = stage.view.frame(1.0)
    first = frame.hud.rows[0]
    assert first[0] == frame.hud.atlas.ids["white"]
    assert first[3] >= 1280
    assert first[9] == 1.0
    assert first[6] > 0.7
    assert len(frame.hud.rows) < 60, "a page and its letters"


@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_a_whole_page_is_read_in_any_size_of_print(stage: staged.Staged, text: float) -> None:
    stage.view.comfort.text = text
    stage.state.page = Page(["05:00:00 CLEANING BEGUN. A LINE THAT IS AS LONG AS ANY OF THEM IS."] * 15)
    letters = stage.view.frame(1.0).hud.rows[1:]
    assert letters[:, 1].min() > 0
    assert letters[:, 1].max() < 1280
    assert letters[:, 2].max() < 720


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_what_is_written_later_keeps_off_the_print_of_a_page_and_of_nothing_that_it_covers(
    stage: staged.Staged, text: float
) -> None:
    stage.view.comfort.text = text
    stage.view.frame(1.0)
    stage.state.page = Page(["05:00:00 CLEANING BEGUN. REQUESTED BY: NOBODY."] * 3)
    letters = stage.view.frame(1.0).hud.rows[1:, 1:3] / text
    x, y, wide, high = stage.view.glass.taken[0]
    assert len(stage.view.glass.taken) == 1
    assert ((x - 1 <= letters[:, 0]) & (letters[:, 0] <= x + wide + 1)).all()
    assert ((y <= letters[:, 1]) & (letters[:, 1] <= y + high)).all()


def test_what_he_cries_stands_over_his_set(stage: staged.Staged) -> None:
    him = stage.world.ships.row_of(stage.world.daly.who)
    stage.state.talk.captions.append(Caption("c", "daly", "Stay.", stage.world.daly.who, -1, 0.0, 0.0, 60, 300))
    spots: list[tuple] = []
    draw = stage.view.glass.captions.draw_chat

    def watched(*args) -> list[tuple]:
        spots.extend(drawn := draw(*args))
        return drawn

    stage.view.glass.captions.draw_chat = watched  # type: ignore[method-assign]
    stage.fly(0.1, STILL)
    lens = stage.view.frame(1.0) and stage.view.camera.lens((1280, 720))
    foot = spots[-1][1] + spots[-1][3]
    assert foot < lens.y(float(stage.world.ships.y[him])) - 80.0 * lens.scale


def test_when_the_clock_is_stopped_the_danger_is_over_and_the_instruments_go(stage: staged.Staged) -> None:
    stage.state.clock = Clock(36000, 18000)
    assert stage.fly(1.0, STILL).view.glass.hud.shown == 1.0
    stage.state.clock.stands = True
    assert stage.fly(1.0, STILL).view.glass.hud.shown == 1.0, "one sees it stand"
    assert stage.fly(4.0, STILL).view.glass.hud.shown == 0.0


def test_what_fades_to_white_does(stage: staged.Staged) -> None:
    from game.story.state import Fade

    stage.state.fade = Fade(0.0, 1.0, 5, 10)
    assert stage.view.frame(1.0).post.fade_to == (0.0, 0.0, 0.0)
    stage.state.fade.white = True
    assert min(stage.view.frame(1.0).post.fade_to) > 0.8
    assert palette.rgb("pearl")[0] > 0.8


@pytest.mark.parametrize("above", [150.0, 300.0])
def test_what_is_said_does_not_lie_over_him_where_both_have_room(stage: staged.Staged, above: float) -> None:
    """She flies over him: the picture shows him, too, above the panel."""
    stage.world.daly.be(stage.world, "rules")
    him = stage.world.ships.row_of(stage.world.daly.who)
    x, y = float(stage.world.ships.x[him]), float(stage.world.ships.y[him])
    for _ in range(30):
        placing.place_player(stage.world, x, y - above, 0.0)
        stage.state.talk.line = Line("x", "kabir", "He is under us.", "say", 60, 600)
        stage.fly(0.1, STILL)
        stage.view.frame(1.0)
    lens = stage.view.camera.lens((1280, 720))
    panel = 720.0 - stage.view.glass.foot
    assert lens.y(float(stage.world.ships.y[him])) < panel - 60.0
    assert lens.y(y - above) > 80.0, "and she stays in it"


def beside_him(stage: staged.Staged, aside: float, above: float, said: str = "", phase: str = "rules") -> tuple:
    """She stays there for three seconds while something is said; where he is drawn then [px]."""
    stage.world.daly.be(stage.world, phase)
    him = stage.world.ships.row_of(stage.world.daly.who)
    x, y = float(stage.world.ships.x[him]), float(stage.world.ships.y[him])
    for _ in range(30):
        placing.place_player(stage.world, x + aside, y - above, 0.0)
        stage.state.talk.line = Line("x", "kabir", said, "say", 60, 600) if said else None
        stage.fly(0.1, STILL)
        stage.view.frame(1.0)
    lens = stage.view.camera.lens((1280, 720))
    return lens.x(x), lens.y(y)


@pytest.mark.parametrize("said", ["", "There are five drives. That's where he's kept."])
def test_a_handshake_does_not_lie_over_him(stage: staged.Staged, said: str) -> None:
    drive = spawning.spawn(stage.world, "backup", SPACE[0] + 380.0, SPACE[1] - 260.0)
    stage.world.hacking.shake = Handshake(drive, [0, 2, 3, 0, 3], 90.0, 90.0)
    x, y = beside_him(stage, 0.0, 190.0, said, "backups")
    panels = [rect for rect in stage.view.glass.taken if rect[2] > 300.0]
    assert len(panels) == 1 + bool(said)
    assert not overlaps((x - 80.0, y - 60.0, 160.0, 120.0), panels)


def test_in_large_letters_what_is_said_is_small_where_he_is_to_be_seen(stage: staged.Staged) -> None:
    stage.view.comfort = Comfort(text=2.0)
    _, y = beside_him(stage, 0.0, 150.0, "He's drawn a box round it. Whatever's in the box, don't be.")
    assert stage.view.glass.foot > 100.0
    assert y + 70.0 < 720.0 - stage.view.glass.foot


def test_in_large_letters_he_comes_out_from_under_the_order(stage: staged.Staged) -> None:
    stage.view.comfort = Comfort(text=2.0)
    stage.order("Stay alive. Find what he's made of")
    x, y = beside_him(stage, -40.0, -330.0, "Elena. I never once raised my voice to you.")
    order = min((rect for rect in stage.view.glass.instruments if rect[0] > 320.0), key=lambda rect: rect[1])
    assert order[3] > 60.0, "it has two rows"
    assert y < 2.0 * (order[1] + order[3]), "he is as high as it"
    assert x + 55.0 < 2.0 * order[0]
