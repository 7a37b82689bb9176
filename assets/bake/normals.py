"""Bake the normals of all art: `python assets/bake/normals.py`, after changing an SVG in assets/art."""

from pathlib import Path

from game.render.atlas import bake_normals

if __name__ == "__main__":
    print(bake_normals(Path(__file__).resolve().parents[1]))
