"""GLSL of the GL back end. Screen coordinates are pixels with y down, as in the draw lists; colours premultiplied."""

from __future__ import annotations

from game.render.frame import MAX_CONES, MAX_OCCLUDERS

HEAD = "#version 330\n"

# A triangle over the whole target; `uv` has y up, as textures do.
FULL_VERTEX = (
    HEAD
    + """
out vec2 uv;
void main() {
    uv = vec2(float(gl_VertexID & 1) * 2.0, float(gl_VertexID >> 1) * 2.0);
    gl_Position = vec4(uv * 2.0 - 1.0, 0.0, 1.0);
}
"""
)

NOISE = """
float hash1(float p) { return fract(sin(p * 127.1) * 43758.5453); }
float hash2(vec2 p) { return fract(sin(dot(p, vec2(12.9898, 78.233))) * 43758.5453); }
float noise(vec2 p) {
    vec2 i = floor(p), f = fract(p);
    f = f * f * (3.0 - 2.0 * f);
    return mix(mix(hash2(i), hash2(i + vec2(1, 0)), f.x), mix(hash2(i + vec2(0, 1)), hash2(i + vec2(1, 1)), f.x), f.y);
}
float fbm(vec2 p) {
    float a = 0.5, s = 0.0;
    for (int i = 0; i < 4; i++) { s += a * noise(p); p = mat2(1.6, 1.2, -1.2, 1.6) * p + 3.1; a *= 0.5; }
    return s;
}
"""

# Scan cones and the rocks that cut them. Shared by the cones' own light and by what they fall on.
CONES = (
    f"""
const int MAX_CONES = {MAX_CONES};
const int MAX_OCCLUDERS = {MAX_OCCLUDERS};
uniform vec4 cone_place[MAX_CONES];   // x, y, angle, half angle
uniform vec4 cone_colour[MAX_CONES];  // colour, length
uniform vec4 cone_edge[MAX_CONES];    // edge colour, strength
uniform int cones;
uniform vec3 occluder[MAX_OCCLUDERS]; // x, y, radius
uniform int occluders;
"""
    + """
float lit_through(vec2 lamp, vec2 p) {
    float s = 1.0;
    vec2 d = p - lamp;
    float far = length(d);
    d /= max(far, 1e-3);
    for (int i = 0; i < occluders; i++) {
        vec2 o = occluder[i].xy - lamp;
        float t = dot(o, d), off = length(o - d * clamp(t, 0.0, far)), r = occluder[i].z;
        if (t > 0.0 && t < far) s *= max(smoothstep(r * 0.90, r * 1.02, off), 1.0 - smoothstep(0.0, r * 0.5, far - t));
    }
    return s;
}
float in_cone(int i, vec2 p, out float across, out float away) {
    vec2 d = p - cone_place[i].xy;
    away = length(d);
    float a = atan(d.y, d.x) - cone_place[i].z;
    a = mod(a + 3.14159265, 6.2831853) - 3.14159265;
    across = a / cone_place[i].w;
    return smoothstep(1.0, 0.97, abs(across));
}
"""
)

# What light is left (multiplied), and the haze of the lamp (added). Also where squares have gone out.
DARK = (
    HEAD
    + """
uniform vec2 screen, small; // px; the map of the light covers `small`, from `begins` px outside the screen
uniform float begins, left;
uniform vec3 haze;
uniform vec4 grid;          // x, y, width, height of the squares
uniform sampler2D light, squares;
uniform int adds;
in vec2 uv;
out vec4 result;
void main() {
    vec2 p = vec2(uv.x, 1.0 - uv.y) * screen;
    float there = texture(squares, (p - grid.xy) / grid.zw).r;
    float lit = texture(light, (p + begins) / small).r;
    result = vec4(adds == 1 ? haze * max(lit - left, 0.0) * there : vec3(lit * there), 1.0 - float(adds));
}
"""
)

