"""Registered on install: `gymnasium.make` knows the environment in a process that has imported nothing of the game."""

from __future__ import annotations

import subprocess
import sys

import pytest

from game.lab import environment, gymnasium_hook


def python(program):
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    return done.stdout.strip(), done.stderr.strip()


def test_it_is_known_without_an_import():
    made, problem = python(
        "import gymnasium, sys; print('game' in sys.modules);"
        "print(type(gymnasium.make('callister/Level-v0', level='beacons').unwrapped).__name__)"
    )
    assert (made.split(), problem) == (["False", "LevelEnv"], "")


def test_a_start_of_python_loads_nothing_for_it():
    loaded, problem = python(
        "import sys; print({'game', 'gymnasium', 'numpy', 'typing', 'importlib.util'} & set(sys.modules))"
    )
    assert (loaded, problem) == ("set()", "")


def test_what_stands_in_it_is_what_the_environment_says():
    assert gymnasium_hook.ID == environment.ID
    module, _, name = gymnasium_hook.CLASS.partition(":")
    assert module == environment.__name__
    assert getattr(environment, name) is environment.LevelEnv


def test_after_gymnasium_it_waits_for_nothing():
    state, _ = python(
        "import gymnasium, sys, callister_gymnasium as hook; hook.wait();"
        "print(hook.Registrar in sys.meta_path, 'callister/Level-v0' in gymnasium.registry)"
    )
    assert state == "False True"


@pytest.mark.parametrize("name", ["gymnasium", "json", "gymnasium.spaces"])
def test_it_finds_no_other_module(name):
    assert gymnasium_hook.Registrar.find_spec(name) is None
