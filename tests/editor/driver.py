"""What hands do in the editor's window, in the words of who uses it; whose hands they are is for `hand`.

Places are those of the map, pixels where it says so.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

PAUSE = 0.45  # longer than a double click takes [s]
STEPS = 6  # moves of the mouse in a drag
HAND, INTO = 5, 8  # where in a word and in a field is pressed, from its left [px]

Place = tuple[float, float]


class Driver:
    """`look` is what stands in the window (see `watched`), `hand` gives orders in xdotool's words."""

    _last: dict[str, Any]

    def look(self) -> dict[str, Any]:
        """What stands in the window now, after all that hands have done."""
        raise NotImplementedError

    def settle(self) -> dict[str, Any]:
        """Until all that hands have done has been taken up; which scene that is."""
        raise NotImplementedError

    def hand(self, *orders: Any) -> None:
        """Orders for xdotool."""
        raise NotImplementedError

    def pause(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)

    # -- eyes

    def told(self, part: str = "") -> str:
        """The words of a part of the window, as lines from the top: left, right, foot, map, bar, status; or of all."""
        seen = self.look()
        if not part:
            parts = [name for name in seen["boxes"] if not name.startswith("button")]
            return "\n".join(f"-- {name}\n{_lines(seen, name)}" for name in parts)
        return _lines(seen, part)

    def find(self, words: str, part: str = "", which: int = 0) -> list[int]:
        """The box of words that stand in the window [px]: just so, in other letters, their beginning, or a part."""
        seen = self.look()
        within = seen["boxes"].get(part)
        all_ = [word for word in seen["words"] if within is None or _holds(within, word)]
        low = words.lower()
        for fits in (
            lambda word: word == words,
            lambda word: word.lower() == low,
            lambda word: word.lower().startswith(low),
            lambda word: low in word.lower(),
        ):
            found = [word[1:] for word in all_ if fits(word[0])]
            if found:
                return found[which]
        raise AssertionError(f"{words!r} does not stand in the window; there is:\n{self.told(part)}")

    # -- hands

    def keys(self, *keys: str) -> None:
        """One after the other, each as xdotool calls it: "ctrl+s", "Return", "F5", "bracketright"."""
        self.hand("key", "--delay", 30, *keys)
        self.settle()

    def type(self, words: str) -> None:
        self.hand("type", "--delay", 8, "--", words)
        self.settle()

    def at(self, x: float, y: float) -> tuple[int, int]:
        """The pixel of a place of the map, which must be in sight: `frame` brings all of it there."""
        (left, top, scale), middle = self.look()["lens"], self._last["boxes"]["map"]
        pixel = round(left + x * scale), round(top + y * scale)
        assert _holds(middle, ("", *pixel)), f"{x:g}, {y:g} is not in sight"
        return pixel

    def frame(self) -> None:
        """All of the level in sight, with nothing chosen."""
        x, y, wide, high = self.look()["boxes"]["map"]
        self.press(x + wide / 2, y + high - 8, button=3)
        if self.look()["chosen"]:  # with nothing to give up, Escape would ask whether to leave
            self.keys("Escape")
        self.keys("f")

    def move_to(self, x: float, y: float) -> None:
        """The mouse to a pixel."""
        self.hand("mousemove", x, y)
        self.settle()

    def press(self, x: float, y: float, button: int = 1, marks: Sequence[str] = (), times: int = 1) -> None:
        """A click on a pixel, with keys held."""
        held = [order for mark in marks for order in ("keydown", mark)]
        let_go = [order for mark in marks for order in ("keyup", mark)]
        click = ["click", "--repeat", times, "--delay", 60, button]
        self.hand("mousemove", round(x), round(y), "sleep", "0.04", *held, *click, *let_go)
        self.settle()

    def click(self, words: str, part: str = "", which: int = 0, times: int = 1, marks: Sequence[str] = ()) -> None:
        """On words that stand in the window."""
        x, y, wide, high = self.find(words, part, which)
        self.press(x + min(HAND, wide / 2), y + high / 2, times=times, marks=marks)

    def button(self, name: str) -> None:
        """Of the toolbar, by its command: "undo", "tool rock", "foot"."""
        x, y, wide, high = self.look()["boxes"][f"button {name}"]
        self.press(x + wide / 2, y + high / 2)

    def sign(self, name: str, part: str = "left", which: int = 0) -> None:
        """A sign without words, by its name in `glyphs`."""
        seen = self.look()
        found = [sign[1:] for sign in seen["signs"] if sign[0] == name and _holds(seen["boxes"][part], sign)]
        assert found, f"no sign {name!r} at the {part}: {sorted({sign[0] for sign in seen['signs']})}"
        x, y, wide, high = found[which]
        self.press(x + wide / 2, y + high / 2)

    def wheel(self, notches: int, x: float, y: float, marks: Sequence[str] = ()) -> None:
        """At a pixel; up is more."""
        self.move_to(x, y)
        held = [order for mark in marks for order in ("keydown", mark)]
        let_go = [order for mark in marks for order in ("keyup", mark)]
        self.hand(*held, "click", "--repeat", abs(notches), "--delay", 20, 4 if notches > 0 else 5, *let_go)
        self.settle()

    # -- on the map

    def point(self, x: float, y: float, button: int = 1, marks: Sequence[str] = (), times: int = 1) -> None:
        """A click on a place of the map."""
        self.press(*self.at(x, y), button, marks, times)

    def drag(self, *places: Place, button: int = 1, marks: Sequence[str] = (), tool: str = "") -> None:
        """From place to place of the map with the button down."""
        if tool:
            self.button(f"tool {tool}")
        self.drag_pixels([self.at(*place) for place in places], button, marks)

    def drag_pixels(self, pixels: Sequence[Place], button: int = 1, marks: Sequence[str] = ()) -> None:
        (x, y), *more = pixels
        self.move_to(x, y)
        orders: list[Any] = [order for mark in marks for order in ("keydown", mark)]
        orders += ["mousedown", button]
        for to in more:
            for step in range(1, STEPS + 1):
                share = step / STEPS
                orders += [
                    "mousemove",
                    round(x + (to[0] - x) * share),
                    round(y + (to[1] - y) * share),
                    "sleep",
                    "0.012",
                ]
            x, y = to
        self.hand(*orders)
        self.settle()
        self.hand("mouseup", button, *(order for mark in marks for order in ("keyup", mark)))
        self.settle()

    def draw(self, tool: str, *corners: Place, closed: bool = False) -> None:
        """A thing by the corners that are clicked, and Enter; one corner only for points and pictures."""
        self.button(f"tool {tool}")
        for corner in corners:
            self.point(*corner)
        if len(corners) > 1 and closed:
            self.pause(PAUSE)
            self.point(*corners[0])
        elif len(corners) > 1:
            self.keys("Return")

    # -- forms

    def slot(self, path: str) -> list[int]:
        """The box of a value of the form that is open [px], by its path: "id", "when.on", "then.0.line", "then.0+"."""
        for attempt in range(40):
            seen = self.look()
            found = [slot for slot in seen["slots"] if slot[0] == path] or [s for s in seen["slots"] if s[1] == path]
            if found:
                return found[0][3:]
            x, y, wide, high = seen["boxes"].get("right") or seen["boxes"]["both"]
            self.wheel(20 if attempt == 0 else -2, x + wide / 2, y + high / 2)
        raise AssertionError(f"no {path!r} in the form; there is {[slot[:3] for slot in seen['slots']]}")

    def fill(self, path: str, words: str) -> None:
        """Press a value of the form, type, Enter."""
        for _ in range(5):
            x, y, _, high = self.slot(path)
            self.press(x + INTO, y + high / 2)
            if self.is_open(y, high):
                break
        else:
            raise AssertionError(f"{path!r} does not open; the form has {[slot[:3] for slot in self._last['slots']]}")
        self._enter(words)

    def _enter(self, words: str) -> None:
        """Instead of what stands in the field that is typed into."""
        self.hand("key", "--delay", 12, "ctrl+a")
        self.hand("type", "--delay", 8, "--", words)
        self.hand("key", "--delay", 12, "Return")
        self.settle()

    def is_open(self, y: float, high: float) -> bool:
        """Whether the field at that height is typed into: a check that ends meanwhile may have moved the lines."""
        return True

    def add(self, path: str, key: str, words: str) -> None:
        """A key more in the table at a path ("" is the whole row), and what it says."""
        self.fill(f"{path}+", key)
        self._enter(words)

    def toggle(self, path: str) -> None:
        x, y, _, high = self.slot(path)
        self.press(x + INTO, y + high / 2)

    def slot_sign(self, path: str, name: str) -> None:
        """One of the small signs at the right of a value: add, close, higher, lower, duplicate, folded, look."""
        for _ in range(5):
            x, y, wide, high = self.slot(path)
            self.move_to(x + wide / 2, y + high / 2)
            if self.slot(path)[1] != y:  # the lines have moved
                continue
            for sign, *box in self._last["signs"]:
                if sign == name and box[0] > x and y <= box[1] + box[3] / 2 < y + high:
                    self.press(box[0] + box[2] / 2, box[1] + box[3] / 2)
                    return
        raise AssertionError(f"no sign {name!r} beside {path!r}")

    def fold(self, path: str) -> None:
        """An action opened that is folded, or folded that is open."""
        y, high = self.slot(path)[1::2]
        names = {sign[0] for sign in self.look()["signs"] if y <= sign[2] + sign[4] / 2 < y + high}
        self.slot_sign(path, "folded" if "folded" in names else "unfolded")

    def field(self, hint: str, words: str) -> None:
        """Type into a field of a panel, found by what it says while it is empty."""
        found = [field for field in self.look()["fields"] if field[0].startswith(hint)]
        assert found, f"no field {hint!r}: {self._last['fields']}"
        *_, x, y, _, high = found[0]
        self.press(x + INTO, y + high / 2)
        self._enter(words)


def _lines(seen: dict[str, Any], part: str) -> str:
    lines: list[list[list[Any]]] = []
    words = [word for word in seen["words"] if _holds(seen["boxes"][part], word)]
    for word in sorted(words, key=lambda word: (word[2], word[1])):
        if lines and abs(lines[-1][0][2] - word[2]) < 5:
            lines[-1].append(word)
        else:
            lines.append([word])
    return "\n".join("  ".join(word[0] for word in sorted(line, key=lambda word: word[1])) for line in lines)


def _holds(box: Sequence[int], word: Sequence[Any]) -> bool:
    x, y = word[1], word[2]
    return box[0] <= x < box[0] + box[2] and box[1] <= y < box[1] + box[3]
