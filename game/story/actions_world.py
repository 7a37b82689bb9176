"""Actions that stage the world: ships and their orders, gates, the sweep, traffic, abilities, heat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from msgspec import Meta

from game.sim import abilities, damage, flock, gates, ground, loadout, placing, roster, spawning
from game.sim.kinds import KINDS, Team

from .names import (
    PLAYER_NAME,
    AbilityId,
    Angle,
    AnyShip,
    Coordinate,
    Count,
    GateId,
    HeatLevel,
    KindId,
    Length,
    NewGate,
    NewGroup,
    NewShip,
    PathId,
    PlaceId,
    PointId,
    Seconds,
    Share,
    ShipId,
    Tag,
    TerrainId,
)
from .state import Role
from .verbs import Action

if TYPE_CHECKING:
    from .stage import Stage

Order = Literal["patrol", "guard", "attack", "flee", "follow", "escort", "hold", "drift", "leave"]
Told = Literal["patrol", "guard", "attack", "flee", "follow", "escort", "hold", "drift", "leave", "wake", "sleep"]
Goal = Literal["mine", "trade", "fight", "roam", "sleep", "flock"]
FLOCKS = ("sleep", "flock")  # goals of mites
PARTNERS = ("flock", "terminal", "daly", "gate-lock")  # what other actions and triggers speak to
ITSELF = "the 'target' of an order is somebody else"
Skin = Annotated[int, Meta(ge=0, le=5)]


class Spawn(Action, frozen=True, kw_only=True, tag="spawn"):
    """Ships come into the world.

    place    a point (they stand abreast, `spread` units apart), a region (spread over it) or a path (along it)
    name     a name for the one ship, so that other verbs can speak of it
    group    a name for all of them; may grow over several spawns
    tags     gamertags, one a ship; skins likewise: colours 0 to 2, and what a courier carries, 0 letters, 1 a box,
             2 skies, 3 what is folded, 4 what screams, 5 logs
    respawn  false: who is destroyed does not come back; left out: as its kind does

    Players of Infinity may live a life of their own, from which an order calls them away:

    goal      mine: at the nearest rock, load after load. trade: from stall to stall, or along its `path` from point to
              point, with a stay at each. fight: griefers whom they see, duelists each other. roam: here and there
    tally     loads, deals or wins that it has to its name already
    logs-out  it leaves Infinity after a while, and comes in again somewhere near

    Mites, up to 500 of them, may be one flock; they fill the place, side by side:

    goal      sleep: as a wall, until they are told to wake. flock: they pour after the ship, along the way of `path`
    """

    example: ClassVar[str] = (
        '{ do = "spawn", what = "griefer", name = "kevin", group = "three", place = "roof-a",'
        ' tags = ["kevin_destroyer"], order = "attack" }'
    )
    what: KindId
    place: PlaceId
    count: Count = 1
    name: NewShip | None = None
    group: NewGroup | None = None
    tags: tuple[Tag, ...] = ()
    skins: tuple[Skin, ...] = ()
    angle: Angle | None = None
    spread: Length = 90.0
    order: Order = "patrol"
    target: AnyShip | None = None
    path: PathId | None = None
    respawn: bool | None = None
    goal: Goal | None = None
    tally: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None
    logs_out: bool = False

    def problem(self) -> str:
        if self.name is not None and self.count != 1:
            return "'name' is for one ship: leave 'count' out, or use 'group'"
        if self.target is not None and self.target in (self.name, self.group):
            return ITSELF
        if self.goal in FLOCKS or self.what == "mite":
            return self._flock_problem()
        players = [name for name, kind in KINDS.items() if kind.team == Team.PLAYERS and kind.mind]
        if self.goal is not None and self.what in KINDS and self.what not in players:
            return f"a {self.what} has no 'goal': only players of Infinity have one ({', '.join(players)})"
        if self.goal is None and (self.logs_out or self.tally is not None):
            key = "logs-out" if self.logs_out else "tally"
            return f"'{key}' is for who lives a life of its own: give it a 'goal' (mine, trade, fight, roam)"
        if self.goal is not None and self.order != "patrol":
            return "a 'goal' is for who is told nothing: leave 'order' out"
        if len(self.tags) > self.count or len(self.skins) > self.count:
            return f"more tags or skins than ships ({self.count})"
        if self.respawn and self.what in KINDS and not self.comes_back:
            return f"a {self.what} never comes back: leave 'respawn' out"
        return ""

    @property
    def comes_back(self) -> bool:
        """Whether it is there again some time after being destroyed."""
        return self.respawn is not False and self.what in KINDS and KINDS[self.what].respawn > 0

    def _flock_problem(self) -> str:
        """What is wrong with how mites are spawned, or nothing."""
        if self.what != "mite" and self.what in KINDS:
            return f"a {self.what} has no goal {self.goal!r}: that is for mites"
        if self.goal is not None and self.goal not in FLOCKS:
            return f"a mite has no goal {self.goal!r}: there are sleep and flock"
        if self.goal is not None and (self.order != "patrol" or self.name is not None or self.tags or self.logs_out):
            return "mites with a 'goal' have no 'order', no 'name' and no 'tags': call them by their 'group'"
        return ""

    def makes(self) -> list[tuple[str, str]]:
        what = "flock" if self.goal in FLOCKS else self.what
        names = ("", *(name for name in (self.name, self.group) if name))
        return [(what, name) for name in names] if what in PARTNERS else []

    def act(self, stage: Stage) -> None:
        if self.goal in FLOCKS:
            self._flock_in(stage, self.goal)
            return
        for i in range(self.count):
            x, y, angle = stage.level.slot(self.place, i, self.count, self.spread)
            tag = self.tags[i] if i < len(self.tags) else ""
            ship = spawning.spawn(
                stage.world,
                self.what,
                x,
                y,
                self.angle if self.angle is not None else angle,
                tag=tag,
                skin=self.skins[i] if i < len(self.skins) else i % 3,
                group=self.group or "",
                order=self.order,
                path=stage.level.path(self.path) if self.path else None,
                respawn=self.respawn,
                life=self.goal or "",
                tally=self.tally or 0,
                logs_out=self.logs_out,
            )
            stage.enrol(ship, Role(self.name or "", self.group or "", tag, x, y))
            if self.target is not None:
                stage.command_ships(ship, self.order, target=self.target)

    def _flock_in(self, stage: Stage, goal: str) -> None:
        places, angles = stage.level.map.berths(self.place, self.count)
        if self.angle is not None:
            angles[:] = self.angle
        path = stage.level.path(self.path) if self.path else None
        flock.come(stage.world, places, angles, goal, group=self.group or "", path=path)


class Called(Action, frozen=True, kw_only=True):
    """Shared by the actions that speak to ships: one of them, or a whole group."""

    others: ClassVar[str] = ""  # why it has nothing to say to the player's ship
    who: AnyShip | None = None
    group: AnyShip | None = None

    def problem(self) -> str:
        if self.others and PLAYER_NAME in (self.who, self.group):
            return self.others
        return "" if (self.who is None) != (self.group is None) else "needs either 'who' (a ship) or 'group'"

    def ships(self, stage: Stage) -> list[int]:
        """The living ones; reports when there are none."""
        name = self.who or self.group or ""
        ships = stage.ships(name)
        if not ships:
            stage.report(f"no ship called {name!r} is in the world")
        return ships


class Remove(Called, frozen=True, kw_only=True, tag="remove"):
    """Ships leave the world without dying."""

    example: ClassVar[str] = '{ do = "remove", group = "three" }'
    others: ClassVar[str] = "the player's ship cannot be removed"

    def act(self, stage: Stage) -> None:
        roster.remove_all(stage.world, self.ships(stage))
        if self.group is not None:
            stage.world.respawns.cancel(self.group)


class GiveOrder(Called, frozen=True, kw_only=True, tag="order"):
    """Ships get a new order: patrol, guard, attack, flee, follow, escort, hold, drift (harmless), leave.

    patrol           along its `path`, from point to point and then to the first again; without one here and there round
                     its place, or round `point`
    guard            the same, close by
    attack           after its `target`: the player's ship, unless said; of a group, its first ship
    flee             away from its target
    follow, escort   beside its target
    hold, drift      it stands still, or is adrift, and fires at nobody
    leave            away from its target, and is gone once it is far from the player's ship, or off the map
    seconds          for so long; then it does what it was told before

    Whoever is on patrol or on guard, or beside somebody, still fights as its kind does. A group that leaves or is
    removed does not come back from its wrecks either. Mites that were spawned with a goal also wake (in a wave that
    begins at `point`, or at the ship; along `path`, when it is given) and sleep (where they are); while they are told
    to hold they wait.
    """

    example: ClassVar[str] = '{ do = "order", who = "kevin", order = "drift", seconds = 10 }'
    others: ClassVar[str] = "the player's ship takes no orders"
    order: Told
    target: AnyShip | None = None
    path: PathId | None = None
    point: PointId | None = None
    seconds: Seconds | None = None

    def problem(self) -> str:
        if self.order in ("wake", "sleep"):
            if self.seconds is not None or self.target is not None:
                return f"who is told to {self.order} is told so for good: leave 'seconds' and 'target' out"
            if self.order == "sleep" and (self.path is not None or self.point is not None):
                return "mites sleep where they are: leave 'path' and 'point' out"
        if self.target is not None and self.target in (self.who, self.group):
            return ITSELF
        return super().problem()

    def act(self, stage: Stage) -> None:
        if self.order in ("wake", "sleep"):
            self._rouse(stage)
            return
        for ship in self.ships(stage):
            stage.command_ships(
                ship, self.order, target=self.target, path=self.path, point=self.point, seconds=self.seconds
            )
        if self.order == "leave" and self.group is not None:
            stage.world.respawns.cancel(self.group)

    def speaks_to(self) -> list[tuple[str, str]]:
        return [("flock", self.who or self.group or "")] if self.order in ("wake", "sleep") else []

    def _rouse(self, stage: Stage) -> None:
        who, level = self.ships(stage), stage.level
        if self.order == "sleep":
            heard = flock.lull(stage.world, who)
        else:
            point = level.spot(self.point) if self.point else None
            heard = flock.wake(stage.world, who, point=point, path=level.path(self.path) if self.path else None)
        if who and not heard:
            stage.report(
                f"none of {self.who or self.group!r} can {self.order}: they are no mites with a goal, or do so"
            )


class OpenGate(Action, frozen=True, kw_only=True, tag="gate"):
    """Open a gate at a point: who flies into it comes out at `to`, heading as that point does. Or close it.

    Two gates may lead to each other: who comes out in the mouth of one has to leave it before it takes them.

    shut  it is there and shut, until it is talked open
    lock  the ship that is its lock (of the kind gate-lock): hacking it opens the gate for 12 s, or shuts an open one
          for 20 s
    """

    example: ClassVar[str] = '{ do = "gate", name = "out", place = "gate", to = "arrival", radius = 120 }'
    name: NewGate | None = None
    place: PointId | None = None
    to: PointId | None = None
    radius: Annotated[float, Meta(gt=0, le=3_000, description="units, at most 3000")] = 120.0
    shut: bool = False
    lock: ShipId | None = None
    close: GateId | None = None

    def problem(self) -> str:
        if self.close is not None:
            alone = self.name is None and self.lock is None and not self.shut
            return "" if alone else "either open a gate ('name') or 'close' one"
        if self.shut and self.lock is None:
            return "a gate that is 'shut' needs a 'lock' to be opened at: a ship of the kind gate-lock"
        return "" if self.name and self.place and self.to else "needs 'name', 'place' and 'to' (or 'close')"

    def speaks_to(self) -> list[tuple[str, str]]:
        return [("gate-lock", self.lock)] if self.lock is not None else []

    def act(self, stage: Stage) -> None:
        if self.close is not None:
            if self.close in stage.world.gates:
                gates.close(stage.world, self.close)
            else:
                stage.report(f"gate {self.close!r} is not open")
        elif self.name and self.place and self.to:
            here, there = stage.level.point(self.place), stage.level.point(self.to)
            locks = stage.ships(self.lock) if self.lock else []
            if self.lock and not locks:
                stage.report(f"gate {self.name!r}: no ship called {self.lock!r} is in the world to be its lock")
            gates.set_up(stage.world,
                self.name, here.x, here.y, here.angle, self.radius, to=(there.x, there.y, there.angle),
                shut=self.shut, lock=locks[0] if locks else 0,
            )  # fmt: skip


class StartSweep(Action, frozen=True, kw_only=True, tag="sweep"):
    """A wall of light crosses the sector to x = `to`; lean tilts it (radians). Or change its pace, or stop it.

    place    where it starts: a point
    behind   instead of a point: so many units to the left of the player's ship, wherever that is
    pace     a running sweep travels at this speed from now on
    """

    example: ClassVar[str] = '{ do = "sweep", place = "sweep-start", speed = 300, lean = 0.12, to = 22000 }'
    place: PointId | None = None
    behind: Length | None = None
    speed: Length = 300.0
    lean: Annotated[float, Meta(ge=-1.2, le=1.2)] = 0.0
    to: Coordinate | None = None
    pace: Length | None = None
    stop: bool = False

    def problem(self) -> str:
        starts = self.place is not None or self.behind is not None
        if self.stop or self.pace is not None:
            alone = not starts and self.to is None and not (self.stop and self.pace is not None)
            return "" if alone else "'stop' and 'pace' stand alone: they speak to a sweep that runs"
        fine = (self.place is None) != (self.behind is None) and self.to is not None
        return "" if fine else "needs 'place' or 'behind', and 'to' (or pace = …, or stop = true)"

    def makes(self) -> list[tuple[str, str]]:
        return [] if self.stop or self.pace is not None else [("sweep", "")]

    def speaks_to(self) -> list[tuple[str, str]]:
        return [("sweep", "")] if self.stop or self.pace is not None else []

    def act(self, stage: Stage) -> None:
        world = stage.world
        if (self.stop or self.pace is not None) and not world.sweep.active:
            stage.report("no sweep runs")
        elif self.stop:
            world.sweep.stop()
        elif self.pace is not None:
            world.sweep.speed = self.pace
        elif self.to is not None:
            x, y = self._start(stage)
            if self.to <= x:
                stage.report(f"a sweep travels to the right, and begins at x = {x:.0f}, beyond its 'to'")
            world.sweep.start(world, x, y, self.lean, self.speed, self.to)

    def _start(self, stage: Stage) -> tuple[float, float]:
        if self.place is not None:
            return stage.level.spot(self.place)
        x, y = stage.here()
        return x - (self.behind or 0.0), y


class Traffic(Action, frozen=True, kw_only=True, tag="traffic"):
    """Ships of other people flow along a path, for ever."""

    example: ClassVar[str] = '{ do = "traffic", path = "lane-north", count = 120, speed = 140, spread = 40 }'
    path: PathId
    count: Count
    speed: Length = 140.0
    spread: Annotated[float, Meta(ge=0, le=5_000)] = 40.0

    def act(self, stage: Stage) -> None:
        stage.world.traffic.add(stage.world, stage.level.path(self.path), self.count, self.speed, self.spread)


class Grant(Action, frozen=True, kw_only=True, tag="grant"):
    """The player may use an ability from now on: thrust, turn, brake, boost, fire, assist."""

    example: ClassVar[str] = '{ do = "grant", ability = "boost" }'
    ability: AbilityId

    def makes(self) -> list[tuple[str, str]]:
        return [("ability", self.ability)]

    def act(self, stage: Stage) -> None:
        abilities.grant(stage.world, self.ability)


class Revoke(Action, frozen=True, kw_only=True, tag="revoke"):
    """The player may no longer use an ability."""

    example: ClassVar[str] = '{ do = "revoke", ability = "thrust" }'
    ability: AbilityId

    def act(self, stage: Stage) -> None:
        abilities.revoke(stage.world, self.ability)


class SetHeat(Action, frozen=True, kw_only=True, tag="heat"):
    """Moderation's attention becomes this level, 0 to 5, and cools from there anew."""

    example: ClassVar[str] = '{ do = "heat", level = 1 }'
    level: HeatLevel

    def act(self, stage: Stage) -> None:
        stage.world.heat.set(stage.world, self.level)


