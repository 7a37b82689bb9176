"""A file is taken apart again only when it says something else, and what it said before is let go."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from game.story.document import Document
from game.story.readings import Part, Readings

FILE = Path("level.toml")


def test_the_same_words_are_not_taken_apart_twice():
    readings, taken = Readings(), []

    def part(document: Document) -> Part:
        taken.append(document.text)
        return Part(document, holds={"title": document.tables["title"]})

    held = [readings.read(FILE, part, text).holds["title"] for text in ('title = "a"', 'title = "a"', 'title = "b"')]
    assert held == ["a", "a", "b"]
    assert taken == ['title = "a"', 'title = "b"']


def test_of_all_that_a_file_has_said_only_the_last_is_kept():
    readings = Readings()
    said = [weakref.ref(readings.read(FILE, Part, f"chapter = {number}").document) for number in range(3)]
    gc.collect()
    assert [document() is None for document in said] == [True, True, False]
