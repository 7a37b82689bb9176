"""Every sprite by id: art, portraits, soft shapes and letters, rastered from their sources when first wanted.

Rastering an SVG costs a millisecond, so nothing is built ahead but the list of names: the title pays for what it
shows, a level's loading calls `warm` with what it holds. The back ends read `surface` (premultiplied) and `normals`.

Names: `callister` (an SVG of assets/art), `player_griefer#1` (its skin), `people/nate_worried` (a portrait on its
ground), `people/nate_worried@head` (cropped for small sizes), `soft/rock_a` (out of focus: shadows, foreground),
`figure/nate_worried/head` (a layer of a portrait without its ground, see `figures`), `body/nate`,
`white`, `glow` … (see `shapes`). Letters get their ids from `letters`.
"""

from __future__ import annotations

import io
import json
import logging
import re
import zipfile
import zlib
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import pygame

from game import resources
from game.render import figures, palette, relief, shapes, stone, strokefont

log = logging.getLogger("callister")

CAPACITY = 4096  # ids a back end's cache key can hold
DEFAULT_SIDE = 288  # longest side of a raster [px]: about twice what is drawn in a window of 1920 x 1080
SMALL_SHARE = 0.6  # of the sides below for 1280 x 720, the most that software draws: enough with the camera close
DRAWN_WHOLE = ("poster", "rock", "statue", "strut")  # drawn about as large as they are rastered

# Longest side of the raster for what is drawn larger (or much smaller) than usual [px].
SIDES: dict[str, int] = {
    "callister": 420,
    "drone_mite": 64,
    "mote_data": 64,
    "mote_credit": 64,
    "rock_a": 360,
    "rock_b": 320,
    "rock_c": 180,
    "moon": 720,
    "statue": 900,
    "statue_small": 300,
    "drone_carrier": 1600,
    "daly_clone": 480,
    "jump_gate": 420,
    "gate_ring": 320,
    "tower": 640,
    "hoarding": 640,
    "arch": 640,
    "poster": 1400,
    "gate_sky": 640,
    "ring_light": 520,
    "strut": 720,
    "sky_page": 320,
    "lamp": 400,
    "fg": 480,
    "npc": 128,
    "debris": 128,
    "wreck": 640,
    "wreck_hull": 280,
    "wreck_wing": 240,
    "wreck_plate": 240,
    "hulk": 800,
    "ore": 520,
    "trench": 640,
    "tunnel": 360,
    "bridge": 720,
    "bridge_pier": 400,
    "broker": 640,
    "courier": 420,
    "memory": 420,
    "tv": 640,
    "draft": 560,
    "under": 420,
}
LARGEST_BAKED = 224  # longest side of baked normals [px]
PORTRAIT = 256
SCREEN = "screen/"  # before the names of what monitors show: JPEGs of assets/screens, shown as they are
HEAD = 128
HEAD_CROP = (32 / 300, 22 / 300, 236 / 300)  # left, top, side of the head in a portrait
MIRRORED = "~"  # at the end of a figure's name: looks to the left
SPARE_SIZE = 420 * 420  # [px] larger pictures cost too much for a frame's spare time: a level's loading warms them
SOFT_SIDE = 160
SOFT_BLUR = 0.045  # of the longest side
SOFT_PAD = 3 * SOFT_BLUR

GROUNDS: dict[str, str] = {
    "nanette": "#10303C",
    "nate": "#3A2A1C",
    "elena": "#3C1626",
    "karl": "#3A2014",
    "kabir": "#1A2044",
    "walt": "#2A2038",
    "walton": "#C9D2D8",
    "osei": "#C9D2D8",
    "daly": "#08140E",
    "moderation": "#4A0A26",
    "player": "#221A3A",
}

PAINTED = ("art", "people")  # kinds that carry colours which say whose something is
STONES = 320  # rocks of any outline (see `stone`) that are kept: those of a large level

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b")
_VIEW_BOX = re.compile(r'viewBox="\s*([-\d.]+)[ ,]+([-\d.]+)[ ,]+([-\d.]+)[ ,]+([-\d.]+)')


@dataclass(slots=True)
class Sprite:
    """One entry: how large its raster is and what of. `kind` is art, people, screen, soft, shape or letter."""

    name: str
    kind: str
    width: int
    height: int
    source: Path | None = None
    skin: int = 0
    char: str = ""
    cap: int = 0
    aspect: float = 1.0  # height / width as drawn


