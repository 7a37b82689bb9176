"""Checks of names: every reference means something, every name is used."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from msgspec import Struct

from . import catalog
from .actions_talk import Offer
from .document import MISTAKES_LIMIT
from .fields import fields
from .loader import Draft
from .names import PLAYER_NAME
from .positions import KeyPath
from .schema import COUNTERS, MAP_LISTS
from .suggest import did_you_mean, nearest
from .tables import Found

WORDS = {
    "cue": "music cue",
    "art": "picture",
    "kind": "kind of ship",
    "thing": "thing to place",
    "cast": "member of the cast",
    "terrain": "rock or wall",
    "gravity": "field of gravity",
}
PLACES = ("point", "region", "path")
ALSO = 30  # places where a wrong name stands are told
REGISTRY = (
    *PLACES,
    "terrain",
    "gravity",
    "line",
    "beat",
    "flag",
    "counter",
    "timer",
    "objective",
    "choice",
    "gate",
    "ship",
    "group",
)


class Names:
    """What a draft defines, and which of it is spoken of; from the raw tables, so that one mistake hides no other."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    @cached_property
    def defined(self) -> dict[str, set[str]]:
        draft = self.draft
        known: dict[str, set[str]] = {kind: set() for kind in REGISTRY}
        unsure = {nearest(key, MAP_LISTS) for key in draft.geometry.tables if key not in (*MAP_LISTS, "bounds")}
        for kind in PLACES:
            known[kind] |= set(draft.ids(kind))
        known["terrain"] |= {*draft.ids("rock"), *draft.ids("wall")}
        known["gravity"] |= set(draft.ids("gravity"))
        known["beat"] |= set(draft.ids("beat"))
        known["line"] |= {*draft.dialogue.tables, *(id for ids in draft.unquoted.values() for id in ids)}
        known["ship"].add(PLAYER_NAME)
        known["counter"] |= set(COUNTERS)
        known["flag"] |= set(_texts(draft.script.tables.get("brings")))
        for found in draft.found:
            for key, makes in _makers(found.struct):
                if makes in known and key in found.raw:
                    names = _texts(found.raw[key])
                    known[makes].update(names)
                    if not names:
                        unsure.add(makes)  # it makes something, but no one knows what
            if found.struct is Offer:
                known["choice"] |= set(_texts(found.raw.get("choice", found.raw.get("ask"))))
        if not draft.geometry.readable:
            unsure |= {*PLACES, "terrain", "gravity"}
        if not draft.dialogue.readable or not draft.dialogue.tables:
            unsure.add("line")
        if unsure & {"rock", "wall"}:
            unsure.add("terrain")
        known = {kind: names for kind, names in known.items() if kind not in unsure}
        return known | {kind: set(names) for kind, names in catalog.names().items()}

    def known(self, kinds: tuple[str, ...]) -> set[str]:
        return set().union(*(self.defined.get(kind, set()) for kind in kinds))

    @cached_property
    def idle(self) -> dict[str, set[str]]:
        """Kind -> names that are defined and that nothing speaks of."""
        idle = {kind: set(names) for kind, names in self.defined.items()}
        for _, _, kinds, name in self.spoken:
            for kind in kinds:
                idle.get(kind, set()).discard(name)
        return idle

    def meant(self, kinds: tuple[str, ...], name: str) -> str:
        """The words after the message about a name that means nothing: rather one that nobody uses so far."""
        near = nearest(name, set().union(*(self.idle.get(kind, set()) for kind in kinds if kind in REGISTRY)))
        if near:
            return f"; did you mean {near!r}?"
        others = [
            _a(WORDS.get(kind, kind)) for kind in REGISTRY if kind not in kinds and name in self.defined.get(kind, ())
        ]
        there = f" ({name!r} is {' and '.join(others)})" if others else ""
        return there + did_you_mean(name, self.known(kinds))

    def missing(self) -> Iterator[tuple[str, str]]:
        """Kind and name of what is spoken of and does not exist, as every kind that it might have been."""
        for _, _, kinds, name in self.strange:
            yield from ((kind, name) for kind in (*kinds, "said"))
            if "ability" in kinds:  # the one that was meant is nobody's any more
                yield from (("ability", ability) for ability in self.known(kinds))

    @cached_property
    def spoken(self) -> list[tuple[Found, KeyPath, tuple[str, ...], str]]:
        """Every place where a name is used: table, path, kinds that it may be, name."""
        spoken: list[tuple[Found, KeyPath, tuple[str, ...], str]] = []
        for found in self.draft.found:
            for key, ref, many in _references(found.struct):
                value = found.raw.get(key)
                if isinstance(value, str):
                    spoken.append((found, (*found.path, key), ref, value))
                elif isinstance(value, list) and many:
                    names = [(i, name) for i, name in enumerate(value) if isinstance(name, str)]
                    spoken += [(found, (*found.path, key, i), ref, name) for i, name in names]
        return spoken

    @cached_property
    def strange(self) -> list[tuple[Found, KeyPath, tuple[str, ...], str]]:
        """Those of them that mean nothing."""
        known = {kinds: self.known(kinds) for kinds in {kinds for _, _, kinds, _ in self.spoken}}
        return [one for one in self.spoken if one[3] not in known[one[2]]]


