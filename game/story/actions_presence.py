"""Actions of a room that somebody is in: he turns a lamp on one, shows on a wall of screens, turns others down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from msgspec import Meta

from game.sim.clock import TICK_HZ

from .names import Seconds, Share
from .verbs import Action

if TYPE_CHECKING:
    from .stage import Stage

Speaker = Annotated[
    str, Meta(min_length=1, max_length=24, description="a member of the cast", extra={"ref": ("cast",)})
]
FaceMood = Literal["host", "hurt", "god", "empty"]


class Mute(Action, frozen=True, kw_only=True, tag="mute"):
    """These speakers' lines lose their words: their mouths go on, in a picture of the bridge. Or they get them back.

    to  true takes their words, false gives them back
    """

    example: ClassVar[str] = '{ do = "mute", who = ["nate", "elena"] }'
    who: Annotated[list[Speaker], Meta(min_length=1, max_length=8)]
    to: bool = True

    def act(self, stage: Stage) -> None:
        presence = stage.presence()
        kept = [who for who in presence.muted if who not in self.who]
        presence.muted = [*kept, *self.who] if self.to else kept
        stage.emit("mute", " ".join(self.who), value=float(self.to))


class TurnLamp(Action, frozen=True, kw_only=True, tag="lamp"):
    """The lamp of the place (its `garage_lamp`) turns its head to the player's ship, and stays on her. Or turns back.

    follow  false: back to where it was
    dark    how much of the light on everything else it takes along
    """

    example: ClassVar[str] = '{ do = "lamp", follow = true, dark = 0.4 }'
    follow: bool = True
    dark: Share = 0.4

    def act(self, stage: Stage) -> None:
        presence = stage.presence()
        presence.follows, presence.dark = self.follow, self.dark if self.follow else 0.0
        stage.emit("lamp", value=float(self.follow))


class ShowFace(Action, frozen=True, kw_only=True, tag="face"):
    """Screens of the place's wall (its `garage_pile`) come on one by one until so much of a face shows; or go off.

    show     how much of it: 0 none, 1 all
    mood     how it looks
    seconds  how long it takes
    """

    example: ClassVar[str] = '{ do = "face", show = 0.4, mood = "host", seconds = 4 }'
    show: Share | None = None
    mood: FaceMood | None = None
    seconds: Seconds = 3.0

    def problem(self) -> str:
        return "" if self.show is not None or self.mood is not None else "needs 'show', 'mood', or both"

    def act(self, stage: Stage) -> None:
        presence = stage.presence()
        if self.show is not None:
            presence.shown, presence.shows = presence.share(stage.tick), self.show
            presence.began, presence.lasts = stage.tick, max(1, round(self.seconds * TICK_HZ))
        if self.mood is not None:
            presence.mood = self.mood
        stage.emit("face", self.mood or "", value=presence.shows)


PRESENCE_ACTIONS: tuple[type[Action], ...] = (Mute, TurnLamp, ShowFace)
