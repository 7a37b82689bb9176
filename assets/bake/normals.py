"""Bake the normals of all art: `python assets/bake/normals.py`, after changing an SVG in assets/art."""

from pathlib import Path

from game.render import normals
from game.render.atlas import Atlas

if __name__ == "__main__":
    print(normals.bake(Atlas(Path(__file__).resolve().parents[1])))
