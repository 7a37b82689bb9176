"""Effects: one small recipe each, a file a family of situations. Importing the package registers them all."""

from effects import (
    carrier,
    daly,
    detection,
    disguise,
    doors,
    drones,
    engine,
    freedom,
    garage,
    hacking,
    interface,
    loop,
    memory,
    players,
    shield,
    slides,
    strata,
    talk,
    weapons,
)
from effects.registry import RECIPES, render

__all__ = [
    "RECIPES", "carrier", "daly", "detection", "disguise", "doors", "drones", "engine", "freedom", "garage", "hacking",
    "interface", "loop", "memory", "players", "render", "shield", "slides", "strata", "talk", "weapons",
]  # fmt: skip
