"""The talk: pace, order, captions, silences, barks."""

from __future__ import annotations

import pytest

from game.sim.command import Command, Press
from game.story.dialogue import AFTER_CAPTION, LINE_START, reading_ticks

HELLO, ANSWER = '{ do = "say", line = "hello" }', '{ do = "say", line = "answer" }'
CHAT = '{ do = "chat", line = "chat" }'


def lines(play) -> list[str]:
    return [line for _, line in play.director.log]


@pytest.mark.parametrize(
    ("text", "kind", "seconds"),
    [("Yes.", "say", 1.6), ("x" * 60, "say", 4.9), ("x" * 90, "say", 6.9), ("Hm.", "moderation", 3.0)],
)
def test_reading_pace(text, kind, seconds):
    assert reading_ticks(text, kind) == round(seconds * 60)


def test_one_line_at_a_time_in_order(does):
    play = does(f"{HELLO}, {ANSWER}")
    spoken = []
    for _ in range(400):
        play.tick()
        spoken.append(play.director.line.id if play.director.line else None)
    assert [a for a, b in zip(spoken, [None, *spoken], strict=False) if a != b] == ["hello", None, "answer", None]
    text = play.episode.level.text("hello")
    assert spoken.count("hello") == reading_ticks(text)


def test_skip_goes_to_the_next_line(does):
    play = does(f"{HELLO}, {ANSWER}").run(0.3)
    assert play.director.line.id == "hello"
    play.tick(Command.of(pressed=Press.SKIP))
    assert play.director.line.id == "answer"


def test_silence_holds_and_is_skippable(does):
    play = does(f'{{ do = "silence", seconds = 2 }}, {HELLO}').run(1.9)
    assert lines(play) == []
    assert lines(play.run(0.3)) == ["hello"]
    skipped = does(f'{{ do = "silence", seconds = 2 }}, {HELLO}').run(0.1)
    skipped.run(0.1, Command.of(pressed=Press.SKIP))
    assert lines(skipped) == ["hello"]


def test_next_goes_before_what_waits_and_now_cuts_in(does):
    waits = f'{HELLO}, {ANSWER}, {{ at = 0.5, do = "say", line = "notice", turn = "next" }}'
    assert lines(does(waits).run(9)) == ["hello", "notice", "answer"]
    cut = does(waits.replace('"next"', '"now"')).run(0.6)
    assert cut.director.line.id == "notice"
    assert lines(cut.run(8)) == ["hello", "notice", "answer"]


def test_a_line_that_comes_too_late_is_dropped(does):
    play = does(f'{HELLO}, {{ do = "say", line = "answer", within = 1 }}').run(8)
    assert lines(play) == ["hello"]
    assert "answer" in play.director.state.talk.ended


def test_a_caption_takes_its_turn_and_does_not_hold_the_talk_for_long(does):
    play = does(f"{HELLO}, {CHAT}, {ANSWER}").run(12)
    assert lines(play) == ["hello", "chat", "answer"]
    begun = play.director.state.talk.begun
    assert AFTER_CAPTION <= begun["answer"] - begun["chat"] <= 75


def test_a_caption_of_nobody_is_shown_and_reported(does):
    late = '{ at = 9, do = "spawn", what = "griefer", name = "late", place = "north" }'
    play = does(f'{{ do = "chat", who = "late", line = "chat" }}, {late}').run(1)
    assert lines(play) == ["chat"]
    assert play.director.reports == ["line 'chat': no ship called 'late' is in the world to say it"]


def test_an_aside_never_begins_over_the_start_of_a_line(does):
    play = does(
        f'{HELLO}, {{ do = "chat", line = "chat", aside = true }}, {{ do = "chat", line = "dibs", aside = true }}'
    )
    begun = play.run(6).director.state.talk.begun
    assert begun["chat"] - begun["hello"] >= LINE_START
    assert begun["dibs"] - begun["chat"] >= 60


def test_an_aside_respects_a_silence(does):
    play = does('{ do = "silence", seconds = 3 }, { at = 0.5, do = "chat", line = "chat", aside = true }').run(2.9)
    assert lines(play) == []
    assert lines(play.run(0.3)) == ["chat"]


def test_a_bark_speaks_only_into_quiet(does):
    bark = '{ do = "say", line = "answer", turn = "bark" }'
    assert lines(does(f"{HELLO}, {bark}").run(8)) == ["hello"]  # forgotten before the talk was over
    assert lines(does(bark).run(1)) == ["answer"]
    story_first = does(f"{bark}, {HELLO}").run(1)
    assert lines(story_first) == ["hello"]


def test_two_barks_need_a_pause_between_them(does):
    bark = '{ do = "say", line = "answer", turn = "bark" }, { at = 3, do = "say", line = "hello", turn = "bark" }'
    assert lines(does(bark).run(8)) == ["answer"]


def test_a_line_may_stay_longer_or_shorter(does):
    play = does('{ do = "say", line = "hello", seconds = 0.5 }').run(0.4)
    assert play.director.line is not None
    assert play.run(0.3).director.line is None
