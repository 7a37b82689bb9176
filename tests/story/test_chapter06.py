"""Chapter 06 as it is meant: seven walls that each open otherwise, a man who stops joking, and hundreds behind."""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from game.lab.pilots import make_pilot
from game.sim import damage, placing
from game.sim.command import IDLE, Command, Held, Press
from game.sim.events import Event
from game.sim.kinds import KIND_INDEX
from game.story import library
from game.story.episode import Episode
from game.story.level import Level

CHAPTER = "06-to-the-heart"
SEED = 3
KIND = frozenset({"kevin-spared", "saw-untagged", "marge-met", "biscuit-told", "hard-vault"})
CRUEL = frozenset({"kevin-dunked", "biscuit-lied", "bea-key"})
# the moments from which something else is tried
STOPS = (
    "approach", "wall-one", "past-one", "past-two", "past-three", "past-four", "past-five", "past-six", "confess",
    "confess-choice", "swarm", "hatch", "trunk", "mile-3", "mile-8", "last", "door", "may-knock",
)  # fmt: skip


@cache
def level() -> Level:
    return library.load(CHAPTER)


class Flight(NamedTuple):
    """A whole flight of the pilot: how it ended, its beats, its flags, what was said, and it at each of STOPS."""

    outcome: str | None
    beats: list[str]
    flags: frozenset[str]
    lines: list[str]
    retries: int
    moments: dict[str, dict]


@cache
def flown(answer: str, flags: frozenset[str], hurt: int) -> Flight:
    """The pilot's flight with this answer to Walt, after a campaign that went so."""
    episode = Episode(level(), SEED, flags=sorted(flags), counters={"players-hurt": hurt})
    pilot = make_pilot("pilot", episode, choose={"walt": answer})
    moments: dict[str, dict] = {}
    while episode.outcome is None and episode.frame < 60 * 900:
        pilot.hear(episode.step(pilot.command()))
        fired = episode.director.state.fired
        moments.update({beat: episode.snapshot() for beat in STOPS if beat in fired and beat not in moments})
    director = episode.director
    beats = list(dict.fromkeys(beat for _, beat in director.history))
    lines = [line for _, line in director.log]
    return Flight(
        episode.outcome, beats, frozenset(director.flags), lines, int(episode.stats["retries"]), moments
    )  # fmt: skip


def kind() -> Flight:
    return flown("opt-press", KIND, 1)


def cruel() -> Flight:
    return flown("opt-let", CRUEL, 14)


def taken_up(flight: Flight, beat: str, *, flags=(), without=()) -> Episode:
    """The flight where a beat has just fired."""
    episode = Episode(level(), SEED)
    episode.restore(flight.moments[beat])
    episode.director.flags.update(flags)
    episode.director.flags.difference_update(without)
    return episode


def wait(episode: Episode, seconds: float, command: Command = IDLE) -> list:
    return [event for _ in range(round(seconds * 60)) for event in episode.step(command)]


def until(episode: Episode, beat: str, command: Command = IDLE, most: float = 60.0) -> list:
    """Fly so until a beat fires."""
    events: list = []
    for _ in range(round(most * 60)):
        events += episode.step(command)
        if beat in episode.director.state.fired:
            return events
    raise AssertionError(f"{beat} does not fire")


def said(events: list) -> list[str]:
    return [event.name for event in events if event.kind in ("say", "chat", "sign")]


def flying(angle: float, aim: float | None = None, held: int = 0) -> Command:
    """Full speed along an angle, the nose there or along another one [rad]."""
    return Command.of(
        move=(math.cos(angle), math.sin(angle)), aim=angle if aim is None else aim, held=int(Held.DIRECT | held)
    )


def looking(angle: float) -> Command:
    return Command.of(aim=angle, held=int(Held.DIRECT))


def put(episode: Episode, place: str, *, dx: float = 0.0, dy: float = 0.0, angle: float = 0.0) -> None:
    x, y = episode.level.spot(place)
    placing.place_player(episode.world, x + dx, y + dy, angle)


def opened(episode: Episode, piece: str) -> float:
    movers = episode.world.movers
    assert movers is not None
    return float(movers.share[movers.names.index(piece)])


def retried(episode: Episode) -> list[str]:
    """A lost run goes on; what is said then."""
    wait(episode, 0.7)
    assert episode.waiting_retry
    episode.step(Command.of(pressed=int(Press.RETRY)))
    return said(wait(episode, 1.5))


# --- the whole of it ---

