"""The ships table: everything that has a body, one row each."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

import numpy as np

from game.sim.hitgrid import limits
from game.sim.kinds import (
    ANNOUNCE,
    KIND_NAMES,
    KINDS,
    M_COURIER,
    M_DUELIST,
    M_GRINDER,
    M_HOUND,
    M_LIGHT,
    M_MITE,
    M_NEWCOMER,
    M_STREAMER,
    M_WARDEN,
    M_WATCHER,
    T_CREW,
)
from game.sim.tables import Byte, Complex, Flag, Float, IdTable, Int, Short


def _column(name: str) -> Float:
    return np.array([float(getattr(KINDS[kind], name)) for kind in KIND_NAMES])


class KindColumns:
    """The kinds' numbers as columns, so that `NUMBERS.speed[ships.kind]` is one gather."""

    def __init__(self) -> None:
        self.speed = _column("speed")
        self.accel = _column("accel")
        self.turn = _column("turn")
        self.cruise = _column("cruise")
        self.shield_delay = _column("shield_delay")
        self.shield_fill = _column("shield_fill")
        self.damage = _column("damage")
        self.rate = _column("rate")
        self.shot_speed = _column("shot_speed")
        self.shot_life = _column("shot_life")
        self.sight = _column("sight")
        self.cone_cos = np.cos(_column("cone"))
        self.reaction = _column("reaction")
        self.aim_lead = _column("aim_lead")
        self.aim_error = _column("aim_error")
        self.range_near = _column("range_near")
        self.range_far = _column("range_far")
        self.courage = _column("courage")
        self.memory = _column("memory")
        self.hack = _column("hack")
        self.spikes = _column("spikes")
        self.tells = _column("tells")
        self.calls = _column("calls") > 0.0
        self.scan_time = ANNOUNCE + _column("identify")  # a whole scan [s]
        self.mind = _column("mind").astype(np.int8)


NUMBERS = KindColumns()


ARRIVE = 70.0  # near enough to a goal [u]
ARRIVE_COURIER = 190.0  # before one would slow down for it [u]


class Traits:
    """What follows from the kinds of the ships (and whom they are for): the tick would gather it anew each time.

    All of shape (n,), but for `rows`, `spaced`, `watching`, `watchers`, `mites`, `flock`, `loose`, `lights`, `duelists`
    and `living`, which are rows, and `within`, see `hitgrid.limits`.
    """

    def __init__(self, ships: Ships) -> None:
        kind, mind = ships.kind.astype(np.int64), ships.mind  # an index need not be looked at twenty times
        self.minded = mind > 0
        self.rows = self.minded.nonzero()[0]  # of those with a mind, (k,)
        swarms = mind == M_MITE
        self.mites = swarms.nonzero()[0]
        self.spaced = (self.minded & ~swarms).nonzero()[0]  # those who keep apart; a swarm has a way of its own
        self.duelists = (mind == M_DUELIST).nonzero()[0]
        flocking = swarms & (ships.life > 0)
        self.flock = flocking.nonzero()[0]  # mites that are one thing, see `flock`
        self.loose = self.mites if self.flock.size == 0 else (swarms & ~flocking).nonzero()[0]  # and those that are not
        self.living = ((ships.life > 0) & ~swarms).nonzero()[0]  # who lives for something of its own
        lamps = mind == M_LIGHT
        self.lights = lamps.nonzero()[0]
        self.watches = (mind == M_WATCHER) | (mind == M_STREAMER) | lamps
        self.watching = self.watches.nonzero()[0]  # rows, (k,)
        self.watchers = (mind == M_WATCHER).nonzero()[0]  # rows, (k,)
        self.grinds = mind == M_GRINDER
        ours = ships.team == T_CREW  # a drone that was turned
        self.moderates = ((mind == M_WATCHER) | (mind == M_HOUND) | (mind == M_WARDEN) | lamps) & ~ours
        self.hunts = ((mind == M_HOUND) | (mind == M_WARDEN) | swarms) & ~ours & ~flocking
        self.judges = self.minded & (mind != M_NEWCOMER) & (mind != M_COURIER)  # whose sight decides something
        self.judges &= ~flocking
        self.arrive = np.where(mind == M_COURIER, ARRIVE_COURIER, ARRIVE)
        self.cruise = NUMBERS.cruise[kind]
        self.speed = NUMBERS.speed[kind]
        self.accel = NUMBERS.accel[kind]
        self.sight = NUMBERS.sight[kind]
        self.cone_cos = NUMBERS.cone_cos[kind]
        self.reaction = NUMBERS.reaction[kind]
        self.range_near = NUMBERS.range_near[kind]
        self.range_far = NUMBERS.range_far[kind]
        self.courage = NUMBERS.courage[kind]
        self.memory = NUMBERS.memory[kind]
        self.hackable = NUMBERS.hack[kind]
        self.scan_time = NUMBERS.scan_time[kind]
        self.damage = NUMBERS.damage[kind]
        self.armed = self.damage > 0.0
        self.rate = NUMBERS.rate[kind]
        self.shot_speed = NUMBERS.shot_speed[kind]
        self.aim_lead = NUMBERS.aim_lead[kind]
        self.aim_error = NUMBERS.aim_error[kind]
        self.shot_life = NUMBERS.shot_life[kind]
        self.shield_delay = NUMBERS.shield_delay[kind]
        self.within = limits(ships.team, ships.radius, ships.margin)  # (teams, n)


