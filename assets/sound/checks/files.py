"""Each file: true peak, DC, ends, seam, loudness, nothing above 16 kHz; and layers of one length."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import ogg
from dsp import SR, band
from loudness import centroid, loudness, momentary, peak_db, seam
from theme import SCORE

from checks.mix import STATES
from checks.spectra import high_share
from game.audio.sounds import table

HEADER = (
    f"{'file':26s}{'samples':>9s} {'s':>6s}      {'dBTP':>6s} {'DC':>8s} {'end':>7s} {'seam':>5s} "
    f"{'LUFS-I':>6s} {'LUFS-M':>6s} {'cent.':>6s} {'>16k':>5s} {'small':>5s}"
)
PEAK_SLACK = 0.8  # what coding adds [dB]
LOUDNESS_SLACK = 1.0  # [LU]


def check_file(path: Path, problems: list[str]) -> np.ndarray:
    """Measure one file against its row in the table; returns its samples."""
    x, name = ogg.read(path), path.stem
    piece = table().pieces.get(name)
    row = piece or table().sound_of_file[name]
    loop, stereo = piece is not None or row.loop, piece is not None or row.stereo
    whole, loudest = loudness(x, loop), momentary(x)
    peak, dc = peak_db(x), float(np.abs(x.mean(axis=0)).max())
    end = float(max(np.abs(x[0]).max(), np.abs(x[-1]).max()))
    join, top = (seam(x) if loop else 0.0), high_share(x)
    small = momentary(band(x, lo=200, order=4)) - loudest
    rules = (
        (peak > row.ceiling + PEAK_SLACK, f"peak {peak:.1f} > {row.ceiling + PEAK_SLACK:.1f}"),
        (dc > (5e-4 if loop else 2e-3), f"DC {dc:.1e}"),
        (not loop and end > 2e-3, f"ends at {end:.4f}"),
        (join > 1.5, f"seam {join:.2f}"),
        (abs((whole if piece else loudest) - row.lufs) > LOUDNESS_SLACK, f"loudness is not {row.lufs}"),
        (top > -40, f"above 16 kHz {top:.0f} dB"),
        (name in STATES and small < -12, f"small speakers lose {small:.0f} dB"),
        (stereo != (x.ndim == 2), f"has {x.ndim} channel(s), the table says stereo = {stereo}"),
    )
    bad = [text for broken, text in rules if broken]
    print(
        f"{name:26s}{len(x):9d} {len(x) / SR:6.2f} {'loop' if loop else '    '} {peak:6.1f} {dc:8.0e} {end:7.4f} "
        f"{join:5.2f} {whole:6.1f} {loudest:6.1f} {centroid(x):6.0f} {top:5.0f} {small:5.0f}  "
        f"{'FAIL ' + '; '.join(bad) if bad else 'ok'}"
    )
    problems += [f"{name}: {text}" for text in bad]
    return x


BEATLESS = {"garage"}  # a room: its beat only says where one may leave it


def check_layers(sounds: dict[str, np.ndarray], problems: list[str]) -> None:
    """The layers of a cue are as long as each other, and a whole number of bars; the score agrees about the beat."""
    for cue in table().cues.values():
        lengths = {layer: len(sounds[layer]) for layer in cue.layers}
        bars = next(iter(lengths.values())) / (cue.beat * cue.meter)
        scored = SCORE.get(cue.name) if cue.name not in BEATLESS else None
        good = len(set(lengths.values())) == 1 and bars == int(bars)
        good &= scored is None or (scored.beat, scored.meter) == (cue.beat, cue.meter)
        print(f"cue {cue.name}: {len(lengths)} layers of {bars:g} bars {'ok' if good else 'FAIL'}")
        if not good:
            problems.append(f"cue {cue.name}: layers {lengths}, {bars:g} bars of {cue.beat} x {cue.meter}")
