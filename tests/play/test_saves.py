"""Three checkpoints back, exactly as they were; and nothing lost when a file is damaged."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from game.play.saves import KEPT, Save, Saves, pack, unpack


def a_save(checkpoint: str = "gate", **changes: object) -> Save:
    save = Save("01-no-gamertag", "No Gamertag", checkpoint, recording=bytes(range(256)))
    return msgspec.structs.replace(save, **changes)


def test_a_save_comes_back_exactly() -> None:
    assert unpack(pack(a_save())) == a_save()


def test_the_last_three_are_kept(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    for number in range(7):
        saves.keep(a_save(f"beat-{number}"))
    assert saves.latest().checkpoint == "beat-6"
    kept = sorted(saves.folder.glob("*.save"))
    assert len(kept) == KEPT
    assert {unpack(path.read_bytes()).checkpoint for path in kept} == {"beat-4", "beat-5", "beat-6"}


def test_the_one_before_serves_when_the_newest_is_damaged(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    for number in range(3):
        saves.keep(a_save(f"beat-{number}"))
    newest = max(saves.folder.glob("*.save"), key=lambda path: unpack(path.read_bytes()).serial)
    newest.write_bytes(newest.read_bytes()[:-5])
    again = Saves(tmp_path)
    assert again.latest().checkpoint == "beat-1"
    assert any("damaged" in note for note in again.notes)
    again.keep(a_save("beat-3"))
    assert Saves(tmp_path).latest().checkpoint == "beat-3"


def test_no_saves_is_no_problem(tmp_path: Path) -> None:
    assert Saves(tmp_path / "nothing").latest() is None


@pytest.mark.parametrize(
    "content", [b"", b"CALLISTER-SAVE\n", b"something else", pack(a_save())[:-1], pack(a_save()) + b"x"]
)
def test_damage_is_seen(content: bytes) -> None:
    with pytest.raises(ValueError, match="save"):
        unpack(content)


def test_a_save_of_a_later_version_says_so() -> None:
    with pytest.raises(ValueError, match="format 99"):
        unpack(pack(a_save(format=99)))