class Ships(IdTable):
    """Pose and motion mirror the physics bodies row for row; the rest is ours."""

    kind: Short  # index into kinds.KIND_NAMES
    team: Byte
    mind: Byte
    # pose and motion: [u], [u/s], [rad], [rad/s]
    x: Float
    y: Float
    vx: Float
    vy: Float
    angle: Float
    spin: Float
    nose_x: Float  # unit vector of the angle, renewed after every step
    nose_y: Float
    px: Float  # pose one tick ago, for pictures between ticks
    py: Float
    pangle: Float
    pvx: Float
    pvy: Float
    pspin: Float
    radius: Float
    margin: Float  # how near a shot must pass its rim to matter: to strike it, or for the player's to be heard [u]
    mass: Float
    inertia: Float
    anchored: Flag
    # what the pilot or mind wants this tick
    want_vx: Float
    want_vy: Float
    accel: Float  # how hard it may pull towards the wished velocity [u/s2]
    face_x: Float  # unit vector the nose shall point along
    face_y: Float
    turn: Float  # full turn rate [rad/s]
    trigger: Flag
    thrusting: Float  # how hard the drive burns, 0..1, for pictures and sound
    boosting: Flag
    braking: Flag
    # survival
    hull: Float
    hull_max: Float
    shield: Float
    shield_max: Float
    hurt: Float  # time of the last damage [s]; negative long ago
    energy: Float  # 0..1
    boost: Float  # 0..1
    ready: Float  # time from which the gun may fire again [s]
    # mind
    state: Byte  # states.State
    since: Float  # time the state began [s]
    target: Int  # id, 0 = nobody
    seen: Float  # time the target was last in sight [s]
    shown: Float  # how long it has been on the player's screen [s]
    known_x: Float  # where the target was last known to be
    known_y: Float
    home_x: Float
    home_y: Float
    goal_x: Float  # where it is going on patrol or in search
    goal_y: Float
    order: Byte  # states.Order
    order_until: Float  # time an order ends [s]; inf = until told
    order_next: Byte  # what it does then
    path: Short  # index of its patrol path in the world, -1 = none
    leg: Short  # which point of the path is next
    scan: Float  # how far its scan of the player has got, 0..1
    blind: Float  # its eyes and ears are full until then [s]
    asleep: Float  # a spike or a handshake keeps it still until then [s]
    spiked: Byte  # spikes that it has taken since it last slept
    hacked: Flag  # its purse is empty
    # identity
    tag: Short  # index into world.tags, -1 = no tag
    skin: Byte
    group: Short  # index into world.groups, -1 = none
    tagged: Flag  # the sweep has read its name
    respawn: Float  # comes back after this long [s]; 0 = never
    born: Float  # time it came [s]
    # a life of its own, see `lives`
    life: Byte  # lives.Life
    busy: Float  # time until which it stays at what it does [s]
    tally: Int  # what it has mined, traded or won so far
    site_x: Float  # what it works at; where it trades
    site_y: Float
    works: Flag  # its tool is at it
    outing: Float  # time at which it logs out [s]; 0 = never
    # whose side a drone is on, see `turned`
    turned: Float  # fights for us until then [s]; 0 = does not

    SELDOM: ClassVar[frozenset[str]] = frozenset(
        {
            *("px", "py", "pangle", "pvx", "pvy", "pspin", "want_vx", "want_vy", "face_x", "face_y"),
            *("known_x", "known_y", "home_x", "home_y", "goal_x", "goal_y", "site_x", "site_y"),
            *("tally", "skin", "born", "respawn", "spiked", "hacked", "order_next"),
        }
    )
    # as the physics batch lists them, so that a tick's poses are copied at once
    motion: Float
    before: Float
    want: Float
    face: Float
    nose: Float
    known: Float
    home: Float
    goal: Float
    BLOCKS: ClassVar[dict[str, tuple[str, ...]]] = {
        "motion": ("x", "y", "angle", "vx", "vy", "spin"),
        "before": ("px", "py", "pangle", "pvx", "pvy", "pspin"),  # laid out alike: one plain copy a tick
        "want": ("want_vx", "want_vy"),
        "face": ("face_x", "face_y"),
        "nose": ("nose_x", "nose_y"),
        "known": ("known_x", "known_y"),
        "home": ("home_x", "home_y"),
        "goal": ("goal_x", "goal_y"),
    }
    place: Complex
    velocity: Complex
    wish: Complex
    facing: Complex
    heading: Complex
    target_place: Complex  # where the target was last known to be
    home_place: Complex
    goal_place: Complex
    PAIRS: ClassVar[dict[str, tuple[str, int]]] = {
        "place": ("motion", 0),
        "velocity": ("motion", 3),
        "wish": ("want", 0),
        "facing": ("face", 0),
        "heading": ("nose", 0),
        "target_place": ("known", 0),
        "home_place": ("home", 0),
        "goal_place": ("goal", 0),
    }
    SPARSE: ClassVar[frozenset[str]] = frozenset(
        {"life", "busy", "tally", "site_x", "site_y", "works", "outing", "turned"}
    )
    UNHASHED: ClassVar[frozenset[str]] = frozenset({"px", "py", "pangle", "pvx", "pvy", "pspin", "thrusting"})

    changes: int = 0  # how often ships came or went: for who keeps what follows from their rows

    def _renew(self) -> None:
        super()._renew()
        self.changes += 1
        self.reconsider()

    def reconsider(self) -> None:
        """A ship has another mind, side, life or size than before: traits are worked out anew."""
        self.__dict__.pop("traits", None)

    @cached_property
    def traits(self) -> Traits:
        """Fetch them afresh after ships came or went, like every column."""
        return Traits(self)
