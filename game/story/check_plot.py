"""Checks of the plot: every beat can fire, some beat wins, whatever is chosen."""

from __future__ import annotations

from collections.abc import Iterator

from .actions_plot import Win
from .actions_talk import Offer
from .check_names import Names
from .fields import fields
from .loader import Draft
from .plot_reach import Reach, Thing, explore, makes, missing, options_without, why_silent
from .schema import Beat, Header
from .suggest import did_you_mean, nearest
from .tables import Found
from .triggers_plot import Chosen


def _unread(draft: Draft) -> bool:
    """Whether some of the script could not be read: then nothing can be proved about the rest."""
    raw = draft.script.tables.get("beat")
    return draft.header is None or not isinstance(raw, list) or len(draft.beats) != len(raw)


def _beats(draft: Draft) -> list[Beat]:
    return [beat for _, beat in draft.beats]


def _given(draft: Draft) -> list[Thing]:
    """Flags of earlier chapters, and what is misspelt: that has been said, and nothing more shall follow from it."""
    brought = [("flag", flag) for flag in (draft.header.brings if draft.header else [])]
    return [*brought, *Names(draft).missing()]


def _wins(reach: Reach, draft: Draft) -> bool:
    return any(isinstance(action, Win) for beat in _beats(draft) if beat.id in reach.fired for action in beat.then)


def fires(draft: Draft) -> None:
    """Every beat can fire. Of a chain of beats that cannot, only the first is named; of a circle, all."""
    if _unread(draft):
        return
    reach = explore(_beats(draft), _given(draft))
    silent = {beat.id: beat for _, beat in draft.beats if beat.id not in reach.fired}
    follows = {id: _promised(silent, id) >= missing(beat, reach) for id, beat in silent.items()}
    for i, beat in draft.beats:
        if beat.id in silent and (not follows[beat.id] or all(follows.values())):
            why = why_silent(beat, reach)
            draft.script.wrong(("beat", i, "id"), f"beat {beat.id!r} can never fire: {why}")


def _promised(silent: dict[str, Beat], id: str) -> set[Thing]:
    """What the other silent beats would make if they fired."""
    made: set[Thing] = set()
    for other in silent.values():
        if other.id != id:
            made |= {("beat", other.id)}.union(*(makes(action) for action in other.then))
    return made


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
    beats, given = _beats(draft), _given(draft)
    if not _wins(explore(beats, given), draft):
        return  # said already
    for found, offer in _offers(draft):
        for i, option in enumerate(offer.options):
            if not _wins(explore(beats, given, options_without(offer, i)), draft):
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


def _offers(draft: Draft) -> Iterator[tuple[Found, Offer]]:
    for found in draft.found:
        if isinstance(found.value, Offer):
            yield found, found.value


def carried(draft: Draft) -> None:
    """Flags that are set are read here or carried on; flags that are brought in are read; what is carried is set."""
    if draft.header is None:
        return
    made, read = _flags(draft, "makes"), _flags(draft, "ref")
    lost = set(read) - set(made) - set(draft.header.brings)
    for flag, places in made.items():
        if flag not in read and flag not in draft.header.carries:
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
        if flag not in read and flag not in draft.header.carries:
            draft.script.wrong(("brings", i), f"flag {flag!r} is brought in but never read{did_you_mean(flag, read)}")


def _flags(draft: Draft, how: str) -> dict[str, tuple[Found, str]]:
    """Flags that are made or read, each with the first place where that happens."""
    flags: dict[str, tuple[Found, str]] = {}
    for found in draft.found:
        if found.struct is Header:
            continue
        for key, field in fields(found.struct).items():
            name = found.raw.get(key)
            this = field.makes == "flag" if how == "makes" else "flag" in field.ref
            if this and isinstance(name, str):
                flags.setdefault(name, (found, key))
    return flags
