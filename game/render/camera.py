"""Where the picture looks: a camera that leads the ship, obeys the director and shakes. Presentation only."""

from __future__ import annotations

import cmath
import math
from dataclasses import dataclass

NOMINAL = (1280.0, 720.0)  # units seen at zoom 1

VELOCITY_LEAD = 0.35  # s of flight that the camera looks ahead
VELOCITY_LEAD_MAX = 210.0  # units: at boost the ship must not leave the rear third of the picture
AIM_LEAD = 0.12  # share of half the view's width by which it looks along the nose
LEAD_TIME = 0.45  # s until the lead has mostly followed
CUE_TIME = 0.55  # s until a cue of the director holds
ZOOM_TIME = 0.5  # s
ZOOM_STEP = 1 / 64  # zooms are steps, so that a software picture can keep its scaled surfaces
HALF_A_SHIP = 83.0  # px at 720p that stay between the middle of the ship and a panel below it
TALK_TIME = 0.6  # s in which the ship gives way to the panel
KEEP_IN_FRAME = 110.0  # px at 720p: a cue never pushes the player's ship nearer to the edge than this

SHAKE_REACH = 16.0  # px at 720p under full trauma
SHAKE_ALONG = 0.85  # share of the shake that follows the direction of the blow
TRAUMA_FADE = 1.5  # trauma lost a second
SHAKE_RATES = (13.1, 17.7, 23.3)  # Hz: never in step with each other, so the shake does not look like a tone

FIGHT_GLANCE = 0.34  # share of the way to the middle of those who hunt the ship
FIGHT_GLANCE_MAX = 260.0  # units
SWEEP_GLANCE = 380.0  # units the view slides back towards the wall that follows the ship
SWEEP_NEAR, SWEEP_FAR = 500.0, 1500.0  # distances between which the glance fades


@dataclass(frozen=True, slots=True)
class Lens:
    """From world units to pixels of one picture; arrays welcome.

    scale: px per unit. (left, top): screen position of the world's origin, whole pixels, so that a resting camera
    gives bit-identical pictures and a moving one does not make the backdrop shimmer.
    """

    scale: float
    left: float
    top: float
    width: int
    height: int

    @property
    def ui(self) -> float:
        """Pixels per HUD unit: 1 at 720p."""
        return min(self.width / NOMINAL[0], self.height / NOMINAL[1])

    def x(self, x):
        return x * self.scale + self.left

    def y(self, y):
        return y * self.scale + self.top

    def world(self, px: float, py: float) -> tuple[float, float]:
        return (px - self.left) / self.scale, (py - self.top) / self.scale

    @property
    def centre(self) -> tuple[float, float]:
        return self.world(self.width / 2, self.height / 2)

    def rect(self, margin: float = 0.0) -> tuple[float, float, float, float]:
        """World rectangle on screen, grown by `margin` units."""
        x0, y0 = self.world(0, 0)
        x1, y1 = self.world(self.width, self.height)
        return x0 - margin, y0 - margin, x1 + margin, y1 + margin

    def sees(self, x, y, margin):
        """Mask of the points nearer than `margin` units to the screen's rectangle."""
        x0, y0, x1, y1 = self.rect()
        return (x > x0 - margin) & (x < x1 + margin) & (y > y0 - margin) & (y < y1 + margin)


@dataclass(frozen=True, slots=True)
class Subject:
    """What the camera follows: the ship's drawn pose and velocity (units, u/s, radians)."""

    x: float
    y: float
    vx: float = 0.0
    vy: float = 0.0
    angle: float = 0.0


@dataclass(frozen=True, slots=True)
class Glance:
    """A wish of the director: look at a point (None: stay with the ship) and zoom."""

    x: float | None = None
    y: float | None = None
    zoom: float = 1.0


def ease(rate_time: float, dt: float) -> float:
    """Share of the way to go in `dt` seconds when 90 % are to be gone in `rate_time`, whatever the frame rate."""
    return 1.0 - math.exp(-2.3 * dt / rate_time)


