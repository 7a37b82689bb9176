"""The interludes in the window: walked by keyboard only, mouse only, pad only; what is shown fits and is read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pygame
import pytest

from game import resources
from game.play import shot
from game.play.scenes.interlude import FADE, LAST_LOOK, LOOKS_FIRST, ROOMS, Interlude
from game.render import evidence, palette, strokefont
from game.render.canvas import Canvas
from game.story import template
from game.story.dialogue import reading_ticks
from game.story.interlude import Move, Outcome, names, play_through
from game.story.interlude_file import load
from tests.play.hands import click, mouse_to, pad_tap, tap
from tests.play.stage import Stage

LINES = 4000  # frames in which any line is over
NAMES = names()


class Room:
    """An interlude on a stage, and what came of it."""

    def __init__(self, folder: Path, name: str, flags: tuple[str, ...] = (), text_size: int = 100) -> None:
        self.outcomes: list[Outcome] = []
        self.stage = Stage(folder)
        self.stage.app.settings.text_size = text_size
        self.scene = Interlude(self.stage.app, name, flags, self.outcomes.append)
        self.stage.app.go(self.scene)

    def press(self, events) -> None:
        self.stage.play(events=events)

    @property
    def listening(self) -> bool:
        return self.scene.interlude.line is not None

    @property
    def outcome(self) -> Outcome:
        self.stage.until(lambda: bool(self.outcomes), LINES)
        return self.outcomes[0]


def look_first(room: Room) -> None:
    """Before anything is chosen."""
    room.stage.play(round(LOOKS_FIRST * 60) + 1)


class Keys:
    """ENTER skips and chooses, arrows walk."""

    skip = staticmethod(lambda: tap(pygame.K_RETURN))
    down = staticmethod(lambda: tap(pygame.K_DOWN))
    accept = staticmethod(lambda: tap(pygame.K_RETURN))

    def listen(self, room: Room) -> None:
        for _ in range(200):
            if not room.listening:
                return
            room.press(self.skip())
        raise AssertionError("they talk and talk")

    def choose(self, room: Room, kind: str, id: str) -> None:
        look_first(room)
        for _ in room.scene.shown():
            if room.scene.focus is not None and room.scene.focus[:2] == (kind, id):
                room.press(self.accept())
                return
            room.press(self.down())
        raise AssertionError(f"{kind} {id} is out of reach from {room.scene.focus}")


class PadHands(Keys):
    skip = staticmethod(lambda: pad_tap(pygame.CONTROLLER_BUTTON_A))
    down = staticmethod(lambda: pad_tap(pygame.CONTROLLER_BUTTON_DPAD_DOWN))
    accept = staticmethod(lambda: pad_tap(pygame.CONTROLLER_BUTTON_A))


class MouseHands(Keys):
    """Clicks on what it sees; the wheel brings the rest into view."""

    skip = staticmethod(lambda: click(640, 300))

    def choose(self, room: Room, kind: str, id: str) -> None:
        look_first(room)
        for _ in range(3 * len(room.scene.shown())):
            room.stage.look()
            layout = room.scene._layout
            spots = {spot.move[:2]: spot for spot in (*layout.rows, *layout.cards)}
            if (kind, id) in spots:
                spot = spots[kind, id]
                at = round(spot.x + spot.w / 2), round(min(spot.y + spot.h / 2, 716))
                room.press([mouse_to(*at), *click(*at)])
                return
            room.press([pygame.Event(pygame.MOUSEWHEEL, x=0, y=-1, flipped=False)])
        raise AssertionError(f"{kind} {id} never came into view")


def parted(step: str) -> tuple[str, str]:
    kind, id = step.split(":")
    return kind, id or kind


HANDS = [Keys(), PadHands(), MouseHands()]
WAYS = {
    "1-newsroom": ["ask:how", "lay:server-bill", "ask:bill", "ask:nanette"],
    "2-deposition": ["ask:visit", "lay:exhibit-b", "ask:form", "lay:exhibit-c", "ask:feel", "ask:machine", "leave:"],
    "3-boardroom": ["ask:six", "ask:told", "ask:you", "decide:delay"],
    "4-arrest": ["lay:letter", "ask:hand", "ask:wrote", "ask:who", "ask:sorry", "leave:"],
}  # fmt: skip
FLAGS = {
    "1-newsroom": {"asked-how", "asked-bill", "asked-nanette"},
    "2-deposition": {"lied-on-record", "visitor-shown", "form-shown"},
    "3-boardroom": {"counted-minds", "board-told", "purge-delayed"},
    "4-arrest": {"said-he"},
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("hands", HANDS, ids=["keyboard", "pad", "mouse"])
@pytest.mark.parametrize("text_size", [100, 200])
def test_it_can_be_walked(name: str, hands: Keys, text_size: int, tmp_path: Path) -> None:
    room = Room(tmp_path, name, ("walt-wrote", "form-shown"), text_size)
    hands.listen(room)
    for step in WAYS[name]:
        kind, id = parted(step)
        hands.choose(room, kind, id)
        hands.listen(room)
    assert set(room.outcome.flags) == FLAGS[name]


@pytest.mark.parametrize("name", NAMES)
def test_window_and_headless_player_agree(name: str, tmp_path: Path) -> None:
    room = Room(tmp_path, name, ("walt-wrote",))
    Keys().listen(room)
    steps = iter(WAYS[name])
    for step in WAYS[name]:
        Keys().choose(room, *parted(step))
        Keys().listen(room)

    def same(_, moves: list[Move]) -> Move:
        kind, id = parted(next(steps))
        return next(move for move in moves if move[:2] == (kind, id))

    assert room.outcome == play_through(name, ("walt-wrote",), same)


def test_lines_end_by_themselves(tmp_path: Path) -> None:
    room = Room(tmp_path, "2")
    room.stage.until(lambda: not room.listening, 600)
    assert room.scene.interlude.memory.said == ["i2.oath", "i2.oath2"]


def test_a_silence_is_kept_or_skipped(tmp_path: Path) -> None:
    room = Room(tmp_path, "2")
    hands = Keys()
    hands.listen(room)
    hands.choose(room, "ask", "feel")
    room.stage.until(lambda: room.scene.interlude.line_id == "i2.feel.wait")
    pause = load("2").lines["i2.feel.wait"].pause
    room.stage.play(round(pause * 60) - 5)
    assert room.scene.interlude.line_id == "i2.feel.wait", "she waits"
    room.press(hands.skip())
    assert not room.listening


@pytest.mark.parametrize("name", NAMES)
def test_everything_stays_until_it_can_have_been_read(name: str, tmp_path: Path) -> None:
    scene = Room(tmp_path, name).scene
    for id, line in scene.script.lines.items():
        assert scene.lasts(line) * 60 >= reading_ticks(line.text), id


@pytest.mark.parametrize("name", NAMES)
def test_nobody_speaks_before_the_room_is_there(name: str, tmp_path: Path) -> None:
    room = Room(tmp_path, name)
    room.stage.play(round(FADE * 60) - 2)
    assert room.scene.age == 0.0
    room.stage.play(10)
    assert room.scene.age > 0.0
    assert room.scene.room().post.fade == 0.0


@pytest.mark.parametrize("events", [Keys.skip(), PadHands.skip(), MouseHands.skip()], ids=["keyboard", "pad", "mouse"])
def test_who_skips_to_the_end_has_not_asked_or_decided_anything(events, tmp_path: Path) -> None:
    """The presses that come too late for the last word fall on a pad that is still coming up."""
    room = Room(tmp_path, "3")
    for step in ["", *WAYS["3-boardroom"][:3]]:
        if step:
            Keys().choose(room, *parted(step))
        while room.listening:
            room.press(events)
        room.stage.look()
        before = room.scene.interlude.snapshot()
        for _ in range(8):
            room.press(events)
            room.stage.play(4)
        assert room.scene.interlude.snapshot() == before
    Keys().choose(room, "decide", "delay")
    assert room.scene.interlude.memory.decided == "delay"


def test_the_first_press_shows_all_the_words_and_the_second_goes_on(tmp_path: Path) -> None:
    room = Room(tmp_path, "1")
    line = room.scene.interlude.line
    room.press(Keys.skip())
    assert room.scene._typed(line) == len(line.text)
    assert room.scene.interlude.line_id == "i1.open"
    room.press(Keys.skip())
    assert room.scene.interlude.line_id == "i1.open2"


def test_what_was_asked_is_refused_and_says_why(tmp_path: Path) -> None:
    room = Room(tmp_path, "2")
    hands = Keys()
    hands.listen(room)
    hands.choose(room, "ask", "copy")
    hands.listen(room)
    before = room.scene.interlude.snapshot()
    hands.choose(room, "ask", "copy")
    assert room.scene.interlude.snapshot() == before
    assert next(move for move in room.scene.shown() if move.id == "copy").reason == "asked"


def test_nobody_is_let_go_by_mistake(tmp_path: Path) -> None:
    room = Room(tmp_path, "2")
    hands = Keys()
    hands.listen(room)
    for question in ("machine", "copy", "feel", "visit"):
        hands.choose(room, "ask", question)
        hands.listen(room)
    assert room.scene.focus[:2] == ("lay", "exhibit-a"), "there is still something to show"
    assert any(move.kind == "leave" for move in room.scene.shown())


def test_left_and_right_go_between_questions_and_cards(tmp_path: Path) -> None:
    room = Room(tmp_path, "2")
    Keys().listen(room)
    room.press(tap(pygame.K_RIGHT))
    assert room.scene.focus[:2] == ("lay", "exhibit-a")
    room.press(tap(pygame.K_RIGHT))
    assert room.scene.focus[:2] == ("lay", "exhibit-b")
    room.press([*tap(pygame.K_LEFT), *tap(pygame.K_LEFT)])
    assert room.scene.focus.kind == "ask"


@pytest.mark.parametrize("by", ["key", "pad", "mouse"])
def test_a_recess_lets_one_read_and_go_on(by: str, tmp_path: Path) -> None:
    room = Room(tmp_path, "1")
    room.stage.look()
    x, y, w, h = room.scene._menu
    events = {"key": tap(pygame.K_ESCAPE), "pad": pad_tap(pygame.CONTROLLER_BUTTON_START)}
    room.press(events.get(by) or click(round(x + w / 2), round(y + h / 2)))
    assert room.stage.name == "recess"
    room.stage.look()
    menu = room.stage.scene.menu
    menu.focus = next(i for i, widget in enumerate(menu.widgets) if widget.label == "WHAT WAS SAID")
    room.press(tap(pygame.K_RETURN))
    assert room.stage.name == "said"
    room.stage.look()
    assert room.stage.scene.spoken()[0] == ("WALTON", load("1").lines["i1.open"].text)
    room.press(tap(pygame.K_ESCAPE))
    room.press(tap(pygame.K_ESCAPE))
    assert room.stage.scene is room.scene


def test_it_waits_for_whoever_left_the_window(tmp_path: Path) -> None:
    room = Room(tmp_path, "1")
    room.press([pygame.Event(pygame.WINDOWFOCUSLOST)])
    assert room.stage.name == "recess"
    room.stage.play(600)
    assert room.scene.interlude.line_id == "i1.open"


def test_it_begins_anew_and_forgets(tmp_path: Path) -> None:
    room = Room(tmp_path, "1")
    hands = Keys()
    hands.listen(room)
    hands.choose(room, "ask", "how")
    room.press(tap(pygame.K_ESCAPE))
    menu = room.stage.scene.menu
    menu.focus = next(i for i, widget in enumerate(menu.widgets) if widget.label == "FROM THE START")
    room.press(tap(pygame.K_RETURN))
    assert room.stage.scene is room.scene
    assert room.scene.interlude.memory.asked == []
    assert room.scene.interlude.line_id == "i1.open"


def test_his_face_follows_what_he_says(tmp_path: Path) -> None:
    room = Room(tmp_path, "2")
    hands = Keys()
    hands.listen(room)
    hands.choose(room, "ask", "machine")
    hands.listen(room)
    assert room.scene.room().backdrop_next == "deposition-neutral"
    hands.choose(room, "lay", "exhibit-a")
    hands.listen(room)
    assert room.scene.next_mood == "angry"
    room.stage.play(60)
    assert room.scene.room().backdrop == "deposition-angry"


def test_nobody_is_left_in_the_room_that_is_switched_off(tmp_path: Path) -> None:
    room = Room(tmp_path, "4", ("walt-kept",))
    hands = Keys()
    hands.listen(room)
    hands.choose(room, "leave", "leave")
    seen = {}
    for _ in range(LINES):
        if room.scene.interlude.over:
            break
        if room.scene.mixed == 1.0:
            seen[room.scene.interlude.line_id] = room.scene.room().backdrop
        room.stage.play()
    assert seen["i4.none4"] == seen["i4.box"] == "office-worried", "he has said too much, and sits there"
    assert seen["i4.lights"] == seen["i4.last"] == "office-gone"
    assert (resources.assets() / "backdrops" / "office-gone" / "index.toml").is_file()


def test_ninety_seconds_run_out(tmp_path: Path) -> None:
    room = Room(tmp_path, "1")
    hands = Keys()
    hands.listen(room)
    left = [room.scene.seconds_left()]
    for question in ("how", "bill", "cup"):
        hands.choose(room, "ask", question)
        hands.listen(room)
        left.append(room.scene.seconds_left())
    assert left == [90, 60, 30, 0]


def test_it_ends_in_the_dark(tmp_path: Path) -> None:
    room = Room(tmp_path, "3")
    hands = Keys()
    hands.listen(room)
    for step in WAYS["3-boardroom"]:
        hands.choose(room, *parted(step))
        hands.listen(room)
    assert room.scene.interlude.over
    assert room.outcomes == []
    room.stage.play(round(LAST_LOOK * 60) - 2)
    assert room.scene.room().post.fade < 0.1, "a last look"
    assert room.outcome.lines[-1] == "i3.delay2"
    assert room.scene.room().post.fade == 1.0
    room.stage.play(300)
    assert len(room.outcomes) == 1, "it is told once"


# --- what is shown ---


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text_size", [100, 150, 200])
def test_all_words_stay_in_the_picture(name: str, text_size: int, tmp_path: Path, monkeypatch) -> None:
    """Whatever is asked, laid or said: no letter leaves the frame, none covers another."""
    edges: list[tuple[float, float, str]] = []
    draw = Canvas.text

    def watched(self, x, y, text, size, colour, align="left"):
        wide = draw(self, x, y, text, size, colour, align)
        left = x - (wide / 2 if align == "center" else wide if align == "right" else 0.0)
        edges.append((left, left + wide, text))
        return wide

    monkeypatch.setattr(Canvas, "text", watched)
    room = Room(tmp_path, name, ("walt-wrote", "form-shown"), text_size)
    hands = Keys()
    for step in [*WAYS[name], ""]:
        while room.listening:
            room.scene.age = room.scene.lasts(room.scene.interlude.line) * 0.7
            room.stage.look()
            room.scene._next()
        room.scene.turn = 9.0
        if not room.scene.interlude.over:
            room.stage.look()
            layout = room.scene._layout
            for spot in layout.rows:
                assert spot.y + spot.h <= 720, spot.move.text
                assert spot.y >= 40
            tall = [spot for spot in layout.cards if spot.y < layout.pad[1] + layout.pad[3]]
            assert all(spot.x >= layout.pad[0] + layout.pad[2] for spot in tall), "cards lie beside the pad"
        if step:
            kind, id = parted(step)
            hands.choose(room, kind, id)
    for left, right, text in edges:
        assert left >= 0, text
        assert right <= 1280, text


def test_every_letter_can_be_drawn() -> None:
    for name in NAMES:
        script = load(name)
        texts = [line.text for line in script.lines.values()] + [card.label for card in script.cards.values()]
        missing = {char for text in texts for char in text if char != " " and not strokefont.has(char)}
        assert not missing


def test_every_room_has_its_picture() -> None:
    for name in NAMES:
        room = load(name).header.room
        assert room in ROOMS
        moods = {line.mood for line in load(name).lines.values() if line.who == "walton"}
        folders = [room] if ROOMS[room].voice else [f"{room}-{mood}" for mood in moods]
        for folder in folders:
            assert (resources.assets() / "backdrops" / folder / "index.toml").is_file(), folder


def test_with_large_letters_the_pads_arrows_and_a_hand_over_the_table_hide_no_word(tmp_path: Path) -> None:
    room = Room(tmp_path, "4-arrest", ("walt-wrote",), 200)
    hands = Keys()
    hands.listen(room)
    for step in WAYS["4-arrest"][:4]:
        hands.choose(room, *parted(step))
        hands.listen(room)
    room.scene.turn = 9.0
    room.scene.focus = [move for move in room.scene.shown() if move.kind == "ask"][-1]
    rows, atlas = room.scene.picture(1.0).hud.rows, room.stage.app.atlas
    layout = room.scene._layout
    assert layout.first > 0, "the pad goes on above"
    arrows = rows[rows[:, 0] == atlas.ids["triangle"]]
    assert len(arrows)
    assert (arrows[:, 2] < layout.rows[0].y).all(), "they stand on the pad's head"
    laid = next(spot for spot in layout.cards if spot.move.reason)
    place = rows[(np.abs(rows[:, 1] - laid.x - laid.w / 2) < 1.0) & (np.abs(rows[:, 3] - laid.w) < 1.0)]
    assert place[0][9] == 1.0, "the card on the table does not show through its words"


@pytest.mark.parametrize(("text_size", "shown"), [(100, 3), (125, 0), (200, 0)])
def test_what_lies_on_the_table_is_not_seen_in_slivers(text_size: int, shown: int, tmp_path: Path, monkeypatch) -> None:
    """A hand that needs the table's room says itself what lies there."""
    laid = []
    monkeypatch.setattr(evidence, "draw_laid", lambda canvas, cards, *rest: laid.append(len(cards)))
    room = Room(tmp_path, "2-deposition", (), text_size)
    hands = Keys()
    hands.listen(room)
    for card in [move for move in room.scene.shown() if move.kind == "lay"]:
        hands.choose(room, "lay", card.id)
        hands.listen(room)
    room.stage.look()
    assert laid[-1] == shown
    assert [spot.move.reason for spot in room.scene._layout.cards] == ["on the table"] * 3


