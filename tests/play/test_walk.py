"""Every screen, by keyboard only, by mouse only, by pad only: reached, walked from end to end, and left again.

A flight itself is flown with keys or pad; whoever uses the mouse has the other hand on the keys there.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pygame
import pytest

from game.play import known
from game.play.film import Film
from game.play.saves import Save
from game.play.scenes import chapters
from game.play.scenes.chapter_end import ChapterEnd
from game.play.scenes.ending import Ending
from game.play.scenes.first_run import FirstRun
from game.play.scenes.interlude import Interlude
from game.play.scenes.photo import LOOKS
from game.play.scenes.title import WAITS
from game.play.scenes.workshop import Ours, Workshop
from game.story import check
from game.story.campaign import Flown, Progress
from game.ui.pages import Pages
from tests.play.hands import click, key_down, key_up, mouse_to, pad_tap, tap
from tests.play.stage import Keyboard, Mouse, Pad, Stage, short_level

CHAPTER = "01-no-gamertag"
PAUSE = "(pause)"  # a step of the way that is no entry of a menu
HANDS = {"keyboard": Keyboard(), "mouse": Mouse(), "pad": Pad()}


class Screen(NamedTuple):
    """How to get there from the title: entries that are chosen, or something that opens it without hands."""

    name: str
    way: tuple[str, ...] = ()
    opened: Callable[[Stage], object] | None = None


def _fly(stage: Stage) -> None:
    stage.app.saves.latest()
    chapters.begin(stage.app, "01")
    stage.play(2)


def _wait_alone(stage: Stage) -> None:
    stage.scene._alone = WAITS


def _broken_level(stage: Stage) -> None:
    folder = short_level(stage.app.user_folder / "levels" / "broken")
    (folder / "level.toml").write_text("title = 3\n")
    chapters.begin(stage.app, str(folder))


def _figures(stage: Stage) -> None:
    _fly(stage)
    stage.app.push(ChapterEnd(stage.app, stage.scene))


def _recording(stage: Stage) -> None:
    _fly(stage)
    stage.play(30)
    flight = stage.scene
    chapters.watch(stage.app, Film(flight.recorder.recording(), flight.episode.level, 0))
    stage.play(events=tap(pygame.K_ESCAPE))


def _interlude(stage: Stage) -> None:
    stage.app.go(Interlude(stage.app, "1-newsroom", (), lambda _: None))
    stage.play(2, events=tap(pygame.K_ESCAPE))


SCREENS = (
    Screen("options", ("OPTIONS",)),
    Screen("controls", ("OPTIONS", "Keys and buttons")),
    Screen("new-game", ("NEW GAME",)),
    Screen("chapters", ("CHAPTERS",)),
    Screen("load", ("LOAD",)),
    Screen("levels", ("LEVELS",)),
    Screen("workshop", ("LEVELS", "LEVEL EDITOR")),
    Screen("copy-level", ("LEVELS", "LEVEL EDITOR", "COPY OF ONE OF OURS")),
    Screen("credits", ("CREDITS",)),
    Screen("bridge", ("LOAD", "THE BRIDGE")),
    Screen("pause", ("CONTINUE", PAUSE)),
    Screen("said", ("CONTINUE", PAUSE, "WHAT WAS SAID")),
    Screen("photo", ("CONTINUE", PAUSE, "PHOTO MODE")),
    Screen("set-up", opened=lambda stage: stage.app.push(FirstRun(stage.app, stage.scene))),
    Screen("attract", opened=_wait_alone),
    Screen("ending", opened=lambda stage: stage.app.go(Ending(stage.app, "companion"))),
    Screen("end", opened=_figures),
    Screen("problems", opened=_broken_level),
    Screen("intermission", opened=_recording),
    Screen("recess", opened=_interlude),
)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of somebody who has played: a checkpoint, a bridge, chapters they know."""
    folder = tmp_path_factory.mktemp("played")
    short_level(folder / "levels" / CHAPTER)
    stage = Stage(folder)
    flown = [Flown(CHAPTER)]
    stage.app.saves.keep(Save("", "The Bridge", "b01", progress=Progress(at="b01", flown=flown)))
    chapters.begin(stage.app, "01")
    flight = stage.scene
    stage.play(events=[key_down(pygame.K_RIGHT)])
    stage.until(lambda: flight.episode.director.state.checkpoint == "half", 600)
    stage.play(events=[key_up(pygame.K_RIGHT)])
    flight._keeper.join()
    known.won(folder, CHAPTER, 61.0, 1, met=("ore_or_else",))
    return folder


def go(stage: Stage, hands, screen: Screen) -> None:
    if screen.opened:
        screen.opened(stage)
        stage.play(1)
    for step in screen.way:
        if step == PAUSE:
            stage.play(30)
            stage.play(
                events=pad_tap(pygame.CONTROLLER_BUTTON_START) if hands is HANDS["pad"] else tap(pygame.K_ESCAPE)
            )
        else:
            hands.choose(stage, step)
    assert stage.name == screen.name


