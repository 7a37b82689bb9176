"""What the parts of the editor share: the level at hand, what is chosen, and how one part shows something elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from game.render.camera import Lens
from game.render.canvas import Canvas
from game.story.problems import Problem

from .aside import Aside
from .document import Document

RESTS = 0.35  # so long after the last change the level is checked [s]: a check takes longer than a picture may

Heard = Callable[..., None]


class Desk:
    """One document on the desk, and who works on it.

    Topics that are told (`listen`, `tell`): "document" (another version), "selection", "show" (a key that somebody
    wants to see), "problems" (checked anew), "said" (words for the status line), "hidden" (kinds that the map does
    not show), "play" (None: from the beginning; a place: from there), "play from" (a beat's name), "field" (a row's
    key and the path of one of its values), "open" (the title of a panel), "wish" (a kind of thing, and what the next
    shall have), "fired" (beat -> s, of a playtest), "time"
    (s since the last picture).
    """

    def __init__(self, document: Document, threads: bool = False) -> None:
        """With `threads` the level is checked beside the window, not between two pictures."""
        self.document = document
        self.selection: set[int] = set()
        self.cursor = (0.0, 0.0)  # where the mouse last was on the map [units]
        self.lit: set[int] = set()  # keys of places that something chosen elsewhere uses: the map lights them
        self.problems: list[Problem] = []
        self.said = ""
        self.time = 0.0  # s, of the editor's own clock
        self.over: list[Callable[[Canvas, Lens], None]] = []  # what others draw over the map
        self._listeners: dict[str, list[Heard]] = {}
        self._version = document.version
        self._checked = -1
        self._aside: Aside[list[Problem]] = Aside(threads)
        self._rested = RESTS

    # -- telling each other

    def listen(self, topic: str, heard: Heard) -> None:
        """Call `heard` whenever that topic is told."""
        self._listeners.setdefault(topic, []).append(heard)

    def tell(self, topic: str, *what: Any) -> None:
        for heard in self._listeners.get(topic, []):
            heard(*what)

    def say(self, words: str) -> None:
        """Put words into the status line."""
        self.said = words
        self.tell("said", words)

    def show(self, key: int) -> None:
        """Bring a row into view wherever it can be seen: centre on a place, open a beat, go to a line."""
        if key in self.document:
            self.tell("show", key)

    def select(self, keys: Iterable[int], add: bool = False) -> None:
        """Choose these rows, and (unless `add`) no others."""
        chosen = {key for key in keys if key in self.document}
        if add:
            chosen |= self.selection
        if chosen != self.selection:
            self.selection = chosen
            self.tell("selection")

    def light(self, keys: Iterable[int]) -> None:
        """Let the map light these places, and no others."""
        self.lit = set(keys)

    # -- the document

    def undo(self) -> None:
        title = self.document.undo()
        self.say(f"Undone: {title}" if title else "Nothing to undo")
        self.look()

    def redo(self) -> None:
        title = self.document.redo()
        self.say(f"Done again: {title}" if title else "Nothing to redo")
        self.look()

    def save(self) -> bool:
        """Save, and say so; False when the disk refused."""
        try:
            why = self.document.save()
        except OSError as error:
            self.say(f"Not saved: {error.strerror or error}")
            return False
        self.document.changed_outside()
        broken = self.document.keeping.broken  # a file of another program's, in which nothing was changed here
        if broken:
            self.say(f"Saved, but for what another program wrote and nobody can read: {broken}")
        else:
            self.say(f"Saved; what stood there before could not be kept: {why}" if why else "Saved")
        return True

    def keep_unsaved(self) -> None:
        """Put unsaved work where it is found after a crash; where that cannot be, say so and go on."""
        try:
            self.document.keep_unsaved()
        except OSError as error:
            self.say(f"Unsaved work cannot be kept for after a crash: {error.strerror or error}")

    def look(self) -> None:
        """Tell everybody when the document has changed since the last look."""
        if self.document.version == self._version:
            return
        self._version = self.document.version
        self._rested = 0.0
        self.tell("document")
        kept = {key for key in self.selection if key in self.document}
        if kept != self.selection:
            self.selection = kept
            self.tell("selection")

    def update(self, dt: float) -> None:
        """One turn of the loop: changes are told at once, and checked when the hands rest."""
        self.time += dt
        self.tell("time", dt)
        self.look()
        self._rested += dt
        if self._checked != self.document.version and self._rested >= RESTS and not self._aside.busy:
            self._checked = self.document.version
            self._aside.ask(self.document.to_check())
        found = self._aside.take()
        if found is not None:
            self.problems = found
            self.tell("problems")
