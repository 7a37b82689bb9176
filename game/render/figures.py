"""People at their stations: the portraits' own heads on bodies of their own, in layers that live.

A portrait's SVG says by its comments what is what; a figure takes it apart: `neck` and `head` move together, `torso`
lies between them with the body, `lids` are its eyes closed. All layers share the portrait's square, so that they fit.
"""

from __future__ import annotations

import re

LAYERS = ("neck", "torso", "head", "lids")
ABOARD = ("nanette", "nate", "elena", "karl", "kabir", "walt")
SIDE = 300.0  # of a portrait's square
BODY_BOX = (-60.0, 220.0, 420.0, 300.0)  # of the bodies' SVGs, in the portrait's measures

EYE = 15.0  # no white of an eye is narrower

_PART = re.compile(r"(?=<!-- (?:hair behind|neck|torso|head|features|hair and gear) -->)")
_NAME = re.compile(r"<!-- ([a-z ]+) -->")
_PATH = re.compile(r'<path d="([^"]*)" fill="(#[0-9A-Fa-f]{6})"[^>]*?(?: fill-opacity="([0-9.]+)")?/>')
_SOCKET = ("0.55", "0.75")  # the opacity of the hollow that is drawn before each eye
_WANTED = {"neck": ("hair behind", "neck"), "torso": ("torso",), "head": ("head", "features", "hair and gear")}


def layer(svg: str, name: str) -> str:
    """One layer of a portrait as an SVG of the same square. ValueError when the portrait has no parts."""
    start, *parts = _PART.split(svg)
    if not parts:
        raise ValueError("no parts: a portrait names them in comments, such as <!-- head -->")
    named = {_NAME.match(part)[1]: part.replace("</svg>", "") for part in parts}  # type: ignore[index]
    if name == "lids":
        return start + _lids(named.get("features", ""), named.get("head", "")) + "</svg>"
    return start + "".join(named.get(each, "") for each in _WANTED[name]) + "</svg>"


def _lids(features: str, head: str) -> str:
    """Closed eyes: skin over each white of an eye, and its lower edge as lashes."""
    skin = _skin(head)
    paths = list(_PATH.finditer(features))
    closed = ""
    for i, path in enumerate(paths):
        eye = paths[i + 1] if i + 1 < len(paths) else None
        if path[3] not in _SOCKET or eye is None or eye[3]:
            continue
        # of both eyes the hollow is drawn first, then the white; a light in the eye is white too, but small
        if not _is_white(eye[2]) or _width(eye[1]) < EYE:
            continue
        tone = _between(path[2], skin, 0.55)
        closed += f'<path d="{eye[1]}" fill="{tone}" stroke="{tone}" stroke-width="7" stroke-linejoin="round"/>'
        closed += (
            f'<path d="{_lower_edge(eye[1])}" fill="none" stroke="#241420" stroke-width="3.6" stroke-linecap="round"/>'
        )
    return closed


def _skin(head: str) -> str:
    """The head's main colour: that of its first path."""
    found = _PATH.search(head)
    return found[2] if found else "#8A5238"


def _is_white(colour: str) -> bool:
    r, g, b = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return min(r, g, b) > 160


def _between(a: str, b: str, share: float) -> str:
    pairs = ((int(a[i : i + 2], 16), int(b[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(x + (y - x) * share):02X}" for x, y in pairs)


def _points(data: str) -> list[tuple[float, ...]]:
    return [tuple(map(float, pair.split())) for pair in re.findall(r"-?[\d.]+ -?[\d.]+", data)]


def _width(data: str) -> float:
    xs = [x for x, _ in _points(data)]
    return max(xs) - min(xs)


def _lower_edge(data: str) -> str:
    """The lower half of a closed polygon, from its left corner to its right one."""
    points = _points(data)
    left, right = (
        min(range(len(points)), key=lambda i: points[i][0]),
        max(range(len(points)), key=lambda i: points[i][0]),
    )
    one, other = _run(points, left, right), _run(points, right, left)[::-1]
    lower = max(one, other, key=lambda run: sum(y for _, y in run) / len(run))
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in lower)


def _run(points: list[tuple[float, ...]], start: int, stop: int) -> list[tuple[float, ...]]:
    run = [points[start]]
    while start != stop:
        start = (start + 1) % len(points)
        run.append(points[start])
    return run
