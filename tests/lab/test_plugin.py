"""The pytest plugin, as a stranger uses it: a folder of their own, a level, a test, and the installed package."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import hypothesis  # noqa: F401 - loaded before: a run in this process forgets what it loads itself, and loads it again
import pytest

import game.lab.testing  # noqa: F401 - likewise
from game.cli import main

RING = Path(__file__).parent / "data" / "ring-of-stones"
HEAD = "import pytest\nfrom game.lab.testing import *\n"


@pytest.fixture
def stranger(pytester):
    """A folder outside of this project with a level in it."""
    shutil.copytree(RING, pytester.path / "levels" / "ring")
    return pytester


def write(stranger, text):
    stranger.makepyfile(test_ring=HEAD + text)


BEATABLE = """
@pytest.mark.seeds(3, at_least=0.6)
def test_beatable(play, seed):
    run = play("levels/ring", seed=seed, bot="pilot")
    run.never(softlock(idle="60s"))
    run.until(objective("enter"), within="60s").checkpoint("in")
    run.until(won, within="120s")
    assert run.stats.retries < 3

def test_ram(play):
    play.arena("callister@0,0 griefer@200,0:hold").hold("thrust", "1.2s").expect(event("collided"), at="0.8s±0.1s")
"""


def test_a_stranger_needs_nothing_but_the_package(stranger):
    """In a process of its own, so that the plugin is found as it is installed."""
    write(stranger, BEATABLE)
    result = stranger.runpytest_subprocess("-v")
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(["*test_beatable[[]seed2[]] PASSED*"])


def test_a_failure_names_all_and_its_command_watches_it(stranger, monkeypatch, capsys):
    write(
        stranger,
        """
def test_quiet(play):
    run = play("levels/ring", seed=7)
    run.never(player.hurt)
    run.until(won)
""",
    )
    result = stranger.runpytest_inprocess()
    result.assert_outcomes(failed=1)
    out = result.stdout.str()
    assert "never(player.hurt): it came true" in out
    assert re.search(r"when +\d+\.\d\d s \(tick \d+\) of ring, seed 7, pilot, standard", out)
    watch = re.search(r"watch +(callister replay .*)", out)[1]
    assert "--watch" in watch
    monkeypatch.chdir(stranger.path)
    words = [word for word in shlex.split(watch)[1:] if word != "--watch"]
    del words[words.index("--from") : words.index("--from") + 2]
    assert main([*words, "--verify"]) == 0
    assert "every digest agrees" in capsys.readouterr().out
    assert (stranger.path / ".callister" / ".gitignore").read_text() == "*\n"
    assert "played.py" not in out, "the traceback shows the test, not the plugin"


def test_an_assertion_of_the_tests_own_keeps_every_run_too(stranger):
    write(
        stranger,
        """
def test_two(play):
    one, two = play("levels/ring", seed=1).fly("1s"), play.arena("callister@0,0").wait("1s")
    assert one.tick == 61
""",
    )
    out = stranger.runpytest_inprocess().stdout.str()
    assert "of ring, seed 1, pilot" in out
    assert "of arena, seed 1, idle" in out
    assert {p.name for p in (stranger.path / ".callister").glob("*.rec")} == {
        "test_ring.py-test_two.rec",
        "test_ring.py-test_two-2.rec",
    }


SHARED = """
@pytest.fixture(scope="module")
def flown():
    return Play()("levels/ring", seed=1).fly("4s")

def test_asked(flown, play):
    play.arena("callister@0,0").wait("1t")
    assert flown.holds(beat("begin"))

def test_lost(flown, play):
    play.arena("callister@0,0").wait("1t")
    beat("begin")
"""


def test_a_run_that_many_tests_share_is_asked_like_their_own(stranger):
    write(stranger, SHARED)
    result = stranger.runpytest_inprocess()
    result.assert_outcomes(passed=1, failed=1)
    assert "beat('begin') was never asked" in result.stdout.str()


SHARE = """
@pytest.mark.seeds(4, at_least={least})
def test_share(play, seed):
    play.arena("callister@0,0").wait("1t")
    assert seed not in {bad}
