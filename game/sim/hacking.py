"""Hacking: a tether to a ship that is asleep or careless, and a handshake of prompts answered before time runs out.

The tether holds within reach, in plain sight and at nearly the same speed; out of these it slips, and is lost when it
is not brought back at once. A handshake that fails is an alarm.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from game.sim import damage, gates, loot, orders, roster, turned
from game.sim.command import Command, Press
from game.sim.events import Event
from game.sim.kinds import KIND_INDEX, KIND_NAMES, KINDS, T_PLAYERS, Heed, Yield
from game.sim.tables import Int

if TYPE_CHECKING:
    from game.sim.world import World

REACH = 260.0  # from hull to hull [u]
SLACK = 1.12  # a tether that holds stretches so far beyond it
MATCH = 180.0  # how much faster than its target the ship may go [u/s]
SLIP = 0.6  # out of reach, sight or step for so long, it is lost [s]
SIGHTED = 0.5  # whoever has seen the player within this is on its guard [s]
# difficulty: prompts and seconds for all of them
HANDSHAKES: dict[int, tuple[int, float]] = {1: (6, 6.2), 2: (7, 6.6), 3: (8, 6.8), 4: (9, 7.0)}
LEAD = 0.7  # time to find the first prompt, before the clock runs [s]
MISS_COSTS = 0.5  # a wrong answer takes so much of what is left [s]
MISSES = 3  # the last of which ends it
WAYS = 4  # answers: Press.CHOICE_1 ...
YES = 0  # what whoever trusts us answers every time
REST = 0.8  # between one tether and the next [s]
ALARM = 700.0  # Moderation within this of a handshake that failed comes to look [u]
BLIND = 20.0  # a watcher that was talked to sees nobody for so long [s]
SHUT = 40.0  # a warden is shut down for so long [s]
LOCKED = 12  # motes that come out of a vault, at least

_HACK = int(Press.HACK)
_ANSWERS = tuple(int(press) for press in (Press.CHOICE_1, Press.CHOICE_2, Press.CHOICE_3, Press.CHOICE_4))
ANY_ANSWER = sum(_ANSWERS)


@dataclass
class Handshake:
    """What goes over the tether now. `prompts` are numbers of answers, 0..3; `at` is the one that is asked."""

    target: int
    prompts: list[int]
    whole: float  # [s]
    left: float
    at: int = 0
    lead: float = LEAD
    misses: int = 0
    slipping: float = 0.0  # for how long the tether has been out of its bounds [s]
    why: str = ""  # far, fast or hidden, while it slips


@dataclass
class Hacking:
    """`shake` is the handshake that goes on; `generosity` multiplies its time."""

    shake: Handshake | None = None
    ready: float = 0.0  # time from which a tether can be thrown [s]
    generosity: float = 1.0
    names: list[str] = field(default_factory=list)  # tags that were taken
    charted: list[int] = field(default_factory=list)  # vaults that those who were robbed knew of
    trusting: list[int] = field(default_factory=list)  # ships that say yes to whatever they are asked

    def snapshot(self) -> dict[str, Any]:
        data = asdict(self)
        for rare in ("charted", "trusting"):  # left out of what is saved and hashed where there is none
            if not data[rare]:
                del data[rare]
        return data

    @classmethod
    def restore(cls, data: dict[str, Any]) -> Hacking:
        shake = Handshake(**{**data["shake"], "prompts": list(data["shake"]["prompts"])}) if data["shake"] else None
        return cls(
            shake,
            data["ready"],
            data["generosity"],
            list(data["names"]),
            list(data.get("charted", ())),
            list(data.get("trusting", ())),
        )

    def update(self, world: World, command: Command, dt: float) -> None:
        if self.shake is not None:
            self._go_on(world, self.shake, command, dt)
        elif command.pressed & _HACK and "hack" in world.abilities and world.player_row >= 0:
            self._throw(world)

    # -- the tether ------------------------------------------------------------------------------------

    def _throw(self, world: World) -> None:
        """At the nearest ship that can be had, or say why there is none."""
        if world.time < self.ready:
            return
        row, why = target(world)
        ships = world.ships
        if why:
            world.emit(Event("hack.refused", int(ships.id[row]) if row >= 0 else 0, world.player, name=why))
            return
        count, seconds = HANDSHAKES[KINDS[KIND_NAMES[int(ships.kind[row])]].hack]
        prompts = world.random.loot.integers(0, WAYS, count)
        if int(ships.id[row]) in self.trusting:
            prompts[:] = YES
        world.spoof.give_away(world)
        whole = seconds * self.generosity
        self.shake = Handshake(int(ships.id[row]), prompts.tolist(), whole, whole)
        world.emit(
            Event("hack.began", self.shake.target, world.player, float(ships.x[row]), float(ships.y[row]), count)
        )

    def _go_on(self, world: World, shake: Handshake, command: Command, dt: float) -> None:
        row = world.ships.row_of(shake.target)
        if row < 0 or world.player_row < 0:
            self._lose(world, "gone")
        elif command.pressed & _HACK:
            self._lose(world, "let go")
        elif self._holds(world, shake, row, dt):
            self._answer(world, shake, row, command.pressed)
            if self.shake is shake:
                self._run_clock(world, shake, row, dt)

    def _holds(self, world: World, shake: Handshake, row: int, dt: float) -> bool:
        shake.why = out_of_step(world, row, REACH * SLACK)
        shake.slipping = shake.slipping + dt if shake.why else 0.0
        if shake.slipping > SLIP:
            self._lose(world, shake.why)
            return False
        return True

    def _lose(self, world: World, why: str) -> None:
        shake, self.shake = self.shake, None
        self.ready = world.time + REST
        if shake is not None:
            world.emit(Event("tether.lost", shake.target, world.player, name=why))

    # -- the handshake ---------------------------------------------------------------------------------

    def _answer(self, world: World, shake: Handshake, row: int, pressed: int) -> None:
        given = pressed & ANY_ANSWER
        if not given:
            return
        shake.lead = 0.0
        if given == _ANSWERS[shake.prompts[shake.at]]:
            shake.at += 1
            world.emit(Event("hack.step", shake.target, world.player, value=shake.at / len(shake.prompts)))
            if shake.at == len(shake.prompts):
                self._succeed(world, shake, row)
            return
        shake.misses += 1
        shake.left -= MISS_COSTS
        world.emit(Event("hack.missed", shake.target, world.player, value=float(MISSES - shake.misses)))
        if shake.misses >= MISSES:
            self._fail(world, shake, row)

    def _run_clock(self, world: World, shake: Handshake, row: int, dt: float) -> None:
        if shake.lead > 0.0:
            shake.lead -= dt
            return
        shake.left -= dt
        if shake.left <= 0.0:
            self._fail(world, shake, row)

    def _fail(self, world: World, shake: Handshake, row: int) -> None:
        """The target wakes and knows whom to thank; so does Moderation, when it is near enough to see."""
        ships = world.ships
        self.shake, self.ready = None, world.time + REST
        x, y = float(ships.x[row]), float(ships.y[row])
        world.emit(Event("hack.failed", shake.target, world.player, x, y))
        ships.asleep[row] = min(float(ships.asleep[row]), world.time)
        ships.hurt[row] = world.time
        damage.provoke(world, row, world.player)
        orders.alarm(world, x, y, ALARM)

    def _succeed(self, world: World, shake: Handshake, row: int) -> None:
        ships = world.ships
        self.shake, self.ready = None, world.time + REST
        kind = KINDS[KIND_NAMES[int(ships.kind[row])]]
        ships.hacked[row] = True
        tag = roster.tag_of(world, row)
        if kind.gives == Yield.PURSE:
            world.hold.credits += kind.credits
            if tag and tag not in self.names:
                self.names.append(tag)
        elif kind.gives == Yield.BLIND:
            ships.blind[row], ships.scan[row] = world.time + BLIND, 0.0
        elif kind.gives == Yield.TURN:
            turned.turn(world, row)
        elif kind.gives == Yield.SHUT:
            ships.asleep[row] = world.time + SHUT
        elif kind.gives == Yield.GATE:
            gates.talk_to(world, shake.target)
        elif kind.gives == Yield.MOTES:
            loot.drop(world, float(ships.x[row]), float(ships.y[row]), kind.radius, kind.credits, least=LOCKED)
        elif kind.gives == Yield.CUT:
            left = np.count_nonzero((ships.kind == ships.kind[row]) & ~ships.hacked)
            world.emit(Event("cut", shake.target, world.player, float(ships.x[row]), float(ships.y[row]), float(left)))
        x, y = float(ships.x[row]), float(ships.y[row])
        world.emit(Event("hacked", shake.target, world.player, x, y, kind.credits, tag))
        if ships.team[row] == T_PLAYERS:
            self._read_chart(world, row)
            world.witnesses.crime(world, row, x, y)

    def _read_chart(self, world: World, row: int) -> None:
        """A player knows the nearest vault; from now on so do we, wherever it is."""
        ships = world.ships
        vaults = (ships.kind == KIND_INDEX["vault"]) & ~ships.hacked & ~np.isin(ships.id, self.charted)
        rows = vaults.nonzero()[0]
        if rows.size:
            nearest = int(rows[np.argmin(np.abs(ships.place[rows] - ships.place[row]))])
            self.charted.append(int(ships.id[nearest]))
            x, y = float(ships.x[nearest]), float(ships.y[nearest])
            world.emit(Event("charted", int(ships.id[nearest]), world.player, x, y))


def target(world: World) -> tuple[int, str]:
    """The row of the nearest ship to throw a tether at, and why it cannot be had; (-1, 'nobody') when none is near."""
    near = within(world, REACH)
    ships = world.ships
    reasons = []
    for row in near.tolist():
        why = guarded(world, row) or out_of_step(world, row, REACH)
        if not why:
            return row, ""
        reasons.append((row, why))
    known = [(row, why) for row, why in reasons if not ships.hacked[row]]
    return (known or reasons or [(-1, "nobody")])[0]


def within(world: World, reach: float) -> Int:
    """Rows of those who could be talked to within `reach` of the player's hull, the nearest first."""
    ships, me = world.ships, world.player_row
    rows = (ships.traits.hackable > 0).nonzero()[0]
    if me < 0 or rows.size == 0:
        return np.empty(0, np.int64)
    gap = np.abs(ships.place[rows] - ships.place[me]) - ships.radius[rows] - ships.radius[me]
    order = np.argsort(gap, kind="stable")
    found: Int = rows[order[gap[order] < reach]]
    return found


def guarded(world: World, row: int) -> str:
    """Why it does not let anybody in: empty (it was hacked before), awake, or on its guard; '' when it does."""
    ships = world.ships
    if ships.hacked[row]:
        return "empty"
    if ships.asleep[row] > world.time:
        return ""
    heed = KINDS[KIND_NAMES[int(ships.kind[row])]].heed
    if heed == Heed.AWAKE:
        return "awake"
    return "watching" if heed == Heed.SEEING and world.time - ships.seen[row] < SIGHTED else ""


def out_of_step(world: World, row: int, reach: float) -> str:
    """far, fast or hidden: what keeps a tether from the player to the ship of a row from holding; or nothing."""
    ships, me = world.ships, world.player_row
    gap = abs(ships.place.item(row) - ships.place.item(me)) - ships.radius.item(row) - ships.radius.item(me)
    if gap > reach:
        return "far"
    if abs(ships.velocity.item(row) - ships.velocity.item(me)) > MATCH:
        return "fast"
    here, there = ships.place[me : me + 1], ships.place[row : row + 1]
    return "" if world.terrain.clear_line(here.real, here.imag, there.real, there.imag)[0] else "hidden"
