"""What changed with a student between two syncs, in words; and goals that are followed through it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdsync.goals.changes import KINDS, Followed, Memory, changes, followed, in_full, mark
from pdsync.goals.cohort import Expected
from pdsync.goals.dates import Due, DueKind
from pdsync.goals.model import Case, Entry, Flag, GoalDoc, Section, StatusClass, Student

MAYA = Student("s1", "Maya", "maya@x.example")
MOMENT = datetime(2026, 11, 24, tzinfo=UTC)
DOC = GoalDoc("1x", "s1", "n", "7", MOMENT, MOMENT, link="doc")
ALL = dict.fromkeys(Section, "yes")
TWO = Expected()


def entry(number, specific, **more):
    return Entry(number, "", {**ALL, Section.SPECIFIC: specific}, **more)


def goals(*entries):
    return tuple(Followed(id, one) for id, one in enumerate(entries, start=1))


def kinds(before, now, flags=(), memory=None):
    memory = memory or Memory("1x", goals=before, next_id=len(before) + 1)
    found = changes(memory, Case(MAYA, doc=DOC), now, flags, TWO)
    assert {change.kind for change in found} <= KINDS.keys()
    return [(change.kind, change.words) for change in found]


A, B, C = entry(1, "apply to ten firms"), entry(2, "learn to speak up in stand-ups"), entry(3, "write a portfolio")


@pytest.mark.parametrize(
    ("now", "ids"),
    [
        pytest.param([A, B], [1, 2], id="as they were"),
        pytest.param([replace(B, number=1), replace(A, number=2)], [2, 1], id="swapped"),
        pytest.param([replace(C, number=1), replace(A, number=2), replace(B, number=3)], [3, 1, 2], id="one put above"),
        pytest.param([replace(B, number=1)], [2], id="one deleted"),
        pytest.param([entry(1, "apply to twelve firms"), B], [1, 2], id="reworded"),
        pytest.param([Entry(1, "", {Section.SPECIFIC: "something else"}), B], [1, 2], id="rewritten in its place"),
        pytest.param([], [], id="all deleted"),
    ],
)
def test_goals_are_followed(now, ids):
    found, next_id = followed(goals(A, B), now, 3)
    assert [one.id for one in found] == ids
    assert next_id == (4 if 3 in ids else 3)


WORDS = st.sampled_from(["apply", "write", "learn", ""])


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, max_size=5), st.lists(WORDS, max_size=5))
def test_no_two_goals_have_one_number(old, new):
    before, used = followed((), [entry(n, words) for n, words in enumerate(old, start=1)], 1)
    now, next_id = followed(before, [entry(n, words) for n, words in enumerate(new, start=1)], used)
    assert len({one.id for one in now}) == len(now) == len(new)
    assert all(one.id < next_id for one in now)
    assert next_id >= used


def test_nothing_changed_is_no_change():
    assert kinds(goals(A, B), goals(A, B)) == []


def test_a_goal_completed_is_told():
    done = replace(A, status="Done", status_class=StatusClass.DONE)
    assert kinds(goals(A, B), goals(done, B)) == [("completed", "goal 1 is done: “apply to ten firms”")]
    assert kinds(goals(done, B), goals(A, B)) == [("reopened", "goal 1 has no status now")]


def test_a_date_that_moved_is_told_with_both_days():
    first, then = (replace(A, due=Due(DueKind.DATE, date(2026, 12, day))) for day in (4, 11))
    moved = "goal 1 was due on Friday 4 December 2026 and is now due on Friday 11 December 2026"
    assert kinds(goals(first, B), goals(then, B)) == [("date-moved", moved)]
    assert kinds(goals(A, B), goals(first, B)) == [("date-set", "goal 1 is due on Friday 4 December 2026")]


def test_newly_overdue_is_told_once():
    flag = Flag("overdue", "s1", "goal 1 was due on Friday", 1)
    before = goals(A, B)
    assert kinds(before, before, [flag]) == [("overdue", "goal 1 was due on Friday")]
    told = Memory("1x", goals=before, next_id=3, flags=(mark(flag, before),))
    assert kinds(before, before, [flag], told) == []


def test_an_overdue_goal_that_was_moved_in_the_doc_is_not_newly_overdue():
    before = goals(A, B)
    told = Memory("1x", goals=before, next_id=3, flags=("overdue:1",))
    now = (Followed(2, replace(B, number=1)), Followed(1, replace(A, number=2)))
    assert kinds(before, now, [Flag("overdue", "s1", "goal 2 was due", 2)], told) == []


def test_good_news_counts():
    assert kinds((), goals(A), memory=Memory("1x"))[0] == ("started", "wrote the first goal")
    assert ("complete", "everything that is asked for is written") in kinds(goals(A), goals(A, B))


def test_being_excused_is_not_writing_everything():
    half = Entry(2, "", {Section.SPECIFIC: "learn"})
    told = Memory("1x", goals=goals(A, half), next_id=3, flags=("incomplete:2",))
    assert kinds(goals(A, half), goals(A, half), [], told) == []


def test_new_and_gone_goals_are_told_by_their_own_words():
    assert kinds(goals(A, B), (*goals(A, B), Followed(3, C))) == [("new-goal", "goal 3: “write a portfolio”")]
    assert kinds(goals(A, B, C), goals(A, B)) == [("goal-gone", "a goal is no longer in the Doc: “write a portfolio”")]


def test_a_doc_that_is_lost_and_one_that_is_back():
    lost = Flag("doc-lost", "s1", "the Doc is in the bin")
    assert kinds(goals(A), goals(A), [lost]) == [("doc-lost", "the Doc is in the bin")]
    assert kinds((), goals(A), memory=Memory("1x", goals=goals(A), next_id=2, lost=True)) == [
        ("doc-back", "the Doc can be read again")
    ]


def test_who_is_new_or_back_on_the_roster():
    case = Case(MAYA, doc=DOC)
    assert [one.kind for one in changes(None, case, goals(A), (), TWO)] == ["joined"]
    assert [one.kind for one in changes(Memory("1x", next_id=2, enrolled=False), case, (), (), TWO)] == ["joined"]


@pytest.mark.parametrize(
    ("written", "full"),
    [
        (goals(A, B), True),
        (goals(A), False),
        (goals(A, Entry(2, "", {Section.SPECIFIC: "x"})), False),
        (goals(A, replace(B, placeholders=(Section.TIMEBOUND,))), False),
    ],
)
def test_when_everything_is_written(written, full):
    assert in_full(written, TWO) is full
