"""A picture of a moment, without a window: the title, a menu, or second so-and-so of a flight."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")  # GL comes up by EGL; software needs none
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import pygame

from game.play.app import App
from game.play.pace import TICK, Beat
from game.play.scenes import chapters
from game.play.scenes.chapter_end import ChapterEnd
from game.play.scenes.controls import Controls
from game.play.scenes.flight import Flight
from game.play.scenes.options import Options
from game.play.scenes.said import Said
from game.play.scenes.title import Title

if TYPE_CHECKING:
    from game.play.scenes import Scene


class ShotError(Exception):
    """The picture cannot be made; the message says why."""


ENDINGS = (".png", ".jpg", ".bmp")
INTERLUDE = "interlude-"  # and its number or name
BRIDGE = "bridge-"  # and its name: b01
ENDING = "ending-"  # and its name: freedom
THINKS = 2.0  # whoever asks in a picture's interlude looks at the questions for this long [s]
SETTLE = 4.0  # of the title, after which its ship has arrived [s]
VIEWED = 2.0  # the picture follows the flight for this long before the moment: trails and camera need it [s]

SPOKEN = 1.6  # a line has been standing for this long [s]
DUSK = 0.3  # a picture faded further than this shows nobody's face
TALKATIVE = 60.0  # somebody says something within this time, or nobody does [s]


def _dialogue(app: App, flight: Flight) -> None:
    """On to the next line that has been standing for a moment, in the light."""
    for _ in range(round(TALKATIVE / TICK)):
        director = flight.episode.director
        line = director.line
        if line is not None and line.who and line.age * TICK >= SPOKEN and director.fade < DUSK:
            return
        flight.update(Beat(1, 1.0, TICK, TICK))
    raise ShotError(f"nobody speaks within {TALKATIVE:.0f} s of that moment")


def _attract(app: App, front: Title) -> Scene:
    from game.play.scenes.attract import Attract

    return Attract(app, front)


def _chapter_list(app: App, front: Title) -> Scene:
    from game.play.scenes.chapter_list import ChapterList

    return ChapterList(app, front)


def _load(app: App, front: Title) -> Scene:
    from game.play.scenes.load import Load

    return Load(app, front)


def _credits(app: App, front: Title) -> Scene:
    from game.play.scenes.credits import Credits

    return Credits(app, front)


def _set_up(app: App, front: Title) -> Scene:
    from game.play.scenes.first_run import FirstRun

    return FirstRun(app, front)


# Screens that belong to the title, which stands behind them; `--at` says how long one has been standing.
FRONT: dict[str, Callable[[App, Title], Scene]] = {
    "attract": _attract,
    "chapters": _chapter_list,
    "load": _load,
    "credits": _credits,
    "set-up": _set_up,
}


def _photo(app: App, flight: Flight) -> None:
    from game.play.scenes.photo import Photo

    app.push(Photo(app, flight))


SCREENS: dict[str, Callable[[App, Flight], object]] = {
    "dialogue": _dialogue,
    "pause": lambda app, flight: flight.pause(),
    "photo": _photo,
    "console": lambda app, flight: flight.console.toggle(),
    "options": lambda app, flight: app.push(Options(app, flight)),
    "controls": lambda app, flight: app.push(Controls(app, flight)),
    "said": lambda app, flight: app.push(Said(app, flight)),
    "end": lambda app, flight: app.push(ChapterEnd(app, flight)),
}


def take(
    output: Path,
    *,
    level: str | None,
    at: float = 0.0,
    bot: str = "pilot",
    seed: int | None = None,
    scene: str | None = None,
    size: tuple[int, int] = (1280, 720),
    renderer: str = "auto",
    user_folder: Path,
) -> None:
    """Write a PNG. `scene` is the title, one of FRONT, an ending, an interlude, a bridge, or one of SCREENS, which
    belong to a flight; options and controls may stand before either. Without it, the flight at `at` [s]."""
    talk = scene is not None and scene.startswith(INTERLUDE)
    aboard = scene is not None and scene.startswith(BRIDGE)
    over = scene is not None and scene.startswith(ENDING)
    if scene not in (None, "title", *FRONT, *SCREENS) and not (talk or aboard or over):
        places = f"title, {', '.join(FRONT)}, {INTERLUDE}1 to 4, {BRIDGE}b01 to b09, {ENDING}freedom"
        raise ShotError(f"there is no scene {scene!r}; there are {places}, and in a level {', '.join(SCREENS)}")
    if output.suffix.lower() not in ENDINGS:
        raise ShotError(f"{output}: a picture ends in {' or '.join(ENDINGS)}; name it {output.name or 'shot'}.png")
    app = App(user_folder, renderer=renderer, picture=size)
    if scene is not None and talk:
        _interlude(app, scene.removeprefix(INTERLUDE), at)
    elif scene is not None and aboard:
        _bridge(app, scene.removeprefix(BRIDGE))
        _pass(app, at or SETTLE)
    elif scene is not None and over:
        from game.play.scenes.ending import Ending

        app.go(Ending(app, scene.removeprefix(ENDING)))
        _pass(app, at or SETTLE)
    elif level is None or scene == "title" or scene in FRONT:
        _front(app, scene or "title", at or SETTLE)
    else:
        _fly(app, level, at, bot, seed)
        flight = app.scenes[-1]
        if scene and isinstance(flight, Flight):
            SCREENS[scene](app, flight)
    app.renderer.draw(app.scenes[-1].picture(1.0))
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        pygame.image.save(app.renderer.image(), output)
    except (OSError, pygame.error) as error:
        raise ShotError(f"{output}: cannot be written ({error})") from None
    finally:
        app.renderer.close()


def _pass(app: App, seconds: float) -> None:
    for _ in range(round(seconds / TICK)):
        app.scenes[-1].update(Beat(1, 1.0, TICK, TICK))


def _front(app: App, scene: str, seconds: float) -> None:
    """The title, or a screen before it."""
    front = Title(app)
    app.go(front)
    _pass(app, SETTLE)
    if scene in FRONT:
        app.push(FRONT[scene](app, front))
        _pass(app, seconds)
    elif scene == "options":
        app.push(Options(app, front))
    elif scene == "controls":
        app.push(Controls(app, front))
    elif scene != "title":
        raise ShotError(f"{scene} belongs to a flight: name a level, such as: shot 01 --at 30 --scene {scene}")
    else:
        _pass(app, seconds - SETTLE)


def _interlude(app: App, name: str, at: float) -> None:
    """Second `at` of an interlude in which the hands lay down every card and ask in order, as soon as they may."""
    from game.play.scenes.interlude import Interlude
    from game.story.interlude import in_order
    from game.story.problems import LevelError

    try:
        scene = Interlude(app, name, ("walt-wrote",))
    except LevelError as error:
        raise ShotError(str(error)) from None
    app.go(scene)
    for _ in range(round(at / TICK)):
        scene.update(Beat(1, 1.0, TICK, TICK))
        if scene.turn > THINKS and scene.interlude.line is None and not scene.interlude.over:
            scene.choose(in_order(scene.interlude, scene.interlude.moves()))


def _bridge(app: App, name: str) -> None:
    """A bridge as somebody comes to it who has chosen nothing on the way."""
    from game.play.scenes import way
    from game.play.scenes.bridge import Bridge
    from game.story import campaign, hub
    from game.story.problems import LevelError

    try:
        chapters_before = way.charted()[: way.charted().index(hub.load(name).after) + 1]
        flown = [campaign.Flown(each) for each in chapters_before]
        app.go(Bridge(app, campaign.Progress(at=name, flown=flown, credits=240), name))
    except LevelError as error:
        raise ShotError(str(error)) from None


def _fly(app: App, level: str, at: float, bot: str, seed: int | None) -> None:
    """To that second, quickly: what would only be seen is left out until shortly before."""
    try:
        chapters.begin(app, level, seed=seed, bot=bot)
    except ValueError as error:
        raise ShotError(str(error)) from None
    flight = app.scenes[-1]
    if not isinstance(flight, Flight):
        raise ShotError("\n".join(getattr(flight, "lines", [f"{level} cannot be flown"])))
    unseen = max(0, round((at - VIEWED) / TICK))
    for _ in range(unseen):
        if flight.episode.outcome is not None:
            break  # it ends before that moment: the end is the picture
        flight.tick()
    for _ in range(round(at / TICK) - unseen):
        flight.update(Beat(1, 1.0, TICK, TICK))
