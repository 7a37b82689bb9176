"""The atlas: every sprite by id, rastered from its source when first wanted.

Rastering an SVG costs a millisecond, so nothing is built ahead but the list of names (see `sprites`): the title pays
for what it shows, a level's loading calls `warm` with what it holds. The back ends read `surface` (premultiplied) and
`normals`. Letters get their ids from `letter`, rocks of any outline their names from `stones`.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pygame

from game import resources
from game.render import blur, figures, portraits, raster_sizes, shapes, sprites, stone, strokefont, svg
from game.render.normals import BAKED, NormalsFile, half
from game.render.sprites import MIRRORED, PAINTED, Sprite

log = logging.getLogger("callister")

CAPACITY = 4096  # ids a back end's cache key can hold
SPARE_SIZE = 420 * 420  # [px] larger pictures cost too much for a frame's spare time: a level's loading warms them
STONES = 320  # rocks of any outline (see `stone`) that are kept: those of a large level
BREATH = 0.004  # between two pictures that a thread makes, for whoever draws meanwhile [s]


@dataclass(slots=True)
class Letters:
    """The letters of one cap height: ids by character, handed out as they are used."""

    cap: int
    ids: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Growth:
    """What an atlas of the same folder lacks to have the ids, outlines, colours and sizes of another."""

    sprites: list[Sprite]  # from its end on
    rings: list[np.ndarray]  # of all stones
    paints: dict[str, str]
    small: bool


class Atlas:
    """The table of sprites. `folder` holds art/, people/ and the baked normals (default: the game's own assets).

    elsewhere  who makes the pictures if another process does: called with the name of one of `WISHES` and what it is
               given, which is not done here then. Ids, sizes and colours are kept here as ever.
    """

    WISHES = ("warm", "warm_later", "forget", "turn_over", "look_forward")

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or resources.assets()
        self.elsewhere: Callable[[str, tuple[Any, ...]], None] | None = None
        self.sprites: list[Sprite] = []
        self.ids: dict[str, int] = {}
        self.round = np.zeros(CAPACITY, dtype=bool)  # looks the same at every rotation
        self.aspects = np.ones(CAPACITY, dtype=np.float32)
        self._surfaces: dict[int, pygame.Surface] = {}
        self._normals: dict[int, np.ndarray | None] = {}
        self._asked: dict[int, int] = {}  # raster -> how many levels had begun when it was last asked for
        self._levels = 0
        self._letters: dict[int, Letters] = {}
        self._stones: dict[bytes, str] = {}  # outline -> name
        self._rings: list[np.ndarray] = []  # by the number in that name
        self._outlined = 0  # how often some of those took the place of others
        self._baked = NormalsFile(self.folder / BAKED)
        self.skins = svg.read_skins(self.folder / "art" / "skins.json")
        for sprite in sprites.listed(self.folder, self.skins):
            self._enter(sprite)
        self._sides = {
            i: (sprite.width, sprite.height) for i, sprite in enumerate(self.sprites) if sprite.kind == "art"
        }
        self.small = False
        self.paints: dict[str, str] = {}  # colours of the art (upper case) -> what they are painted with
        self.painted = 0  # how often that, or a size, has changed
        self._unseen = deque(i for i, sprite in enumerate(self.sprites) if sprite.kind == "shape")

    def suit(self, small: bool) -> None:
        """Raster for pictures of at most 1280 x 720 (a third of the bytes), or for any.

        For whoever opens a back end, before it draws: what was rastered at another size is made anew.
        """
        self.small = small
        for index, (width, height) in self._sides.items():
            sprite = self.sprites[index]
            assert sprite.source is not None
            share = raster_sizes.share_of(sprite.source.stem, small)
            size = max(1, round(width * share)), max(1, round(height * share))
            if size != (sprite.width, sprite.height):
                sprite.width, sprite.height = size
                self.painted += 1
                self._surfaces.pop(index, None)
                self._normals.pop(index, None)

    def repaint(self, paints: Mapping[str, str]) -> None:
        """Paint the art with other colours (`sight.wear`): '#RRGGBB' -> '#RRGGBB'. What carries none of them stays."""
        paints = {colour.upper(): value for colour, value in paints.items()}
        if paints == self.paints:
            return
        touched, self.paints = set(self.paints) | set(paints), paints
        self.painted += 1
        for index in [index for index in self._surfaces if self.sprites[index].kind in PAINTED]:
            source = self.sprites[index].source
            if source is None or touched & svg.colours_in(source):
                del self._surfaces[index]

    # -- the list of names

    def _enter(self, sprite: Sprite) -> int:
        index = len(self.sprites)
        if index >= CAPACITY:
            raise OverflowError(f"more than {CAPACITY} sprites: raise atlas.CAPACITY and the back ends' key width")
        self.sprites.append(sprite)
        self.ids[sprite.name] = index
        self.round[index] = sprite.round
        self.aspects[index] = sprite.aspect
        return index

    # -- reading

    def __len__(self) -> int:
        return len(self.sprites)

    def expect(self, names: Iterable[str]) -> None:
        """Say of each picture that the game needs and that is not there how to get it back."""
        for name in sorted({name for name in names if name not in self.ids}):
            svg.left_out(self.folder / "art" / f"{name}.svg", FileNotFoundError("no such file"))

    def __contains__(self, name: str) -> bool:
        return name in self.ids

    def id(self, name: str) -> int:
        """The id of a sprite. KeyError names what is close."""
        try:
            return self.ids[name]
        except KeyError:
            import difflib

            close = ", ".join(difflib.get_close_matches(name, self.ids)) or "nothing like it"
            raise KeyError(f"no sprite {name!r} in {self.folder}; there is {close}") from None

    def aspect(self, which: int | str) -> float:
        """Height over width as drawn."""
        return self.sprites[self.id(which) if isinstance(which, str) else which].aspect

    def stones(self, rings: Sequence[np.ndarray]) -> list[str]:
        """Names of rocks whose pictures have these outlines (k, 2): each is drawn over its outline's box.

        To be asked for all of a level at once: when there is no room beside those that were before, they go. Of more
        than STONES the last have none, and an empty name.
        """
        rings = [np.round(np.asarray(ring, float) - np.min(ring, axis=0), 1) for ring in rings]
        if len({ring.tobytes() for ring in rings} | self._stones.keys()) > STONES:
            self._stones.clear()
            self._forget_stones()
        before = list(self._rings)
        names = [self._stone(ring) for ring in rings]
        if any(one is not other for one, other in zip(before, self._rings, strict=False)):
            self._outlined += 1  # at the end: who asks for growth then finds all of them
        return names

    def _forget_stones(self) -> None:
        for index in [index for index in self._surfaces if "stone/" in self.sprites[index].name]:
            del self._surfaces[index]
            self._normals.pop(index, None)
        self.painted += 1

    def _stone(self, ring: np.ndarray) -> str:
        name = self._stones.get(ring.tobytes(), "")
        number = len(self._stones)
        if name or number == STONES:
            return name
        name = self._stones[ring.tobytes()] = f"stone/{number}"
        if number < len(self._rings):
            self._rings[number] = ring
        else:
            self._rings.append(ring)
            self._enter(Sprite(name, "stone", stone.SIDE, stone.SIDE))
            self._enter(Sprite(f"soft/{name}", "soft", blur.SOFT_SIDE, blur.SOFT_SIDE))
        return name

    def letter(self, char: str, cap: int) -> int:
        """The id of a letter at a cap height [px], -1 for a space."""
        if char == " ":
            return -1
        letters = self._letters.get(cap)
        if letters is None:
            letters = self._letters[cap] = Letters(cap)
        index = letters.ids.get(char)
        if index is None:
            width, height, _ = strokefont.box(char, cap)
            sprite = Sprite(f"letter/{cap}/{char}", "letter", width, height, char=char, cap=cap, aspect=height / width)
            index = letters.ids[char] = self._enter(sprite)
        return index

    def surface(self, index: int) -> pygame.Surface:
        """The sprite's raster, premultiplied, 32 bits; made at the first call."""
        surface = self._surfaces.get(index)
        self._asked[index] = self._levels
        if surface is None:
            painted = self.painted
            surface = _native(self._raster_or_nothing(self.sprites[index]))
            if painted == self.painted:  # else a thread rastered while colours or sizes changed: for this once
                self._surfaces[index] = surface
        return surface

    def made(self, index: int) -> bool:
        return index in self._surfaces

    def normals(self, index: int) -> np.ndarray | None:
        """Normals of a lit sprite at half its raster's size, uint8 (h, w, 2), or None for what takes no light."""
        if index not in self._normals:
            sprite = self.sprites[index]
            lit = sprite.kind == "art" and sprite.source is not None
            self._normals[index] = None
            if sprite.kind == "stone":
                self._normals[index] = stone.slopes(self._ring_of(sprite), half(sprite.width, sprite.height))
            elif lit:
                size = half(sprite.width, sprite.height)
                try:
                    self._normals[index] = self._baked.read(sprite.source, size)
                except (OSError, ValueError, pygame.error) as error:
                    svg.left_out(sprite.source, error)
        return self._normals[index]

    def warm(self, names: Iterable[str]) -> None:
        """Raster these now (a level's loading, or a thread of it); names the atlas lacks are passed over."""
        left = deque(names)
        while left:
            if self.elsewhere:  # it may take over while a thread is about this
                self.elsewhere("warm", (list(left),))
                return
            index = self.ids.get(left.popleft())
            if index is not None:
                self.surface(index)
                self.normals(index)

    def warm_later(self, names: Iterable[str]) -> None:
        """Raster these by a thread, which leaves room between two of them for whoever draws meanwhile."""
        if self.elsewhere:
            self.elsewhere("warm_later", (list(names),))
            return
        threading.Thread(target=self._warm_slowly, args=(list(names),), name="scenery", daemon=True).start()

    def _warm_slowly(self, names: list[str]) -> None:
        try:
            for name in names:
                self.warm([name])
                time.sleep(BREATH)
        except Exception:  # it fails again where it is drawn, and there the player can be told
            log.info("making pictures ahead failed", exc_info=True)

    def forget(self, *kinds: str) -> None:
        """Let go of the rasters of these kinds; who wants one again has it made again."""
        if self.elsewhere:
            self.elsewhere("forget", kinds)
            return
        for index in [index for index in self._surfaces if self.sprites[index].kind in kinds]:
            del self._surfaces[index]

    def turn_over(self) -> None:
        """A level begins: what nobody has asked for since the one before it began is let go. All of it is 40 MB."""
        if self.elsewhere:
            self.elsewhere("turn_over", ())
            return
        for index in [index for index in list(self._surfaces) if self._asked.get(index, 0) < self._levels]:
            self._surfaces.pop(index, None)
            self._normals.pop(index, None)
        self._levels += 1

    def look_forward(self, names: Iterable[str]) -> None:
        """These come first in spare time: what a level will show. Names the atlas lacks are passed over."""
        if self.elsewhere:
            self.elsewhere("look_forward", (list(names),))
            return
        self._unseen.extendleft(reversed([self.ids[name] for name in names if name in self.ids]))

    def warm_next(self) -> None:
        """Raster one more picture that nobody has wanted yet: called in frames that have time left."""
        while self._unseen:
            index = self._unseen.popleft()
            sprite = self.sprites[index]
            if index not in self._surfaces and sprite.width * sprite.height < SPARE_SIZE:
                self.surface(index)
                self.normals(index)
                return

    # -- two processes

    def made_so_far(self) -> list[str]:
        """Names of what has been rastered."""
        return [self.sprites[index].name for index in list(self._surfaces)]

    def hand_over(self, elsewhere: Callable[[str, tuple[Any, ...]], None] | None) -> None:
        """Another process makes the pictures from now on: let go of all there are. None: they are made here again."""
        self.elsewhere = elsewhere
        if elsewhere:
            self._surfaces.clear()
            self._normals.clear()

    def stage(self) -> tuple[int, int, int]:
        """How far it has come, for `growth`: how many sprites, how often painted, how often given other outlines."""
        return len(self.sprites), self.painted, self._outlined

    def growth(self, then: tuple[int, int, int], now: tuple[int, int, int]) -> Growth:
        """What an atlas lacks at one `stage` to be at another; a level's thread may be adding more meanwhile."""
        new = self.sprites[then[0] : now[0]]
        stones = then[1:] != now[1:] or any(sprite.kind == "stone" for sprite in new)
        return Growth(new, list(self._rings) if stones else [], self.paints, self.small)

    def grow(self, growth: Growth) -> None:
        """Become as the atlas whose `growth` that is."""
        for sprite in growth.sprites:
            self._enter(sprite)
        if growth.rings:
            others = [not np.array_equal(*pair) for pair in zip(self._rings, growth.rings, strict=False)]
            self._rings = growth.rings
            if any(others):
                self._forget_stones()
        if growth.small != self.small:
            self.suit(growth.small)
        self.repaint(growth.paints)

    # -- rastering

    def _raster_or_nothing(self, sprite: Sprite) -> pygame.Surface:
        """A picture whose file is damaged is not seen; the game goes on."""
        try:
            return self._raster(sprite)
        except (OSError, ValueError, pygame.error) as error:
            svg.left_out(sprite.source, error)
            return pygame.Surface((sprite.width, sprite.height), pygame.SRCALPHA, 32)

    def _raster(self, sprite: Sprite) -> pygame.Surface:
        if sprite.kind == "shape":
            return shapes.raster(shapes.SHAPES[sprite.name])
        if sprite.kind == "letter":
            return strokefont.raster(sprite.char, sprite.cap).premul_alpha()
        if sprite.kind == "stone":
            return stone.picture(self._ring_of(sprite))
        if sprite.name.startswith("soft/stone/"):
            return blur.blurred(stone.picture(self._ring_of(sprite)), sprite.width, sprite.height)
        assert sprite.source is not None
        if sprite.kind == "screen":
            shown = pygame.Surface((sprite.width, sprite.height), pygame.SRCALPHA, 32)
            shown.blit(pygame.image.load(sprite.source), (0, 0))
            return shown
        if sprite.kind == "people":
            ground = svg.in_paint(portraits.ground_of(sprite.source.stem.split("_")[0]), self.paints)
            text = svg.in_paint(sprite.source.read_text(encoding="utf-8"), self.paints)
            return portraits.portrait(text, ground, sprite.width, head=sprite.name.endswith("@head"))
        if sprite.kind in ("figure", "body"):
            text = sprite.source.read_text(encoding="utf-8")
            if sprite.kind == "figure":
                text = figures.layer(text, sprite.name.removesuffix(MIRRORED).rsplit("/", 1)[1])
            picture = svg.raster(text, (sprite.width, sprite.height)).premul_alpha()
            return pygame.transform.flip(picture, True, False) if sprite.name.endswith(MIRRORED) else picture
        if sprite.kind == "soft":
            return blur.out_of_focus(sprite.source.read_text(encoding="utf-8"), sprite.width, sprite.height)
        text = sprite.source.read_text(encoding="utf-8")
        if sprite.skin:
            text = svg.in_skin(text, self.skins[sprite.source.stem], sprite.skin)
        return svg.raster(svg.in_paint(text, self.paints), (sprite.width, sprite.height)).premul_alpha()

    def _ring_of(self, sprite: Sprite) -> np.ndarray:
        return self._rings[int(sprite.name.rpartition("/")[2])]


def _native(picture: pygame.Surface) -> pygame.Surface:
    """The same pixels in pygame's own channel order: blits between unlike orders are thirty times slower."""
    return pygame.image.frombuffer(pygame.image.tobytes(picture, "BGRA"), picture.get_size(), "BGRA")