@dataclass(slots=True)
class Letters:
    """The letters of one cap height: ids by character, handed out as they are used."""

    cap: int
    ids: dict[str, int] = field(default_factory=dict)


class Atlas:
    """The table of sprites. `folder` holds art/, people/ and normals.npz (default: the game's own assets)."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or resources.assets()
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
        self._baked = NormalsFile(self.folder / "normals.npz")
        self.skins = read_skins(self.folder / "art" / "skins.json")
        self._list_shapes()
        self._list_art()
        self._list_people()
        self._list_screens()
        for part in ("art", "people"):
            if not any((self.folder / part).glob("*.svg")):
                _left_out(self.folder / part, FileNotFoundError("no pictures in it"))
        self._sides = {
            i: (sprite.width, sprite.height) for i, sprite in enumerate(self.sprites) if sprite.kind == "art"
        }
        self.paints: dict[str, str] = {}  # colours of the art (upper case) -> what they are painted with
        self.painted = 0  # how often that, or a size, has changed
        self._unseen = deque(i for i, sprite in enumerate(self.sprites) if sprite.kind == "shape")

    def suit(self, small: bool) -> None:
        """Raster for pictures of at most 1280 x 720 (a third of the bytes), or for any.

        For whoever opens a back end, before it draws: what was rastered at another size is made anew.
        """
        for index, (width, height) in self._sides.items():
            sprite = self.sprites[index]
            assert sprite.source is not None
            share = SMALL_SHARE if small and sprite.source.stem.split("_")[0] not in DRAWN_WHOLE else 1.0
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
            if source is None or touched & _colours_in(source):
                del self._surfaces[index]

    # -- the list of names

    def _enter(self, sprite: Sprite, is_round: bool = False) -> int:
        index = len(self.sprites)
        if index >= CAPACITY:
            raise OverflowError(f"more than {CAPACITY} sprites: raise atlas.CAPACITY and the back ends' key width")
        self.sprites.append(sprite)
        self.ids[sprite.name] = index
        self.round[index] = is_round
        self.aspects[index] = sprite.aspect
        return index

    def _list_shapes(self) -> None:
        for name, shape in shapes.SHAPES.items():
            self._enter(
                Sprite(name, "shape", shape.width, shape.height, aspect=shape.height / shape.width), shape.round
            )

    def _list_art(self) -> None:
        for path in sorted((self.folder / "art").glob("*.svg")):
            try:
                width, height = view_box(path)
            except (OSError, ValueError) as error:
                _left_out(path, error)
                continue
            side = side_for(path.stem) / max(width, height)
            size = max(1, round(width * side)), max(1, round(height * side))
            for skin in range(len(self.skins.get(path.stem, [()]))):
                name = f"{path.stem}#{skin}" if skin else path.stem
                self._enter(Sprite(name, "art", *size, source=path, skin=skin, aspect=height / width))
            pad = 2 * SOFT_PAD * max(width, height)
            soft = SOFT_SIDE / (max(width, height) + pad)
            small = max(1, round((width + pad) * soft)), max(1, round((height + pad) * soft))
            self._enter(Sprite(f"soft/{path.stem}", "soft", *small, source=path, aspect=height / width))

    def _list_people(self) -> None:
        for path in sorted((self.folder / "people").glob("*.svg")):
            if path.stem.startswith("interlude"):
                continue
            self._enter(Sprite(f"people/{path.stem}", "people", PORTRAIT, PORTRAIT, source=path))
            self._enter(Sprite(f"people/{path.stem}@head", "people", HEAD, HEAD, source=path))
            for layer in figures.LAYERS if path.stem.split("_")[0] in figures.ABOARD else ():
                for side in ("", MIRRORED):
                    name = f"figure/{path.stem}/{layer}{side}"
                    self._enter(Sprite(name, "figure", PORTRAIT, PORTRAIT, source=path))
        for path in sorted((self.folder / "people" / "bodies").glob("*.svg")):
            width, height = figures.BODY_BOX[2:]
            size = round(PORTRAIT * width / figures.SIDE), round(PORTRAIT * height / figures.SIDE)
            for side in ("", MIRRORED):
                self._enter(Sprite(f"body/{path.stem}{side}", "body", *size, source=path, aspect=height / width))

    def _list_screens(self) -> None:
        """What monitors show. Each file's name begins with that of its screen, which the index gives a size."""
        index = self.folder / "screens" / "index.toml"
        if not index.exists():
            return
        sizes = {row["name"]: tuple(row["size"]) for row in resources.table(index)["screen"]}
        for path in sorted(index.parent.glob("*.jpg")):
            stem = path.stem
            name = max((each for each in sizes if stem.startswith(each)), key=len, default="")
            if name:
                width, height = sizes[name]
                self._enter(Sprite(SCREEN + stem, "screen", width, height, source=path, aspect=height / width))

    # -- reading

    def __len__(self) -> int:
        return len(self.sprites)

    def expect(self, names: Iterable[str]) -> None:
        """Say of each picture that the game needs and that is not there how to get it back."""
        for name in sorted({name for name in names if name not in self.ids}):
            _left_out(self.folder / "art" / f"{name}.svg", FileNotFoundError("no such file"))

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
            for index in [index for index in self._surfaces if "stone/" in self.sprites[index].name]:
                del self._surfaces[index]
                self._normals.pop(index, None)
            self.painted += 1
        return [self._stone(ring) for ring in rings]

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
            self._enter(Sprite(f"soft/{name}", "soft", SOFT_SIDE, SOFT_SIDE))
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
            surface = native(self._raster_or_nothing(self.sprites[index]))
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
                    self._normals[index] = resized(self._baked.read(sprite.source, size), size)
                except (OSError, ValueError, pygame.error) as error:
                    _left_out(sprite.source, error)
        return self._normals[index]

    def warm(self, names: Iterable[str]) -> None:
        """Raster these now (a level's loading, or a thread of it); names the atlas lacks are passed over."""
        for name in names:
            index = self.ids.get(name)
            if index is not None:
                self.surface(index)
                self.normals(index)

    def forget(self, *kinds: str) -> None:
        """Let go of the rasters of these kinds; who wants one again has it made again."""
        for index in [index for index in self._surfaces if self.sprites[index].kind in kinds]:
            del self._surfaces[index]

    def turn_over(self) -> None:
        """A level begins: what nobody has asked for since the one before it began is let go. All of it is 40 MB."""
        for index in [index for index in list(self._surfaces) if self._asked.get(index, 0) < self._levels]:
            self._surfaces.pop(index, None)
            self._normals.pop(index, None)
        self._levels += 1

    def look_forward(self, names: Iterable[str]) -> None:
        """These come first in spare time: what a level will show. Names the atlas lacks are passed over."""
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

    # -- rastering

    def _raster_or_nothing(self, sprite: Sprite) -> pygame.Surface:
        """A picture whose file is damaged is not seen; the game goes on."""
        try:
            return self._raster(sprite)
        except (OSError, ValueError, pygame.error) as error:
            _left_out(sprite.source, error)
            return pygame.Surface((sprite.width, sprite.height), pygame.SRCALPHA)

    def _raster(self, sprite: Sprite) -> pygame.Surface:
        if sprite.kind == "shape":
            return shapes.raster(shapes.SHAPES[sprite.name])
        if sprite.kind == "letter":
            return strokefont.raster(sprite.char, sprite.cap).premul_alpha()
        if sprite.kind == "stone":
            return stone.picture(self._ring_of(sprite))
        if sprite.name.startswith("soft/stone/"):
            return blurred(stone.picture(self._ring_of(sprite)), sprite.width, sprite.height)
        assert sprite.source is not None
        if sprite.kind == "screen":
            shown = pygame.Surface((sprite.width, sprite.height), pygame.SRCALPHA)
            shown.blit(pygame.image.load(sprite.source), (0, 0))
            return shown
        if sprite.kind == "people":
            ground = self._in_paint(GROUNDS.get(sprite.source.stem.split("_")[0], palette.HEX["panel"]))
            svg = self._in_paint(sprite.source.read_text())
            return portrait(svg, ground, sprite.width, head=sprite.name.endswith("@head"))
        if sprite.kind in ("figure", "body"):
            svg = sprite.source.read_text()
            if sprite.kind == "figure":
                svg = figures.layer(svg, sprite.name.removesuffix(MIRRORED).rsplit("/", 1)[1])
            picture = from_svg(svg, (sprite.width, sprite.height)).premul_alpha()
            return pygame.transform.flip(picture, True, False) if sprite.name.endswith(MIRRORED) else picture
        if sprite.kind == "soft":
            return out_of_focus(sprite.source, sprite.width, sprite.height)
        text = sprite.source.read_text()
        if sprite.skin:
            text = in_skin(text, self.skins[sprite.source.stem], sprite.skin)
        return from_svg(self._in_paint(text), (sprite.width, sprite.height)).premul_alpha()

    def _ring_of(self, sprite: Sprite) -> np.ndarray:
        return self._rings[int(sprite.name.rpartition("/")[2])]

    def _in_paint(self, text: str) -> str:
        """An SVG, or a colour, with its colours as they are painted now."""
        return _COLOUR.sub(lambda found: self.paints.get(found[0].upper(), found[0]), text) if self.paints else text