WALLS = [
    "approach",
    "wall-one",
    "past-one",
    "past-two",
    "past-three",
    "past-four",
    "five-opens",
    "past-five",
    "past-six",
]
LINE = ["swarm", "hatch", "trunk", "mile-1", "mile-2", "mile-3", "mile-5", "mile-6", "mile-7", "mile-8"]
END = ["last", "door", "before-it", "may-knock", "knock", "home"]


@pytest.mark.parametrize(("flight", "answered"), [(kind, "press"), (cruel, "let")])
def test_the_chapter_is_told_in_order_whatever_is_chosen(flight, answered):
    result, told = flight(), [*WALLS, "confess", "confess-choice", answered, *LINE, *END]
    assert result.outcome == "won"
    assert [beat for beat in result.beats if beat in told] == told
    assert result.retries <= 3


def test_what_is_taken_along_is_what_was_said_to_walt_and_who_helped():
    first, second = kind().flags, cruel().flags
    assert {"walt-pressed", "squad-helped"} <= first
    assert "walt-let" not in first
    assert "walt-let" in second
    assert not {"walt-pressed", "squad-helped"} & second
    assert first | second >= set(level().header.carries)


def test_walt_calls_every_wall_that_he_knows():
    calls = ["walls.one", "walls.two", "walls.three", "walls.four", "walls.five", "walls.six", "swarm.walt"]
    assert [line for line in kind().lines if line in calls] == calls


# --- the walls ---


def test_the_first_opens_for_whoever_flies_at_it():
    episode = taken_up(kind(), "wall-one")
    put(episode, "gate-1", dx=-900.0)
    until(episode, "past-one", flying(0.0), most=4.0)
    assert episode.world.ships.hull[episode.world.player_row] == 100.0, "it was never touched"


def test_and_stays_shut_for_whoever_brakes():
    episode = taken_up(kind(), "wall-one")
    put(episode, "gate-1", dx=-900.0)
    until(episode, "one-opens", flying(0.0), most=4.0)
    events = wait(episode, 8.0, Command.of(held=int(Held.BRAKE)))
    assert "walls.one.hit" in said(events)
    assert opened(episode, "gate-1-north") == opened(episode, "gate-1-south") == 0.0
    assert "past-one" not in episode.director.state.fired
    put(episode, "gate-1", dx=-900.0)
    until(episode, "past-one", flying(0.0), most=4.0)


def test_the_second_counts_to_four_and_opens_on_five():
    episode = taken_up(kind(), "past-one")
    share = []
    for _ in range(15 * 60):
        episode.step(IDLE)
        share.append(opened(episode, "gate-2-north"))
    wide = np.array(share) > 0.95
    begins = np.flatnonzero(np.diff(wide.astype(int)) == 1)
    assert np.diff(begins) == pytest.approx(7 * 60, abs=1)
    between = np.array(share)[begins[0] - 4 * 60 : begins[0] - 60]
    assert 0.01 < between.max() < 0.5, "and jerks on every count"


def test_the_third_lets_the_cold_pass_and_knows_the_warm():
    episode = taken_up(kind(), "past-two")
    put(episode, "light-2", dx=-420.0)
    cold = wait(episode, 9.0)
    assert not [event for event in cold if event.kind == "identified"]
    warm = wait(episode, 9.0, flying(math.pi / 2, held=Held.BOOST))
    assert [event for event in warm if event.kind == "identified"]
    assert episode.director.state.cause == "lights"
    assert "fail.lights" in retried(episode)
    assert episode.director.state.checkpoint == "past-two"


def test_the_fourth_opens_for_whoever_leaves():
    episode = taken_up(kind(), "past-three")
    x, y = episode.level.spot("gate-4")
    inward = math.atan2(-y, -x)
    put(episode, "gate-4", dx=-300.0 * math.cos(inward), dy=-300.0 * math.sin(inward), angle=inward)
    wait(episode, 3.0, looking(inward))
    assert opened(episode, "gate-4-north") == 0.0, "it looks at the wall"
    wait(episode, 3.0, looking(inward + math.pi))
    assert opened(episode, "gate-4-north") == 1.0
    wait(episode, 3.0, looking(inward))
    assert opened(episode, "gate-4-north") == 0.0
    wait(episode, 1.5, looking(inward + math.pi))
    until(episode, "past-four", flying(inward, inward + math.pi), most=4.0)


def test_who_is_crushed_in_the_fourth_was_going_forwards():
    episode = taken_up(kind(), "past-three")
    damage.hurt(episode.world, episode.world.player, 5_000)
    assert "fail.wall3" in retried(episode)
    assert episode.director.state.checkpoint == "past-three"


