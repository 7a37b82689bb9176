"""What will be seen soon is made ready in time nobody misses: ships at all rotations, the place behind a gate."""

from __future__ import annotations

from game.render.atlas import CAPACITY, Atlas
from game.render.backend import Renderer
from game.render.canvas import LABEL, cap_of
from game.render.dialogue_panel import HIGH, WORDS
from game.render.foreground import FOREGROUNDS
from game.render.frame import Camera
from game.render.ships_view import COLOSSAL
from game.render.speakers import face
from game.render.view import View
from game.sim.gates import Gate
from game.sim.kinds import KINDS, PLAYER, Kind
from game.story.level import Level

WIDEST = 0.5  # zoom
SKINS = ("", "#1", "#2")
TALK = (WORDS, LABEL + 3, LABEL + 2, LABEL)  # cap heights of what is said, asked, answered, and of who says it [units]


def level(renderer: Renderer, begun: Level, unit: float | None = None) -> None:
    """A level has begun: its ships, the faces of who speaks in it, what hangs before its grounds.

    What was rastered for the levels before it and is not wanted any more goes.
    """
    renderer.atlas.turn_over()
    ships(renderer, begun, unit)
    renderer.atlas.look_forward(sights(begun))


def scenery(view: View, unit: float = 1.0) -> None:
    """What stands far from where a view begins, who will speak, and the letters of what they say, by a thread: a large
    picture takes a tenth of a second, a face some milliseconds, the first words of a size as long as a face.

    unit  of the glass [px]
    """
    view.atlas.warm_later(later(view, unit))


def later(view: View, unit: float = 1.0) -> list[str]:
    """Names of sprites that a view does not show at first."""
    level = view.episode.level
    return [*view.terrain.far, *sights(level), *letters(view.atlas, level, unit)]


def letters(atlas: Atlas, level: Level, unit: float) -> list[str]:
    """Names of the letters of a level's lines, in the sizes of talk; none where many sizes have filled the atlas."""
    if len(atlas) > CAPACITY // 2:
        return []
    chars = sorted(set("".join(line.text for line in level.lines.values())) - {" "})
    caps = {cap_of(size, unit) for size in TALK}
    return [atlas.sprites[atlas.letter(char, cap)].name for cap in sorted(caps) for char in chars]


def sights(level: Level) -> list[str]:
    """Names of sprites that their first sight would cost some milliseconds each, in the order of the level."""
    grounds = [zone.backdrop for zone in level.map.zones.values()]
    hanging = [f"soft/{kind.art}" for ground in grounds for kind in FOREGROUNDS.get(ground, ())]
    flying = [f"soft/{kind.art}" for kind in kinds(level)]
    colossal = [kind.art for kind in kinds(level) if kind.length >= COLOSSAL]  # which `ships` leaves out
    return list(dict.fromkeys([*hanging, *flying, *colossal, *faces(level)]))


def faces(level: Level) -> list[str]:
    """Names of the portraits of who speaks in a level, in its order."""
    return [name for name in dict.fromkeys(face(line.who, line.mood or "") for line in level.lines.values()) if name]


def kinds(level: Level) -> list[Kind]:
    """Who flies in a level: the player's ship first, then whom its script spawns."""
    wanted = {action.what for beat in level.beats.values() for action in beat.then if hasattr(action, "what")}
    return [PLAYER, *(KINDS[name] for name in sorted(wanted & set(KINDS)))]


def ships(renderer: Renderer, level: Level, unit: float | None = None) -> None:
    """Every kind that the level's script spawns and who speaks in it, as large as drawn, while frames have time left.

    `unit` [px] is that of a picture which does not fill the window.
    What is colossal would take more than a frame's spare time, and does not turn: it is left to its first sight.
    """
    unit = unit or view_unit(renderer)
    turning = [kind for kind in kinds(level) if kind.length < COLOSSAL]
    fliers = [(kind.art + skin, kind.length * unit) for kind in turning for skin in SKINS]
    renderer.prewarm_later([*fliers, *((name, HIGH * unit) for name in faces(level))])


def behind(renderer: Renderer, level: Level, gate: Gate, unit: float | None = None) -> None:
    """The ground on the other side of a gate that has just opened, as wide as a level may show it on arrival."""
    x, y, _ = gate.to
    zone = level.map.zone_at(x, y)
    if zone is not None and zone.backdrop:
        renderer.preload(zone.backdrop, Camera(x, y, WIDEST * (unit or view_unit(renderer))))


def view_unit(renderer: Renderer) -> float:
    """Pixels a unit of the world has at zoom 1."""
    return min(renderer.size[0] / 1280.0, renderer.size[1] / 720.0)
