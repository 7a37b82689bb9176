"""From an event to a voice; the music that a level asks for; and the game without a device."""

from __future__ import annotations

import logging
import math
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pygame
import pytest

from game.audio.beds import SWING_S, Beds
from game.audio.ears import Ears, Hum
from game.audio.heard import STORY
from game.audio.layers import HUSH_S
from game.audio.mixer import APPROACH_S, BUS, NOTHING_S, Audio, Volumes, cues_of, sounds_of
from game.sim import roster, spawning, tow
from game.sim.events import EVENTS, Event
from game.sim.world import World
from game.story import library
from game.story.state import Line, StoryEvent

FRAME = 1 / 60
HERE = Ears(alive=True)


def heard(audio: Audio) -> list[str]:
    return [voice.sound.name for voice in audio.voices.sounding]


def beds(audio: Audio) -> set[str]:
    return {voice.sound.name for voice in audio.voices.sounding if voice.sound.loop}


def captions(audio: Audio) -> list[str]:
    return [caption.text for caption in audio.captions.shown]


def scene() -> tuple[World, Any]:
    """A world with one of each, and what stands for an episode in it."""
    world = World(seed=1)
    spawning.spawn(world, "callister", 0, 0)
    director = SimpleNamespace(music="", music_hush_until=0, line=None)
    level = SimpleNamespace(beats={}, header=SimpleNamespace(music="pocket"))
    return world, SimpleNamespace(world=world, director=director, level=level)


def follow(audio: Audio, episode: Any, *events: Any, frames: int = 1) -> None:
    audio.follow(episode, events, FRAME)
    for _ in range(frames - 1):
        audio.follow(episode, (), FRAME)


@pytest.mark.parametrize(
    ("kind", "event", "sound"),
    [
        ("callister", Event("fired"), "pulse"),
        ("griefer", Event("fired"), "player_pulse"),
        ("hound", Event("fired"), "drone_pulse"),
        ("warden", Event("fired"), "warden_pulse"),
        ("callister", Event("hit", name="shield"), "shield_hit"),
        ("callister", Event("hit", name="hull"), "hull_hit"),
        ("watcher", Event("hit", name="hull"), "hit_drone"),
        ("statue", Event("hit", name="hull"), "hit_rock"),
        ("hound", Event("destroyed"), "hound_death"),
        ("newcomer", Event("destroyed"), "player_death"),
        ("statue", Event("destroyed"), "explosion_big"),
        ("callister", Event("collided", name="sky", value=300), "canvas"),
        ("callister", Event("collided", name="moon", value=300), "ram"),
        ("callister", Event("assist", value=1), "assist_on"),
        ("callister", Event("assist", value=0), "assist_off"),
    ],
)
def test_who_did_it_decides_what_is_heard(audio: Audio, kind: str, event: Event, sound: str) -> None:
    world, episode = scene()
    who = world.player if kind == "callister" else spawning.spawn(world, kind, 200, 0)
    follow(audio, episode, event._replace(who=who, x=200.0))
    assert sound in heard(audio)


def test_a_drone_that_sees_us_says_so_and_one_that_sees_another_does_not(audio: Audio) -> None:
    world, episode = scene()
    hound, other = spawning.spawn(world, "hound", 200, 0), spawning.spawn(world, "newcomer", 300, 0)
    follow(audio, episode, Event("noticed", hound, other, 200, 0))
    assert "hound_notice" not in heard(audio)
    follow(audio, episode, Event("noticed", hound, world.player, 200, 0))
    assert "hound_notice" in heard(audio)


def test_the_destroyed_are_remembered_for_what_they_were(audio: Audio) -> None:
    world, episode = scene()
    watcher = spawning.spawn(world, "watcher", 200, 0)
    follow(audio, episode)
    roster.remove(world, watcher)
    follow(audio, episode, Event("destroyed", watcher, world.player, 200, 0, name="shot"))
    assert "watcher_death" in heard(audio)


