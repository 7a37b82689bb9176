"""The music makes room for alarms, tells and speech."""

from __future__ import annotations

DEPTH = 0.63  # -4 dB
IN_S = 0.030
OUT_S = 0.400


class Duck:
    """Gain of the music bus: falls to DEPTH in 30 ms, comes back in 400 ms."""

    def __init__(self) -> None:
        self.gain = 1.0

    def update(self, dt: float, wanted: bool) -> float:
        if wanted:
            self.gain = max(DEPTH, self.gain - (1.0 - DEPTH) * dt / IN_S)
        else:
            self.gain = min(1.0, self.gain + (1.0 - DEPTH) * dt / OUT_S)
        return self.gain
