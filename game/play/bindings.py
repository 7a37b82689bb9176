"""One table: what each action is called, and which keys, mouse buttons and pad controls ask for it.

Everything about input reads this table: devices turn it into commands, prompts name the control that is really bound,
settings store what a player changed, a test proves that every action is within reach of each way to play.

An input is written as `key UP`, `mouse LEFT`, `mouse WHEELUP`, `pad A`, or a pad axis with a direction as `pad LEFTX-`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FLIGHT, MENU, WATCH = "flight", "menu", "watch"
PHOTO = "photo"
WINDOW = "window"  # whatever is in it: keys that no other context may use


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a player can ask for."""

    name: str
    context: str  # FLIGHT, MENU, WATCH, PHOTO or WINDOW: the same input may serve one action in each
    does: str  # as the options screen says it
    inputs: tuple[str, ...]
    until: str = ""  # a tap is kept up to 100 ms, or until this event answers it


def _flight(name: str, does: str, *inputs: str, until: str = "") -> Action:
    return Action(name, FLIGHT, does, inputs, until)


def _menu(name: str, does: str, *inputs: str) -> Action:
    return Action(name, MENU, does, inputs)


def _watch(name: str, does: str, *inputs: str) -> Action:
    return Action(name, WATCH, does, inputs)


def _photo(name: str, does: str, *inputs: str) -> Action:
    return Action(name, PHOTO, does, inputs)


def _window(name: str, does: str, *inputs: str) -> Action:
    return Action(name, WINDOW, does, inputs)


