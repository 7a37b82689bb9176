"""A bare place to try things in: a small level made from one line.

    callister@0,0 hound@300,0                    ships at x,y; y grows downwards
    callister@0,0,90 griefer*3@400,0:attack      heading in degrees, how many, and their order
    rock@200,100,60 wall@-500,300,500,300        a rock of radius 60, a wall between two points
    raft@0,200,600,200,60,80                     a rock of radius 60 drifts between two points at 80 u/s
    door@0,-99,0,99,0,-220,4                     a wall between two points slides by 0,-220, every 4 s; 0: when told
    wheel@0,0,400,20,340,0.3                     an arc, radius 400, from 20 to 340 degrees, turns at 0.3 rad/s

What comes out is a level like any other: it is checked, recorded, replayed and watched as one. Ships form a group that
is called after their kind, nobody comes back, and the player has every ability but the console's. Nothing ends it.
"""

from __future__ import annotations

import math
import re
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, get_args

import numpy as np

from game.lab.predicates import Names
from game.lab.scenes import ARMED
from game.sim.kinds import KIND_NAMES
from game.story import check, check_names
from game.story.actions_world import Order
from game.story.loader import level_of, read
from game.story.names import PLAYER_NAME
from game.story.problems import LevelError, Problem
from game.story.suggest import did_you_mean

_TOKEN = re.compile(r"([a-z][a-z0-9-]*)(?:\*(\d+))?@([-+.\d,]+)(?::([a-z]+))?")
ORDERS = get_args(Order)
ROOM = 1500.0  # from whatever stands there to the edge of the map [u]
SPREAD = 110.0  # between the ships of one group [u]
KEPT = 256  # arenas; a session of tests draws the same ones again and again

Ship = tuple[str, int, float, float, float, str]  # kind, count, x, y, heading [degrees], order


SOLIDS = {  # how each is written, after the @
    "rock": "x,y,radius",
    "wall": "x,y,x,y",
    "raft": "x,y,x,y,radius,speed",
    "door": "x,y,x,y,by,by,every",
    "wheel": "x,y,radius,from,to,rate",
}


class ArenaError(ValueError):
    """The line is not an arena; the message names the word and what would be right."""


