"""The questions that tests ask: constants, functions and quantities, all of them predicates or made to be compared.

won, lost, over                 how the level ended
player.dead, player.hurt        the ship is destroyed; it was struck in this tick
player.hull, .shield, ...       shares 0..1, compare them: player.hull < 0.3
player.inside("region")         and .near("place", within=200), .near((x, y), within=50)
objective("id")                 it is done; .open and .failed
beat, flag, said, chosen        the story's: a beat has fired, a flag is set, a line has begun, a choice was answered
event("gate.opened")            anything that happens, see EVENTS and STORY_EVENTS; also destroyed("group")
softlock(idle="20s")            nothing that a player would call progress, for so long
clock, heat, reports            quantities: seconds on the run's clock, 0..5, actions that could not act
counter("id"), alive("group")   quantities: a counter, how many ships of that name are left
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence

from game.lab import spans
from game.lab.answers import must_be_offered, offered
from game.lab.answers import option as number_of
from game.lab.predicates import Ask, Moment, Names, Predicate, PredicateError, Quantity
from game.lab.spans import Span
from game.sim import roster
from game.sim.clock import TICK_HZ
from game.sim.events import EVENTS, Event
from game.sim.kinds import KIND_NAMES
from game.story.episode import Episode
from game.story.names import PLAYER_NAME
from game.story.schema import DEFEATS
from game.story.state import STORY_EVENTS, StoryEvent
from game.story.suggest import did_you_mean

NEARER = 20.0  # coming this much nearer to the marker than ever before is progress [u]
PROGRESS = frozenset(
    # what a player would call getting on; music, sounds and the camera are not
    ("beat", "say", "objective.added", "objective.done", "objective.failed", "prompt", "choice", "chosen",
     "checkpoint", "retried", "gate.passed", "loop.closed", "terminal.held", "won", "lost")
)  # fmt: skip


def _state(name: str, holds: Callable[[Episode], bool], tell: Callable[[Episode], str] | None = None) -> Predicate:
    """A question about how things stand."""
    return Predicate(name, lambda names: lambda moment: holds(moment.episode), tell)


def _outcome(episode: Episode) -> str:
    if episode.outcome:
        return f"the level is {episode.outcome}"
    if episode.waiting_retry:
        return f"the run is lost ({episode.director.state.cause}) and waits to be taken up"
    return "the level goes on"


won = _state("won", lambda episode: episode.outcome == "won", _outcome)
lost = _state("lost", lambda episode: episode.outcome == "lost", _outcome)
over = _state("over", lambda episode: episode.outcome is not None, _outcome)

clock = Quantity("clock", lambda episode: episode.frame / TICK_HZ)
heat = Quantity("heat", lambda episode: episode.world.heat.level)
reports = Quantity("reports", lambda episode: len(episode.director.reports))


# -- the player's ship --------------------------------------------------------------------------------------


def _gauge(name: str, read: Callable[[Episode, int], float]) -> Quantity:
    """A number of the player's ship; 0 while it is destroyed."""

    def safely(episode: Episode) -> float:
        row = episode.world.player_row
        return read(episode, row) if row >= 0 else 0.0

    return Quantity(f"player.{name}", safely)


class Player:
    """The player's ship. Gauges are shares 0..1, positions [u], speed [u/s]."""

    dead = _state(
        "player.dead",
        lambda episode: episode.world.player_row < 0,
        lambda episode: _last_of(episode) if episode.world.player_row < 0 else "",
    )
    hurt = Predicate(
        "player.hurt",
        lambda names: (
            lambda moment: sum(
                event.kind == "hit" and event.who == moment.episode.director.state.player for event in moment.events
            )
        ),
        heard=True,
    )
    hull = _gauge("hull", lambda e, row: e.world.ships.hull.item(row) / e.world.ships.hull_max.item(row))
    shield = _gauge("shield", lambda e, row: e.world.ships.shield.item(row) / e.world.ships.shield_max.item(row))
    energy = _gauge("energy", lambda e, row: e.world.ships.energy.item(row))
    boost = _gauge("boost", lambda e, row: e.world.ships.boost.item(row))
    speed = _gauge("speed", lambda e, row: abs(e.world.ships.velocity.item(row)))
    x = _gauge("x", lambda e, row: e.world.ships.x.item(row))
    y = _gauge("y", lambda e, row: e.world.ships.y.item(row))

    def inside(self, region: str) -> Predicate:
        """Its middle lies in a region of the map."""

        def begin(names: Names) -> Ask:
            names.must_know(region, "region")
            return lambda moment: moment.episode.director.stage.inside(PLAYER_NAME, region)

        return Predicate(f"player.inside({region!r})", begin, _where)

    def near(self, place: str | tuple[float, float], within: float) -> Predicate:
        """Within so many units of a place of the map, of a ship or group, or of a position."""

        def begin(names: Names) -> Ask:
            if isinstance(place, str):
                names.must_know(place, "point", "region", "path", "ship", "group")
            return lambda moment: _distance(moment.episode, place) <= within

        return Predicate(
            f"player.near({place!r}, within={within:g})", begin, lambda e: f"it is {_distance(e, place):.0f} u away"
        )


