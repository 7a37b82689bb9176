"""Keyboard, mouse and pads, read as one: into a command for each tick, and into intents for menus.

Fed with pygame's events, so that tests feed it their own. No press is lost: a control that went down and up between
two ticks still counts for the next one, and a tap on a timed action is kept up to 100 ms for the tick that can use it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import pygame

from game.play.bindings import ACTION, FLIGHT, MENU, MOUSE_BUTTONS, TOGETHER, Bindings
from game.sim.command import Command, Held, Press
from game.sim.events import Event
from game.ui.intents import Intent, Pointer, Transport

BUFFER_TICKS = 6  # 100 ms: how long a tap waits for the tick that can use it
DEAD_ZONE = 0.22  # of a stick's way
TRIGGER = 0.35  # a trigger counts as pressed beyond this share of its way
STICK_PRESS = 0.5  # a stick moves the focus of a menu beyond this
REPEAT_AFTER, REPEAT_EVERY = 0.38, 0.10  # a held direction walks on through a menu [s]
POINTER_WAKES = 3  # the mouse aims again once it moved this far in one event [px]
POINTER_RESTS = 2.0  # after this long untouched, firing by key or pad leaves the aim to the ship's way [s]

HELD = {"fire": Held.FIRE, "boost": Held.BOOST, "brake": Held.BRAKE, "tractor": Held.TRACTOR}
TOGGLED = ("boost", "brake", "tractor")  # may stay on by one press instead of being held
PRESSED = {
    "assist": Press.ASSIST,
    "spike": Press.SPIKE,
    "hack": Press.HACK,
    "decoy": Press.DECOY,
    "spoof": Press.SPOOF,
    "torpedo": Press.TORPEDO,
    "loop": Press.LOOP,
    "knock": Press.KNOCK,
    "skip": Press.SKIP,
    "retry": Press.RETRY,
    "choice_1": Press.CHOICE_1,
    "choice_2": Press.CHOICE_2,
    "choice_3": Press.CHOICE_3,
    "choice_4": Press.CHOICE_4,
}
INTENTS: dict[str, Intent | Transport] = {
    "menu_up": Intent.UP,
    "menu_down": Intent.DOWN,
    "menu_left": Intent.LEFT,
    "menu_right": Intent.RIGHT,
    "menu_accept": Intent.ACCEPT,
    "menu_back": Intent.BACK,
    **{f"watch_{wish.name.lower()}": wish for wish in Transport},
}
REPEATING = {Intent.UP, Intent.DOWN, Intent.LEFT, Intent.RIGHT, Transport.FRAME_BACK, Transport.FRAME_ON}

_KEY_NAMES = {
    value: f"key {name[2:].upper() if len(name) == 3 else name[2:]}"
    for name, value in vars(pygame).items()
    if name.startswith("K_")
}
_PAD_BUTTON_NAMES = (
    *("A", "B", "X", "Y", "BACK", "START", "GUIDE", "LEFTSTICK", "RIGHTSTICK", "LEFTSHOULDER", "RIGHTSHOULDER"),
    *("DPAD_UP", "DPAD_DOWN", "DPAD_LEFT", "DPAD_RIGHT"),
)
_PAD_BUTTONS = {getattr(pygame, f"CONTROLLER_BUTTON_{name}"): f"pad {name}" for name in _PAD_BUTTON_NAMES}
_PAD_AXES = {
    getattr(pygame, f"CONTROLLER_AXIS_{name}"): name
    for name in ("LEFTX", "LEFTY", "RIGHTX", "RIGHTY", "TRIGGERLEFT", "TRIGGERRIGHT")
}


def key_control(event: pygame.Event) -> str:
    """The control that a KEYDOWN or KEYUP names, as bindings write it; "" for a key that nothing can be bound to."""
    return _KEY_NAMES.get(event.key, "")


@dataclass
class Devices:
    """What hands do. `scheme` is "direct" (the default: move and aim) or "helm" (turn and thrust)."""

    bindings: Bindings = field(default_factory=Bindings)
    scheme: str = "direct"
    toggles: bool = False  # boost, brake and the beam stay on after one press until the next
    context: str = MENU  # whose actions become intents: MENU, or what the topmost scene says
    last_used: str = "keyboard"  # keyboard, mouse or pad: whose controls the prompts name
    pointer: tuple[int, int] = (0, 0)  # [px of the window]
    pointer_aims: bool = False
    paused: bool = False  # the pause action was asked for; the scene clears it
    consoled: bool = False  # the same of the console
    listening: bool = False  # the next input is wanted as such, for remapping: it lands in `heard`
    heard: str = ""

    def __post_init__(self) -> None:
        self._down: set[str] = set()
        self._on: set[str] = set()  # of TOGGLED, when they toggle
        self._axes: dict[str, float] = {}
        self._fresh: dict[str, int] = {}  # flight actions tapped -> ticks for which they still count
        self._presses: list[Press] = []
        self._intents: list[Intent | Transport | Pointer] = []
        self._repeat: tuple[Intent | Transport, str, float] | None = None
        self._aim = 0.0
        self._still = math.inf  # since the mouse last moved [s]
        self._pads: dict[int, object] = {}

    # --- events in ---

    def feed(self, event: pygame.Event) -> None:
        """Take one of pygame's events; kinds that mean nothing here are ignored."""
        if event.type == pygame.KEYDOWN:
            self._press(_KEY_NAMES.get(event.key, ""), "keyboard")
        elif event.type == pygame.KEYUP:
            self._release(_KEY_NAMES.get(event.key, ""))
        elif event.type == pygame.MOUSEMOTION:
            self._move_pointer(event)
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button in MOUSE_BUTTONS:
            self.pointer = event.pos
            self._intents.append(Pointer("press" if event.button == 1 else "other", *event.pos))
            self._press(f"mouse {MOUSE_BUTTONS[event.button]}", "mouse")
        elif event.type == pygame.MOUSEBUTTONUP and event.button in MOUSE_BUTTONS:
            self.pointer = event.pos
            if event.button == 1:
                self._intents.append(Pointer("release", *event.pos))
            self._release(f"mouse {MOUSE_BUTTONS[event.button]}")
        elif event.type == pygame.MOUSEWHEEL and event.y:
            self._intents.append(Pointer("wheel", *self.pointer, float(event.y)))
        elif event.type == pygame.CONTROLLERBUTTONDOWN:
            self._press(_PAD_BUTTONS.get(event.button, ""), "pad")
        elif event.type == pygame.CONTROLLERBUTTONUP:
            self._release(_PAD_BUTTONS.get(event.button, ""))
        elif event.type == pygame.CONTROLLERAXISMOTION:
            self._move_axis(event)
        elif event.type == pygame.CONTROLLERDEVICEADDED:
            self._plug(event.device_index)
        elif event.type == pygame.CONTROLLERDEVICEREMOVED:
            self._unplug(event.instance_id)
        elif event.type == pygame.WINDOWFOCUSLOST:
            self.release_all()
            self.paused = True  # nobody flies blind

    def release_all(self) -> None:
        """Nothing is held any more: the window lost the keyboard."""
        self._down.clear()
        self._axes.clear()
        self.change_scene()

    def change_scene(self) -> None:
        """Another scene begins: what was asked of the old one is void, and choosing a menu's entry fires no gun.

        Keys that steer stay down, so that a pause does not stop a turn.
        """
        for action in ("menu_accept", "menu_back", "fire"):
            self._down.difference_update(self.bindings.inputs(action))
        self._on.clear()
        self._fresh.clear()
        self._presses.clear()
        self._intents.clear()
        self._repeat = None
        self.paused = self.consoled = False

    def _press(self, control: str, device: str) -> None:
        if not control:
            return
        if self.listening:
            self.listening, self.heard = False, control
            return
        self.last_used = device
        self._down.add(control)
        action = self.bindings.action(FLIGHT, control)
        if control in self.bindings.inputs("console"):  # beside what else that control does: see NEVER_BOTH
            self.consoled = True
        if action == "pause":
            self.paused = True
        elif action in TOGGLED and self.toggles:
            self._toggle(action)
        elif action in PRESSED:
            if ACTION[action].until:
                self._fresh[action] = BUFFER_TICKS
            else:
                self._presses.append(self._pressed_by(action, control))
        elif action:
            self._fresh[action] = BUFFER_TICKS if ACTION[action].until else 1
        if action == "fire" and device != "mouse" and self._still > POINTER_RESTS:
            self.pointer_aims = False
        wish = self.bindings.action(self.context, control)
        if wish:
            intent = INTENTS[wish]
            self._intents.append(intent)
            self._repeat = (intent, control, REPEAT_AFTER) if intent in REPEATING else None

    def _pressed_by(self, action: str, control: str) -> Press:
        """What a control presses: its action, and the one that shares it with that."""
        other = TOGETHER.get(action, "")
        shared = bool(other) and control in self.bindings.inputs(other)
        return PRESSED[action] | PRESSED[other] if shared else PRESSED[action]

    def _toggle(self, action: str) -> None:
        """On or off; nobody boosts and brakes at once."""
        self._on ^= {action}
        against = {"boost": "brake", "brake": "boost"}.get(action)
        if action in self._on and against:
            self._on.discard(against)

    def _release(self, control: str) -> None:
        self._down.discard(control)
        if self._repeat and self._repeat[1] == control:
            self._repeat = None

    def _move_pointer(self, event: pygame.Event) -> None:
        self.pointer = event.pos
        self._intents.append(Pointer("move", *event.pos))
        if max(abs(event.rel[0]), abs(event.rel[1])) >= POINTER_WAKES or self.pointer_aims:
            self._still = 0.0
            self.pointer_aims = True
            self.last_used = "mouse"

    def _move_axis(self, event: pygame.Event) -> None:
        name = _PAD_AXES.get(event.axis)
        if name is None:
            return
        value = max(-1.0, min(1.0, event.value / 32767.0 if abs(event.value) > 1.0 else float(event.value)))
        self._axes[name] = value
        threshold = TRIGGER if name.startswith("TRIGGER") else STICK_PRESS
        for sign, direction in ((-1, "-"), (1, "+")):
            control = f"pad {name}{direction}"
            if value * sign > threshold and control not in self._down:
                self._press(control, "pad")
            elif value * sign <= threshold * 0.8 and control in self._down:
                self._release(control)
        if abs(value) > DEAD_ZONE:
            self.last_used = "pad"
            if name.startswith("RIGHT"):
                self.pointer_aims = False

    # --- pads come and go ---

    def open_pads(self) -> None:
        """Start listening to pads; those plugged in later announce themselves."""
        from pygame._sdl2 import controller

        controller.init()
        for index in range(controller.get_count()):
            self._plug(index)

    def _plug(self, index: int) -> None:
        from pygame._sdl2 import controller

        if controller.get_init() and controller.is_controller(index):
            pad = controller.Controller(index)
            self._pads[pad.as_joystick().get_instance_id()] = pad

    def _unplug(self, instance: int) -> None:
        self._pads.pop(instance, None)
        for control in [c for c in self._down if c.startswith("pad ")]:
            self._release(control)
        self._axes.clear()
        if self.last_used == "pad":
            self.last_used = "keyboard"

    def rumble(self, low: float, high: float, seconds: float) -> None:
        """Shake the pads: two motors 0..1."""
        for pad in self._pads.values():
            pad.rumble(min(1.0, low), min(1.0, high), int(seconds * 1000))  # type: ignore[attr-defined]

    # --- intents out: menus and recordings ---

    def holds(self, wish: Transport) -> bool:
        """Whether a control for it is down now."""
        return self._is_down(f"watch_{wish.name.lower()}")

    def intents(self, dt: float) -> list[Intent | Transport | Pointer]:
        """What was asked of a menu (or a recording) since the last call, in order; held directions repeat."""
        self._still += dt
        if self._repeat:
            intent, control, wait = self._repeat
            wait -= dt
            while wait <= 0.0:
                self._intents.append(intent)
                wait += REPEAT_EVERY
            self._repeat = (intent, control, wait)
        asked, self._intents = self._intents, []
        return asked

    # --- commands out: flight ---

    def command(self, aim_from: tuple[float, float] | None = None) -> Command:
        """The command of the next tick. `aim_from` is where the ship stands on the window [px], for aiming by mouse."""
        right = self._axis("left", "right", "LEFTX")
        down = self._axis("up", "down", "LEFTY")
        held = Held.NONE
        for action, flag in HELD.items():
            if self._wanted(action):
                held |= flag
        pressed = Press.NONE
        for action, flag in PRESSED.items():
            if ACTION[action].until and action in self._fresh:
                pressed |= flag
        if self._presses:  # one at a time: two taps on "next line" within a frame are two lines
            pressed |= self._presses.pop(0)
        self._age_taps()
        if self.scheme == "helm":
            return Command.of(thrust=-down, turn=right, held=held, pressed=pressed)
        self._aim = self._aim_angle(right, down, aim_from)
        return Command.of(move=(right, down), aim=self._aim, held=held | Held.DIRECT, pressed=pressed)

    def answered(self, events: Iterable[object], player: int) -> None:
        """The world answered: taps that waited for these events of the player's ship have been used."""
        for event in events:
            if not isinstance(event, Event) or (event.who and event.who != player):
                continue
            for action in list(self._fresh):
                if ACTION[action].until == event.kind:
                    del self._fresh[action]

    def face(self, angle: float) -> None:
        """Where the nose points when a flight begins [rad], so that the ship does not swing round by itself."""
        self._aim = angle
        self.pointer_aims = False

    def _is_down(self, action: str) -> bool:
        return any(control in self._down for control in self.bindings.inputs(action))

    def _wanted(self, action: str) -> bool:
        if self.toggles and action in TOGGLED:
            return action in self._on
        return self._is_down(action) or action in self._fresh

    def _axis(self, less: str, more: str, stick: str) -> float:
        """-1..1 from two actions; a pad's stick counts by how far it is pushed."""
        keys = (1.0 if self._keyed(more) else 0.0) - (1.0 if self._keyed(less) else 0.0)
        if keys:
            return keys
        value = self._axes.get(stick, 0.0)
        return math.copysign((abs(value) - DEAD_ZONE) / (1.0 - DEAD_ZONE), value) if abs(value) > DEAD_ZONE else 0.0

    def _keyed(self, action: str) -> bool:
        """Down, or tapped, by anything but a stick."""
        controls = [c for c in self.bindings.inputs(action) if not c.startswith(("pad LEFT", "pad RIGHT"))]
        return any(c in self._down for c in controls) or (action in self._fresh and not self._stick_moved())

    def _stick_moved(self) -> bool:
        return any(abs(self._axes.get(name, 0.0)) > DEAD_ZONE for name in ("LEFTX", "LEFTY"))

    def _aim_angle(self, right: float, down: float, aim_from: tuple[float, float] | None) -> float:
        """By the right stick; else by the mouse once it has moved; else the way the ship is told to go."""
        x, y = self._axes.get("RIGHTX", 0.0), self._axes.get("RIGHTY", 0.0)
        if math.hypot(x, y) > DEAD_ZONE:
            return math.atan2(y, x)
        if self.pointer_aims and aim_from is not None:
            return math.atan2(self.pointer[1] - aim_from[1], self.pointer[0] - aim_from[0])
        if right or down:
            return math.atan2(down, right)
        return self._aim

    def _age_taps(self) -> None:
        """A tick has passed. What is still held needs no memory; what was tapped is kept a little."""
        for action in list(self._fresh):
            self._fresh[action] -= 1
            if self._fresh[action] <= 0:
                del self._fresh[action]
