"""What was found whole is not looked through again, and never something else for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.story import verdicts
from game.story.problems import Problem
from game.story.verdicts import FILE, Verdicts


class Judge:
    """Counts how often it was asked; whatever says 'wrong' is."""

    def __init__(self, file: Path) -> None:
        self.file, self.asked = file, 0

    def __call__(self) -> list[Problem]:
        self.asked += 1
        return [Problem(str(self.file), 1, 1, "wrong")] if "wrong" in self.file.read_text() else []


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "level.toml").write_text("fine")
    return Judge(tmp_path / "mine" / "level.toml")


def look(judge: Judge, folder: Path) -> list[Problem]:
    """As a `check` does it that begins anew."""
    kept = Verdicts(folder)
    found = kept.of([judge.file], judge)
    kept.keep()
    return found


def test_what_was_whole_is_judged_again_once_it_says_something_else(judge: Judge, tmp_path: Path) -> None:
    assert [look(judge, tmp_path / "cache") for _ in range(3)] == [[], [], []]
    assert judge.asked == 1
    judge.file.write_text("fine, too")
    assert look(judge, tmp_path / "cache") == []
    assert judge.asked == 2
    judge.file.write_text("fine")
    look(judge, tmp_path / "cache")
    assert judge.asked == 2


def test_a_mistake_is_told_every_time(judge: Judge, tmp_path: Path) -> None:
    judge.file.write_text("wrong")
    assert all(len(look(judge, tmp_path / "cache")) == 1 for _ in range(3))
    judge.file.unlink()
    judge.file.with_name("level.toml").mkdir()  # what is no file has no verdict
    assert Verdicts(tmp_path / "cache").of([judge.file], lambda: [Problem("", 1, 1, "no file")])


def test_another_program_judges_for_itself(judge: Judge, tmp_path: Path, monkeypatch) -> None:
    look(judge, tmp_path / "cache")
    monkeypatch.setattr(verdicts, "_judges", lambda: b"the next version")
    look(judge, tmp_path / "cache")
    assert judge.asked == 2
    monkeypatch.setattr(verdicts, "_judges", lambda: b"")  # one that does not know what it is made of
    look(judge, tmp_path / "cache")
    look(judge, tmp_path / "cache")
    assert judge.asked == 4


def test_what_is_saved_while_it_is_judged_has_no_verdict(judge: Judge, tmp_path: Path) -> None:
    def slow() -> list[Problem]:
        found = judge()
        judge.file.write_text("wrong")
        return found

    kept = Verdicts(tmp_path / "cache")
    assert kept.of([judge.file], slow) == []
    assert len(kept.of([judge.file], judge)) == 1
    judge.file.write_text("fine")
    kept.of([judge.file], judge)
    assert judge.asked == 3


@pytest.mark.parametrize("damage", [b"\xff\x00 no digests", b"", b"0" * 300_000])
def test_a_damaged_or_missing_cache_costs_a_look(damage: bytes, judge: Judge, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / FILE).write_bytes(damage)
    look(judge, tmp_path / "cache")
    look(judge, tmp_path / "cache")
    assert judge.asked == 1
    look(judge, judge.file)  # a file where its folder should be
    assert judge.asked == 2


def test_it_does_not_grow_without_end(judge: Judge, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(verdicts, "KEPT", 5)
    kept = Verdicts(tmp_path / "cache")
    for number in range(8):
        judge.file.write_text(f"fine {number}")
        kept.of([judge.file], judge)
    kept.keep()
    digests = (tmp_path / "cache" / FILE).read_text().split()
    assert len(digests) == 5
    assert verdicts.digest_of([judge.file]) in digests
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [FILE], "nothing half written"
