"""The pages are run as they are written: every test file in them, every command."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# ([\w.-]+)\n")


def blocks(page, language):
    return [text for kind, text in _BLOCK.findall((ROOT / page).read_text(encoding="utf-8")) if kind == language]


def files(page, language):
    """Blocks whose first line is a comment with a file's name."""
    return {found[1]: text for text in blocks(page, language) if (found := _FILE.match(text))}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder outside of the project with the level of levels/README.md and the tests of levels/TESTING.md."""
    level = tmp_path / "dust-lane"
    level.mkdir()
    for name, text in files("levels/README.md", "toml").items():
        (level / name).write_text(text, encoding="utf-8")
    for name, text in files("levels/TESTING.md", "python").items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def commands(page):
    return [line for text in blocks(page, "sh") for line in text.splitlines() if not line.startswith("python3 -m venv")]


@pytest.mark.parametrize("line", commands("levels/TESTING.md"))
def test_the_page_for_level_makers(folder, line):
    program, *words = shlex.split(line)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [str(Path(sys.executable).parent / program), *words], cwd=folder, env={**os.environ, "PATH": path},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(os.name == "nt", reason="the page says it in the words of another shell")
@pytest.mark.parametrize("page", ["levels/TESTING.md", "game/lab/RESEARCH.md"])
def test_what_is_typed_after_the_first_line_of_a_page_is_what_it_installed(tmp_path, page):
    """Not some other pytest of the machine, which would not find the game."""
    first = blocks(page, "sh")[0]
    venv, activate, install = first.strip().split(" && ")
    assert install == 'pip install -q "../callister[lab]"'
    line = f"{venv} --without-pip && {activate} && command -v python"
    done = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True)
    assert Path(done.stdout.strip()) == tmp_path / ".venv" / "bin" / "python", done.stderr


def test_every_predicate_and_verb_of_the_page_exists():
    import game.lab.testing as words
    from game.lab.pilots import PILOTS
    from game.lab.played import Played

    text = (ROOT / "levels" / "TESTING.md").read_text(encoding="utf-8")
    tables = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    named = [name for cell in tables for name in re.findall(r"`(run\.)?(\w+)", cell)]
    known = {*vars(words), *PILOTS}
    for run, name in named:
        assert hasattr(Played, name) or name == "stats" if run else name in known, name


def test_the_first_page_flies_a_level_in_three_lines():
    exec(next(text for text in blocks("README.md", "python") if "game.lab import run" in text), {})


SHOWN = re.compile(r"^ {4}callister\b(.*?)(?: {2,}.*)?$", re.MULTILINE)  # what it does stands behind two spaces


@pytest.mark.parametrize("words", SHOWN.findall((ROOT / "README.md").read_text(encoding="utf-8")))
def test_every_command_of_the_first_page_is_understood(words):
    from game.cli import build_parser

    assert callable(build_parser().parse_args(shlex.split(words)).run)