def test_the_fifth_wants_three_tags():
    episode = taken_up(kind(), "past-four")
    for number, name in enumerate(("stranger-one", "stranger-two", "stranger-three")):
        assert opened(episode, "gate-5-north") == 0.0
        assert ("five-opens" in episode.director.state.fired) is False, number
        (who,) = episode.director.stage.ships(name)
        episode.world.emit(Event("hacked", who, episode.world.player))
        wait(episode, 0.2)
    wait(episode, 2.0)
    assert opened(episode, "gate-5-north") == 1.0


def test_the_sixth_turns_one_crown_against_the_other():
    episode = taken_up(kind(), "past-five")
    movers = episode.world.movers
    before = movers.angle.copy()
    wait(episode, 1.0)
    turned = dict(zip(movers.names, movers.angle - before, strict=True))
    assert {np.sign(v) for name, v in turned.items() if name.startswith("ring-6-outer")} == {-1.0}
    assert {np.sign(v) for name, v in turned.items() if name.startswith("ring-6-inner")} == {1.0}


def test_the_bell_rings_when_it_is_passed_and_once_more_by_itself():
    lines = kind().lines
    assert lines.index("walls.six.walt") < lines.index("walls.bell") < lines.index("walls.notice")
    episode = taken_up(kind(), "past-six")
    sounds = [event.name for event in wait(episode, 45.0) if event.kind == "sound"]
    assert sounds == ["shop_bell", "shop_bell"]


def test_the_seventh_is_asleep_until_walt_has_said_what_it_replaced():
    episode = taken_up(kind(), "past-six")
    assert len(episode.director.stage.ships("seven")) == 500
    assert episode.world.flock.behind == 0
    episode = taken_up(kind(), "hatch")
    wait(episode, 5.0)
    assert episode.world.flock.behind > 400


# --- the choice ---


def test_the_game_saves_before_walt_is_asked():
    episode = taken_up(kind(), "confess-choice")
    assert episode.director.state.checkpoint == "confess"
    assert [option.set for option in episode.director.choice.options] == ["walt-pressed", "walt-let"]


def test_only_who_is_pressed_says_that_somebody_dusts():
    assert {"confess.press", "confess.press2", "confess.press3", "confess.press4"} <= set(kind().lines)
    assert not [line for line in kind().lines if line.startswith("confess.let")]
    assert {"confess.let", "confess.let2", "confess.let3", "confess.let4"} <= set(cruel().lines)
    assert not [line for line in cruel().lines if line.startswith("confess.press")]


def test_whoever_does_not_go_down_while_they_yawn_is_counted_with_them():
    episode = taken_up(kind(), "hatch")
    wait(episode, 14.0)
    assert episode.director.state.cause == "swarm"
    assert "fail.trunk3" in retried(episode)
    assert episode.director.state.checkpoint == "swarm"


# --- the trunk line ---


def test_hundreds_are_behind_and_whoever_stops_is_lost():
    episode = taken_up(kind(), "trunk")
    wait(episode, 0.5)
    assert episode.world.flock.behind == 500
    wait(episode, 9.0)
    assert episode.waiting_retry
    assert episode.director.state.cause == "swarm"
    assert set(retried(episode)) & {"fail.trunk2", "fail.trunk3"}
    assert episode.director.state.checkpoint == "trunk"


def test_who_fires_at_nobody_does_not_slow_down_either():
    episode = taken_up(kind(), "trunk")
    pacifist = make_pilot("pacifist", episode)
    for _ in range(60 * 12):
        pacifist.hear(episode.step(pacifist.command()))
    assert not episode.waiting_retry
    assert {"mile-2", "mile-3"} <= set(episode.director.state.fired)
    assert episode.stats["retries"] == 0


def test_the_right_fork_has_a_lunch_in_it():
    episode = taken_up(kind(), "mile-3")
    episode.director.stage.talk.quiet(cut=True)
    put(episode, "napkin", dx=-200.0)
    events = wait(episode, 4.0)
    assert {"find.lunch", "find.lunch.walt"} <= set(said(events))
    wait(episode, 2.0)
    assert episode.director.state.cause == "lunch"
    assert "fail.trunk1" in retried(episode)


