"""Tiny levels, written as a level maker would write them, and a hand that flies them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from game.sim import spawning
from game.sim.command import IDLE, Command
from game.story import check, loader
from game.story.episode import Episode, Happening
from game.story.state import StoryEvent

HEADER = 'title = "Tiny"\nseed = 3\nstart = "start"\nallow = ["thrust", "turn", "brake", "boost", "fire", "assist"]\n'
MAP = """
bounds = [-2000, -2000, 2000, 2000]
rock = [{ id = "moon", pos = [800, 0], radius = 100 }]
path = [{ id = "lane", points = [[-900, -900], [900, -900]] }]
region = [
  { id = "ring", circle = [0, 0, 150] },
  { id = "east", rect = [400, -300, 690, 300] },
  { id = "field", poly = [[-900, 500], [-500, 500], [-500, 900], [-900, 900]] },
]
point = [
  { id = "start", pos = [0, 0] },
  { id = "north", pos = [0, -600], angle = 1.5 },
  { id = "south", pos = [0, 600] },
  { id = "far", pos = [-1500, 0] },
]
"""
LINES = """
"hello" = { who = "nate", text = "Morning. It is still ten past four." }
"answer" = { who = "karl", text = "Yes." }
"order" = { who = "order", text = "Wake the ship" }
"chat" = { who = "@moonpie", text = "selling hat. good hat" }
"dibs" = { who = "@kevin", text = "dibs" }
"sign" = { who = "sign", text = "BELOVED" }
"notice" = { who = "moderation", text = "Hm." }
"drop" = { who = "option", text = "DROP IT" }
"stand" = { who = "option", text = "STAND" }
"note" = { who = "note", text = "It may cost more." }
"again1" = { who = "nate", text = "I pictured that." }
"again2" = { who = "nate", text = "I pictured that as well." }
"again3" = { who = "nate", text = "And that." }
"""


class Play:
    """An episode and all that happened in it so far."""

    def __init__(self, episode: Episode) -> None:
        self.episode = episode
        self.events: list[tuple[int, Happening]] = []

    @property
    def world(self):
        return self.episode.world

    @property
    def director(self):
        return self.episode.director

    def tick(self, command: Command = IDLE) -> list[Happening]:
        happened = self.episode.step(command)
        self.events += [(self.episode.frame, event) for event in happened]
        return happened

    def run(self, seconds: float, command: Command = IDLE) -> Play:
        for _ in range(round(seconds * 60)):
            self.tick(command)
        return self

    def fired(self, beat: str = "b") -> list[int]:
        """Ticks at which a beat fired."""
        return [tick for tick, id in self.director.history if id == beat]

    def told(self, kind: str) -> list[StoryEvent]:
        return [event for _, event in self.events if isinstance(event, StoryEvent) and event.kind == kind]

    def when(self, kind: str, name: str) -> list[int]:
        """Frames at which the story told of something."""
        return [f for f, e in self.events if isinstance(e, StoryEvent) and (e.kind, e.name) == (kind, name)]

    def spawn(self, what: str = "griefer", x: float = 400.0, y: float = 0.0, group: str = "") -> int:
        return spawning.spawn(self.world, what, x, y, group=group, order="hold")


Scene = Callable[..., Play]


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """`scene(beats, map=…, lines=…, header=…)`: a level of these beats, ready to be flown."""

    def build(
        beats: str, *, map: str = "", lines: str = "", header: str = "", seed: int | None = None, flags=()
    ) -> Play:
        write(tmp_path, HEADER + header + beats, MAP + map, LINES + lines)
        draft = loader.read(tmp_path)
        check.playable(draft)
        return Play(Episode(loader.level_of(draft), seed, flags=flags))

    return build


@pytest.fixture
def waits(scene: Scene) -> Callable[..., Play]:
    """`waits(trigger)`: a level whose beat `b` waits for this trigger; `setup` are actions at the start."""

    def build(when: str, *, setup: str = "", beat: str = "", **more: object) -> Play:
        begin = f'[[beat]]\nid = "begin"\nwhen = {{ on = "start" }}\nthen = [{setup or ONCE}]\n'
        return scene(f'{begin}[[beat]]\nid = "b"\nwhen = {when}\n{beat}\nthen = [{ONCE}]\n', **more)

    return build


ONCE = '{ do = "flag", set = "seen" }'


@pytest.fixture
def does(scene: Scene) -> Callable[..., Play]:
    """`does(actions)`: a level that does this at the start."""

    def build(then: str, more: str = "", **others: object) -> Play:
        return scene(f'[[beat]]\nid = "b"\nwhen = {{ on = "start" }}\nthen = [{then}]\n{more}', **others)

    return build


def write(folder: Path, level: str, map: str, lines: str) -> Path:
    for name, text in (("level.toml", level), ("map.toml", map), ("lines.toml", lines)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder
