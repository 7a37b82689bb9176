"""From the title into a flight and back, by keys only, by pad only, by mouse; and what is kept on the way."""

from __future__ import annotations

import logging
from pathlib import Path

import pygame
import pytest

from game.play import saves, settings
from game.play.film import Film
from game.play.scenes import chapters
from game.play.scenes.flight import PATIENCE_TICKS
from game.play.scenes.title import Title
from game.sim.events import Event
from game.story.state import StoryEvent
from tests.play.hands import click, key_down, key_up, mouse_to, stick, tap
from tests.play.stage import Keyboard, Stage, short_level


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    short_level(tmp_path / "user" / "levels" / "01-no-gamertag")  # a player's own level of that name stands before ours
    return Stage(tmp_path / "user")


def fly(stage: Stage, key: int, done, limit: int = 600) -> None:
    stage.play(events=[key_down(key)])
    stage.until(done, limit)
    stage.play(events=[key_up(key)])


def to_checkpoint(stage: Stage) -> None:
    Keyboard().choose(stage, "NEW GAME")
    flight = stage.scene
    fly(stage, pygame.K_RIGHT, lambda: flight.episode.director.state.checkpoint == "half")
    flight._keeper.join()


# --- menus ---


def test_options_are_kept(stage: Stage, tmp_path: Path) -> None:
    Keyboard().choose(stage, "OPTIONS")
    stage.play(events=tap(pygame.K_LEFT))  # the difficulty stands first
    Keyboard().back(stage)
    kept, notes = settings.load(tmp_path / "user")
    assert kept.difficulty == "story"
    assert notes == []


def test_a_control_can_be_changed_and_flies(stage: Stage) -> None:
    hands = Keyboard()
    hands.choose(stage, "OPTIONS")
    hands.choose(stage, "Keys and buttons")
    hands.choose(stage, "Boost")
    stage.play(events=tap(pygame.K_f))
    assert "F is taken: flight assist" in stage.scene.said.label, "a warning first"
    assert stage.app.settings.bindings == {}
    stage.play(events=tap(pygame.K_f))
    assert "Taken from: flight assist" in stage.scene.said.label
    hands.back(stage)
    hands.back(stage)
    hands.choose(stage, "NEW GAME")
    stage.play(3, events=[key_down(pygame.K_f)])
    world = stage.scene.episode.world
    assert world.ships.boosting[world.player_row]


def test_escape_leaves_a_control_as_it_was(stage: Stage) -> None:
    hands = Keyboard()
    hands.choose(stage, "OPTIONS")
    hands.choose(stage, "Keys and buttons")
    hands.choose(stage, "Boost")
    stage.play(events=tap(pygame.K_ESCAPE))
    assert stage.name == "controls"
    assert stage.app.settings.bindings == {}


# --- flying ---


@pytest.mark.parametrize(
    ("press", "scheme"),
    [
        ([key_down(pygame.K_RIGHT)], "direct"),
        ([key_down(pygame.K_d)], "direct"),
        ([key_down(pygame.K_UP)], "helm"),
        ([stick(pygame.CONTROLLER_AXIS_LEFTX, 1.0)], "direct"),
        ([stick(pygame.CONTROLLER_AXIS_LEFTY, -1.0)], "helm"),
    ],
)
def test_the_ship_answers_on_the_next_tick(press, scheme: str, stage: Stage) -> None:
    stage.app.settings.scheme = scheme
    stage.app.apply_settings()
    Keyboard().choose(stage, "NEW GAME")
    world = stage.scene.episode.world
    stage.play(1, events=press)
    assert world.ships.thrusting[world.player_row] > 0.9
    stage.play(30)
    assert world.ships.x[world.player_row] > 20.0


@pytest.mark.parametrize(
    ("down", "up"),
    [
        (key_down(pygame.K_SPACE), key_up(pygame.K_SPACE)),
        tuple(click(900, 300)),
        (stick(pygame.CONTROLLER_AXIS_TRIGGERRIGHT, 1.0), stick(pygame.CONTROLLER_AXIS_TRIGGERRIGHT, 0.0)),
    ],
    ids=["key", "mouse", "pad"],
)
def test_a_tap_within_one_frame_fires_one_shot(down, up, stage: Stage) -> None:
    Keyboard().choose(stage, "NEW GAME")
    stage.play(5)
    stage.play(20, events=[down, up])
    assert stage.scene.episode.stats["shots_fired"] == 1


def test_the_nose_follows_the_mouse(stage: Stage) -> None:
    Keyboard().choose(stage, "NEW GAME")
    stage.look()
    stage.play(60, events=[mouse_to(640, 719)])
    world = stage.scene.episode.world
    assert abs(float(world.ships.angle[world.player_row]) - 1.57) < 0.35, "down is +y"


def test_a_pause_stops_the_world_and_nothing_else_changes(stage: Stage) -> None:
    Keyboard().choose(stage, "NEW GAME")
    stage.play(10)
    flight = stage.scene
    stage.play(events=tap(pygame.K_ESCAPE))
    before = flight.episode.digest()
    stage.play(120)
    assert flight.episode.digest() == before


