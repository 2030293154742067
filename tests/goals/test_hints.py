"""What is thin in a goal, told in neutral words."""

from datetime import date

import pytest

from pdsync.goals.dates import Due, DueKind
from pdsync.goals.hints import KINDS, hints_for
from pdsync.goals.model import Entry, Section

S, M, A, R, T = Section
WRITTEN, END = date(2026, 11, 24), date(2027, 1, 15)


def entry(number=1, answers=None, due=None, placeholders=()):
    return Entry(number, "", answers or {}, placeholders=placeholders, due=due, written=WRITTEN)


def kinds(*entries, end=END):
    return [hint.kind for hint in hints_for(entries, module_end=end)]


@pytest.mark.parametrize("answer", ["I will feel better about it", "My confidence", "By being more relaxed"])
def test_nothing_to_count_and_nothing_to_look_at_is_hinted(answer):
    assert kinds(entry(answers={M: answer})) == ["nothing-to-measure"]


@pytest.mark.parametrize(
    "answer",
    [
        "3 meetings",
        "twice a week",
        "Every project has a review",
        "The post is live",
        "My mentor signed off",
        "a checklist",
    ],
)
def test_an_amount_or_a_result_is_something_to_measure(answer):
    assert kinds(entry(answers={M: answer})) == []


def test_a_placeholder_is_not_hinted_at_as_if_it_were_an_answer():
    assert kinds(entry(answers={M: "TBD"}, placeholders=(M,))) == []


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (Due(DueKind.NONE), ["no-date"]),
        (Due(DueKind.DATE, date(2027, 2, 1)), ["after-module-end"]),
        (Due(DueKind.DATE, date(2026, 11, 20)), ["past-when-written"]),
        (Due(DueKind.DATE, END), []),
        (Due(DueKind.DATE, WRITTEN), []),
        (None, []),
    ],
    ids=["no day", "too late", "past", "the last day", "today", "not read"],
)
def test_the_day_is_held_against_the_calendar(due, expected):
    assert kinds(entry(answers={T: "when I can"}, due=due)) == expected


def test_the_same_words_in_two_goals_are_hinted_once():
    one = {S: "Learn all of SQL in time", T: "week 4"}
    two = {S: "learn all of SQL, in time!", T: "week 4"}
    found = hints_for([entry(1, one), entry(2, two)])
    assert [(hint.kind, hint.goal, hint.section) for hint in found] == [("same-text", 2, S)]
    assert found[0].sentence == "Specific has the same words in goals 1 and 2."


def test_every_kind_of_hint_has_a_meaning():
    assert len({kind for kind, _ in KINDS}) == 5


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (DueKind.NONE, "Timebound of goal 1 names no day: “when I can”."),
        (DueKind.ONGOING, "Timebound of goal 1 goes on without an end: “when I can”."),
        (DueKind.AMBIGUOUS, "Timebound of goal 1 names a time from which no single day follows: “when I can”."),
    ],
)
def test_why_there_is_no_day_is_told(kind, says):
    (hint,) = hints_for([entry(answers={T: "when I can"}, due=Due(kind))])
    assert hint.sentence == says
