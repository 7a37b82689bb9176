"""A level as a Gymnasium environment: `gymnasium.make("callister/Level-v0", level="01")`.

Installed, the name is known by itself (see `gymnasium_hook`); elsewhere importing this module makes it so. What is
observed stands in `layout`, what can be done in `controls`, what is rewarded in `rewards`; RESEARCH.md has all of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gymnasium
import numpy as np
from gymnasium import spaces
from gymnasium.error import ResetNeeded
from numpy.typing import NDArray

from game.lab import layout
from game.lab.answers import NEVER, SEEDS, answers, brought, must_be_offered, offered, option
from game.lab.controls import KINDS, Action, controls
from game.lab.observation import Observer
from game.lab.rays import Rays
from game.lab.recorder import Recorder
from game.lab.rewards import Rewards, Tally
from game.lab.run import PATIENCE
from game.lab.training import find
from game.sim.clock import DT, TICK_HZ
from game.sim.command import Command, Press
from game.sim.harm import DIFFICULTY
from game.sim.tables import Single
from game.story import library
from game.story.episode import Episode
from game.story.level import Level
from game.story.state import State

if TYPE_CHECKING:
    from game.lab.window import Picture

ID = "callister/Level-v0"
FRAME_SKIP = 4  # ticks that an action is held: fifteen decisions a second, as quick as a practised hand
READING = 60  # ticks for which a question stands before it is answered
DRAWN = 1 << 31  # and one that is drawn below this
MODES = ("rgb_array", "human")
SMALLEST, LARGEST = (64, 36), (7680, 4320)  # pictures
OPTIONS = ("level", "difficulty")  # of `reset`
INFO = {  # what `info` holds; the last four of them only when the episode is over, or when they were asked for
    "seed": "the flight's own: `callister sim LEVEL --seed` begins the same way",
    "frame": "ticks flown",
    "seconds": "the same in seconds",
    "outcome": "`won`, `lost`, or empty while it goes on; empty too when the episode was truncated",
    "lives": "how often the run may still be lost; -1 for any number",
    "objectives": "each objective so far: `open`, `done` or `failed`",
    "rewards": "each part of the reward of this step; they add up to it",
    "ending": "at the end: the ending that the level named, or empty",
    "stats": "at the end: damage taken, shots fired, hits, kills, distance flown, retries",
    "beats": "at the end: the beats of the story that fired, with their second",
    "digest": "with `digest=True`: a CRC-32 for each subsystem of the whole state",
}
_STATES = {"add": "open", "done": "done", "fail": "failed"}
_ANSWERS = (Press.CHOICE_1, Press.CHOICE_2, Press.CHOICE_3, Press.CHOICE_4)
_RETRY = Command.of(pressed=Press.RETRY)


class LevelEnv(gymnasium.Env[Single, NDArray[Any]]):
    """One flight an episode, from the level's start.

    level        a level's name, a prefix of one (`01`), a training level (`beacons`, `battle`), a folder, or a Level
    action       `discrete` (MultiDiscrete) or `continuous` (Box): see `controls`
    frame_skip   ticks for which an action is held; a tick is 1/60 s
    limit        seconds of flight after which an episode is truncated; None: four times the level's `minutes`
    lives        the episode is terminated when the run has been lost so often; before that, it goes on from the last
                 checkpoint in the next step. None: it always goes on
    difficulty   story, standard or outlaw
    flags        flags that earlier levels are to have set, of those that the level brings
    choose       choice -> the number of its option from 1, or a word of the option's line id. Questions are answered
                 one second after they are asked, `never` leaves one open; those that are not named here are
                 answered with their first option
    skip_talk    cut every line of talk at once, as a player may
    rewards      weights that differ from the default: a dict, or a whole `Rewards`
    digest       put the digest of the whole state into `info`; it costs as much as two ticks
    render_mode  rgb_array: `render` returns the picture, (height, width, 3) uint8. human: a window shows every tick
    size         of the picture [px]
    user_dir     where the levels of the user are
    """

    metadata: dict[str, Any] = {  # noqa: RUF012 (Gymnasium reads it off the class, and off each environment)
        "render_modes": list(MODES),
        "render_fps": round(TICK_HZ / FRAME_SKIP),
    }

    def __init__(
        self,
        level: str | Path | Level = "01",
        *,
        action: str = "discrete",
        frame_skip: int = FRAME_SKIP,
        limit: float | None = None,
        lives: int | None = 1,
        difficulty: str = "standard",
        flags: Iterable[str] = (),
        choose: Mapping[str, int | str] | None = None,
        skip_talk: bool = False,
        rewards: Rewards | dict[str, float] | None = None,
        digest: bool = False,
        render_mode: str | None = None,
        size: tuple[int, int] = (1280, 720),
        user_dir: str | Path | None = None,
    ) -> None:
        if not _whole(frame_skip):
            raise ValueError(f"frame_skip={frame_skip!r}: an action is held for one tick or more")
        if lives is not None and not _whole(lives):
            raise ValueError(f"lives={lives!r}: one or more, or None for as many as it takes")
        if limit is not None and not (isinstance(limit, (int, float, np.number)) and 0 < limit < math.inf):
            raise ValueError(f"limit={limit!r}: more than 0 seconds, or None")
        if render_mode not in (None, *MODES):
            raise ValueError(f"render_mode={render_mode!r}: None or one of {', '.join(MODES)}")
        _must_fit(size)
        _must_be_known(difficulty)
        self._user_dir = Path(user_dir) if user_dir is not None else None
        self._controls = controls(action)
        self.level = self._load(level)
        self._flags = brought(self.level, flags)
        self._choose = answers(self.level, choose)
        self.frame_skip, self.lives, self.difficulty = frame_skip, lives, difficulty
        self.rewards = Rewards.of(rewards)
        self.render_mode = render_mode
        self.metadata = {**type(self).metadata, "render_fps": max(1, round(TICK_HZ / frame_skip))}
        self.observation_space = spaces.Box(layout.LOW, layout.HIGH, dtype=np.float32)
        self.action_space = _space(action)
        self._limit, self._size = limit, size
        self._skip_talk, self._digest = skip_talk, digest
        self._rays = Rays()
        self._picture: Picture | None = None  # once one is asked for
        self._over = True
        self._episode: Episode | None = None

    @property
    def episode(self) -> Episode:
        """The flight that is under way, for looking at. ResetNeeded before the first `reset`."""
        if self._episode is None:
            raise ResetNeeded("nothing flies yet: call reset() first")
        return self._episode

    def __getstate__(self) -> dict[str, Any]:
        """For copies, before the first flight. TypeError after that: bodies in flight cannot be copied exactly."""
        if self._episode is not None:
            raise TypeError(
                "an environment that has flown cannot be copied or pickled: make another one, reset it with the seed "
                "of `info`, and give it the same actions"
            )
        return self.__dict__.copy()

    def _load(self, level: str | Path | Level) -> Level:
        return level if isinstance(level, Level) else library.load(find(level), self._user_dir)

    # -- an episode ------------------------------------------------------------------------------------

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Single, dict[str, Any]]:
        """Begin a flight. A `seed` is the flight's own, as in `callister sim --seed`; without one it is drawn.

        options: `level` and `difficulty` replace the arguments of those names from here on. ValueError: unknown ones.
        """
        if not isinstance(options, Mapping | None):
            raise ValueError(f"options={options!r}: a dict, such as {{'difficulty': 'story'}}")
        for name in options or {}:
            if name not in OPTIONS:
                raise ValueError(f"reset has no option {name!r}; there are {', '.join(OPTIONS)}")
        options = options or {}
        _must_be_known(options.get("difficulty", self.difficulty))
        level = self._load(options["level"]) if "level" in options else self.level
        for choice in self._choose.keys() & offered(level).keys():
            must_be_offered(level, choice, self._choose[choice])
        super().reset(seed=seed)  # only now: what is refused changes nothing, chance included
        self.level = level
        self.difficulty = options.get("difficulty", self.difficulty)
        flown = int(self.np_random.integers(DRAWN)) if seed is None else seed % SEEDS
        episode = self._episode = Episode(self.level, flown, difficulty=self.difficulty, flags=self._flags)
        self._observer = Observer(episode, self._rays)
        self._tally = Tally(episode, self.rewards)
        self._flown: list[Command] = []
        self._lives_left = self.lives
        self._over = False
        minutes = self.level.header.minutes
        self._last = round((self._limit if self._limit is not None else minutes * 60.0 * PATIENCE) * TICK_HZ)
        self._controls.begin(self.level.point(self.level.header.start).angle)
        if self._picture is not None:
            self._picture.begin(episode)
        if self.render_mode == "human":
            self._draw().show()
        observation = self._observer.look()
        parts = self._tally.take(self._observer.target, self._observer.distance, lost=False)
        return observation, self._info(episode, parts)

    def step(self, action: Action) -> tuple[Single, float, bool, bool, dict[str, Any]]:
        """Hold an action for `frame_skip` ticks, or until the run is lost, the level over, or the limit reached.

        ValueError: no such action. ResetNeeded: the episode is over.
        """
        if self._over:
            raise ResetNeeded("the episode is over: call reset() before the next step()")
        episode = self.episode
        command = self._controls.command(action)
        while episode.waiting_retry:
            self._tick(episode, _RETRY)
        for _ in range(self.frame_skip):
            state = episode.director.state
            asked = state.choice is not None or (self._skip_talk and state.talk.line is not None)
            self._tick(episode, self._answering(command, state) if asked else command)
            state = episode.director.state
            if state.outcome or state.cause or episode.frame >= self._last:
                break
        observer = self._observer
        observation = observer.look()
        lost = state.outcome == "lost" or (bool(state.cause) and not state.outcome)
        if lost and self._lives_left is not None:
            self._lives_left -= 1
        parts = self._tally.take(observer.target, observer.distance, lost)
        terminated = bool(state.outcome) or (lost and self._lives_left == 0)
        truncated = not terminated and episode.frame >= self._last
        self._over = terminated or truncated
        return observation, math.fsum(parts.values()), terminated, truncated, self._info(episode, parts)

    def _tick(self, episode: Episode, command: Command) -> None:
        events = episode.step(command)
        self._flown.append(command)
        if events:
            self._observer.hear(events)
            self._tally.hear(events)
        if self._picture is not None:
            self._picture.follow(events)
            if self.render_mode == "human":
                self._picture.show()

    def _answering(self, command: Command, state: State) -> Command:
        """The command with what is to be pressed besides: there is a question, or a line of talk to be cut."""
        pressed, choice = command.pressed, state.choice
        if choice is not None and choice.age >= READING and self._choose.get(choice.id) != NEVER:
            wanted = self._option(choice.id, [option.line for option in choice.options])
            pressed |= _ANSWERS[choice.open(wanted)]
        if self._skip_talk and state.talk.line is not None:
            pressed |= Press.SKIP
        return replace(command, pressed=int(pressed))

    def _option(self, choice: str, lines: list[str]) -> int:
        """The number of the option that is taken, from 0: the first where it is not one that `choose` names."""
        return option(lines, self._choose.get(choice, 1)) or 0

    def _info(self, episode: Episode, parts: dict[str, float]) -> dict[str, Any]:
        """What is known besides the observation: for logs, never for the pilot."""
        state = episode.director.state
        info: dict[str, Any] = {
            "seed": episode.seed,
            "frame": episode.frame,
            "seconds": episode.frame * DT,
            "outcome": state.outcome or ("lost" if state.cause and self._over else ""),
            "lives": -1 if self._lives_left is None else self._lives_left,
            "objectives": {objective.id: _STATES[objective.state] for objective in state.objectives},
            "rewards": parts,
        }
        if self._over:
            info["ending"] = episode.ending
            info["stats"] = dict(episode.stats)
            info["beats"] = {beat: round(tick * DT, 3) for tick, beat in state.history}
        if self._digest:
            info["digest"] = episode.digest()
        return info

    # -- pictures --------------------------------------------------------------------------------------

    def render(self) -> NDArray[np.uint8] | None:
        """The picture of this moment, (height, width, 3) uint8; None in a window, which shows every tick by itself."""
        if self.render_mode is None:
            gymnasium.logger.warn(f"render() without a render_mode: gymnasium.make({ID!r}, render_mode='rgb_array')")
            return None
        if self.render_mode == "human":
            return None
        return self._draw().image()

    def _draw(self) -> Picture:
        if self._picture is None:
            from game.lab.window import Picture

            self._picture = Picture(self.episode, self._size, shown=self.render_mode == "human")
        return self._picture

    def close(self) -> None:
        """Close the window, if there is one. The environment may be reset and used again."""
        if self._picture is not None:
            self._picture.close()
            self._picture = None

    # -- recordings ------------------------------------------------------------------------------------

    def save_recording(self, path: str | Path) -> Path:
        """Write the flight since the last `reset`, for `callister replay`. Returns where it is.

        It is flown again for that, tick by tick, which also proves that it can be. RecordingError: the file cannot be
        written. RuntimeError: the second flight differed from the first.
        """
        flown = self.episode
        again = Episode(flown.level, flown.seed, difficulty=flown.world.difficulty, flags=self._flags)
        recorder = Recorder(again, bot="environment")
        for command in self._flown:
            recorder.note(again, command, again.step(command))
        if again.digest() != flown.digest():
            raise RuntimeError(
                f"this flight of {flown.level.id}, seed {flown.seed}, cannot be repeated: was it changed from outside?"
            )
        recorder.recording().save(Path(path))
        return Path(path)


def _whole(number: object) -> bool:
    """Whether it is a whole number from 1 on."""
    return isinstance(number, (int, np.integer)) and not isinstance(number, bool) and int(number) >= 1


def _must_fit(size: Sequence[int]) -> None:
    """ValueError when there is no picture of that size."""
    fits = isinstance(size, Sized) and len(size) == 2 and all(map(_whole, size))
    if not fits or not all(least <= one <= most for one, least, most in zip(size, SMALLEST, LARGEST, strict=True)):
        raise ValueError(f"size={size!r}: width and height in pixels, from {SMALLEST} to {LARGEST}")


def _must_be_known(difficulty: object) -> None:
    if not isinstance(difficulty, str) or difficulty not in DIFFICULTY:
        raise ValueError(f"difficulty={difficulty!r}: one of {', '.join(DIFFICULTY)}")


def _space(kind: str) -> spaces.MultiDiscrete | spaces.Box:
    entries = KINDS[kind]
    if kind == "discrete":
        return spaces.MultiDiscrete([entry.choices for entry in entries])
    return spaces.Box(-1.0, 1.0, (len(entries),), np.float32)


def register() -> None:
    """Make the environment known to `gymnasium.make`; once is enough."""
    if ID not in gymnasium.registry:
        gymnasium.register(ID, entry_point="game.lab.environment:LevelEnv")


register()
