"""Watching a recording: every control by every device, any moment exactly as it was flown, and nothing written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import ClassVar

import numpy as np
import pygame
import pytest

from game import cli
from game.lab.recorder import Recorder
from game.lab.recording import Checkpoint, Recording
from game.lab.replay import Replay
from game.play import film as films
from game.play.film import Film
from game.play.pace import TICK, Beat
from game.play.scenes import chapters
from game.play.scenes.watch import AS_FLOWN, JUMP, SPEEDS, Watch
from game.sim.command import Command, Held, Press
from game.sim.kinds import KINDS
from game.story import library
from game.story.episode import Episode
from game.story.level import Level
from game.ui.intents import Transport
from tests.play.hands import click, key_down, key_up, mouse_to, pad_down, pad_up, stick, tap
from tests.play.stage import LEVEL, Keyboard, Stage, short_level
from tests.play.test_window import MISSING, Window, display  # noqa: F401  (a fixture)

RIGHT = Command.of(move=(1.0, 0.0), held=Held.DIRECT)
DOWN = Command.of(move=(0.0, 1.0), aim=1.57, held=Held.DIRECT)
LOST_FOR = 60  # ticks that the lost run stands before it is taken up again


# --- a recording with a checkpoint, a defeat and a victory in it ---


@pytest.fixture(scope="module")
def level(tmp_path_factory: pytest.TempPathFactory) -> Level:
    return library.load(str(short_level(tmp_path_factory.mktemp("away") / "hop")))


@pytest.fixture(scope="module")
def recording(level: Level) -> Recording:
    """To the checkpoint half way, down into the pit, once more, and through."""
    episode = Episode(level, 5)
    recorder = Recorder(episode, bot="nobody")

    def fly(command: Command, until) -> None:
        for _ in range(600):
            if until():
                return
            episode.step(command)
            recorder.note(episode, command)
        raise AssertionError("never got there")

    fly(RIGHT, lambda: episode.director.state.checkpoint == "half")
    fly(DOWN, lambda: episode.waiting_retry)
    back_at = episode.frame + LOST_FOR
    fly(Command(), lambda: episode.frame == back_at)
    fly(Command.of(pressed=Press.RETRY), lambda: not episode.waiting_retry)
    fly(RIGHT, lambda: episode.outcome)
    return recorder.recording()


@pytest.fixture(scope="module")
def flown(recording: Recording, level: Level) -> dict[int, dict[str, int]]:
    """Frame -> digest, as one replay flies it from start to end."""
    replay = Replay(recording, level)
    digests = {0: replay.episode.digest()}
    while not replay.ended:
        replay.step()
        digests[replay.frame] = replay.episode.digest()
    for frame, digest in digests.items():
        assert recording.digest_at(frame) in (None, digest), "and the recording says the same"
    return digests


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "user")


@pytest.fixture
def watch(stage: Stage, recording: Recording, level: Level) -> Watch:
    """Paused at tick 40, seen once, so that the deck knows where its buttons are."""
    return shown(stage, Film(recording, level, 40))


def shown(stage: Stage, film: Film) -> Watch:
    chapters.watch(stage.app, film)
    stage.scene.running = False
    stage.look()
    return stage.scene


def half(recording: Recording) -> int:
    """The frame of its checkpoint on the way."""
    return recording.checkpoints[1].frame


# --- hands ---


class Keys:
    """The keyboard."""

    of: ClassVar[dict[Transport, int]] = {
        Transport.RUN: pygame.K_SPACE,
        Transport.FRAME_BACK: pygame.K_COMMA,
        Transport.FRAME_ON: pygame.K_PERIOD,
        Transport.REWIND: pygame.K_LEFT,
        Transport.FORWARD: pygame.K_RIGHT,
        Transport.SLOWER: pygame.K_DOWN,
        Transport.FASTER: pygame.K_UP,
        Transport.PREVIOUS: pygame.K_PAGEUP,
        Transport.NEXT: pygame.K_PAGEDOWN,
        Transport.START: pygame.K_HOME,
        Transport.END: pygame.K_END,
        Transport.MENU: pygame.K_ESCAPE,
    }

    def down(self, watch: Watch, wish: Transport) -> list[pygame.Event]:
        return [key_down(self.of[wish])]

    def up(self, watch: Watch, wish: Transport) -> list[pygame.Event]:
        return [key_up(self.of[wish])]


class Pad(Keys):
    """A pad: buttons, and its two triggers, which are axes."""

    of: ClassVar[dict[Transport, int]] = {
        Transport.RUN: pygame.CONTROLLER_BUTTON_A,
        Transport.FRAME_BACK: pygame.CONTROLLER_BUTTON_LEFTSHOULDER,
        Transport.FRAME_ON: pygame.CONTROLLER_BUTTON_RIGHTSHOULDER,
        Transport.REWIND: pygame.CONTROLLER_BUTTON_DPAD_LEFT,
        Transport.FORWARD: pygame.CONTROLLER_BUTTON_DPAD_RIGHT,
        Transport.SLOWER: pygame.CONTROLLER_BUTTON_DPAD_DOWN,
        Transport.FASTER: pygame.CONTROLLER_BUTTON_DPAD_UP,
        Transport.START: pygame.CONTROLLER_BUTTON_X,
        Transport.END: pygame.CONTROLLER_BUTTON_Y,
        Transport.MENU: pygame.CONTROLLER_BUTTON_START,
    }
    triggers: ClassVar[dict[Transport, int]] = {
        Transport.PREVIOUS: pygame.CONTROLLER_AXIS_TRIGGERLEFT,
        Transport.NEXT: pygame.CONTROLLER_AXIS_TRIGGERRIGHT,
    }

    def down(self, watch: Watch, wish: Transport) -> list[pygame.Event]:
        return [stick(self.triggers[wish], 1.0)] if wish in self.triggers else [pad_down(self.of[wish])]

    def up(self, watch: Watch, wish: Transport) -> list[pygame.Event]:
        return [stick(self.triggers[wish], 0.0)] if wish in self.triggers else [pad_up(self.of[wish])]


class Pointer(Keys):
    """The mouse on the deck's buttons."""

    def down(self, watch: Watch, wish: Transport) -> list[pygame.Event]:
        return [mouse_to(*watch.deck.middle(wish)), click(*watch.deck.middle(wish))[0]]

    def up(self, watch: Watch, wish: Transport) -> list[pygame.Event]:
        return [click(*watch.deck.middle(wish))[1]]


