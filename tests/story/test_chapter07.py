"""Chapter 07 as it is meant: a room that tells who lives there, a question with two true answers, and what follows."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pytest

from game.lab.pilots import make_pilot
from game.sim import placing, roster
from game.sim.clock import TICK_HZ
from game.sim.command import IDLE, Command, Held, Press
from game.story import library
from game.story.episode import Episode
from game.story.level import Level
from game.story.state import StoryEvent

CHAPTER = "07-the-garage"
SEED = 2
CREW = ("nate", "elena", "karl", "kabir", "walt")
FINDS = ("clock", "cup", "chairs", "list", "box", "photo", "tape", "drawer", "bed4", "sunset")
PLACES = {**{find: find for find in FINDS}, "bed4": "screen"}  # find -> the thing it is
STOPS = ("traces", "lamp", "hello", "host", "ultimatum", "answer", "refused", "kept", "sit", "evenings")
# he talks to at most five of these, in this order
RIGHT = (
    "host.find.drawer", "host.bea.key", "host.vault", "host.walt.ordered", "host.walt.asked", "host.statue.down",
    "host.statue.stands", "host.find.tape", "host.find.list", "host.find.cup", "host.find.sunset", "host.find.clock",
    "host.find.chairs", "host.find.photo",
)  # fmt: skip


@cache
def level() -> Level:
    return library.load(CHAPTER)


class Flight(NamedTuple):
    """A whole flight of the pilot: how it ended, its beats with their ticks, its flags, what was said when."""

    outcome: str | None
    ending: str
    beats: dict[str, int]
    flags: frozenset[str]
    log: list[tuple[int, str]]
    checkpoints: list[str]
    moments: dict[str, dict]

    @property
    def lines(self) -> list[str]:
        return [line for _, line in self.log]


@cache
def flown(answer: str, flags: tuple[str, ...] = ("walt-asked",)) -> Flight:
    """The pilot's flight with this answer, kept at each of STOPS."""
    episode = Episode(level(), SEED, flags=flags)
    pilot = make_pilot("pilot", episode, choose={"ultimatum": answer})
    moments: dict[str, dict] = {}
    checkpoints: list[str] = []
    for _ in range(TICK_HZ * 600):
        happened = episode.step(pilot.command())
        pilot.hear(happened)
        checkpoints += [e.name for e in happened if isinstance(e, StoryEvent) and e.kind == "checkpoint"]
        fired = episode.director.state.fired
        moments.update({beat: episode.snapshot() for beat in STOPS if beat in fired and beat not in moments})
        if episode.outcome:
            break
    director = episode.director
    beats: dict[str, int] = {}
    for tick, beat in director.history:
        beats.setdefault(beat, tick)
    return Flight(
        episode.outcome, episode.ending, beats, frozenset(director.flags), list(director.log), checkpoints, moments
    )


def refused(**how) -> Flight:
    return flown("opt-no", **how)


def stayed(**how) -> Flight:
    return flown("opt-stay", **how)


def taken_up(flight: Flight, beat: str, *, flags=(), without=()) -> Episode:
    """The flight where a beat has just fired."""
    episode = Episode(level(), SEED)
    episode.restore(flight.moments[beat])
    episode.director.flags.difference_update(without)
    episode.director.flags.update(flags)
    return episode


def wait(episode: Episode, seconds: float, command: Command = IDLE) -> list:
    return [event for _ in range(round(seconds * TICK_HZ)) for event in episode.step(command)]


def said(events: list) -> list[str]:
    return [event.name for event in events if event.kind == "say"]


def until(episode: Episode, beat: str, seconds: float, command: Command = IDLE) -> list:
    """What happens until a beat fires; fails when it does not."""
    events: list = []
    for _ in range(round(seconds * TICK_HZ)):
        events += episode.step(command)
        if beat in episode.director.state.fired:
            return events
    raise AssertionError(f"{beat} does not fire within {seconds} s")


def begun(flags=()) -> Episode:
    episode = Episode(level(), SEED, flags=flags)
    wait(episode, 1.0)
    return episode


