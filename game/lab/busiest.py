"""The busiest moment of each chapter: where the pilot's flight costs most to draw.

`MOMENTS` is what the bench goes by. It was found by `python -m game.lab.busiest`, which flies every chapter, draws it
in software as it goes and prints the table anew: do that when a chapter has changed much. It counts the processor's
time, so that a busy machine finds the same. Needs the program's libraries.
"""

from __future__ import annotations

import os
import sys
import time
from typing import NamedTuple

from game.lab.pilots import make_pilot
from game.sim.clock import DT
from game.story import library
from game.story.episode import Episode, Happening

SEED = 1
SIZE = (1280, 720)
EVERY = 3.0  # between two looks [s]
LED, LOOKED = 12, 24  # frames of a look: those that lead up to it, and those that count
DEAR = 0.9  # a look counts by its frame at this share: by many dear ones, not by one
LONGEST = 900.0  # of a flight [s]

# chapter -> when it is busiest, in seconds of the pilot's flight with SEED
MOMENTS: dict[str, float] = {
    "01": 153.0,
    "02": 99.0,
    "03": 189.0,
    "04": 126.0,
    "05": 354.0,
    "06": 153.0,
    "07": 288.0,
    "08": 228.0,
    "09": 174.0,
    "10": 102.0,
    "11": 165.0,
    "12": 105.0,
}


class Look(NamedTuple):
    """A short stretch of a flight: when it began [s], and what its dear frames and its dearest one cost [ms]."""

    at: float
    dear_ms: float
    worst_ms: float


def looks(level: str) -> list[Look]:
    """Fly a chapter whole, and draw a few frames of it every now and then; what fades does not count."""
    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    from game.play.pace import settle_memory
    from game.play.scenes import ahead
    from game.render.atlas import Atlas
    from game.render.backend import open_renderer
    from game.render.view import View

    episode = Episode(library.load(level), SEED)
    pilot = make_pilot("pilot", episode)
    atlas = Atlas()
    renderer = open_renderer("software", SIZE, atlas=atlas, headless=True, live=True)
    view = View(atlas, episode)
    ahead.level(renderer, episode.level)
    atlas.warm(ahead.later(view))
    settle_memory()
    found: list[Look] = []
    costs: list[float] = []
    told: list[Happening] = []
    unseen = 0
    fades = False
    while episode.outcome is None and episode.frame * DT < LONGEST:
        happened = episode.step(pilot.command())
        pilot.hear(happened)
        told += happened
        unseen += 1
        if episode.frame % round(EVERY / DT) >= LED + LOOKED:
            continue
        began = time.thread_time()
        view.update(told, unseen * DT)
        frame = view.frame(1.0, SIZE)
        renderer.draw(frame)
        costs.append((time.thread_time() - began) * 1e3)
        fades = fades or frame.post.fade > 0.0
        told, unseen = [], 0
        renderer.present()
        if len(costs) == LED + LOOKED:
            counted = sorted(costs[LED:])
            if not fades:  # else what follows is the end of a scene, and cheap
                found.append(Look(episode.frame * DT - LOOKED * DT, counted[int(DEAR * LOOKED)], counted[-1]))
            costs, fades = [], False
    renderer.close()
    return found


def main() -> None:
    for level in sys.argv[1:] or [name[:2] for name in library.folders()]:
        found = looks(level)
        busiest, worst = max(found, key=lambda look: look.dear_ms), max(found, key=lambda look: look.worst_ms)
        print(
            f'    "{level}": {busiest.at:.0f},  # {busiest.dear_ms:.1f} ms of the processor; '
            f"the dearest frame {worst.worst_ms:.0f} ms at {worst.at:.0f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
