"""How large the art is rastered: enough for what is drawn of it in a window of 1920 x 1080, and no more."""

from __future__ import annotations

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


def size_of(name: str, width: float, height: float) -> tuple[int, int]:
    """Of a picture with a view box of this width and height [px]."""
    k = side_for(name) / max(width, height)
    return max(1, round(width * k)), max(1, round(height * k))


def side_for(name: str) -> int:
    """Longest raster side for a picture: its own entry, else its first word's, else the default."""
    return SIDES.get(name) or SIDES.get(name.split("_")[0]) or DEFAULT_SIDE


def share_of(name: str, small: bool) -> float:
    """What of that size pictures of at most 1280 x 720 want (`small`), or any."""
    return SMALL_SHARE if small and name.split("_")[0] not in DRAWN_WHOLE else 1.0
