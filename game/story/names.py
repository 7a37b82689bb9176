"""The types of the fields of level files: what a string names, and in which range a number must lie.

A reference is declared where the field is declared, by its type: `RegionId` must name a region, `NewGroup` brings a
group into the story, `SetFlag` sets a flag that others may read. The loader, the checks and the JSON Schema all read
these declarations, so that a new verb needs no code of its own to have its names checked.

    ref    the kinds of thing that the string may name: one of them must hold it
    makes  the kind of thing that exists in the story once the action has run
    needs  the kind of thing that some other beat must have made before this can come true
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

PLAYER_NAME = "callister"  # how level files call the player's ship
UNSPAWNED = (PLAYER_NAME, "ghost")  # kinds of ship that no level brings in
NAME_LIMIT = 64  # characters of an id
TEXT_LIMIT = 90  # characters of a line: one breath

_ID = r"^@?[a-zA-Z0-9_][a-zA-Z0-9_.\-]*$"


def _name(says: str, **extra: Any) -> Meta:
    return Meta(min_length=1, max_length=NAME_LIMIT, pattern=_ID, description=says, extra=extra)


NewId = Annotated[str, _name(f"a name of your own: letters, digits, dots and dashes, at most {NAME_LIMIT}")]

# things of the map
RegionId = Annotated[str, _name("a region of map.toml", ref=("region",))]
PointId = Annotated[str, _name("a point of map.toml", ref=("point",))]
PathId = Annotated[str, _name("a path of map.toml", ref=("path",))]
PlaceId = Annotated[str, _name("a point, region or path of map.toml", ref=("point", "region", "path"))]
FieldId = Annotated[str, _name("a field of gravity of map.toml", ref=("gravity",))]
TerrainId = Annotated[str, _name("a rock or wall of map.toml", ref=("terrain",))]

# things of the script
LineId = Annotated[str, _name("a line of lines.toml", ref=("line",))]
SpokenLine = Annotated[str, _name("a line of lines.toml", ref=("line",), makes="said")]
HeardLine = Annotated[str, _name("a line that some beat says", ref=("line",), needs="said")]
BeatId = Annotated[str, _name("another beat", ref=("beat",))]
FiredBeat = Annotated[str, _name("another beat, which must have fired", ref=("beat",), needs="beat")]
UnfiredBeat = Annotated[str, _name("another beat, which must not have fired", ref=("beat",))]
SetFlag = Annotated[str, _name("a flag to set", makes="flag")]
ClearFlag = Annotated[str, _name("a flag to clear", ref=("flag",))]
ReadFlag = Annotated[str, _name("a flag that some beat sets", ref=("flag",), needs="flag")]
AbsentFlag = Annotated[str, _name("a flag that is not set", ref=("flag",))]
SetCounter = Annotated[str, _name("a counter to change", makes="counter")]
ReadCounter = Annotated[str, _name("a counter that some beat changes", ref=("counter",), needs="counter")]
SetTimer = Annotated[str, _name("a timer to start", makes="timer")]
ReadTimer = Annotated[str, _name("a timer that some beat starts", ref=("timer",), needs="timer")]
StopTimer = Annotated[str, _name("a timer to stop", ref=("timer",))]
NewObjective = Annotated[str, _name("a name for the objective", makes="objective")]
ObjectiveId = Annotated[str, _name("an objective that some beat adds", ref=("objective",))]
ChoiceId = Annotated[str, _name("a choice that some beat offers", ref=("choice",), needs="choice")]
NewGate = Annotated[str, _name("a name for the gate", makes="gate")]
GateId = Annotated[str, _name("a gate that some beat opens", ref=("gate",))]
PassedGate = Annotated[str, _name("a gate that some beat opens", ref=("gate",), needs="gate")]

# ships
NewShip = Annotated[str, _name("a name for this one ship", makes="ship")]
NewGroup = Annotated[str, _name("a name for the ships of this spawn", makes="group")]
ShipId = Annotated[str, _name("a ship's name, or 'callister' for the player's", ref=("ship",))]
GroupId = Annotated[str, _name("a group that some beat spawns", ref=("group",))]
MetShip = Annotated[str, _name("a ship's name, or 'callister'", ref=("ship",), needs="ship")]
MetGroup = Annotated[str, _name("a group that some beat spawns", ref=("group",), needs="group")]
AnyShip = Annotated[str, _name("a ship's name, a group, or 'callister'", ref=("ship", "group"))]
MetAnyShip = Annotated[str, _name("a ship's name, a group, or 'callister'", ref=("ship", "group"), needs="anyone")]
LookAt = Annotated[str, _name("a point, region, ship or group", ref=("point", "region", "ship", "group"))]

# things of the program
KindId = Annotated[str, _name("a kind of ship: see the end of this page", ref=("kind",))]
RuleId = Annotated[str, _name("a rule of an open world: see the end of this page", ref=("rule",))]
ThingId = Annotated[str, _name("what a console can place: see the end of this page", ref=("thing",))]
AbilityId = Annotated[str, _name("an ability of the ship", ref=("ability",))]
CueId = Annotated[str, _name("a music cue: see the end of this page", ref=("cue",))]
SoundId = Annotated[str, _name("a sound: a name in assets/sound/sounds.toml", ref=("sound",))]
ArtId = Annotated[str, _name("a picture: a file of assets/art without its ending", ref=("art",))]
BackdropId = Annotated[str, _name("a folder of assets/backdrops", ref=("backdrop",))]
Tag = Annotated[str, Meta(max_length=24, description="a gamertag, shown above the ship")]

# things of a campaign
ChapterName = Annotated[str, _name("a chapter: the folder of its level")]
HubName = Annotated[str, _name("a bridge: a file of bridge without its ending")]
InterludeName = Annotated[str, _name("an interlude: a file of interludes without its ending")]
FlagName = Annotated[str, _name("a flag")]
CounterName = Annotated[str, _name("players-hurt or players-spared")]
SpeakerName = Annotated[str, _name("one of the cast, or sound")]
PlaceAboard = Annotated[str, _name("one of the crew here, or arrive, screen, chair or chart")]
AboardName = Annotated[str, _name("nate, elena, karl, kabir, nanette or walt")]
RoomName = Annotated[str, _name("newsroom, deposition, boardroom or office")]
OwnLine = Annotated[str, _name("a line of [lines]")]
CardName = Annotated[str, _name("a card of this file")]
QuestionName = Annotated[str, _name("a question of this file")]

# numbers
Coordinate = Annotated[float, Meta(ge=-100_000, le=100_000)]
Position = Annotated[list[Coordinate], Meta(min_length=2, max_length=2, description="[x, y], y grows downwards")]
Pull = Annotated[
    list[Annotated[float, Meta(ge=-600, le=600)]],
    Meta(min_length=2, max_length=2, description="[x, y], units a second squared, each -600 to 600"),
]
Rectangle = Annotated[list[Coordinate], Meta(min_length=4, max_length=4, description="[left, top, right, bottom]")]
Circle = Annotated[list[Coordinate], Meta(min_length=3, max_length=3, description="[x, y, radius]")]
Arc = Annotated[
    list[Coordinate], Meta(min_length=5, max_length=5, description="[x, y, radius, from, to], the last two radians")
]
Polyline = Annotated[list[Position], Meta(min_length=2, max_length=2_000)]
Ring = Annotated[list[Position], Meta(min_length=3, max_length=500, description="corners, clockwise on the screen")]
Angle = Annotated[float, Meta(ge=-13, le=13, description="radians; 0 points right, grows clockwise")]  # two turns
Length = Annotated[float, Meta(gt=0, le=50_000, description="units")]
Seconds = Annotated[float, Meta(ge=0, le=3_600, description="seconds")]
Share = Annotated[float, Meta(ge=0, le=1, description="0 to 1")]
Below = Annotated[float, Meta(gt=0, le=1, description="more than 0 to 1")]  # nothing is below 0
Count = Annotated[int, Meta(ge=1, le=500)]
Number = Annotated[int, Meta(ge=-1_000_000, le=1_000_000)]
# what the player can be taught, and a beat can wait for
Lesson = Literal[
    "thrust", "turn", "brake", "boost", "fire", "tractor", "spike", "hack", "decoy", "spoof", "torpedo",
    "loop", "knock", "console", "nate", "elena", "karl", "kabir",
]  # fmt: skip
Credits = Annotated[int, Meta(ge=0, le=1_000_000, description="credits")]
Price = Annotated[int, Meta(ge=1, le=1_000_000, description="credits, 1 or more")]
HeatLevel = Annotated[int, Meta(ge=0, le=5)]
HeatBelow = Annotated[int, Meta(ge=1, le=5)]
