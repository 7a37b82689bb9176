"""The list of one's own levels, and a campaign of one's own in the window."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.lab import campaign as lab
from game.lab import proof
from game.lab.run import run
from game.play.scenes import way
from game.play.scenes.chapter_end import next_level
from game.play.scenes.levels import LevelList
from game.story import campaign, road
from tests.play.stage import Keyboard, Stage, short_level

ROAD = """
title = "Two Hops"
[[step]]
chapter = "01-hop"
[[step]]
hub = "between"
[[step]]
chapter = "02-hop"
"""
BRIDGE = """
title = "Between"
after = "01-hop"
sky = "bridge-avenue"
crew = ["nate"]
[[row]]
with = "nate"
lines = [{ id = "between.nate", who = "nate", text = "One more, then." }]
"""


def two_hops(folder: Path) -> Path:
    for name in ("01-hop", "02-hop"):
        short_level(folder / name)
    (folder / "bridge").mkdir()
    (folder / "bridge" / "between.toml").write_text(BRIDGE)
    (folder / "campaign.toml").write_text(ROAD)
    return folder


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    levels = tmp_path / "user" / "levels"
    short_level(levels / "mine")
    short_level(levels / "broken")
    (levels / "broken" / "map.toml").write_text("bounds = 3\n")
    two_hops(levels / "two-hops")
    return Stage(tmp_path / "user")


def facts(page: LevelList, label: str) -> dict[str, str]:
    page.menu.focus = next(i for i, row in enumerate(page.menu.widgets) if row.label == label)
    return dict(page._facts(page.chosen))


def test_each_says_what_it_is_and_whether_it_is_proved(stage: Stage, tmp_path: Path) -> None:
    mine = tmp_path / "user" / "levels" / "mine"
    run(mine, record=mine / "proof.rec", bot="pilot")
    Keyboard().choose(stage, "LEVELS")
    page = stage.scene
    assert isinstance(page, LevelList)
    rows = [row.label for row in page.menu.widgets]
    assert rows == ["OPEN TO EVERYONE", "A SHORT HOP", "BROKEN", "TWO HOPS", "LEVEL EDITOR", "BACK"]
    assert page.menu.widgets[0].note == "BONUS"
    assert "Proved" not in facts(page, "OPEN TO EVERYONE")
    assert facts(page, "A SHORT HOP")["Proved"] == "flown to its end"
    assert facts(page, "TWO HOPS")["Chapters"] == "2"
    assert facts(page, "BROKEN") == {}
    assert "mistake" in page.chosen.wrong
    stage.play(40)
    stage.look()
    assert proof.look(mine).state == proof.FRESH


def test_choosing_one_flies_it_or_shows_its_mistakes(stage: Stage) -> None:
    for label, scene in (("A SHORT HOP", "flight"), ("BROKEN", "problems")):
        page = LevelList(stage.app, stage.app.scenes[0] if stage.name == "title" else title(stage))
        stage.app.push(page)
        Keyboard().choose(stage, label)
        assert stage.name == scene


def title(stage: Stage):
    from game.play.scenes.title import Title

    stage.app.go(Title(stage.app))
    return stage.scene


def test_a_campaign_of_ones_own_leads_over_its_bridge_and_is_taken_up_again(stage: Stage, tmp_path: Path) -> None:
    folder = tmp_path / "user" / "levels" / "two-hops"
    way.begin_own(stage.app, folder)
    assert stage.scene.episode.level.folder == folder / "01-hop"
    progress = stage.scene.progress
    assert progress.campaign == "two-hops"
    there = road.load(root=folder)
    level = stage.scene.episode.level
    won = campaign.after(progress, there, level, campaign.outcome_of(stage.scene.episode))
    way.keep(stage.app, won)
    way.go_on(stage.app, stage.app.saves.latest().progress, resumed=True)
    assert stage.name == "bridge"
    assert stage.scene.hub.title == "Between"
    way.fly_on(stage.app, stage.scene.progress)
    assert stage.scene.episode.level.folder == folder / "02-hop"


def test_the_pilot_flies_it_without_a_window(tmp_path: Path) -> None:
    result = lab.fly(road.load(root=two_hops(tmp_path / "two-hops")))
    assert result.won
    assert [level.level for level in result.levels] == ["01-hop", "02-hop"]
    assert result.talks["between"] == ["between.nate"]


def test_behind_the_last_chapter_comes_no_bonus(stage: Stage) -> None:
    assert next_level(stage.app, "10-two-bodies") == "11-television"
    assert next_level(stage.app, "11-television") == ""
