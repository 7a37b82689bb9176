"""Bake the normals of all art: python assets/bake/relief.py (run it after changing an SVG in assets/art)."""

from pathlib import Path

from game.render.atlas import bake_relief

if __name__ == "__main__":
    print(bake_relief(Path(__file__).resolve().parents[1]))
