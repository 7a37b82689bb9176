"""Whether anybody is there: what counts as a hand on something."""

from __future__ import annotations

import pygame

NUDGE = 3  # a mouse that moved less was not meant [px]
PUSH = 0.5  # of a stick's way

PRESSES = {pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN, pygame.MOUSEWHEEL, pygame.CONTROLLERBUTTONDOWN}


def touches(event: pygame.Event) -> bool:
    """Any key, any button, a mouse or a stick that is moved on purpose."""
    if event.type in PRESSES:
        return True
    if event.type == pygame.MOUSEMOTION:
        return max(abs(event.rel[0]), abs(event.rel[1])) >= NUDGE
    if event.type == pygame.CONTROLLERAXISMOTION:
        share = event.value / 32767.0 if abs(event.value) > 1.0 else float(event.value)
        return abs(share) > PUSH
    return False
