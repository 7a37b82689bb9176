"""Bridges as data: every line of the script is there, who says what when, and mistakes have their place."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from game.render import canvas, dialogue_panel
from game.render.camera import Lens
from game.sim.loadout import Loadout
from game.story import campaign, catalog, hub, road, ships_log, upgrades
from game.story.campaign import Brought, Flown, Progress
from game.story.problems import LevelError
from game.story.schema import CAST

HUBS = ("b01", "b02", "b03", "b04", "b05", "b06", "b07", "b09")
SCRIPT = Path(__file__).parent / "data" / "bridge.txt"


def came(*flags: str, **counters: int) -> Brought:
    return Brought(frozenset(flags), {name.replace("_", "-"): value for name, value in counters.items()})


def ids(rows: list[hub.Row]) -> list[str]:
    return [line.id for row in rows for line in row.lines]


def all_lines() -> list[hub.Line]:
    shop = upgrades.shop()
    spoken = [line for name in HUBS for row in hub.load(name).row for line in row.lines]
    sold = [shop.poor, shop.full, shop.sold, *(each.line for each in shop.upgrade)]
    return [*spoken, *sold, *(entry.line for entry in ships_log.log().entry)]


# --- the words ---


def test_every_line_of_the_script_is_there_word_for_word() -> None:
    rows = [
        line.split(" | ", 2) for line in SCRIPT.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    script = {id: (who, text) for id, who, text in rows}
    here = {line.id: (line.who, line.text) for line in all_lines()}
    assert len(script) > 150
    assert here == script


def test_every_line_fits_its_panel() -> None:
    class Nobody:
        atlas: tuple[()] = ()

    glass = canvas.Canvas(Nobody(), Lens(1.0, 0.0, 0.0, 1280, 720))  # type: ignore[arg-type]
    room = dialogue_panel.WIDE - dialogue_panel.HIGH - 50.0
    wrapped = {line.id: len(glass.wrap(line.text, dialogue_panel.WORDS, room)) for line in all_lines()}
    assert max(wrapped.values()) <= 3, {id: rows for id, rows in wrapped.items() if rows > 3}


def test_speakers_skies_and_music_exist() -> None:
    names = catalog.names()
    for name in HUBS:
        here = hub.load(name)
        assert here.sky in names["backdrop"]
        assert here.music in names["cue"]
        assert {line.who for row in here.row for line in row.lines} <= set(CAST)


def test_somebody_notices_the_screen_and_the_chart_says_where_to_go() -> None:
    for name in HUBS:
        if name not in ("b07", "b09"):  # nobody is there; and there it has been taken down
            assert hub.load(name).has("screen"), name
            assert hub.load(name).has("chart"), name


# --- who says what ---


def test_the_most_particular_row_comes_first_then_the_others_then_a_look() -> None:
    here, brought = hub.load("b01"), came("kevin-spared")
    said: list[str] = []
    while (row := here.talk("nate", brought, said)) is not None:
        said.append(row.id)
    assert said == ["b01.nate3", "b01.nate1"]
    assert here.talk("nate", came("kevin-dunked"), ()).id == "b01.nate2"


def test_an_exchange_is_one_row() -> None:
    said = [row for row in hub.load("b01").rows("kabir", came()) if len(row.lines) > 1]
    assert ids(said) == ["b01.kabir2", "b01.sum", "b01.sum2"]


def test_arrivals_follow_what_was_done() -> None:
    here = hub.load("b02")
    assert ids(here.rows("arrive", came("bea-died-for-us"))) == ["b02.arrive1", "b02.arrive2", "b02.arrive3"]
    dropped = ids(here.rows("arrive", came("dropped-cargo")))
    assert dropped == ["b02.arrive1", "b02.arrive4", "b02.arrive5"]
    waited = ids(here.rows("arrive", came("dropped-cargo", "bea-hacked", "bea-waited")))
    assert waited == ["b02.arrive1", "b02.arrive6"]


@pytest.mark.parametrize(("hurt", "line"), [(0, "b02.kabir2"), (3, ""), (6, "b02.kabir3")])
def test_kabir_keeps_the_tally(hurt: int, line: str) -> None:
    rows = hub.load("b02").rows("kabir", came(players_hurt=hurt))
    assert [row.id for row in rows if row.if_] == ([line] if line else [])


def test_the_price_is_at_the_table() -> None:
    here = hub.load("b04")
    for way, other in (("bea-key", "vault"), ("hard-vault", "key")):
        said = [id for who in (*here.crew, "arrive") for id in ids(here.rows(who, came(way)))]
        assert len(said) > 8
        assert not [id for id in said if f".{other}." in id]


# --- the shop ---


def test_what_is_bought_is_in_the_loadout_and_paid_for() -> None:
    hull = upgrades.shop().upgrade_of("hull")
    rich = upgrades.buy(hull, Progress(credits=500))
    rich = upgrades.buy(hull, rich)
    assert rich.credits == 500 - hull.prices[0] - hull.prices[1]
    ship = upgrades.loadout(rich, came())
    assert ship.hull_bonus == 2 * hull.by
    assert ship.credits == rich.credits
    assert upgrades.loadout(Progress(), came()) == Loadout()


def test_too_dear_and_bought_out_are_said_and_refused() -> None:
    spoof = upgrades.shop().upgrade_of("spoof")
    poor = Progress(credits=spoof.prices[0] - 1)
    assert "1 short" in upgrades.refusal(spoof, poor)
    with pytest.raises(ValueError, match="short"):
        upgrades.buy(spoof, poor)
    full = Progress(credits=9999, bought={"spoof": len(spoof.prices)})
    assert upgrades.price(spoof, full) is None
    with pytest.raises(ValueError, match="all of it"):
        upgrades.buy(spoof, full)


def test_who_dropped_the_cargo_pays_more() -> None:
    here, hull = hub.load("b02"), upgrades.shop().upgrade_of("hull")
    assert here.price_factor(came()) == 1.0
    dear = here.price_factor(came("dropped-cargo"))
    assert dear > 1.0
    assert upgrades.price(hull, Progress(), dear) == round(hull.prices[0] * dear)


def test_every_effect_is_a_number_of_the_ship() -> None:
    fields = {field.name for field in dataclasses.fields(Loadout)}
    assert {each.effect for each in upgrades.shop().upgrade} <= fields
    everything = Progress(bought={each.id: len(each.prices) for each in upgrades.shop().upgrade})
    ship = upgrades.loadout(everything, came("scarred"))
    assert ship.scarred
    assert all(getattr(ship, each.effect) > 0 for each in upgrades.shop().upgrade)


# --- the log ---


def test_the_log_is_written_as_one_flies() -> None:
    progress = Progress(flown=[Flown("01-no-gamertag"), Flown("04-the-back-door")])
    assert [line.id for line in ships_log.written(progress, came("bea-key"))] == ["log.01", "log.04.key"]
    assert [line.id for line in ships_log.written(Progress(), came())] == []


def test_log_and_bridges_name_chapters_of_the_road() -> None:
    _, steps, _ = road.read(hub.folder().parent / "campaign.toml")
    chapters = {step.id for step in steps if step.kind == "chapter"}
    assert {entry.chapter for entry in ships_log.log().entry} <= chapters
    assert {hub.load(name).after for name in HUBS} <= chapters
    assert {step.id for step in steps if step.kind == "hub"} == set(HUBS)


# --- mistakes ---

GOOD = """title = "Here"
after = "01-no-gamertag"
sky = "stars"
crew = ["nate"]
brings = ["rain"]

