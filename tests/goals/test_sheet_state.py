"""What the last sync knew: written into cells and read out of them again."""

import string
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from sheetbook import after

from pdsync.goals.changes import Followed, Memory
from pdsync.goals.dates import Due, DueKind, Words
from pdsync.goals.merge import Book
from pdsync.goals.model import Entry, Section, StatusClass
from pdsync.goals.sheet_merge import merged
from pdsync.goals.sheet_state import ROOM, Stamp, State, state_of, state_table

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
WORD = st.text(string.ascii_letters + "-:", min_size=1, max_size=8)
DAY = st.dates(date(2000, 1, 1), date(2100, 1, 1))
DUE = st.builds(
    Due,
    st.sampled_from(DueKind),
    st.none() | DAY,
    st.none() | st.builds(Words, st.integers(0, 9), st.integers(0, 9), TEXT),
    st.floats(0, 1),
    st.tuples() | st.tuples(DAY),
    TEXT,
    TEXT,
)
ENTRY = st.builds(
    Entry,
    st.integers(1, 9),
    TEXT,
    st.dictionaries(st.sampled_from(Section), TEXT),
    st.lists(st.sampled_from(Section), max_size=2).map(tuple),
    TEXT,
    TEXT,
    st.none() | st.sampled_from(StatusClass),
    st.none() | DUE,
    st.none() | DAY,
    st.lists(TEXT.filter(bool), max_size=2).map(tuple),
    TEXT,
)
MEMORY = st.builds(
    Memory,
    doc=WORD,
    version=WORD,
    modified=WORD,
    digest=WORD,
    edited=st.none() | DAY,
    goals=st.lists(st.builds(Followed, st.integers(1, 99), ENTRY), max_size=3).map(tuple),
    problems=st.lists(TEXT.filter(bool), max_size=2).map(tuple),
    next_id=st.integers(1, 99),
    flags=st.lists(WORD, max_size=3).map(tuple),
    enrolled=st.booleans(),
    lost=st.booleans(),
)
STAMP = st.builds(Stamp, WORD, st.none() | DAY, st.floats(0, 99999), WORD, st.integers(0, 9))


def kept(memories, stamp):
    """What is read back after it was written into an empty Sheet."""
    return state_of(after(Book(()), merged(Book(()), state_table(memories, stamp)).edits))


def known(state):
    """What was known of every student of whom anything can be understood."""
    return {key: memory for key in state.rows if (memory := state.memory(key)) is not None}


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(WORD, MEMORY, max_size=3), STAMP)
def test_what_is_remembered_is_what_was_known(memories, stamp):
    state = kept(memories, stamp)
    assert known(state) == memories
    assert state.stamp == stamp
    assert state.enrolled() == {key for key, memory in memories.items() if memory.enrolled}
    assert all(state.listed(key) == (one.doc, one.version, one.modified) for key, one in memories.items())


def long(words):
    return Followed(1, Entry(1, "t", {Section.SPECIFIC: words}))


def test_long_goals_are_packed():
    memory = Memory("1x", "7", goals=(long("many words and " * 20_000),))
    assert kept({"a": memory}, Stamp("c")).memory("a") == memory


def test_goals_too_long_for_a_cell_are_cut_and_the_doc_is_read_the_next_time_again():
    from random import Random

    noise = "".join(Random(7).choices(string.printable, k=300_000))
    memory = Memory("1x", "7", "m", "d", goals=(long(noise),), next_id=4)
    table = state_table({"a": memory}, Stamp("c"))
    assert all(len(cell) <= ROOM for row in table.rows.values() for cell in row if isinstance(cell, str))
    found = kept({"a": memory}, Stamp("c")).memory("a")
    assert found.version == ""
    assert (found.digest, found.next_id, found.goals[0].id) == ("d", 4, 1)
    assert noise.startswith(found.goals[0].entry.answers[Section.SPECIFIC])


def test_a_row_that_somebody_spoilt_is_as_if_it_were_not_there():
    book = after(Book(()), merged(Book(()), state_table({"a": Memory("1"), "b": Memory("2")}, Stamp("c"))).edits)
    tab = book.tabs[0]
    lines = [
        tuple("{oops" if cell and str(cell).startswith("{") and line[0] == "a" else cell for cell in line)
        for line in tab.cells
    ]
    assert known(state_of(replace(book, tabs=(replace(tab, cells=tuple(lines)),)))) == {"b": Memory("2")}


def test_an_empty_sheet_knows_nothing():
    assert state_of(Book(())) == State()
    assert State().memory("a") is None
    assert State().listed("a") == ("", "", "")