class Hurt(Called, frozen=True, kw_only=True, tag="hurt"):
    """Ships are struck for so much damage; shields take what they can."""

    example: ClassVar[str] = '{ do = "hurt", who = "callister", amount = 20 }'
    amount: Length

    def act(self, stage: Stage) -> None:
        for ship in self.ships(stage):
            damage.hurt(stage.world, ship, self.amount, "story")


class Heal(Called, frozen=True, kw_only=True, tag="heal"):
    """Ships are whole again: hull, shields, energy, boost."""

    example: ClassVar[str] = '{ do = "heal", who = "callister" }'

    def act(self, stage: Stage) -> None:
        for ship in self.ships(stage):
            damage.heal(stage.world, ship)


class Scar(Action, frozen=True, kw_only=True, tag="scar"):
    """The player's ship gets a hole that cannot be mended: a black seam, and 10 less of hull from now on."""

    example: ClassVar[str] = '{ do = "scar" }'

    def act(self, stage: Stage) -> None:
        loadout.scar(stage.world)


class Place(Action, frozen=True, kw_only=True, tag="place"):
    """The player's ship is somewhere else at once, heading as the point does; its hull stays as it is."""

    example: ClassVar[str] = '{ do = "place", point = "arrival" }'
    point: PointId

    def act(self, stage: Stage) -> None:
        if stage.world.player == 0:
            stage.report(f"no ship to place at {self.point!r}")
            return
        spot = stage.level.point(self.point)
        placing.place_player(stage.world, spot.x, spot.y, spot.angle)