"""


@pytest.mark.parametrize(
    ("least", "bad", "outcomes", "words"),
    [
        (0.75, (3,), {"passed": 3, "xfailed": 1}, "3 of 4 passed (enough: at least 0.75 was asked), failed: seed3"),
        (0.75, (1, 3), {"passed": 2, "xfailed": 1, "failed": 1}, "2 of 4 passed (not enough: at least 0.75"),
        (0.95, (2,), {"passed": 3, "failed": 1}, "3 of 4 passed (not enough"),
        (1.0, (), {"passed": 4}, None),
    ],
)
def test_so_large_a_share_of_the_seeds_must_pass(stranger, least, bad, outcomes, words):
    write(stranger, SHARE.format(least=least, bad=bad))
    result = stranger.runpytest_inprocess()
    result.assert_outcomes(**outcomes)
    assert (words in result.stdout.str()) if words else ("seeds:" not in result.stdout.str())
    assert result.ret == (1 if outcomes.get("failed") else 0)


OBJECTS = """
class Thing:
    pass

@pytest.mark.seeds(8, at_least=0.5)
@pytest.mark.parametrize("one", [Thing(), Thing()])
def test_share(play, seed, one):
    play.arena("callister@0,0").wait("1t")
    assert seed > 8
"""


def test_workers_share_one_allowance_for_objects_that_read_differently_in_each(stranger):
    pytest.importorskip("xdist")
    write(stranger, OBJECTS)
    result = stranger.runpytest_subprocess("-n", "2")
    result.assert_outcomes(xfailed=8, failed=8)
    assert "test_share[one0]: 0 of 8 passed (not enough" in result.stdout.str()


def test_seeds_that_failed_are_told_from_the_lowest_on(stranger):
    """Workers report them as they come."""
    write(stranger, "\n@pytest.mark.seeds([30, 2, 10])\ndef test_x(play, seed):\n    assert seed < 2\n")
    result = stranger.runpytest_inprocess()
    assert "failed: seed2, seed10, seed30" in result.stdout.str()


def test_a_level_that_is_not_there_is_looked_for_beside_the_test(stranger):
    write(stranger, '\ndef test_x(play):\n    play("levels/rnig")\ndef test_y(play):\n    play("rnig")\n')
    told = stranger.runpytest_inprocess().stdout.str()
    assert f"nor is there one in {stranger.path / 'levels' / 'rnig'}" in told
    assert "no level is called 'rnig'" in told
    assert f"nor is there one in {stranger.path / 'rnig'}" in told


@pytest.mark.parametrize("skipped", [(2, 3), (1, 3)])  # after the failure, and round it
def test_a_seed_that_is_skipped_has_not_passed(stranger, skipped):
    (failing,) = {1, 2, 3} - set(skipped)
    skip = f"    if seed in {skipped}:\n        pytest.skip('not now')\n    assert"
    write(stranger, SHARE.format(least=0.6, bad=(failing,)).replace("seeds(4", "seeds(3").replace("    assert", skip))
    result = stranger.runpytest_inprocess()
    assert result.ret == 1
    assert "0 of 1 passed (not enough: at least 0.6 was asked)" in result.stdout.str()


@pytest.mark.skipif(not hasattr(pytest, "Subtests"), reason="pytest has had subtests since version 9")
def test_a_subtest_that_fails_is_one_failure(stranger):
    text = SHARE.format(least=0.75, bad=(3,)).replace("play, seed)", "play, seed, subtests)")
    text = text.replace("    assert", "    with subtests.test('one'):\n        assert")
    write(stranger, text)
    result = stranger.runpytest_inprocess()
    assert result.ret == 0
    assert "3 of 4 passed (enough" in result.stdout.str()


def test_a_seed_that_is_listed_twice_is_flown_once(stranger):
    write(stranger, SHARE.format(least=0.5, bad=(3,)).replace("seeds(4", "seeds([3, 3, 5]"))
    stranger.runpytest_inprocess("-v").assert_outcomes(passed=1, xfailed=1)


def test_a_seed_that_is_chosen_alone_has_no_allowance(stranger):
    write(stranger, SHARE.format(least=0.5, bad=(3,)))
    stranger.runpytest_inprocess("-k", "seed3").assert_outcomes(failed=1, deselected=3)
    stranger.runpytest_inprocess("--callister-seed", "3").assert_outcomes(failed=1)
    stranger.runpytest_inprocess("--callister-seed", "9").assert_outcomes(passed=1)


def test_what_was_not_flown_has_not_passed(stranger):
    write(stranger, SHARE.format(least=1.0, bad=(2,)))
    told = stranger.runpytest_inprocess("-x").stdout.str()
    assert "1 of 4 passed (not enough: at least 1 was asked), failed: seed2" in told


@pytest.mark.parametrize("seed", ["-1", "x", "1.5"])
def test_what_is_no_seed_is_said_before_anything_is_flown(stranger, seed):
    write(stranger, SHARE.format(least=1.0, bad=()))
    result = stranger.runpytest_inprocess(f"--callister-seed={seed}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert f"'{seed}' is no seed: a whole number from 0 on" in result.stderr.str()


def test_seeds_may_be_listed_and_are_those_of_the_runs(stranger):
    write(
        stranger,
        """
