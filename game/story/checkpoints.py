"""From where a lost run is taken up again: the last checkpoint, or the one before it when that one was set too late.

A checkpoint may be taken a moment before something that nothing can avert any more: a bolt on its way, a clock about to
strike. Whoever loses the run again and again as soon as it has been taken up is put further back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from game.sim.clock import TICK_HZ

SOON = round(4.0 * TICK_HZ)  # a run that is lost within this time had hardly begun [ticks]
HOPELESS = 3  # so often in a row, and the checkpoint is not worth keeping

Moment = dict[str, Any]


@dataclass
class Checkpoints:
    """The last two. `frame` is when the last was taken, `begun` when a run was last taken up from it; -1: not here."""

    last: Moment = field(default_factory=dict)
    earlier: Moment = field(default_factory=dict)  # empty: there is none
    frame: int = -1
    begun: int = -1
    soon: int = 0  # runs from the last one that were lost SOON, in a row

    def keep(self, moment: Moment, frame: int) -> None:
        self.last, self.earlier, self.frame = moment, self.last, frame
        self.begun, self.soon = -1, 0

    def retry(self, lost: int, frame: int) -> Moment:
        """The moment to go on from at a frame, the run having been lost at frame `lost`."""
        self.soon = self.soon + 1 if self.begun >= 0 and lost - self.begun < SOON else 0
        if self.soon >= HOPELESS and self.earlier:
            self.last, self.earlier, self.soon = self.earlier, {}, 0
        self.begun = frame
        return self.last

    def standing(self) -> tuple[int, int]:
        """What of it decides where a run goes on, for digests."""
        return self.begun, self.soon

    def snapshot(self) -> dict[str, Any]:
        return {"earlier": self.earlier, "begun": self.begun, "soon": self.soon}

    @classmethod
    def restore(cls, last: Moment, kept: dict[str, Any]) -> Checkpoints:
        """Saves of before there was an earlier one have nothing in `kept`."""
        return cls(last, **kept)
