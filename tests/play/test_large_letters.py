"""With letters of twice the size there is half the room: what must be seen is seen there, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.play import shot
from game.play.scenes import chapters
from game.play.scenes.photo import Photo
from game.play.scenes.problems import Problems
from game.play.scenes.said import Said
from game.render import kitchen_clock
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.rects import Rect, overlap, overlaps
from game.sim import placing
from game.sim.command import Command, Held
from game.story import library
from game.story.problems import LevelError
from game.story.state import Choice, Clock, Line, Option, Page
from tests.play.stage import Stage, short_level


class Boosts:
    """Flies one way, as fast as it goes."""

    def __init__(self, x: float, y: float) -> None:
        self.way = x, y

    def command(self) -> Command:
        return Command.of(move=self.way, held=Held.DIRECT | Held.BOOST)

    def hear(self, events) -> None:
        """Nothing is said to it."""


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path / "user")
    stage.app.settings.text_size = 200
    chapters.begin(stage.app, str(short_level(tmp_path / "mine")))
    flight = stage.scene
    stage.until(lambda: flight.episode.director.line is None and flight.episode.frame > 120)
    stage.look()
    return stage


def ship_at(stage: Stage) -> tuple[float, float]:
    """The middle of the player's ship, in units of the glass."""
    flight = stage.scene
    world, lens = flight.episode.world, flight.view.camera.lens(stage.app.size)
    row = world.player_row
    return lens.x(world.ships.x.item(row)) / 2.0, lens.y(world.ships.y.item(row)) / 2.0


@pytest.mark.parametrize("way", [(0.7, -0.7), (0.7, 0.7), (-0.7, 0.7), (-0.7, -0.7)])
def test_the_ship_is_not_lost_behind_an_instrument(way: tuple[float, float], stage: Stage) -> None:
    """The picture looks ahead of her: as she boosts, she is in the corner that she comes from."""
    stage.scene.pilot = Boosts(*way)
    for _ in range(80):
        stage.play(1)
        stage.look()
        x, y = ship_at(stage)
        assert not overlaps((x - 8.0, y - 8.0, 16.0, 16.0), stage.scene.view.glass.instruments)


def test_the_ship_stays_above_a_choice_that_is_higher_than_half_the_picture(stage: Stage) -> None:
    state, view = stage.scene.episode.director.state, stage.scene.view
    note = "It speaks against him in his own hand. It ends him, and clears no one."
    options = [Option("a", "SEND IT", note), Option("b", "IT IS YOURS TO KEEP", note), Option("c", "BURN IT", note)]
    state.choice = Choice("letter", "It will finish him. It is my handwriting too. What would you do?", options, 60)
    for _ in range(120):
        stage.play(1)
        stage.look()
    top = min(y for _, y, _, _ in view.glass.answers) / 2.0
    assert top < 180.0
    assert ship_at(stage)[1] < top


def test_the_ship_stays_beside_the_kitchen_clock(stage: Stage) -> None:
    """She may be at the world's edge, where the picture goes no further; with talk, no radar has room under it."""
    state, view = stage.scene.episode.director.state, stage.scene.view
    state.clock = Clock(36000, 30000)
    placing.place_player(stage.scene.episode.world, 1960.0, -160.0, 0.0)
    for _ in range(80):
        state.talk.line = Line("x", "walt", "I have a thing. I have had it on me.", "say", 60, 600)
        stage.play(1)
        stage.look()
    x, y = ship_at(stage)
    assert not overlaps((x - 8.0, y - 8.0, 16.0, 16.0), view.glass.instruments)
    assert len(view.glass.instruments) == 4, "bars, heat, an order, a clock"


def test_mistakes_of_a_level_stand_under_its_order(stage: Stage, tmp_path: Path) -> None:
    flight, lines = stage.scene, tmp_path / "mine" / "lines.toml"
    lines.write_text(lines.read_text().replace('text = "Hop"', 'text = "Hop to the other side, and look ordinary"'))
    stage.until(lambda: stage.scene is not flight, 60)
    flight = stage.scene
    flight.reload.mistakes = ["level.toml:3:1: there is no such thing"] * 3
    panels: list[Rect] = []
    draw = Canvas.rect

    def watched(self, x, y, w, h, colour) -> None:
        panels.append((x, y, w, h))
        draw(self, x, y, w, h, colour)

    for _ in range(2):  # it knows of the order when that has been drawn
        stage.look()
    panels.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Canvas, "rect", watched)
        flight.picture(1.0)
    told = next(rect for rect in panels if rect[2] > 900.0 and rect[3] > 60.0)
    for x, y, wide, high in flight.view.glass.instruments:
        assert not overlap(told, (2 * x, 2 * y, 2 * wide, 2 * high))
    assert tuple(side / 2.0 for side in told) in flight.view.glass.taken, "no sound is written over it"


