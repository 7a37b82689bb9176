"""What tells one pilot from another beside its skills: how quick, how steady, how bold."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Nature:
    """Numbers of hands, eyes and heart. What stands here is a good player's. Times in ticks, 60 a second."""

    # hands
    reaction: int = 7  # between seeing and doing: about 120 ms
    wobble: float = math.radians(1.2)  # a hand is not a compass: standard deviation of the aim [rad]
    stray: float = 0.0  # and the same of the way it means to fly [rad]
    overshoot: float = 0.0  # share of a turn by which the aim first goes too far
    linger: int = 0  # the trigger is held so long after there is nothing to hit
    # eyes
    wakes: tuple[int, int] = (20, 50)  # the first decision comes somewhen in this span
    alert: int = 7  # between two decisions in danger, or near something
    calm: int = 16  # and otherwise
    dither: int = 0  # up to so many more, at random
    startle: int = 0  # before it sees that a bolt will strike
    unseen: float = 0.0  # odds that it does not see it at all
    misread: float = 0.0  # odds that it then goes to the wrong side
    read: int = 70  # it takes to read a choice
    prompt: int = 14  # and a prompt of a handshake, beside the reaction
    sigh: int = 45  # before it takes up a lost run
    # fighting
    lead: float = 1.0  # share of the true lead that it takes
    tolerance: float = 0.11  # aims within this before it fires [rad]
    nerve: float = 0.6  # hull, as a share, under which it falls back when its shields are gone


__all__ = ["Nature"]
