"""Tables against a plain dictionary: what is added, dropped and asked for, in any order."""

from __future__ import annotations  # tables read their columns from the spelling of annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from game.sim.tables import Float, IdTable, Int, Table


class Things(IdTable):
    worth: Float
    serial: Int
    SELDOM = frozenset({"worth"})


class Rows(Table):
    worth: Float
    serial: Int


class Ledger(RuleBasedStateMachine):
    """An IdTable and a dict that should say the same."""

    def __init__(self):
        super().__init__()
        self.table = Things(2)
        self.book: dict[int, int] = {}
        self.gone: set[int] = set()
        self.serial = 0

    @rule(count=st.integers(1, 5))
    def add(self, count):
        serials = np.arange(self.serial, self.serial + count)
        where = self.table.add(count, worth=serials * 2.0, serial=serials)
        self.serial += count
        for row in range(where.start, where.stop):
            self.book[int(self.table.id[row])] = int(self.table.serial[row])

    @rule()
    def append(self):
        row = self.table.append(serial=self.serial, worth=self.serial * 2.0)
        self.book[int(self.table.id[row])] = self.serial
        self.serial += 1

    @precondition(lambda self: self.book)
    @rule(data=st.data())
    def drop(self, data):
        who = data.draw(st.sampled_from(sorted(self.book)))
        self.table.drop(self.table.row_of(who))
        del self.book[who]
        self.gone.add(who)

    @precondition(lambda self: self.book)
    @rule(data=st.data())
    def keep(self, data):
        mask = np.array(data.draw(st.lists(st.booleans(), min_size=self.table.n, max_size=self.table.n)))
        dead = self.table.id[~mask].tolist()
        self.table.keep(mask)
        for who in dead:
            del self.book[who]
            self.gone.add(who)

    @rule()
    def save_and_load(self):
        copy = Things(1)
        copy.restore(self.table.snapshot())
        assert copy.digest() == self.table.digest()
        self.table = copy

    @invariant()
    def says_the_same(self):
        assert self.table.n == len(self.book)
        for who, serial in self.book.items():
            row = self.table.row_of(who)
            assert self.table.serial[row] == serial
            assert self.table.worth[row] == self.table.cells.worth[row] == serial * 2.0
        assert len(self.table.worth) == len(self.table.serial) == len(self.book)
        for who in self.gone - set(self.book):
            assert self.table.row_of(who) == -1
        asked = np.array([*self.book, *self.gone, 0], np.int64)
        assert self.table.rows_of(asked).tolist() == [self.table.row_of(int(who)) for who in asked]


TestLedger = Ledger.TestCase
TestLedger.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.data())
def test_all_at_once_go_as_they_would_go_one_by_one(count, data):
    one, many = Things(2), Things(2)
    for table in (one, many):
        table.add(count, serial=np.arange(count), worth=np.arange(count) * 2.0)
    who = data.draw(st.lists(st.sampled_from(one.id.tolist()), unique=True))
    turns = []
    for entity in who:
        turns.append(one.row_of(entity))
        one.drop(turns[-1])
    assert many.drop_all(who) == turns
    for table in (one, many):
        table.add(3, serial=-1)  # into the places that came free, in the same order
    before, after = one.snapshot(), many.snapshot()
    assert before.keys() == after.keys()
    assert all(np.array_equal(before[name], after[name]) for name in before)
    assert many.rows_of(many.id).tolist() == list(range(many.n))


@given(st.lists(st.booleans(), max_size=200))
def test_keep_keeps_exactly_the_marked(mask):
    table = Rows(4)
    table.add(len(mask), serial=np.arange(len(mask)), worth=np.arange(len(mask)) * 0.5)
    table.keep(np.array(mask, bool))
    assert sorted(table.serial.tolist()) == [i for i, kept in enumerate(mask) if kept]
    assert np.array_equal(table.worth, table.serial * 0.5)


def test_columns_not_named_start_at_zero_even_where_a_row_has_been():
    table = Rows(4)
    table.add(3, worth=7.0)
    table.keep(np.zeros(3, bool))
    table.add(2, serial=1)
    table.append(serial=1)
    assert table.worth.tolist() == [0.0, 0.0, 0.0]


def test_what_is_written_into_a_cell_stands_in_the_column_and_the_other_way_round():
    table = Things(1)
    table.add(1, serial=1)
    table.append(serial=2, worth=3.5)  # there was room for one
    table.cells.worth[0] = 4.5
    table.serial[1] = 9
    assert table.worth.tolist() == [4.5, 3.5]
    assert [table.cells.serial[row] for row in range(2)] == [1, 9]


def test_a_column_is_written_into_never_put_in_anothers_place():
    table = Things(1)
    table.add(1)
    with pytest.raises(AttributeError, match="worth"):
        table.worth = np.ones(1)


def test_a_digest_knows_every_column_and_the_order():
    def digest(*serials):
        table = Rows(4)
        table.add(len(serials), serial=np.array(serials))
        return table.digest()

    assert digest(1, 2) == digest(1, 2)
    assert len({digest(1, 2), digest(2, 1), digest(1, 3), digest(1)}) == 4


def test_an_id_of_somebody_gone_never_means_somebody_new():
    table = Things(1)
    table.add(1)
    old = int(table.id[0])
    table.drop(0)
    table.add(1)
    assert int(table.id[0]) != old
    assert table.row_of(old) == -1
