"""A whole campaign without a window: every chapter in order, progress carried over, a visitor on the bridges.

The visitor talks to everybody until they only look up, looks at the screen, and buys what it can, in the list's order.
Interludes are played by asking in order.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from game.lab import reel
from game.lab.reel import Clip
from game.lab.run import Result, run
from game.sim.command import Command
from game.story import campaign, hub, interlude, library, upgrades
from game.story.campaign import Progress
from game.story.episode import Episode, Happening
from game.story.road import Road, Step


class CampaignError(Exception):
    """What was asked for cannot be flown; the message says why."""


@dataclass
class CampaignResult:
    """What `campaign --json` prints is `as_dict`: a contract.

    ending   '' when no chapter decided one
    digest   over every flight, talk and purchase: equal only for campaigns that were the same all the way
    progress as it stands at the end
    talks    bridge -> ids of all lines that were said there
    clips    moments of its flights, by their names
    """

    ending: str = ""
    digest: str = ""
    wall_seconds: float = 0.0
    levels: list[Result] = field(default_factory=list)
    progress: Progress = field(default_factory=Progress)
    talks: dict[str, list[str]] = field(default_factory=dict)
    clips: dict[str, Clip] = field(default_factory=dict)

    @property
    def won(self) -> bool:
        """Whether every chapter was won that had to be: an ending may come by being lost."""
        won = [level.outcome == "won" or bool(self.ending and level.ending == self.ending) for level in self.levels]
        return bool(won) and all(won)

    def as_dict(self) -> dict[str, Any]:
        return {
            "ending": self.ending,
            "digest": self.digest,
            "wall_seconds": self.wall_seconds,
            "levels": [level.as_dict() for level in self.levels],
        }


class _Witness:
    """A watcher that remembers whose flight it saw, and keeps its moments."""

    episode: Episode | None = None
    camera: reel.Camera | None = None

    def begins(self, episode: Episode) -> None:
        self.episode, self.camera = episode, reel.Camera(episode)

    def note(self, episode: Episode, command: Command, events: Sequence[Happening]) -> None:
        if self.camera is not None:
            self.camera.note(episode, command, events)


def fly(
    road: Road,
    bot: str = "pilot",
    *,
    seed: int | None = None,
    ending: str | None = None,
    difficulty: str = "standard",
    user_dir: Path | None = None,
    begun: Callable[[Step], None] | None = None,
    progress: Callable[[float, float], None] | None = None,
) -> CampaignResult:
    """Fly a campaign to its end, or until a chapter is not won.

    seed      of every chapter; None leaves each its own
    ending    answer as that one asks; CampaignError when the chapter that decides it is not there
    begun     told of every step before it
    progress  as for `run`

    LevelError: a level, bridge or interlude has mistakes. ValueError: an unknown pilot.
    """
    began = time.perf_counter()
    choices = _choices(road, ending)
    result = CampaignResult(progress=campaign.start(road))
    digest = hashlib.blake2b(digest_size=8)
    for step in road.steps:
        if begun:
            begun(step)
        at = msgspec.structs.replace(result.progress, at=step.id)
        if step.kind == "chapter":
            further = _chapter(road, at, step, result, bot, seed, difficulty, choices, user_dir, progress, ending or "")
        elif step.kind == "interlude":
            flags = interlude.play_through(step.id, campaign.brought(at, road, step.id).flags, root=road.root).flags
            further = campaign.answered(at, road, step.id, flags)
        else:
            further = campaign.passed(at if step.resumed else _visit(road, at, step, result), road)
        if further is None:
            break
        result.progress = further
        digest.update(msgspec.json.encode([further, result.levels[-1].digest], order="sorted"))
        if further.ending:
            break
    result.ending = result.progress.ending
    result.digest = digest.hexdigest()
    result.wall_seconds = round(time.perf_counter() - began, 3)
    return result


def _choices(road: Road, ending: str | None) -> dict[str, dict[str, str | int]]:
    """Chapter -> the answers that an ending asks for."""
    if ending is None:
        return {}
    row = next((each for each in road.endings if each.id == ending), None)
    if row is None:
        known = ", ".join(each.id for each in road.endings) or "none"
        raise CampaignError(f"no ending is called {ending!r}; there are {known}")
    if row.chapter not in road.chapters:
        raise CampaignError(f"the ending {ending!r} is decided in {row.chapter}, and that chapter is not there yet")
    return {row.chapter: dict(row.choose)}


def _chapter(
    road: Road,
    at: Progress,
    step: Step,
    result: CampaignResult,
    bot: str,
    seed: int | None,
    difficulty: str,
    choices: dict[str, dict[str, str | int]],
    user_dir: Path | None,
    progress: Callable[[float, float], None] | None,
    ending: str,
) -> Progress | None:
    """Progress after a chapter; None when it was not won, but for the ending that was asked for."""
    level = library.load(road.level(step.id), user_dir)
    came = campaign.brought(at, road, level.id)
    witness = _Witness()
    flown = run(
        level,
        seed,
        bot,
        choose=choices.get(level.id),
        difficulty=difficulty,
        flags=came.flags,
        counters=came.counters,
        loadout=upgrades.loadout(at, came),
        watchers=[witness],
        begun=witness.begins,
        progress=progress,
        until=ending,
    )
    result.levels.append(flown)
    if flown.outcome == "lost" and flown.ending:
        return msgspec.structs.replace(at, at="", ending=flown.ending)
    if flown.outcome != "won" or witness.episode is None or witness.camera is None:
        return None
    clips = witness.camera.clips(witness.episode)
    result.clips.update((clip.id, clip) for clip in clips)
    outcome = campaign.outcome_of(witness.episode)
    return campaign.after(at, road, level, outcome, {clip.id: clip.name for clip in clips})


def _visit(road: Road, at: Progress, step: Step, result: CampaignResult) -> Progress:
    """Somebody who talks to everybody and buys what can be bought."""
    here = hub.load(step.id, road.root)
    brought = campaign.brought(at, road, step.id)
    said = result.talks.setdefault(step.id, [])
    for row in here.rows("arrive", brought):
        said += [line.id for line in row.lines]
        at = campaign.heard(at, step.id, row.id)
    for who in (*here.crew, "screen", "chair", "chart"):
        while (talk := here.talk(who, brought, at.heard.get(step.id, ()))) is not None:
            said += [line.id for line in talk.lines]
            at = campaign.heard(at, step.id, talk.id)
    factor = here.price_factor(brought)
    for upgrade in upgrades.shop().upgrade:
        while not upgrades.refusal(upgrade, at, factor):
            at = upgrades.buy(upgrade, at, factor)
    return at
