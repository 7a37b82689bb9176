"""One flight through one level: the object that window, lab and tests drive.

Everything that happens follows from the level, the seed and the commands, so a recording is just those.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from game.sim import abilities, harm, spawning, sweep
from game.sim.clock import DT, TICK_HZ
from game.sim.command import Command, Press
from game.sim.events import Event
from game.sim.hacking import ANY_ANSWER
from game.sim.loadout import PLAIN, UNASSISTED, Assists, Loadout, equip
from game.sim.world import World

from .checkpoints import Checkpoints
from .director import Director
from .level import Level
from .names import PLAYER_NAME
from .schema import Retry
from .state import Entry, StoryEvent

RETRY_DELAY = 0.5  # the picture stands still this long before a run can be taken up again [s]
PACED = 6  # ticks between two looks at how fast the ship goes, to add up its way
EDIT = int(Press.EDIT)
EDITING = Command(pressed=EDIT)  # what the story hears of an edit: the rest of it is no flight
RETRY_TICKS = round(RETRY_DELAY * TICK_HZ)

Happening = Event | StoryEvent
Stats = dict[str, float]


class Episode:
    """A level being played.

    frame          ticks since the start, never set back
    waiting_retry  the run is lost; after RETRY_DELAY a Press.RETRY takes it up from the last checkpoint
    brought        counters of earlier chapters, as they were handed in
    stats          damage_taken, shots_fired, hits (of shots), kills, distance [u], retries: over the whole sitting
    """

    def __init__(
        self,
        level: Level,
        seed: int | None = None,
        *,
        difficulty: str = "standard",
        flags: Iterable[str] = (),
        counters: Mapping[str, int] | None = None,
        loadout: Loadout = PLAIN,
        assists: Assists = UNASSISTED,
    ) -> None:
        seed = level.seed if seed is None else seed
        self._lay_out(level, seed, counters, loadout, assists)
        self.world = World(seed, level.terrain, difficulty=difficulty, seated=False)  # until the checkpoint below
        self._enter()
        self.director = Director(level, self.world, flags, seed)
        self.director.counters.update(self.brought)
        self._checkpoint()

    def _lay_out(
        self, level: Level, seed: int, counters: Mapping[str, int] | None, loadout: Loadout, assists: Assists
    ) -> None:
        """All but its world and its director."""
        self.level, self.seed = level, seed
        self.loadout, self.assists = loadout, assists
        self.brought = dict(counters or {})
        self.frame = 0
        self.stats: Stats = dict.fromkeys(("damage_taken", "shots_fired", "hits", "kills", "distance", "retries"), 0)
        self._waited = 0
        self._heard_retries: list[str] = []  # retry lines said in this sitting
        self._checkpoints = Checkpoints()
        self._seated = -1  # frame that begins with a world just made: to reseat it would make the same

    @classmethod
    def taken_up(cls, old: Episode, level: Level, snapshot: dict[str, Any], world: World | None = None) -> Episode:
        """What `restore` makes of a fresh one, its beginning left out: `old` goes on from a snapshot, through `level`.

        `world` is that of `old` since the snapshot was taken, if it shall go on itself; else one is made.
        """
        now = snapshot["now"]
        made = cls.__new__(cls)
        made._lay_out(level, snapshot["seed"], old.brought, old.loadout, old.assists)
        made.world = world or World.restore(now["world"], level.terrain)
        made.director = Director(level, made.world, (), made.seed)
        made._note(snapshot)
        made._seated = made.frame
        made.director.take_up(made.world, now["story"])
        return made

    def _enter(self) -> None:
        header = self.level.header
        spot = self.level.point(header.start)
        spawning.spawn(self.world, PLAYER_NAME, spot.x, spot.y, spot.angle)
        equip(self.world, self.loadout)
        harm.ask(self.world, self.world.difficulty, self.assists)
        for ability in header.allow:
            abilities.grant(self.world, ability)
        self.world.assist = header.assist

    # -- the tick --------------------------------------------------------------------------------------

    def step(self, command: Command) -> list[Happening]:
        """One tick. Nothing moves once the level is over, or while a lost run waits to be taken up again."""
        self.frame += 1
        state = self.director.state
        if state.outcome:
            return []
        if state.cause:
            return self._wait(command)
        if command.pressed and state.choice is not None:  # who answers a question asks nobody for help
            events = self.world.step(replace(command, pressed=command.pressed & ~ANY_ANSWER))
        else:
            events = self.world.step(command)
        told = self.director.update(EDITING if command.pressed & EDIT else command, events)
        self._count(events)
        if self.director.stage.checkpoint_asked:
            self._checkpoint()
        return [*events, *told]

    def _wait(self, command: Command) -> list[Happening]:
        self._waited += 1
        if self._waited < RETRY_TICKS or not command.pressed & Press.RETRY:
            return []
        cause = self.director.state.cause
        moment = self._checkpoints.retry(self.frame - self._waited, self.frame)
        self._waited = 0
        self.stats["retries"] += 1
        self.world = World.restore(moment["world"], self.level.terrain)
        self.director.retry(self.world, moment["story"], int(self.stats["retries"]))
        self._picture_it_again(cause)
        return [Event("retried", self.world.player, value=self.stats["retries"], name=cause)]

    def _picture_it_again(self, cause: str) -> None:
        """Say the next retry line that fits and was not heard in this sitting."""
        for retry in self._fitting(cause):
            for line in retry.lines:
                if line not in self._heard_retries:
                    self._heard_retries.append(line)
                    self.director.stage.talk.before_all(Entry(line=line))
                    return

    def _fitting(self, cause: str) -> list[Retry]:
        """The most particular first: by cause and checkpoint, then by cause, then any."""
        here = self.director.state.checkpoint
        fits = [
            retry
            for retry in self.level.retries
            if retry.beat in (None, here) and (cause in retry.cause or "any" in retry.cause)
        ]
        return sorted(fits, key=lambda retry: (cause not in retry.cause, retry.beat is None))

    def _count(self, events: list[Event]) -> None:
        world, stats = self.world, self.stats
        row = world.player_row
        if row >= 0 and self.frame % PACED == 0:
            stats["distance"] += abs(world.ships.velocity.item(row)) * (PACED * DT)
        if events:
            self._count_blows(events)

    def _count_blows(self, events: list[Event]) -> None:
        stats, player = self.stats, self.director.state.player
        blow: tuple[int, float, float] | None = None
        rammed: set[int] = set()
        for event in events:
            if event.kind == "fired" and event.who == player:
                stats["shots_fired"] += 1
            elif event.kind == "hit" and event.who == player:
                stats["damage_taken"] += sweep.harm(event)
            elif event.kind == "collided" and player in (event.who, event.other):
                rammed |= {event.who, event.other}
            elif event.kind == "hit" and event.other == player and event.who not in rammed:
                # one shot that breaks a shield and goes on into the hull is told twice, from the same place
                stats["hits"] += blow != (event.who, event.x, event.y)
                blow = (event.who, event.x, event.y)
            elif event.kind == "destroyed" and event.other == player and event.who != player:
                stats["kills"] += 1

    def ask(self, difficulty: str, assists: Assists) -> None:
        """From here on at another difficulty or with other assists. What records the flight begins anew here.

        The last checkpoint follows, or a retry would set back what was asked for.
        """
        self.assists = assists
        moment = self._moment()
        for kept in (self._checkpoints.last, self._checkpoints.earlier, moment):
            if not kept:
                continue
            world = kept["world"]
            hacking = {**world["hacking"], "generosity": assists.hacking}
            kept["world"] = {**world, "difficulty": difficulty, "assists": asdict(assists), "hacking": hacking}
        self._checkpoints.frame = -1
        self._take_up(moment)

    # -- how it stands ---------------------------------------------------------------------------------

    @property
    def outcome(self) -> str | None:
        """None while it goes on, then 'won' or 'lost'."""
        return self.director.state.outcome or None

    @property
    def ending(self) -> str:
        return self.director.state.ending

    @property
    def waiting_retry(self) -> bool:
        return bool(self.director.state.cause) and self.outcome is None

    def digest(self) -> dict[str, int]:
        """CRC-32 per subsystem, the world's and the story's."""
        again = self._checkpoints.standing()
        sitting = repr((self._waited, self._heard_retries, sorted(self.stats.items()), again))
        return {**self.world.digest(), "story": self.director.digest(), "sitting": zlib.crc32(sitting.encode())}

    # -- saving ----------------------------------------------------------------------------------------

    @property
    def checkpoint_snapshot(self) -> dict[str, Any]:
        """World and story at the last checkpoint; another object whenever it is another checkpoint."""
        return self._checkpoints.last

    def _checkpoint(self) -> None:
        self._checkpoints.keep(self._moment(), self.frame)

    def begin_here(self) -> None:
        """A run that is lost from now on is taken up again from this moment, never from an earlier one."""
        self._checkpoints = Checkpoints()
        self._checkpoint()

    def reseat(self) -> None:
        """What a snapshot does to the live world, so that it and its copies go on alike."""
        if self._checkpoints.frame != self.frame:  # a frame that ended in a checkpoint has been reseated by it
            self.world.reseat()

    def _moment(self, leaving: bool = False) -> dict[str, Any]:
        """World and story as they stand. The live world is reseated, so that it and its copies go on alike."""
        if self._seated != self.frame and not leaving:
            self.world.reseat()
        return {"world": self.world.snapshot(), "story": self.director.snapshot()}

    def _take_up(self, moment: dict[str, Any]) -> None:
        self.world = World.restore(moment["world"], self.level.terrain)
        self.director.take_up(self.world, moment["story"])

    def snapshot(self, *, leaving: bool = False) -> dict[str, Any]:
        """Everything, as plain data and arrays. Taking one reseats the world's physics, as a checkpoint does.

        `leaving`: only its copies fly on from here, and the world itself is not reseated.
        """
        return {
            "level": self.level.hash,
            "seed": self.seed,
            "frame": self.frame,
            "stats": dict(self.stats),
            "waited": self._waited,
            "heard": list(self._heard_retries),
            # a frame that ended in a checkpoint has been taken down already, and reseating is dear
            "now": self.checkpoint_snapshot if self._checkpoints.frame == self.frame else self._moment(leaving),
            "checkpoint": self.checkpoint_snapshot,
            "again": self._checkpoints.snapshot(),
        }

    def still(self) -> dict[str, Any]:
        """This moment as plain data, without touching the flight: to be looked at with `show`, not to be flown on."""
        return {
            "frame": self.frame,
            "stats": dict(self.stats),
            "waited": self._waited,
            "heard": list(self._heard_retries),
            "again": self._checkpoints.standing(),
            "now": {"world": self.world.snapshot(), "story": self.director.snapshot()},
        }

    def show(self, still: dict[str, Any]) -> None:
        """Look as a flight through this level did when its `still` was taken. After that this one cannot be stepped."""
        self.frame, self._waited = still["frame"], still["waited"]
        self.stats, self._heard_retries = dict(still["stats"]), list(still["heard"])
        self._checkpoints.begun, self._checkpoints.soon = still["again"]
        self.world.mirror(still["now"]["world"])
        self.director.take_up(self.world, still["now"]["story"])

    def restore(self, snapshot: dict[str, Any]) -> None:
        """Go on from a snapshot of this level, exactly."""
        self._note(snapshot)
        self._take_up(snapshot["now"])

    def _note(self, snapshot: dict[str, Any]) -> None:
        """All of a snapshot but its world and its story."""
        self.seed, self.frame = snapshot["seed"], snapshot["frame"]
        self.stats, self._waited = dict(snapshot["stats"]), snapshot["waited"]
        self._heard_retries = list(snapshot["heard"])
        self._checkpoints = Checkpoints.restore(snapshot["checkpoint"], snapshot.get("again", {}))
