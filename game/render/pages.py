"""Where sprites lie in the GL texture pages: shelves, filled as sprites are first drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

PAGE = 2048  # side [px]


class PagesFullError(RuntimeError):
    """The sprite is larger than a page."""


@dataclass(slots=True)
class Shelf:
    """A row of a page: its top, its height, where it is free."""

    page: int
    top: int
    height: int
    free: int = 0


@dataclass(slots=True)
class Packer:
    """Gives each sprite a place of its own. Places start on even pixels, as normals are kept at half size."""

    side: int = PAGE
    shelves: list[Shelf] = field(default_factory=list)
    pages: int = 0
    floor: int = 0  # first free row of the last page

    def place(self, width: int, height: int, gap: int) -> tuple[int, int, int]:
        """Page, x, y of a free place with `gap` px of nothing around it."""
        w, h = (width + 2 * gap + 1) // 2 * 2, (height + 2 * gap + 1) // 2 * 2
        if w > self.side or h > self.side:
            raise PagesFullError(
                f"a sprite of {width}x{height} px does not fit a page of {self.side} px: lower its side"
            )
        shelf = self._shelf(w, h)
        x = shelf.free
        shelf.free += w
        return shelf.page, x + gap, shelf.top + gap

    def _shelf(self, w: int, h: int) -> Shelf:
        fitting = [s for s in self.shelves if s.free + w <= self.side and h <= s.height <= h * 1.35 + 8]
        if fitting:
            return min(fitting, key=lambda s: s.height)
        if self.pages == 0 or self.floor + h > self.side:
            loose = [s for s in self.shelves if s.free + w <= self.side and h <= s.height]
            if loose:
                return min(loose, key=lambda s: s.height)
            self.pages += 1
            self.floor = 0
        shelf = Shelf(self.pages - 1, self.floor, h)
        self.floor += h
        self.shelves.append(shelf)
        return shelf
