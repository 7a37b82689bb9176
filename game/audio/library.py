"""Decoded sounds by file name: on first use, or ahead of it on a thread that decodes while the title shows."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any


class Library:
    """Keeps what `decode(file)` returns. Safe to ask from one thread while another decodes.

    `decode` may raise; the file then counts as missing, is named in `missing`, and stays silent. `finish`, if there is
    one, has each clip in its hands before anybody gets it.
    """

    def __init__(self, decode: Callable[[str], Any]) -> None:
        self._decode = decode
        self._finish: Callable[[Any], None] | None = None
        self._placing = threading.Lock()
        self._clips: dict[str, Any] = {}
        self._wanted: deque[str] = deque()
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False
        self.missing: dict[str, str] = {}

    def get(self, file: str) -> Any | None:
        """The clip, decoded now if need be: for effects, which take a millisecond."""
        if file not in self._clips and file not in self.missing:
            self._load(file)
        return self._clips.get(file)

    def ready(self, file: str) -> Any | None:
        """The clip if it is decoded; if not, it is asked for next. For music, which takes a tenth of a second."""
        if file in self._clips or file in self.missing:
            return self._clips.get(file)
        with self._wake:
            if file not in self._wanted:
                self._wanted.appendleft(file)
            self._start()
            self._wake.notify()
        return None

    def warm(self, files: Iterable[str]) -> None:
        """Decode these one after the other in the background."""
        with self._wake:
            self._wanted.extend(file for file in files if file not in self._clips)
            self._start()
            self._wake.notify()

    def drop(self, file: str) -> None:
        """Let go of a clip; whoever asks for it again has it decoded again."""
        with self._wake:
            if file in self._wanted:
                self._wanted.remove(file)
        self._clips.pop(file, None)

    def finish_with(self, finish: Callable[[Any], None] | None) -> None:
        """From now on, and for what is decoded already. None: what was finished is decoded anew when asked for."""
        with self._placing:
            if finish is None and self._finish is not None:
                self._clips.clear()
            for clip in self._clips.values() if finish is not None else ():
                finish(clip)
            self._finish = finish

    def close(self) -> None:
        """Stop the thread; must be done before the mixer quits under it."""
        with self._wake:
            self._closed = True
            self._wanted.clear()
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()
        self._clips.clear()

    def _start(self) -> None:
        if self._thread is None and not self._closed:
            self._thread = threading.Thread(target=self._work, name="sound-library", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            with self._wake:
                while not self._wanted and not self._closed:
                    self._wake.wait()
                if self._closed:
                    return
                file = self._wanted.popleft()
            if file not in self._clips:
                self._load(file)

    def _load(self, file: str) -> None:
        try:
            clip = self._decode(file)
        except (OSError, RuntimeError) as wrong:  # pygame.error is a RuntimeError
            self.missing[file] = str(wrong)
            return
        with self._placing:
            if self._finish is not None:
                self._finish(clip)
            self._clips[file] = clip
