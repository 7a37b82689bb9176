"""Actions that befall players of Infinity."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from game.sim.bans import ban

from .actions_world import Called
from .verbs import Action

if TYPE_CHECKING:
    from .stage import Stage


class Ban(Called, frozen=True, kw_only=True, tag="ban"):
    """Moderation removes players for good: a light comes down, a sign says so, and the ship is not there any more.

    leaves  its ship stays behind, adrift, with nobody in it
    """

    example: ClassVar[str] = '{ do = "ban", who = "kevin", leaves = true }'
    others: ClassVar[str] = "the player's ship has no name that could be removed"
    leaves: bool = False

    def act(self, stage: Stage) -> None:
        for ship in self.ships(stage):
            if not ban(stage.world, ship, leaves=self.leaves):
                stage.report(f"{self.who or self.group!r} is being removed already")
        if self.group is not None:
            stage.world.respawns.cancel(self.group)


PEOPLE_ACTIONS: tuple[type[Action], ...] = (Ban,)
