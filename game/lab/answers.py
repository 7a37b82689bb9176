"""What is told to a level before a flight: which answers it takes, and which flags."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from typing import SupportsIndex

from game.story.actions_talk import Offer
from game.story.level import Level
from game.story.suggest import did_you_mean

SEEDS = 1 << 63  # recordings keep a seed in 63 bits
NEVER = "never"  # an answer that is to wait for as long as it is waited for


def seed_of(seed: object) -> int | None:
    """A seed as recordings keep it; None is the level's own. ValueError: nobody can fly with it."""
    if seed is None:
        return None
    if not isinstance(seed, SupportsIndex) or not 0 <= operator.index(seed) < SEEDS:
        raise ValueError(f"seed={seed!r}: a whole number from 0 on, of 63 bits at most")
    return operator.index(seed)


def offered(level: Level) -> dict[str, list[list[str]]]:
    """Choice -> for each time that it is offered the line ids of its options, in their order."""
    offers = [action for beat in level.beats.values() for action in beat.then if isinstance(action, Offer)]
    lines: dict[str, list[list[str]]] = {}
    for offer in offers:
        lines.setdefault(offer.name, []).append([option.line for option in offer.options])
    return lines


def option(lines: Sequence[str], answer: int | str) -> int | None:
    """The number of the option, from 0, that an answer means: its number from 1, its line's id or the end of that."""
    for number, line in enumerate(lines):
        if str(answer) in (str(number + 1), line, line.rsplit(".", 1)[-1]):
            return number
    return None


def must_be_offered(level: Level, choice: str, answer: int | str) -> None:
    """ValueError when the level does not ask that, or does not take that answer.

    An answer is a number from 1, a line's id or the end of that, or `never`.
    """
    offers = offered(level)
    if choice not in offers:
        hint = did_you_mean(choice, offers) or ("" if offers else "; it asks nothing")
        raise ValueError(f"{level.id} has no choice {choice!r}{hint}")
    if answer != NEVER and all(option(lines, answer) is None for lines in offers[choice]):
        told = "; or ".join(", ".join(f"{i} ({line})" for i, line in enumerate(lines, 1)) for lines in offers[choice])
        raise ValueError(f"the answers to {choice!r} are {told}")


def answers(level: Level, choose: Mapping[str, int | str] | None) -> dict[str, int | str]:
    """The answers, each of which the level takes. ValueError: it does not, or they are no answers to anything."""
    if not isinstance(choose, Mapping | None):
        raise ValueError(f"choose={choose!r}: a dict of choice and answer, such as {{'cargo': 2}}")
    told = dict(choose or {})
    for choice, answer in told.items():
        must_be_offered(level, choice, answer)
    return told


def brought(level: Level, flags: Iterable[str]) -> tuple[str, ...]:
    """The flags, each of which the level takes from earlier ones. ValueError: one would change nothing there."""
    if isinstance(flags, str) or not isinstance(flags, Iterable):
        raise ValueError(f"flags={flags!r}: a list of flags, such as [{flags!r}]")
    brings, told = {*level.header.brings, *level.words.flags}, tuple(flags)
    for flag in told:
        if flag not in brings:
            hint = did_you_mean(flag, brings) or ("" if brings else "; it brings none")
            raise ValueError(f"flags={list(told)!r}: {level.id} brings no flag {flag!r}{hint}")
    return told