SPRITE_VERTEX = (
    HEAD
    + """
uniform vec2 screen, page;
uniform sampler2D rects;
in float in_id; in vec2 in_place; in vec2 in_size; in float in_turn; in vec4 in_colour;
out vec3 uv; out vec4 colour; out vec2 place; out vec2 turn; flat out float lit;
void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
    vec4 rect = texelFetch(rects, ivec2(int(in_id + 0.5), 0), 0);
    float layer = floor(rect.x / page.x);
    uv = vec3((vec2(rect.x - layer * page.x, rect.y) + corner * rect.zw) / page, layer);
    lit = in_colour.a > 1.5 ? 1.0 : 0.0;
    colour = vec4(in_colour.rgb, in_colour.a - 2.0 * lit);
    float s = sin(in_turn), k = cos(in_turn);
    turn = vec2(k, s);
    vec2 p = (corner - 0.5) * in_size;
    place = vec2(p.x * k - p.y * s, p.x * s + p.y * k) + in_place;
    gl_Position = vec4(place.x / screen.x * 2.0 - 1.0, 1.0 - place.y / screen.y * 2.0, 0.0, 1.0);
}
"""
)

SPRITE_FRAGMENT = (
    HEAD
    + """
uniform sampler2DArray colours, slopes;
uniform vec3 light, key, ambient;
uniform float time;
uniform vec4 wall;      // nx, ny, c, strength: distance = nx x + ny y + c
in vec3 uv; in vec4 colour; in vec2 place; in vec2 turn; flat in float lit;
out vec4 result;
"""
    + CONES
    + """
void main() {
    vec4 t = texture(colours, uv, -0.35);
    vec3 c = t.rgb * colour.rgb;
    if (lit > 0.5) {
        vec2 slope = (texture(slopes, uv).xy * 255.0 - 128.0) / 127.0;
        slope = vec2(slope.x * turn.x - slope.y * turn.y, slope.x * turn.y + slope.y * turn.x);
        vec3 n = vec3(slope, sqrt(max(0.0, 1.0 - dot(slope, slope))));
        float steep = length(slope) + 1e-4, flat_light = length(light.xy);
        float rim = pow(1.0 - n.z, 1.6) * max(dot(slope, light.xy) / max(flat_light, 1e-4), 0.0) / steep;
        vec3 lamp = ambient + key * (max(dot(n, light), 0.0) + rim * 0.5);
        if (wall.w > 0.0) {
            float d = dot(place, wall.xy) + wall.z;
            vec3 from = normalize(vec3(-wall.xy, 0.3));
            if (d > 0.0) lamp += vec3(1.5, 1.3, 0.95) * exp(-d / 210.0) * (0.25 + max(dot(n, from), 0.0)) * wall.w;
            else lamp = mix(lamp, lamp * vec3(0.5, 0.85, 0.62) + vec3(0.03, 0.16, 0.08), wall.w);
        }
        float scanned = 0.0;
        vec3 scan_light = vec3(0);
        for (int i = 0; i < cones; i++) {
            float across, away, k = in_cone(i, place, across, away);
            if (k <= 0.0) continue;
            float reach = cone_colour[i].w;
            k *= lit_through(cone_place[i].xy, place) * smoothstep(reach * 1.1, reach * 0.4, away) * cone_edge[i].w;
            vec2 to = normalize(cone_place[i].xy - place);
            lamp += cone_colour[i].rgb * k * (0.03 + 0.62 * max(dot(slope, to), 0.0));
            float band = pow(0.5 + 0.5 * cos((away - time * 60.0) * 0.0897), 60.0) * k;
            scanned += band;
            scan_light += cone_edge[i].rgb * band;
        }
        c *= lamp;
        if (scanned > 0.0) c = mix(c, scan_light / scanned * 1.3 * t.a, clamp(scanned, 0.0, 1.0) * 0.5);
    }
    result = vec4(c, t.a * colour.a);
}
"""
)

# The finished picture onto the window.
SHOW = (
    HEAD
    + """
uniform sampler2D picture;
in vec2 uv;
out vec4 result;
void main() { result = vec4(texture(picture, uv).rgb, 1.0); }
"""
)

TILE_VERTEX = (
    HEAD
    + """
uniform vec2 screen;
uniform float roll;
in vec4 in_place; // upper left corner and size [px]
in vec3 in_tile;  // the part of the layer that is used, and the layer
out vec3 uvw;
void main() {
    vec2 uv = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
    uvw = vec3(uv * in_tile.xy, in_tile.z);
    vec2 p = in_place.xy + uv * in_place.zw - screen * 0.5;
    float s = sin(roll), k = cos(roll);
    p = vec2(p.x * k - p.y * s, p.x * s + p.y * k) * 2.0 / screen;
    gl_Position = vec4(p.x, -p.y, 0.0, 1.0);
}
"""
)

TILE_FRAGMENT = (
    HEAD
    + """
uniform sampler2DArray tile;
uniform float share, gain;
in vec3 uvw;
out vec4 result;
void main() { result = vec4(texture(tile, uvw).rgb * gain * share, share); }
"""
)

