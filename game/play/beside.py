"""The software back end where there is a second processor: another process draws while this one flies on.

A turn then takes as long as the longer of the two, not as both. A picture that is drawn before its turn is over is
shown in that turn, as it would be without all this; one that takes longer is shown in the next, while the other
process draws on. Until that process has come up, or if it is lost, everything is drawn here, as without it.
"""

from __future__ import annotations

import contextlib
import multiprocessing
from typing import Any

import pygame

from game.play.journal import log
from game.play.painter import PATIENCE, Drawn, Painter, PainterError, processors
from game.render.atlas import Atlas
from game.render.backend import Renderer
from game.render.detail import Governor
from game.render.frame import Camera, Frame, Light
from game.render.software import SoftwareRenderer

BEGINS = 10  # pictures after which the other process is started: a program's first ones wait for nothing
TURN = 0.25  # of waiting for a picture [s]
REHEARSED = 20  # pictures that it draws for nobody, until it has made what is seen most


def beside(near: Renderer) -> Renderer:
    """A software back end, or the same with another process beside it where there is a processor for that, and we are
    allowed to start one."""
    may = processors() > 1 and not multiprocessing.current_process().daemon
    return Beside(near) if isinstance(near, SoftwareRenderer) and may else near


class Beside:
    """A software renderer (`near`) that lets another process draw, once there is one.

    apart    whether it does by now
    most_mb  the most that `own_mb` ever was
    """

    kind = "software"

    def __init__(self, near: SoftwareRenderer, begins: int = BEGINS) -> None:
        self._near = near
        self._painter: Painter | None = None
        self._alone = False  # the other process could not be had, or was lost
        self._begins = begins
        self._shown = 0  # pictures drawn here
        self._rehearsed = 0  # and there, for nobody
        self._resized = False  # the window shows nothing that fits it yet
        self.apart = False
        self.most_mb = 0.0
        self._told: list[tuple[str, tuple[Any, ...]]] = []  # asked for before it was there
        self._last = Drawn(0, 0.0, 0.0, 0, 0, 0.0)

    # -- what it shares with every back end

    @property
    def atlas(self) -> Atlas:
        return self._near.atlas

    @property
    def governor(self) -> Governor:
        return self._near.governor

    @property
    def tube(self) -> float:
        return self._near.tube

    @tube.setter
    def tube(self, share: float) -> None:
        self._near.tube = share

    @property
    def size(self) -> tuple[int, int]:
        """Pixels that draw lists address."""
        return self._near.size

    @property
    def beside(self) -> float:
        """What the last picture took there [s]; 0 where nothing is drawn there."""
        return self._last.seconds if self.apart else 0.0

    @property
    def busy(self) -> float:
        """That a processor worked on it, of that time [s]: the rest the machine was busy with others."""
        return self._last.busy if self.apart else 0.0

    @property
    def kept(self) -> tuple[int, int]:
        """How many sprites are kept, and how many bytes that is."""
        return (self._last.sprites, self._last.bytes) if self.apart else self._near.kept

    @property
    def own_mb(self) -> float:
        """What the other process holds of the machine's memory, beyond what both share [MB]."""
        return self._last.own_mb if self.apart else 0.0

    # -- a picture

    def draw(self, frame: Frame) -> None:
        """Have it drawn; it is shown by `present`, by `meanwhile`, or when the next one is asked for."""
        painter = self._ready()
        if painter is None:
            self._near.draw(frame)
            return
        try:
            if self._rehearsed >= REHEARSED:
                self._move_out(painter)
                frame.detail = self.governor.detail
                done = self._finished(painter)
                self._offer(painter, frame)
                if done is not None or self._resized:
                    self._near.show(painter.picture(self._last.place))
                self._resized = False
                return
            if not painter.under_way or painter.drawn(0.0):
                self._offer(painter, frame)
                self._rehearsed += 1
        except PainterError as error:
            self._lose(error)
        self._near.draw(frame)

    def _offer(self, painter: Painter, frame: Frame) -> None:
        if self.size != painter.size:
            painter.resize(self.size)
        painter.offer(frame, self.governor.step, self.tube, self._near.shown_size)

    def _finished(self, painter: Painter) -> Drawn | None:
        """Wait for the picture under way, if there is one."""
        if not painter.under_way:
            return None
        turns = range(round(PATIENCE / TURN))  # by turns: time in which Ctrl+Z has stopped us both does not count
        done = next((done for _ in turns if (done := painter.drawn(TURN)) is not None), None)
        if done is None:
            raise PainterError(f"no picture came for {PATIENCE:.0f} s")
        self._heard(done)
        return done

    def _heard(self, done: Drawn) -> None:
        self._last = done
        self.most_mb = max(self.most_mb, done.own_mb)

    def present(self) -> None:
        """Show the picture if it was drawn here; what is under way is shown as soon as it is there."""
        if not self.apart:
            self._near.present()
            self._shown += 1

    def meanwhile(self, seconds: float) -> None:
        """Wait so long at most for the picture that is under way, and show it."""
        painter = self._painter
        if painter is None or not self.apart or not painter.under_way:
            return
        try:
            done = painter.drawn(max(0.0, seconds))
            if done is not None:
                self._heard(done)
                self._near.show(painter.picture(done.place))
        except PainterError as error:
            self._lose(error)

    def image(self) -> pygame.Surface:
        """A copy of the last picture, 24 bits; not enlarged."""
        painter = self._painter
        if self.apart and painter is not None:
            try:
                if (done := self._finished(painter)) is not None:
                    self._near.show(painter.picture(done.place))
                if self._near.shown_size != self.size == painter.size:  # else it was resized, and nothing drawn since
                    painter.again()
                    done = self._finished(painter)
                    assert done is not None
                    self._near.take(painter.picture(done.place))
            except PainterError as error:
                self._lose(error)
        return self._near.image()

    # -- the other process

    def _ready(self) -> Painter | None:
        """The other process once it can be asked; it is started when there is time for that."""
        if self._painter is not None and not self._painter.has_room(self._near.shown_size):
            self._part()  # the window was made larger: another one is started that has
        if self._alone or (self._painter is None and self._shown < self._begins):
            return None
        try:
            if self._painter is None:
                self._painter = Painter(self.atlas, self.size, self._near.shown_size)
            if not self._painter.ready():
                return None
            if self._told or not self._rehearsed:
                self._catch_up(self._painter)
        except (PainterError, OSError) as error:
            self._lose(error)
        return self._painter

    def _catch_up(self, painter: Painter) -> None:
        """Ask it for all that was asked for before it was there."""
        if not self._rehearsed:
            painter.ask("wish", "warm_later", (self.atlas.made_so_far(),))
        while self._told:  # a level's thread may be adding to it
            what, given = self._told.pop(0)
            painter.ask(what, *given)

    def _move_out(self, painter: Painter) -> None:
        """From now on the other process draws: what is kept here for drawing goes."""
        if self.apart:
            return
        self._resized = False
        self._finished(painter)  # a rehearsal is not shown: it may be older than the last picture that was
        painter.ask("wish", "warm_later", (self.atlas.made_so_far(),))  # and what a level made since it was ready
        self.apart = True
        log.info("a second process draws")
        self.atlas.hand_over(lambda what, given: self._tell("wish", what, given))
        self._near.rest()

    def _lose(self, error: Exception) -> None:
        """Draw here again, and from now on."""
        log.warning("the second process is given up: %s", error)
        self._alone = True
        self._part()

    def _part(self) -> None:
        """Draw here again, until another process is started."""
        self.atlas.hand_over(None)
        painter, self._painter = self._painter, None
        self._rehearsed, self._shown, self.apart = 0, 0, False
        self._told.clear()
        if painter is not None:
            painter.close()

    def _tell(self, what: str, *given: Any) -> None:
        """Ask the other process for something, now or when it is there."""
        if self._alone:
            return
        if not self.apart or self._painter is None:
            self._told.append((what, given))
            return
        with contextlib.suppress(PainterError):  # the next picture finds that as well, and this may be a level's thread
            self._painter.ask(what, *given)

    # -- what will be drawn

    def resize(self, size: tuple[int, int]) -> None:
        """Follow the window; the other process does with its next picture, and until then the last one is stretched."""
        self._near.resize(size)
        self._resized = True
        if self._painter is None:
            self._shown = 0  # a window that is being dragged larger would have one started with every few pictures

    def prewarm(self, sprites: list[tuple[str, float]], light: Light | None = None, turns: bool = True) -> None:
        self._share("prewarm", sprites, light, turns)

    def prewarm_later(self, sprites: list[tuple[str, float]]) -> None:
        self._share("prewarm_later", sprites)

    def preload(self, name: str, camera: Camera) -> None:
        self._share("preload", name, camera)

    def _share(self, what: str, *given: Any) -> None:
        """For whoever draws now, and for whoever will."""
        if not self.apart:
            getattr(self._near, what)(*given)
        self._tell(what, *given)

    def close(self) -> None:
        self._alone = True
        self._part()
        self._near.close()
