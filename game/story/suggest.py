"""What was probably meant."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from difflib import SequenceMatcher

MOST = 400  # words that are looked through; of more, those beside which it would stand in a dictionary
LETTERS = 4_000  # of all of them together
CLOSER = 6  # words that are looked at letter by letter
ALIKE = 0.6


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word nearest to one that is not known, or nothing."""
    folded = {choice.lower(): choice for choice in sorted(set(known))}
    word = word.lower()
    choices = list(folded)
    most = min(MOST, LETTERS // max(1, len(word)))
    if len(choices) > most:
        choices.sort()
        at = bisect(choices, word)
        choices = choices[max(0, at - most // 2) : at + most // 2]
    matcher = SequenceMatcher(b=word)
    near: list[tuple[float, str]] = []
    for choice in choices:
        matcher.set_seq1(choice)
        if matcher.real_quick_ratio() >= ALIKE and (ratio := matcher.quick_ratio()) >= ALIKE:
            near.append((ratio, choice))
    best, found = ALIKE, ""
    for rough, choice in sorted(near, reverse=True)[:CLOSER]:
        matcher.set_seq1(choice)
        if rough >= best and ((ratio := matcher.ratio()), choice) > (best, found):
            best, found = ratio, choice
    return folded[found] if found else ""


def did_you_mean(word: str, known: Iterable[str], few: int = 12) -> str:
    """`; did you mean 'x'?`, or the whole list when it is short, or nothing. To be put after a message."""
    choices = sorted(set(known))
    found = nearest(word, choices)
    if found:
        return f"; did you mean {found!r}?"
    if choices and len(choices) <= few:
        return f"; there is {', '.join(choices)}" if len(choices) == 1 else f"; there are {', '.join(choices)}"
    return ""
