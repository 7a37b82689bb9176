"""Baked backdrops: folders of tiles under assets/backdrops, drawn by both back ends.

A folder holds `index.toml` and its tiles `<column>-<row>.<ending>` (0-0 is the upper left):

    size = [3840, 1800]      # whole picture [px]
    tile = 512               # tile side [px]; tiles of the last column and row are cut to size
    scale = 1.0              # pixels a world unit
    origin = [6000, -900]    # world position of its upper left corner
    parallax = 1.0           # 1 = moves with the world, 0 = stands still
    repeat = "x"             # "", "x", "y" or "xy"
    clear = "#060913"        # colour outside the picture
    format = "png"           # ending of the tiles
"""
