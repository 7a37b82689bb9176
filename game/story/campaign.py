"""Progress through a campaign: what was flown, answered, bought and heard, as plain data with pure rules.

Progress holds ids and figures, never definitions, so that a repaired level or bridge repairs a running campaign. What
is carried forward is worked out from what was flown, in the road's order: nothing is kept twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from .moments import SEEN

if TYPE_CHECKING:  # a save is read before anything is flown
    from .episode import Episode
    from .level import Level
    from .road import Road, Step

COUNTERS = ("players-hurt", "players-spared")  # go with the player from chapter to chapter
JOINED = -1


class Flown(msgspec.Struct, frozen=True):
    """A chapter that was won, and what it left behind."""

    level: str
    flags: list[str] = []  # of those that the level's header carries
    cleared: list[str] = []  # of those that it carries: they came in and did not go out
    counters: dict[str, int] = {}  # as they stood at its end
    ending: str = ""
    seconds: float = 0.0
    retries: int = 0


class Progress(msgspec.Struct, frozen=True):
    """Where somebody stands in a campaign, and everything that it remembers.

    campaign  '' for the game's own; else the folder of somebody's own: its name among the levels, or its path
    at        id of the step that comes next, or that one is at; '' past the end
    answers   interlude -> the flags it set
    credits   in the purse
    bought    upgrade -> steps of it
    heard     bridge -> first line of each row that was played there
    moments   moment of its flights -> the file in which it is kept
    met       gamertags of the players who had something to say, in the order in which they said it first
    run       tells the games apart that are kept beside each other; JOINED: nobody began one, a chapter was asked for
              (0: of before they were told apart)
    """

    at: str = ""
    flown: list[Flown] = []
    answers: dict[str, list[str]] = {}
    credits: int = 0
    bought: dict[str, int] = {}
    heard: dict[str, list[str]] = {}
    ending: str = ""
    moments: dict[str, str] = {}
    met: list[str] = []
    campaign: str = ""
    run: int = 0


class Outcome(NamedTuple):
    """What a won flight came to, as progress needs it."""

    flags: frozenset[str]
    counters: Mapping[str, int]
    credits: int
    ending: str = ""
    seconds: float = 0.0
    retries: int = 0
    met: tuple[str, ...] = ()


class Brought(NamedTuple):
    """What earlier chapters hand to a place on the road."""

    flags: frozenset[str]
    counters: dict[str, int]


def outcome_of(episode: Episode) -> Outcome:
    """What an episode that is over came to. Data still in the hold counts as credits."""
    return Outcome(
        frozenset(episode.director.flags),
        dict(episode.director.counters),
        round(episode.world.hold.worth),
        episode.ending,
        round(episode.frame / 60.0, 1),
        int(episode.stats["retries"]),
        _met(episode),
    )


def _met(episode: Episode) -> tuple[str, ...]:
    """Gamertags of whoever said something, each once."""
    director = episode.director
    speakers = (director.who_said(line) for _, line in director.log)
    return tuple(dict.fromkeys(who[1:] for who in speakers if who.startswith("@")))


def start(road: Road) -> Progress:
    """Before the first step."""
    return Progress(at=road.steps[0].id if road.steps else "")


def joined(road: Road, level: str) -> Progress:
    """As if somebody had flown straight to a chapter and chosen nothing on the way."""
    if road.step(level) is None:
        return Progress(at=level, run=JOINED)
    before = road.chapters[: road.chapters.index(level)]
    return Progress(at=level, flown=[Flown(name) for name in before], run=JOINED)


def stands_at(progress: Progress, road: Road) -> Step | None:
    """The step that progress points to, or the next chapter, which was not there before; None past the end."""
    step = road.step(progress.at)
    if step is not None or progress.ending:
        return step
    done = {flown.level for flown in progress.flown}
    return next((s for s in road.steps if s.kind == "chapter" and s.id not in done), None)


def brought(progress: Progress, road: Road, to: str = "") -> Brought:
    """Flags and counters that reach a step ('' or a step off the road: the end of it)."""
    flown = {each.level: each for each in progress.flown}
    flags = {SEEN + moment for moment in progress.moments}
    counters = dict.fromkeys(COUNTERS, 0)
    for step in road.steps:
        if step.id == to:
            break
        flags |= set(progress.answers.get(step.id, ()))
        chapter = flown.get(step.id)
        if chapter is not None:
            flags = (flags - set(chapter.cleared)) | set(chapter.flags)
            counters.update({name: chapter.counters[name] for name in COUNTERS if name in chapter.counters})
    return Brought(frozenset(flags), counters)


def after(
    progress: Progress, road: Road, level: Level, outcome: Outcome, moments: Mapping[str, str] | None = None
) -> Progress:
    """A chapter was won, and `moments` of it were kept: moment -> file.

    One that was flown again for its own sake changes nothing: what happened has happened.
    """
    if progress.at != level.id:
        return progress
    came, carries = brought(progress, road, level.id), level.header.carries
    flown = Flown(
        level.id,
        flags=[flag for flag in carries if flag in outcome.flags],
        cleared=[flag for flag in carries if flag in came.flags and flag not in outcome.flags],
        counters={name: outcome.counters.get(name, 0) for name in COUNTERS},
        ending=outcome.ending,
        seconds=outcome.seconds,
        retries=outcome.retries,
    )
    others = [each for each in progress.flown if each.level != level.id]
    won = msgspec.structs.replace(
        progress,
        flown=[*others, flown],
        credits=outcome.credits,
        moments={**progress.moments, **(moments or {})},
        met=list(dict.fromkeys((*progress.met, *outcome.met))),
    )
    if outcome.ending:
        return msgspec.structs.replace(won, at="", ending=outcome.ending)
    return passed(won, road)


def answered(progress: Progress, road: Road, interlude: str, flags: Iterable[str]) -> Progress:
    """An interlude is over."""
    answers = {**progress.answers, interlude: list(flags)}
    return passed(msgspec.structs.replace(progress, answers=answers), road)


def passed(progress: Progress, road: Road) -> Progress:
    """On to the next step that is there."""
    step = road.after(progress.at)
    return msgspec.structs.replace(progress, at=step.id if step else "")


def heard(progress: Progress, hub: str, line: str) -> Progress:
    """A row of a bridge has been played; `line` is its first."""
    before = progress.heard.get(hub, [])
    if line in before:
        return progress
    return msgspec.structs.replace(progress, heard={**progress.heard, hub: [*before, line]})