def test_every_event_can_be_played_without_a_ship_to_go_with_it(audio: Audio) -> None:
    _, episode = scene()
    follow(audio, episode, *(Event(kind, 999, 998, 50, 50, 1.0, "nobody") for kind in EVENTS))


def test_what_is_far_away_is_not_heard_but_its_tell_is(audio: Audio) -> None:
    world, episode = scene()
    far = spawning.spawn(world, "watcher", 2500, 0)
    follow(audio, episode, Event("destroyed", far, 0, 2500, 0), Event("scan.began", far, world.player, 2500, 0))
    assert heard(audio).count("scan_begin") == 1
    assert "watcher_death" not in heard(audio)


def test_what_happens_on_the_left_is_heard_on_the_left(audio: Audio) -> None:
    world, episode = scene()
    who = spawning.spawn(world, "griefer", -400, 0)
    follow(audio, episode, Event("fired", who, 0, -400, 0))
    shot = next(voice for voice in audio.voices.sounding if voice.sound.name == "player_pulse")
    assert shot.left > 2 * shot.right > 0


def test_a_soft_touch_is_softer_than_a_crash(audio: Audio) -> None:
    world, episode = scene()
    follow(audio, episode, Event("collided", world.player, 0, 0, 0, 50.0, "moon"))
    soft = audio.voices.sounding[0].left
    audio.quiet()
    follow(audio, episode, frames=20)
    follow(audio, episode, Event("collided", world.player, 0, 0, 0, 400.0, "moon"))
    crash = next(voice for voice in audio.voices.sounding if voice.sound.name == "ram")
    assert crash.left > 3 * soft > 0


def test_a_hull_that_slides_along_a_wall_is_not_struck(audio: Audio) -> None:
    world, episode = scene()
    follow(audio, episode, Event("collided", world.player, 0, 0, 0, 12.0, "sky"))
    assert "canvas" not in heard(audio)


def test_a_hundred_tags_read_at_once_are_a_few_sounds(audio: Audio) -> None:
    _, episode = scene()
    for _ in range(30):
        follow(audio, episode, *(Event("sweep.tagged", 0, 0, 10 * i, 0) for i in range(100)))
    assert heard(audio).count("sweep_tagged") <= 8


def test_what_knocks_far_off_is_heard_from_its_side_and_louder_from_near(audio: Audio) -> None:
    _, episode = scene()

    def knock(x: float) -> tuple[float, float]:
        audio.quiet()
        follow(audio, episode, frames=20)
        follow(audio, episode, StoryEvent("signal", x=x, value=3.4))
        voice = next(voice for voice in audio.voices.sounding if voice.sound.name == "walt_signal")
        return voice.left, voice.right

    far, near, right = knock(-9000.0), knock(-700.0), knock(2500.0)
    assert near[0] > 2 * far[0] > 0
    assert far[0] > far[1]
    assert right[1] > right[0]


def test_a_level_plays_a_sound_by_name_at_a_place_or_everywhere(audio: Audio) -> None:
    _, episode = scene()
    follow(audio, episode, StoryEvent("sound", "canvas"), StoryEvent("sound", "gate_open", x=300, y=0, value=1))
    assert heard(audio)[:2] == ["canvas", "gate_open"]


def test_a_sound_that_does_not_exist_is_reported_and_nothing_breaks(
    audio: Audio, caplog: pytest.LogCaptureFixture
) -> None:
    assert not audio.sound("no_such_thing")
    assert "no_such_thing" in caplog.text


def test_engine_follows_thrust_and_boost(audio: Audio) -> None:
    levels = {}
    for name, ears in {
        "idle": Ears(alive=True),
        "thrust": Ears(alive=True, thrust=1.0),
        "boost": Ears(alive=True, thrust=1.0, boosting=True),
    }.items():
        for _ in range(60):
            audio.update(FRAME, ears)
        levels[name] = {bed: audio.beds.level(bed) for bed in ("idle", "thrust", "boost")}
    assert levels["idle"]["idle"] > 0.95
    assert levels["idle"]["thrust"] < 0.05
    assert levels["thrust"]["thrust"] > 0.95
    assert levels["boost"]["boost"] > 0.95 > 0.5 > levels["boost"]["thrust"]
    for _ in range(60):
        audio.update(FRAME, Ears())
    assert beds(audio) == set()


