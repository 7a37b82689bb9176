"""Chapter 04 as it is meant: what a rumour costs, a convoy at full burn, and what a stranger's name is worth."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from game.lab.pilots import make_pilot
from game.sim import damage, placing, response
from game.sim.command import IDLE, Command, Held, Press
from game.sim.events import Event
from game.sim.kinds import KIND_INDEX, PLAYER
from game.sim.loadout import SCAR, Loadout
from game.story import library
from game.story.episode import Episode
from game.story.level import Level

CHAPTER = "04-the-back-door"
SEED = 4
CONVOY = ["fail.convoy1", "fail.convoy2", "fail.convoy3"]
VAULT = ["fail.vault1", "fail.vault2", "fail.vault3"]
# the moments from which something else is tried
STOPS = (
    "hello", "rob", "alongside", "hull-three", "both-keys", "logs", "key", "key-choice", "take-tether", "banned",
    "vault-walls", "vault-notice", "vault-open", "vault-bea",
)  # fmt: skip


@cache
def level() -> Level:
    return library.load(CHAPTER)


class Flight(NamedTuple):
    """A whole flight of the pilot: how it ended, its beats, its flags, what was left in the purse, what was said."""

    outcome: str | None
    beats: list[str]
    flags: frozenset[str]
    credits: float
    lines: list[str]
    moments: dict[str, dict]


@cache
def flown(broker: str, key: str, credits: int = 0) -> Flight:
    """The pilot's flight with these answers, kept at each of STOPS."""
    episode = Episode(level(), SEED, loadout=Loadout(credits=credits))
    pilot = make_pilot("pilot", episode, choose={"broker": broker, "key": key})
    moments: dict[str, dict] = {}
    for _ in range(60 * 600):
        pilot.hear(episode.step(pilot.command()))
        fired = episode.director.state.fired
        moments.update({beat: episode.snapshot() for beat in STOPS if beat in fired and beat not in moments})
        if episode.outcome:
            break
    director = episode.director
    beats = list(dict.fromkeys(beat for _, beat in director.history))
    said = [line for _, line in director.log]
    return Flight(episode.outcome, beats, frozenset(director.flags), episode.world.hold.credits, said, moments)


def paid() -> Flight:
    return flown("opt-pay", "opt-take", 300)


def robbed() -> Flight:
    return flown("opt-rob", "opt-vault")


def taken_up(flight: Flight, beat: str, *, flags=()) -> Episode:
    """The flight where a beat has just fired."""
    episode = Episode(level(), SEED)
    episode.restore(flight.moments[beat])
    episode.director.flags.update(flags)
    return episode


def wait(episode: Episode, seconds: float, command: Command = IDLE) -> list:
    return [event for _ in range(round(seconds * 60)) for event in episode.step(command)]


def said(events: list) -> list[str]:
    return [event.name for event in events if event.kind in ("say", "chat", "sign", "print")]


def ship(episode: Episode, name: str) -> int:
    return episode.director.stage.ships(name)[0]


def row(episode: Episode, name: str) -> int:
    return episode.world.ships.row_of(ship(episode, name))


def hack(episode: Episode, name: str) -> None:
    """As if the last prompt of its handshake had been answered."""
    episode.world.emit(Event("hacked", ship(episode, name), episode.world.player))


def opened(episode: Episode, name: str) -> float:
    movers = episode.world.movers
    assert movers is not None
    return float(movers.share[movers.names.index(name)])


# --- the whole of it ---

MARKET = ["broker", "hello", "deal"]
ROAD = ["rumour", "plan", "plan-order", "convoy", "hull-one", "hull-two", "hull-three", "hounds", "hull-four"]
LOGS = ["both-keys", "logs", "answers", "key", "key-tag", "key-choice"]
END = ["course", "ping", "knock", "home"]
END_LINES = ["course.nan", "course.sound", "course.wait", "course.knock", "course.end"]


@pytest.mark.parametrize(
    ("flight", "told"),
    [
        (paid, [*MARKET, "pay", *ROAD, *LOGS, "take", "take-hello", "take-tether", "taken", "banned", "took-it", *END]),
        (robbed, [*MARKET, "rob", "robbed", *ROAD, *LOGS, "vault", "vault-walls", "vault-open", "vault-bea", *END]),
    ],
)
def test_the_chapter_is_told_in_order_whatever_is_chosen(flight, told):
    result = flight()
    assert result.outcome == "won"
    assert [beat for beat in result.beats if beat in told] == told