player = Player()


def _where(episode: Episode) -> str:
    world = episode.world
    row = world.player_row
    return f"the ship is at ({world.ships.x[row]:.0f}, {world.ships.y[row]:.0f})" if row >= 0 else "the ship is gone"


def _last_of(episode: Episode) -> str:
    return f"the ship was destroyed: {episode.director.state.cause or 'shot'}"


def _distance(episode: Episode, place: str | tuple[float, float]) -> float:
    stage = episode.director.stage
    here = stage.where(PLAYER_NAME)
    there = stage.where(place) if isinstance(place, str) else place
    return math.dist(here, there) if here and there else math.inf


# -- the story ----------------------------------------------------------------------------------------------


class objective(Predicate):  # noqa: N801 - reads as a word of the test's language
    """An objective is done; `.open` and `.failed` ask for its other states."""

    def __init__(self, id: str) -> None:
        self.id = id
        super().__init__(f"objective({id!r})", self._asks("done"), self._tells)

    @property
    def open(self) -> Predicate:
        return Predicate(f"objective({self.id!r}).open", self._asks("add"), self._tells, (self,))

    @property
    def failed(self) -> Predicate:
        return Predicate(f"objective({self.id!r}).failed", self._asks("fail"), self._tells, (self,))

    def _asks(self, state: str) -> Callable[[Names], Ask]:
        def begin(names: Names) -> Ask:
            names.must_know(self.id, "objective")
            return lambda moment: any(o.id == self.id and o.state == state for o in moment.episode.director.objectives)

        return begin

    def _tells(self, episode: Episode) -> str:
        words = {"add": "open", "done": "done", "fail": "failed"}
        state = next((words[o.state] for o in episode.director.objectives if o.id == self.id), "not given yet")
        return f"objective {self.id!r} is {state}"


def beat(id: str) -> Predicate:
    """A beat has fired."""

    def begin(names: Names) -> Ask:
        names.must_know(id, "beat")
        return lambda moment: id in moment.episode.director.state.fired

    return Predicate(f"beat({id!r})", begin, _last_beat, counted=f"event('beat', name={id!r})")


def _last_beat(episode: Episode) -> str:
    history = episode.director.history
    return f"the last beat was {history[-1][1]!r} at {spans.text(history[-1][0])}" if history else "no beat has fired"


def flag(id: str) -> Predicate:
    """A flag is set."""

    def begin(names: Names) -> Ask:
        names.must_know(id, "flag")
        return lambda moment: id in moment.episode.director.flags

    return Predicate(f"flag({id!r})", begin)


def said(line: str) -> Predicate:
    """A line has begun, at any time so far."""

    def begin(names: Names) -> Ask:
        names.must_know(line, "line")
        return lambda moment: line in moment.episode.director.state.talk.begun

    return Predicate(f"said({line!r})", begin, counted=f"event('say', name={line!r})")


def chosen(choice: str, option: int | str | None = None) -> Predicate:
    """A choice was answered; with `option` (its number from 1, its line's id or the end of that), so."""

    def begin(names: Names) -> Ask:
        names.must_know(choice, "choice")
        taken: set[int | None] = set()
        if option is not None:
            try:
                must_be_offered(names.level, choice, option)
            except ValueError as problem:
                raise PredicateError(f"chosen({choice!r}, {option!r}): {problem}") from None
            taken = {number_of(lines, option) for lines in offered(names.level)[choice]} - {None}
            if not taken:
                raise PredicateError(f"chosen({choice!r}, {option!r}): whoever answers never chooses nothing")

        def ask(moment: Moment) -> bool:
            number = moment.episode.director.state.chosen.get(choice)
            return number is not None and (option is None or number in taken)

        return ask

    words = f"chosen({choice!r}{'' if option is None else f', {option!r}'})"
    return Predicate(words, begin, counted=f"event('chosen', name={choice!r})")


def counter(id: str) -> Quantity:
    """What a counter of the level stands at."""
    return Quantity(
        f"counter({id!r})",
        lambda episode: episode.director.counters.get(id, 0),
        lambda names: names.must_know(id, "counter"),
    )


def alive(name: str) -> Quantity:
    """How many ships of that name or group are in the world."""
    return Quantity(
        f"alive({name!r})",
        lambda episode: len(episode.director.stage.ships(name)),
        lambda names: names.must_know(name, "ship", "group"),
    )


# -- what happens -------------------------------------------------------------------------------------------

_NAMED = {  # events whose name must be one of the level's: kind of event -> kind of name
    "beat": "beat",
    "checkpoint": "beat",
    "objective.added": "objective",
    "objective.done": "objective",
    "objective.failed": "objective",
    "choice": "choice",
    "chosen": "choice",
    "flag": "flag",
    **dict.fromkeys(("say", "chat", "sign", "title", "print"), "line"),
    **dict.fromkeys(("gate.opened", "gate.closed", "gate.passed"), "gate"),
    **dict.fromkeys(("collided", "hit.solid"), "terrain"),
    "gravity": "gravity",
}
_WORDS: dict[str, Collection[str]] = {  # events whose name is one of a few words
    "hit": ("shield", "hull"),
    "heat": ("up", "down"),
    "destroyed": DEFEATS,
    "spawned": KIND_NAMES,
}


