"""Chapter 03 as it is meant: unseen if one can, somebody else where one must, and silent under the carrier."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from game.lab.pilots import make_pilot
from game.sim import placing
from game.sim.command import IDLE, Command, Held, Press
from game.story import library
from game.story.episode import Episode
from game.story.level import Level

CHAPTER = "03-sweep"
SEED = 3
TOLD = [
    "queue", "queue-order", "light", "neck", "hall", "biscuit", "biscuit-ask", "told", "booth", "booth-ask", "passed",
    "quiet", "knock", "carrier", "stop-1", "go-1", "on-1", "stop-2", "go-2", "on-2", "halt-1", "halt-2", "halt-3",
    "go-3", "on-3", "through", "offline", "home",
]  # fmt: skip
STOPS = ("neck", "hall", "biscuit-ask", "booth-ask", "knock", "carrier", "stop-1", "go-3")


@cache
def level() -> Level:
    return library.load(CHAPTER)


@cache
def flown() -> tuple[Episode, dict[str, dict]]:
    """One flight of the pilot, to its end, kept at each of STOPS: it tells her, and says nothing at the booth."""
    episode = Episode(level(), SEED)
    pilot = make_pilot("pilot", episode, choose={"biscuit": 2, "booth": 3})
    kept: dict[str, dict] = {}
    while episode.outcome is None and episode.frame < 60 * 600:
        pilot.hear(episode.step(pilot.command()))
        for beat in STOPS:
            if beat in episode.director.state.fired and beat not in kept:
                kept[beat] = episode.snapshot()
    return episode, kept


def flight(until: str, *, flags=()) -> Episode:
    """That flight where a beat has just fired."""
    episode = Episode(level(), SEED)
    episode.restore(flown()[1][until])
    episode.director.flags.update(flags)
    return episode


def wait(episode: Episode, seconds: float, command: Command = IDLE) -> list:
    return [event for _ in range(round(seconds * 60)) for event in episode.step(command)]


def until(episode: Episode, beat: str, most: float = 60.0) -> list:
    """Hands off until a beat fires."""
    events: list = []
    for _ in range(round(most * 60)):
        events += episode.step(IDLE)
        if beat in episode.director.state.fired:
            return events
    raise AssertionError(f"{beat} does not fire")


def put(episode: Episode, x: float, y: float) -> None:
    placing.place_player(episode.world, x, y, 0.0)


def said(events: list) -> list[str]:
    return [event.name for event in events if event.kind in ("say", "chat")]


def taken_up(episode: Episode) -> list[str]:
    """A lost run goes on; what is said then."""
    wait(episode, 0.6)
    assert episode.waiting_retry
    events = episode.step(Command.of(pressed=Press.RETRY))
    assert [event.kind for event in events] == ["retried"]
    return said(wait(episode, 0.5))


# -- as it is meant ----------------------------------------------------------------------------------------------


def test_the_chapter_is_told_in_order():
    episode = flown()[0]
    assert episode.outcome == "won"
    history = [beat for _, beat in episode.director.state.history]
    assert [beat for beat in history if beat in TOLD] == TOLD
    assert "biscuit-told" in episode.director.flags
    assert ("unseen" in episode.director.flags) != ("identified" in episode.director.flags)


def test_nobody_speaks_under_the_carrier():
    """Knocks, what others type, and Moderation: from when the knocks have been explained until the lee."""
    state = flown()[0].director.state
    begins, ends = state.talk.ended["knock.karl2"], state.fired["through"]
    speakers = {level().lines[line].who for tick, line in state.talk.log if begins < tick < ends}
    assert speakers <= {"sound", "moderation", "@ore_or_else", "@tia", "@yeti_2", "order"}
    assert {"sound", "moderation", "@tia"} <= speakers


def test_what_is_heard_before_the_halt_can_be_read():
    talk = flown()[0].director.state.talk
    assert talk.ended["carrier.notice"] - talk.begun["carrier.notice"] >= 3 * 60
    assert talk.ended["carrier.halt"] - talk.begun["carrier.halt"] >= 2 * 60


def test_it_takes_seventy_seconds():
    fired = flown()[0].director.state.fired
    assert 60 <= (fired["through"] - fired["stop-1"]) / 60 + 4 <= 80
    halt = (fired["go-3"] - fired["halt-1"]) / 60
    assert 15 <= halt <= 20, "three stops in a row"


def test_guns_are_cold_from_beginning_to_end():
    assert not {"fire", "spike", "torpedo"} & flown()[0].world.abilities
    assert not any(getattr(action, "ability", "") == "fire" for beat in level().beats.values() for action in beat.then)


def shut(episode: Episode, x: float, y: float) -> bool:
    """Whether something stands across the way to the right of a place."""
    line = (np.array([v]) for v in (x - 50.0, y, x + 50.0, y))
    return not episode.world.terrain.clear_line(*line)[0]


def test_the_neck_opens_for_its_patrol_when_that_runs_after_somebody():
    episode = flight("neck")
    episode.world.decoys.left, episode.world.decoys.ready = 1, 0.0
    put(episode, 3330, 650)
    wait(episode, 4.0)
    assert shut(episode, 4220, 820)
    events = wait(episode, 0.1, Command.of(pressed=Press.DECOY))
    assert "decoy" in {event.kind for event in events}
    wait(episode, 2.0)
    assert not shut(episode, 4220, 820)
    patrol = [episode.world.ships.row_of(who) for who in episode.director.stage.ships("patrol")]
    assert (episode.world.ships.target[patrol] != episode.world.player).any(), "it looks at somebody else"
    wait(episode, 8.0)
    assert shut(episode, 4220, 820), "and then shuts again"
    put(episode, 300, 900)
    wait(episode, 0.5, Command.of(pressed=Press.DECOY))
    wait(episode, 6.2)
    assert episode.world.decoys.left == 1, "nobody is stuck for want of a shirt"


# -- whose name it is --------------------------------------------------------------------------------------------


def test_told_the_clock_jumps_and_is_never_long_again():
    episode = flight("biscuit-ask")
    assert episode.world.spoof.left > 60
    episode.director.choose(1)
    spoken = said(wait(episode, 20.0))
    assert [line for line in spoken if line.startswith("told.")] == [
        "told.elena", "told.tilly", "told.tilly2", "told.elena2", "told.tilly3", "told.tilly4", "told.elena3",
    ]  # fmt: skip
    assert 5 < episode.world.spoof.left < 12, "thirty seconds, of which she took twenty"
    assert episode.world.spoof.lasts == 60


def test_lied_the_next_name_lasts_longer_and_she_stays_beside_us():
    episode = flight("biscuit-ask")
    left = episode.world.spoof.left
    episode.director.choose(0)
    spoken = said(wait(episode, 20.0))
    assert [line for line in spoken if line.startswith("lied.")][:3] == ["lied.elena", "lied.tilly", "lied.tilly2"]
    assert episode.world.spoof.left > left - 21
    assert episode.world.spoof.lasts == 120
    ships = episode.world.ships
    tilly = ships.row_of(episode.director.stage.ships("tilly")[0])
    assert abs(ships.place[tilly] - ships.place[episode.world.player_row]) < 400


@pytest.mark.parametrize("knows", [True, False])
def test_only_who_has_seen_his_ship_knows_its_name(knows):
    episode = flight("booth-ask")
    offer = next(a for a in level().beats["booth-ask"].then if getattr(a, "choice", "") == "booth")
    episode.director.state.choice = None
    episode.director.flags.discard("knows-gravy")
    if knows:
        episode.director.flags.add("knows-gravy")
    offer.act(episode.director.stage)
    gravy = episode.director.choice.options[0]
    assert gravy.closed == ("" if knows else "You never saw his ship.")
    episode.director.choose(0)
    assert ("booth-right" in episode.director.flags) == knows


@pytest.mark.parametrize(
    ("option", "heat", "hounds", "line"), [(1, 2, 2, "booth.wrong"), (2, 1, 0, "booth.quiet")], ids=["wrong", "quiet"]
)
def test_what_an_answer_costs(option, heat, hounds, line):
    episode = flight("booth-ask")
    episode.world.heat.level = 0
    episode.director.choose(option)
    events = wait(episode, 2.0)
    assert [e.value for e in events if e.kind == "heat"][-1:] == [heat]
    assert len(episode.director.stage.ships("hounds")) == hounds
    assert line in said(events + wait(episode, 6.0))


def boom_is_shut(episode: Episode) -> bool:
    """Between the window and the ramp."""
    return shut(episode, 5950, 690)


def test_the_boom_goes_up_after_an_answer_and_falls_behind_the_ship():
    episode = flight("booth-ask")
    assert boom_is_shut(episode)
    episode.director.choose(2)
    wait(episode, 3.5)
    assert not boom_is_shut(episode)
    put(episode, 6250, 690)
    until(episode, "knock", 2.0)
    wait(episode, 2.0)
    assert boom_is_shut(episode)
    assert not episode.world.spoof.on
    assert "spoof" not in episode.world.abilities


def test_nobody_is_asked_at_the_booth():
    episode = flight("hall")
    put(episode, 5800, 690)
    events = wait(episode, 2.0)
    assert "booth.tagless" in said(events)
    assert "booth" not in episode.director.state.fired
    assert boom_is_shut(episode)
    assert episode.director.prompt.action == "spoof"


# -- ways to fail ------------------------------------------------------------------------------------------------


def test_known_twice_before_the_hall_is_a_failed_run():
    episode = flight("neck")
    episode.world.heat.set(episode.world, 2)
    wait(episode, 0.2)
    assert not episode.waiting_retry, "once is not enough"
    episode.world.heat.set(episode.world, 3)
    assert taken_up(episode)[:1] == ["fail.cone1"]
    assert episode.director.state.checkpoint == "neck"


def test_attended_to_in_the_hall_is_a_failed_run():
    episode = flight("hall")
    episode.world.heat.set(episode.world, 3)
    wait(episode, 0.2)
    assert not episode.waiting_retry
    episode.world.heat.set(episode.world, 4)
    assert taken_up(episode)[:1] == ["fail.heat"]


def test_the_name_must_last_until_the_question_is_answered():
    episode = flight("booth-ask")
    episode.world.spoof.left = 0.1
    assert taken_up(episode)[:1] == ["fail.clock"]
    assert episode.director.state.checkpoint == "booth"
    assert episode.world.spoof.left > 1.0, "time enough to answer"


def test_who_moves_when_it_has_stopped_is_seen():
    still, moves = flight("stop-1"), flight("stop-1")
    wait(still, 8.5)
    assert not still.waiting_retry
    put(moves, moves.world.carrier.x + 1300, 2850)  # in the middle of what one lamp lights
    events = wait(moves, 7.5, Command.of(move=(0.0, -0.15), held=Held.DIRECT))
    assert "carrier.seen" in {event.kind for event in events}
    assert moves.director.state.cause == "carrier"


def test_out_of_its_shadow_is_a_failed_run_in_the_end():
    episode = flight("stop-1")
    bow = episode.world.carrier.x + 1920
    put(episode, bow + 700, 2850)  # ahead of it: where no light of its gets
    wait(episode, 0.5)
    assert episode.director.clock[1] == pytest.approx(9)
    put(episode, bow - 700, 2850)
    wait(episode, 0.5)
    assert episode.director.clock is None, "back in time"
    put(episode, bow + 1500, 2850)
    wait(episode, 9.2)
    assert episode.director.state.cause == "carrier"
    assert taken_up(episode)[0].startswith("fail.carrier")


def test_who_waits_for_another_one_has_missed_it():
    episode = flight("knock")
    put(episode, 6250, 690)
    episode.director.state.ears["missed-it"].memory.since -= 60 * 72
    wait(episode, 2)
    assert not episode.waiting_retry
    wait(episode, 2)
    assert episode.waiting_retry
    assert episode.director.state.cause == "carrier"
    assert taken_up(episode)
    assert episode.director.state.checkpoint == "knock"


# -- what is taken along -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("seen", [True, False])
def test_unseen_is_who_was_never_known(seen):
    episode = flight("go-3")
    episode.director.flags.discard("identified")
    if seen:
        episode.director.flags.add("identified")
    put(episode, 11600, 2850)
    until(episode, "through", 1.0)
    assert ("unseen" in episode.director.flags) != seen
    spoken = said(wait(episode, 4.0, Command.of(pressed=Press.SKIP)))
    assert ("through.unseen" in spoken) != seen
    assert [line for line in spoken if line.startswith("through.")][-1] == "through.off.elena"


@pytest.mark.parametrize(("flag", "line"), [("biscuit-lied", "through.lied"), ("biscuit-told", "through.told")])
def test_what_was_said_to_her_is_remembered(flag, line):
    episode = flight("go-3")
    episode.director.flags.difference_update({"biscuit-lied", "biscuit-told"})
    episode.director.flags.add(flag)
    put(episode, 11600, 2850)
    spoken = said(wait(episode, 4.0, Command.of(pressed=Press.SKIP)))
    assert line in spoken
    assert ("through.told3" in spoken) == (flag == "biscuit-told")
    assert "lord_biscuit" not in episode.world.hacking.names, "the name goes back"


def test_finds():
    episode = Episode(level(), SEED)
    wait(episode, 0.5)
    put(episode, 480, 1200)
    wait(episode, 0.5)
    assert "saw-greg" in episode.director.flags
    episode = flight("hall")
    episode.world.heat.level = 0
    put(episode, 4800, 1330)
    events = wait(episode, 4.0)
    assert "find.duel" in said(events)
    assert "marge-met" not in episode.director.flags
    put(episode, 4300, 700)
    wait(episode, 1.0)
    assert "marge-met" in episode.director.flags
