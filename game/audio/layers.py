"""When a layer of music enters and leaves. A state machine on a clock that the caller brings.

Calm always sounds. Tension, danger and chase enter at the next bar line, within 60 ms to either side of it; they leave
one at a time, over two bars each, once six seconds have passed without cause. A hush takes everything away at once.

Volumes change in steps, once a frame: in less than 100 ms a step is so high that it clicks.
"""

from __future__ import annotations

import math

EARLY_S = 0.060  # before its bar line a layer begins to rise
RISE_S = 0.100  # so at 60 frames a second it is whole 57 ms after it at the latest
PATIENCE_S = 6.0
LEAVING_BARS = 2
HUSH_S = 0.120
CALM_UNDER_DANGER = 0.71  # -3 dB: calm's sub lies where danger's floor is


class Layers:
    """Volumes of the layers of one cue; layer 0 is calm, layer k sounds while danger is at least k."""

    def __init__(self, count: int, bar_seconds: float) -> None:
        self.count = count
        self.bar = bar_seconds
        self.on = 0  # highest layer that sounds or is leaving
        self._level = [1.0] + [0.0] * (count - 1)
        self._now = 0.0
        self._enter_at: float | None = None  # when more layers begin to come in
        self._rising_from = 0.0
        self._quiet_since: float | None = None  # since when the highest layer has no cause
        self._leaving_since: float | None = None
        self._hush_at: float | None = None
        self._return_at: float | None = None

    @property
    def hushed(self) -> bool:
        return self._hush_at is not None

    def hush(self, at: float) -> None:
        """Silence, 120 ms from now, until `resume`."""
        if self._return_at is not None and at < self._return_at:
            self._return_at = None  # it has not come back yet: it stays away
        elif self._hush_at is None or self._return_at is not None:
            self._hush_at, self._return_at = at, None

    def resume(self, at: float) -> None:
        """Sound again from the next bar line."""
        if self._hush_at is not None and self._return_at is None:
            self._return_at = self._begin_of_rise(at)

    def update(self, at: float, danger: int) -> list[float]:
        """Volumes at `at` seconds since the layers were started; danger 0 calm .. 3 chase."""
        wanted = max(0, min(danger, self.count - 1))
        self._enter(at, wanted)
        self._rise(at)
        self._leave(at, wanted)
        self._now = at
        hush = self._hush(at)
        calm = 1.0 - (1.0 - CALM_UNDER_DANGER) * (self._level[2] if self.count > 2 else 0.0)
        return [level * hush * (1.0 if k else calm) for k, level in enumerate(self._level)]

    def _begin_of_rise(self, at: float) -> float:
        """When a layer begins that is to be there at the next bar line; at once, where that is nearly here."""
        return max(at, math.ceil(at / self.bar - 1e-9) * self.bar - EARLY_S)

    def _enter(self, at: float, wanted: int) -> None:
        called_back = wanted == self.on and self._leaving_since is not None
        if wanted <= self.on and not called_back:
            self._enter_at = None
            return
        if self._enter_at is None:
            self._enter_at = self._begin_of_rise(at)
        if at >= self._enter_at:
            self.on, self._rising_from = wanted, self._enter_at
            self._enter_at = self._leaving_since = self._quiet_since = None

    def _rise(self, at: float) -> None:
        step = max(0.0, at - max(self._now, self._rising_from)) / RISE_S
        top = self.on if self._leaving_since is None else self.on - 1
        for k in range(1, top + 1):
            self._level[k] = min(1.0, self._level[k] + step)

    def _leave(self, at: float, wanted: int) -> None:
        if self._leaving_since is None:
            if wanted >= self.on:
                self._quiet_since = None
                return
            if self._quiet_since is None:
                self._quiet_since = at
            if at - self._quiet_since < PATIENCE_S:
                return
            self._leaving_since = at
        gone = (at - self._leaving_since) / (LEAVING_BARS * self.bar)
        if gone < 1.0:
            self._level[self.on] = min(self._level[self.on], 0.5 + 0.5 * math.cos(math.pi * gone))
            return
        self._level[self.on] = 0.0
        self.on -= 1
        self._leaving_since = at if wanted < self.on else None

    def _hush(self, at: float) -> float:
        if self._hush_at is None:
            return 1.0
        if self._return_at is None or at < self._return_at:
            return max(0.0, 1.0 - (at - self._hush_at) / HUSH_S)
        back = (at - self._return_at) / RISE_S
        if back >= 1.0:
            self._hush_at = self._return_at = None
        return min(1.0, back)
