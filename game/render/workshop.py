"""A thread that makes the large pictures of the software back end, while its frames go on without them."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor

import pygame

NICE = 10  # how far what is made for later stands back


class Workshop:
    """Makes the pictures for which no frame has the time in a thread: scaling and turning let the others go on.

    Without `live` there is no thread, and whoever asks for a picture has it at once.
    """

    def __init__(self, live: bool) -> None:
        self._pool = ThreadPoolExecutor(1, "pictures", _step_back) if live else None
        self._orders: dict[Hashable, Future[pygame.Surface]] = {}
        self._wanted: set[Hashable] = set()  # in this frame

    def begin(self) -> None:
        """A new frame: what the last one did not ask for is not made."""
        for key in [key for key in self._orders if key not in self._wanted]:
            self._orders.pop(key).cancel()
        self._wanted.clear()

    def ask(
        self, key: Hashable, picture: pygame.Surface, make: Callable[[pygame.Surface], pygame.Surface]
    ) -> pygame.Surface | None:
        """What `make` makes of the picture, once; None while it is under way."""
        if self._pool is None:
            return make(picture)
        order = self._orders.get(key)
        if order is None:  # of a copy: a picture that is being scaled is locked, and must not be blitted
            order = self._orders[key] = self._pool.submit(lambda: make(picture.copy()))
        if order.done():
            del self._orders[key]
            return order.result()
        self._wanted.add(key)
        return None

    def order(self, make: Callable[[], pygame.Surface]) -> Future[pygame.Surface] | None:
        """The same for who keeps the order, and gives `make` nothing that somebody blits; None: there is no thread."""
        return self._pool.submit(make) if self._pool is not None else None

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


def _step_back() -> None:
    """Let the threads that play go before this one, where each has a priority of its own."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
