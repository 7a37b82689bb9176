"""Blips under a line while it is written out: one for every few letters, the same voice for the same person."""

from __future__ import annotations

from game.audio.heard import SPEAKERS

LETTERS_A_BLIP = 3
GAP_S = 0.07
LETTERS_A_SECOND = 42.0  # how fast a line is written out when nobody says how far it is
SILENT_KINDS = frozenset({"sound", "sign"})  # captions and lettering have no voice


class Talk:
    """Counts the letters of the line that is being written."""

    def __init__(self) -> None:
        self._line = ""
        self._shown = 0
        self._blips = 0
        self._since = GAP_S

    def update(self, dt: float, line: str, who: str, kind: str, text: str, shown: int) -> str | None:
        """The blip to play now, if any. `shown` letters of `text` stand on the screen; `line` names the line."""
        self._since += dt
        if line != self._line or shown < self._shown:  # said once more
            self._line, self._blips = line, 0
        self._shown = shown
        if not line or kind in SILENT_KINDS:
            return None
        voiced = sum(letter.isalnum() for letter in text[:shown])
        due = -(-voiced // LETTERS_A_BLIP)
        if due <= self._blips or self._since < GAP_S:
            return None
        self._blips, self._since = due, 0.0
        return blip_of(who, kind)


def blip_of(who: str, kind: str = "say") -> str:
    """The voice of a speaker; whoever has a gamertag instead of a name sounds like a player."""
    return SPEAKERS.get("moderation" if kind == "moderation" else who, SPEAKERS["player"])
