"""The command line is a contract: what it prints, where, and the exit code, for good input and for bad."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pygame
import pytest

from game import resources
from game.cli import main
from game.lab.recording import machine
from game.story import library
from tests.play.stage import LEVEL, short_level


@pytest.fixture
def level(tmp_path: Path) -> Path:
    return short_level(tmp_path / "hop")


def run(*arguments: object) -> int:
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as stop:
        return int(stop.code or 0)


def callister(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as a shell would start it, without any display."""
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")}
    command = [sys.executable, "-m", "game.cli", *arguments]
    return subprocess.run(command, env={**bare, **environment}, capture_output=True, text=True, timeout=120)


def loaded_after(statement: str) -> str:
    """Which of the heavy libraries a fresh interpreter has loaded after a statement; stderr has nothing else."""
    heavy = "[m for m in ('pygame', 'moderngl', 'numpy', 'msgspec') if m in sys.modules]"
    probe = f"import sys\n{statement}\nprint({heavy}, file=sys.stderr)"
    return subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60).stderr.strip()


VAIN = """
[[beat]]
id = "vain"
when = { on = "start" }
then = [
  { at = 0.5, do = "heal", who = "kevin" },
  { at = 90, do = "spawn", what = "griefer", name = "kevin", place = "start" },
]
"""


def test_a_level_that_hides_a_folder_here_says_so(level, tmp_path, monkeypatch, capsys):
    """Who has installed a level and goes on writing it in its folder would fly the old one, and wonder."""
    shutil.copytree(level, tmp_path / "user" / "levels" / "hop")
    monkeypatch.chdir(tmp_path)
    installed = tmp_path / "user" / "levels" / "hop"
    for command in ("sim", "check"):
        run(command, "hop", "--user-dir", tmp_path / "user")
        said = f"callister: hop is the level in {installed}; the folder here is {os.path.join('.', 'hop')}"
        assert said in capsys.readouterr().err
    for name, user in (("hop", "nobody"), (os.path.join(".", "hop"), "user"), (installed, "user")):
        run("sim", name, "--user-dir", tmp_path / user)
        assert "the folder here" not in capsys.readouterr().err
    monkeypatch.chdir(installed.parent)
    run("sim", "hop", "--user-dir", tmp_path / "user")
    assert "the folder here" not in capsys.readouterr().err


# --- bad input: one clear message on stderr, exit 2, never a traceback ---

