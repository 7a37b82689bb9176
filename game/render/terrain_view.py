"""What does not fly: rocks with their pictures, walls, scenery, gates, and the places an order points at."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game.render import garage_view, palette, scene_light, stone
from game.render.atlas import Atlas
from game.render.blur import SOFT_PAD
from game.render.camera import Lens
from game.render.comings import Comings
from game.render.dark import BAND
from game.render.drawlist import LIT, DrawList
from game.render.impact import material
from game.render.lamps_view import LampsView
from game.render.moment import Moment, between
from game.render.outline import band_round
from game.render.plates_view import Plates
from game.render.slides_view import Slides
from game.render.strokes import Strokes
from game.story.level import scenery_name

ROCK_ART = ("rock_a", "rock_b", "rock_c")  # for rocks that name no picture, by size
SOON = 180.0  # how far outside the picture things are in its lists already [units]
NEAR = 2_000.0  # from the ship: more than the widest picture shows [u]
WALL_PIECE = 200.0  # longest piece of a wall drawn as one stroke [units]
LAMPS = 3  # on each piece
LAMP = 17.0  # long [units]
CUT = 24.0  # units across from which on a rock of corners is drawn as just those corners
ROCK_SMALL = 90.0  # units across under which the smallest picture serves
TALL_SHADE = 2.2  # shadows of scenery fall this much farther than those of ships
PAINTED = ("pocket",)  # backdrops that show where their cloth ends
SHOWN_BY_GROUND = (
    "garage",
    "sky-white",
    "ward-0",
)  # backdrops that are painted for one map, with all that is solid there in them
SEEN_IN_GROUND = ("firewall", "trunk")  # backdrops that show the walls that stand there, but not the rocks
WALL_INKS = {  # what walls are made of, by the backdrop of the level's last zone
    "core": ("ink", "wood", "brass"),
    "checkpoint": ("deep", "wine", "blush"),
    "convoy": ("ink", "rock-low", "brass"),
    "strata": ("void", "line", "teal"),
}
WALL_INK = ("rock-low", "rock-high", "amber")  # and elsewhere: body, upper edge, lamps
GATE_OPENS = 0.9  # s
GATE_ART = {"pocket": "gate_sky", "firewall": "trunk_mouth"}  # by backdrop; elsewhere the jump gate
GATE_SIZE = 2.5  # drawn width as a share of its radius
LEAK = ("violet", "data", "gum", "amber")  # the colours of Infinity, seen through the hole
RING_SIZE = 190.0  # units across of the light that says: here
HERE_ART = "ring_light"
BROAD = 150.0  # what hangs over the plane of play and is wider and higher than this hides a ship [units]
DEEP = 60.0  # so far in from its edge she is wholly under it [units]
GLOWING_WORDS = ("draft_tag",)  # what is written on these glows
WORDS_GLOW = 0.72  # how bright


@dataclass(frozen=True, slots=True)
class Prop:
    """One picture that stands somewhere."""

    name: str
    art: str
    x: float
    y: float
    width: float
    height: float
    angle: float
    layer: str
    line: str = ""
    solid: bool = False  # goes when its terrain goes

    @property
    def reach(self) -> float:
        return math.hypot(self.width, self.height) / 2


def is_painted(level) -> bool:
    """Whether the ground of this level shows its rocks and walls itself."""
    return any(zone.backdrop in SHOWN_BY_GROUND for zone in level.map.zones.values())


def props_of(level, atlas: Atlas) -> list[Prop]:
    """Every rock and piece of scenery of a level, rocks after the floor and before what hangs over them."""
    found = []
    for decor in level.map.decor.values():
        if decor.art in atlas and decor.art not in garage_view.DRAWN_HERE:
            high = decor.size * atlas.aspect(decor.art)
            text = level.text(decor.line) if decor.line else ""
            found.append(Prop(decor.id, decor.art, *decor.pos, decor.size, high, decor.angle, decor.layer, text))
    cut = _cut(level, atlas)
    for rock in level.map.rocks.values():
        ring = np.asarray(level.rings[rock.id])
        if rock.art in atlas:
            wide = rock.size or (2 * rock.radius if rock.radius else float(np.ptp(ring[:, 0])))
            high = wide * atlas.aspect(rock.art)
            found.append(Prop(rock.id, rock.art, *rock.pos, wide, high, rock.angle, "world", solid=True))
        elif not is_painted(level):
            x0, y0, x1, y1 = *ring.min(axis=0), *ring.max(axis=0)
            wide, high = float(x1 - x0), float(y1 - y0)
            x, y = float(x0 + x1) / 2, float(y0 + y1) / 2
            art, room = cut.get(rock.id, ""), 1.0 + stone.BORDER
            if not art:
                art, room = ROCK_ART[2] if max(wide, high) < ROCK_SMALL else ROCK_ART[sum(map(ord, rock.id)) % 2], 1.06
            found.append(Prop(rock.id, art, x, y, wide * room, high * room, 0.0, "world", solid=True))
    order = {"floor": 0, "world": 1, "over": 2}
    return sorted(found, key=lambda prop: order[prop.layer])


def _cut(level, atlas: Atlas) -> dict[str, str]:
    """Rocks of a level maker's own corners, and the pictures that have just those: the largest first."""
    if is_painted(level):
        return {}
    own = [rock.id for rock in level.map.rocks.values() if rock.poly and not rock.art]
    rings = {id: np.asarray(level.rings[id]) for id in own}
    size = {id: float(np.ptp(ring, axis=0).max()) for id, ring in rings.items()}
    names = sorted((id for id in rings if size[id] > CUT), key=lambda id: -size[id])
    return dict(zip(names, atlas.stones([rings[id] for id in names]), strict=True))