[[row]]
with = "nate"
if = [{ flag = "rain" }]
lines = [{ id = "x.1", who = "nate", text = "Wet." }]
"""


def wrong(tmp_path: Path, old: str, new: str) -> list[str]:
    path = tmp_path / "b99.toml"
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(LevelError) as caught:
        hub.read(path)
    return [str(problem).replace(f"{path}:", "") for problem in caught.value.problems]


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "b99.toml"
    path.write_text(GOOD)
    assert hub.read(path).talk("nate", came("rain"), ()).id == "x.1"


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ('with = "nate"', 'with = "nat"', "8:8", "did you mean 'nate'"),
        ('who = "nate"', 'who = "nobody"', "10:30", "nobody is called 'nobody'"),
        ('flag = "rain"', 'flag = "rian"', "9:7", "name it in 'brings'"),
        ('text = "Wet."', f'text = "{"w" * 91}"', "10:45", "at most 90"),
        ('text = "Wet."', 'text = "Wet ☃"', "10:45", "the game has no letter '☃' (snowman)"),
        ('title = "Here"', 'title = "Здесь"', "1:9", "no letter 'З' (cyrillic capital letter ze)"),
        ('flag = "rain"', 'flag = "rain", at-least = 2', "9:7", "a counter is compared"),
        ('crew = ["nate"]', 'crew = ["nate", "bob"]', "4:17", "nobody aboard is called 'bob'"),
        ('sky = "stars"', 'sky = "stars"\nskies = 2', "4:1", "unknown key 'skies'"),
        ('lines = [{ id = "x.1"', 'line = [{ id = "x.1"', "10:1", "did you mean 'lines'"),
    ],
)
def test_mistakes_have_their_place(tmp_path: Path, old: str, new: str, place: str, says: str) -> None:
    problems = wrong(tmp_path, old, new)
    assert any(problem.startswith(f"{place}:") and says in problem for problem in problems), problems


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    problems = wrong(tmp_path, 'with = "nate"\nif = [{ flag = "rain" }]', 'with = "nat"\nif = [{ flag = "snow" }]')
    assert len(problems) == 3, "who, what is read, and what is brought in vain"


def test_progress_remembers_what_was_heard() -> None:
    progress = campaign.heard(campaign.heard(Progress(), "b01", "b01.nate1"), "b01", "b01.nate1")
    assert progress.heard == {"b01": ["b01.nate1"]}
