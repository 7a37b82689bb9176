"""Who talks: how each is named, what they are aboard, which colour writes their name, which faces they have."""

from __future__ import annotations

from dataclasses import dataclass

MOODS = ("neutral", "worried", "wry", "angry")


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    role: str
    colour: str  # palette role
    portrait: str = ""  # first part of the portraits' names; empty: nobody to look at
    moods: tuple[str, ...] = MOODS  # the first is worn when a line names none


SPEAKERS: dict[str, Speaker] = {
    "nanette": Speaker("NANETTE", "CAPTAIN", "nanette", "nanette"),
    "nate": Speaker("NATE", "HELM", "nate", "nate"),
    "elena": Speaker("ELENA", "COMMS", "elena", "elena"),
    "karl": Speaker("KARL", "ENGINES", "karl", "karl"),
    "kabir": Speaker("KABIR", "CODE", "kabir", "kabir"),
    "walt": Speaker("WALT", "ARCHITECT", "walt", "walt"),
    "daly": Speaker("DALY", "", "phosphor", "daly", ("host", "hurt", "god", "empty")),
    "walton": Speaker("WALTON", "", "walton", "walton"),
    "osei": Speaker("OSEI", "", "osei", "osei"),
    "bea": Speaker("", "", "walton"),  # a voice in a room
    "her": Speaker("", "", "nanette"),
    "moderation": Speaker("MODERATION", "", "blush", "moderation", ("routine", "noticed", "closed")),
}


def speaker(who: str) -> Speaker:
    """A speaker by id; anyone the table does not know speaks under their own id, without a face."""
    return SPEAKERS.get(who) or Speaker(who.upper(), "", "text")


def face(who: str, mood: str) -> str:
    """Name of the portrait sprite for a mood ('' and unknown moods: the speaker's first), or ''."""
    someone = speaker(who)
    if not someone.portrait:
        return ""
    return f"people/{someone.portrait}_{mood if mood in someone.moods else someone.moods[0]}"


TAG_COLOURS = ("violet", "gum", "amber", "lime", "jade", "data", "starter")


def tag_colour(tag: str) -> str:
    """A player's colour, always the same for the same gamertag (not Python's hash, which changes by process)."""
    return TAG_COLOURS[sum(ord(c) * (i + 3) for i, c in enumerate(tag)) % len(TAG_COLOURS)]
