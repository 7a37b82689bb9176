"""A picture of a moment, without a window: the title, a menu, or second so-and-so of a flight."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")  # GL comes up by EGL; software needs none
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import pygame

from game.lab.recording import SUFFIX
from game.play.app import App
from game.play.crash import Report
from game.play.film import Film
from game.play.journal import FILE
from game.play.pace import TICK, Beat
from game.play.scenes import Scene, chapters
from game.play.scenes.attract import Attract
from game.play.scenes.chapter_end import ChapterEnd
from game.play.scenes.chapter_list import ChapterList
from game.play.scenes.controls import Controls
from game.play.scenes.credits import Credits
from game.play.scenes.ending import Ending
from game.play.scenes.first_run import FirstRun
from game.play.scenes.flight import Flight
from game.play.scenes.interlude import Interlude
from game.play.scenes.levels import LevelList
from game.play.scenes.load import Load
from game.play.scenes.new_game import NewGame
from game.play.scenes.options import Options
from game.play.scenes.photo import Photo
from game.play.scenes.problems import Problems
from game.play.scenes.said import Said
from game.play.scenes.stopped import Stopped
from game.play.scenes.title import Title
from game.play.scenes.workshop import Ours, Workshop
from game.play.settings import BY_SOUND, CHOICES, SECTIONS
from game.play.still import write_still
from game.story import campaign_folder
from game.story.problems import LevelError, Problem


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
GLANCE = 6  # ticks between two pictures that nobody keeps
TALKATIVE = 60.0  # somebody says something within this time, or nobody does [s]


def _see(flight: Flight) -> None:
    """A tick that is watched: the camera makes way for panels, and it learns of them when they are drawn."""
    flight.update(Beat(1, 1.0, TICK, TICK))
    if flight.episode.world.tick % GLANCE == 0:
        flight.picture(1.0)


def _dialogue(app: App, flight: Flight) -> None:
    """On to the next line that has been standing for a moment, in the light."""
    for _ in range(round(TALKATIVE / TICK)):
        director = flight.episode.director
        line = director.line
        if line is not None and line.who and line.age * TICK >= SPOKEN and director.fade < DUSK:
            return
        _see(flight)
    raise ShotError(f"nobody speaks within {TALKATIVE:.0f} s of that moment")


# Screens that belong to the title, which stands behind them; `--at` says how long one has been standing.
FRONT: dict[str, Callable[[App, Title], Scene]] = {
    "attract": Attract,
    "new-game": NewGame,
    "chapters": ChapterList,
    "load": Load,
    "levels": LevelList,
    "workshop": Workshop,
    "copy-level": Ours,
    "credits": Credits,
    "set-up": FirstRun,
}
MISTAKES = (  # as somebody may have made them
    Problem("level.toml", 41, 30, "there is no region 'hlaf': did you mean 'half'?"),
    Problem("lines.toml", 7, 1, "'begin' is never said: say it, or take it out"),
)


def _recording(app: App, flight: Flight) -> None:
    """What was flown up to that moment, watched from there."""
    recording = flight.recorder.recording()
    chapters.watch(app, Film(recording, flight.episode.level, recording.last))
    _pass(app, VIEWED)


def _intermission(app: App, flight: Flight) -> None:
    _recording(app, flight)
    app.scenes[-1].menu()  # type: ignore[attr-defined]


def _stopped(app: App, flight: Flight) -> None:
    folder = app.user_folder
    app.go(Stopped(app, Report("RuntimeError", folder / FILE, folder / "recordings" / f"crash{SUFFIX}")))


def _console(app: App, flight: Flight) -> None:
    flight.console.toggle()
    if not flight.console.shown:
        raise ShotError("there is no console at this moment; in 09 it comes soon: --at 60")


def _page(section: str) -> Callable[[App, Flight | Title], object]:
    return lambda app, behind: app.push(Options(app, behind, section))


PAGES = {f"options-{section}": _page(section) for section in SECTIONS}

SCREENS: dict[str, Callable[[App, Flight], object]] = {
    "dialogue": _dialogue,
    "pause": lambda app, flight: flight.pause(),
    "photo": lambda app, flight: app.push(Photo(app, flight)),
    "recording": _recording,
    "intermission": _intermission,
    "problems": lambda app, flight: app.go(Problems(app, flight.wanted, LevelError(MISTAKES))),
    "console": _console,
    "options": lambda app, flight: app.push(Options(app, flight)),
    **PAGES,
    "controls": lambda app, flight: app.push(Controls(app, flight)),
    "said": lambda app, flight: app.push(Said(app, flight)),
    "stopped": _stopped,
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
    chosen: Sequence[str] = (),
    staged: Callable[..., None] | None = None,
) -> None:
    """Write a PNG of what `stage` (or `staged`) puts on the stage. `chosen` are settings for it, as NAME=VALUE."""
    if output.suffix.lower() not in ENDINGS:
        raise ShotError(f"{output}: a picture ends in {' or '.join(ENDINGS)}; name it {output.name or 'shot'}.png")
    app = App(user_folder, renderer=renderer, picture=size)
    for each in chosen:
        _choose(app, each)
    (staged or stage)(app, level=level, at=at, bot=bot, seed=seed, scene=scene)
    app.renderer.draw(app.scenes[-1].picture(1.0))
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        write_still(app.renderer.image(), output)
    except (OSError, pygame.error) as error:
        raise ShotError(f"{output}: cannot be written ({error})") from None
    finally:
        app.renderer.close()
        if app.audio:
            app.audio.close()


def _choose(app: App, each: str) -> None:
    """NAME=VALUE: a setting, as the settings file would have it."""
    name, _, value = each.partition("=")
    if name not in CHOICES:
        raise ShotError(f"there is no setting {name!r}; there are {', '.join(CHOICES)}")
    like = getattr(app.settings, name)
    try:
        app.settings.change(name, value == "true" if isinstance(like, bool) else type(like)(value))
    except ValueError as error:
        raise ShotError(f"--set {each}: {error}") from None
    app.apply_settings()


def stage(
    app: App,
    *,
    level: str | None,
    at: float = 0.0,
    bot: str = "pilot",
    seed: int | None = None,
    scene: str | None = None,
) -> None:
    """Bring a program without a window to a moment. `scene` is the title, one of FRONT, an ending, an interlude, a
    bridge, or one of SCREENS, which belong to a flight; options and controls may stand before either. Without it, the
    flight at `at` [s]. With a campaign for a level its own interludes and bridges. ShotError: there is no such moment.
    """
    talk = scene is not None and scene.startswith(INTERLUDE)
    aboard = scene is not None and scene.startswith(BRIDGE)
    over = scene is not None and scene.startswith(ENDING)
    if scene not in (None, "title", "recess", *FRONT, *SCREENS) and not (talk or aboard or over):
        places = f"title, {', '.join(FRONT)}, {INTERLUDE}1 to 4, recess, {BRIDGE}b01 to b09, {ENDING}freedom"
        raise ShotError(f"there is no scene {scene!r}; there are {places}, and in a level {', '.join(SCREENS)}")
    app.edit_level = app.edit_level or _nobody_edits
    root = campaign_folder.find(level, app.user_folder) if level is not None and (talk or aboard) else None
    if scene == "recess":
        _interlude(app, "1", at or SETTLE).pause()
    elif scene is not None and talk:
        _interlude(app, scene.removeprefix(INTERLUDE), at or SETTLE, root)
    elif scene is not None and aboard:
        _bridge(app, scene.removeprefix(BRIDGE), root)
        _pass(app, at or SETTLE)
    elif scene is not None and over:
        app.go(Ending(app, scene.removeprefix(ENDING)))
        _pass(app, at or SETTLE)
    elif level is None or scene == "title" or scene in FRONT:
        _front(app, scene or "title", at or SETTLE)
    else:
        _fly(app, level, at, bot, seed)
        flight = app.scenes[-1]
        if scene and isinstance(flight, Flight):
            SCREENS[scene](app, flight)


def _nobody_edits(app: App, folder: Path) -> None:
    """In a picture nothing is chosen, but the way to the editor is seen as whoever plays sees it."""


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
    elif scene in PAGES:
        PAGES[scene](app, front)
    elif scene == "controls":
        app.push(Controls(app, front))
    elif scene != "title":
        raise ShotError(f"{scene} belongs to a flight: name a level, such as: shot 01 --at 30 --scene {scene}")
    else:
        _pass(app, seconds - SETTLE)


def _interlude(app: App, name: str, at: float, root: Path | None = None) -> Interlude:
    """Second `at` of an interlude in which the hands lay down every card and ask in order, as soon as they may."""
    from game.story.interlude import in_order

    try:
        scene = Interlude(app, name, ("walt-wrote",), root=root)
    except LevelError as error:
        raise ShotError(str(error)) from None
    app.go(scene)
    for tick in range(round(at / TICK)):
        scene.update(Beat(1, 1.0, TICK, TICK))
        if scene not in app.scenes:
            raise ShotError(
                f"that interlude is over after {tick * TICK:.0f} s, if all is asked in order: name a second before"
            )
        if scene.turn > THINKS and scene.interlude.line is None and not scene.interlude.over:
            scene.choose(in_order(scene.interlude, scene.interlude.moves()))
    return scene


def _bridge(app: App, name: str, root: Path | None = None) -> None:
    """A bridge as somebody comes to it who has chosen nothing on the way; of the campaign in `root`, or the game's."""
    from game.play.scenes import way
    from game.play.scenes.bridge import Bridge
    from game.story import campaign, hub, road

    try:
        charted = way.charted() if root is None else road.load(root=root).chapters
        after = hub.load(name, root).after
        flown = [campaign.Flown(each) for each in charted[: charted.index(after) + 1 if after in charted else 0]]
        whose = "" if root is None else str(root)
        app.go(Bridge(app, campaign.Progress(at=name, flown=flown, credits=240, campaign=whose), name))
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
    if app.settings.captions or app.settings.alerts != BY_SOUND:
        app.open_audio()  # what is heard is seen
    for _ in range(round(at / TICK) - unseen):
        _see(flight)
