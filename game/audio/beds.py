"""Sounds that last: engine, shield, hull, scan, the wall, ships near by. They fade in and out."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from game.audio.captions import Captions
from game.audio.ears import HULL_LOW, Ears
from game.audio.hearing import AUDIBLE, BESIDE, balance, equal_power, fall, place_of
from game.audio.sounds import Sound, SoundTable
from game.audio.voices import Voice, Voices

GLIDE_S = 0.09  # how fast a bed follows what it tells of
SWING_S = 0.2  # from nothing to full it takes at least so long: an engine that begins in larger steps clicks
GONE = 0.004
TAPE = 0.3  # how loud a ship is out of a television
WALL_FROM = 1500.0  # the sweep's wall is heard from this far [u]
CARRIER_FROM = 1800.0  # and the carrier's engine from this far beside its shadow [u]
FILLING = 1e-5  # a shield that gains less than this a frame is not filling


@dataclass(slots=True)
class Bed:
    """One loop. Volumes before the bus; `target` is where it glides to."""

    file: str
    sound: Sound
    target: float = 0.0
    level: float = 0.0
    place: float = 0.0
    voice: Voice | None = None
    late: bool = False  # it could not begin yet


@dataclass(slots=True)
class Passing:
    """A loop that somebody asked for as if it were no loop: it is over when it has sounded once."""

    level: float
    place: float
    left: float  # [s]


class Beds:
    """The loops that sound now, by what they tell of. `clip_of(file)` gives the decoded sound, or None: not yet."""

    def __init__(
        self, table: SoundTable, voices: Voices, clip_of: Callable[[str], Any | None], captions: Captions
    ) -> None:
        self._table = table
        self._voices = voices
        self._clip_of = clip_of
        self._captions = captions
        self._beds: dict[Hashable, Bed] = {}
        self._passing: dict[str, Passing] = {}  # by the name of the sound
        self._shield = 1.0
        self.held = False  # the world stands still: what was asked for waits

    def level(self, key: Hashable) -> float:
        """How loud a bed is now, 0 when it does not sound."""
        bed = self._beds.get(key)
        return bed.level if bed else 0.0

    def update(self, dt: float, ears: Ears) -> None:
        for bed in self._beds.values():
            bed.target = 0.0
        if not self.held:
            self._pass(dt)
        if ears.sofa:
            self._sofa(ears)
        elif ears.alive:
            self._engine(ears)
            self._hurts(ears)
            self._watched(ears)
            self._rig(ears)
            self._wall(ears)
            self._carrier(ears)
            if ears.swarm:
                self._want("swarm", "mites_swarm", ears.swarm, place_of(ears.swarm_side))
            self._neighbours(ears)
        if ears.alive:  # in a menu there is none: it has not been empty since
            self._shield = ears.shield
        self._glide(dt)

    def stop(self) -> None:
        for bed in self._beds.values():
            if bed.voice:
                self._voices.stop(bed.voice)
        self._beds.clear()
        self._passing.clear()

    def once(self, sound: Sound, level: float, place: float, seconds: float) -> None:
        """Let a loop sound for so long; asked for again meanwhile, it goes on so much longer."""
        self._passing[sound.name] = Passing(level, place, seconds)

    def _pass(self, dt: float) -> None:
        for name, asked in list(self._passing.items()):
            asked.left -= dt
            if asked.left > 0.0:
                self._want(("asked", name), name, asked.level, asked.place)
            else:
                del self._passing[name]

    def _want(
        self, key: Hashable, name: str, level: float, place: float = 0.0, step: int = 0, bearing: float | None = None
    ) -> None:
        sound = self._table.sounds[name]
        file = sound.file_for(step) if step else sound.files[0]
        bed = self._beds.get(key)
        if bed is None:
            if level < AUDIBLE:
                return
            bed = self._beds[key] = Bed(file, sound)
            if sound.caption:
                self._captions.add(sound.caption, place, bearing, sound.rank, sound.bus == "alert")
        bed.target, bed.place = level, place

    def _engine(self, ears: Ears) -> None:
        """Idle, thrust, boost at equal power; idle never quite goes, it is the ship."""
        push = max(0.0, min(1.0, ears.thrust))
        if ears.gentle:
            self._want("breath", "breath", 0.55 + 0.45 * push)
            return
        boost = 1.0 if ears.boosting else 0.0
        cruising = math.cos(boost * math.pi / 2)
        self._want("idle", "engine_idle", max(0.25, math.cos(push * math.pi / 2) * cruising))
        self._want("thrust", "engine_thrust", math.sin(push * math.pi / 2) * max(0.3, cruising))
        self._want("boost", "engine_boost", boost)

    def _sofa(self, ears: Ears) -> None:
        """A room, a set that hums, rain."""
        self._want("sofa", "sofa_room", 1.0)
        if ears.tape:
            self._want("tape", "engine_idle", TAPE)
        if ears.snow:
            self._want("snow", "tv_static", 0.5)
        if ears.rain:
            self._want("rain", "rain", 1.0)

    def _hurts(self, ears: Ears) -> None:
        if ears.hull < HULL_LOW:
            self._want("hull", "hull_low", 1.0)
        if FILLING < ears.shield - self._shield < 0.5:
            self._want("shield", "shield_regen", 1.0)

    def _watched(self, ears: Ears) -> None:
        """One gate rate at a time: how far the scan is, by ear."""
        if ears.scan > 0:
            step = 1 + min(2, int(ears.scan * 3))
            dx, dy = ears.scan_x - ears.x, ears.scan_y - ears.y
            bearing = math.atan2(dy, dx) if math.hypot(dx, dy) >= BESIDE else None
            self._want(("scan", step), "scan_loop", 1.0, place_of(dx), step, bearing)

    def _rig(self, ears: Ears) -> None:
        if ears.beam:
            self._want("beam", "tractor_loop", ears.beam)
        if ears.tether:
            self._want("tether", "tether_loop", ears.tether)
        if ears.fraying:
            self._want("name", "spoof_expiring", 1.0)
        if ears.recording:
            self._want("recording", "loop_record", 1.0)

    def _wall(self, ears: Ears) -> None:
        if ears.sweep_ahead is not None and ears.sweep_ahead < WALL_FROM:
            near = 1.0 - max(0.0, ears.sweep_ahead) / WALL_FROM
            self._want("wall", "sweep_near", near**1.5, 0.7 * ears.sweep_side, bearing=ears.sweep_bearing)

    def _carrier(self, ears: Ears) -> None:
        """Its engine, whose note changes as it stops; and right under it our own breath, for nobody speaks there."""
        if ears.carrier is None or ears.carrier > CARRIER_FROM:
            return
        near = (1.0 - ears.carrier / CARRIER_FROM) ** 1.5
        place = place_of(ears.carrier_side)
        self._want("carrier", "carrier_engine", near * math.sin(ears.carrier_pace * math.pi / 2), place)
        self._want("carrier halted", "carrier_halted", near * math.cos(ears.carrier_pace * math.pi / 2), place)
        if ears.carrier == 0.0:
            self._want("breath", "breath", 1.0)

    def _neighbours(self, ears: Ears) -> None:
        for hum in ears.hums:
            dx, dy = hum.x - ears.x, hum.y - ears.y
            bearing = math.atan2(dy, dx)
            self._want(("hum", hum.ship), hum.loop, fall(math.hypot(dx, dy)), place_of(dx), bearing=bearing)

    def _glide(self, dt: float) -> None:
        share, most = min(1.0, dt / GLIDE_S), dt / SWING_S
        for key, bed in list(self._beds.items()):
            bed.level += max(-most, min(most, (bed.target - bed.level) * share))
            if bed.target == 0.0 and bed.level < GONE:
                if bed.voice:
                    self._voices.stop(bed.voice)
                del self._beds[key]
                continue
            left, right = (balance if bed.sound.stereo else equal_power)(bed.place)
            if bed.voice is None or bed.voice not in self._voices.sounding:
                self._start(bed)
            if bed.voice:
                bed.voice.left, bed.voice.right = left * bed.level, right * bed.level

    def _start(self, bed: Bed) -> None:
        """What is late fades in from when it is there: a loop that was decoded meanwhile and began loud would click."""
        clip = self._clip_of(bed.file)
        bed.voice = self._voices.play(clip, bed.sound, 0.0, 0.0) if clip is not None else None
        if bed.voice and bed.late:
            bed.level = 0.0
        bed.late = bed.voice is None
