"""Chapter 05 as it is meant: silences, three jokes that want an answer, a house of chalk, the end of things behind."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import NamedTuple

import pytest

from game.lab.pilots import make_pilot
from game.sim import damage, placing
from game.sim.clock import TICK_HZ
from game.sim.command import IDLE, Command, Press
from game.sim.damage import destroy
from game.story import library
from game.story.dialogue import reading_ticks
from game.story.episode import Episode
from game.story.level import Level

CHAPTER = "05-deep-strata"
SEED = 5
ANSWERS = ("opt-ask", "opt-order")
POD = ["fail.pod1", "fail.pod2", "fail.pod3"]
EDGE = ["fail.edge1", "fail.edge2"]
SILENCE = 12.0  # between two exchanges [s]
APART = 3.0  # what is said within this of what came before belongs to it [s]
EMPTY = 20.0  # within which something happens [s]
# what comes after a pause that is part of a joke
PAUSES = {f"jokes.{line}" for line in ("one.nan", "one.walt", "two.karl", "two.walt", "three.nan", "three.wait")}
HEARD = (
    "say",
    "sign",
    "signal",
    "knock",
    "loaded",
    "unload",
    "gravity",
    "tow",
    "sound",
    "shake",
    "fade",
    "choice",
    "music",
)
# the moments from which something else is tried
STOPS = (
    "under-order", "lost", "one-open", "one-wait", "two-answer", "three-answer", "home", "home-plans", "ask-choice",
    "asked", "unload", "gate", "aboard",
)  # fmt: skip


@cache
def level() -> Level:
    return library.load(CHAPTER)


class Flight(NamedTuple):
    """A whole flight of the pilot."""

    outcome: str | None
    beats: list[str]
    flags: frozenset[str]
    spoken: list[tuple[float, float, str]]  # from, to [s], line
    heard: list[float]  # when there was something to be seen or heard [s]
    at: dict[str, float]  # of beats [s]
    moments: dict[str, dict]


@cache
def flown(answer: str) -> Flight:
    """The pilot's flight with this answer, kept at each of STOPS."""
    episode = Episode(level(), SEED)
    pilot = make_pilot("pilot", episode, choose={"walt": answer})
    moments: dict[str, dict] = {}
    spoken, heard = [], [0.0]
    for tick in range(60 * 800):
        events = episode.step(pilot.command())
        pilot.hear(events)
        now = tick / TICK_HZ
        spoken += [(now, now + event.value, event.name) for event in events if event.kind == "say"]
        if any(event.kind.startswith(HEARD) for event in events):
            heard.append(now)
        fired = episode.director.state.fired
        moments.update({beat: episode.snapshot() for beat in STOPS if beat in fired and beat not in moments})
        if episode.outcome:
            break
    director = episode.director
    beats = list(dict.fromkeys(beat for _, beat in director.history))
    at = {beat: tick / TICK_HZ for beat, tick in director.state.fired.items()}
    return Flight(episode.outcome, beats, frozenset(director.flags), spoken, heard, at, moments)


def taken_up(beat: str, answer: str = "opt-ask") -> Episode:
    """The flight where a beat has just fired."""
    episode = Episode(level(), SEED)
    episode.restore(flown(answer).moments[beat])
    return episode


def wait(episode: Episode, seconds: float, command: Command = IDLE) -> list:
    return [event for _ in range(round(seconds * 60)) for event in episode.step(command)]


def press(episode: Episode, what: Press) -> list:
    return list(episode.step(Command.of(pressed=int(what))))


def said(events: list) -> list[str]:
    return [event.name for event in events if event.kind in ("say", "sign")]


def put(episode: Episode, point: str, off: float = 0.0) -> None:
    where = episode.level.map.points[point]
    placing.place_player(episode.world, where.x + off, where.y, 0.0)


def there(episode: Episode, terrain: str) -> bool:
    return terrain not in episode.world.terrain.gone


# --- the whole of it ---

IN = ["under", "under-down", "under-order", "as-it-is", "lost", "spared"]
JOKES = [f"{joke}{part}" for joke in ("one", "two", "three") for part in ("", "-open", "-answer", "-end")]
HOME = ["home", "home-how", "home-long", "home-plans", "ask", "tremor", "ask-choice"]
GOODBYES = ["unload", "bye-kitchen", "bye-thursday", "bye-window", "welcome-goes"]
OUT = ["unload", "down-changes", "down-again", "gate"]
END = ["aboard", "end"]


@pytest.mark.parametrize(
    ("answer", "took"), [("opt-ask", ["asked", "asked-yes"]), ("opt-order", ["ordered", "ordered-take"])]
)
def test_the_chapter_is_told_in_order_whatever_is_chosen(answer, took):
    result = flown(answer)
    assert result.outcome == "won"
    for told in ([*IN, *JOKES, *HOME, *took, "unload", *END], [*took, *GOODBYES, *END], [*took, *OUT, *END]):
        assert [beat for beat in result.beats if beat in told] == told


