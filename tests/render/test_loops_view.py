"""The loop in the picture: three selves, three colours, three clocks."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from game.render import loops_view, palette
from game.render.atlas import Atlas
from game.render.berth import SHIP_ROOM, room_round
from game.render.camera import Lens
from game.render.canvas import LABEL, Canvas
from game.render.drawlist import DrawList
from game.render.moment import Moment
from game.render.rects import overlap
from game.sim import loops, placing, spawning
from game.sim.command import Command, Held, Press
from tests.render import staged

OPEN_SPACE = (9900.0, 0.0, 0.0)
LOOP = Command.of(pressed=Press.LOOP)
EAST, WEST, STILL = (Command.of(move=(x, 0.0), held=Held.DIRECT) for x in (0.4, -0.4, 0.0))


@pytest.fixture
def stage(atlas: Atlas) -> staged.Staged:
    stage = staged.Staged(atlas, at=OPEN_SPACE).grant("thrust", "turn", "brake", "loop")
    return stage.fly(0.5, STILL)


def record(stage: staged.Staged, seconds: float = 2.0, command: Command = EAST) -> staged.Staged:
    stage.fly(1 / 60, LOOP).fly(seconds, command)
    return stage.fly(1 / 60, LOOP)


def drawn(rows: np.ndarray, atlas: Atlas, name: str) -> np.ndarray:
    return rows[rows[:, 0] == atlas.id(name)]


def glowing(stage: staged.Staged, name: str, colour: str) -> np.ndarray:
    """Rows of light of this sprite whose hue is that of a role."""
    frame = stage.view.frame(1.0)
    rows = drawn(frame.fx.rows, frame.fx.atlas, name)
    way = np.array(palette.rgb(colour)) / np.linalg.norm(palette.rgb(colour))
    long = np.linalg.norm(rows[:, 6:9], axis=1)
    return rows[(rows[:, 6:9] @ way > 0.999 * long) & (long > 0)]


def test_without_a_loop_nothing_of_it_is_drawn(stage: staged.Staged) -> None:
    before = [len(rows.rows) for rows in (stage.view.frame(1.0).floor, stage.view.frame(1.0).fx)]
    assert not len(glowing(stage, "dot", "now"))
    assert loops_view.clocks(stage.world) == []
    stage.world.loops = None
    assert before == [len(rows.rows) for rows in (stage.view.frame(1.0).floor, stage.view.frame(1.0).fx)]


def test_a_recording_has_a_clock_that_runs_down_and_a_course_that_grows(stage: staged.Staged) -> None:
    stage.fly(1 / 60, LOOP).fly(1.0, EAST)
    early = len(glowing(stage, "line", "now"))
    bright = [np.sum(glowing(stage, "dot", "now")[:, 6] > 0.5)]
    stage.fly(2.0, EAST)
    assert len(glowing(stage, "line", "now")) > early > 4
    bright.append(np.sum(glowing(stage, "dot", "now")[:, 6] > 0.5))
    assert bright[1] < bright[0]


def test_each_past_has_her_colour_and_her_course_shortens(stage: staged.Staged) -> None:
    record(record(stage, 6.0, STILL), 3.0, WEST)
    stage.fly(0.5, STILL)
    for colour in loops_view.COLOURS:
        assert len(glowing(stage, "callister", colour)), "her echoes"
        assert len(glowing(stage, "dot", colour)) == 2 * loops_view.DOTS, "her clock, and where she began"
    long = len(glowing(stage, "line", "past-2"))
    stage.fly(1.5, STILL)
    assert 0 < len(glowing(stage, "line", "past-2")) < long


def test_a_past_self_is_seen_through_and_the_ship_is_not(stage: staged.Staged) -> None:
    record(stage)
    stage.fly(0.4, WEST)
    frame = stage.view.frame(1.0)
    hulls = drawn(frame.world.rows, frame.world.atlas, "callister")
    assert len(hulls) == 2
    covers = sorted(hulls[:, 9] - 2.0)
    assert covers == [pytest.approx(0.62), pytest.approx(1.0)]


def test_who_is_gone_leaves_a_ring_that_fills(stage: staged.Staged) -> None:
    record(stage, 1.0)
    stage.fly(1.5, STILL)
    past = stage.world.loops.pasts[0]
    assert not past.who
    first = np.sum(glowing(stage, "dot", "past-1")[:, 8] > 0.5)
    stage.fly(2.0, STILL)
    assert np.sum(glowing(stage, "dot", "past-1")[:, 8] > 0.5) > first
    assert loops_view.clocks(stage.world) == [("1", 0.0, "past-1", "BACK IN 2")]


def test_a_terminal_fills_in_the_colour_of_who_holds_it(stage: staged.Staged) -> None:
    spawning.spawn(stage.world, "terminal", 9985.0, 0.0)
    assert not len(glowing(stage, "dot", "now"))
    stage.fly(0.8, STILL)
    half = np.sum(glowing(stage, "dot", "now")[:, 6] > 0.5)
    assert 0 < half < loops_view.DOTS
    assert len(glowing(stage, "beam", "now")), "a thread of light to its screen"
    record(stage, 3.0, STILL)
    placing.place_player(stage.world, 9400.0, 0.0, 0.0)
    stage.fly(2.5, STILL)
    assert np.sum(glowing(stage, "dot", "past-1")[:, 8] > 0.5) >= loops_view.DOTS
    assert len(drawn(stage.view.frame(1.0).floor.rows, stage.view.frame(1.0).floor.atlas, "terminal_base")) == 1


def test_the_glass_says_how_far_each_self_is(stage: staged.Staged) -> None:
    record(record(stage), 3.0)
    stage.fly(1 / 60, LOOP).fly(1.0, EAST)
    names = [(name, colour) for name, _, colour, _ in loops_view.clocks(stage.world)]
    assert names == [("1", "past-1"), ("2", "past-2"), ("3", "now")]
    assert loops_view.clocks(stage.world)[2][3] == "REC 1 S"
    frame = stage.view.frame(1.0)
    canvas = Canvas(frame.hud, stage.view.camera.lens((1280, 720)))
    rect = loops_view.draw_clocks(canvas, stage.world, [(1000.0, 700.0)], [], 1.0)
    assert rect is not None
    assert rect[0] > 0
    assert rect[1] + rect[3] == 700.0
    talk = (270.0, 560.0, 740.0, 130.0)
    beside = loops_view.draw_clocks(canvas, stage.world, [(1000.0, 700.0), (1270.0, 500.0)], [talk], 1.0)
    assert beside is not None
    assert not overlap(beside, talk)


def test_how_far_each_self_is_keeps_off_what_is_said(stage: staged.Staged, monkeypatch) -> None:
    """With large letters and a kitchen clock there may be no other place: then it is not shown."""
    found: list[tuple] = []
    draw = loops_view.draw_clocks

    def low(canvas, world, corners, panels, shown):
        found.append(draw(canvas, world, [(490.0, canvas.height - 20.0)], panels, shown))
        return found[-1]

    monkeypatch.setattr(loops_view, "draw_clocks", low)
    stage.view.comfort.text = 2.0
    stage.fly(1 / 60, LOOP).fly(1.0, EAST)
    stage.view.repaint()
    stage.view.frame(1.0)
    assert found[-1] is not None
    stage.say("walt", "I've a thing. I've had it on me since the pocket. It's a minute of ten past four.")
    stage.view.repaint()
    stage.view.frame(1.0)
    assert found[-1] is None


def test_letters_go_round_whoever_goes_round(stage: staged.Staged) -> None:
    world = stage.world
    foe = spawning.spawn(world, "griefer", 10_100.0, 0.0, order="patrol")
    loops.of(world).keep(foe, 2.0)
    stage.fly(1.5, STILL)
    before = len(stage.view.frame(1.0).fx.rows)
    assert world.loops.close_round(world, foe, 1.0)
    stage.fly(0.3, STILL)
    letters = sum(letter != " " for letter in loops_view.WORDS)
    assert len(stage.view.frame(1.0).fx.rows) > before + letters


@pytest.mark.parametrize("colour", [*loops_view.COLOURS, loops_view.NOW])
def test_the_colours_of_selves_can_be_read_on_a_panel(colour: str) -> None:
    assert palette.contrast(palette.rgb(colour), palette.rgb("panel")) >= 4.5


def test_the_radar_shows_terminals_and_who_holds_them(stage: staged.Staged) -> None:
    def marks(colour: str) -> int:
        frame = stage.view.frame(1.0)
        rows = drawn(frame.hud.rows, frame.hud.atlas, "white")
        near = np.abs(rows[:, 6:9] - np.array(palette.rgb(colour))).max(axis=1) < 0.01
        square = (np.abs(rows[:, 3] - 7.0) <= 1.0) & (np.abs(rows[:, 4] - 7.0) <= 1.0)
        return int(np.sum(near & square))

    stage.fly(1.5, STILL)
    assert marks("data") == 0
    spawning.spawn(stage.world, "terminal", 9985.0, 0.0)
    spawning.spawn(stage.world, "terminal", 10_400.0, 500.0)
    stage.fly(0.2, STILL)
    assert (marks("data"), marks("now")) == (1, 1)


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_the_clocks_make_way_for_the_ship(stage: staged.Staged, text: float) -> None:
    record(stage).view.comfort.text = text
    size, glass = (1024, 768), stage.view.glass
    for _ in range(3):  # wherever they lie, she comes there
        frame = stage.view.frame(1.0, size)
        lens = stage.view.camera.lens(size)
        unit = Canvas(frame.hud, lens, text).unit
        (block,) = (rect for rect in glass.taken if rect[2] == loops_view.BLOCK)
        x, y = float(stage.world.ships.x[stage.world.player_row]), float(stage.world.ships.y[stage.world.player_row])
        middle = (block[0] + block[2] / 2) * unit, (block[1] + block[3] / 2) * unit
        there = Lens(lens.scale, middle[0] - x * lens.scale, middle[1] - y * lens.scale, *size)
        stage.fly(0.2, STILL)
        frame = stage.view.frame(1.0, size, lens=there)
        ship = room_round(Canvas(frame.hud, there, text), (x, y), SHIP_ROOM / 2)
        (block,) = (rect for rect in glass.taken if rect[2] == loops_view.BLOCK)
        assert not overlap(block, ship)


def test_the_seconds_of_a_course_stand_on_a_ground_of_their_own(atlas: Atlas) -> None:
    """A terminal that glows may lie under them."""
    canvas = Canvas(DrawList(atlas), Lens(1.0, 0.0, 0.0, 1280, 720))
    marks = np.stack([np.linspace(100.0, 1100.0, 101), np.full(101, 300.0)], axis=1)
    loops_view._stamps(canvas, marks, 0, loops_view.NOW, 1.0, [])
    rows = canvas.rows.rows[: canvas.rows.n]
    letters = [row for row in rows if atlas.sprites[int(row[0])].kind == "letter"]
    grounds = drawn(rows, atlas, "white")
    assert letters
    for x, y in (letter[1:3] for letter in letters):
        assert any(abs(x - g[1]) < g[3] / 2 and abs(y - g[2]) < g[4] / 2 for g in grounds)


def test_no_two_times_stand_in_one_place_where_she_came_back_the_way_she_went(
    stage: staged.Staged, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments: list[Moment] = []
    monkeypatch.setattr(stage.view.glass, "draw", lambda moment, *rest: moments.append(moment))
    stage.fly(1 / 60, LOOP).fly(5.0, EAST).fly(5.0, WEST).fly(4.0, EAST)
    frame = stage.view.frame(1.0)
    canvas = Canvas(frame.hud, stage.view.camera.lens((1280, 720)))
    written: list[tuple[float, float, float, float]] = []

    def label(x: float, y: float, text: str, colour, align: str = "left", shown: float = 1.0, size: float = LABEL):
        wide = canvas.measure(text, size)
        written.append((x - wide / 2 if align == "center" else x, y, wide, size))

    def text(x: float, y: float, text: str, size: float, colour, align: str = "left"):
        label(x, y, text, colour, align, size=size)

    monkeypatch.setattr(canvas, "label", label)
    monkeypatch.setattr(canvas, "text", text)
    loops_view.draw_marks(canvas, moments[-1], 1.0)
    assert len(written) > 2, "the start, and times there and back"
    for one, other in itertools.combinations(written, 2):
        assert not overlap(one, other)
