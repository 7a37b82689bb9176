"""The desktop program: one window, a stack of scenes, and the loop that gives each frame its ticks."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from game import resources
from game.audio.decoding import close_mixer
from game.play import crash, pace, settings
from game.play.bindings import MENU, WINDOW, Bindings
from game.play.devices import Devices, key_control
from game.play.idle import touches
from game.play.journal import close_journal, log, open_journal
from game.play.memory import give_back_large
from game.play.overlay import Overlay
from game.play.saves import Save, Saves
from game.render import sight
from game.render.atlas import Atlas
from game.render.backend import NoDisplayError, Renderer, fit_window, open_renderer, to_corner
from game.resources import BrokenInstallError

if TYPE_CHECKING:
    from game.audio.mixer import Audio
    from game.play.scenes import Scene

NAME = "Callister"
TITLE = f"{NAME}: Into Infinity"
FLAGS = {
    settings.WINDOWED: pygame.RESIZABLE,
    settings.BORDERLESS: pygame.NOFRAME,
    settings.FULL: pygame.FULLSCREEN,
}
REOPEN_RESTS = 0.5  # [s]
HELD_ELSEWHERE = (
    0.15  # a key that goes down this soon after the window found the keyboard was pressed for another one [s]
)
RECOVERED = 120  # frames between two errors, from which on the second is a new one
SOUNDS = {"move": "move", "change": "move", "choose": "select", "back": "back", "refuse": "error", "pause": "pause"}


class App:
    """What scenes share: settings, devices, saves, window, sound, and who is on the stage."""

    def __init__(
        self,
        user_folder: Path,
        *,
        renderer: str | None = None,
        full_screen: bool = False,
        picture: tuple[int, int] | None = None,
        atlas: Atlas | None = None,
    ) -> None:
        """Opens the window. With `picture` (a size in px) there is none: frames are drawn for whoever asks.

        Pictures of an `atlas` that was used before need not be made again.
        Raises NoDisplayError when there is no display.
        """
        give_back_large()
        self.windowless = picture is not None
        if not self.windowless:
            open_journal(user_folder)
        self.user_folder = user_folder
        self.first_run = not os.path.exists(user_folder / settings.FILE)  # `Path.exists` minds a closed folder
        self.settings, self.notes = settings.load(user_folder)
        for note in self.notes:
            log.info("%s", note)
        if self.notes:
            self.keep_settings()  # what could be read, before an older copy takes the place of the damaged file
        self.renderer_wish = renderer  # from the command line: for this run, over the settings
        self.shown_in = settings.FULL if full_screen else self.settings.window  # for this run, as `renderer_wish`
        self.devices = Devices(Bindings(self.settings.bindings), self.settings.scheme)
        self._follow_hands()
        self.saves = Saves(user_folder)
        self.atlas = atlas or Atlas()
        self.audio: Audio | None = None
        self.scenes: list[Scene] = []
        self.overlay = Overlay(self)
        self.frames = 0
        self.edit_level: Callable[[App, Path], None] | None = None  # opens the editor, where there is one
        self.touched = False  # somebody laid a hand on something; who waits for that clears it
        self.unwritten = ""  # why saves and settings cannot be kept, as it was the last time
        self._asked_to_end = False
        self._broke_at = -RECOVERED  # frame
        self._sized = self.settings.size  # as chosen when the window was opened
        self._reopened = 0.0  # seconds in which a window that was just opened may lose and find the keyboard
        self._returned = 0.0  # seconds in which what is held on coming back to the window is told as if pressed now
        self._later: list[Callable[[], None]] = [self.open_audio, self.devices.open_pads, self._read_ahead]
        self.wear_colours()
        self._open_window(picture or settings.size_of(self.settings))

    # --- window ---

    def _open_window(self, size: tuple[int, int]) -> None:
        wish = self.renderer_wish or self.settings.renderer
        if self.windowless:
            self.renderer: Renderer = open_renderer(wish, size, atlas=self.atlas, headless=True)
            self.pace = pace.Pace()
            self._draw_as_told()
            return
        for system in ("X11", "WAYLAND"):  # by this name, not by the script's, a desktop finds our menu entry and icon
            os.environ[f"SDL_VIDEO_{system}_WMCLASS"] = "callister"
        try:
            pygame.display.init()
        except pygame.error as error:  # a video driver that is not there
            raise NoDisplayError(f"no display to open a window on ({error})") from None
        self._name_window()
        _set_icon()
        flags, size = FLAGS[self.shown_in], self._window_size(size)
        self.renderer = open_renderer(wish, size, flags, atlas=self.atlas, vsync=self.settings.vsync)
        if self.renderer.kind == "software" and self.settings.beside:
            from game.play.beside import beside

            self.renderer = beside(self.renderer)
        if self.shown_in != settings.FULL:
            fit_window(size)
            self.renderer.resize(size)
        if self.shown_in == settings.BORDERLESS:
            to_corner()
        self._name_window()  # again: one that was refused, as with vsync, takes the name with it, and the icon
        _set_icon()
        self._draw_as_told()
        pygame.key.set_repeat()
        self.pace = pace.Pace()
        self._pace_frames()
        log.info("window %s, renderer %s", "x".join(map(str, self._shown_size())), self.renderer.kind)

    def _name_window(self) -> None:
        """After what is flown or watched, whatever lies over it."""
        if not self.windowless:
            named = (getattr(scene, "caption", "") for scene in reversed(self.scenes))
            pygame.display.set_caption(next((f"{NAME}: {caption}" for caption in named if caption), TITLE))

    def _draw_as_told(self) -> None:
        """What the player chose that is the back end's business."""
        self.renderer.tube = self.settings.tube / 100.0
        self.renderer.governor.wish = self.settings.detail

    def _window_size(self, size: tuple[int, int]) -> tuple[int, int]:
        """As wished, where it fits; without a frame, all of the desktop."""
        desktop = next(iter(pygame.display.get_desktop_sizes()), size)
        return (min(size[0], desktop[0]), min(size[1], desktop[1])) if self.shown_in == settings.WINDOWED else desktop

    def _pace_frames(self) -> None:
        """As many frames a second as the display shows, or fewer by the player's wish."""
        if self.windowless:
            return
        rate, wish = self._display_rate(), self.settings.frames
        fewer = wish != settings.DISPLAY and int(wish) < rate
        self.pace.period = 1.0 / (int(wish) if fewer else rate)
        self.pace.vsync = self.settings.vsync and self.renderer.kind == "gl" and not fewer

    def _display_rate(self) -> float:
        """Frames a second: the display's rate on a GPU, 60 in software, where each frame costs a core."""
        if self.renderer.kind != "gl":
            return 60.0
        rates = [rate for rate in pygame.display.get_desktop_refresh_rates() if rate > 0]
        return float(min(240, max(60, max(rates, default=60))))

    def reopen_window(self, size: tuple[int, int] | None = None) -> None:
        """After a change of renderer, size, full screen or vsync."""
        size, speed = size or self._shown_size(), self.pace.speed
        self.renderer.close()
        self._open_window(size)
        self.pace.speed = speed
        self._reopened = REOPEN_RESTS

    def follow_window_settings(self) -> None:
        """The player chose another renderer, size, full screen or vsync. A window that was dragged to a size keeps it,
        unless it is the size that was chosen."""
        dragged = self.shown_in == self.settings.window and self._sized == self.settings.size
        self.shown_in, self._sized = self.settings.window, self.settings.size
        self.renderer_wish = None
        if not self.windowless:
            self.reopen_window(self._shown_size() if dragged else settings.size_of(self.settings))

    def toggle_full_screen(self) -> None:
        """Between full screen and a window; at once, whatever is on the stage."""
        full = self.shown_in == settings.FULL
        self.shown_in = self.settings.window = settings.WINDOWED if full else settings.FULL
        self.keep_settings()
        self.reopen_window(settings.size_of(self.settings))

    @property
    def size(self) -> tuple[int, int]:
        """Pixels of the picture: a software window may be larger, and shows it enlarged."""
        return self.renderer.size

    def _shown_size(self) -> tuple[int, int]:
        """Pixels of the window."""
        return self.renderer.size if self.windowless else pygame.display.get_window_size()

    @property
    def text_scale(self) -> float:
        return self.settings.text_size / 100.0

    # --- scenes ---

    def push(self, scene: Scene) -> None:
        """Put a scene on top; the one below waits."""
        self.scenes.append(scene)
        self._entered()

    def pop(self) -> None:
        """Leave the topmost scene; the one below goes on."""
        self.scenes.pop().leave()
        if self.scenes:
            self._entered()

    def go(self, scene: Scene) -> None:
        """Leave every scene and begin with this one."""
        left = bool(self.scenes)
        while self.scenes:
            self.scenes.pop().leave()
        if left and not self.windowless:
            pace.settle_memory()  # now that the old ones are garbage, and the new one stands
        self.push(scene)

    def quit(self) -> None:
        while self.scenes:
            self.scenes.pop().leave()

    def _entered(self) -> None:
        log.info("scene %s", self.scenes[-1].name)
        self._name_window()
        self.devices.change_scene()
        self.devices.context = getattr(self.scenes[-1], "context", MENU)
        self.scenes[-1].enter()
        self.pace.restart()

    # --- sound and settings ---

    def heard(self, act: str) -> None:
        """A menu was touched."""
        if self.audio:
            self.audio.interface(SOUNDS[act])

    def music(self, cue: str) -> None:
        if self.audio:
            self.audio.play_music(cue)

    def apply_settings(self) -> None:
        """The player changed something: let it be seen and heard at once."""
        self.devices.scheme = self.settings.scheme
        self.devices.bindings = Bindings(self.settings.bindings, self.devices.bindings.family)
        self._follow_hands()
        self._pace_frames()
        self._draw_as_told()
        self.wear_colours()
        if self.audio:
            from game.audio.mixer import Volumes

            self.audio.set_volumes(Volumes.of(self.settings))

    def _follow_hands(self) -> None:
        """What is held and what is pressed once, where sticks rest, and from where triggers count."""
        devices, chosen = self.devices, self.settings
        devices.toggles = chosen.holding != settings.HOLD
        devices.gun_toggles = chosen.holding == settings.TOGGLE_ALL
        devices.stick_zone, devices.aim_zone = chosen.stick_zone / 100.0, chosen.aim_zone / 100.0
        devices.trigger = chosen.trigger / 100.0

    def wear_colours(self) -> None:
        """Let everything show the colours of the player's scheme."""
        self.atlas.repaint(sight.wear(self.settings.colours))
        for scene in self.scenes:
            repaint = getattr(getattr(scene, "view", None), "repaint", None)
            if repaint:
                repaint()

    def keep_settings(self) -> None:
        self._write("the settings", lambda: settings.save(self.settings, self.user_folder))

    def keep_save(self, save: Save) -> None:
        if self._write("the save", lambda: self.saves.keep(save)):
            log.info("saved at %s", save.checkpoint)

    def _write(self, what: str, write: Callable[[], object]) -> bool:
        """Whether it could be written. Where not, the screens that play on tell of it (`unwritten`)."""
        try:
            write()
        except OSError as error:
            log.info("%s could not be written: %s", what, error)
            self.unwritten = error.strerror or str(error)
            return False
        self.unwritten = ""
        return True

    def open_audio(self) -> None:
        """Opens the sound, which a first picture does not wait for."""
        from game.audio.mixer import Audio
        from game.audio.sounds import SoundTableError

        try:
            self.audio = Audio(self.settings)
        except (BrokenInstallError, SoundTableError) as error:
            log.info("no sound: %s", error)
            return
        self.audio.warm()
        for scene in self.scenes:
            cue = getattr(scene, "music", None)
            if cue:
                self.audio.play_music(cue)

    def _read_ahead(self) -> None:
        """While the title stands, a thread imports what flying needs."""
        threading.Thread(target=crash.quietly(_import_flight), name="read ahead", daemon=True).start()

    # --- the loop ---

    def run(self) -> int:
        """Until no scene is left. Returns the exit code."""
        signal.signal(signal.SIGTERM, self._ask_to_end)
        self._reopened = REOPEN_RESTS  # it has only just been opened, and nobody has flown yet
        broke = False
        try:
            while self.scenes and not self._asked_to_end:
                try:
                    self.turn()
                except Exception as error:
                    broke = not self._say_what_broke(error)
                    if broke:
                        break
        finally:
            self.quit()
            self.close()
        return 1 if broke else 0

    def _say_what_broke(self, error: Exception) -> bool:
        """Keep the flight and go on with a screen that says so; False where that would only break again."""
        report = crash.report(error, self.user_folder, self.scenes)
        again = self.frames - self._broke_at < RECOVERED
        self._broke_at = self.frames
        if again or self.windowless:
            return False
        from game.play.scenes.stopped import Stopped

        for scene in self.scenes:
            with contextlib.suppress(Exception):
                scene.leave()
        self.scenes.clear()
        if self.overlay.shown:
            self.overlay.toggle()
        self.go(Stopped(self, report))
        crash.last_words(self.user_folder)  # said already
        return True

    def _ask_to_end(self, *_: object) -> None:
        """Who ends the session ends the flight in good order: after this turn, not in the middle of it."""
        self._asked_to_end = True

    def turn(self) -> None:
        """One turn of the loop: what hands did, the ticks that are due, a picture, and the wait for the next."""
        beat = self.pace.begin()
        self._returned = max(0.0, self._returned - beat.dt)
        for event in pygame.event.get():
            self.take(event)
        self._reopened = max(0.0, self._reopened - beat.dt)
        if self.scenes:
            self.scenes[-1].update(beat)
        if self.audio:
            self.audio.keep_up(beat.dt)
        if self.scenes:
            picture = self.scenes[-1].picture(beat.alpha)
            self.overlay.draw(picture)
            self.renderer.draw(picture)
            if not self.windowless:
                spent = max(self.pace.spent, self.renderer.beside)
                self.renderer.governor.note(spent)  # what follows may wait for the display
            self.renderer.present()
            self.frames += 1
            if self.frames == 1:
                log.info("first picture")
        if self._later and self.frames > 1:
            self._later.pop(0)()
        self.pace.wait(self.renderer.meanwhile)
        self.overlay.turn()

    def take(self, event: pygame.Event) -> None:
        """One of pygame's events: the window's own, or for the devices."""
        event = self._on_the_picture(event)
        if event.type == pygame.WINDOWFOCUSGAINED and self._reopened == 0.0:
            self._returned = HELD_ELSEWHERE
        if event.type == pygame.KEYDOWN and self._returned > 0.0:
            return  # the Enter that closed another window chooses nothing in this one
        self.touched = self.touched or touches(event)
        if event.type == pygame.QUIT:
            self.quit()
        elif event.type == pygame.VIDEORESIZE:
            self.renderer.resize((event.w, event.h))
        elif event.type == pygame.KEYDOWN and (
            event.key == pygame.K_F11 or (event.key == pygame.K_RETURN and event.mod & pygame.KMOD_ALT)
        ):
            self.toggle_full_screen()
        elif event.type == pygame.KEYDOWN and self._asks_window(event):
            self.overlay.toggle()
        elif self.scenes and (take := getattr(self.scenes[-1], "take", None)) is not None and take(event):
            return  # a scene that hears every key and button itself
        elif event.type != pygame.WINDOWFOCUSLOST or self._reopened == 0.0:
            self.devices.feed(event)

    def _on_the_picture(self, event: pygame.Event) -> pygame.Event:
        """The same, where the mouse is told in pixels of the picture."""
        window = (0, 0) if self.windowless else pygame.display.get_window_size()
        if not hasattr(event, "pos") or window == self.size or min(window) < 1:
            return event
        (x, y), kx, ky = event.pos, self.size[0] / window[0], self.size[1] / window[1]
        return pygame.Event(event.type, {**event.dict, "pos": (round(x * kx), round(y * ky))})

    def _asks_window(self, event: pygame.Event) -> bool:
        """Whether a key is the window's own, whatever stands in it; not while it is being bound."""
        return not self.devices.listening and self.devices.bindings.action(WINDOW, key_control(event)) is not None

    def close(self) -> None:
        if self.overlay.shown:
            self.overlay.toggle()
        if self.audio:
            self.audio.close()
            self.audio = None
        self.renderer.close()
        log.info("closed after %d frames", self.frames)
        close_journal()
        close_mixer()
        pygame.quit()


def _set_icon() -> None:
    """The window's icon; a game without one is still a game."""
    with contextlib.suppress(OSError, pygame.error, BrokenInstallError):
        pygame.display.set_icon(pygame.image.load(resources.assets() / "package" / "icon.png"))


def _import_flight() -> None:
    import game.play.scenes.chapters  # noqa: F401
