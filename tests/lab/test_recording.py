"""Recordings: what goes in comes out, a replay is the flight, and no file can do worse than be refused."""

from __future__ import annotations

import contextlib
import dataclasses
import random
import re
import zlib
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.lab import plain
from game.lab.arena import arena
from game.lab.pilots import make_pilot
from game.lab.recorder import Recorder
from game.lab.recording import FORMAT, MAGIC, Header, Recording, RecordingError, _pack_ships
from game.lab.replay import Replay, _differences, prove_checkpoints, verify
from game.sim.command import Command
from game.story import library
from game.story.episode import Episode

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def level():
    return library.load("01")


@pytest.fixture(scope="module")
def flown(level):
    """Sixteen seconds of random flight through the first chapter, and the digest at its end."""
    return fly(level, "monkey", 960)


def fly(level, bot, ticks, seed=5):
    episode = Episode(level, seed)
    pilot, recorder = make_pilot(bot, episode), Recorder(episode, bot=bot)
    for _ in range(ticks):
        command = pilot.command()
        pilot.hear(episode.step(command))
        recorder.note(recorder.episode, command)
    return recorder.recording(), episode.digest()


def same(one, two):
    assert one.header == msgspec.structs.replace(two.header, parts=one.header.parts)
    assert np.array_equal(one.commands, two.commands)
    assert np.array_equal(one.digests, two.digests)
    assert one.checkpoints == two.checkpoints
    assert np.array_equal(one.marks, two.marks)
    assert one.ships == two.ships


def test_a_file_comes_back_as_it_was(flown, tmp_path):
    recording, _ = flown
    path = tmp_path / "flight.rec"
    recording.save(path)
    same(Recording.load(path), recording)
    assert [file.name for file in tmp_path.iterdir()] == ["flight.rec"]


def test_it_is_compact(flown):
    recording, _ = flown
    bare = Recording(recording.header, recording.commands, recording.digests, [])
    assert len(bare.pack()) < 12 * 1024


def test_a_replay_ends_where_the_flight_ended(flown, level):
    recording, reached = flown
    replay = Replay(recording, level)
    while not replay.ended:
        replay.step()
    assert replay.episode.digest() == reached


def forged(recording, frame, **parts):
    """The same recording with another command for the sixty ticks that follow a frame."""
    commands = recording.commands.copy()
    commands[frame : frame + 60] = np.frombuffer(Command.of(move=(1.0, 0.3), held=8).pack(), np.uint8)
    return dataclasses.replace(recording, commands=commands, **parts)


def test_verify_agrees_with_the_truth_and_names_the_tick_and_the_ship_that_a_changed_command_moved(flown, level):
    recording, _ = flown
    assert verify(recording, level) is None
    wrong = verify(forged(recording, 700), level)
    assert wrong is not None
    assert (wrong.before, wrong.tick) == (700, 701)
    assert wrong.seen == 720
    assert "ships" in wrong.subsystems
    assert "differs first at tick 701 (11.68 s), in ships" in str(wrong)
    assert re.search(r"at tick 720: ship \d+ \(row 0, callister\) at \(-?[\d.]+, -?[\d.]+\) differs", str(wrong))


def test_a_recording_without_marks_still_names_the_half_second(flown, level):
    recording, _ = flown
    wrong = verify(forged(recording, 700, marks=recording.marks[:0], ships=[]), level)
    assert (wrong.before, wrong.tick, wrong.seen) == (690, 720, 720)
    assert "ticks 691 to 720" in str(wrong)


def test_a_ship_that_came_too_much_is_named(flown, level):
    recording, _ = flown
    ships = [rows[:] for rows in recording.ships]
    ships[28] = [*ships[28], ships[28][0]._replace(id=99 << 16)]
    digests = recording.digests.copy()
    digests[28, 1] ^= 1
    wrong = verify(dataclasses.replace(recording, ships=ships, digests=digests), level)
    assert wrong.tick == 870
    assert wrong.rows == [f"at tick 870: ship {99 << 16} is missing"]


