"""Cuts the clips of `clips.toml` out of the golden flights: python assets/footage/build.py [chapter]

Done after goldens were flown anew. Each clip is flown once more, to its end: one in which the ship is lost is refused.
"""

from __future__ import annotations

import sys
from pathlib import Path

from game.lab.recording import Recording, machine
from game.lab.replay import Replay
from game.play import clips
from game.play.clips import Clip
from game.play.film import checkpoint_name

GOLDEN = Path(__file__).resolve().parents[2] / "tests" / "lab" / "golden"


def cut(clip: Clip) -> Recording:
    """The stretch from the clip's checkpoint to its end. SystemExit says what is missing."""
    whole = sorted(GOLDEN.glob(f"{clip.chapter}.*.rec"), key=lambda path: machine() not in path.name)
    if not whole:
        raise SystemExit(f"{clip.chapter} has no golden flight in {GOLDEN}")
    recording = Recording.load(whole[0])
    named = {checkpoint_name(each): each.frame for each in reversed(recording.checkpoints)}
    if clip.begins not in named:
        raise SystemExit(
            f"{clip.chapter} has no checkpoint {clip.begins!r}; there are {', '.join(filter(None, named))}"
        )
    start = named[clip.begins]
    after = min((each.frame for each in recording.checkpoints if each.frame > start), default=recording.last + 1)
    stop = min(start + round((clip.after + clip.seconds) * 60), after - 1)
    piece = recording.between(start, stop)
    piece.marks, piece.ships = piece.marks[:0], []  # nobody compares what is only looked at
    return piece


def prove(clip: Clip, piece: Recording) -> None:
    """Fly it: the ship must be there at its end."""
    replay = Replay(piece)
    while not replay.ended:
        replay.step()
    if replay.episode.waiting_retry or replay.episode.world.player_row < 0:
        raise SystemExit(f"{clip.chapter}: the ship is lost in this stretch; choose another")


def main(wanted: list[str]) -> None:
    for clip in clips.load().values():
        if wanted and not any(clip.chapter.startswith(name) for name in wanted):
            continue
        piece = cut(clip)
        prove(clip, piece)
        clip.path.unlink(missing_ok=True)
        piece.save(clip.path)
        shown = piece.seconds - clip.after
        print(f"{clip.path.name}: {clip.path.stat().st_size >> 10} kB, shown for {shown:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
