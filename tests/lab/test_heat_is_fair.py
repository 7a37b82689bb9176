"""Readable heat, as one flies it: who tries to get away does, scans are announced, a stray hit costs nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest

from game.lab.arena import arena
from game.lab.pilots import make_pilot
from game.lab.scenes import fly
from game.sim import abilities, damage, orders, response, spawning
from game.sim.clock import DT
from game.sim.command import IDLE, Command, Held
from game.sim.events import Event
from game.sim.heat import ANNOUNCE, COOL
from game.sim.kinds import KINDS, PLAYER, Team
from game.sim.response import DISPATCHES
from game.sim.terrain import Terrain
from game.sim.world import World
from game.story.episode import Episode

SOON = 20.0  # whoever tries is out of everybody's sight for good within this [s]
MOST = 0.95  # of all trials
TRIALS = 5  # at each level of heat
NEAR = (380.0, 500.0)  # they are as near as this when it begins, all round, and see the ship [u]
CREW = ("nate", "elena", "karl", "kabir")


def rocks(seed: int) -> str:
    """A field of them with room for a ship between any two."""
    chance = np.random.default_rng(seed)
    placed: list[tuple[float, float, float]] = []
    while len(placed) < 26:
        x, y, radius = *chance.uniform(-1900, 1900, 2), chance.uniform(100, 190)
        free = all(math.hypot(x - a, y - b) > radius + c + 120 for a, b, c in placed)
        if free and math.hypot(x, y) > radius + 160:
            placed.append((x, y, radius))
    return " ".join(f"rock@{x:.0f},{y:.0f},{radius:.0f}" for x, y, radius in placed)


def hunted(heat: int, seed: int) -> Episode:
    """The ship in the open, and round it all that Moderation sends at this level of heat."""
    episode = Episode(arena("callister@0,0 " + rocks(seed % 3)).names.level, seed)
    episode.step(IDLE)
    world, chance = episode.world, np.random.default_rng(seed * 31 + heat)
    world.heat.set(world, heat)
    response.switch(world, True)
    for dispatch in DISPATCHES[heat]:
        for _ in range(dispatch.most):
            while True:
                turn, far = chance.uniform(0, math.tau), chance.uniform(*NEAR)
                x, y = far * math.cos(turn), far * math.sin(turn)
                if world.terrain.clear_of(x, y):
                    break
            who = spawning.spawn(world, dispatch.kind, x, y, turn + math.pi, group="moderation")
            orders.give(world, who, "attack", target=world.player)
    return episode


def gets_away(episode: Episode) -> float:
    """Seconds until nobody saw it any more, for as long as it took to cool a level; inf when that did not come."""
    pilot, world, last = make_pilot("fugitive", episode), episode.world, 0.0
    heat = world.heat.level
    while last <= SOON and not episode.waiting_retry:
        pilot.hear(episode.step(pilot.command()))
        if world.heat.seen_by:
            last = episode.frame * DT
        if world.heat.level < heat:
            return last
        heat = world.heat.level
    return math.inf


@pytest.mark.parametrize("heat", [1, 2, 3, 4, 5])
def test_from_every_level_of_heat_one_gets_away_soon(heat):
    times = []
    for seed in range(TRIALS):
        episode = hunted(heat, seed)
        episode.world.decoys.left = 1
        times.append(gets_away(episode))
    assert sum(time <= SOON for time in times) >= MOST * TRIALS, times


def test_one_gets_away_without_a_crew_to_ask():
    times = []
    for seed in range(3):
        episode = hunted(2, seed)
        for who in CREW:
            abilities.revoke(episode.world, who)
        times.append(gets_away(episode))
    assert max(times) <= SOON, times


# -- scans -----------------------------------------------------------------------------------------------


def scans(seed: int) -> list[tuple[float, Event]]:
    """A flight among eyes of all kinds, with whatever was begun, lost and finished, and when [s]."""
    chance = np.random.default_rng(seed)
    world = World(seed, Terrain((-3000, -3000, 3000, 3000)))
    spawning.spawn(world, "callister", 0, 0)
    for ability in ("thrust", "turn", "boost"):
        abilities.grant(world, ability)
    for kind in ("watcher", "watcher", "watcher", "streamer", "hound", "warden"):
        x, y = chance.uniform(-900, 900, 2)
        spawning.spawn(world, kind, float(x), float(y), float(chance.uniform(0, math.tau)))
    monkey, told = np.random.default_rng(seed + 99), []
    command = IDLE
    for tick in range(60 * 25):
        if tick % 40 == 0:
            held = Held.BOOST if monkey.random() < 0.2 else Held(0)
            command = Command.of(thrust=float(monkey.random()), turn=float(monkey.uniform(-1, 1)), held=held)
        damage.heal(world, world.player)
        told += [(world.time, e) for e in world.step(command) if e.kind in ("scan.began", "scan.lost", "identified")]
    return told


def test_every_scan_is_announced_a_second_ahead():
    known = 0
    for seed in range(6):
        began: dict[int, float] = {}
        for time, event in scans(seed):
            if event.kind == "scan.began":
                began[event.who] = time
            elif event.kind == "scan.lost":
                began.pop(event.who, None)
            else:
                known += 1
                assert event.who in began, "out of the blue"
                assert time - began[event.who] >= ANNOUNCE
    assert known >= 6, "the flights prove something"


# -- stray hits ------------------------------------------------------------------------------------------

ARMED = [  # somebody else's, who outlives a bolt
    name for name, kind in KINDS.items() if kind.mind and kind.team is not Team.CREW and kind.hull > PLAYER.damage
]


@pytest.mark.parametrize("kind", ARMED)
def test_a_stray_hit_is_put_down_to_weather(kind):
    """One bolt, whomever it strikes: no drone turns, nobody is sent, and heat stays what it was."""
    world = World(2, Terrain((-3000, -3000, 3000, 3000)))
    spawning.spawn(world, "callister", 0, 0)
    response.switch(world, True)
    who = spawning.spawn(world, kind, 300, 0, 0.0, order="hold" if kind == "duelist" else "patrol")
    others = [spawning.spawn(world, drone, 500, 200 * i, 0.0) for i, drone in enumerate(("hound", "warden"))]
    world.shots.add(1, x=200, y=0, vx=900, vy=0, life=1, damage=PLAYER.damage, owner=world.player, team=0)
    events = fly(world, IDLE, COOL / 2)
    assert any(e.kind == "hit" and e.who == who for e in events)
    drones = [*others, *([who] if KINDS[kind].team == Team.MODERATION else [])]
    turned = [e for e in events if e.kind in ("chasing", "fired", "sent", "reported") and e.who in (*drones, 0)]
    assert turned == []
    assert world.heat.level == 0
