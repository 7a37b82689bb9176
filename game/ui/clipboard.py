"""The clipboard of the desktop, or one of our own where there is no window."""

from __future__ import annotations

import contextlib

import pygame

_own = ""


def put(text: str) -> None:
    """Leave text for whoever pastes next."""
    global _own
    _own = text
    if pygame.display.get_init() and pygame.display.get_surface() is not None:
        with contextlib.suppress(pygame.error, AttributeError):  # a desktop without a clipboard: ours serves
            pygame.scrap.put_text(text)


def get() -> str:
    """What lies there, or nothing."""
    if pygame.display.get_init() and pygame.display.get_surface() is not None:
        try:
            return pygame.scrap.get_text() or _own
        except (pygame.error, AttributeError, UnicodeDecodeError):
            return _own
    return _own
