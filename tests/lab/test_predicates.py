"""Predicates: what they say, how they join, and that none is lost."""

from __future__ import annotations

import math
import re
from types import SimpleNamespace

import pytest

from game.lab import spans
from game.lab.predicates import Ledger, Moment, Names, Predicate, PredicateError, Quantity, use
from game.lab.vocabulary import beat, chosen, event, objective, player, said, softlock, won

NAMES = Names(SimpleNamespace(id="somewhere"), {"objective": {"hold", "home"}})


def scripted(answers, name="p", heard=False):
    """A predicate that answers by a list, and counts how often it was asked."""
    asked = []

    def begin(names):
        replies = iter(answers)

        def ask(moment):
            asked.append(moment.frame)
            return next(replies)

        return ask

    one = Predicate(name, begin, heard=heard)
    one.asked = asked
    return one


def run(predicate, ticks):
    ask = predicate.begin(NAMES)
    return [bool(ask(Moment(None, (), tick))) for tick in range(ticks)]


def test_joined_predicates_hold_when_either_or_both_do():
    a, b = [True, True, False, False], [True, False, True, False]
    assert run(scripted(a) | scripted(b), 4) == [True, True, True, False]
    assert run(scripted(a) & scripted(b), 4) == [True, False, False, False]
    assert run(~scripted(a), 4) == [False, False, True, True]


def test_every_part_is_asked_at_every_moment_though_the_first_would_decide():
    one, other = scripted([True] * 3), scripted([False] * 3)
    run(one | other, 3)
    assert one.asked == other.asked == [0, 1, 2]


def test_lasting_wants_it_without_a_break():
    held = [True, True, False, True, True, True, True]
    assert run(scripted(held).lasting("3t"), 7) == [False] * 6 + [True]


def test_times_counts_situations_by_their_beginnings_and_events_by_their_number():
    assert run(scripted([True, True, False, True]).times(2), 4) == [False, False, False, True]
    assert run(scripted([1, 0, 2, 0], heard=True).times(3), 4) == [False, False, True, True]


@pytest.mark.parametrize("count", [0, -1, 1.5, True, "2"])
def test_times_wants_a_number_that_can_be_waited_for(count):
    with pytest.raises(PredicateError, match="how often is a whole number from 1 on"):
        player.hurt.times(count)


def test_what_is_so_for_good_comes_about_once_and_is_counted_by_its_event():
    for once, counted in (
        (beat("wave"), "event('beat', name='wave')"),
        (said("a.line"), "event('say', name='a.line')"),
        (chosen("hold", 1), "event('chosen', name='hold')"),
    ):
        assert once.times(1).name == f"{once.name}.times(1)"
        with pytest.raises(PredicateError, match=re.escape(f"count {counted}.times(2)")):
            once.times(2)
        with pytest.raises(PredicateError, match=re.escape(f"count {counted}.times(2)")):
            once.named("otherwise").times(2)
    either = "(event('beat', name='a') | event('say', name='b')).times(2)"
    with pytest.raises(PredicateError, match=re.escape(either)):
        (beat("a") | said("b")).times(2)
    assert (beat("a") | player.hurt).times(2).name == "(beat('a') | player.hurt).times(2)"


def test_names_read_as_written():
    assert (player.dead | won).name == "player.dead | won"
    assert (player.dead & (player.hull < 0.5)).name == "player.dead & (player.hull < 0.5)"
    assert (~(player.dead | won)).name == "~(player.dead | won)"
    assert softlock(idle="20s").name == "softlock(idle='20s')"
    assert event("hit", who="gang").times(2).name == "event('hit', who='gang').times(2)"
    assert (objective("a") | objective("b").failed).name == "objective('a') | objective('b').failed"


def test_alternatives_are_what_stands_between_ors():
    whole = player.dead | (won & player.hurt) | softlock()
    assert [part.name for part in whole.alternatives] == ["player.dead", "won & player.hurt", "softlock(idle='20s')"]


@pytest.mark.parametrize("use", [bool, lambda p: p and p, lambda p: p or p, lambda p: not p])
def test_a_question_is_no_answer(use):
    with pytest.raises(PredicateError, match=r"player\.dead is a question"):
        use(player.dead)


def test_a_quantity_is_no_number_and_compares_with_numbers_only():
    with pytest.raises(PredicateError, match=r"player.hull is a quantity"):
        bool(player.hull)
    for limit in ("half", player.shield, math.nan):
        for compare in (lambda limit=limit: player.hull < limit, lambda limit=limit: player.hull == limit):
            with pytest.raises(PredicateError, match="compared with a number"):
                compare()
    level = Quantity("level", lambda episode: episode)
    asks = [level < 3, level <= 3, level > 3, level >= 3, level == 3, level != 3]
    for value, answers in ((2, "110001"), (3, "010110"), (4, "001101")):
        got = [ask.begin(NAMES)(Moment(value, (), 0)) for ask in asks]
        assert got == [answer == "1" for answer in answers]


def test_a_name_that_means_nothing_is_said_with_what_was_meant():
    with pytest.raises(PredicateError, match="somewhere has no objective called 'hald'; did you mean 'hold'"):
        objective("hald").begin(NAMES)
    with pytest.raises(PredicateError, match=r"no event is called 'gate\.open'; did you mean 'gate\.opened'"):
        event("gate.open")
    with pytest.raises(PredicateError, match="somewhere has no objective called 'hom'; did you mean 'home'"):
        event("objective.done", name="hom").begin(NAMES)
    with pytest.raises(PredicateError, match="nobody who did it"):
        event("beat", by="hound")
    assert event("lost", by="hound").name == "event('lost', by='hound')", "drones lose sight, and runs are lost"
    with pytest.raises(PredicateError, match=r"name='armour'.* never comes; there are hull, shield"):
        event("hit", name="armour")
    with pytest.raises(PredicateError, match=r"name='ramm'.* never comes; did you mean 'ram'"):
        event("destroyed", name="ramm")


def test_what_was_made_and_never_asked_is_known():
    ledger = Ledger()
    ledger.open()
    used, lost = player.dead | softlock(), won & player.hurt
    ledger.close()
    use(used)
    assert ledger.lost() == [lost]
    use(lost)
    assert ledger.lost() == []


@pytest.mark.parametrize(
    ("span", "ticks"),
    [
        (2, 120), ("2s", 120), ("350ms", 21), ("1.5 min", 5400), ("90t", 90), (0.5, 30), ("1 tick", 1),
        ("5ms", 1), (0, 0), ("0s", 0),
    ],
)  # fmt: skip
def test_spans(span, ticks):
    assert spans.ticks(span) == ticks


@pytest.mark.parametrize("span", ["soon", "", "-1s", -1, "1h", "s", True, None, "99999999s", float("nan")])
def test_what_is_no_span_is_refused(span):
    with pytest.raises(ValueError, match="time"):
        spans.seconds(span)


@pytest.mark.parametrize("at", ["1.9s±0.2s", "1.9s+-0.2s", "1.9 ± 0.2", "1900ms+/-200ms"])
def test_a_time_with_slack_is_a_window(at):
    assert spans.window(at) == (102, 126)


def test_a_time_without_slack_is_a_tick_either_way():
    assert spans.window("1s") == (59, 61)