def test_the_engine_comes_and_goes_in_small_steps(audio: Audio) -> None:
    """In 04's silence each push was heard as a click: a fifth of the engine at once."""
    audio.update(FRAME, replace(HERE, thrust=0.0))
    before = audio.beds.level("thrust")
    for thrust in [*[1.0] * 40, *[0.0] * 40]:
        audio.update(FRAME, replace(HERE, thrust=thrust))
        assert abs(audio.beds.level("thrust") - before) <= FRAME / SWING_S + 1e-9
        before = audio.beds.level("thrust")
        assert thrust < 1.0 or before <= 1.0
    assert before < 0.01


def test_hull_shield_scan_wall_and_neighbours_are_beds(audio: Audio) -> None:
    for i in range(30):
        ears = Ears(
            alive=True,
            hull=0.2,
            shield=0.3 + i * 0.003,
            scan=0.9,
            sweep_ahead=300.0,
            swarm=0.6,
            hums=(Hum(7, "hound_idle", 90, 0),),
        )
        audio.update(FRAME, ears)
    assert {"hull_low", "shield_regen", "scan_loop", "sweep_near", "hound_idle", "mites_swarm"} <= beds(audio)
    assert "HULL LOW" in captions(audio)


def test_the_wall_grows_as_it_comes_and_passes_over(audio: Audio) -> None:
    levels = []
    for ahead in (1400, 900, 400, 50):
        for _ in range(40):
            audio.update(FRAME, Ears(alive=True, sweep_ahead=float(ahead)))
        levels.append(audio.beds.level("wall"))
    assert levels == sorted(levels)
    assert levels[-1] > 0.8
    audio.update(FRAME, Ears(alive=True, sweep_ahead=-5.0))
    assert "sweep_wall" in heard(audio)


def test_a_line_has_its_speakers_voice_every_few_letters(audio: Audio) -> None:
    played = []
    text = "She's stiff. Give her a push."
    for shown in range(len(text)):
        before = len(audio.voices.sounding)
        audio.say(FRAME * 2, "thrust.karl", "karl", "say", text, shown)
        played += heard(audio)[before:]
    assert set(played) == {"blip_karl"}
    letters = sum(letter.isalnum() for letter in text)
    assert letters / 4 - 2 <= len(played) <= letters / 3 + 1


def test_a_caption_without_a_voice_is_silent(audio: Audio) -> None:
    audio.say(FRAME, "back.silence", "", "sound", "(nobody answers)", 12)
    assert heard(audio) == []


def test_the_line_of_an_episode_is_spoken(audio: Audio) -> None:
    _, episode = scene()
    episode.director.line = Line("gate.kabir", "kabir", "The gate.", "say", age=30, duration=120)
    follow(audio, episode)
    assert "blip_kabir" in heard(audio)


CHOSEN = {"volume": 50, "music": 100, "effects": 40, "voices": 30, "ambience": 20, "interface": 10}


def test_each_bus_follows_its_own_setting(audio: Audio) -> None:
    audio.set_volumes(Volumes.of(SimpleNamespace(**CHOSEN, mono=False, alerts="both")))
    shares = {"effects": 0.4, "voice": 0.3, "ambience": 0.2, "interface": 0.1, "alert": 0.4}
    assert audio.voices.bus == pytest.approx({bus: BUS * 0.5 * share for bus, share in shares.items()})


def test_who_wants_to_see_alarms_does_not_hear_them(audio: Audio) -> None:
    audio.set_volumes(Volumes.of(SimpleNamespace(**CHOSEN, mono=False, alerts="sight")))
    assert audio.voices.bus["alert"] == 0.0
    assert audio.voices.bus["effects"] > 0.0


