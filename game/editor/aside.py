"""Work that takes longer than a picture may, done beside the window: the last that was asked for counts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Aside(Generic[T]):
    """One piece of work at a time. Without `threads` it is done at once, so that tests see what they did."""

    def __init__(self, threads: bool = True) -> None:
        self.threads = threads
        self._thread: threading.Thread | None = None
        self._made: list[T] = []
        self._error: Exception | None = None

    @property
    def busy(self) -> bool:
        return self._thread is not None

    def ask(self, work: Callable[[], T]) -> None:
        """Begin; whoever is busy is not to be asked."""
        if not self.threads:
            self._made.append(work())
            return
        self._thread = threading.Thread(target=self._do, args=(work,), name="editor", daemon=True)
        self._thread.start()

    def _do(self, work: Callable[[], T]) -> None:
        try:
            self._made.append(work())
        except Exception as error:  # is raised where the result is taken
            self._error = error

    def take(self) -> T | None:
        """What was made, once; None while there is nothing."""
        if self._thread is not None:
            if self._thread.is_alive():
                return None
            self._thread = None
            if self._error is not None:
                error, self._error = self._error, None
                raise error
        return self._made.pop() if self._made else None
