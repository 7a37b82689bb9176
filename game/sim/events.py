"""What happened in a tick, for everyone outside the tick: director, picture, sound, tests.

`EVENTS` declares each kind once, with what its fields mean. `who` and `other` are ship ids (0 = nobody).
"""

from __future__ import annotations

from typing import NamedTuple

EVENTS: dict[str, str] = {
    # weapons and damage
    "fired": "ship `who` fired weapon `name` from (x, y); value = angle of the nose, radians",
    "dry": "ship `who` pulled the trigger without the energy for a shot",
    "hit": "a shot of `other` struck ship `who` at (x, y); value = damage; name = 'shield' or 'hull'",
    "hit.solid": "a shot of `other` struck rock or wall at (x, y); name = the piece of terrain, if it has a name",
    "near-miss": "a shot passed the player's ship at (x, y)",
    "shield.broken": "ship `who` lost its last shield at (x, y)",
    "shield.restored": "ship `who` has full shields again",
    "hull.low": "the hull of ship `who` fell under a quarter; value = hull left, 0..1",
    "destroyed": (
        "ship `who` was destroyed at (x, y) by ship `other`; name = cause: shot, ram, solid, bite, swarm, sweep, edge, "
        "frozen, deleted"
    ),
    "spike.hit": "a spike of `other` struck ship `who` at (x, y); value = spikes that its kind needs; 0: immune",
    "spiked": "ship `who` was put to sleep by ship `other`; value = seconds",
    "woke": "ship `who` woke up",
    # scavenging
    "beam.began": "ship `who` switched its tractor beam on",
    "beam.ended": "ship `who` switched it off, or it snapped",
    "beam.broken": "the beam of ship `who` snapped at (x, y), for it was in a hurry; value = motes that it held",
    "collected": "ship `who` took motes at (x, y); value = credits that they are worth",
    "hold.full": "there is no room in the hold of ship `who` for what the beam holds",
    "hold.spilled": "some of the hold of ship `who` went overboard at (x, y); value = credits that it was worth",
    # hacking
    "hack.refused": "ship `other` could throw no tether at ship `who`; name = why: see `hacking`",
    "hack.began": "ship `other` holds ship `who` on its tether; value = prompts of the handshake",
    "hack.step": "a prompt was answered; value = share of the handshake that is done",
    "hack.missed": "a prompt was answered wrongly; value = mistakes that are left",
    "hacked": "ship `other` hacked ship `who` at (x, y); value = credits; name = its tag",
    "charted": "whoever was robbed knew of vault `who` at (x, y), and so does ship `other` now",
    "hack.failed": "the handshake with ship `who` failed at (x, y), and it knows by whom",
    "tether.lost": "the tether to ship `who` is gone; name = far, fast, hidden, gone, let go",
    "witness": "ship `who` saw what ship `other` did to one of its own; value = seconds until it tells",
    "witness.silenced": "ship `who` will not tell any more of what happened at (x, y)",
    "reported": "ship `who` told Moderation of what ship `other` did at (x, y)",
    "alarm": "something was felt at (x, y) that Moderation looks into; value = drones that come",
    "blast": "a torpedo of ship `other` went off at (x, y); value = how far its blast goes",
    # the crew
    "crew": "somebody of the crew, `name`, did at (x, y) what they can; value = seconds until they can again",
    "crew.wait": "`name` was asked too soon; value = seconds left",
    "crew.ready": "`name` can do it again",
    # hiding
    "decoy": "ship `who` launched decoy `other` at (x, y); value = those that are left",
    "decoy.none": "ship `who` has no decoy left",
    "decoy.believed": "somebody took decoy `who` for ship `other`; value = how many did",
    "decoy.lost": "nobody believes decoy `who` of ship `other` any more; name = spent or destroyed",
    "spoof.on": "ship `who` put the name `name` on; value = seconds",
    "spoof.short": "the name `name` of ship `who` is about to be over; value = seconds left",
    "spoof.off": "ship `who` goes without the name `name` again",
    "spoof.caught": "what ship `who` did was seen, and the name `name` is not believed any more",
    "spoof.none": "ship `who` has no name to put on",
    "spoof.read": "drone `who` read the borrowed name of ship `other`",
    "sent": "Moderation sent ship `who`, of the kind `name`, after ship `other`; it comes in at (x, y)",
    "banhammer.tell": "the banhammer is lifted over ship `other` at (x, y); value = seconds until it falls",
    "banhammer.strike": "the banhammer fell at (x, y); value = damage where it fell",
    "lockdown": "the place of ship `who` is locked down (value 1): its gates shut, its edges lit; or no more (value 0)",
    "turned": "drone `who` fights for ship `other` from now on; value = seconds",
    "turned.back": "drone `who` remembers whose it is, and fights for ship `other` no more",
    # players among themselves
    "ban": "Moderation begins to remove the player's ship `who` at (x, y) for good; value = seconds; name = its tag",
    "banned": "ship `who` is removed, or nobody is in it any more; name = the tag that it had",
    "bout.asked": "duelist `who` asks ship `other` for a bout",
    "bout.accepted": "ship `other` took it up with duelist `who`",
    "bout.declined": "ship `other` would not, and duelist `who` goes its way",
    "bout.ended": "a bout of `who` with ship `other` is over; name, as `who` sees it: won, lost, left, broken",
    "mined": "ship `who` got another load out of the rock at (x, y); value = loads so far",
    "traded": "ship `who` is done at a stall, at (x, y), and goes on; value = deals so far",
    "logging.out": "the player in ship `who` is about to leave Infinity; value = seconds; name = its tag",
    "logged.out": "ship `who` is gone, until its player comes back; name = its tag",
    "logged.in": "a player came back to Infinity in ship `who`, at (x, y); other = its old id; name = its tag",
    # bodies
    "spawned": "ship `who` came into the world at (x, y); name = kind",
    "removed": "ship `who` left the world without dying",
    "respawned": "a player's ship came back as `who`; other = its old id",
    "collided": "ship `who` struck ship `other` (0: terrain) at (x, y); value = closing speed; name = terrain name",
    # flight
    "boost.began": "ship `who` lit its boost",
    "boost.empty": "ship `who` ran out of boost",
    "boost.full": "ship `who` has its whole boost again",
    "brake.began": "ship `who` began to brake",
    "assist": "the player switched flight assist; value = 1 on, 0 off",
    # minds
    "noticed": "ship `who` saw ship `other`",
    "lost": "ship `who` lost sight of ship `other`",
    "chasing": "ship `who` began to chase or attack ship `other`",
    "retreating": "ship `who` turned to flee",
    "scan.began": "drone `who` holds ship `other` in its cone; it is announced before it counts",
    "scan.lost": "drone `who` lost ship `other` before it was identified",
    "identified": "drone `who` identified ship `other`",
    "heat": "Moderation's level of attention changed; value = new level 0..5; name = up or down",
    # places
    "gate.opened": "gate `name` opened at (x, y); value = seconds for which it was talked to, 0 = for good",
    "gate.closed": "gate `name` at (x, y) shut; value = seconds for which it was talked to, 0 = for good",
    "gate.passed": "the player passed gate `name`; (x, y) = arrival",
    "sweep.began": "a moderation sweep started; value = its speed",
    "sweep.tagged": "the sweep read the tag of ship `who` at (x, y), or (0) of the traffic in row `value`",
    "sweep.erased": "the sweep deleted something without a name at (x, y); name = the terrain piece, or 'wake'",
    "sweep.ended": "the sweep left the world",
    # space that loads and unloads
    "loaded": "the piece of terrain or scenery `name`, with its middle at (x, y), came into the world",
    "unload.began": "space begins to unload behind a front at (x, y); value = its speed",
    "unload.piece": "piece `name` of terrain or scenery, or ship `who`, at (x, y), is no more; value = how many are",
    "unload.near": "the front is close behind the player's ship `who`; value = how far, units",
    "unload.caught": "the front has passed the player's ship `who`, at (x, y)",
    "unload.ended": "the front came to the end of its path; value = how many pieces and ships are no more",
    "gravity": "field `name`, with its middle at (x, y), begins to pull another way; value = seconds that it takes",
    # what is in tow; (x, y) is where that is unless said otherwise
    "tow.taken": "ship `other` has ship `who` in tow; value = length of the rope",
    "tow.strained": "the rope to ship `who` bears too much; value = its strain, 0..1",
    "tow.bumped": "ship `who`, in tow, struck ship `other` (0: terrain) at (x, y); value = closing speed; name = what",
    "tow.broken": "ship `who` is not in tow any more; value = strain; name = why: strain, destroyed, lost",
    "tow.off": "ship `other` let ship `who` off its rope",
    "knock": "ship `who` knocked on its hull, at (x, y)",
    # a flock of mites
    "flock.wakes": "those of the flock that sleep begin to wake, `who` first, at (x, y); value = how many",
    "flock.closing": "the player's ship `who`, at (x, y), is in the midst of the flock; value = seconds that it has",
    "flock.stops": "the flock, with its middle at (x, y), stays where it is; value = how many",
    # the carrier; (x, y) is its middle unless said otherwise
    "carrier.came": "the carrier came in; value = its speed",
    "carrier.under": "the player's ship `other`, at (x, y), came into the carrier's shadow",
    "carrier.left": "the player's ship `other`, at (x, y), left the carrier's shadow",
    "carrier.goes": "the carrier is about to move: one knock; value = stops in a row that are over then",
    "carrier.stops": "the carrier is about to stop: two knocks; value = stops in a row, that one counted",
    "carrier.halt": "the carrier began to stop; value = stops in a row, this one counted",
    "carrier.light": "the carrier's lamps draw their strips of light from now on; value as of carrier.halt",
    "carrier.seen": "the carrier identified the player's ship `other`",
    "carrier.halt-over": "the carrier moves again; value = stops in a row that are over",
    "carrier.gone": "the carrier left the world",
    # pictures adrift; (x, y) is where the picture is, `name` the number of its pair
    "picture.drawn": "ship `who` draws a picture after it",
    "picture.left": "ship `who` went too fast or too far for the picture that it drew",
    "picture.shy": "a picture drew away from ship `who`, which came in a hurry",
    "picture.withdrew": "two pictures of a pair met in a hurry, and both drew away",
    "picture.beside": "two pictures of a pair hang side by side, and wait for a word",
    "picture.joined": "two pictures of a pair became one; value = pairs that are joined by now",
    "picture.heard": "a picture made its sound, `name`; value = the number of its pair",
    # what moves
    "slide.warned": "the lamps of rock or wall `name` at (x, y) say that it is about to slide; value = share, 1 = open",
    "slide.began": "rock or wall `name` at (x, y) began to slide; value = share of its way",
    "slide.ended": "rock or wall `name` at (x, y) has slid; value = share of its way",
    "crushed": "ship `who` at (x, y) is caught between `name`, which moves, and something solid; value = damage",
    # the loop; (x, y) is where the ship in question is
    "loop.began": "ship `who` began to record a loop; value = the longest, seconds; name = for which past self: 1, 2",
    "loop.closed": "ship `who` closed its loop; value = how long it is, seconds; name = which past self: 1 or 2",
    "loop.flew": "past self `name` of ship `who` begins to fly, as ship `other`; value = seconds that she will",
    "loop.rest": "past self `name` of ship `who` came to her end; other = which; value = seconds that she is gone",
    "loop.broken": "past self `other` (1 or 2) of ship `who` flies no more; name = why: destroyed, astray",
    "loop.dropped": "ship `who` let past self `other` (1 or 2) go; name = why: let go, replaced",
    "loop.touched": "ship `who` met its past self, ship `other`, at (x, y)",
    "loop.shut": "a loop was closed round ship `who` by ship `other`; value = its seconds",
    "loop.round": "ship `who`, round which a loop is closed, begins anew; value = its seconds",
    "loop.opened": "the loop round ship `who` is open again",
    "terminal.began": "ship `other` began to hold terminal `who` at (x, y); value = seconds that it takes",
    "terminal.held": "ship `other` holds terminal `who` at (x, y); value = terminals that are held now",
    "terminal.lost": "nobody holds terminal `who` at (x, y) any more; value = terminals that still are held",
    # Daly, ship `who`; (x, y) is the middle of what he means, and `name` the power, unless said otherwise
    "tell": "he is about to use power `name`, on ship `other`; value = seconds until it strikes",
    "power": "it strikes; value = seconds that it lasts",
    "power.caught": "it caught the player's ship `other`, which is at (x, y)",
    "power.missed": "it did not catch the player's ship `other`, at (x, y); value = so many in a row",
    "frozen": "ship `who` at (x, y) is frozen by ship `other`; value = seconds",
    "deleted": "he deleted the piece of terrain `name` at (x, y)",
    "daly.down": "ship `other` took his last hull off him, at (x, y); value = times by now",
    "daly.up": "he got up at (x, y), without any copies to be healed from",
    "cut": "ship `other` cut off or opened ship `who` at (x, y); value = those of its kind that are left",
    # the rules of a world that is open
    "rule": "the rule `name` was changed; value = what it is now (of words: the number of the word)",
    "edit.placed": "thing number `value` was placed at (x, y) as ship `who` (0: motes); name = what it is",
    "edit.moved": "thing number `value` was moved to (x, y); name = what it is",
    "edit.removed": "thing number `value` was taken away from (x, y); name = what it is",
    "edit.broken": "thing number `value`, placed at (x, y), was destroyed; name = what it is",
    "edit.refused": "nothing was placed; name = why: full (value = how many things there may be)",
    "edit.undone": "steps were taken back; value = how many",
    "edit.cleared": "everything was taken away that had been placed or had come by; value = how many",
    "edit.told": "something was done at the console beside the world; name = opened, closed, saved, shared, loaded",
    # staging
    "granted": "the player may now use ability `name`",
    "revoked": "the player may no longer use ability `name`",
    "checkpoint": "the run can be taken up again from here; name = beat",
    "retried": "the run was taken up again from the last checkpoint; value = retries so far",
}


class Event(NamedTuple):
    kind: str
    who: int = 0
    other: int = 0
    x: float = 0.0
    y: float = 0.0
    value: float = 0.0
    name: str = ""
