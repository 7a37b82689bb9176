"""When to tick and when to draw: a fixed 60 Hz tick, interpolated frames, and a wait that hits its deadline.

The world knows nothing of this file: it counts ticks. Here wall-clock time becomes ticks, and a picture is drawn
between the last two of them (`Frame.alpha`), so that 75 and 144 Hz displays see the same motion.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import NamedTuple

TICK = 1.0 / 60.0  # one step of the world [s]
LONGEST_FRAME = 0.1  # a longer frame slows the world instead of making it jump [s]
SPIN = 0.0015  # the operating system's sleep overshoots by up to this; the rest is spun away [s]
FREE_RUN_FRAMES = 30  # that many frames far ahead of the display's period prove that vsync does not pace


class Beat(NamedTuple):
    """What one turn of the loop shall do."""

    ticks: int  # how often the world steps
    alpha: float  # 0..1: how far the picture lies between the last tick and the one before it
    dt: float  # wall-clock seconds since the last frame, clamped
    flown: float = 0.0  # world seconds in it: less under hit-stop and slow motion


class Pace:
    """Turns a clock into ticks and frames.

    `period` is the time between two frames [s]. With `vsync` the display paces and `wait` only watches that it does.
    `speed` scales how fast the world runs (assist and slow motion); it never changes a tick's length.
    """

    def __init__(
        self,
        period: float = TICK,
        *,
        vsync: bool = False,
        clock: Callable[[], float] = time.perf_counter,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.period = period
        self.vsync = vsync
        self.speed = 1.0
        self._clock = clock
        self._sleep = sleep
        self._owed = 0.0  # world seconds not yet ticked
        self._held = 0.0  # wall seconds for which the picture stands still (hit-stop)
        self._early = 0
        self.restart()

    def restart(self) -> None:
        """Forget the time since the last frame: after loading, after a pause, after a window was dragged."""
        self._last = self._clock()
        self._deadline = self._last + self.period

    def hold(self, seconds: float) -> None:
        """Let the world stand still for that long (hit-stop): ticks come later, none is lost or changed."""
        self._held = max(self._held, seconds)

    def begin(self) -> Beat:
        """Start a frame: how many ticks are due, and where between them the picture lies."""
        now = self._clock()
        dt = min(max(now - self._last, 0.0), LONGEST_FRAME)
        self._last = now
        stopped = min(self._held, dt)
        self._held -= stopped
        flown = (dt - stopped) * self.speed
        self._owed += flown
        ticks = int(self._owed / TICK + 1e-9)
        self._owed = max(0.0, self._owed - ticks * TICK)
        return Beat(ticks, min(1.0, self._owed / TICK), dt, flown)

    @property
    def spent(self) -> float:
        """Seconds since this frame began."""
        return self._clock() - self._last

    def wait(self, meanwhile: Callable[[float], None] | None = None) -> None:
        """End a frame: sleep to shortly before the deadline and spin the rest, unless the display has paced.

        `meanwhile` is called first, with how long it may take [s].
        """
        if self.vsync:
            self._watch_vsync()
            return
        if meanwhile is not None and (remaining := self._deadline - self._clock() - SPIN) > 0.0:
            meanwhile(remaining)
        remaining = self._deadline - self._clock()
        if remaining > SPIN:
            self._sleep(remaining - SPIN)
        while self._clock() < self._deadline:
            pass
        now = self._clock()
        # A frame that came late starts a new row of deadlines: catching up would only make the next ones uneven.
        self._deadline = self._deadline + self.period if now - self._deadline < self.period else now + self.period

    def _watch_vsync(self) -> None:
        """Some drivers promise vsync and do not wait; then this program would burn a core and must pace itself."""
        now = self._clock()
        self._early = self._early + 1 if now - self._last < 0.25 * self.period else 0
        if self._early >= FREE_RUN_FRAMES:
            self.vsync = False
            self._deadline = now + self.period


def settle_memory() -> None:
    """After a load: what was loaded stays, so the collector need not look at it again (worst pause 120 -> 2 ms).

    What stayed until now may have been left: it is thawed first, else whatever of it goes round in circles (a flight
    and its console know each other) would never be collected.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