def test_what_is_taken_along_follows_from_what_was_done():
    first, second = paid().flags, robbed().flags
    assert {"paid-broker", "bea-key"} <= first
    assert not {"robbed-broker", "hard-vault", "scarred"} & first
    assert {"robbed-broker", "hard-vault", "scarred"} <= second
    assert not {"paid-broker", "bea-key"} & second
    assert first | second >= set(level().header.carries)


def test_every_line_of_the_logs_is_printed_and_the_answer_is_two_knocks():
    lines = paid().lines
    logs = [line for line in lines if line in {"logs.one", "logs.two", "logs.three", "logs.four", "logs.nate"}]
    assert logs == ["logs.one", "logs.two", "logs.three", "logs.four", "logs.nate"]
    assert [line for line in lines if line in END_LINES] == END_LINES


# --- the market ---


def test_who_boosts_to_the_stall_at_once_has_asked():
    episode = Episode(level(), 4001)
    rush = Command.of(thrust=-1.0, held=Held.FIRE | Held.BOOST)
    for tick in range(180):
        episode.step(rush if tick < 66 else IDLE)
    assert "hello" in episode.director.state.fired
    assert {one.id: one.state for one in episode.director.objectives} == {"ask": "done"}
    assert episode.director.state.reports == []


def test_who_pays_is_two_hundred_poorer():
    episode = taken_up(paid(), "hello")
    wait(episode, 19.0)
    before = episode.world.hold.worth
    assert [option.closed for option in episode.director.choice.options] == ["", ""]
    episode.director.choose(0)
    wait(episode, 0.2)
    assert episode.world.hold.worth == pytest.approx(before - 200)


def test_who_is_short_cannot_pay_and_is_told_what_there_is():
    episode = taken_up(paid(), "hello")
    hold = episode.world.hold
    hold.credits, hold.value, hold.mass = 41.0, 0.0, 0.0
    wait(episode, 19.0)
    assert episode.director.choice.options[0].closed == "You have 41."
    episode.director.choose(0)
    assert episode.director.choice is not None
    episode.director.choose(1)
    assert "robbed-broker" in episode.director.flags


def test_his_lamps_are_loud_and_his_customers_tell():
    episode = taken_up(robbed(), "rob")
    point = episode.level.map.points["counter"]
    placing.place_player(episode.world, point.x, point.y, 0.0)
    events = [event for _ in range(60 * 12) for event in episode.step(_answer(episode))]
    assert any(event.kind == "hacked" for event in events)
    assert any(event.kind == "witness" for event in events)
    assert "broker.robbed" in said(events)
    assert episode.world.heat.level >= 2
    assert len(episode.director.stage.ships("lookers")) == 1


def _answer(episode: Episode) -> Command:
    """Throw the tether, then what the prompt asks for."""
    shake = episode.world.hacking.shake
    if shake is None:
        return Command.of(pressed=int(Press.HACK) if episode.frame % 30 == 0 else 0)
    presses = (Press.CHOICE_1, Press.CHOICE_2, Press.CHOICE_3, Press.CHOICE_4)
    return Command.of(pressed=int(presses[shake.prompts[shake.at]]) if episode.frame % 15 == 0 else 0)


# --- the convoy ---


def test_the_five_keep_their_line_and_their_speed_round_the_ring():
    episode = taken_up(paid(), "alongside")
    world = episode.world
    lane = np.array([(p[0], p[1]) for p in episode.level.map.paths["lane"].points], float)
    mine = world.ships.kind == KIND_INDEX["courier"]
    assert mine.sum() == 5
    response.switch(world, False)
    world.ships.hull[world.player_row] = world.ships.hull_max[world.player_row] = 1e6
    for _ in range(45 * 60):
        world.step(IDLE)
        at = (world.ships.kind == KIND_INDEX["courier"]).nonzero()[0]
        assert _off(lane, world.ships.place[at]).max() < 60.0
    assert np.abs(world.ships.velocity[at]).min() > 330.0


def _off(way, places):
    """How far places are from a closed way [u]."""
    start = way[:, 0] + 1j * way[:, 1]
    leg = np.roll(start, -1) - start
    gap = places[:, None] - start
    share = np.clip((gap * leg.conj()).real / np.abs(leg) ** 2, 0.0, 1.0)
    return np.abs(gap - leg * share).min(axis=1)