EACH_DEVICE = pytest.mark.parametrize("hands", [Keys(), Pad(), Pointer()], ids=["keyboard", "pad", "mouse"])


@EACH_DEVICE
def test_every_control_by_each_device(hands: Keys, stage: Stage, watch: Watch, recording: Recording) -> None:
    def press(wish: Transport) -> None:
        stage.play(events=[*hands.down(watch, wish), *hands.up(watch, wish)])

    press(Transport.FRAME_ON)
    assert (watch.frame, watch.running) == (41, False)
    press(Transport.FRAME_BACK)
    press(Transport.FRAME_BACK)
    assert watch.frame == 39
    press(Transport.RUN)
    assert watch.running
    stage.play(9)
    assert watch.frame == 49, "ten pictures, ten ticks"
    press(Transport.RUN)
    assert (watch.frame, watch.running) == (49, False)
    press(Transport.FASTER)
    assert watch.speed == 2.0
    press(Transport.SLOWER)
    press(Transport.SLOWER)
    assert watch.speed == 0.5
    press(Transport.NEXT)
    assert watch.frame == half(recording)
    press(Transport.NEXT)
    assert watch.frame == recording.last
    press(Transport.PREVIOUS)
    assert watch.frame == half(recording)
    press(Transport.PREVIOUS)
    assert watch.frame == 0
    press(Transport.FORWARD)
    assert watch.frame == JUMP
    press(Transport.REWIND)
    assert watch.frame == 0, "and not before the start"
    press(Transport.END)
    assert watch.frame == recording.last
    press(Transport.START)
    assert watch.frame == 0
    press(Transport.MENU)
    assert stage.name == "intermission"
    Keyboard().choose(stage, "GO ON")
    assert stage.scene is watch


@EACH_DEVICE
def test_what_is_held_winds_until_it_is_let_go(hands: Keys, stage: Stage, watch: Watch, recording: Recording) -> None:
    watch.go(recording.last)
    stage.until(lambda: watch.there)
    stage.play(events=hands.down(watch, Transport.REWIND))
    assert watch.frame == recording.last - JUMP, "the press itself jumps"
    watch.go(recording.last)
    stage.play(30)  # half a second: 7 ticks of it beyond the time that tells a press from a hold
    assert recording.last - 30 * 8 < watch.frame < recording.last - 30
    frame = watch.frame
    stage.play()
    assert watch.frame == frame - 8
    stage.play(events=hands.up(watch, Transport.REWIND))
    stage.until(lambda: watch.there)
    stage.play(20)
    assert watch.frame == frame - 8, "paused, as before"
    stage.play(60, events=hands.down(watch, Transport.FORWARD))
    assert watch.ended
    stage.play(60, events=[*hands.up(watch, Transport.FORWARD), *hands.down(watch, Transport.REWIND)])
    stage.play(120)
    assert watch.frame == 0, "at the start it stays there"