def must_be_a_kind(kind: str) -> None:
    """PredicateError when no event is called so."""
    kinds = {**EVENTS, **STORY_EVENTS}
    if kind not in kinds:
        raise PredicateError(f"no event is called {kind!r}{did_you_mean(kind, kinds)}")


def event(kind: str, *, who: str | None = None, by: str | None = None, name: str | None = None) -> Predicate:
    """Something happens, see `game.sim.events.EVENTS` and `game.story.state.STORY_EVENTS`.

    who   the ship it happens to: a ship's name, a group, "callister", or a kind of ship
    by    likewise the other one; of events of the story `who` is the speaker
    name  the event's name: a line's id, a gate, a cause...
    """
    must_be_a_kind(kind)
    if by is not None and kind not in EVENTS:
        raise PredicateError(f"event({kind!r}, by={by!r}): events of the story have nobody who did it; ask without by")

    if name is not None and name not in _WORDS.get(kind, (name,)):
        raise PredicateError(f"event({kind!r}, name={name!r}) never comes{did_you_mean(name, _WORDS[kind])}")

    def begin(names: Names) -> Ask:
        for ship in (who, by):
            if ship is not None and kind in EVENTS:
                names.must_know(ship, "ship", "group", "kind")
        if name is not None and kind in _NAMED:
            names.must_know(name, _NAMED[kind])
        if who is not None and kind == "say":
            speakers = {line.who.removeprefix("@") for line in names.level.lines.values()}
            if who not in speakers:
                raise PredicateError(f"nobody called {who!r} speaks in {names.level.id}{did_you_mean(who, speakers)}")
        return lambda moment: sum(_fits(moment.episode, event) for event in moment.events if event.kind == kind)

    def _fits(episode: Episode, event: Event | StoryEvent) -> bool:
        if name is not None and event.name != name:
            return False
        if isinstance(event, StoryEvent):
            return by is None and who in (None, event.who)
        return _is(episode, event, event.who, who) and _is(episode, event, event.other, by)

    asked = {"who": who, "by": by, "name": name}
    words = "".join(f", {key}={value!r}" for key, value in asked.items() if value is not None)
    return Predicate(f"event({kind!r}{words})", begin, heard=True)


def _is(episode: Episode, event: Event, ship: int, name: str | None) -> bool:
    """Whether the ship of an event, alive or just destroyed, is called so."""
    if name is None or episode.director.stage.is_called(ship, name):
        return True
    if event.kind == "destroyed" and ship == event.who:
        return KIND_NAMES[int(event.value)] == name
    return roster.kind_of(episode.world, ship) == name


def destroyed(name: str, by: str | None = None) -> Predicate:
    """A ship of that name, group or kind is destroyed."""
    one = event("destroyed", who=name, by=by)
    words = repr(name) if by is None else f"{name!r}, by={by!r}"
    return one.named(f"destroyed({words})")


def softlock(idle: Span = "20s") -> Predicate:
    """For so long nothing has happened that a player would call getting on, while the level goes on.

    Getting on is: a beat, a line of talk, an objective, a prompt, a choice, a checkpoint, a gate, a kill or a hit of
    the player's, and coming nearer to the marker than ever since it was put there.
    """
    patience = spans.ticks(idle)

    def begin(names: Names) -> Ask:
        since, nearest, goal = -1, math.inf, ""

        def ask(moment: Moment) -> bool:
            nonlocal since, nearest, goal
            episode = moment.episode
            wanted, far = _marker(episode)
            if wanted != goal:
                goal, nearest = wanted, math.inf
            moved = far < nearest - NEARER
            if since < 0 or moved or episode.outcome or _gets_on(episode, moment.events):
                since = moment.frame
                nearest = min(nearest, far)
            return moment.frame - since >= patience

        return ask

    return Predicate(f"softlock(idle={idle!r})", begin, _last_beat, memory=True)


def _gets_on(episode: Episode, events: Sequence[Event | StoryEvent]) -> bool:
    me = episode.director.state.player
    return any(
        (event.kind in PROGRESS and (isinstance(event, StoryEvent) or event.kind not in STORY_EVENTS))
        or (event.kind in ("hit", "destroyed") and getattr(event, "other", 0) == me)
        for event in events  # a drone that has lost sight of somebody is no lost run
    )


def _marker(episode: Episode) -> tuple[str, float]:
    """The newest open objective and how far its marker is; inf without one."""
    here = episode.director.stage.where(PLAYER_NAME)
    mark = episode.director.mark(*here) if here else None
    if mark is not None and here is not None:
        return mark.order, math.dist(here, mark.place)
    return next((one.id for one in reversed(episode.director.objectives) if one.state == "add"), ""), math.inf


__all__ = [
    "alive", "beat", "chosen", "clock", "counter", "destroyed", "event", "flag", "heat", "lost", "objective", "over",
    "player", "reports", "said", "softlock", "won",
]  # fmt: skip