ACTIONS: tuple[Action, ...] = (
    # Direct scheme: up, down, left, right of the screen. Helm scheme: thrust, reverse, turn left, turn right.
    _flight("up", "ahead / up", "key W", "key UP", "pad LEFTY-"),
    _flight("down", "astern / down", "key S", "key DOWN", "pad LEFTY+"),
    _flight("left", "left", "key A", "key LEFT", "pad LEFTX-"),
    _flight("right", "right", "key D", "key RIGHT", "pad LEFTX+"),
    # The direct scheme's nose, where neither mouse nor the way she goes shall turn it.
    _flight("aim_up", "aim up", "key KP8", "pad RIGHTY-"),
    _flight("aim_down", "aim down", "key KP2", "pad RIGHTY+"),
    _flight("aim_left", "aim left", "key KP4", "pad RIGHTX-"),
    _flight("aim_right", "aim right", "key KP6", "pad RIGHTX+"),
    _flight("fire", "fire", "mouse LEFT", "key SPACE", "key Z", "pad TRIGGERRIGHT+", until="fired"),
    _flight("boost", "boost", "key LSHIFT", "key RSHIFT", "mouse RIGHT", "pad TRIGGERLEFT+", until="boost.began"),
    _flight("brake", "brake", "key X", "key LCTRL", "key RCTRL", "pad B", until="brake.began"),
    _flight("tractor", "tractor beam", "key Q", "key COMMA", "pad LEFTSHOULDER", until="beam.began"),
    _flight("spike", "spike", "key C", "key G", "pad LEFTSTICK"),
    _flight("hack", "tether on or off", "key V", "key T", "pad RIGHTSTICK"),
    _flight("torpedo", "torpedo", "key M", "key K", "pad RIGHTSHOULDER"),
    _flight("decoy", "decoy", "key B", "key N", "pad X"),
    _flight("spoof", "borrowed name on or off", "key Y", "key H", "pad BACK"),
    _flight("loop", "loop: begin, close; twice: let go", "key L", "key TAB", "pad BACK"),
    _flight("knock", "knock on the hull", "key J", "key I", "pad RIGHTSHOULDER"),
    _flight("console", "console: open, put away", "key O", "key U", "pad RIGHTSTICK"),
    _flight("assist", "flight assist on or off", "key F", "pad Y"),
    _flight("skip", "next line", "key RETURN", "key E", "mouse MIDDLE", "pad A"),
    _flight("retry", "take it up again", "key R", "key KP_ENTER", "pad A", until="retried"),
    _flight("choice_1", "first answer; ask Nate", "key 1", "pad DPAD_UP"),
    _flight("choice_2", "second answer; ask Elena", "key 2", "pad DPAD_RIGHT"),
    _flight("choice_3", "third answer; ask Karl", "key 3", "pad DPAD_DOWN"),
    _flight("choice_4", "fourth answer; ask Kabir", "key 4", "pad DPAD_LEFT"),
    _flight("pause", "pause", "key ESCAPE", "key P", "pad START"),
    # The pointer does everything in menus as well; these are for hands that stay on keys or pad.
    _menu("menu_up", "up", "key UP", "key W", "pad DPAD_UP", "pad LEFTY-"),
    _menu("menu_down", "down", "key DOWN", "key S", "key TAB", "pad DPAD_DOWN", "pad LEFTY+"),
    _menu("menu_left", "less", "key LEFT", "key A", "pad DPAD_LEFT", "pad LEFTX-"),
    _menu("menu_right", "more", "key RIGHT", "key D", "pad DPAD_RIGHT", "pad LEFTX+"),
    _menu("menu_accept", "choose", "key RETURN", "key SPACE", "key KP_ENTER", "pad A"),
    _menu("menu_page_back", "the page before", "key PAGEUP", "pad LEFTSHOULDER"),
    _menu("menu_page_on", "the next page", "key PAGEDOWN", "pad RIGHTSHOULDER"),
    _menu("menu_back", "back", "key ESCAPE", "key BACKSPACE", "pad B", "pad START"),
    # Watching a recording: the pointer has buttons and the timeline for all of it.
    _watch("watch_run", "go on, pause", "key SPACE", "key RETURN", "key P", "pad A"),
    _watch("watch_frame_back", "a frame back", "key COMMA", "pad LEFTSHOULDER"),
    _watch("watch_frame_on", "a frame on", "key PERIOD", "pad RIGHTSHOULDER"),
    _watch("watch_rewind", "5 s back; held: rewind", "key LEFT", "key A", "pad DPAD_LEFT", "pad LEFTX-"),
    _watch("watch_forward", "5 s on; held: wind on", "key RIGHT", "key D", "pad DPAD_RIGHT", "pad LEFTX+"),
    _watch("watch_slower", "slower", "key DOWN", "key S", "pad DPAD_DOWN", "pad LEFTY+"),
    _watch("watch_faster", "faster", "key UP", "key W", "pad DPAD_UP", "pad LEFTY-"),
    _watch("watch_previous", "the checkpoint before", "key PAGEUP", "pad TRIGGERLEFT+"),
    _watch("watch_next", "the next checkpoint", "key PAGEDOWN", "pad TRIGGERRIGHT+"),
    _watch("watch_start", "to the start", "key HOME", "pad X"),
    _watch("watch_end", "to the end", "key END", "pad Y"),
    _watch("watch_menu", "menu", "key ESCAPE", "key BACKSPACE", "pad START", "pad B"),
    # Photo mode: the mouse drags the picture, its wheel goes nearer and farther, and the rest are buttons.
    _photo("photo_up", "up", "key UP", "key W", "pad LEFTY-"),
    _photo("photo_down", "down", "key DOWN", "key S", "pad LEFTY+"),
    _photo("photo_left", "left", "key LEFT", "key A", "pad LEFTX-"),
    _photo("photo_right", "right", "key RIGHT", "key D", "pad LEFTX+"),
    _photo("photo_in", "nearer", "key E", "key PAGEUP", "pad TRIGGERRIGHT+"),
    _photo("photo_out", "farther", "key Q", "key PAGEDOWN", "pad TRIGGERLEFT+"),
    _photo("photo_centre", "back to the ship", "key C", "key HOME", "pad RIGHTSTICK"),
    _photo("photo_look", "another look", "key L", "key TAB", "pad X"),
    _photo("photo_glass", "instruments on or off", "key H", "key I", "pad Y"),
    _photo("photo_take", "take it", "key RETURN", "key SPACE", "pad A"),
    _photo("photo_leave", "leave", "key ESCAPE", "key BACKSPACE", "pad B", "pad START"),
    _window("overlay", "figures for developers", "key F3"),
)  # fmt: skip

ACTION: dict[str, Action] = {action.name: action for action in ACTIONS}

