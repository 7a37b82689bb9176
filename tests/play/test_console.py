"""The console by the real controls: keys, mouse and pad turn dials, place things, undo, keep and load rule sets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pygame
import pytest

from game.play.console import FOLDER
from game.play.scenes import chapters
from game.render import palette
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.dialogue_panel import BOTTOM, HIGH
from game.sim import abilities, placing
from game.sim.rules import RULE
from game.story import ruleset
from game.story.problems import LevelError
from game.story.state import Pane, Printed
from tests.play.hands import click, mouse_to, pad_tap, tap
from tests.play.stage import Stage

OPEN = {"keys": tap(pygame.K_o), "pad": pad_tap(pygame.CONTROLLER_BUTTON_RIGHTSTICK)}
DOWN = {"keys": tap(pygame.K_DOWN), "pad": pad_tap(pygame.CONTROLLER_BUTTON_DPAD_DOWN)}
RIGHT = {"keys": tap(pygame.K_RIGHT), "pad": pad_tap(pygame.CONTROLLER_BUTTON_DPAD_RIGHT)}
ACCEPT = {"keys": tap(pygame.K_RETURN), "pad": pad_tap(pygame.CONTROLLER_BUTTON_A)}


class Open:
    """Chapter 09 with its console there, before anybody has asked for anything."""

    def __init__(self, folder: Path) -> None:
        self.stage = Stage(folder)
        chapters.begin(self.stage.app, "09-private-server")
        self.stage.play(30)
        self.world = self.flight.episode.world
        for ability in ("thrust", "turn", "fire", "console"):
            abilities.grant(self.world, ability)
        self.stage.play(2)

    @property
    def flight(self):
        return self.stage.scene

    @property
    def console(self):
        return self.flight.console

    @property
    def rules(self):
        return self.world.sandbox.rules

    def walk_to(self, label: str, hands: str = "keys") -> None:
        menu = self.console._menu
        for _ in menu.widgets:
            if menu.focused.label == label:
                return
            self.stage.play(events=DOWN[hands])
        raise AssertionError(f"{label} is not within reach")

    def press(self, label: str, hands: str = "keys") -> None:
        self.walk_to(label, hands)
        self.stage.play(3, events=ACCEPT[hands])

    def page(self, name: str, hands: str = "keys") -> None:
        while self.console.page != name:
            self.walk_to("CONSOLE", hands)
            self.stage.play(2, events=RIGHT[hands])

    def spot(self, x: float, y: float) -> tuple[int, int]:
        """Where a place of the world lies on the window."""
        lens = self.flight.view.camera.lens(self.stage.app.size)
        return round(lens.x(x)), round(lens.y(y))

    def row(self, label: str):
        """Where a row of the sheet is [px], once it has been seen."""
        self.stage.look()
        menu = self.console._menu
        row = next(row for row in menu.rows if menu.widgets[row.index].label == label)
        unit = Canvas(self.flight.view.frame(1.0).hud, Lens(1.0, 0, 0, *self.stage.app.size)).unit
        return row, unit


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    return Open(tmp_path / "user")


@pytest.mark.parametrize("hands", OPEN)
def test_a_dial_is_turned_by_hand_and_the_world_changes_at_once(opened, hands):
    opened.stage.play(2, events=OPEN[hands])
    assert opened.console.shown
    opened.walk_to("GRAVITY", hands)
    before = opened.rules.get("gravity")
    opened.stage.play(2, events=RIGHT[hands])
    assert opened.rules.get("gravity") > before
    opened.walk_to("SKY", hands)
    opened.stage.play(2, events=RIGHT[hands])
    assert opened.rules.word("sky") == "black"
    opened.stage.play(2, events=OPEN[hands])
    assert not opened.console.shown


def test_a_press_on_the_sheet_before_the_ship_opens_it(tmp_path):
    stage = Stage(tmp_path / "user")
    chapters.begin(stage.app, "09-private-server")
    stage.play(60 * 4)
    abilities.grant(stage.scene.episode.world, "console")
    stage.play(2)
    stage.look()
    x, y, wide, high = stage.scene.view.glass.console_sheet
    stage.play(3, events=click(round(x - 40), round(y)))
    assert not stage.scene.console.shown
    stage.play(3, events=click(round(x + wide / 2), round(y + high / 2)))
    assert stage.scene.console.shown
    stage.look()
    assert stage.scene.view.glass.console_sheet is None


def test_hands_on_the_console_do_not_fly_the_ship(opened):
    opened.stage.play(2, events=OPEN["keys"])
    here = opened.world.ships.place.item(opened.world.player_row)
    opened.stage.play(30, events=[*tap(pygame.K_d), *tap(pygame.K_SPACE)])
    assert abs(opened.world.ships.place.item(opened.world.player_row) - here) < 1.0
    assert opened.world.shots.n == 0


def test_escape_puts_it_away_and_does_not_pause(opened):
    opened.stage.play(2, events=OPEN["keys"])
    opened.stage.play(2, events=tap(pygame.K_ESCAPE))
    assert opened.stage.name == "flight"
    assert not opened.console.shown
    opened.stage.play(2, events=tap(pygame.K_ESCAPE))
    assert opened.stage.name == "pause"


def test_a_dial_is_dragged_by_the_mouse_and_that_is_one_step(opened):
    opened.stage.play(2, events=OPEN["keys"])
    opened.walk_to("UNDO")
    opened.stage.play(2, events=RIGHT["keys"])
    row, unit = opened.row("GRAVITY")
    right, y = (row.x + row.width - 12.0) * unit, (row.y + row.height / 2) * unit
    opened.stage.play(2, events=click(round(right - 66 * unit), round(y))[:1])
    for x in range(0, 60, 6):
        opened.stage.play(1, events=[mouse_to(round(right - (66 - x) * unit), round(y))])
    opened.stage.play(2, events=click(round(right - 6 * unit), round(y))[1:])
    assert opened.rules.get("gravity") > 400
    assert len(opened.world.sandbox.history) == 1
    opened.press("UNDO ONE STEP")
    assert opened.rules.get("gravity") == 0


def test_the_mouse_places_moves_and_takes_away(opened):
    opened.stage.play(2, events=OPEN["keys"])
    opened.page("things")
    things = opened.world.sandbox.things
    opened.stage.play(2, events=click(*opened.spot(200, -60)))
    (number,) = things
    assert opened.world.sandbox.where(opened.world, number) == pytest.approx((200, -60), abs=3)
    opened.stage.play(2, events=click(*opened.spot(200, -60))[:1])
    opened.stage.play(2, events=[mouse_to(*opened.spot(260, 120))])
    opened.stage.play(2, events=click(*opened.spot(260, 120))[1:])
    assert opened.world.sandbox.where(opened.world, number) == pytest.approx((260, 120), abs=3)
    assert len(things) == 1
    opened.stage.play(2, events=click(*opened.spot(260, 120), button=3))
    assert not things


@pytest.mark.parametrize("hands", OPEN)
def test_keys_and_pad_place_bring_take_and_undo(opened, hands):
    opened.stage.play(2, events=OPEN[hands])
    opened.page("things", hands)
    opened.press("PLACE IT BEFORE THE SHIP", hands)
    assert len(opened.world.sandbox.things) == 1
    placing.place_player(opened.world, -300, -200, 0.0)
    opened.press("BRING THE NEAREST HERE", hands)
    (number,) = opened.world.sandbox.things
    assert opened.world.sandbox.where(opened.world, number) == pytest.approx((-100, -200), abs=5)
    opened.press("TAKE THE NEAREST AWAY", hands)
    assert not opened.world.sandbox.things
    opened.press("TAKE EVERYTHING AWAY", hands)


def test_a_mind_is_not_to_be_made(opened):
    opened.stage.play(2, events=OPEN["keys"])
    before = opened.world.digest()["ships"]
    opened.press("MAKE A MIND")
    assert opened.world.sandbox.rules.changed() == {}
    assert opened.world.ships.n == 1
    assert before


def test_rule_sets_are_saved_loaded_and_wrong_ones_are_refused(opened, tmp_path):
    folder = tmp_path / "user" / FOLDER
    opened.stage.play(2, events=OPEN["keys"])
    opened.walk_to("SKY")
    for _ in range(3):
        opened.stage.play(2, events=RIGHT["keys"])
    opened.page("things")
    opened.press("PLACE IT BEFORE THE SHIP")
    opened.page("sets")
    opened.press("SAVE THIS")
    (path,) = folder.glob("*.toml")
    kept = ruleset.read(path)
    assert kept.steps == {"sky": RULE["sky"].words.index("sunset")}
    assert len(kept.things) == 1
    (folder / "broken.toml").write_text('title = "No"\n[rules]\ngravity = "up"\n')
    opened.page("things")
    opened.press("TAKE EVERYTHING AWAY")
    opened.page("rules")
    opened.walk_to("SKY")
    opened.stage.play(2, events=RIGHT["keys"])
    opened.page("sets")
    broken = next(w for w in opened.console._menu.widgets if w.label == "broken")
    assert broken.reason.startswith("LINE 3")
    opened.press("broken")
    assert opened.rules.word("sky") == "morning"
    opened.press(kept.title)
    opened.stage.play(40)
    assert opened.rules.word("sky") == "sunset"
    assert len(opened.world.sandbox.things) == 1


def test_sharing_writes_a_file_with_its_note(opened, tmp_path):
    opened.stage.play(2, events=OPEN["keys"])
    opened.page("sets")
    opened.press("SHARE THIS")
    (path,) = (tmp_path / "user" / FOLDER).glob("*.toml")
    assert "Change anything" in path.read_text().splitlines()[0]
    assert str(path) in opened.console.said


def test_what_is_printed_stands_beside_it(opened):
    opened.stage.play(2, events=OPEN["keys"])
    opened.stage.look()
    state = opened.flight.episode.director.state
    state.pane = Pane(prints=[Printed("rule.lock", "MAKE A MIND: NOT AVAILABLE. NOBODY IN HERE WAS ASKED.", 600, 900)])
    opened.stage.play(2)
    opened.stage.look()
    x, _, wide, _ = opened.console.lies
    view = opened.flight.view
    rows = view.frame(1.0, opened.stage.app.size).hud.rows
    amber = palette.ink("amber")
    letters = rows[np.all(np.abs(rows[:, 6:9] - amber[:3]) < 0.01, axis=1)]
    assert len(letters) > 20
    assert letters[:, 1].min() > x + wide


@pytest.mark.parametrize("hands", ["other button", "row"])
def test_the_mouse_puts_it_away_and_the_ship_comes_back_to_the_middle(opened, hands):
    console, view = opened.console, opened.flight.view
    stage = opened.stage
    stage.play(events=OPEN["keys"])
    assert console.shown
    stage.look()
    unit = stage.app.size[1] / 720
    if hands == "row":
        row = next(r for r in console._menu.rows if console._menu.widgets[r.index].label == "PUT IT AWAY")
        at = round((row.x + 30) * unit), round((row.y + row.height / 2) * unit)
        stage.play(3, events=click(*at))
    else:
        at = {"pos": (100, 100), "button": 3, "touch": False}
        stage.play(3, events=[mouse_to(100, 100), pygame.Event(pygame.MOUSEBUTTONDOWN, **at)])
    assert not console.shown
    assert view.glass.console_away
    assert view.camera.beside == 0.0


def test_where_there_is_no_console_its_key_does_nothing(tmp_path):
    stage = Stage(tmp_path / "user")
    chapters.begin(stage.app, "02-data-pirates")
    stage.play(10)
    before = len(stage.scene.recorder.recording().commands)
    stage.play(5, events=[*OPEN["keys"], *OPEN["pad"]])
    flown = stage.scene.recorder.recording().commands[before:]
    assert not stage.scene.console.shown
    assert not (flown[:, 8] & 0x40).any(), "no edit among the commands"


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (800, 600)])
@pytest.mark.parametrize("text", [100, 150, 200])
@pytest.mark.parametrize("page", ["rules", "things", "sets"])
def test_it_fits_whatever_the_window_and_the_text(tmp_path, size, text, page):
    stage = Stage(tmp_path / "user", size)
    stage.app.settings.text_size = text
    chapters.begin(stage.app, "09-private-server")
    stage.play(5)
    abilities.grant(stage.scene.episode.world, "console")
    stage.play(2, events=OPEN["keys"])
    stage.scene.console.turn_to(page)
    stage.look()
    x, y, wide, high = stage.scene.console._panel
    assert min(x, y) >= 0
    assert x + wide <= size[0] + 1
    talk = (BOTTOM + HIGH) * text / 100 * min(size[0] / 1280, size[1] / 720)
    assert y + high <= size[1] - talk + 1, "people are seen while they speak"
    stage.play(90)
    world, view = stage.scene.episode.world, stage.scene.view
    assert x + wide < view.camera.lens(size).x(float(world.ships.x[world.player_row])), "and the ship beside it"
    assert stage.scene.console._menu.rows


def test_a_set_that_is_no_set_is_told_by_line_and_column(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text('title = "x"\n[rules]\ngravty = 1\nsky = "sunst"\n[[thing]]\nwhat = "dor"\npos = [0, 0]\n')
    with pytest.raises(LevelError) as error:
        ruleset.read(path)
    assert [(p.line, p.column) for p in error.value.problems] == [(3, 1), (4, 7), (6, 8)]
    assert "did you mean 'gravity'" in error.value.problems[0].message