def menu_of(stage: Stage):
    """What stands to be chosen, or None."""
    menu = getattr(stage.scene, "menu", None)
    return menu if hasattr(menu, "widgets") else None


def walk(stage: Stage, hands) -> None:
    """The focus comes to everything that can be chosen, on every page."""
    menu = menu_of(stage)
    for _ in range(len(menu.pages) if isinstance(menu, Pages) else 1 if menu else 0):
        wanted = {i for i, widget in enumerate(menu.widgets) if widget.focusable}
        seen: set[int] = set()
        for _ in menu.widgets:
            seen |= hover(stage, menu, wanted - seen) if hands is HANDS["mouse"] else {menu.focus}
            if seen >= wanted:
                break
            further = pygame.Event(pygame.MOUSEWHEEL, x=0, y=-1, flipped=False)
            stage.play(events=[further] if hands is HANDS["mouse"] else hands.step())
        assert seen >= wanted, f"{stage.name}: never at {[menu.widgets[i].label for i in wanted - seen]}"
        if isinstance(menu, Pages):
            menu.turn(1)


def hover(stage: Stage, menu, wanted: set[int]) -> set[int]:
    """Lay the pointer on each wanted row that is in view; returns those that the focus came to."""
    stage.look()
    unit, seen = stage.app.size[1] / 720.0, set()
    for row in [row for row in menu.rows if row.index in wanted]:
        stage.play(events=[mouse_to(round((row.x + row.width / 2) * unit), round((row.y + row.height / 2) * unit))])
        seen.add(menu.focus)
    return seen


def leave(stage: Stage, hands) -> None:
    """One step back, or something touched where anything leads back."""
    if hands is not HANDS["mouse"]:
        stage.play(events=hands.leave())
    elif stage.name in ("said", "credits", "problems", "attract", "ending"):
        stage.play(events=[mouse_to(30, 40), *click(30, 40)])
    else:
        stage.play(events=click(400, 500, 3))


def home(stage: Stage, hands) -> None:
    """Back to the title, whatever stands between."""
    for _ in range(400):
        menu = menu_of(stage)
        if stage.name == "title":
            return
        if stage.name == "flight":
            stage.play(events=tap(pygame.K_ESCAPE))
        elif menu is not None and any(widget.label == "TITLE" for widget in menu.widgets):
            hands.choose(stage, "TITLE")
        else:
            leave(stage, hands)
    raise AssertionError(f"no way back from {stage.name}")


@pytest.mark.parametrize("text_size", [100, 200])
@pytest.mark.parametrize("hands", HANDS)
def test_every_screen_is_reached_walked_and_left(hands: str, text_size: int, played: Path, tmp_path: Path) -> None:
    shutil.copytree(played, tmp_path / "user")
    stage = Stage(tmp_path / "user")
    stage.app.settings.text_size = text_size
    for screen in SCREENS:
        go(stage, HANDS[hands], screen)
        walk(stage, HANDS[hands])
        stage.look()
        leave(stage, HANDS[hands])
        home(stage, HANDS[hands])
    HANDS[hands].choose(stage, "QUIT")
    assert stage.scene is None


# --- photo mode ---


TAKES = {
    "keyboard": (tap(pygame.K_l), tap(pygame.K_RETURN)),
    "pad": (pad_tap(pygame.CONTROLLER_BUTTON_X), pad_tap(pygame.CONTROLLER_BUTTON_A)),
    "mouse": (),
}


@pytest.mark.parametrize("hands", HANDS)
def test_a_photo_is_taken_as_it_is_seen_and_lies_where_it_says(hands: str, played: Path, tmp_path: Path) -> None:
    shutil.copytree(played, tmp_path / "user")
    stage = Stage(tmp_path / "user")
    go(stage, HANDS[hands], next(screen for screen in SCREENS if screen.name == "photo"))
    photo, before = stage.scene, stage.scene.flight.episode.digest()
    for events in TAKES[hands] or (press(stage, photo, "LOOK"), press(stage, photo, "TAKE")):
        stage.play(events=events)
    taken = list((tmp_path / "user" / "photos").glob("*.png"))
    assert len(taken) == 1
    assert str(taken[0]) in photo.said
    assert LOOKS[photo.look] is LOOKS[1]
    picture = pygame.image.load(taken[0])
    assert picture.get_size() == stage.app.size
    foot = picture.get_at((4, 716))
    stage.app.renderer.draw(stage.scene.picture(1.0))
    assert stage.app.renderer.image().get_at((4, 716)) != foot, "the buttons are not in the photo"
    stage.play(20)
    assert photo.flight.episode.digest() == before, "the flight waits"