# How controls are called where their technical name would not do.
NAMES: dict[str, str] = {
    "key UP": "UP", "key DOWN": "DOWN", "key LEFT": "LEFT", "key RIGHT": "RIGHT",
    "key LSHIFT": "SHIFT", "key RSHIFT": "RIGHT SHIFT", "key LCTRL": "CTRL", "key RCTRL": "RIGHT CTRL",
    "key PAGEUP": "PG UP", "key PAGEDOWN": "PG DN",
    "key KP2": "KEYPAD 2", "key KP4": "KEYPAD 4", "key KP6": "KEYPAD 6", "key KP8": "KEYPAD 8",
    "key RETURN": "ENTER", "key KP_ENTER": "KEYPAD ENTER", "key ESCAPE": "ESC",
    "mouse LEFT": "LEFT MOUSE BUTTON", "mouse RIGHT": "RIGHT MOUSE BUTTON", "mouse MIDDLE": "PRESS MOUSE WHEEL",
    "mouse WHEELUP": "MOUSE WHEEL UP", "mouse WHEELDOWN": "MOUSE WHEEL DOWN",
    "mouse BACK": "SIDE BUTTON BACK", "mouse FORWARD": "SIDE BUTTON AHEAD",
    "pad LEFTX-": "LEFT STICK", "pad LEFTX+": "LEFT STICK", "pad LEFTY-": "LEFT STICK", "pad LEFTY+": "LEFT STICK",
    "pad RIGHTX-": "RIGHT STICK", "pad RIGHTX+": "RIGHT STICK",
    "pad RIGHTY-": "RIGHT STICK", "pad RIGHTY+": "RIGHT STICK",
    "pad TRIGGERLEFT+": "LT", "pad TRIGGERRIGHT+": "RT", "pad LEFTSHOULDER": "LB", "pad RIGHTSHOULDER": "RB",
    "pad LEFTSTICK": "PRESS LEFT STICK", "pad RIGHTSTICK": "PRESS RIGHT STICK",
    "pad DPAD_UP": "D-PAD UP", "pad DPAD_DOWN": "D-PAD DOWN", "pad DPAD_LEFT": "D-PAD LEFT",
    "pad DPAD_RIGHT": "D-PAD RIGHT",
}  # fmt: skip

# Of a plain joystick, which SDL does not know: what its buttons are called here, in their order.
PLAIN_BUTTONS = (
    *("A", "B", "X", "Y", "LEFTSHOULDER", "RIGHTSHOULDER", "TRIGGERLEFT+", "TRIGGERRIGHT+"),
    *("BACK", "START", "LEFTSTICK", "RIGHTSTICK", "GUIDE"),
)

# Of an axis with its direction, where both ways of a stick are bound apart.
_NUMBERED = re.compile(r"^(BUTTON|AXIS|HAT)(\d+)")
ARROWS = {"LEFT": "←", "RIGHT": "→", "UP": "↑", "DOWN": "↓"}
CAP = 3  # letters that fit on the cap of an answer
DIRECTIONS = {"X-": "←", "X+": "→", "Y-": "↑", "Y+": "↓"}

# What stands on pads of other makers than the table's words come from; a plain joystick numbers its buttons.
SIGNS: dict[str, dict[str, str]] = {
    "playstation": {
        "pad A": "CROSS", "pad B": "CIRCLE", "pad X": "SQUARE", "pad Y": "TRIANGLE",
        "pad LEFTSHOULDER": "L1", "pad RIGHTSHOULDER": "R1", "pad TRIGGERLEFT+": "L2", "pad TRIGGERRIGHT+": "R2",
        "pad LEFTSTICK": "L3", "pad RIGHTSTICK": "R3", "pad BACK": "CREATE", "pad START": "OPTIONS",
    },
    "nintendo": {
        "pad LEFTSHOULDER": "L", "pad RIGHTSHOULDER": "R", "pad TRIGGERLEFT+": "ZL", "pad TRIGGERRIGHT+": "ZR",
        "pad BACK": "MINUS", "pad START": "PLUS",
    },
    "plain": {
        **{f"pad DPAD_{way}": f"HAT {way}" for way in ("UP", "DOWN", "LEFT", "RIGHT")},
        **{f"pad {name}": f"BUTTON {number}" for number, name in enumerate(PLAIN_BUTTONS, 1)},
    },
}  # fmt: skip

