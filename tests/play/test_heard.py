"""The program by ear: blips keep to the letters that are written, and nothing of a flight sounds over the title."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.audio.decoding import close_mixer
from game.audio.mixer import APPROACH_S, Audio
from game.play.pace import TICK
from game.play.scenes.chapter_end import ChapterEnd
from game.play.scenes.controls import Controls
from game.play.scenes.problems import Problems
from game.story.problems import LevelError
from tests.play.hands import tap
from tests.play.stage import FRAME, Keyboard, Stage, short_level


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """On a device that nobody hears."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    close_mixer()
    short_level(tmp_path / "user" / "levels" / "01-no-gamertag")
    it = Stage(tmp_path / "user")
    it.app.audio = Audio(it.app.settings)
    assert not it.app.audio.silent
    yield it
    it.app.audio.close()


@pytest.mark.parametrize("speed", [50, 100, 200])
def test_a_voice_speaks_while_letters_are_written_and_no_longer(stage: Stage, speed: int) -> None:
    stage.app.settings.talk_speed = speed
    Keyboard().choose(stage, "NEW GAME")
    flight, audio = stage.scene, stage.app.audio
    audio.quiet()
    spoken: list[int] = []
    sound = audio.sound

    def hear(name: str, *args, **kwargs) -> bool:
        if name.startswith("blip_"):
            spoken.append(flight.view.typed)
        return sound(name, *args, **kwargs)

    audio.sound = hear
    stage.until(lambda: flight.episode.director.line is not None)
    text = flight.episode.director.line.text
    stage.until(lambda: flight.view.typed == len(text))
    while_written = len(spoken)
    stage.play(60)
    assert spoken[-1] > 0.8 * len(text), "up to its end"
    assert len(spoken) - while_written <= 2, "and then it is silent"


def test_nothing_of_a_flight_that_was_left_is_heard_over_the_title(stage: Stage) -> None:
    Keyboard().choose(stage, "NEW GAME")
    stage.play(30)
    audio = stage.app.audio
    audio.play_music("infinity")
    audio.hush()
    audio.sound("carrier_pass")
    stage.play(events=tap(pygame.K_ESCAPE))
    Keyboard().choose(stage, "TITLE")
    assert stage.name == "title"
    assert {voice.sound.name for voice in audio.voices.sounding} <= {"pause", "ui_move", "ui_select"}
    for _ in range(round(APPROACH_S / TICK)):
        stage.play()
        assert audio.captions.shown == []
    assert audio.music.cue == "title"
    assert not audio.music.hushed


def test_what_happened_waits_in_the_pause_and_is_heard_to_its_end_after_it(stage: Stage) -> None:
    Keyboard().choose(stage, "NEW GAME")
    stage.play(30)
    audio = stage.app.audio
    audio.sound("carrier_pass")
    stage.play(events=tap(pygame.K_ESCAPE))
    Keyboard().choose(stage, "OPTIONS")
    stage.play(30, events=tap(pygame.K_ESCAPE))
    assert stage.name == "pause"
    passing = next(voice for voice in audio.voices.sounding if voice.sound.name == "carrier_pass")
    assert passing.held
    assert passing.sent == (0, 0)
    stage.play(30, events=tap(pygame.K_ESCAPE))
    assert stage.name == "flight"
    assert passing in audio.voices.sounding
    assert passing.sent > (0, 0)


def test_the_last_chord_of_a_chapter_is_heard_over_its_figures(stage: Stage) -> None:
    Keyboard().choose(stage, "NEW GAME")
    stage.play(30)
    stage.app.audio.sound("level_won")
    stage.app.push(ChapterEnd(stage.app, stage.scene))
    stage.play(30)
    chord = next(voice for voice in stage.app.audio.voices.sounding if voice.sound.name == "level_won")
    assert not chord.held
    assert chord.sent > (0, 0)


def let_turn(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole loop, a frame a turn, without a window's events."""
    monkeypatch.setattr(stage.app.pace, "begin", lambda: FRAME)
    monkeypatch.setattr(stage.app.pace, "wait", lambda meanwhile: None)
    monkeypatch.setattr(stage.app, "_later", [])
    monkeypatch.setattr(pygame.event, "get", list)


@pytest.mark.parametrize("scene", ["controls", "problems", "editor"])
def test_time_passes_for_the_ear_on_every_screen(stage: Stage, scene: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lasts in a flight does not stay on behind a screen, and music that is to end does."""
    app, audio = stage.app, stage.app.audio
    let_turn(stage, monkeypatch)
    Keyboard().choose(stage, "NEW GAME")
    for _ in range(500):
        app.turn()
        if any(voice.sound.loop for voice in audio.voices.sounding):
            break
        time.sleep(0.01)  # for the thread that decodes them
    assert any(voice.sound.loop for voice in audio.voices.sounding)
    flight = stage.scene
    if scene == "controls":
        app.push(Controls(app, flight))
    elif scene == "problems":
        app.push(Problems(app, "01-no-gamertag", LevelError("no such beat")))
    else:
        app.edit_level(app, flight.episode.level.folder)
    assert stage.scene is not flight
    audio.play_music("")
    for _ in range(150):
        app.turn()
    assert audio.captions.shown == []
    assert not any(voice.sound.loop for voice in audio.voices.sounding)
    assert not any(deck.cue for deck in audio.music._decks)


def test_a_screen_that_keeps_up_itself_is_not_heard_twice_as_fast(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, audio = stage.app, stage.app.audio
    let_turn(stage, monkeypatch)
    audio.captions.add("a hit", 0.0)
    for _ in range(60):
        app.turn()
    assert audio.captions.shown[0].age == pytest.approx(1.0)
