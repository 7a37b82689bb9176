"""Effects that must not be confused: by spectrum, envelope and modulation; and by a listener with eyes shut."""

from __future__ import annotations

import itertools

import numpy as np
from dsp import SR, db, rng

from checks.mix import DUCK, EFFECTS_BUS, MUSIC_BUS, STATES, chases, voices_gain
from checks.spectra import band_levels, mono
from game.audio.sounds import table

DRONES = ("mite", "watcher", "hound", "warden", "searchlight")
HUMS = (*(f"{drone}_idle" for drone in DRONES), "player_engine", "daly_near", "loop_ghost", "engine_idle")
DEATHS = [f"{drone}_death" if drone != "mite" else "mite_death_1" for drone in DRONES]
VOICES = (HUMS, *([f"{drone}_{act}" for drone in DRONES] for act in ("notice", "attack")), DEATHS)
PAIRS = (
    *(pair for alike in VOICES for pair in itertools.combinations(alike, 2)),
    ("shield_hit_1", "hull_hit_1"),
    ("shield_hit_1", "shield_break"),
    ("shield_break", "hull_hit_1"),
    ("shield_break", "shield_restore"),
    ("scan_begin", "scan_identified"),
    ("scan_begin", "scan_lost"),
    ("scan_loop_1", "scan_loop_2"),
    ("scan_loop_2", "scan_loop_3"),
    ("scan_identified", "hull_low"),
    ("tether_attach", "tether_break"),
    ("tether_ok_1", "tether_wrong"),
    ("tether_success", "tether_fail"),
    ("tether_fail", "tether_break"),
    ("heat_up_2", "heat_up_4"),
    ("heat_up_3", "heat_down_3"),
    ("heat_down_1", "heat_down_3"),
    ("spoof_on", "spoof_off"),
    ("daly_freeze_tell", "daly_delete_tell"),
    ("daly_delete_tell", "daly_move_tell"),
    ("daly_move_tell", "daly_heal_tell"),
    ("daly_freeze_tell", "daly_heal_tell"),
    ("daly_freeze_tell", "daly_move_tell"),
    ("watcher_notice", "scan_begin"),
    ("engine_idle", "engine_thrust"),
    ("engine_thrust", "engine_boost"),
    ("pulse_1", "player_pulse"),
    ("mote_1", "ui_select"),
    ("ui_select", "ui_back"),
    ("ui_select", "ui_error"),
    ("sandbox_place_1", "sandbox_undo"),
    ("blip_nanette", "blip_elena"),
    ("blip_nate", "blip_karl"),
    ("blip_daly", "blip_moderation"),
    ("blip_walt", "blip_nate"),
    ("blip_kabir", "blip_player"),
    ("explosion_small_1", "explosion_big"),
    ("checkpoint", "level_won"),
    ("assist_on", "assist_off"),
    ("pulse_1", "drone_pulse_1"),
    ("player_pulse", "drone_pulse_1"),
    ("canvas", "ram"),
    ("canvas", "hull_hit_1"),
    ("sweep_near", "scan_loop_1"),
)


def features(x: np.ndarray, keep_pitch: bool = True) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Spectrum (dB in bands), envelope (over 2 s, 50 ms), modulation (0.5-32 Hz)."""
    levels = band_levels(x, 2048)
    spectrum = np.maximum(levels.max(axis=0) - levels.max(), -40)
    power = np.concatenate([mono(x) ** 2, np.zeros(SR * 2)])[: SR * 2]
    frame = power[: 80 * (SR // 40)].reshape(-1, SR // 40).mean(axis=1)
    envelope = np.maximum(10 * np.log10(frame / frame.max() + 1e-9), -40)
    wave = np.sqrt(np.tile(mono(x) ** 2, max(1, -(-SR * 2 // len(x))))[: SR * 2].reshape(-1, SR // 100).mean(axis=1))
    spectrum_mod = np.abs(np.fft.rfft(wave / wave.mean()))[1:65]
    return spectrum, envelope, 10 * np.log10(spectrum_mod**2 + 1e-2)


def distance(a: np.ndarray, b: np.ndarray) -> tuple[float, float, float]:
    return tuple(float(np.sqrt(np.mean((p - q) ** 2))) for p, q in zip(features(a), features(b), strict=False))


def check_distance(sounds: dict[str, np.ndarray], problems: list[str]) -> None:
    """Far enough apart: 8 dB RMS by spectrum, or 10 by envelope, or 6 by both."""
    rows = []
    for a, b in PAIRS:
        s, e, m = distance(sounds[a], sounds[b])
        score = max(s / 8, e / 10, m / 10, (s + e) / 13)
        rows.append((score, a, b, s, e, m))
        if score < 1:
            problems.append(f"{a} and {b} are too alike: spectrum {s:.1f} dB, envelope {e:.1f}, modulation {m:.1f}")
    rows.sort()
    print(
        "distance, nearest pairs:", "; ".join(f"{a}~{b} {s:.0f}/{e:.0f}/{m:.0f} dB" for _, a, b, s, e, m in rows[:12])
    )


def check_eyes_shut(sounds: dict[str, np.ndarray], problems: list[str]) -> None:
    """A listener who has learnt the sounds hears each 12 times over chase music, at any bar, +-3 dB: which was it?

    The listener attends to what stands out of the music (level over the music's 90th percentile, by band and time)
    and picks the learnt sound whose outline is most alike; loops and one-shots are heard for two seconds.
    """
    g, right, wrong = rng("eyes"), 0, {}
    bed = mono(dict(chases(sounds))["infinity"]) * MUSIC_BUS * DUCK
    usual = np.quantile(band_levels(bed, 2048), 0.9, axis=0)

    def outline(x: np.ndarray) -> np.ndarray:
        out = np.clip(band_levels(x, 2048) - usual, 0, 24)
        out = (out[:-1:2] + out[1::2]) / 2
        return out / (np.linalg.norm(out) + 1e-9)

    def played(name: str, gain: float) -> np.ndarray:
        x = mono(sounds[name])
        x = (
            np.tile(x, 1 + SR * 2 // len(x))
            if table().sound_of_file[name].loop
            else np.concatenate([x, np.zeros(SR * 2)])
        )
        return x[: SR * 2] * gain

    gain = EFFECTS_BUS * voices_gain(5)
    templates = {name: outline(played(name, gain)) for name in STATES}
    for name in STATES:
        for _ in range(12):
            at = int(g.integers(0, len(bed)))
            heard = outline(np.roll(bed, -at)[: SR * 2] + played(name, gain * db(g.uniform(-3, 3))))
            guess = max(templates, key=lambda n: float((heard * templates[n]).sum()))
            right += guess == name
            if guess != name:
                wrong[f"{name}>{guess}"] = wrong.get(f"{name}>{guess}", 0) + 1
    total = 12 * len(STATES)
    confusions = dict(sorted(wrong.items(), key=lambda w: -w[1])[:8])
    print(f"eyes shut: {right}/{total} = {100 * right / total:.0f} % named right over chase music")
    print(f"  confusions: {confusions}")
    if right / total < 0.9:
        problems.append(f"eyes shut: only {100 * right / total:.0f} %")
