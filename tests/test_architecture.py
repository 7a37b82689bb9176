"""The arrows between the parts: who may import whom, and what a headless run must not load."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

GAME = Path(__file__).resolve().parent.parent / "game"
FOUNDATIONS = {"", "resources"}  # game/__init__.py and game/resources.py: everybody may

MAY_IMPORT = {
    "sim": {"sim"},
    "story": {"story", "sim"},
    "lab": {"lab", "sim", "story"},
    "render": {"render", "sim", "story"},
    "audio": {"audio", "sim", "story"},
    "ui": {"ui", "render", "audio", "sim", "story"},
    "play": {"play", "ui", "audio", "render", "lab", "story", "sim"},
    "editor": {"editor", "play", "ui", "audio", "render", "lab", "story", "sim"},
    "cli": {"cli", "editor", "play", "ui", "audio", "render", "lab", "story", "sim"},
}
WINDOW = {"pygame", "moderngl"}
EXTRA = {"pytest", "hypothesis", "gymnasium", "joblib", "matplotlib"}  # of the lab; loaded only by what needs them
OUTSIDE = {
    "sim": {"numpy", "pymunk"},
    "story": {"numpy", "msgspec", "tomli"},
    "lab": {"numpy", "msgspec"} | EXTRA,
}
# the bench weighs the picture too, in processes of its own; the environment draws when it is asked for a picture
DRAWS_PICTURES = {"lab/busiest.py": set(), "lab/pictures.py": set(), "lab/window.py": {"pygame"}}


def parts() -> list[str]:
    return sorted(path.name for path in GAME.iterdir() if (path / "__init__.py").is_file())


@cache
def imports(path: Path) -> list[tuple[int, str]]:
    """(line, module) of every import in a file, those inside functions too; relative ones made absolute."""
    package = ["game", *path.relative_to(GAME).parts[:-1]]
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            if module in ("game", ""):
                found += [(node.lineno, f"{module}.{alias.name}".strip(".")) for alias in node.names]
            else:
                found.append((node.lineno, module))
    return found


@pytest.mark.parametrize("part", parts())
def test_arrows_point_one_way(part):
    allowed = MAY_IMPORT[part] | FOUNDATIONS
    wrong = []
    for path in sorted((GAME / part).rglob("*.py")):
        name = path.relative_to(GAME).as_posix()
        for line, module in imports(path):
            if module.split(".")[0] != "game" or name in DRAWS_PICTURES:
                continue
            other = [*module.split("."), ""][1]
            if (GAME / other).is_dir() and other not in allowed and other:
                wrong.append(f"game/{name}:{line} imports {module}")
    assert not wrong


def drawing(path: Path) -> set[str]:
    return DRAWS_PICTURES.get(path.relative_to(GAME).as_posix(), set())


@pytest.mark.parametrize("part", OUTSIDE)
def test_the_core_leans_on_little(part):
    standard = set(sys.stdlib_module_names) | {"game"}
    wrong = [
        f"{path.relative_to(GAME)}:{line} imports {module}"
        for path in sorted((GAME / part).rglob("*.py"))
        for line, module in imports(path)
        if module.split(".")[0] not in standard | OUTSIDE[part] | drawing(path)
    ]
    assert not wrong


@cache
def loads(program: str) -> set[str]:
    """The modules that are there in a fresh process after this program."""
    run = f"{program}\nimport sys; print(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize(
    "module", ["game.sim.world", "game.story.episode", "game.lab.run", "game.lab.replay", "game.lab.bench", "game.cli"]
)
def test_headless_modules_load_no_window(module):
    assert not WINDOW & loads(f"import {module}")


@pytest.mark.parametrize("module", ["game.lab", "game.lab.replay", "game.lab.bench", "game.cli"])
def test_the_lab_itself_loads_nothing_of_its_extra(module):
    assert not EXTRA & loads(f"import {module}")


def test_an_environment_that_draws_nothing_loads_no_window():
    made = "gymnasium.make('callister/Level-v0', level='beacons').reset()"
    assert not WINDOW & loads(f"import gymnasium, game.lab.environment; {made}")


def test_a_headless_flight_loads_no_window():
    assert not WINDOW & loads("from game.lab.run import run; run('01', limit=1.0)")


def test_the_parts_of_the_world_import_each_other_one_way():
    """What takes the world names it for types only; so no part waits for another that waits for it."""
    asks: dict[str, set[str]] = {}
    for path in sorted((GAME / "sim").glob("*.py")):
        found = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.ImportFrom)]
        named = {f"{node.module}.{alias.name}" for node in found for alias in node.names}
        asks[path.stem] = {name.split(".")[2] for name in named if name.startswith("game.sim.")}
    asks = {part: others & asks.keys() for part, others in asks.items()}
    while done := {part for part, others in asks.items() if not others}:
        asks = {part: others - done for part, others in asks.items() if part not in done}
    assert not asks


def test_the_world_asks_no_clock_no_file_and_no_global_chance():
    forbidden = {"time", "random", "os", "pathlib", "datetime", "secrets", "uuid"}
    wrong = [
        f"{path.relative_to(GAME)}:{line} imports {module}"
        for path in sorted((GAME / "sim").rglob("*.py"))
        for line, module in imports(path)
        if module.split(".")[0] in forbidden
    ]
    assert not wrong


def test_the_title_loads_no_world():
    """What flying needs is read while the title stands, not before."""
    world = {"pymunk", "game.sim.world", "game.story.episode", "game.audio.mixer"}
    assert not world & loads("import game.play.app, game.play.scenes.title, game.render.software")