def test_who_does_not_keep_up_is_left_behind_and_nate_has_pictured_it():
    episode = taken_up(paid(), "alongside")
    wait(episode, 14.0)
    assert episode.waiting_retry
    assert episode.director.state.cause == "left-behind"
    episode.step(Command.of(pressed=int(Press.RETRY)))
    events = wait(episode, 0.5)
    assert episode.director.state.checkpoint == "convoy"
    assert said(events)[0] in CONVOY


def test_a_crash_after_the_first_key_is_taken_up_there():
    episode = taken_up(paid(), "hull-three")
    wait(episode, 0.5)
    damage.hurt(episode.world, episode.world.player, 5_000)
    wait(episode, 0.6)
    assert episode.waiting_retry
    episode.step(Command.of(pressed=int(Press.RETRY)))
    assert episode.director.state.checkpoint == "hull-three"
    assert said(wait(episode, 0.5))[0] in CONVOY
    assert episode.world.ships.hacked[row(episode, "hull-three")], "the key is aboard"


def test_a_hull_that_is_shot_to_pieces_takes_its_key_with_it():
    episode = taken_up(paid(), "alongside")
    damage.hurt(episode.world, ship(episode, "hull-three"), 5_000)
    wait(episode, 0.5)
    assert episode.director.state.cause == "burst"


def test_the_keys_may_be_taken_in_any_order():
    episode = taken_up(paid(), "alongside")
    hack(episode, "hull-five")
    wait(episode, 0.1)
    assert "both-keys" not in episode.director.state.fired
    hack(episode, "hull-three")
    events = wait(episode, 0.2)
    assert "both-keys" in episode.director.state.fired
    (order,) = [event for event in events if event.kind == "objective.added" and event.name == "out"]
    assert order.text


def test_a_tether_that_is_lost_can_be_thrown_again():
    episode = taken_up(paid(), "alongside")
    episode.director.stage.talk.quiet(cut=True)
    episode.world.emit(Event("tether.lost", ship(episode, "hull-one"), episode.world.player))
    assert "convoy.slip" in said(wait(episode, 2.5))


PRESSES = ("press-north", "press-north-2", "press-south", "press-south-2")


def test_hounds_come_and_walls_come_in_after_the_first_key_only():
    episode = taken_up(paid(), "alongside")
    episode.director.state.fired["both-keys"] = 0  # nobody minds how far behind the ship is
    most = _goes_by(episode, "before-kennel-north", "before-press-north", "before-press-south")
    assert not episode.director.stage.ships("dogs")
    assert most == dict.fromkeys(PRESSES, 0.0)
    hack(episode, "hull-three")
    wait(episode, 4.5)
    most = _goes_by(episode, "before-kennel-north", "before-press-north", "before-press-south")
    assert most == pytest.approx(dict.fromkeys(PRESSES, 1.0))
    assert len(episode.director.stage.ships("dogs")) == 2


def _goes_by(episode: Episode, *regions: str) -> dict[str, float]:
    """The ship is for a while in each of these regions; how far each press came in at most."""
    world, most = episode.world, dict.fromkeys(PRESSES, 0.0)
    for region in regions:
        placing.place_player(world, *episode.level.spot(region), 0.0)
        for _ in range(11 * 60):
            world.ships.hull[world.player_row] = world.ships.hull_max[world.player_row]
            episode.step(IDLE)
            most = {press: max(share, opened(episode, press)) for press, share in most.items()}
    return most


def test_in_the_tunnel_nobody_follows():
    episode = taken_up(paid(), "logs")
    wait(episode, 10.5)
    assert not episode.director.stage.ships("dogs")
    assert not episode.director.stage.ships("convoy")
    assert opened(episode, "tunnel-door") == 1.0, "the door is shut behind"
    assert episode.world.heat.level == 0


# --- the price ---


@pytest.mark.parametrize(
    ("flags", "line"),
    [
        ((), ""),
        (("bea-died-for-us",), "key.karl.died"),
        (("dropped-cargo",), "key.karl.eleven"),
        (("dropped-cargo", "bea-hacked", "bea-waited"), "key.karl.waited"),
    ],
)
def test_karl_says_why_not(flags, line):
    episode = taken_up(paid(), "key", flags=flags)
    lines = said(wait(episode, 26.0, Command.of()))
    assert "key.karl" in lines
    assert [one for one in lines if one.startswith("key.karl.")] == ([line] if line else [])


