"""The screens of the title: what plays when nobody is there, what is asked at first, what can be flown and loaded."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pygame
import pytest

from game.lab.recording import Recording
from game.play import clips, known, settings, shot
from game.play.app import App
from game.play.saves import Save
from game.play.scenes import chapter_list, chapters, dark_screen, title
from game.play.scenes.attract import Attract
from game.play.scenes.chapter_list import ChapterList
from game.play.scenes.load import Load
from game.play.scenes.title import WAITS, Title
from game.play.scenes.way import charted
from game.render import sight
from game.render.canvas import Canvas
from game.render.palette import ink
from game.story.campaign import Flown, Progress
from tests.play.hands import key_down, key_up, mouse_to, pad_tap, tap
from tests.play.stage import Keyboard, Stage, atlas, short_level

GOLDEN = Path(__file__).parents[1] / "lab" / "golden"
FIRST, SECOND = "01-no-gamertag", "02-data-pirates"


@pytest.fixture
def user(tmp_path: Path) -> Path:
    folder = tmp_path / "user"
    for chapter in (FIRST, SECOND):
        short_level(folder / "levels" / chapter)  # a player's own levels of those names stand before ours
    return folder


def labels(stage: Stage) -> list[str]:
    return [widget.label for widget in stage.scene.menu.widgets]


# --- clips ---


def test_every_chapter_has_a_clip_cut_from_the_golden_flight_of_today() -> None:
    for chapter in charted():
        clip = clips.load()[chapter]
        piece = Recording.load(clip.path)
        whole = GOLDEN / f"{chapter}.{piece.header.machine}.rec"
        assert whole.is_file(), "python assets/footage/build.py"
        golden = Recording.load(whole)
        assert piece.header.level_hash == golden.header.level_hash, "python assets/footage/build.py"
        assert piece.seconds > clip.after + 8.0, "long enough to be looked at"
        rows = slice(piece.first - golden.first, piece.last - golden.first)
        assert (piece.commands == golden.commands[rows]).all(), "python assets/footage/build.py"


def test_a_clip_plays_when_nobody_is_there_and_anything_leads_back(tmp_path: Path, monkeypatch) -> None:
    stage = Stage(tmp_path / "user")
    eleventh = {"11-television": clips.load()["11-television"]._replace(title=True)}
    monkeypatch.setattr(clips, "load", lambda: eleventh)  # the cheapest to fly
    stage.play(60)
    stage.scene._alone = WAITS
    stage.play(60)
    assert stage.name == "attract"
    stage.until(lambda: stage.scene.cuts.now is not None, 200)
    flown = stage.scene.cuts.now.episode
    frame = flown.frame
    stage.play(30)
    stage.look()
    assert flown.frame > frame
    stage.until(lambda: stage.scene.cuts.now.episode is not flown, 60 * 30)
    stage.look()
    for touch in (tap(pygame.K_RETURN), tap(pygame.K_F1), [mouse_to(300, 300)], pad_tap(pygame.CONTROLLER_BUTTON_A)):
        stage.play(3, events=touch)
        assert stage.name == "title", "and nothing is chosen by it"
        stage.scene._alone = WAITS
        stage.play(2)
        assert stage.name == "attract"


def test_hands_on_the_menu_keep_the_title(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "user")
    stage.scene._alone = WAITS - 0.02
    stage.play(5, events=tap(pygame.K_DOWN))
    assert stage.name == "title"


def test_a_clip_that_is_gone_leaves_the_title_as_it_is(tmp_path: Path, monkeypatch) -> None:
    nowhere = clips.Clip("99-nowhere", "x", 0.0, 9.0, True)
    monkeypatch.setattr(clips, "load", lambda: {"99-nowhere": nowhere})
    stage = Stage(tmp_path / "user")
    stage.scene._alone = WAITS
    stage.play(120)
    assert stage.name == "title"


def test_the_chapter_that_plays_is_named_as_words_are_in_every_scheme(tmp_path: Path, monkeypatch) -> None:
    """And not in the colour of somebody."""
    stage = Stage(tmp_path / "user")
    inks = {}
    draw = Canvas.text

    def watched(canvas, x, y, text, size, colour, align="left"):
        inks[text] = tuple(colour)
        return draw(canvas, x, y, text, size, colour, align)

    try:
        for scheme in ("all", "deutan", "tritan"):
            stage.app.settings.change("colours", scheme)
            stage.app.apply_settings()
            stage.app.push(Attract(stage.app, stage.scene))
            stage.scene.playing, stage.scene._bars = clips.load()[FIRST], 1.0
            with monkeypatch.context() as patch:
                patch.setattr(Canvas, "text", watched)
                stage.look()
            assert inks["01  NO GAMERTAG"] == ink("rest")
            stage.app.pop()
    finally:
        sight.wear(sight.ALL)


# --- the first screen ---


def test_the_whole_menu_is_seen_with_letters_of_twice_the_size(user: Path) -> None:
    stage = Stage(user)
    stage.app.settings.text_size = 200
    stage.app.saves.keep(Save(FIRST, "No Gamertag", "half"))
    stage.app.go(Title(stage.app))
    stage.look()
    assert len(stage.scene.menu.rows) == len(stage.scene.menu.widgets) == 8


def test_a_picture_of_the_levels_has_the_way_to_the_editor_that_a_player_sees(tmp_path: Path) -> None:
    app = App(tmp_path / "user", renderer="software", picture=(1280, 720), atlas=atlas())
    shot.stage(app, level=None, scene="levels", at=0.1)
    assert "LEVEL EDITOR" in [widget.label for widget in app.scenes[-1].menu.widgets]


# --- before the first title ---


def test_it_is_asked_once_and_kept(tmp_path: Path) -> None:
    user = tmp_path / "user"
    stage = Stage(user)
    title.begin(stage.app)
    assert stage.name == "set-up"
    assert stage.scene.menu.focused.label == "Play", "one press leaves everything as it stands"
    Keyboard().choose(stage, "Text size")
    stage.play(events=tap(pygame.K_RIGHT))
    for _ in stage.scene.menu.widgets:
        stage.look()
        stage.play(events=tap(pygame.K_DOWN))
    stage.play(events=tap(pygame.K_ESCAPE))
    assert stage.name == "title"
    kept, _ = settings.load(user)
    assert kept.text_size == 150
    later = Stage(user)
    title.begin(later.app)
    assert later.name == "title"


def test_at_first_every_row_takes_one_line_as_long_as_letters_are_not_large(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "user")
    title.begin(stage.app)
    stage.look()
    assert len({row.height for row in stage.scene.menu.rows}) == 1


# --- chapters ---


def test_somebody_new_sees_no_empty_lists_and_finds_the_way_to_levels(tmp_path: Path) -> None:
    assert labels(Stage(tmp_path / "new")) == ["NEW GAME", "LEVELS", "OPTIONS", "CREDITS", "QUIT"]


def test_whoever_leaves_before_the_first_checkpoint_comes_back_to_the_chapter(user: Path) -> None:
    stage = Stage(user)
    Keyboard().choose(stage, "NEW GAME")
    stage.play(30)
    stage.app.go(Title(stage.app))
    row = stage.scene.menu.widgets[0]
    assert (row.label, row.note) == ("CONTINUE", "01  A SHORT HOP")
    Keyboard().choose(stage, "CONTINUE")
    assert stage.name == "flight"
    assert stage.scene.episode.level.id == FIRST
    assert len(stage.app.saves.held()) == 1, "coming back costs no other save its place"


def test_a_chapter_that_was_begun_can_be_flown_again_and_the_rest_is_not_named(user: Path) -> None:
    stage = Stage(user)
    Keyboard().choose(stage, "NEW GAME")
    stage.app.go(Title(stage.app))
    Keyboard().choose(stage, "CHAPTERS")
    assert labels(stage)[0] == "01  NO GAMERTAG"
    assert "DATA" not in " ".join(labels(stage))
    stage.look()
    stage.play(events=tap(pygame.K_DOWN) + tap(pygame.K_RETURN))
    assert stage.name == "chapters", "not yet"
    Keyboard().choose(stage, "01  NO GAMERTAG")
    assert stage.name == "flight"
    assert stage.scene.episode.frame == 0


@pytest.mark.parametrize("text_size", [100, 200])
def test_the_endings_end_where_what_is_known_of_a_chapter_does(text_size: int, user: Path, monkeypatch) -> None:
    known.begun(user, FIRST)
    known.ended(user, "freedom")
    stage = Stage(user)
    stage.app.settings.text_size = text_size
    stage.app.push(ChapterList(stage.app, stage.scene))
    tubes, cards = [], []
    draw, facts = dark_screen.draw, chapter_list.draw_facts
    monkeypatch.setattr(dark_screen, "draw", lambda *all, **more: (tubes.append(all[2:5]), draw(*all, **more)))
    monkeypatch.setattr(chapter_list, "draw_facts", lambda *all, **more: (cards.append(all[1]), facts(*all, **more)))
    stage.look()
    x, _, unit = tubes[-1]
    left, _, wide, _ = cards[-1]
    assert len(tubes) == 3
    assert x + dark_screen.ACROSS * unit / 2 == pytest.approx(left + wide)


def test_a_chapter_flown_again_brings_what_was_done_before_it_and_changes_nothing(user: Path) -> None:
    stage = Stage(user)
    lived = Progress(at="03-sweep", flown=[Flown(FIRST, counters={"players-hurt": 3}), Flown(SECOND)], credits=70)
    stage.app.saves.keep(Save("03-sweep", "Sweep", "hall", progress=lived))
    stage.app.push(ChapterList(stage.app, stage.scene))
    Keyboard().choose(stage, "02  DATA PIRATES")
    flight = stage.scene
    assert flight.episode.director.counters["players-hurt"] == 3
    stage.play(events=[key_down(pygame.K_RIGHT)])
    stage.until(lambda: flight.episode.outcome == "won", 600)
    stage.play(2, events=[key_up(pygame.K_RIGHT)])
    kept = stage.app.saves.latest().progress
    assert (kept.at, kept.credits, kept.flown) == (lived.at, lived.credits, lived.flown)


def test_what_is_known_grows_and_is_never_lost_to_newer_saves(user: Path) -> None:
    known.begun(user, FIRST)
    known.won(user, FIRST, 90.0, 3, met=("ore_or_else",))
    known.won(user, FIRST, 61.0, 4, ending="companion", met=("ore_or_else", "GrannySmith"))
    seen = known.load(user)
    assert seen.chapters[FIRST] == known.Visit(begun=1, won=2, seconds=61.0, retries=3)
    assert seen.endings == ["companion"]
    assert seen.met == ["ore_or_else", "GrannySmith"]
    (user / known.FILE).write_bytes(b"{ half of it")
    assert known.load(user).chapters[FIRST].won == 1, "as it was before the last change"


# --- a new game ---


def test_a_new_game_beside_a_kept_one_asks_and_may_be_harder(user: Path) -> None:
    stage = Stage(user)
    stage.app.saves.keep(Save(FIRST, "No Gamertag", "half"))
    stage.app.go(Title(stage.app))
    Keyboard().choose(stage, "NEW GAME")
    assert stage.name == "new-game"
    assert all(label.isupper() for label in labels(stage)), "one way of writing in one list"
    for _ in stage.scene.menu.widgets:
        stage.look()
        stage.play(events=tap(pygame.K_DOWN))
    Keyboard().choose(stage, "DIFFICULTY")
    assert settings.load(user)[0].difficulty == "standard", "not before it is left"
    Keyboard().choose(stage, "BEGIN")
    assert stage.name == "flight"
    assert stage.scene.episode.world.difficulty == "outlaw"
    assert settings.load(user)[0].difficulty == "outlaw"


# --- saves ---


def test_each_kept_save_can_be_taken_up(user: Path) -> None:
    stage = Stage(user)
    for _ in range(2):
        chapters.begin(stage.app, "01")
        flight = stage.scene
        stage.play(events=[key_down(pygame.K_RIGHT)])
        stage.until(lambda flight=flight: flight.episode.director.state.checkpoint == "half", 600)
        stage.play(events=[key_up(pygame.K_RIGHT)])
        flight._keeper.join()
    saves = stage.app.saves.held()
    assert [save.serial for save in saves] == [2, 1], "the newest first"
    stage.app.go(Title(stage.app))
    stage.app.push(Load(stage.app, stage.scene))
    stage.play(40)
    stage.look()
    facts = dict(stage.scene._facts(saves[0]))
    assert facts["Saved"] == time.strftime("%d %b %Y, %H:%M", time.localtime(saves[0].saved_at))
    assert facts["Flown"] == "0:01"
    assert stage.scene._order() == "Hop", "what was to be done there"
    stage.play(events=tap(pygame.K_DOWN) + tap(pygame.K_RETURN))
    assert stage.name == "flight"
    assert stage.scene.episode.director.state.checkpoint == "half"


def test_a_save_that_fits_nothing_has_no_picture_and_is_still_listed(user: Path) -> None:
    stage = Stage(user)
    stage.app.saves.keep(Save(FIRST, "No Gamertag", "half", b"not a recording"))
    shutil.rmtree(user / "levels" / SECOND)
    stage.app.push(Load(stage.app, stage.scene))
    stage.play(40)
    stage.look()
    assert labels(stage) == ["01  NO GAMERTAG", "BACK"]
    assert stage.scene.footage is None, "the road, as before"
