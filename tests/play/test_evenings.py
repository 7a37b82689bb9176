"""A campaign over many evenings: left, taken up, flown again, beside others; and one's own, whose files change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pygame
import pytest
from msgspec.structs import replace

from game.lab import reel
from game.play import known
from game.play.saves import Save
from game.play.scenes import chapters, load, way
from game.play.scenes.bridge import Bridge
from game.play.scenes.chapter_list import ChapterList
from game.play.scenes.keepsakes import MOMENTS
from game.play.scenes.load import Load
from game.play.scenes.title import Title
from game.story import campaign, moments, road
from game.story.campaign import JOINED, Flown, Progress
from game.story.moments import Moment
from tests.play.hands import key_down, key_up
from tests.play.stage import Keyboard, Stage, short_level
from tests.play.test_levels import BRIDGE, ROAD, two_hops

FIRST, SECOND = "01-no-gamertag", "02-data-pirates"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    levels = tmp_path / "user" / "levels"
    short_level(levels / FIRST)
    short_level(levels / SECOND)
    two_hops(levels / "two-hops")
    return Stage(tmp_path / "user")


def own(stage: Stage) -> Path:
    return stage.app.user_folder / "levels" / "two-hops"


def begun(stage: Stage) -> Progress:
    """A campaign of one's own, its first chapter won: at its bridge."""
    way.begin_own(stage.app, own(stage))
    return won(stage)


def won(stage: Stage, ending: str = "") -> Progress:
    """The chapter that is flown is won."""
    flight = stage.scene
    flight.episode.director.state.ending = ending
    return way.won(stage.app, flight.episode, flight.progress, flight.keepsakes)


def title(stage: Stage) -> Title:
    stage.app.go(Title(stage.app))
    return stage.scene


# --- a campaign of one's own ---


def test_its_chapters_are_flown_again_from_its_chart_under_their_own_names(stage: Stage) -> None:
    progress = begun(stage)
    stage.app.go(Bridge(stage.app, progress, "between"))
    stage.scene.open_chart()
    labels = [row.label for row in stage.scene.panel.widgets]
    assert "01  A SHORT HOP" in labels
    assert stage.scene.charted == ["01-hop", "02-hop"]
    stage.look()
    Keyboard().choose(stage, "01  A SHORT HOP")
    assert stage.name == "flight"
    assert stage.scene.episode.level.folder == own(stage) / "01-hop"
    assert won(stage) == progress, "what has happened has happened"


def test_its_save_stands_before_its_own_sky(stage: Stage) -> None:
    begun(stage)
    stage.app.push(Load(stage.app, title(stage)))
    assert stage.scene._skies[stage.app.saves.latest().serial] == "bridge-avenue"
    assert dict(stage.scene._facts(stage.scene.saves[0]))["Campaign"] == "Two Hops"
    (own(stage) / "bridge" / "b01.toml").write_text(BRIDGE.replace("between", "b01").replace("avenue", "garage"))
    (own(stage) / "campaign.toml").write_text(ROAD.replace('"between"', '"b01"'))
    save = stage.app.saves.keep(
        Save("", "The Bridge", "b01", progress=replace(stage.app.saves.latest().progress, at="b01"))
    )
    assert load.sky_of(stage.app, save) == "bridge-garage", "not that of our own b01"


def test_it_is_not_taken_for_the_game(stage: Stage) -> None:
    game = Progress(at=SECOND, flown=[Flown(FIRST, seconds=80.0)], credits=40, run=1)
    stage.app.saves.keep(Save("", "Data Pirates", SECOND, progress=game))
    short_level(own(stage) / "03-sweep")
    (own(stage) / "campaign.toml").write_text(ROAD.replace('"01-hop"', '"03-sweep"'))
    begun(stage)
    assert stage.app.saves.latest().progress.campaign == "two-hops"
    page = ChapterList(stage.app, title(stage))
    assert page.progress == game
    assert page.reached == {FIRST, SECOND}
    assert "03-sweep" not in known.load(stage.app.user_folder).chapters