BAD = {
    "a replay that does two things at once": (
        ["replay", "a.rec", "--verify", "--split", "parts"],
        ["--verify", "--split"],
    ),
    "the length of no clip": (["replay", "a.rec", "--seconds", "3"], ["--seconds", "--clip"]),
    "the size of no clip": (["replay", "a.rec", "--verify", "--size", "320x180"], ["--size", "--clip"]),
    "a renderer of nothing": (["replay", "a.rec", "--renderer", "software"], ["--renderer", "--watch", "--clip"]),
    "a beginning that is not flown from": (["replay", "a.rec", "--from", "3"], ["--from", "--watch", "--clip"]),
    "a campaign for a level": (["sim", str(resources.levels())], ["is a campaign", "01-no-gamertag"]),
    "a new level without a name": (["new", "."], ["needs a name"]),
    "a title in letters that the game has not": (["new", "mine", "--title", "Snow ☃"], ["'☃'", "Snow"]),
    "a level's name that is too long": (["new", "a" * 300], ["a…'", "at most 48"]),
    "a level's name in letters of one's own": (["new", "Ünï"], ["'uni' would do"]),
    "a level of one's own elsewhere": (["new", "--own", "a/mine"], ["'a/mine'", "--own"]),
    "unknown command": (["fly"], ["'fly'", "sim"]),
    "level that is not there": (["sim", "77-nowhere"], ["77-nowhere"]),
    "level near a real one": (["sim", "01-no-gamertg"], ["01-no-gamertg", "01-no-gamertag"]),
    "folder without a level": (["sim", "."], ["level.toml"]),
    "seed that is none": (["sim", "01", "--seed", "x"], ["'x' is not a seed", "7"]),
    "negative seed": (["sim", "01", "--seed", "-3"], ["--seed"]),
    "limit that is none": (["sim", "01", "--limit", "soon"], ["'soon' is not a time"]),
    "limit that is not a number": (["sim", "01", "--limit", "nan"], ["'nan' is not a time"]),
    "choice without an option": (["sim", "01", "--choose", "cargo"], ["CHOICE=OPTION"]),
    "pilot that nobody knows": (["sim", "01", "--bot", "kevin"], ["kevin", "pilot"]),
    "recording that is not there": (["replay", "no.rec"], ["no.rec"]),
    "renderer that is none": (["play", "01", "--renderer", "crayon"], ["crayon", "software"]),
    "play of a level that is not there": (["play", "77-nowhere"], ["77-nowhere"]),
    "check of a path that is not there": (["check", "no/where"], ["no/where"]),
    "picture of nothing": (["shot", "-o", "x.png"], ["LEVEL", "--scene title"]),
    "picture of a scene that is none": (["shot", "01", "--scene", "kitchen", "-o", "x.png"], ["kitchen", "title"]),
    "picture with a setting that is none": (
        ["shot", "--scene", "title", "--set", "colour=red", "-o", "x.png"],
        ["'colour'", "colours"],
    ),
    "picture with a setting that cannot be": (
        ["shot", "--scene", "title", "--set", "colours=red", "-o", "x.png"],
        ["must be one of", "deutan"],
    ),
    "size that is none": (["shot", "01", "--size", "big", "-o", "x.png"], ["'big' is not a size", "1280x720"]),
    "size that is too much": (["shot", "01", "--size", "99999x99999", "-o", "x.png"], ["7680x4320"]),
    "answer to nothing": (["sim", "01", "--choose", "nix=1"], ["has no choice 'nix'"]),
    "no name at all": (["sim", ""], ["neither the name of a level"]),
    "recording into a folder": (["sim", "01", "--record", "/"], ["is a folder"]),
    "picture of a kind that is none": (["shot", "01", "-o", "x.xyz"], ["x.xyz", ".png"]),
    "picture without a place": (["shot", "01"], ["-o"]),
}