def test_a_held_key_steps_on_frame_by_frame(stage: Stage, watch: Watch) -> None:
    stage.play(60, events=[key_down(pygame.K_PERIOD)])
    assert 44 < watch.frame < 52, "about ten a second, after a moment"
    frame = watch.frame
    stage.play(60, events=[key_up(pygame.K_PERIOD)])
    assert watch.frame == frame


def test_the_timeline_is_pressed_and_dragged(stage: Stage, watch: Watch, recording: Recording, flown) -> None:
    deck, film = watch.deck, watch.film
    stage.play(events=click(*deck.place_of(100)))
    stage.until(lambda: watch.there)
    assert abs(watch.frame - 100) <= 1, "a pixel is less than a tick here"
    press, _ = click(*deck.place_of(100))
    stage.play(events=[press])
    for frame in range(100, recording.last, 7):
        stage.play(events=[mouse_to(*deck.place_of(frame))])
        assert abs(watch.frame - frame) <= 1
        assert watch.episode.digest() == flown[watch.projector.shown], "what is seen meanwhile is some moment as it was"
    stage.play(events=[mouse_to(9999, 5), click(9999, 5)[1]])
    assert watch.frame == film.last, "beyond it is its end"
    stage.play(events=[mouse_to(*deck.place_of(50))])
    assert watch.frame == film.last, "let go"
    stage.until(lambda: watch.there)


def test_the_mouse_on_the_picture(stage: Stage, watch: Watch) -> None:
    stage.play(events=click(640, 200))
    assert watch.running
    stage.play(events=click(640, 200))
    assert not watch.running
    frame = watch.frame
    stage.play(events=click(4, 716))
    assert (watch.frame, watch.running) == (frame, False), "the deck's corner is nothing to press"
    stage.play(events=[pygame.Event(pygame.MOUSEWHEEL, x=0, y=1, flipped=False)])
    assert watch.frame == frame - 1
    stage.play(events=[pygame.Event(pygame.MOUSEWHEEL, x=0, y=-1, flipped=False)] * 2)
    assert watch.frame == frame + 1
    stage.play(events=click(640, 200, button=3))
    assert stage.name == "intermission"


def test_a_window_that_loses_the_keyboard_goes_on_and_still_obeys(stage: Stage, watch: Watch) -> None:
    stage.play(events=tap(pygame.K_SPACE))
    stage.play(5, events=[pygame.Event(pygame.WINDOWFOCUSLOST)])
    assert stage.scene is watch
    assert watch.running
    stage.play(events=tap(pygame.K_COMMA))
    assert not watch.running


def test_the_menu_leads_everywhere_and_back(stage: Stage, watch: Watch) -> None:
    hands = Keyboard()
    stage.play(events=tap(pygame.K_ESCAPE))
    stage.look()
    hands.choose(stage, "WHAT WAS SAID")
    stage.look()
    hands.back(stage)
    hands.choose(stage, "OPTIONS")
    stage.look()
    hands.back(stage)
    hands.choose(stage, "FROM THE START")
    assert stage.scene is watch
    assert watch.running
    assert watch.frame <= 1
    stage.play(events=tap(pygame.K_ESCAPE))
    hands.choose(stage, "TITLE")
    assert stage.name == "title"


@pytest.mark.parametrize("size", [(1280, 720), (640, 360), (1920, 800)])
@pytest.mark.parametrize("text_size", [100, 150, 200])
def test_the_deck_fits(size: tuple[int, int], text_size: int, tmp_path: Path, recording, level) -> None:
    stage = Stage(tmp_path, size)
    stage.app.settings.text_size = text_size
    watch = shown(stage, Film(recording, level, 40))
    stage.app.devices.last_used = "pad"  # its names are the longest
    stage.look()
    rects = [rect for _, rect in watch.deck._buttons]
    assert {wish for wish, _ in watch.deck._buttons} == set(Transport)
    unit = watch.deck._unit
    assert rects[0][0] >= 0
    assert (rects[-1][0] + rects[-1][2]) * unit <= size[0]
    for (x, _, wide, _), after in pairwise(rects):
        assert x + wide <= after[0] + 1e-6, "no button lies under another"
    assert all((y + high) * unit <= size[1] + 1 for _, y, _, high in rects)
    for wish in Transport:
        assert watch.deck.button(*watch.deck.middle(wish)) is wish


