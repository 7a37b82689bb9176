"""What is worth seeing again of one flight, over as many sittings as it takes.

A camera knows only what it saw itself, and begins anew when a flight is taken up or goes on under other rules. So at
each checkpoint what there was until then is put away beside the save, and comes back with it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from game.lab import reel
from game.lab.reel import Camera, Clip
from game.play.journal import log
from game.sim.command import Command
from game.story.episode import Episode, Happening

MOMENTS = "moments"  # the player's folder of clips


class Keepsakes:
    """`before` is what earlier sittings put away, moment -> file in `folder`."""

    def __init__(self, episode: Episode, folder: Path, before: Mapping[str, str]) -> None:
        self.folder = folder
        self.camera = Camera(episode)
        self.sure = dict(before)  # moment -> file; no retry goes back behind these
        self._loose: dict[str, Clip] = {}  # seen before the camera began anew, and since the last checkpoint

    def note(self, episode: Episode, command: Command, events: Sequence[Happening]) -> None:
        """After each tick."""
        self.camera.note(episode, command, events)
        if any(event.kind == "retried" for event in events):
            self._loose.clear()

    def set_aside(self, episode: Episode) -> None:
        """Before the flight goes on under other rules: what there was until now was flown under these."""
        self._loose |= {clip.id: clip for clip in self.camera.clips(episode)}

    def begin_anew(self, episode: Episode) -> None:
        """From here on the flight is another recording."""
        self.camera.begin(episode)

    def until_now(self, episode: Episode) -> list[Clip]:
        """At a checkpoint or the end: what there was since this sitting began. From now on it is sure."""
        seen = {**self._loose, **{clip.id: clip for clip in self.camera.clips(episode)}}
        self.sure |= {id: clip.name for id, clip in seen.items()}
        self._loose.clear()
        return list(seen.values())

    def put_away(self, clips: Sequence[Clip], names: Mapping[str, str]) -> dict[str, str]:
        """Write clips down; returns those of `names` that are there."""
        try:
            if clips:
                reel.keep(clips, self.folder)
        except OSError as error:
            log.info("no moment of the flight could be kept: %s", error)
        return {id: name for id, name in names.items() if os.path.isfile(self.folder / name)}
