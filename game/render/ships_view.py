"""Ships: shadow, drive, hull, what has been done to it, its shield where it was struck, what its mind is about."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game.render import loops_view, palette, people_view, scars
from game.render.atlas import Atlas
from game.render.berth import room_round
from game.render.blur import SOFT_PAD
from game.render.canvas import LABEL, Canvas, faded
from game.render.drawlist import LIT
from game.render.moment import Moment
from game.render.rects import boxes, free, take_free
from game.render.steps import faced, stepped
from game.sim import roster
from game.sim.kinds import KIND_INDEX, KIND_NAMES, KINDS, Mind, Team
from game.sim.states import State

SKINS = 6  # most kinds have three; those of a courier are what it carries
MITE = KIND_INDEX["mite"]  # glows as a whole: hundreds of flames would be a fog
GHOST = KIND_INDEX["ghost"]  # its skin is the number of the past self
DRIVE: dict[str, tuple[float, float, str]] = {
    # art: (mouth of the drive behind the middle, width of its flame) as shares of the length, and its colour
    "callister": (0.30, 0.30, "ring"),
    "drone_watcher": (0.42, 0.26, "blush"),
    "drone_hound": (0.44, 0.34, "brand"),
    "drone_warden": (0.36, 0.34, "brand"),
    "courier": (0.48, 0.24, "data"),
    "player_newcomer": (0.36, 0.30, "starter"),
    "player_grinder": (0.36, 0.34, "amber"),
    "player_griefer": (0.40, 0.34, "lime"),
    "player_trader": (0.38, 0.30, "credit"),
    "player_duelist": (0.46, 0.18, "data"),
}
GRIEFER_SKINS = ("lime", "hot", "data")  # what burns behind each skin of the griefer
RING_AT = -64 / 280  # the Callister's ring drive, as a share of her length ahead of her middle
SILENT = 2, 25  # so many of so many mites stop filing reports, which makes forty of five hundred
KEEN, IDLE_OVER = 3.0, 2.0  # heat from which on all file them, and so much below it they have stopped
FLOWS = 90.0  # a mite of a flock that is faster than this is under way [units a second]
WHITE_AT, WHITE_OVER = 150.0, 170.0  # nearer to the ship it is white, and further off by so much pink [units]
COLOSSAL = 300.0  # units: what is longer is scenery, and stands back behind the ship
HURT_GLOW = 0.08  # s a hull stays bright after a blow
ARC_TIME = 0.38  # s a struck shield shows
ARC_HALF = 0.85  # rad to either side of the blow
SHIELD_SIZE = 0.60  # radius of the bubble, as a share of the drawn length
RETURNING = 0.6  # brightness of the shimmer while shields come back
GLOWING = 0.6  # of the hull lost, from which burnt places glow
SMOKES, SPARKS = 0.45, 0.28  # hull shares under which a ship smokes and spits sparks
AIM_FROM, AIM_TO, AIM_STEPS = 120.0, 330.0, 6  # the player's line of fire [units]
AIM_SIZES = 8.0, 4.0  # px at 720p
_AIM, _AIM_SIZES = np.linspace(AIM_FROM, AIM_TO, AIM_STEPS), np.linspace(*AIM_SIZES, AIM_STEPS)
IN_CONE = 0.85  # how bright she is then in the light of a scan, which is on her besides
THROUGH = 0.75  # how much of the ship is seen through what hides her
HURT_BAR = 3.0  # s a wounded ship shows how much of it is left


def _picture(atlas: Atlas, art: str, skin: int) -> int:
    """The sprite of a skin: the same drawing in other colours, a drawing of its own, or else the first one."""
    ids = atlas.ids
    return ids.get(f"{art}#{skin}", ids.get(f"{art}_{skin}", ids.get(art, -1)))


@dataclass(slots=True)
class _Arc:
    ship: int
    bearing: float  # of the blow, seen from the ship's middle [rad]
    age: float = 0.0
    broken: bool = False


class ShipsView:
    """Keeps tables of sprite ids by kind and skin, and the blows of the last half second."""

    def __init__(self, atlas: Atlas) -> None:
        art = [KINDS[name].art for name in KIND_NAMES]
        atlas.expect(art)
        self._sprite = np.array([[_picture(atlas, a, skin) for skin in range(SKINS)] for a in art], np.int32)
        self._soft = np.array([atlas.ids.get(f"soft/{a}", -1) for a in art], np.int32)
        self._emptied = np.array([atlas.ids.get(f"{a}_open", -1) for a in art], np.int32)  # of what stands open then
        self._own_length = self._length = np.array([KINDS[name].length for name in KIND_NAMES])
        self._size = 1.0
        self._aspect = np.array([atlas.aspect(a) if a in atlas else 1.0 for a in art])
        self._drives_of = drive = [DRIVE.get(a, (0.0, 0.0, "white")) for a in art]
        self._mouth = np.array([d[0] for d in drive])
        self._flame = np.array([d[1] for d in drive])
        self.repaint()
        self._arcs: deque[_Arc] = deque(maxlen=48)
        self._burning = np.zeros(0)
        self._scorch = np.array([atlas.ids.get(name, atlas.id("soft")) for name in scars.SCORCH], np.int32)
        self._burnt = np.array([scars.places(a) for a in art])  # (kinds, scars, 4)

    def repaint(self) -> None:
        """What burns behind each kind and skin, in the palette's colours."""
        colours = np.array([[palette.rgb(d[2])] * SKINS for d in self._drives_of])
        if "griefer" in KIND_NAMES:
            colours[KIND_NAMES.index("griefer")] = [
                palette.rgb(GRIEFER_SKINS[min(skin, len(GRIEFER_SKINS) - 1)]) for skin in range(SKINS)
            ]
        colours[GHOST] = [palette.rgb(loops_view.COLOURS[min(skin, 1)]) for skin in range(SKINS)]
        self._colour = colours

    # -- what happened

    def struck(self, ship: int, bearing: float, broken: bool = False) -> None:
        """A shield was hit on the side `bearing` (radians, in the world), or went down."""
        self._arcs.append(_Arc(ship, float(faced(bearing)), broken=broken))

    def resize(self, size: float) -> None:
        """All ships are drawn at this share of their own size."""
        if size != self._size:
            self._size, self._length = size, self._own_length * size

    def update(self, dt: float) -> None:
        for arc in self._arcs:
            arc.age += dt
        while self._arcs and self._arcs[0].age > ARC_TIME:
            self._arcs.popleft()

    def mouths(self, ships, poses) -> tuple[np.ndarray, ...]:
        """For ribbons of the ships on screen or near it.

        Ids, x and y of the drives' mouths, burn 0..1, ribbon width [units], colours (k, 3).
        """
        self._burning = self._burn(ships)
        rows = (poses.seen & (ships.mind != Mind.MITE)).nonzero()[0]  # hundreds of ribbons would be a fog
        kind, skin, angle = ships.kind[rows], np.minimum(ships.skin[rows], SKINS - 1), poses.angle[rows]
        back = self._mouth[kind] * self._length[kind]
        x, y = poses.x[rows] - np.cos(angle) * back, poses.y[rows] - np.sin(angle) * back
        width = self._flame[kind] * self._length[kind] * 0.8
        return ships.id[rows], x, y, self._burning[rows] * 0.55, width, self._colour[kind, skin]

    @staticmethod
    def _burn(ships) -> np.ndarray:
        """How hard each drive burns: minds' ships have no lever, so theirs follows their speed."""
        speed = np.hypot(ships.vx, ships.vy)
        burn = np.maximum(ships.thrusting, np.where(ships.team == Team.CREW, 0.0, np.clip(speed / 260.0, 0.0, 1.0)))
        return np.clip(burn + 0.6 * ships.boosting, 0.0, 1.6)

    def _burns(self, ships) -> np.ndarray:
        """As `mouths` worked it out for this picture, unless ships have come or gone since."""
        return self._burning if len(self._burning) == ships.n else self._burn(ships)

    # -- drawing

    def draw(self, moment: Moment) -> None:
        ships, poses, lens = moment.world.ships, moment.poses, moment.lens
        rows = np.flatnonzero(poses.seen)
        if not rows.size:
            return
        # small ones over large ones, the player's over all: nobody may lose sight of their own ship
        rows = rows[np.argsort(-self._length[ships.kind[rows]] - 1e6 * (rows != moment.player), kind="stable")]
        kind = ships.kind[rows]
        wide = self._length[kind] * lens.scale
        x, y, angle = lens.x(poses.x[rows]), lens.y(poses.y[rows]), poses.angle[rows]
        self._shadows(moment, kind, x, y, wide, angle)
        if moment.player >= 0:
            self._draw_clear(moment, moment.player)
        self._drives(moment, rows, kind, x, y, wide, angle)
        self._hulls(moment, rows, kind, x, y, wide, angle)
        self._scars(moment, rows, kind, x, y, wide, angle)
        if moment.player >= 0 and moment.world.scarred:
            self._seam(moment, moment.player)
        if moment.player >= 0:
            self._ring_drive(moment, moment.player)
        self._shields(moment, rows)

    def _shadows(self, moment: Moment, kind, x, y, wide, angle) -> None:
        soft = self._soft[kind]
        has = soft >= 0
        pad = 2 * SOFT_PAD * wide[has] * np.maximum(1.0, self._aspect[kind[has]])
        dx, dy = moment.shade[0] * moment.lens.scale, moment.shade[1] * moment.lens.scale
        moment.frame.floor.add(
            soft[has], x[has] + dx, y[has] + dy, wide[has] + pad, wide[has] * self._aspect[kind[has]] + pad, angle[has],
            (0.0, 0.0, 0.0, moment.dark),
        )  # fmt: skip

    def _drives(self, moment: Moment, rows, kind, x, y, wide, angle) -> None:
        ships = moment.world.ships
        burn = self._burns(ships)[rows]
        lit = (burn > 0.03) & (kind != MITE)
        if not lit.any():
            return
        kind, x, y, wide, angle, burn = (v[lit] for v in (kind, x, y, wide, angle, burn))
        rows = rows[lit]
        turn = np.where(rows == moment.player, angle, faced(angle))  # a crowd's flames share their pictures
        flicker = 0.88 + 0.12 * np.sin(moment.time * 61.0 + rows * 2.4)
        back = self._mouth[kind] * wide
        long = stepped(wide * (0.22 + 0.42 * burn) * flicker, 6.0)
        burn = stepped(burn, 0.25)
        colour = np.zeros((len(rows), 4), np.float32)
        colour[:, :3] = self._colour[kind, np.clip(ships.skin[rows], 0, SKINS - 1)]
        nx, ny = np.cos(angle), np.sin(angle)
        bx, by = x - nx * (back + long * 0.36), y - ny * (back + long * 0.36)
        width = wide * self._flame[kind]
        fx = moment.frame.fx
        fx.add("flare", bx, by, long * 1.25, width * 1.3, turn, colour * (0.75 * np.minimum(burn, 1.0) + 0.1)[:, None])
        core = colour * 0.5
        core[:, :3] += 0.5 * np.minimum(burn, 1.0)[:, None]
        fx.add(
            "flare", x - nx * (back + long * 0.16), y - ny * (back + long * 0.16), long * 0.6, width * 0.6, turn, core
        )
        if not moment.frame.detail.heads:
            return
        fx.add("glow", x - nx * back, y - ny * back, width * 2.4, width * 2.4, 0.0, colour * (0.30 * burn)[:, None])

    def _hulls(self, moment: Moment, rows, kind, x, y, wide, angle) -> None:
        ships, world = moment.world.ships, moment.world
        sprite = self._sprite[kind, np.clip(ships.skin[rows], 0, SKINS - 1)]
        sprite = np.where(ships.hacked[rows] & (self._emptied[kind] >= 0), self._emptied[kind], sprite)
        has = sprite >= 0
        bright = np.where(self._length[kind] > COLOSSAL, 0.72, 0.97)
        struck = (world.time - ships.hurt[rows] < HURT_GLOW) & (self._length[kind] <= COLOSSAL)
        bright = np.where(struck, 1.28, bright)
        colour = np.empty((int(has.sum()), 4), np.float32)
        colour[:, :3] = bright[has, None]
        colour[:, 3] = 1.0 + LIT
        tagged = ships.tagged[rows][has]
        if tagged.any():
            colour[tagged, :3] = palette.rgb("tagged")
        for i in (kind[has] == GHOST).nonzero()[0].tolist():
            colour[i] = loops_view.tint(world.loops.past(int(ships.id[rows[has][i]])) if world.loops else None)
        if (ships.outing[rows] < 0.0).any():
            share = stepped(people_view.fade(ships, rows[has], world.time), 0.1)
            colour[:, :3] *= share[:, None]
            colour[:, 3] += share - 1.0
        moment.frame.world.add(
            sprite[has], x[has], y[has], wide[has], wide[has] * self._aspect[kind[has]], angle[has], colour
        )
        swarm = kind == MITE
        if swarm.any():
            self._swarm(moment, rows[swarm], x[swarm], y[swarm], wide[swarm], angle[swarm])

    def _swarm(self, moment: Moment, rows, x, y, wide, angle) -> None:
        """The glow of mites. Those of a flock draw a streak after them, breathe in their sleep, and whiten near us.

        And some are white who have stopped filing reports: the fewer, the more Moderation wants to hear of the ship.
        """
        fx, ships = moment.frame.fx, moment.world.ships
        glow = 2.6 * wide
        flock = ships.life[rows] > 0
        if not flock.any():
            fx.add("glow", x, y, glow, glow, 0.0, palette.light("brand", 0.07))
            return
        here_x, here_y = moment.here
        off = np.hypot(moment.poses.x[rows] - here_x, moment.poses.y[rows] - here_y)
        speed = np.hypot(ships.vx[rows], ships.vy[rows])
        under_way = np.clip((speed - FLOWS) / 200.0, 0.0, 1.0)
        white = np.clip(1.0 - (off - WHITE_AT) / WHITE_OVER, 0.0, 1.0) * under_way
        idle = min(1.0, max(0.0, (KEEN - float(moment.world.heat.level)) / IDLE_OVER))
        silent = (ships.id[rows] % SILENT[1] < round(SILENT[0] * idle)) & (under_way > 0.1)
        white = np.maximum(white, silent)
        breath = 0.5 + 0.5 * np.sin(moment.time * 1.9 + (moment.poses.x[rows] + moment.poses.y[rows]) * 0.006)
        strong = 0.05 + 0.05 * breath * (1.0 - under_way) + 0.03 * under_way
        pink, core = np.array(palette.rgb("brand")), np.array(palette.rgb("core"))
        colour = np.zeros((rows.size, 4), np.float32)
        colour[:, :3] = pink * strong[:, None] + core * (0.30 * white + 0.25 * silent)[:, None]
        fx.add("glow", x, y, glow, glow, 0.0, colour)
        far = under_way > 0.1
        if far.any():
            long = stepped(wide[far] * (1.2 + 1.6 * under_way[far]), 6.0)
            nx, ny = np.cos(angle[far]), np.sin(angle[far])
            streak = np.zeros((int(far.sum()), 4), np.float32)
            streak[:, :3] = pink * 0.30 + (core - pink * 0.30) * (0.35 * white[far])[:, None]
            turn = faced(angle[far])
            fx.add("flare", x[far] - nx * long * 0.5, y[far] - ny * long * 0.5, long, wide[far] * 0.5, turn, streak)

    def _scars(self, moment: Moment, rows, kind, x, y, wide, angle) -> None:
        """Burnt patches on the hull: one more for each fifth of it that is lost."""
        ships = moment.world.ships
        lost = 1.0 - ships.hull[rows] / np.maximum(ships.hull_max[rows], 1e-9)
        lost *= self._mouth[kind] > 0  # scenery shows its wounds in its own way
        ship, scar = (lost[:, None] > scars.AT).nonzero()
        if not ship.size:
            return
        along, across, size, turn = self._burnt[kind[ship], scar].T
        w = wide[ship]
        px, py = w * along, w * across * self._aspect[kind[ship]]
        c, s = np.cos(angle[ship]), np.sin(angle[ship])
        x, y = x[ship] + px * c - py * s, y[ship] + px * s + py * c
        turn, w = turn + angle[ship], w * size
        moment.frame.world.add(self._scorch[scar], x, y, w, w * scars.FLAT, turn, scars.SOOT)
        deep = (lost[ship] > GLOWING).nonzero()[0]
        if deep.size:  # the metal under it has not cooled
            glow = 0.7 + 0.2 * np.sin(moment.time * 8.0 + 2.0 * scar[deep])
            light = np.zeros((deep.size, 4), np.float32)
            light[:, :3] = np.array(palette.rgb("hot")) * glow[:, None]
            moment.frame.fx.add("smoke", x[deep], y[deep], w[deep] * 0.6, w[deep] * 0.22, turn[deep], light)

    def _seam(self, moment: Moment, row: int) -> None:
        """What the hard vault did to the Callister: black, plated over, for good."""
        lens, poses = moment.lens, moment.poses
        wide = self._length[int(moment.world.ships.kind[row])] * lens.scale
        angle = float(poses.angle[row])
        moment.frame.world.sprite("scar", lens.x(poses.x[row]), lens.y(poses.y[row]), wide, angle)

    def _ring_drive(self, moment: Moment, row: int) -> None:
        """Light in the Callister's ring: at rest a lamp, under thrust a lantern, at boost a star."""
        ships, lens = moment.world.ships, moment.lens
        length = self._length[int(ships.kind[row])] * lens.scale
        burn = float(self._burns(ships)[row])
        angle = float(moment.poses.angle[row])
        x = lens.x(moment.poses.x[row]) + math.cos(angle) * RING_AT * length
        y = lens.y(moment.poses.y[row]) + math.sin(angle) * RING_AT * length
        pulse = 1.0 + 0.06 * math.sin(moment.time * 9.0)
        fx = moment.frame.fx
        fx.add("glow", x, y, length * 1.25, length * 1.25, 0.0, palette.light("ring", (0.07 + 0.09 * burn) * pulse))
        fx.add("glow", x, y, length * 0.36, length * 0.36, 0.0, palette.light("ring", 0.14 + 0.22 * burn))
        fx.add("glow", x, y, length * 0.15, length * 0.15, 0.0, palette.light("ring", 0.8 * pulse + 0.5 * burn))

    def _shields(self, moment: Moment, rows) -> None:
        ships, poses, lens = moment.world.ships, moment.poses, moment.lens
        quiet = moment.world.time - ships.hurt[rows]
        coming = (ships.shield[rows] < ships.shield_max[rows] * 0.999) & (ships.shield[rows] > 0.0) & (quiet > 1.0)
        if coming.any():
            at = rows[coming]
            share = ships.shield[at] / np.maximum(ships.shield_max[at], 1e-9)
            size = 2 * self._length[ships.kind[at]] * SHIELD_SIZE * lens.scale
            beat = stepped(RETURNING * (0.25 + 0.35 * share) * (0.7 + 0.3 * np.sin(moment.time * 11.0 + at)), 0.04)
            colour = np.zeros((len(at), 4), np.float32)
            colour[:, :3] = np.array(palette.rgb("data")) * beat[:, None]
            moment.frame.fx.add("shield", lens.x(poses.x[at]), lens.y(poses.y[at]), size, size, 0.0, colour)
        for broken in (False, True):
            struck = [(row, a) for a in self._arcs if a.broken == broken and (row := ships.row_of(a.ship)) >= 0]
            if struck:
                self._draw_arcs(moment, struck, broken)

    def _draw_arcs(self, moment: Moment, struck: list[tuple[int, _Arc]], broken: bool) -> None:
        """Where shields were struck, or all round where they broke: arcs of so many strokes each."""
        lens = moment.lens
        rows = np.array([row for row, _ in struck])
        bearing, left = np.array([(arc.bearing, 1.0 - arc.age / ARC_TIME) for _, arc in struck]).T[:, :, None]
        half = math.pi if broken else ARC_HALF
        radius = self._length[moment.world.ships.kind[rows], None] * (SHIELD_SIZE * lens.scale)
        if broken:
            radius = radius * (1.0 + 0.9 * (1.0 - left))
        steps = np.linspace(-half, half, 25 if broken else 9)
        x = lens.x(moment.poses.x[rows, None]) + radius * np.cos(bearing + steps)
        y = lens.y(moment.poses.y[rows, None]) + radius * np.sin(bearing + steps)
        middle = (steps[1:] + steps[:-1]) / 2
        power = stepped(left, 0.125) * (np.ones_like(middle) if broken else np.cos(middle / half * math.pi / 2) ** 1.5)
        colour = np.zeros((power.size, 4), np.float32)
        hot = np.array(palette.rgb("core")) * 0.5 + np.array(palette.rgb("data"))
        colour[:, :3] = hot * power.reshape(-1, 1)
        ends = (v.ravel() for v in (x[:, :-1], y[:, :-1], x[:, 1:], y[:, 1:]))
        moment.frame.fx.line(*ends, 4.2 * lens.ui, colour, "beam")

    # -- on the glass

    def draw_through(self, moment: Moment, row: int, hidden: float, tone: float = 1.0) -> float:
        """A ship seen through what hangs over her by as much as it hides her, 0..1: nobody loses her. And how much of
        her is seen there. `tone` is how bright."""
        cover = float(stepped(THROUGH * hidden, 0.125))
        if cover > 0.0:
            kind, lens, poses = int(moment.world.ships.kind[row]), moment.lens, moment.poses
            x, y = lens.x(float(poses.x[row])), lens.y(float(poses.y[row]))
            wide, turn = float(self._length[kind]) * lens.scale, float(poses.angle[row])
            colour = (*(3 * [tone * cover]), cover + LIT)
            moment.frame.fx.add(KINDS[KIND_NAMES[kind]].art, x, y, wide, None, turn, colour)
        return cover

    def _draw_clear(self, moment: Moment, row: int) -> None:
        """A ship once more over the light of the cones that she is in: added to a pale hull it leaves no colour."""
        x, y = moment.lens.x(float(moment.poses.x[row])), moment.lens.y(float(moment.poses.y[row]))
        self.draw_through(moment, row, min(1.0, sum(cone.falls_on(x, y) for cone in moment.frame.cones)), IN_CONE)

    def draw_aim(self, moment: Moment) -> None:
        """Faint points along the player's line of fire, smaller with distance."""
        lens, row = moment.lens, moment.player
        angle = float(moment.poses.angle[row])
        away, size = _AIM * lens.scale, _AIM_SIZES * lens.ui
        x, y = lens.x(moment.here[0]) + math.cos(angle) * away, lens.y(moment.here[1]) + math.sin(angle) * away
        moment.frame.hud.add("dot", x, y, size, size, 0.0, palette.ink("ring", 0.6))

    def draw_marks(
        self, canvas: Canvas, moment: Moment, hunters: np.ndarray, taken: list, shown: float, panels: Sequence = ()
    ) -> None:
        """What minds are about, as shapes: `!` noticed, `?` searching; wounds and names of those who hunt.

        Nothing is written over what stands in `panels`.
        """
        world, ships, poses = moment.world, moment.world.ships, moment.poses
        state, thinks = ships.state, (ships.mind > 0) & (ships.mind != Mind.MITE)
        told = thinks & poses.seen & ((state == State.NOTICE) | (state == State.SEARCH))
        self._signs(canvas, moment, np.flatnonzero(told), shown, panels)
        wounded = poses.seen & thinks & (world.time - ships.hurt < HURT_BAR) & (ships.hull < ships.hull_max)
        self._wounds(canvas, moment, np.flatnonzero(wounded), taken, shown)
        self._names(canvas, moment, hunters[poses.seen[hunters]], taken, shown)

    @staticmethod
    def _signs(canvas: Canvas, moment: Moment, rows: np.ndarray, shown: float, panels: Sequence) -> None:
        if not rows.size:
            return
        ships, unit = moment.world.ships, canvas.unit
        xs, ys = canvas.place(moment.poses.x[rows], moment.poses.y[rows])
        lift = np.maximum(30.0, ships.radius[rows] * (1.7 * canvas.world_unit))
        own = room_round(canvas, moment.here, float(ships.radius[moment.player]))
        over = free(boxes(xs - 10.0, ys - lift - 10.0, 20.0, 20.0), [own])
        ys = np.where(over, ys - lift, ys + lift)  # under whoever comes up from below the player's ship
        clear = free(boxes(xs - 10.0, ys - 10.0, 20.0, 20.0), panels)
        moderation = ships.team[rows] == Team.MODERATION
        plate = faded(palette.ink("panel", 0.85), shown)
        for some, ground, ink in ((moderation, "hexagon", "blush"), (~moderation, "disc", "select")):
            which = (some & clear).nonzero()[0]
            if not which.size:
                continue
            x, y, colour = xs[which], ys[which], palette.ink(ink, shown)
            canvas.shape(ground, x, y, 21.0, None, plate)
            if ground == "hexagon":
                canvas.hexagons(x, y, np.full(x.size, 10.5), 1.4, colour)
            else:
                for place in zip(x.tolist(), y.tolist(), strict=True):
                    canvas.circle(*place, 10.0, 1.4, colour)
            signs = ["!" if state == State.NOTICE else "?" for state in ships.state[rows[which]].tolist()]
            canvas.rows.texts(canvas.cap(LABEL), signs, x * unit, (y - 5) * unit, colour)

    @staticmethod
    def _wounds(canvas: Canvas, moment: Moment, rows: np.ndarray, taken: list, shown: float) -> None:
        """How much hull is left of those who were just hit, where that is written over nothing."""
        if not rows.size:
            return
        ships = moment.world.ships
        xs, ys = canvas.place(moment.poses.x[rows], moment.poses.y[rows])
        ys = ys + np.maximum(26.0, ships.radius[rows] * (1.5 * canvas.world_unit))
        clear = take_free(boxes(xs - 21, ys - 1, 42.0, 6.0), taken)
        if clear:
            rows, x, y = rows[clear], xs[clear], ys[clear]
            left = np.maximum(0.5, 40 * ships.hull[rows] / ships.hull_max[rows])
            canvas.rects(x - 21, y - 1, 42, 6, faded(palette.ink("panel", 0.8), shown))
            canvas.rects(x - 20, y, left, 4, faded(palette.ink("hot"), shown))

    @staticmethod
    def _names(canvas: Canvas, moment: Moment, rows: np.ndarray, taken: list, shown: float) -> None:
        """Under whoever has a name, or over them at the picture's foot; none of them is cut by its edges."""
        world = moment.world
        named = [(row, tag) for row in rows.tolist() if (tag := roster.tag_of(world, row))]
        if not named:
            return
        rows, names = np.array([row for row, _ in named]), [tag for _, tag in named]
        xs, ys = canvas.place(moment.poses.x[rows], moment.poses.y[rows])
        off = np.maximum(36.0, world.ships.radius[rows] * (1.5 * canvas.world_unit) + 12)
        ys = np.where(ys + off + LABEL + 5 <= canvas.height, ys + off, ys - off - LABEL)
        wide = np.array([canvas.measure(name, LABEL) for name in names])
        plates = boxes(xs - wide / 2 - 5, ys - 4, wide + 10, LABEL + 9)
        inside = (
            (xs >= wide / 2 + 5) & (xs <= canvas.width - wide / 2 - 5) & (ys >= 4) & (ys <= canvas.height - LABEL - 5)
        )
        seen = inside.nonzero()[0]
        written = seen[take_free(plates[seen], taken)]
        if written.size:
            canvas.labels(xs[written], ys[written], [names[at] for at in written], palette.ink("select"), shown)
