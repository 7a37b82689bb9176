"""Checks of the words: who says them, and whether they fit where they are used."""

from __future__ import annotations

import re

from . import catalog
from .actions_core import Cry, ShowPage
from .actions_hiding import Borrow, CallCarrier
from .actions_talk import Chat, ChoiceOption, Offer, Say, SetObjective, ShowSign, ShowTitle
from .actions_world import Spawn
from .check_map import values
from .letters import refuse
from .loader import Draft
from .schema import CAST, LINE_KINDS, Retry, kind_of
from .suggest import did_you_mean, nearest

IN_BRACES = re.compile(r"\{(\w+)\}")
FILLED = "credits"
SPOKEN = ("say", "sound", "moderation", "log", "news")
# verb -> key of the line -> kinds of line that it can show, and what to do otherwise
USES: dict[type, dict[str, tuple[tuple[str, ...], str]]] = {
    Say: {"line": (SPOKEN, "a say speaks lines of the cast: use chat for @gamertags, sign for signs")},
    Chat: {"line": (("chat",), "a chat shows the line of a @gamertag: use say for the cast")},
    Cry: {"lines": ((*SPOKEN, "chat"), "a cry is a line that somebody says")},
    ShowPage: {"line": (("log", "news", "sign"), 'what stands on a page is a line with who = "log"')},
    ShowSign: {"line": (("sign", "note", "news"), 'lettering in the world is a line with who = "sign"')},
    CallCarrier: {"print": (("sign", "note", "news"), 'lettering on its hull is a line with who = "sign"')},
    ShowTitle: {
        "line": (("sign", "news"), 'a title is a line with who = "sign"'),
        "subtitle": (("sign", "note", "news"), 'a subtitle is a line with who = "sign"'),
    },
    SetObjective: {"line": (("order",), 'an objective is a line with who = "order"')},
    Offer: {"ask": ((*SPOKEN, "chat", "order"), "a question is a line that somebody says")},
    ChoiceOption: {
        "line": (("option",), 'an option is a line with who = "option"'),
        "note": (("note",), 'what an option costs is a line with who = "note"'),
        "closed": (("note",), 'why an option cannot be taken is a line with who = "note"'),
    },
    Retry: {"lines": (SPOKEN, "a retry line is one of the cast's")},
}


def speakers(draft: Draft) -> None:
    """Everybody who speaks is known, and has a portrait for the mood."""
    people = catalog.names().get("people")
    for id, raw in draft.dialogue.tables.items():
        who = raw.get("who") if isinstance(raw, dict) else None
        if not isinstance(who, str) or who.startswith("@"):
            continue
        if not _is_known(who):
            known = [*CAST, *LINE_KINDS]
            draft.dialogue.wrong((id, "who"), f"nobody is called {who!r}{did_you_mean(who, known)} (players: '@tag')")
        mood = draft.lines[id].mood if id in draft.lines else None
        if mood and who in LINE_KINDS and who not in CAST:
            draft.dialogue.wrong((id, "mood"), "a mood is a person's: leave it out")
        if mood and people and who in CAST and f"{who}_{mood}" not in people:
            moods = [name.removeprefix(f"{who}_") for name in people if name.startswith(f"{who}_")]
            draft.dialogue.wrong((id, "mood"), f"{who} has no portrait for {mood!r}{did_you_mean(mood, moods)}")


def letters(draft: Draft) -> None:
    """Whatever is shown is written in letters that the game can draw."""
    for key in ("title", "author"):
        refuse(draft.script, (key,), draft.script.tables.get(key))
    for id, raw in draft.dialogue.tables.items():
        for key in ("who", "text") if isinstance(raw, dict) else ():
            refuse(draft.dialogue, (id, key), raw.get(key))
    for found in draft.found:
        tags = found.raw.get("tags") if found.struct is Spawn else None
        for i, tag in enumerate(tags if isinstance(tags, list) else ()):
            refuse(found.document, (*found.path, "tags", i), tag)
        if found.struct is Borrow:
            refuse(found.document, (*found.path, "name"), found.raw.get("name"))


def filled(draft: Draft) -> None:
    """What one has is filled in only where an option is closed, and only as {credits}."""
    closed = {found.raw.get("closed") for found in draft.found if found.struct is ChoiceOption}
    for id, line in draft.lines.items():
        for word in IN_BRACES.findall(line.text):
            if nearest(word, (FILLED,)) and (word != FILLED or id not in closed):
                only = f"{{{FILLED}}} is filled in where an option is 'closed', and nowhere else"
                why = f"{{{word}}} is shown as it stands: {only}"
                draft.dialogue.wrong((id, "text"), why)


def fitting(draft: Draft) -> None:
    """Lines are used for what they are: speech is said, chat is shown above ships, signs are lettering."""
    lines = draft.dialogue.tables
    for found in draft.found:
        for key, (kinds, hint) in USES.get(found.struct, {}).items():
            value = found.raw.get(key)
            for i, name in enumerate(value if isinstance(value, list) else [value]):
                line = lines.get(name) if isinstance(name, str) else None
                who = line.get("who") if isinstance(line, dict) else None
                if isinstance(who, str) and _is_known(who) and kind_of(who) not in kinds:
                    path = (*found.path, key, i) if isinstance(value, list) else (*found.path, key)
                    found.document.wrong(path, f"line {name!r} is {_kind(who)}: {hint}")
        if found.struct is Say:
            _same_speaker(draft, found.raw, found.path)


def tagged(draft: Draft) -> None:
    """What stands above a ship that is called by its gamertag is a line of that gamertag."""
    tags: dict[str, set[str]] = {}
    for _, ship in values(draft, Spawn):
        if ship.name is not None:
            tags.setdefault(ship.name, set()).update(ship.tags or ("",))
    for found, said in (*values(draft, Chat), *values(draft, Cry)):
        own = tags.get(said.who, {""})
        for i, name in enumerate([said.line] if isinstance(said, Chat) else said.lines):
            who = draft.lines[name].who if name in draft.lines else ""
            if "" not in own and who.startswith("@") and who[1:] not in own:
                path = (*found.path, "line") if isinstance(said, Chat) else (*found.path, "lines", i)
                called = " or ".join(f"@{tag}" for tag in sorted(own))
                found.document.wrong(path, f"line {name!r} is chat of {who}, and the ship {said.who!r} is {called}")


def _same_speaker(draft: Draft, raw: dict[str, object], path: tuple[str | int, ...]) -> None:
    line = draft.dialogue.tables.get(str(raw.get("line")))
    who = line.get("who") if isinstance(line, dict) else None
    if "who" in raw and isinstance(who, str) and raw["who"] != who:
        draft.script.wrong((*path, "who"), f"{raw['who']!r} cannot say {raw.get('line')!r}: it is a line of {who!r}")


def _is_known(who: str) -> bool:
    return who.startswith("@") or who in CAST or who in LINE_KINDS


def _kind(who: str) -> str:
    kind = kind_of(who)
    return {"say": f"spoken by {who}", "chat": f"chat of {who}"}.get(kind, f"a line of the kind {kind!r}")