CONE_FRAGMENT = (
    HEAD
    + """
uniform vec2 screen;
uniform float time;
in vec2 uv;
out vec4 result;
"""
    + CONES
    + """
void main() {
    vec2 p = vec2(uv.x, 1.0 - uv.y) * screen;
    vec3 sum = vec3(0);
    for (int i = 0; i < cones; i++) {
        float across, away, k = in_cone(i, p, across, away), reach = cone_colour[i].w;
        if (k <= 0.0 || away > reach) continue;
        float fall = pow(1.0 - away / reach, 0.8) * smoothstep(16.0, 44.0, away);
        float thin = 1.6 / (away * cone_place[i].w);
        float edge = smoothstep(thin, 0.0, abs(1.0 - abs(across)) - thin * 0.25);
        float band = pow(0.5 + 0.5 * cos((away - time * 60.0) * 0.0897), 14.0);
        float area = (0.15 + 0.10 * across * across) * fall;
        vec3 c = cone_colour[i].rgb * area + cone_edge[i].rgb * (edge * 0.72 + 0.13 * band) * fall;
        sum += c * k * lit_through(cone_place[i].xy, p) * cone_edge[i].w;
    }
    result = vec4(sum, 0.0);
}
"""
)

# The sweep, first half: multiplied into the ground before the ships.
SWEEP_GRADE = (
    HEAD
    + NOISE
    + """
uniform vec2 screen;
uniform vec4 wall;
in vec2 uv;
out vec4 result;
void main() {
    vec2 p = vec2(uv.x, 1.0 - uv.y) * screen;
    float d = dot(p, wall.xy) + wall.z, along = dot(p, vec2(-wall.y, wall.x));
    vec3 k = vec3(1);
    if (d < 0.0) {
        vec3 green = vec3(0.30, 0.78, 0.56) * (1.0 - 0.40 * clamp(-d / 900.0, 0.0, 1.0));
        k = mix(vec3(1), green, clamp(-d / 3.0, 0.0, 1.0));
    } else {
        float ray = 0.75 + 0.5 * fbm(vec2(along * 0.016, 1.5));
        k += vec3(1.0, 0.86, 0.62) * (0.72 * exp(-d / 60.0) + 1.15 * exp(-d / 200.0) * ray);
    }
    result = vec4(mix(vec3(1), k, wall.w), 1.0);
}
"""
)

# The second half: added over the ships. Grid and falling code behind, the bright edge, a short warm glow ahead.
SWEEP_LIGHT = (
    HEAD
    + NOISE
    + """
uniform vec2 screen, scroll;
uniform float time, scale;
uniform vec4 wall;
in vec2 uv;
out vec4 result;
void main() {
    vec2 p = vec2(uv.x, 1.0 - uv.y) * screen;
    float d = dot(p, wall.xy) + wall.z, v = dot(p, vec2(-wall.y, wall.x)) + time * 26.0;
    vec3 c = vec3(0);
    float flow = 0.6 + 0.8 * pow(fbm(vec2(v * 0.02, 1.0)), 1.3);
    if (d < 0.0) {
        float e = -d, bend = v * (1.0 - e * 0.00045);
        float columns = pow(noise(vec2(bend * 0.42, 2.0)), 2.0) * 0.9;
        columns += pow(fbm(vec2(bend * 0.035, 8.0 + time * 0.2)), 2.0) * 1.5;
        vec2 cell = vec2(floor(bend / 7.0), floor(e / 11.0));
        float code = step(0.62, hash2(cell)) * step(0.25, fract(bend / 7.0)) * step(0.35, fract(e / 11.0));
        c += vec3(0.50, 1.0, 0.72) * exp(-e / 95.0) * (0.10 + 0.42 * columns) * smoothstep(0.0, 5.0, e);
        c += vec3(0.25, 1.0, 0.55) * code * exp(-e / 120.0) * 0.42 * flow;
        c += vec3(0.72, 1.1, 0.84) * exp(-e / 26.0) * 0.62;
        c += vec3(0.12, 0.55, 0.28) * exp(-e / 260.0) * 0.14;
        vec2 world = p / scale + scroll;
        vec2 f = abs(fract(world / 40.0) - 0.5);
        float grid = smoothstep(0.5 - 0.9 / (40.0 * scale), 0.5, max(f.x, f.y));
        c += vec3(0.05, 0.55, 0.28) * grid * 0.42 * exp(-e / 500.0);
        c += vec3(0.01, 0.07, 0.035) * (0.4 + 0.4 * (0.5 + 0.5 * sin(p.y * 1.6)));
    } else {
        float tongue = 30.0 + 150.0 * pow(noise(vec2(v * 0.07, 9.0 + time * 1.3)), 3.0);
        c += vec3(1.0, 0.80, 0.50) * (exp(-d / tongue) * 0.55 + exp(-d / 150.0) * 0.26 * flow);
    }
    float torn = 5.0 + 9.0 * pow(noise(vec2(v * 0.04, 5.0 + time * 1.7)), 2.0)
               + 13.0 * pow(noise(vec2(v * 0.23, 6.0 + time * 2.3)), 3.0);
    float over = d < 0.0 ? d / (torn * 1.6) : d / torn;
    c += vec3(1.4, 1.36, 1.22) * exp(-over * over) * 1.15;
    result = vec4(c * wall.w, 0.0);
}
"""
)

