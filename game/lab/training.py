"""Levels for learning machines that come with the lab: small, and known by their names besides the chapters'."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "levels"
TRAINING: dict[str, Path] = {folder.name: folder for folder in sorted(FOLDER.iterdir()) if folder.is_dir()}


def find(level: str | Path) -> str | Path:
    """The folder of a training level; whatever else it is, it stays for `library.load` to find."""
    return TRAINING.get(str(level), level)
