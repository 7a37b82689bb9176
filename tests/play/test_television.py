"""The sofa in the window: the dial by every device, one's own flight in the tube, credits, and the title after."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pygame
import pytest

from game.lab import reel
from game.lab.recorder import Recorder
from game.lab.reel import Camera
from game.lab.run import run
from game.play.saves import Save
from game.play.scenes import chapters, way
from game.play.scenes.title import ONLINE, SOMEONE, Title
from game.play.scenes.way import MOMENTS
from game.render.frame import Frame
from game.sim.command import Command, Held
from game.story import library, moments
from game.story.campaign import Progress
from game.story.episode import Episode
from game.story.moments import Moment
from game.story.state import Fade, Line
from tests.play.hands import key_down, key_up, mouse_to, pad_down, pad_up, stick
from tests.play.stage import Keyboard, Stage, short_level

RIGHT = Command.of(move=(1.0, 0.0), held=Held.DIRECT)
DIAL = 60 * 45  # frames within which the dial is free
GLASS = (470, 84, 312, 236)


def campaign(folder: Path) -> Progress:
    """A campaign at its last chapter, with one moment of a short hop in the player's folder."""
    short_level(folder / "levels" / "hop")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moments, "MOMENTS", (Moment("sweep", "hop", "half way", (("beat", "gate"),), before=0.6),))
        episode = Episode(library.load("hop", folder), 5)
        camera = Camera(episode)
        while episode.outcome is None:
            camera.note(episode, RIGHT, episode.step(RIGHT))
    names = reel.keep(camera.clips(episode), folder / MOMENTS)
    return Progress(at="11-television", moments=names, met=["kevin_destroyer", "bea_on_break"])


@pytest.fixture
def kept(tmp_path: Path) -> Progress:
    return campaign(tmp_path)


def seat(stage: Stage, progress: Progress) -> None:
    """From the chapter's beginning to where everybody sits, and the dial is free."""
    chapters.begin(stage.app, "11-television", progress=progress)
    stage.until(lambda: television(stage) is not None and television(stage).dial, DIAL)


