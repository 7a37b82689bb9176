"""The shape of a level's three files. Verbs and their fields stand in `triggers`, `actions` and `conditions`.

level.toml   Header, and lists of Beat and Retry
map.toml     lists of Rock, Wall, Path, Region, Point, Decor, Zone, and `bounds`
lines.toml   a table: line id -> LineText
"""

from __future__ import annotations

import math
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from game.sim.abilities import ABILITIES

from .actions import ACTIONS
from .conditions import Condition
from .names import (
    TEXT_LIMIT,
    AbilityId,
    Angle,
    Arc,
    ArtId,
    BackdropId,
    BeatId,
    Circle,
    Coordinate,
    CueId,
    FiredBeat,
    Length,
    LineId,
    NewId,
    PathId,
    PointId,
    Polyline,
    Position,
    Pull,
    Rectangle,
    Ring,
    Seconds,
    Share,
    SpokenLine,
)
from .triggers import TRIGGERS
from .verbs import Action, Trigger

__all__ = [
    "ABILITIES", "ACTIONS", "CAST", "LINE_KINDS", "MAP_LISTS", "TRIGGERS",
    "Beat", "Decor", "Drift", "Gravity", "Header", "LineText", "Path", "Point", "Region", "Retry", "Rock", "Slide",
    "Wall", "Zone",
]  # fmt: skip

CAST = (
    "nanette", "nate", "elena", "karl", "kabir", "walt", "daly", "walton", "osei", "bea", "her", "moderation", "sound",
)  # fmt: skip
# what destroys a ship; "story" is the action `hurt`
DEFEATS = (
    "shot", "ram", "solid", "bite", "swarm", "sweep", "edge", "banhammer", "frozen", "deleted", "story",
)  # fmt: skip
LINE_KINDS = ("sound", "sign", "moderation", "order", "option", "note", "log", "news")  # who, when it is no person
COUNTERS = ("players-hurt", "players-spared", "retries")  # counted by the director itself
FAMILIES = ("barks", "chat", "notices")  # the files of levels/words

Chapter = Annotated[int, Meta(ge=1, le=99)]
FactId = Annotated[str, Meta(pattern=r"^S(0[1-9]|1\d|2[0-4])$", description="a fact of the story: S01 to S24")]


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    """A table that may hold these keys and no others."""

    def problem(self) -> str:
        """What is wrong with this combination of keys, or nothing."""
        return ""


class Header(Strict, frozen=True, kw_only=True):
    """The keys at the top of level.toml.

    author   who made it, as the list of levels shows it
    seed     what chance begins with; `--seed` on the command line goes before it
    start    the point where the player's ship begins, heading as the point does
    music    the first cue
    allow    the abilities that the ship has from the start
    assist   whether flight assist is on at the start
    minutes  how long a flight takes, about: a flight without a window is given up after four times as long
    brings   flags that earlier chapters may have set
    carries  flags set here that later chapters read
    words    which of the words that all levels share are said here: barks, chat, notices
    chapter  its number in the campaign, for words that belong to a chapter
    """

    title: Annotated[str, Meta(min_length=1, max_length=60)]
    author: Annotated[str, Meta(max_length=60)] = ""
    seed: Annotated[int, Meta(ge=0, le=2**31 - 1)] = 1
    start: PointId
    music: CueId | None = None
    allow: list[AbilityId] = []
    assist: bool = True
    brings: list[NewId] = []
    carries: list[NewId] = []
    minutes: Annotated[float, Meta(gt=0, le=120)] = 5.0
    words: list[Literal["barks", "chat", "notices"]] = []
    chapter: Chapter | None = None


class Beat(Strict, frozen=True, kw_only=True):
    """One piece of the script: when something happens (and `if` conditions hold), then actions.

    after   it listens only once all these beats have fired; times and distances count from then
    until   it stops listening when any of these beats has fired
    repeat  it may fire again: a situation must end first, a moment must happen anew
    """

    id: NewId
    fact: list[FactId] = []
    after: list[FiredBeat] = []
    until: list[BeatId] = []
    when: Trigger
    if_: tuple[Condition, ...] = msgspec.field(default=(), name="if")
    then: tuple[Action, ...]
    repeat: bool = False


class Retry(Strict, frozen=True, kw_only=True):
    """What is said when a run is taken up again; no line twice in one sitting.

    cause   shot, ram, solid, bite, swarm, sweep, edge, banhammer, frozen, deleted, story (the action hurt),
            the `cause` of a lose action, or any
    beat    only from the checkpoint of this beat
    """

    cause: list[NewId] = msgspec.field(default_factory=lambda: ["any"])
    beat: BeatId | None = None
    lines: Annotated[list[SpokenLine], Meta(min_length=1)]


