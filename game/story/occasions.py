"""What the words answer: each occasion of a bark, a remark or a notice, with the event that brings it about.

`OCCASIONS` is the one table: a row for each way in which something comes about. Adding an occasion is adding its row;
rows of `levels/words` name it with `on`. Events are the world's (`game.sim.events`), the story's (`state`), and a few
that `chatter` notices for itself (`OWN_EVENTS`).
"""

from __future__ import annotations

from typing import NamedTuple

from game.sim.crew import CREW

from .heard import (
    Test,
    a_drone,
    a_player,
    against,
    agreed_to_a_bout,
    all_of,
    by_us,
    calm,
    first_of_all,
    flies,
    follows,
    from_afar,
    half_full,
    hears_a,
    in_company,
    named,
    other_is,
    ours,
    planned_before,
    slips_away,
    some_way_in,
    too_poor,
    touched_a_player,
    unseen,
    up_to,
    who_is,
    worth,
)  # fmt: skip

ARCHETYPES = ("newcomer", "grinder", "streamer", "griefer", "trader", "duelist")  # kinds of players

OWN_EVENTS: dict[str, str] = {
    "look": "a second is over",
    "swarm": "many mites are in the picture; value = how many",
    "idle": "the player has given no command for a while",
    "met": "ship `who` came into the picture for the first time",
    "leaving": "ship `who`, in the picture, is on its way out",
    "spared": "ship `who` was asleep or robbed, and the player has left it whole",
    "hull.fell": "the player's hull fell under a mark; name = 75, 50 or 25",
    "mended": "the player's hull is better than it was",
    "hack.half": "half of the handshake with ship `who` is done",
    "taken-up": "the run was taken up again; value = retries so far",
}

# Who asks how they are, who mocks them, and who asks for a bout: what the crew then answers to.
ASKS_HOW_THEY_ARE = frozenset({
    "chat.anyone.kind.1", "chat.chat.kind.2", "chat.streamer.offline.1", "chat.griefer.spared.2", "chat.duelist.wins.1",
    "chat.duelist.wins.3",
})  # fmt: skip
MOCKS = frozenset({
    "chat.griefer.sees-callister.1", "chat.griefer.sees-callister.3", "chat.griefer.sees-callister.4",
    "chat.chat.sees-callister.1", "chat.trader.sees-callister.1",
})  # fmt: skip
ASKS_FOR_A_BOUT = frozenset({"chat.duelist.greet.1", "chat.duelist.greet.2"})
SECOND_TAG = "soup_of_day"  # the name that Elena is glad to have gone up to


class Occasion(NamedTuple):
    """One way in which something comes about.

    family    whose word it is: bark, chat or notice
    word      what rows call it
    hears     kind of the event
    when      what must be so besides
    of        the field of the event that says whose affair it is: who, other, `speaker` (of a caption), or ''
    near      chat: said by anybody in the picture, not by the ship whose affair it is
    known     chat: said, too, by players who have lines of their own in the level; else they keep to these
    rest      so long it is not answered again [s]
    patience  a bark waits so long for a silence [s]
    """

    family: str
    word: str
    hears: str
    when: Test = lambda heard: True
    of: str = ""
    near: bool = False
    known: bool = False
    rest: float = 0.0
    patience: float = 2.0


# -- how it was ----------------------------------------------------------------------------------------

CASES: dict[str, Test] = {
    "perfect": lambda h: h.memory.slips == 0,
    "spoof": lambda h: h.memory.spoofed,
    "decoy": lambda h: h.memory.decoys > 0,
    "hold-half": half_full,
    "from-5": lambda h: h.memory.heat_before == 5,
    "second-tag": named(SECOND_TAG),
    "last": worth(0),  # of decoys: none is left
    "ready": lambda h: h.event.kind == "crew.ready",
    "used": lambda h: h.event.kind == "crew",
    "agreed": agreed_to_a_bout,
    "chapter-end": named("chapter-end"),
}

# -- the table -----------------------------------------------------------------------------------------

# (who, other): of what we do to them, and of what they do that is about us
_PLAYER_AND_US = all_of(by_us, a_player)
_DRONE_AND_US = all_of(by_us, a_drone)

