"""What was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

MOST = 400  # words that are looked through; of more, only those that begin alike


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word nearest to one that is not known, or nothing."""
    choices = sorted(set(known))
    if len(choices) > MOST:
        choices = [choice for choice in choices if choice[:1].lower() == word[:1].lower()][:MOST]
    folded = {choice.lower(): choice for choice in choices}
    found = get_close_matches(word.lower(), list(folded), n=1, cutoff=0.6)
    return folded[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str], few: int = 12) -> str:
    """`; did you mean 'x'?`, or the whole list when it is short, or nothing. To be put after a message."""
    choices = sorted(set(known))
    found = nearest(word, choices)
    if found:
        return f"; did you mean {found!r}?"
    if choices and len(choices) <= few:
        return f"; there is {', '.join(choices)}" if len(choices) == 1 else f"; there are {', '.join(choices)}"
    return ""
