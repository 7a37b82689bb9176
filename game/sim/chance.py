"""The world's own chance: one generator per purpose, all of them state."""

from __future__ import annotations

from typing import Any

import numpy as np


class Streams:
    """One generator per purpose, so that a new use of chance in one place moves nothing in another.

    Effects must never draw from these: a picture that changed a tick would break every recording.
    """

    NAMES = ("ai", "loot", "spawn")

    def __init__(self, seed: int) -> None:
        children = np.random.SeedSequence(seed).spawn(len(self.NAMES))
        self.ai, self.loot, self.spawn = (np.random.Generator(np.random.PCG64(child)) for child in children)

    def snapshot(self) -> dict[str, Any]:
        return {name: getattr(self, name).bit_generator.state for name in self.NAMES}

    def restore(self, snapshot: dict[str, Any]) -> None:
        for name in self.NAMES:
            getattr(self, name).bit_generator.state = snapshot[name]
