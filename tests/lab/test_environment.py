"""A level as a Gymnasium environment: its contract, its seeds, its ends, its pictures, its recordings."""

from __future__ import annotations

import copy
import gc
import math
import pickle
import subprocess
import sys
import warnings
from contextlib import contextmanager

import gymnasium
import numpy as np
import pytest
from gymnasium.error import ResetNeeded
from gymnasium.utils.env_checker import check_env

from game.lab.environment import ID, INFO, LevelEnv
from game.lab.layout import SIZE, place
from game.lab.play import Play
from game.lab.recording import Recording, RecordingError
from game.lab.replay import verify
from game.lab.run import run
from game.lab.training import TRAINING
from game.sim import placing
from game.story import library
from game.story.check import check
from game.story.problems import LevelError

LEVEL = """
title = "Asked"
start = "berth"
allow = ["thrust", "turn", "brake", "boost", "fire"]
minutes = 0.5

[[beat]]
id = "begin"
when = { on = "start" }
then = [
  { do = "checkpoint" },
  { do = "choice", choice = "cargo", ask = "cargo.ask", options = [
    { line = "cargo.keep", set = "kept" },
    { line = "cargo.drop", set = "dropped" },
  ] },
  { do = "say", line = "begin.slowly" },
  { do = "objective", add = "out", line = "order.out", region = "exit" },
]
[[beat]]
id = "kept"
when = { on = "flag", flag = "kept" }
then = [{ do = "say", line = "after.kept" }]
[[beat]]
id = "dropped"
when = { on = "flag", flag = "dropped" }
then = [{ do = "say", line = "after.dropped" }]
[[beat]]
id = "burnt"
when = { on = "enter", region = "fire" }
then = [{ do = "lose", cause = "fire" }]
[[beat]]
id = "home"
when = { on = "enter", region = "exit" }
then = [{ do = "objective", done = "out" }, { do = "win" }]
[[retry]]
lines = ["retry.one"]
"""
MAP = """
bounds = [-2000, -1000, 2000, 1000]
wall = [{ id = "fence", line = [[-1900, -900], [1900, -900], [1900, 900], [-1900, 900]], closed = true }]
region = [{ id = "exit", circle = [700, 0, 150] }, { id = "fire", circle = [-500, 0, 150] }]
point = [{ id = "berth", pos = [0, 0], angle = 0 }]
zone = [{ id = "all", rect = [-2000, -1000, 2000, 1000], backdrop = "stars" }]
"""
LINES = """
"cargo.ask" = { who = "elena", text = "Ours now?" }
"cargo.keep" = { who = "option", text = "We take it" }
"cargo.drop" = { who = "option", text = "Leave it" }
"begin.slowly" = { who = "nanette", text = "Slowly now." }
"after.kept" = { who = "karl", text = "It fits." }
"after.dropped" = { who = "nate", text = "Good." }
"order.out" = { who = "order", text = "Out on the right" }
"retry.one" = { who = "nate", text = "I only pictured it." }
"""
RIGHT, LEFT, REST = [1, 0, 0, 0, 0], [5, 16, 0, 0, 0], [0, 0, 0, 0, 0]


@pytest.fixture(scope="session")
def asked(tmp_path_factory):
    """A level of a stranger, in a folder of their own: a question, a way out on the right, an end on the left."""
    folder = tmp_path_factory.mktemp("asked")
    for name, text in (("level.toml", LEVEL), ("map.toml", MAP), ("lines.toml", LINES)):
        (folder / name).write_text(text, encoding="utf-8")
    assert check(folder) == []
    return folder


@pytest.fixture
def windowless(monkeypatch):
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")


def make(level, **more):
    return LevelEnv(level, **more)


def fly(env, action, steps=10_000):
    """Hold one action to the end of the episode; returns the rewards and the last (terminated, truncated, info)."""
    rewards = []
    for _ in range(steps):
        _, reward, terminated, truncated, info = env.step(action)
        rewards.append(reward)
        if terminated or truncated:
            break
    return rewards, terminated, truncated, info


# -- the contract ----------------------------------------------------------------------------------------


