"""A television set that the player sits before: one dial, eight channels, and a switch.

There is nothing to fly while it stands there. Left and right turn the dial (so do the two buttons of a mouse), braking
is the switch. What the channels between two and six show are moments out of the player's own flights: which of them
there are is told by flags, so that the story says of each what is to be said, with or without a picture.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from game.sim.clock import TICK_HZ
from game.sim.command import Held

from .moments import SEEN
from .names import Seconds
from .state import Memory, Television
from .verbs import BRIEF, Action, Moment, Situation, Trigger

if TYPE_CHECKING:
    from game.sim.command import Command

    from .stage import Stage

CHANNELS = 8
TEST_CARD, NEWS, SEA = 1, 7, 8
TURNED = 64  # how far a stick is pushed before it turns the dial, of 127
NEXT, BEFORE, SWITCH = 1, 2, 4  # what hands hold, as bits
FIRE, BOOST, BRAKE = int(Held.FIRE), int(Held.BOOST), int(Held.BRAKE)

# channel -> the moments that it may show: the first that there is
PROGRAMME: dict[int, tuple[str, ...]] = {
    2: ("sweep",),
    3: ("stand", "drop", "key", "vault"),
    4: ("crossing",),
    5: ("house", "squad"),
    6: ("selves",),
}

ChannelNumber = Annotated[int, Meta(ge=1, le=CHANNELS, description=f"a channel, 1 to {CHANNELS}")]
Mark = Literal["nanette", "window", "lights", "asleep", "chat", "standing"]


def shown(channel: int, flags: Collection[str]) -> str:
    """The moment that a channel shows, '' when it has none to show: then it snows."""
    return next((each for each in PROGRAMME.get(channel, ()) if SEEN + each in flags), "")


def watch(stage: Stage, television: Television, command: Command) -> None:
    """What the hands do to the dial and the switch: each counts once, when it begins."""
    holds = _holds(command)
    pressed = holds & ~television.holds
    television.holds = holds
    if not television.dial or not pressed:
        return
    if pressed & SWITCH:
        switch(stage, television, not television.on)
    elif pressed & (NEXT | BEFORE) and television.on:
        step = 1 if pressed & NEXT else -1
        tune(stage, television, (television.channel - 1 + step) % CHANNELS + 1)


def _holds(command: Command) -> int:
    way = command.move_x if command.held & Held.DIRECT else command.turn
    right = way > TURNED or command.held & FIRE
    left = way < -TURNED or command.held & BOOST
    return (NEXT if right else 0) | (BEFORE if left else 0) | (SWITCH if command.held & BRAKE else 0)


def switch(stage: Stage, television: Television, on: bool) -> None:
    """On or off."""
    if television.on != on:
        television.on, television.since = on, stage.tick
        stage.emit("television", "on" if on else "off", value=float(television.channel))


def tune(stage: Stage, television: Television, channel: int) -> None:
    """To a channel."""
    if television.channel != channel:
        television.channel, television.since = channel, stage.tick
        stage.emit("channel", shown(channel, stage.state.flags), value=float(channel))


class SetTelevision(Action, frozen=True, kw_only=True, tag="television"):
    """A set stands before a sofa, and that is all that is seen: nothing is flown while it does.

    on       switch it on or off
    channel  turn its dial
    dial     whether the player may turn the dial and touch the switch
    mark     something that is seen in the room from now on: nanette sits down, somebody is standing up,
             the window is open, lights have come to it, the room shows in the dark glass, a line of chat at its foot
    unmark   it is not, any more
    away     set and room are gone, and the ship is seen again. She goes on while they stand there: `revoke` what she
             may do, and let nobody be near who shoots
    """

    example: ClassVar[str] = '{ do = "television", on = true, channel = 1, dial = true }'
    on: bool | None = None
    channel: ChannelNumber | None = None
    dial: bool | None = None
    mark: Mark | None = None
    unmark: Mark | None = None
    away: bool = False

    def problem(self) -> str:
        given = (self.on, self.channel, self.dial, self.mark, self.unmark)
        alone = not self.away or all(each is None for each in given)
        return "" if alone else "'away' stands alone: set and room are gone then"

    def makes(self) -> list[tuple[str, str]]:
        return [] if self.away else [("television", "")]

    def speaks_to(self) -> list[tuple[str, str]]:
        return [("television", "")] if self.away else []

    def act(self, stage: Stage) -> None:
        if self.away:
            self._take_away(stage)
            return
        if stage.state.television is msgspec.UNSET:
            stage.state.television = Television(since=stage.tick)
        television = stage.state.television
        if self.channel is not None:
            tune(stage, television, self.channel)
        if self.on is not None:
            switch(stage, television, self.on)
        if self.dial is not None:
            television.dial = self.dial
        if self.mark is not None and self.mark not in television.marks:
            television.marks[self.mark] = stage.tick
        if self.unmark is not None:
            television.marks.pop(self.unmark, None)

    @staticmethod
    def _take_away(stage: Stage) -> None:
        if stage.state.television is msgspec.UNSET:
            stage.report("there is no television to be taken away")
            return
        switch(stage, stage.state.television, False)
        stage.state.television = msgspec.UNSET


class Credits(Action, frozen=True, kw_only=True, tag="credits"):
    """The credits begin to run beside the room; nobody gets up. They take so many seconds."""

    example: ClassVar[str] = '{ do = "credits", seconds = 50 }'
    seconds: Annotated[float, Meta(ge=5, le=600)] = 50.0

    def speaks_to(self) -> list[tuple[str, str]]:
        return [("television", "")]

    def act(self, stage: Stage) -> None:
        if stage.state.television is msgspec.UNSET:
            stage.report("credits run beside a television: bring one first")
            return
        stage.state.television.credits = stage.tick
        stage.state.television.credits_last = round(self.seconds * TICK_HZ)
        stage.emit("credits", value=self.seconds)


class Turned(Moment, frozen=True, kw_only=True, tag="channel"):
    """The dial was turned; with `number` only to that channel, with `shows` only to one that shows this moment.

    It counts when the set shows it already as the beat begins to listen, too.
    """

    example: ClassVar[str] = '{ on = "channel", number = 7 }'
    patience: ClassVar[int] = BRIEF
    number: ChannelNumber | None = None
    shows: Literal["sweep", "stand", "drop", "key", "vault", "crossing", "house", "squad", "selves"] | None = None

    def needs(self) -> list[tuple[str, str]]:
        return [("television", "")]

    def happens(self, stage: Stage, memory: Memory) -> bool:
        television = stage.state.television
        if television is msgspec.UNSET or not television.on:
            return False
        anew = memory.again or (self.number is None and self.shows is None)
        if anew and television.since <= memory.since:
            return False
        here = self.number in (None, television.channel)
        return here and self.shows in (None, shown(television.channel, stage.state.flags))


class Watched(Situation, frozen=True, kw_only=True, tag="watched"):
    """The set has shown a channel for so many seconds without a break; or (`off`) it is switched off."""

    example: ClassVar[str] = '{ on = "watched", number = 8, seconds = 40 }'
    patience: ClassVar[int] = BRIEF
    number: ChannelNumber | None = None
    seconds: Seconds = 0.0
    off: bool = False

    def problem(self) -> str:
        return "" if self.off != (self.number is not None) else "needs either 'number' (a channel) or off = true"

    def needs(self) -> list[tuple[str, str]]:
        return [("television", "")]

    def holds(self, stage: Stage, memory: Memory) -> bool:
        television = stage.state.television
        if television is msgspec.UNSET:
            return False
        fits = not television.on if self.off else television.on and television.channel == self.number
        return fits and stage.tick - television.since >= round(self.seconds * TICK_HZ)


TELEVISION_ACTIONS: tuple[type[Action], ...] = (SetTelevision, Credits)
TELEVISION_TRIGGERS: tuple[type[Trigger], ...] = (Turned, Watched)
