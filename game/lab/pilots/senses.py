"""What a player could see, hear or read at this moment, and nothing else.

Own gauges; ships and shots inside the picture, and the light that drones throw into it; radar contacts within its
range; terrain that has been in the picture; the carrier overhead, and how the crew knock; objectives and their markers,
the lesson's prompt, the choice, the sweep's distance. Pilots act on this alone: never on
what minds intend, what the director plans, or what lies outside the picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from game.lab.pilots.chart import Chart
from game.sim.carrier import BEAM, HALF, Carrier
from game.sim.clock import TICK_HZ
from game.sim.daly import Daly
from game.sim.events import Event
from game.sim.kinds import KIND_NAMES, KINDS, T_CREW, Mind
from game.sim.pictures import AWAY, JOINED, Pictures
from game.sim.rules import INDEX, RULES
from game.sim.sandbox import THING_INDEX, Sandbox
from game.sim.tables import Float, Single
from game.story.episode import Episode, Happening

HALF_WIDTH, HALF_HEIGHT = 640.0, 360.0  # of the picture at zoom 1 [u]
LEAD, LEAD_MOST = 0.35, 210.0  # the camera looks ahead of the ship by its velocity [s], at most so far [u]
RADAR = 1500.0  # [u]
AIRBORNE = 1.5  # a hit is a shot of whoever has fired within this time [s]
_MITE = int(Mind.MITE)
SWARMING = 60.0  # a mite that is faster than this is on its way to somebody [u/s]
GRUDGE = 9.0  # who has shot at us counts as hostile for this long [s]
_NONE = np.empty(0, np.float32)
_NOBODY = np.empty(0)


@dataclass(slots=True)
class Contact:
    """A ship in the picture."""

    id: int
    kind: str
    team: int
    x: float
    y: float
    vx: float
    vy: float
    nose_x: float
    nose_y: float
    hostile: bool
    asleep: bool = False

    @property
    def radius(self) -> float:
        return KINDS[self.kind].radius


@dataclass(slots=True)
class Light:
    """What a drone throws along its nose, from (x, y) [u], which moves with (vx, vy) [u/s]."""

    x: float
    y: float
    vx: float
    vy: float
    nose_x: float
    nose_y: float
    reach: float  # [u]
    cone: float  # half of it [rad]


@dataclass(slots=True)
class Overhead:
    """The carrier: how far along its hull from the middle, and across it, the ship is [u]; its middle and nose."""

    along: float
    across: float
    x: float
    y: float
    nose_x: float
    nose_y: float
    stops: bool  # it stands, or they have knocked twice

    @property
    def hides(self) -> bool:
        """Whether the ship is in its shadow."""
        return abs(self.along) < HALF and abs(self.across) < BEAM

    def at(self, along: float, across: float) -> tuple[float, float]:
        """A place under it."""
        return (
            self.x + along * self.nose_x - across * self.nose_y,
            self.y + along * self.nose_y + across * self.nose_x,
        )


@dataclass(slots=True)
class Question:
    """A choice that is offered; `lines` are the ids of its options' words ("" where one is greyed), `age` in ticks."""

    id: str
    lines: list[str]
    age: int


@dataclass(slots=True)
class Post:
    """A terminal, as the radar shows it, and how far its ring goes [u]."""

    id: int
    x: float
    y: float
    ring: float


@dataclass(slots=True)
class Dial:
    """What an order marks at the console: rule number `index`, where it stands and how far it goes, in steps.

    Or (`places`) thing number `index` of the palette.
    """

    name: str
    index: int
    steps: int = 0
    most: int = 0
    places: bool = False


@dataclass(slots=True)
class Tell:
    """What Daly, at (x, y), is about to do, as he says it and as it is drawn on the floor; or what lasts of it.

    began  tick at which it was told
    left   until it strikes [s]; below 0: it has struck, and lasts
    box    left, top, right, bottom of what will be struck [u], `way` where it goes [u], `mark` where things will fly
    """

    power: str
    began: int
    left: float
    x: float
    y: float
    box: tuple[float, float, float, float]
    way: tuple[float, float]
    mark: tuple[float, float]


@dataclass(slots=True)
class Drifting:
    """A picture that is adrift: seen now, or remembered where it was seen or heard last.

    pair   which it belongs to, by what it shows or how it sounds; 0: neither was seen or heard
    waits  it hangs beside its other, and waits
    """

    row: int
    x: float
    y: float
    pair: int
    drawn: bool = False
    shy: bool = False
    waits: bool = False


