"""The OpenGL 3.3 back end: the same draw lists as instanced quads, lit by normals, in a high-range scene.

Order: tiles, floor, a hull's shadow, sweep grade, world, cones, sweep light, the hull, fx → bloom in five levels →
composite → hud.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections import deque
from pathlib import Path
from typing import Any

import moderngl
import numpy as np
import pygame

from game.render import shaders
from game.render.atlas import Atlas
from game.render.backdrop import AHEAD, ASIDE, Backdrops, TileStore
from game.render.detail import Governor
from game.render.drawlist import COLUMNS, DrawList
from game.render.frame import MAX_CONES, MAX_OCCLUDERS, Camera, Frame, Inset, Light, Post, SweepWall
from game.render.gldark import GLDark
from game.render.gloverhead import GLOverhead
from game.render.glpages import SpritePages
from game.render.gltiles import Tile, TileLayers
from game.render.pages import PAGE
from game.render.spritekeys import THIN

LEVELS = 5  # of bloom
UPLOAD_BUDGET = 0.004  # [s] a frame in play spends on rastering sprites it meets for the first time
UPLOAD_SHARE, UPLOAD_MOST = (
    0.25,
    0.05,
)  # or so much of the last frame, up to so long [s]: late ones bring what they lack
BLEND_OVER = (moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA)
BLEND_ADD = (moderngl.ONE, moderngl.ONE)
BLEND_MULTIPLY = (moderngl.DST_COLOR, moderngl.ZERO)
INSTANCE = "1f 2f 2f 1f 4f/i"
INSTANCE_NAMES = ("in_id", "in_place", "in_size", "in_turn", "in_colour")


class GLUnavailableError(RuntimeError):
    """No OpenGL 3.3 context can be made."""


def standalone() -> moderngl.Context:
    """A context without a window."""
    errors = []
    for settings in ({"backend": "egl"}, {}):
        try:
            return moderngl.create_context(standalone=True, require=330, **settings)
        except Exception as error:  # each platform's loader raises its own kinds
            errors.append(str(error))
    raise GLUnavailableError("; ".join(errors))


def current() -> moderngl.Context:
    """The context of the window just opened."""
    try:
        return moderngl.create_context(require=330)
    except Exception as error:  # as above
        raise GLUnavailableError(str(error)) from error


class GLRenderer:
    """Draws frames in a GL context, with a window or without. `marker` is deleted after the first good frame."""

    kind = "gl"
    beside = 0.0
    tube = 1.0

    def __init__(
        self,
        atlas: Atlas,
        size: tuple[int, int],
        context: moderngl.Context,
        live: bool = True,
        window: bool = False,
        marker: Path | None = None,
    ) -> None:
        self.atlas = atlas
        self.context = context
        self.live = live
        self.window = window
        self._marker = marker
        self._size = size
        self.backdrops = Backdrops()
        self._layers = TileLayers(context)
        self.tiles: TileStore[Tile] = TileStore(self._layers.upload, ahead=live)
        self._overhead: GLOverhead | None = None  # made when there is something overhead
        self._dark: GLDark | None = None  # and when it is dark
        self._lit_floor: DrawList | None = None  # and when there is a glare
        self.pages = SpritePages(context, atlas)
        self._line, self._bar = atlas.id("line"), atlas.id("bar")
        self.pages.bring(self._bar)
        self._later: deque[str] = deque()
        self.governor = Governor()
        self._drawn = 0.0  # when the last frame began (perf_counter)
        self._rehearsing = False
        self._within: GLRenderer | None = None  # made when there is a picture within the picture
        self.screen = context.screen
        self._programs()
        self._targets()

    def _programs(self) -> None:
        c = self.context

        def full(fragment: str) -> tuple[moderngl.Program, moderngl.VertexArray]:
            program = c.program(vertex_shader=shaders.FULL_VERTEX, fragment_shader=fragment)
            return program, c.vertex_array(program, [])

        self._sprite = c.program(vertex_shader=shaders.SPRITE_VERTEX, fragment_shader=shaders.SPRITE_FRAGMENT)
        _set(self._sprite, colours=0, rects=1, slopes=2, page=(PAGE, PAGE))
        self._buffers = [c.buffer(reserve=4096 * COLUMNS * 4, dynamic=True) for _ in range(4)]
        self._arrays = [self._instances(buffer) for buffer in self._buffers]
        self._cones = full(shaders.CONE_FRAGMENT)
        self._grade = full(shaders.SWEEP_GRADE)
        self._wall = full(shaders.SWEEP_LIGHT)
        self._down = full(shaders.BLOOM_DOWN)
        self._up = full(shaders.BLOOM_UP)
        self._finish = full(shaders.COMPOSITE)
        self._show = full(shaders.SHOW)
        _set(self._finish[0], scene=0, glow=1)

    def _instances(self, buffer: moderngl.Buffer) -> moderngl.VertexArray:
        return self.context.vertex_array(self._sprite, [(buffer, INSTANCE, *INSTANCE_NAMES)])

    def rehearse(self) -> None:
        """From now on draw next to nothing: every call is made, into targets of a few pixels, one sprite a list.

        For measuring what a frame costs the processor where GL is a software rasteriser, which does on our time
        what is a graphics card's work.
        """
        self._rehearsing = True
        self.pages.mips = self._layers.mips = False
        self._release_targets()
        self._targets()

    def _targets(self) -> None:
        w, h = (16, 9) if self._rehearsing else self._size

        def target(width: int, height: int, kind: str) -> moderngl.Framebuffer:
            texture = self.context.texture((max(1, width), max(1, height)), 4, dtype=kind)
            texture.repeat_x = texture.repeat_y = False
            return self.context.framebuffer([texture])

        self._scene = target(w, h, "f2")
        self._levels = [target(w >> i, h >> i, "f2") for i in range(1, LEVELS + 1)]
        self._out = target(w, h, "f1")

    @property
    def size(self) -> tuple[int, int]:
        """Pixels that draw lists address."""
        return self._size

    def resize(self, size: tuple[int, int]) -> None:
        """Follow the window."""
        if size == self._size or min(size) < 1:
            return
        self._release_targets()
        self._size = size
        self._targets()

    def _release_targets(self) -> None:
        for target in (self._scene, *self._levels, self._out):
            target.color_attachments[0].release()
            target.release()

    def prewarm(self, sprites: list[tuple[str, float]], light: Light | None = None, turns: bool = True) -> None:
        """Bring sprites (name, drawn width) to the GPU ahead of play; the rest matters to software only."""
        for name, _ in sprites:
            if name in self.atlas:
                self.pages.bring(self.atlas.id(name))

    def prewarm_later(self, sprites: list[tuple[str, float]]) -> None:
        """Bring these to the GPU one a frame, and no others."""
        self._later = deque(name for name, _ in sprites if name in self.atlas)
        self.pages.make_room()

    def preload(self, name: str, camera: Camera) -> None:
        """Load the tiles of a backdrop that this camera will see, and those near: by the worker in play, else now."""
        backdrop = self.backdrops.get(name)
        load = self.tiles.want if self.live else self.tiles.get
        if backdrop:
            for tile in backdrop.placed(camera, self._size, AHEAD):
                load(backdrop.file(tile.column, tile.row))

    # -- a frame

    def draw(self, frame: Frame) -> None:
        """Draw everything into the picture; `present` shows it."""
        c = self.context
        frame.detail = self.governor.detail
        if frame.inset is not None:
            self._draw_within(frame.inset)
        self.pages.repaint()
        floor = self._with_glares(frame)
        lists = (floor, frame.world, frame.fx, frame.hud)
        now = time.perf_counter()
        budget = max(UPLOAD_BUDGET, min(UPLOAD_SHARE * (now - self._drawn), UPLOAD_MOST))
        self._drawn, deadline = now, now + budget if self.live else math.inf
        for i, each in enumerate(lists):
            if each.n:
                self.pages.ensure(each.rows, deadline, self._size)
                self._upload(i, each)
        self._scene.use()
        self._scene.clear(*self.backdrops.ground(frame), 1.0)
        c.enable(moderngl.BLEND)
        self.tiles.begin()
        self._backdrop(frame.backdrop, frame, 1.0)
        if frame.backdrop_mix > 0.004 and self._may_mix(frame):
            self._backdrop(frame.backdrop_next, frame, frame.backdrop_mix)
        if frame.inset is not None:
            self._lay(frame.inset)
        self._settings(frame)
        self._list(0, floor)
        hull = frame.overhead
        if hull:
            self._overhead = self._overhead or GLOverhead(c, self._layers)
            self._overhead.shade(hull, self._size, frame.time)
        if frame.sweep:
            self._full(self._grade, BLEND_MULTIPLY, wall=_plane(frame.sweep), screen=self._size)
        self._list(1, frame.world)
        if frame.dark:
            self._dark = self._dark or GLDark(c)
            self._dark.draw(frame.dark, self._size)
        if frame.cones:
            self._full(self._cones, BLEND_ADD, screen=self._size, time=frame.time)
        if frame.sweep:
            wall = frame.sweep
            self._full(
                self._wall,
                BLEND_ADD,
                wall=_plane(wall),
                screen=self._size,
                scroll=wall.scroll,
                time=frame.time,
                scale=wall.scale,
            )
        if hull and self._overhead:
            self._overhead.cover(hull, self._size, self.tiles)
        self._list(2, frame.fx)
        self._bloom(frame.post)
        self._composite(frame.post, frame.time)
        self._list(3, frame.hud)
        if frame.post.fade_hud > 0:
            self._fade(frame.post)

    def _draw_within(self, inset: Inset) -> None:
        """A picture within the picture, by a renderer of its own in the same context."""
        if self._within is None:
            self._within = GLRenderer(self.atlas, inset.size, self.context, live=self.live)
            if self._rehearsing:
                self._within.rehearse()
        self._within.resize(inset.size)
        self._within.draw(inset.frame)

    def _lay(self, inset: Inset) -> None:
        """Put it where it belongs, as it was finished."""
        assert self._within is not None
        wide, high = inset.size
        whole = self._scene.viewport
        self.context.disable(moderngl.BLEND)
        if not self._rehearsing:
            self._scene.viewport = (round(inset.x), self._size[1] - round(inset.y) - high, wide, high)
        self._within._out.color_attachments[0].use(0)
        self._show[1].render(moderngl.TRIANGLES, vertices=3)
        self._scene.viewport = whole
        self.context.enable(moderngl.BLEND)

    def meanwhile(self, seconds: float) -> None:
        """The graphics card is told everything by then."""

    def present(self) -> None:
        """Show the picture in the window, if there is one; then make a thing or two ready that may be drawn later."""
        self._show_picture()
        self.tiles.prepare_next()
        self.pages.bring_coming()
        if self._later:
            self.pages.bring(self.atlas.id(self._later.popleft()))
        elif self.live:
            self.atlas.warm_next()

    def _show_picture(self) -> None:
        if self.window:
            self.screen.viewport = (0, 0, *self._size)  # the window's frame buffer does not follow its size by itself
            self.screen.use()
            self.context.disable(moderngl.BLEND)
            self._out.color_attachments[0].use(0)
            self._show[1].render(moderngl.TRIANGLES, vertices=3)
            pygame.display.flip()
            if self._marker:
                with contextlib.suppress(OSError):  # whatever the folder is like: it only protects
                    self._marker.unlink()
                self._marker = None

    def image(self) -> pygame.Surface:
        """The last picture, 24 bits."""
        data = self._out.read(components=3, alignment=1)
        return pygame.transform.flip(pygame.image.frombytes(data, self._size, "RGB"), False, True)

    def close(self) -> None:
        """Give everything back; without a window the context too."""
        self.tiles.close()
        if self._within is not None:
            self._within.tiles.close()
        if not self.window:
            with contextlib.suppress(Exception):
                self.context.release()

    def _with_glares(self, frame: Frame) -> DrawList:
        """The floor and the glares over it."""
        if not frame.glares:
            return frame.floor
        floor = self._lit_floor = self._lit_floor or DrawList(self.atlas)
        floor.clear()
        floor.repeat(frame.floor.rows)
        for glare in frame.glares:
            glare.lay(floor)
        return floor

    def _upload(self, which: int, drawlist: DrawList) -> None:
        need = drawlist.n * COLUMNS * 4
        if need > self._buffers[which].size:
            self._arrays[which].release()
            self._buffers[which].release()
            self._buffers[which] = self.context.buffer(reserve=2 * need, dynamic=True)
            self._arrays[which] = self._instances(self._buffers[which])
        rows = drawlist.rows
        bold = (rows[:, 0] == self._line) & (rows[:, 4] >= THIN)
        if bold.any():
            rows = rows.copy()
            rows[bold, 0] = self._bar
        self._buffers[which].orphan()
        self._buffers[which].write(rows)

    def _list(self, which: int, drawlist: DrawList) -> None:
        if drawlist.n:
            self.context.blend_func = BLEND_OVER
            self.pages.use()
            instances = 1 if self._rehearsing else drawlist.n
            self._arrays[which].render(moderngl.TRIANGLE_STRIP, vertices=4, instances=instances)

    def _full(self, made: tuple[moderngl.Program, moderngl.VertexArray], blend: tuple[int, int], **values: Any) -> None:
        program, array = made
        _set(program, **values)
        self.context.blend_func = blend
        array.render(moderngl.TRIANGLES, vertices=3)

    def _settings(self, frame: Frame) -> None:
        """What lit sprites and cones need to know."""
        direction = np.array(frame.light.direction, dtype=np.float32)
        wall = _plane(frame.sweep) if frame.sweep else (1.0, 0.0, 0.0, 0.0)
        _set(
            self._sprite,
            screen=self._size,
            light=tuple(direction / max(1e-6, float(np.linalg.norm(direction)))),
            key=frame.light.colour,
            ambient=frame.light.ambient,
            time=frame.time,
            wall=wall,
        )
        cones = frame.cones[:MAX_CONES]
        for program in (self._sprite, self._cones[0]):
            _set(program, cones=len(cones))
        if not cones:
            return
        place = np.zeros((MAX_CONES, 4), dtype=np.float32)
        colour, edge = place.copy(), place.copy()
        for i, cone in enumerate(cones):
            place[i] = cone.x, cone.y, cone.angle, cone.half
            colour[i] = *cone.colour, cone.length
            edge[i] = *cone.edge, cone.strength * (1 + 0.5 * cone.alarm)
        rocks = np.zeros((MAX_OCCLUDERS, 3), dtype=np.float32)
        count = min(len(frame.occluders), MAX_OCCLUDERS)
        rocks[:count] = frame.occluders[:count]
        for program in (self._sprite, self._cones[0]):
            _set(program, occluders=count)
            for name, values in (
                ("cone_place", place),
                ("cone_colour", colour),
                ("cone_edge", edge),
                ("occluder", rocks),
            ):
                program[name].write(values.tobytes())

    # -- backdrop

    def _may_mix(self, frame: Frame) -> bool:
        following = self.backdrops.get(frame.backdrop_next)
        return frame.backdrop_mix > ASIDE or self.tiles.at_hand(following, frame.camera, self._size)

    def _backdrop(self, name: str, frame: Frame, share: float) -> None:
        backdrop = self.backdrops.get(name)
        if backdrop is None:
            return
        camera = frame.camera
        margin = 64.0 + abs(camera.roll) * self._size[0] * 0.5
        placed = backdrop.placed(camera, self._size, margin)
        tiles = [(at, self.tiles.get(backdrop.file(at.column, at.row))) for at in placed]
        _set(self._layers.program, screen=self._size, roll=camera.roll, share=share, gain=frame.backdrop_gain)
        self.context.blend_func = BLEND_OVER
        self._layers.draw(tiles)
        self.tiles.look_ahead(backdrop, camera, self._size)

    # -- finish

    def _bloom(self, post: Post) -> None:
        self.context.disable(moderngl.BLEND)
        source = self._scene
        program, array = self._down
        for i, level in enumerate(self._levels):
            level.use()
            source.color_attachments[0].use(0)
            _set(
                program,
                source=0,
                texel=(0.5 / source.width, 0.5 / source.height),
                threshold=post.threshold if i == 0 else 0.0,
            )
            array.render(moderngl.TRIANGLES, vertices=3)
            source = level
        self.context.enable(moderngl.BLEND)
        self.context.blend_func = BLEND_ADD
        program, array = self._up
        for upper, lower in zip(self._levels[-2::-1], self._levels[:0:-1], strict=True):
            upper.use()
            lower.color_attachments[0].use(0)
            _set(program, source=0, texel=(1 / lower.width, 1 / lower.height), gain=0.85)
            array.render(moderngl.TRIANGLES, vertices=3)

    def _composite(self, post: Post, now: float) -> None:
        self.context.disable(moderngl.BLEND)
        self._out.use()
        self._scene.color_attachments[0].use(0)
        self._levels[0].color_attachments[0].use(1)
        program, array = self._finish
        _set(
            program,
            screen=self._size,
            time=now % 1000.0,
            bloom=post.bloom * 0.5,
            vignette=post.vignette,
            scan=post.scan * self.tube,
            aberration=post.aberration * self.tube,
            grain=post.grain * self.tube,
            saturation=post.saturation,
            glitch=post.glitch,
            fade=post.fade,
            gain=post.gain,
            lift=post.lift,
            flash=post.flash,
            fade_to=post.fade_to,
        )
        array.render(moderngl.TRIANGLES, vertices=3)
        self.context.enable(moderngl.BLEND)

    def _fade(self, post: Post) -> None:
        """Over everything: one white sprite as large as the screen."""
        w, h = self._size
        r, g, b = (v * post.fade_hud for v in post.fade_to)
        row = np.array([[self.atlas.id("white"), w / 2, h / 2, w, h, 0, r, g, b, post.fade_hud]], dtype=np.float32)
        self.pages.bring(int(row[0, 0]))
        self._buffers[3].orphan()
        self._buffers[3].write(row)
        self.context.blend_func = BLEND_OVER
        self.pages.use()
        self._arrays[3].render(moderngl.TRIANGLE_STRIP, vertices=4, instances=1)


def _plane(wall: SweepWall) -> tuple[float, float, float, float]:
    return wall.nx, wall.ny, -(wall.nx * wall.x + wall.ny * wall.y), wall.strength


def _set(program: moderngl.Program, **values: Any) -> None:
    """Set uniforms; the compiler drops those it does not need, which is no error.

    Most stay as they were in the last picture: what was set is kept with the program, and not set again.
    """
    if program.extra is None:
        program.extra = {}
    for name, value in values.items():
        if program.extra.get(name) == value:
            continue
        program.extra[name] = value
        uniform = program.get(name, None)
        if uniform is not None:
            uniform.value = value
