"""What stands out in a recording, noted while it is flown: where the run was lost, who fell, where it strays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from game.lab.recording import Recording
from game.sim.events import Event
from game.sim.world import World
from game.story.episode import Episode, Happening
from game.story.state import StoryEvent


class Fall(NamedTuple):
    """Where a ship was destroyed, and when by the world's clock, which a retry sets back."""

    who: int
    kind: int
    x: float
    y: float
    angle: float  # as it stood when it was last looked at
    tick: int


class Landmarks:
    """Told of each tick that anybody flies, in whatever order.

    losses   frame -> why the run was lost there
    falls    who was destroyed, by (ship, tick of the world)
    strayed  the first frame that is not what was recorded (another machine, another version), None as long as all are
    """

    def __init__(self, recording: Recording) -> None:
        self.losses: dict[int, str] = {}
        self.falls: dict[tuple[int, int], Fall] = {}
        self.strayed: int | None = None
        self._recording = recording
        self._angles: dict[int, float] = {}

    def look(self, world: World) -> None:
        """Remember how everybody stands: the dead have no row any more. Now and then will do for what stands still."""
        self._angles.update(zip(world.ships.id.tolist(), world.ships.angle.tolist(), strict=True))

    def note(self, episode: Episode, told: Sequence[Happening]) -> None:
        """After a tick."""
        frame, world = episode.frame, episode.world
        for event in told:
            if isinstance(event, StoryEvent) and event.kind == "lost":
                self.losses[frame] = event.name
            elif isinstance(event, Event) and event.kind == "destroyed":
                angle = self._angles.get(event.who, 0.0)
                fall = Fall(event.who, int(event.value), event.x, event.y, angle, world.tick)
                self.falls[event.who, world.tick] = fall
        mark = self._recording.mark_at(frame)
        if mark is not None and mark != world.mark() and (self.strayed is None or frame < self.strayed):
            self.strayed = frame

    def fallen(self, world: World) -> list[Fall]:
        """Those who have fallen in a world as it stands: before its time, and not standing again since a retry."""
        ships = world.ships
        return [fall for fall in self.falls.values() if fall.tick <= world.tick and ships.row_of(fall.who) < 0]
