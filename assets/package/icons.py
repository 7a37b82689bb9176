"""The icon in every size that a desktop asks for, from its one drawing: `python assets/package/icons.py`.

`icon.png` is the window's and is committed beside the drawing; what only a package needs is made when it is built.
"""

from __future__ import annotations

import io
import os
import struct
from pathlib import Path

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame

HERE = Path(__file__).resolve().parent
DRAWING = HERE / "icon.svg"
WINDOW = HERE / "icon.png"
WINDOW_SIDE = 64  # [px]: what window managers scale down best
MENU_SIDE = 256  # [px]
ICO_SIDES = (16, 24, 32, 48, 64, 128, 256)  # [px]: what Windows picks from
ICO_HEADER, ICO_ENTRY = struct.Struct("<HHH"), struct.Struct("<BBBBHHII")


def picture(side: int) -> bytes:
    """The drawing as a PNG, `side` px wide and high."""
    drawn = pygame.image.load_sized_svg(io.BytesIO(DRAWING.read_bytes()), (side, side))
    png = io.BytesIO()
    pygame.image.save(drawn, png, "icon.png")
    return png.getvalue()


def write_ico(path: Path) -> None:
    """A Windows icon: a table of sizes, then a PNG for each (Windows Vista and later read these)."""
    pictures = [picture(side) for side in ICO_SIDES]
    at = ICO_HEADER.size + ICO_ENTRY.size * len(pictures)
    table = [ICO_HEADER.pack(0, 1, len(pictures))]
    for side, data in zip(ICO_SIDES, pictures, strict=True):
        table.append(ICO_ENTRY.pack(side % 256, side % 256, 0, 0, 1, 32, len(data), at))  # 0 stands for 256
        at += len(data)
    path.write_bytes(b"".join([*table, *pictures]))


if __name__ == "__main__":
    WINDOW.write_bytes(picture(WINDOW_SIDE))
    print(WINDOW)
