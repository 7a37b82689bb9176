"""Bakes the pictures of the world: `python assets/bake/build.py [name ...]` (everything without a name).

Needs the `assets` extra (scipy). The same sources give the same bytes; what it writes is committed.
"""

from __future__ import annotations

import importlib
import sys

import outlines
import tiles

ROOMS = ("newsroom", "deposition", "boardroom", "office", "bridge", "sky", "ward", "sofa")  # once for each mood
BACKDROPS = (
    "pocket", "avenue", "behind", "poster", "title", "stars", "wrecks", "checkpoint", "convoy", "strata", "firewall",
    "trunk", "garage", "hill", "core",
)  # fmt: skip
HULLS = ("carrier",)  # ships so large that they are drawn from tiles


def build(name: str) -> None:
    """Bake one backdrop (a module with `paint() -> picture` and `PLACE`), or the collision outlines."""
    if name == "outlines":
        outlines.write()
    elif name == "face":
        import garage_face

        garage_face.write()
    elif name in BACKDROPS:
        recipe = importlib.import_module(name)
        tiles.write(name, recipe.paint(), recipe.PLACE)
    elif name in HULLS:
        recipe = importlib.import_module(name)
        tiles.write(name, recipe.paint(), recipe.PLACE, tiles.HULLS)
    elif name in ROOMS:
        recipe = importlib.import_module(name)
        for mood, picture in recipe.moods():
            tiles.write(f"{name}-{mood}" if mood else name, picture, recipe.PLACE)
    else:
        known = ", ".join(("outlines", "face", *BACKDROPS, *HULLS, *ROOMS))
        raise SystemExit(f"nothing is called {name!r} here: choose from {known}")


def main() -> None:
    for name in sys.argv[1:] or ("outlines", "face", *BACKDROPS, *HULLS, *ROOMS):
        print(f"baking {name}")
        build(name)


if __name__ == "__main__":
    main()
