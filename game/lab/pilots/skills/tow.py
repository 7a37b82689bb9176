"""Bringing somebody home on a rope: wide round what stands there, slow in bends, and no hurry but before the end."""

from __future__ import annotations

import math

import numpy as np

from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import InTow, Sight
from game.lab.pilots.skills.skill import Skill
from game.sim.flight import FULL_SPEED, TURN_PULL
from game.sim.tables import Complex, Flag, Float

PACE = 0.72  # of full speed, straight on
BENT = 0.55  # share of that which a turn right back takes off
WORN = 0.3  # strain from which it eases off
EASE = 0.6  # share of its pace then
HURRY, IN_HURRY = 330.0, 0.92  # the end of things is nearer than this behind [u]: then at such a pace
STEP, STEPS = 0.12, 14  # of what it pictures [s]
LATE = 0.16  # nothing that it wishes now shows before [s]
DIRECTIONS = 24
PACES = (1.0, 0.62, 0.3)
HARM_SHIP, HARM_POD = 2.6, 3.4  # how much it minds an early end of either
SWAY = 0.10  # and changing its mind
RIGGED = 0.985  # the rope is taut from this share of its length on
ARRIVED = 60.0  # a marker that it has reached, it flies on from [u]
ONWARDS = 300.0  # so far [u]
FAR = 700.0  # a signal without a marker is gone after so far at a time [u]

_WISH: Complex = np.exp(1j * np.arange(DIRECTIONS) * (math.tau / DIRECTIONS))


class BringInTow(Skill):
    """To the marker (or the signal) with a pod behind: of some wishes the one that brings both nearest unhurt."""

    def forget(self) -> None:
        self._last = 0j

    _last = 0j  # the wish taken last

    def act(self, sight: Sight) -> Intent | None:
        tow, goal = sight.tow, self._goal(sight)
        if tow is None or goal is None or "thrust" not in sight.able:
            return None
        x, y = self.faculties.navigator.waypoint(sight, *goal)
        wish = self._choose(sight, tow, complex(x - sight.x, y - sight.y))
        self._last = wish
        slows = abs(wish) * FULL_SPEED < sight.speed * 0.4 and sight.speed > 80.0
        return Intent(move=(wish.real, wish.imag), brake=slows and "brake" in sight.able)

    @staticmethod
    def _goal(sight: Sight) -> tuple[float, float] | None:
        if sight.marker is not None:
            x, y = sight.marker
            if math.dist((x, y), (sight.x, sight.y)) > ARRIVED:
                return x, y
            way = complex(sight.vx, sight.vy) / max(sight.speed, 1.0)
            return x + way.real * ONWARDS, y + way.imag * ONWARDS
        if sight.signal is None:
            return None
        return sight.x + sight.signal[0] * FAR, sight.y + sight.signal[1] * FAR

    def _choose(self, sight: Sight, tow: InTow, to: complex) -> complex:
        far = max(abs(to), 1.0)
        speed = complex(sight.vx, sight.vy)
        turn = 1.0 - (speed * to.conjugate()).real / max(abs(speed) * far, 1.0) if sight.speed > 60.0 else 0.0
        pace = IN_HURRY if sight.front is not None and sight.front < HURRY else PACE
        pace *= (1.0 - BENT * 0.5 * turn) * (EASE if tow.strain > WORN else 1.0)
        wishes: Complex = np.concatenate([[to / far * pace], *(_WISH * (pace * share) for share in PACES), [0j]])
        ship, pod = self._picture(sight, tow, wishes * FULL_SPEED)
        chart = self.faculties.chart
        ended = np.logical_or.accumulate(chart.blocked(sight.x, sight.y, ship.real, ship.imag), axis=1)
        struck = np.logical_or.accumulate(chart.blocked(tow.x, tow.y, pod.real, pod.imag), axis=1)
        struck |= self._too_near(ship, pod)
        gap = np.abs(ship - complex(sight.x, sight.y) - to)
        gap[ended] = np.inf
        gained = far - np.minimum(gap.min(axis=1), far + 100.0)
        score = gained / (FULL_SPEED * STEP * STEPS)
        score -= (HARM_SHIP * ended.sum(axis=1) + HARM_POD * struck.sum(axis=1)) / STEPS
        score += SWAY * (wishes * self._last.conjugate()).real
        return complex(wishes[int(np.argmax(score))])

    @staticmethod
    def _too_near(ship: Complex, pod: Complex) -> Flag:
        """When the pod would swing into the ship."""
        near: Flag = np.abs(ship - pod) < 64.0
        return near

    @staticmethod
    def _picture(sight: Sight, tow: InTow, wishes: Complex) -> tuple[Complex, Complex]:
        """Where each wish [u/s] would have ship and pod, every STEP: two of shape (k, STEPS).

        The pod goes straight on, as it is pulled, until the rope is taut; then it gives up what would part them.
        """
        k = len(wishes)
        ship, pod = np.full(k, complex(sight.x, sight.y)), np.full(k, complex(tow.x, tow.y))
        way, drift = np.full(k, complex(sight.vx, sight.vy)), np.full(k, complex(tow.vx, tow.vy))
        pull = complex(*sight.pull)
        ships: Complex = np.empty((k, STEPS), np.complex128)
        pods: Complex = np.empty((k, STEPS), np.complex128)
        for step in range(STEPS):
            if (step + 1) * STEP > LATE:
                change = wishes - way
                most = TURN_PULL * 0.7 * STEP  # of what the two of them do together
                way = way + change * np.minimum(1.0, most / np.maximum(np.abs(change), 1e-6))
            ship = ship + way * STEP
            drift = drift + pull * STEP
            pod = pod + drift * STEP
            rope = ship - pod
            long: Float = np.abs(rope)
            along = rope / np.maximum(long, 1.0)
            taut = long > tow.length * RIGGED
            parting = ((way - drift) * along.conj()).real
            drift = np.where(taut & (parting > 0.0), drift + along * parting, drift)
            pod = np.where(long > tow.length, ship - along * tow.length, pod)
            ships[:, step], pods[:, step] = ship, pod
        return ships, pods


__all__ = ["BringInTow"]
