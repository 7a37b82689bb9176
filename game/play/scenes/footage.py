"""A flight that is only looked at, behind a title or a menu: a clip that plays, or the moment of a save, which stands.

It is made ready by a thread of its own, a level and a few hundred ticks; the picture is there when it is there.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from game.play.clips import Clip
from game.play.journal import log
from game.play.memory import Trim
from game.play.saves import Save
from game.render.frame import Frame
from game.sim.clock import DT

if TYPE_CHECKING:
    from game.lab.replay import Replay
    from game.play.app import App
    from game.render.view import View
    from game.story.episode import Episode
    from game.story.level import Level

LED = 60  # ticks that the view is led through, so that drives have their trails
SLICE = 0.006  # of each picture, for those ticks [s]
COMES, GOES = 0.7, 0.6  # out of the dark, and back into it [s]
CLOSES = 0.35  # one picture goes before another comes [s]


class Footage:
    """`update` each picture, then `frame`: None until there is something to see.

    failed  it cannot be shown: its level is gone, or has become another
    """

    def __init__(self, app: App, take: Callable[[], Episode | Replay], seconds: float = 0.0) -> None:
        """`take` runs aside; `seconds` is how long a clip is shown, 0 for a moment that stands."""
        self.app = app
        self.failed = False
        self.age = 0.0  # seconds since it came into sight
        self._seconds = seconds
        self._taken: Episode | Replay | None = None
        self._view: View | None = None
        self._led = LED
        self._owed = 0.0
        if app.windowless:  # a picture that is asked for is whole
            self._work(take)
        else:
            threading.Thread(target=self._work, args=(take,), name="footage", daemon=True).start()

    def _work(self, take: Callable[[], Episode | Replay]) -> None:
        try:
            self._taken = take()
        except Exception as error:  # a level that somebody edits, a save of another day: the menu does without
            log.info("nothing to see: %s", error)
            self.failed = True

    @property
    def episode(self) -> Episode | None:
        """What is flown, as soon as it is there."""
        taken = self._taken
        return getattr(taken, "episode", taken)  # type: ignore[return-value]

    @property
    def shown(self) -> bool:
        return self._view is not None and self._led <= 0

    @property
    def left(self) -> float:
        """Seconds for which a clip is still shown; a moment stands for ever."""
        return max(0.0, self._seconds - self.age) if self._seconds else float("inf")

    @property
    def ended(self) -> bool:
        return bool(self._seconds) and (self.age >= self._seconds or self._over())

    def _over(self) -> bool:
        return self._seconds > 0.0 and self.shown and self._taken.ended  # type: ignore[union-attr]

    def update(self, dt: float) -> None:
        if self._taken is None:
            return
        if self._view is None:
            self._open()
        if not self.shown:
            self._lead()
        else:
            self._run(dt)
            self.age += dt

    def _open(self) -> None:
        from game.play.scenes import ahead
        from game.play.scenes.flight import comfort_of
        from game.render.view import View

        episode = self.episode
        assert episode is not None
        self._view = View(self.app.atlas, episode, comfort_of(self.app.settings))
        self.app.atlas.turn_over()
        ahead.ships(self.app.renderer, episode.level)
        ahead.scenery(self._view)
        self._led = LED if self._seconds else 0
        if not self._seconds:
            self._view.update([], 0.0)
            self._view.update([], 0.5)  # what fades in has come

    def _lead(self) -> None:
        until = time.perf_counter() + SLICE
        while self._led > 0 and (self.app.windowless or time.perf_counter() < until):
            self._led -= 1
            self._view.update(self._taken.step(), DT)  # type: ignore[union-attr]

    def _run(self, dt: float) -> None:
        """The clip goes on; a moment only shimmers."""
        view, told = self._view, []
        assert view is not None
        if self._seconds:
            self._owed += dt
            while self._owed >= DT and not self._over():
                self._owed -= DT
                told += self._taken.step()  # type: ignore[union-attr]
        view.update(told, dt)
        view.held(view.hold)
        view.take_rumble()

    def frame(self) -> Frame | None:
        """What is seen, without instruments and talk; a clip comes out of the dark and goes back into it."""
        if not self.shown or self._view is None:
            return None
        frame = self._view.frame(1.0, self.app.size, glass=False)
        seen = min(1.0, self.age / COMES)
        if self._seconds:
            seen = min(seen, max(0.0, (self._seconds - self.age) / GOES))
        frame.post.fade = max(frame.post.fade, 1.0 - seen)
        frame.post.fade_hud = 0.0
        return frame


class Cuts:
    """What is seen, and what is made ready meanwhile; the way from one to the other goes through the dark.

    now     what is seen; None: whatever else the scene has
    coming  what was asked for and is not seen yet
    dark    how far the picture is dark, 0..1
    """

    def __init__(self) -> None:
        self.now: Footage | None = None
        self.coming: Footage | None = None
        self.dark = 0.0
        self._asked = self._patient = False
        self._trim = Trim()

    def ask(self, footage: Footage | None, *, patient: bool = False) -> None:
        """Show this as soon as it is there, or nothing; `patient`: not before what is seen has come to its end."""
        self.coming, self._asked, self._patient = footage, True, patient

    @property
    def waits(self) -> bool:
        """Whether something that was asked for is not seen yet."""
        return self._asked

    def update(self, dt: float) -> None:
        coming = self.coming
        if coming is not None and not coming.shown and not coming.failed:
            coming.update(dt)
        ready = self._asked and (coming is None or coming.shown or coming.failed)
        if self._patient and self.now is not None and self.now.left > CLOSES:
            ready = False
        self.dark = max(0.0, min(1.0, self.dark + (dt if ready else -dt) / CLOSES))
        if ready and self.dark >= 1.0:
            self.now = coming if coming is not None and coming.shown else None
            self.coming, self._asked = None, False
            gc.collect()  # nobody sees it in the dark: a level and its view are full of circles
        if self.now is not None:
            self.now.update(dt)
            self._trim.update(dt)

    def frame(self) -> Frame | None:
        """What is seen, or None where the scene shows something of its own; that is as dark as `dark` says."""
        frame = self.now.frame() if self.now is not None else None
        if frame is not None:
            frame.post.fade = max(frame.post.fade, self.dark)
        return frame


def clip(app: App, clip: Clip) -> Footage:
    """One of the game's own clips. A level that was edited since is flown as well as it goes."""

    def take() -> Replay:
        from game.lab.recording import Recording
        from game.lab.replay import Replay
        from game.story import library

        recording = Recording.load(clip.path)
        replay = Replay(recording, library.load(clip.chapter))
        for _ in range(max(0, round(clip.after / DT) - LED)):
            replay.step()
        return replay

    return Footage(app, take, clip.seconds)


def beginning(app: App, level: Level) -> Footage:
    """How a level looks when it begins."""

    def take() -> Episode:
        from game.story.episode import Episode

        return Episode(level)

    return Footage(app, take)


def moment(app: App, save: Save) -> Footage:
    """What would be taken up again with a save."""

    def take() -> Episode:
        from game.lab.recording import Recording
        from game.lab.replay import episode_of
        from game.play.scenes import way
        from game.story import library

        recording = Recording.unpack(save.recording, "the save")
        episode = episode_of(recording.header, library.load(way.level_of(app, save), app.user_folder))
        episode.restore(recording.checkpoints[-1].snapshot())
        return episode

    return Footage(app, take)
