"""What a player may choose: declared once in this table, kept as a TOML file that may be edited by hand.

Every field of `Settings` says what it is called, what it may be and under which heading it stands; the options screen,
the reader, the writer and the checks all read that declaration. A damaged file costs only the damaged lines.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

import tomli

from game.play import safekeeping
from game.play.bindings import ACTION, is_control
from game.sim.loadout import Assists

FILE = "settings.toml"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a setting may be: whole numbers `low..high` in `step`s, or one of `options`, or on and off.

    `section` is its page of the options screen and its heading in the file; `group` the heading that it begins on that
    page; `about` says in a line what it is good for, or `each` what each of the options means. `names` are the options
    as a player reads them.
    """

    section: str
    label: str
    low: int = 0
    high: int = 0
    step: int = 0
    options: tuple[str, ...] = ()
    unit: str = "%"
    about: str = ""
    group: str = ""
    names: tuple[str, ...] = ()
    each: tuple[str, ...] = ()

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

    def name(self, value: str) -> str:
        """An option as a player reads it."""
        return self.names[self.options.index(value)] if self.names else value

    def means(self, value: object) -> str:
        """What is said of it while it is chosen, and stands at `value`."""
        return self.each[self.options.index(str(value))] if self.each else self.about


_PERCENT = (0, 100, 10)


def _percent(default: int, section: str, label: str, span: tuple[int, int, int] = _PERCENT, **more: Any) -> int:
    return field(default=default, metadata={"choice": Choice(section, label, *span, **more)})


def _one_of(default: str, section: str, label: str, options: tuple[str, ...], **more: Any) -> str:
    return field(default=default, metadata={"choice": Choice(section, label, options=options, unit="", **more)})


def _on(default: bool, section: str, label: str, **more: Any) -> bool:
    return field(default=default, metadata={"choice": Choice(section, label, **more)})


GAME, CONTROLS, PICTURE, SOUND, WINDOW = "game", "controls", "picture", "sound", "window"
WINDOWED, BORDERLESS, FULL = "window", "borderless", "full screen"
SIZES = ("960 x 540", "1280 x 720", "1600 x 900", "1920 x 1080", "2560 x 1440", "3840 x 2160")
DISPLAY = "display"  # as many frames a second as the display shows
HOLD, TOGGLE, TOGGLE_ALL = "hold", "toggle", "toggle all"
BY_SOUND, BY_SIGHT, BY_BOTH = "sound", "sight", "both"


