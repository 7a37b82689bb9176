"""Who has a name: where what is written about ships stands."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from game.render import tags
from game.render.atlas import Atlas
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.render.rects import overlap

SHIP = (1000.0, 500.0)
EVERYWHERE = (0.0, 0.0, 4000.0, 4000.0)


def written(
    atlas: Atlas, text: float, taken: list[tuple[float, float, float, float]]
) -> tuple[float, float, float, float]:
    """The panel of NO TAG while the wall comes and has read nobody, as x, y, w, h [units]."""
    frame = Frame.of(atlas)
    canvas = Canvas(frame.hud, Lens(1.0, 0.0, 0.0, 1280, 720), text)
    nobody = SimpleNamespace(tagged=np.zeros(0, bool), x=np.zeros(0), y=np.zeros(0), radius=np.zeros(0))
    sweep = SimpleNamespace(active=True, distance_to=lambda x, y: 300.0)
    tags.Tags().draw(canvas, SimpleNamespace(traffic=nobody, ships=nobody, sweep=sweep, player=1), SHIP, taken, 1.0)
    rows = frame.hud.rows / canvas.unit
    x, y, w, h = next(rows[i, 1:5].tolist() for i in range(len(rows)) if rows[i, 3] > 30.0 and rows[i, 4] > 10.0)
    return (x - w / 2, y - h / 2, w, h)


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_that_the_ship_has_no_name_is_written_where_no_instrument_is(text: float, atlas: Atlas) -> None:
    usual = written(atlas, text, [])
    spots, taken = [usual], [usual]
    for _ in range(3):
        spots.append(written(atlas, text, taken))
        assert not any(overlap(spots[-1], other) for other in taken)
        taken.append(spots[-1])
    assert written(atlas, text, [EVERYWHERE]) == usual, "it is never left out"


def crowd(xs: list[float], names: list[str]) -> SimpleNamespace:
    """A world in which the wall has read ships of a crowd that stand beside each other, and gone on."""
    count = len(xs)
    traffic = SimpleNamespace(
        tagged=np.ones(count, bool), x=np.array(xs), y=np.full(count, 300.0), size=np.full(count, 26.0),
        tag=np.arange(count),
    )  # fmt: skip
    nobody = SimpleNamespace(
        tagged=np.zeros(0, bool), x=np.zeros(0), y=np.zeros(0), radius=np.zeros(0), id=np.zeros(0, int),
        tag=np.zeros(0, int),
    )  # fmt: skip
    sweep = SimpleNamespace(active=False)
    return SimpleNamespace(traffic=traffic, ships=nobody, sweep=sweep, player=1, tags=names)


def test_who_has_a_name_keeps_it_when_another_comes_near(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whom the wall has just read stands first, but a name that is there is not taken away for a picture or two."""
    written: list[list[str]] = []
    frame = Frame.of(atlas)
    monkeypatch.setattr(frame.hud, "texts", lambda px, names, x, y, colour: written.append(list(names)))
    canvas, shown = Canvas(frame.hud, Lens(1.0, 0.0, 0.0, 1280, 720), 1.0), tags.Tags()

    def names(*xs: float) -> list[str]:
        written.clear()
        shown.draw(canvas, crowd(list(xs), ["moonpie", "gravel"]), SHIP, [], 1.0)
        return written[0]

    assert names(400.0, 700.0) == ["gravel", "moonpie"]
    assert names(400.0, 430.0) == ["gravel"], "the first of two that meet"
    assert names(400.0, 900.0) == ["gravel", "moonpie"]
    assert names(430.0, 400.0) == ["moonpie"], "the order has turned"
    assert names(400.0, 430.0) == ["moonpie"], "and turns back: it keeps its name"
    wide = canvas.measure("moonpie", tags.LABEL) / 2 + canvas.measure("gravel", tags.LABEL) / 2 + 8
    assert names(400.0, 400.0 + wide + 2) == ["moonpie"], "a new one waits until there is room round it"
    assert names(400.0, 400.0 + wide + tags.MARGIN + 2) == ["gravel", "moonpie"]
    assert names(400.0, 400.0 + wide + 2) == ["gravel", "moonpie"], "which it need not have to stay"


def test_only_so_many_of_a_crowd_are_marked_and_ships_before_them(atlas: Atlas) -> None:
    """Where there is no time for all of them."""
    frame = Frame.of(atlas)
    canvas = Canvas(frame.hud, Lens(1.0, 0.0, 0.0, 1280, 720), 1.0)
    world = crowd([100.0 * k for k in range(1, 11)], [str(k) for k in range(11)])
    world.ships = SimpleNamespace(
        tagged=np.ones(2, bool), x=np.array([150.0, 250.0]), y=np.full(2, 600.0), radius=np.full(2, 20.0),
        id=np.array([1, 2]), tag=np.array([10, 10]),
    )  # fmt: skip

    def marked(most: int) -> int:
        frame.hud.clear()
        tags.Tags().draw(canvas, world, SHIP, [], 1.0, most)
        return int((frame.hud.rows[:, 0] == atlas.id("line")).sum()) // 8

    assert marked(400) == 12
    assert marked(5) == 5
    assert marked(2) == 2
    near = frame.hud.rows[frame.hud.rows[:, 0] == atlas.id("line")]
    assert (near[:, 2] > 500.0).all(), "the two are the ships"


def test_a_name_is_read_on_the_white_of_the_wall(atlas: Atlas) -> None:
    frame = Frame.of(atlas)
    canvas = Canvas(frame.hud, Lens(1.0, 0.0, 0.0, 1280, 720), 1.0)
    tags.Tags().draw(canvas, crowd([400.0], ["ore_or_else"]), SHIP, [], 1.0)
    ground = next(row for row in frame.hud.rows if row[3] > 60.0)
    letter = next(row for row in frame.hud.rows if atlas.sprites[int(row[0])].kind == "letter")
    under = ground[6:9] + (1.0 - ground[9]) * 1.0
    light, dark = (0.05 + float(colour @ (0.2126, 0.7152, 0.0722)) for colour in (letter[6:9] ** 2.2, under**2.2))
    assert light / dark > 7.0
