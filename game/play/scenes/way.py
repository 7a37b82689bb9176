"""Along the campaign: what comes after a chapter, a bridge or an interlude, and the save that is made in between."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from game import resources
from game.lab import reel
from game.lab.reel import Clip
from game.play import known
from game.play.journal import log
from game.play.saves import Save
from game.play.scenes.keepsakes import MOMENTS, Keepsakes
from game.sim.loadout import PLAIN, Loadout
from game.story import campaign, campaign_folder, library, road, upgrades
from game.story.campaign import Brought, Progress
from game.story.episode import Episode
from game.story.interlude import Outcome
from game.story.problems import LevelError
from game.story.road import Road, Step

if TYPE_CHECKING:
    from game.play.app import App

FIRST_CHAPTER = "01"  # without a campaign
AFTERWARDS = {"freedom": "Someone is in"}  # endings that one comes back to, and what that save is called
NOTHING = Brought(frozenset(), {})


def road_of(app: App, progress: Progress | None = None) -> Road:
    """The campaign's steps that are there; none, and a word in the log, when its file cannot be read.

    With progress in somebody's own campaign it is that one's road.
    """
    try:
        return _read(app, progress)
    except LevelError as error:
        log.info("no campaign: %s", error)
        return Road("", ())


def _read(app: App, progress: Progress | None) -> Road:
    """The same; LevelError when it cannot be read."""
    root = campaign_folder.find(progress.campaign, app.user_folder) if progress and progress.campaign else None
    if progress and progress.campaign and root is None:
        raise LevelError(f"the campaign {progress.campaign!r} is not there any more")
    return road.load(app.user_folder, root=root)


def charted() -> list[str]:
    """Every chapter that the campaign's file names, whether or not it is there yet."""
    try:
        _, steps, _ = road.read(resources.levels() / road.FILE)
    except LevelError:
        return []
    return [step.id for step in steps if step.kind == "chapter"]


# --- what a flight asks ---


def joined(app: App, level: str) -> Progress | None:
    """Progress for a chapter that is flown by itself; None for levels that belong to no campaign."""
    way = road_of(app)
    return campaign.joined(way, level) if way.step(level) else None


def brought(app: App, progress: Progress | None, level: str) -> Brought:
    """What earlier chapters hand to this one."""
    return campaign.brought(progress, road_of(app, progress), level) if progress else NOTHING


def loadout(progress: Progress | None, came: Brought) -> Loadout:
    """The ship as she is now; as she was built, and a word in the log, when the stores' file cannot be read."""
    try:
        return upgrades.loadout(progress, came) if progress else PLAIN
    except LevelError as error:
        log.info("nothing that was bought is aboard:\n%s", error)
        return PLAIN


def won(app: App, episode: Episode, progress: Progress, keepsakes: Keepsakes) -> Progress:
    """A chapter was won: progress after it, kept before anything else happens, and what is worth seeing again."""
    clips = keepsakes.until_now(episode)
    moments = keepsakes.put_away(clips, keepsakes.sure)
    outcome = campaign.outcome_of(episode)
    if not progress.campaign:
        known.won(app.user_folder, episode.level.id, outcome.seconds, outcome.retries, outcome.ending, outcome.met)
    further = campaign.after(progress, road_of(app, progress), episode.level, outcome, moments)
    keep(app, further)
    if further.ending and further.ending not in AFTERWARDS:
        _remember(app, further.ending)
    return further


def clips(app: App, progress: Progress | None) -> dict[str, Clip]:
    """The moments of a campaign's flights that are there."""
    return reel.load(app.user_folder / MOMENTS, progress.moments) if progress else {}


def level_of(app: App, save: Save) -> str:
    """What finds the level of a save: in a campaign of somebody's own, wherever that lies now."""
    if save.progress is not None and save.progress.campaign:
        there, name = road_of(app, save.progress), Path(save.level).name
        if there.step(name) is not None:
            return there.level(name)
    return save.level


# --- going on ---


def begin(app: App) -> None:
    """A new game."""
    way = road_of(app)
    if way.steps:
        go_on(app, replace(campaign.start(way), run=app.saves.new_run()))
    else:
        from game.play.scenes import chapters

        chapters.begin(app, FIRST_CHAPTER)


def begin_own(app: App, folder: Path) -> None:
    """A new game in a campaign of somebody's own, that lies in a folder."""
    there = campaign_folder.find(folder.name, app.user_folder)
    name = folder.name if there is not None and there.resolve() == folder.resolve() else str(folder.resolve())
    way = road_of(app, Progress(campaign=name))
    go_on(app, replace(campaign.start(way), campaign=name, run=app.saves.new_run()))


def go_on(app: App, progress: Progress, *, resumed: bool = False) -> None:
    """To the place where progress stands. Past the end of the road is the title.

    resumed  the game is taken up again here; places that are for that only are passed by otherwise
    """
    if _is_broken(app, progress, lambda: go_on(app, progress, resumed=resumed)):
        return
    progress, step = _next(progress, road_of(app, progress), resumed)
    if step is None and resumed and progress.ending in AFTERWARDS:
        _home(app, progress)
    elif step is None:
        from game.play.scenes.title import Title

        app.go(Title(app))
    else:
        SCENES[step.kind](app, progress, step)


