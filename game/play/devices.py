"""Keyboard, mouse and pads, read as one: into a command for each tick, and into intents for menus.

Fed with pygame's events, so that tests feed it their own. No press is lost: a control that went down and up between
two ticks still counts for the next one, and a tap on a timed action is kept up to 100 ms for the tick that can use it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import pygame

from game.play.bindings import ACTION, FLIGHT, MENU, MOUSE_BUTTONS, TOGETHER, Bindings, is_axis
from game.play.pads import Axis, Pads
from game.sim.command import Command, Held, Press
from game.sim.events import Event
from game.ui.intents import Intent, Pointer, Shot, Transport

BUFFER_TICKS = 6  # 100 ms: how long a tap waits for the tick that can use it
STICK_ZONE = AIM_ZONE = 0.22  # of a stick's way, within which it rests
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
INTENTS: dict[str, Intent | Transport | Shot] = {
    "menu_up": Intent.UP,
    "menu_down": Intent.DOWN,
    "menu_left": Intent.LEFT,
    "menu_right": Intent.RIGHT,
    "menu_accept": Intent.ACCEPT,
    "menu_back": Intent.BACK,
    "menu_page_back": Intent.PAGE_BACK,
    "menu_page_on": Intent.PAGE_ON,
    **{f"watch_{wish.name.lower()}": wish for wish in Transport},
    **{f"photo_{wish.name.lower()}": wish for wish in Shot},
}
REPEATING = {Intent.UP, Intent.DOWN, Intent.LEFT, Intent.RIGHT, Transport.FRAME_BACK, Transport.FRAME_ON}

_KEY_NAMES = {
    value: f"key {name[2:].upper() if len(name) == 3 else name[2:]}"
    for name, value in vars(pygame).items()
    if name.startswith("K_")
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
    gun_toggles: bool = False  # and so does the gun
    stick_zone: float = STICK_ZONE
    aim_zone: float = AIM_ZONE
    trigger: float = TRIGGER
    context: str = MENU  # whose actions become intents: MENU, or what the topmost scene says
    last_used: str = "keyboard"  # keyboard, mouse or pad: whose controls the prompts name
    pointer: tuple[int, int] = (0, 0)  # [px of the picture]
    pointer_aims: bool = False
    paused: bool = False  # the pause action was asked for; the scene clears it
    consoled: bool = False  # the same of the console
    listening: bool = False  # the next input is wanted as such, for remapping: it lands in `heard`
    heard: str = ""
    lost: str = ""  # the name of the pad that was in use and is gone; whoever says so clears it

    def __post_init__(self) -> None:
        self._down: set[str] = set()
        self._on: set[str] = set()  # of TOGGLED, when they toggle
        self._axes: dict[str, float] = {}
        self._fresh: dict[str, int] = {}  # flight actions tapped -> ticks for which they still count
        self._presses: list[Press] = []
        self._intents: list[Intent | Transport | Shot | Pointer] = []
        self._repeat: tuple[Intent | Transport | Shot, str, float] | None = None
        self._aim = 0.0
        self._still = math.inf  # since the mouse last moved [s]
        self.pads = Pads()
        self._in_use = -1  # instance of the pad that was touched last

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
            turned = "mouse WHEELUP" if event.y > 0 else "mouse WHEELDOWN"
            self._press(turned, "mouse")  # a notch goes down and up at once
            self._release(turned)
        elif event.type in (pygame.CONTROLLERDEVICEADDED, pygame.JOYDEVICEADDED):
            self._plug(event.device_index)
        elif event.type in (pygame.CONTROLLERDEVICEREMOVED, pygame.JOYDEVICEREMOVED):
            self._unplug(event.instance_id)
        elif event.type == pygame.WINDOWFOCUSLOST:
            self.release_all()
            self.paused = True  # nobody flies blind
        else:
            self._feed_pad(event)

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
        elif action and self._toggles(action):
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

    def _toggles(self, action: str) -> bool:
        """Whether one press puts it on and the next one off."""
        return (self.toggles and action in TOGGLED) or (self.gun_toggles and action == "fire")

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

    def _feed_pad(self, event: pygame.Event) -> None:
        for said in self.pads.read(event):
            if isinstance(said, Axis):
                self._move_axis(said, event.instance_id)
            elif said.down:
                self._take_up(event.instance_id)
                self._press(said.control, "pad")
            else:
                self._release(said.control)

    def _take_up(self, instance: int) -> None:
        """This pad is in the hands now: prompts show its signs."""
        self._in_use, self.bindings.family = instance, self.pads.family(instance)

    def _move_axis(self, axis: Axis, instance: int) -> None:
        self._axes[axis.name] = axis.value
        threshold = self.trigger if axis.name.startswith("TRIGGER") else STICK_PRESS
        for sign, direction in ((-1, "-"), (1, "+")):
            control = f"pad {axis.name}{direction}"
            if axis.value * sign > threshold and control not in self._down:
                self._take_up(instance)
                self._press(control, "pad")
            elif axis.value * sign <= threshold * 0.8 and control in self._down:
                self._release(control)
        if abs(axis.value) > self._zone(axis.name):
            self.last_used = "pad"
            self._take_up(instance)

    def _zone(self, axis: str) -> float:
        return self.aim_zone if axis.startswith("RIGHT") else self.stick_zone

    # --- pads come and go ---

    def open_pads(self) -> None:
        """Start listening to pads; those plugged in later announce themselves."""
        self.pads.open()

    def _plug(self, index: int) -> None:
        self.pads.plug(index)
        self.lost = ""  # it is back, or another is

    def _unplug(self, instance: int) -> None:
        """Nobody flies on with a pad that is gone: what it held is let go, and the flight waits."""
        pad = self.pads.unplug(instance)
        if instance != self._in_use:
            return
        self._in_use = -1
        for control in [c for c in self._down if c.startswith("pad ")]:
            self._release(control)
        self._axes.clear()
        if self.last_used == "pad":
            self.last_used = "keyboard"
            self.lost = pad.name if pad else "pad"
            self.paused = True

    def rumble(self, low: float, high: float, seconds: float) -> None:
        """Shake the pad that is in the hands, and none that lies on the table: two motors 0..1."""
        if self.last_used == "pad":
            self.pads.rumble(self._in_use, low, high, seconds)

    # --- intents out: menus and recordings ---

    def holds(self, wish: Transport) -> bool:
        """Whether a control for it is down now."""
        return self._is_down(f"watch_{wish.name.lower()}")

    def pushed(self, less: str, more: str) -> float:
        """-1..1: how far two actions of the present context are held against each other, by keys or by a stick."""
        return self._axis(less, more)

    def intents(self, dt: float) -> list[Intent | Transport | Shot | Pointer]:
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
        right = self._axis("left", "right")
        down = self._axis("up", "down")
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

    def answer(self, number: int) -> None:
        """An answer was pointed at and pressed, the first is 0: that press is no shot."""
        self._presses.append(PRESSED[f"choice_{number + 1}"])
        self._down.discard("mouse LEFT")
        for action in list(self._fresh):
            if "mouse LEFT" in self.bindings.inputs(action):
                del self._fresh[action]

    def face(self, angle: float) -> None:
        """Where the nose points when a flight begins [rad], so that the ship does not swing round by itself."""
        self._aim = angle
        self.pointer_aims = False

    def _is_down(self, action: str) -> bool:
        return any(control in self._down for control in self.bindings.inputs(action))

    def _wanted(self, action: str) -> bool:
        if self._toggles(action):
            return action in self._on
        return self._is_down(action) or action in self._fresh

    def _axis(self, less: str, more: str) -> float:
        """-1..1 from two actions; a stick counts by how far it is pushed out of its rest."""
        keys = (1.0 if self._keyed(more) else 0.0) - (1.0 if self._keyed(less) else 0.0)
        return keys or self._pushed(more) - self._pushed(less)

    def _keyed(self, action: str) -> bool:
        """Down, or tapped, by anything but a stick."""
        keys = any(c in self._down for c in self.bindings.inputs(action) if not is_axis(c))
        return keys or (action in self._fresh and not self._pushed(action))

    def _pushed(self, action: str) -> float:
        """0..1: how far the stick or trigger that is bound to an action is beyond where it rests."""
        most = 0.0
        for control in self.bindings.inputs(action):
            if is_axis(control):
                zone = self._zone(control[4:-1])
                most = max(most, (self._way(control) - zone) / (1.0 - zone))
        return most

    def _way(self, control: str) -> float:
        """How far a stick is pushed in the direction of this control, -1..1."""
        value = self._axes.get(control[4:-1], 0.0)
        return value if control.endswith("+") else -value

    def _tilt(self, less: str, more: str) -> float:
        """-1..1 from two actions, as far as sticks are pushed, wherever they rest; keys count whole."""

        def way(action: str) -> float:
            controls = self.bindings.inputs(action)
            if any(c in self._down for c in controls if not is_axis(c)):
                return 1.0
            return max((self._way(c) for c in controls if is_axis(c)), default=0.0)

        return max(0.0, way(more)) - max(0.0, way(less))

    def _aim_angle(self, right: float, down: float, aim_from: tuple[float, float] | None) -> float:
        """By stick or keys that aim; else by the mouse once it has moved; else the way the ship is told to go."""
        x, y = self._tilt("aim_left", "aim_right"), self._tilt("aim_up", "aim_down")
        if math.hypot(x, y) > self.aim_zone:
            self.pointer_aims = False
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