OCCASIONS: tuple[Occasion, ...] = (
    # the ship
    Occasion("bark", "shield-down", "shield.broken", ours, of="other"),
    Occasion("bark", "shield-up", "shield.restored", ours),
    Occasion("bark", "hull-under-75", "hull.fell", named("75"), patience=7),
    Occasion("bark", "hull-under-50", "hull.fell", named("50"), patience=7),
    Occasion("bark", "hull-under-25", "hull.fell", named("25"), patience=7),
    Occasion("bark", "hull-mended", "mended", patience=6),
    Occasion("bark", "boost-empty", "boost.empty", ours, rest=20),
    Occasion("bark", "boost-full", "boost.full", ours, rest=20),
    Occasion("bark", "collide-rock", "collided", against("rock"), rest=3),
    Occasion("bark", "collide-wall", "collided", against("wall"), rest=3),
    Occasion("bark", "collide-player", "collided", touched_a_player, of="other", rest=3),
    Occasion("bark", "near-miss", "near-miss", ours, of="other", rest=20, patience=1),
    Occasion("bark", "idle", "idle", rest=30, patience=4),
    # players of Infinity
    Occasion("bark", "first-kill", "destroyed", first_of_all, of="who", patience=4),
    Occasion("bark", "kill", "destroyed", _PLAYER_AND_US, of="who", patience=3),
    Occasion("bark", "spared", "spared", a_player, of="who", patience=4),
    Occasion("bark", "disabled", "spiked", by_us, of="who"),
    Occasion("bark", "player-kind", "chat", hears_a(ASKS_HOW_THEY_ARE), of="speaker", patience=5),
    Occasion("bark", "player-cruel", "chat", hears_a(MOCKS), of="speaker", patience=5, rest=30),
    Occasion("bark", "player-asks-duel", "chat", hears_a(ASKS_FOR_A_BOUT), of="speaker", patience=5),
    Occasion("bark", "duel-declined", "bout.declined", by_us, of="who", patience=6),
    Occasion("bark", "player-banned", "banned", patience=8),
    Occasion("bark", "player-follows", "met", follows, of="who", patience=5),
    # hacking and scavenging
    Occasion("bark", "hack-start", "hack.began", by_us, of="who", rest=8),
    Occasion("bark", "hack-half", "hack.half", of="who", patience=1),
    Occasion("bark", "hack-done", "hacked", all_of(by_us, flies), of="who"),
    Occasion("bark", "vault-open", "hacked", all_of(by_us, who_is("vault"))),
    Occasion("bark", "hack-fail", "hack.failed", by_us, of="who"),
    Occasion("bark", "hack-cut", "tether.lost", all_of(by_us, named("gone"))),
    Occasion("bark", "tether-lost", "tether.lost", all_of(by_us, slips_away), of="who", rest=6),
    Occasion("bark", "mote", "collected", ours, rest=12),
    Occasion("bark", "mote-lost", "beam.broken", ours),
    Occasion("bark", "hold-full", "hold.full", ours),
    Occasion("bark", "credits-poor", "choice", too_poor, patience=30),
    Occasion("bark", "hold-dropped", "hold.spilled", ours),
    # being seen
    *(Occasion("bark", f"heat-{level}", "heat", up_to(level), patience=6) for level in range(1, 6)),
    Occasion("bark", "heat-down", "heat", all_of(named("down"), lambda h: h.heat > 0)),
    Occasion("bark", "heat-zero", "heat", all_of(named("down"), worth(0))),
    Occasion("bark", "seen", "scan.began", by_us, of="who", rest=8),
    Occasion("bark", "identified", "identified", by_us, of="who", patience=4),
    Occasion("bark", "hidden", "scan.lost", by_us, of="who", rest=8),
    Occasion("bark", "decoy-out", "decoy"),
    Occasion("bark", "decoy-dead", "decoy.lost"),
    Occasion("bark", "decoy-worked", "decoy.believed", patience=4),
    Occasion("bark", "spoof-on", "spoof.on"),
    Occasion("bark", "spoof-off", "spoof.off"),
    Occasion("bark", "spoof-blown", "spoof.caught"),
    Occasion("bark", "spoof-10", "spoof.short", patience=3),
    # what the crew can do
    *(Occasion("bark", f"ability-{who}", "crew", named(who), patience=3) for who in CREW),
    *(Occasion("bark", f"ability-{who}", "crew.ready", named(who), rest=60) for who in CREW),
    Occasion("bark", "ability-none", "crew.wait", rest=20),
    # those who look for us
    Occasion("bark", "enemy-hound", "met", who_is("hound"), of="who", rest=20),
    Occasion("bark", "enemy-watcher", "met", who_is("watcher"), of="who", rest=20),
    Occasion("bark", "enemy-warden", "met", who_is("warden"), of="who", rest=20),
    Occasion("bark", "enemy-mite", "met", who_is("mite"), of="who", rest=20),
    Occasion("bark", "enemy-banhammer", "banhammer.tell", rest=20, patience=1),
    Occasion("bark", "enemy-carrier", "carrier.came", rest=60, patience=4),
    Occasion("bark", "enemy-dead", "destroyed", _DRONE_AND_US, of="who"),
    # the plan
    Occasion("bark", "order-new", "objective.added", planned_before, patience=4),
    Occasion("bark", "order-done", "objective.done", patience=4, rest=60),
    Occasion("bark", "checkpoint", "checkpoint", some_way_in, patience=5),
    Occasion("bark", "retry-over-5", "taken-up", lambda h: h.event.value > 5, patience=12),
    Occasion("bark", "retry-over-10", "taken-up", lambda h: h.event.value > 10, patience=12),
    # players talk: of themselves
    Occasion("chat", "idle", "look", calm, near=True, rest=14),
    Occasion("chat", "live", "look", calm, near=True, rest=14),
    Occasion("chat", "rumour", "look", calm, near=True, rest=25),
    Occasion("chat", "late", "look", calm, near=True, rest=40),
    Occasion("chat", "toast", "look", calm, near=True, rest=40),
    Occasion("chat", "leaves", "leaving", a_player, of="who"),
    Occasion("chat", "leaves", "logging.out", who_is("newcomer", "grinder", "griefer", "trader", "duelist"), of="who"),
    Occasion("chat", "offline", "logging.out", who_is("streamer"), of="who"),
    # of the Callister
    Occasion("chat", "sees-callister", "met", a_player, of="who", rest=3),
    Occasion("chat", "sees-callister", "noticed", all_of(by_us, a_player), of="who", rest=3),
    Occasion("chat", "greet", "bout.asked", by_us, of="who"),
    Occasion("chat", "accepted", "bout.accepted", by_us, of="who"),
    Occasion("chat", "declined", "bout.declined", by_us, of="who"),
    Occasion("chat", "chases", "chasing", all_of(by_us, who_is("streamer")), of="who", known=True, rest=8),
    Occasion("chat", "attack", "chasing", all_of(by_us, who_is("griefer", "duelist")), of="who", known=True, rest=5),
    Occasion("chat", "attack", "hit", all_of(ours, other_is("griefer", "duelist")), of="other", known=True, rest=5),
    Occasion("chat", "wins", "bout.ended", all_of(by_us, named("won")), of="who"),
    Occasion("chat", "kind", "hull.fell", named("50", "25"), near=True, rest=20),
    Occasion("chat", "help", "identified", by_us, near=True, rest=10),
    # of what is done to them
    Occasion("chat", "hit", "hit", _PLAYER_AND_US, of="who", known=True, rest=4),
    Occasion("chat", "spiked", "spiked", _PLAYER_AND_US, of="who"),
    Occasion("chat", "hacked", "hack.began", _PLAYER_AND_US, of="who"),
    Occasion("chat", "robbed", "hacked", _PLAYER_AND_US, of="who"),
    Occasion("chat", "destroyed", "destroyed", a_player, of="who"),
    Occasion("chat", "back", "respawned", a_player, of="who"),
    Occasion("chat", "back", "logged.in", a_player, of="who"),
    Occasion("chat", "spared", "spared", a_player, of="who"),
    Occasion("chat", "spared", "bout.ended", all_of(by_us, named("lost")), of="who"),
    # of what passes
    Occasion("chat", "sweep", "sweep.tagged", a_player, of="who", rest=2),
    Occasion("chat", "event", "sweep.began", near=True),
    Occasion("chat", "ban", "banned", near=True, rest=30),
    Occasion("chat", "swarm", "swarm", near=True, rest=30),
    Occasion("chat", "carrier", "carrier.halt", near=True, rest=12),
    # Moderation notices
    Occasion("notice", "arrive", "spawned", ours),
    Occasion("notice", "arrive", "gate.passed"),
    Occasion("notice", "idle", "idle"),
    Occasion("notice", "crowd", "look", in_company),
    Occasion("notice", "stray-hit", "hit.solid", by_us),
    Occasion("notice", "unseen-theft", "collected", all_of(ours, unseen)),
    Occasion("notice", "theft-felt", "collected", ours),
    Occasion("notice", "theft-felt", "hacked", _PLAYER_AND_US),
    Occasion("notice", "hack-felt", "hacked", by_us),
    Occasion("notice", "hack-felt", "hack.failed", by_us),
    Occasion("notice", "vault-open", "hacked", all_of(by_us, who_is("vault"))),
    Occasion("notice", "player-complaint", "reported", by_us),
    Occasion("notice", "player-hurt", "destroyed", _PLAYER_AND_US),
    Occasion("notice", "newcomer-hurt", "destroyed", all_of(by_us, who_is("newcomer"))),
    Occasion("notice", "drone-lost", "destroyed", _DRONE_AND_US),
    Occasion("notice", "seen", "scan.began", by_us),
    Occasion("notice", "scan-far", "scan.began", from_afar),
    Occasion("notice", "identified", "identified", by_us),
    Occasion("notice", "lost-sight", "scan.lost", by_us),
    Occasion("notice", "hide", "lost", _DRONE_AND_US),
    Occasion("notice", "heat-up", "heat", named("up")),
    Occasion("notice", "cooling", "heat", named("down")),
    Occasion("notice", "escape", "gate.passed"),
    Occasion("notice", "hull-low", "hull.low", ours),
    Occasion("notice", "last-chance", "shield.broken", ours),
    Occasion("notice", "watcher-sent", "spawned", named("watcher")),
    Occasion("notice", "hounds-sent", "spawned", named("hound")),
    Occasion("notice", "warden-sent", "spawned", named("warden")),
    Occasion("notice", "swarm-near", "sent", named("mite")),
    Occasion("notice", "swarm-near", "swarm"),
    Occasion("notice", "decoy", "decoy"),
    Occasion("notice", "tag-none", "spoof.off"),
    Occasion("notice", "spoof-caught", "spoof.caught"),
    Occasion("notice", "spoof-short", "spoof.short"),
    Occasion("notice", "banhammer", "banhammer.tell"),
    Occasion("notice", "carrier-near", "carrier.under"),
    Occasion("notice", "ban-other", "banned"),
    Occasion("notice", "gate-shut", "gate.closed", worth(0)),
    Occasion("notice", "sweep-passed", "sweep.ended"),
)

