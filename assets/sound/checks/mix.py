"""The mix: room for twelve effects over chase music, and every alarm heard through it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from dsp import SR, rng
from loudness import loudness, peak_db

from checks.spectra import band_levels, stereo
from game.audio.duck import DEPTH as DUCK
from game.audio.hearing import crowd as voices_gain
from game.audio.mixer import BUS
from game.audio.music import MOST_LAYERS
from game.audio.sounds import table

MUSIC_BUS = EFFECTS_BUS = BUS
STATES = (
    "shield_hit_1",
    "hull_hit_1",
    "shield_break",
    "shield_restore",
    "hull_low",
    "scan_begin",
    "scan_loop_1",
    "scan_loop_3",
    "scan_identified",
    "tether_attach",
    "tether_break",
    "tether_fail",
    "tether_success",
    "heat_up_3",
    "heat_down_2",
    "spoof_on",
    "spoof_off",
    "banhammer_windup",
    "mite_notice",
    "watcher_notice",
    "hound_notice",
    "warden_notice",
    "daly_freeze_tell",
    "daly_delete_tell",
    "daly_move_tell",
    "daly_heal_tell",
    "purge_tick",
    "torpedo",
)


# Twelve of the loudest effects that one second of a fight can hold.
CROWD = (
    "explosion_big", "shield_break", "hull_hit_1", "scan_identified", "warden_pulse", "explosion_small_1",
    "ram", "warden_attack", "hound_attack", "engine_boost", "hull_low", "pulse_1",
)  # fmt: skip
TRIALS = 300


def chases(sounds: dict[str, np.ndarray]) -> Iterator[tuple[str, np.ndarray]]:
    """Each cue that has a chase, with all of its layers at once."""
    for cue in table().cues.values():
        if len(cue.layers) == MOST_LAYERS:
            yield cue.name, sum(sounds[layer] for layer in cue.layers)


def check_headroom(sounds: dict[str, np.ndarray], problems: list[str]) -> None:
    """The crowd all at once, then at random moments, over ducked chase music: never over full scale."""
    for name, bed in chases(sounds):
        _headroom(name, bed, sounds, problems)


def _headroom(cue: str, bed: np.ndarray, sounds: dict[str, np.ndarray], problems: list[str]) -> None:
    print(f"{cue}: chase {peak_db(bed):.1f} dBTP, at its bus {loudness(bed * MUSIC_BUS, True):.1f} LUFS")
    gain = EFFECTS_BUS * voices_gain(len(CROWD))
    g, peaks = rng("headroom"), []
    for trial in range(TRIALS):
        mix = np.roll(bed, -int(g.integers(0, len(bed))), axis=0)[: SR * 2] * MUSIC_BUS * DUCK
        for name in CROWD:
            x = stereo(sounds[name])[: SR * 2] * gain
            start = 0 if trial == 0 else int(g.integers(0, SR // 2))
            mix[start : start + len(x)] += x[: len(mix) - start]
        peaks.append(float(np.abs(mix).max()))
    together, usual, worst = (20 * np.log10(p) for p in (peaks[0], np.median(peaks), max(peaks)))
    print(f"  + 12 effects x {gain:.3f}: together {together:.1f} dBFS, random: median {usual:.1f}, worst {worst:.1f}")
    if worst >= 0:
        problems.append(f"{cue}: chase and twelve effects clip: {worst:+.1f} dBFS")


def check_masking(sounds: dict[str, np.ndarray], problems: list[str]) -> None:
    """In two critical bands (a pure dyad has no more) an alarm stands over the chase music's usual (median) level."""
    for cue, bed in chases(sounds):
        _masking(cue, band_levels(bed * MUSIC_BUS * DUCK), sounds, problems)


def _masking(cue: str, bed: np.ndarray, sounds: dict[str, np.ndarray], problems: list[str]) -> None:
    usual, high = np.median(bed, axis=0), np.quantile(bed, 0.9, axis=0)
    rows = []
    for name in STATES:
        loudest = band_levels(sounds[name] * EFFECTS_BUS * voices_gain(5)).max(axis=0)
        over, over_peaks = np.sort(loudest - usual)[-2], np.sort(loudest - high)[-2]
        rows.append((over, over_peaks, name))
        if over < 6 or over_peaks < 3:
            problems.append(
                f"{name} is masked by {cue}: {over:.1f} dB over the music's median, {over_peaks:.1f} over its loud"
            )
    rows.sort()
    print(
        f"masking, dB over {cue}'s chase (median/loud):", ", ".join(f"{n} {a:+.0f}/{b:+.0f}" for a, b, n in rows[:10])
    )