def test_what_is_heard_keeps_off_the_bars_of_a_picture_that_is_lower_than_its_window(
    tmp_path: Path, recording, level, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(tmp_path, (960, 540))
    stage.app.settings.text_size = 200
    watch = shown(stage, Film(recording, level, 40))
    kept: list = []
    monkeypatch.setattr("game.play.scenes.watch.draw_heard", lambda canvas, app, high, taken: kept.append(taken))
    stage.play(60)
    rows = watch.picture(1.0).hud.rows
    white = rows[rows[:, 0] == stage.app.atlas.ids["white"]]
    left, top, wide, high = (1.5 * side for side in kept[-1][0])
    drawn = np.stack([white[:, 1] - white[:, 3] / 2, white[:, 2] - white[:, 4] / 2, white[:, 3], white[:, 4]], axis=1)
    assert (np.abs(drawn - (left, top, wide, high)).max(axis=1) < 2.0).any(), "a panel is there, to the pixel"


# --- time ---


@pytest.mark.parametrize("number", range(len(SPEEDS)), ids=lambda number: "/".join(map(str, SPEEDS[number])))
def test_each_speed_passes_its_ticks(number: int, stage: Stage, watch: Watch) -> None:
    over, under = SPEEDS[number]
    for _ in range(abs(number - AS_FLOWN)):
        stage.play(events=tap(pygame.K_UP if number > AS_FLOWN else pygame.K_DOWN))
    stage.play(events=tap(pygame.K_SPACE))
    stage.play(15)
    assert watch.frame == 40 + 16 * over // under
    stage.look()


def test_between_ticks_the_picture_still_moves(stage: Stage, watch: Watch) -> None:
    """At an eighth a tick lasts eight pictures: the ground glides under the ship all the same."""
    for _ in range(3):
        stage.play(events=tap(pygame.K_DOWN))
    stage.play(events=tap(pygame.K_SPACE))
    seen = set()
    for _ in range(40):
        stage.play()
        seen.add(stage.scene.picture(1.0).camera.x)
    assert len(seen) > 15, "40 pictures of 5 ticks"


def test_it_stays_at_its_end_and_can_be_wound_back(stage: Stage, watch: Watch, flown) -> None:
    film = watch.film
    stage.play(events=tap(pygame.K_SPACE))
    stage.until(lambda: not watch.running, limit=film.last + 5)
    assert watch.frame == film.last
    assert watch.episode.outcome == "won"
    stage.play(200)
    assert stage.scene is watch, "no figures, no next chapter"
    assert watch.episode.frame == film.last
    assert watch.episode.digest() == flown[film.last], "nothing has flown on"
    stage.play(events=tap(pygame.K_COMMA))
    stage.until(lambda: watch.there)
    assert watch.episode.digest() == flown[film.last - 1]
    assert watch.episode.outcome is None
    watch.go(film.last)
    stage.play(events=tap(pygame.K_SPACE))
    assert watch.running, "and once more from the start"
    assert watch.frame <= 1


def test_nobody_outruns_the_film(stage: Stage, watch: Watch, flown) -> None:
    """A place that is still being flown to is waited for, running or not."""
    watch.film.work = lambda seconds: None
    watch.go(watch.film.last - 10)
    watch.running = True
    stage.play(30)
    assert watch.frame == watch.film.last - 10
    assert watch._status().startswith("SEEKING")
    stage.look()
    del watch.film.work
    stage.until(lambda: watch.ended)
    assert watch.episode.digest() == flown[watch.film.last]


def test_one_may_leave_at_once(stage: Stage, recording: Recording, level: Level, flown) -> None:
    """Before anything but the first frame has been flown."""
    watch = shown(stage, Film(recording, level))
    watch.film.work = lambda seconds: None
    stage.play(3, events=tap(pygame.K_END))
    stage.look()
    watch.film._advance()  # gives up the stretch
    stage.play(3)
    stage.look()
    del watch.film.work
    stage.until(lambda: watch.there)
    assert watch.episode.digest() == flown[recording.last]


# --- exactness ---


def test_any_moment_is_as_it_was_flown(stage: Stage, watch: Watch, recording: Recording, flown) -> None:
    """There and back across the checkpoint, the defeat and the retry: every subsystem, to the bit."""
    rng = np.random.default_rng(11)
    ends = [0, recording.last, half(recording), half(recording) - 1, half(recording) + 1, *recording_landmarks(watch)]
    for frame in [*ends, *rng.integers(0, recording.last + 1, 25).tolist()]:
        watch.go(frame)
        stage.until(lambda: watch.there)
        assert watch.episode.frame == frame
        assert watch.episode.digest() == flown[frame]
    for frame in range(watch.frame, 0, -1)[:50]:
        stage.play(events=tap(pygame.K_COMMA))
        stage.until(lambda: watch.there)
        assert watch.episode.digest() == flown[frame - 1]


def recording_landmarks(watch: Watch) -> list[int]:
    """The frames round its defeat."""
    while not watch.film.surveyed:
        watch.film.work(1.0)
    lost = next(iter(watch.film.landmarks.losses))
    return [lost - 1, lost, lost + 1, lost + LOST_FOR, lost + LOST_FOR + 1]


def test_running_on_from_any_moment_is_as_it_was_flown(stage: Stage, watch: Watch, recording: Recording, flown) -> None:
    for start in (half(recording) - 20, 0, recording.last - 150):
        watch.go(start)
        stage.until(lambda: watch.there)
        watch.running = True
        for _ in range(100):
            stage.play()
            assert watch.projector.shown == watch.frame
            assert watch.episode.digest() == flown[watch.frame]


def test_looking_changes_nothing(level: Level, recording: Recording, flown) -> None:
    """Stills are taken of a flight that goes on as if nobody had."""
    replay, screen = Replay(recording, level), Episode(level)
    while not replay.ended:
        replay.step()
        still = replay.episode.still()
        if replay.frame % 3 == 0:
            screen.show(still)
            assert screen.digest() == flown[replay.frame]
    assert replay.episode.digest() == flown[recording.last]


def test_the_film_keeps_to_its_room(level: Level, recording: Recording, flown, monkeypatch) -> None:
    """Wherever one goes in whichever way: a stretch without gaps, of bounded size, every still of it right."""
    monkeypatch.setattr(films, "ROOM", 1)
    monkeypatch.setattr(films, "GLIMPSE_ROOM", 1 << 15)
    most = 2 * films.BEHIND + films.AHEAD
    film, rng = Film(recording, level), np.random.default_rng(3)
    screen = film.blank()
    for frame in rng.integers(0, recording.last + 1, 60).tolist():
        way = int(rng.integers(-1, 2))
        for step in range(0, int(rng.integers(1, 40))):
            film.want(frame - 8 * step if way < 0 else frame, way)
            film.work(0.0005)
        while film.at(film.wanted) is None:
            film.work(0.001)
        assert all(film.at(each) is not None for each in range(film.low, film.high + 1))
        assert len(film._stills) + len(film._piece) <= most + films.PIECE
        for still in film.behind(film.wanted, 30):
            screen.show(still.moment)
            assert screen.digest() == flown[still.frame]
    assert len(film._glimpses) < 12


def test_who_jumps_away_and_back_at_once_finds_the_stretch_gone(
    level: Level, recording: Recording, monkeypatch
) -> None:
    monkeypatch.setattr(films, "NEAR", 10)  # so far that nothing of the stretch is kept
    film = Film(recording, level)
    while film.high < films.AHEAD:
        film.work(0.01)
    film.want(recording.last)
    film.work(0.0)
    film.want(0)
    while film.at(0) is None:
        film.work(0.01)
    assert [still.frame for still in film.behind(0, 1)] == [0]


def test_what_happened_is_told_once_and_in_order(level: Level, recording: Recording) -> None:
    replay, told = Replay(recording, level), {}
    while not replay.ended:
        events = replay.step()
        told[replay.frame] = events
    film = Film(recording, level, half(recording))
    film.want(half(recording) + 90)
    while film.at(film.wanted) is None or film.low > 0:
        film.work(0.01)
        film.want(max(0, film.wanted - 5), -1)
    for frame in range(1, half(recording)):
        assert film.at(frame).told == told[frame]


# --- what is seen and heard ---


def test_nothing_of_another_moment_smears_over_a_jump(stage: Stage, watch: Watch, recording: Recording) -> None:
    watch.go(half(recording) - 5)
    watch.running = True
    stage.until(lambda: watch.frame == half(recording), limit=60)
    for frame in (30, recording.last - 5, 60):
        watch.go(frame)
        watch.running = False
        stage.until(lambda: watch.there)
        stage.look()
        world, view = watch.episode.world, watch.view
        x = float(world.ships.x[world.player_row])
        assert view.particles.n > 0, "the drive burns"
        assert float(np.abs(view.particles.column("x") - x).max()) < 250.0
        slots = list(view.trails._slot.values())
        strong = view.trails._strength[slots] > 0
        assert strong.any(), "and the trail of this place is there at once"
        assert float(np.abs(view.trails._x[slots][strong] - x).max()) < 250.0
        assert abs(view.camera.x - x) < 640.0
        assert view.glass.hud.shown > 0.5


def test_winding_back_shows_one_moment_after_another(stage: Stage, watch: Watch, recording: Recording) -> None:
    recording_landmarks(watch)
    watch.go(recording.last)
    stage.until(lambda: watch.there)
    stage.play(24, events=[key_down(pygame.K_LEFT)])
    watch.go(recording.last)
    seen = []
    for _ in range(30):
        stage.play()
        stage.look()
        seen.append(watch.projector.shown)
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) > 15, "it does not stand until it is let go"
    assert all(abs(frame - watch.frame) <= 8 * 30 for frame in seen)


