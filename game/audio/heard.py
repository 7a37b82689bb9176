"""What is heard when something happens: one table for the world's events, one for the story's, one for the interface.

`by` says whose event it is: us (the player's ship), players, moderation, neutral, one kind of ship by name, or anyone.
`{kind}` in a sound's name is the kind of the ship that the event is about. The first row that fits is played.
Kinds without a row are silent on purpose; the comment beside them says why.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer to an event.

    sound    name in the sound table; `{kind}` is filled in
    by       whose event: us, players, moderation, neutral, anyone, or a kind of ship
    name     only when the event carries this name
    but      not when it carries this one
    of_us    only when the event's `other` is the player's ship
    value    only when the event carries this value
    here     inside our own hull: in the middle, as loud as it gets
    full     the value at which it is at full volume; 0: it always is
    least    with a smaller value it is not heard: a hull that slides along a wall is not struck
    gap      not again within this time [s]
    from_    not before so many seconds of a level: at its beginning there is nothing to be told yet
    then     a second sound at the same place
    words    what is read instead of the sound's own caption, where that is another event's
    """

    sound: str
    by: str = "anyone"
    name: str = ""
    but: str = ""
    of_us: bool = False
    value: float | None = None
    here: bool = False
    full: float = 0.0
    least: float = 0.0
    gap: float = 0.03
    from_: float = 0.0
    then: str = ""
    words: str = ""