def test_the_way_on_after_a_lost_run_is_not_written_over(stage: Stage) -> None:
    flight = stage.scene
    placing.place_player(flight.episode.world, 0.0, 500.0, 0.0)
    stage.until(lambda: flight.episode.waiting_retry)
    stage.play(40)
    stage.look()
    x, _, wide, high = flight.view.glass.taken[-1]
    assert x + wide / 2 == pytest.approx(320.0)
    assert high == pytest.approx(50.0)


@pytest.mark.parametrize("text", [100, 150, 200])
def test_the_way_on_covers_no_word_of_a_page(text: int, stage: Stage) -> None:
    stage.app.settings.text_size = text
    flight = stage.scene
    placing.place_player(flight.episode.world, 0.0, 500.0, 0.0)
    stage.until(lambda: flight.episode.waiting_retry)
    lines = library.load("08-the-core").lines
    page = Page([lines[f"purge.{number:02d}"].text for number in range(1, 16)])
    flight.episode.director.state.page = page
    stage.play(40)
    stage.look()
    panel = flight.view.glass.taken[-1]
    canvas = Canvas(flight.view.frame(1.0).hud, Lens(1.0, 0.0, 0.0, *stage.app.size), text / 100.0)
    rows = kitchen_clock.page_rows(canvas, page.lines)
    assert len(rows) >= 15
    assert not overlaps(panel, [row.rect for row in rows])
    assert 0.0 <= panel[0] <= canvas.width - panel[2]
    assert 0.0 <= panel[1] <= canvas.height - panel[3]


@pytest.mark.parametrize("size", [(1280, 720), (960, 540), (800, 600)])
def test_every_button_of_photo_mode_is_in_the_picture(size: tuple[int, int], tmp_path: Path) -> None:
    stage = Stage(tmp_path / "user", size)
    stage.app.settings.text_size = 200
    chapters.begin(stage.app, str(short_level(tmp_path / "mine")))
    stage.play(30)
    stage.app.push(Photo(stage.app, stage.scene))
    stage.look()
    assert len(stage.scene.strip.spots) == 5
    for _, x, _, wide, _ in stage.scene.strip.spots:
        assert 0.0 <= x <= size[0] - wide


def test_the_developers_overlay_lies_where_it_hides_least(stage: Stage) -> None:
    app = stage.app
    app.overlay.toggle()
    try:
        stage.play(2)
        frame = stage.scene.picture(1.0)
        before = frame.hud.n
        app.overlay.draw(frame)
    finally:
        app.overlay.toggle()
    x, y, wide, high = frame.hud.rows[before, 1:5].tolist()
    sheet = x - wide / 2, y - high / 2, wide, high
    assert high > 100.0
    for left, top, w, h in stage.scene.view.glass.instruments:
        assert not overlap(sheet, (2 * left, 2 * top, 2 * w, 2 * h))


@pytest.mark.parametrize("page", [Said, lambda app, flight: Problems(app, "mine", LevelError(shot.MISTAKES))])
def test_the_bar_beside_a_row_is_not_read_as_a_letter(page, stage: Stage) -> None:
    """It is bolder than any stroke, and stands apart: a mistake did not begin with an I."""
    stage.app.push(page(stage.app, stage.scene))
    rows, atlas = stage.scene.picture(1.0).hud.rows, stage.app.atlas
    tall = [row for row in rows if row[0] == atlas.ids["white"] and 4 * row[3] < row[4] < 60.0 and row[1] < 110.0]
    assert tall
    for bar in tall:
        same = [row for row in rows if atlas.sprites[int(row[0])].kind == "letter" and abs(row[2] - bar[2]) < 20.0]
        assert bar[3] >= 6.0
        assert min(row[1] - row[3] / 2 for row in same) - bar[1] - bar[3] / 2 >= 10.0
