"""Which file of a sound is played: the next in turn, a step up a ladder, or the one for a level."""

from __future__ import annotations

from game.audio.sounds import Sound

LADDER_S = 2.0  # whoever comes later than this starts at the bottom again


class Takes:
    """Remembers, for each sound, which take was heard last and when."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, float]] = {}

    def pick(self, sound: Sound, now: float, level: int | None = None) -> str:
        """The file to play at `now` seconds; `level` is what a sound counts that is picked by level."""
        if sound.pick == "level":
            return sound.file_for(1 if level is None else level)
        step, at = self._last.get(sound.name, (-1, now))
        if sound.pick == "ladder" and now - at >= LADDER_S:
            step = -1
        step = (step + 1) % len(sound.files)
        self._last[sound.name] = (step, now)
        return sound.files[step]
