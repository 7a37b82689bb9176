"""How a place in the world becomes a left and a right volume, and how many sounds share the room.

Pure arithmetic. World units (1 = 1 px at zoom 1), y down; volumes 0..1.
"""

from __future__ import annotations

import math

FULL = 240.0  # a sound this near is as loud as it was made [units]
FADING = 1200.0  # from here it is faded out, beside the fall with distance
REACH = 1900.0  # and from here it is not heard
WIDTH = 720.0  # this far to the side it is as far to the side as it gets: a little more than half the view
SIDE = 0.85  # never wholly on one ear: headphones hurt
TELL_FLOOR = 0.6  # a tell stays readable however far its drone is
BESIDE = 60.0  # a sound this near has no direction [units]
AUDIBLE = 0.02  # below this a sound is not worth a voice
CENTRE = math.sqrt(0.5)


def equal_power(place: float) -> tuple[float, float]:
    """(left, right) for a mono sound at -1 left .. 1 right; the sum of squares is always 1."""
    angle = (max(-1.0, min(1.0, place)) + 1.0) * math.pi / 4
    return math.cos(angle), math.sin(angle)


def balance(place: float) -> tuple[float, float]:
    """(left, right) for a sound that has two channels already: the centre is as it was made."""
    left, right = equal_power(place)
    return min(1.0, left / CENTRE), min(1.0, right / CENTRE)


def place_of(dx: float) -> float:
    """Where to the side something sounds that is `dx` units right of the listener."""
    return max(-SIDE, min(SIDE, dx / WIDTH * SIDE))


def fall(distance: float) -> float:
    """Volume by distance: 1 near, as one over the distance beyond, nothing from REACH on."""
    if distance >= REACH:
        return 0.0
    return FULL / max(distance, FULL) * min(1.0, (REACH - distance) / (REACH - FADING))


def crowd(sounding: int) -> float:
    """Twelve effects at once are not twelve times as loud: min(1, 2 / sqrt(n))."""
    return min(1.0, 2.0 / math.sqrt(max(1, sounding)))
