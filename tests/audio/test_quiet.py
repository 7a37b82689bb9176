"""The two last chapters by ear: an engine that is a breath, one note a pair, a room with a set in it."""

from __future__ import annotations

import pytest

from game.audio.ears import listen
from game.audio.mixer import Audio, cues_of
from game.audio.sounds import table
from game.sim.command import IDLE
from game.sim.events import Event
from game.sim.pictures import Pictures
from game.story import library
from game.story.episode import Episode
from game.story.state import StoryEvent, Television
from game.story.television import switch, tune


@pytest.fixture
def audio(monkeypatch: pytest.MonkeyPatch) -> Audio:
    """Without a device: what would be heard is known all the same."""
    monkeypatch.setattr("game.audio.mixer._open_device", lambda: "no device")
    return Audio()


def after(audio: Audio, episode: Episode, events=(), seconds: float = 1.5) -> dict[str, float]:
    """Beds that last, by name, once they have glided to where they go."""
    audio.follow(episode, events, 0.0)
    for _ in range(round(seconds * 20)):
        audio.follow(episode, (), 0.05)
    return {name: audio.beds.level(name) for name in ("idle", "breath", "sofa", "snow", "rain", "tape")}


def test_among_pictures_the_engine_is_a_breath(audio: Audio):
    episode = Episode(library.load("10-two-bodies"), 1)
    before = after(audio, episode)
    assert before["idle"] > 0.1
    assert before["breath"] < 0.01
    episode.world.pictures = Pictures()
    assert listen(episode.world).gentle
    now = after(audio, episode)
    assert now["idle"] < 0.01
    assert now["breath"] > 0.4


def test_each_pair_has_its_note(audio: Audio, monkeypatch: pytest.MonkeyPatch):
    played: list[str] = []
    monkeypatch.setattr(audio.library, "get", lambda file: played.append(file))
    for pair in range(1, 7):
        audio.update(1.0)
        audio.play([Event("picture.joined", 1, value=float(pair), name=str(pair))])
    assert [file for file in played if file.startswith("theme_note")] == [f"theme_note_{n}" for n in range(1, 7)]


def test_a_picture_is_heard_by_the_sound_that_it_names(audio: Audio, monkeypatch: pytest.MonkeyPatch):
    played: list[str] = []
    monkeypatch.setattr(audio.library, "get", lambda file: played.append(file))
    audio.play([Event("picture.heard", 1, x=10.0, y=10.0, value=3.0, name="memory_hatch")])
    assert played == ["memory_hatch"]
    assert [caption.text for caption in audio.captions.shown] == [table().sounds["memory_hatch"].caption]


def test_before_the_set_nothing_of_the_ship_is_heard(audio: Audio):
    episode = Episode(library.load("11-television"), 1, flags=["seen-sweep"])
    television = episode.director.state.television = Television()
    beds = after(audio, episode)
    assert beds["sofa"] > 0.5
    assert beds["idle"] == beds["snow"] == beds["rain"] == 0.0
    switch(episode.director.stage, television, True)
    for channel, snows in ((2, False), (4, True), (8, False)):
        tune(episode.director.stage, television, channel)
        beds = after(audio, episode)
        assert (beds["snow"] > 0.1) == snows, channel
        assert (beds["tape"] > 0.1) == (channel == 2), "a ship, out of the set"
    television.marks["window"] = 0
    assert after(audio, episode)["rain"] > 0.5


def test_the_music_of_both_is_there():
    cues = table().cues
    assert cues["two-bodies"].meter == 3
    assert cues["television"].layers == ("television",)
    assert {"bodies", "television"} <= set(table().pieces)


@pytest.mark.parametrize("chapter", ["05-deep-strata", "11-television"])
def test_a_chapter_that_begins_in_silence_asks_for_no_music(chapter: str):
    level = library.load(chapter)
    assert not level.header.music
    assert [cue for cue in cues_of(level) if cue] != [], "so that one hears it begin"


def test_the_garage_hardly_sounds_and_falls_silent():
    level, rows = library.load("07-the-garage"), table()
    assert level.header.music == "garage"
    assert all(rows.pieces[piece].lufs <= -30 for piece in rows.cues["garage"].layers)
    hushes = [action for beat in level.beats.values() for action in beat.then if getattr(action, "hush", None)]
    assert len(hushes) >= 3


def test_a_chapter_begins_without_a_chime_and_is_kept_with_one(audio: Audio, monkeypatch: pytest.MonkeyPatch):
    played: list[str] = []
    monkeypatch.setattr(audio.library, "get", lambda file: played.append(file))
    episode = Episode(library.load("05-deep-strata"), 1)
    kept = [StoryEvent("checkpoint", "begin")]
    audio.follow(episode, kept, 0.1)
    assert played == []
    for _ in range(90):
        episode.step(IDLE)
    audio.update(2.0)
    audio.follow(episode, kept, 0.1)
    assert "checkpoint" in played
