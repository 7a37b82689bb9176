"""Actions that speak: lines, captions, signs, objectives, lessons, titles and choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from game.sim.clock import TICK_HZ

from .names import (
    Lesson,
    MetGroup,
    NewId,
    NewObjective,
    ObjectiveId,
    PlaceId,
    PointId,
    Position,
    ReadFlag,
    RegionId,
    RuleId,
    Seconds,
    SetFlag,
    ShipId,
    SpokenLine,
    ThingId,
)
from .state import Choice, Entry, Objective, Option, Prompt, Sign, Title
from .verbs import Action

if TYPE_CHECKING:
    from .stage import Stage

Speaker = Annotated[
    str, Meta(min_length=1, max_length=24, description="a member of the cast", extra={"ref": ("cast",)})
]


class Say(Action, frozen=True, kw_only=True, tag="say"):
    """A line joins the talk: said when the lines before it are over, at reading pace.

    turn     "queue" waits its turn, "next" goes before what waits, "now" cuts the line being spoken,
             "bark" speaks only when nobody else wants to, and is forgotten after two seconds
    within   if its turn has not come by so many seconds, it is dropped: a late reaction is worse than none
    seconds  how long it stays, instead of its reading pace
    """

    example: ClassVar[str] = '{ do = "say", line = "wake.time" }'
    line: SpokenLine
    who: Speaker | None = None
    turn: Literal["queue", "next", "now", "bark"] = "queue"
    within: Seconds | None = None
    seconds: Seconds | None = None

    def act(self, stage: Stage) -> None:
        entry = Entry(
            line=self.line,
            duration=round((self.seconds or 0) * TICK_HZ),
            expires=stage.tick + max(1, round(self.within * TICK_HZ)) if self.within is not None else 0,
        )
        stage.talk.say(entry, self.turn)


class Chat(Action, frozen=True, kw_only=True, tag="chat"):
    """A caption above a ship: `who` names a spawned ship, `place` a spot; with neither a passing ship says it.

    It takes its turn in the talk, without holding it up for long; with `aside` it comes whenever there is room.
    """

    example: ClassVar[str] = '{ do = "chat", who = "kevin", line = "three.kevin" }'
    line: SpokenLine
    who: ShipId | None = None
    place: PlaceId | None = None
    aside: bool = False
    within: Seconds | None = None
    seconds: Seconds | None = None

    def act(self, stage: Stage) -> None:
        entry = Entry(
            line=self.line,
            chat=True,
            who=self.who or "",
            place=self.place or "",
            duration=round((self.seconds or 0) * TICK_HZ),
            expires=stage.tick + max(1, round(self.within * TICK_HZ)) if self.within is not None else 0,
        )
        if self.aside:
            stage.talk.aside(entry)
        else:
            stage.talk.say(entry, "queue")


class Silence(Action, frozen=True, kw_only=True, tag="silence"):
    """Nobody speaks for so many seconds, from when its turn in the talk comes. Silence is a line.

    turn  queue: behind what waits; next: before it
    """

    example: ClassVar[str] = '{ do = "silence", seconds = 3.0 }'
    seconds: Seconds
    turn: Literal["queue", "next"] = "queue"

    def act(self, stage: Stage) -> None:
        stage.talk.say(Entry(line="", duration=round(self.seconds * TICK_HZ)), self.turn)


class Quiet(Action, frozen=True, kw_only=True, tag="quiet"):
    """Drop every line that still waits; the one being spoken is finished (with `cut`: it is not)."""

    example: ClassVar[str] = '{ do = "quiet" }'
    cut: bool = False

    def act(self, stage: Stage) -> None:
        stage.talk.quiet(self.cut)


class ShowSign(Action, frozen=True, kw_only=True, tag="sign"):
    """Lettering appears in the world, for so many seconds or (0) for good: at a place, or `beside` the player's ship.

    beside  [right, down] of where the ship is when it appears; it does not follow
    """

    example: ClassVar[str] = '{ do = "sign", line = "statue.plaque", place = "plinth" }'
    line: SpokenLine
    place: PlaceId | None = None
    beside: Position | None = None
    seconds: Seconds = 0.0

    def problem(self) -> str:
        return (
            "" if (self.place is None) != (self.beside is None) else "needs either 'place' or 'beside' ([right, down])"
        )

    def act(self, stage: Stage) -> None:
        if self.place is not None:
            x, y = stage.level.spot(self.place)
        else:
            (sx, sy), (dx, dy) = stage.here(), self.beside or (0.0, 0.0)
            x, y = sx + dx, sy + dy
        text = stage.level.text(self.line)
        stage.state.talk.signs = [sign for sign in stage.state.talk.signs if sign.id != self.line]
        stage.state.talk.signs.append(Sign(self.line, text, x, y, duration=round(self.seconds * TICK_HZ)))
        stage.talk.note(self.line)
        stage.emit("sign", self.line, text=text, x=x, y=y)


class SetObjective(Action, frozen=True, kw_only=True, tag="objective"):
    """`add` an objective (with the line that says it, and what it points at), or call it `done` or `fail`ed."""

    example: ClassVar[str] = '{ do = "objective", add = "leave", line = "gate.order", point = "gate" }'
    add: NewObjective | None = None
    done: ObjectiveId | None = None
    fail: ObjectiveId | None = None
    line: SpokenLine | None = None
    point: PointId | None = None
    region: RegionId | None = None
    group: MetGroup | None = None
    who: ShipId | None = None
    motes: bool = False  # the nearest data that is adrift
    dial: RuleId | None = None  # a rule at the console
    thing: ThingId | None = None  # something to be placed at the console

    def problem(self) -> str:
        if sum(name is not None for name in (self.add, self.done, self.fail)) != 1:
            return "needs exactly one of: add, done, fail"
        if self.add is not None and self.line is None:
            return "a new objective needs the 'line' that says it"
        pointers = (self.point, self.region, self.group, self.who, self.motes or None, self.dial, self.thing)
        if self.add is None and (self.line or any(pointers)):
            return "'line' and what it points at go with 'add'"
        if sum(name is not None for name in pointers) > 1:
            return "points at one thing: point, region, group, who, motes, dial or thing"
        return ""

    def act(self, stage: Stage) -> None:
        name = self.add or self.done or self.fail or ""
        known = next((objective for objective in stage.state.objectives if objective.id == name), None)
        if self.add is not None and self.line is not None:
            marker = stage.level.spot(self.point or self.region or "") if self.point or self.region else None
            text = stage.level.text(self.line)
            fresh = Objective(name, text, marker=marker, group=self.group or self.who or "", motes=self.motes)
            if self.dial or self.thing:
                fresh.dial = self.dial or f"thing:{self.thing}"
            stage.state.objectives = [o for o in stage.state.objectives if o.id != name] + [fresh]
            stage.talk.note(self.line)
            stage.emit("objective.added", name, text=text)
        elif known is None:
            stage.report(f"objective {name!r} was never added")
        else:
            known.state = "done" if self.done else "fail"
            stage.emit("objective.done" if self.done else "objective.failed", name, text=known.text)


class SetPrompt(Action, frozen=True, kw_only=True, tag="prompt"):
    """A lesson: the window shows the key of an action until that action is given (or `off = true`).

    bare  only the key, without the word for what it does
    """

    example: ClassVar[str] = '{ do = "prompt", action = "thrust" }'
    action: Lesson | None = None
    bare: bool = False
    off: bool = False

    def problem(self) -> str:
        return "" if (self.action is None) == self.off else "needs either 'action' or off = true"

    def speaks_to(self) -> list[tuple[str, str]]:
        return [] if self.action is None else [("ability", self.action)]

    def act(self, stage: Stage) -> None:
        bare = True if self.bare else msgspec.UNSET
        stage.state.prompt = Prompt(self.action, bare=bare) if self.action is not None else None
        stage.emit("prompt", self.action or "")


class ShowTitle(Action, frozen=True, kw_only=True, tag="title"):
    """Large lettering over the picture; `line` may have a second, smaller line under it."""

    example: ClassVar[str] = '{ do = "title", line = "infinity.title" }'
    line: SpokenLine
    subtitle: SpokenLine | None = None
    seconds: Seconds = 4.0

    def act(self, stage: Stage) -> None:
        text = stage.level.text(self.line)
        subtitle = stage.level.text(self.subtitle) if self.subtitle else ""
        stage.state.title = Title(text, subtitle, duration=round(self.seconds * TICK_HZ))
        for line in filter(None, (self.line, self.subtitle)):
            stage.talk.note(line)
        stage.emit("title", self.line, text=text, value=self.seconds)


class ChoiceOption(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    """One answer: its text, what it costs, the flag that it sets, and the one that it needs."""

    line: SpokenLine
    note: SpokenLine | None = None
    set: SetFlag | None = None
    needs: ReadFlag | None = None
    closed: SpokenLine | None = None

    def problem(self) -> str:
        if (self.needs is None) != (self.closed is None):
            return "'needs' (a flag) and 'closed' (the line that says why not) go together"
        return ""

    def offered(self, stage: Stage) -> Option:
        """As it stands now."""
        text = stage.level.text
        shut = self.needs is not None and self.needs not in stage.state.flags
        why = text(self.closed).replace("{credits}", f"{round(stage.world.hold.worth)}") if shut and self.closed else ""
        return Option(
            self.line,
            text(self.line),
            text(self.note) if self.note else "",
            self.set or "",
            why,
        )


class Offer(Action, frozen=True, kw_only=True, tag="choice"):
    """A question with two to four answers. Talk goes on meanwhile; beats listen with `on = "choice"`.

    It is called `choice`, or by the id of its question when it has no name of its own. An option that `needs` a flag is
    shown greyed without it, and its line `closed` says why, in place of the note; {credits} in it is what one has.
    With `cards` each answer is a panel of its own, and the ship is between them.
    """

    example: ClassVar[str] = (
        '{ do = "choice", choice = "hold", ask = "hold.ask", options = ['
        '{ line = "hold.drop", set = "dropped" }, { line = "hold.stand", set = "stood" }] }'
    )
    choice: NewId | None = None
    ask: SpokenLine
    options: Annotated[list[ChoiceOption], Meta(min_length=2, max_length=4)]
    cards: bool = False

    @property
    def name(self) -> str:
        return self.choice or self.ask

    def problem(self) -> str:
        shut = all(option.needs is not None for option in self.options)
        return "every option 'needs' a flag: one must always be open" if shut else ""

    def makes(self) -> list[tuple[str, str]]:
        return [("choice", self.name)]

    def act(self, stage: Stage) -> None:
        if stage.state.choice is not None:
            stage.report(f"choice {self.name!r} cannot be offered: {stage.state.choice.id!r} still waits for an answer")
            return
        options = [option.offered(stage) for option in self.options]
        cards = True if self.cards else msgspec.UNSET
        stage.state.choice = Choice(self.name, stage.level.text(self.ask), options, cards=cards)
        stage.talk.note(self.ask)
        stage.emit("choice", self.name, text=stage.level.text(self.ask))


TALK_ACTIONS: tuple[type[Action], ...] = (
    Say, Chat, Silence, Quiet, ShowSign, SetObjective, SetPrompt, ShowTitle, Offer,
)  # fmt: skip
