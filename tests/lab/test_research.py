"""The page for researchers is run as it is written, its tables are the code's, and its example learns."""

from __future__ import annotations

import csv
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

from game.lab import research
from game.lab.examples import learn
from game.lab.layout import SIZE
from game.lab.training import TRAINING

ROOT = Path(__file__).parents[2]
PAGE = research.PAGE.read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LOOK = 2.5  # at what opens a window and stays [s]


def blocks(language):
    return [text for kind, text in _BLOCK.findall(PAGE) if kind == language]


COMMANDS = [line for text in blocks("sh") for line in text.splitlines() if not line.startswith("python3 -m venv")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the page is followed, from top to bottom: later blocks use what earlier ones have written."""
    return tmp_path_factory.mktemp("research")


def in_folder(folder, *words, timeout=60.0):
    homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), str(folder / "home"))
    environment = {**os.environ, **homes, "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
    return subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=timeout
    )


@pytest.mark.parametrize("program", blocks("python"), ids=range(len(blocks("python"))))
def test_each_program_of_the_page_runs_without_a_warning(folder, program):
    done = in_folder(folder, "-W", "error", "-c", program)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_of_the_page_runs(folder, line, monkeypatch):
    """What takes minutes is given none, and little to do; what opens a window has to stand for a moment."""
    program, *words = shlex.split(line)
    start = {"callister": ["-m", "game.cli"], "python": []}[program]
    if "--minutes" in words:
        assert words[:2] == ["-m", "game.lab.examples.learn"]
        monkeypatch.chdir(folder)
        for name, few in (("PAIRS", 1), ("BEST", 1), ("TRIALS", 1)):
            monkeypatch.setattr(learn, name, few)
        assert learn.main([*words[2:], "--minutes", "0", "--jobs", "1"]) == 0
        return
    if "--watch" in words or "--show" in words:
        with pytest.raises(subprocess.TimeoutExpired):
            in_folder(folder, *start, *words, timeout=LOOK)
    else:
        done = in_folder(folder, *start, *words)
        assert done.returncode == 0, done.stderr


def test_the_page_can_be_followed_from_what_is_installed():
    """Its first command installs an extra that there is, with what its programs import."""
    assert 'install -q "../callister[lab]"' in PAGE
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert {"gymnasium", "joblib", "matplotlib"} <= {re.split(r"[<>=]", one)[0] for one in extras["lab"]}


def test_the_tables_are_the_ones_that_the_code_writes():
    assert PAGE.partition(research.BEGIN)[2] == research.markdown().removeprefix(research.BEGIN)


def test_what_the_page_points_to_is_there():
    for target in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert target.startswith("https://") or (research.PAGE.parent / target).is_file(), target
    headings = {re.sub(r"[^\w -]", "", line.lstrip("# ")).lower().replace(" ", "-") for line in PAGE.splitlines()}
    for anchor in re.findall(r"\]\(#([^)]+)\)", PAGE):
        assert anchor in headings, anchor


# -- the example -----------------------------------------------------------------------------------------


def test_it_learns(monkeypatch):
    """A few small generations already fly towards the first ring."""
    monkeypatch.setattr(learn, "PAIRS", 8)
    monkeypatch.setattr(learn, "BEST", 4)
    monkeypatch.setattr(learn, "TRIALS", 2)
    task = learn.Task("beacons", ("own", "objective"), ("move_x", "move_y"), limit=4.0)
    generations = learn.learn(task, jobs=1, seed=3)
    curve = [next(generations) for _ in range(6)]
    best, policy = max(((row.total, policy) for row, policy in curve), key=lambda one: one[0])
    assert curve[0][0].total == pytest.approx(0.1)  # it does nothing yet, and the story begins by itself
    assert best > 1.0  # through the first ring
    assert learn.trial("after", task, policy).total > learn.trial("by chance", task, None).total + 0.8


def test_learning_is_repeatable_on_any_number_of_cores():
    task = learn.Task("beacons", ("objective",), ("move_x", "move_y"), limit=0.5)

    def weights(jobs):
        generations = learn.learn(task, jobs=jobs, seed=5)
        next(generations)
        return next(generations)[1].weights

    assert np.array_equal(weights(1), weights(2))


def test_a_policy_is_kept_with_what_it_sees_and_does(tmp_path):
    task = learn.TASKS["battle"]
    chance = np.random.default_rng(1)
    size = task.inputs.size
    policy = learn.Policy(task, chance.normal(size=(5, size)), chance.normal(size=size), np.ones(size))
    policy.save(tmp_path / "policy.npz")
    again = learn.Policy.load(tmp_path / "policy.npz")
    observation = chance.normal(size=SIZE)
    assert again.task == task
    assert np.array_equal(again.act(observation), policy.act(observation))
    assert again.act(observation)[5:].tolist() == [0, 0]  # neither boost nor brake


def test_a_file_without_a_policy_is_refused(tmp_path, capsys):
    (tmp_path / "policy.npz").write_bytes(b"nothing")
    assert learn.main(["--policy", str(tmp_path / "policy.npz")]) == 2
    assert "policy.npz: holds no policy" in capsys.readouterr().err
    assert learn.main(["--level", "nowhere", "--minutes", "0", "--jobs", "1"]) == 2
    assert "no level is called 'nowhere'" in capsys.readouterr().err


def test_curve_table_and_policy_are_written(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(learn, "TRIALS", 1)
    monkeypatch.setitem(learn.TASKS, "beacons", learn.Task("beacons", ("objective",), ("move_x", "move_y"), limit=1.0))
    assert learn.main(["--minutes", "0", "--jobs", "1", "-o", str(tmp_path / "curve.png")]) == 0
    assert (tmp_path / "curve.png").read_bytes().startswith(b"\x89PNG")
    with (tmp_path / "curve.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["number"] for row in rows] == ["0"]
    assert int(rows[0]["steps"]) == 25 * 10  # the policy and twelve pairs, a second of ten decisions each
    assert learn.Policy.load(tmp_path / "curve.npz").task.level == "beacons"
    out, err = capsys.readouterr()
    assert re.search(r"by chance +mean return +-?\d+\.\d\d, won 0 of 1", out)
    assert err == ""  # nobody watches: no bar


def test_every_task_is_of_a_level_that_comes_along():
    assert set(learn.TASKS) == set(TRAINING)
