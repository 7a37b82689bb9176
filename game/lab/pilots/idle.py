"""The pilot that does nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from game.sim.command import IDLE, Command
from game.story.episode import Episode, Happening


class IdlePilot:
    """Touches nothing, ever."""

    def __init__(self, episode: Episode, choose: Mapping[str, int | str]) -> None:
        del episode, choose

    def command(self) -> Command:
        return IDLE

    def hear(self, events: Sequence[Happening]) -> None:
        del events