@pytest.fixture(scope="module")
def seated(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A recording that begins where everybody sits: they walk to the sofa once for all tests."""
    folder = tmp_path_factory.mktemp("seated")
    stage = Stage(folder)
    seat(stage, campaign(folder))
    return Recorder(stage.scene.episode).recording().pack()


@pytest.fixture
def stage(tmp_path: Path, kept: Progress, seated: bytes) -> Stage:
    """Everybody sits, and the dial is free."""
    stage = Stage(tmp_path)
    chapters.take_up(stage.app, Save("11-television", "Television", "sofa", seated, kept))
    assert television(stage).dial
    return stage


def television(stage: Stage):
    return stage.scene.episode.director.television


def tap(down: list[pygame.Event], up: list[pygame.Event]):
    def press(stage: Stage) -> None:
        stage.play(4, events=down)
        stage.play(10, events=up)

    return press


def button(number: int):
    at = {"pos": (640, 400), "button": number, "touch": False}
    return tap(
        [mouse_to(640, 400), pygame.Event(pygame.MOUSEBUTTONDOWN, **at)], [pygame.Event(pygame.MOUSEBUTTONUP, **at)]
    )


NEXT = {
    "keyboard": tap([key_down(pygame.K_d)], [key_up(pygame.K_d)]),
    "arrows": tap([key_down(pygame.K_RIGHT)], [key_up(pygame.K_RIGHT)]),
    "mouse": button(1),
    "pad": tap([stick(pygame.CONTROLLER_AXIS_LEFTX, 1.0)], [stick(pygame.CONTROLLER_AXIS_LEFTX, 0.0)]),
}
BEFORE = {
    "keyboard": tap([key_down(pygame.K_a)], [key_up(pygame.K_a)]),
    "arrows": tap([key_down(pygame.K_LEFT)], [key_up(pygame.K_LEFT)]),
    "mouse": button(3),
    "pad": tap([stick(pygame.CONTROLLER_AXIS_LEFTX, -1.0)], [stick(pygame.CONTROLLER_AXIS_LEFTX, 0.0)]),
}


@pytest.mark.parametrize("scheme", ["direct", "helm"])
@pytest.mark.parametrize("hands", NEXT)
def test_the_dial_turns_for_every_device(hands: str, scheme: str, stage: Stage) -> None:
    stage.app.settings.scheme = scheme
    stage.app.apply_settings()
    NEXT[hands](stage)
    NEXT[hands](stage)
    assert television(stage).channel == 3
    BEFORE[hands](stage)
    assert television(stage).channel == 2
    assert stage.name == "flight"


@pytest.mark.parametrize(
    "press",
    [
        tap([key_down(pygame.K_x)], [key_up(pygame.K_x)]),
        tap([pad_down(pygame.CONTROLLER_BUTTON_B)], [pad_up(pygame.CONTROLLER_BUTTON_B)]),
    ],
)
def test_it_can_be_switched_off(press, stage: Stage) -> None:
    stage.play(90)
    assert television(stage).on
    press(stage)
    assert not television(stage).on


def glass(stage: Stage) -> np.ndarray:
    stage.app.renderer.draw(stage.scene.picture(1.0))
    left, top, wide, high = GLASS
    pixels = pygame.surfarray.array3d(stage.app.renderer.image())
    return pixels[left + 20 : left + wide - 20, top + 20 : top + high - 20].astype(float)


def test_a_channel_shows_this_players_own_flight(stage: Stage) -> None:
    stage.play(90)
    NEXT["keyboard"](stage)
    tube = stage.scene.tube
    stage.until(lambda: tube.runs, 600)
    assert tube.moment == "sweep"
    frame = tube.frame("sweep", (312, 236))
    assert isinstance(frame, Frame)
    assert frame.world.n > 0, "a ship is flown there"
    first = tube._replay.frame
    stage.play(30)
    assert tube._replay.frame > first
    stage.until(lambda: not tube.runs, 900)
    stage.until(lambda: tube.runs, 600)  # and again from its beginning
    assert glass(stage).std() > 4.0


def test_where_nothing_was_kept_it_snows(stage: Stage) -> None:
    stage.play(90)
    for _ in range(3):
        NEXT["keyboard"](stage)
    stage.play(60)
    assert television(stage).channel == 4
    assert not stage.scene.tube.runs
    before = glass(stage)
    stage.play(20)
    assert np.abs(glass(stage) - before).mean() > 3.0, "it never stands still"


def test_what_was_flown_in_another_version_of_its_level_is_a_tape_that_is_worn_out(tmp_path: Path, kept) -> None:
    changed = tmp_path / "levels" / "hop" / "level.toml"
    changed.write_text(changed.read_text().replace("seed = 3", "seed = 4"))
    stage = Stage(tmp_path)
    seat(stage, kept)
    NEXT["keyboard"](stage)
    stage.play(60)
    tube = stage.scene.tube
    assert tube.worn("sweep")
    assert tube.frame("sweep", (312, 236)) is None
    stage.look()
    words = stage.scene.view._sofa._within.hud
    assert len(words.rows) > 20, "its label, in letters"


def test_every_channel_looks_like_something_else(stage: Stage) -> None:
    stage.play(90)
    seen = []
    for _ in range(8):
        stage.play(40)
        seen.append(glass(stage).mean(axis=(0, 1)))
        NEXT["keyboard"](stage)
    card, news, sea = seen[0], seen[6], seen[7]
    for one, other in ((card, news), (news, sea), (card, sea)):
        assert np.abs(one - other).sum() > 25.0
    assert sea.sum() > 150.0, "the sea is light"


def test_no_instrument_is_drawn(stage: Stage) -> None:
    stage.play(120)
    assert stage.scene.view.glass.hud.shown == 0.0


def test_what_is_said_there_is_read_in_the_dark_too(stage: Stage) -> None:
    state = stage.scene.episode.director.state
    state.fade = Fade(1.0, 1.0, 60, 60)
    state.talk.line = None
    stage.scene.view.update([], 1.0)
    assert stage.scene.picture(1.0).post.fade_hud == 1.0
    state.talk.line = Line("x", "nate", "Who is that?", "say", 60, 300, "")
    stage.scene.view.update([], 1.0)
    post = stage.scene.picture(1.0).post
    assert (post.fade, post.fade_hud) == (1.0, 0.0)


def test_what_is_heard_is_not_written_over_what_is_said(stage: Stage) -> None:
    state, view = stage.scene.episode.director.state, stage.scene.view
    view.update([], 1.0)
    for kind, who in (("say", "nate"), ("sound", "")):
        state.talk.line = Line("x", who, "A switch. A tube, warming.", kind, 60, 300, "")
        stage.look()
        ((x, y, wide, high),) = view.glass.taken
        assert wide > 100.0
        assert y + high > 600.0
        assert x + wide / 2 == pytest.approx(640.0)
    state.talk.line = None
    stage.look()
    assert view.glass.taken == []


def test_watching_changes_no_tick(tmp_path: Path, stage: Stage) -> None:
    """The same hands without a tube come to the same digest."""
    other = Stage(tmp_path / "elsewhere")
    progress = Progress(at="11-television", moments={"sweep": "sweep-00000000.clip"})
    chapters.begin(other.app, "11-television", progress=progress)
    other.until(lambda: television(other) is not None and television(other).dial, DIAL)
    for each in (stage, other):
        NEXT["keyboard"](each)
        each.play(120)
    assert stage.scene.episode.frame == other.scene.episode.frame
    assert stage.scene.episode.digest() == other.scene.episode.digest()


def test_the_credits_name_whoever_was_met_and_leave_a_gap(stage: Stage) -> None:
    from game.render.sofa_view import credit_rows

    assert list(stage.scene.view.thanks) == [] or stage.scene.view.thanks == ["kevin_destroyer", "bea_on_break"]
    stage.play(5)
    assert stage.scene.view.thanks == ["kevin_destroyer", "bea_on_break"]
    whole, less = credit_rows(stage.scene.view.thanks), credit_rows(stage.scene.view.thanks, "bea_on_break")
    assert "bea_on_break" in [row.words for row in whole]
    assert "bea_on_break" not in [row.words for row in less]
    assert [row.gap for row in less if row.gap] == [len("bea_on_break")]
    assert [row.words for row in whole if row.words in ("herself", "himself")].count("himself") == 4


def test_afterwards_somebody_is_in(tmp_path: Path, kept: Progress) -> None:
    stage = Stage(tmp_path)
    way.keep(stage.app, Progress(at="", ending="freedom", moments=kept.moments))
    stage.app.go(Title(stage.app))
    assert stage.scene.ending == "freedom"
    assert stage.scene.menu.widgets[0].label == "CONTINUE"
    assert stage.scene.menu.widgets[0].note == "SOMEONE IS IN"
    stage.look()
    Keyboard().choose(stage, "CONTINUE")
    assert stage.name == "flight"
    assert stage.scene.episode.level.id == "11-television"
    assert stage.scene.progress.ending == "freedom"


def test_after_the_other_ending_a_lamp_is_lit_until_somebody_goes_on(tmp_path: Path) -> None:
    """The save before the answer stays the one to go on from; it says nothing else."""
    stage = Stage(tmp_path)
    before = stage.app.saves.keep(Save("07-the-garage", "The Garage", "answer", progress=Progress(at="07-the-garage")))
    way.keep(stage.app, Progress(at="", ending="companion"))
    assert stage.app.saves.latest() == before
    stage.app.go(Title(stage.app))
    assert stage.scene.ending == "companion"
    assert stage.scene.menu.widgets[0].note == "07  THE GARAGE"
    stage.look()
    stage.app.saves.keep(Save("07-the-garage", "The Garage", "answer", progress=Progress(at="07-the-garage")))
    stage.app.go(Title(stage.app))
    assert stage.scene.ending == ""


def test_before_that_nobody_is(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.app.saves.keep(Save("", "The Bridge", "b01", progress=Progress(at="b01")))
    stage.app.go(Title(stage.app))
    assert stage.scene.ending == ""
    assert SOMEONE != ONLINE


def test_after_the_last_chapter_comes_the_title(stage: Stage) -> None:
    flight = stage.scene
    NEXT["keyboard"](stage)
    tap([key_down(pygame.K_x)], [key_up(pygame.K_x)])(stage)
    stage.until(lambda: flight.episode.outcome == "won", 60 * 130)
    stage.until(lambda: stage.name == "ending", 60 * 5)
    stage.play(60 * 3)  # its picture has come on: before that no press leaves it
    stage.look()
    stage.play(events=[key_down(pygame.K_RETURN), key_up(pygame.K_RETURN)])
    stage.until(lambda: stage.name == "title", 60 * 3)
    assert stage.scene.ending == "freedom"


def picture(stage: Stage) -> np.ndarray:
    stage.app.renderer.draw(stage.scene.picture(1.0))
    return pygame.surfarray.array3d(stage.app.renderer.image())


def test_a_set_that_is_taken_away_leaves_the_ship_to_be_flown(tmp_path: Path) -> None:
    """It stands there for a while: the room is seen, then the place again, and the level can be won."""
    folder = tmp_path / "user" / "levels" / "hop"
    script = short_level(folder) / "level.toml"
    shown = '{ do = "television", on = true, channel = 8, dial = true }, { at = 2.0, do = "television", away = true }'
    half = 'then = [{ do = "checkpoint" }, '
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace(half, f"{half}{shown}, "), encoding="utf-8")
    result = run(library.load("hop", tmp_path / "user"), 3, limit=60.0)
    assert (result.outcome, result.reports) == ("won", [])
    stage = Stage(tmp_path / "user")
    chapters.begin(stage.app, "hop", bot="pilot")
    stage.until(lambda: stage.scene.episode.director.television is not None)
    room = picture(stage)
    stage.until(lambda: stage.scene.episode.director.television is None)
    stage.play(2)
    place = picture(stage)
    assert np.abs(room[:200].astype(int) - place[:200]).mean() > 20.0, "the room is not seen any more"
