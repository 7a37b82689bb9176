"""Beginning a story in its middle, for whoever tries a level out: what leads up to a beat is taken as having happened.

It is a guess at what a flight would have brought about, and says of what: a flight that came there knows better.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from game.sim import abilities, placing, roster
from game.sim.clock import TICK_HZ

from .actions_talk import Offer, Say
from .actions_world import Grant
from .combinations import AllOf, AnyOf, Not, lasts
from .episode import Episode
from .level import Level
from .names import PLAYER_NAME
from .plot_reach import Reach, Thing, explore, makes, needs
from .schema import Beat
from .stage import Stage
from .state import Ear, Memory, Pending
from .triggers_plot import Start as AtTheStart
from .triggers_ship import Destroyed
from .verbs import Trigger

# what only shows, speaks or hurts is over by then; where the ship is, is said
PASSING = frozenset({
    "say", "chat", "silence", "quiet", "prompt", "title", "choice", "sound", "camera", "fade", "letterbox", "shake",
    "slow", "print", "sketch", "cry", "page", "face", "checkpoint", "win", "lose", "credits", "place", "hurt", "scar",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a try begins: at the level's own beginning, unless it says otherwise.

    beat   fires at once, with all that leads up to it
    place  x, y and heading of the ship
    flags  are set
    """

    beat: str = ""
    place: tuple[float, float, float] | None = None
    flags: frozenset[str] = frozenset()

    @property
    def plain(self) -> bool:
        """Whether it is the level's own."""
        return self == Beginning()


def begin(episode: Episode, beginning: Beginning) -> list[str]:
    """Bring a fresh episode there; returns in words what was taken for granted. KeyError: no such beat."""
    if beginning.plain:
        return []
    level, world = episode.level, episode.world
    assumed: list[str] = []
    if beginning.beat:
        assumed += _come_to(episode, level.beats[beginning.beat])
    place = beginning.place or _place_of(level, beginning.beat)
    if place is not None:
        placing.place_player(world, *place)
        assumed.append(f"the ship is at {place[0]:.0f}, {place[1]:.0f}")
    for flag in sorted(beginning.flags - episode.director.flags):
        episode.director.stage.set_flag(flag)
        assumed.append(f"the flag {flag} is set")
    director = episode.director
    director.take_up(world, director.snapshot())
    episode.begin_here()
    return assumed


def leading(level: Level, id: str) -> list[str]:
    """The beats that must have fired before one can, in an order in which they can, and those that open the level."""
    order = _order(level)
    makers: dict[Thing, list[str]] = {}
    for beat in sorted(level.beats.values(), key=lambda beat: order.rounds.get(beat.id, 0)):
        for thing in {("beat", beat.id)}.union(*(makes(action) for action in beat.then)):
            makers.setdefault(thing, []).append(beat.id)
    found: set[str] = set()
    waiting = [id, *(beat.id for beat in level.beats.values() if _opens(beat))]
    while waiting:
        one = waiting.pop()
        if one in found or one not in level.beats:
            continue
        found.add(one)
        for thing in _wanted(level.beats[one], order):
            earlier = [other for other in makers.get(thing, []) if other not in (one, id)]
            if earlier and not found & set(earlier):
                waiting.append(earlier[0])
    places = list(level.beats)
    found.discard(id)
    return sorted(found, key=lambda one: (order.rounds.get(one, 0), places.index(one)))


def _order(level: Level) -> Reach:
    header = level.header
    given = [("flag", flag) for flag in header.brings] + [("ability", ability) for ability in header.allow]
    given += [("said", line) for retry in level.retries for line in retry.lines]
    return explore(level.beats.values(), given)


def _opens(beat: Beat) -> bool:
    return isinstance(beat.when, AtTheStart) and not beat.after and not beat.if_


def _wanted(beat: Beat, order: Reach) -> set[Thing]:
    """What must be there before a beat can fire; of alternatives, what can be there first."""
    wanted: set[Thing] = {("beat", other) for other in beat.after}
    for condition in beat.if_:
        wanted |= needs(condition)
    return wanted | _waits(beat.when, order)