WORLD: dict[str, tuple[Heard, ...]] = {
    # weapons and damage
    "fired": (
        Heard("spike", "us", name="spike", here=True),
        Heard("torpedo", "us", name="torpedo", here=True),
        Heard("pulse", "us", here=True),
        Heard("player_pulse", "players"),
        Heard("warden_pulse", "warden"),
        Heard("drone_pulse", "moderation"),
        Heard("daly_throw_strike", "daly"),
    ),
    "dry": (Heard("empty", "us", here=True, gap=0.25),),
    "hit": (
        Heard("shield_hit", "us", name="shield", here=True),
        Heard("hull_hit", "us", name="hull", here=True),
        Heard("hit_drone", "daly", gap=0.06),
        Heard("hit_rock", "neutral"),
        Heard("hit_drone"),
    ),
    "hit.solid": (Heard("hit_rock"),),
    "near-miss": (Heard("near_miss", gap=0.12),),
    "shield.broken": (Heard("shield_break", "us", here=True),),
    "shield.restored": (Heard("shield_restore", "us", here=True),),
    "hull.low": (),  # a bed: it lasts as long as the hull is low
    "destroyed": (
        Heard("spoof_off", "us", name="edge", here=True, words="we are lost"),  # no bang: something that was on is not
        Heard("death", "us", here=True),
        Heard("{kind}_death", "moderation", then="explosion_small"),
        Heard("player_death", "players", then="explosion_small"),
        Heard("explosion_small", "statue-small"),
        Heard("explosion_big"),
    ),
    "spike.hit": (Heard("hit_drone"),),
    "spiked": (Heard("spike_disable"),),
    "woke": (Heard("player_notice", "players"), Heard("{kind}_notice", "moderation")),
    # scavenging
    "beam.began": (),  # a bed: it lasts as long as the beam is on
    "beam.ended": (),
    "beam.broken": (Heard("tether_break", here=True, gap=0.3, words="beam lost"),),
    "collected": (Heard("mote", here=True, gap=0.04),),
    "hold.full": (Heard("ui_error", here=True, gap=2.0),),
    "hold.spilled": (Heard("mote", here=True, gap=0.2, words="overboard"),),
    # hacking
    "hack.refused": (Heard("ui_error", here=True, gap=0.3),),
    "hack.began": (Heard("tether_attach", here=True),),
    "hack.step": (Heard("tether_ok", here=True),),
    "hack.missed": (Heard("tether_wrong", here=True),),
    "hacked": (Heard("tether_success", here=True),),
    "charted": (Heard("ui_select", here=True, gap=0.3),),
    "hack.failed": (Heard("tether_fail", here=True),),
    "tether.lost": (Heard("tether_break", here=True),),
    "witness": (Heard("player_notice", of_us=True, gap=0.5, words="somebody saw that"),),
    "witness.silenced": (),  # what silenced it is heard
    "reported": (Heard("scan_begin", here=True, gap=0.5, words="WE ARE REPORTED"),),
    "alarm": (Heard("scan_begin", words="AN ALARM"),),
    "blast": (Heard("torpedo_hit", then="explosion_small"),),
    # the crew
    "crew": (
        Heard("engine_boost_start", name="nate", here=True),
        Heard("spoof_on", name="elena", here=True),
        Heard("shield_restore", name="karl", here=True),
        Heard("spike_disable", name="kabir", here=True),
    ),
    "crew.wait": (Heard("ui_error", here=True, gap=0.3),),
    "crew.ready": (Heard("ui_select", here=True, gap=0.3),),
    # hiding
    "decoy": (Heard("decoy", here=True),),
    "decoy.none": (Heard("empty", here=True, gap=0.25, words="no decoy left"),),
    "decoy.believed": (),  # seen: their lights turn
    "decoy.lost": (Heard("explosion_small", name="destroyed"),),
    "spoof.on": (Heard("spoof_on", here=True),),
    "spoof.short": (),  # a bed: it lasts as long as the name does
    "spoof.off": (Heard("spoof_off", here=True),),
    "spoof.caught": (Heard("scan_identified", here=True, then="spoof_off"),),
    "spoof.none": (Heard("ui_error", here=True, gap=0.3),),
    "spoof.read": (Heard("sweep_tagged", of_us=True),),
    "sent": (),  # out of sight; what comes is heard when it notices
    "banhammer.tell": (Heard("banhammer_windup", gap=1.0),),
    "banhammer.strike": (Heard("banhammer_strike", gap=0.5),),
    "lockdown": (
        Heard("scan_identified", value=1.0, here=True, words="LOCKDOWN"),
        Heard("scan_lost", value=0.0, here=True, words="lockdown over"),
    ),
    "turned": (Heard("decoy", here=True, gap=0.3, words="one fights for us"),),
    "turned.back": (Heard("{kind}_notice", gap=0.3),),
    # players among themselves
    "ban": (Heard("banhammer_windup", gap=0.5),),
    "banned": (Heard("banhammer_strike", gap=0.3, then="sweep_erase"),),
    "bout.asked": (Heard("player_notice", of_us=True),),
    "bout.accepted": (Heard("ui_select", of_us=True, here=True),),
    "bout.declined": (),  # it says so itself
    "bout.ended": (Heard("credits_in", of_us=True, here=True),),
    "mined": (Heard("hit_rock", gap=0.4),),
    "traded": (),  # a till is not heard through a hull
    "logging.out": (Heard("spoof_off", gap=0.3, words="a player leaves"),),
    "logged.out": (),
    "logged.in": (Heard("player_spawn"),),
    # bodies
    "spawned": (),  # hundreds at once when a place fills; the returned are heard as `respawned`
    "removed": (),  # out of sight, without a word
    "respawned": (Heard("player_spawn"),),
    "collided": (
        Heard("canvas", "us", name="sky", here=True, full=260.0, least=40.0, gap=0.35),
        Heard("ram", "us", here=True, full=320.0, least=30.0, gap=0.15),
    ),
    # flight
    "boost.began": (Heard("engine_boost_start", "us", here=True),),
    "boost.empty": (Heard("engine_stall", "us", here=True),),
    "boost.full": (),  # the gauge shows it; a sound each four seconds would nag
    "brake.began": (Heard("engine_brake", "us", here=True, gap=0.5),),
    "assist": (Heard("assist_on", value=1.0, here=True), Heard("assist_off", here=True)),
    # minds
    "noticed": (
        Heard("{kind}_notice", "moderation", of_us=True, gap=0.3),
        Heard("player_notice", "griefer", of_us=True, gap=1.5),
    ),
    "lost": (),  # the music tells it by leaving
    "chasing": (
        Heard("{kind}_attack", "moderation", of_us=True, gap=0.3),
        Heard("player_notice", "griefer", of_us=True, gap=1.5),
    ),
    "retreating": (),  # seen, not heard
    "scan.began": (Heard("scan_begin", of_us=True, gap=0.2),),
    "scan.lost": (Heard("scan_lost", of_us=True, gap=0.2),),
    "identified": (Heard("scan_identified", of_us=True, here=True),),
    "heat": (Heard("heat_up", name="up", here=True), Heard("heat_down", name="down", here=True)),
    # places
    "gate.opened": (Heard("gate_open"),),
    "gate.closed": (Heard("assist_off", gap=0.3, words="a gate shuts"),),
    "gate.passed": (Heard("gate_pass", here=True),),
    "sweep.began": (Heard("sweep_approach", here=True, gap=10.0),),
    "sweep.tagged": (Heard("sweep_tagged", gap=0.07),),
    "sweep.erased": (Heard("sweep_erase", gap=0.1),),
    "carrier.came": (Heard("carrier_pass", here=True, gap=8.0),),
    "carrier.under": (),  # beds: its engine, and our own breath
    "carrier.left": (),
    "carrier.goes": (Heard("knock_go", here=True),),
    "carrier.stops": (Heard("knock_stop", here=True),),
    "carrier.halt": (),  # its engine changes its note
    "carrier.light": (Heard("carrier_light", here=True),),
    "carrier.seen": (),  # `identified` is heard
    "carrier.halt-over": (),
    "carrier.gone": (),
    # a flock of mites; what it sounds like under way is a bed
    "flock.wakes": (Heard("flock_wakes", here=True, gap=1.0),),
    "flock.closing": (Heard("flock_closing", here=True, gap=0.6),),
    "flock.stops": (),  # it falls silent
    # space that loads and unloads: it comes with a sound, and goes without one
    "loaded": (Heard("strata_load", gap=0.5),),
    "unload.began": (Heard("strata_unload", here=True, gap=2.0),),
    "unload.piece": (),
    "unload.near": (),
    "unload.caught": (),  # there is no bang
    "unload.ended": (),
    "gravity": (Heard("ping_down", gap=0.5),),
    # what is in tow
    "tow.taken": (Heard("tether_attach", here=True, words="in tow"),),
    "tow.strained": (Heard("tether_wrong", here=True, gap=1.0, words="the rope strains"),),
    "tow.bumped": (Heard("ram", gap=0.3),),
    "tow.broken": (Heard("tether_break", here=True, words="the rope parts"),),
    "tow.off": (Heard("tether_ok", here=True, words="off the rope"),),
    "knock": (Heard("knock_one", "us", here=True),),
    "sweep.ended": (),  # what is heard is the wall passing over, and then that it is gone
    # the loop; what is recorded and who flies again are beds
    "loop.began": (Heard("loop_start", here=True),),
    "loop.closed": (Heard("loop_closed", here=True),),
    "loop.flew": (Heard("loop_again"),),
    "loop.rest": (Heard("loop_gone"),),
    "loop.broken": (Heard("loop_broken", here=True),),
    "loop.dropped": (Heard("loop_gone", here=True, gap=0.3),),
    "loop.touched": (Heard("loop_again", here=True, gap=0.6, words="past self met"),),
    "loop.shut": (Heard("loop_closed", here=True),),
    "loop.round": (Heard("loop_turn", gap=0.5),),
    "loop.opened": (Heard("loop_gone", words="the loop opens"),),
    "terminal.began": (Heard("terminal_began", gap=0.3),),
    "terminal.held": (Heard("terminal_held", here=True),),
    "terminal.lost": (Heard("terminal_lost", here=True),),
    # pictures adrift
    "picture.drawn": (Heard("loop_gone", here=True, gap=0.8, words="a picture comes along"),),
    "picture.left": (),  # it is seen to stay behind
    "picture.shy": (),
    "picture.withdrew": (Heard("heart_beat", here=True, gap=0.5),),
    "picture.beside": (),  # and now it is quiet
    "picture.joined": (Heard("theme_note", here=True),),
    "picture.heard": (),  # names its own sound: see Audio.play
    # what moves
    "slide.warned": (Heard("slide_warn", gap=0.2),),
    "slide.began": (Heard("slide_move", gap=0.2),),
    "slide.ended": (Heard("slide_stop", gap=0.2),),
    "crushed": (Heard("ram", "us", here=True, gap=0.15), Heard("ram", gap=0.15)),
    # Daly: each power has a sound of its own, before it strikes and when it does
    "tell": (
        Heard("daly_freeze_tell", name="freeze", here=True),
        Heard("daly_delete_tell", name="delete", here=True),
        Heard("daly_move_tell", name="move", here=True),
        Heard("daly_heal_tell", name="heal", here=True),
        Heard("daly_throw_tell", name="throw", here=True),
    ),
    "power": (
        Heard("daly_freeze_strike", name="freeze", here=True),
        Heard("daly_delete_strike", name="delete", here=True),
        Heard("daly_move_strike", name="move", here=True),
        Heard("daly_heal_strike", name="heal", here=True),
    ),  # what he throws is heard as it flies
    "power.caught": (),  # the strike was heard
    "power.missed": (),
    "frozen": (),
    "deleted": (),
    "daly.down": (Heard("explosion_big", gap=0.5),),
    "daly.up": (Heard("daly_heal_strike", gap=0.5),),
    "cut": (Heard("backup_cut", here=True),),
    # the rules of a world that is open: the hand on the dial is heard by itself
    "rule": (
        Heard("rule_change", name="sky", here=True, gap=0.8),
        Heard("rule_change", name="colours", here=True, gap=0.8),
    ),
    "edit.placed": (Heard("bolt", name="door", then="sandbox_place"), Heard("sandbox_place", gap=0.05)),
    "edit.moved": (),
    "edit.removed": (Heard("sandbox_undo", here=True, gap=0.1),),
    "edit.broken": (Heard("hit_rock", gap=0.1),),
    "edit.refused": (Heard("ui_error", here=True, gap=0.3),),
    "edit.undone": (Heard("sandbox_undo", here=True, gap=0.1),),
    "edit.cleared": (Heard("sandbox_undo", here=True, gap=0.3),),
    "edit.told": (
        Heard("checkpoint", name="saved", here=True),
        Heard("objective", name="shared", here=True, words="shared"),
    ),
    # staging
    "granted": (),  # the crew says so
    "revoked": (),  # the crew says so
    "checkpoint": (Heard("checkpoint", here=True, gap=1.0),),
    "retried": (),  # it never happened: Nate only pictured it
}

