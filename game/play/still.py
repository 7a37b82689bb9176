"""A picture as a file, whole or not at all."""

from __future__ import annotations

import contextlib
from io import BytesIO
from pathlib import Path

import pygame


def write_still(picture: pygame.Surface, path: Path) -> None:
    """Write it in the format that the name ends in. OSError, pygame.error: it cannot be written.

    pygame by itself leaves half a picture on a disk that is full, and says nothing.
    """
    held = BytesIO()
    pygame.image.save(picture, held, path.name)
    try:
        path.write_bytes(held.getbuffer())
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
