"""Measure what was built and what must be true of it together: `python assets/sound/check.py`. Fails by number.

1. each file: true peak, DC, ends, seam, loudness, nothing above 16 kHz, channels as declared
2. layers of a cue: the same number of samples, a whole number of bars
3. headroom: chase music with twelve effects at once, at the bus gains of the game
4. masking: every alarm and tell over full chase music, in critical bands
5. distance: effects that must not be confused, by spectrum, envelope and modulation; a listener with eyes shut
6. the theme: written notes are heard, the withheld one is not; oscillators do not fold back
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from checks.files import HEADER, check_file, check_layers
from checks.likeness import check_distance, check_eyes_shut
from checks.mix import check_headroom, check_masking
from checks.notes import check_aliasing, check_theme

from game.audio.sounds import folder, table

MOST_MB = 24.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=folder() / "ogg")
    where = parser.parse_args().folder
    declared = {*table().pieces, *table().sound_of_file}
    found = {path.stem: path for path in sorted(where.glob("*.ogg"))}
    problems = [f"missing: {name}" for name in sorted(declared - set(found))]
    problems += [f"not in the table: {name}" for name in sorted(set(found) - declared)]
    print(HEADER)
    sounds = {name: check_file(path, problems) for name, path in found.items() if name in declared}
    check_aliasing(problems)
    if declared <= set(found):
        check_layers(sounds, problems)
        check_theme(sounds, problems)
        check_headroom(sounds, problems)
        check_masking(sounds, problems)
        check_distance(sounds, problems)
        check_eyes_shut(sounds, problems)
    size = sum(path.stat().st_size for path in found.values()) / 2**20
    if size > MOST_MB:
        problems.append(f"{size:.2f} MB of sound; {MOST_MB} at most")
    print(f"{len(sounds)} files, {size:.2f} MB; {len(problems)} problems")
    for problem in problems:
        print("FAIL", problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
