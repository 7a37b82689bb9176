"""Checks of the plot: every beat can fire, some beat wins, whatever is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from . import moments
from .actions_plot import Lose, Win
from .actions_talk import Offer
from .check_map import values
from .check_names import Names
from .conditions import Condition, range_problem
from .fields import fields
from .loader import Draft
from .plot_reach import Plot, Reach, Thing, makes, missing, options_without, why_silent
from .positions import KeyPath
from .schema import DEFEATS, Beat, Header, Retry
from .suggest import did_you_mean, nearest
from .tables import Found
from .television import SetTelevision
from .triggers_plot import Chosen
from .words import asked_flags

SILENT_MOST = 100  # beats that can never fire, of which each is asked what it waits for
CHOICES_MOST = 60  # each of their options is tried out
# conditions that exclude each other: of one name, or one being no less than the other
NEVER_BOTH = (("flag", "not_"), ("alive", "gone"), ("fired", "unfired"))
FROM_TO = (("hull_at_least", "hull_below"), ("heat_at_least", "heat_below"), ("credits", "short_of"))


def _unread(draft: Draft) -> bool:
    """Whether some of the script could not be read: then nothing can be proved about the rest."""
    raw = draft.script.tables.get("beat", [])
    return draft.header is None or not isinstance(raw, list) or len(draft.beats) != len(raw)


def _beats(draft: Draft) -> list[Beat]:
    return [beat for _, beat in draft.beats]


def _plot(draft: Draft) -> Plot:
    return Plot(_beats(draft))


def _given(draft: Draft) -> list[Thing]:
    """Flags of earlier chapters, and what is misspelt: that has been said, and nothing more shall follow from it."""
    brought = [("flag", flag) for flag in (draft.header.brings if draft.header else [])]
    brought += [("ability", ability) for ability in (draft.header.allow if draft.header else [])]
    brought += [("said", line) for retry in draft.retries for line in retry.lines]
    return [*brought, *draft.once(Names).missing()]


def _wins(reach: Reach, draft: Draft) -> bool:
    return not draft.once(_winning).isdisjoint(reach.fired)


def _winning(draft: Draft) -> set[str]:
    return {beat.id for beat in _beats(draft) if any(isinstance(action, Win) for action in beat.then)}


def fires(draft: Draft) -> None:
    """Every beat can fire. Of a chain of beats that cannot, only the first is named; a circle is named once."""
    if _unread(draft):
        return
    plot = draft.once(_plot)
    reach = plot.explore(_given(draft))
    fired = set(reach.fired)
    silent = {beat.id: beat for _, beat in draft.beats if beat.id not in fired}
    makers = _makers(silent)
    waits = {id: _awaited(makers, missing(beat, reach)) for id, beat in silent.items()}
    if len(silent) > SILENT_MOST:
        _few_of_many(draft, waits, reach)
        return
    behind = {id: _all_behind(waits, id) for id in silent}
    for i, beat in draft.beats:
        id = beat.id
        if id not in silent or any(id not in behind[other] for other in behind[id]):
            continue  # it waits for what is itself in vain: that is named
        ring = [other for other in silent if other in behind[id] and other != id]
        if not ring:
            why = "it waits for itself" if id in behind[id] else why_silent(beat, reach, plot.over)
            draft.script.wrong(("beat", i, "id"), f"beat {id!r} can never fire: {why}")
        elif id == next(other for other in silent if other == id or other in ring):
            others = " and ".join(map(repr, ring))
            draft.script.wrong(("beat", i, "id"), f"beat {id!r} can never fire: it and {others} wait for each other")


def _few_of_many(draft: Draft, waits: dict[str, set[str]], reach: Reach) -> None:
    """Of very many beats that cannot fire: those that wait for none of the others; where there is none, the first."""
    named = [one for one in draft.beats if one[1].id in waits and not waits[one[1].id]]
    for i, beat in named or [next(one for one in draft.beats if one[1].id in waits)]:
        many = f"beat {beat.id!r} can never fire, and {len(waits) - 1} others with it"
        draft.script.wrong(("beat", i, "id"), f"{many}: {why_silent(beat, reach, draft.once(_plot).over)}")


def _makers(silent: dict[str, Beat]) -> dict[Thing, set[str]]:
    """Thing -> the silent beats that would make it."""
    makers: dict[Thing, set[str]] = {}
    for id, beat in silent.items():
        for thing in {("beat", id)}.union(*(makes(action) for action in beat.then)):
            makers.setdefault(thing, set()).add(id)
    return makers


def _awaited(makers: dict[Thing, set[str]], wanted: set[Thing]) -> set[str]:
    """The silent beats that would make some of what is wanted. Nobody, when a part of it is made by none at all."""
    if not wanted <= makers.keys():
        return set()
    return set().union(*(makers[thing] for thing in wanted))


def _all_behind(waits: dict[str, set[str]], id: str) -> set[str]:
    """Every beat for which this one waits, and for which those wait."""
    behind: set[str] = set()
    waiting = list(waits[id])
    while waiting:
        one = waiting.pop()
        if one not in behind:
            behind.add(one)
            waiting += waits[one]
    return behind


def wins(draft: Draft) -> None:
    """Some beat wins."""
    if _unread(draft):
        return
    if any(isinstance(action, Win) for beat in _beats(draft) for action in beat.then):
        return  # that it can fire is proved with all the others
    draft.script.wrong((), 'no beat wins: some beat needs the action { do = "win" }')


def choices(draft: Draft) -> None:
    """After every option of every choice the level can still be won."""
    if _unread(draft):
        return
    plot, given, offers = draft.once(_plot), _given(draft), list(_offers(draft))
    if not _wins(plot.explore(given), draft):
        return  # said already
    for found, _ in offers[CHOICES_MOST : CHOICES_MOST + 1]:
        found.document.wrong(found.path, f"more than {CHOICES_MOST} choices in one level: leave some out")
    for found, offer in offers[:CHOICES_MOST]:
        for i, option in enumerate(offer.options):
            if not _wins(plot.explore(given, options_without(offer, i)), draft):
                found.document.wrong(
                    (*found.path, "options", i),
                    f"after the option {option.line!r} no beat that wins can fire: the choice does not return",
                )


def options_exist(draft: Draft) -> None:
    """A beat that waits for an option waits for one that the choice has."""
    sizes = {offer.name: len(offer.options) for _, offer in _offers(draft)}
    for found in draft.found:
        trigger = found.value
        if isinstance(trigger, Chosen) and trigger.option is not None:
            size = sizes.get(trigger.choice, trigger.option)
            if trigger.option > size:
                found.document.wrong((*found.path, "option"), f"the choice {trigger.choice!r} has {size} options")


def conditions(draft: Draft) -> None:
    """What one list of conditions asks for can be so at once."""
    lists: dict[KeyPath, list[Condition]] = {}
    for found, condition in values(draft, Condition):
        lists.setdefault(found.path[:-1], []).append(condition)
    for path, together in lists.items():
        why = _never_together(together)
        if why:
            draft.script.wrong(path, f"this never holds: {why}")


def _never_together(together: list[Condition]) -> str:
    """Why these exclude each other, or ''."""
    for one, other in NEVER_BOTH:
        asked = {getattr(condition, one) for condition in together} - {None}
        both = [name for condition in together if (name := getattr(condition, other)) in asked]
        if both:
            return f"{_key(one)} and {_key(other)} of {both[0]!r}"
    for low, high in FROM_TO:
        least, below = _bounds(together, low, high)
        if least is not None and below is not None and least >= below:
            return f"{_key(low)} = {least:g} and {_key(high)} = {below:g}"
    counted: dict[str, list[Condition]] = {}
    for condition in together:
        counted.setdefault(condition.counter or "", []).append(condition)
    for name, asking in counted.items():
        least, most = _bounds(asking, "at_least", "at_most")
        if range_problem(least, most):
            return f"the counter {name!r} at least {least} and at most {most}"
    return ""


def _bounds(together: list[Condition], low: str, high: str) -> tuple[float | None, float | None]:
    """The highest of the lower bounds and the lowest of the upper ones; None where there is none."""
    lower, upper = ([value for one in together if (value := getattr(one, key)) is not None] for key in (low, high))
    return max(lower, default=None), min(upper, default=None)


def _key(attribute: str) -> str:
    return repr(attribute.strip("_").replace("_", "-"))


def causes(draft: Draft) -> None:
    """Every retry is for a defeat that can happen."""
    told = {str(found.raw.get("cause", "story")) for found in draft.found if found.struct is Lose}
    for found in draft.found:
        if found.struct is Retry and isinstance(found.raw.get("cause"), list):
            for i, cause in enumerate(found.raw["cause"]):
                known = [*DEFEATS, "any", *sorted(told)]
                if isinstance(cause, str) and cause not in known:
                    found.document.wrong(
                        (*found.path, "cause", i), f"no defeat has the cause {cause!r}{did_you_mean(cause, known)}"
                    )


def _offers(draft: Draft) -> Iterator[tuple[Found, Offer]]:
    for found in draft.found:
        if isinstance(found.value, Offer):
            yield found, found.value


def carried(draft: Draft) -> None:
    """Flags that are set are read here or carried on; flags that are brought in are read; what is carried is set."""
    if draft.header is None:
        return
    made, read = _flags(draft, "makes"), _flags(draft, "ref")
    spoken_of = asked_flags(draft.header.words)
    if any(found.struct is SetTelevision for found in draft.found):
        spoken_of = spoken_of | set(moments.FLAGS)  # its channels ask for them
    lost = set(read) - set(made) - set(draft.header.brings)
    for flag, places in made.items():
        if flag not in read and flag not in {*draft.header.carries, *spoken_of} and not _unread(draft):
            found, key = places
            if nearest(flag, lost):
                continue  # the flag that was meant is named where it is read
            found.document.wrong(
                (*found.path, key),
                f"flag {flag!r} is set but never read: 'carries' at the top hands it to later chapters",
            )
    for i, flag in enumerate(draft.header.carries):
        if flag not in made and flag not in draft.header.brings:
            draft.script.wrong(("carries", i), f"flag {flag!r} is carried on but never set{did_you_mean(flag, made)}")
    for i, flag in enumerate(draft.header.brings):
        if flag not in read and flag not in {*draft.header.carries, *spoken_of}:
            draft.script.wrong(("brings", i), f"flag {flag!r} is brought in but never read{did_you_mean(flag, read)}")


def _flags(draft: Draft, how: str) -> dict[str, tuple[Found, str]]:
    """Flags that are made or read, each with the first place where that happens."""
    flags: dict[str, tuple[Found, str]] = {}
    for found in draft.found:
        if found.struct is Header:
            continue
        for key in _flag_keys(found.struct, how):
            name = found.raw.get(key)
            if isinstance(name, str):
                flags.setdefault(name, (found, key))
    return flags


@cache
def _flag_keys(struct: type[msgspec.Struct], how: str) -> list[str]:
    """The keys of a table that make a flag, or that read one."""
    known = fields(struct).items()
    return [key for key, field in known if (field.makes == "flag" if how == "makes" else "flag" in field.ref)]
