"""Interludes: every way through them ends, the flags are the script's, and he says less each time he is asked."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest

from game.story import interlude_file
from game.story.interlude import Interlude, Move, Outcome, in_order, load, names, play_through
from game.story.problems import LevelError

NAMES = ("1-newsroom", "2-deposition", "3-boardroom", "4-arrest")
LETTER = frozenset({"walt-wrote"})
WAYS = 4000  # through one scene that are walked at most; each is a different order


def scene(name: str, *flags: str) -> Interlude:
    """An interlude whose opening words have been said."""
    interlude = Interlude(load(name), flags)
    interlude.begin()
    return listened(interlude)


def listened(interlude: Interlude) -> Interlude:
    while interlude.line is not None:
        interlude.advance()
    return interlude


def played(interlude: Interlude, *moves: str) -> Interlude:
    """Makes moves written as `ask:visit`, `lay:exhibit-b`, `leave`."""
    for move in moves:
        kind, _, id = move.partition(":")
        if kind == "leave":
            interlude.leave()
        else:
            getattr(interlude, kind)(id)
        listened(interlude)
    return interlude


def lines(interlude: Interlude) -> tuple[str, ...]:
    return interlude.outcome.lines


def words(text: str) -> int:
    return len(text.split())


def his(name: str) -> list[str]:
    """Everything that he may say in answer, without his opening words and what he says as he goes."""
    script = load(name)
    passages = [passage for question in script.questions.values() for passage in question.answer]
    passages += [passage for card in script.cards.values() for passage in card.reply]
    said = {id for passage in passages for id in passage.say}
    return [script.lines[id].text for id in script.lines if id in said and script.lines[id].who == "walton"]


# -- ways through ------------------------------------------------------------------------------------------------


@cache
def every_way(name: str, flags: frozenset[str]) -> tuple[Interlude, ...]:
    """The ends of every order of questions and cards, as far as different orders leave different things behind."""
    ends: list[Interlude] = []
    seen: set[tuple[object, ...]] = set()
    stack = [scene(name, *flags)]
    while stack:
        here = stack.pop()
        if here.over:
            ends.append(here)
            continue
        moves = here.moves()
        assert moves, f"stuck after {here.memory.asked} {here.memory.laid}"
        for move in moves:
            after = Interlude.restore(here.script, here.snapshot())
            after.do(move)
            listened(after)
            memory = after.memory
            key = (tuple(memory.asked[-1:]), frozenset(memory.said), frozenset(memory.laid), after.over)
            if key not in seen:
                seen.add(key)
                stack.append(after)
        assert len(seen) < WAYS
    return tuple(ends)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("flags", [frozenset(), LETTER, frozenset({"walt-kept"})], ids=["plain", "letter", "kept"])
def test_every_way_reaches_the_end(name: str, flags: frozenset[str]) -> None:
    ends = every_way(name, flags)
    script = load(name)
    assert len(ends) > 3
    for end in ends:
        assert script.least <= len(end.memory.asked) <= script.header.questions
        assert len(set(end.memory.said)) == len(end.memory.said), "nothing is said twice"


def test_every_line_is_said_on_some_way() -> None:
    for name in NAMES:
        script = load(name)
        said: set[str] = set()
        for flags in (frozenset(), LETTER, LETTER | {"form-shown"}, frozenset({"walt-kept"})):
            for end in every_way(name, flags):
                said |= set(end.memory.said)
        shown = {id for id, line in script.lines.items() if line.who not in ("option", "note")}
        assert shown - said == set()


def test_every_flag_can_be_set() -> None:
    for name in NAMES:
        found = {flag for end in every_way(name, LETTER | {"form-shown"}) for flag in end.memory.set}
        assert found == set(load(name).header.carries)


def test_the_four_of_them_follow_their_chapters() -> None:
    assert tuple(names()) == NAMES
    assert [interlude_file.after(load(name).header.chapter) for name in NAMES] == list(NAMES)
    assert interlude_file.after("01-no-gamertag") == ""


# -- one: the newsroom -------------------------------------------------------------------------------------------


def test_which_question_comes_when_decides_how_long_the_answer_is() -> None:
    interlude = played(scene("1"), "ask:how", "ask:nanette", "ask:bill")
    assert [id for id in lines(interlude) if "." in id[3:]] == ["i1.daly.a1", "i1.nan.a2", "i1.bill.a3"]
    assert interlude.over
    assert set(interlude.outcome.flags) == {"asked-how", "asked-nanette", "asked-bill"}


def test_a_bill_on_the_table_first_changes_the_answer() -> None:
    assert "i1.bill.card" in lines(played(scene("1"), "lay:server-bill", "ask:bill"))
    late = played(scene("1"), "ask:bill", "lay:server-bill", "ask:cup")
    assert "i1.bill.card" not in lines(late), "afterwards it is too late"


def test_three_of_four_and_the_line_stays_open() -> None:
    interlude = played(scene("1"), "ask:bill", "ask:cup", "ask:how")
    assert lines(interlude)[-3:] == ("i1.close", "i1.close2", "i1.tone")
    with pytest.raises(ValueError, match="cannot ask 'nanette'"):
        interlude.ask("nanette")


# -- two: the deposition -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exhibit", "question", "denied", "admitted", "caught", "flags"),
    [
        ("exhibit-a", "machine", "i2.machine.no", "i2.machine.yes", "i2.machine.caught", {"lied-on-record"}),
        ("exhibit-b", "visit", "i2.visit.no", "i2.visit.yes", "i2.visit.caught", {"lied-on-record", "visitor-shown"}),
    ],
)
def test_an_exhibit_after_a_denial_puts_a_lie_on_record(exhibit, question, denied, admitted, caught, flags) -> None:
    after = played(scene("2"), f"ask:{question}", f"lay:{exhibit}")
    assert denied in lines(after)
    assert lines(after)[-1] == caught
    assert after.memory.set == sorted(flags)
    before = played(scene("2"), f"lay:{exhibit}", f"ask:{question}")
    assert lines(before)[-1] == admitted
    assert "lied-on-record" not in before.flags
    assert caught not in lines(before)


def test_the_form_is_shown_before_or_after_its_question() -> None:
    for moves in (("ask:form", "lay:exhibit-c"), ("lay:exhibit-c", "ask:form")):
        interlude = played(scene("2"), *moves)
        assert "form-shown" in interlude.flags
        assert lines(interlude)[-5:] == ("i2.form.c", "i2.form.c2", "i2.form.c3", "i2.form.c4", "i2.form.c5")
    assert "form-shown" not in played(scene("2"), "lay:exhibit-c", "ask:visit").flags, "nobody asked for it"


def test_after_the_last_question_an_exhibit_may_still_be_laid_or_left() -> None:
    asked = ("ask:copy", "ask:feel", "ask:form", "ask:machine")
    interlude = played(scene("2"), *asked)
    assert not interlude.over
    assert [move.reason for move in interlude.options().questions] == [
        "asked", "asked", "asked", "no more questions", "asked",
    ]  # fmt: skip
    assert {(m.kind, m.id) for m in interlude.moves()} >= {("lay", "exhibit-a"), ("leave", "leave")}
    left = played(interlude, "leave")
    assert left.over
    assert "lied-on-record" not in left.flags
    shown = played(scene("2"), *asked, "lay:exhibit-a", "lay:exhibit-c")
    assert shown.over, "and then there is nothing more to show"
    assert {"lied-on-record", "form-shown"} <= shown.flags


def test_it_cannot_be_left_before_its_questions_are_asked() -> None:
    with pytest.raises(ValueError, match="cannot leave"):
        scene("2").leave()


# -- three and four ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("decision", ["delay", "sign", "abstain"])
def test_the_board_decides_after_three_questions(decision: str) -> None:
    interlude = played(scene("3"), "ask:what", "ask:six", "ask:told")
    assert [move.kind for move in interlude.moves()] == ["decide"] * 3
    played(interlude, f"decide:{decision}")
    flag = {"delay": "purge-delayed", "sign": "purge-hurried", "abstain": "board-silent"}[decision]
    assert interlude.over
    assert interlude.memory.set == ["counted-minds", "board-told", flag]
    assert ("i3.delay2" in lines(interlude)) == (decision == "delay")


def test_he_says_it_again_only_to_who_counted() -> None:
    interlude = played(scene("3"), "ask:what", "ask:ask", "ask:you", "decide:delay")
    assert lines(interlude)[-1] == "i3.delay"


@pytest.mark.parametrize("earned", ["counted-minds", "form-shown", "asked-nanette", ""])
def test_one_pronoun_if_it_was_earned(earned: str) -> None:
    interlude = scene("4", "walt-wrote", *([earned] if earned else []))
    played(interlude, "lay:letter", "ask:hand", "ask:wrote", "ask:who")
    assert lines(interlude)[-1] == ("i4.who" if earned else "i4.who.no")
    assert ("said-he" in interlude.flags) == bool(earned)


def test_without_a_letter_there_is_none_to_lay_down() -> None:
    interlude = scene("4", "walt-kept")
    assert interlude.options().cards == ()
    assert len(interlude.options().questions) == 6
    played(interlude, "leave")
    assert lines(interlude) == (
        "i4.open", "i4.none", "i4.none2", "i4.none3", "i4.none4", "i4.box", "i4.lights", "i4.last",
    )  # fmt: skip


# -- each answer is shorter than the last ------------------------------------------------------------------------


def test_within_the_call_each_answer_is_shorter_than_the_last() -> None:
    script = load("1")
    by_turn = [
        [words(script.lines[question.answer[-3 + turn].say[0]].text) for question in script.questions.values()]
        for turn in (0, 1, 2)
    ]
    for earlier, later in pairwise(by_turn):
        assert min(earlier) > max(later), "whatever is asked first and second"


def test_over_the_four_he_says_less_and_less() -> None:
    spoken = [[words(text) for text in his(name)] for name in NAMES]
    means = [mean(each) for each in spoken]
    assert means == sorted(means, reverse=True), means
    assert len(set(means)) == 4, means
    longest = [max(each) for each in spoken]
    assert longest == sorted(longest, reverse=True), longest
    assert longest[-1] <= 2, "one word, or not even that"


def test_an_exchange_ends_on_fewer_words_than_it_began() -> None:
    for name in NAMES[1:]:
        script = load(name)
        for question in script.questions.values():
            for passage in question.answer:
                said = [words(script.lines[id].text) for id in passage.say if script.lines[id].who == "walton"]
                if len(said) > 1 and question.id not in ("six", "ask"):  # there he explains, and is caught by it
                    assert said[-1] < said[0], (name, question.id)


# -- a pure machine ----------------------------------------------------------------------------------------------


def test_play_through_is_the_same_every_time() -> None:
    for name in NAMES:
        assert play_through(name, LETTER) == play_through(name, LETTER)


def test_a_chooser_decides() -> None:
    def stern(interlude: Interlude, moves) -> Move:
        return next((move for move in moves if move.kind == "lay" and interlude.memory.asked), in_order(interlude, [
            move for move in moves if move.kind != "lay"] or moves))  # fmt: skip

    outcome = play_through("2", (), stern)
    assert isinstance(outcome, Outcome)
    assert "lied-on-record" in outcome.flags
    assert outcome != play_through("2")


def test_it_goes_on_from_a_snapshot_anywhere() -> None:
    whole = scene("2")
    played(whole, "ask:visit", "lay:exhibit-b", "ask:form", "lay:exhibit-c")
    half = played(scene("2"), "ask:visit", "lay:exhibit-b")
    half.ask("form")  # in the middle of a line
    taken = Interlude.restore(half.script, half.snapshot())
    played(listened(taken), "lay:exhibit-c")
    assert taken.outcome == whole.outcome


@pytest.mark.parametrize("move", ["ask:nobody", "lay:exhibit-d", "decide:delay", "ask:visit twice"])
def test_a_wrong_move_changes_nothing(move: str) -> None:
    interlude = scene("2")
    kind, _, id = move.partition(":")
    if "twice" in id:
        id = "visit"
        played(interlude, "ask:visit")
    before = interlude.snapshot()
    with pytest.raises(ValueError, match="cannot"):
        getattr(interlude, kind)(id)
    assert interlude.snapshot() == before


def test_nobody_moves_while_somebody_speaks() -> None:
    interlude = Interlude(load("2"))
    interlude.begin()
    assert interlude.moves() == []
    with pytest.raises(ValueError, match="nothing but to listen"):
        interlude.ask("visit")


# -- the file ----------------------------------------------------------------------------------------------------

MISTAKES = [
    # what stands in the file, what a slip makes of it, where it is found, what is said
    ('room = "deposition"\n', "", "1:1", "'room' is missing"),
    ("questions = 4", "questions = 9", "9", "9 may be asked, and there are 5: write fewer"),
    (
        'line = "i2.q-feel"',
        'line = "i2.q-fel"',
        '"i2.q-fel"',
        "no line is called 'i2.q-fel'; did you mean 'i2.q-feel'?",
    ),
    ('{ card = "exhibit-b" }', '{ card = "exhibit-z" }', '"exhibit-z"', "no card is called 'exhibit-z'"),
    ('{ card = "exhibit-b" }', '{ card = "exhibit-b", turn = 1 }', "{ card", "a condition says one thing"),
    ('{ card = "exhibit-b" }', "{ turn = 7 }", "7", "there is no turn 7: 4 questions may be asked"),
    ('sets = ["visitor-shown"] },\n  { say', 'sets = ["seen"] },\n  { say', '"seen"', "'seen' is set here: declare it"),
    ('{ said = "i2.visit.no" }', '{ flag = "rainy" }', '"rainy"', "'rainy' is read and not set here: declare it in"),
    ('{ said = "i2.visit.no" }', '{ any-flag = ["form-shown", "wet"] }', '"wet"', "'wet' is read and not set here"),
    ('"form-shown"]\n\n[[open', '"form-shown", "spare"]\n\n[[open', '"spare"', "'spare' is never set"),
    ('mood = "angry", text = "She', 'mood = "sad", text = "She', '"sad"', "'sad' is not one of neutral, worried"),
    ("pause = 3.0, ", "", '{ who = "sound"', "a silence has a 'pause' in seconds"),
    ('{ who = "osei", text = "So, no." }', '{ who = "oseo", text = "So, no." }', '"oseo"', "did you mean 'osei'?"),
    ("I sent flowers.", "I sent flowers ☃", '"I sent', "the game has no letter '☃'"),
    ('"EXHIBIT B', '"EXHIBIT Б', '"EXHIBIT', "the game has no letter 'Б'"),
    ("I sent flowers.", "I sent flowers. " * 9, '"I sent', "at most 90 characters, found"),
    ('  { say = ["i2.visit.no"] },\n', "", "[", "the last answer has no 'if', and only the last"),
    ('reply = [{ if = [{ said = "i2.visit.no"', 'replies = [{ if = [{ said = "i2.visit.no"', "replies", "'reply'?"),
    ('id = "exhibit-b"', 'id = "exhibit-a"', '"exhibit-a"', "there is a card called 'exhibit-a' already"),
    ("[[close]]\n", "[[clos]]\n", "[[clos]]", "unknown key 'clos'; did you mean 'close'?"),
    ('"i2.end" = {', '"i2.spare" = { who = "osei", text = "Well." }\n"i2.end" = {', '"i2.spare"', "is never said"),
]


@pytest.mark.parametrize(("right", "wrong", "at", "says"), MISTAKES)
def test_a_mistake_is_found_where_it_stands(right: str, wrong: str, at: str, says: str, tmp_path: Path) -> None:
    text = (interlude_file.folder() / "2-deposition.toml").read_text(encoding="utf-8")
    assert text.count(right) >= 1, right
    spoilt = text.replace(right, wrong, 1)
    path = tmp_path / "2-deposition.toml"
    path.write_text(spoilt, encoding="utf-8")
    with pytest.raises(LevelError) as caught:
        interlude_file.read(path)
    problem = next((p for p in caught.value.problems if says in p.message), None)
    assert problem is not None, str(caught.value)
    assert problem.file == str(path)
    row = spoilt.splitlines()[problem.line - 1]
    if at == "1:1":
        assert problem.line == 1
    else:
        assert row[problem.column - 1 :].startswith(at), (problem, row)


def test_the_check_finds_a_broken_interlude(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert interlude_file.check() == []
    (tmp_path / "1-x.toml").write_text('title = "X"\n', encoding="utf-8")
    monkeypatch.setattr(interlude_file, "folder", lambda _: tmp_path)
    assert any("'room' is missing" in problem.message for problem in interlude_file.check())


def test_a_name_that_means_nothing_is_said_so() -> None:
    with pytest.raises(LevelError, match="no interlude is called '2-depositon'; did you mean '2-deposition'"):
        load("2-depositon")


def test_a_file_that_is_no_toml_says_where(tmp_path: Path) -> None:
    path = tmp_path / "9.toml"
    path.write_text('title = "x\n', encoding="utf-8")
    with pytest.raises(LevelError, match=r"9\.toml:1:11: not TOML"):
        interlude_file.read(path)
