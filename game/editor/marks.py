"""What stands beside the lines of the map: names, the ships that beats bring in, and the player's where it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.render.canvas import Canvas
from game.render.palette import ink
from game.sim.kinds import KINDS
from game.story.names import PLAYER_NAME as PLAYER
from game.ui.events import Box
from game.ui.textfield import cut

from .overlay import INKS, Overlay
from .places import ORDER, RANK

if TYPE_CHECKING:
    from .mapview import MapView

NAMES = 70  # labels in one picture
TRIED = 300  # things whose names are tried
CELL = 14.0, 9.0  # HUD units of the map in which one name may be
NAME_SIZE, NAME_LONGEST = 7.2, 190.0  # cap height, and width [units]
PLATE = 0.92  # how dark the ground of a name is: it may lie over white
NAMED = ("point", "region", "path", "zone", "gravity")  # others only when they are chosen
FAR = 0.12  # px at 720p per unit under which only areas are named
SHIPS = 0.14  # px at 720p per unit from which on ships are shown
_NAMED = np.array([kind in NAMED for kind in ORDER])
_AREAS = np.array([kind in ("zone", "region") for kind in ORDER])
GHOST = 0.62  # how much of a ship that a beat will bring in is there
SOLID = (RANK["rock"], RANK["wall"], RANK["decor"])


def draw_spawns(canvas: Canvas, view: MapView) -> None:
    """The ships that beats bring in, where they come in."""
    lens = view.eye.lens
    stacked: dict[int, int] = {}
    for beat, action, key in view.links.spawns():
        place = view.places.get(key)
        kind = KINDS.get(str(action.get("what")))
        if place is None or kind is None:
            continue
        number = stacked[key] = stacked.get(key, -1) + 1
        x, y = float(lens.x(place.spot[0])), float(lens.y(place.spot[1]))
        if view.eye.zoom < SHIPS or not (-60 < x < lens.width + 60 and -60 < y < lens.height + 60) or number > 3:
            continue
        size = max(18.0 * lens.ui, kind.length * lens.scale)
        x, y = x + number * size * 0.35, y + number * size * 0.35
        art = kind.art if kind.art in canvas.rows.atlas else "drone_watcher"
        turn = place.turn if place.row.kind == "point" else 0.0
        k = 1.0 if beat in view.desk.selection else GHOST
        canvas.rows.add(art, x, y, size, None, turn, (k, k, k, k))
        count = action.get("count", 1)
        if isinstance(count, int) and count > 1 and size > 20:
            canvas.rows.text(8 * lens.ui, f"×{count}", x + size / 2, y - size / 2, ink("select"))


def draw_start(canvas: Canvas, view: MapView) -> None:
    """The player's ship, where the level begins."""
    row = view.document.find("point", str(view.document.header().get("start", "")))
    place = view.places.get(row.key) if row else None
    if place is None or view.eye.zoom < SHIPS:
        return
    lens = view.eye.lens
    x, y = float(lens.x(place.spot[0])), float(lens.y(place.spot[1]))
    size = max(26.0 * lens.ui, KINDS[PLAYER].length * lens.scale)
    canvas.rows.add(KINDS[PLAYER].art, x, y, size, None, place.turn, (GHOST, GHOST, GHOST, GHOST))


