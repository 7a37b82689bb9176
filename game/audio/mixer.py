"""All that is heard: the device, the buses, the voices, the music. Presentation only; without a device it is silent.

Once a frame the window calls `follow(episode, events, dt)`, or `update(dt)` where there is no episode (title,
menus). Captions are kept whether or not anything can be heard.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import pygame

from game.audio import heard
from game.audio.beds import Beds
from game.audio.captions import Captions
from game.audio.decoding import close_mixer, decode, fold
from game.audio.duck import Duck
from game.audio.ears import Ears, listen
from game.audio.heard import Heard
from game.audio.hearing import AUDIBLE, BESIDE, FULL, REACH, TELL_FLOOR, balance, equal_power, fall, place_of
from game.audio.layers import HUSH_S
from game.audio.library import Library
from game.audio.music import DECKS, MOST_LAYERS, Music
from game.audio.sounds import BUSES, SAMPLE_RATE, Sound, ogg, table
from game.audio.takes import Takes
from game.audio.talk import LETTERS_A_SECOND, Talk
from game.audio.voices import LIMIT, SPARE, Voices
from game.sim.clock import DT
from game.sim.events import Event
from game.sim.kinds import KIND_NAMES, KINDS, Team
from game.story.actions_show import Sound as PlaySound
from game.story.television import PROGRAMME, shown

if TYPE_CHECKING:
    from game.story.episode import Episode
    from game.story.level import Level
    from game.story.state import StoryEvent

BUFFER = 512  # samples: 11.6 ms
BUS = 0.65  # of music, effects and voices: chase music and twelve effects at once stay under full scale
NOTHING_S = 1.2  # between the music's stop and the sweep's first tone
TICK_HZ = 60
APPROACH_S = 4.2  # the tone, before music may come back
SIGNAL_SOFTEST, SIGNAL_REACH = 0.2, 4200.0  # what knocks far off is no softer, and that soft from this far on [u]
SOFTEST = 0.15  # the softest touch is still heard
MENUS = frozenset(heard.INTERFACE.values())
TEAMS = {Team.PLAYERS: "players", Team.MODERATION: "moderation", Team.NEUTRAL: "neutral", Team.CREW: "crew"}

log = logging.getLogger("callister.audio")


class SoundSettings(Protocol):
    """The player's volumes in percent; 100 is as loud as the mix was made. `alerts` is sound, sight or both."""

    volume: int
    music: int
    effects: int
    voices: int
    ambience: int
    interface: int
    mono: bool
    alerts: str


@dataclass(frozen=True, slots=True)
class Volumes:
    """The same as shares, 0..1. With `mono` no sound stands to one side."""

    master: float = 1.0
    music: float = 1.0
    effects: float = 1.0
    voice: float = 1.0
    ambience: float = 1.0
    interface: float = 1.0
    alert: float = 1.0
    mono: bool = False

    @classmethod
    def of(cls, settings: SoundSettings) -> Volumes:
        """Alerts follow the effects; who wants to see them does not hear them."""
        effects = settings.effects / 100
        return cls(
            settings.volume / 100,
            settings.music / 100,
            effects,
            settings.voices / 100,
            settings.ambience / 100,
            settings.interface / 100,
            alert=0.0 if settings.alerts == "sight" else effects,
            mono=settings.mono,
        )


class Silence:
    """A channel where there is no device."""

    def play(self, sound: Any, loops: int = 0) -> None: ...

    def set_volume(self, left: float, right: float) -> None: ...

    def get_busy(self) -> bool:
        return False

    def stop(self) -> None: ...

    def fadeout(self, time: int) -> None: ...

    def pause(self) -> None: ...

    def unpause(self) -> None: ...