FALLEN = """
[[beat]]
id = "up"
when = { on = "start" }
then = [{ do = "spawn", what = "statue", name = "statue", place = "start", order = "hold" }]

[[beat]]
id = "down"
after = ["up"]
when = { on = "timer", after = 1.0 }
then = [{ do = "hurt", who = "statue", amount = 50000 }]
"""


def test_what_has_fallen_lies_there_after_a_jump(stage: Stage, tmp_path: Path) -> None:
    folder = short_level(tmp_path / "statue")
    (folder / "level.toml").write_text(LEVEL["level.toml"] + FALLEN)
    level = library.load(str(folder))
    episode = Episode(level)
    recorder = Recorder(episode)
    for _ in range(400):
        episode.step(Command())
        recorder.note(episode, Command())
    watch = shown(stage, Film(recorder.recording(), level, 10))
    assert KINDS["statue"].art == "statue"
    recording_landmarks_seen(watch)
    watch.go(390)
    stage.until(lambda: watch.there)
    assert [remain.art for remain in watch.view.remains._left] == ["statue_broken"]
    watch.go(20)
    stage.until(lambda: watch.there)
    assert watch.view.remains._left == [], "there it stands"


def recording_landmarks_seen(watch: Watch) -> None:
    while not watch.film.surveyed:
        watch.film.work(1.0)
    assert len(watch.film.landmarks.falls) == 1


