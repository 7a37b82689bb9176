"""Synthetic hands: pygame events as a keyboard, a mouse and a pad would send them."""

from __future__ import annotations

import pygame


def key_down(key: int) -> pygame.Event:
    return pygame.Event(pygame.KEYDOWN, key=key, mod=0, unicode="", scancode=0)


def key_up(key: int) -> pygame.Event:
    return pygame.Event(pygame.KEYUP, key=key, mod=0, scancode=0)


def tap(key: int) -> list[pygame.Event]:
    return [key_down(key), key_up(key)]


def mouse_to(x: int, y: int, rel: tuple[int, int] = (9, 0)) -> pygame.Event:
    return pygame.Event(pygame.MOUSEMOTION, pos=(x, y), rel=rel, buttons=(0, 0, 0))


def click(x: int, y: int, button: int = 1) -> list[pygame.Event]:
    down = pygame.Event(pygame.MOUSEBUTTONDOWN, pos=(x, y), button=button)
    return [down, pygame.Event(pygame.MOUSEBUTTONUP, pos=(x, y), button=button)]


def pad_down(button: int) -> pygame.Event:
    return pygame.Event(pygame.CONTROLLERBUTTONDOWN, button=button, instance_id=0)


def pad_up(button: int) -> pygame.Event:
    return pygame.Event(pygame.CONTROLLERBUTTONUP, button=button, instance_id=0)


def pad_tap(button: int) -> list[pygame.Event]:
    return [pad_down(button), pad_up(button)]


def stick(axis: int, share: float) -> pygame.Event:
    return pygame.Event(pygame.CONTROLLERAXISMOTION, axis=axis, value=round(share * 32767), instance_id=0)
