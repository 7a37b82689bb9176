"""Soaks measure the program as it is played: its own loop, its own scenes, and what it holds afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from game.play import soak
from tests.play.stage import short_level


@pytest.fixture
def hop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The only level there is."""
    level = str(short_level(tmp_path / "hop"))
    monkeypatch.setattr(soak.library, "folders", lambda user_dir=None: {level: Path(level)})
    return level


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak, "READ_AHEAD", 4)


def test_the_stress_scene_stays_full_and_every_turn_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int, float]] = []

    class Looks(soak.Stopping):
        def wait(self, meanwhile: Callable[[float], None] | None = None) -> None:
            super().wait(meanwhile)
            world = staged[0].episode.world
            seen.append((world.ships.n, world.shots.n, float(world.ships.hull[world.player_row])))

    staged: list[soak.pictures.Staged] = []
    crowd = soak.pictures.crowd_scene
    monkeypatch.setattr(soak.pictures, "crowd_scene", lambda: staged.append(crowd()) or staged[0])
    monkeypatch.setattr(soak, "Stopping", Looks)
    monkeypatch.setattr(soak, "SETTLING", 0.1)
    found = soak.stress(0.4)
    assert found["renderer"] == "software"
    assert 0 < found["frames"] <= len(seen)
    assert found["over_33"] <= found["over_16_6"] <= found["frames"]
    assert found["median_ms"] <= found["p99_ms"] <= found["worst_ms"]
    assert 0.0 < found["own_worst_ms"] <= found["worst_ms"] + 20.0  # a thread's clock may tick every 15 ms
    assert found["own_over_33"] <= found["frames"]
    ships, shots, hull = seen[-1]
    assert ships > soak.pictures.SHIPS
    assert shots > 0.5 * soak.pictures.SHOTS  # on a machine that is late some ticks pass between two fillings
    assert hull > 0.0
    assert "turns in 0 s" in soak.as_text(found)


def test_an_hour_goes_round_and_a_lost_run_is_taken_up_again(hop: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak, "AT_TITLE", 0.1)
    monkeypatch.setattr(soak, "IN_MENU", 0.1)
    monkeypatch.setattr(soak, "ROUNDS", 2)
    begun: list[soak.Flight] = []
    begin = soak.chapters.begin

    def counted(app: soak.App, level: str, bot: str) -> None:
        begin(app, level, bot=bot)
        begun.append(app.scenes[-1])

    monkeypatch.setattr(soak.chapters, "begin", counted)
    found = soak.hour(6.0)
    assert len(begun) == 2
    assert [flight.episode.stats["retries"] for flight in begun] == [1, 1]
    if found["growth"] is not None:
        assert abs(found["growth"]) < 0.5
        assert found["peak_mb"] >= found["end_mb"] > 0
        assert found["peak_mb"] + 1.0 >= found["at_once_mb"] >= found["end_mb"] * 0.8
        assert f"{found['end_mb']:.0f} MB at its end" in soak.as_text(found)
    untold = {**found, "growth": None, "at_once_mb": None, "half_mb": None, "end_mb": None}
    assert soak.as_text(untold).endswith("MB at most")
    assert soak.as_text({**untold, "peak_mb": None}).endswith("unknown here")


def test_waits_are_measured_in_every_level(hop: str) -> None:
    found = soak.waits()
    assert list(found["levels"]) == [hop]
    assert found["worst_level_seconds"] > 0.0
    assert found["retry_seconds"] > 0.0
