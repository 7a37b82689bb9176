"""Where each monitor of the garage's pile stands, and what it has to show. World units, from the pile's upper left."""

from __future__ import annotations

from dataclasses import dataclass

WALL = (2490.0, -700.0)  # the pile's upper left in the world
UNIT = 1.42  # units a step of the lists below
BEZEL, CHIN = 13.0, 25.0  # of a case round its glass, at the sides and below

FACE = (  # the monitors that his face is in pieces on: what, and left, top, width, height
    ("eye-left", 446, 140, 150, 124),
    ("eye-right", 680, 144, 156, 120),
    ("nose", 598, 204, 80, 114),
    ("frown", 598, 88, 80, 114),
    ("brow-left", 436, 14, 158, 124),
    ("brow-right", 682, 6, 158, 136),
    ("parting", 594, -40, 86, 126),
    ("cheek-left", 420, 268, 138, 126),
    ("cheek-right", 722, 268, 134, 128),
    ("mouth", 560, 320, 160, 114),
    ("jaw-left", 444, 396, 114, 100),
    ("jaw-right", 722, 398, 120, 98),
    ("chin", 560, 436, 160, 62),
)
OTHERS = (  # the rest of the pile: what it shows, and where
    ("text", -26, -30, 100, 96), ("dark", -24, 70, 98, 100), ("text", -28, 174, 102, 104), ("snow", -26, 282, 100, 112),
    ("eye", -24, 398, 98, 92), ("text", 80, -34, 118, 100), ("text", 84, 68, 114, 92), ("dark", 80, 164, 120, 104),
    ("snow", 82, 272, 116, 112), ("text", 80, 388, 120, 90), ("dark", 206, 24, 90, 104), ("dark", 204, 132, 94, 108),
    ("text", 206, 246, 90, 112), ("eye", 206, 364, 92, 112), ("dark", 300, 20, 134, 116), ("text", 306, 140, 136, 124),
    ("eye", 300, 268, 116, 120), ("snow", 316, 392, 126, 100), ("dark", 846, 14, 130, 120),
    ("text", 842, 138, 134, 124),
    ("text", 862, 268, 120, 124), ("eye", 846, 396, 126, 100), ("dark", 984, 26, 42, 60), ("eye", 980, 150, 46, 80),
    ("dark", 984, 300, 42, 70), ("dark", 980, 410, 46, 70), ("eye", 1030, -36, 126, 90), ("snow", 1032, 58, 128, 114),
    ("text", 1030, 176, 130, 118), ("dark", 1034, 298, 126, 92), ("dark", 1030, 394, 128, 94),
    ("dark", 1168, -30, 110, 100),
    ("dark", 1166, 74, 112, 96), ("text", 1170, 174, 110, 104), ("eye", 1168, 282, 112, 110),
    ("dark", 1166, 396, 114, 94),
)  # fmt: skip


@dataclass(frozen=True)
class Screen:
    """One monitor: its case's left, top, width, height; `turn` in degrees about its middle."""

    name: str
    shows: str
    x: float
    y: float
    w: float
    h: float
    turn: float

    @property
    def glass(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of what shines, from the case's upper left."""
        return BEZEL, BEZEL, self.w - 2 * BEZEL, self.h - BEZEL - CHIN

    @property
    def middle(self) -> tuple[float, float]:
        """Of the glass, from the pile's upper left."""
        left, top, wide, high = self.glass
        return self.x + left + wide / 2, self.y + top + high / 2


def _screens() -> tuple[Screen, ...]:
    found = []
    for i, (name, x, y, w, h) in enumerate(FACE):
        found.append(_screen(name, name, x, y, w, h, 0.7 * (-1) ** i * ((i * 5) % 3)))
    for i, (shows, x, y, w, h) in enumerate(OTHERS):
        found.append(_screen(f"{shows}-{i}", shows, x, y, w, h, 0.9 * (-1) ** i * ((i * 7) % 4) / 2))
    return tuple(found)


def _screen(name: str, shows: str, x: float, y: float, w: float, h: float, turn: float) -> Screen:
    # the lists begin 40 steps above the pile's upper edge
    return Screen(name, shows, x * UNIT, (y + 40) * UNIT, (w - 4) * UNIT, (h - 4) * UNIT, turn)


SCREENS = _screens()
