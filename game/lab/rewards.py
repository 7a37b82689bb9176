"""What a flight is worth: a sum of parts, each with a weight of its own, and each told in `info`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields

import numpy as np

from game.lab.observation import Target
from game.sim.clock import DT
from game.story.episode import Episode, Happening

THOUSAND = 1000.0  # of progress [u]
_STORY = {"objective.done": "objective", "objective.failed": "failed", "beat": "beat"}  # event -> part


def _weight(default: float, says: str) -> float:
    weight: float = field(default=default, metadata={"says": says})
    return weight


@dataclass(frozen=True)
class Rewards:
    """The weights. A part with weight 0 is not counted."""

    objective: float = _weight(1.0, "an objective is done, for the first time in this flight")
    failed: float = _weight(-1.0, "an objective has failed")
    beat: float = _weight(0.1, "a beat of the story fires, for the first time in this flight")
    won: float = _weight(10.0, "the level is won")
    lost: float = _weight(-5.0, "a life is lost")
    progress: float = _weight(1.0, "the ship has come 1000 units nearer to the open objective's mark (and back: less)")
    damage: float = _weight(-0.01, "a point of shield or hull is lost")
    kill: float = _weight(0.0, "a ship is shot down; whoever it was")
    second: float = _weight(0.0, "a second has passed")

    @classmethod
    def of(cls, weights: Rewards | Mapping[str, float] | None) -> Rewards:
        """The defaults with some weights changed. ValueError names an unknown one, and what is no weight."""
        if isinstance(weights, Rewards):
            return weights
        if not isinstance(weights, Mapping | None):
            example = '{"beat": 0.5}, or a whole Rewards'
            raise ValueError(f"rewards={weights!r}: a dict of the weights that differ, such as {example}")
        known = [one.name for one in fields(cls)]
        for name, weight in (weights or {}).items():
            if name not in known:
                raise ValueError(f"rewards have no part {name!r}; there are {', '.join(known)}")
            if not isinstance(weight, (int, float, np.number)) or not math.isfinite(weight):
                raise ValueError(f"rewards={{{name!r}: {weight!r}}}: a weight is a number")
        return cls(**(weights or {}))


class Tally:
    """Counts through one flight: `hear` after every tick, `take` whenever a reward is wanted.

    Progress is a difference of potentials (minus the distance to the mark), as in Ng, Harada and Russell 1999 without
    discount: flying to and fro gains nothing, nor does dying and flying the same way again. It starts anew when the
    mark moves on to another objective, or to another ship of a group.
    """

    def __init__(self, episode: Episode, weights: Rewards) -> None:
        self._episode = episode
        self._weights = weights
        self._once: set[tuple[str, str]] = set()  # beats that have fired and objectives that are over
        self._nothing = dict.fromkeys((one.name for one in fields(Rewards)), 0.0)
        self._story: dict[str, int] = {}  # how often each part of it came up since the last reward
        self._damage = self._kills = 0.0  # until then
        self._frame = episode.frame
        self._target: tuple[str, int] | None = None
        self._distance = 0.0

    def hear(self, events: Sequence[Happening]) -> None:
        for event in events:
            part = _STORY.get(event.kind)
            if part is not None and (part, event.name) not in self._once:
                self._once.add((part, event.name))
                self._story[part] = self._story.get(part, 0) + 1

    def take(self, target: Target | None, distance: float, lost: bool) -> dict[str, float]:
        """What each part has come to since the last time; the reward is their sum."""
        episode, weight, parts = self._episode, self._weights, self._nothing.copy()
        for part, count in self._story.items():
            parts[part] = getattr(weight, part) * count
        self._story.clear()
        if target is not None:
            parts["progress"] = weight.progress * self._progress(target, distance)
        damage, kills = episode.stats["damage_taken"], episode.stats["kills"]
        if damage != self._damage:
            parts["damage"], self._damage = weight.damage * (damage - self._damage), damage
        if kills != self._kills:
            parts["kill"], self._kills = weight.kill * (kills - self._kills), kills
        if lost:
            parts["lost"] = weight.lost
        elif episode.outcome == "won":
            parts["won"] = weight.won
        parts["second"] = weight.second * (episode.frame - self._frame) * DT
        self._frame = episode.frame
        return parts

    def _progress(self, target: Target, distance: float) -> float:
        """How much nearer the ship has come to its mark since the last time, in thousands of units."""
        nearer = self._distance - distance if target.key == self._target else 0.0
        self._target, self._distance = target.key, distance
        return nearer / THOUSAND
