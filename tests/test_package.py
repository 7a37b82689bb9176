"""The package as a player gets it: built by its one command, started without Python's help, ended in good order.

It takes half a minute, so it is asked for: `pytest -m package -n 0`.
"""

from __future__ import annotations

import importlib.util
import io
import os
import re
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

import pygame
import pytest

from game.play.painter import processors

ROOT = Path(__file__).resolve().parent.parent
RECIPES = ROOT / "assets" / "package"
PATIENCE = 120.0  # for anything that shall happen [s]

built_here = pytest.mark.skipif(sys.platform != "linux", reason="ends the program as a Linux session does")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("PyInstaller", reason='PyInstaller is not installed: pip install -e ".[package]"')
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, str(RECIPES / "build.py"), "-o", str(folder)], check=True, cwd=folder)
    return folder / "callister" / "callister"


def bare() -> dict[str, str]:
    """No Python of ours within its reach, no display, no sound."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "DISPLAY", "WAYLAND"))}
    return {**kept, "PATH": "/usr/bin:/bin", "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}


@pytest.mark.package
@built_here
def test_the_title_is_reached_and_a_session_that_ends_closes_it(program: Path, tmp_path: Path) -> None:
    log = tmp_path / "callister.log"
    game = subprocess.Popen([str(program), "--user-dir", str(tmp_path)], env=bare(), stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and game.poll() is None:
        if log.exists() and ("a second process draws" if processors() > 1 else "first picture") in log.read_text():
            break
        time.sleep(0.02)
    time.sleep(0.5)  # sound and pads are opened after it
    game.send_signal(signal.SIGTERM)
    assert game.wait(timeout=PATIENCE) == 0
    assert game.stderr.read() == ""
    said = log.read_text()
    assert "scene title" in said
    assert "closed after" in said
    assert "no sound" not in said, "its sounds are in the package"


@pytest.mark.package
@built_here
def test_it_holds_every_level_and_flies_as_the_checkout_does(program: Path, tmp_path: Path) -> None:
    def out(*command: str) -> str:
        done = subprocess.run(command, env=bare(), capture_output=True, text=True, timeout=PATIENCE, cwd=tmp_path)
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    assert out(str(program), "check") == ""
    assert out(str(program), "-c", "print(1 + 1)") == "2\n", "the fresh processes that bench measures in"
    assert not list((program.parent / "_internal" / "assets").rglob("*.py")), "recipes are no part of the game"
    flight = ("sim", "03", "--limit", "20", "--json")
    mine, theirs = out(str(program), *flight), out(sys.executable, "-m", "game.cli", *flight)
    assert re.search('"digest": "[0-9a-f]+"', mine).group() == re.search('"digest": "[0-9a-f]+"', theirs).group()


@pytest.fixture
def recipes(monkeypatch: pytest.MonkeyPatch):
    """The build and its icons: scripts in a folder that is no package (and the bakery has a `build` too)."""
    monkeypatch.syspath_prepend(str(RECIPES))
    spec = importlib.util.spec_from_file_location("package_build", RECIPES / "build.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    return build, build.icons


def test_it_carries_all_that_the_game_reads(recipes) -> None:
    build, _ = recipes
    carried = build.data()
    assert all(path.exists() for path in carried)
    assert ROOT / "assets" / "bake" not in carried
    for needed in ("art", "backdrops", "people", "normals.npz", "sound/ogg"):
        assert ROOT / "assets" / needed in carried
    assert carried[ROOT / "assets" / "normals.npz"] == Path("assets")


def test_a_windows_icon_holds_every_size(recipes, tmp_path: Path) -> None:
    _, icons = recipes
    icons.write_ico(tmp_path / "a.ico")
    data = (tmp_path / "a.ico").read_bytes()
    _, kind, count = struct.unpack_from("<HHH", data)
    assert (kind, count) == (1, len(icons.ICO_SIDES))
    for number, side in enumerate(icons.ICO_SIDES):
        *_, size, at = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert data[at : at + 8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack_from(">I", data, at + 16) == (side,)
        assert size > 100


def test_the_windows_picture_is_the_drawing_of_today(recipes) -> None:
    _, icons = recipes
    kept, drawn = (pygame.surfarray.array3d(pygame.image.load(io.BytesIO(data), "icon.png")).astype(int)
                   for data in (icons.WINDOW.read_bytes(), icons.picture(icons.WINDOW_SIDE)))  # fmt: skip
    assert abs(kept - drawn).max() <= 8, "run python assets/package/icons.py"


def test_the_menu_entry_names_a_program_and_an_icon_that_the_wheel_brings() -> None:
    lines = (RECIPES / "callister.desktop").read_text().splitlines()
    assert lines[0] == "[Desktop Entry]"
    entry = dict(line.split("=", 1) for line in lines[1:])
    project = (ROOT / "pyproject.toml").read_text()
    assert f'\n{entry["Exec"]} = "game.cli:main"' in project
    assert f"apps/{entry['Icon']}.svg" in project
    assert entry["Type"] == "Application"
    assert entry["Categories"].startswith("Game;")


def test_it_is_not_built_over_something_else(recipes, tmp_path: Path, monkeypatch) -> None:
    """As where `-o` names the folder that a clone called callister lies in."""
    build, _ = recipes
    monkeypatch.setattr(build, "find_spec", lambda name: name)
    monkeypatch.setattr(build, "_collect", lambda folder, work: pytest.fail("PyInstaller would delete it"))
    (tmp_path / "callister" / "game").mkdir(parents=True)
    with pytest.raises(SystemExit, match="no earlier build"):
        build.build(tmp_path)
    assert (tmp_path / "callister" / "game").is_dir()


def test_a_link_is_not_counted_as_what_it_leads_to(recipes, tmp_path: Path) -> None:
    build, _ = recipes
    (tmp_path / "library").write_bytes(bytes(1_000_000))
    (tmp_path / "link").symlink_to("library")
    assert build.size_mb(tmp_path) == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/home/Zoë/my games/callister", '"/home/Zoë/my games/callister"'),
        ("/a/100%/callister", '"/a/100%%/callister"'),
        ('/a/$b "c"/callister', r'"/a/\\$b \\"c\\"/callister"'),
    ],
)
def test_a_menu_entry_starts_a_program_that_lies_in_any_folder(recipes, path: str, word: str) -> None:
    build, _ = recipes
    assert build.exec_word(Path(path)) == word


def test_a_package_gets_a_place_in_the_menu(recipes, tmp_path: Path, monkeypatch) -> None:
    build, icons = recipes
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    program = tmp_path / "dist of mine" / "callister"
    program.parent.mkdir()
    (program.parent / "callister.png").write_bytes(icons.picture(32))
    entry = build.install(program)
    assert f'Exec="{program}"' in entry.read_text()
    assert (tmp_path / "share/icons/hicolor/256x256/apps/callister.png").exists()
