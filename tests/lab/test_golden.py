"""Golden recordings: every chapter has a flight that wins it, and it still does, bit for bit.

A change of the simulation, of a level or of its story changes what a recording comes to. When that is meant, fly the
chapter again with the command that the failure prints, remove what other kinds of machines recorded, and say in the
commit why. There may be one golden of each kind of machine.
"""

from __future__ import annotations

import itertools
from functools import cache
from pathlib import Path

import pytest

from game.lab.recording import Recording, machine
from game.lab.replay import verify
from game.lab.run import run
from game.story import library

GOLDEN = Path(__file__).parent / "golden"
CHAPTERS = list(library.folders())
PHASES = {"08-the-core": ("rules", "backups", "loop", "closing", "collapse")}  # each golden alone, from another flight
LOST = 180.0  # of flight, at most, when a run is lost: the pilot flies as somebody does who knows the way [s]
AS_GOOD = 1.6  # elsewhere a flight takes at most so many times as long, or as short: one lost attempt is in it


@cache
def level_of(chapter):
    return library.load(chapter)


def golden(chapter, there):
    return GOLDEN / f"{chapter}.{there}.rec"


def how(chapter, seed=1):
    return f"callister sim {chapter} --seed {seed} --record {golden(chapter, machine()).relative_to(Path.cwd())}"


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_has_a_flight_that_wins_it(chapter):
    kept = sorted(GOLDEN.glob(f"{chapter}.*.rec"))
    assert kept, f"{chapter} has no golden recording: {how(chapter)}"
    for path in kept:
        recording = Recording.load(path)
        header = recording.header
        assert header.outcome == "won"
        assert path == golden(chapter, header.machine)
        assert header.level_hash == level_of(chapter).hash, f"the level has changed: {how(chapter, header.seed)}"
        kept_at = [*sorted(checkpoint.frame for checkpoint in recording.checkpoints), recording.last]
        longest = max(after - before for before, after in itertools.pairwise(kept_at)) / 60.0
        assert longest < LOST, f"{longest:.0f} s without a checkpoint"


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_flown_again_it_is_the_same_here_and_as_good_elsewhere(chapter):
    here = golden(chapter, machine())
    level = level_of(chapter)
    if here.is_file():
        recording = Recording.load(here)
        strayed = verify(recording, level)
        assert strayed is None, f"{here.name} {strayed}\nwhen that is meant: {how(chapter, recording.header.seed)}"
        return
    for path in GOLDEN.glob(f"{chapter}.*.rec"):
        recording = Recording.load(path)
        flown = run(level, recording.header.seed, recording.header.bot)
        assert flown.outcome == recording.header.outcome
        assert recording.last / AS_GOOD < flown.ticks < recording.last * AS_GOOD


def how_phases(chapter, seed=3):
    return f"callister sim {chapter} --seed {seed} --record F && callister replay F --split D, named {PHASES[chapter]}"


@pytest.mark.parametrize("chapter", PHASES)
def test_of_every_phase_of_the_boss_there_is_a_flight_that_ends_it(chapter):
    flights = {phase: sorted(GOLDEN.glob(f"phases/{chapter}.{phase}.*.rec")) for phase in PHASES[chapter]}
    assert all(flights.values()), how_phases(chapter)
    machines = list(zip(*flights.values(), strict=True))
    assert all(len({path.suffixes[-2] for path in paths}) == 1 for paths in machines), how_phases(chapter)
    for recordings in [[Recording.load(path) for path in paths] for paths in machines]:
        assert {recording.header.level_hash for recording in recordings} == {level_of(chapter).hash}, how_phases(
            chapter
        )
        ends = [recording.last for recording in recordings]
        assert [recording.first for recording in recordings[1:]] == ends[:-1], "each begins where the one before ends"
        assert recordings[-1].header.outcome == "won"


@pytest.mark.parametrize(("chapter", "phase"), [(chapter, phase) for chapter in PHASES for phase in PHASES[chapter]])
def test_a_phase_of_the_boss_flown_again_is_the_same(chapter, phase):
    here = golden(f"phases/{chapter}.{phase}", machine())
    if not here.is_file():
        pytest.skip("recorded on another kind of machine; the whole chapter is flown instead")
    recording = Recording.load(here)
    strayed = verify(recording, level_of(chapter))
    assert strayed is None, f"{here.name} {strayed}\nwhen that is meant: {how_phases(chapter, recording.header.seed)}"
