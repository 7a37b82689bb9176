"""Portraits: people on the colour that is theirs, whole or only the head."""

from __future__ import annotations

import pygame

from game.render import palette, svg

SIDE = 256  # [px]
HEAD = 128  # of a head's [px]
HEAD_CROP = (32 / 300, 22 / 300, 236 / 300)  # left, top, side of the head in a portrait

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


def ground_of(person: str) -> str:
    return GROUNDS.get(person, palette.HEX["panel"])


def portrait(text: str, ground: str, side: int, head: bool) -> pygame.Surface:
    """A person's SVG on a ground; small ones show the head only, as shoulders are lost there."""
    whole = round(side / HEAD_CROP[2]) if head else side
    figure = svg.raster(text, (whole, whole))
    out = pygame.Surface((side, side), pygame.SRCALPHA, 32)
    out.fill(ground)
    at = (-round(HEAD_CROP[0] * whole), -round(HEAD_CROP[1] * whole)) if head else (0, 0)
    out.blit(figure, at)
    return out
