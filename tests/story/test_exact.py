"""Whoever goes on from a snapshot goes on exactly, whatever is about to happen when it is taken."""

from __future__ import annotations

from collections.abc import Callable

from game.lab import plain
from game.sim.command import IDLE, Command
from game.story.episode import Episode


def copy_of(episode: Episode) -> Episode:
    """A fresh flight that goes on from this one, by way of what is written into saves and recordings."""
    copy = Episode(episode.level, episode.seed)
    copy.restore(plain.decode(plain.encode(episode.snapshot())))
    return copy


def goes_on_exactly(play, ticks: int, fly: Callable[[int], Command] = lambda tick: IDLE, lives: int = 3) -> None:
    """Copies of every tick hear and come to the same as the flight itself, for the next `lives` ticks."""
    episode, copies = play.episode, []
    for tick in range(ticks):
        copies = [*copies, copy_of(episode)][-lives:]
        command = fly(tick)
        here = play.tick(command)
        for copy in copies:
            assert copy.step(command) == here
            assert copy.digest() == episode.digest()


OUT = """
[[beat]]
id = "a"
when = { on = "start" }
then = [{ do = "flag", set = "seen" }]
[[beat]]
id = "b"
when = { all = [{ on = "beat", beat = "a" }, { not = { on = "near", point = "start", within = 50 } }] }
then = [{ do = "flag", set = "out" }]
"""


def test_a_beat_that_waits_for_another_and_a_place_is_not_asked_more_often_by_a_copy(scene):
    play = scene(OUT)
    goes_on_exactly(play, 40, lambda tick: Command.of(thrust=1.0))
    assert len(play.fired()) == 1
