"""Where in a flight nothing happens: the stretches between two things that a player would notice.

What counts: words on the screen, for as long as they stand there; whatever is done by, to or about the player's ship;
what happens to others within the picture; what the place itself does. While a question waits for its answer, or a lost
run for its retry, it is the player's turn: that is no stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

from game.sim.clock import DT
from game.sim.command import Command
from game.sim.events import Event
from game.story.episode import Episode, Happening
from game.story.state import StoryEvent

LONG = 10.0  # a stretch that is worth a look [s]
KEPT = 5  # of these, the longest
WIDE, TALL = 640.0, 360.0  # half of the picture [u]
WORDS = frozenset({"say", "title", "print"})  # they stand for `value` seconds
TURNS = {"choice": "chosen", "lost": "retried"}  # what the player is waited for from one to the other
# that nobody notices, or that only tells the picture or the music what to do
ROUTINE = frozenset(
    {
        "fired", "dry", "hit.solid", "spawned", "removed", "respawned", "boost.began", "boost.empty",
        "boost.full", "brake.began", "assist", "crew.wait", "crew.ready", "mined", "traded", "logging.out",
        "logged.out", "logged.in", "beat", "music", "camera", "flag", "fade", "shake", "slow", "backdrop",
        "report", "checkpoint", "beam.ended", "gate.closed", "signal",
        "slide.warned", "slide.began", "slide.ended", "granted", "revoked",
    }
)  # fmt: skip

PLACES = frozenset({"loaded", "unload.piece", "gravity", "gate.opened"})  # of a place: noticed within the picture


class Pacing:
    """A watcher that notes when something was noticed last."""

    def __init__(self) -> None:
        self.gaps: list[float] = []  # between two of what was noticed, all of them [s]
        self.quiet: list[tuple[float, float, str]] = []  # (from, seconds, beat that fired last) of those that are LONG
        self._last = 0.0
        self._beat = ""
        self._awaited = ""

    def note(self, episode: Episode, command: Command, events: Sequence[Happening]) -> None:
        if episode.outcome is not None and not self._awaited:
            self._notice(episode.frame * DT, 0.0)
        for event in events:
            if self._awaited:
                if event.kind == self._awaited:
                    self._awaited, self._last = "", episode.frame * DT
            elif event.kind == "beat":
                self._beat = event.name
            elif event.kind not in ROUTINE and _noticed(episode, event):
                self._notice(episode.frame * DT, event.value if event.kind in WORDS else 0.0)
                if isinstance(event, StoryEvent):
                    self._awaited = TURNS.get(event.kind, "")

    def _notice(self, second: float, lasts: float) -> None:
        gap = second - self._last
        if gap > 0.0:
            self.gaps.append(gap)
        if gap >= LONG:
            self.quiet.append((self._last, gap, self._beat))
        self._last = max(self._last, second + lasts)

    def as_dict(self) -> dict[str, Any]:
        """{events, median, longest, quiet: [{from, seconds, after}, …]}, the longest first. Seconds of the sitting."""
        worst = sorted(self.quiet, key=lambda one: (-one[1], one[0]))[:KEPT]
        return {
            "events": len(self.gaps),
            "median": round(median(self.gaps), 2) if self.gaps else 0.0,
            "longest": round(max(self.gaps, default=0.0), 2),
            "quiet": [
                {"from": round(begin, 1), "seconds": round(seconds, 1), "after": beat} for begin, seconds, beat in worst
            ],
        }


def _noticed(episode: Episode, event: Happening) -> bool:
    if isinstance(event, StoryEvent):
        return event.kind != "prompt" or bool(event.name)
    player = episode.director.state.player
    if player in (event.who, event.other) or not (event.who or event.other or event.kind in PLACES):
        return True
    return _in_picture(episode, event)


def _in_picture(episode: Episode, event: Event) -> bool:
    row = episode.world.player_row
    if row < 0:
        return False
    place = episode.world.ships.place.item(row)
    return abs(event.x - place.real) <= WIDE and abs(event.y - place.imag) <= TALL
