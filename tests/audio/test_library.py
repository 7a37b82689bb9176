"""Decoding on first use and ahead of it."""

from __future__ import annotations

import threading

from game.audio.library import Library


class Decoder:
    def __init__(self) -> None:
        self.asked: list[str] = []
        self.done = threading.Event()

    def __call__(self, file: str) -> str:
        self.asked.append(file)
        if file == "last":
            self.done.set()
        if file == "broken":
            raise OSError("no such file")
        return file.upper()


def test_a_clip_is_decoded_on_first_use_and_kept() -> None:
    decode = Decoder()
    library = Library(decode)
    assert library.get("pulse") == library.get("pulse") == "PULSE"
    assert decode.asked == ["pulse"]


def test_warming_decodes_in_order_on_a_thread() -> None:
    decode = Decoder()
    library = Library(decode)
    library.warm(["a", "b", "last"])
    assert decode.done.wait(10)
    library.close()
    assert decode.asked == ["a", "b", "last"]


def test_music_is_asked_for_and_comes_later() -> None:
    decode = Decoder()
    library = Library(decode)
    assert library.ready("last") is None
    assert decode.done.wait(10)
    while library.ready("last") is None:
        pass
    assert library.ready("last") == "LAST"
    library.close()


def test_a_broken_file_is_silent_named_and_not_asked_for_again() -> None:
    decode = Decoder()
    library = Library(decode)
    assert library.get("broken") is None
    assert library.get("broken") is None
    assert library.missing == {"broken": "no such file"}
    assert decode.asked == ["broken"]


def test_what_is_dropped_is_decoded_anew() -> None:
    decode = Decoder()
    library = Library(decode)
    library.get("title")
    library.drop("title")
    assert library.get("title") == "TITLE"
    assert decode.asked == ["title", "title"]
