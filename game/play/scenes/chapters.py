"""Into a chapter: from its beginning, or from a save. A level with mistakes shows them instead of flying."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.lab.recording import Recording, RecordingError
from game.lab.replay import episode_of
from game.play import known
from game.play.journal import log
from game.play.saves import Save
from game.play.scenes import way
from game.play.scenes.flight import Flight, Pilot
from game.play.settings import assists_of
from game.resources import BrokenInstallError
from game.sim.loadout import UNASSISTED
from game.story import library
from game.story.campaign import Progress
from game.story.episode import Episode
from game.story.level import Level
from game.story.problems import LevelError

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.film import Film

FROM_THE_START = "The save fits this chapter no more: from the start"


def begin(
    app: App,
    wanted: str,
    *,
    seed: int | None = None,
    bot: str | None = None,
    difficulty: str | None = None,
    progress: Progress | None = None,
) -> None:
    """Fly a level from its start; `wanted` is a name, the beginning of one, or a folder. With `bot`, watch it flown.

    Without `difficulty` it is that of the settings. A chapter of the campaign that is asked for by itself is flown as
    if one had come straight to it. Raises ValueError for an unknown bot.
    """

    def again() -> None:
        begin(app, wanted, seed=seed, bot=bot, difficulty=difficulty, progress=progress)

    level = _load(app, wanted, again)
    if level is None:
        return
    name = _lasting_name(app, level)
    progress = None if bot else progress or way.joined(app, name)
    came = way.brought(app, progress, level.id)
    episode = Episode(
        level,
        seed,
        difficulty=difficulty or app.settings.difficulty,
        flags=came.flags,
        counters=came.counters,
        loadout=way.loadout(progress, came),
        assists=UNASSISTED if bot else assists_of(app.settings),
    )
    pilot: Pilot | None = None
    if bot:
        from game.lab.pilots import make_pilot

        pilot = make_pilot(bot, episode)
    if progress is not None and not progress.campaign:
        known.begun(app.user_folder, level.id)
    log.info("chapter %s begins, seed %d, %s", level.id, episode.seed, episode.world.difficulty)
    app.go(Flight(app, episode, name, pilot=pilot, bot=bot or "", progress=progress))


def watch(app: App, film: Film) -> None:
    """Show a recording."""
    from game.play.scenes.watch import Watch

    app.go(Watch(app, film))


def take_up(app: App, save: Save) -> None:
    """Go on from a save. When its level has changed too much, the chapter begins again, and that is told."""
    wanted = way.level_of(app, save)
    level = _load(app, wanted, lambda: take_up(app, save))
    if level is None:
        return
    try:
        recorded = Recording.unpack(save.recording, "the save")
        episode = episode_of(recorded.header, level)
        episode.restore(recorded.checkpoints[-1].snapshot())
    except (RecordingError, LookupError, TypeError, ValueError, AttributeError) as error:
        log.info("the save at %s does not fit %s any more (%s): beginning again", save.checkpoint, level.id, error)
        begin(app, wanted, progress=save.progress)
        if isinstance(app.scenes[-1], Flight):
            app.scenes[-1].tell(FROM_THE_START)
        return
    wish = app.settings.difficulty, assists_of(app.settings)
    if wish != (episode.world.difficulty, episode.assists):
        episode.ask(*wish)
    log.info("chapter %s goes on at %s", level.id, save.checkpoint)
    app.go(Flight(app, episode, wanted, progress=save.progress, moments=save.moments))


def _lasting_name(app: App, level: Level) -> str:
    """What finds this level again from anywhere: its name on the shelves, or its folder's whole path."""
    folder = level.folder.resolve()
    on_shelf = library.folders(app.user_folder).get(level.id)
    return level.id if on_shelf is not None and on_shelf.resolve() == folder else str(folder)


def _load(app: App, wanted: str, again: Callable[[], None]) -> Level | None:
    """None where it has mistakes: they are shown, and when they are mended `again` is done."""
    from game.play.scenes.problems import Problems

    try:
        return library.load(wanted, app.user_folder)
    except (LevelError, BrokenInstallError) as error:
        log.info("%s cannot be flown:\n%s", wanted, error)
        app.push(Problems(app, wanted, error if isinstance(error, LevelError) else LevelError(str(error)), again))
        return None
