"""How the pictures of a report look: the game's colours by role, one type, and figures without a window.

The colours are those of the game's palette; the lab may not load what draws the game, so the few it needs stand here.
Sizes are in pixels of the page; pictures are drawn at SHARP times that.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Pixels = NDArray[np.uint8]  # (height, width, 3)

# neutral and text
VOID, DUSK, PANEL, LINE = "#060913", "#10162A", "#0A1220", "#2E4258"
TEXT, DIM, PEARL = "#E6EEF6", "#7C90AA", "#F4EFE2"
ROCK, ROCK_LOW, ROCK_HIGH, STEEL = "#566078", "#3C4458", "#7E88A2", "#D5DEEE"
# the ship, and harm
RING, TEAL, MUSTARD, RED = "#86F7DE", "#25A6A6", "#E9B13B", "#D8452F"
HOT_CORE, HOT, EMBER, STRIPE = "#FFF6D0", "#FF8F2E", "#A82A08", "#3A0F04"
TAGGED, DATA, BLUSH = "#72FFAA", "#4FB4FF", "#FFD6E0"

OUTCOME_COLOURS = {"won": TEAL, "lost": RED, "timeout": ROCK}
PILOT_COLOURS = {"pilot": RING, "clumsy": MUSTARD, "pacifist": DATA, "monkey": "#FF6AD5"}
DIFFICULTY_ALPHA = {"story": 0.4, "standard": 0.7, "outlaw": 1.0}
RETRY_COLOURS = (TEAL, "#5E9E7A", MUSTARD, HOT, RED)  # 0, 1, 2, 3 or 4, 5 or more

WIDTH = 1120  # of every picture [px]
SHARP = 2  # drawn pixels per pixel of the page
INCH = 100  # pixels of the page per inch of the figure
POINT = 72 / INCH  # points per pixel
SMALL, NORMAL, LARGE = 10.0, 12.0, 15.0  # type [px]

TYPE = ["DejaVu Sans Mono"]  # comes with matplotlib: the same letters on every machine
SETTINGS: Any = {
    "font.family": TYPE,
    "font.size": NORMAL * POINT,
    "text.color": TEXT,
    "text.parse_math": False,  # names of levels are no formulas
    "axes.facecolor": PANEL,
    "axes.edgecolor": LINE,
    "axes.labelcolor": DIM,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": LINE,
    "ytick.color": LINE,
    "xtick.labelcolor": DIM,
    "ytick.labelcolor": DIM,
    "xtick.labelsize": SMALL * POINT,
    "ytick.labelsize": SMALL * POINT,
    "figure.facecolor": VOID,
    "savefig.facecolor": VOID,
}


@contextmanager
def picture(height: float) -> Iterator[Figure]:
    """An empty figure, WIDTH x `height` pixels of the page, in the game's looks."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context():
        matplotlib.rcdefaults()  # whatever its owner has set: the same flights give the same picture
        matplotlib.rcParams.update(SETTINGS)
        yield Figure(figsize=(WIDTH / INCH, height / INCH), dpi=INCH * SHARP)


def axes(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Axes on a rectangle of the figure given in pixels from its top left corner."""
    wide, tall = figure.get_size_inches() * INCH
    return figure.add_axes((left / wide, 1 - (top + height) / tall, width / wide, height / tall))


def write(figure: Figure, left: float, top: float, text: str, size: float = NORMAL, **looks: Any) -> None:
    """Text whose upper left corner (unless `looks` aligns it otherwise) is so many pixels from the figure's."""
    wide, tall = figure.get_size_inches() * INCH
    looks = {"va": "top", "ha": "left"} | looks
    figure.text(left / wide, 1 - top / tall, text, fontsize=size * POINT, **looks)


def pixels(figure: Figure) -> Pixels:
    """The figure drawn."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    return np.asarray(canvas.buffer_rgba())[..., :3].copy()  # type: ignore[no-untyped-call]


def png(picture: Pixels) -> bytes:
    """The picture as a file: the same bytes whenever it is drawn."""
    from matplotlib.image import imsave

    out = BytesIO()
    imsave(out, picture, format="png", metadata={"Software": "Callister"})
    return out.getvalue()


def pilot_colour(bot: str) -> str:
    return PILOT_COLOURS.get(bot, STEEL)