def test_checkpoints_at_any_moment_are_reseated_in_the_replay_too():
    """Two ships that lean on each other drift from their copies at a reseat: the replay must make it as well."""
    level = arena("callister@0,0 grinder@75,8:hold grinder@140,-8:hold").names.level
    episode = Episode(level, 5)
    recorder = Recorder(episode)
    push = Command.of(move=(1.0, 0.05), held=8)
    kept = []
    for tick in range(240):
        recorder.note(episode, push, episode.step(push))
        if tick in (41, 97, 160):
            recorder.keep()
            kept.append(episode.frame)
    whole = Recording.unpack(recorder.recording().pack())
    assert [c.frame for c in whole.checkpoints] == [0, *kept]
    assert verify(whole, level) is None
    bare = dataclasses.replace(whole, checkpoints=whole.checkpoints[:1])
    assert verify(bare, level) is not None, "without the reseats it drifts: else this test has lost its point"


def test_verify_lists_rows_that_differ_at_the_next_checkpoint(flown, level):
    recording, _ = flown
    replay = Replay(recording, level)
    replay.seek(900)
    later = Recorder(replay.episode).recording().checkpoints[0]
    snapshot = plain.decode(later.state)
    snapshot["now"]["world"]["ships"]["x"][0] += 5.0
    later.state = plain.encode(snapshot)
    digests = recording.digests.copy()
    digests[28, 1] ^= 1
    wrong = verify(Recording(recording.header, recording.commands, digests, [*recording.checkpoints, later]), level)
    assert wrong.subsystems == ["ships"]
    assert any("ships.x[0]" in row for row in wrong.rows)


def test_what_differs_is_named_down_to_the_list_and_its_rows():
    lanes = [np.zeros((3, 2)), np.ones((2, 2))]
    moved = [lanes[0], np.array([[1.0, 1.0], [1.0, 4.0]])]
    (said,) = _differences({"traffic": {"lanes": lanes}}, {"traffic": {"lanes": moved}}, "")
    assert said == "traffic.lanes[1][3] is 4.0, the recording has 1.0 (1 differ)"
    assert list(_differences([1, 2], [1, 2, 3], "names")) == ["names is [1, 2, 3], the recording has [1, 2]"]


def test_seeking_back_and_forth_shows_the_same_moments(flown, level):
    recording, _ = flown
    straight, hopping = Replay(recording, level), Replay(recording, level)
    straight.seek(600)
    for frame in (900, 240, 610, 600):
        hopping.seek(frame)
        assert hopping.frame == frame
    assert hopping.episode.digest() == straight.episode.digest()
    hopping.seek(10**9)
    assert hopping.ended


def test_a_flight_taken_up_in_the_middle_records_from_there(flown, level):
    recording, _ = flown
    replay = Replay(recording, level)
    replay.seek(300)
    episode = replay.episode
    snapshot = episode.snapshot()
    resumed = Episode(level, 5)
    resumed.restore(snapshot)
    pilot, recorder = make_pilot("monkey", resumed), Recorder(resumed)
    for _ in range(200):
        command = pilot.command()
        resumed.step(command)
        recorder.note(recorder.episode, command)
    half = Recording.unpack(recorder.recording().pack())
    assert (half.first, half.last) == (300, 500)
    assert verify(half, level) is None
    again = Replay(half, level)
    again.seek(500)
    assert again.episode.digest() == resumed.digest()


def test_the_last_seconds_stand_alone(level):
    episode = Episode(level, 5)
    recorder = Recorder(episode)
    pilot = make_pilot("monkey", episode)
    for tick in range(600):
        command = pilot.command()
        episode.step(command)
        if tick == 249:
            episode._checkpoint()
        recorder.note(recorder.episode, command)
    tail = Recording.unpack(recorder.recording().cut(4.0).pack())
    assert (tail.first, tail.last) == (250, 600)
    assert verify(tail, level) is None


