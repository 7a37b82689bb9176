"""Every colour of the game, by role. A colour has one meaning; nothing else in the code spells a hex value.

Draw lists take premultiplied colours: `ink` is paint that covers, `light` only adds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

RGB = tuple[float, float, float]
RGBA = tuple[float, float, float, float]

ROLES: dict[str, dict[str, str]] = {
    "crew": {
        "pearl": "#F4EFE2",
        "shade": "#B8B2A4",
        "mustard": "#E9B13B",
        "teal": "#25A6A6",
        "teal-low": "#14777A",
        "ring": "#86F7DE",
        "red": "#D8452F",
        "ink": "#20263A",
    },
    "players": {
        "starter": "#AEB5C6",
        "violet": "#B14DFF",
        "cobalt": "#4A66FF",
        "lime": "#8DFF2E",
        "amber": "#FFB400",
        "gum": "#FF6AD5",
        "jade": "#16C7A0",
    },
    "moderation": {
        "brand": "#FF2E63",
        "low": "#C4164E",
        "wine": "#8A1240",
        "deep": "#4A0A26",
        "blush": "#FFD6E0",
        "white": "#FFFFFF",
    },
    "daly": {
        "phosphor": "#9EDC58",
        "tube": "#2F7A4C",
        "dark": "#0C2418",
        "oxblood": "#8E2430",
        "brass": "#D9A43A",
        "wood": "#7A4C2A",
    },
    "neutral": {
        "void": "#060913",
        "dusk": "#10162A",
        "rock": "#566078",
        "rock-low": "#3C4458",
        "rock-high": "#7E88A2",
        "steel": "#D5DEEE",
    },
    "data": {"data": "#4FB4FF", "core": "#F2FCFF", "credit": "#FFD65C", "edge": "#A86A00"},
    "ui": {
        "text": "#E6EEF6",
        "dim": "#7C90AA",
        "rest": "#AEB5C6",
        "line": "#2E4258",
        "panel": "#0A1220",
        "select": "#FFE9A8",
        "good": "#25A6A6",
    },
    "danger": {"hot-core": "#FFF6D0", "hot": "#FF8F2E", "ember": "#A82A08", "stripe": "#3A0F04"},
    # the selves of a loop: the two pasts, and who flies now
    "loop": {"past-1": "#46D3F2", "past-2": "#BE82FF", "now": "#FFC061"},
    # under the map: the lines of what was never finished
    "strata": {"wire": "#5CC8DA"},
    "sweep": {"tagged": "#4CFFA0", "scan": "#0E8C47", "warm": "#FFE0A0"},
    # each person's rim of light, which also writes their name
    "people": {
        "nanette": "#E9B13B",
        "nate": "#9FD8FF",
        "elena": "#FF9AD0",
        "karl": "#FFB45E",
        "kabir": "#7FD0FF",
        "walt": "#C8A0FF",
        "walton": "#C9D2D8",
        "osei": "#C9D2D8",
    },
}

HEX: dict[str, str] = {name: value for role in ROLES.values() for name, value in role.items()}


def from_hex(value: str) -> RGB:
    """'#RRGGBB' as three floats 0..1 (sRGB)."""
    return int(value[1:3], 16) / 255, int(value[3:5], 16) / 255, int(value[5:7], 16) / 255


COLOURS: dict[str, RGB] = {name: from_hex(value) for name, value in HEX.items()}


def repaint(changed: Mapping[str, str]) -> None:
    """Let these roles show other values ('#RRGGBB'), and all others their own. Whoever keeps colours asks again."""
    for name, value in HEX.items():
        COLOURS[name] = from_hex(changed.get(name, value))


def rgb(name: str) -> RGB:
    """The colour of a role, 0..1. KeyError when the palette lacks it."""
    return COLOURS[name]


def ink(name: str, alpha: float = 1.0, gain: float = 1.0) -> RGBA:
    """Premultiplied paint: covers what lies below by `alpha`."""
    r, g, b = COLOURS[name]
    k = alpha * gain
    return r * k, g * k, b * k, alpha


def light(name: str, gain: float = 1.0) -> RGBA:
    """Additive light of this colour; a gain over 1 blooms."""
    r, g, b = COLOURS[name]
    return r * gain, g * gain, b * gain, 0.0


def luminance(colour: Sequence[float]) -> float:
    """Relative luminance (WCAG 2) of an sRGB colour, 0..1."""

    def linear(v: float) -> float:
        return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4

    r, g, b = (linear(min(1.0, max(0.0, float(v)))) for v in colour[:3])
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: Sequence[float], b: Sequence[float]) -> float:
    """Contrast ratio (WCAG 2) of two sRGB colours, 1..21; text needs 4.5 against its panel."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)