class Ear:
    """Stands where the sound would."""

    def __init__(self) -> None:
        self.events: list[object] = []
        self.heard: list[str] = []
        self.captions = type("", (), {"shown": []})

    def follow(self, episode: Episode, events: list[object], dt: float, *, shown: int) -> None:
        self.heard.append("flight")
        self.events += events

    def update(self, dt: float) -> None:
        self.heard.append("nothing")

    def quiet(self) -> None:
        self.heard.append("quiet")

    def hold(self) -> None:
        self.heard.append("hold")

    def go_on(self) -> None:
        self.heard.append("go on")

    def hush(self, *, sweep: bool) -> None:
        self.heard.append("hush")

    def play_music(self, cue: str) -> None:
        self.heard.append("music")

    def interface(self, act: str) -> None:
        """A touch of the deck."""

    def close(self) -> None:
        """It is over."""


def test_only_what_runs_as_it_was_flown_is_heard(stage: Stage, watch: Watch, recording: Recording) -> None:
    ear = stage.app.audio = Ear()

    def hear(frames: int, *events: pygame.Event) -> set[str]:
        ear.heard.clear()
        stage.play(events=events)
        ear.heard.clear()
        stage.play(frames)
        return set(ear.heard)

    assert hear(20) == {"nothing"}, "paused"
    ear.heard.clear()
    stage.play(events=tap(pygame.K_SPACE))
    assert ear.heard[-2:] == ["music", "flight"]
    assert hear(20) == {"flight"}
    stage.play(events=tap(pygame.K_UP))
    assert "hush" in ear.heard
    assert hear(20) == {"nothing"}, "at twice the speed"
    assert "flight" in hear(5, *tap(pygame.K_DOWN))
    assert hear(30, key_down(pygame.K_LEFT)) >= {"nothing"}, "winding"
    assert "flight" not in hear(5)
    stage.play(events=[key_up(pygame.K_LEFT)])
    watch.running = True
    watch.go(half(recording) - 3)
    stage.until(lambda: watch.there)
    ear.events.clear()
    stage.play(6)
    checkpoints = [event for event in ear.events if event.kind == "checkpoint"]
    assert len(checkpoints) == 1, "what happens is heard once"
    assert "flight" not in hear(5, *tap(pygame.K_ESCAPE)), "a menu stands over it"


