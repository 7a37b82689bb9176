"""Runs that a test drives: what their verbs do, and that each way to be wrong is told."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from game.lab.pilots import make_pilot
from game.lab.played import PlayError
from game.lab.recording import Recording
from game.lab.replay import verify
from game.lab.run import run as fly_whole
from game.lab.testing import (
    Play,
    PredicateError,
    alive,
    beat,
    chosen,
    clock,
    destroyed,
    event,
    flag,
    heat,
    objective,
    over,
    player,
    reports,
    said,
    softlock,
    won,
)  # fmt: skip
from game.sim.command import IDLE, Command, Held
from game.sim.events import Event
from game.story import library

RING = Path(__file__).parent / "data" / "ring-of-stones"
DUEL = "callister@0,0 griefer@200,0:hold"


@pytest.fixture
def made(tmp_path):
    """A Play of this test's own, so that what fails in it is not this test's failure."""
    return Play(label="of-a-test", folder=tmp_path / "kept")


def test_a_run_is_the_flight_that_sim_flies(made):
    flown = fly_whole(RING, seed=3)
    run = made(RING, seed=3).to_the_end()
    assert (run.outcome, run.tick) == (flown.outcome, flown.ticks)
    assert dict(run.episode.stats) == flown.stats
    made.finish()


def test_it_flies_until_what_is_asked_and_says_so_by_its_clock(made):
    run = made(RING, seed=1)
    assert run.until(objective("enter"), within="30s") is run
    entered = run.time
    assert run.holds(beat("fight"))
    assert run.holds(said("go.in"))
    assert not run.holds(won)
    run.until(alive("gang") == 1, within="60s").until(won & over, within="60s")
    assert entered < run.time
    assert [event.name for _, event in run.events("beat")] == ["begin", "fight", "won"]
    assert run.reports == []
    made.finish()


def test_the_end_of_patience_names_predicate_time_tick_and_seed_and_how_to_watch(made, tmp_path):
    run = made(RING, seed=5, bot="idle")
    with pytest.raises(PlayError) as failure:
        run.until(objective("enter"), within="2s")
    words = str(failure.value)
    assert words.startswith("until(objective('enter')): did not come true within 2.00 s")
    assert "objective 'enter' is open" in words
    assert "2.00 s (tick 120) of ring-of-stones, seed 5, idle, standard" in words
    kept = tmp_path / "kept" / "of-a-test.rec"
    assert f"callister replay {kept} --watch --level" in words
    recording = Recording.load(kept)
    assert recording.last == 120
    assert verify(recording, library.load(RING)) is None


def test_a_level_that_ends_first_is_said(made):
    run = made(RING, seed=1).to_the_end()
    with pytest.raises(PlayError, match=r"until\(player.dead\): the level was won before it came true"):
        run.until(player.dead)


@pytest.mark.parametrize("verb", ["until", "expect"])
def test_names_that_the_level_does_not_have_are_told_at_once(made, verb):
    run = made(RING)
    with pytest.raises(PredicateError, match="ring-of-stones has no objective called 'entre'; did you mean 'enter'"):
        getattr(run, verb)(objective("entre"), within="1s")
    with pytest.raises(PredicateError, match="no beat called 'fihgt'"):
        run.never(player.dead | beat("fihgt"))
    assert run.tick == 0


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("say", "go.inn", "no line called 'go.inn'; did you mean 'go.in'"),
        ("checkpoint", "fihgt", "no beat called 'fihgt'; did you mean 'fight'"),
        ("gate.opened", "out", "no gate called 'out'"),
        ("collided", "fense", "no terrain called 'fense'; did you mean 'fence'"),
    ],
)
def test_a_guard_for_what_can_never_happen_is_refused(made, kind, name, said):
    with pytest.raises(PredicateError, match=f"ring-of-stones has {said}"):
        made(RING).never(event(kind, name=name))
    with pytest.raises(PredicateError, match="nobody called 'nat' speaks in ring-of-stones; did you mean 'nate'"):
        made(RING).never(event("say", who="nat"))


def test_words_that_all_levels_share_can_be_asked_for_where_they_are_said(made):
    run = made("02")
    shared = next(row.id for row in run.level.words)
    assert not run.holds(said(shared) | event("chat", name=shared))
    with pytest.raises(PredicateError, match="has no line called"):
        made(RING).holds(said(shared))


@pytest.mark.parametrize("verb", ["never", "always", "until", "holds"])
def test_what_is_no_question_is_said(made, verb):
    for what, words in (
        (True, "True is no predicate: see"),
        (objective, "objective is no predicate: see"),
        (heat, "heat is no predicate: compare it, such as heat > 1"),
    ):
        with pytest.raises(PredicateError, match=words):
            getattr(made(RING), verb)(what)


def test_a_guard_fails_at_the_tick_in_which_its_part_comes_true(made):
    run = made(RING, seed=1)
    run.never(player.dead | player.hurt)
    with pytest.raises(PlayError, match=r"never\(player.dead \| player.hurt\): player.hurt came true"):
        run.to_the_end()
    last = run.events("hit")[-1]
    assert last[0] == run.time
    assert last[1].who == run.world.player


def test_always_is_never_the_opposite(made):
    run = made.arena("callister@0,0").always(player.speed < 100)
    with pytest.raises(PlayError, match=r"never\(not player.speed < 100\)"):
        run.hold("thrust", "2s")
    assert run.world.ships.vx[0] >= 100


def test_a_guard_that_was_never_asked_fails(made):
    run = made(RING).fly("1s")
    run.never(player.dead)
    with pytest.raises(PlayError, match=r"never\(player.dead\) was never asked"):
        made.finish()
    run.fly("1t")
    made.finish()


def test_a_guard_may_be_for_the_branches_alone(made):
    run = made.arena(DUEL).checkpoint("here").never(player.x > 100)
    run.branch("here").hold("back", "10t").checkpoint("there").branch("there").wait("1t")
    made.finish()
    made.arena(DUEL).checkpoint("here").never(player.x > 100).branch("here")
    with pytest.raises(PlayError, match="was never asked: no tick was flown after it"):
        made.finish()


def test_an_expectation_has_its_time_too_early_and_too_late_are_told(made):
    def run():
        return made.arena(DUEL).hold("thrust", "1.2s")

    run().expect(event("collided", who="griefer", by="callister"), at="0.8s±0.1s")
    with pytest.raises(PlayError, match=r"came at 0\.80 s, before 1\.70 s"):
        run().expect(event("collided"), at="1.9s±0.2s")
    with pytest.raises(PlayError, match=r"did not come by 2\.10 s"):
        run().expect(event("destroyed"), at="1.9s±0.2s")
    again = run().expect(event("collided"), at="0.8s±0.1s")
    with pytest.raises(PlayError, match="did not come"):
        again.expect(event("collided"), at="0.8s±0.1s")


def test_a_guard_that_counts_has_counted_what_was_before_a_branch(made):
    run = made.arena(DUEL, bot=Shooter)
    run.never(event("fired", who="callister").times(8))
    run.fly("0.3s").checkpoint("one")
    branch = run.branch("one").fly("0.2s").checkpoint("two")
    ends = []
    for one in (run, branch, branch.branch("two")):
        with pytest.raises(PlayError, match="times\\(8\\)"):
            one.fly("5s")
        ends.append(one.tick)
    assert len(set(ends)) == 1
    run.branch("one").never(event("fired", who="callister").times(8))  # one that is asked from now on


class Shooter:
    """A pilot that does nothing else."""

    def __init__(self, episode, choose):
        pass

    def command(self):
        return Command.of(held=Held.FIRE)

    def hear(self, events):
        pass


def test_a_state_is_expected_from_now_on(made):
    made.arena("callister@0,0").expect(clock > 1.0, at="1s")
    made.arena("callister@0,0").expect(player.speed < 1, at="0s")
    with pytest.raises(PlayError, match=r"came at 0\.02 s, before 2\.90 s"):
        made.arena("callister@0,0").expect(flag("ready"), at="3s±0.1s")
    run = made.arena("callister@0,0").hold("east", "2s")
    for late in ("1s±0.1s", "2s±0.1s", "3s±0.1s"):  # it began in the first second, whoever asks now
        with pytest.raises(PlayError, match=r"it is so already at 2\.00 s, and nobody asked when it began; ask before"):
            run.expect(player.speed > 100, at=late)


def test_what_is_expected_for_the_nth_time_may_have_come_before_in_part(made):
    run = made.arena(DUEL).hold("fire", "0.3s")
    fired = len(run.events("fired"))
    again = made.arena(DUEL, bot=Shooter).fly("0.3s")
    assert len(again.events("fired")) == fired
    again.expect(event("fired", who="callister").times(fired + 1), at="0.4s±0.1s")
    assert len(again.events("fired")) == fired + 1
    with pytest.raises(PlayError, match="did not come"):
        again.expect(event("fired", who="callister").times(fired + 1), at="0.5s")


def test_what_fails_after_a_failure_that_was_expected_can_be_watched_as_well(made):
    run = made.arena(DUEL)
    for ticks in (10, 900):
        with pytest.raises(PlayError, match="did not come true") as failed:
            run.until(event("destroyed"), within=f"{ticks}t")
    kept = Recording.load(next(made.folder.glob("*.rec")))
    assert kept.last == run.tick == 910
    assert "--from 10" in str(failed.value)
    made.finish()
    run.world.ships.hull[0] -= 1.0  # what comes out otherwise is found out, too
    run.wait("1s")
    with pytest.raises(PlayError, match="does not repeat"):
        made.finish()


def test_what_happened_before_the_call_is_pointed_out(made):
    run = made.arena(DUEL).hold("thrust", "1.2s")
    with pytest.raises(PlayError, match=r"it came before, at 0\.80 s: what happens counts from the call on"):
        run.until(event("collided"), within="1s")


def test_a_run_tells_the_ending_and_a_beat_that_repeats_is_counted_by_its_event(made, tmp_path):
    shutil.copytree(RING, tmp_path / "rounds")
    script = (RING / "level.toml").read_text(encoding="utf-8")
    script = script.replace(
        '{ do = "say", line = "well.done" },',
        '{ do = "ending", ending = "even" },\n  { do = "say", line = "well.done" },',
    )
    script += '[[beat]]\nid = "tick"\nrepeat = true\nwhen = { on = "timer", after = 2 }\nthen = [{ do = "shake" }]\n'
    (tmp_path / "rounds" / "level.toml").write_text(script, encoding="utf-8")
    run = made(tmp_path / "rounds", seed=1).until(event("beat", name="tick").times(3), within="6.5s")
    assert run.time > 6.0
    assert run.ending == ""
    run.to_the_end()
    assert (run.outcome, run.ending) == ("won", "even")


def test_hands_fly_by_helm_and_by_direction(made):
    helm = made.arena("callister@0,0,90").hold("thrust", "1s")
    assert helm.world.ships.vy[0] > 300
    way = made.arena("callister@0,0").hold("north", "east", "1s", aim=180)
    ships = way.world.ships
    assert ships.vx[0] == pytest.approx(-ships.vy[0], rel=0.05)
    assert ships.nose_x[0] < -0.9
    shooting = made.arena(DUEL).hold("fire", "1s")
    assert shooting.stats.shots_fired >= 7
    for wrong, words in (
        ((), "for how long"),
        (("fire", "thrust"), r"for how long\? Such as hold\('thrust', '1.2s'\)"),
        (("thrsut", "1s"), "cannot be held; did you mean 'thrust'"),
        (("torpedo", "1s"), "'torpedo' cannot be held; press it"),
        (("thrust", "east", "1s"), "fly by the helm"),
    ):
        with pytest.raises(ValueError, match=words):
            made.arena(DUEL).hold(*wrong)
    for key, words in (("rety", "did you mean 'retry'"), ("fire", "hold it"), ("zzz", "assist, spike, hack")):
        with pytest.raises(ValueError, match=f"cannot be pressed(; |: ){words}"):
            made.arena(DUEL).press(key)


def test_keys_are_pressed_for_a_tick(made):
    run = made.arena("callister@0,0").press("assist")
    assert run.tick == 1
    assert [event.value for _, event in run.events("assist")] == [0.0]


def test_places_and_ships_can_be_asked_about(made):
    run = made(RING, seed=1)
    run.until(player.inside("arena"), within="30s")
    run.until(alive("gang") == 2, within="1s")
    assert run.holds(player.near("gang", within=3000) & (heat == 0) & (reports == 0))
    run.until(destroyed("gang").times(2), within="100s")
    assert run.holds(alive("gang") == 0)
    one = made.arena(DUEL).until(player.near((0.0, 0.0), within=5), within="1s")
    assert one.tick == 0


def test_destroyed_knows_kinds_groups_and_by_whom(made):
    run = made.arena("callister@0,0 newcomer@150,0:hold")
    run.hold("fire", "2s")
    kills = [event("destroyed", who="newcomer", by="callister"), destroyed("newcomer", by="callister")]
    for kill in kills:
        made.arena("callister@0,0 newcomer@150,0:hold").hold("fire", "2s").expect(kill, at="1s±1s")
    assert run.stats.kills == 1


def test_branches_go_on_from_a_checkpoint_exactly_and_as_often_as_one_likes(made):
    run = made(RING, seed=2).until(objective("enter"), within="30s").checkpoint("in")
    at = run.tick
    first, second = run.branch("in"), run.branch("in")
    assert first.tick == second.tick == at
    for one in (run, first, second):
        one.to_the_end()
    assert len({one.tick for one in (run, first, second)}) == 1
    assert run.episode.digest() == first.episode.digest() == second.episode.digest()
    assert first.recording().first == at
    made.finish()


def test_a_branch_with_another_seed_or_pilot_goes_elsewhere(made):
    run = made(RING, seed=2).until(objective("enter"), within="30s").checkpoint("in")
    run.never(player.hull < 0.0)
    ends = {tuple(run.branch("in", seed=seed).fly("6s").episode.digest().items()) for seed in (None, 8, 9)}
    assert len(ends) == 3
    idle = run.branch("in", bot="idle").fly("2s")
    assert (idle.bot, idle.stats.shots_fired) == ("idle", run.stats.shots_fired)
    run.fly("1t")
    made.finish()


def test_checkpoints_are_found_by_their_names(made):
    run = made(RING).fly("1s").checkpoint("soon")
    with pytest.raises(ValueError, match=r"there is a checkpoint 'soon' already, at 1\.00 s"):
        run.checkpoint("soon")
    with pytest.raises(ValueError, match="no checkpoint 'son'; did you mean 'soon'"):
        run.branch("son")


def test_a_branch_costs_no_prefix(made, monkeypatch):
    run = made(RING).until(objective("enter"), within="30s").checkpoint("in")
    from game.story.episode import Episode

    steps = []
    step = Episode.step
    monkeypatch.setattr(Episode, "step", lambda self, command: steps.append(self) or step(self, command))
    run.branch("in").fly("10t")
    assert len(steps) == 10


def test_any_pilot_may_fly(made):
    class Spinner:
        def __init__(self, episode, choose):
            self.heard = 0

        def command(self):
            from game.sim.command import Command

            return Command.of(turn=1.0)

        def hear(self, events):
            self.heard += len(events)

    run = made(RING, bot=Spinner).fly("2s")
    assert run.bot == "Spinner"
    assert abs(run.world.ships.spin[0]) > 3
    with pytest.raises(ValueError, match="no pilot is called 'ace'"):
        made(RING, bot="ace")


def test_a_broken_invariant_fails_the_run_with_its_recording(made):
    run = made.arena(DUEL).wait("5t")
    run.world.ships.energy[0] = 1.7
    with pytest.raises(PlayError, match=r"invariant broken, gauges are in range: .*energy 1\.7.*tick 6") as failure:
        run.wait("1s")
    assert ".rec --watch --level" in str(failure.value)


def test_a_flight_that_does_not_repeat_is_found_out(made):
    run = made.arena(DUEL).wait("10t")
    run.world.ships.vx[0] += 50.0  # nobody commanded it: a replay cannot know
    run.world.reseat()
    run.wait("20t")
    with pytest.raises(PlayError, match="does not repeat: flown again, it differs first at tick 11"):
        made.finish()


def test_the_monkey_tells_the_shortest_flight_that_goes_wrong(made, tmp_path):
    with pytest.raises(PlayError) as caught:
        made.monkey(RING, player.speed > 600, flights=30, span="10s")
    words = str(caught.value)
    assert words.startswith("never(player.speed > 600)\n")
    assert re.search(r"when the monkey holds [^,]*boost[^,]* for 0\.\d+ s\n", words)
    recording = Recording.load(tmp_path / "kept" / "of-a-test-monkey.rec")
    assert verify(recording, library.load(RING)) is None
    made.monkey(RING, player.speed > 6000, flights=3, span="5s")
    with pytest.raises(PredicateError, match="no beat called 'figt'"):
        made.monkey(RING, beat("figt"))


def test_softlock_is_told_when_nothing_gets_on(made):
    run = made(RING, bot="idle").never(softlock(idle="10s"))
    with pytest.raises(PlayError, match="softlock"):
        run.fly("60s")
    spoken = run.events("say")[-1][0]
    assert run.time == pytest.approx(spoken + 10.0, abs=0.1)


def test_a_drone_that_has_lost_sight_of_the_ship_is_not_getting_on(made, monkeypatch):
    run = made(RING, bot="idle").never(softlock(idle="10s"))
    episode, step = run.episode, run.episode.step
    me = episode.director.state.player
    seen = Event("lost", me, me)  # in every tick: where drones patrol it comes every few seconds
    monkeypatch.setattr(episode, "step", lambda command: [*step(command), seen])
    with pytest.raises(PlayError, match="softlock"):
        run.fly("60s")
    assert run.events("lost")


def test_coming_nearer_and_hitting_are_getting_on(made):
    made(RING, seed=8).never(softlock(idle="12s")).until(won, within="100s")


def test_questions_that_need_time_are_not_held_at_a_moment(made):
    run = made(RING)
    for question in (softlock(), player.dead.lasting("2s"), event("hit").times(2), won | softlock()):
        with pytest.raises(PredicateError, match="needs more than one moment"):
            run.holds(question)


def test_flags_and_difficulty_reach_the_level(made, tmp_path):
    run = made(RING, difficulty="outlaw")
    assert run.world.difficulty == "outlaw"
    with pytest.raises(PredicateError, match="has no flag"):
        run.until(flag("anything"), within="1s")


@pytest.mark.parametrize("seed", ["3", -3, 2**63, 1.5, np.float32(2)])
def test_what_is_no_seed_is_refused(made, seed):
    run = made(RING).checkpoint("here")
    for fly in (
        lambda: made(RING, seed=seed),
        lambda: run.branch("here", seed=seed),
        lambda: made.monkey(RING, seed=seed),
    ):
        with pytest.raises(ValueError, match=r"seed=.*: a whole number from 0 on"):
            fly()


def test_a_seed_of_numpys_is_a_seed(made):
    run = made(RING, seed=np.int64(4)).fly("1s").checkpoint("here")
    run.branch("here", seed=np.uint32(5)).fly("1s")
    assert run.episode.digest() == made(RING, seed=4).fly("1s").checkpoint("here").episode.digest()
    made.finish("whole")
    assert [Recording.unpack(one.recording().pack()).header.seed for one in made.runs] == [4, 5, 4]


def test_levels_are_looked_up_beside_the_test_first(tmp_path):
    made = Play(folder=tmp_path, places=(Path(__file__).parent / "data",))
    assert made("ring-of-stones").level.title == "Ring of Stones"
    assert made("01").level.id == "01-no-gamertag"


def test_figures_are_named(made):
    run = made.arena("callister@0,0")
    assert run.stats.damage_taken == 0
    assert "hits 0" in repr(run.stats)
    with pytest.raises(AttributeError, match="no figure 'damage'"):
        _ = run.stats.damage


@pytest.mark.parametrize("bot", ["pilot", "idle"])
def test_pilots_of_runs_are_those_of_the_table(made, bot):
    run = made(RING, seed=4, bot=bot)
    pilot = make_pilot(bot, run.episode)
    assert run.fly("1t").tick == 1
    assert pilot.command() is not None or IDLE


def test_what_makes_no_pilot_is_said(made):
    with pytest.raises(ValueError, match="bot=3: the name of a pilot, or what makes one"):
        made(RING, bot=3)


def test_a_failure_names_the_verb_that_the_test_used(made):
    with pytest.raises(PlayError, match=r"^expect\(won\): did not come true within 1.00 s"):
        made(RING).expect(won, within="1s")
    with pytest.raises(PlayError, match=r"^expect\(player.dead\): the level was won before it came true"):
        made(RING, seed=1).to_the_end().expect(player.dead, within="1s")


def test_the_message_is_whole(made):
    run = made(RING, seed=1).fly("4s")
    assert re.search(r"when   4\.00 s \(tick 240\)", run.describe())
    assert "beats  begin 0.02 s, fight" in run.describe()


def test_a_ram_is_no_hit_of_a_shot(made):
    run = made.arena("callister@0,0 griefer@200,0:hold").hold("thrust", "1.5s")
    assert run.events("collided")
    assert run.events("hit"), "it hurt"
    assert (run.stats.hits, run.stats.shots_fired) == (0, 0)
    shot = made.arena("callister@0,0 griefer@250,0:hold").hold("fire", "1s")
    assert 0 < shot.stats.hits <= shot.stats.shots_fired


def test_events_are_asked_by_kinds_that_there_are(made):
    run = made.arena(DUEL).hold("thrust", "1.2s")
    assert [time for time, _ in run.events("collided")] == [pytest.approx(0.8, abs=0.02)]
    assert run.events("destroyed") == []
    with pytest.raises(PredicateError, match=r"no event is called 'colided'; did you mean 'collided'"):
        run.events("colided")


def test_answers_are_to_questions_of_the_level(made):
    with pytest.raises(ValueError, match="ring-of-stones has no choice 'cargo'; it asks nothing"):
        made(RING, choose={"cargo": 1})
    with pytest.raises(ValueError, match=r"the answers to 'cargo' are 1 \("):
        made("02", choose={"cargo": 9})
    with pytest.raises(ValueError, match="02-data-pirates brings no flag 'kevin-spred'; did you mean 'kevin-spared'"):
        made("02", flags=["kevin-spred"])
    with pytest.raises(ValueError, match=r"a list of flags, such as \['kevin-spared'\]"):
        made("02", flags="kevin-spared")
    assert "kevin-spared" in made("02", flags=["kevin-spared"]).flags
    with pytest.raises(PredicateError, match=r"chosen\('cargo', 9\): the answers to 'cargo' are"):
        made("02").until(chosen("cargo", 9))
    with pytest.raises(PredicateError, match=r"chosen\('cargo', 'never'\): whoever answers never chooses nothing"):
        made("02").until(chosen("cargo", "never"))
    made("02", choose={"cargo": 2}).never(chosen("cargo", 2)).fly("1t")


@pytest.mark.parametrize("answer", [2, "2", "drop", "cargo.drop"])
def test_what_was_chosen_is_asked_for_as_it_is_answered(made, tmp_path, answer):
    shutil.copytree(RING, tmp_path / "asks")
    options = '[{ line = "cargo.keep" }, { line = "cargo.drop" }]'
    offer = f'{{ do = "choice", choice = "cargo", ask = "go.in", options = {options} }}'
    script = (RING / "level.toml").read_text(encoding="utf-8")
    script = script.replace('{ do = "say", line = "go.in" }', offer)
    (tmp_path / "asks" / "level.toml").write_text(script, encoding="utf-8")
    words = '"cargo.keep" = { who = "option", text = "KEEP" }\n"cargo.drop" = { who = "option", text = "DROP" }\n'
    with (tmp_path / "asks" / "lines.toml").open("a", encoding="utf-8") as lines:
        lines.write(words)
    run = made(tmp_path / "asks", seed=1, choose={"cargo": answer}).until(chosen("cargo", answer), within="5s")
    assert run.holds(chosen("cargo") & ~chosen("cargo", 1) & ~chosen("cargo", "keep"))


def test_a_failure_is_told_where_no_recording_can_be_written(tmp_path):
    (tmp_path / "kept").write_text("a file")
    made = Play(label="x", folder=tmp_path / "kept")
    with pytest.raises(
        PlayError, match=r"(?s)until\(over\): did not come true.*watch  not possible: .*cannot be written"
    ):
        made.arena("callister@0,0").until(over, within="2t")
    with pytest.raises(PlayError, match=r"(?s)when the monkey.*watch  not possible: .*cannot be written"):
        made.monkey(RING, never=clock > 0, flights=1, span="1s")


def test_labels_that_differ_name_files_that_differ():
    labels = ["test_x.py-test_it[x'y]", "test_x.py-test_it[x y]", "test_x.py-test_it[x-y]", "a" * 300, "b" + "a" * 300]
    names = [Play(label=label).label for label in labels]
    assert len(set(names)) == len(names)
    assert names[2] == "test_x.py-test_it-x-y"
    assert all(len(name) < 120 for name in names)


@pytest.mark.parametrize("more", [{"flights": 0}, {"flights": -1}, {"flights": 2.5}, {"span": 0}])
def test_a_monkey_that_does_not_fly_is_refused(made, more):
    with pytest.raises(ValueError, match="one flight or more, of one tick or more"):
        made.monkey(RING, **more)


def test_a_monkey_says_what_it_needs_where_only_the_game_is_installed(made, monkeypatch):
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    with pytest.raises(ModuleNotFoundError, match=r"needs hypothesis; install it: pip install 'callister\[lab\]'"):
        made.monkey(RING, flights=1)


def test_a_monkey_that_comes_when_all_is_over_is_refused(made):
    """It would find nothing, whatever it looked for."""
    with pytest.raises(ValueError, match=r"after=500: the pilot had won ring-of-stones at \d+\.\d\d s"):
        made.monkey(RING, objective("beat"), flights=1, after="500s")
