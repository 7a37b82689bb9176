"""A second process that draws in software what the first one asks for, and how the first one reaches it.

It has an atlas and a renderer of its own. Frames come to it as `parcel` packs them, pictures go back through memory
that both share; there are two places for them, so that one is shown while the next is drawn. It knows nothing of the
game, and ends when whoever started it does.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import pickle
import signal
import socket
import struct
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import pygame

from game.play.journal import log
from game.play.memory import Trim, give_back_large, own_mb
from game.play.pace import settle_memory
from game.render import parcel
from game.render.atlas import Atlas
from game.render.frame import Frame

PLACES = 2  # for pictures
PATIENCE = 10.0  # after which a picture does not come any more [s]
ENDS = 2.0  # within which it must have ended when it was told to [s]


class PainterError(Exception):
    """It is gone, or cannot do what it should; the message says why."""


class Drawn(NamedTuple):
    """A picture is there: in which place, how long its drawing took [s], and what the process keeps for it."""

    place: int
    seconds: float
    busy: float  # that its thread had a processor for, of those [s]
    sprites: int  # kept
    bytes: int  # of those
    own_mb: float  # of the machine's memory, by the whole process; what it shares with the first is counted there


class Said(NamedTuple):
    """Words for the log."""

    level: int
    words: str


class Painter:
    """The other process. It is `ready` some time after it was made; then `offer` it one frame at a time.

    Whatever it cannot do raises PainterError, after which it is of no use any more.
    """

    def __init__(self, atlas: Atlas, size: tuple[int, int], shown: tuple[int, int]) -> None:
        """Pictures are drawn at a size, and may be asked for at another, of as many pixels as are `shown` at most."""
        context = multiprocessing.get_context("spawn")  # a fork would have our threads' locks, and not their threads
        self._room = max(size[0] * size[1], shown[0] * shown[1])
        pixels, rows = context.RawArray("I", PLACES * self._room), context.RawArray("B", parcel.room())
        self._pixels = np.frombuffer(pixels, np.uint32).reshape(PLACES, -1)
        self._rows = parcel.rows_in(rows)
        self._here, there = context.Pipe()
        _wait_no_longer(self._here, PATIENCE)
        self._deaf = False  # it did not take what it was sent
        self._lock = threading.Lock()  # a level's thread has wishes as well
        self._atlas, self._known = atlas, (0, -1, 0)  # the stage of the atlas that was told
        self._place, self._shown = 0, [size] * PLACES
        self.size = size
        self.under_way = False
        self._process = context.Process(
            target=_paint, args=(there, pixels, rows, atlas.folder, size), name="painter", daemon=True
        )
        with _no_program(), _no_interrupt():
            self._process.start()
        there.close()

    def ready(self) -> bool:
        """Whether it can be asked by now."""
        if self._known[1] >= 0:
            return True
        sprites = self._heard(0.0)
        if sprites is None:
            return False
        if sprites > len(self._atlas):
            raise PainterError(f"it found {sprites} sprites, and there were {len(self._atlas)}")
        self._known = (sprites, 0, 0)
        return True

    def ask(self, what: str, *given: Any) -> None:
        """Call one of its methods (see `_Easel`), after what it was asked before."""
        with self._lock:
            known = self._atlas.stage()
            if known != self._known:
                growth = self._atlas.growth(self._known, known)
                self._known = known
                self._send("grow", growth)
            self._send(what, *given)

    def has_room(self, size: tuple[int, int]) -> bool:
        return size[0] * size[1] <= self._room

    def offer(self, frame: Frame, step: int, tube: float, shown: tuple[int, int]) -> None:
        """Let it draw this frame, at a step of detail, and enlarge it to the size shown. None may be under way."""
        self._letter = parcel.pack(frame, self._rows), step, tube
        self._draw(shown)

    def again(self) -> None:
        """Let it draw the last frame once more, not enlarged."""
        self._draw(self.size)

    def _draw(self, shown: tuple[int, int]) -> None:
        self._place = (self._place + 1) % PLACES
        self._shown[self._place] = shown
        self.under_way = True
        self.ask("draw", *self._letter, self._place, shown)

    def drawn(self, seconds: float) -> Drawn | None:
        """The frame under way when it has been drawn within so many seconds, or None."""
        drawn: Drawn | None = self._heard(seconds)
        self.under_way = drawn is None
        return drawn

    def picture(self, place: int) -> np.ndarray:
        """What lies in a place: (h, w) uint32, valid until the next frame but one is offered."""
        w, h = self._shown[place]
        return self._pixels[place, : w * h].reshape(h, w)

    def resize(self, size: tuple[int, int]) -> None:
        """Let it draw at another size from now on."""
        self.size = size
        self.ask("resize", size)

    def close(self) -> None:
        """End it, whatever it is doing."""
        self._here.close()
        self._process.join(ENDS if self._known[1] >= 0 else 0.0)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(ENDS)

    def _send(self, *message: Any) -> None:
        if self._deaf:
            raise PainterError("it cannot be reached")
        try:
            self._here.send_bytes(pickle.dumps(message, protocol=5))
        except (OSError, ValueError) as error:
            self._deaf = True  # and what it has of this message is no message
            raise PainterError(f"it cannot be reached ({error})") from None

    def _heard(self, seconds: float) -> Any:
        """What it answers within so many seconds, or None; what it has to say besides goes into the log."""
        if self._deaf:
            raise PainterError("it cannot be reached")
        end = time.perf_counter() + seconds
        try:
            while self._here.poll(max(0.0, end - time.perf_counter())):
                said = self._here.recv()
                if isinstance(said, str):
                    raise PainterError(f"it failed:\n{said}")
                if not isinstance(said, Said):
                    return said
                log.log(said.level, said.words)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            raise PainterError(f"it has ended ({str(error) or type(error).__name__})") from None
        return None


def _wait_no_longer(here: Connection, seconds: float) -> None:
    """Let what is sent fail if nobody takes any of it for so long: a process that hangs would make us hang with it.

    Only where a pipe is a pair of sockets, which is everywhere but on Windows.
    """
    if os.name == "posix":
        with socket.socket(fileno=os.dup(here.fileno())) as pipe:
            pipe.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", int(seconds), 0))


@contextlib.contextmanager
def _no_program() -> Iterator[None]:
    """A process that is started within this does not import the program that runs here, as it would by itself: a
    stranger's script that opens our window would run a second time in it. Nor does it look for its first modules where
    the player stands, whose own struct.py is none of them."""
    program, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    safe = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        sys.modules["__main__"] = program
        del os.environ["PYTHONSAFEPATH"]
        if safe is not None:
            os.environ["PYTHONSAFEPATH"] = safe


@contextlib.contextmanager
def _no_interrupt() -> Iterator[None]:
    """A process that is started within this never hears Ctrl+C, not even while it comes up; ours hears it after."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # the first start would do this, and let signals through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Voice(logging.Handler):
    """The other process's way to be heard; its threads write into the log as well."""

    def __init__(self, here: Connection) -> None:
        super().__init__()
        self._here = here

    def say(self, what: Any) -> None:
        assert self.lock is not None
        with self.lock:
            self._here.send(what)

    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(OSError):  # nobody hears it any more
            self._here.send(Said(record.levelno, record.getMessage()))