def test_the_sweep_is_announced_by_silence_and_then_its_tone(audio: Audio) -> None:
    _, episode = scene()
    episode.director.music = "infinity"
    follow(audio, episode, frames=2)
    follow(audio, episode, Event("sweep.began", value=300.0))
    assert audio.music.hushed
    assert "(the music stops)" in captions(audio)
    for _ in range(int((HUSH_S + NOTHING_S) / FRAME) - 2):
        follow(audio, episode)
        assert "sweep_approach" not in heard(audio)
    follow(audio, episode, frames=5)
    assert "sweep_approach" in heard(audio)
    follow(audio, episode, frames=int(APPROACH_S / FRAME))
    assert not audio.music.hushed


def test_a_level_that_hushed_the_music_itself_still_gets_its_second_of_nothing(audio: Audio) -> None:
    _, episode = scene()
    episode.director.music, episode.director.music_hush_until = "infinity", 600
    follow(audio, episode, Event("sweep.began", value=300.0), frames=int((HUSH_S + NOTHING_S) / FRAME) - 2)
    assert "sweep_approach" not in heard(audio)
    follow(audio, episode, frames=5)
    assert "sweep_approach" in heard(audio)
    follow(audio, episode, frames=int(APPROACH_S / FRAME) + 60)
    assert audio.music.hushed


def test_a_sweep_that_a_level_announced_itself_is_not_announced_twice(audio: Audio) -> None:
    _, episode = scene()
    follow(audio, episode, StoryEvent("sound", "sweep_approach"))
    follow(audio, episode, Event("sweep.began", value=300.0), frames=120)
    assert heard(audio).count("sweep_approach") == 1
    assert not audio.music.hushed


def test_the_directors_state_decides_the_music_so_a_retry_finds_it(audio: Audio) -> None:
    world, episode = scene()
    episode.director.music, episode.director.music_hush_until = "infinity", 100
    follow(audio, episode)
    assert audio.music.cue == "infinity"
    assert audio.music.hushed
    world.tick = 101
    follow(audio, episode)
    assert not audio.music.hushed
    episode.director.music = "pocket"
    follow(audio, episode)
    assert audio.music.cue == "pocket"


def test_death_stops_the_music_and_the_next_try_brings_it_back(audio: Audio) -> None:
    world, episode = scene()
    episode.director.music = "infinity"
    follow(audio, episode, frames=3)
    player = world.player
    roster.remove(world, player)
    follow(audio, episode, Event("destroyed", player, 0, 0, 0, name="shot"))
    assert audio.music.hushed
    assert "death" in heard(audio)
    spawning.spawn(world, "callister", 0, 0)
    follow(audio, episode)
    assert not audio.music.hushed


def test_a_retry_silences_what_never_happened(audio: Audio) -> None:
    world, episode = scene()
    follow(audio, episode, Event("destroyed", world.player, 0, 0, 0, name="shot"))
    assert "death" in heard(audio)
    follow(audio, episode, Event("retried", world.player, value=1.0))
    assert "death" not in heard(audio)


def test_the_music_of_a_level_is_decoded_before_it_is_asked_for(audio: Audio) -> None:
    level = library.load("01-no-gamertag")
    assert {"pocket", "infinity"} <= set(cues_of(level))


def test_the_music_of_the_level_before_is_given_back(audio: Audio) -> None:
    """Decoded, all the music there is takes a quarter of a gigabyte."""
    cues = audio.table.cues

    def decoded(cue: str) -> bool:
        return all(file in audio.library._clips for file in cues[cue].layers)

    for cue in ("pirates", "sweep"):
        for file in cues[cue].layers:
            audio.library.get(file)
    audio.play_music("sweep")
    audio.update(0.02)
    audio.prepare(["door"])
    assert not decoded("pirates")
    assert decoded("sweep"), "it still plays"


def test_effects_that_only_a_level_before_had_are_given_back(audio: Audio) -> None:
    files = {name: audio.table.sounds[name].files[0] for name in ("sofa_room", "mote")}
    for file in files.values():
        assert audio.library.get(file)
    audio.prepare(["door"])
    assert files["sofa_room"] not in audio.library._clips
    assert files["mote"] in audio.library._clips, "it is heard in every level"