def put(episode: Episode, x: float, y: float) -> None:
    placing.place_player(episode.world, x, y, 0.0)


def find(episode: Episode, name: str) -> list:
    """Go and look at one of the finds."""
    ships = episode.world.ships
    row = ships.row_of(episode.director.stage.ships(f"trace-{PLACES[name]}")[0])
    put(episode, float(ships.x[row]), float(ships.y[row]) + (60.0 if ships.y[row] < 1500 else -60.0))
    return wait(episode, 0.5)


# --- alone ----------------------------------------------------------------------------------------------------------


def test_nobody_speaks_for_twelve_seconds():
    episode = begun()
    assert said(wait(episode, 10.9)) == []
    assert said(wait(episode, 2.0)) == ["bench.karl"]


@pytest.mark.parametrize(("flag", "line"), [("walt-pressed", "bench.pressed"), ("walt-let", "bench.let")])
def test_what_walt_was_made_to_say_is_remembered_on_the_bench(flag, line):
    heard = said(wait(begun(flags=[flag]), 50.0))
    assert [each for each in heard if each in ("bench.pressed", "bench.let")] == [line]


def test_after_the_first_minute_no_line_comes_unless_one_goes_to_look():
    episode = begun()
    wait(episode, 60.0)
    assert said(wait(episode, 60.0)) == []


@pytest.mark.parametrize("name", FINDS)
def test_each_find_is_a_thing_that_one_flies_to_and_is_remembered(name):
    episode = begun()
    wait(episode, 45.0)
    events = find(episode, name)
    assert f"find-{name}" in episode.director.flags
    assert any(event.kind == "sign" and event.name == f"find.{PLACES[name]}" for event in events)
    assert not episode.director.stage.ships(f"trace-{PLACES[name]}")  # what was looked at glints no more
    heard = said(events + wait(episode, 6.0))
    assert any(line.startswith(f"find.{PLACES[name]}") for line in heard)


def test_four_finds_in_any_order_turn_the_lamp():
    for names in (("photo", "clock", "tape", "list"), ("sunset", "bed4", "cup", "drawer")):
        episode = begun()
        wait(episode, 45.0)
        for name in names[:3]:
            find(episode, name)
            wait(episode, 18.0)
        assert "lamp" not in episode.director.state.fired
        find(episode, names[3])
        until(episode, "lamp", 40.0)
        assert "find.steps" in [line for _, line in episode.director.log]


def test_what_is_found_is_spoken_of_though_they_still_talk_of_the_bench():
    """Who flies fast has found four things before that talk is over."""
    lines = flown("opt-no").lines
    alone = [line for line in lines[: lines.index("lamp.sound")] if line.startswith("find.")]
    found = {line.split(".")[1] for line in alone if level().lines[line].who == "sign"}
    spoken_of = {line.split(".")[1] for line in alone if level().lines[line].who != "sign"} & found
    assert len(spoken_of) >= 4


def test_the_far_side_of_the_bench_turns_it_as_well():
    episode = begun()
    put(episode, 5500.0, 300.0)
    until(episode, "lamp", 1.0)


def test_from_the_third_find_a_music_box_plays_and_it_stops_when_the_ship_does():
    episode = begun()
    wait(episode, 45.0)
    for name in ("list", "clock"):
        find(episode, name)
    assert episode.director.music == "garage"
    find(episode, "tape")
    assert episode.director.music == "garage-box"
    wait(episode, 3.0)
    assert episode.director.music == "garage"  # nobody flies
    wait(episode, 0.5, Command(thrust=127))
    assert episode.director.music == "garage-box"


# --- he -------------------------------------------------------------------------------------------------------------


def test_beats_come_in_their_order_and_he_is_refused():
    flight = refused()
    order = ["bench", "traces", "lamp", "hello", "host", "ultimatum", "knocks", "answer", "refused", "let-go", "home"]
    assert [beat for beat in flight.beats if beat in order] == order
    assert flight.outcome == "won"
    assert flight.ending == ""
    assert "refused" in flight.flags
    assert "stayed" not in flight.flags