# (the one that comes first, the other): one control may ask for both, for they never count at the same time.
NEVER_BOTH = {("hack", "console"), ("skip", "retry"), ("spoof", "loop"), ("torpedo", "knock")}
# Of those, pressed together: the ship does what it can, and where it can do one of them the other is of no use.
TOGETHER = {"spoof": "loop", "torpedo": "knock"}

# Which controls answer a lesson of the director, per scheme; lessons not named here are actions themselves.
MOVES = ("up", "left", "down", "right")
LESSONS: dict[str, dict[str, tuple[str, ...]]] = {
    "thrust": {"direct": MOVES, "helm": ("up",)},
    "turn": {"direct": MOVES, "helm": ("left", "right")},
    "brake": {"direct": ("brake",), "helm": ("brake",)},
    "boost": {"direct": ("boost",), "helm": ("boost",)},
    "fire": {"direct": ("fire",), "helm": ("fire",)},
    "tractor": {"direct": ("tractor",), "helm": ("tractor",)},
    "spike": {"direct": ("spike",), "helm": ("spike",)},
    "hack": {"direct": ("hack",), "helm": ("hack",)},
    "decoy": {"direct": ("decoy",), "helm": ("decoy",)},
    "torpedo": {"direct": ("torpedo",), "helm": ("torpedo",)},
    "nate": {"direct": ("choice_1",), "helm": ("choice_1",)},
    "elena": {"direct": ("choice_2",), "helm": ("choice_2",)},
    "karl": {"direct": ("choice_3",), "helm": ("choice_3",)},
    "kabir": {"direct": ("choice_4",), "helm": ("choice_4",)},
    "spoof": {"direct": ("spoof",), "helm": ("spoof",)},
    "loop": {"direct": ("loop",), "helm": ("loop",)},
    "dial": {"direct": ("left", "right"), "helm": ("left", "right")},
    "console": {"direct": ("console",), "helm": ("console",)},
    "knock": {"direct": ("knock",), "helm": ("knock",)},
}
DIAL = {"mouse": ("boost", "fire")}  # of a television: else left and right turn it
AIMS = {"mouse": "MOVE THE MOUSE", "pad": "RIGHT STICK"}  # how the nose turns in the direct scheme, without keys

MOUSE_BUTTONS = {1: "LEFT", 2: "MIDDLE", 3: "RIGHT", 6: "BACK", 7: "FORWARD"}
DEVICES = ("keyboard", "mouse", "pad")
_PREFIX = {"keyboard": "key ", "mouse": "mouse ", "pad": "pad "}


