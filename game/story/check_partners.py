"""Checks of what needs another: an action speaks to what comes, a retry to a checkpoint, a picture to its pair."""

from __future__ import annotations

from .actions_pictures import AddPicture
from .actions_plot import Checkpoint
from .actions_world import OpenGate
from .check_map import values
from .check_names import Names
from .loader import Draft
from .plot_reach import Thing, in_vain, makes
from .schema import Retry
from .suggest import did_you_mean
from .tables import Found
from .triggers_pictures import PictureDoes
from .triggers_place import GatePassed
from .verbs import Action


def partners(draft: Draft) -> None:
    """What an action speaks to is made by some other, somewhere in the level."""
    if any(found.value is None for found in draft.found) or draft.once(Names).strange:
        return  # that has been said, and it may make anything, or mean another
    made, actions = (
        draft.once(_made),
        [(found, found.value) for found in draft.found if isinstance(found.value, Action)],
    )
    for found, action in actions:
        for thing in action.speaks_to():
            if thing not in made:
                why = f"this {action.__struct_config__.tag} does nothing: {in_vain(thing)}"
                found.document.wrong(found.path, why)


def _made(draft: Draft) -> set[Thing]:
    """What the ship has from the start, and what any action makes."""
    made: set[Thing] = {("ability", each) for each in (draft.header.allow if draft.header else [])}
    return made.union(*(makes(found.value) for found in draft.found if isinstance(found.value, Action)))


def shut_gates(draft: Draft) -> None:
    """A gate that is shut, and that some beat waits for, can be talked open, or is opened by another action."""
    if any(found.value is None for found in draft.found) or ("ability", "hack") in draft.once(_made):
        return
    gates = list(values(draft, OpenGate))
    opened = {gate.name for _, gate in gates if not gate.shut}
    awaited = {trigger.name for _, trigger in values(draft, GatePassed) if trigger.part != "closed"}
    for found, gate in gates:
        if gate.shut and gate.name in awaited - opened:
            why = f"nobody can talk the gate {gate.name!r} open: {in_vain(('ability', 'hack'))}"
            found.document.wrong((*found.path, "shut"), why)


def retries(draft: Draft) -> None:
    """A retry that belongs to the checkpoint of a beat names one that has a checkpoint."""
    if any(found.value is None for found in draft.found):
        return
    setting = {beat.id for _, beat in draft.beats if any(isinstance(action, Checkpoint) for action in beat.then)}
    for found in draft.found:
        if found.struct is Retry and found.value.beat is not None and found.value.beat not in setting:
            beat = found.value.beat
            if any(beat == one.id for _, one in draft.beats):
                why = f"beat {beat!r} has no checkpoint that a run could go on from{did_you_mean(beat, setting)}"
                found.document.wrong((*found.path, "beat"), why)


def pairs(draft: Draft) -> None:
    """A picture has its other, and nobody waits for more pairs than come."""
    if any(found.value is None for found in draft.found):
        return
    again = {("beat", i) for i, beat in draft.beats if beat.repeat}
    coming: dict[int, list[Found]] = {}
    for found, picture in values(draft, AddPicture):
        coming.setdefault(picture.pair, []).extend([found] * (2 if found.path[:2] in again else 1))
    for pair, pictures in coming.items():
        if len(pictures) == 1:
            why = f"only one picture of pair {pair} ever comes: it takes two of them to become one"
            pictures[0].document.wrong((*pictures[0].path, "pair"), why)
    for found, trigger in values(draft, PictureDoes):
        if trigger.count is not None and trigger.count > len(coming):
            come = "1 pair comes" if len(coming) == 1 else f"{len(coming)} pairs come"
            found.document.wrong((*found.path, "count"), f"{come}, all in all")
