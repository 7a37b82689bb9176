"""What a flight was begun with stands in its recording, and a change of mind in the middle begins another one."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from game.lab.recorder import Recorder
from game.lab.recording import Header, Recording
from game.lab.replay import Replay, verify
from game.lab.training import TRAINING
from game.sim.command import Command
from game.sim.harm import DIFFICULTY
from game.sim.loadout import Assists, Loadout
from game.story import library
from game.story.episode import Episode

BOUGHT = Loadout(hull_bonus=40.0, decoys=2, credits=130)
HELP = Assists(damage=0.5, hacking=2.0, aim=0.4, toggles=True)


def flown(episode: Episode, recorder: Recorder, ticks: int) -> None:
    for tick in range(ticks):
        command = Command.of(thrust=1.0, turn=0.3 if tick % 40 < 20 else -0.3)
        recorder.note(episode, command, episode.step(command))


def test_a_recording_keeps_what_was_brought(tmp_path: Path) -> None:
    level = library.load(TRAINING["battle"])
    episode = Episode(level, 3, counters={"players-hurt": 4}, loadout=BOUGHT, assists=HELP)
    recorder = Recorder(episode)
    flown(episode, recorder, 90)
    recorder.recording().save(tmp_path / "flight.rec")
    again = Recording.load(tmp_path / "flight.rec")
    assert (again.header.loadout, again.header.assists) == (BOUGHT, HELP)
    replay = Replay(again, level)
    assert replay.episode.loadout == BOUGHT
    assert replay.episode.director.counters["players-hurt"] == 4
    assert verify(again, level) is None


def test_the_difficulty_may_change_in_the_middle_and_is_replayed_exactly() -> None:
    level = library.load(TRAINING["battle"])
    episode = Episode(level, 3)
    flown(episode, Recorder(episode), 120)
    episode.ask("story", HELP)
    assert episode.world.difficulty == "story"
    recorder = Recorder(episode)
    flown(episode, recorder, 240)
    recording = recorder.recording()
    assert (recording.first, recording.header.difficulty, recording.header.assists) == (120, "story", HELP)
    assert verify(recording, level) is None
    assert Replay(recording, level).episode.digest() != episode.digest(), "it begins where the change was made"


def test_a_retry_does_not_set_the_difficulty_back() -> None:
    episode = Episode(library.load(TRAINING["battle"]), 3)
    episode.ask("outlaw", Assists())
    episode._take_up(episode.checkpoint_snapshot)
    assert episode.world.difficulty == "outlaw"


@pytest.mark.parametrize(
    ("part", "value"), [("hull_bonus", -1.0), ("hull_bonus", 1e9), ("credits", 10**9), ("decoys", float("nan"))]
)
def test_nobody_brings_more_than_there_is(part: str, value: float) -> None:
    with pytest.raises(ValueError, match=part):
        Loadout(**{part: value})


def test_a_header_with_an_impossible_loadout_is_damaged() -> None:
    plain = msgspec.to_builtins(Header(game="1", level="l", level_hash="h", seed=1))
    plain["assists"]["damage"] = 0.0
    with pytest.raises(msgspec.ValidationError, match="damage"):
        msgspec.convert(plain, Header)


def test_headers_of_before_need_no_loadout() -> None:
    plain = msgspec.to_builtins(Header(game="1", level="l", level_hash="h", seed=1))
    for later in ("loadout", "assists", "counters"):
        del plain[later]
    assert msgspec.convert(plain, Header).loadout == Loadout()


def test_every_difficulty_can_be_asked_for() -> None:
    episode = Episode(library.load(TRAINING["beacons"]), 1)
    for name in DIFFICULTY:
        episode.ask(name, Assists())
        assert episode.world.difficulty == name