def test_what_a_level_plays_by_name_is_decoded_before(audio: Audio, monkeypatch: pytest.MonkeyPatch) -> None:
    """The core folds for seven seconds: to decode that when it is heard held the picture up for 44 ms."""
    level = library.load("08-the-core")
    assert {"core_collapse", "purge_zero"} <= set(sounds_of(level))
    wanted: list[str] = []
    monkeypatch.setattr(audio.library, "warm", wanted.extend)
    audio.prepare(cues_of(level), sounds_of(level))
    assert {"core_collapse", "purge_zero", *audio.table.cues["core"].layers} <= set(wanted)


def test_a_loop_is_not_waited_for_and_fades_in_when_it_is_there(audio: Audio) -> None:
    there: dict[str, object] = {}
    waiting = Beds(audio.table, audio.voices, there.get, audio.captions)
    ears = Ears(alive=True, swarm=1.0)
    for _ in range(30):
        waiting.update(FRAME, ears)
    assert heard(audio) == []
    assert audio.table.sounds["mites_swarm"].caption in captions(audio)
    there["mites_swarm"] = object()
    loud = []
    for _ in range(30):
        waiting.update(FRAME, ears)
        loud.append(audio.voices.sounding[0].left)
    assert loud[0] < 0.2 * loud[-1], "not from nothing to all of it"
    assert loud == sorted(loud)
    assert loud[-1] > 0.5


def test_without_a_device_it_says_so_once_and_plays_on(deaf: Audio, caplog: pytest.LogCaptureFixture) -> None:
    assert deaf.silent
    assert "no sound device" in deaf.trouble
    world, episode = scene()
    episode.director.music = "infinity"
    deaf.warm()
    caplog.clear()
    hound = spawning.spawn(world, "hound", 200, 0)
    names = {"picture.heard": "monitor_beep"}  # the level says which sound it is
    events = [Event(kind, hound, world.player, 200, 0, 1.0, names.get(kind, "up")) for kind in EVENTS]
    for _ in range(30):
        follow(deaf, episode, *events)
    deaf.interface("select")
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert captions(deaf) != []


def test_a_deaf_player_reads_what_a_hearing_one_hears(deaf: Audio) -> None:
    world, episode = scene()
    watcher = spawning.spawn(world, "watcher", -400, 0)
    follow(deaf, episode, Event("scan.began", watcher, world.player, -400, 0))
    caption = deaf.captions.shown[0]
    assert (caption.text, caption.alerts) == ("SCAN BEGINS", True)
    assert caption.side < 0
    assert caption.bearing == pytest.approx(math.pi)
    assert captions(deaf)[1:] == ["watcher hums"]
    follow(deaf, episode, frames=200)
    assert captions(deaf) == []


def test_in_a_crowd_of_captions_what_warns_stays(deaf: Audio) -> None:
    _, episode = scene()
    follow(deaf, episode)
    for name in ("sweep_wall", "hit_rock", "hit_drone", "ram", "mote", "explosion_small", "pulse"):
        deaf.sound(name)
    assert captions(deaf) == ["the wall passes", "collision", "taken in", "explosion"]


def test_a_rope_is_heard_while_it_is_strained(audio: Audio) -> None:
    world, episode = scene()
    assert tow.take(world, spawning.spawn(world, "pod", -150, 0), 200.0)
    follow(audio, episode)
    assert "tether_loop" not in beds(audio)
    world.tow.strain = 0.6
    follow(audio, episode, frames=30)
    assert "tether_loop" in beds(audio)
    world.tow.strain = 0.0
    follow(audio, episode, frames=120)
    assert "tether_loop" not in beds(audio)


def test_words_are_not_answered_that_are_another_events(audio: Audio) -> None:
    _, episode = scene()
    follow(audio, episode, StoryEvent("won", "companion"), StoryEvent("clock", "moved", value=-60.0))
    assert heard(audio) == ["engine_idle"]
    follow(audio, episode, StoryEvent("won", "freedom"), StoryEvent("clock", "tick", value=9.0))
    assert heard(audio)[1:] == ["level_won", "purge_tick"]


