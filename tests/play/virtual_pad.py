"""The program with a pad of ours plugged in: `python -m tests.play.virtual_pad ARGUMENTS OF CALLISTER`.

SDL itself brings a virtual controller, so what the program gets are real device events: it is plugged in, pressed,
tilted and pulled out. Lines on standard input move it:

    plug                 pull
    tap A                                  (names of SDL's controller buttons: down until the program has seen it)
    press A              release A
    tilt LEFTX -0.8      (axes, -1..1; triggers 0..1)
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from pathlib import Path

import pygame

BUTTONS = (
    "A", "B", "X", "Y", "BACK", "GUIDE", "START", "LEFTSTICK", "RIGHTSTICK", "LEFTSHOULDER", "RIGHTSHOULDER",
    "DPAD_UP", "DPAD_DOWN", "DPAD_LEFT", "DPAD_RIGHT",
)  # fmt: skip
AXES = ("LEFTX", "LEFTY", "RIGHTX", "RIGHTY", "TRIGGERLEFT", "TRIGGERRIGHT")
CONTROLLER = 1  # SDL_JOYSTICK_TYPE_GAMECONTROLLER
FULL = 32767


class Looks:
    """How often the program has looked for events: SDL asks a virtual pad how it is only then."""

    def __init__(self) -> None:
        self.begun = self.ended = 0
        self._get = pygame.event.get

    def get(self, *args: object, **more: object) -> list[pygame.Event]:
        self.begun += 1
        events = self._get(*args, **more)
        self.ended = self.begun
        return events

    def wait(self) -> None:
        """Until one that began after this has ended; and no longer, or a slow program would take it for held."""
        following = self.begun + 1
        while self.ended < following:
            time.sleep(0.002)


looks = Looks()


def _library() -> ctypes.CDLL:
    """The SDL that pygame has loaded, wherever its wheel or the system keeps it."""
    maps = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    sdl = ctypes.CDLL(next(line.split()[-1] for line in maps if "libSDL2-2" in line))
    sdl.SDL_JoystickOpen.restype = ctypes.c_void_p
    return sdl


class VirtualPad:
    """One pad. ValueError: a line that says nothing it knows."""

    def __init__(self) -> None:
        self._sdl = _library()
        self._index = -1
        self._pad: ctypes.c_void_p | None = None

    def obey(self, line: str) -> None:
        match line.split():
            case ["plug"]:
                self._index = self._sdl.SDL_JoystickAttachVirtual(CONTROLLER, len(AXES), len(BUTTONS), 0)
                self._pad = ctypes.c_void_p(self._sdl.SDL_JoystickOpen(self._index))
            case ["pull"]:
                self._sdl.SDL_JoystickDetachVirtual(self._index)
            case ["tap", name]:
                for move in ("press", "release"):
                    self.obey(f"{move} {name}")
                    looks.wait()
            case ["press", name]:
                self._sdl.SDL_JoystickSetVirtualButton(self._pad, BUTTONS.index(name), 1)
            case ["release", name]:
                self._sdl.SDL_JoystickSetVirtualButton(self._pad, BUTTONS.index(name), 0)
            case ["tilt", name, share]:
                value = round(float(share) * FULL)
                if name.startswith("TRIGGER"):
                    value = 2 * value - FULL  # a trigger at rest is at the low end
                self._sdl.SDL_JoystickSetVirtualAxis(self._pad, AXES.index(name), ctypes.c_int16(value))
            case _:
                raise ValueError(f"{line!r}: see the top of {__file__}")


def _listen() -> None:
    """Obey standard input, once the program has a window and looks for pads."""
    while not (pygame.display.get_init() and pygame.joystick.get_init()):
        time.sleep(0.02)
    pad = VirtualPad()
    for line in sys.stdin:
        pad.obey(line.strip())


def main() -> int:
    from game.cli import main as callister

    os.environ["SDL_JOYSTICK_ALLOW_BACKGROUND_EVENTS"] = "1"  # without a window manager the focus comes and goes
    pygame.event.get = looks.get  # type: ignore[assignment]
    threading.Thread(target=_listen, daemon=True).start()
    return callister(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
