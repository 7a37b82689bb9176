"""Paint the scenes in both back ends: `python -m tests.render.gallery FOLDER [scene …]`; then look at the pictures."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame

from game.render.atlas import Atlas
from game.render.backdrop import Backdrops
from game.render.backend import open_renderer
from game.render.frame import Camera
from tests.render import paintings

PAINTED = {  # over small grounds painted for the purpose
    "encounter": paintings.encounter,
    "fight": paintings.fight,
    "sweep": paintings.sweep,
    "lettering": paintings.lettering,
    "turned": paintings.turned,
}
SHIPPED = {  # over the game's own
    "avenue": partial(paintings.sweep, backdrop="avenue", camera=Camera(8040, 0)),
    "shelf": lambda atlas: paintings.shelf(atlas, "wrecks", Camera(2600, 2150))[0],
    "checkpoint-shelf": lambda atlas: paintings.shelf(
        atlas, "checkpoint", Camera(8600, 2850), paintings.CHECKPOINT_SHELF
    )[0],
    "convoy-shelf": lambda atlas: paintings.shelf(atlas, "convoy", Camera(5900, 3000), paintings.CONVOY_SHELF)[0],
}


def main(out: Path, wanted: list[str]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        paintings.nebula(Path(folder))
        paintings.roofs(Path(folder))
        for prefer in ("software", "gl"):
            renderer = open_renderer(prefer, headless=True, atlas=Atlas())
            for name, scene in (PAINTED | SHIPPED).items():
                if wanted and name not in wanted:
                    continue
                renderer.backdrops = Backdrops(Path(folder) if name in PAINTED else None)
                frame = scene(renderer.atlas)
                renderer.draw(frame)
                start = time.perf_counter()
                for _ in range(5):
                    renderer.draw(frame)
                spent = (time.perf_counter() - start) / 5 * 1000
                pygame.image.save(renderer.image(), out / f"{name}-{renderer.kind}.png")
                print(f"{name:10} {renderer.kind:8} {spent:6.1f} ms")
            renderer.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
