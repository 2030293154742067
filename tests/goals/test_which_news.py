"""What nobody was told yet: flags, and Docs that could not be read."""

import pytest

from pdsync.goals.changes import Memory
from pdsync.goals.model import Flag
from pdsync.goals.news import failed, new_flags

EMPTY = Flag("not-started", "s1", "nothing is written yet")
STALE = Flag("stale", "s1", "no edit in 20 days")


@pytest.mark.parametrize(
    ("before", "new"),
    [
        (None, [EMPTY, STALE]),
        (Memory(flags=("stale",)), [EMPTY]),
        (Memory(flags=("stale", "not-started")), []),
    ],
    ids=["nothing is known", "one is known", "both are known"],
)
def test_what_the_last_sync_knew_is_no_news_and_each_flag_is_told_once(before, new):
    assert list(new_flags(before, (), (EMPTY, STALE, EMPTY))) == new


@pytest.mark.parametrize(
    ("before", "again"),
    [(None, False), (Memory(), False), (Memory(doc="d", version="7"), False), (Memory(doc="d"), True)],
    ids=["a new student", "no Doc yet", "read before", "not read before either"],
)
def test_a_doc_fails_again_if_no_version_of_it_was_ever_remembered(before, again):
    assert failed("s1", "Google says no", before).again is again
