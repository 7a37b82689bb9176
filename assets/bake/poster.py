"""The ground of the poster: roofs up to it, and past its steel edge the dark behind: one sees where one goes."""

from __future__ import annotations

import avenue
import behind
import numpy as np
from scipy import ndimage
from tiles import Place

SCALE = 0.6
LEFT, RIGHT, TOP = 20450.0, 22900.0, -900.0
WIDTH, HEIGHT = int((RIGHT - LEFT) * SCALE), 1080
EDGE = 21980.0  # west of it the avenue, east of it the back; the poster itself hides the line

PLACE = Place(origin=(LEFT, TOP), scale=SCALE, clear="#05060b")


def paint() -> np.ndarray:
    x = (np.arange(WIDTH) + 0.5) / SCALE + LEFT
    y = (np.arange(HEIGHT) + 0.5) / SCALE + TOP
    front = _sampled(avenue.paint(), avenue.PLACE, x, y)
    back = _sampled(behind.paint(), behind.PLACE, x, y)
    return np.where((x < EDGE)[None, :, None], front, back)


def _sampled(picture: np.ndarray, place: Place, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Another backdrop at these world columns and rows."""
    soft = np.stack([ndimage.gaussian_filter(picture[..., c], 0.45 * place.scale / SCALE) for c in range(3)], -1)
    columns = (x - place.origin[0]) * place.scale
    columns = columns % picture.shape[1] if "x" in place.repeat else np.clip(columns, 0, picture.shape[1] - 1)
    rows = np.clip((y - place.origin[1]) * place.scale, 0, picture.shape[0] - 1)
    return soft[rows.astype(np.int64)][:, columns.astype(np.int64)]
