"""From when on a change of a level may show in a flight: a flight can be taken up again at any moment before."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from game.story.fields import fields
from game.story.level import Level
from game.story.schema import Beat

from .track import Track

Name = tuple[str, str]  # kind and name
SILENT = ("title", "minutes", "carries")  # keys of the header that no flight asks for
WHOLE = ("bounds", "rocks", "walls", "gravity", "zones", "loading")  # of the map: a flight meets them from its start


def since(old: Level, new: Level, track: Track) -> float:
    """The first frame of a flight through `old` that could be another one in `new`; infinity when there is none.

    It errs on the early side: what a flight may have asked for without a trace counts from the beginning.
    """
    if _from_the_start(old, new):
        return track.first
    names = {
        (kind, id)
        for kind, one, other in (
            ("point", old.map.points, new.map.points),
            ("region", old.map.regions, new.map.regions),
            ("path", old.map.paths, new.map.paths),
            ("line", old.lines, new.lines),
        )
        for id in _changed(one, other)
    }
    if names & {("point", old.header.start), *(("path", path) for path in _drifting(old))}:
        return track.first
    fired, frames = track.fired(), [math.inf]
    for id in {**old.beats, **new.beats}:
        frames.append(_beat(old.beats.get(id), new.beats.get(id), names, fired, track.first))
    if old.retries != new.retries or any(not names.isdisjoint(_names(retry)) for retry in old.retries):
        frames += [mark.frame for mark in track.marks if mark.kind == "lost"]
    return min(frames)


def _from_the_start(old: Level, new: Level) -> bool:
    header = {name: getattr(old.header, name) for name in SILENT}
    if old.header != msgspec.structs.replace(new.header, **header) or old.words.hash != new.words.hash:
        return True
    if any(getattr(old.map, name) != getattr(new.map, name) for name in WHOLE):
        return True
    if (old.terrain.scenery or new.terrain.scenery) and old.map.decor != new.map.decor:
        return True
    common = [id for id in old.beats if id in new.beats]
    return old.looped != new.looped or common != [id for id in new.beats if id in old.beats]


def _beat(old: Beat | None, new: Beat | None, names: set[Name], fired: Mapping[str, int], first: int) -> float:
    """From when on this beat may matter."""
    if old is None or new is None:
        return _listens(old or new, fired, first)
    if old == new or msgspec.structs.replace(old, then=new.then, fact=new.fact) == new:
        waits = set().union(*(_names(part) for part in (old.when, *old.if_)))
        if not names.isdisjoint(waits):
            return _listens(old, fired, first)
        does = set().union(*(_names(action) for action in old.then))
        return fired.get(old.id, math.inf) if old != new or not names.isdisjoint(does) else math.inf
    return min(_listens(beat, fired, first) for beat in (old, new))


def _listens(beat: Beat | None, fired: Mapping[str, int], first: int) -> float:
    """The frame from which on it is asked."""
    return math.inf if beat is None else max([first, *(fired.get(other, math.inf) for other in beat.after)])


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    return {id for id in {**old, **new} if old.get(id) != new.get(id)}


def _drifting(level: Level) -> Iterable[str]:
    return (rock.drift.path for rock in level.map.rocks.values() if rock.drift is not None)


def _names(struct: msgspec.Struct) -> set[Name]:
    """What a struct refers to, and the structs in it: kind and name."""
    found: set[Name] = set()
    for attribute, field in zip(struct.__struct_fields__, fields(type(struct)).values(), strict=True):
        value = getattr(struct, attribute)
        for one in value if isinstance(value, list | tuple) else (value,):
            if isinstance(one, str):
                found |= {(kind, one) for kind in field.ref}
            elif isinstance(one, msgspec.Struct):
                found |= _names(one)
    return found
