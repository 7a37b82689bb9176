"""Wall-clock time becomes ticks: none lost, none invented, and a picture between the last two."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import weakref

import pytest

from game.play.pace import LONGEST_FRAME, TICK, Pace, settle_memory


class FakeClock:
    """A clock that moves only when told, or when somebody sleeps or looks at it."""

    def __init__(self, look: float = 0.0) -> None:
        self.now = 100.0
        self.look = look
        self.slept: list[float] = []

    def __call__(self) -> float:
        self.now += self.look
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def fly(pace: Pace, clock: FakeClock, frame: float, frames: int) -> int:
    ticks = 0
    for _ in range(frames):
        clock.now += frame
        ticks += pace.begin().ticks
    return ticks


@pytest.mark.parametrize("rate", [30, 60, 75, 144, 240])
def test_every_display_sees_sixty_ticks_a_second(rate: int) -> None:
    clock = FakeClock()
    pace = Pace(clock=clock, sleep=clock.sleep)
    assert fly(pace, clock, 1.0 / rate, 10 * rate) == pytest.approx(600, abs=1)


def test_the_picture_lies_between_two_ticks() -> None:
    clock = FakeClock()
    pace = Pace(clock=clock, sleep=clock.sleep)
    clock.now += 1.25 * TICK
    beat = pace.begin()
    assert beat.ticks == 1
    assert beat.alpha == pytest.approx(0.25)
    clock.now += 0.5 * TICK
    beat = pace.begin()
    assert beat.ticks == 0
    assert beat.alpha == pytest.approx(0.75)


def test_a_long_frame_slows_the_world_instead_of_making_it_jump() -> None:
    clock = FakeClock()
    pace = Pace(clock=clock, sleep=clock.sleep)
    clock.now += 3.0
    beat = pace.begin()
    assert beat.dt == LONGEST_FRAME
    assert beat.ticks == round(LONGEST_FRAME / TICK)


def test_hit_stop_delays_ticks_and_changes_none() -> None:
    clock = FakeClock()
    pace = Pace(clock=clock, sleep=clock.sleep)
    pace.hold(4 * TICK)
    assert fly(pace, clock, TICK, 4) == 0
    assert fly(pace, clock, TICK, 10) == 10


def test_half_speed_is_half_the_ticks() -> None:
    clock = FakeClock()
    pace = Pace(clock=clock, sleep=clock.sleep)
    pace.speed = 0.5
    assert fly(pace, clock, TICK, 120) == 60


def test_waiting_sleeps_to_just_before_the_deadline_and_spins_the_rest() -> None:
    clock = FakeClock(look=0.0001)
    pace = Pace(period=0.01, clock=clock, sleep=clock.sleep)
    start = clock.now
    for _ in range(100):
        pace.begin()
        clock.now += 0.002
        pace.wait()
    assert clock.now - start == pytest.approx(1.0, abs=0.002)
    assert all(seconds <= 0.0085 for seconds in clock.slept), "never sleeps into the last 1.5 ms"


def test_a_late_frame_is_not_made_up_for_by_hurrying() -> None:
    clock = FakeClock(look=0.0001)
    pace = Pace(period=0.01, clock=clock, sleep=clock.sleep)
    clock.now += 0.055
    pace.wait()
    before = clock.now
    pace.wait()
    assert clock.now - before == pytest.approx(0.01, abs=0.0005)


def test_vsync_that_does_not_wait_is_noticed() -> None:
    clock = FakeClock(look=0.0001)
    pace = Pace(period=1 / 60, vsync=True, clock=clock, sleep=clock.sleep)
    for _ in range(60):
        pace.begin()
        clock.now += 0.001  # the driver returned at once
        pace.wait()
    assert not pace.vsync
    assert clock.slept, "the program paces itself again"


def test_vsync_that_waits_is_left_to_pace() -> None:
    clock = FakeClock()
    pace = Pace(period=1 / 60, vsync=True, clock=clock, sleep=clock.sleep)
    for _ in range(120):
        pace.begin()
        clock.now += 1 / 60
        pace.wait()
    assert pace.vsync
    assert not clock.slept


def test_what_was_left_is_given_back_though_it_goes_round_in_circles() -> None:
    class Flight:
        """Knows its console, which knows it."""

        def __init__(self) -> None:
            self.console = [self]

    first = Flight()
    gone = weakref.ref(first)
    settle_memory()  # while it is flown
    del first
    second = Flight()
    try:
        settle_memory()  # the next begins
        assert gone() is None
        assert second.console == [second]
    finally:
        gc.unfreeze()


FLOWN = """
import sys
from game.lab.pilots import make_pilot
from game.play.scenes import ahead
from game.render.atlas import Atlas
from game.render.backend import open_renderer
from game.render.view import View
from game.story import library
from game.story.episode import Episode
renderer = open_renderer("software", (640, 360), atlas=Atlas(), headless=True, live=True)
episode = Episode(library.load("02"), 5)
pilot, view, events = make_pilot("pilot", episode), View(renderer.atlas, episode), []
ahead.level(renderer, episode.level)
renderer.draw(view.frame(1.0, (640, 360)))
renderer.present()
before = set(sys.modules)
for tick in range(600):
    new = episode.step(pilot.command())
    pilot.hear(new)
    events += new
    if tick % 10 == 0:
        view.update(events, 1 / 6)
        events = []
        renderer.draw(view.frame(1.0, (640, 360)))
        renderer.present()
print(*sorted(set(sys.modules) - before))
"""


def test_nothing_is_loaded_while_one_plays():
    """A module that is imported when it is first needed holds up the turn that needs it."""
    hidden = {
        **os.environ,
        "SDL_VIDEODRIVER": "offscreen",
        "SDL_AUDIODRIVER": "dummy",
        "PYGAME_HIDE_SUPPORT_PROMPT": "1",
    }
    flown = subprocess.run(
        [sys.executable, "-c", FLOWN], capture_output=True, text=True, check=True, env={**os.environ, **hidden}
    )
    assert flown.stdout.split() == []
