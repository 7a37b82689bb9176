"""The tutorial, done as somebody would who reads it: every block is typed, every command is run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game import cli, resources
from game.lab.run import run
from game.story import library

BLOCK = re.compile(r"```(toml|console)\n(.*?)```", re.DOTALL)
INSTEAD = ", instead of: "


def type_in(folder: Path, block: str) -> None:
    """A file, the end of one, or something in the place of something else, as the block's first line says."""
    heading, _, text = block.partition("\n")
    name = heading.removeprefix("# ")
    if INSTEAD in name:
        name, _, old = name.partition(INSTEAD)
        whole = (folder / name).read_text()
        assert whole.count(old) == 1
        (folder / name).write_text(whole.replace(old, text.rstrip("\n")))
    elif name.endswith(", at the end"):
        path = folder / name.removesuffix(", at the end")
        path.write_text(f"{path.read_text()}\n{text}")
    else:
        assert (folder / name).is_file()
        (folder / name).write_text(text)


def test_every_step_of_it_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(resources, "levels", lambda: tmp_path / "none")  # `check` of everything is for other tests
    page = (resources.root() / "levels" / "TUTORIAL.md").read_text(encoding="utf-8")
    commands = 0
    for kind, block in BLOCK.findall(page):
        if kind == "toml":
            type_in(tmp_path / "ambush", block)
            continue
        for line in block.splitlines():
            typed, _, said = line.removeprefix("$ callister ").partition("  # ")
            code, _, message = said.partition(": ")
            words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', typed)]
            if words == ["check"]:
                words += [str(tmp_path / "user" / "levels" / "ambush")]
            assert cli.main(["--user-dir", str(tmp_path / "user"), *words]) == int(code.strip() or 0), line
            assert message.strip() in capsys.readouterr().out
            commands += 1
    assert commands >= 12
    monkeypatch.undo()
    there = library.load("ambush", tmp_path / "user")
    assert there.title == "Toll Road"
    result = run(there, seed=2)
    assert result.outcome == "won"
    assert [beat["id"] for beat in result.beats] == ["begin", "trap", "paid", "through"]