class NormalsFile:
    """Baked normals by sprite, each with the checksum of its SVG; what is missing or stale is computed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: np.lib.npyio.NpzFile | None = None
        self._sums: dict[str, int] | None = None

    def _open(self) -> dict[str, int]:
        if self._sums is None:
            self._sums = {}
            try:
                self._file = np.load(self.path)
                self._sums = json.loads(bytes(self._file["sums"]).decode())
            except (OSError, KeyError, ValueError, EOFError, zlib.error, zipfile.BadZipFile):
                self._file = None  # nothing baked here: computed below
        return self._sums

    def read(self, source: Path, size: tuple[int, int]) -> np.ndarray:
        """Normals of an SVG for (w, h), from the file when it is fresh; the largest come smaller than asked."""
        text = source.read_bytes()
        if self._open().get(source.stem) == checksum(text) and self._file is not None:
            try:
                return self._file[source.stem]
            except (OSError, KeyError, ValueError, EOFError, zlib.error, zipfile.BadZipFile):
                self._file = None  # baked again under our feet, or damaged
        return carve(text.decode(), source.stem, size)

    def stale(self, folder: Path) -> list[str]:
        """Names of pictures in `folder` whose baked normals are missing or older than the picture."""
        sums = self._open()
        return [p.stem for p in sorted(folder.glob("*.svg")) if sums.get(p.stem) != checksum(p.read_bytes())]


def checksum(data: bytes) -> int:
    return zlib.crc32(data.replace(b"\r\n", b"\n"))


def half(width: int, height: int) -> tuple[int, int]:
    """The size normals are kept at: they are smooth and the back ends interpolate."""
    return max(2, width // 2), max(2, height // 2)


def carve(svg: str, name: str, size: tuple[int, int]) -> np.ndarray:
    """Normals of an SVG at (w, h), or smaller for the largest pictures."""
    k = min(1.0, LARGEST_BAKED / max(size))
    picture = from_svg(svg, (max(2, round(size[0] * k)), max(2, round(size[1] * k))))
    colour = pygame.surfarray.array3d(picture).swapaxes(0, 1) / 255.0
    alpha = pygame.surfarray.array_alpha(picture).T / 255.0
    return relief.normals(colour, alpha, *relief.settings(name))


def resized(normals: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Normals at exactly (w, h)."""
    if normals.shape[1::-1] == size:
        return normals
    padded = np.full((*normals.shape[:2], 3), 128, dtype=np.uint8)
    padded[..., :2] = normals
    picture = pygame.image.frombuffer(padded.tobytes(), normals.shape[1::-1], "RGB")
    scaled = pygame.surfarray.array3d(pygame.transform.smoothscale(picture, size))
    return np.ascontiguousarray(scaled[..., :2].swapaxes(0, 1))