def test_the_game_saves_before_it_asks():
    episode = taken_up(paid(), "key-choice")
    assert episode.director.state.checkpoint == "key-choice"
    assert [option.set for option in episode.director.choice.options] == ["bea-key", "hard-vault"]


def test_she_says_yes_six_times_and_is_put_out():
    episode = taken_up(paid(), "take-tether")
    assert episode.world.hacking.shake.prompts == [0] * 6
    episode = taken_up(paid(), "banned")
    place = episode.world.ships.place.item(row(episode, "bea"))
    events = wait(episode, 22.0)
    assert "take.karl" in said(events)
    assert "take.notice" in said(events)
    left = row(episode, "bea")
    assert episode.world.ships.tag[left] == -1, "a ship called Ship, with nobody in it"
    assert abs(episode.world.ships.place.item(left) - place) < 200


def test_whoever_shoots_her_is_trusted_all_the_same():
    episode = taken_up(paid(), "key-choice")
    episode.director.choose(0)
    wait(episode, 0.5)
    damage.hurt(episode.world, ship(episode, "bea"), 5_000)
    wait(episode, 7.0)
    assert ship(episode, "bea") in episode.world.hacking.trusting


def test_nobody_can_be_lost_on_the_way_to_her():
    assert "fail.vault1" not in paid().lines
    episode = taken_up(paid(), "take-tether")
    assert not (episode.world.ships.team == 2).any(), "there is no fight"


def test_the_doors_of_the_vault_keep_time():
    episode = taken_up(robbed(), "vault-walls")
    world = episode.world
    shares = []
    for _ in range(8 * 60):
        world.step(IDLE)
        shares.append([opened(episode, door) for door in ("door-1", "door-2", "door-3")])
    open_ = np.array(shares) > 0.9
    for door in range(3):
        begins = np.flatnonzero(np.diff(open_[:, door].astype(int)) == 1)
        assert np.diff(begins) == pytest.approx(4 * 60, abs=1) if len(begins) > 1 else len(begins) == 1
        assert open_[:, door].sum() / 60 == pytest.approx(2 * 1.0, abs=0.3), "a second of every four"


def test_to_lose_in_the_vault_is_taken_up_before_it():
    episode = taken_up(robbed(), "vault-notice")
    damage.hurt(episode.world, episode.world.player, 5_000)
    wait(episode, 0.6)
    assert episode.waiting_retry
    episode.step(Command.of(pressed=int(Press.RETRY)))
    assert episode.director.state.checkpoint == "vault-walls"
    assert said(wait(episode, 0.5))[0] in VAULT


def test_the_vault_leaves_a_mark_for_good():
    episode = taken_up(robbed(), "vault-open")
    wait(episode, 1.0)
    world = episode.world
    assert world.scarred
    assert world.ships.hull_max[world.player_row] == PLAYER.hull - SCAR
    later = Episode(library.load("02-data-pirates"), 1, loadout=Loadout(scarred=True))
    assert later.world.scarred
    assert later.world.ships.hull_max[later.world.player_row] == PLAYER.hull - SCAR
    copied = Episode(level(), SEED)
    copied.restore(episode.snapshot())
    assert copied.world.scarred


def test_she_never_knows():
    lines = robbed().lines
    assert {"vault.bea", "vault.nate", "vault.bea2"} <= set(lines)
    assert not {line for line in lines if line.startswith("take.")}


# --- finds ---


def test_the_lamp_that_is_not_for_sale_is_behind_the_stall():
    episode = taken_up(paid(), "hello")
    wait(episode, 16.0)
    point = episode.level.map.points["lamp"]
    placing.place_player(episode.world, point.x + 60, point.y, 0.0)
    assert "find.lamp" in said(wait(episode, 1.0))


def test_a_draft_of_the_sunset_for_whoever_stays_beside_hull_two():
    episode = taken_up(paid(), "alongside")
    hack(episode, "hull-two")
    for _ in range(60 * 5):
        at = episode.world.ships.place.item(row(episode, "hull-two")) + 110j
        placing.place_player(episode.world, at.real, at.imag, 0.0)
        episode.step(IDLE)
    assert [printed.line for printed in episode.director.pane.prints] == ["find.draft"]