def press(stage: Stage, photo, name: str) -> list[pygame.Event]:
    """A click on one of the buttons at the foot of the picture."""
    stage.look()
    x, y, wide, high = next(spot for wish, *spot in photo.strip.spots if wish.name == name)
    at = round(x + wide / 2), round(y + high / 2)
    return [mouse_to(*at), *click(*at)]


MOVES = {
    "keyboard": ([key_down(pygame.K_RIGHT), key_down(pygame.K_e)], 30),
    "pad": (
        [
            pygame.Event(pygame.CONTROLLERAXISMOTION, axis=axis, value=32767, instance_id=0)
            for axis in (pygame.CONTROLLER_AXIS_LEFTX, pygame.CONTROLLER_AXIS_TRIGGERRIGHT)
        ],
        30,
    ),
    "mouse": (
        [
            pygame.Event(pygame.MOUSEBUTTONDOWN, pos=(700, 300), button=1),
            mouse_to(400, 300, (-300, 0)),
            pygame.Event(pygame.MOUSEWHEEL, x=0, y=1, flipped=False),
        ],
        1,
    ),
}


@pytest.mark.parametrize("hands", HANDS)
def test_the_camera_flies_and_comes_back_to_the_ship(hands: str, played: Path, tmp_path: Path) -> None:
    shutil.copytree(played, tmp_path / "user")
    stage = Stage(tmp_path / "user")
    go(stage, HANDS[hands], next(screen for screen in SCREENS if screen.name == "photo"))
    photo = stage.scene
    x, zoom = photo.x, photo.zoom
    events, frames = MOVES[hands]
    stage.play(frames, events=events)
    assert photo.x > x + 100.0
    assert photo.zoom > zoom * 1.05
    stage.app.devices.release_all()
    stage.play(events=press(stage, photo, "CENTRE"))
    assert (photo.x, photo.zoom) == (x, zoom)
    stage.play(600, events=[key_down(pygame.K_UP)])
    assert photo.y >= stage.scene.flight.episode.level.map.bounds[1] - 300.0, "not out of the world"


# --- the editor, from the title and back ---


@pytest.mark.parametrize("hands", HANDS)
def test_a_level_is_made_in_the_editor_and_one_comes_back(hands: str, played: Path, tmp_path: Path) -> None:
    shutil.copytree(played, tmp_path / "user")
    stage, levels = Stage(tmp_path / "user"), tmp_path / "user" / "levels"
    for step in ("LEVELS", "LEVEL EDITOR", "NEW LEVEL"):
        HANDS[hands].choose(stage, step)
    assert stage.scene.document.folder == levels / "my-level"
    out(stage, hands)
    HANDS[hands].choose(stage, "MY LEVEL")
    stage.scene.document.put_header("author", "me")
    out(stage, hands)  # what was not saved is asked about
    assert 'author = "me"' in (levels / "my-level" / "level.toml").read_text()
    leave(stage, HANDS[hands])
    assert stage.name == "levels"
    assert "MY LEVEL" in {row.label for row in stage.scene.menu.widgets}


def test_what_may_be_copied_says_its_chapter_or_that_it_is_none(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "user")
    stage.app.push(Ours(stage.app, stage.scene))
    notes = {row.label: row.note for row in stage.scene.menu.widgets}
    assert (notes["SWEEP"], notes["OPEN TO EVERYONE"]) == ("03", "BONUS")


def test_one_of_ours_is_copied_and_the_copy_is_whole(tmp_path: Path) -> None:
    stage, levels = Stage(tmp_path), tmp_path / "levels"
    stage.app.push(Workshop(stage.app, stage.scene))
    for folder, title in (("my-television", "Television, my copy"), ("my-television-2", "Television, my copy")):
        for step in ("COPY OF ONE OF OURS", "TELEVISION"):
            HANDS["keyboard"].choose(stage, step)
        assert stage.scene.document.folder == levels / folder
        assert stage.scene.document.header()["title"] == title
        stage.app.pop()
    assert check.check(levels / "my-television") == []


def out(stage: Stage, hands: str) -> None:
    """Out of the editor, with whatever it asks first."""
    editor = stage.scene
    stage.look()
    if hands == "mouse":
        press_box(stage, editor.toolbar._boxes["leave"])
    else:
        stage.play(2, HANDS[hands].leave())
    if editor.asks is not None:
        stage.look()
        answer = next(iter(editor.asks.answers.values()))
        if hands == "mouse":
            press_box(stage, editor.asks._boxes[answer])
        else:
            stage.play(2, HANDS[hands].accept())
    assert stage.name == "workshop"


def press_box(stage: Stage, box) -> None:
    at = round(box.x + box.width / 2), round(box.y + box.height / 2)
    stage.play(events=[mouse_to(*at), *click(*at)])
