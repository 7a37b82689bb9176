"""Monkeys: what they hold, what a hunt finds, and what it makes of it."""

from __future__ import annotations

import random
import subprocess
import sys
from itertools import product

import pytest

from game.lab.arena import arena
from game.lab.invariants import InvariantError
from game.lab.monkey import flights_of, hunt
from game.lab.pilots.monkey import AIMS, DOING, STEERING, TICKS, MonkeyPilot, Segment, any_segment
from game.lab.replay import Replay, verify
from game.sim.command import IDLE, Command, Held, Press
from game.story import library
from game.story.episode import Episode


@pytest.fixture(scope="module")
def field():
    return arena("callister@0,0 watcher@900,0,180:guard rock@-400,300,80 wall@-900,-600,-900,600").names.level


def commands(episode, pilot, count):
    out = []
    for _ in range(count):
        out.append(pilot.command())
        episode.step(out[-1])
    return out


# -- segments --------------------------------------------------------------------------------------------


def test_a_segment_is_told_in_words():
    told = str(Segment(72, ("left", "fire"), press="assist"))
    assert told == "presses assist, holds left and fire for 1.2 s"
    assert str(Segment(180)) == "does nothing for 3 s"
    assert str(Segment(6, ("south", "east", "boost"), 90.0)) == "holds south, east and boost aiming at 90° for 0.1 s"


def test_whatever_can_be_drawn_can_be_held():
    for steering, doing, aim in product(STEERING, DOING, AIMS):
        choices = iter((TICKS[0], steering, doing, aim))
        command = any_segment(lambda _, choices=choices: next(choices)).first()
        assert command.idle == (not steering and doing == ((), ""))


def test_a_monkey_plays_its_segments_and_then_keeps_still(field):
    episode = Episode(field, 1)
    played = commands(episode, MonkeyPilot(episode, [Segment(3, ("thrust",), None, "skip"), Segment(2, ("west",))]), 8)
    assert [command.pressed for command in played] == [Press.SKIP] + [0] * 7
    assert [command.thrust for command in played] == [127] * 3 + [0] * 5
    assert [command.move_x for command in played] == [0] * 3 + [-127] * 2 + [0] * 3
    assert played[5:] == [IDLE] * 3


def test_a_monkey_without_segments_draws_them_by_its_seed(field):
    def held(seed):
        episode = Episode(field, seed)
        return commands(episode, MonkeyPilot(episode), 1200)

    assert held(1) == held(1)
    assert held(1) != held(2)
    kinds = {(c.held & ~Held.DIRECT, c.thrust, c.turn, c.move_x, c.move_y) for c in held(1)}
    assert len(kinds) > 8


def test_a_monkey_needs_no_hypothesis():
    program = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "from game.cli import main; raise SystemExit(main(['sim', '01', '--bot', 'monkey', '--limit', '3', '--json']))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert '"outcome": "timeout"' in done.stdout


# -- hunts -----------------------------------------------------------------------------------------------


def boost_ran_dry(episode, events):
    return any(event.kind == "boost.empty" for event in events) and "the boost ran dry"


@pytest.fixture(scope="module")
def caught(field):
    return hunt(field, 3, boost_ran_dry, flights=60, seconds=12)


def test_a_hunt_ends_with_the_few_keys_that_it_takes(caught):
    assert caught.what == "the boost ran dry"
    assert [(segment.holds, segment.press) for segment in caught.segments] == [(("boost",), "")]
    assert 90 < caught.segments[0].ticks < 110
    assert caught.frame == caught.segments[0].ticks


def test_a_catch_says_what_where_and_how(caught):
    assert str(caught) == (
        "the boost ran dry\n"
        f"  in arena, seed 3, at {caught.frame / 60:.2f} s (tick {caught.frame}), "
        f"when the monkey holds boost for {round(caught.frame / 60, 2):g} s"
    )


def test_the_recording_shows_it_again(caught, field):
    assert verify(caught.recording, field) is None
    replay = Replay(caught.recording, field)
    replay.seek(caught.recording.last - 1)
    assert boost_ran_dry(replay.episode, replay.step())
    assert caught.recording.header.bot == "monkey"


def test_the_same_hunt_finds_the_same(caught, field):
    again = hunt(field, 3, boost_ran_dry, flights=60, seconds=12)
    assert (again.segments, again.frame) == (caught.segments, caught.frame)


def test_two_things_at_once_are_both_kept(field):
    """What takes two keys shrinks to two keys."""

    def wrong(episode, events):
        world = episode.world
        return not world.assist and world.player_row >= 0 and world.ships.x[world.player_row] > 60.0

    caught = hunt(field, 5, wrong, flights=80, seconds=12)
    assert caught.what == "what must not be"
    assert "assist" in {segment.press for segment in caught.segments}
    assert len(caught.segments) <= 3
    assert sum(len(segment.holds) for segment in caught.segments) <= 2


def test_what_is_raised_is_caught_and_kept_to(field):
    def wrong(episode, events):
        if episode.frame == 90:
            raise ValueError("late")
        if any(event.kind == "assist" for event in events):
            raise InvariantError("nobody touches it", episode.frame, "it was touched")

    caught = hunt(field, 3, wrong, flights=30, seconds=6)
    assert isinstance(caught.error, ValueError)
    assert caught.what == "ValueError: late"
    assert caught.segments == (Segment(90),)


def test_watchers_are_made_for_each_flight(field):
    class Patience:
        def __init__(self):
            self.told = 0

        def note(self, episode, command, events):
            self.told += 1
            assert self.told <= 300, "an old watcher"

    made = []
    assert hunt(field, 3, flights=8, seconds=5, watch=lambda episode: [made.append(Patience()) or made[-1]]) is None
    assert len(made) > 4
    assert {watcher.told for watcher in made} == {300}


def test_a_hunt_may_begin_where_a_pilot_has_left_the_ship(field):
    level = library.load("01")
    caught = hunt(level, 1, lambda episode, events: episode.frame == 1250, flights=2, seconds=3, after=20.0)
    assert caught.recording.first == 1200
    assert caught.segments == (Segment(50),)
    assert verify(caught.recording, level) is None


def test_nothing_wrong_is_nothing_found_and_nothing_is_written(field, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert hunt(field, 1, lambda episode, events: None, flights=5, seconds=2) is None
    assert hunt(field, 1, lambda episode, events: episode.frame > 30, flights=5, seconds=2)
    assert list(tmp_path.iterdir()) == []


def test_flights_are_mostly_busy_and_may_be_short():
    """Short ones alone would only ever try the first seconds; without them nothing would shrink."""
    from hypothesis import Phase, given, settings

    lengths = []

    @settings(max_examples=100, database=None, deadline=None, phases=[Phase.generate], derandomize=True)
    @given(flights_of(60.0))
    def draw(segments):
        lengths.append(sum(segment.ticks for segment in segments) / 60)

    draw()
    assert min(lengths) == 0
    assert sum(length > 20 for length in lengths) > 40


def test_a_monkey_draws_from_the_same_things_as_a_hunt():
    chance = random.Random(1)
    drawn = [any_segment(chance.choice) for _ in range(2000)]
    assert {segment.ticks for segment in drawn} == set(TICKS)
    assert {segment.press for segment in drawn} == {press for _, press in DOING}
    assert {segment.holds for segment in drawn} == {(*steering, *held) for steering in STEERING for held, _ in DOING}
    assert isinstance(drawn[0].command(), Command)