def test_he_sets_the_ship_down_before_his_wall_and_every_exit_is_further_off():
    episode = taken_up(refused(), "hello")
    stage = episode.level.point("stage")
    put(episode, 1200.0, 2000.0)
    wait(episode, 1.2)
    ships, row = episode.world.ships, episode.world.player_row
    assert abs(ships.x[row] - stage.x) < 60.0
    assert abs(ships.y[row] - stage.y) < 60.0
    put(episode, 5000.0, 2000.0)
    wait(episode, 1.2)
    assert abs(ships.x[episode.world.player_row] - stage.x) < 60.0


EVERYTHING = tuple(f"find-{name}" for name in FINDS)


@pytest.mark.parametrize(
    ("flags", "rows"),
    [
        (EVERYTHING, ["host.find.drawer", "host.find.tape", "host.find.list", "host.find.cup", "host.find.sunset"]),
        (
            (*EVERYTHING, "bea-key", "walt-ordered", "statue-stands"),
            ["host.find.drawer", "host.bea.key", "host.walt.ordered", "host.statue.stands", "host.find.tape"],
        ),
        (("hard-vault", "walt-asked", "statue-down"), ["host.vault", "host.walt.asked", "host.statue.down"]),
        ((), []),
    ],
)
def test_he_talks_to_what_was_done_five_rows_at_most_and_to_bed_four_always(flags, rows):
    flight = refused(flags=())
    episode = taken_up(flight, "hello", without=EVERYTHING, flags=flags)
    heard = said(until(episode, "ultimatum", 140.0))
    assert [line for line in heard if line in RIGHT] == rows
    assert heard[-3] == ("host.bed4" if "find-bed4" in flags else "host.bed4.not")
    assert heard[-2:] == ["host.bed4.nan", "host.bed4.daly"]
    assert ("host.everyone" in heard) == ("statue-stands" in flags)


def test_twelve_seconds_pass_before_he_asks_and_the_game_saves_first():
    flight = refused()
    over = next(tick for tick, line in reversed(flight.log) if line == "host.bed4.daly")
    began = flight.beats["bed4-over"]
    assert flight.beats["ultimatum"] - began == pytest.approx(12 * TICK_HZ, abs=8)
    assert over < began
    assert flight.checkpoints.index("ultimatum") < flight.checkpoints.index("answer")


def test_he_turns_them_down_and_only_a_refusal_gives_them_their_words_back():
    episode = taken_up(refused(), "ultimatum")
    wait(episode, 2.0)
    assert episode.director.presence.muted == list(CREW)
    spoken = [event for event in until(episode, "knocks", 90.0) if event.kind == "say" and event.who in CREW]
    assert {event.text for event in spoken} == {"…"}
    again = taken_up(refused(), "refused")
    until(again, "let-go", 60.0)
    heard = [event for event in wait(again, 14.0) if event.kind == "say" and event.who in CREW]
    assert heard
    assert all(event.text != "…" for event in heard)


def test_whoever_has_been_asked_knocks_and_whoever_was_not_does_not():
    asked, ordered = refused(), refused(flags=("walt-ordered",))
    assert "knocks.walt" in asked.lines
    assert "no.nan3" in asked.lines
    assert "walt-unsure" not in asked.flags
    assert "knocks.walt.none" in ordered.lines
    assert "walt-unsure" in ordered.flags
    assert "no.nan3" not in ordered.lines
    assert ordered.lines[-2:] == ["no.nan3.four", "no.walt"]


def test_both_answers_are_cards_with_what_they_cost_and_he_does_not_hurry():
    episode = taken_up(refused(), "answer")
    wait(episode, 1.0)
    choice = episode.director.choice
    assert choice.cards is True
    assert [(option.text, bool(option.note), option.closed) for option in choice.options] == [
        ("STAY", True, ""),
        ("NO", True, ""),
    ]
    assert said(wait(episode, 60.0)) == ["knocks.long", "knocks.long2"]
    assert episode.director.choice is not None  # there is all the time there is


def test_time_slows_for_the_question():
    episode = taken_up(refused(), "ultimatum")
    wait(episode, 2.0)
    assert episode.director.time_scale < 0.6