@pytest.mark.parametrize("flight", [kind, cruel])
def test_with_hundreds_behind_nobody_loses_interest(flight):
    episode = taken_up(flight(), "trunk")
    levels = set()
    for _ in range(15 * 60):
        episode.step(flying(0.0))
        levels.add(episode.world.heat.level)
        if episode.waiting_retry:
            break
    assert levels == {4}
    lines = flight().lines
    run = lines[lines.index("trunk.karl") : lines.index("door.kabir")]
    calm = ("bark.heat-down", "bark.heat-zero")
    assert not [line for line in run if line.startswith(calm) or line.endswith(".cooling")]


@pytest.mark.parametrize("flight", [kind, cruel])
def test_who_asks_whether_white_is_worse_is_told(flight):
    lines = flight().lines
    assert lines.index("trunk.elena") < lines.index("trunk.walt.white")


def test_who_was_kind_has_three_ships_turn_sideways():
    lines = kind().lines
    assert {"trunk.kind1", "trunk.kind2", "trunk.kind3"} <= set(lines)
    assert not {line for line in lines if line.startswith("trunk.cruel")}
    episode = taken_up(kind(), "mile-8")
    wait(episode, 0.3)
    assert len(episode.director.stage.ships("squad")) == 3


def test_who_was_cruel_has_ordered_what_comes():
    lines = cruel().lines
    assert {"trunk.cruel1", "trunk.cruel2"} <= set(lines)
    assert not {line for line in lines if line.startswith("trunk.kind")}
    episode = taken_up(cruel(), "mile-8")
    wait(episode, 0.3)
    ships = episode.world.ships
    assert int((ships.kind == KIND_INDEX["hound"]).sum()) == 2


def test_a_few_blows_are_forgiven_only_by_whoever_was_spared():
    for hurt, flags, helped in (
        (2, (), True),
        (5, ("kevin-spared",), True),
        (5, (), False),
        (12, ("kevin-spared",), False),
    ):
        episode = taken_up(kind(), "mile-3", without=KIND)
        episode.director.flags.update(flags)
        episode.director.counters["players-hurt"] = hurt
        put(episode, "mile-8")
        wait(episode, 0.3)
        assert ("squad-helped" in episode.director.flags) is helped, (hurt, flags)


@pytest.mark.parametrize(
    ("flag", "region", "lines"),
    [
        ("marge-met", "mile-11", {"trunk.marge", "trunk.marge.nan"}),
        ("biscuit-told", "mile-14", {"trunk.tilly"}),
        ("biscuit-lied", "mile-14", {"trunk.tilly.lied", "trunk.tilly.elena"}),
        ("hard-vault", "mile-16", {"trunk.bea"}),
        ("bea-key", "mile-16", {"trunk.nobea"}),
    ],
)
def test_who_is_at_the_glass_follows_from_what_was_done(flag, region, lines):
    heard = []
    for flags in ((), (flag,)):
        episode = taken_up(kind(), "mile-8", without=KIND)
        episode.director.flags.update(flags)
        episode.director.stage.talk.quiet(cut=True)
        episode.world.flock.midst = 0.0
        put(episode, region)
        heard.append(set(said(wait(episode, 6.0))) & lines)
    assert heard == [set(), lines]


# --- the door ---


def test_they_stop_dead_at_a_line_of_chalk():
    episode = taken_up(kind(), "door")
    wait(episode, 4.0)
    assert episode.world.flock.behind == 0
    before = episode.world.ships.place[episode.world.ships.kind == KIND_INDEX["mite"]].copy()
    wait(episode, 8.0)
    after = episode.world.ships.place[episode.world.ships.kind == KIND_INDEX["mite"]]
    assert np.abs(after - before).max() < 160.0
    hall = episode.level.map.regions["hall"].rect
    assert not ((after.real > hall[0]) & (np.abs(after.imag - 6400.0) < 460.0)).any()


def test_nothing_happens_until_somebody_knocks():
    episode = taken_up(kind(), "may-knock")
    events = wait(episode, 6.0)
    assert "door.knock" not in said(events)
    episode.step(Command.of(pressed=int(Press.KNOCK)))
    events = wait(episode, 14.0)
    assert [line for line in said(events) if line.startswith("door.")] == ["door.knock", "door.open"]
    assert episode.outcome == "won"


# --- finds ---


@pytest.mark.parametrize("saw", [False, True])
def test_five_were_relieved_behind_the_third_wall(saw):
    episode = taken_up(kind(), "past-three", without=() if saw else ("saw-untagged",))
    episode.director.stage.talk.quiet(cut=True)
    put(episode, "relieved", dx=100.0)
    lines = said(wait(episode, 6.0))
    assert "find.five" in lines
    assert ("find.five.nate" in lines) is saw
