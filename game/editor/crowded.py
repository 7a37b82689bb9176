"""A level of thousands of things, for the bench: what the editor's picture and its steps cost, as shares of a frame."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from game.play.app import App
from game.play.pace import TICK, Beat

from .shell import Editor

THINGS = 5_000
COLUMNS = 100
APART = 220  # units between two of them
RUNS = 40


def write(folder: Path, things: int = THINGS) -> Path:
    """A level folder with so many rocks, points and walls in rows."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[str]] = {"rock": [], "wall": [], "point": []}
    for i in range(things):
        x, y = i % COLUMNS * APART, i // COLUMNS * APART
        what = i % 5
        if what == 3:
            rows["wall"].append(
                f'  {{ id = "wall-{i}", line = [[{x}, {y}], [{x + 150}, {y + 40}], [{x + 160}, {y + 90}]] }},'
            )
        elif what == 4:
            rows["point"].append(f'  {{ id = "point-{i}", pos = [{x}, {y}], angle = {i % 7} }},')
        elif what == 2:
            rows["rock"].append(f'  {{ id = "rock-{i}", pos = [{x}, {y}], radius = {30 + i % 40} }},')
        else:
            ring = "[[-70, -30], [20, -60], [80, 10], [30, 70], [-50, 50]]"
            rows["rock"].append(f'  {{ id = "rock-{i}", pos = [{x}, {y}], poly = {ring}, angle = {i % 13 / 10} }},')
    wide, high = COLUMNS * APART, (things // COLUMNS + 1) * APART
    lists = [f"{kind} = [\n" + "\n".join(lines) + "\n]\n" for kind, lines in rows.items()]
    zone = f'zone = [{{ id = "all", rect = [-500, -500, {wide}, {high}], backdrop = "avenue" }}]\n'
    (folder / "map.toml").write_text(f"bounds = [-500, -500, {wide}, {high}]\n\n" + "\n".join(lists) + zone)
    (folder / "level.toml").write_text('title = "Crowded"\nstart = "point-4"\n')
    (folder / "lines.toml").write_text("")
    return folder


def bench(things: int = THINGS) -> dict[str, Any]:
    """{things, size, ms}: medians [ms] in software of the map whole, in part, moved, near; of a change and its undo.

    Frames are to stay under a sixtieth of a second, and so is an undo.
    """
    with tempfile.TemporaryDirectory(prefix="callister-crowded-") as folder:
        return measure(Path(folder), "software", things)


def measure(folder: Path, renderer: str = "software", things: int = THINGS) -> dict[str, Any]:
    """See `bench`."""
    app = App(folder / "user", renderer=renderer, picture=(1280, 720))
    app.renderer.close()
    from game.render.backend import open_renderer

    app.renderer = open_renderer(renderer, (1280, 720), headless=True, live=True, atlas=app.atlas)
    editor = Editor(app, write(folder / "crowded", things))
    app.go(editor)
    found: dict[str, Any] = {}

    def frames(name: str, before: Callable[[int], None]) -> None:
        times = []
        for i in range(RUNS):
            before(i)
            began = time.perf_counter()
            editor.update(Beat(1, 1.0, TICK, TICK))
            app.renderer.draw(editor.picture(1.0))
            times.append(time.perf_counter() - began)
        found[name] = round(1e3 * median(times), 2)

    frames("whole", lambda _: None)
    editor.map.eye.go(6_000, 3_000, 0.125)
    frames("part", lambda _: None)
    frames("pan", lambda i: editor.map.eye.pan(-7, -2))
    editor.map.eye.go(6_000, 3_000, 0.5)
    frames("near", lambda i: editor.map.eye.pan(-7, -2))
    row = editor.document.rows("rock")[1_000 * things // THINGS]
    editor.desk.select([row.key])
    steps: dict[str, list[float]] = {"change": [], "undo": []}
    for i in range(RUNS):
        for name, do in (("change", lambda i=i: editor.map.move_chosen(10.0 + i, 0.0)), ("undo", editor.desk.undo)):
            began = time.perf_counter()
            do()
            editor.desk.look()
            editor.map.places.update()
            steps[name].append(time.perf_counter() - began)
    found |= {name: round(1e3 * median(times), 2) for name, times in steps.items()}
    editor.do("choose all")
    began = time.perf_counter()
    editor.map.move_chosen(10.0, 10.0)
    found["move all"] = round(1e3 * (time.perf_counter() - began), 1)
    frames("all chosen", lambda _: None)
    app.renderer.close()
    return {"things": len(editor.map.places.all), "size": "1280x720", "ms": found}
