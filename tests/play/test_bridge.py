"""The bridge with any of the three ways to play, what is kept of a visit, and the road from chapter to chapter."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pygame
import pytest

from game.play.scenes import chapters, way
from game.play.scenes.bridge import Bridge
from game.play.scenes.bridge_set import SPOT, SPOTS, STATIONS, Stand, blinking, turns
from game.play.scenes.title import Title
from game.sim.loadout import Assists, Loadout
from game.story import hub, upgrades
from game.story.campaign import Flown, Progress
from game.story.dialogue import reading_ticks
from game.story.interlude import Outcome
from tests.play.hands import key_down, key_up, pad_tap, tap
from tests.play.stage import Keyboard, Mouse, Pad, Stage, short_level

CHAPTER = "01-no-gamertag"
RICH = Progress(at="b01", flown=[Flown(CHAPTER, flags=["kevin-spared"])], credits=400)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    short_level(tmp_path / "user" / "levels" / CHAPTER)  # a player's own level of that name stands before ours
    return Stage(tmp_path / "user")


def aboard(stage: Stage, progress: Progress = RICH, *, quiet: bool = True) -> Bridge:
    """On a bridge; `quiet`: everything that is said by itself has been said."""
    bridge = Bridge(stage.app, progress, progress.at)
    stage.app.go(bridge)
    stage.play(60)
    if quiet:
        hush(stage)
    return bridge


def hush(stage: Stage) -> None:
    stage.until(lambda: stage.scene.line is None and not stage.scene._spoken, limit=3000)


def heard_on(stage: Stage, bridge: Bridge) -> list[str]:
    """Every line that is said until there has been nothing for two seconds, in order."""
    said: list[str] = []
    silent = 0
    while silent < 120:
        stage.play()
        silent = 0 if bridge.line else silent + 1
        if bridge.line and bridge.line.id not in said[-1:]:
            said.append(bridge.line.id)
    return said


def win(stage: Stage) -> None:
    flight = stage.scene
    stage.play(events=[key_down(pygame.K_RIGHT)])
    stage.until(lambda: flight.episode.outcome == "won", limit=600)
    stage.play(events=[key_up(pygame.K_RIGHT)])
    stage.until(lambda: stage.name == "end", limit=300)


# --- hands ---


@pytest.mark.parametrize("hands", [Keyboard(), Pad(), Mouse()], ids=["keyboard", "pad", "mouse"])
@pytest.mark.parametrize("text_size", [100, 200])
def test_everything_on_the_bridge_can_be_reached(hands, text_size: int, stage: Stage) -> None:
    stage.app.settings.text_size = text_size
    bridge = aboard(stage)
    for who in ("NATE  HELM", "KABIR  CODE", "KARL  ENGINES", "ELENA  COMMS", "THE DARK SCREEN"):
        hands.choose(stage, who)
        stage.play(2)
        assert bridge.line is not None, who
        stage.look()
        hush(stage)
    hands.choose(stage, "STORES")
    stage.look()
    hands.choose(stage, "Plate 0/3")
    assert bridge.progress.bought == {"hull": 1}
    hands.back(stage)
    hands.choose(stage, "THE LOG")
    stage.look()
    hands.back(stage)
    hands.choose(stage, "THE CHART")
    hush(stage)
    stage.look()
    hands.choose(stage, "01  A SHORT HOP")
    assert stage.name == "flight"


def test_left_and_right_walk_the_room_in_its_own_order(stage: Stage) -> None:
    bridge = aboard(stage)
    seen = []
    for _ in bridge.spots.widgets:
        stage.play(events=tap(pygame.K_RIGHT))
        seen.append(bridge._ids[bridge.spots.focus])
    there = [spot.id for spot in SPOTS if spot.id in bridge._ids]
    start = there.index(seen[0])
    assert seen == there[start:] + there[:start]
    stage.play(events=tap(pygame.K_LEFT))
    assert bridge._ids[bridge.spots.focus] == seen[-2]


def test_the_mouse_finds_people_where_they_are_drawn(stage: Stage) -> None:
    bridge = aboard(stage)
    stage.look()
    for row in bridge.spots.rows:
        spot = SPOT[bridge._ids[row.index]]
        x, y = Stand.within(stage.app.size).at(spot.box[0], spot.box[1])
        assert (row.x * bridge.spots._unit, row.y * bridge.spots._unit) == pytest.approx((x, y))
    for who in bridge.hub.crew:
        left, top, width, height = SPOT[who].box
        station = STATIONS[who]
        assert left < station.x < left + width
        assert top < station.edge - 200 * station.scale < top + height


# --- talk ---


def test_people_say_what_fits_then_what_is_left_then_look_up(stage: Stage) -> None:
    bridge = aboard(stage)
    said = []
    for _ in range(3):
        bridge.talk("nate")
        stage.play(2)
        said.append(bridge.line.id if bridge.line else "")
        hush(stage)
    assert said == ["b01.nate3", "b01.nate1", ""]
    bridge.talk("nate")
    assert bridge._up["nate"] > 0


def test_arrivals_play_by_themselves_once(stage: Stage) -> None:
    bridge = aboard(stage, quiet=False)
    assert bridge.line.id == "b01.arrive1"
    hush(stage)
    again = aboard(stage, bridge.progress, quiet=False)
    assert again.line is None


def test_who_talks_to_somebody_at_once_hears_them_out_before_the_others(stage: Stage) -> None:
    bridge = Bridge(stage.app, RICH, "b01")
    stage.app.go(bridge)
    stage.play(2)
    bridge.talk("nate")
    stage.play(90)  # past the hush
    assert bridge.line.id == "b01.nate3"
    stage.until(lambda: bridge.line is not None and bridge.line.id == "b01.arrive1", 1200)


def test_what_nobody_came_to_say_is_said_on_the_next_visit(stage: Stage) -> None:
    rows = [row.id for row in hub.load("b01").row if row.with_ == "arrive" and not row.if_]
    assert len(rows) > 1
    bridge = aboard(stage, quiet=False)
    assert bridge.progress.heard["b01"] == rows[:1]
    stage.app.go(Title(stage.app))
    Keyboard().choose(stage, "CONTINUE")
    again = stage.scene
    stage.play(60)
    assert again.line.id == rows[1]


def test_who_is_broken_in_upon_goes_on_afterwards(stage: Stage) -> None:
    bridge = aboard(stage, quiet=False)
    assert bridge.line.id == "b01.arrive1"
    bridge.talk("karl")
    stage.play(2)
    assert bridge.line.id == "b01.karl1"
    said = heard_on(stage, bridge)
    assert said == ["b01.karl1", "b01.arrive2", "b01.arrive3"]


def test_an_exchange_that_was_broken_off_is_begun_again(stage: Stage) -> None:
    bridge = aboard(stage, Progress(at="b06"))
    bridge.talk("nate")
    stage.play(2)
    assert bridge.line.id == "b06.nate1"
    bridge.talk("elena")
    stage.play(2)
    assert bridge.line.who == "elena"
    hush(stage)
    bridge.talk("nate")
    assert heard_on(stage, bridge) == ["b06.nate1", "b06.nate2", "b06.nate3"]
    bridge.talk("nate")
    stage.play(2)
    assert bridge.line is None, "and once it has been heard it is over"


def test_sellers_let_the_others_finish(stage: Stage) -> None:
    bridge = aboard(stage, quiet=False)
    bridge.open_stores()
    stage.play(20, events=[*tap(pygame.K_DOWN), *tap(pygame.K_DOWN)])
    assert bridge.line.id == "b01.arrive1"
    assert heard_on(stage, bridge) == ["b01.arrive1", "b01.arrive2", "b01.arrive3", "shop.tractor"]


def test_the_first_thing_in_the_stores_is_spoken_of_too(stage: Stage) -> None:
    bridge = aboard(stage)
    bridge.open_stores()
    stage.play(2)
    assert bridge.line.id == "shop.hull"


def test_a_silence_is_not_passed_over(stage: Stage) -> None:
    bridge = aboard(stage, Progress(at="b06"), quiet=False)
    stage.until(lambda: bridge.line is not None and bridge.line.id == "b06.arrive2", 600)
    stage.play(140)
    assert bridge.line is not None, "six forks"


@pytest.mark.parametrize("speed", [50, 100, 200])
def test_a_line_stays_until_it_can_have_been_read(speed: int, stage: Stage) -> None:
    stage.app.settings.talk_speed = speed
    bridge = aboard(stage, quiet=False)
    assert bridge.line.duration >= reading_ticks(bridge.line.text)


@pytest.mark.parametrize("page", ["pause", "log", "options"])
def test_nobody_talks_to_a_page(page: str, stage: Stage) -> None:
    bridge = aboard(stage, quiet=False)
    line, age = bridge.line, bridge.line.age
    if page == "log":
        bridge.open_log()
    else:
        stage.play(events=tap(pygame.K_ESCAPE))
        age = bridge.line.age
    if page == "options":
        Keyboard().choose(stage, "OPTIONS")
    stage.play(600)
    stage.look()
    assert (bridge.line, bridge.line.age) == (line, age)
    while stage.scene is not bridge or bridge.panel is not None:
        stage.play(events=tap(pygame.K_ESCAPE))
    stage.play(2)
    assert bridge.line.age > age


@pytest.mark.parametrize("away", ["window", "pad"])
def test_the_room_waits_for_whoever_turns_away_or_asks_for_it(away: str, stage: Stage) -> None:
    bridge = aboard(stage, quiet=False)
    lost = [pygame.Event(pygame.WINDOWFOCUSLOST)]
    stage.play(events=lost if away == "window" else pad_tap(pygame.CONTROLLER_BUTTON_START))
    assert bridge.heading == "PAUSE"
    line, age = bridge.line, bridge.line.age
    stage.play(300)
    assert (bridge.line, bridge.line.age) == (line, age)
    Keyboard().choose(stage, "STAY")
    stage.play(2)
    assert bridge.panel is None
    stage.play(events=tap(pygame.K_ESCAPE))
    assert bridge.heading == "PAUSE", "once, not opened and put away"


def test_a_press_asks_for_the_next_line(stage: Stage) -> None:
    bridge = aboard(stage, quiet=False)
    stage.play(events=tap(pygame.K_RETURN))
    assert bridge.line.id == "b01.arrive2"
    stage.play(events=tap(pygame.K_RETURN))
    stage.play(events=tap(pygame.K_RETURN))
    assert bridge.line is None
    assert bridge.panel is None, "the press that ended the talk chose nothing"


def test_who_skips_all_that_is_said_stays_on_the_bridge(stage: Stage) -> None:
    bridge = aboard(stage, quiet=False)
    while bridge.line:
        stage.play(8, events=tap(pygame.K_RETURN))
    stage.play(8, events=tap(pygame.K_RETURN))
    stage.play(8, events=tap(pygame.K_RETURN))
    assert stage.scene is bridge
    assert bridge.panel is None
    stage.play(30)
    stage.play(events=tap(pygame.K_RETURN))
    assert bridge.heading == "THE CHART"


def test_the_seller_pitches_and_refuses(stage: Stage) -> None:
    bridge = aboard(stage, msgspec.structs.replace(RICH, credits=10))
    bridge.open_stores()
    stage.play(events=tap(pygame.K_DOWN))
    assert bridge.line is None or bridge.line.id == "shop.shield"
    stage.play(2)
    assert bridge.line.id == "shop.shield"
    stage.play(2, events=tap(pygame.K_RETURN))
    assert bridge.line.id == "shop.poor"
    assert bridge.progress.credits == 10
    bridge.progress = msgspec.structs.replace(bridge.progress, bought={"hull": 3})
    bridge.open_stores()
    bridge.panel.focus = 1
    stage.play(2, events=tap(pygame.K_RETURN))
    assert bridge.line.id == "shop.full"


def test_nobody_is_there_when_he_has_the_bridge(stage: Stage) -> None:
    bridge = aboard(stage, Progress(at="b07"), quiet=False)
    assert bridge.line.who == "daly"
    assert bridge._ids == ["chart"]
    assert bridge.people == []
    stage.look()


def test_eyes_blink_and_not_all_at_once() -> None:
    shut = {who: [t / 30 for t in range(1800) if blinking(station, t / 30)] for who, station in STATIONS.items()}
    assert all(20 < len(times) < 160 for times in shut.values()), "a minute of eyes"
    everybody = set.intersection(*(set(times) for times in shut.values()))
    assert not everybody


def test_people_look_at_whoever_speaks() -> None:
    for who, station in STATIONS.items():
        for speaker, other in STATIONS.items():
            if who != speaker:
                looks_left = station.mirrored != turns(station, speaker)
                assert looks_left == (other.x < station.x), (who, speaker)
        assert not turns(station, who)
        assert not turns(station, "sound")


@pytest.mark.parametrize("size", [(1280, 720), (1024, 768), (1600, 720), (640, 360)])
def test_the_crew_stays_in_the_picture(size: tuple[int, int]) -> None:
    stand = Stand.within(size)
    for station in STATIONS.values():
        x, y = stand.at(station.x, station.edge)
        head = 60.0 * station.scale * stand.unit
        assert head < x < size[0] - head, station.who
        assert 0 < y < size[1]


# --- the road ---


def test_a_won_chapter_leads_to_the_bridge_and_the_chart_flies_on(stage: Stage, tmp_path: Path) -> None:
    short_level(tmp_path / "user" / "levels" / "02-data-pirates")
    Keyboard().choose(stage, "NEW GAME")
    win(stage)
    Keyboard().choose(stage, "TO THE BRIDGE")
    assert stage.name == "bridge"
    assert stage.scene.id == "b01"
    stage.play(60)
    hush(stage)
    Keyboard().choose(stage, "THE CHART")
    Keyboard().choose(stage, "FLY ON")
    assert stage.name == "flight"
    assert stage.scene.episode.level.id == "02-data-pirates"
    assert stage.scene.progress.heard["b01"], "the visit goes along"


def test_what_was_bought_flies_along(stage: Stage) -> None:
    bridge = aboard(stage)
    bridge.progress = upgrades.buy(upgrades.shop().upgrade_of("hull"), bridge.progress)
    way.SCENES["chapter"](stage.app, bridge.progress, bridge.way.step(CHAPTER))
    assert stage.scene.episode.loadout.hull_bonus > 0
    assert stage.scene.episode.loadout.credits == bridge.progress.credits


def test_continue_comes_back_to_the_bridge_with_everything(stage: Stage, tmp_path: Path) -> None:
    bridge = aboard(stage)
    bridge.open_stores()
    Keyboard().choose(stage, "Plate 0/3")
    later = Stage(tmp_path / "user")  # the machine stopped right after the purchase
    assert later.scene.menu.focused.label == "CONTINUE"
    Keyboard().choose(later, "CONTINUE")
    assert later.name == "bridge"
    assert later.scene.progress == bridge.progress
    assert later.scene.progress.bought == {"hull": 1}


def test_a_chapter_that_is_won_is_kept_before_anybody_sees_its_figures(stage: Stage, tmp_path: Path) -> None:
    Keyboard().choose(stage, "NEW GAME")
    win(stage)
    later = Stage(tmp_path / "user")
    Keyboard().choose(later, "CONTINUE")
    assert later.name == "bridge"
    assert [flown.level for flown in later.scene.progress.flown] == [CHAPTER]


def test_flying_an_old_chapter_again_comes_back_and_changes_nothing(stage: Stage) -> None:
    bridge = aboard(stage)
    bridge.open_chart()
    assert all(widget.label.isupper() for widget in bridge.panel.widgets if widget.focusable), "all written alike"
    hush(stage)
    Keyboard().choose(stage, "01  A SHORT HOP")
    win(stage)
    Keyboard().choose(stage, "TO THE BRIDGE")
    assert stage.scene.progress.flown == RICH.flown
    assert stage.scene.progress.credits == RICH.credits


def test_flying_it_again_at_once_loses_nothing_of_what_was_won(stage: Stage, tmp_path: Path) -> None:
    Keyboard().choose(stage, "NEW GAME")
    win(stage)
    won = stage.scene.flight.progress
    Keyboard().choose(stage, "FLY IT AGAIN")
    flight = stage.scene
    stage.play(events=[key_down(pygame.K_RIGHT)])
    stage.until(lambda: flight.episode.director.state.checkpoint == "half")
    flight._keeper.join()
    later = Stage(tmp_path / "user")  # and the machine stops there
    Keyboard().choose(later, "CONTINUE")
    assert later.scene.progress == won
    win(later)
    Keyboard().choose(later, "TO THE BRIDGE")
    assert later.scene.progress.flown == won.flown


def test_flags_reach_the_next_chapter_and_only_those_it_may_know(stage: Stage, tmp_path: Path) -> None:
    folder = short_level(tmp_path / "user" / "levels" / "02-data-pirates")
    text = (folder / "level.toml").read_text().replace('start = "start"', 'start = "start"\nbrings = ["kevin-spared"]')
    (folder / "level.toml").write_text(text)
    progress = msgspec.structs.replace(RICH, at="02-data-pirates", flown=[Flown(CHAPTER, flags=["kevin-spared", "x"])])
    way.go_on(stage.app, progress)
    assert stage.scene.episode.director.flags == {"kevin-spared"}


def test_a_bridge_that_is_broken_is_passed_by(stage: Stage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    short_level(tmp_path / "user" / "levels" / "02-data-pirates")

    def broken(name: str, root=None):
        raise hub.LevelError("b01.toml:1:1: not TOML")

    monkeypatch.setattr(hub, "load", broken)
    way.go_on(stage.app, RICH)
    assert stage.name == "flight"
    assert stage.scene.episode.level.id == "02-data-pirates"


def test_leaving_for_the_options_and_coming_back(stage: Stage) -> None:
    bridge = aboard(stage)
    stage.play(events=tap(pygame.K_ESCAPE))
    assert bridge.heading == "PAUSE"
    Keyboard().choose(stage, "OPTIONS")
    assert stage.name == "options"
    stage.look()
    Keyboard().back(stage)
    assert stage.scene is bridge
    Keyboard().choose(stage, "STAY")
    assert bridge.panel is None


def test_what_was_said_on_the_bridge_can_be_read_again(stage: Stage) -> None:
    bridge = aboard(stage)
    heard = [line.text for row in bridge.hub.rows("arrive", bridge.brought) for line in row.lines]
    stage.play(events=tap(pygame.K_ESCAPE))
    Keyboard().choose(stage, "WHAT WAS SAID")
    assert [words for _, words in stage.scene.spoken()] == heard
    stage.look()
    Keyboard().back(stage)
    assert stage.scene is bridge


def test_beginning_a_chapter_again_keeps_the_campaign(stage: Stage) -> None:
    Keyboard().choose(stage, "NEW GAME")
    progress = stage.scene.progress
    stage.play(20)
    stage.play(events=tap(pygame.K_ESCAPE))
    Keyboard().choose(stage, "BEGIN THE CHAPTER AGAIN")
    assert stage.scene.progress == progress
    assert stage.scene.episode.frame < 3


def test_a_level_beside_the_road_belongs_to_no_campaign(stage: Stage, tmp_path: Path) -> None:
    chapters.begin(stage.app, str(short_level(tmp_path / "elsewhere")))
    assert stage.scene.progress is None
    win(stage)
    assert "TO THE BRIDGE" not in [widget.label for widget in stage.scene.menu.widgets]


def test_a_watched_pilot_leaves_the_campaign_alone(stage: Stage) -> None:
    chapters.begin(stage.app, CHAPTER, bot="pilot")
    flight = stage.scene
    stage.until(lambda: flight.episode.outcome is not None, limit=3000)
    assert flight.progress is None
    assert stage.app.saves.latest() is None


def test_the_title_tells_of_saves_that_it_cannot_read(stage: Stage, tmp_path: Path) -> None:
    folder = tmp_path / "user" / "saves"
    folder.mkdir(parents=True)
    (folder / "checkpoint-2.save").write_bytes(b"CALLISTER-SAVE\nrubbish")
    later = Stage(tmp_path / "user")
    assert "checkpoint-2.save was damaged" in later.scene.note
    later.look()


# --- difficulty and assists ---


def test_difficulty_and_assists_change_in_the_middle_of_a_flight(stage: Stage) -> None:
    Keyboard().choose(stage, "NEW GAME")
    stage.play(30)
    flight = stage.scene
    stage.play(events=tap(pygame.K_ESCAPE))
    Keyboard().choose(stage, "OPTIONS")
    Keyboard().choose(stage, "Difficulty")
    Keyboard().choose(stage, "Damage taken")
    Keyboard().back(stage)
    Keyboard().choose(stage, "GO ON")
    assert stage.scene is flight
    assert flight.episode.world.difficulty == "outlaw"
    less = Assists(damage=stage.app.settings.damage / 100.0)
    assert less.damage < 1.0
    assert flight.episode.assists == less
    header = flight.recorder.recording().header
    assert (header.first, header.difficulty, header.assists) == (30, "outlaw", less)


def test_difficulty_of_the_settings_counts_when_a_save_is_taken_up(stage: Stage, tmp_path: Path) -> None:
    Keyboard().choose(stage, "NEW GAME")
    flight = stage.scene
    stage.play(events=[key_down(pygame.K_RIGHT)])
    stage.until(lambda: flight.episode.director.state.checkpoint == "half")
    flight._keeper.join()
    later = Stage(tmp_path / "user")
    later.app.settings.difficulty = "story"
    Keyboard().choose(later, "CONTINUE")
    assert later.scene.episode.world.difficulty == "story"


def test_broken_stores_keep_nobody_from_flying(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken():
        raise hub.LevelError("shop.toml:1:1: not TOML")

    monkeypatch.setattr(upgrades, "shop", broken)
    way.SCENES["chapter"](stage.app, RICH, way.road_of(stage.app).step(CHAPTER))
    assert stage.name == "flight"
    assert stage.scene.episode.loadout == Loadout()


def test_an_interlude_lies_on_the_way_and_its_answers_go_along(stage: Stage, tmp_path: Path) -> None:
    short_level(tmp_path / "user" / "levels" / "02-data-pirates")
    progress = Progress(at="1-newsroom", flown=[Flown(CHAPTER), Flown("02-data-pirates")])
    way.go_on(stage.app, progress)
    assert stage.name == "interlude"
    assert stage.app.saves.latest().checkpoint == "1-newsroom"
    stage.scene.then(Outcome(("asked-cup",), ()))
    assert (stage.name, stage.scene.id) == ("bridge", "b02")
    later = Stage(tmp_path / "user")
    Keyboard().choose(later, "CONTINUE")
    assert later.scene.progress.answers == {"1-newsroom": ["asked-cup"]}
