"""Moments of chapter 01 set up by hand on its real map: for tests of the view, and for pictures to look at.

`python tests/render/staged.py OUT_DIR [software|gl] [NAME…]` paints them.
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from game import resources
from game.render.atlas import Atlas
from game.render.view import View
from game.sim import abilities, damage, gates, orders, placing, roster, spawning
from game.sim.command import Command, Held
from game.sim.events import Event
from game.story import loader
from game.story.episode import Episode
from game.story.level import Level
from game.story.schema import Header
from game.story.state import CameraCue, Caption, Line, Objective, Prompt, Sign, Title

ALL = ("thrust", "turn", "brake", "boost", "fire", "assist")
TAGS = ("moonpie", "queenB", "w0mbat", "BigFoot99", "yeti_2", "tia", "potato", "n00dle", "K4RL", "Axolotl", "PIXELDAD")


@cache
def bare_level() -> Level:
    """The map of chapter 01 without its script: nothing happens that a test has not staged."""
    draft = loader.read(resources.levels() / "01-no-gamertag")
    draft.beats.clear()
    draft.retries.clear()
    draft.header = Header(title="No Gamertag", start="bunk")
    for document in draft.documents:
        document.problems.clear()
    return replace(loader.level_of(draft), beats={}, retries=())


class Staged:
    """An episode and its view, flown with `fly` at 60 pictures a second."""

    def __init__(self, atlas: Atlas, level: Level | None = None, at: tuple[float, float, float] | None = None) -> None:
        self.episode = Episode(level or bare_level(), 5)
        self.world = self.episode.world
        self.world.tags.extend(TAGS)
        self.view = View(atlas, self.episode, key_name=lambda lesson: {"boost": "SHIFT"}.get(lesson, "W"))
        self.state = self.episode.director.state
        if at:
            placing.place_player(self.world, *at)
        self.pending: list[Event] = []

    def grant(self, *names: str) -> Staged:
        for ability in names or ALL:
            abilities.grant(self.world, ability)
        return self

    def fly(self, seconds: float, command: Command | Callable[[int], Command] | None = None, each=None) -> Staged:
        """Step and look; `each(staged)` after every picture."""
        for i in range(round(seconds * 60)):
            now = command(i) if callable(command) else command or Command()
            events = self.episode.step(now)
            self.view.update([*self.pending, *events], 1 / 60)
            self.pending.clear()
            if each:
                each(self)
        return self

    def say(
        self, who: str, text: str, kind: str = "say", age: int = 150, duration: int = 300, mood: str = ""
    ) -> Staged:
        self.state.talk.line = Line("x", who, text, kind, age, duration, mood)
        return self

    def order(self, text: str, marker: tuple[float, float] | None = None) -> Staged:
        self.state.objectives.append(Objective("o", text, marker=marker))
        return self

    def crowd(self, count: int = 400) -> Staged:
        """Traffic on the lanes of the avenue."""
        level, world = self.episode.level, self.world
        lanes = [name for name in level.map.paths if name.startswith(("lane", "roofs", "street"))]
        for name in lanes:
            world.traffic.add(world, level.path(name), count // len(lanes), 120.0, 26.0)
        return self


FORWARD = Command.of(thrust=1.0)
BOOST = Command.of(thrust=1.0, held=Held.BOOST)


def start(atlas: Atlas) -> Staged:
    stage = Staged(atlas).fly(1.2)
    return stage.say("nate", "Morning. I'm guessing. It's still ten past four.")


def moon(atlas: Atlas) -> Staged:
    stage = Staged(atlas, at=(-330.0, -250.0, 0.5)).grant("thrust", "turn")
    stage.order("Wake the ship", (430.0, 330.0))
    stage.state.prompt = Prompt("turn", 60)
    stage.fly(0.8, Command.of(thrust=1.0, turn=0.12))
    return stage.say("nate", "Round the little moon, please. Don't touch it. It's still wet.", mood="worried")


def gate(atlas: Atlas) -> Staged:
    stage = Staged(atlas, at=(760.0, -120.0, -0.1)).grant()
    stage.fly(0.5, FORWARD)
    stage.order("Leave his sky", (1340.0, -180.0))
    gates.set_up(stage.world, "gate", 1340.0, -180.0, -0.1, 90.0, (6250.0, 0.0, 0.0))
    stage.fly(0.75, FORWARD)
    return stage.say("karl", "I used to lie in my bunk hating these walls. Now I check them for leaks.", mood="wry")


def statue(atlas: Atlas) -> Staged:
    stage = Staged(atlas, at=(-330.0, 420.0, 2.5)).grant()
    spawning.spawn(stage.world, "statue", -820.0, 760.0)
    stage.state.talk.signs.append(Sign("s", "THE CAPTAIN. BELOVED.", -820.0, 1040.0, 60, 0))
    stage.fly(0.6, Command.of(thrust=1.0, held=Held.FIRE))
    return stage.say("elena", "He made a statue of himself. Nobody is ordering you to shoot it.", mood="wry")


def arrival(atlas: Atlas) -> Staged:
    stage = Staged(atlas, at=(6250.0, 0.0, 0.0)).grant().crowd(500)
    stage.world.step(Command())
    stage.state.camera = CameraCue(6250.0, 0.0, -1, 0.72, 0, 90)
    stage.fly(1.4, FORWARD)
    stage.state.title = Title("INFINITY: BE ANYONE", "", 100, 240)
    stage.order("Cross the Plaza. Look ordinary", (8950.0, 0.0))
    a = spawning.spawn(stage.world, "newcomer", 6720.0, -150.0, 0.4, tag="moonpie")
    b = spawning.spawn(stage.world, "grinder", 6900.0, 190.0, -2.6, tag="ore_or_else", skin=1)
    stage.fly(0.3, FORWARD)
    stage.state.talk.captions += [
        Caption("c1", "moonpie", "selling hat. good hat. no refunds", ship=a, age=60, duration=240),
        Caption("c2", "ore_or_else", "2,960 of 5,000", ship=b, age=60, duration=240),
    ]
    return stage


def avenue(atlas: Atlas) -> Staged:
    stage = Staged(atlas, at=(9800.0, 20.0, 0.0)).grant().crowd(520)
    spawning.spawn(stage.world, "watcher", 10350.0, -320.0, 2.2)
    stage.order("Cross the Plaza. Look ordinary", (12900.0, 0.0))
    stage.fly(1.6, FORWARD)
    return stage.say("kabir", "The gate's gone. It only knew the one direction.")


def three_hunters(atlas: Atlas) -> Staged:
    """The three of the avenue, sent after the ship; nothing has happened yet."""
    stage = Staged(atlas, at=(9900.0, 0.0, 0.0)).grant().crowd(400)
    world = stage.world
    spots = ((10290.0, -90.0), (10260.0, 150.0), (9620.0, 160.0))
    for (x, y), tag, skin in zip(spots, ("kevin_destroyer", "dunk_tank", "sorry_not"), (1, 0, 2), strict=True):
        who = spawning.spawn(world, "griefer", x, y, math.pi, tag=tag, skin=skin, group="three")
        orders.give(world, who, "attack", target=world.player)
    return stage


def fight(atlas: Atlas) -> Staged:
    stage = three_hunters(atlas)
    world = stage.world
    stage.order("Get them off us")
    stage.fly(2.2, lambda i: Command.of(thrust=0.4, turn=0.25 if i < 30 else -0.12, held=Held.FIRE))
    row = world.ships.row_of(roster.group(world, "three")[1]) if len(roster.group(world, "three")) > 1 else -1
    if row >= 0:
        dunk = int(world.ships.id[row])
        stage.state.talk.captions.append(Caption("c", "dunk_tank", "no tag. free xp", ship=dunk, age=40, duration=200))
    return stage.say("karl", "Shields eat the first bit. After that they're eating me.", mood="worried")


def explosion(atlas: Atlas) -> Staged:
    stage = fight(atlas)
    world = stage.world
    for who in roster.group(world, "three")[:1]:
        row = world.ships.row_of(who)
        x, y = float(world.player_row >= 0 and world.ships.x[world.player_row]) + 220.0, -40.0
        world.physics.move(row, x, y, 0.0, 0.0, 0.0)
        world.ships.x[row], world.ships.y[row] = x, y
        damage.hurt(world, who, 500.0)
    return stage.fly(0.1)


def _sweep(atlas: Atlas, distance: float) -> Staged:
    stage = Staged(atlas, at=(13700.0, 40.0, 0.0)).grant().crowd(560)
    world = stage.world
    world.sweep.start(world, 12700.0, 0.0, math.radians(10), 330.0, 22400.0)
    stage.order("Stay ahead of it", (22000.0, 90.0))
    stage.fly(1.2, FORWARD)
    ships, row = world.ships, world.player_row
    world.sweep.s = world.sweep.nx * float(ships.x[row]) + world.sweep.ny * float(ships.y[row]) - distance - 25.0
    traffic = world.traffic.rows
    stage.fly(0.35, FORWARD)
    traffic.tagged[:] = traffic.x * world.sweep.nx + traffic.y * world.sweep.ny < world.sweep.s
    return stage


def sweep_310(atlas: Atlas) -> Staged:
    return _sweep(atlas, 310.0).say("kabir", "It turns them green as it reads them. It's taking attendance.")


def sweep_60(atlas: Atlas) -> Staged:
    stage = _sweep(atlas, 60.0)
    ship = stage.world.ships
    ship.hull[stage.world.player_row] = 31.0
    ship.shield[stage.world.player_row] = 0.0
    return stage.fly(0.1, BOOST).say("karl", "Hair's standing up. Didn't know I'd any left.", mood="worried")


def poster(atlas: Atlas) -> Staged:
    stage = Staged(atlas, at=(21380.0, 60.0, 0.1)).grant().crowd(200)
    stage.order("Stay ahead of it", (22040.0, 90.0))
    return stage.fly(0.6, FORWARD).say("nanette", "I see it. Sorry, madam.", mood="wry")


def behind(atlas: Atlas) -> Staged:
    stage = Staged(atlas, at=(22350.0, 90.0, 0.2)).grant()
    spawning.spawn(stage.world, "watcher", 22900.0, -280.0, 1.9)
    stage.fly(1.2, Command.of(thrust=0.5))
    return stage.say("nanette", "Sound off.", age=60)


def scanned(atlas: Atlas) -> Staged:
    stage = Staged(atlas, at=(8200.0, 300.0, -0.4)).grant().crowd(300)
    drone = spawning.spawn(stage.world, "watcher", 8560.0, 160.0, 2.75)
    orders.give(stage.world, drone, "attack", target=stage.world.player)
    stage.fly(0.3)
    stage.world.ships.scan[stage.world.ships.row_of(drone)] = 0.68
    stage.world.heat.level, stage.world.heat.seen_by, stage.world.heat.suspicion = 2, 1, 0.68
    return stage.say(
        "moderation", "You are welcome here. Please be ready to show your tag.", "moderation", mood="routine"
    )


def witnesses(atlas: Atlas) -> Staged:
    stage = Staged(atlas, at=(9900.0, 0.0, 0.3)).grant().crowd(300)
    world = stage.world
    spawning.spawn(world, "streamer", 10230.0, -130.0, math.pi, tag="glitterbomb_tv", order="hold")
    spawning.spawn(world, "grinder", 9700.0, 170.0, 0.0, tag="ore_or_else", order="hold")
    mark = spawning.spawn(world, "newcomer", 10120.0, 120.0, tag="yeti_2", order="hold")
    stage.fly(0.2)
    damage.hurt(world, mark, 500.0)
    row = world.player_row
    world.witnesses.crime(world, row, float(world.ships.x[row]), float(world.ships.y[row]))
    return stage.fly(1.3)


SCENES: dict[str, Callable[[Atlas], Staged]] = {
    f.__name__: f
    for f in (
        start,
        moon,
        gate,
        statue,
        arrival,
        avenue,
        fight,
        explosion,
        sweep_310,
        sweep_60,
        poster,
        behind,
        scanned,
        witnesses,
    )
}


def paint(name: str, atlas: Atlas, renderer, size: tuple[int, int] = (1280, 720)):
    """The picture of a scene, as a pygame surface."""
    stage = SCENES[name](atlas)
    stage.view.update([], 1 / 60)
    renderer.draw(stage.view.frame(1.0, size))
    return renderer.image()


def main(out: Path, kind: str, names: list[str]) -> None:
    import pygame

    from game.render.backend import open_renderer

    out.mkdir(parents=True, exist_ok=True)
    renderer = open_renderer(kind, (1280, 720), headless=True)
    for name in names or SCENES:
        pygame.image.save(paint(name, renderer.atlas, renderer), str(out / f"{name}-{renderer.kind}.png"))
        print(out / f"{name}-{renderer.kind}.png")
    renderer.close()


if __name__ == "__main__":
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    np.seterr(all="raise", under="ignore")
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "software", sys.argv[3:])