def test_a_campaign_that_is_gone_or_broken_says_so_and_goes_on_when_it_is_back(stage: Stage, tmp_path: Path) -> None:
    progress = begun(stage)
    away = tmp_path / "away"
    shutil.move(own(stage), away)
    title(stage)
    Keyboard().choose(stage, "CONTINUE")
    assert stage.name == "problems"
    assert "not there any more" in stage.scene.lines[0]
    stage.look()
    Keyboard().back(stage)
    assert stage.name == "title"
    shutil.move(away, own(stage))
    whole = (own(stage) / "campaign.toml").read_text()
    (own(stage) / "campaign.toml").write_text("title = 3\n")
    Keyboard().choose(stage, "CONTINUE")
    assert stage.name == "problems"
    (own(stage) / "campaign.toml").write_text(whole)
    stage.until(lambda: stage.name != "problems", 120)
    assert stage.name == "bridge"
    assert stage.scene.progress == progress


def test_a_road_that_breaks_while_one_is_aboard_leads_on_from_there_when_it_is_mended(stage: Stage) -> None:
    (own(stage) / "campaign.toml").write_text(ROAD + '[[step]]\nhub = "after"\n')
    (own(stage) / "bridge" / "after.toml").write_text(BRIDGE.replace("between", "after").replace("01-hop", "02-hop"))
    way.go_on(stage.app, replace(begun(stage), at="02-hop"))
    whole = (own(stage) / "campaign.toml").read_text() + '[[step]]\nhub = "between-two"\n'
    way.go_on(stage.app, won(stage))
    assert stage.scene.id == "after"
    (own(stage) / "bridge" / "between-two.toml").write_text((own(stage) / "bridge" / "after.toml").read_text())
    (own(stage) / "campaign.toml").write_text("title = 3\n")
    Keyboard().choose(stage, "THE CHART")
    stage.scene._fly_on()
    assert stage.name == "problems"
    (own(stage) / "campaign.toml").write_text(whole)
    stage.until(lambda: stage.name != "problems", 120)
    assert (stage.name, stage.scene.id) == ("bridge", "between-two")


def test_a_chapter_won_while_the_road_is_broken_is_won(stage: Stage, tmp_path: Path) -> None:
    way.begin_own(stage.app, own(stage))
    road_file = own(stage) / "campaign.toml"
    whole = road_file.read_text()
    road_file.write_text("title = 3\n")
    won(stage)
    later = Stage(tmp_path / "user")
    Keyboard().choose(later, "CONTINUE")
    assert later.name == "problems"
    road_file.write_text(whole)
    later.until(lambda: later.name != "problems", 120)
    assert later.scene.episode.level.id == "02-hop"
    assert [each.level for each in later.scene.progress.flown] == ["01-hop"]


def test_a_checkpoint_of_it_is_found_in_another_home(stage: Stage, tmp_path: Path) -> None:
    way.begin_own(stage.app, own(stage))
    fly_right(stage, lambda: stage.scene.episode.director.state.checkpoint == "half")
    stage.scene._keeper.join()
    shutil.move(tmp_path / "user", tmp_path / "elsewhere")
    later = Stage(tmp_path / "elsewhere")
    Keyboard().choose(later, "CONTINUE")
    assert later.name == "flight"
    assert later.scene.episode.level.folder == own(later) / "01-hop"
    assert later.scene.episode.director.state.checkpoint == "half"


def test_who_is_put_back_to_the_start_is_told(stage: Stage) -> None:
    progress = Progress(at=FIRST, run=1)
    stage.app.saves.keep(Save(FIRST, "No Gamertag", "half", b"of another age", progress))
    title(stage)
    Keyboard().choose(stage, "CONTINUE")
    flight = stage.scene
    assert (flight.progress, flight.episode.frame) == (progress, 0)
    stage.play(2)
    told = len(flight.picture(1.0).hud.rows)
    flight._telling = 0.0
    assert len(flight.picture(1.0).hud.rows) < told
    assert flight._told == chapters.FROM_THE_START


def test_a_chapter_that_is_mended_goes_on_in_its_campaign(stage: Stage) -> None:
    progress = begun(stage)
    map_file = own(stage) / "02-hop" / "map.toml"
    whole = map_file.read_text()
    map_file.write_text("bounds = 3\n")
    way.fly_on(stage.app, progress)
    assert stage.name == "problems"
    map_file.write_text(whole)
    stage.until(lambda: stage.name != "problems", 120)
    assert stage.name == "flight"
    assert stage.scene.progress == replace(progress, at="02-hop")