def bake_normals(folder: Path) -> Path:
    """Write the normals of every SVG in `folder`/art to `folder`/normals.npz."""
    atlas = Atlas(folder)
    arrays: dict[str, np.ndarray] = {}
    sums: dict[str, int] = {}
    for sprite in atlas.sprites:
        if sprite.kind == "art" and not sprite.skin and sprite.source is not None:
            text = sprite.source.read_bytes()
            sums[sprite.name] = checksum(text)
            arrays[sprite.name] = carve(text.decode(), sprite.name, half(sprite.width, sprite.height))
    arrays["sums"] = np.frombuffer(json.dumps(sums).encode(), dtype=np.uint8)
    path = folder / "normals.npz"
    np.savez_compressed(path, **arrays)
    return path


@cache
def _colours_in(source: Path) -> frozenset[str]:
    """The colours that a picture spells, upper case; none when it cannot be read."""
    try:
        return frozenset(found.upper() for found in _COLOUR.findall(source.read_text()))
    except (OSError, ValueError):
        return frozenset()


def side_for(name: str) -> int:
    """Longest raster side for a picture: its own entry, else its first word's, else the default."""
    return SIDES.get(name) or SIDES.get(name.split("_")[0]) or DEFAULT_SIDE


def _left_out(path: Path | None, error: Exception) -> None:
    why = str(error).removeprefix(f"{path}: ")
    log.warning("%s: left out, it cannot be read (%s): %s", path, why, resources.AGAIN)


