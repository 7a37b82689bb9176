"""Voices by number: pan law, distance, the crowd, who is dropped and who never is."""

from __future__ import annotations

import math
from typing import Any

import pytest

from game.audio.duck import DEPTH, Duck
from game.audio.hearing import REACH, SIDE, balance, crowd, equal_power, fall, place_of
from game.audio.sounds import Sound, table
from game.audio.takes import Takes
from game.audio.voices import HOLD_S, LIMIT, SPARE, Voices


class FakeChannel:
    """Sounds until it is told otherwise."""

    def __init__(self) -> None:
        self.busy = self.still = False
        self.volume = self.began = (1.0, 1.0)
        self.loops = self.faded = self.cut = 0
        self.fades = False

    def play(self, sound: Any, loops: int = 0) -> None:
        self.cut += self.fades
        self.busy, self.loops, self.began, self.fades = True, loops, self.volume, False

    def set_volume(self, left: float, right: float) -> None:
        self.volume = (left, right)

    def get_busy(self) -> bool:
        return self.busy

    def stop(self) -> None:
        self.busy = False

    def fadeout(self, time: int) -> None:
        self.busy, self.faded, self.fades = False, self.faded + 1, True

    def pause(self) -> None:
        self.still = True

    def unpause(self) -> None:
        self.still = False


def a_sound(name: str) -> Sound:
    return table().sounds[name]


def voices(count: int = LIMIT) -> Voices:
    return Voices([FakeChannel() for _ in range(count)])


def begin(them: Voices, *names: str) -> None:
    for name in names:
        assert them.play(name, a_sound(name), 0.5, 0.5) is not None


def names(them: Voices) -> list[str]:
    return [voice.sound.name for voice in them.sounding]


@pytest.mark.parametrize("place", [-1, -0.4, 0, 0.7, 1])
def test_pan_is_equal_power(place: float) -> None:
    left, right = equal_power(place)
    assert left**2 + right**2 == pytest.approx(1)
    assert (right > left) == (place > 0) or place == 0


def test_the_centre_is_seven_tenths_and_a_stereo_sound_is_untouched_there() -> None:
    assert equal_power(0) == pytest.approx((0.7071, 0.7071), abs=1e-4)
    assert balance(0) == pytest.approx((1, 1))
    assert balance(-1) == pytest.approx((1, 0), abs=1e-9)


def test_what_is_right_of_us_is_heard_on_the_right_but_never_on_one_ear_alone() -> None:
    left, right = equal_power(place_of(5000))
    assert right > left > 0.05
    assert place_of(5000) == SIDE == -place_of(-5000)


def test_sounds_fall_with_distance_and_end() -> None:
    away = [fall(d) for d in range(0, int(REACH) + 200, 50)]
    assert away == sorted(away, reverse=True)
    assert fall(0) == fall(200) == 1
    assert 0.3 < fall(640) < 0.5  # at the edge of the view
    assert fall(REACH) == 0


def test_a_crowd_is_held_down_by_the_square_root() -> None:
    assert [crowd(n) for n in (0, 1, 4)] == [1, 1, 1]
    assert crowd(16) == pytest.approx(0.5)
    assert crowd(12) * 12 == pytest.approx(2 * math.sqrt(12))


def test_a_voice_is_as_loud_as_bus_crowd_and_place_say() -> None:
    them = voices()
    them.bus |= {"effects": 0.65, "voice": 0.3}
    begin(them, *["explosion_small"] * 15)
    loud = them.play("x", a_sound("explosion_big"), 0.8, 0.6)
    assert loud is not None
    assert loud.channel.volume == pytest.approx((0.8 * 0.65 / 2, 0.6 * 0.65 / 2))
    talk = them.play("x", a_sound("blip_nate"), 1.0, 1.0)
    assert talk is not None
    assert talk.channel.volume[0] == pytest.approx(0.3 * crowd(17))


