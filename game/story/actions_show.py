"""Actions for eye and ear: music, sounds, camera, fades, time. None of them changes the world."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from msgspec import Meta

from game.sim.clock import TICK_HZ

from .names import PLAYER_NAME, BackdropId, CueId, LookAt, PlaceId, Seconds, Share, SoundId, SpokenLine
from .state import CameraCue, Fade, Printed, Slow
from .verbs import Action

if TYPE_CHECKING:
    from .stage import Stage


Sketch = Literal["rings", "lights", "ring"]


class Music(Action, frozen=True, kw_only=True, tag="music"):
    """The music changes to a cue at its next bar; `hush` stops it in the middle of one for so many seconds."""

    example: ClassVar[str] = '{ do = "music", cue = "infinity" }'
    cue: CueId | None = None
    hush: Seconds | None = None

    def problem(self) -> str:
        return (
            "" if self.cue is not None or self.hush is not None else "needs 'cue', 'hush' (seconds of silence), or both"
        )

    def act(self, stage: Stage) -> None:
        if self.hush is not None:
            stage.state.music_hush_until = stage.tick + round(self.hush * TICK_HZ)
            stage.emit("music", "hush", value=self.hush)
        if self.cue is not None:
            stage.state.music = self.cue
            if self.hush is None:
                stage.state.music_hush_until = 0
            stage.emit("music", self.cue)


class Sound(Action, frozen=True, kw_only=True, tag="sound"):
    """A sound, at a place or (left out) everywhere."""

    example: ClassVar[str] = '{ do = "sound", name = "gate_open", place = "gate" }'
    name: SoundId
    place: PlaceId | None = None

    def act(self, stage: Stage) -> None:
        x, y = stage.level.spot(self.place) if self.place else (0.0, 0.0)
        stage.emit("sound", self.name, x=x, y=y, value=1.0 if self.place else 0.0)


class Camera(Action, frozen=True, kw_only=True, tag="camera"):
    """The camera looks at something for `hold` seconds; the player keeps control. Or it is let go with `off`.

    Without `look` it stays on the player's ship and only changes its zoom (1 = normal, less = further away).
    """

    example: ClassVar[str] = '{ do = "camera", look = "gate", zoom = 0.8, hold = 1.5 }'
    look: LookAt | None = None
    zoom: Annotated[float, Meta(ge=0.1, le=4)] = 1.0
    hold: Seconds = 1.5
    off: bool = False

    def act(self, stage: Stage) -> None:
        if self.off:
            stage.state.camera = None
            stage.emit("camera")
            return
        look = self.look or PLAYER_NAME
        ships = stage.ships(look)
        spot = stage.where(look)
        if spot is None and self.look is None:
            return  # her ship was lost in this tick, and the picture with it
        if spot is None:
            stage.report(f"the camera cannot look at {look!r}: it is not in the world")
            return
        ship = -1 if look == PLAYER_NAME else ships[0] if len(ships) == 1 else 0
        stage.state.camera = CameraCue(spot[0], spot[1], ship, self.zoom, duration=round(self.hold * TICK_HZ))
        stage.emit("camera", look, x=spot[0], y=spot[1], value=self.hold)


class FadeTo(Action, frozen=True, kw_only=True, tag="fade"):
    """The picture fades to black, or to `white`, by `to` (0 clear, 1 black)."""

    example: ClassVar[str] = '{ do = "fade", to = 1.0, seconds = 1.5 }'
    to: Share
    seconds: Seconds = 1.0
    white: bool = False

    def act(self, stage: Stage) -> None:
        stage.state.fade = Fade(stage.darkness(), self.to, duration=max(1, round(self.seconds * TICK_HZ)))
        if self.white:
            stage.state.fade.white = True
        stage.emit("fade", value=self.to)


class Letterbox(Action, frozen=True, kw_only=True, tag="letterbox"):
    """Black bars above and below, on or off."""

    example: ClassVar[str] = '{ do = "letterbox", on = true }'
    on: bool

    def act(self, stage: Stage) -> None:
        stage.state.letterbox = self.on


class Shake(Action, frozen=True, kw_only=True, tag="shake"):
    """The camera is shaken."""

    example: ClassVar[str] = '{ do = "shake", strength = 0.4 }'
    strength: Share = 0.4

    def act(self, stage: Stage) -> None:
        stage.emit("shake", value=self.strength)


class SlowTime(Action, frozen=True, kw_only=True, tag="slow"):
    """Time runs at a rate for so many seconds (of the player's time). The world's own clock does not notice."""

    example: ClassVar[str] = '{ do = "slow", scale = 0.4, seconds = 1.2 }'
    scale: Annotated[float, Meta(ge=0.1, le=1)]
    seconds: Annotated[float, Meta(gt=0, le=10)]

    def act(self, stage: Stage) -> None:
        stage.state.slow = Slow(self.scale, max(1, round(self.seconds * TICK_HZ * self.scale)))
        stage.emit("slow", value=self.scale)


class Backdrop(Action, frozen=True, kw_only=True, tag="backdrop"):
    """Another backdrop, wherever the ship is; `off` gives the map's zones their say again."""

    example: ClassVar[str] = '{ do = "backdrop", name = "pocket" }'
    name: BackdropId | None = None
    off: bool = False

    def problem(self) -> str:
        return "" if (self.name is None) == self.off else "needs either 'name' or off = true"

    def act(self, stage: Stage) -> None:
        stage.state.backdrop = self.name or ""
        stage.emit("backdrop", self.name or "")


class Print(Action, frozen=True, kw_only=True, tag="print"):
    """A line of print appears on the glass, letter by letter, below those that are there, for so many seconds."""

    example: ClassVar[str] = '{ do = "print", line = "logs.one", seconds = 12 }'
    line: SpokenLine
    seconds: Seconds = 8.0

    def act(self, stage: Stage) -> None:
        text = stage.level.text(self.line)
        stage.pane().prints.append(Printed(self.line, text, duration=round(self.seconds * TICK_HZ)))
        stage.talk.note(self.line)
        stage.emit("print", self.line, text=text, value=self.seconds)


class DrawSketch(Action, frozen=True, kw_only=True, tag="sketch"):
    """Kabir draws on the glass, for so many seconds: one of his drawings at a time. Or (`off`) wipes it off.

    rings   rings inside rings, and a dot in the middle
    lights  two lights, of which one goes in slow circles
    ring    three lights make a ring, and a line goes down from its middle
    """

    example: ClassVar[str] = '{ do = "sketch", name = "rings", seconds = 12 }'
    name: Sketch | None = None
    seconds: Seconds = 12.0
    off: bool = False

    def problem(self) -> str:
        return "" if (self.name is None) == self.off else "needs either 'name' or off = true"

    def act(self, stage: Stage) -> None:
        pane = stage.pane()
        pane.sketch, pane.age, pane.duration = self.name or "", 0, round(self.seconds * TICK_HZ)
        stage.emit("sketch", self.name or "")


SHOW_ACTIONS: tuple[type[Action], ...] = (
    Music, Sound, Camera, FadeTo, Letterbox, Shake, SlowTime, Backdrop, Print, DrawSketch,
)  # fmt: skip
