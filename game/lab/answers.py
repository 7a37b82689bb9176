"""Answers that are given before a flight: what a level asks, and which answers it takes."""

from __future__ import annotations

from game.story.actions_talk import Offer
from game.story.level import Level
from game.story.suggest import did_you_mean


def offered(level: Level) -> dict[str, list[str]]:
    """Choice -> the line ids of its options, in their order."""
    offers = [action for beat in level.beats.values() for action in beat.then if isinstance(action, Offer)]
    lines: dict[str, list[str]] = {}
    for offer in offers:
        lines[offer.name] = [option.line for option in offer.options]
    return lines


def must_be_offered(level: Level, choice: str, answer: int | str) -> None:
    """ValueError when the level does not ask that, or does not take that answer: a number, a line's id or its end."""
    offers = offered(level)
    if choice not in offers:
        hint = did_you_mean(choice, offers) or ("" if offers else "; it asks nothing")
        raise ValueError(f"{level.id} has no choice {choice!r}{hint}")
    lines = offers[choice]
    numbers = [str(number) for number, _ in enumerate(lines, 1)]
    if str(answer) not in {*numbers, *lines, *(line.rsplit(".", 1)[-1] for line in lines)}:
        told = ", ".join(f"{number} ({line})" for number, line in zip(numbers, lines, strict=True))
        raise ValueError(f"the answers to {choice!r} are {told}")
