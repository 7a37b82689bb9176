"""Paint the scenes in both back ends: python -m tests.render.gallery FOLDER [scene …]; look at the pictures."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame

from game.render.atlas import Atlas
from game.render.backdrop import Backdrops
from game.render.backend import open_renderer
from tests.render import scenes

SCENES = {
    "encounter": scenes.encounter,
    "fight": scenes.fight,
    "sweep": scenes.sweep,
    "lettering": scenes.lettering,
    "turned": scenes.turned,
}


def main(out: Path, wanted: list[str]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        scenes.nebula(Path(folder))
        scenes.roofs(Path(folder))
        for prefer in ("software", "gl"):
            renderer = open_renderer(prefer, headless=True, atlas=Atlas())
            if not real:
                renderer.backdrops = Backdrops(Path(folder))
            for name in wanted or SCENES:
                frame = SCENES[name](renderer.atlas)
                renderer.draw(frame)
                start = time.perf_counter()
                for _ in range(5):
                    renderer.draw(frame)
                spent = (time.perf_counter() - start) / 5 * 1000
                pygame.image.save(renderer.image(), out / f"{name}-{renderer.kind}.png")
                print(f"{name:10} {renderer.kind:8} {spent:6.1f} ms, {sum(d.n for d in (frame.floor, frame.world, frame.fx, frame.hud))} rows")
            renderer.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
