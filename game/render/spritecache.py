"""Sprites as ready surfaces for the software back end: scaled, tinted, lit and rotated once, then only blitted.

Slots in columns, found by key (`spritekeys`) in one batch a list: a crowd of thousands costs a few numpy calls, and
Python only sees what is missing. Making is bounded a frame: over the budget a neighbour that exists already stands
in, and the next frame makes the rest.
"""

from __future__ import annotations

import math
import time
from collections.abc import Generator

import numpy as np
import pygame

from game.render import softstrokes
from game.render.atlas import Atlas
from game.render.drawlist import LIT
from game.render.frame import Light
from game.render.lighting import Lighting, finished
from game.render.spritekeys import BOX, COARSE, ROTATIONS, Look, SpriteKeys, strokes_among, unpack

BUDGET = 0.003  # [s] a frame spends on making, then stand-ins
LIMIT = 40 * 1024 * 1024  # bytes of surfaces kept
COLOSSAL = 2 * 1024 * 1024  # bytes of a surface that exists at one size only
AT_ONCE = ("letter", "people", "screen", "figure", "body")  # kinds that never wait: without them a face is missing
MOST = 12_000  # surfaces kept
DROPPED = 96  # most given up in one frame: more would show
# Frames for which a used surface is not given up, while more is kept than so many times the LIMIT.
FRESH = ((1.3, 2), (1.15, 20), (0.0, 120))
TRIMMED = 24 * 24  # [px] larger surfaces lose the empty rows and columns round what they show
QUARTER = ROTATIONS // 4
WORTH_TRIMMING = 0.9  # of a surface's pixels, if no more than these show something
QUICK = 40 * 40  # [px] below this making is cheaper than looking for a stand-in
GRACE = 0.002  # [s] over the budget from which on that does not hold: a zoom asks for hundreds of small ones
PANEL = 128 * 128  # [px] boxes from here on are painted anew for the next shade, if there is one
BODY = 320 * 320  # [px] what is no larger and has no stand-in at all does not wait: who flies or fights is seen
SETTLED = 8  # frames for which a colossal thing must keep its size before it is made anew: a zoom passes many
ROUGH = -1  # in place of a light: scaled from another size until the zoom ends
NOTHING = 0  # the slot that draws nothing, for what there is neither time nor a stand-in for

SMOOTH = ("shape", "soft")  # kinds without edges that a small raster would show

PROBE_BITS = (17, 12)  # of the places that tables of quick answers have
_SPREAD = np.int64(0x9E3779B97F4A7C15 - (1 << 64))  # golden ratio: neighbouring keys land far apart


Work = Generator[None, None, tuple[pygame.Surface, float, float, bool]]  # what a surface is made by, bit by bit