def test_a_loop_that_a_level_asks_for_comes_to_its_end(audio: Audio) -> None:
    _, episode = scene()
    follow(audio, episode, StoryEvent("sound", "tractor_loop"), frames=30)
    assert "tractor_loop" in beds(audio)
    follow(audio, episode, frames=round(audio.library.get("tractor_loop").get_length() / FRAME) + 60)
    assert "tractor_loop" not in beds(audio)


def test_a_loop_that_a_level_asks_for_waits_while_the_world_stands_still(audio: Audio) -> None:
    _, episode = scene()
    follow(audio, episode, StoryEvent("sound", "tractor_loop"), frames=2)
    audio.hold()
    for _ in range(round(audio.library.get("tractor_loop").get_length() / FRAME) + 60):
        audio.update(FRAME)
    assert beds(audio) == set()
    audio.go_on()
    follow(audio, episode, frames=30)
    assert "tractor_loop" in beds(audio)


def test_nothing_that_happens_begins_a_loop_without_an_end(audio: Audio) -> None:
    world, episode = scene()
    for kind in (kind for kind in EVENTS if kind != "retried"):
        follow(audio, episode, Event(kind, world.player, world.player, 50, 0, 1.0, "monitor_beep"))
    for row in (row for rows in STORY.values() for row in rows if row.sound):
        assert not audio.table.sounds[row.sound].loop
    follow(audio, episode, frames=60)
    assert beds(audio) == {"engine_idle"}


def test_a_name_that_runs_out_frays_until_it_is_off(audio: Audio) -> None:
    world, episode = scene()
    world.spoof.name, world.spoof.left, world.spoof.warned = "gamer_x", 3.0, True
    follow(audio, episode, Event("spoof.short", world.player, value=3.0), frames=60)
    assert "spoof_expiring" in beds(audio)
    world.spoof.name = ""
    follow(audio, episode, Event("spoof.off", world.player), frames=60)
    assert "spoof_expiring" not in beds(audio)


def test_another_cue_does_not_end_a_silence(audio: Audio) -> None:
    _, episode = scene()
    episode.director.music, episode.director.music_hush_until = "infinity", 600
    follow(audio, episode)
    episode.director.music = "pocket"
    follow(audio, episode, frames=3)
    assert (audio.music.cue, audio.music.hushed) == ("pocket", True)


def test_a_chapter_that_begins_hushed_is_so_after_one_that_was_left_dead(audio: Audio) -> None:
    world, episode = scene()
    episode.director.music = "infinity"
    follow(audio, episode)
    roster.remove(world, world.player)
    follow(audio, episode)
    audio.quiet()
    audio.play_music("title")
    audio.update(FRAME)
    _, other = scene()
    other.director.music, other.director.music_hush_until = "pocket", 600
    follow(audio, other)
    assert audio.music.hushed


def test_a_sweep_that_comes_again_after_a_retry_is_announced_again(audio: Audio) -> None:
    world, episode = scene()
    episode.director.music = "infinity"
    follow(audio, episode, Event("sweep.began", value=300.0), frames=120)
    assert "sweep_approach" in heard(audio)
    follow(audio, episode, Event("retried", world.player, value=1.0))
    assert heard(audio) == ["engine_idle"]
    assert not audio.music.hushed
    follow(audio, episode, Event("sweep.began", value=300.0))
    assert audio.music.hushed
    follow(audio, episode, frames=120)
    assert "sweep_approach" in heard(audio)


def test_a_retry_takes_back_what_was_read_of_what_never_happened(audio: Audio) -> None:
    world, episode = scene()
    follow(audio, episode, Event("destroyed", world.player, 0, 0, 0, name="shot"))
    assert "we are lost" in captions(audio)
    follow(audio, episode, Event("retried", world.player, value=1.0))
    assert captions(audio) == []


