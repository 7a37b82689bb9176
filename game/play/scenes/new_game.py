"""A new game beside one that is kept: how hard it shall be, and what becomes of the saves."""

from __future__ import annotations

from game.play.scenes.options import setting_row
from game.play.scenes.page import Page
from game.play.settings import CHOICES
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.ui.menu import Menu
from game.ui.sheet import draw_facts, rows_at
from game.ui.widgets import Button

KEPT = (
    "What is kept stays, and so does all that is known of the chapters. As the new game goes on, its own saves "
    "take the places of this one's, but for the newest."
)


class NewGame(Page):
    """Asked only of somebody who has something to lose."""

    name = "new-game"
    heading = "NEW GAME"

    def build(self) -> Menu:
        self._difficulty = setting_row(self.app, "difficulty")
        self._difficulty.label = self._difficulty.label.upper()  # as the entries round it are written
        self._before = self.app.settings.difficulty
        rows = [Button("BEGIN", self._begin), self._difficulty, Button("BACK", self._back)]
        return Menu(rows, back=self._back, heard=self.app.heard, theme=rows_at(self.app.text_scale))

    def _begin(self) -> None:
        from game.play.scenes import way

        way.begin(self.app)

    def _back(self) -> None:
        """Nothing was begun: the game that is kept stays as hard as it was."""
        self.app.settings.difficulty = self._before
        self.app.pop()

    def leave(self) -> None:
        super().leave()
        self.app.keep_settings()

    def draw_known(self, frame: Frame, canvas: Canvas, box: tuple[float, float, float, float]) -> None:
        scale, difficulty = self.app.text_scale, self.app.settings.difficulty
        if self.menu.focused is self._difficulty:
            choice = CHOICES["difficulty"]
            draw_facts(canvas, box, choice.name(difficulty).upper(), [], scale, choice.means(difficulty))
        else:
            draw_facts(canvas, box, "FROM THE FIRST DAY ON", [], scale, KEPT)