class LineText(Strict, frozen=True, kw_only=True):
    """One line. `who` is one of the cast, `@gamertag`, or what kind of text it is: sign, order, option, …"""

    who: Annotated[
        str, Meta(min_length=1, max_length=24, description="one of the cast, `@gamertag`, or a kind of text: see below")
    ]
    text: Annotated[
        str, Meta(min_length=1, max_length=TEXT_LIMIT, description=f"what is said, at most {TEXT_LIMIT} characters")
    ]
    mood: (
        Literal["neutral", "worried", "angry", "wry", "routine", "noticed", "closed", "host", "hurt", "god", "empty"]
        | None
    ) = None

    @property
    def kind(self) -> str:
        return kind_of(self.who)


def kind_of(who: str) -> str:
    """say, chat, or one of LINE_KINDS."""
    if who.startswith("@"):
        return "chat"
    return who if who in LINE_KINDS else "say"


FASTEST_SLIDE = 900.0  # on average [u/s]
SHORTEST_BEAT = 0.4  # of a slide that counts [s]


class Drift(Strict, frozen=True, kw_only=True):
    """How a rock drifts: its `pos` follows a path, round a loop, or there and back, from the level's beginning on.

    at    the share of the path at which it begins
    turn  how fast it turns, radians a second; it takes corners in a curve
    """

    path: PathId
    speed: Annotated[float, Meta(gt=0, le=600, description="units a second, at most 600")]
    at: Share = 0.0
    turn: Annotated[float, Meta(ge=-3, le=3, description="radians a second, -3 to 3")] = 0.0


class Slide(Strict, frozen=True, kw_only=True):
    """How a rock or wall slides: it stands shut where it is drawn, and moves aside by `by`. Its lamps warn for .6 s.

    every  it opens by itself, once in so many seconds; left out: it moves when a `slide` action says so
    open   how long it then stays open
    first  when it opens for the first time, after the level's beginning
    moves  how long it takes to open, and to shut again
    counts before it opens it counts aloud: so many jerks, evenly spread over its `every`, and on the next it opens
    """

    by: Position
    every: Annotated[float, Meta(gt=0, le=600, description="seconds")] | None = None
    open: Seconds = 1.0
    first: Seconds = 0.0
    moves: Annotated[float, Meta(ge=0.1, le=60, description="seconds, at least 0.1")] = 0.35
    counts: Annotated[int, Meta(ge=0, le=12)] = 0

    def problem(self) -> str:
        far = math.hypot(*self.by)
        if far < 1.0:
            return "'by' moves it nowhere: say how far it goes, such as by = [0, -260]"
        if self.every is None:
            if (self.open, self.first, self.moves, self.counts) != (1.0, 0.0, 0.35, 0):
                return "'open', 'first', 'moves' and 'counts' need 'every'; without it, it moves when an action says so"
            return ""
        if far > FASTEST_SLIDE * self.moves:
            least = math.ceil(100 * far / FASTEST_SLIDE) / 100
            return f"{far:g} units in {self.moves:g} s is too fast: give it moves = {least:g} or more"
        busy = self.open + 2 * self.moves
        if busy >= self.every:
            return f"it never shuts: opening, open and shutting take {busy:g} s, and it opens every {self.every:g} s"
        beat = self.every / (self.counts + 1)
        if self.counts and not SHORTEST_BEAT <= beat >= busy:
            least = math.ceil(10 * (self.counts + 1) * max(busy, SHORTEST_BEAT)) / 10
            why = f"it counts every {beat:.2g} s, and is open for {busy:g} s of them"
            return f"{why}: give it every = {least:g} or more, or fewer counts"
        return ""


class Spin(Strict, frozen=True, kw_only=True):
    """How a rock or wall turns, for ever: round a place that stands still. Its ends are rimmed with light.

    about  the place; left out: the `pos` of a rock, the middle of a `circle` or an `arc`
    rate   radians a second, clockwise; backwards with a minus. Its rim goes at 480 units a second at most
    """

    rate: Annotated[float, Meta(ge=-3, le=3, description="radians a second, -3 to 3")]
    about: Position | None = None

    def problem(self) -> str:
        return "" if self.rate else "a 'rate' of 0 turns nothing: leave 'spin' out"


class Rock(Strict, frozen=True, kw_only=True):
    """A solid. Its shape is `poly` (corners around `pos`), `radius`, or the outline of `art` at `size` units width.

    A sweep takes away what is `unnamed`.
    drift  { path, speed, at, turn }: it goes along a path
    slide  { by, every, open, first, moves }: it moves aside, by itself or when told
    spin   { rate, about }: it turns round a place
    loads  it is not there until the ship is near: see `loading`
    """

    id: NewId
    pos: Position
    poly: Ring | None = None
    radius: Length | None = None
    art: ArtId | None = None
    size: Length | None = None
    angle: Angle = 0.0
    unnamed: bool = False
    drift: Drift | None = None
    slide: Slide | None = None
    spin: Spin | None = None
    loads: bool = False

    def problem(self) -> str:
        if self.loads and any(motion is not None for motion in (self.drift, self.slide, self.spin)):
            return "what 'loads' stands where it is: leave out its drift, slide or spin"
        if sum(motion is not None for motion in (self.drift, self.slide, self.spin)) > 1:
            return "a rock either drifts, slides or spins (a drift may 'turn' as it goes)"
        if self.poly is not None and self.radius is not None:
            return "a rock has one shape: 'poly' or 'radius'"
        if self.poly is None and self.radius is None and (self.art is None or self.size is None):
            return "a rock without 'poly' or 'radius' needs 'art' and 'size': it takes its outline from the picture"
        return ""


