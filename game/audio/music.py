"""Music: the layers of a cue started together, and a second set of channels to change cues without a cut."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from game.audio.layers import Layers
from game.audio.library import Library
from game.audio.sounds import Cue, SoundTable
from game.audio.voices import STEPS, Channel

MOST_LAYERS = 4
DECKS = 2
CHANGE_S = 1.2  # one cue into another
LATE = 8  # times that a start is tried again when the mixer ran between two layers


class Deck:
    """One cue on its channels."""

    def __init__(self, channels: Sequence[Channel], probe: Channel) -> None:
        self.channels = channels
        self.probe = probe
        self.cue: Cue | None = None
        self.layers = Layers(1, 1.0)
        self.started = 0.0
        self.fade = 0.0
        self.leaving = False
        self.sent = [0] * MOST_LAYERS  # what each channel was last told, in steps

    def start(self, cue: Cue, library: Library, silence: object, at: float) -> bool:
        """Begin all layers on the same sample, silent; False while a file is still being decoded."""
        clips = [clip for file in cue.layers if (clip := library.ready(file)) is not None]
        if len(clips) < len(cue.layers):
            return False
        for _ in range(LATE):
            # A probe of one sample is over at the mixer's next run. If it still sounds when the last layer has been
            # started, the mixer did not run in between, and the layers are together to the sample.
            self.probe.play(silence)
            for channel, clip in zip(self.channels, clips, strict=False):
                clip.set_volume(0.0)
                channel.play(clip, -1)
                channel.set_volume(0.0, 0.0)
                clip.set_volume(1.0)
            if self.probe.get_busy():
                break
        self.cue, self.layers, self.started = cue, Layers(len(clips), cue.bar_seconds), at
        self.fade, self.leaving, self.sent = 0.0, False, [0] * MOST_LAYERS
        return True

    def update(self, at: float, dt: float, danger: int, gain: float) -> None:
        if self.cue is None:
            return
        self.fade = max(0.0, self.fade - dt / CHANGE_S) if self.leaving else min(1.0, self.fade + dt / CHANGE_S)
        if self.leaving and self.fade == 0.0:
            self.stop()
            return
        loud = gain * math.sin(self.fade * math.pi / 2)
        for k, level in enumerate(self.layers.update(at - self.started, danger)):
            step = round(level * loud * STEPS)
            if step != self.sent[k]:
                self.sent[k] = step
                self.channels[k].set_volume(level * loud, level * loud)

    def stop(self) -> None:
        for channel in self.channels:
            channel.stop()
        self.cue, self.leaving, self.fade = None, False, 0.0


class Music:
    """The cue that a level asked for, on the deck that is free; the other one fades out under it."""

    def __init__(
        self,
        table: SoundTable,
        library: Library,
        channels: Sequence[Channel],
        probe: Channel,
        silence: object,
        clock: Callable[[], float],
    ) -> None:
        self._table = table
        self._library = library
        self._clock = clock
        self._silence = silence
        self._decks = [Deck(channels[i * MOST_LAYERS : (i + 1) * MOST_LAYERS], probe) for i in range(DECKS)]
        self._live = 0
        self._next: Cue | None = None  # asked for, not yet decoded
        self._asked = ""
        self._hushed = False

    @property
    def cue(self) -> str:
        """The cue asked for last; "" for none."""
        return self._asked

    @property
    def hushed(self) -> bool:
        return self._hushed

    @property
    def playing(self) -> bool:
        return self._decks[self._live].cue is not None

    def play(self, name: str) -> None:
        """Change to a cue, or end its hush; "" fades to silence. An unknown name is silence too: levels are checked."""
        at = self._clock()
        if name == self._asked:
            self._hushed = False
            self._decks[self._live].layers.resume(at - self._decks[self._live].started)
            return
        self._asked, self._hushed, self._next = name, False, None
        self._decks[self._live].leaving = True
        for i, deck in enumerate(self._decks):
            if deck.cue is not None and deck.cue.name == name:  # still fading out: called back
                deck.leaving, self._live = False, i
                deck.layers.resume(at - deck.started)
                return
        self._next = self._table.cues.get(name)

    def hush(self) -> None:
        """Everything to nothing in 120 ms."""
        self._hushed = True
        at = self._clock()
        for deck in self._decks:
            deck.layers.hush(at - deck.started)

    def update(self, dt: float, danger: int, gain: float) -> None:
        at = self._clock()
        if self._next is not None:
            self._begin(at)
        for deck in self._decks:
            before = deck.cue
            deck.update(at, dt, danger, gain)
            if before is not None and deck.cue is None:
                self._give_back(before)

    def stop(self) -> None:
        for deck in self._decks:
            deck.stop()
        self._asked, self._next, self._hushed = "", None, False

    def let_go(self, coming: Iterable[Cue]) -> None:
        """Another level begins: every piece but these and what still plays is given back, tens of megabytes."""
        kept = {file for cue in (*coming, *self._held()) for file in cue.layers}
        for cue in self._table.cues.values():
            for file in set(cue.layers) - kept:
                self._library.drop(file)

    def _held(self) -> list[Cue]:
        """What plays, or is about to."""
        return [cue for cue in (self._next, *(deck.cue for deck in self._decks)) if cue is not None]

    def _begin(self, at: float) -> None:
        assert self._next is not None
        other = (self._live + 1) % DECKS
        if self._decks[other].cue is not None:
            return  # the cue before the last still fades out: it is not cut off
        if not self._decks[other].start(self._next, self._library, self._silence, at):
            return
        if self._hushed:
            self._decks[other].layers.hush(-1.0)
        self._live, self._next = other, None

    def _give_back(self, cue: Cue) -> None:
        """A piece that is over is five megabytes and more."""
        kept = {file for held in self._held() for file in held.layers}
        for file in set(cue.layers) - kept:
            self._library.drop(file)
