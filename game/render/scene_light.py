"""The light of each place, by its backdrop: one key light a scene, with a place in the story.

A zone of the map may turn the light or tint it; the sweep, when it runs, is the brightest thing there is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from game.render.frame import Light, Post
from game.render.palette import RGB


@dataclass(frozen=True, slots=True)
class Wash:
    """A pool of the key light on the ground, fixed to the picture: where the light comes from is where it is bright."""

    x: float  # middle and size as shares of the picture's width and height
    y: float
    width: float
    height: float
    colour: RGB


@dataclass(frozen=True, slots=True)
class SceneLight:
    direction: tuple[float, float, float]  # towards the light: x right, y down, z to the viewer
    colour: RGB
    ambient: RGB
    shadow: float = 0.5  # how dark
    height: float = 15.0  # how far above what lies below things fly [units]
    clear: RGB = (0.012, 0.016, 0.036)
    bloom: float = 0.50
    vignette: float = 0.35
    saturation: float = 1.0
    gain: RGB = (1.0, 1.0, 1.0)
    lift: RGB = (0.0, 0.0, 0.0)
    threshold: float = 0.8  # what is brighter than this blooms
    scan: float = 0.04
    air: float = 0.6  # how much dust hangs in the light
    dust: str = "steel"  # its colour
    washes: tuple[Wash, ...] = ()
    ground: float = 1.0  # how bright the backdrop is: busy places stand back behind what flies over them
    props: float = 0.95  # how bright what stands there is beside ships
    casts: float = 900.0  # units: wider scenery throws no shadow of its own: it hides it, or the ground shows it
    watched: bool = True  # whether Moderation can look here at all
    far: float = 1.0  # how much of the camera's way the ground goes along; far below it hardly does
    bare: bool = False  # a picture for the whole screen, with nothing of the world in it


SCENES: dict[str, SceneLight] = {
    # the painted sun, upper left: clean, a little too even; there is no colour in this sky
    "pocket": SceneLight(
        (-0.60, -0.66, 0.50), (0.62, 0.59, 0.54), (0.66, 0.67, 0.69), shadow=0.40, height=26.0,
        clear=(0.035, 0.032, 0.030), bloom=0.30, vignette=0.16, saturation=1.0,
        threshold=1.15, scan=0.012, air=0.35, dust="white", props=0.80, watched=False,
        washes=(Wash(0.12, 0.08, 1.5, 1.7, (0.05, 0.042, 0.02)),),
    ),
    # neon from every side, cool sky above: the crowd's own light
    "avenue": SceneLight(
        (-0.45, -0.70, 0.60), (0.80, 0.72, 0.88), (0.40, 0.36, 0.52), shadow=0.55, height=17.0,
        clear=(0.03, 0.025, 0.06), bloom=0.55, vignette=0.42, gain=(1.0, 1.0, 1.03),
        lift=(0.004, 0.001, 0.014), air=0.5, ground=0.84,
    ),
    # the back of a poster: what light there is comes through the hole on the left
    "behind": SceneLight(
        (-0.85, -0.15, 0.45), (0.62, 0.56, 0.44), (0.22, 0.23, 0.30), shadow=0.6, height=20.0,
        clear=(0.012, 0.013, 0.022), bloom=0.45, vignette=0.55, saturation=0.90, air=1.0,
    ),
    # rust dusk: the fuel yard's own glow is the sun of the graveyard, low in the west; its shadows are long and cool
    "wrecks": SceneLight(
        (-0.80, -0.40, 0.50), (1.24, 0.92, 0.68), (0.40, 0.38, 0.46), shadow=0.62, height=22.0,
        clear=(0.030, 0.018, 0.018), bloom=0.50, vignette=0.50, gain=(1.03, 1.0, 0.98), lift=(0.006, 0.002, 0.004),
        air=0.9, dust="amber", props=0.90, casts=160.0, washes=(Wash(0.0, 0.35, 1.3, 1.8, (0.050, 0.022, 0.008)),),
    ),
    # a checkpoint at night: the queue's bright lane in the north is the one light; south of it, and below, it gets dark
    "checkpoint": SceneLight(
        (-0.34, -0.84, 0.46), (1.12, 0.92, 0.96), (0.42, 0.38, 0.50), shadow=0.62, height=20.0,
        clear=(0.031, 0.020, 0.043), bloom=0.46, vignette=0.44, gain=(1.02, 1.0, 1.01), lift=(0.004, 0.001, 0.004),
        air=0.7, dust="blush", props=0.86, casts=160.0, washes=(Wash(0.5, 0.0, 1.7, 0.9, (0.030, 0.014, 0.020)),),
    ),
    # noon over the lane of the couriers, from the north-east over its walls; brass lamps rule where it does not come
    "convoy": SceneLight(
        (0.52, -0.72, 0.46), (1.06, 1.04, 1.16), (0.36, 0.40, 0.56), shadow=0.62, height=20.0,
        clear=(0.020, 0.027, 0.090), bloom=0.50, vignette=0.46, gain=(1.0, 1.0, 1.03), lift=(0.002, 0.003, 0.010),
        air=0.7, dust="steel", props=0.90, casts=160.0,
    ),
    # under the map: no light but the ship's own lamp; what it falls on is blue, flat, and a little too sharp
    "strata": SceneLight(
        (-0.50, -0.60, 0.62), (0.92, 0.96, 1.04), (0.40, 0.46, 0.54), shadow=0.55, height=24.0,
        clear=(0.012, 0.019, 0.034), bloom=0.42, vignette=0.58, saturation=0.96, gain=(0.98, 1.0, 1.02),
        lift=(0.000, 0.001, 0.003), air=0.9, dust="steel", props=0.92, casts=160.0, watched=False,
    ),
    # the firewall: its light comes from the middle, in the east, and walls are dark on the side one comes from
    "firewall": SceneLight(
        (0.90, -0.16, 0.42), (1.24, 0.92, 0.90), (0.44, 0.36, 0.42), shadow=0.66, height=24.0,
        clear=(0.030, 0.008, 0.016), bloom=0.52, vignette=0.50, gain=(1.03, 1.0, 1.0), lift=(0.006, 0.001, 0.003),
        air=0.9, dust="blush", props=0.92, casts=200.0,
    ),
    # the trunk line: lit by its own rails, and by whoever watches from behind the glass
    "trunk": SceneLight(
        (-0.30, -0.80, 0.52), (1.00, 0.86, 0.86), (0.46, 0.38, 0.44), shadow=0.62, height=20.0,
        clear=(0.030, 0.010, 0.016), bloom=0.60, vignette=0.46, gain=(1.03, 1.0, 1.0), lift=(0.005, 0.001, 0.003),
        air=0.8, dust="blush", props=0.94, casts=200.0,
    ),
    # under the pegboard: a desk lamp out of the picture, low in the north-west; he is the other light
    "core": SceneLight(
        (-0.52, -0.68, 0.52), (1.10, 0.90, 0.68), (0.42, 0.42, 0.48), shadow=0.60, height=20.0,
        clear=(0.031, 0.027, 0.039), bloom=0.50, vignette=0.52, gain=(1.02, 1.0, 0.97), lift=(0.003, 0.002, 0.004),
        air=0.9, dust="amber", props=0.94, casts=900.0, watched=False,
        washes=(Wash(0.05, 0.0, 1.2, 1.4, (0.030, 0.018, 0.008)),),
    ),
}  # fmt: skip
# the private server: white is lit from nowhere and has no floor; where there is a horizon nothing casts a shadow on it
SCENES["sky-white"] = SceneLight(
    (-0.40, -0.70, 0.60), (0.50, 0.49, 0.47), (0.66, 0.66, 0.68), shadow=0.16, height=44.0,
    clear=(0.937, 0.933, 0.922), bloom=0.0, vignette=0.05, threshold=1.3, scan=0.0, air=0.0,
    gain=(1.065, 1.065, 1.06), watched=False,
)  # fmt: skip
SCENES["sky-black"] = SceneLight(
    (-0.62, -0.62, 0.55), (0.86, 0.84, 0.80), (0.26, 0.27, 0.31), shadow=0.0, clear=(0.010, 0.011, 0.014),
    bloom=0.40, vignette=0.10, scan=0.0, air=0.0, watched=False,
)  # fmt: skip
SCENES["sky-stars"] = SceneLight(
    (-0.30, -0.80, 0.55), (0.58, 0.64, 0.80), (0.30, 0.35, 0.48), shadow=0.0, clear=(0.006, 0.011, 0.026),
    bloom=0.45, vignette=0.25, scan=0.0, air=0.15, dust="steel", watched=False,
)  # fmt: skip
SCENES["sky-sunset"] = SceneLight(
    (0.72, 0.20, 0.46), (1.26, 0.82, 0.56), (0.52, 0.40, 0.50), shadow=0.0, clear=(0.10, 0.07, 0.18),
    bloom=0.0, vignette=0.20, threshold=1.1, scan=0.0, air=0.4, dust="amber", watched=False,
)  # fmt: skip
SCENES["sky-morning"] = SceneLight(
    (-0.55, -0.35, 0.60), (0.84, 0.74, 0.66), (0.56, 0.58, 0.64), shadow=0.0, clear=(0.22, 0.33, 0.34),
    bloom=0.14, vignette=0.10, threshold=1.15, scan=0.0, air=0.25, dust="white", watched=False,
)  # fmt: skip
SCENES["sky-sea"] = SceneLight(
    (-0.42, -0.76, 0.58), (0.92, 0.90, 0.84), (0.50, 0.58, 0.66), shadow=0.0, clear=(0.05, 0.25, 0.34),
    bloom=0.14, vignette=0.10, threshold=1.15, scan=0.0, air=0.2, dust="white", watched=False,
)  # fmt: skip
# a desk lamp is the sun: shadows are long, and fall away from it wherever one is
SCENES["garage"] = SceneLight(
    (-0.50, -0.55, 0.44), (1.26, 1.02, 0.74), (0.36, 0.33, 0.40), shadow=0.60, height=34.0, clear=(0.043, 0.035, 0.031),
    bloom=0.50, vignette=0.50, gain=(1.02, 1.0, 0.98), lift=(0.003, 0.003, 0.007), air=1.0, dust="credit", props=0.92,
    casts=160.0, threshold=1.1, watched=False,
)  # fmt: skip
# elsewhere: a morning that somebody has made for one
SCENES["hill"] = SceneLight(
    (-0.6, -0.5, 0.6), (0.9, 0.86, 0.78), (0.5, 0.55, 0.6), shadow=0.0, clear=(0.56, 0.70, 0.77), bloom=0.12,
    vignette=0.18, threshold=1.2, scan=0.0, air=0.0, watched=False, bare=True,
)  # fmt: skip
DISTANCES = 7  # of a room under dark glass: with each it is nearer, and a little more it is morning
for _step in range(DISTANCES):
    _dawn = _step / (DISTANCES - 1)
    SCENES[f"ward-{_step}"] = SceneLight(
        (0.10 - 0.2 * _dawn, 0.30 - 0.9 * _dawn, 0.62), (0.46 + 0.5 * _dawn, 0.78 + 0.06 * _dawn, 0.62 - 0.02 * _dawn),
        (0.24 + 0.22 * _dawn, 0.36 + 0.10 * _dawn, 0.33 + 0.09 * _dawn), shadow=0.0, height=0.0,
        clear=(0.008, 0.018, 0.018), bloom=0.26, vignette=0.52 - 0.22 * _dawn, threshold=0.92, scan=0.0, air=0.5,
        dust="ring" if _dawn < 0.5 else "warm", far=0.035, watched=False,
    )  # fmt: skip
SCENES["ward-wake"] = SCENES["ward-woken"] = SceneLight(
    (0.0, -0.6, 0.6), (1.0, 1.0, 1.0), (0.5, 0.5, 0.5), bloom=0.12, vignette=0.2, threshold=1.1, scan=0.0, air=0.0,
    watched=False, bare=True,
)  # fmt: skip
SCENES["poster"] = SCENES["avenue"]  # the same street, up to the poster's steel edge

SPACE = SceneLight((-0.62, -0.62, 0.55), (0.82, 0.76, 0.66), (0.34, 0.37, 0.45))
WALL_COLOUR: RGB = (0.66, 0.59, 0.45)  # less than the wall is: what it lights must not burn out with it
WALL_REACH = 900.0  # units at which the sweep's light begins to take over
WALL_STEPS = 6  # it does so in steps: every new light means that software lights its sprites anew


def scene(backdrop: str) -> SceneLight:
    return SCENES.get(backdrop, SPACE)


def _mix(a, b, share: float):
    return tuple(x + (y - x) * share for x, y in zip(a, b, strict=True))


def turned(direction: tuple[float, float, float], angle: float | None) -> tuple[float, float, float]:
    """The same height of light, from another side (radians; None: as it is)."""
    if angle is None:
        return direction
    flat = math.hypot(direction[0], direction[1])
    return math.cos(angle) * flat, math.sin(angle) * flat, direction[2]


def light(place: SceneLight, angle: float | None, tint, wall: tuple[float, float, float] | None) -> Light:
    """The key light now. `wall`: (normal x, normal y, distance ahead of the sweep) while one runs."""
    direction, colour = turned(place.direction, angle), place.colour
    if tint:
        colour = tuple(c * t for c, t in zip(colour, tint, strict=True))
    ambient = place.ambient
    if wall is not None:
        share = max(0.0, min(1.0, 1.0 - wall[2] / WALL_REACH)) ** 1.4
        share = round(share * WALL_STEPS) / WALL_STEPS
        direction = _mix(direction, (-wall[0], -wall[1], 0.30), share)
        colour = _mix(colour, WALL_COLOUR, share)
        ambient = _mix(ambient, tuple(a * 0.85 for a in ambient), share)
    length = math.sqrt(sum(v * v for v in direction)) or 1.0
    return Light(tuple(v / length for v in direction), colour, ambient)


def shade(place: SceneLight, now: Light) -> tuple[float, float]:
    """Offset of a shadow [units] for something that flies at the scene's height: away from the light."""
    x, y, z = now.direction
    return -x / max(z, 0.35) * place.height, -y / max(z, 0.35) * place.height


def post(place: SceneLight) -> Post:
    return Post(
        bloom=place.bloom,
        threshold=place.threshold,
        vignette=place.vignette,
        scan=place.scan,
        gain=place.gain,
        lift=place.lift,
        saturation=place.saturation,
    )
