"""The log of a run: kept where there is room, and never in anybody's way."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from game.play import journal


@pytest.fixture
def full_disk(tmp_path: Path) -> Path:
    """A folder whose log can be opened and never written."""
    if not Path("/dev/full").exists():
        pytest.skip("a device that is always full is Linux's")
    (tmp_path / "user").mkdir()
    return tmp_path / "user"


def test_a_log_that_cannot_be_written_says_nothing_and_stops_nobody(
    full_disk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as disk:
        disk.setattr(logging.FileHandler, "_open", lambda self: Path("/dev/full").open("w", encoding="utf-8"))  # noqa: SIM115
        journal.open_journal(full_disk)
        journal.log.info("a beat")
        journal.close_journal()
    assert capsys.readouterr().err == ""
    journal.open_journal(full_disk)
    journal.log.info("another beat")
    journal.close_journal()
    assert "another beat" in (full_disk / journal.FILE).read_text(), "and is kept again once there is room"
