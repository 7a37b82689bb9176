"""What the chatter sees for itself: who comes and goes in the picture, who is spared, how the ship does.

It turns what it sees into events of its own (`occasions.OWN_EVENTS`), and remembers what occasions and cases go by.
"""

from __future__ import annotations

from game.sim import roster, senses
from game.sim.clock import TICK_HZ
from game.sim.events import Event
from game.sim.kinds import Team
from game.sim.states import Order
from game.sim.tables import Flag, Int

from .occasions import ARCHETYPES
from .stage import Stage
from .state import SmallTalk, StoryEvent

EDGE = 80.0  # whoever is nearer than this to the edge of the picture is on the way out of it [u]
SWARM = 20  # mites in the picture that are a swarm
MERCY = 10 * TICK_HZ  # ticks after which a ship that was put to sleep or robbed counts as spared
MENDED = 0.15  # share of the hull that makes a repair
MARKS = (75, 50, 25)  # of the hull, in hundredths


class Lookout:
    """Looks at the world of a stage; what it remembers is the state's `small_talk`."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    # -- the picture -----------------------------------------------------------------------------------

    def seen(self) -> Flag:
        """Which ships are well in the nominal picture round the player, shape (n,)."""
        x0, y0, x1, y1 = self.picture()
        ships = self.stage.world.ships
        seen: Flag = (ships.x > x0) & (ships.x < x1) & (ships.y > y0) & (ships.y < y1)
        return seen

    def picture(self) -> tuple[float, float, float, float]:
        """The nominal picture without its edge: x0, y0, x1, y1."""
        x0, y0, x1, y1 = senses.view_of_player(self.stage.world)
        return x0 + EDGE, y0 + EDGE, x1 - EDGE, y1 - EDGE

    def in_picture(self, x: float, y: float) -> bool:
        x0, y0, x1, y1 = self.picture()
        return x0 < x < x1 and y0 < y < y1

    def look(self, memory: SmallTalk) -> list[Event]:
        """Once a second: who came into the picture, who leaves it, who was spared, whether the ship was mended."""
        world = self.stage.world
        ships = world.ships
        if world.player_row < 0:
            return []
        told: list[Event] = []
        memory.met = [ship for ship in memory.met if ships.row_of(ship) >= 0]
        seen = self.seen()
        others = seen & ((ships.team == int(Team.PLAYERS)) | (ships.team == int(Team.MODERATION)))
        mites = ships.traits.mites
        if mites.size:
            told += self._look_at_mites(memory, mites[seen[mites]])
            others[mites] = False
        for row in others.nonzero()[0].tolist():
            ship, x, y = ships.id.item(row), ships.x.item(row), ships.y.item(row)
            if ship not in memory.met:
                memory.met.append(ship)
                told.append(Event("met", ship, world.player, x, y))
            elif ships.order.item(row) == int(Order.LEAVE):
                told.append(Event("leaving", ship, world.player, x, y))
        told += [self._spare(memory, ship) for ship, tick in list(memory.mercy.items()) if tick <= self.stage.tick]
        hull = self.stage.hull()
        if hull > memory.hull + MENDED:
            told.append(Event("mended", world.player))
        memory.hull = max(hull, memory.hull)
        return [*told, Event("look")]  # small talk comes last

    def _look_at_mites(self, memory: SmallTalk, rows: Int) -> list[Event]:
        """One mite is met for all of them; many are a swarm."""
        ships = self.stage.world.ships
        if rows.size == 0:
            return []
        first = ships.id.item(rows[0])
        told = []
        if not any(roster.kind_of(self.stage.world, ship) == "mite" for ship in memory.met):
            memory.met.append(first)
            told.append(Event("met", first, self.stage.world.player, ships.x.item(rows[0]), ships.y.item(rows[0])))
        if rows.size >= SWARM:
            told.append(Event("swarm", first, self.stage.world.player, value=float(rows.size)))
        return told

    def _spare(self, memory: SmallTalk, ship: int) -> Event:
        del memory.mercy[ship]
        ships = self.stage.world.ships
        row = ships.row_of(ship)
        x, y = (ships.x.item(row), ships.y.item(row)) if row >= 0 else (0.0, 0.0)
        return Event("spared", ship, self.stage.state.player, x, y)

    def note(self, event: Event | StoryEvent, memory: SmallTalk) -> list[Event]:
        """Remember what occasions and cases go by. Returns what follows from an event."""
        if not isinstance(event, Event):
            return []
        player = self.stage.state.player
        kind, ours, by_us = event.kind, event.who == player, event.other == player
        if kind == "hit" and ours and event.name == "hull":
            return self._note_wound(memory)
        if kind in ("hit", "destroyed", "removed"):
            memory.mercy.pop(event.who, None)
        elif kind == "heat":
            memory.heat_before, memory.heat = memory.heat, int(event.value)
        elif kind == "hack.began":
            memory.slips, memory.half = 0, False
        elif kind == "hack.missed":
            memory.slips += 1
        elif kind == "hack.step" and event.value >= 0.5 and not memory.half:
            memory.half = True
            return [Event("hack.half", event.who, event.other)]
        elif kind in ("spiked", "hacked") and by_us and self._is_player_of_infinity(event.who):
            memory.mercy[event.who] = self.stage.tick + MERCY
        elif kind == "woke" and event.who in memory.mercy:
            return [self._spare(memory, event.who)]
        elif kind in ("spoof.on", "spoof.off", "spoof.caught"):
            memory.spoofed = kind == "spoof.on"
        elif kind in ("decoy", "decoy.lost"):
            memory.decoys = max(0, memory.decoys + (1 if kind == "decoy" else -1))
        return []

    def _note_wound(self, memory: SmallTalk) -> list[Event]:
        """The lowest mark under which the hull has fallen, once until it is mended."""
        before, memory.hull = memory.hull, self.stage.hull()
        passed = [mark for mark in MARKS if before * 100 >= mark > memory.hull * 100]
        if not passed or memory.hull <= 0:
            return []
        return [Event("hull.fell", self.stage.state.player, name=str(min(passed)))]

    def _is_player_of_infinity(self, ship: int) -> bool:
        return roster.kind_of(self.stage.world, ship) in ARCHETYPES