class Bindings:
    """The table above with a player's own changes.

    `changed` maps action names to their inputs; actions it does not name keep their defaults. `family` is that of the
    pad in use: whose signs prompts show.
    """

    def __init__(self, changed: Mapping[str, Iterable[str]] | None = None, family: str = "") -> None:
        self.family = family
        self.changed: dict[str, tuple[str, ...]] = {
            name: tuple(inputs) for name, inputs in (changed or {}).items() if name in ACTION
        }
        self._by_input: dict[tuple[str, str], str] = {}
        for action in ACTIONS:
            for control in self.inputs(action.name):
                self._by_input.setdefault((action.context, control), action.name)

    def inputs(self, action: str) -> tuple[str, ...]:
        """Everything that asks for `action`, the most natural first."""
        return self.changed.get(action, ACTION[action].inputs)

    def action(self, context: str, control: str) -> str | None:
        """Which action of that context an input asks for."""
        return self._by_input.get((context, control))

    def name(self, action: str, device: str = "keyboard") -> str:
        """What to call the control for `action` in front of a player who uses `device`."""
        inputs = self.inputs(action)
        order = (device, *(d for d in ("keyboard", "mouse", "pad") if d != device))
        for kind in order:
            for control in inputs:
                if control.startswith(_PREFIX[kind]):
                    return control_name(control, self.family)
        return "(NOT BOUND)"

    def answers(self, device: str) -> tuple[str, str, str, str]:
        """What stands on the caps of the four answers, for hands on `device`: three letters at most."""
        one, two, three, four = (on_a_cap(self.name(f"choice_{number}", device)) for number in (1, 2, 3, 4))
        return one, two, three, four

    def lesson(self, lesson: str, scheme: str, device: str) -> str:
        """The controls that do what a lesson asks for, as text: `W A S D`, `LEFT MOUSE BUTTON`, `RT`."""
        if lesson == "turn" and scheme == "direct" and device in AIMS:
            return AIMS[device]
        actions = LESSONS.get(lesson, {}).get(scheme, (lesson,))
        actions = DIAL.get(device, actions) if lesson == "dial" else actions
        return " ".join(dict.fromkeys(self.name(action, device) for action in actions))

    def holders(self, action: str, control: str) -> list[str]:
        """The other actions that have that control and would lose it to this one: those of its context, and the
        window's, which come before all."""
        context = ACTION[action].context
        return [
            other.name
            for other in ACTIONS
            if (other.context == context or WINDOW in (other.context, context))
            and other.name != action
            and control in self.inputs(other.name)
            and not NEVER_BOTH & {(action, other.name), (other.name, action)}
        ]

    def rebind(self, action: str, control: str) -> tuple[Bindings, str]:
        """With `control` as the first of its kind for `action`; and the action of its context that loses it, or ''.

        Who loses the last control of that kind gets the one that is free now.
        """
        kind = _kind(control)
        kept = list(self.inputs(action))
        replaced = next((c for c in kept if _kind(c) == kind), "")
        if control in kept:
            kept.remove(control)
        elif replaced:
            kept.remove(replaced)
        losers = self.holders(action, control)
        changed = {**self.changed, action: (control, *kept)}
        free = replaced if replaced != control else ""
        for loser in losers:
            left = [c for c in self.inputs(loser) if c != control]
            everywhere = ACTION[loser].context == WINDOW  # what is free here may not be so in menus
            if free and not everywhere and not any(_kind(c) == kind for c in left):
                left, free = [free, *left], ""
            changed[loser] = tuple(left)
        return Bindings(changed, self.family), next(iter(losers), "")


def _kind(control: str) -> str:
    """key, mouse or pad."""
    return control.split(" ", 1)[0]


def is_control(control: object) -> bool:
    """Whether it is written as a control is: `key W`."""
    return isinstance(control, str) and control.startswith(tuple(_PREFIX.values())) and bool(control[4:].strip())


def is_axis(control: str) -> bool:
    """Whether it is a stick or a trigger, which can be pushed a little."""
    return control.startswith("pad ") and control[-1] in "+-"


def control_name(control: str, family: str = "", exact: bool = False) -> str:
    """`key LSHIFT` -> `SHIFT`. `family` as in SIGNS; `exact` says which way of a stick."""
    sign = SIGNS.get(family, {}).get(control)
    if sign:
        return sign
    word = NAMES.get(control) or _NUMBERED.sub(r"\1 \2", control.split(" ", 1)[1].replace("_", " "))
    return f"{word} {DIRECTIONS[control[-2:]]}" if exact and control[-2:] in DIRECTIONS else word


def on_a_cap(name: str) -> str:
    """A control's name in three letters at most: `D-PAD UP` -> `↑`, `BUTTON 12` -> `12`, `RIGHT SHIFT` -> `RS`."""
    words = name.split()
    if len(name) <= CAP:
        return name
    if words[0] in ("D-PAD", "HAT") and words[-1] in ARROWS:
        return ARROWS[words[-1]]
    if words[-1].isdigit():
        return words[-1] if words[0] == "BUTTON" else f"{words[0][0]}{words[-1]}"
    return "".join(word[0] for word in words)[:CAP] if len(words) > 1 else name[:CAP]


def conflicts(bindings: Bindings) -> list[tuple[str, str, str]]:
    """Inputs that ask for two actions at once: (input, action that gets it, action that does not).

    Nothing that is bound here leads to one; a file that was edited by hand may.
    """
    found = []
    for action in ACTIONS:
        for control in bindings.inputs(action.name):
            winner = bindings.action(WINDOW, control) or bindings.action(action.context, control)
            if winner and winner != action.name and (winner, action.name) not in NEVER_BOTH:
                found.append((control, winner, action.name))
    return found
