"""A hull overhead in GL: a factor and a haze over the whole floor, and the tiles of its picture as turned quads."""

from __future__ import annotations

from typing import Any

import moderngl
import numpy as np

from game.render import hulls, overhead
from game.render.backdrop import AHEAD, TileStore
from game.render.gltiles import Tile, TileLayers
from game.render.overhead import Overhead
from game.render.shaders import FULL_VERTEX, HEAD

MOST_STRIPS = 8
COLUMNS = 9  # x, y, w, h [px]; share of the layer across and down; layer; upper left corner [px of the picture]

PLACE = (
    f"""
const int MOST_STRIPS = {MOST_STRIPS};
uniform vec2 screen;
uniform vec4 hull;    // x, y of the shadow's middle [px], nose
uniform vec4 size;    // half length, half width, reach of the flank lights [units], px a unit
uniform vec2 strip[MOST_STRIPS];
uniform int strips;
uniform float time;
uniform vec3 shade, lit, flank;
uniform vec4 lamps;   // every, first, half width, spread
uniform vec4 bands;   // every, speed; share of the light at its end, and between two lamps
uniform vec4 over;    // x, y of the picture's middle [px], px a unit, how dark it is under its sides
uniform vec3 under;   // how far beside them, how far from its ends not, and how it fades in there [units]
uniform vec2 soft;    // a strip's edges [units], and what is left of its light at the hull's sides
"""
    + """
in vec2 uv;
out vec4 result;
vec2 there() {
    vec2 p = (vec2(uv.x, 1.0 - uv.y) * screen - hull.xy) / size.w;
    return vec2(dot(p, hull.zw), p.y * hull.z - p.x * hull.w);
}
float under_sides() {
    vec2 p = (vec2(uv.x, 1.0 - uv.y) * screen - over.xy) / over.z;
    vec2 q = vec2(dot(p, hull.zw), p.y * hull.z - p.x * hull.w);
    float away = abs(q.y) - size.y;
    if (away < 0.0 || away > under.x) return 1.0;
    float within = smoothstep(0.0, under.z, size.x - under.y - abs(q.x));
    return 1.0 - over.w * within * pow(1.0 - away / under.x, 1.5);
}
float in_shadow(vec2 q) {
    float d = max(abs(q.x) - size.x, abs(q.y) - size.y);
    return smoothstep(SOFT, -SOFT, d);
}
float in_strip(vec2 q) {
    float s = 0.0;
    for (int i = 0; i < strips; i++)
        s = max(s, smoothstep(-soft.x, soft.x, min(q.x - strip[i].x, strip[i].y - q.x)));
    float aside = clamp(abs(q.y) / size.y, 0.0, 1.0);
    return s * mix(1.0, soft.y, aside * aside);
}
float in_flank(vec2 q) {
    float away = abs(q.y) - size.y;
    float k = smoothstep(-SOFT, SOFT, away) * smoothstep(SOFT, -SOFT, away - size.z);
    k *= smoothstep(SOFT, -SOFT, abs(q.x) - size.x);
    if (k <= 0.0) return 0.0;
    float lamp = abs(mod(q.x - lamps.y + lamps.x * 0.5, lamps.x) - lamps.x * 0.5);
    float wide = lamps.z + away * lamps.w;
    float cone = smoothstep(1.04, 0.92, lamp / wide);
    float other = smoothstep(1.04, 0.92, (lamps.x - lamp) / wide);
    float light = mix(bands.w, 1.0, max(cone, other));
    light += 0.22 * pow(0.5 + 0.5 * cos((away - time * bands.y) * 6.2831853 / bands.x), 24.0);
    light *= mix(1.0, bands.z, clamp(away / size.z, 0.0, 1.0));
    return k * light + 0.8 * smoothstep(5.0, 1.0, abs(away - size.z)) * k;
}
"""
).replace("SOFT", f"{overhead.SOFT:.1f}")

FACTOR = (
    HEAD
    + PLACE
    + """
void main() {
    vec2 q = there();
    vec3 k = mix(vec3(1.0), mix(shade, lit, in_strip(q)), in_shadow(q));
    result = vec4((k + flank * in_flank(q)) * under_sides(), 1.0);
}
"""
)

HAZE = (
    HEAD
    + PLACE
    + """
void main() {
    vec2 q = there();
    float s = in_strip(q) * in_shadow(q);
    result = vec4((lit * s + flank * in_flank(q)) * under_sides(), 0.0);
}
"""
)

TILE_VERTEX = (
    HEAD
    + """
uniform vec2 screen, nose;
in vec4 in_place; // middle and size [px]
in vec3 in_tile;  // the part of the layer that is used, and the layer
in vec2 in_corner; // of the tile in its picture [px of the picture]
out vec3 uvw;
out vec2 place, at;
void main() {
    vec2 uv = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
    uvw = vec3(uv * in_tile.xy, in_tile.z);
    at = in_corner + uv * in_tile.xy * 512.0;
    vec2 p = (uv - 0.5) * in_place.zw;
    place = in_place.xy + vec2(p.x * nose.x - p.y * nose.y, p.x * nose.y + p.y * nose.x);
    gl_Position = vec4(place.x / screen.x * 2.0 - 1.0, 1.0 - place.y / screen.y * 2.0, 0.0, 1.0);
}
"""
)