class Arena(NamedTuple):
    """A level and the text of its files, by name: what is needed to write it down."""

    names: Names
    files: dict[str, str]

    def write(self, folder: Path) -> Path:
        """Put the level's folder there."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in self.files.items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder


@lru_cache(maxsize=KEPT)
def arena(drawing: str) -> Arena:
    """The level of a line. ArenaError names the word that nobody understands."""
    ships: list[Ship] = []
    solids: dict[str, list[list[float]]] = {kind: [] for kind in SOLIDS}
    for word in drawing.split():
        found = _TOKEN.fullmatch(word)
        if found is None:
            raise ArenaError(f"{word!r}: a thing is written KIND@X,Y, such as hound@300,0 or griefer*3@400,0:attack")
        kind, count, numbers, order = found.groups()
        places = _numbers(word, numbers)
        if kind in SOLIDS:
            if count or order:
                raise ArenaError(f"{word!r}: how many and what order are for ships; write {kind}@{SOLIDS[kind]}")
            if len(places) != SOLIDS[kind].count(",") + 1:
                raise ArenaError(f"{word!r}: has {len(places)} numbers; write {kind}@{SOLIDS[kind]}")
            solids[kind].append(places)
            continue
        if kind not in KIND_NAMES:
            raise ArenaError(f"{word!r}: no kind of ship is called {kind!r}{did_you_mean(kind, KIND_NAMES)}")
        if order is not None and order not in ORDERS:
            raise ArenaError(f"{word!r}: no order is called {order!r}{did_you_mean(order, ORDERS)}")
        if order is not None and kind == PLAYER_NAME:
            raise ArenaError(f"{word!r}: nobody gives orders to {PLAYER_NAME}: fly it, or say bot='pilot'")
        if len(places) not in (2, 3):
            raise ArenaError(f"{word!r}: a ship stands at x,y or x,y,heading")
        ships.append((kind, int(count or 1), places[0], places[1], [*places, 0.0][2], order or "patrol"))
    players = [ship for ship in ships if ship[0] == PLAYER_NAME]
    if len(players) != 1 or players[0][1] != 1:
        raise ArenaError(f"an arena has one {PLAYER_NAME}@x,y, this one has {len(players)}")
    others = [ship for ship in ships if ship[0] != PLAYER_NAME]
    files = {
        "level.toml": _script(others),
        "map.toml": _map(players[0], others, solids),
        "lines.toml": "",
    }
    return _load(files)


def _numbers(word: str, text: str) -> list[float]:
    try:
        return [float(number) for number in text.split(",")]
    except ValueError:
        raise ArenaError(f"{word!r}: {text!r} are not numbers") from None


def _script(ships: list[Ship]) -> str:
    able = ", ".join(f'"{ability}"' for ability in ARMED)
    lines = ['title = "Arena"', 'start = "here"', f"allow = [{able}]", "minutes = 2", ""]
    lines += ["[[beat]]", 'id = "arena"', 'when = { on = "start" }', "then = ["]
    for number, (kind, count, _, _, _, order) in enumerate(ships):
        lines.append(
            f'  {{ do = "spawn", what = "{kind}", group = "{kind}", count = {count}, place = "spot-{number}",'
            f' spread = {SPREAD}, order = "{order}", respawn = false }},'
        )
    return "\n".join([*lines, '  { do = "flag", set = "ready" },', "]", ""])


def _map(player: Ship, ships: list[Ship], solids: dict[str, list[list[float]]]) -> str:
    long = [one for kind in ("wall", "raft", "door") for one in solids[kind]]  # between two points
    round_ = [(w[0] + side * w[2], w[1] + side * w[2]) for w in solids["wheel"] for side in (-1, 1)]
    x = (
        [r[0] for r in round_]
        + [s[2] for s in (player, *ships)]
        + [r[0] for r in solids["rock"]]
        + [v for w in long for v in (w[0], w[2])]
    )
    y = (
        [r[1] for r in round_]
        + [s[3] for s in (player, *ships)]
        + [r[1] for r in solids["rock"]]
        + [v for w in long for v in (w[1], w[3])]
    )
    bounds = [min(x) - ROOM, min(y) - ROOM, max(x) + ROOM, max(y) + ROOM]
    lines = [f"bounds = {bounds}", "point = ["]
    spots = [("here", player), *((f"spot-{number}", ship) for number, ship in enumerate(ships))]
    for id, ship in spots:
        lines.append(f'  {{ id = "{id}", pos = [{ship[2]}, {ship[3]}], angle = {math.radians(ship[4])} }},')
    lines.append("]")
    if solids["raft"]:
        lines.append("path = [")
    for number, (x0, y0, x1, y1, _, _) in enumerate(solids["raft"]):
        lines.append(f'  {{ id = "way-{number}", points = [[{x0}, {y0}], [{x1}, {y1}]] }},')
    lines += ["]", "rock = ["] if solids["raft"] else ["rock = ["]
    for number, (at_x, at_y, radius) in enumerate(solids["rock"]):
        lines.append(f'  {{ id = "rock-{number}", pos = [{at_x}, {at_y}], radius = {radius} }},')
    for number, (x0, y0, _, _, radius, speed) in enumerate(solids["raft"]):
        drift = f'{{ path = "way-{number}", speed = {speed} }}'
        lines.append(f'  {{ id = "raft-{number}", pos = [{x0}, {y0}], radius = {radius}, drift = {drift} }},')
    lines += ["]", "wall = ["]
    for number, (x0, y0, x1, y1) in enumerate(solids["wall"]):
        lines.append(f'  {{ id = "wall-{number}", line = [[{x0}, {y0}], [{x1}, {y1}]], width = 16 }},')
    for number, (x0, y0, x1, y1, by_x, by_y, every) in enumerate(solids["door"]):
        clock = f", every = {every}" if every else ""
        slide = f"{{ by = [{by_x}, {by_y}]{clock} }}"
        lines.append(f'  {{ id = "door-{number}", line = [[{x0}, {y0}], [{x1}, {y1}]], width = 16, slide = {slide} }},')
    for number, (at_x, at_y, radius, start, end, rate) in enumerate(solids["wheel"]):
        arc = [at_x, at_y, radius, math.radians(start), math.radians(end)]
        lines.append(f'  {{ id = "wheel-{number}", arc = {arc}, width = 30, spin = {{ rate = {rate} }} }},')
    return "\n".join([*lines, "]", ""])


def _told(problem: Problem, files: dict[str, str]) -> str:
    """A mistake and the thing that it is in: nobody has seen the files that were made of the line."""
    text = files[Path(problem.file).name].splitlines()
    inside = text[problem.line - 1].strip(" ,") if 0 < problem.line <= len(text) else ""
    return f"{problem.message}, in {inside}" if inside else problem.message


def _load(files: dict[str, str]) -> Arena:
    with tempfile.TemporaryDirectory(prefix="callister-") as room:
        folder = Path(room) / "arena"
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        draft = read(folder)
        try:
            check.playable(draft)
            level = level_of(draft)
        except LevelError as wrong:
            told = "; ".join(_told(problem, files) for problem in wrong.problems)
            raise ArenaError(f"the arena cannot be: {told or wrong}") from None
        here = level.point(level.header.start).pos
        piece = int(level.terrain.piece_at(np.array([here[0]]), np.array([here[1]]))[0])
        if piece:
            raise ArenaError(f"the arena cannot be: {PLAYER_NAME} stands in {level.terrain.name_of(piece)}")
        return Arena(Names(level, check_names.Names(draft).defined), files)