class SpriteCache:
    """Surfaces by slot, least used first out.

    Columns by slot: `dx`, `dy` (what to take from a sprite's centre before rounding down [px]), `adds` (whether the
    surface adds light), `sizes` [bytes], `surfaces`.
    """

    def __init__(self, atlas: Atlas, budget: float | None = BUDGET) -> None:
        self.atlas = atlas
        self.keys = SpriteKeys(atlas)
        self.lighting = Lighting(atlas)
        self.budget = budget
        self.bytes = 0
        self.makes = 0
        self.light = Light()
        self.surfaces = np.full(1024, pygame.Surface((1, 1), pygame.SRCALPHA), dtype=object)
        self._taken = 1  # slots in use, or free again
        self.dx, self.dy = np.zeros((2, 1024), dtype=np.float32)
        self.adds = np.zeros(1024, dtype=bool)
        self.sizes = np.zeros(1024, dtype=np.int64)
        self._key = np.full(1024, -1, dtype=np.int64)
        self._light = np.zeros(1024, dtype=np.int64)  # 0: not lit
        self._used = np.zeros(1024, dtype=np.int64)  # frame
        self._slots: dict[int, int] = {}
        self._free: list[int] = []
        # A table that answers most keys at once, and a smaller one for those whose place in it another key has; what
        # two keys share a place in there as well, the dictionary answers.
        self._probes = [(bits, np.full(1 << bits, -1, np.int64), np.zeros(1 << bits, np.int32)) for bits in PROBE_BITS]
        self._light_key = 0
        self._frame = 0
        self._deadline = math.inf
        self._stand_in: dict[tuple[int, int], int] = {}
        self._sized: dict[tuple[int, int], int] = {}  # colossal sprite and turn -> frame of its last change of size
        self._begun: dict[int, Work] = {}  # key -> what is being made of what is not in sight yet
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
            self._paint_strokes(strokes_among(unsure, self._line))
            slots[missing] = np.array([self.find(key) for key in unsure.tolist()])[which]
        return slots

    def _look_up(self, keys: np.ndarray, table: int) -> tuple[np.ndarray, np.ndarray]:
        """The slots that one of the two tables gives, and where they are the keys' own, in the light of now."""
        bits, known, slots = self._probes[table]
        place = ((keys * _SPREAD) >> (64 - bits)) & ((1 << bits) - 1)
        found = slots.take(place)
        light = self._light.take(found)
        there = known.take(place) == keys
        there &= (light == 0) | (light == self._light_key)
        return found, there

    def find(self, key: int) -> int:
        """The slot of a key: kept, made, or a stand-in's.

        Panels, letters and faces do not wait: they would flicker.
        """
        slot = self._slots.get(key)
        if slot is not None:
            light = int(self._light[slot])
            if light in (0, self._light_key) or time.perf_counter() > self._deadline:
                self._used[slot] = self._frame
                return slot
        look = unpack(key)
        if look.sprite == self._line:
            self._paint_strokes(np.array([key]))
            return self._slots[key]
        colossal = look.width * look.height * 4 > COLOSSAL
        if colossal and self.budget is not None:
            rough = self._scaled_for_now(key, look)
            if rough != NOTHING:
                return rough
        patient = look.sprite not in (BOX, self._ramp) and self.atlas.sprites[look.sprite].kind not in AT_ONCE
        quick = look.width * look.height <= QUICK
        if patient and time.perf_counter() > self._deadline + (GRACE if quick else 0.0):
            near = self._neighbour(look.sprite, look.turn, like=quick)
            if near != NOTHING or look.width * look.height > BODY:
                return near
        if slot is not None:
            self._drop(slot)
        if colossal:
            self._drop_other_size(look.sprite, look.turn)  # before it is made: two of them are 20 MB
        return self._keep(key, look, *finished(self._begun.pop(key, None) or self._making(look)))

    def _scaled_for_now(self, key: int, look: Look) -> int:
        """While a zoom passes, the nearest pixels of the size that is there; NOTHING when it is time to make it well.

        A poster that fills the screen takes 20 ms to light, and each of twenty steps of a zoom would ask for it.
        """
        what = look.sprite, look.turn
        slot = self._slots.get(self._stand_in.get(what, -1), NOTHING)
        if slot == NOTHING:
            return NOTHING
        if self._key[slot] == key:
            return slot if self._light[slot] == ROUGH and self._frame - self._sized[what] < SETTLED else NOTHING
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

    def _neighbour(self, sprite: int, turn: int, like: bool = False) -> int:
        """The slot of another size or colour of a sprite, or, unless it must be `like` it, of another turn."""
        for key in (self._stand_in.get((sprite, turn), -1), -1 if like else self._stand_in.get((sprite, -1), -1)):
            slot = self._slots.get(key, NOTHING)
            if slot != NOTHING:
                self._used[slot] = self._frame
                return slot
        return NOTHING

    # -- keeping

    def _keep(self, key: int, look: Look, surface: pygame.Surface, dx: float, dy: float, lit: bool) -> int:
        size = surface.get_width() * surface.get_height() * 4
        if size > COLOSSAL:
            self._drop_other_size(look.sprite, look.turn)
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
            self._stand_in[look.sprite, look.turn] = self._stand_in[look.sprite, -1] = key
        elif look.width * look.height >= PANEL:
            self._panels[look.width, look.height] = key
        return slot

    def _grow(self) -> None:
        for name in ("surfaces", "dx", "dy", "adds", "sizes", "_key", "_light", "_used"):
            column = getattr(self, name)
            setattr(self, name, np.concatenate([column, np.zeros_like(column)]))
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

    def _drop_other_size(self, sprite: int, turn: int) -> None:
        """A colossal thing is seen at one size at a time; while the camera zooms, each step would keep its own."""
        slot = self._slots.get(self._stand_in.get((sprite, turn), -1))
        if slot is not None and self.sizes[slot] > COLOSSAL and self._used[slot] < self._frame:
            self._drop(slot)

    def _forget(self) -> None:
        """Give up what was used longest ago, some of it a frame."""
        fresh = next(frames for share, frames in FRESH if self.bytes >= share * LIMIT)
        count = self._taken
        old = np.flatnonzero((self._key[:count] >= 0) & (self._used[:count] < self._frame - fresh))
        for slot in old[np.argsort(self._used[old], kind="stable")][:DROPPED].tolist():
            self._drop(slot)

    # -- making

    def _making(self, look: Look) -> Work:
        """The surface, its placing, and whether it took the key light; bit by bit."""
        self.makes += 1
        r, g, b, a = look.colour
        lit = False
        if look.sprite == BOX:
            picture = self._old_panel(look) or pygame.Surface((look.width, look.height), pygame.SRCALPHA)
            picture.fill((_byte(r), _byte(g), _byte(b), _byte(a)))
        else:
            picture, lit = yield from self._painting(look)
            if look.turn:
                yield
                picture = _turned(picture, look.turn, exact=self.atlas.sprites[look.sprite].kind == "shape")
        if a == 0 and picture.get_flags() & pygame.SRCALPHA:
            picture = _on_black(picture)
        width, height = picture.get_size()
        left, top = 0, 0
        if width * height > TRIMMED:
            yield
            picture, left, top = _trimmed(picture, a == 0)
        return picture, width / 2 - 0.5 - left, height / 2 - 0.5 - top, lit

    def _old_panel(self, look: Look) -> pygame.Surface | None:
        """The surface of a large box of this size that is not shown any more. A panel that fades wants eight shades one
        after the other, and new memory is dearer than paint."""
        slot = self._slots.get(self._panels.get((look.width, look.height), -1), NOTHING)
        if slot == NOTHING or self._used[slot] >= self._frame:
            return None
        picture: pygame.Surface = self.surfaces[slot]
        self._drop(slot)
        return picture

    def _painting(self, look: Look) -> Generator[None, None, tuple[pygame.Surface, bool]]:
        """The sprite scaled, tinted and lit for its turn, not yet turned; and whether it was lit."""
        r, g, b, a = look.colour
        if look.lit:
            turn = look.turn * math.tau / ROTATIONS
            size = look.width, look.height
            picture = yield from self.lighting.lighting(look.sprite, *size, turn, (r, g, b), self.light)
            if picture is not None:
                if a < 1:
                    picture.fill((255, 255, 255, _byte(a)), special_flags=pygame.BLEND_RGBA_MULT)
                return picture, True
        sprite = self.atlas.sprites[look.sprite]
        grown = sprite.width * sprite.height < look.width * look.height
        if sprite.kind in SMOOTH and grown and max(r, g, b) <= 1.0:
            small = _tinted(self.atlas.surface(look.sprite), r, g, b, a)  # fewer pixels than of the large one
            if a == 0 and look.turn % QUARTER == 0:
                small = _on_black(small)
            yield
            return scaled(small, look.width, look.height), False
        return _tinted(self._plain(look.sprite, look.width, look.height), r, g, b, a), False

    def _plain(self, index: int, w: int, h: int) -> pygame.Surface:
        raster = self.atlas.surface(index)
        if self.atlas.sprites[index].kind == "letter" and abs(raster.get_width() - w) < 4:
            return raster  # the squeezed size is a little off; letters must stay sharp
        return scaled(raster, w, h)

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
        keys = self.keys.pack(rows).tolist()
        begun, self._begun = self._begun, {}
        self._begun.update((key, begun[key]) for key in keys if key in begun)
        for key in keys:
            if time.perf_counter() >= until:
                return
            if key in self._slots:
                continue
            look = unpack(key)
            if look.sprite == self._line or look.width * look.height * 4 > COLOSSAL:
                self._deadline = math.inf
                self.find(key)
                continue
            work = self._begun.setdefault(key, self._making(look))
            while time.perf_counter() < until:
                try:
                    next(work)
                except StopIteration as end:
                    del self._begun[key]
                    self._keep(key, look, *end.value)
                    break

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


