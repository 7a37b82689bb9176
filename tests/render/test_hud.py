"""Instruments: numbers, words, arrows, and letters that can be read on any ground."""

from __future__ import annotations

import itertools
import math
from types import SimpleNamespace

import numpy as np
import pygame
import pytest

from game.render import glass, hud, palette, pointers, radar, theft_view
from game.render.atlas import Atlas
from game.render.backend import open_renderer
from game.render.camera import Lens
from game.render.canvas import LABEL, Canvas
from game.render.drawlist import DrawList
from game.render.frame import Frame
from game.render.glass import Comfort
from game.render.rects import overlap, overlaps
from game.sim import heat, roster, spawning
from game.sim.crew import CREW
from game.sim.kinds import KINDS
from game.story.state import Choice, Option, Prompt
from tests.render import staged


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


LENS = Lens(1.0, 0.0, 0.0, 1280, 720)


def test_bars_say_what_the_ship_has_and_appear_with_what_it_may(atlas):
    stage = staged.Staged(atlas)
    ships = stage.world.ships
    ships.hull[0], ships.shield[0], ships.boost[0] = 25.0, 60.0, 0.5
    world = stage.world
    world.abilities = {"thrust"}
    assert [(b.name, b.share) for b in hud.readings(world, 0)] == [("HULL", 0.25), ("SHIELD", 0.8)]
    world.abilities = {"fire", "boost", "tractor"}
    world.hold.mass, world.hold.value, world.hold.credits = 50.0, 70.0, 11.0
    bars = hud.readings(world, 0)
    assert [b.name for b in bars] == ["HULL", "SHIELD", "GUNS", "BOOST", "HOLD"]
    assert (bars[-1].share, bars[-1].figure) == (0.5, "81 CR")
    assert bars[0].warns
    assert not bars[1].warns


def test_heat_tells_who_sees_and_what_cools():
    assert hud.heat_words(0, 0, 0.0, 0.0)[0] == "UNSEEN"
    assert hud.heat_words(2, 1, 0.0, 0.3)[0] == "SEEN"
    assert hud.heat_words(2, 3, 0.0, 0.3)[0] == "SEEN BY 3"
    assert "SCAN" in hud.heat_words(2, 0, 0.0, 0.3)[0]
    assert hud.heat_words(2, 0, heat.COOL - 3.5, 0.0)[0].endswith("4")
    assert "UNSEEN" not in hud.heat_words(2, 0, 0.0, 0.0, swarmed=True)[0], "five hundred see her"


