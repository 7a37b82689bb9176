"""Sprites as ready surfaces for the software back end: made once (`spritemaker`), then only blitted.

Slots in columns, found by key (`spritekeys`) in one batch a list: a crowd of thousands costs a few numpy calls, and
Python only sees what is missing. Making is bounded a frame: over the budget a neighbour that exists already stands
in, and the next frame makes the rest.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np
import pygame

from game.render import softstrokes
from game.render.atlas import CAPACITY, Atlas
from game.render.drawlist import LIT
from game.render.frame import Light
from game.render.lighting import finished
from game.render.spritekeys import (
    BOX,
    COARSE,
    ROTATIONS,
    Look,
    SpriteKeys,
    areas_of,
    sprites_of,
    turns_of,
    unpack,
)
from game.render.spritemaker import Bits, SpriteMaker, Work
from game.render.workshop import Workshop

LIMIT = 24 * 1024 * 1024  # bytes of surfaces kept
COLOSSAL = 1024 * 1024  # bytes of a surface that exists at one size only
AT_ONCE = ("letter", "people", "screen", "figure", "body")  # kinds that never wait: without them a face is missing
MOST = 12_000  # surfaces kept
DROPPED = 96  # most given up in one frame: more would show
# Frames for which a used surface is not given up, while more is kept than so many times the LIMIT.
FRESH = ((1.3, 2), (1.15, 20), (0.0, 120))
LARGE = 160 * 160  # [px] above this a picture is made bit by bit, while another one stands in for it
QUICK = 40 * 40  # [px] below this making is cheaper than looking for a stand-in
GRACE = 0.7  # of the budget, after which that does not hold either: a zoom asks for hundreds of small ones
PANEL = 128 * 128  # [px] boxes from here on are painted anew for the next shade, if there is one
BODY = 320 * 320  # [px] what is no larger and has no stand-in at all does not wait: who flies or fights is seen
SETTLED = 8  # frames for which a colossal thing must keep its size before it is made anew: a zoom passes many
ROUGH = -1  # in place of a light: scaled from another size until the zoom ends
NEARLY = 2  # times as many pixels as it has, or half of them, is what a stand-in without soft edges stands for at most
SWOLLEN = 4  # times as many pixels are too many for a soft one: the glow of a lamp at hand is none for one far off
NOTHING = 0  # the slot that draws nothing, for what there is neither time nor a stand-in for

PROBE_BITS = (17, 14)  # of the places that tables of quick answers have
LOAN = 8  # frames for which a small soft shape at most keeps a stand-in before it is asked again whether there is time
_SPREAD = np.int64(0x9E3779B97F4A7C15 - (1 << 64))  # golden ratio: neighbouring keys land far apart


@dataclass
class Begun:
    """A picture that is made bit by bit, for as long as it is asked for in every frame."""

    work: Work
    waits: Bits = None  # for what another thread is at
    frame: int = 0  # in which somebody asked for it last


class SpriteCache:
    """Surfaces by slot, least used first out.

    Columns by slot: `dx`, `dy` (what to take from a sprite's centre before rounding down [px]), `adds` (whether the
    surface adds light), `sizes` [bytes], `surfaces`.
    """

    def __init__(self, atlas: Atlas, budget: float | None = None, workshop: Workshop | None = None) -> None:
        """`budget`: seconds that a frame spends on making, then stand-ins; None: as many as it takes.

        What is large is turned in the workshop, if it has a thread.
        """
        self.atlas = atlas
        self.keys = SpriteKeys(atlas)
        self._workshop = workshop
        self._maker = SpriteMaker(atlas, workshop)
        self.budget = budget
        self.bytes = 0
        self.makes = 0
        self.light = Light()
        self.surfaces = np.full(1024, pygame.Surface((1, 1), pygame.SRCALPHA, 32), dtype=object)
        self._taken = 1  # slots in use, or free again
        self.dx, self.dy = np.zeros((2, 1024), dtype=np.float32)
        self.adds = np.zeros(1024, dtype=bool)
        self.sizes = np.zeros(1024, dtype=np.int64)
        self._key = np.full(1024, -1, dtype=np.int64)
        self._light = np.zeros(1024, dtype=np.int64)  # 0: not lit
        self._used = np.zeros(1024, dtype=np.int64)  # frame
        self._slots: dict[int, int] = {}
        self._free: list[int] = []
        # A table that answers most keys at once, and a smaller one for those whose place in it another key has, and for
        # those that have a stand-in. What two keys share a place in there as well, the dictionary answers.
        self._probes = [(bits, np.full(1 << bits, -1, np.int64), np.zeros(1 << bits, np.int32)) for bits in PROBE_BITS]
        self._light_key = 0
        self._frame = 0
        self._deadline = math.inf
        # The slot made last of a sprite, by turn, and in the last column at any turn. What it says may be outdated.
        self._last = np.zeros((CAPACITY, ROTATIONS // COARSE + 1), dtype=np.int32)
        self._sized: dict[tuple[int, int], int] = {}  # colossal sprite and turn -> frame of its last change of size
        self._begun: dict[int, Begun] = {}  # by key, what is made bit by bit
        self._panels: dict[tuple[int, int], int] = {}  # size of a large box -> key of the last one made
        self._line = atlas.id("line")
        self._ramp = atlas.id("ramp")  # one of another size would end in the middle of the picture

    def __len__(self) -> int:
        return len(self._slots)

    def begin(self, light: Light) -> None:
        """Start a frame under this key light; what was lit otherwise is made again bit by bit."""
        key = hash(tuple(round(v * 24) for v in (*light.direction, *light.colour, *light.ambient)))
        if key != self._light_key:
            self._light_key, self.light = key, light
            self._begun.clear()
        for forgotten in [key for key, begun in self._begun.items() if begun.frame < self._frame]:
            del self._begun[forgotten]  # nobody has asked for it in the last frame
        self._frame += 1
        self._deadline = math.inf if self.budget is None else time.perf_counter() + self.budget
        if self.bytes > LIMIT or len(self._slots) > MOST:
            self._forget()

    # -- finding

    def find_all(self, rows: np.ndarray) -> np.ndarray:
        """The slot of each row of a draw list, (n,) int64; NOTHING where there is neither time nor a stand-in."""
        keys = self.keys.pack(rows)
        slots, there = self._look_up(keys, 0)
        missing = np.flatnonzero(~there)
        if missing.size:
            again, there = self._look_up(keys[missing], 1)
            slots[missing[there]] = again[there]
            missing = missing[~there]
        self._used[slots] = self._frame
        if missing.size:
            unsure, which = np.unique(keys[missing], return_inverse=True)
            self._paint_strokes(unsure[sprites_of(unsure) == self._line])
            slots[missing] = self._find_each(unsure)[which]
        return slots

    def _find_each(self, keys: np.ndarray) -> np.ndarray:
        """The slots of keys (n,): kept, made, or a stand-in's. What shows most is made first, as long as there is time.

        Panels, letters and faces do not wait: they would flicker.
        """
        slots = np.array([self._slots.get(key, NOTHING) for key in keys.tolist()])
        self._used[slots] = self._frame
        light = self._light.take(slots)
        lacks = (slots == NOTHING) | ((light != 0) & (light != self._light_key))
        self._remember(keys[~lacks], slots[~lacks])
        pixels = areas_of(keys)
        if self.budget is not None:
            for at in np.flatnonzero(lacks & (pixels * 4 > COLOSSAL)).tolist():
                rough = self._scaled_for_now(int(keys[at]))
                if rough != NOTHING:
                    slots[at], lacks[at] = rough, False
            self._make_large(keys, slots, lacks, np.flatnonzero(lacks & (pixels > LARGE)))
        quick, until = pixels <= QUICK, self._deadline
        for some in (np.flatnonzero(lacks & ~quick), np.flatnonzero(lacks & quick)):
            for at in some.tolist():
                if time.perf_counter() > until:
                    break
                slots[at], lacks[at] = self._renew(int(keys[at])), False
            until += GRACE * (self.budget or 0.0)
        late = np.flatnonzero(lacks & (slots == NOTHING))  # what else lacks its picture is there in another light
        if late.size:
            near = self._stand_ins(keys[late], quick[late])
            patient = self._patient(keys[late])
            near[~patient] = NOTHING
            absent = near == NOTHING
            near[areas_of(self._key.take(near)) > SWOLLEN * pixels[late]] = NOTHING
            self._used[near] = self._frame
            slots[late] = near
            lent = late[(near != NOTHING) & quick[late] & self.keys.loose[sprites_of(keys[late])]]
            self._remember(keys[lent], slots[lent])
            for at in late[absent & (~patient | (pixels[late] <= BODY))].tolist():
                slots[at] = self._renew(int(keys[at]))
        return slots

    def _make_large(self, keys: np.ndarray, slots: np.ndarray, lacks: np.ndarray, large: np.ndarray) -> None:
        """Go on with large pictures, of which one alone can take 10 ms, and let others stand in for them."""
        if not large.size:
            return
        others = self._stand_ins(keys[large], np.zeros(large.size, bool))
        others[~self._patient(keys[large])] = NOTHING
        for at, other in zip(large.tolist(), others.tolist(), strict=True):
            near = int(slots[at]) or other
            if near != NOTHING:
                slots[at], lacks[at] = self._go_on(int(keys[at]), self._deadline) or near, False
                self._used[slots[at]] = self._frame

    def _go_on(self, key: int, until: float) -> int:
        """Go on with making what a key asks for, as long as there is time (perf_counter): its slot, or NOTHING yet."""
        look = unpack(key)
        begun = self._begun.setdefault(key, Begun(self._making(look)))
        begun.frame = self._frame
        while time.perf_counter() < until and (begun.waits is None or begun.waits.done()):
            try:
                begun.waits = next(begun.work)
            except StopIteration as end:
                del self._begun[key]
                if key in self._slots:
                    self._drop(self._slots[key])  # in another light
                return self._keep(key, look, *end.value)
        return NOTHING

    def _renew(self, key: int) -> int:
        """Make what a key asks for, in place of what was there in another light."""
        look = unpack(key)
        if key in self._slots:
            self._drop(self._slots[key])
        if look.width * look.height * 4 > COLOSSAL:
            self._drop_other_size(look)  # before it is made: two of them are 20 MB
        return self._keep(key, look, *self._make(key, look))

    def _look_up(self, keys: np.ndarray, table: int) -> tuple[np.ndarray, np.ndarray]:
        """The slots that one of the two tables gives, and where they are the keys' own, in the light of now."""
        bits, known, slots = self._probes[table]
        place = _places(keys, bits)
        found = slots.take(place)
        light = self._light.take(found)
        there = known.take(place) == keys
        there &= (light == 0) | (light == self._light_key)
        if table > 0:
            held = self._key.take(found)
            like = (sprites_of(held) == sprites_of(keys)) & (turns_of(held) == turns_of(keys))
            there &= (held == keys) | like & ((place + self._frame) % LOAN != 0)
        return found, there

    def _remember(self, keys: np.ndarray, slots: np.ndarray) -> None:
        """Let the smaller table answer these keys (n,): with their own slots, or with those of stand-ins."""
        bits, known, answers = self._probes[-1]
        place = _places(keys, bits)
        known[place], answers[place] = keys, slots

    def find(self, key: int) -> int:
        """The slot of one key, as `find_all` would find it."""
        keys = np.array([key])
        self._paint_strokes(keys[sprites_of(keys) == self._line])
        return int(self._find_each(keys)[0])

    def _scaled_for_now(self, key: int) -> int:
        """While a zoom passes, the nearest pixels of the size that is there; NOTHING when it is time to make it well.

        A poster that fills the screen takes 20 ms to light, and each of twenty steps of a zoom would ask for it.
        """
        look = unpack(key)
        what = look.sprite, look.turn
        slot = self._other_size(look)
        if slot == NOTHING:
            return NOTHING
        if self._key[slot] == key:
            return slot if self._light[slot] == ROUGH and self._frame - self._sized[what] < SETTLED else NOTHING
        if self._used[slot] == self._frame:
            return NOTHING  # there are two of them, and both are seen
        there = unpack(int(self._key[slot]))
        if key in self._slots or (there.colour, there.lit) != (look.colour, look.lit):
            return NOTHING
        ratio = look.width / there.width
        old, dx, dy = self.surfaces[slot], float(self.dx[slot]), float(self.dy[slot])
        scaled = pygame.transform.scale_by(old, ratio)
        self._drop(slot)
        self._sized[what] = self._frame
        slot = self._keep(key, look, scaled, (dx + 0.5) * ratio - 0.5, (dy + 0.5) * ratio - 0.5, True)
        self._light[slot] = ROUGH
        return slot

    def _stand_ins(self, keys: np.ndarray, like: np.ndarray) -> np.ndarray:
        """For each key (n,) the slot of another size or colour of its sprite; NOTHING where there is none.

        It is turned as the key asks, or, unless it must be `like` it, in any way. What is no soft shape is nearly of
        the size that was asked for: a ship is no stand-in for its own sign in a menu.
        """
        sprite, turn = sprites_of(keys), turns_of(keys)
        near = self._last[sprite, turn // COARSE].astype(np.int64)
        held = self._key.take(near)
        near[(sprites_of(held) != sprite) | (turns_of(held) != turn)] = NOTHING
        far = self._last[sprite, -1]
        near = np.where((near == NOTHING) & ~like & (sprites_of(self._key.take(far)) == sprite), far, near)
        wanted, there = areas_of(keys), areas_of(self._key.take(near))
        unlike = ~self.keys.loose[sprite] & (np.maximum(wanted, there) > NEARLY * np.minimum(wanted, there))
        return np.where(unlike, NOTHING, near)

    def _patient(self, keys: np.ndarray) -> np.ndarray:
        """Whether what the keys (n,) ask for may wait."""
        kinds = self.atlas.sprites
        sprites = sprites_of(keys).tolist()
        return np.array([one not in (BOX, self._ramp) and kinds[one].kind not in AT_ONCE for one in sprites], bool)

    def _other_size(self, look: Look) -> int:
        """The slot of a sprite as it was made last in that turn, or NOTHING."""
        slot = int(self._last[look.sprite, look.turn // COARSE])
        held = int(self._key[slot])
        return slot if held >= 0 and (unpack(held).sprite, unpack(held).turn) == (look.sprite, look.turn) else NOTHING

    # -- keeping

    def _keep(self, key: int, look: Look, surface: pygame.Surface, dx: float, dy: float, lit: bool) -> int:
        size = surface.get_width() * surface.get_height() * 4
        if size > COLOSSAL:
            self._drop_other_size(look)
        if self._free:
            slot = self._free.pop()
        else:
            slot = self._taken
            self._taken += 1
            if slot == len(self._key):
                self._grow()
        self.surfaces[slot] = surface
        self.dx[slot], self.dy[slot], self.adds[slot] = dx, dy, look.colour[3] == 0
        self.sizes[slot], self._key[slot], self._used[slot] = size, key, self._frame
        self._light[slot] = self._light_key if lit else 0
        self._slots[key] = slot
        self.bytes += size
        for bits, known, slots in self._probes:
            place = _place(key, bits)
            free = known[place] < 0
            if free or bits == PROBE_BITS[-1]:
                known[place], slots[place] = key, slot
                break
        if look.sprite != BOX:
            self._last[look.sprite, look.turn // COARSE] = self._last[look.sprite, -1] = slot
        elif look.width * look.height >= PANEL:
            self._panels[look.width, look.height] = key
        return slot

    def _grow(self) -> None:
        for name in ("surfaces", "dx", "dy", "adds", "sizes", "_key", "_light", "_used"):
            column = getattr(self, name)
            setattr(self, name, np.concatenate([column, np.full_like(column, -1 if name == "_key" else 0)]))
        self.surfaces[len(self.surfaces) // 2 :] = self.surfaces[NOTHING]

    def _drop(self, slot: int) -> None:
        key = int(self._key[slot])
        for bits, known, _ in self._probes:
            place = _place(key, bits)
            if known[place] == key:
                known[place] = -1
        del self._slots[key]
        self.bytes -= int(self.sizes[slot])
        self.sizes[slot], self._key[slot] = 0, -1
        self.surfaces[slot] = self.surfaces[NOTHING]
        self._free.append(slot)

    def _drop_other_size(self, look: Look) -> None:
        """A colossal thing is seen at one size at a time; while the camera zooms, each step would keep its own."""
        slot = self._other_size(look)
        if self.sizes[slot] > COLOSSAL and self._used[slot] < self._frame:
            self._drop(slot)

    def _forget(self) -> None:
        """Give up what was used longest ago, some of it a frame."""
        fresh = next(frames for share, frames in FRESH if self.bytes >= share * LIMIT)
        count = self._taken
        old = np.flatnonzero((self._key[:count] >= 0) & (self._used[:count] < self._frame - fresh))
        for slot in old[np.argsort(self._used[old], kind="stable")][:DROPPED].tolist():
            self._drop(slot)

    # -- making

    def _make(self, key: int, look: Look) -> tuple[pygame.Surface, float, float, bool]:
        """What `_making` gives, at once, or what is left of it."""
        begun = self._begun.pop(key, None)
        return finished(begun.work if begun else self._making(look))

    def _making(self, look: Look) -> Work:
        """The surface, its placing, and whether it took the key light; bit by bit."""
        self.makes += 1
        panel = self._old_panel(look) if look.sprite == BOX else None
        return (yield from self._maker.making(look, self.light, panel))

    def _old_panel(self, look: Look) -> pygame.Surface | None:
        """The surface of a large box of this size that is not shown any more. A panel that fades wants eight shades one
        after the other, and new memory is dearer than paint."""
        slot = self._slots.get(self._panels.get((look.width, look.height), -1), NOTHING)
        if slot == NOTHING or self._used[slot] >= self._frame:
            return None
        picture: pygame.Surface = self.surfaces[slot]
        if not picture.get_flags() & pygame.SRCALPHA:
            return None  # one so pale that it only added light has no alpha
        self._drop(slot)
        return picture

    def _paint_strokes(self, keys: np.ndarray) -> None:
        """Make all strokes of these keys that are not there. They wait for nothing: another is no stand-in for one."""
        absent = np.array([key for key in keys.tolist() if key not in self._slots], np.int64)
        if absent.size:
            for key, picture, dx, dy in softstrokes.paint(absent):
                self._keep(key, unpack(key), picture, dx, dy, False)
            self.makes += absent.size

    def make_ahead(self, rows: np.ndarray, until: float) -> None:
        """Make what these rows of a draw list lack, as long as there is time (perf_counter), and go on with it the
        next time: the largest take longer than a frame has left. What they do not want any more is given up.
        """
        for key in self.keys.pack(rows).tolist():
            if time.perf_counter() >= until:
                return
            if key in self._slots:
                continue
            look = unpack(key)
            zoomed = look.width * look.height * 4 > COLOSSAL and self._other_size(look) != NOTHING
            if look.sprite == self._line or zoomed:
                self._deadline = math.inf
                self.find(key)
            else:
                self._go_on(key, until)

    def warm(self, index: int, width: float, light: Light, turns: bool = True) -> None:
        """Make a lit sprite at every rotation it can have (a level's loading)."""
        self.begin(light)
        for step in range(0, ROTATIONS if turns else 1, COARSE):
            self.make_turn(index, width, step)

    def make_turn(self, index: int, width: float, step: int) -> None:
        """Make a lit sprite at one rotation step, whatever the budget."""
        row = np.ones((1, 10), dtype=np.float32)
        row[0, :6] = index, 0.0, 0.0, width, width * self.atlas.aspect(index), step * (math.tau / ROTATIONS)
        row[0, 9] = 1 + LIT
        self._deadline = math.inf
        self.find_all(row)


def _places(keys: np.ndarray, bits: int) -> np.ndarray:
    return ((keys * _SPREAD) >> (64 - bits)) & ((1 << bits) - 1)


def _place(key: int, bits: int) -> int:
    """Where a table of 2**bits quick answers keeps this key."""
    return ((key * int(_SPREAD)) & ((1 << 64) - 1)) >> (64 - bits)