def test_a_voice_that_began_alone_makes_room_for_a_crowd() -> None:
    them = voices()
    begin(them, "explosion_big")
    alone = them.sounding[0].channel.volume[0]
    begin(them, *["hit_drone"] * 15)
    them.update(1 / 60)
    assert them.sounding[0].channel.volume[0] == pytest.approx(alone / 2)


def test_never_more_than_twenty_four_and_pulses_go_first() -> None:
    them = voices()
    begin(them, "pulse", *["hit_drone"] * 5, *["explosion_small"] * 8, *["shield_break"] * 10)
    assert len(them.sounding) == LIMIT == 24
    begin(them, "scan_begin")
    assert "pulse" not in names(them)
    begin(them, *["scan_begin"] * 5)
    assert "hit_drone" not in names(them)
    assert names(them).count("explosion_small") == 8
    assert len(them.sounding) == 24


def test_who_gives_way_fades_while_another_sounds_on_a_spare_channel() -> None:
    """In the stress scene a shot that was cut off for another jumped by a sixteenth of full scale."""
    channels = [FakeChannel() for _ in range(LIMIT + SPARE)]
    them = Voices(channels[:LIMIT], channels[LIMIT:])
    begin(them, *["pulse"] * LIMIT)
    begin(them, *["shield_break"] * SPARE)
    assert len(them.sounding) == LIMIT
    assert sum(channel.faded for channel in channels) == SPARE
    assert not any(channel.cut for channel in channels)


def test_a_voice_begins_at_no_volume_on_whatever_channel() -> None:
    """The mixer may run before it is told how loud: another thread that works may hold the program for 20 ms there."""
    them = voices(2)
    for _ in range(3):
        begin(them, "explosion_big", "pulse")
        assert [voice.channel.began for voice in them.sounding] == [(0.0, 0.0)] * 2
        assert all(voice.channel.volume > (0.1, 0.1) for voice in them.sounding)
        them.stop_all()


def test_the_oldest_of_the_least_important_goes() -> None:
    them = voices(3)
    begin(them, "hit_drone", "pulse", "pulse")
    oldest = them.sounding[1]
    begin(them, "pulse")
    assert oldest not in them.sounding
    assert names(them) == ["hit_drone", "pulse", "pulse"]


def test_a_pulse_never_takes_the_place_of_something_more_important() -> None:
    them = voices(2)
    begin(them, "explosion_big", "hit_drone")
    assert them.play("x", a_sound("pulse"), 1, 1) is None


def test_tells_and_beds_are_never_dropped() -> None:
    them = voices(3)
    begin(them, "scan_begin", "engine_idle", "hound_notice")
    for name in ("banhammer_strike", "hull_hit", "watcher_notice"):
        assert them.play("x", a_sound(name), 1, 1) is None
    assert names(them) == ["scan_begin", "engine_idle", "hound_notice"]


def test_a_finished_sound_gives_its_channel_back() -> None:
    them = voices(1)
    begin(them, "scan_begin")
    them.sounding[0].channel.stop()
    them.update(1 / 60)
    begin(them, "pulse")


def test_loops_go_round() -> None:
    them = voices(2)
    begin(them, "engine_idle", "pulse")
    assert [voice.channel.loops for voice in them.sounding] == [-1, 0]


def test_alarms_tells_and_speech_duck_the_music_and_gunfire_does_not() -> None:
    for name, ducks in (
        ("pulse", False),
        ("explosion_big", False),
        ("blip_karl", True),
        ("scan_begin", True),
        ("shield_break", True),
    ):
        them = voices()
        begin(them, name)
        assert them.ducking is ducks, name


def test_the_duck_goes_in_within_30_ms_and_comes_out_in_400() -> None:
    duck = Duck()
    assert duck.update(0.030, True) == pytest.approx(DEPTH)
    assert duck.update(0.200, False) == pytest.approx((1 + DEPTH) / 2)
    assert duck.update(0.200, False) == pytest.approx(1)


