"""For the bench: how long a level that is flown takes to be read again, after each of its files was saved.

The floor is what `tomli` alone takes to read the three files: no level can be known sooner. Both are times of the
processor, not of the clock: a busy machine changes them less. What other threads do meanwhile is not waited for.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median

import tomli

from game.play import soak
from game.play.app import App
from game.play.pace import TICK, Beat
from game.play.scenes import chapters
from game.play.scenes.flight import Flight
from game.play.scenes.reload import POLL
from game.story import library
from game.story.loader import FILES

LEVEL = "06"  # of all chapters the one with the most ground
FLOWN = 3.0  # before its files are saved, and between two savings [s]
SAVINGS = 5  # of each file that count, after one that warms
# in each file the first of these is changed: a word of a line, how long the level takes, where a rock lies
EDITS = {
    "lines.toml": (re.compile(r'(text = ")(?:\d+ )?'), r"\g<1>{} "),
    "level.toml": (re.compile(r"(minutes = )[\d.]+"), r"\g<1>{}"),
    "map.toml": (re.compile(r"(pos = \[-?\d+)(?:\.\d+)?"), r"\g<1>.{}"),
}


def measure(level: str = LEVEL, renderer: str = "software") -> dict[str, dict[str, float]]:
    """{file: {ms, floor_ms, ratio}}: from the look that finds it saved to the first picture of the new version."""
    with soak.program(renderer) as app, tempfile.TemporaryDirectory(prefix="callister-reread-") as above:
        folder = Path(above) / "mine"
        shutil.copytree(library.find(level), folder)
        chapters.begin(app, str(folder))
        found = {}
        for name in EDITS:
            for _ in range(round(FLOWN / TICK)):
                app.scenes[-1].update(Beat(1, 1.0, TICK, TICK))
            pairs = [_save(app, folder, name, number) for number in range(1, SAVINGS + 2)][1:]
            took, floor = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
            ratio = median(pair[0] / pair[1] for pair in pairs)
            found[name] = {"ms": round(took, 1), "floor_ms": round(floor, 1), "ratio": round(ratio, 2)}
    return found


def _save(app: App, folder: Path, name: str, number: int) -> tuple[float, float]:
    """What it took to fly on in a new version, and what `tomli` takes to read it [ms]."""
    pattern, words = EDITS[name]
    text = (folder / name).read_text(encoding="utf-8")
    (folder / name).write_text(pattern.sub(words.format(number), text, count=1), encoding="utf-8")
    before = app.scenes[-1]
    assert isinstance(before, Flight)
    before.reread(POLL)  # it has only just been saved: the next look takes it up
    began = time.thread_time()
    fresh = before.reread(POLL)
    app.renderer.draw(fresh.picture(1.0))
    took = time.thread_time() - began
    if fresh is before:
        raise RuntimeError(f"{name} was not read again: {before.reload.mistakes if before.reload else 'not watched'}")
    began = time.thread_time()
    for each in FILES:
        tomli.loads((folder / each).read_text(encoding="utf-8"))
    return took * 1e3, (time.thread_time() - began) * 1e3
