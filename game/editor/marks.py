"""What stands beside the lines of the map: names, the ships that beats bring in, and the player's where it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.render.canvas import Canvas
from game.render.palette import ink
from game.sim.kinds import KINDS
from game.story.names import PLAYER_NAME as PLAYER
from game.ui.events import Box

from .overlay import INKS, Overlay
from .places import ORDER

if TYPE_CHECKING:
    from .mapview import MapView

NAMES = 70  # labels in one picture
TRIED = 300  # things whose names are tried
CELL = 14.0, 9.0  # HUD units of the map in which one name may be
NAME_SIZE = 7.2  # cap height [units]
NAMED = ("point", "region", "path", "zone", "gravity")  # others only when they are chosen
SHIPS = 0.14  # px at 720p per unit from which on ships are shown
GHOST = 0.62  # how much of a ship that a beat will bring in is there


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
    lens, places = view.eye.lens, view.places
    chosen = view.chosen | view.desk.lit | {view.named}
    size = places.box[:, 2:] - places.box[:, :2]
    large = size.max(axis=1) * lens.scale if len(size) else np.zeros(0)
    kinds = [ORDER.index(kind) for kind in NAMED]
    wanted = over.seen & np.isin(places.kind, kinds) & ((large > 90 * lens.ui) | (places.kind == ORDER.index("point")))
    if view.eye.zoom < 0.12:
        wanted &= np.isin(places.kind, [ORDER.index("zone"), ORDER.index("region")])
    rows = np.flatnonzero(wanted | (np.isin(places.keys, list(chosen)) & over.seen))
    first = np.isin(places.keys[rows], list(chosen))
    rows = rows[np.argsort(~first, kind="stable")][:TRIED]
    taken: set[tuple[int, int]] = set()
    drawn = 0
    for i in rows.tolist():
        drawn += _draw_name(canvas, box, view, i, taken)
        if drawn >= NAMES:
            break


def _draw_name(canvas: Canvas, box: Box, view: MapView, i: int, taken: set[tuple[int, int]]) -> bool:
    """Draw one name where nothing is written yet; `taken` are cells of the map that are."""
    place, lens = view.places.all[i], view.eye.lens
    name = place.row.id
    if not name:
        return False
    area = place.row.kind in ("zone", "region", "gravity")
    left, top, right, low = place.box
    at = (left + right) / 2, top if area else place.spot[1]
    at = at if area else place.spot
    if place.row.kind == "path":
        at = float(place.points[0][0]), float(place.points[0][1])
    x, y = float(lens.x(at[0])) / canvas.unit, float(lens.y(at[1])) / canvas.unit
    y += 4.0 if area else 12.0
    if area:
        y = max(y, min(box.y + 6, float(lens.y(low)) / canvas.unit - 12))
    wide = canvas.measure(name, NAME_SIZE)
    if not (box.x < x < box.right and box.y - 4 < y < box.foot):
        return False
    x = min(max(x, box.x + wide / 2 + 6), box.right - wide / 2 - 6)
    line, begin = int(y // CELL[1]), int((x - wide / 2) // CELL[0])
    cells = {(column, line) for column in range(begin, int((x + wide / 2) // CELL[0]) + 1)}
    if cells & taken:
        return False
    taken |= cells | {(column, line + 1) for column, line in cells} | {(column, line - 1) for column, line in cells}
    picked = place.row.key in view.desk.selection
    tone = ink("hot") if picked else ink(INKS[place.row.kind][0])
    canvas.rect(x - wide / 2 - 3, y - 3, wide + 6, NAME_SIZE + 6, ink("void", 0.72))
    canvas.text(x, y, name, NAME_SIZE, tone, "center")
    return True