def _is_broken(app: App, progress: Progress, again: Callable[[], None]) -> bool:
    """Whether the road of somebody's own campaign cannot be read; then it is shown why, until it can."""
    from game.play.scenes.problems import Problems

    if not progress.campaign:
        return False
    try:
        _read(app, progress)
    except LevelError as error:
        log.info("%s cannot be played:\n%s", progress.campaign, error)
        folder = campaign_folder.find(progress.campaign, app.user_folder)
        app.push(Problems(app, progress.campaign, error, again, folder))
        return True
    return False


def _home(app: App, progress: Progress) -> None:
    """Whoever comes back after the end finds everybody where they were: in the chapter that decided it."""
    from game.play.scenes import chapters

    way = road_of(app, progress)
    named = (each.chapter for each in way.endings if each.id == progress.ending)
    came_to = (each.level for each in progress.flown if each.ending == progress.ending)
    chapter = next(chain(named, came_to, reversed(way.chapters)), "")
    chapters.begin(app, way.level(chapter), progress=progress)


def fly_on(app: App, progress: Progress) -> None:
    """Leave a bridge along the road."""
    if _is_broken(app, progress, lambda: fly_on(app, progress)):
        return
    go_on(app, campaign.passed(progress, road_of(app, progress)))


def label(app: App, progress: Progress) -> str:
    """What a button says that leads to where progress stands; '' when nothing comes any more."""
    _, step = _next(progress, road_of(app, progress), False)
    return {"hub": "TO THE BRIDGE", "chapter": "NEXT CHAPTER", "interlude": "GO ON"}[step.kind] if step else ""


def ahead(app: App, progress: Progress) -> Step | None:
    """The chapter or interlude that lies behind the bridge where one is; None when it is not there yet."""
    way = road_of(app, progress)
    return _next(campaign.passed(progress, way), way, False)[1]


def _next(progress: Progress, way: Road, resumed: bool) -> tuple[Progress, Step | None]:
    step = campaign.stands_at(progress, way)
    while step is not None and ((step.resumed and not resumed) or step.kind not in SCENES):
        progress = campaign.passed(progress, way)
        step = way.step(progress.at)
    return replace(progress, at=step.id) if step is not None else progress, step


def keep(app: App, progress: Progress) -> None:
    """A save at the place where progress stands."""
    there = road_of(app, progress)
    step = campaign.stands_at(progress, there)
    if step is None and not there.steps and progress.flown and not progress.ending:
        last = progress.flown[-1].level  # what comes after it is known when the road can be read again
        app.keep_save(Save("", Path(progress.campaign).name or last, last, progress=progress))
        return
    if step is None and progress.ending not in AFTERWARDS:
        _remember(app, progress.ending)
        return
    place, title = (step.id, title_of(app, step, progress)) if step else (progress.ending, AFTERWARDS[progress.ending])
    app.keep_save(Save("", title, place, progress=progress))


def _remember(app: App, ending: str) -> None:
    """Nobody comes back after this one: the save before the answer stays the newest, and the title knows."""
    try:
        app.saves.remember(ending)
    except OSError as error:
        log.info("the ending could not be written down: %s", error)


def title_of(app: App, step: Step, progress: Progress | None = None) -> str:
    """What a step is called."""
    if step.kind == "chapter":
        try:
            return library.load(road_of(app, progress).level(step.id), app.user_folder).title
        except LevelError:
            return step.id
    return "The Bridge" if step.kind == "hub" else "An Interlude"


def _to_chapter(app: App, progress: Progress, step: Step) -> None:
    from game.play.scenes import chapters

    if not any(save.place == ("", step.id) and save.progress == progress for save in app.saves.held()):
        keep(app, progress)  # whoever leaves before the first checkpoint comes back to here
    chapters.begin(app, road_of(app, progress).level(step.id), progress=progress)


def _to_bridge(app: App, progress: Progress, step: Step) -> None:
    from game.play.scenes import bridge

    scene = bridge.opened(app, progress, step.id)
    if scene is not None:
        app.go(scene)
    else:
        fly_on(app, progress)


def _to_interlude(app: App, progress: Progress, step: Step) -> None:
    from game.play.scenes.interlude import Interlude

    way = road_of(app, progress)

    def over(outcome: Outcome) -> None:
        further = campaign.answered(progress, way, step.id, outcome.flags)
        keep(app, further)
        go_on(app, further)

    keep(app, progress)
    try:
        app.go(Interlude(app, step.id, campaign.brought(progress, way, step.id).flags, over, way.root))
    except LevelError as error:
        log.info("the interlude %s cannot be shown:\n%s", step.id, error)
        go_on(app, campaign.passed(progress, way))


SCENES: dict[str, Callable[[App, Progress, Step], None]] = {
    "chapter": _to_chapter,
    "hub": _to_bridge,
    "interlude": _to_interlude,
}
