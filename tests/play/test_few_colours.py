"""A display of 16 bits a pixel, as remote desktops and old machines have: the same pictures in fewer colours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import numpy as np
import pygame
import pytest

from game.render.atlas import Atlas
from game.render.backend import open_renderer

from .test_beside import scene

pytestmark = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="not installed: Xvfb")

SIZES = ((640, 360), (1536, 864))  # drawn as large as it is shown; enlarged
STEP = 8  # of 256: between two shades of red or blue in 16 bits


def main() -> int:
    """What a window shows there of a picture that is drawn here, and of one that another process drew."""
    atlas = Atlas()
    for size in SIZES:
        renderer = open_renderer("software", size, atlas=atlas)
        screen = pygame.display.get_surface()
        for _ in range(12):  # every sprite has been made by then
            renderer.draw(scene(atlas, renderer.size))
            renderer.present()
        want = pygame.transform.smoothscale(renderer.image(), size)
        off = [apart(screen, want)]
        picture = pygame.Surface(size, depth=32)
        picture.blit(want, (0, 0))
        screen.fill((0, 0, 0))
        renderer.show(np.ascontiguousarray(pygame.surfarray.pixels2d(picture).T))
        off.append(apart(screen, want))
        if renderer.size == size:  # else what was shown is no picture of its size
            off.append(apart(renderer.image(), want))
        lit = int(pygame.surfarray.array3d(want).max())
        print(json.dumps({"bits": screen.get_bitsize(), "off": off, "lit": lit}))
        renderer.close()
    return 0


def apart(one: pygame.Surface, other: pygame.Surface) -> int:
    """How much the most differing pixel differs, of 256."""
    difference = pygame.surfarray.array3d(one).astype(int) - pygame.surfarray.array3d(other)
    return int(np.abs(difference).max())


@pytest.mark.parametrize("bits", [16, 24])
def test_a_window_shows_what_was_drawn(bits: int) -> None:
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"1280x720x{bits}", "-nolisten", "tcp"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        environment = {**os.environ, "DISPLAY": f":{number}", "SDL_VIDEODRIVER": "x11"}
        command = [sys.executable, "-m", "tests.play.test_few_colours"]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    finally:
        server.terminate()
        server.wait(timeout=20)
    assert ended.returncode == 0, ended.stderr
    said = [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{")]
    assert len(said) == len(SIZES)
    for one in said:
        assert one["bits"] == (16 if bits == 16 else 32)
        assert one["lit"] > 200
        assert max(one["off"]) < STEP, one


if __name__ == "__main__":
    sys.exit(main())