@dataclass(slots=True)
class Prompt:
    """What a handshake asks: answer `prompt` (0..3) as the `at`-th of all, on the tether to ship `target`."""

    target: int
    at: int
    prompt: int


@dataclass(slots=True)
class InTow:
    """What hangs behind the ship, how long its rope is [u], and how worn, by its colour: 0..1."""

    x: float
    y: float
    vx: float
    vy: float
    length: float
    strain: float


@dataclass(slots=True)
class Sight:
    """One look: positions [u], velocities [u/s], gauges as shares 0..1."""

    tick: int = 0
    lost: bool = False  # the run is lost, and waits to be taken up again
    alive: bool = False
    x: float = 0.0
    y: float = 0.0
    vx: float = 0.0
    vy: float = 0.0
    angle: float = 0.0
    hull: float = 1.0
    shield: float = 1.0
    energy: float = 1.0
    boost: float = 1.0
    able: frozenset[str] = frozenset()
    ships: list[Contact] = field(default_factory=list)
    blips: list[tuple[float, float, int]] = field(default_factory=list)  # radar: x, y, team
    lights: list[Light] = field(default_factory=list)  # that fall into the picture
    carrier: Overhead | None = None  # when some of it is in the picture
    wears: bool = False  # somebody else's name
    decoys: int = 0
    shot_x: Single = field(default_factory=lambda: _NONE)  # shots of others, in the picture
    shot_y: Single = field(default_factory=lambda: _NONE)
    shot_vx: Single = field(default_factory=lambda: _NONE)
    shot_vy: Single = field(default_factory=lambda: _NONE)
    mote_x: Single = field(default_factory=lambda: _NONE)  # data adrift, in the picture
    mote_y: Single = field(default_factory=lambda: _NONE)
    swarm_x: Float = field(default_factory=lambda: _NOBODY)  # mites of a flock under way, in the picture
    swarm_y: Float = field(default_factory=lambda: _NOBODY)
    hold_full: bool = False
    strain: float = 0.0  # of the beam
    handshake: Prompt | None = None
    tell: Tell | None = None
    posts: list[Post] = field(default_factory=list)  # terminals within the radar's range
    recording: float | None = None  # how long the loop that is recorded is by now [s]
    pasts: frozenset[int] = frozenset()  # which past selves there are, by the numbers of their clocks
    pictures: list[Drifting] = field(default_factory=list)
    remembers: bool = False  # there are pictures here, somewhere
    channel: int = 0  # of a television whose dial may be turned; 0: there is none, or not yet
    told: str = ""  # the newest open objective
    order: str = ""  # the newest one that has a marker
    marker: tuple[float, float] | None = None
    quarry: int = 0  # the ship that the marker lies on; 0: it is a place
    spent: bool = False  # and that ship was hacked, and has not forgotten it
    prompt: str = ""
    dial: Dial | None = None  # that the oldest open order of those that mark one marks
    choice: Question | None = None
    talking: bool = False  # somebody speaks
    sweep: float | None = None  # how far behind us [u]
    sweep_way: tuple[float, float] = (1.0, 0.0)
    tow: InTow | None = None
    signal: tuple[float, float] | None = None  # the way from which something knocks, and the radar's edge pulses
    pull: tuple[float, float] = (0.0, 0.0)  # by the grain of the field that the ship is in [u/s2]
    front: float | None = None  # how far the end of things is behind, when it is in the picture [u]
    heat: int = 0
    seen_by: int = 0  # drones that have the ship in sight, as the instruments say
    scan: float = 0.0  # how far the furthest scan has got

    @property
    def speed(self) -> float:
        return math.hypot(self.vx, self.vy)

    @property
    def marks_ship(self) -> bool:
        """Whether the order's mark lies on somebody."""
        return self.quarry != 0

    @property
    def threatened(self) -> bool:
        return any(ship.hostile for ship in self.ships)

    def foes(self) -> list[Contact]:
        """Those in the picture who mean harm, the nearest first."""
        mean = [ship for ship in self.ships if ship.hostile]
        return sorted(mean, key=lambda ship: math.hypot(ship.x - self.x, ship.y - self.y))


