"""Brings a view to the stills of a film: on to the next ones, or to another place altogether."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.play.film import Film, Still
from game.play.pace import TICK
from game.play.scenes.flight import comfort_of
from game.render.view import View
from game.story.episode import Happening

if TYPE_CHECKING:
    from game.play.app import App

LED = 30  # ticks that lead a view to a place: then drives have their trails
SETTLING = 0.8  # and what fades in has come on after this long [s]
SETTLES = 0.05  # in such steps
MOST_TOLD = 60  # ticks that a view can follow in one picture


class Projector:
    """An episode that is never flown, and a view that sees it as it would a flight.

    shown  the frame that is seen
    whole  whether the view was led there; if not, nothing can go on from what it shows
    """

    def __init__(self, app: App, film: Film) -> None:
        self.app = app
        self.film = film
        self.episode = film.blank()
        self.shown = -1
        self.whole = False
        self.arrive(film.wanted)

    def follow(self, frame: int, seconds: float) -> list[Happening]:
        """Be at a frame that is there, `seconds` of flight later than before; returns what happened on the way."""
        way = self.film.between(self.shown, frame) if 0 <= frame - self.shown <= MOST_TOLD else None
        if way is None or not self.whole:
            self.arrive(frame)
            return []
        told = [event for still in way for event in still.told or ()]
        if way:
            self._show(way[-1])
        if way or seconds > 0.0:
            self.view.update(told, seconds or len(way) * TICK)
        return told

    def peek(self, still: Still) -> None:
        """Show a still without what leads up to it: for what comes and goes, or while a place is flown to."""
        if still.frame == self.shown:
            return
        if abs(still.frame - self.shown) > MOST_TOLD:
            self.view.cut()
        self.whole = False
        self._show(still)
        self.view.particles.clear()
        self.view.trails.clear()
        self.view.update([], TICK)
        self._lay_remains()

    def arrive(self, frame: int) -> None:
        """A new view, led up to a frame that is there, so that nothing of another moment is left in it."""
        answers = self.app.devices.bindings.answers("keyboard")
        way = self.film.behind(frame, LED)
        self._show(way[0])
        self.view = View(self.app.atlas, self.episode, comfort_of(self.app.settings), self._key_name, answers)
        self.view.update([], 0.0)
        if way[0].frame > 0:  # an episode begins with everything still to come
            for _ in range(round((SETTLING - (len(way) - 1) * TICK) / SETTLES)):
                self.view.update([], SETTLES)
            self.view.particles.clear()
            self.view.trails.clear()
        for still in way[1:]:
            self._show(still)
            self.view.update(still.told or (), TICK)
        self._lay_remains()
        self.let_go()
        self.whole = True

    def let_go(self) -> None:
        """No breath is owed, and no pad shakes."""
        self.view.held(self.view.hold)
        self.view.take_rumble()

    def _show(self, still: Still) -> None:
        self.episode.show(still.moment)
        self.shown = still.frame

    def _lay_remains(self) -> None:
        """What has fallen by now; the view itself has seen only what it was led through."""
        self.view.remains.rewind(-1)
        for fall in self.film.landmarks.fallen(self.episode.world):
            self.view.remains.lies(fall.kind, fall.x, fall.y, fall.angle, fall.tick)

    def _key_name(self, lesson: str) -> str:
        devices = self.app.devices
        return devices.bindings.lesson(lesson, devices.scheme, devices.last_used)
