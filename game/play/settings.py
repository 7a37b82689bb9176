"""What a player may choose: declared once in this table, kept as a TOML file that may be edited by hand.

Every field of `Settings` says what it is called, what it may be and under which heading it stands; the options screen,
the reader, the writer and the checks all read that declaration. A damaged file costs only the damaged lines.
"""

from __future__ import annotations

import contextlib
import json
import tomllib
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from game.play import safekeeping
from game.play.bindings import ACTION
from game.sim.loadout import Assists

FILE = "settings.toml"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a setting may be: whole numbers `low..high` in `step`s, or one of `options`, or on and off."""

    section: str
    label: str
    low: int = 0
    high: int = 0
    step: int = 0
    options: tuple[str, ...] = ()
    unit: str = "%"

    def problem(self, value: object, like: object) -> str:
        """Why `value` cannot stand here, or ''. `like` is the default, which gives the type."""
        if type(value) is not type(like):
            kinds = {bool: "true or false", int: f"a whole number from {self.low} to {self.high}", str: "a text"}
            return f"must be {kinds[type(like)]}"
        if self.options and value not in self.options:
            return f"must be one of {', '.join(self.options)}"
        if isinstance(value, int) and not isinstance(value, bool) and not self.low <= value <= self.high:
            return f"must lie between {self.low} and {self.high}"
        return ""


def _percent(default: int, section: str, label: str, low: int = 0, high: int = 100, step: int = 10) -> int:
    return field(default=default, metadata={"choice": Choice(section, label, low, high, step)})


def _one_of(default: str, section: str, label: str, *options: str) -> str:
    return field(default=default, metadata={"choice": Choice(section, label, options=options, unit="")})


def _on(default: bool, section: str, label: str) -> bool:
    return field(default=default, metadata={"choice": Choice(section, label)})


@dataclass
class Settings:
    """The player's choices, with the defaults of a first start."""

    volume: int = _percent(80, "sound", "Volume")
    music: int = _percent(70, "sound", "Music")
    effects: int = _percent(80, "sound", "Effects")
    captions: bool = _on(False, "sound", "Captions for sounds")
    scheme: str = _one_of("direct", "flight", "Controls", "direct", "helm")
    difficulty: str = _one_of("standard", "flight", "Difficulty", "story", "standard", "outlaw")
    speed: int = _percent(100, "flight", "Game speed", 50, 100)
    talk_speed: int = _percent(100, "flight", "Talk speed", 50, 200, 25)
    rumble: int = _percent(60, "flight", "Pad rumble", step=20)
    damage: int = _percent(100, "assists", "Damage taken", 25, 100, 25)
    hacking: int = _percent(100, "assists", "Time to hack", 100, 300, 50)
    aim: int = _percent(0, "assists", "Aim assist", 0, 100, 25)
    holding: str = _one_of("hold", "assists", "Boost, brake, beams", "hold", "toggle")
    text_size: int = _percent(100, "picture", "Text size", 100, 200, 25)
    shake: int = _percent(100, "picture", "Camera shake")
    flash: int = _percent(100, "picture", "Flashes")
    full_screen: bool = _on(False, "picture", "Full screen")
    renderer: str = _one_of("auto", "picture", "Renderer", "auto", "gl", "software")
    vsync: bool = _on(True, "picture", "Wait for the display")
    bindings: dict[str, tuple[str, ...]] = field(default_factory=dict)  # changed controls only, see bindings.py

    def change(self, name: str, value: object) -> None:
        """Set one choice; raises ValueError when the table does not allow it."""
        problem = choice_of(name).problem(value, getattr(Settings, name))
        if problem:
            raise ValueError(f"{name} = {value!r}: {problem}")
        setattr(self, name, value)


def assists_of(settings: Settings) -> Assists:
    """The assists that are numbers of the simulation, as a flight and its recording take them."""
    return Assists(
        damage=settings.damage / 100.0,
        hacking=settings.hacking / 100.0,
        aim=settings.aim / 100.0,
        toggles=settings.holding == "toggle",
    )


CHOICES: dict[str, Choice] = {f.name: f.metadata["choice"] for f in fields(Settings) if "choice" in f.metadata}
SECTIONS: tuple[str, ...] = tuple(dict.fromkeys(choice.section for choice in CHOICES.values()))


