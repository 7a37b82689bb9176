"""How much is drawn of what only decorates: less while pictures come late, all of it again when there is time.

Threats and their tells, the instruments, text and whatever stands or flies are drawn whole at every step, though the
instruments less often. No tick knows of this.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

WISHES = ("auto", "full", "low")


@dataclass(frozen=True, slots=True)
class Detail:
    """What one step leaves of the picture; `makes` is read in software only, and all that stands after it."""

    particles: float  # share of the glowing ones: sparks, embers, motes
    dust: float  # share of those that cover: smoke, dust, chips
    ribbon: int  # every so-manieth sample of the light behind a ship
    heads: bool  # the glow round the head of a hostile shot, and in the mouth of each drive
    halos: bool  # the light round a shot, and under each ship of the crowd
    tagged: int  # so many of those whom the sweep has read have brackets
    read: float  # [s] between two drawings of the instruments: they are read, not watched
    makes: float  # [s] a frame gives to making sprites
    bloom: int  # light spills anew in every so-manieth picture
    cones: int  # so many pictures share the painting of the scan cones, and show them as they were painted last
    light: int  # at this part of the size
    spill: int  # bits of a colour that say there is bloom to be added
    swept: bool  # behind the sweep the code grid, before it the warm ground


# One step at a time, from all there is to what must be.
STEPS = (
    Detail(1.0, 1.0, 1, True, True, 400, 1 / 21, makes=0.0022, bloom=1, cones=1, light=2, spill=0xFE, swept=True),
    Detail(0.75, 1.0, 1, True, True, 400, 1 / 21, makes=0.0016, bloom=2, cones=1, light=3, spill=0xFE, swept=True),
    Detail(0.5, 1.0, 2, True, True, 400, 1 / 16, makes=0.0014, bloom=2, cones=2, light=4, spill=0xFC, swept=True),
    Detail(0.3, 1.0, 3, False, True, 60, 1 / 12, makes=0.001, bloom=2, cones=2, light=4, spill=0xFC, swept=False),
    Detail(0.12, 0.3, 6, False, False, 24, 1 / 10, makes=0.0008, bloom=4, cones=3, light=5, spill=0xF8, swept=False),
)
FULL = STEPS[0]

LATE, EARLY = 0.0145, 0.0105  # [s] of work: over it a turn will soon come late, under it there is room for more
LOOK = 24  # turns that are looked at together
MANY_LATE, FEW_LATE = 3, 1  # of them over LATE: a step down; at most so many over EARLY: time for a step up, soon
PATIENCE, MOST_PATIENCE = 6, 60  # looks in a row that must say so
RELAPSE = 8  # looks within which a step down says that the step up before it was wrong: patience doubles


class Governor:
    """Chooses the step by what turns cost. `wish` is one of WISHES, and may change at any time."""

    def __init__(self, wish: str = "auto") -> None:
        self.wish = wish
        self._step = 0
        self._costs: deque[float] = deque(maxlen=LOOK)
        self._calm = 0  # looks in a row with time to spare
        self._patience = PATIENCE
        self._since_up = RELAPSE + 1  # looks

    @property
    def detail(self) -> Detail:
        """What the next picture shows."""
        return STEPS[{"full": 0, "low": len(STEPS) - 1}.get(self.wish, self._step)]

    @property
    def step(self) -> int:
        """Its number in STEPS."""
        return STEPS.index(self.detail)

    def follow(self, step: int) -> None:
        """Show what another governor chose; who follows is told of no costs."""
        self.wish, self._step = "auto", step

    def note(self, seconds: float) -> None:
        """What a turn of the loop cost: its work, without its wait."""
        self._costs.append(seconds)
        late = sum(cost > LATE for cost in self._costs)
        if late >= MANY_LATE and self._step < len(STEPS) - 1:
            if self._since_up <= RELAPSE:
                self._patience = min(MOST_PATIENCE, 2 * self._patience)
            self._step += 1
            self._calm = 0
            self._costs.clear()
        elif len(self._costs) == LOOK:
            self._since_up += 1
            spare = sum(cost > EARLY for cost in self._costs) <= FEW_LATE
            self._calm = self._calm + 1 if spare else 0
            if self._calm >= self._patience and self._step > 0:
                self._step -= 1
                self._calm = self._since_up = 0
            self._costs.clear()
