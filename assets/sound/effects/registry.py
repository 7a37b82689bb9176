"""Recipes by file name, and what is done to each before it is written.

A recipe is a function without arguments that returns a sound of any level; loudness, ceiling and looping are
declared in `sounds.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import numpy as np
from dsp import band, db, held, samples
from loudness import loud
from space import faded

from game.audio.sounds import Sound

RECIPES: dict[str, Callable[[], np.ndarray]] = {}

LEAD_S, REST_S = 0.004, 0.045  # silence round a one-shot: Vorbis smears attacks by a short block and ends by a long one

Take = TypeVar("Take")


def recipe(make: Callable[[], np.ndarray]) -> Callable[[], np.ndarray]:
    """Register a recipe under its own name."""
    RECIPES[make.__name__] = make
    return make


def takes(arguments: Mapping[str, Take]) -> Callable[[Callable[[Take], np.ndarray]], Callable[[Take], np.ndarray]]:
    """Register one recipe per take: NAME_<suffix> is the recipe called with that suffix's argument."""

    def register(make: Callable[[Take], np.ndarray]) -> Callable[[Take], np.ndarray]:
        for suffix, argument in arguments.items():
            RECIPES[f"{make.__name__}_{suffix}"] = lambda chosen=argument: make(chosen)
        return make

    return register


def render(file: str, sound: Sound) -> np.ndarray:
    """The finished effect: no DC, ends at zero unless it loops, at its loudness, under its ceiling."""
    x = band(RECIPES[file](), 26, 15_500, 2, wrap=sound.loop)
    if sound.loop:
        return loud(x - x.mean(axis=0), sound.lufs, sound.ceiling, loop=True)
    level = np.abs(x).max(axis=1) if x.ndim == 2 else np.abs(x)
    last = np.flatnonzero(level > level.max() * db(-58))[-1]
    x = loud(faded(x[: min(len(x), last + samples(0.03))], 0.001, 0.025), sound.lufs, sound.ceiling)
    window = held(len(x), 0.01, 0.03)
    x = x - (x.sum(axis=0) / window.sum()) * (window if x.ndim == 1 else window[:, None])
    margin = x.shape[1:]
    return np.concatenate([np.zeros((samples(LEAD_S), *margin)), x, np.zeros((samples(REST_S), *margin))])
