"""Actions of pictures adrift: they come, are seen, become one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from game.sim.pictures import Pictures

from .names import ArtId, PlaceId, SoundId
from .verbs import Action

if TYPE_CHECKING:
    from .stage import Stage

PairNumber = Annotated[int, Meta(ge=1, le=60, description="the number of a pair, 1 to 60")]


class AddPicture(Action, frozen=True, kw_only=True, tag="picture"):
    """A picture comes adrift. The ship draws it after it by flying gently past; while there are any, it flies gently.

    Two of one pair become one when they hang side by side at the same speed; met in a hurry, both draw away.

    sound  it makes this sound again and again, to whoever is near
    dark   nothing is seen of it: it is told from others by its sound
    waits  its pair only hangs side by side; `{ do = "pictures", pair = 6, join = true }` makes it one
    """

    example: ClassVar[str] = '{ do = "picture", pair = 1, art = "moon", place = "left" }'
    pair: PairNumber
    art: ArtId
    place: PlaceId
    sound: SoundId | None = None
    dark: bool = False
    waits: bool = False

    def makes(self) -> list[tuple[str, str]]:
        return [("picture", ""), ("pair", str(self.pair))]

    def act(self, stage: Stage) -> None:
        pictures = stage.world.pictures = stage.world.pictures or Pictures()
        if len(pictures.pair(self.pair)) == 2:
            stage.report(f"pair {self.pair} has both of its pictures already")
            return
        x, y = stage.level.spot(self.place)
        pictures.add(self.art, self.pair, x, y, voice=self.sound or "", dark=self.dark, waits=self.waits)


class TellPictures(Action, frozen=True, kw_only=True, tag="pictures"):
    """The pictures of a pair are seen from now on (`light`), or become one wherever they are (`join`)."""

    example: ClassVar[str] = '{ do = "pictures", pair = 4, light = true }'
    pair: PairNumber
    light: bool = False
    join: bool = False

    def problem(self) -> str:
        return "" if self.light or self.join else "needs light = true, join = true, or both"

    def speaks_to(self) -> list[tuple[str, str]]:
        return [("pair", str(self.pair))]

    def act(self, stage: Stage) -> None:
        pictures = stage.world.pictures
        if pictures is None or not pictures.pair(self.pair):
            stage.report(f"there are no pictures of pair {self.pair}")
            return
        if self.light:
            pictures.light(self.pair)
        if self.join and not pictures.join(stage.world, self.pair):
            stage.report(f"pair {self.pair} cannot be joined: it is, or one of its pictures has not come")


PICTURE_ACTIONS: tuple[type[Action], ...] = (AddPicture, TellPictures)
