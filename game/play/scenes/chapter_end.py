"""The end of a chapter: how it went, in figures, and where to go from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.play.scenes.veil import Veil
from game.render.frame import Frame
from game.render.glass import chapter
from game.ui.sheet import Fact, clock
from game.ui.widgets import Button

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.flight import Flight


class ChapterEnd(Veil):
    """Figures beside the last picture."""

    name = "end"

    def __init__(self, app: App, flight: Flight) -> None:
        self.app = app
        self.flight = flight
        self.heading = chapter(flight.episode.level)
        self.figures = figures(flight)
        onward = self._onward() if flight.episode.outcome == "won" else None
        rows = [*([onward] if onward else []), Button("FLY IT AGAIN", self._again), Button("TITLE", self.title)]
        super().__init__(app, flight, rows)
        self.menu.back = None  # there is nothing to go back to

    def enter(self) -> None:
        """Nothing is held: the last sounds of the chapter are heard to their end."""

    def behind(self) -> Frame:
        return self.flight.view.frame(1.0, self.app.size, glass=False)

    def known(self) -> tuple[str, str, list[Fact]]:
        return "HOW IT WENT", "", self.figures

    def _onward(self) -> Button | None:
        """Along the campaign, or to the level beside this one when it was flown for itself; None when that is all."""
        from game.play.scenes import way

        progress = self.flight.progress
        if progress is None:
            following = next_level(self.app, self.flight.wanted)
            return Button("NEXT CHAPTER", lambda: self._begin(following)) if following else None
        label = way.label(self.app, progress)
        return Button(label, lambda: way.go_on(self.app, progress)) if label else None

    def _again(self) -> None:
        self._begin(self.flight.wanted)

    def _begin(self, level: str) -> None:
        from game.play.scenes import chapters

        chapters.begin(self.app, level, progress=self.flight.progress)


def figures(flight: Flight) -> list[Fact]:
    """What is worth knowing about a flight: (name, value)."""
    stats = flight.episode.stats
    shots, hits = int(stats["shots_fired"]), int(stats["hits"])
    retries = int(stats["retries"])
    return [
        ("Time", clock(flight.episode.frame / 60.0)),
        ("Way flown", f"{stats['distance'] / 1000:.1f} km"),
        ("Shots that hit", f"{hits} of {shots}" if shots else "none fired"),
        ("Damage taken", f"{stats['damage_taken']:.0f}"),
        ("Once more", {0: "never", 1: "once", 2: "twice"}.get(retries, f"{retries} times")),
    ]


def next_level(app: App, wanted: str) -> str:
    """The chapter after this one, or ''. Behind the last of the campaign there is none."""
    from game.play.scenes import way
    from game.story import library

    names, charted = list(library.folders(app.user_folder)), way.charted()
    try:
        here = names.index(library.find(wanted, app.user_folder).name)
    except ValueError:
        return ""
    if charted and names[here] == charted[-1]:
        return ""
    return names[here + 1] if here + 1 < len(names) else ""
