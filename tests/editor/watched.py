"""The program as it is, with somebody beside it who says what stands in its window:

    python -m tests.editor.watched SOCKET ARGUMENTS OF CALLISTER

A line to the socket, "look" or "settle", is answered by a line of JSON, after the program has taken up whatever hands
did until then and has drawn a picture of it. Nothing can be done through it: hands are xdotool's.
"""

from __future__ import annotations

import json
import queue
import socketserver
import sys
import threading
from functools import wraps
from pathlib import Path
from typing import Any

from game.editor import formpaper, glyphs, kept
from game.editor.properties import Properties
from game.editor.shell import Editor
from game.play.app import App
from game.render.canvas import Canvas
from game.ui import textfield

TURNS = 2  # of the loop between a question and its answer: the first takes up what happened, the second draws it
PATIENCE = 120.0  # s for an answer


class Eyes:
    """Looks at pictures of the editor while it lays them out: every word, sign, field and slot, with its box in px."""

    def __init__(self) -> None:
        self.seen: dict[str, list[list[Any]]] | None = None
        self._before: list[tuple[Any, str, Any]] = []
        self.unit = 1.0
        self._never_kept()
        self._watch(Canvas, "text", self._word)
        self._watch(glyphs, "draw", self._sign)
        self._watch(textfield.TextField, "draw", self._field)
        self._watch(formpaper.FormPaper, "_draw_slot", self._slot)

    def _watch(self, owner: Any, name: str, note: Any) -> None:
        before = getattr(owner, name)

        @wraps(before)
        def watched(*given: Any, **named: Any) -> Any:
            result = before(*given, **named)
            if self.seen is not None:
                note(result, *given, **named)
            return result

        self._before.append((owner, name, before))
        setattr(owner, name, watched)

    def close(self) -> None:
        """Look no more."""
        for owner, name, before in reversed(self._before):
            setattr(owner, name, before)

    def _never_kept(self) -> None:
        draw = kept.Kept.draw

        @wraps(draw)
        def drawn(layer: kept.Kept, rows: Any, state: object, make: Any) -> None:
            draw(layer, rows, object() if self.seen is not None else state, make)

        self._before.append((kept.Kept, "draw", draw))
        kept.Kept.draw = drawn  # type: ignore[method-assign]

    def _box(self, x: float, y: float, wide: float, high: float) -> list[int]:
        return [round(value * self.unit) for value in (x, y, wide, high)]

    def _word(self, wide: float, canvas: Canvas, x: float, y: float, words: str, size: float, *more: Any) -> None:
        align = more[1] if len(more) > 1 else "left"
        x -= {"left": 0.0, "center": wide / 2, "right": wide}[align]
        if words.strip():
            self.seen["words"].append([words, *self._box(x, y, wide, size)])

    def _sign(self, _: None, canvas: Canvas, name: str, x: float, y: float, size: float, colour: Any) -> None:
        self.seen["signs"].append([name, *self._box(x, y, size, size)])

    def _field(self, _: None, field: textfield.TextField, canvas: Canvas, box: Any, time: float = 0.0) -> None:
        self.seen["fields"].append([field.hint, field.text, field.focused, *self._box(*box)])

    def _slot(self, _: None, paper: formpaper.FormPaper, canvas: Canvas, slot: Any, box: Any) -> None:
        split = max(box.x + box.width * formpaper.LABELS, box.x + 8 + slot.depth * formpaper.INDENT + 40)
        value = self._box(split, box.y, box.right - split, formpaper.LINE)
        path = ".".join(map(str, slot.path)) + ("+" if slot.kind is formpaper.Kind.MORE else "")
        self.seen["slots"].append([path, slot.label, slot.kind.name.lower(), *value])

    def look(self, editor: Editor) -> dict[str, Any]:
        """All of it, drawn anew: strokes that were kept know no words any more."""
        self.unit = editor.hands.unit
        self.seen = {"words": [], "signs": [], "fields": [], "slots": []}
        editor.picture(1.0)
        seen, self.seen = self.seen, None
        lens, desk, document = editor.map.eye.lens, editor.desk, editor.document
        boxes = {name: self._box(*box) for name, box in editor._boxes.items() if box.width and box.height}
        boxes |= {f"button {name}": self._box(*box) for name, box in editor.toolbar._boxes.items()}
        return seen | {
            "boxes": boxes,
            "lens": [float(lens.x(0.0)), float(lens.y(0.0)), float(lens.scale)],
            "said": desk.said,
            "chosen": sorted(document.row(key).id or document.row(key).kind for key in desk.selection),
            "problems": [f"{p.file}:{p.line}: {p.message}" for p in desk.problems],
            "checked": desk._checked == document.version and not desk._aside.busy,
            "dirty": document.dirty,
            "asks": editor.asks.words if editor.asks else "",
            "tool": editor.map.tool_name,
            "focus": editor.focus.title if editor.focus else "",
            "form": [
                [".".join(map(str, slot.path[:-1])), str(slot.path[-1]), slot.given, slot.value]
                for panel in editor.right.panels
                if isinstance(panel, Properties)
                for slot in panel.form.slots
                if slot.path and slot.kind is not formpaper.Kind.MORE
            ],
        }


def watch(socket: Path) -> None:
    """Answer whoever asks at a socket."""
    asked: queue.Queue[tuple[bool, queue.Queue[str]]] = queue.Queue()
    waiting: list[tuple[int, bool, queue.Queue[str]]] = []
    eyes = Eyes()

    class Ask(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            for question in self.rfile:
                answer: queue.Queue[str] = queue.Queue()
                asked.put((question.strip() == b"look", answer))
                self.wfile.write(answer.get(timeout=PATIENCE).encode() + b"\n")

    turn = App.turn

    def watched_turn(app: App) -> None:
        turn(app)
        while not asked.empty():
            waiting.append((app.frames + TURNS, *asked.get()))
        for due in [each for each in waiting if app.frames >= each[0]]:
            waiting.remove(due)
            _, looks, answer = due
            try:
                answer.put(json.dumps(_told(app, eyes if looks else None)))
            except Exception as error:
                answer.put(json.dumps({"broke": repr(error)}))
                raise

    App.turn = watched_turn  # type: ignore[method-assign]
    socket.unlink(missing_ok=True)
    server = socketserver.ThreadingUnixStreamServer(str(socket), Ask)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()


def _told(app: App, eyes: Eyes | None) -> dict[str, Any]:
    scene = app.scenes[-1] if app.scenes else None
    told = {"scene": getattr(scene, "name", ""), "frames": app.frames, "size": list(app.size)}
    if isinstance(scene, Editor) and eyes is not None:
        return told | eyes.look(scene)
    episode = getattr(scene, "episode", None)
    return told | ({"outcome": episode.outcome or "", "tick": episode.world.tick} if episode is not None else {})


def main() -> int:
    from game.cli import main as callister

    watch(Path(sys.argv[1]))
    return callister(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