STORY: dict[str, tuple[Heard, ...]] = {
    "say": (),  # one blip for every few letters, while the line is written: see talk
    "chat": (Heard("blip_player", here=True),),
    "objective.added": (Heard("objective", here=True, gap=0.5),),
    "objective.done": (Heard("credits_in", here=True, gap=0.5),),
    "objective.failed": (Heard("tether_wrong", here=True, gap=0.5, words="an order fails"),),
    "title": (),  # the music carries it
    "music": (),  # asks for a cue: see Audio.tell
    "sound": (),  # names its own sound: see Audio.tell
    "print": (Heard("monitor_beep", here=True),),
    "sketch": (),  # chalk on glass, and he is careful
    "sign": (),
    "beat": (),
    "prompt": (),  # the crew says it
    "slow": (),
    "backdrop": (),
    "signal": (Heard("walt_signal"),),
    "report": (),
    "camera": (),
    "checkpoint": (Heard("checkpoint", here=True, gap=1.0, from_=1.0),),
    "won": (Heard("level_won", but="companion", here=True, gap=5.0),),
    "lost": (),  # `destroyed` was heard
    "choice": (Heard("pause", here=True),),
    "chosen": (Heard("ui_select", here=True),),
    "flag": (),
    "fade": (),
    "television": (Heard("tv_on", here=True),),
    "channel": (Heard("tv_channel", here=True),),
    "credits": (),
    "shake": (),
    "clock": (Heard("purge_tick", name="tick", here=True, gap=0.5),),
    "page": (),  # nobody is there to hear it
    "mute": (),  # the level turns a knob
    "lamp": (),  # and its joint
    "face": (),  # tubes come on when the level says so
}

