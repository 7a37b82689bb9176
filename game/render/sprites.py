"""What can be drawn: every sprite by its name, as the folders of the assets list them.

Names: `callister` (an SVG of assets/art), `player_griefer#1` (its skin), `people/nate_worried` (a portrait on its
ground), `people/nate_worried@head` (cropped for small sizes), `soft/rock_a` (out of focus: shadows, foreground),
`figure/nate_worried/head` (a layer of a portrait without its ground, see `figures`), `body/nate`, `screen/…` (what a
monitor shows), `white`, `glow` … (see `shapes`). Letters and rocks of any outline come into an atlas as they are used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from pathlib import Path

from game import resources
from game.render import blur, figures, portraits, raster_sizes, shapes, svg

SCREEN = "screen/"  # before the names of what monitors show: JPEGs of assets/screens, shown as they are
MIRRORED = "~"  # at the end of a figure's name: looks to the left
PAINTED = ("art", "people")  # kinds that carry colours which say whose something is


@dataclass(slots=True)
class Sprite:
    """How large a raster is and what of. `kind` is art, people, figure, body, screen, soft, shape, letter or stone."""

    name: str
    kind: str
    width: int
    height: int
    source: Path | None = None
    skin: int = 0
    char: str = ""
    cap: int = 0
    aspect: float = 1.0  # height / width as drawn
    round: bool = False  # looks the same at every rotation


def listed(folder: Path, skins: Mapping[str, Sequence[Sized]]) -> Iterator[Sprite]:
    """All that the assets in `folder` hold. What cannot be read is told of and left out."""
    yield from _shapes()
    yield from _art(folder / "art", skins)
    yield from _people(folder / "people")
    yield from _screens(folder / "screens")
    for part in (folder / "art", folder / "people"):
        if not any(part.glob("*.svg")):
            svg.left_out(part, FileNotFoundError("no pictures in it"))


def _shapes() -> Iterator[Sprite]:
    for name, shape in shapes.SHAPES.items():
        aspect = shape.height / shape.width
        yield Sprite(name, "shape", shape.width, shape.height, aspect=aspect, round=shape.round)


def _art(folder: Path, skins: Mapping[str, Sequence[Sized]]) -> Iterator[Sprite]:
    for path in sorted(folder.glob("*.svg")):
        try:
            width, height = svg.view_box(path)
        except (OSError, ValueError) as error:
            svg.left_out(path, error)
            continue
        size = raster_sizes.size_of(path.stem, width, height)
        for skin in range(len(skins.get(path.stem, [()]))):
            name = f"{path.stem}#{skin}" if skin else path.stem
            yield Sprite(name, "art", *size, source=path, skin=skin, aspect=height / width)
        yield Sprite(f"soft/{path.stem}", "soft", *blur.size_of(width, height), source=path, aspect=height / width)


def _people(folder: Path) -> Iterator[Sprite]:
    for path in sorted(folder.glob("*.svg")):
        if path.stem.startswith("interlude"):
            continue
        yield Sprite(f"people/{path.stem}", "people", portraits.SIDE, portraits.SIDE, source=path)
        yield Sprite(f"people/{path.stem}@head", "people", portraits.HEAD, portraits.HEAD, source=path)
        for layer in figures.LAYERS if path.stem.split("_")[0] in figures.ABOARD else ():
            for side in ("", MIRRORED):
                name = f"figure/{path.stem}/{layer}{side}"
                yield Sprite(name, "figure", portraits.SIDE, portraits.SIDE, source=path)
    for path in sorted((folder / "bodies").glob("*.svg")):
        width, height = figures.BODY_BOX[2:]
        size = round(portraits.SIDE * width / figures.SIDE), round(portraits.SIDE * height / figures.SIDE)
        for side in ("", MIRRORED):
            yield Sprite(f"body/{path.stem}{side}", "body", *size, source=path, aspect=height / width)


def _screens(folder: Path) -> Iterator[Sprite]:
    """What monitors show. Each file's name begins with that of its screen, which the index gives a size."""
    index = folder / "index.toml"
    if not index.exists():
        return
    sizes = {row["name"]: tuple(row["size"]) for row in resources.table(index)["screen"]}
    for path in sorted(folder.glob("*.jpg")):
        name = max((each for each in sizes if path.stem.startswith(each)), key=len, default="")
        if name:
            width, height = sizes[name]
            yield Sprite(SCREEN + path.stem, "screen", width, height, source=path, aspect=height / width)
