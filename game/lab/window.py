"""The environment's pictures: into an array, or into a window at the pace of play. Needs the program's libraries.

Imports of the picture stay inside functions: the lab itself needs none. Drawing reads the episode and never changes it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.sim.clock import DT
from game.story.episode import Episode, Happening

LONG_AGO = 300  # ticks after which nothing of an event can be seen any more
BEHIND = 0.25  # a window that is further behind than this does not try to catch up [s]


class Picture:
    """What an episode looks like. `follow` every tick; then `image` an array of it, or `show` it in the window.

    A window that its user closes stays closed, and the flight goes on without it. RuntimeError: there is no display.
    """

    def __init__(self, episode: Episode, size: tuple[int, int], *, shown: bool) -> None:
        from game.render.atlas import Atlas
        from game.render.backend import NoDisplayError, open_renderer

        self._size = size
        self._shown = shown
        self._atlas = Atlas()
        try:
            prefer = "auto" if shown else "software"
            self._renderer: Any = open_renderer(prefer, size, atlas=self._atlas, headless=not shown, live=shown)
        except NoDisplayError as error:
            raise RuntimeError(f"{error}; without one there is render_mode='rgb_array'") from None
        if shown:
            self._caption(episode)
        self.begin(episode)

    @staticmethod
    def _caption(episode: Episode) -> None:
        import pygame

        pygame.display.set_caption(f"Callister: {episode.level.title}")

    def begin(self, episode: Episode) -> None:
        """Another flight is looked at from here on."""
        from game.render.view import View

        self._view: Any = View(self._atlas, episode)
        self._happened: list[Happening] = []
        self._ticks = 0  # since the view was brought up to date
        self._due = time.perf_counter()

    def follow(self, events: Sequence[Happening]) -> None:
        """A tick has passed."""
        if self._renderer is None:
            return
        if self._ticks == LONG_AGO:  # nobody looks: what happened so long ago has faded
            self._view.cut()
            self._happened.clear()
            self._ticks = 0
        self._happened += events
        self._ticks += 1

    def _draw(self) -> None:
        self._view.update(self._happened, self._ticks * DT)
        self._happened, self._ticks = [], 0
        self._renderer.draw(self._view.frame(1.0, self._renderer.size))

    def image(self) -> NDArray[np.uint8]:
        """(height, width, 3) uint8, its own memory."""
        import pygame

        self._draw()
        pixels: NDArray[np.uint8] = pygame.surfarray.array3d(self._renderer.image())
        return np.ascontiguousarray(pixels.swapaxes(0, 1))

    def show(self) -> None:
        """Draw in the window, then wait until this tick's time has passed."""
        import pygame

        if self._renderer is None:
            return
        if any(event.type == pygame.QUIT for event in pygame.event.get()):
            self.close()
            return
        self._draw()
        self._renderer.present()
        self._due = max(self._due + DT, time.perf_counter() - BEHIND)
        time.sleep(max(0.0, self._due - time.perf_counter()))

    def close(self) -> None:
        """Give the window back; once is enough."""
        import pygame

        if self._renderer is None:
            return
        self._renderer.close()
        self._renderer = None
        if self._shown:
            pygame.display.quit()
