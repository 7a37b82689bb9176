"""The voices of the effects: who gets a channel, who gives one up, and how loud each is.

Channels are anything with pygame's `Channel` methods, so that the rules can be tested without a device.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from game.audio.hearing import CENTRE, crowd
from game.audio.sounds import BUSES, NEVER_DROPPED, RANKS, Sound

STEPS = 255  # in which SDL_mixer pans
LIMIT = 24  # voices at once, loops included
SPARE = 8  # channels beyond them, on which those who gave way fade: to be cut off would click
SOFTEN_S = 0.6  # a loop comes back slowly from a crowd, so that gunfire does not pump the engine
HOLD_S = 0.1  # in which a voice that is held goes, and comes again
STOP_MS = 60  # in which a voice that is stopped goes: five runs of the mixer

IMPORTANCE = {rank: i for i, rank in enumerate(RANKS)}


class Channel(Protocol):
    def play(self, sound: Any, loops: int = 0) -> Any: ...
    def set_volume(self, left: float, right: float) -> Any: ...
    def get_busy(self) -> bool: ...
    def stop(self) -> Any: ...
    def pause(self) -> Any: ...
    def unpause(self) -> Any: ...


@dataclass(slots=True, eq=False)
class Voice:
    """One sounding effect. `left` and `right` hold place and distance; bus and crowd come on top."""

    sound: Sound
    channel: Channel
    order: int  # how many voices began before
    left: float
    right: float
    crowd: float
    held: bool = False  # it stands still, to go on later
    there: float = 1.0  # how far it has come again; 0 while it stands still
    sent: tuple[int, int] = (-1, -1)  # what the channel was last told, in steps


class Voices:
    """At most `len(channels)` voices. The least important and oldest gives way; tells and beds never do.

    Who gives way fades on its own channel, while `spare` ones are there for who comes.
    """

    def __init__(self, channels: Sequence[Channel], spare: Sequence[Channel] = ()) -> None:
        self._most = len(channels)
        self._free = [*spare, *channels]
        self._sounding: list[Voice] = []
        self._begun = 0
        self.bus: dict[str, float] = dict.fromkeys(BUSES, 1.0)
        self.mono = False  # no voice stands to one side

    @property
    def sounding(self) -> tuple[Voice, ...]:
        return tuple(self._sounding)

    @property
    def ducking(self) -> bool:
        """Does anything sound that the music makes room for?"""
        return any(voice.sound.ducks and self._audible(voice) for voice in self._sounding)

    def _audible(self, voice: Voice) -> bool:
        """What the player has turned down to nothing takes no room from what is heard."""
        return (voice.left > 0 or voice.right > 0) and self.bus[voice.sound.bus] > 0 and not voice.held

    def play(self, clip: Any, sound: Sound, left: float, right: float) -> Voice | None:
        """Begin a sound; None when everything that sounds is more important."""
        channel = self._channel_for(sound)
        if channel is None:
            return None
        self._begun += 1
        voice = Voice(sound, channel, self._begun, left, right, 1.0)
        self._sounding.append(voice)
        self._make_room()
        channel.set_volume(0.0, 0.0)  # or the mixer, should it run before `_apply`, would play a moment at full volume
        channel.play(clip, -1 if sound.loop else 0)
        voice.sent = (-1, -1)
        self._apply(voice)
        return voice

    def stop(self, voice: Voice) -> None:
        """Take its channel back. What is heard fades: to be cut off would click; its channel is the last to be used."""
        if voice not in self._sounding:
            return
        self._sounding.remove(voice)
        if voice.there > 0.0 and any(voice.sent) and voice.channel.get_busy():
            voice.channel.fadeout(STOP_MS)
            self._free.insert(0, voice.channel)
        else:  # one that stands still would never fade
            voice.channel.stop()
            self._free.append(voice.channel)

    def stop_all(self) -> None:
        for voice in self.sounding:
            self.stop(voice)

    def hold(self, but: Collection[str] = ()) -> None:
        """Let what sounds once stand still, but for sounds of these names. Loops are left to whoever keeps them."""
        for voice in self._sounding:
            voice.held = voice.held or not (voice.sound.loop or voice.sound.name in but)

    def go_on(self) -> None:
        """Let what was held be heard to its end."""
        for voice in self._sounding:
            if voice.held:
                voice.held = False
                voice.channel.unpause()

    def update(self, dt: float) -> None:
        """Take back finished channels; make room in a crowd at once, give it back to loops slowly."""
        for voice in self.sounding:
            if not voice.channel.get_busy():
                self.stop(voice)
        share = self._make_room()
        for voice in self._sounding:
            if voice.sound.loop:
                voice.crowd = min(share, voice.crowd + dt / SOFTEN_S)
            self._go_and_come(voice, dt / HOLD_S)
            self._apply(voice)

    @staticmethod
    def _go_and_come(voice: Voice, step: float) -> None:
        """A voice that is held is gone before it stands still: to be cut off would click."""
        if voice.held and voice.there > 0.0:
            voice.there = max(0.0, voice.there - step)
            if voice.there == 0.0:
                voice.channel.pause()
        elif not voice.held:
            voice.there = min(1.0, voice.there + step)

    def _make_room(self) -> float:
        """Every voice that is louder than the crowd allows is turned down now; returns what the crowd allows."""
        share = crowd(sum(map(self._audible, self._sounding)))
        for voice in self._sounding:
            if share < voice.crowd:
                voice.crowd = share
                self._apply(voice)
        return share

    def _apply(self, voice: Voice) -> None:
        """Each change waits for the device's lock, so what cannot be heard is not sent."""
        gain = self.bus[voice.sound.bus] * voice.crowd * voice.there
        left, right = voice.left * gain, voice.right * gain
        if self.mono:
            left = right = math.hypot(left, right) * CENTRE
        steps = round(left * STEPS), round(right * STEPS)
        if steps != voice.sent:
            voice.sent = steps
            voice.channel.set_volume(left, right)

    def _channel_for(self, sound: Sound) -> Channel | None:
        if len(self._sounding) < self._most:
            return self._free.pop()
        weaker = [
            voice
            for voice in self._sounding
            if voice.sound.rank not in NEVER_DROPPED and IMPORTANCE[voice.sound.rank] <= IMPORTANCE[sound.rank]
        ]
        if not weaker:
            return None
        self.stop(min(weaker, key=lambda voice: (IMPORTANCE[voice.sound.rank], voice.order)))
        return self._free.pop()
