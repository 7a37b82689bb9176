"""Never more than three flashes a second, measured on the luminance of pictures."""

from __future__ import annotations

import itertools

import pygame

from game.render.atlas import Atlas
from game.render.backend import open_renderer
from game.render.flash import LIMIT, FlashLimiter
from game.render.frame import Frame
from game.render.impact import IMPACTS
from game.sim.events import EVENTS, Event
from tests.render import staged

FRAMES = 120
RISE = 0.10  # of white: a smaller rise of the picture's luminance is not a flash


def brightness(renderer, frame: Frame, level: float) -> float:
    frame.clear_lists()
    frame.post.flash = (level, level, level)
    renderer.draw(frame)
    return pygame.transform.average_color(renderer.image())[1] / 255.0


def flashes(levels: list[float]) -> list[int]:
    """Frames at which a rise of RISE or more is complete."""
    found, low = [], levels[0]
    for i, (before, now) in enumerate(itertools.pairwise(levels), 1):
        low = min(low, before) if now >= before else now
        if now - low >= RISE:
            found.append(i)
            low = now
    return found


def shown(wishes_every: int, strength: float = 1.0, scale: float = 1.0) -> list[float]:
    renderer = open_renderer("software", (320, 180), headless=True)
    frame = Frame.of(renderer.atlas)
    frame.clear, frame.post.grain = (0.05, 0.05, 0.08), 0.0
    limiter = FlashLimiter()
    limiter.scale = scale
    levels = []
    for i in range(FRAMES):
        if i % wishes_every == wishes_every - 1:
            limiter.flash(strength)
        limiter.update(1 / 60)
        levels.append(brightness(renderer, frame, limiter.level))
    renderer.close()
    return levels


def test_a_storm_of_explosions_flashes_three_times_a_second_at_most():
    found = flashes(shown(wishes_every=6))
    assert found
    assert max(sum(start <= f < start + 60 for f in found) for start in range(FRAMES - 59)) <= LIMIT


def test_a_picture_of_all_that_flashes_at_once_flashes_three_times_a_second_at_most(atlas: Atlas):
    """The whole view: blasts, sparks, smoke and light beside the flashes themselves."""
    stage = staged.three_hunters(atlas)
    world, me = stage.world, stage.world.player
    kinds = sorted({kind for kind in EVENTS for key, row in IMPACTS.items() if row.flash and key.startswith(kind)})
    renderer = open_renderer("software", (320, 180), atlas=atlas, headless=True)
    levels = []
    for i in range(75):
        row, kind = world.player_row, kinds[i % len(kinds)]
        x, y = float(world.ships.x[row]), float(world.ships.y[row])
        stage.view.update([Event(kind, me, me, x + 40.0 * (i % 7 - 3), y, 1.0, name) for name in ("", "shot")], 1 / 60)
        stage.view.held(1.0)
        renderer.draw(stage.view.frame(1.0, (320, 180)))
        levels.append(pygame.transform.average_color(renderer.image())[1] / 255.0)
    renderer.close()
    assert max(levels) - min(levels) > RISE, "they do flash"
    assert max(sum(start <= f < start + 60 for f in flashes(levels)) for start in range(16)) <= LIMIT


def test_single_flashes_are_let_through():
    assert len(flashes(shown(wishes_every=60))) == 2


def test_the_setting_takes_them_away():
    levels = shown(wishes_every=20, scale=0.0)
    assert max(levels) - min(levels) < 0.01
