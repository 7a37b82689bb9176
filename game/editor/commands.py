"""Everything that a button or a key of the editor does, in one table: its name, sign, words and key."""

from __future__ import annotations

from typing import NamedTuple

from game.ui.events import Key


class Command(NamedTuple):
    """`name` is what the shell does; `key` is written as it is shown: "Ctrl+Shift+Z"."""

    name: str
    sign: str
    words: str
    key: str = ""
    group: str = ""  # of the toolbar; without one it has a key only


COMMANDS = (
    Command("leave", "leave", "Leave the editor", "Ctrl+Q", "file"),
    Command("save", "save", "Save the level", "Ctrl+S", "file"),
    Command("undo", "undo", "Undo", "Ctrl+Z", "file"),
    Command("redo", "redo", "Do again", "Ctrl+Shift+Z", "file"),
    Command("tool select", "select", "Choose, move and shape", "V", "tools"),
    Command("tool rock", "rock", "Draw a rock", "R", "tools"),
    Command("tool wall", "wall", "Draw a wall", "W", "tools"),
    Command("tool path", "path", "Draw a path", "P", "tools"),
    Command("tool region", "region", "Draw a region", "E", "tools"),
    Command("tool point", "point", "Set a point", "O", "tools"),
    Command("tool spawn", "spawn", "Set a spawn of the chosen beat", "S", "tools"),
    Command("tool decor", "decor", "Set a picture", "D", "tools"),
    Command("tool zone", "zone", "Draw a zone: what is seen below", "Z", "tools"),
    Command("tool gravity", "gravity", "Draw a field of gravity", "Y", "tools"),
    Command("copy", "copy", "Copy", "Ctrl+C", "change"),
    Command("paste", "paste", "Paste here, text as well", "Ctrl+V", "change"),
    Command("duplicate", "duplicate", "Duplicate", "Ctrl+D", "change"),
    Command("delete", "delete", "Delete", "Delete", "change"),
    Command("turn left", "turn-left", "Turn left by 15 degrees", "[", "change"),
    Command("turn right", "turn-right", "Turn right by 15 degrees", "]", "change"),
    Command("flip x", "flip-x", "Flip left and right", "Shift+H", "change"),
    Command("flip y", "flip-y", "Flip above and below", "Shift+V", "change"),
    Command("grid", "grid", "Show the grid", "Ctrl+G", "view"),
    Command("snap", "snap", "Land on the grid; Alt: not now", "G", "view"),
    Command("names", "names", "Show names", "N", "view"),
    Command("look", "look", "Show the game's own picture", "L", "view"),
    Command("frame", "frame", "See what is chosen, or all", "F", "view"),
    Command("foot", "foot", "Time line, lines and playtest, below", "Ctrl+B", "view"),
    Command("help", "help", "Keys and mouse", "F1", "view"),
    Command("play", "play", "Play the level from its beginning", "F5", "play"),
    Command("play here", "here", "Play from where the mouse is", "F6", "play"),
    Command("play beat", "", "Play from the chosen beat", "Shift+F5"),
    Command("play on", "", "Fly on from where the time line stands", "F7"),
    Command("play again", "", "The same hands in the level as it stands", "Shift+F7"),
    Command("cut", "", "Cut", "Ctrl+X"),
    Command("choose all", "", "Choose everything", "Ctrl+A"),
    Command("links", "", "A beat's places; a place's beats", "J"),
    Command("find", "", "Find by name", "Ctrl+F"),
    Command("closer", "", "Closer", "+"),
    Command("farther", "", "Farther", "-"),
    Command("coarser", "", "A coarser grid", "Ctrl+]"),
    Command("finer", "", "A finer grid", "Ctrl+["),
)
BY_NAME = {command.name: command for command in COMMANDS}
GROUPS = ("file", "tools", "change", "view", "play")

_SIGNS = {
    "[": "leftbracket", "]": "rightbracket", "+": "plus", "-": "minus",
}  # fmt: skip
ALSO = {"ctrl+y": "redo", "kp_plus": "closer", "kp_minus": "farther", "equals": "closer", "shift+equals": "closer"}


def spelled(key: Key) -> str:
    """A key as the table of keys has it: "ctrl+shift+z"."""
    marks = [name for name, held in (("ctrl", key.ctrl), ("shift", key.shift), ("alt", key.alt)) if held]
    return "+".join([*marks, key.name])


def _written(key: str) -> str:
    *marks, name = key.split("+") if key != "+" else ["+"]
    low = {mark.lower() for mark in marks}
    ordered = [mark for mark in ("ctrl", "shift", "alt") if mark in low]
    return "+".join([*ordered, _SIGNS.get(name, name.lower())])


KEYS = {_written(command.key): command.name for command in COMMANDS if command.key} | ALSO


def command_of(key: Key) -> str:
    """The command that a key stands for, or nothing."""
    return KEYS.get(spelled(key), "")