def test_what_is_taken_along_follows_from_the_answer():
    assert "walt-asked" in flown("opt-ask").flags
    assert "walt-ordered" not in flown("opt-ask").flags
    assert "walt-ordered" in flown("opt-order").flags
    lines = {answer: {line for *_, line in flown(answer).spoken} for answer in ANSWERS}
    assert "aboard.asked" in lines["opt-ask"] - lines["opt-order"]
    assert "aboard.ordered" in lines["opt-order"] - lines["opt-ask"]


@pytest.mark.parametrize("answer", ANSWERS)
def test_silence_is_a_line(answer):
    """Twelve seconds between two exchanges, but for the way out, where there is no time."""
    result = flown(answer)
    out, home = result.at["ask-choice"], result.at["aboard"]
    assert result.spoken[0][0] == pytest.approx(15.0, abs=0.1)
    for (_, end, before), (begin, _, line) in pairwise(result.spoken):
        pause = begin - end
        if out <= begin < home or pause < APART or line in PAUSES:
            continue
        assert pause > SILENCE - 0.2, f"{line} comes {pause:.1f} s after {before}"


@pytest.mark.parametrize("answer", ANSWERS)
def test_nowhere_is_there_nothing_for_long(answer):
    gaps = [(end - begin, begin) for begin, end in pairwise(flown(answer).heard)]
    assert max(gaps)[0] < EMPTY, f"nothing for {max(gaps)[0]:.1f} s from second {max(gaps)[1]:.0f}"


def test_the_line_of_the_pass_is_there_until_somebody_may_follow_the_knock():
    episode = taken_up("under-order")
    assert there(episode, "not-yet")
    wait(episode, 9.5)
    assert not there(episode, "not-yet")
    assert episode.director.signal is not None


# --- the old watcher ---


def test_who_shoots_it_hears_no_welcome_any_more():
    episode = taken_up("lost")
    (watcher,) = episode.director.stage.ships("welcome")
    destroy(episode.world, episode.world.ships.row_of(watcher), episode.world.player, "shot")
    assert "lost.shot" in said(wait(episode, 8.0))
    assert "killed-welcome" in episode.director.flags


def test_it_goes_with_its_welcome_on_its_lips_unless_it_was_shot():
    lines = [line for *_, line in flown("opt-ask").spoken]
    assert "lost.spare" in lines
    assert "unload.drone" in lines
    assert "killed-welcome" not in flown("opt-ask").flags


# --- the jokes ---


@pytest.mark.parametrize(
    ("stop", "post", "line"),
    [
        ("one-wait", "post-1", "jokes.one.walt"),
        ("two-answer", "post-2", "jokes.two.walt"),
        ("three-answer", "post-3", "jokes.three.wait"),
    ],
)
def test_rushing_gets_silence(stop, post, line):
    episode = taken_up(stop)
    put(episode, post, 700.0)
    assert line not in said(wait(episode, 16.0))
    put(episode, post)
    assert line in said(wait(episode, 8.0))


def test_eleven_seconds_are_eleven_and_begin_anew_with_a_knock():
    patient, eager = taken_up("one-wait"), taken_up("one-wait")
    put(patient, "post-1")
    put(eager, "post-1")
    assert "jokes.one.walt" not in said(wait(patient, 10.8))
    assert "jokes.one.walt" in said(wait(patient, 0.6))
    wait(eager, 8.0)
    press(eager, Press.KNOCK)
    assert "jokes.one.walt" not in said(wait(eager, 10.0))
    assert "jokes.one.walt" in said(wait(eager, 2.0))


def test_who_is_in_the_house_before_the_last_knock_goes_hears_none_there():
    early, late = taken_up("three-answer"), taken_up("three-answer")
    for episode, seconds in ((early, 0.1), (late, 4.0)):
        put(episode, "post-3")
        while "three-end" not in episode.director.state.fired:
            wait(episode, 0.1)
        wait(episode, seconds)
        assert (episode.director.signal is not None) is (episode is late)
        put(episode, "hall")
        wait(episode, 5.0)
        assert "home" in episode.director.state.fired
        assert episode.director.signal is None
        assert next(one.marker for one in episode.director.objectives if one.id == "follow"), "the way to the seat"


def test_a_knock_is_the_answer_and_she_finds_one_without_it():
    knocks, waits = taken_up("one-open"), taken_up("one-open")
    put(knocks, "post-1")
    put(waits, "post-1")
    wait(knocks, 1.5)
    press(knocks, Press.KNOCK)
    assert said(wait(knocks, 1.0)) == ["jokes.one.nan"]
    assert said(wait(waits, 17.0)) == []
    assert said(wait(waits, 2.0)) == ["jokes.one.nan"]


# --- the house ---


@pytest.mark.parametrize(
    ("point", "line", "flag"),
    [
        ("find-table", "find.table", ""),
        ("find-window", "find.window", ""),
        ("find-ledger", "find.ledger", "walt-ledger"),
        ("find-dust", "find.dust", "saw-footprints"),
    ],
)
def test_chalk_is_found_by_who_flies_slowly(point, line, flag):
    episode = taken_up("home")
    where = episode.level.map.points[point]
    placing.place_player(episode.world, where.x - 420.0, where.y, 0.0)
    lines = said(wait(episode, 1.9, Command.of(thrust=1.0)))
    assert episode.world.ships.x[episode.world.player_row] > where.x + 90.0
    assert line not in lines, "at full speed one sees nothing"
    put(episode, point)
    assert line in said(wait(episode, 0.5))
    assert not flag or flag in episode.director.flags