def test_words_on_paper_are_read_easily() -> None:
    paper = [0.98 * part for part in palette.rgb("pearl")]
    for tone, alpha in (("ink", 1.0), ("ink", 0.72), ("oxblood", 1.0), ("wood", 1.0)):
        colour = [alpha * a + (1 - alpha) * b for a, b in zip(palette.rgb(tone), paper, strict=True)]
        assert palette.contrast(colour, paper) >= 4.5, tone


# --- pictures without a window ---


def test_a_picture_of_an_interlude(tmp_path: Path) -> None:
    seen = {}
    for at in (1.0, 8.0):
        output = tmp_path / f"{at}.png"
        shot.take(
            output, level=None, scene="interlude-2", at=at, size=(640, 360), renderer="software", user_folder=tmp_path
        )
        seen[at] = pygame.surfarray.array3d(pygame.image.load(output)).astype(float)
    assert seen[1.0].std() > 20
    changed = abs(seen[1.0] - seen[8.0]).mean(axis=2) > 40
    assert changed[: 640 // 2, 360 // 2 :].mean() > 0.1, "the pad has come up at the lower left"


def test_a_picture_of_no_interlude_says_so(tmp_path: Path) -> None:
    with pytest.raises(shot.ShotError, match="no interlude is called '7'"):
        shot.take(tmp_path / "x.png", level=None, scene="interlude-7", renderer="software", user_folder=tmp_path)


def test_a_campaign_of_ones_own_shows_its_own_bridges_and_interludes(tmp_path: Path) -> None:
    """Those of the page for level makers, by their names."""
    page = (resources.levels() / "README.md").read_text(encoding="utf-8")
    road = tmp_path / "road"
    for name in ("campaign.toml", "bridge/between.toml", "interludes/asked.toml"):
        (road / name).parent.mkdir(parents=True, exist_ok=True)
        (road / name).write_text(page.partition(f"```toml\n# {name}\n")[2].partition("```")[0], encoding="utf-8")
    for name in ("01-first", "02-second"):
        template.make(road / name)
    for scene in ("bridge-between", "interlude-asked"):
        output = tmp_path / f"{scene}.png"
        shot.take(output, level=str(road), scene=scene, size=(640, 360), renderer="software", user_folder=tmp_path)
        assert pygame.surfarray.array3d(pygame.image.load(output)).std() > 20
    with pytest.raises(shot.ShotError, match="no bridge is called 'betwixt'"):
        shot.take(output, level=str(road), scene="bridge-betwixt", renderer="software", user_folder=tmp_path)