# What rows answer that nothing brings about yet, and what they wait for. A new row of the table above takes its place.
AWAITED: dict[str, dict[str, str]] = {
    "bark": {
        "ability-walt": "what the crew can do once",
        "assist-on": "helps that are switched on while one flies",
        "back-in-01": "chapters that one comes back to",
        "back-in-02": "chapters that one comes back to",
        "back-in-03": "chapters that one comes back to",
        "back-in-05": "chapters that one comes back to",
        "fuel-low": "fuel",
        "no-damage": "words after a chapter is won",
        "no-kill": "words after a chapter is won",
        "sandbox": "the private server after the end",
        "sound-off": "the roll call",
    },
    "chat": {},
    "notice": {
        "chalk-line": "places that a chapter names",
        "death": "words over the picture that stands still",
        "firewall": "places that a chapter names",
        "heart-near": "places that a chapter names",
        "no-answer": "questions that nobody answers",
        "restricted": "places that a chapter names",
        "safe-zone": "places that a chapter names",
        "sweep-soon": "sweeps that are announced",
        "wrong-lane": "lanes that one can be wrong in",
    },
}

WORDS: dict[str, tuple[str, ...]] = {
    family: (*dict.fromkeys(o.word for o in OCCASIONS if o.family == family), *waiting)
    for family, waiting in AWAITED.items()
}