# --- what the deck tells ---


def test_the_deck_tells_what_is_watched(stage: Stage, watch: Watch, recording: Recording) -> None:
    recording_landmarks(watch)
    reading = watch._reading()
    assert reading.marks == [half(recording)]
    assert reading.name(half(recording)) == "half"
    assert list(reading.losses.values()) == ["pit"]
    assert (reading.outcome, reading.first, reading.last) == ("won", 0, recording.last)
    assert reading.flown_by == "FLOWN BY NOBODY"
    assert "SEED 5" in reading.about[0]
    assert reading.status == "PAUSED"
    assert reading.warning == ""
    watch.go(recording.last)
    stage.until(lambda: watch.there)
    assert watch._reading().status == "AT THE END"
    for place in (watch.deck.place_of(half(recording)), watch.deck.place_of(next(iter(reading.losses)))):
        stage.play(events=[mouse_to(*place)])
        stage.look()


def test_a_moment_of_defeat_is_marked_and_dark(stage: Stage, watch: Watch) -> None:
    lost = recording_landmarks(watch)[1]
    watch.go(lost + 20)
    stage.until(lambda: watch.there)
    assert watch.episode.waiting_retry
    stage.look()
    watch.go(lost + LOST_FOR + 10)
    stage.until(lambda: watch.there)
    assert not watch.episode.waiting_retry


def test_a_checkpoint_that_somebody_else_kept_says_after_which(level: Level) -> None:
    episode = Episode(level)
    recorder = Recorder(episode)
    for _ in range(150):
        episode.step(RIGHT)
        recorder.note(episode, RIGHT)
    recorder.keep()
    film = Film(recorder.recording(), level)
    assert [film.name(c) for c in film.recording.checkpoints] == ["", "half", "after half"]


def test_a_recording_from_the_middle_shows_the_time_of_the_flight(stage: Stage, recording: Recording, level, flown):
    tail = recording.cut(1.0)
    assert tail.first == half(recording)
    watch = shown(stage, Film(tail, level, 0))
    assert watch.frame == tail.first
    assert watch.episode.digest() == flown[tail.first]
    stage.play(events=tap(pygame.K_PAGEUP))
    stage.play(events=tap(pygame.K_LEFT))
    assert watch.frame == tail.first, "nothing is before it"
    watch.go(tail.last)
    stage.until(lambda: watch.there)
    assert watch.episode.digest() == flown[tail.last]


def test_what_strays_from_the_recording_says_so(stage: Stage, recording: Recording, level: Level) -> None:
    commands = recording.commands.copy()
    commands[20:40] = np.frombuffer(DOWN.pack(), np.uint8)
    watch = shown(stage, Film(replace(recording, commands=commands), level, 10))
    assert watch._reading().warning == ""
    while not watch.film.surveyed:
        watch.film.work(1.0)
    assert 20 < watch.film.landmarks.strayed <= 24
    assert str(watch.film.landmarks.strayed) in watch._reading().warning
    stage.look()


def test_a_damaged_checkpoint_costs_only_time(stage: Stage, recording, level, flown, monkeypatch) -> None:
    monkeypatch.setattr(films, "NEAR", 10)  # or this flight is too short for anybody to need it
    first, second, *others = recording.checkpoints
    broken = Checkpoint(second.frame, second.digest, b"\x93garbage")
    watch = shown(stage, Film(replace(recording, checkpoints=[first, broken, *others]), level, 0))
    for frame in (recording.last, second.frame, second.frame + 1, 3):
        watch.go(frame)
        stage.until(lambda: watch.there)
        assert watch.episode.digest() == flown[frame]
    assert "DAMAGED" in watch._reading().warning
    assert str(second.frame) in watch._reading().warning
    assert watch._reading().name(second.frame) == "checkpoint"
    stage.look()


# --- the command line, and what is left behind ---


@pytest.fixture
def rolled(stage: Stage, monkeypatch) -> Stage:
    """`callister replay --watch` shows on this stage instead of in a window."""

    def window(options, begin, without: str) -> int:
        begin(stage.app)
        stage.without = without
        return 0

    monkeypatch.setattr(cli.flights, "open_window", window)
    return stage


def replay(*arguments: object) -> int:
    return cli.main(["replay", *map(str, arguments)])


