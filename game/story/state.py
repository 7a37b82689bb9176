"""Everything that a running story remembers, as plain data: saved, restored and hashed as it stands.

Times are ticks of the world's clock (60 a second), positions world units. Nothing here refers to an object of the
level: beats, lines and actions are named by id and index, so that a repaired level repairs a running campaign.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec


class StoryEvent(NamedTuple):
    """What the story did this tick, for picture and sound. `STORY_EVENTS` says what the fields mean for each kind."""

    kind: str
    name: str = ""
    text: str = ""
    who: str = ""
    x: float = 0.0
    y: float = 0.0
    value: float = 0.0


STORY_EVENTS: dict[str, str] = {
    "say": "a line began: name = line id, text, who = speaker; value = seconds it stays",
    "chat": "a caption began above a ship: name = line id, text, who = tag, (x, y) where",
    "sign": "lettering appeared at (x, y): name = line id, text",
    "beat": "a beat fired: name = its id",
    "objective.added": "name = objective, text",
    "objective.done": "name = objective, text",
    "objective.failed": "name = objective, text",
    "prompt": "a lesson waits for the action `name`; empty: it is over",
    "title": "a title is shown: text, name = line id; value = seconds",
    "print": "a line is printed on the glass: text, name = line id; value = seconds it stays",
    "sketch": "a drawing appears on the glass: name = which; empty: it is gone",
    "music": "the music changes to the cue `name`; 'hush' = it stops at once; value = seconds of silence",
    "sound": "the sound `name` is played at (x, y), or everywhere when value = 0",
    "camera": "the camera has a cue until value seconds from now; name empty and value 0: it is free again",
    "checkpoint": "name = the beat from which the run can be taken up again",
    "choice": "a choice is offered: name = its id, text = the question",
    "chosen": "name = the choice, text = the option's line, value = its number from 0",
    "mute": "speakers (`name`, parted by blanks) lose their words (value 1) or get them back (0)",
    "lamp": "the lamp turns to the player's ship (value 1) or back (0)",
    "face": "a face comes on on the screens: name = its mood, if that changes; value = how much of it",
    "flag": "the flag `name` was set (value 1) or cleared (value 0)",
    "fade": "the picture fades to black by value (0 clear, 1 black)",
    "shake": "the camera is shaken; value = strength 0..1",
    "slow": "time runs at the rate `value`",
    "signal": "something knocks at (x, y), far off; value = seconds until it does so again",
    "backdrop": "the backdrop becomes `name`; empty: the map's own again",
    "television": "the set was switched `name` (on, off); value = its channel",
    "channel": "the dial was turned to channel `value`; name = the moment that it shows, if there is one",
    "credits": "the credits begin to run; value = seconds",
    "clock": "the kitchen clock: name = moved, by value seconds; or tick, value = whole seconds left of its last",
    "page": "a plain page lies over everything: name = the line that came onto it, text; empty: it is gone",
    "report": "an action could not act; text says which and why",
    "won": "the level is won; name = ending, if it has one",
    "lost": "the run is lost; name = cause",
}


class Line(msgspec.Struct):
    """A line being spoken: `kind` is say, sound, moderation, order, log or news; age and duration in ticks."""

    id: str
    who: str
    text: str
    kind: str
    age: int = 0
    duration: int = 0
    mood: str = ""


class Caption(msgspec.Struct):
    """A chat line above a ship. `ship` is its id, or 0; then `row` is a row of the traffic, or -1; then (x, y)."""

    id: str
    who: str
    text: str
    ship: int = 0
    row: int = -1
    x: float = 0.0
    y: float = 0.0
    age: int = 0
    duration: int = 0


class Sign(msgspec.Struct):
    """Lettering in the world at (x, y); a duration of 0 means that it stays."""

    id: str
    text: str
    x: float
    y: float
    age: int = 0
    duration: int = 0


class Objective(msgspec.Struct):
    """`state` is add, done or fail; it points at a fixed place, or the nearest of a group of ships, or of motes."""

    id: str
    text: str
    state: str = "add"
    marker: tuple[float, float] | None = None
    group: str = ""
    motes: bool = False
    # a rule of the console, or `thing:` and what is to be placed; left out of saves and digests where there is none
    dial: str | msgspec.UnsetType = msgspec.UNSET


class Prompt(msgspec.Struct):
    """A lesson waits for the player: thrust, turn, brake, boost or fire. The window shows the real key.

    With `bare` it shows the key and not what it is for.
    """

    action: str
    age: int = 0
    bare: bool | msgspec.UnsetType = msgspec.UNSET  # left out of what is saved and hashed where it is not


class Title(msgspec.Struct):
    text: str
    subtitle: str = ""
    age: int = 0
    duration: int = 240


class Printed(msgspec.Struct):
    """A line of print on the glass; lines stand one below the other in the order in which they came."""

    line: str
    text: str
    age: int = 0
    duration: int = 60


class Pane(msgspec.Struct):
    """What is on the glass besides the instruments: lines of print, and a drawing (its name, or none)."""

    prints: list[Printed] = []
    sketch: str = ""
    age: int = 0  # of the drawing
    duration: int = 0


class CameraCue(msgspec.Struct):
    """Look at (x, y), or follow ship `ship` (0 = none, -1 = the player), at `zoom`, for `duration` ticks in all."""

    x: float
    y: float
    ship: int = 0
    zoom: float = 1.0
    age: int = 0
    duration: int = 60


class Option(msgspec.Struct, omit_defaults=True):
    line: str
    text: str
    note: str = ""
    set: str = ""  # the flag that it sets
    closed: str = ""  # why it cannot be taken


class Choice(msgspec.Struct):
    """A question that waits for an answer; with `cards`, each answer is a panel of its own."""

    id: str
    ask: str
    options: list[Option]
    age: int = 0
    cards: bool | msgspec.UnsetType = msgspec.UNSET  # left out of what is saved and hashed where it is none

    def open(self, number: int) -> int:
        """The option of that number (from 0), or the first that can be taken when it cannot."""
        if not self.options[number].closed:
            return number
        return next(i for i, option in enumerate(self.options) if not option.closed)


class Presence(msgspec.Struct):
    """Who is in the room: whom he has turned down, whether his lamp follows the ship, how much of his face shows.

    dark   share of all other light that the lamp takes along
    shown  share of the face that showed at tick `began`; it comes to `shows` in `lasts` ticks
    """

    muted: list[str] = []
    follows: bool = False
    dark: float = 0.0
    mood: str = "host"
    shown: float = 0.0
    shows: float = 0.0
    began: int = 0
    lasts: int = 1

    def share(self, tick: int) -> float:
        """How much of the face shows, 0..1."""
        return self.shown + (self.shows - self.shown) * min(1.0, (tick - self.began) / self.lasts)


class Fade(msgspec.Struct):
    """From `start` to `to` (0 clear, 1 black, or white) in `duration` ticks."""

    start: float
    to: float
    age: int = 0
    duration: int = 1
    white: bool | msgspec.UnsetType = msgspec.UNSET  # left out of what is saved and hashed where it is black


class Slow(msgspec.Struct):
    """Time at the rate `scale` for the next `left` ticks."""

    scale: float
    left: int


class SaidBy(msgspec.Struct):
    """Who says a line of chat: a ship by its id (0: somebody of the traffic), its gamertag, and where it was last."""

    ship: int
    tag: str
    x: float = 0.0
    y: float = 0.0


class Entry(msgspec.Struct):
    """A line that waits for its turn; an empty line id is a silence of `duration` ticks."""

    line: str
    chat: bool = False
    who: str = ""  # chat: the name of the ship above which it is shown
    place: str = ""  # chat without a ship: a point, region or path
    duration: int = 0  # ticks; 0 = at reading pace
    expires: int = 0  # tick after which it is no longer said; 0 = never
    # chat that no beat asked for; left out of what is saved and hashed where there is none
    said_by: SaidBy | msgspec.UnsetType = msgspec.UNSET


class Talk(msgspec.Struct):
    """`queue` is spoken in order; `asides` are captions that wait for room; `barks` speak only into silence."""

    line: Line | None = None
    queue: list[Entry] = []
    asides: list[Entry] = []
    barks: list[Entry] = []
    captions: list[Caption] = []
    signs: list[Sign] = []
    hold: int = 0  # ticks until the queue goes on: a caption's beat, or a silence
    silence: bool = False  # `hold` is a silence: asides and barks keep it too
    last_caption: int = -600  # tick at which the last caption began
    bark_after: int = 0  # tick from which the next bark may come
    begun: dict[str, int] = {}  # line id -> tick at which it last began
    ended: dict[str, int] = {}  # line id -> tick at which it was over, cut or dropped
    log: list[tuple[int, str]] = []  # (tick, line id) in the order in which they were said


class Role(msgspec.Struct):
    """What the story calls a ship it put into the world."""

    name: str
    group: str
    tag: str
    x: float = 0.0  # where it was last destroyed
    y: float = 0.0


class Memory(msgspec.Struct):
    """What one trigger remembers while its beat listens."""

    since: int  # tick from which it counts
    again: bool = False  # it has come true before, in a beat that repeats
    met: bool = False
    count: int = 0
    value: float = 0.0
    x: float = 0.0
    y: float = 0.0
    started: bool = False
    parts: list[Memory] = []


class Ear(msgspec.Struct):
    """A beat that listens; `heard` holds while a situation that it has answered lasts."""

    memory: Memory
    heard: bool = False


class Pending(msgspec.Struct):
    """An action that waits for its offset."""

    tick: int
    beat: str
    index: int


class Given(msgspec.Struct):
    """The last time that a command was given without a break: its first tick and its last, -1 while it goes on."""

    first: int
    last: int = -1


class Timer(msgspec.Struct):
    started: int
    ends: int
    shown: bool = False


class Television(msgspec.Struct):
    """A set and the room before it. `since`: tick of the last touch; `marks`: what is seen there, by when it came.

    holds         what the hands hold, as bits
    credits       tick at which the credits began, 0 before; they run for `credits_last` ticks
    """

    on: bool = False
    channel: int = 1
    since: int = 0
    dial: bool = False
    holds: int = 0
    marks: dict[str, int] = {}
    credits: int = 0
    credits_last: int = 0


class Clock(msgspec.Struct):
    """The kitchen clock: what is left of the whole, in ticks; `stands`: it has been stopped."""

    whole: int
    left: int
    stands: bool = False


class Page(msgspec.Struct):
    """A plain page that covers everything, and what stands on it."""

    lines: list[str] = []


class Signal(msgspec.Struct):
    """Something that knocks at (x, y), `every` so many seconds; `age` in ticks since it began."""

    x: float
    y: float
    every: float
    age: int = 0


class SmallTalk(msgspec.Struct):
    """What barks, chat and notices go by. Ticks, unless said otherwise."""

    seed: int = 0
    heard: list[str] = []  # rows that were said before the run was taken up again
    counts: dict[str, int] = {}  # occasion, or occasion and whom it befell -> how often
    rests: dict[str, int] = {}  # occasion -> tick from which it is answered again
    chat_after: int = 0  # tick from which somebody may say something
    bark: str = ""  # the bark that waits for a silence
    bark_until: int = 0  # tick after which it is not said any more
    bark_patience: int = 0  # ticks that it waits in all
    notice: str = ""  # the notice that waits for a silence
    notice_until: int = 0  # tick after which it is not said any more
    notice_after: int = 0  # tick from which the next one may come
    met: list[int] = []  # ships that have been in the picture
    mercy: dict[int, int] = {}  # ship at the player's mercy -> tick from which it counts as spared
    hull: float = 1.0  # share that the player's ship had when it was last looked at
    heat: int = 0
    heat_before: int = 0
    slips: int = 0  # wrong answers in this handshake
    half: bool = False  # of this handshake is done
    spoofed: bool = False  # under a borrowed name
    decoys: int = 0  # that are out
    taken_up: bool = False  # in this tick the run was taken up again
    voices: dict[str, str] = {}  # line of chat -> gamertag of who said it


class State(msgspec.Struct):
    """All of the director's memory."""

    tick: int = 0
    flags: set[str] = set()
    counters: dict[str, int] = {}
    timers: dict[str, Timer] = {}
    timers_rung: dict[str, int] = {}
    ears: dict[str, Ear] = {}
    fired: dict[str, int] = {}  # beat id -> tick of the last time
    deaf: set[str] = set()  # beats that will not listen again
    history: list[tuple[int, str]] = []  # (tick, beat id), in order
    pending: list[Pending] = []
    talk: Talk = msgspec.field(default_factory=Talk)
    cast: dict[int, Role] = {}  # ship id -> role, of the living and the dead
    player: int = 0  # the player's ship id, kept after its death
    spared: list[int] = []  # ids of the players' ships that were robbed or put to sleep
    objectives: list[Objective] = []
    prompt: Prompt | None = None
    title: Title | None = None
    camera: CameraCue | None = None
    choice: Choice | None = None
    chosen: dict[str, int] = {}  # choice -> number of the option taken
    music: str = ""
    music_hush_until: int = 0
    fade: Fade | None = None
    letterbox: bool = False
    slow: Slow | None = None
    backdrop: str = ""
    ending: str = ""
    outcome: str = ""  # "", won, lost
    cause: str = ""  # why the run is lost, while it waits to be taken up again
    checkpoint: str = ""  # the beat of the last checkpoint
    idle: int = 0  # ticks without a command
    given: dict[str, Given] = {}  # action -> when it was last commanded
    aim: int = 0  # where the last command aimed, in steps
    reports: list[str] = []
    # from the first time that something is put on the glass; left out of what is saved and hashed before
    pane: Pane | msgspec.UnsetType = msgspec.UNSET
    # from the first time that somebody else makes himself felt
    presence: Presence | msgspec.UnsetType = msgspec.UNSET
    # from when it is wound up; left out before
    clock: Clock | msgspec.UnsetType = msgspec.UNSET
    # while it lies over everything; left out otherwise
    page: Page | msgspec.UnsetType = msgspec.UNSET
    # while something knocks; left out otherwise
    signal: Signal | msgspec.UnsetType = msgspec.UNSET
    # of levels that have words; left out of what is saved and hashed of those that have none
    small_talk: SmallTalk | msgspec.UnsetType = msgspec.UNSET
    # from the first time that a television stands there; left out of what is saved and hashed before
    television: Television | msgspec.UnsetType = msgspec.UNSET


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(State)


def pack(state: State) -> bytes:
    """The same bytes in every process: sets are written in order, tables are in the order of what happened."""
    ordered: dict[str, Any] = {"flags": sorted(state.flags), "deaf": sorted(state.deaf)}
    return _ENCODER.encode(msgspec.structs.replace(state, **ordered))


def unpack(data: bytes) -> State:
    """The inverse of `pack`; raises msgspec.DecodeError for anything else."""
    return _DECODER.decode(data)
