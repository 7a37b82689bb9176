"""A folder that runs without Python: `python assets/package/build.py` (the extra `package`), then `dist/callister`.

One folder, not one file: a single file would unpack 200 MB at every start. What only testers and bakers need (the
plugin, reports, recipes) stays out. With `--install` the package also gets a place in this user's menu (Linux).
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import time
from importlib.metadata import files
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import icons

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NAME = "callister"
# Data that the game reads is everything in assets and levels, but recipes and what is only looked at on the web.
RECIPES = ("bake", "package", "pictures", "sound")
PARTS = ("sound/ogg", "sound/sounds.toml", "package/icon.png")  # of recipes' folders


def data() -> dict[Path, Path]:
    """What goes along -> the folder for it, in the package."""
    assets = ROOT / "assets"
    chosen = [entry for entry in sorted(assets.iterdir()) if entry.name not in RECIPES and entry.name[0] not in "._"]
    chosen += [assets / part for part in PARTS] + [ROOT / "levels"]
    return {path: path.relative_to(ROOT) if path.is_dir() else path.relative_to(ROOT).parent for path in chosen}


# Each brings tens of MB, and none serves who plays: they belong to `callister balance`, the tests and the bakery.
LEFT_OUT = (
    "matplotlib", "joblib", "scipy", "pytest", "_pytest", "hypothesis", "gymnasium", "dask", "distributed",
    "soundfile", "cffi.recompiler", "tkinter", "IPython", "setuptools", "pip", "pkg_resources", "numpy.f2py",
    "numpy.testing", "yaml", "pygame.tests", "pygame.examples", "pygame.docs",
)  # fmt: skip
OUR_OWN = ("game.lab.pytest_plugin", "game.lab.gymnasium_hook")  # hooks into programs that are not there


def beside(package: str) -> list[str]:
    """Modules that a package brings beside its own folder, and its compiled parts load unseen."""
    return [file.name.split(".")[0] for file in files(package) or () if len(file.parts) == 1 and file.suffix != ".py"]


def build(folder: Path) -> Path:
    """Build into `folder`/callister; returns the program's path. SystemExit when it cannot be built."""
    if find_spec("PyInstaller") is None:
        raise SystemExit('PyInstaller is not installed: pip install -e ".[package]"')
    built = folder / NAME
    if built.exists() and not (built / "_internal").is_dir():  # PyInstaller would delete it
        raise SystemExit(f"{built} is there and is no earlier build: choose another place with -o")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="callister-build-") as work:
        _collect(folder, Path(work))
    for recipe in [*(built / "_internal" / "assets").rglob("*.py"), *(built / "_internal" / "assets").rglob("*.pyc")]:
        recipe.unlink()  # some lie beside what they make
    for extra in ("README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / extra, built)
    (built / "callister.png").write_bytes(icons.picture(icons.MENU_SIDE))
    shutil.copy(HERE / "callister.desktop", built)
    return built / (NAME + (".exe" if sys.platform == "win32" else ""))


def _collect(folder: Path, work: Path) -> None:
    import PyInstaller.__main__ as pyinstaller

    command = [
        "--noconfirm", "--clean", "--onedir", "--log-level", "WARN", "--name", NAME,
        "--distpath", str(folder), "--workpath", str(work), "--specpath", str(work), "--paths", str(ROOT),
        "--collect-submodules", "game", "--hidden-import", "glcontext",
    ]  # fmt: skip
    if sys.platform != "linux":  # where a program itself has neither
        icon = work / "callister.ico"
        icons.write_ico(icon)
        command += ["--windowed", "--icon", str(icon)]
    for module in beside("tomli"):
        command += ["--hidden-import", module]
    for source, target in data().items():
        command += ["--add-data", f"{source}{os.pathsep}{target}"]
    for module in (*LEFT_OUT, *OUR_OWN):
        command += ["--exclude-module", module]
    pyinstaller.run([*command, str(HERE / "start.py")])


def install(program: Path) -> Path:
    """A place in this user's menu, as the freedesktop.org specifications have it; returns the entry's path."""
    share = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    picture = share / "icons" / "hicolor" / "256x256" / "apps" / "callister.png"
    entry = share / "applications" / "callister.desktop"
    for path in (picture, entry):
        path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(program.parent / "callister.png", picture)
    text = (HERE / "callister.desktop").read_text(encoding="utf-8")
    entry.write_text(text.replace("Exec=callister", f"Exec={exec_word(program)}"), encoding="utf-8")
    return entry


def exec_word(program: Path) -> str:
    """A path as a desktop entry writes a program: one word, whatever letters it has."""
    word = re.sub(r'(["`$\\])', r"\\\1", str(program)).replace("%", "%%")
    return '"' + word.replace("\\", "\\\\") + '"'  # the entry's own escapes go around those of the word


def size_mb(folder: Path) -> float:
    """What lies in it; a link is not the file that it leads to."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_symlink() or file.is_file()) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", dest="folder", type=Path, default=ROOT / "dist", help="where (default: dist)")
    parser.add_argument("--install", action="store_true", help="add it to this user's menu as well (Linux)")
    options = parser.parse_args()
    began = time.monotonic()
    program = build(options.folder.resolve())
    print(f"{program}  ({size_mb(program.parent):.0f} MB, {time.monotonic() - began:.0f} s)")
    if options.install:
        print(install(program))


if __name__ == "__main__":
    main()