def test_taking_checkpoints_does_not_change_the_flight(level):
    def end(checkpoints):
        episode = Episode(level, 3)
        recorder = Recorder(episode, checkpoints=checkpoints)
        pilot = make_pilot("monkey", episode)
        for tick in range(500):
            command = pilot.command()
            episode.step(command)
            if tick % 100 == 50:
                episode._checkpoint()
            recorder.note(episode, command)
        return episode.digest()

    assert end(True) == end(False)


def test_another_version_of_the_level_is_said_so(flown):
    recording, _ = flown
    header = msgspec.structs.replace(recording.header, level_hash="0" * 16)
    with pytest.raises(RecordingError, match="another version of the level '01-no-gamertag'; record it again"):
        Replay(Recording(header, recording.commands, recording.digests, []))


def test_a_level_that_is_missing_is_said_so(flown):
    recording, _ = flown
    header = msgspec.structs.replace(recording.header, level="99-nowhere")
    with pytest.raises(RecordingError, match="99-nowhere"):
        Replay(Recording(header, recording.commands, recording.digests, []))


# -- strange files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a recording"),
        (b"PNG", "not a recording"),
        (MAGIC, "inside its beginning"),
        (MAGIC + b"\xff\xff\xff\x7f" + bytes(4), "header should end"),
        (MAGIC + b"\x04\x00\x00\x00" + bytes(4) + b"junk", "header, bytes 16 to 20, is damaged"),
        (MAGIC + b"\x04\x00\x00\x00" + zlib.crc32(b"junk").to_bytes(4, "little") + b"junk", "header is damaged"),
    ],
)
def test_foreign_files_are_refused_by_name(data, said, tmp_path):
    path = tmp_path / "strange.rec"
    path.write_bytes(data)
    with pytest.raises(RecordingError, match=said) as refusal:
        Recording.load(path)
    assert "strange.rec" in str(refusal.value)


def test_a_missing_file_is_said_so(tmp_path):
    with pytest.raises(RecordingError, match=r"nothing\.rec: cannot be read"):
        Recording.load(tmp_path / "nothing.rec")


def test_a_place_that_cannot_be_written_is_said_so(flown, tmp_path):
    with pytest.raises(RecordingError, match="cannot be written"):
        flown[0].save(tmp_path / "no" / "such" / "folder.rec")


def test_only_recordings_are_overwritten(flown, tmp_path):
    script = tmp_path / "level.toml"
    script.write_text("title = 'precious'")
    with pytest.raises(RecordingError, match="left as it is"):
        flown[0].save(script)
    assert script.read_text() == "title = 'precious'"
    with pytest.raises(RecordingError, match="plain file"):
        flown[0].save(tmp_path)
    flown[0].save(tmp_path / "a.rec")
    flown[0].save(tmp_path / "a.rec")
    assert Recording.load(tmp_path / "a.rec").last == flown[0].last


def test_every_cut_is_noticed(flown):
    data = flown[0].pack()
    for length in random.Random(1).sample(range(len(data)), 60):
        with pytest.raises(RecordingError, match=r"copy|record|is not"):
            Recording.unpack(data[:length])


