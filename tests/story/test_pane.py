"""What a script puts on the glass, and the handshake of somebody who trusts."""

from __future__ import annotations

from game.sim import placing
from game.sim.command import Command, Press
from game.sim.hacking import HANDSHAKES

BEA = '{ do = "spawn", what = "newcomer", name = "bea", place = "north", tags = ["bea"], order = "hold" }'


def texts(play) -> list[str]:
    return [printed.text for printed in play.director.pane.prints]


def test_nothing_is_on_the_glass_until_something_is_put_there(does):
    play = does('{ at = 1, do = "print", line = "hello", seconds = 2 }').run(0.5)
    assert play.director.pane is None
    play.run(1)
    assert texts(play) == [play.director.level.text("hello")]


def test_lines_of_print_stand_below_each_other_until_each_has_had_its_time(does):
    play = does('{ do = "print", line = "hello", seconds = 2 }, { at = 1, do = "print", line = "answer" }').run(1.5)
    hello, answer = (play.director.level.text(line) for line in ("hello", "answer"))
    assert texts(play) == [hello, answer]
    play.run(1)
    assert texts(play) == [answer]
    assert [line for _, line in play.director.log] == ["hello", "answer"]


def test_one_drawing_takes_the_place_of_another_and_is_gone_in_the_end(does):
    play = does('{ do = "sketch", name = "rings" }, { at = 1, do = "sketch", name = "ring", seconds = 2 }').run(0.5)
    assert play.director.pane.sketch == "rings"
    play.run(1)
    assert play.director.pane.sketch == "ring"
    play.run(2)
    assert play.director.pane.sketch == ""


def test_a_drawing_can_be_wiped_off(does):
    play = does('{ do = "sketch", name = "lights" }, { at = 1, do = "sketch", off = true }').run(1.5)
    assert play.director.pane.sketch == ""


def test_the_glass_is_saved_with_the_rest(does):
    play = does('{ do = "print", line = "hello" }, { do = "sketch", name = "rings" }').run(1)
    saved = play.episode.snapshot()
    play.run(20)
    assert not play.director.pane.sketch
    play.episode.restore(saved)
    assert texts(play) == [play.director.level.text("hello")]
    assert play.director.pane.sketch == "rings"


def test_whoever_trusts_says_yes_to_every_prompt(does):
    play = does(f'{BEA}, {{ do = "grant", ability = "hack" }}, {{ do = "trust", who = "bea" }}').run(0.2)
    placing.place_player(play.world, 0.0, -480.0, 0.0)
    play.run(0.2)
    play.tick(Command.of(pressed=int(Press.HACK)))
    shake = play.world.hacking.shake
    assert shake.prompts == [0] * HANDSHAKES[1][0]
    for _ in shake.prompts:
        play.run(0.1)
        play.tick(Command.of(pressed=int(Press.CHOICE_1)))
    assert play.director.stage.world.ships.hacked.any()


def test_a_closed_answer_can_say_what_one_has(does):
    options = (
        '{ line = "drop", needs = "rich", closed = "short" }, { line = "stand" }], ask = "hello" },'
        ' { if = [{ credits = 9999 }], do = "flag", set = "rich" }'
    )
    play = does(
        '{ do = "pay", credits = 41 }, { do = "choice", choice = "deal", options = [' + options,
        lines='"short" = { who = "note", text = "You have {credits}." }\n',
    ).run(0.2)
    assert [option.closed for option in play.director.choice.options] == ["You have 41.", ""]