@dataclass
class Settings:
    """The player's choices, with the defaults of a first start."""

    difficulty: str = _one_of(
        "standard",
        GAME,
        "Difficulty",
        ("story", "standard", "outlaw"),
        each=(
            "Whatever hits the ship does half the harm. For whoever wants to know how it goes on.",
            "As it is meant: mistakes cost, and can be paid for.",
            "Whatever hits the ship does nearly half as much again. For whoever has been here before.",
        ),
    )
    speed: int = _percent(100, GAME, "Game speed", (50, 100, 10), about="How fast everything happens.")
    talk_speed: int = _percent(
        100,
        GAME,
        "Talk speed",
        (50, 200, 25),
        about="How fast words are written. A line can be skipped with its key.",
    )
    damage: int = _percent(
        100,
        GAME,
        "Damage taken",
        (25, 100, 25),
        group="Assists",
        about="How much of each hit the ship takes.",
    )
    hacking: int = _percent(100, GAME, "Time to hack", (100, 300, 50), about="How long each question may take.")
    aim: int = _percent(0, GAME, "Aim assist", (0, 100, 25), about="How far shots turn towards what they nearly hit.")
    holding: str = _one_of(
        HOLD,
        GAME,
        "Boost, brake, beams",
        (HOLD, TOGGLE, TOGGLE_ALL),
        names=("hold", "toggle", "toggle, gun too"),
        about="Hold their controls, or press once for on and once more for off.",
    )
    scheme: str = _one_of(
        "direct",
        CONTROLS,
        "Controls",
        ("direct", "helm"),
        about="Direct: the ship goes where you push. Helm: you turn her and give thrust.",
    )
    rumble: int = _percent(60, CONTROLS, "Pad rumble", (0, 100, 20), about="How hard a pad shakes.")
    stick_zone: int = _percent(
        22,
        CONTROLS,
        "Left stick rests within",
        (4, 60, 2),
        about="Raise it if the ship drifts with nobody at the stick.",
    )
    aim_zone: int = _percent(
        22,
        CONTROLS,
        "Right stick rests within",
        (4, 60, 2),
        about="Raise it if the nose turns with nobody at the stick.",
    )
    trigger: int = _percent(
        35,
        CONTROLS,
        "Triggers answer at",
        (10, 90, 5),
        about="How far a trigger is pressed before it counts.",
    )
    text_size: int = _percent(100, PICTURE, "Text size", (100, 200, 25), about="Of everything that is written.")
    colours: str = _one_of(
        "all",
        PICTURE,
        "Colours",
        ("all", "protan", "deutan", "tritan"),
        names=("as made", "weak red (protan)", "weak green (deutan)", "weak blue (tritan)"),
        about="Whose something is, in colours that this eye tells apart. Shapes say it too.",
    )
    shake: int = _percent(100, PICTURE, "Camera shake", about="How far blows shake the picture.")
    flash: int = _percent(100, PICTURE, "Flashes", about="How bright they are. Never more than three a second.")
    tube: int = _percent(
        100,
        PICTURE,
        "Picture tube",
        (0, 200, 50),
        about="Scan lines, coloured edges and grain, as an old set has them.",
    )
    volume: int = _percent(80, SOUND, "Everything", about="How loud the whole is.")
    music: int = _percent(70, SOUND, "Music")
    effects: int = _percent(80, SOUND, "Effects", about="Shots, blows, drones, alarms.")
    voices: int = _percent(80, SOUND, "Voices", about="The tones in which people speak.")
    ambience: int = _percent(80, SOUND, "Ambience", about="Engines, ships passing by, rooms, rain.")
    interface: int = _percent(80, SOUND, "Instruments", about="Menus, and what the bridge answers.")
    mono: bool = _on(False, SOUND, "Sounds in the middle", about="For one ear: nothing is heard on one side only.")
    captions: bool = _on(
        False,
        SOUND,
        "Captions for sounds",
        group="Without sound",
        about="What is heard, in words, and where it is.",
    )
    alerts: str = _one_of(
        BY_SOUND,
        SOUND,
        "Alarms by",
        (BY_SOUND, BY_SIGHT, BY_BOTH),
        about="By sight: a mark at the edge of the picture, on the side that danger comes from.",
    )
    window: str = _one_of(
        WINDOWED, WINDOW, "Shown in", (WINDOWED, BORDERLESS, FULL), about="F11 changes it at any time."
    )
    size: str = _one_of("1280 x 720", WINDOW, "Size of the window", SIZES, about="It can be dragged as well.")
    renderer: str = _one_of(
        "auto",
        WINDOW,
        "Renderer",
        ("auto", "gl", "software"),
        about="GL needs a graphics card; software runs anywhere.",
    )
    detail: str = _one_of(
        "auto",
        WINDOW,
        "Detail",
        ("auto", "full", "low"),
        about="Auto draws fewer sparks and softer light while pictures come late.",
    )
    beside: bool = _on(
        True,
        WINDOW,
        "A second processor",
        about="In software, it draws while the first one flies.",
    )
    vsync: bool = _on(True, WINDOW, "Wait for the display", about="Whole pictures only, without a tear.")
    frames: str = _one_of(
        DISPLAY,
        WINDOW,
        "Frames a second",
        (DISPLAY, "30", "60", "75", "120", "144", "240"),
        names=("as the display", "30", "60", "75", "120", "144", "240"),
        about="At most so many: fewer keep a laptop cool.",
    )
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
        toggles=settings.holding != HOLD,
    )


def size_of(settings: Settings) -> tuple[int, int]:
    """The size of the window [px]."""
    width, height = settings.size.split(" x ")
    return int(width), int(height)


CHOICES: dict[str, Choice] = {f.name: f.metadata["choice"] for f in fields(Settings) if "choice" in f.metadata}
SECTIONS: tuple[str, ...] = tuple(dict.fromkeys(choice.section for choice in CHOICES.values()))

# what older files say -> the setting that it has become, and its value
RENAMED: dict[str, Callable[[object], tuple[str, object]]] = {
    "full_screen": lambda value: ("window", FULL if value is True else WINDOWED),
}


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


def in_short(notes: list[str]) -> str:
    """What of the file could not be used, for the title: the first of it, and how much more there is."""
    if not notes:
        return ""
    more = f" And {len(notes) - 2} more: see the log." if len(notes) > 2 else ""
    return f"Not all of your settings could be read. {notes[0]}.{more}"


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
        tomli.loads(content.decode())
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
        return tomli.loads(text), []
    read: dict[str, Any] = {}
    notes: list[str] = []
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        try:
            piece = tomli.loads(line)
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
            elif name in RENAMED:
                name, value = RENAMED[name](value)
                setattr(settings, name, value)
            elif name not in CHOICES:
                notes.append(f"{FILE}: [{section}] {name} is not a setting")
            elif problem := CHOICES[name].problem(value, _default(name)):
                notes.append(f"{FILE}: [{section}] {name} = {value!r} {problem}; using {_default(name)!r}")
            else:
                setattr(settings, name, value)


def _apply_binding(settings: Settings, action: str, inputs: object, notes: list[str]) -> None:
    if action not in ACTION:
        notes.append(f"{FILE}: [bindings] {action} is not an action")
    elif not isinstance(inputs, list) or not all(is_control(i) for i in inputs):
        notes.append(f'{FILE}: [bindings] {action} must be a list such as ["key W", "pad A"]; using the default')
    else:
        settings.bindings[action] = tuple(inputs)


def _default(name: str) -> object:
    declared: dict[str, Field[Any]] = {f.name: f for f in fields(Settings)}
    return declared[name].default