class RemoveTerrain(Action, frozen=True, kw_only=True, tag="remove-terrain"):
    """A rock or wall is there no longer."""

    example: ClassVar[str] = '{ do = "remove-terrain", terrain = "parked-rock" }'
    terrain: TerrainId

    def act(self, stage: Stage) -> None:
        if stage.has_terrain(self.terrain):
            ground.remove(stage.world, self.terrain)
        else:
            stage.report(f"terrain {self.terrain!r} is gone already")


class SlideTerrain(Action, frozen=True, kw_only=True, tag="slide"):
    """A rock or wall whose `slide` has no `every` moves: its lamps warn for .6 s, then it goes.

    to       0 shut, 1 all the way to its `by`
    seconds  how long it takes, from the first movement
    """

    example: ClassVar[str] = '{ do = "slide", what = "shutter", to = 1.0, seconds = 2.5 }'
    what: TerrainId
    to: Share = 1.0
    seconds: Annotated[float, Meta(ge=0.1, le=600, description="seconds, at least 0.1")] = 1.0

    def act(self, stage: Stage) -> None:
        if not ground.slide(stage.world, self.what, self.to, self.seconds):
            stage.report(f"{self.what!r} cannot slide: it is gone, or moves by itself or not at all")


WORLD_ACTIONS: tuple[type[Action], ...] = (
    Spawn, Remove, GiveOrder, OpenGate, StartSweep, Traffic, Grant, Revoke, SetHeat, Hurt, Heal, Scar, Place,
    RemoveTerrain, SlideTerrain,
)  # fmt: skip