BLOOM_DOWN = (
    HEAD
    + """
uniform sampler2D source;
uniform vec2 texel;
uniform float threshold;
in vec2 uv;
out vec4 result;
void main() {
    vec3 c = texture(source, uv + texel * vec2(-1, -1)).rgb + texture(source, uv + texel * vec2(1, -1)).rgb
           + texture(source, uv + texel * vec2(-1, 1)).rgb + texture(source, uv + texel * vec2(1, 1)).rgb;
    c *= 0.25;
    if (threshold > 0.0) {
        float top = max(c.r, max(c.g, c.b));
        c = min(c * smoothstep(threshold * 0.75, threshold * 1.7, top), vec3(6.0));
    }
    result = vec4(c, 1.0);
}
"""
)

BLOOM_UP = (
    HEAD
    + """
uniform sampler2D source;
uniform vec2 texel;
uniform float gain;
in vec2 uv;
out vec4 result;
void main() {
    vec3 c = texture(source, uv).rgb * 4.0;
    c += (texture(source, uv + texel * vec2(-1, 0)).rgb + texture(source, uv + texel * vec2(1, 0)).rgb
        + texture(source, uv + texel * vec2(0, -1)).rgb + texture(source, uv + texel * vec2(0, 1)).rgb) * 2.0;
    c += texture(source, uv - texel).rgb + texture(source, uv + texel).rgb
       + texture(source, uv + texel * vec2(1, -1)).rgb + texture(source, uv + texel * vec2(-1, 1)).rgb;
    result = vec4(c / 16.0 * gain, 1.0);
}
"""
)

COMPOSITE = (
    HEAD
    + NOISE
    + """
uniform sampler2D scene, glow;
uniform vec2 screen;
uniform float time, bloom, vignette, scan, aberration, grain, saturation, glitch, fade;
uniform vec3 gain, lift, flash, fade_to;
in vec2 uv;
out vec4 result;
vec3 at(vec2 p) { return texture(scene, p).rgb + texture(glow, p).rgb * bloom; }
void main() {
    vec2 c = uv * 2.0 - 1.0, p = uv;
    float r2 = dot(c, c);
    float band = step(0.90, hash2(vec2(floor(p.y * 24.0), floor(time * 12.0)))) * glitch;
    p.x += band * (hash2(vec2(floor(p.y * 60.0), floor(time * 24.0))) - 0.5) * 0.08;
    vec2 d = c * aberration * (r2 + 0.1) + vec2(band * 0.008, 0.0);
    vec3 s = vec3(at(p + d).r, at(p).g, at(p - d).b);
    float top = max(s.r, max(s.g, s.b));
    s += max(0.0, top - 1.0) * 0.12;                                      // hot colours turn white
    s = mix(s, 0.75 + 0.25 * (1.0 - exp(-(s - 0.75) / 0.25)), step(vec3(0.75), s)); // linear below .75: palette holds
    s = mix(vec3(dot(s, vec3(0.3, 0.59, 0.11))), s, saturation);
    s = s * gain + lift * (1.0 - s) + flash;
    s *= 1.0 - scan * (0.5 + 0.5 * cos(p.y * screen.y * 3.14159265 * 2.0 / 3.0));
    s *= 1.0 - vignette * smoothstep(0.25, 2.0, r2 * 1.1);
    s += (hash2(p * screen + fract(time)) - 0.5) * grain;
    result = vec4(mix(max(s, 0.0), fade_to, fade), 1.0);
}
"""
)
