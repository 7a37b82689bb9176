"""Checks that an action speaks to something that comes: to a sweep that some beat starts, a pair that is there."""

from __future__ import annotations

from .actions_plot import Checkpoint
from .check_names import Names
from .loader import Draft
from .plot_reach import Thing, in_vain, makes
from .schema import Retry
from .suggest import did_you_mean
from .verbs import Action


def partners(draft: Draft) -> None:
    """What an action speaks to is made by some other, somewhere in the level."""
    if any(found.value is None for found in draft.found) or draft.once(Names).strange:
        return  # that has been said, and it may make anything, or mean another
    made: set[Thing] = {("ability", each) for each in (draft.header.allow if draft.header else [])}
    actions = [(found, found.value) for found in draft.found if isinstance(found.value, Action)]
    for _, action in actions:
        made |= makes(action)
    for found, action in actions:
        for thing in action.speaks_to():
            if thing not in made:
                why = f"this {action.__struct_config__.tag} does nothing: {in_vain(thing)}"
                found.document.wrong(found.path, why)


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
