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

from game.sim.world import ABILITIES

from .actions import ACTIONS
from .conditions import Condition
from .names import (
    TEXT_LIMIT,
    AbilityId,
    Angle,
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
    "Beat", "Decor", "Drift", "Header", "LineText", "Path", "Point", "Region", "Retry", "Rock", "Slide", "Wall", "Zone",
]  # fmt: skip

CAST = ("nanette", "nate", "elena", "karl", "kabir", "walt", "daly", "walton", "osei", "moderation", "sound")
DEFEATS = ("shot", "ram", "solid", "sweep")  # what destroys a ship
LINE_KINDS = ("sound", "sign", "moderation", "order", "option", "note", "log", "news")  # who, when it is no person
COUNTERS = ("players-hurt", "players-spared", "retries")  # counted by the director itself
FAMILIES = ("barks", "chat", "notices")  # the files of levels/words

Chapter = Annotated[int, Meta(ge=1, le=99)]
FactId = Annotated[str, Meta(pattern=r"^S\d\d$", description="a fact of the story: S01 to S24")]


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    """A table that may hold these keys and no others."""

    def problem(self) -> str:
        """What is wrong with this combination of keys, or nothing."""
        return ""


class Header(Strict, frozen=True, kw_only=True):
    """The keys at the top of level.toml.

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

    cause   shot, ram, solid, sweep, the `cause` of a lose action, or any
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
    """

    by: Position
    every: Annotated[float, Meta(gt=0, le=600, description="seconds")] | None = None
    open: Seconds = 1.0
    first: Seconds = 0.0
    moves: Annotated[float, Meta(ge=0.1, le=60, description="seconds, at least 0.1")] = 0.35

    def problem(self) -> str:
        far = math.hypot(*self.by)
        if far < 1.0:
            return "'by' moves it nowhere: say how far it goes, such as by = [0, -260]"
        if self.every is None:
            if (self.open, self.first, self.moves) != (1.0, 0.0, 0.35):
                return "'open', 'first' and 'moves' need 'every'; without it, a slide moves when a slide action says so"
            return ""
        busy = self.open + 2 * self.moves
        if busy >= self.every:
            return f"it never shuts: opening, open and shutting take {busy:g} s, and it opens every {self.every:g} s"
        if far > FASTEST_SLIDE * self.moves:
            return f"{far:g} units in {self.moves:g} s is too fast: give it moves = {far / FASTEST_SLIDE:.2g} or more"
        return ""


class Rock(Strict, frozen=True, kw_only=True):
    """A solid. Its shape is `poly` (corners around `pos`), `radius`, or the outline of `art` at `size` units width.

    A sweep takes away what is `unnamed`.
    drift  { path, speed, at, turn }: it goes along a path
    slide  { by, every, open, first, moves }: it moves aside, by itself or when told
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

    def problem(self) -> str:
        if self.drift is not None and self.slide is not None:
            return "a rock either drifts or slides"
        if self.poly is not None and self.radius is not None:
            return "a rock has one shape: 'poly' or 'radius'"
        if self.poly is None and self.radius is None and (self.art is None or self.size is None):
            return "a rock without 'poly' or 'radius' needs 'art' and 'size': it takes its outline from the picture"
        return ""


class Wall(Strict, frozen=True, kw_only=True):
    """A thick line, or (`circle`) a ring round the inside of which one flies.

    slide  { by, every, open, first, moves }: it moves aside, by itself or when told
    """

    id: NewId
    line: Polyline | None = None
    circle: Circle | None = None
    width: Length = 12.0
    closed: bool = False
    unnamed: bool = False
    slide: Slide | None = None

    def problem(self) -> str:
        return "" if (self.line is None) != (self.circle is None) else "a wall is either a 'line' or a 'circle'"


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
            return "a region has one shape: 'circle', 'rect' or 'poly'"
        if self.rect is not None and not (self.rect[0] < self.rect[2] and self.rect[1] < self.rect[3]):
            return "a rect is [left, top, right, bottom]: left < right and top < bottom (y grows downwards)"
        if self.circle is not None and self.circle[2] <= 0:
            return "a circle is [x, y, radius], and its radius is more than 0"
        return ""


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
    """A picture without substance: `size` is its drawn width; `line` is lettering on it."""

    id: NewId
    art: ArtId
    pos: Position
    size: Length
    angle: Angle = 0.0
    layer: Literal["floor", "world", "over"] = "world"
    line: LineId | None = None


class Zone(Strict, frozen=True, kw_only=True):
    """Which backdrop shows in which part of the map; the first that holds the ship wins."""

    id: NewId
    rect: Rectangle
    backdrop: BackdropId
    light: Angle | None = None  # where the key light comes from
    tint: Annotated[list[Annotated[float, Meta(ge=0, le=2)]], Meta(min_length=3, max_length=3)] | None = None


MAP_LISTS: dict[str, type[Strict]] = {
    "rock": Rock,
    "wall": Wall,
    "path": Path,
    "region": Region,
    "point": Point,
    "decor": Decor,
    "zone": Zone,
}
Bounds = Annotated[list[Coordinate], Meta(min_length=4, max_length=4)]
