"""Nobody has touched anything for a while: flights play where the title stood, until somebody does."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

from game.play import clips, known
from game.play.journal import log
from game.play.pace import Beat
from game.play.scenes import footage
from game.play.scenes.panel import glass
from game.play.scenes.title import NAME, SUBTITLE, chapter_name, slug
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.render.palette import ink, rgb
from game.resources import BrokenInstallError

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.clips import Clip
    from game.play.scenes.footage import Footage
    from game.play.scenes.title import Title

BAR = 66.0  # of the black above and below, where words stand [units]
CLOSES = 0.8  # the title goes out, and the bars come in [s]
EDGE = 48.0
NAME_SIZE, SMALL = 22.0, 10.0  # cap heights [units]
BREATH = 2.6  # the words that ask for a key come and go [s]


class Attract:
    """One clip after the other. Whatever is touched leads back to the title, and does nothing else."""

    name = "attract"

    def __init__(self, app: App, title: Title) -> None:
        self.app = app
        self.title = title
        self.time = 0.0
        self.footage: Footage | None = None
        self._clips = self._programme()
        self._next = random.randrange(len(self._clips)) if self._clips else 0
        self._missing = 0  # in a row, that could not be shown

    def _programme(self) -> list[Clip]:
        """What anybody may see, and chapters that this player has come to."""
        try:
            there = clips.load()
        except BrokenInstallError as error:
            log.info("no clips: %s", error)
            return []
        seen = known.load(self.app.user_folder).chapters
        return [clip for clip in there.values() if clip.title or clip.chapter in seen]

    @property
    def playing(self) -> Clip | None:
        return self._clips[self._next % len(self._clips)] if self._clips else None

    def enter(self) -> None:
        self.app.touched = False

    def leave(self) -> None:
        self.footage = None

    def update(self, beat: Beat) -> None:
        self.app.devices.intents(beat.dt)  # nothing of it is meant for a menu
        self.time += beat.dt
        self.title.advance(beat.dt)
        if self.app.touched or self._missing >= max(1, len(self._clips)):
            self.app.touched = False
            self.app.pop()
            return
        if self.time >= CLOSES:
            self._play(beat.dt)

    def _play(self, dt: float) -> None:
        if self.footage is not None and (self.footage.ended or self.footage.failed):
            self._missing = self._missing + 1 if self.footage.failed else 0
            self.footage, self._next = None, self._next + 1
        if self.footage is None and self.playing is not None:
            self.footage = footage.clip(self.app, self.playing)
        elif self.footage is not None:
            self.footage.update(dt)

    def picture(self, alpha: float) -> Frame:
        closing = min(1.0, self.time / CLOSES)
        frame = self.footage.frame() if self.footage is not None else None
        if frame is None:
            frame = self.title.scenery(words=closing < 0.5)
            frame.post.fade = max(frame.post.fade, closing)
        self._draw(glass(frame, self.app.size), closing)
        return frame

    def _draw(self, canvas: Canvas, closing: float) -> None:
        scale = min(1.5, self.app.text_scale)
        bar = BAR * scale * closing
        canvas.rect(0.0, 0.0, canvas.width, bar, (0.0, 0.0, 0.0, 1.0))
        canvas.rect(0.0, canvas.height - bar, canvas.width, bar, (0.0, 0.0, 0.0, 1.0))
        if closing < 1.0:
            return
        size, small = NAME_SIZE * scale, SMALL * scale
        pearl, ring = (*rgb("pearl"), 1.0), ink("ring")
        wide = canvas.text(EDGE, (bar - size) / 2, NAME, size, pearl)
        canvas.rect(EDGE, (bar + size) / 2 + 6.0, wide, 1.5, ink("hot", 0.9))
        canvas.text(canvas.width - EDGE, (bar - small) / 2, SUBTITLE, small, ring, "right")
        foot = canvas.height - (bar + small) / 2
        clip = self.playing
        if clip is not None and self.footage is not None and self.footage.shown:
            canvas.text(EDGE, foot, chapter_name(clip.chapter, slug(clip.chapter)), small, ink("starter"))
        glow = 0.55 + 0.45 * math.sin(self.time * math.tau / BREATH)
        canvas.text(canvas.width - EDGE, foot, "PRESS ANY KEY", small, ink("text", 0.4 + 0.6 * glow), "right")
