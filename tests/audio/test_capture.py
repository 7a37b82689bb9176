"""What comes out of the device: SDL's disk driver writes the mixed output to a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

FIGHT = """
import time
from game.audio.ears import Ears
from game.audio.mixer import Audio

audio = Audio()
assert not audio.silent, audio.trouble
audio.play_music("infinity")
def frames(count, ears):
    for _ in range(count):
        audio.update(1 / 60, ears)
        time.sleep(1 / 60)
while not audio.music.playing:
    frames(1, Ears())
frames(6, Ears())
ears = Ears(alive=True, thrust=1.0, boosting=True, hull=0.1, scan=0.9, sweep_ahead=100.0, danger=3)
crowd = ("explosion_big", "shield_break", "hull_hit", "scan_identified", "warden_pulse", "explosion_small",
         "ram", "warden_attack", "hound_attack", "pulse", "banhammer_strike", "death")
for name in (*crowd, "engine_idle", "engine_thrust", "engine_boost", "hull_low", "scan_loop", "sweep_near"):
    for file in audio.table.sounds[name].files:  # decoded ahead: on a busy machine the first would be over otherwise
        audio.library.get(file)
for name in crowd:
    audio.sound(name)
frames(5, ears)
assert len(audio.voices.sounding) > 12
frames(65, ears)
audio.close()
"""

TOGETHER = """
import time
import numpy as np, pygame
from game.audio.mixer import Audio
from game.audio.sounds import Cue

class Clicks:  # four layers, each one click of 1000 in 30 ms
    def ready(self, file):
        click = np.zeros((1323, 2), np.int16)
        click[300] = 1000
        return pygame.mixer.Sound(buffer=click.tobytes())

audio = Audio()
deck = audio.music._decks[0]
for _ in range(12):
    assert deck.start(Cue("clicks", 22050, 4, ("a", "b", "c", "d")), Clicks(), pygame.mixer.Sound(buffer=bytes(4)), 0.0)
    for channel in deck.channels:
        channel.set_volume(1.0, 1.0)
    time.sleep(0.1)
    deck.stop()
    time.sleep(0.02)
audio.close()
"""

HELD = """
import time
from game.audio.mixer import Audio

audio = Audio()
def frames(seconds):
    for _ in range(round(seconds * 60)):
        audio.update(1 / 60)
        time.sleep(1 / 60)
assert audio.sound("carrier_pass")
frames(1.0)
audio.hold()
frames(0.5)
audio.go_on()
frames(0.5)
audio.hold()
frames(0.2)
audio.quiet()
audio.go_on()
assert audio.sound("carrier_pass")  # on a channel that stood still
frames(0.5)
audio.close()
"""

STOPPED = """
import time
from game.audio.mixer import Audio
from game.audio.sounds import table
import numpy as np, pygame

audio = Audio()
wave = np.round(8000 * np.sin(np.arange(44100) * 2 * np.pi * 220 / 44100)).astype(np.int16)
tone = pygame.mixer.Sound(buffer=np.repeat(wave[:, None], 2, axis=1).tobytes())
sound = table().sounds["carrier_pass"]
for _ in range(12):
    audio.voices.play(tone, sound, 1.0, 1.0)
    time.sleep(0.1)
    audio.quiet()
    time.sleep(0.15)
audio.close()
"""


STRESS = """
import time
import numpy as np
from game.audio.mixer import Audio, Volumes
from game.lab import pictures
from game.play.soak import Circling

staged, chance, pilot = pictures.crowd_scene(), np.random.Generator(np.random.PCG64(6)), Circling()
episode, audio = staged.episode, Audio()
episode.director.state.music = "infinity"
def frames(count, volumes, each=1 / 60):
    audio.set_volumes(volumes)
    for _ in range(count):
        pictures.keep(episode, [], chance)
        audio.follow(episode, episode.step(pilot.command()), 1 / 60)
        time.sleep(each)
silent = dict.fromkeys(("music", "effects", "voice", "ambience", "interface", "alert"), 0.0)
while audio.music.hushed or not audio.music.playing:  # for the sweep that begins
    frames(1, Volumes(0.0), 0.001)
frames(150, Volumes(0.0))  # it is back, and all of its layers are, a bar later
for volumes in (Volumes(), *(Volumes(**{**silent, bus: 1.0}) for bus in ("music", "effects", "alert"))):
    frames(60, volumes)
    frames(20, Volumes(0.0))
audio.close()
"""

STOLEN = """
import time
from game.audio.mixer import Audio
from game.audio.sounds import table
from game.audio.voices import LIMIT
import numpy as np, pygame

