"""The gallery forgets nothing: whatever the game's tables name has its place on the sheet."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game import resources
from game.play.gallery import LAID, SCREEN, Sheet, letters, named, screens
from game.play.shot import FRONT, SCREENS
from game.render import strokefont
from game.render.atlas import Atlas
from game.render.backend import open_renderer
from game.sim.kinds import KINDS


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


def test_every_picture_has_a_place(atlas: Atlas) -> None:
    shown = [name for names in named(atlas).values() for name in names]
    assert len(shown) == len(set(shown)), "once"
    derived = ("soft", "figure", "letter")  # blurs, layers of portraits, and letters, which have their own section
    missing = {s.name for s in atlas.sprites if s.kind not in derived and not s.name.endswith("@head")} - set(shown)
    assert not missing
    assert set(named(atlas)) == set(LAID)
    assert {kind.art for kind in KINDS.values()} <= set(named(atlas)["SHIPS AND DRONES"])


def test_every_letter_and_every_screen_has_a_place() -> None:
    assert set(letters()) == {*strokefont.STROKES, *strokefont.COMPOSED}
    shown = screens()
    assert {"title", *FRONT, *SCREENS} <= set(shown)
    interludes = sorted((resources.levels() / "interludes").glob("*.toml"))
    assert {f"interlude-{path.stem}" for path in interludes} <= set(shown)
    assert {"ending-freedom", "bridge-b01"} <= set(shown)


def test_pictures_stand_where_their_captions_are(atlas: Atlas, tmp_path: Path) -> None:
    renderer = open_renderer("software", (1920, 1080), atlas=atlas, headless=True)
    sheet = Sheet(renderer, atlas)
    sheet.heading("TWO", "of them")
    red, green = pygame.Surface(SCREEN), pygame.Surface(SCREEN)
    red.fill((250, 0, 0))
    green.fill((0, 250, 0))
    sheet.pictures([("red", red), ("green", green)], 4)
    whole = sheet.whole()
    assert whole.get_width() == 1920
    strip = 96 + 100
    assert whole.get_at((200, strip)).r > 200 > 20 > whole.get_at((200, strip)).g
    assert whole.get_at((700, strip)).g > 200 > 20 > whole.get_at((700, strip)).r
    below = pygame.surfarray.array3d(whole.subsurface((40, 96 + 260, 900, 25)))
    assert (below.max(axis=2) > 150).any(), "their names are written under them"
    renderer.close()
