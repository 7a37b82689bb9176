"""One table: what each action is called, and which keys, mouse buttons and pad controls ask for it.

Everything about input reads this table: devices turn it into commands, prompts name the control that is really bound,
settings store what a player changed, a test proves that every action is within reach of each way to play.

An input is written as `key UP`, `mouse LEFT`, `pad A`, or a pad axis with a direction as `pad LEFTX-`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FLIGHT, MENU, WATCH = "flight", "menu", "watch"
WINDOW = "window"  # whatever is in it: keys that no other context may use


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a player can ask for."""

    name: str
    context: str  # FLIGHT, MENU, WATCH or WINDOW: the same input may serve one action in each
    does: str  # as the options screen says it
    inputs: tuple[str, ...]
    until: str = ""  # a tap is kept up to 100 ms, or until this event answers it


def _flight(name: str, does: str, *inputs: str, until: str = "") -> Action:
    return Action(name, FLIGHT, does, inputs, until)


def _menu(name: str, does: str, *inputs: str) -> Action:
    return Action(name, MENU, does, inputs)


def _watch(name: str, does: str, *inputs: str) -> Action:
    return Action(name, WATCH, does, inputs)


def _window(name: str, does: str, *inputs: str) -> Action:
    return Action(name, WINDOW, does, inputs)


ACTIONS: tuple[Action, ...] = (
    # Direct scheme: up, down, left, right of the screen. Helm scheme: thrust, reverse, turn left, turn right.
    _flight("up", "ahead / up", "key W", "key UP", "pad LEFTY-"),
    _flight("down", "astern / down", "key S", "key DOWN", "pad LEFTY+"),
    _flight("left", "left", "key A", "key LEFT", "pad LEFTX-"),
    _flight("right", "right", "key D", "key RIGHT", "pad LEFTX+"),
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
    _window("overlay", "for developers: what each system costs", "key F3"),
)  # fmt: skip

ACTION: dict[str, Action] = {action.name: action for action in ACTIONS}

# How controls are called where their technical name would not do.
NAMES: dict[str, str] = {
    "key UP": "UP", "key DOWN": "DOWN", "key LEFT": "LEFT", "key RIGHT": "RIGHT",
    "key LSHIFT": "SHIFT", "key RSHIFT": "RIGHT SHIFT", "key LCTRL": "CTRL", "key RCTRL": "RIGHT CTRL",
    "key PAGEUP": "PG UP", "key PAGEDOWN": "PG DN",
    "key RETURN": "ENTER", "key KP_ENTER": "KEYPAD ENTER", "key ESCAPE": "ESC",
    "mouse LEFT": "LEFT MOUSE BUTTON", "mouse RIGHT": "RIGHT MOUSE BUTTON", "mouse MIDDLE": "MOUSE WHEEL",
    "pad LEFTX-": "LEFT STICK", "pad LEFTX+": "LEFT STICK", "pad LEFTY-": "LEFT STICK", "pad LEFTY+": "LEFT STICK",
    "pad RIGHTX-": "RIGHT STICK", "pad RIGHTX+": "RIGHT STICK",
    "pad RIGHTY-": "RIGHT STICK", "pad RIGHTY+": "RIGHT STICK",
    "pad TRIGGERLEFT+": "LT", "pad TRIGGERRIGHT+": "RT", "pad LEFTSHOULDER": "LB", "pad RIGHTSHOULDER": "RB",
    "pad LEFTSTICK": "PRESS LEFT STICK", "pad RIGHTSTICK": "PRESS RIGHT STICK",
    "pad DPAD_UP": "D-PAD UP", "pad DPAD_DOWN": "D-PAD DOWN", "pad DPAD_LEFT": "D-PAD LEFT",
    "pad DPAD_RIGHT": "D-PAD RIGHT",
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

    `changed` maps action names to their inputs; actions it does not name keep their defaults.
    """

    def __init__(self, changed: Mapping[str, Iterable[str]] | None = None) -> None:
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
                    return control_name(control)
        return "(NOT BOUND)"

    def lesson(self, lesson: str, scheme: str, device: str) -> str:
        """The controls that do what a lesson asks for, as text: `W A S D`, `LEFT MOUSE BUTTON`, `RT`."""
        if lesson == "turn" and scheme == "direct" and device in AIMS:
            return AIMS[device]
        actions = LESSONS.get(lesson, {}).get(scheme, (lesson,))
        actions = DIAL.get(device, actions) if lesson == "dial" else actions
        return " ".join(dict.fromkeys(self.name(action, device) for action in actions))

    def rebind(self, action: str, control: str) -> tuple[Bindings, str]:
        """With `control` as the first input of `action`; and the action of the same context that loses it, or ''."""
        context = ACTION[action].context
        loser = self.action(context, control)
        changed = dict(self.changed)
        if loser and loser != action:
            changed[loser] = tuple(c for c in self.inputs(loser) if c != control)
        kind = control.split(" ", 1)[0]
        kept = [c for c in self.inputs(action) if c != control]
        replaced = next((i for i, c in enumerate(kept) if c.startswith(kind + " ")), None)
        if replaced is not None:
            kept.pop(replaced)
        changed[action] = (control, *kept)
        return Bindings(changed), loser if loser and loser != action else ""


def control_name(control: str) -> str:
    """`key LSHIFT` -> `SHIFT`."""
    return NAMES.get(control, control.split(" ", 1)[1].replace("_", " "))


def conflicts(bindings: Bindings) -> list[tuple[str, str, str]]:
    """Inputs that ask for two actions of one context: (input, action that gets it, action that does not)."""
    found = []
    for action in ACTIONS:
        for control in bindings.inputs(action.name):
            winner = bindings.action(action.context, control)
            if winner and winner != action.name and (winner, action.name) not in NEVER_BOTH:
                found.append((control, winner, action.name))
    return found