@settings(max_examples=150, deadline=None)
@given(where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_is_refused(flown, where, bit):
    data = bytearray(flown[0].pack())
    data[int(where * len(data))] ^= 1 << bit
    with pytest.raises(RecordingError):
        Recording.unpack(bytes(data))


def test_more_bytes_than_it_has_are_refused(flown):
    with pytest.raises(RecordingError, match="2 more follow"):
        Recording.unpack(flown[0].pack() + b"\0\0")


def with_header(**changes) -> bytes:
    """A file whose header is forged, checksum and all."""
    head = msgspec.msgpack.encode({"format": FORMAT, "game": "", "level": "", "level_hash": "", "seed": 1} | changes)
    return MAGIC + len(head).to_bytes(4, "little") + zlib.crc32(head).to_bytes(4, "little") + head


def test_a_newer_format_says_update():
    with pytest.raises(RecordingError, match="update"):
        Recording.unpack(with_header(format=99))


def test_a_bomb_is_not_unpacked():
    with pytest.raises(RecordingError, match="more than a recording can be"):
        Recording.unpack(with_header(frames=10**12))


def test_a_seed_below_zero_is_refused():
    with pytest.raises(RecordingError, match="more than a recording can be"):
        Recording.unpack(with_header(seed=-1))


@pytest.mark.parametrize("kept", [0, 1, 5])
def test_ships_that_are_cut_off_are_refused(flown, monkeypatch, kept):
    recording, _ = flown
    monkeypatch.setattr("game.lab.recording._pack_ships", lambda ships: _pack_ships(ships)[:kept])
    with pytest.raises(RecordingError, match="its ships do not fit its digests"):
        Recording.unpack(recording.pack())


def test_a_difficulty_that_does_not_exist_is_refused():
    with pytest.raises(RecordingError, match="'wtandard'"):
        Recording.unpack(with_header(difficulty="wtandard"))


def test_a_forged_checkpoint_is_refused(flown, level):
    recording, _ = flown
    replay = Replay(recording, level)
    replay.seek(300)
    point = Recorder(replay.episode).recording().checkpoints[0]
    snapshot = plain.decode(point.state)
    snapshot["now"]["world"]["ships"]["hull"][0] = 10_000.0
    point.state = plain.encode(snapshot)
    forged = Recording(recording.header, recording.commands, recording.digests, [*recording.checkpoints, point])
    with pytest.raises(RecordingError, match="not what it says"):
        Replay(forged, level).seek(400)
    for junk in (b"", b"\xc1", plain.encode(7), plain.encode({"now": None})):
        point.state = junk
        with pytest.raises(RecordingError, match="checkpoint at frame 300"):
            Replay(forged, level).seek(400)
        with pytest.raises(RecordingError, match="checkpoint at frame 300"):
            prove_checkpoints(forged, level)


def test_a_checkpoint_of_another_flight_is_found(flown, level):
    """One that is what it says it is, and not where the commands lead."""
    recording, _ = flown
    prove_checkpoints(recording, level)
    replay = Replay(forged(recording, 100), level)
    replay.seek(300)
    other = Recorder(replay.episode).recording().checkpoints[0]
    mixed = dataclasses.replace(recording, checkpoints=[*recording.checkpoints, other])
    assert verify(mixed, level) is None
    with pytest.raises(RecordingError, match="frames 0 and 300 are not of one flight"):
        prove_checkpoints(mixed, level)


# -- plain data ------------------------------------------------------------------------------------------

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
keys = st.text(max_size=5) | st.integers(0, 10**6)
plain_data = st.recursive(
    scalars | st.frozensets(st.text(max_size=4)).map(set),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4) | st.tuples(inner, inner),
    max_leaves=12,
)


@given(plain_data)
def test_plain_data_comes_back_with_its_types(value):
    back = plain.decode(plain.encode(value))
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize("name", ["f8", "f4", "i8", "i4", "i2", "i1", "?"])
def test_arrays_come_back_bit_for_bit(name):
    array = np.random.default_rng(0).integers(-3, 4, (5, 2)).astype(name)
    back = plain.decode(plain.encode({"a": array, "s": array[0, 0]}))
    assert back["a"].dtype == array.dtype
    assert back["a"].tobytes() == array.tobytes()
    assert type(back["s"]) is type(array[0, 0])


def test_the_state_of_a_generator_comes_back():
    generator = np.random.Generator(np.random.PCG64(7))
    generator.random(3)
    state = plain.decode(plain.encode(generator.bit_generator.state))
    other = np.random.Generator(np.random.PCG64(0))
    other.bit_generator.state = state
    assert other.random(5).tolist() == generator.random(5).tolist()


def test_objects_are_not_plain():
    with pytest.raises(plain.PlainError, match="Header is not plain data"):
        plain.encode({"x": Header(game="", level="", level_hash="", seed=0)})


@given(st.binary(max_size=60))
def test_noise_is_refused_or_data(noise):
    with contextlib.suppress(plain.PlainError):
        plain.decode(noise)
