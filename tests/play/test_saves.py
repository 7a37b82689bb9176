"""Three checkpoints back, exactly as they were; and nothing lost when a file is damaged."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import msgspec
import pytest

from game.play.saves import FORMAT, KEPT, Save, Saves, pack, unpack
from game.story.campaign import JOINED, Flown, Progress


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


# --- formats ---


class OldSave(msgspec.Struct):
    """A save as format 1 wrote it."""

    level: str
    title: str
    checkpoint: str
    recording: bytes
    game: str = "0.1.0"
    format: int = 1
    serial: int = 4
    saved_at: float = 1.0


def as_file(save: object) -> bytes:
    body = msgspec.msgpack.encode(save)
    return b"CALLISTER-SAVE\n" + zlib.crc32(body).to_bytes(4, "big") + body


def test_a_save_of_format_1_goes_on_in_the_campaign() -> None:
    save = unpack(as_file(OldSave("01-no-gamertag", "No Gamertag", "gate", b"flight")))
    assert (save.level, save.checkpoint, save.recording, save.format) == ("01-no-gamertag", "gate", b"flight", FORMAT)
    assert save.progress == Progress(at="01-no-gamertag")


def test_a_save_of_format_1_outside_the_campaign_stays_outside() -> None:
    save = unpack(as_file(OldSave("/somewhere/mine", "Mine", "gate", b"flight")))
    assert save.progress is None


def test_progress_comes_back_with_its_save() -> None:
    progress = Progress(
        at="b01", flown=[Flown("01-no-gamertag", flags=["statue-down"])], credits=12, bought={"hull": 1}
    )
    assert unpack(pack(a_save(progress=progress))).progress == progress


@pytest.mark.parametrize("slot", [1, 2, 3])
def test_a_later_format_is_left_whole_and_untouched(slot: int, tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    later = as_file({"format": FORMAT + 1, "serial": 40, "level": 7, "something": ["new"]})
    saves.folder.mkdir(parents=True)
    place = saves.folder / f"checkpoint-{slot}.save"
    place.write_bytes(later)
    assert saves.latest() is None
    assert any("leaves it alone" in note for note in saves.notes)
    for number in range(5):
        saves.keep(a_save(f"beat-{number}"))
    assert place.read_bytes() == later
    assert not list(saves.folder.glob("*damaged*"))
    assert saves.latest().checkpoint == "beat-4"
    assert saves.latest().serial > 40, "the later version, once it is back, sees that these are newer"
    own = [path for path in saves.folder.glob("*.save") if path != place]
    assert len(own) == KEPT


def test_three_of_a_later_format_do_not_keep_anybody_from_saving(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    saves.folder.mkdir(parents=True)
    files = [saves.folder / f"checkpoint-{slot}.save" for slot in (1, 2, 3)]
    for serial, path in enumerate(files):
        path.write_bytes(as_file({"format": FORMAT + 5, "serial": serial}))
    before = [path.read_bytes() for path in files]
    saves.keep(a_save("mine"))
    assert Saves(tmp_path).latest().checkpoint == "mine"
    assert [path.read_bytes() for path in files] == before


# --- places ---


def test_a_bridge_takes_one_place_however_often_it_is_saved(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    for beat in ("early", "late"):
        saves.keep(a_save(beat))
    for credits in (90, 60, 30):
        saves.keep(Save("", "The Bridge", "b01", progress=Progress(at="b01", credits=credits)))
    kept = [unpack(path.read_bytes()) for path in saves.folder.glob("*.save")]
    assert {save.checkpoint for save in kept} == {"early", "late", "b01"}
    assert saves.latest().progress.credits == 30


def a_game(run: int, credits: int = 0, *, level: str = "03-sweep", beat: str = "hall", campaign: str = "") -> Save:
    return a_save(beat, level=level, progress=Progress(at=level, credits=credits, campaign=campaign, run=run))


def held(saves: Saves) -> list[int | None]:
    """Of which runs, the newest first."""
    return [save.progress.run if save.progress else None for save in saves.held()]


def test_levels_flown_for_themselves_cost_nobody_the_game(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    for credits in range(4):
        saves.keep(a_game(1, credits, beat=f"beat-{credits}"))
    for number in range(5):
        saves.keep(a_save(f"mine-{number}", level="/home/mine"))
    assert held(saves) == [None, None, 1]
    assert saves.held()[-1].progress.credits == 3, "where it was left"
    for credits in (4, 5, 6):
        saves.keep(a_game(1, credits, beat=f"beat-{credits}"))
    assert held(saves) == [1, 1, None], "and the game goes on as before"


def test_a_chapter_asked_for_by_itself_costs_nobody_the_game(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    saves.keep(a_game(1))
    for number in range(4):
        saves.keep(a_game(JOINED, level="09-private-server", beat=f"beat-{number}"))
    assert held(saves) == [JOINED, JOINED, 1]


@pytest.mark.parametrize("level", ["01-no-gamertag", "/home/mine/01-no-gamertag"])
def test_an_old_chapter_flown_again_costs_nobody_the_place_where_the_game_stands(level: str, tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    stands = Progress(at="b05", flown=[Flown("01-no-gamertag", seconds=80.0)], credits=90, run=1)
    saves.keep(Save("", "The Bridge", "b05", progress=stands))
    for number in range(4):
        saves.keep(a_save(f"beat-{number}", level=level, progress=stands))
    assert [save.checkpoint for save in saves.held()] == ["beat-3", "beat-2", "b05"]


def test_the_game_before_and_ones_own_campaign_stay_beside_a_new_one(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    saves.keep(a_game(1))
    saves.keep(a_game(saves.new_run(), campaign="mine"))
    run = saves.new_run()
    for number in range(4):
        saves.keep(a_game(run, beat=f"beat-{number}"))
    assert held(saves) == [3, 2, 1]


def test_more_runs_than_places_cost_what_was_flown_for_itself_first(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    for kept in (a_game(1), a_save("mine"), a_game(JOINED), a_game(2), a_game(3), a_game(4)):
        saves.keep(kept)
    assert held(saves) == [4, 3, 2], "levels, then chapters, then the oldest game"


def test_one_bridge_of_two_games_is_two_places(tmp_path: Path) -> None:
    saves = Saves(tmp_path)

    def aboard(run: int, credits: int, chapter: str = "01-no-gamertag") -> Save:
        flown = [Flown(chapter, seconds=100.0 + run)]
        return Save("", "The Bridge", "b01", progress=Progress(at="b01", flown=flown, credits=credits, run=run))

    for run, credits in ((1, 90), (2, 50), (1, 30)):
        saves.keep(aboard(run, credits))
    assert [(save.progress.run, save.progress.credits) for save in saves.held()] == [(1, 30), (2, 50), (1, 90)]
    saves.keep(aboard(1, 10))
    assert [save.progress.credits for save in saves.held()] == [10, 50, 90]


# --- power cuts ---


class PowerCutError(BaseException):
    """The machine stops here."""


@pytest.mark.parametrize("step", range(4))
@pytest.mark.parametrize("place", ["bridge", "checkpoint"])
def test_a_kill_at_any_step_of_saving_leaves_a_save(
    step: int, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def a_place(number: int) -> Save:
        if place == "checkpoint":
            return a_save(f"beat-{number}", progress=Progress(at="01-no-gamertag", credits=number))
        return Save("", "The Bridge", "b01", progress=Progress(at="b01", credits=number))

    saves = Saves(tmp_path)
    for number in range(5):
        saves.keep(a_place(number))
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
            saves.keep(a_place(5))
    found = Saves(tmp_path)
    assert found.latest().progress.credits in (4, 5)
    assert found.notes == []
    assert not list(saves.folder.glob("*damaged*"))
    found.keep(a_place(6))
    assert Saves(tmp_path).latest().progress.credits == 6
