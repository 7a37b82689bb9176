"""Which beats can ever fire: what each one needs, and what has to be made by others first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

import msgspec

from .actions_talk import Offer
from .combinations import AllOf, AnyOf, Not
from .conditions import Condition, within
from .fields import fields
from .names import PLAYER_NAME
from .schema import COUNTERS, Beat
from .triggers_plot import BeatFired, Chosen, Counter, Start
from .verbs import Action, Trigger

Thing: TypeAlias = tuple[str, str]  # kind and name: ("flag", "stood")

IN_VAIN = {  # kind of thing -> why nobody will ever meet it
    "beat": "beat {} never fires",
    "flag": "nothing that can happen sets the flag {}",
    "said": "nothing that can happen says the line {}",
    "group": "nothing that can happen spawns the group {}",
    "ship": "nothing that can happen spawns the ship {}",
    "anyone": "nothing that can happen spawns the ship or group {}",
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
    "terminal": "no terminal{} is ever spawned",
    "flock": "no mites{} are ever spawned with a goal: sleep or flock",
    "gate-lock": "no ship of the kind gate-lock{} is ever spawned",
    "picture": "no picture ever comes",
    "television": "there is never a television",
    "clock": "no clock is ever wound up",
    "signal": "nothing ever knocks",
    "daly": "no ship of the kind daly is ever spawned",
    "pair": "no picture of this pair ever comes",
}
SPAWNED = ("terminal", "flock", "gate-lock")  # of these there may be several, of which one is called so


@dataclass
class Reach:
    """`made` grows until nothing more can be made; `without` is what some branch of a choice never makes.

    rounds  beat -> how many others, one after the other, must have fired before it can
    """

    made: set[Thing] = field(default_factory=set)
    fired: list[str] = field(default_factory=list)
    rounds: dict[str, int] = field(default_factory=dict)
    without: frozenset[Thing] = frozenset()


class Plot:
    """What each of some beats asks for and makes, worked out once: a plot is explored once for every option of it."""

    def __init__(self, beats: Iterable[Beat]) -> None:
        self.beats = list(beats)
        self.over = over_before_they_begin(self.beats)
        self.asking: dict[Thing, list[int]] = {}  # thing -> the beats that ask for it
        for number, beat in enumerate(self.beats):
            for thing in _asked(beat):
                self.asking.setdefault(thing, []).append(number)
        self.brings = [
            [(_all_needs(action.if_), makes(action), isinstance(action, Offer)) for action in beat.then]
            for beat in self.beats
        ]

    def explore(self, given: Iterable[Thing], without: Iterable[Thing] = ()) -> Reach:
        """Fire every beat that can fire, in any order, until no other can."""
        there = {*given, ("ship", PLAYER_NAME), *(("counter", name) for name in COUNTERS)}
        reach = Reach(there | _anyone(there), without=frozenset(without))
        turn, fired = 0, set[int]()
        able = [number for number, beat in enumerate(self.beats) if self._can_fire(beat, reach)]
        while able:
            new: set[Thing] = set()
            fired.update(able)
            for number in able:
                beat = self.beats[number]
                reach.fired.append(beat.id)
                reach.rounds[beat.id] = turn
                new |= self._fire(number, reach) - reach.made
                reach.made |= new
            turn += 1
            stirred = {number for thing in new for number in self.asking.get(thing, ())} - fired
            able = [number for number in sorted(stirred) if self._can_fire(self.beats[number], reach)]
        return reach

    def _can_fire(self, beat: Beat, reach: Reach) -> bool:
        return beat.id not in self.over and can_fire(beat, reach)

    def _fire(self, number: int, reach: Reach) -> set[Thing]:
        """What a beat makes when it fires: an action may ask for what the one before it made."""
        made: set[Thing] = {("beat", self.beats[number].id)}
        for needed, brings, offers in self.brings[number]:
            if needed <= reach.made or needed <= reach.made | made:
                made |= brings - reach.without if offers else brings
        return made


def explore(beats: Iterable[Beat], given: Iterable[Thing], without: Iterable[Thing] = ()) -> Reach:
    """The same for beats that are looked at once."""
    return Plot(beats).explore(given, without)


def over_before_they_begin(beats: Iterable[Beat]) -> dict[str, str]:
    """Beats that listen only when one has fired at which they stop, or which their conditions forbid: id -> which."""
    after = {beat.id: beat.after for beat in beats}
    over: dict[str, str] = {}
    for beat in beats:
        before: dict[str, None] = {}
        waiting = list(beat.after)
        while waiting:
            other = waiting.pop(0)
            if other not in before:
                before[other] = None
                waiting += after.get(other, ())
        ends = {*beat.until, *(condition.unfired for condition in beat.if_), *_ruled_out(beat.when)}
        ended = next((other for other in before if other in ends), None)
        if ended is not None:
            over[beat.id] = ended
    return over


def _ruled_out(trigger: Trigger) -> set[str]:
    """Beats of which none may have fired for a trigger to come true."""
    if isinstance(trigger, AllOf):
        return set().union(*(_ruled_out(part) for part in trigger.of))
    return {trigger.not_.beat} if isinstance(trigger, Not) and isinstance(trigger.not_, BeatFired) else set()


def _asked(beat: Beat) -> set[Thing]:
    """All that has a say in whether a beat can fire."""
    return missing(beat, Reach())


def _all_needs(conditions: Iterable[msgspec.Struct]) -> set[Thing]:
    return set().union(*(needs(condition) for condition in conditions))


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
        return not endless(trigger.not_)
    if isinstance(trigger, Chosen) and ("option", f"{trigger.choice}/{trigger.option}") in reach.without:
        return False
    return _met(trigger, reach) and all(need in reach.made for need in trigger.needs())


def endless(trigger: Trigger) -> bool:
    """Whether a trigger holds from the first moment on, whatever happens."""
    if isinstance(trigger, AllOf | AnyOf):
        return (all if isinstance(trigger, AllOf) else any)(map(endless, trigger.of))
    return isinstance(trigger, Start)


def _met(struct: msgspec.Struct, reach: Reach) -> bool:
    return needs(struct) <= reach.made


def needs(struct: msgspec.Struct) -> set[Thing]:
    """What the fields of a trigger or condition wait for. A counter stands at 0 before anything changes it."""
    wanted = set(_named(struct, "needs"))
    if isinstance(struct, Condition | Counter) and within(0, struct.at_least, struct.at_most):
        return {thing for thing in wanted if thing[0] != "counter"}
    return wanted


def makes(action: Action) -> set[Thing]:
    """What an action makes; a choice makes what any of its options sets."""
    made = {*_named(action, "makes"), *action.makes()}
    if isinstance(action, Offer):
        for option in action.options:
            made.update(_named(option, "makes"))
    return made | _anyone(made)


def _anyone(things: Iterable[Thing]) -> set[Thing]:
    """What a ship and a group are to those who ask for either."""
    return {("anyone", name) for kind, name in things if kind in ("ship", "group")}


def _named(struct: msgspec.Struct, how: str) -> Iterator[Thing]:
    """What the fields of a struct need, or make."""
    for attribute, kind, many in _naming(type(struct), how):
        value = getattr(struct, attribute)
        for name in value if many and isinstance(value, list | tuple) else [value]:
            if isinstance(name, str):
                yield kind, name


@cache
def _naming(struct: type[msgspec.Struct], how: str) -> list[tuple[str, str, bool]]:
    """The fields of a struct that need, or make, something: attribute, kind of thing, whether there may be many."""
    pairs = zip(struct.__struct_fields__, fields(struct).values(), strict=True)
    return [(attribute, getattr(field, how), field.many) for attribute, field in pairs if getattr(field, how)]


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


def in_vain(thing: Thing) -> str:
    """Why there is never such a thing, in words."""
    kind, name = thing
    called = f" called {name!r}" if name else ""
    return IN_VAIN.get(kind, "{} is missing").format(called if kind in SPAWNED else repr(name))


def why_silent(beat: Beat, reach: Reach, over: Mapping[str, str]) -> str:
    """The same in words."""
    if beat.id in over:
        return f"it listens only when {over[beat.id]!r} has fired, and not then: see its 'until', 'unfired' and 'not'"
    said = [in_vain(thing) for thing in sorted(missing(beat, reach))]
    if not said and not possible(beat.when, Reach(set(_asked(beat)))):
        return "it waits for what has not begun, and a level has: leave the 'not' of 'start' away"
    return "; ".join(said) or "its conditions exclude each other"


def leaves(trigger: Trigger) -> list[Trigger]:
    """The triggers of a combination, without the combinations."""
    if isinstance(trigger, AllOf | AnyOf | Not):
        return [leaf for part in trigger.of for leaf in leaves(part)]
    return [trigger]