def _within(value: float, low: float, high: float) -> float:
    """Clamped; the middle when there is no room between the limits."""
    return min(max(value, low), high) if low <= high else (low + high) / 2


class Camera:
    """Follows a Subject. `update` once a picture, then `lens`."""

    def __init__(self) -> None:
        self.x = self.y = 0.0
        self._below = self._above = KEEP_IN_FRAME
        self.lead = 0j  # from the ship, a vector of the plane [units]
        self.zoom = 1.0
        self.trauma = 0.0
        self.shake_scale = 1.0  # the player's slider, 0..1
        self._blow = (1.0, 0.0)
        self._cue = 0.0  # how far the director's cue holds, 0..1
        self._cue_at = (0.0, 0.0)
        self._glance = 0.0
        self._clock = 0.0
        self._placed = False
        self.beside = 0.0  # how far a panel lies over the picture from the left [px at 720p]: the ship stays beside it
        self._left = 0.0  # and how far it is made room for
        self._right = 0.0  # and from the other side

    @property
    def placed(self) -> bool:
        """Whether it is anywhere yet: after a cut it has no place until the next update."""
        return self._placed

    def cut(self) -> None:
        """Next update jumps to its subject: after a gate, a retry, a load."""
        self._placed = False
        self.trauma = 0.0

    def hit(self, trauma: float, dx: float = 1.0, dy: float = 0.0) -> None:
        """Add trauma (0..1) from a blow that travels along (dx, dy)."""
        if trauma <= 0.0:
            return
        self.trauma = min(1.0, self.trauma + trauma)
        length = math.hypot(dx, dy)
        if length > 1e-6:
            self._blow = (dx / length, dy / length)

    def update(
        self,
        subject: Subject,
        dt: float,
        cue: Glance | None = None,
        sweep: tuple[float, float, float] | None = None,
        foes: tuple[float, float] | None = None,
        bounds: tuple[float, float, float, float] | None = None,
        talk: float = 0.0,
        bars: float = 0.0,
        dial: float = 0.0,
        head: float = 0.0,
    ) -> None:
        """Advance by `dt` s.

        sweep   (normal x, normal y, distance ahead of the wall) while one runs
        foes    the middle of those who hunt the ship, while there are some near
        bounds  x0, y0, x1, y1 that the picture does not leave, as far as it fits
        talk    how high the panel at the foot of the picture reaches [px at 720p]: the ship stays above it
        bars    how far instruments reach from the left at her height [px at 720p]: the ship stays beside them
        dial    the same from the right
        head    how far they reach down from the picture's head [px at 720p]: the ship stays below them
        """
        self._clock += dt
        self.trauma = max(0.0, self.trauma - TRAUMA_FADE * dt)
        wish = self._wished_lead(subject, sweep, foes, dt)
        if not self._placed:
            self.lead = wish
            self._cue = 0.0
            self.zoom = cue.zoom if cue else 1.0
        self.lead += (wish - self.lead) * ease(LEAD_TIME, dt)
        zoom = cue.zoom if cue else 1.0
        self.zoom *= (zoom / self.zoom) ** ease(ZOOM_TIME, dt)
        if abs(self.zoom - zoom) < 0.004:
            self.zoom = zoom
        self._follow_cue(cue, dt)
        x, y = subject.x + self.lead.real, subject.y + self.lead.imag
        x += (self._cue_at[0] - x) * self._cue
        y += (self._cue_at[1] - y) * self._cue
        half_w, half_h = NOMINAL[0] / 2 / self.zoom, NOMINAL[1] / 2 / self.zoom
        self._left += (max(self.beside, bars) - self._left) * ease(TALK_TIME, dt)
        self._right += (dial - self._right) * ease(TALK_TIME, dt)
        x -= (self._left - self._right) / 2 / self.zoom
        if bounds is not None:
            x, y = (
                _within(x, bounds[0] + half_w, bounds[2] - half_w),
                _within(y, bounds[1] + half_h, bounds[3] - half_h),
            )
        left, right = (
            max(KEEP_IN_FRAME, (side + HALF_A_SHIP) / self.zoom if side > 1.0 else 0.0)
            for side in (self._left, self._right)
        )
        self.x = _within(x, subject.x - half_w + right, subject.x + half_w - left)
        below = max(KEEP_IN_FRAME, min(talk + HALF_A_SHIP, NOMINAL[1] - KEEP_IN_FRAME)) if talk else KEEP_IN_FRAME
        self._below += (below - self._below) * ease(TALK_TIME, dt)
        above = min(head + HALF_A_SHIP, NOMINAL[1] / 2) if head else KEEP_IN_FRAME
        self._above += (above - self._above) * ease(TALK_TIME, dt)
        self.y = _within(
            y,
            subject.y - half_h + self._below / self.zoom,
            subject.y + half_h - max(KEEP_IN_FRAME, self._above / self.zoom),
        )
        self._placed = True

    def _wished_lead(self, subject: Subject, sweep, foes, dt: float) -> complex:
        """How far from the ship the picture should look [units], as a vector of the plane."""
        lead = complex(subject.vx, subject.vy) * VELOCITY_LEAD
        if abs(lead) > VELOCITY_LEAD_MAX:
            lead *= VELOCITY_LEAD_MAX / abs(lead)
        lead += cmath.rect(AIM_LEAD * NOMINAL[0] / 2, subject.angle)
        if foes is not None:  # look at the fight: half of the lead, and a part of the way to them
            there = complex(foes[0] - subject.x, foes[1] - subject.y) * FIGHT_GLANCE
            lead = lead * 0.5 + there * min(1.0, FIGHT_GLANCE_MAX / max(abs(there), 1e-6))
        near = 0.0
        if sweep is not None and sweep[2] > -200.0:
            near = 1.0 - min(1.0, max(0.0, (sweep[2] - SWEEP_NEAR) / (SWEEP_FAR - SWEEP_NEAR)))
        self._glance += (near - self._glance) * ease(1.6, dt)
        if sweep is not None:
            lead -= complex(sweep[0], sweep[1]) * SWEEP_GLANCE * self._glance
        return lead

    def _follow_cue(self, cue: Glance | None, dt: float) -> None:
        looks = cue is not None and cue.x is not None
        if looks:
            self._cue_at = (float(cue.x), float(cue.y or 0.0))  # type: ignore[union-attr, arg-type]
        self._cue += ((1.0 if looks else 0.0) - self._cue) * ease(CUE_TIME, dt)
        if not looks and self._cue < 0.002:
            self._cue = 0.0

    def shake(self) -> tuple[float, float]:
        """Offset in px at 720p: trauma squared, mostly along the last blow."""
        if self.trauma <= 0.0 or self.shake_scale <= 0.0:
            return 0.0, 0.0
        reach = SHAKE_REACH * self.trauma**2 * self.shake_scale
        a, b, c = (math.sin(math.tau * rate * self._clock) for rate in SHAKE_RATES)
        along, across = reach * SHAKE_ALONG * (a + b) / 2, reach * (1 - SHAKE_ALONG) * (b + c) / 2
        dx, dy = self._blow
        return dx * along - dy * across, dy * along + dx * across

    def lens(self, size: tuple[int, int]) -> Lens:
        """The view of this moment for a picture of `size` px."""
        width, height = size
        unit = min(width / NOMINAL[0], height / NOMINAL[1])
        zoom = max(ZOOM_STEP, round(self.zoom / ZOOM_STEP) * ZOOM_STEP)
        scale = unit * zoom
        sx, sy = self.shake()
        left = round(width / 2 - self.x * scale + sx * unit)
        top = round(height / 2 - self.y * scale + sy * unit)
        return Lens(scale, float(left), float(top), width, height)
