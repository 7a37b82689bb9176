"""Making a recording: somebody who listens to an episode."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np

from game import __version__
from game.lab import plain
from game.lab.recording import EVERY, Checkpoint, Header, Recording, Row, machine
from game.sim.command import SIZE, Command
from game.story.episode import Episode, Happening


class Recorder:
    """Listens to an episode: call `note` once after each step.

    Checkpoints are taken at the start, when the level takes one, and when `keep` asks for one.
    """

    def __init__(self, episode: Episode, *, bot: str = "", checkpoints: bool = True) -> None:
        self.episode = episode
        self._bot = bot
        self._flags, self._counters = sorted(episode.director.flags), dict(episode.brought)
        self._commands = bytearray()
        self._digests: list[list[int]] = []
        self._marks: list[int] = []
        self._ships: list[list[Row]] = []
        self._checkpoints: list[Checkpoint] = []
        self._wants_checkpoints = checkpoints
        self._subsystems = list(episode.digest())
        self._seen: object = None
        self._first = episode.frame
        self._checkpoint()

    def note(self, episode: Episode, command: Command, events: Sequence[Happening] = ()) -> None:
        """After each step. `events` is not needed: what happened follows from the commands."""
        self._commands += command.pack()
        self._marks.append(episode.world.mark())
        if episode.frame % EVERY == 0:
            self._digests.append(list(episode.digest().values()))
            ships = episode.world.ships
            self._ships.append(list(map(Row, ships.id.tolist(), ships.fingerprints().tolist())))
        if episode.checkpoint_snapshot is not self._seen:
            self._checkpoint()

    def keep(self) -> None:
        """Take a checkpoint here and now. It reseats the flight, as a checkpoint of the level does."""
        if self._wants_checkpoints and self._checkpoints[-1].frame != self.episode.frame:
            self._take()

    @property
    def kept(self) -> int:
        """The frame of the last checkpoint; the beginning, where none is taken."""
        return self._checkpoints[-1].frame if self._checkpoints else self._first

    @property
    def weight(self) -> int:
        """Bytes of all checkpoints."""
        return sum(len(one.state) for one in self._checkpoints)

    def rewind(self, episode: Episode) -> None:
        """The flight goes on from an earlier frame, in this episode: what came after it is forgotten."""
        ticks, rows = episode.frame - self._first, episode.frame // EVERY - self._first // EVERY
        self.episode, self._seen = episode, episode.checkpoint_snapshot
        self._commands, self._marks = self._commands[: ticks * SIZE], self._marks[:ticks]
        self._digests, self._ships = self._digests[:rows], self._ships[:rows]
        self._checkpoints = [one for one in self._checkpoints if one.frame <= episode.frame]

    def until(self, episode: Episode) -> Recorder:
        """What was heard up to a frame, at which another episode goes on with the same flight."""
        made = copy.copy(self)
        made.rewind(episode)
        return made

    def _checkpoint(self) -> None:
        self._seen = self.episode.checkpoint_snapshot
        if self._wants_checkpoints:
            self._take()

    def _take(self) -> None:
        state = plain.encode(self.episode.snapshot())
        self._checkpoints.append(Checkpoint(self.episode.frame, list(self.episode.digest().values()), state))

    def recording(self) -> Recording:
        """What has been heard so far."""
        episode = self.episode
        commands = np.frombuffer(bytes(self._commands), np.uint8).reshape(-1, SIZE)
        header = Header(
            game=__version__,
            level=episode.level.id,
            level_hash=episode.level.hash,
            seed=episode.seed,
            difficulty=episode.world.difficulty,
            flags=self._flags,
            counters=self._counters,
            loadout=episode.loadout,
            assists=episode.assists,
            bot=self._bot,
            machine=machine(),
            first=self._first,
            frames=len(commands),
            outcome=episode.outcome or "",
            choices=dict(episode.director.state.chosen),
            subsystems=self._subsystems,
        )
        digests = np.array(self._digests, np.uint32).reshape(-1, len(self._subsystems))
        marks = np.array(self._marks, np.uint16)
        return Recording(header, commands, digests, list(self._checkpoints), marks, list(self._ships))
