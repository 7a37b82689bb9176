"""Everything that is drawn, on one sheet, to be looked at: `callister gallery -o sheet.png`.

What stands on it comes from the tables that the game itself reads: the kinds of ships, the pictures in the atlas, the
letters of the font, the grounds, the screens, the chapters. What is added to the game is on the next sheet.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import pygame

from game import resources
from game.lab.busiest import MOMENTS
from game.play import shot
from game.play.app import App
from game.play.shot import BRIDGE, ENDING, ENDINGS, FRONT, INTERLUDE, SCREENS, ShotError
from game.play.still import write_still
from game.render import strokefont
from game.render.atlas import Atlas
from game.render.backend import Renderer, open_renderer
from game.render.drawlist import DrawList
from game.render.frame import Camera, Frame, Post
from game.render.palette import ink, light, rgb
from game.sim.kinds import KINDS
from game.story import library, road

WIDE, PAGE = 1920, 1080  # the sheet is drawn in pages of this size [px]
MARGIN, HEADING, CAPTION = 40, 30.0, 9.0  # [px]: round everything; cap heights
STRIP, GAP = 96, 8  # the strip with a section's heading; between two cells [px]
SCREEN = (960, 540)  # screens and chapters are drawn at this size, and shown smaller [px]
FILLED = 0.8  # of its cell, that a picture takes
LEVEL, AT = "01", 60.0  # where menus of a flight are opened [s]
ELSEWHERE = {"console": ("09", 120.0)}  # what the first chapter does not have
TALKING = 24.0  # into an interlude [s]
NIGHT = (0.020, 0.026, 0.050)
FLAT = Post(bloom=0.0, vignette=0.0, scan=0.0, aberration=0.0, grain=0.0)

Painter = Callable[[DrawList, float, float, float, float], None]  # paints in a box: its middle, width and height [px]
Progress = Callable[[float, float], None]


class Sheet:
    """A picture that grows downwards, and the renderer that paints its pages."""

    def __init__(self, renderer: Renderer, atlas: Atlas) -> None:
        self.renderer = renderer
        self.atlas = atlas
        self._pages: list[pygame.Surface] = []

    def heading(self, title: str, words: str) -> None:
        def paint(rows: DrawList) -> None:
            wide = rows.text(HEADING, title, MARGIN, 34, ink("white"))
            rows.text(HEADING / 2, words, MARGIN + wide + 28, 34 + HEADING / 2, ink("dim"))
            rows.box(MARGIN, 34 + HEADING + 12, WIDE - 2 * MARGIN, 2, ink("hot"))

        self._page(STRIP, paint)

    def cells(self, painters: Sequence[tuple[str, Painter]], columns: int, high: float, ground: str = "dusk") -> None:
        """A grid of captioned boxes; `high` [px] is a box's without its caption, `ground` its colour."""
        wide = (WIDE - 2 * MARGIN - (columns - 1) * GAP) / columns
        row_high = _row(high)
        per_page = max(1, PAGE // row_high) * columns
        for start in range(0, len(painters), per_page):
            some = painters[start : start + per_page]

            def paint(rows: DrawList, some: Sequence[tuple[str, Painter]] = some) -> None:
                for number, (name, painter) in enumerate(some):
                    x = MARGIN + number % columns * (wide + GAP)
                    y = number // columns * row_high
                    rows.box(x, y, wide, high, ink(ground))
                    painter(rows, x + wide / 2, y + high / 2, wide * FILLED, high * FILLED)
                    cap = _fitting(rows, name, wide)
                    rows.text(cap, name, x + wide / 2, y + high + 8, ink("text"), "center")

            self._page(-(-len(some) // columns) * row_high, paint)

    def pictures(self, named: Sequence[tuple[str, pygame.Surface]], columns: int) -> None:
        """A grid of finished pictures with captions."""
        wide = (WIDE - 2 * MARGIN - (columns - 1) * GAP) / columns
        high = round(wide * 9 / 16)
        before = len(self._pages)
        self.cells([(name, _nothing) for name, _ in named], columns, high)
        rows_a_page = max(1, PAGE // _row(high))
        for number, (_, picture) in enumerate(named):
            row, column = divmod(number, columns)
            at = round(MARGIN + column * (wide + GAP)), row % rows_a_page * _row(high)
            small = pygame.transform.smoothscale(picture, (round(wide), high))
            self._pages[before + row // rows_a_page].blit(small, at)

    def whole(self) -> pygame.Surface:
        sheet = pygame.Surface((WIDE, sum(page.get_height() for page in self._pages) + MARGIN))
        sheet.fill([round(255 * value) for value in NIGHT])
        y = 0
        for page in self._pages:
            sheet.blit(page, (0, y))
            y += page.get_height()
        return sheet

    def _page(self, high: int, paint: Callable[[DrawList], None]) -> None:
        frame = Frame.of(self.atlas)
        frame.clear, frame.post = NIGHT, FLAT
        paint(frame.hud)
        self.renderer.draw(frame)
        page = pygame.Surface((WIDE, high))
        page.blit(self.renderer.image(), (0, 0))
        self._pages.append(page)


def _row(high: float) -> int:
    """A row of boxes with their captions [px]."""
    return round(high + CAPTION + 22 + GAP)


def _nothing(rows: DrawList, x: float, y: float, wide: float, high: float) -> None:
    """A finished picture is laid here."""


def _fitting(rows: DrawList, name: str, wide: float) -> float:
    """Cap height at which a caption fits its cell."""
    needs = rows.text_width(CAPTION, name)
    return CAPTION if needs <= wide else max(5.0, CAPTION * wide / needs)


def _picture(name: str, lit: bool) -> Painter:
    def paint(rows: DrawList, x: float, y: float, wide: float, high: float) -> None:
        across = min(wide, high / max(rows.atlas.aspect(name), 1e-6))
        rows.sprite(name, x, y, across, lit=lit)

    return paint


def _shape(name: str) -> Painter:
    def paint(rows: DrawList, x: float, y: float, wide: float, high: float) -> None:
        aspect = max(rows.atlas.aspect(name), 1e-6)
        across = min(wide, high / aspect)
        rows.add(name, x, y, across, across * aspect, 0.0, light("ring", 0.8))

    return paint


def _letter(char: str) -> Painter:
    def paint(rows: DrawList, x: float, y: float, wide: float, high: float) -> None:
        rows.text(high * 0.5, char, x, y - high * 0.25, ink("text"), "center")

    return paint


def named(atlas: Atlas) -> dict[str, list[str]]:
    """Section -> names of the sprites in it. Every art, portrait, figure's body, screen and shape is in one of them."""
    kinds = [kind.art for kind in KINDS.values()]
    ships = [name for art in dict.fromkeys(kinds) for name in (art, f"{art}#1", f"{art}#2") if name in atlas]
    by_kind: dict[str, list[str]] = {}
    for sprite in atlas.sprites:
        by_kind.setdefault(sprite.kind, []).append(sprite.name)
    return {
        "SHIPS AND DRONES": ships,
        "THINGS": [name for name in by_kind.get("art", []) if name not in ships],
        "PEOPLE": [name for name in by_kind.get("people", []) if not name.endswith("@head")],
        "BODIES": by_kind.get("body", []),
        "MONITORS": by_kind.get("screen", []),
        "LIGHTS AND SHAPES": by_kind.get("shape", []),
    }


def letters() -> list[str]:
    """Every letter of the stroke font."""
    return [*strokefont.STROKES, *strokefont.COMPOSED]


def screens() -> list[str]:
    """Every screen, by the name that `callister shot --scene` has for it."""
    levels = resources.levels()
    talks = [INTERLUDE + path.stem for path in sorted((levels / "interludes").glob("*.toml"))]
    bridges = [BRIDGE + path.stem for path in sorted((levels / "bridge").glob("b*.toml"))]
    endings = [ENDING + each.id for each in road.load().endings]
    return list(dict.fromkeys(["title", *FRONT, *SCREENS, *bridges, *talks, "recess", *endings]))


def make(output: Path, renderer: str = "software", progress: Progress | None = None) -> pygame.Surface:
    """Draw the sheet and write it. ShotError: it cannot be written."""
    if output.suffix.lower() not in ENDINGS:
        raise ShotError(f"{output}: a picture ends in {' or '.join(ENDINGS)}; name it {output.name or 'sheet'}.png")
    atlas = Atlas()
    painter = open_renderer(renderer, (WIDE, PAGE), atlas=atlas, headless=True)
    sheet = Sheet(painter, atlas)
    sections = named(atlas)
    steps = len(sections) + 3
    try:
        for done, (title, names) in enumerate(sections.items()):
            sheet.heading(title, f"{len(names)}")
            columns, high, ground, paint = LAID[title]
            sheet.cells([(name.split("/", 1)[-1], paint(name)) for name in names], columns, high, ground)
            if progress:
                progress(done + 1, steps)
        glyphs = letters()
        sheet.heading("LETTERS", f"{len(glyphs)}")
        sheet.cells([("", _letter(char)) for char in glyphs], 24, 56)
        for title, shown in (("GROUNDS", _grounds(atlas, renderer)), ("SCREENS AND CHAPTERS", _stages(renderer))):
            found = list(shown)
            sheet.heading(title, f"{len(found)}")
            sheet.pictures(found, 4)
            if progress:
                progress(steps - (title == "GROUNDS"), steps)
    finally:
        painter.close()
    whole = sheet.whole()
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        write_still(whole, output)
    except (OSError, pygame.error) as error:
        raise ShotError(f"{output}: cannot be written ({error})") from None
    return whole


# columns, height of a box [px], its colour (what hangs before the eye is all but black), how it is painted
LAID: dict[str, tuple[int, float, str, Callable[[str], Painter]]] = {
    "SHIPS AND DRONES": (12, 130.0, "dusk", lambda name: _picture(name, lit=True)),
    "THINGS": (14, 112.0, "rock-low", lambda name: _picture(name, lit=True)),
    "PEOPLE": (12, 140.0, "dusk", lambda name: _picture(name, lit=False)),
    "BODIES": (12, 140.0, "dusk", lambda name: _picture(name, lit=False)),
    "MONITORS": (12, 110.0, "dusk", lambda name: _picture(name, lit=False)),
    "LIGHTS AND SHAPES": (16, 90.0, "dusk", _shape),
}


def _grounds(atlas: Atlas, renderer: str) -> Iterator[tuple[str, pygame.Surface]]:
    """The middle of every backdrop."""
    painter = open_renderer(renderer, SCREEN, atlas=atlas, headless=True)
    try:
        for path in sorted((resources.assets() / "backdrops").iterdir()):
            ground = painter.backdrops.get(path.name) if path.is_dir() else None
            if ground is None:
                continue
            frame = Frame.of(atlas)
            frame.post, frame.backdrop = FLAT, path.name
            x, y = (ground.origin[axis] + ground.size[axis] / ground.scale / 2 for axis in (0, 1))
            zoom = max(SCREEN[axis] / (ground.size[axis] / ground.scale) for axis in (0, 1))
            frame.camera = Camera(x, y, max(0.5, zoom))
            painter.draw(frame)
            yield path.name, painter.image()
    finally:
        painter.close()


def _stages(renderer: str) -> Iterator[tuple[str, pygame.Surface]]:
    """Every screen, and every chapter when it is busiest. What cannot be shown is named in its place."""
    wanted: list[tuple[str, str | None, float, str | None]] = []
    for name in screens():
        at = TALKING if name.startswith(INTERLUDE) else 0.0
        where = ELSEWHERE.get(name, (LEVEL, AT)) if name in SCREENS else (None, at)
        wanted.append((name, *where, name))
    for level in library.folders():
        chapter = level.split("-", 1)[0]
        wanted.append((level, chapter, MOMENTS.get(chapter, AT), None))
    with tempfile.TemporaryDirectory(prefix="callister-gallery-") as folder:
        app = App(Path(folder), renderer=renderer, picture=SCREEN)
        try:
            for name, where, at, scene in wanted:
                try:
                    shot.stage(app, level=where, at=at, scene=scene)
                    app.renderer.draw(app.scenes[-1].picture(1.0))
                    yield name, app.renderer.image()
                except ShotError as why:
                    yield f"{name}: {why}", _blank()
        finally:
            app.renderer.close()


def _blank() -> pygame.Surface:
    blank = pygame.Surface(SCREEN)
    blank.fill([round(255 * value) for value in rgb("wine")])
    return blank
