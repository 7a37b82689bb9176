"""The whole road without a window: progress goes from flight to bridge to flight, and the figures are repeatable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game import cli
from game.lab import campaign as flown
from game.lab.campaign import CampaignError
from game.story import campaign, hub, road, upgrades
from game.story.road import Ending, Road
from tests.play.stage import LEVEL

FLAGS = """
[[beat]]
id = "mark"
when = { on = "start" }
then = [{ do = "flag", set = "kevin-spared" }]
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A user's folder whose chapters are two short hops. Who is not there after a minute is given up."""
    for name, carries, brings in (("01-no-gamertag", True, False), ("02-data-pirates", False, True)):
        folder = tmp_path / "levels" / name
        folder.mkdir(parents=True)
        for file, text in LEVEL.items():
            if file == "level.toml":
                text = text.replace("seed = 3", "minutes = 0.25\nseed = 3")
            if file == "level.toml" and carries:
                text = text.replace("seed = 3", 'seed = 3\ncarries = ["kevin-spared"]') + FLAGS
            if file == "level.toml" and brings:
                text = text.replace("seed = 3", 'seed = 4\nbrings = ["kevin-spared"]')
            (folder / file).write_text(text)
    return tmp_path


def way(mine: Path, upto: str) -> Road:
    whole = road.load(mine)
    return Road(whole.title, whole.steps[: whole.index(upto) + 1], whole.endings)


def test_progress_goes_from_chapter_to_bridge_to_chapter(mine: Path) -> None:
    result = flown.fly(way(mine, "02-data-pirates"), user_dir=mine)
    assert [level.level for level in result.levels] == ["01-no-gamertag", "02-data-pirates"]
    assert result.won
    assert "kevin-spared" in result.levels[1].flags, "it was carried there"
    assert [each.level for each in result.progress.flown] == ["01-no-gamertag", "02-data-pirates"]
    said = result.talks["b01"]
    assert said[:3] == ["b01.arrive1", "b01.arrive2", "b01.arrive3"]
    assert {"b01.nate3", "b01.nate1", "b01.screen", "b01.chart"} <= set(said)
    assert "b01.nate2" not in said


def test_interludes_lie_on_the_way_and_set_their_flags(mine: Path) -> None:
    result = flown.fly(way(mine, "1-newsroom"), user_dir=mine)
    assert result.progress.answers["1-newsroom"], "somebody asked something"


def test_moments_of_its_flights_go_along(mine: Path) -> None:
    file = mine / "levels" / "02-data-pirates" / "level.toml"
    drop = '[[beat]]\nid = "drop"\nwhen = { on = "timer", after = 1 }\nthen = [{ do = "shake" }]\n'
    file.write_text(file.read_text() + drop)
    here = way(mine, "02-data-pirates")
    result = flown.fly(here, user_dir=mine)
    assert set(result.clips) == {"drop"}
    assert result.progress.moments == {"drop": result.clips["drop"].name}
    assert "seen-drop" in campaign.brought(result.progress, here).flags
    assert flown.fly(here, user_dir=mine).progress.moments == result.progress.moments, "the same flight, the same name"


def test_the_visitor_buys_what_it_can(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flown.campaign, "outcome_of", lambda episode: flown.campaign.Outcome(frozenset(), {}, 1000))
    result = flown.fly(way(mine, "b01"), user_dir=mine)
    paid = sum(sum(each.prices[: result.progress.bought.get(each.id, 0)]) for each in upgrades.shop().upgrade)
    assert paid > 500
    assert result.progress.credits == 1000 - paid
    left = [upgrades.price(each, result.progress) or 10**6 for each in upgrades.shop().upgrade]
    assert result.progress.credits < min(left)


def test_an_ending_may_come_by_being_lost(mine: Path) -> None:
    """A run that is lost to the ending that was asked for is the campaign's end, and not its failure."""
    lost = """
[[beat]]
id = "strike"
when = { on = "timer", after = 1 }
then = [{ do = "ending", ending = "purged" }, { do = "lose", cause = "purged" }]
"""
    file = mine / "levels" / "02-data-pirates" / "level.toml"
    file.write_text(file.read_text() + lost)
    here = way(mine, "02-data-pirates")
    here = Road(here.title, here.steps, (Ending(id="purged", chapter="02-data-pirates"),))
    result = flown.fly(here, user_dir=mine, ending="purged")
    assert result.ending == result.progress.ending == "purged"
    assert [level.outcome for level in result.levels] == ["won", "lost"]
    assert result.won
    assert not flown.fly(here, user_dir=mine).ending, "who asks for nothing takes it up again"


def test_the_same_campaign_twice_is_the_same(mine: Path) -> None:
    here = way(mine, "02-data-pirates")
    one, two, other = (flown.fly(here, user_dir=mine, seed=seed) for seed in (5, 5, 6))
    assert one.digest == two.digest
    assert one.digest != other.digest


def test_a_chapter_that_is_not_won_ends_it(mine: Path) -> None:
    result = flown.fly(way(mine, "02-data-pirates"), "idle", user_dir=mine)
    assert [level.outcome for level in result.levels] == ["timeout"]
    assert not result.won


def test_an_ending_that_nobody_can_reach_yet_is_refused(mine: Path) -> None:
    here = Road("t", way(mine, "b01").steps, (Ending(id="freedom", chapter="99-far"),))
    with pytest.raises(CampaignError, match="99-far, and that chapter is not there yet"):
        flown.fly(here, ending="freedom", user_dir=mine)
    with pytest.raises(CampaignError, match="there are freedom"):
        flown.fly(here, ending="glory", user_dir=mine)


def test_the_command_prints_its_contract(mine: Path, capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    here = way(mine, "b01")
    monkeypatch.setattr(road, "load", lambda *_, **__: here)
    code = cli.main(["campaign", "--json", "--seed", "3", "--user-dir", str(mine)])
    said = json.loads(capsys.readouterr().out)
    assert code == 0
    assert list(said) == ["ending", "digest", "wall_seconds", "levels"]
    assert said["levels"][0]["level"] == "01-no-gamertag"
    assert said["levels"][0]["seed"] == 3


def test_the_command_refuses_with_one_clear_line(mine: Path, capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    here = way(mine, "b01")
    monkeypatch.setattr(road, "load", lambda *_, **__: here)
    assert cli.main(["campaign", "--ending", "purged", "--user-dir", str(mine)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("callister: the ending 'purged' is decided in 08-the-core")
    assert said.count("\n") == 1


def test_endings_of_the_command_are_those_of_the_road() -> None:
    assert set(cli.ENDINGS) == {each.id for each in road.load().endings}


def test_every_bridge_can_be_visited_with_nothing_behind_one() -> None:
    for path in hub.folder().glob("b*.toml"):
        here = hub.load(path.stem)
        for who in (*here.crew, "arrive", "screen", "chair", "chart"):
            here.rows(who, flown.campaign.Brought(frozenset(), {}))