def test_variants_are_heard_in_turn() -> None:
    takes = Takes()
    assert [takes.pick(a_sound("pulse"), 0.1 * i) for i in range(4)] == ["pulse_1", "pulse_2", "pulse_3", "pulse_1"]


def test_motes_climb_while_they_come_quickly() -> None:
    takes, mote = Takes(), a_sound("mote")
    assert [takes.pick(mote, at) for at in (0, 1, 2.5, 9, 10)] == ["mote_1", "mote_2", "mote_3", "mote_1", "mote_2"]


@pytest.mark.parametrize(("level", "file"), [(1, "heat_up_1"), (4, "heat_up_4"), (9, "heat_up_5"), (None, "heat_up_1")])
def test_heat_is_counted(level: int | None, file: str) -> None:
    assert Takes().pick(a_sound("heat_up"), 0.0, level) == file


def test_for_one_ear_no_sound_stands_to_one_side() -> None:
    channel = FakeChannel()
    them = Voices([channel])
    them.mono = True
    them.play(object(), a_sound("hit_drone"), *equal_power(1.0))
    left, right = channel.volume
    assert left == right == pytest.approx(math.sqrt(0.5))


def test_what_is_turned_down_to_nothing_takes_no_room() -> None:
    them = voices()
    them.bus["voice"] = them.bus["alert"] = 0.0
    begin(them, *["blip_karl", "scan_identified"] * 6)
    assert not them.ducking
    begin(them, "pulse")
    assert them.sounding[-1].crowd == 1.0
    them.bus["alert"] = 1.0
    assert them.ducking


def test_what_is_held_goes_softly_stands_still_and_comes_again() -> None:
    channels = [FakeChannel() for _ in range(3)]
    them = Voices(channels)
    begin(them, "carrier_pass", "engine_idle", "pause")
    whole, bed, menu = reversed(channels)  # in the order in which they were taken
    assert them.ducking
    them.hold(but={"pause"})
    assert not them.ducking, "the music makes no room for what is not heard"
    loud = [whole.volume]
    for _ in range(8):
        assert not whole.still or loud[-1] == (0.0, 0.0)
        them.update(HOLD_S / 4)
        loud.append(whole.volume)
    assert loud == sorted(loud, reverse=True)
    assert len(set(loud)) > 4, "not at once"
    assert whole.still
    assert not bed.still
    assert not menu.still
    assert bed.volume > (0.0, 0.0)
    assert names(them) == ["carrier_pass", "engine_idle", "pause"]
    them.go_on()
    assert not whole.still
    for _ in range(8):
        them.update(HOLD_S / 4)
    assert whole.volume == loud[0]


def test_what_is_stopped_as_it_sounds_fades_and_its_channel_is_the_last_to_be_used_again() -> None:
    """To be cut off clicks: at a retry, dozens of voices at once."""
    channels = [FakeChannel() for _ in range(4)]
    them = Voices(channels)
    begin(them, "explosion_big", "carrier_pass")
    cut = them.sounding[0].channel
    assert isinstance(cut, FakeChannel)
    them.stop(them.sounding[0])
    assert cut.faded == 1
    begin(them, "pulse", "hit_rock")
    assert cut not in [voice.channel for voice in them.sounding]
    begin(them, "ram")
    assert cut is them.sounding[-1].channel


def test_what_is_over_or_stands_still_or_is_not_heard_is_stopped_at_once() -> None:
    """One that stands still would never come to the end of its fading, and never be free."""
    for name in ("over", "still", "unheard"):
        them = Voices([FakeChannel()])
        begin(them, "carrier_pass")
        voice = them.sounding[0]
        channel = voice.channel
        assert isinstance(channel, FakeChannel)
        if name == "over":
            channel.busy = False
        elif name == "still":
            them.hold()
            them.update(2 * HOLD_S)
        else:
            voice.left = voice.right = 0.0
            them.update(0.02)
        them.stop(voice)
        assert (channel.busy, channel.faded) == (False, 0), name
        begin(them, "pulse")