@pytest.mark.seeds([5, 8])
def test_listed(play):
    assert play("levels/ring").fly("1t").seed in (5, 8)
def test_alone(seed, play):
    assert play("levels/ring").fly("1t").seed == seed == 1
def test_none(play):
    run = play("levels/ring").fly("1t")
    assert run.seed == run.level.seed
""",
    )
    result = stranger.runpytest_inprocess("-v")
    result.assert_outcomes(passed=4)
    assert "test_listed[seed8]" in result.stdout.str()


@pytest.mark.parametrize(
    ("marker", "said"),
    [
        ("seeds()", "takes a number of seeds or a list of them"),
        ("seeds('x')", "takes a number of seeds or a list of them"),
        ("seeds([1, 2.5])", "takes a number of seeds or a list of them"),
        ("seeds(0)", "none below 0"),
        ("seeds(10**9)", "at most 10,000"),
        ("seeds(3, at_least=1.5)", "is a share"),
        ("seeds(3, at_lest=0.5)", "first (a seed) and at_least (a share)"),
    ],
)
def test_a_marker_that_nobody_can_follow_is_said(stranger, marker, said):
    write(stranger, f"\n@pytest.mark.{marker}\ndef test_x(seed):\n    pass\n")
    result = stranger.runpytest_inprocess()
    assert result.ret != 0
    assert said in result.stdout.str() + result.stderr.str()


def test_seeds_without_a_fixture_that_uses_them_are_said(stranger):
    write(stranger, "\n@pytest.mark.seeds(3)\ndef test_x():\n    pass\n")
    result = stranger.runpytest_inprocess()
    assert "tests that use the fixtures play or seed" in result.stdout.str() + result.stderr.str()


FALSE = {
    "a predicate that is made and lost": (
        """
def test_it(play):
    player.hull < 0.3
    play("levels/ring").fly("1s")
""",
        "player.hull < 0.3 was never asked",
    ),
    "a guard without a tick": (
        """
def test_it(play):
    play("levels/ring").never(player.dead)
""",
        "never(player.dead) was never asked",
    ),
    "a predicate taken for an answer": (
        """
def test_it(play):
    play("levels/ring").fly("1s")
    assert won
""",
        "won is a question, not an answer",
    ),
    "a callback of the physics that raises": (
        """
def test_it(play):
    run = play.arena("callister@0,0 griefer@200,0:hold")
    def began(arbiter, space, data):
        assert False, "inside the callback"
    run.world.physics.space.on_collision(1, 1, begin=began)
    run.hold("thrust", "1.5s")
""",
        "inside the callback",
    ),
    "our own callback that raises": (
        """
def test_it(play, monkeypatch):
    monkeypatch.setattr("game.sim.physics.Contact", None)
    play.arena("callister@0,0 griefer@200,0:hold").hold("thrust", "1.5s")
""",
        "TypeError",
    ),
    "a callback of the physics that raises, without a run": (
        """
def test_it():
    from game.lab.scenes import arena, fly
    from game.sim.command import Command
    world = arena("@.g", order="hold")
    def began(arbiter, space, data):
        raise RuntimeError("inside the callback")
    world.physics.space.on_collision(1, 1, begin=began)
    fly(world, Command.of(thrust=1.0), 2)
""",
        "RuntimeError: inside the callback",
    ),
    "a flight that chance has changed": (
        """
def test_it(play):
    run = play("levels/ring").fly("1s")
    run.world.random.ai.random()
    run.until(won)
""",
        "does not repeat",
    ),
}


@pytest.mark.parametrize("case", FALSE)
def test_what_would_pass_by_mistake_fails(stranger, case):
    text, said = FALSE[case]
    write(stranger, text)
    result = stranger.runpytest_inprocess("--callister-proof", "whole")
    result.assert_outcomes(failed=1)
    assert said in result.stdout.str()


def test_the_proof_can_be_left_out(stranger):
    write(stranger, FALSE["a flight that chance has changed"][0])
    stranger.runpytest_inprocess("--callister-proof", "off").assert_outcomes(passed=1)