def test_the_touch_of_a_menu_is_heard_although_it_leaves_a_flight(audio: Audio) -> None:
    audio.sound("scan_identified")
    audio.interface("select")
    audio.quiet()
    assert heard(audio) == ["ui_select"]


def test_a_shield_that_was_half_full_does_not_fill_because_of_a_pause(audio: Audio) -> None:
    for _ in range(3):
        audio.update(FRAME, Ears(alive=True, shield=0.4))
    for _ in range(60):
        audio.update(FRAME)
    audio.update(FRAME, Ears(alive=True, shield=0.4))
    assert "shield fills" not in captions(audio)
    assert "shield_regen" not in beds(audio)


def test_the_music_stops_only_where_there_is_some(audio: Audio) -> None:
    _, episode = scene()
    episode.director.music_hush_until = 600
    follow(audio, episode)
    assert captions(audio) == []


def test_a_cue_that_still_fades_out_is_not_cut_off_by_a_third(audio: Audio) -> None:
    for cue in ("pocket", "room", "title"):
        for file in audio.table.cues[cue].layers:
            assert audio.library.get(file)
    audio.play_music("pocket")
    for _ in range(120):
        audio.update(FRAME)
    audio.play_music("room")
    for _ in range(10):
        audio.update(FRAME)
    first = next(deck for deck in audio.music._decks if deck.cue and deck.cue.name == "pocket")
    audio.play_music("title")
    fades = []
    while first.cue is not None and first.cue.name == "pocket":
        fades.append(first.fade)
        audio.update(FRAME)
    assert all(before - after < 0.1 for before, after in pairwise([*fades, 0.0]))
    audio.update(FRAME)
    assert first.cue is audio.table.cues["title"]


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (Event("gate.closed", x=100.0), "a gate shuts"),
        (Event("lockdown", value=1.0), "LOCKDOWN"),
        (Event("lockdown", value=0.0), "lockdown over"),
        (Event("picture.drawn"), "a picture comes along"),
        (Event("tow.strained", value=0.8), "the rope strains"),
        (Event("tow.off"), "off the rope"),
        (Event("hold.spilled"), "overboard"),
        (StoryEvent("objective.failed", "spare"), "an order fails"),
    ],
)
def test_who_reads_is_told_what_happened_and_not_what_else_sounds_like_it(
    deaf: Audio, event: Event | StoryEvent, words: str
) -> None:
    _, episode = scene()
    follow(deaf, episode, event)
    assert captions(deaf) == [words]


def test_for_one_ear_nothing_is_heard_on_one_side_only(audio: Audio) -> None:
    """Also of what has two channels of its own: music whose voices answer each other from side to side."""

    def sides(file: str) -> float:
        samples = pygame.sndarray.array(audio.library.get(file)).astype(int)
        return abs(samples[:, 0] - samples[:, 1]).max()

    before = sides("sweep_wall")
    assert before > 1000
    audio.set_volumes(replace(audio.volumes, mono=True))
    assert sides("sweep_wall") == sides("heart_2_tension") == 0
    assert abs(pygame.sndarray.array(audio.library.get("heart_2_tension"))).max() > 1000
    audio.set_volumes(replace(audio.volumes, mono=False))
    assert sides("sweep_wall") == before


def test_what_is_announced_waits_while_a_menu_stands(audio: Audio) -> None:
    _, episode = scene()
    episode.director.music = "infinity"
    follow(audio, episode, Event("sweep.began", value=300.0), frames=2)
    for _ in range(round(2 * APPROACH_S / FRAME)):
        audio.update(FRAME)
    assert "sweep_approach" not in heard(audio)
    assert audio.music.hushed
    follow(audio, episode, frames=round((HUSH_S + NOTHING_S) / FRAME) + 1)
    assert "sweep_approach" in heard(audio)


def test_a_line_that_is_said_once_more_is_spoken_once_more(audio: Audio) -> None:
    for said in (1, 2):
        for shown in range(1, 9):
            audio.say(0.1, "again", "karl", "say", "Not that way.", shown)
        assert heard(audio).count("blip_karl") == 3 * said