@contextmanager
def strictly():
    """Every warning is an error, also of files that are left to be closed."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
        gc.collect()


@pytest.mark.parametrize(
    ("level", "more"),
    [("beacons", {}), ("battle", {"action": "continuous", "frame_skip": 1, "lives": 3}), ("01", {"digest": True})],
)
def test_gymnasiums_own_check_finds_nothing(windowless, level, more):
    with strictly():
        check_env(gymnasium.make(ID, level=level, size=(320, 180), **more).unwrapped)


def test_the_check_passes_on_a_strangers_folder_given_any_way(asked):
    with strictly():
        for level in (asked, str(asked), library.load(asked)):
            check_env(gymnasium.make(ID, level=level).unwrapped, skip_render_check=True)


def test_the_name_alone_makes_it_in_a_fresh_process():
    program = (
        "import gymnasium;"
        f"env = gymnasium.make('game.lab.environment:{ID}', level='beacons', limit=1.0);"
        "print(env.spec.id, env.reset(seed=1)[0].shape)"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True)
    assert done.stdout.split(" ", 1) == [ID, f"({SIZE},)\n"], done.stderr


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_vectors_fly_what_single_ones_fly(mode):
    level = "battle" if mode == "sync" else library.load(TRAINING["battle"])  # a level travels too
    envs = gymnasium.make_vec(ID, num_envs=2, vectorization_mode=mode, level=level, frame_skip=2, limit=0.2)
    single = gymnasium.make(ID, level="battle", frame_skip=2, limit=0.2)
    observations, infos = envs.reset(seed=7)
    alone, _ = single.reset(seed=8)
    assert infos["seed"].tolist() == [7, 8]
    over = False
    for step in range(6):
        action = np.array([[1 + step % 8, 3, 1, 0, 0]] * 2)
        observations, rewards, _, truncated, infos = envs.step(action)
        alone, reward, _, over, info = single.step(action[1])
        assert np.array_equal(observations[1], alone)
        assert rewards[1] == reward
        assert infos["rewards"]["damage"][1] == info["rewards"]["damage"]
    assert over
    assert truncated.all()
    envs.close()


def test_infos_hold_what_the_page_says(asked):
    env = make(asked, digest=True)
    _, first = env.reset(seed=1)
    *_, last = fly(env, RIGHT)
    assert set(last) == set(INFO)
    assert set(first) == set(INFO) - {"ending", "stats", "beats"}
    assert sum(last["rewards"].values()) == pytest.approx(env.rewards.won + env.rewards.objective, abs=0.5)


# -- seeds -----------------------------------------------------------------------------------------------

TRACE = """
import hashlib, numpy as np
from game.lab.environment import LevelEnv
env = LevelEnv("battle", digest=True)
env.action_space.seed(3)
seen = hashlib.sha256()
observation, info = env.reset(seed=5)
for _ in range(60):
    observation, reward, terminated, truncated, info = env.step(env.action_space.sample())
    seen.update(observation.tobytes() + repr((reward, info["digest"])).encode())
    if terminated:
        break
