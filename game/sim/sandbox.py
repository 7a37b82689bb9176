"""A world that is open: its rules, what was placed in it, who comes by, and how all of that is undone.

A level opens it with `{ do = "grant", ability = "console" }`. Everything is done by edits, which are commands
(`edits`), and takes hold on their very tick. Nothing here can be lost: the player's ship is hurt, but stays.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from game.sim import harm, loot, orders, placing, roster, spawning
from game.sim.command import IDLE, Command
from game.sim.edits import TOPICS, TURNS, Edit, Op, read
from game.sim.events import Event
from game.sim.kinds import KIND_INDEX, KIND_NAMES, KINDS, M_HOUND, T_MODERATION
from game.sim.rules import INDEX, RULES, UNBREAKABLE, Rules

if TYPE_CHECKING:
    from game.sim.physics import Physics
    from game.sim.world import World

EVERY = 6  # ticks between two looks at who is there and what broke
THINGS_MOST = 300
ARRIVALS = 4  # of a crowd, at one look
DEPARTURES = 12
NEAR, ABOUT = 320.0, 1000.0  # who comes by comes in so far from the ship, at least and at most [u]
INSIDE = 70.0  # what is placed keeps so far from the edge of the map [u]
LEAST = 1.0  # hull that the player's ship keeps
MOTES, MOTES_WIDE, MOTE_WORTH = 14, 90.0, 2.0  # of one placing: how many, in what radius [u], what each is worth
VISITORS = "visitors"  # the group of who came by
WEAK = 1e-3  # what cannot fly by itself pulls no harder [u/s2]
EDGE_PULL, EDGE_DRAG = 9.0, 6.0  # out of the map everything is pulled back, as the player's ship is (`flight`)


class Thing(NamedTuple):
    """What the palette offers. `kind` is a kind of ship; of motes there is none."""

    name: str
    title: str
    kind: str


# The order of things is part of every recording: new ones come last.
THINGS: tuple[Thing, ...] = (
    Thing("rock", "A ROCK THAT STAYS", "boulder"),
    Thing("crag", "A LARGER ONE", "crag"),
    Thing("stone", "A STONE THAT ROLLS", "stone"),
    Thing("door", "A DOOR THAT LOCKS", "door"),
    Thing("teacup", "A TEACUP", "teacup"),
    Thing("motes", "DATA", ""),
    *(
        Thing(name, f"A{'N' if name[0] in 'aeiou' else ''} {name.upper()}", name)
        for name in ("newcomer", "grinder", "trader", "streamer", "griefer", "duelist")
    ),
    *(Thing(name, f"A {name.upper()}", name) for name in ("watcher", "hound", "warden", "mite")),
    Thing("vault", "A VAULT", "vault"),
    Thing("statue", "A STATUE, SMALL", "statue-small"),
    Thing("letter", "A LETTER", "letter"),
    Thing("window", "A WINDOW", "window"),
    Thing("bowl", "A BOWL OF SOUP", "bowl"),
)
THING_INDEX: dict[str, int] = {thing.name: i for i, thing in enumerate(THINGS)}

_RADIUS = np.array([KINDS[name].radius for name in KIND_NAMES])
_CROWD = INDEX["crowd"]
Inverse = list[Any]  # [what undoes it, and with what]


class Placed(NamedTuple):
    """Something that was placed: its place in THINGS, its ship (0: motes), where it was put [u], its turn [rad]."""

    thing: int
    who: int
    x: float
    y: float
    turn: float


class Sandbox:
    """State of an open world. `rules` are read by everyone; only edits change them.

    things    number -> what was placed and is still there
    history   steps that can be undone, each a list of inverses; the oldest first
    """

    def __init__(self, rules: Rules | None = None) -> None:
        self.rules = rules or Rules()
        self.things: dict[int, Placed] = {}
        self.history: list[list[Inverse]] = []
        self.last = 0  # number of the last thing placed
        self.visitors = 0  # who came by and is here, as last counted
        self._derive()

    def _derive(self) -> None:
        """What the tick reads, from the rules."""
        get = self.rules.get
        self.pull = complex(get("gravity-across"), get("gravity"))
        drag = get("drag")
        self.coast = min(1.0, drag)  # share of the drift's brake that is left
        self.keeps = math.exp(-max(0.0, drag - 1.0)) if drag > 1.0 else 1.0  # share of speed kept for a second
        self.bounce = get("bounce")
        self.size = get("scale")
        self.harm = get("weapons")
        self.armed = self.harm > 0.0
        self.bears = 0.0 if get("hull") >= UNBREAKABLE else 1.0 / get("hull")
        self.cross = self.rules.word("temper") == "cross"
        self.pace = get("time")

    # -- what the tick asks --------------------------------------------------------------------------------

    def govern(self, world: World, fresh: bool) -> None:
        """After the forces of this tick are known and before bodies move: gravity, the edge of the map, cold guns.

        `fresh`: everybody's forces were worked out in this tick; else only the player's were.
        """
        ships = world.ships
        if not self.armed:
            ships.trigger[:] = False
        force, _ = world.physics.pushes(ships.n)
        if fresh:
            if self.pull:
                force += np.where(ships.anchored, 0.0, ships.mass) * self.pull
            if ships.n > 1:
                self._hold_in(world)
        elif self.pull and world.player_row >= 0:
            force[world.player_row] += ships.mass.item(world.player_row) * self.pull

    @staticmethod
    def _hold_in(world: World) -> None:
        """Whatever is out of the map is pulled back; the player's ship is by `flight`."""
        ships = world.ships
        x0, y0, x1, y1 = world.terrain.bounds
        x, y = ships.x, ships.y
        out = (
            np.minimum(x1 - x, 0.0) + np.maximum(x0 - x, 0.0) + 1j * (np.minimum(y1 - y, 0.0) + np.maximum(y0 - y, 0.0))
        )
        if world.player_row >= 0:
            out[world.player_row] = 0.0
        rows = out.nonzero()[0]
        if rows.size:
            force, _ = world.physics.pushes(ships.n)
            back = out[rows] * EDGE_PULL - ships.velocity[rows] * EDGE_DRAG
            force[rows] += back * ships.mass[rows]

    def borne(self, world: World, row: int, amount: float, shielded: bool) -> float:
        """What is left of a blow for the ship of a row; the player's keeps a little whatever happens."""
        amount *= self.bears
        if row == world.player_row:
            ships = world.ships
            bears = ships.hull.item(row) - LEAST + (ships.shield.item(row) if shielded else 0.0)
            amount = min(amount, max(0.0, bears))
        return amount

    def lay(self, physics: Physics) -> None:
        """Tell the bodies; they are built anew after this."""
        physics.bounce, physics.keeps = self.bounce, self.keeps

    def update(self, world: World, events: list[Event]) -> None:
        """At the end of a tick, with its events so far: who comes, who goes, what broke."""
        if self.things and events:
            for who in [event.who for event in events if event.kind == "destroyed"]:
                self._break(world, who)
        if world.tick % EVERY:
            return
        world.heat.level = 0  # nobody watches here
        self._count(world)
        if self.things:
            self._miss(world)
        if world.ships.n > 1:
            self._free(world)

    # -- edits ---------------------------------------------------------------------------------------------

    def edit(self, world: World, command: Command) -> Command:
        """Do what a command carries. Returns what is left for the ship to do: nothing."""
        edit = read(command)
        inverse: list[Inverse] = []
        if edit.op is Op.SET and edit.what < len(RULES):
            inverse = self._set(world, edit.what, max(0, min(RULES[edit.what].most, edit.x)))
        elif edit.op is Op.PLACE:
            inverse = self._place(world, edit)
        elif edit.op is Op.MOVE and edit.what in self.things:
            inverse = self._move(world, edit.what, *_within(world, edit.x, edit.y))
        elif edit.op is Op.REMOVE and edit.what in self.things:
            inverse = self._remove(world, edit.what, "edit.removed")
        elif edit.op is Op.CLEAR:
            inverse = self._clear(world)
        elif edit.op is Op.UNDO:
            self.undo(world, edit.what)
        elif edit.op is Op.TELL and edit.what < len(TOPICS):
            world.emit(Event("edit.told", world.player, name=TOPICS[edit.what]))
        if inverse:
            self._remember(inverse, edit.joined)
        return IDLE

    def _remember(self, inverse: list[Inverse], joined: bool) -> None:
        limit = round(self.rules.get("undo"))
        if joined and self.history:
            step = self.history[-1]
            # a dial that is turned on: where it stood at first is what matters
            known = {one[1] for one in step if one[0] == "set"}
            step += [one for one in inverse if one[0] != "set" or one[1] not in known]
        else:
            self.history.append(inverse)
        del self.history[: max(0, len(self.history) - limit)]

    def undo(self, world: World, steps: int = 1) -> int:
        """Take back the last steps; returns how many there were to take."""
        done = 0
        for _ in range(min(steps, len(self.history))):
            for inverse in reversed(self.history.pop()):
                self._invert(world, inverse)
            done += 1
        if done:
            world.emit(Event("edit.undone", world.player, value=float(done)))
        del self.history[: max(0, len(self.history) - round(self.rules.get("undo")))]
        return done

    def _invert(self, world: World, inverse: Inverse) -> None:
        what, *rest = inverse
        if what == "set":
            self._set(world, rest[0], rest[1])
        elif what == "put":
            number, thing, x, y, turn = rest
            self._put(world, number, thing, x, y, turn)
        elif what == "drop" and rest[0] in self.things:
            self._remove(world, rest[0], "")
        elif what == "move" and rest[0] in self.things:
            self._move(world, *rest)

    # -- rules ---------------------------------------------------------------------------------------------

    def set(self, world: World, name: str, value: float) -> None:
        """A rule is changed by the story, which nobody undoes. KeyError names an unknown rule."""
        index = INDEX[name]
        self._set(world, index, RULES[index].steps(value))

    def _set(self, world: World, index: int, steps: int) -> list[Inverse]:
        before = self.rules.steps[index]
        if steps == before:
            return []
        rule = RULES[index]
        self.rules.steps[index] = steps
        size, temper = self.size, self.cross
        self._derive()
        if self.size != size:
            world.ships.radius[:] = _RADIUS[world.ships.kind] * self.size
            world.ships.reconsider()
        if rule.name in ("scale", "bounce", "drag"):
            world.reseat()
        if rule.name == "weapons":
            harm.weigh(world)
        if self.cross != temper:
            for row in (world.ships.mind > 0).nonzero()[0].tolist():
                self._tell(world, int(world.ships.id[row]))
        world.emit(Event("rule", world.player, value=rule.value(steps), name=rule.name))
        # how far back one can go is not itself taken back: whoever undoes everything can still undo what comes
        return [["set", index, before]] if rule.name != "undo" else []

    # -- things --------------------------------------------------------------------------------------------

    def at(self, world: World, x: float, y: float, reach: float) -> int:
        """The number of the thing nearest to a place, within `reach` [u] of its rim; 0: there is none."""
        best, found = reach, 0
        for number, (_, who, px, py, _) in self.things.items():
            row, wide = world.ships.row_of(who) if who else -1, MOTES_WIDE * 0.5
            if row >= 0:
                px, py, wide = world.ships.x.item(row), world.ships.y.item(row), world.ships.radius.item(row)
            far = math.hypot(px - x, py - y) - wide
            if far < best:
                best, found = far, number
        return found

    def where(self, world: World, number: int) -> tuple[float, float]:
        """Where a thing is now; KeyError: it is gone."""
        _, who, x, y, _ = self.things[number]
        row = world.ships.row_of(who) if who else -1
        return (world.ships.x.item(row), world.ships.y.item(row)) if row >= 0 else (x, y)

    def bring(self, world: World, thing: int, x: float, y: float) -> int:
        """The story places a thing, which nobody undoes. Returns its ship; 0: motes have none, or the world is full."""
        number = self._place(world, Edit(Op.PLACE, thing, round(x), round(y)))
        return self.things[number[0][1]].who if number else 0

    def _place(self, world: World, edit: Edit) -> list[Inverse]:
        thing, turn = edit.what & 0xFF, edit.what >> 8
        if thing >= len(THINGS):
            return []
        if len(self.things) >= THINGS_MOST:
            world.emit(Event("edit.refused", world.player, value=float(THINGS_MOST), name="full"))
            return []
        self.last = self.last % 0xFFFF + 1
        while self.last in self.things:
            self.last = self.last % 0xFFFF + 1
        x, y = _within(world, edit.x, edit.y)
        self._put(world, self.last, thing, x, y, turn * math.tau / TURNS)
        return [["drop", self.last]]

    def _put(self, world: World, number: int, thing: int, x: float, y: float, turn: float) -> None:
        kind, who = THINGS[thing].kind, 0
        if kind:
            who = spawning.spawn(world, kind, x, y, turn, respawn=False, skin=number % 3)
            row = world.ships.row_of(who)
            if not KINDS[kind].mind and not KINDS[kind].anchored:
                world.ships.accel[row] = WEAK
            self._tell(world, who)
        else:
            loot.scatter(world, x, y, MOTES_WIDE, MOTES, MOTES * MOTE_WORTH)
        self.things[number] = Placed(thing, who, x, y, turn)
        world.emit(Event("edit.placed", who, x=x, y=y, value=float(number), name=THINGS[thing].name))

    def _move(self, world: World, number: int, x: float, y: float) -> list[Inverse]:
        thing, who, *_, turn = self.things[number]
        before = self.where(world, number)
        if who:
            row = world.ships.row_of(who)
            if row < 0:
                return []
            placing.put(world, row, x, y)
        else:
            loot.remove(world, *before, MOTES_WIDE + 1.0)
            loot.scatter(world, x, y, MOTES_WIDE, MOTES, MOTES * MOTE_WORTH)
        self.things[number] = Placed(thing, who, x, y, turn)
        world.emit(Event("edit.moved", who, x=x, y=y, value=float(number), name=THINGS[thing].name))
        return [["move", number, *before]]

    def _remove(self, world: World, number: int, told: str) -> list[Inverse]:
        x, y = self.where(world, number)
        thing, who, *_, turn = self.things.pop(number)
        if not who:
            loot.remove(world, x, y, MOTES_WIDE + 1.0)
        elif not roster.remove(world, who):
            return []
        if told:
            world.emit(Event(told, 0, x=x, y=y, value=float(number), name=THINGS[thing].name))
        return [["put", number, thing, x, y, turn]]

    def _clear(self, world: World) -> list[Inverse]:
        count = len(self.things) + self.visitors
        inverse = self._set(world, _CROWD, 0)
        for number in list(self.things):
            inverse += self._remove(world, number, "")
        roster.remove_all(world, roster.group(world, VISITORS))
        self.visitors = 0
        if count:
            world.emit(Event("edit.cleared", world.player, value=float(count)))
        return inverse

    def _break(self, world: World, who: int) -> None:
        """A ship was destroyed: if it was placed, that too can be undone."""
        number = next((number for number, placed in self.things.items() if placed.who == who), 0)
        if number:
            thing, _, x, y, turn = self.things.pop(number)
            self._remember([["put", number, thing, x, y, turn]], joined=False)
            world.emit(Event("edit.broken", 0, x=x, y=y, value=float(number), name=THINGS[thing].name))

    def _miss(self, world: World) -> None:
        """What was placed, and the story has taken away since, is no thing of the console's any more."""
        who = np.array([placed.who for placed in self.things.values()], np.int64)
        gone = (who > 0) & (world.ships.rows_of(who) < 0)
        if np.count_nonzero(gone):
            numbers = list(self.things)
            for i in gone.nonzero()[0].tolist():
                del self.things[numbers[i]]

    @staticmethod
    def _free(world: World) -> None:
        """What a heap has pressed into the edge of the world is put back before it."""
        ships = world.ships
        sunk = world.terrain.solid(ships.x, ships.y) & ~ships.anchored
        for row in sunk.nonzero()[0].tolist():
            placing.put(world, row, *_within(world, ships.x.item(row), ships.y.item(row)))

    # -- who comes by --------------------------------------------------------------------------------------

    def _count(self, world: World) -> None:
        """Bring the crowd to what the rules say, a few at a time."""
        kind = self.rules.word("visitors")
        wanted = round(self.rules.get("crowd")) if kind in KIND_INDEX else 0
        if not wanted and not self.visitors:
            return
        ships = world.ships
        here = ships.group == world.groups.index(VISITORS) if VISITORS in world.groups else np.zeros(ships.n, bool)
        if kind in KIND_INDEX:
            right = here & (ships.kind == KIND_INDEX[kind])
            leave = [*ships.id[here & ~right].tolist(), *ships.id[right].tolist()[wanted:]]
        else:
            right, leave = here & False, ships.id[here].tolist()
        self.visitors = int(np.count_nonzero(right))
        roster.remove_all(world, leave[:DEPARTURES])
        for _ in range(min(ARRIVALS, wanted - self.visitors)):
            self._arrive(world, kind)
        if VISITORS in world.groups:
            self.visitors = len(roster.group(world, VISITORS))

    def _arrive(self, world: World, kind: str) -> None:
        chance = world.random.spawn
        far, way = NEAR + (ABOUT - NEAR) * math.sqrt(chance.random()), chance.random() * math.tau
        row = world.player_row
        here = world.ships.place.item(row) if row >= 0 else 0j
        x, y = _within(world, here.real + far * math.cos(way), here.imag + far * math.sin(way))
        who = spawning.spawn(world, kind, x, y, way, respawn=False, skin=int(chance.integers(3)), group=VISITORS)
        self._tell(world, who)

    def _tell(self, world: World, who: int) -> None:
        """What somebody thinks of the ship, by the rule of tempers."""
        row = world.ships.row_of(who)
        mind = int(world.ships.mind[row])
        if not mind:
            return
        if self.cross:
            world.ships.blind[row] = 0.0
            orders.give(world, who, "attack")
        else:
            if world.ships.team[row] == T_MODERATION:
                world.ships.blind[row] = math.inf  # it has nobody to tell
            orders.give(world, who, "follow" if mind == M_HOUND else "patrol")  # a hound without orders wants company

    # -- state ---------------------------------------------------------------------------------------------

    def snapshot(self) -> dict[str, Any]:
        return {
            "rules": list(self.rules.steps),
            "things": {number: list(placed) for number, placed in self.things.items()},
            "history": [[list(inverse) for inverse in step] for step in self.history],
            "last": self.last,
            "visitors": self.visitors,
        }

    @classmethod
    def restore(cls, data: dict[str, Any]) -> Sandbox:
        steps = [max(0, min(rule.most, int(value))) for rule, value in zip(RULES, data["rules"], strict=True)]
        made = cls(Rules(steps))
        made.things = {int(number): Placed(*placed) for number, placed in data["things"].items()}
        made.history = [[list(inverse) for inverse in step] for step in data["history"]]
        made.last, made.visitors = data["last"], data["visitors"]
        return made


def of(world: World) -> Sandbox:
    """The rules of this world, which may be changed from now on."""
    if world.sandbox is None:
        world.sandbox = Sandbox()
    return world.sandbox


def _within(world: World, x: float, y: float) -> tuple[float, float]:
    """A place on the map, near the one that was asked for."""
    x0, y0, x1, y1 = world.terrain.bounds
    return max(x0 + INSIDE, min(x1 - INSIDE, float(x))), max(y0 + INSIDE, min(y1 - INSIDE, float(y)))


__all__ = ["THINGS", "THING_INDEX", "Placed", "Sandbox", "Thing", "of"]
