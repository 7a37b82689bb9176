"""What each ship and drone is: one row a kind, read by everything. A new kind is a new row (and its SVG).

Units: world units (1 = 1 px at zoom 1), seconds, radians. Starting values from the feel
sheet, tuned by runs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import IntEnum

ANNOUNCE = 1.0  # a scan is announced for this long before it counts [s]
IDENTIFY = 1.6  # and then lasts as long as this, in the light [s]


class Team(IntEnum):
    """Whose shots pass through whom: nobody hits their own team."""

    CREW = 0
    PLAYERS = 1
    MODERATION = 2
    NEUTRAL = 3


class Mind(IntEnum):
    """How a ship decides. Adding one means one function in `minds`."""

    NONE = 0  # the player's ship, statues: acts on commands or not at all
    WATCHER = 1  # patrols, looks, scans, reports; never shoots
    HOUND = 2  # sent after someone: fast, bites at close range, circles
    WARDEN = 3  # blocks the way, front shield, slow heavy shots
    GRIEFER = 4  # attacks for sport, in company, and taunts
    GRINDER = 5  # minds its rock, shoots back, gives up early
    NEWCOMER = 6  # drifts about, runs from trouble
    STREAMER = 7  # keeps what is worth showing in the picture, and so shows it to Moderation
    MITE = 8  # one of hundreds: flocks, and bites what it is set on
    TRADER = 9  # goes from stall to stall, runs early, and cries for Moderation
    DUELIST = 10  # asks for a bout, and takes no for an answer
    COURIER = 11  # goes down its lane at full burn and looks at nobody
    LIGHT = 12  # stays, and looks for what is warm


# To compare a column with a member of an enum takes five times as long as with a plain number: the tick uses these.
T_CREW, T_PLAYERS, T_MODERATION, T_NEUTRAL = (int(team) for team in Team)
M_WATCHER, M_HOUND, M_WARDEN = int(Mind.WATCHER), int(Mind.HOUND), int(Mind.WARDEN)
M_GRIEFER, M_GRINDER, M_NEWCOMER = int(Mind.GRIEFER), int(Mind.GRINDER), int(Mind.NEWCOMER)
M_STREAMER, M_MITE, M_DUELIST = int(Mind.STREAMER), int(Mind.MITE), int(Mind.DUELIST)
M_COURIER, M_LIGHT = int(Mind.COURIER), int(Mind.LIGHT)


class Heed(IntEnum):
    """When a ship lets a stranger's tether in. One that is asleep always does."""

    AWAKE = 0  # only then
    SEEING = 1  # and while it does not see who comes
    NONE = 2  # and whenever


