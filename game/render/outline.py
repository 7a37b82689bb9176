"""Outlines of what is solid, as complex numbers: what a rope or a shadow goes by."""

from __future__ import annotations


def band_round(places: list[complex]) -> list[complex]:
    """Those that a band round all of them would touch, in order: their convex hull."""
    ordered = sorted(set(places), key=lambda place: (place.real, place.imag))
    halves = []
    for run in (ordered, ordered[::-1]):
        half: list[complex] = []
        for place in run:
            while len(half) > 1 and ((half[-1] - half[-2]).conjugate() * (place - half[-2])).imag <= 0.0:
                half.pop()
            half.append(place)
        halves += half[:-1]
    return halves