def read_skins(path: Path) -> dict[str, list[list[str]]]:
    """Picture -> skin -> its colours; {} without the file, or when it is damaged."""
    try:
        table = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return {name: skins for name, skins in table.items() if isinstance(skins, list) and skins}
    except (OSError, ValueError, AttributeError) as error:
        _left_out(path, error)
        return {}


def view_box(path: Path) -> tuple[float, float]:
    """Width and height of an SVG's view box. ValueError when it has none."""
    found = _VIEW_BOX.search(path.read_text())
    if not found:
        raise ValueError(f'{path}: no viewBox="x y width height" on the svg element')
    return float(found[3]), float(found[4])


def native(picture: pygame.Surface) -> pygame.Surface:
    """The same pixels in pygame's own channel order: blits between unlike orders are thirty times slower."""
    return pygame.image.frombuffer(pygame.image.tobytes(picture, "BGRA"), picture.get_size(), "BGRA")


def from_svg(text: str, size: tuple[int, int]) -> pygame.Surface:
    """Raster SVG text to exactly (w, h), straight alpha."""
    picture = pygame.image.load_sized_svg(io.BytesIO(text.encode()), size)
    return picture if picture.get_size() == size else pygame.transform.smoothscale(picture, size)


def in_skin(text: str, skins: list[list[str]], skin: int) -> str:
    """The SVG with the colours of skin 0 replaced by those of `skin`."""
    for i, colour in enumerate(skins[0]):
        text = re.sub(re.escape(colour), f"@{i}@", text, flags=re.IGNORECASE)
    for i, colour in enumerate(skins[skin]):
        text = text.replace(f"@{i}@", colour)
    return text


def portrait(svg: str, ground: str, side: int, head: bool) -> pygame.Surface:
    """A person on their ground colour; small ones show the head only, as shoulders are lost there."""
    whole = round(side / HEAD_CROP[2]) if head else side
    figure = from_svg(svg, (whole, whole))
    out = pygame.Surface((side, side), pygame.SRCALPHA)
    out.fill(ground)
    at = (-round(HEAD_CROP[0] * whole), -round(HEAD_CROP[1] * whole)) if head else (0, 0)
    out.blit(figure, at)
    return out


def out_of_focus(path: Path, width: int, height: int) -> pygame.Surface:
    """The picture blurred, with room around it for the blur: premultiplied."""
    pad = round(SOFT_PAD * max(width, height) / (1 + 2 * SOFT_PAD))
    figure = from_svg(path.read_text(), (max(1, width - 2 * pad), max(1, height - 2 * pad))).premul_alpha()
    return blurred(figure, width, height)


def blurred(figure: pygame.Surface, width: int, height: int) -> pygame.Surface:
    """A picture out of focus, drawn to a size with room around it for the blur: premultiplied."""
    longest = max(width, height) / (1 + 2 * SOFT_PAD)
    pad = round(SOFT_PAD * longest)
    size = max(1, width - 2 * pad), max(1, height - 2 * pad)
    figure = figure if figure.get_size() == size else pygame.transform.smoothscale(figure, size)
    out = pygame.Surface((width, height), pygame.SRCALPHA)
    out.blit(figure, (pad, pad))
    radius = max(1, round(SOFT_BLUR * longest))
    # twice evenly is, to a fiftieth, what one Gaussian blur gives, at a fifth of the price
    return pygame.transform.box_blur(pygame.transform.box_blur(out, radius), radius)