class Walls:
    """All walls of a level, cut into short pieces so that only those on screen are drawn. Columns (n,), world units."""

    def __init__(self, level, atlas: Atlas, plated: frozenset[str]) -> None:
        self.names = tuple(level.map.walls)
        pieces = []
        standing = [wall for wall in level.terrain.walls if wall.name not in plated]
        for wall in () if is_painted(level) else standing:
            points = np.asarray(wall.points, float)
            for a, b in itertools.pairwise(points):
                cuts = max(1, math.ceil(float(np.hypot(*(b - a))) / WALL_PIECE))
                ends = a + (b - a) * np.linspace(0.0, 1.0, cuts + 1)[:, None]
                mark = np.full((cuts, 2), (wall.width, self.names.index(wall.name)))
                pieces.append(np.hstack([ends[:-1], ends[1:], mark]))
        table = np.concatenate(pieces) if pieces else np.zeros((0, 6))
        x0, y0, x1, y1, wide = table[:, :5].T
        self.wall = table[:, 5].astype(np.intp)
        self.x, self.y = (x0 + x1) / 2, (y0 + y1) / 2
        long, turn = np.hypot(x1 - x0, y1 - y0), np.arctan2(y1 - y0, x1 - x0)
        line, glow = atlas.id("line"), atlas.id("glow")
        # a stroke's sprite is twice as high as the stroke is thick
        middle = [(line, self.x, self.y, turn)]
        body, edge, bulb = WALL_INKS.get(next((z.backdrop for z in reversed(level.map.zones.values())), ""), WALL_INK)
        self.shadow = Strokes(middle, long, wide * 2.4, (0.0, 0.0, 0.0, 1.0))
        self.body = Strokes(middle, long, wide * 2.0, palette.ink(body))
        self.edge = Strokes(middle, long, np.maximum(2.4, wide * 0.7), palette.ink(edge))
        # amber dashes along it: one sees a wall from afar, and that it is one thing from end to end
        away = [long * ((i + 0.5) / LAMPS - 0.5) for i in range(LAMPS)]
        lamps = [(self.x + np.cos(turn) * far, self.y + np.sin(turn) * far, turn) for far in away]
        self.lamps = Strokes([(line, *lamp) for lamp in lamps], LAMP, wide * 0.55, palette.ink(bulb))
        self.light = Strokes(
            [(glow, *lamp) for lamp in lamps], LAMP * 2.2, np.full_like(wide, LAMP * 1.6), palette.light(bulb, 0.22)
        )


