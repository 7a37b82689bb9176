"""Whatever instant the power goes, a whole file is found afterwards: the old one or the new one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from game.play import safekeeping, settings


class PowerCutError(BaseException):
    """The machine stops here."""


def whole(content: bytes) -> bool:
    return content.startswith(b"ok")


def steps_of_a_write() -> int:
    return len(["fsync file", "replace to bak", "replace to name", "fsync folder"])


@pytest.mark.parametrize("step", range(steps_of_a_write()))
def test_a_power_cut_at_any_step_loses_nothing(step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "run.save"
    safekeeping.write(path, b"ok old", whole)
    done = 0

    def cut_at(real):
        def call(*arguments):
            nonlocal done
            if done == step:
                raise PowerCutError
            done += 1
            return real(*arguments)

        return call

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", cut_at(os.fsync))
        patched.setattr(os, "replace", cut_at(os.replace))
        with pytest.raises(PowerCutError):
            safekeeping.write(path, b"ok new", whole)
    content, note = safekeeping.read(path, whole)
    assert content in (b"ok old", b"ok new")
    assert note == ""
    safekeeping.write(path, b"ok newer", whole)
    assert safekeeping.read(path, whole) == (b"ok newer", "")


def test_a_damaged_file_is_moved_aside_and_its_backup_used(tmp_path: Path) -> None:
    path = tmp_path / "run.save"
    safekeeping.write(path, b"ok 1", whole)
    safekeeping.write(path, b"ok 2", whole)
    path.write_bytes(b"garbage")
    content, note = safekeeping.read(path, whole)
    assert content == b"ok 1"
    assert "run.save was damaged" in note
    assert (tmp_path / "run.save.damaged-1").read_bytes() == b"garbage"


def test_a_damaged_file_never_becomes_the_backup(tmp_path: Path) -> None:
    path = tmp_path / "run.save"
    safekeeping.write(path, b"ok 1", whole)
    safekeeping.write(path, b"ok 2", whole)
    path.write_bytes(b"garbage")
    safekeeping.write(path, b"ok 3", whole)
    assert safekeeping.backup(path).read_bytes() == b"ok 1"
    assert path.read_bytes() == b"ok 3"


def test_nothing_there_is_no_problem(tmp_path: Path) -> None:
    assert safekeeping.read(tmp_path / "run.save", whole) == (None, "")


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "run.save"
    safekeeping.write(path, b"ok old", whole)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            safekeeping.write(path, b"ok new", whole)
    assert safekeeping.read(path, whole) == (b"ok old", "")


def test_a_damaged_file_in_a_folder_that_cannot_be_written_to_stays_there(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "settings.toml").write_text("volume = = 3")
    monkeypatch.setattr(safekeeping.os, "replace", refuse)
    content, note = safekeeping.read(tmp_path / "settings.toml", lambda content: False)
    assert content is None
    assert "settings.toml was damaged" in note
    loaded, notes = settings.load(tmp_path)
    assert loaded == settings.Settings()
    assert str(tmp_path / "settings.toml") in notes[-1]
    assert (tmp_path / "settings.toml").exists()