def draw_names(canvas: Canvas, box: Box, view: MapView, over: Overlay) -> None:
    """Names where there is room: what is chosen first; none over another."""
    lens, places, zoom = view.eye.lens, view.places, view.eye.zoom
    chosen = np.zeros(len(places.all), bool)
    chosen[view.chosen_rows] = True
    chosen[places.rows_of(view.desk.lit | {view.named})] = True
    size = places.box[:, 2:] - places.box[:, :2]
    large = size.max(axis=1) * lens.scale if len(size) else np.zeros(0)
    wanted = _NAMED[places.kind] & ((large > 90 * lens.ui) | (places.kind == RANK["point"]))
    if zoom < FAR:
        wanted &= _AREAS[places.kind]
    rows = np.flatnonzero((wanted | chosen) & over.seen)
    x, y = _name_spots(canvas, box, view, rows)
    there = (box.x < x) & (x < box.right) & (box.y - 4 < y) & (y < box.foot)
    rows, x, y = rows[there], x[there], y[there]
    first = np.argsort(~chosen[rows], kind="stable")[:TRIED]
    taken: dict[int, int] = {}
    labels: list[tuple[str, float, float, float, str]] = []
    for i, at_x, at_y in zip(rows[first].tolist(), x[first].tolist(), y[first].tolist(), strict=True):
        row = places.all[i].row
        name = cut(canvas, row.id, NAME_SIZE, NAME_LONGEST)
        wide = canvas.measure(name, NAME_SIZE)
        at_x = min(max(at_x, box.x + wide / 2 + 6), box.right - wide / 2 - 6)
        if name and _is_free(taken, at_x - wide / 2, at_x + wide / 2, at_y):
            labels.append((name, at_x, at_y, wide, "hot" if row.key in view.desk.selection else INKS[row.kind][0]))
            if len(labels) >= NAMES:
                break
    _draw_labels(canvas, labels)


def _name_spots(canvas: Canvas, box: Box, view: MapView, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the names of these rows of the places' columns would stand [HUD units]."""
    lens, places = view.eye.lens, view.places
    kind, extent = places.kind[rows], places.box[rows]
    area, path = _AREAS[kind] | (kind == RANK["gravity"]), kind == RANK["path"]
    x = np.where(area, (extent[:, 0] + extent[:, 2]) / 2, places.spot[rows, 0])
    y = np.where(area, extent[:, 1], places.spot[rows, 1])
    begins = places.segments[np.minimum(places.first[rows[path]], max(0, len(places.segments) - 1)), :2]
    x[path], y[path] = begins[:, 0], begins[:, 1]
    x, y = lens.x(x) / canvas.unit, lens.y(y) / canvas.unit + np.where(area, 4.0, 12.0)
    below = np.isin(kind, SOLID)  # of corners that can be taken hold of, too
    y = np.where(below, np.minimum(lens.y(extent[:, 3]) / canvas.unit + 9.0, box.foot - 12.0), y)
    foot = np.minimum(box.y + 6, lens.y(extent[:, 3]) / canvas.unit - 12)
    return x, np.where(area, np.maximum(y, foot), y)


def _is_free(taken: dict[int, int], left: float, right: float, y: float) -> bool:
    """Whether nothing is written in the cells of a name; they are taken then, and the lines above and below.

    `taken` is a row of bits a line of cells.
    """
    line, begin, end = int(y // CELL[1]), int(left // CELL[0]), int(right // CELL[0])
    cells = ((1 << (end - begin + 1)) - 1) << max(0, begin)
    if taken.get(line, 0) & cells:
        return False
    for each in (line - 1, line, line + 1):
        taken[each] = taken.get(each, 0) | cells
    return True


def _draw_labels(canvas: Canvas, labels: list[tuple[str, float, float, float, str]]) -> None:
    """Names (words, middle, top, width [HUD units], ink), each on a dark ground."""
    if not labels:
        return
    x, y, wide = (np.array([label[i] for label in labels]) * canvas.unit for i in (1, 2, 3))
    room, high = 3 * canvas.unit, (NAME_SIZE + 6) * canvas.unit
    canvas.rows.boxes(
        x - wide / 2 - room,
        y - room,
        wide + 2 * room,
        np.full(len(x), high),
        ink("void", PLATE),
    )
    for tone in dict.fromkeys(label[4] for label in labels):
        mine = [i for i, label in enumerate(labels) if label[4] == tone]
        words = [labels[i][0] for i in mine]
        canvas.rows.texts(canvas.cap(NAME_SIZE), words, x[mine], y[mine], ink(tone))
