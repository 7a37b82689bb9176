"""Filling the environment's observation with what a player sees, hears and reads at this moment.

Nothing else goes in: not what minds intend, whom they are after, what lies outside the picture and the radar, or what
the director plans. `layout` says what each number is; here they are put down in their own units, and divided last.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from game.lab.layout import HIGH, LOOKOUT, LOW, SECTIONS, SHARE, SHOTS, SIZE
from game.lab.pilots.senses import AIRBORNE, GRUDGE, HALF_HEIGHT, HALF_WIDTH, LEAD, LEAD_MOST, RADAR
from game.lab.rays import Rays
from game.sim.abilities import ABILITIES
from game.sim.clock import TICK_HZ
from game.sim.events import Event
from game.sim.kinds import KIND_NAMES, KINDS, Team
from game.sim.tables import Float, Int, Single
from game.sim.world import World
from game.story.episode import Episode, Happening
from game.story.stage import ACTIONS

LOOKED_AT = 16  # ships at a time, the nearest first: some of them may not count
FEW = 48  # up to this many bolts are looked at one by one: that is quicker

_PACK = struct.Struct(f"{SIZE}f")  # half the time of an assignment to an array
_GRUDGE, _AIRBORNE = round(GRUDGE * TICK_HZ), round(AIRBORNE * TICK_HZ)  # [ticks]
_CREW = int(Team.CREW)
_KINDS = [KINDS[name] for name in KIND_NAMES]
# by kind: what its mark on the radar tells, and what the picture does besides
_SIDES = [(float(kind.team == Team.MODERATION), float(kind.team == Team.PLAYERS)) for kind in _KINDS]
_IN_PICTURE = [(kind.radius, float(kind.damage > 0), *side) for kind, side in zip(_KINDS, _SIDES, strict=True)]
_ON_RADAR = [kind.team != Team.NEUTRAL for kind in _KINDS]
_NO_SHIPS, _NO_BOLTS = [0.0] * SECTIONS["contacts"].size, [0.0] * SECTIONS["shots"].size
_NO_PROMPT = (0.0,) * len(ACTIONS)
_PROMPTS = {one: tuple(float(one == action) for action in ACTIONS) for one in ACTIONS}


class View(NamedTuple):
    """Where the ship is, its velocity, and the corners of the picture round it [u, u/s]."""

    x: float
    y: float
    vx: float
    vy: float
    left: float
    top: float
    right: float
    bottom: float


def _view(x: float, y: float, vx: float, vy: float) -> View:
    """The camera leads the ship by its velocity."""
    far = LEAD * math.hypot(vx, vy)
    lead = LEAD if far < LEAD_MOST else LEAD * LEAD_MOST / far
    cx, cy = x + vx * lead, y + vy * lead
    return View(x, y, vx, vy, cx - HALF_WIDTH, cy - HALF_HEIGHT, cx + HALF_WIDTH, cy + HALF_HEIGHT)


class Target(NamedTuple):
    """Where the newest open objective points. `key` changes when it is another one, or another ship of its group."""

    key: tuple[str, int]
    x: float
    y: float


class Grudges:
    """Who counts as hostile: whoever has hit, just missed or visibly turned on the player in the last seconds."""

    def __init__(self) -> None:
        self._fired: dict[int, int] = {}  # ship -> frame of its last shot
        self.until: dict[int, int] = {}  # ship -> frame until which it counts as hostile

    def hear(self, events: Sequence[Happening], frame: int, me: int) -> None:
        for event in events:
            kind = event.kind
            if kind == "fired":
                self._fired[event.who] = frame  # type: ignore[index]
            elif not isinstance(event, Event):
                continue
            elif kind == "near-miss":
                self.until[event.other] = frame + _GRUDGE
            elif kind == "hit" and event.who == me:
                if frame - self._fired.get(event.other, -_AIRBORNE) < _AIRBORNE:  # else it was a bump
                    self.until[event.other] = frame + _GRUDGE
            elif kind == "chasing" and event.other == me:
                self.until[event.who] = frame + _GRUDGE
            elif kind == "retried":
                self._fired.clear()
                self.until.clear()


class Observer:
    """Watches one episode: `hear` after every tick, `look` whenever an observation is wanted."""

    def __init__(self, episode: Episode, rays: Rays | None = None) -> None:
        """`rays` of an earlier episode know the terrain of its level already."""
        self.episode = episode
        self.target: Target | None = None  # as of the last look
        self.distance = 0.0  # from the ship to it [u]
        self._grudges = Grudges()
        self._rays = rays or Rays()
        self._world = episode.world
        self._kinds: dict[int, int] = {}  # ship -> its kind, which never changes
        self._able: list[bool] = []  # which of ABILITIES there are, after so many changes of the world's
        self._changes = -1
        self._raw: Single = np.zeros(SIZE, np.float32)

    def hear(self, events: Sequence[Happening]) -> None:
        self._grudges.hear(events, self.episode.frame, self.episode.director.state.player)

    def look(self) -> Single:
        """A new observation (SIZE,) float32."""
        world = self.episode.world
        row = world.player_row
        if row < 0:
            self.target = None
            return np.zeros(SIZE, np.float32)
        if world is not self._world:  # a retry: what comes from now on may bear the ids of what came before
            self._world = world
            self._kinds.clear()
            self._changes = -1
        if self._changes != world.ability_changes:
            self._able, self._changes = [name in world.abilities for name in ABILITIES], world.ability_changes
        x, y, _, vx, vy, spin = world.ships.motion[row].tolist()
        view = _view(x, y, vx, vy)
        distance = np.abs(world.ships.place - world.ships.place.item(row))
        self.target = self._find_target(x, y)
        told = [
            *self._own(world, row, vx, vy, spin),
            *self._able,
            *self._read(x, y),
            *self._places(world, view),
            *self._clock(),
            *self._ships(world, view, distance),
            *self._bolts(world, view),
            *self._rays.look(world.terrain, x, y, view[4:]),
        ]
        _PACK.pack_into(self._raw.data, 0, *told)
        seen = self._raw * SHARE
        np.maximum(seen, LOW, out=seen)
        np.minimum(seen, HIGH, out=seen)
        return seen

    # -- one by one ------------------------------------------------------------------------------------

    def _own(self, world: World, row: int, vx: float, vy: float, spin: float) -> tuple[float, ...]:
        ships = world.ships.cells
        return (
            1.0,
            vx,
            vy,
            ships.nose_x[row],
            ships.nose_y[row],
            spin,
            ships.hull[row] / ships.hull_max[row],
            ships.shield[row] / ships.shield_max[row],
            ships.energy[row],
            ships.boost[row],
            world.assist,
        )

    def _read(self, x: float, y: float) -> tuple[float, ...]:
        """What the lesson asks for, and where the order points."""
        prompt = self.episode.director.prompt
        asked = _PROMPTS[prompt.action] if prompt is not None else _NO_PROMPT
        target = self.target
        if target is None:
            return (*asked, 0.0, 0.0, 0.0, 0.0, 0.0)
        dx, dy = target.x - x, target.y - y
        far = math.hypot(dx, dy)
        share = 1.0 / far if far > 0.0 else 0.0
        self.distance = far
        return (*asked, 1.0, dx * share, dy * share, far, far)

    def _places(self, world: World, view: View) -> tuple[float, ...]:
        """Sweep, heat and gate."""
        sweep, heat = world.sweep, world.heat
        wall = (1.0, sweep.distance_to(view.x, view.y), sweep.nx, sweep.ny) if sweep.active else (0.0, 0.0, 0.0, 0.0)
        ring = (0.0, 0.0, 0.0)
        for gate in world.gates.values():
            if gate.open and view.left < gate.x < view.right and view.top < gate.y < view.bottom:
                ring = (1.0, gate.x - view.x, gate.y - view.y)
        return (*wall, heat.level, heat.suspicion, heat.seen_by, heat.unseen, *ring)

    def _clock(self) -> tuple[float, float]:
        state = self.episode.director.state
        ends = [timer.ends for timer in state.timers.values() if timer.shown]
        return (1.0, (min(ends) - state.tick) / TICK_HZ) if ends else (0.0, 0.0)

    def _find_target(self, x: float, y: float) -> Target | None:
        """Where the HUD's mark is."""
        mark = self.episode.director.mark(x, y)
        return Target((mark.order, mark.ship), mark.x, mark.y) if mark is not None else None

    # -- in rows ---------------------------------------------------------------------------------------

    def _ships(self, world: World, view: View, distance: Float) -> list[float]:
        """The nearest: those in the picture whole, those on the radar only by where they are and whose."""
        nearest = distance.argsort(kind="stable")
        told: list[float] = []
        for first in range(0, len(nearest), LOOKED_AT):
            rows = nearest[first : first + LOOKED_AT]
            self._tell(told, world, view, rows)
            if len(told) == len(_NO_SHIPS) or distance.item(rows[-1]) > RADAR:
                break  # no corner of the picture is as far as the radar goes
        return told + _NO_SHIPS[len(told) :]

    def _tell(self, told: list[float], world: World, view: View, rows: Int) -> None:
        """Add those of the ships that count, until there are enough."""
        ships = world.ships
        # by columns: numpy takes longer over a list of many short lists
        x_, y_, angles, vx_, vy_, _ = ships.motion.take(rows, axis=0).T.tolist()
        hostile, frame, me, kinds = self._grudges.until, self.episode.frame, world.player, self._kinds
        own_x, own_y, own_vx, own_vy, left, top, right, bottom = view
        for who, x, y, angle, vx, vy in zip(ships.id.take(rows).tolist(), x_, y_, angles, vx_, vy_, strict=True):
            if who == me:
                continue
            if who not in kinds:
                kinds[who] = ships.cells.kind[ships.row_of(who)]
            kind, dx, dy, hates = kinds[who], x - own_x, y - own_y, hostile.get(who, -1) >= frame
            if left < x < right and top < y < bottom:
                nose_x, nose_y = math.cos(angle), math.sin(angle)
                told += (1.0, 1.0, dx, dy, vx - own_vx, vy - own_vy, nose_x, nose_y, *_IN_PICTURE[kind], hates)
            elif _ON_RADAR[kind] and dx * dx + dy * dy < RADAR * RADAR:
                told += (1.0, 0.0, dx, dy, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, *_SIDES[kind], hates)
            if len(told) == len(_NO_SHIPS):
                break

    def _bolts(self, world: World, view: View) -> list[float]:
        """Those in the picture that come nearer, the first that which will be nearest soonest."""
        shots = world.shots
        if not shots.n:
            return _NO_BOLTS
        place, velocity, team = shots.place, shots.velocity, shots.team
        if shots.n > FEW:
            rows = _soonest(world, view)
            place, velocity, team = place.take(rows, axis=0), velocity.take(rows, axis=0), team.take(rows)
        own_x, own_y, own_vx, own_vy, left, top, right, bottom = view
        found = []
        for x, y, vx, vy, side in zip(*place.T.tolist(), *velocity.T.tolist(), team.tolist(), strict=True):
            if side != _CREW and left < x < right and top < y < bottom:
                dx, dy, vx, vy = x - own_x, y - own_y, vx - own_vx, vy - own_vy
                nearing = dx * vx + dy * vy
                if nearing < 0.0:
                    time = -nearing / (vx * vx + vy * vy)
                    if time < LOOKOUT:
                        found.append((time, dx, dy, vx, vy))
        found.sort()
        told: list[float] = []
        for time, dx, dy, vx, vy in found[:SHOTS]:
            told += (1.0, dx, dy, vx, vy, time, dx + vx * time, dy + vy * time)
        return told + _NO_BOLTS[len(told) :]


def _soonest(world: World, view: View) -> Int:
    """Rows of the FEW bolts of others in the picture that will be nearest the ship soonest, in no particular order."""
    shots = world.shots
    x, y = shots.x, shots.y
    rows = ((shots.team != _CREW) & (x > view.left) & (x < view.right) & (y > view.top) & (y < view.bottom)).nonzero()[
        0
    ]
    gap = shots.place[rows].view(np.complex64)[:, 0] - complex(view.x, view.y)
    past = shots.velocity[rows].view(np.complex64)[:, 0] - complex(view.vx, view.vy)
    nearing = -(gap * past.conj()).real
    rows, nearing, past = rows[nearing > 0.0], nearing[nearing > 0.0], past[nearing > 0.0]
    soonest: Int = rows[(nearing / (past * past.conj()).real).argsort(kind="stable")[:FEW]]
    return soonest