def test_a_save_whose_level_is_mended_goes_on_from_the_save(stage: Stage) -> None:
    chapters.begin(stage.app, FIRST, progress=Progress(at=FIRST, run=1))
    flight = stage.scene
    stage.play(20)
    flight._keep("half", flight.recorder.recording().cut(0.0))
    map_file = stage.app.user_folder / "levels" / FIRST / "map.toml"
    whole = map_file.read_text()
    map_file.write_text("bounds = 3\n")
    title(stage)
    Keyboard().choose(stage, "CONTINUE")
    assert stage.name == "problems"
    map_file.write_text(whole)
    stage.until(lambda: stage.name != "problems", 120)
    assert stage.scene.progress == Progress(at=FIRST, run=1)


@pytest.mark.parametrize("change", ["longer", "without"])
def test_a_road_that_changes_goes_on_with_what_was_not_flown(change: str, stage: Stage) -> None:
    """A chapter is put behind the last one that was won; or the one that is flown is taken off the road meanwhile."""
    way.begin_own(stage.app, own(stage))
    if change == "longer":
        way.go_on(stage.app, replace(won(stage), at="02-hop"))
        progress = won(stage)
        assert progress.at == ""
        steps = ROAD + '[[step]]\nchapter = "03-hop"\n'
    else:
        progress = stage.scene.progress
        steps = ROAD.replace('chapter = "01-hop"', 'chapter = "03-hop"')
    short_level(own(stage) / "03-hop")
    (own(stage) / "campaign.toml").write_text(steps)
    if change == "without":
        progress = won(stage)
        assert [each.level for each in progress.flown] == ["01-hop"]
    way.go_on(stage.app, progress)
    assert stage.scene.episode.level.id == "03-hop"
    further = won(stage)
    assert further.flown[-1].level == "03-hop", "and it counts"
    assert further.at == ("" if change == "longer" else "between")


def test_behind_what_is_not_on_the_road_comes_nothing() -> None:
    assert road.load().after("nowhere") is None
    assert campaign.passed(Progress(at="nowhere"), road.load()).at == ""


def test_after_its_end_one_comes_back_to_its_own_last_chapter(stage: Stage) -> None:
    way.go_on(stage.app, replace(begun(stage), at="02-hop"))
    progress = won(stage, "freedom")
    assert progress.ending == "freedom"
    title(stage)
    Keyboard().choose(stage, "CONTINUE")
    assert stage.name == "flight"
    assert stage.scene.episode.level.folder == own(stage) / "02-hop"


# --- the game beside other things ---


def test_the_chapters_are_those_of_the_game_not_of_one_flown_for_itself(stage: Stage) -> None:
    game = Progress(at=SECOND, flown=[Flown(FIRST, counters={"players-hurt": 3}, seconds=80.0)], run=1)
    stage.app.saves.keep(Save("", "Data Pirates", SECOND, progress=game))
    aside = Progress(at="09-private-server", flown=[Flown(FIRST), Flown(SECOND)], run=JOINED)
    stage.app.saves.keep(Save("09-private-server", "Private Server", "door", progress=aside))
    page = ChapterList(stage.app, title(stage))
    assert page.progress == game
    page._fly(FIRST)
    assert stage.scene.progress == game


def test_each_new_game_is_a_run_of_its_own(stage: Stage) -> None:
    Keyboard().choose(stage, "NEW GAME")
    assert stage.scene.progress.run == 1
    title(stage)
    Keyboard().choose(stage, "NEW GAME")
    Keyboard().choose(stage, "BEGIN")
    assert stage.scene.progress.run == 2
    assert [save.progress.run for save in stage.app.saves.held()] == [2, 1]
    chapters.begin(stage.app, SECOND)
    assert stage.scene.progress.run == JOINED


def test_who_only_looks_at_a_new_game_finds_the_kept_one_as_hard_as_before(stage: Stage) -> None:
    stage.app.saves.keep(Save(FIRST, "No Gamertag", "half"))
    for leave in (lambda: Keyboard().choose(stage, "BACK"), lambda: Keyboard().back(stage)):
        title(stage)
        Keyboard().choose(stage, "NEW GAME")
        Keyboard().choose(stage, "DIFFICULTY")
        assert stage.app.settings.difficulty == "outlaw"
        leave()
        assert stage.name == "title"
        assert stage.app.settings.difficulty == "standard"


@pytest.mark.parametrize("now", ["freedom", ""])
def test_an_old_chapter_that_is_flown_to_another_end_shows_that_end(now: str, stage: Stage) -> None:
    progress = Progress(at="" if now else "b01", flown=[Flown(FIRST, seconds=60.0)], ending=now, run=1)
    chapters.begin(stage.app, FIRST, progress=progress)
    flight = stage.scene
    state = flight.episode.director.state
    state.outcome, state.ending = "won", "companion"
    flight._advance("companion")
    assert flight.progress == progress
    stage.until(lambda: stage.scene is not flight, 300)
    assert stage.name == "ending"
    assert stage.scene.ending == "companion"
    assert title(stage).ending == now, "and the game is where it was"


