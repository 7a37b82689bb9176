"""Clips: a moment of a flight, cut out of it, flown again exactly, kept and read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.lab import reel
from game.lab.pilots import make_pilot
from game.lab.recording import RecordingError
from game.lab.reel import Camera, Clip
from game.lab.replay import Replay, verify
from game.sim.command import Command, Held, Press
from game.story import library, moments
from game.story.episode import Episode
from game.story.level import Level
from game.story.moments import Moment
from tests.play.stage import short_level

RIGHT = Command.of(move=(1.0, 0.0), held=Held.DIRECT)


@pytest.fixture
def level(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Level:
    """A short hop whose checkpoint half way is a moment, a second long on either side."""
    folder = short_level(tmp_path / "hop")
    row = Moment("sweep", "hop", "half way", (("beat", "gate"),), before=0.1, after=0.4)
    monkeypatch.setattr(moments, "MOMENTS", (row,))
    return library.load(str(folder))


def fly(level: Level) -> tuple[Episode, Camera, dict[int, int]]:
    episode = Episode(level, 5)
    camera, marks = Camera(episode), {}
    while episode.outcome is None and episode.frame < 1200:
        camera.note(episode, RIGHT, episode.step(RIGHT))
        marks[episode.frame] = episode.world.mark()
    assert episode.outcome == "won"
    return episode, camera, marks


def test_a_moment_is_flown_again_as_it_was(level: Level):
    episode, camera, marks = fly(level)
    (clip,) = camera.clips(episode)
    assert 0 < clip.recording.first <= clip.start, "it begins at the checkpoint before it"
    assert 0.3 < clip.seconds <= 0.8
    replay = Replay(clip.recording, level)
    while not replay.ended:
        replay.step()
        assert replay.episode.world.mark() == marks[replay.frame]
    assert replay.frame < episode.frame, "and ends with it"
    assert verify(clip.recording, level) is None


def test_it_is_small_and_reads_back(level: Level):
    episode, camera, _ = fly(level)
    (clip,) = camera.clips(episode)
    data = clip.pack()
    assert len(data) < 60_000
    again = Clip.unpack(data)
    assert (again.id, again.start, again.name) == (clip.id, clip.start, clip.name)
    assert again.recording.commands.tolist() == clip.recording.commands.tolist()


def test_a_folder_keeps_them_and_passes_by_what_is_damaged(level: Level, tmp_path: Path):
    episode, camera, _ = fly(level)
    names = reel.keep(camera.clips(episode), tmp_path / "moments")
    assert set(reel.load(tmp_path / "moments", names)) == {"sweep"}
    assert reel.load(tmp_path / "moments", {"sweep": "sweep-00000000.clip"}) == {}
    assert reel.load(tmp_path / "moments", {"sweep": "../moments/" + names["sweep"]}) != {}, "only its name counts"
    (tmp_path / "moments" / names["sweep"]).write_bytes(b"CALLCLIP\nnonsense")
    assert reel.load(tmp_path / "moments", names) == {}


@pytest.mark.parametrize("data", [b"", b"CALLCLIP\n", b"CALLCLIP\n\xff\xff", b"something else"])
def test_what_is_no_clip_is_refused(data: bytes):
    with pytest.raises(RecordingError):
        Clip.unpack(data)


def test_after_a_change_of_rules_it_begins_anew(level: Level):
    episode = Episode(level, 5)
    camera = Camera(episode)
    for _ in range(30):
        camera.note(episode, RIGHT, episode.step(RIGHT))
    episode.ask("outlaw", episode.assists)
    camera.begin(episode)
    while episode.outcome is None and episode.frame < 1200:
        camera.note(episode, RIGHT, episode.step(RIGHT))
    (clip,) = camera.clips(episode)
    assert clip.recording.header.difficulty == "outlaw"
    assert clip.recording.first >= 30
    assert verify(clip.recording, level) is None


DOWN = Command.of(move=(0.0, 1.0), aim=1.57, held=Held.DIRECT)
AGAIN = Command.of(pressed=Press.RETRY)


def test_after_a_defeat_it_begins_where_the_run_was_taken_up(level: Level):
    """Not with all that was lost before; and to have looked there changes nothing."""
    marks: list[list[int]] = []
    for watched in (True, False):
        episode, marked = Episode(level, 5), []
        camera = Camera(episode) if watched else None
        for _ in range(1500):
            half = "half" in episode.director.state.fired
            lost = episode.stats["retries"] < 2
            command = AGAIN if episode.waiting_retry else DOWN if half and lost else RIGHT
            events = episode.step(command)
            if camera is not None:
                camera.note(episode, command, events)
            marked.append(episode.world.mark())
            if episode.outcome is not None:
                break
        assert episode.outcome == "won"
        assert episode.stats["retries"] == 2
        marks.append(marked)
        if camera is not None:
            (clip,) = camera.clips(episode)
    assert marks[0] == marks[1]
    assert clip.start - clip.recording.first < 60, "from the second retry on, not from the checkpoint"
    assert verify(clip.recording, level) is None


def test_a_camera_changes_nothing():
    level = library.load("01")
    digests = []
    for watched in (False, True):
        episode = Episode(level, 3)
        pilot = make_pilot("pilot", episode)
        camera = Camera(episode) if watched else None
        for _ in range(60 * 40):
            command = pilot.command()
            events = episode.step(command)
            pilot.hear(events)
            if camera is not None:
                camera.note(episode, command, events)
        digests.append(episode.digest())
    assert digests[0] == digests[1]