def _a(word: str) -> str:
    return f"an {word}" if word.startswith(("a", "e", "i", "o", "u")) else f"a {word}"


@cache
def _references(struct: type[Struct]) -> list[tuple[str, tuple[str, ...], bool]]:
    """The keys of a table that hold names of what stands elsewhere: key, kinds, whether it holds a list of them."""
    return [(key, field.ref, field.many) for key, field in fields(struct).items() if field.ref]


@cache
def _makers(struct: type[Struct]) -> list[tuple[str, str]]:
    """The keys of a table that bring a name into the story, and the kind of thing that it is."""
    return [(key, field.makes) for key, field in fields(struct).items() if field.makes]


def references(draft: Draft) -> None:
    """Every name that is spoken of exists. A wrong name is named once, with all the lines where it stands."""
    names = draft.once(Names)
    if (
        draft.dialogue.readable
        and not draft.dialogue.tables
        and any(kinds == ("line",) for _, _, kinds, _ in names.spoken)
    ):
        draft.dialogue.wrong((), 'no line stands here: one is "line.id" = { who = "nate", text = "Morning." }')
    wrong: list[tuple[str, tuple[str, ...], list[tuple[Found, KeyPath]]]] = []  # name, what it may be, places
    for found, path, kinds, name in names.strange:
        if any(kind not in names.defined for kind in kinds) or name in draft.lost:
            continue  # this installation has no such folder, or what would define it cannot be read
        if not found.guessed.isdisjoint(path[len(found.path) :]):
            continue  # its key may have meant another thing: that it is unknown has been said
        for other, meant, spots in wrong:
            if other == name and {*meant} & {*kinds}:
                spots.append((found, path))
                break
        else:
            if len(wrong) < MISTAKES_LIMIT:
                wrong.append((name, kinds, [(found, path)]))
    twins = _twins(draft)
    for name, kinds, spots in wrong:
        if sum(bool({*kinds} & {*other}) for _, other, _ in wrong) <= sum(twins.get(kind, 0) for kind in kinds):
            continue  # one of two things of the same name was to be called so: that has been said
        found, path = spots[0]
        called = " or ".join(WORDS.get(kind, kind) for kind in kinds)
        also = [str(other.document.positions.place(at)[0]) for other, at in spots[1:ALSO]]
        also += ["…"] if len(spots) > ALSO else []
        more = f" (here and in line{'s' if len(also) > 1 else ''} {', '.join(also)})" if also else ""
        found.document.wrong(path, f"no {called} is called {name!r}{more}{names.meant(kinds, name)}")


def _twins(draft: Draft) -> dict[str, int]:
    """Kind -> how many of its things are called like one before them."""
    twins: dict[str, int] = {}
    for group in (PLACES, ("rock", "wall"), ("beat",)):
        before = {PLAYER_NAME: {"ship"}} if group is PLACES else {}  # name -> kinds of those that have it
        for kind in group:
            for id in draft.ids(kind):
                for one in {kind} | before[id] if id in before else ():
                    twins[one] = twins.get(one, 0) + 1
                before.setdefault(id, set()).add(kind)
    return twins