def test_what_the_ledger_is_asked_is_an_exchange_of_its_own():
    episode = taken_up("home-plans")
    put(episode, "find-ledger")
    lines = said(wait(episode, 40.0))
    assert lines.index("find.ledger") < lines.index("find.ledger.nan") < lines.index("find.ledger.walt")


def test_nobody_pushes_him_out_of_his_bed():
    episode = taken_up("home")
    (pod,) = episode.director.stage.ships("walt-pod")
    bed = episode.level.map.points["bed"]
    world = episode.world
    placing.place_player(world, bed.x - 320, bed.y, 0.0)
    wait(episode, 2.0, Command.of(thrust=1.0))
    row = world.ships.row_of(pod)
    assert abs(complex(world.ships.x[row], world.ships.y[row]) - complex(bed.x, bed.y)) < 40


def test_the_game_saves_before_it_asks_and_to_ask_takes_seconds():
    episode = taken_up("ask-choice")
    assert episode.director.state.checkpoint == "ask-choice"
    assert [option.set for option in episode.director.choice.options] == ["walt-asked", "walt-ordered"]
    waits = {answer: flown(answer).at["unload"] - flown(answer).at["ask-choice"] for answer in ANSWERS}
    assert waits["opt-ask"] > waits["opt-order"] + 6.0


def test_while_he_thinks_a_piece_of_the_far_dark_goes_out():
    episode = taken_up("asked")
    assert there(episode, "far-b")
    events = wait(episode, reading_ticks(episode.level.text("ask.asked")) / TICK_HZ + 3.0)
    assert not there(episode, "far-b")
    assert "ask.asked.wait" in said(events)


def test_asked_he_has_less_of_a_start():
    asked, ordered = (taken_up("unload", answer).world.front for answer in ANSWERS)
    assert asked.s > ordered.s


# --- the way out ---


@pytest.mark.parametrize("answer", ANSWERS)
def test_he_says_goodbye_room_by_room(answer):
    goodbyes = ["unload.kitchen", "unload.thursday", "unload.window"]
    assert [line for *_, line in flown(answer).spoken if line in goodbyes] == goodbyes


def test_who_stays_is_caught_and_nate_has_pictured_it():
    episode = taken_up("unload")
    lines = said(wait(episode, 14.0))
    assert "unload.nate" in lines
    assert episode.waiting_retry
    assert episode.director.state.cause == "edge"
    _again(episode, EDGE)


def test_without_the_rope_there_is_no_going_on():
    episode = taken_up("unload")
    (pod,) = episode.director.stage.ships("walt-pod")
    damage.hurt(episode.world, pod, 5_000)
    wait(episode, 0.5)
    assert episode.director.state.cause == "pod"
    _again(episode, POD)


def test_a_ship_broken_on_a_rock_is_taken_up_with_the_pod_in_tow():
    episode = taken_up("unload")
    world = episode.world
    destroy(world, world.player_row, 0, "ram")
    wait(episode, 0.6)
    _again(episode, ["fail.gravity"])


def _again(episode: Episode, lines: list[str]) -> None:
    """Take it up: he is on the rope again, the edge comes, and Nate says one of these."""
    wait(episode, 0.5)
    assert episode.waiting_retry
    press(episode, Press.RETRY)
    assert episode.director.state.checkpoint == "unload"
    assert said(wait(episode, 0.5))[0] in lines
    assert episode.world.tow is not None
    assert episode.world.front is not None
    assert [one.id for one in episode.director.state.objectives if one.state == "add"] == ["out"]


def test_lost_in_the_house_it_is_taken_up_there_and_nobody_has_pictured_the_way_out():
    episode = taken_up("home-plans")
    destroy(episode.world, episode.world.player_row, 0, "ram")
    wait(episode, 1.1)
    assert episode.waiting_retry
    press(episode, Press.RETRY)
    assert episode.director.state.checkpoint == "home"
    assert not {*POD, *EDGE, "fail.gravity"} & set(said(wait(episode, 1.0)))
    assert episode.director.stage.ships("walt-pod")


def test_down_changes_its_mind_twice():
    pulls = taken_up("gate").world.gravity.pulls
    before = taken_up("unload").world.gravity.pulls
    assert (before[1:] == 0).all()
    assert (pulls[1:] != 0).all()


def test_in_the_lock_he_is_off_the_rope_and_nothing_unloads():
    episode = taken_up("aboard")
    wait(episode, 3.0)
    assert episode.world.tow is None
    assert episode.world.front is None
    assert len(episode.director.stage.ships("in-the-lock")) == 1
    assert not episode.director.stage.ships("walt-pod")
    lock = episode.level.map.points["lock"]
    row = episode.world.player_row
    assert abs(complex(episode.world.ships.x[row], episode.world.ships.y[row]) - complex(lock.x, lock.y)) < 60