class Yield(IntEnum):
    """What a handshake brings."""

    PURSE = 0  # its credits and its tag
    MOTES = 1  # it opens, and what was locked away comes out
    BLIND = 2  # its eye is shut for a while
    TURN = 3  # it turns round, and fights for us for a while
    SHUT = 4  # it is shut down for long
    GATE = 5  # the gate that it locks opens for a while; an open one is shut
    CUT = 6  # it is cut off, or opened, for good


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of ship."""

    name: str
    team: Team
    mind: Mind
    art: str  # SVG in assets/art, without ending
    length: float  # drawn length [units]
    radius: float  # collision circle [units]
    mass: float
    # flight
    speed: float = 300.0  # full speed [u/s]
    accel: float = 400.0  # towards the wished velocity [u/s2]
    turn: float = 5.0  # full turn rate [rad/s]
    cruise: float = 0.45  # share of its full speed at which it goes about its business
    # survival
    hull: float = 40.0
    shield: float = 0.0
    shield_delay: float = 3.5  # quiet time before shields return [s]
    shield_fill: float = 5.0  # from nothing to full [s]
    # gun; damage 0 = unarmed
    damage: float = 0.0
    rate: float = 2.0  # shots a second
    shot_speed: float = 700.0  # [u/s]
    shot_life: float = 1.0  # [s]
    # senses
    sight: float = 600.0  # how far it sees [u]
    cone: float = math.pi  # half angle of what it sees; pi = all round
    reaction: float = 0.25  # between seeing and acting [s]
    aim_lead: float = 0.7  # share of the true lead it takes
    aim_error: float = math.radians(4.0)  # standard deviation
    # manner of fighting
    range_near: float = 140.0  # keeps at least this far [u]
    range_far: float = 320.0  # attacks from within this [u]
    courage: float = 0.0  # hull share under which it runs
    memory: float = 6.0  # how long it looks for someone it lost [s]
    respawn: float = 0.0  # players come back after this long [s]; 0 = never
    # being robbed
    hack: int = 0  # difficulty of its handshake, 1..4 (`hacking.HANDSHAKES`); 0 = cannot be hacked
    heed: Heed = Heed.AWAKE
    gives: Yield = Yield.PURSE
    credits: float = 0.0  # in its purse, or locked away in it
    spikes: int = 0  # that put it to sleep; 0 = none does
    loot: float = 0.0  # credits' worth of data that it leaves when it is destroyed
    # telling on others
    tells: float = 0.0  # tells Moderation of a wrong that it saw, after this long [s]; 0 = never
    calls: bool = False  # tells of what was done to itself, too
    identify: float = IDENTIFY  # a watcher's: how long it must hold one in its light, once the scan is announced [s]
    anchored: bool = False  # cannot be moved


PLAYER = Kind(
    "callister", Team.CREW, Mind.NONE, "callister", length=118.0, radius=34.0, mass=6.0,
    speed=420.0, accel=470.0, turn=7.2, hull=100.0, shield=75.0,
    damage=11.0, rate=8.0, shot_speed=1050.0, shot_life=0.9, sight=900.0,
)  # fmt: skip

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        PLAYER,
        # Moderation
        Kind(
            "watcher",
            Team.MODERATION,
            Mind.WATCHER,
            "drone_watcher",
            58.0,
            22.0,
            2.0,
            speed=190.0,
            accel=260.0,
            turn=2.4,
            hull=70.0,
            sight=520.0,
            cone=math.radians(35.0),
            memory=5.0,
            range_near=200.0,
            range_far=420.0,
            hack=2,
            gives=Yield.BLIND,
            spikes=1,
            loot=12.0,
        ),
        Kind(
            "hound",
            Team.MODERATION,
            Mind.HOUND,
            "drone_hound",
            62.0,
            20.0,
            2.0,
            speed=380.0,
            accel=620.0,
            turn=4.6,
            hull=96.0,
            damage=5.0,
            rate=5.0,
            shot_speed=820.0,
            shot_life=0.6,
            sight=700.0,
            range_near=110.0,
            range_far=300.0,
            memory=8.0,
            hack=3,
            gives=Yield.TURN,
            spikes=1,
            loot=14.0,
        ),
        Kind(
            "warden",
            Team.MODERATION,
            Mind.WARDEN,
            "drone_warden",
            92.0,
            36.0,
            9.0,
            speed=170.0,
            accel=240.0,
            turn=1.9,
            hull=190.0,
            shield=160.0,
            shield_delay=5.0,
            damage=16.0,
            rate=0.9,
            shot_speed=560.0,
            shot_life=1.3,
            sight=640.0,
            range_near=240.0,
            range_far=520.0,
            memory=6.0,
            hack=4,
            gives=Yield.SHUT,
            spikes=2,
            loot=40.0,
        ),
        # players of Infinity
        Kind(
            "newcomer",
            Team.PLAYERS,
            Mind.NEWCOMER,
            "player_newcomer",
            56.0,
            20.0,
            2.0,
            speed=230.0,
            accel=260.0,
            turn=3.0,
            hull=36.0,
            sight=420.0,
            courage=1.1,
            respawn=5.0,
            hack=1,
            heed=Heed.NONE,
            credits=11.0,
            spikes=1,
            loot=6.0,
        ),
        Kind(
            "grinder",
            Team.PLAYERS,
            Mind.GRINDER,
            "player_grinder",
            72.0,
            28.0,
            6.0,
            speed=180.0,
            accel=200.0,
            turn=2.2,
            hull=90.0,
            damage=5.0,
            rate=2.0,
            shot_speed=640.0,
            sight=420.0,
            courage=0.45,
            respawn=5.0,
            hack=2,
            heed=Heed.SEEING,
            credits=160.0,
            spikes=1,
            loot=30.0,
            tells=4.0,
        ),
        Kind(
            "streamer",
            Team.PLAYERS,
            Mind.STREAMER,
            "player_streamer",
            66.0,
            24.0,
            3.0,
            speed=260.0,
            accel=320.0,
            turn=3.0,
            hull=60.0,
            shield=20.0,
            sight=560.0,
            cone=math.radians(55.0),
            courage=1.1,
            memory=5.0,
            range_near=200.0,
            range_far=420.0,
            respawn=5.0,
            hack=2,
            heed=Heed.SEEING,
            credits=190.0,
            spikes=1,
            loot=10.0,
            identify=5.0,
            tells=2.5,
        ),
        Kind(
            "griefer",
            Team.PLAYERS,
            Mind.GRIEFER,
            "player_griefer",
            64.0,
            24.0,
            3.0,
            speed=350.0,
            accel=520.0,
            turn=4.2,
            hull=70.0,
            shield=20.0,
            damage=6.0,
            rate=3.2,
            shot_speed=760.0,
            shot_life=0.8,
            sight=900.0,
            range_near=130.0,
            range_far=360.0,
            courage=0.0,
            memory=10.0,
            respawn=5.0,
            hack=3,
            credits=60.0,
            spikes=1,
            loot=20.0,
        ),
        # things that can be shot
        Kind("statue", Team.NEUTRAL, Mind.NONE, "statue", 700.0, 150.0, 1e5, hull=140.0, anchored=True),
        Kind(
            "vault",
            Team.NEUTRAL,
            Mind.NONE,
            "vault",
            86.0,
            34.0,
            1e4,
            hull=400.0,
            anchored=True,
            hack=2,
            heed=Heed.NONE,
            gives=Yield.MOTES,
            credits=60.0,
        ),
        Kind("decoy", Team.CREW, Mind.NONE, "decoy", 44.0, 16.0, 1.5, speed=700.0, accel=60.0, hull=12.0),
        Kind("statue-small", Team.NEUTRAL, Mind.NONE, "statue_small", 110.0, 34.0, 1e4, hull=30.0, anchored=True),
        # The order of kinds is part of every recording: new ones come last.
        Kind(
            "mite",
            Team.MODERATION,
            Mind.MITE,
            "drone_mite",
            26.0,
            9.0,
            0.25,
            speed=390.0,
            accel=980.0,
            turn=8.0,
            hull=3.0,
            sight=760.0,
            reaction=0.1,
            range_near=0.0,
            range_far=340.0,
            memory=5.0,
        ),
        Kind(
            "trader",
            Team.PLAYERS,
            Mind.TRADER,
            "player_trader",
            78.0,
            30.0,
            7.0,
            speed=165.0,
            accel=190.0,
            turn=2.0,
            cruise=0.6,
            hull=110.0,
            sight=460.0,
            courage=1.1,
            respawn=5.0,
            hack=2,
            heed=Heed.SEEING,
            credits=260.0,
            spikes=1,
            loot=60.0,
            tells=2.0,
            calls=True,
        ),
        Kind(
            "duelist",
            Team.PLAYERS,
            Mind.DUELIST,
            "player_duelist",
            78.0,
            22.0,
            2.5,
            speed=390.0,
            accel=600.0,
            turn=4.8,
            cruise=0.35,
            hull=60.0,
            shield=50.0,
            damage=6.0,
            rate=3.0,
            shot_speed=900.0,
            shot_life=0.8,
            sight=760.0,
            aim_lead=0.8,
            aim_error=math.radians(3.0),
            range_near=150.0,
            range_far=420.0,
            respawn=5.0,
            hack=3,
            credits=40.0,
            spikes=1,
            loot=10.0,
        ),
        Kind(
            "courier",
            Team.NEUTRAL,
            Mind.COURIER,
            "courier",
            216.0,
            34.0,
            12.0,
            speed=360.0,
            accel=420.0,
            turn=2.6,
            cruise=1.0,
            hull=900.0,
            sight=300.0,
            hack=2,
            heed=Heed.NONE,
            loot=30.0,
        ),
        Kind(
            "stall",
            Team.PLAYERS,
            Mind.NONE,
            "stall",
            124.0,
            44.0,
            1e4,
            hull=260.0,
            anchored=True,
            hack=1,
            heed=Heed.NONE,
            credits=30.0,
        ),
        Kind(
            "gate-lock",
            Team.NEUTRAL,
            Mind.NONE,
            "gate_lock",
            60.0,
            20.0,
            1e4,
            hull=120.0,
            anchored=True,
            hack=2,
            heed=Heed.NONE,
            gives=Yield.GATE,
        ),
        # A past self: flies as the Callister does, and there is less of her.
        replace(PLAYER, name="ghost", hull=50.0, shield=0.0),
        # A post that is held by being near it: see `terminals`. No shot of anybody breaks one.
        Kind("terminal", Team.NEUTRAL, Mind.NONE, "terminal", 96.0, 40.0, 1e5, hull=1e9, anchored=True),
        # Daly's clone: see `daly`. He is put down, never destroyed.
        Kind("daly", Team.NEUTRAL, Mind.NONE, "daly_clone", 290.0, 92.0, 300.0, speed=100.0, accel=160.0, hull=2200.0),
        # What he is kept on, and what he keeps: the tether takes hold of them, and nothing else does.
        Kind(
            "backup",
            Team.NEUTRAL,
            Mind.NONE,
            "daly_backup",
            120.0,
            40.0,
            1e5,
            hull=1e9,
            anchored=True,
            hack=1,
            heed=Heed.NONE,
            gives=Yield.CUT,
        ),
        Kind(
            "drawer",
            Team.NEUTRAL,
            Mind.NONE,
            "daly_drawer",
            170.0,
            52.0,
            1e5,
            hull=1e9,
            anchored=True,
            hack=3,
            heed=Heed.NONE,
            gives=Yield.CUT,
        ),
        # Somebody's home for nine years. It goes where it is towed, and drifts to rest by itself.
        Kind("pod", Team.CREW, Mind.NONE, "walt_pod", 74.0, 26.0, 3.0, speed=60.0, accel=48.0, turn=3.0, hull=100.0),
        # What whoever is at a console may place: see `sandbox`. Rocks that stay where they are put, a stone that rolls.
        Kind("boulder", Team.NEUTRAL, Mind.NONE, "rock_a", 150.0, 62.0, 1e5, hull=1e9, anchored=True),
        Kind("crag", Team.NEUTRAL, Mind.NONE, "rock_b", 290.0, 118.0, 1e5, hull=1e9, anchored=True),
        Kind("stone", Team.NEUTRAL, Mind.NONE, "rock_c", 78.0, 31.0, 4.0, speed=1.0, accel=1.0, hull=1e9),
        Kind("door", Team.NEUTRAL, Mind.NONE, "door", 104.0, 46.0, 1e5, hull=1e9, anchored=True),
        Kind("teacup", Team.NEUTRAL, Mind.NONE, "teacup", 46.0, 17.0, 0.6, speed=1.0, accel=1.0, hull=1.0),
        # A line out to somewhere, which somebody's heart beats in.
        Kind("lifeline", Team.NEUTRAL, Mind.NONE, "lifeline", 30.0, 6.0, 1e5, hull=1e9, anchored=True),
        # A glint on something that somebody left there to be seen.
        Kind("trace", Team.NEUTRAL, Mind.NONE, "glint", 54.0, 6.0, 1e5, hull=1e9, anchored=True),
        # What is seen of somebody who is taken elsewhere: a small light, under way.
        Kind(
            "light",
            Team.CREW,
            Mind.COURIER,
            "light_small",
            64.0,
            9.0,
            0.5,
            speed=330.0,
            accel=220.0,
            turn=5.0,
            hull=50.0,
        ),
        # A lamp of the firewall: see `searchlights`.
        Kind(
            "searchlight",
            Team.MODERATION,
            Mind.LIGHT,
            "searchlight",
            76.0,
            30.0,
            1e5,
            speed=1.0,
            accel=400.0,
            turn=1.1,
            hull=160.0,
            sight=1100.0,
            cone=math.radians(9.0),
            hack=2,
            heed=Heed.NONE,
            gives=Yield.BLIND,
            identify=1.4,
            spikes=1,
            anchored=True,
        ),
        # More that a console may place.
        Kind("letter", Team.NEUTRAL, Mind.NONE, "letter_sheet", 84.0, 34.0, 1e5, hull=1e9, anchored=True),
        Kind("window", Team.NEUTRAL, Mind.NONE, "window", 132.0, 56.0, 1e5, hull=1e9, anchored=True),
        Kind("bowl", Team.NEUTRAL, Mind.NONE, "soup_bowl", 66.0, 26.0, 1.2, speed=1.0, accel=1.0, hull=20.0),
    )
}

KIND_NAMES: tuple[str, ...] = tuple(KINDS)
KIND_INDEX: dict[str, int] = {name: i for i, name in enumerate(KIND_NAMES)}
