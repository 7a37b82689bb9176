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
from itertools import product
from statistics import median
from typing import Any

from game.lab import floor
from game.lab.busiest import MOMENTS
from game.lab.scenes import FIGHTS

BACK_ENDS = ("software", "gl")
PICTURES = ("sweep", "crowd", "carrier", *(f"chapter-{level}" for level in MOMENTS))  # scenes of `pictures`
STARTS = 3  # after one that warms the disk
WHOLE = "01"  # the chapter that is flown whole, for the memory it takes
FRAME = 1000.0 / 60.0  # [ms]
PATIENCE = 300.0  # for any one process [s]

# Processes print one line: their figure as JSON. They are programs of their own, kept here beside their meaning.
_FRAME = "import json; from game.lab import pictures; print(json.dumps(pictures.measure({scene!r}, {back_end!r})))"
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


class BenchError(Exception):
    """A process of the bench failed; the message is its last words."""


def run(progress: Callable[[float, float], None] | None = None) -> dict[str, Any]:
    """{scenes, frames, env, start_seconds, waits, peak_mb, editor}; None, or nothing, for what cannot be measured here.

    `progress` is called with (steps done, steps in all).
    """
    steps = len(FIGHTS) + len(PICTURES) * len(BACK_ENDS) + 5
    done = 0

    def step(_: str = "") -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, steps)

    result: dict[str, Any] = {"scenes": floor.scenes(step), "frames": {}}
    for scene, back_end in product(PICTURES, BACK_ENDS):
        found = _ask(_FRAME.format(scene=scene, back_end=back_end))
        if found is not None:
            result["frames"][f"{scene}-{back_end}"] = found
        step()
    result["env"] = environments()
    step()
    with tempfile.TemporaryDirectory(prefix="callister-bench-") as folder:
        result["start_seconds"] = start_seconds(folder)
        step()
    result["waits"] = _ask(_WAITS)
    step()
    result["peak_mb"] = _ask(_MEMORY.format(level=WHOLE))
    step()
    result["editor"] = _ask(_EDITOR)
    step()
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
    lines = []
    for name, scene in result["scenes"].items():
        lines.append(
            f"{name:16} tick {scene['tick_ms']:.3f} ms, floor {scene['floor_ms']:.3f} ms, "
            f"{scene['ratio']:.2f} times the floor, {scene['entities']:.0f} entities"
        )
    for name, frame in result["frames"].items():
        lines.append(
            f"{name:20} {frame['size']}, median {frame['median_ms']:.1f} ms, p99 {frame['p99_ms']:.1f} ms, "
            f"with its tick {frame['turn_p99_ms']:.1f} ms"
        )
    for name, steps in result.get("env", {}).items():
        lines.append(
            f"{name:16} {steps['steps_per_second']:.0f} steps of the environment a second "
            f"({steps['slowest']:.0f} to {steps['fastest']:.0f}), bare world {steps['world_steps_per_second']:.0f}, "
            f"{steps['ratio']:.2f} times its step"
        )
    waits = result["waits"]
    lines.append(
        f"{'waits':16} {result['start_seconds']:.2f} s to the title, {waits['worst_level_seconds']:.2f} s into a level "
        f"at most ({max(waits['levels'], key=waits['levels'].get)}), {waits['retry_seconds']:.3f} s to be back"
    )
    if result["peak_mb"] is not None:
        lines.append(f"{'memory':16} {result['peak_mb']:.0f} MB at most")
    editor = result.get("editor") or {}
    if editor:
        shares = ", ".join(f"{name} {ms:.1f} ms ({ms / FRAME:.2f})" for name, ms in editor["ms"].items())
        lines.append(f"{'editor':16} {editor['things']} things, in shares of a frame: {shares}")
    return "\n".join(lines)
