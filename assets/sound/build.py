"""Render the sounds that the game ships: `python assets/sound/build.py [--only PREFIX] [--jobs 2]`.

Same bytes on every run on one machine. Needs the extra `assets` (soundfile); the game does not.
"""

from __future__ import annotations

import argparse
import multiprocessing
import time
from pathlib import Path

import effects
import music
import numpy as np
import ogg
from loudness import seam

from game.audio.sounds import folder, table

MUSIC_QUALITY = 0.42
EFFECT_QUALITY = 0.42
LOOP_QUALITY = 0.8  # coding noise at a seam repeats every second: spend bits there
CUTS = 16  # places at which a loop may be cut
GOOD_SEAM = 1.2  # a step of this much against the usual ones cannot be heard


def make(job: tuple[str, Path]) -> tuple[str, float, int]:
    """Render and write one file; returns its name, CPU seconds and bytes."""
    file, out = job
    begun = time.process_time()
    path = out / f"{file}.ogg"
    declared = table()
    if file in declared.pieces:
        ogg.write(path, music.render(declared.pieces[file]), MUSIC_QUALITY)
    else:
        sound = declared.sound_of_file[file]
        x = effects.render(file, sound)
        _write_loop(path, x) if sound.loop else ogg.write(path, x, EFFECT_QUALITY)
    return file, time.process_time() - begun, path.stat().st_size


def _write_loop(path: Path, x: np.ndarray) -> None:
    """Cut the loop at the first of some places where the coding noise of its two ends meets without a step."""
    for cut in range(CUTS):
        ogg.write(path, np.roll(x, -cut * len(x) // CUTS, axis=0), LOOP_QUALITY)
        if seam(ogg.read(path)) < GOOD_SEAM:
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=folder() / "ogg")
    parser.add_argument("--only", default="", help="only files whose name begins so")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    files = [*table().pieces, *table().sound_of_file]
    jobs = [(file, args.out) for file in files if file.startswith(args.only)]
    begun = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(min(args.jobs, len(jobs))) as pool:
        done = pool.map(make, jobs, chunksize=1)
    size = sum(row[2] for row in done) / 2**20
    spent, passed = sum(row[1] for row in done), time.perf_counter() - begun
    print(f"{len(done)} files, {size:.2f} MB, {spent:.1f} CPU-s, {passed:.1f} s")


if __name__ == "__main__":
    main()