def _place(key: int, bits: int) -> int:
    """Where a table of 2**bits quick answers keeps this key."""
    return ((key * int(_SPREAD)) & ((1 << 64) - 1)) >> (64 - bits)


def _turned(picture: pygame.Surface, turn: int, exact: bool) -> pygame.Surface:
    """The picture turned by so many steps; where it may be `exact`, by quarters at a tenth of the price.

    That lies half a pixel beside its neighbours in turn: nobody sees it of light, but of a ship that turns.
    """
    angle = -turn * 360 / ROTATIONS
    if exact and turn % QUARTER == 0:
        return pygame.transform.rotate(picture, angle)
    return pygame.transform.rotozoom(picture, angle, 1.0)


def scaled(picture: pygame.Surface, w: int, h: int) -> pygame.Surface:
    return picture if picture.get_size() == (w, h) else pygame.transform.smoothscale(picture, (w, h))


def _byte(value: float) -> int:
    return min(255, int(value * 255 + 0.5))


def _on_black(picture: pygame.Surface) -> pygame.Surface:
    """What adds light needs no alpha: without it the blit is the cheaper one."""
    black = pygame.Surface(picture.get_size(), depth=32)
    black.blit(picture, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
    return black


def _trimmed(picture: pygame.Surface, adds: bool) -> tuple[pygame.Surface, int, int]:
    """The part that shows something, and where it begins: a turned or blurred sprite is a third of nothing."""
    if adds:
        picture.set_colorkey(0)
    shown = picture.get_bounding_rect()
    if adds:
        picture.set_colorkey(None)
    if not shown or shown.w * shown.h > WORTH_TRIMMING * picture.get_width() * picture.get_height():
        return picture, 0, 0
    return picture.subsurface(shown).copy(), shown.left, shown.top


def _tinted(picture: pygame.Surface, r: float, g: float, b: float, a: float) -> pygame.Surface:
    """A tinted copy, premultiplied. Gains over 1 are added on top: hot sprites saturate as they would bloom."""
    top = max(r, g, b, 1.0)
    out = picture.copy()
    out.fill((_byte(r / top), _byte(g / top), _byte(b / top), _byte(a)), special_flags=pygame.BLEND_RGBA_MULT)
    if top > 1.02:
        more = out.copy()
        k = _byte(top - 1.0)
        more.fill((k, k, k, 0), special_flags=pygame.BLEND_RGBA_MULT)
        out.blit(more, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
    return out
