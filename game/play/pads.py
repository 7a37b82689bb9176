"""Pads that come and go: those that SDL knows by name, and plain joysticks with axes, hats and numbered buttons.

Both speak the words of the bindings' table here. Of a plain joystick the first four axes are two sticks, its first hat
is a D-pad, and its buttons stand in the order of most pads without a name; what has no such place keeps its number
(`pad BUTTON14`, `pad AXIS4+`, `pad HAT1_UP`) and can be bound by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import pygame

from game.play.bindings import PLAIN_BUTTONS

XBOX, PLAYSTATION, NINTENDO, PLAIN = "xbox", "playstation", "nintendo", "plain"
FAMILIES = {
    PLAYSTATION: ("ps3", "ps4", "ps5", "playstation", "dualshock", "dualsense"),
    NINTENDO: ("nintendo", "switch", "joy-con", "joycon"),
}  # by what stands in a pad's name

PLAIN_AXES = ("LEFTX", "LEFTY", "RIGHTX", "RIGHTY")
RESTS_LOW = -0.9  # an axis that is first seen there is a trigger, which rests at one end of its way

_BUTTON_NAMES = (
    *("A", "B", "X", "Y", "BACK", "START", "GUIDE", "LEFTSTICK", "RIGHTSTICK", "LEFTSHOULDER", "RIGHTSHOULDER"),
    *("DPAD_UP", "DPAD_DOWN", "DPAD_LEFT", "DPAD_RIGHT"),
)
BUTTONS = {getattr(pygame, f"CONTROLLER_BUTTON_{name}"): f"pad {name}" for name in _BUTTON_NAMES}
AXES = {
    getattr(pygame, f"CONTROLLER_AXIS_{name}"): name
    for name in ("LEFTX", "LEFTY", "RIGHTX", "RIGHTY", "TRIGGERLEFT", "TRIGGERRIGHT")
}


class Button(NamedTuple):
    """A control that went down or up."""

    control: str  # as bindings write it
    down: bool


class Axis(NamedTuple):
    """A stick or trigger that moved; without its direction, which is the sign of `value` (-1..1)."""

    name: str
    value: float


@dataclass(slots=True)
class Pad:
    """One that is plugged in. `handle` is pygame's."""

    handle: Any
    name: str
    family: str


def family_of(name: str) -> str:
    """Whose signs stand on a pad with a name."""
    low = name.lower()
    return next((family for family, signs in FAMILIES.items() if any(sign in low for sign in signs)), XBOX)


class Pads:
    """All that are plugged in, by instance."""

    def __init__(self) -> None:
        self.plugged: dict[int, Pad] = {}
        self._low: set[tuple[int, int]] = set()  # (instance, axis) of triggers that rest at one end
        self._seen: set[tuple[int, int]] = set()
        self._hats: dict[tuple[int, int], tuple[int, int]] = {}

    # --- they come and go ---

    def open(self) -> None:
        """Start listening; those plugged in later announce themselves."""
        from pygame._sdl2 import controller

        controller.init()
        pygame.joystick.init()
        for index in range(pygame.joystick.get_count()):
            self.plug(index)

    def plug(self, index: int) -> None:
        """Open the device with this number; opening one twice does nothing."""
        from pygame._sdl2 import controller

        if not controller.get_init():
            return
        try:
            if controller.is_controller(index):
                pad = controller.Controller(index)
                self.plugged[pad.as_joystick().get_instance_id()] = Pad(pad, pad.name, family_of(pad.name))
            else:
                stick = pygame.joystick.Joystick(index)
                self.plugged.setdefault(stick.get_instance_id(), Pad(stick, stick.get_name(), PLAIN))
        except pygame.error:
            pass  # gone again before it could be opened

    def unplug(self, instance: int) -> Pad | None:
        """One was pulled out; which, or None when it was not ours."""
        return self.plugged.pop(instance, None)

    def family(self, instance: int) -> str:
        """Whose signs stand on it."""
        pad = self.plugged.get(instance)
        return pad.family if pad else XBOX

    def rumble(self, instance: int, low: float, high: float, seconds: float) -> None:
        """Shake one of them: two motors 0..1."""
        if instance in self.plugged:
            self.plugged[instance].handle.rumble(min(1.0, low), min(1.0, high), int(seconds * 1000))

    # --- what they say ---

    def read(self, event: pygame.Event) -> list[Button | Axis]:
        """An event of a pad in the words of the bindings; [] for what means nothing here.

        SDL tells of a pad that it knows twice, by its name and as a joystick: the second is passed over.
        """
        if event.type in (pygame.CONTROLLERBUTTONDOWN, pygame.CONTROLLERBUTTONUP):
            control = BUTTONS.get(event.button, "")
            return [Button(control, event.type == pygame.CONTROLLERBUTTONDOWN)] if control else []
        if event.type == pygame.CONTROLLERAXISMOTION:
            name = AXES.get(event.axis, "")
            return [Axis(name, _share(event.value))] if name else []
        if self.family(getattr(event, "instance_id", -1)) != PLAIN:
            return []
        if event.type in (pygame.JOYBUTTONDOWN, pygame.JOYBUTTONUP):
            named = event.button < len(PLAIN_BUTTONS)
            control = f"pad {PLAIN_BUTTONS[event.button] if named else f'BUTTON{event.button + 1}'}"
            return [Button(control, event.type == pygame.JOYBUTTONDOWN)]
        if event.type == pygame.JOYHATMOTION:
            return self._hat(event)
        return [self._axis(event)] if event.type == pygame.JOYAXISMOTION else []

    def _hat(self, event: pygame.Event) -> list[Button | Axis]:
        """What of a hat went up, and then what went down: it may roll from one direction to the next."""
        key, now = (event.instance_id, event.hat), tuple(event.value)
        before, self._hats[key] = self._hats.get(key, (0, 0)), now
        start = "pad DPAD" if event.hat == 0 else f"pad HAT{event.hat}"
        turns: list[Button | Axis] = []
        for down, value in ((False, before), (True, now)):
            other = now if not down else before
            for at, (less, more) in ((0, ("LEFT", "RIGHT")), (1, ("DOWN", "UP"))):
                if value[at] and value[at] != other[at]:
                    turns.append(Button(f"{start}_{more if value[at] > 0 else less}", down))
        return turns

    def _axis(self, event: pygame.Event) -> Axis:
        key, value = (event.instance_id, event.axis), _share(event.value)
        if event.axis < len(PLAIN_AXES):
            return Axis(PLAIN_AXES[event.axis], value)
        if key not in self._seen:
            self._seen.add(key)
            if value < RESTS_LOW:
                self._low.add(key)
        return Axis(f"AXIS{event.axis}", (value + 1.0) / 2 if key in self._low else value)


def _share(value: float) -> float:
    """Of the way, -1..1: pygame tells it so of joysticks, and in steps of a 32768th of pads."""
    return max(-1.0, min(1.0, value / 32767.0 if abs(value) > 1.0 else float(value)))
