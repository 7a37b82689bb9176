"""From events to what is seen and felt: particles, blows to the camera, flashes, held breath, rumble.

Reads events and the world, writes neither. The table is `impact.IMPACTS`.
"""

from __future__ import annotations

import math

import numpy as np

from game.render import impact
from game.render.camera import Camera
from game.render.flash import FlashLimiter
from game.render.particles import Particles
from game.render.ships_view import SMOKES, SPARKS, ShipsView
from game.render.wounds import Wounds
from game.sim.kinds import KIND_NAMES, KINDS, Team

FRAME = 1 / 60  # s of a held picture
HOLD_LIMIT = 6 * FRAME  # s of hit-stop that may be owed at once
SMOKE_RATE, SPARK_RATE = 16.0, 5.0  # a second and ship
BOOST_RATE, EXHAUST_RATE, BRAKE_RATE = 90.0, 34.0, 60.0
FLARE = {Team.CREW: "muzzle", Team.PLAYERS: "muzzle-hot", Team.MODERATION: "muzzle-brand", Team.NEUTRAL: "muzzle-hot"}


class Effects:
    """One for a view. `on_event` for each event, `update` once a picture."""

    def __init__(self, particles: Particles, camera: Camera, ships: ShipsView) -> None:
        self.particles = particles
        self.camera = camera
        self.ships = ships
        self.flashes = FlashLimiter()
        self.wounds = Wounds()
        self.hold = 0.0  # s for which the picture shall stand still
        self.rumble = (0.0, 0.0, 0.0)
        self._owed: dict[str, float] = {}
        self._player = 0
        self._flies = np.array([bool(KINDS[name].mind) or name == "callister" for name in KIND_NAMES])

    # -- events

    def on_event(self, event, world) -> None:
        self._player = player = world.player or self._player  # on the tick of its death the world has none any more
        what = impact.impact_of(event, player)
        here = self._player_at(world)
        mine = bool(player) and event.who == player
        distance = math.hypot(event.x - here[0], event.y - here[1]) if here else 0.0
        share = impact.weight(what, event, distance, mine or (bool(player) and event.other == player))
        if what.bursts:
            self._burst(what, event, world, here)
        if event.kind in ("hit", "shield.broken"):
            self._shield(event, world)
        if event.kind == "fired":
            self._muzzle(event, world)
        if share <= 0.0:
            return
        if here and mine and event.kind == "hit":
            strong = (0.9 if event.name == "hull" else 0.35) * share
            self.wounds.struck(event.x - here[0], event.y - here[1], strong)
        if here and mine and (event.x or event.y):
            self.camera.hit(what.trauma * share, here[0] - event.x, here[1] - event.y)
        else:
            self.camera.hit(what.trauma * share, self._noise(event), 1.0)
        if what.flash:
            self.flashes.flash(what.flash * share)
        self.hold = min(HOLD_LIMIT, max(self.hold, what.hold * FRAME))
        low, high, seconds = what.rumble
        if seconds and (low + high) * share > sum(self.rumble[:2]):
            self.rumble = (low * share, high * share, seconds)

    @staticmethod
    def _player_at(world) -> tuple[float, float] | None:
        row = world.player_row
        return (float(world.ships.x[row]), float(world.ships.y[row])) if row >= 0 else None

    @staticmethod
    def _noise(event) -> float:
        return math.sin(event.x * 12.9898 + event.y * 78.233)

    def _burst(self, what: impact.Impact, event, world, here) -> None:
        x, y, velocity, away = event.x, event.y, (0.0, 0.0), 0.0
        row = world.ships.row_of(event.who) if event.who else -1
        if row >= 0:
            ships = world.ships
            if event.kind in ("boost.began", "brake.began", "respawned") or not (x or y):
                x, y = float(ships.x[row]), float(ships.y[row])
            velocity = float(ships.vx[row]), float(ships.vy[row])
            away = math.atan2(y - float(ships.y[row]), x - float(ships.x[row]))
            if event.kind == "boost.began":
                away = float(ships.angle[row]) + math.pi
                x, y = x + math.cos(away) * 34.0, y + math.sin(away) * 34.0
        elif here:
            away = math.atan2(here[1] - y, here[0] - x)  # stone flies back at who shot it
        for style in what.bursts:
            self.particles.burst(style, x, y, away, velocity)

    def _shield(self, event, world) -> None:
        row = world.ships.row_of(event.who)
        if row < 0 or (event.kind == "hit" and event.name != "shield"):
            return
        bearing = math.atan2(event.y - float(world.ships.y[row]), event.x - float(world.ships.x[row]))
        self.ships.struck(event.who, bearing, event.kind == "shield.broken")

    def _muzzle(self, event, world) -> None:
        row = world.ships.row_of(event.who)
        if row >= 0:
            ships = world.ships
            velocity = float(ships.vx[row]), float(ships.vy[row])
            self.particles.burst(FLARE[Team(int(ships.team[row]))], event.x, event.y, float(ships.angle[row]), velocity)

    # -- what goes on all the time

    def update(self, world, poses, dt: float) -> None:
        self.flashes.update(dt)
        self.wounds.update(dt)
        self._wounds(world, poses, dt)
        row = world.player_row
        if row >= 0:
            self._exhaust(world, poses, row, dt)
        self.particles.update(dt)

    def _due(self, name: str, rate: float, dt: float) -> int:
        owed = self._owed.get(name, 0.0) + rate * dt
        self._owed[name] = owed - int(owed)
        return int(owed)

    def _wounds(self, world, poses, dt: float) -> None:
        ships = world.ships
        left = ships.hull / np.maximum(ships.hull_max, 1e-9)
        left[~poses.seen | ~self._flies[ships.kind]] = 1.0
        if not left.size or float(left.min()) >= SMOKES:
            return
        for style, rate, under in (("hull-smoke", SMOKE_RATE, SMOKES), ("hull-sparks", SPARK_RATE, SPARKS)):
            rows = np.flatnonzero(left < under)
            count = self._due(style, rate * len(rows), dt) if rows.size else 0
            if count:
                pick = rows[np.arange(count) % rows.size] if count >= rows.size else rows[: max(1, count)]
                turn = poses.angle[pick] + math.pi
                self.particles.emit(
                    style, poses.x[pick], poses.y[pick], turn, (ships.vx[pick], ships.vy[pick]), count=1
                )

    def _exhaust(self, world, poses, row: int, dt: float) -> None:
        ships = world.ships
        angle = float(poses.angle[row])
        back = 40.0
        x, y = float(poses.x[row]) - math.cos(angle) * back, float(poses.y[row]) - math.sin(angle) * back
        velocity = float(ships.vx[row]), float(ships.vy[row])
        if ships.boosting[row]:
            self._stream("boost", BOOST_RATE, x, y, angle + math.pi, velocity, dt)
        elif ships.thrusting[row] > 0.1:
            self._stream("exhaust", EXHAUST_RATE * float(ships.thrusting[row]), x, y, angle + math.pi, velocity, dt)
        speed = math.hypot(*velocity)
        if ships.braking[row] and speed > 40.0:
            course = math.atan2(velocity[1], velocity[0])
            nose = float(poses.x[row]) + math.cos(course) * 44.0, float(poses.y[row]) + math.sin(course) * 44.0
            self._stream("brake", BRAKE_RATE, *nose, course, velocity, dt)

    def _stream(self, style: str, rate: float, x: float, y: float, turn: float, velocity, dt: float) -> None:
        count = self._due(style, rate, dt)
        if count:
            self.particles.emit(style, x, y, turn, velocity, count=count)