def test_a_level_that_lies_elsewhere_is_watched(rolled: Stage, recording: Recording, level: Level, tmp_path: Path):
    file = tmp_path / "flight.rec"
    recording.save(file)
    moved = shutil.copytree(level.folder, tmp_path / "other-name")
    assert replay(file, "--watch", "--level", moved, "--from", 2, "--user-dir", tmp_path / "nobody") == 0
    assert rolled.name == "watch"
    assert rolled.scene.frame == 120
    assert rolled.scene.film.level.folder == moved
    assert rolled.without == f"callister replay {file} --level {moved} --clip OUT.gif"
    rolled.look()


@pytest.mark.parametrize("damage", ["no level", "another level", "too late", "no start"])
def test_what_does_not_fit_is_refused_before_a_window_opens(
    damage: str, recording: Recording, level: Level, tmp_path: Path, monkeypatch, capsys
) -> None:
    def window(*_: object) -> int:
        raise AssertionError("a window opened")

    monkeypatch.setattr(cli.flights, "open_window", window)
    file, folder, options = tmp_path / "flight.rec", level.folder, []
    fits = recording
    if damage == "no level":
        folder = tmp_path / "nowhere"
    elif damage == "another level":
        folder = shutil.copytree(level.folder, tmp_path / "changed")
        (folder / "level.toml").write_text(LEVEL["level.toml"].replace("seed = 3", "seed = 4"))
    elif damage == "too late":
        options = ["--from", 100]
    else:
        fits = recording.cut(1.0)
        fits.checkpoints[0] = Checkpoint(fits.first, fits.checkpoints[0].digest, b"\x93garbage")
    fits.save(file)
    assert replay(file, "--watch", "--level", folder, *options, "--user-dir", tmp_path / "user") == 2
    assert str(file) in capsys.readouterr().err


def test_watching_leaves_nothing_behind(stage: Stage, watch: Watch, recording: Recording, tmp_path: Path) -> None:
    before = sorted(stage.app.user_folder.rglob("*"))
    watch.go(0)
    watch.running = True
    stage.until(lambda: watch.ended, limit=recording.last + 60)
    watch.go(40)
    stage.play(30)
    stage.app.quit()
    assert sorted(stage.app.user_folder.rglob("*")) == before
    assert stage.app.saves.latest() is None


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
def test_in_a_real_window_with_real_keys(display: str, recording: Recording, level: Level, tmp_path: Path) -> None:  # noqa: F811
    file, user = tmp_path / "flight.rec", tmp_path / "user"
    recording.save(file)
    command = [sys.executable, "-m", "game.cli", "--user-dir", str(user)]
    window = Window.__new__(Window)
    window.user_folder = user
    window.environment = {**os.environ, "DISPLAY": display, "SDL_AUDIODRIVER": "dummy", "SDL_VIDEODRIVER": "x11"}
    command += ["replay", str(file), "--watch", "--level", str(level.folder)]
    window.program = subprocess.Popen(command, env=window.environment, stderr=subprocess.PIPE, text=True)
    try:
        window.must("first picture")
        for _ in range(8):  # without a window manager the keyboard comes some time after the first picture
            window.key("key", "Escape")
            if window.wait("scene intermission", 6.0):
                break
        window.key("key", "Escape")
        assert window.wait_until(lambda: window.log().count("scene watch") == 2), window.log()
        window.key("key", "End")
        time.sleep(0.5)
        window.key("key", "comma", "comma", "comma", "period")
        time.sleep(0.5)
        window.key("key", "Escape")
        assert window.wait_until(lambda: window.log().count("scene intermission") == 2), window.log()
        window.key("key", "Up")  # the last entry: quit
        window.key("key", "Return")
        assert window.program.wait(timeout=60) == 0
    finally:
        window.program.kill()
        _, errors = window.program.communicate(timeout=20)
    assert errors == ""
    assert f"no longer watched, at tick {recording.last - 2} of {recording.last}" in window.log()
    assert [path.name for path in user.rglob("*")] == ["callister.log"], "no save, no note, no setting"


def test_ticks_follow_the_clock_and_not_the_pictures(stage: Stage, watch: Watch) -> None:
    """A display of 144 Hz, and a picture that took long."""
    watch.running = True
    for _ in range(144):
        watch.update(Beat(0, 0.5, 1 / 144, 1 / 144))
    assert 99 <= watch.frame <= 100
    watch.update(Beat(6, 0.0, 6 * TICK, 6 * TICK))
    assert 105 <= watch.frame <= 106