INTERFACE: dict[str, str] = {
    "move": "ui_move",
    "select": "ui_select",
    "back": "ui_back",
    "error": "ui_error",
    "pause": "pause",
    "place": "sandbox_place",
    "undo": "sandbox_undo",
}

# What a drone or a player's ship sounds like from near: kind -> loop.
HUMS: dict[str, str] = {
    "mite": "mite_idle",
    "watcher": "watcher_idle",
    "hound": "hound_idle",
    "warden": "warden_idle",
    "searchlight": "searchlight_idle",
    "newcomer": "player_engine",
    "grinder": "player_engine",
    "griefer": "player_engine",
    "streamer": "player_engine",
    "ghost": "loop_ghost",
    "trader": "player_engine",
    "duelist": "player_engine",
    "courier": "player_engine",
    "light": "breath",
    "daly": "daly_near",
}

SPEAKERS: dict[str, str] = {
    who: f"blip_{who}"
    for who in ("nanette", "nate", "elena", "karl", "kabir", "walt", "daly", "moderation", "player", "walton")
}


def first_heard() -> tuple[str, ...]:
    """Sounds that a first minute of play may need, in the order in which to decode them."""
    names = [*INTERFACE.values(), *SPEAKERS.values(), "engine_idle", "engine_thrust", "engine_boost"]
    for table in (WORLD, STORY):
        for rows in table.values():
            names += [sound for row in rows for sound in (row.sound, row.then) if sound and "{" not in sound]
    names += [
        row.format(kind=kind)
        for kind in ("watcher", "hound", "warden")
        for row in ("{kind}_notice", "{kind}_attack", "{kind}_death", "{kind}_idle")
    ]
    names += ["scan_loop", "hull_low", "shield_regen", "sweep_near", "sweep_wall", "player_engine"]
    return tuple(dict.fromkeys(names))