TILE_FRAGMENT = (
    HEAD
    + f"const int EDGES = {len(overhead.OUTLINE)};"
    + """
uniform sampler2DArray tile;
uniform float cover, dim;
uniform vec3 room;  // x, y, radius; none when that is 0
uniform vec2 open;  // share of that radius that is all free, and what is left of the hull there
uniform float high; // of the picture [px of it]
uniform vec2 outline[EDGES];
in vec3 uvw;
in vec2 place, at;
out vec4 result;
float within() {
    vec2 p = vec2(at.x, min(at.y, high - at.y)) / high;
    for (int i = 1; i < EDGES; i++) {
        vec2 a = outline[i - 1], b = outline[i];
        if (p.x >= a.x && p.x < b.x) return step(mix(a.y, b.y, (p.x - a.x) / (b.x - a.x)), p.y);
    }
    return 0.0;
}
void main() {
    float free = 1.0;
    if (room.z > 0.0) free = open.y + (1.0 - open.y) * smoothstep(open.x, 1.0, length(place - room.xy) / room.z);
    float covers = within();
    result = vec4(texture(tile, uvw).rgb * cover * free, (1.0 - dim) * cover * free * covers);
}
"""
)


class GLOverhead:
    """The programs, and the tiles through the store of the back end."""

    def __init__(self, context: moderngl.Context, layers: TileLayers) -> None:
        self.context = context
        self._layers = layers

        def full(fragment: str) -> tuple[moderngl.Program, moderngl.VertexArray]:
            program = context.program(vertex_shader=FULL_VERTEX, fragment_shader=fragment)
            return program, context.vertex_array(program, [])

        self._factor, self._haze = full(FACTOR), full(HAZE)
        self._program = context.program(vertex_shader=TILE_VERTEX, fragment_shader=TILE_FRAGMENT)
        self._buffer = context.buffer(reserve=64 * COLUMNS * 4, dynamic=True)
        layout = (self._buffer, "4f 3f 2f/i", "in_place", "in_tile", "in_corner")
        self._vertices = context.vertex_array(self._program, [layout])
        self._hulls = hulls.hulls()

    def shade(self, hull: Overhead, screen: tuple[int, int], time: float) -> None:
        """Darken the floor in the shadow, brighten what is lit."""
        strips = np.zeros((MOST_STRIPS, 2), np.float32)
        lit = hull.strips[:MOST_STRIPS]
        strips[: len(lit)] = np.array(lit, np.float32).reshape(-1, 2)
        for (program, array), blend, light in (
            (self._factor, (moderngl.DST_COLOR, moderngl.ZERO), (overhead.STRIP, overhead.FLANK)),
            (self._haze, (moderngl.ONE, moderngl.ONE), (overhead.STRIP_HAZE, overhead.FLANK_HAZE)),
        ):
            _set(
                program, screen=screen, hull=(hull.x, hull.y, hull.nose_x, hull.nose_y),
                size=(hull.half, hull.beam, hull.flank, hull.scale), strips=len(lit), time=time % 1000.0,
                shade=overhead.SHADE, lit=light[0], flank=light[1],
                lamps=(overhead.LAMP_EVERY, overhead.LAMP_FIRST, overhead.LAMP_WIDE, overhead.LAMP_SPREAD),
                bands=(overhead.BAND_EVERY, overhead.BAND_SPEED, overhead.FAR, overhead.BETWEEN),
                over=(hull.hull_x, hull.hull_y, hull.hull_scale, overhead.UNDER_EDGE * hull.cover),
                under=(overhead.EDGE_DEEP, overhead.EDGE_ENDS, overhead.EDGE_FADES),
                soft=(overhead.STRIP_SOFT, overhead.STRIP_SIDES),
            )  # fmt: skip
            program["strip"].write(strips.tobytes())
            self.context.blend_func = blend
            array.render(moderngl.TRIANGLES, vertices=3)

    def cover(self, hull: Overhead, screen: tuple[int, int], store: TileStore[Tile]) -> None:
        """Dim what is under the picture and add it."""
        picture = self._hulls.get(hull.name)
        if picture is None or hull.cover < 0.01:
            return
        for tile in hulls.tiles(picture, hull, screen, AHEAD):
            store.want(picture.file(tile.column, tile.row))
        shown = [(at, store.get(picture.file(at.column, at.row))) for at in hulls.tiles(picture, hull, screen)]
        _set(
            self._program, screen=screen, nose=(hull.nose_x, hull.nose_y), cover=hull.cover, dim=hull.dim,
            room=hull.room or (0.0, 0.0, 0.0), open=(overhead.ROOM_FROM, overhead.ROOM_LEFT),
            high=float(picture.size[1]), outline=overhead.OUTLINE,
        )  # fmt: skip
        self.context.blend_func = moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA
        arrays = {id(tile.array): tile.array for _, tile in shown}
        for array in arrays.values():
            rows = np.array(
                [
                    (at.x, at.y, at.width * at.factor, at.height * at.factor, at.width / array.side,
                     at.height / array.side, tile.layer, at.column * picture.tile, at.row * picture.tile)
                    for at, tile in shown if tile.array is array
                ], np.float32,
            )  # fmt: skip
            self._layers.finish(array)
            self._buffer.orphan()
            self._buffer.write(rows)
            array.texture.use(0)
            self._vertices.render(moderngl.TRIANGLE_STRIP, vertices=4, instances=len(rows))


def _set(program: moderngl.Program, **values: Any) -> None:
    for name, value in values.items():
        uniform = program.get(name, None)  # the compiler drops what it does not need
        if uniform is not None:
            uniform.value = value
