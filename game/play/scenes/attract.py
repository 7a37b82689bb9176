"""Nobody has touched anything for a while: flights play where the title stood, until somebody does."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

from game.play import clips, known
from game.play.journal import log
from game.play.pace import Beat
from game.play.scenes import footage
from game.play.scenes.footage import Cuts
from game.play.scenes.panel import glass
from game.play.scenes.title import NAME, SUBTITLE, chapter_name, slug
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.render.palette import ink, rgb
from game.resources import BrokenInstallError

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.clips import Clip
    from game.play.scenes.title import Title

BAR = 66.0  # of the black above and below, where words stand [units]
BARS = 0.8  # the bars come in [s]
EARLY = 6.0  # before its end, the next one is made ready [s]
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
        self.cuts = Cuts()
        self.playing: Clip | None = None  # what is seen
        self._clips = self._programme()
        self._next = random.randrange(len(self._clips)) if self._clips else 0
        self._missing = 0  # in a row, that could not be shown
        self._bars = 0.0  # how far they are in, 0..1

    def _programme(self) -> list[Clip]:
        """What anybody may see, and chapters that this player has come to."""
        try:
            there = clips.load()
        except BrokenInstallError as error:
            log.info("no clips: %s", error)
            return []
        seen = known.load(self.app.user_folder).chapters
        return [clip for clip in there.values() if clip.title or clip.chapter in seen]

    def enter(self) -> None:
        self.app.touched = False

    def leave(self) -> None:
        self.cuts = Cuts()

    def update(self, beat: Beat) -> None:
        self.app.devices.intents(beat.dt)  # nothing of it is meant for a menu
        self.time += beat.dt
        self.title.advance(beat.dt)
        if self.app.touched or self._missing >= max(1, len(self._clips)):
            self.app.touched = False
            self.app.pop()
            return
        if self._clips:
            self._play(beat.dt)

    def _play(self, dt: float) -> None:
        """Each is made ready while the one before is seen."""
        cuts, clip = self.cuts, self._clips[self._next % len(self._clips)]
        if not cuts.waits and (cuts.now is None or cuts.now.left < EARLY):
            cuts.ask(footage.clip(self.app, clip), patient=True)
        before = cuts.now
        if cuts.coming is not None and cuts.coming.failed:
            self._missing, self._next = self._missing + 1, self._next + 1
            cuts.ask(footage.clip(self.app, self._clips[self._next % len(self._clips)]), patient=True)
        cuts.update(dt)
        if cuts.now is not before:
            self.playing, self._missing, self._next = clip, 0, self._next + 1
        if cuts.now is not None:
            self._bars = min(1.0, self._bars + dt / BARS)

    def picture(self, alpha: float) -> Frame:
        frame = self.cuts.frame()
        if frame is None:
            frame = self.title.scenery()
            frame.post.fade = frame.post.fade_hud = max(frame.post.fade, self.cuts.dark)
        self._draw(glass(frame, self.app.size))
        return frame

    def _draw(self, canvas: Canvas) -> None:
        scale = self.app.text_scale
        bar = BAR * scale * self._bars
        if bar > 0.0:
            canvas.rect(0.0, 0.0, canvas.width, bar, (0.0, 0.0, 0.0, 1.0))
            canvas.rect(0.0, canvas.height - bar, canvas.width, bar, (0.0, 0.0, 0.0, 1.0))
        if self._bars < 1.0:
            return
        size, small = NAME_SIZE * scale, SMALL * scale
        pearl, ring = (*rgb("pearl"), 1.0), ink("ring")
        wide = canvas.text(EDGE, (bar - size) / 2, NAME, size, pearl)
        canvas.rect(EDGE, (bar + size) / 2 + 6.0, wide, 1.5, ink("hot", 0.9))
        canvas.text(canvas.width - EDGE, (bar - small) / 2, SUBTITLE, small, ring, "right")
        foot = canvas.height - (bar + small) / 2
        clip = self.playing
        if clip is not None:
            canvas.text(EDGE, foot, chapter_name(clip.chapter, slug(clip.chapter)), small, ink("rest"))
        glow = 0.55 + 0.45 * math.sin(self.time * math.tau / BREATH)
        canvas.text(canvas.width - EDGE, foot, "PRESS ANY KEY", small, ink("text", 0.4 + 0.6 * glow), "right")