# --- what the television will show ---


def a_moment(monkeypatch: pytest.MonkeyPatch, beat: str) -> None:
    row = Moment("sweep", FIRST, "a beat", (("beat", beat),), before=0.2, after=0.2)
    monkeypatch.setattr(moments, "MOMENTS", (row,))


def fly_right(stage: Stage, done) -> None:
    stage.play(events=[key_down(pygame.K_RIGHT)])
    stage.until(done, 600)
    stage.play(events=[key_up(pygame.K_RIGHT)])


def at_checkpoint(stage: Stage):
    """A new game, flown past its checkpoint."""
    Keyboard().choose(stage, "NEW GAME")
    flight = stage.scene
    fly_right(stage, lambda: flight.episode.director.state.checkpoint == "half")
    flight._keeper.join()
    return flight


def win(stage: Stage) -> Progress:
    flight = stage.scene
    fly_right(stage, lambda: flight.episode.outcome == "won")
    return flight.progress


def test_a_moment_of_the_first_evening_is_there_after_the_second(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_moment(monkeypatch, "begin")
    at_checkpoint(stage)
    later = Stage(tmp_path / "user")  # and the machine stopped there
    Keyboard().choose(later, "CONTINUE")
    progress = win(later)
    clip = reel.load(tmp_path / "user" / MOMENTS, progress.moments)["sweep"]
    assert clip.recording.header.level == FIRST
    assert 0 < clip.recording.last < 60, "the first evening's"


def test_a_moment_outlives_a_change_of_difficulty_until_it_is_flown_otherwise(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_moment(monkeypatch, "gate")
    flight = at_checkpoint(stage)
    assert flight.keepsakes.sure == {}, "not yet"
    stage.until(lambda: flight.episode.world.gates, 60)
    stage.app.settings.difficulty = "story"
    flight.enter()
    stage.play(2)
    assert flight.keepsakes._loose["sweep"].recording.header.difficulty == "standard", "as it was flown"
    stage.play(events=[key_down(pygame.K_DOWN)])
    stage.until(lambda: flight.episode.waiting_retry, 600)
    stage.play(events=[key_up(pygame.K_DOWN)])
    stage.until(lambda: not flight.episode.waiting_retry, 600)
    assert flight.keepsakes.until_now(flight.episode) == []
    assert set(win(stage).moments) == {"sweep"}, "it came again"


def test_a_chapter_begun_again_has_moments_of_its_own_only(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    a_moment(monkeypatch, "begin")
    flight = at_checkpoint(stage)
    assert set(stage.app.saves.latest().moments) == {"sweep"}
    chapters.begin(stage.app, flight.wanted, progress=flight.progress)
    assert stage.scene.keepsakes.sure == {}


def test_an_ending_that_is_come_to_by_losing_has_been_seen(stage: Stage) -> None:
    """The purge clock's: whoever let it run out goes on from the checkpoint, and is told of three endings, not two."""
    flight = at_checkpoint(stage)
    flight.episode.director.state.ending = "purged"
    stage.play(events=[key_down(pygame.K_DOWN)])
    stage.until(lambda: flight.episode.waiting_retry, 600)
    stage.play(events=[key_up(pygame.K_DOWN)])
    assert known.load(stage.app.user_folder).endings == ["purged"]
    stage.until(lambda: not flight.episode.waiting_retry, 600)
    assert flight.episode.ending == ""
    assert ChapterList(stage.app, title(stage)).endings == ["purged"]
    assert stage.scene.ending == "", "nothing of it is over"


def test_load_says_the_difficulty_with_which_it_goes_on(stage: Stage) -> None:
    flight = at_checkpoint(stage)
    assert flight.episode.world.difficulty == "standard"
    stage.app.settings.difficulty = "story"
    stage.app.push(Load(stage.app, title(stage)))
    stage.until(lambda: "Flown" in dict(stage.scene._facts(stage.scene.saves[0])), 300)
    assert dict(stage.scene._facts(stage.scene.saves[0]))["Difficulty"] == "story"
    Keyboard().choose(stage, "01  A SHORT HOP")
    assert stage.scene.episode.world.difficulty == "story"