print(seen.hexdigest(), info["frame"])
"""


def test_a_flight_is_the_same_in_every_process():
    found = {
        subprocess.run(
            [sys.executable, "-c", TRACE], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
    assert int(found.pop().split()[1]) > 200


def test_a_seed_is_the_flights_own_and_without_one_the_next_is_drawn():
    env = make("battle")

    def flown(seed=None):
        _, info = env.reset(seed=seed)
        after = [env.step(REST)[0] for _ in range(60)][-1]  # drones wander by chance
        return info["seed"], after.tobytes()

    first = [flown(11), flown(), flown()]
    again = [flown(11), flown(), flown()]
    assert first == again
    assert first[0][0] == 11
    assert len(set(first)) == 3
    assert len({after for _, after in first}) == 3


def test_a_huge_seed_is_taken_too():
    env = make("beacons")
    _, info = env.reset(seed=2**80 + 5)
    assert info["seed"] == 5


# -- ends ------------------------------------------------------------------------------------------------


def test_the_win_terminates(asked):
    env = make(asked)
    env.reset(seed=1)
    rewards, terminated, truncated, info = fly(env, RIGHT)
    assert (terminated, truncated, info["outcome"]) == (True, False, "won")
    assert info["objectives"] == {"out": "done"}
    assert list(info["beats"])[-1] == "home"
    assert rewards[-1] > env.rewards.won
    with pytest.raises(ResetNeeded, match=r"call reset\(\)"):
        env.step(RIGHT)


def test_a_loss_terminates_when_no_life_is_left(asked):
    env = make(asked)
    env.reset(seed=1)
    rewards, terminated, _, info = fly(env, LEFT)
    assert (terminated, info["outcome"], info["lives"]) == (True, "lost", 0)
    assert rewards[-1] < -4.0
    with pytest.raises(ResetNeeded):
        env.step(LEFT)


def test_with_lives_left_it_goes_on_from_the_checkpoint(asked):
    env = make(asked, lives=2)
    env.reset(seed=1)
    lives = [2]
    while lives[-1] == 2:
        observation, _, terminated, _, info = env.step(LEFT)
        lives.append(info["lives"])
    assert not terminated
    assert env.episode.waiting_retry
    observation, *_ = env.step(RIGHT)
    assert env.episode.stats["retries"] == 1
    assert observation[place("objective.near")] == pytest.approx(700 / 1500, abs=0.02)  # back at the berth
    _, terminated, _, info = fly(env, RIGHT)
    assert (terminated, info["outcome"], info["lives"]) == (True, "won", 1)


def test_lives_without_number_never_end(asked):
    env = make(asked, lives=None, limit=12.0)
    env.reset(seed=1)
    _, terminated, truncated, info = fly(env, LEFT)
    assert (terminated, truncated, info["outcome"], info["lives"]) == (False, True, "", -1)
    assert info["stats"]["retries"] >= 2


def test_the_limit_truncates(asked):
    env = make(asked, limit=1.0, frame_skip=3)
    env.reset(seed=1)
    rewards, terminated, truncated, info = fly(env, REST)
    assert (terminated, truncated, info["outcome"]) == (False, True, "")
    assert (len(rewards), info["frame"], info["seconds"]) == (20, 60, 1.0)


def test_the_limit_truncates_within_a_long_step(asked):
    env = make(asked, limit=1.0, frame_skip=45)
    env.reset(seed=1)
    rewards, terminated, truncated, info = fly(env, REST)
    assert (terminated, truncated) == (False, True)
    assert (len(rewards), info["frame"], info["seconds"]) == (2, 60, 1.0)


def test_without_a_limit_it_is_the_levels_own_length_that_counts(asked):
    env = make(asked, frame_skip=600)
    env.reset(seed=1)
    *_, truncated, info = fly(env, REST)
    assert truncated
    assert info["seconds"] == 0.5 * 60 * 4


# -- questions and talk ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choose", "flag"), [(None, "kept"), ({"cargo": 2}, "dropped"), ({"cargo": "drop"}, "dropped")]
)
def test_questions_are_answered(asked, choose, flag):
    env = make(asked, choose=choose)
    env.reset(seed=1)
    for _ in range(20):
        env.step(REST)
    assert env.episode.director.flags == {flag}
    asked_at, answered_at = (tick for tick, line in env.episode.director.log if line.startswith("cargo."))
    assert 60 <= answered_at - asked_at <= 62


def test_a_question_may_be_left_open(asked):
    env = make(asked, choose={"cargo": "never"})
    env.reset(seed=1)
    for _ in range(60):
        env.step(REST)
    assert env.episode.director.flags == set()
    assert env.episode.director.state.choice.id == "cargo"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"choose": {"cargo": "sell"}}, r"the answers to 'cargo' are 1 \(cargo\.keep\), 2 \(cargo\.drop\)"),
        ({"choose": {"cargp": 2}}, "asked[0-9]* has no choice 'cargp'; did you mean 'cargo'"),
        ({"flags": ["seen"]}, "asked[0-9]* brings no flag 'seen'; it brings none"),
    ],
)
def test_what_the_level_does_not_ask_or_bring_is_refused_at_once(asked, more, message):
    with pytest.raises(ValueError, match=message):
        make(asked, **more)


def test_a_limit_may_be_a_number_of_numpys(asked):
    env = make(asked, limit=np.arange(1, 2)[0], frame_skip=np.int64(60))
    env.reset(seed=1)
    assert env.step(REST)[3]
    assert make(asked, limit=np.float32(0.5))


def test_a_level_of_reset_must_take_the_answers_that_it_asks_for(asked):
    env = make(asked, choose={"cargo": "keep"})
    with pytest.raises(ValueError, match="the answers to 'cargo'"):
        env.reset(options={"level": "02"})
    env.reset(options={"level": "beacons"})  # which asks nothing


def test_flags_may_come_from_a_generator():
    env = make("02", flags=(flag for flag in ["kevin-spared"]))
    for _ in range(2):
        env.reset(seed=1)
        assert "kevin-spared" in env.episode.director.flags


TWICE = """
[[beat]]
id = "again"
when = { on = "choice", choice = "cargo", option = 2 }
then = [{ do = "choice", choice = "cargo", ask = "cargo.ask", options = [
  { line = "cargo.drop", set = "really" },
  { line = "cargo.keep", set = "never" },
  { line = "cargo.sell", set = "sold" },
] }]
"""


@pytest.mark.parametrize(
    ("answer", "flags"), [(2, {"dropped", "never"}), ("drop", {"dropped", "really"}), ("sell", {"kept"})]
)
def test_a_question_that_comes_twice_takes_the_answers_of_both(tmp_path, answer, flags):
    for name, text in (
        ("level.toml", LEVEL + TWICE),
        ("map.toml", MAP),
        ("lines.toml", LINES + '"cargo.sell" = { who = "option", text = "Sell it" }\n'),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    env = make(tmp_path, choose={"cargo": answer})
    env.reset(seed=1)
    for _ in range(40):
        env.step(REST)
    assert env.episode.director.flags == flags
    assert Play()(tmp_path, choose={"cargo": answer}).fly("1t").tick == 1


def test_talk_can_be_skipped(asked):
    def said(skip):
        env = make(asked, skip_talk=skip)
        env.reset(seed=1)
        fly(env, REST, 20)
        return {line for _, line in env.episode.director.log}

    assert "after.kept" in said(True) - said(False)


# -- what is wrong is named ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"action": "mouse"}, "action='mouse': one of discrete, continuous"),
        ({"frame_skip": 0}, "frame_skip=0"),
        ({"lives": 0}, "lives=0"),
        ({"limit": -1.0}, "limit=-1.0"),
        ({"limit": math.inf}, "limit=inf"),
        ({"limit": "10"}, "limit='10'"),
        ({"limit": np.nan}, "limit=nan"),
        ({"frame_skip": 2.5}, "frame_skip=2.5"),
        ({"lives": 1.5}, "lives=1.5"),
        ({"flags": "seen"}, r"a list of flags, such as \['seen'\]"),
        ({"size": (0, 0)}, "width and height in pixels"),
        ({"size": (320,)}, "width and height in pixels"),
        ({"size": "320x180"}, "width and height in pixels"),
        ({"size": (100000, 100000)}, "width and height in pixels"),
        ({"rewards": {"kill": math.nan}}, "'kill': nan}: a weight is a number"),
        ({"rewards": {"kill": "much"}}, "a weight is a number"),
        ({"render_mode": "ansi"}, "render_mode='ansi'"),
        ({"rewards": 3}, "rewards=3: a dict of the weights that differ"),
        ({"choose": "q"}, "choose='q': a dict of choice and answer"),
        ({"rewards": {"kils": 1.0}}, "no part 'kils'; there are objective"),
        ({"difficulty": "hard"}, "story, standard, outlaw"),
        ({"difficulty": ["hard"]}, "story, standard, outlaw"),
        ({"flags": 5}, "flags=5: a list of flags"),
        ({"size": 5}, "size=5: width and height in pixels"),
    ],
)
def test_arguments_are_checked(more, message):
    with pytest.raises(ValueError, match=message):
        make("beacons", **more)


def test_levels_and_options_are_checked(asked):
    with pytest.raises(LevelError, match="no level is called 'beacon'"):
        make("beacon")
    env = make("beacons")
    with pytest.raises(ResetNeeded):
        env.step(REST)
    with pytest.raises(ValueError, match="no option 'levle'; there are level, difficulty"):
        env.reset(options={"levle": "battle"})
    with pytest.raises(ValueError, match="options=5: a dict, such as"):
        env.reset(options=5)
    with pytest.raises(ValueError, match="difficulty='hard': one of story"):
        env.reset(options={"level": asked, "difficulty": "hard"})
    env.reset()  # what was refused changed nothing
    assert env.episode.level.id == "beacons"
    env.reset(seed=5)
    drawn = [env.reset()[1]["seed"] for _ in range(2)]
    env.reset(seed=5)
    with pytest.raises(ValueError, match="difficulty"):
        env.reset(seed=6, options={"difficulty": "hard"})
    assert [env.reset()[1]["seed"] for _ in range(2)] == drawn
    env.reset(options={"level": asked, "difficulty": "story"})
    assert env.episode.level.title == "Asked"
    assert env.episode.world.difficulty == "story"


def test_an_environment_is_copied_before_it_has_flown_and_says_why_not_after_that(asked):
    env = gymnasium.make(ID, level=asked)
    copies = [copy.deepcopy(env), pickle.loads(pickle.dumps(env))]
    first, _ = env.reset(seed=3)
    for one in copies:
        assert (one.reset(seed=3)[0] == first).all()
    for again in (copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError, match="has flown cannot be copied or pickled: make another one, reset it with"):
            again(env)


# -- pictures --------------------------------------------------------------------------------------------


def test_pictures_are_arrays_and_change_nothing(asked):
    def flown(mode):
        env = make(asked, render_mode=mode, size=(320, 180), limit=1.0)
        env.reset(seed=1)
        pictures = [env.render()]
        for _ in range(5):
            env.step(RIGHT)
            pictures.append(env.render())
        digest = env.episode.digest()
        env.close()
        env.close()
        return digest, pictures

    digest, pictures = flown("rgb_array")
    assert {picture.shape for picture in pictures} == {(180, 320, 3)}
    assert pictures[0].dtype == np.uint8
    assert len({picture.tobytes() for picture in pictures}) > 1
    with pytest.warns(UserWarning, match="without a render_mode"):
        assert flown(None)[0] == digest


def test_a_picture_after_a_long_while_without_one(asked):
    env = make(asked, render_mode="rgb_array", size=(160, 90), lives=None)
    env.reset(seed=1)
    env.render()
    fly(env, LEFT, 120)
    assert env.render().shape == (90, 160, 3)
    env.reset(seed=2)
    assert env.render().any()
    env.close()


def test_the_window_shows_every_tick_and_can_be_closed(windowless, asked, monkeypatch):
    import pygame

    monkeypatch.setattr("time.sleep", lambda seconds: None)
    env = make(asked, render_mode="human", size=(320, 180))
    env.reset(seed=1)
    presented = []
    monkeypatch.setattr(env._picture._renderer, "present", lambda: presented.append(env.episode.frame))
    env.step(RIGHT)
    assert presented == [1, 2, 3, 4]
    assert env.render() is None
    pygame.event.post(pygame.Event(pygame.QUIT))
    env.step(RIGHT)
    env.step(RIGHT)
    assert len(presented) == 4  # whoever closes it need not see the rest
    env.close()
    env.close()
    env.reset(seed=1)  # and it may be opened again
    assert pygame.display.get_init()
    env.close()
    assert not pygame.display.get_init()


def test_the_pace_of_pictures_is_the_environments(asked):
    assert gymnasium.make(ID, level=asked).metadata["render_fps"] == 15
    assert gymnasium.make(ID, level=asked, frame_skip=1).metadata["render_fps"] == 60
    assert LevelEnv.metadata["render_fps"] == 15


# -- recordings ------------------------------------------------------------------------------------------


def test_a_flight_can_be_kept_and_is_the_same_again(asked, tmp_path):
    env = make(asked, lives=2)
    env.reset(seed=9)
    fly(env, LEFT, 30)
    _, _, _, info = fly(env, RIGHT)
    path = env.save_recording(tmp_path / "flight.rec")
    recording = Recording.load(path)
    assert (recording.header.seed, recording.header.bot, recording.header.outcome) == (9, "environment", "won")
    assert recording.last == info["frame"]
    assert verify(recording, library.load(asked)) is None


def test_nothing_else_is_overwritten(asked, tmp_path):
    env = make(asked)
    env.reset(seed=9)
    env.step(RIGHT)
    path = tmp_path / "notes.txt"
    path.write_text("mine")
    with pytest.raises(RecordingError, match="no recording: it is left as it is"):
        env.save_recording(path)


def test_a_flight_that_was_touched_cannot_be_kept(asked, tmp_path):
    env = make(asked)
    env.reset(seed=9)
    env.step(RIGHT)
    placing.place_player(env.episode.world, 100.0, 0.0, 0.0)
    with pytest.raises(RuntimeError, match="cannot be repeated"):
        env.save_recording(tmp_path / "flight.rec")


# -- training levels -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TRAINING)
def test_training_levels_are_whole(name):
    assert check(TRAINING[name]) == []


def test_the_pilot_wins_the_training_levels():
    assert run(TRAINING["beacons"], seed=1).outcome == "won"
    assert run(TRAINING["battle"], seed=1, difficulty="story", limit=61.0).outcome == "won"


def test_a_battle_is_one_of_forty(asked):
    env = make("battle", lives=None, frame_skip=12)
    env.reset(seed=1)
    fly(env, [1, 3, 1, 0, 0], 60)
    world = env.episode.world
    assert world.ships.n - (world.player_row >= 0) == 40
    assert env.episode.stats["damage_taken"] > 100
