"""The steps of the tutorial that are hands', done in a window as somebody would who reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from game import resources
from tests.editor.driver import Driver, Place

BLOCK = re.compile(r"```hands\n(.*?)```", re.DOTALL)
PLACE = re.compile(r"\((-?\d+), (-?\d+)\)")
SIGNS = {"the plus": "add", "the round arrow": "redo"}
BESIDE = {"look": "look", "take away": "close"}


def steps() -> Iterator[str]:
    """Every line of every block."""
    page = (resources.root() / "levels" / "TUTORIAL.md").read_text(encoding="utf-8")
    for block in BLOCK.findall(page):
        yield from block.splitlines()


def do(window: Driver, step: str) -> None:
    """One line. AssertionError where nothing in the window is as it says."""
    verb, _, what = step.partition(" ")
    if step == "see all":
        window.frame()
    elif verb == "press":
        window.keys("+".join([*[mark.lower() for mark in what.split("+")[:-1]], _key(what.split("+")[-1])]))
    elif verb == "click":
        window.sign(SIGNS[what]) if what in SIGNS else window.click(what, "left")
    elif verb == "draw":
        window.draw(what.split()[0], *places(what), closed=what.endswith("closed"))
    elif verb == "drag":
        window.drag(*places(what), tool=what.split()[0], marks=("shift",) if what.endswith("with Shift") else ())
    elif " + " in step and " = " in step:
        path, key, value = re.match(r"(\S+) \+ (\S+) = (.*)", step).groups()
        window.add("" if path == "beat" else path, key, value)
    elif " + " in step:
        window.fill(*step.split(" + "))
    elif " = " in step:
        window.fill(*step.split(" = ", 1))
    elif what == "fold":
        window.fold(verb)
    else:
        window.slot_sign(verb, BESIDE[what])


def places(words: str) -> list[Place]:
    return [(float(x), float(y)) for x, y in PLACE.findall(words)]


def _key(name: str) -> str:
    return name.lower() if len(name) == 1 else name