audio = Audio()
wave = np.round(24000 * np.sin(np.arange(44100) * 2 * np.pi * 220 / 44100)).astype(np.int16)
tone = pygame.mixer.Sound(buffer=np.repeat(wave[:, None], 2, axis=1).tobytes())
nothing = pygame.mixer.Sound(buffer=bytes(4 * 44100))
shot, alarm = table().sounds["pulse"], table().sounds["shield_break"]
for _ in range(12):
    audio.voices.play(tone, shot, 1.0, 1.0)
    while len(audio.voices.sounding) < LIMIT:
        audio.voices.play(nothing, alarm, 1.0, 1.0)
    time.sleep(0.05)
    audio.voices.play(nothing, alarm, 1.0, 1.0)
    time.sleep(0.15)
    for voice in audio.voices.sounding:
        voice.channel.stop()
    audio.voices.update(0.0)
audio.close()
"""


def captured(script: str, folder: Path) -> np.ndarray:
    """(n, 2) samples as the device got them, int16."""
    out = folder / "out.raw"
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(out)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return np.frombuffer(out.read_bytes(), np.int16).reshape(-1, 2)


def test_a_busy_fight_sounds_and_does_not_clip(tmp_path: Path) -> None:
    x = captured(FIGHT, tmp_path).astype(np.float64) / 32_768
    loudest = np.abs(x).max()
    assert loudest < 0.99, "clipped"
    assert loudest > 0.1
    quarters = x[: len(x) // 4410 * 4410].reshape(-1, 4410, 2)
    loud = 10 * np.log10((quarters**2).mean(axis=(1, 2)) + 1e-12)
    assert loud.max() > -24  # the fight
    assert (loud > -45).sum() >= 8  # and it lasts
    assert abs(x.mean()) < 2e-3


def test_the_stress_scene_does_not_clip_and_every_bus_has_its_share(tmp_path: Path) -> None:
    """Hundreds of shots, a hundred drones and players, and a sweep: heard whole, and then a bus at a time."""
    x = captured(STRESS, tmp_path).astype(np.float64) / 32_768
    sounds = np.flatnonzero((x[: len(x) // 441 * 441].reshape(-1, 441, 2) != 0).any(axis=(1, 2)))  # in blocks of 10 ms
    gaps = np.flatnonzero(np.diff(sounds) > 20)[:3] + 1  # alerts, which are last, have some of their own
    parts = np.split(sounds, gaps)
    assert len(parts) == 4
    assert min(map(len, parts)) > 20
    heard = [x[part[0] * 441 : part[-1] * 441] for part in parts]
    assert np.abs(heard[0]).max() < 0.7, "no room is left"
    assert np.abs(heard[0].mean()) < 2e-3
    whole, music, effects, alerts = (10 * np.log10((part**2).mean()) for part in heard)
    assert -28 < whole < -19  # [dB]; with one bus alone nothing makes room for anything
    assert -32 < music < -19
    assert -33 < effects < -22, "either drowns the other"
    assert -36 < alerts < -19


def test_layers_start_on_the_same_sample(tmp_path: Path) -> None:
    x = captured(TOGETHER, tmp_path)[:, 0]
    heard = x[x != 0]
    assert len(heard) >= 12
    assert set(heard.tolist()) <= {3996, 3997, 3998, 3999, 4000}, "a layer clicked alone"


def test_what_is_held_is_silence_between_its_halves(tmp_path: Path) -> None:
    x = captured(HELD, tmp_path).astype(np.float64) / 32_768
    blocks = x[: len(x) // 441 * 441].reshape(-1, 441, 2)  # of 10 ms
    sounds = (blocks**2).mean(axis=(1, 2)) > 1e-9
    turns = np.flatnonzero(sounds[1:] != sounds[:-1]) + 1
    stretches = [part for part in np.split(sounds, turns) if len(part) >= 5]
    assert [bool(part[0]) for part in stretches[not sounds[0] :][:5]] == [True, False, True, False, True]


def test_what_is_stopped_does_not_click(tmp_path: Path) -> None:
    """A tone that is cut off jumps by up to all of its height: 5200 here. One that fades is five steps lower before."""
    x = captured(STOPPED, tmp_path)[:, 0].astype(np.int64)
    assert np.abs(x).max() > 5000, "it was heard"
    assert max(ends(x)) < 2000


def test_what_gives_way_to_something_that_matters_more_does_not_click(tmp_path: Path) -> None:
    x = captured(STOLEN, tmp_path)[:, 0].astype(np.int64)
    assert np.abs(x).max() > 5000, "it was heard"
    assert max(ends(x)) < 2000


def ends(x: np.ndarray) -> list[int]:
    """How high each of at least ten tones stood when it was over."""
    last = [i for i in np.flatnonzero((x[:-1] != 0) & (x[1:] == 0)) if not x[i + 1 : i + 2000].any()]
    assert len(last) >= 10
    return [abs(int(x[i])) for i in last]
