"""Defeat, checkpoints, and going on; snapshots that are exact."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import game
from game.lab.invariants import Invariants
from game.sim import damage, roster
from game.sim.command import IDLE, Command, Held, Press
from game.story import library
from game.story.check import check
from game.story.checkpoints import HOPELESS, SOON
from game.story.episode import RETRY_TICKS, Episode

GAME = Path(game.__file__).parent
SMALL = Path(__file__).parent / "data" / "small"
RETRY = Command.of(pressed=Press.RETRY)
CHECKPOINT = '{ at = 1, do = "checkpoint" }, { at = 1.5, do = "flag", set = "later" }'
LINES = '[[retry]]\ncause = ["sweep"]\nlines = ["again1", "again2"]\n[[retry]]\nlines = ["again3"]\n'


def die(play) -> None:
    damage.hurt(play.world, play.world.player, 1e5)
    play.tick()


def test_a_lost_run_stands_still_and_goes_on_from_the_checkpoint(does):
    play = does(CHECKPOINT).run(1.2)
    x = play.director.stage.where("callister")
    play.run(1, Command.of(thrust=1.0))
    assert "later" in play.director.flags
    die(play)
    assert play.episode.waiting_retry
    tick, frame = play.world.tick, play.episode.frame
    play.run(2)
    assert play.world.tick == tick
    assert play.episode.frame == frame + 120
    play.tick(RETRY)
    assert not play.episode.waiting_retry
    assert play.director.stage.where("callister") == pytest.approx(x, abs=1)
    assert "later" not in play.director.flags
    assert "later" in play.run(1).director.flags  # what was pending at the checkpoint is pending again
    assert play.director.counters["retries"] == play.episode.stats["retries"] == 1


FALLS = """
[[beat]]
id = "set"
when = { on = "timer", after = 1 }
then = [
  { do = "spawn", what = "griefer", group = "reds", place = "north", respawn = false },
  { at = 0.5, do = "checkpoint" },
  { at = 0.5, do = "hurt", group = "reds", amount = 5000 },
]
[[beat]]
id = "fell"
when = { on = "destroyed", group = "reds" }
then = [{ do = "flag", set = "fell" }]
"""


def test_what_the_beat_of_a_checkpoint_does_is_told_again_after_a_retry(scene):
    """It is told with the next tick: a run that goes on from the checkpoint waits for it as well."""
    play = scene(FALLS).run(2)
    assert "fell" in play.director.flags
    die(play)
    play.run(1)
    play.tick(RETRY)
    assert "fell" not in play.director.flags
    assert "fell" in play.run(0.1).director.flags


def test_a_copy_of_a_flight_hears_what_was_not_told_yet(scene):
    play = scene(FALLS)
    while play.episode.checkpoint_snapshot["world"]["tick"] == 0:
        play.tick()
    copy = Episode(play.episode.level)
    copy.restore(play.episode.snapshot())
    watch = Invariants(copy)
    here, there = play.tick(), copy.step(IDLE)
    watch.note(copy, IDLE, there)  # which speaks of somebody who was gone before
    assert "destroyed" in [event.kind for event in here]
    assert here == there
    assert play.episode.digest() == copy.digest()


def test_a_retry_waits_for_the_picture_to_stop(does):
    play = does(CHECKPOINT).run(1.2)
    die(play)
    for _ in range(RETRY_TICKS - 1):
        play.tick(RETRY)
        assert play.episode.waiting_retry
    play.tick(RETRY)
    assert not play.episode.waiting_retry


def test_without_a_checkpoint_the_level_starts_again(does):
    play = does('{ do = "say", line = "hello" }', LINES).run(5)
    die(play)
    play.run(1)
    play.tick(RETRY)
    assert play.world.tick == 0
    assert play.run(0.1).fired() == [1]


def test_a_ship_that_a_beat_hurts_is_lost_to_the_story(does):
    hurt = '{ at = 1, do = "hurt", who = "callister", amount = 50000 }'
    play = does(hurt, LINES.replace('"sweep"', '"story"')).run(1.2)
    assert play.director.state.cause == "story"
    play.run(1)
    play.tick(RETRY)
    assert [line for _, line in play.run(0.1).director.log][-1] == "again1"


def test_retry_lines_may_be_for_whatever_destroys_a_ship(tmp_path):
    """What the simulation calls its blows, and what a retry may answer to, are the same words."""
    sources = (GAME / "sim").glob("*.py")
    blows = {cause for path in sources for cause in re.findall(r'Blow\(.*"([a-z]+)"\)', path.read_text("utf-8"))}
    assert {"banhammer", "swarm", "frozen"} <= blows
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    script = (SMALL / "level.toml").read_text("utf-8")
    causes = ", ".join(f'"{cause}"' for cause in sorted({*blows, "story", "edge"}))
    (tmp_path / "level.toml").write_text(script.replace('cause = ["sweep"]', f"cause = [{causes}]"), "utf-8")
    assert check(tmp_path) == []


TALK = '{ do = "say", line = "hello" }, { do = "say", line = "answer" }'
LOST = '{ at = 7, do = "lose", cause = "sweep" }'


def heard_from_the_checkpoint(does, actions: str) -> list[str]:
    """What is said after a run was lost and taken up again, until it is lost again."""
    play = does(f"{actions}, {LOST}", LINES).run(8)
    play.tick(RETRY)
    first = play.world.tick
    return [line for tick, line in play.run(9).director.log if tick >= first]


def test_a_line_that_had_hardly_begun_at_the_checkpoint_is_said_again(does):
    """Its answer waits behind it; nobody would know what was answered."""
    early = '{ at = 0.5, do = "checkpoint" }'
    assert heard_from_the_checkpoint(does, f"{TALK}, {early}") == ["again1", "hello", "answer"]


def test_a_line_that_was_as_good_as_over_at_the_checkpoint_is_not_said_again(does):
    late = '{ at = 2.5, do = "checkpoint" }'
    assert heard_from_the_checkpoint(does, f"{TALK}, {late}") == ["again1", "answer"]


def test_a_silence_of_the_checkpoint_is_kept_after_the_retry(does):
    quiet = '{ do = "silence", seconds = 4 }, { at = 0.5, do = "checkpoint" }'
    bark = '{ at = 2.8, do = "say", line = "answer", turn = "bark", within = 1 }'
    assert heard_from_the_checkpoint(does, f"{quiet}, {bark}") == ["again1"]
    assert heard_from_the_checkpoint(does, f'{{ at = 0.5, do = "checkpoint" }}, {bark}') == ["again1", "answer"]


def test_retry_lines_fit_the_cause_and_are_not_said_twice_in_one_sitting(does):
    lose = '{ at = 1, do = "lose", cause = "sweep" }'
    play = does(lose, LINES)
    heard = []
    for _ in range(4):
        play.run(2)
        play.tick(RETRY)
        play.run(0.1)
        heard.append(play.director.line.id if play.director.line else None)
    assert heard == ["again1", "again2", "again3", None]


def test_retry_lines_of_a_checkpoint_come_first(does):
    more = '[[retry]]\nbeat = "b"\nlines = ["hello"]\n' + LINES
    play = does('{ at = 0.5, do = "checkpoint" }', more).run(1)
    die(play)
    play.run(1)
    play.tick(RETRY)
    assert play.run(0.1).director.line.id == "hello"


def test_a_checkpoint_while_the_ship_is_destroyed_is_reported(does):
    play = does('{ at = 0.5, do = "checkpoint" }').run(0.2)
    play.director.state.cause = ""
    roster.remove(play.world, play.world.player)
    play.run(1)
    assert "destroyed" in play.director.reports[0]


@pytest.mark.parametrize("then", ['{ do = "lose" }, { do = "win" }', '{ do = "win" }, { do = "lose" }'])
def test_a_run_that_is_won_and_lost_in_one_tick_is_won_and_only_that_is_told(does, then):
    play = does(then).run(0.1)
    assert (play.episode.outcome, play.episode.waiting_retry) == ("won", False)
    assert (len(play.told("won")), len(play.told("lost"))) == (1, 0)
    assert not play.director.state.cause


def test_a_run_whose_ship_is_destroyed_in_the_tick_in_which_it_is_won_is_won(does):
    play = does('{ at = 0.5, do = "win" }').run(0.4)
    while not play.episode.outcome:
        if play.world.tick == 30:
            damage.hurt(play.world, play.world.player, 1e5)
        play.tick()
    assert (play.world.player, play.episode.outcome, play.told("lost")) == (0, "won", [])


def test_a_run_that_is_lost_for_good_is_told_of_once(does):
    play = does('{ do = "lose", cause = "a" }, { do = "lose", cause = "b", final = true }').run(0.1)
    assert play.episode.outcome == "lost"
    assert [event.name for event in play.told("lost")] == ["b"]


@pytest.mark.parametrize(
    "then", ['{ %s do = "checkpoint" }, { %s do = "lose" }', '{ %s do = "lose" }, { %s do = "checkpoint" }']
)
def test_no_checkpoint_is_set_in_the_tick_in_which_the_run_is_lost(does, then):
    """It would be told of, and never taken."""
    play = does(then % ("at = 1,", "at = 1,")).run(1.5)
    assert (play.episode.waiting_retry, play.told("checkpoint")) == (True, [])
    assert "checkpoint" in play.told("report")[0].text
    play.run(0.5)
    play.tick(RETRY)
    assert play.world.tick == 0


def test_a_run_lost_at_a_checkpoint_goes_on_from_the_one_before(does):
    play = does('{ at = 1, do = "lose", cause = "sweep" }, { at = 1, do = "checkpoint" }').run(2)
    assert play.episode.waiting_retry
    play.tick(RETRY)
    assert not play.episode.waiting_retry
    assert play.world.tick == 0


def test_the_flags_of_earlier_chapters_are_brought_in(scene):
    beat = '[[beat]]\nid = "b"\nwhen = { on = "flag", flag = "x" }\nthen = [{ do = "win" }]\n'
    play = scene(beat, header='brings = ["x"]\n', flags={"x", "y"})
    assert play.director.flags == {"x"}
    assert play.run(0.1).episode.outcome == "won"


def fly(frame: int) -> Command:
    """Round the moon, shooting, with some brakes."""
    held = (Held.FIRE if frame % 90 < 30 else 0) | (Held.BRAKE if frame % 240 > 220 else 0)
    return Command.of(thrust=1.0 if frame % 200 < 120 else 0.0, turn=0.5 if frame % 310 < 60 else -0.1, held=held)


def flown(ticks: int, *, save_at: int = -1):
    episode = Episode(library.load(SMALL))
    saved = None
    for frame in range(ticks):
        if frame == save_at:
            saved = episode.snapshot()
        episode.step(fly(frame))
    return episode, saved


def test_the_same_commands_give_the_same_digest():
    assert flown(1500)[0].digest() == flown(1500)[0].digest()


def test_a_snapshot_goes_on_exactly():
    episode, saved = flown(1600, save_at=900)
    wanted = episode.digest()
    for _ in range(2):  # into the same episode, and a second time
        episode.restore(saved)
        for frame in range(900, 1600):
            episode.step(fly(frame))
        assert episode.digest() == wanted
    other, _ = flown(10)
    other.restore(saved)
    for frame in range(900, 1600):
        other.step(fly(frame))
    assert other.digest() == wanted


def test_the_digest_covers_the_story(does):
    one = does('{ do = "flag", set = "x" }').run(0.5)
    two = does('{ do = "flag", set = "y" }').run(0.5)
    differ = {name for name, crc in one.episode.digest().items() if crc != two.episode.digest()[name]}
    assert differ == {"story"}


# -- a checkpoint that was set too late ----------------------------------------------------------------

TWO = (
    '{ do = "checkpoint" }',
    '[[beat]]\nid = "late"\nwhen = { on = "timer", after = 5 }\nthen = [{ do = "checkpoint" }]\n',
)


def lose_after(play, seconds: float):
    play.run(seconds)
    die(play)
    play.run(RETRY_TICKS / 60)
    play.tick(RETRY)
    return play


def test_a_checkpoint_from_which_every_run_is_lost_at_once_gives_way_to_the_one_before_it(does):
    play = lose_after(does(*TWO).run(5.2), 1.0)  # this one was flown through the checkpoint
    for _ in range(HOPELESS - 1):
        assert play.director.state.checkpoint == "late"
        lose_after(play, 1.0)
    assert play.director.state.checkpoint == "late"
    lose_after(play, 1.0)
    assert play.director.state.checkpoint != "late"
    assert play.world.time < 0.1
    assert play.run(5.2).director.state.checkpoint == "late", "and it may be reached again"


def test_runs_that_got_somewhere_do_not_count(does):
    play = lose_after(does(*TWO).run(5.2), 1.0)
    for seconds in (1.0, 1.0, SOON / 60 + 0.1, 1.0, 1.0):
        lose_after(play, seconds)
        assert play.director.state.checkpoint == "late"


def test_without_an_earlier_one_it_is_taken_up_as_often_as_one_likes(does):
    play = does('{ do = "say", line = "hello" }').run(1)
    for _ in range(2 * HOPELESS):
        assert lose_after(play, 0.5).world.tick == 0


def test_a_copy_gives_way_as_the_flight_does(does):
    play = lose_after(does(*TWO).run(5.2), 1.0)
    lose_after(play, 1.0)
    copy = does(*TWO)
    copy.episode.restore(play.episode.snapshot())
    for one in (play, copy):
        lose_after(lose_after(one, 1.0), 1.0)
        assert one.director.state.checkpoint != "late"
    assert copy.episode.digest() == play.episode.digest()
