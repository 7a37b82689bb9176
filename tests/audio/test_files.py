"""The shipped files, measured with the decoder that the game uses: levels, ends, seams, lengths."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pygame
import pytest

from game.audio.decoding import close_mixer, decode
from game.audio.sounds import SAMPLE_RATE, ogg, table

FULL = np.float32(32_768.0)
ONE_SHOTS = [file for file, sound in table().sound_of_file.items() if not sound.loop]
LOOPS = [file for file, sound in table().sound_of_file.items() if sound.loop]


@pytest.fixture(scope="module", autouse=True)
def _mixer() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SDL_AUDIODRIVER", "dummy")
        close_mixer()
        pygame.mixer.init(SAMPLE_RATE, -16, 2, 512, allowedchanges=0)
        yield
        close_mixer()


def decoded(file: str) -> np.ndarray:
    """(n, 2) samples, full scale +-1: single precision holds them, and steps between them, exactly."""
    raw = pygame.mixer.Sound(ogg(file)).get_raw()
    return np.frombuffer(raw, np.int16).reshape(-1, 2).astype(np.float32) / FULL


def peak_db(x: np.ndarray) -> float:
    return float(20 * np.log10(np.abs(x).max() + 1e-12))


def seam(x: np.ndarray) -> float:
    """The step from the end to the start against the usual steps inside: above 1.5 it may click."""
    usual = np.quantile(np.abs(np.diff(x, axis=0)), 0.999) + 2 / FULL
    bend = np.quantile(np.abs(np.diff(x, 2, axis=0)), 0.999) + 4 / FULL
    return float(max(np.abs(x[0] - x[-1]).max() / usual, np.abs((x[1] - x[0]) - (x[0] - x[-1])).max() / bend))


@pytest.mark.parametrize("file", ["title", "infinity_4_chase", "carrier_pass", "gate_open", "pulse_1"])
def test_a_file_decoded_in_pieces_is_the_file(file: str) -> None:
    assert decode(ogg(file)).get_raw() == pygame.mixer.Sound(ogg(file)).get_raw()


def test_a_file_that_is_no_ogg_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.ogg").write_bytes(b"OggS and then nothing of the kind")
    with pytest.raises(pygame.error):
        decode(tmp_path / "x.ogg")


@pytest.mark.parametrize("file", ONE_SHOTS)
def test_an_effect_begins_and_ends_at_nothing_and_stays_under_its_ceiling(file: str) -> None:
    x, sound = decoded(file), table().sound_of_file[file]
    assert -40 < peak_db(x) < sound.ceiling + 0.8
    assert np.abs(x.mean(axis=0, dtype=np.float64)).max() < 2e-3
    assert max(np.abs(x[0]).max(), np.abs(x[-1]).max()) < 2e-3
    assert (np.ptp(x[:, 0] - x[:, 1]) > 1e-3) == sound.stereo


@pytest.mark.parametrize("file", LOOPS)
def test_a_loop_has_no_seam(file: str) -> None:
    x, sound = decoded(file), table().sound_of_file[file]
    assert -45 < peak_db(x) < sound.ceiling + 0.8
    assert np.abs(x.mean(axis=0, dtype=np.float64)).max() < 1e-3
    assert seam(x) < 1.5


@pytest.mark.parametrize("cue", table().cues)
def test_layers_are_whole_bars_of_one_length_without_a_seam(cue: str) -> None:
    what = table().cues[cue]
    layers = {layer: decoded(layer) for layer in what.layers}
    lengths = {len(x) for x in layers.values()}
    assert len(lengths) == 1
    assert lengths.pop() % (what.beat * what.meter) == 0
    for layer, x in layers.items():
        assert peak_db(x) < table().pieces[layer].ceiling + 0.8
        assert np.abs(x.mean(axis=0, dtype=np.float64)).max() < 5e-4
        assert seam(x) < 1.5, layer


def test_the_title_asks_four_notes_and_then_lets_go() -> None:
    x = decoded("title").mean(axis=1)
    bar = table().cues["title"].beat * 4
    asked, held_open = (np.sqrt(np.mean(x[k * bar : (k + 1) * bar] ** 2)) for k in (0, 2))
    assert 20 * np.log10(asked / held_open) > 4
    assert 20 * np.log10(held_open + 1e-12) > -36


def test_the_dead_world_is_a_hum_and_hardly_moves() -> None:
    x = decoded("pocket_hum").mean(axis=1)
    seconds = x[: len(x) // SAMPLE_RATE * SAMPLE_RATE].reshape(-1, SAMPLE_RATE)
    level = 10 * np.log10((seconds**2).mean(axis=1))
    assert np.ptp(level) < 5
    power = np.abs(np.fft.rfft(x)) ** 2
    low = np.fft.rfftfreq(len(x), 1 / SAMPLE_RATE) < 500
    assert power[low].sum() > 0.95 * power.sum()
