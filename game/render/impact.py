"""What each event does to picture and hands: hit-stop, camera trauma, particles, flash, rumble.

One table, presentation only: nothing here reaches the world, so digests are the same with the table and without it.
Keys are event kinds, refined by dots; the longest key that fits an event wins ('hit.hull.mine' before 'hit.hull').
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.sim.events import Event
from game.sim.kinds import KIND_INDEX

HEARD_WITHIN = 1100.0  # units from the player's ship at which another's blow no longer shakes the picture


@dataclass(frozen=True, slots=True)
class Impact:
    hold: int = 0  # hit-stop [frames at 60 Hz], 0..6
    trauma: float = 0.0  # added to the camera's, which squares it
    bursts: tuple[str, ...] = ()  # rows of particle_styles.STYLES, at the event's point
    flash: float = 0.0  # wish to the flash limiter, 0..1
    rumble: tuple[float, float, float] = (0.0, 0.0, 0.0)  # low motor, high motor, seconds
    full: float = 0.0  # event value at which the blow has its whole weight [units of the event]; 0 = always whole


LIGHT = 0.08
HEAVY = 0.35

IMPACTS: dict[str, Impact] = {
    "fired": Impact(),
    "fired.mine": Impact(trauma=0.012, rumble=(0.0, 0.10, 0.03)),
    "hit.hull": Impact(bursts=("sparks",)),
    "hit.hull.dealt": Impact(trauma=0.03, bursts=("sparks", "chips")),
    "hit.hull.mine": Impact(trauma=0.22, bursts=("sparks", "chips"), rumble=(0.45, 0.35, 0.12), full=10.0),
    "hit.shield": Impact(bursts=("shield-sparks",)),
    "hit.shield.mine": Impact(trauma=LIGHT, bursts=("shield-sparks",), rumble=(0.12, 0.30, 0.08), full=8.0),
    "hit.solid": Impact(bursts=("dust", "sparks-few")),
    "hit.solid.paint": Impact(bursts=("paint", "dust-pale")),
    "hit.solid.canvas": Impact(bursts=("canvas",)),
    "near-miss": Impact(trauma=0.03, rumble=(0.0, 0.08, 0.04)),
    "shield.broken": Impact(bursts=("shield-shards",)),
    "shield.broken.mine": Impact(
        hold=4, trauma=0.5, bursts=("shield-shards", "shield-sparks"), flash=0.5, rumble=(0.7, 0.7, 0.25)
    ),
    "shield.restored.mine": Impact(rumble=(0.0, 0.12, 0.10)),
    "hull.low.mine": Impact(trauma=0.25, flash=0.3, rumble=(0.6, 0.2, 0.4)),
    "destroyed": Impact(
        hold=0, trauma=0.30, bursts=("blast", "fire", "streaks", "embers", "debris", "smoke"), flash=0.25
    ),
    "destroyed.dealt": Impact(
        hold=3,
        trauma=HEAVY,
        bursts=("blast", "fire", "streaks", "embers", "debris", "smoke"),
        flash=0.45,
        rumble=(0.5, 0.4, 0.2),
    ),
    "destroyed.mine": Impact(
        hold=6,
        trauma=0.9,
        bursts=("blast", "blast", "fire", "fire", "streaks", "embers", "debris", "pearl", "smoke"),
        flash=1.0,
        rumble=(1.0, 1.0, 0.6),
    ),
    "destroyed.sweep": Impact(trauma=0.1, bursts=("motes", "motes")),
    "destroyed.sweep.mine": Impact(
        hold=6, trauma=0.9, bursts=("motes", "motes", "motes"), flash=1.0, rumble=(1.0, 1.0, 0.6)
    ),
    # space ends behind it: there is no bang
    "destroyed.edge": Impact(),
    # hundreds of them: a spark each, and no held breath
    "destroyed.mite": Impact(bursts=("sparks-few",)),
    "destroyed.mite.dealt": Impact(trauma=0.05, bursts=("sparks-few", "chips"), rumble=(0.1, 0.2, 0.05)),
    "flock.wakes": Impact(trauma=0.3, rumble=(0.2, 0.5, 0.6)),
    "flock.closing.mine": Impact(trauma=0.4, rumble=(0.6, 0.6, 0.5)),
    "spike.hit": Impact(bursts=("shield-sparks",)),
    "spiked": Impact(bursts=("shield-shards",)),
    "spiked.dealt": Impact(hold=2, trauma=0.15, bursts=("shield-shards", "shield-sparks"), rumble=(0.2, 0.4, 0.12)),
    "blast": Impact(
        hold=3, trauma=HEAVY, bursts=("blast", "fire", "streaks", "embers"), flash=0.35, rumble=(0.7, 0.4, 0.3)
    ),
    "crew.mine": Impact(trauma=0.08, bursts=("shield-sparks",), rumble=(0.3, 0.3, 0.15)),
    "decoy.mine": Impact(bursts=("kick",), rumble=(0.1, 0.2, 0.08)),
    "decoy.lost": Impact(bursts=("sparks", "embers")),
    "spoof.caught.mine": Impact(trauma=0.2, flash=0.3, rumble=(0.4, 0.3, 0.3)),
    "banhammer.tell": Impact(trauma=0.12, rumble=(0.4, 0.0, 0.6)),
    "banhammer.strike": Impact(
        hold=3, trauma=0.8, bursts=("blast", "shield-shards", "motes"), flash=0.7, rumble=(1.0, 0.6, 0.5)
    ),
    "beam.broken.mine": Impact(trauma=0.2, bursts=("motes",), rumble=(0.3, 0.2, 0.15)),
    "collected.mine": Impact(rumble=(0.0, 0.06, 0.03)),
    "hold.spilled.mine": Impact(bursts=("motes",)),
    "hack.began.dealt": Impact(rumble=(0.0, 0.2, 0.08)),
    "hack.step.dealt": Impact(rumble=(0.0, 0.12, 0.04)),
    "hack.missed.dealt": Impact(trauma=0.08, rumble=(0.25, 0.0, 0.1)),
    "hacked.dealt": Impact(trauma=0.06, bursts=("motes",), flash=0.12, rumble=(0.2, 0.4, 0.2)),
    "hack.failed.dealt": Impact(trauma=0.2, flash=0.2, rumble=(0.5, 0.2, 0.25)),
    "tether.lost.dealt": Impact(trauma=0.1, rumble=(0.3, 0.1, 0.12)),
    "respawned": Impact(bursts=("arrival",)),
    "logged.in": Impact(bursts=("arrival",)),
    "logged.out": Impact(bursts=("motes",)),
    "banned": Impact(trauma=0.3, bursts=("motes", "motes", "shield-shards"), flash=0.25, rumble=(0.4, 0.2, 0.3)),
    "bout.asked": Impact(rumble=(0.0, 0.2, 0.1)),
    "bout.ended": Impact(bursts=("shield-sparks",)),
    "turned": Impact(bursts=("shield-shards",)),
    "lockdown": Impact(trauma=0.3, rumble=(0.7, 0.2, 0.6)),
    "loop.began.mine": Impact(rumble=(0.1, 0.2, 0.1)),
    "loop.closed.mine": Impact(trauma=0.12, flash=0.12, rumble=(0.3, 0.4, 0.2)),
    "loop.flew.mine": Impact(bursts=("arrival",)),
    "loop.rest.mine": Impact(bursts=("motes",)),
    "loop.dropped.mine": Impact(bursts=("motes",)),
    "loop.broken.mine": Impact(trauma=0.25, bursts=("shield-shards", "motes"), rumble=(0.5, 0.2, 0.25)),
    "loop.shut": Impact(
        hold=4, trauma=0.5, bursts=("shield-shards", "motes", "motes"), flash=0.45, rumble=(0.8, 0.6, 0.5)
    ),
    "loop.round": Impact(trauma=0.06, bursts=("shield-sparks",)),
    "terminal.held": Impact(trauma=0.06, bursts=("shield-sparks",), rumble=(0.1, 0.3, 0.12)),
    "terminal.lost": Impact(trauma=0.1, rumble=(0.3, 0.1, 0.12)),
    "collided": Impact(bursts=("sparks-few",)),
    "collided.mine": Impact(hold=2, trauma=HEAVY, bursts=("sparks", "dust"), rumble=(0.7, 0.3, 0.18), full=420.0),
    "collided.mine.paint": Impact(
        hold=2, trauma=HEAVY, bursts=("paint", "dust-pale"), rumble=(0.6, 0.2, 0.18), full=420.0
    ),
    "collided.mine.canvas": Impact(
        hold=2, trauma=HEAVY, bursts=("canvas", "dust-pale"), rumble=(0.8, 0.1, 0.25), full=420.0
    ),
    "tow.bumped": Impact(trauma=0.22, bursts=("sparks", "chips", "dust"), rumble=(0.5, 0.3, 0.15)),
    "tow.broken": Impact(trauma=0.4, bursts=("shield-shards", "sparks"), rumble=(0.8, 0.6, 0.3)),
    "crushed": Impact(bursts=("sparks", "chips")),
    "crushed.mine": Impact(trauma=0.3, bursts=("sparks", "chips"), rumble=(0.7, 0.4, 0.12)),
    "boost.began.mine": Impact(trauma=0.10, bursts=("kick",), rumble=(0.35, 0.15, 0.2)),
    "boost.empty.mine": Impact(rumble=(0.15, 0.0, 0.08)),
    "brake.began.mine": Impact(trauma=0.04, rumble=(0.15, 0.05, 0.08)),
    "identified": Impact(trauma=0.2, flash=0.3, rumble=(0.3, 0.3, 0.3)),
    "gate.opened": Impact(trauma=0.25, bursts=("canvas", "arrival"), flash=0.4, rumble=(0.4, 0.2, 0.5)),
    "gate.passed": Impact(hold=2, trauma=0.3, flash=1.0, rumble=(0.6, 0.6, 0.4)),
    "sweep.began": Impact(trauma=0.3, rumble=(0.8, 0.0, 0.8)),
    "sweep.tagged": Impact(bursts=("tagged",)),
    "sweep.erased": Impact(bursts=("motes",)),
}

NONE = Impact()

MITE = float(KIND_INDEX["mite"])

MATERIALS: tuple[tuple[str, str], ...] = (("sky", "canvas"), ("moon", "paint"), ("poster", "canvas"))
"""Terrain whose name starts so sheds this instead of sparks and stone dust."""


def material(terrain: str) -> str:
    return next((stuff for start, stuff in MATERIALS if terrain.startswith(start)), "")


def keys(event: Event, player: int) -> Iterator[str]:
    """The table keys that fit an event, the most specific first. `player`: id of the player's ship."""
    whose = "mine" if event.who == player and player else "dealt" if event.other == player and player else ""
    if event.kind == "hit":
        parts = [event.name, whose]
    elif event.kind == "destroyed":
        parts = ["mite" if event.value == MITE else event.name if event.name in ("sweep", "edge") else "", whose]
    elif event.kind == "collided":
        parts = [whose if whose == "mine" else "", material(event.name)]
    elif event.kind == "hit.solid":
        parts = [material(event.name)]
    else:
        parts = [whose if whose == "mine" else ""]
    parts = [part for part in parts if part]
    for count in range(len(parts), -1, -1):
        yield ".".join([event.kind, *parts[:count]])


def impact_of(event: Event, player: int) -> Impact:
    return next((IMPACTS[key] for key in keys(event, player) if key in IMPACTS), NONE)


def weight(impact: Impact, event: Event, distance: float, mine: bool) -> float:
    """Share of the blow that is felt, 0..1: by the event's value, and by distance when it is another's."""
    strong = min(1.0, max(0.15, event.value / impact.full)) if impact.full else 1.0
    near = 1.0 if mine else max(0.0, 1.0 - distance / HEARD_WITHIN)
    return strong * near