class _Easel:
    """What the other process does when it is asked."""

    def __init__(self, voice: _Voice, pixels: Any, rows: Any, folder: Path, size: tuple[int, int]) -> None:
        from game.render.software import SoftwareRenderer

        self._say = voice.say
        self._pixels = np.frombuffer(pixels, np.uint32).reshape(PLACES, -1)
        self._large = pygame.Surface((1, 1), depth=32)
        self.atlas = Atlas(folder)
        self._renderer = SoftwareRenderer(self.atlas, pygame.Surface(size, depth=32), live=True)
        self._unpacker = parcel.Unpacker(self.atlas, parcel.rows_in(rows))
        self._trim, self._trimmed = Trim(), time.perf_counter()
        self.resize, self.grow = self._renderer.resize, self.atlas.grow
        self.prewarm, self.prewarm_later = self._renderer.prewarm, self._renderer.prewarm_later
        self.preload = self._renderer.preload

    def wish(self, what: str, given: tuple[Any, ...]) -> None:
        getattr(self.atlas, what)(*given)

    def draw(self, letter: bytes, step: int, tube: float, place: int, shown: tuple[int, int]) -> None:
        began, before = time.perf_counter(), time.thread_time()
        renderer = self._renderer
        renderer.governor.follow(step)
        renderer.tube = tube
        renderer.draw(self._unpacker.unpack(letter))
        w, h = shown
        np.copyto(self._pixels[place, : w * h].reshape(h, w), pygame.surfarray.pixels2d(self._enlarged(shown)).T)
        cache, took, busy = renderer.cache, time.perf_counter() - began, time.thread_time() - before
        self._say(Drawn(place, took, busy, len(cache), cache.bytes, own_mb()))
        renderer.present()  # makes ready what comes later, in what time there is
        now = time.perf_counter()
        self._trim.update(now - self._trimmed)
        self._trimmed = now

    def _enlarged(self, size: tuple[int, int]) -> pygame.Surface:
        """The picture at another size than its own."""
        canvas = self._renderer.canvas
        if size == canvas.get_size():
            return canvas
        if size != self._large.get_size():
            self._large = pygame.Surface(size, depth=32)
        return pygame.transform.smoothscale(canvas, size, self._large)


def _paint(here: Connection, pixels: Any, rows: Any, folder: Path, size: tuple[int, int]) -> None:
    """The other process, from its beginning to its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C at a terminal goes to all: the first process ends in order
    give_back_large()
    voice = _Voice(here)
    log.addHandler(voice)
    log.setLevel(logging.CRITICAL)  # what is missing the first process has told of when it looked
    try:
        easel = _Easel(voice, pixels, rows, folder, size)
        log.setLevel(logging.INFO)
        settle_memory()
        voice.say(len(easel.atlas))
        while True:
            what, *given = pickle.loads(here.recv_bytes())
            getattr(easel, what)(*given)
    except (EOFError, OSError):  # the first process has closed its end, or is gone
        pass
    except Exception:
        with contextlib.suppress(OSError):  # if there is anybody left to hear it
            voice.say(traceback.format_exc())


def processors() -> int:
    """How many this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # no such thing on this system
        return os.cpu_count() or 1