def nearest(props: Sequence[Prop], here: tuple[float, float]) -> dict[str, float]:
    """Art -> how far from a place the nearest edge of one of its pictures is [u], the nearest first."""
    away: dict[str, float] = {}
    for prop in props:
        edge = math.dist((prop.x, prop.y), here) - prop.reach
        away[prop.art] = min(edge, away.get(prop.art, math.inf))
    return dict(sorted(away.items(), key=lambda row: (row[1], row[0])))


class TerrainView:
    """The pictures of one level.

    `here` is where the first picture is of: what stands NEAR it is rastered now, `far` names the rest, nearest first,
    for a thread to raster (a tower's first sight would cost a frame). Without it everything is rastered now.
    """

    def __init__(self, level, atlas: Atlas, here: tuple[float, float] | None = None) -> None:
        self.level = level
        self.props = props_of(level, atlas)
        away = nearest(self.props, here or (0.0, 0.0))
        self.far = [art for art, edge in away.items() if edge > NEAR] if here else []
        atlas.warm(art for art in away if art not in self.far)
        atlas.look_forward(f"soft/{art}" for art in away)
        self._x, self._y, self._wide, self._high, self._angle, self._reach = (
            np.array([(p.x, p.y, p.width, p.height, p.angle, p.reach) for p in self.props]).reshape(-1, 6).T
        )
        self._sprite = np.array([atlas.id(p.art) for p in self.props], np.int32)
        self._soft = np.array([atlas.id(f"soft/{p.art}") for p in self.props], np.int32)
        layers = np.array([p.layer if p.art != HERE_ART else "" for p in self.props], object)
        self._on_floor, self._in_world, self._over = (layers == layer for layer in ("floor", "world", "over"))
        self._broad = self._over & (np.minimum(self._wide, self._high) > BROAD)
        rows = {mover.piece.name: row for row, mover in enumerate(level.terrain.movers)}
        self._carried = np.array([i for i, p in enumerate(self.props) if p.solid and p.name in rows], np.intp)
        self._carriers = np.array([rows[self.props[i].name] for i in self._carried], np.intp)
        self._adrift = np.isin(np.arange(len(self.props)), self._carried)  # no ground shows the shadows of these
        self._x_home, self._y_home, self._angle_home = (
            c[self._carried].copy() for c in (self._x, self._y, self._angle)
        )
        self._slides = Slides(level.terrain.movers, atlas)
        self._plates = Plates(level, atlas)
        self.comings = Comings(level)
        # what may go, or come: rows, and what the terrain calls them
        self._solids = [
            (i, p.name if p.solid else scenery_name(p.name))
            for i, p in enumerate(self.props)
            if p.solid or self.comings.some
        ]
        self._bands = {
            name: np.array(band_round((ring[:, 0] + 1j * ring[:, 1]).tolist()))
            for name, ring in ((p.name, np.asarray(level.rings[p.name])) for p in self.props if p.solid)
        }
        self._rings = [p for p in self.props if p.art == HERE_ART]
        self._lettered = np.array([bool(p.line) for p in self.props], bool)
        self._written = np.array([p.art in GLOWING_WORDS for p in self.props], bool)
        self._shown = np.zeros(0, np.intp)  # rows on screen, as `draw` found them
        self._gone: set[str] = set()  # names of pictures that are not there, as it found them
        self._lamps = LampsView(self.props, atlas)
        self._walls = Walls(level, atlas, frozenset(self._plates.names))
        self._standing = np.ones(0, bool)  # pieces of walls that are there to be seen
        self._standing_for: tuple[str, frozenset[str]] | None = None
        self._opened: dict[str, float] = {}

    def opened(self, gate: str, time: float) -> None:
        self._opened[gate] = time

    def _carry(self, moment: Moment) -> None:
        """The props that move to where they are between two ticks, each turned about its middle."""
        moving, by = moment.world.movers, self._carriers
        home, angle = moving.home[by], moving.angle[by] - moving.turn[by] * moment.behind
        off = (self._x_home + 1j * self._y_home - home) * np.exp(1j * angle)
        place = between(moving.before[by], moving.place[by], moment.alpha) + off
        self._x[self._carried], self._y[self._carried] = place.real, place.imag
        self._angle[self._carried] = self._angle_home + angle

    def _visible(self, moment: Moment) -> np.ndarray:
        """Rows of the props on screen, or whose shadow may be, or which will be soon: back ends make them ready."""
        x0, y0, x1, y1 = moment.lens.rect(SOON)
        inside = (self._x > x0 - self._reach) & (self._x < x1 + self._reach)
        inside &= (self._y > y0 - self._reach) & (self._y < y1 + self._reach)
        gone = moment.world.terrain.gone
        if self.comings.some:
            gone = gone | self.comings.unfilled(moment)
        away = [i for i, name in self._solids if name in gone] if gone else []
        inside[away] = False
        self._gone = {self.props[i].name for i in away}
        return np.flatnonzero(inside)

    def draw(self, moment: Moment, backdrop: str, markers: list[tuple[float, float]]) -> None:
        """Scenery of the floor and the plane of play; `draw_over` adds what hangs above it."""
        lens, frame = moment.lens, moment.frame
        if self._carried.size:
            self._carry(moment)
        shown = self._shown = self._visible(moment)
        place = scene_light.scene(backdrop)
        bright = place.props
        self._pictures(frame.floor, shown[self._on_floor[shown]], lens, (1.0, 1.0, 1.0, 1.0 + LIT))
        self._slides.draw_floor(moment)
        if self._plates.some:
            self._plates.draw_floor(moment, backdrop not in SEEN_IN_GROUND)
        casting = shown[self._in_world[shown] & ((self._wide[shown] < place.casts) | self._adrift[shown])]
        if casting.size:
            dx, dy = (v * lens.scale * TALL_SHADE for v in moment.shade)
            wide, high = self._wide[casting] * lens.scale, self._high[casting] * lens.scale
            pad = 2 * SOFT_PAD * np.maximum(wide, high)
            x, y = lens.x(self._x[casting]) + dx, lens.y(self._y[casting]) + dy
            dark = (0.0, 0.0, 0.0, moment.dark)
            frame.floor.add(self._soft[casting], x, y, wide + pad, high + pad, self._angle[casting], dark)
        self._draw_standing(moment, shown[self._in_world[shown]], bright)
        for ring in self._rings:
            self._draw_ring(moment, (ring.x, ring.y), ring.width)
        self._draw_walls(moment, backdrop)
        if self._plates.some:
            self._plates.draw(moment)
        self._slides.draw(moment)
        self._draw_gates(moment, backdrop)
        for marker in markers:
            if not self._shown_already(moment, marker):
                self._draw_ring(moment, marker, RING_SIZE)

    def _draw_standing(self, moment: Moment, rows: np.ndarray, bright: float) -> None:
        """The props of the plane of play; what stands in the shadow of a hull overhead is darker."""
        hull, lens = moment.frame.overhead, moment.lens
        if hull is None or not rows.size:
            self._pictures(moment.frame.world, rows, lens, (bright, bright, bright, 1.0 + LIT))
            return
        colour = np.full((len(rows), 4), 1.0 + LIT, np.float32)
        colour[:, :3] = (bright * hull.light_at(lens.x(self._x[rows]), lens.y(self._y[rows])))[:, None]
        self._pictures(moment.frame.world, rows, lens, colour)

    def _shown_already(self, moment: Moment, marker: tuple[float, float]) -> bool:
        """Whether a gate or a ring of the map marks that place itself."""
        places = [(ring.x, ring.y, ring.width) for ring in self._rings]
        places += [(gate.x, gate.y, 2 * gate.radius) for gate in moment.world.gates.values()]
        return any(math.hypot(marker[0] - x, marker[1] - y) < wide for x, y, wide in places)

    def draw_over(self, moment: Moment) -> None:
        shown = self._shown
        self._pictures(moment.frame.fx, shown[self._over[shown]], moment.lens, (1.0, 1.0, 1.0, 1.0 + LIT))
        for row in shown[self._written[shown]].tolist():
            self._glow_words(moment, self.props[row])
        self._lamps.draw(moment, self._gone)
        if self.comings.some:
            self.comings.draw(moment)

    def hides(self, x: float, y: float) -> float:
        """How far a ship there is under a picture that hides all of her, 0..1, of those that were drawn."""
        rows = self._shown[self._broad[self._shown]]
        if not rows.size:
            return 0.0
        off = (x - self._x[rows] + 1j * (y - self._y[rows])) * np.exp(-1j * self._angle[rows])
        inset = np.minimum(self._wide[rows] / 2 - np.abs(off.real), self._high[rows] / 2 - np.abs(off.imag))
        return min(1.0, max(0.0, float(inset.max()) / DEEP))

    def _pictures(self, target: DrawList, rows: np.ndarray, lens: Lens, colour: tuple | np.ndarray) -> None:
        """The props of these rows, and what is written on them."""
        if not rows.size:
            return
        x, y = lens.x(self._x[rows]), lens.y(self._y[rows])
        wide, high = self._wide[rows] * lens.scale, self._high[rows] * lens.scale
        target.add(self._sprite[rows], x, y, wide, high, self._angle[rows], colour)
        for row in rows[self._lettered[rows] & ~self._written[rows]].tolist():
            self._letters(target, self.props[row], lens)

    @staticmethod
    def _letters(target: DrawList, prop: Prop, lens: Lens, shown: float = 1.0) -> None:
        cap = max(9 * lens.ui, prop.width * lens.scale * 0.075)
        while cap > 9 * lens.ui and target.text_width(cap, prop.line) > prop.width * lens.scale * 0.82:
            cap *= 0.92
        target.text(cap, prop.line, lens.x(prop.x), lens.y(prop.y) - cap / 2, palette.ink("select", shown), "center")

    def _glow_words(self, moment: Moment, prop: Prop) -> None:
        """What is written in light, in the dark too; it goes out with the squares that it stands on."""
        front = moment.world.front
        if front is None or front.gap(prop.x, prop.y) > BAND:
            self._letters(moment.frame.fx, prop, moment.lens, WORDS_GLOW)

    def lights(self, moment: Moment) -> list[tuple[float, float, float, float]]:
        """What lamps of the scenery light up in the dark: x, y, reach [px], gain."""
        return self._lamps.lights(moment, self._gone)

    def _draw_walls(self, moment: Moment, backdrop: str) -> None:
        lens, gone, walls = moment.lens, moment.world.terrain.gone, self._walls
        if self._standing_for != (backdrop, frozenset(gone)):
            self._standing_for = backdrop, frozenset(gone)
            shown = backdrop not in SEEN_IN_GROUND
            hidden = [
                name in gone or not shown or (backdrop in PAINTED and material(name) == "canvas")
                for name in walls.names
            ]
            self._standing = ~np.array(hidden, bool)[walls.wall]
        seen = (lens.sees(walls.x, walls.y, WALL_PIECE) & self._standing).nonzero()[0]
        if not seen.size:
            return
        dx, dy = moment.shade[0] * lens.scale, moment.shade[1] * lens.scale
        frame = moment.frame
        walls.shadow.draw(frame.floor, seen, lens, dx, dy)[:, 9] = moment.dark
        for strokes in (walls.body, walls.edge, walls.lamps):
            strokes.draw(frame.world, seen, lens)
        walls.light.draw(frame.fx, seen, lens)

    def _draw_gates(self, moment: Moment, backdrop: str) -> None:
        lens, frame = moment.lens, moment.frame
        art = GATE_ART.get(backdrop, "jump_gate")
        for name, gate in moment.world.gates.items():
            if not lens.sees(gate.x, gate.y, gate.radius * 3):
                continue
            age = moment.time - self._opened.get(name, -99.0)
            open_share = (min(1.0, age / GATE_OPENS) ** 0.5) if gate.open else 0.12
            swell = 1.0 + 0.10 * math.sin(min(1.0, age / GATE_OPENS) * math.pi)
            x, y, radius = lens.x(gate.x), lens.y(gate.y), gate.radius * lens.scale
            wide = radius * GATE_SIZE * open_share * swell
            if gate.open:
                self._leak(moment, x, y, radius * open_share)
            frame.world.sprite(art, x, y, max(wide, 4.0), gate.angle)
            if gate.open:
                beat = 0.8 + 0.2 * math.sin(moment.time * 5.0)
                frame.fx.add(
                    "glow", x, y, radius * 1.7, radius * 1.7, 0.0, palette.light("violet", 0.34 * beat * open_share)
                )
                frame.fx.add(
                    "glow", x, y, radius * 0.7, radius * 0.7, 0.0, palette.light("core", 0.75 * beat * open_share)
                )

    @staticmethod
    def _leak(moment: Moment, x: float, y: float, radius: float) -> None:
        """Light of four colours that turns slowly through the hole and falls on what lies round it."""
        for i, name in enumerate(LEAK):
            turn = moment.time * 0.5 + i * math.tau / len(LEAK)
            far = radius * (1.05 + 0.12 * math.sin(moment.time * 1.7 + i))
            size = radius * 3.4
            at = x + math.cos(turn) * far, y + math.sin(turn) * far
            moment.frame.floor.add("glow", *at, size, size, 0.0, palette.light(name, 0.30))

    @staticmethod
    def _draw_ring(moment: Moment, marker: tuple[float, float], wide: float) -> None:
        """Fly here: the one ring of light whose rule everybody knows."""
        lens = moment.lens
        if not lens.sees(*marker, wide):
            return
        x, y = lens.x(marker[0]), lens.y(marker[1])
        size = wide * lens.scale * (1.0 + 0.03 * math.sin(moment.time * 2.6))
        turn = moment.time * 0.25
        moment.frame.fx.add("glow", x, y, size * 1.7, size * 1.7, 0.0, palette.light("select", 0.10))
        moment.frame.fx.sprite(HERE_ART, x, y, size, turn, lit=False)

    def silhouettes(self, moment: Moment) -> list[np.ndarray]:
        """Outlines (k, 2) [px] of the rocks on screen, without their notches, for the shadows that a lamp throws."""
        lens = moment.lens
        rings = [self._outline(moment, row) for row in self._shown.tolist() if self.props[row].solid]
        return [np.stack([lens.x(ring.real), lens.y(ring.imag)], axis=1) for ring in rings]

    def _outline(self, moment: Moment, row: int) -> np.ndarray:
        """What a band round a rock touches, as complex numbers (k,), where that is between two ticks."""
        ring = self._bands[self.props[row].name]
        if not self._adrift[row]:
            return ring
        moving, by = moment.world.movers, self._carriers[np.searchsorted(self._carried, row)]
        angle = moving.angle[by] - moving.turn[by] * moment.behind
        place = between(moving.before[by], moving.place[by], moment.alpha)
        return place + (ring - moving.home[by]) * np.exp(1j * angle)

    def occluders(self, moment: Moment) -> np.ndarray:
        """Circles (k, 3) [px] that throw shadows into scan cones: the solid props on screen."""
        lens = moment.lens
        props = [(row, self.props[row]) for row in self._shown.tolist()]
        circles = [
            (lens.x(self._x[row]), lens.y(self._y[row]), (p.width + p.height) / 4 * 0.88 * lens.scale)
            for row, p in props
            if p.solid and p.width < 700
        ]
        return np.array(circles, np.float32).reshape(-1, 3)[:24]
