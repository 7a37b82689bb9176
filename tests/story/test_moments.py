"""Moments are found by what happened: a nearest miss, the first of a sign, and nothing that was undone."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from game.sim import spawning
from game.sim.events import Event
from game.sim.world import World
from game.story import flags, library
from game.story.moments import MOMENT, MOMENTS, SEEN, Finder, Found
from game.story.state import StoryEvent
from game.story.television import PROGRAMME

SECOND = 60


@dataclass
class Flight:
    """As much of an episode as a finder looks at."""

    frame: int = 0
    world: World = field(default_factory=World)


def beat(name: str) -> StoryEvent:
    return StoryEvent("beat", name)


def fly(finder: Finder, happens: dict[int, list], seconds: float, flight: Flight | None = None) -> list[Found]:
    """`happens`: second -> what happens then."""
    flight = flight or Flight()
    last = flight.frame + round(seconds * SECOND)
    while flight.frame < last:
        flight.frame += 1
        told = happens.get(flight.frame // SECOND, []) if flight.frame % SECOND == 0 else []
        finder.note(flight, told)
    return finder.found(0, flight.frame)


def test_a_sign_is_found_with_what_is_round_it():
    found = fly(Finder("02-data-pirates"), {100: [beat("drop")]}, 200)
    row = MOMENT["drop"]
    assert found == [Found("drop", round((100 - row.before) * SECOND), round((100 + row.after) * SECOND))]


def test_what_was_never_is_not_found():
    assert fly(Finder("02-data-pirates"), {100: [beat("graveyard")]}, 200) == []
    assert fly(Finder("nowhere"), {100: [beat("drop")]}, 200) == []


def test_a_crossing_is_shown_whole():
    happens = {40: [Event("carrier.under")], 60: [Event("carrier.under")], 112: [beat("through")]}
    (found,) = fly(Finder("03-sweep"), happens, 200)
    assert (found.start, found.stop) == (37 * SECOND, 114 * SECOND)


def test_it_is_never_longer_than_it_may_be():
    (found,) = fly(Finder("03-sweep"), {40: [Event("carrier.under")], 390: [beat("through")]}, 400)
    assert found.stop - found.start == round(MOMENT["crossing"].most * SECOND)


def test_what_was_only_pictured_does_not_count():
    """Lost, and taken up from before it: it never happened. What the checkpoint has seen stays."""
    happens = {20: [StoryEvent("checkpoint", "a")], 30: [beat("drop")], 40: [Event("retried")]}
    assert fly(Finder("02-data-pirates"), happens, 60) == []
    happens = {20: [beat("drop")], 30: [StoryEvent("checkpoint", "b")], 40: [Event("retried")]}
    assert [found.id for found in fly(Finder("02-data-pirates"), happens, 60)] == ["drop"]


def sweeping(lead: dict[int, float]) -> list[Found]:
    """A wall that is `lead` [u] behind the ship from a second on."""
    flight, finder = Flight(), Finder("01-no-gamertag")
    world = flight.world
    spawning.spawn(world, "callister", 0.0, 0.0)
    world.sweep.start(world, -5000.0, 0.0, 0.0, 100.0, 9000.0)
    gap = 5000.0
    for _ in range(60 * SECOND):
        flight.frame += 1
        gap = lead.get(flight.frame // SECOND, gap)
        world.sweep.distance_to = lambda x, y, gap=gap: gap  # type: ignore[method-assign]
        finder.note(flight, [])
    return finder.found(0, flight.frame)


def test_a_recording_with_a_known_near_miss_gives_that_moment():
    (found,) = sweeping({5: 600.0, 20: 240.0, 31: 42.0, 33: 300.0, 50: 80.0})
    row = MOMENT["sweep"]
    assert found.start == pytest.approx((31 - row.before) * SECOND, abs=6)
    assert found.stop == pytest.approx((31 + row.after) * SECOND, abs=6)


def test_a_wall_that_never_came_near_is_no_moment():
    assert sweeping({5: 4000.0}) == []


def test_every_moment_is_a_flag_of_the_campaign_and_on_some_channel():
    assert {SEEN + moment.id for moment in MOMENTS} <= set(flags.FLAGS)
    assert sorted(name for names in PROGRAMME.values() for name in names) == sorted(MOMENT)


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.id)
def test_what_is_waited_for_is_in_the_chapter(moment):
    """Where the chapter is there: its beats and lines are called so."""
    if moment.level not in library.folders():
        pytest.skip("not there yet")
    level = library.load(moment.level)
    for kind, name in (*moment.signs, *moment.ends):
        assert kind not in ("beat", "say", "chat") or name in {"beat": level.beats}.get(kind, level.lines)


def test_a_finder_asks_nothing_else_of_a_flight():
    finder = Finder("02-data-pirates")
    finder.note(SimpleNamespace(frame=SECOND), [beat("drop")])  # type: ignore[arg-type]
    assert [found.id for found in finder.found(0, 900)] == ["drop"]
