"""`callister bench`: ticks against their floor, frames, the environment, the way to the title, and memory.

Every figure is a median of several runs after a warm-up. What loads the window's libraries runs in processes of its
own, so that nothing measured here is warmed or weighed down by something else.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from statistics import median
from typing import Any

from game.lab import floor
from game.lab.busiest import MOMENTS
from game.lab.scenes import FIGHTS

PICTURES = ("sweep", "crowd", "carrier", *(f"chapter-{level}" for level in MOMENTS))  # scenes of `pictures`
STARTS = 3  # after one that warms the disk
WHOLE = "01"  # the chapter that is flown whole, for the memory it takes
FRAME = 1000.0 / 60.0  # [ms]
PATIENCE = 300.0  # for any one process [s]

# Processes print one line: their figure as JSON. They are programs of their own, kept here beside their meaning.
_FRAME = "import json; from game.lab import pictures; print(json.dumps(pictures.measure({scene!r})))"
_BATTLE = "import json; from game.lab import battle; print(json.dumps(battle.measure()))"
_START = """
import time
import game.play.app as app
turn = app.App.turn
def once(self):
    turn(self)
    print(time.time(), flush=True)
    self.quit()
app.App.turn = once
from game.cli import main
raise SystemExit(main(["--user-dir", {folder!r}]))
"""
_MEMORY = "import json; from game.play import soak; print(json.dumps(soak.chapter({level!r})))"
_EDITOR = "import json; from game.editor import crowded; print(json.dumps(crowded.bench()))"
_WAITS = "import json; from game.play import soak; print(json.dumps(soak.waits()))"
_REREAD = "import json; from game.play import rereading; print(json.dumps(rereading.measure()))"


class BenchError(Exception):
    """A process of the bench failed; the message is its last words."""


def run(
    progress: Callable[[float, float], None] | None = None, tell: Callable[[str], None] | None = None
) -> dict[str, Any]:
    """{scenes, frames, env, start_seconds, waits, reread, peak_mb, editor}; None, or nothing: it cannot be measured.

    `progress` is called with (steps done, steps in all), `tell` with each line for a reader as soon as it is known.
    """
    steps = len(FIGHTS) + len(PICTURES) + 6
    done = 0
    result: dict[str, Any] = {"scenes": {}, "frames": {}, "env": {}}

    def step(part: dict[str, Any]) -> None:
        nonlocal done
        for key, value in part.items():
            result[key] = {**result[key], **value} if isinstance(result.get(key), dict) else value
        if tell:
            for line in lines(part):
                tell(line)
        done += 1
        if progress:
            progress(done, steps)

    for name, make in FIGHTS.items():
        step({"scenes": {name: floor.measure(make())}})
    for scene in PICTURES:
        step({"frames": {f"{scene}-{kind}": found for kind, found in _ask(_FRAME.format(scene=scene)).items()}})
    step({"env": environments()})
    with tempfile.TemporaryDirectory(prefix="callister-bench-") as folder:
        step({"start_seconds": start_seconds(folder)})
    step({"waits": _ask(_WAITS)})
    step({"reread": _ask(_REREAD)})
    step({"peak_mb": _ask(_MEMORY.format(level=WHOLE))})
    step({"editor": _ask(_EDITOR)})
    return result


def environments() -> dict[str, dict[str, float]]:
    """{name: what `battle.measure` says}; empty without Gymnasium, which comes with the extra `lab`."""
    return {"battle": _ask(_BATTLE)} if find_spec("gymnasium") else {}


def start_seconds(folder: str) -> float | None:
    """From the command to the first title frame on the screen, Python's own start included."""
    times = []
    for _ in range(STARTS + 1):
        began = time.time()
        shown = _ask(_START.format(folder=folder))
        times.append(float(shown) - began)
    return round(median(times[1:]), 3)


def _ask(program: str) -> Any:
    """Run a program in a fresh process; its last line as JSON."""
    environment = {"SDL_AUDIODRIVER": "dummy", "PYGAME_HIDE_SUPPORT_PROMPT": "1", **os.environ}
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in ("win32", "darwin")):
        environment.setdefault("SDL_VIDEODRIVER", "offscreen")
    try:
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE, env=environment
        )
    except subprocess.TimeoutExpired:
        raise BenchError(f"a measurement was not done after {PATIENCE:.0f} s") from None
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        words = done.stderr.strip().splitlines() or ["it said nothing"]
        raise BenchError(f"a measurement failed: {words[-1]}")
    return json.loads(lines[-1])


def as_text(result: dict[str, Any]) -> str:
    """The result for a reader."""
    return "\n".join(lines(result))


def lines(part: dict[str, Any]) -> list[str]:
    """What a reader is told of what is there of a result."""
    told = []
    for name, scene in part.get("scenes", {}).items():
        told.append(
            f"{name:20} tick {scene['tick_ms']:.3f} ms, floor {scene['floor_ms']:.3f} ms, "
            f"{scene['ratio']:.2f} times the floor, {scene['entities']:.0f} entities"
        )
    for name, frame in part.get("frames", {}).items():
        told.append(
            f"{name:20} {frame['size']}, median {frame['median_ms']:.1f} ms, p99 {frame['p99_ms']:.1f} ms, "
            f"its drawing {frame['drawing_p99_ms']:.1f} ms (own work {frame['own_p99_ms']:.1f} and "
            f"{frame['own_drawing_p99_ms']:.1f}), with its tick {frame['turn_p99_ms']:.1f} ms"
        )
    for name, steps in part.get("env", {}).items():
        told.append(
            f"{name:20} {steps['steps_per_second']:.0f} steps of the environment a second "
            f"({steps['slowest']:.0f} to {steps['fastest']:.0f}), bare world {steps['world_steps_per_second']:.0f}, "
            f"{steps['ratio']:.2f} times its step"
        )
    if part.get("start_seconds") is not None:
        told.append(f"{'start':20} {part['start_seconds']:.2f} s to the title")
    if part.get("waits"):
        levels = part["waits"]["levels"]
        told.append(
            f"{'waits':20} {part['waits']['worst_level_seconds']:.2f} s into a level at most "
            f"({max(levels, key=levels.get)}), {part['waits']['retry_seconds']:.3f} s to be back"
        )
    if part.get("reread"):
        files = [f"{name} {file['ms']:.0f} ms ({file['ratio']:.1f})" for name, file in part["reread"].items()]
        told.append(f"{'reread':20} saved while it is flown, in times of reading its TOML: {', '.join(files)}")
    if part.get("peak_mb") is not None:
        told.append(f"{'memory':20} {part['peak_mb']:.0f} MB at most")
    editor = part.get("editor")
    if editor:
        shares = ", ".join(f"{name} {ms:.1f} ms ({ms / FRAME:.2f})" for name, ms in editor["ms"].items())
        told.append(f"{'editor':20} {editor['things']} things, in shares of a frame: {shares}")
    return told