class Senses:
    """Looks at an episode with a player's eyes. Remembers what has been seen of the terrain and who was hostile."""

    def __init__(self, episode: Episode) -> None:
        self.episode = episode
        self.chart = Chart(episode.level.terrain.bounds)
        self._fired: dict[int, float] = {}  # ship -> time of its last shot
        self._anger: dict[int, float] = {}  # ship -> time until which it counts as hostile
        self._still = False  # they have knocked twice, and not once since
        self._adrift: dict[int, Drifting] = {}  # row -> picture, as it is known

    def hear(self, events: Sequence[Happening]) -> None:
        """Who hits us, just misses us or visibly turns on us is hostile; so is who tells us it has found us."""
        world = self.episode.world
        until = world.time + GRUDGE
        me = world.player
        for event in events:
            if not isinstance(event, Event):
                continue
            if event.kind == "fired":
                self._fired[event.who] = world.time
            elif event.kind == "near-miss":
                self._anger[event.other] = until
            elif event.kind == "hit" and event.who == me:
                if world.time - self._fired.get(event.other, -9.0) < AIRBORNE:  # else it was a bump
                    self._anger[event.other] = until
            elif event.kind == "chasing" and event.other == me:
                self._anger[event.who] = until
            elif event.kind == "respawned":
                self._anger.pop(event.other, None)
            elif event.kind == "picture.heard":
                self._hear_picture(event)
            elif event.kind in ("carrier.stops", "carrier.goes"):
                self._still = event.kind == "carrier.stops"

    def look(self) -> Sight:
        """What can be seen now."""
        episode = self.episode
        world, director = episode.world, episode.director
        sight = Sight(tick=episode.frame)
        if episode.waiting_retry:
            sight.lost = True
            self._fired.clear()  # whoever was after us then may not be, where the run is taken up
            self._anger.clear()
            self._still = False
            return sight
        row = world.player_row
        if row < 0:
            return sight
        ships = world.ships
        own = ships.cells
        sight.alive = True
        sight.x, sight.y, sight.angle, sight.vx, sight.vy, _ = ships.motion[row].tolist()
        sight.hull, sight.shield = own.hull[row] / own.hull_max[row], own.shield[row] / own.shield_max[row]
        sight.energy, sight.boost = own.energy[row], own.boost[row]
        sight.able = frozenset(world.abilities)
        x0, y0, x1, y1 = self._picture(sight)
        self.chart.reveal(world.terrain, x0, y0, x1, y1)
        if ships.n > 1:
            self._see_ships(sight, row, x0, y0, x1, y1)
        if world.carrier is not None:
            self._see_carrier(sight, world.carrier)
        self._see_loop(sight)
        if world.pictures is not None:
            self._see_pictures(sight, world.pictures, x0, y0, x1, y1)
        if world.daly is not None:
            self._hear_daly(sight, world.daly)
        sight.wears, sight.decoys = world.spoof.on, world.decoys.left
        if world.shots.n:
            self._see_shots(sight, x0, y0, x1, y1)
        if "tractor" in sight.able:
            self._see_motes(sight, x0, y0, x1, y1)
        shake = world.hacking.shake
        if shake is not None:
            sight.handshake = Prompt(shake.target, shake.at, shake.prompts[shake.at])
        if world.sweep.active:
            sight.sweep = world.sweep.distance_to(sight.x, sight.y)
            sight.sweep_way = (world.sweep.nx, world.sweep.ny)
        television = director.television
        if television is not None and television.dial:
            sight.channel = television.channel
        prompt, choice = director.prompt, director.choice
        sight.prompt = prompt.action if prompt else ""
        sight.talking = director.line is not None
        if choice is not None:
            sight.choice = Question(
                choice.id, ["" if option.closed else option.line for option in choice.options], choice.age
            )
        self._see_deep(sight)
        heat = world.heat
        sight.heat, sight.seen_by, sight.scan = heat.level, heat.seen_by, heat.suspicion
        self._see_marker(sight)
        if world.sandbox is not None:
            self._see_dial(sight, world.sandbox)
        return sight

    def _picture(self, sight: Sight) -> tuple[float, float, float, float]:
        far = LEAD * sight.speed
        share = LEAD * min(1.0, LEAD_MOST / far) if far > 0 else 0.0
        cx, cy = sight.x + sight.vx * share, sight.y + sight.vy * share
        return cx - HALF_WIDTH, cy - HALF_HEIGHT, cx + HALF_WIDTH, cy + HALF_HEIGHT

    def _see_ships(self, sight: Sight, me: int, x0: float, y0: float, x1: float, y1: float) -> None:
        world = self.episode.world
        ships, at_x, at_y = world.ships, sight.x, sight.y
        struck: frozenset[int] = frozenset((me,))
        if ships.traits.flock.size:
            struck = struck.union(self._see_flock(sight, x0, y0, x1, y1))
        now, cells = world.time, ships.cells
        # one by one: of a few dozen, numpy takes longer to find those that are near
        for row, (x, y, _, vx, vy, _) in enumerate(ships.motion.tolist()):
            if abs(x - at_x) >= RADAR or abs(y - at_y) >= RADAR or row in struck:
                continue
            team = cells.team[row]
            if x0 < x < x1 and y0 < y < y1:
                who, nose_x, nose_y = cells.id[row], cells.nose_x[row], cells.nose_y[row]
                swarms = cells.mind[row] == _MITE and math.hypot(vx, vy) > SWARMING
                angry = swarms or self._anger.get(who, 0.0) > now
                kind, asleep = KIND_NAMES[cells.kind[row]], cells.asleep[row] > now
                sight.ships.append(Contact(who, kind, team, x, y, vx, vy, nose_x, nose_y, angry, asleep))
            else:
                sight.blips.append((x, y, team))
        for row in ships.traits.watching.tolist():
            if cells.asleep[row] > now or cells.blind[row] > now:
                continue
            what = KINDS[KIND_NAMES[cells.kind[row]]]
            x, y, reach = cells.x[row], cells.y[row], what.sight
            if x0 - reach < x < x1 + reach and y0 - reach < y < y1 + reach:
                nose_x, nose_y = cells.nose_x[row], cells.nose_y[row]
                sight.lights.append(Light(x, y, cells.vx[row], cells.vy[row], nose_x, nose_y, reach, what.cone))

    def _see_flock(self, sight: Sight, x0: float, y0: float, x1: float, y1: float) -> list[int]:
        """Mites that are one thing are seen as one: nobody tells them apart. Returns their rows."""
        ships = self.episode.world.ships
        flock = ships.traits.flock
        rows = flock[np.abs(ships.velocity[flock]) > SWARMING]
        x, y = ships.x[rows], ships.y[rows]
        shown = (x > x0) & (x < x1) & (y > y0) & (y < y1)
        sight.swarm_x, sight.swarm_y = x[shown], y[shown]
        mites: list[int] = flock.tolist()
        return mites

    def _see_loop(self, sight: Sight) -> None:
        """Terminals on the radar, and the clocks of our selves."""
        world = self.episode.world
        if world.terminals is not None:
            for post in world.terminals.posts:
                row = world.ships.row_of(post.who)
                place = world.ships.place.item(row) if row >= 0 else complex(math.inf, math.inf)
                if abs(place - complex(sight.x, sight.y)) < RADAR:
                    sight.posts.append(Post(post.who, place.real, place.imag, world.terminals.ring))
        if world.loops is not None:
            sight.recording = world.loops.recorded if world.loops.reel is not None else None
            sight.pasts = frozenset(past.number + 1 for past in world.loops.pasts)

    def _hear_daly(self, sight: Sight, daly: Daly) -> None:
        """He is heard all through the room, and what he means is light on its floor."""
        world = self.episode.world
        row = world.ships.row_of(daly.who)
        if row < 0 or not daly.power:
            return
        left = (daly.strikes - world.tick) / TICK_HZ
        if left < 0.0 and daly.power != "move":
            return
        x, y = world.ships.x.item(row), world.ships.y.item(row)
        sight.tell = Tell(daly.power, daly.told, left, x, y, daly.box, daly.way, daly.mark)

    def _hear_picture(self, event: Event) -> None:
        """A sound comes from somewhere, and tells what it belongs to."""
        pictures = self.episode.world.pictures
        if pictures is None:
            return
        row = int(abs(pictures.rows.place - complex(event.x, event.y)).argmin())
        before = self._adrift.get(row)
        self._adrift[row] = Drifting(row, event.x, event.y, int(event.value), drawn=before is not None and before.drawn)

    def _see_pictures(self, sight: Sight, pictures: Pictures, x0: float, y0: float, x1: float, y1: float) -> None:
        """What is in the picture is seen, unless it is dark; the rest is where it was known to be."""
        rows, known = pictures.rows, self._adrift
        for row in range(rows.n):
            if rows.state.item(row) == JOINED:
                known.pop(row, None)
                continue
            x, y, mine = rows.x.item(row), rows.y.item(row), row == pictures.drawn
            dark, before = bool(rows.dark.item(row)), known.get(row)
            if mine or (x0 < x < x1 and y0 < y < y1 and not dark):
                pair = rows.pair.item(row) if not dark else before.pair if before is not None else 0
                away = rows.state.item(row) == AWAY
                waits = away and rows.until.item(row) == math.inf
                known[row] = Drifting(row, x, y, pair, mine, away and not waits, waits)
            elif before is not None:
                before.drawn = False
        sight.pictures = list(known.values())
        sight.remembers = bool((rows.state != JOINED).any())

    def _see_carrier(self, sight: Sight, carrier: Carrier) -> None:
        along, across = carrier.place(sight.x, sight.y)
        if abs(along) < HALF + HALF_WIDTH and abs(across) < BEAM + HALF_HEIGHT:
            stands = carrier.pace < 1.0
            pose = carrier.x, carrier.y, carrier.nose_x, carrier.nose_y
            sight.carrier = Overhead(along, across, *pose, stops=self._still or stands)

    def _see_shots(self, sight: Sight, x0: float, y0: float, x1: float, y1: float) -> None:
        shots = self.episode.world.shots
        x, y = shots.spot.real, shots.spot.imag
        seen = (shots.team != T_CREW) & (x > x0) & (x < x1) & (y > y0) & (y < y1)
        rows = seen.nonzero()[0]
        if rows.size:
            spot, way = shots.spot[rows], shots.way[rows]
            sight.shot_x, sight.shot_y, sight.shot_vx, sight.shot_vy = spot.real, spot.imag, way.real, way.imag

    def _see_motes(self, sight: Sight, x0: float, y0: float, x1: float, y1: float) -> None:
        world = self.episode.world
        motes, hold = world.motes, world.hold
        sight.hold_full, sight.strain = not hold.room_for(1.0), world.tractor.strain
        if motes.n:
            seen = (motes.x > x0) & (motes.x < x1) & (motes.y > y0) & (motes.y < y1)
            rows = seen.nonzero()[0]
            sight.mote_x, sight.mote_y = motes.x[rows], motes.y[rows]

    def _see_deep(self, sight: Sight) -> None:
        """What is in tow, which way a field pulls, what knocks, and the end of things."""
        world, signal = self.episode.world, self.episode.director.signal
        if world.tow is not None:
            row = world.ships.row_of(world.tow.who)
            x, y, _, vx, vy, _ = world.ships.motion[row].tolist()
            sight.tow = InTow(x, y, vx, vy, world.tow.reach, world.tow.strain)
        if world.gravity is not None:
            sight.pull = world.gravity.felt.real, world.gravity.felt.imag
        if signal is not None:
            dx, dy = signal.x - sight.x, signal.y - sight.y
            far = max(math.hypot(dx, dy), 1.0)
            sight.signal = dx / far, dy / far
        if world.front is not None:
            gap = world.front.gap(sight.x, sight.y)
            sight.front = gap if gap < HALF_WIDTH else None

    def _see_dial(self, sight: Sight, sandbox: Sandbox) -> None:
        """The mark beside a dial, or beside something to place."""
        marked = (order.dial for order in self.episode.director.objectives if order.state == "add" and order.dial)
        name = next(marked, "") or ""
        thing = name.removeprefix("thing:")
        if thing != name:
            sight.dial = Dial(name, THING_INDEX[thing], places=True)
        elif name:
            index = INDEX[name]
            sight.dial = Dial(name, index, sandbox.rules.steps[index], RULES[index].most)

    def _see_marker(self, sight: Sight) -> None:
        """What is to be done, and where the HUD's mark is."""
        sight.told = next(
            (order.id for order in reversed(self.episode.director.objectives) if order.state == "add"), ""
        )
        mark = self.episode.director.mark(sight.x, sight.y)
        if mark is not None:
            sight.order, sight.marker, sight.quarry = mark.order, mark.place, mark.ship
            ships = self.episode.world.ships
            row = ships.row_of(mark.ship) if mark.ship else -1
            sight.spent = row >= 0 and bool(ships.hacked.item(row))
