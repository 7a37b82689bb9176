"""Which beats can ever fire: what each one needs, and what has to be made by others first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

import msgspec

from .actions_talk import Offer
from .combinations import AllOf, AnyOf, Not
from .fields import Field, fields
from .names import PLAYER_NAME
from .schema import COUNTERS, Beat
from .triggers_plot import Chosen
from .verbs import Action, Trigger

Thing: TypeAlias = tuple[str, str]  # kind and name: ("flag", "stood")


@dataclass
class Reach:
    """`made` grows until nothing more can be made; `without` is what some branch of a choice never makes.

    rounds  beat -> how many others, one after the other, must have fired before it can
    """

    made: set[Thing] = field(default_factory=set)
    fired: list[str] = field(default_factory=list)
    rounds: dict[str, int] = field(default_factory=dict)
    without: frozenset[Thing] = frozenset()


def explore(beats: Iterable[Beat], given: Iterable[Thing], without: Iterable[Thing] = ()) -> Reach:
    """Fire every beat that can fire, in any order, until no other can."""
    reach = Reach(set(given), without=frozenset(without))
    reach.made |= {("ship", PLAYER_NAME), *(("counter", name) for name in COUNTERS)}
    waiting, turn = list(beats), -1
    while True:
        turn += 1
        able = [beat for beat in waiting if can_fire(beat, reach)]
        if not able:
            return reach
        waiting = [beat for beat in waiting if beat not in able]
        for beat in able:
            reach.fired.append(beat.id)
            reach.rounds[beat.id] = turn
            reach.made.add(("beat", beat.id))
            for action in beat.then:
                if all(_met(condition, reach) for condition in action.if_):
                    never = reach.without if isinstance(action, Offer) else frozenset()
                    reach.made |= makes(action) - never


def can_fire(beat: Beat, reach: Reach) -> bool:
    after = all(("beat", other) in reach.made for other in beat.after)
    return after and possible(beat.when, reach) and all(_met(condition, reach) for condition in beat.if_)


def possible(trigger: Trigger, reach: Reach) -> bool:
    """Whether a trigger can come true, with what has been made so far."""
    if isinstance(trigger, AllOf):
        return all(possible(part, reach) for part in trigger.of)
    if isinstance(trigger, AnyOf):
        return any(possible(part, reach) for part in trigger.of)
    if isinstance(trigger, Not):
        return True
    if isinstance(trigger, Chosen) and ("option", f"{trigger.choice}/{trigger.option}") in reach.without:
        return False
    return _met(trigger, reach) and all(need in reach.made for need in trigger.needs())


def _met(struct: msgspec.Struct, reach: Reach) -> bool:
    return needs(struct) <= reach.made


def needs(struct: msgspec.Struct) -> set[Thing]:
    """What the fields of a trigger or condition wait for."""
    return {(field.needs, name) for field, name in _named(struct) if field.needs}


def makes(action: Action) -> set[Thing]:
    """What an action makes; a choice makes what any of its options sets."""
    made = {(field.makes, name) for field, name in _named(action) if field.makes} | set(action.makes())
    if isinstance(action, Offer):
        for option in action.options:
            made |= {(field.makes, name) for field, name in _named(option) if field.makes}
    return made


def _named(struct: msgspec.Struct) -> Iterable[tuple[Field, str]]:
    for attribute, declared in zip(struct.__struct_fields__, fields(type(struct)).values(), strict=True):
        value = getattr(struct, attribute)
        for name in value if declared.many and isinstance(value, list | tuple) else [value]:
            if isinstance(name, str):
                yield declared, name


def options_without(choice: Offer, taken: int) -> set[Thing]:
    """What is never made when option `taken` (from 0) is the one that is always chosen."""
    others = [option for i, option in enumerate(choice.options) if i != taken]
    kept = choice.options[taken].set
    never: set[Thing] = {("flag", option.set) for option in others if option.set and option.set != kept}
    return never | {("option", f"{choice.name}/{i + 1}") for i in range(len(choice.options)) if i != taken}


def missing(beat: Beat, reach: Reach) -> set[Thing]:
    """What a beat waits for in vain."""
    wanted: set[Thing] = {("beat", other) for other in beat.after}
    for struct in (*leaves(beat.when), *beat.if_):
        wanted |= needs(struct)
        if isinstance(struct, Trigger):
            wanted |= set(struct.needs())
    return wanted - reach.made


def why_silent(beat: Beat, reach: Reach) -> str:
    """The same in words."""
    words = {
        "beat": "beat {} never fires",
        "flag": "nothing that can happen sets the flag {}",
        "said": "nothing that can happen says the line {}",
        "group": "nothing that can happen spawns the group {}",
        "ship": "nothing that can happen spawns the ship {}",
        "gate": "nothing that can happen opens the gate {}",
        "timer": "nothing that can happen starts the timer {}",
        "counter": "nothing that can happen changes the counter {}",
        "choice": "nothing that can happen offers the choice {}",
        "sweep": "no sweep is ever started",
        "carrier": "no carrier ever comes",
        "front": "nothing ever unloads",
        "tow": "nothing is ever taken in tow",
        "ability": "nothing that can happen grants the ability {}",
        "round": "no loop is ever closed round anybody",
        "terminal": "no terminal is ever spawned",
        "flock": "no mites are ever spawned with a goal: sleep or flock",
        "picture": "no picture ever comes",
        "television": "there is never a television",
    }
    said = [words.get(kind, "{} is missing").format(repr(name)) for kind, name in sorted(missing(beat, reach))]
    return "; ".join(said) or "its conditions exclude each other"


def leaves(trigger: Trigger) -> list[Trigger]:
    """The triggers of a combination, without the combinations."""
    if isinstance(trigger, AllOf | AnyOf | Not):
        return [leaf for part in trigger.of for leaf in leaves(part)]
    return [trigger]