def _waits(trigger: Trigger, order: Reach) -> set[Thing]:
    if isinstance(trigger, AllOf):
        return set().union(*(_waits(part, order) for part in trigger.of))
    if isinstance(trigger, AnyOf):
        return min((_waits(part, order) for part in trigger.of), key=len, default=set())
    if isinstance(trigger, Not):
        return set()
    return needs(trigger) | set(trigger.needs())


def _come_to(episode: Episode, beat: Beat) -> list[str]:
    """All that leads up to a beat has happened, and it has just fired."""
    level, stage = episode.level, episode.director.stage
    before = leading(level, beat.id)
    chosen: list[str] = []
    fallen: list[str] = []
    for id in before:
        _take_as_fired(episode, level.beats[id])
        fallen += _let_fall(stage, level.beats[id])
        for action in sorted(level.beats[id].then, key=lambda action: action.at):
            stage.beat = id
            if isinstance(action, Say):
                stage.talk.note(action.line)
            elif isinstance(action, Offer):
                chosen.append(action.name)
            elif str(action.__struct_config__.tag) not in PASSING and all(c.holds(stage) for c in action.if_):
                action.act(stage)
        stage.beat = ""
    fallen += _let_fall(stage, beat)
    able = _grant(episode, beat.id)
    _take_as_fired(episode, beat)
    stage.state.pending += [
        Pending(stage.tick + round(action.at * TICK_HZ), beat.id, i) for i, action in enumerate(beat.then)
    ]
    assumed = [f"{beat.id} has just fired"]
    if before:
        assumed.append(f"before it fired {', '.join(before)}: what they say and show is over, what they do is done")
    if fallen:
        assumed.append(f"these were fought: {', '.join(dict.fromkeys(fallen))}")
    if able:
        assumed.append(f"the ship has learnt {', '.join(able)}")
    if chosen:
        assumed.append(f"nothing was answered to {', '.join(chosen)}")
    assumed += [f"could not be done: {report}" for report in stage.state.reports]
    stage.state.reports = []
    return assumed


def _let_fall(stage: Stage, beat: Beat) -> list[str]:
    """The ships for whose end a beat waited are gone; returns how they are called."""
    gone = []
    for trigger in _leaves(beat.when):
        if not isinstance(trigger, Destroyed):
            continue
        name = trigger.who or trigger.group or ""
        ships = [] if name == PLAYER_NAME else stage.ships(name)
        count = 1 if trigger.count == "first" else len(ships) if trigger.count == "all" else trigger.count
        roster.remove_all(stage.world, ships[:count])
        if ships:
            gone.append(name)
    return gone


def _take_as_fired(episode: Episode, beat: Beat) -> None:
    state, tick = episode.director.state, episode.world.tick
    state.fired[beat.id] = tick
    state.history.append((tick, beat.id))
    if beat.repeat:
        state.ears[beat.id] = Ear(Memory(since=tick, again=True), heard=lasts(beat.when))
    else:
        state.deaf.add(beat.id)


def _grant(episode: Episode, id: str) -> list[str]:
    """What other beats teach that can fire earlier, though they need not: a ship that cannot fly tries nothing out."""
    level, world = episode.level, episode.world
    rounds = _order(level).rounds
    here = rounds.get(id, 0)
    earlier = [beat for beat in level.beats.values() if rounds.get(beat.id, math.inf) < here]
    able = [action.ability for beat in earlier for action in _grants(beat) if action.ability not in world.abilities]
    for ability in dict.fromkeys(able):
        abilities.grant(world, ability)
    return list(dict.fromkeys(able))


def _grants(beat: Beat) -> Iterator[Grant]:
    yield from (action for action in beat.then if isinstance(action, Grant))


def _place_of(level: Level, id: str) -> tuple[float, float, float] | None:
    """Where the ship is when a beat fires, as far as its trigger says so."""
    if not id:
        return None
    for trigger in _leaves(level.beats[id].when):
        for name in ("region", "point"):
            place = getattr(trigger, name, None)
            if isinstance(place, str):
                spot = level.map.points.get(place)
                return (*level.spot(place), spot.angle if spot else level.point(level.header.start).angle)
    return None


def _leaves(trigger: Trigger) -> Iterable[Trigger]:
    if isinstance(trigger, AllOf | AnyOf):
        for part in trigger.of:
            yield from _leaves(part)
    elif not isinstance(trigger, Not):
        yield trigger