class Audio:
    """Opens the device; every method is safe to call without one."""

    def __init__(
        self, settings: SoundSettings | None = None, *, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self.table = table()
        self.captions = Captions()
        self.trouble = _open_device()
        self.silent = bool(self.trouble)
        if self.silent:
            log.warning("%s; playing on without sound", self.trouble)
        self.library = Library(_nothing if self.silent else _decode)
        decks = LIMIT + SPARE
        channels = _channels(decks + DECKS * MOST_LAYERS + 1, self.silent)
        self.voices = Voices(channels[:LIMIT], channels[LIMIT:decks])
        silence = None if self.silent else pygame.mixer.Sound(buffer=bytes(4))
        self.music = Music(self.table, self.library, channels[decks:-1], channels[-1], silence, clock)
        self.beds = Beds(self.table, self.voices, self.library.ready, self.captions)
        self.duck = Duck()
        self.talk = Talk()
        self.takes = Takes()
        self._files = self.table.sound_of_file
        self._ears = Ears()
        self._now = 0.0  # seconds of frames
        self._kept_up = False  # has this turn of the loop been heard
        self._flown = 0.0  # those of them that were an episode's: what is announced waits while a menu stands
        self._last_played: dict[str, float] = {}
        self._level: Level | None = None
        self._kinds: dict[int, str] = {}
        self._player = 0
        self._into = math.inf  # the level that is heard [s]
        self._later: list[tuple[float, str]] = []
        self._hushed_at = 0.0
        self._hushed_until: float | None = None
        self._story_hush = False
        self.volumes = Volumes()
        self.set_volumes(Volumes.of(settings) if settings else Volumes())

    # -- volumes, start and end --------------------------------------------------------------------------

    def set_volumes(self, volumes: Volumes) -> None:
        if volumes.mono != self.volumes.mono:
            self.library.finish_with(fold if volumes.mono else None)
        self.volumes = volumes
        self.voices.bus = {bus: BUS * getattr(volumes, bus) * volumes.master for bus in BUSES}
        self.voices.mono = volumes.mono

    def warm(self) -> None:
        """Decode in the background what the first minute may need. Call it once the first picture is on the screen."""
        if not self.silent:
            self.library.warm(file for name in heard.first_heard() for file in self.table.sounds[name].files)

    def prepare(self, cues: Iterable[str], sounds: Iterable[str] = ()) -> None:
        """Decode in the background the music and the sounds that a level will ask for, so that each starts when called.

        Effects of the levels before it that not every level has are given back: all of them would be 20 MB.
        """
        if not self.silent:
            common = {file for name in heard.first_heard() for file in self.table.sounds[name].files}
            own = [file for name in sounds for file in self._files_of(name) if file not in common]
            for file in self._files.keys() - common - set(own):
                self.library.drop(file)
            known = [self.table.cues[cue] for cue in cues if cue in self.table.cues]
            self.music.let_go(known)
            self.library.warm([*(layer for cue in known for layer in cue.layers), *own])

    def quiet(self) -> None:
        """Stop every effect at once, and what is read of it (a retry, a new level); the music goes on.

        What was heard before counts no more: a sweep is announced again at once. The touch of a menu that asked for it
        is still heard.
        """
        self.beds.stop()
        for voice in self.voices.sounding:
            if voice.sound.name not in MENUS:
                self.voices.stop(voice)
        self.captions.shown.clear()
        self._later.clear()
        self._last_played.clear()
        self._kinds.clear()
        self._player = 0
        self._ears = Ears()
        if self._hushed_until is not None:  # for a sweep that does not come any more
            self.play_music(self.music.cue)

    def hold(self) -> None:
        """The world stands still: so does what sounds of it, until `go_on`; the music and menus are heard."""
        self.beds.held = True
        self.voices.hold(MENUS)

    def go_on(self) -> None:
        self.beds.held = False
        self.voices.go_on()

    def close(self) -> None:
        self.quiet()
        self.music.stop()
        self.library.close()
        if not self.silent:
            close_mixer()
            self.silent = True

    # -- once a frame --------------------------------------------------------------------------------------

    def follow(
        self, episode: Episode, events: Iterable[Event | StoryEvent], dt: float, *, shown: int | None = None
    ) -> None:
        """Hear an episode: what happened, what lasts, who talks, which music. `shown`: letters written."""
        world, director = episode.world, episode.director
        events = list(events)
        if episode.level is not self._level:
            self._level = episode.level
            self.prepare(cues_of(episode.level), sounds_of(episode.level))
        if any(event.kind == "retried" for event in events):
            self.quiet()
        self._into = world.tick * DT
        self._learn(world)
        covered = getattr(director, "page", None) is not None  # a plain page: nobody is there to hear anything
        ears = Ears() if covered else _before_the_set(episode, listen(world))
        if ears.alive:
            self._ears = replace(ears, sweep_ahead=self._ears.sweep_ahead)
        dead = self._player != 0 and not ears.alive and not covered
        self._follow_music(director.music, director.music_hush_until > world.tick, dead)
        self.play(events)
        line = director.line
        if line is None:
            self.say(dt, "", "", "", "", 0)
        else:
            letters = int(line.age / TICK_HZ * LETTERS_A_SECOND) if shown is None else shown
            self.say(dt, line.id, line.who, line.kind, line.text, letters)
        self._flies_on(dt)
        self.update(dt, ears)

    def update(self, dt: float, ears: Ears | None = None) -> None:
        """Time passes. Without ears (menus) only the music and what has begun goes on."""
        self._now += dt
        self._kept_up = True
        ears = ears or Ears()
        self._wall_passes(ears)
        self.beds.update(dt, ears)
        self.voices.update(dt)
        gain = BUS * self.volumes.music * self.volumes.master * self.duck.update(dt, self.voices.ducking)
        if not self.silent:
            self.music.update(dt, ears.danger, gain)
        self.captions.update(dt)
        if ears.alive:
            self._ears = ears

    def keep_up(self, dt: float) -> None:
        """A turn of the loop is over: time has passed also where no scene said so, as at a desk or before a list."""
        if not self._kept_up:
            self.update(dt)
        self._kept_up = False

    def _flies_on(self, dt: float) -> None:
        """What was announced comes, and the music after it."""
        self._flown += dt
        for due, name in [row for row in self._later if row[0] <= self._flown]:
            self._later.remove((due, name))
            self.sound(name)
        if self._hushed_until is not None and self._flown >= self._hushed_until:
            self._hushed_until = None
            self.music.play(self.music.cue)

    # -- music -----------------------------------------------------------------------------------------------

    def play_music(self, cue: str) -> None:
        """Cross over to a cue; "" fades to nothing. The same cue again ends a hush, at the next bar line."""
        self._hushed_until = None
        self.music.play(cue)

    def hush(self, seconds: float | None = None, *, sweep: bool = True) -> None:
        """The music stops in 120 ms; after 1.2 s of nothing the sweep's tone begins (not with sweep=False).

        It comes back after `seconds` (with a sweep: when the tone is over), or when a cue is asked for.
        """
        if self.music.cue and not self.music.hushed:
            self.captions.add("(the music stops)", 0.0, rank="alarm", alerts=True)
        self.music.hush()
        self._hushed_at = self._flown
        if sweep:
            self._later.append((self._flown + HUSH_S + NOTHING_S, "sweep_approach"))
            seconds = max(seconds or 0.0, HUSH_S + NOTHING_S + APPROACH_S)
        self._hushed_until = self._flown + seconds if seconds is not None else None

    # -- effects -----------------------------------------------------------------------------------------------

    def interface(self, act: str) -> None:
        """A sound of the menus: move, select, back, error, pause, place, undo."""
        self.sound(heard.INTERFACE[act])

    def say(self, dt: float, line: str, who: str, kind: str, text: str, shown: int) -> None:
        """A line is being written out: `shown` letters of `text` stand there."""
        blip = self.talk.update(dt, line, who, kind, text, shown)
        if blip:
            self.sound(blip)

    def play(self, events: Iterable[Event | StoryEvent]) -> None:
        """Answer what happened, by the tables in `heard`."""
        for event in events:
            if isinstance(event, Event):
                if event.kind == "picture.heard":
                    self.sound(event.name, (event.x, event.y))
                else:
                    self._answer(event)
            elif event.kind == "sound":
                self._named(event)
            elif event.kind == "signal":
                self._signal(event)
            else:
                self._answer_story(event)

    def sound(
        self,
        name: str,
        at: tuple[float, float] | None = None,
        *,
        gain: float = 1.0,
        level: int | None = None,
        words: str = "",
    ) -> bool:
        """Play a sound by its name (or one of its files by its own), at a place or inside our own hull.

        `words` are read instead of its caption.
        False when it is too far away, not known, or everything that sounds is more important.
        """
        sound = self.table.sounds.get(name) or self._files.get(name)
        if sound is None:
            log.warning("no sound is called %r", name)
            return False
        place, volume = self._heard_from(sound, at)
        volume *= gain
        if volume < AUDIBLE:
            return False
        if words or sound.caption:
            self.captions.add(words or sound.caption, place, self._bearing(at), sound.rank, sound.bus == "alert")
        self._last_played[sound.name] = self._now
        clip = self.library.get(name if name in self._files else self.takes.pick(sound, self._now, level))
        if clip is None:
            return False
        if sound.loop:
            self.beds.once(sound, volume, place, clip.get_length())
            return True
        left, right = (balance if sound.stereo else equal_power)(place)
        return self.voices.play(clip, sound, left * volume, right * volume) is not None

    def _files_of(self, name: str) -> tuple[str, ...]:
        """What is decoded for a sound, or for one of its files."""
        sound = self.table.sounds.get(name)
        return sound.files if sound else (name,) if name in self._files else ()

    # -- inside ------------------------------------------------------------------------------------------------

    def _heard_from(self, sound: Sound, at: tuple[float, float] | None) -> tuple[float, float]:
        """(place -1..1, volume) of a sound at a point of the world; the middle for one without a place."""
        if at is None:
            return 0.0, 1.0
        dx, dy = at[0] - self._ears.x, at[1] - self._ears.y
        away = math.hypot(dx, dy)
        floor = TELL_FLOOR if sound.rank in ("tell", "alarm") and away < 2 * REACH else 0.0
        return place_of(dx), max(floor, fall(away))

    def _bearing(self, at: tuple[float, float] | None) -> float | None:
        """Which way a point of the world lies from the ship [rad]; None for one that is with us."""
        if at is None or math.dist(at, (self._ears.x, self._ears.y)) < BESIDE:
            return None
        return math.atan2(at[1] - self._ears.y, at[0] - self._ears.x)

    def _learn(self, world: Any) -> None:
        """Remember what kind each ship is: the destroyed are gone before their end is heard."""
        ships = world.ships
        if len(self._kinds) > 4000:
            self._kinds.clear()
        kinds = (KIND_NAMES[kind] for kind in ships.rows("kind").tolist())
        self._kinds.update(zip(ships.rows("id").tolist(), kinds, strict=True))
        self._player = world.player or self._player

    def _answer(self, event: Event) -> None:
        if event.kind == "sweep.began":
            self._sweep_begins()
            return
        kind = self._kinds.get(event.who, "")
        for row in heard.WORLD.get(event.kind, ()):
            if self._fits(row, event, kind):
                self._sound_of(row, event, kind)
                return

    def _fits(self, row: Heard, event: Event, kind: str) -> bool:
        us = event.who == self._player
        whose = "us" if us else TEAMS[KINDS[kind].team] if kind else ""
        return (
            row.by in ("anyone", whose, "" if us else kind)
            and _is_named(row, event.name)
            and (not row.of_us or event.other == self._player)
            and (row.value is None or row.value == event.value)
            and event.value >= row.least
        )

    def _sound_of(self, row: Heard, event: Event, kind: str) -> None:
        name = row.sound.format(kind=kind)
        if name not in self.table.sounds or self._too_soon(name, row.gap):
            return
        at = None if row.here else (event.x, event.y) if (event.x or event.y) else None
        gain = min(1.0, max(SOFTEST, event.value / row.full)) if row.full else 1.0
        self.sound(name, at, gain=gain, level=round(event.value), words=row.words)
        if row.then:
            self.sound(row.then, at, gain=gain)

    def _answer_story(self, event: StoryEvent) -> None:
        row = next((row for row in heard.STORY.get(event.kind, ()) if _is_named(row, event.name)), None)
        if row is not None and self._into >= row.from_ and not self._too_soon(row.sound, row.gap):
            self.sound(row.sound, words=row.words)

    def _too_soon(self, name: str, gap: float) -> bool:
        return self._now - self._last_played.get(name, -math.inf) < gap

    def _named(self, event: StoryEvent) -> None:
        """A level asks for a sound; value 0 means everywhere."""
        self.sound(event.name, (event.x, event.y) if event.value else None)

    def _signal(self, event: StoryEvent) -> None:
        """Something knocks far off: from its side however far it is, and louder the nearer one comes."""
        dx, dy = event.x - self._ears.x, event.y - self._ears.y
        away = max(math.hypot(dx, dy), 1.0)
        near = min(1.0, FULL / away)
        gain = max(SIGNAL_SOFTEST, 1.0 - away / SIGNAL_REACH)
        for row in heard.STORY["signal"]:
            self.sound(row.sound, (self._ears.x + dx * near, self._ears.y + dy * near), gain=gain)

    def _sweep_begins(self) -> None:
        """The music stops first. If it has stopped already, or the tone was heard, nothing is said twice."""
        announced = any(name == "sweep_approach" for _, name in self._later)
        if announced or self._too_soon("sweep_approach", 10.0):
            return
        if self.music.hushed:
            self._later.append((self._hushed_at + HUSH_S + NOTHING_S, "sweep_approach"))
        else:
            self.hush()

    def _wall_passes(self, ears: Ears) -> None:
        before = self._ears.sweep_ahead
        if before is not None and before > 0 and ears.sweep_ahead is not None and ears.sweep_ahead <= 0:
            self.sound("sweep_wall")

    def _follow_music(self, cue: str, hushed: bool, dead: bool) -> None:
        """The director's state decides, not its events: so a retry finds the right music by itself."""
        if cue != self.music.cue:
            self.play_music(cue)
            self._story_hush = False  # another cue would sound: where silence was asked for, it is asked for again
        silence = hushed or dead
        if silence and not self._story_hush:
            self.hush(sweep=False)
        elif self._story_hush and not silence:
            self.play_music(cue)
        self._story_hush = silence


def _is_named(row: Heard, name: str) -> bool:
    return (not row.name or row.name == name) and (not row.but or row.but != name)


def cues_of(level: Level) -> list[str]:
    """Every cue that a level asks for, in the order in which it may."""
    asked = [getattr(action, "cue", None) for beat in level.beats.values() for action in beat.then]
    return list(dict.fromkeys(cue for cue in (level.header.music, *asked) if cue))


def sounds_of(level: Level) -> list[str]:
    """Every sound that a level plays by name, in the order in which it may."""
    played = (action for beat in level.beats.values() for action in beat.then if isinstance(action, PlaySound))
    return list(dict.fromkeys(action.name for action in played))


def _open_device() -> str:
    """Open the mixer as this game needs it; returns what is wrong, or ''."""
    wanted = (SAMPLE_RATE, -16, 2)
    try:
        if pygame.mixer.get_init() not in (None, wanted):
            close_mixer()
        pygame.mixer.init(*wanted, BUFFER, allowedchanges=0)
    except pygame.error as wrong:
        return f"no sound device: {wrong}"
    return ""


def _channels(count: int, silent: bool) -> list[Any]:
    if silent:
        return [Silence() for _ in range(count)]
    pygame.mixer.set_num_channels(count)
    return [pygame.mixer.Channel(i) for i in range(count)]


def _decode(file: str) -> pygame.mixer.Sound:
    return decode(ogg(file))


def _nothing(file: str) -> Any:
    raise OSError(f"{file}: no device to play it on")


def _before_the_set(episode: Episode, ears: Ears) -> Ears:
    """What is heard where a television stands: the room, a ship's hum on what was kept and snow where nothing was,
    rain when a window is open."""
    television = getattr(episode.director, "television", None)
    if television is None:
        return ears
    replays = television.on and television.channel in PROGRAMME
    kept = bool(shown(television.channel, episode.director.flags))
    rain = "window" in television.marks
    return replace(ears, sofa=True, snow=replays and not kept, tape=replays and kept, rain=rain)