@pytest.mark.parametrize(("arguments", "says"), BAD.values(), ids=BAD.keys())
def test_bad_input_gets_one_clear_message(arguments: list[str], says: list[str], capsys, tmp_path: Path) -> None:
    assert run("--user-dir", tmp_path, *arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("callister: ")
    assert "Traceback" not in err
    for words in says:
        assert words in err


def test_a_damaged_recording_says_what_is_wrong(capsys, tmp_path: Path) -> None:
    bad = tmp_path / "bad.rec"
    bad.write_bytes(b"CALLREC\n\x00\x01garbage")
    assert run("replay", bad) == 2
    assert "bad.rec" in capsys.readouterr().err


def test_a_level_with_mistakes_cannot_be_simulated(capsys, level: Path) -> None:
    (level / "level.toml").write_text(LEVEL["level.toml"].replace('"half" }', '"hlaf" }'))
    assert run("sim", level) == 2
    assert "did you mean 'half'" in capsys.readouterr().err


def test_a_level_with_mistakes_makes_no_picture(capsys, level: Path, tmp_path: Path) -> None:
    (level / "level.toml").write_text(LEVEL["level.toml"].replace('"half" }', '"hlaf" }'))
    assert run("shot", level, "--size", "320x180", "-o", tmp_path / "p.png") == 2
    assert "did you mean 'half'" in capsys.readouterr().err
    assert not (tmp_path / "p.png").exists()


def test_the_file_of_a_level_is_not_its_folder(capsys, level: Path) -> None:
    assert run("check", level / "map.toml") == 2
    assert f"'{level}'" in capsys.readouterr().err


def test_a_recording_is_named_when_its_level_is_gone_or_it_is_too_short(capsys, tmp_path: Path) -> None:
    short_level(tmp_path / "levels" / "hop")
    record = tmp_path / "new" / "flight.rec"
    assert run("--user-dir", tmp_path, "sim", "hop", "--limit", 1, "--record", record) == 1
    assert run("--user-dir", tmp_path, "replay", record, "--watch", "--from", 60) == 2
    assert "ends after 1.0 s" in capsys.readouterr().err
    assert run("--user-dir", tmp_path / "other", "replay", record) == 2
    err = capsys.readouterr().err
    assert str(record) in err
    assert "'hop'" in err


def test_a_damaged_file_of_the_game_is_named_with_the_remedy(capsys, tmp_path: Path, monkeypatch) -> None:
    from game import resources
    from game.story import catalog

    (tmp_path / "art").mkdir()
    (tmp_path / "art" / "outlines.toml").write_text("= broken")
    monkeypatch.setattr(resources, "assets", lambda: tmp_path)
    catalog.outlines.cache_clear()
    assert run("check", "01") == 2
    err = capsys.readouterr().err
    assert "outlines.toml" in err
    assert "install Callister again" in err
    monkeypatch.undo()
    catalog.outlines.cache_clear()
    catalog.names.cache_clear()


def test_a_video_driver_that_is_not_there_is_no_display(tmp_path: Path) -> None:
    done = callister("--user-dir", str(tmp_path), "play", "01", SDL_VIDEODRIVER="bogus")
    assert done.returncode == 2
    assert "no display" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_display_it_says_what_to_run_instead(tmp_path: Path) -> None:
    for arguments in ([], ["play", "01"]):
        done = callister("--user-dir", str(tmp_path), *arguments)
        assert done.returncode == 2, done.stderr
        assert "no display" in done.stderr
        assert "callister sim 01" in done.stderr
        assert "callister shot" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_recording_that_cannot_be_watched_can_be_cut(tmp_path: Path) -> None:
    file = tmp_path / "a flight.rec"
    assert run("sim", "11", "--limit", "1", "--record", str(file)) == 1
    done = callister("--user-dir", str(tmp_path), "replay", str(file), "--watch")
    assert done.returncode == 2
    assert f"callister replay '{file}' --clip OUT.gif" in done.stderr


def test_without_a_home_it_asks_for_a_folder(tmp_path: Path, capsys, monkeypatch) -> None:
    """A container may run a program as a user that nobody has entered, and without HOME."""
    nobody = "~nobody-of-that-name/saves"
    for name in ("HOME", "USERPROFILE", "HOMEDRIVE", "HOMEPATH", "XDG_DATA_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)  # as it is without an entry
    for arguments in ([], ["play", "01"], ["sim", "01"], ["check", tmp_path]):
        assert run(*arguments) == 2
        assert "no home folder of this user" in capsys.readouterr().err
    assert run("--user-dir", nobody, "sim", "01") == 2
    assert f"no home folder that {nobody!r} means" in capsys.readouterr().err
    assert run("--user-dir", tmp_path, "sim", "01", "--limit", 1) == 1


def test_a_user_folder_that_is_a_file_is_no_reason_to_crash(tmp_path: Path, capsys) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    assert run("--user-dir", file, "shot", "--scene", "title", "--size", "320x180", "-o", tmp_path / "t.png") == 0


def test_nor_is_one_that_may_not_be_entered(tmp_path: Path, capsys, monkeypatch) -> None:
    closed, stat = tmp_path / "closed", os.stat

    def refuse(path, **how):  # what `chmod 0` does to everybody but the superuser
        if isinstance(path, str | Path) and Path(path).is_relative_to(closed / "callister"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return stat(path, **how)

    closed.mkdir()
    monkeypatch.setattr(os, "stat", refuse)
    picture = ("shot", "--scene", "title", "--size", "320x180", "-o", tmp_path / "t.png")
    assert run("--user-dir", closed / "callister", *picture) == 0


# --- good input ---


def test_help_and_version(capsys) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("callister ")
    assert run("--help") == 0
    out = capsys.readouterr().out
    for command in ("play", "sim", "replay", "check", "shot", "schema", "bench"):
        assert command in out


def test_starting_the_command_line_loads_no_library() -> None:
    assert loaded_after("import game.cli; game.cli.build_parser()") == "[]"


def test_a_flight_without_a_window_needs_no_window_library(level: Path) -> None:
    loaded = loaded_after(f"from game.cli import main; main(['sim', {str(level)!r}, '--json'])")
    assert loaded == "['numpy', 'msgspec']"


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_the_user_folder_stands_before_or_after_the_command(before: bool, tmp_path: Path, capsys) -> None:
    short_level(tmp_path / "levels" / "mine")
    folder = ["--user-dir", tmp_path]
    assert run(*(folder if before else []), "sim", "mine", *([] if before else folder)) == 0


def test_sim_prints_one_object_and_its_exit_code_is_the_outcome(level: Path, capsys) -> None:
    assert run("sim", level, "--seed", 5, "--json") == 0
    result = json.loads(capsys.readouterr().out)
    story = "objectives beats flags"
    wanted = f"level seed bot outcome ending ticks sim_seconds wall_seconds realtime digest {story} stats pace reports"
    assert set(result) == set(wanted.split())
    assert (result["outcome"], result["seed"], result["bot"]) == ("won", 5, "pilot")
    assert [beat["id"] for beat in result["beats"]] == ["begin", "half", "gate", "end"]
    assert run("sim", level, "--limit", "0.5", "--json") == 1
    assert json.loads(capsys.readouterr().out)["outcome"] == "timeout"


def test_sim_says_what_the_story_could_not_do(level: Path, capsys) -> None:
    script = (level / "level.toml").read_text(encoding="utf-8")
    (level / "level.toml").write_text(f"{script}{VAIN}", encoding="utf-8")
    assert run("sim", level, "--limit", "1") == 1
    said = "vain: no ship called 'kevin' is in the world"
    assert capsys.readouterr().out.splitlines()[1:] == [f"  0.5 s  {said}"]
    assert run("sim", level, "--limit", "1", "--json") == 1
    reports = json.loads(capsys.readouterr().out)["reports"]
    assert [(round(one["t"], 1), one["text"]) for one in reports] == [(0.5, said)]


def test_sim_says_only_the_first_of_what_the_story_could_not_do(level: Path, capsys) -> None:
    script = (level / "level.toml").read_text(encoding="utf-8")
    again = VAIN.replace(
        '{ at = 0.5, do = "heal", who = "kevin" },', '{ at = 0.5, do = "heal", who = "kevin" },\n' * 50
    )
    (level / "level.toml").write_text(f"{script}{again}", encoding="utf-8")
    run("sim", level, "--limit", "1")
    assert capsys.readouterr().out.splitlines()[21:] == ["  and 30 more: see --json"]


def test_a_recorded_flight_replays_and_verifies(level: Path, tmp_path: Path, capsys) -> None:
    """The recording names its level by id, so the level must stand on a shelf."""
    user = tmp_path / "user"
    short_level(user / "levels" / "hop")
    record = tmp_path / "flight.rec"
    assert run("--user-dir", user, "sim", "hop", "--record", record) == 0
    assert run("--user-dir", user, "replay", record, "--verify") == 0
    assert "every digest agrees" in capsys.readouterr().out
    assert run("--user-dir", user, "replay", record) == 0


def test_a_recording_falls_into_parts_that_fly_alone(tmp_path: Path, capsys) -> None:
    whole = Path(__file__).parents[1] / "lab" / "golden" / f"08-the-core.{machine()}.rec"
    if not whole.is_file():
        pytest.skip("no recording of this kind of machine")
    assert run("replay", whole, "--split", tmp_path) == 0
    assert len(capsys.readouterr().out.splitlines()) == 5
    parts = sorted(tmp_path.iterdir())
    assert run("replay", parts[1], "--verify") == 0
    assert re.search(r": [1-9][\d.]* to [\d.]+ s of 08-the-core, every digest agrees", capsys.readouterr().out)


@pytest.mark.parametrize("file", ["campaign.toml", "bridge/b01.toml", "interludes/1-newsroom.toml"])
def test_a_file_of_a_campaign_is_no_rule_set(file: str, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    path = resources.levels() / file
    monkeypatch.chdir(path.parent)
    for named in (path, path.name):
        assert run("check", named) == 2
        assert f"{str(named)!r} is a file of a campaign" in capsys.readouterr().err


def test_check_is_silent_on_stdout_when_clean(level: Path, capsys) -> None:
    """The short level has unused things a strict check may name; the bundled levels must be clean."""
    assert run("check", "01") == 0
    assert capsys.readouterr().out == ""


def test_a_terminal_without_the_letters_is_told_nevertheless(level: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(level, tmp_path / "мой-уровень")
    (folder / "map.toml").write_text("bounds = 7\n", encoding="utf-8")
    run = [sys.executable, "-m", "game.cli", "check", str(folder)]
    done = subprocess.run(run, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}, timeout=60)
    assert done.returncode == 1
    assert b"\\u043c\\u043e\\u0439" in done.stdout
    assert b"map.toml:1:" in done.stdout
    assert b"Traceback" not in done.stderr


def test_check_lists_problems_as_json(level: Path, capsys) -> None:
    (level / "level.toml").write_text(LEVEL["level.toml"].replace('region = "half"', 'region = "hlaf"'))
    assert run("check", level, "--json") == 1
    problems = json.loads(capsys.readouterr().out)
    assert all(set(problem) == {"file", "line", "column", "message"} for problem in problems)
    assert any("hlaf" in problem["message"] and problem["line"] > 1 for problem in problems)


@pytest.mark.parametrize("scene", [None, "dialogue", "pause", "options", "controls", "said", "end"])
def test_shot_writes_a_picture_of_the_size_asked_for(scene: str | None, level: Path, tmp_path: Path) -> None:
    picture = tmp_path / "new" / "p.png"
    screen = ["--scene", scene] if scene else []
    assert run("shot", level, "--at", 1.5, "--size", "480x270", "--renderer", "software", *screen, "-o", picture) == 0
    image = pygame.image.load(picture)
    assert image.get_size() == (480, 270)
    assert pygame.transform.average_color(image)[:3] != (0, 0, 0)


def test_what_is_heard_is_in_a_picture_of_captions(tmp_path: Path) -> None:
    """Beside the instruments, lower left: a ship that boosts is heard, and is written there only if that is chosen."""
    pixels = {}
    for captions in ("true", "false"):
        picture = tmp_path / f"{captions}.png"
        chosen = ("--set", f"captions={captions}", "--renderer", "software")
        assert run("shot", "01", "--at", 40, "--size", "640x360", *chosen, "-o", picture) == 0
        pixels[captions] = pygame.surfarray.array3d(pygame.image.load(picture))
    differ = (pixels["true"] != pixels["false"]).any(axis=2)
    across, down = differ.nonzero()
    assert across.size > 200
    assert across.max() < 320
    assert down.min() > 90


def test_schema_is_json_and_can_be_written(tmp_path: Path, capsys) -> None:
    assert run("schema") == 0
    assert "level.schema.json" in json.loads(capsys.readouterr().out)
    assert run("schema", "-o", tmp_path / "s") == 0
    assert json.loads((tmp_path / "s" / "level.schema.json").read_text())


def test_a_console_that_is_not_there_yet_is_no_picture(tmp_path: Path, capsys) -> None:
    assert run("shot", "09", "--scene", "console", "-o", tmp_path / "a.png", "--renderer", "software") == 2
    assert "there is no console at this moment" in capsys.readouterr().err
    assert not (tmp_path / "a.png").exists()


def hint(capsys) -> list[str]:
    """What one is told to type to fly it."""
    return re.search(r"callister (play .*?)(?:  |$)", capsys.readouterr().out, re.MULTILINE)[1].split()


def test_what_a_new_level_says_to_type_means_that_level(tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = {}
    for where, arguments in {
        "users/levels/mine": ["mine", "--own", "--user-dir", "users"],
        "mine": ["mine", "--user-dir", "users"],
        "01-no-gamertag": ["01-no-gamertag"],
        "other": ["other", "--title", "Another"],
    }.items():
        assert run("new", *arguments) == 0
        said[where] = hint(capsys)
    assert run("pack", "./mine") == 0
    capsys.readouterr()
    assert run("install", "mine.callister", "--replace", "--user-dir", "users") == 0
    assert hint(capsys) == said["users/levels/mine"] == ["play", "mine", "--user-dir", "users"]
    for where, (_, name, *more) in said.items():
        assert library.find(name, Path("users") if more or where == "mine" else None).resolve() == tmp_path / where
