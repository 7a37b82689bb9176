"""From an episode to a frame: everything that is seen of a running chapter, interpolated, culled, in batches.

The view reads the world and the director and writes neither. It keeps only what decorates: camera, particles,
ribbons, what fades. A run with a view and a run without have the same digest.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from game.render import (
    daly_view,
    dialogue_panel,
    fold_view,
    foreground,
    grain_view,
    loops_view,
    memory_view,
    motes_view,
    palette,
    people_view,
    sandbox_view,
    scene_light,
    searchlight_view,
    shots_view,
    signal_view,
    theft_view,
    threats,
    title_card,
    tow_view,
)
from game.render.air import Air
from game.render.atlas import Atlas
from game.render.camera import HALF_A_SHIP, KEEP_IN_FRAME, NOMINAL, Camera, Glance, Lens, Subject, ease
from game.render.dark import Darkness, draw_edge
from game.render.effects import Effects
from game.render.frame import Camera as FrameCamera
from game.render.frame import Cone, Frame
from game.render.garage_view import GarageView
from game.render.glass import Comfort, Glass
from game.render.hunters import Hunters
from game.render.memory_view import MemoryView
from game.render.moment import Moment, Poses, poses_of
from game.render.overhead_view import OverheadView
from game.render.particles import Particles
from game.render.remains import Remains
from game.render.ships_view import ShipsView
from game.render.sofa_view import SofaView, Tube
from game.render.sweep_view import SweepView
from game.render.terrain_view import TerrainView
from game.render.traffic_view import TrafficView
from game.render.trails import Trails
from game.sim.kinds import KIND_NAMES, KINDS, Mind

__all__ = ["Comfort", "View"]

CROSSFADE = 0.9  # s between two backdrops
SLOW_CROSSFADE = 3.2  # s between two that hardly move
GROWN = 1.09  # a ground that hardly moves is so much larger than the screen
DAYLIGHT = (0.93, 0.92, 0.89)  # what fades to white fades to
LOST = 0.8  # s in which the colours go when the run is lost
PATCH = (330.0, 190.0, 0.34)  # the soft dark under the player's ship: size [units], strength
PATCH_NEEDS = 0.2  # darkness of shadows, from which on there is ground for it
FOOT_STAYS = 0.7  # s for which the ship still gives way when nothing is said: the next line mostly comes within them
LIFT_TIME = 0.5  # s in which the ship gives way to who owns the room
SWEEP_NEAR = 260.0  # units at which the wall begins to shake the picture
WORN = 0.45  # of its light, that an old eye has when it fails, as it does now and then


def _worn(time: float) -> float:
    """How bright the eye of a drone is that nobody has looked after for years, 0..1: every few seconds it fails."""
    wave = math.sin(time * 2.3) + 0.6 * math.sin(time * 3.7 + 1.0)
    return 1.0 - (1.0 - WORN) * min(1.0, max(0.0, 3.0 * (wave - 1.0)))


def _begins(world) -> tuple[float, float] | None:
    """Where the first picture is of, if a ship says so."""
    row = world.player_row
    return (float(world.ships.x[row]), float(world.ships.y[row])) if row >= 0 else None


class View:
    """Call `update` once a picture with the events since the last one, then `frame`.

    `key_name(lesson)` says which control answers a lesson; `choice_keys` name those that answer a choice.
    `hold` is how long [s] the caller may let the picture stand still (hit-stop); `take_rumble` what a pad shall feel.
    """

    def __init__(
        self,
        atlas: Atlas,
        episode,
        comfort: Comfort | None = None,
        key_name: Callable[[str], str] = str.upper,
        choice_keys: tuple[str, ...] = ("1", "2", "3", "4"),
    ) -> None:
        self.atlas = atlas
        self.episode = episode
        self.comfort = comfort or Comfort()
        self.camera = Camera()
        self.particles = Particles(atlas.ids)
        self.trails = Trails()
        self.ships = ShipsView(atlas)
        self.traffic = TrafficView(atlas)
        self.terrain = TerrainView(episode.level, atlas, _begins(episode.world))
        self.remains = Remains(atlas)
        self.sweep = SweepView()
        self.overhead = OverheadView()
        self.air = Air()
        self.darkness = Darkness()
        self.garage = GarageView(episode.level, atlas)
        self.effects = Effects(self.particles, self.camera, self.ships)
        self.hunters = Hunters()
        self.glass = Glass(episode, self.ships, self.hunters, key_name, choice_keys)
        self.memory = MemoryView()
        self._key_name = key_name
        self._sofa: SofaView | None = None  # made when there is a television
        self.tube: Tube | None = None  # who flies what it shows
        self.thanks: Sequence[str] = ()  # gamertags, for the credits
        self.time = 0.0
        self._frame = Frame.of(atlas)
        self._subject = Subject(0.0, 0.0)
        self._lift = 0.0  # by which the ship gives way for who owns the room, over the panel [px at 720p]
        self._foot_kept, self._footless = 0.0, 0.0  # the last panel at the foot [px at 720p], gone for so long [s]
        self._size = (1280, 720)
        self._backdrop = self._last_backdrop = ""
        self._crossfade = 1.0
        self._drift = (0.0, 0.0)  # velocity of the camera [u/s]
        self._grief = 0.0  # how far the colours are gone, 0..1

    # -- between pictures

    @property
    def hold(self) -> float:
        """Seconds of hit-stop still owed. The caller takes them off with `held`."""
        return self.effects.hold

    @property
    def typed(self) -> int:
        """How many letters of what is said are written."""
        line = self.episode.director.line
        if line is None:
            return 0
        return dialogue_panel.typed(line.text, line.age, line.duration, self.comfort.dialogue_speed)

    def held(self, dt: float) -> None:
        self.effects.hold = max(0.0, self.effects.hold - dt)

    def take_rumble(self) -> tuple[float, float, float]:
        """Low motor, high motor (0..1) and seconds wished since the last call."""
        rumble, self.effects.rumble = self.effects.rumble, (0.0, 0.0, 0.0)
        return rumble

    def repaint(self) -> None:
        """The palette shows other colours."""
        self.ships.repaint()
        self.traffic.repaint()
        self.particles.repaint()
        self.glass.repaint()

    def cut(self) -> None:
        """After a retry or a jump: nothing that decorates the old moment survives."""
        self.camera.cut()
        self.particles.clear()
        self.trails.clear()
        self.hunters.forget()
        self.darkness.cut()
        self.terrain.comings.cut()
        self._foot_kept = 0.0
        self._backdrop = ""  # the next one is there at once, not faded to

    def update(self, events: Iterable, dt: float) -> None:
        """What happened since the last picture (of the world and of the story), and how long ago that was [s]."""
        world = self.episode.world
        self.time += dt
        self.camera.shake_scale = self.comfort.shake
        self.effects.flashes.scale = self.comfort.flash
        for event in events:
            self._on_event(event, world)
        self.remains.update(world.ships)
        self.ships.resize(sandbox_view.size(world))
        self.ships.update(dt)
        self.sweep.update(world.sweep, dt)
        poses = poses_of(world.ships, self.camera.lens(self._size), 1.0)
        self._follow(poses, dt)
        self.effects.update(world, poses, dt)
        self.overhead.update(world.carrier, (self._subject.x, self._subject.y), (self.camera.x, self.camera.y), dt)
        self.sweep.shed(self.particles, self.camera.lens(self._size), dt)
        if self.garage.here:
            self.garage.update(self.episode.director.presence, (self._subject.x, self._subject.y), dt)
        self.trails.record(*self.ships.mouths(world.ships, poses), dt=dt)
        self._settle(world, dt)
        if world.pictures is not None:
            self.memory.update(world.pictures, dt)
        television = self.episode.director.television
        if television is not None:
            self._sofa = self._sofa or SofaView(self._frame, self._key_name)
            self._sofa.update(television, dt)

    def _on_event(self, event, world) -> None:
        if event.kind in ("gate.passed", "retried"):
            self.cut()
        if event.kind == "destroyed":
            where = self.remains.fell(event.who, world.tick)
            if where is not None:
                self.particles.emit("plaster", *where)
                self.particles.emit("plaster-dust", *where)
        if event.kind == "retried":
            self.remains.rewind(world.tick)
        if event.kind == "unload.piece" and event.name:
            self.terrain.comings.went(event.name, self.time)
        if event.kind == "gate.opened":
            self.terrain.opened(event.name, self.time)
        if event.kind == "shake":  # staged, not struck
            self.camera.hit(event.value)
        elif not hasattr(event, "text"):
            self.effects.on_event(event, world)

    def _follow(self, poses: Poses, dt: float) -> None:
        world = self.episode.world
        row = world.player_row
        if row >= 0:
            ships = world.ships
            pose = (float(poses.x[row]), float(poses.y[row]))
            self._subject = Subject(*pose, float(ships.vx[row]), float(ships.vy[row]), float(poses.angle[row]))
        wall = self._wall_seen()
        foes = None if world.sweep.active else self._foes(world)
        before = (self.camera.x, self.camera.y) if self.camera.placed else None
        self.camera.update(
            self._subject,
            dt,
            self._glance(),
            wall,
            foes,
            self._bounds(),
            self._foot(poses, dt),
            self.glass.bars,
            self.glass.dial,
            self.glass.head,
        )
        if before is None:  # it has not moved from where it was before a cut
            self._drift = 0.0, 0.0
        elif dt > 0.0:
            self._drift = (self.camera.x - before[0]) / dt, (self.camera.y - before[1]) / dt
        if wall and wall[2] < SWEEP_NEAR:  # its nearness is felt
            tremble = 0.34 * (1.0 - max(0.0, wall[2]) / SWEEP_NEAR)
            self.camera.trauma = max(self.camera.trauma, tremble)

    def _foot(self, poses: Poses, dt: float) -> float:
        """How much of the picture's foot the ship keeps off [px at 720p]: the panel there, and what hangs below her.

        Where somebody owns the room and there is height enough for both, he stays above the panel as well.
        """
        world, foot, zoom = self.episode.world, self._standing_foot(dt), self.camera.zoom
        row = tow_view.towed(world)
        if row >= 0:
            foot += max(0.0, float(poses.y[row]) - self._subject.y) * zoom
        him, lift = daly_view.looked_at(world), 0.0
        if foot > 0.0 and him is not None:
            under = max(0.0, him[1] - self._subject.y) * zoom
            room = NOMINAL[1] - HALF_A_SHIP - max(KEEP_IN_FRAME, self.glass.head + HALF_A_SHIP) - foot
            lift = under if under <= room else max(0.0, 2.0 * room - under)  # out of reach by and by: no jump
        self._lift += (lift - self._lift) * ease(LIFT_TIME, dt)
        return foot + self._lift

    def _standing_foot(self, dt: float) -> float:
        """How high the panel at the foot reaches; between two lines of a talk the picture does not sink and rise."""
        foot = self.glass.foot
        self._footless = 0.0 if foot else self._footless + dt
        if foot or self._footless > FOOT_STAYS:
            self._foot_kept = foot
        return self._foot_kept

    def _foes(self, world) -> tuple[float, float] | None:
        """The middle of those who hunt the ship; where somebody owns the room, he is who one looks at."""
        return daly_view.looked_at(world) or self.hunters.middle(world, self._subject.x, self._subject.y)

    def _bounds(self) -> tuple[float, float, float, float] | None:
        """The zone's rectangle, open towards every side where another zone goes on."""
        zones = self.episode.level.map.zones
        here = self.episode.level.map.zone_at(self._subject.x, self._subject.y)
        if here is None:
            return None
        left, top, right, bottom = here.rect
        x, y = self._subject.x, self._subject.y

        def ends(px: float, py: float) -> bool:
            return not any(z.rect[0] <= px <= z.rect[2] and z.rect[1] <= py <= z.rect[3] for z in zones.values())

        return (
            left if ends(left - 1, y) else -math.inf,
            top if ends(x, top - 1) else -math.inf,
            right if ends(right + 1, y) else math.inf,
            bottom if ends(x, bottom + 1) else math.inf,
        )

    def _glance(self) -> Glance | None:
        cue = self.episode.director.camera
        if cue is None:
            zone = self.episode.level.map.zone_at(self._subject.x, self._subject.y)
            return None if zone is None or zone.zoom == 1.0 else Glance(zoom=zone.zoom)
        if cue.ship < 0:
            return Glance(zoom=cue.zoom)
        row = self.episode.world.ships.row_of(cue.ship) if cue.ship else -1
        if row >= 0:
            ships = self.episode.world.ships
            return Glance(float(ships.x[row]), float(ships.y[row]), cue.zoom)
        return Glance(cue.x, cue.y, cue.zoom)

    def _wall_seen(self) -> tuple[float, float, float] | None:
        line = self.sweep.line()
        if line is None:
            return None
        nx, ny, s = line
        return nx, ny, nx * self._subject.x + ny * self._subject.y - s

    def _settle(self, world, dt: float) -> None:
        """Everything that comes on or goes slowly."""
        hunters = self.hunters.rows(world, self._subject.x, self._subject.y)
        chased = self.hunters.swarmed or (world.flock is not None and world.flock.behind > 0)
        self.glass.update(dt, bool(hunters.size) or chased or world.sweep.active)
        slow = scene_light.scene(self._backdrop).far < 1.0
        self._crossfade = min(1.0, self._crossfade + dt / (SLOW_CROSSFADE if slow else CROSSFADE))
        lost = getattr(self.episode, "waiting_retry", False)
        self._grief = min(1.0, self._grief + dt / LOST) if lost else 0.0
        here = self.episode.level.map.zone_at(self._subject.x, self._subject.y)
        self.darkness.update(here.dark if here is not None else 0.0, dt)
        wanted = self._wanted_backdrop()
        if wanted != self._backdrop:
            self._last_backdrop, self._backdrop = self._backdrop, wanted
            self._crossfade = 0.0 if self._last_backdrop else 1.0

    def _wanted_backdrop(self) -> str:
        staged = getattr(self.episode.director, "backdrop", "")
        if staged:
            return staged
        if self.episode.world.sandbox is not None:
            return sandbox_view.backdrop(self.episode.world)
        zone = self.episode.level.map.zone_at(self._subject.x, self._subject.y)
        return zone.backdrop if zone else self._backdrop

    # -- the picture

    def frame(
        self, alpha: float = 1.0, size: tuple[int, int] = (1280, 720), *, lens: Lens | None = None, glass: bool = True
    ) -> Frame:
        """The picture `alpha` of the way from the last tick but one to the last, for a screen of `size` px.

        `lens` looks somewhere else than the camera does; without `glass` nothing stands before the picture.
        """
        world, frame = self.episode.world, self._frame
        self._size = size
        director = self.episode.director
        if director.television is not None and self._sofa is not None:
            comfort = self.comfort
            seen = self.tube, self.thanks, comfort.text, comfort.dialogue_speed, self.glass.words
            shown = self._sofa.frame(director, director.television, size, *seen)
            self.glass.taken = list(self._sofa.said)
            return shown
        frame.clear_lists()
        lens = lens or self._lens(alpha, size)
        zone = self.episode.level.map.zone_at(*lens.centre)
        place = scene_light.scene(self._backdrop)
        wall = self._wall_seen()
        bearing = zone.light if zone else None
        if self.garage.here:
            bearing = self.garage.bearing(self._subject.x, self._subject.y)
        frame.light = scene_light.light(place, bearing, zone.tint if zone else None, wall)
        frame.light = sandbox_view.grade_light(frame.light, world)
        moment = Moment(
            world, frame, lens, poses_of(world.ships, lens, alpha), alpha, self.time,
            scene_light.shade(place, frame.light), place.shadow, world.player_row,
        )  # fmt: skip
        self._place(frame, lens, place)
        if place.bare:
            self._show_bare(frame, lens)
        else:
            self._draw_world(moment, wall)
        if glass:
            self.glass.draw(moment, self.comfort, place.watched, place.bare)
        return frame

    def _lens(self, alpha: float, size: tuple[int, int]) -> Lens:
        """The camera moved back to where the ship is drawn: between ticks the ship stands and the ground moves."""
        lens = self.camera.lens(size)
        world = self.episode.world
        row = world.player_row
        if row < 0 or alpha >= 1.0:
            return lens
        ships = world.ships
        dx = (float(ships.px[row]) - float(ships.x[row])) * (1.0 - alpha)
        dy = (float(ships.py[row]) - float(ships.y[row])) * (1.0 - alpha)
        k = lens.scale
        return Lens(k, float(round(lens.left - dx * k)), float(round(lens.top - dy * k)), lens.width, lens.height)

    def _place(self, frame: Frame, lens: Lens, place: scene_light.SceneLight) -> None:
        x, y = lens.centre
        frame.camera = FrameCamera(x, y, lens.scale)
        if place.far < 1.0:  # so far below that it hardly moves, and as large as the screen
            covers = max(lens.width / 1280.0, lens.height / 720.0) * GROWN
            frame.camera = FrameCamera(x * place.far, y * place.far, covers)
        frame.clear = place.clear
        frame.backdrop, frame.backdrop_next, frame.backdrop_mix = self._backdrop, "", 0.0
        if self._crossfade < 1.0:
            frame.backdrop, frame.backdrop_next = self._last_backdrop, self._backdrop
            frame.backdrop_mix = self._crossfade
        frame.backdrop_gain = place.ground
        frame.time = self.time
        frame.post = scene_light.post(place)
        daly_view.grade(frame, self.episode.world)
        sandbox_view.grade_post(frame.post, self.episode.world)
        level = self.effects.flashes.level
        frame.post.flash = (level, level, level)
        frame.post.saturation *= 1.0 - 0.8 * self._grief
        frame.post.vignette += 0.4 * self._grief
        director = self.episode.director
        frame.post.fade = float(director.fade)
        if director.whitens:
            frame.post.fade_to = DAYLIGHT
        frame.post.fade_hud = title_card.veil(frame.post.fade, self.glass.words)

    def _show_bare(self, frame: Frame, lens: Lens) -> None:
        """A place that is a picture and nothing else: it fills the screen, whoever is where in the world."""
        frame.camera = FrameCamera(0.0, 0.0, max(lens.width / 1280.0, lens.height / 720.0))
        if self._backdrop in memory_view.WAKING:
            memory_view.rain(frame, lens, self.time)

    def _draw_world(self, moment: Moment, wall) -> None:
        frame, lens, world = moment.frame, moment.lens, moment.world
        place = scene_light.scene(self._backdrop)
        for wash in place.washes:
            at = wash.x * lens.width, wash.y * lens.height, wash.width * lens.width, wash.height * lens.height
            frame.floor.add("soft", *at, 0.0, (*wash.colour, 0.0))
        if moment.player >= 0:
            wide, high, strength = PATCH
            strength *= place.shadow >= PATCH_NEEDS  # there is none where there is no ground
            x, y = moment.here
            frame.floor.patch(lens.x(x), lens.y(y), wide * lens.scale, high * lens.scale, strength)
        foreground.draw_end(moment, self._backdrop)
        self.overhead.draw(moment, self.episode.level.lines)
        self.terrain.draw(moment, self._backdrop, self._markers(world))
        if self.garage.here:
            self.garage.draw_floor(moment)
        self.remains.draw(moment)
        theft_view.light_ground(moment)
        fold_view.draw(moment)
        daly_view.draw_ground(moment)
        loops_view.draw_ground(moment)
        people_view.light_ground(moment)
        threats.light_ground(moment, self.hunters.rows(world, *moment.here))
        motes_view.draw(moment)
        if world.pictures is not None:
            self.memory.draw(moment, world.pictures)
        self.traffic.draw(moment)
        line = self.sweep.line()
        untouched = None if line is None else (lambda x, y: line[0] * x + line[1] * y > line[2])
        self.trails.draw(frame.fx, lens, untouched, frame.detail.ribbon)
        self._cones(moment)  # before those who are in their light
        self.ships.draw(moment)
        daly_view.draw_world(moment)
        loops_view.draw_world(moment)
        people_view.draw_world(moment)
        sandbox_view.draw_world(moment)
        theft_view.draw_world(moment)
        if moment.world.gravity is not None:
            grain_view.draw(moment)
        tow_view.draw(moment)
        shots_view.draw(moment)
        self.particles.draw(frame.world, frame.fx, lens, frame.detail.particles, frame.detail.dust)
        self.sweep.draw(moment)
        self.air.draw(moment, place.air, place.dust, self._drift)
        self.terrain.draw_over(moment)
        if moment.player >= 0:
            self._draw_through(moment)
        if self.garage.here:
            self.garage.draw_over(moment, self.episode.director)
        foreground.draw(moment, self._backdrop)
        self.effects.wounds.draw(moment, self.comfort.flash)
        frame.sweep = self.sweep.wall(lens)
        frame.dark = self.darkness.of(moment, lambda: self.terrain.silhouettes(moment))
        if frame.dark is not None:
            frame.dark.lights += self.terrain.lights(moment)
        signal = self.episode.director.signal
        if signal is not None:
            signal_view.draw(moment, signal)
            glint = signal_view.light(moment, signal)
            if frame.dark is not None and glint is not None:
                frame.dark.lights.append(glint)
        if self.garage.here:
            frame.dark = self.garage.darkness(moment, self.episode.director)
        if frame.dark is not None and frame.dark.edge is not None:
            draw_edge(moment, frame.dark.edge)

    def _draw_through(self, moment: Moment) -> None:
        """The player's ship, what she has in tow and the rope to it, where a picture hangs over them."""
        world, poses = moment.world, moment.poses
        seen = self.ships.draw_through(moment, moment.player, self.terrain.hides(*moment.here))
        row = tow_view.towed(world)
        if row >= 0:
            hidden = self.terrain.hides(float(poses.x[row]), float(poses.y[row]))
            seen = max(seen, self.ships.draw_through(moment, row, hidden))
            if seen > 0.0:
                tow_view.draw_rope(moment, row, seen)

    def _cones(self, moment: Moment) -> None:
        """What drones see, as light on the floor; the announced second is the brighter one."""
        ships, lens, poses = moment.world.ships, moment.lens, moment.poses
        open_eyed = np.maximum(ships.blind, ships.asleep) <= moment.world.time
        pink, edge = palette.rgb("brand"), palette.rgb("blush")
        edge = tuple((a + b) / 2 for a, b in zip(pink, edge, strict=True))
        watched = scene_light.scene(self._backdrop).watched
        for row in (ships.traits.lights[open_eyed[ships.traits.lights]]).tolist():
            lamp = searchlight_view.cone(moment, row)
            if lamp is not None:
                moment.frame.cones.append(lamp)
        for row in np.flatnonzero((ships.mind == Mind.WATCHER) & poses.seen & open_eyed).tolist():
            kind = KINDS[KIND_NAMES[int(ships.kind[row])]]
            moment.frame.cones.append(
                Cone(lens.x(float(poses.x[row])), lens.y(float(poses.y[row])), float(poses.angle[row]), kind.cone,
                     kind.sight * lens.scale, pink, edge, strength=1.0 if watched else _worn(moment.time),
                     alarm=float(ships.scan[row]))
            )  # fmt: skip
        if moment.frame.cones:
            moment.frame.occluders = self.terrain.occluders(moment)

    def _markers(self, world) -> list[tuple[float, float]]:
        """Fixed places that open orders point at."""
        return [o.marker for o in self.episode.director.objectives if o.state == "add" and o.marker is not None]