class Wall(Strict, frozen=True, kw_only=True):
    """A thick line, or (`circle`) a ring round the inside of which one flies, or (`arc`) a part of a ring.

    arc    from one angle clockwise to a larger one; what is left out of the round is a gap
    slide  { by, every, open, first, moves }: it moves aside, by itself or when told
    spin   { rate, about }: it turns round a place
    loads  it is not there until the ship is near: see `loading`
    """

    id: NewId
    line: Polyline | None = None
    circle: Circle | None = None
    arc: Arc | None = None
    width: Annotated[float, Meta(gt=0, le=2_000, description="units, at most 2000")] = 12.0
    closed: bool = False
    unnamed: bool = False
    slide: Slide | None = None
    spin: Spin | None = None
    loads: bool = False

    def problem(self) -> str:
        if self.loads and (self.slide is not None or self.spin is not None):
            return "what 'loads' stands where it is: leave out its slide or spin"
        if sum(shape is not None for shape in (self.line, self.circle, self.arc)) != 1:
            return "a wall is one of: a 'line', a 'circle', an 'arc'"
        if self.arc is not None and not (self.arc[2] > 0.0 and 0.0 < self.arc[4] - self.arc[3] <= math.tau):
            return "an arc is [x, y, radius, from, to]: radius more than 0, 'to' more than 'from' by at most 6.283"
        if self.slide is not None and self.spin is not None:
            return "a wall either slides or spins"
        if self.spin is not None and self.spin.about is None and self.line is not None:
            return "a line that spins needs the place 'about' which it turns: spin = { about = [x, y], rate = 0.35 }"
        return ""


class Path(Strict, frozen=True, kw_only=True):
    """A way along which ships go."""

    id: NewId
    points: Polyline
    loop: bool = False


class Region(Strict, frozen=True, kw_only=True):
    """A part of space: a circle, a rectangle or a polygon."""

    id: NewId
    circle: Circle | None = None
    rect: Rectangle | None = None
    poly: Ring | None = None

    def problem(self) -> str:
        given = sum(shape is not None for shape in (self.circle, self.rect, self.poly))
        if given != 1:
            return "it has one shape: 'circle', 'rect' or 'poly'"
        if self.rect is not None and not (self.rect[0] < self.rect[2] and self.rect[1] < self.rect[3]):
            return "a rect is [left, top, right, bottom]: left < right and top < bottom (y grows downwards)"
        if self.circle is not None and self.circle[2] <= 0:
            return "a circle is [x, y, radius], and its radius is more than 0"
        return ""


class Gravity(Region, frozen=True, kw_only=True):
    """A part of space in which every free body is pulled: a circle, a rectangle or a polygon. Its grain is seen.

    Where two overlap they add. A ship under way is carried along a little; let go of, she falls.
    """

    pull: Pull


class Loading(Strict, frozen=True, kw_only=True):
    """How what `loads` comes into the world: once the ship is within `near` of it, never on top of anybody."""

    near: Annotated[float, Meta(ge=200, le=4_000, description="units, 200 to 4000")] = 900.0


class Point(Strict, frozen=True, kw_only=True):
    """A spot; `angle` is the heading of what appears there."""

    id: NewId
    pos: Position
    angle: Angle = 0.0

    @property
    def x(self) -> float:
        return self.pos[0]

    @property
    def y(self) -> float:
        return self.pos[1]


class Decor(Strict, frozen=True, kw_only=True):
    """A picture without substance: `size` is its drawn width; `line` is lettering on it.

    loads  it comes in only when the ship is near: see `loading`
    """

    id: NewId
    art: ArtId
    pos: Position
    size: Length
    angle: Angle = 0.0
    layer: Literal["floor", "world", "over"] = "world"
    line: LineId | None = None
    loads: bool = False


class Zone(Strict, frozen=True, kw_only=True):
    """Which backdrop shows in which part of the map; the first that holds the ship wins.

    dark  how dark it is: at 1 there is no light but the ship's lamp, and what has a light of its own
    zoom  how close one looks there, while no camera action says otherwise: less than 1 shows more, and the ship smaller
    """

    id: NewId
    rect: Rectangle
    backdrop: BackdropId
    light: Angle | None = None  # where the key light comes from
    tint: Annotated[list[Annotated[float, Meta(ge=0, le=2)]], Meta(min_length=3, max_length=3)] | None = None
    dark: Share = 0.0
    zoom: Annotated[float, Meta(ge=0.4, le=2)] = 1.0


MAP_LISTS: dict[str, type[Strict]] = {
    "rock": Rock,
    "wall": Wall,
    "path": Path,
    "region": Region,
    "point": Point,
    "decor": Decor,
    "zone": Zone,
    "gravity": Gravity,
}
Bounds = Annotated[list[Coordinate], Meta(min_length=4, max_length=4)]