def choice_of(name: str) -> Choice:
    return CHOICES[name]


def load(folder: Path) -> tuple[Settings, list[str]]:
    """The settings kept in `folder`, and a sentence for each thing in the file that could not be used."""
    settings = Settings()
    path = folder / FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        content = _backup(path)
        if content is None:
            return settings, []
    except OSError as error:
        return settings, [f"{path}: cannot be read ({error.strerror}); using the defaults"]
    read, notes = _salvage(content)
    _apply(settings, read, notes)
    if notes:
        aside = path
        with contextlib.suppress(OSError):  # in a folder that cannot be written to it stays where it is
            aside = safekeeping.move_aside(path) if path.exists() else path
        notes.append(f"the damaged settings lie in {aside}; what could be read is kept")
    return settings, notes


def save(settings: Settings, folder: Path) -> None:
    """Keep the settings in `folder`; raises OSError when the disk refuses."""
    safekeeping.write(folder / FILE, to_toml(settings).encode(), _whole)


def to_toml(settings: Settings) -> str:
    """As the file says it: one section a heading, one line a choice."""
    lines = ["# Callister's settings. Lines that cannot be read are replaced by their defaults."]
    for section in SECTIONS:
        lines += ["", f"[{section}]"]
        lines += [f"{n} = {_literal(getattr(settings, n))}" for n, c in CHOICES.items() if c.section == section]
    if settings.bindings:
        lines += ["", "[bindings]"]
        lines += [f"{action} = {_literal(list(inputs))}" for action, inputs in sorted(settings.bindings.items())]
    return "\n".join(lines) + "\n"


def _literal(value: object) -> str:
    return json.dumps(value)  # numbers, truth values, plain strings and lists of them read the same in TOML


def _whole(content: bytes) -> bool:
    try:
        tomllib.loads(content.decode())
    except (ValueError, RecursionError):
        return False
    return True


def _backup(path: Path) -> bytes | None:
    try:
        return safekeeping.backup(path).read_bytes()
    except OSError:
        return None


def _salvage(content: bytes) -> tuple[dict[str, Any], list[str]]:
    """{section: {name: value}} from a file, line by line when it does not parse as a whole."""
    text = content.decode("utf-8", errors="replace")
    if _whole(content):
        return tomllib.loads(text), []
    read: dict[str, Any] = {}
    notes: list[str] = []
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        try:
            piece = tomllib.loads(line)
        except (ValueError, RecursionError):
            notes.append(f"{FILE}:{number}: {line.strip()[:60]!r} cannot be read")
            continue
        name = next(iter(piece), "")
        if name and isinstance(piece[name], dict):
            section = name
            read.setdefault(section, {})
        elif name:
            read.setdefault(section, {})[name] = piece[name]
    return read, notes


def _apply(settings: Settings, read: dict[str, Any], notes: list[str]) -> None:
    for section, entries in read.items():
        if not isinstance(entries, dict):
            notes.append(f"{FILE}: {section} stands outside every section")
            continue
        for name, value in entries.items():
            if section == "bindings":
                _apply_binding(settings, name, value, notes)
            elif name not in CHOICES or CHOICES[name].section != section:
                notes.append(f"{FILE}: [{section}] {name} is not a setting")
            elif problem := CHOICES[name].problem(value, _default(name)):
                notes.append(f"{FILE}: [{section}] {name} = {value!r} {problem}; using {_default(name)!r}")
            else:
                setattr(settings, name, value)


def _apply_binding(settings: Settings, action: str, inputs: object, notes: list[str]) -> None:
    if action not in ACTION:
        notes.append(f"{FILE}: [bindings] {action} is not an action")
    elif not isinstance(inputs, list) or not all(isinstance(i, str) and " " in i for i in inputs):
        notes.append(f'{FILE}: [bindings] {action} must be a list such as ["key W", "pad A"]; using the default')
    else:
        settings.bindings[action] = tuple(inputs)


def _default(name: str) -> object:
    declared: dict[str, Field[Any]] = {f.name: f for f in fields(Settings)}
    return declared[name].default
