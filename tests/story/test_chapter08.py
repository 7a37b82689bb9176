"""Chapter 08 as it is meant: four phases, a checkpoint each, a clock, a ring that is closed, and a way out."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import NamedTuple

import pytest

from game.lab.pilots import make_pilot
from game.lab.run import run
from game.sim import damage, placing
from game.sim.command import IDLE, Command, Press
from game.sim.events import Event
from game.sim.powers import TOLD_LEAST
from game.story import library
from game.story.dialogue import reading_ticks
from game.story.episode import Episode
from game.story.level import Level

CHAPTER = "08-the-core"
SEED = 4
RETRY = Command.of(pressed=Press.RETRY)
ROAD = [
    "rules",
    "down",
    "drives",
    "last-cut",
    "loop",
    "ring",
    "question",
    "cross",
    "shut",
    "collapse",
    "out",
    "white",
    "home",
]
# the moments from which something else is tried
STOPS = ("rules", "down", "drives", "loop", "ring", "question", "collapse", "past-turn", "out")


@cache
def level() -> Level:
    return library.load(CHAPTER)


class Flight(NamedTuple):
    """A whole flight of the pilot: how it ended, its beats, flags and lines, its events with their times, moments."""

    outcome: str | None
    beats: list[str]
    flags: frozenset[str]
    lines: list[tuple[int, str]]
    events: list[tuple[float, Event]]
    retries: int
    moments: dict[str, dict]


@cache
def flown(answer: str) -> Flight:
    episode = Episode(level(), SEED)
    pilot = make_pilot("pilot", episode, choose={"ring": answer})
    moments: dict[str, dict] = {}
    events = []
    for _ in range(60 * 1200):
        happened = episode.step(pilot.command())
        pilot.hear(happened)
        events += [(episode.world.time, event) for event in happened if isinstance(event, Event)]
        fired = episode.director.state.fired
        moments.update({beat: episode.snapshot() for beat in STOPS if beat in fired and beat not in moments})
        if episode.outcome:
            break
    director = episode.director
    beats = list(dict.fromkeys(beat for _, beat in director.history))
    retries = int(episode.stats["retries"])
    return Flight(episode.outcome, beats, frozenset(director.flags), director.log, events, retries, moments)


def asked() -> Flight:
    return flown("opt-ask")


def closed() -> Flight:
    return flown("opt-close")


@pytest.mark.parametrize("flight", [asked, closed])
def test_he_is_told_in_order(flight):
    """What he says of the one who fell, before what they make of it; and what is left of him, before he shouts."""
    lines = [line for _, line in flight().lines]
    told = ["heals.one", "heals.two", "heals.kabir", "heals.walt"]
    assert [line for line in lines if line.startswith("heals.")] == told
    assert lines.index("drives.one") < min(lines.index(line) for line in lines if line.startswith("cut."))
    assert lines.index("kind.one") < lines.index("kind.two")
    ticks = {line: tick for tick, line in flight().lines}
    assert ticks["loop.rage"] - ticks["cut.last"] >= 4 * 60  # it has been read


@pytest.mark.parametrize("flight", [asked, closed])
def test_he_has_a_word_fewer_each_time_on_the_way_out(flight):
    lines = [line for _, line in flight().lines]
    said = [line for line in lines if line in ("col.one", "col.two", "col.three", "col.four", "col.five")]
    assert said[:4] == ["col.one", "col.two", "col.three", "col.four"]
    assert "col.elena" in lines


def taken_up(beat: str, flags=(), flight: Flight | None = None) -> Episode:
    """The flight where a beat has just fired."""
    episode = Episode(level(), SEED)
    episode.restore((flight or asked()).moments[beat])
    episode.director.flags.update(flags)
    return episode


def wait(episode: Episode, seconds: float, command: Command = IDLE) -> list:
    return [event for _ in range(round(seconds * 60)) for event in episode.step(command)]


def said(events: list) -> list[str]:
    return [event.name for event in events if event.kind in ("say", "chat", "sign", "page")]


def ship(episode: Episode, name: str) -> int:
    return episode.director.stage.ships(name)[0]


def calm(episode: Episode) -> Episode:
    """He does nothing for a while."""
    episode.world.daly.power, episode.world.daly.rests_until = "", episode.world.tick + 60 * 600
    return episode


# --- the whole of it ---


@pytest.mark.parametrize("flight", [asked, closed])
def test_the_chapter_is_told_in_order_whatever_is_answered(flight):
    result = flight()
    assert result.outcome == "won"
    told = [beat for beat in result.beats if beat in ROAD]
    assert told == ROAD
    assert result.retries <= 2
    assert {"asked", "closed"} & set(result.beats) == {"asked" if flight is asked else "closed"}


@pytest.mark.parametrize(("retries", "stands"), [(1, False), (2, True)])
def test_who_has_lost_twice_keeps_half_of_him(retries, stands):
    episode = taken_up("rules")
    episode.director.counters["retries"] = retries
    ships, her = episode.world.ships, episode.world.player_row
    him = ships.row_of(ship(episode, "daly"))
    ships.hull[her] = 30.0
    ships.hull[him] = 0.49 * ships.hull_max[him]
    wait(episode, 0.5)
    assert ("rules-half" in episode.director.state.fired) is stands
    assert bool(ships.hull[her] > 90.0) is stands, "and is not put back to where she was about to die"
    assert (episode.director.state.checkpoint == "rules-half") is stands


@pytest.mark.parametrize(("retries", "stands"), [(2, False), (3, True)])
def test_what_is_cut_stays_so_for_who_has_lost_thrice(retries, stands):
    episode = taken_up("drives")
    episode.director.counters["retries"] = retries
    for name in ("mum", "sorry"):
        episode.world.emit(Event("hacked", ship(episode, name), episode.world.player))
        wait(episode, 0.5)
    assert episode.director.state.checkpoint == ("stays-cut" if stands else "drives")
    again = Episode(level(), SEED)
    again.restore({**episode.snapshot(), "now": episode.checkpoint_snapshot})
    assert again.director.counters.get("cuts", 0) == (2 if stands else 0)


@pytest.mark.parametrize(("retries", "stands"), [(2, False), (3, True)])
def test_a_loop_that_is_closed_stays_so_for_who_has_lost_thrice(retries, stands):
    episode = calm(taken_up("loop"))
    episode.director.counters["retries"] = retries
    wait(episode, 3.0)
    for _ in range(2):
        episode.step(Command.of(pressed=Press.LOOP))
        wait(episode, 4.0)
    assert episode.director.state.checkpoint == ("stays-closed" if stands else "loop")
    again = Episode(level(), SEED)
    again.restore({**episode.snapshot(), "now": episode.checkpoint_snapshot})
    assert len(again.world.loops.pasts) == stands


def test_all_tells_come_half_a_second_ahead_of_their_strikes_in_every_phase():
    told: dict[str, float] = {}
    struck = set()
    for time, event in asked().events:
        if event.kind == "tell":
            told[event.name] = time
        elif event.kind == "power":
            assert time - told.pop(event.name) >= TOLD_LEAST
            struck.add(event.name)
    assert struck >= {"freeze", "delete", "move"}


def test_who_fires_at_nobody_else_fires_at_him():
    """There is no other way in the first phase; whoever looked for one was deleted there until time ran out."""
    episode = Episode(level(), SEED)
    pacifist = make_pilot("pacifist", episode)
    while "down" not in episode.director.state.fired and episode.frame < 60 * 200:
        pacifist.hear(episode.step(pacifist.command()))
    assert "down" in episode.director.state.fired
    assert episode.stats["retries"] == 0


def test_his_talk_is_never_repeated_and_eight_seconds_apart():
    lines = [(tick, line) for tick, line in asked().lines if line.split(".")[0] in ("kind", "wound", "fury")]
    assert len({line for _, line in lines}) == len(lines)
    talk = [
        (tick, line) for tick, line in lines if line.split(".")[1] in ("one", "two", "three", "four", "five", "six")
    ]
    own = [(tick, line) for tick, line in talk if line.count(".") == 1]
    for (before, first), (after, second) in pairwise(own):
        if first.split(".")[0] == second.split(".")[0]:
            assert after - before >= 7 * 60, f"{first} and {second}"


def test_his_words_leave_him_with_the_last_copy():
    """After the fifth cut his tells are shape and sound only."""
    start = next(tick for tick, line in asked().lines if line == "loop.rage")
    assert any(line.startswith("tell.") for _, line in asked().lines)
    assert not any(line.startswith("tell.") for tick, line in asked().lines if tick > start)


def test_each_power_has_its_own_word():
    episode = calm(taken_up("drives"))
    for power in ("freeze", "delete"):
        episode.world.daly.use(episode.world, power)
        words = [line for line in said(wait(episode, 0.1)) if line.startswith("tell.")]
        assert len(words) == 1
        assert words[0].startswith(f"tell.{power}")
        calm(episode)


# --- phases ---


def test_he_comes_back_younger_and_is_kept_on_five_drives():
    episode = taken_up("down")
    events = wait(episode, 16.0)
    assert "heals.two" in said(events)
    row = episode.world.ships.row_of(episode.world.daly.who)
    assert episode.world.ships.hull[row] == episode.world.ships.hull_max[row]
    assert len(episode.director.stage.ships("drives")) == 5


@pytest.mark.parametrize(
    ("drive", "lines"),
    [
        ("nine", {"cut.nine.sign", "cut.nine"}),
        ("mum", {"cut.mum.sign", "cut.mum"}),
        ("praise", {"cut.praise.sign", "cut.praise", "cut.praise.walt"}),
        ("sorry", {"cut.sorry.sign", "cut.sorry", "cut.sorry.nan"}),
        ("tuesday", {"cut.tuesday.sign", "cut.tuesday"}),
    ],
)
def test_each_cut_takes_what_is_on_it(drive, lines):
    episode = calm(taken_up("drives"))
    wait(episode, 9.0)
    episode.world.emit(Event("hacked", ship(episode, drive), episode.world.player))
    assert lines <= set(said(wait(episode, 13.0)))


def test_after_the_fifth_cut_he_rages_and_walt_gives_the_loop():
    episode = calm(taken_up("drives"))
    for drive in ("nine", "mum", "praise", "sorry", "tuesday"):
        episode.world.emit(Event("hacked", ship(episode, drive), episode.world.player))
        wait(episode, 0.2)
    events = wait(episode, 14.0)
    assert "loop.rage" in said(events)
    assert "loop" in episode.world.abilities
    assert len(episode.director.stage.ships("posts")) == 3
    assert episode.world.daly.phase == "loop"


@pytest.mark.parametrize(("flag", "line"), [("walt-asked", "loop.asked"), ("walt-ordered", "loop.ordered")])
def test_walt_remembers_how_he_was_asked(flag, line):
    episode = calm(taken_up("drives", [flag]))
    for drive in ("nine", "mum", "praise", "sorry", "tuesday"):
        episode.world.emit(Event("hacked", ship(episode, drive), episode.world.player))
    events = []
    for _ in range(60):
        events += wait(episode, 1.0)
        damage.heal(episode.world, episode.world.player)
        calm(episode)
    assert line in said(events)


def test_asking_costs_fifteen_seconds_and_closing_none():
    for press, cost in ((Press.CHOICE_1, 15.0), (Press.CHOICE_2, 0.0)):
        episode = taken_up("question")
        before = episode.director.kitchen_clock.left
        wait(episode, 0.2, Command.of(pressed=press))
        wait(episode, 2.8)
        gone = (before - episode.director.kitchen_clock.left) / 60.0
        assert gone == pytest.approx(3.0 + cost, abs=0.2)


def test_flying_across_the_gap_shuts_it_round_him():
    episode = taken_up("question", flight=closed())
    wait(episode, 0.1, Command.of(pressed=Press.CHOICE_2))
    wait(episode, 4.0)
    assert not episode.world.daly.bound(episode.world)
    placing.place_player(episode.world, 250.0, 0.0, 0.0)
    events = wait(episode, 6.0)
    assert episode.world.daly.bound(episode.world)
    assert "ring.close.daly" in said(events)
    assert episode.world.daly.gap is None


def test_his_last_word_is_cut_by_the_loop():
    assert level().text("ring.asked.daly")[-1] != "."


def test_in_the_collapse_he_says_a_word_fewer_each_time():
    texts = [level().text(f"col.{n}") for n in ("one", "two", "three", "four", "five")]
    words = [len(text.split()) for text in texts]
    assert all(a > b for a, b in pairwise(words))
    episode = taken_up("collapse")
    episode.world.front = None  # time to listen
    lines = said(wait(episode, 40.0))
    order = [line for line in lines if line in [f"col.{n}" for n in ("one", "two", "three", "four", "five")]]
    assert order == [f"col.{n}" for n in ("one", "two", "three", "four", "five")]


def test_the_room_folds_behind_and_takes_who_stays():
    episode = taken_up("collapse")
    standing = len(episode.world.terrain.gone)
    wait(episode, 12.0)
    assert episode.waiting_retry
    assert len(episode.world.terrain.gone) > standing


def test_ten_small_lights_come_along_when_the_drawer_is_opened():
    episode = taken_up("past-turn")
    episode.world.front = None
    placing.place_player(episode.world, 1100.0, 2080.0, 1.57)
    events = wait(episode, 3.0)
    assert "drawer.knock" in said(events)
    episode.world.emit(Event("hacked", ship(episode, "drawer"), episode.world.player))
    events = wait(episode, 3.0)
    assert "drawer.open" in said(events)
    assert "drawer-open" in episode.director.flags
    assert episode.world.motes.n == 10
    placing.place_player(episode.world, 0.0, 1700.0, 3.14)
    wait(episode, 1.0)
    assert "drawer-left" not in episode.director.flags


def test_who_heard_the_knocks_and_goes_on_has_left_them():
    episode = taken_up("past-turn")
    episode.world.front = None
    placing.place_player(episode.world, 1100.0, 2080.0, 1.57)
    wait(episode, 2.0)
    placing.place_player(episode.world, 0.0, 1700.0, 3.14)
    wait(episode, 1.0)
    assert "drawer-left" in episode.director.flags
    assert "drawer-open" not in episode.director.flags


@pytest.mark.parametrize("key", [True, False])
def test_at_the_door_all_six_are_asked(key):
    episode = taken_up("past-turn", ["bea-key"] if key else [])
    placing.place_player(episode.world, -900.0, 2380.0, 1.57)
    lines = []
    for _ in range(70):
        lines += said(wait(episode, 1.0))
        if episode.outcome:
            break
    names = ["out.nate", "out.elena", "out.karl", "out.kabir3", "out.walt", "out.five", "out.nan"]
    assert [line for line in lines if line in names] == names
    assert ("out.key.bea" in lines) == key
    assert episode.outcome == "won"


# --- ways to fail ---


@pytest.mark.parametrize(
    ("beat", "retries"),
    [
        ("rules", ["kind.retry1", "kind.retry2", "kind.retry3", "kind.retry4"]),
        ("drives", ["wound.retry1", "wound.retry2", "wound.retry3"]),
        ("loop", ["fury.retry1", "fury.retry2", "fury.retry3"]),
        ("collapse", ["empty.retry1", "empty.retry2", "empty.retry3"]),
    ],
)
def test_who_is_lost_is_put_back_at_once_by_him_as_long_as_he_can(beat, retries):
    episode = taken_up(beat)
    heard = []
    for _ in retries:
        for _ in range(13):  # who is lost at once, again and again, is taken further back
            damage.heal(episode.world, episode.world.player)
            episode.world.front = None
            wait(calm(episode), 1.0)
        damage.hurt(episode.world, episode.world.player, 999.0)
        wait(episode, 0.1)
        assert episode.waiting_retry
        wait(episode, 0.6)
        heard += said(wait(episode, 1.0, RETRY))[:1]
        assert not episode.waiting_retry, "within two seconds"
        assert episode.director.state.checkpoint == beat
    assert heard == retries


def test_karl_asks_what_bit_of_him():
    episode = calm(taken_up("drives"))
    lines = []
    for _ in range(2):
        damage.hurt(episode.world, episode.world.player, 999.0)
        wait(episode, 0.8)
        lines += said(wait(episode, 0.1, RETRY))
        calm(episode)
    assert "wound.karl" in lines + said(wait(episode, 8.0))


# --- the clock ---


@pytest.mark.parametrize(("flag", "seconds"), [(None, 600.0), ("purge-delayed", 640.0), ("purge-hurried", 570.0)])
def test_what_was_asked_in_the_boardroom_is_on_the_clock(flag, seconds):
    episode = Episode(level(), 1, flags=[flag] if flag else [])
    wait(episode, 0.5)
    assert episode.director.kitchen_clock.left / 60 == pytest.approx(seconds, abs=1.0)


@pytest.mark.parametrize(
    ("left", "line"),
    [(60, "clock.minute"), (20, "clock.twenty"), (10, "clock.ten")],
)
def test_its_last_minute_is_told(left, line):
    episode = calm(taken_up("drives"))
    wait(episode, 12.0)
    episode.director.kitchen_clock.left = (left + 1) * 60
    assert line in said(wait(episode, 6.0))


@pytest.mark.parametrize(
    ("flags", "first"),
    [
        ((), "purge.01"),
        (("purge-hurried",), "purge.01b"),
        (("purge-delayed",), "purge.01c"),
        (("board-silent",), "purge.01d"),
    ],
)
def test_when_it_strikes_a_plain_page_comes_and_then_the_last_checkpoint(flags, first):
    episode = calm(taken_up("ring", flags))
    episode.director.kitchen_clock.left = 5
    lines = said(wait(episode, 16.0))
    log = [line for line in lines if line.startswith("purge.")]
    assert log == [first, *(f"purge.{n:02d}" for n in range(2, 16))]
    assert len(episode.director.page.lines) == 15
    assert episode.ending == "purged"
    assert not episode.waiting_retry
    wait(episode, 7.0)
    assert episode.waiting_retry
    wait(episode, 0.6)
    assert said(wait(episode, 1.0, RETRY)) == ["purge.nate"]
    assert episode.director.page is None
    assert episode.director.kitchen_clock.left / 60 > 80.0, "there is time for it"


def test_a_checkpoint_never_leaves_too_little_time():
    for beat, least in (("drives", 300.0), ("loop", 240.0), ("ring", 90.0), ("collapse", 75.0)):
        assert taken_up(beat).director.kitchen_clock.left / 60 >= least - 1.0


def test_who_never_closes_it_comes_to_the_ending_purged():
    result = run(CHAPTER, SEED, choose={"ring": "never"}, until="purged")
    assert result.outcome == "lost"
    assert result.ending == "purged"


def test_no_line_is_longer_than_its_turn():
    assert all(reading_ticks(line.text) < 8 * 60 for line in level().lines.values())
