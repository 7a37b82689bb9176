"""Commands by the names of what one does: for tests that fly by hand instead of by a pilot."""

from __future__ import annotations

import math

from game.sim.command import Command, Held, Press
from game.story.suggest import did_you_mean

# what is held: axis of the helm scheme, direction in the world, or action
AXES: dict[str, tuple[str, float]] = {
    "thrust": ("thrust", 1.0),
    "back": ("thrust", -1.0),
    "left": ("turn", -1.0),
    "right": ("turn", 1.0),
}
WAYS: dict[str, tuple[float, float]] = {
    "north": (0.0, -1.0),
    "south": (0.0, 1.0),
    "west": (-1.0, 0.0),
    "east": (1.0, 0.0),
}
HELD: dict[str, Held] = {"fire": Held.FIRE, "boost": Held.BOOST, "brake": Held.BRAKE, "tractor": Held.TRACTOR}
HOLDS = (*AXES, *WAYS, *HELD)
PRESSED: dict[str, Press] = {
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
    "choice-1": Press.CHOICE_1,
    "choice-2": Press.CHOICE_2,
    "choice-3": Press.CHOICE_3,
    "choice-4": Press.CHOICE_4,
}


def holding(*actions: str, aim: float | None = None) -> Command:
    """The command of somebody who holds these down.

    thrust, back, left, right fly by the helm; north, south, west, east by direction, with the nose at `aim` [degrees,
    clockwise from +x] or the way it flies. ValueError names what nobody can hold.
    """
    axes = {"thrust": 0.0, "turn": 0.0}
    x = y = 0.0
    held = 0
    for action in actions:
        if action in AXES:
            axis, value = AXES[action]
            axes[axis] += value
        elif action in WAYS:
            x, y = x + WAYS[action][0], y + WAYS[action][1]
        elif action in HELD:
            held |= HELD[action]
        else:
            hint = "; press it" if action in PRESSED else did_you_mean(action, HOLDS)
            raise ValueError(f"{action!r} cannot be held{hint or ': ' + ', '.join(HOLDS)}")
    direct = aim is not None or any(action in WAYS for action in actions)
    if direct and (axes["thrust"] or axes["turn"]):
        raise ValueError("thrust, back, left and right fly by the helm: they do not go with directions or an aim")
    if not direct:
        return Command.of(thrust=axes["thrust"], turn=axes["turn"], held=held)
    angle = math.radians(aim) if aim is not None else math.atan2(y, x)
    return Command.of(move=(x, y), aim=angle, held=held | Held.DIRECT)


def pressing(action: str) -> Command:
    """The command of the tick in which a key goes down. ValueError names what cannot be pressed."""
    if action not in PRESSED:
        hint = "; hold it" if action in HOLDS else did_you_mean(action, PRESSED)
        raise ValueError(f"{action!r} cannot be pressed{hint or ': ' + ', '.join(PRESSED)}")
    return Command.of(pressed=PRESSED[action])
