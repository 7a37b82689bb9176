"""Chapter 02 as it is meant: what may be taken, what it costs, and who stands in between."""

from __future__ import annotations

from functools import cache

import pytest

from game.lab.pilots import make_pilot
from game.lab.run import run
from game.sim import damage
from game.sim.command import IDLE, Command, Press
from game.story import library
from game.story.episode import Episode
from game.story.level import Level

CHAPTER = "02-data-pirates"
SEED = 4


@cache
def level() -> Level:
    return library.load(CHAPTER)


@cache
def flown(choice: int):
    return run(CHAPTER, seed=SEED, choose={"cargo": choice})


def order(result):
    return [beat["id"] for beat in result.beats]


def at(result, beat):
    return next(one["t"] for one in result.beats if one["id"] == beat)


STOPS = ("pour", "ambush", "ambush-ask", "stand", "away")


@cache
def moments() -> dict[str, dict]:
    """One flight of the pilot, kept at each of STOPS."""
    episode = Episode(level(), SEED)
    pilot = make_pilot("pilot", episode, choose={"cargo": 2})
    kept: dict[str, dict] = {}
    for _ in range(60 * 600):
        pilot.hear(episode.step(pilot.command()))
        for beat in STOPS:
            if beat in episode.director.state.fired and beat not in kept:
                kept[beat] = episode.snapshot()
        if len(kept) == len(STOPS):
            return kept
    raise AssertionError(f"never fired: {set(STOPS) - set(kept)}")


def flight(until: str, *, flags=()) -> Episode:
    """The flight where a beat has just fired."""
    episode = Episode(level(), SEED, flags=flags)
    episode.restore(moments()[until])
    episode.director.flags.update(flags)
    return episode


def wait(episode: Episode, seconds: float, command: Command = IDLE) -> list:
    return [event for _ in range(round(seconds * 60)) for event in episode.step(command)]


@pytest.mark.parametrize("choice", [1, 2])
def test_the_chapter_is_told_in_order_whatever_is_chosen(choice):
    result = flown(choice)
    assert result.outcome == "won"
    told = ["fuel", "graveyard", "first-mote", "marks", "cold", "pour", "ambush", "ambush-ask"]
    told += ["drop", "drop-bea"] if choice == 1 else ["stand", "stand-bea", "stand-lit"]
    told += ["engines", "away", "home"]
    assert [beat for beat in order(result) if beat in told] == told


def test_what_is_taken_along_follows_from_what_was_done():
    dropped, stood = flown(1), flown(2)
    assert "dropped-cargo" in dropped.flags
    assert "stood" not in dropped.flags
    assert {"stood", "bea-died-for-us"} <= set(stood.flags)
    assert ("bea-waited" in dropped.flags) == ("bea-hacked" in dropped.flags)


def test_the_set_piece_lasts_as_long_as_karl_says():
    stood = flown(2)
    assert at(stood, "ambush") - at(stood, "pour") == pytest.approx(10, abs=0.2)
    assert at(stood, "stand-lit") - at(stood, "stand") == pytest.approx(20, abs=0.2)
    assert at(stood, "stand-bea") - at(stood, "stand") == pytest.approx(12, abs=0.2)


def test_while_the_hose_is_on_the_ship_can_turn_and_shoot_and_not_move():
    episode = flight("ambush")
    assert {"turn", "fire"} <= episode.world.abilities
    assert not {"thrust", "boost", "brake"} & episode.world.abilities
    wait(episode, 2.0)
    place = episode.world.ships.place.item(0)
    wait(episode, 2.0, Command.of(thrust=1.0))
    assert abs(episode.world.ships.place.item(0) - place) < 30


def test_the_clock_of_the_pour_is_shown():
    episode = flight("pour")
    left, whole = episode.director.clock
    assert whole == pytest.approx(30)
    assert left > 29


def test_to_lose_in_the_throat_is_taken_up_there_and_nate_has_pictured_it():
    episode = flight("stand")
    damage.hurt(episode.world, episode.world.player, 5_000)
    wait(episode, 0.6)
    assert episode.waiting_retry
    events = episode.step(Command.of(pressed=Press.RETRY))
    assert [event.kind for event in events] == ["retried"]
    assert episode.director.state.checkpoint == "ambush-ask"  # nobody hears them out again
    assert episode.director.choice is not None
    spoken = [event.name for event in wait(episode, 0.5) if event.kind == "say"]
    assert spoken == ["fail.cold1"]


def test_bea_gives_her_eleven_unless_she_has_been_robbed_of_it():
    for robbed in (False, True):
        episode = flight("ambush-ask")
        flags = episode.director.flags
        flags.discard("bea-hacked")
        if robbed:
            flags.add("bea-hacked")
        before = episode.world.hold.worth
        episode.director.choose(0)
        wait(episode, 1.0)
        assert episode.world.hold.value == 0, "the hold is cut loose"
        purse = episode.world.hold.credits
        wait(episode, 30.0)
        assert "poured" in episode.director.flags
        assert episode.world.hold.credits - purse == (0 if robbed else 11)
        assert ("bea-waited" in episode.director.flags) == robbed
        assert before > purse


def test_the_three_take_what_was_cut_loose():
    episode = flight("ambush-ask")
    episode.director.choose(0)
    wait(episode, 1.0)
    x, y = episode.world.ships.x[0], episode.world.ships.y[0]
    strewn = episode.world.motes
    near = (abs(strewn.x - x) < 600) & (abs(strewn.y - y) < 600)
    assert near.any()
    wait(episode, 6.0)
    strewn = episode.world.motes
    assert not ((abs(strewn.x - x) < 600) & (abs(strewn.y - y) < 600)).any()


@pytest.mark.parametrize("flag", ["kevin-spared", "kevin-dunked"])
def test_kevin_remembers_the_toast(flag):
    episode = flight("ambush", flags=[flag])
    said = [event.name for event in wait(episode, 9.0) if event.kind == "chat"]
    assert f"ambush.kevin.{flag.removeprefix('kevin-')}" in said


def test_players_who_were_only_robbed_count_as_spared():
    stood = flight("away")
    counters = stood.director.counters
    assert counters["players-spared"] >= 1
    assert counters.get("players-hurt", 0) <= counters["players-spared"] + 6


def test_out_of_air_is_a_way_to_fail():
    episode = Episode(level(), SEED)
    wait(episode, 1)
    episode.director.state.ears["air"].memory.since -= 60 * 895
    wait(episode, 2)
    assert not episode.waiting_retry
    wait(episode, 5)
    assert episode.waiting_retry
    assert episode.director.state.cause == "air"
