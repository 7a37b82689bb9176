"""pygame's events as those of the editor's panels: in HUD units, with names for keys."""

from __future__ import annotations

import pygame

from game.ui.events import Event, Key, Move, Press, Release, Wheel, Words

TWICE = 0.35  # s within which a second press makes a double click
NEAR = 5.0  # units within which it must fall
REPEATS = 0.35, 0.045  # of a key that is held: s until it repeats first, and from then on
HICCUP = 0.1  # s that one picture counts for at most: a key that was only tapped while one took long is not repeated

_HELD = (
    ((pygame.K_LSHIFT, pygame.K_RSHIFT), "shift"),
    ((pygame.K_LCTRL, pygame.K_RCTRL, pygame.K_LMETA, pygame.K_RMETA), "ctrl"),
    ((pygame.K_LALT, pygame.K_RALT), "alt"),
)
_NAMES = {value: name[2:].lower() for name, value in vars(pygame).items() if name.startswith("K_")}


class Hands:
    """Remembers where the mouse is and what is held. `unit` is px per HUD unit."""

    def __init__(self) -> None:
        self.unit = 1.0
        self.at = (0.0, 0.0)
        self.held: tuple[int, ...] = ()
        self.shift = self.ctrl = self.alt = False
        self._last: tuple[float, float, float, int] | None = None  # time, x, y, button of the last press
        self._down: tuple[int, Key] | None = None  # the key that went down last
        self._due = 0.0  # s until it repeats

    def take(self, event: pygame.Event, time: float) -> Event | None:
        """One of pygame's events at a time of the editor's clock [s]; None when it means nothing here."""
        if event.type in (pygame.KEYDOWN, pygame.KEYUP):
            self._modifiers(event)
            if event.type == pygame.KEYUP:
                self._down = self._down if self._down and self._down[0] != event.key else None
                return None
            key = Key(_NAMES.get(event.key, ""), self.shift, self.ctrl, self.alt)
            if not any(event.key in keys for keys, _ in _HELD):
                self._down, self._due = (event.key, key), REPEATS[0]
            return key
        if event.type == pygame.WINDOWFOCUSLOST:
            self.let_go()
        if event.type == pygame.TEXTINPUT:
            return Words(event.text)
        if event.type == pygame.MOUSEMOTION:
            self.at = event.pos[0] / self.unit, event.pos[1] / self.unit
            return Move(*self.at, self.held, self.shift, self.ctrl, self.alt)
        if event.type == pygame.MOUSEBUTTONDOWN and event.button <= 3:
            return self._press(event, time)
        if event.type == pygame.MOUSEBUTTONUP and event.button <= 3:
            self.at = event.pos[0] / self.unit, event.pos[1] / self.unit
            self.held = tuple(button for button in self.held if button != event.button)
            return Release(*self.at, event.button, self.shift, self.ctrl, self.alt)
        if event.type == pygame.MOUSEWHEEL:
            return Wheel(*self.at, getattr(event, "precise_y", event.y), self.shift, self.ctrl)
        return None

    def let_go(self) -> None:
        """Whoever had the keyboard meanwhile heard what was let go of."""
        self._down, self.held = None, ()
        self.shift = self.ctrl = self.alt = False

    def repeat(self, dt: float) -> Key | None:
        """The key that is held, when it is due again. `dt`: s since the last picture."""
        if self._down is None:
            return None
        self._due -= min(dt, HICCUP)
        if self._due > 0.0:
            return None
        self._due = REPEATS[1]
        return self._down[1]

    def _modifiers(self, event: pygame.Event) -> None:
        self.shift = bool(event.mod & pygame.KMOD_SHIFT)
        self.ctrl = bool(event.mod & (pygame.KMOD_CTRL | pygame.KMOD_META))
        self.alt = bool(event.mod & pygame.KMOD_ALT)
        down = event.type == pygame.KEYDOWN
        for keys, name in _HELD:  # a modifier's own event may or may not count itself
            if event.key in keys:
                setattr(self, name, down)

    def _press(self, event: pygame.Event, time: float) -> Press:
        self.at = x, y = event.pos[0] / self.unit, event.pos[1] / self.unit
        last, clicks = self._last, 1
        if last and last[3] == event.button and time - last[0] < TWICE and abs(x - last[1]) + abs(y - last[2]) < NEAR:
            clicks = 2
        self._last = None if clicks == 2 else (time, x, y, event.button)
        self.held = (*self.held, event.button)
        return Press(x, y, event.button, self.shift, self.ctrl, self.alt, clicks)