def test_the_parts_of_the_instruments_are_drawn_anew_in_turn(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    """All in one picture would make every third one late."""
    stage = staged.Staged(atlas).grant().fly(2.0)
    glass, drawn = stage.view.glass, []
    for name in ("_draw_readings", "_draw_order", "_draw_radar"):
        draw = getattr(glass, name)
        monkeypatch.setattr(glass, name, lambda *rest, name=name, draw=draw: (drawn.append(name), draw(*rest))[1])
    pictures = []
    for _ in range(10):
        stage.fly(1 / 60).view.frame(1.0)
        pictures.append(tuple(drawn))
        drawn.clear()
    assert len(pictures[0]) == 3, "none of them had been drawn yet"
    assert all(len(each) == 1 for each in pictures[1:])
    assert len(set(pictures[1:])) == 3
    stage.view.repaint()
    stage.fly(1 / 60).view.frame(1.0)
    assert len(drawn) == 3, "in other colours all at once"


@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_bars_lie_between_the_heat_and_the_talk_however_large_the_text(atlas, text: float):
    stage = staged.Staged(atlas)
    world = stage.world
    world.abilities = {"fire", "boost", "tractor", "nate", "elena"}
    canvas = Canvas(DrawList(atlas), LENS, text)
    glass = hud.Hud()
    glass.update(10.0, True)
    heat = glass.draw_heat(canvas, world.heat, 0.0)
    talk = 20.0, canvas.height - 152.0, canvas.width - 40.0, 128.0
    _, y, _, high = glass.draw_bars(canvas, world, 0, 0.0, talk, heat[1] + heat[3] + 6.0)
    assert heat[1] + heat[3] <= y
    assert y + high <= talk[1]
    assert high >= hud.FEWEST * hud.ROW


@pytest.mark.parametrize("text", [1.0, 1.5])
def test_no_bar_begins_before_its_name_ends(atlas, text: float, monkeypatch: pytest.MonkeyPatch):
    stage = staged.Staged(atlas)
    stage.world.abilities = {"fire", "boost", "tractor", "torpedo", "decoy"}
    canvas, glass, rects = Canvas(DrawList(atlas), LENS, text), hud.Hud(), []
    monkeypatch.setattr(canvas, "rect", lambda x, y, wide, high, colour: rects.append((x, wide, high)))
    glass.update(10.0, True)
    left, _, across, _ = glass.draw_bars(canvas, stage.world, 0, 0.0, None)
    bars = [(x, wide) for x, wide, high in rects if high == hud.BAR_HIGH]
    names = [bar.name for bar in hud.readings(stage.world, 0)]
    assert len(bars) >= len(names) == 7
    assert min(x for x, _ in bars) > hud.MARGIN + max(canvas.measure(name, LABEL) for name in names)
    assert max(x + wide for x, wide in bars) < left + across


@pytest.mark.parametrize("size", [(640, 360), (800, 600), (1280, 720)])
def test_the_name_of_a_helper_fits_into_its_chip(atlas, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch):
    """Letters grow no smaller than can be read, and the chip with them."""
    stage = staged.Staged(atlas)
    stage.world.abilities = {"nate", "kabir"}
    lens = Lens(min(size[0] / 1280, size[1] / 720), 0.0, 0.0, *size)
    canvas, glass, chips, names = Canvas(DrawList(atlas), lens), hud.Hud(), [], []
    monkeypatch.setattr(canvas, "rect", lambda x, y, wide, high, colour: chips.append((y, high)))
    monkeypatch.setattr(canvas, "text", lambda x, y, text, cap, colour, align="left": names.append((y, cap, text)))
    glass.update(10.0, True)
    glass.draw_bars(canvas, stage.world, 0, 0.0, None)
    top, high = chips[-1]
    for y, cap, _ in (name for name in names if name[2] in ("NATE", "KABIR")):
        above, below = y - top, top + high - y - canvas.cap(cap) / canvas.unit
        assert above * canvas.unit >= 2.0
        assert below * canvas.unit >= 2.0


def test_lost_hull_runs_out_slowly(atlas):
    glass = hud.Hud()
    glass.update(10.0, True)
    stage = staged.Staged(atlas)
    rows = DrawList(atlas)
    canvas = Canvas(rows, LENS)
    glass.draw_bars(canvas, stage.world, 0, 0.0, None)
    stage.world.ships.hull[0] = 10.0
    rows.clear()
    glass.update(0.016, True)
    glass.draw_bars(canvas, stage.world, 0, 0.0, None)
    wide = sorted(rows.rows[rows.rows[:, 4] <= 6.0][:3, 3].tolist())
    assert wide[0] == pytest.approx(0.10 * hud.BAR, abs=1.5)
    assert wide[1] > 0.9 * hud.BAR


@pytest.mark.parametrize("turn", np.arange(0.0, math.tau, math.pi / 6))
def test_an_arrow_stands_at_the_edge_towards_its_place(turn: float):
    x, y, direction, inside = pointers.edge_point(640 + 5000 * math.cos(turn), 360 + 5000 * math.sin(turn), 1280, 720)
    assert not inside
    assert math.cos(direction - turn) == pytest.approx(1.0)
    assert math.atan2(y - 360, x - 640) == pytest.approx(math.atan2(math.sin(turn), math.cos(turn)))
    edge = pointers.EDGE
    assert math.isclose(min(x - edge, 1280 - edge - x, y - edge, 720 - edge - y), 0.0, abs_tol=1e-6)


def test_a_place_in_the_picture_is_marked_where_it_is():
    assert pointers.edge_point(300.0, 200.0, 1280, 720)[:2] == (300.0, 200.0)
    assert pointers.edge_point(300.0, 200.0, 1280, 720)[3]


def test_arrows_keep_off_the_instruments():
    panel = (20.0, 590.0, 240.0, 100.0)
    x, y = pointers.beside(60.0, 640.0, (1280.0, 720.0), [panel])
    assert x == 60.0
    assert y < 590.0


def test_between_many_panels_there_is_a_place_near_enough():
    heat, notice, bars = (20.0, 20.0, 196.0, 47.0), (20.0, 76.0, 580.0, 45.0), (20.0, 170.0, 238.0, 144.0)
    x, y = pointers.beside(34.0, 95.0, (640.0, 360.0), [heat, notice, bars], 30.0)
    assert x == 34.0
    assert notice[1] + notice[3] < y < bars[1]


def test_a_place_that_a_panel_hides_is_pointed_at_from_beside_it(atlas):
    def mark(marker: tuple[float, float]) -> np.ndarray:
        rows = DrawList(atlas)
        panel = (270.0, 568.0, 740.0, 128.0)
        pointers.draw_objective(Canvas(rows, LENS), marker, 900.0, 1.0, 0.0, [panel], [panel])
        return rows.rows[: rows.n, 1:3].copy()

    hidden, open_ = mark((400.0, 600.0)), mark((400.0, 300.0))
    assert (hidden[:, 1] < 568.0).all()
    assert len(hidden) > len(open_), "an arrow tells it from a place that is seen"


@pytest.mark.parametrize("marker", [(320.0, 344.0), (600.0, 335.0)])
def test_the_arrow_of_a_place_that_is_hidden_stays_in_the_picture(atlas, marker: tuple[float, float]):
    """Where large letters leave a strip at the foot, the arrow that points out of it has room below its mark."""
    rows, panels = DrawList(atlas), [(15.0, 225.0, 610.0, 105.0)]
    at = 2 * marker[0], 2 * marker[1]
    taken = list(panels)
    pointers.draw_objective(Canvas(rows, Lens(1.0, 0.0, 0.0, 1280, 720), 2.0), at, 770.0, 1.0, 0.0, taken, panels)
    x, y, wide, high, turn = rows.rows[: rows.n, 1:6].T
    across = (np.abs(wide * np.cos(turn)) + np.abs(high * np.sin(turn))) / 2
    down = (np.abs(wide * np.sin(turn)) + np.abs(high * np.cos(turn))) / 2
    assert ((across <= x) & (x <= 1280 - across) & (down <= y) & (y <= 720 - down)).all()
    for px, py in zip(x / 2, y / 2, strict=True):  # who draws later keeps off it
        assert overlaps((px, py, 0.1, 0.1), taken[len(panels) :])


@pytest.mark.parametrize("turn", np.arange(0.0, math.tau, math.pi / 24))
def test_how_far_a_place_is_stands_on_no_panel(atlas, turn: float):
    """Also where the bars, a panel of talk and the edge leave its mark a narrow strip at the foot."""
    panels = [(20.0, 546.0, 238.0, 144.0), (270.0, 568.0, 740.0, 128.0), (20.0, 20.0, 196.0, 47.0)]
    rows = DrawList(atlas)
    marker = LENS.centre[0] + 2000.0 * math.cos(turn), LENS.centre[1] + 2000.0 * math.sin(turn)
    pointers.draw_objective(Canvas(rows, LENS), marker, 770.0, 1.0, 0.0, list(panels), panels)
    drawn = rows.rows[: rows.n]
    for left, top, wide, high in panels:
        across, down = np.abs(drawn[:, 1] - left - wide / 2), np.abs(drawn[:, 2] - top - high / 2)
        assert not ((across < wide / 2) & (down < high / 2)).any()
    letters = drawn[-3:, 1:3]
    assert (np.abs(letters - (640.0, 360.0)) < (640.0 - 5.0, 360.0 - 5.0)).all(), "it leaves the picture"


@pytest.mark.parametrize("turn", np.arange(0.0, math.tau, math.pi / 6))
def test_how_far_a_place_is_does_not_stand_on_the_ship(atlas, turn: float):
    """Where large letters leave the two close together."""
    rows, canvas_lens = DrawList(atlas), Lens(1.0, 0.0, 0.0, 1280, 720)
    ship = (290.0, 160.0, 60.0, 40.0)
    marker = 640.0 + 2 * 50.0 * math.cos(turn), 360.0 + 2 * 42.0 * math.sin(turn)
    canvas = Canvas(rows, canvas_lens, 2.0)
    at = tuple(canvas.place(*canvas_lens.world(*marker)))
    assert not overlaps((at[0] - 8.0, at[1] - 8.0, 16.0, 16.0), [ship])
    pointers.draw_objective(canvas, canvas_lens.world(*marker), 770.0, 1.0, 0.0, [], [], [ship])
    for letter in rows.rows[: rows.n]:
        if atlas.sprites[int(letter[0])].kind == "letter":
            x, y, wide, high = letter[1:5] / 2
            assert not overlaps((x - wide / 2, y - high / 2, wide, high), [ship])


def test_whoever_has_arrived_sees_the_ship_and_no_mark_on_her(atlas):
    def rows(far: float) -> np.ndarray:
        drawn = DrawList(atlas)
        filled = pointers.draw_objective(Canvas(drawn, LENS), (640.0, 360.0), far, 1.0, 0.0, [], [])
        assert bool(filled) == bool(drawn.n)
        return drawn.rows[: drawn.n].copy()

    assert not len(rows(0.0))
    assert not len(rows(pointers.REACHED))
    near, away = rows((pointers.REACHED + pointers.NEARS) / 2), rows(pointers.NEARS)
    assert 0.0 < near[:, 9].max() < away[:, 9].max(), "it goes little by little"


def test_a_mark_does_not_lie_on_who_is_large(atlas):
    """A face, or what it shows, is not crossed out: it lies under the feet, or over the head."""
    stage = staged.Staged(atlas, at=(9900.0, 0.0, 0.0))
    large = spawning.spawn(stage.world, "daly", 9900.0, 300.0)
    small = spawning.spawn(stage.world, "courier", 9900.0, 600.0)
    moment = SimpleNamespace(world=stage.world)
    radius = glass._large(large, moment)
    assert radius == KINDS["daly"].radius
    assert glass._large(small, moment) == glass._large(0, moment) == 0.0

    def places(*panels: tuple[float, float, float, float]) -> np.ndarray:
        rows, canvas = DrawList(atlas), Canvas(DrawList(atlas), LENS)
        canvas.rows = rows
        pointers.draw_objective(canvas, LENS.world(640.0, 360.0), 500.0, 1.0, 0.0, [], list(panels), [], radius)
        return rows.rows[: rows.n, 2].copy()

    assert places().min() > 360.0 + radius
    assert places((400.0, 460.0, 500.0, 200.0)).max() < 360.0 - radius


def test_each_helper_has_as_much_room_round_the_name(atlas, monkeypatch: pytest.MonkeyPatch):
    canvas, bars, chips, names = Canvas(DrawList(atlas), LENS), hud.Hud(), [], []
    bars.shown = 1.0
    stage = staged.Staged(atlas).grant("thrust", *CREW)
    monkeypatch.setattr(canvas, "rect", lambda x, y, wide, high, colour: chips.append((x, y, wide, high)))
    monkeypatch.setattr(canvas, "text", lambda x, y, text, *rest: names.append((x, canvas.measure(text, LABEL - 1))))
    block = bars.draw_bars(canvas, stage.world, 0, 0.0, None)
    chips, names = chips[-2 * len(CREW) :: 2], names[-len(CREW) :]
    rooms = [(wide - name) / 2 for (_, _, wide, _), (_, name) in zip(chips, names, strict=True)]
    assert max(rooms) - min(rooms) < 0.01
    assert min(rooms) >= hud.NAME_GAP / 2
    assert chips[-1][0] + chips[-1][2] <= block[0] + block[2]
    assert not any(overlap(one, other) for one, other in itertools.combinations(chips, 2))


def test_hunters_out_of_the_picture_get_a_wedge(atlas):
    stage = staged.three_hunters(atlas)
    ships, world = stage.world.ships, stage.world
    rows = DrawList(atlas)
    canvas = Canvas(rows, LENS)
    everyone = np.array([world.ships.row_of(who) for who in roster.group(world, "three")])
    pointers.draw_threats(canvas, ships, everyone, (9900.0, 0.0), [])
    assert rows.n == 3
    assert (rows.rows[:, 0] == atlas.ids["triangle"]).all()


def test_with_large_letters_the_radar_makes_way_for_who_is_asked_about(atlas):
    stage = staged.Staged(atlas, at=(9900.0, 0.0, 0.0)).grant()
    stage.view.comfort.text = 2.0
    stage.state.choice = Choice("take", "Tow him, Captain.", [Option("a", "Ask him"), Option("b", "Take him")], 60)
    stage.fly(0.8, each=lambda stage: stage.view.frame(1.0))
    left, top, wide, high = stage.view.glass._radar
    at = stage.view.camera.lens((1280, 720)).world((left + wide / 2) * 2.0, (top + high / 2) * 2.0)
    spawning.spawn(stage.world, "newcomer", *at, order="hold")
    stage.view.repaint()
    stage.fly(1 / 60).view.frame(1.0)
    assert stage.view.glass._radar is not None, "nobody asks about a stranger"
    spawning.spawn(stage.world, "pod", *at)
    stage.view.repaint()
    stage.fly(1 / 60).view.frame(1.0)
    assert stage.view.glass._radar is None
    stage.fly(3.0, each=lambda stage: stage.view.frame(1.0))
    assert stage.view.glass._radar is None, "the picture moved, and it does not come and go"
    stage.state.choice = None
    stage.fly(1 / 60).view.frame(1.0)
    assert stage.view.glass._radar is not None


@pytest.mark.parametrize("kind", ["watcher", "griefer"])
def test_a_wedge_lies_over_no_instrument(atlas, kind):
    """With large letters an order leaves little room over it: the wedge, and the hexagon behind it, go beside."""
    stage = staged.Staged(atlas, at=(0.0, 0.0, 0.0))
    ships = stage.world.ships
    row = ships.row_of(spawning.spawn(stage.world, kind, 900.0, -40.0))
    rows = DrawList(atlas)
    order = (300.0, 20.0, 320.0, 73.0)
    pointers.draw_threats(Canvas(rows, LENS, 2.0), ships, np.array([row]), (900.0, 300.0), [order])
    assert rows.n == (2 if kind == "watcher" else 1)
    for _, x, y, wide, high in rows.rows[: rows.n, :5] / 2.0:
        half = max(wide, high) / 2 - 0.01
        assert not overlap((x - half, y - half, 2 * half, 2 * half), order)


def test_the_radar_keeps_directions_and_pins_the_far_to_its_rim():
    x, y, inside = radar.project(radar.RANGE / 2, 0.0)
    assert (x, y, inside) == (radar.RADIUS / 2, 0.0, True)
    x, y, inside = radar.project(0.0, -9000.0)
    assert (x, y) == pytest.approx((0.0, -radar.RADIUS))
    assert not inside


def test_labels_are_large_enough():
    cap_at_1080p = LABEL * 1.5
    line = cap_at_1080p / 6 * 8  # capitals and what hangs below them
    assert line >= 18.0


ROLES = ("text", "select", "tagged", "blush", "starter", "hot", "warm", "ring")


@pytest.mark.parametrize("ground", [(1.0, 1.0, 1.0), (0.0, 0.0, 0.0), (0.62, 0.60, 0.57), (0.9, 0.1, 0.9)])
def test_letters_stand_out_from_their_panel_on_any_ground(ground: tuple[float, float, float]):
    """Measured on a picture: the ink of the letters against the panel that they stand on."""
    renderer = open_renderer("software", (1280, 720), headless=True)
    frame = Frame.of(renderer.atlas)
    frame.clear = ground
    frame.post.bloom = frame.post.vignette = frame.post.scan = frame.post.grain = 0.0
    canvas = Canvas(frame.hud, LENS)
    for i, role in enumerate(ROLES):
        canvas.label(100, 60 + 60 * i, "HEAT HULL 0123", palette.ink(role), size=LABEL * 2)
    canvas.panel(600, 40, 300, 40)
    canvas.text(620, 50, "HEAT HULL 0123", LABEL * 2, palette.ink("dim", gain=1.15))
    renderer.draw(frame)
    pixels = pygame.surfarray.array3d(renderer.image()) / 255.0
    spots = [(96, 56 + 60 * i) for i in range(len(ROLES))] + [(600, 40)]
    for left, top in spots:
        area = pixels[left + 2 : left + 180, top + 2 : top + 24].reshape(-1, 3)
        bright = np.array([palette.luminance(p) for p in area])
        ink, panel = area[np.argsort(bright)[-40:]].mean(axis=0), np.median(area, axis=0)
        assert palette.contrast(ink, panel) >= 4.5
    renderer.close()


def test_helpers_are_shown_with_how_far_they_are_from_ready(atlas):
    world = staged.Staged(atlas).world
    world.abilities = {"thrust", "karl", "nate"}
    world.crew.ready["karl"] = world.time + CREW["karl"].every / 4
    assert hud.helpers(world) == [("nate", 1.0), ("karl", pytest.approx(0.75))]


def test_a_scan_is_named_where_it_can_be_read(atlas: Atlas) -> None:
    canvas = Canvas(DrawList(atlas), LENS, 1.0)
    above = hud.name_scan(canvas, (640.0, 360.0), 0.8, [])
    below = hud.name_scan(canvas, (640.0, 360.0), 0.8, [above])
    aside = hud.name_scan(canvas, (640.0, 360.0), 0.8, [above, below])
    assert above[1] + above[3] < 360.0 - 92.0
    assert below[1] > 360.0 + 92.0
    assert aside[0] + aside[2] < 640.0 - 92.0
    assert hud.name_scan(canvas, (640.0, 60.0), 0.8, [])[1] > 60.0, "over the ship it would lie outside the picture"
    beside = hud.name_scan(canvas, (640.0, 360.0), 0.8, [above, below, aside])
    large = Canvas(DrawList(atlas), LENS, 2.0)
    order, bars, asked, dial = (315, 20, 306, 73), (20, 84, 237, 124), (73, 216, 493, 132), (504, 108, 98, 98)
    x, y, wide, high = hud.name_scan(large, (812.0, 276.0), 0.1, [order, bars, asked, dial, (366, 98, 80, 80)])
    assert 8.0 <= x <= 640.0 - 8.0 - wide
    assert 93.0 <= y <= 216.0 - high, "as near as may be: under the order, over what is asked"
    everywhere = [above, below, aside, beside]
    assert not any(overlap(hud.name_scan(canvas, (640.0, 360.0), 0.8, everywhere), each) for each in everywhere)


@pytest.mark.parametrize("size", [(1280, 720), (640, 400), (800, 1000)])
@pytest.mark.parametrize("text", [1.0, 1.5, 1.8, 2.0])
def test_the_key_of_a_lesson_lies_on_nothing_that_is_read(atlas: Atlas, size: tuple[int, int], text: float) -> None:
    stage = staged.Staged(atlas).grant("thrust", "turn", "brake", "fire", "boost")
    stage.view.comfort = Comfort(text=text)
    stage.say("nate", "Those stars aren't getting bigger. Brake, please, before they are ours.")
    stage.order("Wake the ship", (430.0, 330.0))
    stage.state.prompt = Prompt("brake", 60)
    drawn: list[tuple] = []
    draw = stage.view.glass.hud.draw_prompt

    def watched(canvas, action, key, age, bare, panels, ship):
        drawn[:] = draw(canvas, action, key, age, bare, panels, ship), panels, (canvas.width, canvas.height)
        return drawn[0]

    stage.view.glass.hud.draw_prompt = watched
    for _ in range(30):
        stage.fly(1 / 60)
        stage.view.frame(1.0, size)
    (x, y, wide, high), panels, (width, height) = drawn
    assert not overlaps((x, y, wide, high), panels)
    assert 0.0 <= x <= width - wide
    assert 0.0 <= y <= height - high


def test_the_key_of_a_lesson_does_not_stay_on_the_ship(atlas: Atlas) -> None:
    """It waits a moment, as she may only pass; and then it does not come back at once."""
    canvas, shown = Canvas(DrawList(atlas), LENS), hud.Hud()
    above, under = (580.0, 200.0, 120.0, 84.0), (580.0, 440.0, 120.0, 84.0)

    def places(ship: tuple[float, float, float, float], begin: float, end: float) -> list[bool]:
        """Whether it covers the ship, picture by picture."""
        ages = np.arange(begin, end, 1 / 60).tolist()
        return [overlap(shown.draw_prompt(canvas, "hack", "F", age, False, [], ship), ship) for age in ages]

    assert not any(places(above, 0.0, 1.0))
    covers = places(under, 1.0, 4.0)
    assert covers[0]
    assert not covers[-1]
    assert covers.index(False) < 80
    assert sum(a != b for a, b in itertools.pairwise(covers)) == 1, "it goes once"


class Noted(Canvas):
    """Keeps where words and the lines of bars are."""

    def __init__(self, *args) -> None:
        super().__init__(*args)
        self.words: list[tuple] = []
        self.lines: list[tuple] = []

    def text(self, x: float, y: float, text: str, size: float, colour, align: str = "left") -> float:
        wide = self.measure(text, size)
        left = x - {"left": 0.0, "center": wide / 2, "right": wide}[align]
        if align != "right":  # figures lie on their bars, and bring their ground
            self.words.append((left, y, wide, self.cap(size) / self.unit))
        return super().text(x, y, text, size, colour, align)

    def rect(self, x: float, y: float, w: float, h: float, colour) -> None:
        if h == hud.BAR_HIGH:
            self.lines.append((x, y, w, h))
        super().rect(x, y, w, h, colour)


@pytest.mark.parametrize("size", [(640, 360), (640, 400), (800, 1000), (1280, 720)])
def test_names_of_bars_and_helpers_have_room_in_a_small_window(atlas: Atlas, size: tuple[int, int]) -> None:
    stage = staged.Staged(atlas).grant("thrust", "boost", "fire", "tractor", "torpedo", *CREW)
    canvas = Noted(DrawList(atlas), Lens(1.0, 0.0, 0.0, *size))
    x, _, wide, _ = hud.Hud().draw_bars(canvas, stage.world, 0, 0.0, None)
    for number, word in enumerate(canvas.words):
        assert not overlaps(word, canvas.words[number + 1 :])
        assert not overlaps(word, canvas.lines)
        assert x <= word[0]
        assert word[0] + word[2] <= x + wide


@pytest.mark.parametrize("size", [(1280, 720), (700, 1000), (640, 360)])
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_a_notice_stands_under_an_order_of_two_lines(atlas: Atlas, size: tuple[int, int], text: float) -> None:
    stage = staged.Staged(atlas).grant()
    stage.view.comfort = Comfort(text=text)
    stage.order("Cross the checkpoint. Touch nobody")
    stage.say("moderation", "Your answer has been enjoyed. It was not correct.", "moderation")
    for _ in range(90):
        stage.fly(1 / 60)
        stage.view.frame(1.0, size)
    glass = stage.view.glass
    assert not overlap(glass._notice, glass._instruments[1].rects[0])


@pytest.mark.parametrize("covered", [False, True])
def test_a_borrowed_name_stands_under_the_ship_where_something_is_read_above_it(atlas: Atlas, covered: bool) -> None:
    stage = staged.Staged(atlas).grant()
    stage.world.spoof.name, stage.world.spoof.left = "lord_biscuit", 60.0
    drawn = []
    draw = theft_view.draw_name

    def watched(canvas, moment, shown, panels) -> None:
        noted = Noted(canvas.rows, canvas.lens)  # letters of 100 %
        x, y = noted.place(*moment.here)
        above = x - 300.0, y - 120.0, 600.0, 80.0
        draw(noted, moment, shown, [above] if covered else [])
        drawn[:] = noted.words[0][1] - y, overlaps(noted.words[0], [above])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(theft_view, "draw_name", watched)
        for _ in range(30):
            stage.fly(1 / 60)
            stage.view.frame(1.0, (1280, 720))
    below, hidden = drawn
    assert (below > 0.0) == covered
    assert hidden != covered