def test_his_face_comes_together_and_goes_out():
    episode = taken_up(refused(), "lamp")
    shares = []
    for _ in range(4):
        wait(episode, 10.0)
        shares.append(episode.director.presence.share(episode.world.tick))
    assert shares == sorted(shares)
    assert 0.0 < shares[1] < shares[3] < 1.0
    late = taken_up(refused(), "answer")
    assert late.director.presence.share(late.world.tick) == 1.0
    gone = taken_up(refused(), "refused")
    until(gone, "home", 60.0)
    assert gone.director.presence.share(gone.world.tick) == 0.0
    assert not gone.director.presence.follows


# --- companion ------------------------------------------------------------------------------------------------------


def test_who_stays_comes_to_the_ending_and_nothing_is_saved_after_the_answer():
    flight = stayed()
    order = ["answer", "kept", "sit", "she-sits", "elsewhere", "evenings", "evening-two", "evening-six", "end"]
    assert [beat for beat in flight.beats if beat in order] == order
    assert (flight.outcome, flight.ending) == ("won", "companion")
    assert flight.checkpoints[-1] == "answer"
    assert flight.lines[-1] == "eve.end"


def test_the_five_go_out_through_the_letterbox():
    episode = taken_up(stayed(), "kept")
    wait(episode, 6.0)
    assert len(roster.group(episode.world, "lights")) == 5
    until(episode, "out-5", 40.0)
    wait(episode, 5.0)
    assert not roster.group(episode.world, "lights")


def test_there_is_less_and_less_to_do():
    flight = stayed()
    before = set(taken_up(flight, "kept").world.abilities)
    sits = taken_up(flight, "sit")
    wait(sits, 3.0)
    assert {"thrust", "turn", "brake"} <= before
    assert not {"thrust", "turn", "boost"} & set(sits.world.abilities)
    wait(sits, 20.0)
    assert "she-sits" not in sits.director.state.fired  # it waits for her
    until(sits, "she-sits", 2.0, Command(held=Held.BRAKE))
    assert "brake" not in sits.world.abilities


def test_each_evening_has_one_thing_fewer_and_the_last_ones_come_by_themselves():
    episode = taken_up(stayed(), "evenings")
    things = {"kept-cup", "kept-flower", "kept-radio", "kept-ship", "kept-window"}
    counts = [sum(episode.director.stage.has_terrain(thing) for thing in things)]
    until(episode, "ask-two", 30.0)
    wait(episode, 15.0)
    assert "evening-two" not in episode.director.state.fired
    for ask, evening in (("ask-two", "evening-two"), ("ask-three", "evening-three")):
        until(episode, ask, 30.0)
        until(episode, evening, 3.0, Command(held=Held.BRAKE))
        wait(episode, 1.0)
        counts.append(sum(episode.director.stage.has_terrain(thing) for thing in things))
    for evening in ("evening-four", "evening-five", "evening-six"):
        until(episode, evening, 60.0)
        wait(episode, 3.0)
        counts.append(sum(episode.director.stage.has_terrain(thing) for thing in things))
    assert counts == [5, 4, 3, 2, 1, 0]


@pytest.mark.parametrize(("flag", "line"), [("walt-asked", "else.walt"), ("walt-ordered", "else.walt.ordered")])
def test_elsewhere_walt_says_what_he_did(flag, line):
    lines = stayed(flags=(flag,)).lines
    assert [each for each in lines if each.startswith("else.walt")] == [line]


# --- ways to lose it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("region", "cause", "line"),
    [("blades", "fan", "fail.one"), ("solder", "solder", "fail.two"), ("bulb", "bulb", "fail.three")],
)
def test_each_hazard_has_its_own_retry(region, cause, line):
    episode = begun()
    put(episode, *episode.level.map.spot(region))
    wait(episode, 0.3)
    assert episode.waiting_retry
    assert episode.director.state.cause == cause
    wait(episode, 1.0)
    again = episode.step(Command(pressed=Press.RETRY))
    assert [event.kind for event in again] == ["retried"]
    assert said(wait(episode, 0.5)) == [line]
    assert not episode.waiting_retry