def shared_names(draft: Draft) -> None:
    """Names that one verb may look up among several lists are unique among them."""
    for kinds in (PLACES, ("rock", "wall")):
        seen = {PLAYER_NAME: "ship"} if kinds is PLACES else {}
        for kind in kinds:
            for i, id in enumerate(_ids(draft.geometry.tables.get(kind))):
                if id in seen and seen[id] != kind:
                    draft.geometry.wrong((kind, i, "id"), f"there is a {seen[id]} called {id!r} already")
                seen.setdefault(id, kind)
    _ships_and_places(draft)


def _ships_and_places(draft: Draft) -> None:
    places = {id: kind for kind in PLACES for id in draft.ids(kind)} | {PLAYER_NAME: "ship"}
    for found in draft.found:
        for key, makes in _makers(found.struct):
            name = found.raw.get(key)
            if makes in ("ship", "group") and isinstance(name, str) and name in places:
                found.document.wrong((*found.path, key), f"{name!r} is the name of a {places[name]} already")


def unused(draft: Draft) -> None:
    """Every name that is defined is spoken of."""
    if draft.script.problems and _broken(draft):
        return  # a table that cannot be read may have used anything
    names = draft.once(Names)
    if len(names.strange) >= MISTAKES_LIMIT:
        return
    used = _used(names)
    for kind in PLACES:
        ids = _ids(draft.geometry.tables.get(kind))
        spare = _spare(names, kind, {id for id in ids if id})
        for i, id in enumerate(ids):
            if id in spare:
                draft.geometry.wrong((kind, i, "id"), f"{kind} {id!r} is never used")
    lines = {id for id, raw in draft.dialogue.tables.items() if isinstance(raw, dict)}
    for id in sorted(_spare(names, "line", lines - set(draft.unquoted))):
        draft.dialogue.wrong((id,), f"line {id!r} is never said", key=True)
    for kind, message in (
        ("timer", "no beat waits for the timer {!r} (show = true makes it a clock)"),
        ("counter", "nothing reads the counter {!r}"),
    ):
        for found, key, name in _made(draft, kind):
            if name not in used[kind] and not found.raw.get("show"):
                found.document.wrong((*found.path, key), message.format(name))


def _spare(names: Names, kind: str, ids: set[str]) -> set[str]:
    """Those that nothing speaks of and that no wrong name was meant to be: one mistake, one message."""
    idle = ids & names.idle.get(kind, set())
    strangers = 0
    wrong = {name for _, _, kinds, name in names.strange if kind in kinds}
    if len(wrong) >= MISTAKES_LIMIT:
        return set()
    for name in sorted(wrong):
        near = nearest(name, idle)
        idle.discard(near)
        strangers += not near
    return idle if strangers < len(idle) else set()


def _used(names: Names) -> dict[str, set[str]]:
    """Kind -> names spoken of. A misspelt name counts as the one it was meant to be: one mistake, one message."""
    used: dict[str, set[str]] = {kind: set() for kind in names.defined}
    for kinds, name in {(kinds, name) for _, _, kinds, name in names.spoken}:
        here = [kind for kind in kinds if name in names.defined.get(kind, ())]
        for kind in here or kinds:
            used.setdefault(kind, set()).add(name if here else nearest(name, names.defined.get(kind, ())))
    return used


def _broken(draft: Draft) -> bool:
    return not draft.script.tables or any(f.value is None for f in draft.found if f.document is draft.script)


def _made(draft: Draft, kind: str) -> Iterator[tuple[Found, str, str]]:
    seen: set[str] = set()
    for found in draft.found:
        for key, makes in _makers(found.struct):
            for name in _texts(found.raw.get(key)) if makes == kind else ():
                if name not in seen:
                    seen.add(name)
                    yield found, key, name


def _ids(tables: Any) -> list[str]:
    """Ids of a list of tables, '' where there is none, so that indices stay those of the file."""
    if not isinstance(tables, list):
        return []
    ids = [table.get("id") if isinstance(table, dict) else None for table in tables]
    return [id if isinstance(id, str) else "" for id in ids]


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str)]