def test_losing_the_keyboard_does_not_leave_the_engine_on(stage: Stage) -> None:
    Keyboard().choose(stage, "NEW GAME")
    stage.play(5, events=[key_down(pygame.K_RIGHT)])
    stage.play(2, events=[pygame.Event(pygame.WINDOWFOCUSLOST)])
    assert stage.name == "pause", "and nobody flies blind"
    Keyboard().choose(stage, "GO ON")
    stage.play(2)
    world = stage.scene.episode.world
    assert world.ships.thrusting[world.player_row] == 0.0


def test_a_lost_keyboard_does_not_stop_the_title(stage: Stage) -> None:
    stage.play(2, events=[pygame.Event(pygame.WINDOWFOCUSLOST)])
    assert stage.name == "title"
    Keyboard().choose(stage, "NEW GAME")
    stage.play(2)
    assert stage.name == "flight"


def test_half_speed_is_a_setting(stage: Stage) -> None:
    stage.app.settings.speed = 50
    Keyboard().choose(stage, "NEW GAME")
    stage.play(2)
    assert stage.app.pace.speed == 0.5


# --- lost and taken up again ---


def test_a_lost_run_goes_on_from_the_checkpoint_by_itself(stage: Stage) -> None:
    to_checkpoint(stage)
    flight = stage.scene
    fly(stage, pygame.K_DOWN, lambda: flight.episode.waiting_retry)
    stage.look()
    stage.play(PATIENCE_TICKS - 3, events=[key_down(pygame.K_DOWN), key_down(pygame.K_SPACE)])
    assert flight.episode.waiting_retry, "keys still held from the fight do not hurry it"
    stage.play(5)
    assert not flight.episode.waiting_retry
    assert flight.episode.stats["retries"] == 1
    assert flight.episode.director.state.checkpoint == "half"


def test_the_log_calls_only_a_lost_run_lost(stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch) -> None:
    """A drone that has lost sight of somebody is called the same."""
    monkeypatch.setattr(logging.getLogger("callister"), "propagate", True)  # which a window before this one ends
    caplog.set_level(logging.INFO, "callister")
    to_checkpoint(stage)
    flight = stage.scene
    flight._answer([Event("lost", 2, flight.episode.director.state.player)])
    assert "lost" not in caplog.text
    flight._answer([StoryEvent("lost", "pit")])
    assert "lost pit at" in caplog.text


def test_the_impatient_are_back_after_half_a_second(stage: Stage) -> None:
    to_checkpoint(stage)
    flight = stage.scene
    fly(stage, pygame.K_DOWN, lambda: flight.episode.waiting_retry)
    stage.play(10, events=tap(pygame.K_r))
    assert flight.episode.waiting_retry, "the picture stands for half a second"
    stage.play(25)
    stage.play(2, events=tap(pygame.K_r))
    assert not flight.episode.waiting_retry


# --- saves ---


def test_continue_takes_up_the_checkpoint_exactly(stage: Stage, tmp_path: Path) -> None:
    assert "CONTINUE" not in [w.label for w in stage.scene.menu.widgets]
    to_checkpoint(stage)
    lived = stage.scene
    at_save = lived.episode.frame
    later = Stage(tmp_path / "user")
    assert later.scene.menu.focused.label == "CONTINUE"
    Keyboard().choose(later, "CONTINUE")
    flight = later.scene
    assert flight.name == "flight"
    # The same commands must now do the same in the run that went on and in the run that was taken up.
    saved = flight.episode.frame
    commands = list(lived.recorder.recording().each_command(saved))
    assert at_save >= saved
    for command in commands:
        flight.episode.step(command)
    assert flight.episode.digest() == lived.episode.digest()


def test_a_save_of_a_level_that_is_gone_shows_why(stage: Stage, tmp_path: Path) -> None:
    to_checkpoint(stage)
    stage.app.saves.keep(stage.app.saves.latest().__class__("99-nowhere", "Nowhere", "b", b""))
    later = Stage(tmp_path / "user")
    Keyboard().choose(later, "CONTINUE")
    assert later.name == "problems"
    later.look()
    Keyboard().back(later)
    assert later.name == "title"


def test_a_save_that_does_not_fit_begins_the_chapter_again(stage: Stage, tmp_path: Path) -> None:
    to_checkpoint(stage)
    save = stage.app.saves.latest()
    stage.app.saves.keep(save.__class__(save.level, save.title, save.checkpoint, b"not a recording"))
    later = Stage(tmp_path / "user")
    Keyboard().choose(later, "CONTINUE")
    assert later.name == "flight"
    assert later.scene.episode.frame == 0


# --- the end ---


def test_a_won_chapter_shows_its_figures(stage: Stage) -> None:
    Keyboard().choose(stage, "NEW GAME")
    flight = stage.scene
    fly(stage, pygame.K_RIGHT, lambda: flight.episode.outcome == "won")
    stage.until(lambda: stage.name == "end", limit=200)
    stage.look()
    figures = dict(stage.scene.figures)
    assert figures["Time"] == "0:04"
    assert figures["Once more"] == "never"
    Keyboard().choose(stage, "TITLE")
    assert stage.name == "title"


