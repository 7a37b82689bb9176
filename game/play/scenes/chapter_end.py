"""The end of a chapter: how it went, in figures, and where to go from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.play.pace import Beat
from game.play.scenes.panel import draw_panel, glass
from game.render.frame import Frame
from game.ui.menu import Menu
from game.ui.theme import THEME
from game.ui.widgets import Button, Text, Widget

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.flight import Flight


class ChapterEnd:
    """Figures over the last picture."""

    name = "end"

    def __init__(self, app: App, flight: Flight) -> None:
        self.app = app
        self.flight = flight
        rows: list[Widget] = [Text(name, tone="text", figure=value) for name, value in figures(flight)]
        onward = self._onward() if flight.episode.outcome == "won" else None
        rows += [onward] if onward else []
        rows += [Button("FLY IT AGAIN", self._again), Button("TITLE", self._title)]
        self.menu = Menu(rows, heard=app.heard)

    def enter(self) -> None:
        """Nothing to prepare."""

    def leave(self) -> None:
        """Nothing is held."""

    def update(self, beat: Beat) -> None:
        if self.app.audio:
            self.app.audio.update(beat.dt)
        self.menu.handle(self.app.devices.intents(beat.dt))

    def picture(self, alpha: float) -> Frame:
        frame = self.flight.view.frame(1.0, self.app.size)
        frame.post.fade_hud = 0.0
        canvas = glass(frame, self.app.size)
        heading = self.flight.episode.level.title.upper()
        draw_panel(canvas, heading, self.menu, THEME, width=560.0, text_scale=self.app.text_scale)
        return frame

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

    def _title(self) -> None:
        from game.play.scenes.title import Title

        self.app.go(Title(self.app))


def figures(flight: Flight) -> list[tuple[str, str]]:
    """What is worth knowing about a flight: (name, value)."""
    stats = flight.episode.stats
    seconds = flight.episode.frame // 60
    shots, hits = int(stats["shots_fired"]), int(stats["hits"])
    retries = int(stats["retries"])
    return [
        ("Time", f"{seconds // 60}:{seconds % 60:02d}"),
        ("Way flown", f"{stats['distance'] / 1000:.1f} K"),
        ("Shots that hit", f"{hits} of {shots}" if shots else "none fired"),
        ("Damage taken", f"{stats['damage_taken']:.0f}"),
        ("Once more", {0: "never", 1: "once", 2: "twice"}.get(retries, f"{retries} times")),
    ]


def next_level(app: App, wanted: str) -> str:
    """The chapter after this one, or ''."""
    from game.story import library

    names = list(library.folders(app.user_folder))
    try:
        here = names.index(library.find(wanted, app.user_folder).name)
    except ValueError:
        return ""
    return names[here + 1] if here + 1 < len(names) else ""