# --- levels with mistakes ---


def test_a_level_with_mistakes_shows_all_of_them_and_is_read_again_when_saved(stage: Stage, tmp_path: Path) -> None:
    folder = short_level(tmp_path / "mine")
    good = (folder / "level.toml").read_text()
    (folder / "level.toml").write_text(
        good.replace('region = "half"', 'region = "hlaf"').replace('line = "order"', 'line = "ordr"')
    )
    chapters.begin(stage.app, str(folder))
    assert stage.name == "problems"
    assert len(stage.scene.lines) == 2
    assert any("level.toml" in line and "half" in line for line in stage.scene.lines), "what was meant is said"
    stage.look()
    stage.play(60)
    assert stage.name == "problems"
    (folder / "level.toml").write_text(good + "\n# mended\n")
    stage.until(lambda: stage.name == "flight", limit=120)


# --- watching ---


def test_a_pilot_can_be_watched_and_leaves_the_saves_alone(stage: Stage) -> None:
    chapters.begin(stage.app, "01", bot="pilot")
    flight = stage.scene
    stage.until(lambda: flight.episode.outcome is not None, limit=3000)
    assert flight.episode.outcome == "won"
    assert flight.recorder.recording().header.bot == "pilot", "by this name it is watched again"
    assert stage.app.saves.latest() is None


def test_a_recording_can_be_watched_from_the_middle(stage: Stage) -> None:
    to_checkpoint(stage)
    recording = stage.scene.recorder.recording()
    expected = stage.scene.episode.digest()
    chapters.watch(stage.app, Film(recording, stage.scene.episode.level, 60))
    flight = stage.scene
    assert flight.episode.frame == 60
    stage.play(recording.last - 60)
    assert flight.episode.digest() == expected


# --- crashes ---


def test_a_crash_keeps_the_flight_and_says_so_kindly(stage: Stage, tmp_path: Path, capsys) -> None:
    from game.lab.recording import Recording
    from game.play import crash

    to_checkpoint(stage)
    report = crash.report(RuntimeError("a test pulled the plug"), tmp_path / "user", stage.app.scenes)
    assert report.recording is not None
    said = capsys.readouterr().err
    assert "is kept in recordings/crash-" in said
    assert "a test pulled the plug" in said
    assert "Traceback" not in said
    kept = list((tmp_path / "user" / "recordings").glob("crash-*.rec"))
    assert Recording.load(kept[0]).last > 0
    later = Stage(tmp_path / "user")
    assert "Something broke" in later.scene.note
    later.look()
    assert Stage(tmp_path / "user").scene.note == "", "said once"


def test_what_broke_is_said_in_the_window_and_the_flight_goes_on_from_its_checkpoint(stage: Stage, capsys) -> None:
    from game.play import crash

    app = stage.app
    to_checkpoint(stage)
    stage.until(lambda: app.saves.latest() is not None)
    app.frames, app.windowless = 1000, False  # as if somebody saw it
    assert app._say_what_broke(RuntimeError("a test pulled the plug"))
    app.windowless = True
    assert stage.name == "stopped"
    stage.look()
    assert crash.last_words(app.user_folder) == "", "nobody hears it twice"
    assert list((app.user_folder / "recordings").glob("crash-*.rec"))
    Keyboard().choose(stage, "GO ON FROM THE CHECKPOINT")
    assert stage.name == "flight"
    assert stage.scene.episode.director.state.checkpoint == "half"
    app.frames, app.windowless = app.frames + 5, False
    assert not app._say_what_broke(RuntimeError("at once again")), "it would only break for ever"


def test_a_flight_left_for_the_title_is_no_crash(stage: Stage, tmp_path: Path) -> None:
    from game.play import crash

    folder = stage.app.user_folder
    crash.flight_begins(folder)
    title = Title(stage.app)  # made while the flight still stands
    crash.flight_ends(folder)
    stage.app.go(title)
    assert title.note == ""
    crash.flight_begins(folder)  # and nobody ended this one
    stage.app.go(Title(stage.app))
    assert "without a word" in stage.scene.note


def test_a_disk_that_refuses_is_told_of_wherever_one_plays_on(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be noticed at CONTINUE, hours later."""

    def refuse(path: Path, *_: object) -> None:
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as full:
        full.setattr(saves.safekeeping, "write", refuse)
        to_checkpoint(stage)
        told, stage.scene._unsaved = len(stage.scene.picture(1.0).hud.rows), 0.0
        assert len(stage.scene.picture(1.0).hud.rows) < told, "for a while over the picture"
        stage.play(events=tap(pygame.K_ESCAPE))
        assert any("No space left" in widget.label for widget in stage.scene.menu.widgets)
        Keyboard().choose(stage, "TITLE")
        assert "No space left" in stage.scene.note
    stage.app.go(Title(stage.app))
    to_checkpoint(stage)
    stage.play(events=tap(pygame.K_ESCAPE))
    assert not any("Not saved" in widget.label for widget in stage.scene.menu.widgets), "all is well again"
